//! Files of one kind where another is wanted, and values of options that are none: told in one sentence that says what to do.

use std::fs;
use std::path::Path;

use crate::cli::{marchland, output, refused};

/// A folder with an output of a short run, a study, and what is no scenario at all.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let run = output(&["run", "generic", "--quarters", "4", "--out", &out.to_string_lossy()]);
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let study = Path::new(env!("CARGO_MANIFEST_DIR")).join("studies/amur-order.ron");
    fs::copy(study, out.join("amur-order.ron")).unwrap();
    folder
}

/// What is told by a command in the folder of the output, with its exit code.
fn told(folder: &Path, arguments: &[&str]) -> String {
    let output = marchland(arguments).current_dir(folder.join("out")).output().unwrap();
    let of = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    format!(
        "$ marchland {}\n{}{}[exit {}]\n\n",
        arguments.join(" "),
        of(&output.stdout),
        of(&output.stderr),
        output.status.code().unwrap()
    )
}

#[test]
fn a_file_of_another_kind_is_told_as_what_it_is() {
    let folder = folder();
    let study = fs::read_to_string(folder.path().join("out/amur-order.ron")).unwrap();
    fs::write(folder.path().join("out/no-version.ron"), study.replace("    study: 1,\n", "")).unwrap();
    let told: String = [
        &["check", "session.ron"][..],
        &["run", "session.ron"],
        &["test", "session.ron"],
        &["show", "session.ron"],
        &["migrate", "session.ron"],
        &["batch", "session.ron", "--out", "new"],
        &["run", "amur-order.ron"],
        &["run", "amur-order"],
        &["migrate", "amur-order.ron"],
        &["plan", "generic.ron"],
        &["batch", "amur", "--out", "new"],
        &["plan", "no-version.ron"],
        &["check", "no-version.ron"],
        &["run", "--session", "generic.ron"],
        &["run", "--session", "amur-order.ron"],
    ]
    .into_iter()
    .map(|arguments| told(folder.path(), arguments))
    .collect();
    insta::assert_snapshot!("files-of-another-kind", told);
}

#[test]
fn a_scenario_that_extends_a_session_is_told_of_it() {
    let folder = folder();
    let text = "(format: 1, id: \"mine\", extends: \"session.ron\")";
    fs::write(folder.path().join("out/mine.ron"), text).unwrap();
    let told = told(folder.path(), &["check", "mine.ron"]);
    assert!(told.contains("this is a session of a run, and no scenario"), "{told}");
    assert!(told.contains("2 problems"), "{told}");
}

#[test]
fn a_list_says_what_lies_beside_the_scenarios() {
    let folder = folder();
    let told = told(folder.path(), &["list", "."]);
    for line in
        ["./session.ron", "a session of a run; `marchland run --session FILE` plays it", "a study; `marchland plan"]
    {
        assert!(told.contains(line), "{line}: {told}");
    }
}

/// Its start would have to be played to tell the stage.
#[test]
fn a_list_is_there_at_once_however_many_organisations_a_scenario_has() {
    let folder = tempfile::tempdir().unwrap();
    let sides = "regions: (a: (organisations: 1_000_000), b: (organisations: 1_000_000))";
    let text = format!("(format: 1, id: \"many\", extends: \"generic\", {sides})");
    fs::write(folder.path().join("many.ron"), text).unwrap();
    let output = output(&["list", "--json", &folder.path().to_string_lossy()]);
    let object: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let many =
        object["scenarios"].as_array().unwrap().iter().find(|one| one["title"].is_string() && one["stage"].is_null());
    assert!(many.is_some_and(|many| many["name"].as_str().unwrap().ends_with("many.ron") && many["problems"] == 0));
}

#[test]
fn a_number_that_is_none_is_told_with_what_is_taken() {
    let told: String = [
        &["run", "generic", "--seed", "abc"][..],
        &["run", "generic", "--seed", "-1"],
        &["run", "generic", "--seed", "99999999999999999999"],
        &["run", "generic", "--seeds", "1,000"],
        &["run", "generic", "--quarters", "2e3"],
        &["fit", "oresund", "--free", "commuting_scale", "--restarts", "0"],
        &["plan", "amur-order", "--sample", "1.5"],
    ]
    .into_iter()
    .map(|arguments| {
        let (code, text) = refused(arguments);
        format!("$ marchland {}\n{}\n[exit {code}]\n\n", arguments.join(" "), text.lines().next().unwrap_or_default())
    })
    .collect();
    insta::assert_snapshot!("numbers-of-options", told);
}

#[test]
fn a_name_without_the_way_to_it_is_told_where_it_stands() {
    let told: String = [
        &["run", "generic", "--set", "trust=0.4"][..],
        &["show", "generic", "steps"],
        &["show", "generic", "trust"],
        &["run", "generic", "--policy", "soft"],
        &["test", "generic", "--only", "expectations.closing"],
        &["fit", "oresund", "--free", "trust"],
        &["fit", "oresund", "--free", "commuting_scale,movers_gap"],
        &["run", "generic", "--why", "trust", "--at", "12/2014"],
        &["run", "generic", "--why", "trust", "--at", "2014"],
        &["explain", "my-border.ron"],
    ]
    .into_iter()
    .map(|arguments| {
        let (code, text) = refused(arguments);
        let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(8).collect();
        format!("$ marchland {}\n{}\n[exit {code}]\n\n", arguments.join(" "), lines.join("\n"))
    })
    .collect();
    insta::assert_snapshot!("names-without-their-way", told);
}

#[cfg(unix)]
#[test]
fn errors_of_the_disk_are_told_without_the_numbers_of_the_system() {
    let folder = tempfile::tempdir().unwrap();
    let link = folder.path().join("link.ron");
    std::os::unix::fs::symlink(&link, &link).unwrap();
    let link = link.to_string_lossy().into_owned();
    let found = output(&["check", &link]);
    let text = String::from_utf8(found.stdout).unwrap();
    assert!(text.contains("it is a link that leads to itself, or through too many others"), "{text}");
    for arguments in [&["run", &link][..], &["run", "--session", &link], &["migrate", &link], &["list", &link]] {
        let (code, text) = refused(arguments);
        assert!(code == 3 && !text.contains("os error"), "{arguments:?} {code}: {text}");
    }
}
