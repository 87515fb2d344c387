//! What the person writes down on the session: saved with it.

use egui::{TextEdit, Ui};

use crate::panels::Ask;
use crate::panels::style::{USUAL, faint, named};

/// A field for as much text as somebody likes.
pub fn notes_ui(ui: &mut Ui, notes: &str, asks: &mut Vec<Ask>) {
    const LINES: usize = 12;
    let mut text = notes.to_owned();
    let field = TextEdit::multiline(&mut text).desired_width(ui.available_width()).desired_rows(LINES);
    let field = ui.add(field.hint_text("What do you expect? What surprised you?"));
    named(&field, "Notes on this session");
    // Whoever opens them means to write.
    if ui.memory(|memory| memory.focused().is_none()) {
        field.request_focus();
    }
    if text != notes {
        asks.push(Ask::Notes(text));
    }
    ui.add_space(USUAL);
    ui.label(faint("Kept with the session, and in every save of it."));
}
