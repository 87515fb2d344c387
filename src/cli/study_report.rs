//! `marchland report`: a study's results as one HTML page that needs neither network nor script.

mod asked;
mod history;
mod html;
mod origin;
mod results;
mod short;

use std::path::PathBuf;

use clap::Args;

use super::analyze::{self, folder};
use super::batch::folder::{self as study_folder, Opened};
use super::{Failure, made};
use html::{Html, Opening};
use marchland::run::number::count;
use marchland::study::Design;
use marchland::study::analysis::{self, Case, Cell, Findings, Futures, Luck, Runs};
use marchland::study::figure::Names;

/// What `marchland report` takes.
#[derive(Debug, Args)]
pub struct Options {
    /// The folder of a study's results, merged
    dir: PathBuf,
    /// The page: a new file, or one that this command made [default: `report.html` in the folder]
    #[arg(short, long = "out", value_name = "FILE.html")]
    out: Option<PathBuf>,
    /// The policy that the others are compared with [default: `none`, else the study's first]
    #[arg(long, value_name = "POLICY")]
    against: Option<String>,
    /// Runs of interest, such as `trust>=0.5`, for boxes of the factors; may be repeated [default: outputs that are 1 or 0]
    #[arg(long, value_name = "OUTPUT>=VALUE", value_parser = analyze::case)]
    case: Vec<(String, bool, f64)>,
    /// An output whose high values are good: how far each policy falls behind the best; may be repeated
    #[arg(long, value_name = "OUTPUT")]
    high: Vec<String>,
    /// The same for an output whose low values are good
    #[arg(long, value_name = "OUTPUT")]
    low: Vec<String>,
}

/// An analysis with what stands over it.
pub struct Part {
    /// As `marchland analyze` names it, or `fan`.
    kind: &'static str,
    title: String,
    note: String,
    findings: Findings,
    /// The command that gives the same numbers, without the folder.
    command: String,
}

impl Part {
    fn is_by_output(&self) -> bool {
        ["spread", "effect", "sobol", "morris"].contains(&self.kind)
    }
}

/// All that the page is made of.
pub struct Material {
    opened: Opened,
    names: Names,
    runs: Runs,
    parts: Vec<Part>,
}

impl Material {
    /// The method of each analysis, once.
    fn methods(&self) -> Vec<String> {
        let mut methods: Vec<String> = Vec::new();
        for part in self.parts.iter().filter(|part| part.kind != "fan" && part.kind != "prim") {
            if !methods.contains(&part.findings.method) {
                methods.push(part.findings.method.clone());
            }
        }
        methods
    }

    fn failed(&self) -> usize {
        self.runs.lines.iter().filter(|line| !line.is_ok).count()
    }
}

/// Does it.
///
/// # Errors
/// A folder that is no study's or not merged, an unknown output or policy, a place that cannot be written.
pub fn report(options: &Options) -> Result<(), Failure> {
    let opened = study_folder::open(&options.dir)?;
    if opened.manifest.merged.is_none() {
        let dir = options.dir.display();
        return Err(Failure::Usage(format!(
            "`{dir}` is not merged yet\n`marchland merge {dir}` does it once all rows are done"
        )));
    }
    let runs = folder::runs(&options.dir)?;
    let parts = parts(options, &opened, &runs)?;
    let of = Material { names: Names::of(&opened.study), opened, runs, parts };
    let out = options.out.clone().unwrap_or_else(|| options.dir.join("report.html"));
    made::write(&out, &page(&of)?)?;
    super::print(&format!("written: {}\n", out.display()))
}

const LUCK: Luck = Luck { seed: 1, resamples: 1000 };

/// Every analysis that the study allows.
fn parts(options: &Options, opened: &Opened, runs: &Runs) -> Result<Vec<Part>, Failure> {
    let study = &opened.study;
    let all: Vec<usize> = (0..runs.outputs.len()).collect();
    let part = |kind, findings: Findings, command: &str| Part {
        kind,
        title: String::new(),
        note: String::new(),
        findings,
        command: command.to_owned(),
    };
    let mut parts = Vec::new();
    parts.push(part("spread", analysis::spread(runs, &all), "spread"));
    if study.policies.len() > 1 {
        let known = |name: &str| study.policies.iter().any(|policy| policy == name);
        let first = if known("none") { "none" } else { study.policies[0].as_str() };
        let against = options.against.as_deref().unwrap_or(first);
        let findings = analysis::effect(runs, &all, against, LUCK).map_err(Failure::Usage)?;
        parts.push(part("effect", findings, &format!("effect --against {against}")));
    }
    match study.design {
        Design::Saltelli { .. } => {
            parts.push(part("sobol", analysis::sobol(runs, &all, LUCK).map_err(Failure::Usage)?, "sobol"));
        }
        Design::Morris { levels, .. } => {
            let levels = u32::try_from(levels).ok();
            parts.push(part("morris", analysis::morris(runs, &all, levels, LUCK).map_err(Failure::Usage)?, "morris"));
        }
        _ => {}
    }
    parts.extend(boxes(options, opened, runs)?);
    for (names, low) in [(&options.high, false), (&options.low, true)] {
        for name in names {
            let output = analyze::output(runs, name)?;
            let findings = analysis::regret(runs, &[output], low, None).map_err(Failure::Usage)?;
            let title = Names::of(study).output(&runs.outputs[output]).title;
            let command = format!("regret --output {}{}", runs.outputs[output], if low { " --low" } else { "" });
            let good = if low { "low values are good" } else { "high values are good" };
            parts.push(Part { title: format!("{title} ({good})"), ..part("regret", findings, &command) });
        }
    }
    for variable in &study.series.variables {
        let futures: Futures = folder::futures(&options.dir, variable.id(), runs)?;
        let findings = Findings { method: String::new(), tables: vec![analysis::fan(&[futures])], used: Vec::new() };
        let title = Names::of(study).variable(variable.id()).title;
        parts.push(Part { title, ..part("fan", findings, &format!("spread --series {}", variable.id())) });
    }
    Ok(parts)
}

/// Fewest rows among which boxes are looked for.
const ENOUGH: usize = 100;

/// Boxes for each case, scenario and policy; where a scenario and policy have none or only cases there is no box.
fn boxes(options: &Options, opened: &Opened, runs: &Runs) -> Result<Vec<Part>, Failure> {
    let names = Names::of(&opened.study);
    let mut cases: Vec<(usize, bool, f64)> = Vec::new();
    for (name, at_least, bound) in &options.case {
        cases.push((analyze::output(runs, name)?, *at_least, *bound));
    }
    let is_laid = !matches!(opened.study.design, Design::Saltelli { .. } | Design::Morris { .. } | Design::Once);
    if cases.is_empty() && is_laid && runs.factors.len() > 1 {
        let shares = (0..runs.outputs.len()).filter(|i| names.is_share(&runs.outputs[*i]));
        cases = shares.map(|output| (output, true, 1.0)).collect();
    }
    let mut parts = Vec::new();
    for (output, at_least, bound) in cases {
        for world in &opened.study.scenarios {
            for policy in &opened.study.policies {
                let scenario = &world.scenario.id;
                let own = analysis::only(runs, &|line| line.scenario == *scenario && line.policy == *policy);
                let case = Case { output, at_least, bound };
                // None or all of them are cases: the shares of the outputs say so already.
                let Ok(whole) = analysis::prim(&own, case, None) else { continue };
                let step = best(&whole);
                let findings = analysis::prim(&own, case, step).map_err(Failure::Usage)?;
                if own.lines.len() < ENOUGH {
                    continue;
                }
                let name = &runs.outputs[output];
                let sign = if at_least { ">=" } else { "<=" };
                let step = step.unwrap_or(0);
                let several = opened.study.scenarios.len() > 1;
                let of = if several {
                    format!("{}, {}", names.scenario(scenario), names.policy(policy))
                } else {
                    names.policy(policy)
                };
                parts.push(Part {
                    kind: "prim",
                    title: format!("{} {} {bound}: {of}", names.output(name).title, if at_least { "≥" } else { "≤" }),
                    note: format!(
                        "{} The box shown is that of step {step}, at which coverage and density together are \
                         greatest (their harmonic mean).",
                        findings.method
                    ),
                    findings,
                    command: format!(
                        "prim --case '{name}{sign}{bound}' --scenario {scenario} --policy {policy} --step {step}"
                    ),
                });
            }
        }
    }
    Ok(parts)
}

/// The step at which the harmonic mean of coverage and density is greatest.
fn best(findings: &Findings) -> Option<usize> {
    let grid = findings.tables.iter().find(|grid| grid.name == "trajectory")?;
    let at = |name: &str| grid.columns.iter().position(|column| column == name);
    let (coverage, density) = (at("coverage")?, at("density")?);
    let value = |row: &Vec<Cell>, at: usize| if let Cell::Number(number) = row[at] { number } else { 0.0 };
    let mean = |row: &Vec<Cell>| {
        let (a, b) = (value(row, coverage), value(row, density));
        if a + b > 0.0 { 2.0 * a * b / (a + b) } else { 0.0 }
    };
    let means: Vec<f64> = grid.rows.iter().map(mean).collect();
    (0..means.len()).max_by(|a, b| means[*a].total_cmp(&means[*b]).then(b.cmp(a)))
}

fn page(of: &Material) -> Result<String, Failure> {
    let mut page = Html::default();
    asked::asked(&mut page, of);
    asked::how_it_was_done(&mut page, of);
    results::outputs(&mut page, of);
    results::others(&mut page, of, "boxes", "Where the cases lie", "prim");
    results::others(&mut page, of, "regret", "How far each policy falls behind", "regret");
    results::others(&mut page, of, "years", "Over the years", "fan");
    history::write(&mut page, of)?;
    origin::left_out(&mut page, of);
    origin::again(&mut page, of);
    origin::origin(&mut page, of)?;
    let study = &of.opened.study;
    let failed = of.failed() as u64;
    let facts = vec![
        ("runs", count(study.rows())),
        ("failed", count(failed)),
        (if study.scenarios.len() == 1 { "scenario" } else { "scenarios" }, study.scenarios.len().to_string()),
        ("policies", study.policies.len().to_string()),
        ("factors", study.factors.len().to_string()),
        ("points", count(study.points())),
        ("replicates", count(u64::from(study.replicates))),
    ];
    let opening = Opening {
        kicker: format!("A study with Marchland {} · {}", of.opened.manifest.build.version, study.id),
        question: &study.question,
        facts,
        short: short::sentences(of),
    };
    Ok(page.page(&study.title, &opening))
}
