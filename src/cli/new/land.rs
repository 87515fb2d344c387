//! What a map has to say to a new scenario: names of the sides, cities, crossings.

use super::draft;
use marchland::model::math::distance_km;
use marchland::model::setup::Side;
use marchland::scenario::map::{Gate, Map, Place, Town};

/// What a side is called and how many live there, unless somebody says otherwise.
pub struct Default {
    pub name: String,
    pub population: f64,
    /// How many live in the cities of the map.
    pub in_cities: f64,
}

/// Inhabitants of a region of which nothing is known.
const PEOPLE: f64 = 1_000_000.0;

impl Default {
    fn of(name: &str) -> Self {
        Self { name: name.to_owned(), population: PEOPLE, in_cities: 0.0 }
    }
}

/// The defaults of a pair that is nowhere.
pub fn nowhere() -> [Default; 2] {
    [Default::of("Westmark"), Default::of("Eastmark")]
}

/// The cities and crossings of a new scenario.
pub struct Land {
    pub cities: Vec<City>,
    pub crossings: Vec<Crossing>,
}

/// A city to be written.
pub struct City {
    pub name: String,
    pub side: Side,
    pub at: Place,
    pub population: f64,
    pub source: &'static str,
}

/// A crossing to be written; `between` are indices of cities.
pub struct Crossing {
    pub name: String,
    pub at: Place,
    pub between: [usize; 2],
    pub mode: &'static str,
    /// The year in which it opened, if the map knows.
    pub opened: Option<i32>,
    /// The year in which it was given up, if the map knows.
    pub closed: Option<i32>,
}

/// What a map suggests; nothing if it cannot be told its sides apart without the regions' names.
pub fn defaults(map: &str) -> [Default; 2] {
    let Some(map) = draft::geography(map) else { return nowhere() };
    let mut sides = nowhere();
    for side in Side::BOTH {
        let towns: Vec<&Town> = towns(&map, side).collect();
        let default = &mut sides[side.index()];
        let largest = towns.iter().max_by(|x, y| people(x).total_cmp(&people(y)));
        match (map.sides[side.index()].as_slice(), largest) {
            ([area], _) if !area.name.is_empty() => default.name.clone_from(&area.name),
            (_, Some(town)) => default.name = format!("Region of {}", town.name),
            _ => {}
        }
        if !towns.is_empty() {
            // Not everybody lives in the cities of the map.
            const IN_CITIES: f64 = 0.6;
            const ROUND: f64 = 10_000.0;
            let sum: f64 = towns.iter().map(people).sum();
            default.in_cities = sum;
            default.population = (sum / IN_CITIES / ROUND).ceil() * ROUND;
        }
    }
    sides
}

fn people(town: &&Town) -> f64 {
    town.population.unwrap_or_default()
}

/// Cities of the map that can stand in the scenario: on their side, with inhabitants.
fn towns(map: &Map, side: Side) -> impl Iterator<Item = &Town> {
    const OFF: f64 = 5.0;
    let on_side =
        move |town: &&Town| town.side == Some(side) && people(town) >= 1.0 && map.distance_to(side, town.at) <= OFF;
    map.towns.iter().filter(on_side)
}

/// Cities and crossings of a scenario with these inhabitants: the map's own, or one of each that is made up.
///
/// # Errors
/// Fewer inhabitants than the cities of the map have.
pub fn land(map: Option<&Map>, populations: [f64; 2]) -> Result<Land, String> {
    let mut cities: Vec<City> = Vec::new();
    for side in Side::BOTH {
        let (population, name) = (populations[side.index()], ["a", "b"][side.index()]);
        let before = cities.len();
        let of =
            |town: &Town| City { name: town.name.clone(), side, at: town.at, population: people(&town), source: "map" };
        cities.extend(map.iter().flat_map(|map| towns(map, side)).map(of));
        let sum: f64 = cities[before..].iter().map(|city| city.population).sum();
        if sum > population {
            return Err(format!(
                "the cities of the map on side {side:?} have {sum} inhabitants together; give `--{name}-population` at least that"
            ));
        }
        if cities.len() == before {
            // A third of the people in the main city.
            let at = map.map_or([[9.5, 50.0], [10.5, 50.0]][side.index()], |map| inside(map, side));
            let name = format!("Main city of side {side:?}");
            cities.push(City { name, side, at, population: (population / 3.0).round(), source: "draft" });
        }
    }
    let crossings = match map {
        Some(map) => crossings(map, &cities),
        None => vec![made_up("Old bridge", [10.0, 50.0], "Road", &cities)],
    };
    Ok(Land { cities, crossings })
}

fn made_up(name: &str, at: Place, mode: &'static str, cities: &[City]) -> Crossing {
    Crossing { name: name.to_owned(), at, between: nearest(at, cities), mode, opened: None, closed: None }
}

/// The nearest city of either side.
fn nearest(at: Place, cities: &[City]) -> [usize; 2] {
    Side::BOTH.map(|side| {
        let of_side = cities.iter().enumerate().filter(|(_, city)| city.side == side);
        let distance = |city: &City| distance_km(at, city.at);
        of_side.min_by(|(_, x), (_, y)| distance(x).total_cmp(&distance(y))).map_or(0, |(index, _)| index)
    })
}

/// The crossings of the map between the sides, or one where they come nearest to each other.
fn crossings(map: &Map, cities: &[City]) -> Vec<Crossing> {
    let of = |gate: &Gate| {
        let carries = |what: &str| gate.carries.contains(what);
        let mode = match (carries("road"), carries("rail") || carries("metro")) {
            _ if carries("ferry") => "Ferry",
            (true, true) => "RoadAndRail",
            (false, true) => "Rail",
            _ => "Road",
        };
        Crossing { opened: gate.opened, closed: gate.closed, ..made_up(&gate.name, gate.at, mode, cities) }
    };
    const OFF: f64 = 25.0;
    let on_border = |at: Place| Side::BOTH.into_iter().all(|side| map.distance_to(side, at) <= OFF);
    let known: Vec<Crossing> = map.gates.iter().filter(|gate| gate.joins && on_border(gate.at)).map(of).collect();
    if !known.is_empty() {
        return known;
    }
    let corners = map.sides[0].iter().flat_map(|area| &area.polygons).flat_map(|p| p.rings.iter().flatten());
    let off = |at: &Place| map.distance_to(Side::B, *at);
    let near = corners.map(|at| (off(at), *at)).min_by(|x, y| x.0.total_cmp(&y.0));
    let (off, at) = near.unwrap_or_default();
    let mode = match off {
        ..=OFF => "Road",
        ..=100.0 => "Ferry",
        _ => "Air",
    };
    vec![made_up("Main crossing", at, mode, cities)]
}

/// A place well within the land of a side: the middle of the widest stretch of its greatest area, halfway up.
fn inside(map: &Map, side: Side) -> Place {
    let polygons = map.sides[side.index()].iter().flat_map(|area| &area.polygons);
    let Some(rings) = polygons.max_by_key(|p| p.rings.first().map_or(0, Vec::len)).map(|p| &p.rings) else {
        return [0.0, 0.0];
    };
    let heights = rings.iter().flatten().map(|at| at[1]);
    let (low, high) = heights.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), y| (low.min(y), high.max(y)));
    let y = f64::midpoint(low, high);
    let mut shores = Vec::new();
    for ring in rings {
        for pair in ring.windows(2) {
            let ([x0, y0], [x1, y1]) = (pair[0], pair[1]);
            if (y0 > y) != (y1 > y) {
                shores.push(x0 + (x1 - x0) * (y - y0) / (y1 - y0));
            }
        }
    }
    shores.sort_by(f64::total_cmp);
    let stretches = shores.chunks_exact(2).map(|pair| (pair[1] - pair[0], f64::midpoint(pair[0], pair[1])));
    stretches.max_by(|x, y| x.0.total_cmp(&y.0)).map_or([0.0, 0.0], |(_, x)| [x, y])
}
