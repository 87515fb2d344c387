//! What was probably meant where a value is of another kind than its field takes.

use super::problems::{Findings, number, quoted};
use super::ron_reader;
use super::ron_text::is_minus;
use super::ron_writer::inline;
use super::slips_elsewhere::elsewhere;
use super::tree::{Node, Value};
use super::units;

/// What to write instead, if the value tells it; `expected` is what the field takes, in words.
pub(crate) fn hint(node: &Node, expected: &str) -> Option<String> {
    let named = name_of(node).or_else(|| node.text()).and_then(nothing);
    if let Some(hint) = comma_hint(node, counts(expected)).or(named).or_else(|| elsewhere(node, expected)) {
        return Some(hint);
    }
    if expected.starts_with("a list ") {
        return Some(as_list(node));
    }
    let is_figure = expected.contains("Grade)") && !expected.starts_with("a point");
    let grades = "`marchland explain grades` says what the grades mean";
    match &node.value {
        Value::Variant { name, .. } if name == "Some" => {
            Some("optional fields are written plainly, without `Some(..)`".to_owned())
        }
        Value::Variant { name, body: None } if expected.contains("in quotes") => {
            Some(format!("write {}", quoted(&format!("\"{name}\""))))
        }
        Value::Text(text) if expected.starts_with("a number") || expected.starts_with("a whole number") => {
            number_in(text)
        }
        Value::Number { value, whole: false } if expected.starts_with("a whole number") => {
            let is_whole = value.is_finite() && libm::trunc(*value).total_cmp(value).is_eq();
            is_whole.then(|| format!("write `{}`, without a decimal point", number(*value)))
        }
        Value::Tuple(items) => match items.as_slice() {
            [one] if expected.starts_with("a number") => match one.value {
                Value::Number { value, .. } => Some(format!("leave the brackets out: `{}`", number(value))),
                _ => None,
            },
            [one] if expected.contains("`AtLeast(number)`") => match one.value {
                Value::Number { value, .. } => Some(format!("write `AtLeast({0})` or `Below({0})`", number(value))),
                _ => None,
            },
            [value, source] if expected.contains("Grade)") && name_of(source).is_none() => {
                match (&value.value, &source.value) {
                    (Value::Number { value, .. }, Value::Text(key)) => {
                        let written = quoted(&format!("({}, \"{key}\", B)", number(*value)));
                        Some(format!("a grade is missing: {written} if the source is a secondary one; {grades}"))
                    }
                    _ => None,
                }
            }
            [value, grade] if is_figure => match (&value.value, name_of(grade)) {
                (Value::Number { value, .. }, Some(grade)) if GRADES.contains(&grade) => {
                    let written = quoted(&format!("({}, \"key\", {grade})", number(*value)));
                    Some(format!("a source is missing: {written} with a key of `sources`; {grades}"))
                }
                _ => None,
            },
            items if is_figure && in_order(items).is_some() => in_order(items)
                .map(|figure| format!("the number comes first, then the source, then the grade: {figure}")),
            [_, _, source] if expected.starts_with("a point") && matches!(source.value, Value::Text(_)) => {
                Some(format!("a grade is missing behind the source: `A`, `B`, `C` or `U`; {grades}"))
            }
            _ => None,
        },
        _ => None,
    }
}

const GRADES: [&str; 4] = ["A", "B", "C", "U"];

/// A number, a source and a grade in whatever order, as a figure.
pub(crate) fn in_order(items: &[Node]) -> Option<String> {
    let [_, _, _] = items else { return None };
    let value = items.iter().find_map(|item| match item.value {
        Value::Number { value, .. } => Some(value),
        _ => None,
    });
    let key = items.iter().find_map(Node::text);
    let grade = items.iter().filter_map(name_of).find(|name| GRADES.contains(name));
    Some(quoted(&format!("({}, \"{}\", {})", number(value?), key?, grade?)))
}

fn name_of(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Variant { name, body: None } => Some(name),
        _ => None,
    }
}

/// What to do about a name that says elsewhere that there is nothing.
pub(crate) fn nothing(name: &str) -> Option<String> {
    const NOTHING: [&str; 22] = [
        "",
        "-",
        "?",
        "???",
        "...",
        "…",
        "none",
        "null",
        "nil",
        "na",
        "n/a",
        "n.a.",
        "nan",
        "undefined",
        "unknown",
        "missing",
        "todo",
        "tbd",
        "tba",
        "x",
        "xx",
        "xxx",
    ];
    let is_nothing = NOTHING.iter().any(|known| name.eq_ignore_ascii_case(known));
    is_nothing.then(|| {
        "a field that is not wanted is left out, with its name; a figure that must be given and is not known is estimated, \
         as a bare number"
            .to_owned()
    })
}

/// A value that stands where a list should, as a list.
fn as_list(node: &Node) -> String {
    /// Longer values are not repeated.
    const SHORT: usize = 40;
    const ANY: &str = "a list stands in square brackets: `[ .., .. ]`";
    let is_of_things = |items: &[Node]| items.iter().all(|item| !matches!(item.value, Value::Number { .. }));
    match &node.value {
        Value::Map(_) => ANY.to_owned(),
        // A list in round brackets, and not a point or a pair that should be one of a list.
        Value::Tuple(items) if is_of_things(items) => ANY.to_owned(),
        _ => {
            let text = Some(inline(node)).filter(|text| text.chars().count() <= SHORT);
            format!("a list stands in square brackets, even of one: `[{}]`", text.as_deref().unwrap_or(" .. "))
        }
    }
}

/// What to write for a number in quotes: the reader of numbers knows what people write in and behind them.
fn number_in(text: &str) -> Option<String> {
    let text = text.trim();
    if text.parse::<f64>().is_ok_and(f64::is_finite) {
        return Some(format!("numbers stand without quotes: {}", quoted(text)));
    }
    let begins = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.') || is_minus(c);
    let words = [("minus ", "-"), ("plus ", "")].into_iter().find(|(word, _)| text.to_lowercase().starts_with(word));
    if let Some((word, sign)) = words {
        let text = format!("{sign}{}", text.get(word.len()..)?.trim());
        return text.parse::<f64>().is_ok().then(|| format!("write {}", quoted(&text)));
    }
    if !text.starts_with(begins) {
        return None;
    }
    let mut findings = Findings::default();
    let read = ron_reader::parse(text, 0, 1, &mut findings);
    // A date in quotes is no number in quotes.
    if read.is_some_and(|node| !matches!(node.value, Value::Number { .. })) {
        return None;
    }
    let hint = findings.told_once().into_iter().next()?.hint?;
    Some(format!("numbers stand without quotes; {hint}"))
}

/// Whether a field counts single things, so that its values have no decimals; `expected` is what it takes, in words.
fn counts(expected: &str) -> bool {
    let unit = expected.split('(').nth(1).and_then(|rest| rest.split(')').next());
    expected.starts_with("a whole number") || unit.is_some_and(units::counts)
}

/// What to write where a comma has made several values out of one number; `counts` says that it has no decimals.
pub(crate) fn comma_hint(node: &Node, counts: bool) -> Option<String> {
    let pieces = node.number_in_pieces()?;
    let (whole, rest) = pieces.split_first()?;
    let digits = whole.trim_start_matches('-');
    let is_grouped = (1..=3).contains(&digits.len()) && digits != "0" && rest.iter().all(|piece| piece.len() == 3);
    let (plain, meant) = (pieces.concat(), format!("{whole}.{}", rest.first()?));
    Some(match (is_grouped, rest.len()) {
        (true, 1) if counts => format!("write `{plain}`: nothing but `_` may stand between digits"),
        (true, 1) => {
            format!("write `{plain}` if the comma stands between thousands, or `{meant}`: the decimal sign is a point")
        }
        (true, _) => format!("write `{plain}`: nothing but `_` may stand between digits"),
        _ => format!("write `{meant}`: the decimal sign is a point"),
    })
}
