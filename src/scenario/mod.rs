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
mod merge;
mod overrides;
mod problems;
mod ron_reader;
mod ron_text;
mod tree;
mod types;
mod variants;

use std::fmt::Write;

use sha2::{Digest, Sha256};

use decode::{Decode, Decoder};
use format::ScenarioText;
use problems::{Finding, Findings, Text};
use tree::Span;

pub use catalogue::{Common, LEVERS, POLICIES, SHOCKS, ShockKind, catalogue};
pub use decode::{FieldDoc, FigureNote};
pub use format::fields;
pub(crate) use problems::did_you_mean;
pub use problems::{CODES, Problem, Problems, explanation, title};
pub use ron_reader::{DEEPEST, LARGEST};
pub use types::{
    Change, Decision, DriverNote, Event, Goal, History, Measured, Per, Point, Policy, Scenario, ShockNote, Step,
};

/// Reads a scenario. `name` is the name of the file, for messages; `overrides` are pairs of path and value that replace
/// what the file says.
///
/// # Errors
/// Everything that is wrong, in the order of the text.
pub fn read(name: &str, text: &str, overrides: &[(String, String)]) -> Result<Scenario, Problems> {
    let mut texts = vec![Text { name: name.to_owned(), text: text.to_owned(), is_override: false }];
    let mut cx = Decoder::default();
    let scenario = read_noting(text, overrides, &mut texts, &mut cx);
    match scenario {
        Some(scenario) if cx.findings.is_empty() => Ok(Scenario {
            text: text.to_owned(),
            name: name.to_owned(),
            sha256: sha256(text),
            overrides: overrides.to_vec(),
            ..scenario
        }),
        _ => {
            if cx.findings.is_empty() {
                let message = "the file could not be read, and the program does not know why";
                cx.findings.add(Finding::new("M099", Span::default(), message).hint("please report this file"));
            }
            Err(cx.findings.into_problems(&texts))
        }
    }
}

/// The same from bytes, which may be no text.
///
/// # Errors
/// Everything that is wrong, in the order of the text.
pub fn read_bytes(name: &str, bytes: &[u8], overrides: &[(String, String)]) -> Result<Scenario, Problems> {
    let texts = |text: &str| [Text { name: name.to_owned(), text: text.to_owned(), is_override: false }];
    let refused = |finding: Finding, text: &str| {
        let mut findings = Findings::default();
        findings.add(finding);
        findings.into_problems(&texts(text))
    };
    if bytes.len() > LARGEST {
        return Err(refused(ron_reader::too_large(bytes.len()), ""));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => read(name, text, overrides),
        Err(error) => {
            let (good, bad) = bytes.split_at(error.valid_up_to());
            let span = Span { origin: 0, start: offset(good.len()), end: offset(good.len() + 1) };
            let byte = bad.first().copied().unwrap_or_default();
            let finding = Finding::new("M002", span, format!("the byte 0x{byte:02X} here is not UTF-8 text"));
            let hint = "save the file as UTF-8 in your editor";
            Err(refused(finding.expected("text in UTF-8").hint(hint), &String::from_utf8_lossy(bytes)))
        }
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn read_noting(
    text: &str,
    overrides: &[(String, String)],
    texts: &mut Vec<Text>,
    cx: &mut Decoder,
) -> Option<Scenario> {
    if let Some(finding) = ron_reader::refuse(text) {
        if let Some(file) = texts.first_mut() {
            file.text.clear();
        }
        cx.findings.add(finding);
        return None;
    }
    let tree = ron_reader::parse(text, 0, 0, &mut cx.findings);
    let mut tree = tree?;
    overrides::apply(&mut tree, overrides, texts, &mut cx.findings);
    let catalogue = catalogue::read(texts, cx)?;
    let file = ScenarioText::decode(&tree, &kinds::PLAIN, cx)?;
    let scenario = check::scenario(&file, &catalogue, cx);
    let expectations = check_expect::expectations(&file, &tree, &catalogue, cx);
    Some(Scenario { expectations: expectations?, ..scenario? })
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
