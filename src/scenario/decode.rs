//! From the tree to typed values: everything that is wrong is noted, and reading goes on.

use std::collections::{BTreeMap, BTreeSet};

use super::problems::{Finding, Findings, listed, nearest, number, quoted};
use super::ron_reader;
use super::slips;
use super::tree::{Field, Node, Span, Value};
use crate::model::setup::Grade;

/// What the format says about a field.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rule {
    pub name: &'static str,
    pub need: Need,
    pub unit: &'static str,
    /// Least and greatest value of numbers; least and greatest length of texts and lists.
    pub min: f64,
    pub max: f64,
    pub summary: &'static str,
}

/// Whether a field may be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    Required,
    Optional,
    /// What counts if it is left out, as it would be written.
    Default(&'static str),
}

/// A value with its place.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Spot<T> {
    pub value: T,
    pub span: Span,
}

/// A value that can stand in a scenario.
pub(crate) trait Decode: Sized {
    /// Reads it; `None` if that is impossible, and then the reason has been noted.
    fn decode(node: &Node, rule: &Rule, cx: &mut Decoder) -> Option<Self>;
    /// What it is called in messages and documentation.
    fn kind() -> String;
    /// What is expected of a field of this kind.
    fn wanted(rule: &Rule) -> String {
        format!("{}{}", Self::kind(), limits(rule))
    }
    /// The fields within it.
    fn document(_path: &str, _out: &mut Vec<FieldDoc>) {}
}

/// What is known about one field: the reference of the format is made of these.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldDoc {
    /// Such as `cities.<id>.name` or `policies.<id>.steps[].level`.
    pub path: String,
    pub kind: String,
    pub unit: &'static str,
    /// `required`, `optional` or the value that counts if it is left out.
    pub default: String,
    /// Such as `0 to 1`; empty if there is none.
    pub range: String,
    pub summary: &'static str,
}

/// A number with what is known about its origin.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureNote {
    pub path: String,
    pub value: f64,
    pub unit: &'static str,
    /// A key of the scenario's sources; a bare number has none: it is our judgement.
    pub source: Option<String>,
    pub grade: Grade,
}

/// A number that a scenario holds, or that counts where it leaves one out.
#[derive(Clone, Debug, PartialEq)]
pub struct NumberNote {
    /// As `--set` takes it, such as `regions.b.wage`.
    pub path: String,
    pub value: f64,
    pub unit: &'static str,
    /// Least and greatest value that the format takes.
    pub min: f64,
    pub max: f64,
    /// Whether it takes no fraction.
    pub whole: bool,
    /// Whether it may carry a source and a grade.
    pub figure: bool,
}

/// Where the lines of a table end.
#[derive(Clone, Debug)]
pub(crate) struct Lines {
    name: String,
    ends: Vec<usize>,
}

impl Lines {
    pub fn of(text: &str, name: &str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at).collect();
        Self { name: name.to_owned(), ends }
    }

    /// From 1.
    fn line(&self, span: Span) -> usize {
        self.ends.partition_point(|end| *end < span.start as usize) + 1
    }
}

/// What is collected while the tree is read.
#[derive(Debug, Default)]
pub(crate) struct Decoder {
    pub findings: Findings,
    /// What the text is, if it is no scenario.
    pub whole: &'static str,
    path: String,
    /// In the order in which they are read.
    pub numbers: Vec<NumberNote>,
    /// The names of the documents that were read, in their order.
    pub documents: Vec<String>,
    /// The tables from which series were taken, by the numbers of their texts.
    pub tables: BTreeMap<u16, Lines>,
    /// With the place of the source key, or of the number if it has none.
    pub figures: Vec<(FigureNote, Span)>,
}

impl Decoder {
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Runs `read` with the path lengthened.
    pub fn within<T>(&mut self, segment: &str, read: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.path.len();
        if !self.path.is_empty() && !segment.starts_with('[') {
            self.path.push('.');
        }
        self.path.push_str(segment);
        let result = read(self);
        self.path.truncate(length);
        result
    }

    /// The path in backticks, or what the whole is.
    pub fn here(&self) -> String {
        match (self.path.is_empty(), self.whole) {
            (true, "") => "the scenario".to_owned(),
            (true, whole) => whole.to_owned(),
            _ => quoted_path(&self.path),
        }
    }

    /// The same for a value that may stand in a table: there it is found by its line.
    fn here_in(&self, span: Span) -> String {
        match self.tables.get(&span.origin) {
            Some(table) => format!("the value in line {} of {}", table.line(span), quoted(&table.name)),
            None => self.here(),
        }
    }

    pub fn wrong_type<T>(&mut self, node: &Node, expected: String) -> Option<T> {
        if matches!(node.value, Value::Text(_)) {
            self.findings.forget_quotes(node.span);
        }
        let message = format!("{} is {}", self.here(), node.describe());
        let hint = slips::hint(node, &expected);
        let finding = Finding::new("M013", node.head(), message).expected(expected).hint_if(hint);
        self.findings.add(finding);
        None
    }

    /// A number within its range.
    pub fn number(&mut self, node: &Node, rule: &Rule) -> Option<f64> {
        let Value::Number { value, .. } = node.value else {
            return self.wrong_type(node, format!("a number{}", limits(rule)));
        };
        if !value.is_finite() {
            let (what, hint) = match value.is_nan() {
                true => ("NaN, which is no number", "write the number, or leave out what is not known"),
                false => ("infinite, or larger than can be computed with", "write a number in the unit of the field"),
            };
            let finding = Finding::new("M014", node.span, format!("{} is {what}", self.here()));
            self.findings.add(finding.expected(format!("a number{}", limits(rule))).hint(hint));
            return None;
        }
        self.note(value, rule, false);
        self.in_range(value, node.span, rule).then_some(value)
    }

    /// A number that may carry a source.
    pub fn figure(&mut self, node: &Node, rule: &Rule) -> Option<f64> {
        let number = self.number(node, rule)?;
        if let Some(note) = self.numbers.last_mut() {
            note.figure = true;
        }
        Some(number)
    }

    /// Remembers a number with its place and range.
    pub fn note(&mut self, value: f64, rule: &Rule, whole: bool) {
        // Data can be long, and nobody varies them.
        if self.path.contains(".points[") {
            return;
        }
        let path = self.path.clone();
        let Rule { unit, min, max, .. } = *rule;
        self.numbers.push(NumberNote { path, value, unit, min, max, whole, figure: false });
    }

    fn in_range(&mut self, value: f64, span: Span, rule: &Rule) -> bool {
        let inside = (rule.min..=rule.max).contains(&value);
        if !inside {
            let message = format!("{} is {}, out of its range", self.here_in(span), number(value));
            let told = limits(rule);
            // A limit that nobody needs to be told is told where it is passed.
            let most = if value > rule.max && !told.contains(" to ") {
                format!(", at most {}", number(rule.max))
            } else {
                String::new()
            };
            let finding = Finding::new("M012", span, message).expected(format!("a number{told}{most}"));
            let finding = finding.hint_if(self.beyond(value, rule));
            self.findings.add(finding);
        }
        inside
    }

    /// What to do about a number out of its range, where that can be told.
    fn beyond(&self, value: f64, rule: &Rule) -> Option<String> {
        const THOUSAND: f64 = 1000.0;
        let is_share = rule.min >= 0.0 && rule.max.total_cmp(&1.0).is_eq();
        if is_share && (2.0..=100.0).contains(&value) {
            let share = number(value / 100.0);
            return Some(format!("if {} % is meant, write {share}: shares run from 0 to 1", number(value)));
        }
        if matches!(rule.name, "wage" | "national_wage") && value > rule.max {
            let thousands = number(value / THOUSAND);
            let all = "`wage` and `national_wage` of both sides";
            return Some(format!("only the ratio of pay counts: give {all} in thousands, here {thousands}"));
        }
        if rule.unit.starts_with("degrees") && value.abs() > FULL_CIRCLE {
            let why = "these are metres of a map's own projection";
            return Some(format!("{why}: write degrees, as maps on the web show them (QGIS: EPSG:4326)"));
        }
        // Growth is a share a year of either sign: -0.5 is hardly meant as a half.
        let percent = value / 100.0;
        if rule.unit.starts_with("share a year") && (rule.min..=rule.max).contains(&percent) {
            return Some(format!("if {} % a year is meant, write {}", number(value), number(percent)));
        }
        let is_observed = value <= 0.0 && rule.min >= 0.0 && self.path.starts_with("history.");
        let why = "errors are measured on logarithms, and only what is above 0 has one: leave this date out";
        is_observed.then(|| why.to_owned())
    }

    /// The fields of a struct: unknown ones and repeated ones are noted.
    pub fn fields<'a>(&mut self, node: &'a Node, rules: &'static [Rule]) -> Option<Fields<'a>> {
        let Value::Fields(fields) = &node.value else {
            let message = format!("{} is {}", self.here(), node.describe());
            let finding = Finding::new("M013", node.head(), message).expected(format!("a {}", shape(rules)));
            let hint = match &node.value {
                Value::Number { value, .. } if rules.iter().any(|r| r.name == "reason") => {
                    Some(format!("write `(value: {}, reason: \"..\")`", number(*value)))
                }
                Value::Map(_) => Some("fields stand in round brackets, their names without quotes".to_owned()),
                Value::Variant { body: Some(_), .. } => Some("leave the name before the bracket out".to_owned()),
                _ => None,
            };
            self.findings.add(finding.hint_if(hint));
            return None;
        };
        let mut seen = BTreeSet::new();
        for field in fields {
            let known = rules.iter().any(|r| r.name == field.name);
            if known && !seen.insert(field.name.as_str()) {
                let message = format!("the field {} of {} is given twice", quoted(&field.name), self.here());
                self.findings.add(Finding::new("M015", field.span, message).hint("keep one of them"));
            }
        }
        let missing = rules.iter().filter(|r| r.need == Need::Required && !seen.contains(r.name)).map(|r| r.name);
        let mut missing: Vec<_> = missing.collect();
        let unknown = fields.iter().filter(|f| !rules.iter().any(|r| r.name == f.name)).count();
        for field in fields.iter().filter(|f| !rules.iter().any(|r| r.name == f.name)) {
            self.unknown_field(field, rules, (&seen, unknown), &mut missing);
        }
        if missing.len() > MISSING_ALONE {
            let message = format!("{} lacks {} fields", self.here(), missing.len());
            let mut finding = Finding::new("M011", node.span.opening(), message);
            if self.path.is_empty() && self.whole.is_empty() {
                finding = finding.hint("`marchland new NAME` writes a scenario that has them all, with comments");
            }
            self.findings.add(finding.expected(listed(missing.drain(..))));
        }
        Some(Fields { fields, rules, span: node.span, missing })
    }

    /// An unknown field that is probably one of the missing ones is told once, not twice. Beside it stand `known` fields, and
    /// so many unknown ones in all.
    fn unknown_field(
        &mut self,
        field: &Field,
        rules: &[Rule],
        (known, unknown): (&BTreeSet<&str>, usize),
        missing: &mut Vec<&'static str>,
    ) {
        if self.findings.is_full() {
            self.findings.leave_out();
            return;
        }
        let meant = match missing.as_slice() {
            [only] if unknown == 1 && only.len() == 1 => Some(*only),
            _ => nearest(&field.name, missing.iter().copied()),
        };
        let absent = || rules.iter().map(|r| r.name).filter(|name| !known.contains(name));
        let near = meant.or_else(|| nearest(&field.name, absent()));
        let near = near.or_else(|| nearest(&field.name, rules.iter().map(|r| r.name)));
        missing.retain(|name| Some(*name) != meant);
        let message = format!("{} has no field {}", self.here(), quoted(&field.name));
        let expected = format!("one of {}", listed(rules.iter().map(|r| r.name)));
        let hint = near.map(|name| format!("did you mean `{name}`?"));
        self.findings.add(Finding::new("M010", field.span, message).expected(expected).hint_if(hint));
    }
}

/// More missing fields than this are told in one sentence.
const MISSING_ALONE: usize = 3;

/// The fields that a struct gives.
pub(crate) struct Fields<'a> {
    fields: &'a [Field],
    rules: &'static [Rule],
    span: Span,
    /// Missing fields that have not been told yet.
    missing: Vec<&'static str>,
}

impl Fields<'_> {
    /// The value of a field, its default, or `None` with the reason noted (an optional field needs no reason).
    pub fn take<T: Decode>(&self, name: &str, cx: &mut Decoder) -> Option<T> {
        let rule = self.rules.iter().find(|r| r.name == name)?;
        if let Some(field) = self.fields.iter().find(|f| f.name == name) {
            return cx.within(name, |cx| T::decode(&field.node, rule, cx));
        }
        match rule.need {
            Need::Optional => None,
            Need::Default(text) => {
                let mut node = ron_reader::parse(text, self.span.origin, 0, &mut cx.findings)?;
                node.span = self.span.opening();
                cx.within(name, |cx| T::decode(&node, rule, cx))
            }
            Need::Required => {
                if self.missing.contains(&name) {
                    let message = format!("{} lacks the field `{name}`", cx.here());
                    let expected = format!("`{name}: ..`, a {}", T::wanted(rule));
                    let finding = Finding::new("M011", self.span.opening(), message).expected(expected);
                    cx.findings.add(finding.hint(rule.summary));
                }
                None
            }
        }
    }
}

/// Degrees that no place lies beyond, however they are counted.
const FULL_CIRCLE: f64 = 360.0;

/// Limits beyond this only keep sums finite: nobody needs to be told.
const HUGE: f64 = 1e9;

/// A path in backticks; long ids in it are cut.
pub(crate) fn quoted_path(path: &str) -> String {
    if path.len() <= 120 { format!("`{}`", quoted_inner(path)) } else { quoted(path) }
}

fn quoted_inner(path: &str) -> String {
    path.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

/// What a struct of these fields looks like: at most six of them.
pub(crate) fn shape(rules: &[Rule]) -> String {
    const SHOWN: usize = 6;
    let mut fields: Vec<_> = rules.iter().take(SHOWN).map(|r| format!("{}: ..", r.name)).collect();
    if rules.len() > SHOWN {
        fields.push("..".to_owned());
    }
    format!("bracket `({})`", fields.join(", "))
}

/// Unit and range for `expected`.
pub(crate) fn limits(rule: &Rule) -> String {
    let range = match range(rule) {
        _ if rule.min <= -HUGE && rule.max >= HUGE => String::new(),
        _ if rule.min > 0.0 && rule.min <= 1.0 / HUGE && rule.max >= HUGE => {
            return if rule.unit.is_empty() { " above 0".to_owned() } else { format!(" above 0 ({})", rule.unit) };
        }
        range => range,
    };
    match (range.is_empty(), rule.unit.is_empty()) {
        (true, true) => String::new(),
        (true, false) => format!(" ({})", rule.unit),
        (false, true) => format!(" from {range}"),
        (false, false) => format!(" from {range} ({})", rule.unit),
    }
}

pub(crate) fn range(rule: &Rule) -> String {
    match (rule.min.is_finite(), rule.max.is_finite()) {
        (true, true) => format!("{} to {}", number(rule.min), number(rule.max)),
        (true, false) => format!("{} up", number(rule.min)),
        (false, true) => format!("below to {}", number(rule.max)),
        (false, false) => String::new(),
    }
}

/// Declares the structs of the format, each field once: name, need, type, unit, range, sentence. From the table come
/// the reader and the reference.
macro_rules! tables {
    ($($(#[doc = $doc:literal])+ $name:ident {
        $($need:ident $(($default:literal))? $field:ident : $type:ty, $unit:literal, $range:expr, $summary:literal;)+
    })+) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Debug, PartialEq)]
        pub(crate) struct $name {
            pub span: $crate::scenario::tree::Span,
            $(#[doc = $summary] pub $field: Option<$type>,)+
        }

        impl $name {
            pub const RULES: &'static [$crate::scenario::decode::Rule] = &[$($crate::scenario::decode::Rule {
                name: stringify!($field),
                need: $crate::scenario::decode::need!($need $(($default))?),
                unit: $unit,
                min: $range.0,
                max: $range.1,
                summary: $summary,
            },)+];
        }

        impl $crate::scenario::decode::Decode for $name {
            fn decode(
                node: &$crate::scenario::tree::Node,
                _: &$crate::scenario::decode::Rule,
                cx: &mut $crate::scenario::decode::Decoder,
            ) -> Option<Self> {
                let fields = cx.fields(node, Self::RULES)?;
                Some(Self { span: node.span, $($field: fields.take(stringify!($field), cx),)+ })
            }

            fn kind() -> String {
                "bracket".to_owned()
            }

            fn wanted(_: &$crate::scenario::decode::Rule) -> String {
                $crate::scenario::decode::shape(Self::RULES)
            }

            fn document(path: &str, out: &mut Vec<$crate::scenario::decode::FieldDoc>) {
                let mut rules = Self::RULES.iter();
                $(if let Some(rule) = rules.next() {
                    $crate::scenario::decode::document_field::<$type>(path, rule, out);
                })+
            }
        }
    )+};
}

macro_rules! need {
    (required) => {
        $crate::scenario::decode::Need::Required
    };
    (optional) => {
        $crate::scenario::decode::Need::Optional
    };
    (default($text:literal)) => {
        $crate::scenario::decode::Need::Default($text)
    };
}

pub(crate) use {need, tables};

/// Adds a field and what is within it to the reference.
pub(crate) fn document_field<T: Decode>(path: &str, rule: &Rule, out: &mut Vec<FieldDoc>) {
    let path = if path.is_empty() { rule.name.to_owned() } else { format!("{path}.{}", rule.name) };
    out.push(FieldDoc {
        path: path.clone(),
        kind: T::kind(),
        unit: rule.unit,
        default: match rule.need {
            Need::Required => "required".to_owned(),
            Need::Optional => "optional".to_owned(),
            Need::Default(text) => text.to_owned(),
        },
        range: range(rule),
        summary: rule.summary,
    });
    T::document(&path, out);
}
