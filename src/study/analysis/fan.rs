//! How a variable spreads over the years, quarter by quarter.

use std::collections::BTreeMap;

use super::{Cell, Grid, number, sums};
use crate::model::date::Quarter;

/// Values of one variable by scenario, policy and quarter.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Futures {
    pub variable: String,
    pub groups: BTreeMap<(String, String), BTreeMap<Quarter, Vec<f64>>>,
}

/// Quantiles of each variable in each quarter that was kept, over all runs of a scenario and policy. Runs that ended
/// before a quarter are not in it.
#[must_use]
pub fn fan(futures: &[Futures]) -> Grid {
    let columns = ["scenario", "policy", "variable", "quarter", "runs", "p5", "p25", "median", "p75", "p95"];
    let mut grid = Grid::new("fan", &columns);
    for futures in futures {
        for ((scenario, policy), quarters) in &futures.groups {
            for (quarter, values) in quarters {
                let values: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
                let mut row: Vec<Cell> =
                    [scenario, policy, &futures.variable].map(|text| Cell::Text(text.clone())).into();
                row.extend([Cell::Text(quarter.to_string()), Cell::Count(values.len() as u64)]);
                let values = sums::sorted(values);
                row.extend([0.05, 0.25, 0.5, 0.75, 0.95].map(|share| number(sums::quantile(&values, share))));
                grid.rows.push(row);
            }
        }
    }
    grid
}
