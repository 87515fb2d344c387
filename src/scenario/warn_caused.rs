//! Warnings of what another file says, where it is this file that makes it so: they are told where this file does it.

use std::collections::BTreeSet;

use super::places;
use super::problems::{Finding, Findings, Text, place_in_words, quoted};
use super::tree::{Node, Span};

/// Fields that can bring a warning about in what another file says, by its code, the likeliest first. What a file leaves
/// unused of another has no place here: a variant is free to do so.
const CAUSES: [(&str, &[&str]); 15] = [
    ("W003", &["thresholds", "border", "parameters", "crossings", "projects", "shocks", "levers"]),
    ("W004", &["start", "quarters", "border", "parameters", "crossings", "projects", "shocks", "drivers", "levers"]),
    ("W005", &["start", "quarters", "border", "parameters", "crossings", "projects", "shocks", "drivers", "levers"]),
    ("W008", &["start", "quarters"]),
    ("W009", &["start", "quarters"]),
    ("W010", &["start", "quarters", "history"]),
    ("W011", &["start", "quarters", "history"]),
    ("W013", &["cities", "regions"]),
    ("W015", &["map", "regions", "cities"]),
    ("W016", &["map", "regions", "crossings"]),
    ("W018", &["history"]),
    ("W019", &["cities", "crossings"]),
    ("W025", &["regions", "cities", "money", "drivers", "history", "start"]),
    ("W026", &["crossings"]),
    ("W027", &["cities", "crossings"]),
];

/// Warnings in the text of another file that are looked at: where there are more, that file has to be mended first.
pub(crate) const MOST: usize = 200;

/// What warnings are known by that two readings have in common: the code, and the place in words.
pub(crate) type Known = BTreeSet<(&'static str, String)>;

/// How the findings of a reading are known.
pub(crate) fn known<'f>(findings: impl Iterator<Item = &'f Finding>, texts: &[Text]) -> Known {
    findings.map(|finding| (finding.code, place_in_words(finding.span, texts))).collect()
}

/// Whether a warning in the text of another file can come of this one.
pub(crate) fn can_be_caused(finding: &Finding) -> bool {
    CAUSES.iter().any(|(code, _)| *code == finding.code)
}

/// What this file does to the one that it extends.
pub(crate) struct Here<'a> {
    /// Of everything, this file over the other.
    pub tree: &'a Node,
    pub texts: &'a [Text],
    /// Where it names the other.
    pub extends: Span,
    /// The warnings that the other has by itself, which are told when it is checked; none if it is no scenario by itself.
    pub below: Option<&'a Known>,
}

impl Here<'_> {
    /// Notes what is new, one warning for each code and cause.
    pub fn tell(&self, inherited: Vec<Finding>, findings: &mut Findings) {
        // Of so many the other has more than are known.
        if self.below.is_some_and(|below| below.len() >= MOST) {
            return;
        }
        let mut told: Vec<(Finding, Vec<String>)> = Vec::new();
        for finding in inherited {
            let place = place_in_words(finding.span, self.texts);
            if self.below.is_some_and(|below| below.contains(&(finding.code, place.clone()))) {
                continue;
            }
            let Some((why, cause)) = self.cause(finding.code) else { continue };
            match told.iter_mut().find(|(first, _)| (first.code, first.span) == (finding.code, cause)) {
                Some((_, more)) => more.push(place),
                None => {
                    let message = format!("{} ({place}), {why}", finding.message);
                    told.push((Finding { span: cause, message, ..finding }, Vec::new()));
                }
            }
        }
        for (finding, more) in told {
            findings.add(with_more(finding, &more));
        }
    }

    /// What this file gives that brings it about, and where. What is no scenario by itself is looked through here alone.
    fn cause(&self, code: &str) -> Option<(String, Span)> {
        let fields = CAUSES.iter().find(|(known, _)| *known == code).map_or(&[][..], |(_, fields)| *fields);
        let given = fields.iter().find_map(|field| {
            let span = places::field(self.tree, field).filter(|span| span.origin == 0)?;
            Some((format!("since this file gives {}", quoted(field)), span))
        });
        let alone = || ("which is no scenario by itself".to_owned(), self.extends);
        given.or_else(|| self.below.is_none().then(alone))
    }
}

fn with_more(finding: Finding, more: &[String]) -> Finding {
    const SHOWN: usize = 3;
    let here = "what the other file says can be written anew here, or dropped by `without`";
    let hint = finding.hint.as_ref().map_or_else(|| here.to_owned(), |hint| format!("{hint}; {here}"));
    let message = match more.len() {
        0 => finding.message.clone(),
        all => {
            let shown = more.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", ");
            let rest = if all > SHOWN { " and others" } else { "" };
            format!("{}; it is the same with {all} more: {shown}{rest}", finding.message)
        }
    };
    Finding { message, ..finding }.hint(hint)
}
