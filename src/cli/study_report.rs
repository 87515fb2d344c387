//! `marchland report`: a study's results as one HTML page that needs neither network nor script.

mod asked;
mod boxes;
mod history;
mod html;
mod origin;
mod results;
mod settling;
mod short;

use std::path::PathBuf;

use clap::Args;

use super::analyze::{self, folder};
use super::batch::folder::{self as study_folder, Opened};
use super::{Failure, made};
use html::{Html, Opening};
use marchland::run::number::count;
use marchland::study::Design;
use marchland::study::analysis::{self, Findings, Futures, Luck, Runs};
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
    /// Runs of interest, such as `trust>=0.5`, for boxes of the factors; may be repeated [default: outputs that are 1 or 0, for
    /// policies with 100 runs or more]
    #[arg(long, value_name = "OUTPUT>=VALUE", value_parser = analyze::case)]
    case: Vec<(String, bool, f64)>,
    /// An output whose high values are good: how far each policy falls behind the best; may be repeated
    #[arg(long, value_name = "OUTPUT")]
    high: Vec<String>,
    /// The same for an output whose low values are good
    #[arg(long, value_name = "OUTPUT")]
    low: Vec<String>,
}

impl Options {
    /// The same command for a folder named `again`.
    fn again(&self) -> String {
        let mut command = "marchland report again".to_owned();
        let mut add = |name: &str, value: &str| command.push_str(&format!(" --{name} {}", super::run::quoted(value)));
        if let Some(against) = &self.against {
            add("against", against);
        }
        for (output, at_least, bound) in &self.case {
            add("case", &format!("{output}{}{bound}", if *at_least { ">=" } else { "<=" }));
        }
        self.high.iter().for_each(|output| add("high", output));
        self.low.iter().for_each(|output| add("low", output));
        command
    }
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
    /// What could be looked for and was not, with why.
    unmade: Vec<String>,
    /// The command that gives this page of a folder named `again`.
    command: String,
}

impl Material {
    /// The method of each analysis, once.
    fn methods(&self) -> Vec<String> {
        let mut methods: Vec<String> = Vec::new();
        for part in self.parts.iter().filter(|part| !part.findings.tables.is_empty() && part.kind != "fan") {
            let method = if part.kind == "prim" { analysis::peeling() } else { part.findings.method.clone() };
            if !methods.contains(&method) {
                methods.push(method);
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
    for table in ["runs", "series"] {
        if let Some(changed) = folder::changed(&options.dir, table) {
            let why = "a report says where its numbers come from, and cannot say it of this table";
            return Err(Failure::Mismatch(format!("{changed}\n{why}")));
        }
    }
    let runs = folder::runs(&options.dir)?;
    let boxes = boxes::boxes(&options.case, &opened, &runs)?;
    let parts = parts(options, &opened, &runs, boxes.parts)?;
    let names = Names::of(&opened.study);
    let of = Material { names, opened, runs, parts, unmade: boxes.unmade, command: options.again() };
    let out = options.out.clone().unwrap_or_else(|| options.dir.join("report.html"));
    made::write(&out, &page(&of)?)?;
    super::print(&format!("written: {}\n", out.display()))
}

const LUCK: Luck = Luck { seed: 1, resamples: 1000 };

/// Every analysis that the study allows.
fn parts(options: &Options, opened: &Opened, runs: &Runs, boxes: Vec<Part>) -> Result<Vec<Part>, Failure> {
    let study = &opened.study;
    let all: Vec<usize> = (0..runs.outputs.len()).collect();
    let part = |kind, findings: Findings, command: &str| Part {
        kind,
        title: String::new(),
        note: String::new(),
        findings,
        command: command.to_owned(),
    };
    let mut parts = vec![part("spread", analysis::spread(runs, &all), "spread")];
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
    parts.extend(boxes);
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
    let series: String = study.series.variables.iter().map(|variable| format!(" --series {}", variable.id())).collect();
    for variable in &study.series.variables {
        let futures: Futures = folder::futures(&options.dir, variable.id(), runs)?;
        let findings = Findings { method: String::new(), tables: vec![analysis::fan(&[futures])], used: Vec::new() };
        let title = Names::of(study).variable(variable.id()).title;
        parts.push(Part { title, ..part("fan", findings, &format!("spread{series}")) });
    }
    Ok(parts)
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
    let scenarios: Vec<&str> = study.scenarios.iter().map(|world| world.scenario.title.as_str()).collect();
    let facts = vec![
        ("runs", count(study.rows())),
        ("failed", count(failed)),
        ("policies", study.policies.len().to_string()),
        ("factors", study.factors.len().to_string()),
        ("points", count(study.points())),
        ("replicates", count(u64::from(study.replicates))),
    ];
    let opening = Opening {
        kicker: format!(
            "{} · a study of {} with Marchland {}",
            study.id,
            scenarios.join(" and "),
            of.opened.manifest.build.version
        ),
        question: &study.question,
        facts,
        short: short::sentences(of),
    };
    Ok(page.page(&study.title, &opening))
}
