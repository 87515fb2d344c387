//! Another version of the scenario in play: the same seed, policy and orders, replayed to the same quarter.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use super::play::{Branch, Decision, Place, PlayThrough, What};
use super::{Order, Run};
use crate::model::date::Quarter;
use crate::scenario::{Problems, Scenario, did_you_mean};

/// Reads the scenario in play once more. Whoever knows the disk hands this in.
pub type Reader = Box<dyn Fn() -> Reading + Send + Sync>;

/// What reading a scenario came to.
#[derive(Debug)]
pub struct Reading {
    /// Every file that the scenario consists of, its own first; none if it is built into the program.
    pub files: Vec<PathBuf>,
    /// The scenario, or why there is none.
    pub scenario: Result<Scenario, Unread>,
    /// What is probably not meant in a scenario that checks.
    pub warnings: Problems,
}

/// Why there is no scenario.
#[derive(Debug)]
pub enum Unread {
    /// It does not check.
    Problems(Problems),
    /// A file is missing or cannot be read: a sentence.
    Cannot(String),
}

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Problems(problems) => problems.fmt(f),
            Self::Cannot(why) => f.write_str(why),
        }
    }
}

/// A run that goes on in another version of its scenario.
#[derive(Debug)]
pub struct Resumed {
    /// It stands where the old run stood, or as near as the new version allows.
    pub run: Run,
    /// What could not be kept.
    pub dropped: Vec<Dropped>,
}

impl Resumed {
    /// How many of the orders given by hand could not be kept.
    #[must_use]
    pub fn orders_dropped(&self) -> usize {
        self.dropped.iter().filter(|dropped| matches!(dropped, Dropped::Order { .. })).count()
    }
}

/// Something of a run that another version of the scenario has no place for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dropped {
    /// The policy is gone; the scenario's default is played instead.
    Policy { asked: String, instead: String, hint: Option<String> },
    /// The quarter in which the run stood lies outside; it stands at the nearest instead.
    Time { stood: Quarter, stands: Quarter },
    /// An order given by hand, in words, and why it no longer applies.
    Order { quarter: Quarter, order: String, reason: String },
}

impl fmt::Display for Dropped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Policy { asked, instead, hint } => {
                write!(f, "policy `{asked}`: the scenario has none of that name any more")?;
                hint.iter().try_for_each(|hint| write!(f, " ({hint})"))?;
                write!(f, "; its default `{instead}` is played")
            }
            Self::Time { stood, stands } if stands < stood => {
                write!(f, "{stood}: the run ends before that now, in {stands}")
            }
            Self::Time { stood, stands } => write!(f, "{stood}: the scenario starts after that now, in {stands}"),
            Self::Order { quarter, order, reason } => write!(f, "{order} in {quarter}: {reason}"),
        }
    }
}

impl Run {
    /// This run in another version of its scenario: the same seed, policy and orders given by hand, replayed from the
    /// start to the quarter in which it stands.
    ///
    /// Orders are kept by the id of their lever or project. A run as long as its scenario takes the new length; one whose
    /// length somebody asked for keeps it.
    #[must_use]
    pub fn resumed_in(&self, scenario: Arc<Scenario>) -> Resumed {
        let mut dropped = Vec::new();
        let policy = self.policy_in(&scenario, &mut dropped);
        let quarters = if self.quarters == self.scenario.quarters { scenario.quarters } else { self.quarters };
        let run = Self::new(Arc::clone(&scenario), &policy, self.seed, quarters);
        let mut run = run.expect("the policy was looked up");
        if self.recorded.is_some() {
            run.record();
        }
        let stood = self.land.quarter();
        let stands = stood.clamp(run.first(), run.last());
        if stands != stood {
            dropped.push(Dropped::Time { stood, stands });
        }
        let mut orders = Vec::with_capacity(self.given.len());
        for (quarter, order) in &self.given {
            match self.order_in(&run, *quarter, order) {
                Ok(order) => orders.push((*quarter, order)),
                Err(reason) => {
                    dropped.push(Dropped::Order { quarter: *quarter, order: self.in_words(order), reason });
                }
            }
        }
        run.play_to(stands.since(run.first()).unsigned_abs(), orders);
        Resumed { run, dropped }
    }

    fn policy_in(&self, scenario: &Scenario, dropped: &mut Vec<Dropped>) -> String {
        if scenario.policies.contains_key(&self.policy) {
            return self.policy.clone();
        }
        let instead = scenario.default_policy.clone();
        let hint = did_you_mean(&self.policy, scenario.policies.keys().map(String::as_str));
        dropped.push(Dropped::Policy { asked: self.policy.clone(), instead: instead.clone(), hint });
        instead
    }

    /// The order as the run of the other version takes it, or why it does not.
    fn order_in(&self, other: &Self, quarter: Quarter, order: &Order) -> Result<Order, String> {
        if quarter <= other.first() {
            return Err(format!("the scenario starts after that now, in {}", other.first()));
        }
        // What was ordered after the last quarter acted in neither.
        if quarter > other.last() && quarter <= self.last() {
            return Err(format!("the run ends before that now, in {}", other.last()));
        }
        let (mine, setup) = (&self.scenario.setup, &other.scenario.setup);
        let gone = |what: &str, id: &str, hint: Option<String>| {
            let hint = hint.map(|hint| format!("; {hint}")).unwrap_or_default();
            format!("the scenario has no {what} `{id}` any more{hint}")
        };
        let lever_in = |lever: usize| {
            let id = &mine.levers[lever].id;
            let found = setup.levers.iter().position(|lever| lever.id == *id);
            found.ok_or_else(|| gone("lever", id, did_you_mean(id, setup.levers.iter().map(|l| l.id.as_str()))))
        };
        match order {
            Order::SetLever { lever, level } => Ok(Order::SetLever { lever: lever_in(*lever)?, level: *level }),
            Order::ResetLever { lever } => Ok(Order::ResetLever { lever: lever_in(*lever)? }),
            Order::StartProject { project } => {
                let id = &mine.projects[*project].id;
                let found = setup.projects.iter().position(|project| project.id == *id);
                let hint = || did_you_mean(id, setup.projects.iter().map(|p| p.id.as_str()));
                found.map(|project| Order::StartProject { project }).ok_or_else(|| gone("project", id, hint()))
            }
        }
    }

    /// An order as a person would tell of it.
    #[must_use]
    pub fn in_words(&self, order: &Order) -> String {
        let setup = &self.scenario.setup;
        match order {
            Order::SetLever { lever, level } => format!("lever `{}` set to {level:.2}", setup.levers[*lever].id),
            Order::ResetLever { lever } => format!("lever `{}` left to the policy", setup.levers[*lever].id),
            Order::StartProject { project } => format!("project `{}` decided", setup.projects[*project].id),
        }
    }
}

impl PlayThrough {
    /// This play-through in another version of its scenario: every branch with the orders that still fit, at the same
    /// place or as near as the new version allows. Decisions can be undone as before, unless one no longer fits: then
    /// they stand as they are.
    #[must_use]
    pub fn resumed_in(&self, scenario: Arc<Scenario>) -> (Self, Resumed) {
        let mut resumed = self.front().resumed_in(scenario);
        let (run, mut dropped) = (&resumed.run, resumed.dropped.clone());
        let within = |quarter: Quarter| quarter.clamp(run.first(), run.last());
        let mut branches = Vec::with_capacity(self.branches().len());
        for branch in self.branches() {
            let mut orders = Vec::with_capacity(branch.orders.len());
            for (quarter, order) in &branch.orders {
                match self.front().order_in(run, *quarter, order) {
                    Ok(order) => orders.push((*quarter, order)),
                    Err(reason) => {
                        let order = self.front().in_words(order);
                        let lost = Dropped::Order { quarter: *quarter, order, reason };
                        if !dropped.contains(&lost) {
                            dropped.push(lost);
                        }
                    }
                }
            }
            let from = branch.from.map(|(from, at)| (from, within(at)));
            branches.push(Branch { name: branch.name.clone(), from, orders, reached: within(branch.reached) });
        }
        let place_in = |place: Place| Place { at: within(place.at), reached: within(place.reached), ..place };
        let decisions = |list: &[Decision]| -> Option<Vec<Decision>> {
            list.iter().map(|decision| decision_in(self.front(), run, decision, &place_in)).collect()
        };
        let (done, undone) = decisions(self.done()).zip(decisions(self.undone())).unwrap_or_default();
        let mut play = Self::opened(run, branches, place_in(self.place()), done, undone);
        // What is known of the old scenario holds no longer, even where nobody has decided anything.
        play.changes = self.changes() + 1;
        resumed.dropped = dropped;
        (play, resumed)
    }
}

/// A decision as another version of the scenario takes it, if it does.
fn decision_in(mine: &Run, other: &Run, decision: &Decision, place_in: &impl Fn(Place) -> Place) -> Option<Decision> {
    let order_in = |quarter: Quarter, order: &Order| mine.order_in(other, quarter, order).ok();
    let what = match &decision.what {
        What::Order { quarter, order, replaced } => What::Order {
            quarter: *quarter,
            order: order_in(*quarter, order)?,
            replaced: match replaced {
                Some(order) => Some(order_in(*quarter, order)?),
                None => None,
            },
        },
        What::Branch { name, order } => {
            What::Branch { name: name.clone(), order: order_in(decision.before.at.plus(1), order)? }
        }
        What::Rename { .. } => decision.what.clone(),
    };
    Some(Decision { what, before: place_in(decision.before), after: decision.after.map(place_in), ..decision.clone() })
}
