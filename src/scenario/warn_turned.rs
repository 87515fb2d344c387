//! Warns of places whose longitude and latitude are probably exchanged, or that lack a minus, where no map is named that could
//! tell.

use super::map::Place;
use super::nations;
use super::places::{Part, way};
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
/// How much nearer a place must come without its slip: by chance none does.
const NEARER: f64 = 4.0;

/// Kilometres from which a place may be there with another sign: near the meridian of Greenwich and the equator both places are of
/// one border.
const MIRRORED: f64 = 500.0;

/// Places of a scenario beyond which they are not held against each other: the time grows with their pairs, and no border has so
/// many.
const MOST: usize = 500;

/// What may be wrong with the two numbers of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Slip {
    Exchanged,
    West,
    South,
}

impl Slip {
    const ALL: [Self; 3] = [Self::Exchanged, Self::West, Self::South];

    /// The place without it.
    const fn mended(self, [x, y]: Place) -> Place {
        match self {
            Self::Exchanged => [y, x],
            Self::West => [-x, y],
            Self::South => [x, -y],
        }
    }

    /// How far away the wrong place is at least.
    const fn off(self) -> f64 {
        match self {
            Self::Exchanged => NEAR,
            Self::West | Self::South => MIRRORED,
        }
    }

    /// With what it would be there.
    const fn with(self) -> &'static str {
        match self {
            Self::Exchanged => "with its longitude and latitude exchanged",
            Self::West => "with the other sign of its longitude",
            Self::South => "with the other sign of its latitude",
        }
    }

    const fn rule(self) -> &'static str {
        match self {
            Self::Exchanged => "longitude (east) comes first, then latitude (north)",
            Self::West => "longitude is below 0 west of Greenwich, and above it east of it",
            Self::South => "latitude is below 0 south of the equator, and above it north of it",
        }
    }
}

/// A city or a crossing.
struct Thing<'a> {
    what: &'static str,
    path: [Part<'a>; 3],
    id: &'a str,
    at: Place,
}

/// Sides that lie outside of their nations, single places that lie far from all others, and sides that lie far from each other,
/// but would not without a slip. `is_told` says of a crossing that it has been told already.
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
        let Some((slip, [off, turned])) = turned(&[thing.at], &others().collect::<Vec<_>>()) else { continue };
        let message = format!(
            "the {} {} lies {} from every other place of the scenario; {} it would be {}",
            thing.what,
            quoted(thing.id),
            kilometres(off),
            slip.with(),
            kilometres(turned)
        );
        let [x, y] = slip.mended(thing.at).map(number);
        let hint = format!("{}: write `at: ({x}, {y})`, unless the others are wrong", slip.rule());
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

/// What may be wrong with some places: how far they lie from others, and how far without it, if only so they are near.
fn turned(some: &[Place], others: &[Place]) -> Option<(Slip, [f64; 2])> {
    let nearest = |mended: &dyn Fn(Place) -> Place| {
        let pairs = some.iter().flat_map(|at| others.iter().map(|other| (mended(*at), *other)));
        // No place lies further north than the pole.
        let possible = pairs.filter(|(at, _)| at[1].abs() <= 90.0);
        possible.map(|(at, other)| distance_km(at, other)).fold(f64::INFINITY, f64::min)
    };
    let off = nearest(&|at| at);
    if !off.is_finite() || off <= NEAR {
        return None;
    }
    Slip::ALL.into_iter().filter(|slip| off > slip.off()).find_map(|slip| {
        let turned = nearest(&|at| slip.mended(at));
        (turned <= THERE && turned * NEARER < off).then_some((slip, [off, turned]))
    })
}

/// Whether all cities of a side lie outside of its nation, and would lie in it with their numbers exchanged. Nations that are
/// not known say nothing.
fn abroad(given: &Given<'_>, side: Side, found: &mut Warnings<'_>) -> bool {
    let name = ["a", "b"][side.index()];
    let nation = given.tree.node(&way!["regions", name, "nation"]).and_then(Node::text);
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

/// All cities of one side with one slip, and none of the other.
fn sides(given: &Given<'_>, found: &mut Warnings<'_>) {
    let cities = &given.scenario.setup.cities;
    let of = |side: Side| {
        let of_side = cities.iter().filter(move |city| city.side == side);
        of_side.map(|city| [city.longitude, city.latitude]).collect::<Vec<Place>>()
    };
    let Some((slip, [off, turned])) = turned(&of(Side::A), &of(Side::B)) else { return };
    let Some(first) = cities.iter().find(|city| city.side == Side::A) else { return };
    let message = format!(
        "the cities of side A lie {} from those of side B; {} it would be {}",
        kilometres(off),
        match slip {
            Slip::Exchanged => "with longitude and latitude of one side exchanged",
            Slip::West => "with the other sign of one side's longitudes",
            Slip::South => "with the other sign of one side's latitudes",
        },
        kilometres(turned)
    );
    let hint = format!("{}: see which side has them the other way round", slip.rule());
    found.at(&way!["cities", &first.id, "at"], "W027", message, hint);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_comes_near_without_its_slip_is_told() {
        let (vienna, bratislava, brno) = ([16.37, 48.21], [17.11, 48.15], [16.61, 49.20]);
        let exchange = |[x, y]: Place| [y, x];
        let slip = |at: Place| turned(&[at], &[bratislava, brno]).map(|(slip, _)| slip);
        assert_eq!(slip(exchange(vienna)), Some(Slip::Exchanged));
        assert_eq!(slip([-16.37, 48.21]), Some(Slip::West));
        assert_eq!(slip([16.37, -48.21]), Some(Slip::South));
        // Toulouse and Bayonne lie on either side of Greenwich.
        assert!(turned(&[[1.44, 43.6]], &[[-1.47, 43.49], [-1.98, 43.32]]).is_none());
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
