//! Elementary functions with the same bits on every platform.

/// e to the `x`.
#[inline]
#[must_use]
pub fn exp(x: f64) -> f64 {
    libm::exp(x)
}

/// The natural logarithm.
#[inline]
#[must_use]
pub fn ln(x: f64) -> f64 {
    libm::log(x)
}

/// `base` to the `exponent`.
#[inline]
#[must_use]
pub fn power(base: f64, exponent: f64) -> f64 {
    libm::pow(base, exponent)
}

/// The logistic function.
#[inline]
#[must_use]
pub fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + exp(-x))
}

/// `x` where it is positive, else 0: the paper's `(x)+`.
#[inline]
#[must_use]
pub fn positive(x: f64) -> f64 {
    x.max(0.0)
}

/// How unequal two flows are: 0 equal, 1 all one way; 0 where nothing flows.
#[inline]
#[must_use]
pub fn asymmetry(a: f64, b: f64) -> f64 {
    let sum = a + b;
    if sum > 0.0 { (a - b).abs() / sum } else { 0.0 }
}

/// Distance of two places on the earth, km (haversine on a sphere of 6371 km).
#[must_use]
pub fn distance_km(from: [f64; 2], to: [f64; 2]) -> f64 {
    const EARTH_RADIUS_KM: f64 = 6371.0;
    let radians = |degrees: f64| degrees * (core::f64::consts::PI / 180.0);
    let (lon0, lat0, lon1, lat1) = (radians(from[0]), radians(from[1]), radians(to[0]), radians(to[1]));
    let half = |x: f64| {
        let s = libm::sin(x / 2.0);
        s * s
    };
    let h = half(lat1 - lat0) + libm::cos(lat0) * libm::cos(lat1) * half(lon1 - lon0);
    2.0 * EARTH_RADIUS_KM * libm::asin(h.sqrt().min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copenhagen_and_malmo_are_about_28_km_apart() {
        let km = distance_km([12.568, 55.676], [13.000, 55.605]);
        assert!((27.0..30.0).contains(&km), "{km}");
    }
}
