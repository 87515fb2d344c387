//! Figures of what factors do: Sobol indices, elementary effects, boxes.

use super::super::look::{Row as Cells, groups, number, pair, text};
use super::super::rows::{Mark, Row, Rows};
use super::super::scatter::{Point, Scatter};
use super::super::{Figure, Names, Plot};
use super::{counted, place, said, spoken};
use crate::run::number::percent;
use crate::study::analysis::{Findings, Grid, Used};

const OF: [&str; 3] = ["scenario", "policy", "output"];

/// Bars of both orders, the factor with the greatest total order first.
pub fn sobol(grid: &Grid, used: &[Used], names: &Names) -> Vec<Figure> {
    let one = |(key, mut rows): (Vec<&str>, Vec<Cells>)| {
        let total = |row: &Cells| number(grid, row, "total");
        rows.retain(|row| total(row).is_some());
        rows.sort_by(|a, b| total(b).unwrap_or(0.0).total_cmp(&total(a).unwrap_or(0.0)));
        let first = *rows.first()?;
        let mut told = Vec::new();
        let drawn = |row: &Cells| {
            let label = names.factor(text(grid, row, "factor")).title;
            let mark = |value: &str, low: &str, high: &str, hue| {
                let value = number(grid, row, value)?;
                Some((
                    Mark::Bar { value, interval: pair(grid, row, low, high), hue },
                    value,
                    pair(grid, row, low, high),
                ))
            };
            let marks: Vec<_> =
                [mark("first", "first_low", "first_high", 0), mark("total", "total_low", "total_high", 1)]
                    .into_iter()
                    .flatten()
                    .collect();
            let said: Vec<String> = marks.iter().map(|(_, value, ends)| spoken(*value, *ends)).collect();
            told.push(format!("{label}: {}.", said.join("; total order ")));
            Row { label, marks: marks.into_iter().map(|(mark, ..)| mark).collect(), ..Row::default() }
        };
        let rows: Vec<Row> = rows.iter().map(drawn).collect();
        let legend =
            vec![(0, false, "alone (first order)".to_owned()), (1, false, "with all others (total order)".to_owned())];
        let output = names.output(key[2]).title;
        Some(Figure {
            title: format!("{output}: where its variance comes from{}", place(grid, first, names)),
            caption: format!("Sobol indices; lines are 95 % intervals.{}", counted(used, key[2])),
            told: format!("First order of each factor with its interval, then total order. {}", told.join(" ")),
            plot: Plot::Rows(Rows {
                axis: "Share of the variance".to_owned(),
                rows,
                guide: Some(0.0),
                legend,
                is_own: false,
            }),
        })
    };
    groups(grid, &OF).into_iter().filter_map(one).collect()
}

/// Size of the effects against their unevenness.
pub fn morris(grid: &Grid, used: &[Used], names: &Names) -> Vec<Figure> {
    let one = |(key, mut rows): (Vec<&str>, Vec<Cells>)| {
        let star = |row: &Cells| number(grid, row, "mu_star").unwrap_or(0.0);
        rows.sort_by(|a, b| star(b).total_cmp(&star(a)));
        let first = *rows.first().filter(|row| star(row) > 0.0)?;
        let point = |row: &Cells| {
            let at = (number(grid, row, "mu_star")?, number(grid, row, "sigma")?);
            let label = names.factor(text(grid, row, "factor")).title;
            Some(Point { label, at, interval: pair(grid, row, "mu_star_low", "mu_star_high"), is_chosen: false })
        };
        let points: Vec<Point> = rows.iter().filter_map(point).collect();
        let words = |point: &Point| {
            format!(
                "{}: mu* {}, sigma {}.",
                point.label,
                spoken(point.at.0, point.interval),
                super::said(point.at.1, "")
            )
        };
        let told: Vec<String> = points.iter().map(words).collect();
        let output = names.output(key[2]);
        let unit = if output.unit.is_empty() { String::new() } else { format!(", {}", output.unit) };
        Some(Figure {
            title: format!("{}: how much each factor moves it{}", output.title, place(grid, first, names)),
            caption: format!(
                "Elementary effects: the further right, the more a factor moves the output when it crosses its range; the \
                 further up, the more that differs from place to place. Lines are 95 % intervals of mu*. Where there is no \
                 room a point has no name; the table has all.{}",
                counted(used, key[2])
            ),
            told: told.join(" "),
            plot: Plot::Scatter(Scatter {
                x: format!("mu*: mean size of the effects{unit}"),
                y: "sigma: their standard deviation".to_owned(),
                points,
                diagonal: Some("sigma = mu*".to_owned()),
                ..Scatter::default()
            }),
        })
    };
    groups(grid, &OF).into_iter().filter_map(one).collect()
}

/// What the box takes of each factor's range.
pub fn limits(grid: &Grid, findings: &Findings, names: &Names) -> Vec<Figure> {
    let mut told = Vec::new();
    let mut rows = Vec::new();
    for row in &grid.rows {
        let name = names.factor(text(grid, row, "factor"));
        let (Some(own), Some(whole)) = (pair(grid, row, "low", "high"), pair(grid, row, "least", "greatest")) else {
            continue;
        };
        let is_cut = text(grid, row, "restricted") == "yes";
        let texts = [whole.0, whole.1, own.0, own.1].map(|value| said(value, ""));
        told.push(format!(
            "{}: {} to {} of {} to {}{}.",
            name.title,
            texts[2],
            texts[3],
            texts[0],
            texts[1],
            if is_cut { "" } else { ", all of it" }
        ));
        rows.push((
            is_cut,
            Row { label: name.title, marks: vec![Mark::Range { whole, own, texts }], ..Row::default() },
        ));
    }
    rows.sort_by_key(|(is_cut, _)| !is_cut);
    let share = |column| grid.rows.first().and_then(|row| number(grid, row, column)).unwrap_or(f64::NAN);
    let (coverage, density) = (percent(share("coverage")), percent(share("density")));
    let used: String = findings.used.iter().map(|used| format!(" {}.", used.counted())).collect();
    vec![Figure {
        title: format!("The box: {density} of the runs in it are cases, {coverage} of all cases are in it"),
        caption: format!(
            "Blue: what the box takes of a factor's range, where it does not take all. {}{used}",
            findings.method
        ),
        told: told.join(" "),
        plot: Plot::Rows(Rows {
            rows: rows.into_iter().map(|(_, row)| row).collect(),
            is_own: true,
            ..Rows::default()
        }),
    }]
}

/// Density against coverage, step by step.
pub fn trajectory(grid: &Grid, findings: &Findings) -> Vec<Figure> {
    let boxes = findings.tables.iter().find(|table| table.name == "box");
    let chosen = boxes.and_then(|boxes| number(boxes, boxes.rows.first()?, "step"));
    let mut told = Vec::new();
    let point = |row: &Vec<crate::study::analysis::Cell>| {
        let at = (number(grid, row, "coverage")?, number(grid, row, "density")?);
        let step = number(grid, row, "step")?;
        let restricted = number(grid, row, "restricted")?;
        told.push(format!("Step {step}: coverage {}, density {}, {restricted} factors.", percent(at.0), percent(at.1)));
        let is_chosen = Some(step) == chosen;
        let label = if is_chosen { format!("step {step}: {restricted} factors") } else { String::new() };
        Some(Point { label, at, interval: None, is_chosen })
    };
    let points: Vec<Point> = grid.rows.iter().filter_map(point).collect();
    vec![Figure {
        title: "Peeling: what is gained in density is lost in coverage".to_owned(),
        caption: "Each dot is a box; the first holds every run, at the right. The large dot is the box shown."
            .to_owned(),
        told: told.join(" "),
        plot: Plot::Scatter(Scatter {
            x: "Coverage: share of the cases that are in the box".to_owned(),
            y: "Density: share of the box that are cases".to_owned(),
            points,
            is_path: true,
            ends: Some((0.0, 1.0)),
            ..Scatter::default()
        }),
    }]
}
