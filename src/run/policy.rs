//! Policies: what they want in a quarter, from dates and from what can be measured.

use super::{Order, Run};
use crate::model::Borderland;
use crate::model::lever::Orders;
use crate::model::setup::Setup;
use crate::scenario::{Policy, Step};

/// Sets every lever to the highest level of the steps that hold now, and decides projects that are due.
pub fn decide(policy: &Policy, land: &Borderland, setup: &Setup, orders: &mut Orders) {
    orders.levels.fill(0.0);
    for step in policy.steps.iter().filter(|step| holds(step, land, setup)) {
        let level = &mut orders.levels[step.lever];
        *level = level.max(step.level);
    }
    let next = land.quarter().plus(1);
    for decision in &policy.projects {
        let due = decision.at.is_none_or(|at| next >= at);
        if due && decision.when.iter().all(|c| land.holds(c, setup, next)) {
            orders.decided[decision.project] = true;
        }
    }
}

/// What a policy would set in the coming quarter of a run, as the run stands: levels of levers, projects decided.
#[must_use]
pub fn wanted(run: &Run, policy: &Policy) -> Orders {
    let mut orders = run.orders().clone();
    decide(policy, run.land(), &run.scenario().setup, &mut orders);
    orders
}

/// The orders after which the coming quarter is as a policy would have it; none where it is so already. What it does
/// later is not ordered: these are a start, from which a person goes on by hand.
#[must_use]
pub fn as_start(run: &Run, policy: &Policy) -> Vec<Order> {
    let own = run.scenario().policies.get(run.policy()).map(|own| wanted(run, own));
    let theirs = wanted(run, policy);
    let levers = theirs.levels.iter().enumerate().filter_map(|(lever, level)| {
        let by_policy = own.as_ref().map(|own| own.levels[lever]);
        match run.by_hand(lever) {
            Some(_) if by_policy == Some(*level) => Some(Order::ResetLever { lever }),
            Some(held) if held == *level => None,
            None if by_policy == Some(*level) => None,
            _ => Some(Order::SetLever { lever, level: *level }),
        }
    });
    let decided = |project: &usize| theirs.decided[*project] && !run.orders().decided[*project];
    let projects = (0..theirs.decided.len()).filter(decided).map(|project| Order::StartProject { project });
    levers.chain(projects).collect()
}

/// Whether a step acts in the quarter that comes.
fn holds(step: &Step, land: &Borderland, setup: &Setup) -> bool {
    let next = land.quarter().plus(1);
    step.from.is_none_or(|from| next >= from)
        && step.until.is_none_or(|until| next < until)
        && step.when.iter().all(|c| land.holds(c, setup, next))
}
