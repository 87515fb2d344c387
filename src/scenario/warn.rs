//! What is not wrong with a scenario and yet probably not meant: each with its place and what to do.
//!
//! The pass runs over the checked scenario and looks up places in the tree. What lies in a text that the file extends
//! is told when that file is checked, and here only if it is this file that makes it so.

use std::collections::{BTreeMap, BTreeSet};

use super::decode::FigureNote;
use super::kinds::is_id;
use super::map::Map;
use super::mentions::Mentions;
use super::places::{Part, Places, way};
use super::problems::{Finding, Findings, number, quoted};
use super::tree::Span;
use super::types::Scenario;
use super::warn_gone::{self, Gone};
use super::{
    warn_alike, warn_caused, warn_condition, warn_crossing, warn_map, warn_ratio, warn_role, warn_scale, warn_taken,
    warn_thousand, warn_time,
};
use crate::model::setup::{Role, Side};

/// What the pass looks at.
pub(crate) struct Given<'a> {
    pub scenario: &'a Scenario,
    pub tree: &'a Places<'a>,
    pub figures: &'a [(FigureNote, Span)],
    pub map: Option<&'a Map>,
    /// Name and text of the file.
    pub name: &'a str,
    pub text: &'a str,
    /// Texts that are the file's own.
    pub own: &'a [u16],
}

/// Behind a hint about numbers that are unusual and may be right.
pub(crate) const IF_SO: &str = "; if it is so, leave it: a warning stops nothing";

/// Warnings so far.
pub(crate) struct Warnings<'a> {
    pub tree: &'a Places<'a>,
    /// Texts that are the file's own: itself, and the tables that it names.
    own: &'a [u16],
    findings: Findings,
    /// What lies in a text that the file extends.
    inherited: Vec<Finding>,
}

/// Everything that is probably not meant, in the file and in what it extends.
pub(crate) struct Found {
    pub findings: Findings,
    pub inherited: Vec<Finding>,
}

impl Warnings<'_> {
    /// Notes a warning at the value of a path.
    pub fn at(&mut self, path: &[Part<'_>], code: &'static str, message: String, hint: impl Into<String>) {
        self.add(self.tree.value(path), code, message, hint);
    }

    /// The same at the name or key that ends the path.
    pub fn at_key(&mut self, path: &[Part<'_>], code: &'static str, message: String, hint: impl Into<String>) {
        self.add(self.tree.key(path), code, message, hint);
    }

    /// The same at the value of the first of the paths that is the file's own, else of the first.
    pub fn at_one_of(&mut self, paths: &[&[Part<'_>]], code: &'static str, message: String, hint: impl Into<String>) {
        let places: Vec<Span> = paths.iter().filter_map(|path| self.tree.value(path)).collect();
        let own = places.iter().find(|place| self.own.contains(&place.origin));
        self.add(own.or(places.first()).copied(), code, message, hint);
    }

    /// The same at a place that is known; a warning without a place is dropped.
    pub fn add(&mut self, place: Option<Span>, code: &'static str, message: String, hint: impl Into<String>) {
        let Some(span) = place else { return };
        let finding = Finding::new(code, span, message).hint(hint);
        if self.own.contains(&span.origin) {
            self.findings.add(finding);
        } else if self.inherited.len() < warn_caused::MOST && warn_caused::can_be_caused(&finding) {
            self.inherited.push(finding);
        }
    }
}

/// Everything that is probably not meant, beside what was found already.
pub(crate) fn warnings(given: &Given<'_>, gone: &Gone<'_>, findings: Findings) -> Found {
    let mut found = Warnings { tree: given.tree, own: given.own, findings, inherited: Vec::new() };
    file_name(given, &mut found);
    unused_levers(given, &mut found);
    undecided_projects(given, &mut found);
    unused_kinds(given, &mut found);
    unused_sources(given, &mut found);
    unread_drivers(given, &mut found);
    unsourced_figures(given, &mut found);
    people_in_cities(given, &mut found);
    warn_condition::thresholds(given, &mut found);
    warn_condition::conditions(given, &mut found);
    warn_condition::claims(given, &mut found);
    warn_alike::claims(given, &mut found);
    warn_gone::claims(given, gone, &mut found);
    warn_taken::names(given, &mut found);
    warn_ratio::numbers(given, &mut found);
    warn_role::drivers(given, &mut found);
    warn_scale::scales(given, &mut found);
    warn_crossing::crossings(given, &mut found);
    warn_thousand::points(given, gone.texts, &mut found);
    warn_time::dates(given, &mut found);
    warn_time::history(given, &mut found);
    warn_time::steps(given, &mut found);
    match given.map {
        Some(map) => warn_map::places(given, map, &mut found),
        None => warn_map::far_off(given, &mut found),
    }
    Found { findings: found.findings, inherited: found.inherited }
}

/// The id, by which other programs know the scenario, and the name by which people open it.
fn file_name(given: &Given<'_>, found: &mut Warnings<'_>) {
    let file = given.name.rsplit(['/', '\\']).next().unwrap_or_default();
    let Some(stem) = file.strip_suffix(".ron").filter(|stem| *stem != given.scenario.id) else { return };
    let id = &given.scenario.id;
    let message = format!("the id is {}, but the file is called {}", quoted(id), quoted(file));
    let hint = match is_id(stem) {
        true => format!("write `id: \"{stem}\"`, or call the file `{id}.ron`"),
        false => format!("call the file `{id}.ron`"),
    };
    found.at(&way!["id"], "W014", message, hint);
}

/// The scenario, and what it gives for single expectations: what one of them uses is used.
fn worlds<'a>(given: &Given<'a>) -> impl Iterator<Item = &'a Scenario> {
    let of_expectations = given.scenario.expectations.iter().filter_map(|e| e.given.as_deref());
    std::iter::once(given.scenario).chain(of_expectations)
}

/// Levers that the file itself defines; those of the catalogue are there for the player anyway.
fn unused_levers(given: &Given<'_>, found: &mut Warnings<'_>) {
    let own = given.tree.keys("levers");
    if own.is_empty() {
        return;
    }
    let catalogue: BTreeSet<String> = super::catalogue::lever_names().into_iter().collect();
    let of_world = |scenario: &'_ Scenario| {
        let steps = scenario.policies.values().flat_map(|policy| &policy.steps);
        steps.filter_map(|step| scenario.setup.levers.get(step.lever)).map(|l| l.id.clone()).collect::<BTreeSet<_>>()
    };
    let used: BTreeSet<String> = worlds(given).flat_map(of_world).collect();
    for id in own {
        if !catalogue.contains(id) && !used.contains(id) {
            let message = format!("no policy uses the lever {}, which this file defines", quoted(id));
            let hint = format!("add a step `(lever: \"{id}\", level: 1.0)` to a policy, or take the lever out");
            found.at_key(&way!["levers", id], "W001", message, hint);
        }
    }
}

fn undecided_projects(given: &Given<'_>, found: &mut Warnings<'_>) {
    let of_world = |scenario: &'_ Scenario| {
        let decided = scenario.policies.values().flat_map(|policy| &policy.projects);
        decided.filter_map(|d| scenario.setup.projects.get(d.project)).map(|p| p.id.clone()).collect::<BTreeSet<_>>()
    };
    let decided: BTreeSet<String> = worlds(given).flat_map(of_world).collect();
    for project in &given.scenario.setup.projects {
        let id = &project.id;
        if !decided.contains(id) {
            let message = format!("no policy decides the project {}", quoted(id));
            let hint = format!("add `projects: [(project: \"{id}\")]` to a policy, or take the project out");
            found.at_key(&way!["projects", id], "W002", message, hint);
        }
    }
}

fn unused_kinds(given: &Given<'_>, found: &mut Warnings<'_>) {
    let used: BTreeSet<&str> = worlds(given).flat_map(|s| &s.shock_notes).map(|note| note.kind.as_str()).collect();
    for id in given.tree.keys("shock_kinds") {
        if !used.contains(id) {
            let message = format!("no shock is of the kind {}, which this file defines", quoted(id));
            let hint = format!("add a shock with `kind: \"{id}\"`, or take the kind out");
            found.at_key(&way!["shock_kinds", id], "W017", message, hint);
        }
    }
}

/// A source is used where the file names it beside its definition, be it in a comment: that is where many a reason stands.
fn unused_sources(given: &Given<'_>, found: &mut Warnings<'_>) {
    let named = Mentions::of(given.text);
    let points = given.scenario.history.iter().flat_map(|h| &h.points);
    let of_points: BTreeSet<&str> = points.filter_map(|p| p.source.as_deref()).collect();
    for key in given.tree.keys("sources") {
        if named.count(key) < 2 && !of_points.contains(key) {
            let message = format!("nothing uses the source {}", quoted(key));
            let hint = format!("give it to a figure, `(1.0, \"{key}\", B)`, or take it out");
            found.at_key(&way!["sources", key], "W007", message, hint);
        }
    }
}

fn unread_drivers(given: &Given<'_>, found: &mut Warnings<'_>) {
    let scenario = given.scenario;
    let compared = scenario.history.iter().flat_map(|h| h.model.times.iter().chain(&h.model.plus));
    let compared: BTreeSet<usize> = compared.map(|(driver, _)| *driver).collect();
    let end = scenario.last();
    for (index, driver) in scenario.setup.drivers.iter().enumerate() {
        let id = &driver.id;
        let at = way!["drivers", id];
        if matches!(driver.role, Role::Demand | Role::Outside) && !compared.contains(&index) {
            let field = if driver.role == Role::Demand { "times" } else { "plus" };
            let message = format!("nothing reads the driver {}", quoted(id));
            let hint =
                format!("name it under `{field}` of a series of history, or give it a role that acts in the model");
            found.at_key(&at, "W008", message, hint);
            continue;
        }
        let (Some((first, _)), Some((last, _))) = (driver.points.first(), driver.points.last()) else { continue };
        let when = match (*last < scenario.setup.start, *first > end) {
            (true, _) => format!("its last point, {last}, lies before the start in {}", scenario.setup.start),
            (_, true) => format!("its first point, {first}, lies after the end in {end}"),
            _ => continue,
        };
        let message = format!("the driver {} stands still throughout the run: {when}", quoted(id));
        found.at_key(&at, "W008", message, "add points within the run, or take the driver out");
    }
}

/// Bare figures are told block by block: most drafts have dozens.
fn unsourced_figures(given: &Given<'_>, found: &mut Warnings<'_>) {
    let mut blocks: BTreeMap<String, (Span, f64, Vec<String>)> = BTreeMap::new();
    for (note, place) in given.figures {
        if note.source.is_some() || note.value == 0.0 || place.origin != 0 {
            continue;
        }
        let depth = if note.path.starts_with("regions.") { 2 } else { 1 };
        let parts: Vec<&str> = note.path.split('.').collect();
        let (block, field) = parts.split_at(depth.min(parts.len() - 1));
        let entry = blocks.entry(block.join(".")).or_insert_with(|| (*place, note.value, Vec::new()));
        if *place < entry.0 {
            (entry.0, entry.1) = (*place, note.value);
        }
        entry.2.push(field.join("."));
    }
    for (block, (place, value, fields)) in blocks {
        found.add(Some(place), "W006", without_source(&block, fields.len(), &fields), source_hint(value));
    }
    for (field, id, points) in warn_time::unsourced_points(given) {
        let all = points.len();
        let dates: Vec<String> = points.iter().map(|(_, date)| date.clone()).collect();
        let message = match all {
            1 => format!("a point of `{field}.{id}` has no source: {}", dates.join(", ")),
            _ => format!("{all} points of `{field}.{id}` have no source: {}", shortened(&dates)),
        };
        let hint = "write `(2009, 5.58, \"key\", B)`: the date, the value, a key of `sources`, a grade";
        found.add(points.first().map(|(span, _)| *span), "W006", message, hint);
    }
}

fn without_source(block: &str, all: usize, fields: &[String]) -> String {
    let quoted: Vec<String> = fields.iter().map(|field| format!("`{field}`")).collect();
    match all {
        1 => format!("a figure of `{block}` has no source: {}", quoted.join(", ")),
        _ => format!("{all} figures of `{block}` have no source: {}", shortened(&quoted)),
    }
}

fn source_hint(value: f64) -> String {
    let value = number(value);
    format!("write `({value}, \"key\", B)`: the number, a key of `sources`, a grade (A to C, or U if unverified)")
}

fn shortened(list: &[String]) -> String {
    const MOST: usize = 8;
    let rest = list.len().saturating_sub(MOST);
    let first: Vec<&str> = list.iter().take(MOST).map(String::as_str).collect();
    if rest == 0 { first.join(", ") } else { format!("{} and {rest} more", first.join(", ")) }
}

fn people_in_cities(given: &Given<'_>, found: &mut Warnings<'_>) {
    let setup = &given.scenario.setup;
    for side in Side::BOTH {
        let of_side = setup.cities.iter().filter(|city| city.side == side);
        let sum: f64 = of_side.map(|city| city.population).sum();
        let region = &setup.regions[side.index()];
        if sum > region.population {
            let name = ["a", "b"][side.index()];
            let message = format!(
                "the cities of side {side:?} have {} inhabitants, more than the {} of the region",
                number(sum),
                number(region.population)
            );
            let hint = "see that both count the same territory and year, and that no city stands on the wrong side";
            found.at(&way!["regions", name, "population"], "W013", message, hint);
        }
    }
}
