//! The map: both regions, their border and crossings, cities with their organisations, ties and flows.

mod colours;
mod flows;
pub mod geometry;
mod labels;
mod paint;
mod pick;
mod places;
pub mod thumbnail;
pub(super) mod words;

use std::sync::Arc;

use egui::{Id, Mesh, Painter, Pos2, Rect, Response, Sense, Shape, Ui, Vec2, pos2, vec2};

use super::Ask;
use super::keys::{Does, pressed};
use super::style::{USUAL, named, scale};
use super::view::{Thing, ViewAsk};
use crate::model::indicator::Variable;
use crate::model::organisation::OrganisationKind;
use crate::run::Run;
use colours::Colours;
use geometry::Geometry;
use pick::{Sight, under};
use places::{Spot, Standing, populations, seats, spots, standing};

/// What is shown besides land, water, cities and crossings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layers {
    pub goods: bool,
    pub people: bool,
    pub ties: bool,
    /// Trust and barriers, as the look of the border.
    pub border: bool,
    pub organisations: bool,
}

/// Which part of the plane is seen.
#[derive(Clone, Copy, Debug, PartialEq)]
struct View {
    layers: Layers,
    centre: Pos2,
    /// 1 where everything fits.
    zoom: f32,
}

/// The plane on the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    rect: Rect,
    centre: Pos2,
    zoom: f32,
    /// Points of the screen for one of the plane.
    scale: f32,
}

impl Camera {
    fn of(view: &View, rect: Rect, home: Rect) -> Self {
        let fit = (rect.width() / home.width()).min(rect.height() / home.height());
        Self { rect, centre: view.centre, zoom: view.zoom, scale: fit * view.zoom }
    }

    fn screen(&self, plane: Pos2) -> Pos2 {
        self.rect.center() + (plane - self.centre) * self.scale
    }

    fn plane(&self, screen: Pos2) -> Pos2 {
        self.centre + (screen - self.rect.center()) / self.scale
    }
}

/// Bounds of the zoom.
const NEAREST: f32 = 400.0;
const FARTHEST: f32 = 0.4;
/// One press of a button.
const PRESS: f32 = 1.4;

fn switches_id() -> Id {
    Id::new("switches of the map")
}

/// What the switches over the map took when it was drawn last: as many lines as they need.
#[must_use]
pub fn switches_height(ui: &Ui) -> f32 {
    ui.data(|data| data.get_temp(switches_id())).unwrap_or_else(|| ui.spacing().interact_size.y)
}

/// Draws it in all the room there is. A click asks for what lies under it, or for nothing.
pub fn map_ui(ui: &mut Ui, run: &Run, selected: Option<Thing>, asks: &mut Vec<Ask>) {
    // What is kept is of one scenario: another one takes its place, or each reload would leave its own behind.
    let (id, of) = (Id::new("map"), Id::new(&run.scenario().sha256));
    let geometry = kept(ui, id, of, || Geometry::of(run.scenario()));
    let home = home_of(&geometry);
    let seen = ui.data(|data| data.get_temp::<(Id, View)>(id)).filter(|(seen, _)| *seen == of);
    let before = seen.map_or(home, |(_, view)| view);
    let mut view = before;
    let top = ui.cursor().top();
    labels::layers_ui(ui, run, &mut view.layers, asks);
    let (switches, known) = (ui.cursor().top() - top, switches_height(ui));
    if (switches - known).abs() > 0.5 {
        // What stands beneath was laid out for another height: it is once more before anybody sees it.
        ui.ctx().request_discard("the switches of the map take another height");
    }
    ui.data_mut(|data| data.insert_temp(switches_id(), switches));
    let (rect, response) = ui.allocate_exact_size(ui.available_size().max(vec2(80.0, 80.0)), Sense::click_and_drag());
    move_view(ui, &response, &geometry, &mut view);
    let camera = Camera::of(&view, rect, geometry.home);
    let colours = Colours::of(ui);
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    painter.rect_filled(rect, 4.0, colours.around(geometry.has_sea()));
    base(ui, (id, of), &painter, &geometry, &camera, &colours);
    let spots = spots(run, &geometry, &camera);
    let crossings = &run.scenario().setup.crossings;
    let gates: Vec<Pos2> =
        crossings.iter().map(|c| camera.screen(geometry.project([c.longitude, c.latitude]))).collect();
    border(&painter, run, &geometry, &camera, &colours, view.layers.border);
    let key = (of, camera, colours, state_of(run));
    let seats = kept(ui, id.with("seats"), key, || seats(run, &spots));
    if view.layers.ties {
        painter.add(Shape::Mesh(kept(ui, id.with("ties"), key, || paint::ties(run, &seats, &colours))));
    }
    cities(&painter, run, &spots, &colours);
    if view.layers.organisations {
        let mesh = || organisations(run, &seats, &spots, &colours);
        painter.add(Shape::Mesh(kept(ui, id.with("organisations"), key, mesh)));
    }
    let time = if ui.style().animation_time > 0.0 { ui.input(|input| input.time) } else { 0.0 };
    flows::paint(&painter, run, &spots, &gates, view.layers, &colours, time);
    for (index, gate) in gates.iter().enumerate() {
        crossing(&painter, *gate, standing(run, index), &colours);
    }
    labels::names(ui, &painter, run, &spots, &gates, &colours);
    let layers = view.layers;
    let sight =
        Sight { run, geometry: &geometry, camera: &camera, layers, spots: &spots, gates: &gates, seats: &seats };
    chosen(&painter, &sight, selected, &colours);
    labels::hovered(ui, &response, &sight);
    if response.clicked()
        && let Some(at) = response.interact_pointer_pos()
    {
        asks.push(ViewAsk::Select(under(&sight, at)).into());
    }
    buttons(ui, rect, &mut view, &home);
    if view != before {
        ui.data_mut(|data| data.insert_temp(id, (of, view)));
    }
}

/// All of it, with every layer.
fn home_of(geometry: &Geometry) -> View {
    let layers = Layers { goods: true, people: true, ties: true, border: true, organisations: true };
    View { layers, centre: geometry.home.center(), zoom: 1.0 }
}

/// A ring around what was chosen, where it has a place.
fn chosen(painter: &Painter, sight: &Sight<'_>, selected: Option<Thing>, colours: &Colours) {
    let (one, other) = match selected {
        Some(Thing::City(city)) => (sight.spots.get(city).map(|spot| (spot.at, spot.radius + 6.0)), None),
        Some(Thing::Crossing(crossing)) => (sight.gates.get(crossing).map(|gate| (*gate, 12.0)), None),
        Some(Thing::Organisation(one)) => (sight.seats.get(one).map(|seat| (*seat, 8.0)), None),
        Some(Thing::Tie(one, two)) => {
            let end = |index: usize| sight.seats.get(index).map(|seat| (*seat, 8.0));
            (end(one), end(two))
        }
        Some(Thing::Side(_) | Thing::Border) | None => (None, None),
    };
    for (at, round) in one.into_iter().chain(other) {
        painter.circle_stroke(at, round, (4.0, colours.halo));
        painter.circle_stroke(at, round, (2.0, colours.text));
    }
}

/// Drag, wheel, pinch and keys.
fn move_view(ui: &Ui, response: &Response, geometry: &Geometry, view: &mut View) {
    named(response, "Map: drag to move, wheel to zoom");
    let camera = Camera::of(view, response.rect, geometry.home);
    if response.dragged() {
        view.centre -= response.drag_delta() / camera.scale;
    }
    if let Some(cursor) = response.hover_pos() {
        const NOTCH: f32 = 0.004;
        let (wheel, pinch) = ui.input(|input| (input.smooth_scroll_delta().y, input.zoom_delta()));
        let factor = libm::expf(wheel * NOTCH) * pinch;
        if (factor - 1.0).abs() > f32::EPSILON {
            let held = camera.plane(cursor);
            view.zoom = (view.zoom * factor).clamp(FARTHEST, NEAREST);
            let now = Camera::of(view, response.rect, geometry.home);
            view.centre += held - now.plane(cursor);
        }
    }
    if response.has_focus() {
        if pressed(ui, Does::ZoomIn) {
            view.zoom = (view.zoom * PRESS).min(NEAREST);
        }
        if pressed(ui, Does::ZoomOut) {
            view.zoom = (view.zoom / PRESS).max(FARTHEST);
        }
        if pressed(ui, Does::Fit) {
            (view.centre, view.zoom) = (geometry.home.center(), 1.0);
        }
    }
}

fn buttons(ui: &mut Ui, rect: Rect, view: &mut View, home: &View) {
    let size = vec2(36.0, 26.0) * scale(ui);
    let place = Rect::from_min_size(pos2(rect.right() - size.x - USUAL, rect.top() + USUAL), size * vec2(1.0, 4.0));
    ui.scope_builder(egui::UiBuilder::new().max_rect(place), |ui| {
        for (text, name, zoom) in [("+", "Zoom in", PRESS), ("−", "Zoom out", 1.0 / PRESS), ("Fit", "Fit the map", 0.0)]
        {
            let button = ui.add_sized(size, egui::Button::new(text));
            named(&button, name);
            if button.on_hover_text(name).clicked() {
                if zoom > 0.0 {
                    view.zoom = (view.zoom * zoom).clamp(FARTHEST, NEAREST);
                } else {
                    (view.centre, view.zoom) = (home.centre, home.zoom);
                }
            }
        }
    });
}

/// Land, lakes and rivers, kept at an id as what they are of.
fn base(ui: &Ui, (id, of): (Id, Id), painter: &Painter, geometry: &Geometry, camera: &Camera, colours: &Colours) {
    let mesh = kept(ui, id.with("base"), (of, *camera, *colours), || paint::base(geometry, camera, colours));
    painter.add(Shape::Mesh(mesh));
}

/// What is kept as long as its key stays.
fn kept<K, T>(ui: &Ui, id: Id, key: K, make: impl FnOnce() -> T) -> Arc<T>
where
    K: Clone + PartialEq + Send + Sync + 'static,
    T: Send + Sync + 'static,
{
    if let Some((_, made)) = ui.data(|data| data.get_temp::<(K, Arc<T>)>(id)).filter(|(of, _)| *of == key) {
        return made;
    }
    let made = Arc::new(make());
    ui.data_mut(|data| data.insert_temp(id, (key, Arc::clone(&made))));
    made
}

/// The border: the wider, the higher the barriers; broken up by trust; a plain line where the layer is off.
fn border(painter: &Painter, run: &Run, geometry: &Geometry, camera: &Camera, colours: &Colours, is_told: bool) {
    let barrier = (run.value(Variable::Geographic) + run.value(Variable::Institutional)) as f32 / 2.0;
    let trust = run.value(Variable::Trust) as f32;
    let mut mesh = Mesh::default();
    for line in &geometry.border {
        let points: Vec<Pos2> = line.iter().map(|point| camera.screen(*point)).collect();
        paint::strip(&mut mesh, points.iter().copied(), if is_told { 3.0 + 7.0 * barrier } else { 3.0 }, colours.halo);
        let width = if is_told { 1.0 + 6.0 * barrier } else { 1.5 };
        if !is_told {
            paint::strip(&mut mesh, points, width, colours.text);
            continue;
        }
        /// Points of a dash and, at full trust, of the gap after it.
        const DASH: f32 = 14.0;
        for dash in Shape::dashed_line(&points, (width, colours.shut), DASH, DASH * 1.2 * trust + 0.01) {
            if let Shape::LineSegment { points, .. } = dash {
                paint::strip(&mut mesh, points, width, colours.shut);
            }
        }
    }
    painter.add(mesh);
}

/// Circles in which organisations sit, and a lead to where the city lies.
fn cities(painter: &Painter, run: &Run, spots: &[Spot], colours: &Colours) {
    for (spot, city) in spots.iter().zip(&run.scenario().setup.cities) {
        let mark = colours.mark(city.side);
        if spot.at.distance(spot.real) > 2.0 {
            painter.line_segment([spot.at, spot.real], (1.0, mark.gamma_multiply(0.7)));
        }
        painter.circle(spot.at, spot.radius + 3.0, colours.halo.gamma_multiply(0.55), (1.0, mark.gamma_multiply(0.8)));
        // The more people, the greater; a city of a million has three points.
        let size = (city.population.max(1.0) / 1e6).sqrt() as f32 * 3.0;
        painter.circle(spot.real, size.clamp(2.0, 9.0), mark, (1.0, colours.halo));
    }
}

/// The state that a run of a scenario is in, by its luck, its quarter and all that can be measured in it: where these are the
/// same, so are organisations and ties.
fn state_of(run: &Run) -> Id {
    let values: Vec<u64> = Variable::ALL.iter().map(|variable| run.value(*variable).to_bits()).collect();
    Id::new((run.seed(), run.land().quarter().0, values))
}

/// Squares, triangles and circles, in one mesh.
fn organisations(run: &Run, seats: &[Pos2], spots: &[Spot], colours: &Colours) -> Mesh {
    let mut mesh = Mesh::default();
    let network = run.land().network();
    let here = populations(run);
    for (organisation, seat) in network.organisations().iter().zip(seats) {
        let city = usize::from(organisation.city);
        let size = (spots[city].radius / (here[city] as f32).sqrt() * 0.75).clamp(1.0, 6.0);
        let colour = colours.mark(organisation.side);
        let corners: &[(f32, f32)] = match organisation.kind {
            OrganisationKind::Firm => &[(-0.8, -0.8), (0.8, -0.8), (0.8, 0.8), (-0.8, 0.8)],
            OrganisationKind::University => &[(0.0, -1.2), (1.1, 0.8), (-1.1, 0.8)],
            OrganisationKind::Public => &[
                (-0.4, -1.0),
                (0.4, -1.0),
                (1.0, -0.4),
                (1.0, 0.4),
                (0.4, 1.0),
                (-0.4, 1.0),
                (-1.0, 0.4),
                (-1.0, -0.4),
            ],
        };
        let first = mesh.vertices.len() as u32;
        corners.iter().for_each(|(x, y)| mesh.colored_vertex(*seat + vec2(*x, *y) * size, colour));
        (2..corners.len() as u32).for_each(|corner| mesh.add_triangle(first, first + corner - 1, first + corner));
    }
    mesh
}

/// A sign that says by its form how the crossing stands.
fn crossing(painter: &Painter, at: Pos2, standing: Standing, colours: &Colours) {
    const SIZE: f32 = 7.0;
    let corners: Vec<Pos2> =
        [(0.0, -SIZE), (SIZE, 0.0), (0.0, SIZE), (-SIZE, 0.0)].map(|(x, y)| at + Vec2::new(x, y)).to_vec();
    let (fill, edge) = match standing {
        Standing::Open | Standing::PeopleOnly | Standing::GoodsOnly => (colours.open, colours.halo),
        Standing::Closed => (colours.shut, colours.halo),
        Standing::Planned | Standing::Building => (colours.halo, colours.text),
    };
    painter.add(Shape::convex_polygon(corners.clone(), fill, (1.5, edge)));
    match standing {
        Standing::Building => {
            painter.add(Shape::convex_polygon(vec![corners[1], corners[2], corners[3]], colours.text, (1.0, edge)));
        }
        Standing::Closed => {
            for way in [vec2(3.0, 3.0), vec2(3.0, -3.0)] {
                painter.line_segment([at - way, at + way], (2.0, colours.halo));
            }
        }
        Standing::PeopleOnly => {
            painter.circle_filled(at, 2.5, colours.halo);
        }
        Standing::GoodsOnly => {
            painter.rect_filled(Rect::from_center_size(at, Vec2::splat(5.0)), 0.0, colours.halo);
        }
        Standing::Open | Standing::Planned => {}
    }
}
