//! What a study is: scenarios, policies, factors, a design and replicates make rows, and each row is one run.
//!
//! A row is a pure function of the study and its number. Its id says scenario, policy, point and replicate, so that more
//! replicates or more points give no row another id.

pub mod analysis;
mod design;
mod draw;
mod factor;
pub mod figure;
mod format;
mod outputs;
mod read;
mod spread;
pub mod store;
mod table;
mod twice;
mod warn;
mod world;

use std::sync::Arc;

use crate::model::indicator::Variable;
use crate::model::setup::Condition;
use crate::run::Run;
use crate::scenario::{Frame, Scenario};

pub use design::Design;
pub use factor::{Factor, How, Target};
pub use format::fields;
pub use outputs::{Measure, Output, measure};
pub use read::{check, heading, read};
pub use spread::Spread;
pub use warn::warnings;
pub use world::{Maker, WorldError};

/// A checked study: an invalid one cannot be had from `read`.
#[derive(Clone, Debug)]
pub struct Study {
    pub id: String,
    pub title: String,
    /// What is asked, in a paragraph.
    pub question: String,
    /// In the order of the text, each id once.
    pub scenarios: Vec<World>,
    /// Names of policies, in the order of the text; every scenario has them.
    pub policies: Vec<String>,
    /// Policies that the study writes itself: id and text, as an override of the scenario takes it.
    pub written: Vec<(String, String)>,
    /// Sorted by id.
    pub factors: Vec<Factor>,
    pub design: Design,
    /// Runs of each scenario, policy and point.
    pub replicates: u32,
    pub seed: u64,
    pub luck: Luck,
    /// Length of a run; each scenario's own if there is none.
    pub quarters: Option<u32>,
    /// Sorted by name.
    pub outputs: Vec<Output>,
    pub series: Series,
    /// Whether the table of events is kept.
    pub events: bool,
    pub stop: Stop,
    /// The text of the file.
    pub text: String,
    /// The name of the file.
    pub name: String,
    /// Of the text, in hexadecimal.
    pub sha256: String,
    /// The table of the design, if it is given by one: its text as it was read.
    pub table: Option<String>,
}

/// A scenario of a study.
#[derive(Clone, Debug)]
pub struct World {
    /// As the study names it.
    pub asked: String,
    /// With the policies that the study writes.
    pub scenario: Arc<Scenario>,
    /// Reads it again with other values.
    pub frame: Frame,
}

/// Which runs share their luck.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Luck {
    /// Scenarios and policies at one point, and the points of one block or trajectory.
    Paired,
    /// All runs of the same replicate.
    Common,
    /// None.
    Own,
}

/// What is kept of every so many quarters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Series {
    /// Empty: no table of series.
    pub variables: Vec<Variable>,
    /// Quarters from one kept quarter to the next, from 1; the start is kept.
    pub every: u32,
}

/// When a run or a study ends early.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stop {
    /// A run ends at the end of the first quarter in which all of these hold; empty: never.
    pub when: Vec<Condition>,
    /// Seconds that one run may take.
    pub seconds: Option<f64>,
    /// Failed runs after which the study ends.
    pub failures: Option<u64>,
}

/// One run of a study.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its place in the order of the rows; more replicates or points move it.
    pub index: u64,
    /// Index into `Study::scenarios`.
    pub scenario: usize,
    /// Index into `Study::policies`.
    pub policy: usize,
    pub point: u64,
    pub replicate: u32,
    pub seed: u64,
    /// One a factor, in their order.
    pub values: Vec<f64>,
}

impl Study {
    /// Points of the design, at least one.
    #[must_use]
    pub fn points(&self) -> u64 {
        self.design.points(&self.factors)
    }

    /// How many rows there are.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.points() * self.per_point()
    }

    const fn per_point(&self) -> u64 {
        self.scenarios.len() as u64 * self.policies.len() as u64 * self.replicates as u64
    }

    /// The row of that number, from 0. Rows of one scenario and point lie beside each other, then those of one policy.
    ///
    /// # Panics
    /// If there are not so many: our mistake.
    #[must_use]
    pub fn row(&self, index: u64) -> Row {
        assert!(index < self.rows(), "the study has {} rows", self.rows());
        let (rest, replicate) = (index / u64::from(self.replicates), index % u64::from(self.replicates));
        let policies = self.policies.len() as u64;
        let (rest, policy) = (rest / policies, (rest % policies) as usize);
        let (scenario, point) = ((rest / self.points()) as usize, rest % self.points());
        let replicate = replicate as u32;
        let seed = self.seed_of(scenario, policy, point, replicate);
        Row { index, scenario, policy, point, replicate, seed, values: self.values(point) }
    }

    /// The id of a row, such as `amur.staged.12.0`: scenario, policy, point, replicate.
    #[must_use]
    pub fn id(&self, row: &Row) -> String {
        let (scenario, policy) = (&self.scenarios[row.scenario].scenario.id, &self.policies[row.policy]);
        format!("{scenario}.{policy}.{}.{}", row.point, row.replicate)
    }

    /// The number of the row with that id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<u64> {
        let mut parts = id.split('.');
        let (scenario, policy) = (parts.next()?, parts.next()?);
        let (point, replicate): (u64, u64) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        let scenario = self.scenarios.iter().position(|world| world.scenario.id == scenario)? as u64;
        let policies = self.policies.len() as u64;
        let policy = self.policies.iter().position(|name| name == policy)? as u64;
        let fits = parts.next().is_none() && point < self.points() && replicate < u64::from(self.replicates);
        let run = ((scenario * self.points() + point) * policies + policy) * u64::from(self.replicates) + replicate;
        fits.then_some(run)
    }

    /// The values of the factors at a point.
    #[must_use]
    pub fn values(&self, point: u64) -> Vec<f64> {
        self.design.values(point, &self.factors, self.seed)
    }

    fn seed_of(&self, scenario: usize, policy: usize, point: u64, replicate: u32) -> u64 {
        let start = draw::named(self.seed, "luck");
        let replicate = u64::from(replicate);
        match self.luck {
            Luck::Paired => draw::of(start, &[self.design.block(point, self.factors.len()), replicate]),
            Luck::Common => draw::of(start, &[replicate]),
            Luck::Own => {
                let scenario = draw::named(start, &self.scenarios[scenario].scenario.id);
                draw::of(draw::named(scenario, &self.policies[policy]), &[point, replicate])
            }
        }
    }

    /// The columns of the factors in the tables, such as `x_border_trust`.
    #[must_use]
    pub fn factor_columns(&self) -> Vec<String> {
        self.factors.iter().map(|factor| format!("x_{}", factor.id.replace('-', "_"))).collect()
    }

    /// The columns of the outputs, such as `y_trust_2040`.
    #[must_use]
    pub fn output_columns(&self) -> Vec<String> {
        self.outputs.iter().map(|output| format!("y_{}", output.name.replace('-', "_"))).collect()
    }

    /// The longest run of a scenario, quarters.
    #[must_use]
    pub fn quarters_of(&self, scenario: usize) -> u32 {
        self.quarters.unwrap_or(self.scenarios[scenario].scenario.quarters)
    }

    /// A run of a row at its start, in the world that `Maker::world` or `world` gives.
    ///
    /// # Errors
    /// If the world has no such policy.
    pub fn start(&self, row: &Row, world: Arc<Scenario>) -> Result<Run, crate::run::UnknownPolicy> {
        Run::new(world, &self.policies[row.policy], row.seed, self.quarters_of(row.scenario))
    }

    /// Whether a rule of the study ends the run here. To be asked after each quarter.
    #[must_use]
    pub fn is_stopped(&self, run: &Run) -> bool {
        let (land, setup) = (run.land(), &run.scenario().setup);
        let conditions = &self.stop.when;
        !conditions.is_empty() && conditions.iter().all(|c| land.holds(c, setup, land.quarter()))
    }
}
