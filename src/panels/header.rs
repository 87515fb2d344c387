//! Which world, which policy, when, and in which stage.

use egui::{Align, Label, Layout, RichText, Ui};

use super::Seen;
use super::style::{faint, palette};
use crate::model::stage::roman;

/// The stage in words, as the literature has it.
pub const fn stage_in_words(stage: u8) -> &'static str {
    match stage {
        1 => "weakly integrated: asymmetric, cost-driven",
        2 => "semi-integrated: emerging, knowledge-driven",
        _ => "strongly integrated: symmetric, innovation-driven",
    }
}

/// Title, policy and seed to the left; quarter and stage to the right.
pub fn header_ui(ui: &mut Ui, seen: &Seen<'_>) {
    let run = seen.run();
    let scenario = run.scenario();
    let stage = run.land().stage();
    ui.horizontal_top(|ui| {
        let half = ui.available_width() * 0.6;
        ui.allocate_ui_with_layout([half, 0.0].into(), Layout::top_down(Align::Min), |ui| {
            ui.add(Label::new(RichText::new(&scenario.title).heading().strong().color(palette(ui).text)).truncate());
            let policy = &scenario.policies[run.policy()];
            let title = if policy.title.is_empty() { &policy.id } else { &policy.title };
            let [a, b] = &scenario.setup.regions;
            let line = format!("{} and {}  ·  policy {title}  ·  seed {}", a.name, b.name, run.seed());
            ui.add(Label::new(faint(line)).truncate()).on_hover_text(&policy.summary);
        });
        ui.with_layout(Layout::top_down(Align::Max), |ui| {
            let line = format!("{}  ·  stage {}", run.land().quarter(), roman(stage));
            ui.label(RichText::new(line).heading().strong().color(palette(ui).accent));
            ui.label(faint(stage_in_words(stage)));
        });
    });
}
