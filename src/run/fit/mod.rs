//! Calibration: numbers of a scenario that bring the model near to history, and what history cannot tell of them.
//!
//! The search is Nelder and Mead's over the unit cube, from several starts. What threads there are belong to the caller.

pub mod identify;
pub mod loss;
pub mod name;
pub mod overlay;
pub mod search;
pub mod space;
pub mod student;
pub mod world;

use identify::Part;
use search::{Found, Look};
use space::Free;

/// Does pieces of work that know nothing of each other, in any order; their results come in order.
pub trait Workers {
    /// The results of the pieces 0, 1, 2, ..
    fn all<T: Send>(&self, number: usize, work: &(dyn Fn(usize) -> T + Sync)) -> Vec<T>;
}

/// One piece after the other.
#[derive(Clone, Copy, Debug, Default)]
pub struct InTurn;

impl Workers for InTurn {
    fn all<T: Send>(&self, number: usize, work: &(dyn Fn(usize) -> T + Sync)) -> Vec<T> {
        (0..number).map(work).collect()
    }
}

/// What is to be fitted. Points of the search are shares of each number's range.
pub struct Task<'a> {
    pub free: &'a [Free],
    /// The weighted errors at these values, see `loss`; none where the scenario refuses them.
    pub errors: &'a (dyn Fn(&[f64]) -> Option<Vec<f64>> + Sync),
    /// Number of historical points of each series behind the errors.
    pub points: Vec<usize>,
    /// Where the restarts begin depends on it.
    pub seed: u64,
    /// At least 1.
    pub restarts: usize,
    /// How often the errors may be asked for by all restarts together.
    pub evaluations: usize,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Fitted {
    /// Loss at the values of the scenario.
    pub before: f64,
    /// Loss at the fitted values.
    pub loss: f64,
    /// Loss up to which a point counts as good as the best.
    pub limit: f64,
    /// The fitted values, in the order of the free numbers.
    pub values: Vec<f64>,
    /// Where each restart ended, in order.
    pub restarts: Vec<Ended>,
    /// What is known of each number.
    pub parts: Vec<Part>,
    /// Numbers that make up for each other.
    pub pairs: Vec<identify::Pair>,
    /// How often the errors were asked for.
    pub evaluations: usize,
    /// How often the scenario refused the values.
    pub refused: usize,
}

/// Where a restart ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Ended {
    pub values: Vec<f64>,
    pub loss: f64,
}

/// After so many rounds of looking around, what is found is taken: each round that finds something better begins anew.
const ROUNDS: usize = 3;

/// Searches, and looks around the best that was found. The same task gives the same bits, whatever the workers.
pub fn fit(task: &Task, workers: &impl Workers) -> Fitted {
    let here: Vec<f64> = task.free.iter().map(|free| free.share(free.before)).collect();
    let starts = space::starts(&here, task.restarts, task.seed);
    let budget = task.evaluations / task.restarts.max(1);
    let found: Vec<Found> = workers.all(starts.len(), &|i| search::search(task, &starts[i], budget));
    let before_look = Look::new(task);
    let before_values: Vec<f64> = task.free.iter().map(|free| free.before).collect();
    let before = before_look.loss_of(&before_values);
    let mut evaluations = before_look.looked() + found.iter().map(|f| f.evaluations).sum::<usize>();
    let mut refused = before_look.refused() + found.iter().map(|f| f.refused).sum::<usize>();
    let mut best = found.iter().min_by(|a, b| a.loss.total_cmp(&b.loss)).map_or((here, before), Found::end);
    let mut around;
    let mut round = 1;
    loop {
        around = identify::look_around(task, &best, workers);
        evaluations += around.evaluations;
        refused += around.refused;
        match around.better.take() {
            Some(better) if round < ROUNDS => best = better,
            _ => break,
        }
        round += 1;
    }
    let values = |point: &[f64]| space::values(task.free, point);
    let restarts: Vec<Ended> = found.iter().map(|f| Ended { values: values(&f.point), loss: f.loss }).collect();
    let good: Vec<&Found> = found.iter().filter(|f| f.loss <= around.limit).collect();
    let parts = task.free.iter().enumerate().map(|(i, free)| {
        let ends = good.iter().map(|f| f.point[i]).chain([best.0[i]]);
        identify::part(free, around.limit, best.0[i], &around.reach[i], ends)
    });
    Fitted {
        before,
        loss: best.1,
        limit: around.limit,
        values: values(&best.0),
        parts: parts.collect(),
        restarts,
        pairs: around.pairs,
        evaluations,
        refused,
    }
}
