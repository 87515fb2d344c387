//! The lessons of a tutorial: a small card that says what to do next, and points to one lever or one chart.

use egui::{Button, RichText, Ui};

use super::quoted::quoted;
use super::style::{USUAL, card, faint, headed, named, palette};
use super::tips::Tips;
use super::view::ViewAsk;
use super::{Ask, Seen};
use crate::run::lesson::{named_in, progress};
use crate::run::means::Subject;

/// Draws the lesson that is next, as long as there is one and somebody wants it.
pub fn lessons_ui(ui: &mut Ui, seen: &Seen<'_>, asks: &mut Vec<Ask>) {
    let run = seen.run();
    let lessons = &run.scenario().lessons;
    if lessons.is_empty() || seen.view.skips_lessons {
        return;
    }
    let tips = Tips::of(ui);
    let progress = progress(run);
    let frame = card(ui).stroke(egui::Stroke::new(1.5, palette(ui).accent));
    frame.show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        let Some(lesson) = progress.next.map(|next| &lessons[next]) else {
            ui.horizontal_wrapped(|ui| {
                ui.label(headed("✔ That was all"));
                skip(ui, "Close", "Close the lessons", asks);
            });
            ui.label(faint("You know the way now: pick a scenario that happened, and see whether you do better."));
            return;
        };
        ui.horizontal_wrapped(|ui| {
            ui.label(headed(lesson.title.as_str()));
            ui.label(faint(format!("lesson {} of {}", progress.done.len() + 1, lessons.len())));
            skip(ui, "Skip all", "Skip the lessons", asks);
        });
        tips.told(ui, lesson.text.trim(), asks);
        let colour = palette(ui).accent;
        let task = format!("▶ {}", lesson.task.trim());
        ui.label(quoted(ui, &task, |text| RichText::new(text).strong().color(colour)));
        ui.horizontal_wrapped(|ui| {
            if let Some(lever) = lesson.lever {
                let button = ui.add(Button::new("Show me the lever"));
                if button.clicked() {
                    asks.push(ViewAsk::Point(Subject::Lever(lever)).into());
                }
            }
            for variable in named_in(lesson) {
                let button = ui.add(Button::new(format!("Show me the chart of {}", variable.id())));
                if button.clicked() {
                    let others = seen.view.charts.iter().copied().filter(|chart| *chart != variable);
                    asks.push(ViewAsk::Charts([variable].into_iter().chain(others).collect()).into());
                }
            }
        });
    });
    ui.add_space(USUAL);
}

fn skip(ui: &mut Ui, text: &str, name: &str, asks: &mut Vec<Ask>) {
    let button = ui.add(Button::new(RichText::new(text).small()));
    named(&button, name);
    if button.on_hover_text(format!("{name}; they come back from Goals")).clicked() {
        asks.push(ViewAsk::SkipLessons(true).into());
    }
}
