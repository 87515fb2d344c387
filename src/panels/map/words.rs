//! What is said of a thing on the map, in a sentence.

use super::places::{populations, standing};
use crate::model::indicator::Variable;
use crate::model::organisation::OrganisationKind;
use crate::model::setup::{CrossingMode, Opens};
use crate::panels::view::Thing;
use crate::run::Run;
use crate::run::number::{count, level};

/// Anything that can be chosen.
pub fn thing(run: &Run, thing: Thing) -> String {
    match thing {
        Thing::Side(index) => side(run, index),
        Thing::City(index) => city(run, index),
        Thing::Crossing(index) => crossing(run, index),
        Thing::Organisation(index) => organisation(run, index),
        Thing::Tie(one, two) => tie(run, one, two),
        Thing::Border => border(run),
    }
}

/// A side in a sentence.
pub fn side(run: &Run, index: usize) -> String {
    let region = &run.scenario().setup.regions[index];
    let support = run.value([Variable::SupportA, Variable::SupportB][index]);
    format!("{}: support for integration {}", region.name, level(support))
}

/// The border in a sentence.
pub fn border(run: &Run) -> String {
    format!(
        "The border: barriers of distance {}, of institutions {}; trust {}",
        level(run.value(Variable::Geographic)),
        level(run.value(Variable::Institutional)),
        level(run.value(Variable::Trust))
    )
}

/// A tie in a sentence.
pub fn tie(run: &Run, one: usize, two: usize) -> String {
    let organisations = run.land().network().organisations();
    let cities = &run.scenario().setup.cities;
    let end = |index: usize| {
        let organisation = &organisations[index];
        let kind = match organisation.kind {
            OrganisationKind::Firm => "a firm",
            OrganisationKind::University => "a university or institute",
            OrganisationKind::Public => "a public body",
        };
        format!("{kind} in {}", cities[usize::from(organisation.city)].name)
    };
    let across = if organisations[one].side == organisations[two].side { "at home" } else { "across the border" };
    format!("Tie {across}: {} and {}", end(one), end(two))
}

/// A crossing in a sentence.
pub fn crossing(run: &Run, index: usize) -> String {
    let given = &run.scenario().setup.crossings[index];
    let mode = match given.mode {
        CrossingMode::Road => "road",
        CrossingMode::Rail => "rail",
        CrossingMode::RoadAndRail => "road and rail",
        CrossingMode::Ferry => "ferry",
        CrossingMode::Air => "air",
    };
    let when = match given.opens {
        Opens::At(quarter) if !run.land().open_crossings()[index] => format!(", opens in {quarter}"),
        _ => String::new(),
    };
    format!("{}: {mode}, {}{when}", given.name, standing(run, index).words())
}

/// A city in a sentence.
pub fn city(run: &Run, city: usize) -> String {
    let (setup, here) = (&run.scenario().setup, populations(run)[city]);
    let city = &setup.cities[city];
    let region = &setup.regions[city.side.index()].name;
    format!("{}, {region}: {} people, {here} organisations", city.name, count(city.population.round() as u64))
}

/// An organisation in a sentence.
pub fn organisation(run: &Run, index: usize) -> String {
    let network = run.land().network();
    let (organisations, organisation) = (network.organisations(), &network.organisations()[index]);
    let kind = match organisation.kind {
        OrganisationKind::Firm => "Firm (square)",
        OrganisationKind::University => "University or institute (triangle)",
        OrganisationKind::Public => "Public or intermediary body (circle)",
    };
    let partners = network.partners_of(index);
    let across = partners.iter().filter(|j| organisations[**j as usize].side != organisation.side).count();
    let city = &run.scenario().setup.cities[usize::from(organisation.city)].name;
    format!("{kind} in {city}: {} ties, {across} of them across the border", partners.len())
}
