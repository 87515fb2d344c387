//! A drawing as plain data: marks in pixels from the upper left corner, in inks that whoever shows it knows the colours of.

/// What something is drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// What is read first.
    Text,
    /// What is read second.
    Faint,
    /// Guides.
    Rule,
    /// The sheet.
    Paper,
    /// The course, and its futures.
    Course,
    /// The same without the change.
    Without,
}

/// Where a text stands from its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Begins there.
    Start,
    Middle,
    /// Ends there.
    End,
}

/// A place: to the right, then down.
pub type At = [f32; 2];

/// Something that is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// Through points; dashed if it is a guide or the other side of a comparison.
    Line { points: Vec<At>, ink: Ink, width: f32, is_dashed: bool },
    /// Between two lines with the same places to the right.
    Band { upper: Vec<At>, lower: Vec<At>, ink: Ink, opacity: f32 },
    /// A circle, filled or hollow.
    Dot { at: At, radius: f32, ink: Ink, is_hollow: bool },
    /// A line of text, its middle at this height.
    Text { at: At, text: String, ink: Ink, anchor: Anchor },
}

/// A drawing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sketch {
    /// Width and height, pixels.
    pub size: At,
    /// Height of letters, pixels.
    pub type_size: f32,
    /// From back to front.
    pub marks: Vec<Mark>,
}

impl Sketch {
    pub(super) fn line(&mut self, points: Vec<At>, ink: Ink, width: f32) {
        self.marks.push(Mark::Line { points, ink, width, is_dashed: false });
    }

    pub(super) fn dashed(&mut self, points: Vec<At>, ink: Ink, width: f32) {
        self.marks.push(Mark::Line { points, ink, width, is_dashed: true });
    }

    pub(super) fn band(&mut self, upper: Vec<At>, lower: Vec<At>, ink: Ink, opacity: f32) {
        self.marks.push(Mark::Band { upper, lower, ink, opacity });
    }

    pub(super) fn dot(&mut self, at: At, radius: f32, ink: Ink, is_hollow: bool) {
        self.marks.push(Mark::Dot { at, radius, ink, is_hollow });
    }

    pub(super) fn text(&mut self, at: At, text: impl Into<String>, ink: Ink, anchor: Anchor) {
        self.marks.push(Mark::Text { at, text: text.into(), ink, anchor });
    }
}

/// Moves labels apart that stand at these heights, so that none covers another: each as near to its own as the order
/// allows, all between `top` and `bottom` if there is room.
#[must_use]
pub fn apart(wanted: &[f32], gap: f32, top: f32, bottom: f32) -> Vec<f32> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|a, b| wanted[*a].total_cmp(&wanted[*b]));
    let mut placed = wanted.to_vec();
    let mut least = top;
    for index in &order {
        placed[*index] = placed[*index].max(least);
        least = placed[*index] + gap;
    }
    let mut most = bottom;
    for index in order.iter().rev() {
        placed[*index] = placed[*index].min(most);
        most = placed[*index] - gap;
    }
    placed
}

/// The round numbers within a range, about so many.
#[must_use]
pub fn round_numbers(least: f64, greatest: f64, about: f64) -> Vec<f64> {
    let raw = (greatest - least) / about;
    if !raw.is_finite() || raw <= 0.0 {
        return Vec::new();
    }
    let size = libm::pow(10.0, libm::log10(raw).floor());
    let step = size
        * match raw / size {
            few if few < 1.5 => 1.0,
            few if few < 3.5 => 2.0,
            few if few < 7.5 => 5.0,
            _ => 10.0,
        };
    let first = (least / step).ceil();
    let numbers = ((greatest / step).floor() - first).max(-1.0) as u32;
    (0..=numbers).map(|number| (first + f64::from(number)) * step).filter(|number| *number <= greatest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_never_cover_each_other_and_stay_on_the_sheet() {
        let places = apart(&[50.0, 52.0, 49.0, 8.0, 99.0, 98.0], 14.0, 7.0, 93.0);
        let mut sorted = places.clone();
        sorted.sort_by(f32::total_cmp);
        assert!(sorted.windows(2).all(|pair| pair[1] - pair[0] >= 14.0 - 1e-3), "{sorted:?}");
        assert!(sorted[0] >= 7.0 && sorted[5] <= 93.0, "{sorted:?}");
        assert!(places[2] < places[0] && places[0] < places[1] && places[5] < places[4], "in their order: {places:?}");
        assert_eq!(apart(&[20.0, 60.0], 14.0, 7.0, 93.0), [20.0, 60.0], "those apart stay where they are");
    }

    #[test]
    fn round_numbers_are_round_and_few() {
        assert_eq!(round_numbers(0.03, 0.47, 2.0), [0.2, 0.4]);
        assert_eq!(round_numbers(-1.2, 1.2, 3.0), [-1.0, 0.0, 1.0]);
        assert_eq!(round_numbers(1200.0, 21_000.0, 4.0), [5000.0, 10_000.0, 15_000.0, 20_000.0]);
        assert_eq!(round_numbers(1.0, 1.0, 3.0), Vec::<f64>::new());
        assert_eq!(round_numbers(0.0, f64::NAN, 3.0), Vec::<f64>::new());
    }
}
