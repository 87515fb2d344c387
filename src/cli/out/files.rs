//! Files that are complete or not there at all: written under another name, brought to the disk, then renamed.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use marchland::study::store::disk::{self, Hashed, PARTIAL};
use serde::{Deserialize, Serialize};

use super::OutError;

/// The file by which an earlier output is known; it is put in place last.
pub const MANIFEST: &str = "manifest.json";
/// The manifest of the output before, while this one takes its place.
const EARLIER: &str = "manifest.json.earlier";
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

/// A file that a manifest lists.
#[derive(Deserialize)]
struct Listed {
    name: String,
    bytes: u64,
    sha256: String,
}

/// A folder that is being filled. Dropped before it is kept, it leaves nothing behind.
pub struct Folder {
    path: PathBuf,
    /// What an output here can have, and what the one before had.
    names: Vec<String>,
    /// Files of the output before, which may be replaced.
    seen: Vec<String>,
    /// The outermost folder that was made for it.
    made: Option<PathBuf>,
    written: Vec<Written>,
    kept: bool,
    /// Its lock, where the system locks folders: two that write into one at once would mix their files.
    lock: Option<File>,
}

/// Refuses a folder in which something would be lost, for those who play long before they write. Nothing is made there.
pub fn probe(path: &Path, scenario: &str) -> Result<(), OutError> {
    if !is_there(path)? {
        return Ok(());
    }
    let lock = File::open(path).ok();
    is_free(lock.as_ref(), path)?;
    seen(path, &names(scenario)).map(drop)
}

impl Folder {
    /// Makes the folder, or takes one that is empty or holds an earlier output as it was written. The scenario goes into
    /// the file of this name.
    pub fn open(path: &Path, scenario: &str) -> Result<Self, OutError> {
        is_there(path)?;
        // What is missing of the path: it goes away again if writing fails.
        let made = path.ancestors().take_while(|p| !p.as_os_str().is_empty() && !p.exists()).last().map(Path::to_owned);
        let (path, names) = (path.to_owned(), names(scenario));
        let mut folder = Self { path, names, seen: Vec::new(), made, written: Vec::new(), kept: false, lock: None };
        fs::create_dir_all(&folder.path).map_err(|error| OutError::Write { path: folder.path.clone(), error })?;
        // What lies there until it was looked at is another's.
        folder.kept = true;
        folder.lock = File::open(&folder.path).ok();
        is_free(folder.lock.as_ref(), &folder.path)?;
        folder.seen = seen(&folder.path, &folder.names)?;
        folder.kept = false;
        folder.names.extend(folder.seen.iter().cloned());
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
        // What somebody has put here meanwhile is no part of the output before.
        let own = self
            .written
            .iter()
            .map(|written| &written.name)
            .find(|name| !self.seen.contains(name) && fs::symlink_metadata(self.path.join(name)).is_ok());
        if let Some(file) = own {
            return Err(OutError::Foreign { folder: self.path.clone(), file: file.clone() });
        }
        // Until every table is in its place the folder is no output: its manifest goes first and comes last. Killed in
        // between, the two manifests say which files are ours.
        let (stale, earlier) = (self.path.join(MANIFEST), self.path.join(EARLIER));
        // From here on what is left behind says which files are ours, also where putting one in place fails.
        self.kept = true;
        if stale.exists() {
            fs::rename(&stale, &earlier).map_err(|error| self.failed(MANIFEST, error))?;
        }
        for written in &self.written {
            let renamed = fs::rename(self.partial(&written.name), self.path.join(&written.name));
            renamed.map_err(|error| self.failed(&written.name, error))?;
        }
        // What an earlier output had beside these would be taken for a part of this one.
        let is_left = |name: &&String| self.written.iter().all(|written| written.name != **name);
        for name in self.seen.iter().filter(is_left).map(String::as_str).chain([EARLIER]) {
            let left = self.path.join(name);
            if left.exists() {
                fs::remove_file(&left).map_err(|error| self.failed(name, error))?;
            }
        }
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

/// Whether there is a folder.
fn is_there(path: &Path) -> Result<bool, OutError> {
    match path.exists() && !path.is_dir() {
        true => Err(OutError::NoFolder { path: path.to_owned() }),
        false => Ok(path.is_dir()),
    }
}

/// Takes the lock of a folder, unless another program has it.
fn is_free(lock: Option<&File>, path: &Path) -> Result<(), OutError> {
    match lock.map(File::try_lock) {
        Some(Err(TryLockError::WouldBlock)) => Err(OutError::Busy { folder: path.to_owned() }),
        _ => Ok(()),
    }
}

/// What an output of a scenario in a file of this name can have.
fn names(scenario: &str) -> Vec<String> {
    OURS.iter().copied().chain([scenario]).map(str::to_owned).collect()
}

/// The files of an earlier output. Any other file is somebody's, and so is one that was changed since it was written.
fn seen(path: &Path, names: &[String]) -> Result<Vec<String>, OutError> {
    let foreign = |file: String| OutError::Foreign { folder: path.to_owned(), file };
    let failed = |error| OutError::Write { path: path.to_owned(), error };
    let listed = listed(path).map_err(|file| foreign(file.to_owned()))?;
    let mut seen = Vec::new();
    for entry in fs::read_dir(path).map_err(failed)? {
        let name = entry.map_err(failed)?.file_name().to_string_lossy().into_owned();
        let is_listed = |name: &str| listed.iter().any(|file| file.name == name);
        let half = name.strip_suffix(PARTIAL);
        if half.is_some_and(|whole| is_listed(whole) || names.iter().any(|ours| ours == whole)) {
            // Somebody was killed while it was written: it is written anew.
            continue;
        }
        if ![MANIFEST, EARLIER].contains(&name.as_str()) {
            if !is_listed(&name) {
                return Err(foreign(name));
            }
            if !listed.iter().any(|file| file.name == name && is_as_written(path, file)) {
                return Err(OutError::Changed { path: path.join(name) });
            }
        }
        seen.push(name);
    }
    Ok(seen)
}

/// Whether a file still is what its manifest says.
fn is_as_written(folder: &Path, file: &Listed) -> bool {
    let path = folder.join(&file.name);
    let is_long = disk::length(&path) == Some(file.bytes);
    is_long && disk::hashed(&path).is_ok_and(|now| now.is_some_and(|now| now.sha256 == file.sha256))
}

/// The files that the manifests in a folder list; the name of a manifest that another program wrote.
fn listed(path: &Path) -> Result<Vec<Listed>, &'static str> {
    let mut all = Vec::new();
    for name in [MANIFEST, EARLIER] {
        match fs::read_to_string(path.join(name)) {
            Ok(text) => all.extend(files_of(&text).ok_or(name)?),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(_) => return Err(name),
        }
    }
    // A half of one lists nothing.
    let coming = fs::read_to_string(path.join(format!("{MANIFEST}{PARTIAL}"))).ok();
    all.extend(coming.and_then(|text| files_of(&text)).unwrap_or_default());
    Ok(all)
}

/// The files of a manifest of ours.
fn files_of(text: &str) -> Option<Vec<Listed>> {
    let manifest: serde_json::Value = serde_json::from_str(text).ok()?;
    if manifest.get("program").and_then(|program| program.as_str()) != Some("marchland") {
        return None;
    }
    let files = manifest.get("files").and_then(|files| files.as_array()).map_or(&[][..], Vec::as_slice);
    Some(files.iter().filter_map(|file| Listed::deserialize(file).ok()).collect())
}
