//! Decisions of a play-through: what was decided, where somebody stood, and how to tell of it.

use crate::model::date::Quarter;
use crate::run::{Order, Run};

/// Where somebody stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Index of the branch.
    pub branch: usize,
    /// The quarter that is looked at.
    pub at: Quarter,
    /// The last quarter of the branch that has been played.
    pub reached: Quarter,
}

/// What was decided.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// An order at the front of a branch.
    Order {
        /// The first quarter in which it acts.
        quarter: Quarter,
        order: Order,
        /// The order about the same that it replaced.
        replaced: Option<Order>,
    },
    /// An order in the past, from which a branch begins.
    Branch { name: String, order: Order },
    /// Another name for a branch.
    Rename { branch: usize, from: String, to: String },
}

/// A decision that can be undone.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    pub what: What,
    /// Where it was taken.
    pub before: Place,
    /// Where somebody stood when it was undone; there again once it is redone.
    pub after: Option<Place>,
    /// Whether it belongs to the one before it, so that both are undone and redone at once.
    pub goes_with_last: bool,
}

impl Decision {
    /// The decision in words, such as `2012Q3: Visa facilitation set to 0.40`.
    #[must_use]
    pub fn in_words(&self, run: &Run) -> String {
        match &self.what {
            What::Order { quarter, order, .. } => format!("{quarter}: {}", told(run, order)),
            What::Branch { name, order } => {
                format!("branch `{name}`, in {}: {}", self.before.at.plus(1), told(run, order))
            }
            What::Rename { from, to, .. } => format!("branch `{from}` called `{to}`"),
        }
    }
}

/// An order by the name that people read.
#[must_use]
pub fn told(run: &Run, order: &Order) -> String {
    let setup = &run.scenario().setup;
    match order {
        Order::SetLever { lever, level } => format!("{} set to {level:.2}", setup.levers[*lever].name),
        Order::ResetLever { lever } => format!("{} left to the policy", setup.levers[*lever].name),
        Order::StartProject { project } => format!("{} decided", setup.projects[*project].name),
    }
}
