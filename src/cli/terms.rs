//! The recorded terms of a variable, added up over a run: what moved it, largest first.

use marchland::model::indicator::{Indicator, Variable};
use marchland::model::parameters::Parameters;
use marchland::run::{Run, Why};

/// One term of a variable's changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    pub name: &'static str,
    /// Its amount in every quarter after the start.
    pub amounts: Vec<f64>,
}

impl Term {
    /// What it added in all.
    pub fn sum(&self) -> f64 {
        self.amounts.iter().sum()
    }

    /// How much it moved, whichever way.
    pub fn size(&self) -> f64 {
        self.amounts.iter().map(|amount| amount.abs()).sum()
    }
}

/// The terms of a variable's changes, largest first. A term that never moved anything is left out.
pub fn of(run: &Run, variable: Variable) -> Vec<Term> {
    of_changes(&run.why(variable))
}

fn of_changes(changes: &[Why]) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    for (quarter, why) in changes.iter().enumerate() {
        for (name, amount) in &why.terms {
            let known = terms.iter().position(|term| term.name == *name);
            let index = known.unwrap_or_else(|| {
                terms.push(Term { name, amounts: vec![0.0; changes.len()] });
                terms.len() - 1
            });
            terms[index].amounts[quarter] += amount;
        }
    }
    largest_first(terms)
}

/// The terms of several variables as parts of a whole: each weighted, those of one name added up.
pub fn of_parts(run: &Run, parts: &[(Variable, f64)]) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    for (variable, weight) in parts {
        for part in of(run, *variable) {
            let weighted = part.amounts.iter().map(|amount| amount * weight);
            match terms.iter_mut().find(|term| term.name == part.name) {
                Some(term) => term.amounts.iter_mut().zip(weighted).for_each(|(sum, amount)| *sum += amount),
                None => terms.push(Term { name: part.name, amounts: weighted.collect() }),
            }
        }
    }
    largest_first(terms)
}

/// Sorted by size, without those that never moved anything.
pub fn largest_first(mut terms: Vec<Term>) -> Vec<Term> {
    terms.retain(|term| term.size() > 0.0);
    terms.sort_by(|a, b| b.size().total_cmp(&a.size()));
    terms
}

/// States that an indicator moves with, and how much of it one unit of each is worth.
///
/// For access, institutions, trust and governance the parts make up the indicator; trade follows exports and knowledge
/// follows ties, in units of their own.
pub fn parts(indicator: Indicator, p: &Parameters) -> Vec<(Variable, f64)> {
    use Variable as V;
    match indicator {
        Indicator::Access => vec![(V::GeographicGoods, -0.5), (V::GeographicPeople, -0.5)],
        Indicator::Institutions => {
            let weights = [p.institutions_goods_weight, p.institutions_mobility_weight, p.institutions_labour_weight];
            let all: f64 = weights.iter().sum();
            let states = [V::InstitutionalGoods, V::InstitutionalMobility, V::InstitutionalLabour];
            states.into_iter().zip(weights).map(|(state, weight)| (state, -weight / all)).collect()
        }
        Indicator::Trust => vec![(V::Trust, 1.0)],
        Indicator::Governance => vec![(V::Governance, 1.0)],
        Indicator::Trade => vec![(V::ExportsA, 1.0), (V::ExportsB, 1.0)],
        Indicator::Knowledge => vec![(V::TiesAcross, 1.0)],
        Indicator::Symmetry => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use marchland::model::date::Quarter;

    #[test]
    fn terms_are_added_up_by_name_and_sorted_by_size() {
        let why = |terms: &[(&'static str, f64)]| Why {
            quarter: Quarter::new(2000, 1),
            before: 0.0,
            after: 0.0,
            terms: terms.to_vec(),
        };
        let terms = of_changes(&[why(&[("a", 1.0), ("b", -3.0), ("never", 0.0)]), why(&[("a", 1.0), ("b", 3.0)])]);
        assert_eq!(terms.len(), 2);
        assert_eq!((terms[0].name, terms[0].sum(), terms[0].size()), ("b", 0.0, 6.0));
        assert_eq!(terms[1].amounts, [1.0, 1.0]);
    }
}
