//! What is not wrong with a study, and yet probably not meant.

use super::{Design, Study};
use crate::scenario::problems::Finding;
use crate::scenario::reading::{Reading, field};
use crate::scenario::{Document, Problems};

/// Warnings of a study that was read from this document.
#[must_use]
pub fn warnings(study: &Study, document: &Document) -> Problems {
    let (name, number, what) = match study.design {
        Design::Sobol { points } => ("Sobol", points, "points"),
        Design::Saltelli { blocks } => ("Saltelli", blocks, "blocks"),
        _ => return Problems::default(),
    };
    if number.is_power_of_two() {
        return Problems::default();
    }
    let mut reading = Reading::new(None);
    let tree = reading.parse(document);
    let Some(design) = tree.as_ref().and_then(|tree| field(tree, "design")) else { return Problems::default() };
    let more = number.next_power_of_two();
    let message =
        format!("{number} {what} of a Sobol sequence do not fill the space evenly: {number} is no power of 2");
    let finding = Finding::new("W028", design.span, message);
    let finding = finding.expected(format!("`{name}({})` or `{name}({more})`", more / 2));
    reading.cx.findings.add(finding.hint(format!("the first {what} of `{name}({more})` are the same as these")));
    reading.problems()
}
