//! Plays one run and keeps what a report wants beside the run itself: terms, money by lever, goals, history.

use std::sync::Arc;

use marchland::model::date::Quarter;
use marchland::run::goals::{self, Judged};
use marchland::run::history::{self, Comparison};
use marchland::run::{Order, Run, UnknownPolicy};
use marchland::scenario::Scenario;

/// A finished run with what was noted on the way.
pub struct Played {
    pub run: Run,
    /// Points that each lever of the setup was paid, all quarters together.
    pub lever_points: Vec<f64>,
    /// The scenario's goals as they stand at the end.
    pub goals: Vec<Judged>,
    /// History beside the run.
    pub history: Vec<Comparison>,
    /// The same seed without any policy, if there is one.
    pub without: Option<Run>,
}

/// Plays to the end, with every change recorded.
///
/// # Errors
/// If the scenario has no policy of that name.
pub fn play(scenario: &Arc<Scenario>, policy: &str, seed: u64, quarters: u32) -> Result<Played, UnknownPolicy> {
    let run = Run::new(Arc::clone(scenario), policy, seed, quarters)?;
    Ok(play_on(run, quarters, &[]))
}

/// Plays a run from its start until so many quarters have passed, giving each order in its quarter.
pub fn play_on(mut run: Run, until: u32, orders: &[(Quarter, Order)]) -> Played {
    let scenario = Arc::clone(run.scenario());
    run.record();
    let mut lever_points = vec![0.0; scenario.setup.levers.len()];
    let mut orders = orders.iter().peekable();
    while !run.is_over() && run.elapsed() < until {
        let next = run.land().quarter().plus(1);
        while let Some((_, order)) = orders.next_if(|(quarter, _)| *quarter <= next) {
            run.order(order.clone());
        }
        run.step();
        for ((sum, lever), state) in lever_points.iter_mut().zip(&scenario.setup.levers).zip(run.land().levers()) {
            *sum += state.paid * lever.cost / QUARTERS_A_YEAR;
        }
    }
    let history = history::compare(&run);
    let idle = (run.policy() != NONE || !run.given().is_empty())
        .then(|| Run::new(scenario, NONE, run.seed(), run.quarters()).ok())
        .flatten();
    let without = idle.map(|mut idle| {
        (0..run.elapsed()).for_each(|_| idle.step());
        idle
    });
    Played { goals: goals::judge(&run), run, lever_points, history, without }
}

/// The policy that every scenario has, and that does nothing.
pub const NONE: &str = "none";

/// Costs of levers are yearly.
pub const QUARTERS_A_YEAR: f64 = 4.0;
