//! A play-through: one person's run with its past open, branches, and undo and redo of every decision.
//!
//! It keeps orders and a few keyframes and never a state a quarter: any past quarter is the nearest keyframe and the
//! orders since, stepped again. Standing in the past and letting time pass goes the way it went; deciding something
//! there begins a named branch, and the old course stays as it was.

mod ahead;
pub mod beforehand;
mod decision;

use std::sync::Arc;

pub use decision::{Decision, Place, What, told};

use super::aim::{Aim, is_asked};
use super::keyframe::Keyframes;
use super::{Order, Run};
use crate::model::date::Quarter;

/// One course of events.
#[derive(Clone, Debug, PartialEq)]
pub struct Branch {
    pub name: String,
    /// The branch that it left, and the quarter at whose end; none for the first.
    pub from: Option<(usize, Quarter)>,
    /// Orders of its own, in order of the quarter from which they act; those before are the branch's that it left.
    pub orders: Vec<(Quarter, Order)>,
    /// The last quarter that has been played.
    pub reached: Quarter,
}

/// What came of a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decided {
    /// It was so already, or the run is over: nothing was kept.
    Nothing,
    /// The order acts from the next quarter.
    Given,
    /// It was in the past: a branch with this index began, and is played now.
    Branched(usize),
}

/// A run in play with everything that was decided in it.
#[derive(Clone, Debug)]
pub struct PlayThrough {
    branches: Vec<Branch>,
    branch: usize,
    /// All orders of the branch that is played, those it took over included.
    plan: Vec<(Quarter, Order)>,
    /// The branch as far as it has been played. What works beside the frames shares it: it is never written to, since
    /// whoever changes it takes a copy where others still hold it.
    front: Arc<Run>,
    /// The past, where somebody looks at it.
    back: Option<Arc<Run>>,
    keyframes: Keyframes,
    done: Vec<Decision>,
    undone: Vec<Decision>,
    pub(super) changes: u64,
}

/// What the first branch is called.
pub const FIRST: &str = "main";

impl PlayThrough {
    /// Begins with a run, wherever it stands; orders that it was given are the first branch's, and cannot be undone.
    #[must_use]
    pub fn new(run: &Run) -> Self {
        let branch =
            Branch { name: FIRST.to_owned(), from: None, orders: run.given().to_vec(), reached: run.land().quarter() };
        let place = Place { branch: 0, at: branch.reached, reached: branch.reached };
        Self::of(run, vec![branch], place)
    }

    /// As it was left: branches and decisions that fit the run's scenario and each other.
    pub(super) fn opened(
        run: &Run,
        branches: Vec<Branch>,
        place: Place,
        done: Vec<Decision>,
        undone: Vec<Decision>,
    ) -> Self {
        let mut play = Self::of(run, branches, place);
        (play.done, play.undone) = (done, undone);
        play
    }

    /// From branches that fit the run's scenario, standing at a place.
    fn of(run: &Run, mut branches: Vec<Branch>, place: Place) -> Self {
        for branch in &mut branches {
            branch.orders.sort_by_key(|(quarter, order)| (*quarter, order.subject()));
        }
        let start = Run::new(run.scenario().clone(), run.policy(), run.seed(), run.quarters());
        let mut start = start.expect("a run's policy is one of its scenario's");
        // Whoever asks why is told of every quarter.
        start.record();
        let keyframes = Keyframes::from_start(&start);
        let (plan, done, undone) = (Vec::new(), Vec::new(), Vec::new());
        let front = Arc::new(start);
        let mut play = Self { branches, branch: 0, plan, front, back: None, keyframes, done, undone, changes: 0 };
        play.stand(place);
        play
    }

    /// The run where somebody stands: in the past or at the front.
    #[must_use]
    pub fn run(&self) -> &Run {
        self.shared()
    }

    /// The same, to be held beyond the next quarter.
    fn shared(&self) -> &Arc<Run> {
        self.back.as_ref().unwrap_or(&self.front)
    }

    /// The branch as far as it has been played: its series reach beyond [`Self::run`] where somebody looks at the past.
    #[must_use]
    pub fn front(&self) -> &Run {
        &self.front
    }

    /// Every branch, the first first.
    #[must_use]
    pub fn branches(&self) -> &[Branch] {
        &self.branches
    }

    /// Index of the branch that is played.
    #[must_use]
    pub const fn branch(&self) -> usize {
        self.branch
    }

    /// Orders of the branch that is played, those it took over included: pins of the timeline.
    #[must_use]
    pub fn plan(&self) -> &[(Quarter, Order)] {
        &self.plan
    }

    /// Where somebody stands.
    #[must_use]
    pub fn place(&self) -> Place {
        Place { branch: self.branch, at: self.run().land().quarter(), reached: self.front.land().quarter() }
    }

    /// Decisions that can be undone, the oldest first.
    #[must_use]
    pub fn done(&self) -> &[Decision] {
        &self.done
    }

    /// Decisions that can be redone, the next one last.
    #[must_use]
    pub fn undone(&self) -> &[Decision] {
        &self.undone
    }

    /// How often something was decided, dragged on, undone, redone or put into another scenario: as long as it stays, so do
    /// all decisions and what comes of them.
    #[must_use]
    pub const fn changes(&self) -> u64 {
        self.changes
    }

    /// Keyframes that are held, each a whole world.
    #[must_use]
    pub const fn keyframes(&self) -> usize {
        self.keyframes.len()
    }

    /// One quarter: in the past as it went, at the front a new one. Nothing once the run is over.
    pub fn step(&mut self) {
        let run = Arc::make_mut(self.back.as_mut().unwrap_or(&mut self.front));
        run.step();
        if self.back.is_none() {
            self.keyframes.keep(&self.front);
        }
        give_next(Arc::make_mut(self.back.as_mut().unwrap_or(&mut self.front)), &self.plan);
        self.note_where_it_stands();
    }

    /// After a quarter has passed: how far the branch has been played, or that the past has come to its end.
    fn note_where_it_stands(&mut self) {
        let reached = self.front.land().quarter();
        if self.back.is_none() {
            self.branches[self.branch].reached = reached;
        }
        self.back.take_if(|back| back.land().quarter() >= reached);
    }

    /// Steps, once at least, until an aim is met, a dilemma comes up or the run is over.
    pub fn run_to(&mut self, aim: Aim) {
        while !self.run().is_over() {
            self.step();
            if aim.is_met(self.run()) || is_asked(self.run()) {
                return;
            }
        }
    }

    /// Looks at a quarter that has been played; the nearest that has if this one has not.
    pub fn scrub(&mut self, quarter: Quarter) {
        let quarter = quarter.clamp(self.front.first(), self.front.land().quarter());
        if quarter == self.front.land().quarter() {
            self.back = None;
            return;
        }
        let keyframe = self.keyframes.before(quarter);
        let near = self.back.take().filter(|back| (keyframe.quarter()..=quarter).contains(&back.land().quarter()));
        let mut back = near.unwrap_or_else(|| {
            let mut back = keyframe.restore(&self.front);
            give_next(&mut back, &self.plan);
            Arc::new(back)
        });
        while back.land().quarter() < quarter {
            let back = Arc::make_mut(&mut back);
            back.step();
            give_next(back, &self.plan);
        }
        self.back = Some(back);
    }

    /// Plays another branch, from where it was left. An index that is not there is our mistake.
    pub fn switch(&mut self, branch: usize) {
        let reached = self.branches[branch].reached;
        self.stand(Place { branch, at: reached, reached });
    }

    /// Decides something, to act from the quarter after the one that is looked at.
    ///
    /// A lever that is dragged asks in every frame: as long as nothing else is decided and no quarter passes, that is
    /// one decision.
    pub fn decide(&mut self, order: Order) -> Decided {
        if self.run().is_over() || changes_nothing(self.run(), &order) {
            return Decided::Nothing;
        }
        self.changes += 1;
        self.undone.clear();
        if self.goes_on_with(&order) {
            return Decided::Given;
        }
        let before = self.place();
        let what = if self.back.is_some() {
            What::Branch { name: self.free_name(before.at), order }
        } else {
            let quarter = before.at.plus(1);
            let same = |(q, given): &&(Quarter, Order)| *q == quarter && given.subject() == order.subject();
            let replaced = self.branches[self.branch].orders.iter().find(same).map(|(_, given)| given.clone());
            What::Order { quarter, order, replaced }
        };
        let is_branch = matches!(what, What::Branch { .. });
        let decision = Decision { what, before, after: None, goes_with_last: false };
        self.apply(&decision);
        self.done.push(decision);
        if is_branch { Decided::Branched(self.branch) } else { Decided::Given }
    }

    /// Another name for a branch, unless it is empty or another has it; returns whether it was taken.
    pub fn rename(&mut self, branch: usize, name: &str) -> bool {
        let name = name.trim();
        let is_taken = self.branches.iter().any(|branch| branch.name == name);
        if name.is_empty() || is_taken {
            return false;
        }
        let what = What::Rename { branch, from: self.branches[branch].name.clone(), to: name.to_owned() };
        let decision = Decision { what, before: self.place(), after: None, goes_with_last: false };
        self.changes += 1;
        self.undone.clear();
        self.apply(&decision);
        self.done.push(decision);
        true
    }

    /// Takes the last decision back, with all that belongs to it, and stands where it was taken; returns what was undone, in
    /// words.
    pub fn undo(&mut self) -> Option<String> {
        let (mut words, mut goes_on) = self.undo_one()?;
        while goes_on && let Some((before, goes)) = self.undo_one() {
            (words, goes_on) = (format!("{before}; {words}"), goes);
        }
        Some(words)
    }

    /// Takes the last undone decision again, with all that belongs to it, and stands where it was undone; returns what was
    /// redone, in words.
    pub fn redo(&mut self) -> Option<String> {
        let mut words = self.redo_one()?;
        while self.undone.last().is_some_and(|next| next.goes_with_last)
            && let Some(more) = self.redo_one()
        {
            words = format!("{words}; {more}");
        }
        Some(words)
    }

    /// Decides several things at once: they are undone and redone together.
    pub fn decide_all(&mut self, orders: impl IntoIterator<Item = Order>) -> Decided {
        let (mut decided, first) = (Decided::Nothing, self.done.len());
        for order in orders {
            let before = self.done.len();
            match self.decide(order) {
                Decided::Given if decided != Decided::Nothing => {}
                Decided::Nothing => continue,
                given => decided = given,
            }
            if self.done.len() > before
                && before > first
                && let Some(last) = self.done.last_mut()
            {
                last.goes_with_last = true;
            }
        }
        decided
    }

    /// Takes the last decision back; returns what was undone, in words, and whether the one before it goes with it.
    fn undo_one(&mut self) -> Option<(String, bool)> {
        let mut decision = self.done.pop()?;
        self.changes += 1;
        let goes_on = decision.goes_with_last;
        let words = decision.in_words(&self.front);
        decision.after = Some(self.place());
        let mut before = decision.before;
        match &decision.what {
            What::Order { quarter, order, replaced } => {
                let orders = &mut self.branches[before.branch].orders;
                take_out(orders, *quarter, order);
                replaced.iter().for_each(|order| put_in(orders, *quarter, order));
                self.stand(before);
            }
            What::Branch { .. } => {
                self.branches.pop();
                before.reached = before.reached.max(self.branches[before.branch].reached);
                self.stand(before);
            }
            What::Rename { branch, from, .. } => self.branches[*branch].name.clone_from(from),
        }
        self.undone.push(decision);
        Some((words, goes_on))
    }

    /// Takes the last undone decision again; returns what was redone, in words.
    fn redo_one(&mut self) -> Option<String> {
        let mut decision = self.undone.pop()?;
        self.changes += 1;
        let words = decision.in_words(&self.front);
        let after = decision.after.take();
        self.apply(&decision);
        if let (Some(after), false) = (after, matches!(decision.what, What::Rename { .. })) {
            self.stand(after);
        }
        self.done.push(decision);
        Some(words)
    }

    /// Does what was decided, where it was.
    fn apply(&mut self, decision: &Decision) {
        let before = decision.before;
        match &decision.what {
            What::Order { quarter, order, .. } => {
                put_in(&mut self.branches[before.branch].orders, *quarter, order);
                self.stand(before);
            }
            What::Branch { name, order } => {
                let (from, orders) = (Some((before.branch, before.at)), vec![(before.at.plus(1), order.clone())]);
                self.branches.push(Branch { name: name.clone(), from, orders, reached: before.at });
                self.stand(Place { branch: self.branches.len() - 1, at: before.at, reached: before.at });
            }
            What::Rename { branch, to, .. } => self.branches[*branch].name.clone_from(to),
        }
    }

    /// Whether an order only moves on a lever that the last decision has just moved; then it is done.
    fn goes_on_with(&mut self, order: &Order) -> bool {
        let now = self.place();
        let Some(last) = self.done.last_mut().filter(|_| self.back.is_none()) else { return false };
        let (quarter, newest) = (now.at.plus(1), self.branches.len() - 1);
        let given = match &mut last.what {
            What::Order { quarter: q, order, .. } if *q == quarter && last.before.branch == now.branch => order,
            What::Branch { order, .. } if last.before.at == now.at && now.branch == newest => order,
            _ => return false,
        };
        let is_dragged = matches!((&*given, order), (Order::SetLever { .. }, Order::SetLever { .. }));
        if !is_dragged || given.subject() != order.subject() {
            return false;
        }
        *given = order.clone();
        for orders in [&mut self.branches[now.branch].orders, &mut self.plan] {
            put_in(orders, quarter, order);
        }
        Arc::make_mut(&mut self.front).order(order.clone());
        true
    }

    /// Stands at a place: its branch is played up to where it was, from the last keyframe that all orders agree with.
    fn stand(&mut self, place: Place) {
        let plan = plan_of(&self.branches, place.branch);
        let same = plan.iter().zip(&self.plan).take_while(|(new, old)| new == old).count();
        let parts = [plan.get(same), self.plan.get(same)].into_iter().flatten().map(|(quarter, _)| *quarter).min();
        let agreed = parts.map_or(place.reached, |parts| parts.plus(-1).min(place.reached));
        self.keyframes.forget_after(agreed);
        let mut front = self.keyframes.before(agreed).restore(&self.front);
        (self.plan, self.back, self.branch) = (plan, None, place.branch);
        give_next(&mut front, &self.plan);
        while front.land().quarter() < place.reached && !front.is_over() {
            front.step();
            self.keyframes.keep(&front);
            give_next(&mut front, &self.plan);
        }
        self.front = Arc::new(front);
        self.branches[place.branch].reached = self.front.land().quarter();
        self.scrub(place.at);
    }

    /// A name that no branch has.
    fn free_name(&self, at: Quarter) -> String {
        let name = format!("from {}", at.plus(1));
        let is_free = |name: &str| self.branches.iter().all(|branch| branch.name != name);
        let further = (2..).map(|number| format!("{name} ({number})"));
        std::iter::once(name.clone()).chain(further).find(|name| is_free(name)).unwrap_or(name)
    }
}

/// Every order of a branch: of those that it left, up to the quarter after; then its own.
pub(super) fn plan_of(branches: &[Branch], branch: usize) -> Vec<(Quarter, Order)> {
    let mut parts = Vec::new();
    let (mut branch, mut until) = (Some(branch), None::<Quarter>);
    while let Some(this) = branch.map(|index| &branches[index]) {
        parts.push(this.orders.iter().filter(move |(quarter, _)| until.is_none_or(|until| *quarter <= until)));
        branch = this.from.map(|(from, _)| from);
        until = match (until, this.from) {
            (Some(until), Some((_, at))) => Some(until.min(at.plus(1))),
            (until, from) => from.map(|(_, at)| at.plus(1)).or(until),
        };
    }
    parts.into_iter().rev().flatten().cloned().collect()
}

fn take_out(orders: &mut Vec<(Quarter, Order)>, quarter: Quarter, order: &Order) {
    orders.retain(|(at, given)| *at != quarter || given.subject() != order.subject());
}

/// Puts an order in its place, by quarter and by what it is about, for any other about the same in the quarter.
fn put_in(orders: &mut Vec<(Quarter, Order)>, quarter: Quarter, order: &Order) {
    take_out(orders, quarter, order);
    let key = (quarter, order.subject());
    let at = orders.partition_point(|(quarter, given)| (*quarter, given.subject()) < key);
    orders.insert(at, (quarter, order.clone()));
}

/// Gives a run the orders of a plan for its next quarter.
pub(super) fn give_next(run: &mut Run, plan: &[(Quarter, Order)]) {
    let next = run.land().quarter().plus(1);
    let from = plan.partition_point(|(quarter, _)| *quarter < next);
    plan[from..].iter().take_while(|(quarter, _)| *quarter == next).for_each(|(_, order)| run.order(order.clone()));
}

/// Whether it is so already.
fn changes_nothing(run: &Run, order: &Order) -> bool {
    match order {
        Order::SetLever { lever, level } => run.by_hand(*lever) == Some(level.clamp(0.0, 1.0)),
        Order::ResetLever { lever } => run.by_hand(*lever).is_none(),
        Order::StartProject { project } => run.orders().decided[*project],
    }
}
