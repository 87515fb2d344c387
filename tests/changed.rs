//! What is changed in the folder of a study after its runs: told by every command that would pass it on.

use std::fs;
use std::path::Path;

use crate::batch::{Place, code};
use crate::cli::marchland;

fn spoil(file: &Path) {
    let mut bytes = fs::read(file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(file, bytes).unwrap();
}

/// Exit code, what was printed, what was told beside it.
fn analyze(place: &Place, more: &[&str]) -> (i32, String, String) {
    let output = marchland(&["analyze"]).arg(more[0]).arg(place.path("out")).args(&more[1..]).output().unwrap();
    let [out, err] = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap());
    (output.status.code().unwrap_or(-1), out, err)
}

#[test]
fn a_table_that_was_changed_is_no_source_of_a_report_and_is_noted_by_analyses() {
    let place = Place::new(10);
    assert_eq!(place.run("out", &["--format", "csv"]).0, 0);
    let (analyzed, _, told) = analyze(&place, &["spread", "--series", "trust"]);
    assert!(analyzed == 0 && !told.contains("note:"), "{told}");
    let before = fs::read_to_string(place.path("out/series.csv")).unwrap();
    fs::write(place.path("out/series.csv"), before.replace("2000Q2", "2000Q3")).unwrap();
    let (analyzed, _, told) = analyze(&place, &["spread", "--series", "trust"]);
    assert!(analyzed == 0 && told.contains("series.csv` is not the table that the rows"), "{told}");
    let (analyzed, printed, told) = analyze(&place, &["spread", "--format", "json"]);
    assert!(analyzed == 0 && told.is_empty() && printed.contains("\"notes\":[]"), "runs are as they were: {told}");
    let (reported, said) = place.on("report", "out", &[]);
    assert!(reported == 7 && said.contains("series.csv") && said.contains("where its numbers come from"), "{said}");
    fs::write(place.path("out/series.csv"), before).unwrap();
    assert_eq!(place.on("report", "out", &[]).0, 0);
    let runs = fs::read_to_string(place.path("out/runs.csv")).unwrap();
    let last = runs.lines().next_back().unwrap();
    fs::write(place.path("out/runs.csv"), runs.replace(last, &last.replace("staged", "none"))).unwrap();
    let (analyzed, printed, told) = analyze(&place, &["effect", "--format", "json"]);
    assert!(analyzed == 0 && told.contains("note: ") && printed.contains("runs.csv` is not the table"), "{told}");
    let (reported, said) = place.on("report", "out", &[]);
    assert!(reported == 7 && said.contains("`marchland merge "), "{said}");
    assert_eq!(place.on("merge", "out", &[]).0, 0, "as it says");
    assert_eq!(place.on("report", "out", &[]).0, 0);
    assert_eq!(fs::read_to_string(place.path("out/runs.csv")).unwrap(), runs);
    // A folder of tables alone is anybody's.
    fs::remove_file(place.path("out/manifest.json")).unwrap();
    fs::write(place.path("out/runs.csv"), runs.replace("staged", "other")).unwrap();
    assert!(!analyze(&place, &["spread"]).2.contains("note:"));
}

/// `marchland merge` makes the study's own tables, and no other goes away by it.
#[test]
fn a_table_that_is_none_of_the_study_is_left_out() {
    let place = Place::new(10);
    assert_eq!(place.run("out", &["--format", "csv"]).0, 0);
    let study = fs::read_to_string(place.path("study.ron")).unwrap();
    let without = study.replace("series: (variables: [\"trust\", \"trade\"], every: 1),", "");
    assert!(study != without, "{study}");
    fs::write(place.path("study.ron"), without).unwrap();
    assert_eq!(place.run("bare", &[]).0, 0);
    // The study there keeps no series.
    fs::copy(place.path("out/series.csv"), place.path("bare/series.csv")).unwrap();
    let (reported, said) = place.on("report", "bare", &[]);
    assert_eq!(reported, 0, "{said}");
    let spread = marchland(&["analyze", "spread", "--series", "trust"]).arg(place.path("bare")).output().unwrap();
    let (analyzed, said) = code(spread);
    assert!(analyzed == 0 && said.contains("series.csv` is none of this study's tables: move it elsewhere"), "{said}");
    // Beside the study's own: Parquet is read first where nothing says whose a table is.
    let (_, own, _) = analyze(&place, &["spread"]);
    fs::copy(place.path("bare/runs.parquet"), place.path("out/runs.parquet")).unwrap();
    fs::write(place.path("out/series.parquet"), "garbage").unwrap();
    let (reported, said) = place.on("report", "out", &[]);
    assert_eq!(reported, 0, "{said}");
    let (analyzed, printed, told) = analyze(&place, &["spread"]);
    assert!(analyzed == 0 && printed == own && !told.contains("note:"), "{told}");
    fs::remove_file(place.path("out/series.csv")).unwrap();
    let (reported, said) = place.on("report", "out", &[]);
    assert!(reported == 7 && said.contains("series.csv` is missing") && said.contains("`marchland merge "), "{said}");
    assert_eq!(place.on("merge", "out", &[]).0, 0, "as it says");
    assert_eq!(place.on("report", "out", &[]).0, 0);
}

#[test]
fn points_and_parts_that_were_spoilt_after_the_merge_are_noticed() {
    let place = Place::new(10);
    assert_eq!(place.run("out", &[]).0, 0);
    let (verified, said) = place.on("verify", "out", &["--rows", "3"]);
    let parts = place.parts("out", ".json").len();
    let kept = format!("the tables, the points and {parts} part");
    assert!(verified == 0 && said.contains(&kept) && said.contains("are what was written"), "{said}");
    let design = place.path("out/design.csv");
    let points = fs::read_to_string(&design).unwrap();
    fs::write(&design, "garbage").unwrap();
    let (verified, said) = place.on("verify", "out", &["--rows", "3"]);
    assert!(
        verified == 7 && said.contains("design.csv") && said.contains("`marchland merge` writes it anew"),
        "{said}"
    );
    let (merged, said) = place.on("merge", "out", &[]);
    assert!(merged == 0 && said.contains("there already") && said.contains("written anew"), "{said}");
    assert_eq!(fs::read_to_string(&design).unwrap(), points);
    let (verified, said) = place.on("verify", "out", &["--rows", "3"]);
    assert_eq!(verified, 0, "{said}");
    spoil(&place.parts("out", ".runs.parquet")[0]);
    let (verified, said) = place.on("verify", "out", &["--rows", "3"]);
    assert!(verified == 3 && said.contains("its hash is not that") && said.contains("give the batch again"), "{said}");
    fs::remove_dir_all(place.path("out/parts")).unwrap();
    let (verified, said) = place.on("verify", "out", &["--rows", "3"]);
    assert!(verified == 0 && said.contains("the tables and the points are what was written"), "{said}");
}

#[test]
fn a_copy_that_was_changed_is_named_and_the_batch_does_not_call_it_done() {
    let place = Place::new(10);
    assert_eq!(place.run("out", &[]).0, 0);
    for (copy, is_missing) in [("study.ron", false), ("scenarios/generic.ron", false), ("study.ron", true)] {
        let file = place.path("out").join(copy);
        let text = fs::read_to_string(&file).unwrap();
        if is_missing {
            fs::remove_file(&file).unwrap()
        } else {
            fs::write(&file, format!("{text}// More.\n")).unwrap()
        }
        let what = if is_missing { "is missing" } else { "was changed since" };
        let own: [(&str, (i32, String)); 3] = [
            ("status", place.on("status", "out", &[])),
            ("report", place.on("report", "out", &[])),
            ("batch", place.run("out", &[])),
        ];
        for (command, (ended, said)) in own {
            let is_told = said.contains(&format!("{copy}` {what}")) && said.contains("put that text back");
            assert!(ended == 3 && is_told, "{command}: {ended}: {said}");
        }
        fs::write(&file, text).unwrap();
        assert_eq!(place.on("status", "out", &[]).0, 0);
    }
    // Another study in the place of the first.
    let text = fs::read_to_string(place.path("study.ron")).unwrap();
    fs::write(place.path("study.ron"), text.replace("Latin(10)", "Latin(20)")).unwrap();
    let (ended, said) = place.run("out", &[]);
    assert!(ended == 2 && said.contains("another text of the study") && !said.contains("rows are done"), "{said}");
    let manifest = place.path("out/manifest.json");
    let made = fs::read_to_string(&manifest).unwrap();
    let version = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
    assert!(made.contains(&version), "{made}");
    fs::write(&manifest, made.replace(&version, "\"version\": \"9.9.9\"")).unwrap();
    let (ended, said) = code(marchland(&["verify"]).arg(place.path("out")).output().unwrap());
    assert!(ended == 3 && said.contains("was made by marchland 9.9.9, and this is"), "{said}");
}
