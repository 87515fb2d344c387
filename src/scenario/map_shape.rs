//! Whether the areas of a map are land: closed outlines with something within them, and no land on both sides.

use std::collections::BTreeMap;

use geojson::Position;

use super::map::{Area, Place, Polygon};
use crate::model::math::distance_km;

/// What is wrong with an outline that can be used all the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Flaw {
    /// A ring ends elsewhere than where it begins: it was closed by a straight line.
    Open { from: Place, to: Place },
    /// A ring encloses nothing, and was left out.
    Empty,
    /// A ring crosses itself so that its parts cancel each other, and was left out; there two of its sides meet.
    Crossed { at: Place },
}

/// A position, whatever else it holds: heights are not looked at.
pub(crate) fn degrees(position: &Position) -> Place {
    let numbers = position.as_slice();
    [numbers.first().copied().unwrap_or_default(), numbers.get(1).copied().unwrap_or_default()]
}

pub(crate) fn line(coordinates: &[Position]) -> Vec<Place> {
    coordinates.iter().map(degrees).collect()
}

/// A polygon with closed rings that enclose something, if its outline does.
pub(crate) fn polygon(coordinates: &[Vec<Position>], flaws: &mut Vec<Flaw>) -> Option<Polygon> {
    let mut rings = Vec::with_capacity(coordinates.len());
    for (i, ring) in coordinates.iter().enumerate() {
        let mut places = line(ring);
        let open = places.first().copied().zip(places.last().copied()).filter(|(first, last)| first != last);
        if let Some((first, _)) = open {
            places.push(first);
        }
        if places.len() < 4 || doubled(&places) == 0.0 {
            flaws.push(own_crossing(&places).map_or(Flaw::Empty, |at| Flaw::Crossed { at }));
            if i == 0 {
                return None;
            }
            continue;
        }
        if let Some((first, last)) = open {
            flaws.push(Flaw::Open { from: last, to: first });
        }
        rings.push(places);
    }
    if rings.is_empty() {
        flaws.push(Flaw::Empty);
        return None;
    }
    Some(Polygon { rings })
}

impl Flaw {
    /// Behind `an outline of .. `.
    pub fn told(self) -> String {
        match self {
            Self::Open { from, to } => format!(
                "is not closed: it ends in ({}, {}), {:.1} km from where it begins, and was closed by a straight line",
                from[0],
                from[1],
                distance_km(from, to)
            ),
            Self::Empty => {
                "encloses nothing: it has fewer than three corners, or all in one line; it was left out".to_owned()
            }
            Self::Crossed { at: [x, y] } => format!(
                "crosses itself near ({}, {}), like a bow tie, so that its halves cancel each other; it was left out",
                rounded(x),
                rounded(y)
            ),
        }
    }

    /// What to do.
    pub const fn remedy(self) -> &'static str {
        match self {
            Self::Open { .. } => {
                "end it with the position with which it begins; if a part of it is missing, export the map again"
            }
            Self::Empty => "take it out of the map, or draw it again (QGIS: Vector > Geometry tools > Check validity)",
            Self::Crossed { .. } => {
                "bring its corners into the order in which one walks around it (QGIS: Processing > Fix geometries)"
            }
        }
    }
}

/// Degrees as people read them.
fn rounded(degrees: f64) -> f64 {
    (degrees * 100.0).round() / 100.0
}

/// Where two sides of a ring cross, if they do. They are met from west to east, and each is held against those alone that
/// begin before it ends: of a ring without such a crossing these are few.
fn own_crossing(ring: &[Place]) -> Option<Place> {
    /// A map can have hundreds of such rings: what only many more comparisons would find is told as enclosing nothing.
    const MOST: usize = 200_000;
    let mut sides: Vec<[Place; 2]> = ring.windows(2).map(|pair| [pair[0], pair[1]]).collect();
    let west = |[from, to]: &[Place; 2]| from[0].min(to[0]);
    let east = |[from, to]: &[Place; 2]| from[0].max(to[0]);
    sides.sort_by(|one, other| west(one).total_cmp(&west(other)));
    let beside = |(i, one): (usize, &[Place; 2])| {
        let end = east(one);
        let (one, others) = (*one, sides[i + 1..].iter());
        others.take_while(move |other| west(other) <= end).map(move |other| (one, *other))
    };
    let mut pairs = sides.iter().enumerate().flat_map(beside).take(MOST);
    pairs.find_map(|(one, other)| crossing(&one, &other))
}

/// The place within both stretches where they cross.
fn crossing([a, b]: &[Place; 2], [c, d]: &[Place; 2]) -> Option<Place> {
    let (along, across) = ([b[0] - a[0], b[1] - a[1]], [d[0] - c[0], d[1] - c[1]]);
    let turn = along[0] * across[1] - along[1] * across[0];
    let from = [c[0] - a[0], c[1] - a[1]];
    let [first, second] =
        [from[0] * across[1] - from[1] * across[0], from[0] * along[1] - from[1] * along[0]].map(|part| part / turn);
    // Where sides meet at their ends, rounding puts the place a little within one of them.
    const END: f64 = 1e-9;
    let is_within = |share: f64| share > END && share < 1.0 - END;
    (turn != 0.0 && is_within(first) && is_within(second)).then(|| [a[0] + first * along[0], a[1] + first * along[1]])
}

/// Twice what a ring encloses, in square degrees.
fn doubled(ring: &[Place]) -> f64 {
    let [x, y] = ring.first().copied().unwrap_or_default();
    // From its first corner, so that far from the origin nothing is rounded away.
    let corner = |[from, to]: [Place; 2]| (from[0] - x) * (to[1] - y) - (to[0] - x) * (from[1] - y);
    ring.windows(2).map(|pair| corner([pair[0], pair[1]])).sum::<f64>().abs()
}

/// Land that both sides claim.
#[derive(Debug)]
pub(crate) struct Overlap {
    /// Square kilometres.
    pub size: f64,
    /// Of the smaller side, 0 to 1.
    pub share: f64,
    /// The two areas, one of either side, that share most of it: indices into the sides.
    pub areas: [usize; 2],
}

/// Kilometres.
const EARTH: f64 = 6371.0;

/// Land on both sides beyond what two outlines of one border leave, which never meet to the metre. Lines from west to east
/// are laid through both, so that the time grows with the corners, whatever the outlines are.
pub(crate) fn overlap(sides: [&[Area]; 2]) -> Option<Overlap> {
    const TOLERATED: f64 = 0.02;
    const LINES: u32 = 200;
    let heights = sides.map(height);
    let (low, high) = (heights[0].0.max(heights[1].0), heights[0].1.min(heights[1].1));
    if low >= high {
        return None;
    }
    let apart = (high - low) / f64::from(LINES);
    let mut shared: BTreeMap<[usize; 2], f64> = BTreeMap::new();
    for line in 0..LINES {
        let y = low + (f64::from(line) + 0.5) * apart;
        let wide = EARTH * EARTH * libm::cos(y.to_radians()) * apart.to_radians();
        for (areas, degrees) in met(&stretches(sides[0], y), &stretches(sides[1], y)) {
            *shared.entry(areas).or_default() += wide * degrees.to_radians();
        }
    }
    let size: f64 = shared.values().sum();
    let [one, other] = sides.map(|side| side.iter().flat_map(|area| &area.polygons).map(land).sum::<f64>());
    let share = (size / one.min(other)).min(1.0);
    let most = shared.into_iter().max_by(|x, y| x.1.total_cmp(&y.1));
    most.filter(|_| share > TOLERATED).map(|(areas, _)| Overlap { size, share, areas })
}

/// Least and greatest latitude.
fn height(areas: &[Area]) -> (f64, f64) {
    let places = areas.iter().flat_map(|area| &area.polygons).flat_map(|polygon| polygon.rings.iter().flatten());
    places.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), at| (low.min(at[1]), high.max(at[1])))
}

/// Square kilometres of a polygon, less its holes.
fn land(polygon: &Polygon) -> f64 {
    let within = |ring: &Vec<Place>| {
        let strip = |from: Place, to: Place| {
            let north = libm::sin(from[1].to_radians()) + libm::sin(to[1].to_radians());
            (to[0] - from[0]).to_radians() * (2.0 + north) / 2.0
        };
        EARTH * EARTH * ring.windows(2).map(|pair| strip(pair[0], pair[1])).sum::<f64>().abs()
    };
    let mut rings = polygon.rings.iter().map(within);
    let outline = rings.next().unwrap_or_default();
    (outline - rings.sum::<f64>()).max(0.0)
}

/// A stretch of a line from west to east, and the area that it lies in.
type Stretch = (f64, f64, usize);

/// The stretches of a latitude that lie on a side, from west to east, none of them twice.
fn stretches(areas: &[Area], y: f64) -> Vec<Stretch> {
    let mut all: Vec<Stretch> = Vec::new();
    for (label, area) in areas.iter().enumerate() {
        for polygon in &area.polygons {
            let mut shores: Vec<f64> = polygon.crossings(y).collect();
            shores.sort_by(f64::total_cmp);
            all.extend(shores.chunks_exact(2).map(|pair| (pair[0], pair[1], label)));
        }
    }
    all.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut joined: Vec<Stretch> = Vec::with_capacity(all.len());
    for stretch in all {
        match joined.last_mut().filter(|last| stretch.0 <= last.1) {
            Some(last) => last.1 = last.1.max(stretch.1),
            None => joined.push(stretch),
        }
    }
    joined
}

/// How many degrees of a line two areas share.
fn met(one: &[Stretch], other: &[Stretch]) -> Vec<([usize; 2], f64)> {
    let (mut i, mut j) = (0, 0);
    let mut met = Vec::new();
    while let (Some(a), Some(b)) = (one.get(i), other.get(j)) {
        let both = a.1.min(b.1) - a.0.max(b.0);
        if both > 0.0 {
            met.push(([a.2, b.2], both));
        }
        if a.1 <= b.1 { i += 1 } else { j += 1 }
    }
    met
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(west: f64, south: f64, size: f64) -> Vec<Vec<Position>> {
        let (east, north) = (west + size, south + size);
        let corners = [[west, south], [east, south], [east, north], [west, north], [west, south]];
        vec![corners.into_iter().map(Position::from).collect()]
    }

    fn area(rings: &[Vec<Position>]) -> Area {
        Area { name: String::new(), polygons: polygon(rings, &mut Vec::new()).into_iter().collect() }
    }

    #[test]
    fn only_land_beyond_a_sliver_overlaps() {
        let west = [area(&square(10.0, 50.0, 1.0))];
        let apart = [area(&square(12.0, 50.0, 1.0))];
        let beside = [area(&square(10.995, 50.0, 1.0))];
        let within = [area(&square(12.0, 50.0, 1.0)), area(&square(10.5, 50.25, 0.25))];
        assert!(overlap([&west, &apart]).is_none() && overlap([&west, &beside]).is_none());
        let found = overlap([&west, &within]).expect("a sixteenth of the first lies in both");
        assert_eq!(found.areas, [0, 1]);
        assert!((found.share - 1.0 / 16.0).abs() < 0.005, "{}", found.share);
        // A degree by a degree at 50 degrees north: 111.2 by 71.1 km.
        assert!((found.size - 7900.0 / 16.0).abs() < 10.0, "{}", found.size);
    }

    #[test]
    fn a_bow_tie_is_told_from_what_encloses_nothing() {
        let ring = |places: &[[f64; 2]]| vec![places.iter().map(|at| Position::from(*at)).collect::<Vec<_>>()];
        let mut flaws = Vec::new();
        assert!(polygon(&ring(&[[0.0, 0.0], [2.0, 2.0], [2.0, 0.0], [0.0, 2.0], [0.0, 0.0]]), &mut flaws).is_none());
        assert_eq!(flaws, [Flaw::Crossed { at: [1.0, 1.0] }]);
        flaws.clear();
        let there_and_back = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [1.0, 0.0], [0.0, 0.0]];
        assert!(polygon(&ring(&there_and_back), &mut flaws).is_none());
        assert_eq!(flaws, [Flaw::Empty]);
    }

    #[test]
    fn a_long_ring_that_crosses_itself_is_told_in_little_work() {
        // There along a wave and back along the same, but for one place where the way back lies on the other side.
        let wave = |i: i32| [f64::from(i) * 0.001, libm::sin(f64::from(i) * 0.01)];
        let there = (0..50_000).map(wave);
        let back = (0..50_000).rev().map(|i| {
            let [x, y] = wave(i);
            [x, if i < 25_000 { y + 0.1 } else { y - 0.1 }]
        });
        let mut ring: Vec<Place> = there.chain(back).collect();
        ring.push(ring[0]);
        let at = own_crossing(&ring).expect("the halves lie on two sides");
        assert!((at[0] - 25.0).abs() < 0.01, "{at:?}");
        let flat: Vec<Place> = (0..50_000).chain((0..50_000).rev()).map(wave).collect();
        assert_eq!(own_crossing(&flat), None);
    }

    #[test]
    fn rings_are_closed_and_what_encloses_nothing_is_left_out() {
        let mut flaws = Vec::new();
        let mut open = square(10.0, 50.0, 1.0);
        open[0].pop();
        assert_eq!(polygon(&open, &mut flaws).expect("an area").rings[0].len(), 5);
        assert_eq!(flaws, [Flaw::Open { from: [10.0, 51.0], to: [10.0, 50.0] }]);
        for empty in [vec![], vec![vec![]], square(10.0, 50.0, 0.0), vec![square(1.0, 1.0, 1.0)[0][..2].to_vec()]] {
            flaws.clear();
            assert!(polygon(&empty, &mut flaws).is_none());
            assert_eq!(flaws, [Flaw::Empty]);
        }
    }
}
