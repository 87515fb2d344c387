//! A chart of one variable as a sketch: the past, the futures as a fan beside the same without the change, history.

use super::sketch::{Anchor, At, Ink, Sketch, apart, round_numbers};
use crate::model::date::Quarter;
use crate::model::indicator::{Indicator, Variable};
use crate::run::fan::outlook::{Band, Outlook};
use crate::run::history::{Observed, observed};
use crate::run::number::value_of;
use crate::run::play::PlayThrough;

/// Quarters ahead that are in sight: as far as futures are played.
const AHEAD: i32 = 160;
/// Fewer futures than these are drawn one by one.
pub const FEW: usize = 8;
/// How much of the sheet a fan covers: eight in ten futures, and half of them.
const WIDE: f32 = 0.16;
const NARROW: f32 = 0.24;

/// What is charted of a variable.
#[derive(Clone, Debug)]
pub struct Plot<'a> {
    variable: Variable,
    first: Quarter,
    /// The quarter that is looked at.
    at: Quarter,
    quarters: i32,
    /// As far as it was played.
    values: Vec<f64>,
    ahead: Option<&'a Outlook>,
    history: Vec<Observed>,
    thresholds: Vec<f64>,
    least: f64,
    greatest: f64,
}

impl<'a> Plot<'a> {
    /// A variable of a play-through, with what lies ahead.
    #[must_use]
    pub fn of(play: &PlayThrough, ahead: Option<&'a Outlook>, variable: Variable) -> Self {
        let (front, at) = (play.front(), play.place().at);
        let first = front.first();
        let quarters = front.last().min(play.place().reached.plus(AHEAD)).since(first).max(1);
        // What was asked before the quarter that is looked at goes on from it; what was asked later does not.
        let ahead = ahead.filter(|ahead| ahead.from <= at && ahead.until() > at);
        let mut plot = Self {
            variable,
            first,
            at,
            quarters,
            values: front.series(variable),
            ahead,
            history: observed(front, variable),
            thresholds: thresholds(play, variable),
            least: f64::INFINITY,
            greatest: f64::NEG_INFINITY,
        };
        plot.take_in_all();
        plot
    }

    /// The range of values: of all that is drawn.
    fn take_in_all(&mut self) {
        let mut all: Vec<f64> = self.values.iter().chain(&self.thresholds).copied().collect();
        all.extend(self.history.iter().filter(|seen| self.column(seen.quarter).is_some()).map(|seen| seen.value));
        for band in [self.with(), self.without()].into_iter().flatten() {
            let from = self.hidden().min(band.middle.len());
            all.extend(band.tenth[from..].iter().chain(&band.nine_tenths[from..]));
        }
        for value in all.into_iter().filter(|value| value.is_finite()) {
            self.least = self.least.min(value);
            self.greatest = self.greatest.max(value);
        }
        let (span, size) = (self.greatest - self.least, self.greatest.abs());
        // What does not move lies in the middle of half its size to either side.
        let room = match size {
            _ if span > size * 1e-3 => span * 0.06,
            0.0 => 1.0,
            _ => size * 0.5,
        };
        (self.least, self.greatest) = (self.least - room, self.greatest + room);
    }

    fn with(&self) -> Option<&'a Band> {
        self.ahead?.with.band(self.variable)
    }

    fn without(&self) -> Option<&'a Band> {
        self.ahead?.without.as_ref()?.band(self.variable)
    }

    /// Quarters of the outlook that have passed since it was asked for.
    fn hidden(&self) -> usize {
        self.ahead.map_or(0, |ahead| usize::try_from(self.at.since(ahead.from)).unwrap_or(0))
    }

    /// Quarters since the first, if that is in sight.
    fn column(&self, quarter: Quarter) -> Option<usize> {
        usize::try_from(quarter.since(self.first))
            .ok()
            .filter(|column| *column <= self.quarters.unsigned_abs() as usize)
    }

    /// The quarter at a share of the width.
    #[must_use]
    pub fn quarter_at(&self, share: f32) -> Quarter {
        self.first.plus((share.clamp(0.0, 1.0) * self.quarters as f32).round() as i32)
    }

    /// What there is to say of a quarter: the value, or what half and eight in ten of the futures come to.
    #[must_use]
    pub fn told(&self, quarter: Quarter) -> Option<String> {
        if let Some(value) = self.column(quarter).and_then(|column| self.values.get(column)) {
            return Some(self.value(*value));
        }
        let index = usize::try_from(quarter.since(self.ahead?.from)).ok()?;
        let band = self.with()?;
        let [low, middle, high] = [&band.tenth, &band.middle, &band.nine_tenths].map(|line| line.get(index).copied());
        Some(format!("{} ({} to {} in 8 of 10)", self.value(middle?), self.value(low?), self.value(high?)))
    }

    fn value(&self, value: f64) -> String {
        value_of(self.variable, value)
    }

    /// Whether history has something to say.
    #[must_use]
    pub fn has_history(&self) -> bool {
        self.history.iter().any(|seen| self.column(seen.quarter).is_some())
    }

    /// Draws it; `crosshair` is marked.
    #[must_use]
    pub fn sketch(&self, size: At, type_size: f32, crosshair: Quarter) -> Sketch {
        let labels = self.labels();
        let (left, right) = self.sides(size, type_size);
        let frame = Frame { left, right, top: 0.6 * type_size, bottom: size[1] - 1.4 * type_size, plot: self };
        let mut sketch = Sketch { size, type_size, marks: Vec::new() };
        self.guides(&mut sketch, &frame);
        self.fan(&mut sketch, &frame);
        self.courses(&mut sketch, &frame);
        self.seen_in_history(&mut sketch, &frame);
        let heights: Vec<f32> = labels.iter().map(|label| frame.y(label.0)).collect();
        let half = 0.55 * type_size;
        let places = apart(&heights, 2.0 * half, frame.top + half, frame.bottom - half);
        for ((_, text, ink), y) in labels.into_iter().zip(places) {
            sketch.text([frame.right + 6.0, y], text, ink, Anchor::Start);
        }
        if let Some(column) = self.column(crosshair) {
            let x = frame.x(column);
            sketch.line(vec![[x, frame.top], [x, frame.bottom]], Ink::Faint, 1.0);
            if let Some(value) = self.values.get(column) {
                sketch.dot([x, frame.y(*value)], 4.0, Ink::Course, false);
            }
        }
        sketch
    }

    /// Where the plot lies in a sketch of this size, from left to right: shares of a pointer's place follow from it.
    #[must_use]
    pub fn sides(&self, size: At, type_size: f32) -> (f32, f32) {
        let widest = self.labels().iter().map(|label| label.1.chars().count()).max().unwrap_or(0) as f32;
        let labels = if widest > 0.0 { widest * 0.5 * type_size + 6.0 } else { 2.0 };
        (3.6 * type_size, size[0] - 6.0 - labels)
    }

    /// What stands at the ends of the lines: the value there, its text, its ink.
    fn labels(&self) -> Vec<(f64, String, Ink)> {
        let end = |band: Option<&Band>| band.and_then(|band| band.middle.last().copied());
        let mut labels = Vec::new();
        if let Some(with) = end(self.with()) {
            let name = if self.without().is_some() { " with" } else { "" };
            labels.push((with, format!("{}{name}", self.value(with)), Ink::Course));
        }
        if let Some(without) = end(self.without()) {
            labels.push((without, format!("{} without", self.value(without)), Ink::Without));
        }
        labels
    }

    /// Round values, years, and where the stages begin.
    fn guides(&self, sketch: &mut Sketch, frame: &Frame<'_>) {
        let type_size = sketch.type_size;
        let about = f64::from((frame.bottom - frame.top) / (2.2 * type_size)).clamp(2.0, 5.0);
        for value in round_numbers(self.least, self.greatest, about) {
            let y = frame.y(value);
            sketch.line(vec![[frame.left, y], [frame.right, y]], Ink::Rule, 1.0);
            sketch.text([frame.left - 4.0, y], self.value(value), Ink::Faint, Anchor::End);
        }
        let y = frame.bottom + 0.75 * type_size;
        for (column, year) in self.years((frame.right - frame.left) / (3.2 * type_size)) {
            // The last year may stand at the edge of the sheet.
            let x = frame.x(column).min(sketch.size[0] - 1.2 * type_size);
            sketch.text([x, y], year.to_string(), Ink::Faint, Anchor::Middle);
        }
        for (threshold, stage) in self.thresholds.iter().zip(["II", "III"]) {
            let y = frame.y(*threshold);
            sketch.dashed(vec![[frame.left, y], [frame.right, y]], Ink::Faint, 1.0);
            // Above its line, or below where there is no room above.
            let over = y - 0.6 * type_size;
            let at = if over < 0.5 * type_size { y + 0.6 * type_size } else { over };
            sketch.text([frame.left + 4.0, at], stage, Ink::Faint, Anchor::Start);
        }
    }

    /// Years that are named, at most so many.
    fn years(&self, most: f32) -> Vec<(usize, i32)> {
        let years = self.quarters as f32 / 4.0;
        let step = [1, 2, 5, 10, 20, 50, 100, 200].into_iter().find(|step| years / *step as f32 <= most).unwrap_or(500);
        let last = self.first.plus(self.quarters).year();
        let named = (self.first.year()..=last).filter(|year| year % step == 0);
        named.filter_map(|year| Some((self.column(Quarter::new(year, 1))?, year))).collect()
    }

    fn fan(&self, sketch: &mut Sketch, frame: &Frame<'_>) {
        let Some(ahead) = self.ahead else { return };
        for (band, ink, paths) in [
            (self.without(), Ink::Without, ahead.without.as_ref().map_or(0, |sheaf| sheaf.paths)),
            (self.with(), Ink::Course, ahead.with.paths),
        ] {
            let Some(band) = band else { continue };
            let from = self.hidden();
            let line = |values: &[f64]| -> Vec<At> {
                let columns = values.iter().enumerate().skip(from).map(|(index, value)| (index, *value));
                let first = self.column(ahead.from).unwrap_or(0);
                columns.map(|(index, value)| [frame.x(first + index), frame.y(value)]).collect()
            };
            if paths < FEW {
                band.samples.iter().for_each(|sample| sketch.line(line(sample), ink, 1.0));
            } else {
                sketch.band(line(&band.nine_tenths), line(&band.tenth), ink, WIDE);
                sketch.band(line(&band.three_quarters), line(&band.quarter), ink, NARROW);
            }
            let middle = line(&band.middle);
            match ink {
                Ink::Without => sketch.dashed(middle, ink, 2.0),
                _ => sketch.line(middle, ink, 2.0),
            }
        }
    }

    /// What has been played: thick up to the quarter that is looked at, thin beyond.
    fn courses(&self, sketch: &mut Sketch, frame: &Frame<'_>) {
        let in_sight = self.values.iter().take(self.quarters.unsigned_abs() as usize + 1).enumerate();
        let points: Vec<At> = in_sight.map(|(column, value)| [frame.x(column), frame.y(*value)]).collect();
        let Some(last) = points.len().checked_sub(1) else { return };
        let seen = self.column(self.at).unwrap_or(last).min(last);
        if seen < last {
            sketch.line(points[seen..].to_vec(), Ink::Text, 1.0);
        }
        sketch.line(points[..=seen].to_vec(), Ink::Course, 2.5);
        if self.ahead.is_some() {
            sketch.dashed(vec![[points[seen][0], frame.top], [points[seen][0], frame.bottom]], Ink::Rule, 1.0);
        }
    }

    fn seen_in_history(&self, sketch: &mut Sketch, frame: &Frame<'_>) {
        for seen in &self.history {
            if let Some(column) = self.column(seen.quarter) {
                // A yearly value stands in the middle of its year, which is where its third quarter begins.
                let half = if seen.yearly { 0.5 } else { 0.0 };
                let x = frame.x(column) - half * (frame.right - frame.left) / self.quarters as f32;
                let ink = if seen.is_verified { Ink::Text } else { Ink::Faint };
                sketch.dot([x, frame.y(seen.value)], 3.0, ink, true);
            }
        }
    }
}

/// Where the plot lies in the sketch.
struct Frame<'a> {
    left: f32,
    right: f32,
    top: f32,
    bottom: f32,
    plot: &'a Plot<'a>,
}

impl Frame<'_> {
    fn x(&self, column: usize) -> f32 {
        self.left + (self.right - self.left) * column as f32 / self.plot.quarters as f32
    }

    fn y(&self, value: f64) -> f32 {
        let share = (value - self.plot.least) / (self.plot.greatest - self.plot.least);
        self.bottom - (self.bottom - self.top) * share as f32
    }
}

/// Where stages II and III begin, of an indicator.
fn thresholds(play: &PlayThrough, variable: Variable) -> Vec<f64> {
    let thresholds = &play.run().scenario().setup.thresholds;
    let indicator = Indicator::ALL.into_iter().find(|indicator| indicator.variable() == variable);
    let both = indicator.map(|i| [thresholds.second[i as usize], thresholds.third[i as usize]]);
    both.into_iter().flatten().collect()
}
