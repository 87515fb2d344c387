//! What a study costs above its runs, and what a second core brings: `cargo bench --no-default-features --bench study`.
//!
//! Bare runs, one worker and two take turns in one process, so that whatever else computes meets all three. Seconds of
//! computing come from Linux. The numbers with their commit are in `RESULTS.md`.

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use marchland::run::Run;
use marchland::scenario::{Document, Library, Missing, Wanted};
use marchland::study::store::drive::{Task, Watch, drive};
use marchland::study::store::merge::{Format, merge};
use marchland::study::store::{PARTS, disk, part, row};
use marchland::study::{self, Maker, Study};

/// The program's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Four organisations and one quarter: next to nothing but the study itself.
const TINY: &str = r#"(format: 1, id: "tiny", extends: "generic",
    regions: (a: (organisations: 2), b: (organisations: 2)))"#;

const STUDY: &str = r#"(
    study: 1, id: "bench", title: "Bench", question: "What does it cost?",
    scenarios: ["SCENARIO"], policies: ["staged"], quarters: QUARTERS,
    factors: {
        "gain": (of: ["trust_gain"], values: Uniform(0.004, 0.02)),
        "decay": (of: ["trust_decay"], values: Uniform(0.003, 0.012)),
    },
    design: Latin(POINTS),
    outputs: {"trust": Last("trust"), "trade": Last("trade"), "stage": Last("stage")},
)"#;

/// How often each takes its turn.
const TURNS: usize = 9;

struct Shelf;

impl Library for Shelf {
    fn find(&self, wanted: &Wanted<'_>) -> Result<Document, Missing> {
        match wanted.name {
            "tiny" => Ok(document("tiny.ron", TINY)),
            "generic" => Ok(document("generic.ron", include_str!("../scenarios/generic.ron"))),
            _ => Err(Missing { why: "it is not needed here".to_owned(), known: Vec::new() }),
        }
    }
}

fn document(name: &str, text: &str) -> Document {
    Document { name: name.to_owned(), place: name.to_owned(), bytes: text.as_bytes().to_vec() }
}

struct Clock(Instant);

impl Watch for Clock {
    fn seconds(&self) -> f64 {
        self.0.elapsed().as_secs_f64()
    }

    fn calendar(&self) -> u64 {
        0
    }

    fn is_ending(&self) -> bool {
        false
    }

    fn done(&self, _: u64, _: u64) {}
}

/// Seconds on the clock, of computing in all threads, and in the thread that asks, which writes and merges.
#[derive(Clone, Copy)]
struct Took {
    clock: f64,
    computing: f64,
    own: f64,
}

#[expect(clippy::disallowed_methods, reason = "a bench measures time")]
fn now() -> Instant {
    Instant::now()
}

/// Seconds that this process has computed, for itself and in the system.
fn computed() -> f64 {
    const TICKS: f64 = 100.0;
    let text = std::fs::read_to_string("/proc/self/stat").expect("this bench needs Linux");
    let after = text.rsplit_once(')').map_or("", |(_, after)| after);
    let ticks: Vec<f64> = after.split_whitespace().skip(11).take(2).filter_map(|t| t.parse().ok()).collect();
    ticks.iter().sum::<f64>() / TICKS
}

/// Seconds that this thread has computed, to the billionth.
fn own() -> f64 {
    const NANO: f64 = 1e9;
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").expect("this bench needs Linux");
    text.split_whitespace().next().and_then(|number| number.parse::<f64>().ok()).unwrap_or(f64::NAN) / NANO
}

fn timed(act: impl FnOnce()) -> Took {
    let (begun, before, own_before) = (now(), computed(), own());
    act();
    Took { clock: begun.elapsed().as_secs_f64(), computing: computed() - before, own: own() - own_before }
}

/// The runs alone, one after the other, in one world.
fn bare(study: &Study, seeds: &[u64]) {
    let world = Arc::clone(&study.scenarios[0].scenario);
    for seed in seeds {
        let mut run =
            Run::new(Arc::clone(&world), &study.policies[0], *seed, study.quarters_of(0)).expect("it is known");
        run.finish();
        black_box(run.digest());
    }
}

/// The rows as a worker makes them, handed to nobody.
fn rows(study: &Study) {
    let mut maker = Maker::new(study);
    for index in 0..study.rows() {
        black_box(row::run(study, &mut maker, index, &|| false));
    }
}

/// The study, parts and tables and all.
fn whole(study: &Study, jobs: u32) {
    let folder = tempfile::tempdir().expect("there is a place for folders");
    let path: &Path = folder.path();
    disk::folder(&path.join(PARTS)).expect("a new folder takes folders");
    let task = Task { study, folder: path, made_by: "bench", host: "", jobs, failures: None };
    let all = 0..study.rows();
    let ended = drive(&task, std::slice::from_ref(&all), &Clock(now())).expect("there is room");
    assert!(ended.is_complete && ended.failed == 0);
    let parts = part::all(path, "bench").expect("they were just written");
    black_box(merge(study, path, &parts, Format::Parquet).expect("there is room"));
}

fn middle(mut values: Vec<f64>) -> (f64, f64, f64) {
    values.sort_by(f64::total_cmp);
    (values[0], values[values.len() / 2], values[values.len() - 1])
}

fn told(what: &str, unit: &str, values: Vec<f64>) {
    let (least, middle, most) = middle(values);
    println!("  {what}: {middle:.3} {unit} ({least:.3} to {most:.3})");
}

fn case(scenario: &str, quarters: u32, points: u64) {
    let text = STUDY.replace("SCENARIO", scenario).replace("QUARTERS", &quarters.to_string());
    let text = text.replace("POINTS", &points.to_string());
    let study = study::read(&document("bench.ron", &text), &Shelf).unwrap_or_else(|problems| panic!("{problems}"));
    let seeds: Vec<u64> = (0..study.rows()).map(|index| study.row(index).seed).collect();
    let turn = || {
        let (bare, rows) = (timed(|| bare(&study, &seeds)), timed(|| rows(&study)));
        [bare, rows, timed(|| whole(&study, 1)), timed(|| whole(&study, 2))]
    };
    let turns: Vec<[Took; 4]> = (0..TURNS).map(|_| turn()).collect();
    let micro = 1e6 / points as f64;
    println!("{points} runs of `{scenario}`, {quarters} quarters; the middle of {TURNS} turns (least to most)");
    let each = |value: &dyn Fn(&[Took; 4]) -> f64| turns.iter().map(value).collect::<Vec<f64>>();
    let unit = "microseconds of computing a run";
    told("the bare run", unit, each(&|[bare, ..]| bare.own * micro));
    told("the row above it", unit, each(&|[bare, rows, ..]| (rows.own - bare.own) * micro));
    told("writing and merging", unit, each(&|[_, _, one, _]| one.own * micro));
    told(
        "all with one worker, above the bare run",
        unit,
        each(&|[b, _, one, _]| (one.computing - b.computing) * micro),
    );
    told("two workers beside one, computing", "times", each(&|[.., one, two]| two.computing / one.computing));
    told("efficiency on two cores, by the clock", "of 1", each(&|[.., one, two]| one.clock / two.clock / 2.0));
}

fn main() {
    case("tiny", 1, 40_000);
    case("generic", 40, 400);
}
