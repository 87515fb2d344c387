//! Money left on each side and in the joint fund, and what is owed.

use egui::{Align, Label, Layout, RichText, Ui};

use super::style::{faint, heading, palette};
use super::tips::number;
use super::{Ask, Seen};
use crate::model::indicator::Variable;
use crate::run::number::points;

const PURSES: [(Variable, Variable); 3] =
    [(Variable::BudgetA, Variable::DebtA), (Variable::BudgetB, Variable::DebtB), (Variable::Fund, Variable::DebtFund)];

/// Draws a row a purse.
pub fn money_ui(ui: &mut Ui, seen: &Seen<'_>, asks: &mut Vec<Ask>) {
    let run = seen.run();
    heading(ui, "Money", "points: 0.01 % of both regions' yearly output");
    let [a, b] = &run.scenario().setup.regions;
    let names = [a.name.as_str(), &b.name, "Joint fund"];
    row(ui, faint(""), ["in hand", "owed"].map(|head| (faint(head), None)), asks);
    for (name, (budget, debt)) in names.iter().zip(PURSES) {
        let owed = run.value(debt);
        let colour = if owed > 0.0 { palette(ui).short } else { palette(ui).faint };
        let in_hand = RichText::new(points(run.value(budget))).color(palette(ui).text);
        let owed = RichText::new(points(owed)).color(colour);
        row(ui, RichText::new(*name), [(in_hand, Some(budget)), (owed, Some(debt))], asks);
    }
    ui.label(faint(format!("{} points a year are being spent.", points(run.value(Variable::Spending)))));
}

/// Width of a number.
const NUMBER: f32 = 76.0;

/// A name and two numbers beneath each other; each leads to its causes.
fn row(ui: &mut Ui, name: RichText, numbers: [(RichText, Option<Variable>); 2], asks: &mut Vec<Ask>) {
    ui.allocate_ui_with_layout([ui.available_width(), 20.0].into(), Layout::right_to_left(Align::Center), |ui| {
        for (text, variable) in numbers.into_iter().rev() {
            ui.allocate_ui_with_layout([NUMBER, 20.0].into(), Layout::right_to_left(Align::Center), |ui| {
                ui.set_min_width(NUMBER);
                match variable {
                    Some(variable) => number(ui, text, variable, asks),
                    None => ui.label(text),
                };
            });
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| ui.add(Label::new(name).truncate()));
    });
}
