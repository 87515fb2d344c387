//! A feature of a map, taken apart: its names, its land, and what it is drawn as.

use std::borrow::Cow;

use geojson::{Feature, Geometry, GeometryValue, JsonObject, Position};

use serde_json::Value;

use super::map::{Area, Gate, Layer, Place, Polygon, Shape, Town};
use super::map_shape::{self, Flaw, degrees, line};
use crate::model::setup::Side;

/// Properties by which a feature may be known, the first that it has being its name.
pub const NAMES: [&str; 8] = ["name", "NAME", "Name", "name_local", "admin", "ADMIN", "name_en", "NAME_EN"];

/// Whether two names are one: capitals and blanks around them decide nothing.
pub(crate) fn is_same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// A feature, taken apart.
pub(crate) struct Thing<'a> {
    pub name: String,
    /// Every name that it goes by; a number is one, too.
    pub names: Vec<Cow<'a, str>>,
    pub layer: &'a str,
    pub properties: Option<&'a JsonObject>,
    /// Whether it has a polygon, be it an empty one.
    pub is_area: bool,
    /// Those that enclose something.
    pub polygons: Vec<Polygon>,
    pub flaws: Vec<Flaw>,
    pub lines: Vec<Vec<Place>>,
    pub points: Vec<Place>,
}

impl<'a> Thing<'a> {
    pub fn of(feature: &'a Feature) -> Self {
        let properties = feature.properties.as_ref();
        let text = |key: &str| properties.and_then(|p| p.get(key)).and_then(|v| v.as_str());
        let name = |key: &&str| match properties?.get(*key)? {
            Value::String(text) => Some(Cow::Borrowed(text.as_str())),
            Value::Number(number) => Some(Cow::Owned(number.to_string())),
            _ => None,
        };
        let names: Vec<Cow<'_, str>> = NAMES.iter().filter_map(name).filter(|name| !name.is_empty()).collect();
        let mut thing = Self {
            name: names.first().map(|name| name.clone().into_owned()).unwrap_or_default(),
            names,
            layer: text("layer").unwrap_or_default(),
            properties,
            is_area: false,
            polygons: Vec::new(),
            flaws: Vec::new(),
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
            GeometryValue::Polygon { coordinates } => self.take_polygon(coordinates),
            GeometryValue::MultiPolygon { coordinates } => {
                // Without a part it is an empty area too.
                self.is_area = true;
                coordinates.iter().for_each(|rings| self.take_polygon(rings));
            }
            GeometryValue::GeometryCollection { geometries } => geometries.iter().for_each(|g| self.take(g)),
        }
    }

    fn take_polygon(&mut self, rings: &[Vec<Position>]) {
        self.is_area = true;
        self.polygons.extend(map_shape::polygon(rings, &mut self.flaws));
    }

    pub fn places(&self) -> impl Iterator<Item = &Place> {
        let rings = self.polygons.iter().flat_map(|p| p.rings.iter().flatten());
        rings.chain(self.lines.iter().flatten()).chain(&self.points)
    }

    /// Whether it can be land of a side: an area that is not sea, river or the like.
    pub fn can_be_land(&self) -> bool {
        let is_background = matches!(self.drawn(), Some(layer) if layer != Layer::Neighbour);
        self.is_area && !is_background
    }

    pub fn is_called(&self, name: &str) -> bool {
        self.names.iter().any(|known| is_same(known, name))
    }

    /// The middle of what it encloses, to a tenth of a degree; none if that is nothing.
    pub fn middle(&self) -> Option<Place> {
        let corners = || self.polygons.iter().flat_map(|polygon| polygon.rings.iter().flatten());
        let middle = |axis: usize| {
            let ends = |(low, high): (f64, f64), at: &Place| (low.min(at[axis]), high.max(at[axis]));
            let (low, high) = corners().fold((f64::INFINITY, f64::NEG_INFINITY), ends);
            ((low + high) * 5.0).round() / 10.0
        };
        corners().next().is_some().then(|| [middle(0), middle(1)])
    }

    pub fn area(&self) -> Area {
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

    pub fn shape(&self) -> Option<Shape> {
        let rank = self.properties.and_then(|p| p.get("rank")).and_then(Value::as_u64);
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

    pub fn town(&self) -> Option<Town> {
        let side = match self.word("side") {
            "a" => Some(Side::A),
            "b" => Some(Side::B),
            _ => None,
        };
        let at = *self.points.first().filter(|_| self.layer == "city")?;
        Some(Town { name: self.name.clone(), at, side, population: self.number("population") })
    }

    pub fn gate(&self) -> Option<Gate> {
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
