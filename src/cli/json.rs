//! `run --json`: one object, whose keys are a contract with tools outside the project.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use super::Failure;
use super::ensemble::{Band, Ensemble};
use super::expect::{self, Entry, Judged};
use super::play::Played;
use marchland::model::indicator::{Indicator, Variable};
use marchland::model::math::exp;
use marchland::run::history::{Comparison, Fit, Pair};
use marchland::run::{Run, goals};

/// Every field with its unit and meaning, for `marchland explain json`.
pub const FIELDS: &[(&str, &str)] = &[
    ("scenario", "id of the scenario"),
    ("version", "version of marchland"),
    ("seed", "seed of the run; with `--seeds`, the first one"),
    ("policy", "id of the policy"),
    ("quarters", "number of quarters that were played"),
    ("digest", "every bit of the final state in sixteen hexadecimal digits: equal digests mean equal runs"),
    ("stages", "list of { date, stage }: the stage (1 to 3) at the start and after each change"),
    ("final.date", "the last quarter"),
    ("final.stage", "stage of integration, 1 to 3"),
    (
        "final.diagnosis",
        "what holds the pair back: `progressing`, `stalled`, `lacking-synergy`, `under-exploited`, `hollow`, `locked-in` or `regressing`",
    ),
    ("final.binding", "id of the indicator furthest under its threshold for the next stage"),
    ("final.indicators", "the seven indicators by id, each in the unit that `explain` gives it; most are 0 to 1"),
    ("final.regions.a", "the first region of the scenario; `final.regions.b` is the second"),
    ("final.regions.a.output", "index, 1 at the start"),
    ("final.regions.a.wage", "in the unit of the scenario's wages, so that a / b is the wage ratio"),
    ("final.regions.a.population", "index, 1 at the start"),
    ("final.regions.a.support", "support for integration, 0 to 1"),
    ("final.regions.a.budget", "programme money in hand, points (1 point = 0.01 % of both regions' yearly output)"),
    ("final.regions.a.exports", "exports to the other region, share of output"),
    ("final.regions.a.commuters_out", "commuters to the other region, share of the smaller region's employed"),
    ("series", "with `--series`: `date` and every variable by id, one value a quarter, the start first"),
    ("money.imbalance_max", "greatest sum over all accounts in any quarter, points: 0, or money was made or lost"),
    ("history", "one entry for each series of history that the scenario compares with"),
    ("history[].series", "id of the series"),
    ("history[].points", "number of historical values within the run"),
    ("history[].mape", "mean absolute percentage error, as a share (0.1 is 10 %)"),
    ("history[].rmse_log", "root mean square error of natural logs"),
    (
        "history[].direction",
        "share of changes between neighbouring points whose direction is right; null below two points",
    ),
    ("history[].coverage80", "with `--seeds`: share of the points within the 10-90 % band of the runs, else null"),
    ("history[].fitted", "{ points, mape, rmse_log, direction } on the years that parameters were fitted on, or null"),
    ("history[].judged", "the same on the years that judge, or null"),
    (
        "history[].naive",
        "the same on the judged years for two naive forecasts: `last_value` (the last fitted value held) and `drivers_frozen` (this model without later inputs)",
    ),
    ("history[].values", "list of { date, history, model }; a date of four digits is a year's mean"),
    ("goals", "what the scenario sets a player to aim at, judged in this run"),
    ("goals[].id", "id of the goal"),
    ("goals[].text", "the goal, as its author says it"),
    ("goals[].standing", "`met`, `open` or `missed`"),
    ("goals[].met", "the first quarter in which all its conditions held, or null"),
    ("goals[].by", "the last quarter in which it counts"),
    ("goals[].seen", "the quarter of `observed`: in which it was met, its last if it was missed, else the present"),
    ("goals[].observed", "what its conditions name by id, each in its own unit"),
    ("goals[].told", "all this in words"),
    (
        "expectations",
        "what the scenario claims of this policy, where the runs that were played can judge it: without `given`, within their quarters, and compared with no policy but `none` (with `--seeds`, with no other run); `marchland test` judges all",
    ),
    ("expectations[].id", "id of the expectation"),
    ("expectations[].text", "what is claimed, as its author says it"),
    ("expectations[].holds", "whether it is true in as large a share of the runs as it claims"),
    ("expectations[].observed", "what was observed, in words and numbers"),
    ("expectations[].claim", "what exactly is claimed, in words and numbers"),
    ("expectations[].policy", "id of the policy under which it is claimed"),
    ("expectations[].seeds", "number of seeds that were judged"),
    ("expectations[].share", "share of them in which the claim is true"),
    ("expectations[].source", "key of the source that says so, or null"),
    ("ensemble", "with `--seeds N`: the runs of seeds `seed` to `seed + N - 1`"),
    ("ensemble.runs", "number of runs"),
    ("ensemble.digests", "digest of each run, in the order of the seeds"),
    ("ensemble.stage_share", "for each quarter, the shares of the runs in stages I, II and III"),
    ("ensemble.median", "median over the runs of every variable by id, in the last quarter"),
    ("ensemble.p10", "the same, 10 % of the runs lie below"),
    ("ensemble.p90", "the same, 10 % of the runs lie above"),
    ("ensemble.series", "with `--series`: `median`, `p10` and `p90` of each indicator, one value a quarter"),
];

#[derive(Serialize)]
struct Object<'a> {
    scenario: &'a str,
    version: &'static str,
    seed: u64,
    policy: &'a str,
    quarters: u32,
    digest: String,
    stages: Vec<StageChange>,
    r#final: Final,
    #[serde(skip_serializing_if = "Option::is_none")]
    series: Option<BTreeMap<&'static str, Value>>,
    money: Money,
    history: Vec<History<'a>>,
    goals: Vec<Goal<'a>>,
    expectations: Vec<Entry<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ensemble: Option<Runs<'a>>,
}

#[derive(Serialize)]
struct StageChange {
    date: String,
    stage: u8,
}

#[derive(Serialize)]
struct Final {
    date: String,
    stage: u8,
    diagnosis: &'static str,
    binding: &'static str,
    indicators: BTreeMap<&'static str, f64>,
    regions: Regions,
}

#[derive(Serialize)]
struct Regions {
    a: Region,
    b: Region,
}

#[derive(Serialize)]
struct Region {
    output: f64,
    wage: f64,
    population: f64,
    support: f64,
    budget: f64,
    exports: f64,
    commuters_out: f64,
}

#[derive(Serialize)]
struct Money {
    imbalance_max: f64,
}

#[derive(Serialize)]
struct Goal<'a> {
    id: &'a str,
    text: &'a str,
    standing: &'static str,
    met: Option<String>,
    by: String,
    seen: String,
    observed: BTreeMap<&'static str, f64>,
    told: String,
}

#[derive(Serialize)]
struct History<'a> {
    series: &'a str,
    points: usize,
    mape: Option<f64>,
    rmse_log: Option<f64>,
    direction: Option<f64>,
    coverage80: Option<f64>,
    fitted: Option<Measures>,
    judged: Option<Measures>,
    naive: Naive,
    values: Vec<Beside>,
}

#[derive(Serialize)]
struct Naive {
    last_value: Option<Measures>,
    drivers_frozen: Option<Measures>,
}

/// How near a series comes to history, as every object has it.
#[derive(Serialize)]
pub struct Measures {
    points: usize,
    mape: f64,
    rmse_log: f64,
    direction: Option<f64>,
}

/// Those of a series that was compared.
pub fn measures(fit: &Option<Fit>) -> Option<Measures> {
    fit.as_ref().map(|fit| Measures {
        points: fit.points,
        mape: fit.mape,
        rmse_log: fit.rmse_log,
        direction: fit.direction,
    })
}

#[derive(Serialize)]
struct Beside {
    date: String,
    history: f64,
    model: f64,
}

#[derive(Serialize)]
struct Runs<'a> {
    runs: usize,
    digests: Vec<&'a str>,
    stage_share: BTreeMap<String, [f64; 3]>,
    median: BTreeMap<&'static str, f64>,
    p10: BTreeMap<&'static str, f64>,
    p90: BTreeMap<&'static str, f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    series: Option<Bands>,
}

#[derive(Serialize)]
struct Bands {
    median: BTreeMap<&'static str, Vec<f64>>,
    p10: BTreeMap<&'static str, Vec<f64>>,
    p90: BTreeMap<&'static str, Vec<f64>>,
}

/// How much of a run is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Its outcome.
    Outcome,
    /// Its outcome, and every variable in every quarter.
    Series,
}

/// The run as one line of JSON.
///
/// # Errors
/// Ours, if it cannot be written.
pub fn write(played: &Played, ensemble: Option<&Ensemble>, detail: Detail) -> Result<String, Failure> {
    let run = &played.run;
    let histories = played.history.iter().enumerate();
    let judged = expect::of_run(played, ensemble);
    let object = Object {
        scenario: &run.scenario().id,
        version: env!("CARGO_PKG_VERSION"),
        seed: run.seed(),
        policy: run.policy(),
        quarters: run.quarters(),
        digest: run.digest(),
        stages: run
            .stages()
            .iter()
            .map(|(date, stage)| StageChange { date: date.to_string(), stage: *stage })
            .collect(),
        r#final: final_state(played),
        series: (detail == Detail::Series).then(|| series(played)),
        money: Money { imbalance_max: run.imbalance_max() },
        history: histories.map(|(i, c)| history(c, ensemble.and_then(|e| e.coverage(i, c)))).collect(),
        goals: played.goals.iter().map(|judged| goal(run, judged)).collect(),
        expectations: judged.iter().map(Judged::entry).collect(),
        ensemble: ensemble.map(|ensemble| runs(ensemble, detail)),
    };
    let line = serde_json::to_string(&object);
    line.map(|line| line + "\n").map_err(|error| Failure::Internal(format!("cannot write JSON: {error}")))
}

fn goal<'a>(run: &'a Run, judged: &goals::Judged) -> Goal<'a> {
    let goal = &run.scenario().goals[judged.goal];
    Goal {
        id: &goal.id,
        text: &goal.text,
        standing: judged.standing.id(),
        met: judged.first_met().map(|quarter| quarter.to_string()),
        by: judged.by.to_string(),
        seen: judged.seen.to_string(),
        observed: judged.parts.iter().flat_map(|part| &part.observed).map(|(v, value)| (v.id(), *value)).collect(),
        told: judged.told(),
    }
}

fn final_state(played: &Played) -> Final {
    let (run, land) = (&played.run, played.run.land());
    let value = |variable| run.value(variable);
    // Output, wage and population are carried as logs.
    let unlogged = |variable| exp(value(variable));
    use Variable as V;
    Final {
        date: land.quarter().to_string(),
        stage: land.stage(),
        diagnosis: land.diagnosis().id(),
        binding: land.binding().id(),
        indicators: Indicator::ALL.iter().map(|i| (i.id(), value(i.variable()))).collect(),
        regions: Regions {
            a: Region {
                output: unlogged(V::OutputA),
                wage: unlogged(V::WageA),
                population: unlogged(V::PopulationA),
                support: value(V::SupportA),
                budget: value(V::BudgetA),
                exports: value(V::ExportsA),
                commuters_out: value(V::CommutersA),
            },
            b: Region {
                output: unlogged(V::OutputB),
                wage: unlogged(V::WageB),
                population: unlogged(V::PopulationB),
                support: value(V::SupportB),
                budget: value(V::BudgetB),
                exports: value(V::ExportsB),
                commuters_out: value(V::CommutersB),
            },
        },
    }
}

fn series(played: &Played) -> BTreeMap<&'static str, Value> {
    let run = &played.run;
    let values = |variable: &Variable| match variable {
        Variable::Stage => run.series(*variable).into_iter().map(|stage| Value::from(stage as u8)).collect(),
        _ => Value::from(run.series(*variable)),
    };
    let mut series: BTreeMap<_, _> = Variable::ALL.iter().map(|variable| (variable.id(), values(variable))).collect();
    series.insert("date", run.dates().iter().map(|date| Value::from(date.to_string())).collect());
    series
}

fn history(comparison: &Comparison, coverage80: Option<f64>) -> History<'_> {
    let all = comparison.all.as_ref();
    History {
        series: &comparison.id,
        points: all.map_or(0, |fit| fit.points),
        mape: all.map(|fit| fit.mape),
        rmse_log: all.map(|fit| fit.rmse_log),
        direction: all.and_then(|fit| fit.direction),
        coverage80,
        fitted: measures(&comparison.fitted),
        judged: measures(&comparison.judged),
        naive: Naive { last_value: measures(&comparison.last_value), drivers_frozen: measures(&comparison.frozen) },
        values: comparison
            .pairs
            .iter()
            .map(|pair| Beside { date: date(pair), history: pair.history, model: pair.model })
            .collect(),
    }
}

/// A year or a quarter, as scenario files write them.
pub fn date(pair: &Pair) -> String {
    if pair.yearly { format!("{:04}", pair.quarter.year()) } else { pair.quarter.to_string() }
}

fn runs(ensemble: &Ensemble, detail: Detail) -> Runs<'_> {
    let last: Vec<(&'static str, Band)> = Variable::ALL.iter().map(|v| (v.id(), ensemble.at_the_end(*v))).collect();
    let of = |part: fn(&Band) -> f64| last.iter().map(|(id, band)| (*id, part(band))).collect();
    let bands = || {
        let all: Vec<_> = Indicator::ALL.iter().map(|i| (i.id(), ensemble.over_time(*i))).collect();
        let of = |part: fn(&Band) -> f64| all.iter().map(|(id, b)| (*id, b.iter().map(part).collect())).collect();
        Bands { median: of(|b| b.median), p10: of(|b| b.p10), p90: of(|b| b.p90) }
    };
    Runs {
        runs: ensemble.runs(),
        digests: ensemble.digests().collect(),
        stage_share: ensemble.stage_share().into_iter().map(|(date, share)| (date.to_string(), share)).collect(),
        median: of(|b| b.median),
        p10: of(|b| b.p10),
        p90: of(|b| b.p90),
        series: (detail == Detail::Series).then(bands),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::cli::ensemble;

    /// The paths of everything in a value, as the reference writes them; keys that the model names are left out.
    fn paths(value: &Value, path: &str, found: &mut Vec<String>) {
        const OPEN: [&str; 10] = [
            "goals[].observed",
            "final.indicators",
            "final.regions.b",
            "series",
            "ensemble.stage_share",
            "ensemble.median",
            "ensemble.p10",
            "ensemble.p90",
            "ensemble.series",
            "stages",
        ];
        found.push(path.to_owned());
        if OPEN.contains(&path) {
            return;
        }
        match value {
            Value::Object(fields) => fields.iter().for_each(|(key, value)| {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                paths(value, &path, found);
            }),
            Value::Array(entries) if entries.iter().any(Value::is_object) => {
                entries.iter().for_each(|entry| paths(entry, &format!("{path}[]"), found));
            }
            _ => {}
        }
    }

    #[test]
    fn every_field_of_the_json_is_in_the_reference() {
        let scenario = Arc::new(crate::cli::load::load("oresund", &[]).unwrap());
        let (policy, quarters) = (scenario.default_policy.as_str(), scenario.quarters);
        let played = crate::cli::play::play(&scenario, policy, 1, quarters).unwrap();
        let wanted =
            ensemble::Wanted { policy, first_seed: 1, seeds: 2, quarters, jobs: None, keep: ensemble::Keep::Traces };
        let runs = ensemble::play(&scenario, &wanted).unwrap();
        let text = write(&played, Some(&runs), Detail::Series).unwrap();
        let object = serde_json::from_str(&text).unwrap();
        let mut found = Vec::new();
        paths(&object, "", &mut found);
        let known: Vec<&str> = FIELDS.iter().map(|(field, _)| *field).collect();
        for path in found.iter().filter(|path| !path.is_empty() && !path.ends_with("[]")) {
            // What a told field holds is told with it.
            let told = |known: &&str| path == known || path.starts_with(&format!("{known}.")) && known.contains("[].");
            let above = ["final", "final.regions", "final.regions.b", "money"].contains(&path.as_str())
                || path.starts_with("history[].values");
            assert!(above || known.iter().any(told), "{path}");
        }
        for field in known.iter().filter(|field| !field.starts_with("final.regions.b")) {
            assert!(found.iter().any(|path| path == field), "`{field}` is told and not written");
        }
    }
}
