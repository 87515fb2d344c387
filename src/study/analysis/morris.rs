//! Elementary effects, from a Morris design.

use super::{Cell, Findings, Grid, Luck, Runs, blocks, design, named, number, sums, values};

/// Mean, mean of absolute values and standard deviation of the elementary effects (Morris 1991, Campolongo et al. 2007), by
/// the step of a grid with so many `levels`, which is a share of a factor's range.
///
/// # Errors
/// If the points are no Morris design, or the levels are no even number.
pub fn morris(runs: &Runs, outputs: &[usize], levels: Option<u32>, luck: Luck) -> Result<Findings, String> {
    let factors = runs.factors.len();
    let size = factors as u64 + 1;
    let design = design(runs);
    let seen = (0..factors).map(|i| distinct(design.values().map(|x| x[i]))).max().unwrap_or(0);
    let levels = levels.unwrap_or(u32::try_from(seen).unwrap_or(u32::MAX));
    if levels < 2 || levels % 2 == 1 {
        return Err(format!("a Morris grid has an even number of levels, not {levels}; give it with `--levels`"));
    }
    let step = f64::from(levels) / (2.0 * (f64::from(levels) - 1.0));
    let mut main = Grid::new(
        "morris",
        &[
            "scenario",
            "policy",
            "output",
            "factor",
            "mu",
            "mu_star",
            "mu_star_low",
            "mu_star_high",
            "sigma",
            "trajectories",
        ],
    );
    let mut told = Vec::new();
    for output in outputs {
        let (groups, mut used) = values(runs, *output);
        for (group, points) in groups {
            let mut effects: Vec<Vec<f64>> = Vec::new();
            for (block, y) in blocks(&points, size, &mut used) {
                let mut own = vec![f64::NAN; factors];
                for (i, pair) in y.windows(2).enumerate() {
                    let at = block * size + i as u64;
                    let (factor, sign) = moved(design[&at], design[&(at + 1)]).ok_or_else(|| {
                        format!(
                            "the points are no Morris design: more or less than one factor moves between points {at} and \
                             {}\nmorris takes a study whose design is `Morris`",
                            at + 1
                        )
                    })?;
                    own[factor] = sign * (pair[1] - pair[0]) / step;
                }
                effects.push(own);
            }
            let star = |drawn: &[usize]| -> Vec<f64> {
                let mean = |i: usize| drawn.iter().map(|t| effects[*t][i].abs()).sum::<f64>() / drawn.len() as f64;
                (0..factors).map(mean).collect()
            };
            let name = format!("morris {} {} {}", group.0, group.1, runs.outputs[*output]);
            let intervals = sums::intervals(luck, &name, effects.len(), &star);
            let group = named(group, &runs.outputs[*output]);
            main.rows.extend(rows(&group, &runs.factors, &effects, &intervals));
        }
        told.push(used);
    }
    let method = format!(
        "Elementary effects of Morris: what an output changes by when one factor crosses its range at the pace of a step \
         ({levels} levels). mu is their mean, mu_star the mean of their sizes, sigma their standard deviation: large where \
         the effect is bent or hangs on other factors. Intervals of mu_star hold the middle 95 % of {} resamples of \
         trajectories (seed {}). Replicates are averaged.",
        luck.resamples, luck.seed
    );
    Ok(Findings { method, tables: vec![main], used: told })
}

/// A row a factor.
fn rows(group: &[Cell], factors: &[String], effects: &[Vec<f64>], intervals: &[(f64, f64)]) -> Vec<Vec<Cell>> {
    let row = |(i, factor): (usize, &String)| {
        let own: Vec<f64> = effects.iter().map(|own| own[i]).collect();
        let sizes: Vec<f64> = own.iter().map(|effect| effect.abs()).collect();
        let (low, high) = intervals.get(i).copied().unwrap_or((f64::NAN, f64::NAN));
        let mut row = group.to_vec();
        row.push(Cell::Text(factor.clone()));
        let all = [sums::mean(&own), sums::mean(&sizes), low, high, sums::variance(&own, 1).sqrt()];
        row.extend(all.map(number));
        row.push(Cell::Count(effects.len() as u64));
        row
    };
    factors.iter().enumerate().map(row).collect()
}

fn distinct(values: impl Iterator<Item = f64>) -> usize {
    values.map(f64::to_bits).collect::<std::collections::BTreeSet<u64>>().len()
}

/// The only factor that moved, and whether up or down.
pub(super) fn moved(from: &[f64], to: &[f64]) -> Option<(usize, f64)> {
    let mut moved = from.iter().zip(to).enumerate().filter(|(_, (a, b))| a.to_bits() != b.to_bits());
    let (factor, (a, b)) = moved.next()?;
    moved.next().is_none().then_some((factor, (b - a).signum()))
}
