//! Quarters and years, and what is told where they are written otherwise.

use super::decode::{Decode, Decoder, Rule, Spot};
use super::kinds::{Date, whole};
use super::problems::{Finding, number, quoted};
use super::tree::{Node, Span, Value};
use crate::model::date::Quarter;

impl Decode for Date {
    fn decode(node: &Node, _: &Rule, cx: &mut Decoder) -> Option<Self> {
        let expected = "a quarter such as \"2009Q4\" (a year from 1000 to 2999, `Q`, 1 to 4), in quotes";
        match &node.value {
            Value::Text(text) => match text.parse() {
                Ok(value) => Some(Self { value, span: node.span }),
                Err(_) => {
                    let message = format!("{} is {}, which is no quarter", cx.here(), quoted(&format!("\"{text}\"")));
                    let hint = meant(text).map(|quarter| format!("write `\"{quarter}\"`"));
                    let hint =
                        hint.or_else(|| year(text).map(|year| format!("write `\"{year}Q1\"` for its first quarter")));
                    cx.findings.add(Finding::new("M018", node.span, message).expected(expected).hint_if(hint));
                    None
                }
            },
            Value::Number { value, whole: true } if YEARS.contains(value) => {
                let message = format!("{} is a year, but a quarter is needed", cx.here());
                let hint = format!("write `\"{value}Q1\"` for its first quarter");
                cx.findings.add(Finding::new("M018", node.span, message).expected(expected).hint(hint));
                None
            }
            _ => cx.wrong_type(node, expected.to_owned()),
        }
    }

    fn kind() -> String {
        "quarter".to_owned()
    }

    fn wanted(_: &Rule) -> String {
        "quarter such as `\"2009Q4\"`".to_owned()
    }
}

/// The date of a data point: a quarter, or a year, which stands for its middle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DataDate {
    pub quarter: Quarter,
    pub yearly: bool,
    pub span: Span,
}

impl Decode for DataDate {
    fn decode(node: &Node, rule: &Rule, cx: &mut Decoder) -> Option<Self> {
        let expected = "a year such as 2009 or a quarter such as \"2009Q4\"";
        match &node.value {
            Value::Number { value, whole: true } => {
                if !YEARS.contains(value) {
                    let message = format!("{} is {}, which is no year", cx.here(), number(*value));
                    cx.findings.add(
                        Finding::new("M018", node.span, message).expected("a year from 1000 to 2999, or \"2009Q4\""),
                    );
                    return None;
                }
                let year = i32::try_from(whole(node)?).ok()?;
                Some(Self { quarter: Quarter::new(year, 3), yearly: true, span: node.span })
            }
            Value::Text(text) if let Some(year) = year(text) => {
                let message = format!("{} is the year {year} in quotes", cx.here());
                let finding = Finding::new("M018", node.span, message).expected(expected);
                cx.findings.add(finding.hint(format!("a year stands without quotes: `{year}`")));
                None
            }
            Value::Text(_) => {
                let Spot { value, span } = Date::decode(node, rule, cx)?;
                Some(Self { quarter: value, yearly: false, span })
            }
            _ => cx.wrong_type(node, expected.to_owned()),
        }
    }

    fn kind() -> String {
        "year or quarter".to_owned()
    }
}

/// Years that a date can have.
pub(super) const YEARS: std::ops::Range<f64> = 1000.0..3000.0;

/// The year that a text is.
pub(super) fn year(text: &str) -> Option<u32> {
    let text = text.trim();
    let is_year = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|year| is_year && YEARS.contains(&f64::from(*year)))
}

/// The quarter that a text means: `2009 q4`, `Q4/2009`, `2009-11`, `11.2009`, `2009-11-30`.
fn meant(text: &str) -> Option<Quarter> {
    let upper = text.trim().to_uppercase();
    let parts: Vec<&str> = upper.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let turned = || parts.iter().rev().copied().collect::<String>();
    let quarter = parts.concat().parse().ok().or_else(|| turned().parse().ok());
    quarter.or_else(|| match parts.as_slice() {
        [of, month, ..] | [month, of] if year(of).is_some() => {
            let month = Some(month).filter(|month| month.len() == 2)?.parse::<u32>().ok()?;
            let quarter = Some(month.div_ceil(3)).filter(|quarter| (1..=4).contains(quarter))?;
            format!("{of}Q{quarter}").parse().ok()
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_known_in_the_ways_in_which_people_write_them() {
        for text in ["2009q4", " 2009 Q4", "2009-Q4", "Q4 2009", "q4/2009", "2009-11", "2009/12/31", "11.2009"] {
            assert_eq!(meant(text).map(|quarter| quarter.to_string()).as_deref(), Some("2009Q4"), "{text}");
        }
        for text in ["2009", "2009Q5", "2009-13", "11-12-2009", "soon", ""] {
            assert_eq!(meant(text), None, "{text}");
        }
    }
}
