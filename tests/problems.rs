//! What the reader says about broken files, and that it survives all of them.

use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use marchland::scenario::{Problems, Scenario, read, read_bytes};

const FULL: &str = include_str!("full.ron");
const MINIMAL: &str = include_str!("minimal.ron");

fn refused(result: Result<Scenario, Problems>) -> Problems {
    match result {
        Ok(_) => panic!("it was read, but should have been refused"),
        Err(problems) => problems,
    }
}

/// The text without what moves when a parameter is calibrated or added.
fn steady(problems: &Problems) -> String {
    let mut text = String::new();
    for line in problems.to_string().lines() {
        match (line.contains("; the default is "), line.split_once(" names that `marchland explain`")) {
            (true, _) => text.push_str("   = expected: (range, unit and default of the parameter)"),
            (_, Some((_, rest))) => {
                write!(text, "   = expected: one of (many) names that `marchland explain`{rest}").unwrap()
            }
            _ => text.push_str(line),
        }
        text.push('\n');
    }
    text
}

fn bad_files() -> Vec<PathBuf> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/bad");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn every_broken_file_is_explained() {
    let files = bad_files();
    assert!(files.len() >= 150, "{}", files.len());
    for file in files {
        let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
        let problems = refused(read_bytes(&format!("{name}.ron"), &fs::read(&file).unwrap(), &[]));
        insta::assert_snapshot!(name, steady(&problems));
    }
}

fn with(overrides: &[(&str, &str)]) -> Result<Scenario, Problems> {
    let overrides: Vec<_> = overrides.iter().map(|(p, v)| ((*p).to_owned(), (*v).to_owned())).collect();
    read("full.ron", FULL, &overrides)
}

#[test]
fn an_override_replaces_what_the_file_says() {
    let scenario = with(&[
        ("border.trust", "0.4"),
        ("regions.b.wage", "0.9"),
        ("regions.a.population", "1_500_000"),
        ("levers.visa.cost", "0.7"),
        ("levers.works.cost", "5"),
        ("policies.programme.steps[1].level", "0.25"),
        ("policies.programme.steps[0].from", "2010Q1"),
        ("parameters.commuting_scale", "0.2"),
        ("parameters.travel_scale.value", "80"),
        ("thresholds.third.trust", "0.6"),
        ("crossings.road.opens", "Before"),
        ("policy", "none"),
        ("title", "Another title"),
        ("quarters", "48"),
    ])
    .unwrap_or_else(|problems| panic!("{problems}"));
    let setup = &scenario.setup;
    let lever = |id: &str| setup.levers.iter().find(|l| l.id == id).unwrap().cost;
    assert_eq!((setup.border.trust, setup.regions[1].wage, setup.regions[0].population), (0.4, 0.9, 1_500_000.0));
    assert_eq!((lever("visa"), lever("works")), (0.7, 5.0));
    assert_eq!((setup.parameters.commuting_scale, setup.parameters.travel_scale), (0.2, 80.0));
    assert_eq!(scenario.changes[0].reason, "set on the command line");
    assert_eq!(scenario.policies["programme"].steps[1].level, 0.25);
    assert_eq!(setup.thresholds.third[2], 0.6);
    assert_eq!(
        (scenario.title.as_str(), scenario.quarters, scenario.default_policy.as_str()),
        ("Another title", 48, "none")
    );
}

#[test]
fn every_broken_override_is_explained() {
    for (name, path, value) in [
        ("out-of-range", "border.trust", "7"),
        ("unknown-field", "border.trsut", "0.4"),
        ("unknown-top", "boarder.trust", "0.4"),
        ("unknown-lever", "levers.vissa.cost", "0.4"),
        ("unknown-parameter", "parameters.comuting_scale", "0.3"),
        ("parameter-out-of-range", "parameters.commuting_scale", "3"),
        ("unknown-city", "cities.hil.population", "3"),
        ("beyond-the-list", "policies.programme.steps[9].level", "1"),
        ("into-a-number", "border.trust.value", "1"),
        ("no-value", "border.trust", ""),
        ("no-ron", "border.trust", "(0.3"),
        ("empty-path", "", "1"),
        ("bad-index", "policies.programme.steps[x].level", "1"),
        ("bad-date", "start", "2009"),
        ("field-of-a-new-struct", "regions.a.kinds", "(firms: 1)"),
    ] {
        let problems = refused(with(&[(path, value)]));
        assert!(problems.to_string().contains("--> in --set"), "{problems}");
        insta::assert_snapshot!(format!("set-{name}"), steady(&problems));
    }
}

#[test]
fn large_and_deep_texts_are_refused_at_once() {
    let code = |text: &str| refused(read("x.ron", text, &[])).0[0].code;
    assert_eq!(code(&"(".repeat(10_000_000)), "M001");
    assert_eq!(refused(read_bytes("x.ron", &vec![b'['; 10_000_000], &[])).0[0].code, "M001");
    for open in ["(", "[", "{", "A(", "(a:", "[(", "{{", "/*", "\"", "r#"] {
        assert!(matches!(code(&open.repeat(990_000 / open.len())), "M003" | "M004"), "{open}");
    }
    let nested = MINIMAL.replacen("0.35", &format!("{}1{}", "[".repeat(70), "]".repeat(70)), 1);
    insta::assert_snapshot!("nested-too-deeply", refused(read("nested.ron", &nested, &[])).to_string());
}

/// The reader once stayed where it was for ever: nothing was taken, and a comma seemed to be missing.
#[test]
fn a_path_without_its_first_quote_is_told_at_once() {
    for text in ["(../full.ron\", 1)", "[./a\"]", "(format: 1, without: [../full.ron\"], id: \"x\")"] {
        let problems = refused(read("x.ron", text, &[]));
        assert!(problems.to_string().contains("a path begins here without a quote before it"), "{problems}");
    }
}

/// Texts that would take long or much memory if a step of the reader looked at all of them again and again.
#[test]
fn no_text_of_a_megabyte_takes_long() {
    let brackets = format!("[{}]", "(1)\n,".repeat(190_000));
    let commas_missing = format!("[{}]", "1 ".repeat(490_000));
    let fields_unknown = format!("({})", "x:1,".repeat(240_000));
    let keys_twice = MINIMAL.replacen("cities: {", &format!("cities: {{{}", "\"a\":1,".repeat(150_000)), 1);
    let one_long_name = format!("(format: 1, {}: 1)", "x".repeat(900_000));
    let lines = "\n".repeat(990_000);
    let quotes = "\"a\" ".repeat(240_000);
    for text in [brackets, commas_missing, fields_unknown, keys_twice, one_long_name, lines, quotes] {
        let problems = refused(read("x.ron", &text, &[]));
        assert!(problems.0.len() <= 200);
        assert!(problems.to_string().len() < 400_000);
    }
}

#[test]
fn what_is_not_shown_is_counted() {
    let fields: String = (0..5_000).map(|i| format!("own_{i}: 1,\n")).collect();
    let text = MINIMAL.replacen("format: 1,", &format!("format: 1, {fields}"), 1);
    let problems = refused(read("x.ron", &text, &[]));
    assert_eq!(problems.0.len(), 200);
    let told = problems.to_string();
    assert!(told.contains("4800 more problems are not shown"), "{}", &told[told.len() - 400..]);
    assert!(told.ends_with("200 problems or more\n"), "{}", &told[told.len() - 100..]);
}

#[test]
fn every_code_that_is_given_is_explained() {
    let mut list = String::new();
    for (code, title, text) in marchland::scenario::CODES {
        assert!(code.len() == 4 && code.starts_with(['M', 'W']), "{code}");
        writeln!(list, "{code} {title}: {text}").unwrap();
    }
    for file in bad_files() {
        for problem in refused(read_bytes("x.ron", &fs::read(&file).unwrap(), &[])).0 {
            assert!(marchland::scenario::explanation(problem.code).is_some(), "{}", problem.code);
            let says = problem.expected.is_some() || problem.hint.is_some();
            assert!(says, "{problem}");
        }
    }
    insta::assert_snapshot!("codes", list);
}

#[test]
fn every_field_is_documented() {
    let fields = marchland::scenario::fields();
    let mut list = String::new();
    for f in fields {
        assert!(f.summary.ends_with('.'), "{}", f.path);
        writeln!(list, "{}: {} [{}] ({}) = {} | {}", f.path, f.kind, f.unit, f.range, f.default, f.summary).unwrap();
    }
    for path in ["border.trust", "cities.<id>.name", "policies.<id>.steps[].level", "shocks.<id>.trigger.yearly"] {
        assert!(fields.iter().any(|f| f.path == path), "{path}");
    }
    insta::assert_snapshot!("fields", list);
}

mod nothing_panics {
    use proptest::prelude::*;

    use super::{FULL, read, read_bytes};
    use crate::fuzz::PIECES;

    /// A text with some stretches cut out and some pieces put in.
    fn mutated(text: &str, changes: &[(usize, usize, usize)]) -> String {
        let mut characters: Vec<char> = text.chars().collect();
        for (at, cut, piece) in changes {
            let at = at % (characters.len() + 1);
            let end = (at + cut % 12).min(characters.len());
            characters.splice(at..end, PIECES[piece % PIECES.len()].chars());
        }
        characters.into_iter().collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn on_any_text(text in ".{0,400}") {
            let _ = read("x.ron", &text, &[]).map_err(|p| p.to_string());
        }

        #[test]
        fn on_any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = read_bytes("x.ron", &bytes, &[]).map_err(|p| p.to_string());
        }

        #[test]
        fn on_pieces_in_any_order(pieces in proptest::collection::vec(0..PIECES.len(), 0..80)) {
            let text: String = pieces.iter().map(|p| PIECES[*p]).collect();
            let _ = read("x.ron", &text, &[]).map_err(|p| p.to_string());
        }

        #[test]
        fn on_any_mutation_of_a_valid_file(changes in proptest::collection::vec(any::<(usize, usize, usize)>(), 1..6)) {
            let _ = read("x.ron", &mutated(FULL, &changes), &[]).map_err(|p| p.to_string());
        }

        #[test]
        fn on_any_override(path in "[a-z.\\[\\]0-9_<>-]{0,30}", value in ".{0,20}") {
            let _ = read("x.ron", FULL, &[(path, value)]).map_err(|p| p.to_string());
        }
    }
}
