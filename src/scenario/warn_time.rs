//! Warns of dates outside the run, of history that meets no quarter of it, and of steps without effect.

use super::places::way;
use super::problems::{number, quoted};
use super::tree::{Span, Value};
use super::types::{Point, Step};
use super::warn::{Given, Warnings};
use crate::model::date::Quarter;
use crate::model::setup::{Opens, Trigger};

/// Dates at which nothing is played any more, or not yet.
pub(crate) fn dates(given: &Given<'_>, found: &mut Warnings<'_>) {
    let scenario = given.scenario;
    let (start, end) = (scenario.setup.start, scenario.last());
    let late = |date: Quarter| format!("{date} lies after the end of the run in {end}");
    let longer = "a longer run needs more `quarters`; otherwise change the date or take this out";
    for event in &scenario.events {
        let at = way!["events", &event.id, "at"];
        if event.at > end {
            found.at(
                &at,
                "W009",
                format!("the event {} is never shown: {}", quoted(&event.id), late(event.at)),
                longer,
            );
        } else if event.at < start {
            let message = format!(
                "the event {} is never shown: {} lies before the start in {start}",
                quoted(&event.id),
                event.at
            );
            found.at(&at, "W009", message, "tell of what went before in the `summary`, or take this out");
        }
    }
    for shock in &scenario.setup.shocks {
        let (Trigger::At(date) | Trigger::Random { from: date, .. }) = &shock.trigger else { continue };
        if *date > end {
            let message = format!("the shock {} never strikes: {}", quoted(&shock.id), late(*date));
            found.at(&way!["shocks", &shock.id, "trigger"], "W009", message, longer);
        }
    }
    for crossing in &scenario.setup.crossings {
        if let Opens::At(date) = crossing.opens
            && date > end
        {
            let message = format!("the crossing {} never opens: {}", quoted(&crossing.id), late(date));
            found.at(&way!["crossings", &crossing.id, "opens"], "W009", message, longer);
        }
    }
    for goal in &scenario.goals {
        if let Some(date) = goal.by.filter(|by| *by > end) {
            let message = format!("the goal {} is due after the run: {}", quoted(&goal.id), late(date));
            let hint = "leave `by` out if the goal counts to the end; a longer run needs more `quarters`";
            found.at(&way!["goals", &goal.id, "by"], "W009", message, hint);
        }
    }
    for (id, policy) in &scenario.policies {
        for (i, step) in policy.steps.iter().enumerate() {
            if let Some(date) = step.from.filter(|from| *from > end) {
                let message = format!("this step never acts: {}", late(date));
                found.at(&way!["policies", id, "steps", i, "from"], "W009", message, longer);
            }
            if let Some(date) = step.until.filter(|until| *until <= start.plus(1)) {
                let message = format!(
                    "this step never acts: the first quarter that is played is {}, and it ends in {date}",
                    start.plus(1)
                );
                let hint = "what was done before the start belongs into the starting values";
                found.at(&way!["policies", id, "steps", i, "until"], "W009", message, hint);
            }
        }
        for (i, decision) in policy.projects.iter().enumerate() {
            if let Some(date) = decision.at.filter(|at| *at > end) {
                let message = format!("this project is never decided: {}", late(date));
                found.at(&way!["policies", id, "projects", i, "at"], "W009", message, longer);
            }
        }
    }
}

/// Series that are compared with nothing, and years of fitting and judging without a point.
pub(crate) fn history(given: &Given<'_>, found: &mut Warnings<'_>) {
    let scenario = given.scenario;
    let (start, end) = (scenario.setup.start, scenario.last());
    for series in &scenario.history {
        let id = &series.id;
        let met: Vec<&Point> = series.points.iter().filter(|point| scenario.covers(point)).collect();
        if met.is_empty() {
            let dates = || series.points.iter().map(|point| date(point.quarter, point.yearly));
            let span = format!("{} to {}", dates().next().unwrap_or_default(), dates().next_back().unwrap_or_default());
            let message = format!(
                "the series {} ({span}) does not overlap the run, {start} to {end}: it is compared with nothing",
                quoted(id)
            );
            let hint = "a year counts if all its quarters are played; begin the run earlier, lengthen it, or take the series out";
            found.at_key(&way!["history", id], "W010", message, hint);
            continue;
        }
        if let Some(message) = series.seen_before() {
            let hint = "let `judged` begin after the last year of `fitted`, or leave it out";
            found.at(&way!["history", id, "judged"], "W018", message, hint);
        }
        for (name, years) in [("fitted", series.fitted), ("judged", series.judged)] {
            let Some((first, last)) = years else { continue };
            if !met.iter().any(|point| (first..=last).contains(&point.quarter)) {
                let message = format!(
                    "no point of {} within the run lies in the years that are {name}, {first} to {last}",
                    quoted(id)
                );
                let hint = format!("change `{name}`, or leave it out: a fit on no point cannot be told");
                found.at(&way!["history", id, name], "W011", message, hint);
            }
        }
    }
}

fn date(quarter: Quarter, yearly: bool) -> String {
    if yearly { quarter.year().to_string() } else { quarter.to_string() }
}

/// Steps that change nothing, since another holds whenever they do and sets as much.
pub(crate) fn steps(given: &Given<'_>, found: &mut Warnings<'_>) {
    let levers = &given.scenario.setup.levers;
    for (id, policy) in &given.scenario.policies {
        for (i, step) in policy.steps.iter().enumerate() {
            let at = way!["policies", id, "steps", i];
            let lever = levers.get(step.lever).map_or("", |lever| lever.id.as_str());
            if step.level <= 0.0 {
                let message = format!("this step sets the lever {} to 0, where it stands anyway", quoted(lever));
                let hint =
                    "to end an earlier step, give that one an `until`: of several steps the highest level counts";
                found.at(&at, "W012", message, hint);
                continue;
            }
            let mut others = policy.steps.iter().enumerate().filter(|(j, _)| *j != i);
            if let Some((j, other)) = others.find(|(j, other)| hides(other, step, *j < i)) {
                let message = format!(
                    "this step does nothing: step {} of the policy holds whenever it does and sets the lever {} to {}",
                    j + 1,
                    quoted(lever),
                    number(other.level)
                );
                let hint = "of several steps that hold the highest level counts: end the other with `until`, or take this one out";
                found.at(&at, "W012", message, hint);
            }
        }
    }
}

/// Whether `other` holds whenever `step` does, and sets as much.
fn hides(other: &Step, step: &Step, is_earlier: bool) -> bool {
    let covers = other.lever == step.lever
        && other.level >= step.level
        && other.from.is_none_or(|from| step.from.is_some_and(|own| from <= own))
        && other.until.is_none_or(|until| step.until.is_some_and(|own| own <= until))
        && other.when.iter().all(|condition| step.when.contains(condition));
    let is_same =
        other.level <= step.level && other.from == step.from && other.until == step.until && other.when == step.when;
    covers && (is_earlier || !is_same)
}

/// A series with points without a source: the field and id of it, places and dates of them.
pub(crate) type Unsourced<'a> = (&'static str, &'a str, Vec<(Span, String)>);

/// Points of drivers and history without a source, other than 0.
pub(crate) fn unsourced_points<'a>(given: &Given<'a>) -> Vec<Unsourced<'a>> {
    let mut all = Vec::new();
    for field in ["drivers", "history"] {
        for id in given.tree.keys(field) {
            let Some(node) = given.tree.node(&way![field, id, "points"]) else { continue };
            let Value::List(items) = &node.value else { continue };
            let bare = items.iter().filter_map(|item| {
                let Value::Tuple(parts) = &item.value else { return None };
                let [when, value] = parts.as_slice() else { return None };
                let date = match &when.value {
                    Value::Text(text) => text.clone(),
                    Value::Number { value, .. } => number(*value),
                    _ => return None,
                };
                matches!(value.value, Value::Number { value, .. } if value != 0.0).then_some((item.span, date))
            });
            let bare: Vec<_> = bare.collect();
            if !bare.is_empty() {
                all.push((field, id, bare));
            }
        }
    }
    all
}
