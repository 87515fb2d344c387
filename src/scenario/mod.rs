//! What is given: a scenario read from text and checked, so that an invalid one cannot exist.

use std::collections::BTreeMap;

use crate::model::date::Quarter;
use crate::model::indicator::Variable;
use crate::model::setup::{Condition, Grade, SECTORS, Setup};

/// A checked scenario: what the model is given, and what people want to know about it.
#[derive(Clone, Debug)]
pub struct Scenario {
    pub id: String,
    pub title: String,
    pub summary: String,
    /// Unit of the regions' output.
    pub money: String,
    /// Name of its map.
    pub map: Option<String>,
    /// Full citations by key.
    pub sources: BTreeMap<String, String>,
    pub sectors: [String; SECTORS],
    pub setup: Setup,
    /// Quarters that it runs for unless somebody asks for others.
    pub quarters: u32,
    /// By id; `none` is always there.
    pub policies: BTreeMap<String, Policy>,
    pub default_policy: String,
    pub history: Vec<History>,
    pub goals: Vec<Goal>,
    pub events: Vec<Event>,
    /// Every figure of the file with where it comes from.
    pub figures: Vec<FigureNote>,
    /// The file as it was read.
    pub text: String,
    /// Its name.
    pub name: String,
    /// SHA-256 of the text, hexadecimal.
    pub sha256: String,
}

/// What policy does over time.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    pub id: String,
    pub title: String,
    pub summary: String,
    pub steps: Vec<Step>,
    pub projects: Vec<Decision>,
}

/// A lever at a level, from a quarter until another, while conditions hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Index into `Setup::levers`.
    pub lever: usize,
    pub level: f64,
    pub from: Option<Quarter>,
    pub until: Option<Quarter>,
    pub when: Vec<Condition>,
}

/// A project decided in a quarter, or once conditions hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// Index into `Setup::projects`.
    pub project: usize,
    pub at: Option<Quarter>,
    pub when: Vec<Condition>,
}

/// A historical series and how the model's counterpart is made.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    pub id: String,
    pub title: String,
    pub unit: String,
    /// Date, value, source key, grade. A whole year stands for the mean of its quarters.
    pub points: Vec<Point>,
    pub model: Counterpart,
    /// First and last year that parameters were fitted on.
    pub fitted: Option<(i32, i32)>,
    /// First and last year that judge.
    pub judged: Option<(i32, i32)>,
    pub note: String,
}

/// One historical value.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    pub when: When,
    pub value: f64,
    pub source: String,
    pub grade: Grade,
}

/// The time that a historical value stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum When {
    Year(i32),
    Quarter(Quarter),
}

/// `scale x variable x prod(driver / first value ^ exponent) + sum(weight x driver)`.
#[derive(Clone, Debug, PartialEq)]
pub struct Counterpart {
    pub variable: Variable,
    pub scale: f64,
    /// Whether the variable counts as its ratio to the start.
    pub per_start: bool,
    /// Index of a driver in the setup, exponent.
    pub times: Vec<(usize, f64)>,
    /// Index of a driver in the setup, weight.
    pub plus: Vec<(usize, f64)>,
}

/// Something that a person may try to reach.
#[derive(Clone, Debug, PartialEq)]
pub struct Goal {
    pub id: String,
    pub text: String,
    pub when: Vec<Condition>,
    pub by: Option<Quarter>,
}

/// Something that happened, shown in the timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    pub id: String,
    pub at: Quarter,
    pub text: String,
    pub source: String,
}

/// One figure of the file, with its place, source and grade.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureNote {
    pub path: String,
    pub value: f64,
    pub unit: String,
    pub source: String,
    pub grade: Grade,
}
