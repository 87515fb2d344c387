//! Warns of cities off their region and crossings off the border, as the map draws them.

use super::map::{Map, Place};
use super::places::way;
use super::problems::{number, quoted};
use super::warn::{Given, Warnings};
use crate::model::math::distance_km;
use crate::model::setup::{City, Crossing, CrossingMode, Side};

/// Kilometres that a city may lie outside the land of its side: borders and coasts at 1:10m are 2.5 km off, and a town
/// on a headland more.
const CITY_OFF: f64 = 5.0;
/// Kilometres that a crossing may lie away from the land of either side.
const CROSSING_OFF: f64 = 25.0;
/// The same for a ferry, whose place may be the middle of a sea.
const FERRY_OFF: f64 = 100.0;

/// Where every city would fit with its numbers exchanged.
const ALL_TURNED: &str = "every city would lie on its side with its numbers exchanged: longitude comes first, so either the map \
                          has latitude first (QGIS exchanges it by `Swap X and Y coordinates`), or each `at` of this file has";

/// Cities and crossings that lie elsewhere on the map. Crossings by air are not looked at: they land inland.
pub(crate) fn places(given: &Given<'_>, map: &Map, found: &mut Warnings<'_>) {
    let setup = &given.scenario.setup;
    let fits = |side: Side, at: Place| map.distance_to(side, at) <= CITY_OFF;
    let is_turned = |city: &City| {
        let [at, turned] = [[city.longitude, city.latitude], [city.latitude, city.longitude]];
        !fits(city.side, at) && fits(city.side, turned)
    };
    // Of one place the file is wrong; of all of them either may be.
    let all_turned = setup.cities.len() > 1 && setup.cities.iter().all(is_turned);
    for city in setup.cities.iter().filter(|city| !fits(city.side, [city.longitude, city.latitude])) {
        let (at, side) = ([city.longitude, city.latitude], city.side);
        let lies = match map.area_at(side.other(), at) {
            Some(area) => format!("it lies on side {:?}, in {}", side.other(), quoted(&area.name)),
            None => format!("it lies on neither side of the map {}", quoted(&map.name)),
        };
        let off = kilometres(map.distance_to(side, at));
        let message = format!("the city {} is {off} outside its region: {lies}", quoted(&city.id));
        let hint = match map.area_at(side.other(), at) {
            _ if all_turned => ALL_TURNED.to_owned(),
            _ if is_turned(city) => turned_hint(at),
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
    setup.crossings.iter().for_each(|crossing| off_the_border(crossing, map, all_turned, found));
}

fn turned_hint(at: Place) -> String {
    format!(
        "with its numbers exchanged it would lie there: longitude comes first, in `at: ({}, {})` and in the map",
        number(at[1]),
        number(at[0])
    )
}

fn off_the_border(crossing: &Crossing, map: &Map, all_turned: bool, found: &mut Warnings<'_>) {
    let allowed = match crossing.mode {
        CrossingMode::Air => return,
        CrossingMode::Ferry => FERRY_OFF,
        _ => CROSSING_OFF,
    };
    let at = [crossing.longitude, crossing.latitude];
    let off = Side::BOTH.map(|side| map.distance_to(side, at));
    let farther = Side::BOTH.into_iter().max_by(|x, y| off[x.index()].total_cmp(&off[y.index()]));
    let Some(side) = farther.filter(|side| off[side.index()] > allowed) else { return };
    let message = format!(
        "the crossing {} is not on the border: it lies {} from side {side:?}",
        quoted(&crossing.id),
        kilometres(off[side.index()])
    );
    let is_turned = Side::BOTH.into_iter().all(|side| map.distance_to(side, [at[1], at[0]]) <= allowed);
    let hint = match (is_turned, all_turned) {
        (true, true) => ALL_TURNED.to_owned(),
        (true, false) => turned_hint(at),
        _ => "give the place where it meets the border, longitude first, then latitude".to_owned(),
    };
    found.at(&way!["crossings", &crossing.id, "at"], "W016", message, hint);
}

/// Kilometres from both its cities beyond which a crossing is probably somewhere else; no map is needed to say so.
const FAR_OFF: f64 = 500.0;

/// Crossings that lie far from both cities that they join: without a map nothing else would tell.
pub(crate) fn far_off(given: &Given<'_>, found: &mut Warnings<'_>) {
    let setup = &given.scenario.setup;
    for crossing in &setup.crossings {
        let nearest = |at: Place| {
            let cities = crossing.between.iter().filter_map(|city| setup.cities.get(*city));
            cities.map(|city| distance_km(at, [city.longitude, city.latitude])).fold(f64::INFINITY, f64::min)
        };
        let (at, turned) = ([crossing.longitude, crossing.latitude], [crossing.latitude, crossing.longitude]);
        let off = nearest(at);
        if off <= FAR_OFF || !off.is_finite() {
            continue;
        }
        let message = format!(
            "the crossing {} lies {} from the nearer of the two cities that it joins",
            quoted(&crossing.id),
            kilometres(off)
        );
        let hint = if nearest(turned) <= FAR_OFF {
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
    }
}

fn kilometres(distance: f64) -> String {
    if distance < 10.0 { format!("{distance:.1} km") } else { format!("{distance:.0} km") }
}
