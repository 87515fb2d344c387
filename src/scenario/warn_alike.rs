//! Warns of comparisons with `Ungiven` whose `given` no run can notice: they have one outcome only.

use super::alike::{self, Unnoticed};
use super::expectation::{Against, Claim};
use super::places::way;
use super::problems::quoted;
use super::tree::Node;
use super::warn::{Given, Warnings};

/// Expectations of which both runs are one.
pub(crate) fn claims(given: &Given<'_>, found: &mut Warnings<'_>) {
    for expectation in &given.scenario.expectations {
        let Claim::Compared { variable, at, to: Against::Ungiven(policy), .. } = &expectation.claim else { continue };
        let Some(world) = expectation.given.as_deref() else { continue };
        let why = alike::unnoticed(world, &expectation.policy, given.scenario, policy, Some(*at));
        let Some(why) = why else { continue };
        let when = if let Unnoticed::Later(at) = why { format!(" up to {at}") } else { String::new() };
        let message = format!(
            "what is given changes nothing in this run{when}, so {} is compared with itself",
            quoted(variable.id())
        );
        let place = given.tree.node(&way!["expectations", &expectation.id, "given"]).map(Node::head);
        found.add(place, "W029", message, hint(why));
    }
}

/// What to do.
fn hint(why: Unnoticed) -> String {
    match why {
        Unnoticed::Same => {
            "give what the scenario does not say already, or, if the expectation names no policy, another policy".to_owned()
        }
        Unnoticed::Unread => "the model counts in shares and ratios: no equation reads `population`, `employed` or `output` of a \
                              region, the place of a crossing, a driver of the role Demand or Outside, nor any name; wages, \
                              barriers, shocks and parameters are read"
            .to_owned(),
        Unnoticed::Later(at) => format!("what is given acts after {at}: let `at` be a later quarter"),
    }
}
