//! How near the scenarios of a study come to history, as they are given.

use std::sync::Arc;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::Material;
use super::html::{Column, Html};
use crate::cli::Failure;
use marchland::model::date::Quarter;
use marchland::run::Run;
use marchland::run::history::{self, Comparison, Fit, Pair};
use marchland::run::number::{figure, percent};
use marchland::scenario::{History, Scenario};
use marchland::study::figure;

/// Runs of each scenario that are set beside history.
const SEEDS: u64 = 20;

/// A part for the scenarios that have a history; none if no scenario has one.
///
/// # Errors
/// A policy that a scenario does not have.
pub fn write(page: &mut Html, of: &Material) -> Result<(), Failure> {
    let with_history = of.opened.study.scenarios.iter().filter(|world| !world.scenario.history.is_empty());
    let scenarios: Vec<&Arc<Scenario>> = with_history.map(|world| &world.scenario).collect();
    if scenarios.is_empty() {
        return Ok(());
    }
    page.part("history", "How near the model comes to history");
    for scenario in scenarios {
        let runs: Result<Vec<Run>, Failure> = (1..=SEEDS)
            .into_par_iter()
            .map(|seed| {
                let run = Run::new(Arc::clone(scenario), &scenario.default_policy, seed, scenario.quarters);
                let mut run = run.map_err(|unknown| Failure::Internal(unknown.to_string()))?;
                run.finish();
                Ok(run)
            })
            .collect();
        let runs = runs?;
        page.heading(&scenario.title, &scenario.id);
        page.paragraph(&format!(
            "The scenario as it is given, without what the study varies: {SEEDS} runs (seeds 1 to {SEEDS}) under its own policy \
             “{}”. Errors are those of the median of the runs; the naive forecasts are what a model has to beat.",
            scenario.policies.get(&scenario.default_policy).map_or(scenario.default_policy.as_str(), |policy| &policy.title)
        ));
        let compared = history::compare(&runs[0]);
        for (history, comparison) in scenario.history.iter().zip(&compared) {
            one(page, history, comparison, &runs);
        }
    }
    Ok(())
}

fn one(page: &mut Html, history: &History, comparison: &Comparison, runs: &[Run]) {
    let pairs = medians(history, runs);
    if pairs.is_empty() {
        return;
    }
    let observed = pairs.iter().map(|pair| {
        // The mean of a year lies in its middle.
        let place = if pair.yearly { f64::from(pair.quarter.year()) + 0.375 } else { pair.quarter.as_years() };
        (place, pair.history, pair.is_verified)
    });
    let drawn =
        figure::history(&comparison.title, &comparison.unit, bands(history, runs), observed.collect(), runs.len());
    page.figure(&drawn);
    let within = |span: Option<(Quarter, Quarter)>| history::fit_within(span?, &pairs);
    let years = |name: &str, span: Option<(Quarter, Quarter)>| {
        span.map_or(name.to_owned(), |(first, last)| format!("{name}, {}–{}", first.year(), last.year()))
    };
    let line = |name: String, fit: Option<Fit>| {
        let fit = fit?;
        let direction = fit.direction.map_or("–".to_owned(), percent);
        Some(vec![name, fit.points.to_string(), percent(fit.mape), figure(fit.rmse_log), direction])
    };
    let rows: Vec<Vec<String>> = [
        line("all years".to_owned(), history::fit(&pairs)),
        line(years("fitted", history.fitted), within(history.fitted)),
        line(years("judged", history.judged), within(history.judged)),
        line("naive: last value held".to_owned(), comparison.last_value.clone()),
        line("naive: drivers frozen".to_owned(), comparison.frozen.clone()),
    ]
    .into_iter()
    .flatten()
    .collect();
    let columns = [
        (Column::Text, "years"),
        (Column::Number, "points"),
        (Column::Number, "mean error"),
        (Column::Number, "log error"),
        (Column::Number, "right direction"),
    ];
    page.table(&format!("{}: model against history", comparison.title), &columns, &rows);
    if !comparison.note.is_empty() {
        page.aside(&comparison.note);
    }
}

/// The observed values beside the median of the runs.
fn medians(history: &History, runs: &[Run]) -> Vec<Pair> {
    let all: Vec<Vec<Pair>> = runs.iter().map(|run| history::pairs(history, run)).collect();
    let first = all.first().cloned().unwrap_or_default();
    let median = |(i, pair): (usize, Pair)| {
        let values = all.iter().filter_map(|pairs| Some(pairs.get(i)?.model)).collect();
        Pair { model: quantiles(values)[2], ..pair }
    };
    first.into_iter().enumerate().map(median).collect()
}

/// What the model has for the series, quarter by quarter, over all runs.
fn bands(history: &History, runs: &[Run]) -> Vec<(f64, [f64; 5])> {
    let own = |run: &Run| history::counterpart(&history.model, &run.scenario().setup, &|variable| run.series(variable));
    let all: Vec<Vec<f64>> = runs.iter().map(own).collect();
    let last = history.points.iter().map(|point| point.quarter).max();
    let dates = runs.first().map(Run::dates).unwrap_or_default();
    let dates = dates.into_iter().enumerate().filter(|(_, date)| last.is_none_or(|last| date.since(last) <= 2));
    let band = |(i, date): (usize, Quarter)| {
        let values: Vec<f64> = all.iter().filter_map(|values| values.get(i).copied()).collect();
        (date.as_years(), quantiles(values))
    };
    dates.map(band).collect()
}

/// At 5, 25, 50, 75 and 95 %, between neighbours.
fn quantiles(mut values: Vec<f64>) -> [f64; 5] {
    values.sort_by(f64::total_cmp);
    [0.05, 0.25, 0.5, 0.75, 0.95].map(|share| marchland::study::analysis::quantile(&values, share))
}
