//! Checks levers and shocks against the catalogues, which a scenario changes or extends.

use std::collections::BTreeMap;

use super::catalogue::Catalogue;
use super::check::{Names, text, value};
use super::check_place::{entries, payers};
use super::format::{RandomText, ScenarioText};
use super::format_action::{LeverText, ShockKindText, ShockText};
use super::problems::{Finding, Findings, nearest, quoted};
use super::tree::Span;
use super::types::ShockNote;
use super::variants::TriggerText;
use crate::model::date::Quarter;
use crate::model::setup::{Grade, Lever, Shock, ShockEffect, Trigger};

/// The catalogue's levers with the scenario's changes, and the scenario's own.
pub(crate) fn levers(file: &ScenarioText, catalogue: &Catalogue, findings: &mut Findings) -> Option<Vec<Lever>> {
    let mut all: BTreeMap<&str, LeverText> = BTreeMap::new();
    for entry in &catalogue.levers.0 {
        all.insert(&entry.key, entry.value.clone()?);
    }
    let mut complete = file.levers.is_some();
    for entry in entries(file.levers.as_ref()) {
        let Some(own) = &entry.value else {
            complete = false;
            all.entry(&entry.key).or_insert_with(|| empty(entry.span));
            continue;
        };
        let merged = match all.get(entry.key.as_str()) {
            Some(base) => merge(own, base),
            None => {
                complete &= is_complete(&entry.key, own, catalogue, findings);
                own.clone()
            }
        };
        all.insert(&entry.key, merged);
    }
    let made: Vec<_> = all.into_iter().map(|(id, text)| lever(id, &text, findings)).collect();
    if complete { made.into_iter().collect() } else { None }
}

macro_rules! lever_fields {
    ($apply:ident) => {
        $apply!(
            name,
            cost,
            delay,
            fade,
            payers,
            recipient,
            survives_closure,
            effects,
            stages,
            summary,
            trade_off,
            source,
            grade
        )
    };
}

/// The catalogue's lever where the scenario says nothing.
fn merge(own: &LeverText, base: &LeverText) -> LeverText {
    macro_rules! merged {
        ($($field:ident),+) => {
            LeverText { span: own.span, $($field: own.$field.clone().or_else(|| base.$field.clone()),)+ }
        };
    }
    lever_fields!(merged)
}

const fn empty(span: Span) -> LeverText {
    macro_rules! nothing {
        ($($field:ident),+) => {
            LeverText { span, $($field: None,)+ }
        };
    }
    lever_fields!(nothing)
}

/// A lever that is not in the catalogue gives what it needs itself.
fn is_complete(id: &str, own: &LeverText, catalogue: &Catalogue, findings: &mut Findings) -> bool {
    let given = [
        ("name", own.name.is_some()),
        ("cost", own.cost.is_some()),
        ("delay", own.delay.is_some()),
        ("payers", own.payers.is_some()),
        ("recipient", own.recipient.is_some()),
        ("effects", own.effects.is_some()),
        ("summary", own.summary.is_some()),
    ];
    let missing: Vec<_> = given.iter().filter(|g| !g.1).map(|g| format!("`{}`", g.0)).collect();
    if missing.is_empty() {
        return true;
    }
    let known = nearest(id, catalogue.levers.0.iter().map(|e| e.key.as_str()));
    let hint = known.map(|name| format!("did you mean the catalogue's lever `{name}`?"));
    let message = format!("the lever {} is not in the catalogue, and lacks {}", quoted(id), missing.join(", "));
    let finding = Finding::new("M011", own.span.opening(), message);
    findings.add(finding.expected("all fields of a new lever, or the id of a lever of the catalogue").hint_if(hint));
    false
}

pub(crate) fn lever(id: &str, l: &LeverText, findings: &mut Findings) -> Option<Lever> {
    let payers = payers(l.payers.as_ref()?, &format!("levers.{id}.payers"), findings);
    let delay = l.delay.as_ref()?.value;
    Some(Lever {
        id: id.to_owned(),
        name: text(l.name.as_ref())?,
        cost: value(l.cost.as_ref())?,
        delay,
        fade: l.fade.as_ref().map_or(delay, |f| f.value),
        payers: payers?,
        recipient: l.recipient.as_ref()?.value,
        survives_closure: l.survives_closure.as_ref().is_some_and(|s| s.value),
        effects: l.effects.as_ref()?.0.clone(),
        stages: l.stages.map_or([1, 3], |s| s.0),
        summary: text(l.summary.as_ref())?,
        trade_off: text(l.trade_off.as_ref()).unwrap_or_default(),
        source: text(l.source.as_ref()).unwrap_or_default(),
        grade: l.grade.as_ref().map_or(Grade::C, |g| g.value),
    })
}

type Shocks = (Vec<Shock>, Vec<ShockNote>);

pub(crate) fn shocks(
    file: &ScenarioText,
    catalogue: &Catalogue,
    start: Option<Quarter>,
    keys: &Names<'_>,
    findings: &mut Findings,
) -> Option<Shocks> {
    let mut kinds: BTreeMap<&str, Option<&ShockKindText>> = BTreeMap::new();
    for entry in catalogue.kinds.0.iter().chain(entries(file.shock_kinds.as_ref())) {
        kinds.insert(&entry.key, entry.value.as_ref());
    }
    let names = Names::new("kind of shock", "shock_kinds", kinds.keys().copied().collect());
    let made: Vec<_> = entries(file.shocks.as_ref())
        .iter()
        .map(|entry| {
            let s = entry.value.as_ref()?;
            keys.check(s.source.as_ref(), findings);
            let trigger = s.trigger.as_ref().and_then(|t| trigger(&entry.key, &t.value, t.span, start, findings));
            let kind = s.kind.as_ref()?;
            names.find(&kind.value, kind.span, findings)?;
            let effects = kinds.get(kind.value.as_str()).copied().flatten()?.effects.as_ref()?;
            shock(&entry.key, s, trigger?, &effects.0)
        })
        .collect();
    file.shocks.as_ref()?;
    file.shock_kinds.as_ref()?;
    made.into_iter().collect::<Option<Vec<_>>>().map(|list| list.into_iter().unzip())
}

fn shock(
    id: &str,
    s: &ShockText,
    trigger: Trigger,
    effects: &[(crate::model::setup::ShockChannel, f64)],
) -> Option<(Shock, ShockNote)> {
    let size = s.size.as_ref()?.value;
    let scaled = |(channel, amount): &(_, f64)| ShockEffect { channel: *channel, amount: amount * size };
    let made = Shock {
        id: id.to_owned(),
        name: text(s.name.as_ref())?,
        trigger,
        quarters: s.quarters.as_ref()?.value,
        effects: effects.iter().map(scaled).collect(),
    };
    let kind = text(s.kind.as_ref())?;
    Some((made, ShockNote { kind, size, note: text(s.note.as_ref()), source: text(s.source.as_ref()) }))
}

fn trigger(
    id: &str,
    given: &TriggerText,
    span: Span,
    start: Option<Quarter>,
    findings: &mut Findings,
) -> Option<Trigger> {
    match given {
        TriggerText::At(date) => {
            if start.is_some_and(|s| *date < s) {
                let message = format!("the shock {} strikes in {date}, before the start", quoted(id));
                let hint = "what happened before the start belongs into the starting values";
                let expected = "a quarter from the start on";
                findings.add(Finding::new("M033", span, message).expected(expected).hint(hint));
            }
            Some(Trigger::At(*date))
        }
        TriggerText::Random(RandomText { yearly, from, .. }) => {
            Some(Trigger::Random { yearly: yearly.as_ref()?.value, from: from.as_ref()?.value })
        }
        TriggerText::When(conditions) => Some(Trigger::When(conditions.clone())),
    }
}
