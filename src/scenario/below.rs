//! An entry over another file that lacks fields: probably its id is misspelt, and the other file has them.

use super::decode::Decoder;
use super::problems::{Finding, nearest, quoted, some_of};
use super::tree::Node;

/// Tells missing fields of an entry in one sentence if the map has entries of another text, of which it was probably
/// meant to change one. `before` is how much was found before the entry was read.
pub(crate) fn about_base(key: &Node, entry: &Node, all: &[(Node, Node)], before: usize, cx: &mut Decoder) {
    let Some(id) = key.text() else { return };
    let origin = key.span.origin;
    // What this text has changed has its own place; the rest still has that of the other.
    let others = all.iter().filter(|(other, _)| other.span.origin != origin);
    let base = others.clone().map(|(other, _)| other.span.origin).find_map(|at| cx.documents.get(usize::from(at)));
    let Some(base) = base.filter(|_| cx.documents.len() > usize::from(origin)).map(|name| quoted(name)) else { return };
    if cx.findings.taken(before, "M011", entry.span.opening()) == 0 {
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
