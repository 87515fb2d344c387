//! An SVG drawing: lines, areas, marks and text, each with a class for a page's colours and a colour of its own.

use std::fmt::Write as _;

/// What something is drawn with. On a page the class decides, which knows light from dark; alone the colour does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Text, and what is as important.
    Text,
    /// Text beside the point.
    Faint,
    /// Axes and guides.
    Rule,
    /// The colour of the sheet.
    Paper,
    /// A colour of Okabe and Ito: told apart by those who see few colours, and in grey by their lightness.
    Hue(usize),
}

/// Class and colour on white of each hue.
pub const HUES: [(&str, &str); 6] =
    [("h0", "#0072b2"), ("h1", "#e69f00"), ("h2", "#009e73"), ("h3", "#cc79a7"), ("h4", "#56b4e9"), ("h5", "#d55e00")];

impl Ink {
    const fn class(self) -> &'static str {
        match self {
            Self::Text => "ink",
            Self::Faint => "faint",
            Self::Rule => "rule",
            Self::Paper => "paper",
            Self::Hue(hue) => HUES[hue % HUES.len()].0,
        }
    }

    const fn colour(self) -> &'static str {
        match self {
            Self::Text => "#1a1d21",
            Self::Faint => "#59626d",
            Self::Rule => "#d3d8de",
            Self::Paper => "#ffffff",
            Self::Hue(hue) => HUES[hue % HUES.len()].1,
        }
    }
}

/// Where a text stands from its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// Heights of letters.
pub const SMALL: f64 = 12.5;
pub const NORMAL: f64 = 13.5;
pub const LARGE: f64 = 16.0;
/// From one line of text to the next, in heights of letters.
pub const LEADING: f64 = 1.3;

/// Elements one after the other.
#[derive(Clone, Debug, Default)]
pub struct Canvas {
    pub body: String,
}

impl Canvas {
    fn put(&mut self, text: std::fmt::Arguments<'_>) {
        // A string takes all that is written to it.
        let _ = self.body.write_fmt(text);
        self.body.push('\n');
    }

    /// A straight line.
    pub fn line(&mut self, from: (f64, f64), to: (f64, f64), ink: Ink, width: f64) {
        let (class, colour) = (ink.class(), ink.colour());
        let ((x1, y1), (x2, y2)) = ((pixel(from.0), pixel(from.1)), (pixel(to.0), pixel(to.1)));
        self.put(format_args!(
            r#"<line class="s-{class}" stroke="{colour}" stroke-width="{width}" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>"#
        ));
    }

    /// A line through points; with dashes if it is a guide.
    pub fn path(&mut self, points: &[(f64, f64)], ink: Ink, width: f64, is_dashed: bool) {
        let (class, colour) = (ink.class(), ink.colour());
        let dashes = if is_dashed { r#" stroke-dasharray="5 4""# } else { "" };
        let points = listed(points);
        self.put(format_args!(
            r#"<polyline class="s-{class}" fill="none" stroke="{colour}" stroke-width="{width}" stroke-linejoin="round"{dashes} points="{points}"/>"#
        ));
    }

    /// An area within points.
    pub fn area(&mut self, points: &[(f64, f64)], ink: Ink, opacity: f64) {
        let (class, colour) = (ink.class(), ink.colour());
        let points = listed(points);
        self.put(format_args!(
            r#"<polygon class="f-{class}" fill="{colour}" fill-opacity="{opacity}" points="{points}"/>"#
        ));
    }

    /// A rectangle from its upper left corner.
    pub fn rect(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), ink: Ink, opacity: f64) {
        let (class, colour) = (ink.class(), ink.colour());
        let (x, y, width, height) = (pixel(x), pixel(y), pixel(width.max(0.0)), pixel(height));
        self.put(format_args!(
            r#"<rect class="f-{class}" fill="{colour}" fill-opacity="{opacity}" x="{x}" y="{y}" width="{width}" height="{height}"/>"#
        ));
    }

    /// A dot; a hollow one shows the sheet inside.
    pub fn dot(&mut self, (x, y): (f64, f64), radius: f64, ink: Ink, is_hollow: bool) {
        let (class, colour) = (ink.class(), ink.colour());
        let (fill, sheet) = if is_hollow { (Ink::Paper.class(), Ink::Paper.colour()) } else { (class, colour) };
        let (x, y) = (pixel(x), pixel(y));
        self.put(format_args!(
            r#"<circle class="f-{fill} s-{class}" fill="{sheet}" stroke="{colour}" stroke-width="1.8" cx="{x}" cy="{y}" r="{radius}"/>"#
        ));
    }

    /// A line of text whose letters stand on `y`.
    pub fn text(&mut self, (x, y): (f64, f64), text: &str, size: f64, ink: Ink, anchor: Anchor) {
        let (class, colour) = (ink.class(), ink.colour());
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => r#" text-anchor="middle""#,
            Anchor::End => r#" text-anchor="end""#,
        };
        let weight = if size >= LARGE { r#" font-weight="600""# } else { "" };
        let (x, y, text) = (pixel(x), pixel(y), escaped(text));
        self.put(format_args!(
            r#"<text class="f-{class}" fill="{colour}" font-size="{size}"{weight}{anchor} x="{x}" y="{y}">{text}</text>"#
        ));
    }

    /// Lines of text, the first on `y`.
    pub fn lines(&mut self, (x, y): (f64, f64), lines: &[String], size: f64, ink: Ink, anchor: Anchor) {
        for (i, line) in lines.iter().enumerate() {
            self.text((x, y + i as f64 * size * LEADING), line, size, ink, anchor);
        }
    }

    /// What another drawing has, moved down.
    pub fn below(&mut self, other: &Self, y: f64) {
        self.put(format_args!("<g transform=\"translate(0 {})\">\n{}</g>", pixel(y), other.body));
    }
}

/// A tenth of a pixel is as fine as anybody sees.
fn pixel(x: f64) -> f64 {
    let rounded = (x * 10.0).round() / 10.0;
    // No negative nothing.
    if rounded.abs() > 0.0 { rounded } else { 0.0 }
}

fn listed(points: &[(f64, f64)]) -> String {
    points.iter().map(|(x, y)| format!("{},{}", pixel(*x), pixel(*y))).collect::<Vec<_>>().join(" ")
}

/// Text as XML and HTML take it, inside elements and attributes. Signs that XML has no room for become spaces.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            '\u{fffe}' | '\u{ffff}' => out.push(' '),
            c if c.is_control() => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

/// About how wide a text is, in pixels: never much less than in DejaVu Sans, a tenth wider than Arial, which takes its place
/// where there is neither that nor its like.
#[must_use]
pub fn width(text: &str, size: f64) -> f64 {
    let of = |c: char| match c {
        'i' | 'j' | 'l' | '\'' => 0.29,
        ' ' | '|' | '.' | ',' | ':' | ';' | 'I' | '/' => 0.34,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '-' | '!' | '"' => 0.4,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '—' | '…' => 0.98,
        'A'..='Z' | '&' => 0.74,
        _ => match unicode_width::UnicodeWidthChar::width(c) {
            Some(2) => 1.05,
            Some(0) => 0.0,
            _ => 0.63,
        },
    };
    text.chars().map(of).sum::<f64>() * size
}

/// The text in lines no wider than `room`, and no more of them than `most`: the last says by its end that there is more.
#[must_use]
pub fn wrapped(text: &str, size: f64, room: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let joined = lines.last().map(|line| format!("{line} {word}"));
        match joined.filter(|joined| width(joined, size) <= room) {
            Some(joined) => {
                lines.pop();
                lines.push(joined);
            }
            None => lines.push(word.to_owned()),
        }
    }
    let is_cut = lines.len() > most;
    lines.truncate(most);
    let last = lines.len().saturating_sub(1);
    for (i, line) in lines.iter_mut().enumerate() {
        let ends = is_cut && i == last;
        if width(line, size) > room || ends {
            while !line.is_empty() && width(&format!("{line}…"), size) > room {
                line.pop();
            }
            line.push('…');
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_and_stays_well_formed() {
        assert_eq!(escaped("a<b> & \"c\" 'd'\u{1}"), "a&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39; ");
        let mut canvas = Canvas::default();
        canvas.text((1.0, -0.04), "<script>", NORMAL, Ink::Text, Anchor::Middle);
        assert!(canvas.body.contains("&lt;script&gt;") && canvas.body.contains("y=\"0\""), "{}", canvas.body);
    }

    /// The widths in DejaVu Sans are those of its own table of advances.
    #[test]
    fn text_is_no_wider_than_is_reckoned_where_arial_is_missing() {
        for (text, dejavu) in [
            ("The programme of 2009-2018 as delivered", 21.55),
            ("Staged, reacting to the state", 14.42),
            ("Rules, works, people, research", 15.35),
            ("How rules work on trade (elasticity)", 17.85),
            ("WAGES 12,345 per cent", 12.02),
        ] {
            let reckoned = width(text, 1.0);
            assert!(reckoned >= 0.99 * dejavu && reckoned < 1.2 * dejavu, "{text}: {reckoned} for {dejavu}");
        }
    }

    #[test]
    fn text_is_wrapped_into_its_room() {
        let lines = wrapped("Rules, works, people, research and more of the same", NORMAL, 120.0, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines.iter().all(|line| width(line, NORMAL) <= 120.0) && lines[1].ends_with('…'), "{lines:?}");
        assert_eq!(wrapped("short", NORMAL, 120.0, 2), ["short"]);
        assert!(wrapped("", NORMAL, 120.0, 2).is_empty());
        assert!(width(&wrapped("incomprehensibilities", NORMAL, 60.0, 3)[0], NORMAL) <= 60.0);
    }
}
