//! The page on calibration: what is minimised, how it is searched, and when a number counts as known.

use super::{Group, Pair, Topic};
use crate::run::fit::identify::{BOUND, FLOOR, TRADE_OFF, VAGUE};
use crate::run::fit::space::{DECADE, FIGURES};
use crate::run::history::WORST;

fn pair(name: &str, meaning: impl Into<String>) -> Pair {
    (name.to_owned(), meaning.into())
}

/// `marchland explain fit`.
pub fn topic() -> Topic {
    let text = "`marchland fit FILE --free PATH[=MIN..MAX]` looks for values of numbers of a scenario that bring the model \
                near to its history in the `fitted` years of each series, and judges them on the `judged` years, which the \
                search does not see. `marchland fit oresund --free commuting_scale --free movers_gap --free \
                regions.b.wage=0.7..0.9` frees two parameters and a figure.";
    Topic::new(Group::Page, "fit", "Calibration", text)
        .list("What is fitted", what())
        .list("What is told of each number", told())
        .list("Verdicts", verdicts())
        .list("How the values are judged", judged())
        .see(["grades".to_owned(), "history".to_owned()])
}

fn what() -> Vec<Pair> {
    vec![
        pair(
            "loss",
            format!(
                "root mean square of ln(model / history) over the fitted points; every series weighs alike, however many \
                 points it has. Before it is squared, the error of a point is averaged over the seeds: the luck of one seed \
                 is no fault of a number. An error counts as {WORST} (a factor of a thousand) at most"
            ),
        ),
        pair(
            "points",
            "those of the fitted years that lie within the run; of grade U none, since nobody knows whether they are true",
        ),
        pair(
            "seeds",
            "every point is played with the same seeds, so that two points differ by their values and not by luck; the \
             errors that are reported come from as many other seeds",
        ),
        pair(
            "range",
            format!(
                "a parameter's range of the table, a share's 0 to 1, or MIN..MAX; where the format sets none that could be \
                 searched, MIN..MAX must be given. A range whose ends differ by a factor of {DECADE} or more is searched by \
                 its logarithm. Values are rounded to {FIGURES} figures: what is written down is what was played"
            ),
        ),
        pair(
            "search",
            "the simplex of Nelder and Mead, in shares of the ranges; what leaves a range is reflected at its end. The first \
             search starts from the scenario's own values, the others from points spread evenly over the ranges; each \
             begins anew where it stopped until it wins nothing. The same command gives the same bits for any number of \
             threads",
        ),
    ]
}

fn told() -> Vec<Pair> {
    vec![
        pair(
            "as good",
            format!(
                "a point is as good as the best if its mean square error is above the best one's by no more than t² / N of the \
                 variance of an error. That variance is the best mean square, raised for what the free numbers use up; t is \
                 Student's for points - free numbers (2.57 for 5, 1.96 for very many); N is the number of series times the \
                 points of the shortest one, since every series weighs alike: one short series widens every interval. A \
                 number moved so far covers the truth in 95 of 100 histories, if errors were independent and alike in all \
                 series. Errors of neighbouring years are alike, and those of a short series may be greater, so the truth is \
                 wider. At least {FLOOR} squared is allowed: no regional figure is known better than to half a per cent. \
                 With no more points than free numbers nothing is identified"
            ),
        ),
        pair("restarts", "the values at which searches ended that are as good as the best"),
        pair("alone", "how far the number can move, nothing else moved, while the fit stays as good"),
        pair(
            "together",
            "how far it can move while the others make up for it as well as they can (a profile): they follow the slopes of \
             the errors, and every end is played, not extrapolated",
        ),
        pair("could be", "all three intervals together"),
        pair(
            "trade off",
            format!(
                "two numbers whose errors correlate by {TRADE_OFF} or more, one way or the other, as the slopes of the errors \
                 around the best point have it: history knows a combination of them better than each"
            ),
        ),
    ]
}

fn verdicts() -> Vec<Pair> {
    let vague = format!("{:.0} %", 100.0 * VAGUE);
    vec![
        pair("identified", format!("history narrows it down to less than {vague} of its range")),
        pair(
            "at its bound",
            format!(
                "the best value lies within {:.0} % of its range from an end: history asks for more than was allowed",
                100.0 * BOUND
            ),
        ),
        pair(
            "not identified",
            format!(
                "more than {vague} of its range is as good: by itself (the series hardly depend on it), with others that make \
                 up for it, or since searches ended far from each other. Do not report such a value as a finding: fix it at \
                 one that is known from elsewhere, narrow its range by what you know, or give a series that depends on it"
            ),
        ),
    ]
}

fn judged() -> Vec<Pair> {
    vec![
        pair(
            "mean error",
            "mean absolute percentage error before and after, on the fitted and on the judged years, beside two naive \
             forecasts: the last fitted value held, and the model with its drivers frozen at the last fitted year",
        ),
        pair(
            "log error",
            "root mean square of ln(model / history), as in the loss: 0.1 is about a tenth, too much or too little",
        ),
        pair(
            "direction",
            "share of the changes from one point to the next whose direction, up or down, is that of history",
        ),
        pair(
            "frozen",
            "the model with its drivers held at the last fitted year: what is better than that is owed to the drivers' later values",
        ),
        pair(
            "a warning",
            "is given where the judged years got worse, where no years judge, where holding the last value does better, and \
             where there are no more points than free numbers",
        ),
        pair(
            "--write FILE.ron",
            "writes a scenario that extends the fitted one and gives the fitted values, each with what it was fitted on; the \
             file is called by its id; one that no fit wrote is never replaced, and nothing is written if a file of the \
             scenario was changed while the fit ran",
        ),
    ]
}
