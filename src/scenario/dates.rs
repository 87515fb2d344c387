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
                    cx.findings.forget_quotes(node.span);
                    let message = format!("{} is {}, which is no quarter", cx.here(), quoted(&format!("\"{text}\"")));
                    let hint = meant(text).map(|meant| format!("write {}", meant.told()));
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
            Value::Number { value, whole: false } if let Some(meant) = with_a_point(*value) => {
                let message = format!("{} is the number {}, which is no quarter", cx.here(), number(*value));
                let hint = format!("write {}", meant.told());
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
            Value::Number { value, whole: false } if with_a_point(*value).is_none() => {
                cx.wrong_type(node, expected.to_owned())
            }
            Value::Text(_) | Value::Number { whole: false, .. } => {
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

/// The quarter that a date means which is written otherwise, and where it can be read in two ways, the other.
#[derive(Debug, PartialEq)]
pub(crate) struct Meant {
    pub quarter: Quarter,
    /// When it is the first, and the quarter that it is otherwise, with when.
    or: Option<(&'static str, Quarter, &'static str)>,
}

impl Meant {
    const fn one(quarter: Quarter) -> Self {
        Self { quarter, or: None }
    }

    /// What to write.
    pub fn told(&self) -> String {
        match self.or {
            None => format!("`\"{}\"`", self.quarter),
            Some((when, other, or)) => format!("`\"{}\"` {when}, `\"{other}\"` {or}", self.quarter),
        }
    }

    fn either(one: Option<Quarter>, when: &'static str, other: Option<Quarter>, or: &'static str) -> Option<Self> {
        match (one, other) {
            (Some(quarter), Some(other)) if quarter != other => Some(Self { quarter, or: Some((when, other, or)) }),
            _ => one.or(other).map(Self::one),
        }
    }
}

/// The quarter that a text means: `2009 q4`, `Q4/2009`, `2009-11`, `2009M11`, `11.2009`, `2009-11-30`, `30/11/2009`,
/// `Nov 2009`, `IV 2009`, `fourth quarter of 2009`, `2009H2`.
pub(crate) fn meant(text: &str) -> Option<Meant> {
    let upper = text.trim().to_uppercase();
    let parts: Vec<&str> = upper.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    of_parts(&parts).or_else(|| in_words(&parts))
}

/// What to write for a text that is no quarter and means one, in words; none if it means none.
#[must_use]
pub fn quarter_hint(text: &str) -> Option<String> {
    let meant = meant(text).map(|meant| meant.told().replace('"', ""));
    meant.or_else(|| year(text).map(|year| format!("`{year}Q1` for its first quarter, `{year}Q4` for its last")))
}

/// The same where the quarter or the half of the year is said in words, or by numerals of Rome.
fn in_words(parts: &[&str]) -> Option<Meant> {
    const ORDER: [[&str; 4]; 4] = [
        ["1", "I", "1ST", "FIRST"],
        ["2", "II", "2ND", "SECOND"],
        ["3", "III", "3RD", "THIRD"],
        ["4", "IV", "4TH", "FOURTH"],
    ];
    let (begin, rest) = parts.iter().find_map(|part| Some((year(part.get(..4)?)?, part.get(4..)?)))?;
    let others = parts.iter().filter(|part| year(part.get(..4).unwrap_or_default()).is_none());
    let words: String = others.copied().chain([rest]).filter(|word| !matches!(*word, "OF" | "THE")).collect();
    let numbered = |marks: &[&str]| {
        let marked = marks.iter().find_map(|mark| words.strip_prefix(mark).or_else(|| words.strip_suffix(mark)));
        let number = marked.or(Some(words.as_str()).filter(|words| words.starts_with(['I', 'V'])))?;
        ORDER.iter().zip(1..).find(|(names, _)| names.contains(&number)).map(|(_, number)| number)
    };
    let of = |quarter: u32| format!("{begin}Q{quarter}").parse().ok();
    if let Some(quarter) = numbered(&["QUARTER", "QTR", "Q", "T"]) {
        return of(quarter).map(Meant::one);
    }
    let half: u32 = numbered(&["HALF", "H", "S"]).filter(|half| *half <= 2)?;
    Meant::either(of(2 * half - 1), "for its first quarter", of(2 * half), "for its second")
}

/// The same of a date that was read as a number: `12.2009`, `2009.12`.
fn with_a_point(value: f64) -> Option<Meant> {
    const MONTHS: f64 = 13.0;
    // What ends in a year ends in four digits, though the last of them be 0.
    meant(&if value < MONTHS { format!("{value:.4}") } else { number(value) })
}

/// The same of the parts of a date in capitals.
pub(super) fn of_parts(parts: &[&str]) -> Option<Meant> {
    match parts {
        [whole] => match whole.split_once('M') {
            Some((of, month)) => in_year(year(of)?, number_of(month, 12)?).map(Meant::one),
            None => whole.parse().ok().map(Meant::one),
        },
        [one, other] => {
            let (of, part) = if year(one).is_some() { (year(one)?, other) } else { (year(other)?, one) };
            let quarter = format!("{of}{part}").parse().ok();
            if quarter.is_some() || part.starts_with(|c: char| c.is_alphabetic()) {
                return quarter.or_else(|| in_year(of, named(part)?)).map(Meant::one);
            }
            let quarter = format!("{of}Q{part}").parse().ok();
            let month = number_of(part, 12).and_then(|month| in_year(of, month));
            Meant::either(quarter, "for the quarter of that number", month, "for the month")
        }
        [first, month, day] if year(first).is_some() => {
            number_of(day, 31)?;
            in_year(year(first)?, number_of(month, 12).or_else(|| named(month))?).map(Meant::one)
        }
        [one, other, last] => {
            let of = year(last)?;
            let of_month = |month: &str, day: &str| {
                number_of(day, 31)?;
                in_year(of, number_of(month, 12).or_else(|| named(month))?)
            };
            let (second, first) = (of_month(other, one), of_month(one, other));
            Meant::either(second, "if the day comes first", first, "if the month does")
        }
        _ => None,
    }
}

/// A number of a month or day, without a sign.
fn number_of(text: &str, most: u32) -> Option<u32> {
    let is_short = text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|number| is_short && (1..=most).contains(number))
}

/// The number of a month by its name, whole or cut.
fn named(text: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "JANUARY",
        "FEBRUARY",
        "MARCH",
        "APRIL",
        "MAY",
        "JUNE",
        "JULY",
        "AUGUST",
        "SEPTEMBER",
        "OCTOBER",
        "NOVEMBER",
        "DECEMBER",
    ];
    const CUT: usize = 3;
    let is_it = |month: &&str| text.len() >= CUT && month.starts_with(text);
    MONTHS.iter().zip(1..).find(|(month, _)| is_it(month)).map(|(_, number)| number)
}

fn in_year(of: u32, month: u32) -> Option<Quarter> {
    format!("{of}Q{}", month.div_ceil(3)).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_known_in_the_ways_in_which_people_write_them() {
        for text in [
            "2009q4",
            " 2009 Q4",
            "2009-Q4",
            "Q4 2009",
            "q4/2009",
            "2009-11",
            "2009/12/31",
            "11.2009",
            "12/2009",
            "31/12/2009",
            "31.12.2009",
            "12/31/2009",
            "11-12-2009",
            "2009M11",
            "Dec 2009",
            "31 December 2009",
            "October 5, 2009",
            "IV 2009",
            "2009QIV",
            "4.Q 2009",
            "2009 T4",
            "fourth quarter of 2009",
            "4th quarter 2009",
        ] {
            assert_eq!(meant(text).map(|meant| meant.told()).as_deref(), Some("`\"2009Q4\"`"), "{text}");
        }
        for text in ["2009", "2009Q5", "2009-13", "2009/12/32", "12/2009/12", "Ma 2009", "2009M13", "soon", ""] {
            assert_eq!(meant(text), None, "{text}");
        }
    }

    #[test]
    fn a_date_that_can_be_read_in_two_ways_is_told_in_both() {
        for (text, told) in [
            ("2009/4", "`\"2009Q4\"` for the quarter of that number, `\"2009Q2\"` for the month"),
            ("4/2009", "`\"2009Q4\"` for the quarter of that number, `\"2009Q2\"` for the month"),
            ("2009H2", "`\"2009Q3\"` for its first quarter, `\"2009Q4\"` for its second"),
            ("05/10/2009", "`\"2009Q4\"` if the day comes first, `\"2009Q2\"` if the month does"),
        ] {
            assert_eq!(meant(text).map(|meant| meant.told()).as_deref(), Some(told), "{text}");
        }
    }
}
