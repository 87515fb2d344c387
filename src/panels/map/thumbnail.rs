//! The small map of a card: both regions, their border and cities, without names.

use egui::{Pos2, Sense, Ui, Vec2};

use super::colours::Colours;
use super::geometry::Geometry;
use super::{Camera, View, base, home_of, paint};
use crate::model::setup::Side;

/// A city.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// On the plane.
    pub at: Pos2,
    pub side: Side,
    pub people: f64,
}

/// Draws it in a room of this size.
pub fn thumbnail_ui(ui: &mut Ui, geometry: &Geometry, places: &[Place], size: Vec2) {
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    if !ui.is_rect_visible(rect) {
        return;
    }
    let view: View = home_of(geometry);
    let camera = Camera::of(&view, rect, geometry.home);
    let colours = Colours::of(ui);
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    painter.rect_filled(rect, 4.0, colours.around(geometry.has_sea()));
    base(ui, (response.id, response.id), &painter, geometry, &camera, &colours);
    let mut mesh = egui::Mesh::default();
    for line in &geometry.border {
        paint::strip(&mut mesh, line.iter().map(|point| camera.screen(*point)), 2.5, colours.text);
    }
    painter.add(mesh);
    for place in places {
        let radius = ((place.people.max(1.0) / 1e6).sqrt() as f32 * 3.0).clamp(2.5, 7.0);
        painter.circle(camera.screen(place.at), radius, colours.mark(place.side), (1.0, colours.halo));
    }
}
