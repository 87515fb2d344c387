//! Saved sessions, each with what it is; and a file by its path.

use std::path::PathBuf;

use egui::{Button, Label, Layout, RichText, TextEdit, Ui};

use crate::panels::Ask;
use crate::panels::opening::{Desk, Saved};
use crate::panels::quoted::quoted;
use crate::panels::style::{USUAL, card, faint, headed, named, palette};
use crate::panels::view::{Dialog, ViewAsk};

/// Draws a row a save, the newest first.
pub fn load_ui(ui: &mut Ui, desk: &Desk, asks: &mut Vec<Ask>) {
    if desk.is_looking && desk.saves.is_empty() {
        ui.label("Looking for saved sessions …");
    } else if desk.saves.is_empty() {
        ui.label("There is no saved session yet. A session is kept when you leave it, and can be saved under a name.");
    }
    for saved in &desk.saves {
        card(ui).show(ui, |ui| {
            ui.set_width(ui.available_width());
            row(ui, saved, asks);
        });
        ui.add_space(USUAL);
    }
}

fn row(ui: &mut Ui, saved: &Saved, asks: &mut Vec<Ask>) {
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
            let button = ui.add_enabled(saved.told.is_ok(), Button::new("Load"));
            named(&button, format!("Load {}", saved.name));
            if button.on_disabled_hover_text("It cannot be opened; the file is left as it is.").clicked() {
                asks.push(Ask::Open(saved.path.clone()));
            }
            ui.with_layout(Layout::left_to_right(egui::Align::Center), |ui| {
                ui.add(Label::new(headed(&saved.name)).truncate());
            });
        });
    });
    match &saved.told {
        Ok(told) => ui.add(Label::new(faint(told)).wrap()),
        Err(why) => {
            let colour = palette(ui).short;
            let why = quoted(ui, &format!("▲ {why}"), |text| RichText::new(text).color(colour));
            ui.add(Label::new(why).wrap())
        }
    };
}

/// A field for a path, and what it may be.
pub fn open_ui(ui: &mut Ui, path: &str, asks: &mut Vec<Ask>) {
    ui.label("The path of a scenario or of a saved session. A scenario is read again whenever it is saved.");
    ui.add_space(USUAL);
    if let Some(path) = line(ui, "Path", path, "Open", Dialog::Open, asks) {
        asks.push(Ask::Open(PathBuf::from(path)));
    }
}

/// A field for the name of a save.
pub fn save_ui(ui: &mut Ui, name: &str, asks: &mut Vec<Ask>) {
    ui.label("The session is saved as a small text file: the scenario, the seed, your orders and notes.");
    ui.add_space(USUAL);
    if let Some(name) = line(ui, "Name", name, "Save", Dialog::Save, asks) {
        asks.push(Ask::Save(name));
    }
    ui.add_space(USUAL);
    ui.label(faint("Beside that, every session is kept by itself while it is played."));
}

/// A line of text with a button; what was typed once the button or Enter is pressed.
fn line(
    ui: &mut Ui,
    what: &str,
    so_far: &str,
    verb: &str,
    typed: impl Fn(String) -> Dialog,
    asks: &mut Vec<Ask>,
) -> Option<String> {
    let mut text = so_far.to_owned();
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
            let is_there = !so_far.trim().is_empty();
            let button = ui.add_enabled(is_there, Button::new(verb));
            let field = ui.add(TextEdit::singleline(&mut text).desired_width(ui.available_width()));
            named(&field, what);
            // Asked first: a field that is given the focus again has not lost it.
            let is_entered = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
            if ui.memory(|memory| memory.focused().is_none()) {
                field.request_focus();
            }
            if text != so_far {
                asks.push(ViewAsk::Dialog(Some(typed(text.clone()))).into());
            }
            ((button.clicked() || is_entered) && is_there).then(|| text.trim().to_owned())
        })
        .inner
    })
    .inner
}
