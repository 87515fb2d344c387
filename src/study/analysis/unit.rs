//! What is drawn again for the interval of a mean: points, or the blocks and trajectories to which they belong.

use std::collections::{BTreeMap, BTreeSet};

use super::{Runs, design, morris, sobol};

/// Points that are drawn together, since they share factors and, as a rule, luck.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Points that follow each other.
    pub size: u64,
    /// What one is called, in the plural.
    pub name: &'static str,
    /// The same in a sentence.
    pub told: &'static str,
}

const POINTS: Unit = Unit { size: 1, name: "points", told: "points, or of replicates where there is one point" };

impl Unit {
    /// As the values of the factors show it, whoever laid them: a table may hold the design of another program.
    pub fn of(runs: &Runs) -> Self {
        let factors = runs.factors.len() as u64;
        let points = design(runs);
        if has_block(&points, factors + 2) && sobol::is_saltelli(runs, factors + 2).is_ok() {
            let told = "whole blocks of the Saltelli design, whose points share most factors, or of replicates where there is \
                        one block";
            return Self { size: factors + 2, name: "blocks", told };
        }
        // One factor alone makes a trajectory of any two points.
        if factors > 1 && has_block(&points, factors + 1) && are_trajectories(&points, factors + 1) {
            let told = "whole trajectories of the Morris design, whose points share most factors, or of replicates where \
                        there is one trajectory";
            return Self { size: factors + 1, name: "trajectories", told };
        }
        POINTS
    }
}

/// Whether some block of so many points has all of them.
fn has_block(points: &BTreeMap<u64, &[f64]>, size: u64) -> bool {
    points.keys().any(|point| point % size == 0 && (0..size).all(|i| points.contains_key(&(point + i))))
}

/// Whether in each block that has all its points every factor moves once, one a step.
fn are_trajectories(points: &BTreeMap<u64, &[f64]>, size: u64) -> bool {
    let blocks: BTreeSet<u64> = points.keys().map(|point| point / size).collect();
    blocks.into_iter().all(|block| {
        let own: Vec<&[f64]> =
            (block * size..(block + 1) * size).filter_map(|point| points.get(&point).copied()).collect();
        let moved: BTreeSet<usize> =
            own.windows(2).filter_map(|pair| morris::moved(pair[0], pair[1])).map(|(factor, _)| factor).collect();
        own.len() as u64 != size || moved.len() as u64 == size - 1
    })
}
