//! The other texts that a scenario names: shipped maps, and files beside it.

use std::path::Path;

use super::{load, shipped};
use marchland::scenario::{Document, LARGEST_MAP, Library, Missing, Wanted, Wants};

/// What is shipped, and the disk.
pub struct Shelf;

impl Library for Shelf {
    fn find(&self, wanted: &Wanted<'_>) -> Result<Document, Missing> {
        match wanted.kind {
            Wants::Map => map(wanted),
            Wants::Scenario | Wants::Series => Err(beside(wanted.name)),
        }
    }
}

fn beside(name: &str) -> Missing {
    Missing { why: format!("`{name}` is not shipped"), known: Vec::new() }
}

/// A shipped map by its name; a path only if it ends in `.geojson`, so that no other file is ever opened as a map.
fn map(wanted: &Wanted<'_>) -> Result<Document, Missing> {
    let known = || shipped::MAPS.iter().map(|(name, _)| (*name).to_owned()).collect();
    if let Some((name, text)) = shipped::MAPS.iter().find(|(name, _)| *name == wanted.name) {
        let name = format!("{name}.geojson");
        return Ok(Document { place: name.clone(), name, bytes: text.as_bytes().to_vec() });
    }
    if !wanted.name.to_lowercase().ends_with(".geojson") {
        return Err(Missing { why: "it is not shipped".to_owned(), known: known() });
    }
    let folder = Path::new(wanted.from).parent().unwrap_or_else(|| Path::new(""));
    let path = folder.join(wanted.name);
    let name = path.to_string_lossy().into_owned();
    match load::bytes_of(&path, LARGEST_MAP as u64) {
        Ok(bytes) => Ok(Document { place: name.clone(), name, bytes }),
        Err(why) => Err(Missing { why: format!("`{name}`: {why}"), known: known() }),
    }
}
