//! The manifest: what was run, with which program, when, and what each file holds.

use std::collections::BTreeMap;
use std::time::SystemTime;

use marchland::built::Build;
use marchland::run::Run;
use marchland::run::table::Table;
use serde::Serialize;

use super::super::clock;
use super::files::Written;

/// Everything that a stranger needs to know about an output.
#[derive(Debug, Serialize)]
pub struct Manifest {
    /// By this an output is known.
    program: &'static str,
    #[serde(flatten)]
    build: Build,
    scenario: Scenario,
    policy: String,
    seeds: Vec<u64>,
    quarters: u32,
    organisations: [u32; 2],
    /// Fields that the command line overrode.
    overrides: Vec<Override>,
    /// One digest a run, in the order of the seeds.
    digests: Vec<String>,
    counts: Counts,
    imbalance_max: f64,
    /// Coordinated universal time.
    started: String,
    finished: String,
    files: Vec<Written>,
    /// Columns of each table: name, type, unit, meaning.
    columns: BTreeMap<&'static str, Vec<Column>>,
}

#[derive(Debug, Serialize)]
struct Scenario {
    name: String,
    id: String,
    title: String,
    sha256: String,
}

#[derive(Debug, Serialize)]
struct Override {
    path: String,
    value: String,
}

#[derive(Debug, Serialize)]
struct Counts {
    runs: usize,
    quarters: u64,
    events: u64,
}

#[derive(Debug, Serialize)]
struct Column {
    name: String,
    kind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<String>,
}

/// The manifest of runs whose files were written.
pub fn of(runs: &[&Run], started: SystemTime, files: &[Written]) -> Manifest {
    let first = runs[0];
    let scenario = first.scenario();
    let rows = |table: Table| files.iter().find(|f| f.name == format!("{}.csv", table.name())).and_then(|f| f.rows);
    Manifest {
        program: "marchland",
        build: Build::this(),
        scenario: Scenario {
            name: file_name(&scenario.name),
            id: scenario.id.clone(),
            title: scenario.title.clone(),
            sha256: scenario.sha256.clone(),
        },
        policy: first.policy().to_owned(),
        seeds: runs.iter().map(|run| run.seed()).collect(),
        quarters: first.quarters(),
        organisations: [scenario.setup.regions[0].organisations, scenario.setup.regions[1].organisations],
        overrides: scenario
            .overrides
            .iter()
            .map(|(path, value)| Override { path: path.clone(), value: value.clone() })
            .collect(),
        digests: runs.iter().map(|run| run.digest()).collect(),
        counts: Counts {
            runs: runs.len(),
            quarters: rows(Table::Series).unwrap_or(0),
            events: rows(Table::Events).unwrap_or(0),
        },
        imbalance_max: runs.iter().map(|run| run.imbalance_max()).fold(0.0, f64::max),
        started: clock::universal(clock::seconds(started)),
        finished: clock::universal(clock::seconds(clock::calendar())),
        files: files.to_vec(),
        columns: Table::ALL.into_iter().map(|table| (table.name(), columns(table, first))).collect(),
    }
}

/// The file alone: where it lay says nothing to a stranger, and much about its owner.
fn file_name(name: &str) -> String {
    std::path::Path::new(name).file_name().map_or_else(|| name.to_owned(), |n| n.to_string_lossy().into_owned())
}

fn columns(table: Table, run: &Run) -> Vec<Column> {
    let schema = table.schema(run.scenario());
    let column = |field: &std::sync::Arc<arrow_schema::Field>| Column {
        name: field.name().clone(),
        kind: field.data_type().to_string(),
        unit: field.metadata().get("unit").cloned(),
        summary: field.metadata().get("summary").cloned(),
    };
    schema.fields().iter().map(column).collect()
}
