//! The whole reference as Markdown: the documentation of the model is made from it.

use std::fmt::Write;

use super::page::{criticism_title, formula_title};
use marchland::reference::{Group, Topic};

/// Every topic, by group.
pub fn reference(topics: &[Topic]) -> String {
    let mut text =
        String::from("# Reference\n\nMade by `marchland explain --all` from the tables that the code runs on.\n");
    for group in Group::ALL {
        let within: Vec<&Topic> = topics.iter().filter(|t| t.group == group).collect();
        if !within.is_empty() {
            line(&mut text, &format!("\n## {}", group.heading()));
        }
        // Literature stands in one list: its page has it already.
        for topic in within.into_iter().filter(|t| t.group != Group::Reference) {
            write(&mut text, topic);
        }
    }
    for topic in topics.iter().filter(|t| t.group == Group::Reference) {
        line(&mut text, &format!("- **{}.** {}", plain(&topic.id), plain(&topic.text)));
    }
    text
}

fn line(text: &mut String, line: &str) {
    writeln!(text, "{line}").expect("a String takes what is written");
}

/// Text in which nothing is taken for Markdown.
fn plain(text: &str) -> String {
    text.replace('*', "\\*").replace('<', "&lt;")
}

fn write(text: &mut String, topic: &Topic) {
    line(text, &format!("\n### `{}` {}\n", topic.id, if topic.title == topic.id { "" } else { &topic.title }));
    line(text, &plain(&topic.text));
    let known = [("Unit", &topic.unit), ("Default", &topic.default), ("Range", &topic.range)];
    let known = known.into_iter().filter_map(|(label, value)| value.as_deref().map(|value| (label, value)));
    let facts: Vec<_> =
        known.chain(topic.facts.iter().map(|(label, value)| (label.as_str(), value.as_str()))).collect();
    if !facts.is_empty() {
        line(text, "");
    }
    for (label, value) in facts {
        line(text, &format!("- {label}: {}", plain(value)));
    }
    for (title, formula) in
        [(formula_title(topic), &topic.formula), ("With the defaults", &topic.formula_with_defaults)]
    {
        if let Some(formula) = formula {
            line(text, &format!("\n{title}:\n\n```text\n{formula}\n```"));
        }
    }
    for (title, example) in &topic.examples {
        line(text, &format!("\n{title}:\n\n```text\n{example}\n```"));
    }
    if let Some(remedy) = &topic.remedy {
        line(text, &format!("\n*What to do:* {}", plain(remedy)));
    }
    for list in topic.lists.iter().filter(|list| !list.title.is_empty()) {
        line(text, &format!("\n{}:\n", list.title));
        for (name, meaning) in &list.entries {
            line(text, &format!("- `{name}`: {}", plain(meaning)));
        }
    }
    let parts = [(criticism_title(topic.group), &topic.criticism), ("Source", &topic.source), ("Grade", &topic.grade)];
    for (title, part) in parts {
        if let Some(part) = part.as_ref().filter(|part| !part.is_empty()) {
            line(text, &format!("\n*{title}:* {}", plain(part)));
        }
    }
}
