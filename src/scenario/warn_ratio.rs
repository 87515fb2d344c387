//! Warns of numbers that hardly go together: wages in two units, output in another than `money` says, everybody in work.
//!
//! The bounds lie outside of what is found on nearly all borders: a rich enclave or an empty valley stays within them.

use super::places::{Part, way};
use super::problems::{number, quoted};
use super::units;
use super::warn::{Given, IF_SO, Warnings};
use crate::model::setup::{Region, Side};

/// How often one wage may be the other: a year's pay is twelve times a month's, and hardly any neighbours are that far apart.
const WAGES: f64 = 10.0;
/// The same of a region and its nation.
const WITHIN_A_NATION: f64 = 10.0;
/// Shares of inhabitants in work: of a place where commuters work nine in ten at most, of one where hardly anybody does one
/// in ten.
const IN_WORK: [f64; 2] = [0.05, 0.9];
/// How often output a head may differ more than wages do.
const OUTPUT: f64 = 100.0;
/// Output a head and year in a hard currency: the poorest regions have a few hundred, the richest some hundred thousand.
const A_HEAD: [f64; 2] = [30.0, 1_000_000.0];
/// Currencies of which one is worth about as much as another; of most others it is not known what is much.
const HARD: [&str; 6] = ["eur", "euro", "€", "usd", "gbp", "chf"];
/// Inhabitants of the smallest city.
const HAMLET: f64 = 20.0;
/// Part of a region's people that lives in its cities, at least.
const IN_CITIES: f64 = 0.001;

/// All of them.
pub(crate) fn numbers(given: &Given<'_>, found: &mut Warnings<'_>) {
    let [a, b] = &given.scenario.setup.regions;
    let is_one_unit = wages(a, b, found);
    for (region, name) in [(a, "a"), (b, "b")] {
        nation(region, name, found);
        work(region, name, found);
    }
    outputs(given, is_one_unit, found);
    for side in Side::BOTH {
        cities(given, side, found);
    }
}

/// The larger over the smaller.
fn times(one: f64, other: f64) -> f64 {
    one.max(other) / one.min(other)
}

/// A factor as people say it.
fn about(factor: f64) -> String {
    const PLAIN: f64 = 10.0;
    if factor < PLAIN { format!("{factor:.1}") } else { number(factor.round()) }
}

/// Whether both wages seem to be in one unit.
fn wages(a: &Region, b: &Region, found: &mut Warnings<'_>) -> bool {
    let factor = times(a.wage, b.wage);
    if factor <= WAGES {
        return true;
    }
    let message = format!(
        "`regions.a.wage` is {} and `regions.b.wage` is {}, {} times apart: neighbours hardly ever differ by more than ten \
         times",
        number(a.wage),
        number(b.wage),
        about(factor)
    );
    let hint = "give both wages in one unit, such as EUR a month or EUR a year, or both as parts of the higher one: only their \
                ratio counts, and pay a year is twelve times pay a month; if both are in one, as on few borders (Germany and \
                Poland in 1990), leave it: a warning stops nothing";
    found.at_one_of(&[&way!["regions", "b", "wage"], &way!["regions", "a", "wage"]], "W025", message, hint);
    false
}

fn nation(region: &Region, name: &str, found: &mut Warnings<'_>) {
    let factor = times(region.wage, region.national_wage);
    if factor <= WITHIN_A_NATION {
        return;
    }
    let message = format!(
        "`regions.{name}.national_wage` is {} and `regions.{name}.wage` is {}, {} times apart: regions of one nation differ by \
         three times at most",
        number(region.national_wage),
        number(region.wage),
        about(factor)
    );
    let hint = format!("give both in one unit: `national_wage` is the wage in the rest of the nation{IF_SO}");
    let [national, own] = [way!["regions", name, "national_wage"], way!["regions", name, "wage"]];
    found.at_one_of(&[&national, &own], "W025", message, hint);
}

fn work(region: &Region, name: &str, found: &mut Warnings<'_>) {
    let share = region.employed / region.population;
    let [least, most] = IN_WORK;
    if (least..=most).contains(&share) {
        return;
    }
    const PERCENT: f64 = 100.0;
    let share = share * PERCENT;
    let percent = if share < 1.0 { "less than 1".to_owned() } else { number(share.round()) };
    let message = format!(
        "`regions.{name}` has {} employed and {} inhabitants, {percent} %: in most regions 30 to 60 % are in work",
        number(region.employed),
        number(region.population)
    );
    let hint = format!(
        "see that both are in persons, of one territory and year; `employed` are persons in work, without children and the \
         retired{IF_SO}"
    );
    let [employed, population] = [way!["regions", name, "employed"], way!["regions", name, "population"]];
    found.at_one_of(&[&employed, &population], "W025", message, hint);
}

fn outputs(given: &Given<'_>, is_one_unit: bool, found: &mut Warnings<'_>) {
    let scenario = given.scenario;
    let regions = &scenario.setup.regions;
    let heads = regions.each_ref().map(|region| region.output / region.population);
    // What a head makes follows what it earns, in whatever units.
    let beside_wages = [heads[0] / regions[0].wage, heads[1] / regions[1].wage];
    if is_one_unit && times(beside_wages[0], beside_wages[1]) > OUTPUT {
        let message = format!(
            "`regions.a.output` is {} and `regions.b.output` is {}: a head that is {} times apart, and wages are {} times",
            number(regions[0].output),
            number(regions[1].output),
            about(times(heads[0], heads[1])),
            about(times(regions[0].wage, regions[1].wage))
        );
        let hint = format!(
            "give both outputs in {}, as `money` says, and both populations in persons{IF_SO}",
            quoted(&scenario.money)
        );
        let [a, b] = [way!["regions", "a", "output"], way!["regions", "b", "output"]];
        found.at_one_of(&[&b, &a], "W025", message, hint);
        return;
    }
    for (region, name) in regions.iter().zip(["a", "b"]) {
        let Some(head) = unusual_output(&scenario.money, region.output, region.population) else { continue };
        let message = format!(
            "`regions.{name}.output` is {} {} for {} inhabitants, {} a head and year: usual is 1000 to 100000",
            number(region.output),
            scenario.money,
            number(region.population),
            about(head)
        );
        let hint = format!(
            "give the output in {}, or write in `money` what it is in; see that the population is in persons{IF_SO}",
            quoted(&scenario.money)
        );
        let [output, population] = [way!["regions", name, "output"], way!["regions", name, "population"]];
        found.at_one_of(&[&output, &way!["money"], &population], "W025", message, hint);
    }
}

/// Output a head and year in single units of its currency, if that is like no region's; `None` too where it is not known what
/// is much of this currency.
#[must_use]
pub fn unusual_output(money: &str, output: f64, population: f64) -> Option<f64> {
    let (power, words) = units::money(money);
    let is_known = power != 0 && words.iter().any(|word| HARD.contains(&word.as_str()));
    let head = output / population * units::one_of_money(money);
    let [least, most] = A_HEAD;
    (is_known && !(least..=most).contains(&head)).then_some(head)
}

fn cities(given: &Given<'_>, side: Side, found: &mut Warnings<'_>) {
    let setup = &given.scenario.setup;
    let of_side = || setup.cities.iter().filter(|city| city.side == side);
    let hint = "give persons, not thousands; a place of a few houses is no city: leave it out";
    let mut is_told = false;
    for city in of_side().filter(|city| city.population < HAMLET) {
        let message = format!(
            "the city {} has a population of {}, in a region of {}",
            quoted(&city.id),
            number(city.population),
            number(setup.regions[side.index()].population)
        );
        found.at(&way!["cities", &city.id, "population"], "W025", message, hint);
        is_told = true;
    }
    let (sum, all): (f64, f64) = (of_side().map(|city| city.population).sum(), setup.regions[side.index()].population);
    if is_told || sum >= all * IN_CITIES {
        return;
    }
    let message = format!(
        "the cities of side {side:?} have {} inhabitants together, of {} in the region: less than one in a thousand",
        number(sum),
        number(all)
    );
    let name = ["a", "b"][side.index()];
    let cities: Vec<[Part<'_>; 3]> = of_side().map(|city| way!["cities", &city.id, "population"]).collect();
    let region = way!["regions", name, "population"];
    let places: Vec<&[Part<'_>]> = cities.iter().map(|path| &path[..]).chain([&region[..]]).collect();
    found.at_one_of(&places, "W025", message, hint);
}
