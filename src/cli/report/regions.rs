//! The two regions side by side: output, people, opinion, what crosses.

use super::super::layout::{FAINT, Page, STRONG, cut, left, paint, right, sparkline};
use super::super::number::{figure, level, percent, percent_signed};
use super::Outcome;
use marchland::model::indicator::Variable;
use marchland::model::math::exp;
use marchland::run::Run;

const LABEL: usize = 12;
const CHANGE: usize = 7;

/// Writes the table and the gap of wages.
pub fn write(page: &mut Page, outcome: &Outcome) {
    use Variable as V;
    page.heading("Regions", "start → end");
    let run = &outcome.played.run;
    let width = (page.inner() - LABEL) / 2;
    let names = outcome.scenario.setup.regions.each_ref().map(|region| cut(&region.name, width - 2));
    page.line(format!("{}{}{}", left("", LABEL), left(&paint(STRONG, &names[0]), width), paint(STRONG, &names[1])));
    let mut row = |label: &str, cells: [String; 2]| {
        let [a, b] = cells;
        page.line(format!("{}{}{b}", left(&paint(FAINT, label), LABEL), left(&a, width)));
    };
    let spark = (width - NUMBERS).min(LONGEST);
    let regions = &outcome.scenario.setup.regions;
    let money = &outcome.scenario.money;
    let grown = |variable: V, start: f64| {
        let change = exp(run.value(variable));
        let chart = own_range(run, variable, spark);
        format!("{chart} {} to {}", right(&percent_signed(change - 1.0), CHANGE), figure(start * change))
    };
    let each = |variables: [V; 2], start: [f64; 2]| [0, 1].map(|i| grown(variables[i], start[i]));
    row("output", each([V::OutputA, V::OutputB], regions.each_ref().map(|region| region.output)));
    row("population", each([V::PopulationA, V::PopulationB], regions.each_ref().map(|region| region.population)));
    let moved = |variable: V, write: fn(f64) -> String| {
        let series = run.series(variable);
        format!("{} {} → {}", own_range(run, variable, spark), write(series[0]), write(series[series.len() - 1]))
    };
    row("support", [V::SupportA, V::SupportB].map(|v| moved(v, level)));
    row("exports", [V::ExportsA, V::ExportsB].map(|v| moved(v, percent)));
    row("commuters", [V::CommutersA, V::CommutersB].map(|v| moved(v, percent)));
    page.blank();
    page.paragraph(&wages(run, &regions.each_ref().map(|region| region.name.as_str())), 0);
    let units = format!(
        "Output in {money}: the growth that trade and innovation bring in the model, part of it without any policy; \
         exports in shares of output; commuters out in shares of the smaller region's employed; support from 0 to 1. \
         The size of a region is shown and enters no equation. Each chart runs from its own least value to its greatest."
    );
    page.paragraph(&paint(FAINT, units), 0);
}

/// Columns for the numbers of a cell; the rest is its chart.
const NUMBERS: usize = 26;
/// A chart longer than this says no more.
const LONGEST: usize = 16;

/// A chart between the least and the greatest value of the series itself.
fn own_range(run: &Run, variable: Variable, width: usize) -> String {
    let series = run.series(variable);
    let least = series.iter().copied().fold(f64::INFINITY, f64::min);
    let greatest = series.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    sparkline(&series, width, least, greatest)
}

/// The ratio of wages at the start and at the end.
fn wages(run: &Run, names: &[&str; 2]) -> String {
    let (a, b) = (run.series(Variable::WageA), run.series(Variable::WageB));
    let gap = |i: usize| b[i] - a[i];
    let last = a.len() - 1;
    // Seen from the richer side at the start, so that the ratio reads as a share.
    let (poorer, richer, sign) = if gap(0) <= 0.0 { (names[1], names[0], 1.0) } else { (names[0], names[1], -1.0) };
    format!(
        "Wages, {poorer} to {richer}: {} at the start, {} at the end.",
        percent(exp(sign * gap(0))),
        percent(exp(sign * gap(last))),
    )
}
