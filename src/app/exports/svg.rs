//! A sketch as an SVG file of its own: dark on white, with its title and what it shows in words.

use svg::node::element::{Circle, Description, Polygon, Polyline, Rectangle, Text, Title};
use svg::{Document, Node};

use crate::panels::charts::sketch::{Anchor, At, Ink, Mark, Sketch};
use crate::panels::style::{LIGHT, Palette};

/// Width and height of the drawing, and of its letters, pixels.
pub const SIZE: At = [760.0, 360.0];
pub const TYPE_SIZE: f32 = 14.0;
/// Around the drawing.
const MARGIN: f32 = 16.0;
const FONT: &str = "Arial, Helvetica, sans-serif";

/// The file. The lines stand beneath the drawing.
#[must_use]
pub fn file(sketch: &Sketch, title: &str, lines: &[String]) -> String {
    let [width, height] = sketch.size;
    let leading = 1.4 * sketch.type_size;
    let top = MARGIN + 2.0 * leading;
    let (wide, high) = (width + 2.0 * MARGIN, top + height + leading * (lines.len() as f32 + 1.0) + MARGIN);
    let mut document = Document::new()
        .set("viewBox", (0.0, 0.0, wide, high))
        .set("width", wide)
        .set("height", high)
        .set("role", "img")
        .set("font-family", FONT)
        .set("font-size", sketch.type_size)
        .add(Title::new(title))
        .add(Description::new().add(svg::node::Text::new(lines.join(" "))))
        .add(Rectangle::new().set("width", wide).set("height", high).set("fill", "#ffffff"));
    let head = Text::new(title).set("x", MARGIN).set("y", MARGIN + leading).set("fill", colour(Ink::Text));
    document.append(head.set("font-weight", "600"));
    for mark in &sketch.marks {
        draw(&mut document, mark, [MARGIN, top]);
    }
    for (index, line) in lines.iter().enumerate() {
        let y = top + height + leading * (index as f32 + 1.0);
        document.append(Text::new(line.as_str()).set("x", MARGIN).set("y", y).set("fill", colour(Ink::Faint)));
    }
    format!("{document}\n")
}

fn draw(document: &mut Document, mark: &Mark, corner: At) {
    let place = |at: &At| [at[0] + corner[0], at[1] + corner[1]];
    let listed = |points: &mut dyn Iterator<Item = &At>| {
        let pairs: Vec<String> = points.map(&place).map(|[x, y]| format!("{x:.1},{y:.1}")).collect();
        pairs.join(" ")
    };
    match mark {
        Mark::Line { points, ink, width, is_dashed } => {
            let line = Polyline::new().set("points", listed(&mut points.iter())).set("fill", "none");
            let line = line.set("stroke", colour(*ink)).set("stroke-width", *width).set("stroke-linejoin", "round");
            document.append(if *is_dashed { line.set("stroke-dasharray", "5 4") } else { line });
        }
        Mark::Band { upper, lower, ink, opacity } => {
            let points = listed(&mut upper.iter().chain(lower.iter().rev()));
            document
                .append(Polygon::new().set("points", points).set("fill", colour(*ink)).set("fill-opacity", *opacity));
        }
        Mark::Dot { at, radius, ink, is_hollow } => {
            let ([x, y], fill) = (place(at), if *is_hollow { Ink::Paper } else { *ink });
            let dot = Circle::new().set("cx", x).set("cy", y).set("r", *radius).set("fill", colour(fill));
            document.append(dot.set("stroke", colour(*ink)).set("stroke-width", 1.5));
        }
        Mark::Text { at, text, ink, anchor } => {
            let [x, y] = place(at);
            let anchor = match anchor {
                Anchor::Start => "start",
                Anchor::Middle => "middle",
                Anchor::End => "end",
            };
            let text = Text::new(text.as_str()).set("x", x).set("y", y).set("dominant-baseline", "central");
            document.append(text.set("text-anchor", anchor).set("fill", colour(*ink)));
        }
    }
}

/// The colour on white.
fn colour(ink: Ink) -> String {
    let palette: &Palette = &LIGHT;
    let colour = palette.ink(ink);
    format!("#{:02x}{:02x}{:02x}", colour.r(), colour.g(), colour.b())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_holds_every_mark_and_escapes_what_is_written() {
        let text =
            |text: &str| Mark::Text { at: [5.0, 6.0], text: text.to_owned(), ink: Ink::Text, anchor: Anchor::End };
        let marks = vec![
            Mark::Line { points: vec![[0.0, 1.0], [2.0, 3.0]], ink: Ink::Course, width: 2.5, is_dashed: true },
            Mark::Band {
                upper: vec![[0.0, 1.0], [2.0, 1.0]],
                lower: vec![[0.0, 3.0], [2.0, 4.0]],
                ink: Ink::Without,
                opacity: 0.25,
            },
            Mark::Dot { at: [1.0, 2.0], radius: 3.0, ink: Ink::Text, is_hollow: true },
            text("a < b & \"c\""),
        ];
        let sketch = Sketch { size: [100.0, 50.0], type_size: 14.0, marks };
        let file = file(&sketch, "Trust & more", &["<one>".to_owned()]);
        for piece in [
            "<title>Trust &amp; more</title>",
            "points=\"16.0,56.2 18.0,58.2\"",
            "stroke-dasharray=\"5 4\"",
            "points=\"16.0,56.2 18.0,56.2 18.0,59.2 16.0,58.2\"",
            "fill-opacity=\"0.25\"",
            "<circle ",
            "a &lt; b &amp; \"c\"",
            "&lt;one&gt;",
            "text-anchor=\"end\"",
            "http://www.w3.org/2000/svg",
        ] {
            assert!(file.contains(piece), "`{piece}` is not in\n{file}");
        }
    }
}
