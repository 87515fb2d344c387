//! Numbers, and what people write in and behind numbers elsewhere: commas, blanks, units. That is told with what to
//! write instead, and read as what it means, so that one slip is one message.

use std::borrow::Cow;

use super::problems::{Finding, number, quoted};
use super::ron_date::{date, in_one_word};
use super::ron_range::{self, range};
use super::ron_reader::{Reader, Stop};
use super::ron_slips::Slip;
use super::ron_text::{Scanner, is_minus, is_name, latin};
use super::ron_units::{about_unit, degrees, unit, with_compass};
use super::tree::Value;

/// What was found behind a number.
pub(super) struct Behind {
    pub message: String,
    pub hint: String,
    /// What is probably meant.
    pub value: Value,
    /// Bytes that it takes up.
    pub length: usize,
}

impl Reader<'_, '_> {
    /// A number; `named` says that it is the value of a field, where no second value can follow a comma.
    pub(super) fn number(&mut self, named: bool) -> Result<Value, Stop> {
        let start = self.scan.at();
        let sign = match self.scan.minus_follows() {
            true => {
                self.scan.next_char();
                self.scan.slips.note(Slip::Minus, self.scan.span_from(start));
                "-"
            }
            false => self.scan.take_while(|c| c == '+' || c == '-'),
        };
        let from = self.scan.at();
        let mut word = self.scan.take_while(|c| is_name(c) || matches!(latin(c), '.' | '_')).to_owned();
        if let Some(sign) = word.chars().find(|c| latin(*c) != *c) {
            self.scan.slips.note_sign(Slip::Wide, self.scan.span_from(from), sign);
            word = word.chars().map(latin).collect();
        }
        if word.ends_with(['e', 'E']) && !word.starts_with("0x") && matches!(self.scan.peek(), Some('+' | '-')) {
            word.extend(self.scan.next_char());
            word.push_str(self.scan.take_while(is_name));
        }
        let negative = sign == "-";
        match magnitude(&word).filter(|_| sign.len() <= 1) {
            Some((value, whole)) => {
                let read = Value::Number { value: if negative { -value } else { value }, whole };
                Ok(self.with_what_follows(start, read, named))
            }
            None => self.no_number(start, sign, &word, named),
        }
    }

    fn with_what_follows(&mut self, start: usize, read: Value, named: bool) -> Value {
        let Some(behind) = behind(&self.scan, start, &read, named) else { return read };
        self.scan.back_to(self.scan.at() + behind.length);
        let finding = Finding::new("M003", self.scan.span_from(start), behind.message).hint(behind.hint);
        self.findings.add(finding);
        behind.value
    }

    fn no_number(&mut self, start: usize, sign: &str, word: &str, named: bool) -> Result<Value, Stop> {
        let span = self.scan.span_from(start);
        let shown = quoted(&format!("{sign}{word}"));
        let slip = if sign.len() <= 1 { within(sign, word, named) } else { None };
        let slip = slip.or_else(|| ron_range::within(word).filter(|_| sign.is_empty()));
        if let Some((message, hint, value)) = slip {
            self.findings.add(Finding::new("M003", span, format!("{shown} {message}")).hint(hint));
            return Ok(value);
        }
        if !word.chars().any(char::is_alphanumeric) {
            let finding = Finding::new("M003", span, format!("{shown} is no number"));
            let hint = "what is not known yet is estimated, as a bare number, or left out with its name";
            return Err(Box::new(finding.hint(hint)));
        }
        let hint = "numbers are written like 12, 0.5, 1e6 or 25_000; the decimal sign is a point; no units, no %";
        Err(Box::new(Finding::new("M003", span, format!("{shown} is no number")).hint(hint)))
    }
}

/// What is meant by a word that begins like a number: a quarter, a number with a unit or with signs between thousands.
fn within(sign: &str, word: &str, named: bool) -> Option<(&'static str, String, Value)> {
    let quarter = word.to_uppercase();
    if is_quarter(&quarter) {
        let hint = format!("a quarter stands in quotes: `\"{quarter}\"`");
        return Some(("has no quotes", hint, Value::Text(quarter)));
    }
    if let Some((told, quarter)) = in_one_word(word).filter(|_| sign.is_empty()) {
        return Some(("is no number", format!("dates are quarters in quotes: {told}"), Value::Text(quarter)));
    }
    let is_grouped = |mut parts: std::str::Split<'_, char>| {
        parts.next().is_some_and(|first| is_digits(first, 1..4)) && parts.all(|part| is_digits(part, 3..4))
    };
    if word.matches('.').count() > 1 && is_grouped(word.split('.')) {
        let plain = format!("{sign}{}", word.replace('.', ""));
        let value = Value::Number { value: plain.parse().ok()?, whole: true };
        return Some((
            "has points between its thousands",
            format!("write `{plain}`; nothing but `_` may stand between digits"),
            value,
        ));
    }
    let end = word.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '_'))).unwrap_or(word.len());
    let (digits, unit) = word.split_at(end);
    let (value, whole) = magnitude(digits)?;
    if !named && let Some((hint, value)) = with_compass(&format!("{sign}{digits}"), unit).filter(|_| !unit.is_empty()) {
        return Some(("has a point of the compass", hint, Value::Number { value, whole: false }));
    }
    let is_unit = unit.chars().all(char::is_alphabetic) && !matches!(digits, "0") && !unit.is_empty();
    if !is_unit || unit.eq_ignore_ascii_case("e") {
        return None;
    }
    let value = if sign == "-" { -value } else { value };
    let (hint, value) = about_unit(&format!("{sign}{digits}"), unit, value);
    Some(("has a unit", hint, Value::Number { value, whole }))
}

pub(super) fn is_digits(text: &str, length: std::ops::Range<usize>) -> bool {
    length.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

fn is_quarter(word: &str) -> bool {
    word.split_once('Q').is_some_and(|(year, q)| is_digits(year, 4..5) && matches!(q, "1" | "2" | "3" | "4"))
}

/// A number with `_` between its thousands, as an author would write a large one.
pub(super) fn grouped(value: f64) -> String {
    let plain = format!("{value}");
    if !plain.bytes().all(|b| b.is_ascii_digit()) {
        return plain;
    }
    let first = plain.len() % 3;
    let mut groups: Vec<&str> = Vec::new();
    if first > 0 {
        groups.push(&plain[..first]);
    }
    let mut at = first;
    while at < plain.len() {
        groups.push(&plain[at..at + 3]);
        at += 3;
    }
    groups.join("_")
}

/// What stands behind the number that was just read and began at `start`, if it belongs to it and cannot stand there.
fn behind(scan: &Scanner<'_>, start: usize, read: &Value, named: bool) -> Option<Behind> {
    let Value::Number { value, whole } = *read else { return None };
    let rest = scan.rest();
    // Most numbers end here.
    if rest.starts_with([')', ']', '}', '\n', '\r']) {
        return None;
    }
    let digits = &*with_plain_minus(scan.since(start));
    let text = |length: usize| quoted(&format!("{digits}{}", &rest[..length]));
    let blanks = rest.find(|c: char| !matches!(c, ' ' | '\u{a0}' | '\u{202f}')).unwrap_or(rest.len());
    let after = &rest[blanks..];
    if named && rest.starts_with(',') {
        return with_comma(digits, rest).map(|read| with_percent(digits, rest, read));
    }
    if let Some(date) = date(digits, rest) {
        return Some(date);
    }
    if let Some(range) = range(scan, start, value, named) {
        return Some(range);
    }
    if let Some(length) = groups(digits, rest) {
        let plain: String = format!("{digits}{}", &rest[..length]).chars().filter(|c| is_sign_or_digit(*c)).collect();
        let or = if named { "" } else { ", or a comma between two numbers" };
        return Some(Behind {
            message: format!("{} has {} between its thousands", text(length), sign_of(&rest[..length])),
            hint: format!("write `{plain}`{or}"),
            value: Value::Number { value: plain.parse().ok()?, whole: true },
            length,
        });
    }
    if let Some((part, sign)) = percent(after, named) {
        let share = rounded(value * part);
        return Some(Behind {
            message: format!(
                "{} has {}",
                text(blanks + sign),
                if part < 0.01 { "a per mille sign" } else { "a per cent sign" }
            ),
            hint: format!("write `{}`: shares run from 0 to 1", number(share)),
            value: Value::Number { value: share, whole: false },
            length: blanks + sign,
        });
    }
    if let Some((divisor, length)) = divisor(after) {
        let quotient = rounded(value / divisor);
        return Some(Behind {
            message: format!("{} is a fraction", text(blanks + length)),
            hint: format!("write `{}`: nothing is computed here", number(quotient)),
            value: Value::Number { value: quotient, whole: false },
            length: blanks + length,
        });
    }
    if !named && let Some(degrees) = degrees(digits, value, rest) {
        return Some(degrees);
    }
    if named && let Some(behind) = figure(digits, value, rest, blanks) {
        return Some(behind);
    }
    let length = unit(after, named)?;
    let (hint, value) = about_unit(digits, &after[..length], value);
    Some(Behind {
        message: format!("{} has a unit", text(blanks + length)),
        hint,
        value: Value::Number { value, whole },
        length: blanks + length,
    })
}

/// What a sign for per cent or per thousand makes of the number before it, and its bytes with what follows: `% p.a.`.
fn percent(after: &str, named: bool) -> Option<(f64, usize)> {
    let (sign, part) = [("%", 0.01), ("‰", 0.001)].into_iter().find(|(sign, _)| after.starts_with(sign))?;
    let rest = &after[sign.len()..];
    let words = rest.trim_start_matches([' ', '\u{a0}']);
    let per = words.strip_prefix('/').filter(|rest| !rest.starts_with(['/', '*'])).unwrap_or(words);
    let more = unit(per, named).map_or(0, |length| rest.len() - per.len() + length);
    Some((part, sign.len() + more))
}

/// The same number with a comma in it, where a per cent sign follows: one message, since both are one number.
fn with_percent(digits: &str, rest: &str, read: Behind) -> Behind {
    let behind = &rest[read.length..];
    let after = behind.trim_start_matches([' ', '\u{a0}']);
    let (Some((part, sign)), Value::Number { value, .. }) = (percent(after, true), &read.value) else { return read };
    let (share, length) = (rounded(value * part), read.length + behind.len() - after.len() + sign);
    Behind {
        message: format!(
            "{} has a comma as decimal sign, and a per cent sign",
            quoted(&format!("{digits}{}", &rest[..length]))
        ),
        hint: format!("write `{}`: the decimal sign is a point, and shares run from 0 to 1", number(share)),
        value: Value::Number { value: share, whole: false },
        length,
    }
}

/// A source and a grade behind a bare number, or a remark in brackets: `420000 "census" B`, `420000 (2010)`.
fn figure(digits: &str, value: f64, rest: &str, blanks: usize) -> Option<Behind> {
    let after = &rest[blanks..];
    // All that stands in one line is looked through only where there is something to find.
    if !after.starts_with(['(', '"']) {
        return None;
    }
    let line = &after[..after.find(['\n', '\r']).unwrap_or(after.len())];
    let (length, hint) = if let Some(inner) = line.strip_prefix('(') {
        let end = inner.find(')')?;
        (
            end + 2,
            format!(
                "write the number alone, `{digits}`: its source says of when and where it is, or a comment `// ..`"
            ),
        )
    } else {
        let inner = line.strip_prefix('"')?;
        let (key, behind) = inner.split_once('"')?;
        let grade = behind.trim_start_matches([' ', ',']);
        // Another entry begins here, and a comma is missing.
        if grade.starts_with(':') {
            return None;
        }
        let grade = grade.chars().next().filter(|grade| matches!(grade, 'A' | 'B' | 'C' | 'U'));
        let end = behind.find([',', ')', ']', '}']).filter(|_| !behind.starts_with(',')).unwrap_or(0);
        let written = quoted(&format!("({digits}, \"{key}\", {})", grade.unwrap_or('B')));
        (key.len() + 2 + end, format!("write {written}: a number with its source and grade stands in brackets"))
    };
    Some(Behind {
        message: format!("{} is no number", quoted(&format!("{digits}{}", &rest[..blanks + length]))),
        hint,
        value: Value::Number { value, whole: false },
        length: blanks + length,
    })
}

/// Digits whose sign is the hyphen of the keyboard.
fn with_plain_minus(digits: &str) -> Cow<'_, str> {
    match digits.strip_prefix(is_minus) {
        Some(digits) => Cow::Owned(format!("-{digits}")),
        None => Cow::Borrowed(digits),
    }
}

/// What stands between thousands, in words.
fn sign_of(groups: &str) -> &'static str {
    if groups.contains(['\'', '’']) { "apostrophes" } else { "blanks" }
}

const fn is_sign_or_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '-' | '+')
}

/// A comma and digits at once behind the number: thousands if they are three and the number may have some, else decimals.
fn with_comma(digits: &str, rest: &str) -> Option<Behind> {
    let decimals = rest[1..].len() - rest[1..].trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if decimals == 0 || digits.contains('.') {
        return None;
    }
    let plain = digits.trim_start_matches(['-', '+']);
    let parts = rest.split(',').skip(1).take_while(|part| part.get(..3).is_some_and(|p| is_digits(p, 3..4)));
    let is_end = |part: &&str| part.len() > 3;
    let groups = parts.clone().position(|part| is_end(&part)).map_or_else(|| parts.clone().count(), |at| at + 1);
    let is_thousands = groups > 0 && decimals == 3 && is_digits(plain, 1..4) && !plain.starts_with('0');
    let length = if is_thousands { groups * 4 } else { decimals + 1 };
    let shown = format!("{digits}{}", &rest[..length]);
    let (message, written, more) = match is_thousands {
        true => ("has commas between its thousands", shown.replace(',', ""), ""),
        false => ("has a comma as decimal sign", shown.replace(',', "."), ": the decimal sign is a point"),
    };
    Some(Behind {
        message: format!("{} {message}", quoted(&shown)),
        hint: format!("write `{written}`{more}"),
        value: Value::Number { value: written.parse().ok()?, whole: is_thousands },
        length,
    })
}

/// Bytes of ` 000`, `'000` and the like behind a number that may have thousands.
fn groups(digits: &str, rest: &str) -> Option<usize> {
    if !is_digits(digits.trim_start_matches(['-', '+']), 1..4) || digits.starts_with('0') {
        return None;
    }
    let mut length = 0;
    loop {
        let more = &rest[length..];
        let Some(sign) = more.chars().next().filter(|c| matches!(c, ' ' | '\'' | '\u{a0}' | '\u{202f}' | '’')) else {
            break;
        };
        let after = &more[sign.len_utf8()..];
        let is_group = after.get(..3).is_some_and(|group| is_digits(group, 3..4));
        if !is_group || after[3..].starts_with(|c: char| is_name(c) || c == '.') {
            break;
        }
        length += sign.len_utf8() + 3;
    }
    (length > 0).then_some(length)
}

/// `/100`, and its bytes.
fn divisor(after: &str) -> Option<(f64, usize)> {
    let digits = after.strip_prefix('/')?.trim_start_matches(' ');
    let blanks = after.len() - 1 - digits.len();
    let end = digits.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(digits.len());
    let divisor: f64 = digits[..end].parse().ok()?;
    (divisor > 0.0).then_some((divisor, 1 + blanks + end))
}

/// Without what only the division added.
pub(super) fn rounded(value: f64) -> f64 {
    let scaled = libm::round(value * 1e6) / 1e6;
    if scaled.is_finite() { scaled } else { value }
}

/// The value of digits, and whether they are whole.
pub(super) fn magnitude(word: &str) -> Option<(f64, bool)> {
    let digits = word.replace('_', "");
    match digits.as_str() {
        _ if word.starts_with('_') => None,
        "inf" => Some((f64::INFINITY, false)),
        "NaN" => Some((f64::NAN, false)),
        _ => based(&digits).or_else(|| decimal(&digits)),
    }
}

fn decimal(digits: &str) -> Option<(f64, bool)> {
    let plain = digits.bytes().all(|b| matches!(b, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-'));
    if !plain {
        return None;
    }
    let value = digits.parse().ok()?;
    Some((value, digits.bytes().all(|b| b.is_ascii_digit())))
}

/// Hexadecimal, octal and binary whole numbers.
fn based(digits: &str) -> Option<(f64, bool)> {
    let (radix, rest) = match digits.get(..2)? {
        "0x" => (16, &digits[2..]),
        "0o" => (8, &digits[2..]),
        "0b" => (2, &digits[2..]),
        _ => return None,
    };
    let value = u64::from_str_radix(rest, radix).ok().filter(|_| !rest.starts_with('+'))?;
    #[expect(clippy::cast_precision_loss, reason = "numbers of scenarios are far below 2^53")]
    Some((value as f64, true))
}
