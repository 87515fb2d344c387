//! The future at once: paired futures from the present state under the present plan, one path at a time.
//!
//! A fan says which paths there are, anybody plays them in any order and on any thread, and [`Fan::put`] collects them:
//! what it tells depends on which are there and never on when they came. A fan that nobody needs any more is dropped.

pub mod outlook;
pub mod table;
pub mod worker;

use std::sync::Arc;

use super::play::give_next;
use super::quantile::quantile;
use super::{Order, Run};
use crate::model::date::Quarter;
use crate::model::indicator::Variable;

/// Where futures begin. Cheap to clone and to send to other threads.
#[derive(Clone, Debug)]
pub struct Present {
    with: Arc<Run>,
    without: Option<Arc<Run>>,
    /// Orders that are given in their quarters.
    plan: Arc<[(Quarter, Order)]>,
    variables: Arc<[Variable]>,
}

/// One future in the making, with its pair.
#[derive(Clone, Debug)]
pub struct Future {
    path: u32,
    with: Run,
    without: Option<Run>,
    plan: Arc<[(Quarter, Order)]>,
    variables: Arc<[Variable]>,
    from: usize,
}

/// A future that has been played to its end.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// Its number, which names its luck.
    pub path: u32,
    pub with: Course,
    /// The same luck without the change.
    pub without: Option<Course>,
}

/// What is kept of a future.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// Digest of the last state.
    pub digest: String,
    /// Stage quarter by quarter, the present first.
    pub stages: Vec<u8>,
    /// The asked variables, each quarter by quarter, the present first.
    pub series: Vec<Vec<f64>>,
}

/// One of the two sides of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Under the plan.
    With,
    /// Without the change.
    Without,
}

impl Run {
    /// This run from here on with another luck: the state is the same, what is drawn from now on is not.
    ///
    /// The digest of what comes of it is that of no other run: it hangs on where the luck changed.
    #[must_use]
    pub fn with_luck_of(&self, seed: u64) -> Self {
        let mut other = self.without_terms();
        other.land.take_luck_of(seed);
        other
    }
}

impl Present {
    /// Futures of a run, and of the same without a change (the run before the order, or its branch before the
    /// decision) if there is one. Of `variables` every quarter is kept; the stage always is.
    #[must_use]
    pub fn new(with: &Run, without: Option<&Run>, variables: &[Variable]) -> Self {
        Self {
            with: Arc::new(with.without_terms()),
            without: without.map(|run| Arc::new(run.without_terms())),
            plan: Arc::default(),
            variables: variables.into(),
        }
    }

    /// Futures of a run alone, so many quarters long at most, in which the orders of a plan are given as their quarters
    /// come. Those of the next quarter it must have been given already.
    #[must_use]
    pub fn under(run: &Run, plan: Arc<[(Quarter, Order)]>, quarters: u32, variables: &[Variable]) -> Self {
        let mut with = run.without_terms();
        with.quarters = with.quarters.min(with.elapsed() + quarters);
        Self { with: Arc::new(with), without: None, plan, variables: variables.into() }
    }

    /// The seed of a path's luck: never the run's own, so that a fan foretells nothing.
    #[must_use]
    pub fn seed(&self, path: u32) -> u64 {
        self.with.seed().wrapping_add(u64::from(path)).wrapping_add(1)
    }

    /// A path at its beginning.
    #[must_use]
    pub fn future(&self, path: u32) -> Future {
        let seed = self.seed(path);
        Future {
            path,
            with: self.with.with_luck_of(seed),
            without: self.without.as_ref().map(|run| run.with_luck_of(seed)),
            plan: Arc::clone(&self.plan),
            variables: Arc::clone(&self.variables),
            from: self.with.elapsed() as usize,
        }
    }

    /// The present quarter.
    #[must_use]
    pub fn quarter(&self) -> Quarter {
        self.with.land().quarter()
    }
}

impl Future {
    /// One quarter of it and of its pair; returns whether there is more to play. Whoever abandons it drops it.
    pub fn step(&mut self) -> bool {
        self.with.step();
        give_next(&mut self.with, &self.plan);
        if let Some(without) = &mut self.without {
            without.step();
        }
        !self.with.is_over() || self.without.as_ref().is_some_and(|run| !run.is_over())
    }

    /// Plays it to its end.
    #[must_use]
    pub fn finish(mut self) -> Path {
        while self.step() {}
        self.path()
    }

    /// What is kept of it, as far as it was played.
    #[must_use]
    pub fn path(&self) -> Path {
        let course = |run: &Run| Course {
            digest: run.digest(),
            stages: run.series(Variable::Stage).into_iter().skip(self.from).map(|stage| stage as u8).collect(),
            series: self.variables.iter().map(|v| run.series(*v).split_off(self.from)).collect(),
        };
        Path { path: self.path, with: course(&self.with), without: self.without.as_ref().map(course) }
    }
}

/// The paths that are there, in the order of their numbers.
#[derive(Clone, Debug)]
pub struct Fan {
    present: Present,
    paths: Vec<Path>,
}

/// How many futures come to a stage by a quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reaching {
    /// So many of them ...
    pub reach: usize,
    /// ... of so many.
    pub of: usize,
}

impl Fan {
    /// No path is there yet.
    #[must_use]
    pub const fn new(present: Present) -> Self {
        Self { present, paths: Vec::new() }
    }

    /// With its first `paths` paths there, each so many quarters long or to the end of the run.
    #[must_use]
    pub fn played(present: Present, paths: u32, quarters: u32) -> Self {
        let mut fan = Self::new(present);
        for number in 0..paths {
            let mut future = fan.present.future(number);
            (0..quarters).for_each(|_| {
                future.step();
            });
            fan.put(future.path());
        }
        fan
    }

    /// Where its paths begin.
    #[must_use]
    pub const fn present(&self) -> &Present {
        &self.present
    }

    /// Takes a path in; one that is there already is replaced.
    pub fn put(&mut self, path: Path) {
        match self.paths.binary_search_by_key(&path.path, |there| there.path) {
            Ok(at) => self.paths[at] = path,
            Err(at) => self.paths.insert(at, path),
        }
    }

    /// The paths that are there.
    #[must_use]
    pub fn paths(&self) -> &[Path] {
        &self.paths
    }

    fn courses(&self, side: Side) -> impl Iterator<Item = &Course> {
        self.paths.iter().filter_map(move |path| match side {
            Side::With => Some(&path.with),
            Side::Without => path.without.as_ref(),
        })
    }

    /// The value below which this share of the futures lies, quarter by quarter from the present: interpolated between
    /// neighbours. `variable` is an index into those asked for; empty without a path.
    #[must_use]
    pub fn quantile(&self, side: Side, variable: usize, share: f64) -> Vec<f64> {
        let series: Vec<&[f64]> = self.courses(side).map(|course| course.series[variable].as_slice()).collect();
        let quarters = series.iter().map(|values| values.len()).min().unwrap_or(0);
        let mut values = Vec::with_capacity(series.len());
        (0..quarters)
            .map(|quarter| {
                values.clear();
                values.extend(series.iter().map(|values| values[quarter]));
                values.sort_by(f64::total_cmp);
                quantile(&values, share)
            })
            .collect()
    }

    /// How many futures are in a stage or a higher one at some time from the present up to a quarter.
    #[must_use]
    pub fn reaching(&self, side: Side, stage: u8, by: Quarter) -> Reaching {
        let quarters = usize::try_from(by.since(self.present.quarter()) + 1).unwrap_or(0);
        let reach = self.courses(side).filter(|course| course.stages.iter().take(quarters).any(|now| *now >= stage));
        Reaching { reach: reach.count(), of: self.courses(side).count() }
    }
}
