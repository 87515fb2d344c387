//! Warnings of a file that is laid over another: what it makes of the other is told at it, and what the other has by
//! itself is told there.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use marchland::scenario::{Checked, Document, Library, Missing, Wanted, check};

use crate::cli::refused;

/// The folder of these tests.
struct Folder;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/over")
}

impl Library for Folder {
    fn find(&self, wanted: &Wanted<'_>) -> Result<Document, Missing> {
        let missing = |error: std::io::Error| Missing { why: error.to_string(), known: Vec::new() };
        fs::read(folder().join(wanted.name)).map(|bytes| document(wanted.name, bytes)).map_err(missing)
    }
}

fn document(name: &str, bytes: Vec<u8>) -> Document {
    Document { name: name.to_owned(), place: name.to_owned(), bytes }
}

fn checked(name: &str) -> Checked {
    check(&document(name, fs::read(folder().join(name)).unwrap()), &Folder)
}

/// Files without a warning: what they do to the other is theirs to do.
const QUIET: [&str; 3] = ["base", "over-later-start", "without-history"];

#[test]
fn what_a_file_makes_of_another_is_told_where_it_does_so() {
    let mut files: Vec<_> = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in files.iter().filter(|file| file.extension().is_some_and(|ending| ending == "ron")) {
        let name = file.file_stem().unwrap().to_str().unwrap();
        let Checked { scenario, warnings } = checked(&format!("{name}.ron"));
        if let Err(problems) = scenario {
            panic!("{name}: {problems}");
        }
        assert_eq!(warnings.0.is_empty(), QUIET.contains(&name), "{name}: {warnings}");
        let mut text = String::new();
        for warning in &warnings.0 {
            assert!(warning.hint.is_some() && warning.line > 0, "{warning}");
            writeln!(text, "{warning}").unwrap();
        }
        if !text.is_empty() {
            insta::assert_snapshot!(format!("over-{name}"), text);
        }
    }
}

/// A part that is no scenario by itself is never checked alone: what is wrong with it is told where it is made one.
#[test]
fn what_is_no_scenario_by_itself_is_looked_through_where_it_becomes_one() {
    let base = fs::read_to_string(folder().join("base.ron")).unwrap();
    let part = base.replacen("    start: \"2000Q1\",\n", "", 1).replacen("id: \"base\"", "id: \"part\"", 1);
    assert!(check(&document("part.ron", part.clone().into_bytes()), &Folder).scenario.is_err());
    struct Part(String);
    impl Library for Part {
        fn find(&self, _: &Wanted<'_>) -> Result<Document, Missing> {
            Ok(document("part.ron", self.0.clone().into_bytes()))
        }
    }
    let whole = |start: &str| {
        let text = format!(
            "(format: 1, id: \"whole\", extends: \"part.ron\", without: [\"expectations\"], start: \"{start}\")"
        );
        let warnings = check(&document("whole.ron", text.into_bytes()), &Part(part.clone())).warnings;
        warnings.0.iter().map(|warning| (warning.code, warning.file.clone())).collect::<Vec<_>>()
    };
    assert!(whole("2000Q1").is_empty());
    assert!(whole("2006Q1").contains(&("W010", "whole.ron".to_owned())), "{:?}", whole("2006Q1"));
}

#[test]
fn a_fit_says_that_the_years_lie_outside_the_run_and_not_that_there_are_none() {
    for (name, run) in [("later-start.ron", "2006Q1 to 2016Q1"), ("base.ron", "")] {
        let file = folder().join(name);
        let words = ["fit", file.to_str().unwrap(), "--free", "commuting_scale", "--series", "commuters"];
        let set: &[&str] = if run.is_empty() { &["--set", "start=2004Q1"] } else { &[] };
        let (code, told) = refused(&[&words, set].concat());
        assert_eq!(code, 2, "{told}");
        let run = if run.is_empty() { "2004Q1 to 2014Q1" } else { run };
        assert!(told.contains("2001Q1 to 2002Q4, lies within the run") && told.contains(run), "{told}");
    }
}
