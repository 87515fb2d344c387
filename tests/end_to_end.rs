//! From a new border to findings that a stranger can check: every command of a study, one after the other.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::batch::code;
use crate::cli::marchland;

const STUDY: &str = r#"// What is asked of the new border.
(
    study: 1, id: "first", title: "First", question: "Does trust grow with what gains it, and does policy help?",
    scenarios: ["harbour.ron"], policies: ["none", "staged"], quarters: 12,
    factors: {
        "gain": (of: ["trust_gain"], values: Uniform(0.004, 0.02)),
        "start": (of: ["border.trust"], how: Times, values: Uniform(0.8, 1.2)),
        "size": (of: ["regions.a.organisations", "regions.b.organisations"], values: Integers(8, 12)),
    },
    design: Saltelli(16), replicates: 2,
    outputs: {"trust": Last("trust"), "trade": Last("trade")},
    series: (variables: ["trust"], every: 4), events: true,
)
"#;

/// What a command says, which must end with this code.
fn says(folder: &Path, wanted: i32, arguments: &[&str]) -> String {
    let mut command = marchland(arguments);
    command.current_dir(folder).env("XDG_DATA_HOME", folder.join("data")).env("HOME", folder.join("home"));
    let (ended, said) = code(command.output().unwrap());
    assert_eq!(ended, wanted, "{arguments:?}: {said}");
    said
}

#[test]
fn a_new_border_becomes_a_study_that_a_stranger_can_check() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path();
    says(folder, 0, &["new", "harbour", "--map", "none"]);
    fs::write(folder.join("first.ron"), STUDY).unwrap();
    assert!(says(folder, 0, &["check", "harbour.ron", "first.ron"]).contains("no problems"));
    let plan: Value = serde_json::from_str(&says(folder, 0, &["plan", "first.ron", "--json"])).unwrap();
    assert_eq!(plan["rows"], 2 * 16 * 5 * 2);
    // Ended at once and gone on with in shards, in another order, on other threads.
    says(folder, 5, &["batch", "first.ron", "--out", "out", "--time-limit", "0"]);
    says(folder, 5, &["merge", "out"]);
    for (shard, jobs) in [("2/3", "1"), ("0/3", "2"), ("1/3", "3")] {
        says(folder, 0, &["batch", "first.ron", "--out", "out", "--shard", shard, "--jobs", jobs]);
    }
    assert!(says(folder, 0, &["status", "out"]).contains("320 of 320 rows are done"));
    says(folder, 0, &["merge", "out"]);
    says(folder, 0, &["batch", "first.ron", "--out", "whole"]);
    for table in ["runs", "series", "events"] {
        let bytes = |out: &str| fs::read(folder.join(out).join(format!("{table}.parquet"))).unwrap();
        assert!(bytes("out") == bytes("whole"), "{table}");
    }
    // A stranger has the folder and nothing else.
    fs::remove_file(folder.join("harbour.ron")).unwrap();
    fs::remove_file(folder.join("first.ron")).unwrap();
    assert!(says(folder, 0, &["verify", "out", "--rows", "30"]).contains("30 rows"));
    let command = says(folder, 0, &["replay", "out", "--row", "harbour.staged.7.1", "--session", "row.ron"]);
    let replayed: Value =
        serde_json::from_str(&says(folder, 0, &["replay", "out", "--row", "harbour.staged.7.1", "--json"])).unwrap();
    let again: Vec<&str> = command.split_whitespace().skip(1).chain(["--json"]).collect();
    let again: Value = serde_json::from_str(&says(folder, 0, &again)).unwrap();
    assert!(again["digest"].is_string() && again["digest"] == replayed["digest"]);
    let sobol: Value =
        serde_json::from_str(&says(folder, 0, &["analyze", "sobol", "out", "--format", "json"])).unwrap();
    let rows = sobol["tables"]["sobol"].as_array().unwrap();
    assert_eq!(rows.len(), 2 * 2 * 3, "policies, outputs, factors");
    let total = |factor: &str| {
        let is_it = |row: &&Value| row["factor"] == factor && row["output"] == "trust" && row["policy"] == "staged";
        rows.iter().find(is_it).unwrap()["total"].as_f64().unwrap()
    };
    assert!(total("start") > total("size"), "the trust of three years hangs on where it began");
    let effect: Value =
        serde_json::from_str(&says(folder, 0, &["analyze", "effect", "out", "--format", "json"])).unwrap();
    assert_eq!(effect["tables"]["effect"][0]["pairs"], 160);
    let said = says(folder, 0, &["report", "out"]);
    assert!(said.contains("report.html"), "{said}");
    let page = fs::read_to_string(folder.join("out/report.html")).unwrap();
    let manifest: Value = serde_json::from_str(&fs::read_to_string(folder.join("out/manifest.json")).unwrap()).unwrap();
    let result = manifest["merged"]["result_sha256"].as_str().unwrap();
    for wanted in ["Does trust grow with what gains it, and does policy help?", "<figure>", result] {
        assert!(page.contains(wanted), "the page does not tell `{wanted}`");
    }
}
