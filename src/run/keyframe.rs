//! Where a run stood: enough to set it back there, without the tables that it keeps anyway.

use std::sync::Arc;

use super::Run;
use crate::model::Borderland;
use crate::model::date::Quarter;
use crate::model::indicator::Variable;
use crate::model::lever::Orders;

/// A run at the end of a quarter, before any order for the next one was given.
#[derive(Clone, Debug)]
pub(in crate::run) struct Keyframe {
    land: Borderland,
    orders: Orders,
    by_hand: Vec<Option<f64>>,
    imbalance_max: f64,
    elapsed: u32,
}

impl Keyframe {
    /// Of a run that has just stepped, or has not begun.
    pub(super) fn of(run: &Run) -> Self {
        Self {
            land: run.land.clone(),
            orders: run.orders.clone(),
            by_hand: run.by_hand.clone(),
            imbalance_max: run.imbalance_max,
            elapsed: run.elapsed(),
        }
    }

    /// The quarter at whose end it was taken.
    pub(super) const fn quarter(&self) -> Quarter {
        self.land.quarter()
    }

    /// The run as it stood then. `later` is the same run, there or further on: its tables begin with those of then.
    pub(super) fn restore(&self, later: &Run) -> Run {
        let now = self.quarter();
        let recorded = later.recorded.as_ref().map(|recorded| recorded.until(now));
        Run { recorded, ..self.restore_without_terms(later) }
    }

    /// The same without the terms that it kept, which take more room than all the rest.
    pub(super) fn restore_without_terms(&self, later: &Run) -> Run {
        let now = self.quarter();
        let elapsed = now.since(later.first()).unsigned_abs() as usize;
        Run {
            scenario: later.scenario.clone(),
            policy: later.policy.clone(),
            seed: later.seed,
            quarters: later.quarters,
            land: self.land.clone(),
            orders: self.orders.clone(),
            given: later.given.iter().take_while(|(quarter, _)| *quarter <= now).cloned().collect(),
            by_hand: self.by_hand.clone(),
            table: later.table[..(elapsed + 1) * Variable::COUNT].to_vec(),
            happened: later.happened.iter().take_while(|(quarter, _)| *quarter <= now).cloned().collect(),
            imbalance_max: self.imbalance_max,
            recorded: None,
        }
    }
}

/// Keyframes of one course, the start first: so far apart that they take a bounded room however long and large a run is.
#[derive(Clone, Debug)]
pub(super) struct Keyframes {
    frames: Vec<Arc<Keyframe>>,
    /// Quarters between two.
    apart: u32,
}

/// Bytes that the keyframes of a course may take, and what one takes for each organisation.
const ROOM: u64 = 64 << 20;
const BYTES_AN_ORGANISATION: u64 = 600;
/// Fewest and most keyframes of a whole run beside the start.
const FEWEST: u64 = 2;
const MOST: u64 = 64;
/// Quarters between two at least: stepping so many takes less than a frame.
const NEAREST: u32 = 8;

impl Keyframes {
    /// The start alone.
    pub(super) fn from_start(start: &Run) -> Self {
        let regions = &start.scenario.setup.regions;
        let organisations: u64 = regions.iter().map(|region| u64::from(region.organisations)).sum();
        let number = (ROOM / (organisations.max(1) * BYTES_AN_ORGANISATION)).clamp(FEWEST, MOST);
        let apart = u64::from(start.quarters).div_ceil(number);
        let apart = u32::try_from(apart).unwrap_or(u32::MAX).max(NEAREST);
        Self { frames: vec![Arc::new(Keyframe::of(start))], apart }
    }

    /// Keeps the run where one is due that is not there yet. It must have just stepped.
    pub(super) fn keep(&mut self, run: &Run) {
        if self.is_due(run.elapsed()) {
            self.put(Keyframe::of(run));
        }
    }

    /// Whether one is due that is not there yet once so many quarters have passed.
    pub(super) fn is_due(&self, elapsed: u32) -> bool {
        let is_new = self.frames.last().is_none_or(|last| last.elapsed < elapsed);
        is_new && elapsed.is_multiple_of(self.apart)
    }

    /// Takes one in that is due.
    pub(super) fn put(&mut self, keyframe: Keyframe) {
        self.frames.push(Arc::new(keyframe));
    }

    /// The last one up to a quarter; the start at least.
    pub(super) fn before(&self, quarter: Quarter) -> &Arc<Keyframe> {
        let after = self.frames.partition_point(|frame| frame.quarter() <= quarter);
        &self.frames[after.saturating_sub(1)]
    }

    /// Forgets all after a quarter but the start.
    pub(super) fn forget_after(&mut self, quarter: Quarter) {
        let after = self.frames.partition_point(|frame| frame.quarter() <= quarter);
        self.frames.truncate(after.max(1));
    }

    /// How many there are.
    pub(super) const fn len(&self) -> usize {
        self.frames.len()
    }
}
