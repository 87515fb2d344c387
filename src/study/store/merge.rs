//! Parts made into one table of each kind, in the order of the rows: the same bytes however the rows were cut.

use std::fs::File;
use std::io;
use std::ops::ControlFlow;
use std::path::Path;

use arrow_array::RecordBatch;
use arrow_array::cast::AsArray;
use arrow_schema::SchemaRef;
use arrow_select::concat::concat_batches;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::arrow::{ArrowWriter, ProjectionMask};

use super::disk::{Hashed, Written};
use super::part::{self, Record};
use super::table::{self, For, ROW_GROUP};
use super::{StoreError, disk};
use crate::run::table::Table;
use crate::study::Study;

/// How merged tables are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Parquet,
    Csv,
}

impl Format {
    /// The ending of its files.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Parquet => "parquet",
            Self::Csv => "csv",
        }
    }
}

/// Makes the tables of a folder out of its parts.
///
/// # Errors
/// Rows that are missing, a part that is damaged, what the disk says.
pub fn merge(
    study: &Study,
    folder: &Path,
    parts: &[Record],
    format: Format,
) -> Result<Vec<(String, Written)>, StoreError> {
    let gaps = part::gaps(0..study.rows(), parts);
    if let Some(first) = gaps.first() {
        let missing = gaps.iter().map(|gap| gap.end - gap.start).sum();
        return Err(StoreError::Missing { missing, all: study.rows(), first: first.start });
    }
    parts.iter().try_for_each(|part| part.verify(folder))?;
    let mut tables = Vec::new();
    for table in table::kept(study) {
        let name = format!("{}.{}", table.name(), format.ending());
        let mut damaged = None;
        let written = disk::write(&folder.join(&name), |out| {
            let schema = table::schema(study, table);
            let mut sink = Sink::new(out, schema, format)?;
            for part in parts {
                let path = part.path(folder, table.name());
                if let Err(error) = copy(&path, &mut sink) {
                    damaged = Some((part, path));
                    return Err(error);
                }
            }
            sink.finish()
        });
        let written = written.map_err(|error| match (damaged, error) {
            (Some((part, path)), StoreError::Disk { error, .. }) if error.kind() == io::ErrorKind::InvalidData => {
                part.damaged(folder, path, error.to_string())
            }
            (_, error) => error,
        })?;
        tables.push((name, written));
    }
    Ok(tables)
}

fn invalid(error: impl std::fmt::Display) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error.to_string())
}

fn copy(path: &Path, sink: &mut Sink<'_>) -> io::Result<()> {
    let file = File::open(path)?;
    let reader = ParquetRecordBatchReaderBuilder::try_new(file).and_then(|b| b.with_batch_size(ROW_GROUP).build());
    for batch in reader.map_err(invalid)? {
        let batch = batch.map_err(invalid)?;
        sink.take(&batch)?;
    }
    Ok(())
}

/// Takes rows as they come and writes them in groups of one size, so that the bytes know nothing of the parts.
struct Sink<'w> {
    schema: SchemaRef,
    held: Vec<RecordBatch>,
    rows: usize,
    out: Out<'w>,
}

enum Out<'w> {
    Parquet(Box<ArrowWriter<&'w mut Hashed>>),
    Csv(Box<csv::Writer<&'w mut Hashed>>),
}

impl<'w> Sink<'w> {
    fn new(out: &'w mut Hashed, schema: SchemaRef, format: Format) -> io::Result<Self> {
        let out = match format {
            Format::Parquet => Out::Parquet(Box::new(table::parquet(out, &schema, For::Reader)?)),
            Format::Csv => {
                let mut writer = csv::Writer::from_writer(out);
                let head = schema.fields().iter().map(|field| field.name());
                writer.write_record(head).map_err(io::Error::other)?;
                Out::Csv(Box::new(writer))
            }
        };
        Ok(Self { schema, held: Vec::new(), rows: 0, out })
    }

    fn take(&mut self, batch: &RecordBatch) -> io::Result<()> {
        let mut from = 0;
        while from < batch.num_rows() {
            let length = (ROW_GROUP - self.rows).min(batch.num_rows() - from);
            self.held.push(batch.slice(from, length));
            self.rows += length;
            from += length;
            if self.rows == ROW_GROUP {
                self.flush()?;
            }
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.rows == 0 {
            return Ok(());
        }
        // What a part notes of itself is not what the table notes: the columns alone count.
        let held = self.held.drain(..).map(|batch| batch.with_schema(std::sync::Arc::clone(&self.schema)));
        let held = held.collect::<Result<Vec<_>, _>>().map_err(invalid)?;
        let batch = concat_batches(&self.schema, &held).map_err(invalid)?;
        self.rows = 0;
        match &mut self.out {
            Out::Parquet(writer) => writer.write(&batch).map_err(table::unwrapped),
            Out::Csv(writer) => table::csv(&batch, writer),
        }
    }

    fn finish(mut self) -> io::Result<()> {
        self.flush()?;
        match self.out {
            Out::Parquet(writer) => writer.close().map(|_| ()).map_err(table::unwrapped),
            Out::Csv(mut writer) => writer.flush(),
        }
    }
}

/// Hands on the digests of the rows of a folder's merged table one by one, with the number of the row; a digest is empty
/// where the row failed. Returns how many there were, or nothing if `each` said to end.
///
/// # Errors
/// No table, or one that cannot be read.
pub fn digests(
    folder: &Path,
    format: Format,
    mut each: impl FnMut(u64, Came<'_>) -> ControlFlow<()>,
) -> Result<Option<u64>, StoreError> {
    let path = folder.join(format!("{}.{}", Table::Runs.name(), format.ending()));
    let file = disk::open(&path)?;
    let told = match format {
        Format::Csv => csv_digests(file, &mut each),
        Format::Parquet => parquet_digests(file, &mut each),
    };
    told.map_err(|error| StoreError::Damaged { path, why: error.to_string() })
}

/// What a merged table says of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Came<'t> {
    pub status: &'t str,
    /// Empty if the row failed.
    pub digest: &'t str,
}

/// The columns that it is read from.
const COLUMNS: [&str; 2] = ["status", "digest"];

fn csv_digests(file: File, each: &mut dyn FnMut(u64, Came<'_>) -> ControlFlow<()>) -> io::Result<Option<u64>> {
    let mut reader = csv::Reader::from_reader(file);
    let head = reader.headers().map_err(invalid)?.clone();
    let place = |wanted: &str| head.iter().position(|name| name == wanted).ok_or_else(|| without(wanted));
    let [status, digest] = [place(COLUMNS[0])?, place(COLUMNS[1])?];
    let (mut record, mut row) = (csv::StringRecord::new(), 0);
    while reader.read_record(&mut record).map_err(invalid)? {
        if each(row, Came { status: &record[status], digest: &record[digest] }).is_break() {
            return Ok(None);
        }
        row += 1;
    }
    Ok(Some(row))
}

fn parquet_digests(file: File, each: &mut dyn FnMut(u64, Came<'_>) -> ControlFlow<()>) -> io::Result<Option<u64>> {
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(invalid)?;
    let place = |wanted: &str| builder.schema().index_of(wanted).map_err(|_| without(wanted));
    let wanted = [place(COLUMNS[0])?, place(COLUMNS[1])?];
    let only = ProjectionMask::roots(builder.parquet_schema(), wanted);
    let mut row = 0;
    for batch in builder.with_projection(only).build().map_err(invalid)? {
        let batch = batch.map_err(invalid)?;
        let column = |wanted: &str| batch.column_by_name(wanted).and_then(|column| column.as_string_opt::<i32>());
        let columns = column(COLUMNS[0]).zip(column(COLUMNS[1]));
        let (statuses, digests) = columns.ok_or_else(|| invalid("its columns `status` and `digest` hold no text"))?;
        for (status, digest) in statuses.iter().zip(digests.iter()) {
            let came = Came { status: status.unwrap_or_default(), digest: digest.unwrap_or_default() };
            if each(row, came).is_break() {
                return Ok(None);
            }
            row += 1;
        }
    }
    Ok(Some(row))
}

fn without(column: &str) -> io::Error {
    invalid(format!("it has no column `{column}`"))
}
