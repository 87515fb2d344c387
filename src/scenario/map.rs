//! A checked map: the land of either side, what is drawn around it, and how far a place lies from it.

use crate::model::setup::Side;

/// Degrees east and north.
pub type Place = [f64; 2];

/// An area without gaps: its outline first, then holes in it, each a closed ring.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Polygon {
    pub rings: Vec<Vec<Place>>,
}

/// A part of a region, such as a county.
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    /// As the map names it.
    pub name: String,
    pub polygons: Vec<Polygon>,
}

/// What a drawn thing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// All dry land, under everything else.
    Land,
    /// Land that belongs to neither side.
    Neighbour,
    Coast,
    Lake,
    River,
    /// A border: between the sides, or between nations elsewhere.
    Border,
}

/// Something that is drawn around the regions.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    pub layer: Layer,
    /// Empty if the map gives none.
    pub name: String,
    /// Of a river, 1 the greatest to 9; 0 if the map gives none.
    pub rank: u8,
    pub polygons: Vec<Polygon>,
    pub lines: Vec<Vec<Place>>,
}

/// A city of the map, which need not be one of the scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Town {
    pub name: String,
    pub at: Place,
    /// `None` if it lies on neither side.
    pub side: Option<Side>,
    /// Persons.
    pub population: Option<f64>,
}

/// A crossing of the map, which need not be one of the scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Gate {
    pub name: String,
    /// Where it meets the border as drawn, if the map says so.
    pub at: Place,
    /// Whether it joins the two sides.
    pub joins: bool,
    /// What it carries, such as `road` or `rail+road`; empty if the map does not say.
    pub carries: String,
    /// The year in which it opened.
    pub opened: Option<i32>,
    /// The year in which it was given up.
    pub closed: Option<i32>,
}

/// A map whose two sides are known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Map {
    /// As the scenario names it.
    pub name: String,
    /// West, south, east, north of what fills a screen, if the map says so.
    pub view: Option<[f64; 4]>,
    /// The areas of side A and of side B, at least one each.
    pub sides: [Vec<Area>; 2],
    /// In the order of the map.
    pub shapes: Vec<Shape>,
    pub towns: Vec<Town>,
    pub gates: Vec<Gate>,
}

/// Kilometres of a degree along a meridian.
const KM_OF_A_DEGREE: f64 = 111.195;

impl Map {
    /// Kilometres from a place to a side: 0 on its land.
    #[must_use]
    pub fn distance_to(&self, side: Side, at: Place) -> f64 {
        let polygons = self.sides[side.index()].iter().flat_map(|area| &area.polygons);
        polygons.map(|polygon| polygon.distance(at)).fold(f64::INFINITY, f64::min)
    }

    /// The area of a side in which a place lies.
    #[must_use]
    pub fn area_at(&self, side: Side, at: Place) -> Option<&Area> {
        self.sides[side.index()].iter().find(|area| area.polygons.iter().any(|p| p.contains(at)))
    }
}

impl Polygon {
    /// Whether a place lies within: a ray from it crosses the rings an odd number of times.
    #[must_use]
    pub fn contains(&self, [x, y]: Place) -> bool {
        let crossed =
            |[x0, y0]: Place, [x1, y1]: Place| (y0 > y) != (y1 > y) && x < x0 + (x1 - x0) * (y - y0) / (y1 - y0);
        self.edges().filter(|(from, to)| crossed(*from, *to)).count() % 2 == 1
    }

    /// Kilometres to the nearest point of its outline or of a hole; 0 within. On a plane that touches the globe at the
    /// place: exact enough for some hundred kilometres.
    #[must_use]
    pub fn distance(&self, at: Place) -> f64 {
        if self.contains(at) {
            return 0.0;
        }
        let scale = [KM_OF_A_DEGREE * libm::cos(at[1].to_radians()), KM_OF_A_DEGREE];
        let plane = |place: Place| [(place[0] - at[0]) * scale[0], (place[1] - at[1]) * scale[1]];
        self.edges().map(|(from, to)| from_origin(plane(from), plane(to))).fold(f64::INFINITY, f64::min)
    }

    /// The longitudes at which its rings cross a latitude, in no order; within lies what is between the odd ones and the
    /// even ones.
    pub(crate) fn crossings(&self, y: f64) -> impl Iterator<Item = f64> + '_ {
        let crossed = move |([x0, y0], [x1, y1]): (Place, Place)| {
            ((y0 > y) != (y1 > y)).then(|| x0 + (x1 - x0) * (y - y0) / (y1 - y0))
        };
        self.edges().filter_map(crossed)
    }

    fn edges(&self) -> impl Iterator<Item = (Place, Place)> + '_ {
        self.rings.iter().flat_map(|ring| ring.iter().copied().zip(ring.iter().copied().skip(1)))
    }
}

/// How far the origin lies from a straight stretch.
fn from_origin(from: Place, to: Place) -> f64 {
    let along = [to[0] - from[0], to[1] - from[1]];
    let length = along[0] * along[0] + along[1] * along[1];
    let share = if length > 0.0 { (-(from[0] * along[0] + from[1] * along[1]) / length).clamp(0.0, 1.0) } else { 0.0 };
    let nearest = [from[0] + share * along[0], from[1] + share * along[1]];
    (nearest[0] * nearest[0] + nearest[1] * nearest[1]).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(west: f64, south: f64, size: f64) -> Vec<Place> {
        let (east, north) = (west + size, south + size);
        vec![[west, south], [east, south], [east, north], [west, north], [west, south]]
    }

    #[test]
    fn a_hole_is_not_within() {
        let polygon = Polygon { rings: vec![ring(0.0, 0.0, 3.0), ring(1.0, 1.0, 1.0)] };
        assert!(polygon.contains([0.5, 0.5]) && polygon.contains([2.5, 1.5]));
        assert!(!polygon.contains([1.5, 1.5]) && !polygon.contains([3.5, 1.5]));
        assert!((polygon.distance([1.5, 1.5]) - 0.5 * KM_OF_A_DEGREE).abs() < 0.1);
    }

    #[test]
    fn a_degree_of_longitude_shrinks_towards_the_pole() {
        let polygon = Polygon { rings: vec![ring(0.0, 59.5, 1.0)] };
        assert_eq!(polygon.distance([0.5, 60.0]), 0.0);
        assert!((polygon.distance([2.0, 60.0]) - KM_OF_A_DEGREE / 2.0).abs() < 0.1);
        assert!((polygon.distance([0.5, 61.5]) - KM_OF_A_DEGREE).abs() < 0.1);
    }
}
