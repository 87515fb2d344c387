//! `marchland test`: plays what scenarios claim, and says what holds and what fails.

use std::sync::Arc;

use clap::Args;
use serde::Serialize;

use super::expect::{self, Entry, Judged, Task};
use super::layout::{FAINT, GOOD, Page, STRONG, WRONG, paint};
use super::run::path_and_value;
use super::{Failure, load, nearest, numbers};
use marchland::scenario::Scenario;

/// What `marchland test` takes.
#[derive(Debug, Args)]
pub struct Options {
    /// Scenario files, or names of shipped scenarios
    #[arg(required = true, value_name = "SCENARIO")]
    scenarios: Vec<String>,
    /// Judges this expectation only; may be repeated
    #[arg(long, value_name = "ID")]
    only: Vec<String>,
    /// Judges every expectation on so many seeds [default: what each says]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = numbers::whole::<u32>(1..=10_000))]
    seeds: Option<u32>,
    /// Overrides any field of every scenario; may be repeated
    #[arg(long = "set", value_name = "PATH=VALUE", value_parser = path_and_value)]
    overrides: Vec<(String, String)>,
    /// Writes a JSON list instead of the report
    #[arg(long)]
    json: bool,
    /// Number of threads; the outcome is the same for any [default: all cores]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = numbers::whole::<u16>(1..=1024))]
    jobs: Option<u16>,
}

/// Does it.
///
/// # Errors
/// A wrong file (the others are judged all the same), an id that no expectation has, an expectation that fails.
pub fn test(options: &Options) -> Result<(), Failure> {
    let (scenarios, wrong) = read(options)?;
    if scenarios.is_empty() {
        return Err(Failure::File(wrong));
    }
    only_known(&options.only, &scenarios)?;
    let wanted = |id: &String| options.only.is_empty() || options.only.contains(id);
    let tasks: Vec<Task> = (scenarios.iter())
        .flat_map(|scenario| {
            let all = scenario.expectations.iter().filter(|e| wanted(&e.id));
            all.map(|e| Task { scenario, expectation: e, seeds: options.seeds.unwrap_or(e.seeds) })
        })
        .collect();
    let judged = expect::judge(&tasks, options.jobs.map(usize::from))?;
    let text = if options.json { json(&judged)? } else { report(&scenarios, &judged) };
    super::print(&text)?;
    // What could be read has been judged; what could not counts for more.
    if !wrong.is_empty() {
        return Err(Failure::File(wrong));
    }
    match judged.iter().filter(|judged| !judged.verdict.holds).count() {
        0 => Ok(()),
        failed => Err(Failure::Violated(failed)),
    }
}

/// Every scenario that can be read, and everything that is wrong with the others.
fn read(options: &Options) -> Result<(Vec<Arc<Scenario>>, String), Failure> {
    let mut scenarios = Vec::new();
    let mut wrong = Vec::new();
    for (i, name) in options.scenarios.iter().enumerate() {
        // What is named twice is judged once.
        if options.scenarios[..i].contains(name) {
            continue;
        }
        match load::load(name, &options.overrides) {
            Ok(scenario) => scenarios.push(Arc::new(scenario)),
            Err(Failure::File(problems)) => wrong.push(problems),
            Err(other) => return Err(other),
        }
    }
    Ok((scenarios, wrong.join("\n")))
}

/// Every id that was asked for is one of some scenario.
fn only_known(only: &[String], scenarios: &[Arc<Scenario>]) -> Result<(), Failure> {
    let known = || scenarios.iter().flat_map(|s| &s.expectations).map(|e| e.id.as_str());
    for asked in only {
        if !known().any(|id| id == asked) {
            let id = asked.strip_prefix("expectations.").unwrap_or(asked);
            let near = nearest(id, known()).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
            let all: Vec<&str> = known().collect();
            let list = match all.is_empty() {
                true => "There are none: `marchland explain expectations` says how they are written".to_owned(),
                false => format!("There are:\n{}", textwrap::fill(&all.join(", "), 100)),
            };
            return Err(Failure::Usage(format!("no expectation `{asked}`{near}\n{list}")));
        }
    }
    Ok(())
}

fn report(scenarios: &[Arc<Scenario>], judged: &[Judged]) -> String {
    let mut page = Page::for_reader();
    for scenario in scenarios {
        let own = || judged.iter().filter(|judged| Arc::ptr_eq(judged.scenario, scenario));
        page.heading(&scenario.title, &scenario.id);
        own().for_each(|judged| judged.write(&mut page));
        if scenario.expectations.is_empty() {
            let text =
                "It claims nothing: it has no `expectations`. `marchland explain expectations` says how to write one.";
            page.paragraph(&paint(FAINT, text), 0);
        }
    }
    page.blank();
    page.paragraph(&summary(judged), 0);
    page.finish()
}

/// How many hold, and which fail.
fn summary(judged: &[Judged]) -> String {
    let failed: Vec<&str> =
        judged.iter().filter(|judged| !judged.verdict.holds).map(|judged| judged.expectation.id.as_str()).collect();
    match (judged.len(), failed.len()) {
        (0, _) => "Nothing was judged.".to_owned(),
        (1, 0) => paint(GOOD.bold(), "The expectation holds."),
        (all, 0) => paint(GOOD.bold(), format!("All {all} expectations hold.")),
        (all, number) => {
            let verb = if number == 1 { "fails" } else { "fail" };
            let head = paint(WRONG.bold(), format!("{number} of {all} {verb}:"));
            format!("{head} {}.", paint(STRONG, failed.join(", ")))
        }
    }
}

/// An entry with the scenario that it belongs to.
#[derive(Serialize)]
struct Of<'a> {
    scenario: &'a str,
    #[serde(flatten)]
    entry: Entry<'a>,
}

fn json(judged: &[Judged]) -> Result<String, Failure> {
    let list: Vec<Of> = judged.iter().map(|j| Of { scenario: &j.scenario.id, entry: j.entry() }).collect();
    let line = serde_json::to_string(&list);
    line.map(|line| line + "\n").map_err(|error| Failure::Internal(format!("cannot write JSON: {error}")))
}
