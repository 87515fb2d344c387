//! A scenario that has been read and checked: what the model is given, and what people are told about it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::decode::{FigureNote, NumberNote};
use super::expectation::Expectation;
use super::map::Map;
use crate::model::date::Quarter;
use crate::model::indicator::Variable;
use crate::model::math::power;
use crate::model::parameters::Entry;
use crate::model::setup::{Condition, Grade, SECTORS, Setup};

/// A checked scenario: an invalid one cannot be had from `read`.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    pub id: String,
    pub title: String,
    pub summary: String,
    pub authors: Option<String>,
    /// Unit of output, such as `bn USD`.
    pub money: String,
    /// Name of a shipped map, or the path of one.
    pub map: Option<String>,
    /// That map, with the land of either side; none if the scenario was read alone.
    pub geography: Option<Arc<Map>>,
    /// Key to citation.
    pub sources: BTreeMap<String, String>,
    /// What the model is given.
    pub setup: Setup,
    /// Length of a run unless another is asked for.
    pub quarters: u32,
    /// By id; `none` is always there and does nothing.
    pub policies: BTreeMap<String, Policy>,
    /// A key of `policies`.
    pub default_policy: String,
    /// Sorted by id.
    pub history: Vec<History>,
    /// Sorted by id.
    pub goals: Vec<Goal>,
    /// Sorted by id.
    pub dilemmas: Vec<Dilemma>,
    /// In the order in which they are learnt; none unless the scenario is a tutorial.
    pub lessons: Vec<Lesson>,
    /// Sorted by id.
    pub expectations: Vec<Expectation>,
    /// Sorted by date, then by id.
    pub events: Vec<Event>,
    pub sectors: [String; SECTORS],
    /// Every figure with its origin, in the order of the text.
    pub figures: Vec<FigureNote>,
    /// Every number of the text, and every one that counts where it says nothing.
    pub numbers: Vec<NumberNote>,
    /// Every parameter that differs from its default, with the reason.
    pub changes: Vec<Change>,
    /// As `setup.drivers`: what the model does not need to know of them.
    pub driver_notes: Vec<DriverNote>,
    /// As `setup.shocks`.
    pub shock_notes: Vec<ShockNote>,
    /// As `setup.projects`: which of the programme's directions each belongs to.
    pub directions: Vec<Option<String>>,
    /// The text of the file; if the scenario consists of several, one text that says the same alone.
    pub text: String,
    /// The name of the file.
    pub name: String,
    /// Of the text, in hexadecimal.
    pub sha256: String,
    /// Places of the other texts of which it consists: what it extends, and series in files.
    pub parts: Vec<String>,
    /// What the command line set.
    pub overrides: Vec<(String, String)>,
}

/// Most quarters of a run.
pub const MOST_QUARTERS: u32 = 2000;
/// Most organisations of a side.
pub const MOST_ORGANISATIONS: u32 = 1_000_000;

impl Scenario {
    /// A parameter as a number of the scenario, whether it gives it or leaves it at its default.
    #[must_use]
    pub fn parameter(&self, entry: &Entry) -> NumberNote {
        NumberNote {
            path: format!("parameters.{}", entry.id),
            value: self.setup.parameters.get(entry.id).unwrap_or(entry.default),
            unit: entry.unit,
            min: entry.min,
            max: entry.max,
            whole: entry.is_whole(),
            figure: false,
        }
    }

    /// The last quarter of a run of its own length.
    #[must_use]
    pub fn last(&self) -> Quarter {
        self.setup.start.plus(i32::try_from(self.quarters).unwrap_or(i32::MAX))
    }

    /// Whether every quarter that a point speaks of belongs to such a run.
    #[must_use]
    pub fn covers(&self, point: &Point) -> bool {
        let (first, last) = point.quarters();
        first >= self.setup.start && last <= self.last()
    }
}

/// What is done over time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Policy {
    pub id: String,
    pub title: String,
    pub summary: String,
    pub steps: Vec<Step>,
    pub projects: Vec<Decision>,
}

/// A lever at a level, for a time or while something holds. Of several steps that hold, the highest level counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Index into `Setup::levers`.
    pub lever: usize,
    /// 0 to 1.
    pub level: f64,
    pub from: Option<Quarter>,
    /// The first quarter in which it no longer holds.
    pub until: Option<Quarter>,
    /// All must hold.
    pub when: Vec<Condition>,
}

/// A project that is decided.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// Index into `Setup::projects`.
    pub project: usize,
    /// Not before this quarter.
    pub at: Option<Quarter>,
    /// All must hold.
    pub when: Vec<Condition>,
}

/// A series that the model is compared with.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    pub id: String,
    pub title: String,
    pub unit: String,
    /// In order of date, at least one.
    pub points: Vec<Point>,
    pub model: Measured,
    /// First and last quarter of the years that were used for fitting.
    pub fitted: Option<(Quarter, Quarter)>,
    /// First and last quarter of the years on which the fit is judged.
    pub judged: Option<(Quarter, Quarter)>,
    pub note: Option<String>,
}

/// An observed value.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// For a yearly value the third quarter, which begins in the middle of the year.
    pub quarter: Quarter,
    /// Compared with the mean of the year's quarters.
    pub yearly: bool,
    pub value: f64,
    pub source: Option<String>,
    pub grade: Grade,
}

impl Point {
    /// The first and last quarter that it speaks of.
    #[must_use]
    pub const fn quarters(&self) -> (Quarter, Quarter) {
        quarters_of(self.quarter, self.yearly)
    }
}

/// The first and last quarter of a date: of a year, or of the quarter itself.
pub(crate) const fn quarters_of(quarter: Quarter, yearly: bool) -> (Quarter, Quarter) {
    if yearly { (Quarter::new(quarter.year(), 1), Quarter::new(quarter.year(), 4)) } else { (quarter, quarter) }
}

impl History {
    /// Why the judged years show little of the model, if they lie before the fitted ones; they never overlap.
    #[must_use]
    pub fn seen_before(&self) -> Option<String> {
        let (fitted, judged) = (self.fitted?, self.judged?);
        let span = |(first, last): (Quarter, Quarter)| format!("{first} to {last}");
        (judged.1 < fitted.0).then(|| {
            format!(
                "the judged years of `{}` ({}) lie before the fitted ones ({}): only years after those show whether a fit \
                 lasts",
                self.id,
                span(judged),
                span(fitted)
            )
        })
    }
}

/// What of the model a series is compared with.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    pub variable: Variable,
    pub scale: f64,
    pub per: Per,
    /// Index into `Setup::drivers` and the exponent of its ratio to its first point.
    pub times: Vec<(usize, f64)>,
    /// Index into `Setup::drivers` and its weight.
    pub plus: Vec<(usize, f64)>,
}

impl Measured {
    /// What the drivers multiply the variable's counterpart by in a quarter, and what they add to it.
    #[must_use]
    pub fn around(&self, setup: &Setup, quarter: Quarter) -> (f64, f64) {
        let factor: f64 = (self.times.iter())
            .map(|(driver, exponent)| {
                let driver = &setup.drivers[*driver];
                power(driver.at(quarter) / driver.points[0].1, *exponent)
            })
            .product();
        let plus: f64 = self.plus.iter().map(|(driver, weight)| weight * setup.drivers[*driver].at(quarter)).sum();
        (factor, plus)
    }
}

/// In what form a variable enters a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Per {
    /// As it is.
    Value,
    /// Relative to the start.
    Start,
}

/// Something to aim at.
#[derive(Clone, Debug, PartialEq)]
pub struct Goal {
    pub id: String,
    pub text: String,
    /// All must hold.
    pub when: Vec<Condition>,
    pub by: Option<Quarter>,
    /// How it can be reached, and why that is worth something, for a person who plays.
    pub how: Option<String>,
    pub why: Option<String>,
}

/// A choice that comes up in the first quarter in which its conditions hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Dilemma {
    pub id: String,
    pub title: String,
    pub text: String,
    /// All must hold.
    pub when: Vec<Condition>,
    /// A key of the scenario's sources.
    pub source: Option<String>,
    /// At least two; the last orders nothing and is what happens if nobody answers.
    pub options: Vec<Choice>,
}

/// An answer to a dilemma: ordinary orders.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    pub title: String,
    pub text: String,
    /// Index into `Setup::levers` and the level to which it is set, 0 to 1.
    pub levers: Vec<(usize, f64)>,
    /// Indices into `Setup::projects` that are decided.
    pub projects: Vec<usize>,
}

/// A step by which a scenario is learnt.
#[derive(Clone, Debug, PartialEq)]
pub struct Lesson {
    pub title: String,
    /// What is to be seen, and why it is so.
    pub text: String,
    /// What to do.
    pub task: String,
    /// Index into `Setup::levers`: somebody has to have set it by hand.
    pub lever: Option<usize>,
    /// All must hold at once, and the lesson before be done.
    pub when: Vec<Condition>,
}

/// A date worth showing; it changes nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    pub id: String,
    pub at: Quarter,
    pub text: String,
    pub source: Option<String>,
}

/// A parameter that the scenario changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub parameter: String,
    pub value: f64,
    pub reason: String,
}

/// What people are told about a driver.
#[derive(Clone, Debug, PartialEq)]
pub struct DriverNote {
    pub title: String,
    pub unit: String,
}

/// What people are told about a shock.
#[derive(Clone, Debug, PartialEq)]
pub struct ShockNote {
    /// Id of its kind.
    pub kind: String,
    pub size: f64,
    pub note: Option<String>,
    /// A key of the scenario's sources.
    pub source: Option<String>,
}
