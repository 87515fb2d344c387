//! Figures of what policies do: spread, differences, regret, runs over the years, and history beside them.

use super::super::look::{Row as Cells, groups, number, pair, text};
use super::super::panels::{Panel, Panels};
use super::super::rows::{Mark, Row, Rows};
use super::super::{Figure, Names, Plot};
use super::{counted, said, spoken, with_unit};
use crate::model::date::Quarter;
use crate::run::number::{count, percent};
use crate::study::analysis::{Grid, Used};

/// The rows of an output under the name of their scenario, where there are several, in the study's order of policies.
fn listed(grid: &Grid, rows: &[Cells<'_>], names: &Names, drawn: &dyn Fn(Cells<'_>) -> Option<Row>) -> Vec<Row> {
    let mut scenarios: Vec<&str> = Vec::new();
    for row in rows {
        let own = text(grid, row, "scenario");
        if !scenarios.contains(&own) {
            scenarios.push(own);
        }
    }
    let mut all = Vec::new();
    for scenario in &scenarios {
        let mut own: Vec<Cells> = rows.iter().copied().filter(|row| text(grid, row, "scenario") == *scenario).collect();
        own.sort_by_key(|row| names.order(text(grid, row, "policy")));
        if scenarios.len() > 1 {
            all.push(Row { label: names.scenario(scenario), is_heading: true, ..Row::default() });
        }
        let named = |row: Cells<'_>| Some(Row { label: names.policy(text(grid, row, "policy")), ..drawn(row)? });
        all.extend(own.into_iter().filter_map(named));
    }
    all
}

/// What the rows say in words.
fn told(rows: &[Row], said: &dyn Fn(&Mark) -> String) -> String {
    let one = |row: &Row| match row.marks.first() {
        Some(mark) => format!("{}: {}.", row.label, said(mark)),
        None => format!("In {}:", row.label),
    };
    rows.iter().map(one).collect::<Vec<_>>().join(" ")
}

/// How an output lies: quantiles, or the share where it is 1 or 0.
pub fn spread(grid: &Grid, used: &[Used], names: &Names) -> Vec<Figure> {
    let one = |(key, rows): (Vec<&str>, Vec<Cells>)| {
        let (output, is_share) = (names.output(key[0]), names.is_share(key[0]));
        let numbers: Vec<Option<f64>> = rows.iter().map(|row| number(grid, row, "rows")).collect();
        let is_even = numbers.iter().all(|number| *number == numbers[0]);
        let drawn = |row: Cells<'_>| {
            let note = match number(grid, row, "rows") {
                Some(rows) if !is_even => format!("{} runs", count(rows as u64)),
                _ => String::new(),
            };
            let quantile = |column: &str| number(grid, row, column);
            let mark = if is_share {
                Mark::Bar { value: quantile("mean")?, interval: None, hue: 0 }
            } else {
                Mark::Quantiles([
                    quantile("p5")?,
                    quantile("p25")?,
                    quantile("median")?,
                    quantile("p75")?,
                    quantile("p95")?,
                ])
            };
            Some(Row { marks: vec![mark], note, ..Row::default() })
        };
        let rows = listed(grid, &rows, names, &drawn);
        if rows.is_empty() {
            return None;
        }
        let words = |mark: &Mark| match mark {
            Mark::Quantiles(of) => {
                let [p5, _, median, _, p95] = of.map(|value| said(value, &output.unit));
                format!("median {median}, 5 to 95 %: {p5} to {p95}")
            }
            Mark::Bar { value, .. } => percent(*value),
            _ => String::new(),
        };
        let (shown, axis) = if is_share {
            ("Bars: share of the runs.", "Share of the runs".to_owned())
        } else {
            (
                "Dot: median; bar: the middle half of the runs; line: from 5 to 95 % of them.",
                axis(&output.unit, &output.title),
            )
        };
        Some(Figure {
            title: format!("{}: how it lies", output.title),
            caption: format!("{shown}{}", counted(used, key[0])),
            told: told(&rows, &words),
            plot: Plot::Rows(Rows { axis, rows, guide: is_share.then_some(0.0), ..Rows::default() }),
        })
    };
    groups(grid, &["output"]).into_iter().filter_map(one).collect()
}

fn axis(unit: &str, bare: &str) -> String {
    if unit.is_empty() { bare.to_owned() } else { with_unit(bare, unit) }
}

/// Differences, with the interval of their mean.
pub fn effect(grid: &Grid, used: &[Used], names: &Names) -> Vec<Figure> {
    let one = |(key, rows): (Vec<&str>, Vec<Cells>)| {
        let output = names.output(key[0]);
        let drawn = |row: Cells<'_>| {
            let (value, interval) = (number(grid, row, "mean")?, pair(grid, row, "low", "high"));
            Some(Row { marks: vec![Mark::Dot { value, interval, hue: 0 }], ..Row::default() })
        };
        let first = *rows.first()?;
        let (against, resampled) = (names.policy(text(grid, first, "against")), text(grid, first, "resampled"));
        let rows = listed(grid, &rows, names, &drawn);
        if rows.is_empty() {
            return None;
        }
        Some(Figure {
            title: format!("{}: what each policy changes against “{against}”", output.title),
            caption: format!(
                "Mean of the differences of runs at the same point and replicate; lines are 95 % intervals of the mean, by \
                 {resampled} drawn again.{}",
                counted(used, key[0])
            ),
            told: told(&rows, &|mark| match mark {
                Mark::Dot { value, interval, .. } => spoken(*value, *interval),
                _ => String::new(),
            }),
            plot: Plot::Rows(Rows {
                axis: axis(&output.unit, "Difference"),
                rows,
                guide: Some(0.0),
                ..Rows::default()
            }),
        })
    };
    groups(grid, &["output"]).into_iter().filter_map(one).collect()
}

/// Mean, nine tenths and greatest of the regret.
pub fn regret(grid: &Grid, used: &[Used], names: &Names) -> Vec<Figure> {
    let one = |(key, rows): (Vec<&str>, Vec<Cells>)| {
        let output = names.output(key[0]);
        let drawn = |row: Cells<'_>| {
            let (mean, most) = (number(grid, row, "mean_regret")?, number(grid, row, "p90_regret")?);
            let best = number(grid, row, "share_best")?;
            let bar = Mark::Bar { value: mean, interval: Some((mean.min(most), most)), hue: 0 };
            Some(Row { marks: vec![bar], note: format!("best in {}", percent(best)), ..Row::default() })
        };
        let rows = listed(grid, &rows, names, &drawn);
        if rows.is_empty() {
            return None;
        }
        Some(Figure {
            title: format!("{}: how far each policy falls behind the best", output.title),
            caption: format!(
                "Bars: mean regret over the futures; lines reach to what nine tenths of them stay below. At the right, in \
                 which share of the futures a policy is the best, alone or with others.{}",
                counted(used, key[0])
            ),
            told: told(&rows, &|mark| match mark {
                Mark::Bar { value, interval: Some((_, most)), .. } => {
                    format!("mean regret {}, nine tenths below {}", said(*value, ""), said(*most, ""))
                }
                _ => String::new(),
            }),
            plot: Plot::Rows(Rows { axis: axis(&output.unit, "Regret"), rows, guide: Some(0.0), ..Rows::default() }),
        })
    };
    groups(grid, &["output"]).into_iter().filter_map(one).collect()
}

/// A variable over the years: a panel a policy.
pub fn fan(grid: &Grid, names: &Names) -> Vec<Figure> {
    groups(grid, &["variable", "scenario"])
        .into_iter()
        .filter_map(|(key, rows)| fan_of(grid, &key, &rows, names))
        .collect()
}

fn fan_of(grid: &Grid, key: &[&str], rows: &[Cells<'_>], names: &Names) -> Option<Figure> {
    let variable = names.variable(key[0]);
    let mut policies: Vec<&str> = Vec::new();
    for row in rows {
        let policy = text(grid, row, "policy");
        if !policies.contains(&policy) {
            policies.push(policy);
        }
    }
    policies.sort_by_key(|policy| names.order(policy));
    let panel = |policy: &&str| {
        let own = rows.iter().filter(|row| text(grid, row, "policy") == *policy);
        let band = |row: &Cells<'_>| {
            let quarter: Quarter = text(grid, row, "quarter").parse().ok()?;
            let mut of = [0.0; 5];
            for (value, column) in of.iter_mut().zip(["p5", "p25", "median", "p75", "p95"]) {
                *value = number(grid, row, column)?;
            }
            Some((quarter.as_years(), of))
        };
        Panel { title: names.policy(policy), bands: own.filter_map(band).collect(), ..Panel::default() }
    };
    let mut panels: Vec<Panel> = policies.iter().map(panel).filter(|panel| !panel.bands.is_empty()).collect();
    let first = panels.first()?.clone();
    let start = first.bands.first()?.1[0];
    let moves = |of: &[f64; 5]| of.iter().any(|value| (value - start).abs() > 0.0);
    if !panels.iter().any(|panel| panel.bands.iter().any(|(_, of)| moves(of))) {
        return None;
    }
    let middle: Vec<(f64, f64)> = first.bands.iter().map(|(year, of)| (*year, of[2])).collect();
    panels.iter_mut().skip(1).for_each(|panel| panel.other.clone_from(&middle));
    let runs = rows.iter().filter_map(|row| number(grid, row, "runs"));
    let (least, most) = runs.fold((f64::INFINITY, 0.0_f64), |(least, most), runs| (least.min(runs), most.max(runs)));
    let runs = if least < most { format!("{least} to {most}") } else { most.to_string() };
    let compared =
        if panels.len() > 1 { format!("; dashed: the median of “{}”", first.title) } else { String::new() };
    let many = grid.rows.iter().any(|row| text(grid, row, "scenario") != key[1]);
    let place = if many { format!(" ({})", names.scenario(key[1])) } else { String::new() };
    let said = |panel: &Panel| {
        let ends = panel.bands.first().zip(panel.bands.last());
        ends.map_or(String::new(), |((start, from), (end, to))| {
            format!(
                "{}: median {} in {start:.0}, {} in {end:.0}, 5 to 95 % then {} to {}.",
                panel.title,
                said(from[2], ""),
                said(to[2], ""),
                said(to[0], ""),
                said(to[4], "")
            )
        })
    };
    Some(Figure {
        title: format!("{} over the years{place}", variable.title),
        caption: format!(
            "Line: median of the runs; dark band: the middle half; light band: from 5 to 95 %{compared}. {runs} runs in each \
             quarter and panel."
        ),
        told: panels.iter().map(said).collect::<Vec<_>>().join(" "),
        plot: Plot::Panels(Panels { y: axis(&variable.unit, &variable.title), panels }),
    })
}

/// A series of history beside runs: `bands` are years with quantiles of the runs, `points` years with observed values and
/// whether each is verified.
#[must_use]
pub fn history(
    title: &str,
    unit: &str,
    bands: Vec<(f64, [f64; 5])>,
    points: Vec<(f64, f64, bool)>,
    runs: usize,
) -> Figure {
    let said = points.iter().map(|(year, value, _)| {
        let model = bands.iter().min_by(|a, b| (a.0 - year).abs().total_cmp(&(b.0 - year).abs()));
        let model = model.map_or(String::new(), |(_, of)| format!(" (runs: {})", said(of[2], "")));
        format!("{}: {}{model}.", year.floor(), said(*value, ""))
    });
    let is_doubtful = points.iter().any(|(_, _, is_verified)| !is_verified);
    let hollow =
        if is_doubtful { "; hollow: values whose source was not at hand, neither fitted nor judged" } else { "" };
    Figure {
        title: title.to_owned(),
        caption: format!(
            "Dots: what was observed{hollow}. Line: median of {runs} runs; dark band: the middle half; light band: from 5 to 95 %."
        ),
        told: said.collect::<Vec<_>>().join(" "),
        plot: Plot::Panels(Panels { y: unit.to_owned(), panels: vec![Panel { bands, points, ..Panel::default() }] }),
    }
}
