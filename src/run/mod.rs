//! Who did what: one play-through of a scenario under a policy and a seed, with orders stamped by their quarter.

pub mod aim;
pub mod cause;
pub mod debrief;
pub mod dilemma;
pub mod expect;
pub mod fan;
pub mod fit;
pub mod goals;
mod happening;
pub mod history;
mod keyframe;
pub mod lesson;
pub mod means;
pub mod number;
pub mod odds;
pub mod play;
pub mod policy;
pub mod quantile;
mod recorded;
pub mod reload;
pub mod request;
pub mod save;
pub mod session;
pub mod table;

use std::fmt;
use std::sync::Arc;

use crate::model::Borderland;
use crate::model::date::Quarter;
use crate::model::indicator::{Nature, Variable};
use crate::model::lever::Orders;
use crate::model::record::{Off, Record};
use crate::scenario::{Scenario, did_you_mean};
use recorded::Recorded;

/// A decision that overrides the policy from its quarter on. Absolute: "set to 0.4", never "add 0.1".
#[derive(Clone, Debug, PartialEq)]
pub enum Order {
    /// Lever (index) at a level from 0 to 1.
    SetLever { lever: usize, level: f64 },
    /// The lever follows the policy again.
    ResetLever { lever: usize },
    /// Project (index) is decided.
    StartProject { project: usize },
}

impl Order {
    /// What it is about: orders about the same replace each other.
    const fn subject(&self) -> (bool, usize) {
        match self {
            Self::SetLever { lever, .. } | Self::ResetLever { lever } => (true, *lever),
            Self::StartProject { project } => (false, *project),
        }
    }
}

/// Something that happened in a quarter.
#[derive(Clone, Debug, PartialEq)]
pub enum Happening {
    /// The stage changed.
    Stage { from: u8, to: u8 },
    /// A shock (index) began.
    Shock(usize),
    /// A crossing (index) opened.
    Crossing(usize),
    /// A project (index) was finished; whether it took effect.
    Project { project: usize, delivered: bool },
}

/// The scenario has no policy of that name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownPolicy {
    pub asked: String,
    pub known: Vec<String>,
}

impl fmt::Display for UnknownPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown policy `{}`", self.asked)?;
        if let Some(hint) = did_you_mean(&self.asked, self.known.iter().map(String::as_str)) {
            write!(f, "; {hint}")?;
        }
        write!(f, "\nThe scenario has: {}", self.known.join(", "))
    }
}

impl std::error::Error for UnknownPolicy {}

/// One play-through.
#[derive(Clone, Debug)]
pub struct Run {
    scenario: Arc<Scenario>,
    policy: String,
    seed: u64,
    quarters: u32,
    land: Borderland,
    orders: Orders,
    given: Vec<(Quarter, Order)>,
    /// What a person set by hand, lever by lever.
    by_hand: Vec<Option<f64>>,
    /// Every variable in every quarter, the start first, quarter by quarter.
    table: Vec<f64>,
    happened: Vec<(Quarter, Happening)>,
    imbalance_max: f64,
    recorded: Option<Recorded>,
}

/// The terms of one quarter's change of a variable.
#[derive(Clone, Debug, PartialEq)]
pub struct Why {
    pub quarter: Quarter,
    /// Value at the end of the quarter before, and at the end of this one.
    pub before: f64,
    pub after: f64,
    /// Terms of the same name are added up.
    pub terms: Vec<(&'static str, f64)>,
}

impl Run {
    /// A run of so many quarters, at its start.
    ///
    /// # Errors
    /// If the scenario has no policy of that name.
    pub fn new(scenario: Arc<Scenario>, policy: &str, seed: u64, quarters: u32) -> Result<Self, UnknownPolicy> {
        if !scenario.policies.contains_key(policy) {
            let known = scenario.policies.keys().cloned().collect();
            return Err(UnknownPolicy { asked: policy.to_owned(), known });
        }
        let setup = &scenario.setup;
        let land = Borderland::new(setup, seed);
        let mut run = Self {
            policy: policy.to_owned(),
            seed,
            quarters,
            orders: Orders::none(setup),
            given: Vec::new(),
            by_hand: vec![None; setup.levers.len()],
            table: Vec::with_capacity((quarters as usize + 1) * Variable::COUNT),
            happened: Vec::new(),
            imbalance_max: 0.0,
            recorded: None,
            land,
            scenario,
        };
        run.measure();
        Ok(run)
    }

    /// Keeps the terms of every change from now on. It changes no result.
    pub fn record(&mut self) {
        self.recorded.get_or_insert_default();
    }

    /// Gives an order, effective from the next quarter. An index that the scenario does not have is our mistake.
    ///
    /// Of several orders for one thing before a quarter passes the last alone counts, and is kept: a slider that is
    /// dragged asks in every frame.
    pub fn order(&mut self, order: Order) {
        let next = self.land.quarter().plus(1);
        self.given.retain(|(quarter, given)| *quarter != next || given.subject() != order.subject());
        match &order {
            Order::SetLever { lever, level } => self.by_hand[*lever] = Some(level.clamp(0.0, 1.0)),
            Order::ResetLever { lever } => self.by_hand[*lever] = None,
            Order::StartProject { project } => self.orders.decided[*project] = true,
        }
        self.given.push((next, order));
    }

    /// One quarter: the policy and the orders decide, the model moves, everything is measured. Nothing once it is over.
    pub fn step(&mut self) {
        if self.is_over() {
            return;
        }
        let Some(mut recorded) = self.recorded.take() else { return self.pass(&mut Off) };
        let mut terms = recorded.blank();
        self.pass(&mut terms);
        recorded.keep(self.land.quarter(), &terms);
        self.recorded = Some(recorded);
    }

    /// One quarter, whose terms are told to whoever asks for them.
    fn pass(&mut self, record: &mut impl Record) {
        let scenario = Arc::clone(&self.scenario);
        let setup = &scenario.setup;
        let policy = &scenario.policies[&self.policy];
        policy::decide(policy, &self.land, setup, &mut self.orders);
        for (level, by_hand) in self.orders.levels.iter_mut().zip(&self.by_hand) {
            *level = by_hand.unwrap_or(*level);
        }
        let before = Before::of(&self.land);
        self.land.step(setup, &self.orders, record);
        self.note(&before);
        self.measure();
        let imbalance = crate::model::money::points(self.land.budgets().ledger.imbalance()).abs();
        self.imbalance_max = self.imbalance_max.max(imbalance);
    }

    /// Plays on until so many quarters have passed since the start, or to its end, giving each order in its quarter.
    fn play_to(&mut self, elapsed: u32, orders: impl IntoIterator<Item = (Quarter, Order)>) {
        let mut orders = orders.into_iter().peekable();
        loop {
            let next = self.land.quarter().plus(1);
            while let Some((_, order)) = orders.next_if(|(quarter, _)| *quarter <= next) {
                self.order(order);
            }
            if self.is_over() || self.elapsed() >= elapsed {
                return;
            }
            self.step();
        }
    }

    /// Runs to its end.
    pub fn finish(&mut self) {
        while !self.is_over() {
            self.step();
        }
    }

    /// Whether all quarters have passed.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.elapsed() >= self.quarters
    }

    /// Quarters that have passed.
    #[must_use]
    pub fn elapsed(&self) -> u32 {
        self.land.quarter().since(self.scenario.setup.start).unsigned_abs()
    }

    /// A copy that goes its own way: a what-if shares every draw that it does not change.
    #[must_use]
    pub fn fork(&self) -> Self {
        self.clone()
    }

    /// A copy without the terms that it keeps, which take more room than all the rest.
    fn without_terms(&self) -> Self {
        Self {
            scenario: Arc::clone(&self.scenario),
            policy: self.policy.clone(),
            seed: self.seed,
            quarters: self.quarters,
            land: self.land.clone(),
            orders: self.orders.clone(),
            given: self.given.clone(),
            by_hand: self.by_hand.clone(),
            table: self.table.clone(),
            happened: self.happened.clone(),
            imbalance_max: self.imbalance_max,
            recorded: None,
        }
    }

    fn measure(&mut self) {
        let setup = &self.scenario.setup;
        self.table.extend(Variable::ALL.iter().map(|v| self.land.measure(*v, setup)));
    }

    fn note(&mut self, before: &Before) {
        let now = self.land.quarter();
        let mut note = |happening| self.happened.push((now, happening));
        self.land.began().iter().for_each(|i| note(Happening::Shock(*i)));
        for (i, open) in self.land.open_crossings().iter().enumerate() {
            if *open && !before.open[i] {
                note(Happening::Crossing(i));
            }
        }
        for (project, state) in self.land.projects().iter().enumerate() {
            if state.finished && !before.finished[project] {
                note(Happening::Project { project, delivered: state.delivered });
            }
        }
        if self.land.stage() != before.stage {
            note(Happening::Stage { from: before.stage, to: self.land.stage() });
        }
    }

    /// The values of a variable, one a quarter, the start first.
    #[must_use]
    pub fn series(&self, variable: Variable) -> Vec<f64> {
        self.table.iter().skip(variable as usize).step_by(Variable::COUNT).copied().collect()
    }

    /// The value of a variable now.
    #[must_use]
    pub fn value(&self, variable: Variable) -> f64 {
        // Every quarter is measured at its end, the start too.
        self.table[self.table.len() - Variable::COUNT + variable as usize]
    }

    /// The value that a variable had at the end of a quarter, if it has been played.
    #[must_use]
    pub fn value_in(&self, variable: Variable, quarter: Quarter) -> Option<f64> {
        let index = usize::try_from(quarter.since(self.scenario.setup.start)).ok()?;
        self.table.get(index * Variable::COUNT + variable as usize).copied()
    }

    /// The quarters of the series.
    #[must_use]
    pub fn dates(&self) -> Vec<Quarter> {
        (0..=self.elapsed()).map(|q| self.scenario.setup.start.plus(q as i32)).collect()
    }

    /// The stage at the start and after each change.
    #[must_use]
    pub fn stages(&self) -> Vec<(Quarter, u8)> {
        let mut stages: Vec<(Quarter, u8)> = Vec::new();
        for (date, stage) in self.dates().into_iter().zip(self.series(Variable::Stage)) {
            let stage = stage as u8;
            if stages.last().is_none_or(|(_, last)| *last != stage) {
                stages.push((date, stage));
            }
        }
        stages
    }

    /// What happened, in order.
    #[must_use]
    pub fn happened(&self) -> &[(Quarter, Happening)] {
        &self.happened
    }

    /// Orders given by hand, with the quarter from which they act.
    #[must_use]
    pub fn given(&self) -> &[(Quarter, Order)] {
        &self.given
    }

    /// The level at which a person holds a lever, 0 to 1, if one does.
    #[must_use]
    pub fn by_hand(&self, lever: usize) -> Option<f64> {
        self.by_hand[lever]
    }

    /// The quarter of the starting values.
    #[must_use]
    pub fn first(&self) -> Quarter {
        self.scenario.setup.start
    }

    /// The quarter at whose end it is over.
    #[must_use]
    pub fn last(&self) -> Quarter {
        self.first().plus(self.quarters as i32)
    }

    /// The terms of every recorded change of a state variable, quarter by quarter.
    #[must_use]
    pub fn why(&self, variable: Variable) -> Vec<Why> {
        let series = self.series(variable);
        let start = self.scenario.setup.start;
        let Some(recorded) = &self.recorded else { return Vec::new() };
        if variable.nature() != Nature::State {
            return Vec::new();
        }
        let why = |(quarter, terms): (Quarter, _)| {
            let index = quarter.since(start).unsigned_abs() as usize;
            Why { quarter, before: series[index - 1], after: series[index], terms }
        };
        recorded.of(variable).into_iter().map(why).collect()
    }

    /// Every bit of the state in sixteen hexadecimal digits.
    #[must_use]
    pub fn digest(&self) -> String {
        format!("{:016x}", self.land.digest(&self.scenario.setup))
    }

    /// The greatest sum over all accounts in any quarter, points: 0 unless money was made or lost.
    #[must_use]
    pub const fn imbalance_max(&self) -> f64 {
        self.imbalance_max
    }

    /// The world as it stands.
    #[must_use]
    pub const fn land(&self) -> &Borderland {
        &self.land
    }

    /// What levers and projects are set to.
    #[must_use]
    pub const fn orders(&self) -> &Orders {
        &self.orders
    }

    #[must_use]
    pub const fn scenario(&self) -> &Arc<Scenario> {
        &self.scenario
    }

    #[must_use]
    pub fn policy(&self) -> &str {
        &self.policy
    }

    #[must_use]
    pub const fn seed(&self) -> u64 {
        self.seed
    }

    /// Quarters that it runs for.
    #[must_use]
    pub const fn quarters(&self) -> u32 {
        self.quarters
    }
}

/// What is compared before and after a step.
struct Before {
    stage: u8,
    open: Vec<bool>,
    finished: Vec<bool>,
}

impl Before {
    fn of(land: &Borderland) -> Self {
        Self {
            stage: land.stage(),
            open: land.open_crossings().to_vec(),
            finished: land.projects().iter().map(|p| p.finished).collect(),
        }
    }
}
