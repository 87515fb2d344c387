//! Sobol indices of first and total order, from a Saltelli design.

use super::{Cell, Findings, Grid, Luck, Runs, blocks, design, named, number, sums, values};

/// First order by Saltelli et al. (2010), total order by Jansen (1999), with bootstrap intervals over blocks, and how they
/// settle as blocks are added.
///
/// # Errors
/// If the points are no Saltelli design.
pub fn sobol(runs: &Runs, outputs: &[usize], luck: Luck) -> Result<Findings, String> {
    let factors = runs.factors.len();
    let size = factors as u64 + 2;
    is_saltelli(runs, size)?;
    let mut main = Grid::new(
        "sobol",
        &[
            "scenario",
            "policy",
            "output",
            "factor",
            "first",
            "first_low",
            "first_high",
            "total",
            "total_low",
            "total_high",
            "blocks",
        ],
    );
    let mut settling =
        Grid::new("convergence", &["scenario", "policy", "output", "factor", "blocks", "first", "total"]);
    let mut told = Vec::new();
    for output in outputs {
        let (groups, mut used) = values(runs, *output);
        for (group, points) in groups {
            let blocks: Vec<Vec<f64>> = blocks(&points, size, &mut used).into_iter().map(|(_, block)| block).collect();
            let all: Vec<usize> = (0..blocks.len()).collect();
            let indices = of(&blocks, &all, factors);
            let name = format!("sobol {} {} {}", group.0, group.1, runs.outputs[*output]);
            let intervals = sums::intervals(luck, &name, blocks.len(), &|drawn| of(&blocks, drawn, factors));
            for (i, factor) in runs.factors.iter().enumerate() {
                let mut row = named(group, &runs.outputs[*output]);
                row.push(Cell::Text(factor.clone()));
                for at in [i, factors + i] {
                    let (low, high) = intervals.get(at).copied().unwrap_or((f64::NAN, f64::NAN));
                    row.extend([indices[at], low, high].map(number));
                }
                row.push(Cell::Count(blocks.len() as u64));
                main.rows.push(row);
            }
            for part in [8, 4, 2, 1].map(|share| blocks.len() / share).into_iter().filter(|part| *part > 1) {
                let indices = of(&blocks, &all[..part], factors);
                for (i, factor) in runs.factors.iter().enumerate() {
                    let mut row = named(group, &runs.outputs[*output]);
                    row.extend([Cell::Text(factor.clone()), Cell::Count(part as u64)]);
                    row.extend([indices[i], indices[factors + i]].map(number));
                    settling.rows.push(row);
                }
            }
        }
        told.push(used);
    }
    let method = format!(
        "Sobol indices: the share of an output's variance that a factor makes alone (first, estimator of Saltelli et al. \
         2010) and with all others (total, estimator of Jansen 1999). Intervals hold the middle 95 % of {} resamples of \
         whole blocks (seed {}). Replicates are averaged.",
        luck.resamples, luck.seed
    );
    Ok(Findings { method, tables: vec![main, settling], used: told })
}

/// First order of each factor, then total order of each.
fn of(blocks: &[Vec<f64>], chosen: &[usize], factors: usize) -> Vec<f64> {
    let blocks = || chosen.iter().map(|i| &blocks[*i]);
    let n = chosen.len() as f64;
    // Less the mean of all, as SALib does: the estimator of the first order is steadier around nothing.
    let middle = blocks().flatten().sum::<f64>() / (n * (factors + 2) as f64);
    let ends: Vec<f64> = blocks().flat_map(|block| [block[0], block[factors + 1]]).collect();
    let variance = sums::variance(&ends, 0);
    let first = |i: usize| blocks().map(|b| (b[factors + 1] - middle) * (b[i + 1] - b[0])).sum::<f64>() / n / variance;
    let total = |i: usize| blocks().map(|b| (b[0] - b[i + 1]) * (b[0] - b[i + 1])).sum::<f64>() / n / 2.0 / variance;
    (0..factors).map(first).chain((0..factors).map(total)).collect()
}

/// In each block point i + 1 takes factor i from the last point and the others from the first.
pub(super) fn is_saltelli(runs: &Runs, size: u64) -> Result<(), String> {
    let factors = runs.factors.len();
    let points = design(runs);
    let wrong = |point: u64, factor: &str| {
        format!(
            "the points are no Saltelli design: `{factor}` of point {point} is not what its block has there\nsobol takes \
             a study whose design is `Saltelli`"
        )
    };
    if factors == 0 {
        return Err("the table has no factors (columns `x_...`)\nsobol takes a study that varies some".to_owned());
    }
    for block in points.keys().map(|point| point / size).collect::<std::collections::BTreeSet<u64>>() {
        let (Some(a), Some(b)) = (points.get(&(block * size)), points.get(&(block * size + size - 1))) else {
            continue;
        };
        for changed in 0..factors {
            let at = block * size + 1 + changed as u64;
            let Some(point) = points.get(&at) else { continue };
            for factor in 0..factors {
                let wanted = if factor == changed { b[factor] } else { a[factor] };
                if point[factor].to_bits() != wanted.to_bits() {
                    return Err(wrong(at, &runs.factors[factor]));
                }
            }
        }
    }
    Ok(())
}
