//! Every key, out of the table by which keys are heard.

use egui::{Grid, RichText, Ui};

use crate::panels::keys::{TABLE, Where, name};
use crate::panels::style::{LARGE, SMALL, USUAL, faint, heading, palette};

/// Draws a group of rows for each place in which keys are heard.
pub fn help_ui(ui: &mut Ui) {
    for (at, title) in Where::ALL {
        heading(ui, title, "");
        Grid::new(title).num_columns(2).spacing([LARGE, SMALL]).show(ui, |ui| {
            for row in TABLE.iter().filter(|row| row.at == at) {
                let keys = row.keys.iter().map(|shortcut| name(ui, shortcut)).collect::<Vec<_>>().join("  or  ");
                ui.label(RichText::new(keys).monospace().strong().color(palette(ui).text));
                ui.label(row.told);
                ui.end_row();
            }
        });
        ui.add_space(USUAL);
    }
    ui.label(faint(
        "Tab and Shift+Tab lead from control to control, Space or Enter presses a button, arrows move a slider.",
    ));
}
