//! What is not wrong with a study and yet probably not meant.

use super::{Design, Luck, Study};
use crate::scenario::problems::{Finding, quoted};
use crate::scenario::reading::{Reading, field};
use crate::scenario::{Document, Problems};

/// Warnings about a study that was read from this document.
#[must_use]
pub fn warnings(document: &Document, study: &Study) -> Problems {
    let (block, spoilt) = match study.design {
        Design::Saltelli { .. } => ("block", "indices of total order come"),
        Design::Morris { .. } => ("trajectory", "mu* and sigma come"),
        _ => return Problems::default(),
    };
    if study.luck != Luck::Own {
        return Problems::default();
    }
    let mut reading = Reading::new(None);
    let tree = reading.parse(document);
    let span = tree.and_then(|tree| field(&tree, "luck").map(|luck| luck.span)).unwrap_or_default();
    let message = format!(
        "each point of the design {} has luck of its own, which is then taken for an effect of every factor: {spoilt} out too large",
        quoted(study.design.name())
    );
    let hint = format!("leave `luck` out: the points of a {block} share it then, and differ by their factors alone");
    reading.cx.findings.add(Finding::new("W070", span, message).hint(hint));
    reading.problems()
}
