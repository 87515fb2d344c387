//! What came out: output by output, then boxes, regret, and runs over the years.

use super::html::{Column, Html};
use super::{Material, Part, settling};
use marchland::run::number::{count, percent};
use marchland::study::analysis::{Cell, Findings, Grid};
use marchland::study::figure::{Figure, Names, figures, said};

/// Every output with the figures and tables that speak of it.
pub fn outputs(page: &mut Html, of: &Material) {
    page.part("results", "What came out");
    for output in &of.runs.outputs {
        let name = of.names.output(output);
        page.heading(&name.title, &format!("y_{output}"));
        if let Some(value) = same(of, output) {
            let runs = count(of.runs.lines.iter().filter(|line| line.is_ok).count() as u64);
            page.paragraph(&format!("The same in all {runs} runs: {}.", with_unit(value, &name.unit)));
            continue;
        }
        for part in of.parts.iter().filter(|part| part.is_by_output()) {
            let own = only(&part.findings, output);
            let Some(grid) = own.tables.first().filter(|grid| !grid.rows.is_empty()) else { continue };
            let drawn = figures(&own, &of.names);
            // One row alone is a sentence of the table, not a figure.
            if grid.rows.len() > 1 {
                drawn.iter().for_each(|figure| page.figure(figure));
            }
            match missing(grid.name).filter(|_| drawn.is_empty()) {
                Some(why) => page.paragraph(why),
                None => table(page, grid, of),
            }
            if let Some(grid) = own.tables.iter().find(|grid| grid.name == "convergence").filter(|_| !drawn.is_empty())
            {
                settling::table(page, grid, of);
            }
            if let Some(used) = own.used.first().filter(|_| grid.rows.len() == 1) {
                page.aside(&format!("{}.", used.counted()));
            }
        }
    }
}

/// Why an analysis of an output has nothing to draw.
fn missing(grid: &str) -> Option<&'static str> {
    Some(match grid {
        "effect" => {
            "What the policies change in it cannot be told: in no pair of runs, one under each of two policies, do both have a value."
        }
        "sobol" => {
            "Which factors its variance comes from cannot be told: it does not vary, or too few blocks have a value at each of \
             their points."
        }
        "morris" => {
            "How much each factor moves it cannot be told: none does, or too few trajectories have a value at each of their points."
        }
        _ => return None,
    })
}

/// The value that all runs have, if they have one and the same.
fn same(of: &Material, output: &str) -> Option<f64> {
    let at = of.runs.outputs.iter().position(|name| name == output)?;
    let mut values = of.runs.lines.iter().filter(|line| line.is_ok).map(|line| line.y[at]);
    let first = values.next()?;
    values.all(|value| value.to_bits() == first.to_bits() && value.is_finite()).then_some(first)
}

fn with_unit(value: f64, unit: &str) -> String {
    if unit.is_empty() { said(value, unit) } else { format!("{} ({unit})", said(value, unit)) }
}

/// The findings of one output alone.
pub fn only(findings: &Findings, output: &str) -> Findings {
    let tables = findings.tables.iter().map(|grid| {
        let at = grid.columns.iter().position(|column| column == "output");
        let is_own = |row: &&Vec<Cell>| at.is_none_or(|at| row[at] == Cell::Text(output.to_owned()));
        Grid {
            name: grid.name,
            columns: grid.columns.clone(),
            rows: grid.rows.iter().filter(is_own).cloned().collect(),
        }
    });
    Findings {
        method: findings.method.clone(),
        tables: tables.collect(),
        used: findings.used.iter().filter(|used| used.output == output).cloned().collect(),
    }
}

/// The columns of a table that a page has room for, with their heads.
fn shown(grid: &str) -> &'static [(&'static str, &'static str)] {
    match grid {
        "spread" => &[
            ("rows", "runs"),
            ("mean", "mean"),
            ("deviation", "deviation"),
            ("p5", "5 %"),
            ("median", "median"),
            ("p95", "95 %"),
            ("luck", "share of luck"),
        ],
        "effect" => &[
            ("mean", "mean difference"),
            ("low", "from"),
            ("high", "to"),
            ("median", "median"),
            ("share_greater", "greater in"),
            ("pairs", "pairs"),
            ("units", "drawn again"),
        ],
        "sobol" => &[
            ("first", "first order"),
            ("first_low", "from"),
            ("first_high", "to"),
            ("total", "total order"),
            ("total_low", "from"),
            ("total_high", "to"),
        ],
        "morris" => {
            &[("mu_star", "mu*"), ("mu_star_low", "from"), ("mu_star_high", "to"), ("mu", "mu"), ("sigma", "sigma")]
        }
        "regret" => &[
            ("mean_regret", "mean regret"),
            ("p90_regret", "90 % below"),
            ("max_regret", "greatest"),
            ("share_best", "best in"),
            ("share_enough", "enough in"),
            ("futures", "futures"),
        ],
        "box" => &[
            ("low", "from"),
            ("high", "to"),
            ("least", "least"),
            ("greatest", "greatest"),
            ("restricted", "restricted"),
        ],
        _ => &[],
    }
}

fn caption(grid: &Grid) -> String {
    let plain = match grid.name {
        "spread" => "How it lies",
        "effect" => "What each policy changes, from runs at the same point and replicate",
        "sobol" => "Sobol indices with 95 % intervals",
        "morris" => "Elementary effects with 95 % intervals of mu*",
        "regret" => "Regret",
        "box" => "The box",
        _ => "",
    };
    // What was drawn again for the intervals: points, blocks, trajectories or replicates.
    let at = grid.columns.iter().position(|column| column == "resampled");
    let units: std::collections::BTreeSet<&str> =
        at.iter().flat_map(|at| grid.rows.iter().map(|row| word(&row[*at]))).collect();
    if units.is_empty() {
        return plain.to_owned();
    }
    format!("{plain}; intervals by {} drawn again", units.into_iter().collect::<Vec<_>>().join(" and "))
}

const SHARES: [&str; 5] = ["luck", "share_greater", "share_best", "share_enough", "share_equal"];

/// Values of the output itself, not differences.
const PLACES: [&str; 4] = ["mean", "p5", "median", "p95"];

/// A table of results, with names for ids and as many figures as a reader wants.
fn table(page: &mut Html, grid: &Grid, of: &Material) {
    let at = |name: &str| grid.columns.iter().position(|column| column == name);
    let several = |name: &str| at(name).is_some_and(|at| grid.rows.iter().any(|row| row[at] != grid.rows[0][at]));
    let mut names: Vec<(usize, &str)> = Vec::new();
    for (name, needed) in [("scenario", false), ("policy", false), ("factor", true)] {
        if let Some(at) = at(name).filter(|_| needed || several(name) || name == "policy" && at("factor").is_none()) {
            names.push((at, name));
        }
    }
    let chosen: Vec<(usize, &str, &str)> =
        shown(grid.name).iter().filter_map(|(name, head)| Some((at(name)?, *name, *head))).collect();
    // A column in which no row has anything says nothing.
    let is_once = of.opened.study.points() == 1;
    let chosen: Vec<_> = chosen
        .into_iter()
        .filter(|(at, name, _)| grid.rows.iter().any(|row| row[*at] != Cell::Nothing) && !(is_once && *name == "luck"))
        .collect();
    let mut columns: Vec<(Column, &str)> = names.iter().map(|(_, name)| (Column::Long, *name)).collect();
    columns.extend(chosen.iter().map(|(_, _, head)| (Column::Number, *head)));
    let mut rows: Vec<&Vec<Cell>> = grid.rows.iter().collect();
    if let Some(policy) = at("policy").filter(|_| at("factor").is_none()) {
        rows.sort_by_key(|row| (place(row, at("scenario")), of.names.order(word(&row[policy]))));
    }
    let line = |row: &&Vec<Cell>| -> Vec<String> {
        let named = names.iter().map(|(at, name)| called(&of.names, name, word(&row[*at])));
        let unit = at("output").map(|at| of.names.output(word(&row[at])).unit).unwrap_or_default();
        named.chain(chosen.iter().map(|(at, name, _)| cell(&row[*at], name, &unit))).collect()
    };
    let rows: Vec<Vec<String>> = rows.iter().map(line).collect();
    page.table(&caption(grid), &columns, &rows);
}

pub fn place(row: &[Cell], at: Option<usize>) -> String {
    at.map(|at| word(&row[at]).to_owned()).unwrap_or_default()
}

pub fn word(cell: &Cell) -> &str {
    if let Cell::Text(text) = cell { text } else { "" }
}

pub fn called(names: &Names, column: &str, id: &str) -> String {
    match column {
        "scenario" => names.scenario(id),
        "policy" => names.policy(id),
        _ => names.factor(id).title,
    }
}

fn cell(cell: &Cell, column: &str, unit: &str) -> String {
    match cell {
        Cell::Text(text) => text.clone(),
        Cell::Count(number) => count(*number),
        Cell::Number(number) if SHARES.contains(&column) => percent(*number),
        Cell::Number(number) if PLACES.contains(&column) => said(*number, unit),
        Cell::Number(number) => said(*number, ""),
        Cell::Nothing => "–".to_owned(),
    }
}

/// Parts that are not by output: each under its heading.
pub fn others(page: &mut Html, of: &Material, id: &'static str, title: &'static str, kind: &str) {
    let parts: Vec<&Part> = of.parts.iter().filter(|part| part.kind == kind).collect();
    if parts.is_empty() {
        return;
    }
    page.part(id, title);
    for part in parts {
        page.heading(&part.title, "");
        if !part.note.is_empty() {
            page.paragraph(&part.note);
        }
        // What the method does stands once on the page.
        let bare = Findings { method: String::new(), ..part.findings.clone() };
        let drawn: Vec<Figure> = figures(&bare, &of.names);
        drawn.iter().for_each(|figure| page.figure(figure));
        if drawn.is_empty() && kind == "fan" {
            let is_empty = part.findings.tables.iter().all(|grid| grid.rows.is_empty());
            let same = "From 5 to 95 % of the runs it is the same in every quarter that was kept.";
            page.paragraph(if is_empty { "No run has a value." } else { same });
        }
        if let Some(grid) = part.findings.tables.first().filter(|grid| !shown(grid.name).is_empty()) {
            table(page, grid, of);
        }
    }
}
