//! The same study on one process, on seven shards and on a real Slurm, where a task is killed, a node goes down and time is
//! up: the same bytes.
//!
//! Needs slurmctld, slurmd, slurm-client and munge; `.ci/run` installs them. Plain `cargo test` leaves this out:
//! `cargo test --test slurm` runs it. It starts a Slurm of its own (`tests/slurm/one-node`) and shares nothing with another.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![cfg(unix)]

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::thread::sleep;
use std::time::Duration;

use serde_json::Value;

const ONE_NODE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/slurm/one-node");

const STUDY: &str = r#"(
    study: 1, id: "short", title: "Short", question: "Does it come to the same?",
    scenarios: ["generic"], policies: ["none", "staged"], quarters: 40,
    factors: {
        "gain": (of: ["trust_gain"], values: Uniform(0.004, 0.02)),
        "organisations": (of: ["regions.a.organisations", "regions.b.organisations"], values: Integers(8, 9)),
    },
    design: Latin(POINTS), replicates: 2,
    outputs: {"trust": Last("trust"), "third": FirstIn(3)},
    series: (variables: ["trust", "trade"], every: 4), events: true,
)"#;

const TASKS: u64 = 7;
/// Rows of a point.
const RUNS: u64 = 4;
/// Between two looks at what runs.
const PATIENCE: Duration = Duration::from_millis(50);

struct Slurm {
    folder: tempfile::TempDir,
}

impl Slurm {
    fn start() -> Self {
        let slurm = Self { folder: tempfile::tempdir().unwrap() };
        // Two ports that nobody has: freed here, taken by the daemons at once.
        let free = [(); 2].map(|()| TcpListener::bind("127.0.0.1:0").unwrap());
        let ports = free.each_ref().map(|port| port.local_addr().unwrap().port().to_string());
        drop(free);
        let started = slurm.node("start", &[&ports[0], &ports[1]]);
        assert!(
            started.status.success(),
            "no Slurm: slurmctld, slurmd, slurm-client and munge are needed, as `.ci/run` installs them\n{}",
            said(&started)
        );
        slurm
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn node(&self, verb: &str, more: &[&str]) -> Output {
        Command::new(ONE_NODE).arg(verb).arg(self.path("slurm")).args(more).output().unwrap()
    }

    /// A command of Slurm's, or one that uses them.
    fn ask(&self, name: &str, arguments: &[&str]) -> String {
        let mut command = Command::new(name);
        command.args(arguments).env("SLURM_CONF", self.path("slurm").join("slurm.conf"));
        let output = command.env("MARCHLAND_ONE_NODE", self.path("slurm")).output().unwrap();
        assert!(output.status.success(), "{name} {arguments:?}: {}", said(&output));
        String::from_utf8(output.stdout).unwrap()
    }

    /// A folder for a study and its results, with a study in it that takes one core about so many seconds; and its rows.
    fn study(&self, name: &str, seconds: f64) -> (PathBuf, u64) {
        let folder = self.path(name);
        fs::create_dir(&folder).unwrap();
        let write = |points: u64| {
            fs::write(folder.join("study.ron"), STUDY.replace("POINTS", &points.to_string())).unwrap();
        };
        write(100);
        let plan: Value =
            serde_json::from_str(&marchland(&folder, &["plan", "study.ron", "--json", "--sample", "40"])).unwrap();
        let points = seconds / plan["sample"]["seconds_mean"].as_f64().unwrap() / RUNS as f64;
        let points = points.clamp(100.0, 20_000.0) as u64;
        write(points);
        (folder, points * RUNS)
    }

    fn submit(&self, folder: &Path, more: &[&str]) {
        let mut arguments = vec!["cluster", "slurm", "study.ron", "--out", "on slurm", "--scripts", "the scripts"];
        arguments.extend(more);
        marchland(folder, &arguments);
        let told = self.ask("bash", &[folder.join("the scripts/submit.sh").to_str().unwrap()]);
        assert!(told.starts_with("array ") && told.contains(", merge "), "{told}");
    }

    /// Waits until no job is left.
    fn wait(&self, folder: &Path) {
        for _ in 0..400 {
            if self.ask("squeue", &["-h"]).is_empty() {
                return;
            }
            sleep(Duration::from_millis(500));
        }
        panic!("jobs are left:\n{}\n{:#?}", self.ask("squeue", &[]), logs(folder));
    }
}

impl Drop for Slurm {
    fn drop(&mut self) {
        self.node("crash", &[]);
        self.node("stop", &[]);
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&[output.stdout.as_slice(), output.stderr.as_slice()].concat()).into_owned()
}

fn marchland(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_marchland")).args(arguments).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", said(&output));
    said(&output)
}

fn tables(folder: &Path) -> Vec<Vec<u8>> {
    ["runs", "series", "events"].map(|name| fs::read(folder.join(format!("{name}.parquet"))).unwrap()).into()
}

fn logs(folder: &Path) -> Vec<String> {
    let files = fs::read_dir(folder.join("the scripts/logs")).unwrap().map(|entry| entry.unwrap().path());
    let text = |path: &PathBuf| format!("{}:\n{}", path.display(), fs::read_to_string(path).unwrap());
    let mut files: Vec<PathBuf> = files.collect();
    files.sort();
    files.iter().map(text).collect()
}

/// First rows of the complete parts.
fn parts(out: &Path) -> Vec<u64> {
    let Ok(entries) = fs::read_dir(out.join("parts")) else { return Vec::new() };
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.ends_with(".json")).map(|name| name[..12].parse().unwrap()).collect()
}

/// A task that runs and has written a part: its process and its shard. Not the one that is named.
fn in_the_middle(out: &Path, rows: u64, not: Option<u64>) -> (u32, u64) {
    for _ in 0..1200 {
        let processes =
            fs::read_dir("/proc").unwrap().filter_map(|entry| entry.unwrap().file_name().into_string().ok());
        for process in processes.filter_map(|name| name.parse::<u32>().ok()) {
            let line = fs::read_to_string(format!("/proc/{process}/cmdline")).unwrap_or_default();
            let words: Vec<&str> = line.split('\0').collect();
            let shard = words.iter().position(|word| *word == "--shard").and_then(|at| words.get(at + 1));
            let shard = shard.and_then(|shard| shard.split('/').next()?.parse::<u64>().ok());
            let is_ours = line.starts_with(env!("CARGO_BIN_EXE_marchland")) && words.contains(&out.to_str().unwrap());
            let Some(shard) = shard.filter(|shard| is_ours && Some(*shard) != not) else { continue };
            let own = rows * shard / TASKS..rows * (shard + 1) / TASKS;
            if parts(out).iter().any(|first| own.contains(first)) {
                return (process, shard);
            }
        }
        sleep(PATIENCE);
    }
    panic!("no task was seen in the middle of its rows");
}

fn manifest(out: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(out.join("manifest.json")).unwrap()).unwrap()
}

#[test]
fn a_study_comes_to_the_same_bytes_on_slurm_whatever_befalls_its_tasks() {
    let slurm = Slurm::start();
    a_task_killed_and_a_node_down(&slurm);
    slices_of_time(&slurm);
}

fn a_task_killed_and_a_node_down(slurm: &Slurm) {
    let (folder, rows) = slurm.study("killed", 20.0);
    marchland(&folder, &["batch", "study.ron", "--out", "whole", "--jobs", "1"]);
    for shard in 0..TASKS {
        marchland(&folder, &["batch", "study.ron", "--out", "shards", "--shard", &format!("{shard}/{TASKS}")]);
    }
    marchland(&folder, &["merge", "shards"]);
    assert!(tables(&folder.join("whole")) == tables(&folder.join("shards")), "seven shards and one process differ");

    slurm.submit(&folder, &["--tasks", &TASKS.to_string()]);
    let out = folder.join("on slurm");
    let (process, first) = in_the_middle(&out, rows, None);
    assert!(Command::new("kill").args(["-KILL", &process.to_string()]).status().unwrap().success());
    let (_, second) = in_the_middle(&out, rows, Some(first));
    assert!(slurm.node("crash", &[]).status.success());
    // The controller believes a node that is back without its job once the job is a few seconds old.
    sleep(Duration::from_secs(5));
    let back = slurm.node("node", &[]);
    assert!(back.status.success(), "{}", said(&back));
    slurm.wait(&folder);

    let logs = logs(&folder);
    let of = |shard: u64| logs.iter().find(|log| log.contains(&format!("_{shard}.log:\n"))).unwrap();
    assert!(of(first).contains("ended with code 137: queued again"), "shard {first}: {logs:#?}");
    assert!(of(first).contains("are done") && of(second).contains("are done"), "shards {first}, {second}: {logs:#?}");
    assert!(tables(&folder.join("whole")) == tables(&out), "Slurm and one process differ: {logs:#?}");
    let manifest = manifest(&out);
    assert_eq!(manifest["merged"]["statuses"]["ok"], rows, "nothing lost, nothing doubled");
    marchland(&folder, &["verify", "on slurm"]);
    println!("{rows} rows, task {first} killed, node down under task {second}: the same bytes");
}

fn slices_of_time(slurm: &Slurm) {
    let (folder, _) = slurm.study("slices", 4.0);
    marchland(&folder, &["batch", "study.ron", "--out", "whole"]);
    // A minute of it is kept back: a second or two are left to a task before it is queued again.
    slurm.submit(&folder, &["--tasks", "2", "--time", "62s"]);
    slurm.wait(&folder);
    let logs = logs(&folder);
    let again = logs.iter().map(|log| log.matches("ended with code 5: queued again").count()).sum::<usize>();
    assert!(again >= 1, "no task was queued again: {logs:#?}");
    assert!(tables(&folder.join("whole")) == tables(&folder.join("on slurm")), "{logs:#?}");
    println!("tasks whose time was up were queued again {again} times: the same bytes");
}
