//! Words on the map: names where there is room, what lies under the pointer, and which layers are shown.

use egui::{
    Align2, FontId, Painter, Pos2, Rect, Response, RichText, Sense, TextStyle, Ui, Vec2, WidgetInfo, WidgetType,
};

use super::colours::Colours;
use super::geometry::Geometry;
use super::places::{Spot, Standing, city_in_words, crossing_in_words, organisation_in_words, standing};
use super::{Camera, Layers, flows};
use crate::model::indicator::Variable;
use crate::panels::style::faint;
use crate::run::Run;
use crate::run::number::{level, percent};

/// Layers to switch on and off, each with what its signs mean.
pub fn layers_ui(ui: &mut Ui, layers: &mut Layers) {
    ui.horizontal_wrapped(|ui| {
        ui.label(faint("Show"));
        let each = |part: f64| percent(part);
        ui.checkbox(&mut layers.goods, "Goods")
            .on_hover_text(format!("A square is {} of a side's yearly output, on its way.", each(flows::GOODS_EACH)));
        ui.checkbox(&mut layers.people, "Commuters")
            .on_hover_text(format!("A dot is {} of those in work, on their way.", each(flows::PEOPLE_EACH)));
        ui.checkbox(&mut layers.ties, "Ties").on_hover_text("Strong arcs cross the border, faint ones stay at home.");
        ui.checkbox(&mut layers.border, "Barriers")
            .on_hover_text("The border is the wider, the higher the barriers, and the more broken up, the more trust.");
        ui.checkbox(&mut layers.organisations, "Organisations")
            .on_hover_text("Squares are firms, triangles universities and institutes, circles public bodies.");
    });
}

/// Names of cities, the greatest first, and of crossings with how they stand: those that cover no other.
pub fn names(ui: &mut Ui, painter: &Painter, run: &Run, spots: &[Spot], gates: &[Pos2], colours: &Colours) {
    let setup = &run.scenario().setup;
    let font = TextStyle::Small.resolve(ui.style());
    let mut taken: Vec<Rect> = Vec::new();
    let mut order: Vec<usize> = (0..spots.len()).collect();
    order.sort_by(|one, two| setup.cities[*two].population.total_cmp(&setup.cities[*one].population));
    for city in order {
        let spot = spots[city];
        let below = spot.at + Vec2::new(0.0, spot.radius + 4.0);
        write(painter, below, Align2::CENTER_TOP, &setup.cities[city].name, &font, colours, &mut taken);
        let area = Rect::from_center_size(spot.at, Vec2::splat(2.0 * spot.radius)).intersect(painter.clip_rect());
        told(ui, ("city", city), area, city_in_words(run, city));
    }
    for (crossing, gate) in gates.iter().enumerate() {
        let words = match standing(run, crossing) {
            Standing::Open => setup.crossings[crossing].name.clone(),
            other => format!("{} ({})", setup.crossings[crossing].name, other.words()),
        };
        write(painter, *gate + Vec2::new(10.0, 0.0), Align2::LEFT_CENTER, &words, &font, colours, &mut taken);
        let area = Rect::from_center_size(*gate, Vec2::splat(16.0)).intersect(painter.clip_rect());
        told(ui, ("crossing", crossing), area, crossing_in_words(run, crossing));
    }
}

/// What a screen reader says of a thing on the map.
fn told(ui: &Ui, id: (&str, usize), area: Rect, words: String) {
    if area.is_positive() {
        let response = ui.interact(area, ui.id().with(id), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, &words));
    }
}

fn write(
    painter: &Painter,
    at: Pos2,
    align: Align2,
    text: &str,
    font: &FontId,
    colours: &Colours,
    taken: &mut Vec<Rect>,
) {
    let galley = painter.layout_no_wrap(text.to_owned(), font.clone(), colours.text);
    let area = align.anchor_size(at, galley.size());
    if !painter.clip_rect().contains_rect(area) || taken.iter().any(|other| other.intersects(area)) {
        return;
    }
    painter.rect_filled(area.expand2(Vec2::new(3.0, 0.0)), 3.0, colours.halo.gamma_multiply(0.72));
    painter.galley(area.min, galley, colours.text);
    taken.push(area);
}

/// Says what lies under the pointer.
pub fn hovered(
    ui: &Ui,
    response: &Response,
    run: &Run,
    geometry: &Geometry,
    camera: &Camera,
    spots: &[Spot],
    gates: &[Pos2],
    seats: &[Pos2],
) {
    let Some(at) = response.hover_pos().filter(|_| !ui.input(|input| input.pointer.any_down())) else { return };
    /// Points around the pointer in which a thing is meant.
    const NEAR: f32 = 9.0;
    let nearest = |places: &mut dyn Iterator<Item = Pos2>| {
        let near = places.enumerate().map(|(index, place)| (index, place.distance(at)));
        near.min_by(|one, two| one.1.total_cmp(&two.1))
            .filter(|(_, distance)| *distance <= NEAR)
            .map(|(index, _)| index)
    };
    let mut lines = Vec::new();
    if let Some(crossing) = nearest(&mut gates.iter().copied()) {
        lines.push(crossing_in_words(run, crossing));
    }
    if let Some(city) = spots.iter().position(|spot| spot.at.distance(at) <= spot.radius + 3.0) {
        lines.push(city_in_words(run, city));
        lines.extend(nearest(&mut seats.iter().copied()).map(|seat| organisation_in_words(run, seat)));
    }
    let border = geometry.border.iter().flatten().map(|point| camera.screen(*point));
    if lines.is_empty() && border.clone().any(|point| point.distance(at) <= 2.0 * NEAR) {
        lines.push(format!(
            "The border: barriers of distance {}, of institutions {}; trust {}",
            level(run.value(Variable::Geographic)),
            level(run.value(Variable::Institutional)),
            level(run.value(Variable::Trust))
        ));
    }
    if !lines.is_empty() {
        response.clone().on_hover_ui_at_pointer(|ui| {
            lines.iter().enumerate().for_each(|(number, line)| {
                let text = RichText::new(line);
                ui.label(if number == 0 { text.strong() } else { text });
            });
        });
    }
}
