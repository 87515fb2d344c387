//! History beside the model: measures of fit, and two naive forecasts to beat.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Run;
use crate::model::date::Quarter;
use crate::model::indicator::Variable;
use crate::model::math::{ln, power};
use crate::model::setup::Setup;
use crate::scenario::{History, Measured, Per, Point, Scenario};

/// How near a series of the model comes to history.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// Number of historical points within the run.
    pub points: usize,
    /// Mean absolute percentage error, share.
    pub mape: f64,
    /// Root mean square error of logs.
    pub rmse_log: f64,
    /// Share of changes between points whose direction is right, if there are two points.
    pub direction: Option<f64>,
}

/// The time that a historical value stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// The mean of a year's quarters.
    Year(i32),
    Quarter(Quarter),
}

impl When {
    const fn of(point: &Point) -> Self {
        if point.yearly { Self::Year(point.quarter.year()) } else { Self::Quarter(point.quarter) }
    }

    /// The quarter in which it lies: a year counts as its middle.
    const fn quarter(self) -> Quarter {
        match self {
            Self::Year(year) => Quarter::new(year, MIDDLE),
            Self::Quarter(quarter) => quarter,
        }
    }
}

/// The quarter that begins in the middle of a year.
const MIDDLE: i32 = 3;

/// One series compared, on all years, on those that were fitted and on those that judge.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    pub id: String,
    pub title: String,
    pub unit: String,
    /// When, history, model.
    pub pairs: Vec<(When, f64, f64)>,
    pub all: Option<Fit>,
    pub fitted: Option<Fit>,
    pub judged: Option<Fit>,
    /// On the judged years: the last fitted value held constant.
    pub last_value: Option<Fit>,
    /// On the judged years: this model with its drivers frozen at the last fitted year.
    pub frozen: Option<Fit>,
    pub note: String,
}

/// A variable of a run, quarter by quarter from the start.
pub type Series<'a> = &'a dyn Fn(Variable) -> Vec<f64>;

/// The model's counterpart of a historical series, quarter by quarter.
#[must_use]
pub fn counterpart(model: &Measured, setup: &Setup, series: Series) -> Vec<f64> {
    let values = series(model.variable);
    let base = if model.per == Per::Start { values[0] } else { 1.0 };
    let quarters = values.iter().enumerate();
    quarters
        .map(|(index, value)| {
            let quarter = setup.start.plus(index as i32);
            let factor: f64 = (model.times.iter())
                .map(|(driver, exponent)| {
                    let driver = &setup.drivers[*driver];
                    power(driver.at(quarter) / driver.points[0].1, *exponent)
                })
                .product();
            let plus: f64 = model.plus.iter().map(|(driver, weight)| weight * setup.drivers[*driver].at(quarter)).sum();
            model.scale * value / base * factor + plus
        })
        .collect()
}

/// The model's value for a time: a year is the mean of its quarters. `None` outside the run.
#[must_use]
pub fn value_at(values: &[f64], start: Quarter, when: When) -> Option<f64> {
    let at = |quarter: Quarter| usize::try_from(quarter.since(start)).ok().and_then(|index| values.get(index).copied());
    match when {
        When::Quarter(quarter) => at(quarter),
        When::Year(year) => {
            let quarters: Option<Vec<f64>> = (1..=4).map(|q| at(Quarter::new(year, q))).collect();
            quarters.map(|q| q.iter().sum::<f64>() / q.len() as f64)
        }
    }
}

/// Every historical series of the scenario beside a run, with its naive forecasts.
///
/// Each series has its own last fitted quarter: for every such quarter the same run is played again with its drivers frozen.
#[must_use]
pub fn compare(run: &Run) -> Vec<Comparison> {
    let scenario = run.scenario();
    let mut frozen: BTreeMap<Quarter, Run> = BTreeMap::new();
    for (_, last) in scenario.history.iter().filter_map(|history| history.fitted) {
        frozen.entry(last).or_insert_with(|| again_with_drivers_frozen(run, last));
    }
    let histories = scenario.history.iter();
    histories.map(|history| compare_one(history, run, history.fitted.and_then(|(_, last)| frozen.get(&last)))).collect()
}

/// The same run, orders given by hand included, in a world whose drivers stand still from a quarter on.
fn again_with_drivers_frozen(run: &Run, at: Quarter) -> Run {
    let mut scenario = Scenario::clone(run.scenario());
    scenario.setup = with_drivers_frozen(&scenario.setup, at);
    let again = Run::new(Arc::new(scenario), run.policy(), run.seed(), run.quarters());
    let mut again = again.expect("a run's policy is one of its scenario's");
    let mut orders = run.given().iter().peekable();
    while again.elapsed() < run.elapsed() {
        let next = again.land().quarter().plus(1);
        while let Some((_, order)) = orders.next_if(|(quarter, _)| *quarter <= next) {
            again.order(order.clone());
        }
        again.step();
    }
    again
}

fn compare_one(history: &History, run: &Run, frozen: Option<&Run>) -> Comparison {
    let pairs = pairs(history, run);
    let within = |span: Option<(Quarter, Quarter)>, pairs: &[(When, f64, f64)]| {
        let (first, last) = span?;
        let kept: Vec<_> = pairs.iter().filter(|p| (first..=last).contains(&p.0.quarter())).copied().collect();
        fit(&kept)
    };
    let last_value = history.fitted.and_then(|(_, last)| {
        let held = pairs.iter().filter(|p| p.0.quarter() <= last).max_by_key(|p| p.0.quarter())?.1;
        let naive: Vec<_> = pairs.iter().map(|(when, value, _)| (*when, *value, held)).collect();
        within(history.judged, &naive)
    });
    Comparison {
        id: history.id.clone(),
        title: history.title.clone(),
        unit: history.unit.clone(),
        all: fit(&pairs),
        fitted: within(history.fitted, &pairs),
        judged: within(history.judged, &pairs),
        last_value,
        frozen: frozen.and_then(|frozen| within(history.judged, &self::pairs(history, frozen))),
        note: history.note.clone().unwrap_or_default(),
        pairs,
    }
}

/// When, history and model, for every point that lies within the run, in the order of time.
#[must_use]
pub fn pairs(history: &History, run: &Run) -> Vec<(When, f64, f64)> {
    let setup = &run.scenario().setup;
    let values = counterpart(&history.model, setup, &|variable| run.series(variable));
    let modelled = |when: When| value_at(&values, setup.start, when);
    let points = history.points.iter();
    let mut pairs: Vec<_> =
        points.filter_map(|p| modelled(When::of(p)).map(|model| (When::of(p), p.value, model))).collect();
    pairs.sort_by_key(|pair| pair.0.quarter());
    pairs
}

/// Measures of fit over pairs of history and model; none without a point.
#[must_use]
pub fn fit(pairs: &[(When, f64, f64)]) -> Option<Fit> {
    if pairs.is_empty() {
        return None;
    }
    let n = pairs.len() as f64;
    let mape = pairs.iter().map(|(_, h, m)| ((m - h) / h).abs()).sum::<f64>() / n;
    let square = |(_, h, m): &(When, f64, f64)| {
        let error = ln(m / h);
        error * error
    };
    let rmse_log = (pairs.iter().map(square).sum::<f64>() / n).sqrt();
    let right = pairs.windows(2).filter(|w| (w[1].1 - w[0].1) * (w[1].2 - w[0].2) > 0.0).count();
    let direction = (pairs.len() > 1).then(|| right as f64 / (pairs.len() - 1) as f64);
    Some(Fit { points: pairs.len(), mape, rmse_log, direction })
}

/// The setup with its drivers held at their last known value: what somebody saw who knew no later input.
#[must_use]
pub fn with_drivers_frozen(setup: &Setup, at: Quarter) -> Setup {
    let mut frozen = setup.clone();
    for driver in &mut frozen.drivers {
        let known = driver.points.partition_point(|(quarter, _)| *quarter <= at);
        // A driver that begins later is constant before its first point.
        driver.points.truncate(known.max(1));
    }
    frozen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fit_counts_points_errors_and_directions() {
        let year = When::Year;
        let fit = fit(&[(year(2000), 100.0, 110.0), (year(2001), 200.0, 180.0), (year(2002), 100.0, 190.0)]).unwrap();
        assert_eq!(fit.points, 3);
        assert!((fit.mape - (0.1 + 0.1 + 0.9) / 3.0).abs() < 1e-12);
        assert_eq!(fit.direction, Some(0.5));
    }

    #[test]
    fn no_points_give_no_fit() {
        assert_eq!(fit(&[]), None);
    }
}
