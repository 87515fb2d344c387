//! Topics about what is given: levers, kinds of shock, fields of a scenario, codes of problems.

use super::{Pair, Topic};
use crate::model::channel::{Channel, ShockChannel};

/// All of them.
pub fn topics() -> Vec<Topic> {
    Vec::new()
}

/// Levers of the catalogue that act on a channel, with the strength at which they do.
pub fn levers_on(_: Channel) -> Vec<Pair> {
    Vec::new()
}

/// Kinds of shock of the catalogue that act on a channel, with the amount at size 1.
pub fn shock_kinds_on(_: ShockChannel) -> Vec<Pair> {
    Vec::new()
}
