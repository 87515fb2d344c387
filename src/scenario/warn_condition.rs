//! Warns of thresholds out of reach and of conditions that never or always hold.

use super::expectation::{Claim, Span};
use super::places::{self, Part, way};
use super::problems::number;
use super::tree::{Node, Value};
use super::types::Scenario;
use super::warn::{Given, Warnings};
use crate::model::barrier::access_of_minutes;
use crate::model::channel::ShockChannel;
use crate::model::crossing::opening;
use crate::model::indicator::{Indicator, Variable};
use crate::model::setup::{Condition, Driver, Mode, Opens, Role, Setup};

/// Between what a variable can move in this scenario, and why, where that is narrower than in general.
struct Bounds {
    least: f64,
    greatest: f64,
    why: Option<String>,
}

/// Thresholds that this scenario gives itself.
pub(crate) fn thresholds(given: &Given<'_>, found: &mut Warnings<'_>) {
    let thresholds = &given.scenario.setup.thresholds;
    for (stage, name, all) in [("II", "second", &thresholds.second), ("III", "third", &thresholds.third)] {
        for (indicator, threshold) in Indicator::ALL.iter().zip(all) {
            let bounds = bounds(given.scenario, indicator.variable());
            if *threshold <= bounds.greatest {
                continue;
            }
            let id = indicator.id();
            let message = format!(
                "the threshold of stage {stage} for `{id}` is {}, and `{id}` cannot rise above {}{}",
                number(*threshold),
                shown(bounds.greatest),
                because(&bounds)
            );
            // A default that cannot be reached is the doing of what narrows it.
            let own = way!["thresholds", name, id];
            let hint = "lower the threshold, or what stands in the way; as it is, the stage can do without one indicator at most";
            if given.tree.node(&own).is_some() {
                found.at(&own, "W003", message, hint);
            } else if *indicator == Indicator::Institutions {
                found.at(&way!["border", "floor"], "W003", message, hint);
            } else {
                found.at_key(&way!["border", "access"], "W003", message, hint);
            }
        }
    }
}

/// The world in which conditions are looked at, and what stands or falls with them.
struct Place<'a> {
    scenario: &'a Scenario,
    /// The quarters in which it counts.
    span: Span,
    /// What to do about a condition that never holds.
    never: &'static str,
    /// What to do about one that always does.
    always: &'static str,
}

impl<'a> Place<'a> {
    /// Something waits for the conditions.
    fn acting(scenario: &'a Scenario) -> Self {
        let never = "change it, or take out what waits for it";
        Self { scenario, span: run(scenario), never, always: "change it, or take it out: it decides nothing" }
    }

    /// Of these one is enough.
    const fn of_several(&self) -> Self {
        let never = "change it, or take it out: it never is the one that holds";
        let always = "change it, or take it out: with it the others decide nothing";
        Self { scenario: self.scenario, span: self.span, never, always }
    }

    /// The conditions are claimed; `fails` says that the claim does, if one of them never holds.
    const fn claimed(scenario: &'a Scenario, span: Span, fails: bool) -> Self {
        let never = match fails {
            true => "change it, or take it out: as it is the claim must fail",
            false => "change it, or take it out: as it is the claim cannot fail",
        };
        Self { scenario, span, never, always: "change it, or take it out: the claim says no more with it" }
    }
}

/// What is claimed, each in its own world: without a condition that can hold and fail, a test shows nothing.
pub(crate) fn claims(given: &Given<'_>, found: &mut Warnings<'_>) {
    for expectation in &given.scenario.expectations {
        let fails = !matches!(expectation.claim, Claim::Never(..));
        let world = expectation.given.as_deref().unwrap_or(given.scenario);
        let claim = given.tree.node(&way!["expectations", &expectation.id, "claim"]);
        let Some(Node { value: Value::Variant { body: Some(body), .. }, .. }) = claim else { continue };
        let (all, span, list) = match &expectation.claim {
            Claim::At { date, when } => (when, Span { first: *date, last: *date }, places::node(body, &way![1])),
            Claim::Reaches(when, span) | Claim::Always(when, span) | Claim::Never(when, span) => {
                (when, *span, places::node(body, &way!["when"]))
            }
            Claim::Fit { .. } | Claim::Compared { .. } => continue,
        };
        if let Some(list) = list {
            together(&Place::claimed(world, span, fails), all, list, found);
        }
    }
}

/// Conditions of steps, decisions, goals and shocks.
pub(crate) fn conditions(given: &Given<'_>, found: &mut Warnings<'_>) {
    let scenario = given.scenario;
    for (id, policy) in &scenario.policies {
        for (i, step) in policy.steps.iter().enumerate() {
            list(given, &step.when, &way!["policies", id, "steps", i, "when"], found);
        }
        for (i, decision) in policy.projects.iter().enumerate() {
            list(given, &decision.when, &way!["policies", id, "projects", i, "when"], found);
        }
    }
    for goal in &scenario.goals {
        list(given, &goal.when, &way!["goals", &goal.id, "when"], found);
    }
    for dilemma in &scenario.dilemmas {
        list(given, &dilemma.when, &way!["dilemmas", &dilemma.id, "when"], found);
    }
    for (i, lesson) in scenario.lessons.iter().enumerate() {
        list(given, &lesson.when, &way!["lessons", i, "when"], found);
    }
    for shock in &scenario.setup.shocks {
        let trigger = given.tree.node(&way!["shocks", &shock.id, "trigger"]);
        if let (crate::model::setup::Trigger::When(all), Some(node)) = (&shock.trigger, trigger.and_then(within)) {
            together(&Place::acting(scenario), all, node, found);
        }
    }
}

fn list(given: &Given<'_>, all: &[Condition], path: &[Part<'_>], found: &mut Warnings<'_>) {
    if let Some(node) = given.tree.node(path) {
        together(&Place::acting(given.scenario), all, node, found);
    }
}

/// The list in the brackets of `When([..])`, `Any([..])` or `All([..])`.
fn within(node: &Node) -> Option<&Node> {
    let Value::Variant { body: Some(body), .. } = &node.value else { return None };
    match &body.value {
        Value::Tuple(items) => items.first(),
        _ => None,
    }
}

/// Conditions that must hold at once: each by itself, and each beside those before it. Of these only the tightest of every
/// kind is looked at, since it excludes whatever another one does: a list can have thousands.
fn together(place: &Place<'_>, all: &[Condition], node: &Node, found: &mut Warnings<'_>) {
    each(place, all, node, found);
    let Value::List(items) = &node.value else { return };
    let mut tightest: Vec<&Condition> = Vec::new();
    for (one, item) in all.iter().zip(items) {
        if let Some(why) = tightest.iter().find_map(|other| contradiction(one, other)) {
            let message = format!("these conditions never hold together: {why}");
            let hint = "change one of the two, or write `Any([..])` if one is enough";
            found.add(Some(item.head()), "W004", message, hint);
        }
        match tightest.iter_mut().find_map(|other| tighter(one, other).map(|is_tighter| (other, is_tighter))) {
            Some((other, true)) => *other = one,
            Some((_, false)) => {}
            None => tightest.push(one),
        }
    }
}

/// Whether a condition is tighter than another that sets the same bound; none if it sets another.
fn tighter(one: &Condition, other: &Condition) -> Option<bool> {
    use Condition as C;
    match (one, other) {
        (C::AtLeast(v, one), C::AtLeast(w, other)) if v == w => Some(one > other),
        (C::Below(v, one), C::Below(w, other)) if v == w => Some(one < other),
        (C::From(one), C::From(other)) => Some(one > other),
        (C::Before(one), C::Before(other)) => Some(one < other),
        // What excludes nothing needs no memory.
        (C::Any(_) | C::All(_), _) => Some(false),
        _ => None,
    }
}

fn each(place: &Place<'_>, all: &[Condition], node: &Node, found: &mut Warnings<'_>) {
    let Value::List(items) = &node.value else { return };
    for (condition, item) in all.iter().zip(items) {
        match (condition, within(item)) {
            (Condition::Any(parts), Some(inner)) => {
                let is_never = |part| verdict(place.scenario, place.span, part).is_some_and(|(holds, _)| !holds);
                match parts.iter().all(is_never) {
                    true => each(place, parts, inner, found),
                    false => each(&place.of_several(), parts, inner, found),
                }
            }
            (Condition::All(parts), Some(inner)) => together(place, parts, inner, found),
            _ => {
                if let Some((holds, why)) = verdict(place.scenario, place.span, condition) {
                    let (code, what) = if holds { ("W005", "always") } else { ("W004", "never") };
                    let hint = if holds { place.always } else { place.never };
                    found.add(Some(item.span), code, format!("this condition {what} holds: {why}"), hint);
                }
            }
        }
    }
}

fn contradiction(one: &Condition, other: &Condition) -> Option<String> {
    use Condition as C;
    match (one, other) {
        (C::AtLeast(v, low), C::Below(w, high)) | (C::Below(w, high), C::AtLeast(v, low)) if v == w && high <= low => {
            let (low, high) = (number(*low), number(*high));
            Some(format!("`{}` cannot be at least {low} and below {high}", v.id()))
        }
        (C::From(from), C::Before(before)) | (C::Before(before), C::From(from)) if before <= from => {
            Some(format!("no quarter is both from {from} on and before {before}"))
        }
        _ => None,
    }
}

/// Why conditions that must hold at once never do, if one of them never does by itself.
pub(crate) fn never(scenario: &Scenario, all: &[Condition]) -> Option<String> {
    all.iter().find_map(|condition| match condition {
        Condition::All(parts) => never(scenario, parts),
        _ => verdict(scenario, run(scenario), condition).filter(|(holds, _)| !holds).map(|(_, why)| why),
    })
}

/// All quarters of the run.
fn run(scenario: &Scenario) -> Span {
    Span { first: scenario.setup.start, last: scenario.last() }
}

/// Whether a condition holds in every quarter of a span or in none, and why; `None` if that depends on the run.
fn verdict(scenario: &Scenario, span: Span, condition: &Condition) -> Option<(bool, String)> {
    let Span { first: start, last: end } = span;
    let run = || match span == run(scenario) {
        true => format!("the run goes from {start} to {end}"),
        false if start == end => format!("the claim is about {start}"),
        false => format!("the claim is about {start} to {end}"),
    };
    match condition {
        Condition::AtLeast(variable, limit) => {
            let bounds = bounds(scenario, *variable);
            match (*limit <= bounds.least, *limit > bounds.greatest) {
                (true, _) => Some((true, never_under(*variable, &bounds))),
                (_, true) => Some((false, never_over(*variable, &bounds))),
                _ => None,
            }
        }
        Condition::Below(variable, limit) => {
            let bounds = bounds(scenario, *variable);
            match (*limit <= bounds.least, *limit > bounds.greatest) {
                (true, _) => Some((false, never_under(*variable, &bounds))),
                (_, true) => Some((true, never_over(*variable, &bounds))),
                _ => None,
            }
        }
        Condition::From(date) if *date <= start => Some((true, run())),
        Condition::From(date) if *date > end => Some((false, run())),
        Condition::Before(date) if *date <= start => Some((false, run())),
        Condition::Before(date) if *date > end => Some((true, run())),
        _ => None,
    }
}

fn never_under(variable: Variable, bounds: &Bounds) -> String {
    format!("`{}` is never under {}{}", variable.id(), shown(bounds.least), because(bounds))
}

fn never_over(variable: Variable, bounds: &Bounds) -> String {
    format!("`{}` is never over {}{}", variable.id(), shown(bounds.greatest), because(bounds))
}

fn because(bounds: &Bounds) -> String {
    bounds.why.as_ref().map_or_else(String::new, |why| format!(": {why}"))
}

/// Without the noise of floating point.
fn shown(value: f64) -> String {
    number((value * 1e3).round() / 1e3)
}

/// What a variable can be at all: its range, narrowed where this scenario rules the rest out whatever is done.
fn bounds(scenario: &Scenario, variable: Variable) -> Bounds {
    use Variable as V;
    let setup = &scenario.setup;
    let (least, greatest) = variable.range();
    let floor = || {
        let is_moved = moves(setup, ShockChannel::Floor) || moves(setup, ShockChannel::Institutions);
        (!is_moved).then_some((setup.border.floor, format!("the floor is {}", number(setup.border.floor))))
    };
    let bounds = |least, greatest, why| Bounds { least, greatest, why: Some(why) };
    let narrowed = match variable {
        V::Institutions => floor().map(|(floor, why)| bounds(least, 1.0 - floor, why)),
        V::Institutional | V::InstitutionalGoods | V::InstitutionalMobility | V::InstitutionalLabour => {
            floor().map(|(floor, why)| bounds(floor, greatest, why))
        }
        V::Access => least_geographic(setup).map(|(g, why)| bounds(least, 1.0 - g, why)),
        V::Geographic => least_geographic(setup).map(|(g, why)| bounds(g, greatest, why)),
        _ => None,
    };
    narrowed.unwrap_or(Bounds { least, greatest, why: None })
}

/// Whether a shock can lower what this channel adds to.
fn moves(setup: &Setup, channel: ShockChannel) -> bool {
    setup.shocks.iter().flat_map(|shock| &shock.effects).any(|e| e.channel == channel && e.amount < 0.0)
}

/// An access barrier, the mean over goods and people, under which nothing in the scenario leads.
fn least_geographic(setup: &Setup) -> Option<(f64, String)> {
    let easier = [ShockChannel::AccessGoods, ShockChannel::AccessPeople, ShockChannel::MinutesPeople];
    if easier.into_iter().any(|channel| moves(setup, channel)) {
        return None;
    }
    let p = &setup.parameters;
    let start = [setup.border.access_goods, setup.border.access_people];
    let least = Mode::BOTH.map(|mode| {
        let m = mode as usize;
        let saved = |c: &crate::model::setup::Crossing| opening(c, p)[m].min(0.0);
        let opened: f64 = setup.crossings.iter().filter(|c| c.opens != Opens::Before).map(saved).sum();
        let of_mode = |d: &&Driver| d.role == Role::TravelTime(mode);
        let travelled: f64 = setup.drivers.iter().filter(of_mode).map(|d| quickest(d, setup)).sum();
        let given = (start[m] + opened + travelled).max(0.0);
        let reached = p.access_minimum.min(p.waiting_limit * given).min(start[m]);
        (reached + opened + travelled).max(0.0)
    });
    let why = "the works, the crossings that open and the travel times lead no further".to_owned();
    Some(((least[0] + least[1]) / 2.0, why))
}

/// By how much a travel time can lower the access barrier at most: 0 or less.
fn quickest(driver: &Driver, setup: &Setup) -> f64 {
    let p = &setup.parameters;
    let values = driver.points.iter().map(|(_, minutes)| access_of_minutes(*minutes, p));
    let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)));
    if low < high { low - high } else { 0.0 }
}
