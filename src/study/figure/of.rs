//! Which figures an analysis has, made of its tables.

mod design;
mod policies;

use super::look::{Row as Cells, text};
use super::{Figure, Names};
use crate::run::number::figure;
use crate::study::analysis::{Findings, Grid, Used};

pub use policies::history;

/// The figures of an analysis: one or two for each output, scenario and policy, or for each output.
#[must_use]
pub fn figures(findings: &Findings, names: &Names) -> Vec<Figure> {
    let mut made = Vec::new();
    for grid in &findings.tables {
        made.extend(match grid.name {
            "sobol" => design::sobol(grid, &findings.used, names),
            "morris" => design::morris(grid, &findings.used, names),
            "box" => design::limits(grid, findings, names),
            "trajectory" => design::trajectory(grid, findings),
            "effect" => policies::effect(grid, &findings.used, names),
            "regret" => policies::regret(grid, &findings.used, names),
            "spread" => policies::spread(grid, &findings.used, names),
            "fan" => policies::fan(grid, names),
            _ => Vec::new(),
        });
    }
    made
}

/// What is said of the rows of an output.
fn counted(used: &[Used], output: &str) -> String {
    let own = used.iter().find(|used| used.output == output);
    own.map(|used| format!(" {}.", used.counted())).unwrap_or_default()
}

/// Scenario and policy, as far as a table has several.
fn place(grid: &Grid, row: Cells<'_>, names: &Names) -> String {
    let several = |column: &str| {
        let first = grid.rows.first().map(|row| text(grid, row, column));
        grid.rows.iter().any(|row| Some(text(grid, row, column)) != first)
    };
    let mut parts = Vec::new();
    if several("scenario") {
        parts.push(names.scenario(text(grid, row, "scenario")));
    }
    if several("policy") {
        parts.push(names.policy(text(grid, row, "policy")));
    }
    if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) }
}

/// A value with its interval.
fn spoken(value: f64, interval: Option<(f64, f64)>) -> String {
    let own = said(value, "");
    interval.map_or(own.clone(), |(low, high)| format!("{own}, {} to {}", said(low, ""), said(high, "")))
}

/// A value to three figures, so that policies that lie near each other are told apart; a year keeps its quarters.
#[must_use]
pub fn said(value: f64, unit: &str) -> String {
    let size = value.abs();
    let text = match size {
        _ if unit == "year" && size > 1000.0 => return format!("{value:.1}"),
        _ if !(1e-4..1000.0).contains(&size) => return figure(value),
        _ if size < 0.001 => format!("{size:.6}"),
        _ if size < 0.01 => format!("{size:.5}"),
        _ if size < 0.1 => format!("{size:.4}"),
        _ if size < 1.0 => format!("{size:.3}"),
        _ if size < 10.0 => format!("{size:.2}"),
        _ if size < 100.0 => format!("{size:.1}"),
        _ => format!("{size:.0}"),
    };
    if value < 0.0 { format!("−{text}") } else { text }
}

/// A name with its unit.
fn with_unit(text: &str, unit: &str) -> String {
    if unit.is_empty() { text.to_owned() } else { format!("{text}, {unit}") }
}
