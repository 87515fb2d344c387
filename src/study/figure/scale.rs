//! Axes: where a value lies between two ends, and round numbers to mark on the way.

/// An axis from its first mark to its last, or from end to end of the values where marks are wanted within.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    pub low: f64,
    pub high: f64,
    /// Round numbers, in order.
    pub ticks: Vec<f64>,
    decimals: usize,
}

impl Axis {
    /// An axis that holds both ends, with about so many marks; it begins and ends at one.
    #[must_use]
    pub fn around(low: f64, high: f64, marks: usize) -> Self {
        let (low, high) = wide(low, high);
        let step = step((high - low) / marks.max(1) as f64);
        let (first, last) = ((low / step + SLACK).floor(), (high / step - SLACK).ceil());
        Self::of(first * step, last * step, step)
    }

    /// An axis from one end to the other, with about so many marks between, each a whole number: for years.
    #[must_use]
    pub fn between(low: f64, high: f64, marks: usize) -> Self {
        let (low, high) = wide(low, high);
        Self::of(low, high, step((high - low) / marks.max(1) as f64).max(1.0))
    }

    fn of(low: f64, high: f64, step: f64) -> Self {
        let (first, last) = ((low / step - SLACK).ceil(), (high / step + SLACK).floor());
        let count = (last - first).max(0.0) as usize;
        let ticks = (0..=count).map(|i| (first + i as f64) * step).collect();
        let decimals = (0..DECIMALS).find(|d| is_whole(step * ten(*d))).unwrap_or(DECIMALS);
        Self { low, high, ticks, decimals }
    }

    /// Where a value lies if the axis runs from one place to another; what lies beyond an end stays there.
    #[must_use]
    pub fn place(&self, value: f64, from: f64, to: f64) -> f64 {
        from + ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0) * (to - from)
    }

    /// A mark as it is written: all with as many decimals.
    #[must_use]
    pub fn written(&self, tick: f64) -> String {
        let size = tick.abs();
        let text = match size {
            _ if size >= 1e6 => format!("{}M", short(size / 1e6)),
            _ if size >= 1e5 => format!("{}k", short(size / 1e3)),
            _ => format!("{size:.*}", self.decimals),
        };
        let nothing = text.chars().all(|c| c == '0' || c == '.');
        if tick < 0.0 && !nothing { format!("−{text}") } else { text }
    }
}

/// Most decimals of a mark.
const DECIMALS: usize = 9;
/// What rounding may take from a mark that lies at an end.
const SLACK: f64 = 1e-9;

/// Beyond this an axis ends, so that what lies between two ends is still a number.
const FAR: f64 = 1e300;
/// Ends that are no farther apart than this are the same.
const NEAR: f64 = 1e-280;

/// Ends that differ and are numbers.
fn wide(low: f64, high: f64) -> (f64, f64) {
    if !low.is_finite() || !high.is_finite() {
        return (0.0, 1.0);
    }
    let [low, high] = [low, high].map(|end| end.clamp(-FAR, FAR));
    match high - low {
        span if span > NEAR => (low, high),
        _ => {
            let half = if low.abs() > NEAR * 10.0 { low.abs() / 10.0 } else { 0.5 };
            (low - half, low + half)
        }
    }
}

/// The least of 1, 2 and 5 times a power of ten that is no less than this.
fn step(rough: f64) -> f64 {
    // Where a power of ten overflows or is nothing, no search for it ends.
    let rough = rough.clamp(f64::MIN_POSITIVE, FAR * 10.0);
    let mut power = 1.0;
    while power > rough {
        power /= 10.0;
    }
    while power * 10.0 <= rough {
        power *= 10.0;
    }
    let factor = [1.0, 2.0, 5.0].into_iter().find(|factor| factor * power * (1.0 + SLACK) >= rough).unwrap_or(10.0);
    factor * power
}

fn ten(power: usize) -> f64 {
    (0..power).fold(1.0, |all, _| all * 10.0)
}

fn is_whole(x: f64) -> bool {
    (x - x.round()).abs() < 1e-6
}

fn short(x: f64) -> String {
    if is_whole(x) { format!("{x:.0}") } else { format!("{x:.1}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(axis: &Axis) -> Vec<String> {
        axis.ticks.iter().map(|tick| axis.written(*tick)).collect()
    }

    #[test]
    fn marks_are_round_and_hold_the_values() {
        assert_eq!(marks(&Axis::around(0.0, 1.0, 5)), ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]);
        assert_eq!(marks(&Axis::around(-0.013, 0.027, 4)), ["−0.02", "−0.01", "0.00", "0.01", "0.02", "0.03"]);
        assert_eq!(marks(&Axis::around(3.0, 141.0, 3)), ["0", "50", "100", "150"]);
        assert_eq!(marks(&Axis::between(2004.75, 2045.0, 4)), ["2020", "2040"]);
        assert_eq!(marks(&Axis::around(0.0, 2.4e6, 2)), ["0", "2M", "4M"]);
    }

    #[test]
    fn odd_ends_still_make_an_axis() {
        for (low, high) in [(2.0, 2.0), (0.0, 0.0), (f64::NAN, 1.0), (f64::INFINITY, f64::NEG_INFINITY), (1e-12, 2e-12)]
        {
            let axis = Axis::around(low, high, 5);
            assert!(axis.low < axis.high && axis.ticks.len() > 1 && axis.ticks.len() < 20, "{low} {high}: {axis:?}");
        }
        for (low, high) in [(-f64::MAX, f64::MAX), (f64::MAX, f64::MAX), (0.0, f64::from_bits(1)), (1e-310, 2e-310)] {
            for axis in [Axis::around(low, high, 5), Axis::between(low, high, 5)] {
                let are_numbers = axis.ticks.iter().all(|tick| tick.is_finite());
                assert!(axis.low < axis.high && are_numbers && axis.ticks.len() < 20, "{low} {high}: {axis:?}");
            }
        }
        for rough in [0.0, f64::from_bits(1), f64::MIN_POSITIVE, f64::MAX, f64::INFINITY] {
            let step = step(rough);
            assert!(step > 0.0 && step.is_finite(), "{rough}: {step}");
        }
        let axis = Axis::around(0.0, 10.0, 5);
        assert!((axis.place(5.0, 100.0, 200.0) - 150.0).abs() < 1e-9 && axis.place(99.0, 0.0, 1.0) <= 1.0);
    }
}
