//! `fit --json`: one object, whose keys are a contract with tools outside the project.

use serde::Serialize;

use super::super::Failure;
use super::super::json::{Measures, measures};
use super::{Outcome, report};
use marchland::run::fit::identify::{Part, Verdict};
use marchland::run::fit::space::Free;
use marchland::run::fit::world::Beside;

/// Every field with its meaning, for `marchland explain fit`.
pub const FIELDS: &[(&str, &str)] = &[
    ("scenario, version, policy, command", "what was fitted by what, and the command that does it again"),
    ("seeds", "{ fitted, judged }: seeds of the runs that were fitted, and of those that made `history`"),
    ("points", "number of fitted points"),
    (
        "loss",
        "{ before, after, limit }: see above; up to `limit` a point counts as good as the best; null with no more points than free numbers",
    ),
    ("evaluations, refused", "points that were played, and how many of them made no valid scenario"),
    ("restarts", "list of { loss, values, good }, the values in the order of `free`"),
    (
        "free[].path, unit, min, max, scale",
        "the number, its allowed range, and whether it is searched as `linear` or `log`",
    ),
    ("free[].before, fitted", "the value of the scenario and the fitted one"),
    ("free[].restarts, alone, together", "{ low, high }: the three intervals, see above"),
    ("free[].covered", "share of the range that the three cover together"),
    ("free[].verdict", "`identified`, `at-bound` or `not-identified`"),
    ("free[].advice", "what to do about it, or null"),
    ("trade_offs", "list of { first, second, correlation } of paths that make up for each other"),
    (
        "history[].series",
        "id; `fitted` and `judged` hold { before, after }, each { points, mape, rmse_log, direction } or null",
    ),
    ("history[].naive", "on the judged years: `last_value` and `drivers_frozen`, as in `run --json`"),
    ("warnings", "list of sentences"),
    ("written", "the file that was written, or null"),
];

#[derive(Serialize)]
struct Object<'a> {
    scenario: &'a str,
    version: &'static str,
    policy: &'a str,
    command: &'a str,
    seeds: Seeds,
    points: usize,
    loss: Loss,
    evaluations: usize,
    refused: usize,
    restarts: Vec<Restart<'a>>,
    free: Vec<Number<'a>>,
    trade_offs: Vec<TradeOff<'a>>,
    history: Vec<Series<'a>>,
    warnings: &'a [String],
    written: Option<String>,
}

#[derive(Serialize)]
struct Seeds {
    fitted: Vec<u64>,
    judged: Vec<u64>,
}

#[derive(Serialize)]
struct Loss {
    before: f64,
    after: f64,
    limit: f64,
}

#[derive(Serialize)]
struct Restart<'a> {
    loss: f64,
    values: &'a [f64],
    good: bool,
}

#[derive(Serialize)]
struct Number<'a> {
    path: &'a str,
    unit: &'a str,
    min: f64,
    max: f64,
    scale: &'static str,
    before: f64,
    fitted: f64,
    restarts: Interval,
    alone: Interval,
    together: Interval,
    covered: f64,
    verdict: &'static str,
    advice: Option<String>,
}

#[derive(Serialize)]
struct Interval {
    low: f64,
    high: f64,
}

impl From<(f64, f64)> for Interval {
    fn from((low, high): (f64, f64)) -> Self {
        Self { low, high }
    }
}

#[derive(Serialize)]
struct TradeOff<'a> {
    first: &'a str,
    second: &'a str,
    correlation: f64,
}

#[derive(Serialize)]
struct Series<'a> {
    series: &'a str,
    fitted: Change,
    judged: Change,
    naive: Naive,
}

#[derive(Serialize)]
struct Change {
    before: Option<Measures>,
    after: Option<Measures>,
}

#[derive(Serialize)]
struct Naive {
    last_value: Option<Measures>,
    drivers_frozen: Option<Measures>,
}

/// The object on one line.
///
/// # Errors
/// A value that JSON cannot hold, which would be our fault.
pub fn write(outcome: &Outcome) -> Result<String, Failure> {
    let fitted = &outcome.fitted;
    let (first, number) = outcome.seeds;
    let path = |i: usize| outcome.free[i].path.as_str();
    let numbers = outcome.free.iter().zip(&fitted.values).zip(&fitted.parts);
    let object = Object {
        scenario: &outcome.scenario.id,
        version: env!("CARGO_PKG_VERSION"),
        policy: &outcome.policy,
        command: &outcome.command,
        seeds: Seeds {
            fitted: (first..first + number).collect(),
            judged: (first + number..first + 2 * number).collect(),
        },
        points: outcome.points(),
        loss: Loss { before: fitted.before, after: fitted.loss, limit: fitted.limit },
        evaluations: fitted.evaluations,
        refused: fitted.refused,
        restarts: fitted
            .restarts
            .iter()
            .map(|r| Restart { loss: r.loss, values: &r.values, good: r.loss <= fitted.limit })
            .collect(),
        free: numbers.map(|((free, value), part)| one(free, *value, part)).collect(),
        trade_offs: fitted
            .pairs
            .iter()
            .map(|p| TradeOff { first: path(p.first), second: path(p.second), correlation: p.correlation })
            .collect(),
        history: outcome.before.iter().zip(&outcome.after).map(series).collect(),
        warnings: &outcome.warnings,
        written: outcome.written.as_ref().map(|(path, _)| path.display().to_string()),
    };
    let text = serde_json::to_string(&object);
    text.map(|text| text + "\n").map_err(|error| Failure::Internal(error.to_string()))
}

fn one<'a>(free: &'a Free, fitted: f64, part: &Part) -> Number<'a> {
    Number {
        path: &free.path,
        unit: &free.unit,
        min: free.min,
        max: free.max,
        scale: if free.is_log() { "log" } else { "linear" },
        before: free.before,
        fitted,
        restarts: part.restarts.into(),
        alone: part.alone.into(),
        together: part.together.into(),
        covered: part.covered,
        verdict: match part.verdict {
            Verdict::Identified => "identified",
            Verdict::AtLeast | Verdict::AtMost => "at-bound",
            Verdict::NotIdentified(_) => "not-identified",
        },
        advice: report::advice(free, part),
    }
}

fn series<'a>((before, after): (&'a Beside, &'a Beside)) -> Series<'a> {
    Series {
        series: &before.id,
        fitted: Change { before: measures(&before.fitted), after: measures(&after.fitted) },
        judged: Change { before: measures(&before.judged), after: measures(&after.judged) },
        naive: Naive { last_value: measures(&after.last_value), drivers_frozen: measures(&after.frozen) },
    }
}
