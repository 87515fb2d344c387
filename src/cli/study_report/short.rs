//! The findings in a sentence each, made of the tables.

use super::{Material, Part};
use marchland::run::number::{count, percent};
use marchland::study::analysis::{Cell, Grid};
use marchland::study::figure::said as figure;
use marchland::study::{Design, Luck};

/// Most sentences: what does not fit stands with its output.
const MOST: usize = 16;
/// What rests on fewer points, blocks, trajectories, replicates or futures gets no sentence.
const FEWEST: f64 = 10.0;

/// What is said, and what too little stands behind.
#[derive(Default)]
struct Said {
    sentences: Vec<String>,
    few: Vec<String>,
}

impl Said {
    /// A sentence, or only the name of what rests on too little.
    fn add(&mut self, name: &str, behind: f64, sentence: Option<String>) {
        match sentence {
            Some(sentence) if behind >= FEWEST => self.sentences.push(sentence),
            Some(_) if !self.few.iter().any(|known| known == name) => self.few.push(name.to_owned()),
            _ => {}
        }
    }

    /// The names of what no sentence says.
    fn left(&self) -> Option<String> {
        const NAMED: usize = 4;
        let named = self.few.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join("; ");
        let more = self.few.len().saturating_sub(NAMED);
        let more = if more > 0 { format!("; and {more} more") } else { String::new() };
        (!self.few.is_empty()).then(|| {
            format!(
                "Not said here, since fewer than {FEWEST} points, blocks, trajectories, replicates or futures stand behind \
                 it: {named}{more}."
            )
        })
    }
}

/// What says it of a part.
type Say = fn(&Material, &Part, &mut Said);

/// A sentence for each output or box; the tables below have the rest.
pub fn sentences(of: &Material) -> Vec<String> {
    let mut said = Said::default();
    let kinds: [(&str, Say); 5] =
        [("prim", cases), ("sobol", shares), ("morris", movers), ("regret", behind), ("effect", effects)];
    for (kind, say) in kinds {
        of.parts.iter().filter(|part| part.kind == kind).for_each(|part| say(of, part, &mut said));
    }
    said.sentences.truncate(MOST);
    let left = said.left();
    said.sentences.into_iter().chain(left).collect()
}

fn word<'g>(grid: &'g Grid, row: &'g [Cell], column: &str) -> &'g str {
    let at = grid.columns.iter().position(|name| name == column);
    match at.map(|at| &row[at]) {
        Some(Cell::Text(text)) => text,
        _ => "",
    }
}

fn value(grid: &Grid, row: &[Cell], column: &str) -> f64 {
    let at = grid.columns.iter().position(|name| name == column);
    match at.map(|at| &row[at]) {
        Some(Cell::Number(number)) => *number,
        Some(Cell::Count(number)) => *number as f64,
        _ => f64::NAN,
    }
}

/// Rows by output, and by scenario where there are several; with what names them.
fn grouped<'g>(of: &Material, grid: &'g Grid, by_policy: bool) -> Vec<(String, Vec<&'g [Cell]>)> {
    let study = &of.opened.study;
    let mut groups: Vec<([&str; 3], Vec<&[Cell]>)> = Vec::new();
    for row in &grid.rows {
        let policy = if by_policy { word(grid, row, "policy") } else { "" };
        let key = [word(grid, row, "output"), word(grid, row, "scenario"), policy];
        match groups.iter_mut().find(|(known, _)| *known == key) {
            Some((_, rows)) => rows.push(row),
            None => groups.push((key, vec![row])),
        }
    }
    let named = |([output, scenario, policy], rows): ([&str; 3], Vec<&'g [Cell]>)| {
        let mut name = of.names.output(output).title;
        if study.scenarios.len() > 1 {
            name = format!("{name}, {}", of.names.scenario(scenario));
        }
        if by_policy && study.policies.len() > 1 {
            name = format!("{name}, {}", of.names.policy(policy));
        }
        (name, rows)
    };
    groups.into_iter().map(named).collect()
}

fn effects(of: &Material, part: &Part, said: &mut Said) {
    let grid = &part.findings.tables[0];
    let Some(first) = grid.rows.first() else { return };
    let mut own = Said::default();
    for (name, mut rows) in grouped(of, grid, false) {
        rows.retain(|row| value(grid, row, "mean").is_finite());
        let behind = |row: &&[Cell]| value(grid, row, "units");
        let least = rows.iter().map(behind).fold(f64::INFINITY, f64::min);
        own.add(&name, least, differences(of, grid, &name, rows));
    }
    if !own.sentences.is_empty() {
        let against = of.names.policy(word(grid, first, "against"));
        let whose = match of.opened.study.luck {
            Luck::Paired | Luck::Common => "runs with the same luck",
            Luck::Own => "runs at the same point, each with luck of its own",
        };
        said.sentences.push(format!("Differences to “{against}”, of {whose}, with 95 % intervals of the mean:"));
    }
    said.sentences.extend(own.sentences);
    own.few.iter().for_each(|name| said.add(name, 0.0, Some(String::new())));
}

/// What the policies change about an output, from the least to the most.
fn differences(of: &Material, grid: &Grid, name: &str, mut known: Vec<&[Cell]>) -> Option<String> {
    let mean = |row: &[Cell]| value(grid, row, "mean");
    known.sort_by(|a, b| mean(b).total_cmp(&mean(a)));
    let (most, least) = (*known.first()?, *known.last()?);
    let amount = |row: &[Cell]| {
        let [mean, low, high] = ["mean", "low", "high"].map(|column| value(grid, row, column));
        format!("{} ({} to {})", plus(mean), figure(low, ""), figure(high, ""))
    };
    let policy = |row: &[Cell]| format!("“{}”", of.names.policy(word(grid, row, "policy")));
    // Two that differ by less than a thousandth of themselves are called the same.
    let near = (mean(most) - mean(least)).abs() <= 1e-3 * mean(most).abs().max(mean(least).abs());
    let are_none = mean(most).abs() <= 0.0 && mean(least).abs() <= 0.0;
    let told = match known.len() {
        _ if are_none => "no difference".to_owned(),
        1 => format!("{} under {}", amount(most), policy(most)),
        number if near => format!("{} under each of the {number} policies", plus(mean(most))),
        _ => {
            format!("from {} under {} to {} under {}", amount(least), policy(least), amount(most), policy(most))
        }
    };
    let (pairs, units) = (ends(grid, &known, "pairs"), ends(grid, &known, "units"));
    let behind = if pairs == units { String::new() } else { format!(" ({units} {})", word(grid, most, "resampled")) };
    Some(format!("{name}: {told}; from {pairs} pairs{behind}."))
}

/// A count that all rows have, or the least and the greatest.
fn ends(grid: &Grid, rows: &[&[Cell]], column: &str) -> String {
    let all = || rows.iter().map(|row| value(grid, row, column));
    let (low, high) = (all().fold(f64::INFINITY, f64::min), all().fold(0.0, f64::max));
    let told = |number: f64| count(number as u64);
    if low >= high { told(high) } else { format!("{} to {}", told(low), told(high)) }
}

fn plus(x: f64) -> String {
    if x > 0.0 { format!("+{}", figure(x, "")) } else { figure(x, "") }
}

fn shares(of: &Material, part: &Part, said: &mut Said) {
    let grid = &part.findings.tables[0];
    let Design::Saltelli { blocks } = of.opened.study.design else { return };
    for (name, mut rows) in grouped(of, grid, true) {
        rows.retain(|row| value(grid, row, "total").is_finite());
        rows.sort_by(|a, b| value(grid, b, "total").total_cmp(&value(grid, a, "total")));
        let share = |row: &[Cell], index: &str| {
            let [share, low, high] =
                ["", "_low", "_high"].map(|end| percent(value(grid, row, &format!("{index}{end}"))));
            format!("{share} ({low} to {high})")
        };
        let told = |row: &&[Cell]| {
            let factor = of.names.factor(word(grid, row, "factor")).title;
            format!("{factor}, alone {} and with others {}", share(row, "first"), share(row, "total"))
        };
        let two: Vec<String> = rows.iter().take(2).map(told).collect();
        let used = rows.first().map_or(0.0, |row| value(grid, row, "blocks"));
        let sentence = format!(
            "{name}: most of the variance comes from {}; from {} of {} blocks.",
            two.join(", then from "),
            count(used as u64),
            count(blocks)
        );
        said.add(&name, used, (!two.is_empty()).then_some(sentence));
    }
}

fn movers(of: &Material, part: &Part, said: &mut Said) {
    let grid = &part.findings.tables[0];
    let Design::Morris { trajectories, .. } = of.opened.study.design else { return };
    for (name, mut rows) in grouped(of, grid, true) {
        let star = |row: &[Cell]| value(grid, row, "mu_star");
        rows.retain(|row| star(row) > 0.0);
        rows.sort_by(|a, b| star(b).total_cmp(&star(a)));
        let told = |row: &&[Cell]| {
            let [star, low, high] = ["mu_star", "mu_star_low", "mu_star_high"].map(|column| value(grid, row, column));
            let factor = of.names.factor(word(grid, row, "factor")).title;
            format!("{factor}, mu* {} ({} to {})", figure(star, ""), figure(low, ""), figure(high, ""))
        };
        let three: Vec<String> = rows.iter().take(3).map(told).collect();
        let used = rows.first().map_or(0.0, |row| value(grid, row, "trajectories"));
        let sentence = format!(
            "{name}: moved most by {}; from {} of {} trajectories.",
            three.join(", then "),
            count(used as u64),
            count(trajectories)
        );
        said.add(&name, used, (!three.is_empty()).then_some(sentence));
    }
}

fn cases(of: &Material, part: &Part, said: &mut Said) {
    let Some(grid) = part.findings.tables.first() else {
        said.sentences.push(format!("{}: {}", part.title, part.note));
        return;
    };
    let limit = |row: &Vec<Cell>| {
        let [low, high, least, greatest] = ["low", "high", "least", "greatest"].map(|column| value(grid, row, column));
        let factor = of.names.factor(word(grid, row, "factor")).title;
        match (low > least, high < greatest) {
            (true, false) => Some(format!("{factor} ≥ {}", figure(low, ""))),
            (false, true) => Some(format!("{factor} ≤ {}", figure(high, ""))),
            (true, true) => Some(format!("{factor} from {} to {}", figure(low, ""), figure(high, ""))),
            (false, false) => None,
        }
    };
    let limits: Vec<String> = grid.rows.iter().filter_map(limit).collect();
    let steps = part.findings.tables.iter().find(|grid| grid.name == "trajectory");
    let (Some(first), Some(steps)) = (grid.rows.first(), steps) else { return };
    let (Some(whole), Some(step)) = (steps.rows.first(), steps.rows.get(value(grid, first, "step") as usize)) else {
        return;
    };
    let [base, density] = [whole, step].map(|row| value(steps, row, "density"));
    let [all, inside] = [whole, step].map(|row| value(steps, row, "rows"));
    // Replicates share the factors of their point.
    let points = inside / f64::from(of.opened.study.replicates);
    let (low, high) = interval(density, points);
    let rate = format!("{} of all {} runs", percent(base), count(all as u64));
    let sentence = if limits.is_empty() || low <= base {
        format!("{}: {rate} are cases, and no box of the factors holds clearly more.", part.title)
    } else {
        format!(
            "{}: where {}, {} of {} runs are cases ({} to {}), against {rate}; these are {} of all cases.",
            part.title,
            limits.join(", "),
            percent(density),
            count(inside as u64),
            percent(low),
            percent(high),
            percent(value(grid, first, "coverage"))
        )
    };
    said.add(&part.title, points, Some(sentence));
}

/// The 95 % interval of a share by Wilson's score.
fn interval(share: f64, number: f64) -> (f64, f64) {
    const Z: f64 = 1.96;
    let (square, scale) = (Z * Z / number, 1.0 + Z * Z / number);
    let middle = share + square / 2.0;
    let half = Z * (share * (1.0 - share) / number + square / (4.0 * number)).sqrt();
    ((middle - half).max(0.0) / scale, (middle + half).min(scale) / scale)
}

fn behind(of: &Material, part: &Part, said: &mut Said) {
    let grid = &part.findings.tables[0];
    for (name, rows) in grouped(of, grid, false) {
        let regret = |row: &&&[Cell]| value(grid, row, "mean_regret");
        let Some(least) = rows.iter().min_by(|a, b| regret(a).total_cmp(&regret(b))) else { continue };
        let futures = value(grid, least, "futures");
        let sentence = format!(
            "{name}: “{}” falls least behind the best policy, by {} on average; it is the best in {} of {} futures.",
            of.names.policy(word(grid, least, "policy")),
            figure(regret(&least), ""),
            percent(value(grid, least, "share_best")),
            count(futures as u64)
        );
        said.add(&name, futures, Some(sentence));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By the textbook: 8 of 10 lie between 49 and 94 %, all of 10 between 72 and 100 %.
    #[test]
    fn the_interval_of_a_share_is_that_of_wilson() {
        let near = |(low, high): (f64, f64), wanted: (f64, f64)| {
            (low - wanted.0).abs() < 1e-3 && (high - wanted.1).abs() < 1e-3
        };
        assert!(near(interval(0.8, 10.0), (0.4902, 0.9433)), "{:?}", interval(0.8, 10.0));
        assert!(near(interval(1.0, 10.0), (0.7225, 1.0)), "{:?}", interval(1.0, 10.0));
    }

    #[test]
    fn what_rests_on_too_little_is_named_once_and_not_said() {
        let mut said = Said::default();
        for (name, behind) in [("a", 10.0), ("b", 9.0), ("b", 2.0), ("c", f64::NAN)] {
            said.add(name, behind, Some(format!("{name} is so.")));
        }
        said.add("d", 99.0, None);
        assert_eq!(said.sentences, ["a is so."]);
        assert!(said.left().is_some_and(|left| left.ends_with("stand behind it: b; c.")), "{:?}", said.left());
    }
}
