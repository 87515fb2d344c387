//! Means, spreads, quantiles, and tables drawn again.

use super::Luck;
pub use crate::run::quantile::quantile;
use crate::study::draw;

pub fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// Values that differ by no more than this share of the greatest of them are the same: adding up leaves such noise.
const NOISE: f64 = 1e-12;

/// Whether values differ by no more than adding up leaves.
pub fn are_the_same(values: impl IntoIterator<Item = f64>) -> bool {
    let ends = (f64::INFINITY, f64::NEG_INFINITY);
    let (low, high) = values.into_iter().fold(ends, |(low, high), value| (low.min(value), high.max(value)));
    low > high || high - low <= NOISE * low.abs().max(high.abs())
}

/// The variance with `n - less` below, 0 for values that are the same; not a number for too few values.
pub fn variance(values: &[f64], less: usize) -> f64 {
    if values.len() <= less {
        return f64::NAN;
    }
    if are_the_same(values.iter().copied()) {
        return 0.0;
    }
    let middle = mean(values);
    values.iter().map(|x| (x - middle) * (x - middle)).sum::<f64>() / (values.len() - less) as f64
}

pub fn sorted(mut values: Vec<f64>) -> Vec<f64> {
    values.sort_by(f64::total_cmp);
    values
}

/// The middle 95 % of what a statistic comes to on so many members drawn with replacement: least, greatest, for each
/// number of the statistic. The same for the same seed and name, on any machine.
pub fn intervals(luck: Luck, name: &str, members: usize, statistic: &dyn Fn(&[usize]) -> Vec<f64>) -> Vec<(f64, f64)> {
    let key = draw::named(luck.seed, name);
    let mut all: Vec<Vec<f64>> = Vec::new();
    for resample in 0..u64::from(luck.resamples) {
        let index = |i: usize| (draw::unit(draw::of(key, &[resample, i as u64])) * members as f64) as usize;
        let drawn: Vec<usize> = (0..members).map(index).collect();
        for (i, value) in statistic(&drawn).into_iter().enumerate() {
            if all.len() <= i {
                all.push(Vec::new());
            }
            if value.is_finite() {
                all[i].push(value);
            }
        }
    }
    let ends = |values| {
        let values = sorted(values);
        (quantile(&values, 0.025), quantile(&values, 0.975))
    };
    all.into_iter().map(ends).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_adding_up_leaves_is_no_variance() {
        // The mean of a thousand times 43.8 is not 43.8.
        assert_eq!(variance(&[43.8; 1000], 1), 0.0);
        assert_eq!(variance(&[43.8, 43.800_000_000_000_004, 43.8], 1), 0.0);
        assert!(variance(&[43.8, 43.800_000_1], 1) > 0.0 && variance(&[0.0, 1e-30], 1) > 0.0);
        assert!(variance(&[1.0], 1).is_nan() && are_the_same([]) && are_the_same([0.0, 0.0]));
    }
}
