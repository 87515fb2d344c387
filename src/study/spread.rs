//! How the values of a factor are spread: from a share of the probability to the value below which it lies.

use crate::model::math::{exp, ln};
use crate::scenario::problems::number;

/// How values are spread.
#[derive(Clone, Debug, PartialEq)]
pub enum Spread {
    /// Evenly from the first to the second.
    Uniform(f64, f64),
    /// Evenly by their logarithm.
    LogUniform(f64, f64),
    /// Mean and standard deviation, within these ends.
    Normal { mean: f64, deviation: f64, ends: (f64, f64) },
    /// Median and standard deviation of the logarithm, within these ends.
    LogNormal { median: f64, deviation: f64, ends: (f64, f64) },
    /// Least, likeliest and greatest value.
    Triangular(f64, f64, f64),
    /// Whole numbers from the first to the last, each as likely.
    Integers(f64, f64),
    /// These, each as likely.
    Choices(Vec<f64>),
}

impl Spread {
    /// Least and greatest value.
    #[must_use]
    pub fn ends(&self) -> (f64, f64) {
        match self {
            Self::Uniform(low, high) | Self::LogUniform(low, high) | Self::Integers(low, high) => (*low, *high),
            Self::Normal { ends, .. } | Self::LogNormal { ends, .. } => *ends,
            Self::Triangular(low, _, high) => (*low, *high),
            Self::Choices(list) => list
                .iter()
                .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(*value), high.max(*value))),
        }
    }

    /// What is wrong with its numbers and what they should be, if they are not.
    #[must_use]
    pub fn fault(&self) -> Option<(String, &'static str)> {
        let (fault, wanted) = match self {
            Self::Uniform(low, high) => (unordered(*low, *high), "the least value, then a greater one"),
            Self::LogUniform(low, high) => (
                above_nothing("least value", *low).or_else(|| unordered(*low, *high)),
                "a value above 0, then a greater one",
            ),
            Self::Integers(low, high) => (uncountable(*low, *high), "a whole number, then a greater one"),
            Self::Triangular(low, mode, high) => {
                let fault = beside(("likeliest value", *mode), (*low, *high), true);
                (unordered(*low, *high).or(fault), "the least, the likeliest and the greatest value")
            }
            Self::Normal { mean, deviation, ends } => (
                above_nothing("deviation", *deviation).or_else(|| beside(("mean", *mean), *ends, false)),
                "a mean within the ends and a deviation above 0",
            ),
            Self::LogNormal { median, deviation, ends } => (
                above_nothing("median", *median)
                    .or_else(|| above_nothing("deviation", *deviation))
                    .or_else(|| beside(("median", *median), *ends, false)),
                "a median above 0 within the ends and a deviation above 0",
            ),
            Self::Choices(list) => {
                let twice = (1..list.len()).find(|i| list[..*i].contains(&list[*i]));
                let twice = twice.map(|i| format!("{} stands there twice", number(list[i])));
                let alone = (list.len() < 2).then(|| "there is one value alone".to_owned());
                (alone.or(twice), "two values or more, none twice")
            }
        };
        fault.map(|fault| (fault, wanted))
    }

    /// The same within ends, where it has none of its own.
    #[must_use]
    pub fn within(mut self, (low, high): (f64, f64)) -> Self {
        if let Self::Normal { ends, .. } | Self::LogNormal { ends, .. } = &mut self {
            *ends = (ends.0.max(low), ends.1.min(high));
        }
        self
    }

    /// How many values it can take, if they can be counted.
    #[must_use]
    pub fn count(&self) -> Option<u64> {
        match self {
            Self::Integers(low, high) => Some((high - low) as u64 + 1),
            Self::Choices(list) => Some(list.len() as u64),
            _ => None,
        }
    }

    /// The value below which this share of the probability lies.
    #[must_use]
    pub fn at(&self, share: f64) -> f64 {
        match self {
            Self::Uniform(low, high) => (low + (high - low) * share).clamp(*low, *high),
            Self::LogUniform(low, high) => exp(ln(*low) + (ln(*high) - ln(*low)) * share).clamp(*low, *high),
            Self::Normal { mean, deviation, ends } => {
                let z = |x: f64| (x - mean) / deviation;
                (mean + deviation * cut(share, z(ends.0), z(ends.1))).clamp(ends.0, ends.1)
            }
            Self::LogNormal { median, deviation, ends } => {
                let z = |x: f64| if x > 0.0 { ln(x / median) / deviation } else { f64::NEG_INFINITY };
                (median * exp(deviation * cut(share, z(ends.0), z(ends.1)))).clamp(ends.0, ends.1)
            }
            Self::Triangular(low, mode, high) => {
                let (whole, left) = (high - low, mode - low);
                let value = if share * whole < left {
                    low + (share * whole * left).sqrt()
                } else {
                    high - ((1.0 - share) * whole * (high - mode)).sqrt()
                };
                value.clamp(*low, *high)
            }
            Self::Integers(low, _) => low + place(share, self.count().unwrap_or(1)),
            Self::Choices(list) => list[place(share, list.len() as u64) as usize],
        }
    }
}

fn unordered(low: f64, high: f64) -> Option<String> {
    let (low_is, high_is) = (number(low), number(high));
    let fault = if low > high { "is above" } else { "is the same as" };
    (low >= high).then(|| format!("the least value, {low_is}, {fault} the greatest, {high_is}"))
}

fn above_nothing(what: &str, value: f64) -> Option<String> {
    (value <= 0.0).then(|| format!("the {what}, {}, is not above 0", number(value)))
}

/// What is wrong with a value that should lie between these, or may be one of them.
fn beside((what, value): (&str, f64), (low, high): (f64, f64), may_be_one: bool) -> Option<String> {
    let is_low = value < low || !may_be_one && value <= low;
    let (place, end) = if is_low { ("least", low) } else { ("greatest", high) };
    let is_beside = is_low || value > high || !may_be_one && value >= high;
    let fault = if (value - end).abs() <= 0.0 {
        "is"
    } else if is_low {
        "is below"
    } else {
        "is above"
    };
    is_beside.then(|| format!("the {what}, {}, {fault} the {place} value, {}", number(value), number(end)))
}

fn uncountable(low: f64, high: f64) -> Option<String> {
    const MOST_WHOLE: f64 = 1e9;
    let fraction = [("first", low), ("last", high)].into_iter().find(|(_, value)| value.fract().abs() > 0.0);
    let fraction = fraction.map(|(what, value)| format!("the {what} value, {}, is no whole number", number(value)));
    let many = (high - low >= MOST_WHOLE).then(|| format!("they hold more than {} numbers", number(MOST_WHOLE)));
    fraction.or_else(|| unordered(low, high)).or(many)
}

fn place(share: f64, number: u64) -> f64 {
    (share * number as f64).floor().min((number - 1) as f64).max(0.0)
}

/// The quantile of the normal law between two ends. Extreme shares stay finite.
fn cut(share: f64, low: f64, high: f64) -> f64 {
    const LEAST: f64 = 1e-15;
    let (from, to) = (below(low), below(high));
    quantile((from + (to - from) * share).clamp(LEAST, 1.0 - LEAST))
}

/// The share of the normal law below `z`.
fn below(z: f64) -> f64 {
    0.5 * libm::erfc(-z * std::f64::consts::FRAC_1_SQRT_2)
}

/// The normal quantile: halved until no number lies between, which is exact on every platform and needs no table.
fn quantile(share: f64) -> f64 {
    let (mut low, mut high) = (-9.0, 9.0);
    loop {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            return middle;
        }
        if below(middle) < share {
            low = middle;
        } else {
            high = middle;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_the_tables() {
        for (share, z) in [(0.5, 0.0), (0.975, 1.959_963_984_540_054), (0.01, -2.326_347_874_040_841)] {
            assert!((quantile(share) - z).abs() < 1e-9, "{share}: {}", quantile(share));
        }
    }

    #[test]
    fn values_grow_from_the_least_to_the_greatest() {
        let ends = (0.1, 0.9);
        let all = [
            Spread::Uniform(0.1, 0.9),
            Spread::LogUniform(0.1, 0.9),
            Spread::Normal { mean: 0.4, deviation: 0.2, ends },
            Spread::LogNormal { median: 0.4, deviation: 0.5, ends },
            Spread::Triangular(0.1, 0.3, 0.9),
        ];
        for spread in all {
            let values: Vec<f64> = (0..=100).map(|i| spread.at(f64::from(i) / 100.0)).collect();
            assert!(values.windows(2).all(|pair| pair[0] < pair[1]), "{spread:?}");
            assert!((values[0] - 0.1).abs() < 1e-6 && (values[100] - 0.9).abs() < 1e-6, "{spread:?} {values:?}");
        }
    }

    #[test]
    fn numbers_are_written_in_the_shorter_way() {
        let all = [0.0, 0.25, 1e10, 99_999_999_999.0, 4_294_967_295.0, -1e12, 1e-5, 1.5e-300];
        assert_eq!(all.map(number), ["0", "0.25", "1e10", "99999999999", "4294967295", "-1e12", "1e-5", "1.5e-300"]);
    }

    /// Each fault names the number that is wrong.
    #[test]
    fn faults_say_which_number_is_wrong() {
        const FREE: (f64, f64) = (f64::NEG_INFINITY, f64::INFINITY);
        for (spread, wanted) in [
            (Spread::Uniform(0.6, 0.2), "the least value, 0.6, is above the greatest, 0.2"),
            (Spread::Uniform(0.6, 0.6), "the least value, 0.6, is the same as the greatest, 0.6"),
            (Spread::LogUniform(0.0, 1.0), "the least value, 0, is not above 0"),
            (Spread::Integers(1.5, 12.0), "the first value, 1.5, is no whole number"),
            (Spread::Integers(1.0, 12.5), "the last value, 12.5, is no whole number"),
            (Spread::Integers(0.0, 4e9), "they hold more than 1e9 numbers"),
            (Spread::Triangular(0.6, 1.9, 1.0), "the likeliest value, 1.9, is above the greatest value, 1"),
            (Spread::Triangular(0.6, 0.1, 1.0), "the likeliest value, 0.1, is below the least value, 0.6"),
            (Spread::Normal { mean: 1.0, deviation: 0.0, ends: FREE }, "the deviation, 0, is not above 0"),
            (Spread::Normal { mean: 1.0, deviation: 1.0, ends: (1.0, 2.0) }, "the mean, 1, is the least value, 1"),
            (Spread::LogNormal { median: -1.0, deviation: 1.0, ends: FREE }, "the median, -1, is not above 0"),
            (Spread::Choices(vec![1.0]), "there is one value alone"),
            (Spread::Choices(vec![1.0, 2.0, 1.0]), "1 stands there twice"),
        ] {
            assert_eq!(spread.fault().map(|(fault, _)| fault).as_deref(), Some(wanted), "{spread:?}");
        }
        assert_eq!(Spread::Triangular(0.1, 0.1, 1.0).fault(), None);
        assert_eq!(Spread::Normal { mean: 1.0, deviation: 1.0, ends: FREE }.fault(), None);
    }

    #[test]
    fn what_can_be_counted_comes_equally_often() {
        let spread = Spread::Integers(2.0, 5.0);
        let values: Vec<f64> = (0..8).map(|i| spread.at((f64::from(i) + 0.5) / 8.0)).collect();
        assert_eq!(values, [2.0, 2.0, 3.0, 3.0, 4.0, 4.0, 5.0, 5.0]);
        assert_eq!(Spread::Choices(vec![3.0, 1.0]).at(0.999), 1.0);
    }
}
