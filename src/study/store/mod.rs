//! How a study runs: rows in parts that are complete or not there, locks, and one table at the end.
//!
//! Workers hand rows to one writer of parts ([`drive`]); [`merge::merge`] makes one table of each kind
//! of them. A part counts once its record is in place, and the record comes last: whatever is killed, and when, no row is
//! half there. Rows are pure functions of the study, so the same rows give the same table however they were cut.

pub mod disk;
pub mod drive;
pub mod lock;
pub mod merge;
pub mod part;
pub mod row;
pub mod rows;
pub mod table;

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::words::{are, counted, of_disk};

/// The folder of the parts, within that of a study.
pub const PARTS: &str = "parts";

/// What keeps a folder from being written, or from being believed.
#[derive(Debug)]
pub enum StoreError {
    /// Something at this place cannot be read or written.
    Disk { path: PathBuf, error: io::Error },
    /// A file is not what was written there: which, and what is wrong with it.
    Damaged { path: PathBuf, why: String },
    /// Another process works on these rows.
    Busy { path: PathBuf, what: String },
    /// The folder belongs to something else: what differs.
    Other(String),
    /// Rows are missing: how many, of how many, and the first of them.
    Missing { missing: u64, all: u64, first: u64 },
}

impl StoreError {
    /// An error of the disk at a place.
    pub fn disk(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |error| Self::Disk { path, error }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Disk { path, error } => {
                write!(f, "cannot use `{}`: {}{}", path.display(), of_disk(error), remedy(error))
            }
            Self::Damaged { path, why } => write!(f, "`{}` is damaged: {why}", path.display()),
            Self::Busy { path, what } => {
                write!(f, "{what} in `{}`; wait until it has ended, or give another folder", path.display())
            }
            Self::Other(what) => f.write_str(what),
            Self::Missing { missing, all, first } => write!(
                f,
                "{missing} of {} {} missing, the first is row {first}; `marchland batch` with the same study and folder \
                 runs them",
                counted(*all, "row"),
                are(*all)
            ),
        }
    }
}

impl std::error::Error for StoreError {}

/// What a person can do about an error of the disk.
fn remedy(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "; free some space and give the same command again: complete parts are kept"
        }
        io::ErrorKind::FileTooLarge => "; files may not be so large here (`ulimit -f`): complete parts are kept",
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => "; give a folder that you may write",
        io::ErrorKind::NotADirectory | io::ErrorKind::NotFound => "; give a folder that is there or can be made",
        _ => "",
    }
}
