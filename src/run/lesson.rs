//! Lessons of a tutorial: which are done, and which is next.

use super::expect::holds;
use super::{Order, Run};
use crate::model::date::Quarter;
use crate::model::indicator::Variable;
use crate::scenario::Lesson;

/// How far a person has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The quarters in which lessons were done, the first first.
    pub done: Vec<Quarter>,
    /// Index of the lesson that is next; none once all are done, or if there are none.
    pub next: Option<usize>,
}

/// How far the lessons of the run's scenario are done. It is read off series and orders alone.
#[must_use]
pub fn progress(run: &Run) -> Progress {
    let dates = run.dates();
    let mut done: Vec<Quarter> = Vec::new();
    for lesson in &run.scenario().lessons {
        let from = done.last().copied().unwrap_or_else(|| run.first());
        let Some(quarter) = dates.iter().find(|quarter| **quarter >= from && is_done(lesson, run, **quarter)) else {
            break;
        };
        done.push(*quarter);
    }
    let next = Some(done.len()).filter(|next| *next < run.scenario().lessons.len());
    Progress { done, next }
}

/// The variables that a lesson names between backticks, in its text and then in its task: whose charts are to be looked at.
#[must_use]
pub fn named_in(lesson: &Lesson) -> Vec<Variable> {
    let quoted = |text: &'_ str| text.split('`').skip(1).step_by(2).filter_map(Variable::named).collect::<Vec<_>>();
    quoted(&lesson.text).into_iter().chain(quoted(&lesson.task)).collect()
}

/// Whether it is done at the end of a quarter: an order that was given then acts from the next one on.
fn is_done(lesson: &Lesson, run: &Run, quarter: Quarter) -> bool {
    let is_set = |lever: usize| {
        let sets = |order: &Order| matches!(order, Order::SetLever { lever: moved, .. } if *moved == lever);
        run.given().iter().any(|(at, order)| *at <= quarter.plus(1) && sets(order))
    };
    lesson.lever.is_none_or(is_set) && holds(&lesson.when, run, quarter) == Some(true)
}
