//! Quantiles of values: the one way in which the whole program takes them.

/// The value below which a share of sorted values lies, linear between neighbours, as numpy's default is; not a number
/// without values. A share is from 0 to 1.
#[must_use]
pub fn quantile(sorted: &[f64], share: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return f64::NAN };
    let at = share.clamp(0.0, 1.0) * last as f64;
    let low = at.floor() as usize;
    let high = (low + 1).min(last);
    sorted[low] + (at - low as f64) * (sorted[high] - sorted[low])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_numpy() {
        let values = [1.0, 2.0, 4.0, 8.0];
        assert_eq!([0.0, 0.1, 0.5, 0.75, 1.0].map(|share| quantile(&values, share)), [1.0, 1.3, 3.0, 5.0, 8.0]);
        assert_eq!(quantile(&[3.0], 0.9), 3.0);
        assert!(quantile(&[], 0.5).is_nan());
    }
}
