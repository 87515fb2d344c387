//! What one policy changes against another, from runs at the same point and replicate.

use std::collections::{BTreeMap, BTreeSet};

use super::unit::Unit;
use super::{ALONE, Cell, Findings, Grid, Luck, Points, Runs, Used, number, sums, values};

/// A run under a policy and the one that it is compared with.
struct Pair {
    point: u64,
    replicate: u32,
    own: f64,
    other: f64,
}

/// Pairs that are drawn together.
type Members = Vec<Vec<f64>>;

/// For each policy the differences to `against` at the same scenario, point and replicate: mean with an interval, median, in
/// which share of the pairs it is greater, how the two go together, and how many of what were drawn again for the interval.
///
/// # Errors
/// If the table has no such policy, or no other.
pub fn effect(runs: &Runs, outputs: &[usize], against: &str, luck: Luck) -> Result<Findings, String> {
    let policies: BTreeSet<&str> = runs.lines.iter().map(|line| line.policy.as_str()).collect();
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
            "units",
            "resampled",
        ],
    );
    let unit = Unit::of(runs);
    let mut told = Vec::new();
    for output in outputs {
        let (groups, mut used) = values(runs, *output);
        let mut used_against: BTreeSet<(&str, u64, u32)> = BTreeSet::new();
        for ((scenario, policy), points) in groups.iter().filter(|((_, policy), _)| *policy != against) {
            let empty = Points::new();
            let base = groups.get(&(*scenario, against)).unwrap_or(&empty);
            let pairs = pairs(points, base, &mut used, &mut |point, replicate| {
                used_against.insert((*scenario, point, replicate));
            });
            let name = format!("effect {scenario} {policy} {against} {}", runs.outputs[*output]);
            let (drawn_again, what) = members(&pairs, unit);
            let again = |drawn: &[usize]| vec![mean_difference(&drawn_again, drawn)];
            let interval = sums::intervals(luck, &name, drawn_again.len(), &again);
            let mut row: Vec<Cell> =
                [*scenario, *policy, against, &runs.outputs[*output]].map(|text| Cell::Text(text.to_owned())).into();
            row.extend(numbers(&pairs, interval.first().copied().unwrap_or((f64::NAN, f64::NAN))));
            row.extend([Cell::Count(drawn_again.len() as u64), Cell::Text(what.to_owned())]);
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
         interval of the mean holds the middle 95 % of {} resamples of {} (seed {}).",
        luck.resamples, unit.told, luck.seed
    );
    Ok(Findings { method, tables: vec![main], used: told })
}

/// The runs that both have, in the order of points and replicates.
fn pairs(own: &Points, base: &Points, used: &mut Used, note: &mut dyn FnMut(u64, u32)) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for (point, own) in own {
        for (replicate, value) in own {
            if let Some(other) = base.get(point).and_then(|other| other.get(replicate)) {
                pairs.push(Pair { point: *point, replicate: *replicate, own: *value, other: *other });
                note(*point, *replicate);
            } else {
                used.leave(ALONE, 1);
            }
        }
    }
    used.used += pairs.len() as u64;
    pairs
}

/// The differences of what is drawn again for intervals, and what that is: replicates at one point share its factors, and so
/// do the points of a block. Where there is one only, its replicates are drawn.
fn members(pairs: &[Pair], unit: Unit) -> (Members, &'static str) {
    let by = |key: &dyn Fn(&Pair) -> u64| -> Members {
        let mut members: BTreeMap<u64, Vec<f64>> = BTreeMap::new();
        pairs.iter().for_each(|pair| members.entry(key(pair)).or_default().push(pair.own - pair.other));
        members.into_values().collect()
    };
    let members = by(&|pair| pair.point / unit.size);
    if members.len() > 1 { (members, unit.name) } else { (by(&|pair| u64::from(pair.replicate)), "replicates") }
}

fn mean_difference(members: &[Vec<f64>], drawn: &[usize]) -> f64 {
    let all = || drawn.iter().flat_map(|i| &members[*i]);
    all().sum::<f64>() / all().count() as f64
}

fn numbers(pairs: &[Pair], (low, high): (f64, f64)) -> Vec<Cell> {
    let own: Vec<f64> = pairs.iter().map(|pair| pair.own).collect();
    let other: Vec<f64> = pairs.iter().map(|pair| pair.other).collect();
    let points: BTreeSet<u64> = pairs.iter().map(|pair| pair.point).collect();
    let gaps = sums::sorted(own.iter().zip(&other).map(|(own, other)| own - other).collect());
    let share = |holds: fn(f64) -> bool| gaps.iter().filter(|gap| holds(**gap)).count() as f64 / gaps.len() as f64;
    let (means, n) = ((sums::mean(&own), sums::mean(&other)), own.len() as f64);
    let together = own.iter().zip(&other).map(|(a, b)| (a - means.0) * (b - means.1)).sum::<f64>() / n;
    let correlation = together / (sums::variance(&own, 0) * sums::variance(&other, 0)).sqrt();
    let greater = share(|gap| gap > 0.0);
    let equal = share(|gap| gap.abs() <= 0.0);
    let all = [sums::mean(&gaps), low, high, sums::quantile(&gaps, 0.5), greater, equal, correlation];
    let mut cells: Vec<Cell> = all.map(number).into();
    cells.extend([Cell::Count(gaps.len() as u64), Cell::Count(points.len() as u64)]);
    cells
}
