//! The world of a row: a scenario with the factors at the row's values.

use std::fmt;
use std::sync::Arc;

use super::{Row, Study};
use crate::scenario::{Problems, Scenario};

/// Why there is no world at a point: the values make no scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct WorldError {
    pub point: u64,
    pub problems: Problems,
}

impl fmt::Display for WorldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first = self.problems.0.first().map(|problem| problem.message.clone()).unwrap_or_default();
        write!(f, "the values at point {} make no scenario: {first}", self.point)
    }
}

impl std::error::Error for WorldError {}

impl Study {
    /// The world of a row. Only what is no parameter needs the scenario to be read again. It lacks what changes no run:
    /// history, goals, expectations, text.
    ///
    /// # Errors
    /// If the values make no scenario.
    pub fn world(&self, row: &Row) -> Result<Arc<Scenario>, WorldError> {
        Maker::new(self).world(row)
    }

    /// The pairs of path and value that make a scenario the world of a row: what `marchland run --set` takes.
    #[must_use]
    pub fn overrides(&self, row: &Row) -> Vec<(String, String)> {
        let written = self.written.iter().map(|(id, text)| (format!("policies.{id}"), text.clone()));
        written.chain(self.set(row, |_| true)).collect()
    }

    /// Paths and values of the targets that are asked for.
    fn set(&self, row: &Row, is_asked: impl Fn(bool) -> bool) -> Vec<(String, String)> {
        let mut set = Vec::new();
        for (factor, value) in self.factors.iter().zip(&row.values) {
            let targets = factor.targets.get(row.scenario).into_iter().flatten();
            for target in targets.filter(|target| is_asked(target.parameter.is_some())) {
                set.push((target.path.clone(), target.at(factor.how, *value).to_string()));
            }
        }
        set
    }
}

/// Makes worlds one after the other, for one thread: what did not change since the last is kept.
#[derive(Debug)]
pub struct Maker<'s> {
    study: &'s Study,
    last: Option<(usize, u64, Arc<Scenario>)>,
}

impl<'s> Maker<'s> {
    /// One that has made nothing yet.
    #[must_use]
    pub const fn new(study: &'s Study) -> Self {
        Self { study, last: None }
    }

    /// The world of a row. If nobody else holds the last one any more, it is changed in place where that is enough.
    ///
    /// # Errors
    /// If the values make no scenario.
    pub fn world(&mut self, row: &Row) -> Result<Arc<Scenario>, WorldError> {
        if let Some((scenario, point, world)) = &self.last
            && (*scenario, *point) == (row.scenario, row.point)
        {
            return Ok(Arc::clone(world));
        }
        let frame = &self.study.scenarios[row.scenario].frame;
        let set = self.study.set(row, |is_parameter| !is_parameter);
        let last = self.last.take().filter(|(scenario, ..)| *scenario == row.scenario).map(|(.., world)| world);
        let mut world = match last {
            _ if !set.is_empty() => {
                Arc::new(frame.with(&set).map_err(|problems| WorldError { point: row.point, problems })?)
            }
            Some(world) => world,
            None => Arc::clone(frame.lean()),
        };
        let targets = self.study.factors.iter().zip(&row.values);
        let targets = targets.flat_map(|(factor, value)| {
            let targets = factor.targets.get(row.scenario).into_iter().flatten();
            targets.filter_map(move |target| Some((target.parameter?, target.at(factor.how, *value))))
        });
        let mut targets = targets.peekable();
        if targets.peek().is_some() {
            let parameters = &mut Arc::make_mut(&mut world).setup.parameters;
            for (name, value) in targets {
                if let Some(place) = parameters.get_mut(name) {
                    *place = value;
                }
            }
        }
        self.last = Some((row.scenario, row.point, Arc::clone(&world)));
        Ok(world)
    }
}
