//! `marchland analyze` beside SALib and EMA Workbench on the same tables (`tests/peers/reference.py` made the numbers).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

fn peers() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join("peers")
}

fn analyze(kind: &str, folder: &Path, more: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_marchland"));
    command.args(["analyze", kind]).arg(folder).args(more).output().unwrap()
}

fn findings(kind: &str, folder: &Path, more: &[&str]) -> Value {
    let output = analyze(kind, folder, &[more, &["--format", "json"]].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The reference by analysis and table: (name, what) and the number.
fn reference(analysis: &str, table: &str) -> BTreeMap<(String, String), f64> {
    numbers("reference.csv", analysis, table)
}

fn numbers(file: &str, analysis: &str, table: &str) -> BTreeMap<(String, String), f64> {
    let mut reader = csv::Reader::from_path(peers().join(file)).unwrap();
    let records = reader.records().map(Result::unwrap).filter(|r| &r[0] == analysis && &r[1] == table);
    let all: BTreeMap<_, _> = records.map(|r| ((r[2].to_owned(), r[3].to_owned()), r[4].parse().unwrap())).collect();
    assert!(!all.is_empty(), "{analysis} {table}");
    all
}

fn near(ours: f64, theirs: f64, what: &str) {
    assert!((ours - theirs).abs() <= 1e-9 * theirs.abs().max(1.0), "{what}: {ours} here, {theirs} there");
}

/// Indices of a factor, and their intervals.
fn like_salib(row: &Value, wanted: &BTreeMap<(String, String), f64>) {
    let factor = row["factor"].as_str().unwrap();
    for order in ["first", "total"] {
        near(row[order].as_f64().unwrap(), wanted[&(factor.to_owned(), order.to_owned())], factor);
        let end = |which: &str| row[format!("{order}_{which}")].as_f64().unwrap();
        let half = (end("high") - end("low")) / 2.0;
        // Both draw the table again, with other luck.
        let other = wanted[&(factor.to_owned(), format!("{order}_half"))];
        assert!((half - other).abs() <= 0.5 * other + 1e-3, "{factor}: {half} here, {other} there");
    }
}

#[test]
fn sobol_indices_are_those_of_salib() {
    for table in ["ishigami", "g"] {
        let found = findings("sobol", &peers().join(format!("sobol-{table}")), &[]);
        let wanted = reference("sobol", table);
        for row in found["tables"]["sobol"].as_array().unwrap() {
            like_salib(row, &wanted);
        }
        assert_eq!(found["used"][0]["used"], found["used"][0]["rows"]);
    }
}

#[test]
fn elementary_effects_are_those_of_salib() {
    for table in ["ishigami", "g"] {
        let found = findings("morris", &peers().join(format!("morris-{table}")), &[]);
        let wanted = reference("morris", table);
        for row in found["tables"]["morris"].as_array().unwrap() {
            let factor = row["factor"].as_str().unwrap();
            for what in ["mu", "mu_star", "sigma"] {
                near(row[what].as_f64().unwrap(), wanted[&(factor.to_owned(), what.to_owned())], factor);
            }
        }
    }
}

/// The trajectory of a box, and its limits at the end.
fn like_ema(found: &Value, trajectory: &BTreeMap<(String, String), f64>, limits: &BTreeMap<(String, String), f64>) {
    let steps = found["tables"]["trajectory"].as_array().unwrap();
    assert_eq!(steps.len() * 2, trajectory.len());
    for row in steps {
        for what in ["coverage", "density"] {
            near(row[what].as_f64().unwrap(), trajectory[&(row["step"].to_string(), what.to_owned())], what);
        }
    }
    for row in found["tables"]["box"].as_array().unwrap() {
        let factor = row["factor"].as_str().unwrap();
        for what in ["low", "high"] {
            near(row[what].as_f64().unwrap(), limits[&(factor.to_owned(), what.to_owned())], factor);
        }
    }
}

#[test]
fn prim_finds_the_boxes_of_ema_workbench() {
    let found = findings("prim", &peers().join("prim"), &["--case", "out>=0.9"]);
    like_ema(&found, &reference("prim", "trajectory"), &reference("prim", "box"));
}

/// Studies of the Amur, run by this program, with replicates and several outputs (`tests/peers/real.py` made the numbers).
#[test]
fn indices_of_real_studies_are_those_of_salib() {
    let text = |row: &Value, key: &str| row[key].as_str().unwrap().to_owned();
    let found = findings("sobol", &peers().join("real-sobol"), &[]);
    let rows = found["tables"]["sobol"].as_array().unwrap();
    assert_eq!(rows.len(), 2 * 3 * 4, "policies, outputs, factors");
    for row in rows {
        like_salib(row, &numbers("real.csv", "sobol", &format!("{} {}", text(row, "policy"), text(row, "output"))));
    }
    let found = findings("morris", &peers().join("real-morris"), &[]);
    let rows = found["tables"]["morris"].as_array().unwrap();
    assert_eq!(rows.len(), 3 * 5, "outputs, factors");
    for row in rows {
        let wanted = numbers("real.csv", "morris", &text(row, "output"));
        for what in ["mu", "mu_star", "sigma"] {
            near(row[what].as_f64().unwrap(), wanted[&(text(row, "factor"), what.to_owned())], &text(row, "factor"));
        }
    }
}

#[test]
fn boxes_of_a_real_study_are_those_of_ema_workbench() {
    let bound = numbers("real.csv", "prim", "case")[&("trade".to_owned(), "bound".to_owned())];
    let found = findings("prim", &peers().join("real-prim"), &["--case", &format!("trade>={bound}")]);
    like_ema(&found, &numbers("real.csv", "prim", "trajectory"), &numbers("real.csv", "prim", "box"));
}

/// Two policies at three points with two replicates each; the second always gives two more, and one of its runs failed.
fn small() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut text = "scenario,policy,point,replicate,status,x_a,y_out\n".to_owned();
    for point in 0..3 {
        for (policy, more) in [("none", 0), ("staged", 2)] {
            for replicate in 0..2 {
                let is_failed = policy == "staged" && point == 1 && replicate == 1;
                let (status, value) = match is_failed {
                    true => ("failed", String::new()),
                    false => ("ok", (10 * point + replicate + more).to_string()),
                };
                text.push_str(&format!("w,{policy},{point},{replicate},{status},{point},{value}\n"));
            }
        }
    }
    std::fs::write(folder.path().join("runs.csv"), text).unwrap();
    folder
}

#[test]
fn effects_and_regret_compare_pairs_and_tell_what_they_leave_out() {
    let folder = small();
    let found = findings("effect", folder.path(), &[]);
    let row = &found["tables"]["effect"][0];
    assert_eq!([&row["mean"], &row["low"], &row["high"], &row["share_greater"]], [2.0, 2.0, 2.0, 1.0]);
    assert_eq!((&row["pairs"], &row["points"]), (&5.into(), &3.into()));
    let used = &found["used"][0];
    assert_eq!((&used["rows"], &used["used"]), (&12.into(), &10.into()));
    assert_eq!(used["left_out"], serde_json::json!({ "failed": 1, "whose partners are missing": 1 }));
    let found = findings("regret", folder.path(), &[]);
    let rows = found["tables"]["regret"].as_array().unwrap();
    assert_eq!([&rows[0]["max_regret"], &rows[1]["max_regret"], &rows[1]["share_best"]], [2.0, 0.0, 1.0]);
    let found = findings("spread", folder.path(), &["--output", "out"]);
    assert_eq!(found["used"][0]["used"], 11);
}

/// A table of thirty blocks of a design of two factors: under `staged` all points of a block give the same more.
fn blocks(points: &[[f64; 2]], is_moved: bool) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut text = "scenario,policy,point,replicate,status,x_a,x_b,y_out\n".to_owned();
    for block in 0..30 {
        for (place, [a, b]) in points.iter().enumerate() {
            let point = block * points.len() + place;
            let (shift, more) = (if is_moved { block as f64 } else { 0.0 }, (block * block % 31) as f64);
            for (policy, more) in [("none", 0.0), ("staged", more)] {
                text.push_str(&format!("w,{policy},{point},0,ok,{},{},{}\n", a + shift, b + shift, more + 5.0));
            }
        }
    }
    std::fs::write(folder.path().join("runs.csv"), text).unwrap();
    folder
}

/// What is the same within a block says no more than one point would.
#[test]
fn intervals_of_effects_come_from_whole_blocks_and_trajectories() {
    let row = |points: &[[f64; 2]], is_moved| {
        let found = findings("effect", blocks(points, is_moved).path(), &[]);
        (found["tables"]["effect"][0].clone(), found["method"].to_string())
    };
    let (alone, _) = row(&[[0.0, 1.0]], true);
    let (saltelli, method) = row(&[[0.0, 1.0], [0.5, 1.0], [0.0, 0.25], [0.5, 0.25]], true);
    assert!(method.contains("resamples of whole blocks of the Saltelli design"), "{method}");
    let (morris, method) = row(&[[0.0, 1.0], [0.5, 1.0], [0.5, 0.25]], true);
    assert!(method.contains("resamples of whole trajectories of the Morris design"), "{method}");
    let (points, _) = row(&[[0.0, 1.0], [0.3, 0.5], [0.0, 0.25], [0.5, 0.25]], true);
    let of = |row: &Value| serde_json::json!([row["units"], row["resampled"], row["pairs"]]);
    assert_eq!(of(&alone), serde_json::json!([30, "points", 30]));
    assert_eq!(of(&saltelli), serde_json::json!([30, "blocks", 120]));
    assert_eq!(of(&morris), serde_json::json!([30, "trajectories", 90]));
    assert_eq!(of(&points), serde_json::json!([120, "points", 120]));
    let ends = |row: &Value| ["low", "high"].map(|end| row[end].as_f64().unwrap());
    for of_units in [&saltelli, &morris] {
        assert!(ends(of_units).iter().zip(ends(&alone)).all(|(ours, one)| (ours - one).abs() < 1e-9), "{of_units}");
    }
    let width = |row: &Value| ends(row)[1] - ends(row)[0];
    assert!(width(&points) < 0.6 * width(&alone), "{} {}", width(&points), width(&alone));
}

/// The mean of many equal numbers is another number.
#[test]
fn what_never_varies_has_no_deviation_no_luck_and_no_cause() {
    let folder = tempfile::tempdir().unwrap();
    let mut text = "scenario,policy,point,replicate,status,x_a,y_spent\n".to_owned();
    for point in 0..60 {
        let last = if point % 7 == 3 { "43.800000000000004" } else { "43.8" };
        text.push_str(&format!("w,none,{point},0,ok,{},{last}\nw,none,{point},1,ok,{},43.8\n", point % 3, point % 3));
    }
    std::fs::write(folder.path().join("runs.csv"), text).unwrap();
    let row = &findings("spread", folder.path(), &[])["tables"]["spread"][0];
    assert_eq!((&row["deviation"], &row["luck"], &row["mean"]), (&0.0.into(), &Value::Null, &43.8.into()));
    let row = &findings("morris", folder.path(), &["--levels", "4"])["tables"]["morris"][0];
    assert_eq!((&row["mu_star"], &row["sigma"]), (&0.0.into(), &0.0.into()));
}

/// `tests/peers/others.py` had pandas, polars and DuckDB write the table of `small`.
#[test]
fn tables_that_others_wrote_are_read_or_told_apart() {
    let own = small();
    for kind in ["effect", "spread", "regret"] {
        let wanted = findings(kind, own.path(), &[]);
        for other in ["pandas", "categories", "polars", "duckdb"] {
            assert_eq!(findings(kind, &peers().join("others").join(other), &[]), wanted, "{kind} of {other}");
        }
    }
    let output = analyze("spread", &peers().join("others/gzip"), &[]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(3) && told.contains("compressed with gzip, and this program reads"), "{told}");
}

#[test]
fn series_go_with_the_runs_of_their_rows_wherever_those_stand() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write(
        "runs.csv",
        "row,scenario,policy,point,replicate,status,x_a,y_out\n7,w,staged,0,0,ok,0,3\n4,w,none,0,0,ok,0,1\n",
    );
    write("series.csv", "row,quarter,trust\n4,2000Q1,0.25\n7,2000Q1,0.75\n");
    let found = findings("spread", folder.path(), &["--series", "trust"]);
    let median = |row: &Value| (row["policy"].as_str().unwrap().to_owned(), row["median"].as_f64().unwrap());
    let medians: Vec<_> = found["tables"]["fan"].as_array().unwrap().iter().map(median).collect();
    assert_eq!(medians, [("none".to_owned(), 0.25), ("staged".to_owned(), 0.75)]);
    write("series.csv", "row,quarter,trust\n1,2000Q1,0.25\n");
    let output = analyze("spread", folder.path(), &["--series", "trust"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("its row 1 is none of the runs"));
}

#[test]
fn what_cannot_be_analyzed_is_told() {
    let folder = small();
    let empty = tempfile::tempdir().unwrap();
    for (kind, path, more, code, message) in [
        ("sobol", folder.path(), &[][..], 2, "no Saltelli design"),
        ("morris", folder.path(), &["--levels", "3"][..], 2, "an even number of levels, not 3"),
        ("effect", folder.path(), &["--against", "nobody"][..], 2, "it has `none`, `staged`"),
        ("spread", folder.path(), &["--output", "ouut"][..], 2, "did you mean `out`?"),
        ("prim", folder.path(), &["--case", "out>=99"][..], 2, "change the bound"),
        ("spread", empty.path(), &[][..], 3, "neither `runs.parquet` nor `runs.csv`"),
    ] {
        let output = analyze(kind, path, more);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(told.contains(message), "{told}");
        assert_eq!(output.status.code(), Some(code), "{told}");
    }
}
