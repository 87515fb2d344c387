//! What one policy changes against another, from paired runs.

use super::{ALONE, Cell, Findings, Grid, Luck, Points, Runs, Used, number, sums, values};

/// For each policy the differences to `against` at the same scenario, point and replicate: mean with an interval, median, in
/// which share of the pairs it is greater, and how the two go together.
///
/// # Errors
/// If the table has no such policy, or no other.
pub fn effect(runs: &Runs, outputs: &[usize], against: &str, luck: Luck) -> Result<Findings, String> {
    let policies: std::collections::BTreeSet<&str> = runs.lines.iter().map(|line| line.policy.as_str()).collect();
    let list = || policies.iter().map(|policy| format!("`{policy}`")).collect::<Vec<_>>().join(", ");
    if !policies.contains(against) {
        return Err(format!("the table has no policy `{against}`\nit has {}", list()));
    }
    if policies.len() < 2 {
        return Err(format!("the table has only {}\neffect takes a study with two policies or more", list()));
    }
    let mut main = Grid::new(
        "effect",
        &[
            "scenario",
            "policy",
            "against",
            "output",
            "mean",
            "low",
            "high",
            "median",
            "share_greater",
            "share_equal",
            "correlation",
            "pairs",
            "points",
        ],
    );
    let mut told = Vec::new();
    for output in outputs {
        let (groups, mut used) = values(runs, *output);
        let mut used_against: std::collections::BTreeSet<(&str, u64, u32)> = std::collections::BTreeSet::new();
        for ((scenario, policy), points) in groups.iter().filter(|((_, policy), _)| *policy != against) {
            let empty = Points::new();
            let base = groups.get(&(*scenario, against)).unwrap_or(&empty);
            let pairs = pairs(points, base, &mut used, &mut |point, replicate| {
                used_against.insert((*scenario, point, replicate));
            });
            let name = format!("effect {scenario} {policy} {against} {}", runs.outputs[*output]);
            let drawn_again = members(&pairs);
            let again = |drawn: &[usize]| vec![mean_difference(&drawn_again, drawn)];
            let interval = sums::intervals(luck, &name, drawn_again.len(), &again);
            let mut row: Vec<Cell> =
                [*scenario, *policy, against, &runs.outputs[*output]].map(|text| Cell::Text(text.to_owned())).into();
            row.extend(numbers(&pairs, interval.first().copied().unwrap_or((f64::NAN, f64::NAN))));
            main.rows.push(row);
        }
        let base: u64 = groups
            .iter()
            .filter(|((_, policy), _)| *policy == against)
            .flat_map(|(_, points)| points.values().map(|point| point.len() as u64))
            .sum();
        used.used += used_against.len() as u64;
        used.leave(ALONE, base - used_against.len() as u64);
        told.push(used);
    }
    let method = format!(
        "What a policy changes against `{against}`: differences of runs at the same scenario, point and replicate. The \
         interval of the mean holds the middle 95 % of {} resamples of points, or of replicates where there is one point \
         (seed {}).",
        luck.resamples, luck.seed
    );
    Ok(Findings { method, tables: vec![main], used: told })
}

/// The pairs of each point that has some. Replicates at one point share its factors: points are what is drawn again.
fn pairs(own: &Points, base: &Points, used: &mut Used, note: &mut dyn FnMut(u64, u32)) -> Vec<Vec<(f64, f64)>> {
    let mut pairs = Vec::new();
    for (point, own) in own {
        let mut here = Vec::new();
        for (replicate, value) in own {
            if let Some(other) = base.get(point).and_then(|other| other.get(replicate)) {
                here.push((*value, *other));
                note(*point, *replicate);
            } else {
                used.leave(ALONE, 1);
            }
        }
        used.used += here.len() as u64;
        if !here.is_empty() {
            pairs.push(here);
        }
    }
    pairs
}

/// What is drawn again for intervals: points; where there is one only, its replicates.
fn members(pairs: &[Vec<(f64, f64)>]) -> Vec<Vec<(f64, f64)>> {
    match pairs {
        [only] => only.iter().map(|pair| vec![*pair]).collect(),
        several => several.to_vec(),
    }
}

fn mean_difference(pairs: &[Vec<(f64, f64)>], drawn: &[usize]) -> f64 {
    let all = || drawn.iter().flat_map(|i| &pairs[*i]);
    all().map(|(own, other)| own - other).sum::<f64>() / all().count() as f64
}

fn numbers(pairs: &[Vec<(f64, f64)>], (low, high): (f64, f64)) -> Vec<Cell> {
    let own: Vec<f64> = pairs.iter().flatten().map(|pair| pair.0).collect();
    let other: Vec<f64> = pairs.iter().flatten().map(|pair| pair.1).collect();
    let gaps = sums::sorted(own.iter().zip(&other).map(|(own, other)| own - other).collect());
    let share = |holds: fn(f64) -> bool| gaps.iter().filter(|gap| holds(**gap)).count() as f64 / gaps.len() as f64;
    let (means, n) = ((sums::mean(&own), sums::mean(&other)), own.len() as f64);
    let together = own.iter().zip(&other).map(|(a, b)| (a - means.0) * (b - means.1)).sum::<f64>() / n;
    let correlation = together / (sums::variance(&own, 0) * sums::variance(&other, 0)).sqrt();
    let greater = share(|gap| gap > 0.0);
    let equal = share(|gap| gap.abs() <= 0.0);
    let all = [sums::mean(&gaps), low, high, sums::quantile(&gaps, 0.5), greater, equal, correlation];
    let mut cells: Vec<Cell> = all.map(number).into();
    cells.extend([Cell::Count(gaps.len() as u64), Cell::Count(pairs.len() as u64)]);
    cells
}
