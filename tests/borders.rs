//! The table of the shipped borders in `docs/borders.md`: every stage in it is what the runs give.

use std::fmt::Write;
use std::fs;

use marchland::model::indicator::Variable;
use marchland::model::stage::roman;
use marchland::run::Run;
use marchland::scenario::Scenario;

use crate::shipped::{SEEDS, runs, scenario};

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/borders.md");

/// The stage in which most runs are at the end of each decade and of the run, with their number unless it is all.
fn stages(scenario: &Scenario, policy: &str) -> String {
    let runs = runs(scenario, policy, scenario.quarters);
    let dates = runs[0].dates();
    let last = dates.len() - 1;
    let shown =
        dates.iter().enumerate().filter(|(i, d)| *i == last || (d.year() % 10 == 0 && d.to_string().ends_with("Q4")));
    let mut text = String::new();
    for (index, date) in shown {
        let at = |run: &Run| run.series(Variable::Stage)[index] as u8;
        let count = |stage: u8| runs.iter().filter(|run| at(run) == stage).count();
        let most = (1..=3).rev().max_by_key(|stage| count(*stage)).unwrap_or(1);
        let separator = if text.is_empty() { "" } else { ", " };
        let share = if count(most) == runs.len() { String::new() } else { format!(" ({} of {SEEDS})", count(most)) };
        let _ = write!(text, "{separator}{} {}{share}", date.year(), roman(most));
    }
    text
}

#[test]
fn the_page_of_the_borders_tells_the_stages_that_the_runs_reach() {
    let page = fs::read_to_string(PAGE).unwrap();
    let shipped: Vec<String> = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios"))
        .unwrap()
        .filter_map(|entry| entry.unwrap().file_name().to_string_lossy().strip_suffix(".ron").map(str::to_owned))
        .collect();
    assert!(shipped.len() >= 7, "{shipped:?}");
    let mut wrong = String::new();
    for id in shipped {
        let scenario = scenario(&id);
        for policy in [scenario.default_policy.as_str(), "none"] {
            let begin = format!("| `{id}` | `{policy}` | ");
            let row = page.lines().find(|line| line.starts_with(&begin));
            let told = row.and_then(|row| row[begin.len()..].split(" | ").next()).unwrap_or("nothing");
            let found = stages(&scenario, policy);
            if told != found {
                let _ = writeln!(wrong, "{begin}{found} |  and not {told}");
            }
        }
    }
    assert!(wrong.is_empty(), "docs/borders.md should say\n{wrong}");
}
