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
mod format;
mod format_action;
mod format_expect;
mod format_time;
mod kinds;
mod library;
pub mod map;
mod map_check;
mod map_read;
mod merge;
mod overrides;
mod places;
mod problems;
mod ron_reader;
mod ron_text;
mod tree;
mod types;
mod variants;
mod warn;
mod warn_condition;
mod warn_map;
mod warn_time;

use std::fmt::Write;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use decode::{Decode, Decoder};
use format::ScenarioText;
use problems::{Finding, Text};
use tree::{Node, Span};

pub use catalogue::{Common, LEVERS, POLICIES, SHOCKS, ShockKind, catalogue};
pub use decode::{FieldDoc, FigureNote, NumberNote};
pub use format::fields;
pub use library::{Document, Library, Missing, NoLibrary, Wanted, Wants};
pub use map_read::LARGEST_MAP;
pub(crate) use problems::did_you_mean;
pub use problems::{CODES, Problem, Problems, Severity, explanation, title};
pub use ron_reader::{DEEPEST, LARGEST};
pub use types::{
    Change, Decision, DriverNote, Event, Goal, History, Measured, Per, Point, Policy, Scenario, ShockNote, Step,
};

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

/// Reads a scenario with what it names: its map comes out of the library.
///
/// # Errors
/// Everything that is wrong, in the order of the text.
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
    checked(document, &[], Some(library))
}

fn checked(document: &Document, overrides: &[(String, String)], library: Option<&dyn Library>) -> Checked {
    let name = &document.name;
    let mut texts = vec![Text { name: name.clone(), text: String::new(), is_override: false }];
    let mut cx = Decoder::default();
    let read = read_noting(document, overrides, library, &mut texts, &mut cx);
    let Some((tree, scenario)) = read.filter(|_| cx.findings.is_empty()) else {
        if cx.findings.is_empty() {
            let message = "the file could not be read, and the program does not know why";
            cx.findings.add(Finding::new("M099", Span::default(), message).hint("please report this file"));
        }
        return Checked { scenario: Err(cx.findings.into_problems(&texts)), warnings: Problems(Vec::new()) };
    };
    let map = scenario.geography.as_deref();
    let given = warn::Given { scenario: &scenario, tree: &tree, figures: &cx.figures, map, name, text: &texts[0].text };
    let warnings = warn::warnings(&given).into_problems(&texts);
    let text = texts.swap_remove(0).text;
    let scenario =
        Scenario { sha256: sha256(&text), text, name: name.clone(), overrides: overrides.to_vec(), ..scenario };
    Checked { scenario: Ok(scenario), warnings }
}

fn read_noting(
    document: &Document,
    overrides: &[(String, String)],
    library: Option<&dyn Library>,
    texts: &mut Vec<Text>,
    cx: &mut Decoder,
) -> Option<(Node, Scenario)> {
    let text = text_of(&document.bytes, texts, cx)?;
    let mut tree = ron_reader::parse(text, 0, 0, &mut cx.findings)?;
    overrides::apply(&mut tree, overrides, texts, &mut cx.findings);
    let catalogue = catalogue::read(texts, cx)?;
    let file = ScenarioText::decode(&tree, &kinds::PLAIN, cx)?;
    let map = library.and_then(|library| map_check::map(&file, &document.place, library, texts, &mut cx.findings));
    let figures = cx.figures.len();
    let scenario = check::scenario(&file, &catalogue, cx);
    let expectations = check_expect::expectations(&file, &tree, &catalogue, cx);
    // The worlds of expectations hold every figure again.
    cx.figures.truncate(figures);
    Some((tree, Scenario { expectations: expectations?, geography: map.map(Arc::new), ..scenario? }))
}

/// The bytes as text, which becomes the first of the texts; `None` with the reason noted.
fn text_of<'b>(bytes: &'b [u8], texts: &mut [Text], cx: &mut Decoder) -> Option<&'b str> {
    if bytes.len() > LARGEST {
        cx.findings.add(ron_reader::too_large(bytes.len()));
        return None;
    }
    let first = texts.first_mut()?;
    match std::str::from_utf8(bytes) {
        Ok(text) => {
            if let Some(finding) = ron_reader::refuse(text) {
                cx.findings.add(finding);
                return None;
            }
            text.clone_into(&mut first.text);
            Some(text)
        }
        Err(error) => {
            let (good, bad) = bytes.split_at(error.valid_up_to());
            let span = Span { origin: 0, start: offset(good.len()), end: offset(good.len() + 1) };
            let byte = bad.first().copied().unwrap_or_default();
            let finding = Finding::new("M002", span, format!("the byte 0x{byte:02X} here is not UTF-8 text"));
            cx.findings.add(finding.expected("text in UTF-8").hint("save the file as UTF-8 in your editor"));
            first.text = String::from_utf8_lossy(bytes).into_owned();
            None
        }
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
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
