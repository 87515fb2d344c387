//! Where in the text something stands that is known by its path.

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

/// The place of that value: brackets by their first character.
pub(crate) fn value(tree: &Node, path: &[Part<'_>]) -> Option<Span> {
    node(tree, path).map(Node::head)
}

/// The place of the name or key at the end of the path.
pub(crate) fn key(tree: &Node, path: &[Part<'_>]) -> Option<Span> {
    let (Part::Name(last), before) = path.split_last()? else { return None };
    match &node(tree, before)?.value {
        Value::Fields(fields) => fields.iter().find(|f| f.name == *last).map(|f| f.span),
        Value::Map(entries) => entries.iter().find(|(key, _)| is(key, last)).map(|(key, _)| key.span),
        _ => None,
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
