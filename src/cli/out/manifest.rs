//! The manifest: what was run, with which program, when, and what each file holds.

use std::collections::BTreeMap;
use std::time::{SystemTime, UNIX_EPOCH};

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
    version: &'static str,
    features: &'static [&'static str],
    platform: String,
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
        version: env!("CARGO_PKG_VERSION"),
        features: marchland::FEATURES,
        platform: format!("{}-{}", std::env::consts::ARCH, std::env::consts::OS),
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
        started: universal_time(started),
        finished: universal_time(clock::calendar()),
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

/// ISO 8601 in coordinated universal time, to the second.
pub fn universal_time(time: SystemTime) -> String {
    let seconds = time.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let (days, second) = (seconds / 86_400, seconds % 86_400);
    let (year, month, day) = civil(days);
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", second / 3600, second / 60 % 60, second % 60)
}

/// Year, month and day of a day after 1 January 1970, in the Gregorian calendar.
fn civil(days: u64) -> (u64, u64, u64) {
    // Days are counted from 1 March of year 0, so that the leap day comes last in a year; 400 years have 146,097 days.
    let day = days + 719_468;
    let era = day / 146_097;
    let of_era = day % 146_097;
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day_of_month = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year + u64::from(month <= 2), month, day_of_month)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn dates_are_those_of_the_calendar() {
        for (seconds, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_399, "2000-02-28T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_709_251_199, "2024-02-29T23:59:59Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
        ] {
            assert_eq!(universal_time(UNIX_EPOCH + Duration::from_secs(seconds)), text);
        }
    }
}
