//! Student's t: how far an estimate may lie from the truth when its error is itself estimated.

/// The square of the two-sided 95 % quantile with so many degrees of freedom; infinite with none.
///
/// Above three it is Cornish and Fisher's expansion around the normal quantile (Abramowitz and Stegun 26.7.5), which is
/// within 0.3 % there and needs no function of the platform.
#[must_use]
pub fn square(freedom: usize) -> f64 {
    /// Quantiles for one to three degrees of freedom, where the expansion is too coarse.
    const FIRST: [f64; 3] = [12.706_205, 4.302_653, 3.182_446];
    /// The normal quantile: 97.5 % lie below it.
    const NORMAL: f64 = 1.959_964;
    /// Coefficients of the expansion: of each power of 1 / freedom, over a divisor, those of z, z^3, z^5 and z^7.
    const TERMS: [(f64, [f64; 4]); 3] =
        [(4.0, [1.0, 1.0, 0.0, 0.0]), (96.0, [3.0, 16.0, 5.0, 0.0]), (384.0, [-15.0, 17.0, 19.0, 3.0])];
    let Some(above) = freedom.checked_sub(1) else { return f64::INFINITY };
    let expanded = || {
        let odd = NORMAL * NORMAL;
        let mut power = 1.0;
        let mut sum = NORMAL;
        for (divisor, [one, three, five, seven]) in TERMS {
            power /= freedom as f64;
            sum += power * NORMAL * (one + odd * (three + odd * (five + odd * seven))) / divisor;
        }
        sum
    };
    let quantile = FIRST.get(above).copied().unwrap_or_else(expanded);
    quantile * quantile
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_the_tables() {
        assert_eq!(square(0), f64::INFINITY);
        for (freedom, t) in
            [(1, 12.706), (2, 4.303), (3, 3.182), (4, 2.776), (5, 2.571), (10, 2.228), (30, 2.042), (120, 1.980)]
        {
            let found = square(freedom).sqrt();
            assert!((found / t - 1.0).abs() < 0.003, "{freedom}: {found} for {t}");
        }
    }
}
