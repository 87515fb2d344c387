//! The format of scenario files is a promise: what could be read can be read for ever, and reads to the same.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use marchland::run::Run;
use marchland::scenario::expectation::Expectation;
use marchland::scenario::{
    Document, Library, Migrated, Missing, NEWEST, Scenario, Shown, Wanted, Wants, fields, migrate, read_with, show,
};
use sha2::{Digest, Sha256};

pub(crate) const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The tables beside old files, the shortest scenario, and the maps that are shipped.
pub(crate) struct Shelf;

impl Library for Shelf {
    fn find(&self, wanted: &Wanted<'_>) -> Result<Document, Missing> {
        let place = match wanted.kind {
            Wants::Map => format!("assets/maps/{}.geojson", wanted.name),
            Wants::Scenario => format!("tests/{}.ron", wanted.name),
            Wants::Series => format!("tests/formats/{}", wanted.name),
        };
        Ok(document(&place))
    }
}

pub(crate) fn document(place: &str) -> Document {
    let bytes = fs::read(Path::new(ROOT).join(place)).unwrap_or_else(|error| panic!("{place}: {error}"));
    Document { name: place.to_owned(), place: place.to_owned(), bytes }
}

fn scenario(document: &Document) -> Scenario {
    read_with(document, &[], &Shelf).unwrap_or_else(|problems| panic!("{problems}"))
}

fn digest(scenario: &Scenario, policy: &str) -> String {
    let mut run = Run::new(Arc::new(scenario.clone()), policy, 7, 40).unwrap();
    run.finish();
    run.digest()
}

fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").unwrap();
        hex
    })
}

/// What a scenario claims, without the lists of numbers of the world of each claim: their order is that of the text.
fn claims(scenario: &Scenario) -> Vec<Expectation> {
    let mut claims = scenario.expectations.clone();
    for world in claims.iter_mut().filter_map(|claim| claim.given.as_mut()).map(Arc::make_mut) {
        world.figures.clear();
        world.numbers.clear();
    }
    claims
}

/// What a file of format 1 reads to. The digest moves with the equations of the model, by a commit that says why; the
/// rest never moves.
#[test]
fn a_file_of_format_1_reads_to_the_same_for_ever() {
    let read = scenario(&document("tests/formats/1.ron"));
    let mut frozen = String::new();
    writeln!(frozen, "file {}", hash(&String::from_utf8(document("tests/formats/1.ron").bytes).unwrap())).unwrap();
    writeln!(frozen, "digest {}", digest(&read, "programme")).unwrap();
    writeln!(frozen, "{}", read.text).unwrap();
    insta::assert_snapshot!("format-1", frozen);
}

/// The frozen file says everything that can be said: each field of the format stands in it.
#[test]
fn the_file_of_format_1_uses_every_field() {
    let text = String::from_utf8(document("tests/formats/1.ron").bytes).unwrap();
    for field in fields() {
        let name = field.path.rsplit('.').next().unwrap().trim_end_matches("[]");
        let shown = text.contains(&format!("{name}:")) || text.contains(&format!("{name}("));
        assert!(name.starts_with('<') || shown, "{}", field.path);
    }
}

/// Path, kind, unit, range and default of every field, as a file depends on them; sentences may be improved.
#[test]
fn the_fields_of_format_1_are_frozen() {
    let line = |f: &marchland::scenario::FieldDoc| {
        format!("{}: {} [{}] ({}) = {}", f.path, f.kind, f.unit, f.range, f.default)
    };
    let now: BTreeSet<String> = fields().iter().map(line).collect();
    let path = format!("{ROOT}/tests/formats/1.fields.txt");
    let frozen: BTreeSet<String> = fs::read_to_string(&path).unwrap_or_default().lines().map(str::to_owned).collect();
    let (gone, new): (Vec<_>, Vec<_>) = (frozen.difference(&now).collect(), now.difference(&frozen).collect());
    assert!(
        gone.is_empty() && new.is_empty(),
        "the format is frozen, and these fields changed.\n  gone: {gone:#?}\n  new: {new:#?}\n\
         Files that people wrote must go on to read the same. Either leave the field as it was, or make a new version: \
         raise `NEWEST` in src/scenario/version.rs, add a step to `STEPS` in src/scenario/migrate.rs, add the files \
         `{}.ron` and `{}.fields.txt` to tests/formats, and keep those of the older versions.",
        NEWEST + 1,
        NEWEST + 1
    );
}

#[test]
fn a_draft_without_a_version_becomes_a_file_of_the_newest_format() {
    let draft = document("tests/formats/draft.ron");
    let problems = read_with(&draft, &[], &Shelf).unwrap_err();
    assert_eq!(problems.0.len(), 1);
    assert!(problems.to_string().contains("marchland migrate"), "{problems}");
    let Ok(Migrated::Changed { text, done }) = migrate("draft.ron", &draft.bytes) else { panic!("it is a draft") };
    assert_eq!(done.len(), 1);
    assert_eq!(text.replacen("    format: 1,\n", "", 1).into_bytes(), draft.bytes, "nothing else has moved");
    let migrated = scenario(&Document { bytes: text.clone().into_bytes(), ..draft });
    assert_eq!(migrated.setup, scenario(&document("tests/minimal.ron")).setup);
    assert_eq!(migrate("draft.ron", text.as_bytes()), Ok(Migrated::Newest));
}

#[test]
fn what_is_shown_reads_back_to_the_same_scenario() {
    let mut places = ["tests/formats/1.ron", "tests/full.ron", "tests/minimal.ron"].map(str::to_owned).to_vec();
    for entry in fs::read_dir(Path::new(ROOT).join("scenarios")).unwrap() {
        places.push(format!("scenarios/{}", entry.unwrap().file_name().to_string_lossy()));
    }
    for place in places.iter().filter(|place| place.ends_with(".ron")) {
        let whole = scenario(&document(place));
        for shown in [Shown::Given, Shown::WithDefaults] {
            let text = show(&document(place), &[], &Shelf, shown, None).unwrap();
            let again = scenario(&Document { bytes: text.into_bytes(), ..document("tests/formats/1.ron") });
            // Whole scenarios would fill the screen.
            assert!(again.setup == whole.setup && again.policies == whole.policies, "{place}");
            assert!(again.history == whole.history && again.sources == whole.sources, "{place}");
            assert!(again.events == whole.events && again.goals == whole.goals, "{place}");
            assert!(again.dilemmas == whole.dilemmas && again.lessons == whole.lessons, "{place}");
            assert!(claims(&again) == claims(&whole), "{place}");
            assert_eq!(digest(&again, &whole.default_policy), digest(&whole, &whole.default_policy), "{place}");
        }
    }
}

#[test]
fn every_value_is_shown_with_its_origin() {
    let overrides = [("border.trust".to_owned(), "0.4".to_owned())];
    let show =
        |shown: Shown, part: Option<&str>| show(&document("tests/formats/1.ron"), &overrides, &Shelf, shown, part);
    let whole = show(Shown::Given, None).unwrap();
    insta::assert_snapshot!("show", whole);
    for line in whole.lines().filter(|line| !line.ends_with(['(', '{', '[', ')', '}', ']'])) {
        let is_closed = line.trim_end_matches(',').ends_with([')', '}', ']']) && line.trim().len() <= 2;
        assert!(is_closed || line.contains(" // "), "{line}");
    }
    insta::assert_snapshot!("show-defaults", show(Shown::WithDefaults, Some("crossings")).unwrap());
    insta::assert_snapshot!("show-part", show(Shown::Given, Some("policies.programme")).unwrap());
    insta::assert_snapshot!("show-common", show(Shown::Given, Some("policies.infrastructure-only")).unwrap());
    insta::assert_snapshot!("show-lever", show(Shown::WithDefaults, Some("levers.visa")).unwrap());
    let refused = format!("{:?}", show(Shown::Given, Some("border.trsut")).unwrap_err());
    assert!(refused.contains("did you mean `trust`?"), "{refused}");
}
