//! Finds the two sides of a scenario among the features of a map.

use geojson::FeatureCollection;

use super::map::{Area, Map, Place};
use super::map_shape::{self, Flaw};
use super::map_sides::{Chosen, Sought, side};
use super::map_text::Sheet;
use super::map_thing::{Thing, is_same};
use super::problems::{Finding, Findings, Text, number, quoted};
use super::tree::Span;
use crate::model::setup::Side;

/// Bytes beyond which a map is not read: a map of two regions at 1:10m has a quarter of a megabyte.
pub const LARGEST_MAP: usize = 10_000_000;

/// Where findings about a map go.
pub(crate) struct Told<'a> {
    pub texts: &'a mut Vec<Text>,
    pub findings: &'a mut Findings,
    /// What is not wrong and yet probably not meant.
    pub warnings: &'a mut Findings,
}

/// The map with its two sides, or what stands against it.
pub(crate) fn map(
    sheet: &mut Sheet<'_>,
    collection: &FeatureCollection,
    sought: [Sought<'_>; 2],
    told: &mut Told<'_>,
) -> Option<Map> {
    let things: Vec<Thing> = collection.features.iter().map(Thing::of).collect();
    if let Some(finding) = unusable(sheet, &things, told.texts) {
        told.findings.add(finding);
        return None;
    }
    let [a, b] = sought;
    let [of_a, of_b] = [a.names(), b.names()];
    let (name, place) = (sheet.name, sheet.place);
    let a = side(Side::A, &a, &of_b, (name, place), &things, told.findings);
    let b = side(Side::B, &b, &of_a, (name, place), &things, told.findings);
    let (a, b) = (a?, b?);
    if let Some((index, span)) = b.iter().find(|(i, _)| a.iter().any(|(j, _)| i == j)).copied() {
        let message = format!("the feature {} of the map is on both sides", quoted(&things[index].name));
        let expected = "features of its own for each side";
        let hint = "list the features of each side in `regions.a.on_map` and `regions.b.on_map`";
        told.findings.add(Finding::new("M054", span, message).expected(expected).hint(hint));
        return None;
    }
    let chosen = [a, b];
    if let Some(index) = chosen.iter().find_map(|side| without_land(side, &things)) {
        let area = quoted(&things[index].name);
        let crossed = things[index].flaws.iter().find(|flaw| matches!(flaw, Flaw::Crossed { .. }));
        let (message, hint) = match crossed {
            Some(flaw) => (
                format!("the area {area} of the map {} has no land: its outline {}", quoted(name), flaw.told()),
                flaw.remedy(),
            ),
            None => (
                format!("the area {area} of the map {} is empty", quoted(name)),
                "give it an outline of at least three corners, or name another area of the map",
            ),
        };
        let finding = Finding::new("M057", sheet.feature(index, told.texts), message);
        told.findings.add(finding.expected("an outline with land within it").hint(hint));
        return None;
    }
    let sides = chosen.each_ref().map(|side| side.iter().map(|(i, _)| things[*i].area()).collect::<Vec<Area>>());
    for (side, chosen) in Side::BOTH.into_iter().zip(&chosen) {
        flaws(sheet, chosen, &things, told);
        same_names(sheet, side, chosen, &things, told.warnings);
    }
    on_both(sheet, &sides, &chosen, told.warnings);
    Some(Map {
        name: name.to_owned(),
        view: view(collection),
        sides,
        shapes: things.iter().filter_map(Thing::shape).collect(),
        towns: things.iter().filter_map(Thing::town).collect(),
        gates: things.iter().filter_map(Thing::gate).collect(),
    })
}

/// What stands against a map, whatever is looked for in it.
fn unusable(sheet: &mut Sheet<'_>, things: &[Thing<'_>], texts: &mut Vec<Text>) -> Option<Finding> {
    off_the_globe(sheet, things, texts)
        .or_else(|| nameless(sheet.name, sheet.place, things))
        .or_else(|| without_areas(sheet, things))
}

/// The first feature of a side whose features are all empty.
fn without_land(chosen: &Chosen, things: &[Thing<'_>]) -> Option<usize> {
    let is_empty = chosen.iter().all(|(i, _)| things[*i].polygons.is_empty());
    chosen.first().filter(|_| is_empty).map(|(i, _)| *i)
}

/// Outlines that can be used and are not right.
fn flaws(sheet: &mut Sheet<'_>, chosen: &Chosen, things: &[Thing<'_>], told: &mut Told<'_>) {
    for (index, _) in chosen {
        let thing = &things[*index];
        let Some(first) = thing.flaws.first() else { continue };
        let more = match thing.flaws.len() - 1 {
            0 => String::new(),
            1 => "; another outline of it is not right either".to_owned(),
            more => format!("; {more} more of its outlines are not right"),
        };
        let name = quoted(&thing.name);
        let message = format!("an outline of the area {name} {}{more}", first.told());
        told.warnings.add(Finding::new("W021", sheet.feature(*index, told.texts), message).hint(first.remedy()));
    }
}

/// Areas of one name that a name has chosen: they may be parts of one region, and they may not.
fn same_names(sheet: &mut Sheet<'_>, side: Side, chosen: &Chosen, things: &[Thing<'_>], warnings: &mut Findings) {
    // Layers choose by themselves, whatever the names.
    let named: Vec<_> = chosen.iter().filter(|(_, span)| *span != sheet.place).collect();
    for (n, (index, span)) in named.iter().enumerate() {
        let name = things[*index].name.as_str();
        let alike = |(other, _): &&&(usize, Span)| things[*other].name == name && !name.is_empty();
        if named[..n].iter().any(|one| alike(&one)) {
            continue;
        }
        let told = |(other, _): &&(usize, Span)| {
            let whereabouts = things[*other].middle().map(|[x, y]| format!(", around ({x}, {y})"));
            format!("{}{}", sheet.feature_in_words(*other), whereabouts.unwrap_or_default())
        };
        let all: Vec<String> = named.iter().filter(alike).map(told).collect();
        if all.len() < 2 {
            continue;
        }
        const SHOWN: usize = 4;
        let places = all.iter().take(SHOWN).cloned().collect::<Vec<_>>().join("; ");
        let rest = if all.len() > SHOWN { " and more" } else { "" };
        let message = format!(
            "{} areas of the map {} are called {}, and all of them are taken for side {side:?}: {places}{rest}",
            all.len(),
            quoted(sheet.name),
            quoted(name)
        );
        let hint = "see where each lies, and rename in the map what is another place; make parts of one region one feature (QGIS: Vector > \
                    Geoprocessing tools > Dissolve, by the name)";
        warnings.add(Finding::new("W022", *span, message).hint(hint));
    }
}

/// Land that both sides claim.
fn on_both(sheet: &mut Sheet<'_>, sides: &[Vec<Area>; 2], chosen: &[Chosen; 2], warnings: &mut Findings) {
    let Some(overlap) = map_shape::overlap([&sides[0], &sides[1]]) else { return };
    let [a, b] = overlap.areas;
    let name = |side: usize, area: usize| sides[side].get(area).map_or("", |area| area.name.as_str());
    let mut place = |side: usize, area: usize| {
        chosen[side].get(area).map_or_else(String::new, |(index, _)| sheet.feature_in_words(*index))
    };
    let message = format!(
        "the two sides overlap on the map: {} ({}) and {} ({}) share {} km\u{b2}, {} % of the smaller side",
        quoted(name(0, a)),
        place(0, a),
        quoted(name(1, b)),
        place(1, b),
        number(overlap.size.round()),
        number((overlap.share * 100.0).round())
    );
    let hint = "land belongs to one side: see that `on_map` lists no region with one that lies within it, and mend the outlines \
                in the map; up to 2 % is let pass";
    warnings.add(Finding::new("W023", sheet.place, message).hint(hint));
}

fn view(collection: &FeatureCollection) -> Option<[f64; 4]> {
    let view = collection.foreign_members.as_ref()?.get("view")?.get("bbox")?.as_array()?;
    let numbers: Vec<f64> = view.iter().filter_map(serde_json::Value::as_f64).collect();
    numbers.try_into().ok()
}

/// Coordinates that are no degrees: maps in metres look like this.
fn off_the_globe(sheet: &mut Sheet<'_>, things: &[Thing<'_>], texts: &mut Vec<Text>) -> Option<Finding> {
    let off = |at: &&Place| !(-180.0..=180.0).contains(&at[0]) || !(-90.0..=90.0).contains(&at[1]);
    let (index, thing, at) = things.iter().enumerate().find_map(|(i, t)| Some((i, t, *t.places().find(off)?)))?;
    let of = match thing.name.is_empty() {
        true => "a feature".to_owned(),
        false => format!("the feature {}", quoted(&thing.name)),
    };
    let [x, y] = at.map(number);
    let expected = "degrees east from -180 to 180, then degrees north from -90 to 90";
    if at[0].abs() <= 360.0 && (-90.0..=90.0).contains(&at[1]) {
        let turned = number(((at[0] - 360.0_f64.copysign(at[0])) * 1e6).round() / 1e6);
        let message =
            format!("the map {} has ({x}, {y}) in {of}, beyond the meridian of 180 degrees", quoted(sheet.name));
        let hint = format!(
            "a place has one longitude, and that of {x} is {turned}: take 360 off what is above 180, or add it to what is below \
             -180, in the whole map"
        );
        return Some(Finding::new("M055", sheet.feature(index, texts), message).expected(expected).hint(hint));
    }
    let message = format!("the map {} has ({x}, {y}) in {of}, which are no degrees", quoted(sheet.name));
    let hint = match (-90.0..=90.0).contains(&at[0]) && (-180.0..=180.0).contains(&at[1]) {
        true => "longitude comes first, then latitude: exchange them in the whole map (QGIS: Swap X and Y coordinates)",
        false => "the map is in metres or another projection: export it again in WGS 84 (EPSG:4326)",
    };
    Some(Finding::new("M055", sheet.feature(index, texts), message).expected(expected).hint(hint))
}

/// A map of lines and points has no land.
fn without_areas(sheet: &Sheet<'_>, things: &[Thing<'_>]) -> Option<Finding> {
    if things.iter().any(Thing::can_be_land) {
        return None;
    }
    let count = |is: fn(&Thing<'_>) -> bool| things.iter().filter(|thing| is(thing)).count();
    let [lines, points] = [count(|thing| !thing.lines.is_empty()), count(|thing| !thing.points.is_empty())];
    let what = match things.len() {
        0 => "it holds no feature".to_owned(),
        all => format!("none of its {all} features is land ({lines} with lines, {points} with points)"),
    };
    let message = format!("the map {} has no area: {what}", quoted(sheet.name));
    let hint = "save the layer of the regions, not that of the border or of places; closed lines become areas in QGIS by Vector > \
                Geometry tools > Lines to polygons";
    let finding = Finding::new("M057", sheet.place, message);
    Some(finding.expected("features of the type Polygon or MultiPolygon, one or more for each side").hint(hint))
}

/// A map whose areas all lack a name: which property holds it is not to be guessed, but can be shown.
fn nameless(map: &str, place: Span, things: &[Thing<'_>]) -> Option<Finding> {
    let areas = || things.iter().filter(|thing| thing.can_be_land());
    let is_known = |thing: &Thing<'_>| !thing.names.is_empty() || thing.layer.starts_with("region_");
    if areas().next().is_none() || areas().any(is_known) {
        return None;
    }
    let texts = areas()
        .filter_map(|thing| thing.properties)
        .flat_map(|properties| properties.iter().filter_map(|(key, value)| Some((key.as_str(), value.as_str()?))));
    let texts: Vec<(&str, &str)> = texts.collect();
    let likely = texts.iter().find(|(key, _)| key.to_lowercase().contains("name")).or(texts.first());
    let hint = match likely {
        Some((key, value)) => format!(
            "rename the property that holds the names to `name`, perhaps {}, such as {}",
            quoted(key),
            quoted(value)
        ),
        None => "give each area a property `name` in a GIS program".to_owned(),
    };
    let finding = Finding::new("M053", place, format!("no area of the map {} has a name", quoted(map)));
    Some(finding.expected("areas with a property `name`").hint(hint))
}

/// The areas of a map by their names, for somebody who has yet to choose the sides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Areas {
    /// Whether the map itself says which areas make up either side.
    pub has_sides: bool,
    /// Every name of each area, the first being its own.
    names: Vec<Vec<String>>,
}

impl Areas {
    /// The names of the areas, each once, in the order of the map.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for name in self.names.iter().filter_map(|all| all.first()) {
            if !names.contains(&name.as_str()) {
                names.push(name);
            }
        }
        names
    }

    /// Whether an area goes by a name.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.names.iter().flatten().any(|known| is_same(known, name))
    }
}

/// The areas of a map, or what stands against it.
pub(crate) fn areas(
    sheet: &mut Sheet<'_>,
    collection: &FeatureCollection,
    texts: &mut Vec<Text>,
) -> Result<Areas, Finding> {
    let things: Vec<Thing> = collection.features.iter().map(Thing::of).collect();
    if let Some(finding) = unusable(sheet, &things, texts) {
        return Err(finding);
    }
    let land = || things.iter().filter(|thing| thing.can_be_land());
    let has = |layer: &str| land().any(|thing| thing.layer == layer);
    let names = land().map(|thing| thing.names.iter().map(|name| name.clone().into_owned()).collect()).collect();
    Ok(Areas { has_sides: has("region_a") && has("region_b"), names })
}
