//! Every equation as the code computes it: formula, meaning, what it leaves out, sources and grade.
//!
//! Formulas name parameters, channels and variables by their ids, so that the reference can say with which values they
//! run, and a test can say whether the tables and the formulas speak of the same things.

mod border;
mod flows;
mod organisations;
mod people;
mod rules;

use super::setup::Grade;

pub use rules::rule;

/// One equation, or one rule of the organisations.
#[derive(Clone, Copy, Debug)]
pub struct Equation {
    /// As the tables of parameters, variables and channels refer to it.
    pub id: &'static str,
    /// What it is about, in a few words.
    pub title: &'static str,
    /// One assignment a line; see [`NOTATION`].
    pub formula: &'static str,
    /// The letters of the formula that are no ids: letter and meaning.
    pub letters: &'static [(&'static str, &'static str)],
    /// What it says, in a sentence or two.
    pub meaning: &'static str,
    /// What it leaves out, and what is held against it.
    pub criticism: &'static str,
    pub source: &'static str,
    pub grade: Grade,
    /// The file that computes it, within `src/model`.
    pub file: &'static str,
}

impl Equation {
    /// The equation of that id.
    #[must_use]
    pub fn named(id: &str) -> Option<&'static Self> {
        all().find(|e| e.id == id)
    }
}

/// All of them, in the order of a quarter.
pub fn all() -> impl Iterator<Item = &'static Equation> {
    border::TABLE.iter().chain(flows::TABLE).chain(people::TABLE).chain(organisations::TABLE)
}

/// How formulas are written: sign and meaning.
pub const NOTATION: &[(&str, &str)] = &[
    ("x += y", "x grows by y in a quarter; every state stays within its range"),
    ("(x)+", "x where it is positive, else 0"),
    ("u[channel]", "strength with which levers and projects act on a channel, after money, delay and closure"),
    ("now[channel]", "what a shock that begins this quarter does at once"),
    ("during[channel]", "what shocks add while they last"),
    ("_r, _q", "this region and the one across the border"),
    ("logistic(z)", "1 / (1 + exp(-z))"),
    ("asym(x, y)", "|x - y| / (x + y); 0 where nothing flows"),
    ("name_with_underscores", "a parameter, a variable or a channel of that id: ask `explain` for it"),
];
