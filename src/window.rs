//! What a window is to those who open one, whether this build has one or not.

use std::path::PathBuf;

use crate::run::Run;
use crate::run::reload::Reader;

/// Plays a run in a window until somebody closes it. Files are those that its scenario consists of; whenever one of them
/// changes, the reader reads the scenario again.
pub type Open = fn(Run, Vec<PathBuf>, Reader) -> Result<(), NoWindow>;

/// Why there is no window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoWindow {
    /// The computer lacks something: a sentence that names it.
    Lacking(String),
    /// It failed in a way that we do not know: our fault.
    Failed(String),
}
