//! History beside the model: measures of fit, and two naive forecasts to beat.

use crate::model::date::Quarter;
use crate::model::indicator::Variable;
use crate::model::math::{ln, power};
use crate::model::setup::Setup;
use crate::scenario::{Counterpart, History, Scenario, When};

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

/// The model's counterpart of a historical series, quarter by quarter. `freeze` holds drivers at their value then.
#[must_use]
pub fn counterpart(model: &Counterpart, setup: &Setup, series: Series, freeze: Option<Quarter>) -> Vec<f64> {
    let values = series(model.variable);
    let base = if model.per_start { values[0] } else { 1.0 };
    let quarters = values.iter().enumerate();
    quarters
        .map(|(index, value)| {
            let quarter = setup.start.plus(index as i32);
            let at = freeze.map_or(quarter, |freeze| quarter.min(freeze));
            let factor: f64 = (model.times.iter())
                .map(|(driver, exponent)| {
                    let driver = &setup.drivers[*driver];
                    power(driver.at(at) / driver.points[0].1, *exponent)
                })
                .product();
            let plus: f64 = model.plus.iter().map(|(driver, weight)| weight * setup.drivers[*driver].at(at)).sum();
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

/// Every historical series of the scenario beside a run. `frozen_series` is the same run with model drivers frozen.
#[must_use]
pub fn compare(scenario: &Scenario, series: Series, frozen_series: Option<Series>) -> Vec<Comparison> {
    scenario.history.iter().map(|history| compare_one(history, &scenario.setup, series, frozen_series)).collect()
}

fn compare_one(history: &History, setup: &Setup, series: Series, frozen_series: Option<Series>) -> Comparison {
    let pairs = pairs(history, setup, &counterpart(&history.model, setup, series, None));
    let within = |span: Option<(i32, i32)>, pairs: &[(When, f64, f64)]| {
        let (first, last) = span?;
        let kept: Vec<_> = pairs.iter().filter(|p| (first..=last).contains(&year(p.0))).copied().collect();
        fit(&kept)
    };
    let last_value = history.fitted.and_then(|(_, last)| {
        let held = pairs.iter().rfind(|p| year(p.0) <= last)?.1;
        let naive: Vec<_> = pairs.iter().map(|(when, value, _)| (*when, *value, held)).collect();
        within(history.judged, &naive)
    });
    let frozen = history.fitted.and_then(|(_, last)| {
        let freeze = Quarter::new(last, 4);
        let values = counterpart(&history.model, setup, frozen_series.unwrap_or(series), Some(freeze));
        within(history.judged, &self::pairs(history, setup, &values))
    });
    Comparison {
        id: history.id.clone(),
        title: history.title.clone(),
        unit: history.unit.clone(),
        all: fit(&pairs),
        fitted: within(history.fitted, &pairs),
        judged: within(history.judged, &pairs),
        last_value,
        frozen,
        note: history.note.clone(),
        pairs,
    }
}

fn pairs(history: &History, setup: &Setup, values: &[f64]) -> Vec<(When, f64, f64)> {
    let points = history.points.iter();
    points
        .filter_map(|point| value_at(values, setup.start, point.when).map(|model| (point.when, point.value, model)))
        .collect()
}

const fn year(when: When) -> i32 {
    match when {
        When::Year(year) => year,
        When::Quarter(quarter) => quarter.year(),
    }
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

/// The scenario with its model drivers held at a quarter: the naive forecast that knows no later input.
#[must_use]
pub fn with_drivers_frozen(setup: &Setup, at: Quarter) -> Setup {
    let mut frozen = setup.clone();
    for driver in &mut frozen.drivers {
        let held = driver.at(at);
        driver.points.retain(|(quarter, _)| *quarter < at);
        driver.points.push((at, held));
    }
    frozen
}
