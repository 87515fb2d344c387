//! Warns of cities off their region and crossings off the border, as the map draws them.

use super::map::{Map, Place};
use super::places::way;
use super::problems::{number, quoted};
use super::warn::{Given, Warnings};
use super::warn_turned;
use crate::model::math::distance_km;
use crate::model::setup::{City, Crossing, CrossingMode, Side};

/// Kilometres that a city may lie outside the land of its side: borders and coasts at 1:10m are 2.5 km off, and a town
/// on a headland more.
const CITY_OFF: f64 = 5.0;
/// Kilometres that a crossing may lie away from the land of either side.
const CROSSING_OFF: f64 = 25.0;
/// The same for a ferry, whose place may be the middle of a sea.
const FERRY_OFF: f64 = 100.0;

/// Cities and crossings that lie elsewhere on the map. Crossings by air are not looked at: they land inland.
pub(crate) fn places(given: &Given<'_>, map: &Map, found: &mut Warnings<'_>) {
    let setup = &given.scenario.setup;
    let is_turned = all_turned(given, map, found);
    for city in setup.cities.iter().filter(|_| !is_turned) {
        let at = [city.longitude, city.latitude];
        let off = map.distance_to(city.side, at);
        if off <= CITY_OFF {
            continue;
        }
        let side = city.side;
        let lies = match map.area_at(side.other(), at) {
            Some(area) => format!("it lies on side {:?}, in {}", side.other(), quoted(&area.name)),
            None => format!("it lies on neither side of the map {}", quoted(&map.name)),
        };
        let message = format!("the city {} is {} outside its region: {lies}", quoted(&city.id), kilometres(off));
        let turned = [city.latitude, city.longitude];
        let hint = match map.area_at(side.other(), at) {
            _ if map.distance_to(side, turned) <= CITY_OFF => format!(
                "with its numbers exchanged it would lie there: longitude comes first, in `at: ({}, {})` and in the map",
                number(city.latitude),
                number(city.longitude)
            ),
            Some(_) => {
                format!("write `side: {:?}`, or see whether `at` is longitude first, then latitude", side.other())
            }
            None => {
                let name = ["a", "b"][side.index()];
                format!(
                    "see whether `at` is longitude first, then latitude, and whether `regions.{name}.on_map` lacks a part"
                )
            }
        };
        found.at(&way!["cities", &city.id, "at"], "W015", message, hint);
    }
    for crossing in &setup.crossings {
        let allowed = match crossing.mode {
            CrossingMode::Air => continue,
            CrossingMode::Ferry => FERRY_OFF,
            _ => CROSSING_OFF,
        };
        let at = [crossing.longitude, crossing.latitude];
        let off = Side::BOTH.map(|side| map.distance_to(side, at));
        let turned = Side::BOTH.map(|side| map.distance_to(side, [at[1], at[0]]));
        let would_be_right = turned.iter().all(|off| *off <= allowed);
        if is_turned && would_be_right {
            continue;
        }
        let Some(side) = Side::BOTH.into_iter().max_by(|x, y| off[x.index()].total_cmp(&off[y.index()])) else {
            continue;
        };
        if off[side.index()] > allowed {
            let message = format!(
                "the crossing {} is not on the border: it lies {} from side {side:?}",
                quoted(&crossing.id),
                kilometres(off[side.index()])
            );
            let hint = match would_be_right {
                true => format!(
                    "with its numbers exchanged it would lie on it: longitude comes first, in `at: ({}, {})` and in the map",
                    number(at[1]),
                    number(at[0])
                ),
                false => "give the place where it meets the border, longitude first, then latitude".to_owned(),
            };
            found.at(&way!["crossings", &crossing.id, "at"], "W016", message, hint);
        }
    }
}

/// Whether every city lies elsewhere, and would lie in its region with its numbers exchanged: then that is told once.
fn all_turned(given: &Given<'_>, map: &Map, found: &mut Warnings<'_>) -> bool {
    let cities = &given.scenario.setup.cities;
    let off = |city: &City, at: Place| map.distance_to(city.side, at);
    let is_turned = |city: &City| {
        let at = [city.longitude, city.latitude];
        off(city, at) > CITY_OFF && off(city, [at[1], at[0]]) <= CITY_OFF
    };
    let (Some(first), true) = (cities.first(), cities.iter().all(is_turned)) else { return false };
    let message = format!(
        "all {} cities lie outside their regions, {} {} away, and would lie in them with longitude and latitude exchanged",
        cities.len(),
        quoted(&first.id),
        kilometres(off(first, [first.longitude, first.latitude]))
    );
    let hint = format!(
        "longitude (east) comes first, here and in GeoJSON: if the map {} has latitude first, exchange them there (QGIS: Swap X and \
         Y coordinates); if not, in every `at`",
        quoted(&map.name)
    );
    found.at(&way!["map"], "W015", message, hint);
    true
}

/// Kilometres from both its cities beyond which a crossing is probably somewhere else; no map is needed to say so.
const FAR_OFF: f64 = 500.0;

/// Crossings that lie far from both cities that they join, and places that are probably exchanged: without a map nothing else
/// would tell.
pub(crate) fn far_off(given: &Given<'_>, found: &mut Warnings<'_>) {
    let setup = &given.scenario.setup;
    let nearest = |crossing: &Crossing, at: Place| {
        let cities = crossing.between.iter().filter_map(|city| setup.cities.get(*city));
        cities.map(|city| distance_km(at, [city.longitude, city.latitude])).fold(f64::INFINITY, f64::min)
    };
    let mut told: Vec<&str> = Vec::new();
    for crossing in &setup.crossings {
        let (at, turned) = ([crossing.longitude, crossing.latitude], [crossing.latitude, crossing.longitude]);
        let off = nearest(crossing, at);
        if off <= FAR_OFF || !off.is_finite() {
            continue;
        }
        let message = format!(
            "the crossing {} lies {} from the nearer of the two cities that it joins",
            quoted(&crossing.id),
            kilometres(off)
        );
        let hint = if nearest(crossing, turned) <= FAR_OFF {
            format!(
                "longitude comes first, then latitude: write `at: ({}, {})`",
                number(crossing.latitude),
                number(crossing.longitude)
            )
        } else {
            "see whether `at` is longitude first, then latitude, and whether `between` names the right cities"
                .to_owned()
        };
        found.at(&way!["crossings", &crossing.id, "at"], "W019", message, hint);
        told.push(&crossing.id);
    }
    warn_turned::places(given, |id| told.contains(&id), found);
}

pub(crate) fn kilometres(distance: f64) -> String {
    if distance < 10.0 { format!("{distance:.1} km") } else { format!("{distance:.0} km") }
}
