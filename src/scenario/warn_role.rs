//! Warns of drivers in another unit than their role counts in: prices for years of pay, rates for logarithms, hours for minutes.

use super::places::way;
use super::problems::{number, quoted};
use super::tree::Node;
use super::warn::{Given, Warnings};
use super::warn_crossing::MINUTES;
use crate::model::date::Quarter;
use crate::model::setup::{Driver, Role};

/// What a role counts, and within what its values lie anywhere.
struct Counts {
    name: &'static str,
    what: &'static str,
    usual: &'static str,
    range: [f64; 2],
    hint: &'static str,
}

/// A house that costs thirty years of pay more than one across the border is found nowhere.
const HOUSES: Counts = Counts {
    name: "HousePriceGap",
    what: "how many years of gross pay a house costs more on side A than on side B",
    usual: "-5 to 5",
    range: [-30.0, 30.0],
    hint: "divide the difference of the two prices by a year's gross pay",
};
/// As far as the exchange rate of the model moves: a money twenty times as dear.
const MONEY: Counts = Counts {
    name: "ExchangeRate",
    what: "the logarithm of how much dearer side A's money is than at the start",
    usual: "-0.5 to 0.5",
    range: [-3.0, 3.0],
    hint: "write ln(rate / rate at the start), with the rate as side B's money for one of side A's: 0 at the start, 0.095 where \
           A's money is a tenth dearer",
};
/// As for crossings.
const TIME: Counts = Counts {
    name: "TravelTime",
    what: "minutes from door to door",
    usual: "15 to 300",
    range: MINUTES,
    hint: "write minutes: 90 for an hour and a half",
};

/// All drivers that act in the model.
pub(crate) fn drivers(given: &Given<'_>, found: &mut Warnings<'_>) {
    for driver in &given.scenario.setup.drivers {
        let counts = match driver.role {
            Role::HousePriceGap => &HOUSES,
            Role::ExchangeRate => &MONEY,
            Role::TravelTime(_) => &TIME,
            Role::Demand | Role::Outside => continue,
        };
        let unit = given.tree.node(&way!["drivers", &driver.id, "unit"]).and_then(Node::text);
        let off = outside(driver, counts).map(|(date, value)| {
            let counted = unit.map_or_else(String::new, |unit| format!(" {unit}"));
            format!("is {}{counted} in {date}", number(value))
        });
        let named = || unit.filter(|unit| is_other(driver.role, unit)).map(|unit| format!("is in {}", quoted(unit)));
        let Some(off) = off.or_else(named) else { continue };
        let message = format!(
            "the driver {} {off}: `{}` counts {}, usually {}",
            quoted(&driver.id),
            counts.name,
            counts.what,
            counts.usual
        );
        found.at(&way!["drivers", &driver.id, "role"], "W025", message, counts.hint);
    }
}

/// The first point that lies outside of what is found anywhere.
fn outside(driver: &Driver, counts: &Counts) -> Option<(Quarter, f64)> {
    let [least, most] = counts.range;
    driver.points.iter().copied().find(|(_, value)| !(least..=most).contains(value))
}

/// Whether a unit says that it is another: a time that is not in minutes, or a rate that is no logarithm.
fn is_other(role: Role, unit: &str) -> bool {
    let lower = unit.to_lowercase();
    let says = |any: &[&str]| lower.split(|c: char| !c.is_alphanumeric()).any(|word| any.contains(&word));
    match role {
        Role::TravelTime(_) => {
            says(&["hour", "hours", "h", "hrs", "day", "days"]) && !says(&["minute", "minutes", "min"])
        }
        Role::ExchangeRate => (says(&["per"]) || unit.contains('/')) && !is_log(&lower),
        _ => false,
    }
}

/// Whether a unit, in small letters, says that it is a logarithm.
fn is_log(unit: &str) -> bool {
    unit.split(|c: char| !c.is_alphanumeric()).any(|word| word == "ln" || word.starts_with("log"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::setup::Mode;

    #[test]
    fn a_unit_tells_that_it_is_no_logarithm_and_no_minute() {
        for (role, unit, is) in [
            (Role::ExchangeRate, "JPY per EUR", true),
            (Role::ExchangeRate, "JPY/EUR", true),
            (Role::ExchangeRate, "log of JPY per EUR over 1990", false),
            (Role::ExchangeRate, "ln(JPY/EUR) over 1990", false),
            (Role::ExchangeRate, "log", false),
            (Role::TravelTime(Mode::People), "hours", true),
            (Role::TravelTime(Mode::People), "minutes", false),
            (Role::TravelTime(Mode::Goods), "minutes, at rush hour", false),
            (Role::HousePriceGap, "years of gross pay", false),
        ] {
            assert_eq!(is_other(role, unit), is, "{unit}");
        }
    }
}
