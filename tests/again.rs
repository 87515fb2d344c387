//! What a report says of how to get it again is what can be done: its commands, word by word, in a folder that was moved away
//! from all that the study was made of, come to the same bytes.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::report::on;

const STUDY: &str = r#"(
    study: 1, id: "ferries", title: "Ferries", question: "Does it come to the same where it was moved to?",
    scenarios: ["../ferry.ron", "../borders/bridge.ron"], policies: ["none", "mine"], quarters: 8,
    written: {"mine": (title: "Mine", steps: [(lever: "works", level: 0.5)])},
    factors: {
        "trust": (of: ["border.trust"], values: Uniform(0.2, 0.6)),
        "gain": (of: ["trust_gain"], values: Uniform(0.004, 0.02)),
    },
    design: Table("points.csv"), outputs: {"trust": Last("trust"), "two": Reached(2, "2001Q4")},
    series: (variables: ["trust"]),
)"#;

const MAP: &str = r#"{"type": "FeatureCollection", "features": [
{"type": "Feature", "properties": {"name": "Westmark"}, "geometry": {"type": "Polygon",
 "coordinates": [[[7, 49], [10, 49], [10, 51], [7, 51], [7, 49]]]}},
{"type": "Feature", "properties": {"name": "Eastmark"}, "geometry": {"type": "Polygon",
 "coordinates": [[[10, 49], [13, 49], [13, 51], [10, 51], [10, 49]]]}}]}"#;

/// The study in `own/studies`, its scenarios in `own` and below, the results in `own/results`.
fn made(folder: &Path) {
    let own = folder.join("own");
    for name in ["studies", "borders", "maps"] {
        fs::create_dir_all(own.join(name)).unwrap();
    }
    fs::write(own.join("studies/ferries.ron"), STUDY).unwrap();
    fs::write(own.join("studies/points.csv"), "trust,gain\n0.3,0.01\n0.5,0.005\n0.45,0.015\n").unwrap();
    let scenario = |id: &str, more: &str| {
        format!(
            "(format: 1, id: \"{id}\", extends: \"generic\", without: [\"expectations\", \"history\"], title: \"The {id}\"{more})"
        )
    };
    let sides = "regions: (a: (on_map: [\"Westmark\"]), b: (on_map: [\"Eastmark\"]))";
    fs::write(own.join("ferry.ron"), scenario("ferry", &format!(", map: \"maps/two.geojson\", {sides}"))).unwrap();
    fs::write(own.join("borders/bridge.ron"), scenario("bridge", ", border: (trust: 0.3)")).unwrap();
    fs::write(own.join("maps/two.geojson"), MAP).unwrap();
    let (code, said) = on(&own.join("studies"), &["batch", "ferries.ron", "--out", "../results", "--format", "csv"]);
    assert_eq!(code, 0, "{said}");
}

/// The commands of a page, line by line.
fn printed(page: &str) -> Vec<String> {
    let blocks = page.split("<pre><code>").skip(1).map(|rest| rest.split("</code>").next().unwrap());
    let plain = |line: &str| {
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
            .iter()
            .fold(line.to_owned(), |line, (from, to)| line.replace(from, to))
    };
    blocks.flat_map(|block| block.lines().map(plain).collect::<Vec<_>>()).collect()
}

#[test]
fn the_printed_commands_in_a_moved_folder_come_to_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    made(folder.path());
    let moved = folder.path().join("an archive/it's moved");
    fs::create_dir_all(moved.parent().unwrap()).unwrap();
    fs::rename(folder.path().join("own/results"), &moved).unwrap();
    fs::remove_dir_all(folder.path().join("own")).unwrap();
    let (code, said) = on(&moved, &["report", ".", "--case", "trust>=0.4", "--high", "trust"]);
    assert_eq!(code, 0, "{said}");
    let commands = printed(&fs::read_to_string(moved.join("report.html")).unwrap());
    assert!(commands.len() > 8 && commands[0] == "marchland batch study.ron --out again --format csv", "{commands:#?}");
    let program = Path::new(env!("CARGO_BIN_EXE_marchland")).parent().unwrap();
    for command in &commands {
        assert!(command.starts_with("marchland "), "{command}");
        let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
        let done = Command::new("sh").args(["-c", command]).current_dir(&moved).env("PATH", path).output().unwrap();
        assert!(done.status.success(), "{command}: {}", String::from_utf8_lossy(&done.stderr));
    }
    for table in ["runs.csv", "series.csv", "design.csv"] {
        let read = |path: &str| fs::read(moved.join(path).join(table)).unwrap();
        assert!(read(".") == read("again"), "{table}");
    }
    assert!(moved.join("again/report.html").exists());
    // The copies go on to the new folder, from which the same can be done once more.
    assert_eq!(on(&moved.join("again"), &["check", "study.ron"]).0, 0);
    assert_eq!(on(&moved.join("again"), &["plan", "study.ron", "--sample", "1"]).0, 0);
}

#[test]
fn a_spoilt_copy_is_refused_by_all_that_read_the_study_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    made(folder.path());
    let results = folder.path().join("own/results");
    let spoilt = [
        ("scenarios/ferry.ron", "The ferry", "The fairy", "`scenarios/ferry.ron` was changed since"),
        ("scenarios/points.csv", "0.45", "0.46", "the table of points in `scenarios` was changed since"),
    ];
    for (copy, from, to, told) in spoilt {
        let text = fs::read_to_string(results.join(copy)).unwrap();
        assert!(text.contains(from), "{text}");
        fs::write(results.join(copy), text.replace(from, to)).unwrap();
        for command in [
            &["batch", "study.ron", "--out", "again"][..],
            &["plan", "study.ron", "--sample", "1"],
            &["check", "study.ron"],
            &["check", "study.ron", "--json"],
        ] {
            let (code, said) = on(&results, command);
            assert!(code == 3 && said.contains(told) && said.contains("begin anew"), "{command:?}: {code}: {said}");
        }
        assert!(!results.join("again").exists());
        fs::write(results.join(copy), text).unwrap();
        assert_eq!(on(&results, &["check", "study.ron"]).0, 0);
    }
    fs::remove_file(results.join("scenarios/bridge.ron")).unwrap();
    let (code, said) = on(&results, &["check", "study.ron"]);
    assert!(code == 3 && said.contains("`scenarios/bridge.ron` is missing"), "{said}");
}

/// Copies are known by the last part of a path: what was changed may mean another file by that.
#[test]
fn a_study_that_was_changed_in_its_folder_takes_paths_as_they_are_written() {
    let folder = tempfile::tempdir().unwrap();
    made(folder.path());
    let results = folder.path().join("own/results");
    let text = fs::read_to_string(results.join("study.ron")).unwrap();
    fs::create_dir_all(folder.path().join("own/other")).unwrap();
    let other = "(format: 1, id: \"other\", extends: \"generic\", without: [\"expectations\", \"history\"])";
    fs::write(folder.path().join("own/other/ferry.ron"), other).unwrap();
    let changed = text.replace("\"../ferry.ron\"", "\"../other/ferry.ron\"");
    fs::write(results.join("study.ron"), &changed).unwrap();
    let (code, said) = on(&results, &["check", "study.ron"]);
    assert!(code == 3 && said.contains("points.csv"), "the table is not where it says: {said}");
    fs::write(results.join("study.ron"), changed.replace("points.csv", "scenarios/points.csv")).unwrap();
    let (code, said) = on(&results, &["batch", "study.ron", "--out", "again", "--format", "csv"]);
    assert_eq!(code, 0, "{said}");
    let runs = fs::read_to_string(results.join("again/runs.csv")).unwrap();
    assert!(runs.contains("other") && !runs.contains("ferry"), "{runs}");
}
