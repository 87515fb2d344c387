//! Whether two worlds are one to the model, by a quarter: then a comparison between them has one outcome only.

use super::types::{Decision, Scenario, Step};
use crate::model::date::Quarter;
use crate::model::setup::{Grade, Opens, Role, Setup, Trigger};

/// Why no run notices what is otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unnoticed {
    /// Nothing is.
    Same,
    /// No equation reads it.
    Unread,
    /// It comes after this quarter.
    Later(Quarter),
}

/// Why a run of `one` under a policy and a run of `other` under another are the same up to `at`; `None` if they may differ. How long
/// a run lasts is no difference.
pub(crate) fn unnoticed(
    one: &Scenario,
    of_one: &str,
    other: &Scenario,
    of_other: &str,
    at: Option<Quarter>,
) -> Option<Unnoticed> {
    let acts = (acts(one, of_one, None), acts(other, of_other, None));
    let is_same_policy = acts.0 == acts.1;
    if is_same_policy && one.setup == other.setup {
        return Some(Unnoticed::Same);
    }
    if is_same_policy && read(&one.setup) == read(&other.setup) {
        return Some(Unnoticed::Unread);
    }
    let at = at?;
    let acts_by = |scenario, policy| self::acts(scenario, policy, Some(at));
    let is_same = acts_by(one, of_one) == acts_by(other, of_other) && by(&one.setup, at) == by(&other.setup, at);
    is_same.then_some(Unnoticed::Later(at))
}

/// Steps and decisions of a policy, up to a quarter.
fn acts<'s>(scenario: &'s Scenario, policy: &str, at: Option<Quarter>) -> (Vec<&'s Step>, Vec<&'s Decision>) {
    let is_by = |date: Option<Quarter>| at.is_none_or(|at| date.is_none_or(|date| date <= at));
    let Some(policy) = scenario.policies.get(policy) else { return (Vec::new(), Vec::new()) };
    let steps = policy.steps.iter().filter(|step| is_by(step.from)).collect();
    (steps, policy.projects.iter().filter(|decision| is_by(decision.at)).collect())
}

/// A setup without what no equation reads: names, what levers say of themselves, sizes of regions, places of crossings.
fn read(setup: &Setup) -> Setup {
    let mut setup = setup.clone();
    for region in &mut setup.regions {
        region.name.clear();
        (region.population, region.employed, region.output) = (0.0, 0.0, 0.0);
    }
    setup.cities.iter_mut().for_each(|city| city.name.clear());
    for crossing in &mut setup.crossings {
        crossing.name.clear();
        (crossing.longitude, crossing.latitude) = (0.0, 0.0);
    }
    for lever in &mut setup.levers {
        [&mut lever.name, &mut lever.summary, &mut lever.trade_off, &mut lever.source]
            .into_iter()
            .for_each(String::clear);
        (lever.stages, lever.grade) = ([0; 2], Grade::C);
    }
    setup.projects.iter_mut().for_each(|project| project.name.clear());
    setup.shocks.iter_mut().for_each(|shock| shock.name.clear());
    setup.drivers.retain(|driver| !matches!(driver.role, Role::Demand | Role::Outside));
    setup
}

/// The same without what comes after a quarter.
fn by(setup: &Setup, at: Quarter) -> Setup {
    let mut setup = read(setup);
    let is_by = |trigger: &Trigger| match trigger {
        Trigger::At(date) | Trigger::Random { from: date, .. } => *date <= at,
        Trigger::When(_) => true,
    };
    setup.shocks.retain(|shock| is_by(&shock.trigger));
    for crossing in &mut setup.crossings {
        if matches!(crossing.opens, Opens::At(date) if date > at) {
            crossing.opens = Opens::Project;
            [
                &mut crossing.goods,
                &mut crossing.people,
                &mut crossing.minutes_before,
                &mut crossing.minutes,
                &mut crossing.capital,
            ]
            .into_iter()
            .for_each(|number| *number = 0.0);
        }
    }
    setup
}
