//! What is given: the text of a scenario in, a checked `Scenario` or everything that is wrong with it out.

mod alike;
mod below;
mod catalogue;
mod cells;
mod check;
mod check_action;
mod check_expect;
mod check_place;
mod check_story;
mod check_time;
mod codes;
mod dates;
pub(crate) mod decode;
pub mod expectation;
mod extend;
mod foreign;
pub(crate) mod format;
mod format_action;
mod format_expect;
mod format_story;
pub(crate) mod format_time;
mod frame;
mod given;
mod gone;
mod kindred;
pub(crate) mod kinds;
mod library;
pub mod map;
mod map_check;
mod map_read;
mod map_shape;
mod map_sides;
mod map_text;
mod map_thing;
mod map_words;
mod mentions;
mod merge;
mod migrate;
mod nations;
mod overrides;
pub mod pages;
mod path;
mod places;
pub(crate) mod problems;
pub(crate) mod reading;
mod ron_astray;
mod ron_brackets;
mod ron_date;
mod ron_number;
mod ron_range;
mod ron_reader;
mod ron_signs;
mod ron_slips;
mod ron_text;
mod ron_units;
mod ron_writer;
mod series;
mod show;
mod slashes;
mod slips;
mod slips_elsewhere;
mod table;
mod travel;
pub(crate) mod tree;
pub(crate) mod types;
mod units;
pub(crate) mod variants;
mod version;
mod warn;
mod warn_alike;
mod warn_caused;
mod warn_condition;
mod warn_crossing;
mod warn_gone;
mod warn_map;
mod warn_ratio;
mod warn_role;
mod warn_scale;
mod warn_taken;
mod warn_thousand;
mod warn_time;
mod warn_turned;

use std::fmt::Write;

use sha2::{Digest, Sha256};

use places::Places;
use problems::Findings;
use reading::Reading;
use tree::Node;
use warn::Found;

pub use catalogue::{Common, LEVERS, POLICIES, SHOCKS, ShockKind, catalogue};
pub use dates::quarter_hint;
pub use decode::{FieldDoc, FigureNote, NumberNote};
pub use format::fields;
pub use frame::Frame;
pub(crate) use frame::framed;
pub(crate) use kindred::instead;
pub use kindred::{Kind, kind_of};
pub use kinds::{LONGEST_ID, is_id};
pub use library::{Document, Library, Missing, NoLibrary, Wanted, Wants};
pub use map_check::areas;
pub use map_read::{Areas, LARGEST_MAP};
pub use map_thing::NAMES as MAP_NAMES;
pub use migrate::{Migrated, migrate};
pub(crate) use problems::did_you_mean;
pub use problems::{CODES, Problem, Problems, Severity, explanation, title};
pub use ron_reader::{DEEPEST, LARGEST};
pub use show::{CannotShow, Shown, show};
pub use table::COLUMN_MEANINGS as TABLE_COLUMNS;
pub use types::{
    Change, Choice, Decision, Dilemma, DriverNote, Event, Goal, History, Lesson, MOST_ORGANISATIONS, MOST_QUARTERS,
    Measured, Per, Point, Policy, Scenario, ShockNote, Step,
};
pub use units::one_of_money;
pub use variants::CONDITIONS;
pub use version::NEWEST;
pub use warn_ratio::unusual_output;

/// Reads a scenario that stands alone: a map that it names is not looked for. `name` is the name of the file, for
/// messages; `overrides` are pairs of path and value that replace what the file says.
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
    checked(&document, overrides, None).scenario
}

/// Reads a scenario with what it names: the scenario that it extends, series and its map come out of the library.
///
/// # Errors
/// Everything that is wrong, text by text, the scenario's own first.
pub fn read_with(
    document: &Document,
    overrides: &[(String, String)],
    library: &dyn Library,
) -> Result<Scenario, Problems> {
    checked(document, overrides, Some(library)).scenario
}

/// What a check of a file has found.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    /// The scenario, or everything that is wrong with it.
    pub scenario: Result<Scenario, Problems>,
    /// What is probably not meant, in the order of the text. A file with problems is not looked through for them:
    /// much of it would follow from those.
    pub warnings: Problems,
}

/// Reads a scenario with what it names, and looks for what is not wrong and yet probably not meant.
#[must_use]
pub fn check(document: &Document, library: &dyn Library) -> Checked {
    check_with(document, &[], library)
}

/// The same with pairs of path and value that replace what the file says.
#[must_use]
pub fn check_with(document: &Document, overrides: &[(String, String)], library: &dyn Library) -> Checked {
    checked(document, overrides, Some(library))
}

fn checked(document: &Document, overrides: &[(String, String)], library: Option<&dyn Library>) -> Checked {
    let mut reading = Reading::new(library);
    let whole = reading.whole(document);
    // What another reads who has this file alone: before the overrides, which stand beside it.
    let resolved = whole.as_ref().filter(|_| !reading.parts.is_empty());
    let resolved = resolved.map(|tree| mentions::written(tree, &reading.texts));
    let read = whole.and_then(|mut tree| Some((reading.scenario(&mut tree, overrides)?, tree)));
    let Some((scenario, tree)) = read.filter(|_| reading.cx.findings.is_empty()) else {
        return Checked { scenario: Err(reading.problems()), warnings: Problems(Vec::new()) };
    };
    let warnings = warned(&mut reading, document, &scenario, &tree, library).into_problems(&reading.texts);
    let text = resolved.unwrap_or_else(|| reading.texts.swap_remove(0).text);
    let (sha256, overrides) = (sha256(&text), overrides.to_vec());
    let parts = reading.parts;
    let scenario = Scenario { sha256, text, name: document.name.clone(), parts, overrides, ..scenario };
    Checked { scenario: Ok(scenario), warnings }
}

/// Everything that is probably not meant: in this file, and in what it extends where this file makes it so.
fn warned(
    reading: &mut Reading<'_>,
    document: &Document,
    scenario: &Scenario,
    tree: &Node,
    library: Option<&dyn Library>,
) -> Findings {
    let Found { mut findings, inherited } = found(reading, document, scenario, tree);
    if let (false, Some((extends, base))) = (inherited.is_empty(), reading.base.take()) {
        let below = below(&base, library);
        let here = warn_caused::Here { tree, texts: &reading.texts, extends, below: below.as_ref() };
        here.tell(inherited, &mut findings);
    }
    findings
}

fn found(reading: &mut Reading<'_>, document: &Document, scenario: &Scenario, tree: &Node) -> Found {
    let about_map = std::mem::take(&mut reading.map_warnings);
    let (map, name, own) = (scenario.geography.as_deref(), document.name.as_str(), reading.own.as_slice());
    let text = reading.texts.first().map_or("", |first| first.text.as_str());
    let tree = &Places::of(tree);
    let given = warn::Given { scenario, tree, figures: &reading.cx.figures, map, name, text, own };
    let gone = warn_gone::Gone { dropped: &reading.dropped, texts: &reading.texts };
    warn::warnings(&given, &gone, about_map)
}

/// What the scenario that is extended has of warnings by itself; none if it is no scenario by itself.
fn below(base: &Document, library: Option<&dyn Library>) -> Option<warn_caused::Known> {
    let mut reading = Reading::new(library);
    let mut tree = reading.whole(base)?;
    let scenario = reading.scenario(&mut tree, &[])?;
    if !reading.cx.findings.is_empty() {
        return None;
    }
    let Found { findings, inherited } = found(&mut reading, base, &scenario, &tree);
    Some(warn_caused::known(findings.iter().chain(&inherited), &reading.texts))
}

/// The hash of a text in hexadecimal.
pub(crate) fn sha256(text: &str) -> String {
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
