//! What the table of a study's runs says: each analysis is a function of the table, and tells what it used and left out.
//!
//! No crate is used for the indices: those that there are bring their own samplers, which our designs are not, or need
//! matrices of their own kind; each formula is a few lines, and `tests/peers` holds them against SALib and EMA Workbench.

mod effect;
mod fan;
mod morris;
mod prim;
mod regret;
mod sobol;
mod spread;
mod sums;
mod unit;

use std::collections::BTreeMap;

pub use effect::effect;
pub use fan::{Futures, fan};
pub use morris::morris;
pub use prim::{Case, peeling, pooled, prim};
pub use regret::regret;
pub use sobol::sobol;
pub use spread::spread;
pub use sums::quantile;

/// One run of a study, as the table tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Number of the row in the study; its place in the table where that does not say.
    pub row: u64,
    pub scenario: String,
    pub policy: String,
    pub point: u64,
    pub replicate: u32,
    /// Whether the run came to its end.
    pub is_ok: bool,
    /// Values of the factors.
    pub x: Vec<f64>,
    /// Values of the outputs; not a number where a run has none.
    pub y: Vec<f64>,
}

/// The table of runs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Runs {
    /// Names of the factors, as the columns have them without `x_`.
    pub factors: Vec<String>,
    /// Names of the outputs, as the columns have them without `y_`.
    pub outputs: Vec<String>,
    pub lines: Vec<Line>,
    /// The lines that did not come to their end.
    pub failed: Vec<Failed>,
}

/// A run that did not come to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failed {
    /// Its place among the lines.
    pub row: usize,
    /// Such as `timed-out`.
    pub status: String,
    /// Why; empty if the table does not say.
    pub message: String,
}

/// The same table with some of its lines.
#[must_use]
pub fn only(runs: &Runs, is_wanted: &dyn Fn(&Line) -> bool) -> Runs {
    let lines = runs.lines.iter().filter(|line| is_wanted(line)).cloned().collect();
    Runs { factors: runs.factors.clone(), outputs: runs.outputs.clone(), lines, failed: Vec::new() }
}

/// How luck is drawn for intervals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Luck {
    pub seed: u64,
    /// How often the table is drawn again.
    pub resamples: u32,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Text(String),
    Number(f64),
    Count(u64),
    /// There is none: too few values, or nothing that varies.
    Nothing,
}

/// A table of results.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    pub name: &'static str,
    pub columns: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
}

impl Grid {
    fn new(name: &'static str, columns: &[&str]) -> Self {
        Self { name, columns: columns.iter().map(|column| (*column).to_owned()).collect(), rows: Vec::new() }
    }
}

/// What an analysis found.
#[derive(Clone, Debug, PartialEq)]
pub struct Findings {
    /// What was computed and how, in a sentence or two.
    pub method: String,
    /// The main table first.
    pub tables: Vec<Grid>,
    /// For each output how many rows there were and were used, and why others were not.
    pub used: Vec<Used>,
}

/// Which rows an analysis used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Used {
    pub output: String,
    pub rows: u64,
    pub used: u64,
    /// Reasons and how many rows were left out for each.
    pub left_out: BTreeMap<&'static str, u64>,
}

impl Used {
    /// In words.
    #[must_use]
    pub fn told(&self) -> String {
        format!("{}: {}", self.output, self.counted())
    }

    /// The same without the name of the output.
    #[must_use]
    pub fn counted(&self) -> String {
        let out: Vec<String> = self.left_out.iter().map(|(why, number)| format!("{number} {why}")).collect();
        let rest = if out.is_empty() { "none left out".to_owned() } else { format!("left out: {}", out.join(", ")) };
        format!("{} of {} rows used; {rest}", self.used, self.rows)
    }

    fn leave(&mut self, why: &'static str, number: u64) {
        if number > 0 {
            *self.left_out.entry(why).or_default() += number;
        }
    }
}

/// Why a row was left out.
const FAILED: &str = "failed";
/// Why a row was left out.
const VALUELESS: &str = "without a value";
/// Why a row was left out.
const ALONE: &str = "whose partners are missing";

/// A scenario and a policy.
type Group<'r> = (&'r str, &'r str);
/// Values by point and replicate.
type Points = BTreeMap<u64, BTreeMap<u32, f64>>;

/// The values of an output by scenario, policy, point and replicate, and a count that still lacks what is used.
fn values(runs: &Runs, output: usize) -> (BTreeMap<Group<'_>, Points>, Used) {
    let mut groups: BTreeMap<Group, Points> = BTreeMap::new();
    let mut used = Used { output: runs.outputs[output].clone(), rows: runs.lines.len() as u64, ..Used::default() };
    for line in &runs.lines {
        let group = groups.entry((&line.scenario, &line.policy)).or_default();
        match line.y[output] {
            _ if !line.is_ok => used.leave(FAILED, 1),
            value if !value.is_finite() => used.leave(VALUELESS, 1),
            value => {
                group.entry(line.point).or_default().insert(line.replicate, value);
            }
        }
    }
    groups.values_mut().for_each(level);
    (groups, used)
}

/// Makes values that are the same but for what adding up leaves one value, so that no analysis finds a cause of the rest.
fn level(points: &mut Points) {
    let all = || points.values().flat_map(|point| point.values().copied());
    if let Some(first) = all().next().filter(|_| sums::are_the_same(all())) {
        points.values_mut().flat_map(|point| point.values_mut()).for_each(|value| *value = first);
    }
}

/// Blocks of `size` points that follow each other: the mean of each point over the replicates that all of them have.
/// Counts rows of incomplete blocks as left out.
fn blocks(points: &Points, size: u64, used: &mut Used) -> Vec<(u64, Vec<f64>)> {
    let mut found = Vec::new();
    let firsts: std::collections::BTreeSet<u64> = points.keys().map(|point| point / size).collect();
    for block in firsts {
        let parts: Vec<&BTreeMap<u32, f64>> =
            (block * size..(block + 1) * size).filter_map(|point| points.get(&point)).collect();
        let rows: u64 = parts.iter().map(|part| part.len() as u64).sum();
        let common: Vec<u32> = match parts.first() {
            Some(first) if parts.len() as u64 == size => {
                first.keys().copied().filter(|r| parts.iter().all(|part| part.contains_key(r))).collect()
            }
            _ => Vec::new(),
        };
        let kept = common.len() as u64 * size;
        used.used += kept;
        used.leave(ALONE, rows - kept);
        if !common.is_empty() {
            let mean = |part: &&BTreeMap<u32, f64>| common.iter().map(|r| part[r]).sum::<f64>() / common.len() as f64;
            found.push((block, parts.iter().map(mean).collect()));
        }
    }
    found
}

/// The values of the factors at each point.
fn design(runs: &Runs) -> BTreeMap<u64, &[f64]> {
    runs.lines.iter().map(|line| (line.point, line.x.as_slice())).collect()
}

/// The cells that name a scenario, a policy and an output.
fn named(group: Group, output: &str) -> Vec<Cell> {
    [group.0, group.1, output].map(|text| Cell::Text(text.to_owned())).into()
}

/// A number, or nothing where it is none.
fn number(value: f64) -> Cell {
    if value.is_finite() { Cell::Number(value) } else { Cell::Nothing }
}
