//! Warns of claims that have lost what they speak of: no run can meet them any more.
//!
//! Most such claims stand in another file, and what has spoilt them in this one: both places are named.

use super::expectation::{Against, Bounds, Claim, Expectation};
use super::gone::Dropped;
use super::places::way;
use super::problems::{Text, place_in_words, quoted};
use super::tree::Span;
use super::types::Scenario;
use super::warn::{Given, Warnings};
use super::warn_condition;
use crate::model::date::Quarter;
use crate::model::setup::Trigger;

/// Groups of which a condition can hang.
const MOVING: [&str; 5] = ["crossings", "projects", "drivers", "shocks", "levers"];

/// What has been dropped, and where.
pub(crate) struct Gone<'a> {
    pub dropped: &'a [Dropped],
    pub texts: &'a [Text],
}

/// Expectations that must fail.
pub(crate) fn claims(given: &Given<'_>, gone: &Gone<'_>, found: &mut Warnings<'_>) {
    for expectation in &given.scenario.expectations {
        let world = expectation.given.as_deref().unwrap_or(given.scenario);
        let key = way!["expectations", &expectation.id];
        let Some(claim) = given.tree.key(&key) else { continue };
        let here = Here { given, gone, expectation, claim };
        match &expectation.claim {
            Claim::Compared { at, to: Against::Date(other), bounds, .. } => here.between(*at, *other, *bounds, found),
            Claim::Compared { at, to: Against::Start, bounds, .. } => {
                here.between(*at, world.setup.start, *bounds, found);
            }
            Claim::Compared { to: Against::Policy(other), bounds, .. } => here.alike(world, other, *bounds, found),
            Claim::At { when, .. } | Claim::Reaches(when, _) | Claim::Always(when, _) => {
                if let Some(why) = warn_condition::never(world, when) {
                    here.never(&why, found);
                }
            }
            _ => {}
        }
    }
}

/// Whether a comparison holds where nothing differs.
fn holds_without_change(bounds: Bounds) -> bool {
    match bounds {
        Bounds::Ratio(limits) => limits.hold(1.0),
        Bounds::Difference(limits) => limits.hold(0.0),
    }
}

/// One expectation.
struct Here<'a> {
    given: &'a Given<'a>,
    gone: &'a Gone<'a>,
    expectation: &'a Expectation,
    /// Where it stands.
    claim: Span,
}

impl Here<'_> {
    /// `expectations.x` with its place, if that is another file.
    fn name(&self) -> String {
        let id = quoted(&self.expectation.id);
        match self.claim.origin {
            0 => format!("the expectation {id}"),
            _ => format!("the expectation {id} ({})", place_in_words(self.claim, self.gone.texts)),
        }
    }

    fn remedy(&self) -> String {
        let id = &self.expectation.id;
        match self.claim.origin {
            0 => "claim something else, or take the expectation out".to_owned(),
            _ => format!("drop it too, `without: [\"expectations.{id}\"]`, or write another claim under its id here"),
        }
    }

    /// Two dates between which something came that is gone.
    fn between(&self, at: Quarter, other: Quarter, bounds: Bounds, found: &mut Warnings<'_>) {
        if holds_without_change(bounds) {
            return;
        }
        let (early, late) = (at.min(other), at.max(other));
        let mut came: Vec<(&str, String, Quarter, Span)> = Vec::new();
        for dropped in self.gone.dropped.iter().filter(|dropped| dropped.place.origin == 0) {
            let dated = dropped.dated().into_iter().filter(|(word, id, _)| !self.is_there(word, id));
            came.extend(dated.map(|(word, id, date)| (word, id.to_owned(), date, dropped.place)));
        }
        came.extend(self.without_size());
        let Some((word, id, date, place)) = came.into_iter().find(|(_, _, date, _)| early < *date && *date <= late)
        else {
            return;
        };
        let message = format!(
            "{} claims a change from {early} to {late}, and the {word} {} of {date}, which came between, is gone",
            self.name(),
            quoted(&id)
        );
        found.add(Some(place), "W020", message, self.remedy());
    }

    /// Whether an entry that was dropped has been written anew.
    fn is_there(&self, word: &str, id: &str) -> bool {
        let setup = &self.given.scenario.setup;
        match word {
            "shock" => setup.shocks.iter().any(|shock| shock.id == id),
            _ => setup.crossings.iter().any(|crossing| crossing.id == id),
        }
    }

    /// Shocks that this file leaves without any strength, where another file claims something.
    fn without_size(&self) -> Vec<(&'static str, String, Quarter, Span)> {
        if self.claim.origin == 0 || self.expectation.given.is_some() {
            return Vec::new();
        }
        let idle = self.given.scenario.setup.shocks.iter().filter_map(|shock| {
            let Trigger::At(date) = shock.trigger else { return None };
            let is_idle = shock.effects.iter().all(|effect| effect.amount == 0.0);
            let place = self.given.tree.value(&way!["shocks", &shock.id, "size"]);
            let place = place.filter(|place| is_idle && place.origin == 0)?;
            Some(("shock", shock.id.clone(), date, place))
        });
        idle.collect()
    }

    /// Two policies that do the same: both runs are one.
    fn alike(&self, world: &Scenario, other: &str, bounds: Bounds, found: &mut Warnings<'_>) {
        let own = self.expectation.policy.as_str();
        let (Some(one), Some(two)) = (world.policies.get(own), world.policies.get(other)) else { return };
        if own == other || one.steps != two.steps || one.projects != two.projects {
            return;
        }
        let outcome = if holds_without_change(bounds) { "hold" } else { "fail" };
        let message = format!(
            "{} compares the policies {} and {}, which do the same here: it can only {outcome}",
            self.name(),
            quoted(own),
            quoted(other)
        );
        let emptied = self.gone.dropped.iter().map(|dropped| (dropped.path.as_str(), dropped.place));
        let emptied = emptied.filter(|(path, place)| {
            place.origin == 0 && [own, other].iter().any(|id| path.starts_with(&format!("policies.{id}")))
        });
        let written = [own, other].into_iter().filter_map(|id| self.given.tree.key(&way!["policies", id]));
        let here = (self.claim.origin == 0).then_some(self.claim);
        let place = here.or(emptied.map(|(_, place)| place).next());
        let place = place.or(written.into_iter().find(|place| place.origin == 0));
        found.add(place, "W020", message, self.remedy());
    }

    /// A condition of another file that can hold no more; one of this file is told at the condition itself.
    fn never(&self, why: &str, found: &mut Warnings<'_>) {
        let is_moving = |dropped: &&Dropped| {
            let group = dropped.path.split('.').next().unwrap_or_default();
            dropped.place.origin == 0 && MOVING.contains(&group)
        };
        let Some(dropped) = self.gone.dropped.iter().find(is_moving).filter(|_| self.claim.origin != 0) else { return };
        let message = format!("{} must fail, since {} is gone: {why}", self.name(), quoted(&dropped.path));
        found.add(Some(dropped.place), "W020", message, self.remedy());
    }
}
