//! Dialogs: what lies over everything else until it is closed, one file each.

mod dilemma;
mod ending;
mod help;
mod load;
mod menu;
mod notes;
mod rename;
mod settings;
mod trouble;

use egui::{Button, Id, Modal, ScrollArea, Ui};

use super::opening::Desk;
use super::style::{LARGE, USUAL, card, headed, named, scale};
use super::view::{Dialog, View, ViewAsk};
use super::{Ask, Seen};

/// Widest that text reads well, at 100 %.
const WIDEST: f32 = 720.0;
/// Room around a dialog.
const AROUND: f32 = 32.0;

/// Draws the one that is open, if any is. It is closed by its button, by Esc and, unless it asks
/// for a decision, by a click beside it. There is nothing
/// `seen` while nothing is played.
pub fn dialogs_ui(ui: &Ui, view: &View, desk: &Desk, seen: Option<&Seen<'_>>, asks: &mut Vec<Ask>) {
    let Some(dialog) = &view.dialog else { return };
    let screen = ui.ctx().content_rect();
    let width = (WIDEST * scale(ui)).min(screen.width() - 2.0 * (AROUND + LARGE));
    let height = screen.height() - 2.0 * (AROUND + LARGE) - 60.0 * scale(ui);
    let modal = Modal::new(Id::new("dialog")).frame(card(ui).inner_margin(LARGE)).show(ui.ctx(), |ui| {
        ui.set_width(width);
        let is_closed = head(ui, title(dialog, desk));
        ui.add_space(USUAL);
        ScrollArea::vertical().id_salt("dialog").max_height(height).min_scrolled_height(height).show(ui, |ui| {
            ui.set_width(width);
            body(ui, dialog, view, desk, seen, asks);
        });
        is_closed
    });
    // Whoever clicks on and on meant no choice by it.
    let is_left = modal.should_close() && !(matches!(dialog, Dialog::Dilemma(_)) && modal.backdrop_response.clicked());
    if modal.inner || is_left {
        asks.push(ViewAsk::Dialog(None).into());
    }
}

/// What the dialog is called, and the way out; whether that was taken.
fn head(ui: &mut Ui, title: &str) -> bool {
    ui.horizontal(|ui| {
        ui.label(headed(title).heading());
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let button = ui.add(Button::new("✖  Close"));
            named(&button, format!("Close {title}"));
            button.on_hover_text("Esc").clicked()
        })
        .inner
    })
    .inner
}

fn title(dialog: &Dialog, desk: &Desk) -> &'static str {
    match dialog {
        Dialog::Menu => "Menu",
        Dialog::Save(_) => "Save under a name",
        Dialog::Load => "Load",
        Dialog::Open(_) => "Open a file",
        Dialog::Notes => "Notes",
        Dialog::Settings => "Settings",
        Dialog::Help => "Keys",
        Dialog::Trouble => desk.trouble.as_ref().map_or("", |mishap| mishap.title),
        Dialog::Dilemma(_) => "To be decided",
        Dialog::End => "How it ended",
        Dialog::Rename(..) => "Rename the branch",
    }
}

fn body(ui: &mut Ui, dialog: &Dialog, view: &View, desk: &Desk, seen: Option<&Seen<'_>>, asks: &mut Vec<Ask>) {
    match (dialog, seen) {
        (Dialog::Load, _) => load::load_ui(ui, desk, asks),
        (Dialog::Open(path), _) => load::open_ui(ui, path, asks),
        (Dialog::Settings, _) => settings::settings_ui(ui, &view.settings, asks),
        (Dialog::Help, _) => help::help_ui(ui),
        (Dialog::Trouble, _) => trouble::trouble_ui(ui, desk),
        (_, Some(seen)) => played_ui(ui, dialog, seen, asks),
        (_, None) => {}
    }
}

/// Dialogs about the play-through.
fn played_ui(ui: &mut Ui, dialog: &Dialog, seen: &Seen<'_>, asks: &mut Vec<Ask>) {
    match dialog {
        Dialog::Menu => menu::menu_ui(ui, &seen.suggested_name(), asks),
        Dialog::Save(name) => load::save_ui(ui, name, asks),
        Dialog::Notes => notes::notes_ui(ui, seen.notes, asks),
        Dialog::Dilemma(index) => dilemma::dilemma_ui(ui, seen, *index, asks),
        Dialog::End => ending::ending_ui(ui, seen, asks),
        Dialog::Rename(branch, name) => rename::rename_ui(ui, seen, *branch, name, asks),
        Dialog::Load | Dialog::Open(_) | Dialog::Settings | Dialog::Help | Dialog::Trouble => {}
    }
}
