//! What is claimed and what was observed, in words.

use super::{Reading, named};
use crate::model::date::Quarter;
use crate::model::setup::Condition;
use crate::run::number::{figure, percent};
use crate::scenario::Scenario;
use crate::scenario::expectation::{Against, Bounds, Claim, Expectation, Limits, Span, Years};
use crate::words::counted;

/// The claim, with the share of the seeds in which it has to be true. `world` is the scenario in which it is claimed.
#[must_use]
pub fn claimed(e: &Expectation, world: &Scenario) -> String {
    let what = match &e.claim {
        Claim::At { date, when } => format!("{} in {date}", all(when)),
        Claim::Reaches(when, span) => format!("{} {}", all(when), within(*span, world, "at some time")),
        Claim::Always(when, span) => format!("{} {}", all(when), within(*span, world, "in every quarter")),
        Claim::Never(when, span) => format!("never {} {}", all(when), within(*span, world, "in any quarter")),
        Claim::Fit { history, within, years } => {
            let years = match years {
                Years::All => "all years",
                Years::Fitted => "the fitted years",
                Years::Judged => "the judged years",
            };
            let id = &world.history[*history].id;
            format!("a mean error of `{id}` of at most {} on {years}", percent(*within))
        }
        Claim::Compared { variable, at, to, bounds } => {
            let beside = match to {
                Against::Policy(policy) => format!("that under policy `{policy}`"),
                Against::Ungiven(policy) if *policy == e.policy => "that without what is given".to_owned(),
                Against::Ungiven(policy) => format!("that without what is given, under policy `{policy}`"),
                Against::Start => format!("that of {}", world.setup.start),
                Against::Date(date) => format!("that of {date}"),
                Against::Variable(variable) => variable.id().to_owned(),
            };
            let (by, limits) = match bounds {
                Bounds::Ratio(limits) => ("divided by", limits),
                Bounds::Difference(limits) => ("less", limits),
            };
            format!("{} in {at}, {by} {beside}, {}", variable.id(), limited(*limits))
        }
    };
    let (seeds, share) = (of_seeds(e.seeds as usize), percent(e.share));
    format!("{what}, in at least {share} of {seeds}")
}

fn of_seeds(number: usize) -> String {
    counted(number, "seed")
}

fn limited(limits: Limits) -> String {
    match limits {
        Limits::AtLeast(least) => format!("at least {least}"),
        Limits::Below(limit) => format!("below {limit}"),
        Limits::Between(least, greatest) => format!("from {least} to {greatest}"),
    }
}

/// A span, short where it has the run's own ends.
fn within(span: Span, world: &Scenario, how: &str) -> String {
    let (start, end) = (world.setup.start, world.last());
    match (span.first == start, span.last == end) {
        (true, true) => how.to_owned(),
        (true, false) => format!("{how} up to {}", span.last),
        (false, true) => format!("{how} from {} on", span.first),
        (false, false) => format!("{how} from {} to {}", span.first, span.last),
    }
}

/// Conditions joined by `and`.
pub(in crate::run) fn all(when: &[Condition]) -> String {
    when.iter().map(one).collect::<Vec<_>>().join(" and ")
}

fn one(condition: &Condition) -> String {
    match condition {
        Condition::AtLeast(variable, limit) => format!("{} at least {limit}", variable.id()),
        Condition::Below(variable, limit) => format!("{} below {limit}", variable.id()),
        Condition::From(date) => format!("not before {date}"),
        Condition::Before(date) => format!("before {date}"),
        Condition::All(list) => format!("({})", all(list)),
        Condition::Any(list) => format!("({})", list.iter().map(one).collect::<Vec<_>>().join(" or ")),
    }
}

/// In how many seeds it is true, and the numbers that show by how much.
pub fn observed(e: &Expectation, readings: &[Reading], held: usize) -> String {
    let seeds = readings.len();
    let mut parts = vec![match (held, seeds) {
        (0, 1) => "not in the one seed".to_owned(),
        (_, 1) => "in the one seed".to_owned(),
        (0, _) => format!("in none of {}", of_seeds(seeds)),
        _ => format!("in {held} of {}", of_seeds(seeds)),
    }];
    match &e.claim {
        Claim::At { date, when } => parts.extend(medians(when, readings, *date)),
        Claim::Reaches(when, span) => {
            parts.extend(decided("reached by", readings));
            parts.extend(medians(when, readings, span.last));
        }
        Claim::Always(when, span) => {
            parts.extend(decided("first missed in", readings));
            parts.extend(medians(when, readings, span.last));
        }
        Claim::Never(when, span) => {
            parts.extend(decided("first met in", readings));
            parts.extend(medians(when, readings, span.last));
        }
        Claim::Fit { .. } => parts.extend(spread("mean error", readings, per_cent)),
        Claim::Compared { bounds: Bounds::Ratio(_), .. } => {
            parts.extend(spread("ratio", readings, precise));
            let without = readings.iter().filter(|reading| reading.number.is_none()).count();
            if without > 0 {
                parts.push(format!("no ratio in {}, the other value is 0", of_seeds(without)));
            }
        }
        Claim::Compared { bounds: Bounds::Difference(_), .. } => {
            parts.extend(spread("difference", readings, with_sign))
        }
    }
    parts.join("; ")
}

/// Medians of what the conditions name: `median stage 1 and trust 0.42 in 2018Q4`.
fn medians(when: &[Condition], readings: &[Reading], quarter: Quarter) -> Option<String> {
    let each: Vec<String> = (named(when).into_iter().enumerate())
        .map(|(i, variable)| {
            let values: Vec<f64> = readings.iter().map(|reading| reading.values[i]).collect();
            format!("{} {}", variable.id(), precise(middle(values)))
        })
        .collect();
    let word = if readings.len() > 1 { "median " } else { "" };
    (!each.is_empty()).then(|| format!("{word}{} in {quarter}", each.join(", ")))
}

/// The quarter by which half of the seeds that were decided at all were.
fn decided(how: &str, readings: &[Reading]) -> Option<String> {
    let mut quarters: Vec<Quarter> = readings.iter().filter_map(|reading| reading.first).collect();
    quarters.sort_unstable();
    let half = quarters.get(quarters.len().saturating_sub(1) / 2)?;
    Some(match quarters.len() {
        1 => format!("{how} {half}"),
        _ => format!("{how} {half} in the median"),
    })
}

/// The middle of the numbers, with the least and the greatest.
fn spread(what: &str, readings: &[Reading], shown: fn(f64) -> String) -> Option<String> {
    let numbers: Vec<f64> = readings.iter().filter_map(|reading| reading.number).collect();
    let least = numbers.iter().copied().reduce(f64::min)?;
    let greatest = numbers.iter().copied().reduce(f64::max)?;
    let (least, half, greatest) = (shown(least), shown(middle(numbers)), shown(greatest));
    Some(match least == greatest {
        true => format!("{what} {half}"),
        false => format!("{what} {half} in the median ({least} to {greatest})"),
    })
}

/// The median of at least one value.
fn middle(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let n = values.len();
    (values[(n - 1) / 2] + values[n / 2]) / 2.0
}

/// To the thousandth where that is of the size of a limit, so that what was missed by a little does not look met; a stage
/// or another count without decimals.
pub(in crate::run) fn precise(value: f64) -> String {
    const MIDDLING: std::ops::Range<f64> = 0.1..10.0;
    if !MIDDLING.contains(&value.abs()) {
        return figure(value);
    }
    let digits = format!("{:.3}", value.abs());
    let sign = if value < 0.0 { "−" } else { "" };
    format!("{sign}{}", digits.trim_end_matches('0').trim_end_matches('.'))
}

fn with_sign(value: f64) -> String {
    if value > 0.0 { format!("+{}", precise(value)) } else { precise(value) }
}

/// A share to the tenth of a per cent.
fn per_cent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}
