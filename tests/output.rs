//! What `--out` writes: three tables as CSV and Parquet, a manifest, the scenario and a file that plays it again.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Output};

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, UInt64Type};
use arrow_array::{Array, RecordBatch};
use marchland::model::indicator::Variable;
use marchland::run::session::Session;
use marchland::run::table::Table;
use marchland::run::{Order, Run};
use marchland::scenario;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use sha2::{Digest, Sha256};

use crate::shipped;

const QUARTERS: u32 = 12;

fn run_into(folder: &Path, more: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_marchland"));
    command.args(["run", "generic", "--policy", "staged", "--quarters", "12", "--organisations", "20", "--json"]);
    command.args(more).arg("--out").arg(folder).output().unwrap()
}

fn read_parquet(path: &Path) -> (RecordBatch, arrow_schema::SchemaRef) {
    let builder = ParquetRecordBatchReaderBuilder::try_new(File::open(path).unwrap()).unwrap();
    let schema = builder.schema().clone();
    let batches: Vec<RecordBatch> = builder.with_batch_size(1 << 20).build().unwrap().map(Result::unwrap).collect();
    // A table without rows has no batch.
    (batches.first().cloned().unwrap_or_else(|| RecordBatch::new_empty(schema.clone())), schema)
}

fn read_csv(path: &Path) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let names = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    (names, rows)
}

#[test]
fn tables_hold_the_bits_of_the_run_in_both_formats() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("out");
    assert!(run_into(&folder, &["--seed", "5", "--seeds", "3"]).status.success());
    let mut scenario = shipped::scenario("generic");
    scenario.setup.regions.iter_mut().for_each(|r| r.organisations = 20);
    let scenario = std::sync::Arc::new(scenario);
    let (parquet, schema) = read_parquet(&folder.join("series.parquet"));
    let (names, rows) = read_csv(&folder.join("series.csv"));
    assert_eq!(rows.len(), 3 * (QUARTERS as usize + 1));
    assert_eq!(parquet.num_rows(), rows.len());
    for (i, seed) in (5..8).enumerate() {
        let mut run = Run::new(scenario.clone(), "staged", seed, QUARTERS).unwrap();
        run.finish();
        for variable in Variable::ALL {
            let column = names.iter().position(|name| name == variable.id()).unwrap();
            let stored = parquet.column_by_name(variable.id()).unwrap().as_primitive::<Float64Type>();
            for (quarter, value) in run.series(*variable).into_iter().enumerate() {
                let row = i * (QUARTERS as usize + 1) + quarter;
                assert_eq!(stored.value(row).to_bits(), value.to_bits(), "{}", variable.id());
                assert_eq!(rows[row][column].parse::<f64>().unwrap().to_bits(), value.to_bits());
                assert_eq!(parquet.column_by_name("seed").unwrap().as_primitive::<UInt64Type>().value(row), seed);
            }
        }
    }
    assert_eq!(schema.metadata()["marchland.scenario_sha256"], scenario.sha256);
    for variable in Variable::ALL {
        let field = schema.field_with_name(variable.id()).unwrap();
        assert_eq!(field.metadata()["unit"], variable.unit());
        assert!(!field.metadata()["summary"].is_empty());
    }
}

#[test]
fn csv_and_parquet_agree_cell_by_cell_in_all_tables() {
    let folder = tempfile::tempdir().unwrap();
    assert!(run_into(folder.path(), &["--seeds", "2"]).status.success());
    for table in Table::ALL {
        let (parquet, _) = read_parquet(&folder.path().join(format!("{}.parquet", table.name())));
        let (names, rows) = read_csv(&folder.path().join(format!("{}.csv", table.name())));
        assert_eq!(parquet.num_rows(), rows.len());
        for (c, name) in names.iter().enumerate() {
            let column = parquet.column_by_name(name).unwrap();
            for (r, row) in rows.iter().enumerate() {
                assert_eq!(column.is_null(r), row[c].is_empty(), "{name}");
                if let Some(text) = column.as_string_opt::<i32>().filter(|text| !text.is_null(r)) {
                    assert_eq!(text.value(r), row[c]);
                }
            }
        }
    }
}

#[test]
fn the_manifest_has_the_hash_of_every_file_and_the_session_plays_again_to_the_digest() {
    let folder = tempfile::tempdir().unwrap();
    let set = ["--seed", "3", "--set", "border.trust=0.5"];
    let output = run_into(folder.path(), &set);
    assert!(output.status.success());
    let manifest: serde_json::Value =
        serde_json::from_slice(&fs::read(folder.path().join("manifest.json")).unwrap()).unwrap();
    let mut names: BTreeMap<String, ()> = BTreeMap::new();
    for file in manifest["files"].as_array().unwrap() {
        let name = file["name"].as_str().unwrap();
        let bytes = fs::read(folder.path().join(name)).unwrap();
        let hash: String = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!(file["sha256"], hash.as_str(), "{name}");
        assert_eq!(file["bytes"], bytes.len());
        names.insert(name.to_owned(), ());
    }
    assert_eq!(names.len() + 1, fs::read_dir(folder.path()).unwrap().count());
    assert_eq!(manifest["overrides"][0]["path"], "border.trust");
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let session: Session = ron::from_str(&fs::read_to_string(folder.path().join("session.ron")).unwrap()).unwrap();
    assert_eq!(json["digest"], session.digest.as_str());
    let text = fs::read_to_string(folder.path().join(format!("{}.ron", session.scenario))).unwrap();
    let scenario = scenario::read("scenario.ron", &text, &session.overrides).unwrap();
    assert_eq!(session.replay(&scenario).unwrap().digest(), session.digest);
}

#[test]
fn a_session_with_orders_given_by_hand_plays_again() {
    let scenario = std::sync::Arc::new(shipped::scenario("generic"));
    let mut run = Run::new(scenario.clone(), "none", 9, 20).unwrap();
    for quarter in 0..20 {
        match quarter {
            2 => run.order(Order::SetLever { lever: 3, level: 0.7 }),
            9 => run.order(Order::ResetLever { lever: 3 }),
            _ => {}
        }
        run.step();
    }
    let text = ron::to_string(&Session::of(&run, Vec::new())).unwrap();
    let session: Session = ron::from_str(&text).unwrap();
    assert_eq!(session.orders.len(), 2);
    assert_eq!(session.replay(&scenario).unwrap().digest(), run.digest());
    let other = shipped::scenario("amur");
    assert!(session.replay(&other).unwrap_err().to_string().contains("another version"));
}

#[test]
fn a_folder_of_somebody_else_is_refused_and_an_earlier_output_is_replaced() {
    let folder = tempfile::tempdir().unwrap();
    assert!(run_into(folder.path(), &[]).status.success());
    assert!(run_into(folder.path(), &["--seed", "2"]).status.success());
    let note = folder.path().join("thesis.txt");
    fs::write(&note, "mine").unwrap();
    let before = fs::read(folder.path().join("runs.csv")).unwrap();
    let output = run_into(folder.path(), &["--seed", "3"]);
    assert_eq!(output.status.code(), Some(2));
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(message.contains("thesis.txt"), "{message}");
    assert_eq!(fs::read(folder.path().join("runs.csv")).unwrap(), before);
    assert_eq!(fs::read(&note).unwrap(), b"mine");
}

fn files_of(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    entries.map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap())).collect()
}

/// Refused with the name of the file, and every file as it was.
fn is_refused(folder: &Path, file: &str, why: &str) {
    let before = files_of(folder);
    let output = run_into(folder, &["--seed", "4"]);
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{message}");
    assert!(message.contains(file) && message.contains(why), "{message}");
    assert!(files_of(folder) == before, "{file}: something in the folder was touched");
}

#[test]
fn a_file_of_the_authors_own_is_never_replaced_by_an_output_whatever_it_is_called() {
    for name in ["generic.ron", "events.csv", "map.geojson", "session.ron", "manifest.json"] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(name), "my own").unwrap();
        is_refused(folder.path(), &format!("`{name}`"), "not of an earlier output");
    }
    // Beside an output that did not write it.
    let folder = tempfile::tempdir().unwrap();
    assert!(run_into(folder.path(), &[]).status.success());
    fs::write(folder.path().join("map.geojson"), "my own").unwrap();
    is_refused(folder.path(), "`map.geojson`", "not of an earlier output");
}

#[test]
fn a_file_of_an_earlier_output_that_was_changed_is_kept_until_it_is_moved_away() {
    let folder = tempfile::tempdir().unwrap();
    assert!(run_into(folder.path(), &[]).status.success());
    for name in ["generic.ron", "events.csv", "session.ron"] {
        let path = folder.path().join(name);
        let written = fs::read(&path).unwrap();
        // As long as it was, and longer.
        let mut swapped = written.clone();
        swapped[0] ^= 1;
        for changed in [swapped, [&written[..], b"// a note"].concat()] {
            fs::write(&path, changed).unwrap();
            is_refused(folder.path(), name, "was changed since an earlier output wrote it");
        }
        fs::remove_file(&path).unwrap();
        assert!(run_into(folder.path(), &[]).status.success(), "without `{name}` nothing can be lost");
    }
}

/// Between the old manifest and the new one there are files of both outputs.
#[test]
fn an_output_that_was_killed_while_its_files_took_their_places_is_written_anew() {
    let (old, new) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    assert!(run_into(old.path(), &[]).status.success() && run_into(new.path(), &["--seed", "2"]).status.success());
    fs::rename(old.path().join("manifest.json"), old.path().join("manifest.json.earlier")).unwrap();
    fs::rename(new.path().join("series.csv"), old.path().join("series.csv")).unwrap();
    fs::rename(new.path().join("manifest.json"), old.path().join("manifest.json.partial")).unwrap();
    assert!(run_into(old.path(), &["--seed", "3"]).status.success());
    let names: Vec<String> = files_of(old.path()).into_keys().collect();
    assert!(names.contains(&"manifest.json".to_owned()), "{names:?}");
    assert!(!names.iter().any(|name| name.ends_with(".earlier") || name.ends_with(".partial")), "{names:?}");
}

#[test]
fn a_place_that_cannot_be_written_is_named_and_nothing_is_left() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let output = run_into(&file.join("out"), &[]);
    assert_eq!(output.status.code(), Some(3));
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(message.contains("cannot write") && message.contains("out"), "{message}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_file_in_the_place_of_the_folder_is_a_mistake_in_the_command_and_stays() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("notes.txt");
    std::fs::write(&file, "mine").unwrap();
    let output = run_into(&file, &[]);
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("notes.txt` is no folder; give a new or empty one"), "{told}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine");
}

#[test]
#[cfg(unix)]
fn two_programs_do_not_mix_their_outputs_in_one_folder() {
    let folder = tempfile::tempdir().unwrap();
    assert!(run_into(folder.path(), &[]).status.success());
    let files = || -> BTreeMap<_, _> {
        let entries = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
        entries.map(|path| (path.clone(), fs::read(path).unwrap())).collect()
    };
    let before = files();
    let other = File::open(folder.path()).unwrap();
    other.try_lock().unwrap();
    let refused = run_into(folder.path(), &["--seed", "2"]);
    let told = String::from_utf8_lossy(&refused.stderr);
    assert_eq!(refused.status.code(), Some(3), "{told}");
    assert!(told.contains("another program is writing its output into"), "{told}");
    assert!(files() == before, "the other's files were touched");
    drop(other);
    assert!(run_into(folder.path(), &["--seed", "2"]).status.success());
    assert!(files() != before);
}
