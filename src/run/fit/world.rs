//! Plays a scenario with given values under several seeds, and holds it beside history.

use std::sync::Arc;

use super::Workers;
use super::loss::{self, Target};
use super::space::Free;
use crate::run::Run;
use crate::run::history::{self, Comparison, Fit};
use crate::scenario::Scenario;

/// Reads the scenario with pairs of path and value in place of what it says; none where it refuses them.
pub type Read<'a> = dyn Fn(&[(String, String)]) -> Option<Scenario> + Sync + 'a;

/// What is played to be held beside history.
pub struct World<'a> {
    pub read: &'a Read<'a>,
    /// One of the scenario's policies.
    pub policy: &'a str,
    /// Every point is played with these seeds, so that two points differ by their values alone.
    pub seeds: Vec<u64>,
    pub targets: &'a [Target],
    /// Called after each run.
    pub played: &'a (dyn Fn() + Sync),
}

/// Pairs of path and value, as `--set` takes them.
#[must_use]
pub fn overrides(free: &[Free], values: &[f64]) -> Vec<(String, String)> {
    free.iter().zip(values).map(|(free, value)| (free.path.clone(), value.to_string())).collect()
}

impl World<'_> {
    /// The weighted errors at these values; none where the scenario refuses them.
    pub fn errors(&self, free: &[Free], values: &[f64], workers: &impl Workers) -> Option<Vec<f64>> {
        let scenario = Arc::new((self.read)(&overrides(free, values))?);
        let quarters = loss::quarters(&scenario, self.targets);
        let one = |i: usize| {
            let run = self.run(&scenario, self.seeds[i], quarters)?;
            Some(loss::errors(&run, self.targets))
        };
        let seeds: Option<Vec<Vec<f64>>> = workers.all(self.seeds.len(), &one).into_iter().collect();
        Some(loss::weighted(&seeds?, self.targets))
    }

    fn run(&self, scenario: &Arc<Scenario>, seed: u64, quarters: u32) -> Option<Run> {
        let mut run = Run::new(Arc::clone(scenario), self.policy, seed, quarters).ok()?;
        run.finish();
        (self.played)();
        Some(run)
    }

    /// History beside the scenario with these values, measures of fit averaged over the seeds.
    pub fn beside(&self, free: &[Free], values: &[f64], workers: &impl Workers) -> Option<Vec<Beside>> {
        let scenario = (self.read)(&overrides(free, values))?;
        let scenario = Arc::new(loss::only(&scenario, self.targets));
        let one = |i: usize| Some(history::compare(&self.run(&scenario, self.seeds[i], scenario.quarters)?));
        let seeds: Option<Vec<Vec<Comparison>>> = workers.all(self.seeds.len(), &one).into_iter().collect();
        let seeds = seeds?;
        let series = |i: usize| Beside::of(&seeds.iter().map(|comparisons| &comparisons[i]).collect::<Vec<_>>());
        Some((0..scenario.history.len()).map(series).collect())
    }
}

/// A series beside the model: means over seeds.
#[derive(Clone, Debug, PartialEq)]
pub struct Beside {
    pub id: String,
    pub title: String,
    pub fitted: Option<Fit>,
    pub judged: Option<Fit>,
    /// On the judged years: the last fitted value held.
    pub last_value: Option<Fit>,
    /// On the judged years: the model with its drivers frozen.
    pub frozen: Option<Fit>,
}

impl Beside {
    fn of(seeds: &[&Comparison]) -> Self {
        let over = |part: fn(&Comparison) -> &Option<Fit>| mean(seeds.iter().filter_map(|c| part(c).as_ref()));
        let first = seeds.first();
        Self {
            id: first.map(|c| c.id.clone()).unwrap_or_default(),
            title: first.map(|c| c.title.clone()).unwrap_or_default(),
            fitted: over(|c| &c.fitted),
            judged: over(|c| &c.judged),
            last_value: over(|c| &c.last_value),
            frozen: over(|c| &c.frozen),
        }
    }
}

fn mean<'a>(fits: impl Iterator<Item = &'a Fit>) -> Option<Fit> {
    let fits: Vec<&Fit> = fits.collect();
    let n = fits.len() as f64;
    let over = |part: fn(&Fit) -> f64| fits.iter().map(|fit| part(fit)).sum::<f64>() / n;
    let first = fits.first()?;
    let direction = first.direction.map(|_| over(|fit| fit.direction.unwrap_or(0.0)));
    Some(Fit { points: first.points, mape: over(|f| f.mape), rmse_log: over(|f| f.rmse_log), direction })
}

/// The mean over the series of a mean absolute percentage error, share; none where no series has one.
#[must_use]
pub fn mean_error(beside: &[Beside], part: fn(&Beside) -> &Option<Fit>) -> Option<f64> {
    let errors: Vec<f64> = beside.iter().filter_map(|b| part(b).as_ref().map(|fit| fit.mape)).collect();
    (!errors.is_empty()).then(|| errors.iter().sum::<f64>() / errors.len() as f64)
}
