//! The end of a run: beside history or the reference policy, what made the difference, the goals, and what was foretold.

use egui::{Grid, RichText, Ui};

use crate::model::stage::roman;
use crate::panels::quoted::{quoted, usual};
use crate::panels::style::{LARGE, SMALL, USUAL, card, faint, heading, palette};
use crate::panels::tips::{Tips, number};
use crate::panels::{Ask, Seen};
use crate::run::debrief::{Course, Debrief, Gap};
use crate::run::goals::Standing;
use crate::run::number::{change_of, points, value_of};

/// So many gaps are taken apart, and so many parts of each named.
const GAPS: usize = 4;
const PARTS: usize = 4;

/// Draws it; while it is being worked out it says so.
pub fn ending_ui(ui: &mut Ui, seen: &Seen<'_>, asks: &mut Vec<Ask>) {
    if !seen.run().is_over() {
        ui.label("The run is not over yet: what made the difference is told at its end.");
        return;
    }
    let Some(debrief) = &seen.pondered.debrief else {
        ui.label("The same run is being played under the reference, and what was foretold once more …");
        return;
    };
    let tips = Tips::of(ui);
    beside(ui, debrief);
    goals(ui, seen, debrief, &tips, asks);
    heading(ui, "What made the difference", "the greatest gaps first, decision by decision and in the equations");
    if debrief.yours.digest == debrief.reference.digest {
        ui.label("Both are the same run: nothing was decided that the reference does not do.");
    }
    for gap in debrief.largest().into_iter().take(GAPS) {
        gap_ui(ui, gap, asks);
    }
    if !debrief.predictions.is_empty() {
        heading(ui, "What was foretold", "by futures of the quarter in which you decided");
        for prediction in &debrief.predictions {
            ui.label(quoted(ui, &prediction.told(), |text| faint(text)));
        }
    }
}

fn beside(ui: &mut Ui, debrief: &Debrief) {
    heading(ui, "Your run and the reference", &format!("the same luck, up to {}", debrief.until));
    // As wide as they come where there is room, and in lines where there is not.
    let most = (ui.available_width() - 2.0 * LARGE) * 0.4;
    Grid::new("beside").num_columns(3).spacing([LARGE, SMALL]).max_col_width(most).show(ui, |ui| {
        let named =
            |course: &Course| if course.title.is_empty() { course.policy.clone() } else { course.title.clone() };
        let last = |course: &Course| course.stages.last().map_or(1, |(_, stage)| *stage);
        let met = |course: &Course| {
            let met = course.goals.iter().filter(|goal| matches!(goal.standing, Standing::Met(_))).count();
            format!("{met} of {}", course.goals.len())
        };
        let orders = |course: &Course| {
            if course.orders == 1 { "1 order".to_owned() } else { format!("{} orders", course.orders) }
        };
        let row = |ui: &mut Ui, head: &str, yours: String, reference: String| {
            ui.label(faint(head));
            ui.label(RichText::new(yours).color(palette(ui).text));
            ui.label(reference);
            ui.end_row();
        };
        let (yours, reference) = (&debrief.yours, &debrief.reference);
        row(ui, "", "yours".to_owned(), "the reference".to_owned());
        row(ui, "policy", named(yours), named(reference));
        row(ui, "by hand", orders(yours), orders(reference));
        row(ui, "stage at the end", roman(last(yours)).to_owned(), roman(last(reference)).to_owned());
        row(ui, "stages", yours.stages_told(), reference.stages_told());
        row(ui, "diagnosis", yours.diagnosis.id().to_owned(), reference.diagnosis.id().to_owned());
        row(ui, "goals met", met(yours), met(reference));
        row(ui, "points spent", points(yours.spent), points(reference.spent));
    });
    ui.add_space(USUAL);
}

/// Every goal in both runs, with how and why where yours missed it.
fn goals(ui: &mut Ui, seen: &Seen<'_>, debrief: &Debrief, tips: &Tips, asks: &mut Vec<Ask>) {
    if debrief.yours.goals.is_empty() {
        return;
    }
    heading(ui, "Goals", "✔ met  ✖ missed");
    let mark = |standing: Standing| if matches!(standing, Standing::Met(_)) { "✔" } else { "✖" };
    for (yours, reference) in debrief.yours.goals.iter().zip(&debrief.reference.goals) {
        // What is known may still be of a scenario that had more.
        let Some(goal) = seen.run().scenario().goals.get(yours.goal) else { continue };
        ui.label(usual(ui, &format!("{} {}", mark(yours.standing), goal.text)));
        let told = format!("{}; the reference: {} {}", yours.told(), mark(reference.standing), reference.told());
        ui.label(quoted(ui, &told, |text| faint(text)));
        if !matches!(yours.standing, Standing::Met(_)) {
            for (what, text) in [("How", &goal.how), ("Why", &goal.why)] {
                if let Some(text) = text {
                    tips.told_faintly(ui, &format!("{what}: {text}"), asks);
                }
            }
        }
    }
    ui.add_space(USUAL);
}

/// One gap: both values, then decisions and terms of the equations, the largest first.
fn gap_ui(ui: &mut Ui, gap: &Gap, asks: &mut Vec<Ask>) {
    card(ui).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.horizontal_wrapped(|ui| {
            number(ui, RichText::new(gap.variable.id()).strong().color(palette(ui).concept), gap.variable, asks);
            let (yours, reference) = (value_of(gap.variable, gap.yours), value_of(gap.variable, gap.reference));
            let words = format!("{yours} beside {reference}: {}", change_of(gap.variable, gap.amount()));
            ui.label(RichText::new(words).color(palette(ui).text));
        });
        let mut decisions: Vec<_> = gap.decisions.iter().filter(|part| part.amount() != 0.0).collect();
        decisions.sort_by(|a, b| b.amount().abs().total_cmp(&a.amount().abs()));
        let change = |amount: f64| change_of(gap.variable, amount);
        let decided: Vec<String> =
            decisions.iter().take(PARTS).map(|part| format!("{} {}", part.what, change(part.amount()))).collect();
        let terms = gap.largest_mechanisms(PARTS);
        for (head, parts) in [("By decisions", decided), ("In the equations", terms)] {
            if !parts.is_empty() {
                ui.label(quoted(ui, &format!("{head}: {}.", parts.join("; ")), |text| faint(text)));
            }
        }
    });
    ui.add_space(SMALL);
}
