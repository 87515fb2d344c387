//! Pause, step and speed, and the line at the bottom.

use egui::{Align, Button, Label, Layout, RichText, Ui};

use super::keys::{self, Does};
use super::style::{USUAL, faint, named, palette};
use super::{Ask, Seen};

/// The buttons.
pub fn time_ui(ui: &mut Ui, seen: &Seen<'_>, asks: &mut Vec<Ask>) {
    let (run, clock) = (seen.run(), seen.clock);
    ui.horizontal(|ui| {
        let is_over = run.is_over();
        let text = if clock.is_paused { "▶  Play" } else { "⏸  Pause" };
        let button = ui.add_enabled(!is_over, Button::new(text).min_size([92.0, 30.0].into()));
        named(&button, if clock.is_paused { "Play" } else { "Pause" });
        if button.on_hover_text(keys::names(ui, Does::PauseOrPlay)).on_disabled_hover_text("The run is over.").clicked()
        {
            keys::answer(Does::PauseOrPlay, seen, asks);
        }
        let button = ui.add_enabled(!is_over, Button::new("⏭  Step").min_size([84.0, 30.0].into()));
        named(&button, "Step one quarter");
        if button.on_hover_text(format!("One quarter, then pause: {}", keys::names(ui, Does::Step))).clicked() {
            keys::answer(Does::Step, seen, asks);
        }
        ui.add_space(USUAL);
        ui.label(faint("Quarters a second"));
        for (index, speed) in clock.speeds.iter().enumerate() {
            let is_chosen = index == clock.speed;
            let text = RichText::new(format!("{speed}")).color(palette(ui).text);
            let button = Button::new(if is_chosen { text.strong().underline() } else { text });
            let button = ui.add(button.selected(is_chosen).min_size([40.0, 30.0].into()));
            named(&button, format!("Speed {}: {speed} quarters a second", index + 1));
            if button.on_hover_text(format!("Key {}", keys::names(ui, Does::Speed(index)))).clicked() {
                asks.push(Ask::Speed(index));
            }
        }
    });
}

/// The last thing that was told, whether time stands still, and the keys.
pub fn status_ui(ui: &mut Ui, seen: &Seen<'_>) {
    let (run, news) = (seen.run(), seen.news);
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.label(faint(
                "Space pauses  ·  .  steps  ·  1 to 5 speed  ·  Ctrl+Z undoes  ·  F1 all keys  ·  Ctrl+Q closes",
            ));
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                if run.is_over() {
                    ui.label(RichText::new("The run is over.").color(palette(ui).short));
                }
                let toast = if news.toast.is_empty() { news.in_play() } else { news.toast.clone() };
                ui.add(Label::new(RichText::new(toast).color(palette(ui).text)).truncate());
            });
        });
    });
}
