//! Judges the scenario's goals in a run: met, open or missed, with what was observed.

use super::Run;
use super::expect::{holds, in_words, named, precise};
use crate::model::date::Quarter;
use crate::model::indicator::Variable;
use crate::model::setup::Condition;
use crate::scenario::Goal;

/// How a goal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// All its conditions held together for the first time at the end of this quarter, and in time.
    Met(Quarter),
    /// It can still be met.
    Open,
    /// Its last quarter, or the run, is over.
    Missed,
}

impl Standing {
    /// The name in tables and JSON.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Met(_) => "met",
            Self::Open => "open",
            Self::Missed => "missed",
        }
    }
}

/// One condition of a goal in the quarter that was looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The condition in words, such as `governance at least 0.3`.
    pub text: String,
    pub holds: bool,
    /// What it names, each variable once, in its unit.
    pub observed: Vec<(Variable, f64)>,
}

/// A goal, judged.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// Index into the scenario's goals.
    pub goal: usize,
    pub standing: Standing,
    /// The quarter that the parts speak of: in which it was met, its last one if it was missed, else the present.
    pub seen: Quarter,
    /// The last quarter in which it counts: its own, or the end of the run.
    pub by: Quarter,
    /// Its conditions; all must hold.
    pub parts: Vec<Part>,
}

/// Every goal of the run's scenario, in its order.
#[must_use]
pub fn judge(run: &Run) -> Vec<Judged> {
    run.scenario().goals.iter().enumerate().map(|(index, goal)| one(run, index, goal)).collect()
}

fn one(run: &Run, index: usize, goal: &Goal) -> Judged {
    let now = run.land().quarter();
    let by = goal.by.unwrap_or_else(|| run.last());
    let counts = run.dates().into_iter().take_while(|quarter| *quarter <= by);
    let first = counts.into_iter().find(|quarter| holds(&goal.when, run, *quarter) == Some(true));
    let standing = match first {
        Some(quarter) => Standing::Met(quarter),
        None if now >= by => Standing::Missed,
        None => Standing::Open,
    };
    let seen = first.unwrap_or_else(|| now.min(by));
    Judged { goal: index, standing, seen, by, parts: goal.when.iter().map(|when| part(run, when, seen)).collect() }
}

fn part(run: &Run, condition: &Condition, seen: Quarter) -> Part {
    let alone = std::slice::from_ref(condition);
    let value = |variable: Variable| run.value_in(variable, seen).map(|value| (variable, value));
    Part {
        text: in_words(alone),
        holds: holds(alone, run, seen) == Some(true),
        observed: named(alone).into_iter().filter_map(value).collect(),
    }
}

impl Judged {
    /// How it stands in a line, such as `missed in 2018Q4: governance 0.21, wanted governance at least 0.3`.
    #[must_use]
    pub fn told(&self) -> String {
        let head = match self.standing {
            Standing::Met(quarter) => format!("met in {quarter}"),
            Standing::Open => format!("open until {}", self.by),
            Standing::Missed => format!("missed in {}", self.by),
        };
        let observed = self.observed();
        let lacking: Vec<&str> = self.parts.iter().filter(|part| !part.holds).map(|part| part.text.as_str()).collect();
        let mut parts = Vec::new();
        if !observed.is_empty() {
            parts.push(observed);
        }
        if !lacking.is_empty() && self.first_met().is_none() {
            parts.push(format!("wanted {}", lacking.join(" and ")));
        }
        if parts.is_empty() { head } else { format!("{head}: {}", parts.join(", ")) }
    }

    /// The quarter in which it was met, if it was.
    #[must_use]
    pub const fn first_met(&self) -> Option<Quarter> {
        match self.standing {
            Standing::Met(quarter) => Some(quarter),
            _ => None,
        }
    }

    /// Every variable that it names, once, with its value in the quarter that was looked at.
    #[must_use]
    pub fn observed(&self) -> String {
        let mut told: Vec<String> = Vec::new();
        for (variable, value) in self.parts.iter().flat_map(|part| &part.observed) {
            let text = format!("{} {}", variable.id(), precise(*value));
            if !told.contains(&text) {
                told.push(text);
            }
        }
        told.join(", ")
    }
}
