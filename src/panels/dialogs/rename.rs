//! Another name for a branch.

use egui::{Button, Key, TextEdit, Ui};

use crate::panels::style::{USUAL, faint, named};
use crate::panels::view::{Dialog, ViewAsk};
use crate::panels::{Ask, Seen};
use crate::run::request::Request;

/// Draws the field, with what stands against the name so far.
pub fn rename_ui(ui: &mut Ui, seen: &Seen<'_>, branch: usize, name: &str, asks: &mut Vec<Ask>) {
    let branches = seen.play.branches();
    let Some(old) = branches.get(branch) else { return };
    let mut text = name.to_owned();
    let field = ui.add(TextEdit::singleline(&mut text).desired_width(f32::INFINITY));
    named(&field, format!("Name of branch {}", old.name));
    if text != name {
        asks.push(ViewAsk::Dialog(Some(Dialog::Rename(branch, text.clone()))).into());
    }
    let wanted = text.trim();
    let against = if wanted.is_empty() {
        Some("a name has at least one letter")
    } else if wanted == old.name {
        Some("type another name")
    } else if branches.iter().any(|branch| branch.name == wanted) {
        Some("another branch is called that")
    } else {
        None
    };
    ui.add_space(USUAL);
    // Asked first: a field that is given the focus again has not lost it.
    let is_entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if ui.memory(|memory| memory.focused().is_none()) {
        field.request_focus();
    }
    let button = ui.add_enabled(against.is_none(), Button::new("Rename"));
    if against.is_none() && (button.clicked() || is_entered) {
        asks.push(Request::Rename { branch, name: wanted.to_owned() }.into());
        asks.push(ViewAsk::Dialog(None).into());
    }
    ui.label(faint(against.unwrap_or("it can be undone")));
}
