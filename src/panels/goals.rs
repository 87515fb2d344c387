//! The scenario's goals: where each stands, by what it is judged, how and why; the choices that have come up; the end.

use egui::{Button, RichText, Ui};

use super::quoted::quoted;
use super::style::{USUAL, card, faint, heading, named, palette};
use super::tips::{Tips, variable};
use super::view::{Dialog, ViewAsk};
use super::{Ask, Seen};
use crate::run::dilemma::{self, standings};
use crate::run::goals::Standing;

/// Draws what was to be decided, then a card a goal.
pub fn goals_ui(ui: &mut Ui, seen: &Seen<'_>, asks: &mut Vec<Ask>) {
    let run = seen.run();
    if run.is_over() && ui.button("How it ended, and what made the difference").clicked() {
        asks.push(ViewAsk::Dialog(Some(Dialog::End)).into());
    }
    choices_ui(ui, seen, asks);
    if seen.view.skips_lessons && !run.scenario().lessons.is_empty() && ui.button("Show the lessons again").clicked() {
        asks.push(ViewAsk::SkipLessons(false).into());
    }
    heading(ui, "Goals", "");
    let goals = &run.scenario().goals;
    if goals.is_empty() {
        ui.label(faint("The scenario sets none."));
    }
    let tips = Tips::of(ui);
    for judged in &seen.known.judged {
        let goal = &goals[judged.goal];
        let (mark, colour) = match judged.standing {
            Standing::Met(_) => ("✔", palette(ui).good),
            Standing::Open => ("…", palette(ui).accent),
            Standing::Missed => ("✖", palette(ui).short),
        };
        card(ui).show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            let text = palette(ui).text;
            let head = format!("{mark} {}", goal.text);
            ui.label(quoted(ui, &head, |part| RichText::new(part).strong().color(text)));
            ui.label(quoted(ui, &judged.told(), |part| RichText::new(part).color(colour)));
            for part in &judged.parts {
                let mark = if part.holds { "✔" } else { "✖" };
                ui.horizontal_wrapped(|ui| {
                    ui.label(quoted(ui, &format!("{mark} {}", part.text), |text| faint(text)));
                    for (named, _) in &part.observed {
                        variable(ui, *named, asks);
                    }
                });
            }
            for (what, text) in [("How", &goal.how), ("Why", &goal.why)] {
                if let Some(text) = text {
                    tips.told_faintly(ui, &format!("{what}: {text}"), asks);
                }
            }
        });
        ui.add_space(USUAL);
    }
}

/// Dilemmas that have come up: what was answered, and what still waits.
fn choices_ui(ui: &mut Ui, seen: &Seen<'_>, asks: &mut Vec<Ask>) {
    let run = seen.run();
    let dilemmas = &run.scenario().dilemmas;
    let all = standings(run);
    if all.iter().all(|standing| *standing == dilemma::Standing::Ahead) {
        return;
    }
    heading(ui, "Choices", "");
    for (index, (dilemma, standing)) in dilemmas.iter().zip(all).enumerate() {
        let (mark, colour, told) = match standing {
            dilemma::Standing::Ahead => continue,
            dilemma::Standing::Open(came) => {
                ("?", palette(ui).short, format!("came up in {came}; nothing has been ordered"))
            }
            dilemma::Standing::Answered { came, option, from } => {
                let title = &dilemma.options[option].title;
                ("✔", palette(ui).good, format!("came up in {came}; `{title}` from {from} on"))
            }
        };
        ui.horizontal_wrapped(|ui| {
            let words = RichText::new(format!("{mark} {}", dilemma.title)).color(palette(ui).text);
            let button = ui.add(Button::new(words));
            named(&button, format!("Decide: {}", dilemma.title));
            if button.clicked() {
                asks.push(ViewAsk::Dialog(Some(Dialog::Dilemma(index))).into());
            }
            ui.label(quoted(ui, &told, |text| RichText::new(text).small().color(colour)));
        });
    }
    ui.add_space(USUAL);
}
