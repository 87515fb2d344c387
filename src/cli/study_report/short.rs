//! The findings in a sentence each, made of the tables.

use super::{Material, Part};
use marchland::run::number::percent;
use marchland::study::analysis::{Cell, Grid};
use marchland::study::figure::said;

/// Most sentences: what does not fit stands with its output.
const MOST: usize = 16;

/// A sentence for each output or box; the tables below have the rest.
pub fn sentences(of: &Material) -> Vec<String> {
    let kind = |kind: &str, said: fn(&Material, &Part) -> Vec<String>| -> Vec<String> {
        of.parts.iter().filter(|part| part.kind == kind).flat_map(|part| said(of, part)).collect()
    };
    let mut all = kind("prim", cases);
    all.extend(kind("sobol", shares));
    all.extend(kind("morris", movers));
    all.extend(kind("regret", behind));
    all.extend(kind("effect", effects));
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
    let Some(first) = grid.rows.first() else { return Vec::new() };
    let sentence = |(name, rows): (String, Vec<&[Cell]>)| {
        let mean = |row: &[Cell]| value(grid, row, "mean");
        let mut known: Vec<&[Cell]> = rows.into_iter().filter(|row| mean(row).is_finite()).collect();
        known.sort_by(|a, b| mean(b).total_cmp(&mean(a)));
        let (most, least) = (*known.first()?, *known.last()?);
        let amount = |row: &[Cell]| {
            let [mean, low, high] = ["mean", "low", "high"].map(|column| value(grid, row, column));
            format!("{} ({} to {})", plus(mean), said(low, ""), said(high, ""))
        };
        let policy = |row: &[Cell]| format!("“{}”", of.names.policy(word(grid, row, "policy")));
        // Two that differ by less than a thousandth of themselves are called the same.
        let near = (mean(most) - mean(least)).abs() <= 1e-3 * mean(most).abs().max(mean(least).abs());
        let are_none = mean(most).abs() <= 0.0 && mean(least).abs() <= 0.0;
        Some(match known.len() {
            _ if are_none => format!("{name}: no difference."),
            1 => format!("{name}: {} under {}.", amount(most), policy(most)),
            number if near => format!("{name}: {} under each of the {number} policies.", plus(mean(most))),
            _ => format!(
                "{name}: from {} under {} to {} under {}.",
                amount(least),
                policy(least),
                amount(most),
                policy(most)
            ),
        })
    };
    let sentences: Vec<String> = grouped(of, grid, false).into_iter().filter_map(sentence).collect();
    let against = of.names.policy(word(grid, first, "against"));
    let lead = format!("Differences to “{against}”, of runs with the same luck, with 95 % intervals of the mean:");
    std::iter::once(lead).chain(sentences).collect()
}

fn plus(x: f64) -> String {
    if x > 0.0 { format!("+{}", said(x, "")) } else { said(x, "") }
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
            .map(|row| format!("{} (mu* {})", of.names.factor(word(grid, row, "factor")).title, said(star(row), "")))
            .collect();
        (!said.is_empty()).then(|| format!("{name}: moved most by {}.", said.join(", ")))
    };
    grouped(of, grid, true).into_iter().filter_map(sentence).collect()
}

fn cases(of: &Material, part: &Part) -> Vec<String> {
    let Some(grid) = part.findings.tables.first() else { return vec![format!("{}: {}", part.title, part.note)] };
    let limit = |row: &Vec<Cell>| {
        let [low, high, least, greatest] = ["low", "high", "least", "greatest"].map(|column| value(grid, row, column));
        let factor = of.names.factor(word(grid, row, "factor")).title;
        match (low > least, high < greatest) {
            (true, false) => Some(format!("{factor} ≥ {}", said(low, ""))),
            (false, true) => Some(format!("{factor} ≤ {}", said(high, ""))),
            (true, true) => Some(format!("{factor} from {} to {}", said(low, ""), said(high, ""))),
            (false, false) => None,
        }
    };
    let limits: Vec<String> = grid.rows.iter().filter_map(limit).collect();
    let Some(first) = grid.rows.first() else { return Vec::new() };
    let (coverage, density) = (percent(value(grid, first, "coverage")), percent(value(grid, first, "density")));
    let within = if limits.is_empty() { "anywhere".to_owned() } else { format!("where {}", limits.join(", ")) };
    vec![format!("{}: {within}, {density} of the runs are cases, which is {coverage} of all cases.", part.title)]
}

fn behind(of: &Material, part: &Part) -> Vec<String> {
    let grid = &part.findings.tables[0];
    let sentence = |(name, rows): (String, Vec<&[Cell]>)| {
        let regret = |row: &&&[Cell]| value(grid, row, "mean_regret");
        let least = rows.iter().min_by(|a, b| regret(a).total_cmp(&regret(b)))?;
        Some(format!(
            "{name}: “{}” falls least behind the best policy, by {} on average; it is the best in {} of the futures.",
            of.names.policy(word(grid, least, "policy")),
            said(regret(&least), ""),
            percent(value(grid, least, "share_best"))
        ))
    };
    grouped(of, grid, false).into_iter().filter_map(sentence).collect()
}
