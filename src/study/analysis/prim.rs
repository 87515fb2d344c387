//! Scenario discovery: boxes of factors that hold the cases of interest, by the patient rule induction method.
//!
//! The steps, the quantiles and the objective (gain in density by rows lost) are those of EMA Workbench 2.5, so that both
//! come to the same boxes on the same table.

use std::collections::BTreeSet;

use super::{Cell, FAILED, Findings, Grid, Line, Runs, Used, VALUELESS, number};
use crate::words::counted;

/// What is looked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Case {
    /// Index of the output.
    pub output: usize,
    /// Whether values at least `bound` are of interest, or at most.
    pub at_least: bool,
    pub bound: f64,
}

/// Share of the rows of a box that a step peels off, or pastes on.
const STEP: f64 = 0.05;
/// Share of all rows below which no box falls.
const LEAST: f64 = 0.05;

/// A box: least and greatest value of each factor, and the rows within.
#[derive(Clone, Debug)]
struct Box {
    limits: Vec<(f64, f64)>,
    rows: Vec<usize>,
}

/// Rows and whether each is of interest.
struct Table<'r> {
    x: Vec<&'r [f64]>,
    hit: Vec<bool>,
}

impl Table<'_> {
    fn hits(&self, rows: &[usize]) -> usize {
        rows.iter().filter(|row| self.hit[**row]).count()
    }

    fn density(&self, rows: &[usize]) -> f64 {
        if rows.is_empty() { 0.0 } else { self.hits(rows) as f64 / rows.len() as f64 }
    }

    /// What is gained in density by each row less or more.
    fn gain(&self, old: &[usize], new: &[usize]) -> f64 {
        let change = old.len().abs_diff(new.len());
        if change == 0 { 0.0 } else { (self.density(new) - self.density(old)) / change as f64 }
    }

    fn within(&self, limits: &[(f64, f64)]) -> Vec<usize> {
        let fits = |row: &usize| limits.iter().zip(self.x[*row]).all(|((low, high), x)| low <= x && x <= high);
        (0..self.x.len()).filter(fits).collect()
    }
}

/// How boxes are found, in words.
fn how() -> String {
    format!(
        "Each step peels {STEP} of the rows off the side that raises density most by rows lost, down to {LEAST} of all rows; \
         then rows are pasted on again. Coverage: share of the cases inside the box. Density: share of the box that are cases."
    )
}

/// What the method does, whatever the case.
#[must_use]
pub fn peeling() -> String {
    format!("PRIM: boxes of the factors that hold the cases. {}", how())
}

/// Of which policies and scenarios the rows are, where they are of several: they are looked at together.
#[must_use]
pub fn pooled(runs: &Runs) -> Option<String> {
    let number = |of: fn(&Line) -> &str| runs.lines.iter().map(of).collect::<BTreeSet<&str>>().len();
    let several = [(number(|line| &line.policy), "policy"), (number(|line| &line.scenario), "scenario")];
    let several: Vec<String> =
        several.into_iter().filter(|(number, _)| *number > 1).map(|(number, what)| counted(number, what)).collect();
    (!several.is_empty()).then(|| several.join(" and "))
}

/// The trajectory of peeling and pasting, and the limits of the box at its end or at a chosen `step`.
///
/// # Errors
/// If no row or every row is of interest, or the trajectory has no such step.
pub fn prim(runs: &Runs, case: Case, step: Option<usize>) -> Result<Findings, String> {
    let (table, used) = interesting(runs, case);
    let output = &runs.outputs[case.output];
    let sign = if case.at_least { ">=" } else { "<=" };
    let all: Vec<usize> = (0..table.x.len()).collect();
    let hits = table.hits(&all);
    if hits == 0 || hits == all.len() {
        let which = if hits == 0 { "no row" } else { "every row" };
        return Err(format!(
            "{which} has {output} {sign} {}: there is nothing to tell apart\nchange the bound",
            case.bound
        ));
    }
    let trajectory = trajectory(&table, runs.factors.len());
    let first = &trajectory[0];
    let restricted = |b: &Box| b.limits.iter().zip(&first.limits).filter(|(own, all)| own != all).count();
    let coverage = |b: &Box| table.hits(&b.rows) as f64 / hits as f64;
    let mut steps = Grid::new("trajectory", &["step", "coverage", "density", "mass", "restricted", "rows"]);
    for (i, b) in trajectory.iter().enumerate() {
        let mut row = vec![Cell::Count(i as u64)];
        row.extend([coverage(b), table.density(&b.rows), b.rows.len() as f64 / all.len() as f64].map(number));
        row.extend([Cell::Count(restricted(b) as u64), Cell::Count(b.rows.len() as u64)]);
        steps.rows.push(row);
    }
    let last = trajectory.len() - 1;
    let step = step.unwrap_or(last);
    let chosen =
        trajectory.get(step).ok_or_else(|| format!("there is no step {step}; the trajectory has steps 0 to {last}"))?;
    let mut limits =
        Grid::new("box", &["step", "coverage", "density", "factor", "low", "high", "least", "greatest", "restricted"]);
    for (i, factor) in runs.factors.iter().enumerate() {
        let (own, whole) = (chosen.limits[i], first.limits[i]);
        let mut row = vec![Cell::Count(step as u64)];
        row.extend([coverage(chosen), table.density(&chosen.rows)].map(number));
        row.push(Cell::Text(factor.clone()));
        row.extend([own.0, own.1, whole.0, whole.1].map(number));
        row.push(Cell::Text(if own == whole { "no" } else { "yes" }.to_owned()));
        limits.rows.push(row);
    }
    let method = format!(
        "PRIM: where among the factors the runs with {output} {sign} {} lie ({hits} of {} rows{}). {}",
        case.bound,
        all.len(),
        pooled(runs).map(|several| format!(" of {several} together")).unwrap_or_default(),
        how()
    );
    Ok(Findings { method, tables: vec![limits, steps], used: vec![used] })
}

fn interesting(runs: &Runs, case: Case) -> (Table<'_>, Used) {
    let mut used = Used { output: runs.outputs[case.output].clone(), rows: runs.lines.len() as u64, ..Used::default() };
    let mut table = Table { x: Vec::new(), hit: Vec::new() };
    for line in &runs.lines {
        let value = line.y[case.output];
        match value {
            _ if !line.is_ok => used.leave(FAILED, 1),
            value if !value.is_finite() => used.leave(VALUELESS, 1),
            _ => {
                table.x.push(&line.x);
                table.hit.push(if case.at_least { value >= case.bound } else { value <= case.bound });
            }
        }
    }
    used.used = table.x.len() as u64;
    (table, used)
}

/// All boxes from the whole table on: first peeled, then pasted.
fn trajectory(table: &Table, factors: usize) -> Vec<Box> {
    let ends = |i: usize| {
        let values = table.x.iter().map(|x| x[i]);
        values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)))
    };
    let whole = Box { limits: (0..factors).map(ends).collect(), rows: (0..table.x.len()).collect() };
    let mut all = vec![whole];
    while let Some(next) = peeled(table, &all[all.len() - 1], &all[0]) {
        all.push(next);
    }
    while let Some(next) = pasted(table, &all[all.len() - 1], &all[0]) {
        all.push(next);
    }
    all
}

/// The candidate with the greatest gain; among equals the one with fewer limits, then the first.
fn best(table: &Table, old: &Box, whole: &Box, candidates: Vec<Box>) -> Option<(f64, Box)> {
    let free = |b: &Box| b.limits.iter().zip(&whole.limits).filter(|(own, all)| own == all).count();
    let mut best: Option<(f64, Box)> = None;
    for candidate in candidates {
        let gain = table.gain(&old.rows, &candidate.rows);
        let is_better = best.as_ref().is_none_or(|(most, kept)| {
            gain.total_cmp(most).then(free(&candidate).cmp(&free(kept))) == std::cmp::Ordering::Greater
        });
        if is_better {
            best = Some((gain, candidate));
        }
    }
    best
}

fn peeled(table: &Table, old: &Box, whole: &Box) -> Option<Box> {
    let mut candidates = Vec::new();
    for factor in 0..old.limits.len() {
        let mut values: Vec<f64> = old.rows.iter().map(|row| table.x[*row][factor]).collect();
        values.sort_by(f64::total_cmp);
        for upper in [true, false] {
            let edge = edge(&values, if upper { 1.0 - STEP } else { STEP });
            let mut limits = old.limits.clone();
            let stays = |x: f64| if upper { x <= edge } else { x >= edge };
            if upper {
                limits[factor].1 = edge
            } else {
                limits[factor].0 = edge
            }
            let rows = old.rows.iter().copied().filter(|row| stays(table.x[*row][factor])).collect();
            candidates.push(Box { limits, rows });
        }
    }
    let (gain, new) = best(table, old, whole, candidates)?;
    let is_large = new.rows.len() as f64 / table.x.len() as f64 >= LEAST;
    (is_large && new.rows.len() < old.rows.len() && gain > 0.0).then_some(new)
}

fn pasted(table: &Table, old: &Box, whole: &Box) -> Option<Box> {
    let mut candidates = Vec::new();
    for factor in (0..old.limits.len()).filter(|i| old.limits[*i] != whole.limits[*i]) {
        let (low, high) = old.limits[factor];
        for upper in [false, true] {
            let mut beside = old.limits.clone();
            beside[factor] = if upper { (high, whole.limits[factor].1) } else { (whole.limits[factor].0, low) };
            let mut values: Vec<f64> = table.within(&beside).iter().map(|row| table.x[*row][factor]).collect();
            values.sort_by(f64::total_cmp);
            let mut limits = old.limits.clone();
            if upper {
                limits[factor].1 = if values.is_empty() { whole.limits[factor].1 } else { edge(&values, STEP) };
            } else {
                limits[factor].0 = if values.is_empty() { whole.limits[factor].0 } else { edge(&values, 1.0 - STEP) };
            }
            candidates.push(Box { rows: table.within(&limits), limits });
        }
    }
    let (gain, new) = best(table, old, whole, candidates)?;
    (new.rows.len() > old.rows.len() && gain > 0.0).then_some(new)
}

/// Between two values about a share of sorted values; among equal ones the edge moves outwards until something is cut.
fn edge(sorted: &[f64], share: f64) -> f64 {
    let last = sorted.len() - 1;
    let at = last as f64 * share;
    let (mut low, mut high) = (at.floor() as usize, at.ceil() as usize);
    let equal = |a: usize, b: usize| sorted[a].total_cmp(&sorted[b]).is_eq();
    if share > 0.5 {
        while equal(low, high) && low > 0 {
            low -= 1;
        }
    } else {
        while equal(low, high) && high < last {
            high += 1;
        }
    }
    f64::midpoint(sorted[low], sorted[high])
}
