//! Dilemmas: when they come up, how they were answered, and what each answer would do, taken from paired futures.

use super::expect::{holds, precise};
use super::fan::{Fan, Present, Reaching, Side};
use super::number::signed;
use super::play::{Decided, PlayThrough};
use super::{Order, Run};
use crate::model::date::Quarter;
use crate::model::indicator::{Indicator, Variable};
use crate::model::stage::roman;
use crate::scenario::Choice;

/// How a dilemma stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Its conditions have not held yet.
    Ahead,
    /// It came up at the end of this quarter, and nobody has answered: the last option holds, which is nothing.
    Open(Quarter),
    /// So it was answered: every order of the option was given after it came up.
    Answered { came: Quarter, option: usize, from: Quarter },
}

/// Every dilemma of the run's scenario, in its order. It is read off series and orders alone, so undoing an answer opens it again.
#[must_use]
pub fn standings(run: &Run) -> Vec<Standing> {
    let dates = run.dates();
    let dilemmas = run.scenario().dilemmas.iter();
    dilemmas
        .map(|dilemma| {
            let Some(came) = dates.iter().find(|quarter| holds(&dilemma.when, run, **quarter) == Some(true)) else {
                return Standing::Ahead;
            };
            let answers = dilemma.options.iter().enumerate();
            let answers = answers.filter_map(|(option, choice)| Some((answered(run, choice, *came)?, option)));
            // Whoever answers again has changed his mind.
            match answers.max() {
                Some((from, option)) => Standing::Answered { came: *came, option, from },
                None => Standing::Open(*came),
            }
        })
        .collect()
}

/// The quarter from which all orders of a choice act, if each was given after the dilemma came up.
fn answered(run: &Run, choice: &Choice, came: Quarter) -> Option<Quarter> {
    let given = |order: &Order| {
        let later = run.given().iter().filter(|(quarter, _)| *quarter > came);
        later.filter(|(_, given)| given == order).map(|(quarter, _)| *quarter).min()
    };
    let quarters: Option<Vec<Quarter>> = orders(choice).iter().map(given).collect();
    quarters?.into_iter().max()
}

/// The orders of an answer; none for the last option.
#[must_use]
pub fn orders(choice: &Choice) -> Vec<Order> {
    let levers = choice.levers.iter().map(|(lever, level)| Order::SetLever { lever: *lever, level: *level });
    levers.chain(choice.projects.iter().map(|project| Order::StartProject { project: *project })).collect()
}

/// What an answer orders where the run stands. Levers that another answer has set, and that still stand so, go back to the
/// policy; a project that it decided stays. Indices that are not there are our mistake.
#[must_use]
pub fn answering(run: &Run, dilemma: usize, option: usize) -> Vec<Order> {
    let options = &run.scenario().dilemmas[dilemma].options;
    let mut all = orders(&options[option]);
    if let Standing::Answered { option: former, .. } = standings(run)[dilemma] {
        let is_free = |lever: usize| options[option].levers.iter().all(|(other, _)| *other != lever);
        let stands = |(lever, level): &&(usize, f64)| run.by_hand(*lever) == Some(*level) && is_free(*lever);
        let levers = options[former].levers.iter().filter(stands);
        all.splice(0..0, levers.map(|(lever, _)| Order::ResetLever { lever: *lever }));
    }
    all
}

impl PlayThrough {
    /// Gives the orders of an answer: one decision, which is undone at once. Indices that are not there are our mistake.
    pub fn answer(&mut self, dilemma: usize, option: usize) -> Decided {
        let all = answering(self.run(), dilemma, option);
        self.decide_all(all)
    }
}

/// What an answer would do, in futures that share their luck with the same without it.
#[derive(Clone, Debug, PartialEq)]
pub struct Stakes {
    pub option: usize,
    /// The quarter at whose end both are compared.
    pub at: Quarter,
    /// The next stage, and in how many futures it is reached by then.
    pub stage: u8,
    pub with: Reaching,
    pub without: Reaching,
    /// The seven indicators, then support on both sides.
    pub moves: Vec<Move>,
}

/// How far an answer moves a variable.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Move {
    pub variable: Variable,
    /// Medians over the futures.
    pub with: f64,
    pub without: f64,
    /// In how many of the pairs it is higher with the answer, and in how many lower.
    pub higher: usize,
    pub lower: usize,
}

/// Plays so many paired futures of an answer, so many quarters on or to the end of the run. It changes nothing.
#[must_use]
pub fn stakes(run: &Run, dilemma: usize, option: usize, paths: u32, quarters: u32) -> Stakes {
    let mut with = run.fork();
    answering(run, dilemma, option).into_iter().for_each(|order| with.order(order));
    let support = [Variable::SupportA, Variable::SupportB];
    let variables: Vec<Variable> = Indicator::ALL.into_iter().map(Indicator::variable).chain(support).collect();
    let quarters = quarters.min(run.quarters().saturating_sub(run.elapsed()));
    let fan = Fan::played(Present::new(&with, Some(run), &variables), paths, quarters);
    let at = run.land().quarter().plus(quarters as i32);
    let stage = (run.land().stage() + 1).min(3);
    let moves = variables.iter().enumerate().map(|(index, variable)| moved(&fan, index, *variable)).collect();
    let [with, without] = [Side::With, Side::Without].map(|side| fan.reaching(side, stage, at));
    Stakes { option, at, stage, with, without, moves }
}

fn moved(fan: &Fan, index: usize, variable: Variable) -> Move {
    let middle = |side| fan.quantile(side, index, 0.5).last().copied().unwrap_or(f64::NAN);
    let pairs = fan.paths().iter().filter_map(|path| {
        let with = path.with.series[index].last()?;
        Some((with, path.without.as_ref()?.series[index].last()?))
    });
    let (higher, lower) = pairs.fold((0, 0), |(higher, lower), (with, without)| {
        (higher + usize::from(with > without), lower + usize::from(with < without))
    });
    Move { variable, with: middle(Side::With), without: middle(Side::Without), higher, lower }
}

impl Stakes {
    /// The odds and the largest consequences, in a sentence or two.
    #[must_use]
    pub fn told(&self) -> String {
        const NAMED: usize = 4;
        let size = |moved: &Move| (moved.with - moved.without).abs() / moved.with.abs().max(moved.without.abs());
        let mut moves: Vec<&Move> = self.moves.iter().filter(|moved| moved.higher + moved.lower > 0).collect();
        moves.sort_by(|a, b| size(b).total_cmp(&size(a)));
        if moves.is_empty() {
            return format!("Nothing changes up to {}.", self.at);
        }
        let one = |moved: &&Move| {
            let change = moved.with - moved.without;
            let (share, how) = match change < 0.0 {
                true => (moved.lower, "lower"),
                false => (moved.higher, "higher"),
            };
            let id = moved.variable.id();
            format!("{id} {} ({}, {how} in {share} of {})", precise(moved.with), signed(change), self.with.of)
        };
        let moves: Vec<String> = moves.iter().take(NAMED).map(one).collect();
        format!(
            "Stage {} by {} in {} of {} futures, without it in {}. In {} the middle future has {}.",
            roman(self.stage),
            self.at,
            self.with.reach,
            self.with.of,
            self.without.reach,
            self.at,
            moves.join(", ")
        )
    }
}
