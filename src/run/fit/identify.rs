//! What history can tell of a fitted number: how far it could move, alone or with the others making up for it, before
//! the fit grows worse.

use super::search::Look;
use super::space::Free;
use super::{Task, Workers, loss};

/// The mean square may rise by this over the number of points, as a share, and a value still counts as good: where
/// errors are independent, about a 95 % interval (the square of 1.96). Errors of neighbouring years are alike, so the
/// true interval is wider.
pub const RISE: f64 = 4.0;
/// A loss that rises by less than this (half a per cent, squared and added) tells nothing: no regional figure is better.
pub const FLOOR: f64 = 0.005;
/// A number is not identified if its interval covers more than this share of its range.
pub const VAGUE: f64 = 1.0 / 3.0;
/// A number is at its bound if it is no further from it than this share of its range.
pub const BOUND: f64 = 0.01;
/// Two numbers trade off if their errors correlate at least as much as this, one way or the other.
pub const TRADE_OFF: f64 = 0.9;
/// Step by which the slopes of the errors are measured, as a share of the range.
const SLOPE_STEP: f64 = 0.02;
/// How often the way to the limit is halved: the end of an interval is known to a sixty-fourth of that way.
const HALVINGS: usize = 6;
/// How often the others are mended when one is moved.
const MENDINGS: usize = 2;
/// Something better must be better by this share to begin anew.
const BETTER: f64 = 0.01;

/// What came of looking around.
pub struct Around {
    /// Loss up to which a point counts as good.
    pub limit: f64,
    /// Of every number.
    pub reach: Vec<Reach>,
    pub pairs: Vec<Pair>,
    /// A point that is clearly better than the best.
    pub better: Option<(Vec<f64>, f64)>,
    pub evaluations: usize,
    pub refused: usize,
}

/// How far a number can move, as shares of its range, before the loss passes the limit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reach {
    /// The others as they are.
    pub alone: (f64, f64),
    /// The others making up for it as well as they can.
    pub together: (f64, f64),
}

/// Two numbers of which history knows a combination better than each.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// Places among the free numbers.
    pub first: usize,
    pub second: usize,
    /// Of their errors: positive where they rise together.
    pub correlation: f64,
}

/// What history says of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Identified,
    /// The best value is the least that was allowed.
    AtLeast,
    /// The best value is the greatest that was allowed.
    AtMost,
    /// Too many values fit as well.
    NotIdentified(Vague),
}

/// Why a number is not identified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vague {
    /// It can move by itself: the series hardly depend on it.
    Flat,
    /// Others make up for it.
    MadeUpFor,
    /// Restarts ended far from each other and fit as well.
    Scattered,
}

/// What is known of a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// Values at which good restarts ended: the least and the greatest.
    pub restarts: (f64, f64),
    /// Values that it can take with the others as they are.
    pub alone: (f64, f64),
    /// Values that it can take with the others making up for it.
    pub together: (f64, f64),
    /// The share of its range that all of these cover.
    pub covered: f64,
    pub verdict: Verdict,
}

/// The loss up to which a point counts as good as the best.
#[must_use]
pub fn limit(best: f64, points: usize) -> f64 {
    let square = best * best;
    (square + (square * RISE / points.max(1) as f64).max(FLOOR * FLOOR)).sqrt()
}

/// What the restarts and the reach say of a number.
pub(super) fn part(free: &Free, best: f64, reach: &Reach, ends: impl Iterator<Item = f64>) -> Part {
    let ends = ends.fold((best, best), |(low, high), x| (low.min(x), high.max(x)));
    let values = |(low, high): (f64, f64)| (free.value(low), free.value(high));
    let width = |(low, high): (f64, f64)| high - low;
    let hull = (ends.0.min(reach.together.0), ends.1.max(reach.together.1));
    let covered = width(hull);
    let verdict = match () {
        () if width(reach.alone) > VAGUE => Verdict::NotIdentified(Vague::Flat),
        () if width(reach.together) > VAGUE => Verdict::NotIdentified(Vague::MadeUpFor),
        () if covered > VAGUE => Verdict::NotIdentified(Vague::Scattered),
        () if best <= BOUND => Verdict::AtLeast,
        () if best >= 1.0 - BOUND => Verdict::AtMost,
        () => Verdict::Identified,
    };
    Part { restarts: values(ends), alone: values(reach.alone), together: values(reach.together), covered, verdict }
}

/// The slopes of the errors around the best point, and what follows from them.
struct Slopes {
    /// The best point and its errors.
    best: Vec<f64>,
    limit: f64,
    /// One column of errors a number.
    columns: Vec<Vec<f64>>,
    /// What makes a matrix of slopes invertible: a number that changes nothing counts as known to its whole range.
    ridge: f64,
}

/// Looks around the best point.
pub(super) fn look_around(task: &Task, best: &(Vec<f64>, f64), workers: &impl Workers) -> Around {
    let limit = limit(best.1, task.points);
    let columns = workers.all(task.free.len(), &|i| column(task, &best.0, i));
    let slopes = Slopes {
        best: best.0.clone(),
        limit,
        columns: columns.iter().map(|c| c.0.clone()).collect(),
        ridge: limit * limit - best.1 * best.1,
    };
    let seen = workers.all(task.free.len(), &|i| slopes.reach(task, i));
    let all = || columns.iter().map(|c| &c.1).chain(seen.iter().map(|s| &s.1));
    let candidates = all().filter_map(|seen| seen.best.clone());
    let better = candidates.min_by(|a, b| a.1.total_cmp(&b.1)).filter(|found| found.1 < best.1 * (1.0 - BETTER));
    Around {
        limit,
        reach: seen.iter().map(|s| s.0).collect(),
        pairs: slopes.pairs(),
        better,
        evaluations: all().map(|seen| seen.looked).sum(),
        refused: all().map(|seen| seen.refused).sum(),
    }
}

/// What a look brought.
struct Seen {
    looked: usize,
    refused: usize,
    best: Option<(Vec<f64>, f64)>,
}

impl Seen {
    fn of(look: &Look) -> Self {
        Self { looked: look.looked(), refused: look.refused(), best: look.best() }
    }
}

/// The slope of every error along one axis; nothing where the scenario refuses both sides.
fn column(task: &Task, best: &[f64], axis: usize) -> (Vec<f64>, Seen) {
    let look = Look::new(task);
    let step = SLOPE_STEP.max(task.free[axis].step());
    let at = |x: f64| {
        let mut point = best.to_vec();
        point[axis] = x.clamp(0.0, 1.0);
        (point[axis], look.errors(&point))
    };
    let ((low, below), (high, above)) = (at(best[axis] - step), at(best[axis] + step));
    let slope = |(a, b): (&f64, &f64)| (b - a) / (high - low);
    let column = match (below, above) {
        (Some(below), Some(above)) => below.iter().zip(&above).map(slope).collect(),
        _ => Vec::new(),
    };
    (column, Seen::of(&look))
}

fn product(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

impl Slopes {
    /// The products of the slopes, for these axes, with the ridge.
    fn matrix(&self, axes: &[usize]) -> Vec<Vec<f64>> {
        let entry =
            |i: usize, j: usize| product(&self.columns[i], &self.columns[j]) + if i == j { self.ridge } else { 0.0 };
        axes.iter().map(|i| axes.iter().map(|j| entry(*i, *j)).collect()).collect()
    }

    /// Pairs whose errors correlate.
    fn pairs(&self) -> Vec<Pair> {
        let n = self.columns.len();
        let axes: Vec<usize> = (0..n).collect();
        let unit = |i: usize| (0..n).map(|j| if i == j { 1.0 } else { 0.0 }).collect();
        let inverse: Vec<Vec<f64>> = (0..n).map(|i| solve(self.matrix(&axes), unit(i))).collect();
        let mut pairs = Vec::new();
        for first in 0..n {
            for second in first + 1..n {
                let both = (inverse[first][first] * inverse[second][second]).sqrt();
                let correlation = if both > 0.0 { inverse[first][second] / both } else { 0.0 };
                if correlation.abs() >= TRADE_OFF {
                    pairs.push(Pair { first, second, correlation });
                }
            }
        }
        pairs
    }

    /// How far one number can move.
    fn reach(&self, task: &Task, axis: usize) -> (Reach, Seen) {
        let look = Look::new(task);
        let alone = |x: f64| {
            let mut point = self.best.clone();
            point[axis] = x;
            look.loss(&point)
        };
        let ends = |loss: &dyn Fn(f64) -> f64| (self.farthest(axis, 0.0, loss), self.farthest(axis, 1.0, loss));
        let alone = ends(&alone);
        // Without others nobody can make up for it.
        let together = if self.best.len() == 1 { alone } else { ends(&|x| self.mended(&look, axis, x)) };
        let together = (together.0.min(alone.0), together.1.max(alone.1));
        (Reach { alone, together }, Seen::of(&look))
    }

    /// The place furthest towards an end of the range at which the loss is still good.
    fn farthest(&self, axis: usize, end: f64, loss: &dyn Fn(f64) -> f64) -> f64 {
        if loss(end) <= self.limit {
            return end;
        }
        let (mut good, mut bad) = (self.best[axis], end);
        for _ in 0..HALVINGS {
            let middle = (good + bad) / 2.0;
            if loss(middle) <= self.limit { good = middle } else { bad = middle }
        }
        good
    }

    /// The least loss that was found with one number at `x`: the others go where the slopes say, and are mended there.
    fn mended(&self, look: &Look, axis: usize, x: f64) -> f64 {
        let others: Vec<usize> = (0..self.best.len()).filter(|i| *i != axis).collect();
        let move_by = |point: &mut [f64], errors: &[f64]| {
            let wanted = others.iter().map(|j| -product(&self.columns[*j], errors)).collect();
            let steps = solve(self.matrix(&others), wanted);
            others.iter().zip(steps).for_each(|(j, step)| point[*j] = (point[*j] + step).clamp(0.0, 1.0));
        };
        let mut point = self.best.clone();
        point[axis] = x;
        let expected: Vec<f64> = self.columns[axis].iter().map(|slope| slope * (x - self.best[axis])).collect();
        move_by(&mut point, &expected);
        let mut least = f64::INFINITY;
        for mending in 0..=MENDINGS {
            let Some(errors) = look.errors(&point) else { break };
            let loss = loss::loss(&errors);
            if loss <= self.limit {
                return loss;
            }
            least = least.min(loss);
            if mending < MENDINGS {
                move_by(&mut point, &errors);
            }
        }
        least
    }
}

/// The solution of a small system of linear equations whose matrix is symmetric and positive (Gauss).
fn solve(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let n = right.len();
    for i in 0..n {
        let (above, below) = matrix.split_at_mut(i + 1);
        let pivot = &above[i];
        for (j, row) in below.iter_mut().enumerate() {
            let factor = if pivot[i] > 0.0 { row[i] / pivot[i] } else { 0.0 };
            row.iter_mut().zip(pivot).skip(i).for_each(|(entry, above)| *entry -= factor * above);
            right[i + 1 + j] -= factor * right[i];
        }
    }
    for i in (0..n).rev() {
        let known: f64 = (i + 1..n).map(|j| matrix[i][j] * right[j]).sum();
        right[i] = if matrix[i][i] > 0.0 { (right[i] - known) / matrix[i][i] } else { 0.0 };
    }
    right
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::fit::{Fitted, InTurn, fit};

    fn free(name: &str) -> Free {
        let (path, unit) = (name.to_owned(), "1".to_owned());
        Free { path, unit, min: 0.0, max: 1.0, whole: false, figure: false, before: 0.9 }
    }

    fn fitted(names: &[&str], errors: &(dyn Fn(&[f64]) -> Option<Vec<f64>> + Sync)) -> Fitted {
        let free: Vec<Free> = names.iter().map(|name| free(name)).collect();
        fit(&Task { free: &free, errors, points: 12, seed: 1, restarts: 4, evaluations: 1200 }, &InTurn)
    }

    #[test]
    fn equations_are_solved() {
        let solution = solve(vec![vec![4.0, 1.0], vec![1.0, 3.0]], vec![1.0, 2.0]);
        assert!((solution[0] - 1.0 / 11.0).abs() < 1e-12 && (solution[1] - 7.0 / 11.0).abs() < 1e-12);
    }

    #[test]
    fn what_the_errors_show_is_found_and_called_identified() {
        let found = fitted(&["a", "b"], &|x| Some(vec![x[0] - 0.3, 2.0 * x[1] * x[0] - 0.36, 0.01]));
        assert!((found.values[0] - 0.3).abs() < 0.002 && (found.values[1] - 0.6).abs() < 0.004, "{:?}", found.values);
        assert!(found.parts.iter().all(|p| p.verdict == Verdict::Identified), "{:?}", found.parts);
        assert!(found.parts.iter().all(|p| p.together.0 < p.together.1 && p.covered < 0.1));
        assert!(found.pairs.is_empty() && found.refused == 0);
    }

    #[test]
    fn what_changes_nothing_and_what_others_make_up_for_is_not_identified() {
        let found = fitted(&["a", "b", "c"], &|x| Some(vec![x[0] + x[1] - 0.9, 0.01]));
        let verdicts: Vec<Verdict> = found.parts.iter().map(|p| p.verdict).collect();
        assert_eq!(verdicts[..2], [Verdict::NotIdentified(Vague::MadeUpFor); 2]);
        assert_eq!(verdicts[2], Verdict::NotIdentified(Vague::Flat));
        let [pair] = found.pairs.as_slice() else { panic!("{:?}", found.pairs) };
        assert!((pair.first, pair.second) == (0, 1) && pair.correlation < -0.9);
    }

    #[test]
    fn a_curved_valley_is_followed() {
        let found = fitted(&["a", "b"], &|x| Some(vec![(x[0] + 0.1) * (x[1] + 0.1) - 0.3, 0.01]));
        let wide = found.parts.iter().all(|p| matches!(p.verdict, Verdict::NotIdentified(Vague::MadeUpFor)));
        assert!(wide, "{:?}", found.parts);
    }

    #[test]
    fn the_best_value_outside_is_told_from_one_inside() {
        let found = fitted(&["a", "b"], &|x| Some(vec![x[0] + 0.2, x[1] - 1.3]));
        let verdicts: Vec<Verdict> = found.parts.iter().map(|p| p.verdict).collect();
        assert_eq!(verdicts, [Verdict::AtLeast, Verdict::AtMost]);
    }

    #[test]
    fn a_scenario_that_refuses_half_the_cube_is_fitted_in_the_other_half() {
        let found = fitted(&["a"], &|x| (x[0] > 0.4).then(|| vec![x[0] - 0.5]));
        assert!((found.values[0] - 0.5).abs() < 0.002 && found.refused > 0);
    }
}
