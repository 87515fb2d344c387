//! Numbers that options take: what is got that is none is told with what is taken.

use std::ops::RangeInclusive;

use marchland::words::grouped;

/// Every whole number that fits.
pub const ANY: RangeInclusive<u64> = 0..=u64::MAX;

/// Reads a whole number in a range, for clap. The end of the range is that of its type, if that is less.
pub fn whole<T: TryFrom<u64>>(range: RangeInclusive<u64>) -> impl Fn(&str) -> Result<T, String> + Clone {
    move |text| {
        let number = text.parse().ok().filter(|number| range.contains(number));
        number.and_then(|number| T::try_from(number).ok()).ok_or_else(|| expected(text, &range))
    }
}

/// Reads a number that may have decimals, for clap.
///
/// # Errors
/// What is taken.
pub fn any(text: &str) -> Result<f64, String> {
    let number: Option<f64> = text.parse().ok();
    let expected = "expected a number such as `0.5`, `-2` or `1e6`: the decimal sign is a point";
    number.filter(|number| number.is_finite()).ok_or_else(|| expected.to_owned())
}

fn expected(text: &str, range: &RangeInclusive<u64>) -> String {
    let (least, most) = (grouped(*range.start()), *range.end());
    let range = if most > u64::from(u32::MAX) {
        format!("from {least} up")
    } else {
        format!("from {least} to {}", grouped(most))
    };
    let plain: String = text.chars().filter(|c| !matches!(c, ',' | '_' | ' ' | '\'' | '.')).collect();
    let is_grouped = plain.len() < text.len() && plain.parse::<u64>().is_ok() && is_in_thousands(text);
    let hint = if is_grouped { format!(": write {plain}, without a sign between its digits") } else { String::new() };
    let most_of_all =
        if text.parse::<f64>().is_ok_and(|number| number > 1.8e19) { ", of at most 19 digits" } else { "" };
    format!("expected a whole number {range}{most_of_all}, in digits{hint}")
}

/// Whether digits stand in groups of three, but for the first.
fn is_in_thousands(text: &str) -> bool {
    let mut groups = text.split([',', '_', ' ', '\'', '.']);
    groups.next().is_some_and(|first| (1..=3).contains(&first.len())) && groups.all(|group| group.len() == 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_number_is_told_with_what_is_taken() {
        let seeds = whole::<u32>(1..=10_000);
        assert_eq!(seeds("100"), Ok(100));
        for (text, told) in [
            ("abc", "expected a whole number from 1 to 10,000, in digits"),
            ("", "expected a whole number from 1 to 10,000, in digits"),
            ("0", "expected a whole number from 1 to 10,000, in digits"),
            ("1.5", "expected a whole number from 1 to 10,000, in digits"),
            ("-4", "expected a whole number from 1 to 10,000, in digits"),
            (
                "1,000",
                "expected a whole number from 1 to 10,000, in digits: write 1000, without a sign between its digits",
            ),
        ] {
            assert_eq!(seeds(text), Err(told.to_owned()), "{text}");
        }
        let seed = whole::<u64>(ANY);
        assert_eq!(seed("18446744073709551615"), Ok(u64::MAX));
        assert_eq!(seed("1e3"), Err("expected a whole number from 0 up, in digits".to_owned()));
        let long = "expected a whole number from 0 up, of at most 19 digits, in digits";
        assert_eq!(seed("99999999999999999999"), Err(long.to_owned()));
        // A range that is wider than its type ends where that does.
        assert!(whole::<u16>(ANY)("70000").is_err());
    }

    #[test]
    fn a_number_with_decimals_is_finite() {
        assert_eq!((any("0.5"), any("-2")), (Ok(0.5), Ok(-2.0)));
        assert!([any("0,5"), any("inf"), any("NaN"), any("half")].iter().all(Result::is_err));
    }
}
