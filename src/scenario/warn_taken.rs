//! Warns of policies and kinds of shock that take the place of one of the catalogue: whoever names it elsewhere means the other.

use std::sync::OnceLock;

use super::catalogue::{Common, catalogue, shock_kind};
use super::decode::{Decode, Decoder};
use super::format_action::ShockKindText;
use super::kinds::PLAIN;
use super::places::way;
use super::problems::quoted;
use super::types::Policy;
use super::warn::{Given, Warnings};
use crate::model::setup::Lever;

/// What every scenario starts from: read once, since all files of a folder may be looked through.
fn common() -> &'static Common {
    static COMMON: OnceLock<Common> = OnceLock::new();
    COMMON.get_or_init(catalogue)
}

/// Those of either sort that are another than that of the catalogue.
pub(crate) fn names(given: &Given<'_>, found: &mut Warnings<'_>) {
    for id in given.tree.keys("policies") {
        let Some(known) = common().policies.iter().find(|policy| policy.id == id) else { continue };
        let own = given.scenario.policies.get(id);
        if own.is_some_and(|own| !is_same(own, &given.scenario.setup.levers, known)) {
            let hint = format!(
                "give it an id of its own, such as `own-{id}`, and both can be played; a comparison of borders under `{id}` would \
                 compare two rules"
            );
            found.at_key(&way!["policies", id], "W028", taken("policy", id, &known.title), hint);
        }
    }
    for id in given.tree.keys("shock_kinds") {
        let Some(known) = common().kinds.iter().find(|kind| kind.id == id) else { continue };
        let node = given.tree.node(&way!["shock_kinds", id]);
        let own = node.and_then(|node| ShockKindText::decode(node, &PLAIN, &mut Decoder::default()));
        if own.and_then(|own| shock_kind(id, &own)).is_some_and(|own| own.effects != known.effects) {
            let hint =
                format!("give it an id of its own, such as `own-{id}`: `kind: \"{id}\"` then keeps its usual meaning");
            found.at_key(&way!["shock_kinds", id], "W028", taken("kind of shock", id, &known.name), hint);
        }
    }
}

fn taken(what: &str, id: &str, title: &str) -> String {
    format!("this {what} takes the place of the one called {} that every scenario has ({title})", quoted(id))
}

/// Whether both do the same; each names levers by their place in a list of its own.
fn is_same(own: &Policy, levers: &[Lever], known: &Policy) -> bool {
    let id = |levers: &[Lever], lever: usize| levers.get(lever).map(|lever| lever.id.clone());
    let steps = |policy: &Policy, levers: &[Lever]| -> Vec<_> {
        let step =
            |step: &super::types::Step| (id(levers, step.lever), step.level, step.from, step.until, step.when.clone());
        policy.steps.iter().map(step).collect()
    };
    own.projects == known.projects && steps(own, levers) == steps(known, &common().levers)
}
