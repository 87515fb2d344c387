//! How likely the scenario's shocks are from the present state, and what they would do, in words.

use super::number::{percent, quarters, signed};
use super::{Happening, Run};
use crate::model::channel::ShockChannel;
use crate::model::date::Quarter;
use crate::model::setup::{Shock, ShockEffect, Trigger};

/// Quarters of the two spans for which odds are told.
pub const YEAR: u32 = 4;
pub const DECADE: u32 = 40;

/// What the odds are taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The scenario dates it: it strikes in this quarter, or has.
    Date(Quarter),
    /// Its hazard: a chance a year, the same in every year from its first quarter on.
    Hazard,
    /// It strikes once conditions hold, and how often they come to hold was counted in so many futures of the present state.
    Futures(u32),
    /// It strikes once conditions hold; no future was asked for, so nothing is told.
    Unknown,
    /// It has struck and does not strike twice.
    Spent,
}

/// One shock as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Odds {
    /// Index into the setup's shocks.
    pub shock: usize,
    pub name: String,
    pub basis: Basis,
    /// Chance that it begins within the next year and the next ten, 0 to 1, if that can be told.
    pub year: Option<f64>,
    pub decade: Option<f64>,
    /// Quarters that it still lasts; 0 if it does not act.
    pub left: u32,
    /// How often it has struck.
    pub struck: u32,
    /// What it does, a sentence a channel, with amounts and how long.
    pub consequences: Vec<String>,
}

/// Every shock of the run's scenario, in the order of the setup. What hangs on conditions is counted in so many futures,
/// with luck other than the run's, so that nothing is foretold; with 0 it stays unknown.
#[must_use]
pub fn odds(run: &Run, futures: u32) -> Vec<Odds> {
    let shocks = &run.scenario().setup.shocks;
    let asked = |index: &usize| matches!(shocks[*index].trigger, Trigger::When(_)) && state(run, *index).1 == 0;
    let counted: Vec<usize> = (0..shocks.len()).filter(asked).collect();
    let seen = if counted.is_empty() { Vec::new() } else { begun(run, futures) };
    (0..shocks.len()).map(|index| one(run, index, &shocks[index], &seen)).collect()
}

/// Quarters that a shock still lasts, and how often it has struck.
fn state(run: &Run, shock: usize) -> (u32, u32) {
    let state = &run.land().shocks()[shock];
    (state.left, state.struck)
}

fn one(run: &Run, index: usize, shock: &Shock, seen: &[Vec<(u32, usize)>]) -> Odds {
    let (left, struck) = state(run, index);
    let next = run.land().quarter().plus(1);
    let (basis, year, decade) = match &shock.trigger {
        Trigger::At(date) => {
            let within = |span: u32| Some(f64::from(u8::from(struck == 0 && *date < next.plus(span as i32))));
            (Basis::Date(*date), within(YEAR), within(DECADE))
        }
        Trigger::Random { yearly, from } => {
            let chance = |span| Some(chance(*yearly, exposed(next, *from, left, span)));
            (Basis::Hazard, chance(YEAR), chance(DECADE))
        }
        Trigger::When(_) if struck > 0 => (Basis::Spent, Some(0.0), Some(0.0)),
        Trigger::When(_) if seen.is_empty() => (Basis::Unknown, None, None),
        Trigger::When(_) => {
            let share = |span| {
                let begins = |future: &&Vec<(u32, usize)>| future.iter().any(|(at, who)| *who == index && *at <= span);
                Some(seen.iter().filter(begins).count() as f64 / seen.len() as f64)
            };
            (Basis::Futures(seen.len() as u32), share(YEAR), share(DECADE))
        }
    };
    let consequences = shock.effects.iter().map(|effect| consequence(effect, shock.quarters)).collect();
    Odds { shock: index, name: shock.name.clone(), basis, year, decade, left, struck, consequences }
}

/// Quarters of the span in which it can begin: not before its first quarter, and not while it acts.
fn exposed(next: Quarter, from: Quarter, left: u32, span: u32) -> u32 {
    let waits = from.since(next).max(0).unsigned_abs().max(left);
    span.saturating_sub(waits)
}

/// The chance to strike at least once in so many quarters, at a chance a year.
fn chance(yearly: f64, quarters: u32) -> f64 {
    1.0 - libm::pow(1.0 - yearly, f64::from(quarters) / f64::from(YEAR))
}

/// In each of so many futures, the shocks that begin within ten years, with the number of quarters until then.
fn begun(run: &Run, futures: u32) -> Vec<Vec<(u32, usize)>> {
    let now = run.land().quarter();
    let future = |number: u32| {
        let mut future = run.with_luck_of(run.seed().wrapping_add(u64::from(number)).wrapping_add(1));
        future.quarters = future.quarters.max(run.elapsed() + DECADE);
        (0..DECADE).for_each(|_| future.step());
        let later = future.happened().iter().filter(|(quarter, _)| *quarter > now);
        let shocks = later.filter_map(|(quarter, happening)| match happening {
            Happening::Shock(shock) => Some((quarter.since(now).unsigned_abs(), *shock)),
            _ => None,
        });
        shocks.collect()
    };
    (0..futures).map(future).collect()
}

/// What one effect does, such as `Trust gained or lost at once: −0.05`.
fn consequence(effect: &ShockEffect, lasts: u32) -> String {
    use ShockChannel as C;
    let channel = effect.channel;
    let is_full = effect.amount >= 1.0;
    match channel {
        C::ClosePeople if is_full => format!("No person may cross for {}.", quarters(lasts)),
        C::CloseAll if is_full => format!("The border is closed to everything for {}.", quarters(lasts)),
        C::ClosePeople => {
            format!("{} of those who cross are kept out for {}.", percent(effect.amount), quarters(lasts))
        }
        C::CloseAll => format!("The border is closed by {} for {}.", percent(effect.amount), quarters(lasts)),
        _ => {
            let what = channel.summary().trim().trim_end_matches('.');
            let unit = match channel.unit() {
                "minutes" => " minutes",
                "log" => " in logs",
                _ => "",
            };
            let how_long =
                if what.contains("while it lasts") { format!(", {}", quarters(lasts)) } else { String::new() };
            format!("{what}: {}{unit}{how_long}.", signed(effect.amount))
        }
    }
}

impl Odds {
    /// The odds in a sentence.
    #[must_use]
    pub fn told(&self) -> String {
        let name = &self.name;
        let chances = match (self.year, self.decade) {
            (Some(year), Some(decade)) => {
                format!("{} within a year, {} within ten", percent(year), percent(decade))
            }
            _ => "odds unknown".to_owned(),
        };
        let acts = if self.left > 0 { format!("; it acts for {} more", quarters(self.left)) } else { String::new() };
        match self.basis {
            Basis::Date(date) if self.struck > 0 => format!("{name}: it came in {date}{acts}."),
            Basis::Date(date) => format!("{name}: it comes in {date}."),
            Basis::Spent => format!("{name}: it has come, and does not come twice{acts}."),
            Basis::Hazard => format!("{name}: {chances}, by its chance a year{acts}."),
            Basis::Futures(of) => format!("{name}: {chances}, counted in {of} futures."),
            Basis::Unknown => format!("{name}: {chances}; it strikes once its conditions hold."),
        }
    }
}
