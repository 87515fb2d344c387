//! Writes figures and pages: over one that we made before, never over anything else.

use std::path::Path;

use super::{Failure, load};
use marchland::study::figure::MADE;
use marchland::study::store::disk;

/// Where the mark of what we made stands at the latest, bytes.
const MARK_WITHIN: usize = 1000;

/// Writes a text whose beginning says that we made it.
///
/// # Errors
/// A file of somebody else's at that place, a place that cannot be written.
pub fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let name = path.display();
    match load::read(path) {
        Err(load::Why::Missing) => {}
        Ok(bytes) if is_ours(&bytes) => {}
        Ok(_) => {
            let why = "is there already and was not made by this command";
            return Err(Failure::Usage(format!("`{name}` {why}: give another name, or remove it first")));
        }
        Err(why) => return Err(Failure::Usage(format!("cannot write `{name}`: {why}; give another name"))),
    }
    disk::write_text(path, text)?;
    Ok(())
}

fn is_ours(bytes: &[u8]) -> bool {
    String::from_utf8_lossy(&bytes[..bytes.len().min(MARK_WITHIN)]).contains(MADE)
}
