//! What `without` takes out of an extended scenario, and what is told where something still names or needs it.

use super::places::{self, way};
use super::problems::{self, Finding, Findings, Text, quoted};
use super::tree::{Node, Span, Value};
use crate::model::date::Quarter;
use crate::words::counted;

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

    /// What of the other file needs it.
    fn needed(&self, findings: &[Finding], texts: &[Text]) -> String {
        const SHOWN: usize = 4;
        let places: Vec<String> =
            findings.iter().take(SHOWN).map(|finding| problems::place_in_words(finding.span, texts)).collect();
        let more = match findings.len().saturating_sub(SHOWN) {
            0 => String::new(),
            more => format!(" and in {more} more"),
        };
        let number = counted(findings.len(), "place");
        format!("{} is dropped here, and still needed in {number}: {}{more}", quoted(&self.path), places.join(", "))
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

/// Says of every problem that comes of something dropped where it was dropped. What the other file has of them is told
/// there, too: that file is right as it stands.
pub(crate) fn explain(dropped: &[Dropped], texts: &[Text], findings: &mut Findings) {
    for cause in dropped {
        let explained = findings.taken_if(0, |finding| cause.explains(finding));
        let is_set = |span: Span| texts.get(usize::from(span.origin)).is_some_and(|text| text.is_override);
        let is_below = |f: &Finding| f.span.origin > cause.place.origin && !is_set(f.span);
        let (mut below, own): (Vec<_>, Vec<_>) = explained.into_iter().partition(is_below);
        below.sort_by_key(|finding| finding.span);
        for finding in own {
            findings.add(Finding { hint: Some(cause.told(texts)), ..finding });
        }
        if let Some(first) = below.first() {
            let finding = Finding::new(first.code, cause.place, cause.needed(&below, texts));
            findings.add(finding.hint(
                "drop what needs it too, keep it, or write it anew in this file; a path may name a group, such as \
                 `\"expectations\"`",
            ));
        }
    }
}
