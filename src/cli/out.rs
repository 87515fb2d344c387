//! `--out DIR`: tables of the runs and what is needed to play them again.

use std::path::Path;

use super::Failure;
use marchland::run::Run;

/// Writes the runs into a folder.
///
/// # Errors
/// Until the tables are there, always.
pub fn write(_folder: &Path, _runs: &[&Run]) -> Result<(), Failure> {
    Err(Failure::Internal("tables are not written yet".to_owned()))
}
