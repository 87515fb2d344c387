//! Reads a table of results by the names of its columns.

use crate::study::analysis::{Cell, Grid};

/// A row of a table.
pub type Row<'g> = &'g [Cell];

/// The text of a cell; empty where it holds none.
pub fn text<'g>(grid: &Grid, row: Row<'g>, column: &str) -> &'g str {
    match cell(grid, row, column) {
        Some(Cell::Text(text)) => text,
        _ => "",
    }
}

/// The number of a cell, where it has one.
pub fn number(grid: &Grid, row: Row<'_>, column: &str) -> Option<f64> {
    match cell(grid, row, column) {
        Some(Cell::Number(number)) => Some(*number),
        Some(Cell::Count(count)) => Some(*count as f64),
        _ => None,
    }
}

/// Two numbers, where the row has both.
pub fn pair(grid: &Grid, row: Row<'_>, low: &str, high: &str) -> Option<(f64, f64)> {
    Some((number(grid, row, low)?, number(grid, row, high)?))
}

fn cell<'g>(grid: &Grid, row: Row<'g>, column: &str) -> Option<&'g Cell> {
    row.get(grid.columns.iter().position(|name| name == column)?)
}

/// The rows that agree in these columns, in the order in which they first come.
pub fn groups<'g>(grid: &'g Grid, columns: &[&str]) -> Vec<(Vec<&'g str>, Vec<Row<'g>>)> {
    let mut groups: Vec<(Vec<&str>, Vec<Row>)> = Vec::new();
    for row in &grid.rows {
        let key: Vec<&str> = columns.iter().map(|column| text(grid, row, column)).collect();
        match groups.iter_mut().find(|(known, _)| *known == key) {
            Some((_, rows)) => rows.push(row),
            None => groups.push((key, vec![row])),
        }
    }
    groups
}
