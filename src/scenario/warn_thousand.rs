//! Warns of numbers in which a point probably stands between thousands: `470.000` persons are 470.

use super::places::{self, Part, way};
use super::problems::{Text, number, quoted};
use super::tree::{Node, Span, Value};
use super::units;
use super::warn::{Given, Warnings};
use crate::model::setup::Side;

/// A value of a series, with what is written of it.
struct Written<'a> {
    date: String,
    value: f64,
    raw: &'a str,
    place: Span,
}

/// Counts and series that have lost their thousands.
pub(crate) fn points(given: &Given<'_>, texts: &[Text], found: &mut Warnings<'_>) {
    for side in Side::BOTH {
        let name = ["a", "b"][side.index()];
        for field in ["population", "employed"] {
            count(given, texts, &way!["regions", name, field], found);
        }
    }
    for city in given.tree.keys("cities") {
        count(given, texts, &way!["cities", city, "population"], found);
    }
    for group in ["history", "drivers"] {
        for id in given.tree.keys(group) {
            series(given, texts, [group, id], found);
        }
    }
}

/// The number without its point, if that stands before three digits as between thousands.
fn whole(raw: &str) -> Option<String> {
    let (first, last) = raw.split_once('.')?;
    let is_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let is_so = (1..=3).contains(&first.len()) && last.len() == 3 && is_digits(first) && is_digits(last);
    (is_so && !first.starts_with('0')).then(|| format!("{first}{last}"))
}

/// What is written of a number, without the quotes of a cell.
fn raw<'t>(node: &Node, texts: &'t [Text]) -> Option<&'t str> {
    let Span { origin, start, end } = node.span;
    let text = texts.get(usize::from(origin))?.text.get(start as usize..end as usize)?;
    Some(text.trim().trim_matches('"').trim())
}

fn value(node: &Node) -> Option<f64> {
    if let Value::Number { value, .. } = node.value { Some(value) } else { None }
}

/// A field that counts persons.
fn count(given: &Given<'_>, texts: &[Text], path: &[Part<'_>], found: &mut Warnings<'_>) {
    let Some(node) = given.tree.node(path) else { return };
    let node = match &node.value {
        Value::Tuple(items) => items.first(),
        _ => Some(node),
    };
    let Some((node, is)) = node.and_then(|node| Some((node, value(node)?))) else { return };
    let Some((raw, whole)) = raw(node, texts).and_then(|raw| Some((raw, whole(raw)?))) else { return };
    let message = format!(
        "{} is written `{raw}`, which is {} persons: a point is the decimal sign, and thousands have none",
        quoted(&places::in_words(path)),
        number(is)
    );
    let hint = format!("write `{whole}` if thousands are meant, `{}` if not", number(is));
    found.add(Some(node.span), "W024", message, hint);
}

fn series(given: &Given<'_>, texts: &[Text], [group, id]: [&str; 2], found: &mut Warnings<'_>) {
    let Some(points) = given.tree.node(&way![group, id, "points"]) else { return };
    let unit = given.tree.node(&way![group, id, "unit"]).and_then(Node::text).unwrap_or_default();
    let Value::List(points) = &points.value else { return };
    let points: Vec<Written> = points.iter().filter_map(|point| written(point, texts)).collect();
    let path = quoted(&format!("{group}.{id}"));
    let grouped: Vec<(&Written, String)> = points.iter().filter_map(|p| Some((p, whole(p.raw)?))).collect();
    if let (true, Some((first, whole))) = (units::counts(unit), grouped.first()) {
        let message = format!(
            "{path} has `{}` for {}, which is {} {unit}: a point is the decimal sign, and thousands have none{}",
            first.raw,
            first.date,
            number(first.value),
            match grouped.len() - 1 {
                0 => String::new(),
                1 => "; another value is like this".to_owned(),
                more => format!("; {more} more values are like this"),
            }
        );
        let hint = format!("write `{whole}` if thousands are meant; if not, `{}`", number(first.value));
        found.add(Some(first.place), "W024", message, hint);
        return;
    }
    for pair in points.windows(2) {
        let [before, after] = pair else { continue };
        if let Some((factor, small, large)) = leap(before, after) {
            let message = format!(
                "{path} goes from {} in {} to {} in {}, by a factor of {}",
                before.raw,
                before.date,
                after.raw,
                after.date,
                number(factor.round())
            );
            let hint = format!(
                "probably one is in thousands of the other, or its point stands between thousands: write all values in one \
                 unit, and thousands without a sign; if it is so, give both a point, `{large}.0` and `{}`",
                small.raw
            );
            found.add(Some(small.place), "W024", message, hint);
            return;
        }
    }
}

fn written<'a>(point: &Node, texts: &'a [Text]) -> Option<Written<'a>> {
    let Value::Tuple(parts) = &point.value else { return None };
    let [when, is, ..] = parts.as_slice() else { return None };
    let date = match &when.value {
        Value::Text(text) => text.clone(),
        _ => number(value(when)?),
    };
    Some(Written { date, value: value(is)?, raw: raw(is, texts)?, place: is.span })
}

/// By what two values that follow each other differ, if that is about a thousand and the smaller alone has a point: the factor,
/// the smaller, and how the larger is written.
fn leap<'p, 'a>(before: &'p Written<'a>, after: &'p Written<'a>) -> Option<(f64, &'p Written<'a>, &'a str)> {
    /// A series that grows or falls may take its unit along.
    const ABOUT_A_THOUSAND: std::ops::RangeInclusive<f64> = 500.0..=2000.0;
    let (small, large) = if before.value < after.value { (before, after) } else { (after, before) };
    let factor = large.value / small.value;
    let is_leap = small.value > 0.0 && ABOUT_A_THOUSAND.contains(&factor);
    (is_leap && small.raw.contains('.') && !large.raw.contains('.')).then_some((factor, small, large.raw))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_three_digits_behind_at_most_three() {
        assert_eq!(whole("470.000").as_deref(), Some("470000"));
        assert_eq!(whole("4.100").as_deref(), Some("4100"));
        for other in ["4.1", "4.1000", "0.350", "4100", "4100.000", "1e3", "-4.100", "4.", ".100", "4_1.000"] {
            assert_eq!(whole(other), None, "{other}");
        }
    }
}
