//! The catalogues of levers and shocks that come with the program, read by the same reader as scenarios.

use super::check::text;
use super::check_action::lever;
use super::decode::{Decode, Decoder};
use super::format_action::{LeverText, ShockKindText};
use super::kinds::{Keyed, PLAIN};
use super::problems::Text;
use super::ron_reader::parse;
use crate::model::channel::ShockChannel;
use crate::model::setup::{Grade, Lever};

/// The text of the catalogue of levers.
pub const LEVERS: &str = include_str!("../../assets/levers.ron");
/// The text of the catalogue of kinds of shock.
pub const SHOCKS: &str = include_str!("../../assets/shocks.ron");

/// What every scenario starts from.
pub(crate) struct Catalogue {
    pub levers: Keyed<LeverText>,
    pub kinds: Keyed<ShockKindText>,
}

/// Reads both; problems in them are noted like those of a scenario.
pub(crate) fn read(texts: &mut Vec<Text>, cx: &mut Decoder) -> Option<Catalogue> {
    let levers = read_map(texts, "assets/levers.ron", "levers", LEVERS, cx);
    let kinds = read_map(texts, "assets/shocks.ron", "shock_kinds", SHOCKS, cx);
    cx.figures.clear();
    cx.numbers.clear();
    Some(Catalogue { levers: levers?, kinds: kinds? })
}

fn read_map<T: Decode>(
    texts: &mut Vec<Text>,
    name: &str,
    field: &str,
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

/// The levers and the kinds of shock that every scenario starts from, sorted by id.
#[must_use]
pub fn catalogue() -> (Vec<Lever>, Vec<ShockKind>) {
    let mut cx = Decoder::default();
    let Some(catalogue) = read(&mut Vec::new(), &mut cx) else { return (Vec::new(), Vec::new()) };
    let levers = catalogue.levers.0.iter().filter_map(|e| lever(&e.key, e.value.as_ref()?, &mut cx.findings));
    let kinds = catalogue.kinds.0.iter().filter_map(|e| shock_kind(&e.key, e.value.as_ref()?));
    (levers.collect(), kinds.collect())
}

fn shock_kind(id: &str, k: &ShockKindText) -> Option<ShockKind> {
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
