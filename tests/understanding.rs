//! What the window explains rests on: every term of a change has its causes, a policy can be a start, lessons name charts.

use std::sync::Arc;

use marchland::model::Borderland;
use marchland::model::indicator::{Nature, Variable};
use marchland::model::record::Terms;
use marchland::run::cause::cause;
use marchland::run::lesson::named_in;
use marchland::run::play::PlayThrough;
use marchland::run::policy::{as_start, wanted};
use marchland::run::{Order, Run};

use crate::shipped::scenario;

fn at(name: &str, policy: &str, quarters: u32) -> Run {
    let scenario = Arc::new(scenario(name));
    let length = scenario.quarters;
    let mut run = Run::new(scenario, policy, 7, length).unwrap();
    run.record();
    (0..quarters).for_each(|_| run.step());
    run
}

#[test]
fn every_term_of_every_change_leads_to_its_causes() {
    let mut terms = 0;
    for (name, policy) in [("generic", "staged"), ("amur", "programme-2009"), ("oresund", "none"), ("tutorial", "none")]
    {
        let run = at(name, policy, 60);
        for state in Variable::ALL.iter().filter(|variable| variable.nature() == Nature::State) {
            for why in run.why(*state).iter().take(1) {
                for (term, _) in &why.terms {
                    let found = cause(*state, term).unwrap_or_else(|| panic!("{name}: `{term}` of {}", state.id()));
                    assert!(!found.variables.contains(state), "{}: {term}", state.id());
                    terms += 1;
                }
            }
        }
    }
    assert!(terms > 400, "{terms}");
    assert_eq!(cause(Variable::Trust, "nothing of the kind"), None);
}

/// Of a quarter, by variable: the terms of its change, those of one name added up in the order of the equations.
type Sums = Vec<(Variable, Vec<(&'static str, f64)>)>;

fn sums(terms: &Terms) -> Sums {
    let states = Variable::ALL.iter().filter(|variable| variable.nature() == Nature::State);
    let of = |state: &Variable| {
        let mut sums: Vec<(&'static str, f64)> = Vec::new();
        for (_, name, amount) in terms.list.iter().filter(|(variable, ..)| variable == state) {
            match sums.iter_mut().find(|(known, _)| known == name) {
                Some((_, sum)) => *sum += amount,
                None => sums.push((name, *amount)),
            }
        }
        (*state, sums)
    };
    states.map(of).collect()
}

#[test]
fn why_an_old_quarter_was_as_it_was_is_told_as_when_it_was_played() {
    let play = |orders: &[Order]| {
        let mut play = PlayThrough::new(&at("generic", "staged", 0));
        for order in orders {
            play.decide(order.clone());
        }
        play
    };
    let orders = [Order::SetLever { lever: 0, level: 0.8 }, Order::StartProject { project: 0 }];
    let mut play = play(&orders);
    let setup = play.run().scenario().setup.clone();
    // The same world beside it, which tells every single term.
    let mut land = Borderland::new(&setup, play.run().seed());
    let mut told = Vec::new();
    while !play.run().is_over() {
        play.step();
        let mut terms = Terms::default();
        land.step(&setup, play.run().orders(), &mut terms);
        told.push(sums(&terms));
    }
    assert_eq!(format!("{:016x}", land.digest(&setup)), play.run().digest());
    let same = |play: &PlayThrough, quarters: usize| {
        for state in Variable::ALL.iter().filter(|variable| variable.nature() == Nature::State) {
            let whys = play.run().why(*state);
            assert_eq!(whys.len(), quarters, "{}", state.id());
            for (why, told) in whys.iter().zip(&told) {
                let terms = &told.iter().find(|(variable, _)| variable == state).unwrap().1;
                assert_eq!(&why.terms, terms, "{} in {}", state.id(), why.quarter);
            }
        }
    };
    same(&play, told.len());
    for quarters in [3, told.len() / 2, told.len() - 1] {
        play.scrub(play.front().first().plus(quarters as i32));
        same(&play, quarters);
    }
    assert!(told.iter().flatten().map(|(_, terms)| terms.len()).sum::<usize>() > 100 * told.len(), "few terms");
}

#[test]
fn what_lets_a_term_go_to_the_other_side_names_the_other_side() {
    let inflow = |state| cause(state, "inflow of commuters").unwrap().variables;
    assert_eq!(inflow(Variable::SupportA), [Variable::CommutersB]);
    assert_eq!(inflow(Variable::SupportB), [Variable::CommutersA]);
}

#[test]
fn a_policy_as_a_start_asks_for_the_coming_quarter_what_the_policy_asks() {
    for (name, own) in [("amur", "programme-2009"), ("generic", "none"), ("tutorial", "backwards")] {
        let run = at(name, own, 12);
        for (id, policy) in &run.scenario().policies {
            let mut play = PlayThrough::new(&run);
            play.decide(Order::SetLever { lever: 0, level: 0.33 });
            let theirs = wanted(play.run(), policy);
            let orders = as_start(play.run(), policy);
            play.decide_all(orders);
            assert_eq!(as_start(play.run(), policy), [], "{name}, {id}: nothing is left to order");
            play.step();
            assert_eq!(play.run().orders().levels, theirs.levels, "{name}, {id}");
            for (project, decided) in theirs.decided.iter().enumerate().filter(|(_, decided)| **decided) {
                assert_eq!(play.run().orders().decided[project], *decided, "{name}, {id}");
            }
        }
    }
}

#[test]
fn lessons_point_to_the_charts_that_they_name_and_do_not_give_the_surprise_away() {
    let tutorial = scenario("tutorial");
    let named: Vec<Vec<Variable>> = tutorial.lessons.iter().map(named_in).collect();
    assert_eq!(named[0], [Variable::Trade]);
    assert_eq!(named[2], [Variable::Governance]);
    let surprise = tutorial.lessons.iter().position(|lesson| lesson.title == "One surprise").unwrap();
    assert!(!named[surprise].contains(&Variable::Trust));
}
