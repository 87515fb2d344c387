//! The seven indicators against the thresholds of the stages.

use super::super::layout::{FAINT, GOOD, Page, SHORT, STRONG, gauge, left, paint, right, roman, sparkline};
use super::super::number::{level, signed};
use super::Outcome;
use marchland::model::indicator::Indicator;
use marchland::model::setup::Thresholds;
use marchland::model::stage::mandatory;

/// Columns of the table; what is left goes to the two charts.
const NAME: usize = 12;
const VALUES: usize = 13;
const NEEDED: usize = 5;
const VERDICT: usize = 11;
/// From this width on, columns stand two apart.
const WIDE: usize = 92;

/// Writes the table and what the next stage wants.
pub fn write(page: &mut Page, outcome: &Outcome) {
    page.heading("Indicators", "│ stage II begins  ║ stage III begins  ▸ binding");
    let apart = if page.width >= WIDE { 2 } else { 1 };
    let charts = page.inner() - NAME - VALUES - 2 * NEEDED - VERDICT - 5 * apart;
    let spark = charts * 2 / 5;
    let bar = charts - spark;
    let gap = " ".repeat(apart);
    let needed = format!("{}{}", right("II", NEEDED), right("III", NEEDED));
    let heads = [left("", NAME), left("over time", spark), left("start → end", VALUES), left("", bar), needed];
    page.line(paint(FAINT, heads.join(&gap)));
    let (run, thresholds) = (&outcome.played.run, &outcome.scenario.setup.thresholds);
    for indicator in Indicator::ALL {
        let series = run.series(indicator.variable());
        let (second, third) = (thresholds.second[indicator as usize], thresholds.third[indicator as usize]);
        let (first, last) = (series[0], series[series.len() - 1]);
        let greatest = series.iter().copied().fold(third, f64::max);
        let full = greatest.max(third * ROOM);
        let binding = indicator == run.land().binding();
        let name = format!("{}{}", indicator.id(), if mandatory(3, indicator) { "*" } else { "" });
        let cells = [
            left(&if binding { paint(STRONG, &name) } else { name }, NAME),
            sparkline(&series, spark, 0.0, greatest),
            left(&format!("{} → {}", level(first), level(last)), VALUES),
            gauge(last, second, third, full, bar),
            format!("{}{}", right(&level(second), NEEDED), right(&level(third), NEEDED)),
            verdict(last, second, third),
        ];
        page.marked(if binding { '▸' } else { ' ' }, &cells.join(&gap));
    }
    page.blank();
    what_is_needed(page, outcome, thresholds);
    page.blank();
    beside_none(page, outcome);
}

/// The bar runs a little beyond the last threshold.
const ROOM: f64 = 1.25;

fn verdict(value: f64, second: f64, third: f64) -> String {
    match value {
        _ if value >= third => paint(GOOD, "III holds"),
        _ if value >= second => paint(GOOD, "II holds"),
        _ => paint(SHORT, "short of II"),
    }
}

/// What the policy brought: the same seed without it.
fn beside_none(page: &mut Page, outcome: &Outcome) {
    let Some(without) = &outcome.played.without else { return };
    let run = &outcome.played.run;
    let gains: Vec<_> = Indicator::ALL
        .iter()
        .map(|i| format!("{} {}", i.id(), signed(run.value(i.variable()) - without.value(i.variable()))))
        .collect();
    let (with, alone) = (run.land().stage(), without.land().stage());
    let stage = if with == alone {
        "the same stage".to_owned()
    } else {
        format!("stage {} instead of {}", roman(with), roman(alone))
    };
    page.paragraph(&format!("Beside doing nothing (policy none, same seed): {stage}; {}.", gains.join(", ")), 0);
}

/// Which indicators hold and which fall short for the next stage, or for the highest.
fn what_is_needed(page: &mut Page, outcome: &Outcome, thresholds: &Thresholds) {
    let run = &outcome.played.run;
    let p = &outcome.scenario.setup.parameters;
    let stage = run.land().stage();
    let next = (stage + 1).min(3);
    let aims = if next == 3 { &thresholds.third } else { &thresholds.second };
    let holds = |indicator: &Indicator| run.value(indicator.variable()) >= aims[*indicator as usize];
    let names = |wanted: bool| {
        let list: Vec<_> = Indicator::ALL.iter().filter(|i| holds(i) == wanted).map(|i| i.id()).collect();
        if list.is_empty() { "none".to_owned() } else { list.join(", ") }
    };
    let musts: Vec<_> = Indicator::ALL.iter().filter(|i| mandatory(next, **i)).map(|i| i.id()).collect();
    let number = roman(next);
    let text = format!(
        "Stage {number} is earned by {} of the 7 indicators for {} quarters, {} among them. \
         At the end these hold: {}. Short of it: {}.",
        p.stage_needed,
        p.stage_quarters,
        musts.join(" and "),
        names(true),
        names(false),
    );
    page.paragraph(&text, 0);
    page.paragraph(
        &paint(FAINT, "* no other indicator makes up for it: knowledge for II and III, symmetry for III"),
        2,
    );
}
