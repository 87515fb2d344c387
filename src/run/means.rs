//! What can be done now: every lever and project with its cost, its payers, and what stands between it and its effect.

mod reason;

use super::number::{percent, points, quarters};
use super::{Run, policy};
use crate::model::budget::shares;
use crate::model::channel::Channel;
use crate::model::date::Quarter;
use crate::model::indicator::{Indicator, Variable};
use crate::model::record::Terms;
use crate::model::setup::{Crossing, Lever, Payers, Project};

pub use reason::{Kind, Reason};

/// Costs of levers are yearly.
const YEAR: f64 = 4.0;

/// Everything that can be done in a run, as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Means {
    /// Side A, side B and the joint fund.
    pub purses: [Purse; 3],
    /// One a lever of the setup, in its order.
    pub levers: Vec<Mean>,
    /// One a project of the setup, in its order.
    pub projects: Vec<Mean>,
}

/// A payer's coming quarter under the present plan, points.
#[derive(Clone, Debug, PartialEq)]
pub struct Purse {
    /// The region's name, or `the joint fund`.
    pub name: String,
    pub in_hand: f64,
    /// What comes in.
    pub income: f64,
    /// What is bound: loans, upkeep, the contribution to the fund.
    pub bound: f64,
    pub projects: f64,
    pub levers: f64,
    /// What is left for more.
    pub left: f64,
}

/// What a [`Mean`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Index into the setup's levers.
    Lever(usize),
    /// Index into the setup's projects.
    Project(usize),
}

/// A payer and its share of the cost.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Payer {
    /// Index into [`Means::purses`].
    pub purse: usize,
    /// 0 to 1; the shares of all payers sum to 1.
    pub share: f64,
}

/// A lever or a project, now.
#[derive(Clone, Debug, PartialEq)]
pub struct Mean {
    pub subject: Subject,
    pub name: String,
    /// Why no order for it would do anything, if so.
    pub blocked: Option<Reason>,
    /// What stands between an order and its effect, and what the policy means with it: all that applies now.
    pub limits: Vec<Reason>,
    /// Level from 0 to 1 that is asked in the coming quarter; of a project 1 once it is decided.
    pub asked: f64,
    /// The same as the run's policy alone would have it.
    pub by_policy: f64,
    /// What acts now, 0 to 1; of a project 1 once it has taken effect.
    pub acting: f64,
    /// Points a quarter at full strength; of a project while it is built.
    pub cost_full: f64,
    /// Points a quarter at the level that is asked.
    pub cost_now: f64,
    /// The cost in words, with who lends and what comes after.
    pub cost: String,
    /// In the order of the purses.
    pub payers: Vec<Payer>,
    /// Quarters until it acts in full; of a project until it is built if it is always paid.
    pub delay: u32,
    /// Quarters until a lever that is withdrawn has ceased to act; nothing for a project, which lasts.
    pub fade: Option<u32>,
    /// What it acts on, and how strongly at full strength (1 is a full programme).
    pub acts_on: Vec<(Channel, f64)>,
    /// The crossing that it opens, with the way before and after, if it opens one.
    pub opens: Option<String>,
    /// Indicators of the stages that it does not act on by itself.
    pub leaves: Vec<Indicator>,
    /// What it costs beside money, if the catalogue says so.
    pub trade_off: Option<String>,
}

/// What can be done now. It plays one quarter ahead, with luck that is not the run's, to know the money.
#[must_use]
pub fn means(run: &Run) -> Means {
    let (purses, ahead) = purses(run);
    let setup = &run.scenario().setup;
    let look = reason::Look { run, ahead: &ahead, purses: &purses };
    let by_policy = policy::wanted(run, &run.scenario().policies[run.policy()]);
    let levers = setup.levers.iter().enumerate();
    let levers = levers.map(|(index, lever)| of_lever(&look, index, lever, by_policy.levels[index])).collect();
    let projects =
        setup.projects.iter().enumerate().map(|(index, project)| of_project(&look, index, project)).collect();
    Means { levers, projects, purses }
}

/// The coming quarter of every payer, and the run that was played into it.
fn purses(run: &Run) -> ([Purse; 3], Run) {
    const PURSES: [Variable; 3] = [Variable::BudgetA, Variable::BudgetB, Variable::Fund];
    let mut ahead = run.with_luck_of(run.seed().wrapping_add(1));
    let mut terms = Terms::default();
    if !ahead.is_over() {
        ahead.pass(&mut terms);
    }
    let regions = &run.scenario().setup.regions;
    let names = [regions[0].name.as_str(), regions[1].name.as_str(), "the joint fund"];
    let purse = |index: usize| {
        let mut purse = Purse {
            name: names[index].to_owned(),
            in_hand: run.value(PURSES[index]),
            income: 0.0,
            bound: 0.0,
            projects: 0.0,
            levers: 0.0,
            left: 0.0,
        };
        for (_, name, amount) in terms.list.iter().filter(|(variable, ..)| *variable == PURSES[index]) {
            match *name {
                "projects" => purse.projects -= amount,
                "levers" => purse.levers -= amount,
                "lapsed" => {}
                _ if *amount < 0.0 => purse.bound -= amount,
                _ => purse.income += amount,
            }
        }
        let left = purse.in_hand + purse.income - purse.bound - purse.projects - purse.levers;
        Purse { left: left.max(0.0), ..purse }
    };
    ([purse(0), purse(1), purse(2)], ahead)
}

fn of_lever(look: &reason::Look<'_>, index: usize, lever: &Lever, by_policy: f64) -> Mean {
    let full = lever.cost / YEAR;
    let asked = look.ahead.orders().levels[index];
    Mean {
        subject: Subject::Lever(index),
        name: lever.name.clone(),
        blocked: look.over(),
        limits: look.limits_of_lever(index, lever),
        asked,
        by_policy,
        acting: look.run.land().levers()[index].acting,
        cost_full: full,
        cost_now: full * asked,
        cost: format!("{} points a quarter at full strength, {} as it is set", points(full), points(full * asked)),
        payers: payers(&lever.payers),
        delay: lever.delay,
        fade: Some(lever.fade),
        opens: None,
        leaves: left_out(&lever.effects, false),
        acts_on: lever.effects.clone(),
        trade_off: Some(lever.trade_off.clone()),
    }
}

fn of_project(look: &reason::Look<'_>, index: usize, project: &Project) -> Mean {
    let p = &look.run.scenario().setup.parameters;
    let state = look.run.land().projects()[index];
    let is_decided = look.run.orders().decided[index];
    let build = project.build.max(1);
    let part = project.cost / f64::from(build);
    let (full, cost) = if project.loan {
        let (loan, upkeep) = (project.cost / p.loan_quarters, project.cost * p.upkeep / YEAR);
        let over = quarters(p.loan_quarters as u32);
        let text = "by loan: each payer repays its share over";
        let cost = format!(
            "{} points {text} {over} ({} a quarter once all is borrowed) and keeps it up for {} a quarter",
            points(project.cost),
            points(loan),
            points(upkeep)
        );
        (loan + upkeep, cost)
    } else {
        let cost = format!(
            "{} points, {} a quarter for {} from money in hand; what is not paid is not built",
            points(project.cost),
            points(part),
            quarters(build)
        );
        (part, cost)
    };
    let is_built = is_decided && !state.finished;
    Mean {
        subject: Subject::Project(index),
        name: project.name.clone(),
        blocked: look.over().or_else(|| look.decided(index)),
        limits: look.limits_of_project(index, project),
        asked: f64::from(u8::from(is_decided)),
        by_policy: f64::from(u8::from(is_decided && !is_by_hand(look.run, index))),
        acting: f64::from(u8::from(state.delivered)),
        cost_full: full,
        cost_now: if is_built { full } else { 0.0 },
        cost,
        payers: payers(&project.payers),
        delay: build,
        fade: None,
        opens: project.opens.map(|crossing| opened(&look.run.scenario().setup.crossings[crossing])),
        leaves: left_out(&project.effects, project.opens.is_some()),
        acts_on: project.effects.clone(),
        trade_off: None,
    }
}

/// Whether a person decided a project.
fn is_by_hand(run: &Run, project: usize) -> bool {
    run.given().iter().any(|(_, order)| *order == super::Order::StartProject { project })
}

fn opened(crossing: &Crossing) -> String {
    let (before, after) = (crossing.minutes_before, crossing.minutes);
    format!("opens {}: {after} minutes door to door in place of {before}", crossing.name)
}

fn payers(given: &Payers) -> Vec<Payer> {
    let all = shares(given).into_iter().enumerate();
    all.filter(|(_, share)| *share > 0.0).map(|(purse, share)| Payer { purse, share }).collect()
}

/// The indicators whose equations read none of these channels. A crossing shortens the way, which is access.
fn left_out(effects: &[(Channel, f64)], opens: bool) -> Vec<Indicator> {
    let acts = |indicator: &Indicator| {
        let equation = indicator.variable().equation();
        let reads = |channel: Channel| {
            // Ties across are made by rule 2 and end by rule 4.
            channel.equation() == equation || *indicator == Indicator::Knowledge && channel.equation() == "R2"
        };
        opens && *indicator == Indicator::Access
            || effects.iter().any(|(channel, amount)| *amount != 0.0 && reads(*channel))
    };
    Indicator::ALL.into_iter().filter(|indicator| !acts(indicator)).collect()
}

impl Means {
    /// Who pays for it, and what is left of each purse: `Heilongjiang 60 % (1.2 points left), …`.
    #[must_use]
    pub fn payers_told(&self, mean: &Mean) -> String {
        let one = |payer: &Payer| {
            let purse = &self.purses[payer.purse];
            format!(
                "{} {} ({} points left for the coming quarter)",
                purse.name,
                percent(payer.share),
                points(purse.left)
            )
        };
        mean.payers.iter().map(one).collect::<Vec<_>>().join(", ")
    }

    /// The highest level at which every payer can still pay for a lever in the coming quarter, 0 to 1: what it is set to
    /// where a purse is short already.
    #[must_use]
    pub fn affordable(&self, lever: usize) -> f64 {
        let mean = &self.levers[lever];
        let more = |payer: &Payer| {
            let due = payer.share * mean.cost_full;
            if due > 0.0 { self.purses[payer.purse].left / due } else { 1.0 }
        };
        (mean.asked + mean.payers.iter().map(more).fold(1.0, f64::min)).min(1.0)
    }
}

impl Mean {
    /// When it acts and when it ceases to, counted from the coming quarter.
    #[must_use]
    pub fn timing(&self, now: Quarter) -> String {
        let full = now.plus(self.delay.max(1) as i32);
        match self.fade {
            Some(fade) => format!("acts in full from {full}; withdrawn, it has faded after {}", quarters(fade)),
            None => format!("built by {full} if it is decided now and paid in every quarter"),
        }
    }

    /// What it acts on: the crossing that it opens, then `visa (1): Easier visas: …`, channel by channel.
    #[must_use]
    pub fn acts_told(&self) -> String {
        let one = |(channel, amount): &(Channel, f64)| {
            format!("{} ({amount}): {}", channel.id(), channel.summary().trim().trim_end_matches('.'))
        };
        self.opens.iter().cloned().chain(self.acts_on.iter().map(one)).collect::<Vec<_>>().join("; ")
    }

    /// What it does not cover, in a sentence; nothing if it acts on all seven indicators.
    #[must_use]
    pub fn leaves_told(&self) -> Option<String> {
        let names: Vec<&str> = self.leaves.iter().map(|indicator| indicator.id()).collect();
        (!names.is_empty()).then(|| format!("It does not act on {} by itself.", names.join(", ")))
    }
}
