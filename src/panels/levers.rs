//! Levers: what is asked, by the policy or by hand, and what acts.

use egui::{Align, Button, DragValue, Label, Layout, RichText, Slider, SliderClamping, Ui, Vec2};

use super::style::{SMALL, USUAL, faint, heading, named, palette};
use super::{Ask, Seen};
use crate::model::setup::Lever;
use crate::run::means::{Mean, Means};
use crate::run::number::level;
use crate::run::request::Request;
use crate::run::{Order, Run};

/// Widths of the typed value and of the button.
const TYPED: f32 = 56.0;
const BUTTON: f32 = 68.0;

/// By hand levers are set in steps of a hundredth; a policy's levels are shown as they are.
const HUNDREDTHS: f64 = 100.0;

/// Every lever of the scenario: a slider, a number to type into, and a way back to the policy.
pub fn levers_ui(ui: &mut Ui, seen: &Seen<'_>, asks: &mut Vec<Ask>) {
    let (run, means) = (seen.run(), seen.means);
    heading(ui, "Levers", "◆ set by hand; the others follow the policy");
    for (index, lever) in run.scenario().setup.levers.iter().enumerate() {
        ui.push_id(&lever.id, |ui| lever_ui(ui, run, index, lever, means, asks));
    }
}

fn lever_ui(ui: &mut Ui, run: &Run, index: usize, lever: &Lever, means: &Means, asks: &mut Vec<Ask>) {
    let by_hand = run.by_hand(index);
    let before = by_hand.unwrap_or(run.orders().levels[index]);
    let acting = run.land().levers()[index].acting;
    ui.horizontal(|ui| {
        let (mark, colour) = if by_hand.is_some() { ("◆ ", palette(ui).accent) } else { ("", palette(ui).text) };
        let right = format!("acts {}", level(acting));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.label(faint(&right))
                .on_hover_text("Strength that acts now: money and delay stand between it and what is asked.");
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let name = Label::new(RichText::new(format!("{mark}{}", lever.name)).color(colour)).truncate();
                ui.add(name).on_hover_text(explained(ui, run, lever, means, &means.levers[index]));
            });
        });
    });
    ui.horizontal(|ui| {
        let mut asked = before;
        ui.spacing_mut().slider_width = ui.available_width() - TYPED - BUTTON - 2.0 * USUAL;
        let slider = ui.add(Slider::new(&mut asked, 0.0..=1.0).show_value(false).clamping(SliderClamping::Never));
        named(&slider, format!("{}, slider", lever.name));
        let typed =
            DragValue::new(&mut asked).range(0.0..=1.0).speed(0.01).fixed_decimals(2).update_while_editing(false);
        let typed = ui.add_sized(Vec2::new(TYPED, 24.0), typed);
        named(&typed, format!("{}, value", lever.name));
        let asked = (asked.clamp(0.0, 1.0) * HUNDREDTHS).round() / HUNDREDTHS;
        if (slider.changed() || typed.changed()) && asked != before {
            asks.push(Request::Give(Order::SetLever { lever: index, level: asked }).into());
        }
        let reset = ui.add_enabled(by_hand.is_some(), Button::new("Reset").min_size(Vec2::new(BUTTON, 24.0)));
        named(&reset, format!("{}, back to the policy", lever.name));
        let reset =
            reset.on_hover_text("Lets the policy decide again.").on_disabled_hover_text("It follows the policy.");
        if reset.clicked() {
            asks.push(Request::Give(Order::ResetLever { lever: index }).into());
        }
    });
    means_ui(ui, &means.levers[index]);
    ui.add_space(SMALL);
    let line = ui.max_rect().x_range();
    ui.painter().hline(line, ui.cursor().top(), egui::Stroke::new(1.0, palette(ui).line.linear_multiply(0.5)));
    ui.add_space(SMALL);
}

/// What it costs now, and what stands in its way.
pub(super) fn means_ui(ui: &mut Ui, mean: &Mean) {
    ui.label(faint(&mean.cost));
    for reason in mean.blocked.iter().chain(mean.limits.first()) {
        ui.label(RichText::new(format!("▲ {}", reason.text)).small().color(palette(ui).short));
    }
}

fn explained(ui: &Ui, run: &Run, lever: &Lever, means: &Means, mean: &Mean) -> RichText {
    RichText::new(format!("{}\n{}", lever.summary.trim(), told(run, means, mean))).color(palette(ui).faint)
}

/// Who pays, what it acts on and what not, when, and what it has against it.
pub(super) fn told(run: &Run, means: &Means, mean: &Mean) -> String {
    let parts = [
        Some(format!("Paid by {}.", means.payers_told(mean))),
        Some(format!("Acts on {}.", mean.acts_told())),
        mean.leaves_told(),
        Some(format!("It {}.", mean.timing(run.land().quarter()))),
        mean.trade_off.clone(),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("\n")
}
