//! What went wrong, and why.

use egui::Ui;

use crate::panels::news::{Trouble, problems_ui};
use crate::panels::opening::Desk;
use crate::panels::quoted::usual;
use crate::panels::style::{USUAL, heading};

/// Draws the whole of it; nothing of the session in play is touched by it.
pub fn trouble_ui(ui: &mut Ui, desk: &Desk) {
    let Some(mishap) = &desk.trouble else { return };
    if let Some(about) = &mishap.about {
        heading(ui, about, "");
    }
    match &mishap.why {
        Trouble::Problems(problems) => problems_ui(ui, problems),
        Trouble::Cannot(why) => {
            ui.label(usual(ui, why));
        }
        Trouble::None => {}
    }
    ui.add_space(USUAL);
}
