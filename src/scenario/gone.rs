//! What `without` takes out of an extended scenario, and what is told where something still names or needs it.

use super::places::{self, way};
use super::problems::{self, Finding, Findings, Text, quoted};
use super::tree::{Node, Span, Value};
use crate::model::date::Quarter;

/// Something that a file drops of the one that it extends.
#[derive(Clone, Debug)]
pub(crate) struct Dropped {
    /// Such as `shocks.flood`.
    pub path: String,
    /// Where `without` names it.
    pub place: Span,
    /// What it was.
    pub node: Node,
}

/// Maps by the word for one of their entries.
const ENTRIES: [(&str, &str); 10] = [
    ("sources", "source"),
    ("cities", "city"),
    ("crossings", "crossing"),
    ("levers", "lever"),
    ("projects", "project"),
    ("shock_kinds", "kind of shock"),
    ("shocks", "shock"),
    ("drivers", "driver"),
    ("policies", "policy"),
    ("history", "series of history"),
];

impl Dropped {
    /// The entries that are gone with it: the word for one, the id, what it was.
    fn entries(&self) -> Vec<(&'static str, &str, &Node)> {
        let group = self.path.split('.').next().unwrap_or_default();
        let Some((_, word)) = ENTRIES.iter().find(|(name, _)| *name == group) else { return Vec::new() };
        match (self.path.split_once('.'), &self.node.value) {
            (Some((_, id)), _) if !id.contains('.') => vec![(word, id, &self.node)],
            (None, Value::Map(entries)) => {
                entries.iter().filter_map(|(key, node)| Some((*word, key.text()?, node))).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Shocks and crossings that are gone with it, with the quarter in which each would have come.
    pub fn dated(&self) -> Vec<(&'static str, &str, Quarter)> {
        let dated = |(word, id, node)| {
            let field = match word {
                "shock" => "trigger",
                "crossing" => "opens",
                _ => return None,
            };
            Some((word, id, quarter(places::node(node, &way![field])?)?))
        };
        self.entries().into_iter().filter_map(dated).collect()
    }

    fn told(&self, texts: &[Text]) -> String {
        let path = quoted(&self.path);
        let place = problems::place_in_words(self.place, texts);
        format!("`without` drops {path} ({place}): drop what needs it too, or keep it")
    }

    /// Whether a problem comes of its being gone.
    fn explains(&self, finding: &Finding) -> bool {
        let message = finding.message.as_str();
        match finding.code {
            "M020" => {
                let is_named =
                    |(word, id, _): &(&str, &str, &Node)| message == format!("there is no {word} {}", quoted(id));
                self.entries().iter().any(is_named)
            }
            "M029" => self.path.starts_with("projects") && message.ends_with("no project opens it"),
            "M011" => message.starts_with(&format!("{} lacks ", quoted(&self.path))) && finding.span != self.place,
            _ => false,
        }
    }
}

/// The quarter of `At("2020Q1")`.
fn quarter(node: &Node) -> Option<Quarter> {
    let Value::Variant { name, body: Some(body) } = &node.value else { return None };
    let Value::Tuple(items) = &body.value else { return None };
    items.first().filter(|_| name == "At")?.text()?.parse().ok()
}

/// Says of every problem that comes of something dropped where it was dropped.
pub(crate) fn explain(dropped: &[Dropped], texts: &[Text], findings: &mut Findings) {
    if dropped.is_empty() {
        return;
    }
    findings.amend(|finding| {
        if let Some(cause) = dropped.iter().find(|cause| cause.explains(finding)) {
            finding.hint = Some(cause.told(texts));
        }
    });
}
