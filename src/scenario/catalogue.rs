//! The catalogues of levers, shocks and policies that come with the program, read by the same reader as scenarios.

use super::check::{Names, text};
use super::check_action::lever;
use super::check_time::policy;
use super::decode::{Decode, Decoder};
use super::format_action::{LeverText, ShockKindText};
use super::format_time::PolicyText;
use super::kinds::{Entry, Keyed, PLAIN};
use super::problems::Text;
use super::ron_reader::parse;
use super::types::Policy;
use crate::model::channel::ShockChannel;
use crate::model::setup::{Grade, Lever};

/// The text of the catalogue of levers.
pub const LEVERS: &str = include_str!("../../assets/levers.ron");
/// The text of the catalogue of kinds of shock.
pub const SHOCKS: &str = include_str!("../../assets/shocks.ron");
/// The text of the catalogue of policies.
pub const POLICIES: &str = include_str!("../../assets/policies.ron");

/// The field that each catalogue fills, and the name of its text.
pub(crate) const CATALOGUES: [(&str, &str); 3] =
    [("levers", "assets/levers.ron"), ("shock_kinds", "assets/shocks.ron"), ("policies", "assets/policies.ron")];

/// What every scenario starts from.
pub(crate) struct Catalogue {
    pub levers: Keyed<LeverText>,
    pub kinds: Keyed<ShockKindText>,
    pub policies: Keyed<PolicyText>,
}

/// Reads them; problems in them are noted like those of a scenario.
pub(crate) fn read(texts: &mut Vec<Text>, cx: &mut Decoder) -> Option<Catalogue> {
    let [levers, kinds, policies] = CATALOGUES;
    let levers = read_map(texts, levers, LEVERS, cx);
    let kinds = read_map(texts, kinds, SHOCKS, cx);
    let policies = read_map(texts, policies, POLICIES, cx);
    cx.figures.clear();
    cx.numbers.clear();
    Some(Catalogue { levers: levers?, kinds: kinds?, policies: policies? })
}

fn read_map<T: Decode>(
    texts: &mut Vec<Text>,
    (field, name): (&str, &str),
    text: &str,
    cx: &mut Decoder,
) -> Option<Keyed<T>> {
    let origin = u16::try_from(texts.len()).ok()?;
    texts.push(Text { name: name.to_owned(), text: text.to_owned(), is_override: false });
    let node = parse(text, origin, 0, &mut cx.findings)?;
    cx.within(field, |cx| Keyed::decode(&node, &PLAIN, cx))
}

/// A kind of shock: what shocks of that kind do at size 1.
#[derive(Clone, Debug, PartialEq)]
pub struct ShockKind {
    pub id: String,
    pub name: String,
    pub summary: String,
    pub effects: Vec<(ShockChannel, f64)>,
    pub source: String,
    pub grade: Grade,
}

/// What every scenario starts from, each sorted by id.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Common {
    pub levers: Vec<Lever>,
    pub kinds: Vec<ShockKind>,
    /// Their steps name levers by their place in `levers`. They decide no projects: those are a scenario's own.
    pub policies: Vec<Policy>,
}

/// The levers, the kinds of shock and the policies that every scenario starts from.
#[must_use]
pub fn catalogue() -> Common {
    let mut cx = Decoder::default();
    let Some(catalogue) = read(&mut Vec::new(), &mut cx) else { return Common::default() };
    let findings = &mut cx.findings;
    let levers = catalogue.levers.0.iter().filter_map(|e| lever(&e.key, e.value.as_ref()?, findings));
    let levers: Vec<_> = levers.collect();
    let kinds = catalogue.kinds.0.iter().filter_map(|e| shock_kind(&e.key, e.value.as_ref()?)).collect();
    let projects = Names::new("project", "projects", Vec::new());
    let made = |e: &Entry<PolicyText>| policy(&projects, Some(&levers), &e.key, e.value.as_ref()?, findings);
    let policies = catalogue.policies.0.iter().filter_map(made).collect();
    Common { levers, kinds, policies }
}

pub(crate) fn shock_kind(id: &str, k: &ShockKindText) -> Option<ShockKind> {
    Some(ShockKind {
        id: id.to_owned(),
        name: text(k.name.as_ref())?,
        summary: text(k.summary.as_ref())?,
        effects: k.effects.as_ref()?.0.clone(),
        source: text(k.source.as_ref())?,
        grade: k.grade.as_ref().map_or(Grade::C, |g| g.value),
    })
}

/// The ids of the catalogue's levers.
pub(crate) fn lever_names() -> Vec<String> {
    let mut cx = Decoder::default();
    let catalogue = read(&mut Vec::new(), &mut cx);
    catalogue.map(|c| c.levers.0.into_iter().map(|e| e.key).collect()).unwrap_or_default()
}
