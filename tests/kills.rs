//! Killed at random moments, whole or in shards, a study comes to the same bytes as one that nobody disturbed.

use std::fs;
use std::path::Path;
use std::process::Child;
use std::time::{Duration, Instant};

use marchland::study::store::disk::sha256;

use crate::batch::{Place, read};

/// Numbers that nobody foresees, the same for the same seed.
struct Luck {
    seed: u64,
    drawn: u64,
}

impl Luck {
    fn below(&mut self, number: u64) -> u64 {
        self.drawn += 1;
        let hash = sha256(format!("{} {}", self.seed, self.drawn).as_bytes());
        u64::from_str_radix(&hash[..16], 16).unwrap() % number
    }
}

/// In what states the kills found the folder.
#[derive(Debug, Default)]
struct Found {
    kills: u32,
    /// Processes that ended by themselves before they were killed.
    over: u32,
    without_manifest: u32,
    with_half_written_files: u32,
    with_complete_parts: u32,
    /// Tables that came to their end and were compared.
    tables: u32,
}

impl Found {
    fn look(&mut self, folder: &Path) {
        self.without_manifest += u32::from(!folder.join("manifest.json").exists());
        let names = |folder: &Path| -> Vec<String> {
            let entries = fs::read_dir(folder).into_iter().flatten();
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
        };
        let (tables, parts) = (names(folder), names(&folder.join("parts")));
        let is_half = tables.iter().chain(&parts).any(|name| name.ends_with(".partial"));
        self.with_half_written_files += u32::from(is_half);
        self.with_complete_parts += u32::from(parts.iter().any(|name| name.ends_with(".json")));
    }
}

/// The whole study on one to three threads, or two shards of three or seven side by side.
fn begun(place: &Place, out: &str, luck: &mut Luck) -> (Vec<Child>, bool) {
    let cut = [1, 1, 3, 7][luck.below(4) as usize];
    let is_whole = cut == 1;
    let shards = if is_whole { 1 } else { 2 };
    let first = luck.below(cut);
    let start = |shard: u64| {
        let (shard, jobs) = (format!("{}/{cut}", (first + shard) % cut), (1 + luck.below(3)).to_string());
        let which = if is_whole { ["--jobs", &jobs] } else { ["--shard", &shard] };
        place.batch(out, &which).spawn().unwrap()
    };
    ((0..shards).map(start).collect(), is_whole)
}

/// Kills a study so often, each time after up to `longest`, and begins it anew whenever it comes to its end all the same.
fn killed(points: u32, kills: u32, seed: u64, longest: impl Fn(Duration) -> Duration) -> Found {
    let place = Place::new(points);
    #[expect(clippy::disallowed_methods, reason = "kills come within the time that the study takes")]
    let begin = Instant::now();
    assert_eq!(place.run("whole", &["--jobs", "1"]).0, 0);
    let longest = longest(begin.elapsed());
    let whole = place.tables("whole");
    let hash = read(&place.path("whole/manifest.json"))["merged"]["result_sha256"].clone();
    let (mut luck, mut found) = (Luck { seed, drawn: 0 }, Found::default());
    let compared = |found: &mut Found, out: &str| {
        assert!(place.tables(out) == whole, "{out} differs after {found:?}");
        assert_eq!(read(&place.path(out).join("manifest.json"))["merged"]["result_sha256"], hash);
        found.tables += 1;
    };
    let mut out = format!("killed-{}", found.tables);
    while found.kills < kills {
        let (children, is_whole) = begun(&place, &out, &mut luck);
        std::thread::sleep(Duration::from_micros(luck.below(longest.as_micros() as u64)));
        let mut is_over = is_whole;
        for mut child in children {
            let ended = child.try_wait().unwrap();
            if ended.is_none() {
                child.kill().unwrap();
            }
            let output = child.wait_with_output().unwrap();
            // One that ended by itself a moment before the signal was not killed.
            let is_killed = output.status.code().is_none();
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(is_killed || output.status.success(), "{}: {said}", output.status);
            found.kills += u32::from(is_killed);
            found.over += u32::from(!is_killed);
            is_over &= !is_killed;
        }
        found.look(&place.path(&out));
        if is_over {
            compared(&mut found, &out);
            out = format!("killed-{}", found.tables);
        }
    }
    assert_eq!(place.run(&out, &[]).0, 0);
    compared(&mut found, &out);
    assert_eq!(place.on("verify", &out, &["--rows", "5"]).0, 0);
    found
}

#[test]
fn killed_before_its_manifest_was_there_it_begins_anew_and_takes_nobodys_files() {
    let place = Place::new(10);
    assert_eq!(place.run("whole", &[]).0, 0);
    assert_eq!(place.run("out", &["--time-limit", "0"]).0, 5);
    fs::remove_file(place.path("out/manifest.json")).unwrap();
    fs::write(place.path("out/manifest.json.partial"), "{").unwrap();
    fs::write(place.path("out/scenarios/generic.ron"), "half").unwrap();
    assert_eq!(place.run("out", &[]).0, 0);
    assert_eq!(place.tables("out"), place.tables("whole"));
    fs::create_dir(place.path("mine")).unwrap();
    fs::write(place.path("mine/study.ron"), "my own").unwrap();
    let (ended, said) = place.run("mine", &[]);
    assert!(ended == 2 && said.contains("no study's, such as `study.ron`"), "{said}");
    assert_eq!(fs::read_to_string(place.path("mine/study.ron")).unwrap(), "my own");
}

#[test]
fn what_has_no_record_is_swept_away_and_run_anew() {
    let place = Place::new(20);
    for shard in ["0/2", "1/2"] {
        assert_eq!(place.run("out", &["--shard", shard]).0, 0);
    }
    fs::remove_file(place.parts("out", ".json").remove(0)).unwrap();
    fs::write(place.path("out/parts/000000000000-000000000009.runs.parquet"), "half").unwrap();
    fs::write(place.path("out/parts/000000000000-000000000009.series.parquet.partial"), "half").unwrap();
    assert_eq!(place.run("out", &[]).0, 0);
    assert_eq!(place.parts("out", ".parquet").len(), 3 * place.parts("out", ".json").len(), "three tables a record");
    assert!(place.parts("out", ".partial").is_empty());
    assert_eq!(place.run("whole", &[]).0, 0);
    assert_eq!(place.tables("out"), place.tables("whole"));
}

#[test]
fn a_merge_clears_halves_that_no_living_process_writes() {
    let place = Place::new(20);
    for shard in ["0/2", "1/2"] {
        assert_eq!(place.run("out", &["--shard", shard]).0, 0);
    }
    let half = |name: &str| {
        let path = place.path("out").join(name);
        fs::write(&path, "half").unwrap();
        path
    };
    let killed =
        ["parts/.000000000000-000000000009.runs.parquet.partial", ".design.csv.partial", "scenarios/.a.ron.partial"]
            .map(half);
    // Another process writes this one.
    let living = half("parts/.000000000010-000000000019.runs.parquet.partial");
    let held = fs::File::open(&living).unwrap();
    held.lock().unwrap();
    assert_eq!(place.on("merge", "out", &[]).0, 0);
    assert!(killed.iter().all(|path| !path.exists()) && living.exists());
    drop(held);
    // The tables are there already, and it is cleared all the same.
    assert_eq!(place.on("merge", "out", &[]).0, 0);
    assert!(!living.exists());
    assert_eq!(place.run("whole", &[]).0, 0);
    assert_eq!(place.tables("out"), place.tables("whole"));
}

/// `MARCHLAND_KILLS=100 cargo test kills -- --nocapture` kills a study of twenty thousand runs so often, with other luck by
/// `MARCHLAND_SEED`; it takes minutes.
#[test]
fn killed_at_random_moments_it_comes_to_the_same() {
    let number = |name: &str| std::env::var(name).ok().map(|text| text.parse::<u32>().unwrap());
    let kills = number("MARCHLAND_KILLS");
    let seed = number("MARCHLAND_SEED").unwrap_or(1);
    // Few kills come far into a short study, many early and often into a long one.
    let (points, share) = if kills.is_some() { (5000, 6) } else { (1000, 1) };
    let found = killed(points, kills.unwrap_or(5), seed.into(), |whole| whole / share);
    println!("seed {seed}: {found:?}");
    assert!(found.kills >= kills.unwrap_or(5) && found.tables >= 1, "{found:?}");
}
