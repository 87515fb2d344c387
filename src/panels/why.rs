//! Why a number is as it is: its terms, largest first, and over time; each leads to its causes, down to the equation.

use egui::{Button, Rect, RichText, Sense, Stroke, Ui, WidgetInfo, WidgetType, pos2, vec2};

use super::ladder::link_to;
use super::style::{SMALL, USUAL, faint, heading, named, palette, scale};
use super::tips::Tips;
use super::view::ViewAsk;
use super::{Ask, Seen};
use crate::model::equations::Equation;
use crate::model::indicator::{Nature, Variable};
use crate::run::cause::{Cause, cause};
use crate::run::number::{change_of, value_of};
use crate::run::{Run, Why};

/// Draws the last of the trail, with the way back.
pub fn why_ui(ui: &mut Ui, seen: &Seen<'_>, asks: &mut Vec<Ask>) {
    let (run, trail) = (seen.run(), &seen.view.trail);
    heading(ui, "Why", "click a term or a name to go to its cause");
    let Some(variable) = trail.last().copied() else {
        ui.label("Click any number, the name of an indicator, of a chart, or one of these:");
        return links(ui, trail, &[Variable::Trust, Variable::Trade, Variable::Knowledge, Variable::SupportA], asks);
    };
    let tips = Tips::of(ui);
    way_back(ui, trail, asks);
    heading(ui, variable.id(), "");
    tips.told(ui, variable.summary().trim(), asks);
    ui.label(faint(format!(
        "{} {} in {}",
        value_of(variable, run.value(variable)),
        variable.unit(),
        run.land().quarter()
    )));
    ui.add_space(USUAL);
    if variable.nature() == Nature::State {
        state(ui, seen, variable, asks);
    } else {
        measure(ui, run, variable, trail, asks);
    }
    equation(ui, variable, &tips, asks);
}

/// Each step of the way so far leads back to it.
fn way_back(ui: &mut Ui, trail: &[Variable], asks: &mut Vec<Ask>) {
    ui.horizontal_wrapped(|ui| {
        for (index, step) in trail.iter().enumerate().take(trail.len().saturating_sub(1)) {
            let text = RichText::new(format!("◀ {}", step.id())).small().color(palette(ui).accent);
            let back = ui.add(Button::new(text).frame(false));
            named(&back, format!("Back to {}", step.id()));
            if back.clicked() {
                asks.push(ViewAsk::Why(trail[..=index].to_vec()).into());
            }
        }
    });
}

/// The terms of the latest change, largest first, each with its course and its causes.
fn state(ui: &mut Ui, seen: &Seen<'_>, variable: Variable, asks: &mut Vec<Ask>) {
    let whys = &seen.known.whys;
    let Some(last) = whys.last() else {
        ui.label(faint("No change has been recorded yet: let a quarter pass."));
        return;
    };
    let change = last.after - last.before;
    ui.label(faint(format!(
        "{} in {}, term by term; to the right each since the start:",
        change_of(variable, change),
        last.quarter
    )));
    let mut terms: Vec<(&str, f64)> = last.terms.clone();
    terms.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    let largest = terms.first().map_or(0.0, |term| term.1.abs()).max(f64::MIN_POSITIVE);
    for (name, amount) in terms {
        ui.push_id(name, |ui| term(ui, seen, variable, whys, name, amount, largest, asks));
    }
    ui.add_space(USUAL);
    let read = read_by(variable);
    if !read.is_empty() {
        ui.label(faint("What its equation reads:"));
        links(ui, &seen.view.trail, &read, asks);
    }
}

/// Name, amount, a bar to the left or the right of nothing, its course so far, and what is behind it.
fn term(
    ui: &mut Ui,
    seen: &Seen<'_>,
    state: Variable,
    whys: &[Why],
    name: &str,
    amount: f64,
    largest: f64,
    asks: &mut Vec<Ask>,
) {
    let behind = cause(state, name).unwrap_or_default();
    ui.horizontal_wrapped(|ui| {
        let colour = if amount < 0.0 { palette(ui).short } else { palette(ui).accent };
        match behind.variables.first() {
            Some(first) => {
                let link = ui.add(Button::new(RichText::new(name).small().color(palette(ui).concept)).frame(false));
                named(&link, format!("Cause of {name}"));
                if link.on_hover_text(format!("Go to {}.", first.id())).clicked() {
                    go_on(&seen.view.trail, *first, asks);
                }
            }
            None => {
                ui.label(RichText::new(name).small().color(palette(ui).text));
            }
        }
        ui.label(RichText::new(change_of(state, amount)).small().monospace().color(colour));
    });
    bar_and_course(ui, whys, state, name, amount, largest);
    causes(ui, seen, &behind, asks);
    ui.add_space(SMALL);
}

fn bar_and_course(ui: &mut Ui, whys: &[Why], state: Variable, name: &str, amount: f64, largest: f64) {
    const BAR: f32 = 22.0;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), BAR * scale(ui)), Sense::hover());
    let told = format!("{name}: {} this quarter", change_of(state, amount));
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, &told));
    let (bars, course) = rect.split_left_right_at_fraction(0.5);
    let (painter, palette) = (ui.painter(), palette(ui));
    painter.rect_filled(rect, 3.0, palette.card);
    let middle = bars.center();
    let length = bars.width() * 0.48 * (amount / largest) as f32;
    let bar = Rect::from_two_pos(middle - vec2(0.0, 6.0), middle + vec2(length, 6.0));
    painter.rect_filled(bar, 2.0, if amount < 0.0 { palette.short } else { palette.accent });
    painter.vline(middle.x, bars.y_range(), Stroke::new(1.0, palette.faint));
    let of = |why: &Why| why.terms.iter().find(|term| term.0 == name).map_or(0.0, |term| term.1);
    let values: Vec<f64> = whys.iter().map(of).collect();
    let most = values.iter().fold(f64::MIN_POSITIVE, |most, value| most.max(value.abs()));
    sparkline(ui, course.shrink2(vec2(USUAL, 3.0)), &values, [-most, most]);
}

/// A course in a small rectangle, between two values; the line of nothing where it lies between them.
fn sparkline(ui: &Ui, rect: Rect, values: &[f64], [least, greatest]: [f64; 2]) {
    let (painter, palette) = (ui.painter(), palette(ui));
    let span = (greatest - least).max(f64::MIN_POSITIVE);
    let y = |value: f64| rect.bottom() - rect.height() * ((value - least) / span) as f32;
    if least < 0.0 && greatest > 0.0 {
        painter.hline(rect.x_range(), y(0.0), Stroke::new(1.0, palette.ground));
    }
    let step = rect.width() / (values.len().max(2) - 1) as f32;
    let points = values.iter().enumerate().map(|(index, value)| pos2(rect.left() + step * index as f32, y(*value)));
    painter.line(points.collect(), Stroke::new(1.5, palette.text));
}

/// What is behind a term: what it reads, levers and projects, shocks.
fn causes(ui: &mut Ui, seen: &Seen<'_>, behind: &Cause, asks: &mut Vec<Ask>) {
    let setup = &seen.run().scenario().setup;
    ui.horizontal_wrapped(|ui| {
        if *behind == Cause::default() {
            ui.label(faint("goes by itself"));
        }
        if *behind != Cause::default() {
            ui.label(faint("from"));
        }
        for variable in &behind.variables {
            name(ui, &seen.view.trail, *variable, asks);
        }
        let means = seen.means.levers.iter().chain(&seen.means.projects);
        let acts = |mean: &&crate::run::means::Mean| {
            mean.acts_on.iter().any(|(channel, amount)| *amount != 0.0 && behind.channels.contains(channel))
        };
        for mean in means.filter(acts) {
            link_to(ui, &mean.name, mean.subject, asks);
        }
        let strikes = |shock: &&crate::model::setup::Shock| {
            shock.effects.iter().any(|effect| behind.shocks.contains(&effect.channel))
        };
        for shock in setup.shocks.iter().filter(strikes) {
            ui.label(faint(format!("shock: {}", shock.name)));
        }
    });
}

/// What a measure is made of, the greatest change since a year ago first, each with its course.
fn measure(ui: &mut Ui, run: &Run, variable: Variable, trail: &[Variable], asks: &mut Vec<Ask>) {
    const YEAR: usize = 4;
    let made_of = variable.made_of();
    if made_of.is_empty() {
        let read = read_by(variable);
        ui.label(faint(if read.is_empty() { "It is read off the organisations." } else { "It is computed from:" }));
        return links(ui, trail, &read, asks);
    }
    ui.label(faint("It is computed from these; the greatest change over the last year first:"));
    let changed = |state: &Variable| {
        let series = run.series(*state);
        let last = series.len() - 1;
        (*state, series[last] - series[last.saturating_sub(YEAR)], series)
    };
    let mut rows: Vec<_> = made_of.iter().map(changed).collect();
    // By how far each moved within the span that it has had.
    let spans = |series: &[f64]| {
        let bounds = series.iter().fold([f64::INFINITY, f64::NEG_INFINITY], |[a, b], x| [a.min(*x), b.max(*x)]);
        (bounds, (bounds[1] - bounds[0]).max(f64::MIN_POSITIVE))
    };
    rows.sort_by(|a, b| (b.1.abs() / spans(&b.2).1).total_cmp(&(a.1.abs() / spans(&a.2).1)));
    for (state, change, series) in rows {
        ui.horizontal(|ui| {
            name(ui, trail, state, asks);
            ui.label(RichText::new(value_of(state, series[series.len() - 1])).small().color(palette(ui).text));
            ui.label(faint(change_of(state, change)));
        });
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 20.0 * scale(ui)), Sense::hover());
        let told = format!("{}: {} over the last year", state.id(), change_of(state, change));
        response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, &told));
        ui.painter().rect_filled(rect, 3.0, palette(ui).card);
        let ([least, greatest], span) = spans(&series);
        sparkline(ui, rect.shrink2(vec2(USUAL, 3.0)), &series, [least - 0.05 * span, greatest + 0.05 * span]);
    }
    ui.add_space(USUAL);
}

/// The variables that an equation names.
fn read_by(variable: Variable) -> Vec<Variable> {
    let formula = Equation::named(variable.equation()).map_or("", |equation| equation.formula);
    let words = |id: &str| formula.split(|c: char| !(c.is_alphanumeric() || c == '_')).any(|word| word == id);
    Variable::ALL.iter().copied().filter(|cause| *cause != variable && words(cause.id())).collect()
}

fn go_on(trail: &[Variable], variable: Variable, asks: &mut Vec<Ask>) {
    asks.push(ViewAsk::Why(trail.iter().chain([&variable]).copied().collect()).into());
}

/// A name by which the way goes on.
fn name(ui: &mut Ui, trail: &[Variable], variable: Variable, asks: &mut Vec<Ask>) {
    let link = ui.add(Button::new(RichText::new(variable.id()).small().color(palette(ui).concept)).frame(false));
    named(&link, format!("Go to {}", variable.id()));
    if link.on_hover_text(variable.summary().trim()).clicked() {
        go_on(trail, variable, asks);
    }
}

fn links(ui: &mut Ui, trail: &[Variable], causes: &[Variable], asks: &mut Vec<Ask>) {
    ui.horizontal_wrapped(|ui| causes.iter().for_each(|cause| name(ui, trail, *cause, asks)));
    ui.add_space(USUAL);
}

/// The end of the way.
fn equation(ui: &mut Ui, variable: Variable, tips: &Tips, asks: &mut Vec<Ask>) {
    let Some(equation) = Equation::named(variable.equation()) else { return };
    ui.label(RichText::new(format!("{}: {}", equation.id, equation.title)).strong().color(palette(ui).text));
    tips.told(ui, equation.meaning, asks);
    ui.label(RichText::new(equation.formula).monospace().color(palette(ui).faint));
    ui.label(faint(format!("Source: {}. Grade {:?}.", equation.source, equation.grade)));
    tips.told_faintly(ui, &format!("Held against it: {}", equation.criticism), asks);
}
