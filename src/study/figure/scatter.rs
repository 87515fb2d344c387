//! Points by two numbers, with labels that do not collide, or joined to a path.

use super::canvas::{Anchor, Canvas, Ink, LEADING, SMALL, width};
use super::label::{Area, is_far, placed};
use super::scale::Axis;

/// Points by two numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scatter {
    pub x: String,
    pub y: String,
    /// The first have the first choice where their labels stand.
    pub points: Vec<Point>,
    /// Whether the points are joined in their order.
    pub is_path: bool,
    /// Whether a line shows where both numbers are equal, and what that means.
    pub diagonal: Option<String>,
    /// Least and greatest of both axes, where the values do not decide.
    pub ends: Option<(f64, f64)>,
}

/// A point.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Point {
    /// Empty: none.
    pub label: String,
    pub at: (f64, f64),
    /// Of the first number.
    pub interval: Option<(f64, f64)>,
    /// Whether it stands out.
    pub is_chosen: bool,
}

impl Scatter {
    /// Drawn so wide, and how high it is.
    pub fn drawn(&self, wide: f64) -> (Canvas, f64) {
        let mut canvas = Canvas::default();
        let height = if wide < 480.0 { wide * 0.95 } else { wide * 0.56 };
        let (x, y) = self.axes(wide);
        let written = y.ticks.iter().map(|tick| width(&y.written(*tick), SMALL)).fold(0.0, f64::max);
        let sheet =
            Area { left: written + 12.0, top: 2.0 + SMALL * LEADING + 6.0, right: wide - 22.0, bottom: height - 42.0 };
        frame(&mut canvas, (&x, &y), sheet);
        canvas.text((2.0, SMALL), &self.y, SMALL, Ink::Faint, Anchor::Start);
        canvas.text((sheet.right, height - 6.0), &self.x, SMALL, Ink::Faint, Anchor::End);
        let place = |at: (f64, f64)| (x.place(at.0, sheet.left, sheet.right), y.place(at.1, sheet.bottom, sheet.top));
        let mut taken = Vec::new();
        if let Some(text) = &self.diagonal {
            let end = x.high.min(y.high);
            let (from, to) = (place((x.low.max(y.low), x.low.max(y.low))), place((end, end)));
            canvas.path(&[from, to], Ink::Faint, 1.0, true);
            taken.push(diagonal_label(&mut canvas, text, to, sheet));
        }
        let places: Vec<(f64, f64)> = self.points.iter().map(|point| place(point.at)).collect();
        if self.is_path {
            canvas.path(&places, Ink::Hue(0), 1.4, false);
        }
        for (point, at) in self.points.iter().zip(&places) {
            if let Some((low, high)) = point.interval {
                let (low, high) = (place((low, point.at.1)), place((high, point.at.1)));
                canvas.line(low, high, Ink::Hue(4), 1.6);
                taken.push(Area { left: low.0, top: low.1 - 1.0, right: high.0, bottom: low.1 + 1.0 });
            }
            let hue = Ink::Hue(if point.is_chosen { 5 } else { 0 });
            canvas.dot(*at, if point.is_chosen { 6.0 } else { 4.0 }, hue, false);
        }
        self.labels(&mut canvas, &places, &taken, sheet);
        (canvas, height)
    }

    fn axes(&self, wide: f64) -> (Axis, Axis) {
        let of = |ends: &dyn Fn(&Point) -> (f64, f64), marks: usize| {
            let (low, high) = self.ends.unwrap_or_else(|| {
                let ends = self.points.iter().map(ends);
                ends.fold((0.0, f64::NEG_INFINITY), |(low, high), (a, b)| (f64::min(low, a), f64::max(high, b)))
            });
            Axis::around(low, high, marks)
        };
        let across = |point: &Point| {
            let (low, high) = point.interval.unwrap_or((point.at.0, point.at.0));
            (low.min(point.at.0), high.max(point.at.0))
        };
        (of(&across, (wide / 110.0) as usize), of(&|point| (point.at.1, point.at.1), 5))
    }

    fn labels(&self, canvas: &mut Canvas, places: &[(f64, f64)], taken: &[Area], sheet: Area) {
        let labelled: Vec<usize> = (0..places.len()).filter(|i| !self.points[*i].label.is_empty()).collect();
        let text = |i: usize| self.points[i].label.as_str();
        let points: Vec<(f64, f64)> = labelled.iter().map(|i| places[*i]).collect();
        let sizes: Vec<(f64, f64)> = labelled.iter().map(|i| (width(text(*i), SMALL), SMALL * 1.15)).collect();
        let mut full = taken.to_vec();
        full.extend(places.iter().map(|at| Area::around(*at, 5.0)));
        // The points themselves are no obstacle to their own labels.
        for (i, area) in labelled.iter().zip(placed(&points, &sizes, &full, sheet)) {
            let Some(area) = area else { continue };
            let at = places[*i];
            if is_far(at, &area) {
                let near = (at.0.clamp(area.left, area.right), at.1.clamp(area.top, area.bottom));
                canvas.line(at, near, Ink::Faint, 0.8);
            }
            canvas.text((area.left, area.bottom - SMALL * 0.28), text(*i), SMALL, Ink::Text, Anchor::Start);
        }
    }
}

fn frame(canvas: &mut Canvas, (x, y): (&Axis, &Axis), sheet: Area) {
    for tick in &x.ticks {
        let at = x.place(*tick, sheet.left, sheet.right);
        canvas.line((at, sheet.top), (at, sheet.bottom), Ink::Rule, 1.0);
        canvas.text((at, sheet.bottom + SMALL + 4.0), &x.written(*tick), SMALL, Ink::Faint, Anchor::Middle);
    }
    for tick in &y.ticks {
        let at = y.place(*tick, sheet.bottom, sheet.top);
        canvas.line((sheet.left, at), (sheet.right, at), Ink::Rule, 1.0);
        canvas.text((sheet.left - 6.0, at + 4.0), &y.written(*tick), SMALL, Ink::Faint, Anchor::End);
    }
}

/// Near the upper end of the diagonal, and what it takes.
fn diagonal_label(canvas: &mut Canvas, text: &str, to: (f64, f64), sheet: Area) -> Area {
    let wide = width(text, SMALL);
    let left = (to.0 - wide - 14.0).max(sheet.left + 2.0);
    let base = (to.1 + SMALL).max(sheet.top + SMALL);
    canvas.text((left, base), text, SMALL, Ink::Faint, Anchor::Start);
    Area { left, top: base - SMALL, right: left + wide, bottom: base + 3.0 }
}
