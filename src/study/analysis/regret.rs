//! Regret and satisficing: how far each policy falls behind the best one in each future.

use std::collections::BTreeSet;

use super::{ALONE, Cell, Findings, Grid, Points, Runs, Used, number, sums, values};

/// Regret of each policy in each future (scenario, point, replicate) that all policies have, and the share of futures in
/// which it comes to `enough`; without it to the median of all values.
///
/// # Errors
/// If the table has one policy only.
pub fn regret(runs: &Runs, outputs: &[usize], low_is_good: bool, enough: Option<f64>) -> Result<Findings, String> {
    let policies: BTreeSet<&str> = runs.lines.iter().map(|line| line.policy.as_str()).collect();
    if policies.len() < 2 {
        return Err("the table has one policy only\nregret takes a study with two or more".to_owned());
    }
    let mut main = Grid::new(
        "regret",
        &[
            "scenario",
            "policy",
            "output",
            "mean_regret",
            "p90_regret",
            "max_regret",
            "share_best",
            "enough",
            "share_enough",
            "futures",
        ],
    );
    let names: Vec<&str> = policies.into_iter().collect();
    let sign = if low_is_good { -1.0 } else { 1.0 };
    let mut told = Vec::new();
    for output in outputs {
        let (groups, mut used) = values(runs, *output);
        let scenarios: BTreeSet<&str> = groups.keys().map(|(scenario, _)| *scenario).collect();
        for scenario in scenarios {
            let own: Vec<Option<&Points>> = names.iter().map(|policy| groups.get(&(scenario, *policy))).collect();
            let futures = futures(&own, &mut used);
            let enough = enough.unwrap_or_else(|| sums::quantile(&sums::sorted(futures.concat()), 0.5));
            for (i, policy) in names.iter().enumerate() {
                let regrets = sums::sorted(futures.iter().map(|all| best(all, sign) - sign * all[i]).collect());
                let share = |holds: &dyn Fn(&Vec<f64>) -> bool| {
                    futures.iter().filter(|all| holds(all)).count() as f64 / futures.len() as f64
                };
                let is_best = share(&|all| sign * all[i] >= best(all, sign));
                let is_enough = share(&|all| sign * all[i] >= sign * enough);
                let mut row: Vec<Cell> =
                    [scenario, policy, &runs.outputs[*output]].map(|text| Cell::Text(text.to_owned())).into();
                let greatest = sums::quantile(&regrets, 1.0);
                let all = [sums::mean(&regrets), sums::quantile(&regrets, 0.9), greatest, is_best, enough, is_enough];
                row.extend(all.map(number));
                row.push(Cell::Count(futures.len() as u64));
                main.rows.push(row);
            }
        }
        told.push(used);
    }
    let (good, reached) = if low_is_good { ("low", "at most") } else { ("high", "at least") };
    let method = format!(
        "Regret: how far a policy's output falls behind that of the best policy in the same future (scenario, point, \
         replicate), where {good} values are good. `share_enough` is the share of futures in which the output is {reached} \
         `enough`{}.",
        if enough.is_none() { ", here the median over all policies and futures of a scenario" } else { "" }
    );
    Ok(Findings { method, tables: vec![main], used: told })
}

/// The values of all policies in each future that all of them have. Counts those of others as left out.
fn futures(policies: &[Option<&Points>], used: &mut Used) -> Vec<Vec<f64>> {
    let keys: BTreeSet<(u64, u32)> = (policies.iter().flatten())
        .flat_map(|points| points.iter().flat_map(|(point, own)| own.keys().map(|r| (*point, *r))))
        .collect();
    let mut futures = Vec::new();
    for (point, replicate) in keys {
        let value = |points: &&Points| points.get(&point)?.get(&replicate).copied();
        let all: Vec<f64> = policies.iter().flatten().filter_map(value).collect();
        if all.len() == policies.len() {
            used.used += all.len() as u64;
            futures.push(all);
        } else {
            used.leave(ALONE, all.len() as u64);
        }
    }
    futures
}

fn best(all: &[f64], sign: f64) -> f64 {
    all.iter().map(|value| sign * value).fold(f64::NEG_INFINITY, f64::max)
}
