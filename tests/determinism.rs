//! The same scenario, seed and orders give the same bits: again, in parallel, after a fork, in every build.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use marchland::model::Borderland;
use marchland::model::indicator::Variable;
use marchland::model::lever::Orders;
use marchland::model::record::Off;
use marchland::model::setup::Setup;
use marchland::run::{Order, Run};
use marchland::scenario::Scenario;
use rayon::prelude::*;

use crate::shipped::scenario;
use crate::{given, shipped, standard};

/// Plays so many quarters under the staged policy, or under none.
fn play(setup: &Setup, is_staged: bool, seed: u64, quarters: u32) -> Borderland {
    let mut land = Borderland::new(setup, seed);
    let mut orders = Orders::none(setup);
    for quarter in 0..quarters {
        if is_staged {
            standard::staged(setup, quarter, &mut orders);
        }
        land.step(setup, &orders, &mut Off);
    }
    land
}

#[test]
fn a_run_played_twice_gives_the_same_digest_and_another_seed_another() {
    let setup = standard::eventful(30);
    let digest = |seed| play(&setup, true, seed, 60).digest(&setup);
    assert_eq!(digest(1), digest(1));
    assert_ne!(digest(1), digest(2));
}

#[test]
fn one_thread_and_two_give_the_same_digests() {
    let setup = standard::eventful(20);
    let with = |threads: usize| -> Vec<u64> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool of threads");
        pool.install(|| (0..24_u64).into_par_iter().map(|seed| play(&setup, true, seed, 40).digest(&setup)).collect())
    };
    assert_eq!(with(1), with(2));
}

#[test]
fn a_fork_goes_the_way_of_the_original_until_it_is_ordered_otherwise() {
    let scenario = Arc::new(given::small_scenario());
    let mut original = Run::new(scenario, "none", 9, 40).expect("a policy it has");
    original.order(Order::SetLever { lever: 0, level: 0.5 });
    (0..15).for_each(|_| original.step());
    let (mut same, mut other) = (original.fork(), original.fork());
    other.order(Order::SetLever { lever: 0, level: 1.0 });
    original.finish();
    same.finish();
    other.finish();
    assert_eq!(original.digest(), same.digest());
    assert_eq!(original.happened(), same.happened());
    assert_ne!(original.digest(), other.digest());
}

const GOLDEN: &str = "tests/golden/digests.txt";

/// Digests of a few worlds and of the shipped scenarios, one a line: world, policy, seed, quarters.
fn digests() -> String {
    let worlds = [("standard", standard::world(100)), ("eventful", standard::eventful(60))];
    let mut lines = String::new();
    for (name, setup) in &worlds {
        for (policy, is_staged, seed, quarters) in
            [("none", false, 1, 40), ("none", false, 2, 80), ("staged", true, 1, 100), ("staged", true, u64::MAX, 60)]
        {
            let digest = play(setup, is_staged, seed, quarters).digest(setup);
            writeln!(lines, "{name} {policy} {seed} {quarters} {digest:016x}").expect("a text grows");
        }
    }
    for name in ["amur", "centrope", "generic", "oder", "oresund", "shenzhen", "torne"] {
        let scenario = Arc::new(shipped::scenario(name));
        let default = scenario.default_policy.clone();
        for policy in ["none", "infrastructure-only", "staged", &default] {
            let mut run = Run::new(Arc::clone(&scenario), policy, 7, 60).expect("a policy that every scenario has");
            run.finish();
            writeln!(lines, "{name} {policy} 7 60 {}", run.digest()).expect("a text grows");
        }
    }
    let tutorial = Arc::new(shipped::scenario("tutorial"));
    for policy in ["none", "one-lever", "as-taught", "backwards"] {
        let mut run = Run::new(Arc::clone(&tutorial), policy, 7, 60).expect("a policy of the tutorial");
        run.finish();
        writeln!(lines, "tutorial {policy} 7 60 {}", run.digest()).expect("a text grows");
    }
    lines
}

/// Compared in the dev, unoptimised and release profiles alike. After a change that is meant to move outcomes:
/// `MARCHLAND_WRITE_GOLDEN=1 cargo test golden`, committed on its own with the reason.
#[test]
fn digests_are_the_golden_ones_in_every_build() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(GOLDEN);
    let now = digests();
    if std::env::var_os("MARCHLAND_WRITE_GOLDEN").is_some() {
        std::fs::write(&path, &now).expect("the golden file can be written");
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default().replace('\r', "");
    assert_eq!(now, golden, "outcomes moved; if they should, run `MARCHLAND_WRITE_GOLDEN=1 cargo test golden`");
}

/// How many times smaller the variance of a policy's effect is over pairs of one seed than over independent seeds.
///
/// Trade counts by its logarithm: the policy multiplies it and with it whatever luck does to it, and a difference of
/// two values of unlike spread keeps most of the larger spread however alike their luck is. Where no shock strikes, all
/// that is left is the luck of ties, which a policy that doubles their number deals anew: shown, not asserted.
#[test]
fn under_shocks_paired_seeds_tell_a_policys_effect_ten_times_as_sharply() {
    let of_shocks = sharper(&standard::eventful(100));
    let of_ties_alone = sharper(&standard::world(100));
    println!("variance of the effect on log trade and on trust, independent seeds over paired seeds:");
    println!("with random shocks {of_shocks:.1?}, without {of_ties_alone:.1?}");
    assert!(of_shocks.iter().all(|ratio| *ratio >= 10.0), "{of_shocks:?}");
    assert!(of_ties_alone.iter().all(|ratio| *ratio > 1.0), "{of_ties_alone:?}");
}

/// In the shipped scenario the policy reacts to what luck does to ties, and multiplies trade threefold: the variance of a
/// difference between a large and a small trade can fall threefold at most, however alike their luck. Trade is shown.
#[test]
fn in_the_generic_scenario_paired_seeds_tell_the_effect_of_staged_policy_on_trust_ten_times_as_sharply() {
    let [trade, trust] = sharper_as_shipped(&scenario("generic"), "staged");
    println!("generic, staged against none, after 80 quarters: trade {trade:.1}, trust {trust:.1} times");
    assert!(trust >= 10.0, "{trust}");
    assert!(trade > 1.5, "{trade}");
}

/// The ratio of the variances of a policy's effect on trade and on trust.
fn sharper_as_shipped(scenario: &Scenario, policy: &str) -> [f64; 2] {
    const SEEDS: usize = 200;
    let scenario = Arc::new(scenario.clone());
    let ends = |policy: &str| -> Vec<[f64; 2]> {
        let end = |seed| {
            let mut run = Run::new(Arc::clone(&scenario), policy, seed, 80).unwrap();
            run.finish();
            [Variable::Trade, Variable::Trust].map(|variable| run.value(variable))
        };
        (0..SEEDS as u64).into_par_iter().map(end).collect()
    };
    let (with, without) = (ends(policy), ends("none"));
    std::array::from_fn(|i| {
        let spread = |shift: usize| {
            variance(
                (0..SEEDS)
                    .map(|seed| with[seed][i] - without[(seed + shift) % SEEDS][i])
                    .collect::<Vec<_>>()
                    .into_iter(),
            )
        };
        spread(SEEDS / 2) / spread(0)
    })
}

/// The ratio of the variances for log trade and for trust, 80 quarters after the start.
fn sharper(setup: &Setup) -> [f64; 2] {
    const SEEDS: u64 = 100;
    const QUARTERS: u32 = 80;
    let ends = |is_staged, seeds: std::ops::Range<u64>| -> Vec<[f64; 2]> {
        let end = |seed| play(setup, is_staged, seed, QUARTERS);
        let look =
            |land: Borderland| [libm::log(land.measure(Variable::Trade, setup)), land.measure(Variable::Trust, setup)];
        seeds.into_par_iter().map(end).map(look).collect()
    };
    let (staged, paired, apart) = (ends(true, 0..SEEDS), ends(false, 0..SEEDS), ends(false, SEEDS..2 * SEEDS));
    std::array::from_fn(|i| {
        let spread = |none: &[[f64; 2]]| variance(staged.iter().zip(none).map(|(with, without)| with[i] - without[i]));
        spread(&apart) / spread(&paired)
    })
}

fn variance(values: impl Iterator<Item = f64> + Clone) -> f64 {
    let count = values.clone().count() as f64;
    let mean = values.clone().sum::<f64>() / count;
    values.map(|x| (x - mean) * (x - mean)).sum::<f64>() / (count - 1.0)
}
