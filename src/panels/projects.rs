//! Projects: what can be decided, what is being built, what came of it.

use egui::{Align, Button, Label, Layout, RichText, Ui};

use super::levers::{means_ui, told};
use super::style::{USUAL, faint, heading, named, palette};
use super::{Ask, Seen};
use crate::run::number::points;
use crate::run::request::Request;
use crate::run::{Order, Run};

/// Draws a row a project, if the scenario has any.
pub fn projects_ui(ui: &mut Ui, seen: &Seen<'_>, asks: &mut Vec<Ask>) {
    let (run, means) = (seen.run(), seen.means);
    let projects = &run.scenario().setup.projects;
    heading(ui, "Projects", "points each costs");
    if projects.is_empty() {
        ui.label(faint("The scenario has none."));
    }
    for (index, project) in projects.iter().enumerate() {
        ui.push_id(&project.id, |ui| {
            ui.horizontal(|ui| {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    end_of_row(ui, run, index, asks);
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        let built = format!("{}\n{}", project.name, told(run, means, &means.projects[index]));
                        ui.add(Label::new(&project.name).truncate()).on_hover_text(built);
                    });
                });
            });
            if !run.orders().decided[index] {
                means_ui(ui, &means.projects[index]);
            }
            ui.add_space(USUAL);
        });
    }
}

/// The price and the button, or how far it is.
fn end_of_row(ui: &mut Ui, run: &Run, index: usize, asks: &mut Vec<Ask>) {
    let project = &run.scenario().setup.projects[index];
    let state = &run.land().projects()[index];
    if state.finished {
        let (text, colour) = if state.delivered {
            ("✔ delivered", palette(ui).good)
        } else {
            ("✖ came to nothing", palette(ui).short)
        };
        ui.label(RichText::new(text).small().color(colour));
    } else if run.orders().decided[index] {
        ui.label(RichText::new(format!("… built {:.0} %", state.built * 100.0)).small().color(palette(ui).faint));
    } else {
        let button = ui.add(Button::new("Decide"));
        named(&button, format!("Decide {}", project.name));
        if button.clicked() {
            asks.push(Request::Give(Order::StartProject { project: index }).into());
        }
        ui.label(faint(points(project.cost)));
    }
}
