//! The numbers that are free, and the cube in which they are looked for.

use crate::model::math::{exp, ln, power};

/// A number that is fitted.
#[derive(Clone, Debug, PartialEq)]
pub struct Free {
    /// As `--set` takes it, such as `parameters.commuting_scale` or `regions.b.wage`.
    pub path: String,
    pub unit: String,
    /// Least and greatest value that is tried.
    pub min: f64,
    pub max: f64,
    /// Whether it counts something that cannot be split.
    pub whole: bool,
    /// Whether it may carry a source and a grade.
    pub figure: bool,
    /// The value that the scenario gives.
    pub before: f64,
}

/// From this ratio of its ends on, a range is searched by its logarithm: each factor of ten gets the same room.
pub const DECADE: f64 = 10.0;
/// Fitted values have so many figures: what is written down is exactly what was played.
pub const FIGURES: usize = 6;

impl Free {
    /// Whether it is searched by its logarithm.
    #[must_use]
    pub fn is_log(&self) -> bool {
        !self.whole && self.min > 0.0 && self.max / self.min >= DECADE
    }

    /// The value at a share of the range.
    #[must_use]
    pub fn value(&self, share: f64) -> f64 {
        let value = match self.is_log() {
            true => exp(ln(self.min) + share * (ln(self.max) - ln(self.min))),
            false => self.min + share * (self.max - self.min),
        };
        let rounded = if self.whole { value.round() } else { rounded(value) };
        rounded.clamp(self.min, self.max)
    }

    /// The share of the range at which a value lies; values outside count as its ends.
    #[must_use]
    pub fn share(&self, value: f64) -> f64 {
        let value = value.clamp(self.min, self.max);
        match self.is_log() {
            true => (ln(value) - ln(self.min)) / (ln(self.max) - ln(self.min)),
            false => (value - self.min) / (self.max - self.min),
        }
    }

    /// The smallest step that changes the value, as a share.
    #[must_use]
    pub fn step(&self) -> f64 {
        if self.whole { 1.0 / (self.max - self.min) } else { 0.0 }
    }
}

fn rounded(value: f64) -> f64 {
    format!("{value:.*e}", FIGURES - 1).parse().unwrap_or(value)
}

/// The values at a point of the cube.
#[must_use]
pub fn values(free: &[Free], point: &[f64]) -> Vec<f64> {
    free.iter().zip(point).map(|(free, share)| free.value(*share)).collect()
}

/// Reflects what leaves the cube at its sides, as often as needed.
#[must_use]
pub fn folded(x: f64) -> f64 {
    let within = x.rem_euclid(2.0);
    if within > 1.0 { 2.0 - within } else { within }
}

/// Where the restarts begin: the first where the scenario stands, the others spread evenly over the cube. They are
/// Roberts' additive sequence, shifted by the seed.
#[must_use]
pub fn starts(here: &[f64], number: usize, seed: u64) -> Vec<Vec<f64>> {
    let root = golden(here.len());
    let start = |i: usize| -> Vec<f64> {
        let axis = |d: usize| (shift(seed, d as u64) + i as f64 * power(root, -(d as f64 + 1.0))).rem_euclid(1.0);
        (0..here.len()).map(axis).collect()
    };
    (0..number).map(|i| if i == 0 { here.to_vec() } else { start(i) }).collect()
}

/// The positive root of x^(n + 1) = x + 1.
fn golden(axes: usize) -> f64 {
    const ENOUGH: usize = 60;
    (0..ENOUGH).fold(2.0, |x: f64, _| power(1.0 + x, 1.0 / (axes as f64 + 1.0)))
}

/// A number from 0 to 1 (SplitMix64).
fn shift(seed: u64, axis: u64) -> f64 {
    let mut z = seed.wrapping_add((axis + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn free(min: f64, max: f64, whole: bool) -> Free {
        Free { path: "x".into(), unit: "1".into(), min, max, whole, figure: false, before: min }
    }

    #[test]
    fn a_value_and_its_share_say_the_same() {
        for free in [free(-0.3, 0.0, false), free(0.05, 0.6, false), free(0.1, 2.0, false), free(4.0, 7.0, true)] {
            assert_eq!((free.value(0.0), free.value(1.0)), (free.min, free.max));
            let value = free.value(0.4);
            assert!((free.value(free.share(value)) - value).abs() <= 1e-5 * value.abs(), "{value}");
        }
        assert!((free(0.01, 1.0, false).value(0.5) - 0.1).abs() < 1e-6, "decades get the same room");
        assert_eq!(free(4.0, 7.0, true).value(0.45).fract(), 0.0);
    }

    #[test]
    fn what_leaves_the_cube_comes_back() {
        let pairs = [(0.3, 0.3), (1.2, 0.8), (-0.2, 0.2), (2.3, 0.3), (-1.3, 0.7)];
        pairs.iter().for_each(|(x, y)| assert!((folded(*x) - y).abs() < 1e-12, "{x}"));
    }

    #[test]
    fn restarts_begin_here_and_then_all_over_the_cube() {
        let starts = starts(&[0.5, 0.5, 0.5], 9, 7);
        assert_eq!(starts[0], [0.5, 0.5, 0.5]);
        for axis in 0..3 {
            let low = starts[1..].iter().filter(|s| s[axis] < 0.5).count();
            assert!((3..=5).contains(&low), "{low} of 8 in the lower half");
            assert!(starts.iter().all(|s| (0.0..1.0).contains(&s[axis])));
        }
        assert_ne!(starts[1], super::starts(&[0.5, 0.5, 0.5], 9, 8)[1], "the seed moves them");
    }
}
