//! Where in the text something stands that is known by its path.

use std::collections::BTreeMap;

use super::tree::{Node, Span, Value};

/// A part of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part<'a> {
    /// A field of a struct or a key of a map.
    Name(&'a str),
    /// An entry of a list or tuple.
    Index(usize),
}

/// The value of that path.
pub(crate) fn node<'n>(tree: &'n Node, path: &[Part<'_>]) -> Option<&'n Node> {
    path.iter().try_fold(tree, |node, part| match (part, &node.value) {
        (Part::Name(name), Value::Fields(fields)) => fields.iter().find(|f| f.name == *name).map(|f| &f.node),
        (Part::Name(name), Value::Map(entries)) => {
            entries.iter().find(|(key, _)| is(key, name)).map(|(_, value)| value)
        }
        (Part::Index(index), Value::List(items) | Value::Tuple(items)) => items.get(*index),
        _ => None,
    })
}

/// The place of the name of a field.
pub(crate) fn field(tree: &Node, name: &str) -> Option<Span> {
    let Value::Fields(fields) = &tree.value else { return None };
    fields.iter().find(|field| field.name == name).map(|field| field.span)
}

/// A scenario whose entries are found by their ids without a look at all the others: there can be thousands, and each is
/// looked up several times.
pub(crate) struct Places<'n> {
    root: &'n Node,
    groups: BTreeMap<&'n str, Entries<'n>>,
}

/// By id, the first of those that are given twice.
type Entries<'n> = BTreeMap<&'n str, Entry<'n>>;
/// An id with its value.
type Entry<'n> = &'n (Node, Node);

impl<'n> Places<'n> {
    pub fn of(root: &'n Node) -> Self {
        let mut groups = BTreeMap::new();
        let fields = if let Value::Fields(fields) = &root.value { fields.as_slice() } else { &[] };
        for field in fields {
            let Value::Map(entries) = &field.node.value else { continue };
            let mut found = Entries::new();
            for entry in entries {
                if let Some(id) = entry.0.text() {
                    found.entry(id).or_insert(entry);
                }
            }
            groups.entry(field.name.as_str()).or_insert(found);
        }
        Self { root, groups }
    }

    /// The value of that path.
    pub fn node(&self, path: &[Part<'_>]) -> Option<&'n Node> {
        match self.entry(path) {
            Some((entry, rest)) => node(&entry?.1, rest),
            None => node(self.root, path),
        }
    }

    /// The place of that value: brackets by their first character.
    pub fn value(&self, path: &[Part<'_>]) -> Option<Span> {
        self.node(path).map(Node::head)
    }

    /// The place of the name or key at the end of the path.
    pub fn key(&self, path: &[Part<'_>]) -> Option<Span> {
        if let Some((entry, [])) = self.entry(path) {
            return entry.map(|(key, _)| key.span);
        }
        let (Part::Name(last), before) = path.split_last()? else { return None };
        match &self.node(before)?.value {
            Value::Fields(fields) => fields.iter().find(|f| f.name == *last).map(|f| f.span),
            Value::Map(entries) => entries.iter().find(|(key, _)| is(key, last)).map(|(key, _)| key.span),
            _ => None,
        }
    }

    /// The keys of the map of that name at the top, in the order of the text.
    pub fn keys(&self, field: &str) -> Vec<&'n str> {
        keys(self.root, field)
    }

    /// The entry that a path goes through, if it goes through one of a group, and what follows of the path.
    fn entry<'p>(&self, path: &'p [Part<'p>]) -> Option<(Option<Entry<'n>>, &'p [Part<'p>])> {
        let [Part::Name(group), Part::Name(id), rest @ ..] = path else { return None };
        self.groups.get(group).map(|entries| (entries.get(id).copied(), rest))
    }
}

/// The path as an author knows it, such as `cities.hill.population`.
pub(crate) fn in_words(path: &[Part<'_>]) -> String {
    path.iter().fold(String::new(), |mut words, part| {
        match part {
            Part::Index(index) => words.push_str(&format!("[{index}]")),
            Part::Name(name) if words.is_empty() => words.push_str(name),
            Part::Name(name) => words.push_str(&format!(".{name}")),
        }
        words
    })
}

/// The keys of the map of that name at the top, in the order of the text.
pub(crate) fn keys<'n>(tree: &'n Node, field: &str) -> Vec<&'n str> {
    let Some(Value::Map(entries)) = node(tree, &[Part::Name(field)]).map(|n| &n.value) else { return Vec::new() };
    let text = |key: &'n Node| if let Value::Text(text) = &key.value { Some(text.as_str()) } else { None };
    entries.iter().filter_map(|(key, _)| text(key)).collect()
}

fn is(key: &Node, name: &str) -> bool {
    matches!(&key.value, Value::Text(text) if text == name)
}

/// A path that starts at the top, written `way!["policies", id, "steps", 3]`.
macro_rules! way {
    ($($part:expr),+ $(,)?) => {
        [$($crate::scenario::places::Part::from($part)),+]
    };
}

pub(crate) use way;

impl<'a> From<&'a str> for Part<'a> {
    fn from(name: &'a str) -> Self {
        Self::Name(name)
    }
}

impl<'a> From<&'a String> for Part<'a> {
    fn from(name: &'a String) -> Self {
        Self::Name(name)
    }
}

impl From<usize> for Part<'_> {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::problems::Findings;
    use crate::scenario::ron_reader;

    #[test]
    fn an_entry_is_found_as_the_tree_has_it() {
        let text = "(id: \"x\", sources: { \"a\": \"A\", \"b\": \"B\", \"a\": \"C\" }, policies: { \"p\": (steps: [(level: 1)]) }, list: [1])";
        let tree = ron_reader::parse(text, 0, 0, &mut Findings::default()).expect("it is well formed");
        let places = Places::of(&tree);
        let paths: [&[Part<'_>]; 8] = [
            &way!["id"],
            &way!["sources"],
            &way!["sources", "a"],
            &way!["sources", "c"],
            &way!["policies", "p", "steps", 0, "level"],
            &way!["policies", "q", "steps"],
            &way!["list", 0],
            &way!["none", "such"],
        ];
        for path in paths {
            assert_eq!(places.node(path).map(|n| n.span), node(&tree, path).map(|n| n.span), "{path:?}");
        }
        let at = |path: &[Part<'_>]| places.key(path).map(|span| &text[span.start as usize..span.end as usize]);
        assert_eq!((at(&way!["sources", "a"]), at(&way!["sources"])), (Some("\"a\""), Some("sources")));
        assert_eq!((at(&way!["policies", "p", "steps"]), at(&way!["sources", "z"])), (Some("steps"), None));
        assert_eq!(places.keys("sources"), ["a", "b", "a"]);
    }
}
