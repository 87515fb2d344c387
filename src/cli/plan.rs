//! `marchland plan`: what a study will cost, from a few of its runs, without running it.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use serde::Serialize;

use super::batch::copies::Beside;
use super::{Failure, clock, load, number, numbers, paint};
use marchland::study::store::disk;
use marchland::study::{self, Study, measure};
use marchland::words::counted;

/// What `marchland plan` takes.
#[derive(Debug, Args)]
pub struct Options {
    /// A study file, or the name of a shipped study
    #[arg(value_name = "STUDY", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    study: String,
    /// Runs that are played to measure the time, spread evenly over the study
    #[arg(long, default_value_t = 8, allow_negative_numbers = true, value_parser = numbers::whole::<u32>(1..=1000))]
    sample: u32,
    /// Writes the points of the design as a table: a row a point, a column a factor
    #[arg(long, value_name = "FILE.csv")]
    design: Option<PathBuf>,
    /// Writes one JSON object instead of text
    #[arg(long)]
    json: bool,
}

/// What it comes to.
#[derive(Serialize)]
struct Plan<'a> {
    study: &'a str,
    version: &'static str,
    scenarios: Vec<&'a str>,
    policies: &'a [String],
    factors: usize,
    design: &'static str,
    points: u64,
    replicates: u32,
    rows: u64,
    /// Bytes of the tables before they are compressed.
    bytes: u64,
    sample: Sample,
}

/// What the sample told.
#[derive(Serialize)]
pub struct Sample {
    runs: u64,
    /// Seconds of a run, its world included: mean and longest.
    pub seconds_mean: f64,
    pub seconds_longest: f64,
    /// Seconds of all rows on one core, and on those of this machine.
    seconds_on_one: f64,
    seconds_here: f64,
    cores: usize,
}

/// Does it.
///
/// # Errors
/// A study that is missing or wrong, a sample that cannot be played, a table that cannot be written.
pub fn plan(options: &Options) -> Result<(), Failure> {
    let document = load::study(&options.study).map_err(|unread| Failure::File(unread.to_string()))?;
    let library = Beside::of(&document)?;
    let study = study::read(&document, &library).map_err(|problems| Failure::File(paint::problems(&problems)))?;
    // Whoever has closed stderr has nothing to be told.
    let _ = write!(anstream::stderr(), "{}", paint::all(&study::warnings(&document, &study)));
    if let Some(path) = &options.design {
        write_design(&study, path)?;
    }
    let plan = Plan {
        study: &study.id,
        version: env!("CARGO_PKG_VERSION"),
        scenarios: study.scenarios.iter().map(|world| world.scenario.id.as_str()).collect(),
        policies: &study.policies,
        factors: study.factors.len(),
        design: study.design.name(),
        points: study.points(),
        replicates: study.replicates,
        rows: study.rows(),
        bytes: bytes(&study),
        sample: sample(&study, u64::from(options.sample))?,
    };
    let text = if options.json {
        let line = serde_json::to_string(&plan);
        line.map_err(|error| Failure::Internal(format!("cannot write JSON: {error}")))? + "\n"
    } else {
        text(&study, &plan)
    };
    super::print(&text)
}

/// Plays rows that are spread evenly over the study.
///
/// # Errors
/// A row that cannot be played.
pub fn sample(study: &Study, wanted: u64) -> Result<Sample, Failure> {
    let (rows, runs) = (study.rows(), wanted.min(study.rows()));
    let mut times = Vec::new();
    for i in 0..runs {
        // In 128 bits: a large study times a large sample.
        let row = study.row((u128::from(rows) * u128::from(i) / u128::from(runs)) as u64);
        let begun = clock::instant();
        let failed = |why: String| Failure::File(format!("row `{}` cannot be played: {why}", study.id(&row)));
        let world = study.world(&row).map_err(|error| failed(error.to_string()))?;
        let mut run = study.start(&row, world).map_err(|error| failed(error.to_string()))?;
        while !run.is_over() && !study.is_stopped(&run) {
            run.step();
        }
        let _ = measure(study, &run);
        times.push(begun.elapsed());
    }
    let mean = times.iter().sum::<Duration>().as_secs_f64() / runs as f64;
    let longest = times.iter().max().map_or(0.0, Duration::as_secs_f64);
    let cores = rayon::current_num_threads();
    let seconds_on_one = mean * rows as f64;
    let seconds_here = seconds_on_one / cores as f64;
    Ok(Sample { runs, seconds_mean: mean, seconds_longest: longest, seconds_on_one, seconds_here, cores })
}

/// Bytes of numbers and names in the tables.
pub fn bytes(study: &Study) -> u64 {
    const NUMBER: u64 = 8;
    /// Row, scenario, policy, point, replicate, seed, status and digest.
    const NAMES: u64 = 80;
    let columns = (study.factors.len() + study.outputs.len()) as u64;
    let mut of_row = NAMES + NUMBER * columns;
    let variables = study.series.variables.len() as u64;
    if variables > 0 {
        let quarters = (0..study.scenarios.len()).map(|i| u64::from(study.quarters_of(i))).max().unwrap_or(0);
        of_row += (quarters / u64::from(study.series.every) + 1) * NUMBER * (variables + 2);
    }
    study.rows().saturating_mul(of_row)
}

fn text(study: &Study, plan: &Plan) -> String {
    let bold = anstyle::Style::new().bold();
    let Sample { runs, seconds_mean, seconds_longest, seconds_on_one, seconds_here, cores } = plan.sample;
    let mut lines = vec![format!("{bold}{}{bold:#}", study.title), String::new()];
    let mut line = |label: &str, text: String| lines.push(format!("{label:<11} {text}"));
    line("scenarios", plan.scenarios.join(", "));
    line("policies", plan.policies.join(", "));
    line("factors", if plan.factors == 0 { "none".to_owned() } else { plan.factors.to_string() });
    line("design", format!("{}: {}", plan.design, counted(plan.points, "point")));
    line(
        "rows",
        format!(
            "{} = {} × {} × {} × {}",
            number::count(plan.rows),
            counted(plan.scenarios.len(), "scenario"),
            counted(plan.policies.len(), "policy"),
            counted(plan.points, "point"),
            counted(plan.replicates, "replicate")
        ),
    );
    line("table", format!("about {} before compression", size(plan.bytes)));
    line(
        "time",
        format!(
            "about {} on one core, {} on the {cores} of this machine, if they scale",
            duration(seconds_on_one),
            duration(seconds_here)
        ),
    );
    line(
        "measured",
        format!(
            "{}: {} each on average, {} the longest",
            counted(runs, "run"),
            duration(seconds_mean),
            duration(seconds_longest)
        ),
    );
    lines.join("\n") + "\n"
}

fn size(bytes: u64) -> String {
    const STEP: f64 = 1000.0;
    let mut size = bytes as f64;
    let mut unit = "bytes";
    for larger in ["kB", "MB", "GB", "TB"] {
        if size < STEP {
            break;
        }
        (size, unit) = (size / STEP, larger);
    }
    format!("{} {unit}", number::figure(size))
}

/// A time as people say it.
pub fn duration(seconds: f64) -> String {
    const UNITS: [(f64, &str); 4] = [(86_400.0, "days"), (3600.0, "hours"), (60.0, "minutes"), (1.0, "seconds")];
    // From two of a unit on: ninety minutes say more than one hour and a half would.
    let unit = UNITS.iter().find(|(length, _)| seconds >= 2.0 * length);
    match unit {
        Some((length, name)) => format!("{} {name}", number::figure(seconds / length)),
        None if seconds >= 1.0 => format!("{} seconds", number::figure(seconds)),
        None => format!("{} ms", number::figure(seconds * 1000.0)),
    }
}

fn write_design(study: &Study, path: &Path) -> Result<(), Failure> {
    match load::read(path) {
        Err(load::Why::Missing) => {}
        Ok(_) => {
            return Err(Failure::Usage(format!(
                "`{}` is there already: give another name, or remove it first",
                path.display()
            )));
        }
        Err(why) => {
            return Err(Failure::Usage(format!("cannot write `{}`: {why}; give another name", path.display())));
        }
    }
    disk::write(path, |out| study.write_design(out))?;
    Ok(())
}
