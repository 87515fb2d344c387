//! Files that are complete or not there at all: written under another name, brought to the disk, then renamed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use marchland::study::store::disk::{self, Hashed, PARTIAL};
use serde::Serialize;

use super::OutError;

/// The file by which an earlier output is known; it is put in place last.
pub const MANIFEST: &str = "manifest.json";
/// The map of the scenario, if it is not a shipped one.
pub const MAP: &str = "map.geojson";
/// All files that an output can have.
const OURS: [&str; 10] = [
    "runs.csv",
    "runs.parquet",
    "series.csv",
    "series.parquet",
    "events.csv",
    "events.parquet",
    "scenario.ron",
    "session.ron",
    MAP,
    MANIFEST,
];
/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Written {
    pub name: String,
    pub bytes: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows: Option<u64>,
    pub sha256: String,
}

/// A folder that is being filled. Dropped before it is kept, it leaves nothing behind.
pub struct Folder {
    path: PathBuf,
    /// The outermost folder that was made for it.
    made: Option<PathBuf>,
    written: Vec<Written>,
    kept: bool,
}

impl Folder {
    /// Makes the folder, or takes one that is empty or holds an earlier output.
    pub fn open(path: &Path) -> Result<Self, OutError> {
        let failed = |error| OutError::Write { path: path.to_owned(), error };
        if path.exists() && !path.is_dir() {
            return Err(OutError::NoFolder { path: path.to_owned() });
        }
        // What is missing of the path: it goes away again if writing fails.
        let made = path.ancestors().take_while(|p| !p.as_os_str().is_empty() && !p.exists()).last().map(Path::to_owned);
        let folder = Self { path: path.to_owned(), made, written: Vec::new(), kept: false };
        fs::create_dir_all(path).map_err(failed)?;
        for entry in fs::read_dir(path).map_err(failed)? {
            let name = entry.map_err(failed)?.file_name().to_string_lossy().into_owned();
            if !is_ours(&name) {
                return Err(OutError::Foreign { folder: path.to_owned(), file: name });
            }
        }
        if holds_foreign_manifest(path) {
            return Err(OutError::Foreign { folder: path.to_owned(), file: MANIFEST.to_owned() });
        }
        Ok(folder)
    }

    /// Writes one file under its partial name. `fill` returns the number of rows, if the file has any.
    pub fn write(
        &mut self,
        name: &str,
        fill: impl FnOnce(&mut Hashed) -> io::Result<Option<u64>>,
    ) -> Result<(), OutError> {
        let written = self.fill(name, fill).map_err(|error| self.failed(name, error))?;
        self.written.push(written);
        Ok(())
    }

    fn fill(&self, name: &str, fill: impl FnOnce(&mut Hashed) -> io::Result<Option<u64>>) -> io::Result<Written> {
        let mut rows = None;
        let filled = disk::filled(&self.partial(name), |out| {
            rows = fill(out)?;
            Ok(())
        });
        let disk::Written { bytes, sha256 } = filled?;
        Ok(Written { name: name.to_owned(), bytes, rows, sha256 })
    }

    /// What was written so far.
    pub fn written(&self) -> &[Written] {
        &self.written
    }

    /// An error at a file of the folder.
    pub fn failed(&self, name: &str, error: io::Error) -> OutError {
        OutError::Write { path: self.path.join(name), error }
    }

    /// Puts all files in place, the manifest last.
    pub fn keep(mut self) -> Result<(), OutError> {
        // Until every table is in its place the folder is no output: its manifest goes first and comes last.
        let stale = self.path.join(MANIFEST);
        if stale.exists() {
            fs::remove_file(&stale).map_err(|error| self.failed(MANIFEST, error))?;
        }
        for written in &self.written {
            let renamed = fs::rename(self.partial(&written.name), self.path.join(&written.name));
            renamed.map_err(|error| self.failed(&written.name, error))?;
        }
        // What an earlier output had beside these would be taken for a part of this one.
        for name in OURS.iter().filter(|name| self.written.iter().all(|written| written.name != **name)) {
            let left = self.path.join(name);
            if left.exists() {
                fs::remove_file(&left).map_err(|error| self.failed(name, error))?;
            }
        }
        self.kept = true;
        disk::sync(&self.path);
        Ok(())
    }

    fn partial(&self, name: &str) -> PathBuf {
        self.path.join(format!("{name}{PARTIAL}"))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if self.kept {
            return;
        }
        // Best effort: the error that brought us here is the one to tell.
        for name in OURS {
            let _ = fs::remove_file(self.partial(name));
        }
        if let Some(made) = &self.made {
            let mut path = self.path.as_path();
            while fs::remove_dir(path).is_ok() && path != made {
                let Some(parent) = path.parent() else { break };
                path = parent;
            }
        }
    }
}

fn is_ours(name: &str) -> bool {
    OURS.contains(&name.strip_suffix(PARTIAL).unwrap_or(name))
}

/// Whether there is a manifest that another program wrote.
fn holds_foreign_manifest(path: &Path) -> bool {
    let Ok(text) = fs::read_to_string(path.join(MANIFEST)) else { return false };
    let manifest: Option<serde_json::Value> = serde_json::from_str(&text).ok();
    manifest.is_none_or(|m| m.get("program").and_then(|p| p.as_str()) != Some("marchland"))
}
