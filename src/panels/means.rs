//! What levers and projects have in common: cost, payers, delay, what they act on and what not, and why they do less.

use egui::{Id, RichText, Sense, Stroke, Ui, Vec2, WidgetInfo, WidgetType, pos2};

use super::quoted::quoted;
use super::style::{SMALL, USUAL, faint, palette, scale};
use super::tips::Tips;
use super::view::{Thing, ViewAsk};
use super::{Ask, Seen};
use crate::run::means::{Kind, Mean, Subject};
use crate::run::number::{points, quarters};

/// A card of a lever or a project; whether its details are open. The one that somebody was led to stands out and is scrolled to.
pub fn marked(ui: &mut Ui, seen: &Seen<'_>, subject: Subject, show: impl FnOnce(&mut Ui, &mut bool)) -> bool {
    let id = match subject {
        Subject::Lever(lever) => Id::new(("fold", "lever", lever)),
        Subject::Project(project) => Id::new(("fold", "project", project)),
    };
    let mut is_open = ui.data(|data| data.get_temp::<bool>(id)).unwrap_or_default();
    let is_pointed = seen.view.pointed == Some(subject);
    let edge = if is_pointed { Stroke::new(2.0, palette(ui).accent) } else { Stroke::NONE };
    let frame = egui::Frame::NONE.stroke(edge).corner_radius(4.0).inner_margin(if is_pointed { SMALL } else { 0.0 });
    let shown = frame.show(ui, |ui| {
        if is_pointed {
            ui.label(RichText::new("▼ this one").small().color(palette(ui).accent));
        }
        show(ui, &mut is_open);
    });
    let led = Id::new("led to");
    let before = ui.data(|data| data.get_temp::<Option<Subject>>(led)).flatten();
    if is_pointed && before != seen.view.pointed {
        shown.response.scroll_to_me(Some(egui::Align::Center));
        ui.data_mut(|data| data.insert_temp(led, seen.view.pointed));
    }
    ui.data_mut(|data| data.insert_temp(id, is_open));
    is_open
}

/// Why it cannot be moved, or does less than it might: the first in sight, all of them in the details. That the run is over is
/// told once for all.
pub fn reasons_ui(ui: &mut Ui, mean: &Mean) {
    let blocked = mean.blocked.iter().filter(|reason| reason.kind != Kind::Over);
    for reason in blocked.chain(mean.limits.first()) {
        reason_ui(ui, &reason.text);
    }
}

/// One of them.
pub fn reason_ui(ui: &mut Ui, reason: &str) {
    let colour = palette(ui).short;
    ui.label(quoted(ui, &format!("▲ {reason}"), |text| RichText::new(text).small().color(colour)));
}

/// Who pays, what it acts on and what not, when, and what stands against it.
pub fn details_ui(ui: &mut Ui, seen: &Seen<'_>, mean: &Mean, tips: &Tips, asks: &mut Vec<Ask>) {
    for reason in mean.limits.iter().skip(1) {
        reason_ui(ui, &reason.text);
    }
    ui.label(faint(format!("Paid by {}.", seen.means.payers_told(mean))));
    if let Some(opens) = &mean.opens {
        ui.label(faint(format!("It {opens}.")));
    }
    if !mean.acts_on.is_empty() {
        ui.horizontal_wrapped(|ui| {
            ui.label(faint("Acts on"));
            for (channel, amount) in &mean.acts_on {
                tips.concept(ui, channel.id(), &format!("channel:{}", channel.id()), asks);
                ui.label(faint(format!("({amount})")));
            }
        });
    }
    if let Some(leaves) = mean.leaves_told() {
        tips.told_faintly(ui, &leaves, asks);
    }
    ramp_ui(ui, seen, mean);
    if let Some(trade_off) = &mean.trade_off {
        tips.told_faintly(ui, &format!("Against it: {trade_off}"), asks);
    }
    if let Subject::Project(project) = mean.subject
        && let Some(crossing) = seen.run().scenario().setup.projects[project].opens
        && ui.small_button("Where it would be").clicked()
    {
        asks.push(ViewAsk::Select(Some(Thing::Crossing(crossing))).into());
    }
    ui.add_space(USUAL);
}

/// How strength grows and fades, or how it is built: drawn, and told.
fn ramp_ui(ui: &mut Ui, seen: &Seen<'_>, mean: &Mean) {
    let told = format!("It {}.", mean.timing(seen.run().land().quarter()));
    ui.label(faint(&told));
    let size = Vec2::new(ui.available_width().min(220.0 * scale(ui)), 30.0 * scale(ui));
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Image, true, &told));
    let (rise, fade) = (mean.delay.max(1) as f32, mean.fade.unwrap_or(0) as f32);
    // It stands in full for a third of the drawing.
    let full = (rise + fade).max(2.0) / 2.0;
    let x = |quarter: f32| rect.left() + rect.width() * quarter / (rise + full + fade);
    let (low, high) = (rect.bottom() - 2.0, rect.top() + 4.0);
    let mut corners = vec![pos2(x(0.0), low), pos2(x(rise), high), pos2(x(rise + full), high)];
    if mean.fade.is_some() {
        corners.push(pos2(x(rise + full + fade), low));
    }
    let palette = palette(ui);
    ui.painter().rect_filled(rect, 3.0, palette.ground);
    ui.painter().line(corners, Stroke::new(2.0, palette.accent));
    let text = |number: f32| quarters(number as u32);
    let words = match mean.fade {
        Some(_) => format!("grows in {}, fades in {}", text(rise), text(fade)),
        None => format!("built in {}, {} points a quarter", text(rise), points(mean.cost_full)),
    };
    ui.label(faint(words));
}
