//! Projects: what can be decided, what is being built, what came of it.

use egui::{Align, Button, Layout, RichText, Ui};

use super::means::{details_ui, marked, reasons_ui};
use super::style::{SMALL, USUAL, faint, heading, named, palette};
use super::tips::Tips;
use super::{Ask, Seen};
use crate::run::Order;
use crate::run::means::Subject;
use crate::run::number::points;
use crate::run::request::Request;

/// Draws a card a project, if the scenario has any.
pub fn projects_ui(ui: &mut Ui, seen: &Seen<'_>, asks: &mut Vec<Ask>) {
    let projects = &seen.run().scenario().setup.projects;
    heading(ui, "Projects", "points each costs; a decision stands");
    if projects.is_empty() {
        ui.label(faint("The scenario has none."));
    }
    let tips = Tips::of(ui);
    for (index, project) in projects.iter().enumerate() {
        ui.push_id(&project.id, |ui| project_ui(ui, seen, index, &tips, asks));
        ui.add_space(USUAL);
    }
}

fn project_ui(ui: &mut Ui, seen: &Seen<'_>, index: usize, tips: &Tips, asks: &mut Vec<Ask>) {
    let project = &seen.run().scenario().setup.projects[index];
    let mean = &seen.means.projects[index];
    let is_open = marked(ui, seen, Subject::Project(index), |ui, is_open| {
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                end_of_row(ui, seen, index, asks);
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let fold = if *is_open { "▾" } else { "▸" };
                    let name = ui.add(Button::new(format!("{fold} {}", project.name)).frame(false).truncate());
                    named(&name, format!("{}, details", project.name));
                    if name.on_hover_text(&project.name).clicked() {
                        *is_open = !*is_open;
                    }
                });
            });
        });
        ui.label(faint(&mean.cost));
        reasons_ui(ui, mean);
    });
    if is_open {
        ui.indent("details", |ui| details_ui(ui, seen, mean, tips, asks));
    }
    ui.add_space(SMALL);
}

/// The price and the button, or how far it is.
fn end_of_row(ui: &mut Ui, seen: &Seen<'_>, index: usize, asks: &mut Vec<Ask>) {
    let run = seen.run();
    let project = &run.scenario().setup.projects[index];
    let state = &run.land().projects()[index];
    let palette = palette(ui);
    if state.finished {
        let (text, colour) =
            if state.delivered { ("✔ delivered", palette.good) } else { ("✖ came to nothing", palette.short) };
        ui.label(RichText::new(text).small().color(colour));
    } else if run.orders().decided[index] {
        ui.label(RichText::new(format!("… built {:.0} %", state.built * 100.0)).small().color(palette.faint));
    } else {
        let blocked = seen.means.projects[index].blocked.as_ref();
        let button = ui.add_enabled(blocked.is_none(), Button::new("Decide"));
        named(&button, format!("Decide {}", project.name));
        let button = button.on_disabled_hover_text(blocked.map_or("", |reason| &reason.text));
        if button.clicked() {
            asks.push(Request::Give(Order::StartProject { project: index }).into());
        }
        ui.label(faint(points(project.cost)));
    }
}
