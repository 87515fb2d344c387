//! Whether what lies in the folder of a study is what was written there: copies of the study and its scenarios, its points.

use std::path::Path;

use super::super::Failure;
use super::folder::{DESIGN, Manifest, Opened};
use marchland::study::store::disk;

/// Refuses a folder where the study or a scenario is another text than the one that its rows were made of.
///
/// # Errors
/// Which copy is missing or was changed, and what to do.
pub fn are_whole(folder: &Path, manifest: &Manifest) -> Result<(), Failure> {
    for copy in std::iter::once(&manifest.study).chain(&manifest.scenarios) {
        let file = folder.join(&copy.file);
        let what = match disk::hashed(&file)? {
            Some(now) if now.sha256 == copy.sha256 => continue,
            Some(_) => "was changed since the study was begun in this folder",
            None => "is missing",
        };
        return Err(Failure::File(format!(
            "`{}` {what}: the rows there were made of the text as it was\nput that text back, or begin anew with \
             `marchland batch STUDY --out DIR` in another folder",
            file.display()
        )));
    }
    Ok(())
}

/// Whether the table of points is that of the study.
///
/// # Errors
/// What the disk says.
pub fn is_design_whole(opened: &Opened) -> Result<bool, Failure> {
    let path = opened.path.join(DESIGN);
    let wanted = disk::would_be(|out| opened.study.write_design(out))
        .map_err(|error| Failure::Internal(format!("cannot reckon the points of `{}`: {error}", path.display())))?;
    Ok(disk::hashed(&path)?.is_some_and(|now| now == wanted))
}

/// Writes the table of points.
///
/// # Errors
/// What the disk says.
pub fn write_design(folder: &Path, study: &marchland::study::Study) -> Result<(), Failure> {
    disk::write(&folder.join(DESIGN), |out| study.write_design(out))?;
    Ok(())
}
