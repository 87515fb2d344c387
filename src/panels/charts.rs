//! Charts: any variables, several at once, the past and the futures, with one crosshair through all of them.

mod paint;
pub mod plot;
pub mod sketch;

use egui::{Button, Label, RichText, ScrollArea, Sense, TextStyle, Ui, vec2};

use super::keys::{self, Does};
use super::quoted::{quoted, usual};
use super::style::{LARGE, SMALL, USUAL, faint, headed, is_low, named, palette, scale};
use super::view::ViewAsk;
use super::{Ask, Seen};
use crate::model::date::Quarter;
use crate::model::indicator::Variable;
use crate::model::stage::roman;
use crate::run::fan::outlook::Outlook;
use crate::run::number::value_of;
use plot::{FEW, Plot};

/// Height of the drawing of one chart, and how narrow two beside each other may get.
const HEIGHT: f32 = 132.0;
/// Least height of a drawing: it shrinks so far where a whole one does not fit the panel.
const LOW: f32 = 84.0;
const NARROWEST: f32 = 300.0;

/// A form in which a chart can be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The drawing as a picture.
    Png,
    /// A drawing for documents.
    Svg,
    /// The numbers.
    Csv,
}

impl Format {
    /// All three, with what they are good for.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Png, "PNG: a picture"), (Self::Svg, "SVG: for documents"), (Self::Csv, "CSV: the numbers")];
}

/// Height of the line to which they are folded, at 100 %.
pub(super) const FOLDED: f32 = 30.0;
/// Least height in which a chart can be read, at 100 %.
pub(super) const LEAST: f32 = 80.0;

/// Draws them, with a way to add one; a line where they are folded.
pub fn charts_ui(ui: &mut Ui, seen: &Seen<'_>, asks: &mut Vec<Ask>) {
    let view = seen.view;
    let (top, room) = (ui.cursor().top(), ui.clip_rect().height());
    outlook_ui(ui, seen, asks);
    if view.settings.folds_charts {
        return;
    }
    ui.add_space(SMALL);
    let head = ui.spacing().interact_size.y + 2.0 * SMALL;
    let left = room - (ui.cursor().top() - top) - head - 2.0 * SMALL;
    let height = left.clamp(LOW * scale(ui), HEIGHT * scale(ui));
    let columns = if ui.available_width() >= (2.0 * NARROWEST + LARGE) * scale(ui) { 2 } else { 1 };
    let mut crosshair = None;
    for row in view.charts.chunks(columns) {
        ui.columns(columns, |columns| {
            for (ui, variable) in columns.iter_mut().zip(row) {
                let pointed = ui.push_id(variable.id(), |ui| chart(ui, seen, *variable, height, asks)).inner;
                crosshair = crosshair.or(pointed);
            }
        });
        ui.add_space(USUAL);
    }
    if crosshair != view.crosshair {
        asks.push(ViewAsk::Crosshair(crosshair).into());
    }
}

fn add_ui(ui: &mut Ui, seen: &Seen<'_>, asks: &mut Vec<Ask>) {
    let charts = &seen.view.charts;
    let button = ui.menu_button("Add a chart", |ui| {
        ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
            for variable in Variable::ALL.iter().filter(|variable| !charts.contains(variable)) {
                let button = ui.button(variable.id());
                if button.on_hover_text(variable.summary().trim()).clicked() {
                    asks.push(ViewAsk::Charts(charts.iter().chain([variable]).copied().collect()).into());
                    ui.close();
                }
            }
        });
    });
    named(&button.response, "Add a chart");
}

/// What the bands mean, and the odds of the next stage: two lines always, so that nothing moves while futures come in.
/// Where the window is low there is one, and the pointer tells what the bands mean.
fn outlook_ui(ui: &mut Ui, seen: &Seen<'_>, asks: &mut Vec<Ask>) {
    let stage = seen.run().land().stage();
    let is_folded = seen.view.settings.folds_charts;
    let has_one_line = is_folded || is_low(ui);
    let told = seen.ahead.map(|ahead| (ahead, bands(ahead, stage)));
    ui.horizontal(|ui| {
        let (mark, verb) = if is_folded { ("▸", "Unfold") } else { ("▾", "Fold") };
        let fold = ui.add(Button::new(headed(format!("{mark} Charts"))).frame(false));
        named(&fold, format!("{verb} the charts"));
        let room = if is_folded { "The charts take their room again" } else { "Their room goes to the map" };
        if fold.on_hover_text(format!("{room}: {}", keys::names(ui, Does::FoldCharts))).clicked() {
            keys::answer(Does::FoldCharts, seen, asks);
        }
        if !is_folded {
            add_ui(ui, seen, asks);
        }
        match &told {
            Some((ahead, (_, more))) if has_one_line => odds_ui(ui, ahead, stage, more),
            Some((_, (bands, more))) => {
                let bands = quoted(ui, bands, |text| faint(text));
                ui.add(Label::new(bands).truncate()).on_hover_text(usual(ui, more));
            }
            None => {
                ui.add(Label::new(faint("dashed: where stages II and III begin")).truncate());
            }
        }
    });
    if !has_one_line {
        match &told {
            Some((ahead, (_, more))) => odds_ui(ui, ahead, stage, more),
            // The line is there already, so that nothing moves when futures come.
            None => drop(ui.label(" ")),
        }
    }
}

/// In how many of the futures the next stage is reached, and when; more under the pointer.
fn odds_ui(ui: &mut Ui, ahead: &Outlook, stage: u8, more: &str) {
    let told = ahead.told((stage + 1).clamp(2, 3), ahead.decade());
    let more = usual(ui, &format!("{told}\n{more}"));
    let colour = palette(ui).text;
    let told = quoted(ui, &told, |text| RichText::new(text).color(colour));
    ui.add(Label::new(told).truncate()).on_hover_text(more);
}

/// What the bands mean, in a line and in whole.
fn bands(ahead: &Outlook, stage: u8) -> (String, String) {
    let without = ahead.change.as_ref().map_or_else(String::new, |change| format!("; dashed: without \"{change}\""));
    let bands = match ahead.with.paths {
        1 => format!("1 future so far{without}"),
        few if few < FEW => format!("{few} futures so far{without}"),
        many => format!("{many} futures: dark half of them, light 8 of 10{without}"),
    };
    let more = format!(
        "{bands}.\nFutures go on from {} under the present plan, each with another luck; what nobody foresees is in none of \
         them. The thin dashed lines are where stages II and III begin; now it is stage {}.",
        ahead.from,
        roman(stage)
    );
    (bands, more)
}

/// One chart; returns the quarter that the pointer is over.
fn chart(ui: &mut Ui, seen: &Seen<'_>, variable: Variable, height: f32, asks: &mut Vec<Ask>) -> Option<Quarter> {
    let (front, now) = (seen.play.front(), seen.play.place().at);
    let plot = Plot::of(seen.play, seen.ahead, variable);
    let pointed = seen.view.crosshair.and_then(|at| Some((at, plot.told(at)?)));
    let (at, value) = pointed.unwrap_or_else(|| (now, value_of(variable, seen.run().value(variable))));
    head(ui, seen, variable, &plot, (at, &value), asks);
    let size = vec2(ui.available_width(), height);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let start = front.value_in(variable, front.first()).unwrap_or_default();
    let told = format!("{}: {} in {}, {value} in {at}", variable.id(), value_of(variable, start), front.first());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Image, true, &told));
    let type_size = TextStyle::Small.resolve(ui.style()).size;
    let size = [rect.width(), rect.height()];
    if ui.is_rect_visible(rect) {
        let palette = palette(ui);
        ui.painter().rect_filled(rect, 4.0, palette.card);
        paint::paint(&plot.sketch(size, type_size, at), ui.painter(), rect.min, palette);
    }
    let point = response.hover_pos()?;
    let (left, right) = plot.sides(size, type_size);
    Some(plot.quarter_at((point.x - rect.left() - left) / (right - left)))
}

/// Name, value, and what can be done with the chart.
fn head(
    ui: &mut Ui,
    seen: &Seen<'_>,
    variable: Variable,
    plot: &Plot<'_>,
    (at, value): (Quarter, &str),
    asks: &mut Vec<Ask>,
) {
    let id = variable.id();
    ui.horizontal(|ui| {
        let palette = palette(ui);
        let name = ui.add(Button::new(RichText::new(id).strong().color(palette.accent)).frame(false));
        named(&name, format!("Why {id}"));
        if name.on_hover_text(variable.summary().trim()).clicked() {
            asks.push(ViewAsk::Why(vec![variable]).into());
        }
        ui.label(RichText::new(value).color(palette.text));
        ui.label(faint(at.to_string()));
        if plot.has_history() {
            ui.label(faint("○ history")).on_hover_text("What was measured, in the unit of the chart.");
        }
        let menu = ui.menu_button(RichText::new("Export").small(), |ui| {
            for (format, text) in Format::ALL {
                if ui.button(text).clicked() {
                    asks.push(Ask::Export(variable, format));
                    ui.close();
                }
            }
        });
        named(&menu.response, format!("Export the chart of {id}"));
        let close = ui.add(Button::new(RichText::new("×").color(palette.faint)).frame(false));
        named(&close, format!("Remove the chart of {id}"));
        if close.clicked() {
            let charts = seen.view.charts.iter().copied().filter(|chart| *chart != variable).collect();
            asks.push(ViewAsk::Charts(charts).into());
        }
    });
}
