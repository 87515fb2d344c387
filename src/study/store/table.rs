//! The three tables of a study: columns with their units, rows, and how they are written as Parquet and CSV.
#![expect(clippy::disallowed_types, reason = "arrow takes its notes as hash maps and writes them sorted")]

use std::collections::HashMap;
use std::io::{self, Write};
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, UInt32Type, UInt64Type};
use arrow_array::{Array, ArrayRef, Float64Array, RecordBatch, StringArray, UInt32Array, UInt64Array};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, Encoding, ZstdLevel};
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::schema::types::ColumnPath;

use super::rows::Piece;
use crate::run::table::Table;
use crate::study::Study;

/// Rows of a row group: a few megabytes, so that many rows need little memory.
pub const ROW_GROUP: usize = 16_384;

/// The tables that a study keeps.
#[must_use]
pub fn kept(study: &Study) -> Vec<Table> {
    let is_kept = |table: &Table| match table {
        Table::Runs => true,
        Table::Series => !study.series.variables.is_empty(),
        Table::Events => study.events,
    };
    Table::ALL.into_iter().filter(is_kept).collect()
}

fn field(name: &str, kind: DataType, unit: &str, summary: &str) -> Field {
    let about = [("unit", unit), ("summary", summary)].into_iter().filter(|(_, value)| !value.is_empty());
    let about: HashMap<String, String> = about.map(|(key, value)| (key.to_owned(), value.to_owned())).collect();
    Field::new(name, kind, false).with_metadata(about)
}

/// Columns of a table, with unit and meaning each.
#[must_use]
pub fn schema(study: &Study, table: Table) -> SchemaRef {
    let mut fields = vec![field("row", DataType::UInt64, "", "number of the row in the study, from 0")];
    match table {
        Table::Runs => fields.extend(run_fields(study)),
        Table::Series => {
            fields.push(field("quarter", DataType::Utf8, "", "calendar quarter; values are those at its end"));
            let variables = study.series.variables.iter();
            fields.extend(variables.map(|v| field(v.id(), DataType::Float64, v.unit(), v.summary().trim())));
        }
        Table::Events => {
            let of_runs = Table::Events.schema(&study.scenarios[0].scenario);
            fields.extend(of_runs.fields().iter().map(|field| field.as_ref().clone()));
        }
    }
    let about = [
        ("marchland.table", table.name()),
        ("marchland.version", env!("CARGO_PKG_VERSION")),
        ("marchland.study", study.id.as_str()),
        ("marchland.study_sha256", study.sha256.as_str()),
    ];
    let about: HashMap<String, String> =
        about.into_iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect();
    Arc::new(Schema::new_with_metadata(fields, about))
}

fn run_fields(study: &Study) -> Vec<Field> {
    let mut fields = vec![
        field("scenario", DataType::Utf8, "", "id of the scenario"),
        field("policy", DataType::Utf8, "", "policy of the run"),
        field("point", DataType::UInt64, "", "point of the design, from 0"),
        field("replicate", DataType::UInt32, "", "replicate, from 0"),
        field("seed", DataType::UInt64, "", "seed of the run"),
        field("status", DataType::Utf8, "", "ok, panicked, non-finite or timed-out"),
        field("message", DataType::Utf8, "", "why it failed; empty if it did not"),
        field("digest", DataType::Utf8, "", "sixteen hexadecimal digits for every bit of the last state"),
    ];
    let factors = study.factor_columns().into_iter().zip(&study.factors);
    fields.extend(factors.map(|(name, factor)| field(&name, DataType::Float64, &factor.unit, &factor.title)));
    let outputs = study.output_columns().into_iter().zip(&study.outputs);
    fields.extend(
        outputs.map(|(name, output)| {
            field(&name, DataType::Float64, output.unit(), &output.summary()).with_nullable(true)
        }),
    );
    fields
}

/// The rows of a table.
///
/// # Errors
/// If columns and schema do not fit: our mistake.
pub fn rows(study: &Study, table: Table, schema: &SchemaRef, piece: Piece<'_>) -> Result<RecordBatch, ArrowError> {
    match table {
        Table::Runs => RecordBatch::try_new(Arc::clone(schema), run_rows(study, piece)),
        Table::Series => RecordBatch::try_new(Arc::clone(schema), series_rows(study, piece)),
        Table::Events => event_rows(schema, piece),
    }
}

fn texts<T: AsRef<str>>(values: impl IntoIterator<Item = T>) -> ArrayRef {
    Arc::new(StringArray::from_iter_values(values))
}

/// Numbers, and nothing where there is none.
fn numbers(values: impl Iterator<Item = f64> + Clone) -> ArrayRef {
    // Hardly any row lacks one, and to note of each that it does not takes longer than to look.
    if values.clone().any(f64::is_nan) {
        return Arc::new(Float64Array::from_iter(values.map(|value| (!value.is_nan()).then_some(value))));
    }
    Arc::new(Float64Array::from_iter_values(values))
}

fn run_rows(study: &Study, piece: Piece<'_>) -> Vec<ArrayRef> {
    let ids: Vec<&str> = study.scenarios.iter().map(|world| world.scenario.id.as_str()).collect();
    let heads = || piece.heads.iter();
    let mut columns: Vec<ArrayRef> = vec![
        Arc::new(UInt64Array::from_iter_values(heads().map(|head| head.index))),
        texts(heads().map(|head| ids[head.scenario as usize])),
        texts(heads().map(|head| &study.policies[head.policy as usize])),
        Arc::new(UInt64Array::from_iter_values(heads().map(|head| head.point))),
        Arc::new(UInt32Array::from_iter_values(heads().map(|head| head.replicate))),
        Arc::new(UInt64Array::from_iter_values(heads().map(|head| head.seed))),
        texts(heads().map(|head| head.status.word())),
        texts(piece.messages()),
        texts(piece.digests()),
    ];
    for at in 0..study.factors.len() {
        columns.push(Arc::new(Float64Array::from_iter_values(piece.values(at))));
    }
    columns.extend((0..study.outputs.len()).map(|at| numbers(piece.outputs(at))));
    columns
}

fn series_rows(study: &Study, piece: Piece<'_>) -> Vec<ArrayRef> {
    let kept =
        || piece.rest().flat_map(|(row, rest)| rest.series.iter().map(move |(quarter, values)| (row, quarter, values)));
    let mut columns: Vec<ArrayRef> = vec![
        Arc::new(UInt64Array::from_iter_values(kept().map(|(row, ..)| row))),
        texts(kept().map(|(_, quarter, _)| quarter.to_string())),
    ];
    for at in 0..study.series.variables.len() {
        columns.push(Arc::new(Float64Array::from_iter_values(kept().map(|(.., values)| values[at]))));
    }
    columns
}

fn event_rows(schema: &SchemaRef, piece: Piece<'_>) -> Result<RecordBatch, ArrowError> {
    let mut batches = Vec::new();
    for (index, events) in piece.rest().filter_map(|(index, rest)| Some((index, rest.events.as_ref()?))) {
        let row: ArrayRef = Arc::new(UInt64Array::from(vec![index; events.num_rows()]));
        let columns = std::iter::once(row).chain(events.columns().iter().cloned()).collect();
        batches.push(RecordBatch::try_new(Arc::clone(schema), columns)?);
    }
    arrow_select::concat::concat_batches(schema, &batches)
}

/// What a file of Parquet is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum For {
    /// Read once, when parts are merged: written fast.
    Part,
    /// Read often and by others: written small, with the ends of every page.
    Reader,
}

/// Rows of a scenario lie beside each other; any other word is met in every page, and its ends say nothing.
const BESIDE: &str = "scenario";
/// They count up: each is told by how much it lies above the one before, which leaves nothing to compress.
const COUNTED: [&str; 3] = ["row", "point", "replicate"];
/// Words without a dictionary: every run has its own digest, and to compress the others is faster than to look them up.
const PLAIN: [&str; 3] = ["digest", "status", "message"];

/// Whether every run has its own: where a part is read but once, to compress it takes longer than to write it.
fn is_unlike(name: &str) -> bool {
    name == "digest" || name == "seed" || name.starts_with("x_")
}

/// A writer of Parquet with zstd.
///
/// # Errors
/// If it cannot be begun.
pub fn parquet<W: Write + Send>(out: W, schema: &SchemaRef, purpose: For) -> io::Result<ArrowWriter<W>> {
    let zstd = ZstdLevel::try_new(1).map_err(io::Error::other)?;
    let mut properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(zstd))
        .set_created_by(format!("marchland {}", env!("CARGO_PKG_VERSION")))
        .set_max_row_group_row_count(Some(ROW_GROUP));
    if purpose == For::Part {
        properties = properties.set_dictionary_enabled(false).set_statistics_enabled(EnabledStatistics::None);
    }
    for field in schema.fields() {
        let (name, is_word) = (field.name().as_str(), *field.data_type() == DataType::Utf8);
        let column = || ColumnPath::from(name);
        if COUNTED.contains(&name) {
            properties = properties
                .set_column_encoding(column(), Encoding::DELTA_BINARY_PACKED)
                .set_column_compression(column(), Compression::UNCOMPRESSED);
        }
        if purpose == For::Part && is_unlike(name) {
            properties = properties.set_column_compression(column(), Compression::UNCOMPRESSED);
        }
        // Numbers hardly come twice, and where they do, zstd sees to it.
        if !is_word || PLAIN.contains(&name) {
            properties = properties.set_column_dictionary_enabled(column(), false);
        }
        if is_word && name != BESIDE {
            properties = properties.set_column_statistics_enabled(column(), EnabledStatistics::None);
        }
    }
    ArrowWriter::try_new(out, Arc::clone(schema), Some(properties.build())).map_err(unwrapped)
}

/// The error of the disk behind an error of the format, so that a full disk is called one.
pub fn unwrapped(error: parquet::errors::ParquetError) -> io::Error {
    match error {
        parquet::errors::ParquetError::External(inner) => match inner.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(inner) => io::Error::other(inner),
        },
        other => io::Error::other(other),
    }
}

/// Rows as CSV. Numbers are the shortest that read back as the same bits; nothing is an empty cell.
///
/// # Errors
/// What the disk says.
pub fn csv<W: Write>(batch: &RecordBatch, writer: &mut csv::Writer<W>) -> io::Result<()> {
    for row in 0..batch.num_rows() {
        for column in batch.columns() {
            writer.write_field(cell(column, row)).map_err(csv_failed)?;
        }
        writer.write_record(None::<&[u8]>).map_err(csv_failed)?;
    }
    Ok(())
}

/// The error of the disk behind an error of CSV.
pub fn csv_failed(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

fn cell(column: &ArrayRef, row: usize) -> String {
    if column.is_null(row) {
        return String::new();
    }
    match column.data_type() {
        DataType::Float64 => format!("{:?}", column.as_primitive::<Float64Type>().value(row)),
        DataType::UInt32 => column.as_primitive::<UInt32Type>().value(row).to_string(),
        DataType::UInt64 => column.as_primitive::<UInt64Type>().value(row).to_string(),
        _ => column.as_string::<i32>().value(row).to_owned(),
    }
}
