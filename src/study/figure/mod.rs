//! Figures of what analyses find, as SVG: alone in a file, or inside a page that gives them its colours.
//!
//! No crate draws them: what plotting crates write has no text alternative, no classes for a page's colours, and labels
//! that collide; what is needed of one is a few hundred lines.

mod canvas;
mod label;
mod look;
mod names;
mod of;
mod panels;
mod rows;
mod scale;
mod scatter;

pub use canvas::{HUES, escaped};
pub use names::{Name, Names};
pub use of::{figures, history, said};

use canvas::{Anchor, Canvas, Ink, LARGE, LEADING, SMALL, wrapped};
use panels::Panels;
use rows::Rows;
use scatter::Scatter;

/// A figure, not yet drawn: it is drawn anew for each width.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    pub title: String,
    /// What the marks mean, and how many rows were used and left out.
    pub caption: String,
    /// What is seen, in words and numbers, for those who do not see it.
    pub told: String,
    plot: Plot,
}

#[derive(Clone, Debug, PartialEq)]
enum Plot {
    Rows(Rows),
    Scatter(Scatter),
    Panels(Panels),
}

/// The font of text whose widths are reckoned with.
const FONT: &str = "Arial, 'Helvetica Neue', Helvetica, 'Liberation Sans', sans-serif";
/// Width of a figure in a file of its own, and of a wide one on a page, pixels.
pub const WIDE: f64 = 760.0;
/// Width of a figure for a narrow page, pixels.
pub const NARROW: f64 = 380.0;

impl Figure {
    /// What is drawn in so many pixels of width, and how high it is.
    fn drawn(&self, width: f64) -> (Canvas, f64) {
        match &self.plot {
            Plot::Rows(rows) => rows.drawn(width),
            Plot::Scatter(scatter) => scatter.drawn(width),
            Plot::Panels(panels) => panels.drawn(width),
        }
    }

    /// The drawing for a page, without its caption, which the page writes. `id` is one that the page has not yet.
    #[must_use]
    pub fn inside(&self, width: f64, id: &str) -> String {
        let (canvas, height) = self.drawn(width);
        let (title, told) = (escaped(&self.title), escaped(&self.told));
        format!(
            "<svg viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" height=\"{height:.0}\" role=\"img\" \
             aria-labelledby=\"{id}-t {id}-d\" font-family=\"{FONT}\">\n<title id=\"{id}-t\">{title}</title>\n\
             <desc id=\"{id}-d\">{told}</desc>\n{}</svg>\n",
            canvas.body
        )
    }
}

/// Around a figure in a file of its own.
const MARGIN: f64 = 16.0;

/// A file of its own, with titles and captions: the figures one below the other, black on white.
#[must_use]
pub fn file(figures: &[Figure]) -> String {
    let mut canvas = Canvas::default();
    let mut y = MARGIN;
    for figure in figures {
        let room = WIDE - 2.0 * MARGIN;
        let title = wrapped(&figure.title, LARGE, room, 3);
        canvas.lines((0.0, y + LARGE), &title, LARGE, Ink::Text, Anchor::Start);
        y += title.len() as f64 * LARGE * LEADING + 8.0;
        let (drawing, height) = figure.drawn(room);
        canvas.below(&drawing, y);
        y += height + 4.0;
        let caption = wrapped(&figure.caption, SMALL, room, 12);
        canvas.lines((0.0, y + SMALL), &caption, SMALL, Ink::Faint, Anchor::Start);
        y += caption.len() as f64 * SMALL * LEADING + 28.0;
    }
    let joined = |text: fn(&Figure) -> &str| figures.iter().map(text).collect::<Vec<_>>().join(" ");
    let (title, told) = (escaped(&joined(|figure| &figure.title)), escaped(&joined(|figure| &figure.told)));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDE:.0} {y:.0}\" width=\"{WIDE:.0}\" height=\"{y:.0}\" \
         role=\"img\" aria-labelledby=\"t d\" font-family=\"{FONT}\">\n<!-- {MADE} -->\n<title id=\"t\">{title}</title>\n\
         <desc id=\"d\">{told}</desc>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n\
         <g transform=\"translate({MARGIN} 0)\">\n{}</g>\n</svg>\n",
        canvas.body
    )
}

/// By this text a file is known that we wrote, and may be written again.
pub const MADE: &str = "made by marchland";
