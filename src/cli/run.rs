//! `marchland run`: one run, or an ensemble of seeds, and what came of it.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use super::ensemble::{self, Ensemble};
use super::json::{self, Detail};
use super::play::{self, Played};
use super::report::{self, Outcome};
use super::{Failure, load, nearest, numbers, out, session, why};
use marchland::model::date::Quarter;
use marchland::model::indicator::Variable;
use marchland::run::Run;
use marchland::scenario::{MOST_ORGANISATIONS, MOST_QUARTERS, Scenario, quarter_hint};

/// What `marchland run` takes.
#[derive(Debug, Args)]
pub struct Options {
    /// A scenario file, or the name of a shipped scenario (`marchland list` shows them)
    #[arg(required_unless_present = "session")]
    scenario: Option<String>,
    /// Plays a saved session again, or the `session.ron` that `--out` wrote: seed, policy and orders are those of the file
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with_all = ["seed", "seeds", "policy", "quarters", "organisations", "overrides"]
    )]
    session: Option<PathBuf>,
    /// Seed of the run: the same seed gives the same run, bit for bit
    #[arg(long, value_name = "N", default_value_t = 1, allow_negative_numbers = true, value_parser = numbers::whole::<u64>(numbers::ANY))]
    seed: u64,
    /// Plays an ensemble of so many seeds, from `--seed` on
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = numbers::whole::<u32>(1..=10_000))]
    seeds: Option<u32>,
    /// A policy of the scenario; `none` always exists [default: the scenario's own]
    #[arg(long, value_name = "NAME")]
    policy: Option<String>,
    /// Number of quarters to play [default: the scenario's own]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = numbers::whole::<u32>(1..=u64::from(MOST_QUARTERS)))]
    quarters: Option<u32>,
    /// Number of organisations on each side [default: the scenario's own]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = numbers::whole::<u32>(2..=u64::from(MOST_ORGANISATIONS)))]
    organisations: Option<u32>,
    /// Overrides any field of the scenario; may be repeated
    #[arg(long = "set", value_name = "PATH=VALUE", value_parser = path_and_value)]
    overrides: Vec<(String, String)>,
    /// Writes one JSON object instead of the report
    #[arg(long)]
    json: bool,
    /// Adds every variable in every quarter to the JSON
    #[arg(long, requires = "json")]
    series: bool,
    /// Explains how a variable came about, term by term, instead of the report
    #[arg(long, value_name = "VARIABLE", conflicts_with_all = ["json", "seeds"])]
    why: Option<String>,
    /// Explains one quarter only, such as `2014Q4`
    #[arg(long, value_name = "QUARTER", requires = "why", value_parser = quarter)]
    at: Option<Quarter>,
    /// Writes tables of the run and what is needed to play it again into a folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Number of threads for an ensemble; the outcome is the same for any [default: all cores]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = numbers::whole::<u16>(1..=1024))]
    jobs: Option<u16>,
}

/// A `path=value` of `--set`.
pub fn path_and_value(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((path, value)) if !path.trim().is_empty() => Ok((path.trim().to_owned(), value.trim().to_owned())),
        _ => Err("expected `path=value`, such as `border.trust=0.4`".to_owned()),
    }
}

fn quarter(text: &str) -> Result<Quarter, String> {
    text.parse().map_err(|wrong: marchland::model::date::NotAQuarter| match quarter_hint(text) {
        Some(hint) => format!("{wrong}: write {hint}"),
        None => wrong.to_string(),
    })
}

/// Does it.
///
/// # Errors
/// An unknown policy or variable, a wrong file, a folder that cannot be written.
pub fn run(options: &Options) -> Result<(), Failure> {
    let started = super::clock::calendar();
    let asked = options.why.as_deref().map(variable).transpose()?;
    if options.seed.checked_add(u64::from(options.seeds.unwrap_or(1)) - 1).is_none() {
        return Err(Failure::Usage(format!("seeds from {} on: the last would be too large", options.seed)));
    }
    if let Some(file) = &options.session {
        let (played, map) = session::play(file, options.scenario.as_deref(), options.out.as_deref())?;
        if let Some(folder) = &options.out {
            out::write(folder, &[&played.run], map.as_deref(), started)?;
        }
        return super::print(&options.answer(asked, &played, None)?);
    }
    let name = options.scenario.as_deref().unwrap_or_default();
    let (mut scenario, map) = load::with_map(name, &options.overrides)?;
    if let Some(folder) = &options.out {
        out::probe(folder, &scenario.id)?;
    }
    if options.out.is_some() && map.is_some() {
        scenario = scenario.with_map_named(out::MAP);
    }
    if let Some(organisations) = options.organisations {
        scenario.setup.regions.iter_mut().for_each(|region| region.organisations = organisations);
    }
    let scenario = Arc::new(scenario);
    let quarters = options.quarters.unwrap_or(scenario.quarters);
    let policy = options.policy.as_deref().unwrap_or(&scenario.default_policy);
    let played = play::play(&scenario, policy, options.seed, quarters);
    let played = played.map_err(|unknown| Failure::Usage(unknown.to_string()))?;
    let ensemble = options.ensemble(&scenario, policy, quarters)?;
    if let Some(folder) = &options.out {
        let runs: Vec<&Run> = ensemble.as_ref().map_or_else(|| vec![&played.run], |e| e.kept().collect());
        out::write(folder, &runs, map.as_deref(), started)?;
    }
    super::print(&options.answer(asked, &played, ensemble.as_ref())?)
}

fn variable(name: &str) -> Result<Variable, Failure> {
    Variable::named(name).ok_or_else(|| {
        let near = nearest(name, Variable::ALL.iter().map(|variable| variable.id()));
        let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        let all: Vec<_> = Variable::ALL.iter().map(|variable| variable.id()).collect();
        let list = textwrap::fill(&all.join(", "), 100);
        Failure::Usage(format!("unknown variable `{name}`{near}\nThe model has:\n{list}"))
    })
}

impl Options {
    fn ensemble(&self, scenario: &Arc<Scenario>, policy: &str, quarters: u32) -> Result<Option<Ensemble>, Failure> {
        let Some(seeds) = self.seeds else { return Ok(None) };
        let wanted = ensemble::Wanted {
            policy,
            first_seed: self.seed,
            seeds,
            quarters,
            jobs: self.jobs.map(usize::from),
            // Whole runs are large: they are kept for the tables alone.
            keep: if self.out.is_some() { ensemble::Keep::Runs } else { ensemble::Keep::Traces },
        };
        ensemble::play(scenario, &wanted).map(Some)
    }

    /// What goes to stdout.
    fn answer(&self, asked: Option<Variable>, played: &Played, ensemble: Option<&Ensemble>) -> Result<String, Failure> {
        if self.json {
            let detail = if self.series { Detail::Series } else { Detail::Outcome };
            return json::write(played, ensemble, detail);
        }
        if let Some(variable) = asked {
            return why::explain(&played.run, variable, self.at);
        }
        let command = self.command(played);
        Ok(report::write(&Outcome { scenario: played.run.scenario(), played, ensemble, command: &command }))
    }

    /// The command that plays exactly this again, defaults spelt out.
    fn command(&self, played: &Played) -> String {
        let run = &played.run;
        let mut words = vec!["marchland run".to_owned()];
        words.extend(self.scenario.as_deref().map(quoted));
        if let Some(file) = &self.session {
            words.push(format!("--session {}", quoted(&file.to_string_lossy())));
            return words.join(" ");
        }
        let mut option = |name: &str, value: String| words.push(format!("--{name} {value}"));
        option("policy", quoted(run.policy()));
        option("seed", run.seed().to_string());
        if let Some(seeds) = self.seeds {
            option("seeds", seeds.to_string());
        }
        option("quarters", run.quarters().to_string());
        if let Some(organisations) = self.organisations {
            option("organisations", organisations.to_string());
        }
        for (path, value) in &self.overrides {
            option("set", quoted(&format!("{path}={value}")));
        }
        words.join(" ")
    }
}

/// A word as a shell takes it.
pub fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=:,+@%".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_where_a_shell_would_split_them() {
        assert_eq!(quoted("border.trust=0.4"), "border.trust=0.4");
        assert_eq!(quoted("title=it's"), r"'title=it'\''s'");
        assert_eq!(quoted("a b.ron"), "'a b.ron'");
    }

    #[test]
    fn an_override_needs_a_path_and_a_value() {
        assert_eq!(path_and_value("border.trust = 0.4"), Ok(("border.trust".to_owned(), "0.4".to_owned())));
        assert!(path_and_value("border.trust").is_err());
        assert!(path_and_value("=0.4").is_err());
    }
}
