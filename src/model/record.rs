//! The recorder: every change of a state is a sum of named terms, kept when somebody asks why.

use super::indicator::Variable;

/// Takes the terms of each change. [`Off`] compiles to nothing.
pub trait Record {
    /// Whether terms are kept: work that only the record needs hangs on it.
    const ON: bool;
    /// One term of the change of one variable in the present quarter.
    fn term(&mut self, variable: Variable, name: &'static str, amount: f64);
}

/// Keeps nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Off;

impl Record for Off {
    const ON: bool = false;
    #[inline(always)]
    fn term(&mut self, _: Variable, _: &'static str, _: f64) {}
}

/// Keeps every term of one quarter, in the order of the equations.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    /// Variable, name of the term, amount.
    pub list: Vec<(Variable, &'static str, f64)>,
}

impl Record for Terms {
    const ON: bool = true;
    fn term(&mut self, variable: Variable, name: &'static str, amount: f64) {
        self.list.push((variable, name, amount));
    }
}

/// Adds the terms to the state, holds it within its range, and records what was added.
///
/// What the range cuts off is a term of its own, named `limit`.
#[inline]
pub fn change<const N: usize>(
    state: &mut f64,
    variable: Variable,
    terms: [(&'static str, f64); N],
    record: &mut impl Record,
) {
    let before = *state;
    let mut sum = 0.0;
    for (name, amount) in terms {
        sum += amount;
        record.term(variable, name, amount);
    }
    let (least, greatest) = variable.range();
    let after = (before + sum).clamp(least, greatest);
    if after != before + sum {
        record.term(variable, "limit", after - (before + sum));
    }
    *state = after;
}
