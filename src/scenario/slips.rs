//! What was probably meant where a value is of another kind than its field takes.

use super::problems::{number, quoted};
use super::tree::{Node, Value};

/// What to write instead, if the value tells it; `expected` is what the field takes, in words.
pub(crate) fn hint(node: &Node, expected: &str) -> Option<String> {
    if let Some(hint) = comma_hint(node) {
        return Some(hint);
    }
    let grades = "`marchland explain grades` says what the grades mean";
    match &node.value {
        Value::Variant { name, .. } if name == "Some" => {
            Some("optional fields are written plainly, without `Some(..)`".to_owned())
        }
        Value::Variant { name, body: None } if expected.contains("in quotes") => {
            Some(format!("write {}", quoted(&format!("\"{name}\""))))
        }
        Value::Text(text) if expected.starts_with("a number") || expected.starts_with("a whole number") => {
            let is_number = text.trim().parse::<f64>().is_ok_and(f64::is_finite);
            is_number.then(|| format!("numbers stand without quotes: {}", quoted(text.trim())))
        }
        Value::Text(text) if expected.starts_with("a list ") => {
            Some(format!("a list stands in square brackets, even of one: {}", quoted(&format!("[\"{text}\"]"))))
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
            [value, source] if expected.contains("Grade)") => match (&value.value, &source.value) {
                (Value::Number { value, .. }, Value::Text(key)) => {
                    let written = quoted(&format!("({}, \"{key}\", B)", number(*value)));
                    Some(format!("a grade is missing: {written} if the source is a secondary one; {grades}"))
                }
                _ => None,
            },
            [_, _, source] if expected.starts_with("a point") && matches!(source.value, Value::Text(_)) => {
                Some(format!("a grade is missing behind the source: `A`, `B`, `C` or `U`; {grades}"))
            }
            _ => None,
        },
        _ => None,
    }
}

/// What to write where a decimal comma has made two values out of one.
pub(crate) fn comma_hint(node: &Node) -> Option<String> {
    let meant = node.decimal_comma()?;
    let plain = meant.replace('.', "");
    let is_thousands = meant.split_once('.').is_some_and(|(whole, rest)| rest.len() == 3 && whole != "0");
    Some(match is_thousands {
        true => {
            format!("write `{plain}` if the comma stands between thousands, or `{meant}`: the decimal sign is a point")
        }
        false => format!("write `{meant}`: the decimal sign is a point"),
    })
}
