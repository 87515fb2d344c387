//! Sketches in egui: painted in the colours of the palette.

use egui::epaint::Mesh;
use egui::{Align2, Color32, FontFamily, FontId, Painter, Pos2, Shape, Stroke, pos2};

use super::sketch::{Anchor, At, Ink, Mark, Sketch};
use crate::panels::style::Palette;

/// Paints a sketch with its upper left corner here.
pub fn paint(sketch: &Sketch, painter: &Painter, corner: Pos2, palette: &Palette) {
    let place = |at: &At| pos2(corner.x + at[0], corner.y + at[1]);
    let places = |points: &[At]| points.iter().map(place).collect::<Vec<_>>();
    for mark in &sketch.marks {
        match mark {
            Mark::Line { points, ink, width, is_dashed } => {
                let stroke = Stroke::new(*width, palette.ink(*ink));
                if *is_dashed {
                    painter.extend(Shape::dashed_line(&places(points), stroke, 5.0, 4.0));
                } else {
                    painter.line(places(points), stroke);
                }
            }
            Mark::Band { upper, lower, ink, opacity } => {
                let colour = palette.ink(*ink).gamma_multiply(*opacity);
                painter.add(between(&places(upper), &places(lower), colour));
            }
            Mark::Dot { at, radius, ink, is_hollow } => {
                let (fill, ring) = match is_hollow {
                    true => (palette.card, palette.ink(*ink)),
                    false => (palette.ink(*ink), palette.card),
                };
                painter.circle(place(at), *radius, fill, Stroke::new(1.5, ring));
            }
            Mark::Text { at, text, ink, anchor } => {
                let align = match anchor {
                    Anchor::Start => Align2::LEFT_CENTER,
                    Anchor::Middle => Align2::CENTER_CENTER,
                    Anchor::End => Align2::RIGHT_CENTER,
                };
                let font = FontId::new(sketch.type_size, FontFamily::Proportional);
                painter.text(place(at), align, text, font, palette.ink(*ink));
            }
        }
    }
}

impl Palette {
    /// The colour of an ink.
    #[must_use]
    pub const fn ink(&self, ink: Ink) -> Color32 {
        match ink {
            Ink::Text => self.text,
            Ink::Faint => self.faint,
            Ink::Rule => self.line,
            Ink::Paper => self.card,
            Ink::Course => self.data[0],
            Ink::Without => self.data[1],
        }
    }
}

/// The area between two lines: egui fills convex shapes only, and a fan is none.
fn between(upper: &[Pos2], lower: &[Pos2], colour: Color32) -> Mesh {
    let mut mesh = Mesh::default();
    for (above, below) in upper.iter().zip(lower) {
        mesh.colored_vertex(*above, colour);
        mesh.colored_vertex(*below, colour);
    }
    let columns = u32::try_from(upper.len().min(lower.len())).unwrap_or(0);
    for column in 0..columns.saturating_sub(1) {
        let corner = 2 * column;
        mesh.add_triangle(corner, corner + 1, corner + 2);
        mesh.add_triangle(corner + 1, corner + 2, corner + 3);
    }
    mesh
}
