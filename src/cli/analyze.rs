//! `marchland analyze`: what the table of a study's runs says, as tables.

mod cells;
pub mod folder;

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};
use serde_json::{Map, Value, json};

use super::{Failure, made, nearest, numbers};
use marchland::study::analysis::{self, Case, Cell, Findings, Futures, Grid, Luck, Runs};
use marchland::study::figure;

/// What `marchland analyze` takes.
#[derive(Debug, Args)]
pub struct Options {
    #[command(subcommand)]
    kind: Kind,
}

#[derive(Debug, Subcommand)]
enum Kind {
    /// Which factors the variance of an output comes from (a Saltelli design)
    Sobol(Common),
    /// How much each factor moves an output, and how evenly (a Morris design)
    Morris {
        #[command(flatten)]
        common: Common,
        /// Levels of the grid [default: as many as the table shows]
        #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = numbers::whole::<u32>(numbers::ANY))]
        levels: Option<u32>,
    },
    /// Where among the factors the runs of interest lie: those of all policies together, unless `--policy` names one
    Prim {
        #[command(flatten)]
        common: Common,
        /// Runs of interest, such as `trust_end>=0.5` or `trust_end<=0.2`
        #[arg(long, value_name = "OUTPUT>=VALUE", value_parser = case)]
        case: (String, bool, f64),
        /// Shows the box of this step [default: the last]
        #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = numbers::whole::<usize>(numbers::ANY))]
        step: Option<usize>,
    },
    /// How far each policy falls behind the best one, future by future
    Regret {
        #[command(flatten)]
        common: Common,
        /// Low values are good
        #[arg(long)]
        low: bool,
        /// What is enough [default: the median]
        #[arg(long, value_name = "VALUE", allow_negative_numbers = true, value_parser = numbers::any)]
        enough: Option<f64>,
    },
    /// What each policy changes against another, from runs at the same point and replicate
    Effect {
        #[command(flatten)]
        common: Common,
        /// The policy that the others are compared with
        #[arg(long, value_name = "POLICY", default_value = "none")]
        against: String,
    },
    /// Mean, deviation and quantiles of each output, and the share of luck
    Spread {
        #[command(flatten)]
        common: Common,
        /// A variable that was kept over time: adds the table `fan`, its quantiles quarter by quarter; may be repeated
        #[arg(long, value_name = "VARIABLE")]
        series: Vec<String>,
    },
}

#[derive(Debug, Args)]
struct Common {
    /// The folder of a study's results, with `runs.parquet` or `runs.csv`
    dir: PathBuf,
    /// An output, without its `y_`; may be repeated [default: all]
    #[arg(long, value_name = "NAME")]
    output: Vec<String>,
    /// Rows of this scenario alone [default: all]
    #[arg(long, value_name = "ID")]
    scenario: Option<String>,
    /// Rows of this policy alone [default: all]; `effect` and `regret` need more than one
    #[arg(long, value_name = "ID")]
    policy: Option<String>,
    /// How the tables are written
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    format: Format,
    /// The table that CSV writes [default: the main one]
    #[arg(long, value_name = "NAME")]
    table: Option<String>,
    /// Draws what was found, as SVG: a new file, or one that this command made
    #[arg(long, value_name = "FILE.svg")]
    figure: Option<PathBuf>,
    /// Seed of the draws behind the intervals
    #[arg(long, value_name = "N", default_value_t = 1, allow_negative_numbers = true, value_parser = numbers::whole::<u64>(numbers::ANY))]
    seed: u64,
    /// How often the table is drawn again for the intervals
    #[arg(long, value_name = "N", default_value_t = 1000, allow_negative_numbers = true, value_parser = numbers::whole::<u32>(20..=100_000))]
    resamples: u32,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// One table, comma-separated
    Csv,
    /// One JSON object with all tables
    Json,
}

pub fn case(text: &str) -> Result<(String, bool, f64), String> {
    let expected = || "expected `OUTPUT>=VALUE` or `OUTPUT<=VALUE`, such as `trust_end>=0.5`".to_owned();
    let parts = text.split_once(">=").map(|(output, bound)| (output, true, bound));
    let parts = parts.or_else(|| text.split_once("<=").map(|(output, bound)| (output, false, bound)));
    let (output, at_least, bound) = parts.ok_or_else(expected)?;
    let bound: f64 = bound.trim().parse().map_err(|_| expected())?;
    if bound.is_finite() { Ok((output.trim().to_owned(), at_least, bound)) } else { Err(expected()) }
}

/// Does it.
///
/// # Errors
/// A folder without a table, a table that the analysis cannot be made of.
pub fn analyze(options: &Options) -> Result<(), Failure> {
    let common = match &options.kind {
        Kind::Sobol(common) => common,
        Kind::Morris { common, .. }
        | Kind::Spread { common, .. }
        | Kind::Prim { common, .. }
        | Kind::Regret { common, .. }
        | Kind::Effect { common, .. } => common,
    };
    let all = folder::runs(&common.dir)?;
    let runs = common.chosen(&all)?;
    let outputs = outputs(&runs, &common.output)?;
    let luck = Luck { seed: common.seed, resamples: common.resamples };
    let findings = match &options.kind {
        Kind::Sobol(_) => analysis::sobol(&runs, &outputs, luck),
        Kind::Morris { levels, .. } => analysis::morris(&runs, &outputs, *levels, luck),
        Kind::Prim { case: (name, at_least, bound), step, .. } => {
            let output = output(&runs, name)?;
            analysis::prim(&runs, Case { output, at_least: *at_least, bound: *bound }, *step)
        }
        Kind::Regret { low, enough, .. } => analysis::regret(&runs, &outputs, *low, *enough),
        Kind::Effect { against, .. } => analysis::effect(&runs, &outputs, against, luck),
        Kind::Spread { .. } => Ok(analysis::spread(&runs, &outputs)),
    };
    let mut findings = findings.map_err(Failure::Usage)?;
    let mut notes: Vec<String> = folder::changed(&common.dir, "runs").into_iter().collect();
    if let Kind::Spread { series, .. } = &options.kind
        && !series.is_empty()
    {
        notes.extend(folder::changed(&common.dir, "series").or_else(|| folder::foreign(&common.dir, "series")));
        let futures: Result<Vec<Futures>, Failure> =
            series.iter().map(|variable| folder::futures(&common.dir, variable, &all)).collect();
        let mut futures = futures?;
        futures.iter_mut().for_each(|own| own.groups.retain(|(scenario, policy), _| common.takes(scenario, policy)));
        findings.tables.push(analysis::fan(&futures));
    }
    if let Some(path) = &common.figure {
        draw(path, &findings, &common.dir)?;
    }
    notes.iter().for_each(|note| eprintln!("note: {note}"));
    let text = match common.format {
        Format::Csv => {
            for used in &findings.used {
                eprintln!("{}", used.told());
            }
            if let Some(several) = analysis::pooled(&runs).filter(|_| matches!(options.kind, Kind::Prim { .. })) {
                eprintln!("the rows of {several} are taken together: `--policy ID` and `--scenario ID` take one alone");
            }
            csv(table(&findings, common.table.as_deref())?)?
        }
        Format::Json => json_of(&findings, &notes).to_string() + "\n",
    };
    super::print(&text)
}

impl Common {
    fn takes(&self, scenario: &str, policy: &str) -> bool {
        self.scenario.as_deref().is_none_or(|own| own == scenario)
            && self.policy.as_deref().is_none_or(|own| own == policy)
    }

    /// The rows that were asked for.
    fn chosen(&self, runs: &Runs) -> Result<Runs, Failure> {
        let known = |asked: Option<&String>, what: &str, of: fn(&analysis::Line) -> &str| {
            let names: std::collections::BTreeSet<&str> = runs.lines.iter().map(of).collect();
            match asked.filter(|asked| !names.contains(asked.as_str())) {
                Some(asked) => {
                    let all = names.into_iter().collect::<Vec<_>>().join(", ");
                    Err(Failure::Usage(format!("the table has no {what} `{asked}`\nit has: {all}")))
                }
                None => Ok(()),
            }
        };
        known(self.scenario.as_ref(), "scenario", |line| &line.scenario)?;
        known(self.policy.as_ref(), "policy", |line| &line.policy)?;
        Ok(analysis::only(runs, &|line| self.takes(&line.scenario, &line.policy)))
    }
}

/// Draws every figure of the findings into one file.
fn draw(path: &Path, findings: &Findings, dir: &Path) -> Result<(), Failure> {
    let figures = figure::figures(findings, &folder::names(dir));
    if figures.is_empty() {
        return Err(Failure::Usage("there is nothing to draw: no output varies".to_owned()));
    }
    made::write(path, &figure::file(&figures))
}

fn outputs(runs: &Runs, asked: &[String]) -> Result<Vec<usize>, Failure> {
    match asked {
        [] => Ok((0..runs.outputs.len()).collect()),
        some => some.iter().map(|name| output(runs, name)).collect(),
    }
}

pub fn output(runs: &Runs, name: &str) -> Result<usize, Failure> {
    let plain = name.strip_prefix("y_").unwrap_or(name).replace('-', "_");
    runs.outputs.iter().position(|output| *output == plain).ok_or_else(|| {
        let known = || runs.outputs.iter().map(String::as_str);
        let near = nearest(&plain, known()).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        let all: Vec<&str> = known().collect();
        Failure::Usage(format!("the table has no output `{name}`{near}\nit has: {}", all.join(", ")))
    })
}

fn table<'f>(findings: &'f Findings, asked: Option<&str>) -> Result<&'f Grid, Failure> {
    let asked = asked.unwrap_or(findings.tables[0].name);
    findings.tables.iter().find(|table| table.name == asked).ok_or_else(|| {
        let names: Vec<&str> = findings.tables.iter().map(|table| table.name).collect();
        Failure::Usage(format!("there is no table `{asked}`\nthere are: {}", names.join(", ")))
    })
}

fn csv(table: &Grid) -> Result<String, Failure> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let cell = |cell: &Cell| match cell {
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => format!("{number:?}"),
        Cell::Count(count) => count.to_string(),
        Cell::Nothing => String::new(),
    };
    let failed = |error: csv::Error| Failure::Internal(format!("cannot write the table: {error}"));
    writer.write_record(&table.columns).map_err(failed)?;
    for row in &table.rows {
        writer.write_record(row.iter().map(cell)).map_err(failed)?;
    }
    let bytes = writer.into_inner().map_err(|error| Failure::Internal(format!("cannot write the table: {error}")))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn json_of(findings: &Findings, notes: &[String]) -> Value {
    let cell = |cell: &Cell| match cell {
        Cell::Text(text) => json!(text),
        Cell::Number(number) => json!(number),
        Cell::Count(count) => json!(count),
        Cell::Nothing => Value::Null,
    };
    let object = |table: &Grid, row: &Vec<Cell>| -> Value {
        Value::Object(table.columns.iter().cloned().zip(row.iter().map(cell)).collect::<Map<String, Value>>())
    };
    let tables: Map<String, Value> = (findings.tables.iter())
        .map(|table| {
            let rows: Vec<Value> = table.rows.iter().map(|row| object(table, row)).collect();
            (table.name.to_owned(), Value::Array(rows))
        })
        .collect();
    let used: Vec<Value> = (findings.used.iter())
        .map(|u| json!({ "output": u.output, "rows": u.rows, "used": u.used, "left_out": u.left_out }))
        .collect();
    json!({ "method": findings.method, "notes": notes, "used": used, "tables": tables })
}
