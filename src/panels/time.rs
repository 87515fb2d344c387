//! Pause, step and speed, by button and by key; and the line at the bottom.

use egui::{Align, Button, Key, Label, Layout, Modifiers, RichText, Ui};

use super::news::News;
use super::style::{SHORT, TEXT, USUAL, faint, named};
use super::{Ask, Clock};
use crate::run::Run;
use crate::run::play::PlayThrough;

/// Keys of the five speeds.
const SPEED_KEYS: [Key; 5] = [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5];

/// Hears the keys, unless a widget has the keyboard: there the space bar presses a button and digits make a number.
pub fn keys(ui: &Ui, play: &PlayThrough, clock: &Clock, asks: &mut Vec<Ask>) {
    if ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Q)) {
        asks.push(Ask::Close);
    }
    let redo = Modifiers::COMMAND.plus(Modifiers::SHIFT);
    if ui.input_mut(|input| input.consume_key(redo, Key::Z) || input.consume_key(Modifiers::COMMAND, Key::Y)) {
        asks.push(Ask::Redo);
    }
    if ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Z)) {
        asks.push(Ask::Undo);
    }
    if ui.memory(|memory| memory.focused().is_some()) {
        return;
    }
    if ui.input(|input| input.key_pressed(Key::Space)) {
        asks.push(pause_or_play(clock));
    }
    if ui.input(|input| input.key_pressed(Key::Period)) {
        step(play.run(), asks);
    }
    let pressed = |key: &Key| ui.input(|input| input.key_pressed(*key));
    asks.extend(SPEED_KEYS.iter().position(pressed).map(Ask::Speed));
}

const fn pause_or_play(clock: &Clock) -> Ask {
    if clock.is_paused { Ask::Play } else { Ask::Pause }
}

/// One quarter and no more: time pauses.
fn step(run: &Run, asks: &mut Vec<Ask>) {
    asks.push(Ask::Pause);
    asks.push(Ask::StepTo(run.land().quarter().plus(1)));
}

/// The buttons.
pub fn time_ui(ui: &mut Ui, run: &Run, clock: &Clock, asks: &mut Vec<Ask>) {
    ui.horizontal(|ui| {
        let is_over = run.is_over();
        let text = if clock.is_paused { "▶  Play" } else { "⏸  Pause" };
        let button = ui.add_enabled(!is_over, Button::new(text).min_size([92.0, 30.0].into()));
        named(&button, if clock.is_paused { "Play" } else { "Pause" });
        if button.on_hover_text("Space").on_disabled_hover_text("The run is over.").clicked() {
            asks.push(pause_or_play(clock));
        }
        let button = ui.add_enabled(!is_over, Button::new("⏭  Step").min_size([84.0, 30.0].into()));
        named(&button, "Step one quarter");
        if button.on_hover_text("One quarter, then pause ( . )").clicked() {
            step(run, asks);
        }
        ui.add_space(USUAL);
        ui.label(faint("Quarters a second"));
        for (index, speed) in clock.speeds.iter().enumerate() {
            let is_chosen = index == clock.speed;
            let text = RichText::new(format!("{speed}")).color(TEXT);
            let button = Button::new(if is_chosen { text.strong().underline() } else { text });
            let button = ui.add(button.selected(is_chosen).min_size([40.0, 30.0].into()));
            named(&button, format!("Speed {}: {speed} quarters a second", index + 1));
            if button.on_hover_text(format!("Key {}", index + 1)).clicked() {
                asks.push(Ask::Speed(index));
            }
        }
    });
}

/// The last thing that was told, whether time stands still, and the keys.
pub fn status_ui(ui: &mut Ui, run: &Run, news: &News) {
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.label(faint("Space pauses  ·  .  steps  ·  1 to 5 speed  ·  Ctrl+Z undoes  ·  Ctrl+Q closes"));
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                if run.is_over() {
                    ui.label(RichText::new("The run is over.").color(SHORT));
                }
                let toast = if news.toast.is_empty() { news.in_play() } else { news.toast.clone() };
                ui.add(Label::new(RichText::new(toast).color(TEXT)).truncate());
            });
        });
    });
}
