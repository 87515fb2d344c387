//! `marchland fit`: brings numbers of a scenario near to its history, and says which of them history can tell.

mod file;
mod json;
mod report;
mod seen;

pub use json::FIELDS;

use std::path::PathBuf;

use clap::Args;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::progress::Progress;
use super::run::{path_and_value, quoted};
use super::{Failure, nearest, numbers};
use file::Place;
use marchland::run::UnknownPolicy;
use marchland::run::fit::loss::{self, Target};
use marchland::run::fit::space::Free;
use marchland::run::fit::world::{self, Beside, World};
use marchland::run::fit::{self, Fitted, Task, Workers, name};
use marchland::scenario::{self, History, Point, Problems, Scenario};
use marchland::words::counted;
use seen::Seen;

/// What `marchland fit` takes.
#[derive(Debug, Args)]
pub struct Options {
    /// A scenario file, or the name of a shipped scenario
    #[arg(value_name = "FILE")]
    scenario: Option<String>,
    /// A number that is fitted: a parameter such as `commuting_scale`, or a path such as `regions.b.wage=0.7..0.9`
    #[arg(long = "free", value_name = "PATH[=MIN..MAX]", required = true, num_args = 1.., value_parser = free)]
    free: Vec<Asked>,
    /// A series of history to fit; may be repeated [default: all that have fitted years]
    #[arg(long, value_name = "ID")]
    series: Vec<String>,
    /// How many searches start, the first from the scenario's own values
    #[arg(long, value_name = "N", default_value_t = 8, allow_negative_numbers = true, value_parser = numbers::whole::<u16>(1..=1000))]
    restarts: u16,
    /// How many seeds each point is played with; as many others judge the result
    #[arg(long, value_name = "N", default_value_t = 4, allow_negative_numbers = true, value_parser = numbers::whole::<u16>(1..=1000))]
    seeds: u16,
    /// First seed of the runs; it also says where the searches start
    #[arg(long, value_name = "N", default_value_t = 1, allow_negative_numbers = true, value_parser = numbers::whole::<u64>(numbers::ANY))]
    seed: u64,
    /// How many points all searches together may look at [default: 60 for each search and number, and one number more]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = numbers::whole::<u32>(1..=u64::MAX))]
    evaluations: Option<u32>,
    /// A policy of the scenario: the one that history followed [default: the scenario's own]
    #[arg(long, value_name = "NAME")]
    policy: Option<String>,
    /// Overrides any field of the scenario; may be repeated
    #[arg(long = "set", value_name = "PATH=VALUE", value_parser = path_and_value)]
    overrides: Vec<(String, String)>,
    /// Writes one JSON object instead of the report
    #[arg(long)]
    json: bool,
    /// Writes a small scenario that extends this one and gives the fitted values
    #[arg(long, value_name = "FILE.ron")]
    write: Option<PathBuf>,
    /// Number of threads; the outcome is the same for any [default: all cores]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = numbers::whole::<u16>(1..=1024))]
    jobs: Option<u16>,
}

/// A number that somebody wants fitted.
#[derive(Clone, Debug, PartialEq)]
struct Asked {
    path: String,
    range: Option<(f64, f64)>,
}

fn free(text: &str) -> Result<Asked, String> {
    let expected = || "expected `path` or `path=MIN..MAX`, such as `regions.b.wage=0.7..0.9`".to_owned();
    let Some((path, range)) = text.split_once('=') else {
        return match text.trim() {
            "" => Err(expected()),
            path => Ok(Asked { path: path.to_owned(), range: None }),
        };
    };
    let ends = range.split_once("..").ok_or_else(expected)?;
    let end = |text: &str| text.trim().parse::<f64>().map_err(|_| expected());
    Ok(Asked { path: path.trim().to_owned(), range: Some((end(ends.0)?, end(ends.1)?)) })
}

/// Evaluations for each search and number, by default.
const PER_NUMBER: usize = 60;
/// Evaluations that looking around the best takes for each number, about: for the bar alone.
const AROUND: usize = 80;

/// The threads of the caller, in the order of the pieces.
struct Threads;

impl Workers for Threads {
    fn all<T: Send>(&self, number: usize, work: &(dyn Fn(usize) -> T + Sync)) -> Vec<T> {
        (0..number).into_par_iter().map(work).collect()
    }
}

/// Everything that is told.
pub struct Outcome {
    pub scenario: Scenario,
    pub policy: String,
    pub free: Vec<Free>,
    pub targets: Vec<Target>,
    pub fitted: Fitted,
    /// First seed and number of those that were fitted with; those that judge follow.
    pub seeds: (u64, u64),
    pub before: Vec<Beside>,
    pub after: Vec<Beside>,
    pub warnings: Vec<String>,
    pub command: String,
    /// The file that was written, and what was said of it.
    pub written: Option<(PathBuf, String)>,
}

impl Outcome {
    /// Number of fitted points.
    pub fn points(&self) -> usize {
        self.targets.iter().map(|target| target.points.len()).sum()
    }
}

/// Does it.
///
/// # Errors
/// A path, range, series or policy that does not exist, a wrong file, a place that cannot be written.
pub fn fit(options: &Options) -> Result<(), Failure> {
    let name = options.named()?;
    let (seen, document, scenario) = Seen::read(name, &options.overrides)?;
    let free = options.numbers(&scenario)?;
    options.can_be_set(&scenario, &free)?;
    let targets = options.targets(&scenario)?;
    let policy = options.policy.clone().unwrap_or_else(|| scenario.default_policy.clone());
    if !scenario.policies.contains_key(&policy) {
        let known = scenario.policies.keys().cloned().collect();
        return Err(Failure::Usage(UnknownPolicy { asked: policy, known }.to_string()));
    }
    let place = options.write.as_ref().map(|path| Place::of(path, &document, &scenario, &free)).transpose()?;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(options.jobs.map_or(0, usize::from)).build();
    let pool = pool.map_err(|error| Failure::Internal(format!("cannot start threads: {error}")))?;
    let mut outcome = pool.install(|| options.search(scenario, policy, free, targets))?;
    outcome.warnings = report::warnings(&outcome);
    let written = place.map(|place| {
        seen.still(&outcome.scenario)?;
        Ok((place.path().to_owned(), place.write(&options.overrides, &outcome)?))
    });
    // What was searched for minutes is told even where it cannot be written.
    let failure = written.and_then(|written| written.map(|written| outcome.written = Some(written)).err());
    super::print(&if options.json { json::write(&outcome)? } else { report::write(&outcome) })?;
    failure.map_or(Ok(()), Err)
}

impl Options {
    /// The scenario. Since `--free` takes several numbers it swallows a file that stands behind it.
    fn named(&self) -> Result<&str, Failure> {
        if let Some(name) = self.scenario.as_deref() {
            return Ok(name);
        }
        let is_file = |asked: &&Asked| asked.path.ends_with(".ron") || super::shipped::named(&asked.path).is_some();
        let hint = match self.free.iter().find(is_file) {
            Some(Asked { path, .. }) => format!(
                "`--free` has taken `{path}` for a number: put the file first, `marchland fit {} --free ..`",
                quoted(path)
            ),
            None => "put it first: `marchland fit FILE --free ..`".to_owned(),
        };
        Err(Failure::Usage(format!("no scenario is named\n{hint}")))
    }

    fn numbers(&self, scenario: &Scenario) -> Result<Vec<Free>, Failure> {
        let mut free: Vec<Free> = Vec::new();
        for asked in &self.free {
            let number = name::named(scenario, &asked.path, asked.range).map_err(Failure::Usage)?;
            if free.iter().any(|known| known.path == number.path) {
                return Err(Failure::Usage(format!("`{}` is freed twice: give it once", number.path)));
            }
            free.push(number);
        }
        let least = usize::from(self.restarts) * (free.len() + 2);
        if self.evaluations() < least {
            return Err(Failure::Usage(format!(
                "{} are too few for {} of {}: give --evaluations {least} or more, or fewer --restarts",
                counted(self.evaluations(), "evaluation"),
                counted(self.restarts, "search"),
                counted(free.len(), "number")
            )));
        }
        Ok(free)
    }

    /// Tries each number with the value that it has: what cannot be set from outside cannot be searched.
    fn can_be_set(&self, scenario: &Scenario, free: &[Free]) -> Result<(), Failure> {
        for free in free {
            let own = (free.path.clone(), free.before.to_string());
            if let Err(problems) = self.read(scenario, &[own]) {
                let why = problems.0.first().map(|problem| problem.message.as_str()).unwrap_or_default();
                return Err(Failure::Usage(format!(
                    "`{}` cannot be fitted, since it cannot be set by itself: {why}\nFree another number, or try values of \
                     this one by hand in your file",
                    free.path
                )));
            }
        }
        Ok(())
    }

    /// The scenario with these values too.
    fn read(&self, scenario: &Scenario, values: &[(String, String)]) -> Result<Scenario, Problems> {
        scenario::read(&scenario.name, &scenario.text, &[&self.overrides, values].concat())
    }

    fn evaluations(&self) -> usize {
        let default = usize::from(self.restarts) * PER_NUMBER * (self.free.len() + 1);
        self.evaluations.map_or(default, |n| n as usize)
    }

    fn targets(&self, scenario: &Scenario) -> Result<Vec<Target>, Failure> {
        for asked in &self.series {
            let ids = || scenario.history.iter().map(|history| history.id.as_str());
            if !ids().any(|id| id == asked) {
                let near = nearest(asked, ids()).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
                let known: Vec<&str> = ids().collect();
                let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
                return Err(Failure::Usage(format!("no series `{asked}`{near}\nThe scenario has: {known}")));
            }
            if loss::targets(scenario, std::slice::from_ref(asked)).is_empty() {
                if let Some(why) = outside(scenario, Some(asked.as_str())) {
                    return Err(Failure::Usage(why));
                }
                return Err(Failure::Usage(format!(
                    "the series `{asked}` has nothing to fit: it needs `fitted: (first, last)` with points in those years \
                     that lie within the run and have a source (grade A, B or C; U is not used)"
                )));
            }
        }
        let targets = loss::targets(scenario, &self.series);
        if targets.is_empty() {
            if let Some(why) = outside(scenario, None) {
                return Err(Failure::Usage(why));
            }
            return Err(Failure::Usage(format!(
                "`{}` has no history to fit: give a series under `history` with `fitted: (1997, 2008)`, the years to fit, \
                 and `judged: (2009, 2014)`, the years that judge; only points with a source (not of grade U) within the \
                 run count",
                scenario.id
            )));
        }
        Ok(targets)
    }

    fn search(
        &self,
        scenario: Scenario,
        policy: String,
        free: Vec<Free>,
        targets: Vec<Target>,
    ) -> Result<Outcome, Failure> {
        let seeds = u64::from(self.seeds);
        let Some(last) = self.seed.checked_add(2 * seeds - 1) else {
            return Err(Failure::Usage(format!("seeds from {} on: the last would be too large", self.seed)));
        };
        let read = |values: &[(String, String)]| self.read(&scenario, values).ok();
        let runs = (self.evaluations() + AROUND * free.len()) as u64 * seeds;
        let progress = Progress::of(runs);
        let played = || progress.done();
        let with = |seeds: std::ops::Range<u64>| World {
            read: &read,
            policy: &policy,
            seeds: seeds.collect(),
            targets: &targets,
            played: &played,
        };
        let world = with(self.seed..self.seed + seeds);
        let task = Task {
            free: &free,
            errors: &|values| world.errors(&free, values, &Threads),
            points: targets.iter().map(|target| target.points.len()).collect(),
            seed: self.seed,
            restarts: usize::from(self.restarts),
            evaluations: self.evaluations(),
        };
        let fitted = fit::fit(&task, &Threads);
        // What these seeds happened to bring was fitted too: others say how good the values are.
        let others = with(self.seed + seeds..last + 1);
        let own: Vec<f64> = free.iter().map(|free| free.before).collect();
        let before = others.beside(&free, &own, &Threads);
        let after = others.beside(&free, &fitted.values, &Threads);
        progress.finish();
        let (Some(before), Some(after)) = (before, after) else {
            return Err(Failure::Usage(format!(
                "no values within these ranges make a valid scenario: try one with `marchland run {} --set {}=..`",
                quoted(self.named().unwrap_or_default()),
                free.first().map(|free| free.path.as_str()).unwrap_or_default()
            )));
        };
        let command = self.command(&policy, &free);
        let (warnings, written) = (Vec::new(), None);
        let seeds = (self.seed, seeds);
        Ok(Outcome { scenario, policy, free, targets, fitted, seeds, before, after, warnings, command, written })
    }

    /// The command that fits exactly this again, defaults spelt out.
    fn command(&self, policy: &str, free: &[Free]) -> String {
        let mut words = vec!["marchland fit".to_owned(), quoted(self.named().unwrap_or_default())];
        let mut option = |name: &str, value: String| words.push(format!("--{name} {value}"));
        for free in free {
            option("free", quoted(&format!("{}={}..{}", free.path, free.min, free.max)));
        }
        self.series.iter().for_each(|id| option("series", quoted(id)));
        option("policy", quoted(policy));
        option("restarts", self.restarts.to_string());
        option("seed", self.seed.to_string());
        option("seeds", self.seeds.to_string());
        option("evaluations", self.evaluations().to_string());
        for (path, value) in &self.overrides {
            option("set", quoted(&format!("{path}={value}")));
        }
        words.join(" ")
    }
}

/// Why a series with years to fit, the first or the one that is asked for, gives none of them: no point in them lies
/// within the run. `None` if there is no such series.
fn outside(scenario: &Scenario, asked: Option<&str>) -> Option<String> {
    let named = |history: &&History| asked.is_none_or(|asked| history.id == asked);
    let (id, (first, last)) = scenario.history.iter().filter(named).find_map(|history| {
        let fitted = history.fitted?;
        let is_met = |point: &Point| scenario.covers(point) && (fitted.0..=fitted.1).contains(&point.quarter);
        (!history.points.iter().any(is_met)).then_some((&history.id, fitted))
    })?;
    Some(format!(
        "no point of the series `{id}` in the years that are fitted, {first} to {last}, lies within the run, {} to {}\nBegin \
         the run earlier (`start`), lengthen it (`quarters`), or change `fitted`; `marchland check` says where each stands",
        scenario.setup.start,
        scenario.last()
    ))
}

/// The error over all series on the fitted and on the judged years, share.
pub fn errors(beside: &[Beside]) -> (Option<f64>, Option<f64>) {
    (world::mean_error(beside, |b| &b.fitted), world::mean_error(beside, |b| &b.judged))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_free_number_is_a_path_and_may_have_a_range() {
        let asked = |path: &str, range| Ok(Asked { path: path.to_owned(), range });
        assert_eq!(free("commuting_scale"), asked("commuting_scale", None));
        assert_eq!(free("regions.b.wage = 0.7 .. 0.9"), asked("regions.b.wage", Some((0.7, 0.9))));
        assert_eq!(free("x=-0.3..-0.1"), asked("x", Some((-0.3, -0.1))));
        assert!(free("x=0.3").is_err() && free("x=a..b").is_err() && free("").is_err());
    }
}
