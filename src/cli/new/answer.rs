//! What an answer or a flag of `marchland new` can be, and what is told where it is something else.

use super::draft::{self, Side};
use marchland::model::date::Quarter;

/// A name in one line.
pub fn title(text: &str) -> Result<String, String> {
    let text = text.trim();
    match text.chars().count() {
        1..=100 if !text.chars().any(char::is_control) => Ok(text.to_owned()),
        0 => Err("expected a name".to_owned()),
        _ => Err("expected a name of 1 to 100 characters in one line".to_owned()),
    }
}

fn number(text: &str, least: f64, most: f64, what: &str) -> Result<f64, String> {
    let plain = text.trim().replace(['_', ' ', '\u{a0}'], "");
    let value = plain.parse::<f64>().ok().filter(|value| (least..=most).contains(value));
    value.ok_or_else(|| match without_thousands(&plain) {
        Some(digits) => format!("expected {what}: write `{digits}`, without a sign between the thousands"),
        None => format!("expected {what}, written in digits such as 1200000"),
    })
}

/// The digits of a number that has signs between its thousands, and nothing else.
fn without_thousands(text: &str) -> Option<String> {
    let mut groups = text.split(['.', ',', '\'', '\u{2019}']);
    let is_group = |group: &str, lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&group.len()) && group.bytes().all(|c| c.is_ascii_digit())
    };
    let first = groups.next().filter(|first| is_group(first, 1..=3) && *first != "0")?;
    let rest: Vec<&str> = groups.collect();
    let is_number = !rest.is_empty() && rest.iter().all(|group| is_group(group, 3..=3));
    is_number.then(|| format!("{first}{}", rest.concat()))
}

/// Inhabitants.
pub fn persons(text: &str) -> Result<f64, String> {
    number(text, 1000.0, 1e9, "a number of persons from 1,000 to 1,000,000,000").map(f64::round)
}

/// Pay a year, in any unit.
pub fn pay(text: &str) -> Result<f64, String> {
    const MOST: f64 = 1e8;
    let plain = text.trim();
    // Only the ratio of two wages counts, so that thousands taken for units would stay unseen.
    let thousands = plain.split_once('.').filter(|(whole, rest)| {
        let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit());
        rest.len() == 3 && are_digits(whole) && are_digits(rest) && *whole != "0"
    });
    if let Some((whole, rest)) = thousands {
        return Err(format!(
            "`{plain}` could be {whole}{rest} or {whole}: write `{whole}{rest}`, or `{whole}.{}`",
            &rest[..2]
        ));
    }
    number(plain, 1.0, MOST, "pay a year from 1 to 100,000,000").map_err(|why| {
        match number(plain, MOST, f64::MAX, "") {
            Ok(_) => format!("{why}; only the ratio of both wages counts: give both in thousands"),
            Err(_) => why,
        }
    })
}

/// A unit in which the output that goes with this pay can be written.
pub fn money(text: &str, sides: &[Side; 2]) -> Result<String, String> {
    let unit = title(text)?;
    for side in sides {
        let output = draft::output(side, &unit);
        let (is_wrong, other) = match output {
            _ if output > draft::OUTPUT[1] => ("small", "a larger one, such as `bn` before the currency"),
            _ if output < draft::OUTPUT[0] => ("large", "a smaller one, such as `mn` before the currency"),
            _ => continue,
        };
        return Err(format!("`{unit}` is too {is_wrong} a unit for the output of {}: take {other}", side.name));
    }
    Ok(unit)
}

/// The first quarter of a run.
pub fn quarter(text: &str) -> Result<Quarter, String> {
    let last = Quarter::new(2999, 4).plus(-draft::QUARTERS);
    let text = text.trim();
    let quarter = text.to_uppercase().parse().ok().filter(|quarter: &Quarter| *quarter <= last);
    let is_year = text.len() == 4 && text.bytes().all(|c| c.is_ascii_digit());
    let hint = if is_year { format!("; for the year {text} write `{text}Q1`") } else { String::new() };
    quarter.ok_or_else(|| {
        format!("expected a quarter such as `2010Q1`, at the latest {last}: the run goes on from there{hint}")
    })
}

/// The number, unless it is less than the inhabitants of the cities that a map has.
pub fn at_least(least: f64, number: f64) -> Result<f64, String> {
    match number < least {
        true => Err(format!(
            "the cities that the map has on this side have {least} inhabitants together; expected at least as many"
        )),
        false => Ok(number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pay_that_could_be_thousands_is_asked_again_and_large_pay_goes_in_thousands() {
        assert_eq!((pay("31000"), pay("12500.5"), pay("0.5").is_err()), (Ok(31_000.0), Ok(12_500.5), true));
        assert!(pay("31.000").is_err_and(|why| why.contains("write `31000`, or `31.00`")));
        assert!(pay("19,500").is_err_and(|why| why.contains("write `19500`, without a sign")));
        assert!(pay("600000000").is_err_and(|why| why.contains("give both in thousands")));
        assert!(pay("many").is_err_and(|why| !why.contains("thousands")));
    }

    #[test]
    fn persons_with_signs_between_thousands_are_told_how_to_be_written() {
        for text in ["420.000", "420,000", "420'000"] {
            assert!(persons(text).is_err_and(|why| why.contains("write `420000`, without a sign")), "{text}");
        }
        assert!(persons("1.200.000").is_err_and(|why| why.contains("write `1200000`")));
        for text in ["0.500", "4,20", "many", "1.2.3", ",500"] {
            assert!(persons(text).is_err_and(|why| !why.contains("write `")), "{text}");
        }
    }

    #[test]
    fn a_unit_of_money_holds_the_output_of_a_year() {
        let side = || Side { name: "Fukuoka".to_owned(), population: 5e6, wage: 4.5e6 };
        let sides = [side(), side()];
        assert_eq!(money(" bn JPY ", &sides).as_deref(), Ok("bn JPY"));
        assert_eq!(draft::output(&sides[0], "bn JPY"), 19_000.0);
        let small = money("JPY", &sides);
        assert!(small.is_err_and(|why| why.contains("`JPY` is too small a unit for the output of Fukuoka")));
        assert!(money("", &sides).is_err());
    }

    #[test]
    fn a_year_is_told_how_to_be_a_quarter() {
        assert!(quarter("1990").is_err_and(|why| why.contains("write `1990Q1`")));
        assert!(quarter("soon").is_err_and(|why| !why.contains("write")));
    }
}
