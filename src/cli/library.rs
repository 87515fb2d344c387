//! The other texts that a scenario names: shipped scenarios and maps, and files beside it.

use std::path::{Component, Path, PathBuf};

use super::check::plain;
use super::{load, shipped};
use marchland::scenario::{self, Document, Kind, LARGEST, LARGEST_MAP, Library, Missing, Wanted, Wants};

/// What is shipped, and the disk.
pub struct Shelf;

impl Library for Shelf {
    fn find(&self, wanted: &Wanted<'_>) -> Result<Document, Missing> {
        match wanted.kind {
            Wants::Map => map(wanted),
            Wants::Scenario => scenario(wanted),
            Wants::Series => file(wanted, "csv", Vec::new()),
        }
    }
}

/// A scenario as commands take it: a shipped one by its name, else a file, else one of the person's own folder by its name.
fn scenario(wanted: &Wanted<'_>) -> Result<Document, Missing> {
    if let Some(document) = load::shipped(wanted.name) {
        return Ok(document);
    }
    let shipped = shipped::SCENARIOS.iter().map(|(name, _)| (*name).to_owned()).collect();
    file(wanted, "ron", shipped).or_else(|missing| load::of_own_folder(wanted.name).ok_or(missing))
}

/// A file by its path from the folder of the text that names it. If there is none, files of that ending in the folder
/// where it should lie can be named instead, beside what is shipped.
fn file(wanted: &Wanted<'_>, ending: &str, shipped: Vec<String>) -> Result<Document, Missing> {
    let path = beside(wanted);
    let name = path.to_string_lossy().into_owned();
    let why = match load::bytes_of(&path, LARGEST as u64) {
        Ok(bytes) => return Ok(Document { place: name.clone(), name, bytes }),
        Err(why) => why,
    };
    let name = plain(&name);
    let mut known = shipped;
    let why = match why {
        load::Why::Missing if known.is_empty() => format!("there is no file `{name}`"),
        load::Why::Missing => format!("no scenario of that name is shipped, and there is no file `{name}`"),
        why => format!("`{name}`: {why}"),
    };
    let folder = path.parent().unwrap_or(Path::new(""));
    let prefix = Path::new(wanted.name).parent().unwrap_or(Path::new(""));
    // The nearest name is looked for among these: a folder that cannot be read has none to offer.
    let files = load::files_ending(folder, ending).unwrap_or_default();
    let named = |file: &PathBuf| Some(prefix.join(file.file_name()?).to_string_lossy().into_owned());
    let files = files.iter().filter(|file| **file != Path::new(wanted.from));
    // Only so many are looked into: a folder may hold thousands.
    let fitting = files.take(MOST_OFFERED).filter(|file| wanted.kind != Wants::Scenario || is_scenario(file));
    known.extend(fitting.filter_map(named));
    Err(Missing { why, known })
}

/// Files that are offered in the place of one that is not there.
const MOST_OFFERED: usize = 200;

/// Whether a file may be a scenario: it is one, be it with faults, or cannot be told to be a study or a session.
fn is_scenario(path: &Path) -> bool {
    let name = path.to_string_lossy().into_owned();
    let Ok(bytes) = load::read(path) else { return true };
    let says_study = String::from_utf8_lossy(&bytes).contains("study:");
    let kind = scenario::kind_of(&Document { place: name.clone(), name, bytes });
    kind.map_or(!says_study, |kind| kind == Kind::Scenario)
}

/// The path of a file from the folder of the text that names it, without detours.
fn beside(wanted: &Wanted<'_>) -> PathBuf {
    let folder = Path::new(wanted.from).parent().unwrap_or(Path::new(""));
    let mut plain = PathBuf::new();
    for part in folder.join(wanted.name).components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(plain.components().next_back(), Some(Component::Normal(_))) => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
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
    let path = beside(wanted);
    let name = path.to_string_lossy().into_owned();
    match load::bytes_of(&path, LARGEST_MAP as u64) {
        Ok(bytes) => Ok(Document { place: name.clone(), name, bytes }),
        Err(why) => Err(Missing { why: format!("`{}`: {why}", plain(&name)), known: known() }),
    }
}
