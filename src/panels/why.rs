//! Why a number is as it is: its terms, largest first; what it is made of; its equation, with source and grade.

use egui::{Button, Rect, RichText, Sense, Stroke, Ui, WidgetInfo, WidgetType, vec2};

use super::style::{SMALL, USUAL, faint, heading, named, palette};
use super::view::{View, ViewAsk};
use super::{Ask, Seen};
use crate::model::equations::Equation;
use crate::model::indicator::{Nature, Variable};
use crate::run::number::{figure, signed};
use crate::run::{Run, Why};

/// Draws the last of the trail, with the way back.
pub fn why_ui(ui: &mut Ui, seen: &Seen<'_>, asks: &mut Vec<Ask>) {
    let (run, view) = (seen.run(), seen.view);
    heading(ui, "Why", "click a name to go to its cause");
    let Some(variable) = view.trail.last().copied() else {
        ui.label("Click the name of an indicator, of a chart, or one of these:");
        return links(ui, view, &[Variable::Trust, Variable::Trade, Variable::Knowledge, Variable::SupportA], asks);
    };
    trail(ui, view, asks);
    heading(ui, variable.id(), "");
    ui.label(variable.summary().trim());
    ui.label(faint(format!("{} {} in {}", figure(run.value(variable)), variable.unit(), run.land().quarter())));
    ui.add_space(USUAL);
    if variable.nature() == Nature::State {
        state(ui, run, variable)
    } else {
        ui.label("It is computed from:");
    }
    let causes = causes(variable);
    if !causes.is_empty() {
        links(ui, view, &causes, asks);
    }
    equation(ui, variable);
}

/// Each step of the way so far leads back to it.
fn trail(ui: &mut Ui, view: &View, asks: &mut Vec<Ask>) {
    ui.horizontal_wrapped(|ui| {
        for (index, step) in view.trail.iter().enumerate().take(view.trail.len().saturating_sub(1)) {
            let back = ui.add(
                Button::new(RichText::new(format!("◀ {}", step.id())).small().color(palette(ui).accent)).frame(false),
            );
            named(&back, format!("Back to {}", step.id()));
            if back.clicked() {
                asks.push(Ask::View(ViewAsk::Why(view.trail[..=index].to_vec())));
            }
        }
    });
}

/// The terms of the latest change, largest first, each with its course.
fn state(ui: &mut Ui, run: &Run, variable: Variable) {
    let whys = run.why(variable);
    let Some(last) = whys.last() else {
        ui.label(faint("No change has been recorded yet."));
        return;
    };
    ui.label(faint(format!("{} in {}, term by term:", signed(last.after - last.before), last.quarter)));
    let mut terms: Vec<(&str, f64)> = last.terms.clone();
    terms.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    let largest = terms.first().map_or(0.0, |term| term.1.abs()).max(f64::MIN_POSITIVE);
    for (name, amount) in terms {
        term(ui, &whys, name, amount, largest);
    }
    ui.add_space(USUAL);
    ui.label(faint("What its equation reads:"));
}

/// Name, amount, a bar to the left or the right of nothing, and its course so far.
fn term(ui: &mut Ui, whys: &[Why], name: &str, amount: f64, largest: f64) {
    const BAR: f32 = 22.0;
    ui.horizontal(|ui| {
        ui.label(RichText::new(name).small().color(palette(ui).text));
        ui.label(RichText::new(signed(amount)).small().monospace().color(if amount < 0.0 {
            palette(ui).short
        } else {
            palette(ui).accent
        }));
    });
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), BAR), Sense::hover());
    let told = format!("{name}: {} this quarter", signed(amount));
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, &told));
    let (bars, course) = rect.split_left_right_at_fraction(0.5);
    let painter = ui.painter();
    painter.rect_filled(rect, 3.0, palette(ui).card);
    let middle = bars.center();
    let length = bars.width() * 0.48 * (amount / largest) as f32;
    let bar = Rect::from_two_pos(middle - vec2(0.0, 6.0), middle + vec2(length, 6.0));
    painter.rect_filled(bar, 2.0, if amount < 0.0 { palette(ui).short } else { palette(ui).accent });
    painter.vline(middle.x, bars.y_range(), Stroke::new(1.0, palette(ui).faint));
    let of = |why: &Why| why.terms.iter().find(|term| term.0 == name).map_or(0.0, |term| term.1);
    let values: Vec<f64> = whys.iter().map(of).collect();
    let most = values.iter().fold(f64::MIN_POSITIVE, |most, value| most.max(value.abs()));
    let course = course.shrink2(vec2(USUAL, 3.0));
    let step = course.width() / (values.len().max(2) - 1) as f32;
    let point = |(index, value): (usize, &f64)| {
        egui::pos2(
            course.left() + step * index as f32,
            course.center().y - course.height() * 0.5 * (value / most) as f32,
        )
    };
    painter.hline(course.x_range(), course.center().y, Stroke::new(1.0, palette(ui).ground));
    painter.line(values.iter().enumerate().map(point).collect(), Stroke::new(1.5, palette(ui).text));
    ui.add_space(SMALL);
}

/// What a measure is made of; of a state the variables that its equation names.
fn causes(variable: Variable) -> Vec<Variable> {
    if variable.nature() == Nature::Measure {
        return variable.made_of().to_vec();
    }
    let formula = Equation::named(variable.equation()).map_or("", |equation| equation.formula);
    let words = |id: &str| formula.split(|c: char| !(c.is_alphanumeric() || c == '_')).any(|word| word == id);
    Variable::ALL.iter().copied().filter(|cause| *cause != variable && words(cause.id())).collect()
}

fn links(ui: &mut Ui, view: &View, causes: &[Variable], asks: &mut Vec<Ask>) {
    ui.horizontal_wrapped(|ui| {
        for cause in causes {
            let link = ui.add(Button::new(RichText::new(cause.id()).color(palette(ui).accent)));
            named(&link, format!("Go to {}", cause.id()));
            if link.on_hover_text(cause.summary().trim()).clicked() {
                let trail = view.trail.iter().chain([cause]).copied().collect();
                asks.push(Ask::View(ViewAsk::Why(trail)));
            }
        }
    });
    ui.add_space(USUAL);
}

/// The end of the way.
fn equation(ui: &mut Ui, variable: Variable) {
    let Some(equation) = Equation::named(variable.equation()) else { return };
    ui.label(RichText::new(format!("{}: {}", equation.id, equation.title)).strong().color(palette(ui).text));
    ui.label(equation.meaning);
    ui.label(RichText::new(equation.formula).monospace().color(palette(ui).faint));
    ui.label(faint(format!("Source: {}. Grade {:?}.", equation.source, equation.grade)));
    ui.label(faint(format!("Held against it: {}", equation.criticism)));
}
