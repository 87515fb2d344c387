//! `--out DIR`: three tables of the runs, the scenario, and what is needed to play them again.

mod files;
mod manifest;
mod tables;

use std::fmt;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::Failure;
use files::Folder;
pub use files::MAP;
use marchland::run::Run;
use marchland::run::session::Session;
use marchland::run::table::Table;
use marchland::words;

/// The file of the scenario, called by its id as any scenario should be; the session's own name is taken.
pub fn scenario_name(id: &str) -> String {
    if id == "session" { "scenario.ron".to_owned() } else { format!("{id}.ron") }
}

/// Why nothing was written.
#[derive(Debug)]
pub enum OutError {
    /// There are no runs.
    Empty,
    /// The folder has files that are not of an earlier output.
    Foreign { folder: PathBuf, file: String },
    /// A file of an earlier output is no longer what was written.
    Changed { path: PathBuf },
    /// There is something else than a folder.
    NoFolder { path: PathBuf },
    /// Another program is writing an output there.
    Busy { folder: PathBuf },
    /// Something at this place cannot be written.
    Write { path: PathBuf, error: io::Error },
}

impl fmt::Display for OutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("there are no runs to write"),
            Self::NoFolder { path } => {
                write!(f, "`{}` is no folder; give a new or empty one, or one of an earlier output", path.display())
            }
            Self::Busy { folder } => write!(
                f,
                "another program is writing its output into `{}`: wait until it is done, or give another folder",
                folder.display()
            ),
            Self::Changed { path } => write!(
                f,
                "`{}` was changed since an earlier output wrote it, and would be lost; give a new or empty folder, or move \
                 that file away first",
                path.display()
            ),
            Self::Foreign { folder, file } => write!(
                f,
                "`{}` has files that are not of an earlier output, such as `{file}`, and could be lost; give a new or empty \
                 folder, or one of an earlier output",
                folder.display()
            ),
            Self::Write { path, error } => {
                let full = error.kind() == io::ErrorKind::StorageFull;
                let hint = if full { "; free some space, or give a folder on another disk" } else { "" };
                write!(
                    f,
                    "cannot write `{}`: {}{hint}; an output is complete only where it has a manifest.json",
                    path.display(),
                    words::of_disk(error)
                )
            }
        }
    }
}

impl std::error::Error for OutError {}

impl From<OutError> for Failure {
    fn from(error: OutError) -> Self {
        match error {
            OutError::Empty => Self::Internal(error.to_string()),
            OutError::Foreign { .. } | OutError::Changed { .. } | OutError::NoFolder { .. } => {
                Self::Usage(error.to_string())
            }
            OutError::Busy { .. } | OutError::Write { .. } => Self::File(error.to_string()),
        }
    }
}

/// Refuses a folder in which files would be lost, before anything is played for it. Nothing is made there.
///
/// # Errors
/// A folder with files of others, or that another program writes into.
pub fn probe(folder: &Path, scenario: &str) -> Result<(), OutError> {
    files::probe(folder, &scenario_name(scenario))
}

/// Writes finished runs of one scenario into a folder: each file is complete or not there at all. A map that is not
/// shipped goes along as [`MAP`], which the scenario must name.
///
/// # Errors
/// A folder with files of others, a full disk, a place that cannot be written.
pub fn write(folder: &Path, runs: &[&Run], map: Option<&[u8]>, started: SystemTime) -> Result<(), OutError> {
    let Some(first) = runs.first() else { return Err(OutError::Empty) };
    let mut folder = Folder::open(folder, &scenario_name(&first.scenario().id))?;
    for table in Table::ALL {
        folder.write(&format!("{}.csv", table.name()), |out| tables::csv(table, runs, out))?;
        folder.write(&format!("{}.parquet", table.name()), |out| tables::parquet(table, runs, out))?;
    }
    folder.write(&scenario_name(&first.scenario().id), |out| {
        out.write_all(first.scenario().text.as_bytes()).map(|()| None)
    })?;
    if let Some(map) = map {
        folder.write(MAP, |out| out.write_all(map).map(|()| None))?;
    }
    let session = session(runs).map_err(|error| folder.failed("session.ron", error))?;
    folder.write("session.ron", |out| out.write_all(session.as_bytes()).map(|()| None))?;
    let manifest = manifest::of(runs, started, folder.written());
    let text = serde_json::to_string_pretty(&manifest).map_err(|error| folder.failed("manifest.json", error.into()))?;
    folder.write(files::MANIFEST, |out| writeln!(out, "{text}").map(|()| None))?;
    folder.keep()
}

/// The replay file of the runs.
fn session(runs: &[&Run]) -> io::Result<String> {
    let further = runs[1..].iter().map(|run| run.seed()).collect();
    let session = Session::of(runs[0], further);
    let pretty = ron::ser::PrettyConfig::new().depth_limit(3);
    let text = ron::ser::to_string_pretty(&session, pretty).map_err(io::Error::other)?;
    Ok(format!(
        "// What is needed to play again, with the scenario beside it: the digest says whether it came out the same.\n{text}\n"
    ))
}
