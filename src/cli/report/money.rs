//! Money: where it came from, what it went to, what is left; and the projects that it built.

use super::super::layout::{FAINT, GOOD, Page, SHORT, STRONG, cut, left, name_width, paint, right};
use super::super::number::{figure, points};
use super::super::terms;
use super::Outcome;
use marchland::model::date::Quarter;
use marchland::model::indicator::Variable;
use marchland::run::{Happening, Run};
use marchland::words::counted;

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

/// Columns of an amount at most, and of the label.
const WIDEST: usize = 22;
const LABEL: usize = 20;

/// Writes the account, the levers that were paid, and whether it balances.
pub fn write(page: &mut Page, outcome: &Outcome) {
    page.heading("Money", "points: 1 point = 0.01 % of both regions' yearly output");
    let run = &outcome.played.run;
    let width = ((page.inner() - LABEL) / 3).min(WIDEST);
    let [a, b] = outcome.scenario.setup.regions.each_ref().map(|region| cut(&region.name, width - 2));
    let heads: String = [a.as_str(), &b, "joint fund"].iter().map(|head| right(&paint(STRONG, head), width)).collect();
    page.line(format!("{}{heads}", left("", LABEL)));
    let sums = BUDGETS.map(|budget| terms::of(run, budget));
    for (label, names) in ROWS {
        let amounts: [f64; 3] = sums.each_ref().map(|purse| {
            let those = purse.iter().filter(|term| names.contains(&term.name));
            those.map(terms::Term::sum).sum()
        });
        row(page, width, label, amounts);
    }
    row(page, width, "in hand at the end", BUDGETS.map(|budget| run.value(budget)));
    row(page, width, "loans still owed", DEBTS.map(|debt| -run.value(debt)));
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
fn row(page: &mut Page, width: usize, label: &str, amounts: [f64; 3]) {
    const NOTHING: f64 = 5e-10;
    if amounts.iter().all(|amount| amount.abs() < NOTHING) {
        return;
    }
    let cell = |amount: f64| if amount.abs() < NOTHING { "–".to_owned() } else { points(amount) };
    let cells: String = amounts.iter().map(|amount| right(&cell(*amount), width)).collect();
    page.line(format!("{}{cells}", left(label, LABEL)));
}

/// The levers that cost most, with bars.
fn levers(page: &mut Page, outcome: &Outcome) {
    const AMOUNT: usize = 8;
    const SHOWN: usize = 8;
    const LONGEST: usize = 40;
    let levers = outcome.scenario.setup.levers.iter().zip(&outcome.played.lever_points);
    let mut paid: Vec<(&str, f64)> = levers.map(|(lever, points)| (lever.name.as_str(), *points)).collect();
    paid.retain(|(_, points)| *points > 0.0);
    paid.sort_by(|a, b| b.1.total_cmp(&a.1));
    if paid.is_empty() {
        page.line("No lever was paid.");
        return;
    }
    page.line(paint(FAINT, "levers by what they were paid"));
    // One that would stand alone under `others` is shown instead.
    let shown = if paid.len() == SHOWN + 1 { paid.len() } else { paid.len().min(SHOWN) };
    let (shown, rest) = paid.split_at(shown);
    let width = name_width(shown.iter().map(|(name, _)| *name));
    let room = (page.inner() - width - AMOUNT - 2).min(LONGEST);
    let greatest = paid[0].1;
    for (name, paid) in shown {
        let bar = "█".repeat((paid / greatest * room as f64).round() as usize);
        page.line(format!("{}{}  {bar}", left(&cut(name, width - 1), width), right(&points(*paid), AMOUNT)));
    }
    if !rest.is_empty() {
        let sum: f64 = rest.iter().map(|(_, points)| points).sum();
        let name = counted(rest.len(), "other");
        page.line(format!("{}{}", left(&name, width), right(&points(sum), AMOUNT)));
    }
    page.blank();
}

/// Writes what became of the projects, if there are any.
pub fn projects(page: &mut Page, outcome: &Outcome) {
    let run = &outcome.played.run;
    let projects = &outcome.scenario.setup.projects;
    if projects.is_empty() {
        return;
    }
    let finished = |delivered: bool| {
        let states = run.land().projects().iter();
        states.filter(|state| state.finished && state.delivered == delivered).count()
    };
    let decided = run.orders().decided.iter().filter(|decided| **decided).count();
    let note = format!("{decided} decided, {} delivered, {} came to nothing", finished(true), finished(false));
    page.heading("Projects", if decided > 0 { &note } else { "" });
    const LABEL: usize = 25;
    let mut fates: Vec<_> = (0..projects.len()).filter_map(|index| fate(run, index)).collect();
    fates.sort_by_key(|fate| fate.end.unwrap_or(run.land().quarter().plus(1)));
    for fate in &fates {
        page.entry(&fate.label, LABEL, &projects[fate.project].name);
    }
    match projects.len() - decided {
        0 => {}
        untouched => {
            page.line(paint(FAINT, format!("Never decided by this policy: {untouched} of {}.", projects.len())));
        }
    }
}

/// What became of a project.
struct Fate {
    project: usize,
    /// When its outcome was known.
    end: Option<Quarter>,
    label: String,
}

/// None if nobody decided on it.
fn fate(run: &Run, project: usize) -> Option<Fate> {
    let state = &run.land().projects()[project];
    if !run.orders().decided[project] {
        return None;
    }
    let end = run.happened().iter().find_map(|(quarter, happening)| match happening {
        Happening::Project { project: finished, .. } if *finished == project => Some(*quarter),
        _ => None,
    });
    let label = match end {
        Some(quarter) if state.delivered => paint(GOOD, format!("delivered        {quarter}")),
        Some(quarter) => paint(SHORT, format!("came to nothing  {quarter}")),
        None => paint(FAINT, format!("being built, {:.0} %", state.built * 100.0)),
    };
    Some(Fate { project, end, label })
}
