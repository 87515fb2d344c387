//! What is given: the text of a scenario in, a checked `Scenario` or everything that is wrong with it out.

mod catalogue;
mod check;
mod check_action;
mod check_expect;
mod check_place;
mod check_time;
mod codes;
mod decode;
pub mod expectation;
mod extend;
mod format;
mod format_action;
mod format_expect;
mod format_time;
mod kinds;
mod library;
mod merge;
mod overrides;
mod path;
mod problems;
mod reading;
mod ron_reader;
mod ron_text;
mod ron_writer;
mod series;
mod table;
mod tree;
mod types;
mod variants;
mod version;

use std::fmt::Write;

use sha2::{Digest, Sha256};

use reading::Reading;

pub use catalogue::{Common, LEVERS, POLICIES, SHOCKS, ShockKind, catalogue};
pub use decode::{FieldDoc, FigureNote};
pub use format::fields;
pub use library::{Document, Library, Missing, NoLibrary, Wanted, Wants};
pub(crate) use problems::did_you_mean;
pub use problems::{CODES, Problem, Problems, explanation, title};
pub use ron_reader::{DEEPEST, LARGEST};
pub use types::{
    Change, Decision, DriverNote, Event, Goal, History, Measured, Per, Point, Policy, Scenario, ShockNote, Step,
};

/// Reads a scenario that stands alone. `name` is the name of the file, for messages; `overrides` are pairs of path and
/// value that replace what the file says.
///
/// # Errors
/// Everything that is wrong, in the order of the text.
pub fn read(name: &str, text: &str, overrides: &[(String, String)]) -> Result<Scenario, Problems> {
    read_bytes(name, text.as_bytes(), overrides)
}

/// The same from bytes, which may be no text.
///
/// # Errors
/// Everything that is wrong, in the order of the text.
pub fn read_bytes(name: &str, bytes: &[u8], overrides: &[(String, String)]) -> Result<Scenario, Problems> {
    let document = Document { name: name.to_owned(), place: name.to_owned(), bytes: bytes.to_vec() };
    read_with(&document, overrides, &NoLibrary)
}

/// Reads a scenario with what it extends and the series that it names, which the library hands out.
///
/// # Errors
/// Everything that is wrong, text by text, the scenario's own first.
pub fn read_with(
    document: &Document,
    overrides: &[(String, String)],
    library: &dyn Library,
) -> Result<Scenario, Problems> {
    let mut reading = Reading::new(library);
    let Some(mut tree) = reading.whole(document) else { return Err(reading.problems()) };
    // What another reads who has this file alone: before the overrides, which stand beside it.
    let resolved = (!reading.parts.is_empty()).then(|| ron_writer::write(&tree));
    let read = reading.scenario(&mut tree, overrides);
    let own_text = reading.texts.first().map(|first| first.text.clone()).unwrap_or_default();
    match read {
        Some(scenario) if reading.cx.findings.is_empty() => {
            let text = resolved.unwrap_or(own_text);
            let sha256 = sha256(&text);
            let overrides = overrides.to_vec();
            Ok(Scenario { sha256, text, name: document.name.clone(), parts: reading.parts, overrides, ..scenario })
        }
        _ => Err(reading.problems()),
    }
}

fn sha256(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINIMAL: &str = include_str!("../../tests/minimal.ron");

    #[test]
    fn the_shortest_scenario_and_the_catalogues_are_read() {
        let scenario = match read("minimal.ron", MINIMAL, &[]) {
            Ok(scenario) => scenario,
            Err(problems) => panic!("{problems}"),
        };
        assert_eq!(scenario.setup.levers.len(), 16);
        assert_eq!(scenario.default_policy, "none");
        assert_eq!(scenario.setup.regions[1].sectors[0], 2.0 / 3.0);
    }

    #[test]
    fn every_field_of_the_format_can_be_read() {
        let scenario = match read("full.ron", include_str!("../../tests/full.ron"), &[]) {
            Ok(scenario) => scenario,
            Err(problems) => panic!("{problems}"),
        };
        assert_eq!(scenario.setup.levers.len(), 17);
        let bridge = &scenario.setup.crossings[0];
        assert_eq!((bridge.id.as_str(), bridge.between), ("bridge", [0, 1]));
        assert_eq!(scenario.setup.projects[0].opens, Some(0));
        assert_eq!(scenario.history[0].points[0].quarter.to_string(), "2005Q3");
    }
}
