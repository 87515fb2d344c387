//! Money: where it came from, what it went to, what is left; and the projects that it built.

use super::super::layout::{FAINT, GOOD, Page, SHORT, STRONG, cut, left, paint, right};
use super::super::number::figure;
use super::super::terms;
use super::Outcome;
use marchland::model::indicator::Variable;
use marchland::run::{Happening, Run};

const BUDGETS: [Variable; 3] = [Variable::BudgetA, Variable::BudgetB, Variable::Fund];
const DEBTS: [Variable; 3] = [Variable::DebtA, Variable::DebtB, Variable::DebtFund];

/// A row of the account: what it is called, and the recorded terms that it adds up.
const ROWS: [(&str, &[&str]); 8] = [
    ("programme income", &["programme income"]),
    ("customs revenue", &["customs revenue"]),
    ("outside money", &["outside money"]),
    ("to the joint fund", &["contribution to the fund", "contributions"]),
    ("levers", &["levers"]),
    ("projects", &["projects"]),
    ("loans and upkeep", &["loans", "upkeep"]),
    ("lapsed", &["lapsed"]),
];

/// Columns of an amount, and of the label.
const AMOUNT: usize = 17;
const LABEL: usize = 22;

/// Writes the account, the levers that were paid, and whether it balances.
pub fn write(page: &mut Page, outcome: &Outcome) {
    page.heading("Money", "points: 1 point = 0.01 % of both regions' yearly output");
    let run = &outcome.played.run;
    let [a, b] = outcome.scenario.setup.regions.each_ref().map(|region| cut(&region.name, AMOUNT - 2));
    let heads: String = [a.as_str(), &b, "joint fund"].iter().map(|head| right(&paint(STRONG, head), AMOUNT)).collect();
    page.line(format!("{}{heads}", left("", LABEL)));
    let sums = BUDGETS.map(|budget| terms::of(run, budget));
    for (label, names) in ROWS {
        let amounts: [f64; 3] = sums.each_ref().map(|purse| {
            let those = purse.iter().filter(|term| names.contains(&term.name));
            those.map(terms::Term::sum).sum()
        });
        row(page, label, amounts);
    }
    row(page, "in hand at the end", BUDGETS.map(|budget| run.value(budget)));
    row(page, "loans still owed", DEBTS.map(|debt| -run.value(debt)));
    page.blank();
    levers(page, outcome);
    let balance = if run.imbalance_max() == 0.0 {
        paint(GOOD, "Balanced: in every quarter all accounts add up to exactly 0.")
    } else {
        paint(SHORT, format!("NOT balanced: accounts were out by up to {} points.", figure(run.imbalance_max())))
    };
    page.paragraph(&balance, 0);
}

/// A row, unless it is nothing for everybody.
fn row(page: &mut Page, label: &str, amounts: [f64; 3]) {
    const NOTHING: f64 = 5e-10;
    if amounts.iter().all(|amount| amount.abs() < NOTHING) {
        return;
    }
    let cell = |amount: f64| if amount.abs() < NOTHING { "–".to_owned() } else { figure(amount) };
    let cells: String = amounts.iter().map(|amount| right(&cell(*amount), AMOUNT)).collect();
    page.line(format!("{}{cells}", left(label, LABEL)));
}

/// The levers that cost most, with bars.
fn levers(page: &mut Page, outcome: &Outcome) {
    const NAME: usize = 38;
    const POINTS: usize = 8;
    const SHOWN: usize = 8;
    let levers = outcome.scenario.setup.levers.iter().zip(&outcome.played.lever_points);
    let mut paid: Vec<(&str, f64)> = levers.map(|(lever, points)| (lever.name.as_str(), *points)).collect();
    paid.retain(|(_, points)| *points > 0.0);
    paid.sort_by(|a, b| b.1.total_cmp(&a.1));
    if paid.is_empty() {
        page.line("No lever was paid.");
        return;
    }
    page.line(paint(FAINT, "levers by what they were paid"));
    let room = page.inner() - NAME - POINTS - 2;
    let greatest = paid[0].1;
    for (name, points) in paid.iter().take(SHOWN) {
        let bar = "█".repeat((points / greatest * room as f64).round() as usize);
        page.line(format!("{}{}  {bar}", left(&cut(name, NAME - 1), NAME), right(&figure(*points), POINTS)));
    }
    if paid.len() > SHOWN {
        let rest: f64 = paid[SHOWN..].iter().map(|(_, points)| points).sum();
        let name = format!("{} others", paid.len() - SHOWN);
        page.line(format!("{}{}", left(&name, NAME), right(&figure(rest), POINTS)));
    }
    page.blank();
}

/// Writes what became of the projects, if there are any.
pub fn projects(page: &mut Page, outcome: &Outcome) {
    let run = &outcome.played.run;
    if outcome.scenario.setup.projects.is_empty() {
        return;
    }
    let finished = |delivered: bool| {
        let states = run.land().projects().iter();
        states.filter(|state| state.finished && state.delivered == delivered).count()
    };
    let decided = run.orders().decided.iter().filter(|decided| **decided).count();
    let note = format!("{decided} decided, {} delivered, {} came to nothing", finished(true), finished(false));
    page.heading("Projects", &note);
    const LABEL: usize = 25;
    for (index, project) in outcome.scenario.setup.projects.iter().enumerate() {
        if let Some(label) = fate(run, index) {
            page.entry(&label, LABEL, &project.name);
        }
    }
    let untouched = run.orders().decided.len() - decided;
    if untouched > 0 {
        page.line(paint(FAINT, format!("{untouched} of the scenario's projects were never decided by this policy.")));
    }
}

/// What became of a project; none if nobody decided on it.
fn fate(run: &Run, index: usize) -> Option<String> {
    let state = &run.land().projects()[index];
    if !run.orders().decided[index] {
        return None;
    }
    let when = run.happened().iter().find_map(|(quarter, happening)| match happening {
        Happening::Project { project, .. } if *project == index => Some(*quarter),
        _ => None,
    });
    Some(match when {
        Some(quarter) if state.delivered => paint(GOOD, format!("delivered        {quarter}")),
        Some(quarter) => paint(SHORT, format!("came to nothing  {quarter}")),
        None => paint(FAINT, format!("being built, {:.0} %", state.built * 100.0)),
    })
}
