//! The stage ladder: three stages with what bars the way to each, where the pair stands, how far the next is, and why.

use egui::{Button, RichText, Stroke, Ui};

use super::style::{SMALL, USUAL, card, faint, heading, named, palette};
use super::tips::Tips;
use super::view::ViewAsk;
use super::{Ask, Seen};
use crate::model::indicator::Indicator;
use crate::model::stage::{mandatory, roman};
use crate::run::Run;
use crate::run::means::Subject;
use crate::run::number::level;

/// Draws the rungs, the highest at the top, and what holds the pair back.
pub fn ladder_ui(ui: &mut Ui, seen: &Seen<'_>, asks: &mut Vec<Ask>) {
    let tips = Tips::of(ui);
    heading(ui, "Stages", "read off seven indicators");
    for stage in [3, 2, 1] {
        rung(ui, seen, stage, &tips, asks);
        ui.add_space(SMALL);
    }
    ui.add_space(SMALL);
}

fn rung(ui: &mut Ui, seen: &Seen<'_>, stage: u8, tips: &Tips, asks: &mut Vec<Ask>) {
    let run = seen.run();
    let now = run.land().stage();
    let is_here = stage == now;
    let palette = palette(ui);
    let frame = card(ui).inner_margin(SMALL);
    let frame = if is_here { frame.stroke(Stroke::new(2.0, palette.accent)) } else { frame };
    frame.show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        let key = format!("stage:{}", roman(stage));
        let topic = tips.topic(&key);
        ui.horizontal_wrapped(|ui| {
            let mark = if is_here { "● " } else { "" };
            ui.label(RichText::new(format!("{mark}{}", roman(stage))).strong().color(palette.text));
            tips.concept(ui, topic.map_or("", |topic| &topic.title), &key, asks);
        });
        let listed = topic.into_iter().flat_map(|topic| &topic.lists).flat_map(|list| &list.entries);
        let bars = listed.into_iter().find(|(what, _)| what == "Dominant barriers").map_or("", |(_, bars)| bars);
        let state = if is_here {
            let since = run.stages().last().map(|(quarter, _)| *quarter).unwrap_or_else(|| run.first());
            format!("here since {since}; ")
        } else if stage > now {
            let (holding, needed) = holding(run, stage);
            format!("{holding} of 7 hold, {needed} are needed; ")
        } else {
            String::new()
        };
        if let Some(ahead) = seen.ahead.filter(|_| stage == now + 1) {
            ui.label(ahead.told(stage, ahead.decade()));
        }
        ui.label(faint(format!("{state}barriers that weigh most: {bars}")));
    });
}

/// How many indicators hold for a stage, and how many must.
fn holding(run: &Run, stage: u8) -> (usize, f64) {
    let setup = &run.scenario().setup;
    let aims = aims(run, stage);
    let holding = Indicator::ALL.iter().filter(|i| run.value(i.variable()) >= aims[**i as usize]).count();
    (holding, setup.parameters.stage_needed)
}

fn aims(run: &Run, stage: u8) -> &[f64; 7] {
    let thresholds = &run.scenario().setup.thresholds;
    if stage == 3 { &thresholds.third } else { &thresholds.second }
}

/// What holds the pair back, in a sentence; what the next stage wants; how far the binding barrier is, and what moves it.
pub fn diagnosis_ui(ui: &mut Ui, seen: &Seen<'_>, asks: &mut Vec<Ask>) {
    let tips = Tips::of(ui);
    let run = seen.run();
    let (land, setup) = (run.land(), &run.scenario().setup);
    let (diagnosis, binding) = (land.diagnosis(), land.binding());
    ui.horizontal_wrapped(|ui| {
        let words = format!("Diagnosis: {}", diagnosis.id());
        tips.concept(ui, words, &format!("diagnosis:{}", diagnosis.id()), asks);
        ui.label(RichText::new(format!("▶ {} binds", binding.id())).color(palette(ui).faint));
    });
    ui.label(diagnosis.summary());
    let next = (land.stage() + 1).min(3);
    let (number, needed) = holding(run, next);
    let musts: Vec<_> = Indicator::ALL.iter().filter(|i| mandatory(next, **i)).map(|i| i.id()).collect();
    let verb = if next == land.stage() { "rests on" } else { "wants" };
    ui.label(faint(format!(
        "Stage {} {verb} {needed} of 7 for {} quarters, {} among them; {number} hold now.",
        roman(next),
        setup.parameters.stage_quarters,
        musts.join(" and "),
    )));
    let aim = aims(run, next)[binding as usize];
    tips.told(ui, &format!("▶ {}", far(run, binding, aim)), asks);
    movers(ui, seen, binding, asks);
    ui.add_space(USUAL);
}

/// How far an indicator is from where a stage begins, and when it is there at the pace of the last years.
#[must_use]
pub fn far(run: &Run, indicator: Indicator, aim: f64) -> String {
    const YEARS: i32 = 4;
    let (variable, now) = (indicator.variable(), run.land().quarter());
    let value = run.value(variable);
    let head = format!("{} is at {} of {}", indicator.id(), level(value), level(aim));
    if value >= aim {
        return format!("{head}: it holds.");
    }
    let then = now.plus(-4 * YEARS).max(run.first());
    let years = f64::from(now.since(then)) / 4.0;
    let Some(before) = run.value_in(variable, then).filter(|_| years > 0.0) else {
        return format!("{head}; nothing has been played from which its pace could be told.");
    };
    let pace = (value - before) / years;
    let told = match years.round() {
        few if few < 1.0 => "the last quarters".to_owned(),
        1.0 => "the last year".to_owned(),
        years => format!("the last {years:.0} years"),
    };
    /// Years beyond which nobody plans.
    const FAR: f64 = 100.0;
    match (aim - value) / pace {
        _ if pace <= 0.0 => format!("{head}; over {told} it came no nearer."),
        years if years > FAR => format!("{head}; at the pace of {told} that takes more than a hundred years."),
        years => format!("{head}; at the pace of {told} that takes {} years.", figure_of_years(years)),
    }
}

fn figure_of_years(years: f64) -> String {
    if years < 10.0 { format!("{years:.1}") } else { format!("{years:.0}") }
}

/// Levers and projects that act on an indicator by themselves: each leads to its place.
fn movers(ui: &mut Ui, seen: &Seen<'_>, indicator: Indicator, asks: &mut Vec<Ask>) {
    let means = seen.means.levers.iter().chain(&seen.means.projects);
    let acting: Vec<_> = means.filter(|mean| !mean.leaves.contains(&indicator)).collect();
    ui.horizontal_wrapped(|ui| {
        ui.label(faint(format!("What acts on {}:", indicator.id())));
        if acting.is_empty() {
            ui.label(faint("no lever or project of this scenario by itself"));
        }
        for mean in acting {
            link_to(ui, &mean.name, mean.subject, asks);
        }
    });
}

/// A name that leads to its lever or project.
pub fn link_to(ui: &mut Ui, name: &str, subject: Subject, asks: &mut Vec<Ask>) {
    let link = ui.add(Button::new(RichText::new(name).small().color(palette(ui).accent)).frame(false));
    named(&link, format!("Show {name}"));
    if link.on_hover_text("Click to go to it.").clicked() {
        asks.push(ViewAsk::Point(subject).into());
    }
}
