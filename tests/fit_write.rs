//! What `fit --write` leaves: never less than there was, and always a scenario that checks as it stands.

use std::fs;
use std::process::{Command, Output};

use crate::fit::{marchland, short_fit, with};

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The shortest fit that there is of a file.
fn quick<'a>(file: &'a str, target: &'a str) -> [&'a str; 12] {
    let few = ["--restarts", "1", "--seeds", "1", "--evaluations", "4"];
    let [a, b, c, d, e, f] = few;
    ["fit", file, "--free", "movers_base", "--write", target, a, b, c, d, e, f]
}

#[test]
fn a_fit_never_takes_the_place_of_what_it_is_made_of() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (base, top) = (at("base.ron"), at("top.ron"));
    let first = marchland(&quick("oresund", &base));
    assert!(first.status.success(), "{}", stderr(&first));
    let second = marchland(&quick(&base, &top));
    assert!(second.status.success(), "{}", stderr(&second));
    let kept = [&base, &top].map(|file| fs::read(file).unwrap());
    for (target, told) in [(&top, "would extend itself"), (&base, "would be lost")] {
        let refused = marchland(&quick(&top, target));
        assert_eq!(refused.status.code(), Some(2), "{target}");
        assert!(stderr(&refused).contains(told), "{}", stderr(&refused));
    }
    assert_eq!([&base, &top].map(|file| fs::read(file).unwrap()), kept);
}

#[test]
fn what_was_changed_by_hand_is_not_lost_to_a_fit() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mine.ron");
    let words = quick("oresund", file.to_str().unwrap());
    assert!(marchland(&words).status.success());
    assert!(marchland(&words).status.success(), "as it was written it is replaced");
    let written = fs::read_to_string(&file).unwrap();
    let without: String = written.lines().filter(|l| !l.starts_with("// Checksum")).map(|l| format!("{l}\n")).collect();
    for changed in [written.replace("\n    parameters", "\n    title: \"Mine\",\n    parameters"), without] {
        fs::write(&file, &changed).unwrap();
        let refused = marchland(&words);
        assert_eq!(refused.status.code(), Some(2));
        assert!(stderr(&refused).contains("was changed since"), "{}", stderr(&refused));
        assert_eq!(fs::read_to_string(&file).unwrap(), changed);
    }
}

#[test]
fn what_a_fit_writes_checks_as_it_stands_and_is_called_by_its_id() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let file = at("near-history.ron");
    let mut words = quick("oresund", &file).to_vec();
    words.extend(["--set", "summary=\"two\nlines\""]);
    let fit = marchland(&words);
    assert!(fit.status.success(), "{}", stderr(&fit));
    assert!(fs::read_to_string(&file).unwrap().contains("id: \"near-history\""));
    let check = marchland(&["check", &file, "--deny-warnings"]);
    assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stdout));
    for (name, told, near) in [
        ("My Fit.ron", "is called by its id", "my-fit.ron"),
        ("x.txt", "ends in `.ron`", "x.ron"),
        ("Fit_2", "ends in `.ron`", "fit-2.ron"),
        (".ron", "ends in `.ron`", "oresund-fitted.ron"),
        ("\u{441}.ron", "is called by its id", "oresund-fitted.ron"),
    ] {
        let refused = marchland(&quick("oresund", &at(name)));
        assert_eq!(refused.status.code(), Some(2), "{name}");
        assert!(refused.stdout.is_empty(), "it is told before the search");
        let said = stderr(&refused);
        assert!(said.contains(told) && said.contains(&format!("{near}`")), "{said}");
        assert!(!folder.path().join(name).exists());
    }
    let deep = folder.path().join("a-folder-with-a-long-name/".repeat(9));
    fs::create_dir_all(&deep).unwrap();
    let far = deep.join("far.ron");
    fs::copy("scenarios/oresund.ron", &far).unwrap();
    let refused = marchland(&quick(far.to_str().unwrap(), folder.path().join("y.ron").to_str().unwrap()));
    assert_eq!(refused.status.code(), Some(3));
    assert!(refused.stdout.is_empty(), "it is told before the search");
    assert!(stderr(&refused).contains("was not written"), "{}", stderr(&refused));
}

#[test]
fn a_scenario_of_the_own_folder_is_fitted_and_extended_by_its_path() {
    let home = tempfile::tempdir().unwrap();
    let own = home.path().join("marchland/scenarios");
    fs::create_dir_all(&own).unwrap();
    fs::copy("scenarios/oresund.ron", own.join("strait.ron")).unwrap();
    let target = home.path().join("fitted.ron");
    let fit = |target: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_marchland"));
        command.args(quick("strait", target)).env("XDG_DATA_HOME", home.path()).output().unwrap()
    };
    let fitted = fit(target.to_str().unwrap());
    assert!(fitted.status.success(), "{}", stderr(&fitted));
    assert!(fs::read_to_string(&target).unwrap().contains("extends: \"marchland/scenarios/strait.ron\""));
    assert!(marchland(&["check", target.to_str().unwrap()]).status.success());
}

#[test]
fn a_fit_that_cannot_be_written_is_told_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("x.ron");
    // As another program does that writes the same file at this moment.
    let other = fs::File::create(folder.path().join(".x.ron.partial")).unwrap();
    other.lock().unwrap();
    let words = short_fit(folder.path());
    let fit = marchland(&with(&words, &["--write", file.to_str().unwrap()]));
    assert_eq!(fit.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&fit.stdout).contains("Mean error"), "the report is told");
    assert!(stderr(&fit).contains("another program is writing it"), "{}", stderr(&fit));
    assert!(!file.exists());
}

#[test]
fn a_place_that_may_not_be_written_is_told_before_the_search() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mine.ron");
    let words = quick("oresund", file.to_str().unwrap());
    assert!(marchland(&words).status.success());
    let mut locked = fs::metadata(&file).unwrap().permissions();
    locked.set_readonly(true);
    fs::set_permissions(&file, locked).unwrap();
    let written = fs::read(&file).unwrap();
    let refused = marchland(&words);
    assert_eq!(refused.status.code(), Some(3));
    assert!(refused.stdout.is_empty(), "it is told before the search");
    assert!(stderr(&refused).contains("may only be read"), "{}", stderr(&refused));
    assert_eq!(fs::read(&file).unwrap(), written);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left");
}
