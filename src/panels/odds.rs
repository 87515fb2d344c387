//! What may come: shocks that act or may still strike, how likely, and what they would do.

use egui::{RichText, Ui};

use super::Seen;
use super::quoted::quoted;
use super::style::{USUAL, faint, heading, palette};
use crate::run::odds::{Basis, Odds, odds};

/// Draws them under a head with a note, each followed by what else is to be said of it; nothing where nothing may come.
pub fn odds_ui(ui: &mut Ui, seen: &Seen<'_>, [head, note]: [&str; 2], mut more: impl FnMut(&mut Ui, &Odds)) {
    let known = seen.pondered.odds.clone().unwrap_or_else(|| odds(seen.run(), 0));
    let ahead: Vec<&Odds> = known.iter().filter(|odds| is_ahead(odds)).collect();
    if ahead.is_empty() {
        return;
    }
    heading(ui, head, note);
    for odds in ahead {
        let colour = palette(ui).text;
        ui.label(quoted(ui, &odds.told(), |text| RichText::new(text).small().color(colour)));
        ui.label(quoted(ui, &odds.consequences.join(" "), |text| faint(text)));
        more(ui, odds);
    }
    ui.add_space(USUAL);
}

/// Whether it acts, or may strike within ten years as far as anybody knows.
fn is_ahead(odds: &Odds) -> bool {
    match odds.basis {
        _ if odds.left > 0 => true,
        // What is dated has its place in history: it would be no odds to tell it ahead.
        Basis::Spent | Basis::Date(_) => false,
        Basis::Hazard | Basis::Futures(_) | Basis::Unknown => odds.decade.is_none_or(|share| share > 0.0),
    }
}
