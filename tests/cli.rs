//! What the program promises at the command line: streams, exit codes, the JSON contract, a page that fits.

use std::io::Read;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use unicode_width::UnicodeWidthStr;

pub fn marchland(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_marchland"));
    command.args(arguments).env_remove("COLUMNS").env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command
}

pub fn output(arguments: &[&str]) -> Output {
    marchland(arguments).output().unwrap()
}

fn stdout(arguments: &[&str]) -> String {
    let output = output(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn json(arguments: &[&str]) -> Value {
    let text = stdout(arguments);
    assert_eq!(text.lines().count(), 1, "one object and nothing else");
    serde_json::from_str(&text).unwrap()
}

/// Exit code and what was said on stderr; nothing may be on stdout.
pub fn refused(arguments: &[&str]) -> (i32, String) {
    let output = output(arguments);
    assert!(output.stdout.is_empty(), "{arguments:?}");
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(!text.contains("panicked"), "{arguments:?}: {text}");
    (output.status.code().unwrap(), text)
}

const SHORT: [&str; 4] = ["run", "generic", "--quarters", "40"];

fn short<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&SHORT, more].concat()
}

#[test]
fn json_has_the_keys_and_types_of_the_contract() {
    let object = json(&["run", "amur", "--json", "--series", "--seed", "7"]);
    for key in ["scenario", "version", "policy", "digest"] {
        assert!(object[key].is_string(), "{key}");
    }
    assert_eq!((object["seed"].as_u64(), object["quarters"].as_u64()), (Some(7), Some(80)));
    assert_eq!(object["stages"][0]["stage"], 1);
    assert!(object["stages"][0]["date"].is_string());
    let last = &object["final"];
    assert!(last["date"].is_string() && last["stage"].is_u64());
    assert!(last["diagnosis"].is_string() && last["binding"].is_string());
    for indicator in ["access", "institutions", "trust", "governance", "trade", "knowledge", "symmetry"] {
        assert!(last["indicators"][indicator].is_f64(), "{indicator}");
    }
    for side in ["a", "b"] {
        for key in ["output", "wage", "population", "support", "budget", "exports", "commuters_out"] {
            assert!(last["regions"][side][key].is_f64(), "{side}.{key}");
        }
    }
    assert_eq!(object["money"]["imbalance_max"], 0.0);
    let series = object["series"].as_object().unwrap();
    assert!(series.values().all(|values| values.as_array().unwrap().len() == 81));
    assert!(series["date"][0].is_string() && series["stage"][0].is_u64() && series["trust"][0].is_f64());
    let history = &object["history"][0];
    assert!(history["series"].is_string() && history["points"].is_u64());
    for key in ["mape", "rmse_log", "direction"] {
        assert!(history[key].is_f64() && history["judged"][key].is_f64(), "{key}");
    }
    assert!(history["coverage80"].is_null(), "one run has no band");
    assert!(history["naive"]["last_value"]["mape"].is_f64() && history["naive"]["drivers_frozen"]["mape"].is_f64());
    for entry in object["expectations"].as_array().unwrap() {
        assert!(entry["text"].is_string() && entry["holds"].is_boolean() && entry["observed"].is_string());
    }
    assert!(object.get("ensemble").is_none());
}

#[test]
fn an_ensemble_holds_the_runs_of_its_seeds_in_order() {
    let object = json(&short(&["--json", "--seed", "3", "--seeds", "4"]));
    let ensemble = &object["ensemble"];
    assert_eq!(ensemble["runs"], 4);
    assert_eq!(ensemble["stage_share"].as_object().unwrap().len(), 41);
    for (_, share) in ensemble["stage_share"].as_object().unwrap() {
        let sum: f64 = share.as_array().unwrap().iter().map(|x| x.as_f64().unwrap()).sum();
        assert!((sum - 1.0).abs() < 1e-12);
    }
    for (variable, median) in ensemble["median"].as_object().unwrap() {
        let at = |key: &str| ensemble[key][variable].as_f64().unwrap();
        assert!(at("p10") <= median.as_f64().unwrap() && median.as_f64().unwrap() <= at("p90"), "{variable}");
    }
    assert!(object["history"][0]["coverage80"].is_f64());
    assert_eq!(object["digest"], ensemble["digests"][0]);
    let alone = json(&short(&["--json", "--seed", "5"]));
    assert_eq!(alone["digest"], ensemble["digests"][2]);
}

#[test]
fn one_thread_and_two_write_the_same_bytes() {
    let with = |jobs: &str| stdout(&short(&["--json", "--series", "--seeds", "6", "--jobs", jobs]));
    assert_eq!(with("1"), with("2"));
}

#[test]
fn a_command_that_makes_no_sense_ends_with_two_and_says_what_would() {
    let (code, text) = refused(&short(&["--policy", "stagd"]));
    assert!(code == 2 && text.contains("`stagd`") && text.contains("`staged`"), "{text}");
    let (code, text) = refused(&short(&["--why", "trst"]));
    assert!(code == 2 && text.contains("did you mean `trust`?"), "{text}");
    for wrong in [
        &["run"][..],
        &["runn", "generic"],
        &["run", "generic", "--quarters", "0"],
        &["run", "generic", "--quarters", "4001"],
        &["run", "generic", "--organisations", "1"],
        &["run", "generic", "--organisations", "1000001"],
        &["run", "generic", "--seeds", "0"],
        &["run", "generic", "--seed", "-1"],
        &["run", "generic", "--seed", "18446744073709551615", "--seeds", "2"],
        &["run", "generic", "--set", "border.trust"],
        &["run", "generic", "--series"],
        &["run", "generic", "--at", "2004Q1"],
        &["run", "generic", "--why", "trust", "--at", "2004Q5"],
        &["run", "generic", "--why", "trust", "--at", "1999Q1"],
        &["run", "generic", "--why", "trust", "--json"],
        &["run", "generic", "--jobs", "0"],
    ] {
        assert_eq!(refused(wrong).0, 2, "{wrong:?}");
    }
}

#[test]
fn without_a_display_play_says_what_is_missing_and_what_does_without() {
    let output =
        marchland(&["play", "generic", "--seed", "4"]).env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").output();
    let output = output.unwrap();
    let text = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), text.lines().count()), (Some(2), 2), "{text}");
    assert!(text.contains("no display") || text.contains("no window"), "{text}");
    assert!(text.contains("marchland run generic --policy") && text.contains("--seed 4 --quarters 200"), "{text}");
    assert!(!text.contains("panicked"), "{text}");
    assert_eq!(refused(&["play", "generic", "--policy", "stagd"]).0, 2);
    assert_eq!(refused(&["play", "generik"]).0, 3);
}

#[test]
fn a_wrong_file_ends_with_three_and_says_where() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let (code, text) = refused(&["run", "amurr"]);
    assert!(code == 3 && text.contains("did you mean `amur`?"), "{text}");
    let (code, text) = refused(&["run", folder.path().to_str().unwrap()]);
    assert!(code == 3 && text.contains("directory"), "{text}");
    assert_eq!(refused(&["run", &file("latin.ron", b"(title: \"\xe9\")")]).0, 3);
    assert_eq!(refused(&["run", &file("empty.ron", b"")]).0, 3);
    let (code, text) = refused(&["run", &file("short.ron", b"(\n  format: 1,\n  tittle: \"x\",\n)")]);
    assert!(code == 3 && text.contains("short.ron:3"), "{text}");
    for set in ["border.trst=0.4", "border.trust=high", "border.trust=7", "nowhere=1"] {
        let (code, text) = refused(&short(&["--set", set]));
        assert!(code == 3 && text.contains("--set"), "{set}: {text}");
    }
}

#[test]
fn a_report_fits_its_reader_and_has_no_colour_in_a_pipe() {
    for scenario in ["amur", "centrope", "generic", "oder", "oresund", "shenzhen", "torne", "tutorial"] {
        for (told, width) in [(Some("80"), 80), (Some("120"), 120), (None, 100)] {
            let mut command = marchland(&["run", scenario, "--seeds", "2"]);
            if let Some(columns) = told {
                command.env("COLUMNS", columns);
            }
            let text = String::from_utf8(command.output().unwrap().stdout).unwrap();
            assert!(!text.contains('\u{1b}'), "{scenario}: an escape sequence in a pipe");
            assert!(text.lines().any(|line| line.width() > width - 4), "{scenario}: {width} columns are used");
            for line in text.lines() {
                assert!(line.width() <= width, "{scenario}, {width} columns: {line}");
                assert_eq!(line, line.trim_end(), "no spaces at the end");
            }
        }
    }
}

#[test]
fn no_color_wins_over_whoever_forces_colour() {
    let forced = marchland(&SHORT).env("CLICOLOR_FORCE", "1").output().unwrap();
    assert!(forced.stdout.contains(&0x1b));
    let plain = marchland(&SHORT).env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1").output().unwrap();
    assert!(!plain.stdout.contains(&0x1b));
}

/// The numbers behind a label, sign and all.
fn amount(text: &str, label: &str) -> String {
    let line = text.lines().find(|line| line.trim().starts_with(label)).unwrap();
    line.trim().trim_start_matches(label).split_whitespace().next().unwrap().to_owned()
}

#[test]
fn the_terms_of_a_change_add_up_to_it() {
    for variable in ["trust", "geographic_people", "exports_a", "output_b", "budget_a", "ties_across", "support_a"] {
        for at in [&[][..], &["--at", "2004Q3"]] {
            let text = stdout(&short(&[&["--why", variable], at].concat()));
            assert_eq!(amount(&text, "sum of the terms"), amount(&text, "change"), "{text}");
        }
    }
    let measure = stdout(&short(&["--why", "institutions"]));
    assert!(measure.contains("institutional_labour") && measure.contains("sum of the terms"));
    for variable in ["synergy", "symmetry", "stage", "fund"] {
        assert!(stdout(&short(&["--why", variable])).contains(variable));
    }
}

#[test]
fn a_report_tells_the_command_that_plays_it_again() {
    let first = stdout(&short(&["--seed", "9", "--set", "border.trust=0.5", "--organisations", "40"]));
    let command = first.lines().skip_while(|line| !line.trim().starts_with("marchland run"));
    let command: String = command.take_while(|line| !line.is_empty()).collect();
    let words: Vec<&str> = command.split_whitespace().filter(|word| *word != "\\").skip(1).collect();
    assert!(words.contains(&"border.trust=0.5") && words.contains(&"40"), "{words:?}");
    assert_eq!(first, stdout(&words));
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let arguments = ["run", "generic", "--json", "--series"];
    let mut child = marchland(&arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    let mut first = [0_u8; 1];
    stdout.read_exact(&mut first).unwrap();
    drop(stdout);
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Builds for development do not say their commit; `.ci/run` holds that of the release build against git.
#[test]
fn the_program_knows_what_it_was_built_from() {
    let build = json(&["--version", "--json"]);
    assert_eq!(build["version"], env!("CARGO_PKG_VERSION"));
    if cfg!(debug_assertions) {
        assert!(build["commit"].is_null() && build["dirty"].is_null(), "{build}");
    }
    assert!(build["target"].as_str().unwrap().contains(std::env::consts::ARCH), "{build}");
    assert!(build["compiler"].as_str().unwrap().starts_with("rustc "), "{build}");
    assert_eq!(build["features"].as_array().unwrap().len(), marchland::FEATURES.len());
    assert!(!build["profile"].as_str().unwrap().is_empty(), "{build}");
}

#[test]
fn help_and_version_are_no_errors() {
    assert!(stdout(&["--help"]).contains("run"));
    assert!(stdout(&["run", "--help"]).contains("--seeds"));
    assert!(stdout(&["--version"]).contains(env!("CARGO_PKG_VERSION")));
    assert_eq!(stdout(&["-V"]).lines().count(), 1);
}
