//! Crossings and projects: what is built, who pays for it, and when it opens.

use super::barrier::access_of_minutes;
use super::budget::Budgets;
use super::chance::{Chance, Entity, Kind, unit64};
use super::date::Quarter;
use super::lever::Orders;
use super::parameters::Parameters;
use super::record::Record;
use super::setup::{Crossing, Opens, Project, Setup};

/// Where a project stands.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ProjectState {
    /// Share that is built, 0 to 1.
    pub built: f64,
    /// Whether its outcome is known.
    pub finished: bool,
    /// Whether it took effect.
    pub delivered: bool,
}

/// What was built so far.
#[derive(Clone, Debug, PartialEq)]
pub struct Works {
    /// One a project of the setup.
    pub projects: Vec<ProjectState>,
    /// Whether each crossing of the setup is open.
    pub open: Vec<bool>,
}

/// Change of the access barrier, goods and people, when a crossing opens: its share of the time that it saves.
#[must_use]
pub fn opening(crossing: &Crossing, p: &Parameters) -> [f64; 2] {
    let saved = access_of_minutes(crossing.minutes, p) - access_of_minutes(crossing.minutes_before, p);
    [crossing.goods * saved, crossing.people * saved]
}

impl Works {
    /// What stands at the start.
    #[must_use]
    pub fn new(setup: &Setup) -> Self {
        let opened_before = |c: &Crossing| match c.opens {
            Opens::Before => true,
            Opens::At(quarter) => quarter < setup.start,
            Opens::Project => false,
        };
        Self {
            projects: vec![ProjectState::default(); setup.projects.len()],
            open: setup.crossings.iter().map(opened_before).collect(),
        }
    }

    /// One quarter: pays and builds what was decided, opens what is due. Returns the change of the access barriers.
    pub fn step(
        &mut self,
        setup: &Setup,
        orders: &Orders,
        capacity: f64,
        now: Quarter,
        budgets: &mut Budgets,
        chance: &Chance,
        record: &mut impl Record,
    ) -> [f64; 2] {
        let mut opened = [0.0; 2];
        for (index, crossing) in setup.crossings.iter().enumerate() {
            // What is dated in the quarter of the start itself opens in the first step.
            let due = matches!(crossing.opens, Opens::At(quarter) if quarter <= now);
            if due && !self.open[index] {
                budgets.borrow(crossing.capital, &crossing.payers, &setup.parameters, record);
                self.open(index, setup, &mut opened);
            }
        }
        for (index, project) in setup.projects.iter().enumerate() {
            if orders.decided[index] && !self.projects[index].finished {
                self.build(index, project, setup, budgets, record);
                if self.projects[index].built >= 1.0 {
                    self.finish(index, project, capacity, chance);
                    if let (true, Some(crossing)) = (self.projects[index].delivered, project.opens) {
                        self.open(crossing, setup, &mut opened);
                    }
                }
            }
        }
        opened
    }

    fn build(
        &mut self,
        index: usize,
        project: &Project,
        setup: &Setup,
        budgets: &mut Budgets,
        record: &mut impl Record,
    ) {
        let part = 1.0 / f64::from(project.build.max(1));
        let paid = if project.loan {
            budgets.borrow(project.cost * part, &project.payers, &setup.parameters, record);
            1.0
        } else {
            budgets.pay_project(project.cost * part, &project.payers, project.recipient, record)
        };
        let built = self.projects[index].built + part * paid;
        // Many small parts may miss the whole by a rounding.
        const NEARLY: f64 = 1.0 - 1e-9;
        self.projects[index].built = if built >= NEARLY { 1.0 } else { built };
    }

    /// A finished project takes effect, or is one of those that never do.
    fn finish(&mut self, index: usize, project: &Project, capacity: f64, chance: &Chance) {
        let block = chance.block(Entity::named(&project.id), Kind::Delivery, 0);
        let delivered = project.certain || unit64(block[0], block[1]) < capacity;
        self.projects[index].finished = true;
        self.projects[index].delivered = delivered;
    }

    fn open(&mut self, crossing: usize, setup: &Setup, opened: &mut [f64; 2]) {
        if !self.open[crossing] {
            self.open[crossing] = true;
            let change = opening(&setup.crossings[crossing], &setup.parameters);
            opened[0] += change[0];
            opened[1] += change[1];
        }
    }

    /// The bits of its state, for the digest.
    pub fn bits(&self) -> impl Iterator<Item = u64> {
        let projects = self.projects.iter().flat_map(|s| [s.built.to_bits(), u64::from(s.finished)]);
        let delivered = self.projects.iter().map(|s| s.delivered);
        projects.chain(delivered.chain(self.open.iter().copied()).map(u64::from))
    }
}
