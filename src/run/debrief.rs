//! The end of a run: beside what history or nothing would have come to, what made the difference, and what was foretold.

mod words;

use std::sync::Arc;

use super::fan::{Fan, Present, Reaching, Side};
use super::goals::{Judged, judge};
use super::play::told;
use super::{Order, Run, UnknownPolicy};
use crate::model::date::Quarter;
use crate::model::indicator::{Indicator, Nature, Variable};
use crate::model::stage::Diagnosis;
use crate::scenario::Scenario;

/// The policy that every scenario has, and that does nothing.
const NONE: &str = "none";

/// What is compared beside the seven indicators.
const FURTHER: [Variable; 4] = [Variable::OutputA, Variable::OutputB, Variable::SupportA, Variable::SupportB];

/// How much work the part about what was foretold may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Futures of every decision that is looked at; with 0 nothing was foretold.
    pub paths: u32,
    /// So many of the last quarters in which something was decided.
    pub decisions: usize,
}

impl Default for Wanted {
    fn default() -> Self {
        Self { paths: 16, decisions: 3 }
    }
}

/// A run beside the reference: the same seed under the scenario's own policy, which is history where it has one.
#[derive(Clone, Debug, PartialEq)]
pub struct Debrief {
    /// Both are compared at the end of this quarter.
    pub until: Quarter,
    pub yours: Course,
    pub reference: Course,
    /// The seven indicators, then output and support of both sides.
    pub gaps: Vec<Gap>,
    /// The oldest first.
    pub predictions: Vec<Prediction>,
}

/// What there is to say of one of the two runs.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// Id and title of its policy.
    pub policy: String,
    pub title: String,
    /// Orders that were given by hand.
    pub orders: usize,
    /// The stage at the start and after each change.
    pub stages: Vec<(Quarter, u8)>,
    /// Points that were spent on levers, projects and crossings, all quarters together.
    pub spent: f64,
    pub diagnosis: Diagnosis,
    pub binding: Indicator,
    pub goals: Vec<Judged>,
    pub digest: String,
}

/// How far apart the two runs ended in a variable, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    pub variable: Variable,
    pub reference: f64,
    pub yours: f64,
    /// From the reference to the run, decision by decision: each begins where the one before ends.
    pub decisions: Vec<Part>,
    /// Terms of the equations, summed over time, yours less the reference's, the largest first. Of a measure: the terms of
    /// the states that it is made of.
    pub mechanisms: Vec<Mechanism>,
}

/// What one group of decisions did, all those before it given.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// In words, such as `Visa facilitation: 3 orders from 2012Q3`.
    pub what: String,
    /// The orders of the group; none for the change of policy.
    pub orders: Vec<(Quarter, Order)>,
    /// The variable without it and with it.
    pub from: f64,
    pub to: f64,
}

/// A term of an equation.
#[derive(Clone, Debug, PartialEq)]
pub struct Mechanism {
    /// The state whose change it is a part of.
    pub state: Variable,
    pub term: &'static str,
    /// In the unit of the state.
    pub amount: f64,
}

/// What the futures said when something was decided, and what came.
#[derive(Clone, Debug, PartialEq)]
pub struct Prediction {
    /// The first quarter in which the decision acted.
    pub quarter: Quarter,
    /// What was decided, in words.
    pub decided: Vec<String>,
    /// Orders that were given later: the futures knew nothing of them.
    pub later: usize,
    /// The next stage at that time, in how many futures it was reached, and whether it was.
    pub stage: u8,
    pub reaching: Reaching,
    pub reached: bool,
    /// The seven indicators.
    pub foretold: Vec<Foretold>,
}

/// The futures' value of a variable at the end, and what it came to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Foretold {
    pub variable: Variable,
    /// A tenth of the futures lay below, half, and nine tenths.
    pub low: f64,
    pub middle: f64,
    pub high: f64,
    pub came: f64,
}

impl Part {
    /// What it added.
    #[must_use]
    pub fn amount(&self) -> f64 {
        self.to - self.from
    }
}

impl Gap {
    /// Yours less the reference's.
    #[must_use]
    pub fn amount(&self) -> f64 {
        self.yours - self.reference
    }
}

/// The policy that a run is set beside unless another is asked for: the scenario's own.
#[must_use]
pub fn reference_policy(scenario: &Scenario) -> &str {
    let own = scenario.default_policy.as_str();
    if scenario.policies.contains_key(own) { own } else { NONE }
}

impl Debrief {
    /// Of a run as far as it has been played, beside the scenario's own policy. It replays the run some thirty times.
    #[must_use]
    pub fn of(run: &Run, wanted: Wanted) -> Self {
        let policy = reference_policy(run.scenario()).to_owned();
        Self::against(run, &policy, wanted).expect("a policy of the run's own scenario")
    }

    /// The same beside another policy.
    ///
    /// # Errors
    /// If the scenario has no policy of that name.
    pub fn against(run: &Run, policy: &str, wanted: Wanted) -> Result<Self, UnknownPolicy> {
        let reference = replay(run, policy, &[], true)?;
        let steps = steps(run, policy, &reference)?;
        let yours = &steps.last().expect("the run itself is the last step").1;
        Ok(Self {
            until: run.land().quarter(),
            yours: course(yours),
            reference: course(&reference),
            gaps: compared().map(|variable| gap(variable, &reference, yours, &steps)).collect(),
            predictions: predictions(run, wanted),
        })
    }
}

fn compared() -> impl Iterator<Item = Variable> {
    Indicator::ALL.into_iter().map(Indicator::variable).chain(FURTHER)
}

/// The same seed under a policy and some of the orders, as far as the run has been played.
fn replay(run: &Run, policy: &str, orders: &[(Quarter, Order)], records: bool) -> Result<Run, UnknownPolicy> {
    let mut again = Run::new(Arc::clone(run.scenario()), policy, run.seed(), run.quarters())?;
    if records {
        again.record();
    }
    again.play_to(run.elapsed(), orders.iter().cloned());
    Ok(again)
}

/// From the reference to the run: another policy, then the orders about one thing after those about another, in the order
/// in which somebody first decided about each. The last is the run itself, with its terms.
fn steps(run: &Run, policy: &str, reference: &Run) -> Result<Vec<(Part, Run)>, UnknownPolicy> {
    let groups = groups(run);
    let mut steps: Vec<(Part, Run)> = Vec::new();
    if run.policy() != policy || groups.is_empty() {
        let what = match run.policy() == policy {
            true => "nothing was decided otherwise".to_owned(),
            false => format!("policy `{}` in place of `{policy}`", run.policy()),
        };
        let part = Part { what, orders: Vec::new(), from: 0.0, to: 0.0 };
        let with_policy =
            if run.policy() == policy { reference.clone() } else { replay(run, run.policy(), &[], groups.is_empty())? };
        steps.push((part, with_policy));
    }
    for (number, (what, orders)) in groups.iter().enumerate() {
        let mut all: Vec<(Quarter, Order)> = groups[..=number].iter().flat_map(|(_, orders)| orders.clone()).collect();
        all.sort_by_key(|(quarter, _)| *quarter);
        let part = Part { what: what.clone(), orders: orders.clone(), from: 0.0, to: 0.0 };
        steps.push((part, replay(run, run.policy(), &all, number + 1 == groups.len())?));
    }
    Ok(steps)
}

/// Orders about the same lever or project together, with a name.
fn groups(run: &Run) -> Vec<(String, Vec<(Quarter, Order)>)> {
    let mut groups: Vec<Vec<(Quarter, Order)>> = Vec::new();
    for given in run.given() {
        match groups.iter_mut().find(|group| group[0].1.subject() == given.1.subject()) {
            Some(group) => group.push(given.clone()),
            None => groups.push(vec![given.clone()]),
        }
    }
    let named = |group: Vec<(Quarter, Order)>| {
        let (quarter, order) = &group[0];
        let what = match (group.len(), order) {
            (1, _) => format!("{} in {quarter}", told(run, order)),
            (number, Order::SetLever { lever, .. } | Order::ResetLever { lever }) => {
                let name = &run.scenario().setup.levers[*lever].name;
                format!("{name}: {number} orders from {quarter} on")
            }
            (_, Order::StartProject { .. }) => told(run, order),
        };
        (what, group)
    };
    groups.into_iter().map(named).collect()
}

fn course(run: &Run) -> Course {
    let policy = &run.scenario().policies[run.policy()];
    // The start has spent nothing; the rate is yearly.
    let spent = run.series(Variable::Spending).iter().skip(1).sum::<f64>() / 4.0;
    Course {
        policy: run.policy().to_owned(),
        title: policy.title.clone(),
        orders: run.given().len(),
        stages: run.stages(),
        spent,
        diagnosis: run.land().diagnosis(),
        binding: run.land().binding(),
        goals: judge(run),
        digest: run.digest(),
    }
}

fn gap(variable: Variable, reference: &Run, yours: &Run, steps: &[(Part, Run)]) -> Gap {
    let mut from = reference.value(variable);
    let mut decisions = Vec::with_capacity(steps.len());
    for (part, run) in steps {
        let to = run.value(variable);
        decisions.push(Part { from, to, ..part.clone() });
        from = to;
    }
    let states: &[Variable] = match variable.nature() {
        Nature::State => std::slice::from_ref(&variable),
        Nature::Measure => variable.made_of(),
    };
    let mut mechanisms: Vec<Mechanism> = states.iter().flat_map(|state| mechanisms(*state, reference, yours)).collect();
    mechanisms.sort_by(|a, b| b.amount.abs().total_cmp(&a.amount.abs()));
    Gap { variable, reference: reference.value(variable), yours: yours.value(variable), decisions, mechanisms }
}

/// The terms of a state's changes, summed over time: yours less the reference's.
fn mechanisms(state: Variable, reference: &Run, yours: &Run) -> Vec<Mechanism> {
    let mut sums: Vec<Mechanism> = Vec::new();
    for (run, sign) in [(yours, 1.0), (reference, -1.0)] {
        for (term, amount) in run.why(state).into_iter().flat_map(|why| why.terms) {
            match sums.iter_mut().find(|sum| sum.term == term) {
                Some(sum) => sum.amount += sign * amount,
                None => sums.push(Mechanism { state, term, amount: sign * amount }),
            }
        }
    }
    sums
}

fn predictions(run: &Run, wanted: Wanted) -> Vec<Prediction> {
    let mut quarters: Vec<Quarter> = run.given().iter().map(|(quarter, _)| *quarter).collect();
    quarters.dedup();
    // What was decided last acts from a quarter that has not been played.
    quarters.retain(|quarter| *quarter <= run.land().quarter());
    let first = if wanted.paths == 0 { quarters.len() } else { quarters.len().saturating_sub(wanted.decisions) };
    quarters[first..].iter().map(|quarter| predicted(run, *quarter, wanted.paths)).collect()
}

fn predicted(run: &Run, quarter: Quarter, paths: u32) -> Prediction {
    let known: Vec<_> = run.given().iter().filter(|(at, _)| *at <= quarter).cloned().collect();
    let later = run.given().len() - known.len();
    let decided = known.iter().filter(|(at, _)| *at == quarter).map(|(_, order)| told(run, order)).collect();
    let mut then = Run::new(Arc::clone(run.scenario()), run.policy(), run.seed(), run.quarters())
        .expect("a run's policy is one of its scenario's");
    then.play_to(quarter.since(run.first()).unsigned_abs() - 1, known);
    let variables = Indicator::ALL.map(Indicator::variable);
    let fan = Fan::played(Present::new(&then, None, &variables), paths, run.elapsed() - then.elapsed());
    let at_the_end = |variable, share| fan.quantile(Side::With, variable, share).last().copied().unwrap_or(f64::NAN);
    let foretold = variables.into_iter().enumerate().map(|(index, variable)| Foretold {
        variable,
        low: at_the_end(index, 0.1),
        middle: at_the_end(index, 0.5),
        high: at_the_end(index, 0.9),
        came: run.value(variable),
    });
    let stage = (then.land().stage() + 1).min(3);
    let now = then.land().quarter();
    let reached = run.stages().iter().any(|(at, there)| *at > now && *there >= stage);
    let reaching = fan.reaching(Side::With, stage, run.land().quarter());
    Prediction { quarter, decided, later, stage, reaching, reached, foretold: foretold.collect() }
}
