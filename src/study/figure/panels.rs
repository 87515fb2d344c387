//! Small panels on one scale: how runs spread over the years, and history beside them.

use super::canvas::{Anchor, Canvas, Ink, LEADING, NORMAL, SMALL, width, wrapped};
use super::scale::Axis;

/// Panels on one scale.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Panels {
    /// What is shown, with its unit.
    pub y: String,
    pub panels: Vec<Panel>,
}

/// Runs over the years.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Panel {
    pub title: String,
    /// Year, and what lies at 5, 25, 50, 75 and 95 % of the runs.
    pub bands: Vec<(f64, [f64; 5])>,
    /// A line to compare with: year and value.
    pub other: Vec<(f64, f64)>,
    /// Observed values, and whether each is verified.
    pub points: Vec<(f64, f64, bool)>,
}

/// Between panels.
const GAP: f64 = 18.0;

impl Panels {
    /// Drawn so wide, and how high it is.
    pub fn drawn(&self, wide: f64) -> (Canvas, f64) {
        let mut canvas = Canvas::default();
        let number = self.panels.len().max(1);
        let columns = if wide < 480.0 { 1 } else { number.min(3) };
        let years = || self.panels.iter().flat_map(|panel| panel.bands.iter().map(|(year, _)| *year));
        let (first, last) = years().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), year| (a.min(year), b.max(year)));
        let y = self.scale();
        let written = y.ticks.iter().map(|tick| width(&y.written(*tick), SMALL)).fold(0.0, f64::max) + 10.0;
        let one = (wide - written - 20.0 - GAP * (columns - 1) as f64) / columns as f64;
        let high = match columns {
            1 if number == 1 => (one * 0.46).max(170.0),
            1 => 130.0,
            _ => (one * 0.62).max(130.0),
        };
        let x = Axis::between(first, last, (one / 70.0).max(1.0) as usize);
        let titles: Vec<Vec<String>> = self.panels.iter().map(|panel| wrapped(&panel.title, NORMAL, one, 2)).collect();
        canvas.text((2.0, SMALL), &self.y, SMALL, Ink::Faint, Anchor::Start);
        let mut top = SMALL * LEADING + 4.0;
        for (panels, titles) in self.panels.chunks(columns).zip(titles.chunks(columns)) {
            let lines = titles.iter().map(Vec::len).max().unwrap_or(0);
            let head = lines as f64 * NORMAL * LEADING + 4.0;
            for (column, (panel, title)) in panels.iter().zip(titles).enumerate() {
                let left = written + column as f64 * (one + GAP);
                canvas.lines((left, top + NORMAL), title, NORMAL, Ink::Text, Anchor::Start);
                let sheet = Sheet { left, right: left + one, top: top + head, bottom: top + head + high };
                panel.drawn(&mut canvas, &x, &y, &sheet, column == 0);
            }
            top += head + high + SMALL * LEADING + 16.0;
        }
        (canvas, top - 4.0)
    }

    fn scale(&self) -> Axis {
        let bands = self.panels.iter().flat_map(|panel| panel.bands.iter().map(|(_, of)| (of[0], of[4])));
        let points = self.panels.iter().flat_map(|panel| panel.points.iter().map(|(_, value, _)| (*value, *value)));
        let (low, high) = bands
            .chain(points)
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), (a, b)| (low.min(a), high.max(b)));
        // Near enough to nothing, the axis begins there.
        Axis::around(if low > 0.0 && low < high / 2.0 { 0.0 } else { low }, high, 4)
    }
}

struct Sheet {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl Panel {
    fn drawn(&self, canvas: &mut Canvas, x: &Axis, y: &Axis, sheet: &Sheet, is_first: bool) {
        for tick in &y.ticks {
            let at = y.place(*tick, sheet.bottom, sheet.top);
            canvas.line((sheet.left, at), (sheet.right, at), Ink::Rule, 1.0);
            if is_first {
                canvas.text((sheet.left - 6.0, at + 4.0), &y.written(*tick), SMALL, Ink::Faint, Anchor::End);
            }
        }
        for tick in &x.ticks {
            let at = x.place(*tick, sheet.left, sheet.right);
            canvas.line((at, sheet.bottom), (at, sheet.bottom + 4.0), Ink::Faint, 1.0);
            canvas.text((at, sheet.bottom + SMALL + 6.0), &x.written(*tick), SMALL, Ink::Faint, Anchor::Middle);
        }
        let place =
            |year: f64, value: f64| (x.place(year, sheet.left, sheet.right), y.place(value, sheet.bottom, sheet.top));
        let band = |low: usize, high: usize| -> Vec<(f64, f64)> {
            let up = self.bands.iter().map(|(year, of)| place(*year, of[high]));
            up.chain(self.bands.iter().rev().map(|(year, of)| place(*year, of[low]))).collect()
        };
        if self.bands.len() > 1 {
            canvas.area(&band(0, 4), Ink::Hue(4), 0.3);
            canvas.area(&band(1, 3), Ink::Hue(4), 0.65);
        }
        let other: Vec<(f64, f64)> = self.other.iter().map(|(year, value)| place(*year, *value)).collect();
        if other.len() > 1 {
            canvas.path(&other, Ink::Text, 1.3, true);
        }
        let middle: Vec<(f64, f64)> = self.bands.iter().map(|(year, of)| place(*year, of[2])).collect();
        canvas.path(&middle, Ink::Hue(0), 2.2, false);
        for (year, value, is_verified) in &self.points {
            canvas.dot(place(*year, *value), 4.0, Ink::Hue(5), !is_verified);
        }
    }
}
