//! `run --why VARIABLE`: how a variable came about, term by term.

use std::borrow::Cow;

use super::Failure;
use super::layout::{FAINT, Page, STRONG, columns, left, paint, right, sparkline};
use super::number::{change_of, value_of};
use super::terms::{self, Term};
use marchland::model::date::Quarter;
use marchland::model::indicator::{Nature, Variable};
use marchland::run::{Run, Why};
use marchland::words::counted;

/// The explanation of a variable over the whole run, or of its change in one quarter.
///
/// # Errors
/// A quarter that the run does not have.
pub fn explain(run: &Run, variable: Variable, at: Option<Quarter>) -> Result<String, Failure> {
    let (first, last) = (run.scenario().setup.start.plus(1), run.land().quarter());
    if let Some(at) = at.filter(|at| *at < first || *at > last) {
        return Err(Failure::Usage(format!("`--at {at}` is no quarter of the run: it goes from {first} to {last}")));
    }
    let mut page = Page::for_reader();
    page.blank();
    head(&mut page, run, variable);
    if variable.nature() == Nature::State {
        state(&mut page, run, variable, at);
    } else {
        measure(&mut page, run, variable, at);
    }
    page.blank();
    Ok(page.finish())
}

/// The name, what it means, its equation, and where it went.
fn head(page: &mut Page, run: &Run, variable: Variable) {
    let equation = format!("equation {}", variable.equation());
    let gap = page.inner().saturating_sub(columns(variable.id()) + columns(&equation));
    page.line(format!("{}{}{}", paint(STRONG, variable.id()), " ".repeat(gap), paint(FAINT, &equation)));
    page.paragraph(variable.summary().trim(), 0);
    let series = run.series(variable);
    let (start, end) = (series[0], series[series.len() - 1]);
    let dates = run.dates();
    page.paragraph(
        &format!(
            "{} in {}, {} in {}: {} {}",
            value_of(variable, start),
            dates[0],
            value_of(variable, end),
            dates[dates.len() - 1],
            change_of(variable, end - start),
            paint(FAINT, format!("({})", variable.unit()))
        ),
        0,
    );
    let least = series.iter().copied().fold(f64::INFINITY, f64::min);
    let greatest = series.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    page.line(sparkline(&series, page.inner(), least, greatest));
    page.line(paint(FAINT, format!("from {} to {}", value_of(variable, least), value_of(variable, greatest))));
}

fn state(page: &mut Page, run: &Run, variable: Variable, at: Option<Quarter>) {
    if let Some(at) = at {
        return one_quarter(page, run, variable, at);
    }
    let series = run.series(variable);
    let terms = terms::of(run, variable);
    table(page, variable, &terms, series[series.len() - 1] - series[0]);
    if !terms.is_empty() {
        by_year(page, variable, &run.why(variable), &terms);
    }
}

/// A measure is computed from states: their terms are its causes.
fn measure(page: &mut Page, run: &Run, variable: Variable, at: Option<Quarter>) {
    page.blank();
    if variable.made_of().is_empty() {
        page.paragraph("It is measured on the organisations and their ties, not carried from quarter to quarter: no terms add up to it. `marchland explain` tells its equation.", 0);
        return;
    }
    let names: Vec<_> = variable.made_of().iter().map(|state| state.id()).collect();
    page.paragraph(
        &format!(
            "It is not carried from quarter to quarter but computed from states: {}. These moved as follows.",
            names.join(", ")
        ),
        0,
    );
    for state in variable.made_of() {
        page.heading(state.id(), &format!("equation {}", state.equation()));
        page.paragraph(state.summary().trim(), 0);
        match at {
            Some(at) => one_quarter(page, run, *state, at),
            None => {
                let series = run.series(*state);
                table(page, *state, &terms::of(run, *state), series[series.len() - 1] - series[0]);
            }
        }
    }
}

const NAME: usize = 38;
/// A longer chart says no more.
const LONGEST: usize = 60;
const AMOUNT: usize = 10;

/// Every term with its sum and its course, and the check that they make up the change.
fn table(page: &mut Page, variable: Variable, terms: &[Term], change: f64) {
    page.blank();
    if terms.is_empty() {
        page.line("It never moved.");
        return;
    }
    let chart = (page.inner() - NAME - AMOUNT - 2).min(LONGEST);
    let heads = format!("{}{}", left("term, largest first", NAME), right("sum", AMOUNT));
    page.line(paint(FAINT, format!("{heads}  size over time, one scale")));
    let sizes: Vec<Vec<f64>> = terms.iter().map(|term| term.amounts.iter().map(|x| x.abs()).collect()).collect();
    // Every chart is drawn from the means of its columns: the greatest of these sets the scale.
    let width = chart.min(terms[0].amounts.len());
    let means = sizes.iter().flat_map(|size| super::layout::resample(size, width));
    let greatest = means.fold(0.0, f64::max);
    for (term, size) in terms.iter().zip(&sizes) {
        let course = sparkline(size, width, 0.0, greatest);
        page.line(format!("{}{}  {course}", left(term.name, NAME), right(&change_of(variable, term.sum()), AMOUNT)));
    }
    check(page, variable, &terms.iter().map(Term::sum).collect::<Vec<_>>(), change);
}

/// The sum of the terms beside the change: what is left is rounding.
fn check(page: &mut Page, variable: Variable, terms: &[f64], change: f64) {
    // Beside terms of this size, less is but the last bits of a sum.
    const LAST_BITS: f64 = 1e-12;
    let (sum, size): (f64, f64) = (terms.iter().sum(), terms.iter().map(|x| x.abs()).sum());
    let rest = (change - sum).abs();
    let shown = if rest <= LAST_BITS * size { change } else { sum };
    let note = if rest == 0.0 { "exactly".to_owned() } else { format!("but for rounding ({rest:.0e})") };
    page.line(paint(FAINT, "─".repeat(NAME + AMOUNT)));
    page.line(format!("{}{}", left("sum of the terms", NAME), right(&change_of(variable, shown), AMOUNT)));
    page.line(format!(
        "{}{}  {}",
        left("change", NAME),
        right(&change_of(variable, change), AMOUNT),
        paint(FAINT, note)
    ));
}

fn one_quarter(page: &mut Page, run: &Run, variable: Variable, at: Quarter) {
    page.blank();
    let Some(why) = run.why(variable).into_iter().find(|why| why.quarter == at) else {
        page.line("It never moved.");
        return;
    };
    let [before, after] = [why.before, why.after].map(|value| value_of(variable, value));
    page.line(format!("In {at}: {before} → {after}"));
    page.blank();
    let mut terms = why.terms.clone();
    terms.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    page.line(paint(FAINT, format!("{}{}", left("term, largest first", NAME), right("amount", AMOUNT))));
    for (name, amount) in &terms {
        page.line(format!("{}{}", left(name, NAME), right(&change_of(variable, *amount), AMOUNT)));
    }
    check(page, variable, &terms.iter().map(|term| term.1).collect::<Vec<_>>(), why.after - why.before);
}

/// A row a year: the largest terms, the others together, the change.
fn by_year(page: &mut Page, variable: Variable, changes: &[Why], terms: &[Term]) {
    const YEAR: usize = 6;
    const COLUMN: usize = 15;
    const MOST: usize = 6;
    let room = (page.inner() - YEAR) / COLUMN;
    // Two columns are for the value and the change, one for what has no column of its own.
    let named = if terms.len() + 2 <= room.min(MOST) { terms.len() } else { room.min(MOST) - 3 };
    let (shown, rest) = terms.split_at(named);
    page.heading("Year by year", "");
    let mut heads: Vec<String> = shown.iter().map(|term| term.name.to_owned()).collect();
    if !rest.is_empty() {
        heads.push(counted(rest.len(), "other"));
    }
    heads.extend(["change".to_owned(), "at the end".to_owned()]);
    write_heads(page, &heads, YEAR, COLUMN);
    let years = changes.chunk_by(|a, b| a.quarter.year() == b.quarter.year());
    let mut from = 0;
    for year in years {
        let span = from..from + year.len();
        from = span.end;
        let sum = |term: &Term| term.amounts[span.clone()].iter().sum::<f64>();
        let mut cells: Vec<String> = shown.iter().map(|term| change_of(variable, sum(term))).collect();
        if !rest.is_empty() {
            cells.push(change_of(variable, rest.iter().map(sum).sum()));
        }
        let (before, after) = (year[0].before, year[year.len() - 1].after);
        cells.extend([change_of(variable, after - before), value_of(variable, after)]);
        let cells: String = cells.iter().map(|cell| right(cell, COLUMN)).collect();
        page.line(format!("{}{cells}", left(&year[0].quarter.year().to_string(), YEAR)));
    }
}

/// Heads wrapped within their columns, standing on the last line.
fn write_heads(page: &mut Page, heads: &[String], first: usize, column: usize) {
    let wrapped: Vec<Vec<String>> =
        heads.iter().map(|head| textwrap::wrap(head, column - 2).into_iter().map(Cow::into_owned).collect()).collect();
    let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
    for row in 0..height {
        let cell = |lines: &Vec<String>| {
            let text = (row + lines.len()).checked_sub(height).map_or("", |line| lines[line].as_str());
            right(text, column)
        };
        let line: String = wrapped.iter().map(cell).collect();
        page.line(paint(FAINT, format!("{}{line}", " ".repeat(first))));
    }
}
