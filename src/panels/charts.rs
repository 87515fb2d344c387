//! Charts: any variables, several at once, with one crosshair through all of them.

use egui::{Align2, Button, Rect, RichText, Sense, Shape, Stroke, TextStyle, Ui, pos2, vec2};

use super::style::{LARGE, SMALL, USUAL, faint, headed, named, palette};
use super::view::{View, ViewAsk};
use super::{Ask, Seen};
use crate::model::date::Quarter;
use crate::model::indicator::{Indicator, Variable};
use crate::run::number::figure;
use crate::run::play::PlayThrough;

/// Height of the drawing of one chart, and how narrow two beside each other may get.
const HEIGHT: f32 = 120.0;
const NARROWEST: f32 = 300.0;

/// Draws them, with a way to add one.
pub fn charts_ui(ui: &mut Ui, seen: &Seen<'_>, asks: &mut Vec<Ask>) {
    let (play, view) = (seen.play, seen.view);
    ui.horizontal_wrapped(|ui| {
        ui.label(headed("Charts"));
        let button = ui.menu_button("Add a chart", |ui| {
            egui::ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
                for variable in Variable::ALL.iter().filter(|variable| !view.charts.contains(variable)) {
                    let button = ui.button(variable.id());
                    if button.on_hover_text(variable.summary().trim()).clicked() {
                        let charts = view.charts.iter().chain([variable]).copied().collect();
                        asks.push(Ask::View(ViewAsk::Charts(charts)));
                        ui.close();
                    }
                }
            });
        });
        named(&button.response, "Add a chart");
        ui.label(faint("dashed: where stages II and III begin; click a name to see why"));
    });
    ui.add_space(SMALL);
    let columns = if ui.available_width() >= 2.0 * NARROWEST + LARGE { 2 } else { 1 };
    let mut crosshair = None;
    for row in view.charts.chunks(columns) {
        ui.columns(columns, |columns| {
            for (ui, variable) in columns.iter_mut().zip(row) {
                let pointed = ui.push_id(variable.id(), |ui| chart(ui, play, view, *variable, asks)).inner;
                crosshair = crosshair.or(pointed);
            }
        });
        ui.add_space(USUAL);
    }
    if crosshair != view.crosshair {
        asks.push(Ask::View(ViewAsk::Crosshair(crosshair)));
    }
}

/// One chart; returns the quarter that the pointer is over.
fn chart(ui: &mut Ui, play: &PlayThrough, view: &View, variable: Variable, asks: &mut Vec<Ask>) -> Option<Quarter> {
    let (front, now) = (play.front(), play.place().at);
    let at = view.crosshair.filter(|at| front.value_in(variable, *at).is_some()).unwrap_or(now);
    let value = front.value_in(variable, at).unwrap_or_default();
    ui.horizontal(|ui| {
        let name = ui.add(Button::new(RichText::new(variable.id()).strong().color(palette(ui).accent)).frame(false));
        named(&name, format!("Why {}", variable.id()));
        if name.on_hover_text(variable.summary().trim()).clicked() {
            asks.push(Ask::View(ViewAsk::Why(vec![variable])));
        }
        ui.label(RichText::new(figure(value)).color(palette(ui).text));
        ui.label(faint(at.to_string()));
        let close = ui.add(Button::new(RichText::new("×").color(palette(ui).faint)).frame(false));
        named(&close, format!("Remove the chart of {}", variable.id()));
        if close.clicked() {
            let charts = view.charts.iter().copied().filter(|chart| *chart != variable).collect();
            asks.push(Ask::View(ViewAsk::Charts(charts)));
        }
    });
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    let values = front.series(variable);
    let told = format!("{}: {} in {}, {} in {}", variable.id(), figure(values[0]), front.first(), figure(value), at);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Image, true, &told));
    let plot = Plot::of(rect, &values, front.quarters(), thresholds(play, variable));
    if ui.is_rect_visible(rect) {
        plot.paint(ui, &values, play, at);
    }
    let point = response.hover_pos()?;
    let share = ((point.x - plot.inner.left()) / plot.inner.width()).clamp(0.0, 1.0);
    Some(front.first().plus((share * plot.quarters).round() as i32))
}

/// Where stages II and III begin, of an indicator.
fn thresholds(play: &PlayThrough, variable: Variable) -> Vec<f64> {
    let thresholds = &play.run().scenario().setup.thresholds;
    let indicator = Indicator::ALL.into_iter().find(|indicator| indicator.variable() == variable);
    let both = indicator.map(|i| [thresholds.second[i as usize], thresholds.third[i as usize]]);
    both.into_iter().flatten().collect()
}

/// Where values lie in a drawing.
struct Plot {
    outer: Rect,
    inner: Rect,
    least: f64,
    greatest: f64,
    quarters: f32,
    marks: Vec<f64>,
}

impl Plot {
    fn of(outer: Rect, values: &[f64], quarters: u32, marks: Vec<f64>) -> Self {
        let all = || values.iter().chain(&marks).copied();
        let (least, greatest) = (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max));
        let room = ((greatest - least) * 0.08).max(greatest.abs() * 1e-3).max(1e-9);
        let inner = Rect::from_min_max(outer.min + vec2(52.0, USUAL), outer.max - vec2(USUAL, 18.0));
        let (least, greatest) = (least - room, greatest + room);
        Self { outer, inner, least, greatest, quarters: quarters.max(1) as f32, marks }
    }

    fn x(&self, quarter: f32) -> f32 {
        self.inner.left() + self.inner.width() * quarter / self.quarters
    }

    fn y(&self, value: f64) -> f32 {
        self.inner.bottom() - self.inner.height() * ((value - self.least) / (self.greatest - self.least)) as f32
    }

    fn paint(&self, ui: &Ui, values: &[f64], play: &PlayThrough, at: Quarter) {
        let (painter, first) = (ui.painter(), play.front().first());
        painter.rect_filled(self.outer, 4.0, palette(ui).card);
        let font = TextStyle::Small.resolve(ui.style());
        let left = self.inner.left() - SMALL;
        for value in [self.least, self.greatest] {
            painter.text(
                pos2(left, self.y(value)),
                Align2::RIGHT_CENTER,
                figure(value),
                font.clone(),
                palette(ui).faint,
            );
        }
        let years = [
            (self.inner.left(), Align2::LEFT_TOP, first),
            (self.inner.right(), Align2::RIGHT_TOP, play.front().last()),
        ];
        for (x, align, quarter) in years {
            painter.text(pos2(x, self.inner.bottom() + 1.0), align, quarter.year(), font.clone(), palette(ui).faint);
        }
        for (mark, stage) in self.marks.iter().zip(["II", "III"]) {
            let line = [pos2(self.inner.left(), self.y(*mark)), pos2(self.inner.right(), self.y(*mark))];
            painter.extend(Shape::dashed_line(&line, Stroke::new(1.0, palette(ui).faint), 4.0, 4.0));
            painter.text(line[1], Align2::RIGHT_BOTTOM, stage, font.clone(), palette(ui).faint);
        }
        let points: Vec<_> =
            values.iter().enumerate().map(|(q, value)| pos2(self.x(q as f32), self.y(*value))).collect();
        // What lies after the quarter that is looked at is thinner.
        let seen = usize::try_from(play.place().at.since(first)).unwrap_or(0).min(points.len() - 1);
        painter.line(points[seen..].to_vec(), Stroke::new(1.0, palette(ui).accent));
        painter.line(points[..=seen].to_vec(), Stroke::new(2.5, palette(ui).accent));
        self.crosshair(ui, &points, at.since(first));
    }

    fn crosshair(&self, ui: &Ui, points: &[egui::Pos2], quarter: i32) {
        let Some(point) = usize::try_from(quarter).ok().and_then(|quarter| points.get(quarter)) else { return };
        let painter = ui.painter();
        painter.vline(point.x, self.inner.y_range(), Stroke::new(1.0, palette(ui).line));
        painter.circle(*point, 4.0, palette(ui).accent, Stroke::new(1.5, palette(ui).background));
    }
}
