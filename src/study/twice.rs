//! A number is moved by one factor, and once: of two that move it, one would have to give way unseen.

use super::format::FactorText;
use crate::scenario::kinds::Keyed;
use crate::scenario::problems::{Finding, place_in_words, quoted};
use crate::scenario::reading::Reading;
use crate::scenario::tree::Span;

/// A path in a factor, as it is written.
struct Moved<'t> {
    factor: &'t str,
    path: &'t str,
    span: Span,
}

/// Notes numbers that are moved a second time, with the place of the first. What is wrong already is not told again.
pub(super) fn note(factors: &Keyed<FactorText>, reading: &mut Reading<'_>) {
    let mut all: Vec<Moved<'_>> = Vec::new();
    for entry in &factors.0 {
        let of = entry.value.as_ref().and_then(|text| text.of.as_ref());
        let paths = of.iter().flat_map(|list| &list.items);
        all.extend(paths.map(|spot| Moved { factor: &entry.key, path: &spot.value, span: spot.span }));
    }
    all.retain(|moved| !reading.cx.findings.lie_in(moved.span));
    all.sort_by_key(|moved| moved.span.start);
    for (i, second) in all.iter().enumerate() {
        let Some(first) = all[..i].iter().find(|first| name(first.path) == name(second.path)) else { continue };
        let place = place_in_words(first.span, &reading.texts);
        let as_written = if first.path == second.path { String::new() } else { format!(" as {}", quoted(first.path)) };
        let (message, hint) = if first.factor == second.factor {
            let message = format!(
                "the factor {} moves {} twice: {place} names it already{as_written}",
                quoted(second.factor),
                quoted(second.path)
            );
            (message, "name it once")
        } else {
            let message = format!(
                "the factors {} and {} both move {}: {place} names it already{as_written}",
                quoted(first.factor),
                quoted(second.factor),
                quoted(second.path)
            );
            let hint = "leave it to one of them, or join them to one factor: `how: Times` and `how: Plus` start from what the \
                        scenario gives, not from what another factor makes of it";
            (message, hint)
        };
        let finding = Finding::new("M076", second.span, message).expected("each number in one factor, and once");
        reading.cx.findings.add(finding.hint(hint));
    }
}

/// A parameter goes by its short name, too.
fn name(path: &str) -> &str {
    path.strip_prefix("parameters.").unwrap_or(path)
}
