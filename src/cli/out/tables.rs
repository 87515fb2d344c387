//! Tables as CSV and as Parquet.

use std::io;

use marchland::run::Run;
use marchland::run::table::Table;
use marchland::study::store::disk::Hashed;
use marchland::study::store::table as store;

/// Comma-separated, a header first. Numbers are the shortest that read back as the same bits; nothing is an empty cell.
pub fn csv(table: Table, runs: &[&Run], out: &mut Hashed) -> io::Result<Option<u64>> {
    let mut writer = csv::Writer::from_writer(out);
    let schema = table.schema(runs[0].scenario());
    writer.write_record(schema.fields().iter().map(|field| field.name())).map_err(store::csv_failed)?;
    let mut rows = 0;
    for run in runs {
        let batch = table.rows(run);
        rows += batch.num_rows() as u64;
        store::csv(&batch, &mut writer)?;
    }
    writer.flush()?;
    Ok(Some(rows))
}

/// Parquet with zstd, units and origins in the metadata.
pub fn parquet(table: Table, runs: &[&Run], out: &mut Hashed) -> io::Result<Option<u64>> {
    let schema = table.schema(runs[0].scenario());
    let mut writer = store::parquet(out, &schema, store::For::Reader)?;
    let mut rows = 0;
    for run in runs {
        let batch = table.rows(run);
        rows += batch.num_rows() as u64;
        writer.write(&batch).map_err(store::unwrapped)?;
    }
    writer.close().map_err(store::unwrapped)?;
    Ok(Some(rows))
}
