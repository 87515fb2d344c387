//! `marchland cluster slurm`: scripts that run a study as an array of jobs, with the time that they need, and merge it.

mod script;

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::batch::{Written, folder, span};
use super::plan::{self, Sample};
use super::research::Describing;
use super::run::quoted;
use super::{Failure, numbers};
use marchland::study::Study;
use marchland::study::store::disk;
use marchland::study::store::merge::Format;
use marchland::words::{counted, grouped};
use script::{LOGS, Script};

/// What `marchland cluster` takes.
#[derive(Debug, Args)]
pub struct Options {
    #[command(subcommand)]
    scheduler: Scheduler,
}

#[derive(Debug, Subcommand)]
enum Scheduler {
    /// Writes an array of jobs for Slurm, a shard each, and a job that merges them.
    Slurm(Slurm),
}

/// What `marchland cluster slurm` takes.
#[derive(Debug, Args)]
struct Slurm {
    /// A study file, or the name of a shipped study
    #[arg(value_parser = clap::builder::NonEmptyStringValueParser::new())]
    study: String,
    /// The folder of the study, as for `batch`, on a disk that every node sees and that can lock files [default: the study's
    /// id]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The folder for the scripts and their logs [default: the study's id and `-slurm`]
    #[arg(long, value_name = "DIR")]
    scripts: Option<PathBuf>,
    /// Replaces scripts that are there and say something else
    #[arg(long)]
    force: bool,
    /// Tasks of the array, a shard each [default: as many as let each take an hour, 1000 at most]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = numbers::whole::<u32>(1..=10_000))]
    tasks: Option<u32>,
    /// Cores of a task
    #[arg(long, value_name = "N", default_value_t = 1, allow_negative_numbers = true, value_parser = numbers::whole::<u32>(1..=1024))]
    cpus: u32,
    /// Time limit of a task, such as `30m`, `4h` or `01:30:00`; a task that needs longer is queued again and goes on [default: half more
    /// than its rows take, as measured here, a day at most]
    #[arg(long, value_name = "T", value_parser = span::seconds)]
    time: Option<f64>,
    /// Memory for each core, such as `2G` [default: the cluster's]
    #[arg(long, value_name = "SIZE", value_parser = size)]
    memory: Option<String>,
    /// Partition of the cluster
    #[arg(long, value_name = "NAME", value_parser = word)]
    partition: Option<String>,
    /// Account that pays
    #[arg(long, value_name = "NAME", value_parser = word)]
    account: Option<String>,
    /// Quality of service
    #[arg(long, value_name = "NAME", value_parser = word)]
    qos: Option<String>,
    /// A further option of `sbatch` for tasks and merge, word for word, such as `--sbatch=--constraint=haswell`; repeatable
    #[arg(long, value_name = "OPTION", value_parser = option, allow_hyphen_values = true)]
    sbatch: Vec<String>,
    /// The program as the nodes find it [default: this one]
    #[arg(long, value_name = "PATH")]
    program: Option<PathBuf>,
    /// How the tables are written [default: parquet]
    #[arg(long, value_name = "FORMAT")]
    format: Option<Written>,
    /// As for `batch`: failed runs of the whole folder with which it goes on
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = numbers::whole::<u64>(numbers::ANY))]
    max_failures: Option<u64>,
    /// Runs that are played to measure the time, spread evenly over the study
    #[arg(long, value_name = "N", default_value_t = 8, allow_negative_numbers = true, value_parser = numbers::whole::<u32>(1..=1000))]
    sample: u32,
    #[command(flatten)]
    describing: Describing,
}

fn size(text: &str) -> Result<String, String> {
    let number = text.trim_end_matches(['K', 'M', 'G', 'T']);
    let is_size = text.len() - number.len() <= 1 && number.parse::<u32>().is_ok_and(|number| number > 0);
    is_size.then(|| text.to_owned()).ok_or_else(|| "expected a size such as `2G` or `900M`".to_owned())
}

fn word(text: &str) -> Result<String, String> {
    let is_word = !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "-_.,@+:/".contains(c));
    is_word.then(|| text.to_owned()).ok_or_else(|| "expected a name: letters, digits and -_.,@+:/".to_owned())
}

fn option(text: &str) -> Result<String, String> {
    let is_one = text.starts_with("--") && text.len() > 2 && !text.contains(char::is_control);
    is_one.then(|| text.to_owned()).ok_or_else(|| "expected one option of `sbatch` that begins with `--`".to_owned())
}

/// Does it.
///
/// # Errors
/// A study that is wrong, a folder of something else, a time that is too short, a place that cannot be written.
pub fn cluster(options: &Options) -> Result<(), Failure> {
    let Scheduler::Slurm(slurm) = &options.scheduler;
    let format = slurm.format.map(Format::from);
    let place = |study: &Study| slurm.out.clone().unwrap_or_else(|| PathBuf::from(&study.id));
    let (study, out) = folder::would_run(&slurm.study, place, format)?;
    let sample = plan::sample(&study, u64::from(slurm.sample))?;
    let times = Times::of(&study, &sample, slurm)?;
    let scripts = slurm.scripts.clone().unwrap_or_else(|| PathBuf::from(format!("{}-slurm", study.id)));
    refuse_foreign(&scripts)?;
    let script = Script {
        study: &study,
        program: &program(slurm)?,
        named: &named(&slurm.study)?,
        out: &absolute(&out)?,
        tasks: times.tasks,
        cpus: slurm.cpus,
        limit: times.limit,
        until: times.until,
        merging: times.merging,
        asks: asks(slurm),
        more: more(slurm, format.map(Format::ending)),
        describing: slurm.describing.words(),
    };
    let files = script.files();
    if !slurm.force {
        refuse_changed(&scripts, &files)?;
    }
    disk::folder(&scripts.join(LOGS))?;
    for (name, text) in files {
        disk::write_text(&scripts.join(name), &text)?;
    }
    super::print(&told(&study, &out, slurm.cpus, &times, &scripts))
}

/// How the work is cut, and how long its pieces may take, seconds.
struct Times {
    tasks: u32,
    rows: u64,
    /// Of the rows of one task, as measured.
    work: f64,
    /// Time limit of a task.
    limit: u64,
    /// When a task begins no further run: what is left of its limit is for the runs in hand and the last part.
    until: u64,
    merging: u64,
}

impl Times {
    fn of(study: &Study, sample: &Sample, slurm: &Slurm) -> Result<Self, Failure> {
        const HOUR: f64 = 3600.0;
        const DAY: u64 = 86_400;
        /// Kept back of a task's time, beside the longest run that was seen.
        const KEPT: f64 = 60.0;
        const MOST_TASKS: f64 = 1000.0;
        /// Of a disk that many use, bytes a second.
        const DISK: u64 = 10_000_000;
        let cores = f64::from(slurm.cpus);
        let by_hours = (sample.seconds_mean * study.rows() as f64 / (cores * HOUR)).ceil().clamp(1.0, MOST_TASKS);
        let tasks =
            slurm.tasks.unwrap_or_else(|| (by_hours as u32).min(u32::try_from(study.rows()).unwrap_or(u32::MAX)));
        if u64::from(tasks) > study.rows() {
            let rows = study.rows();
            return Err(Failure::Usage(format!("the study has {rows} rows: give `--tasks {rows}` at most")));
        }
        let rows = study.rows().div_ceil(u64::from(tasks));
        let work = rows as f64 * sample.seconds_mean / cores;
        let kept = (KEPT + 2.0 * sample.seconds_longest).ceil();
        let own = || minutes(1.5 * work + kept + KEPT).min(DAY);
        let limit = slurm.time.map_or_else(own, |time| time.ceil() as u64);
        let until = limit.saturating_sub(kept as u64);
        if until == 0 {
            return Err(Failure::Usage(format!(
                "`--time` gives a task {}, of which {} are kept back to end in an orderly way: give more",
                plan::duration(limit as f64),
                plan::duration(kept)
            )));
        }
        // Every part is read twice, to be hashed and to be copied, and the tables are written once.
        let merging = minutes(2.0 * KEPT + 3.0 * (plan::bytes(study) / DISK) as f64).min(DAY);
        Ok(Self { tasks, rows, work, limit, until, merging })
    }
}

/// Whole minutes, in seconds: schedulers count no finer.
fn minutes(seconds: f64) -> u64 {
    const MINUTE: u64 = 60;
    (seconds.ceil() as u64).div_ceil(MINUTE) * MINUTE
}

fn refuse_foreign(scripts: &Path) -> Result<(), Failure> {
    let names = disk::names(scripts)?;
    let Some(foreign) = names.iter().find(|name| *name != LOGS && !script::NAMES.contains(&name.as_str())) else {
        return Ok(());
    };
    let scripts = scripts.display();
    Err(Failure::Usage(format!(
        "`{scripts}` has files that are no scripts of ours, such as `{foreign}`; give another folder"
    )))
}

/// Refuses to replace a script that is not what would be written: somebody may have worked on it.
fn refuse_changed(scripts: &Path, files: &[(&str, String)]) -> Result<(), Failure> {
    for (name, text) in files {
        let path = scripts.join(name);
        if disk::text(&path)?.is_some_and(|there| there != *text) {
            let path = path.display();
            return Err(Failure::Usage(format!(
                "`{path}` is there already and is not what would be written now: it was edited, or written with other options or \
                 another time measured; nothing was changed, `--force` replaces the scripts, `--scripts DIR` writes them elsewhere"
            )));
        }
    }
    Ok(())
}

/// A path that means the same on every node and from every folder.
fn absolute(path: &Path) -> Result<String, Failure> {
    let named = path.display();
    let whole = std::path::absolute(path).map_err(|error| Failure::File(format!("cannot use `{named}`: {error}")))?;
    let text = whole.into_os_string().into_string();
    text.map_err(|_| Failure::Usage(format!("`{named}` has letters that are no Unicode, which a script cannot hold")))
}

fn program(slurm: &Slurm) -> Result<String, Failure> {
    match &slurm.program {
        // A bare name is looked for where programs lie.
        Some(program) if program.components().count() == 1 => Ok(program.to_string_lossy().into_owned()),
        Some(program) => absolute(program),
        None => {
            let own = std::env::current_exe();
            let own =
                own.map_err(|error| Failure::Internal(format!("cannot find this program: {error}; give `--program`")))?;
            absolute(&own)
        }
    }
}

/// The study as `batch` is to be asked for it: a shipped name stays a name.
fn named(study: &str) -> Result<String, Failure> {
    let document = super::load::study(study).map_err(|unread| Failure::File(unread.to_string()))?;
    if document.place.starts_with("shipped:") { Ok(study.to_owned()) } else { absolute(Path::new(&document.place)) }
}

/// What is asked of Slurm for tasks and merge alike.
fn asks(slurm: &Slurm) -> Vec<String> {
    let named = [("partition", &slurm.partition), ("account", &slurm.account), ("qos", &slurm.qos)];
    let named = named.into_iter().filter_map(|(name, value)| Some(format!("--{name}={}", value.as_ref()?)));
    let memory = slurm.memory.iter().map(|size| format!("--mem-per-cpu={size}"));
    named.chain(memory).chain(slurm.sbatch.iter().cloned()).collect()
}

/// Further words for `batch`.
fn more(slurm: &Slurm, format: Option<&str>) -> Vec<String> {
    let format = format.map(|format| ["--format".to_owned(), format.to_owned()]);
    let failures = slurm.max_failures.map(|most| ["--max-failures".to_owned(), most.to_string()]);
    format.into_iter().chain(failures).flatten().collect()
}

fn told(study: &Study, out: &Path, cpus: u32, times: &Times, scripts: &Path) -> String {
    let Times { tasks, rows, work, limit, until, .. } = times;
    let cores = counted(cpus, "core");
    let again = if *work > *until as f64 {
        "\nthat is more than its limit: it will be queued again and go on, until its rows are done"
    } else {
        ""
    };
    format!(
        "{} in {} of {}: each takes about {} on {cores}, as measured here, and may take {}{again}\n\
         start:   bash {}\n\
         look:    squeue --me; marchland status {}\n",
        counted(study.rows(), "row"),
        counted(*tasks, "task"),
        grouped(*rows),
        plan::duration(*work),
        script::clock(*limit),
        quoted(&scripts.join(script::SUBMIT).to_string_lossy()),
        quoted(&out.to_string_lossy()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_break_a_script_is_refused() {
        assert!(word("gpu,long").is_ok() && word("a b").is_err() && word("a\nb").is_err() && word("").is_err());
        assert!(
            size("2G").is_ok()
                && size("900").is_ok()
                && size("2GG").is_err()
                && size("G").is_err()
                && size("0").is_err()
        );
        assert!(option("--mail-type=END").is_ok() && option("x").is_err() && option("--a\n--b").is_err());
        assert_eq!((minutes(1.0), minutes(60.0), minutes(61.0)), (60, 60, 120));
    }
}
