//! Where cities, crossings and organisations stand on the screen.

use egui::{Pos2, Rect, Vec2};

use super::Camera;
use super::geometry::Geometry;
use crate::run::Run;

/// A city on the screen: moved aside where twin cities would cover each other.
#[derive(Clone, Copy, Debug)]
pub struct Spot {
    /// Where it is drawn.
    pub at: Pos2,
    /// Where it lies.
    pub real: Pos2,
    /// Of the circle that its organisations fill, points.
    pub radius: f32,
}

/// Points between two organisations, at most, and the circle of a city of average size at most.
const APART: f32 = 7.0;
const WIDEST: f32 = 34.0;
/// Points of a city's circle at least.
const NARROWEST: f32 = 7.0;

/// Every city of the scenario, in its order.
pub fn spots(run: &Run, geometry: &Geometry, camera: &Camera) -> Vec<Spot> {
    let setup = &run.scenario().setup;
    let all = populations(run);
    let grown = camera.zoom.clamp(0.6, 4.0).sqrt();
    let spot = |(index, city): (usize, &crate::model::setup::City)| {
        let radius = (APART * (all[index] as f32).sqrt() * 0.6).clamp(NARROWEST, WIDEST) * grown;
        let real = camera.screen(geometry.project([city.longitude, city.latitude]));
        Spot { at: real, real, radius }
    };
    let mut spots: Vec<Spot> = setup.cities.iter().enumerate().map(spot).collect();
    /// Rounds of pushing apart, and room between circles for a name.
    const ROUNDS: usize = 24;
    const ROOM: f32 = 6.0;
    for _ in 0..ROUNDS {
        for one in 0..spots.len() {
            for two in one + 1..spots.len() {
                let between = spots[two].at - spots[one].at;
                let short = spots[one].radius + spots[two].radius + ROOM - between.length();
                if short > 0.0 {
                    // Twins at one place part by the order of their ids.
                    let way = if between.length() > 0.5 { between.normalized() } else { Vec2::new(0.6, 0.8) };
                    spots[one].at -= way * short / 2.0;
                    spots[two].at += way * short / 2.0;
                }
            }
        }
        spots.iter_mut().for_each(|spot| spot.at += into(spot, camera.rect));
    }
    spots
}

/// How far a circle is moved so that the frame cuts neither it nor its name, as long as its city lies within the frame. One
/// that lies beyond goes out with its city, twice as fast.
fn into(spot: &Spot, frame: Rect) -> Vec2 {
    /// Points of the edge of a circle, and of the line of a name beneath it.
    const EDGE: f32 = 4.0;
    const NAME: f32 = 22.0;
    let round = spot.radius + EDGE;
    // How much is missing to this room at an edge, where the city lies so far within it.
    let short = |real: f32, at: f32, room: f32| ((room + 2.0 * real.min(0.0)).max(real.min(room)) - at).max(0.0);
    let (real, at) = (spot.real, spot.at);
    let left = short(real.x - frame.left(), at.x - frame.left(), round);
    let right = short(frame.right() - real.x, frame.right() - at.x, round);
    let top = short(real.y - frame.top(), at.y - frame.top(), round);
    let bottom = short(frame.bottom() - real.y, frame.bottom() - at.y, round + NAME);
    Vec2::new(left - right, top - bottom)
}

/// How many organisations each city has.
pub fn populations(run: &Run) -> Vec<u32> {
    let mut all = vec![0; run.scenario().setup.cities.len()];
    run.land().network().organisations().iter().for_each(|o| all[usize::from(o.city)] += 1);
    all
}

/// Every organisation: side by side around the middle of its city, as seeds in a sunflower.
pub fn seats(run: &Run, spots: &[Spot]) -> Vec<Pos2> {
    /// The golden angle.
    const TURN: f32 = 2.399_963;
    let organisations = run.land().network().organisations();
    let all = populations(run);
    let mut placed = vec![0_u32; spots.len()];
    let seat = |organisation: &crate::model::organisation::Organisation| {
        let city = usize::from(organisation.city);
        let number = placed[city] as f32;
        placed[city] += 1;
        let out = spots[city].radius * ((number + 0.5) / all[city] as f32).sqrt();
        let angle = number * TURN;
        spots[city].at + Vec2::new(libm::cosf(angle), libm::sinf(angle)) * out
    };
    organisations.iter().map(seat).collect()
}

/// How a crossing stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Planned,
    Building,
    Open,
    PeopleOnly,
    GoodsOnly,
    Closed,
}

impl Standing {
    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Building => "being built",
            Self::Open => "open",
            Self::PeopleOnly => "people only",
            Self::GoodsOnly => "goods only",
            Self::Closed => "closed",
        }
    }
}

/// How a crossing stands now.
pub fn standing(run: &Run, crossing: usize) -> Standing {
    let (land, setup) = (run.land(), &run.scenario().setup);
    let given = &setup.crossings[crossing];
    if land.open_crossings()[crossing] {
        /// Share from which on a closure is called one.
        const SHUT: f64 = 0.5;
        let [goods, people] = land.closure().map(|closed| closed >= SHUT);
        return match (given.goods > 0.0 && !goods, given.people > 0.0 && !people) {
            (true, true) => Standing::Open,
            (true, false) => Standing::GoodsOnly,
            (false, true) => Standing::PeopleOnly,
            (false, false) => Standing::Closed,
        };
    }
    let works = setup.projects.iter().enumerate().filter(|(_, project)| project.opens == Some(crossing));
    let mut states = works.map(|(index, _)| (run.orders().decided[index], &land.projects()[index]));
    let is_built = states.any(|(decided, state)| (decided || state.built > 0.0) && !state.finished);
    if is_built { Standing::Building } else { Standing::Planned }
}
