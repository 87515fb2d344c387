//! What a fit tells its reader: the numbers, what history cannot tell of them, and how near the model comes.

use super::super::layout::{FAINT, GOOD, Page, SHORT, STRONG, columns, left, paint, right};
use super::{Outcome, errors};
use marchland::run::fit::identify::{Part, Vague, Verdict};
use marchland::run::fit::space::{FIGURES, Free};
use marchland::run::fit::world;
use marchland::run::history::Fit;
use marchland::run::number::{figure, percent};
use marchland::scenario::History;
use marchland::words::counted;

/// The verdict in words.
pub const fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Identified => "identified",
        Verdict::AtLeast => "at its bound: the least that was allowed",
        Verdict::AtMost => "at its bound: the most that was allowed",
        Verdict::NotIdentified(_) => "not identified",
    }
}

/// What to do about a number that is not simply identified.
pub fn advice(free: &Free, part: &Part) -> Option<String> {
    let name = short(free);
    let between = |(low, high): (f64, f64)| format!("{} to {}", figure(low), figure(high));
    match part.verdict {
        Verdict::Identified => None,
        Verdict::AtLeast | Verdict::AtMost => Some(format!(
            "`{name}` wants to go beyond {}: if that is plausible, and its range goes on, allow more with `--free \
             {name}=MIN..MAX`. If not, something else is missing that it makes up for.",
            figure(if part.verdict == Verdict::AtLeast { free.min } else { free.max })
        )),
        Verdict::NotIdentified(Vague::Flat) => Some(format!(
            "`{name}` can be {} and the fit stays as good, with nothing else moved: the series hardly depend on it. Do not \
             fit it; keep a value that is known from elsewhere, or give a series that depends on it.",
            between(part.alone)
        )),
        Verdict::NotIdentified(Vague::MadeUpFor) => Some(format!(
            "`{name}` can be {} and the fit stays as good, since the other free numbers make up for it. Fix it or one of \
             them at a value that is known from elsewhere, or give a series that tells them apart.",
            between(part.together)
        )),
        Verdict::NotIdentified(Vague::Few) => Some(format!(
            "nothing can be told of `{name}`: there are no more points than free numbers, so nothing is left to show how well \
             they are met. Free fewer numbers, or give more history."
        )),
        Verdict::NotIdentified(Vague::Scattered) => Some(format!(
            "searches that fit as well ended with `{name}` at {}: there is more than one answer. Narrow its range, or give \
             a series that tells the answers apart.",
            between(part.restarts)
        )),
    }
}

/// A parameter without the word before it.
fn short(free: &Free) -> &str {
    free.path.strip_prefix("parameters.").unwrap_or(&free.path)
}

/// What should make its reader doubt.
pub fn warnings(outcome: &Outcome) -> Vec<String> {
    let mut warnings = Vec::new();
    let (points, numbers) = (outcome.points(), outcome.free.len());
    if points <= numbers {
        warnings.push(format!(
            "{} for {}: so few points can be met by chance; free fewer numbers or give more history",
            counted(points, "point"),
            counted(numbers, "free number")
        ));
    }
    let is_fitted = |id: &str| outcome.targets.iter().any(|target| target.id == id);
    warnings.extend(outcome.scenario.history.iter().filter(|h| is_fitted(&h.id)).filter_map(History::seen_before));
    warnings.extend(learned(outcome));
    let (_, judged) = errors(&outcome.after);
    let naive = world::mean_error(&outcome.after, |b| &b.last_value);
    if let (Some(after), Some(naive)) = (judged, naive)
        && after > naive
    {
        warnings.push(format!(
            "on the judged years the last fitted value held does better ({}) than the model ({})",
            percent(naive),
            percent(after)
        ));
    }
    let fitted = &outcome.fitted;
    let good = fitted.restarts.iter().filter(|restart| restart.loss <= fitted.limit).count();
    if good < 2 && fitted.restarts.len() > 1 {
        warnings.push(format!(
            "{good} of {} came as near as the best: there may be something better; give more --evaluations",
            counted(fitted.restarts.len(), "search")
        ));
    }
    if fitted.refused > 0 {
        warnings.push(format!(
            "{} of {} made no valid scenario and were passed over: narrow the ranges",
            fitted.refused,
            counted(fitted.evaluations, "point")
        ));
    }
    warnings
}

/// An error that changes by less than this share has not changed.
const ALIKE: f64 = 0.02;

/// Whether what was learned on the fitted years holds on the judged ones.
fn learned(outcome: &Outcome) -> Option<String> {
    let (before, after) = (errors(&outcome.before), errors(&outcome.after));
    let (Some(was), Some(is)) = (before.1, after.1) else {
        let nothing = "no years judge: nothing shows that the fit holds beyond the years it was made on; give `judged: \
                       (first, last)`";
        return Some(nothing.to_owned());
    };
    let gained = after.0 < before.0.map(|error| error * (1.0 - ALIKE));
    let from_to = format!("({:.1} % to {:.1} %)", 100.0 * was, 100.0 * is);
    let hint = "free fewer numbers, or those that the judged years need too";
    if is > was * (1.0 + ALIKE) {
        let fitted = if gained { "while the fitted ones got better" } else { "and the fitted ones no better" };
        return Some(format!(
            "the judged years got worse {from_to}, {fitted}: the fit learned what does not last; {hint}"
        ));
    }
    let idle = gained && is > was * (1.0 - ALIKE);
    idle.then(|| format!("the fitted years got better, the judged ones did not {from_to}; {hint}"))
}

/// The page.
pub fn write(outcome: &Outcome) -> String {
    let mut page = Page::for_reader();
    head(&mut page, outcome);
    numbers(&mut page, outcome);
    unknown(&mut page, outcome);
    series(&mut page, outcome);
    if !outcome.warnings.is_empty() {
        page.heading("Warnings", "");
        for warning in &outcome.warnings {
            page.paragraph(&format!("{} {warning}", paint(SHORT, "!")), 2);
        }
    }
    page.heading("Again", "the same command gives the same values on every machine");
    page.command(&outcome.command);
    if let Some((_, said)) = &outcome.written {
        page.blank();
        page.paragraph(said, 0);
    } else {
        page.blank();
        page.paragraph(
            &paint(FAINT, "With `--write FILE.ron` the values go into a scenario that extends this one."),
            0,
        );
    }
    page.finish()
}

/// So many seeds from the first on.
fn of_seeds(first: u64, number: u64) -> String {
    if number == 1 { format!("seed {first}") } else { format!("seeds {first} to {}", first + number - 1) }
}

fn head(page: &mut Page, outcome: &Outcome) {
    const LABEL: usize = 10;
    let fitted = &outcome.fitted;
    let (first, seeds) = outcome.seeds;
    page.blank();
    page.line(format!(
        "{} {}",
        paint(STRONG, &outcome.scenario.title),
        paint(FAINT, format!("({})", outcome.scenario.id))
    ));
    page.blank();
    let mut entry = |label: &str, text: &str| page.entry(&paint(FAINT, label), LABEL, text);
    let series: Vec<String> =
        outcome.targets.iter().map(|t| format!("{} {}–{}", t.id, t.first.year(), t.last.year())).collect();
    entry("Fitted", &format!("{}; {} with a source", series.join(", "), counted(outcome.points(), "point")));
    entry("Policy", &outcome.policy);
    entry(
        "Search",
        &format!(
            "{}, {} played with {}",
            counted(fitted.restarts.len(), "search"),
            counted(fitted.evaluations, "point"),
            of_seeds(first, seeds)
        ),
    );
    entry(
        "Loss",
        &format!(
            "{} before, {} after: root mean square error of logs, each series alike; {}",
            figure(fitted.before),
            figure(fitted.loss),
            match fitted.limit.is_finite() {
                true => format!("up to {} a point counts as good", figure(fitted.limit)),
                false => "with so few points any counts as good".to_owned(),
            }
        ),
    );
}

fn numbers(page: &mut Page, outcome: &Outcome) {
    const NAME: usize = 26;
    const VALUE: usize = 9;
    const RANGE: usize = 17;
    let fitted = &outcome.fitted;
    let good = fitted.restarts.iter().filter(|restart| restart.loss <= fitted.limit).count();
    let range = |(low, high): (f64, f64)| {
        let apart = (THREE..=FIGURES).find(|n| figures(low, *n) != figures(high, *n)).unwrap_or(THREE);
        format!("{}–{}", figures(low, apart), figures(high, apart))
    };
    let three = |x: f64| figures(x, THREE);
    // Ends that read alike are one.
    let span = |(low, high)| if three(low) == three(high) { three(low) } else { range((low, high)) };
    page.heading("Numbers", "could be: where the fit stays as good");
    let row = |name: &str, values: [&str; 2], ranges: [&str; 2]| {
        let values = values.map(|value| right(value, VALUE)).concat();
        format!("{}{values}{}", left(name, NAME), ranges.map(|value| right(value, RANGE)).concat())
    };
    page.line(paint(FAINT, row("", ["before", "fitted"], ["could be", "allowed"])));
    for ((free, value), part) in outcome.free.iter().zip(&fitted.values).zip(&fitted.parts) {
        let could_be = (part.restarts.0.min(part.together.0), part.restarts.1.max(part.together.1));
        let allowed = range((free.min, free.max));
        // A name that is too long for its column stands on a line of its own.
        let name = if columns(short(free)) < NAME { short(free) } else { "" };
        if name.is_empty() {
            page.line(short(free));
        }
        page.line(row(name, [&three(free.before), &three(*value)], [&range(could_be), &allowed]));
        let style = if part.verdict == Verdict::Identified { GOOD } else { SHORT };
        let unit = match free.unit.as_str() {
            "" | "1" => "a factor",
            unit => unit,
        };
        let ends = format!("{good} of {} ended at {}", counted(fitted.restarts.len(), "search"), span(part.restarts));
        page.paragraph(&format!("  {}; {ends}; {unit}", paint(style, word(part.verdict))), 2);
    }
}

/// Figures of a value in the table: a fit is finer than a report.
const THREE: usize = 3;

/// A value in so many figures, zeros at its end left out.
fn figures(x: f64, number: usize) -> String {
    let text = format!("{x:.*e}", number - 1);
    let exponent: i32 = text.split_once('e').and_then(|(_, exponent)| exponent.parse().ok()).unwrap_or(0);
    let decimals = usize::try_from(number as i32 - 1 - exponent).unwrap_or(0);
    let plain = format!("{x:.decimals$}");
    let plain = if plain.contains('.') { plain.trim_end_matches('0').trim_end_matches('.') } else { &plain };
    plain.replace('-', "−")
}

fn unknown(page: &mut Page, outcome: &Outcome) {
    let parts = outcome.free.iter().zip(&outcome.fitted.parts);
    let advice: Vec<String> = parts.filter_map(|(free, part)| advice(free, part)).collect();
    let pairs = outcome.fitted.pairs.iter().map(|pair| {
        let name = |i: usize| short(&outcome.free[i]);
        format!(
            "`{}` and `{}` trade off (correlation {}): history knows a combination of the two better than each.",
            name(pair.first),
            name(pair.second),
            figure(pair.correlation)
        )
    });
    let all: Vec<String> = advice.into_iter().chain(pairs).collect();
    if !all.is_empty() {
        page.heading("What this history cannot tell", "");
        all.iter().for_each(|text| page.paragraph(&format!("• {text}"), 2));
    }
}

fn series(page: &mut Page, outcome: &Outcome) {
    const LABEL: usize = 10;
    const COLUMN: usize = 12;
    let (first, seeds) = (outcome.seeds.0 + outcome.seeds.1, outcome.seeds.1);
    page.heading("Mean error", &format!("with {}, which no search has seen", of_seeds(first, seeds)));
    let row = |label: &str, cells: [String; 5]| {
        format!("{}{}", left(label, LABEL), cells.map(|cell| right(&cell, COLUMN)).concat())
    };
    let heads = ["points", "before", "after", "last value", "frozen"].map(str::to_owned);
    page.line(paint(FAINT, row("", heads)));
    let error = |fit: &Option<Fit>| fit.as_ref().map_or("–".to_owned(), |fit| percent(fit.mape));
    let points = |fit: &Option<Fit>| fit.as_ref().map_or("–".to_owned(), |fit| fit.points.to_string());
    for (before, after) in outcome.before.iter().zip(&outcome.after) {
        page.paragraph(&format!("{} {}", after.title, paint(FAINT, format!("({})", after.id))), 0);
        let nothing = String::new;
        let cells = [points(&after.fitted), error(&before.fitted), error(&after.fitted), nothing(), nothing()];
        page.line(row("  fitted", cells));
        let naive = [error(&after.last_value), error(&after.frozen)];
        let [last_value, frozen] = naive;
        page.line(row(
            "  judged",
            [points(&after.judged), error(&before.judged), error(&after.judged), last_value, frozen],
        ));
    }
    let ((fitted_before, judged_before), (fitted, judged)) = (errors(&outcome.before), errors(&outcome.after));
    let shown = |error: Option<f64>| error.map_or("–".to_owned(), percent);
    page.blank();
    page.paragraph(
        &format!(
            "All series alike: fitted years from {} to {}, judged years from {} to {}. Naive forecasts of the judged years: \
             the last fitted value held, and this model with its drivers frozen.",
            shown(fitted_before),
            paint(STRONG, shown(fitted)),
            shown(judged_before),
            paint(STRONG, shown(judged)),
        ),
        0,
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_three_figures_and_no_zeros_at_their_end() {
        let shown = [0.245, 0.00138269, 2.0, 0.6, 0.0, -0.3, 900_000.0, 12.345].map(|x| figures(x, THREE));
        assert_eq!(shown, ["0.245", "0.00138", "2", "0.6", "0", "−0.3", "900000", "12.3"]);
    }
}
