//! What a person asks of a play-through: absolute, and in the order in which it was asked.

use super::Order;
use super::aim::Aim;
use crate::model::date::Quarter;

/// Something that is to be done with a play-through.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// An order, to act from the next quarter; in the past a branch begins with it.
    Give(Order),
    /// Several orders as one decision, which is undone as one.
    GiveAll(Vec<Order>),
    /// An option of a dilemma is chosen: their indices.
    Answer { dilemma: usize, option: usize },
    /// The quarters up to this one pass at once.
    StepTo(Quarter),
    /// Quarters pass at once until this is met or the run is over.
    RunTo(Aim),
    /// A quarter that has been played is looked at.
    Scrub(Quarter),
    /// The last decision is taken back.
    Undo,
    /// The last decision that was taken back is taken again.
    Redo,
    /// Another branch is played: its index.
    Switch(usize),
    /// A branch is called otherwise.
    Rename { branch: usize, name: String },
}
