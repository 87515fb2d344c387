//! Paths into a scenario, such as `policies.staged.steps[3].level`: read, followed, and held against the format.

use super::format::fields;
use super::problems::{Finding, did_you_mean, nearest_of, quoted};
use super::tree::{Node, Span, Value};

/// Why a path cannot be followed. Boxed: it is large and rare.
pub(crate) type Refused = Box<Finding>;

/// A part of a path: a name or `[3]`.
pub(crate) enum Segment<'a> {
    Name(&'a str, Span),
    Index(usize, Span),
}

const fn span(origin: u16, start: usize, end: usize) -> Span {
    #[expect(clippy::cast_possible_truncation, reason = "a path is shorter than 4 GB")]
    Span { origin, start: start as u32, end: end as u32 }
}

/// The parts of a path that stands at `base` in the text `origin`.
pub(crate) fn segments(path: &str, origin: u16, base: usize) -> Result<Vec<Segment<'_>>, Refused> {
    let mut segments = Vec::new();
    let mut at = 0;
    let place = |start: usize, end: usize| span(origin, base + start, base + end);
    for part in path.split('.') {
        let (name, indices) = part.split_at(part.find('[').unwrap_or(part.len()));
        if name.is_empty() {
            return Err(no_path(path, place(at, at + part.len().max(1))));
        }
        segments.push(Segment::Name(name, place(at, at + name.len())));
        let mut from = at + name.len();
        for index in indices.split_inclusive(']') {
            let inner = index.strip_prefix('[').and_then(|i| i.strip_suffix(']')).and_then(|i| i.parse().ok());
            let place = place(from, from + index.len());
            segments.push(Segment::Index(inner.ok_or_else(|| no_path(path, place))?, place));
            from += index.len();
        }
        at += part.len() + 1;
    }
    Ok(segments)
}

fn no_path(path: &str, place: Span) -> Refused {
    let message = match path.is_empty() {
        true => "no path is given".to_owned(),
        false => format!("{} is no path", quoted(path)),
    };
    let finding = Finding::new("M030", place, message);
    Box::new(finding.expected("names joined by points, such as `border.trust` or `policies.staged.steps[3].level`"))
}

/// The path as the reference of the format writes it.
pub(crate) fn pattern(segments: &[Segment<'_>]) -> String {
    let mut pattern = String::new();
    for segment in segments {
        match segment {
            Segment::Index(..) => pattern.push_str("[]"),
            Segment::Name(name, _) => pattern = child(&pattern, name),
        }
    }
    pattern
}

/// The pattern of what `name` is within `parent`: a field, or an entry of a map.
pub(crate) fn child(parent: &str, name: &str) -> String {
    let join = |last: &str| if parent.is_empty() { last.to_owned() } else { format!("{parent}.{last}") };
    match map_key(parent) {
        Some(key) => join(key),
        None => join(name),
    }
}

/// `<id>` or `<name>` if the field of that pattern is a map.
pub(crate) fn map_key(pattern: &str) -> Option<&'static str> {
    let kind = &fields().iter().find(|f| f.path == pattern)?.kind;
    if kind.starts_with("map of id ") {
        Some("<id>")
    } else if kind.starts_with("map of ") {
        Some("<name>")
    } else {
        None
    }
}

/// The names of the fields of the struct of that pattern.
pub(crate) fn names_within(pattern: &str) -> Vec<&'static str> {
    let within = |path: &'static str| {
        let rest = if pattern.is_empty() { path } else { path.strip_prefix(pattern)?.strip_prefix('.')? };
        (!rest.contains(['.', '['])).then_some(rest)
    };
    fields().iter().filter_map(|f| within(&f.path)).collect()
}

/// The value at the end of a path, with the name under which it stands there.
pub(crate) fn find<'n>(node: &'n Node, path: &'n str) -> Result<(&'n str, &'n Node), Refused> {
    let mut node = node;
    let mut last = "";
    for segment in segments(path, 0, 0)? {
        let found = match &segment {
            Segment::Name(name, _) => {
                last = name;
                let place = position(node, name);
                place.and_then(|place| item(node, place))
            }
            Segment::Index(index, _) => {
                item(node, *index).filter(|_| matches!(node.value, Value::List(_) | Value::Tuple(_)))
            }
        };
        node = found.ok_or_else(|| nothing_there("M030", node, &segment, path, "the scenario"))?;
    }
    Ok((last, node))
}

/// Takes what stands at the end of a path out of a tree, and hands it out.
pub(crate) fn remove(node: &mut Node, path: &str, place: Span, whole: &str) -> Result<Node, Refused> {
    let there = |refused: Refused| Box::new(Finding { span: place, code: "M037", ..*refused });
    let expected = "names joined by points, such as `shocks.flood` or `regions.a.kinds`";
    let segments = segments(path, place.origin, 0).map_err(|refused| Box::new(there(refused).expected(expected)))?;
    let Some((last, before)) = segments.split_last() else { return Err(no_path(path, place)) };
    let mut node = node;
    for segment in before {
        let refused = nothing_there("M037", node, segment, path, whole);
        let found = match segment {
            Segment::Name(name, _) => position(node, name).and_then(|at| item_mut(node, at)),
            Segment::Index(..) => None,
        };
        node = found.ok_or_else(|| there(refused))?;
    }
    let found = match last {
        Segment::Name(name, _) => position(node, name),
        Segment::Index(..) => None,
    };
    match (found, &mut node.value) {
        (Some(at), Value::Fields(fields)) => {
            let gone = fields.remove(at).node;
            // If it is needed after all, this is what left it out.
            node.span = place;
            Ok(gone)
        }
        (Some(at), Value::Map(entries)) => Ok(entries.remove(at).1),
        _ => Err(there(nothing_there("M037", node, last, path, whole))),
    }
}

/// Names of what stands in a struct or map.
fn names(node: &Node) -> Vec<&str> {
    match &node.value {
        Value::Fields(fields) => fields.iter().map(|f| f.name.as_str()).collect(),
        Value::Map(entries) => entries.iter().filter_map(|(key, _)| key.text()).collect(),
        _ => Vec::new(),
    }
}

fn position(node: &Node, name: &str) -> Option<usize> {
    match &node.value {
        Value::Fields(fields) => fields.iter().position(|f| f.name == name),
        Value::Map(entries) => entries.iter().position(|(key, _)| key.text() == Some(name)),
        _ => None,
    }
}

fn item(node: &Node, at: usize) -> Option<&Node> {
    match &node.value {
        Value::Fields(fields) => fields.get(at).map(|f| &f.node),
        Value::Map(entries) => entries.get(at).map(|e| &e.1),
        Value::List(items) | Value::Tuple(items) => items.get(at),
        _ => None,
    }
}

fn item_mut(node: &mut Node, at: usize) -> Option<&mut Node> {
    match &mut node.value {
        Value::Fields(fields) => fields.get_mut(at).map(|f| &mut f.node),
        Value::Map(entries) => entries.get_mut(at).map(|e| &mut e.1),
        _ => None,
    }
}

/// Where a field of that name stands, for who gives its name without the way to it.
pub(crate) fn deeper(name: &str) -> Option<String> {
    const SHOWN: usize = 3;
    let is_it = |path: &&str| path.rsplit('.').next() == Some(name) && path.len() > name.len() && !path.contains('[');
    let paths: Vec<String> =
        fields().iter().map(|f| f.path.as_str()).filter(is_it).map(|path| format!("`{path}`")).collect();
    let shown = paths.get(..SHOWN.min(paths.len()))?;
    match shown {
        [] => None,
        [one] => Some(format!("did you mean {one}?")),
        [first, rest @ ..] => Some(format!("a path leads to it: {first} or {}", rest.join(" or "))),
    }
}

/// Says what stands where a path ends in nothing.
fn nothing_there(code: &'static str, node: &Node, segment: &Segment<'_>, path: &str, whole: &str) -> Refused {
    let names = names(node);
    match segment {
        Segment::Index(index, place) if code == "M030" => {
            let finding = Finding::new(code, *place, format!("{} has no entry {index}", quoted(path)));
            Box::new(finding.expected("an index within the list, from 0 up"))
        }
        Segment::Index(_, place) => {
            let message = format!("{} names a part of a list", quoted(path));
            let expected = "the path of a field or of an entry with an id, such as `shocks.flood`";
            let hint = "a list is replaced as a whole: drop it, or write the new list";
            Box::new(Finding::new(code, *place, message).expected(expected).hint(hint))
        }
        Segment::Name(name, place) => {
            let at = path.find(name).map_or("", |at| path[..at].trim_end_matches('.'));
            let within = if at.is_empty() { whole.to_owned() } else { format!("{} of {whole}", quoted(at)) };
            let message = match path == *name {
                true => format!("{whole} has no {}", quoted(name)),
                false => format!("{} names nothing: {within} has no {}", quoted(path), quoted(name)),
            };
            let expected = match names.is_empty() {
                true => format!("{within} has nothing within it"),
                false => format!("one of {}", nearest_of(name, names.iter().copied())),
            };
            let hint = did_you_mean(name, names).or_else(|| deeper(name).filter(|_| path == *name));
            Box::new(Finding::new(code, *place, message).expected(expected).hint_if(hint))
        }
    }
}
