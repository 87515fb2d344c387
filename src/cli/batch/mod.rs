//! `marchland batch`: runs the rows of a study that a folder still lacks.

pub mod copies;
pub mod folder;
pub mod span;
mod watch;
pub mod whole;

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::research::Describing;
use super::{Failure, merge, numbers};
use marchland::study::store::lock::{self, Shard};
use marchland::study::store::merge::Format;
use marchland::study::store::{disk, drive, part};
use marchland::words::{are, counted};
use watch::Watching;

/// What `marchland batch` takes.
#[derive(Debug, Args)]
pub struct Options {
    /// A study file, or the name of a shipped study (`marchland list` has them)
    study: String,
    /// The folder of the study: a new one, or one where it was begun
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Number of threads; the results are the same for any [default: all cores]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = numbers::whole::<u16>(1..=1024))]
    jobs: Option<u16>,
    /// Runs one shard of several, such as `0/7` to `6/7` [default: the task of a Slurm array, else all]
    #[arg(long, value_name = "I/N", value_parser = shard)]
    shard: Option<Shard>,
    /// Ends after so long, such as `90`, `30m`, `1h30m` or as Slurm writes it `01:30:00`, with the run in hand finished and code
    /// 5; run again, it goes on
    #[arg(long, value_name = "T", value_parser = span::seconds)]
    time_limit: Option<f64>,
    /// How the tables are written [default: parquet]
    #[arg(long, value_name = "FORMAT")]
    format: Option<Written>,
    /// Ends with code 4 once more runs of the folder than this have failed, counted over all its shards and earlier batches
    /// (others' as far as their parts are written) [default: the study's own, else never]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = numbers::whole::<u64>(numbers::ANY))]
    max_failures: Option<u64>,
    #[command(flatten)]
    describing: Describing,
    /// How progress is told on stderr
    #[arg(long, value_name = "HOW", default_value = "auto")]
    progress: Telling,
}

/// How the tables are written.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Written {
    Parquet,
    Csv,
}

impl From<Written> for Format {
    fn from(written: Written) -> Self {
        match written {
            Written::Parquet => Self::Parquet,
            Written::Csv => Self::Csv,
        }
    }
}

/// How progress is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Telling {
    /// A bar on a terminal, lines elsewhere
    Auto,
    /// One JSON object a line
    Json,
}

fn shard(text: &str) -> Result<Shard, String> {
    let (index, count) = text.split_once('/').ok_or("expected `I/N`, such as `0/7`")?;
    let number = |text: &str| text.parse::<u32>().map_err(|_| format!("`{text}` is no number of a shard"));
    let (index, count) = (number(index)?, number(count)?);
    Shard::new(index, count).ok_or_else(|| format!("shards of {count} are numbered from 0; there is no `{index}`"))
}

/// The shard that a task of a Slurm array has, if this is one.
fn of_slurm() -> Result<Option<Shard>, Failure> {
    let number = |name: &str| {
        let text = std::env::var(name).ok().filter(|text| !text.is_empty());
        let parsed = text.map(|text| text.parse::<u32>().map_err(|_| format!("`{name}` is `{text}`, no number")));
        parsed.transpose().map_err(Failure::Usage)
    };
    let (id, count) = (number("SLURM_ARRAY_TASK_ID")?, number("SLURM_ARRAY_TASK_COUNT")?);
    let (Some(id), Some(count)) = (id, count) else { return Ok(None) };
    let (least, step) = (number("SLURM_ARRAY_TASK_MIN")?.unwrap_or(0), number("SLURM_ARRAY_TASK_STEP")?.unwrap_or(1));
    let shard = Shard::new(id.saturating_sub(least) / step.max(1), count);
    let wrong =
        || Failure::Usage(format!("the Slurm array has {count} tasks and this one is {id}: give `--shard I/N`"));
    shard.map(Some).ok_or_else(wrong)
}

/// Does it. Where progress is told as JSON, so is why it ended.
///
/// # Errors
/// A wrong study, a folder of something else, a full disk; too many failed runs; an end before all rows are done.
pub fn batch(options: &Options) -> Result<(), Failure> {
    let done = run(options);
    let Err(failure) = &done else { return done };
    if options.progress != Telling::Json {
        return done;
    }
    let (text, code) = (failure.text(), failure.code());
    let error = anstream::adapter::strip_str(&text).to_string();
    // Whoever has closed stderr has nothing to be told.
    let _ = writeln!(std::io::stderr(), "{}", serde_json::json!({ "error": error, "code": code }));
    Err(Failure::Ended(code))
}

fn run(options: &Options) -> Result<(), Failure> {
    let format = options.format.map(Format::from);
    let shard = match options.shard {
        Some(shard) => shard,
        None => of_slurm()?.unwrap_or(Shard::WHOLE),
    };
    if options.describing.is_wanted() && !shard.is_whole() {
        let remedy = "give `--crate` to `marchland merge`, once all shards are done";
        return Err(Failure::Usage(format!("a shard has no tables to describe: {remedy}")));
    }
    let opened = folder::begin(&options.study, &options.out, format)?;
    let held = lock::shard(&opened.path, shard)?;
    let parts = opened.parts()?;
    parts.iter().try_for_each(|part| part.look(&opened.path))?;
    if shard.is_whole() {
        part::sweep(&opened.path, &parts)?;
    }
    let rows = shard.rows(opened.study.rows());
    let gaps = part::gaps(rows.clone(), &parts);
    let left: u64 = gaps.iter().map(|gap| gap.end - gap.start).sum();
    let all = rows.end - rows.start;
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let task = drive::Task {
        study: &opened.study,
        folder: &opened.path,
        made_by: &opened.manifest.made_by,
        host: &host(),
        jobs: options.jobs.map_or(cores as u32, u32::from),
        failures: options.max_failures.or(opened.study.stop.failures),
    };
    let watch = Watching::begin(left, options.time_limit, options.progress)?;
    let ended = drive::drive(&task, &gaps, &watch)?;
    watch.finish();
    drop(held);
    let failed = drive::failed(&opened.parts()?);
    let (done, of) =
        (all - left + ended.done, if shard.is_whole() { String::new() } else { format!(" of shard {shard}") });
    let (rows, runs) = (counted(all, "row"), counted(failed, "run"));
    let told = format!("{done} of {rows}{of} {} done, {runs} of the folder failed", are(all));
    if let Some(most) = task.failures.filter(|most| ended.failed > *most) {
        let (failed, ran) = (ended.failed, counted(ended.failed, "run"));
        return Err(Failure::TooManyFailed(format!(
            "{ran} failed, and at most {most} may: {told}; `--max-failures {failed}` goes on from here"
        )));
    }
    if !ended.is_complete {
        return Err(Failure::Interrupted(format!("{told}; the same command goes on from here")));
    }
    if shard.is_whole() {
        let (merged, _) = merge::tables(&opened)?;
        options.describing.write(&opened, &merged)?;
        return super::print(&format!("{told}\n"));
    }
    super::print(&format!("{told}; `marchland merge {}` makes the tables\n", options.out.display()))
}

/// The name of this computer, as its system tells it to programs; `unknown` if it does not.
fn host() -> String {
    let named = ["HOSTNAME", "SLURMD_NODENAME", "COMPUTERNAME"].iter().find_map(|name| std::env::var(name).ok());
    let named = named.or_else(|| disk::text(std::path::Path::new("/proc/sys/kernel/hostname")).ok().flatten());
    named.map_or_else(|| "unknown".to_owned(), |name| name.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_are_read_as_people_write_them() {
        assert_eq!(shard("6/7").ok(), Shard::new(6, 7));
        assert!(shard("7/7").is_err() && shard("1").is_err() && shard("a/b").is_err());
    }
}
