//! The scenario's goals: where each stands, by what it is judged, how and why.

use egui::{RichText, Ui};

use super::Seen;
use super::style::{USUAL, faint, heading, palette};
use crate::run::goals::{Standing, judge};

/// Draws a card a goal.
pub fn goals_ui(ui: &mut Ui, seen: &Seen<'_>) {
    let run = seen.run();
    heading(ui, "Goals", "");
    let goals = &run.scenario().goals;
    if goals.is_empty() {
        ui.label(faint("The scenario sets none."));
    }
    for judged in judge(run) {
        let goal = &goals[judged.goal];
        let (mark, colour) = match judged.standing {
            Standing::Met(_) => ("✔", palette(ui).good),
            Standing::Open => ("…", palette(ui).accent),
            Standing::Missed => ("✖", palette(ui).short),
        };
        egui::Frame::NONE.fill(palette(ui).card).corner_radius(4.0).inner_margin(USUAL).show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.label(RichText::new(format!("{mark} {}", goal.text)).strong().color(palette(ui).text));
            ui.label(RichText::new(judged.told()).color(colour));
            for part in &judged.parts {
                let mark = if part.holds { "✔" } else { "✖" };
                ui.label(faint(format!("{mark} {}", part.text)));
            }
            for (what, text) in [("How", &goal.how), ("Why", &goal.why)] {
                if let Some(text) = text {
                    ui.label(faint(format!("{what}: {text}")));
                }
            }
        });
        ui.add_space(USUAL);
    }
}
