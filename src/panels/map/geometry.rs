//! A map on a plane: triangles of areas, lines, and the border between the sides, made once for a scenario.
//!
//! The plane is equirectangular about the middle latitude: degrees of latitude, x to the east and y to the south.

use earcut::Earcut;
use egui::{Pos2, Rect, Vec2, pos2};

use crate::model::setup::{Setup, Side};
use crate::scenario::Scenario;
use crate::scenario::map::{Layer, Map, Place, Polygon};

/// What an area is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    Land,
    Neighbour,
    Side(Side),
    Lake,
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stroked {
    Coast,
    /// With its rank, 1 the greatest.
    River(u8),
    /// A border that is not the one between the sides.
    Elsewhere,
}

/// Areas of one kind, as triangles.
#[derive(Clone, Debug)]
pub struct Fill {
    pub ground: Ground,
    pub points: Vec<Pos2>,
    pub triangles: Vec<u32>,
}

/// A map that can be painted.
#[derive(Clone, Debug)]
pub struct Geometry {
    middle: Place,
    /// Width of a degree of longitude in degrees of latitude.
    squeeze: f64,
    /// What fills the screen at first: the cities and crossings with some room around.
    pub home: Rect,
    pub fills: Vec<Fill>,
    pub lines: Vec<(Stroked, Vec<Pos2>)>,
    /// The border between the sides.
    pub border: Vec<Vec<Pos2>>,
}

impl Geometry {
    /// Of the scenario's map; a scheme of two halves where it has none.
    #[must_use]
    pub fn of(scenario: &Scenario) -> Self {
        let setup = &scenario.setup;
        let bounds = bounds(setup);
        let middle = [(bounds[0] + bounds[2]) / 2.0, (bounds[1] + bounds[3]) / 2.0];
        let squeeze = libm::cos(middle[1].to_radians()).max(0.1);
        let nowhere = Rect::NOTHING;
        let mut geometry =
            Self { middle, squeeze, home: nowhere, fills: Vec::new(), lines: Vec::new(), border: Vec::new() };
        let corners = [[bounds[0], bounds[1]], [bounds[2], bounds[3]]].map(|place| geometry.project(place));
        let home = Rect::from_two_pos(corners[0], corners[1]);
        /// Room around, and the least that is shown, as a share of the greater side.
        const ROOM: f32 = 0.12;
        const LEAST: f32 = 0.6;
        let most = home.width().max(home.height()).max(0.02);
        let size = home.size().max(Vec2::splat(most * LEAST)) + Vec2::splat(2.0 * ROOM * most);
        geometry.home = Rect::from_center_size(home.center(), size);
        match &scenario.geography {
            Some(map) => geometry.take(map, setup),
            None => geometry.scheme(setup),
        }
        geometry
    }

    /// Whether there is a sea: a map without a coast ends where nothing more is known.
    #[must_use]
    pub fn has_sea(&self) -> bool {
        self.lines.iter().any(|(line, _)| *line == Stroked::Coast)
    }

    /// A place on the plane.
    #[must_use]
    pub fn project(&self, [east, north]: Place) -> Pos2 {
        pos2(((east - self.middle[0]) * self.squeeze) as f32, (self.middle[1] - north) as f32)
    }

    /// The side in whose area a point of the plane lies.
    #[must_use]
    pub fn side_at(&self, point: Pos2) -> Option<Side> {
        let within = |fill: &&Fill| {
            fill.triangles.chunks_exact(3).any(|triangle| {
                let [a, b, c] = [0, 1, 2].map(|corner| fill.points[triangle[corner] as usize] - point);
                let turns = [a, b, c].into_iter().zip([b, c, a]).map(|(from, to)| from.x * to.y - from.y * to.x);
                let turns: Vec<f32> = turns.collect();
                turns.iter().all(|turn| *turn >= 0.0) || turns.iter().all(|turn| *turn <= 0.0)
            })
        };
        let sides = Side::BOTH.into_iter();
        sides
            .into_iter()
            .find(|side| self.fills.iter().filter(|fill| fill.ground == Ground::Side(*side)).any(|fill| within(&fill)))
    }

    fn line(&self, places: &[Place]) -> Vec<Pos2> {
        places.iter().map(|place| self.project(*place)).collect()
    }

    fn take(&mut self, map: &Map, setup: &Setup) {
        let of = |layer: Layer| map.shapes.iter().filter(move |shape| shape.layer == layer);
        let drawn = |layer: Layer| of(layer).flat_map(|shape| &shape.polygons);
        let mut fills =
            vec![self.fill(Ground::Land, drawn(Layer::Land)), self.fill(Ground::Neighbour, drawn(Layer::Neighbour))];
        for side in Side::BOTH {
            let areas = map.sides[side.index()].iter().flat_map(|area| &area.polygons);
            fills.push(self.fill(Ground::Side(side), areas));
        }
        fills.push(self.fill(Ground::Lake, drawn(Layer::Lake)));
        self.fills = fills;
        for shape in of(Layer::Coast) {
            let lines = shape.lines.iter().map(|line| (Stroked::Coast, self.line(line))).collect::<Vec<_>>();
            self.lines.extend(lines);
        }
        for shape in of(Layer::River) {
            let lines =
                shape.lines.iter().map(|line| (Stroked::River(shape.rank), self.line(line))).collect::<Vec<_>>();
            self.lines.extend(lines);
        }
        let borders: Vec<&Vec<Place>> = of(Layer::Border).flat_map(|shape| &shape.lines).collect();
        let reaches: Vec<f64> = borders
            .iter()
            .map(|places| if is_between(map, places) { reach(setup, places) } else { f64::INFINITY })
            .collect();
        /// Kilometres within which cities of both sides are always at a border, and how much farther than at the nearest
        /// stretch of it they may be. Beyond, as off an island without a city, it parts the regions but nobody who plays.
        const NEAR: f64 = 80.0;
        const FARTHER: f64 = 4.0;
        let most = NEAR.max(FARTHER * reaches.iter().copied().fold(f64::INFINITY, f64::min));
        for (places, reach) in borders.into_iter().zip(reaches) {
            let line = self.line(places);
            if reach.is_finite() && reach <= most {
                self.border.push(line);
            } else {
                self.lines.push((Stroked::Elsewhere, line));
            }
        }
    }

    fn fill<'a>(&self, ground: Ground, polygons: impl Iterator<Item = &'a Polygon>) -> Fill {
        let mut fill = Fill { ground, points: Vec::new(), triangles: Vec::new() };
        let (mut earcut, mut triangles) = (Earcut::new(), Vec::new());
        for polygon in polygons {
            let (mut points, mut holes) = (Vec::new(), Vec::new());
            for (number, ring) in polygon.rings.iter().enumerate() {
                if number > 0 {
                    holes.push(points.len() as u32);
                }
                // A ring is closed; its last place is its first.
                points.extend(self.line(&ring[..ring.len().saturating_sub(1)]));
            }
            earcut.earcut(points.iter().map(|point| [point.x, point.y]), &holes, &mut triangles);
            let first = fill.points.len() as u32;
            fill.triangles.extend(triangles.iter().map(|index| first + index));
            fill.points.extend(points);
        }
        fill
    }

    /// Two halves of a plane, and the border across the line from the middle of A's cities to that of B's.
    fn scheme(&mut self, setup: &Setup) {
        let middle = |side: Side| {
            let places = setup.cities.iter().filter(|city| city.side == side);
            let places: Vec<Vec2> =
                places.map(|city| self.project([city.longitude, city.latitude]).to_vec2()).collect();
            places.iter().fold(Vec2::ZERO, |sum, place| sum + *place) / places.len().max(1) as f32
        };
        let (a, b) = (middle(Side::A), middle(Side::B));
        let along = if (b - a).length() > 0.0 { (b - a).normalized() } else { Vec2::RIGHT };
        let reach = self.home.size().length();
        let (across, centre) = (along.rot90() * reach, ((a + b) / 2.0).to_pos2());
        for side in Side::BOTH {
            let out = if side == Side::A { -along * reach } else { along * reach };
            let points = vec![centre - across, centre + across, centre + across + out, centre - across + out];
            self.fills.push(Fill { ground: Ground::Side(side), points, triangles: vec![0, 1, 2, 0, 2, 3] });
        }
        self.border = vec![vec![centre - across, centre + across]];
    }
}

/// West, south, east and north of all cities and crossings.
fn bounds(setup: &Setup) -> [f64; 4] {
    let cities = setup.cities.iter().map(|city| [city.longitude, city.latitude]);
    let crossings = setup.crossings.iter().map(|crossing| [crossing.longitude, crossing.latitude]);
    let all = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
    let all = cities
        .chain(crossings)
        .fold(all, |[west, south, east, north], [x, y]| [west.min(x), south.min(y), east.max(x), north.max(y)]);
    if all[0].is_finite() { all } else { [0.0, 0.0, 1.0, 1.0] }
}

/// Whether a line runs between the two sides: about as far from one as from the other, most of its length.
fn is_between(map: &Map, places: &[Place]) -> bool {
    /// Places that are looked at, kilometres that maps are inexact by, and that a sea between them may be wide.
    const LOOKS: usize = 9;
    const INEXACT: f64 = 5.0;
    const WIDE: f64 = 80.0;
    let looked: Vec<Place> = (0..LOOKS).map(|look| places[look * (places.len() - 1) / (LOOKS - 1)]).collect();
    let between = looked.iter().filter(|place| {
        let [a, b] = Side::BOTH.map(|side| map.distance_to(side, **place));
        a.max(b) < WIDE && (a - b).abs() < INEXACT.max(0.3 * a.max(b))
    });
    between.count() * 2 > LOOKS
}

/// Kilometres from the place of a line that is nearest to cities of both sides to the farther one of those; nothing but the
/// line itself where a side has no city.
fn reach(setup: &Setup, places: &[Place]) -> f64 {
    let to = |side: Side, place: Place| {
        let cities = setup.cities.iter().filter(|city| city.side == side);
        cities.map(|city| kilometres([city.longitude, city.latitude], place)).fold(f64::INFINITY, f64::min)
    };
    let both = |place: &Place| to(Side::A, *place).max(to(Side::B, *place));
    let least = places.iter().map(both).fold(f64::INFINITY, f64::min);
    if least.is_finite() { least } else { 0.0 }
}

/// Kilometres between two places, on a plane that touches the globe there: exact enough for some hundred.
fn kilometres(one: Place, two: Place) -> f64 {
    const OF_A_DEGREE: f64 = 111.195;
    let squeeze = libm::cos(((one[1] + two[1]) / 2.0).to_radians());
    libm::hypot((one[0] - two[0]) * squeeze, one[1] - two[1]) * OF_A_DEGREE
}
