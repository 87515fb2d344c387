//! Files that are complete or not there at all: written under another name, brought to the disk, then renamed.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use marchland::study::store::disk::{self, Hashed, PARTIAL};
use serde::Serialize;

use super::OutError;

/// The file by which an earlier output is known; it is put in place last.
pub const MANIFEST: &str = "manifest.json";
/// The map of the scenario, if it is not a shipped one.
pub const MAP: &str = "map.geojson";
/// Files that every output can have, beside its scenario.
const OURS: [&str; 9] = [
    "runs.csv",
    "runs.parquet",
    "series.csv",
    "series.parquet",
    "events.csv",
    "events.parquet",
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
    /// What an output here can have, and what the one before had.
    names: Vec<String>,
    /// The outermost folder that was made for it.
    made: Option<PathBuf>,
    written: Vec<Written>,
    kept: bool,
    /// Its lock, where the system locks folders: two that write into one at once would mix their files.
    lock: Option<File>,
}

impl Folder {
    /// Makes the folder, or takes one that is empty or holds an earlier output. The scenario goes into the file of this
    /// name.
    pub fn open(path: &Path, scenario: &str) -> Result<Self, OutError> {
        let failed = |error| OutError::Write { path: path.to_owned(), error };
        if path.exists() && !path.is_dir() {
            return Err(OutError::NoFolder { path: path.to_owned() });
        }
        // What is missing of the path: it goes away again if writing fails.
        let made = path.ancestors().take_while(|p| !p.as_os_str().is_empty() && !p.exists()).last().map(Path::to_owned);
        let foreign = |file: String| OutError::Foreign { folder: path.to_owned(), file };
        let names = OURS.iter().copied().chain([scenario]).map(str::to_owned).collect();
        let mut folder = Self { path: path.to_owned(), names, made, written: Vec::new(), kept: false, lock: None };
        fs::create_dir_all(path).map_err(failed)?;
        folder.lock = File::open(path).ok();
        if let Some(lock) = &folder.lock
            && let Err(TryLockError::WouldBlock) = lock.try_lock()
        {
            // What lies there is the other's.
            folder.kept = true;
            return Err(OutError::Busy { folder: path.to_owned() });
        }
        let Some(earlier) = earlier(path) else {
            folder.kept = true;
            return Err(foreign(MANIFEST.to_owned()));
        };
        folder.names.extend(earlier);
        for entry in fs::read_dir(path).map_err(failed)? {
            let name = entry.map_err(failed)?.file_name().to_string_lossy().into_owned();
            let whole = name.strip_suffix(PARTIAL).unwrap_or(&name);
            if !folder.names.iter().any(|ours| ours == whole) {
                return Err(foreign(name));
            }
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
        for name in self.names.iter().filter(|name| self.written.iter().all(|written| written.name != **name)) {
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
        for name in &self.names {
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

/// The files of the output that is there, as its manifest names them; `None` if another program wrote the manifest.
fn earlier(path: &Path) -> Option<Vec<String>> {
    let Ok(text) = fs::read_to_string(path.join(MANIFEST)) else { return Some(Vec::new()) };
    let manifest: serde_json::Value = serde_json::from_str(&text).ok()?;
    if manifest.get("program").and_then(|program| program.as_str()) != Some("marchland") {
        return None;
    }
    let files = manifest.get("files").and_then(|files| files.as_array()).map_or(&[][..], Vec::as_slice);
    let name = |file: &serde_json::Value| file.get("name").and_then(|name| name.as_str()).map(str::to_owned);
    // A name with a folder in it was not written here.
    Some(files.iter().filter_map(name).filter(|name| !name.contains(['/', '\\'])).collect())
}
