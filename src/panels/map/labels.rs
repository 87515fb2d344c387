//! Words on the map: names where there is room, what lies under the pointer, and which layers are shown.

use egui::{
    Align2, FontId, Painter, Pos2, Rect, Response, RichText, Sense, TextStyle, Ui, Vec2, WidgetInfo, WidgetType,
};

use super::colours::Colours;
use super::pick::{Sight, under};
use super::places::{Spot, Standing, standing};
use super::{Layers, flows, words};
use crate::panels::Ask;
use crate::panels::style::{faint, named, scale};
use crate::panels::view::{Thing, ViewAsk};
use crate::run::Run;
use crate::run::number::percent;

/// Width in which the switches have room in one line in the usual type, at 100 %.
const ROOMY: f32 = 580.0;

/// Layers to switch on and off, each with what its signs mean; and all places by name.
pub fn layers_ui(ui: &mut Ui, run: &Run, layers: &mut Layers, asks: &mut Vec<Ask>) {
    let is_narrow = ui.available_width() < ROOMY * scale(ui);
    let text = |words: &str| if is_narrow { RichText::new(words).small() } else { RichText::new(words) };
    ui.horizontal_wrapped(|ui| {
        places_ui(ui, run, asks);
        if !is_narrow {
            ui.label(faint("Show"));
        }
        let each = |part: f64| percent(part);
        ui.checkbox(&mut layers.goods, text("Goods"))
            .on_hover_text(format!("A square is {} of a side's yearly output, on its way.", each(flows::GOODS_EACH)));
        ui.checkbox(&mut layers.people, text("Commuters"))
            .on_hover_text(format!("A dot is {} of those in work, on their way.", each(flows::PEOPLE_EACH)));
        ui.checkbox(&mut layers.ties, text("Ties"))
            .on_hover_text("Strong arcs cross the border, faint ones stay at home.");
        ui.checkbox(&mut layers.border, text("Barriers"))
            .on_hover_text("The border is the wider, the higher the barriers, and the more broken up, the more trust.");
        ui.checkbox(&mut layers.organisations, text("Organisations"))
            .on_hover_text("Squares are firms, triangles universities and institutes, circles public bodies.");
    });
}

/// Everything on the map by its name: the way to it by keys.
fn places_ui(ui: &mut Ui, run: &Run, asks: &mut Vec<Ask>) {
    let setup = &run.scenario().setup;
    let mut all = vec![("The border".to_owned(), Thing::Border)];
    all.extend(setup.regions.iter().enumerate().map(|(side, region)| (region.name.clone(), Thing::Side(side))));
    all.extend(setup.crossings.iter().enumerate().map(|(index, it)| (it.name.clone(), Thing::Crossing(index))));
    all.extend(setup.cities.iter().enumerate().map(|(index, it)| (it.name.clone(), Thing::City(index))));
    let button = ui.menu_button("Places", |ui| {
        egui::ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
            for (name, thing) in all {
                let button = ui.button(&name);
                named(&button, format!("Choose {name}"));
                if button.clicked() {
                    asks.push(ViewAsk::Select(Some(thing)).into());
                    ui.close();
                }
            }
        });
    });
    named(&button.response, "Places of the map");
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
        told(ui, ("city", city), area, words::city(run, city));
    }
    for (crossing, gate) in gates.iter().enumerate() {
        let text = match standing(run, crossing) {
            Standing::Open => setup.crossings[crossing].name.clone(),
            other => format!("{} ({})", setup.crossings[crossing].name, other.words()),
        };
        write(painter, *gate + Vec2::new(10.0, 0.0), Align2::LEFT_CENTER, &text, &font, colours, &mut taken);
        let area = Rect::from_center_size(*gate, Vec2::splat(16.0)).intersect(painter.clip_rect());
        told(ui, ("crossing", crossing), area, words::crossing(run, crossing));
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
pub fn hovered(ui: &Ui, response: &Response, sight: &Sight<'_>) {
    let Some(at) = response.hover_pos().filter(|_| !ui.input(|input| input.pointer.any_down())) else { return };
    let Some(thing) = under(sight, at) else { return };
    let mut lines = vec![words::thing(sight.run, thing)];
    if let Thing::Organisation(organisation) = thing {
        let city = usize::from(sight.run.land().network().organisations()[organisation].city);
        lines.push(words::city(sight.run, city));
    }
    lines.push("Click to choose it.".to_owned());
    response.clone().on_hover_ui_at_pointer(|ui| {
        lines.iter().enumerate().for_each(|(number, line)| {
            let text = RichText::new(line);
            ui.label(if number == 0 { text.strong() } else { text.small() });
        });
    });
}
