//! Scenarios of several files at the command line: played, shown, archived, brought up to date.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use marchland::run::session::Session;
use marchland::scenario;

fn marchland(arguments: &[&str], folder: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_marchland"));
    command.args(arguments).current_dir(folder).env_remove("COLUMNS").env("NO_COLOR", "1").output().unwrap()
}

fn told(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// A folder with a scenario over a shipped one, and its table in a folder of its own.
fn borders() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("data")).unwrap();
    fs::write(folder.path().join("data/trade.csv"), include_str!("parts/trade.csv")).unwrap();
    let text = "(format: 1, id: \"mine\", extends: \"generic\", border: (trust: 0.5), history: { \"illustration\": \
                (unit: \"bn EUR\", file: \"data/trade.csv\") })\n";
    fs::write(folder.path().join("mine.ron"), text).unwrap();
    let text = "(format: 1, id: \"over\", extends: \"../mine.ron\", border: (trust: 0.6))\n";
    fs::write(folder.path().join("data/over.ron"), text).unwrap();
    folder
}

#[test]
fn what_a_run_writes_is_one_file_that_a_stranger_can_play() {
    let folder = borders();
    let arguments = ["run", "data/over.ron", "--quarters", "8", "--set", "border.floor=0.1", "--json", "--out", "out"];
    let output = marchland(&arguments, folder.path());
    assert!(output.status.success(), "{}", told(&output));
    let written = |name: &str| fs::read_to_string(folder.path().join("out").join(name)).unwrap();
    let session: Session = ron::from_str(&written("session.ron")).unwrap();
    let alone = scenario::read("scenario.ron", &written("over.ron"), &session.overrides).unwrap();
    assert_eq!((alone.setup.border.trust, alone.history[0].points.len()), (0.6, 3));
    assert_eq!(session.replay(&alone).unwrap().digest(), session.digest);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["digest"], session.digest.as_str());
    let again = marchland(&["run", "--session", "out/session.ron", "--json"], folder.path());
    assert!(again.status.success(), "{}", told(&again));
    let json: serde_json::Value = serde_json::from_slice(&again.stdout).unwrap();
    assert_eq!(json["digest"], session.digest.as_str());
    let changed = written("session.ron").replace("seed: 1,", "seed: 2,");
    fs::write(folder.path().join("out/session.ron"), changed).unwrap();
    let refused = marchland(&["run", "--session", "out/session.ron"], folder.path());
    assert_eq!(refused.status.code(), Some(3));
    assert!(told(&refused).contains("comes to digest"), "{}", told(&refused));
}

/// The scenario beside a session is the one that was played, or it is told: no other is taken for it.
#[test]
fn a_session_whose_scenario_was_changed_or_spoilt_or_lost_is_refused_with_its_name() {
    let folder = borders();
    for (scenario, file) in [("generic", "out/generic.ron"), ("data/over.ron", "out/over.ron")] {
        let output = marchland(&["run", scenario, "--quarters", "8", "--json", "--out", "out"], folder.path());
        assert!(output.status.success(), "{}", told(&output));
        let path = folder.path().join(file);
        let text = fs::read_to_string(&path).unwrap();
        let changed = text.replacen("governance: (0.15,", "governance: (0.3,", 1);
        assert!(changed != text, "{file}");
        for changed in [format!("{text}// a note\n"), changed, "spoilt".to_owned()] {
            fs::write(&path, changed).unwrap();
            let refused = marchland(&["run", "--session", "out/session.ron"], folder.path());
            assert_eq!(refused.status.code(), Some(3), "{}", told(&refused));
            let is_named =
                told(&refused).contains(&format!("`{file}`")) && told(&refused).contains("was changed since");
            assert!(is_named, "{}", told(&refused));
            let named = marchland(&["run", scenario, "--session", "out/session.ron", "--json"], folder.path());
            assert!(named.status.success(), "{}", told(&named));
        }
        fs::remove_file(&path).unwrap();
        let lost = marchland(&["run", "--session", "out/session.ron", "--json"], folder.path());
        // What is shipped is there still.
        assert_eq!(lost.status.success(), scenario == "generic", "{}", told(&lost));
        assert!(lost.status.success() || told(&lost).contains("there is no `out/over.ron`"), "{}", told(&lost));
    }
}

/// A scenario over one in another folder, which has a map there and a table.
fn border_on_a_map() -> tempfile::TempDir {
    let folder = borders();
    let region = |side: &str, name: &str| format!("{side}: (on_map: [\"{name}\"])");
    let text = format!(
        "(format: 1, id: \"mapped\", extends: \"../mine.ron\", map: \"maps/two.geojson\", regions: ({}, {}))\n",
        region("a", "Upland"),
        region("b", "Lowland")
    );
    fs::create_dir(folder.path().join("data/maps")).unwrap();
    fs::write(folder.path().join("data/mapped.ron"), text).unwrap();
    fs::write(folder.path().join("data/maps/two.geojson"), include_str!("maps/two.geojson")).unwrap();
    fs::write(folder.path().join("last.ron"), "(format: 1, id: \"last\", extends: \"data/mapped.ron\")\n").unwrap();
    folder
}

#[test]
fn what_a_run_writes_plays_elsewhere_when_bases_tables_and_map_are_gone() {
    for more in [&[][..], &["--set", "map=\"data/maps/two.geojson\""]] {
        let folder = border_on_a_map();
        let arguments = [&["run", "last.ron", "--quarters", "8", "--json", "--out", "out"], more].concat();
        let output = marchland(&arguments, folder.path());
        assert!(output.status.success(), "{}", told(&output));
        let elsewhere = tempfile::tempdir().unwrap();
        let moved = elsewhere.path().join("moved");
        fs::rename(folder.path().join("out"), &moved).unwrap();
        drop(folder);
        assert_eq!(fs::read_to_string(moved.join("map.geojson")).unwrap(), include_str!("maps/two.geojson"));
        let again = marchland(&["run", "last.ron", "--quarters", "8", "--json"], &moved);
        assert!(again.status.success(), "{}", told(&again));
        let json = |output: &Output| serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap();
        let manifest: serde_json::Value =
            serde_json::from_slice(&fs::read(moved.join("manifest.json")).unwrap()).unwrap();
        assert_eq!(json(&again)["digest"], json(&output)["digest"]);
        let text = fs::read_to_string(moved.join("last.ron")).unwrap();
        let session: Session = ron::from_str(&fs::read_to_string(moved.join("session.ron")).unwrap()).unwrap();
        let alone = scenario::read("scenario.ron", &text, &session.overrides).unwrap();
        assert_eq!(manifest["scenario"]["sha256"], alone.sha256.as_str());
        assert_eq!(session.replay(&alone).unwrap().digest(), session.digest);
        // An output without a map of its own leaves none behind.
        let shipped = marchland(&["run", "generic", "--quarters", "4", "--json", "--out", "."], &moved);
        assert!(
            shipped.status.success() && !moved.join("map.geojson").exists() && !moved.join("last.ron").exists(),
            "{}",
            told(&shipped)
        );
    }
}

#[test]
fn paths_start_from_the_file_that_says_them_and_origins_name_it() {
    let folder = borders();
    let output = marchland(&["show", "data/over.ron", "history.illustration.points"], folder.path());
    assert!(told(&output).contains("// data/trade.csv:2"), "{}", told(&output));
    let output = marchland(&["show", "data/over.ron", "border", "--set", "border.floor=0.1"], folder.path());
    let text = told(&output);
    for origin in ["// data/over.ron:1", "// --set", "// generic.ron:"] {
        assert!(text.contains(origin), "{text}");
    }
    let output = marchland(&["show", "data/over.ron", "policies.stagd"], folder.path());
    assert_eq!(output.status.code(), Some(2));
    assert!(told(&output).contains("did you mean `staged`?"), "{}", told(&output));
}

#[test]
fn what_is_missing_is_named_with_what_could_be_meant() {
    let folder = borders();
    let say = |extends: &str| {
        let text = format!("(format: 1, id: \"x\", extends: \"{extends}\")");
        fs::write(folder.path().join("x.ron"), text).unwrap();
        let output = marchland(&["check", "x.ron"], folder.path());
        assert_eq!(output.status.code(), Some(3));
        told(&output)
    };
    assert!(say("genric").contains("did you mean `generic`?"));
    assert!(say("min.ron").contains("did you mean `mine.ron`?"));
    assert!(say("data/ower.ron").contains("did you mean `data/over.ron`?"));
    assert!(say("data").contains("it is a directory"));
    assert!(say("x.ron").contains("`x.ron` extends itself"));
    assert!(say("./data/../x.ron").contains("`x.ron` extends itself"));
}

#[test]
fn a_draft_is_brought_up_to_date_in_its_place_and_nothing_else_is_touched() {
    let folder = tempfile::tempdir().unwrap();
    let draft = include_str!("formats/draft.ron");
    let path = folder.path().join("draft.ron");
    fs::write(&path, draft).unwrap();
    let check = marchland(&["migrate", "--check", "draft.ron"], folder.path());
    assert_eq!((check.status.code(), fs::read_to_string(&path).unwrap()), (Some(3), draft.to_owned()));
    let done = marchland(&["migrate", "draft.ron"], folder.path());
    assert!(done.status.success() && told(&done).contains("draft.ron: changed"), "{}", told(&done));
    let migrated = fs::read_to_string(&path).unwrap();
    assert!(migrated.contains("\n    format: 1,\n") && migrated.starts_with("// A draft"), "{migrated}");
    let again = marchland(&["migrate", "draft.ron"], folder.path());
    assert!(again.status.success() && told(&again).contains("nothing to do"), "{}", told(&again));
    assert_eq!(fs::read_to_string(&path).unwrap(), migrated);
    assert!(marchland(&["migrate", "--check", "draft.ron"], folder.path()).status.success());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no other file is left");
}

#[test]
fn a_file_that_cannot_be_migrated_is_told_and_left_and_the_others_are_done() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("newer.ron", "(format: 2, id: \"newer\")");
    write("broken.ron", "(id: \"broken\"");
    write("draft.ron", "(id: \"draft\")");
    let output = marchland(&["migrate", "newer.ron", "broken.ron", "none.ron", "draft.ron"], folder.path());
    assert_eq!(output.status.code(), Some(3));
    let text = told(&output);
    for piece in ["the file has format 2", "this `(` is never closed", "`none.ron`: there is no", "draft.ron: changed"]
    {
        assert!(text.contains(piece), "{text}");
    }
    assert_eq!(fs::read_to_string(folder.path().join("newer.ron")).unwrap(), "(format: 2, id: \"newer\")");
    assert_eq!(fs::read_to_string(folder.path().join("draft.ron")).unwrap(), "(format: 1, id: \"draft\")");
    for command in ["run", "check"] {
        let output = marchland(&[command, "newer.ron"], folder.path());
        assert_eq!(output.status.code(), Some(3));
        assert!(told(&output).contains("get a newer version of marchland"), "{}", told(&output));
    }
}
