//! Warns of history that the model cannot meet as it is compared: its scale is that of another unit, or the variable another.

use super::places::way;
use super::problems::{number, quoted};
use super::types::{History, Per, Point};
use super::warn::{Given, Warnings};
use crate::model::Borderland;
use crate::model::indicator::Variable;
use crate::model::setup::Setup;

/// How often one may be the other where they are near in time, and where they are not: flows over a border that opens grow fast.
const FACTOR: [f64; 2] = [20.0, 1000.0];
/// A flow of less than this begins at nothing, and what comes of it cannot be foreseen: hardly anybody commutes to the poorer side.
const NOTHING: f64 = 1e-6;
/// How far a logarithm may be off at the start, and how much farther with each quarter: nothing grows by more than a
/// fifteenth year after year, but for half at once.
const LOG: f64 = 0.5;
const GROWTH: f64 = 0.016;
/// Quarters from the start within which they are near.
const NEAR: i32 = 16;

/// All series that are compared with something.
pub(crate) fn scales(given: &Given<'_>, found: &mut Warnings<'_>) {
    let scenario = given.scenario;
    if scenario.history.is_empty() {
        return;
    }
    let setup = &scenario.setup;
    let start = at_the_start(setup);
    for history in &scenario.history {
        let away = |point: &&Point| point.quarter.since(setup.start).abs();
        let met = history.points.iter().filter(|point| scenario.covers(point));
        let Some(point) = met.min_by_key(away) else { continue };
        let variable = history.model.variable;
        if !is_known(variable) {
            continue;
        }
        let (off, hint) = match variable.unit().starts_with("log") {
            true => logarithm(history, point, start.measure(variable, setup), setup),
            false => plain(history, point, start.measure(variable, setup), setup),
        }
        .unwrap_or_default();
        if !off.is_empty() {
            found.at(&way!["history", &history.id, "model"], "W025", off, hint);
        }
    }
}

/// The start of a run, with too few organisations to take any time: only what does not hang on their ties is asked of it.
fn at_the_start(setup: &Setup) -> Borderland {
    const ENOUGH: u32 = 10;
    let mut setup = setup.clone();
    setup.parameters.warm_up = 0.0;
    for region in &mut setup.regions {
        region.organisations = region.organisations.min(ENOUGH);
    }
    Borderland::new(&setup, 1)
}

/// What is known before anything was played, and does not begin at nothing.
const fn is_known(variable: Variable) -> bool {
    use Variable as V;
    matches!(
        variable,
        V::Access
            | V::Institutions
            | V::Trust
            | V::Governance
            | V::Trade
            | V::GeographicGoods
            | V::GeographicPeople
            | V::InstitutionalGoods
            | V::InstitutionalMobility
            | V::InstitutionalLabour
            | V::InstitutionalFloor
            | V::Awareness
            | V::Geographic
            | V::Institutional
            | V::Cultural
            | V::Exports
            | V::ExportsA
            | V::ExportsB
            | V::Commuters
            | V::CommutersA
            | V::CommutersB
            | V::LabourA
            | V::LabourB
            | V::ArrivalsA
            | V::ArrivalsB
            | V::SupportA
            | V::SupportB
            | V::OutputA
            | V::OutputB
            | V::WageA
            | V::WageB
            | V::PopulationA
            | V::PopulationB
    )
}

fn when(point: &Point) -> String {
    if point.yearly { point.quarter.year().to_string() } else { point.quarter.to_string() }
}

/// Message and hint, if the two are far apart.
fn plain(history: &History, point: &Point, value: f64, setup: &Setup) -> Option<(String, String)> {
    let model = &history.model;
    let (factor, plus) = model.around(setup, setup.start);
    let base = if model.per == Per::Start { value } else { 1.0 };
    let meant = model.scale * value / base * factor + plus;
    let times = point.value.max(meant) / point.value.min(meant);
    let is_near = point.quarter.since(setup.start) <= NEAR;
    if value < NOTHING || meant <= 0.0 || times <= FACTOR[usize::from(!is_near)] {
        return None;
    }
    let id = model.variable.id();
    let what = match model.per {
        Per::Start => format!("`{id}`, relative to the start,"),
        Per::Value => format!("`{id}` ({})", model.variable.unit()),
    };
    let message = format!(
        "the series {} is {} {} in {}, and {what} times `scale: {}` begins at {}: {} times apart",
        quoted(&history.id),
        number(point.value),
        history.unit,
        when(point),
        number(model.scale),
        figures(meant),
        figures(times)
    );
    let hint = format!(
        "`scale` says how many {} one of `{id}` is; both would begin alike with about {}",
        history.unit,
        figures(model.scale * point.value / meant)
    );
    Some((message, hint))
}

/// The same where the variable is a logarithm.
fn logarithm(history: &History, point: &Point, value: f64, setup: &Setup) -> Option<(String, String)> {
    let model = &history.model;
    let id = model.variable.id();
    let message = match model.per {
        Per::Start if value == 0.0 => {
            format!("`{id}` is a logarithm that is 0 at the start, so nothing can be told relative to that")
        }
        Per::Start => return None,
        Per::Value => {
            let (factor, plus) = model.around(setup, setup.start);
            let observed = (point.value - plus) / (model.scale * factor);
            let far = f64::from(point.quarter.since(setup.start).max(0));
            if (observed - value).abs() <= LOG + GROWTH * far {
                return None;
            }
            format!(
                "the series {} is {} {} in {}, and `{id}` is a logarithm ({}), {} at the start: times `scale: {}` it does not \
                 come near",
                quoted(&history.id),
                number(point.value),
                history.unit,
                when(point),
                model.variable.unit(),
                figures(value),
                number(model.scale)
            )
        }
    };
    let hint = format!(
        "give the series as logarithms too, ln(value / value at the start) for an index, with `scale: 1`; or compare another \
         variable: `marchland explain {id}`"
    );
    Some((message, hint))
}

/// Three figures.
fn figures(value: f64) -> String {
    if value == 0.0 {
        return number(0.0);
    }
    let digits = libm::pow(10.0, 2.0 - libm::floor(libm::log10(value.abs())));
    number((value * digits).round() / digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_figures_are_kept() {
        for (value, text) in [(0.003_456, "0.00346"), (262_285.7, "262000"), (-1.0, "-1"), (0.0, "0")] {
            assert_eq!(figures(value), text);
        }
    }
}
