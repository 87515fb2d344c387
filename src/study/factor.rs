//! What a study varies: numbers of its scenarios, and how they are spread.

use super::spread::Spread;
use crate::scenario::NumberNote;

/// Something that is varied.
#[derive(Clone, Debug, PartialEq)]
pub struct Factor {
    pub id: String,
    pub title: String,
    /// Unit of its values.
    pub unit: String,
    pub how: How,
    pub spread: Spread,
    /// For each scenario the numbers that it moves.
    pub targets: Vec<Vec<Target>>,
}

/// What a factor's value does to a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// It takes its place.
    Value,
    /// It multiplies what the scenario gives.
    Times,
    /// It is added to what the scenario gives.
    Plus,
}

/// A number of a scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// As `--set` takes it.
    pub path: String,
    /// The parameter, if it is one: it needs no reading again.
    pub parameter: Option<&'static str>,
    /// What the scenario gives.
    pub before: f64,
    /// Least and greatest value that the format takes.
    pub range: (f64, f64),
    /// Whether it takes no fraction.
    pub whole: bool,
}

impl Target {
    pub(super) fn of(note: &NumberNote, parameter: Option<&'static str>) -> Self {
        let NumberNote { path, value, min, max, whole, .. } = note;
        Self { path: path.clone(), parameter, before: *value, range: (*min, *max), whole: *whole }
    }

    /// What the number becomes at a value of the factor.
    #[must_use]
    pub fn at(&self, how: How, value: f64) -> f64 {
        match how {
            How::Value => value,
            How::Times => self.before * value,
            How::Plus => self.before + value,
        }
    }
}
