//! Finds and reads the scenario that somebody named: a path, or the name of a shipped one.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::{Failure, shipped};
use marchland::run::reload::{Reading, Unread};
use marchland::scenario::{self, Scenario};

/// Bytes beyond which a file is no scenario; a device would never end.
const GREATEST: u64 = 16 << 20;

/// Reads and checks a scenario, with `--set path=value` pairs applied.
///
/// # Errors
/// A file that is missing, unreadable or wrong.
pub fn load(name: &str, overrides: &[(String, String)]) -> Result<Scenario, Failure> {
    read(name, overrides).scenario.map_err(|unread| Failure::File(unread.to_string()))
}

/// The same, and which files the scenario consists of: what changes when its author saves.
pub fn read(name: &str, overrides: &[(String, String)]) -> Reading {
    let (files, found) = match shipped::named(name) {
        Some(text) => (Vec::new(), Ok((format!("{name}.ron"), text.as_bytes().to_vec()))),
        None => (vec![PathBuf::from(name)], bytes_of(name).map(|bytes| (name.to_owned(), bytes))),
    };
    let scenario = found
        .map_err(Unread::Cannot)
        .and_then(|(name, bytes)| scenario::read_bytes(&name, &bytes, overrides).map_err(Unread::Problems));
    Reading { files, scenario }
}

fn bytes_of(name: &str) -> Result<Vec<u8>, String> {
    let wrong = |why: &str| format!("cannot read scenario `{name}`: {why}");
    let path = Path::new(name);
    if path.is_dir() {
        return Err(wrong("it is a directory; give a file such as `my-border.ron`"));
    }
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(missing(name)),
        Err(error) => return Err(wrong(&error.to_string())),
    };
    let mut bytes = Vec::new();
    file.take(GREATEST + 1).read_to_end(&mut bytes).map_err(|error| wrong(&error.to_string()))?;
    if bytes.len() as u64 > GREATEST {
        return Err(wrong("it is longer than 16 MiB"));
    }
    Ok(bytes)
}

fn missing(name: &str) -> String {
    let known: Vec<_> = shipped::SCENARIOS.iter().map(|(name, _)| format!("`{name}`")).collect();
    let near = shipped::nearest(name).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
    format!("no file `{name}`, and no shipped scenario of that name{near}\nShipped scenarios: {}", known.join(", "))
}
