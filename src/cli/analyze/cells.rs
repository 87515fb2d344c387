//! Tables of Parquet that this program or any other has written: what can be read of them, and their cells.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::DataType;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::basic::Compression;
use parquet::file::metadata::{ColumnChunkMetaData, RowGroupMetaData};
use parquet::file::reader::ChunkReader;

/// A table in a file.
///
/// # Errors
/// No table of Parquet, or one that is compressed as this program does not read.
pub fn table<R: ChunkReader + 'static>(file: R) -> Result<ParquetRecordBatchReaderBuilder<R>, String> {
    let table = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|error| error.to_string())?;
    let groups = table.metadata().row_groups().iter();
    let mut codecs = groups.flat_map(RowGroupMetaData::columns).map(ColumnChunkMetaData::compression);
    match codecs.find_map(foreign) {
        Some(codec) => Err(format!(
            "it is compressed with {codec}, and this program reads zstd, snappy and what is not compressed; write it anew \
             so, or as CSV"
        )),
        None => Ok(table),
    }
}

/// The name of a way of compressing that is not read.
const fn foreign(codec: Compression) -> Option<&'static str> {
    match codec {
        Compression::UNCOMPRESSED | Compression::SNAPPY | Compression::ZSTD(_) => None,
        Compression::GZIP(_) => Some("gzip"),
        Compression::LZO => Some("lzo"),
        Compression::BROTLI(_) => Some("brotli"),
        Compression::LZ4 | Compression::LZ4_RAW => Some("lz4"),
    }
}

/// Rows of a table, column by column.
pub struct Cells(Vec<ArrayRef>);

impl Cells {
    /// Categories become the words that they stand for.
    ///
    /// # Errors
    /// If a category stands for nothing.
    pub fn of(batch: &RecordBatch) -> Result<Self, String> {
        let plain = |column: &ArrayRef| match column.as_any_dictionary_opt() {
            Some(coded) => arrow_select::take::take(coded.values().as_ref(), coded.keys(), None),
            None => Ok(Arc::clone(column)),
        };
        let columns = batch.columns().iter().map(plain).collect::<Result<_, _>>();
        columns.map(Self).map_err(|error| error.to_string())
    }

    /// A word; empty where there is none.
    pub fn text(&self, column: usize, row: usize) -> String {
        let column = &self.0[column];
        match column.data_type() {
            _ if column.is_null(row) => String::new(),
            DataType::Utf8 => column.as_string::<i32>().value(row).to_owned(),
            DataType::LargeUtf8 => column.as_string::<i64>().value(row).to_owned(),
            DataType::Utf8View => column.as_string_view().value(row).to_owned(),
            _ => String::new(),
        }
    }

    /// A number; not a number where the cell is empty, and nothing where the column holds something else.
    pub fn number(&self, column: usize, row: usize) -> Option<f64> {
        let column = &self.0[column];
        if column.is_null(row) || *column.data_type() == DataType::Null {
            return Some(f64::NAN);
        }
        Some(match column.data_type() {
            DataType::Float64 => column.as_primitive::<Float64Type>().value(row),
            DataType::Float32 => column.as_primitive::<Float32Type>().value(row).into(),
            DataType::Int64 => column.as_primitive::<Int64Type>().value(row) as f64,
            DataType::Int32 => column.as_primitive::<Int32Type>().value(row).into(),
            DataType::Int16 => column.as_primitive::<Int16Type>().value(row).into(),
            DataType::Int8 => column.as_primitive::<Int8Type>().value(row).into(),
            DataType::UInt64 => column.as_primitive::<UInt64Type>().value(row) as f64,
            DataType::UInt32 => column.as_primitive::<UInt32Type>().value(row).into(),
            DataType::UInt16 => column.as_primitive::<UInt16Type>().value(row).into(),
            DataType::UInt8 => column.as_primitive::<UInt8Type>().value(row).into(),
            DataType::Boolean => u8::from(column.as_boolean().value(row)).into(),
            _ => return None,
        })
    }
}
