//! What is not wrong with a study, and yet probably not meant.

use super::{Design, Luck, Study};
use crate::scenario::problems::{Finding, quoted};
use crate::scenario::reading::{Reading, field};
use crate::scenario::tree::Node;
use crate::scenario::{Document, Problems};

/// Warnings about a study that was read from this document.
#[must_use]
pub fn warnings(document: &Document, study: &Study) -> Problems {
    let mut reading = Reading::new(None);
    let tree = reading.parse(document);
    let found: Vec<Finding> = tree.iter().flat_map(|tree| [luck(study, tree), number(study, tree)]).flatten().collect();
    if found.is_empty() {
        return Problems::default();
    }
    found.into_iter().for_each(|finding| reading.cx.findings.add(finding));
    reading.problems()
}

/// Effects are told from differences between points that have luck of their own.
fn luck(study: &Study, tree: &Node) -> Option<Finding> {
    let (block, spoilt) = match study.design {
        Design::Saltelli { .. } => ("block", "indices of total order come"),
        Design::Morris { .. } => ("trajectory", "mu* and sigma come"),
        _ => return None,
    };
    let span = field(tree, "luck").filter(|_| study.luck == Luck::Own)?.span;
    let message = format!(
        "each point of the design {} has luck of its own, which is then taken for an effect of every factor: {spoilt} out too large",
        quoted(study.design.name())
    );
    let hint = format!("leave `luck` out: the points of a {block} share it then, and differ by their factors alone");
    Some(Finding::new("W070", span, message).hint(hint))
}

/// A piece of a Sobol sequence that does not fill the space evenly.
fn number(study: &Study, tree: &Node) -> Option<Finding> {
    let (name, number, what) = match study.design {
        Design::Sobol { points } => ("Sobol", points, "points"),
        Design::Saltelli { blocks } => ("Saltelli", blocks, "blocks"),
        _ => return None,
    };
    let span = field(tree, "design").filter(|_| !number.is_power_of_two())?.span;
    let more = number.next_power_of_two();
    let message =
        format!("{number} {what} of a Sobol sequence do not fill the space evenly: {number} is no power of 2");
    let finding = Finding::new("W071", span, message).expected(format!("`{name}({})` or `{name}({more})`", more / 2));
    Some(finding.hint(format!("the first {what} of `{name}({more})` are the same as these")))
}
