//! How commands end when something is in the way: a full disk, a locked file, a word in the wrong place.

use std::fs;

use super::cli::{marchland, output, refused};

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_no_fault_of_the_program() {
    for arguments in [&["--help"][..], &["run", "--help"], &["list"], &["explain", "exit"]] {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let output = marchland(arguments).stdout(full).output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(3), "{arguments:?}: {told}");
        assert!(told.contains("standard output") && told.contains("space"), "{arguments:?}: {told}");
        assert!(!told.contains("internal error"), "{arguments:?}: {told}");
    }
}

#[test]
fn the_codes_are_told_where_somebody_looks_for_them() {
    for arguments in [&["--help"][..], &["explain", "exit"]] {
        let text = String::from_utf8(output(arguments).stdout).unwrap();
        for code in ["0", "1", "2", "3", "4", "5", "6", "7", "130"] {
            assert!(text.split(|c: char| !c.is_ascii_digit()).any(|word| word == code), "{arguments:?}: {code}");
        }
    }
}

#[test]
fn a_file_that_may_only_be_read_is_not_migrated() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("draft.ron");
    fs::copy("tests/formats/draft.ron", &path).unwrap();
    let before = fs::read(&path).unwrap();
    let mut locked = fs::metadata(&path).unwrap().permissions();
    locked.set_readonly(true);
    fs::set_permissions(&path, locked).unwrap();
    let (code, told) = refused(&["migrate", path.to_str().unwrap()]);
    assert_eq!(code, 3, "{told}");
    assert!(told.contains("may only be read"), "{told}");
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn a_file_behind_free_is_told_where_it_belongs() {
    for file in ["ferry.ron", "oresund"] {
        let (code, told) = refused(&["fit", "--free", "commuting_scale", file]);
        assert_eq!(code, 2, "{told}");
        assert!(told.contains(&format!("put the file first, `marchland fit {file} --free")), "{told}");
    }
}

#[test]
fn the_length_of_a_run_is_not_fitted() {
    let (code, told) = refused(&["fit", "oresund", "--free", "quarters"]);
    assert_eq!(code, 2, "{told}");
    assert!(told.contains("`quarters` cannot be fitted"), "{told}");
}

#[test]
fn a_wrong_file_does_not_keep_the_others_from_being_judged_and_a_file_counts_once() {
    let only = ["--only", "closure-stops-people", "--seeds", "1", "--json"];
    let both = output(&[&["test", "amur", "tests/bad/nan.ron", "amur"][..], &only].concat());
    let (out, told) = (String::from_utf8(both.stdout).unwrap(), String::from_utf8(both.stderr).unwrap());
    assert_eq!(both.status.code(), Some(3), "{told}");
    assert!(told.contains("nan.ron"), "{told}");
    let list: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(list.as_array().map(Vec::len), Some(1), "{out}");
    assert_eq!(list[0]["id"], "closure-stops-people", "{out}");
}

#[test]
fn a_long_path_leaves_room_for_titles() {
    let folder = tempfile::tempdir().unwrap();
    let text = fs::read_to_string("tests/minimal.ron").unwrap();
    let long = format!("{}.ron", "a-very-long-name".repeat(3));
    fs::write(folder.path().join("pair.ron"), &text).unwrap();
    fs::write(folder.path().join(long), &text).unwrap();
    let text = String::from_utf8(output(&["list", folder.path().to_str().unwrap()]).stdout).unwrap();
    assert!(text.contains("marchland list ."), "{text}");
    assert!(text.matches("Two small regions").count() == 2, "{text}");
}

#[test]
fn help_names_every_shipped_map() {
    let text = String::from_utf8(output(&["new", "--help"]).stdout).unwrap();
    for map in ["centrope", "oresund", "rfe_nec"] {
        assert!(text.contains(map), "{map}: {text}");
    }
}

#[test]
fn new_says_that_nothing_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let map = fs::canonicalize("tests/maps/one-feature.geojson").unwrap();
    let arguments = ["new", "pair", "--yes", "--map", map.to_str().unwrap()];
    let output = marchland(&arguments).current_dir(folder.path()).output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(3), "{told}");
    assert!(told.contains("Nothing was written"), "{told}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}
