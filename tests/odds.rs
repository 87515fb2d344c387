//! Odds of shocks are those of the model: its hazards, its dates, and how often its conditions come to hold.

use std::sync::Arc;

use marchland::model::date::Quarter;
use marchland::model::indicator::Variable;
use marchland::model::setup::{Condition, Trigger};
use marchland::run::odds::{Basis, YEAR, odds};
use marchland::run::{Happening, Run};

use crate::play::run;
use crate::shipped::closure;

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

#[test]
fn a_shock_that_hangs_on_conditions_is_counted_in_futures_or_unknown() {
    let mut scenario = (**run().scenario()).clone();
    let from = scenario.setup.start.plus(12);
    for (id, when) in [("certain", Condition::From(from)), ("never", Condition::AtLeast(Variable::Trust, 2.0))] {
        let mut shock = closure(from, 4);
        (shock.id, shock.name, shock.trigger) = (id.to_owned(), id.to_owned(), Trigger::When(vec![when]));
        scenario.setup.shocks.push(shock);
    }
    scenario.setup.shocks.sort_by(|a, b| a.id.cmp(&b.id));
    let mut now = Run::new(Arc::new(scenario), "none", 1, 60).unwrap();
    assert_eq!((of(&odds(&now, 0), "certain").basis, of(&odds(&now, 0), "certain").decade), (Basis::Unknown, None));
    let counted = odds(&now, 8);
    let certain = of(&counted, "certain");
    assert_eq!((certain.basis, certain.year, certain.decade), (Basis::Futures(8), Some(0.0), Some(1.0)));
    assert_eq!(of(&counted, "never").decade, Some(0.0));
    assert!(certain.told().contains("0 % within a year, 100 % within ten"), "{}", certain.told());
    (0..13).for_each(|_| now.step());
    assert_eq!(of(&odds(&now, 8), "certain").basis, Basis::Spent);
}
