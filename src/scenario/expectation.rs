//! What a scenario claims of its runs, checked: expectations that a run can be judged by.

use std::sync::Arc;

use super::types::Scenario;
use crate::model::date::Quarter;
use crate::model::indicator::Variable;
use crate::model::setup::Condition;

/// Something that the scenario claims.
#[derive(Clone, Debug, PartialEq)]
pub struct Expectation {
    pub id: String,
    pub text: String,
    /// A policy of the world in which it is claimed.
    pub policy: String,
    /// How many seeds it is judged on, from seed 1 on.
    pub seeds: u32,
    /// It holds if the claim is true in at least this share of the seeds, 0 to 1.
    pub share: f64,
    /// A key of the scenario's sources: who says so.
    pub source: Option<String>,
    pub claim: Claim,
    /// The scenario with what is otherwise for this expectation alone. It claims nothing itself, and knows
    /// nothing of its file.
    pub given: Option<Arc<Scenario>>,
}

/// What is claimed.
#[derive(Clone, Debug, PartialEq)]
pub enum Claim {
    /// All of the conditions hold at a date.
    At { date: Quarter, when: Vec<Condition> },
    /// All of the conditions hold in some quarter of the span.
    Reaches(Vec<Condition>, Span),
    /// All of the conditions hold in every quarter of the span.
    Always(Vec<Condition>, Span),
    /// In no quarter of the span do all of the conditions hold.
    Never(Vec<Condition>, Span),
    /// A series of history is met within a mean absolute error, as a share.
    Fit {
        /// Index into the history of the world in which it is claimed.
        history: usize,
        within: f64,
        years: Years,
    },
    /// A variable at a date, beside something else.
    Compared { variable: Variable, at: Quarter, to: Against, bounds: Bounds },
}

/// First and last quarter that count; both lie within the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub first: Quarter,
    pub last: Quarter,
}

/// The years of a history that count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Years {
    All,
    /// Those that were used for fitting.
    Fitted,
    /// Those on which the fit is judged.
    Judged,
}

/// What a variable is compared with.
#[derive(Clone, Debug, PartialEq)]
pub enum Against {
    /// The same seed under another policy.
    Policy(String),
    /// The same seed without what is given for the expectation alone, under the policy that then holds.
    Ungiven(String),
    /// The same run at its start.
    Start,
    /// The same run at another date.
    Date(Quarter),
    /// Another variable of the same run at the same date.
    Variable(Variable),
}

/// What a comparison has to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bounds {
    /// The variable divided by the other value.
    Ratio(Limits),
    /// The variable less the other value.
    Difference(Limits),
}

/// What a number has to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Limits {
    AtLeast(f64),
    Below(f64),
    /// Both ends count as within.
    Between(f64, f64),
}

impl Limits {
    /// Whether a number is as it has to be.
    #[must_use]
    pub fn hold(self, number: f64) -> bool {
        match self {
            Self::AtLeast(least) => number >= least,
            Self::Below(limit) => number < limit,
            Self::Between(least, greatest) => (least..=greatest).contains(&number),
        }
    }
}

impl Expectation {
    /// The world in which it is claimed: the scenario, or the scenario with what is given.
    #[must_use]
    pub fn world<'a>(&'a self, scenario: &'a Arc<Scenario>) -> &'a Arc<Scenario> {
        self.given.as_ref().unwrap_or(scenario)
    }

    /// The last quarter that is looked at: a run need not go further to be judged.
    #[must_use]
    pub fn last_quarter(&self, scenario: &Arc<Scenario>) -> Quarter {
        let world = self.world(scenario);
        let end = world.last();
        match &self.claim {
            Claim::At { date, .. } => *date,
            Claim::Reaches(_, span) | Claim::Always(_, span) | Claim::Never(_, span) => span.last,
            Claim::Fit { history, .. } => {
                let last = world.history[*history].points.last();
                last.map_or(end, |point| point.quarters().1).min(end)
            }
            Claim::Compared { at, to: Against::Date(date), .. } => *at.max(date),
            Claim::Compared { at, .. } => *at,
        }
    }
}
