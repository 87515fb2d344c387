//! Odds of shocks are those of the model: its hazards, its dates, and how often its conditions come to hold.

use marchland::model::date::Quarter;
use marchland::run::odds::{Basis, YEAR, odds};
use marchland::run::{Happening, Run};

use crate::play::run;

fn of<'a>(odds: &'a [marchland::run::odds::Odds], name: &str) -> &'a marchland::run::odds::Odds {
    odds.iter().find(|odds| odds.name == name).unwrap()
}

fn at(quarter: Quarter) -> Run {
    let mut run = run();
    while run.land().quarter() < quarter {
        run.step();
    }
    run
}

#[test]
fn a_random_shock_has_the_odds_of_its_hazard() {
    let now = at(Quarter::new(2008, 1));
    let before = now.digest();
    let all = odds(&now, 0);
    let flood = of(&all, "Flood");
    assert_eq!(flood.basis, Basis::Hazard);
    assert!((flood.year.unwrap() - 0.02).abs() < 1e-12);
    assert!((flood.decade.unwrap() - (1.0 - libm::pow(0.98, 10.0))).abs() < 1e-12);
    let begins = |seed: u64| {
        let mut future = now.with_luck_of(seed);
        (0..YEAR).for_each(|_| future.step());
        let new = future.happened().iter().filter(|(quarter, _)| *quarter > now.land().quarter());
        new.filter(|(_, what)| *what == Happening::Shock(flood.shock)).count() > 0
    };
    let share = (0..2000).filter(|seed| begins(*seed)).count() as f64 / 2000.0;
    // Three standard deviations of two thousand draws of two in a hundred.
    assert!((share - 0.02).abs() < 0.0094, "{share}");
    assert_eq!(now.digest(), before);
}

#[test]
fn a_dated_shock_is_certain_once_its_year_has_come() {
    let year = |run: &Run| of(&odds(run, 0), "Pandemic").year.unwrap();
    assert_eq!(year(&at(Quarter::new(2018, 4))), 0.0);
    assert_eq!(year(&at(Quarter::new(2019, 1))), 1.0);
    let all = odds(&at(Quarter::new(2020, 1)), 0);
    let struck = of(&all, "Pandemic");
    assert_eq!((struck.year, struck.left, struck.struck), (Some(0.0), 11, 1));
    assert_eq!(struck.told(), "Pandemic: it came in 2020Q1; it acts for 11 quarters more.");
    assert!(struck.consequences.iter().any(|text| text == "No person may cross for 12 quarters."), "{struck:?}");
}
