//! `extends` and `without`: a scenario laid over another, which may lie over a third.

use std::collections::BTreeMap;

use super::decode::{Decode, Rule};
use super::format::ScenarioText;
use super::gone::Dropped;
use super::kindred::{Kind, instead};
use super::kinds::{Id, List, PLAIN, Words};
use super::library::{Document, Wanted, Wants};
use super::merge::merge;
use super::path;
use super::problems::{Finding, quoted};
use super::reading::{Reading, field};
use super::tree::{Field, Node, Span, Value};
use super::version::Version;

/// A scenario may extend one that extends one, so often: more is nobody's intention.
pub const LONGEST_CHAIN: usize = 16;

/// Parts that a scenario may drop of another.
const MOST_DROPPED: usize = 500;

/// One text of the chain, without `extends` and `without`.
struct Layer {
    name: String,
    place: String,
    tree: Node,
    extends: Option<Words>,
    without: Vec<Words>,
}

impl Reading<'_> {
    /// The tree of a document laid over what it extends.
    pub fn extended(&mut self, document: &Document) -> Option<Node> {
        let mut chain: Vec<Layer> = Vec::new();
        let mut next = Some(document.clone());
        while let Some(document) = next.take() {
            let Some(layer) = self.layer(&document, chain.is_empty()) else {
                self.note_base(&chain, &document);
                return None;
            };
            chain.push(layer);
            next = self.base(&chain).ok()?;
            if let ([Layer { extends: Some(word), .. }], Some(base)) = (chain.as_slice(), &next) {
                self.base = Some((word.span, base.clone()));
            }
        }
        let mut layers = chain.into_iter().rev();
        let base = layers.next()?;
        let mut tree = layers.fold(base, |base, over| self.over(base, over)).tree;
        if let Value::Fields(fields) = &mut tree.value {
            fields.sort_by_key(|field| match field.name.as_str() {
                "format" => 0,
                "id" => 1,
                _ => 2,
            });
        }
        Some(tree)
    }

    /// The text that cannot be read is told where it is; that it is needed is told where it is named.
    fn note_base(&mut self, chain: &[Layer], base: &Document) {
        if let Some(Layer { name, extends: Some(word), .. }) = chain.last() {
            let message = format!("{} extends {}, which cannot be read", quoted(name), quoted(&base.name));
            let hint = format!("mend {} first: its problems stand below", quoted(&base.name));
            self.cx.findings.add(Finding::new("M036", word.span, message).hint(hint));
        }
    }

    fn layer(&mut self, document: &Document, is_first: bool) -> Option<Layer> {
        let mut tree = self.parse(document)?;
        if let Some(finding) = instead(&tree, Kind::Scenario) {
            self.cx.findings.add(finding);
            return None;
        }
        let Value::Fields(fields) = &mut tree.value else {
            // What it should be instead is told.
            let _ = self.cx.fields(&tree, ScenarioText::RULES);
            return None;
        };
        let mut fields = std::mem::take(fields);
        let extends = self.taken::<Words>(&mut fields, "extends")?;
        let without = self.taken::<List<Words>>(&mut fields, "without")?;
        let without = without.map_or_else(Vec::new, |list| list.items);
        if let Some(word) = without.get(MOST_DROPPED) {
            let message = format!("`without` drops {} parts", without.len());
            let hint = "write a scenario of its own: so little of the other is left";
            let expected = format!("at most {MOST_DROPPED}");
            self.cx.findings.add(Finding::new("M032", word.span, message).expected(expected).hint(hint));
            return None;
        }
        if let (None, Some(first)) = (&extends, without.first()) {
            let message = "`without` drops parts of another scenario, but this file extends none";
            let hint = "add `extends: \"..\"` with the name of that scenario, or drop `without`";
            self.cx.findings.add(Finding::new("M038", first.span, message).hint(hint));
        }
        let tree = Node { value: Value::Fields(fields), ..tree };
        let tree = if is_first { tree } else { self.without_own_name(tree) };
        Some(Layer { name: document.name.clone(), place: document.place.clone(), tree, extends, without })
    }

    /// Takes a field out and decodes it: `None` if it is wrong, which has been noted.
    fn taken<T: Decode>(&mut self, fields: &mut Vec<Field>, name: &'static str) -> Option<Option<T>> {
        let (given, others) = std::mem::take(fields).into_iter().partition(|f| f.name == name);
        *fields = others;
        let given: Vec<Field> = given;
        let Some((first, more)) = given.split_first() else { return Some(None) };
        for second in more {
            let message = format!("the field {} of the scenario is given twice", quoted(name));
            self.cx.findings.add(Finding::new("M015", second.span, message).hint("keep one of them"));
        }
        let rule: Rule = ScenarioText::RULES.iter().find(|r| r.name == name).copied().unwrap_or(PLAIN);
        self.cx.within(name, |cx| T::decode(&first.node, &rule, cx)).map(Some)
    }

    /// Format and id belong to the file itself: they are checked there, and not inherited.
    fn without_own_name(&mut self, mut tree: Node) -> Node {
        for name in ["format", "id"] {
            let rule = ScenarioText::RULES.iter().find(|r| r.name == name).copied().unwrap_or(PLAIN);
            match field(&tree, name) {
                None => {
                    let message = format!("the scenario lacks the field `{name}`");
                    let finding = Finding::new("M011", tree.span.opening(), message);
                    self.cx.findings.add(finding.expected(format!("`{name}: ..`")).hint(rule.summary));
                }
                Some(node) if name == "format" => drop(self.cx.within(name, |cx| Version::decode(node, &rule, cx))),
                Some(node) => drop(self.cx.within(name, |cx| Id::decode(node, &rule, cx))),
            }
        }
        if let Value::Fields(fields) = &mut tree.value {
            fields.retain(|f| f.name != "format" && f.name != "id");
        }
        tree
    }

    /// What the last of the chain extends: nothing, a document, or a reason noted.
    fn base(&mut self, chain: &[Layer]) -> Result<Option<Document>, ()> {
        let Some(Layer { place, extends: Some(word), .. }) = chain.last() else { return Ok(None) };
        let wanted = Wanted { from: place, name: &word.value, kind: Wants::Scenario };
        let base = self.find(&wanted, word.span, "the scenario").ok_or(())?;
        if let Some(at) = chain.iter().position(|layer| layer.place == base.place) {
            self.note_cycle(&chain[at..], word.span);
            return Err(());
        }
        if chain.len() > LONGEST_CHAIN {
            let message = format!("this would be more than {LONGEST_CHAIN} steps of `extends`");
            let hint = "let this file, or one that extends it, extend a scenario further down the chain";
            let finding = Finding::new("M039", word.span, message);
            self.cx.findings.add(finding.expected(format!("at most {LONGEST_CHAIN} steps")).hint(hint));
            return Err(());
        }
        Ok(Some(base))
    }

    fn note_cycle(&mut self, ring: &[Layer], place: Span) {
        let names: Vec<String> = ring.iter().chain(ring.first()).map(|layer| quoted(&layer.name)).collect();
        let message = match ring {
            [_] => format!("{} extends itself", names[0]),
            _ => format!("scenarios extend each other in a circle: {}", names.join(" extends ")),
        };
        let hint = "one of them must stand alone: take its `extends` out";
        self.cx.findings.add(Finding::new("M034", place, message).hint(hint));
    }

    fn over(&mut self, base: Layer, over: Layer) -> Layer {
        let mut below = base.tree;
        for word in &over.without {
            match path::remove(&mut below, &word.value, word.span, &quoted(&base.name)) {
                Ok(node) => self.dropped.push(Dropped { path: word.value.clone(), place: word.span, node }),
                Err(finding) => self.cx.findings.add(*finding),
            }
        }
        give_way(&mut below, &over.tree);
        Layer { tree: merge(below, &over.tree), ..over }
    }
}

/// A series has points or a file: whichever is given takes the place of the other below.
fn give_way(below: &mut Node, over: &Node) {
    const EITHER: [(&str, &str); 2] = [("points", "file"), ("file", "points")];
    let Value::Fields(groups) = &mut below.value else { return };
    for group in groups.iter_mut().filter(|f| matches!(f.name.as_str(), "history" | "drivers")) {
        let Some(Value::Map(above)) = field(over, &group.name).map(|node| &node.value) else { continue };
        let above: BTreeMap<&str, &Node> = above.iter().filter_map(|(k, node)| Some((k.text()?, node))).collect();
        let Value::Map(entries) = &mut group.node.value else { continue };
        for (key, series) in entries {
            let over = key.text().and_then(|key| above.get(key));
            let (Some(over), Value::Fields(fields)) = (over, &mut series.value) else { continue };
            for (given, gone) in EITHER {
                if field(over, given).is_some() {
                    fields.retain(|f| f.name != gone);
                }
            }
        }
    }
}
