//! What history can tell of a fitted number: how far it could move, alone or with the others making up for it, before
//! the fit grows worse.

use super::search::Look;
use super::space::Free;
use super::{Task, Workers, loss, student};

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
/// How often the way to the end of a range is halved: the end of an interval is known to a thousandth of that way.
const HALVINGS: usize = 10;
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

impl Around {
    /// Where any point is as good as another there is nothing to look at.
    fn blind(numbers: usize) -> Self {
        let all = Reach { alone: (0.0, 1.0), together: (0.0, 1.0) };
        let (reach, pairs) = (vec![all; numbers], Vec::new());
        Self { limit: f64::INFINITY, reach, pairs, better: None, evaluations: 0, refused: 0 }
    }
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
    /// There are no more points than free numbers: nothing is left to show how well the points are met.
    Few,
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

/// The loss up to which a point counts as good as the best: a number alone may move so far, the others making up for it,
/// in a 95 % interval, if errors are independent and alike in all series. Infinite where points are no more than numbers.
///
/// The mean square may rise by t^2 times the variance of an error over N. Each series weighs alike, so a number that the
/// shortest series alone knows is known as if all had so few points: N of them together. The variance is the best mean
/// square, raised by what the numbers used up, of all points or of the shortest series.
#[must_use]
pub fn limit(best: f64, points: &[usize], numbers: usize) -> f64 {
    let (all, shortest) = (points.iter().sum::<usize>(), points.iter().min().copied().unwrap_or(0));
    let freedom = all.saturating_sub(numbers);
    if freedom == 0 {
        return f64::INFINITY;
    }
    let counting = points.len() * shortest;
    let left = |of: usize, used: usize| (of - used) as f64 / of as f64;
    let square = best * best;
    let variance = square / left(all, numbers).min(left(counting, numbers.min(shortest)));
    let rise = student::square(freedom) * variance / counting as f64;
    (square + rise.max(FLOOR * FLOOR)).sqrt()
}

/// What the limit, the restarts and the reach say of a number.
pub(super) fn part(free: &Free, limit: f64, best: f64, reach: &Reach, ends: impl Iterator<Item = f64>) -> Part {
    let ends = ends.fold((best, best), |(low, high), x| (low.min(x), high.max(x)));
    let values = |(low, high): (f64, f64)| (free.value(low), free.value(high));
    let width = |(low, high): (f64, f64)| high - low;
    let hull = (ends.0.min(reach.together.0), ends.1.max(reach.together.1));
    let covered = width(hull);
    let verdict = match () {
        () if limit.is_infinite() => Verdict::NotIdentified(Vague::Few),
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
    let limit = limit(best.1, &task.points, task.free.len());
    if limit.is_infinite() {
        return Around::blind(task.free.len());
    }
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

/// The slope of every error along one axis, on one side alone where the scenario refuses the other; nothing where it
/// refuses both.
fn column(task: &Task, best: &[f64], axis: usize) -> (Vec<f64>, Seen) {
    let look = Look::new(task);
    let step = SLOPE_STEP.max(task.free[axis].step());
    let at = |x: f64| {
        let mut point = best.to_vec();
        point[axis] = x.clamp(0.0, 1.0);
        (point[axis], look.errors(&point))
    };
    let side = |x: f64| match at(x) {
        (x, Some(errors)) => Some((x, errors)),
        (_, None) => None,
    };
    let mut sides: Vec<_> = [best[axis] - step, best[axis] + step].into_iter().filter_map(side).collect();
    if sides.len() == 1 {
        sides.extend(side(best[axis]));
    }
    let column = match sides.as_slice() {
        [(x, one), (y, other)] if x != y => one.iter().zip(other).map(|(a, b)| (b - a) / (y - x)).collect(),
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
mod tests;
