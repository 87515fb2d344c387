//! The findings in a sentence each, made of the tables.

use super::{Material, Part};
use marchland::run::number::{figure, percent, signed};
use marchland::study::analysis::{Cell, Grid};

/// Most sentences: what does not fit stands with its output.
const MOST: usize = 14;

/// A sentence for each output or box; the tables below have the rest.
pub fn sentences(of: &Material) -> Vec<String> {
    let mut all: Vec<String> = of
        .parts
        .iter()
        .flat_map(|part| match part.kind {
            "effect" => effects(of, part),
            "sobol" => shares(of, part),
            "morris" => movers(of, part),
            "prim" => cases(of, part),
            "regret" => behind(of, part),
            _ => Vec::new(),
        })
        .collect();
    all.truncate(MOST);
    all
}

fn word<'g>(grid: &'g Grid, row: &'g [Cell], column: &str) -> &'g str {
    let at = grid.columns.iter().position(|name| name == column);
    match at.map(|at| &row[at]) {
        Some(Cell::Text(text)) => text,
        _ => "",
    }
}

fn value(grid: &Grid, row: &[Cell], column: &str) -> f64 {
    let at = grid.columns.iter().position(|name| name == column);
    match at.map(|at| &row[at]) {
        Some(Cell::Number(number)) => *number,
        Some(Cell::Count(number)) => *number as f64,
        _ => f64::NAN,
    }
}

/// Rows by output, and by scenario where there are several; with what names them.
fn grouped<'g>(of: &Material, grid: &'g Grid, by_policy: bool) -> Vec<(String, Vec<&'g [Cell]>)> {
    let study = &of.opened.study;
    let mut groups: Vec<([&str; 3], Vec<&[Cell]>)> = Vec::new();
    for row in &grid.rows {
        let policy = if by_policy { word(grid, row, "policy") } else { "" };
        let key = [word(grid, row, "output"), word(grid, row, "scenario"), policy];
        match groups.iter_mut().find(|(known, _)| *known == key) {
            Some((_, rows)) => rows.push(row),
            None => groups.push((key, vec![row])),
        }
    }
    let named = |([output, scenario, policy], rows): ([&str; 3], Vec<&'g [Cell]>)| {
        let mut name = of.names.output(output).title;
        if study.scenarios.len() > 1 {
            name = format!("{name}, {}", of.names.scenario(scenario));
        }
        if by_policy && study.policies.len() > 1 {
            name = format!("{name}, {}", of.names.policy(policy));
        }
        (name, rows)
    };
    groups.into_iter().map(named).collect()
}

fn effects(of: &Material, part: &Part) -> Vec<String> {
    let grid = &part.findings.tables[0];
    let sentence = |(name, rows): (String, Vec<&[Cell]>)| {
        let mean = |row: &&&[Cell]| value(grid, row, "mean");
        let known = || rows.iter().filter(|row| mean(row).is_finite());
        let (most, least) =
            (known().max_by(|a, b| mean(a).total_cmp(&mean(b)))?, known().min_by(|a, b| mean(a).total_cmp(&mean(b)))?);
        let said = |row: &[Cell]| {
            let [mean, low, high] = ["mean", "low", "high"].map(|column| value(grid, row, column));
            format!(
                "“{}” {} ({} to {})",
                of.names.policy(word(grid, row, "policy")),
                signed(mean),
                figure(low),
                figure(high)
            )
        };
        let against = of.names.policy(word(grid, most, "against"));
        Some(if rows.len() == 1 {
            format!("{name}: against “{against}”, {}.", said(most))
        } else if mean(&most).total_cmp(&mean(&least)).is_eq() {
            format!("{name}: no policy differs from another.")
        } else {
            format!("{name}: against “{against}”, from {} to {}.", said(least), said(most))
        })
    };
    grouped(of, grid, false).into_iter().filter_map(sentence).collect()
}

fn shares(of: &Material, part: &Part) -> Vec<String> {
    let grid = &part.findings.tables[0];
    let sentence = |(name, mut rows): (String, Vec<&[Cell]>)| {
        rows.retain(|row| value(grid, row, "total").is_finite());
        rows.sort_by(|a, b| value(grid, b, "total").total_cmp(&value(grid, a, "total")));
        let said: Vec<String> = rows
            .iter()
            .take(2)
            .map(|row| {
                let factor = of.names.factor(word(grid, row, "factor")).title;
                format!(
                    "{factor} ({} alone, {} with others)",
                    percent(value(grid, row, "first")),
                    percent(value(grid, row, "total"))
                )
            })
            .collect();
        (!said.is_empty()).then(|| format!("{name}: most of the variance comes from {}.", said.join(", then ")))
    };
    grouped(of, grid, true).into_iter().filter_map(sentence).collect()
}

fn movers(of: &Material, part: &Part) -> Vec<String> {
    let grid = &part.findings.tables[0];
    let sentence = |(name, mut rows): (String, Vec<&[Cell]>)| {
        let star = |row: &[Cell]| value(grid, row, "mu_star");
        rows.retain(|row| star(row) > 0.0);
        rows.sort_by(|a, b| star(b).total_cmp(&star(a)));
        let said: Vec<String> = rows
            .iter()
            .take(3)
            .map(|row| format!("{} (mu* {})", of.names.factor(word(grid, row, "factor")).title, figure(star(row))))
            .collect();
        (!said.is_empty()).then(|| format!("{name}: moved most by {}.", said.join(", ")))
    };
    grouped(of, grid, true).into_iter().filter_map(sentence).collect()
}

fn cases(of: &Material, part: &Part) -> Vec<String> {
    let grid = &part.findings.tables[0];
    let limit = |row: &Vec<Cell>| {
        let [low, high, least, greatest] = ["low", "high", "least", "greatest"].map(|column| value(grid, row, column));
        let factor = of.names.factor(word(grid, row, "factor")).title;
        match (low > least, high < greatest) {
            (true, false) => Some(format!("{factor} ≥ {}", figure(low))),
            (false, true) => Some(format!("{factor} ≤ {}", figure(high))),
            (true, true) => Some(format!("{factor} from {} to {}", figure(low), figure(high))),
            (false, false) => None,
        }
    };
    let limits: Vec<String> = grid.rows.iter().filter_map(limit).collect();
    let Some(first) = grid.rows.first() else { return Vec::new() };
    let (coverage, density) = (percent(value(grid, first, "coverage")), percent(value(grid, first, "density")));
    let within = if limits.is_empty() { "anywhere".to_owned() } else { limits.join(", ") };
    vec![format!("{}: where {within}, {density} of the runs are cases, which is {coverage} of all cases.", part.title)]
}

fn behind(of: &Material, part: &Part) -> Vec<String> {
    let grid = &part.findings.tables[0];
    let sentence = |(name, rows): (String, Vec<&[Cell]>)| {
        let regret = |row: &&&[Cell]| value(grid, row, "mean_regret");
        let least = rows.iter().min_by(|a, b| regret(a).total_cmp(&regret(b)))?;
        Some(format!(
            "{name}: “{}” falls least behind the best policy, by {} on average; it is the best in {} of the futures.",
            of.names.policy(word(grid, least, "policy")),
            figure(regret(&least)),
            percent(value(grid, least, "share_best"))
        ))
    };
    grouped(of, grid, false).into_iter().filter_map(sentence).collect()
}
