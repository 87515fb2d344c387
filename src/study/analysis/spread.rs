//! How the values of an output lie.

use super::{Cell, Findings, Grid, Runs, named, number, sums, values};

/// Mean, standard deviation and quantiles of each output by scenario and policy, and which share of the variance is luck:
/// differences of replicates at the same point.
#[must_use]
pub fn spread(runs: &Runs, outputs: &[usize]) -> Findings {
    let mut main = Grid::new(
        "spread",
        &[
            "scenario",
            "policy",
            "output",
            "rows",
            "mean",
            "deviation",
            "least",
            "p5",
            "p25",
            "median",
            "p75",
            "p95",
            "greatest",
            "luck",
        ],
    );
    let mut told = Vec::new();
    for output in outputs {
        let (groups, mut used) = values(runs, *output);
        for (group, points) in groups {
            let all = sums::sorted(points.values().flat_map(|point| point.values().copied()).collect());
            used.used += all.len() as u64;
            let mut row = named(group, &runs.outputs[*output]);
            row.push(Cell::Count(all.len() as u64));
            let variance = sums::variance(&all, 1);
            // The mean of equal values is that value, and not what adding them up leaves.
            let mean = if variance > 0.0 { sums::mean(&all) } else { all.first().copied().unwrap_or(f64::NAN) };
            row.extend([mean, variance.sqrt()].map(number));
            row.extend([0.0, 0.05, 0.25, 0.5, 0.75, 0.95, 1.0].map(|share| number(sums::quantile(&all, share))));
            let within: Vec<(f64, f64)> = (points.values())
                .filter(|point| point.len() > 1)
                .map(|point| {
                    let values: Vec<f64> = point.values().copied().collect();
                    let freedom = (values.len() - 1) as f64;
                    (sums::variance(&values, 1) * freedom, freedom)
                })
                .collect();
            let freedom: f64 = within.iter().map(|(_, freedom)| freedom).sum();
            row.push(number(within.iter().map(|(sum, _)| sum).sum::<f64>() / freedom / variance));
            main.rows.push(row);
        }
        told.push(used);
    }
    let method =
        "How the values of an output lie over all points and replicates. `luck` is the variance of replicates at \
                  the same point as a share of the whole variance; there is none where each point was run once."
            .to_owned();
    Findings { method, tables: vec![main], used: told }
}
