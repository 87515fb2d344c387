//! Why a lever or a project cannot be moved, or does less than it might: the model's own rules, in words.

use super::super::Run;
use super::super::number::{level, percent, points};
use super::{Purse, YEAR};
use crate::model::budget::shares;
use crate::model::channel::Channel;
use crate::model::indicator::Variable;
use crate::model::lever::Strengths;
use crate::model::setup::{Lever, Payers, Project};
use crate::model::stage::roman;

/// What sort of reason it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The run is over.
    Over,
    /// It is decided already.
    Done,
    /// A payer has not enough.
    Money,
    /// The border is closed.
    Closure,
    /// A barrier is as low as it goes, or so high that money does little.
    Barrier,
    /// Joint bodies or opinion carry out a part only.
    Capacity,
    /// The literature recommends it for other stages.
    Stage,
    /// The policy sets it, or will at a date.
    Policy,
}

/// One reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    pub kind: Kind,
    /// A sentence with its numbers.
    pub text: String,
}

fn reason(kind: Kind, text: String) -> Reason {
    Reason { kind, text }
}

/// What reasons are read from.
pub(super) struct Look<'a> {
    pub run: &'a Run,
    /// The same, a quarter on.
    pub ahead: &'a Run,
    pub purses: &'a [Purse; 3],
}

impl Look<'_> {
    /// Whether the run is over.
    pub fn over(&self) -> Option<Reason> {
        let over = || reason(Kind::Over, format!("The run has been over since {}.", self.run.last()));
        self.run.is_over().then(over)
    }

    /// Whether a project is decided, and what came of it.
    pub fn decided(&self, project: usize) -> Option<Reason> {
        let state = self.run.land().projects()[project];
        let text = match (self.run.orders().decided[project], state.finished, state.delivered) {
            (false, ..) => return None,
            (_, false, _) => format!("It is decided; {} of it is built.", percent(state.built)),
            (_, true, true) => "It is built and has taken effect.".to_owned(),
            (_, true, false) => "It is finished and came to nothing.".to_owned(),
        };
        Some(reason(Kind::Done, text))
    }

    pub fn limits_of_lever(&self, index: usize, lever: &Lever) -> Vec<Reason> {
        let mut found = Vec::new();
        let asked = self.ahead.orders().levels[index];
        self.short(&lever.payers, (1.0 - asked) * lever.cost / YEAR, "full strength", &mut found);
        self.unpaid(index, asked, &mut found);
        if !lever.survives_closure {
            self.closure(&mut found);
        }
        self.barriers(&lever.effects, &mut found);
        let stage = self.run.land().stage();
        if !(lever.stages[0]..=lever.stages[1]).contains(&stage) {
            let [first, last] = lever.stages.map(roman);
            let span = if first == last { format!("stage {first}") } else { format!("stages {first} to {last}") };
            let text = format!("The literature recommends it for {span}; the pair is in stage {}.", roman(stage));
            found.push(reason(Kind::Stage, text));
        }
        let policy = self.run.policy();
        match self.run.by_hand(index) {
            None if asked > 0.0 => {
                let text = format!("Policy `{policy}` sets it to {}; a level by hand replaces that.", level(asked));
                found.push(reason(Kind::Policy, text));
            }
            _ => {}
        }
        found
    }

    pub fn limits_of_project(&self, index: usize, project: &Project) -> Vec<Reason> {
        let mut found = Vec::new();
        let is_decided = self.run.orders().decided[index];
        if !is_decided && !project.loan {
            let part = project.cost / f64::from(project.build.max(1));
            self.short(&project.payers, part, "a quarter of building", &mut found);
        }
        if project.effects.iter().any(|(channel, _)| *channel != Channel::Works) {
            self.closure(&mut found);
        }
        if !project.certain && !self.run.land().projects()[index].finished {
            let capacity = self.run.value(Variable::Capacity);
            let text =
                format!("Finished now it would take effect with a chance of {}, the capacity.", percent(capacity));
            found.push(reason(Kind::Capacity, text));
        }
        if let Some(crossing) = project.opens.filter(|crossing| self.run.land().open_crossings()[*crossing]) {
            let name = &self.run.scenario().setup.crossings[crossing].name;
            found.push(reason(Kind::Barrier, format!("{name} is open already.")));
        }
        self.barriers(&project.effects, &mut found);
        let policy = &self.run.scenario().policies[self.run.policy()];
        if let Some(decision) = policy.projects.iter().find(|decision| decision.project == index && !is_decided) {
            let when =
                decision.at.map_or("once its conditions hold".to_owned(), |at| format!("in {at} at the earliest"));
            found.push(reason(Kind::Policy, format!("Policy `{}` decides it {when}.", self.run.policy())));
        }
        found
    }

    /// Payers that could not pay so much more in the coming quarter.
    fn short(&self, payers: &Payers, more: f64, what: &str, found: &mut Vec<Reason>) {
        for (purse, share) in self.purses.iter().zip(shares(payers)) {
            let due = share * more;
            // Money is counted in billionths of a point.
            const LEAST: f64 = 1e-9;
            if due > purse.left + LEAST {
                let (left, due) = (points(purse.left), points(due));
                let text = format!(
                    "{} has {left} points left for the coming quarter; {what} would take {due} more.",
                    purse.name
                );
                found.push(reason(Kind::Money, text));
            }
        }
    }

    /// What is asked already and will not be paid in full.
    fn unpaid(&self, index: usize, asked: f64, found: &mut Vec<Reason>) {
        const NEARLY: f64 = 1.0 - 1e-6;
        let paid = self.ahead.land().levers()[index].paid;
        if !self.run.is_over() && asked > 0.0 && paid < asked * NEARLY {
            let text = format!("Of the {} that is asked, the money pays for {}.", level(asked), level(paid));
            found.push(reason(Kind::Money, text));
        }
    }

    fn closure(&self, found: &mut Vec<Reason>) {
        let [closed, _] = self.run.land().closed();
        if closed > 0.0 {
            let share = 1.0 - closed * (1.0 - self.run.scenario().setup.parameters.closure_levers);
            let text = format!("The border is closed: only {} of it acts.", percent(share));
            found.push(reason(Kind::Closure, text));
        }
    }

    /// What the equations set against the channels.
    fn barriers(&self, effects: &[(Channel, f64)], found: &mut Vec<Reason>) {
        let acts =
            |wanted: &[Channel]| effects.iter().any(|(channel, amount)| *amount > 0.0 && wanted.contains(channel));
        let value = |variable| self.run.value(variable);
        use Channel as C;
        let knowledge = [C::ResearchTies, C::UniversityTies, C::FirmTies, C::BrokerTies];
        let readiness = value(Variable::Readiness);
        if acts(&knowledge) && readiness < 1.0 {
            let text =
                format!("Access and institutions let {} of what it does for ties come through.", percent(readiness));
            found.push(reason(Kind::Barrier, text));
        }
        self.floor(&acts, found);
        let capacity = value(Variable::Capacity);
        let by_bodies = [C::WaitingGoods, C::WaitingPeople, C::Language, C::Mobility, C::Twinning];
        if acts(&[C::Customs, C::Visa, C::Labour, C::Legal]) {
            let backing = value(Variable::Backing);
            let text = "Joint bodies carry out";
            let text = format!("{text} {} of it, and opinion backs {} of that.", percent(capacity), percent(backing));
            found.push(reason(Kind::Capacity, text));
        } else if acts(&[C::Governance]) && value(Variable::Backing) < 1.0 {
            let text = format!("Opinion on the less willing side backs {} of it.", percent(value(Variable::Backing)));
            found.push(reason(Kind::Capacity, text));
        } else if acts(&by_bodies) && capacity < 1.0 {
            found.push(reason(Kind::Capacity, format!("Joint bodies carry out {} of it.", percent(capacity))));
        }
    }

    /// Institutions and access that are as low as the levers can bring them.
    fn floor(&self, acts: &impl Fn(&[Channel]) -> bool, found: &mut Vec<Reason>) {
        let setup = &self.run.scenario().setup;
        let (land, p) = (self.run.land(), &setup.parameters);
        let legal = Strengths::of(setup, land.levers(), land.projects(), land.closed()[0]).on(Channel::Legal);
        let floor = self.run.value(Variable::InstitutionalFloor);
        let reach = floor + p.legal_gap * (1.0 - legal).max(0.0);
        let parts = [
            (Channel::Customs, Variable::InstitutionalGoods, "customs"),
            (Channel::Visa, Variable::InstitutionalMobility, "visas"),
            (Channel::Labour, Variable::InstitutionalLabour, "work"),
        ];
        for (channel, variable, name) in parts {
            let now = self.run.value(variable);
            if acts(&[channel]) && now <= reach {
                let text = format!(
                    "The institutional barrier to {name} is {}; below {} no such lever brings it, for {} belongs to the \
                     two nations and the rest needs common law.",
                    level(now),
                    level(reach),
                    level(floor)
                );
                found.push(reason(Kind::Barrier, text));
            }
        }
        let access = [Variable::GeographicGoods, Variable::GeographicPeople].map(|variable| self.run.value(variable));
        if acts(&[Channel::Works]) && access.iter().all(|barrier| *barrier <= p.access_minimum) {
            let text = format!("Access is at {}, the least that building reaches.", level(p.access_minimum));
            found.push(reason(Kind::Barrier, text));
        }
    }
}
