//! What happened, the latest first: in the model, by hand, and in the world as the scenario tells it.

use egui::{Button, Label, RichText, Ui};

use super::style::{faint, heading, named, palette};
use super::{Ask, Seen};
use crate::model::date::Quarter;
use crate::run::number::level;
use crate::run::request::Request;
use crate::run::{Order, Run};

/// An entry: when, of which kind, in words.
struct Entry {
    at: Quarter,
    kind: &'static str,
    colour: egui::Color32,
    text: String,
}

/// Draws the entries.
pub fn log_ui(ui: &mut Ui, seen: &Seen<'_>, asks: &mut Vec<Ask>) {
    let run = seen.run();
    heading(ui, "What happened", "the latest first");
    let entries = entries(ui, run);
    if entries.is_empty() {
        ui.label(faint("Nothing yet."));
    }
    for entry in entries.iter().rev() {
        ui.horizontal_top(|ui| {
            let quarter = RichText::new(entry.at.to_string()).small().monospace().color(palette(ui).accent);
            let link = ui.add(Button::new(quarter).frame(false));
            named(&link, format!("Look at {}: {}", entry.at, entry.text));
            if link.clicked() {
                asks.push(Ask::Pause);
                asks.push(Request::Scrub(entry.at).into());
            }
            ui.vertical(|ui| {
                ui.label(RichText::new(entry.kind).small().color(entry.colour));
                ui.add(Label::new(RichText::new(&entry.text).small().color(palette(ui).text)).wrap());
            });
        });
    }
}

fn entries(ui: &Ui, run: &Run) -> Vec<Entry> {
    let scenario = run.scenario();
    let now = run.land().quarter();
    let entry = |at, kind, colour, text| Entry { at, kind, colour, text };
    let events = scenario.events.iter().filter(|event| event.at <= now);
    let mut entries: Vec<Entry> =
        events.map(|event| entry(event.at, "event", palette(ui).faint, event.text.clone())).collect();
    entries.extend(run.happened().iter().map(|(at, happening)| {
        let colour = if happening.is_gain() { palette(ui).good } else { palette(ui).short };
        entry(*at, happening.kind(), colour, happening.told(&scenario.setup))
    }));
    entries
        .extend(run.given().iter().map(|(at, order)| entry(*at, "by hand", palette(ui).accent, ordered(run, order))));
    entries.sort_by_key(|entry| entry.at);
    entries
}

fn ordered(run: &Run, order: &Order) -> String {
    let setup = &run.scenario().setup;
    match order {
        Order::SetLever { lever, level: to } => format!("{}: set to {}", setup.levers[*lever].name, level(*to)),
        Order::ResetLever { lever } => format!("{}: back to the policy", setup.levers[*lever].name),
        Order::StartProject { project } => format!("{}: decided", setup.projects[*project].name),
    }
}
