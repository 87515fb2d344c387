//! Kinds of value that take a name with something in brackets: conditions, triggers, roles, openings; effects, points.

use super::dates::DataDate;
use super::decode::{Decode, Decoder, FieldDoc, Rule, Spot, limits};
use super::format::RandomText;
use super::kinds::{Date, List, PLAIN, decode_origin};
use super::problems::{Finding, did_you_mean, listed, number, quoted};
use super::slips::{comma_hint, nothing};
use super::slips_elsewhere::{about_position, synonym};
use super::tree::{Node, Span, Value};
use crate::model::channel::{Channel, ShockChannel};
use crate::model::date::Quarter;
use crate::model::indicator::Variable;
use crate::model::setup::{Condition, Grade, Mode, Opens, Role};

/// A list of fixed names, each with a meaning in the model.
pub(crate) trait Known: Copy + Ord + 'static {
    const WHAT: &'static str;
    fn all() -> &'static [Self];
    fn id(self) -> &'static str;
}

macro_rules! known {
    ($($type:ty = $what:literal;)+) => {$(
        impl Known for $type {
            const WHAT: &'static str = $what;
            fn all() -> &'static [Self] {
                Self::ALL
            }
            fn id(self) -> &'static str {
                self.id()
            }
        }
    )+};
}

known! {
    Channel = "channel";
    ShockChannel = "shock channel";
    Variable = "variable";
}

/// The thing of that name; an unknown name is noted.
fn known<T: Known>(name: &str, span: Span, cx: &mut Decoder) -> Option<T> {
    let found = T::all().iter().copied().find(|k| k.id() == name);
    if found.is_none() {
        let names = || T::all().iter().map(|k| k.id());
        let message = format!("there is no {} {}", T::WHAT, quoted(name));
        let expected = format!("one of {}", listed(names()));
        cx.findings.add(Finding::new("M020", span, message).expected(expected).hint_if(did_you_mean(name, names())));
    }
    found
}

impl<T: Known> Decode for Spot<T> {
    fn decode(node: &Node, _: &Rule, cx: &mut Decoder) -> Option<Self> {
        match &node.value {
            Value::Text(text) => Some(Self { value: known(text, node.span, cx)?, span: node.span }),
            _ => cx.wrong_type(node, format!("the name of a {} in quotes", T::WHAT)),
        }
    }

    fn kind() -> String {
        T::WHAT.to_owned()
    }
}

/// Strengths by channel.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Effects<T>(pub Vec<(T, f64)>);

impl<T: Known> Decode for Effects<T> {
    fn decode(node: &Node, rule: &Rule, cx: &mut Decoder) -> Option<Self> {
        let Value::Map(entries) = &node.value else {
            return cx.wrong_type(node, format!("a map `{{ \"{}\": number, .. }}`", T::WHAT));
        };
        let mut effects: Vec<(T, f64)> = Vec::new();
        for (key, value) in entries {
            let Value::Text(name) = &key.value else {
                let message = format!("a key of {} is {}", cx.here(), key.describe());
                let expected = format!("the name of a {} in quotes", T::WHAT);
                cx.findings.add(Finding::new("M013", key.head(), message).expected(expected));
                continue;
            };
            let channel = known::<T>(name, key.span, cx);
            let amount = cx.within(name, |cx| cx.number(value, rule));
            if let (Some(channel), Some(amount)) = (channel, amount) {
                if effects.iter().any(|e| e.0 == channel) {
                    let message = format!("{} is given twice in {}", quoted(name), cx.here());
                    cx.findings.add(Finding::new("M015", key.span, message).hint("keep one of them"));
                }
                effects.push((channel, amount));
            }
        }
        effects.sort_by_key(|e| e.0);
        Some(Self(effects))
    }

    fn kind() -> String {
        format!("map of {} to number", T::WHAT)
    }
}

/// A value of a series.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PointText {
    pub date: DataDate,
    pub value: f64,
    pub source: Option<Spot<String>>,
    pub grade: Grade,
}

impl Decode for PointText {
    fn decode(node: &Node, rule: &Rule, cx: &mut Decoder) -> Option<Self> {
        let (date, value, origin) = match &node.value {
            Value::Tuple(items) => match items.as_slice() {
                [date, value] => (date, value, None),
                [date, value, source, grade] => (date, value, Some((source, grade))),
                _ => return cx.wrong_type(node, Self::expected(rule)),
            },
            _ => return cx.wrong_type(node, Self::expected(rule)),
        };
        let date = cx.within("date", |cx| DataDate::decode(date, rule, cx));
        let value = cx.within("value", |cx| cx.number(value, rule));
        let (source, grade, span) = decode_origin(origin, cx)?;
        Some(Self { date: date?, value: value?, source: source.map(|value| Spot { value, span }), grade })
    }

    fn kind() -> String {
        "point".to_owned()
    }
}

impl PointText {
    fn expected(rule: &Rule) -> String {
        format!("a point `(date, number, \"source key\", Grade)` or `(date, number)`, the number{}", limits(rule))
    }
}

/// Name and bracketed values of a choice.
pub(crate) fn call<'a>(
    node: &'a Node,
    expected: &str,
    cx: &mut Decoder,
) -> Option<(&'a str, &'a [Node], Option<&'a Node>)> {
    let Value::Variant { name, body } = &node.value else {
        return cx.wrong_type(node, expected.to_owned());
    };
    let items = match body.as_deref().map(|b| &b.value) {
        Some(Value::Tuple(items)) => items.as_slice(),
        _ => &[],
    };
    Some((name, items, body.as_deref()))
}

/// Notes that no such choice exists, or that its brackets hold something else.
pub(crate) fn no_choice<T>(node: &Node, name: &str, names: &[&str], expected: &str, cx: &mut Decoder) -> Option<T> {
    let finding = if names.contains(&name) {
        Finding::new("M013", node.span, format!("{} takes other values than it is given here", quoted(name)))
    } else {
        Finding::new("M016", node.span, format!("{} is {}, which is not among its choices", cx.here(), quoted(name)))
            .hint_if(did_you_mean(name, names.iter().copied()).or_else(|| nothing(name)))
            .hint_if(synonym(name, names))
    };
    let comma = match &node.value {
        Value::Variant { body: Some(body), .. } => comma_hint(body, false),
        _ => None,
    };
    cx.findings.add(finding.expected(expected).hint_if(comma));
    None
}

/// Name, form and meaning of every condition.
pub const CONDITIONS: &[(&str, &str, &str)] = &[
    ("AtLeast", "AtLeast(\"variable\", number)", "The variable is this number or more."),
    ("Below", "Below(\"variable\", number)", "The variable is less than this number."),
    ("From", "From(\"2009Q1\")", "It is this quarter or a later one."),
    ("Before", "Before(\"2009Q1\")", "It is before this quarter."),
    ("Any", "Any([..])", "One at least of the conditions in its list holds."),
    ("All", "All([..])", "All of the conditions in its list hold."),
];

/// Forms of a choice as a sentence.
pub(crate) fn one_of_forms(choices: &[(&str, &str, &str)]) -> String {
    let forms: Vec<String> = choices.iter().map(|(_, form, _)| format!("`{form}`")).collect();
    match forms.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => forms.join(""),
    }
}

impl Decode for Condition {
    fn decode(node: &Node, rule: &Rule, cx: &mut Decoder) -> Option<Self> {
        let (name, items, _) = match &node.value {
            Value::Variant { .. } => call(node, "", cx)?,
            _ => return cx.wrong_type(node, one_of_forms(CONDITIONS)),
        };
        match (name, items) {
            ("AtLeast" | "Below", [Node { value: Value::Number { value, .. }, .. }, variable])
                if let Some(variable) = variable.text() =>
            {
                let message = format!("{} is turned round: the variable comes first", quoted(name));
                let written = quoted(&format!("{name}(\"{variable}\", {})", number(*value)));
                let finding = Finding::new("M013", node.span, message).expected(one_of_forms(CONDITIONS));
                cx.findings.add(finding.hint(format!("write {written}")));
                None
            }
            ("AtLeast", [variable, limit]) => {
                let (variable, limit) = compared(variable, limit, cx)?;
                Some(Self::AtLeast(variable, limit))
            }
            ("Below", [variable, limit]) => {
                let (variable, limit) = compared(variable, limit, cx)?;
                Some(Self::Below(variable, limit))
            }
            ("From", [date]) => Some(Self::From(Date::decode(date, rule, cx)?.value)),
            ("Before", [date]) => Some(Self::Before(Date::decode(date, rule, cx)?.value)),
            ("Any", [list]) => Some(Self::Any(conditions(list, rule, cx)?)),
            ("All", [list]) => Some(Self::All(conditions(list, rule, cx)?)),
            _ => {
                let names: Vec<&str> = CONDITIONS.iter().map(|(name, ..)| *name).collect();
                no_choice(node, name, &names, &one_of_forms(CONDITIONS), cx)
            }
        }
    }

    fn kind() -> String {
        "condition".to_owned()
    }
}

/// A limit that the variable can never reach would make a condition that never or always holds.
fn compared(variable: &Node, limit: &Node, cx: &mut Decoder) -> Option<(Variable, f64)> {
    let variable = Spot::<Variable>::decode(variable, &PLAIN, cx);
    let Some(Spot { value: variable, .. }) = variable else {
        cx.number(limit, &PLAIN);
        return None;
    };
    let (min, max) = variable.range();
    let unit = if variable.unit().contains(" to ") { "" } else { variable.unit() };
    let rule = Rule { min, max, unit, ..PLAIN };
    let limit = cx.within(variable.id(), |cx| cx.number(limit, &rule))?;
    Some((variable, limit))
}

fn conditions(node: &Node, rule: &Rule, cx: &mut Decoder) -> Option<Vec<Condition>> {
    let list = List::<Condition>::decode(node, rule, cx)?;
    if list.items.is_empty() && list.whole {
        let finding = Finding::new("M032", node.head(), format!("{} has an empty list of conditions", cx.here()));
        cx.findings.add(finding.expected("at least one condition"));
        return None;
    }
    list.whole.then_some(list.items)
}

impl Decode for Spot<Opens> {
    fn decode(node: &Node, rule: &Rule, cx: &mut Decoder) -> Option<Self> {
        let expected = "`Before`, `At(\"2022Q2\")` or `Project`";
        let (name, items, body) = call(node, expected, cx)?;
        let value = match (name, items, body) {
            ("Before", _, None) => Opens::Before,
            ("Project", _, None) => Opens::Project,
            ("At", [date], _) => Opens::At(Date::decode(date, rule, cx)?.value),
            _ => return no_choice(node, name, &["Before", "At", "Project"], expected, cx),
        };
        Some(Self { value, span: node.span })
    }

    fn kind() -> String {
        "Before | At(quarter) | Project".to_owned()
    }
}

impl Decode for Spot<Role> {
    fn decode(node: &Node, rule: &Rule, cx: &mut Decoder) -> Option<Self> {
        const NAMES: &[&str] = &["TravelTime", "HousePriceGap", "ExchangeRate", "Demand", "Outside"];
        let expected =
            "`TravelTime(Goods)`, `TravelTime(People)`, `HousePriceGap`, `ExchangeRate`, `Demand` or `Outside`";
        let (name, items, body) = call(node, expected, cx)?;
        let value = match (name, items, body) {
            ("TravelTime", [mode], _) => Role::TravelTime(Spot::<Mode>::decode(mode, rule, cx)?.value),
            ("HousePriceGap", _, None) => Role::HousePriceGap,
            ("ExchangeRate", _, None) => Role::ExchangeRate,
            ("Demand", _, None) => Role::Demand,
            ("Outside", _, None) => Role::Outside,
            _ => return no_choice(node, name, NAMES, expected, cx),
        };
        Some(Self { value, span: node.span })
    }

    fn kind() -> String {
        "TravelTime(Goods | People) | HousePriceGap | ExchangeRate | Demand | Outside".to_owned()
    }
}

/// What sets off a shock, as written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum TriggerText {
    At(Quarter),
    Random(RandomText),
    When(Vec<Condition>),
}

impl Decode for Spot<TriggerText> {
    fn decode(node: &Node, rule: &Rule, cx: &mut Decoder) -> Option<Self> {
        let expected = "`At(\"2020Q1\")`, `Random(yearly: 0.02, from: \"2005Q1\")` or `When([condition, ..])`";
        let (name, items, body) = call(node, expected, cx)?;
        let value = match (name, items, body) {
            ("At", [date], _) => TriggerText::At(Date::decode(date, rule, cx)?.value),
            ("When", [list], _) => TriggerText::When(conditions(list, rule, cx)?),
            ("Random", [], Some(body)) => TriggerText::Random(RandomText::decode(body, rule, cx)?),
            _ => return no_choice(node, name, &["At", "Random", "When"], expected, cx),
        };
        Some(Self { value, span: node.span })
    }

    fn kind() -> String {
        "At(quarter) | Random(yearly: .., from: ..) | When([condition])".to_owned()
    }

    fn document(path: &str, out: &mut Vec<FieldDoc>) {
        RandomText::document(path, out);
    }
}

/// First and last stage, written `(1, 2)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stages(pub [u8; 2]);

impl Decode for Stages {
    fn decode(node: &Node, _: &Rule, cx: &mut Decoder) -> Option<Self> {
        let expected = "the first and the last stage, such as `(1, 2)`";
        let Value::Tuple(items) = &node.value else {
            return cx.wrong_type(node, expected.to_owned());
        };
        let stage = |n: &Node| match n.value {
            Value::Number { value, whole: true } => (1_u8..=3).find(|s| f64::from(*s).total_cmp(&value).is_eq()),
            _ => None,
        };
        let stages: Vec<_> = items.iter().filter_map(stage).collect();
        match stages.as_slice() {
            [first, last] if first <= last && items.len() == 2 => Some(Self([*first, *last])),
            _ => {
                let message = format!("{} must name two stages from 1 to 3, the first not above the last", cx.here());
                cx.findings.add(Finding::new("M012", node.span, message).expected(expected));
                None
            }
        }
    }

    fn kind() -> String {
        "first and last stage".to_owned()
    }
}

/// Degrees east and north, written `(135.08, 48.48)`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Spherical {
    pub longitude: f64,
    pub latitude: f64,
}

impl Decode for Spherical {
    fn decode(node: &Node, _: &Rule, cx: &mut Decoder) -> Option<Self> {
        let expected = "a pair `(longitude, latitude)` in degrees, such as `(135.08, 48.48)`";
        let pair = if let Value::Tuple(items) = &node.value { items.as_slice() } else { &[] };
        let [east, north] = pair else {
            if matches!(node.value, Value::Text(_)) {
                cx.findings.forget_quotes(node.span);
            }
            let finding = Finding::new("M013", node.head(), format!("{} is {}", cx.here(), node.describe()));
            let hint = comma_hint(node, false).or_else(|| about_position(node));
            cx.findings.add(finding.expected(expected).hint_if(hint));
            return None;
        };
        let rule = |unit, limit: f64| Rule { unit, min: -limit, max: limit, ..PLAIN };
        let swapped = matches!((&east.value, &north.value), (Value::Number { value: x, .. }, Value::Number { value: y, .. })
            if x.abs() <= 90.0 && y.abs() > 90.0 && y.abs() <= 180.0);
        if swapped && let Value::Number { value, .. } = north.value {
            let message = format!("{} has the latitude {}, which no place has", cx.here(), number(value));
            let finding = Finding::new("M012", north.span, message).expected(expected);
            cx.findings.add(finding.hint("longitude comes first: swap the two numbers"));
            return None;
        }
        let longitude = cx.within("longitude", |cx| cx.number(east, &rule("degrees east", 180.0)));
        let latitude = cx.within("latitude", |cx| cx.number(north, &rule("degrees north", 90.0)));
        Some(Self { longitude: longitude?, latitude: latitude? })
    }

    fn kind() -> String {
        "(longitude, latitude)".to_owned()
    }
}
