//! Runs as tables: one row a run, one a quarter, one an event, with units and origins in the metadata.
#![expect(clippy::disallowed_types, reason = "arrow takes its notes as hash maps and writes them sorted")]

use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::{ArrayRef, Float64Array, RecordBatch, StringArray, UInt32Array, UInt64Array};
use arrow_schema::{DataType, Field, Schema, SchemaRef};

use super::{Happening, Order, Run};
use crate::model::date::Quarter;
use crate::model::indicator::{Nature, Variable};
use crate::model::setup::Setup;
use crate::model::stage::roman;
use crate::scenario::Scenario;

/// The three tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// One row a run: what came of it.
    Runs,
    /// One row a run and quarter, the start first: every variable.
    Series,
    /// One row an event: stages, shocks, crossings, projects, orders.
    Events,
}

impl Table {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Runs, Self::Series, Self::Events];

    /// The name of its files, without the ending.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Runs => "runs",
            Self::Series => "series",
            Self::Events => "events",
        }
    }

    /// What it holds, in a sentence.
    #[must_use]
    pub const fn summary(self) -> &'static str {
        match self {
            Self::Runs => "One row a run: what came of it, with every variable in its last quarter.",
            Self::Series => "One row a run and quarter, the start first: every variable at the end of the quarter.",
            Self::Events => "One row an event: changes of stage, shocks, crossings, projects, orders given by hand.",
        }
    }

    /// Its columns, with unit and meaning each, and where the numbers come from.
    #[must_use]
    pub fn schema(self, scenario: &Scenario) -> SchemaRef {
        let mut fields = vec![
            text("policy", "policy of the run"),
            field("seed", DataType::UInt64, "", "seed of the run: policy and seed name a run"),
        ];
        match self {
            Self::Runs => fields.extend(run_fields()),
            Self::Series => fields.extend(date_fields()),
            Self::Events => fields.extend(date_fields().into_iter().chain(event_fields())),
        }
        if self != Self::Events {
            fields.extend(Variable::ALL.iter().map(|v| variable(*v)));
        }
        Arc::new(Schema::new_with_metadata(fields, origin(self, scenario)))
    }

    /// The rows of one run.
    #[must_use]
    pub fn rows(self, run: &Run) -> RecordBatch {
        let schema = self.schema(run.scenario());
        let columns = match self {
            Self::Runs => run_row(run),
            Self::Series => series_rows(run),
            Self::Events => event_rows(run),
        };
        RecordBatch::try_new(schema, columns).expect("columns are made in the order of the schema")
    }
}

/// Where a table comes from.
fn origin(table: Table, scenario: &Scenario) -> HashMap<String, String> {
    let pairs = [
        ("marchland.table", table.name()),
        ("marchland.summary", table.summary()),
        ("marchland.version", env!("CARGO_PKG_VERSION")),
        ("marchland.scenario", scenario.id.as_str()),
        ("marchland.scenario_title", scenario.title.as_str()),
        ("marchland.scenario_sha256", scenario.sha256.as_str()),
        ("marchland.money", scenario.money.as_str()),
    ];
    pairs.into_iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect()
}

fn field(name: &str, kind: DataType, unit: &str, summary: &str) -> Field {
    let about = [("unit", unit), ("summary", summary)].into_iter().filter(|(_, value)| !value.is_empty());
    let about: HashMap<String, String> = about.map(|(key, value)| (key.to_owned(), value.to_owned())).collect();
    Field::new(name, kind, false).with_metadata(about)
}

fn text(name: &str, summary: &str) -> Field {
    field(name, DataType::Utf8, "", summary)
}

fn variable(v: Variable) -> Field {
    let (least, greatest) = v.range();
    let nature = match v.nature() {
        Nature::State => "state",
        Nature::Measure => "measure",
    };
    let mut field = field(v.id(), DataType::Float64, v.unit(), v.summary().trim());
    let more = [("equation", v.equation().to_owned()), ("nature", nature.to_owned())];
    field.metadata_mut().extend(more.into_iter().map(|(key, value)| (key.to_owned(), value)));
    field.metadata_mut().insert("range".to_owned(), format!("{least} to {greatest}"));
    field
}

fn date_fields() -> Vec<Field> {
    vec![
        text("quarter", "calendar quarter; values are those at its end"),
        field("year", DataType::Float64, "years", "the beginning of the quarter as a number: 2009Q3 is 2009.5"),
    ]
}

fn run_fields() -> Vec<Field> {
    vec![
        field("quarters", DataType::UInt32, "quarters", "quarters that were played"),
        text("status", "complete, or unfinished"),
        text("digest", "sixteen hexadecimal digits for every bit of the last state"),
        field(
            "imbalance_max",
            DataType::Float64,
            "points",
            "greatest sum over all accounts; 0 unless money was made or lost",
        ),
        text("stage_two_from", "first quarter in stage II or III").with_nullable(true),
        text("stage_three_from", "first quarter in stage III").with_nullable(true),
        field("stage_changes", DataType::UInt32, "changes", "how often the stage changed"),
        text("diagnosis", "what holds the pair back in the last quarter"),
        text("binding", "indicator furthest under its threshold in the last quarter"),
        field("organisations_a", DataType::UInt32, "organisations", "simulated organisations of side A"),
        field("organisations_b", DataType::UInt32, "organisations", "simulated organisations of side B"),
    ]
}

fn event_fields() -> Vec<Field> {
    vec![
        text("kind", "stage, shock, crossing, project or order"),
        text("id", "the shock, crossing, project or lever; the stage that is entered"),
        text("text", "what happened, in words"),
        field(
            "value",
            DataType::Float64,
            "",
            "the stage entered; 1 or 0 for a project that took effect or did not; the level ordered",
        )
        .with_nullable(true),
    ]
}

fn texts<T: AsRef<str>>(values: impl IntoIterator<Item = T>) -> ArrayRef {
    Arc::new(StringArray::from_iter_values(values))
}

/// The columns that name the run.
fn names(run: &Run, rows: usize) -> [ArrayRef; 2] {
    [texts(vec![run.policy(); rows]), Arc::new(UInt64Array::from(vec![run.seed(); rows]))]
}

fn dates(quarters: &[Quarter]) -> [ArrayRef; 2] {
    [
        texts(quarters.iter().map(Quarter::to_string)),
        Arc::new(Float64Array::from_iter_values(quarters.iter().map(|quarter| quarter.as_years()))),
    ]
}

fn series_rows(run: &Run) -> Vec<ArrayRef> {
    let quarters = run.dates();
    let mut columns: Vec<ArrayRef> = names(run, quarters.len()).into_iter().chain(dates(&quarters)).collect();
    columns.extend(Variable::ALL.iter().map(|v| Arc::new(Float64Array::from(run.series(*v))) as ArrayRef));
    columns
}

fn run_row(run: &Run) -> Vec<ArrayRef> {
    let stages = run.stages();
    let reached = |least: u8| -> ArrayRef {
        let first = stages.iter().find(|(_, stage)| *stage >= least).map(|(quarter, _)| quarter.to_string());
        Arc::new(StringArray::from(vec![first]))
    };
    let count = |n: usize| -> ArrayRef { Arc::new(UInt32Array::from(vec![u32::try_from(n).unwrap_or(u32::MAX)])) };
    let organisations = |side: usize| run.scenario().setup.regions[side].organisations as usize;
    let status = if run.is_over() { "complete" } else { "unfinished" };
    let mut columns: Vec<ArrayRef> = names(run, 1).into();
    columns.extend([
        count(run.elapsed() as usize),
        texts([status]),
        texts([run.digest()]),
        Arc::new(Float64Array::from(vec![run.imbalance_max()])),
        reached(2),
        reached(3),
        count(stages.len() - 1),
        texts([run.land().diagnosis().id()]),
        texts([run.land().binding().id()]),
        count(organisations(0)),
        count(organisations(1)),
    ]);
    columns.extend(Variable::ALL.iter().map(|v| Arc::new(Float64Array::from(vec![run.value(*v)])) as ArrayRef));
    columns
}

/// One row of the table of events.
struct EventRow {
    quarter: Quarter,
    kind: &'static str,
    id: String,
    text: String,
    value: Option<f64>,
}

fn event_rows(run: &Run) -> Vec<ArrayRef> {
    let setup = &run.scenario().setup;
    let happened = run.happened().iter().map(|(quarter, h)| happening(*quarter, h, setup));
    let given = run.given().iter().map(|(quarter, o)| order(*quarter, o, setup));
    let mut rows: Vec<EventRow> = given.chain(happened).collect();
    rows.sort_by_key(|row| row.quarter);
    let quarters: Vec<Quarter> = rows.iter().map(|row| row.quarter).collect();
    let mut columns: Vec<ArrayRef> = names(run, rows.len()).into_iter().chain(dates(&quarters)).collect();
    columns.push(texts(rows.iter().map(|row| row.kind)));
    columns.push(texts(rows.iter().map(|row| &row.id)));
    columns.push(texts(rows.iter().map(|row| &row.text)));
    columns.push(Arc::new(Float64Array::from_iter(rows.iter().map(|row| row.value))));
    columns
}

fn happening(quarter: Quarter, happening: &Happening, setup: &Setup) -> EventRow {
    let (id, value) = match happening {
        Happening::Stage { to, .. } => (roman(*to), Some(f64::from(*to))),
        Happening::Shock(shock) => (setup.shocks[*shock].id.as_str(), None),
        Happening::Crossing(crossing) => (setup.crossings[*crossing].id.as_str(), None),
        Happening::Project { project, delivered } => {
            (setup.projects[*project].id.as_str(), Some(f64::from(u8::from(*delivered))))
        }
    };
    EventRow { quarter, kind: happening.kind(), id: id.to_owned(), text: happening.told(setup), value }
}

fn order(quarter: Quarter, order: &Order, setup: &Setup) -> EventRow {
    let row = |id: &str, text: String, value| EventRow { quarter, kind: "order", id: id.to_owned(), text, value };
    match order {
        Order::SetLever { lever, level } => {
            let lever = &setup.levers[*lever];
            row(&lever.id, format!("{}: set to {level}", lever.name), Some(*level))
        }
        Order::ResetLever { lever } => {
            let lever = &setup.levers[*lever];
            row(&lever.id, format!("{}: follows the policy again", lever.name), None)
        }
        Order::StartProject { project } => {
            let project = &setup.projects[*project];
            row(&project.id, format!("{}: decided", project.name), None)
        }
    }
}
