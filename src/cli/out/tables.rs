//! Tables as CSV and as Parquet.

use std::io::{self, Write};

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, UInt32Type, UInt64Type};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::DataType;
use marchland::run::Run;
use marchland::run::table::Table;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;

use super::files::Hashed;

/// Rows of a row group: a few megabytes, so that many runs need little memory.
const ROW_GROUP: usize = 16_384;

/// Comma-separated, a header first. Numbers are the shortest that read back as the same bits; nothing is an empty cell.
pub fn csv(table: Table, runs: &[&Run], out: &mut Hashed) -> io::Result<Option<u64>> {
    let mut writer = csv::Writer::from_writer(out);
    let schema = table.schema(runs[0].scenario());
    writer.write_record(schema.fields().iter().map(|field| field.name())).map_err(io_error)?;
    let mut rows = 0;
    for run in runs {
        let batch = table.rows(run);
        rows += batch.num_rows() as u64;
        write_rows(&batch, &mut writer)?;
    }
    writer.flush()?;
    Ok(Some(rows))
}

fn write_rows<W: Write>(batch: &RecordBatch, writer: &mut csv::Writer<W>) -> io::Result<()> {
    for row in 0..batch.num_rows() {
        for column in batch.columns() {
            writer.write_field(cell(column, row)).map_err(io_error)?;
        }
        writer.write_record(None::<&[u8]>).map_err(io_error)?;
    }
    Ok(())
}

fn io_error(error: csv::Error) -> io::Error {
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

/// Parquet with zstd, units and origins in the metadata.
pub fn parquet(table: Table, runs: &[&Run], out: &mut Hashed) -> io::Result<Option<u64>> {
    let zstd = ZstdLevel::try_new(3).map_err(io::Error::other)?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(zstd))
        .set_created_by(format!("marchland {}", env!("CARGO_PKG_VERSION")))
        .set_max_row_group_row_count(Some(ROW_GROUP))
        .build();
    let schema = table.schema(runs[0].scenario());
    let mut writer = ArrowWriter::try_new(out, schema, Some(properties)).map_err(unwrapped)?;
    let mut rows = 0;
    for run in runs {
        let batch = table.rows(run);
        rows += batch.num_rows() as u64;
        writer.write(&batch).map_err(unwrapped)?;
    }
    writer.close().map_err(unwrapped)?;
    Ok(Some(rows))
}

/// The error of the disk behind an error of the format, so that a full disk is called one.
fn unwrapped(error: parquet::errors::ParquetError) -> io::Error {
    match error {
        parquet::errors::ParquetError::External(inner) => match inner.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(inner) => io::Error::other(inner),
        },
        other => io::Error::other(other),
    }
}
