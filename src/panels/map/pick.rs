//! What lies under a point of the map.

use egui::Pos2;

use super::geometry::Geometry;
use super::paint::{arc, drawn_ties};
use super::places::Spot;
use super::{Camera, Layers};
use crate::panels::view::Thing;
use crate::run::Run;

/// What is on the screen, and where.
pub struct Sight<'a> {
    pub run: &'a Run,
    pub geometry: &'a Geometry,
    pub camera: &'a Camera,
    pub layers: Layers,
    pub spots: &'a [Spot],
    pub gates: &'a [Pos2],
    pub seats: &'a [Pos2],
}

/// Points around the pointer in which a crossing, an organisation, a tie and the border are meant.
const GATE: f32 = 9.0;
const SEAT: f32 = 5.0;
const TIE: f32 = 3.0;
const LINE: f32 = 8.0;

/// What is meant by a point: the smallest thing that is there and shown.
#[must_use]
pub fn under(sight: &Sight<'_>, at: Pos2) -> Option<Thing> {
    let Sight { run, geometry, camera, layers, spots, gates, seats } = sight;
    if let Some(crossing) = nearest(gates, at, GATE) {
        return Some(Thing::Crossing(crossing));
    }
    if let Some(organisation) = nearest(seats, at, SEAT).filter(|_| layers.organisations) {
        return Some(Thing::Organisation(organisation));
    }
    if let Some(city) = spots.iter().position(|spot| spot.at.distance(at) <= spot.radius + 3.0) {
        return Some(Thing::City(city));
    }
    if layers.ties {
        let [home, across] = drawn_ties(run);
        let meant = |(one, two): &&(usize, usize)| is_near(arc(seats[*one], seats[*two]), at, TIE);
        if let Some((one, two)) = across.iter().chain(&home).find(meant) {
            return Some(Thing::Tie(*one, *two));
        }
    }
    let border = |line: &Vec<Pos2>| is_near(line.iter().map(|point| camera.screen(*point)), at, LINE);
    if geometry.border.iter().any(border) {
        return Some(Thing::Border);
    }
    geometry.side_at(camera.plane(at)).map(|side| Thing::Side(side.index()))
}

fn nearest(places: &[Pos2], at: Pos2, reach: f32) -> Option<usize> {
    let near = places.iter().enumerate().map(|(index, place)| (index, place.distance(at)));
    near.min_by(|one, two| one.1.total_cmp(&two.1)).filter(|(_, distance)| *distance <= reach).map(|(index, _)| index)
}

/// Whether a line passes within a distance.
fn is_near(line: impl Iterator<Item = Pos2>, at: Pos2, reach: f32) -> bool {
    let mut last: Option<Pos2> = None;
    for point in line {
        if last.is_some_and(|from| distance(from, point, at) <= reach) {
            return true;
        }
        last = Some(point);
    }
    false
}

fn distance(from: Pos2, to: Pos2, at: Pos2) -> f32 {
    let (along, out) = (to - from, at - from);
    let share = (out.dot(along) / along.length_sq().max(f32::MIN_POSITIVE)).clamp(0.0, 1.0);
    (from + along * share).distance(at)
}

#[cfg(test)]
mod tests {
    use egui::pos2;

    use super::*;

    #[test]
    fn a_line_is_near_along_its_stretches_and_not_beyond_its_ends() {
        let line = [pos2(0.0, 0.0), pos2(10.0, 0.0), pos2(10.0, 10.0)];
        let near = |x: f32, y: f32| is_near(line.into_iter(), pos2(x, y), 2.0);
        assert!(near(5.0, 1.5) && near(11.0, 5.0) && near(-1.0, 0.0));
        assert!(!near(5.0, 2.5) && !near(-3.0, 0.0) && !near(5.0, 6.0));
    }
}
