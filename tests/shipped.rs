//! The shipped scenarios, for tests, and medians over their seeds.

use std::sync::Arc;

use marchland::model::date::Quarter;
use marchland::model::indicator::Variable;
use marchland::model::setup::{Shock, ShockChannel, ShockEffect, Trigger};
use marchland::run::{Order, Run};
use marchland::scenario::{self, Scenario};
use rayon::prelude::*;

/// Seeds of every claim that is made of medians.
pub const SEEDS: u64 = 20;

/// A shipped scenario, read anew.
pub fn scenario(name: &str) -> Scenario {
    let path = format!("{}/scenarios/{name}.ron", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap();
    scenario::read(&path, &text, &[]).unwrap_or_else(|problems| panic!("{problems}"))
}

/// A finished run of every seed.
pub fn runs(scenario: &Scenario, policy: &str, quarters: u32) -> Vec<Run> {
    let scenario = Arc::new(scenario.clone());
    over_seeds(|seed| {
        let mut run = Run::new(Arc::clone(&scenario), policy, seed, quarters).unwrap();
        run.finish();
        run
    })
}

/// One value a seed, in their order.
pub fn over_seeds<T: Send>(f: impl Fn(u64) -> T + Sync + Send) -> Vec<T> {
    (0..SEEDS).into_par_iter().map(f).collect()
}

/// The middle of them.
pub fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    let n = values.len();
    (values[(n - 1) / 2] + values[n / 2]) / 2.0
}

/// Median over the runs of a variable after so many quarters.
pub fn median_of(runs: &[Run], variable: Variable, quarter: usize) -> f64 {
    median(runs.iter().map(|run| run.series(variable)[quarter]))
}

/// Quarters until a stage is first reached; infinite if it never is.
pub fn first(run: &Run, stage: u8) -> f64 {
    let stages = run.series(Variable::Stage);
    stages.iter().position(|s| *s >= f64::from(stage)).map_or(f64::INFINITY, |q| q as f64)
}

/// The highest stage of every run.
pub fn highest(runs: &[Run]) -> Vec<u8> {
    let top = |run: &Run| run.series(Variable::Stage).into_iter().fold(1.0, f64::max) as u8;
    runs.iter().map(top).collect()
}

/// A full closure with the sizes of the catalogue.
pub fn closure(at: Quarter, quarters: u32) -> Shock {
    use ShockChannel as C;
    let effects = [
        (C::CloseAll, 1.0),
        (C::ClosePeople, 1.0),
        (C::AccessGoods, 0.45),
        (C::AccessPeople, 0.45),
        (C::Trust, -0.04),
        (C::Support, -0.05),
    ];
    shock("test-closure", at, quarters, &effects)
}

/// A closure for people only.
pub fn closure_to_people(at: Quarter, quarters: u32) -> Shock {
    shock("test-closure", at, quarters, &[(ShockChannel::ClosePeople, 1.0), (ShockChannel::AccessGoods, 0.02)])
}

/// A dated shock of one's own.
pub fn shock(id: &str, at: Quarter, quarters: u32, effects: &[(ShockChannel, f64)]) -> Shock {
    Shock {
        id: id.to_owned(),
        name: id.to_owned(),
        trigger: Trigger::At(at),
        quarters,
        effects: effects.iter().map(|(channel, amount)| ShockEffect { channel: *channel, amount: *amount }).collect(),
    }
}

/// Takes every lever out of the policy's hands and lets it go.
pub fn withdraw(run: &mut Run) {
    for lever in 0..run.scenario().setup.levers.len() {
        run.order(Order::SetLever { lever, level: 0.0 });
    }
}

/// A world at the average barriers inside the European Union, equally rich, with trust and ideas held still.
pub fn european() -> Scenario {
    let mut scenario = scenario("generic");
    let setup = &mut scenario.setup;
    for region in &mut setup.regions {
        region.wage = 1.0;
        region.national_wage = 1.0;
        region.periphery = 0.0;
    }
    let border = &mut setup.border;
    (border.access_goods, border.access_people) = (0.25, 0.25);
    (border.institutions_goods, border.institutions_mobility, border.institutions_labour) = (0.45, 0.45, 0.45);
    (border.floor, border.trust, border.governance) = (0.0, 0.55, 0.0);
    setup.shocks.clear();
    let p = &mut setup.parameters;
    (p.trust_gain, p.trust_decay, p.innovation_ties, p.catch_up) = (0.0, 0.0, 0.0, 0.0);
    scenario
}
