//! Ranges, margins and comparisons: what people write where one number or one condition is asked for. They are told with
//! what to write instead, and read as what is probably meant.

use super::dates::YEARS;
use super::problems::{Finding, number, quoted};
use super::ron_number::{Behind, is_digits, magnitude, rounded};
use super::ron_reader::{Reader, Stop};
use super::ron_text::{Scanner, is_minus};
use super::ron_units::{scale_of, unit};
use super::tree::{Node, Value};

/// Between the ends of a range.
const BETWEEN: [&str; 9] = ["...", "..", "…", "—", "to ", "bis ", "~", "+/-", "±"];

/// The second number of a range, a margin or a difference behind the number that began at `start`.
pub(super) fn range(scan: &Scanner<'_>, start: usize, low: f64, named: bool) -> Option<Behind> {
    let (rest, digits) = (scan.rest(), scan.since(start));
    let between = rest.trim_start_matches([' ', '\u{a0}']);
    let sign = match between.chars().next()? {
        c if c == '-' || is_minus(c) => &between[..c.len_utf8()],
        _ => BETWEEN.into_iter().find(|sign| between.starts_with(sign))?,
    };
    let behind = &between[sign.len()..];
    let second = behind.trim_start_matches([' ', '\u{a0}']);
    // `[5 -3]` lacks a comma.
    let is_next_value = !named && sign == "-" && between.len() < rest.len() && second.len() == behind.len();
    let end = second.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '_'))).unwrap_or(second.len());
    let (high, _) = magnitude(&second[..end]).filter(|_| !is_next_value)?;
    let (scale, more) = behind_range(&second[end..], named);
    let (low, high, length) = (low * scale, high * scale, rest.len() - second.len() + end + more);
    let written = quoted(&format!("{digits}{}", &rest[..length]));
    if matches!(sign, "±" | "+/-") {
        let hint = format!("write the number alone, `{}`: how sure it is, its grade says", number(rounded(low)));
        let value = Value::Number { value: rounded(low), whole: false };
        return Some(Behind { message: format!("{written} has a margin"), hint, value, length });
    }
    if is_digits(digits, 4..5) && YEARS.contains(&low) && YEARS.contains(&high) {
        let year = |value: f64| Node { span: scan.span_from(start), value: Value::Number { value, whole: true } };
        let hint = format!("the first and the last year stand in brackets: `({digits}, {})`", &second[..end]);
        let value = Value::Tuple(vec![year(low), year(high)]);
        return Some(Behind { message: format!("{written} is a range of years"), hint, value, length });
    }
    if high < low {
        let value = rounded(low - high);
        let hint = format!("write `{}`: nothing is computed here", number(value));
        let value = Value::Number { value, whole: false };
        return Some(Behind { message: format!("{written} is a difference"), hint, value, length });
    }
    let (hint, value) = one_of(low, high);
    Some(Behind { message: format!("{written} is a range"), hint, value, length })
}

/// What a per cent sign or a unit behind a range multiplies with, and its bytes.
fn behind_range(rest: &str, named: bool) -> (f64, usize) {
    let after = rest.trim_start_matches([' ', '\u{a0}']);
    let blanks = rest.len() - after.len();
    if after.starts_with('%') {
        return (0.01, blanks + 1);
    }
    match unit(after, named) {
        Some(length) => (scale_of(&after[..length]).map_or(1.0, |(_, scale)| scale), blanks + length),
        None => (1.0, 0),
    }
}

/// `0.3..0.4`, which is read as one word.
pub(super) fn within(word: &str) -> Option<(&'static str, String, Value)> {
    let (low, high) = word.split_once("..")?;
    let ((low, _), (high, _)) = (magnitude(low)?, magnitude(high.trim_start_matches('.'))?);
    let (hint, value) = one_of(low, high);
    Some(("is a range", hint, value))
}

/// What to write for a range, and the number in its middle.
fn one_of(low: f64, high: f64) -> (String, Value) {
    let middle = rounded(f64::midpoint(low, high));
    let hint = format!(
        "write one number, such as `{}` in the middle; a study plays several (`marchland explain study`)",
        number(middle)
    );
    (hint, Value::Number { value: middle, whole: false })
}

/// Words before a number that is not exact.
const ABOUT: [&str; 18] = [
    "about",
    "almost",
    "approx",
    "approximately",
    "around",
    "c",
    "ca",
    "circa",
    "env",
    "environ",
    "est",
    "estimated",
    "etwa",
    "nearly",
    "roughly",
    "rund",
    "около",
    "примерно",
];

impl Reader<'_, '_> {
    /// `ca. 0.41`, whose first word is `name` and begins at `start`.
    pub(super) fn about(&mut self, start: usize, name: &str, named: bool) -> Result<Option<Value>, Stop> {
        let mut ahead = self.scan;
        ahead.take('.');
        ahead.take_while(|c| c == ' ');
        if !ABOUT.contains(&name) || !ahead.peek().is_some_and(|c| c.is_ascii_digit()) {
            return Ok(None);
        }
        self.scan.back_to(ahead.at());
        let value = self.number(named)?;
        let span = self.scan.span_from(start);
        let message = format!("{} is no exact number", quoted(self.scan.since(start)));
        let digits = self.scan.since(ahead.at());
        let hint = format!("write the number alone, {}: how sure it is, its grade says", quoted(digits));
        self.findings.add(Finding::new("M003", span, message).hint(hint));
        Ok(Some(value))
    }

    /// `access >= 0.36`, as conditions are written elsewhere.
    pub(super) fn compared(&mut self, start: usize, node: Node) -> Node {
        let (Value::Variant { name, body: None } | Value::Text(name)) = &node.value else { return node };
        let mut ahead = self.scan;
        ahead.take_while(|c| c == ' ');
        let condition = match ahead.next_char() {
            Some('>' | '≥') => "AtLeast",
            Some('<' | '≤') => "Below",
            _ => return node,
        };
        ahead.take('=');
        ahead.take_while(|c| c == ' ');
        let from = ahead.at();
        let digits = ahead.take_while(|c| c.is_ascii_digit() || matches!(c, '.' | '_'));
        let Some((value, whole)) = magnitude(digits) else { return node };
        let limit = Node { span: ahead.span_from(from), value: Value::Number { value, whole } };
        self.scan.back_to(ahead.at());
        let span = self.scan.span_from(start);
        let message = format!("{} is a condition in signs", quoted(self.scan.since(start)));
        let hint = format!(
            "write {}: a condition is `AtLeast(\"variable\", number)` or `Below(\"variable\", number)`",
            quoted(&format!("{condition}(\"{name}\", {})", number(value)))
        );
        self.findings.add(Finding::new("M003", span, message).hint(hint));
        let variable = Node { span: node.span, value: Value::Text(name.clone()) };
        let body = Node { span, value: Value::Tuple(vec![variable, limit]) };
        Node { span, value: Value::Variant { name: condition.to_owned(), body: Some(Box::new(body)) } }
    }
}
