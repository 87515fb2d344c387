//! The scenario's named policies: what each is, and a way to take it as a start.

use egui::{Button, RichText, Ui};

use super::quoted::quoted;
use super::style::{USUAL, card, faint, heading, named, palette};
use super::{Ask, Seen};
use crate::run::play::told;
use crate::run::policy::as_start;
use crate::run::request::Request;

/// So many orders of a start are named.
const NAMED: usize = 6;

/// Draws a card a policy.
pub fn policies_ui(ui: &mut Ui, seen: &Seen<'_>, asks: &mut Vec<Ask>) {
    let run = seen.run();
    heading(ui, "Policies", "a start from which you go on by hand");
    for (id, policy) in &run.scenario().policies {
        card(ui).show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            let title = if policy.title.is_empty() { id } else { &policy.title };
            ui.horizontal_wrapped(|ui| {
                ui.label(RichText::new(title).strong().color(palette(ui).text));
                if id == run.policy() {
                    ui.label(RichText::new("● the run's own").small().color(palette(ui).accent));
                }
            });
            ui.label(quoted(ui, policy.summary.trim(), |text| faint(text)));
            let orders = as_start(run, policy);
            let text = match orders.len() {
                0 => "Everything stands as it would have it in the coming quarter.".to_owned(),
                1 => "1 order".to_owned(),
                number => format!("{number} orders, undone as one"),
            };
            ui.horizontal_wrapped(|ui| {
                let is_of_use = !orders.is_empty() && !run.is_over();
                let button = ui.add_enabled(is_of_use, Button::new("Do as it would now"));
                named(&button, format!("Start from {title}"));
                let words: Vec<String> = orders.iter().take(NAMED).map(|order| told(run, order)).collect();
                let more =
                    if orders.len() > NAMED { format!("\nand {} more", orders.len() - NAMED) } else { String::new() };
                let button = button.on_hover_text(format!("{}{more}", words.join("\n")));
                if button.clicked() {
                    asks.push(Request::GiveAll(orders).into());
                }
                ui.label(faint(text));
            });
        });
        ui.add_space(USUAL);
    }
}
