//! Terms of every quarter that was recorded, in little room: names are kept once, and of each quarter the sums alone.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::date::Quarter;
use crate::model::indicator::Variable;
use crate::model::record::Terms;

/// A variable and the name of a term of its change.
type Key = (Variable, &'static str);

/// Terms of every quarter, kept when somebody asked for them.
///
/// A quarter has hundreds of terms, most of them the same ones as in the quarter before, and a run has thousands of quarters:
/// which terms a quarter has is shared with every other that has the same, so that it takes its amounts and little else. A
/// copy shares all of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Recorded {
    /// Every term that has been met, and its place in `keys`.
    places: BTreeMap<Key, u16>,
    keys: Vec<Key>,
    rows: Vec<Row>,
    /// Terms of a quarter before those of one name were added up.
    most: usize,
}

/// Where terms stand among those of a quarter, and their names.
type Places = Vec<(usize, &'static str)>;

/// One quarter.
#[derive(Clone, Debug)]
struct Row {
    quarter: Quarter,
    /// Places in `keys`, in the order in which the equations came to them.
    which: Arc<[u16]>,
    /// Their amounts: terms of one variable and name are added up, in the order of the equations.
    amounts: Arc<[f64]>,
}

/// No sum of the quarter has this place.
const NOWHERE: u16 = u16::MAX;

impl Recorded {
    /// An empty list with room for the terms of a quarter.
    pub(super) fn blank(&self) -> Terms {
        Terms { list: Vec::with_capacity(self.most) }
    }

    /// Keeps the terms of the quarter that has just passed.
    pub(super) fn keep(&mut self, quarter: Quarter, terms: &Terms) {
        self.most = self.most.max(terms.list.len());
        let (mut which, mut amounts) = (Vec::new(), Vec::new());
        let mut sums = vec![NOWHERE; self.keys.len()];
        for (variable, name, amount) in &terms.list {
            let place = self.place((*variable, name));
            sums.resize(self.keys.len(), NOWHERE);
            let sum = &mut sums[usize::from(place)];
            if *sum == NOWHERE {
                *sum = which.len() as u16;
                which.push(place);
                amounts.push(*amount);
            } else {
                amounts[usize::from(*sum)] += amount;
            }
        }
        let same = self.rows.iter().rev().map(|row| &row.which).find(|known| ***known == *which);
        let which = same.map_or_else(|| which.into(), Arc::clone);
        self.rows.push(Row { quarter, which, amounts: amounts.into() });
    }

    /// The place of a term among all that have been met; a new one comes last.
    fn place(&mut self, key: Key) -> u16 {
        let Self { places, keys, .. } = self;
        *places.entry(key).or_insert_with(|| {
            keys.push(key);
            // The equations have some hundreds of them, each a word of the program.
            (keys.len() - 1) as u16
        })
    }

    /// Those up to a quarter.
    pub(super) fn until(&self, quarter: Quarter) -> Self {
        let after = self.rows.partition_point(|row| row.quarter <= quarter);
        Self {
            places: self.places.clone(),
            keys: self.keys.clone(),
            rows: self.rows[..after].to_vec(),
            most: self.most,
        }
    }

    /// The terms of a variable's change in each quarter.
    pub(super) fn of(&self, variable: Variable) -> Vec<(Quarter, Vec<(&'static str, f64)>)> {
        // Where they stand is the same in all quarters that share which terms they have.
        let mut known: Option<(Arc<[u16]>, Places)> = None;
        let mut found = Vec::with_capacity(self.rows.len());
        for row in &self.rows {
            let (_, places) = match known.take().filter(|(which, _)| Arc::ptr_eq(which, &row.which)) {
                Some(same) => known.insert(same),
                None => known.insert((Arc::clone(&row.which), self.places_of(variable, &row.which))),
            };
            found.push((row.quarter, places.iter().map(|(place, name)| (*name, row.amounts[*place])).collect()));
        }
        found
    }

    /// Where the terms of a variable stand among those of a quarter, and their names.
    fn places_of(&self, variable: Variable, which: &[u16]) -> Places {
        let keys = which.iter().map(|key| self.keys[usize::from(*key)]).enumerate();
        keys.filter(|(_, (of, _))| *of == variable).map(|(place, (_, name))| (place, name)).collect()
    }
}
