//! How Sobol indices settle as blocks are added: a row a factor and order, a column a number of blocks.

use super::Material;
use super::html::{Column, Html};
use super::results::{called, word};
use marchland::run::number::count;
use marchland::study::analysis::{Cell, Grid};
use marchland::study::figure::said;

/// Stands where there is no number.
const NONE: &str = "–";

/// The table, of the convergence of one output.
pub fn table(page: &mut Html, grid: &Grid, of: &Material) {
    let at = |name: &str| grid.columns.iter().position(|column| column == name);
    let (Some(blocks), Some(factor)) = (at("blocks"), at("factor")) else { return };
    let several = |name: &&str| at(name).is_some_and(|at| grid.rows.iter().any(|row| row[at] != grid.rows[0][at]));
    let named: Vec<(usize, &str)> =
        ["scenario", "policy"].into_iter().filter(several).filter_map(|name| Some((at(name)?, name))).collect();
    let key = |row: &Vec<Cell>| -> Vec<String> {
        let places = named.iter().map(|(at, name)| called(&of.names, name, word(&row[*at])));
        places.chain([called(&of.names, "factor", word(&row[factor]))]).collect()
    };
    // Incomplete blocks may leave one policy with fewer than another: each of its numbers has a column.
    let mut numbers: Vec<u64> = grid.rows.iter().filter_map(|row| counted(&row[blocks])).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let mut keys: Vec<Vec<String>> = Vec::new();
    for row in &grid.rows {
        let own = key(row);
        if !keys.contains(&own) {
            keys.push(own);
        }
    }
    let mut rows = Vec::new();
    for own in &keys {
        for (order, column) in [("first", at("first")), ("total", at("total"))] {
            let Some(column) = column else { continue };
            let cell = |number: &u64| {
                let row = grid.rows.iter().find(|row| counted(&row[blocks]) == Some(*number) && key(row) == *own);
                match row.map(|row| &row[column]) {
                    Some(Cell::Number(value)) => said(*value, ""),
                    _ => NONE.to_owned(),
                }
            };
            let cells: Vec<String> = numbers.iter().map(cell).collect();
            // What does not vary has no indices, with however many blocks.
            if cells.iter().any(|cell| cell != NONE) {
                rows.push(own.iter().cloned().chain([order.to_owned()]).chain(cells).collect());
            }
        }
    }
    let heads: Vec<String> = numbers.iter().map(|number| format!("{} blocks", count(*number))).collect();
    let mut columns: Vec<(Column, &str)> = named.iter().map(|(_, name)| (Column::Long, *name)).collect();
    columns.extend([(Column::Long, "factor"), (Column::Text, "order")]);
    columns.extend(heads.iter().map(|head| (Column::Number, head.as_str())));
    page.table("How they settle: the same from the first blocks alone", &columns, &rows);
}

fn counted(cell: &Cell) -> Option<u64> {
    if let Cell::Count(number) = cell { Some(*number) } else { None }
}
