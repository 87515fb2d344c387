//! Goods and commuters as things that move over the border: each stands for a fixed part, and goes the way they go.

use egui::{Painter, Pos2, Rect, Stroke, Vec2, pos2};

use super::Layers;
use super::colours::Colours;
use super::paint::bow;
use super::places::{Spot, Standing, standing};
use crate::model::indicator::Variable;
use crate::run::Run;

/// What one thing that moves stands for: of output a year, and of those in work.
pub const GOODS_EACH: f64 = 0.0025;
pub const PEOPLE_EACH: f64 = 0.0005;
/// Things that move at most, of each kind and direction.
const MOST: usize = 60;
/// Seconds from city to city.
const JOURNEY: f64 = 6.0;

/// Draws them, `time` seconds after the start; at rest where nothing is to move.
pub fn paint(
    painter: &Painter,
    run: &Run,
    spots: &[Spot],
    gates: &[Pos2],
    layers: Layers,
    colours: &Colours,
    time: f64,
) {
    let flows = [
        (layers.goods, true, [Variable::ExportsA, Variable::ExportsB], GOODS_EACH),
        (layers.people, false, [Variable::CommutersA, Variable::CommutersB], PEOPLE_EACH),
    ];
    for (is_shown, is_goods, variables, each) in flows {
        let ways = ways(run, is_goods);
        if !is_shown || ways.is_empty() {
            continue;
        }
        for (side, variable) in variables.into_iter().enumerate() {
            let number = ((run.value(variable) / each).round().max(0.0) as usize).min(MOST);
            for thing in 0..number {
                let crossing = ways[thing % ways.len()];
                let between = run.scenario().setup.crossings[crossing].between;
                let (from, to) = (spots[between[side]].at, spots[between[1 - side]].at);
                // Evenly spread, and neither direction nor kind in step with the other.
                let start = thing as f64 / number as f64 + 0.37 * side as f64 + if is_goods { 0.0 } else { 0.19 };
                let share = (start + time / JOURNEY).fract() as f32;
                let aside = (to - from).rot90().normalized() * if is_goods { 5.0 } else { -5.0 };
                let at = bow(from, gates[crossing] + aside, to, share);
                thing_at(painter, at, is_goods, colours);
            }
        }
    }
}

fn thing_at(painter: &Painter, at: Pos2, is_goods: bool, colours: &Colours) {
    let edge = Stroke::new(0.8, colours.halo);
    if is_goods {
        let square = Rect::from_center_size(at, Vec2::splat(5.0));
        painter.rect(square, 0.5, colours.goods, edge, egui::StrokeKind::Outside);
    } else {
        painter.circle(pos2(at.x, at.y), 2.4, colours.people, edge);
    }
}

/// Crossings that carry them now.
fn ways(run: &Run, is_goods: bool) -> Vec<usize> {
    let carries = |standing: Standing| match standing {
        Standing::Open => true,
        Standing::GoodsOnly => is_goods,
        Standing::PeopleOnly => !is_goods,
        Standing::Planned | Standing::Building | Standing::Closed => false,
    };
    (0..run.scenario().setup.crossings.len()).filter(|crossing| carries(standing(run, *crossing))).collect()
}
