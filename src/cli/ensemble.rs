//! Many seeds of one scenario and policy: played in parallel, kept in the order of the seeds.

use std::sync::Arc;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::Failure;
use super::expect;
use super::progress::Progress;
use marchland::model::date::Quarter;
use marchland::model::indicator::{Indicator, Variable};
use marchland::model::stage::Diagnosis;
use marchland::run::expect::{Reading, read};
use marchland::run::history::{self, Comparison};
use marchland::run::quantile::quantile;
use marchland::run::{Run, UnknownPolicy};
use marchland::scenario::Scenario;

/// What is kept of one run.
struct Trace {
    digest: String,
    diagnosis: Diagnosis,
    stage: Vec<u8>,
    indicators: [Vec<f64>; 7],
    /// Every variable at the end.
    last: Vec<f64>,
    /// The model's values beside every historical series.
    history: Vec<Vec<f64>>,
    /// What it says of every expectation that speaks of its policy; none where another run would be needed.
    readings: Vec<Option<Reading>>,
}

/// The runs of all seeds.
pub struct Ensemble {
    first_seed: u64,
    traces: Vec<Trace>,
    kept: Vec<Option<Run>>,
    dates: Vec<Quarter>,
}

/// A band of the runs: 10 %, the middle, 90 %.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    pub p10: f64,
    pub median: f64,
    pub p90: f64,
}

impl Band {
    /// Of values in any order, interpolated between neighbours.
    fn of(mut values: Vec<f64>) -> Self {
        values.sort_by(f64::total_cmp);
        let at = |share: f64| quantile(&values, share);
        Self { p10: at(LOW), median: at(MIDDLE), p90: at(HIGH) }
    }
}

const LOW: f64 = 0.1;
const MIDDLE: f64 = 0.5;
const HIGH: f64 = 0.9;

/// What an ensemble is made of.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    pub policy: &'a str,
    pub first_seed: u64,
    pub seeds: u32,
    pub quarters: u32,
    /// Threads; all cores if none are named.
    pub jobs: Option<usize>,
    pub keep: Keep,
}

/// What is kept of each run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// What a report needs.
    Traces,
    /// The runs themselves, too.
    Runs,
}

/// Plays the seeds from the first on.
///
/// # Errors
/// An unknown policy; threads that cannot be started.
pub fn play(scenario: &Arc<Scenario>, wanted: &Wanted) -> Result<Ensemble, Failure> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(wanted.jobs.unwrap_or(0)).build();
    let pool = pool.map_err(|error| Failure::Internal(format!("cannot start threads: {error}")))?;
    let progress = Progress::of(u64::from(wanted.seeds));
    let play_one = |i: u32| {
        let seed = wanted.first_seed + u64::from(i);
        let mut run = Run::new(Arc::clone(scenario), wanted.policy, seed, wanted.quarters)?;
        run.finish();
        progress.done();
        let trace = Trace::of(&run);
        Ok((trace, (wanted.keep == Keep::Runs).then_some(run)))
    };
    let played: Result<Vec<(Trace, Option<Run>)>, UnknownPolicy> =
        pool.install(|| (0..wanted.seeds).into_par_iter().map(play_one).collect());
    progress.finish();
    let (traces, kept) = played.map_err(|unknown| Failure::Usage(unknown.to_string()))?.into_iter().unzip();
    let dates = (0..=wanted.quarters).map(|q| scenario.setup.start.plus(q as i32)).collect();
    Ok(Ensemble { first_seed: wanted.first_seed, traces, kept, dates })
}

impl Trace {
    fn of(run: &Run) -> Self {
        let histories = run.scenario().history.iter();
        Self {
            digest: run.digest(),
            diagnosis: run.land().diagnosis(),
            stage: run.series(Variable::Stage).into_iter().map(|stage| stage as u8).collect(),
            indicators: Indicator::ALL.map(|indicator| run.series(indicator.variable())),
            last: Variable::ALL.iter().map(|variable| run.value(*variable)).collect(),
            readings: expect::spoken_of(run.scenario(), run.policy()).map(|e| read(e, run, None)).collect(),
            history: histories.map(|h| history::pairs(h, run).into_iter().map(|pair| pair.model).collect()).collect(),
        }
    }
}

impl Ensemble {
    /// Number of runs.
    pub const fn runs(&self) -> usize {
        self.traces.len()
    }

    /// First and last seed.
    pub const fn seeds(&self) -> (u64, u64) {
        (self.first_seed, self.first_seed + self.traces.len() as u64 - 1)
    }

    /// The runs that were kept, in the order of the seeds.
    pub fn kept(&self) -> impl Iterator<Item = &Run> {
        self.kept.iter().flatten()
    }

    /// Digests in the order of the seeds.
    pub fn digests(&self) -> impl Iterator<Item = &str> {
        self.traces.iter().map(|trace| trace.digest.as_str())
    }

    /// What the runs say of the expectation with this number among those that speak of the policy, if all of them can.
    pub fn readings(&self, expectation: usize) -> Option<Vec<Reading>> {
        self.traces.iter().map(|trace| trace.readings[expectation].clone()).collect()
    }

    /// In how many runs each diagnosis is made at the end, the most frequent first.
    pub fn diagnoses(&self) -> Vec<(Diagnosis, usize)> {
        let count = |diagnosis: Diagnosis| self.traces.iter().filter(|trace| trace.diagnosis == diagnosis).count();
        let mut counted: Vec<_> = Diagnosis::ALL.into_iter().map(|d| (d, count(d))).filter(|(_, n)| *n > 0).collect();
        counted.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        counted
    }

    /// Quarter by quarter, the shares of the runs in stages I, II and III.
    pub fn stage_share(&self) -> Vec<(Quarter, [f64; 3])> {
        let share = |q: usize| {
            [1, 2, 3].map(|stage| {
                let number = self.traces.iter().filter(|trace| trace.stage[q] == stage).count();
                number as f64 / self.traces.len() as f64
            })
        };
        self.dates.iter().enumerate().map(|(q, date)| (*date, share(q))).collect()
    }

    /// Number of runs that were ever in a stage, and the quarter by which half of these had reached it.
    pub fn reached(&self, stage: u8) -> (usize, Option<Quarter>) {
        let first = |trace: &Trace| trace.stage.iter().position(|now| *now >= stage);
        let mut quarters: Vec<usize> = self.traces.iter().filter_map(first).collect();
        quarters.sort_unstable();
        let half = quarters.len().saturating_sub(1) / 2;
        (quarters.len(), quarters.get(half).map(|q| self.dates[*q]))
    }

    /// A variable at the end.
    pub fn at_the_end(&self, variable: Variable) -> Band {
        Band::of(self.traces.iter().map(|trace| trace.last[variable as usize]).collect())
    }

    /// An indicator over time.
    pub fn over_time(&self, indicator: Indicator) -> Vec<Band> {
        let at = |q: usize| Band::of(self.traces.iter().map(|t| t.indicators[indicator as usize][q]).collect());
        (0..self.dates.len()).map(at).collect()
    }

    /// Share of the points of a historical series that lie within the band; none without a point.
    pub fn coverage(&self, series: usize, comparison: &Comparison) -> Option<f64> {
        let points = comparison.pairs.len();
        let within = comparison.pairs.iter().enumerate().filter(|(i, pair)| {
            let band = Band::of(self.traces.iter().map(|trace| trace.history[series][*i]).collect());
            (band.p10..=band.p90).contains(&pair.history)
        });
        (points > 0).then(|| within.count() as f64 / points as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_band_lies_between_its_neighbours_in_any_order() {
        let band = Band::of(vec![5.0, 1.0, 3.0, 2.0, 4.0]);
        assert!((band.median - 3.0).abs() < 1e-12);
        assert!((band.p10 - 1.4).abs() < 1e-12);
        assert!((band.p90 - 4.6).abs() < 1e-12);
        let one = Band::of(vec![7.0]);
        assert!((one.p10 - 7.0).abs() < 1e-12 && (one.p90 - 7.0).abs() < 1e-12);
    }
}
