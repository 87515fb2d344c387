//! Topics as pages for a terminal.

use crate::cli::layout::{FAINT, Page, STRONG, columns, paint};
use marchland::reference::{Group, Topic};

/// Columns of the labels of facts.
const LABEL: usize = 20;
/// Columns of the names in lists: longer names stand on a line of their own.
const NAME: usize = 30;

/// One topic after the other.
pub fn topics(topics: &[&Topic]) -> String {
    let mut page = Page::for_reader();
    for topic in topics {
        write(&mut page, topic);
    }
    if topics.len() > 1 {
        page.blank();
        let kinds: Vec<String> = topics.iter().map(|t| format!("{}:{}", t.group.word(), t.id)).collect();
        page.paragraph(&format!("Several things have this name. To see one alone: {}", kinds.join(", ")), 2);
    }
    page.blank();
    page.finish()
}

fn write(page: &mut Page, topic: &Topic) {
    let says_more = !topic.id.to_lowercase().ends_with(&topic.title.to_lowercase());
    let title = if says_more { format!("{}: {}", topic.id, topic.title) } else { topic.id.clone() };
    page.heading(&title, topic.group.word());
    if topic.text.trim_end_matches('.') != topic.title {
        page.paragraph(&topic.text, 0);
        if topic.unit.is_some() || !topic.facts.is_empty() {
            page.blank();
        }
    }
    facts(page, topic);
    formula(page, formula_title(topic), topic.formula.as_deref());
    formula(page, "With the defaults", topic.formula_with_defaults.as_deref());
    for (title, text) in &topic.examples {
        formula(page, title, Some(text));
    }
    paragraph(page, "What to do", topic.remedy.as_deref());
    for list in &topic.lists {
        page.blank();
        if !list.title.is_empty() {
            page.line(paint(STRONG, &list.title));
        }
        entries(page, list.entries.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    }
    paragraph(page, criticism_title(topic.group), topic.criticism.as_deref());
    paragraph(page, "Source", topic.source.as_deref());
    for citation in &topic.citations {
        page.paragraph(&format!("  · {citation}"), 4);
    }
    if let Some(grade) = &topic.grade {
        page.line(format!("Grade {grade}"));
    }
    if !topic.see.is_empty() {
        page.blank();
        page.paragraph(&format!("See also: {}", topic.see.join(", ")), 10);
    }
}

/// What a formula is called.
pub const fn formula_title(topic: &Topic) -> &'static str {
    match topic.group {
        Group::Diagnosis => "Made when",
        Group::Parameter => "It stands in",
        Group::Variable | Group::Indicator => "The equation",
        _ => "Formula",
    }
}

/// What is held against a thing.
pub const fn criticism_title(group: Group) -> &'static str {
    match group {
        Group::Lever => "Side-effect or trade-off",
        _ => "What it leaves out",
    }
}

fn facts(page: &mut Page, topic: &Topic) {
    let known = [("Unit", &topic.unit), ("Default", &topic.default), ("Range", &topic.range)];
    let known = known.into_iter().filter_map(|(label, value)| value.as_deref().map(|value| (label, value)));
    let facts: Vec<_> =
        known.chain(topic.facts.iter().map(|(label, value)| (label.as_str(), value.as_str()))).collect();
    for (label, value) in facts {
        page.entry(label, LABEL, value);
    }
}

fn formula(page: &mut Page, title: &str, formula: Option<&str>) {
    let Some(formula) = formula else { return };
    page.blank();
    page.line(paint(STRONG, title));
    for line in formula.lines() {
        let depth = line.len() - line.trim_start().len() + 2;
        let (first, rest) = (" ".repeat(depth), " ".repeat(depth + 4));
        let options = textwrap::Options::new(page.inner())
            .initial_indent(&first)
            .subsequent_indent(&rest)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        for part in textwrap::wrap(line.trim_start(), options) {
            page.line(part);
        }
    }
}

fn paragraph(page: &mut Page, title: &str, text: Option<&str>) {
    let Some(text) = text.filter(|text| !text.is_empty()) else { return };
    page.blank();
    page.line(paint(STRONG, title));
    page.paragraph(text, 0);
}

/// Names with what is said of them, in columns.
fn entries<'a>(page: &mut Page, entries: impl Iterator<Item = (&'a str, &'a str)>) {
    let entries: Vec<_> = entries.collect();
    let longest = entries.iter().map(|(name, _)| columns(name)).filter(|width| *width <= NAME).max().unwrap_or(0);
    let width = longest + 4;
    for (name, text) in entries {
        if columns(name) <= NAME {
            page.entry(&format!("  {name}"), width, text);
        } else {
            page.paragraph(&format!("  {name}"), width);
            page.entry("", width, text);
        }
    }
}

/// All topics, by group.
pub fn overview(topics: &[Topic]) -> String {
    let mut page = Page::for_reader();
    page.blank();
    page.paragraph(
        "marchland explain TOPIC tells what a name means: what it does, its unit, range and default, the formula as the \
         code computes it, where it comes from, how good the evidence is, and what it leaves out.",
        0,
    );
    for group in Group::ALL {
        let within: Vec<&Topic> = topics.iter().filter(|t| t.group == group).collect();
        if within.is_empty() {
            continue;
        }
        page.heading(group.heading(), &within.len().to_string());
        match group {
            Group::Channel | Group::ShockChannel | Group::Variable | Group::Code => {
                page.paragraph(&ids(within.iter().map(|t| t.id.as_str())), 0);
            }
            Group::Parameter => parameters(&mut page, &within),
            Group::Reference => {
                let keys: Vec<&str> = within.iter().map(|t| t.id.as_str()).collect();
                page.paragraph(&keys.join("; "), 0);
            }
            Group::Field => {
                let first = within.iter().filter(|t| !t.id.contains('.')).map(|t| t.id.as_str());
                page.paragraph(&ids(first), 0);
                page.line(paint(
                    FAINT,
                    "and what is in them, such as `regions.a.population` or `policies.staged.steps`",
                ));
            }
            Group::Diagnosis | Group::Command => {
                entries(&mut page, within.iter().map(|t| (t.id.as_str(), t.text.as_str())))
            }
            _ => entries(&mut page, within.iter().map(|t| (t.id.as_str(), t.title.as_str()))),
        }
    }
    page.blank();
    page.finish()
}

fn ids<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    ids.collect::<Vec<_>>().join(", ")
}

/// Parameters by the equation that reads them.
fn parameters(page: &mut Page, topics: &[&Topic]) {
    let equation = |topic: &Topic| topic.see.first().cloned().unwrap_or_default();
    let mut groups: Vec<(String, Vec<&str>)> = Vec::new();
    for topic in topics {
        let of = equation(topic);
        match groups.iter_mut().find(|group| group.0 == of) {
            Some(group) => group.1.push(&topic.id),
            None => groups.push((of, vec![&topic.id])),
        }
    }
    for (equation, names) in groups {
        page.entry(&format!("  {equation}"), 12, &names.join(", "));
    }
}
