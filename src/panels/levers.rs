//! Levers: what is asked, by the policy or by hand, what acts, who pays, and what stands in the way.

use egui::{Align, Button, DragValue, Layout, Rect, RichText, Slider, SliderClamping, Stroke, Ui, Vec2, pos2};

use super::means::{details_ui, marked, reason_ui, reasons_ui};
use super::quoted::usual;
use super::style::{SMALL, USUAL, faint, headed, heading, named, palette, scale};
use super::tips::Tips;
use super::view::{Grouping, ViewAsk};
use super::{Ask, Seen};
use crate::model::stage::roman;
use crate::run::Order;
use crate::run::means::{Kind, Mean, Means, Payer, Subject};
use crate::run::number::{level, percent, points};
use crate::run::request::Request;

/// Widths of the typed value and of the button.
const TYPED: f32 = 56.0;
const BUTTON: f32 = 68.0;

/// By hand levers are set in steps of a hundredth; a policy's levels are shown as they are.
const HUNDREDTHS: f64 = 100.0;

/// Every lever of the scenario, by stage or by who pays: a slider, a number to type into, and a way back to the policy.
pub fn levers_ui(ui: &mut Ui, seen: &Seen<'_>, asks: &mut Vec<Ask>) {
    let setup = &seen.run().scenario().setup;
    purses_ui(ui, seen.means);
    grouping_ui(ui, seen.view.grouping, asks);
    let tips = Tips::of(ui);
    for group in groups(seen) {
        heading(ui, &group.title, &group.note);
        for index in group.levers {
            ui.push_id(&setup.levers[index].id, |ui| lever_ui(ui, seen, index, &tips, asks));
        }
        ui.add_space(USUAL);
    }
}

/// What each payer has left for the coming quarter under the present plan.
fn purses_ui(ui: &mut Ui, means: &Means) {
    ui.horizontal_wrapped(|ui| {
        ui.label(headed("Money left"));
        for purse in &means.purses {
            let told = format!(
                "{}: in hand {}, income {}, bound {}, projects {}, levers {}, left {} points for the coming quarter",
                purse.name,
                points(purse.in_hand),
                points(purse.income),
                points(purse.bound),
                points(purse.projects),
                points(purse.levers),
                points(purse.left)
            );
            let words = RichText::new(format!("{} {}", purse.name, points(purse.left))).color(palette(ui).text);
            let shown = ui.label(words).on_hover_text(&told);
            named(&shown, told);
        }
    });
    // Of a run that is over every lever would say the same.
    let over = means.levers.first().and_then(|mean| mean.blocked.as_ref());
    if let Some(reason) = over.filter(|reason| reason.kind == Kind::Over) {
        reason_ui(ui, &reason.text);
    }
    ui.add_space(SMALL);
}

fn grouping_ui(ui: &mut Ui, open: Grouping, asks: &mut Vec<Ask>) {
    ui.horizontal_wrapped(|ui| {
        ui.label(headed("Levers"));
        for (grouping, text) in [(Grouping::Stage, "by stage"), (Grouping::Payer, "by who pays")] {
            let is_open = grouping == open;
            let words = RichText::new(text).small().color(palette(ui).text);
            let button = ui.add(Button::new(if is_open { words.underline() } else { words }).selected(is_open));
            named(&button, format!("Levers {text}"));
            if button.clicked() {
                asks.push(ViewAsk::Grouping(grouping).into());
            }
        }
    });
    ui.label(faint("◆ set by hand; the others follow the policy, ▾ on the slider. │ is as far as the money goes."));
    ui.add_space(SMALL);
}

/// Levers under one head.
struct Group {
    title: String,
    note: String,
    levers: Vec<usize>,
}

fn groups(seen: &Seen<'_>) -> Vec<Group> {
    let setup = &seen.run().scenario().setup;
    let now = seen.run().land().stage();
    let mut groups: Vec<(Vec<usize>, Group)> = Vec::new();
    for (index, lever) in setup.levers.iter().enumerate() {
        let key = match seen.view.grouping {
            Grouping::Stage => vec![usize::from(lever.stages[0])],
            Grouping::Payer => seen.means.levers[index].payers.iter().map(|payer| payer.purse).collect(),
        };
        match groups.iter_mut().find(|(other, _)| *other == key) {
            Some((_, group)) => group.levers.push(index),
            None => {
                let (title, note) = match seen.view.grouping {
                    Grouping::Stage => {
                        let here = if lever.stages[0] == now { "here the pair is now" } else { "" };
                        (format!("From stage {}", roman(lever.stages[0])), here.to_owned())
                    }
                    Grouping::Payer => {
                        let names: Vec<&str> =
                            key.iter().map(|purse| seen.means.purses[*purse].name.as_str()).collect();
                        (format!("Paid by {}", names.join(" and ")), String::new())
                    }
                };
                groups.push((key, Group { title, note, levers: vec![index] }));
            }
        }
    }
    groups.sort_by(|one, two| one.0.cmp(&two.0));
    groups.into_iter().map(|(_, group)| group).collect()
}

fn lever_ui(ui: &mut Ui, seen: &Seen<'_>, index: usize, tips: &Tips, asks: &mut Vec<Ask>) {
    let run = seen.run();
    let (lever, mean) = (&run.scenario().setup.levers[index], &seen.means.levers[index]);
    let by_hand = run.by_hand(index);
    let acting = run.land().levers()[index].acting;
    let is_open = marked(ui, seen, Subject::Lever(index), |ui, is_open| {
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.label(faint(format!("acts {}", level(acting))))
                    .on_hover_text("Strength that acts now: money and delay stand between it and what is asked.");
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let (mark, colour) =
                        if by_hand.is_some() { ("◆ ", palette(ui).accent) } else { ("", palette(ui).text) };
                    let fold = if *is_open { "▾" } else { "▸" };
                    let name = RichText::new(format!("{fold} {mark}{}", lever.name)).color(colour);
                    let name = ui.add(Button::new(name).frame(false).truncate());
                    named(&name, format!("{mark}{}, details", lever.name));
                    let summary = usual(ui, lever.summary.trim());
                    if name.on_hover_text(summary).clicked() {
                        *is_open = !*is_open;
                    }
                });
            });
        });
        setting_ui(ui, seen, index, asks);
        ui.label(faint(format!("{}; {}", mean.cost, payers_in_short(seen.means, mean))));
        reasons_ui(ui, mean);
    });
    if is_open {
        ui.indent("details", |ui| {
            tips.told_faintly(ui, lever.summary.trim(), asks);
            details_ui(ui, seen, mean, tips, asks);
        });
    }
    ui.add_space(SMALL);
}

fn payers_in_short(means: &Means, mean: &Mean) -> String {
    let one = |payer: &Payer| format!("{} {}", means.purses[payer.purse].name, percent(payer.share));
    format!("paid by {}", mean.payers.iter().map(one).collect::<Vec<_>>().join(", "))
}

/// The slider, the number and the way back.
fn setting_ui(ui: &mut Ui, seen: &Seen<'_>, index: usize, asks: &mut Vec<Ask>) {
    let (run, mean) = (seen.run(), &seen.means.levers[index]);
    let lever = &run.scenario().setup.levers[index];
    let by_hand = run.by_hand(index);
    let before = by_hand.unwrap_or(run.orders().levels[index]);
    let is_blocked = mean.blocked.is_some();
    ui.horizontal(|ui| {
        let large = scale(ui);
        let mut asked = before;
        ui.spacing_mut().slider_width = ui.available_width() - (TYPED + BUTTON) * large - 2.0 * USUAL;
        let slider = Slider::new(&mut asked, 0.0..=1.0).show_value(false).clamping(SliderClamping::Never);
        let slider = ui.add_enabled(!is_blocked, slider);
        named(&slider, format!("{}, slider", lever.name));
        ticks(ui, slider.rect, mean.by_policy, seen.means.affordable(index));
        let why = usual(ui, mean.blocked.as_ref().map_or("", |reason| &reason.text));
        let slider = slider.on_disabled_hover_text(why);
        let typed =
            DragValue::new(&mut asked).range(0.0..=1.0).speed(0.01).fixed_decimals(2).update_while_editing(false);
        let typed = ui.add_enabled_ui(!is_blocked, |ui| ui.add_sized(Vec2::new(TYPED, 24.0) * large, typed)).inner;
        named(&typed, format!("{}, value", lever.name));
        let asked = (asked.clamp(0.0, 1.0) * HUNDREDTHS).round() / HUNDREDTHS;
        if (slider.changed() || typed.changed()) && asked != before {
            asks.push(Request::Give(Order::SetLever { lever: index, level: asked }).into());
        }
        let reset = Button::new("Reset").min_size(Vec2::new(BUTTON, 24.0) * large);
        let reset = ui.add_enabled(by_hand.is_some() && !is_blocked, reset);
        named(&reset, format!("{}, back to the policy", lever.name));
        let is_double = slider.double_clicked() && by_hand.is_some();
        let reset = reset
            .on_hover_text("Lets the policy decide again; a double click on the slider does the same.")
            .on_disabled_hover_text("It follows the policy.");
        if reset.clicked() || is_double {
            asks.push(Request::Give(Order::ResetLever { lever: index }).into());
        }
    });
}

/// Where the policy would have it, and as far as the money of the coming quarter goes.
fn ticks(ui: &Ui, rect: Rect, by_policy: f64, affordable: f64) {
    // As egui places the handle.
    let round = rect.height() / 2.5;
    let x = |share: f64| egui::lerp(rect.left() + round..=rect.right() - round, share as f32);
    let palette = palette(ui);
    if affordable < 1.0 {
        ui.painter().vline(x(affordable), rect.y_range(), Stroke::new(2.0, palette.short));
    }
    let (at, top) = (x(by_policy), rect.top());
    let corners = vec![pos2(at - 4.0, top - 1.0), pos2(at + 4.0, top - 1.0), pos2(at, top + 5.0)];
    ui.painter().add(egui::Shape::convex_polygon(corners, palette.faint, Stroke::NONE));
}
