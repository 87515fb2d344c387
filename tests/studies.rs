//! Studies: what is wrong with broken ones, rows that stay what they are, worlds, the shipped ones, `plan`.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use marchland::run::Run;
use marchland::scenario::{Document, Library, Missing, Problems, Wanted, Wants, read};
use marchland::study::{self, Maker, Study, measure};

use crate::cli::{output, refused};

/// Shipped scenarios and tables of the tests.
struct Shelf;

impl Library for Shelf {
    fn find(&self, wanted: &Wanted<'_>) -> Result<Document, Missing> {
        let root = concat!(env!("CARGO_MANIFEST_DIR"));
        let name = wanted.name;
        let place = match wanted.kind {
            Wants::Scenario => format!("{root}/scenarios/{name}.ron"),
            Wants::Map => format!("{root}/assets/maps/{name}.geojson"),
            Wants::Series => format!("{root}/tests/study/{name}"),
        };
        let known = || ["amur", "generic", "oresund"].map(str::to_owned).to_vec();
        let bytes =
            fs::read(&place).map_err(|_| Missing { why: "there is no such file".to_owned(), known: known() })?;
        Ok(Document { name: wanted.name.to_owned(), place, bytes })
    }
}

fn document(name: &str, text: &str) -> Document {
    Document { name: name.to_owned(), place: name.to_owned(), bytes: text.as_bytes().to_vec() }
}

fn study(text: &str) -> Study {
    study::read(&document("study.ron", text), &Shelf).unwrap_or_else(|problems| panic!("{problems}"))
}

const SMALL: &str = r#"(
    study: 1, id: "small", title: "Small", question: "Is it read?",
    scenarios: ["generic"], policies: ["none", "staged", "own"], quarters: 12,
    written: {"own": (title: "Own", steps: [(lever: "works", level: 0.5)])},
    factors: {
        "gain": (of: ["trust_gain"], values: Uniform(0.004, 0.02)),
        "trust": (of: ["border.trust"], values: Triangular(0.2, 0.3, 0.6)),
        "periphery": (of: ["regions.a.periphery", "regions.b.periphery"], how: Times, values: Uniform(0.5, 1)),
    },
    design: Saltelli(4), replicates: 2,
    outputs: {"trust": Last("trust"), "stage": FirstIn(3), "in": QuartersIn(1), "spent": Total("spending")},
)"#;

#[test]
fn every_broken_study_is_explained() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/study/bad");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= 15, "{}", files.len());
    let mut codes = BTreeSet::new();
    for file in files {
        let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
        let text = fs::read_to_string(&file).unwrap();
        let problems: Problems = study::check(&document(&format!("{name}.ron"), &text), &Shelf);
        assert!(!problems.0.is_empty(), "{name} has no problem");
        codes.extend(problems.0.iter().map(|problem| problem.code));
        insta::assert_snapshot!(format!("study-{name}"), problems.to_string());
    }
    for code in ["M070", "M071", "M072", "M073", "M074", "M075", "M076"] {
        assert!(codes.contains(code), "{code} is never told");
    }
}

#[test]
fn rows_are_pure_functions_and_their_ids_stay() {
    let small = study(SMALL);
    assert_eq!((small.points(), small.rows()), (20, 120));
    let more = study(&SMALL.replace("Saltelli(4), replicates: 2", "Saltelli(8), replicates: 5"));
    let mut ids = BTreeSet::new();
    for index in 0..small.rows() {
        let row = small.row(index);
        let id = small.id(&row);
        assert_eq!((small.find(&id), row.index), (Some(index), index));
        let same = more.row(more.find(&id).unwrap());
        assert_eq!((same.seed, &same.values), (row.seed, &row.values), "{id}");
        ids.insert(id);
    }
    assert_eq!(ids.len() as u64, small.rows());
    assert!(small.find("generic.none.20.0").is_none() && small.find("generic.none.0").is_none());
}

#[test]
fn policies_and_blocks_share_luck_unless_told_otherwise() {
    let seeds = |luck: &str| {
        let study = study(&SMALL.replace("replicates: 2", &format!("replicates: 2, luck: {luck}")));
        (0..study.rows()).map(|index| study.row(index).seed).collect::<BTreeSet<u64>>().len()
    };
    assert_eq!((seeds("Paired"), seeds("Common"), seeds("Own")), (4 * 2, 2, 120));
}

/// What a parameter is set to in place and what is read again both are what `--set` gives.
#[test]
fn a_world_is_the_scenario_with_its_overrides() {
    let small = study(SMALL);
    let text = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/generic.ron")).unwrap();
    let mut maker = Maker::new(&small);
    for index in [0, 5, 17, 63, 119] {
        let row = small.row(index);
        let mut run = small.start(&row, maker.world(&row).unwrap()).unwrap();
        run.finish();
        let scenario = read("generic.ron", &text, &small.overrides(&row)).unwrap_or_else(|p| panic!("{p}"));
        let mut again = Run::new(scenario.into(), &small.policies[row.policy], row.seed, 12).unwrap();
        again.finish();
        assert_eq!(run.digest(), again.digest(), "{}", small.id(&row));
        let values = measure(&small, &run);
        assert_eq!(values.len(), 4);
        assert!(values[0] + 0.0 <= 12.0 && values[2].is_nan(), "quarters in stage I, no stage III: {values:?}");
    }
}

/// Blocks whose points differ by luck, too, are warned of where the text says so; all other luck is not.
#[test]
fn luck_that_is_taken_for_effects_is_warned_of() {
    let warned = |design: &str, luck: &str| {
        let text = SMALL.replace("Saltelli(4), replicates: 2", &format!("{design}, {luck}"));
        let document = document("study.ron", &text);
        study::warnings(&document, &study::read(&document, &Shelf).unwrap_or_else(|problems| panic!("{problems}")))
    };
    for (design, told) in [("Saltelli(4)", "total order come out too large"), ("Morris(4)", "mu* and sigma come out")] {
        let warnings = warned(design, "luck: Own");
        assert_eq!(warnings.0.iter().map(|warning| (warning.code, warning.line)).collect::<Vec<_>>(), [("W070", 10)]);
        assert!(warnings.to_string().contains(told), "{warnings}");
        assert!(warned(design, "luck: Common").0.is_empty() && warned(design, "replicates: 2").0.is_empty());
    }
    assert!(warned("Latin(4)", "luck: Own").0.is_empty());
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("own.ron");
    fs::write(&file, SMALL.replace("replicates: 2", "luck: Own")).unwrap();
    let said = output(&["check", file.to_str().unwrap()]);
    let text = String::from_utf8(said.stdout).unwrap();
    assert!(said.status.success() && text.contains("small: no problems, 1 warning, a study of 60 rows"), "{text}");
    assert_eq!(output(&["check", "--deny-warnings", file.to_str().unwrap()]).status.code(), Some(3));
}

#[test]
fn a_rule_stops_a_run() {
    let small = study(&SMALL.replace("replicates: 2", "stop: (when: [From(\"2001Q1\")])"));
    let row = small.row(0);
    let mut run = small.start(&row, small.world(&row).unwrap()).unwrap();
    while !run.is_over() && !small.is_stopped(&run) {
        run.step();
    }
    assert!(run.elapsed() < 12, "{}", run.elapsed());
}

#[test]
fn a_table_gives_the_points() {
    let small = study(&SMALL.replace("Saltelli(4)", "Table(\"points.csv\")"));
    assert_eq!(small.points(), 2);
    assert_eq!(small.values(1), [0.01, 0.75, 0.4]);
}

/// The shipped studies check, can be planned, and a small version of each plays a row of every policy.
#[test]
fn the_shipped_studies_can_be_run() {
    let mut names = Vec::new();
    for entry in fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/studies")).unwrap() {
        let path = entry.unwrap().path();
        let study = study(&fs::read_to_string(&path).unwrap());
        assert_eq!(path.file_stem().unwrap().to_str().unwrap(), study.id);
        let mut maker = Maker::new(&study);
        for policy in 0..study.policies.len() as u64 {
            let row = study.row(policy * u64::from(study.replicates));
            let mut run = study.start(&row, maker.world(&row).unwrap()).unwrap();
            run.finish();
            assert_eq!(measure(&study, &run).len(), study.outputs.len());
        }
        names.push(study.id);
    }
    assert_eq!(names.len(), 5);
    for name in names {
        let said = output(&["check", &name]);
        assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stdout));
    }
}

#[test]
fn a_plan_says_rows_and_writes_the_points() {
    let folder = tempfile::tempdir().unwrap();
    let (file, table) = (folder.path().join("small.ron"), folder.path().join("points.csv"));
    fs::write(&file, SMALL).unwrap();
    let (file, table) = (file.to_str().unwrap(), table.to_str().unwrap());
    let said = output(&["plan", file, "--json", "--sample", "2", "--design", table]);
    let object: serde_json::Value = serde_json::from_slice(&said.stdout).unwrap();
    assert_eq!((object["rows"].as_u64(), object["points"].as_u64()), (Some(120), Some(20)));
    assert!(object["sample"]["seconds_on_one"].as_f64().unwrap() > 0.0);
    let points = fs::read_to_string(table).unwrap();
    assert_eq!(points.lines().next(), Some("point,gain,periphery,trust"));
    assert_eq!(points.lines().count(), 21);
    assert_eq!(refused(&["plan", file, "--design", table]).0, 2);
    // The points that were written are a design like any other, and the same.
    let again = SMALL.replace("Saltelli(4)", "Table(\"points.csv\")");
    let name = folder.path().join("again.ron");
    fs::write(&name, again).unwrap();
    assert!(output(&["check", name.to_str().unwrap()]).status.success());
    assert_eq!(refused(&["plan", "no-such-study"]).0, 3);
}

#[test]
fn every_field_of_a_study_is_explained() {
    let said = String::from_utf8(output(&["explain", "study"]).stdout).unwrap();
    for field in study::fields().iter().filter(|field| !field.path.starts_with("written.<id>.")) {
        assert!(said.contains(&field.path), "{}", field.path);
    }
}

/// A name that is no study's is answered with those that are; the program says what each is about.
#[test]
fn the_shipped_studies_are_found_by_whoever_looks() {
    let said = |arguments: &[&str]| {
        let output = output(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let listed = said(&["list"]);
    let object: serde_json::Value = serde_json::from_str(&said(&["list", "--json"])).unwrap();
    let pages = said(&["explain", "study"]);
    assert!(listed.contains("Studies shipped with the program"), "{listed}");
    let studies = object["studies"].as_array().unwrap();
    assert_eq!(studies.len(), 5);
    for study in studies {
        let (name, title) = (study["name"].as_str().unwrap(), study["title"].as_str().unwrap());
        assert!(listed.contains(name) && pages.contains(name) && study["rows"].as_u64().unwrap() > 100, "{name}");
        let page = said(&["explain", name]);
        assert!(page.contains(&title[..20]) && page.contains(&format!("marchland batch {name} --out")), "{page}");
    }
    for command in
        [&["plan", "amur-ordr"][..], &["batch", "amur-ordr", "--out", "nowhere"], &["cluster", "slurm", "amur-ordr"]]
    {
        let (code, told) = refused(command);
        assert!(code == 3 && told.contains("no study of that name; did you mean `amur-order`?"), "{told}");
        assert!(told.contains("shipped studies: `amur-leave`"), "{told}");
    }
    let told = String::from_utf8(output(&["check", "nosuch"]).stdout).unwrap();
    assert!(told.contains("shipped scenarios: `amur`") && told.contains("shipped studies: `amur-leave`"), "{told}");
}

/// Where the message has all that can be said, the help is not pointed to.
#[test]
fn errors_that_help_cannot_answer_do_not_point_to_it() {
    let (code, told) = refused(&["analyze", "spread", "no-such-folder"]);
    assert!(code == 3 && !told.contains("--help"), "{told}");
    let (code, told) = refused(&["merge", "."]);
    assert!(code == 2 && told.contains("no folder of a study") && !told.contains("--help"), "{told}");
    let (code, told) = refused(&["merge", ".", "--no-such-option"]);
    assert!(code == 2 && told.contains("--help"), "{told}");
}

/// What is offered in the place of a scenario that is not there is a scenario.
#[test]
fn a_mistyped_scenario_is_answered_with_scenarios_alone() {
    let folder = tempfile::tempdir().unwrap();
    let scenario = "(format: 1, id: \"ferry\", extends: \"generic\", without: [\"expectations\"])";
    fs::write(folder.path().join("ferry.ron"), scenario).unwrap();
    fs::write(folder.path().join("ferry-study.ron"), SMALL).unwrap();
    fs::write(folder.path().join("ferry-broken.ron"), SMALL.trim_end_matches(')')).unwrap();
    let file = folder.path().join("new.ron");
    fs::write(&file, SMALL.replace("\"generic\"", "\"fery.ron\"")).unwrap();
    let told = String::from_utf8(output(&["check", file.to_str().unwrap()]).stdout).unwrap();
    assert!(told.contains("did you mean `ferry.ron`?") && !told.contains("ferry-study"), "{told}");
    assert!(!told.contains("ferry-broken"), "{told}");
}

#[test]
fn a_number_of_points_that_is_no_power_of_two_is_warned_of() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("small.ron");
    for (design, warned) in
        [("Sobol(100)", "`Sobol(64)` or `Sobol(128)`"), ("Saltelli(6)", "`Saltelli(4)` or `Saltelli(8)`")]
    {
        fs::write(&file, SMALL.replace("Saltelli(4)", design)).unwrap();
        let said = output(&["check", "--deny-warnings", file.to_str().unwrap()]);
        let told = String::from_utf8(said.stdout).unwrap();
        assert!(said.status.code() == Some(3) && told.contains("W071") && told.contains(warned), "{told}");
        let planned = output(&["plan", "--sample", "1", file.to_str().unwrap()]);
        assert!(planned.status.success() && String::from_utf8(planned.stderr).unwrap().contains(warned));
    }
    for design in ["Sobol(128)", "Latin(100)"] {
        fs::write(&file, SMALL.replace("Saltelli(4)", design)).unwrap();
        assert!(output(&["check", "--deny-warnings", file.to_str().unwrap()]).status.success(), "{design}");
    }
}
