//! Judges what a scenario claims by runs: each seed is read once, and the readings of all seeds make the verdict.

mod words;

use std::sync::Arc;

use super::Run;
use super::history::{fit_verified, fit_within, pairs};
use crate::model::date::Quarter;
use crate::model::indicator::Variable;
use crate::model::setup::Condition;
use crate::scenario::Scenario;
use crate::scenario::expectation::{Against, Bounds, Claim, Expectation, Span, Years};

pub use words::claimed;
pub(super) use words::{all as in_words, precise};

/// A run that an expectation is judged by, its seed left open.
#[derive(Clone, Debug, PartialEq)]
pub struct Play {
    pub world: Arc<Scenario>,
    pub policy: String,
    /// How far it has to go; a longer one serves as well.
    pub quarters: u32,
}

/// The run in which something is claimed, and the one that it is compared with, if it is another.
#[must_use]
pub fn plays(e: &Expectation, scenario: &Arc<Scenario>) -> (Play, Option<Play>) {
    let last = e.last_quarter(scenario);
    let play = |world: &Arc<Scenario>, policy: &str| {
        let quarters = last.since(world.setup.start).max(1).unsigned_abs();
        Play { world: Arc::clone(world), policy: policy.to_owned(), quarters }
    };
    let world = e.world(scenario);
    let other = match &e.claim {
        Claim::Compared { to: Against::Policy(policy), .. } => Some(play(world, policy)),
        Claim::Compared { to: Against::Ungiven(policy), .. } => Some(play(scenario, policy)),
        _ => None,
    };
    (play(world, &e.policy), other)
}

/// What the run of one seed says of a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    pub holds: bool,
    /// The variables that the conditions name, in the last quarter that counts.
    values: Vec<f64>,
    /// The first quarter that decides: in which it was reached, missed or met.
    first: Option<Quarter>,
    /// Error, ratio or difference.
    number: Option<f64>,
}

/// What all seeds say.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    pub holds: bool,
    pub seeds: usize,
    /// Seeds in which the claim is true.
    pub held: usize,
    /// In words, with numbers.
    pub observed: String,
}

impl Verdict {
    /// Share of the seeds in which the claim is true, 0 to 1.
    #[must_use]
    pub fn share(&self) -> f64 {
        self.held as f64 / self.seeds as f64
    }
}

/// Judges a claim by the run of one seed. `None` if the runs do not go far enough, or the other one is missing.
#[must_use]
pub fn read(e: &Expectation, run: &Run, other: Option<&Run>) -> Option<Reading> {
    match &e.claim {
        Claim::At { date, when } => {
            let holds = holds(when, run, *date)?;
            Some(Reading { holds, values: values(when, run, *date)?, first: None, number: None })
        }
        Claim::Reaches(when, span) => {
            let first = first(*span, |quarter| holds(when, run, quarter))?;
            Some(Reading { holds: first.is_some(), values: values(when, run, span.last)?, first, number: None })
        }
        Claim::Always(when, span) => {
            let first = first(*span, |quarter| holds(when, run, quarter).map(|holds| !holds))?;
            Some(Reading { holds: first.is_none(), values: values(when, run, span.last)?, first, number: None })
        }
        Claim::Never(when, span) => {
            let first = first(*span, |quarter| holds(when, run, quarter))?;
            Some(Reading { holds: first.is_none(), values: values(when, run, span.last)?, first, number: None })
        }
        Claim::Fit { history, within, years } => {
            let history = &run.scenario().history[*history];
            let pairs = pairs(history, run);
            let fit = match years {
                Years::All => fit_verified(&pairs),
                Years::Fitted => fit_within(history.fitted?, &pairs),
                Years::Judged => fit_within(history.judged?, &pairs),
            };
            let error = fit?.mape;
            Some(Reading { holds: error <= *within, values: Vec::new(), first: None, number: Some(error) })
        }
        Claim::Compared { variable, at, to, bounds } => {
            let value = run.value_in(*variable, *at)?;
            let beside = match to {
                Against::Policy(_) | Against::Ungiven(_) => other?.value_in(*variable, *at),
                Against::Start => run.value_in(*variable, run.scenario().setup.start),
                Against::Date(date) => run.value_in(*variable, *date),
                Against::Variable(variable) => run.value_in(*variable, *at),
            }?;
            let (number, limits) = match bounds {
                // Of nothing there is no multiple: such a seed does not hold.
                Bounds::Ratio(limits) => ((beside != 0.0).then(|| value / beside), limits),
                Bounds::Difference(limits) => (Some(value - beside), limits),
            };
            let holds = number.is_some_and(|number| limits.hold(number));
            Some(Reading { holds, values: Vec::new(), first: None, number })
        }
    }
}

/// The verdict of the readings, at least one.
#[must_use]
pub fn judge(e: &Expectation, readings: &[Reading]) -> Verdict {
    let held = readings.iter().filter(|reading| reading.holds).count();
    let share = held as f64 / readings.len() as f64;
    Verdict { holds: share >= e.share, seeds: readings.len(), held, observed: words::observed(e, readings, held) }
}

/// The first quarter of a span in which something holds; `None` if that cannot be told of every quarter.
#[expect(clippy::option_option, reason = "whether it can be told, and whether there is such a quarter")]
fn first(span: Span, holds: impl Fn(Quarter) -> Option<bool>) -> Option<Option<Quarter>> {
    let mut found = None;
    for quarter in (0..=span.last.since(span.first)).map(|q| span.first.plus(q)) {
        if holds(quarter)? && found.is_none() {
            found = Some(quarter);
        }
    }
    Some(found)
}

/// Whether all conditions hold at the end of a quarter; `None` if it has not been played.
pub(super) fn holds(when: &[Condition], run: &Run, quarter: Quarter) -> Option<bool> {
    let mut all = true;
    for condition in when {
        all &= one_holds(condition, run, quarter)?;
    }
    Some(all)
}

fn one_holds(condition: &Condition, run: &Run, quarter: Quarter) -> Option<bool> {
    Some(match condition {
        Condition::AtLeast(variable, limit) => run.value_in(*variable, quarter)? >= *limit,
        Condition::Below(variable, limit) => run.value_in(*variable, quarter)? < *limit,
        Condition::From(date) => quarter >= *date,
        Condition::Before(date) => quarter < *date,
        Condition::All(list) => holds(list, run, quarter)?,
        Condition::Any(list) => {
            let each: Option<Vec<bool>> = list.iter().map(|c| one_holds(c, run, quarter)).collect();
            each?.contains(&true)
        }
    })
}

/// The variables that conditions name, each once, in the order of the text.
pub(super) fn named(when: &[Condition]) -> Vec<Variable> {
    let mut all = Vec::new();
    for condition in when {
        let more = match condition {
            Condition::AtLeast(variable, _) | Condition::Below(variable, _) => vec![*variable],
            Condition::Any(list) | Condition::All(list) => named(list),
            Condition::From(_) | Condition::Before(_) => Vec::new(),
        };
        for variable in more {
            if !all.contains(&variable) {
                all.push(variable);
            }
        }
    }
    all
}

fn values(when: &[Condition], run: &Run, quarter: Quarter) -> Option<Vec<f64>> {
    named(when).into_iter().map(|variable| run.value_in(variable, quarter)).collect()
}
