//! What the future is asked of a play-through: its plan from where somebody stands, and the same without the last change.

use std::sync::Arc;

use super::{PlayThrough, What, put_in, take_out};
use crate::model::date::Quarter;
use crate::run::Order;
use crate::run::fan::worker::{Question, Start};

/// Orders with the quarters from which they act.
type Plan = Vec<(Quarter, Order)>;

impl PlayThrough {
    /// What lies ahead: the plan from the quarter that is looked at; beside it the same without the last decision that
    /// the plan holds, if it holds one. None once the run is over.
    #[must_use]
    pub fn ahead(&self) -> Option<Question> {
        if self.run().is_over() {
            return None;
        }
        let at = self.run().land().quarter();
        let with = Start::from_here(Arc::clone(self.shared()), self.plan.as_slice().into(), at);
        let without = self.without_last().map(|(from, plan, words)| {
            // Up to the quarter before the change both are one.
            let keyframe = Arc::clone(self.keyframes.before(at.min(from.plus(-1))));
            (Start::from_keyframe(keyframe, Arc::clone(&self.front), plan.into(), at), words)
        });
        Some(Question { with, without })
    }

    /// The plan without the last decision in it: the first quarter that differs, its orders, and the decision in words.
    fn without_last(&self) -> Option<(Quarter, Plan, String)> {
        let order = |what: &What, at: Quarter| match what {
            What::Order { quarter, order, .. } => Some((*quarter, order.clone())),
            What::Branch { order, .. } => Some((at.plus(1), order.clone())),
            What::Rename { .. } => None,
        };
        let ordered = |index: usize| {
            let decision = &self.done[index];
            order(&decision.what, decision.before.at).filter(|order| self.plan.contains(order))
        };
        let last = (0..self.done.len()).rev().find(|index| ordered(*index).is_some())?;
        // What was decided at once is taken out at once.
        let first = (0..=last).rev().find(|index| !self.done[*index].goes_with_last).unwrap_or(last);
        let (mut plan, mut from, mut words) = (self.plan.clone(), None::<Quarter>, Vec::new());
        for index in (first..=last).rev() {
            let Some((quarter, order)) = ordered(index) else { continue };
            take_out(&mut plan, quarter, &order);
            if let What::Order { replaced: Some(replaced), .. } = &self.done[index].what {
                put_in(&mut plan, quarter, replaced);
            }
            from = Some(from.map_or(quarter, |from| from.min(quarter)));
            words.insert(0, self.done[index].in_words(&self.front));
        }
        from.map(|from| (from, plan, words.join("; ")))
    }
}
