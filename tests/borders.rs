//! The table of the shipped borders in `docs/borders.md`: every stage in it is what the runs give.

use std::fmt::Write;
use std::fs;

use marchland::model::indicator::Variable;
use marchland::model::math::exp;
use marchland::model::stage::roman;
use marchland::run::Run;
use marchland::scenario::Scenario;

use crate::shipped::{SEEDS, first, highest, median, median_of, runs, scenario};

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

/// A share of the persons in work of the smaller side as persons, in two figures.
fn persons(scenario: &Scenario, share: f64) -> String {
    let [a, b] = &scenario.setup.regions;
    let persons = a.employed.min(b.employed) * share;
    let unit = if persons < 100.0 { 1.0 } else { 100.0 };
    format!("{:.0}", (persons / unit).round() * unit)
}

/// The number that a row of the second table tells, as it is written there.
fn told(id: &str, what: &str) -> Option<String> {
    let scenario = scenario(id);
    let end = scenario.quarters;
    let own = scenario.default_policy.clone();
    let at = |scenario: &Scenario, variable: Variable, date: &str| {
        let runs = runs(scenario, &own, end);
        let index = runs[0].dates().iter().position(|d| d.to_string() == date).unwrap();
        median_of(&runs, variable, index)
    };
    let staged = |scenario: &Scenario| runs(scenario, "staged", end);
    Some(match what {
        "governance in 2020Q4" => format!("{:.2}", at(&scenario, Variable::Governance, "2020Q4")),
        "knowledge at the end of the run" => {
            format!("{:.2}", median_of(&runs(&scenario, &own, end), Variable::Knowledge, end as usize))
        }
        "commuters in 2020Q1, persons" => persons(&scenario, at(&scenario, Variable::Commuters, "2020Q1")),
        "commuters in 2020, persons" => {
            let quarters = ["2020Q1", "2020Q2", "2020Q3", "2020Q4"].map(|q| at(&scenario, Variable::Commuters, q));
            persons(&scenario, quarters.iter().sum::<f64>() / 4.0)
        }
        "wage of side B in 2015Q4 over that without the bridge, %" => {
            let with = at(&scenario, Variable::WageB, "2015Q4");
            let claimed = scenario.expectations.iter().find(|e| e.id == "link-poorer-side")?;
            let without = claimed.given.as_deref()?;
            // Wages are logs.
            format!("{:+.1}", 100.0 * (exp(with - at(without, Variable::WageB, "2015Q4")) - 1.0))
        }
        "trade, least and most from 1997 to 2019, of frictionless" => {
            let runs = runs(&scenario, &own, end);
            let dates = runs[0].dates();
            let within = (0..dates.len()).filter(|i| (1997..=2019).contains(&dates[*i].year()));
            let trade: Vec<f64> = within.map(|i| median_of(&runs, Variable::Trade, i)).collect();
            let least = trade.iter().copied().fold(f64::INFINITY, f64::min);
            format!("{least:.2} to {:.2}", trade.iter().copied().fold(0.0, f64::max))
        }
        "years to stage II under `staged`" => {
            let years = median(staged(&scenario).iter().map(|run| first(run, 2))) / 4.0;
            if years.is_finite() { format!("{years:.0}") } else { format!("not within {}", end / 4) }
        }
        "highest stage under `staged`, in all seeds" => {
            let highest = highest(&staged(&scenario));
            highest.iter().all(|stage| *stage == highest[0]).then(|| roman(highest[0]).to_owned())?
        }
        _ => return None,
    })
}

#[test]
fn the_page_of_the_borders_tells_what_the_runs_miss_and_where_policy_leads() {
    let page = fs::read_to_string(PAGE).unwrap();
    let (_, table) = page.split_once("| scenario | what | model |").unwrap();
    let rows: Vec<Vec<&str>> = (table.lines().skip(2).take_while(|line| line.starts_with('|')))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    assert!(rows.len() >= 11, "{rows:?}");
    let mut wrong = String::new();
    for row in rows {
        let id = row[0].trim_matches('`');
        let found = told(id, row[1]).unwrap_or_else(|| panic!("nobody can say of {id}: {}", row[1]));
        if row[2] != found {
            let _ = writeln!(wrong, "{id}, {}: {found} and not {}", row[1], row[2]);
        }
    }
    assert!(wrong.is_empty(), "docs/borders.md should say\n{wrong}");
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
