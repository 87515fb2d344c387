//! History beside the run: how well each series fits, beside two naive forecasts, and the figures themselves.

use super::super::json::date;
use super::super::layout::{FAINT, Page, STRONG, left, paint, right};
use super::super::number::{figure, grouped, percent};
use super::Outcome;
use marchland::model::date::Quarter;
use marchland::run::history::{Comparison, Fit};
use marchland::scenario::History;

/// Writes every series that has a point within the run.
pub fn write(page: &mut Page, outcome: &Outcome) {
    let compared = outcome.played.history.iter().enumerate().filter(|(_, comparison)| !comparison.pairs.is_empty());
    let compared: Vec<_> = compared.collect();
    if compared.is_empty() {
        return;
    }
    page.heading("History", "how far the model is from what happened");
    for (i, (index, comparison)) in compared.into_iter().enumerate() {
        if i > 0 {
            page.blank();
        }
        let coverage = outcome.ensemble.and_then(|ensemble| ensemble.coverage(index, comparison));
        one(page, comparison, &outcome.scenario.history[index], coverage);
    }
}

fn one(page: &mut Page, comparison: &Comparison, history: &History, coverage: Option<f64>) {
    page.paragraph(&format!("{}, {}", paint(STRONG, &comparison.title), comparison.unit), 0);
    let span = |span: Option<(Quarter, Quarter)>| {
        span.map(|(first, last)| format!(", {}–{}", first.year(), last.year())).unwrap_or_default()
    };
    let heads = ["points", "mean error", "log error", "direction"].map(|head| right(head, COLUMN)).concat();
    page.line(paint(FAINT, format!("{}{heads}", left("", LABEL))));
    fit(page, "all years", comparison.all.as_ref());
    fit(page, &format!("fitted{}", span(history.fitted)), comparison.fitted.as_ref());
    fit(page, &format!("judged{}", span(history.judged)), comparison.judged.as_ref());
    fit(page, "  naive: last value held", comparison.last_value.as_ref());
    fit(page, "  naive: drivers frozen", comparison.frozen.as_ref());
    if let Some(coverage) = coverage {
        page.line(format!("{} of the points lie within the 10–90 % band of the runs.", percent(coverage)));
    }
    years(page, comparison);
    if !comparison.note.is_empty() {
        page.paragraph(&paint(FAINT, &comparison.note), 0);
    }
}

const LABEL: usize = 26;
const COLUMN: usize = 12;

fn fit(page: &mut Page, label: &str, fit: Option<&Fit>) {
    let Some(fit) = fit else { return };
    let direction = fit.direction.map_or("–".to_owned(), percent);
    let cells = [fit.points.to_string(), percent(fit.mape), figure(fit.rmse_log), direction];
    page.line(format!("{}{}", left(label, LABEL), cells.map(|cell| right(&cell, COLUMN)).concat()));
}

/// As many years as fit in a line, evenly chosen, the first and the last among them.
fn years(page: &mut Page, comparison: &Comparison) {
    const NAME: usize = 8;
    let cells: Vec<[String; 3]> =
        comparison.pairs.iter().map(|p| [date(p), observed(p.history), figure(p.model)]).collect();
    let widest = cells.iter().flatten().map(|cell| super::super::layout::columns(cell)).max().unwrap_or(0) + 2;
    let chosen = chosen(cells.len(), ((page.inner() - NAME) / widest).max(1));
    for (row, name) in ["year", "history", "model"].into_iter().enumerate() {
        let line: String = chosen.iter().map(|i| right(&cells[*i][row], widest)).collect();
        let line = format!("{}{line}", left(name, NAME));
        page.line(if row == 0 { paint(FAINT, line) } else { line });
    }
}

/// A value as it was given, unless that takes too much room.
fn observed(value: f64) -> String {
    const ROOM: usize = 8;
    let whole = value.fract() == 0.0 && (0.0..1e6).contains(&value);
    let text = if whole { grouped(value) } else { value.to_string() };
    if text.len() <= ROOM { text } else { figure(value) }
}

/// Evenly spread places among so many.
fn chosen(all: usize, most: usize) -> Vec<usize> {
    match (all, most) {
        (0, _) => Vec::new(),
        (_, 1) => vec![all - 1],
        _ if all <= most => (0..all).collect(),
        _ => (0..most).map(|i| i * (all - 1) / (most - 1)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chosen_years_include_the_first_and_the_last_and_none_twice() {
        assert_eq!(chosen(3, 8), [0, 1, 2]);
        assert_eq!(chosen(10, 4), [0, 3, 6, 9]);
        assert_eq!(chosen(5, 1), [4]);
        assert!(chosen(0, 4).is_empty());
    }
}
