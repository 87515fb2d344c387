//! Parts: rows that lie beside each other, in up to three files, with a record that comes last and says what they are.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{PARTS, StoreError, disk};
use crate::words::counted;

/// What a part is. The part is complete once this lies beside its files.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// First row, and the one after the last.
    pub first: u64,
    pub end: u64,
    /// By what the rows were made: parts of anything else are never mixed in.
    pub made_by: String,
    /// By name of the table: rows, bytes, hash.
    pub files: BTreeMap<String, Filed>,
    /// How many rows came to each status.
    pub statuses: BTreeMap<String, u64>,
    /// Where and when it was made.
    pub made: Made,
}

/// A file of a part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Filed {
    pub rows: u64,
    pub bytes: u64,
    pub sha256: String,
}

/// Where and when: for the manifest alone, no result knows it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Made {
    pub host: String,
    /// Threads that ran at once.
    pub jobs: u32,
    /// Seconds since 1970.
    pub from: u64,
    pub until: u64,
}

impl Record {
    /// Number of its rows.
    #[must_use]
    pub const fn rows(&self) -> u64 {
        self.end - self.first
    }

    /// The place of one of its files.
    #[must_use]
    pub fn path(&self, folder: &Path, table: &str) -> PathBuf {
        folder.join(PARTS).join(format!("{}.{table}.parquet", name(self.first, self.end)))
    }

    /// Puts the record in place: from now on the part counts.
    ///
    /// # Errors
    /// A full disk or a folder that cannot be written.
    pub fn commit(&self, folder: &Path) -> Result<(), StoreError> {
        let path = self.place(folder);
        let text = serde_json::to_string(self)
            .map_err(|error| StoreError::Disk { path: path.clone(), error: error.into() })?;
        disk::write_text(&path, &format!("{text}\n")).map(|_| ())
    }

    fn place(&self, folder: &Path) -> PathBuf {
        folder.join(PARTS).join(format!("{}{RECORD}", name(self.first, self.end)))
    }

    /// Whether its files are there and as long as they were; with their hashes only where a table is made of them.
    ///
    /// # Errors
    /// What is wrong with which file.
    pub fn look(&self, folder: &Path) -> Result<(), StoreError> {
        for (table, filed) in &self.files {
            let path = self.path(folder, table);
            match disk::length(&path) {
                None => return Err(self.damaged(folder, path, "it is not there".to_owned())),
                Some(bytes) if bytes != filed.bytes => {
                    let why = format!("it has {bytes} bytes, and had {} when it was written", filed.bytes);
                    return Err(self.damaged(folder, path, why));
                }
                Some(_) => {}
            }
        }
        Ok(())
    }

    /// Whether every bit of its files is as it was.
    ///
    /// # Errors
    /// What is wrong with which file.
    pub fn verify(&self, folder: &Path) -> Result<(), StoreError> {
        self.look(folder)?;
        for (table, filed) in &self.files {
            let path = self.path(folder, table);
            if disk::hashed(&path)?.is_none_or(|now| now.sha256 != filed.sha256) {
                return Err(self.damaged(folder, path, "its hash is not that of when it was written".to_owned()));
            }
        }
        Ok(())
    }

    /// The error that a file of this part is not what it was, and what to do.
    #[must_use]
    pub fn damaged(&self, folder: &Path, path: PathBuf, why: String) -> StoreError {
        let record = self.place(folder);
        let remedy = format!(
            "remove `{}` and give the batch again: it runs {} anew",
            record.display(),
            counted(self.rows(), "row")
        );
        StoreError::Damaged { path, why: format!("{why}; {remedy}") }
    }
}

/// The ending of records.
const RECORD: &str = ".json";

/// Names sort as their rows do.
fn name(first: u64, end: u64) -> String {
    format!("{first:012}-{end:012}")
}

/// All complete parts of a folder, in the order of their rows.
///
/// # Errors
/// A record that cannot be read, one of another study or program, parts that share rows.
pub fn all(folder: &Path, made_by: &str) -> Result<Vec<Record>, StoreError> {
    let parts = folder.join(PARTS);
    let mut records: Vec<Record> = Vec::new();
    for file in disk::names(&parts)?.iter().filter(|name| name.ends_with(RECORD)) {
        let path = parts.join(file);
        let text = disk::text(&path)?.unwrap_or_default();
        let damaged = |why: String| {
            let why = format!("{why}; remove it and give the batch again: it runs these rows anew");
            StoreError::Damaged { path: path.clone(), why }
        };
        let record: Record = serde_json::from_str(&text).map_err(|error| damaged(error.to_string()))?;
        if record.first >= record.end || *file != format!("{}{RECORD}", name(record.first, record.end)) {
            return Err(damaged("its name is not that of its rows".to_owned()));
        }
        if record.made_by != made_by {
            return Err(StoreError::Other(format!(
                "`{}` has rows of another study or another program; give a new folder",
                path.display()
            )));
        }
        if let Some(before) = records.last().filter(|before| before.end > record.first) {
            let why = format!("it shares rows with `{}{RECORD}`", name(before.first, before.end));
            return Err(damaged(why));
        }
        records.push(record);
    }
    Ok(records)
}

/// Takes away what is no part: files that are not complete, and files whose record never came, since their process was
/// killed or found the disk full. Nobody else may be writing parts.
///
/// # Errors
/// If the folder cannot be read.
pub fn sweep(folder: &Path, parts: &[Record]) -> Result<(), StoreError> {
    let folder = folder.join(PARTS);
    let known: BTreeSet<String> = parts.iter().map(|part| name(part.first, part.end)).collect();
    let is_of_none = |file: &str| file.split('.').next().is_none_or(|rows| !known.contains(rows));
    for file in disk::names(&folder)? {
        if file.ends_with(disk::PARTIAL) || file.ends_with(".parquet") && is_of_none(&file) {
            // Best effort: what stays takes room and no more.
            let _ = disk::remove(&folder.join(file));
        }
    }
    Ok(())
}

/// The rows of a range that no part has, as ranges.
#[must_use]
pub fn gaps(rows: Range<u64>, parts: &[Record]) -> Vec<Range<u64>> {
    let mut gaps = Vec::new();
    let mut at = rows.start;
    for part in parts.iter().filter(|part| part.end > rows.start && part.first < rows.end) {
        if part.first > at {
            gaps.push(at..part.first);
        }
        at = at.max(part.end);
    }
    if at < rows.end {
        gaps.push(at..rows.end);
    }
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(first: u64, end: u64) -> Record {
        let (files, statuses) = (BTreeMap::new(), BTreeMap::new());
        Record { first, end, made_by: "x".to_owned(), files, statuses, made: Made::default() }
    }

    #[test]
    fn gaps_are_what_no_part_has() {
        let parts = [part(0, 3), part(3, 5), part(8, 10)];
        assert_eq!(gaps(0..12, &parts), [5..8, 10..12]);
        assert_eq!(gaps(4..9, &parts), std::slice::from_ref(&(5..8)));
        assert_eq!(gaps(0..5, &parts), []);
        assert_eq!(gaps(6..7, &parts), std::slice::from_ref(&(6..7)));
        assert_eq!(gaps(0..2, &[]), std::slice::from_ref(&(0..2)));
        assert_eq!(gaps(2..2, &[]), []);
    }

    #[test]
    fn records_are_read_in_order_and_refused_where_they_lie() {
        let folder = tempfile::tempdir().expect("there is a place for folders");
        disk::folder(&folder.path().join(PARTS)).expect("a new folder takes folders");
        for (first, end) in [(10, 12), (0, 10)] {
            part(first, end).commit(folder.path()).expect("a new folder takes files");
        }
        let rows = |found: Vec<Record>| found.iter().map(|part| (part.first, part.end)).collect::<Vec<_>>();
        assert_eq!(all(folder.path(), "x").map(rows).ok(), Some(vec![(0, 10), (10, 12)]));
        assert!(all(folder.path(), "y").is_err_and(|e| e.to_string().contains("another study")));
        part(11, 13).commit(folder.path()).expect("it takes another");
        assert!(all(folder.path(), "x").is_err_and(|e| e.to_string().contains("shares rows")));
    }
}
