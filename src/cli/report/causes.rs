//! What held the pair back and why: the diagnosis, the binding indicator, and the terms that moved it.

use super::super::layout::{FAINT, GOOD, Page, SHORT, STRONG, left, name_width, paint, right};
use super::super::number::{level, signed};
use super::super::terms::{self, Term};
use super::Outcome;
use marchland::model::indicator::{Indicator, Variable};
use marchland::run::Run;

/// Terms that are listed one by one.
const LISTED: usize = 7;

/// Writes the diagnosis and the causes.
pub fn write(page: &mut Page, outcome: &Outcome) {
    let run = &outcome.played.run;
    let diagnosis = run.land().diagnosis();
    let title = if run.land().stage() == 3 { "What carried it, and why" } else { "What held it back, and why" };
    page.heading(title, "");
    page.paragraph(&format!("{}. {}", paint(STRONG, capital(diagnosis.id())), diagnosis.summary()), 0);
    met(page, run);
    let binding = run.land().binding();
    let thresholds = &outcome.scenario.setup.thresholds;
    let (next, aims) = if run.land().stage() >= 2 { ("III", &thresholds.third) } else { ("II", &thresholds.second) };
    let (series, aim) = (run.series(binding.variable()), aims[binding as usize]);
    let (first, last) = (series[0], series[series.len() - 1]);
    let standing = if last < aim { "is furthest short of its threshold" } else { "lies nearest to its threshold" };
    page.paragraph(
        &format!(
            "Of the indicators, {} {standing}: {} of {} for stage {next}. It went from {} to {}, {}.",
            paint(STRONG, binding.id()),
            level(last),
            level(aim),
            level(first),
            level(last),
            signed(last - first),
        ),
        0,
    );
    page.blank();
    if binding == Indicator::Symmetry { both_ways(page, run) } else { moved_by(page, outcome, binding, last - first) }
}

/// How meetings across the border ended: where the four steps of working together break off.
fn met(page: &mut Page, run: &Run) {
    let sum = |variable: Variable| run.series(variable).iter().skip(1).sum::<f64>();
    let [met, agreed, set_up] = [Variable::Initiated, Variable::Selected, Variable::SetUp].map(sum);
    let (across, home) = (run.value(Variable::TiesAcross), run.value(Variable::TiesHome));
    page.paragraph(
        &format!(
            "Across the border organisations met {met:.0} times; {agreed:.0} times they agreed to work together, and \
             {set_up:.0} times it could be set up. At the end {across:.0} ties lead across, beside {home:.0} at home."
        ),
        0,
    );
}

/// A table of the terms, with bars to the right for what raised the indicator and what lowered it.
fn moved_by(page: &mut Page, outcome: &Outcome, indicator: Indicator, change: f64) {
    let run = &outcome.played.run;
    let parts = terms::parts(indicator, &outcome.scenario.setup.parameters);
    let mut all = terms::of_parts(run, &parts);
    let in_its_own_unit = match indicator {
        Indicator::Trade => Some("exports both ways, in shares of output"),
        Indicator::Knowledge => Some("ties across the border, in numbers of ties"),
        _ => None,
    };
    if in_its_own_unit.is_none() {
        add_what_shocks_hide(&mut all, run, change);
        all = terms::largest_first(all);
    }
    let what = in_its_own_unit.unwrap_or("it");
    page.paragraph(&format!("What moved {what}, largest first:"), 0);
    list(page, &all);
}

/// Shocks that still last weigh on an indicator without changing a state.
fn add_what_shocks_hide(all: &mut Vec<Term>, run: &Run, change: f64) {
    const ROUNDING: f64 = 1e-9;
    let hidden = change - all.iter().map(Term::sum).sum::<f64>();
    if hidden.abs() > ROUNDING {
        let mut amounts = vec![0.0; run.elapsed() as usize];
        if let Some(last) = amounts.last_mut() {
            *last = hidden;
        }
        all.push(Term { name: "shocks that still last", amounts });
    }
}

fn list(page: &mut Page, all: &[Term]) {
    const AMOUNT: usize = 9;
    const WORD: usize = 13;
    const LONGEST: usize = 40;
    let width = name_width(all.iter().take(LISTED).map(|term| term.name));
    let room = (page.inner() - width - AMOUNT - WORD - 2).min(LONGEST);
    let greatest = all.iter().map(|term| term.sum().abs()).fold(0.0, f64::max);
    // What is smaller than this beside the greatest is rounding or next to it.
    const TOLD: f64 = 0.005;
    let told: Vec<&Term> = all.iter().filter(|term| term.sum().abs() >= TOLD * greatest).collect();
    let all = &told;
    let (listed, rest) = all.split_at(all.len().min(LISTED));
    for term in listed {
        let sum = term.sum();
        let length = if greatest > 0.0 { (sum.abs() / greatest * room as f64).round() as usize } else { 0 };
        let (word, style, fill) = match sum {
            _ if sum > 0.0 => ("raised it", GOOD, "█"),
            _ if sum < 0.0 => ("lowered it", SHORT, "░"),
            _ => ("no net change", FAINT, ""),
        };
        let name = left(term.name, width);
        let bar = paint(style, fill.repeat(length));
        page.line(format!("{name}{}  {} {bar}", right(&signed(sum), AMOUNT), left(word, WORD)));
    }
    if !rest.is_empty() {
        let sum: f64 = rest.iter().map(|term| term.sum()).sum();
        let name = format!("{} smaller ones together", rest.len());
        page.line(paint(FAINT, format!("{}{}", left(&name, width), right(&signed(sum), AMOUNT))));
    }
    if all.is_empty() {
        page.line(paint(FAINT, "nothing: it never moved"));
    }
}

/// Symmetry has no terms of its own: it compares flows both ways.
fn both_ways(page: &mut Page, run: &Run) {
    use Variable as V;
    let [a, b] = &run.scenario().setup.regions;
    page.paragraph("It compares what flows both ways; the nearer the two, the better:", 0);
    let flows = [
        ("exports, share of output", V::ExportsA, V::ExportsB),
        ("commuters, share of employed", V::CommutersA, V::CommutersB),
    ];
    for (name, from_a, from_b) in flows {
        let value = |variable| super::super::number::percent(run.value(variable));
        page.entry(name, 32, &format!("from {} {}, from {} {}", a.name, value(from_a), b.name, value(from_b)));
    }
}

fn capital(id: &str) -> String {
    let words = id.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
