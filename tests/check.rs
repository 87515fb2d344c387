//! What `marchland check` tells: warnings with their places, many files, the object for editors, exit codes.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use marchland::scenario::{Checked, Document, NoLibrary, Severity, check};
use serde_json::Value;

use crate::cli::{marchland, output, refused};
use crate::maps::Folder;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

fn files(name: &str) -> Vec<PathBuf> {
    let mut files: Vec<_> = fs::read_dir(folder(name)).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn checked(file: &Path) -> Checked {
    let name = file.file_name().unwrap().to_str().unwrap().to_owned();
    check(&Document { place: name.clone(), name, bytes: fs::read(file).unwrap() }, &Folder)
}

#[test]
fn every_warning_says_where_and_what_to_do() {
    let files = files("warn");
    assert!(files.len() >= 18, "{}", files.len());
    for file in files {
        let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
        let Checked { scenario, warnings } = checked(&file);
        if let Err(problems) = scenario {
            panic!("{name}: {problems}");
        }
        assert_eq!(warnings.0.is_empty(), name == "clean", "{name}");
        let mut text = String::new();
        for warning in &warnings.0 {
            assert_eq!(warning.severity(), Severity::Warning);
            assert!(warning.line > 0 && warning.hint.is_some(), "{warning}");
            assert!(marchland::scenario::explanation(warning.code).is_some(), "{}", warning.code);
            writeln!(text, "{warning}").unwrap();
        }
        insta::assert_snapshot!(format!("warn-{name}"), text);
    }
}

#[test]
fn every_code_of_a_warning_is_given_for_some_file() {
    let given: Vec<&str> = files("warn").iter().flat_map(|f| checked(f).warnings.0).map(|w| w.code).collect();
    for (code, ..) in marchland::scenario::CODES.iter().filter(|(code, ..)| code.starts_with('W')) {
        // Of studies: tests/studies.rs.
        if code.starts_with("W07") {
            continue;
        }
        assert!(given.contains(code), "{code}");
    }
}

#[test]
fn every_shipped_scenario_checks_without_a_warning() {
    for file in files("../scenarios") {
        let Checked { scenario, warnings } = checked(&file);
        assert!(scenario.is_ok_and(|scenario| scenario.map.is_none() || scenario.geography.is_some()));
        assert!(warnings.0.is_empty(), "{warnings}");
    }
}

#[test]
fn a_file_with_problems_is_not_looked_through_for_warnings() {
    for file in files("bad") {
        let name = file.file_name().unwrap().to_str().unwrap().to_owned();
        let document = Document { place: name.clone(), name, bytes: fs::read(&file).unwrap() };
        let Checked { scenario, warnings } = check(&document, &NoLibrary);
        assert!(scenario.is_err() && warnings.0.is_empty(), "{}", file.display());
    }
}

fn path(name: &str) -> String {
    folder(name).to_str().unwrap().to_owned()
}

#[test]
fn all_files_are_checked_whatever_the_first_one_is() {
    let (missing, bad, warned) = (path("warn/none.ron"), path("bad/tabs.ron"), path("warn/unused-source.ron"));
    let output = output(&["check", &missing, &bad, "amur", &warned]);
    assert_eq!(output.status.code(), Some(3));
    assert!(output.stderr.is_empty(), "what is found is the result, and stands on stdout");
    let text = String::from_utf8(output.stdout).unwrap();
    let closing: Vec<&str> =
        text.lines().filter(|l| l.contains(": ") && !l.starts_with([' ', '-']) && !l.contains(['[', '|'])).collect();
    assert_eq!(closing.len(), 5, "{text}");
    assert!(closing[0].ends_with("none.ron: cannot be read"), "{text}");
    assert!(closing[1].ends_with("tabs.ron: 1 problem; warnings come once they are mended"), "{text}");
    assert!(closing[2].starts_with("amur: no problems, no warnings; "), "{text}");
    assert_eq!(closing[3], "unused-source: no problems, 1 warning");
    assert_eq!(closing[4], "4 files: 2 can be played, 2 cannot; 2 problems, 1 warning");
}

#[test]
fn warnings_are_no_failure_unless_they_are_denied() {
    let warned = path("warn/unused-source.ron");
    assert_eq!(output(&["check", &warned]).status.code(), Some(0));
    assert_eq!(output(&["check", &warned, "--deny-warnings"]).status.code(), Some(3));
    assert_eq!(output(&["check", "amur", "generic", "oresund", "--deny-warnings"]).status.code(), Some(0));
}

#[test]
fn editors_are_told_the_same_in_one_object() {
    let (bad, warned) = (path("bad/several-at-once.ron"), path("warn/unused-source.ron"));
    let output = output(&["check", &bad, &warned, "no-such-file.ron", "--json"]);
    assert_eq!(output.status.code(), Some(3));
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(text.lines().count(), 1);
    let object: Value = serde_json::from_str(&text).unwrap();
    let problems = object["problems"].as_array().unwrap();
    let errors = problems.iter().filter(|p| p["severity"] == "error").count();
    assert_eq!((object["errors"].as_u64(), object["warnings"].as_u64()), (Some(errors as u64), Some(1)));
    assert_eq!(object["files"].as_array().unwrap().len(), 3);
    assert_eq!(object["files"][1]["scenario"], "unused-source");
    assert!(object["files"][0]["scenario"].is_null() && object["files"][1]["figures"].is_u64());
    for problem in problems.iter().filter(|p| p["line"] != 0) {
        let number = |key: &str| problem[key].as_u64().unwrap();
        let text = fs::read_to_string(problem["file"].as_str().unwrap()).unwrap();
        let line = text.lines().nth(number("line") as usize - 1).unwrap();
        assert!(number("column") < number("end_column") && number("end_column") <= line.chars().count() as u64 + 1);
        assert!(problem["message"].is_string() && problem["title"].is_string() && problem["code"].is_string());
    }
    let (warning, line) =
        (problems.iter().find(|p| p["code"] == "W007").unwrap(), fs::read_to_string(&warned).unwrap());
    let line: Vec<char> = line.lines().nth(warning["line"].as_u64().unwrap() as usize - 1).unwrap().chars().collect();
    let (from, to) =
        (warning["column"].as_u64().unwrap() as usize - 1, warning["end_column"].as_u64().unwrap() as usize - 1);
    assert_eq!(line[from..to].iter().collect::<String>(), "\"yearbook-2004\"");
    assert!(problems.last().unwrap()["code"] == "M006" && problems.last().unwrap()["line"] == 0);
    keys_are_told(&object, "", &String::from_utf8(super::cli::output(&["explain", "check-json"]).stdout).unwrap());
}

/// Every key of an object stands in the reference.
fn keys_are_told(value: &Value, path: &str, reference: &str) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, value)| {
            let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            assert!(reference.contains(&path), "{path}");
            keys_are_told(value, &path, reference);
        }),
        Value::Array(items) => items.iter().for_each(|item| keys_are_told(item, &format!("{path}[]"), reference)),
        _ => {}
    }
}

#[test]
fn colour_is_for_terminals_and_hides_nothing() {
    let bad = path("bad/several-at-once.ron");
    let plain = output(&["check", &bad]).stdout;
    assert!(!plain.contains(&0x1b));
    let forced = marchland(&["check", &bad]).env("CLICOLOR_FORCE", "1").output().unwrap().stdout;
    assert!(forced.contains(&0x1b));
    let stripped = anstream::adapter::strip_str(std::str::from_utf8(&forced).unwrap()).to_string();
    assert_eq!(stripped, String::from_utf8(plain).unwrap());
}

#[test]
fn what_is_no_file_is_told_and_nothing_hangs() {
    for (name, says) in
        [("/dev/zero", "no ordinary file"), (env!("CARGO_MANIFEST_DIR"), "/*.ron"), ("\u{1b}[31m", "no file")]
    {
        let output = output(&["check", name]);
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.code() == Some(3) && text.contains(says) && !text.contains('\u{1b}'), "{text}");
    }
    assert_eq!(refused(&["check"]).0, 2);
    assert_eq!(refused(&["check", ""]).0, 2);
}
