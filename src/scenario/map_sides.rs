//! Which features of a map make up a side, and what is told where none does.

use geojson::JsonObject;

use super::kinds::{List, Words};
use super::map_thing::Thing;
use super::problems::{Finding, Findings, did_you_mean, listed, quoted};
use super::tree::Span;
use crate::model::setup::Side;

/// What a scenario says of a side, with the places for messages.
pub(crate) struct Sought<'a> {
    /// The region's name.
    pub name: Option<&'a Words>,
    /// The names of its features, if the scenario lists them.
    pub on_map: Option<&'a List<Words>>,
}

/// Features of a side, each with the place that named it.
pub(crate) type Chosen = Vec<(usize, Span)>;

/// The features of a side, each with the place that named it.
pub(crate) fn side(
    side: Side,
    sought: &Sought<'_>,
    others: &[&str],
    (map, place): (&str, Span),
    things: &[Thing<'_>],
    findings: &mut Findings,
) -> Option<Chosen> {
    let land = || things.iter().enumerate().filter(|(_, thing)| thing.can_be_land());
    if let Some(list) = sought.on_map {
        let named = |word: &Words, findings: &mut Findings| {
            let found: Vec<_> = land().filter(|(_, t)| t.is_called(&word.value)).map(|(i, _)| (i, word.span)).collect();
            if found.is_empty() {
                findings.add(no_feature(side, word, others, map, things));
            }
            (!found.is_empty()).then_some(found)
        };
        let mut all: Vec<_> = Vec::new();
        let mut complete = list.whole;
        if complete && list.items.is_empty() {
            let finding = Finding::new("M032", list.span, format!("`{}` lists no feature", on_map(side)));
            let hint = "leave it out if the map has layers, or a feature of the region's name";
            findings.add(finding.expected("at least one feature of the map").hint(hint));
            complete = false;
        }
        for word in &list.items {
            match named(word, findings) {
                Some(found) => all.extend(found),
                None => complete = false,
            }
        }
        return complete.then_some(all);
    }
    let layer = ["region_a", "region_b"][side.index()];
    let layered: Vec<_> = land().filter(|(_, t)| t.layer == layer).map(|(i, _)| (i, place)).collect();
    if !layered.is_empty() {
        return Some(layered);
    }
    let name = sought.name?;
    let found: Vec<_> = land().filter(|(_, t)| t.is_called(&name.value)).map(|(i, _)| (i, name.span)).collect();
    if found.is_empty() {
        findings.add(no_feature(side, name, others, map, things));
        return None;
    }
    Some(found)
}

/// The field that lists the features of a side.
const fn on_map(side: Side) -> &'static str {
    match side {
        Side::A => "regions.a.on_map",
        Side::B => "regions.b.on_map",
    }
}

impl Sought<'_> {
    /// Every name by which the side is looked for.
    pub fn names(&self) -> Vec<&str> {
        let listed = self.on_map.iter().flat_map(|list| &list.items);
        listed.chain(self.name).map(|word| word.value.as_str()).collect()
    }
}

/// Features that the other side is looked for by are none that this one could mean.
fn no_feature(side: Side, word: &Words, others: &[&str], map: &str, things: &[Thing<'_>]) -> Finding {
    let (name, span) = (word.value.as_str(), word.span);
    let is_other = |thing: &Thing<'_>| others.iter().any(|other| thing.is_called(other));
    let mut names: Vec<&str> = things
        .iter()
        .filter(|t| t.can_be_land() && !is_other(t))
        .filter_map(|t| t.names.first().map(AsRef::as_ref))
        .collect();
    names.sort_unstable();
    names.dedup();
    let is_elsewhere = things.iter().any(|t| t.is_called(name) && !t.can_be_land());
    let message = match is_elsewhere {
        true => format!("the feature {} of the map {} is no area", quoted(name), quoted(map)),
        false => format!("the map {} has no feature {}", quoted(map), quoted(name)),
    };
    let expected = match names.is_empty() {
        true => "an area of its own for each side; the map has no other".to_owned(),
        false => format!("one or more of {}", shown(&names)),
    };
    let near = did_you_mean(name, names.iter().copied());
    let list = names.get(side.index()).or(names.first()).map(|example| {
        let id = ["a", "b"][side.index()];
        format!("list what makes up the region: `regions: ({id}: (on_map: [\"{example}\"]))`")
    });
    let hint = match elsewhere(name, things) {
        _ if is_elsewhere => {
            let area = "a side is land: give it an outline, of the type Polygon or MultiPolygon (QGIS: Vector > Geometry tools > \
                        Lines to polygons)";
            list.map_or_else(|| area.to_owned(), |list| format!("{area}, or {list}"))
        }
        Some(property) => format!(
            "the property {0} of an area is {1}, but areas are known by `name`: rename {0} to `name` in the map",
            quoted(property),
            quoted(name)
        ),
        None => list.unwrap_or_else(|| {
            "the map lacks this side: add the region to it as an area with this name, or leave `map` out".to_owned()
        }),
    };
    Finding::new("M053", span, message).expected(expected).hint(hint).hint_if(near)
}

/// The property of an area, other than its name, that holds this text.
fn elsewhere<'t>(name: &str, things: &'t [Thing<'_>]) -> Option<&'t str> {
    let areas = things.iter().filter(|thing| thing.can_be_land()).filter_map(|thing| thing.properties);
    let is_it = |value: &serde_json::Value| value.as_str().is_some_and(|text| text.trim() == name.trim());
    areas.flat_map(JsonObject::iter).find(|(_, value)| is_it(value)).map(|(key, _)| key.as_str())
}

/// Names of a map: there may be hundreds, and no page of `explain` lists them.
fn shown(names: &[&str]) -> String {
    const MOST: usize = 30;
    let rest = names.len().saturating_sub(MOST);
    let first = listed(names.iter().take(MOST).copied());
    if rest == 0 { first } else { format!("{first} and {rest} more") }
}
