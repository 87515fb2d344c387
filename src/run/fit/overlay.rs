//! The small scenario that a fit writes: it extends the one that was fitted and gives the fitted values, no more.

use std::fmt::Write;

use super::space::Free;
use crate::scenario::fields;

/// What is written down.
#[derive(Clone, Debug, PartialEq)]
pub struct Overlay<'a> {
    /// Id of the new scenario.
    pub id: String,
    /// What it extends: a shipped name, or a path from its own folder.
    pub extends: String,
    /// Lines of comment at its head.
    pub comments: Vec<String>,
    /// How the values came about, in a sentence.
    pub reason: String,
    /// Key of a source that says the same, for figures; it must be none of the scenario's own.
    pub source: String,
    /// Free number, fitted value, and a word on it.
    pub values: Vec<(&'a Free, f64, String)>,
}

/// Parts that are written within each other.
enum Part {
    /// `(name: .., ..)`
    Struct(Vec<(String, Part)>),
    /// `{"name": .., ..}`
    Map(Vec<(String, Part)>),
    /// A value with a comment.
    Value(String, String),
}

/// The text of the scenario.
#[must_use]
pub fn text(overlay: &Overlay) -> String {
    let mut whole = Part::Struct(Vec::new());
    whole.put(&["format"], "", Part::Value("1".to_owned(), String::new()));
    whole.put(&["id"], "", Part::Value(quoted(&overlay.id), String::new()));
    whole.put(&["extends"], "", Part::Value(quoted(&overlay.extends), String::new()));
    if overlay.values.iter().any(|(free, ..)| free.figure) {
        whole.put(&["sources", &overlay.source], "", Part::Value(quoted(&overlay.reason), String::new()));
    }
    for (free, value, word) in &overlay.values {
        let segments: Vec<&str> = free.path.split('.').collect();
        let text = match segments.as_slice() {
            ["parameters", _] => format!("(value: {value}, reason: {})", quoted(&overlay.reason)),
            _ if free.figure => format!("({value}, {}, C)", quoted(&overlay.source)),
            _ => value.to_string(),
        };
        whole.put(&segments, "", Part::Value(text, word.clone()));
    }
    // A line break would end the comment.
    let line = |line: &String| format!("// {line}").replace(char::is_control, " ");
    let mut text: String = overlay.comments.iter().map(|it| format!("{}\n", line(it).trim_end())).collect();
    whole.write(&mut text, 0);
    text.push('\n');
    text
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', r"\\").replace('"', r#"\""#))
}

/// Whether the things at a path are told by a quoted name.
fn is_map(path: &str) -> bool {
    let fits = |documented: &str| {
        let (a, b) = (documented.split('.'), path.split('.'));
        a.clone().count() == b.clone().count() && a.zip(b).all(|(a, b)| a == b || a.starts_with('<'))
    };
    fields().iter().any(|field| field.kind.starts_with("map of ") && fits(&field.path))
}

impl Part {
    fn put(&mut self, segments: &[&str], path: &str, value: Self) {
        let (Self::Struct(list) | Self::Map(list), Some((name, rest))) = (self, segments.split_first()) else { return };
        let path = if path.is_empty() { (*name).to_owned() } else { format!("{path}.{name}") };
        if rest.is_empty() {
            list.push(((*name).to_owned(), value));
            return;
        }
        let place = list.iter().position(|(known, _)| known == name).unwrap_or_else(|| {
            let empty = if is_map(&path) { Self::Map(Vec::new()) } else { Self::Struct(Vec::new()) };
            list.push(((*name).to_owned(), empty));
            list.len() - 1
        });
        list[place].1.put(rest, &path, value);
    }

    fn write(&self, out: &mut String, depth: usize) {
        let (list, brackets, is_map) = match self {
            Self::Value(text, _) => return out.push_str(text),
            Self::Struct(list) => (list, ('(', ')'), false),
            Self::Map(list) => (list, ('{', '}'), true),
        };
        let indent = "    ".repeat(depth);
        let _ = writeln!(out, "{}", brackets.0);
        for (name, part) in list {
            let name = if is_map { quoted(name) } else { name.clone() };
            let _ = write!(out, "{indent}    {name}: ");
            part.write(out, depth + 1);
            match part {
                Self::Value(_, word) if !word.is_empty() => drop(writeln!(out, ", // {word}")),
                _ => out.push_str(",\n"),
            }
        }
        let _ = write!(out, "{indent}{}", brackets.1);
    }
}
