//! What is told of a file that lies over another: of misspelt ids, and of a run that is too short for the other's claims.

use super::decode::Decoder;
use super::format::ScenarioText;
use super::problems::{Finding, Findings, nearest, quoted, some_of};
use super::tree::{Node, Span};
use crate::words::counted;

/// Tells missing fields of an entry in one sentence if the map has entries of another text, of which it was probably
/// meant to change one. `before` is how much was found before the entry was read.
pub(crate) fn about_base(key: &Node, entry: &Node, all: &[(Node, Node)], before: usize, cx: &mut Decoder) {
    let Some(id) = key.text() else { return };
    let origin = key.span.origin;
    // What this text has changed has its own place; the rest still has that of the other.
    let others = all.iter().filter(|(other, _)| other.span.origin != origin);
    let base = others.clone().map(|(other, _)| other.span.origin).find_map(|at| cx.documents.get(usize::from(at)));
    let Some(base) = base.filter(|_| cx.documents.len() > usize::from(origin)).map(|name| quoted(name)) else { return };
    let missing = |f: &Finding| f.code == "M011" && f.span == entry.span.opening();
    if cx.findings.taken_if(before, missing).is_empty() {
        return;
    }
    let names: Vec<&str> = others.filter_map(|(other, _)| other.text()).collect();
    let whole = cx.here();
    let message = format!("{base} has no {} in {whole}, and for a new one fields are missing", quoted(id));
    let hint = match nearest(id, names.iter().copied()) {
        Some(near) => format!("did you mean `{near}`, which {base} has?"),
        None => "write the id of one of these to change it; a new one needs all its fields".to_owned(),
    };
    let finding = Finding::new("M011", key.span, message).expected(format!("one of {}", some_of(names)));
    cx.findings.add(finding.hint(hint));
}

/// Claims of another file that lie outside the run which this one has changed: they are told once, where it is changed.
pub(crate) struct Shortened {
    /// What changes the run: its length, or its start.
    run: Option<(&'static str, Span)>,
    /// Whether that stands over every file, on the command line.
    is_override: bool,
    ids: Vec<String>,
    /// The text in which the claims stand.
    origin: u16,
}

impl Shortened {
    /// `texts` is the number of texts; what stands in none was set on the command line.
    pub fn of(file: &ScenarioText, texts: usize) -> Self {
        let quarters = file.quarters.as_ref().map(|quarters| ("quarters", quarters.span));
        let start = file.start.as_ref().map(|start| ("start", start.span));
        let is_override = |span: &Span| usize::from(span.origin) >= texts;
        // Of the two the one that is farther above the other file; a text comes before those that it extends.
        let rank = |(_, span): &(&str, Span)| if is_override(span) { None } else { Some(span.origin) };
        let run = [quarters, start].into_iter().flatten().min_by_key(rank);
        let is_override = run.is_some_and(|(_, span)| is_override(&span));
        Self { run, is_override, ids: Vec::new(), origin: 0 }
    }

    /// Takes what was found at the claim since there were `before`, if the claim stands in a text below the one that
    /// changes the run.
    pub fn note(&mut self, id: &str, before: usize, findings: &mut Findings) {
        let Some((_, run)) = self.run else { return };
        let is_below = |span: Span| self.is_override || span.origin > run.origin;
        let outside = |f: &Finding| matches!(f.code, "M040" | "M046") && is_below(f.span);
        let taken = findings.taken_if(before, outside);
        if let Some(first) = taken.first() {
            self.origin = first.span.origin;
            self.ids.push(id.to_owned());
        }
    }

    pub fn tell(self, documents: &[String], findings: &mut Findings) {
        let (Some((field, place)), false) = (self.run, self.ids.is_empty()) else { return };
        let base = documents.get(usize::from(self.origin)).map_or("the other file", String::as_str);
        let number = self.ids.len();
        let what = if number == 1 { "an expectation".to_owned() } else { counted(number, "expectation") };
        let message =
            format!("with this `{field}` {what} of {} cannot be judged: dates lie outside the run", quoted(base));
        let hint = match !self.is_override {
            true => {
                let some = self.ids.first().map_or("", String::as_str);
                format!(
                    "drop them all with `without: [\"expectations\"]`, or some, as in `without: [\"expectations.{some}\"]`"
                )
            }
            false => "to play a shorter run without changing the scenario, use `marchland run --quarters`".to_owned(),
        };
        let expected = format!("a run that passes the dates of {}", some_of(self.ids.iter().map(String::as_str)));
        findings.add(Finding::new("M040", place, message).expected(expected).hint(hint));
    }
}
