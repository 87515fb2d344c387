//! `marchland merge` and `marchland status`: the tables of a study, and how far its folder is.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;

use super::Failure;
use super::batch::folder::{self, Merged, Opened, TableFile};
use super::batch::whole;
use super::research::Describing;
use marchland::study::store::{disk, lock, merge, part};
use marchland::words::{are, counted};

/// What `marchland status` takes.
#[derive(Debug, Args)]
pub struct StatusOptions {
    /// The folder of a study
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// What `marchland merge` takes.
#[derive(Debug, Args)]
pub struct Options {
    /// The folder of a study
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    #[command(flatten)]
    describing: Describing,
}

/// Makes the tables, or says that they are there.
///
/// # Errors
/// Rows that are missing, a part that is damaged, a place that cannot be written.
pub fn merge(options: &Options) -> Result<(), Failure> {
    let opened = folder::open(&options.folder)?;
    let (merged, said) = tables(&opened)?;
    let mended = mended(&opened)?;
    options.describing.write(&opened, &merged)?;
    super::print(&format!("{said}{mended}"))
}

/// Makes the tables of a folder, if they are not what the manifest says already, and clears what killed processes left.
///
/// # Errors
/// As `merge`.
pub fn tables(opened: &Opened) -> Result<(Merged, String), Failure> {
    let made = made(opened)?;
    opened.clear();
    Ok(made)
}

fn made(opened: &Opened) -> Result<(Merged, String), Failure> {
    // Asked before the lock is taken: what nobody may write can be complete all the same.
    if let Some(merged) = &opened.manifest.merged
        && merged.tables.iter().all(|table| is_there(&opened.path, table))
    {
        let said = format!("the tables of {} are there already\n", counted(opened.manifest.rows, "row"));
        return Ok((merged.clone(), said));
    }
    let _held = lock::merging(&opened.path)?;
    let parts = opened.parts()?;
    let written = merge::merge(&opened.study, &opened.path, &parts, opened.format())?;
    let tables: Vec<TableFile> = (written.into_iter())
        .map(|(name, written)| TableFile { name, bytes: written.bytes, sha256: written.sha256 })
        .collect();
    let mut hosts: Vec<String> = parts.iter().map(|part| part.made.host.clone()).collect();
    hosts.sort();
    hosts.dedup();
    let merged = Merged {
        result_sha256: tables.first().map(|table| table.sha256.clone()).unwrap_or_default(),
        tables,
        statuses: statuses(&parts),
        parts: parts.len(),
        hosts,
        jobs: parts.iter().map(|part| part.made.jobs).max().unwrap_or(0),
        from: parts.iter().map(|part| part.made.from).min().unwrap_or(0),
        until: parts.iter().map(|part| part.made.until).max().unwrap_or(0),
    };
    let (rows, parts) = (counted(opened.manifest.rows, "row"), counted(parts.len(), "part"));
    let said = format!("{rows} of {parts} {} merged\n", are(opened.manifest.rows));
    let manifest = folder::Manifest { merged: Some(merged.clone()), ..opened.manifest.clone() };
    opened.write_manifest(&manifest)?;
    Ok((merged, said))
}

/// Writes the table of points anew, if it is not that of the study.
fn mended(opened: &Opened) -> Result<&'static str, Failure> {
    if whole::is_design_whole(opened)? {
        return Ok("");
    }
    let _held = lock::merging(&opened.path)?;
    whole::write_design(&opened.path, &opened.study)?;
    Ok("`design.csv` was changed or missing and is written anew\n")
}

/// Whether a merged table in a folder is what was written.
pub fn is_there(folder: &Path, table: &TableFile) -> bool {
    let hashed = disk::hashed(&folder.join(&table.name));
    hashed.is_ok_and(|now| now.is_some_and(|now| now.sha256 == table.sha256))
}

/// How many rows of these parts came to each status.
pub fn statuses(parts: &[part::Record]) -> BTreeMap<String, u64> {
    let mut statuses = BTreeMap::new();
    for (status, number) in parts.iter().flat_map(|part| &part.statuses) {
        *statuses.entry(status.clone()).or_insert(0) += number;
    }
    statuses
}

/// Says how far a folder is.
///
/// # Errors
/// A folder of something else, a part that is damaged.
pub fn status(options: &StatusOptions) -> Result<(), Failure> {
    let opened = folder::open(&options.folder)?;
    let parts = opened.parts()?;
    parts.iter().try_for_each(|part| part.look(&opened.path))?;
    let all = opened.study.rows();
    let gaps = part::gaps(0..all, &parts);
    let missing: u64 = gaps.iter().map(|gap| gap.end - gap.start).sum();
    let (done, rows, number) = (all - missing, counted(all, "row"), counted(parts.len(), "part"));
    let mut text = format!("{}: {done} of {rows} {} done, in {number}\n", opened.study.id, are(all));
    for (status, number) in statuses(&parts) {
        text.push_str(&format!("  {status}: {number}\n"));
    }
    if let Some(first) = gaps.first() {
        text.push_str(&format!("  missing: {missing}, the first is row {}\n", first.start));
    }
    text.push_str(match &opened.manifest.merged {
        Some(merged) if merged.tables.iter().all(|table| is_there(&opened.path, table)) => "  merged\n",
        Some(_) => "  merged, but a table was changed or is missing since: `marchland merge` makes it anew\n",
        None => "  not merged\n",
    });
    super::print(&text)
}
