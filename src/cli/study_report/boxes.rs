//! Boxes of the factors that hold the cases, for each scenario and policy.

use super::Part;
use crate::cli::Failure;
use crate::cli::analyze;
use crate::cli::batch::folder::Opened;
use marchland::run::number::count;
use marchland::study::Design;
use marchland::study::analysis::{self, Case, Cell, Findings, Runs};
use marchland::study::figure::Names;

/// Fewest rows among which boxes are looked for.
const ENOUGH: usize = 100;
/// The box that is shown holds at least this share of the cases.
const HELD: f64 = 0.5;

/// What somebody asked for, as `--case` takes it.
type Asked = (String, bool, f64);

/// A part for each case, scenario and policy; without any asked for, for outputs that are 1 or 0 where the points were laid
/// all over the factors.
///
/// # Errors
/// An unknown output.
pub fn boxes(asked: &[Asked], opened: &Opened, runs: &Runs) -> Result<Vec<Part>, Failure> {
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
    let mut parts = Vec::new();
    for case in cases {
        for world in &opened.study.scenarios {
            for policy in &opened.study.policies {
                let scenario = world.scenario.id.as_str();
                let own = analysis::only(runs, &|line| line.scenario == scenario && line.policy == *policy);
                if own.lines.len() >= ENOUGH {
                    parts.push(one(&own, case, opened, (scenario, policy), &names)?);
                }
            }
        }
    }
    Ok(parts)
}

fn one(own: &Runs, case: Case, opened: &Opened, place: (&str, &str), names: &Names) -> Result<Part, Failure> {
    let (scenario, policy) = place;
    let name = &own.outputs[case.output];
    let (sign, written) = if case.at_least { ("≥", ">=") } else { ("≤", "<=") };
    let several = opened.study.scenarios.len() > 1;
    let of = if several { format!("{}, ", names.scenario(scenario)) } else { String::new() };
    let title = format!("{} {sign} {}: {of}{}", names.output(name).title, case.bound, names.policy(policy));
    let command = format!("prim --case '{name}{written}{}' --scenario {scenario} --policy {policy}", case.bound);
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
    let note = format!(
        "{} The box shown is that of step {step}: of those that hold half of the cases or more, the one with the greatest \
         density.",
        findings.method
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
