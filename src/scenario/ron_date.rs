//! Dates where a number was begun: `2009-12-31`, `12/2009`, `31.12.2009`, `2009Q4` without its quotes.

use super::dates::{of_parts, year};
use super::problems::{number, quoted};
use super::ron_number::{Behind, magnitude, rounded};
use super::ron_text::is_name;
use super::tree::Value;

/// Years that the second number of a fraction hardly ever is: `1/1000` is a share.
const OURS: std::ops::RangeInclusive<u32> = 1900..=2100;

/// The date that digits and what stands behind them are, if they are one.
pub(super) fn date(digits: &str, rest: &str) -> Option<Behind> {
    let after = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    let blanks = rest.len() - after.len();
    let end = after.find(|c: char| !(is_name(c) || matches!(c, '-' | '/' | '.'))).unwrap_or(after.len());
    let word = &after[..end];
    // Behind two strokes stands a comment.
    let word = &word[..word.find("//").unwrap_or(word.len())];
    let sign = word.chars().next()?;
    let is_quarter = matches!(sign, 'Q' | 'q');
    let may_be_one = is_quarter || (matches!(sign, '-' | '/') && blanks == 0);
    if !may_be_one {
        return None;
    }
    let upper = word.to_uppercase();
    let parts = upper.split(['-', '/', '.']).skip(usize::from(!is_quarter));
    let parts: Vec<&str> = [digits].into_iter().chain(parts).collect();
    let length = blanks + word.len();
    let shown = quoted(&format!("{digits}{}", &rest[..length]));
    let what = if is_quarter { "write the quarter in quotes" } else { "dates are quarters in quotes" };
    let told = |value: Value, message: &str, hint: String| {
        Some(Behind { message: format!("{shown} {message}"), hint, value, length })
    };
    let across = year(digits).filter(|_| sign == '/').and_then(|from| across(from, parts.get(1)?));
    let meant = of(&parts).or_else(|| {
        // Nothing else is written with two signs between numbers, or with one that is no stroke behind a year.
        let is_date = year(digits).is_some() && (parts.len() > 2 || sign == '-');
        let begins_with_a_digit = parts.get(1).is_some_and(|part| part.starts_with(|c: char| c.is_ascii_digit()));
        (is_date && begins_with_a_digit).then(|| (format!("such as `\"{digits}Q4\"`"), format!("{digits}Q4")))
    });
    let Some((quarters, quarter)) = meant else {
        let (hint, from) = across.filter(|_| parts.len() == 2)?;
        return told(Value::Number { value: from, whole: true }, "is a year that runs across two", hint);
    };
    match fraction(&parts).filter(|_| sign == '/') {
        Some(value) if digits.len() == 1 => {
            let hint = format!("write `{}`: nothing is computed here; {what}: {quarters}", number(value));
            told(Value::Number { value, whole: false }, "is a fraction", hint)
        }
        alternative => {
            let or = match (across, alternative) {
                (Some((hint, _)), _) => format!("; if a year that runs across two is meant, {hint}"),
                (None, Some(value)) => {
                    format!("; if a fraction is meant, write `{}`: nothing is computed here", number(value))
                }
                (None, None) => String::new(),
            };
            told(Value::Text(quarter), "is no number", format!("{what}: {quarters}{or}"))
        }
    }
}

/// What to write for a year such as 2009/10, and the one in which it begins.
fn across(from: u32, to: &str) -> Option<(String, f64)> {
    const CENTURY: u32 = 100;
    let is_next = to.len() == 2 && to.parse() == Ok((from + 1) % CENTURY);
    is_next.then(|| (format!("write the one of the two in which most of it lies, such as `{from}`"), f64::from(from)))
}

/// A date in one word, such as `31.12.2009` or `2009M12`: what to write, and the quarter.
pub(super) fn in_one_word(word: &str) -> Option<(String, String)> {
    let upper = word.to_uppercase();
    of(&upper.split('.').collect::<Vec<_>>())
}

/// What to write for the parts of a date, and its quarter.
fn of(parts: &[&str]) -> Option<(String, String)> {
    let is_ours = |part: &str| year(part).is_some_and(|year| OURS.contains(&year));
    let begins_with_a_year = parts.first().and_then(|part| year(part)).is_some();
    let is_date = begins_with_a_year || parts.last().is_some_and(|part| is_ours(part)) || parts.len() == 1;
    let meant = of_parts(parts).filter(|_| is_date)?;
    Some((meant.told(), meant.quarter.to_string()))
}

/// What two numbers with a stroke between them are, if neither begins with a 0, as months do.
fn fraction(parts: &[&str]) -> Option<f64> {
    let [over, under] = parts else { return None };
    let value = |part: &str| magnitude(part).filter(|_| !part.starts_with('0')).map(|(value, _)| value);
    Some(rounded(value(over)? / value(under)?))
}
