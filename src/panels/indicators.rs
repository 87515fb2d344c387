//! The seven indicators against the thresholds of the stages.

use egui::{Align2, Color32, FontId, Rect, Sense, Stroke, TextStyle, Ui, Vec2, WidgetInfo, WidgetType, pos2};

use super::style::{SMALL, USUAL, heading, palette, scale};
use super::view::ViewAsk;
use super::{Ask, Seen};
use crate::model::indicator::Indicator;
use crate::run::Run;
use crate::run::number::level;

/// Heights and widths of a row, at 100 %.
const ROW: f32 = 27.0;
const NAME: f32 = 116.0;
const VALUE: f32 = 52.0;
const VERDICT: f32 = 86.0;

/// Draws them.
pub fn indicators_ui(ui: &mut Ui, seen: &Seen<'_>, asks: &mut Vec<Ask>) {
    let run = seen.run();
    heading(ui, "Indicators", "│ stage II begins  ║ stage III");
    for indicator in Indicator::ALL {
        row(ui, run, indicator, asks);
    }
    ui.add_space(USUAL);
}

/// Name, value, gauge and verdict: painted, so that the columns line up, and told to screen readers in a sentence.
fn row(ui: &mut Ui, run: &Run, indicator: Indicator, asks: &mut Vec<Ask>) {
    let thresholds = &run.scenario().setup.thresholds;
    let (second, third) = (thresholds.second[indicator as usize], thresholds.third[indicator as usize]);
    let value = run.value(indicator.variable());
    let is_binding = indicator == run.land().binding();
    let (verdict, colour) = match value {
        _ if value >= third => ("III holds", palette(ui).good),
        _ if value >= second => ("II holds", palette(ui).good),
        _ => ("short of II", palette(ui).short),
    };
    let [high, name, number, judged] = [ROW, NAME, VALUE, VERDICT].map(|length| length * scale(ui));
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), high), Sense::click());
    let binding = if is_binding { ", binding" } else { "" };
    let told = format!(
        "{}: {}, {verdict}{binding}; stage II from {}, stage III from {}",
        indicator.id(),
        level(value),
        level(second),
        level(third)
    );
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, &told));
    let told = format!("{}\n{told}\nClick to see why.", indicator.variable().summary().trim());
    if response.on_hover_text(told).clicked() {
        asks.push(Ask::View(ViewAsk::Why(vec![indicator.variable()])));
    }
    if !ui.is_rect_visible(rect) {
        return;
    }
    let painter = ui.painter();
    if is_binding {
        painter.rect_filled(rect.expand2(Vec2::new(SMALL, 0.0)), 4.0, palette(ui).card);
    }
    let body = TextStyle::Body.resolve(ui.style());
    let write = |x: f32, align: Align2, text: &str, font: FontId, colour: Color32| {
        painter.text(pos2(x, rect.center().y), align, text, font, colour);
    };
    let mark = if is_binding { "▶ " } else { "" };
    write(rect.left(), Align2::LEFT_CENTER, &format!("{mark}{}", indicator.id()), body.clone(), palette(ui).text);
    write(rect.left() + name + number - USUAL, Align2::RIGHT_CENTER, &level(value), body, palette(ui).text);
    write(rect.right(), Align2::RIGHT_CENTER, verdict, TextStyle::Small.resolve(ui.style()), colour);
    let left = rect.left() + name + number;
    let gauge = Rect::from_x_y_ranges(left..=rect.right() - judged, rect.center().y - 6.0..=rect.center().y + 6.0);
    paint_gauge(ui, gauge, value, [second, third], colour);
}

/// A bar with the two thresholds as ticks: one line for II, two for III.
fn paint_gauge(ui: &Ui, rect: Rect, value: f64, [second, third]: [f64; 2], colour: Color32) {
    /// The bar runs a little beyond the last threshold.
    const ROOM: f64 = 1.25;
    let full = (third * ROOM).max(value).max(f64::MIN_POSITIVE);
    let x = |value: f64| rect.left() + rect.width() * (value / full).clamp(0.0, 1.0) as f32;
    let painter = ui.painter();
    painter.rect_filled(rect, 3.0, palette(ui).ground);
    let mut filled = rect;
    filled.set_right(x(value));
    painter.rect_filled(filled, 3.0, colour.linear_multiply(0.8));
    let tick = |x: f32| {
        let y = rect.top() - 3.0..=rect.bottom() + 3.0;
        painter.vline(x, y.clone(), Stroke::new(4.0, palette(ui).background));
        painter.vline(x, y, Stroke::new(2.0, palette(ui).text));
    };
    tick(x(second));
    tick(x(third) - 2.0);
    tick(x(third) + 2.0);
}
