//! How long the future takes: `cargo bench --no-default-features --bench fan`. The numbers with their commit are in `RESULTS.md`.

use std::hint::black_box;
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use marchland::model::indicator::Indicator;
use marchland::run::debrief::{Debrief, Wanted};
use marchland::run::fan::{Fan, Present, Side};
use marchland::run::means::means;
use marchland::run::{Order, Run};
use marchland::scenario::read;
use rayon::prelude::*;

/// The program's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const AMUR: &str = include_str!("../scenarios/amur.ron");

/// The Amur after five of its twenty years, before and after a lever was moved.
fn amur() -> (Run, Run) {
    let scenario = Arc::new(read("amur.ron", AMUR, &[]).expect("it is shipped"));
    let policy = scenario.default_policy.clone();
    let quarters = scenario.quarters;
    let mut without = Run::new(scenario, &policy, 1, quarters).expect("its own policy");
    (0..20).for_each(|_| without.step());
    let mut with = without.fork();
    with.order(Order::SetLever { lever: 0, level: 1.0 });
    (with, without)
}

fn fan(present: &Present, paths: u32, threads: &rayon::ThreadPool) -> f64 {
    let played: Vec<_> =
        threads.install(|| (0..paths).into_par_iter().map(|path| present.future(path).finish()).collect());
    let mut fan = Fan::new(present.clone());
    played.into_iter().for_each(|path| fan.put(path));
    (0..Indicator::ALL.len()).map(|variable| fan.quantile(Side::With, variable, 0.5)[0]).sum()
}

fn fans(c: &mut Criterion) {
    let (with, without) = amur();
    let variables = Indicator::ALL.map(Indicator::variable);
    let alone = Present::new(&with, None, &variables);
    let paired = Present::new(&with, Some(&without), &variables);
    for threads in [1, 2] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be had");
        let mut group = c.benchmark_group(format!("fan of the Amur, 60 quarters, {threads} threads"));
        for paths in [1, 16, 256] {
            group.sample_size(10);
            group.bench_function(format!("{paths} paths"), |b| b.iter(|| black_box(fan(&alone, paths, &pool))));
            group.bench_function(format!("{paths} pairs"), |b| b.iter(|| black_box(fan(&paired, paths, &pool))));
        }
        group.finish();
    }
}

fn others(c: &mut Criterion) {
    let (mut with, _) = amur();
    c.bench_function("what can be done in the Amur", |b| b.iter(|| black_box(means(&with).levers.len())));
    with.finish();
    let nothing = Wanted { paths: 0, decisions: 0 };
    c.bench_function("the end of a run of the Amur, one order", |b| {
        b.iter(|| black_box(Debrief::of(&with, nothing).gaps.len()));
    });
    c.bench_function("the same with what was foretold in 16 futures", |b| {
        b.iter(|| black_box(Debrief::of(&with, Wanted::default()).predictions.len()));
    });
}

criterion_group!(benches, fans, others);
criterion_main!(benches);
