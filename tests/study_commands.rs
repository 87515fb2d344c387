//! The shipped studies, cut down, from `check` to `report`, and every command of `docs/studies.md` on what they give.

use std::fs;
use std::path::Path;

use crate::report::on;

/// Each shipped study: what is cut, and by what.
const CUT: [(&str, &[(&str, &str)]); 5] = [
    ("amur-order", &[("replicates: 200", "replicates: 3")]),
    ("amur-parameters", &[("Morris(40)", "Morris(2)"), ("replicates: 4", "replicates: 1")]),
    ("amur-robust", &[("Latin(500)", "Latin(6)"), ("quarters: 120", "quarters: 100")]),
    ("thresholds", &[("Factorial(10)", "Factorial(2)"), ("replicates: 5", "replicates: 1")]),
    ("amur-leave", &[("Sobol(2048)", "Sobol(128)")]),
];

fn shipped(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("studies").join(format!("{name}.ron"));
    fs::read_to_string(path).unwrap()
}

/// The commands of the page, without what they begin with.
fn commands() -> Vec<Vec<String>> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/studies.md")).unwrap();
    let blocks = text.split("```console\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    let lines: Vec<String> = blocks.flat_map(|block| block.lines().map(str::to_owned).collect::<Vec<_>>()).collect();
    let words = |line: &String| {
        let words: Vec<String> = line.split_whitespace().map(|word| word.trim_matches('\'').to_owned()).collect();
        assert_eq!(words[..2], ["$", "marchland"], "`{line}`");
        words[2..].to_vec()
    };
    lines.iter().map(words).collect()
}

#[test]
fn each_shipped_study_goes_from_check_to_report_and_the_page_tells_true_commands() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let (code, said) = on(folder.path(), arguments);
        assert_eq!(code, 0, "{arguments:?}: {said}");
        said
    };
    for (name, cuts) in CUT {
        let mut text = shipped(name);
        for (from, to) in cuts {
            assert!(text.contains(from), "{name}: `{from}`");
            text = text.replace(from, to);
        }
        let file = format!("{name}.ron");
        fs::write(folder.path().join(&file), text).unwrap();
        run(&["check", &file]);
        run(&["plan", &file, "--sample", "1"]);
        for shard in ["0/2", "1/2"] {
            run(&["batch", &file, "--out", name, "--shard", shard]);
        }
        run(&["merge", name]);
        run(&["verify", name, "--rows", "2"]);
        run(&["analyze", "spread", name]);
        run(&["report", name]);
        let page = fs::read_to_string(folder.path().join(name).join("report.html")).unwrap();
        assert!(page.contains("How near the model comes to history") && page.contains("<figure>"), "{name}");
    }
    let mut told = 0;
    for command in commands() {
        let words: Vec<&str> = command.iter().map(String::as_str).collect();
        match words[..] {
            // Whole it would take minutes: the cut one stands in its folder.
            ["batch", name, "--out", out] => {
                assert!(CUT.iter().any(|(known, _)| *known == name) && name == out, "{words:?}");
            }
            ["plan", name] => assert!(CUT.iter().any(|(known, _)| *known == name), "{words:?}"),
            _ => {
                run(&words);
                told += 1;
            }
        }
    }
    assert!(told >= 12, "the page tells {told} commands");
}
