//! A chart as a table: one row a quarter, with what was played, the bands of the futures, and history.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow_array::{ArrayRef, Float64Array, RecordBatch, StringArray};
use arrow_schema::{DataType, Field, Schema};

use super::outlook::{Band, Outlook};
use crate::model::date::Quarter;
use crate::model::indicator::Variable;
use crate::run::Run;
use crate::run::history::observed;

/// A column: its name, and its values in the quarters that have one.
type Column = (String, BTreeMap<Quarter, f64>);

/// The rows of one variable: `<variable>` as far as it was played; of each side of the futures the quantiles
/// `<variable>_with_p10` to `_p90`; `<variable>_history`. What has no value in a quarter is empty.
#[must_use]
pub fn rows(run: &Run, variable: Variable, ahead: Option<&Outlook>) -> RecordBatch {
    let id = variable.id();
    let played = run.dates().into_iter().zip(run.series(variable)).collect();
    let mut columns: Vec<Column> = vec![(id.to_owned(), played)];
    if let Some(ahead) = ahead {
        for (name, sheaf) in [("with", Some(&ahead.with)), ("without", ahead.without.as_ref())] {
            if let Some(band) = sheaf.and_then(|sheaf| sheaf.band(variable)) {
                columns.extend(quantiles(band, ahead.from, &format!("{id}_{name}")));
            }
        }
    }
    let history: BTreeMap<Quarter, f64> =
        observed(run, variable).into_iter().map(|seen| (seen.quarter, seen.value)).collect();
    if !history.is_empty() {
        columns.push((format!("{id}_history"), history));
    }
    let mut quarters: Vec<Quarter> = columns.iter().flat_map(|(_, values)| values.keys().copied()).collect();
    quarters.sort_unstable();
    quarters.dedup();
    let mut fields = vec![Field::new("quarter", DataType::Utf8, false)];
    let mut arrays: Vec<ArrayRef> =
        vec![Arc::new(StringArray::from_iter_values(quarters.iter().map(Quarter::to_string)))];
    for (name, values) in columns {
        fields.push(Field::new(name, DataType::Float64, true));
        arrays.push(Arc::new(Float64Array::from_iter(quarters.iter().map(|quarter| values.get(quarter).copied()))));
    }
    RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays).expect("columns are made with their fields")
}

fn quantiles(band: &Band, from: Quarter, name: &str) -> Vec<Column> {
    let lines = [
        ("p10", &band.tenth),
        ("p25", &band.quarter),
        ("median", &band.middle),
        ("p75", &band.three_quarters),
        ("p90", &band.nine_tenths),
    ];
    let dated = |values: &[f64]| {
        values.iter().enumerate().map(|(later, value)| (from.plus(later as i32), *value)).collect::<BTreeMap<_, _>>()
    };
    lines.into_iter().map(|(share, values)| (format!("{name}_{share}"), dated(values))).collect()
}
