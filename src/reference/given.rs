//! Topics about what is given: levers, policies, kinds of shock, fields of a scenario, codes of problems.

use super::{Group, Pair, Topic};
use crate::model::channel::{Channel, ShockChannel};
use crate::model::equations::Equation;
use crate::model::indicator::Indicator;
use crate::model::setup::{Lever, Payers, Recipient, Thresholds};
use crate::model::stage::roman;
use crate::scenario::{self, Common, FieldDoc, Policy, ShockKind, Step, pages};
use crate::words::counted;

/// All of them.
pub fn topics() -> Vec<Topic> {
    let Common { levers, kinds, policies } = scenario::catalogue();
    let fields = scenario::fields();
    let mut topics: Vec<Topic> = levers.iter().map(lever).collect();
    topics.extend(policies.iter().map(|p| policy(p, &levers)));
    topics.extend(kinds.iter().map(shock_kind));
    topics.extend(fields.iter().map(|f| field(f, fields)));
    topics.extend(scenario::CODES.iter().map(|(id, title, text)| code(id, title, text)));
    topics
}

fn code(id: &str, title: &str, text: &str) -> Topic {
    let mut topic = Topic::new(Group::Code, id, title, text);
    if let Some(page) = pages::of(id) {
        let example = |what: &str, text: &str| (format!("{what}, {}", page.piece.title()), text.to_owned());
        topic.examples = vec![example("Wrong", page.wrong), example("Right", page.right)];
        topic.remedy = Some(page.remedy.to_owned());
    }
    topic
}

/// Levers of the catalogue that act on a channel, with the strength at which they do.
pub fn levers_on(channel: Channel) -> Vec<Pair> {
    let amount = |lever: &Lever| lever.effects.iter().find(|e| e.0 == channel).map(|e| e.1);
    let acts =
        |lever: &Lever| amount(lever).map(|x| (lever.id.clone(), format!("{x} at full strength. {}", lever.summary)));
    scenario::catalogue().levers.iter().filter_map(acts).collect()
}

/// Kinds of shock of the catalogue that act on a channel, with the amount at size 1.
pub fn shock_kinds_on(channel: ShockChannel) -> Vec<Pair> {
    let amount = |kind: &ShockKind| kind.effects.iter().find(|e| e.0 == channel).map(|e| e.1);
    let acts = |kind: &ShockKind| amount(kind).map(|x| (kind.id.clone(), format!("{x} at size 1. {}", kind.summary)));
    scenario::catalogue().kinds.iter().filter_map(acts).collect()
}

fn lever(l: &Lever) -> Topic {
    let [first, last] = l.stages;
    let stages = if first == last { roman(first).to_owned() } else { format!("{} to {}", roman(first), roman(last)) };
    let effects = l.effects.iter().map(|(c, x)| (c.id().to_owned(), effect(*x, c.summary(), c.equation())));
    let mut topic = Topic::new(Group::Lever, &l.id, &l.name, &l.summary).unit("share of the full programme");
    topic.default = Some("0, until a policy or a person sets it".to_owned());
    topic.range = Some("0 to 1".to_owned());
    topic.criticism = Some(l.trade_off.clone());
    let closure = if l.survives_closure { "goes on" } else { "suspended to a quarter of its strength" };
    topic
        .fact("Cost", format!("{} points a year at full strength", l.cost))
        .fact("Who pays", payers(&l.payers))
        .fact("Who receives", recipient(l.recipient))
        .fact("Delay", format!("{} until a new setting acts in full", quarters(l.delay)))
        .fact("Fade", format!("{} until a setting that is withdrawn has ceased to act", quarters(l.fade)))
        .fact("In a full closure", closure)
        .fact("Recommended in", format!("stage {stages} (shown, never read by an equation)"))
        .list("Acts on", effects.collect())
        .sourced(&l.source, l.grade)
        .see(["levers".to_owned()])
}

fn quarters(n: u32) -> String {
    counted(n, "quarter")
}

/// An amount, what it acts on and the equation that reads it.
fn effect(amount: f64, summary: &str, equation: &str) -> String {
    let title = Equation::named(equation).map(|e| format!(", {}", e.title.to_lowercase())).unwrap_or_default();
    format!("{amount}. {} Read by {equation}{title}.", summary.trim())
}

fn payers(p: &Payers) -> String {
    let shares = [("side A", p.a), ("side B", p.b), ("the joint fund", p.fund)];
    let paid = shares.into_iter().filter(|(_, share)| *share > 0.0);
    paid.map(|(who, share)| format!("{who} {} %", libm::round(share * 100.0))).collect::<Vec<_>>().join(", ")
}

const fn recipient(r: Recipient) -> &'static str {
    match r {
        Recipient::Works => "builders and transport",
        Recipient::Administration => "administrations, customs, courts",
        Recipient::Firms => "firms",
        Recipient::Universities => "universities and institutes",
        Recipient::People => "associations, schools, households",
    }
}

fn policy(p: &Policy, levers: &[Lever]) -> Topic {
    let step = |step: &Step| {
        let when = if step.when.is_empty() { "from the start to the end" } else { "while its conditions hold" };
        (levers[step.lever].id.clone(), format!("{} of the full programme, {when}", step.level))
    };
    Topic::new(Group::Policy, &p.id, &p.title, &p.summary)
        .fact("Where", "in every scenario; a scenario that writes a policy of this id replaces it")
        .list("Levers", p.steps.iter().map(step).collect())
        .see(["policies".to_owned()])
}

fn shock_kind(k: &ShockKind) -> Topic {
    let effects = k
        .effects
        .iter()
        .map(|(c, x)| (c.id().to_owned(), format!("{} Unit: {}.", effect(*x, c.summary(), c.equation()), c.unit())));
    let mut topic = Topic::new(Group::ShockKind, &k.id, &k.name, &k.summary).unit("size, times these effects");
    topic.default = Some("1".to_owned());
    topic.range = Some("-10 to 10".to_owned());
    topic
        .list("Acts on, at size 1", effects.collect())
        .fact(
            "Written",
            format!(
                "shocks: {{ \"..\": (name: \"..\", kind: \"{}\", trigger: At(\"2009Q1\"), quarters: 4, size: 1) }}",
                k.id
            ),
        )
        .sourced(&k.source, k.grade)
        .see(["shocks".to_owned()])
}

fn field(f: &FieldDoc, all: &[FieldDoc]) -> Topic {
    let mut topic = Topic::new(Group::Field, &f.path, f.path.rsplit('.').next().unwrap_or(&f.path), f.summary);
    topic.unit = Some(if f.unit.is_empty() { "none".to_owned() } else { f.unit.to_owned() });
    topic.default = Some(match f.default.as_str() {
        "()" => "(), none of its fields: each counts as if it were left out".to_owned(),
        "{}" | "[]" => format!("{}, none", f.default),
        _ => threshold(f).unwrap_or_else(|| f.default.clone()),
    });
    if !f.range.is_empty() {
        topic.range = Some(f.range.clone());
    }
    let below = |other: &&FieldDoc| {
        let rest = other.path.strip_prefix(&f.path).unwrap_or_default();
        rest.starts_with(['.', '[']) && !within(rest).contains('.')
    };
    let fields =
        all.iter().filter(below).map(|other| (other.path.clone(), format!("{} {}", other.summary, need(other))));
    let mut topic = topic.fact("Kind", f.kind.clone()).list("Fields in it", fields.collect());
    for choice in [f].into_iter().chain(all.iter().filter(below)) {
        let (name, forms) = forms_of(choice, all);
        topic = topic.list(&format!("`{name}` is one of"), forms);
    }
    topic.see(["format".to_owned()])
}

/// The name of a field, and the forms that it may have, with their meanings, if each has fields of its own.
fn forms_of<'f>(f: &'f FieldDoc, all: &[FieldDoc]) -> (&'f str, Vec<Pair>) {
    let name = f.path.rsplit('.').next().unwrap_or(&f.path);
    let form = |other: &FieldDoc| {
        let own = other.path.strip_prefix(&f.path)?.strip_prefix('.')?;
        other.kind.starts_with(&format!("{own}(")).then(|| (other.kind.clone(), other.summary.to_owned()))
    };
    (name, all.iter().filter_map(form).collect())
}

/// The threshold that counts where a scenario gives none.
fn threshold(f: &FieldDoc) -> Option<String> {
    let (stage, indicator) = f.path.strip_prefix("thresholds.")?.split_once('.')?;
    let i = Indicator::ALL.into_iter().find(|i| i.id() == indicator)? as usize;
    let Thresholds { second, third } = Thresholds::default();
    Some(if stage == "second" { second[i] } else { third[i] }.to_string())
}

/// The end of a path below another, without the id or the number that comes first.
fn within(rest: &str) -> &str {
    let rest = rest.strip_prefix("[]").unwrap_or(rest);
    let rest = rest.strip_prefix('.').unwrap_or(rest);
    rest.strip_prefix("<id>.").unwrap_or(rest)
}

fn need(f: &FieldDoc) -> String {
    match f.default.as_str() {
        "optional" if let Some(value) = threshold(f) => format!("(default {value})"),
        "required" | "optional" => format!("({})", f.default),
        value => format!("(default {value})"),
    }
}
