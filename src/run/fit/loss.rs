//! How far a run is from history: errors of logs on the fitted years, each series weighing alike.

use crate::model::date::Quarter;
use crate::model::setup::Grade;
use crate::run::Run;
use crate::run::history::{counterpart, log_error, value_at};
use crate::scenario::{History, Point, Scenario};

/// A series that is fitted, with the points that count.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    pub id: String,
    pub first: Quarter,
    pub last: Quarter,
    /// Points of the fitted years within the run that have a source: those of grade U are left out.
    pub points: Vec<Point>,
}

/// The series that can be fitted: those of these ids, or all.
#[must_use]
pub fn targets(scenario: &Scenario, asked: &[String]) -> Vec<Target> {
    let wanted = |history: &&History| asked.is_empty() || asked.contains(&history.id);
    let target = |history: &History| {
        let (first, last) = history.fitted?;
        let counts = |p: &&Point| p.grade != Grade::U && (first..=last).contains(&p.quarter) && scenario.covers(p);
        let points: Vec<Point> = history.points.iter().filter(counts).cloned().collect();
        (!points.is_empty()).then(|| Target { id: history.id.clone(), first, last, points })
    };
    scenario.history.iter().filter(wanted).filter_map(target).collect()
}

/// How many quarters must be played to reach the last point of all targets.
#[must_use]
pub fn quarters(scenario: &Scenario, targets: &[Target]) -> u32 {
    let last = targets.iter().flat_map(|t| &t.points).map(|p| p.quarters().1).max();
    last.map_or(0, |last| last.since(scenario.setup.start).unsigned_abs())
}

/// The same scenario with the fitted series alone, and of these the points that have a source.
#[must_use]
pub fn only(scenario: &Scenario, targets: &[Target]) -> Scenario {
    let mut only = scenario.clone();
    only.history.retain(|history| targets.iter().any(|t| t.id == history.id));
    only.history.iter_mut().for_each(|history| history.points.retain(|point| point.grade != Grade::U));
    only
}

/// ln(model / history) at every point of every target.
#[must_use]
pub fn errors(run: &Run, targets: &[Target]) -> Vec<f64> {
    let scenario = run.scenario();
    let mut errors = Vec::new();
    for target in targets {
        let Some(history) = scenario.history.iter().find(|h| h.id == target.id) else { continue };
        let values = counterpart(&history.model, &scenario.setup, &|variable| run.series(variable));
        errors.extend(
            target
                .points
                .iter()
                .map(|point| log_error(value_at(&values, scenario.setup.start, point).unwrap_or(0.0), point.value)),
        );
    }
    errors
}

/// The mean over seeds, weighted so that the sum of squares is the mean over the series of each one's mean square.
#[must_use]
pub fn weighted(seeds: &[Vec<f64>], targets: &[Target]) -> Vec<f64> {
    let mut weighted = Vec::new();
    for target in targets {
        let weight = 1.0 / (target.points.len() as f64 * targets.len() as f64).sqrt();
        for _ in &target.points {
            let at = weighted.len();
            let mean = seeds.iter().map(|errors| errors[at]).sum::<f64>() / seeds.len() as f64;
            weighted.push(mean * weight);
        }
    }
    weighted
}

/// The loss: root mean square error of logs.
#[must_use]
pub fn loss(weighted: &[f64]) -> f64 {
    weighted.iter().map(|e| e * e).sum::<f64>().sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(points: usize) -> Target {
        let quarter = Quarter::new(2000, 1);
        let point = Point { quarter, yearly: false, value: 1.0, source: None, grade: Grade::A };
        Target { id: "x".into(), first: quarter, last: quarter, points: vec![point; points] }
    }

    #[test]
    fn each_series_weighs_alike_and_seeds_are_averaged_first() {
        let targets = [target(1), target(4)];
        let seeds = [vec![0.3, 0.1, 0.1, 0.1, 0.1], vec![0.1, -0.1, -0.1, -0.1, -0.1]];
        let loss = loss(&weighted(&seeds, &targets));
        assert!((loss - (0.04_f64 / 2.0).sqrt()).abs() < 1e-12, "{loss}");
    }
}
