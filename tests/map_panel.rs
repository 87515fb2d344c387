//! The map that is shown: its triangles cover its areas, its border is found, and what stands on it can be read.

use std::sync::Arc;

use egui::Vec2;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use marchland::model::setup::Side;
use marchland::panels::map::geometry::{Fill, Geometry, Ground};
use marchland::panels::map::map_ui;
use marchland::panels::style;
use marchland::run::Run;
use marchland::scenario::map::Polygon;
use marchland::scenario::{Document, Scenario, read, read_with};
use marchland::settings::Settings;

use crate::maps::Folder;

fn shipped(name: &str) -> Scenario {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name);
    let bytes = std::fs::read(path).unwrap();
    match read_with(&Document { name: name.into(), place: name.into(), bytes }, &[], &Folder) {
        Ok(scenario) => scenario,
        Err(problems) => panic!("{problems}"),
    }
}

/// Twice the area of the triangles of a fill.
fn of_triangles(fill: &Fill) -> f64 {
    let at = |index: u32| fill.points[index as usize];
    let double = |t: &[u32]| {
        let (a, b, c) = (at(t[0]), at(t[1]), at(t[2]));
        f64::from(((b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)).abs())
    };
    fill.triangles.chunks(3).map(double).sum()
}

/// Twice the area of polygons, holes taken off.
fn of_polygons<'a>(geometry: &Geometry, polygons: impl Iterator<Item = &'a Polygon>) -> f64 {
    let ring = |ring: &Vec<[f64; 2]>| {
        let points: Vec<_> = ring.iter().map(|place| geometry.project(*place)).collect();
        let double =
            points.windows(2).map(|p| f64::from(p[0].x) * f64::from(p[1].y) - f64::from(p[1].x) * f64::from(p[0].y));
        double.sum::<f64>().abs()
    };
    let one = |polygon: &Polygon| {
        let rings: Vec<f64> = polygon.rings.iter().map(ring).collect();
        2.0 * rings[0] - rings.iter().sum::<f64>()
    };
    polygons.map(one).sum()
}

#[test]
fn triangles_cover_both_regions_and_the_border_between_them_is_found() {
    for name in ["amur.ron", "oresund.ron", "torne.ron", "centrope.ron", "oder.ron", "shenzhen.ron"] {
        let scenario = shipped(name);
        let geometry = Geometry::of(&scenario);
        let map = scenario.geography.as_ref().unwrap();
        for side in Side::BOTH {
            let fill = geometry.fills.iter().find(|fill| fill.ground == Ground::Side(side)).unwrap();
            let areas = map.sides[side.index()].iter().flat_map(|area| &area.polygons);
            let (triangles, polygons) = (of_triangles(fill), of_polygons(&geometry, areas));
            assert!((triangles / polygons - 1.0).abs() < 0.01, "{name} {side:?}: {triangles} for {polygons}");
        }
        let points = geometry.border.iter().map(Vec::len).sum::<usize>();
        assert!(points > 5, "{name}: {points} points of the border");
        for city in &scenario.setup.cities {
            assert!(geometry.home.contains(geometry.project([city.longitude, city.latitude])), "{name}: {}", city.id);
        }
    }
}

#[test]
fn a_border_off_an_island_counts_once_a_city_of_the_scenario_lies_there() {
    let mut scenario = shipped("oresund.ron");
    let of = |scenario: &Scenario| Geometry::of(scenario).border.len();
    assert_eq!(of(&scenario), 1, "the middle line off Bornholm is a border like any other");
    let mut ronne = scenario.setup.cities.iter().find(|city| city.side == Side::A).unwrap().clone();
    (ronne.longitude, ronne.latitude) = (14.70, 55.10);
    scenario.setup.cities.push(ronne);
    assert_eq!(of(&scenario), 2);
}

/// The map of a run in a room of this size.
fn mapped(run: &Run, size: Vec2) -> Harness<'static, Run> {
    let mut is_dressed = false;
    let show = move |ui: &mut egui::Ui, run: &mut Run| {
        if !is_dressed {
            style::dress(ui.ctx(), &Settings::default());
            is_dressed = true;
        }
        map_ui(ui, run, None, &mut Vec::new());
    };
    let mut harness = Harness::builder().with_size(size).build_ui_state(show, run.clone());
    harness.run_steps(3);
    harness
}

#[test]
fn cities_and_crossings_can_be_read_and_layers_switched() {
    let shipped = shipped("amur.ron");
    let alone = read("played.ron", include_str!("played.ron"), &[]).unwrap();
    for scenario in [shipped, alone] {
        let city = scenario.setup.cities[0].name.clone();
        let crossing = scenario.setup.crossings.first().map(|crossing| crossing.name.clone());
        let policy = scenario.default_policy.clone();
        let mut run = Run::new(Arc::new(scenario), &policy, 1, 60).unwrap();
        (0..30).for_each(|_| run.step());
        for size in [Vec2::new(480.0, 400.0), Vec2::new(1100.0, 800.0)] {
            let mut harness = mapped(&run, size);
            let nodes = harness.root().children_recursive();
            let texts = nodes.flat_map(|node| [node.accesskit_node().label(), node.accesskit_node().value()]);
            let all = texts.flatten().collect::<Vec<_>>().join("\n");
            assert!(all.contains(&city) && all.contains("organisations"), "{all}");
            assert!(crossing.as_ref().is_none_or(|crossing| all.contains(crossing.as_str())), "{all}");
            harness.get_by_label("Ties").click();
            harness.run_steps(3);
            harness.get_by_label("Zoom in").click();
            harness.get_by_label("Fit the map").click();
            harness.run_steps(3);
        }
    }
}

#[test]
fn the_frame_of_the_map_cuts_no_circle_however_low_or_narrow_it_is() {
    for name in ["amur.ron", "oresund.ron", "torne.ron", "centrope.ron", "oder.ron", "shenzhen.ron", "tutorial.ron"] {
        let scenario = shipped(name);
        let policy = scenario.default_policy.clone();
        let mut run = Run::new(Arc::new(scenario), &policy, 1, 60).unwrap();
        (0..30).for_each(|_| run.step());
        for size in [Vec2::new(900.0, 230.0), Vec2::new(480.0, 400.0), Vec2::new(420.0, 700.0)] {
            let harness = mapped(&run, size);
            let cities = &run.scenario().setup.cities;
            let said_of = |node: &egui_kittest::Node<'_>| {
                let node = node.accesskit_node();
                node.label().or(node.value()).unwrap_or_default()
            };
            let is_city =
                |said: &str| said.contains("organisations") && cities.iter().any(|c| said.starts_with(&c.name));
            // Those alone have a place for certain.
            let nodes = harness.root().children_recursive().filter(|node| is_city(&said_of(node)));
            let circles: Vec<_> = nodes.map(|node| (said_of(&node), node.rect())).collect();
            assert_eq!(circles.len(), cities.len(), "{name} at {size}: {circles:?}");
            for (said, rect) in circles {
                assert!((rect.width() - rect.height()).abs() < 0.5, "{name} at {size}: {said} is cut to {rect}");
                assert!(rect.top() > 24.0 && rect.bottom() < size.y, "{name} at {size}: {said} at {rect}");
            }
        }
    }
}

#[test]
fn a_frame_of_two_thousand_organisations_takes_little() {
    let mut scenario = shipped("amur.ron");
    scenario.setup.regions.iter_mut().for_each(|region| region.organisations = 1000);
    let policy = scenario.default_policy.clone();
    let mut run = Run::new(Arc::new(scenario), &policy, 1, 60).unwrap();
    (0..30).for_each(|_| run.step());
    let mut harness = Harness::builder()
        .with_size(Vec2::new(1100.0, 800.0))
        .build_ui_state(|ui, run: &mut Run| map_ui(ui, run, None, &mut Vec::new()), run);
    harness.run_steps(3);
    let shapes = harness.output().shapes.len();
    println!("{shapes} shapes");
    assert!(shapes < 2000, "{shapes} shapes: organisations are one mesh, and so are ties");
}
