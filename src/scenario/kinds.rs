//! The kinds of value that fields take: numbers, texts, ids, dates, figures, maps and lists of them, names out of a few.

use std::collections::BTreeSet;

use super::below;
use super::decode::{Decode, Decoder, FieldDoc, FigureNote, Rule, Spot, limits};
use super::problems::{Finding, did_you_mean, listed, number, quoted};
use super::ron_signs::of_another_script;
use super::slips;
use super::slips_elsewhere::synonym;
use super::tree::{Node, Span, Value};
use crate::model::date::Quarter;
use crate::model::setup::{CrossingMode, Grade, Join, Mode, Recipient, Side};

/// A number.
pub(crate) type Number = Spot<f64>;
/// A number without a fraction.
pub(crate) type Whole = Spot<u32>;
/// A text in quotes.
pub(crate) type Words = Spot<String>;
/// A quarter in quotes.
pub(crate) type Date = Spot<Quarter>;

impl Decode for Number {
    fn decode(node: &Node, rule: &Rule, cx: &mut Decoder) -> Option<Self> {
        Some(Self { value: cx.number(node, rule)?, span: node.span })
    }

    fn kind() -> String {
        "number".to_owned()
    }
}

impl Decode for Whole {
    fn decode(node: &Node, rule: &Rule, cx: &mut Decoder) -> Option<Self> {
        let Some(value) = whole(node) else {
            if matches!(node.value, Value::Number { value, .. } if !value.is_finite()) {
                cx.number(node, rule)?;
            }
            return cx.wrong_type(node, format!("a whole number{}", limits(rule)));
        };
        let message = format!("{} is {}, out of its range", cx.here(), node.describe());
        if !(rule.min..=rule.max).contains(&exact(node)) {
            let expected = format!("a whole number{}", limits(rule));
            cx.findings.add(Finding::new("M012", node.span, message).expected(expected));
            return None;
        }
        cx.note(f64::from(value), rule, true);
        Some(Self { value, span: node.span })
    }

    fn kind() -> String {
        "whole number".to_owned()
    }
}

const fn exact(node: &Node) -> f64 {
    if let Value::Number { value, .. } = node.value { value } else { f64::NAN }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the range of the type first")]
pub(crate) fn whole(node: &Node) -> Option<u32> {
    match node.value {
        Value::Number { value, whole: true } => Some(value.clamp(0.0, f64::from(u32::MAX)) as u32),
        _ => None,
    }
}

impl Decode for Spot<bool> {
    fn decode(node: &Node, _: &Rule, cx: &mut Decoder) -> Option<Self> {
        match node.value {
            Value::Bool(value) => Some(Self { value, span: node.span }),
            _ => cx.wrong_type(node, "`true` or `false`".to_owned()),
        }
    }

    fn kind() -> String {
        "true or false".to_owned()
    }
}

impl Decode for Words {
    fn decode(node: &Node, rule: &Rule, cx: &mut Decoder) -> Option<Self> {
        let Value::Text(text) = &node.value else {
            return cx.wrong_type(node, "a text in quotes".to_owned());
        };
        let length = text.trim().chars().count();
        #[expect(clippy::cast_precision_loss, reason = "texts are shorter than 2^53")]
        let length = length as f64;
        if length < rule.min || length > rule.max {
            let message = match length {
                0.0 => format!("{} is an empty text", cx.here()),
                _ => format!("{} has {} characters", cx.here(), number(length)),
            };
            let expected = format!("{} to {} characters", number(rule.min), number(rule.max));
            cx.findings.add(Finding::new("M012", node.span, message).expected(expected));
            return None;
        }
        Some(Self { value: text.clone(), span: node.span })
    }

    fn kind() -> String {
        "text".to_owned()
    }

    fn wanted(_: &Rule) -> String {
        "text in quotes".to_owned()
    }
}

/// The name of a thing: a-z, 0-9 and hyphens.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Id(pub String);

impl Decode for Id {
    fn decode(node: &Node, rule: &Rule, cx: &mut Decoder) -> Option<Self> {
        let text = Words::decode(node, rule, cx)?.value;
        check_id(&text, node.span, cx).then_some(Self(text))
    }

    fn kind() -> String {
        "id".to_owned()
    }

    fn wanted(_: &Rule) -> String {
        "text in quotes of lower-case letters, digits and hyphens".to_owned()
    }
}

/// Characters of the longest id.
pub const LONGEST_ID: usize = 64;

/// Whether a text is an id: lower-case letters a-z, digits and hyphens, 1 to `LONGEST_ID` of them.
#[must_use]
pub fn is_id(text: &str) -> bool {
    let good = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    (1..=LONGEST_ID).contains(&text.len()) && text.bytes().all(good)
}

fn check_id(text: &str, span: Span, cx: &mut Decoder) -> bool {
    if is_id(text) {
        return true;
    }
    let plain = deunicode::deunicode(text).to_lowercase();
    let plain = plain.trim().replace(['_', ' ', '.', '/', '\'', ','], "-");
    let plain: String = plain.chars().take(LONGEST_ID).collect();
    let hint = is_id(&plain).then(|| format!("write `\"{plain}\"`"));
    let message = format!("{} is not an id", quoted(text));
    let expected = format!("lower-case letters a-z, digits and hyphens, 1 to {LONGEST_ID} of them");
    // What looks right and is not comes first: it would be written again as it is.
    let hint = of_another_script(text).or(hint);
    cx.findings.add(Finding::new("M017", span, message).expected(expected).hint_if(hint));
    false
}

/// A number with its source and grade, or a bare number, which is our judgement.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Figure {
    pub value: f64,
    pub span: Span,
}

impl Decode for Figure {
    fn decode(node: &Node, rule: &Rule, cx: &mut Decoder) -> Option<Self> {
        let (value, origin) = match &node.value {
            Value::Tuple(items) => match items.as_slice() {
                // A wrong order is told as that, and not as three values of another kind.
                [value, ..] if !matches!(value.value, Value::Number { .. }) && slips::in_order(items).is_some() => {
                    return cx.wrong_type(node, Self::expected(rule));
                }
                [value, source, grade] => (value, Some((source, grade))),
                _ => return cx.wrong_type(node, Self::expected(rule)),
            },
            Value::Number { .. } => (node, None),
            _ => return cx.wrong_type(node, Self::expected(rule)),
        };
        let number = cx.figure(value, rule);
        let note = decode_origin(origin, cx);
        let (value, (source, grade, place)) = (number?, note?);
        let place = if source.is_some() { place } else { node.span };
        let path = cx.path().to_owned();
        cx.figures.push((FigureNote { path, value, unit: rule.unit, source, grade }, place));
        Some(Self { value, span: node.head() })
    }

    fn kind() -> String {
        "figure".to_owned()
    }
}

impl Figure {
    fn expected(rule: &Rule) -> String {
        format!("a number{}, or `(number, \"source key\", Grade)`", limits(rule))
    }
}

type Origin = (Option<String>, Grade, Span);

/// Source and grade; both left out mean our judgement.
pub(crate) fn decode_origin(origin: Option<(&Node, &Node)>, cx: &mut Decoder) -> Option<Origin> {
    let Some((source, grade)) = origin else {
        return Some((None, Grade::C, Span::default()));
    };
    let grade = cx.within("grade", |cx| Spot::<Grade>::decode(grade, &PLAIN, cx));
    let words = cx.within("source", |cx| Words::decode(source, &PLAIN, cx));
    let (grade, words) = (grade?.value, words?);
    Some((Some(words.value), grade, words.span))
}

/// No range, no unit.
pub(crate) const PLAIN: Rule = Rule {
    name: "",
    need: super::decode::Need::Required,
    unit: "",
    min: f64::NEG_INFINITY,
    max: f64::INFINITY,
    summary: "",
};

/// One thing of a map.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entry<T> {
    pub key: String,
    pub span: Span,
    /// `None` if it could not be read, which has been noted.
    pub value: Option<T>,
}

/// A map of ids to things, sorted by id.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Keyed<T>(pub Vec<Entry<T>>);

/// A map whose keys need not be ids.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Loose<T>(pub Vec<Entry<T>>);

impl<T: Decode> Decode for Keyed<T> {
    fn decode(node: &Node, rule: &Rule, cx: &mut Decoder) -> Option<Self> {
        Some(Self(entries(node, rule, cx, "id", check_id)?))
    }

    fn kind() -> String {
        format!("map of id to {}", T::kind())
    }

    fn wanted(rule: &Rule) -> String {
        format!("map `{{ \"id\": .., .. }}` of {}", T::wanted(rule))
    }

    fn document(path: &str, out: &mut Vec<FieldDoc>) {
        T::document(&format!("{path}.<id>"), out);
    }
}

impl<T: Decode> Decode for Loose<T> {
    fn decode(node: &Node, rule: &Rule, cx: &mut Decoder) -> Option<Self> {
        Some(Self(entries(node, rule, cx, "name", |_, _, _| true)?))
    }

    fn kind() -> String {
        format!("map of name to {}", T::kind())
    }

    fn wanted(rule: &Rule) -> String {
        format!("map `{{ \"name\": .., .. }}` of {}", T::wanted(rule))
    }

    fn document(path: &str, out: &mut Vec<FieldDoc>) {
        T::document(&format!("{path}.<name>"), out);
    }
}

fn entries<T: Decode>(
    node: &Node,
    rule: &Rule,
    cx: &mut Decoder,
    keys: &str,
    check: impl Fn(&str, Span, &mut Decoder) -> bool,
) -> Option<Vec<Entry<T>>> {
    let expected = || format!("a map `{{ \"{keys}\": .., .. }}` of {}", T::wanted(rule));
    let Value::Map(given) = &node.value else {
        let finding = matches!(node.value, Value::Fields(_) | Value::List(_));
        if finding {
            let message = format!("{} is {}", cx.here(), node.describe());
            let hint = format!("maps stand in braces, with each {keys} in quotes");
            cx.findings.add(Finding::new("M013", node.head(), message).expected(expected()).hint(hint));
            return None;
        }
        return cx.wrong_type(node, expected());
    };
    let mut seen = BTreeSet::new();
    let mut entries = Vec::with_capacity(given.len());
    for (key, value) in given {
        let text = match &key.value {
            Value::Text(text) => text,
            Value::Variant { name, body: None } => {
                let message = format!("the {keys} {} in {} has no quotes", quoted(name), cx.here());
                cx.findings.add(Finding::new("M013", key.span, message).expected(format!("`\"{name}\"`")));
                name
            }
            _ => {
                let message = format!("a key of {} is {}", cx.here(), key.describe());
                cx.findings.add(Finding::new("M013", key.head(), message).expected(format!("the {keys} in quotes")));
                continue;
            }
        };
        check(text, key.span, cx);
        if !seen.insert(text.as_str()) {
            let message = format!("{} is given twice in {}", quoted(text), cx.here());
            cx.findings.add(Finding::new("M015", key.span, message).hint("give one of them another name, or drop it"));
        }
        let (before, is_told) = (cx.findings.number(), !cx.findings.is_full());
        let node = value;
        let value = cx.within(text, |cx| T::decode(value, rule, cx));
        if cx.findings.number() > before && is_told {
            below::about_base(key, node, given, before, cx);
        }
        entries.push(Entry { key: text.clone(), span: key.span, value });
    }
    entries.sort_by(|a, b| a.key.cmp(&b.key));
    Some(entries)
}

/// A list.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct List<T> {
    pub items: Vec<T>,
    pub span: Span,
    /// Whether every item could be read.
    pub whole: bool,
}

impl<T: Decode> Decode for List<T> {
    fn decode(node: &Node, rule: &Rule, cx: &mut Decoder) -> Option<Self> {
        let Value::List(given) = &node.value else {
            return cx.wrong_type(node, format!("a list `[{}, ..]`", T::kind()));
        };
        let read = |(i, item): (usize, &Node)| cx.within(&format!("[{i}]"), |cx| T::decode(item, rule, cx));
        let items: Vec<T> = given.iter().enumerate().filter_map(read).collect();
        Some(Self { whole: items.len() == given.len(), items, span: node.head() })
    }

    fn kind() -> String {
        format!("list of {}", T::kind())
    }

    fn wanted(rule: &Rule) -> String {
        format!("list `[.., ..]` of {}", T::wanted(rule))
    }

    fn document(path: &str, out: &mut Vec<FieldDoc>) {
        T::document(&format!("{path}[]"), out);
    }
}

/// Two values of a kind.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Pair<T> {
    pub first: T,
    pub second: T,
}

impl<T: Decode> Decode for Pair<T> {
    fn decode(node: &Node, rule: &Rule, cx: &mut Decoder) -> Option<Self> {
        let Value::Tuple(items) = &node.value else {
            return cx.wrong_type(node, format!("a pair `({0}, {0})`", T::kind()));
        };
        let [first, second] = items.as_slice() else {
            return cx.wrong_type(node, format!("a pair `({0}, {0})`", T::kind()));
        };
        let first = cx.within("[0]", |cx| T::decode(first, rule, cx));
        let second = cx.within("[1]", |cx| T::decode(second, rule, cx));
        Some(Self { first: first?, second: second? })
    }

    fn kind() -> String {
        format!("pair of {}", T::kind())
    }
}

/// Kinds that take one of a few names.
macro_rules! choices {
    ($($type:ty { $($variant:ident),+ })+) => {$(
        impl Decode for Spot<$type> {
            fn decode(node: &Node, _: &Rule, cx: &mut Decoder) -> Option<Self> {
                const NAMES: &[&str] = &[$(stringify!($variant)),+];
                let name = choice(node, NAMES, cx)?;
                $(if name == stringify!($variant) {
                    return Some(Self { value: <$type>::$variant, span: node.span });
                })+
                None
            }

            fn kind() -> String {
                [$(stringify!($variant)),+].join(" | ")
            }
        }
    )+};
}

choices! {
    Grade { A, B, C, U }
    Side { A, B }
    Mode { Goods, People }
    Join { Linear, Step }
    Recipient { Works, Administration, Firms, Universities, People }
    CrossingMode { Road, Rail, RoadAndRail, Ferry, Air }
    super::types::Per { Value, Start }
}

/// The name that was chosen, without its brackets; unknown ones are noted.
fn choice(node: &Node, names: &'static [&'static str], cx: &mut Decoder) -> Option<&'static str> {
    let expected = format!("one of {}", listed(names.iter().copied()));
    match &node.value {
        Value::Variant { name, body: None } => {
            if let Some(found) = names.iter().find(|n| **n == name.as_str()) {
                return Some(found);
            }
            let message = format!("{} is {}, which is not among its choices", cx.here(), quoted(name));
            let hint = did_you_mean(name, names.iter().copied());
            let hint = synonym(name, names).or(hint).or_else(|| super::slips::nothing(name));
            cx.findings.add(Finding::new("M016", node.span, message).expected(expected).hint_if(hint));
            None
        }
        Value::Text(text) => {
            cx.findings.forget_quotes(node.span);
            let near = super::problems::nearest(text, names.iter().copied());
            let hint = synonym(text, names)
                .or_else(|| near.map(|name| format!("names to choose from stand without quotes: `{name}`")));
            let message = format!("{} is {}", cx.here(), node.describe());
            cx.findings.add(Finding::new("M013", node.span, message).expected(expected).hint_if(hint));
            None
        }
        Value::List(items) => {
            let all: String = items.iter().map(Node::describe).collect();
            let all = all.replace("the name", "");
            let hint = synonym(&all, names).unwrap_or_else(|| "one alone can be chosen, without brackets".to_owned());
            let finding = Finding::new("M013", node.head(), format!("{} is {}", cx.here(), node.describe()));
            cx.findings.add(finding.expected(expected).hint(hint));
            None
        }
        _ => cx.wrong_type(node, expected),
    }
}
