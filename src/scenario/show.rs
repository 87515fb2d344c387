//! `marchland show`: the whole scenario as one text, with the origin of every value at the end of its line.

use super::catalogue::CATALOGUES;
use super::format::fields;
use super::library::{Document, Library};
use super::mentions::in_comments;
use super::path::{child, find, map_key};
use super::problems::{Finding, Findings, Problems, Text};
use super::reading::Reading;
use super::ron_reader::parse;
use super::ron_writer::{self, Notes, write_noted};
use super::tree::{Field, Node, Span, Value};

/// What is shown of a scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// What the texts say.
    Given,
    /// And what counts where they say nothing.
    WithDefaults,
}

/// Why nothing can be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CannotShow {
    /// The scenario is wrong.
    Problems(Problems),
    /// It has no such part: what it has instead.
    NoPart(String),
}

/// The scenario as one text that reads back to the same, or the part of it at a path.
///
/// # Errors
/// Everything that is wrong with it, or that it has no such part.
pub fn show(
    document: &Document,
    overrides: &[(String, String)],
    library: &dyn Library,
    shown: Shown,
    part: Option<&str>,
) -> Result<String, CannotShow> {
    let mut reading = Reading::new(Some(library));
    let whole = reading.whole(document);
    let read = whole.and_then(|mut tree| Some((reading.scenario(&mut tree, overrides)?, tree)));
    let Some((_, mut tree)) = read.filter(|_| reading.cx.findings.is_empty()) else {
        return Err(CannotShow::Problems(reading.problems()));
    };
    // A lever or policy of the catalogues can be asked for, though the scenario does not write it.
    if shown == Shown::WithDefaults || part.is_some_and(|path| find(&tree, path).is_err()) {
        add_common(&mut tree, &reading.texts);
    }
    if shown == Shown::WithDefaults {
        fill(&mut tree, "", &mut reading);
    }
    let origins = Origins::of(&reading.texts);
    let Some(path) = part else {
        // Without its own comments, as it is printed.
        let plain = ron_writer::write(&tree);
        return Ok(in_comments(&tree, &plain, &reading.texts) + &write_noted("", &tree, &origins));
    };
    let (name, node) = find(&tree, path).map_err(|refused| CannotShow::NoPart(sentence(&refused)))?;
    let name = match map_key(&parent(path)) {
        Some(_) => format!("\"{name}\": "),
        None if path.ends_with(']') => String::new(),
        None => format!("{name}: "),
    };
    Ok(write_noted(&name, node, &origins))
}

fn sentence(refused: &Finding) -> String {
    let more = [refused.hint.clone(), refused.expected.as_ref().map(|expected| format!("expected: {expected}"))];
    let more: Vec<String> = more.into_iter().flatten().collect();
    std::iter::once(refused.message.clone()).chain(more).collect::<Vec<_>>().join("\n")
}

/// The pattern of what holds the end of the path.
fn parent(path: &str) -> String {
    let before = path.rsplit_once('.').map_or("", |(before, _)| before);
    before.split('.').filter(|name| !name.is_empty()).fold(String::new(), |pattern, name| {
        let (name, index) = name.split_once('[').map_or((name, false), |(name, _)| (name, true));
        let pattern = child(&pattern, name);
        if index { format!("{pattern}[]") } else { pattern }
    })
}

/// Adds what every scenario has: levers, whose fields a scenario may change one by one, policies, kinds of shock.
fn add_common(tree: &mut Node, texts: &[Text]) {
    let Value::Fields(fields) = &mut tree.value else { return };
    for (field, name) in CATALOGUES {
        let Some(at) = texts.iter().position(|text| text.name == name) else { continue };
        let Ok(origin) = u16::try_from(at) else { continue };
        let Some(catalogue) = parse(&texts[at].text, origin, 0, &mut Findings::default()) else { continue };
        let Value::Map(common) = catalogue.value else { continue };
        let place = fields.iter().position(|f| f.name == field).unwrap_or(fields.len());
        if place == fields.len() {
            let node = Node { span: catalogue.span, value: Value::Map(Vec::new()) };
            fields.push(Field { name: field.to_owned(), span: catalogue.span, node });
        }
        let Value::Map(own) = &mut fields[place].node.value else { continue };
        for (key, node) in common {
            match own.iter_mut().find(|(other, _)| other.text() == key.text()) {
                None => own.push((key, node)),
                Some((_, own)) if field == "levers" => complete(own, node),
                Some(_) => {}
            }
        }
    }
}

/// Adds the fields that were left out.
fn complete(own: &mut Node, common: Node) {
    let (Value::Fields(own), Value::Fields(common)) = (&mut own.value, common.value) else { return };
    for field in common {
        if !own.iter().any(|f| f.name == field.name) {
            own.push(field);
        }
    }
}

/// The origin of what counts because nothing is said.
const DEFAULT: u16 = u16::MAX;

/// Adds every field that may be left out and was, with what then counts.
fn fill(node: &mut Node, pattern: &str, reading: &mut Reading<'_>) {
    if let Value::Fields(given) = &mut node.value {
        for (name, default) in defaults(pattern) {
            if !given.iter().any(|f| f.name == name) {
                let Some(mut node) = parse(default, DEFAULT, 0, &mut reading.cx.findings) else { continue };
                mark(&mut node);
                given.push(Field { name: name.to_owned(), span: node.span, node });
            }
        }
    }
    let entry = map_key(pattern);
    match &mut node.value {
        Value::Fields(fields) => {
            for field in fields {
                let within = child(pattern, &field.name);
                fill(&mut field.node, &within, reading);
            }
        }
        Value::Map(entries) if entry.is_some() => {
            for (_, node) in entries {
                fill(node, &child(pattern, ""), reading);
            }
        }
        Value::List(items) => {
            for item in items {
                fill(item, &format!("{pattern}[]"), reading);
            }
        }
        _ => {}
    }
}

/// Fields of the struct of that pattern that have a default, with it.
fn defaults(pattern: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let prefix = if pattern.is_empty() { String::new() } else { format!("{pattern}.") };
    fields().iter().filter_map(move |f| {
        let name = f.path.strip_prefix(prefix.as_str()).filter(|rest| !rest.contains(['.', '[']))?;
        let is_none = matches!(f.default.as_str(), "required" | "optional");
        // What has been laid over another scenario no longer extends it.
        (!is_none && name != "without").then_some((name, f.default.as_str()))
    })
}

/// A default has no place of its own.
fn mark(node: &mut Node) {
    node.span = Span { origin: DEFAULT, start: 0, end: 0 };
    match &mut node.value {
        Value::List(items) | Value::Tuple(items) => items.iter_mut().for_each(mark),
        Value::Fields(fields) => fields.iter_mut().for_each(|f| mark(&mut f.node)),
        Value::Map(entries) => entries.iter_mut().for_each(|(_, node)| mark(node)),
        _ => {}
    }
}

/// Names of the texts and where their lines begin.
struct Origins<'t> {
    texts: Vec<(&'t Text, Vec<usize>)>,
}

impl<'t> Origins<'t> {
    fn of(texts: &'t [Text]) -> Self {
        let ends = |text: &str| text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(at, _)| at).collect();
        Self { texts: texts.iter().map(|text| (text, ends(&text.text))).collect() }
    }
}

impl Notes for Origins<'_> {
    fn note(&self, span: Span) -> String {
        match self.texts.get(usize::from(span.origin)) {
            None => "default".to_owned(),
            Some((text, _)) if text.is_override => "--set".to_owned(),
            Some((text, ends)) => {
                let line = ends.partition_point(|end| *end < span.start as usize) + 1;
                format!("{}:{line}", text.name)
            }
        }
    }
}
