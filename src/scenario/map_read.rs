//! Reads a GeoJSON map and finds the two sides of a scenario in it.

use geojson::{Feature, FeatureCollection, GeoJson, Geometry, GeometryValue, JsonObject, Position};
use serde::de::IgnoredAny;

use super::kinds::{List, Words};
use super::map::{Area, Gate, Layer, Map, Place, Polygon, Shape, Town};
use super::problems::{Finding, Findings, did_you_mean, listed, number, quoted};
use super::tree::Span;
use crate::model::setup::Side;

/// Bytes beyond which a map is not read: a map of two regions at 1:10m has a quarter of a megabyte.
pub const LARGEST_MAP: usize = 10_000_000;

/// Properties by which a feature may be known, the first that it has being its name.
const NAMES: [&str; 8] = ["name", "NAME", "Name", "name_local", "admin", "ADMIN", "name_en", "NAME_EN"];

/// What a scenario says of a side, with the places for messages.
pub(crate) struct Sought<'a> {
    /// The region's name.
    pub name: Option<&'a Words>,
    /// The names of its features, if the scenario lists them.
    pub on_map: Option<&'a List<Words>>,
}

/// Why a text is no map: what, and where in the text if that is known.
pub(crate) struct NoMap {
    pub finding: Finding,
    /// Byte at which the text breaks off being GeoJSON.
    pub at: Option<usize>,
}

/// The features of a GeoJSON text.
pub(crate) fn features(text: &str, name: &str, place: Span) -> Result<FeatureCollection, Box<NoMap>> {
    let refused = |message: String, at: Option<usize>, hint: &str| {
        let finding = Finding::new("M052", place, message).expected("a GeoJSON FeatureCollection (RFC 7946)");
        Box::new(NoMap { finding: finding.hint(hint), at })
    };
    // The syntax first: a typed reader loses the place of a fault.
    if let Err(error) = serde_json::from_str::<IgnoredAny>(text.trim_start_matches('\u{feff}')) {
        let what = error.to_string();
        let what = what.split(" at line ").next().unwrap_or_default().to_owned();
        let hint = "export the map again, as GeoJSON; a file that was cut off or edited by hand breaks easily";
        let at = byte_of(text, error.line(), error.column());
        return Err(refused(format!("the map {} is no JSON here: {what}", quoted(name)), Some(at), hint));
    }
    let hint = "in a GIS program, save the layer of regions as GeoJSON";
    if is_topology(text) {
        let hint = "save it as GeoJSON: on mapshaper.org, or in a GIS program with the layer of the regions";
        return Err(refused(format!("the map {} is TopoJSON, which is another format", quoted(name)), None, hint));
    }
    match text.trim_start_matches('\u{feff}').parse::<GeoJson>() {
        Ok(GeoJson::FeatureCollection(collection)) => Ok(collection),
        Ok(_) => Err(refused(format!("the map {} holds no list of features", quoted(name)), None, hint)),
        Err(error) => {
            let what = error.to_string();
            let what = what.trim_start_matches("Error while deserializing GeoJSON: ");
            Err(refused(format!("the map {} is JSON, but no GeoJSON: {what}", quoted(name)), None, hint))
        }
    }
}

/// Whether a JSON text says that it is TopoJSON.
fn is_topology(text: &str) -> bool {
    let value: Option<serde_json::Value> = serde_json::from_str(text.trim_start_matches('\u{feff}')).ok();
    value.is_some_and(|value| value.get("type").and_then(|kind| kind.as_str()) == Some("Topology"))
}

/// The byte of a line and column, both from 1, the column in bytes.
fn byte_of(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    (before + column.saturating_sub(1)).min(text.len())
}

/// The map with its two sides, or what stands against it.
pub(crate) fn map(
    name: &str,
    place: Span,
    collection: &FeatureCollection,
    sought: [Sought<'_>; 2],
    findings: &mut Findings,
) -> Option<Map> {
    let things: Vec<Thing> = collection.features.iter().map(Thing::of).collect();
    if let Some(finding) = off_the_globe(name, place, &things) {
        findings.add(finding);
        return None;
    }
    if let Some(finding) = nameless(name, place, &things) {
        findings.add(finding);
        return None;
    }
    let [a, b] = sought;
    let [of_a, of_b] = [a.names(), b.names()];
    let a = side(Side::A, &a, &of_b, (name, place), &things, findings);
    let b = side(Side::B, &b, &of_a, (name, place), &things, findings);
    let (a, b) = (a?, b?);
    if let Some((_, span)) = b.iter().find(|(i, _)| a.iter().any(|(j, _)| i == j)).copied() {
        let index = b.iter().find(|(i, _)| a.iter().any(|(j, _)| i == j)).map_or(0, |(i, _)| *i);
        let message = format!("the feature {} of the map is on both sides", quoted(&things[index].name));
        let expected = "features of its own for each side";
        let hint = "list the features of each side in `regions.a.on_map` and `regions.b.on_map`";
        findings.add(Finding::new("M054", span, message).expected(expected).hint(hint));
        return None;
    }
    let areas = |chosen: &[(usize, Span)]| chosen.iter().map(|(i, _)| things[*i].area()).collect();
    Some(Map {
        name: name.to_owned(),
        view: view(collection),
        sides: [areas(&a), areas(&b)],
        shapes: things.iter().filter_map(Thing::shape).collect(),
        towns: things.iter().filter_map(Thing::town).collect(),
        gates: things.iter().filter_map(Thing::gate).collect(),
    })
}

fn view(collection: &FeatureCollection) -> Option<[f64; 4]> {
    let view = collection.foreign_members.as_ref()?.get("view")?.get("bbox")?.as_array()?;
    let numbers: Vec<f64> = view.iter().filter_map(serde_json::Value::as_f64).collect();
    numbers.try_into().ok()
}

/// A feature, taken apart.
struct Thing<'a> {
    name: String,
    /// Every name that it goes by.
    names: Vec<&'a str>,
    layer: &'a str,
    properties: Option<&'a JsonObject>,
    polygons: Vec<Polygon>,
    lines: Vec<Vec<Place>>,
    points: Vec<Place>,
}

impl<'a> Thing<'a> {
    fn of(feature: &'a Feature) -> Self {
        let properties = feature.properties.as_ref();
        let text = |key: &str| properties.and_then(|p| p.get(key)).and_then(|v| v.as_str());
        let names: Vec<&str> = NAMES.iter().filter_map(|key| text(key)).filter(|name| !name.is_empty()).collect();
        let mut thing = Self {
            name: names.first().copied().unwrap_or_default().to_owned(),
            names,
            layer: text("layer").unwrap_or_default(),
            properties,
            polygons: Vec::new(),
            lines: Vec::new(),
            points: Vec::new(),
        };
        if let Some(geometry) = &feature.geometry {
            thing.take(geometry);
        }
        thing
    }

    fn take(&mut self, geometry: &Geometry) {
        match &geometry.value {
            GeometryValue::Point { coordinates } => self.points.push(degrees(coordinates)),
            GeometryValue::MultiPoint { coordinates } => self.points.extend(coordinates.iter().map(degrees)),
            GeometryValue::LineString { coordinates } => self.lines.push(line(coordinates)),
            GeometryValue::MultiLineString { coordinates } => self.lines.extend(coordinates.iter().map(|l| line(l))),
            GeometryValue::Polygon { coordinates } => self.polygons.push(polygon(coordinates)),
            GeometryValue::MultiPolygon { coordinates } => self.polygons.extend(coordinates.iter().map(|p| polygon(p))),
            GeometryValue::GeometryCollection { geometries } => geometries.iter().for_each(|g| self.take(g)),
        }
    }

    fn places(&self) -> impl Iterator<Item = &Place> {
        let rings = self.polygons.iter().flat_map(|p| p.rings.iter().flatten());
        rings.chain(self.lines.iter().flatten()).chain(&self.points)
    }

    /// Whether it can be land of a side: an area that is not sea, river or the like.
    fn can_be_land(&self) -> bool {
        let is_background = matches!(self.drawn(), Some(layer) if layer != Layer::Neighbour);
        !self.polygons.is_empty() && !is_background
    }

    fn is_called(&self, name: &str) -> bool {
        self.names.iter().any(|known| known.trim().to_lowercase() == name.trim().to_lowercase())
    }

    fn area(&self) -> Area {
        Area { name: self.name.clone(), polygons: self.polygons.clone() }
    }

    fn drawn(&self) -> Option<Layer> {
        match self.layer {
            "land" => Some(Layer::Land),
            "neighbour" => Some(Layer::Neighbour),
            "coast" => Some(Layer::Coast),
            "lake" => Some(Layer::Lake),
            "river" => Some(Layer::River),
            "border" => Some(Layer::Border),
            _ => None,
        }
    }

    fn shape(&self) -> Option<Shape> {
        let rank = self.properties.and_then(|p| p.get("rank")).and_then(serde_json::Value::as_u64);
        Some(Shape {
            layer: self.drawn()?,
            name: self.name.clone(),
            rank: rank.and_then(|rank| u8::try_from(rank).ok()).unwrap_or_default(),
            polygons: self.polygons.clone(),
            lines: self.lines.clone(),
        })
    }

    fn number(&self, key: &str) -> Option<f64> {
        self.properties?.get(key)?.as_f64()
    }

    fn word(&self, key: &str) -> &str {
        self.properties.and_then(|p| p.get(key)).and_then(|v| v.as_str()).unwrap_or_default()
    }

    fn town(&self) -> Option<Town> {
        let side = match self.word("side") {
            "a" => Some(Side::A),
            "b" => Some(Side::B),
            _ => None,
        };
        let at = *self.points.first().filter(|_| self.layer == "city")?;
        Some(Town { name: self.name.clone(), at, side, population: self.number("population") })
    }

    fn gate(&self) -> Option<Gate> {
        let at = *self.points.first().filter(|_| self.layer == "crossing")?;
        let pair = self.properties.and_then(|p| p.get("on_border")).and_then(|v| v.as_array());
        let on_border = pair.and_then(|pair| Some([pair.first()?.as_f64()?, pair.get(1)?.as_f64()?]));
        #[expect(clippy::cast_possible_truncation, reason = "a year")]
        let year = |key: &str| self.number(key).map(|year| year as i32);
        Some(Gate {
            name: self.name.clone(),
            at: on_border.unwrap_or(at),
            joins: self.word("between") == "a-b",
            carries: self.word("carries").to_owned(),
            opened: year("opened"),
            closed: year("closed"),
        })
    }
}

fn degrees(position: &Position) -> Place {
    let numbers = position.as_slice();
    [numbers.first().copied().unwrap_or_default(), numbers.get(1).copied().unwrap_or_default()]
}

fn line(coordinates: &[Position]) -> Vec<Place> {
    coordinates.iter().map(degrees).collect()
}

/// A ring that is not closed is closed.
fn polygon(coordinates: &[Vec<Position>]) -> Polygon {
    let closed = |ring: &Vec<Position>| {
        let mut places = line(ring);
        if let Some(first) = places.first().copied().filter(|first| places.last() != Some(first)) {
            places.push(first);
        }
        places
    };
    Polygon { rings: coordinates.iter().map(closed).collect() }
}

/// Coordinates that are no degrees: maps in metres look like this.
fn off_the_globe(name: &str, place: Span, things: &[Thing<'_>]) -> Option<Finding> {
    let off = |at: &&Place| !(-180.0..=180.0).contains(&at[0]) || !(-90.0..=90.0).contains(&at[1]);
    let (thing, at) = things.iter().find_map(|thing| Some((thing, *thing.places().find(off)?)))?;
    let of =
        if thing.name.is_empty() { "a feature".to_owned() } else { format!("the feature {}", quoted(&thing.name)) };
    let message =
        format!("the map {} has ({}, {}) in {of}, which are no degrees", quoted(name), number(at[0]), number(at[1]));
    let hint = "the map is in metres or another projection: export it again in WGS 84 (EPSG:4326)";
    let expected = "degrees east from -180 to 180 and degrees north from -90 to 90";
    Some(Finding::new("M055", place, message).expected(expected).hint(hint))
}

/// The features of a side, each with the place that named it.
fn side(
    side: Side,
    sought: &Sought<'_>,
    others: &[&str],
    (map, place): (&str, Span),
    things: &[Thing<'_>],
    findings: &mut Findings,
) -> Option<Vec<(usize, Span)>> {
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
    fn names(&self) -> Vec<&str> {
        let listed = self.on_map.iter().flat_map(|list| &list.items);
        listed.chain(self.name).map(|word| word.value.as_str()).collect()
    }
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

/// Features that the other side is looked for by are none that this one could mean.
fn no_feature(side: Side, word: &Words, others: &[&str], map: &str, things: &[Thing<'_>]) -> Finding {
    let (name, span) = (word.value.as_str(), word.span);
    let is_other = |thing: &Thing<'_>| others.iter().any(|other| thing.is_called(other));
    let mut names: Vec<&str> =
        things.iter().filter(|t| t.can_be_land() && !is_other(t)).filter_map(|t| t.names.first().copied()).collect();
    names.sort_unstable();
    names.dedup();
    let path = on_map(side);
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
    let hint = format!(
        "list what makes up the region: `{path}: [\"{}\"]`",
        names.get(side.index()).or(names.first()).unwrap_or(&name)
    );
    Finding::new("M053", span, message).expected(expected).hint(hint).hint_if(near)
}

/// Names of a map: there may be hundreds, and no page of `explain` lists them.
fn shown(names: &[&str]) -> String {
    const MOST: usize = 30;
    let rest = names.len().saturating_sub(MOST);
    let first = listed(names.iter().take(MOST).copied());
    if rest == 0 { first } else { format!("{first} and {rest} more") }
}
