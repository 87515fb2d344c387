//! One restart: Nelder and Mead's simplex, begun anew where it stopped, until nothing is won or the budget is spent.

use std::cell::{Cell, RefCell};

use argmin::core::{CostFunction, Error, Executor};
use argmin::solver::neldermead::NelderMead;

use super::{Task, loss, space};

/// The loss where a scenario refuses the values: worse than anything that it takes.
const REFUSED: f64 = 100.0;
/// Edge of the first simplex, as a share of each range.
const FIRST_EDGE: f64 = 0.25;
/// Edge of those that begin where one stopped: a simplex may shrink before it has arrived.
const LATER_EDGE: f64 = 0.08;
/// A simplex has arrived when the losses of its corners differ by no more than this (standard deviation).
const ARRIVED: f64 = 1e-5;
/// A simplex that wins less than this share of the loss was the last.
const WORTH: f64 = 0.002;

/// Looks at points of the cube, counts, and remembers the best.
pub struct Look<'a> {
    task: &'a Task<'a>,
    looked: Cell<usize>,
    refused: Cell<usize>,
    best: RefCell<Option<(Vec<f64>, f64)>>,
}

impl<'a> Look<'a> {
    /// Nothing seen yet.
    #[must_use]
    pub const fn new(task: &'a Task<'a>) -> Self {
        Self { task, looked: Cell::new(0), refused: Cell::new(0), best: RefCell::new(None) }
    }

    /// The weighted errors at a point, which is reflected into the cube.
    pub fn errors(&self, point: &[f64]) -> Option<Vec<f64>> {
        let point: Vec<f64> = point.iter().map(|x| space::folded(*x)).collect();
        let errors = self.errors_of(&space::values(self.task.free, &point));
        let loss = errors.as_ref().map_or(REFUSED, |errors| loss::loss(errors));
        let mut best = self.best.borrow_mut();
        if best.as_ref().is_none_or(|best| loss < best.1) {
            *best = Some((point, loss));
        }
        errors
    }

    fn errors_of(&self, values: &[f64]) -> Option<Vec<f64>> {
        let errors = (self.task.errors)(values);
        self.looked.set(self.looked.get() + 1);
        self.refused.set(self.refused.get() + usize::from(errors.is_none()));
        errors
    }

    /// The loss at a point.
    pub fn loss(&self, point: &[f64]) -> f64 {
        self.errors(point).map_or(REFUSED, |errors| loss::loss(&errors))
    }

    /// The loss at values that may lie outside their ranges.
    pub fn loss_of(&self, values: &[f64]) -> f64 {
        self.errors_of(values).map_or(REFUSED, |errors| loss::loss(&errors))
    }

    /// How often it looked.
    pub const fn looked(&self) -> usize {
        self.looked.get()
    }

    /// How often the scenario refused the values.
    pub const fn refused(&self) -> usize {
        self.refused.get()
    }

    /// The best point with its loss.
    pub fn best(&self) -> Option<(Vec<f64>, f64)> {
        self.best.borrow().clone()
    }
}

/// What the optimiser asks, within its budget.
struct Budgeted<'a> {
    look: &'a Look<'a>,
    budget: usize,
}

impl CostFunction for Budgeted<'_> {
    type Param = Vec<f64>;
    type Output = f64;

    fn cost(&self, point: &Vec<f64>) -> Result<f64, Error> {
        if self.look.looked() >= self.budget {
            return Err(Error::msg("the budget is spent"));
        }
        Ok(self.look.loss(point))
    }
}

/// Where a restart ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub point: Vec<f64>,
    pub loss: f64,
    pub evaluations: usize,
    pub refused: usize,
}

impl Found {
    /// Point and loss.
    #[must_use]
    pub fn end(&self) -> (Vec<f64>, f64) {
        (self.point.clone(), self.loss)
    }
}

/// One restart from a point, with so many evaluations.
#[must_use]
pub fn search(task: &Task, start: &[f64], budget: usize) -> Found {
    let look = Look::new(task);
    let mut best = (start.to_vec(), look.loss(start));
    let mut edge = FIRST_EDGE;
    // The corners are looked at before the budget is asked.
    while look.looked() + start.len() + 1 < budget {
        let solver = NelderMead::new(simplex(&best.0, edge)).with_sd_tolerance(ARRIVED);
        let Ok(solver) = solver else { break };
        // A spent budget ends it with an error: the best point has been remembered.
        let _ = Executor::new(Budgeted { look: &look, budget }, solver).timer(false).run();
        let now = look.best().unwrap_or_else(|| best.clone());
        let won = best.1 - now.1;
        let was_later = edge <= LATER_EDGE;
        best = now;
        edge = LATER_EDGE;
        if was_later && won <= WORTH * best.1 {
            break;
        }
    }
    let (point, loss) = best;
    Found { point, loss, evaluations: look.looked(), refused: look.refused() }
}

/// A corner and one more along each axis, inwards where the cube ends.
fn simplex(corner: &[f64], edge: f64) -> Vec<Vec<f64>> {
    let along = |axis: usize| {
        let mut other = corner.to_vec();
        other[axis] += if other[axis] + edge <= 1.0 { edge } else { -edge };
        other
    };
    [corner.to_vec()].into_iter().chain((0..corner.len()).map(along)).collect()
}
