//! Policies: what they want in a quarter, from dates and from what can be measured.

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

/// Whether a step acts in the quarter that comes.
fn holds(step: &Step, land: &Borderland, setup: &Setup) -> bool {
    let next = land.quarter().plus(1);
    step.from.is_none_or(|from| next >= from)
        && step.until.is_none_or(|until| next < until)
        && step.when.iter().all(|c| land.holds(c, setup, next))
}
