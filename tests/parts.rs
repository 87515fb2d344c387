//! Scenarios of several texts: laid over each other, with series from tables; and what is said where that fails.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use marchland::model::date::Quarter;
use marchland::model::setup::Grade;
use marchland::run::session::Session;
use marchland::run::{Run, history};
use marchland::scenario::{
    Document, Library, Missing, Problems, Scenario, Wanted, Wants, check, explanation, read, read_with,
};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/parts");

/// The folder of these tests, with one scenario that is known by its name as if it were shipped.
struct Shelf;

impl Library for Shelf {
    fn find(&self, wanted: &Wanted<'_>) -> Result<Document, Missing> {
        if (wanted.kind, wanted.name) == (Wants::Scenario, "minimal") {
            return Ok(document("../minimal.ron"));
        }
        if wanted.kind == Wants::Map {
            let path = format!("{}/assets/maps/{}.geojson", env!("CARGO_MANIFEST_DIR"), wanted.name);
            return Ok(Document { name: path.clone(), bytes: fs::read(&path).unwrap(), place: path });
        }
        let folder = Path::new(wanted.from).parent().unwrap_or(Path::new(""));
        let place = folder.join(wanted.name).to_string_lossy().replace("bad/../", "");
        let path = Path::new(FOLDER).join(&place);
        if !path.is_file() {
            let known = if wanted.kind == Wants::Scenario { vec!["minimal".to_owned()] } else { Vec::new() };
            return Err(Missing { why: format!("there is no file `{place}`"), known });
        }
        Ok(document(&place))
    }
}

fn document(place: &str) -> Document {
    let bytes = fs::read(Path::new(FOLDER).join(place)).unwrap_or_else(|error| panic!("{place}: {error}"));
    Document { name: place.to_owned(), place: place.to_owned(), bytes }
}

fn shown(result: Result<Scenario, Problems>) -> Scenario {
    result.unwrap_or_else(|problems| panic!("{problems}"))
}

fn extending() -> Scenario {
    shown(read_with(&document("extending.ron"), &[], &Shelf))
}

/// A scenario that lies over the shortest, with this beside.
fn over(more: &str) -> Result<Scenario, Problems> {
    let text = format!("(format: 1, id: \"over\", extends: \"minimal\", {more})");
    let document = Document { name: "over.ron".to_owned(), place: "over.ron".to_owned(), bytes: text.into_bytes() };
    read_with(&document, &[], &Shelf)
}

fn series(file: &str) -> String {
    let model = "model: (variable: \"exports\", scale: 5.5, per: Start), fitted: (2001, 2002), judged: (2003, 2005)";
    format!("history: {{ \"trade\": (title: \"Trade\", unit: \"bn EUR\", file: \"{file}\", {model}) }}")
}

#[test]
fn a_scenario_says_only_what_differs_from_the_one_it_extends() {
    let (scenario, base) = (extending(), shown(read_with(&document("../full.ron"), &[], &Shelf)));
    assert_eq!((scenario.id.as_str(), scenario.title.as_str()), ("extending", "Every field, laid over"));
    assert_eq!(scenario.summary, base.summary);
    let (setup, below) = (&scenario.setup, &base.setup);
    assert_eq!((setup.regions[0].population, setup.regions[0].wage), (2_500_000.0, below.regions[0].wage));
    assert_eq!((setup.regions[0].kinds, setup.regions[1].kinds), (below.regions[0].kinds, [0.7, 0.2, 0.1]));
    assert_eq!((setup.border.trust, setup.border.governance), (0.5, below.border.governance));
    let shocks: Vec<(&str, u32)> = setup.shocks.iter().map(|s| (s.id.as_str(), s.quarters)).collect();
    assert_eq!(shocks, [("closure", 8), ("quarrel", 4), ("strike", 1)]);
    assert!(scenario.policies["programme"].projects.is_empty() && scenario.policies["programme"].steps.len() == 2);
    let trust = scenario.figures.iter().find(|f| f.path == "border.trust").unwrap();
    assert_eq!((trust.source.as_deref(), trust.grade), (Some("survey"), Grade::B));
    assert_eq!(scenario.parts, ["../full.ron", "quarters.csv", "trade.csv", "unverified/trade.csv"]);
}

#[test]
fn a_table_becomes_points_with_sources_and_grades() {
    let scenario = extending();
    let counted = scenario.history.iter().find(|h| h.id == "counted").unwrap();
    let row =
        |p: &marchland::scenario::Point| (p.quarter.year(), p.yearly, p.value, p.source.clone().unwrap(), p.grade);
    let rows: Vec<_> = counted.points.iter().map(row).collect();
    assert_eq!(rows[0], (2001, true, 5.5, "trade-1".to_owned(), Grade::B));
    assert_eq!(rows[1], (2002, true, 6.25, "trade-1".to_owned(), Grade::B));
    assert_eq!(rows[2], (2003, true, 7.0, "trade-2".to_owned(), Grade::B));
    assert_eq!(scenario.sources["trade-1"], "Customs of Alpha, Yearbook 2003, table 4");
    let road = scenario.setup.drivers.iter().find(|d| d.id == "travel-time").unwrap();
    let points = [(Quarter::new(2001, 3), 90.0), (Quarter::new(2003, 2), 60.5), (Quarter::new(2005, 3), 45.0)];
    assert_eq!(road.points, points);
}

#[test]
fn a_table_out_of_a_spreadsheet_is_read_with_its_mark_and_line_ends() {
    let scenario = shown(over(&series("excel.csv")));
    let values: Vec<f64> = scenario.history[0].points.iter().map(|p| p.value).collect();
    assert_eq!(values, [5.5, 6.5]);
    assert_eq!(scenario.sources["excel-1"], "Customs of \"Alpha\", 2003");
}

#[test]
fn empty_columns_at_the_end_of_a_table_are_passed_over() {
    let scenario = shown(over(&series("empty-columns.csv")));
    let values: Vec<f64> = scenario.history[0].points.iter().map(|p| p.value).collect();
    assert_eq!(values, [5.5, 6.5, 7.5]);
}

#[test]
fn what_is_derived_is_grade_b_at_best_and_what_is_unverified_judges_nothing() {
    let scenario = extending();
    let remembered = scenario.history.iter().position(|h| h.id == "remembered").unwrap();
    assert!(scenario.history[remembered].points.iter().all(|p| p.grade == Grade::U));
    let scenario = shown(over(&series("unverified/trade.csv")));
    let mut run = Run::new(Arc::new(scenario), "none", 1, 24).unwrap();
    run.finish();
    let compared = &history::compare(&run)[0];
    assert_eq!(compared.all.as_ref().unwrap().points, 3, "they are shown");
    assert_eq!(
        (&compared.fitted, &compared.judged, &compared.last_value, &compared.frozen),
        (&None, &None, &None, &None)
    );
}

#[test]
fn points_of_the_extending_file_take_the_place_of_a_table_and_the_other_way_round() {
    let more = "history: { \"counted\": (points: [(2001, 1)]) }";
    let text = format!("(format: 1, id: \"third\", extends: \"extending.ron\", {more})");
    let document = Document { name: "third.ron".into(), place: "third.ron".into(), bytes: text.into_bytes() };
    let scenario = shown(read_with(&document, &[], &Shelf));
    assert_eq!(scenario.history.iter().find(|h| h.id == "counted").unwrap().points.len(), 1);
    let text = "(format: 1, id: \"x\", extends: \"../full.ron\", without: [\"expectations.trade\"], \
                history: { \"trade\": (unit: \"bn EUR\", file: \"trade.csv\") })";
    let document = Document { name: "x.ron".into(), place: "x.ron".into(), bytes: text.into() };
    let scenario = shown(read_with(&document, &[], &Shelf));
    assert_eq!(scenario.history[0].points.len(), 3);
}

#[test]
fn the_text_of_a_scenario_of_parts_stands_alone_and_plays_the_same() {
    let scenario = extending();
    let alone = shown(read("scenario.ron", &scenario.text, &[]));
    assert_eq!(
        (&alone.setup, &alone.history, &alone.policies),
        (&scenario.setup, &scenario.history, &scenario.policies)
    );
    assert_eq!((&alone.sources, &alone.figures), (&scenario.sources, &scenario.figures));
    assert_eq!((&alone.text, &alone.sha256), (&scenario.text, &scenario.sha256));
    let mut run = Run::new(Arc::new(scenario), "programme", 3, 12).unwrap();
    run.finish();
    assert_eq!(Session::of(&run, Vec::new()).replay(&alone).unwrap().digest(), run.digest());
}

#[test]
fn the_hash_covers_every_part() {
    let plain = shown(over(""));
    let hash = |more: &str| shown(over(more)).sha256;
    assert_ne!(hash(&series("trade.csv")), plain.sha256);
    assert_ne!(hash("border: (trust: 0.36)"), plain.sha256);
    let minimal = document("../minimal.ron");
    let text = String::from_utf8(minimal.bytes.clone()).unwrap();
    assert_eq!(shown(read_with(&minimal, &[], &Shelf)).text, text, "a file that stands alone is kept as it is");
}

/// What `check` warns of, for a scenario that lies over another.
fn warned(more: &str) -> String {
    let text = format!("(format: 1, id: \"over\", extends: \"../full.ron\", {more})");
    let document = Document { name: "over.ron".to_owned(), place: "over.ron".to_owned(), bytes: text.into_bytes() };
    let checked = check(&document, &Shelf);
    shown(checked.scenario);
    checked.warnings.to_string()
}

#[test]
fn a_claim_that_has_lost_what_it_speaks_of_is_told_with_both_places() {
    let none = warned("expectations: {}");
    assert!(!none.contains("W020"), "{none}");
    // The base claims a change of commuting over the quarter in which the road opens.
    let base = "expectations: { \"road\": (text: \"The road brings commuters.\", claim: \
                Compared(variable: \"commuters\", at: \"2013Q1\", to: Date(\"2012Q1\"), ratio: AtLeast(1.01))) }";
    let same = warned(base);
    assert!(!same.contains("W020"), "{same}");
    let gone = warned(&format!("without: [\"crossings.road\"], {base}"));
    insta::assert_snapshot!("parts-claim-without-its-crossing", gone);
    let emptied = warned("without: [\"policies.programme.steps\", \"policies.programme.projects\", \"dilemmas\"]");
    insta::assert_snapshot!("parts-claim-of-an-emptied-policy", emptied);
}

#[test]
fn a_series_and_its_table_count_the_same_thing() {
    let with = |unit: &str| {
        let text = series("trade.csv").replace("unit: \"bn EUR\", ", unit);
        over(&text)
    };
    assert!(with("unit: \"EUR billion\", ").is_ok() && with("unit: \"bn EUR (at current prices)\", ").is_ok());
    for (name, unit) in [
        ("tens", "unit: \"mn EUR\", "),
        ("other-way", "unit: \"thousand bn EUR\", "),
        ("other", "unit: \"bn USD\", "),
        ("none", ""),
    ] {
        insta::assert_snapshot!(format!("parts-unit-{name}"), with(unit).unwrap_err().to_string());
    }
}

#[test]
fn what_names_something_dropped_is_told_where_it_was_dropped() {
    let problems = |without: &str| {
        let text = format!("(format: 1, id: \"over\", extends: \"../full.ron\", without: [{without}])");
        let document = Document { name: "over.ron".to_owned(), place: "over.ron".to_owned(), bytes: text.into_bytes() };
        read_with(&document, &[], &Shelf).unwrap_err()
    };
    for (without, number) in
        [("\"sources.oil\"", 4), ("\"levers.school\"", 2), ("\"cities.hill\"", 2), ("\"drivers\"", 2)]
    {
        let problems = problems(without);
        let told = problems.0.iter().filter(|problem| problem.file == "over.ron");
        let places = told.map(|problem| problem.message.matches("../full.ron:").count()).sum::<usize>();
        assert!(places >= number, "{problems}");
    }
}

fn bad_files() -> Vec<PathBuf> {
    let mut files: Vec<_> = fs::read_dir(format!("{FOLDER}/bad")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "ron"));
    files.sort();
    files
}

/// Files of a chain are themselves wrong in the same way: the first of it is shown.
fn is_a_link(name: &str) -> bool {
    const LINKS: [&str; 9] = [
        "anonymous",
        "broken-base",
        "circle-two",
        "circle-three",
        "faulty-base",
        "list",
        "newer",
        "partial",
        "itself-",
    ];
    LINKS.contains(&name) || (name.starts_with("deep-") && name != "deep-00")
}

#[test]
fn every_broken_part_is_explained() {
    let mut number = 0;
    for file in bad_files() {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        if is_a_link(&name) {
            continue;
        }
        number += 1;
        let Err(problems) = read_with(&document(&format!("bad/{name}.ron")), &[], &Shelf) else {
            panic!("{name} was read, but should have been refused")
        };
        for problem in &problems.0 {
            assert!(explanation(problem.code).is_some_and(|_| problem.code != "M099"), "{problem}");
            assert!(problem.hint.is_some() || problem.expected.is_some(), "{problem}");
        }
        insta::assert_snapshot!(format!("parts-{name}"), problems.to_string());
    }
    assert!(number >= 50, "{number}");
}

#[test]
fn a_file_that_is_read_alone_says_that_nothing_can_lie_beside_it() {
    let text = "(format: 1, id: \"x\", extends: \"amur\")";
    insta::assert_snapshot!("parts-alone", read("x.ron", text, &[]).unwrap_err().to_string());
}

#[test]
fn no_option_makes_a_scenario_consist_of_other_files() {
    let set = |path: &str, value: &str| {
        let overrides = [(path.to_owned(), value.to_owned())];
        read_with(&document("extending.ron"), &overrides, &Shelf).unwrap_err().to_string()
    };
    insta::assert_snapshot!("parts-set-extends", set("extends", "amur"));
    for (path, value) in [
        ("history.counted.file", "trade.csv"),
        ("history.counted", "(title: \"T\", unit: \"u\", file: \"trade.csv\")"),
        ("history", "{ \"x\": (file: \"trade.csv\") }"),
        ("without", "[\"title\"]"),
    ] {
        assert!(set(path, value).contains("cannot name another file"), "{path}");
    }
}

#[test]
fn many_large_tables_are_refused_before_they_fill_the_memory() {
    struct Large(Vec<u8>);
    impl Library for Large {
        fn find(&self, wanted: &Wanted<'_>) -> Result<Document, Missing> {
            match wanted.kind {
                Wants::Scenario => Shelf.find(wanted),
                _ => Ok(Document { name: "large.csv".into(), place: "large.csv".into(), bytes: self.0.clone() }),
            }
        }
    }
    let rows: String = (0..40_000).map(|i| format!("{},1,u,s\n", 1000 + i % 2000)).collect();
    let large = Large(format!("year,value,unit,source\n{rows}").into_bytes());
    let all: Vec<String> = (0..5_000).map(|i| format!("\"h{i}\": (file: \"large.csv\")")).collect();
    let text = format!("(format: 1, id: \"x\", extends: \"minimal\", history: {{ {} }})", all.join(","));
    let document = Document { name: "x.ron".into(), place: "x.ron".into(), bytes: text.into_bytes() };
    let problems = read_with(&document, &[], &large).unwrap_err();
    assert!(problems.0.iter().any(|p| p.code == "M001" && p.message.contains("bytes up to here")));
}

mod nothing_panics {
    use proptest::prelude::*;

    use super::{Document, Library, Missing, Shelf, Wanted, Wants, read_with, series};

    /// Every series is this text.
    struct Table(Vec<u8>);

    impl Library for Table {
        fn find(&self, wanted: &Wanted<'_>) -> Result<Document, Missing> {
            match wanted.kind {
                Wants::Series => Ok(Document { name: "x.csv".into(), place: "x.csv".into(), bytes: self.0.clone() }),
                _ => Shelf.find(wanted),
            }
        }
    }

    fn read(table: Vec<u8>) -> String {
        let text = format!("(format: 1, id: \"x\", extends: \"minimal\", {})", series("x.csv"));
        let document = Document { name: "x.ron".into(), place: "x.ron".into(), bytes: text.into_bytes() };
        match read_with(&document, &[], &Table(table)) {
            Ok(scenario) => scenario.text,
            Err(problems) => problems.to_string(),
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn on_any_table(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            read(bytes);
        }

        #[test]
        fn on_cells_in_any_order(cells in proptest::collection::vec(
            prop::sample::select(vec![
                "year", "date", "value", "unit", "source", "grade", ",", ",", "\n", "\n", "\r\n", "\"", "2001", "2001Q3",
                "5.5", "-1", "1e999", "é", "\u{feff}", ";", "bn (derived: 2/1)", "A", " ", "\0",
            ]), 0..60)
        ) {
            read(format!("year,value,unit,source\n{}", cells.concat()).into_bytes());
            read(cells.concat().into_bytes());
        }

        #[test]
        fn and_good_values_are_read_as_they_stand(values in proptest::collection::vec(1e-6..1e9, 1..30)) {
            let row = |(i, value): (usize, &f64)| format!("{},{value},bn EUR,\"a, \"\"b\"\"\"\r\n", 1900 + i);
            let rows: String = values.iter().enumerate().map(row).collect();
            let table = format!("year,value,unit,source\r\n{rows}").into_bytes();
            let text = format!("(format: 1, id: \"x\", extends: \"minimal\", {})", series("x.csv"));
            let document = Document { name: "x.ron".into(), place: "x.ron".into(), bytes: text.into_bytes() };
            let scenario = read_with(&document, &[], &Table(table)).unwrap();
            let again = super::read("x.ron", &scenario.text, &[]).unwrap();
            for read in [scenario, again] {
                prop_assert_eq!(&read.history[0].points.iter().map(|p| p.value).collect::<Vec<_>>(), &values);
                prop_assert_eq!(read.sources["x-1"].as_str(), "a, \"b\"");
            }
        }
    }
}
