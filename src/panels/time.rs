//! Pause, step, speed, undo and how far to run; and the line at the bottom.

use egui::containers::menu::MenuButton;
use egui::{Align, Button, Label, Layout, RichText, ScrollArea, Ui, vec2};

use super::keys::{self, Does};
use super::quoted::{quoted, usual};
use super::style::{LARGE, faint, named, palette, scale};
use super::view::{Dialog, ViewAsk};
use super::{Ask, Seen, Toast};
use crate::model::date::Quarter;
use crate::model::stage::roman;
use crate::run::aim::Aim;
use crate::run::play::Decision;
use crate::run::request::Request;

/// Height of a button, at 100 %.
const HIGH: f32 = 30.0;
/// Width from which there is room for words beside the buttons, at 100 %.
const WIDE: f32 = 980.0;
/// Width beneath which signs stand alone, at 100 %: one line of buttons leaves the map another.
const NARROW: f32 = 700.0;

fn is_narrow(ui: &Ui) -> bool {
    ui.max_rect().width() < NARROW * scale(ui)
}

/// A button's sign and word, or its sign alone where there is no room for more.
fn signed(ui: &Ui, sign: &str, between: &str, word: &str) -> String {
    if is_narrow(ui) { sign.to_owned() } else { [sign, between, word].concat() }
}

/// The buttons: in as many lines as they need.
pub fn time_ui(ui: &mut Ui, seen: &Seen<'_>, asks: &mut Vec<Ask>) {
    ui.horizontal_wrapped(|ui| {
        let gap = if is_narrow(ui) { 0.0 } else { LARGE };
        passing(ui, seen, asks);
        ui.add_space(gap);
        speeds(ui, seen, asks);
        ui.add_space(gap);
        undo_and_redo(ui, seen, asks);
        ui.add_space(gap);
        run_to(ui, seen, asks);
        // Here rather than beside the timeline: nothing moves under the pointer when it comes.
        if seen.is_past() {
            ui.add_space(gap);
            let back = ui.add(Button::new("Back to the present").min_size(vec2(0.0, HIGH) * scale(ui)));
            if back.clicked() {
                asks.push(Request::Scrub(seen.play.place().reached).into());
            }
        }
    });
}

fn passing(ui: &mut Ui, seen: &Seen<'_>, asks: &mut Vec<Ask>) {
    let (is_over, is_paused) = (seen.run().is_over(), seen.clock.is_paused);
    let (sign, name) = if is_paused { ("▶", "Play") } else { ("⏸", "Pause") };
    let buttons = [
        (sign, name, name, 92.0, Does::PauseOrPlay, "pause, or let time pass"),
        ("⏭", "Step", "Step one quarter", 84.0, Does::Step, "one quarter, then pause"),
    ];
    for (sign, word, name, wide, does, told) in buttons {
        let wide = if is_narrow(ui) { HIGH } else { wide };
        let text = signed(ui, sign, "  ", word);
        let button = ui.add_enabled(!is_over, Button::new(text).min_size(vec2(wide, HIGH) * scale(ui)));
        named(&button, name);
        let button = button.on_hover_text(format!("{}: {told}", keys::names(ui, does)));
        if button.on_disabled_hover_text("The run is over.").clicked() {
            keys::answer(does, seen, asks);
        }
    }
}

fn speeds(ui: &mut Ui, seen: &Seen<'_>, asks: &mut Vec<Ask>) {
    // Where there is little room the buttons' own names say it, and the map keeps a line.
    if ui.max_rect().width() >= WIDE * scale(ui) {
        ui.label(faint("Quarters a second"));
    }
    for (index, speed) in seen.clock.speeds.iter().enumerate() {
        let is_chosen = index == seen.clock.speed;
        let text = RichText::new(format!("{speed}")).color(palette(ui).text);
        let button = Button::new(if is_chosen { text.strong().underline() } else { text });
        let button = ui.add(button.selected(is_chosen).min_size(vec2(36.0, HIGH) * scale(ui)));
        named(&button, format!("Speed {}: {speed} quarters a second", index + 1));
        if button.on_hover_text(format!("Key {}", keys::names(ui, Does::Speed(index)))).clicked() {
            keys::answer(Does::Speed(index), seen, asks);
        }
    }
}

fn undo_and_redo(ui: &mut Ui, seen: &Seen<'_>, asks: &mut Vec<Ask>) {
    let play = seen.play;
    let (done, undone) = (play.done(), play.undone());
    // The first of those that are undone at once, and how many go with it.
    let first = done.iter().rposition(|decision| !decision.goes_with_last);
    let back = first.map(|first| (&done[first], done.len() - first - 1));
    let on = undone.split_last().map(|(next, rest)| (next, rest.iter().rev().take_while(|d| d.goes_with_last).count()));
    let told = |(decision, more): (&Decision, usize)| match more {
        0 => decision.in_words(play.front()),
        more => format!("{} and {more} more", decision.in_words(play.front())),
    };
    let each = [("⟲", "Undo", back.map(told), Does::Undo), ("⟳", "Redo", on.map(told), Does::Redo)];
    for (sign, verb, words, does) in each {
        let text = signed(ui, sign, " ", verb);
        let button = ui.add_enabled(words.is_some(), Button::new(text).min_size(vec2(0.0, HIGH) * scale(ui)));
        let what = words.map_or_else(|| verb.to_owned(), |words| format!("{verb}: {words}"));
        named(&button, &what);
        let more = usual(ui, &format!("{what}\n{}", keys::names(ui, does)));
        let button = button.on_hover_text(more);
        if button.on_disabled_hover_text("Nothing was decided that could be.").clicked() {
            keys::answer(does, seen, asks);
        }
    }
}

fn run_to(ui: &mut Ui, seen: &Seen<'_>, asks: &mut Vec<Ask>) {
    let is_over = seen.run().is_over();
    let stage = (seen.run().land().stage() + 1).min(3);
    let aims = [
        ("event", "Run to the next event".to_owned(), Does::RunToEvent),
        ("stage", format!("Run to stage {}", roman(stage)), Does::RunToStage),
        ("end", "Run to the end".to_owned(), Does::RunToEnd),
    ];
    if !is_narrow(ui) {
        ui.label(faint("Run to"));
    }
    for (text, name, does) in aims {
        let button = ui.add_enabled(!is_over, Button::new(text).min_size(vec2(0.0, HIGH) * scale(ui)));
        named(&button, &name);
        let button = button.on_hover_text(format!("{name}: {}", keys::names(ui, does)));
        if button.on_disabled_hover_text("The run is over.").clicked() {
            keys::answer(does, seen, asks);
        }
    }
    date_ui(ui, seen, asks);
}

/// The years that are left, each to be run to.
fn date_ui(ui: &mut Ui, seen: &Seen<'_>, asks: &mut Vec<Ask>) {
    let front = seen.play.front();
    let years = front.land().quarter().year() + 1..=front.last().year();
    let button = Button::new("date").min_size(vec2(0.0, HIGH) * scale(ui));
    ui.add_enabled_ui(!years.is_empty(), |ui| {
        let menu = MenuButton::from_button(button).ui(ui, |ui| {
            ScrollArea::vertical().max_height(320.0 * scale(ui)).show(ui, |ui| {
                for year in years {
                    if ui.button(year.to_string()).clicked() {
                        let date = Quarter::new(year, 1);
                        asks.extend([Ask::Pause, Request::RunTo(Aim::Date(date)).into()]);
                        ui.close();
                    }
                }
            });
        });
        named(&menu.0, "Run to a date");
        menu.0.on_hover_text("Run to the first quarter of a year; a click on the timeline runs to any quarter");
    });
}

/// The last thing that was told, whether time stands still, and the keys where there is room for them.
pub fn status_ui(ui: &mut Ui, seen: &Seen<'_>, asks: &mut Vec<Ask>) {
    let (run, news) = (seen.run(), seen.news);
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if ui.available_width() > 1100.0 * scale(ui) {
                ui.label(faint("Space pauses  ·  .  steps  ·  1 to 5 speed  ·  Ctrl+Z undoes  ·  F1 all keys"));
            } else {
                ui.label(faint("F1 all keys"));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                if run.is_over() {
                    ui.label(RichText::new("The run is over.").color(palette(ui).short));
                } else {
                    waiting_ui(ui, seen, asks);
                }
                if seen.is_past() {
                    let text = format!("You look at {}; what you decide here begins a branch.", seen.play.place().at);
                    ui.add(Label::new(RichText::new(text).color(palette(ui).short)).truncate());
                }
                if !news.toast.text.is_empty() {
                    toast_ui(ui, &news.toast, asks);
                } else if !seen.is_past() {
                    ui.add(Label::new(RichText::new(news.in_play()).color(palette(ui).text)).truncate());
                }
            });
        });
    });
}

/// The way back to a choice that was put off: the one that came up last.
fn waiting_ui(ui: &mut Ui, seen: &Seen<'_>, asks: &mut Vec<Ask>) {
    let dilemmas = &seen.run().scenario().dilemmas;
    let Some((index, dilemma)) = seen.known.waiting.last().and_then(|index| Some((*index, dilemmas.get(*index)?)))
    else {
        return;
    };
    let text = RichText::new(format!("? {}", dilemma.title)).color(palette(ui).short);
    let button = ui.add(Button::new(text).small());
    named(&button, format!("Back to the choice: {}", dilemma.title));
    if button.on_hover_text("It came up and nothing has been ordered: it can still be decided.").clicked() {
        asks.push(ViewAsk::Dialog(Some(Dialog::Dilemma(index))).into());
    }
}

/// What was told last; what went wrong has a button that closes it, and anything else goes by itself.
pub fn toast_ui(ui: &mut Ui, toast: &Toast, asks: &mut Vec<Ask>) {
    let (mark, colour) = if toast.stays { ("▲ ", palette(ui).short) } else { ("", palette(ui).text) };
    if toast.stays {
        let close = ui.add(Button::new("✖").small());
        named(&close, "Close what was told");
        if close.clicked() {
            asks.push(Ask::Hush);
        }
    }
    let text = quoted(ui, &format!("{mark}{}", toast.text), |text| RichText::new(text).color(colour));
    let whole = usual(ui, &toast.text);
    ui.add(Label::new(text).truncate()).on_hover_text(whole);
}
