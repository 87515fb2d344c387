//! What the program itself writes checks without a warning that its author could do nothing about.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn marchland(arguments: &[&str], folder: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_marchland"));
    command.args(arguments).current_dir(folder).env_remove("COLUMNS").env("NO_COLOR", "1").output().unwrap()
}

fn shipped() -> Vec<String> {
    let files = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios")).unwrap();
    let stem = |path: std::path::PathBuf| path.file_stem().unwrap().to_string_lossy().into_owned();
    let names: Vec<String> = files.map(|entry| stem(entry.unwrap().path())).collect();
    assert!(names.len() >= 8, "{names:?}");
    names
}

fn checks_clean(file: &str, folder: &Path) {
    let output = marchland(&["check", file, "--deny-warnings"], folder);
    assert!(output.status.success(), "{file}: {}", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn what_run_and_show_write_of_a_shipped_scenario_checks_without_a_warning() {
    let folder = tempfile::tempdir().unwrap();
    for name in shipped() {
        let out = format!("out-{name}");
        let output = marchland(&["run", &name, "--quarters", "2", "--json", "--out", &out], folder.path());
        assert!(output.status.success(), "{name}");
        checks_clean(&format!("{out}/{name}.ron"), folder.path());
        let whole = marchland(&["show", &name], folder.path()).stdout;
        fs::create_dir(folder.path().join(format!("show-{name}"))).unwrap();
        let shown = format!("show-{name}/{name}.ron");
        fs::write(folder.path().join(&shown), whole).unwrap();
        checks_clean(&shown, folder.path());
    }
}

/// Comments are not written again when several files become one: the sources that only they name are kept in a line.
#[test]
fn what_is_made_of_several_files_checks_without_a_warning_and_keeps_its_warnings_otherwise() {
    let folder = tempfile::tempdir().unwrap();
    for name in shipped() {
        let text = format!("(format: 1, id: \"over\", extends: \"{name}\", title: \"Over it\")\n");
        fs::write(folder.path().join("over.ron"), text).unwrap();
        let output = marchland(&["run", "over.ron", "--quarters", "2", "--json", "--out", "out"], folder.path());
        assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
        checks_clean("out/over.ron", folder.path());
    }
    let text = "(format: 1, id: \"over\", extends: \"generic\", sources: { \"idle\": \"Nobody names it.\" })\n";
    fs::write(folder.path().join("over.ron"), text).unwrap();
    assert!(
        marchland(&["run", "over.ron", "--quarters", "2", "--json", "--out", "out"], folder.path()).status.success()
    );
    let told = marchland(&["check", "out/over.ron"], folder.path()).stdout;
    assert!(String::from_utf8(told).unwrap().contains("nothing uses the source `idle`"), "what was idle is idle still");
}

#[test]
fn what_a_fit_and_new_write_checks_without_a_warning() {
    let folder = tempfile::tempdir().unwrap();
    let fit = ["fit", "oresund", "--free", "commuting_scale", "--seeds", "1", "--restarts", "1", "--evaluations", "6"];
    let output = marchland(&[&fit[..], &["--write", "out.ron"]].concat(), folder.path());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    checks_clean("out.ron", folder.path());
}
