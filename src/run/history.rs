//! History beside the model: measures of fit, and two naive forecasts to beat.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Run;
use crate::model::date::Quarter;
use crate::model::indicator::Variable;
use crate::model::math::ln;
use crate::model::setup::{Grade, Setup};
use crate::scenario::{History, Measured, Per, Point, Scenario};

/// How near a series of the model comes to history.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// Number of historical points within the run.
    pub points: usize,
    /// Mean absolute percentage error, share.
    pub mape: f64,
    /// Root mean square error of logs, each cut at `WORST`.
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
    pub pairs: Vec<Pair>,
    pub all: Option<Fit>,
    pub fitted: Option<Fit>,
    pub judged: Option<Fit>,
    /// On the judged years: the last fitted value held constant.
    pub last_value: Option<Fit>,
    /// On the judged years: this model with its drivers frozen at the last fitted year.
    pub frozen: Option<Fit>,
    pub note: String,
}

/// One historical value beside the model's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// The quarter; of a yearly value the third.
    pub quarter: Quarter,
    /// Whether it stands for the mean of its year.
    pub yearly: bool,
    pub history: f64,
    pub model: f64,
    /// Whether the value has a source at hand: one of grade U is shown, but neither fitted nor judged.
    pub is_verified: bool,
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
            let (factor, plus) = model.around(setup, setup.start.plus(index as i32));
            model.scale * value / base * factor + plus
        })
        .collect()
}

/// A historical value in the unit of a variable of the model.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Observed {
    /// The quarter; of a yearly value the third.
    pub quarter: Quarter,
    /// Whether it stands for the mean of its year.
    pub yearly: bool,
    pub value: f64,
    /// Whether the value has a source at hand.
    pub is_verified: bool,
}

/// What history says of a variable: every series whose counterpart it is, turned back into its unit, so that the model
/// meets a value where its own is the same. Within a year drivers count with their mean.
#[must_use]
pub fn observed(run: &Run, variable: Variable) -> Vec<Observed> {
    let setup = &run.scenario().setup;
    let histories = run.scenario().history.iter().filter(|history| history.model.variable == variable);
    let back = |model: &Measured, point: &Point| {
        let base = if model.per == Per::Start { run.value_in(variable, setup.start)? } else { 1.0 };
        let (first, last) = point.quarters();
        let quarters = (0..=last.since(first)).map(|later| model.around(setup, first.plus(later)));
        let number = f64::from(last.since(first) + 1);
        let (factor, plus) = quarters.fold((0.0, 0.0), |sum, (factor, plus)| (sum.0 + factor, sum.1 + plus));
        let value = (point.value - plus / number) * base / (model.scale * factor / number);
        let (quarter, yearly, is_verified) = (point.quarter, point.yearly, point.grade != Grade::U);
        value.is_finite().then_some(Observed { quarter, yearly, value, is_verified })
    };
    let mut found: Vec<Observed> = histories
        .flat_map(|history| history.points.iter().filter_map(move |point| back(&history.model, point)))
        .collect();
    found.sort_by_key(|seen| seen.quarter);
    found
}

/// The model's value for a historical point: a year is the mean of its quarters. `None` outside the run.
#[must_use]
pub fn value_at(values: &[f64], start: Quarter, point: &Point) -> Option<f64> {
    let at = |quarter: Quarter| usize::try_from(quarter.since(start)).ok().and_then(|index| values.get(index).copied());
    if !point.yearly {
        return at(point.quarter);
    }
    let year = point.quarter.year();
    let quarters: Option<Vec<f64>> = (1..=4).map(|q| at(Quarter::new(year, q))).collect();
    quarters.map(|q| q.iter().sum::<f64>() / q.len() as f64)
}

/// Every historical series of the scenario beside a run, with its naive forecasts.
///
/// Each series has its own last fitted quarter: for every such quarter the run is played again with its drivers frozen.
#[must_use]
pub fn compare(run: &Run) -> Vec<Comparison> {
    let histories = &run.scenario().history;
    let mut frozen: BTreeMap<Quarter, Run> = BTreeMap::new();
    for (_, last) in histories.iter().filter_map(|history| history.fitted) {
        frozen.entry(last).or_insert_with(|| again_with_drivers_frozen(run, last));
    }
    let frozen = |history: &History| history.fitted.and_then(|(_, last)| frozen.get(&last));
    histories.iter().map(|history| compare_one(history, run, frozen(history))).collect()
}

/// The same run, orders given by hand included, in a world whose drivers stand still from a quarter on.
fn again_with_drivers_frozen(run: &Run, at: Quarter) -> Run {
    let mut scenario = Scenario::clone(run.scenario());
    scenario.setup = with_drivers_frozen(&scenario.setup, at);
    let again = Run::new(Arc::new(scenario), run.policy(), run.seed(), run.quarters());
    let mut again = again.expect("a run's policy is one of its scenario's");
    again.play_to(run.elapsed(), run.given().iter().cloned());
    again
}

fn compare_one(history: &History, run: &Run, frozen: Option<&Run>) -> Comparison {
    let pairs = pairs(history, run);
    let within = |span, pairs: &[Pair]| fit_within(span?, pairs);
    let last_value = history.fitted.and_then(|(_, last)| {
        let held = pairs.iter().rfind(|p| p.is_verified && p.quarter <= last)?.history;
        let naive: Vec<Pair> = pairs.iter().map(|pair| Pair { model: held, ..*pair }).collect();
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

/// Every historical value that lies within the run, beside the model's.
#[must_use]
pub fn pairs(history: &History, run: &Run) -> Vec<Pair> {
    let setup = &run.scenario().setup;
    let values = counterpart(&history.model, setup, &|variable| run.series(variable));
    let pair = |point: &Point| {
        let model = value_at(&values, setup.start, point)?;
        let is_verified = point.grade != Grade::U;
        Some(Pair { quarter: point.quarter, yearly: point.yearly, history: point.value, model, is_verified })
    };
    history.points.iter().filter_map(pair).collect()
}

/// An error of logs is cut here: a model value of nothing, or below, is as wrong as a factor of a thousand.
pub const WORST: f64 = 6.9;

/// ln(model / history), cut at `WORST` on either side.
#[must_use]
pub fn log_error(model: f64, history: f64) -> f64 {
    let ratio = model / history;
    if ratio > 0.0 { ln(ratio).clamp(-WORST, WORST) } else { -WORST }
}

/// Measures of fit over pairs of history and model; none without a point.
#[must_use]
pub fn fit(pairs: &[Pair]) -> Option<Fit> {
    if pairs.is_empty() {
        return None;
    }
    let n = pairs.len() as f64;
    let mape = pairs.iter().map(|p| ((p.model - p.history) / p.history).abs()).sum::<f64>() / n;
    let square = |pair: &Pair| {
        let error = log_error(pair.model, pair.history);
        error * error
    };
    let rmse_log = (pairs.iter().map(square).sum::<f64>() / n).sqrt();
    let right = pairs.windows(2).filter(|w| (w[1].history - w[0].history) * (w[1].model - w[0].model) > 0.0).count();
    let direction = (pairs.len() > 1).then(|| right as f64 / (pairs.len() - 1) as f64);
    Some(Fit { points: pairs.len(), mape, rmse_log, direction })
}

/// The same over what may be fitted and judged between two quarters, both included: values of grade U never are.
#[must_use]
pub fn fit_within((first, last): (Quarter, Quarter), pairs: &[Pair]) -> Option<Fit> {
    let counts = |pair: &&Pair| pair.is_verified && (first..=last).contains(&pair.quarter);
    let kept: Vec<Pair> = pairs.iter().filter(counts).copied().collect();
    fit(&kept)
}

/// The same over all values that may judge.
#[must_use]
pub fn fit_verified(pairs: &[Pair]) -> Option<Fit> {
    let kept: Vec<Pair> = pairs.iter().filter(|pair| pair.is_verified).copied().collect();
    fit(&kept)
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
        let pair = |year, history, model| Pair {
            quarter: Quarter::new(year, 3),
            yearly: true,
            history,
            model,
            is_verified: true,
        };
        let fit = fit(&[pair(2000, 100.0, 110.0), pair(2001, 200.0, 180.0), pair(2002, 100.0, 190.0)]).unwrap();
        assert_eq!(fit.points, 3);
        assert!((fit.mape - (0.1 + 0.1 + 0.9) / 3.0).abs() < 1e-12);
        assert_eq!(fit.direction, Some(0.5));
    }

    #[test]
    fn a_value_without_a_source_at_hand_neither_fits_nor_judges() {
        let pair = |year, history, is_verified| Pair {
            quarter: Quarter::new(year, 3),
            yearly: true,
            history,
            model: 100.0,
            is_verified,
        };
        let pairs = [pair(2000, 100.0, true), pair(2001, 1.0, false), pair(2002, 100.0, true)];
        let years = (Quarter::new(2000, 1), Quarter::new(2002, 4));
        let judged = fit_within(years, &pairs).unwrap();
        assert_eq!((judged.points, judged.mape), (2, 0.0));
        assert_eq!(fit_verified(&pairs), Some(judged));
        assert_eq!(fit(&pairs).unwrap().points, 3, "it is shown");
        assert_eq!(fit_within(years, &pairs[1..2]), None);
    }

    #[test]
    fn a_model_value_of_nothing_or_below_is_as_wrong_as_a_factor_of_a_thousand() {
        let pair =
            |model| Pair { quarter: Quarter::new(2000, 3), yearly: true, history: 2.0, model, is_verified: true };
        for model in [0.0, -1.0, 1e-9, 1e9] {
            assert_eq!(fit(&[pair(model)]).unwrap().rmse_log, WORST, "{model}");
        }
    }

    #[test]
    fn no_points_give_no_fit() {
        assert_eq!(fit(&[]), None);
    }
}
