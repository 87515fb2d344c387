//! What scenarios claim: judged rightly, each in its own world, and told at the command line.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;

use marchland::model::indicator::Variable;
use marchland::run::Run;
use marchland::run::expect::{self, Verdict};
use marchland::scenario::expectation::{Claim, Expectation};
use marchland::scenario::{Scenario, read};
use serde_json::Value;

use crate::shipped::scenario;

const MINIMAL: &str = include_str!("minimal.ron");
const FULL: &str = include_str!("full.ron");

/// The shortest scenario with a policy, floods, two invented histories and these expectations.
fn text(expectations: &str) -> String {
    let end = MINIMAL.rfind(')').unwrap();
    let more = r#"
    policies: { "works": (title: "Works", steps: [(lever: "works", level: 1.0)]) },
    shocks: { "flood": (name: "Flood", kind: "disaster", trigger: Random(yearly: 0.05, from: "2001Q1"), quarters: 2) },
    history: {
        "met": (title: "Met", unit: "stage", points: [(2002, 1), (2005, 1)], model: (variable: "stage", scale: 1)),
        "missed": (
            title: "Missed", unit: "stage", points: [(2002, 2), (2005, 1)], model: (variable: "stage", scale: 1),
            fitted: (2001, 2003), judged: (2004, 2006),
        ),
    },
"#;
    format!("{}{more}    expectations: {{\n{expectations}\n    }},\n)\n", &MINIMAL[..end])
}

fn with(expectations: &str) -> Arc<Scenario> {
    let text = text(expectations);
    Arc::new(read("small.ron", &text, &[]).unwrap_or_else(|problems| panic!("{problems}")))
}

fn claim(more: &str, claim: &str) -> Arc<Scenario> {
    with(&format!("\"only\": (text: \"It is so.\", seeds: 3, {more} claim: {claim}),"))
}

fn played(play: &expect::Play, seed: u64) -> Run {
    let mut run = Run::new(Arc::clone(&play.world), &play.policy, seed, play.quarters).unwrap();
    run.finish();
    run
}

fn judged(e: &Expectation, scenario: &Arc<Scenario>) -> Verdict {
    let (play, other) = expect::plays(e, scenario);
    let reading = |seed| {
        let other = other.as_ref().map(|other| played(other, seed));
        expect::read(e, &played(&play, seed), other.as_ref()).unwrap()
    };
    let readings: Vec<_> = (1..=u64::from(e.seeds)).map(reading).collect();
    expect::judge(e, &readings)
}

fn only(scenario: &Arc<Scenario>) -> Verdict {
    judged(&scenario.expectations[0], scenario)
}

#[test]
fn every_claim_can_be_true_and_can_be_false() {
    // Nothing is done, so the pair stays in stage I with wages of 1 and .62.
    for (what, holds, observed) in [
        (r#"At("2005Q1", [Below("stage", 2)])"#, true, "in 3 of 3 seeds; median stage 1 in 2005Q1"),
        (
            r#"At("2005Q1", [Below("stage", 2), AtLeast("trust", 0.9)])"#,
            false,
            "in none of 3 seeds; median stage 1, trust 0.",
        ),
        (r#"At("2005Q1", [Any([AtLeast("stage", 2), From("2004Q1")])])"#, true, "in 3 of 3 seeds"),
        (r#"At("2005Q1", [All([Before("2005Q1"), Below("stage", 2)])])"#, false, "in none of 3 seeds"),
        (r#"Reaches(when: [Below("stage", 2)], from: "2003Q2")"#, true, "reached by 2003Q2 in the median"),
        (
            r#"Reaches(when: [AtLeast("stage", 2)], by: "2009Q4")"#,
            false,
            "in none of 3 seeds; median stage 1 in 2009Q4",
        ),
        (r#"Always(when: [Below("stage", 2)])"#, true, "in 3 of 3 seeds; median stage 1 in 2010Q1"),
        (r#"Always(when: [From("2004Q1")], from: "2003Q3", until: "2005Q1")"#, false, "first missed in 2003Q3"),
        (r#"Always(when: [Before("2005Q1")], until: "2005Q1")"#, true, "in 3 of 3 seeds"),
        (r#"Never(when: [AtLeast("stage", 2)])"#, true, "in 3 of 3 seeds"),
        (r#"Never(when: [From("2004Q1")])"#, false, "in none of 3 seeds; first met in 2004Q1 in the median"),
        (r#"Fit(history: "met", within: 0.01)"#, true, "in 3 of 3 seeds; mean error 0.0 %"),
        (r#"Fit(history: "missed", within: 0.25)"#, true, "mean error 25.0 %"),
        (r#"Fit(history: "missed", within: 0.25, years: Fitted)"#, false, "in none of 3 seeds; mean error 50.0 %"),
        (r#"Fit(history: "missed", within: 0.25, years: Judged)"#, true, "mean error 0.0 %"),
        (r#"Compared(variable: "stage", at: "2005Q1", to: Start, ratio: (1, 1))"#, true, "in 3 of 3 seeds; ratio 1"),
        (r#"Compared(variable: "stage", at: "2005Q1", to: Date("2002Q1"), ratio: Below(1))"#, false, "ratio 1"),
        (r#"Compared(variable: "stage", at: "2005Q1", to: Start, difference: (-0.5, 0.5))"#, true, "difference 0"),
        (r#"Compared(variable: "stage", at: "2005Q1", to: Start, difference: AtLeast(0.5))"#, false, "difference 0"),
        (
            r#"Compared(variable: "commuters_b", at: "2005Q1", to: Variable("commuters_a"), ratio: AtLeast(5))"#,
            true,
            "ratio",
        ),
        (
            r#"Compared(variable: "commuters_a", at: "2005Q1", to: Variable("commuters_b"), ratio: AtLeast(5))"#,
            false,
            "ratio",
        ),
        (r#"Compared(variable: "access", at: "2009Q1", to: Policy("works"), ratio: Below(0.95))"#, true, "ratio"),
        (
            r#"Compared(variable: "access", at: "2009Q1", to: Policy("works"), difference: AtLeast(0))"#,
            false,
            "difference −",
        ),
    ] {
        let verdict = only(&claim("", what));
        assert_eq!(verdict.holds, holds, "{what}: {}", verdict.observed);
        assert!(verdict.observed.contains(observed), "{what}: {}", verdict.observed);
        assert_eq!(verdict.held, if holds { 3 } else { 0 }, "{what}");
    }
}

#[test]
fn a_ratio_to_nothing_does_not_hold_and_is_told() {
    let what = r#"Compared(variable: "spending", at: "2005Q1", to: Policy("none"), ratio: AtLeast(1))"#;
    let verdict = only(&claim("policy: \"works\",", what));
    assert!(!verdict.holds && verdict.observed.contains("no ratio in 3 seeds"), "{}", verdict.observed);
}

#[test]
fn the_share_of_the_seeds_decides() {
    // Some seeds have a flood, others have none.
    let never = r#"Never(when: [AtLeast("geographic", 0.75)])"#;
    let at = |share: &str| {
        let mut scenario = Scenario::clone(&claim(&format!("share: {share},"), never));
        scenario.expectations[0].seeds = 40;
        only(&Arc::new(scenario))
    };
    let (lax, strict) = (at("0.1"), at("1.0"));
    assert!(0 < lax.held && lax.held < lax.seeds, "{}", lax.observed);
    assert_eq!(lax.observed, strict.observed);
    assert!(lax.holds && !strict.holds);
    assert!(lax.observed.contains("first met in 20"), "{}", lax.observed);
    let exact = lax.share();
    assert!(at(&exact.to_string()).holds && !at(&(exact + 0.001).to_string()).holds);
}

const CLOSED: &str = r#"
        "closed": (
            text: "Closing the border stops commuting.", seeds: 3,
            given: (shocks: { "shut": (name: "Shut", kind: "closure-people", trigger: At("2003Q1"), quarters: 8) }),
            claim: Compared(variable: "commuters", at: "2004Q4", to: Ungiven, ratio: Below(0.1)),
        ),"#;
const OPEN: &str = r#"
        "open": (text: "People commute.", seeds: 3, claim: At("2004Q4", [AtLeast("commuters", 0.001)])),"#;

#[test]
fn what_is_given_changes_that_expectation_and_nothing_else() {
    let alone = with(OPEN);
    let both = with(&format!("{CLOSED}{OPEN}"));
    assert_eq!(alone.setup, both.setup);
    assert_eq!(alone.expectations[0], both.expectations[1]);
    let closed = &both.expectations[0];
    assert!(judged(closed, &both).holds, "{}", judged(closed, &both).observed);
    assert!(judged(&both.expectations[1], &both).holds);
    let given = closed.given.as_ref().unwrap();
    assert_eq!((given.setup.shocks.len(), both.setup.shocks.len()), (2, 1));
    assert!(given.expectations.is_empty());
    assert_eq!(given.setup.border, both.setup.border);
    // The same claim without what is given is another one, and false.
    let open = with(&OPEN.replace("AtLeast", "Below"));
    assert!(!only(&open).holds);
}

#[test]
fn without_what_is_given_the_policy_is_not_given_either() {
    let what = r#"Compared(variable: "spending", at: "2005Q1", to: Ungiven, difference: AtLeast(0.001))"#;
    let policy_of = |scenario: &Arc<Scenario>| expect::plays(&scenario.expectations[0], scenario).1.unwrap().policy;
    for given in [
        r#"given: (policy: "works"),"#,
        r#"given: (policy: "more", policies: { "more": (title: "More", steps: [(lever: "works", level: 1.0)]) }),"#,
    ] {
        let scenario = claim(given, what);
        assert_eq!(policy_of(&scenario), "none", "{given}");
        assert!(only(&scenario).holds, "{given}: {}", only(&scenario).observed);
    }
    let scenario = claim(r#"policy: "works", given: (policy: "none", border: (trust: 0.9)),"#, what);
    assert_eq!(policy_of(&scenario), "works", "a policy that the expectation names is that of both runs");
}

#[test]
fn the_order_of_the_file_decides_nothing() {
    let (one, other) = (with(&format!("{CLOSED}{OPEN}")), with(&format!("{OPEN}{CLOSED}")));
    assert_eq!(one.expectations, other.expectations);
    let turned = OPEN.replace("seeds: 3, ", "").replace("0.001)])", "0.001)]), seeds: 3");
    assert_ne!(turned, OPEN);
    assert_eq!(with(&turned).expectations, with(OPEN).expectations);
}

#[test]
fn a_longer_run_given_for_one_expectation_is_played_to_its_date_and_no_further() {
    let long = claim("given: (quarters: 100),", r#"At("2020Q1", [Below("stage", 2)])"#);
    assert_eq!(long.quarters, 40);
    assert_eq!(expect::plays(&long.expectations[0], &long).0.quarters, 80);
    assert!(only(&long).holds);
}

#[test]
fn a_run_that_is_too_short_says_nothing() {
    let scenario = claim("", r#"Never(when: [AtLeast("stage", 2)], until: "2005Q1")"#);
    let e = &scenario.expectations[0];
    let run = |quarters| {
        let mut run = Run::new(Arc::clone(&scenario), "none", 1, quarters).unwrap();
        run.finish();
        expect::read(e, &run, None)
    };
    assert_eq!(run(18), None);
    assert!(run(19).unwrap().holds);
    let compared = claim("", r#"Compared(variable: "trust", at: "2001Q1", to: Policy("works"), ratio: AtLeast(1))"#);
    let (play, _) = expect::plays(&compared.expectations[0], &compared);
    assert_eq!(expect::read(&compared.expectations[0], &played(&play, 1), None), None, "the other run is missing");
}

#[test]
fn a_claim_is_told_in_words() {
    for (what, words) in [
        (
            r#"At("2005Q1", [Below("stage", 2), AtLeast("trust", 0.25)])"#,
            "stage below 2 and trust at least 0.25 in 2005Q1",
        ),
        (r#"Reaches(when: [AtLeast("stage", 2)], by: "2009Q4")"#, "stage at least 2 at some time up to 2009Q4"),
        (
            r#"Always(when: [Any([From("2005Q1"), Below("trade", 1)])])"#,
            "(not before 2005Q1 or trade below 1) in every quarter",
        ),
        (
            r#"Never(when: [AtLeast("stage", 2)], from: "2002Q1")"#,
            "never stage at least 2 in any quarter from 2002Q1 on",
        ),
        (
            r#"Fit(history: "missed", within: 0.25, years: Judged)"#,
            "a mean error of `missed` of at most 25 % on the judged years",
        ),
        (
            r#"Compared(variable: "trade", at: "2005Q1", to: Policy("works"), ratio: (0.5, 0.9))"#,
            "trade in 2005Q1, divided by that under policy `works`, from 0.5 to 0.9",
        ),
        (
            r#"Compared(variable: "trust", at: "2005Q1", to: Start, difference: Below(0.1))"#,
            "trust in 2005Q1, less that of 2000Q1, below 0.1",
        ),
    ] {
        let scenario = claim("share: 0.9,", what);
        let claimed = expect::claimed(&scenario.expectations[0], &scenario);
        assert_eq!(claimed, format!("{words}, in at least 90 % of 3 seeds"));
    }
}

#[test]
fn every_shipped_scenario_claims_at_least_ten_things_of_every_kind_there_is() {
    let mut kinds = [false; 6];
    for name in ["amur", "centrope", "generic", "oder", "oresund", "shenzhen", "torne", "tutorial"] {
        let scenario = scenario(name);
        assert!(scenario.expectations.len() >= 10, "{name}: {}", scenario.expectations.len());
        for e in &scenario.expectations {
            kinds[match &e.claim {
                Claim::At { .. } => 0,
                Claim::Reaches(..) => 1,
                Claim::Always(..) => 2,
                Claim::Never(..) => 3,
                Claim::Fit { .. } => 4,
                Claim::Compared { .. } => 5,
            }] = true;
        }
    }
    assert_eq!(kinds, [true; 6]);
}

fn marchland(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_marchland"));
    command.args(arguments).env_remove("COLUMNS").env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command.output().unwrap()
}

fn code_and_text(arguments: &[&str]) -> (i32, String, String) {
    let output = marchland(arguments);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// A file of that name with these expectations.
fn file(folder: &Path, name: &str, expectations: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text(expectations)).unwrap();
    path
}

const FALSE: &str = r#"
        "trusted": (text: "They trust each other.", seeds: 2, claim: At("2004Q4", [AtLeast("trust", 0.9)])),"#;

#[test]
fn the_shipped_scenarios_do_what_they_claim() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path().to_str().unwrap().to_owned());
    let files: Vec<String> = files.filter(|file| file.ends_with(".ron")).collect();
    let arguments: Vec<&str> = ["test"].into_iter().chain(files.iter().map(String::as_str)).collect();
    let (code, out, error) = code_and_text(&arguments);
    assert_eq!(code, 0, "{out}{error}");
    assert!(out.contains("expectations hold.") && !out.contains("fails"), "{out}");
}

#[test]
fn a_claim_that_fails_ends_with_six_and_says_what_was_claimed_and_seen() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(folder.path(), "small.ron", &format!("{OPEN}{FALSE}"));
    let path = path.to_str().unwrap();
    let (code, out, error) = code_and_text(&["test", path]);
    assert_eq!(code, 6, "{out}");
    assert!(error.contains("an expectation fails"), "{error}");
    for piece in [
        "✓ holds  People commute.",
        "✗ fails  They trust each other.",
        "trusted: in none of 2 seeds; median trust 0.",
        "claimed: trust at least 0.9 in 2004Q4, in at least 50 % of 2 seeds",
        "1 of 2 fails: trusted.",
    ] {
        assert!(out.contains(piece), "{piece}: {out}");
    }
    assert!(!out.contains('\u{1b}'), "no colour without a terminal");
    let (code, out, _) = code_and_text(&["test", path, "--only", "open", "--seeds", "5"]);
    assert!(code == 0 && out.contains("in 5 of 5 seeds") && out.contains("The expectation holds."), "{out}");
    let (code, _, error) = code_and_text(&["test", path, "--set", "expectations.trusted.share=2"]);
    assert!(code == 3 && error.contains("M012"), "{error}");
}

#[test]
fn wrong_files_and_wrong_words_end_with_three_and_two() {
    let folder = tempfile::tempdir().unwrap();
    let good = file(folder.path(), "good.ron", OPEN);
    let bad = file(folder.path(), "bad.ron", &OPEN.replace("2004Q4", "1999Q4"));
    let (good, bad) = (good.to_str().unwrap(), bad.to_str().unwrap());
    let (code, out, error) = code_and_text(&["test", good, bad, "no-such-file.ron"]);
    assert!(code == 3 && out.contains("The expectation holds"), "the good one is judged all the same: {out}");
    assert!(error.contains("M040") && error.contains("no-such-file.ron"), "all at once: {error}");
    let (code, _, error) = code_and_text(&["test", good, "--only", "opne"]);
    assert!(code == 2 && error.contains("did you mean `open`?"), "{error}");
    assert_eq!(code_and_text(&["test"]).0, 2);
    assert_eq!(code_and_text(&["test", good, "--seeds", "0"]).0, 2);
    let none = folder.path().join("none.ron");
    std::fs::write(&none, MINIMAL).unwrap();
    let (code, out, _) = code_and_text(&["test", none.to_str().unwrap()]);
    assert!(code == 0 && out.contains("It claims nothing") && out.contains("Nothing was judged."), "{out}");
    let (code, out, _) = code_and_text(&["test", none.to_str().unwrap(), good]);
    assert!(code == 0 && out.contains("It claims nothing") && out.contains("The expectation holds."), "{out}");
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_slice(&marchland(arguments).stdout).unwrap()
}

#[test]
fn the_json_is_a_list_of_entries_the_same_with_any_number_of_threads() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(folder.path(), "small.ron", &format!("{OPEN}{FALSE}{CLOSED}"));
    let path = path.to_str().unwrap();
    let list = json(&["test", path, "oresund", "--only", "open", "--only", "trusted", "--only", "sixfold", "--json"]);
    let list = list.as_array().unwrap();
    let ids: Vec<_> = list.iter().map(|e| (e["scenario"].as_str().unwrap(), e["id"].as_str().unwrap())).collect();
    assert_eq!(ids, [("minimal", "open"), ("minimal", "trusted"), ("oresund", "sixfold")]);
    for entry in list {
        for key in ["text", "observed", "policy", "claim"] {
            assert!(entry[key].is_string(), "{key}");
        }
        assert!(entry["holds"].is_boolean() && entry["seeds"].is_u64() && entry["share"].is_f64());
    }
    assert_eq!((list[1]["holds"].as_bool(), list[1]["share"].as_f64()), (Some(false), Some(0.0)));
    assert_eq!((list[0]["source"].is_null(), list[2]["source"].as_str()), (true, Some("oi-trend")));
    let bytes = |jobs: &str| marchland(&["test", path, "--json", "--jobs", jobs]).stdout;
    assert_eq!(bytes("1"), bytes("2"));
}

#[test]
fn a_run_lists_what_is_claimed_of_its_policy_and_can_be_judged() {
    let folder = tempfile::tempdir().unwrap();
    let works = r#"
        "helps": (text: "Works open the border.", policy: "works", seeds: 4, claim: Compared(variable: "access", at: "2009Q1", to: Policy("none"), ratio: AtLeast(1.05))),
        "stays": (text: "Stage I.", policy: "works", seeds: 4, claim: Never(when: [AtLeast("stage", 3)])),"#;
    let path = file(folder.path(), "small.ron", &format!("{OPEN}{FALSE}{CLOSED}{works}"));
    let path = path.to_str().unwrap();
    let ids = |more: &[&str]| -> Vec<String> {
        let object = json(&[&["run", path, "--json"], more].concat());
        let list = object["expectations"].as_array().unwrap();
        list.iter().map(|entry| entry["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(ids(&[]), ["open", "trusted"], "not what is given, not of other policies");
    assert_eq!(ids(&["--quarters", "8"]), [""; 0], "too short");
    assert_eq!(ids(&["--policy", "works"]), ["helps", "stays"]);
    assert_eq!(ids(&["--policy", "works", "--seeds", "2"]), ["stays"], "an ensemble has no runs beside it");
    let of_run = json(&["run", path, "--json", "--policy", "works", "--seeds", "4"])["expectations"][0].clone();
    let mut of_test = json(&["test", path, "--json", "--only", "stays"])[0].clone();
    of_test.as_object_mut().unwrap().remove("scenario");
    assert_eq!(of_run, of_test, "the same seeds, the same verdict");
    let (_, out, _) = code_and_text(&["run", path, "--seed", "2"]);
    assert!(out.contains("Expectations ─") && out.contains("✗ fails  They trust each other."), "{out}");
    assert!(
        out.contains("open: in the one seed; commuters 0.") && out.contains("trusted: not in the one seed"),
        "{out}"
    );
    let (_, out, _) = code_and_text(&["run", path, "--quarters", "8"]);
    assert!(!out.contains("Expectations ─"), "{out}");
}

#[test]
fn a_value_of_a_quarter_is_the_one_of_the_series() {
    let scenario = claim("", r#"At("2005Q1", [Below("stage", 2)])"#);
    let mut run = Run::new(Arc::clone(&scenario), "none", 1, 12).unwrap();
    run.finish();
    for variable in Variable::ALL {
        let series = run.series(*variable);
        for (quarter, value) in run.dates().into_iter().zip(series) {
            assert_eq!(run.value_in(*variable, quarter), Some(value));
        }
        let start = scenario.setup.start;
        assert_eq!((run.value_in(*variable, start.plus(-1)), run.value_in(*variable, start.plus(13))), (None, None));
    }
}

/// The digest of a run of every field with these changes, by the quarter after so many.
fn full_with(changes: &[(&str, &str)], quarters: u32) -> String {
    let changes: Vec<_> = changes.iter().map(|(path, value)| ((*path).to_owned(), (*value).to_owned())).collect();
    let scenario = read("full.ron", FULL, &changes).unwrap_or_else(|problems| panic!("{problems}"));
    let mut run = Run::new(Arc::new(scenario), "programme", 5, quarters).unwrap();
    run.finish();
    run.digest()
}

/// What a comparison with `Ungiven` is warned of as no difference is none.
#[test]
fn what_no_equation_reads_and_what_comes_later_changes_no_run() {
    let plain = full_with(&[], 40);
    for change in [
        ("regions.a.population", "5_000_000"),
        ("regions.b.employed", "400_000"),
        ("regions.a.output", "900"),
        ("regions.a.name", "Elsewhere"),
        ("cities.hill.name", "Mount"),
        ("crossings.road.name", "Lane"),
        ("crossings.road.at", "(134.9, 48.0)"),
        ("drivers.gdp.points", "[(2005, 700), (2012, 900)]"),
        ("drivers.pipeline.points", "[(2005, 1), (2011, 2)]"),
        ("levers.school.name", "Another school"),
        ("projects.bridge.name", "Another bridge"),
        ("shocks.flood.name", "High water"),
        // The run ends in 2015Q1.
        ("shocks.closure.quarters", "3"),
        ("shocks.closure.kind", "disaster"),
    ] {
        assert_eq!(full_with(&[change], 40), plain, "{change:?}");
    }
    for change in
        [("regions.a.wage", "1.2"), ("crossings.road.minutes", "30"), ("shocks.closure.trigger", "At(\"2010Q1\")")]
    {
        assert_ne!(full_with(&[change], 40), plain, "{change:?}");
    }
    // By 2012Q2 the road is not there yet, whatever it will be.
    let before = full_with(&[], 29);
    for change in [
        ("crossings.road.minutes", "30"),
        ("crossings.road.opens", "At(\"2020Q1\")"),
        ("crossings.road.capital", "900"),
    ] {
        assert_eq!(full_with(&[change], 29), before, "{change:?}");
    }
}

/// The claims are those of the shipped files, which are right there.
#[test]
fn what_lies_over_a_file_may_leave_its_comparisons_without_a_difference() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("late.ron");
    let late = r#"(
    format: 1, id: "late", extends: "oresund", title: "Late", summary: "The link comes late.",
    crossings: { "oresund-bridge": (opens: At("2009Q1")) },
)"#;
    std::fs::write(&path, late).unwrap();
    let late = path.to_str().unwrap();
    for arguments in [
        &["run", late][..],
        &["run", "oresund", "--set", "crossings.oresund-bridge.opens=At(\"2009Q1\")"],
        &["run", "centrope", "--set", "shocks.closure-2020.trigger=At(\"2021Q2\")"],
        &["run", "centrope", "--set", "shocks.closure-2020.size=0"],
    ] {
        let (code, _, error) = code_and_text(arguments);
        assert_eq!(code, 0, "{arguments:?}: {error}");
    }
    let (code, told, error) = code_and_text(&["check", late, "--deny-warnings"]);
    assert!(code == 0 && !told.contains("W029"), "{told}{error}");
}
