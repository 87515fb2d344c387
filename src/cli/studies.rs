//! The shipped studies: found by name, and what lists and pages say of them.

use rayon::prelude::*;
use serde::Serialize;

use super::check::plain;
use super::layout::{self, Page};
use super::library::Shelf;
use super::{nearest, number, shipped};
use marchland::reference::Topic;
use marchland::scenario::Document;
use marchland::study::{self, Study};
use marchland::words::counted;

/// The text of the shipped study of that name. Its place is no path, so that no file is taken for it.
pub fn named(name: &str) -> Option<Document> {
    let (_, text) = shipped::STUDIES.iter().find(|(known, _)| *known == name)?;
    let bytes = text.as_bytes().to_vec();
    Some(Document { name: format!("{name}.ron"), place: format!("shipped:{name}"), bytes })
}

/// The name that looks most like this one, if any does.
pub fn near(name: &str) -> Option<&'static str> {
    nearest(name, shipped::STUDIES.iter().map(|(known, _)| *known))
}

/// All names, as a sentence has them.
pub fn names() -> String {
    shipped::STUDIES.iter().map(|(name, _)| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// All of them, in the order of their names.
fn all() -> Vec<Study> {
    let read = |(name, _): &(&str, &str)| study::read(&named(name)?, &Shelf).ok();
    shipped::STUDIES.par_iter().filter_map(read).collect()
}

/// What a list of them says in JSON.
#[derive(Serialize)]
pub struct Entry {
    name: String,
    title: String,
    question: String,
    scenarios: Vec<String>,
    policies: Vec<String>,
    rows: u64,
}

/// Each with what it is about.
pub fn entries() -> Vec<Entry> {
    let entry = |study: Study| Entry {
        rows: study.rows(),
        scenarios: study.scenarios.iter().map(|world| world.scenario.id.clone()).collect(),
        name: study.id,
        title: study.title,
        question: study.question,
        policies: study.policies,
    };
    all().into_iter().map(entry).collect()
}

/// The section of a list.
pub fn section(page: &mut Page, entries: &[Entry]) {
    page.heading("Studies shipped with the program", "");
    let widest = entries.iter().map(|entry| layout::columns(&entry.name)).max().unwrap_or_default();
    let room = page.inner().saturating_sub(widest + 2);
    for Entry { name, title, question, rows, .. } in entries {
        let rows = layout::left(&format!("{} runs", number::count(*rows)), 12);
        let told = layout::cut(&format!("{rows}  {}: {}", plain(title), plain(question)), room);
        page.line(format!("{}  {told}", layout::paint(layout::STRONG, layout::left(name, widest))));
    }
}

/// A page on each, in few words: what it names is not read.
pub fn topics() -> Vec<Topic> {
    let topic = |(name, _): &(&str, &str)| {
        let (title, question) = study::heading(&named(name)?)?;
        Some(topic(name, &title, &question))
    };
    shipped::STUDIES.iter().filter_map(topic).collect()
}

/// The page on one, with what it is made of.
pub fn whole_topic(name: &str) -> Option<Topic> {
    let study = study::read(&named(name)?, &Shelf).ok()?;
    let scenarios: Vec<&str> = study.scenarios.iter().map(|world| world.scenario.id.as_str()).collect();
    let mut made =
        vec![("scenarios".to_owned(), scenarios.join(", ")), ("policies".to_owned(), study.policies.join(", "))];
    made.extend(study.factors.iter().map(|factor| (format!("factor {}", factor.id), factor.title.clone())));
    let (points, replicates) = (counted(study.points(), "point"), counted(study.replicates, "replicate"));
    made.push(("design".to_owned(), format!("{}: {points}, {replicates} of each", study.design.name())));
    made.push(("runs".to_owned(), number::count(study.rows())));
    Some(topic(name, &study.title, &study.question).with_list("What it is made of", made))
}

fn topic(name: &str, title: &str, question: &str) -> Topic {
    let uses = [
        (format!("marchland plan {name}"), "what it costs"),
        (format!("marchland batch {name} --out FOLDER"), "runs it; killed or ended early, the same command goes on"),
        ("marchland report FOLDER".to_owned(), "what came of it, as a page"),
    ];
    let uses = uses.into_iter().map(|(command, told)| (command, told.to_owned())).collect();
    Topic::page(name, title, &format!("A study that is shipped. {question}")).with_list("What to do with it", uses)
}
