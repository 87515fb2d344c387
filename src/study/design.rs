//! Designs: the points at which the factors are set, each a pure function of its number.
//!
//! Numbers: Saltelli's block `i` of `k` factors has the points `i (k + 2)` (A), then one for each factor (A with that
//! factor out of B), then B. Morris's trajectory `t` has the points from `t (k + 1)` on, one step each.

use std::sync::OnceLock;

use sobol::Sobol;
use sobol::params::JoeKuoD6;

use super::draw;
use super::factor::Factor;

/// How points are laid.
#[derive(Clone, Debug, PartialEq)]
pub enum Design {
    /// One point: every factor in the middle of its spread.
    Once,
    /// Every combination of so many levels of each factor; what can be counted is taken as it is.
    Factorial { levels: u64 },
    /// Latin hypercube: each factor has one value in each of as many equal parts as there are points.
    Latin { points: u64 },
    /// A Sobol sequence, shifted by the seed; more points leave the first where they are.
    Sobol { points: u64 },
    /// Blocks for Sobol indices, out of a Sobol sequence of twice as many dimensions.
    Saltelli { blocks: u64 },
    /// Trajectories for elementary effects.
    Morris { trajectories: u64, levels: u64 },
    /// The rows of a table: one value a factor, in the order of the factors.
    Table { rows: Vec<Vec<f64>> },
}

/// Dimensions for which directions are known.
pub const MOST_DIMENSIONS: usize = 100;

impl Design {
    /// Its name in the study file.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Once => "Once",
            Self::Factorial { .. } => "Factorial",
            Self::Latin { .. } => "Latin",
            Self::Sobol { .. } => "Sobol",
            Self::Saltelli { .. } => "Saltelli",
            Self::Morris { .. } => "Morris",
            Self::Table { .. } => "Table",
        }
    }

    /// How many points there are, at least one; no more than a `u64` holds.
    #[must_use]
    pub fn points(&self, factors: &[Factor]) -> u64 {
        let number = factors.len() as u64;
        match self {
            Self::Once => 1,
            Self::Factorial { levels } => {
                factors.iter().fold(1, |all: u64, factor| all.saturating_mul(levels_of(factor, *levels)))
            }
            Self::Latin { points } | Self::Sobol { points } => *points,
            Self::Saltelli { blocks } => blocks.saturating_mul(number + 2),
            Self::Morris { trajectories, .. } => trajectories.saturating_mul(number + 1),
            Self::Table { rows } => rows.len() as u64,
        }
    }

    /// The block or trajectory of a point: its points differ by the factors alone. Elsewhere the point itself.
    #[must_use]
    pub fn block(&self, point: u64, factors: usize) -> u64 {
        match self {
            Self::Saltelli { .. } => point / (factors as u64 + 2),
            Self::Morris { .. } => point / (factors as u64 + 1),
            _ => point,
        }
    }

    /// The values of the factors at a point.
    #[must_use]
    pub fn values(&self, point: u64, factors: &[Factor], seed: u64) -> Vec<f64> {
        let k = factors.len();
        let each = |share: &dyn Fn(usize) -> f64| (0..k).map(|i| factors[i].spread.at(share(i))).collect();
        match self {
            Self::Once => each(&|_| 0.5),
            Self::Factorial { levels } => combination(point, factors, *levels),
            Self::Latin { points } => each(&|i| {
                let key = draw::named(draw::named(seed, "latin"), &factors[i].id);
                let part = draw::shuffled(point, *points, key);
                (part as f64 + draw::unit(draw::of(key, &[point, 1]))) / *points as f64
            }),
            Self::Sobol { .. } => each(&|i| low_discrepancy(point, i, seed)),
            Self::Saltelli { .. } => {
                let (block, place) = (point / (k as u64 + 2), (point % (k as u64 + 2)) as usize);
                let is_b = |i: usize| place == k + 1 || place == i + 1;
                each(&|i| low_discrepancy(block, if is_b(i) { k + i } else { i }, seed))
            }
            Self::Morris { levels, .. } => {
                let shares = step_of(point, k, *levels, draw::named(seed, "morris"));
                each(&|i| shares[i])
            }
            Self::Table { rows } => rows[point as usize].clone(),
        }
    }
}

fn levels_of(factor: &Factor, levels: u64) -> u64 {
    factor.spread.count().unwrap_or(levels)
}

/// The last factor changes first. Levels lie in the middle of equal parts of the probability, so that what has no ends
/// is met where it lies, and a range at its ends and evenly between.
fn combination(mut point: u64, factors: &[Factor], levels: u64) -> Vec<f64> {
    let mut values: Vec<f64> = factors
        .iter()
        .rev()
        .map(|factor| {
            let number = levels_of(factor, levels);
            let level = point % number;
            point /= number;
            let is_counted = factor.spread.count().is_some();
            let middle = (level as f64 + 0.5) / number as f64;
            let is_even = number > 1 && !is_counted && factor.spread.is_bounded();
            factor.spread.at(if is_even { level as f64 / (number - 1) as f64 } else { middle })
        })
        .collect();
    values.reverse();
    values
}

impl super::spread::Spread {
    /// Whether its ends are values like any other.
    const fn is_bounded(&self) -> bool {
        matches!(self, Self::Uniform(..) | Self::LogUniform(..) | Self::Triangular(..))
    }
}

/// The coordinate of a point of Sobol's sequence with Joe and Kuo's directions, shifted by the seed: the shift turns
/// the bits over and keeps the evenness.
fn low_discrepancy(point: u64, dimension: usize, seed: u64) -> f64 {
    static DIRECTIONS: OnceLock<Vec<Vec<u64>>> = OnceLock::new();
    let directions = DIRECTIONS.get_or_init(|| {
        Sobol::<u64>::init_direction_vals::<u32>(MOST_DIMENSIONS, u64::BITS as usize, &JoeKuoD6::minimal())
    });
    let shift = draw::of(draw::named(seed, "sobol"), &[dimension as u64]);
    let gray = point ^ (point >> 1);
    let turned = |bits: u64, (i, direction): (usize, &u64)| if gray >> i & 1 == 1 { bits ^ direction } else { bits };
    draw::unit(directions[dimension].iter().enumerate().fold(shift, turned))
}

/// The shares at a step of a trajectory: each step moves one factor by half the range and a little more.
fn step_of(point: u64, factors: usize, levels: u64, key: u64) -> Vec<f64> {
    let (trajectory, step) = (point / (factors as u64 + 1), (point % (factors as u64 + 1)) as usize);
    let key = draw::of(key, &[trajectory]);
    let mut order: Vec<usize> = (0..factors).collect();
    order.sort_by_key(|factor| draw::of(key, &[*factor as u64, 0]));
    let half = levels / 2;
    (0..factors)
        .map(|factor| {
            let bits = |what: u64| draw::of(key, &[factor as u64, what]);
            let low = (draw::unit(bits(1)) * half as f64) as u64;
            let starts_high = bits(2) >> 63 == 1;
            let is_moved = order[..step].contains(&factor);
            let level = if starts_high == is_moved { low } else { low + half };
            level as f64 / (levels - 1) as f64
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::{How, Spread};

    fn factors(number: usize) -> Vec<Factor> {
        let factor = |i: usize| Factor {
            id: format!("f{i}"),
            title: String::new(),
            unit: String::new(),
            how: How::Value,
            spread: Spread::Uniform(0.0, 1.0),
            targets: Vec::new(),
        };
        (0..number).map(factor).collect()
    }

    fn all(design: &Design, factors: &[Factor], seed: u64) -> Vec<Vec<f64>> {
        (0..design.points(factors)).map(|point| design.values(point, factors, seed)).collect()
    }

    #[test]
    fn a_latin_hypercube_has_one_value_in_each_part() {
        let points = all(&Design::Latin { points: 50 }, &factors(3), 4);
        for factor in 0..3 {
            let mut parts: Vec<u64> = points.iter().map(|values| (values[factor] * 50.0) as u64).collect();
            parts.sort_unstable();
            assert_eq!(parts, (0..50).collect::<Vec<_>>());
        }
    }

    /// Without a shift the sequence is that of the crate, which is that of its authors.
    #[test]
    fn any_point_of_the_sequence_is_that_of_the_crate() {
        let directions = Sobol::<u64>::new(7, &JoeKuoD6::minimal());
        let shift = |dimension: usize| draw::of(draw::named(11, "sobol"), &[dimension as u64]);
        for (point, bits) in directions.take(500).enumerate() {
            for (dimension, bits) in bits.iter().enumerate() {
                assert_eq!(low_discrepancy(point as u64, dimension, 11), draw::unit(bits ^ shift(dimension)));
            }
        }
    }

    #[test]
    fn a_block_takes_one_factor_after_the_other_out_of_b() {
        let factors = factors(3);
        let points = all(&Design::Saltelli { blocks: 8 }, &factors, 1);
        assert_eq!(points.len(), 40);
        for block in points.chunks(5) {
            let (a, b) = (&block[0], &block[4]);
            for i in 0..3 {
                let expected: Vec<f64> = (0..3).map(|j| if i == j { b[j] } else { a[j] }).collect();
                assert_eq!(block[i + 1], expected);
            }
        }
    }

    #[test]
    fn a_step_of_a_trajectory_moves_one_factor_and_each_once() {
        let points = all(&Design::Morris { trajectories: 20, levels: 4 }, &factors(4), 1);
        for trajectory in points.chunks(5) {
            let mut moved = Vec::new();
            for pair in trajectory.windows(2) {
                let differing: Vec<usize> = (0..4).filter(|i| pair[0][*i] != pair[1][*i]).collect();
                assert_eq!(differing.len(), 1);
                assert!(((pair[0][differing[0]] - pair[1][differing[0]]).abs() - 2.0 / 3.0).abs() < 1e-12);
                moved.push(differing[0]);
            }
            moved.sort_unstable();
            assert_eq!(moved, [0, 1, 2, 3]);
        }
    }

    #[test]
    fn a_factorial_design_has_every_combination_once() {
        let mut factors = factors(2);
        factors[1].spread = Spread::Choices(vec![5.0, 7.0]);
        let points = all(&Design::Factorial { levels: 3 }, &factors, 1);
        let expected: Vec<Vec<f64>> = [0.0, 0.5, 1.0].iter().flat_map(|x| [vec![*x, 5.0], vec![*x, 7.0]]).collect();
        assert_eq!(points, expected);
    }
}
