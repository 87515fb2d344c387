//! Warns of places whose longitude and latitude are probably exchanged, where no map is named that could tell.

use super::map::Place;
use super::nations;
use super::places::{self, Part, way};
use super::problems::{number, quoted};
use super::tree::Node;
use super::warn::{Given, Warnings};
use super::warn_map::kilometres;
use crate::model::math::distance_km;
use crate::model::setup::{City, Side};

/// Kilometres within which places of one border may lie, wherever that is.
const NEAR: f64 = 50.0;
/// Kilometres within which it must come: further away nothing is said.
const THERE: f64 = 500.0;
/// How much nearer a place must come by exchanging its numbers: by chance none does.
const NEARER: f64 = 4.0;

/// Places of a scenario beyond which they are not held against each other: the time grows with their pairs, and no border has so
/// many.
const MOST: usize = 500;

/// A city or a crossing.
struct Thing<'a> {
    what: &'static str,
    path: [Part<'a>; 3],
    id: &'a str,
    at: Place,
}

/// Sides that lie outside of their nations, single places that lie far from all others, and sides that lie far from each other,
/// but would not with their numbers exchanged. `is_told` says of a crossing that it has been told already.
pub(crate) fn places(given: &Given<'_>, is_told: impl Fn(&str) -> bool, found: &mut Warnings<'_>) {
    let setup = &given.scenario.setup;
    if Side::BOTH.map(|side| abroad(given, side, found)).contains(&true) {
        return;
    }
    let cities = setup.cities.iter().map(|city| Thing {
        what: "city",
        path: way!["cities", &city.id, "at"],
        id: &city.id,
        at: [city.longitude, city.latitude],
    });
    let crossings = setup.crossings.iter().map(|crossing| Thing {
        what: "crossing",
        path: way!["crossings", &crossing.id, "at"],
        id: &crossing.id,
        at: [crossing.longitude, crossing.latitude],
    });
    let things: Vec<Thing> = cities.chain(crossings).take(MOST + 1).collect();
    if things.len() > MOST {
        return;
    }
    let mut is_alone = false;
    for (index, thing) in things.iter().enumerate().filter(|(_, t)| t.what == "city" || !is_told(t.id)) {
        let others = || things.iter().enumerate().filter(|(i, _)| *i != index).map(|(_, other)| other.at);
        let Some([off, turned]) = turned(&[thing.at], &others().collect::<Vec<_>>()) else { continue };
        let message = format!(
            "the {} {} lies {} from every other place of the scenario; with its longitude and latitude exchanged it would be \
             {}",
            thing.what,
            quoted(thing.id),
            kilometres(off),
            kilometres(turned)
        );
        let [x, y] = thing.at.map(number);
        let hint = format!(
            "longitude (east) comes first, then latitude (north): write `at: ({y}, {x})`, unless the others are wrong"
        );
        found.at(&thing.path, "W027", message, hint);
        is_alone = true;
        if things.len() == 2 {
            // Of two either may be the wrong one: the same need not be said of the other.
            break;
        }
    }
    if !is_alone {
        sides(given, found);
    }
}

/// How far some places lie from others, and how far with the numbers of the first exchanged, if only so they are near.
fn turned(some: &[Place], others: &[Place]) -> Option<[f64; 2]> {
    let nearest = |exchanged: bool| {
        let pairs = some.iter().flat_map(|[x, y]| {
            let at = if exchanged { [*y, *x] } else { [*x, *y] };
            others.iter().map(move |other| (at, *other))
        });
        // No place lies further north than the pole.
        let possible = pairs.filter(|(at, _)| at[1].abs() <= 90.0);
        possible.map(|(at, other)| distance_km(at, other)).fold(f64::INFINITY, f64::min)
    };
    let (off, turned) = (nearest(false), nearest(true));
    (off.is_finite() && off > NEAR && turned <= THERE && turned * NEARER < off).then_some([off, turned])
}

/// Whether all cities of a side lie outside of its nation, and would lie in it with their numbers exchanged. Nations that are
/// not known say nothing.
fn abroad(given: &Given<'_>, side: Side, found: &mut Warnings<'_>) -> bool {
    let name = ["a", "b"][side.index()];
    let nation = places::node(given.tree, &way!["regions", name, "nation"]).and_then(Node::text);
    let Some(nation) = nation else { return false };
    let of_side = || given.scenario.setup.cities.iter().filter(|city| city.side == side);
    let is_turned = |city: &City| {
        let holds = |at: Place| nations::holds(nation, at);
        holds([city.longitude, city.latitude]) == Some(false) && holds([city.latitude, city.longitude]) == Some(true)
    };
    let (Some(first), true) = (of_side().next(), of_side().all(is_turned)) else { return false };
    let message = format!(
        "{} side {side:?} lies outside of {}, {} at {} degrees east and {} north; with longitude and latitude exchanged it would \
         be in it",
        if of_side().count() == 1 { "the city of" } else { "every city of" },
        quoted(nation),
        quoted(&first.id),
        number(first.longitude),
        number(first.latitude)
    );
    let hint = format!(
        "longitude (east) comes first, then latitude (north): write `at: ({}, {})`, and see to the other places",
        number(first.latitude),
        number(first.longitude)
    );
    found.at(&way!["cities", &first.id, "at"], "W027", message, hint);
    true
}

/// All cities of one side with their numbers exchanged, and none of the other.
fn sides(given: &Given<'_>, found: &mut Warnings<'_>) {
    let cities = &given.scenario.setup.cities;
    let of = |side: Side| {
        let of_side = cities.iter().filter(move |city| city.side == side);
        of_side.map(|city| [city.longitude, city.latitude]).collect::<Vec<Place>>()
    };
    let Some([off, turned]) = turned(&of(Side::A), &of(Side::B)) else { return };
    let Some(first) = cities.iter().find(|city| city.side == Side::A) else { return };
    let message = format!(
        "the cities of side A lie {} from those of side B; with longitude and latitude of one side exchanged it would be {}",
        kilometres(off),
        kilometres(turned)
    );
    let hint = "longitude (east) comes first, then latitude (north): see which side has them the other way round";
    found.at(&way!["cities", &first.id, "at"], "W027", message, hint);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_comes_near_by_exchanging_its_numbers_is_told() {
        let (vienna, bratislava, brno) = ([16.37, 48.21], [17.11, 48.15], [16.61, 49.20]);
        let exchange = |[x, y]: Place| [y, x];
        assert!(turned(&[exchange(vienna)], &[bratislava, brno]).is_some());
        assert!(turned(&[vienna], &[bratislava, brno]).is_none());
        // Where both are nearly the same, so are the places: 300 km on the Caspian.
        assert!(turned(&[[42.5, 45.0]], &[[45.1, 42.6]]).is_some());
        assert!(turned(&[[50.0, 50.1]], &[[50.2, 50.0]]).is_none());
        // Blagoveshchensk would lie beyond the pole, and a far island is none that was exchanged.
        assert!(turned(&[[127.5, 50.3]], &[[30.0, 10.0]]).is_none());
        assert!(turned(&[[-14.4, -7.9]], &[[16.0, 48.0]]).is_none());
        assert!(turned(&[vienna], &[]).is_none());
    }
}
