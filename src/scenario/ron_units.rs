//! Units behind a number: words that multiply, lengths of time that the format counts otherwise, and degrees with a
//! point of the compass.

use super::problems::{number, quoted};
use super::ron_number::{Behind, grouped, magnitude, rounded};
use super::ron_text::is_name;
use super::tree::Value;
use super::units::multiplier;

/// A length of time that no field of the format counts.
struct Time {
    called: &'static [&'static str],
    /// What is counted in its place.
    counted: &'static str,
    /// How many of these it is.
    length: f64,
}

const TIMES: [Time; 6] = [
    Time { called: &["years", "year", "yr", "yrs", "y"], counted: "quarters", length: 4.0 },
    Time { called: &["months", "month", "mth", "mths"], counted: "quarters", length: 1.0 / 3.0 },
    Time { called: &["weeks", "week", "wk", "wks"], counted: "quarters", length: 1.0 / 13.0 },
    Time { called: &["days", "day"], counted: "quarters", length: 1.0 / 91.25 },
    Time { called: &["hours", "hour", "h", "hr", "hrs"], counted: "minutes", length: 60.0 },
    Time { called: &["seconds", "second", "s", "sec", "secs"], counted: "minutes", length: 1.0 / 60.0 },
];

/// The word of a unit that multiplies, and by how much.
pub(super) fn scale_of(unit: &str) -> Option<(String, f64)> {
    let plain = unit.to_lowercase().replace("per cent", "percent").replace("per mille", "permille");
    let first = first_word(&plain);
    // Behind a number it is no length: nothing in the format is measured in metres.
    let power = if first == "m" { Some(6) } else { multiplier(&first) };
    power.map(|power| (first, libm::pow(10.0, f64::from(power))))
}

fn first_word(unit: &str) -> String {
    unit.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase()
}

/// What to write in the place of a number with a unit, and the number that is probably meant.
pub(super) fn about_unit(digits: &str, unit: &str, value: f64) -> (String, f64) {
    let first = first_word(unit);
    if let Some((word, scale)) = scale_of(unit) {
        let all = rounded(value * scale);
        if scale < 1.0 {
            return (format!("write `{}`: shares run from 0 to 1", number(all)), all);
        }
        let hint = format!(
            "write `{}` if the field counts single ones, such as persons, or `{digits}` if it counts in {word}",
            grouped(all)
        );
        return (hint, all);
    }
    // In small letters a word can be shorter than it was.
    let rest = unit.get(first.len()..).unwrap_or_default();
    if let Some((time, meant, own)) = length_of_time(&first, rest, value) {
        let (counted, name) = (time.counted, time.called[0]);
        let hint = format!(
            "write `{}`: the fields of the format count {counted}; in a series of points that counts {name} it is `{}`",
            number(meant),
            number(own)
        );
        return (hint, meant);
    }
    (format!("write the number alone, `{digits}`: its unit is that of the field"), value)
}

/// A length of time in what the format counts, and in its own, with the smaller one that may follow it: `1 h 30 min`.
fn length_of_time(first: &str, rest: &str, value: f64) -> Option<(&'static Time, f64, f64)> {
    let time = TIMES.iter().find(|time| time.called.contains(&first))?;
    let rest = rest.trim_start_matches([' ', '.', '\u{a0}']);
    let (digits, unit) = rest.split_at(rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len()));
    let unit = unit.trim().trim_end_matches('.').to_lowercase();
    let smaller = match (time.counted, unit.as_str()) {
        ("minutes", "" | "m" | "min" | "mins" | "minutes") | ("quarters", "quarters" | "quarter") => Some(1.0),
        (counted, unit) => {
            TIMES.iter().find(|t| t.counted == counted && t.called.contains(&unit)).map(|time| time.length)
        }
    };
    let more = magnitude(digits).zip(smaller).map_or(0.0, |((more, _), length)| more * length);
    let meant = value * time.length + more;
    let counted = if time.counted == "quarters" { libm::round(meant).max(1.0) } else { rounded(meant) };
    Some((time, counted, rounded(meant / time.length)))
}

/// Bytes of words behind a number that can only be its unit.
pub(super) fn unit(after: &str, named: bool) -> Option<usize> {
    let is_sign = |c: char| matches!(c, '€' | '$' | '£' | '¥' | '₽' | '°' | '²' | '³');
    after.chars().next().filter(|c| c.is_alphabetic() || is_sign(*c))?;
    let word = after.find(|c: char| !(is_name(c) || is_sign(c))).unwrap_or(after.len());
    let next = after[word..].trim_start_matches(' ');
    let is_grade = matches!(&after[..word], "A" | "B" | "C" | "U" | "a" | "b" | "c" | "u");
    if (is_grade && !named) || next.starts_with([':', '=', '(']) {
        return None;
    }
    let ends = |(at, c): &(usize, char)| {
        matches!(c, ',' | ';' | ')' | ']' | '}' | '"' | '\n' | '\r' | ':' | '#')
            || (*c == '/' && after[*at..].starts_with("//"))
            || (*c == '/' && after[*at..].starts_with("/*"))
    };
    let end = after.char_indices().find(ends).map_or(after.len(), |(at, _)| at);
    Some(after[..end].trim_end().len())
}

/// Whether a word is a point of the compass, and whether that counts up; none if it may be either.
fn compass(word: &str) -> Option<Option<bool>> {
    match word.to_lowercase().as_str() {
        "n" | "north" | "e" | "east" | "ost" => Some(Some(true)),
        "s" | "south" | "w" | "west" => Some(Some(false)),
        "o" => Some(None),
        _ => None,
    }
}

/// What to write for degrees with a point of the compass, and the number that is probably meant.
pub(super) fn with_compass(digits: &str, word: &str) -> Option<(String, f64)> {
    let (value, _) = magnitude(digits.trim_start_matches(['-', '+']))?;
    written(value, digits.starts_with('-'), word)
}

fn written(size: f64, is_below: bool, word: &str) -> Option<(String, f64)> {
    let size = rounded(size);
    let place = match word.to_lowercase().chars().next() {
        Some('n' | 's') => ", as the second of the two",
        Some('e' | 'w') => ", as the first of the two",
        _ => "",
    };
    let rule = "east and north count up from 0, west and south down, and the degrees east come first";
    match if word.is_empty() { Some(true) } else { compass(word)? } {
        Some(is_up) => {
            let value = if is_up && !is_below { size } else { -size };
            Some((format!("write `{}`{place}: {rule}", number(value)), value))
        }
        None => {
            Some((format!("write `{0}` if `{word}` is the east, `-{0}` if it is the west: {rule}", number(size)), size))
        }
    }
}

/// `9°30'E`, `70.6 W` and the like, whose number is read already and begins with `digits`.
pub(super) fn degrees(digits: &str, value: f64, rest: &str) -> Option<Behind> {
    const BLANKS: [char; 3] = [' ', '\u{a0}', '\u{202f}'];
    let skipped = |at: usize| rest.len() - rest[at..].trim_start_matches(BLANKS).len();
    let mut size = libm::fabs(value);
    let mut at = skipped(0);
    let sign = rest[at..].chars().next().filter(|c| matches!(c, '°' | 'º' | '˚'));
    if let Some(sign) = sign {
        at += sign.len_utf8();
        for (part, marks) in [(60.0, &["'", "′", "’"][..]), (3600.0, &["\"", "″", "”", "''"][..])] {
            let Some((sixtieths, end)) = sixtieths(rest, skipped(at), marks) else { break };
            size += sixtieths / part;
            at = end;
        }
    }
    let from = skipped(at);
    let word = &rest[from..];
    let word = &word[..word.find(|c: char| !is_name(c)).unwrap_or(word.len())];
    if sign.is_none() && word.is_empty() {
        return None;
    }
    let (hint, value) = written(size, digits.starts_with('-'), word)?;
    let length = if word.is_empty() { at } else { from + word.len() };
    let shown = quoted(&format!("{digits}{}", &rest[..length]));
    let message = match word.is_empty() {
        true => format!("{shown} has a sign for degrees"),
        false => format!("{shown} has a point of the compass"),
    };
    Some(Behind { message, hint, value: Value::Number { value, whole: false }, length })
}

/// Minutes or seconds of a degree that begin at `from`, and where they end.
fn sixtieths(rest: &str, from: usize, marks: &[&str]) -> Option<(f64, usize)> {
    let digits = &rest[from..];
    let end = digits.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(digits.len());
    let mark = marks.iter().find(|mark| digits[end..].starts_with(**mark))?;
    let (value, _) = magnitude(&digits[..end])?;
    Some((value, from + end + mark.len()))
}
