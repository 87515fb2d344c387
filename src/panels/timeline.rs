//! The timeline: years, pins for what was decided and what happened, and the past, any quarter of which can be dragged to.

use egui::{
    Align2, Button, Color32, FontId, Rect, Response, RichText, Sense, Shape, Stroke, TextStyle, Ui, Vec2, WidgetInfo,
    WidgetType, pos2, vec2,
};

use super::keys::{Does, pressed};
use super::quoted::usual;
use super::style::{self, SMALL, USUAL, faint, named, palette};
use super::view::{Dialog, ViewAsk};
use super::{Ask, Seen};
use crate::model::date::Quarter;
use crate::model::stage::roman;
use crate::run::Happening;
use crate::run::aim::Aim;
use crate::run::play::{PlayThrough, told};
use crate::run::request::Request;

/// Heights of the strip and of a pin.
const STRIP: f32 = 46.0;
const PIN: f32 = 5.0;

/// Draws it, and beneath it the branches, if there are any.
pub fn timeline_ui(ui: &mut Ui, seen: &Seen<'_>, asks: &mut Vec<Ask>) {
    let play = seen.play;
    strip(ui, play, asks);
    if play.branches().len() > 1 {
        ui.horizontal_wrapped(|ui| branches(ui, play, asks));
    }
}

/// Every branch by its name.
fn branches(ui: &mut Ui, play: &PlayThrough, asks: &mut Vec<Ask>) {
    ui.label(faint("Branches"));
    for (index, branch) in play.branches().iter().enumerate() {
        let is_played = index == play.branch();
        let text = RichText::new(&branch.name).color(palette(ui).text);
        let button = ui.add(Button::new(if is_played { text.strong().underline() } else { text }).selected(is_played));
        named(&button, format!("Branch {}", branch.name));
        let whence = branch.from.map_or_else(
            || "the first".to_owned(),
            |(from, at)| format!("left `{}` after {at}", play.branches()[from].name),
        );
        let whence = usual(ui, &format!("{whence}; played to {}", branch.reached));
        if button.on_hover_text(whence).clicked() && !is_played {
            asks.push(Request::Switch(index).into());
        }
        if is_played {
            let rename = ui.add(Button::new(faint("rename")).frame(false));
            named(&rename, format!("Rename branch {}", branch.name));
            if rename.on_hover_text("Another name for this branch").clicked() {
                asks.push(ViewAsk::Dialog(Some(Dialog::Rename(index, branch.name.clone()))).into());
            }
        }
    }
}

/// Where quarters lie on the strip.
struct Scale {
    rect: Rect,
    first: Quarter,
    quarters: f32,
}

impl Scale {
    fn x(&self, quarter: Quarter) -> f32 {
        self.rect.left() + self.rect.width() * quarter.since(self.first) as f32 / self.quarters
    }

    fn quarter(&self, x: f32) -> Quarter {
        let share = ((x - self.rect.left()) / self.rect.width()).clamp(0.0, 1.0);
        self.first.plus((share * self.quarters).round() as i32)
    }
}

fn strip(ui: &mut Ui, play: &PlayThrough, asks: &mut Vec<Ask>) {
    let (run, place) = (play.front(), play.place());
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), STRIP * style::scale(ui)), Sense::click_and_drag());
    let scale =
        Scale { rect: rect.shrink2(vec2(USUAL, 0.0)), first: run.first(), quarters: run.quarters().max(1) as f32 };
    let words = format!(
        "Timeline: {} in {} to {}, played to {}; drag, or arrow keys, to look at a past quarter; click to run to a coming one",
        place.at,
        run.first(),
        run.last(),
        place.reached
    );
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Slider, true, &words));
    if let Some(quarter) = ahead_of(&response, &scale, play) {
        asks.extend([Ask::Pause, Request::RunTo(Aim::Date(quarter)).into()]);
    } else if let Some(quarter) = asked_for(ui, &response, &scale, play) {
        asks.extend([Ask::Pause, Request::Scrub(quarter).into()]);
    }
    let pins = pins(play);
    if ui.is_rect_visible(rect) {
        paint(ui, &scale, play, &pins);
        if response.has_focus() {
            ui.painter().rect_stroke(rect, 4.0, Stroke::new(1.0, palette(ui).accent), egui::StrokeKind::Inside);
        }
    }
    if let Some(at) = response.hover_pos() {
        let quarter = scale.quarter(at.x);
        let near = pins.iter().filter(|pin| (scale.x(pin.at) - at.x).abs() <= PIN + 1.0);
        let told: Vec<String> = near.map(|pin| format!("{} {}", pin.at, pin.text)).collect();
        let verb = if quarter <= place.reached { "look at it" } else { "run to it" };
        let head = format!("{quarter}: {verb}");
        response.on_hover_ui_at_pointer(|ui| {
            ui.label(RichText::new(head).strong());
            told.iter().for_each(|line| {
                ui.label(usual(ui, line));
            });
        });
    }
}

/// The quarter in the future that was clicked on, and that time is to run to.
fn ahead_of(response: &Response, scale: &Scale, play: &PlayThrough) -> Option<Quarter> {
    let at = response.clicked().then(|| response.interact_pointer_pos())??;
    let quarter = scale.quarter(at.x).min(play.front().last());
    (quarter > play.place().reached).then_some(quarter)
}

/// The quarter that a hand or a key asks for: one that has been played.
fn asked_for(ui: &Ui, response: &Response, scale: &Scale, play: &PlayThrough) -> Option<Quarter> {
    let place = play.place();
    let mut asked = None;
    if response.dragged() || response.clicked() {
        asked = response.interact_pointer_pos().map(|at| scale.quarter(at.x));
    }
    if response.has_focus() {
        for (does, quarter) in [
            (Does::QuarterBack, place.at.plus(-1)),
            (Does::QuarterOn, place.at.plus(1)),
            (Does::FirstQuarter, play.front().first()),
            (Does::LastQuarter, place.reached),
        ] {
            asked = if pressed(ui, does) { Some(quarter) } else { asked };
        }
    }
    asked.map(|quarter| quarter.clamp(play.front().first(), place.reached)).filter(|quarter| *quarter != place.at)
}

/// Something that is pinned to a quarter.
struct Pin {
    at: Quarter,
    mark: Mark,
    text: String,
}

/// What a pin looks like: by its form first.
#[derive(Clone, Copy, PartialEq)]
enum Mark {
    Order,
    Event,
    Happened,
    Stage(u8),
}

fn pins(play: &PlayThrough) -> Vec<Pin> {
    let (run, reached) = (play.front(), play.place().reached);
    let pin = |at, mark, text| Pin { at, mark, text };
    let events = run.scenario().events.iter().filter(|event| event.at <= reached);
    let mut pins: Vec<Pin> = events.map(|event| pin(event.at, Mark::Event, event.text.clone())).collect();
    pins.extend(run.happened().iter().map(|(at, happening)| {
        let mark = if let Happening::Stage { to, .. } = happening { Mark::Stage(*to) } else { Mark::Happened };
        pin(*at, mark, happening.told(&run.scenario().setup))
    }));
    pins.extend(play.plan().iter().map(|(at, order)| pin(*at, Mark::Order, told(run, order))));
    pins
}

fn paint(ui: &Ui, scale: &Scale, play: &PlayThrough, pins: &[Pin]) {
    let (painter, rect, place) = (ui.painter(), scale.rect, play.place());
    let grown = style::scale(ui);
    let bar = Rect::from_x_y_ranges(rect.x_range(), rect.top() + 16.0 * grown..=rect.top() + 30.0 * grown);
    painter.rect_filled(bar, 3.0, palette(ui).ground);
    let until = |quarter| Rect::from_x_y_ranges(bar.left()..=scale.x(quarter), bar.y_range());
    painter.rect_filled(until(place.reached), 3.0, palette(ui).line);
    painter.rect_filled(until(place.at), 3.0, palette(ui).accent.linear_multiply(0.45));
    years(ui, scale, bar);
    for pin in pins {
        paint_pin(painter, pos2(scale.x(pin.at), bar.center().y), pin.mark, ui);
    }
    let x = scale.x(place.at);
    painter.vline(x, bar.top() - 3.0..=bar.bottom() + 3.0, Stroke::new(3.0, palette(ui).text));
    let font = TextStyle::Small.resolve(ui.style());
    let text = painter.layout_no_wrap(place.at.to_string(), font, palette(ui).text);
    let half = text.size().x / 2.0 + SMALL;
    let centre =
        pos2(x.clamp(rect.left() + half, (rect.right() - half).max(rect.left() + half)), rect.top() + 6.0 * grown);
    let ground = Rect::from_center_size(centre, text.size() + vec2(2.0 * SMALL, 0.0));
    painter.rect_filled(ground, 3.0, palette(ui).card);
    painter.galley(ground.min + vec2(SMALL, 0.0), text, palette(ui).text);
}

/// A tick a year, a number where there is room.
fn years(ui: &Ui, scale: &Scale, bar: Rect) {
    let room = 48.0 * style::scale(ui);
    let painter = ui.painter();
    let a_year = scale.rect.width() / scale.quarters * 4.0;
    let every = [1, 2, 5, 10, 20, 50, 100].into_iter().find(|years| *years as f32 * a_year >= room).unwrap_or(200);
    let last = scale.first.plus(scale.quarters as i32).year();
    let font = FontId::proportional(12.0 * ui.style().text_styles[&TextStyle::Small].size / 14.0);
    for year in scale.first.year()..=last {
        let quarter = Quarter::new(year, 1);
        if quarter < scale.first {
            continue;
        }
        let (x, is_told) = (scale.x(quarter), year % every == 0);
        let length = if is_told { 5.0 } else { 2.0 };
        if is_told || a_year > 4.0 {
            painter.vline(x, bar.bottom()..=bar.bottom() + length, Stroke::new(1.0, palette(ui).line));
        }
        if is_told {
            painter.text(pos2(x, bar.bottom() + 5.0), Align2::CENTER_TOP, year, font.clone(), palette(ui).faint);
        }
    }
}

fn paint_pin(painter: &egui::Painter, at: egui::Pos2, mark: Mark, ui: &Ui) {
    let edge = Stroke::new(1.0, palette(ui).background);
    let polygon = |points: Vec<egui::Pos2>, fill: Color32| {
        painter.add(Shape::convex_polygon(points, fill, edge));
    };
    let off = |x: f32, y: f32| at + Vec2::new(x * PIN, y * PIN);
    match mark {
        Mark::Order => polygon(vec![off(0.0, -1.2), off(1.2, 0.0), off(0.0, 1.2), off(-1.2, 0.0)], palette(ui).accent),
        Mark::Event => {
            painter.circle(at, PIN * 0.7, palette(ui).faint, edge);
        }
        Mark::Happened => {
            polygon(vec![off(-0.9, -0.9), off(0.9, -0.9), off(0.9, 0.9), off(-0.9, 0.9)], palette(ui).short)
        }
        Mark::Stage(stage) => {
            polygon(vec![off(0.0, -1.4), off(1.3, 1.1), off(-1.3, 1.1)], palette(ui).good);
            let font = TextStyle::Small.resolve(ui.style());
            painter.text(off(1.5, -1.0), Align2::LEFT_CENTER, roman(stage), font, palette(ui).good);
        }
    }
}
