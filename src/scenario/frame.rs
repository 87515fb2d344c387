//! A scenario that is read again and again with other values: the tree is kept, and what changes no run is left out.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::library::{Document, Library};
use super::problems::{Problems, Text};
use super::reading::{self, Reading};
use super::ron_writer;
use super::sha256;
use super::tree::{Field, Node, Value};
use super::types::Scenario;

/// Parts of a scenario that no run reads.
const LEFT_OUT: [&str; 5] = ["history", "goals", "expectations", "events", "map"];

/// A scenario as a tree, to be read with values in place of its own.
#[derive(Clone, Debug)]
pub struct Frame {
    tree: Node,
    texts: Vec<Text>,
    lean: Arc<Scenario>,
}

impl Frame {
    /// The scenario with its own values.
    #[must_use]
    pub const fn lean(&self) -> &Arc<Scenario> {
        &self.lean
    }

    /// The scenario with pairs of path and value in place of what it says.
    ///
    /// # Errors
    /// What is wrong with it then.
    pub fn with(&self, overrides: &[(String, String)]) -> Result<Scenario, Problems> {
        let mut reading = Reading::new(None);
        reading.texts.clone_from(&self.texts);
        let scenario = reading.scenario(&mut self.tree.clone(), overrides);
        match scenario.filter(|_| reading.cx.findings.is_empty()) {
            Some(scenario) => Ok(lean(scenario)),
            None => Err(reading.problems()),
        }
    }
}

/// Reads a scenario as `read_with` does, with policies that another text, the first, writes for it; its problems are
/// placed in that text.
pub(crate) fn framed(
    document: &Document,
    (study, policies): (&Document, &[(Node, Node)]),
    library: &dyn Library,
) -> Result<(Scenario, Frame), Problems> {
    let mut reading = Reading::new(Some(library));
    let Some(mut tree) = reading.add(study).and_then(|_| reading.whole(document)) else {
        return Err(reading.problems());
    };
    let own = String::from_utf8_lossy(&document.bytes).into_owned();
    let text = if reading.parts.is_empty() { own } else { ron_writer::write(&tree) };
    lay(&mut tree, policies);
    let texts: Vec<Text> = reading.texts.clone();
    let scenario = reading.scenario(&mut tree, &[]);
    let Some(scenario) = scenario.filter(|_| reading.cx.findings.is_empty()) else {
        return Err(reading.problems());
    };
    if let Value::Fields(fields) = &mut tree.value {
        fields.retain(|field| !LEFT_OUT.contains(&field.name.as_str()));
    }
    let frame = Frame { tree, texts, lean: Arc::new(lean(scenario.clone())) };
    let (sha256, name, parts) = (sha256(&text), document.name.clone(), reading.parts);
    Ok((Scenario { sha256, text, name, parts, ..scenario }, frame))
}

/// Puts policies into a scenario, in the place of those of the same name.
fn lay(tree: &mut Node, policies: &[(Node, Node)]) {
    if policies.is_empty() {
        return;
    }
    let span = tree.span;
    if reading::field(tree, "policies").is_none()
        && let Value::Fields(fields) = &mut tree.value
    {
        let node = Node { span, value: Value::Map(Vec::new()) };
        fields.push(Field { name: "policies".to_owned(), span, node });
    }
    let Value::Fields(fields) = &mut tree.value else { return };
    for field in fields.iter_mut().filter(|field| field.name == "policies") {
        if let Value::Map(entries) = &mut field.node.value {
            entries.retain(|(key, _)| !policies.iter().any(|(new, _)| new.text() == key.text()));
            entries.extend_from_slice(policies);
        }
    }
}

fn lean(scenario: Scenario) -> Scenario {
    Scenario {
        text: String::new(),
        sources: BTreeMap::new(),
        geography: None,
        history: Vec::new(),
        goals: Vec::new(),
        expectations: Vec::new(),
        events: Vec::new(),
        figures: Vec::new(),
        numbers: Vec::new(),
        changes: Vec::new(),
        parts: Vec::new(),
        overrides: Vec::new(),
        ..scenario
    }
}
