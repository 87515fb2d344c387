//! `--set path=value`: values that replace what the file says, put into the tree before it is decoded.

use std::collections::BTreeSet;

use super::format::fields;
use super::path::{Refused, Segment, child, deeper, map_key, names_within, pattern, segments};
use super::problems::{Finding, Findings, Text, did_you_mean, listed, nearest_of, quoted};
use super::ron_reader::parse;
use super::tree::{Field, Node, Span, Value};
use crate::model::parameters::Parameters;

/// Puts each override into the tree, or notes why it cannot.
pub(crate) fn apply(tree: &mut Node, overrides: &[(String, String)], texts: &mut Vec<Text>, findings: &mut Findings) {
    for (path, value) in overrides {
        let Ok(origin) = u16::try_from(texts.len()) else { return };
        let text = format!("{path}={value}");
        texts.push(Text { name: format!("--set {text}"), text, is_override: true });
        if let Err(finding) = put(tree, path, value, origin, findings) {
            findings.add(*finding);
        }
    }
}

fn put(tree: &mut Node, path: &str, value: &str, origin: u16, findings: &mut Findings) -> Result<(), Refused> {
    let segments = segments(path, origin, 0)?;
    let pattern = pattern(&segments);
    let base = path.len() + 1;
    let at = |start: usize, length: usize| span(origin, start, start + length);
    let whole = at(base, value.len().max(1));
    let is_text = fields().iter().any(|f| f.path == pattern && matches!(f.kind.as_str(), "text" | "id" | "quarter"));
    let plain = !value.trim_start().starts_with(['"', 'r']) || (is_text && !value.contains('"'));
    let node = if is_text && plain {
        Node { span: whole, value: Value::Text(value.to_owned()) }
    } else if value.trim().is_empty() {
        let finding = Finding::new("M003", at(0, base), format!("{} gets no value", quoted(path)));
        return Err(Box::new(finding.expected("`--set path=value`")));
    } else {
        match parse(value, origin, base, findings) {
            Some(node) => node,
            None => return Ok(()),
        }
    };
    let node = shorthand(&pattern, node);
    if names_part(&pattern, &node) {
        return Err(part(path, span(origin, 0, path.len())));
    }
    walk(tree, &segments, "", node)
}

const fn span(origin: u16, start: usize, end: usize) -> Span {
    #[expect(clippy::cast_possible_truncation, reason = "a command line is shorter than 4 GB")]
    Span { origin, start: start as u32, end: end as u32 }
}

/// Whether the value would make the scenario consist of other files.
fn names_part(pattern: &str, node: &Node) -> bool {
    let within = |names: &[&str]| match &node.value {
        Value::Fields(fields) => fields.iter().any(|f| names.contains(&f.name.as_str())),
        _ => false,
    };
    match pattern {
        "extends" | "without" | "history.<id>.file" | "drivers.<id>.file" => true,
        "history.<id>" | "drivers.<id>" => within(&["file"]),
        "history" | "drivers" => match &node.value {
            Value::Map(entries) => entries.iter().any(|(_, entry)| names_part("history.<id>", entry)),
            _ => false,
        },
        _ => false,
    }
}

/// What a scenario consists of is said in its file: whoever plays it again has that file and the overrides, no more.
fn part(path: &str, place: Span) -> Refused {
    let finding = Finding::new("M030", place, format!("{} cannot name another file here", quoted(path)));
    let hint = "write a small file of your own with `extends: \"..\"` and this field, and run that";
    Box::new(finding.expected("values; files are named in the scenario alone").hint(hint))
}

/// `parameters.x=0.3` is a parameter's value with a reason.
fn shorthand(pattern: &str, node: Node) -> Node {
    let is_number = matches!(node.value, Value::Number { .. });
    if pattern == "parameters.<name>" && is_number { parameter(node) } else { node }
}

fn parameter(value: Node) -> Node {
    let span = value.span;
    let reason = Node { span, value: Value::Text("set on the command line".to_owned()) };
    let field = |name: &str, node| Field { name: name.to_owned(), span, node };
    Node { span, value: Value::Fields(vec![field("value", value), field("reason", reason)]) }
}

fn walk(node: &mut Node, segments: &[Segment<'_>], pattern: &str, new: Node) -> Result<(), Refused> {
    let Some((segment, rest)) = segments.split_first() else {
        *node = new;
        return Ok(());
    };
    match segment {
        Segment::Index(index, place) => {
            let (Value::List(items) | Value::Tuple(items)) = &mut node.value else {
                return Err(leads_nowhere(pattern, *place));
            };
            let number = items.len();
            let Some(item) = items.get_mut(*index) else {
                let finding = Finding::new("M030", *place, format!("{} has no entry {index}", quoted(pattern)));
                let last = number.saturating_sub(1);
                let expected = match number {
                    0 => "nothing: the list is empty".to_owned(),
                    _ => format!("a number from 0 to {last}: entries are counted from 0"),
                };
                return Err(Box::new(finding.expected(expected)));
            };
            walk(item, rest, &format!("{pattern}[]"), new)
        }
        Segment::Name(name, place) => {
            let next = child(pattern, name);
            match map_key(pattern) {
                Some(_) => walk(entry(node, name, *place, pattern, rest)?, rest, &next, new),
                None => walk(field(node, name, *place, pattern, &next)?, rest, &next, new),
            }
        }
    }
}

/// The field of a struct; one that may stand there is added.
fn field<'n>(node: &'n mut Node, name: &str, place: Span, pattern: &str, next: &str) -> Result<&'n mut Node, Refused> {
    let names = names_within(pattern);
    if !names.contains(&name) {
        let whole = if pattern.is_empty() { "the scenario".to_owned() } else { quoted(pattern) };
        let finding = Finding::new("M030", place, format!("{whole} has no field {}", quoted(name)));
        let expected = match names.is_empty() {
            true => format!("nothing behind it: {whole} is a value without fields, set by `--set {pattern}=..`"),
            false => format!("one of {}", listed(names.iter().copied())),
        };
        let hint = did_you_mean(name, names.iter().copied());
        let hint = hint.or_else(|| deeper(name).filter(|_| pattern.is_empty()));
        return Err(Box::new(finding.expected(expected).hint_if(hint)));
    }
    // The fields of `Random(yearly: .., from: ..)` stand behind its name.
    let value = match &mut node.value {
        Value::Variant { body: Some(body), .. } => &mut body.value,
        value => value,
    };
    let Value::Fields(fields) = value else {
        return Err(leads_nowhere(pattern, place));
    };
    let index = match fields.iter().position(|f| f.name == name) {
        Some(index) => index,
        None => {
            let value = if map_key(next).is_some() { Value::Map(Vec::new()) } else { Value::Fields(Vec::new()) };
            fields.push(Field { name: name.to_owned(), span: place, node: Node { span: place, value } });
            fields.len() - 1
        }
    };
    fields.get_mut(index).map(|f| &mut f.node).ok_or_else(|| leads_nowhere(pattern, place))
}

/// The entry of a map; levers of the catalogue and parameters are added.
fn entry<'n>(
    node: &'n mut Node,
    name: &str,
    place: Span,
    pattern: &str,
    rest: &[Segment<'_>],
) -> Result<&'n mut Node, Refused> {
    let Value::Map(entries) = &mut node.value else {
        return Err(leads_nowhere(pattern, place));
    };
    let is_key = |key: &Node| matches!(&key.value, Value::Text(text) if text == name);
    let index = match entries.iter().position(|(key, _)| is_key(key)) {
        Some(index) => index,
        None => {
            let known = known_names(pattern);
            let given = entries.iter().filter_map(|(key, _)| match &key.value {
                Value::Text(text) => Some(text.clone()),
                _ => None,
            });
            let names: BTreeSet<String> = given.chain(known.iter().cloned()).collect();
            let may_be_new = known.iter().any(|k| k == name) || (rest.is_empty() && pattern != "parameters");
            if !may_be_new {
                let finding = Finding::new("M030", place, format!("{} has no entry {}", quoted(pattern), quoted(name)));
                let names = || names.iter().map(String::as_str);
                let names_shown = match pattern {
                    "parameters" => listed(names()),
                    _ => nearest_of(name, names()),
                };
                let expected = format!("one of {names_shown}");
                return Err(Box::new(finding.expected(expected).hint_if(did_you_mean(name, names()))));
            }
            let key = Node { span: place, value: Value::Text(name.to_owned()) };
            entries.push((key, added(pattern, name, place)));
            entries.len() - 1
        }
    };
    entries.get_mut(index).map(|e| &mut e.1).ok_or_else(|| leads_nowhere(pattern, place))
}

/// An entry to be filled: a parameter starts from its default, with a reason.
fn added(pattern: &str, name: &str, place: Span) -> Node {
    let default = Parameters::TABLE.iter().find(|e| pattern == "parameters" && e.id == name);
    match default {
        Some(entry) => parameter(Node { span: place, value: Value::Number { value: entry.default, whole: false } }),
        None => Node { span: place, value: Value::Fields(Vec::new()) },
    }
}

/// Names that exist without standing in the file.
fn known_names(pattern: &str) -> Vec<String> {
    match pattern {
        "parameters" => Parameters::TABLE.iter().map(|e| e.id.to_owned()).collect(),
        "levers" => super::catalogue::lever_names(),
        _ => Vec::new(),
    }
}

fn leads_nowhere(pattern: &str, place: Span) -> Refused {
    let what = if pattern.is_empty() { "the scenario".to_owned() } else { quoted(pattern) };
    Box::new(Finding::new("M030", place, format!("{what} has nothing within it that could be set")))
}
