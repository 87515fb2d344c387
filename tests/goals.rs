//! Goals are judged by what a run measured: met, open or missed, when, and by what value.

use std::sync::Arc;

use marchland::model::indicator::Variable;
use marchland::run::Run;
use marchland::run::goals::{Standing, judge};

use crate::shipped::scenario;

fn amur(policy: &str) -> Run {
    let scenario = Arc::new(scenario("amur"));
    let quarters = scenario.quarters;
    Run::new(scenario, policy, 1, quarters).unwrap()
}

#[test]
fn a_goal_is_met_in_the_first_quarter_that_the_series_says() {
    for policy in ["programme-2009", "staged"] {
        let mut run = amur(policy);
        run.finish();
        for judged in judge(&run) {
            let goal = &run.scenario().goals[judged.goal];
            if goal.id != "governance" {
                continue;
            }
            let reaches = |q: &_| run.value_in(Variable::Governance, *q).unwrap() >= 0.30;
            let first = run.dates().into_iter().find(reaches).filter(|q| *q <= goal.by.unwrap());
            assert_eq!(judged.first_met(), first, "{policy}: {}", judged.told());
            assert_eq!(judged.parts[0].observed[0].1, run.value_in(Variable::Governance, judged.seen).unwrap());
        }
    }
}

#[test]
fn a_goal_is_open_until_its_last_quarter_and_missed_in_it() {
    let mut run = amur("none");
    let by = run.scenario().goals.iter().find(|goal| goal.id == "governance").unwrap().by.unwrap();
    let of = |run: &Run| judge(run).into_iter().find(|j| run.scenario().goals[j.goal].id == "governance").unwrap();
    while run.land().quarter() < by {
        assert_eq!(of(&run).standing, Standing::Open);
        run.step();
    }
    let missed = of(&run);
    assert_eq!(missed.standing, Standing::Missed);
    let told = missed.told();
    assert!(
        told.starts_with(&format!("missed in {by}: governance 0.")) && told.contains("wanted governance at least 0.3"),
        "{told}"
    );
    (0..8).for_each(|_| run.step());
    assert_eq!(of(&run), missed, "what came later changes no verdict");
}

#[test]
fn what_must_hold_together_is_not_met_one_by_one() {
    let mut run = amur("none");
    // The goal of trust counts from 2024 on, though trust may have stood higher before.
    run.finish();
    let trust = judge(&run).into_iter().find(|j| run.scenario().goals[j.goal].id == "trust").unwrap();
    assert!(trust.first_met().is_none_or(|quarter| quarter.year() == 2024), "{}", trust.told());
    assert_eq!(trust.parts.len(), 2);
}
