//! An ensemble of seeds: the share of runs in each stage over time, and how far the indicators spread.

use super::super::ensemble::{Band, Ensemble};
use super::super::layout::{FAINT, Page, left, paint, right, roman, sparkline, stage_fill, stage_style};
use super::super::number::level;
use super::Outcome;
use super::timeline::Axis;
use marchland::model::indicator::Indicator;
use marchland::words::counted;

/// Writes the stacked chart and the table of bands.
pub fn write(page: &mut Page, outcome: &Outcome, ensemble: &Ensemble) {
    let (first, last) = ensemble.seeds();
    let seeds = if first == last { format!("seed {first}") } else { format!("seeds {first} to {last}") };
    page.heading("Ensemble", &format!("{}, {seeds}", counted(ensemble.runs(), "run")));
    page.line(paint(FAINT, "share of the runs in each stage:  ░ I  ▒ II  █ III"));
    chart(page, outcome, ensemble);
    page.blank();
    for stage in [2, 3] {
        let (number, half) = ensemble.reached(stage);
        let runs = counted(ensemble.runs(), "run");
        let when = half.map(|q| format!(", half of these by {q}")).unwrap_or_default();
        page.line(format!("Stage {} was reached in {number} of {runs}{when}.", roman(stage)));
    }
    let list: Vec<_> =
        ensemble.diagnoses().iter().map(|(d, n)| format!("{} in {n}", d.id().replace('-', " "))).collect();
    page.paragraph(&format!("Diagnosis at the end: {}.", list.join(", ")), 0);
    page.blank();
    bands(page, ensemble);
    let note = "The band is the luck of ties and shocks alone, not the uncertainty of a forecast.";
    page.paragraph(&paint(FAINT, note), 0);
}

const ROWS: usize = 8;
const SCALE: usize = 6;

/// A column for equal spans of time: stage I at the bottom, III on top.
fn chart(page: &mut Page, outcome: &Outcome, ensemble: &Ensemble) {
    let shares = ensemble.stage_share();
    let width = page.inner() - SCALE;
    let of_column = |column: usize| shares[((column + 1) * shares.len() / width).max(1) - 1].1;
    let stages: Vec<[u8; ROWS]> = (0..width).map(|column| stacked(of_column(column))).collect();
    for row in (0..ROWS).rev() {
        let scale = match row {
            _ if row == ROWS - 1 => "100 %",
            _ if row == ROWS / 2 - 1 => "50 %",
            0 => "0 %",
            _ => "",
        };
        let cells: String =
            stages.iter().map(|c| paint(stage_style(c[row]), stage_fill(c[row]))).collect::<Vec<_>>().concat();
        page.line(format!("{} {cells}", paint(FAINT, right(scale, SCALE - 1))));
    }
    let axis = Axis { start: outcome.scenario.setup.start, quarters: shares.len(), width };
    axis.lines().iter().for_each(|line| page.line(format!("{}{line}", " ".repeat(SCALE))));
}

/// The rows of one column from the bottom, by largest remainders rounded at the borders between stages.
fn stacked(share: [f64; 3]) -> [u8; ROWS] {
    let first = (share[0] * ROWS as f64).round() as usize;
    let second = ((share[0] + share[1]) * ROWS as f64).round() as usize;
    std::array::from_fn(|row| match row {
        _ if row < first => 1,
        _ if row < second => 2,
        _ => 3,
    })
}

fn bands(page: &mut Page, ensemble: &Ensemble) {
    const NAME: usize = 14;
    const NUMBER: usize = 9;
    let chart = page.inner() - NAME - 3 * NUMBER - 2;
    let heads = ["10 %", "median", "90 %"].map(|head| right(head, NUMBER)).concat();
    page.line(paint(FAINT, format!("{}{heads}  median over time", left("at the end", NAME))));
    for indicator in Indicator::ALL {
        let bands = ensemble.over_time(indicator);
        let medians: Vec<f64> = bands.iter().map(|band| band.median).collect();
        let greatest = bands.iter().map(|band| band.p90).fold(0.0, f64::max);
        let Band { p10, median, p90 } = bands[bands.len() - 1];
        let numbers = [p10, median, p90].map(|x| right(&level(x), NUMBER)).concat();
        let line = sparkline(&medians, chart, 0.0, greatest);
        page.line(format!("{}{numbers}  {line}", left(indicator.id(), NAME)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_stacked_in_proportion() {
        assert_eq!(stacked([1.0, 0.0, 0.0]), [1; ROWS]);
        assert_eq!(stacked([0.5, 0.25, 0.25]), [1, 1, 1, 1, 2, 2, 3, 3]);
        assert_eq!(stacked([0.0, 0.0, 1.0]), [3; ROWS]);
    }
}
