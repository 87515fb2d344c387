//! A row for each name, with bars, dots, quantiles or ranges along one axis.

use super::canvas::{Anchor, Canvas, Ink, LEADING, NORMAL, SMALL, width, wrapped};
use super::scale::Axis;

/// Rows along one axis.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    /// What the axis measures, with its unit.
    pub axis: String,
    pub rows: Vec<Row>,
    /// A value that rows are compared with: a line marks it, and the axis holds it.
    pub guide: Option<f64>,
    /// Hue, whether it is a dot, and what it means.
    pub legend: Vec<(usize, bool, String)>,
    /// Whether each row has an axis of its own: its range.
    pub is_own: bool,
}

/// A name with its marks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    pub label: String,
    /// Stands over the rows that follow.
    pub is_heading: bool,
    pub marks: Vec<Mark>,
    /// Stands at the right.
    pub note: String,
}

/// What is drawn for a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// From nothing to the value, with an interval.
    Bar { value: f64, interval: Option<(f64, f64)>, hue: usize },
    /// At the value, with an interval.
    Dot { value: f64, interval: Option<(f64, f64)>, hue: usize },
    /// At 5, 25, 50, 75 and 95 % of the values.
    Quantiles([f64; 5]),
    /// A part of a range, and whether it is less than the whole.
    Range { whole: (f64, f64), own: (f64, f64), texts: [String; 4] },
}

impl Mark {
    fn ends(&self) -> (f64, f64) {
        match self {
            Self::Bar { value, interval, .. } | Self::Dot { value, interval, .. } => {
                let (low, high) = interval.unwrap_or((*value, *value));
                (low.min(*value), high.max(*value))
            }
            Self::Quantiles(of) => (of[0], of[4]),
            Self::Range { whole, .. } => *whole,
        }
    }

    const fn height(&self) -> f64 {
        match self {
            Self::Bar { .. } => 12.0,
            Self::Dot { .. } | Self::Quantiles(_) => 14.0,
            Self::Range { .. } => 32.0,
        }
    }
}

/// Below this width labels stand over their marks.
const STACKED: f64 = 480.0;
/// Between rows.
const GAP: f64 = 9.0;
const LINE: f64 = NORMAL * LEADING;

/// Where things stand at a width.
struct Frame {
    left: f64,
    right: f64,
    room: f64,
    is_stacked: bool,
}

impl Rows {
    /// Drawn so wide, and how high it is.
    pub fn drawn(&self, width: f64) -> (Canvas, f64) {
        let mut canvas = Canvas::default();
        let frame = self.frame(width);
        let axis = self.scale(frame.right - frame.left);
        let top = self.legend(&mut canvas, width);
        let mut y = top + 4.0;
        let mut placed = Vec::new();
        for row in &self.rows {
            let lines = wrapped(&row.label, NORMAL, frame.room, 2);
            let text = lines.len() as f64 * LINE;
            let marks: f64 = row.marks.iter().map(Mark::height).sum();
            let height = if frame.is_stacked { text + marks } else { text.max(marks) };
            placed.push((y, height, lines));
            y += height + GAP;
        }
        let bottom = y;
        if !self.is_own {
            self.grid(&mut canvas, &axis, &frame, (top, bottom));
        }
        for (row, (y, height, lines)) in self.rows.iter().zip(&placed) {
            row_drawn(&mut canvas, row, (*y, *height, lines), &axis, &frame);
        }
        if self.is_own {
            return (canvas, bottom + 2.0);
        }
        let below = bottom + SMALL + 4.0;
        for tick in &axis.ticks {
            let at = (axis.place(*tick, frame.left, frame.right), below);
            canvas.text(at, &axis.written(*tick), SMALL, Ink::Faint, Anchor::Middle);
        }
        let title = wrapped(&self.axis, SMALL, width - 8.0, 2);
        let at = (if frame.is_stacked { width / 2.0 } else { f64::midpoint(frame.left, frame.right) }, below + 19.0);
        let at = (at.0.min(width - super::canvas::width(&self.axis, SMALL) / 2.0 - 2.0).max(width / 2.0), at.1);
        canvas.lines(at, &title, SMALL, Ink::Faint, Anchor::Middle);
        (canvas, at.1 + title.len() as f64 * SMALL * LEADING)
    }

    fn frame(&self, width: f64) -> Frame {
        let is_stacked = width < STACKED;
        let widest = |text: fn(&Row) -> &str, size: f64| {
            let rows = self.rows.iter().filter(|row| !row.is_heading);
            rows.map(|row| super::canvas::width(text(row), size)).fold(0.0, f64::max)
        };
        let note = widest(|row| &row.note, SMALL);
        let right = width - 22.0 - if note > 0.0 && !is_stacked { note + 10.0 } else { 0.0 };
        let room = widest(|row| &row.label, NORMAL).min(width * 0.36);
        let (left, room) = if is_stacked { (14.0, width - 8.0 - note) } else { (room + 20.0, room + 4.0) };
        Frame { left, right, room, is_stacked }
    }

    fn scale(&self, room: f64) -> Axis {
        const MARK: f64 = 90.0;
        let ends = self.rows.iter().flat_map(|row| &row.marks).map(Mark::ends);
        let start = self.guide.map_or((f64::INFINITY, f64::NEG_INFINITY), |guide| (guide, guide));
        let (low, high) = ends.fold(start, |(low, high), (a, b)| (low.min(a), high.max(b)));
        Axis::around(low, high, (room / MARK).max(2.0) as usize)
    }

    fn grid(&self, canvas: &mut Canvas, axis: &Axis, frame: &Frame, (top, bottom): (f64, f64)) {
        for tick in &axis.ticks {
            let x = axis.place(*tick, frame.left, frame.right);
            canvas.line((x, top), (x, bottom), Ink::Rule, 1.0);
        }
        if let Some(guide) = self.guide {
            let x = axis.place(guide, frame.left, frame.right);
            canvas.line((x, top), (x, bottom), Ink::Faint, 1.2);
        }
    }

    /// The legend at the top, and where it ends.
    fn legend(&self, canvas: &mut Canvas, room: f64) -> f64 {
        let (mut x, mut y) = (2.0, 14.0);
        for (hue, is_dot, text) in &self.legend {
            let wide = 22.0 + width(text, SMALL) + 16.0;
            if x + wide > room && x > 2.0 {
                (x, y) = (2.0, y + SMALL * LEADING + 3.0);
            }
            if *is_dot {
                canvas.dot((x + 7.0, y - 4.0), 4.5, Ink::Hue(*hue), false);
            } else {
                canvas.rect((x, y - 10.0), (14.0, 11.0), Ink::Hue(*hue), 1.0);
            }
            canvas.text((x + 20.0, y), text, SMALL, Ink::Text, Anchor::Start);
            x += wide;
        }
        if self.legend.is_empty() { 2.0 } else { y + 10.0 }
    }
}

fn row_drawn(canvas: &mut Canvas, row: &Row, (y, height, lines): (f64, f64, &Vec<String>), axis: &Axis, frame: &Frame) {
    let text = lines.len() as f64 * LINE;
    let ink = if row.is_heading { Ink::Faint } else { Ink::Text };
    let first = if frame.is_stacked { y } else { y + (height - text) / 2.0 } + NORMAL * 0.95;
    canvas.lines((2.0, first), lines, NORMAL, ink, Anchor::Start);
    if !row.note.is_empty() {
        let (x, y) =
            if frame.is_stacked { (frame.right + 20.0, first) } else { (frame.right + 10.0, y + height / 2.0 + 4.0) };
        let anchor = if frame.is_stacked { Anchor::End } else { Anchor::Start };
        canvas.text((x, y), &row.note, SMALL, Ink::Faint, anchor);
    }
    let marks: f64 = row.marks.iter().map(Mark::height).sum();
    let mut top = if frame.is_stacked { y + text } else { y + (height - marks) / 2.0 };
    for mark in &row.marks {
        mark_drawn(canvas, mark, top + mark.height() / 2.0, axis, frame);
        top += mark.height();
    }
}

fn mark_drawn(canvas: &mut Canvas, mark: &Mark, y: f64, axis: &Axis, frame: &Frame) {
    let x = |value: f64| axis.place(value, frame.left, frame.right);
    match mark {
        Mark::Bar { value, interval, hue } => {
            let (from, to) = (x(0.0).min(x(*value)), x(0.0).max(x(*value)));
            canvas.rect((from, y - 5.0), (to - from, 10.0), Ink::Hue(*hue), 1.0);
            whisker(canvas, interval.map(|(low, high)| (x(low), x(high))), y, Ink::Text, 1.4);
        }
        Mark::Dot { value, interval, hue } => {
            whisker(canvas, interval.map(|(low, high)| (x(low), x(high))), y, Ink::Hue(*hue), 2.2);
            canvas.dot((x(*value), y), 4.5, Ink::Hue(*hue), false);
        }
        Mark::Quantiles(of) => {
            let [p5, p25, p50, p75, p95] = of.map(x);
            canvas.line((p5, y), (p95, y), Ink::Hue(0), 1.8);
            canvas.rect((p25, y - 5.0), (p75 - p25, 10.0), Ink::Hue(4), 1.0);
            canvas.dot((p50, y), 4.5, Ink::Hue(0), false);
        }
        Mark::Range { whole, own, texts } => range(canvas, (*whole, *own), texts, y, frame),
    }
}

fn whisker(canvas: &mut Canvas, ends: Option<(f64, f64)>, y: f64, ink: Ink, thick: f64) {
    let Some((low, high)) = ends else { return };
    canvas.line((low, y), (high, y), ink, thick);
    for x in [low, high] {
        canvas.line((x, y - 3.5), (x, y + 3.5), ink, thick);
    }
}

/// A part of a range on an axis of its own: ends of the range below, those of the part above where they differ.
fn range(canvas: &mut Canvas, (whole, own): ((f64, f64), (f64, f64)), texts: &[String; 4], y: f64, frame: &Frame) {
    let axis = Axis::between(whole.0, whole.1, 1);
    let (from, to) = (axis.place(own.0, frame.left, frame.right), axis.place(own.1, frame.left, frame.right));
    let is_cut = [own.0 > whole.0, own.1 < whole.1];
    let hue = if is_cut[0] || is_cut[1] { Ink::Hue(0) } else { Ink::Rule };
    canvas.rect((frame.left, y - 3.0), (frame.right - frame.left, 6.0), Ink::Rule, 1.0);
    canvas.rect((from, y - 5.0), (to - from, 10.0), hue, 1.0);
    canvas.text((frame.left, y + 17.0), &texts[0], SMALL, Ink::Faint, Anchor::Start);
    canvas.text((frame.right, y + 17.0), &texts[1], SMALL, Ink::Faint, Anchor::End);
    let (low, high) = (width(&texts[2], SMALL), width(&texts[3], SMALL));
    let mut at = (from.max(frame.left + low / 2.0), to.min(frame.right - high / 2.0));
    // Two numbers over a narrow part stand back from each other.
    let apart = f64::midpoint(low, high) + 8.0;
    if is_cut[0] && is_cut[1] && at.1 - at.0 < apart {
        let middle = f64::midpoint(at.0, at.1);
        at = (middle - apart / 2.0, middle + apart / 2.0);
    }
    if is_cut[0] {
        canvas.text((at.0, y - 8.0), &texts[2], SMALL, Ink::Text, Anchor::Middle);
    }
    if is_cut[1] {
        canvas.text((at.1, y - 8.0), &texts[3], SMALL, Ink::Text, Anchor::Middle);
    }
}
