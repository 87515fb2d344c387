//! Studies that are run: killed, cut, damaged, changed under way, and the same table in the end.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

use crate::cli::marchland;

/// Short runs; three policies that share their luck, series and events with them.
const STUDY: &str = r#"(
    study: 1, id: "short", title: "Short", question: "Does it come to the same?",
    scenarios: ["generic"], policies: ["none", "staged"], quarters: 2,
    factors: {
        "gain": (of: ["trust_gain"], values: Uniform(0.004, 0.02)),
        "organisations": (of: ["regions.a.organisations", "regions.b.organisations"], values: Integers(8, 9)),
    },
    design: Latin(POINTS), replicates: 2,
    outputs: {"trust": Last("trust"), "third": FirstIn(3)},
    series: (variables: ["trust", "trade"], every: 1), events: true,
)"#;

/// A folder with a short study in it.
pub struct Place {
    folder: TempDir,
}

impl Place {
    pub fn new(points: u32) -> Self {
        let place = Self { folder: tempfile::tempdir().unwrap() };
        place.write(points);
        place
    }

    fn write(&self, points: u32) {
        fs::write(self.path("study.ron"), STUDY.replace("POINTS", &points.to_string())).unwrap();
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn batch(&self, out: &str, more: &[&str]) -> Command {
        let mut command = marchland(&["batch"]);
        command.arg(self.path("study.ron")).arg("--out").arg(self.path(out)).args(more);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    pub fn run(&self, out: &str, more: &[&str]) -> (i32, String) {
        code(self.batch(out, more).output().unwrap())
    }

    pub fn on(&self, command: &str, out: &str, more: &[&str]) -> (i32, String) {
        code(marchland(&[command]).arg(self.path(out)).args(more).output().unwrap())
    }

    /// The bytes of the tables.
    pub fn tables(&self, out: &str) -> Vec<Vec<u8>> {
        ["runs", "series", "events"]
            .map(|name| fs::read(self.path(out).join(format!("{name}.parquet"))).unwrap())
            .into()
    }

    /// The files of parts with an ending, in order.
    pub fn parts(&self, out: &str, ending: &str) -> Vec<PathBuf> {
        let files = fs::read_dir(self.path(out).join("parts")).unwrap().map(|entry| entry.unwrap().path());
        let mut files: Vec<PathBuf> = files.filter(|path| path.to_string_lossy().ends_with(ending)).collect();
        files.sort();
        files
    }
}

/// Exit code, and all that was said.
pub fn code(output: Output) -> (i32, String) {
    let text = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap_or(-1), String::from_utf8(text).unwrap())
}

pub fn read(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn jobs_and_shards_change_no_byte() {
    let place = Place::new(50);
    assert_eq!(place.run("one", &["--jobs", "1"]).0, 0);
    assert_eq!(place.run("two", &["--jobs", "3"]).0, 0);
    assert_eq!(place.tables("one"), place.tables("two"));
    for shard in ["4/5", "0/5", "2/5", "1/5"] {
        assert_eq!(place.run("cut", &["--shard", shard]).0, 0);
    }
    let (early, said) = place.on("merge", "cut", &[]);
    assert!(early == 5 && said.contains("40 of 200 rows are missing, the first is row 120"), "{said}");
    let mut of_slurm = place.batch("cut", &[]);
    of_slurm.env("SLURM_ARRAY_TASK_ID", "4").env("SLURM_ARRAY_TASK_COUNT", "5").env("SLURM_ARRAY_TASK_MIN", "1");
    assert_eq!(code(of_slurm.output().unwrap()).0, 0);
    assert_eq!(place.on("merge", "cut", &[]).0, 0);
    assert_eq!(place.tables("one"), place.tables("cut"));
    assert!(place.on("merge", "cut", &[]).1.contains("there already"));
    assert!(place.on("status", "cut", &[]).1.contains("200 of 200 rows are done"));
    let manifest = read(&place.path("cut").join("manifest.json"));
    assert_eq!((&manifest["merged"]["statuses"]["ok"], &manifest["rows"]), (&200.into(), &200.into()));
    let build: Value = serde_json::from_slice(&marchland(&["--version", "--json"]).output().unwrap().stdout).unwrap();
    assert!(build.as_object().unwrap().iter().all(|(name, value)| manifest[name] == *value), "{manifest} {build}");
}

/// Shards of one array begin at once: one of them writes the folder, the others must not take its files for foreign ones.
/// Nor must whoever comes after a process that was killed while it wrote them.
#[test]
fn a_folder_that_is_being_begun_is_taken() {
    let place = Place::new(20);
    let begun: Vec<_> = (0..6).map(|i| place.batch("many", &["--shard", &format!("{i}/6")]).spawn().unwrap()).collect();
    for shard in begun {
        let (ended, said) = code(shard.wait_with_output().unwrap());
        assert_eq!(ended, 0, "{said}");
    }
    fs::create_dir_all(place.path("killed").join("parts")).unwrap();
    fs::write(place.path("killed").join("parts/folder.lock"), "").unwrap();
    fs::write(place.path("killed").join("study.ron"), "(study: 1, i").unwrap();
    fs::write(place.path("killed").join("design.csv.partial"), "poi").unwrap();
    assert_eq!(place.run("killed", &[]).0, 0);
    assert_eq!(place.on("merge", "many", &[]).0, 0);
    assert_eq!(place.tables("many"), place.tables("killed"));
}

#[test]
fn a_limit_ends_it_in_an_orderly_way_and_it_goes_on() {
    let place = Place::new(1000);
    let (ended, said) = place.run("limited", &["--time-limit", "0.3"]);
    assert!(ended == 5 && said.contains("the same command goes on"), "{ended}: {said}");
    assert!(!place.parts("limited", ".json").is_empty(), "what was done is kept");
    assert_eq!(place.run("limited", &["--progress", "json"]).0, 0);
    assert_eq!(place.run("whole", &[]).0, 0);
    assert_eq!(place.tables("whole"), place.tables("limited"));
}

/// Rows of the complete parts, by their records.
fn rows_on_disk(place: &Place, out: &str) -> u64 {
    let records = place.parts(out, ".json").into_iter().map(|path| read(&path));
    records.map(|record| record["end"].as_u64().unwrap() - record["first"].as_u64().unwrap()).sum()
}

/// What `status` says is done and what there is, and all that it says.
fn said_done(place: &Place, out: &str) -> (u64, u64, String) {
    let (status, said) = place.on("status", out, &[]);
    assert_eq!(status, 0, "{said}");
    let numbers: Vec<u64> = said.split_whitespace().filter_map(|word| word.replace(',', "").parse().ok()).collect();
    (numbers[0], numbers[1], said)
}

#[cfg(unix)]
#[test]
fn a_signal_ends_it_in_an_orderly_way_and_status_tells_the_truth() {
    for signal in ["-TERM", "-INT"] {
        let place = Place::new(20_000);
        let child = place.batch("ended", &[]).spawn().unwrap();
        while !place.path("ended/manifest.json").exists() || place.parts("ended", ".json").is_empty() {
            std::thread::sleep(Duration::from_millis(20));
        }
        let before = rows_on_disk(&place, "ended");
        let (during, all, said) = said_done(&place, "ended");
        assert!(before <= during && during <= rows_on_disk(&place, "ended"), "{said}");
        assert!(all == 80_000 && said.contains("not merged"), "{said}");
        assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
        let (ended, told) = code(child.wait_with_output().unwrap());
        let kept = rows_on_disk(&place, "ended");
        assert!(ended == 5 && told.contains(&format!("{kept} of 80,000 rows are done")), "{ended}: {told}");
        let (after, _, said) = said_done(&place, "ended");
        assert!(after == kept && said.contains(&format!("missing: {}, the first is row", 80_000 - kept)), "{said}");
    }
}

#[test]
fn progress_can_be_read_by_programs_line_by_line() {
    let place = Place::new(1000);
    let ended = place.batch("ended", &["--progress", "json", "--jobs", "1", "--time-limit", "0.1"]).output().unwrap();
    let rest = place.batch("ended", &["--progress", "json"]).output().unwrap();
    assert_eq!((ended.status.code(), rest.status.code()), (Some(5), Some(0)));
    let lines = |output: &Output| -> Vec<Value> {
        let text = String::from_utf8(output.stderr.clone()).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
    };
    let (ended, rest) = (lines(&ended), lines(&rest));
    for line in ended[..ended.len() - 1].iter().chain(&rest) {
        assert!(["done", "of", "failed"].iter().all(|key| line[*key].is_u64()), "{line}");
        assert!(line["seconds"].is_f64() && line["rate"].is_number() && line["failed"] == 0, "{line}");
    }
    let last = &ended[ended.len() - 1];
    assert!(last["code"] == 5 && last["error"].as_str().is_some_and(|text| text.contains("goes on")), "{last}");
    let (done, last) = (&ended[ended.len() - 2], &rest[rest.len() - 1]);
    assert_eq!(done["of"], 4000);
    assert!(last["done"] == last["of"] && last["left"] == 0.0, "{last}");
    assert_eq!(done["done"].as_u64().unwrap() + last["done"].as_u64().unwrap(), 4000);
}

#[test]
fn two_processes_do_not_share_a_folder() {
    let place = Place::new(20_000);
    let mut first = place.batch("shared", &[]).spawn().unwrap();
    // Once it has written rows it has the folder.
    for _ in 0..600 {
        if place.path("shared").join("manifest.json").exists() && rows_on_disk(&place, "shared") > 0 {
            break;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    let (second, said) = place.run("shared", &[]);
    let (third, cut) = place.run("shared", &["--shard", "0/3"]);
    first.kill().unwrap();
    first.wait().unwrap();
    assert!(second == 2 && said.contains("another process runs this study"), "{said}");
    assert!(third == 2 && cut.contains("another number of shards"), "{cut}");
}

#[test]
fn a_changed_study_and_a_foreign_folder_are_refused_and_left_as_they_were() {
    let place = Place::new(20);
    assert_eq!(place.run("out", &[]).0, 0);
    let before = place.tables("out");
    place.write(30);
    let (changed, said) = place.run("out", &[]);
    assert!(changed == 2 && said.contains("another text of the study `short`"), "{said}");
    assert_eq!(place.tables("out"), before);
    fs::create_dir(place.path("foreign")).unwrap();
    fs::write(place.path("foreign").join("letter.txt"), "dear").unwrap();
    let (foreign, said) = place.run("foreign", &[]);
    assert!(foreign == 2 && said.contains("letter.txt"), "{said}");
    fs::write(place.path("out").join("scenarios/generic.ron"), "()").unwrap();
    assert_eq!(place.on("status", "out", &[]).0, 3);
}

#[test]
fn a_damaged_part_is_told_and_run_anew_once_it_is_removed() {
    let place = Place::new(20);
    for shard in ["0/2", "1/2"] {
        assert_eq!(place.run("out", &["--shard", shard]).0, 0);
    }
    let part = place.parts("out", ".runs.parquet").remove(0);
    let mut bytes = fs::read(&part).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&part, &bytes).unwrap();
    let (merged, said) = place.on("merge", "out", &[]);
    assert!(merged == 3 && said.contains("its hash is not that") && said.contains(".json"), "{said}");
    assert!(!place.path("out").join("runs.parquet").exists(), "nothing is made of it");
    fs::write(&part, &bytes[..middle]).unwrap();
    assert!(place.run("out", &[]).1.contains("is damaged"));
    fs::remove_file(place.parts("out", ".json").remove(0)).unwrap();
    assert_eq!(place.run("out", &[]).0, 0);
    assert_eq!(place.run("whole", &[]).0, 0);
    assert_eq!(place.tables("out"), place.tables("whole"));
    let record = place.parts("out", ".json").remove(0);
    fs::write(&record, "{").unwrap();
    for (told, said) in [place.on("status", "out", &[]), place.run("out", &[])] {
        assert!(told == 3 && said.contains("is damaged") && said.contains("remove it"), "{said}");
    }
    fs::remove_file(&record).unwrap();
    assert_eq!(place.run("out", &[]).0, 0);
    assert_eq!(place.tables("out"), place.tables("whole"));
}

/// The limit of a file's size stands in for a full disk: both fail in the middle of a write.
#[cfg(unix)]
#[test]
fn a_disk_that_takes_no_more_is_told_and_nothing_half_is_left() {
    let place = Place::new(200);
    let whole = format!(
        "trap '' XFSZ; ulimit -f 40; exec '{}' batch '{}' --out '{}'",
        env!("CARGO_BIN_EXE_marchland"),
        place.path("study.ron").display(),
        place.path("full").display()
    );
    let (full, said) = code(Command::new("bash").args(["-c", &whole]).output().unwrap());
    assert!(full == 3 && said.contains("cannot use") && said.contains("ulimit"), "{full}: {said}");
    assert!(place.parts("full", ".partial").is_empty());
    fs::remove_dir_all(place.path("full")).unwrap();
    assert_eq!(place.run("full", &[]).0, 0);
    fs::write(place.path("file"), "").unwrap();
    assert_eq!(place.run("file/out", &[]).0, 3, "no folder can be made there");
}

#[test]
fn rows_are_verified_in_both_formats_and_a_forged_one_is_found() {
    let place = Place::new(10);
    assert_eq!(place.run("csv", &["--format", "csv"]).0, 0);
    assert_eq!(place.run("parquet", &[]).0, 0);
    for out in ["csv", "parquet"] {
        let (verified, said) = place.on("verify", out, &["--rows", "12"]);
        assert!(verified == 0 && said.contains("12 rows"), "{said}");
    }
    let table = place.path("csv").join("runs.csv");
    let text = fs::read_to_string(&table).unwrap();
    assert!(text.starts_with(
        "row,scenario,policy,point,replicate,seed,status,message,digest,x_gain,x_organisations,y_third,y_trust\n"
    ));
    assert_eq!(text.lines().count(), 41);
    let digest = text.lines().nth(3).unwrap().split(',').nth(8).unwrap();
    fs::write(&table, text.replace(digest, "0123456789abcdef")).unwrap();
    assert_eq!(place.on("verify", "csv", &["--rows", "40"]).0, 7);
}

#[test]
fn a_row_is_played_again_and_its_session_too() {
    let place = Place::new(10);
    assert_eq!(place.run("csv", &["--format", "csv"]).0, 0);
    let text = fs::read_to_string(place.path("csv").join("runs.csv")).unwrap();
    let row: Vec<&str> = text.lines().nth(24).unwrap().split(',').collect();
    let (index, digest) = (row[0], row[8]);
    let id = format!("{}.{}.{}.{}", row[1], row[2], row[3], row[4]);
    for name in [index, id.as_str()] {
        let (replayed, said) = place.on("replay", "csv", &["--row", name, "--json"]);
        assert_eq!(replayed, 0, "{said}");
        let object: Value = serde_json::from_str(said.trim()).unwrap();
        assert_eq!((object["digest"].as_str(), object["seed"].to_string()), (Some(digest), row[5].to_owned()));
    }
    let file = place.path("row.ron");
    let (written, said) = place.on("replay", "csv", &["--row", index, "--session", file.to_str().unwrap()]);
    assert_eq!(written, 0, "{said}");
    let scenario = place.path("csv").join("scenarios/generic.ron");
    let again = marchland(&["run"]).arg(scenario).arg("--json").arg("--session").arg(&file).output().unwrap();
    let (again, said) = code(again);
    assert!(again == 0 && said.contains(digest), "{said}");
    let (none, said) = place.on("replay", "csv", &["--row", "generic.none.99.0"]);
    assert!(none == 2 && said.contains("numbered 0 to 39"), "{said}");
}

#[test]
fn failed_runs_are_rows_and_too_many_end_it() {
    let place = Place::new(5);
    let text = STUDY
        .replace("POINTS", "5")
        .replace("(8, 9)", "(900, 901)")
        .replace("quarters: 2", "quarters: 40")
        .replace("events: true,", "events: true, stop: (seconds: 0.001),");
    fs::write(place.path("study.ron"), text).unwrap();
    let (some, said) = place.run("out", &["--format", "csv", "--max-failures", "1000"]);
    assert_eq!(some, 0, "{said}");
    let table = fs::read_to_string(place.path("out").join("runs.csv")).unwrap();
    assert_eq!(table.matches(",timed-out,").count(), 20, "{table}");
    let (verified, said) = place.on("verify", "out", &[]);
    assert_eq!(verified, 0, "what took too long there says nothing else here");
    assert!(said.starts_with("10 rows had timed out, not run again; no digest was compared\n"), "{said}");
    let (many, said) = place.run("many", &["--max-failures", "2"]);
    assert!(many == 4 && said.contains("runs failed"), "{said}");
    // Those of other shards and of earlier batches count: five fail in the first shard, so that the second begins none.
    assert_eq!(place.run("cut", &["--shard", "0/4", "--max-failures", "5"]).0, 0);
    let (many, said) = place.run("cut", &["--shard", "1/4", "--max-failures", "4"]);
    assert!(many == 4 && said.contains("5 runs failed, and at most 4 may: 0 of 5 rows"), "{said}");
    let (more, said) = place.run("cut", &["--shard", "1/4", "--max-failures", "7", "--jobs", "1"]);
    assert!(more == 4 && said.contains("runs failed, and at most 7 may"), "{said}");
    assert_eq!(place.run("cut", &["--max-failures", "20"]).0, 0);
}
