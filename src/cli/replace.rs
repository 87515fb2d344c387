//! Puts a whole text in a file's place, and says what a person can do where that fails.

use std::io::Write;
use std::path::Path;

use marchland::whole::{self, Over, Unwritten, Why};

/// Writes a text whole. `expected` are the bytes that the caller has seen there; none where there was no file.
///
/// # Errors
/// A place that cannot be written, or that no longer is as it was seen. What was there is there still.
pub fn replace(path: &Path, text: &str, expected: Option<&[u8]>) -> Result<(), String> {
    put(path, text, expected.map_or(Over::Nothing, Over::Seen))
}

/// The same over whatever is there.
///
/// # Errors
/// A place that cannot be written.
pub fn put(path: &Path, text: &str, over: Over<'_>) -> Result<(), String> {
    let written = whole::write(path, over, |file| file.write_all(text.as_bytes()));
    written.map_err(|unwritten| told(&unwritten, over))
}

fn told(unwritten: &Unwritten, over: Over<'_>) -> String {
    let Unwritten { path, why } = unwritten;
    let (name, hint) = (path.display(), unwritten.hint());
    match why {
        Why::Changed => format!("`{name}` was changed while this command ran, and is as it was saved: {hint}"),
        _ => {
            let kept = if over == Over::Nothing { "" } else { "; the file is as it was" };
            format!("cannot write `{name}`: {why}{kept}\n{hint}")
        }
    }
}
