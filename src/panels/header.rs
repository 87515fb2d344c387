//! Which world, which policy, when, and in which stage; and the way to everything that is not the play itself.

use egui::{Align, Button, Label, Layout, RichText, Ui, vec2};

use super::keys::{self, Does};
use super::quoted::usual;
use super::style::{USUAL, faint, is_low, named, palette, scale};
use super::{Ask, Seen};
use crate::model::stage::roman;

/// The stage in words, as the literature has it.
pub const fn stage_in_words(stage: u8) -> &'static str {
    match stage {
        1 => "weakly integrated: asymmetric, cost-driven",
        2 => "semi-integrated: emerging, knowledge-driven",
        _ => "strongly integrated: symmetric, innovation-driven",
    }
}

/// Width of quarter and stage, and height of both lines, at 100 %.
const STAGE: f32 = 330.0;
const HEIGHT: f32 = 46.0;
/// Height where the window is low: the second lines are told by the pointer.
const LOW: f32 = 34.0;

/// Title, policy and seed to the left; quarter and stage to the right; then the menu.
pub fn header_ui(ui: &mut Ui, seen: &Seen<'_>, asks: &mut Vec<Ask>) {
    let high = if is_low(ui) { LOW } else { HEIGHT } * scale(ui);
    let stage = (STAGE * scale(ui)).min(ui.available_width() * 0.4);
    ui.allocate_ui_with_layout(vec2(ui.available_width(), high), Layout::right_to_left(Align::Center), |ui| {
        for (text, name, does) in
            [("Menu", "Menu", Does::Menu), ("Notes", "Notes", Does::Notes), ("?", "Keys", Does::Help)]
        {
            let button = ui.add(Button::new(text).min_size(vec2(34.0, 34.0) * scale(ui)));
            named(&button, name);
            if button.on_hover_text(format!("{name}: {}", keys::names(ui, does))).clicked() {
                keys::answer(does, seen, asks);
            }
        }
        ui.add_space(USUAL);
        ui.allocate_ui_with_layout(vec2(stage, high), Layout::top_down(Align::Max), |ui| when(ui, seen));
        let rest = vec2(ui.available_width(), high);
        ui.allocate_ui_with_layout(rest, Layout::top_down(Align::Min), |ui| what(ui, seen));
    });
}

fn when(ui: &mut Ui, seen: &Seen<'_>) {
    let run = seen.run();
    let stage = run.land().stage();
    let line = format!("{}  ·  stage {}", run.land().quarter(), roman(stage));
    let head = Label::new(RichText::new(line).heading().strong().color(palette(ui).accent)).truncate();
    below(ui, head, stage_in_words(stage), "");
}

fn what(ui: &mut Ui, seen: &Seen<'_>) {
    let run = seen.run();
    let scenario = run.scenario();
    let head = Label::new(RichText::new(&scenario.title).heading().strong().color(palette(ui).text)).truncate();
    let policy = &scenario.policies[run.policy()];
    let title = if policy.title.is_empty() { &policy.id } else { &policy.title };
    let [a, b] = &scenario.setup.regions;
    let line = format!("{} and {}  ·  policy {title}  ·  seed {}", a.name, b.name, run.seed());
    below(ui, head, &line, &policy.summary);
}

/// A head with a line beneath, about which the pointer tells more; where the window is low the pointer tells the line too.
fn below(ui: &mut Ui, head: Label, line: &str, more: &str) {
    let head = ui.add(head);
    let (told, text) = if is_low(ui) {
        (head, [line, more].join("\n"))
    } else {
        (ui.add(Label::new(faint(line)).truncate()), more.to_owned())
    };
    if !text.trim().is_empty() {
        told.on_hover_text(usual(ui, text.trim()));
    }
}
