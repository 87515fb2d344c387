//! The pages of `marchland explain CODE`: each has its parts, its wrong example gives the code, and its right one does not.

use std::fs;
use std::path::Path;

use marchland::scenario::pages::{self, Page, Piece};
use marchland::scenario::{self, CODES, Document, Library, Missing, Severity, Wanted, Wants};
use marchland::study;

use crate::cli::output;

/// What an example can name: shipped scenarios and maps, and the files that pages speak of.
struct Shelf<'a> {
    page: &'a Page,
    example: &'a str,
}

impl Library for Shelf<'_> {
    fn find(&self, wanted: &Wanted<'_>) -> Result<Document, Missing> {
        let shipped = |path: &str| fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
        let text = match (wanted.kind, wanted.name) {
            (Wants::Map, "my-border.geojson") if self.page.piece == Piece::Map => self.example.to_owned(),
            (Wants::Map, "my-border.geojson") => pages::of("M052").unwrap().right.to_owned(),
            (Wants::Map, "oresund") => shipped("assets/maps/oresund.geojson"),
            (Wants::Scenario, "generic") => shipped("scenarios/generic.ron"),
            (Wants::Scenario, "example.ron") => self.example.to_owned(),
            (Wants::Scenario, "broken.ron") => "(format: 1, id: \"broken\"".to_owned(),
            (Wants::Series, "commuters.csv") => self.example.to_owned(),
            (Wants::Series, "points.csv") => "trust\n0.3\n0.5\n".to_owned(),
            (Wants::Series, "other.csv") => "confidence\n0.3\n0.5\n".to_owned(),
            _ => return Err(Missing { why: "there is no such file".to_owned(), known: vec!["generic".to_owned()] }),
        };
        Ok(document(wanted.name, text))
    }
}

fn document(name: &str, text: String) -> Document {
    Document { name: name.to_owned(), place: name.to_owned(), bytes: text.into_bytes() }
}

fn over_generic(fields: &str) -> String {
    format!("(format: 1, id: \"example\", extends: \"generic\", without: [\"expectations\"], {fields})")
}

fn a_study(fields: &str) -> String {
    let mut text = "(study: 1, id: \"example\", title: \"An example\", question: \"Which is better?\", ".to_owned();
    text.push_str("scenarios: [\"generic\"], ");
    for (field, usual) in [("policies:", "[\"staged\"]"), ("outputs:", "{ \"trade\": Last(\"trade\") }")] {
        if !fields.contains(field) {
            text.push_str(&format!("{field} {usual}, "));
        }
    }
    format!("{text}{fields})")
}

/// Codes and severities of what is told of an example, and what that is.
fn told(page: &Page, example: &str) -> (Vec<(&'static str, Severity)>, String) {
    let shelf = Shelf { page, example };
    let series = "history: { \"counted\": (title: \"Commuters\", unit: \"persons\", file: \"commuters.csv\", model: \
                  (variable: \"commuters\", scale: 500_000)) }";
    let (text, set) = match page.piece {
        Piece::Fields => (over_generic(example), Vec::new()),
        Piece::Whole => (example.to_owned(), Vec::new()),
        Piece::Table => (over_generic(series), Vec::new()),
        Piece::Map => {
            let sides = "regions: (a: (on_map: [\"Westmark\"]), b: (on_map: [\"Eastmark\"]))";
            (over_generic(&format!("map: \"my-border.geojson\", {sides}")), Vec::new())
        }
        Piece::Set => {
            let (path, value) = example.split_once('=').unwrap();
            (over_generic(""), vec![(path.to_owned(), value.to_owned())])
        }
        Piece::Study => (a_study(example), Vec::new()),
        Piece::Words => return (Vec::new(), String::new()),
    };
    let read = document("example.ron", text);
    let problems = if page.piece == Piece::Study {
        match study::read(&read, &shelf) {
            Ok(study) => study::warnings(&study, &read),
            Err(problems) => problems,
        }
    } else {
        let checked = scenario::check_with(&read, &set, &shelf);
        checked.scenario.err().unwrap_or(checked.warnings)
    };
    (problems.0.iter().map(|problem| (problem.code, problem.severity())).collect(), problems.to_string())
}

#[test]
fn the_wrong_example_of_a_page_gives_its_code_and_the_right_one_does_not() {
    let mut shown = 0;
    for page in pages::all().filter(|page| page.piece != Piece::Words) {
        let (wrong, text) = told(page, page.wrong);
        assert!(wrong.iter().any(|(code, _)| *code == page.code), "{} wrong: {text}", page.code);
        let (right, text) = told(page, page.right);
        assert!(right.iter().all(|(code, _)| *code != page.code), "{} right: {text}", page.code);
        assert!(right.iter().all(|(_, severity)| *severity == Severity::Warning), "{} right: {text}", page.code);
        shown += 1;
    }
    let in_words = pages::all().count() - shown;
    assert!(in_words <= 8, "{in_words} pages show nothing that could be tried");
}

#[test]
fn every_code_has_a_page_that_says_more_than_the_message() {
    for (code, title, meaning) in CODES {
        let page = pages::of(code).unwrap_or_else(|| panic!("{code} has no page"));
        assert!(page.wrong != page.right && !page.wrong.is_empty() && !page.right.is_empty(), "{code}");
        for text in [meaning, page.remedy] {
            assert!(text.len() >= 40 && text.trim_end().ends_with('.'), "{code}: {text}");
        }
        assert!(page.remedy != *meaning && !title.is_empty(), "{code}");
    }
    assert_eq!(pages::all().count(), CODES.len(), "a page without a code");
}

#[test]
fn a_page_is_printed_with_all_its_parts() {
    let text = String::from_utf8(output(&["explain", "M012"]).stdout).unwrap();
    for part in
        ["out of range", "latitude", "Wrong, in a scenario", "trust: 41)", "Right", "0.41", "What to do", "unit"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    let all = String::from_utf8(output(&["explain", "--all"]).stdout).unwrap();
    assert!(all.contains("*What to do:* Exchange the two dates"), "the reference has them, too");
}
