//! How long a quarter takes: `cargo bench --no-default-features --bench step`. The numbers with their commit are in `RESULTS.md`.

#![expect(clippy::disallowed_methods, reason = "a clock is what a timing needs")]

#[path = "../tests/standard.rs"]
mod standard;

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use marchland::model::Borderland;
use marchland::model::lever::Orders;
use marchland::model::record::{Off, Terms};
use marchland::model::setup::Setup;

/// The program's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Quarters of the standard case.
const QUARTERS: u32 = 160;

/// So many quarters of the staged policy from a start, again and again; only the steps are timed.
fn steps(setup: &Setup, start: &Borderland, quarters: u32, repeats: u64, is_recorded: bool) -> Duration {
    let mut passed = Duration::ZERO;
    for _ in 0..repeats {
        let mut land = start.clone();
        let mut orders = Orders::none(setup);
        let began = Instant::now();
        for quarter in 0..quarters {
            standard::staged(setup, quarter, &mut orders);
            if is_recorded {
                let mut terms = Terms::default();
                land.step(setup, &orders, &mut terms);
                black_box(terms.list.len());
            } else {
                land.step(setup, &orders, &mut Off);
            }
        }
        passed += began.elapsed();
        black_box(land);
    }
    passed
}

/// Time an organisation and quarter: the throughput that criterion prints is its inverse.
fn step(c: &mut Criterion) {
    let mut group = c.benchmark_group("step");
    for (organisations, quarters) in [(100, QUARTERS), (1_000, 40), (10_000, 10), (100_000, 4)] {
        let setup = standard::world(organisations);
        let start = Borderland::new(&setup, 1);
        group.throughput(Throughput::Elements(u64::from(2 * organisations * quarters)));
        group.sample_size(10);
        let id = BenchmarkId::new("organisations_a_side", organisations);
        group.bench_function(id, |b| b.iter_custom(|n| steps(&setup, &start, quarters, n, false)));
    }
    let (organisations, setup) = (100, standard::world(100));
    let start = Borderland::new(&setup, 1);
    group.throughput(Throughput::Elements(u64::from(2 * organisations * QUARTERS)));
    group.bench_function("recorded", |b| b.iter_custom(|n| steps(&setup, &start, QUARTERS, n, true)));
    let setup = standard::eventful(organisations);
    let start = Borderland::new(&setup, 1);
    group.bench_function("with_shocks", |b| b.iter_custom(|n| steps(&setup, &start, QUARTERS, n, false)));
    group.finish();
}

/// A start: births and forty quarters in which ties find their level.
fn start(c: &mut Criterion) {
    let mut group = c.benchmark_group("start");
    for organisations in [100, 1_000] {
        let setup = standard::world(organisations);
        group.bench_function(BenchmarkId::new("organisations_a_side", organisations), |b| {
            b.iter(|| Borderland::new(black_box(&setup), 1));
        });
    }
    group.finish();
}

criterion_group!(benches, step, start);
criterion_main!(benches);
