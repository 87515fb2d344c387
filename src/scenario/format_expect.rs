//! Scenario format 1, what a scenario claims: expectations, each with one claim that runs can be judged by.

use super::decode::{Decode, Decoder, FieldDoc, Rule, Spot, tables};
use super::expectation::{Limits, Years};
use super::format::{ANY, PARAGRAPH, THRESHOLD, TITLE};
use super::kinds::{Date, List, Number, PLAIN, Whole, Words};
use super::problems::{Finding, number};
use super::tree::{Node, Value};
use super::variants::{call, no_choice, one_of_forms};
use crate::model::date::Quarter;
use crate::model::indicator::Variable;
use crate::model::setup::Condition;

tables! {
    /// Something that the scenario claims of its runs.
    ExpectationText {
        required text: Words, "", PARAGRAPH, "What is claimed, in a sentence.";
        optional policy: Words, "", TITLE, "The policy under which it is claimed; the scenario's own if left out.";
        default("20") seeds: Whole, "seeds", (1.0, 10_000.0), "How many seeds it is judged on, from seed 1 on.";
        default("0.5") share: Number, "share", (0.01, 1.0), "It holds if the claim is true in at least this share of the seeds.";
        optional source: Words, "", TITLE, "Key of a source: who says so.";
        optional given: Partial, "", ANY, "What is otherwise for this expectation alone: the fields that differ, laid over the scenario.";
        required claim: Spot<ClaimText>, "", ANY, "What a run is judged by: one of the claims.";
    }

    /// A claim that something holds at some time.
    ReachesText {
        required when: List<Condition>, "", ANY, "It counts as reached in the first quarter in which all of these hold.";
        optional from: Date, "", ANY, "The first quarter that counts; the start if left out.";
        optional by: Date, "", ANY, "The last quarter that counts; the last of the run if left out.";
    }

    /// A claim about a span of time.
    ThroughoutText {
        required when: List<Condition>, "", ANY, "All of these together, in every quarter of the span (Always) or in none (Never).";
        optional from: Date, "", ANY, "The first quarter that counts; the start if left out.";
        optional until: Date, "", ANY, "The first quarter that no longer counts; to the end of the run if left out.";
    }

    /// A claim about a series of history.
    FitText {
        required history: Words, "", TITLE, "Id of a series of `history`.";
        required within: Number, "share", THRESHOLD, "The mean error that may not be exceeded, as a share of the observed values: 0.25 is 25 %.";
        default("All") years: Spot<Years>, "", ANY, "The years that count: all, those that were fitted, or those that judge.";
    }

    /// A claim about a variable beside something else.
    ComparedText {
        required variable: Spot<Variable>, "", ANY, "The variable.";
        required at: Date, "", ANY, "The quarter in which it is looked at.";
        required to: Spot<AgainstText>, "", ANY, "What it is compared with: Policy(\"none\") and Ungiven (without `given`) are other runs of the same seed, Date(\"2008Q4\"), Start and Variable(\"exports_b\") belong to the same run.";
        optional ratio: Spot<Limits>, "times", ANY, "What the variable is, divided by the other value.";
        optional difference: Spot<Limits>, "the variable's unit", ANY, "What the variable is, less the other value.";
    }
}

/// A part of a scenario: the fields that differ. It is laid over the whole before anything in it is decoded.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Partial(pub Node);

impl Decode for Partial {
    fn decode(node: &Node, _: &Rule, cx: &mut Decoder) -> Option<Self> {
        match &node.value {
            Value::Fields(_) => Some(Self(node.clone())),
            _ => cx.wrong_type(node, "the fields that differ, such as `(border: (trust: 0.5))`".to_owned()),
        }
    }

    fn kind() -> String {
        "part of a scenario".to_owned()
    }
}

/// A claim, as written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ClaimText {
    At(Date, List<Condition>),
    Reaches(ReachesText),
    Always(ThroughoutText),
    Never(ThroughoutText),
    Fit(FitText),
    Compared(ComparedText),
}

/// Name, form and meaning of every claim.
const CLAIMS: &[(&str, &str, &str)] = &[
    ("At", "At(\"2018Q4\", [condition])", "In that quarter all of the conditions hold."),
    ("Reaches", "Reaches(when: [condition], by: ..)", "In some quarter all of the conditions hold."),
    ("Always", "Always(when: [condition], from: .., until: ..)", "In every quarter all of the conditions hold."),
    ("Never", "Never(when: [condition], from: .., until: ..)", "In no quarter do all of the conditions hold."),
    (
        "Fit",
        "Fit(history: \"id\", within: 0.25, years: Judged)",
        "The model's series is near the observed one: its mean absolute error in per cent is within this share.",
    ),
    (
        "Compared",
        "Compared(variable: .., at: .., to: .., ratio: ..)",
        "A variable lies within bounds beside another run, another quarter or another variable.",
    ),
];

impl Decode for Spot<ClaimText> {
    fn decode(node: &Node, rule: &Rule, cx: &mut Decoder) -> Option<Self> {
        let names: Vec<&str> = CLAIMS.iter().map(|(name, ..)| *name).collect();
        let expected = one_of_forms(CLAIMS);
        let (name, items, body) = call(node, &expected, cx)?;
        let body = body.filter(|_| items.is_empty());
        let value = match (name, items, body) {
            ("At", [date, list], _) => {
                let date = cx.within("[0]", |cx| Date::decode(date, rule, cx));
                let list = cx.within("[1]", |cx| List::decode(list, rule, cx));
                ClaimText::At(date?, list?)
            }
            ("Reaches", _, Some(body)) => ClaimText::Reaches(Decode::decode(body, rule, cx)?),
            ("Always", _, Some(body)) => ClaimText::Always(Decode::decode(body, rule, cx)?),
            ("Never", _, Some(body)) => ClaimText::Never(Decode::decode(body, rule, cx)?),
            ("Fit", _, Some(body)) => ClaimText::Fit(Decode::decode(body, rule, cx)?),
            ("Compared", _, Some(body)) => {
                let compared = ComparedText::decode(body, rule, cx)?;
                one_measure(body, cx);
                ClaimText::Compared(compared)
            }
            _ => match CLAIMS.iter().find(|(known, ..)| *known == name) {
                Some((_, form, _)) => return wrong_form(node, name, form, cx),
                None => return no_choice(node, name, &names, &expected, cx),
            },
        };
        Some(Self { value, span: node.span })
    }

    fn kind() -> String {
        let names: Vec<String> = CLAIMS.iter().map(|(name, ..)| format!("{name}(..)")).collect();
        names.join(" | ")
    }

    fn wanted(_: &Rule) -> String {
        format!("claim such as `{}`", CLAIMS.first().map_or("", |claim| claim.1))
    }

    fn document(path: &str, out: &mut Vec<FieldDoc>) {
        for &(name, form, summary) in CLAIMS {
            let path = format!("{path}.{name}");
            out.push(FieldDoc {
                path: path.clone(),
                kind: form.to_owned(),
                unit: "",
                default: "optional".to_owned(),
                range: String::new(),
                summary,
            });
            match name {
                "Reaches" => ReachesText::document(&path, out),
                "Always" | "Never" => ThroughoutText::document(&path, out),
                "Fit" => FitText::document(&path, out),
                "Compared" => ComparedText::document(&path, out),
                _ => {}
            }
        }
    }
}

/// A comparison is made by a ratio or by a difference.
fn one_measure(body: &Node, cx: &mut Decoder) {
    let Value::Fields(fields) = &body.value else { return };
    let given: Vec<_> = fields.iter().filter(|f| ["ratio", "difference"].contains(&f.name.as_str())).collect();
    let (place, message) = match given.as_slice() {
        [_] => return,
        [] => (body.head(), "the comparison says not what it has to be"),
        [.., second] => (second.span, "the comparison has both a ratio and a difference"),
    };
    let finding = Finding::new("M044", place, message).expected("one of `ratio: ..` and `difference: ..`");
    let hint = "`ratio: AtLeast(1.5)` is half as much again, `difference: Below(-0.05)` at least a twentieth less";
    cx.findings.add(finding.hint(hint));
}

/// A choice whose brackets hold something else than they should.
fn wrong_form<T>(node: &Node, name: &str, form: &str, cx: &mut Decoder) -> Option<T> {
    let Value::Variant { body, .. } = &node.value else { return None };
    let message = format!("`{name}` takes other values than it is given here");
    let list = body.as_ref().is_some_and(|b| matches!(&b.value, Value::Tuple(items) if matches!(items.as_slice(), [one] if matches!(one.value, Value::List(_)))));
    let hint = list.then(|| match name {
        "At" => "the quarter comes first".to_owned(),
        _ => format!("the list has a name: `{name}(when: [..])`"),
    });
    cx.findings.add(Finding::new("M013", node.span, message).expected(format!("`{form}`")).hint_if(hint));
    None
}

/// What a variable is compared with, as written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum AgainstText {
    Policy(Words),
    Ungiven,
    Start,
    Date(Quarter),
    Variable(Variable),
}

impl Decode for Spot<AgainstText> {
    fn decode(node: &Node, rule: &Rule, cx: &mut Decoder) -> Option<Self> {
        const NAMES: &[&str] = &["Policy", "Ungiven", "Start", "Date", "Variable"];
        let expected = "`Policy(\"none\")`, `Ungiven`, `Start`, `Date(\"2008Q4\")` or `Variable(\"exports_b\")`";
        let (name, items, body) = call(node, expected, cx)?;
        let value = match (name, items, body) {
            ("Policy", [policy], _) => {
                AgainstText::Policy(Words::decode(policy, &Rule { min: TITLE.0, max: TITLE.1, ..*rule }, cx)?)
            }
            ("Ungiven", _, None) => AgainstText::Ungiven,
            ("Start", _, None) => AgainstText::Start,
            ("Date", [date], _) => AgainstText::Date(Date::decode(date, rule, cx)?.value),
            ("Variable", [variable], _) => AgainstText::Variable(Spot::<Variable>::decode(variable, rule, cx)?.value),
            _ => return no_choice(node, name, NAMES, expected, cx),
        };
        Some(Self { value, span: node.span })
    }

    fn kind() -> String {
        "Policy(\"id\") | Ungiven | Start | Date(quarter) | Variable(\"id\")".to_owned()
    }
}

impl Decode for Spot<Years> {
    fn decode(node: &Node, _: &Rule, cx: &mut Decoder) -> Option<Self> {
        let expected = "`All`, `Fitted` or `Judged`";
        let (name, _, body) = call(node, expected, cx)?;
        let value = match (name, body) {
            ("All", None) => Years::All,
            ("Fitted", None) => Years::Fitted,
            ("Judged", None) => Years::Judged,
            _ => return no_choice(node, name, &["All", "Fitted", "Judged"], expected, cx),
        };
        Some(Self { value, span: node.span })
    }

    fn kind() -> String {
        "All | Fitted | Judged".to_owned()
    }
}

impl Decode for Spot<Limits> {
    fn decode(node: &Node, _: &Rule, cx: &mut Decoder) -> Option<Self> {
        let expected = "`(least, greatest)`, `AtLeast(number)` or `Below(number)`";
        let value = match &node.value {
            Value::Tuple(items) => match items.as_slice() {
                [least, greatest] => {
                    let least = cx.within("[0]", |cx| cx.number(least, &PLAIN));
                    let greatest = cx.within("[1]", |cx| cx.number(greatest, &PLAIN));
                    Limits::Between(least?, greatest?)
                }
                _ => return cx.wrong_type(node, expected.to_owned()),
            },
            Value::Variant { .. } => {
                let (name, items, _) = call(node, expected, cx)?;
                match (name, items) {
                    ("AtLeast", [least]) => Limits::AtLeast(cx.number(least, &PLAIN)?),
                    ("Below", [limit]) => Limits::Below(cx.number(limit, &PLAIN)?),
                    _ => return no_choice(node, name, &["AtLeast", "Below"], expected, cx),
                }
            }
            Value::Number { value, .. } => {
                let message = format!(
                    "{} is `{}` alone, which does not say whether more or less is right",
                    cx.here(),
                    number(*value)
                );
                let hint = format!("write `AtLeast({0})` or `Below({0})`", number(*value));
                cx.findings.add(Finding::new("M013", node.span, message).expected(expected).hint(hint));
                return None;
            }
            _ => return cx.wrong_type(node, expected.to_owned()),
        };
        Some(Self { value, span: node.span })
    }

    fn kind() -> String {
        "(least, greatest) | AtLeast(number) | Below(number)".to_owned()
    }
}
