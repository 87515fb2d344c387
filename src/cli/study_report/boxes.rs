//! Boxes of the factors that hold the cases, for each scenario and policy.

use super::Part;
use crate::cli::Failure;
use crate::cli::analyze;
use crate::cli::batch::folder::Opened;
use marchland::run::number::count;
use marchland::study::Design;
use marchland::study::analysis::{self, Case, Cell, Findings, Runs};
use marchland::study::figure::Names;
use marchland::words::counted;

/// Fewest rows among which boxes are looked for.
const ENOUGH: usize = 100;
/// The box that is shown holds at least this share of the cases.
const HELD: f64 = 0.5;

/// What somebody asked for, as `--case` takes it.
type Asked = (String, bool, f64);

/// What was looked for.
#[derive(Default)]
pub struct Boxes {
    pub parts: Vec<Part>,
    /// What was not looked for, with why.
    pub unmade: Vec<String>,
}

/// A part for each case, scenario and policy; without any asked for, for outputs that are 1 or 0 where the points were laid
/// all over the factors and there are enough runs.
///
/// # Errors
/// An unknown output.
pub fn boxes(asked: &[Asked], opened: &Opened, runs: &Runs) -> Result<Boxes, Failure> {
    let names = Names::of(&opened.study);
    let mut cases: Vec<Case> = Vec::new();
    for (name, at_least, bound) in asked {
        cases.push(Case { output: analyze::output(runs, name)?, at_least: *at_least, bound: *bound });
    }
    let is_laid = !matches!(opened.study.design, Design::Saltelli { .. } | Design::Morris { .. } | Design::Once);
    if cases.is_empty() && is_laid && runs.factors.len() > 1 {
        let shares = (0..runs.outputs.len()).filter(|i| names.is_share(&runs.outputs[*i]));
        cases = shares.map(|output| Case { output, at_least: true, bound: 1.0 }).collect();
    }
    let policies = &opened.study.policies;
    let mut found = Boxes::default();
    if runs.factors.is_empty() {
        let told = |case: Case| {
            let what = called(case, runs, &names);
            format!(
                "Boxes of the factors for “{what}”: the study varies no factor, so that there is nothing to look in."
            )
        };
        found.unmade = cases.into_iter().map(told).collect();
        return Ok(found);
    }
    for case in cases {
        let mut few: Vec<(String, usize)> = Vec::new();
        for (world, policy) in
            opened.study.scenarios.iter().flat_map(|world| policies.iter().map(move |id| (world, id)))
        {
            let place = (world.scenario.id.as_str(), policy.as_str());
            let own = analysis::only(runs, &|line| (line.scenario.as_str(), line.policy.as_str()) == place);
            if !asked.is_empty() || own.lines.len() >= ENOUGH {
                found.parts.push(one(&own, case, opened, place, &names)?);
            } else {
                few.push((placed(opened, place, &names), own.lines.len()));
            }
        }
        let places = opened.study.scenarios.len() * policies.len();
        found.unmade.extend(too_few(&few, few.len() == places, case, runs, &names));
    }
    Ok(found)
}

/// What is said where boxes were not looked for since there are few runs.
fn too_few(few: &[(String, usize)], is_all: bool, case: Case, runs: &Runs, names: &Names) -> Option<String> {
    let most = few.iter().map(|(_, number)| *number).max()?;
    let named: Vec<String> = few.iter().map(|(name, _)| format!("“{name}”")).collect();
    let places = if is_all { "any policy".to_owned() } else { named.join(", ") };
    let who = if few.len() == 1 && !is_all { "it" } else { "each" };
    let has = if few.iter().all(|(_, number)| *number == most) { "has" } else { "has at most" };
    Some(format!(
        "Boxes of the factors for “{}” were not looked for under {places}: {who} {has} {}, and unasked they are looked for \
         among {ENOUGH} or more. `marchland report . --case '{}'` makes them all the same.",
        called(case, runs, names),
        counted(most, "run"),
        written(case, runs)
    ))
}

/// Such as `Trust in the last quarter ≥ 0.5`.
fn called(case: Case, runs: &Runs, names: &Names) -> String {
    let sign = if case.at_least { "≥" } else { "≤" };
    format!("{} {sign} {}", names.output(&runs.outputs[case.output]).title, case.bound)
}

/// The policy, and the scenario where there are several.
fn placed(opened: &Opened, (scenario, policy): (&str, &str), names: &Names) -> String {
    let of = if opened.study.scenarios.len() > 1 { format!("{}, ", names.scenario(scenario)) } else { String::new() };
    format!("{of}{}", names.policy(policy))
}

/// As `--case` takes it.
fn written(case: Case, runs: &Runs) -> String {
    let sign = if case.at_least { ">=" } else { "<=" };
    format!("{}{sign}{}", runs.outputs[case.output], case.bound)
}

fn one(own: &Runs, case: Case, opened: &Opened, place: (&str, &str), names: &Names) -> Result<Part, Failure> {
    let (scenario, policy) = place;
    let name = &own.outputs[case.output];
    let title = format!("{}: {}", called(case, own, names), placed(opened, place, names));
    let command = format!("prim --case '{}' --scenario {scenario} --policy {policy}", written(case, own));
    let part =
        |note: String, findings: Findings, command: String| Part { kind: "prim", title, note, findings, command };
    let is_case = |value: f64| if case.at_least { value >= case.bound } else { value <= case.bound };
    let values = own.lines.iter().filter(|line| line.is_ok).map(|line| line.y[case.output]).filter(|y| y.is_finite());
    let all: Vec<bool> = values.map(is_case).collect();
    let hits = all.iter().filter(|hit| **hit).count();
    if hits == 0 || hits == all.len() {
        let which = if hits == 0 { "None" } else { "Every one" };
        let note =
            format!("{which} of the {} runs is a case: there is nothing to tell apart.", count(all.len() as u64));
        let spread = Findings { method: String::new(), tables: Vec::new(), used: Vec::new() };
        return Ok(part(note, spread, format!("spread --output {name} --scenario {scenario} --policy {policy}")));
    }
    let whole = analysis::prim(own, case, None).map_err(Failure::Usage)?;
    let step = densest(&whole);
    let findings = analysis::prim(own, case, Some(step)).map_err(Failure::Usage)?;
    let few = if all.len() < ENOUGH { " Among so few runs a box may be luck." } else { "" };
    let note = format!(
        "{} of {} runs are cases.{few} The box shown is that of step {step}: of those that hold half of the cases or more, the \
         one with the greatest density.",
        count(hits as u64),
        count(all.len() as u64)
    );
    Ok(part(note, findings, format!("{command} --step {step}")))
}

/// The step with the greatest density among those that hold enough of the cases; the first of equals.
fn densest(findings: &Findings) -> usize {
    let Some(grid) = findings.tables.iter().find(|grid| grid.name == "trajectory") else { return 0 };
    let value = |row: &Vec<Cell>, column: &str| {
        let at = grid.columns.iter().position(|name| name == column);
        if let Some(Cell::Number(number)) = at.map(|at| &row[at]) { *number } else { 0.0 }
    };
    let held = grid.rows.iter().enumerate().filter(|(_, row)| value(row, "coverage") >= HELD);
    let density = |row: &Vec<Cell>| value(row, "density");
    held.max_by(|a, b| density(a.1).total_cmp(&density(b.1)).then(b.0.cmp(&a.0))).map_or(0, |(step, _)| step)
}
