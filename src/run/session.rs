//! The replay file: scenario, seed and orders, from which a run comes again bit for bit.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Order, Run};
use crate::model::date::Quarter;
use crate::scenario::Scenario;

/// Format of the replay file.
pub const FORMAT: u32 = 1;

/// What a run was made of. Things are named by their ids, so that a session reads well and outlives a changed order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Session {
    /// Version of this file's format: 1.
    pub format: u32,
    /// Version of the program that wrote it.
    pub version: String,
    /// Id and hash of the scenario, as its file was.
    pub scenario: String,
    pub sha256: String,
    pub policy: String,
    pub seed: u64,
    /// Seeds of the other runs of an ensemble.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub further_seeds: Vec<u64>,
    pub quarters: u32,
    /// Organisations of side A and side B.
    pub organisations: (u32, u32),
    /// Fields of the scenario that were overridden: path and value.
    pub overrides: Vec<(String, String)>,
    pub orders: Vec<GivenOrder>,
    /// Digest of the last state: what a replay must come to.
    pub digest: String,
}

/// An order and the first quarter in which it acts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GivenOrder {
    pub quarter: String,
    pub order: NamedOrder,
}

/// An order that names its lever or project by id.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum NamedOrder {
    SetLever { lever: String, level: f64 },
    ResetLever { lever: String },
    StartProject { project: String },
}

/// Why a session cannot be played with a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CannotReplay(pub String);

impl fmt::Display for CannotReplay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for CannotReplay {}

impl Session {
    /// What the first of the runs was made of; the others may differ in their seeds only.
    #[must_use]
    pub fn of(run: &Run, further_seeds: Vec<u64>) -> Self {
        let scenario = run.scenario();
        let regions = &scenario.setup.regions;
        Self {
            format: FORMAT,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            scenario: scenario.id.clone(),
            sha256: scenario.sha256.clone(),
            policy: run.policy().to_owned(),
            seed: run.seed(),
            further_seeds,
            quarters: run.quarters(),
            organisations: (regions[0].organisations, regions[1].organisations),
            overrides: scenario.overrides.clone(),
            orders: run.given().iter().map(|(quarter, order)| given(*quarter, order, scenario)).collect(),
            digest: run.digest(),
        }
    }

    /// Plays the session again, to its end. The scenario must be the one of the hash, with the session's overrides.
    ///
    /// # Errors
    /// If the scenario is another one, or lacks what the session names.
    pub fn replay(&self, scenario: &Scenario) -> Result<Run, CannotReplay> {
        let Again { mut run, orders, until, .. } = self.again(scenario)?;
        run.play_to(until, orders);
        Ok(run)
    }

    /// What it takes to play it again. The scenario must be the one of the hash, with the session's overrides.
    ///
    /// # Errors
    /// If the scenario is another one, or lacks what the session names.
    pub fn again(&self, scenario: &Scenario) -> Result<Again, CannotReplay> {
        if self.format != FORMAT {
            return Err(CannotReplay(format!("format is {}; this version reads format {FORMAT}", self.format)));
        }
        if self.sha256 != scenario.sha256 {
            let message = format!("the session belongs to another version of scenario `{}`", self.scenario);
            return Err(CannotReplay(format!("{message}: its hash is {}, not {}", self.sha256, scenario.sha256)));
        }
        let mut scenario = scenario.clone();
        let (a, b) = self.organisations;
        scenario.setup.regions[0].organisations = a;
        scenario.setup.regions[1].organisations = b;
        let orders = self.orders.iter().map(|g| resolve(g, &scenario)).collect::<Result<Vec<_>, _>>()?;
        let run = Run::new(Arc::new(scenario), &self.policy, self.seed, self.quarters);
        let run = run.map_err(|unknown| CannotReplay(unknown.to_string()))?;
        let (digest, version) = (self.digest.clone(), self.version.clone());
        Ok(Again { run, orders, until: self.quarters, digest, version })
    }
}

/// A run that was played once and is to be played again: before its first quarter.
#[derive(Clone, Debug)]
pub struct Again {
    pub run: Run,
    /// Every order with the first quarter in which it acts, in order of the quarters.
    pub orders: Vec<(Quarter, Order)>,
    /// Quarters that were played.
    pub until: u32,
    /// Digest of the state after these.
    pub digest: String,
    /// Version of the program that played it.
    pub version: String,
}

impl Again {
    /// Whether the run, played so far, came out the same.
    ///
    /// # Errors
    /// If its digest is another: a sentence.
    pub fn is_same(&self, run: &Run) -> Result<(), CannotReplay> {
        let digest = run.digest();
        if digest == self.digest {
            return Ok(());
        }
        Err(CannotReplay(format!(
            "played again it comes to digest {digest}, not {}: the file was changed, or marchland {}, which wrote it, had \
             another model",
            self.digest, self.version
        )))
    }
}

fn given(quarter: Quarter, order: &Order, scenario: &Scenario) -> GivenOrder {
    GivenOrder { quarter: quarter.to_string(), order: named(order, scenario) }
}

/// An order with the ids of what it is about.
pub(super) fn named(order: &Order, scenario: &Scenario) -> NamedOrder {
    let setup = &scenario.setup;
    match order {
        Order::SetLever { lever, level } => {
            NamedOrder::SetLever { lever: setup.levers[*lever].id.clone(), level: *level }
        }
        Order::ResetLever { lever } => NamedOrder::ResetLever { lever: setup.levers[*lever].id.clone() },
        Order::StartProject { project } => NamedOrder::StartProject { project: setup.projects[*project].id.clone() },
    }
}

fn resolve(given: &GivenOrder, scenario: &Scenario) -> Result<(Quarter, Order), CannotReplay> {
    let quarter = given.quarter.parse().map_err(|wrong| CannotReplay(format!("`{}`: {wrong}", given.quarter)))?;
    Ok((quarter, resolved(&given.order, scenario)?))
}

/// An order with the indices of what its ids name.
///
/// # Errors
/// If the scenario has nothing of that name.
pub(super) fn resolved(order: &NamedOrder, scenario: &Scenario) -> Result<Order, CannotReplay> {
    let setup = &scenario.setup;
    let lever = |id: &str| {
        let found = setup.levers.iter().position(|l| l.id == id);
        found.ok_or_else(|| CannotReplay(format!("the scenario has no lever `{id}`")))
    };
    Ok(match order {
        NamedOrder::SetLever { lever: id, level } => Order::SetLever { lever: lever(id)?, level: *level },
        NamedOrder::ResetLever { lever: id } => Order::ResetLever { lever: lever(id)? },
        NamedOrder::StartProject { project: id } => {
            let found = setup.projects.iter().position(|p| p.id == *id);
            let project = found.ok_or_else(|| CannotReplay(format!("the scenario has no project `{id}`")))?;
            Order::StartProject { project }
        }
    })
}
