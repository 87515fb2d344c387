//! Which number of a scenario is meant, and within which range it is looked for.

use super::space::Free;
use crate::model::parameters::{Entry, Parameters};
use crate::scenario::{NumberNote, Scenario, did_you_mean};

/// A range of the format that is wider than this, as ratio or as difference, only keeps sums finite: nobody can search it.
pub const WIDEST: f64 = 9_999.0;

/// The number at a path, with the range that was asked for or its own.
///
/// # Errors
/// What is wrong with the path or the range, and what would be right.
pub fn named(scenario: &Scenario, asked: &str, range: Option<(f64, f64)>) -> Result<Free, String> {
    let short = asked.strip_prefix("parameters.").unwrap_or(asked);
    let short = short.strip_suffix(".value").unwrap_or(short);
    if let Some(entry) = Parameters::TABLE.iter().find(|entry| entry.id == short) {
        return parameter(scenario, entry, range);
    }
    match scenario.numbers.iter().find(|note| note.path == asked) {
        Some(note) => match idle(asked) {
            Some(why) => Err(format!("`{asked}` cannot be fitted: {why}")),
            None => field(note, range),
        },
        None => Err(unknown(scenario, asked)),
    }
}

/// Why a number makes no difference to a run, if it makes none.
fn idle(path: &str) -> Option<&'static str> {
    match path.split('.').next() {
        Some("expectations") => Some("it says what is claimed of a run, and changes none"),
        Some("goals") => Some("it says what a player aims at, and changes no run"),
        Some("quarters") => Some("it is the length of a run; `--set quarters=..` plays a longer one"),
        Some("format") => Some("it says how the file is to be read"),
        _ => None,
    }
}

fn unknown(scenario: &Scenario, asked: &str) -> String {
    let parameters = Parameters::TABLE.iter().map(|entry| entry.id);
    let last = asked.strip_prefix("parameters.").unwrap_or(asked);
    let near = if last.contains('.') {
        let paths = scenario.numbers.iter().map(|note| note.path.as_str());
        did_you_mean(asked, paths.filter(|path| idle(path).is_none()))
    } else {
        did_you_mean(last, parameters)
    };
    let of_that_name = || {
        let is_it = |path: &&str| path.rsplit('.').next() == Some(asked) && idle(path).is_none();
        let path = scenario.numbers.iter().map(|note| note.path.as_str()).find(is_it)?;
        Some(format!("did you mean `{path}`?"))
    };
    let several = asked.contains([',', ';']).then(|| "several stand apart by blanks: `--free one two`".to_owned());
    let near = several.or_else(of_that_name).or(near);
    let near = near.map(|near| format!("; {near}")).unwrap_or_default();
    format!(
        "`{asked}` is no number of the scenario that can be fitted{near}\nGive a parameter such as `commuting_scale` \
         (`marchland explain` lists them), or the path of a number that the scenario gives, such as `border.trust` or \
         `regions.b.wage`"
    )
}

fn parameter(scenario: &Scenario, entry: &Entry, range: Option<(f64, f64)>) -> Result<Free, String> {
    field(&scenario.parameter(entry), range)
}

fn field(note: &NumberNote, range: Option<(f64, f64)>) -> Result<Free, String> {
    let NumberNote { path, unit, whole, figure, .. } = note.clone();
    let (min, max) = match range {
        Some(range) => checked(note, range)?,
        None if is_wide(note) => return Err(wide(note)),
        None => (note.min, note.max),
    };
    Ok(Free { path, unit: unit.to_owned(), min, max, whole, figure, before: note.value })
}

fn is_wide(note: &NumberNote) -> bool {
    let ratio = if note.min > 0.0 { note.max / note.min } else { note.max - note.min };
    ratio > WIDEST || !ratio.is_finite()
}

fn wide(note: &NumberNote) -> String {
    const AROUND: f64 = 2.0;
    let NumberNote { path, value, .. } = note;
    let (low, high) = (value / AROUND, value * AROUND);
    let (low, high) = (low.min(high), low.max(high));
    let (low, high) = (shown(low.max(note.min), note.whole), shown(high.min(note.max), note.whole));
    let example = if high > low { format!(", such as `--free {path}={low}..{high}`") } else { String::new() };
    format!("the format sets `{path}` no range that could be searched: say within which to look{example}")
}

fn shown(value: f64, whole: bool) -> f64 {
    if whole { value.round() } else { value }
}

fn checked(note: &NumberNote, (min, max): (f64, f64)) -> Result<(f64, f64), String> {
    let path = &note.path;
    if !(min.is_finite() && max.is_finite() && min < max) {
        return Err(format!("the range of `{path}` is {min}..{max}: the first number must be less than the second"));
    }
    if note.whole && (min.fract().abs() > 0.0 || max.fract().abs() > 0.0) {
        return Err(format!("`{path}` takes whole numbers: give whole ends in place of {min}..{max}"));
    }
    if min < note.min || max > note.max {
        let unit = if note.unit.is_empty() { String::new() } else { format!(" ({})", note.unit) };
        return Err(format!(
            "the range of `{path}` is {min}..{max}, but the format takes {} to {}{unit}: give a range within that",
            note.min, note.max
        ));
    }
    Ok((min, max))
}
