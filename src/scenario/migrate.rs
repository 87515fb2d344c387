//! Brings the text of an older file up to the newest format, step by step; comments and layout stay.

use super::kindred::{Kind, instead};
use super::library::Document;
use super::problems::{Finding, Problems};
use super::reading::{Reading, field};
use super::tree::{Node, Value};
use super::version::{self, NEWEST};

/// What has become of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Migrated {
    /// It has the newest format already.
    Newest,
    /// It is a text of the newest format now; what was done, in sentences.
    Changed { text: String, done: Vec<&'static str> },
}

/// A step from one version to the next. Version 0 is a draft, which says no version.
struct Step {
    from: u32,
    /// What it does, in a sentence.
    what: &'static str,
    change: fn(&str, &Node) -> String,
}

/// A new version of the format adds its step here, and a file of the old one to `tests/formats`.
const STEPS: &[Step] = &[Step { from: 0, what: "`format: 1` is its first field now", change: say_the_format }];

/// The file in the newest format. Whether it is a valid scenario is not asked.
///
/// # Errors
/// A text that is no scenario file, or one of a newer format.
pub fn migrate(name: &str, bytes: &[u8]) -> Result<Migrated, Problems> {
    let mut document = Document { name: name.to_owned(), place: name.to_owned(), bytes: bytes.to_vec() };
    let mut done = Vec::new();
    loop {
        let (version, tree, text) = stated(&document)?;
        let Some(step) = STEPS.iter().find(|step| step.from == version) else { break };
        document.bytes = (step.change)(&text, &tree).into_bytes();
        done.push(step.what);
    }
    if done.is_empty() {
        return Ok(Migrated::Newest);
    }
    let text = String::from_utf8_lossy(&document.bytes).into_owned();
    Ok(Migrated::Changed { text, done })
}

/// The version that the file states, with its tree and its text.
fn stated(document: &Document) -> Result<(u32, Node, String), Problems> {
    let mut reading = Reading::new(None);
    let tree = reading.parse(document).filter(|_| reading.cx.findings.is_empty());
    let Some(tree) = tree else { return Err(reading.problems()) };
    if !matches!(tree.value, Value::Fields(_)) {
        let finding = Finding::new("M013", tree.head(), format!("the scenario is {}", tree.describe()));
        let hint = "a scenario is one pair of round brackets with named fields";
        reading.cx.findings.add(finding.expected("a bracket `(id: .., title: .., ..)`").hint(hint));
        return Err(reading.problems());
    }
    if let Some(finding) = instead(&tree, Kind::Scenario) {
        reading.cx.findings.add(finding);
        return Err(reading.problems());
    }
    let version = match field(&tree, "format") {
        None => 0,
        Some(node) => match version::stated(node).filter(|version| (1..=NEWEST).contains(version)) {
            Some(version) => version,
            None => {
                let finding = Finding::new("M019", node.head(), format!("the format is {}", node.describe()));
                let hint = "take the field out of a file that never had a version: it is put in again";
                reading.cx.findings.add(finding.expected(format!("a version from 1 to {NEWEST}")).hint(hint));
                return Err(reading.problems());
            }
        },
    };
    let text = reading.texts.swap_remove(0).text;
    Ok((version, tree, text))
}

/// Puts `format: 1` before the first field, indented as that is.
fn say_the_format(text: &str, tree: &Node) -> String {
    let opened = tree.span.start as usize + 1;
    let (before, after) = text.split_at(opened);
    let blank = after.len() - after.trim_start_matches([' ', '\t']).len();
    let line_end = ["\r\n", "\n"].into_iter().find(|end| after[blank..].starts_with(end));
    let Some(line_end) = line_end else {
        return match after.starts_with(')') {
            true => format!("{before}format: 1{after}"),
            false => format!("{before}format: 1, {}", &after[blank..]),
        };
    };
    let indent = match &tree.value {
        Value::Fields(fields) => fields.first().map_or("    ", |field| indent(text, field.span.start as usize)),
        _ => "    ",
    };
    format!("{before}{line_end}{indent}format: 1,{after}")
}

/// The blanks at the head of a line, if nothing else stands before the place.
fn indent(text: &str, at: usize) -> &str {
    let from = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let before = &text[from..at];
    if before.trim().is_empty() { before } else { "    " }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn migrated(text: &str) -> String {
        match migrate("x.ron", text.as_bytes()) {
            Ok(Migrated::Changed { text, .. }) => text,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_draft_gets_its_format_and_keeps_every_other_character() {
        for (draft, file) in [
            ("(\n    id: \"x\",\n)\n", "(\n    format: 1,\n    id: \"x\",\n)\n"),
            ("// Mine.\n(\n  // The id.\n  id: \"x\")", "// Mine.\n(\n  format: 1,\n  // The id.\n  id: \"x\")"),
            ("(\r\n\tid: \"x\")\r\n", "(\r\n\tformat: 1,\r\n\tid: \"x\")\r\n"),
            ("(id: \"x\")", "(format: 1, id: \"x\")"),
            ("( /* a */ id: \"x\")", "(format: 1, /* a */ id: \"x\")"),
            ("()", "(format: 1)"),
            ("\u{feff}( // note\n    id: \"x\")", "\u{feff}(format: 1, // note\n    id: \"x\")"),
        ] {
            assert_eq!(migrated(draft), file, "{draft}");
            assert_eq!(migrate("x.ron", file.as_bytes()), Ok(Migrated::Newest), "{file}");
        }
    }

    #[test]
    fn every_version_but_the_newest_has_one_step() {
        let from: Vec<u32> = STEPS.iter().map(|step| step.from).collect();
        assert_eq!(from, (0..NEWEST).collect::<Vec<_>>());
    }

    #[test]
    fn what_is_no_scenario_or_too_new_is_refused() {
        for (text, code) in [
            ("(format: 2)", "M019"),
            ("(format: 0)", "M019"),
            ("(format: \"1\")", "M019"),
            ("[1]", "M013"),
            ("(id", "M003"),
            ("", "M005"),
            ("(study: 1, id: \"x\")", "M007"),
        ] {
            assert_eq!(migrate("x.ron", text.as_bytes()).map_err(|p| p.0[0].code), Err(code), "{text}");
        }
    }
}
