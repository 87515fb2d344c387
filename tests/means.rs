//! What can be done now, and why not: the model's own rules, found again by playing on.

use std::sync::Arc;

use marchland::run::means::{Kind, Subject, means};
use marchland::run::{Order, Run};

use crate::play::run;
use crate::shipped::{closure, scenario};

/// A run in which every lever has stood at a level for so many quarters.
fn at_level(level: f64, quarters: u32) -> Run {
    let mut now = run();
    (0..now.scenario().setup.levers.len()).for_each(|lever| now.order(Order::SetLever { lever, level }));
    (0..quarters).for_each(|_| now.step());
    now
}

#[test]
fn what_is_said_to_be_affordable_is_paid_and_more_is_not() {
    let (mut enough, mut short) = (0, 0);
    // Savings are used up by and by, until the levers shrink.
    for (level, quarters) in (0..30).flat_map(|quarters| [(0.1, quarters), (0.12, quarters), (0.15, quarters)]) {
        let now = at_level(level, quarters);
        let before = now.digest();
        let means = means(&now);
        assert_eq!(now.digest(), before);
        for mean in &means.levers {
            let Subject::Lever(lever) = mean.subject else { unreachable!() };
            let paid = |level: f64| {
                let mut then = now.fork();
                then.order(Order::SetLever { lever, level });
                then.step();
                then.land().levers()[lever].paid
            };
            let is_short = mean.limits.iter().any(|reason| reason.kind == Kind::Money);
            if paid(level) < level - 1e-9 {
                assert!(is_short, "{} at {level}", mean.name);
                continue;
            }
            let most = means.affordable(lever);
            assert!(paid(most) >= most - 1e-6, "{} at {level}: {most}", mean.name);
            assert_eq!(is_short, most < 1.0 - 1e-9, "{} at {level}", mean.name);
            assert_eq!(is_short, paid(1.0) < 1.0 - 1e-9, "{} at {level}", mean.name);
            if is_short { short += 1 } else { enough += 1 }
        }
    }
    assert!(enough > 0 && short > 0, "{enough} {short}");
}

#[test]
fn money_left_is_what_the_quarter_leaves_before_the_rest_lapses() {
    let mut now = run();
    (0..30).for_each(|_| now.step());
    for purse in &means(&now).purses {
        let left = purse.in_hand + purse.income - purse.bound - purse.projects - purse.levers;
        assert!((purse.left - left).abs() < 1e-9 && purse.income > 0.0, "{purse:?}");
    }
}

#[test]
fn nothing_can_be_moved_once_the_run_is_over() {
    let mut over = run();
    assert!(means(&over).levers.iter().all(|mean| mean.blocked.is_none()));
    over.finish();
    let means = means(&over);
    assert!(
        means.levers.iter().chain(&means.projects).all(|m| m.blocked.as_ref().is_some_and(|r| r.kind == Kind::Over))
    );
}

#[test]
fn a_closed_border_suspends_what_does_not_survive_it_and_works_go_on() {
    let mut scenario = scenario("generic");
    scenario.setup.shocks = vec![closure(scenario.setup.start.plus(3), 8)];
    let mut now = Run::new(Arc::new(scenario), "none", 1, 40).unwrap();
    let closures = |run: &Run| -> Vec<bool> {
        means(run).levers.iter().map(|m| m.limits.iter().any(|reason| reason.kind == Kind::Closure)).collect()
    };
    assert!(closures(&now).iter().all(|closed| !closed));
    (0..4).for_each(|_| now.step());
    let survives: Vec<bool> = now.scenario().setup.levers.iter().map(|lever| !lever.survives_closure).collect();
    assert_eq!(closures(&now), survives);
    assert!(survives.contains(&true) && survives.contains(&false));
}

#[test]
fn a_project_that_is_decided_says_how_far_it_is() {
    let mut now = run();
    now.order(Order::StartProject { project: 0 });
    let opens = means(&now).projects[0].acts_told();
    assert!(opens.ends_with("35 minutes door to door in place of 90"), "{opens}");
    let blocked = |run: &Run| means(run).projects[0].blocked.clone().unwrap().text;
    (0..4).for_each(|_| now.step());
    assert_eq!(blocked(&now), "It is decided; 33 % of it is built.");
    (0..8).for_each(|_| now.step());
    assert_eq!(blocked(&now), "It is built and has taken effect.");
}

#[test]
fn every_lever_says_what_it_does_not_act_on_and_for_which_stage_it_is_meant() {
    let now = run();
    let means = means(&now);
    for (mean, lever) in means.levers.iter().zip(&now.scenario().setup.levers) {
        assert!(!mean.leaves.is_empty() && mean.leaves_told().unwrap().ends_with("by itself."), "{}", mean.name);
        let other = mean.limits.iter().any(|reason| reason.kind == Kind::Stage);
        assert_eq!(other, !(lever.stages[0]..=lever.stages[1]).contains(&now.land().stage()), "{}", mean.name);
        let share: f64 = mean.payers.iter().map(|payer| payer.share).sum();
        assert!((share - 1.0).abs() < 1e-9, "{}", mean.name);
        assert!(means.payers_told(mean).contains("points left"), "{}", mean.name);
    }
}
