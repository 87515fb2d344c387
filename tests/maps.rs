//! Maps: which features make up a side, and what is told of a map that cannot be used.

use std::fs;
use std::path::Path;

use marchland::model::setup::Side;
use marchland::scenario::{Document, Library, Missing, Problems, Scenario, Wanted, Wants, read_with};

/// The shipped maps and those of `tests/maps`.
pub struct Folder;

fn shipped() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/maps")
}

impl Library for Folder {
    fn find(&self, wanted: &Wanted<'_>) -> Result<Document, Missing> {
        assert_eq!(wanted.kind, Wants::Map);
        let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/maps");
        let path = match wanted.name.strip_suffix(".geojson") {
            Some(_) => own.join(wanted.name),
            None => shipped().join(format!("{}.geojson", wanted.name)),
        };
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let missing =
            |_| Missing { why: "there is no such file".to_owned(), known: vec!["oresund".into(), "rfe_nec".into()] };
        fs::read(&path).map(|bytes| Document { place: name.clone(), name, bytes }).map_err(missing)
    }
}

const CLEAN: &str = include_str!("warn/clean.ron");

fn with(map: &str, a: &str, b: &str) -> Result<Scenario, Problems> {
    let text = CLEAN.replacen("    sources:", &format!("    map: \"{map}\",\n    sources:"), 1);
    let text = text.replacen("id: \"upland\",", &format!("id: \"upland\", {a}"), 1);
    let text = text.replacen("id: \"lowland\",", &format!("id: \"lowland\", {b}"), 1);
    read_with(&Document { name: "clean.ron".into(), place: "clean.ron".into(), bytes: text.into_bytes() }, &[], &Folder)
}

fn areas(scenario: &Scenario, side: Side) -> Vec<&str> {
    scenario.geography.as_ref().unwrap().sides[side.index()].iter().map(|area| area.name.as_str()).collect()
}

#[test]
fn a_side_is_what_the_scenario_lists_or_a_layer_or_the_feature_of_its_name() {
    let by_name = with("two.geojson", "", "").unwrap();
    assert_eq!((areas(&by_name, Side::A), areas(&by_name, Side::B)), (vec!["Upland"], vec!["Lowland"]));
    let listed = with("parts.geojson", "on_map: [\"Hill county\", \"forest county\"],", "").unwrap();
    assert_eq!(areas(&listed, Side::A), ["Hill county", "Forest county"]);
    let by_nation = with("parts.geojson", "on_map: [\"Alpha\"],", "").unwrap();
    assert_eq!(areas(&by_nation, Side::A), areas(&listed, Side::A));
    let layered = with("oresund", "", "").unwrap();
    assert_eq!(areas(&layered, Side::B), ["Scania"]);
    let swapped = with("tornio_haparanda", "on_map: [\"Norrbotten\"],", "on_map: [\"Lappi\"],").unwrap();
    assert_eq!((areas(&swapped, Side::A), areas(&swapped, Side::B)), (vec!["Norrbotten"], vec!["Lapland"]));
}

#[test]
fn a_number_is_a_name_too() {
    let numbered = with("numbers.geojson", "on_map: [\"12\"],", "on_map: [\"34\"],").unwrap();
    assert_eq!((areas(&numbered, Side::A), areas(&numbered, Side::B)), (vec!["12"], vec!["34"]));
    let unknown = with("numbers.geojson", "on_map: [\"13\"],", "on_map: [\"34\"],").unwrap_err().to_string();
    assert!(unknown.contains("one or more of `12`"), "{unknown}");
}

#[test]
fn a_map_that_cannot_be_used_is_told_so_that_it_can_be_mended() {
    for (name, map, a, b) in [
        ("unknown", "oresnd", "", ""),
        ("missing", "no-such.geojson", "", ""),
        ("with-backslashes", r"maps\\region.geojson", "", ""),
        ("with-an-escape", r"maps\north.geojson", "", ""),
        ("broken", "broken.geojson", "", ""),
        ("no-collection", "no-collection.geojson", "", ""),
        ("other-json", "other.geojson", "", ""),
        ("metres", "metres.geojson", "", ""),
        ("no-feature", "parts.geojson", "", ""),
        ("misspelt-feature", "parts.geojson", "on_map: [\"Hil county\"],", ""),
        ("feature-that-is-a-point", "parts.geojson", "on_map: [\"Hill town\"],", ""),
        ("both-sides", "parts.geojson", "on_map: [\"Alpha\"],", "on_map: [\"Lowland\", \"Forest county\"],"),
        ("topology", "topology.geojson", "", ""),
        ("nameless", "nameless.geojson", "", ""),
        ("other-side-offered", "two.geojson", "on_map: [\"Upland2\"],", "on_map: [\"Lowlnd\"],"),
        ("one-side-found", "two.geojson", "on_map: [\"Lowlands\"],", ""),
        ("empty-list", "two.geojson", "on_map: [],", ""),
        ("empty-area", "empty-area.geojson", "", ""),
        ("no-area", "lines.geojson", "", ""),
        ("swapped", "swapped.geojson", "", ""),
        ("text-coordinates", "text-coordinates.geojson", "", ""),
        ("unknown-geometry", "unknown-geometry.geojson", "", ""),
        ("flat-polygon", "flat-polygon.geojson", "", ""),
        ("esri", "esri.geojson", "", ""),
        ("cut-off", "cut-off.geojson", "", ""),
        ("page", "page.geojson", "", ""),
        ("trailing-comma", "trailing-comma.geojson", "", ""),
        ("nothing", "nothing.geojson", "", ""),
        ("one-feature", "one-feature.geojson", "", ""),
        ("name-in-another-property", "gadm.geojson", "", ""),
        ("shapefile", "data/upland.shp", "", ""),
        ("another-ending", "two.json", "", ""),
        ("picture", "map.PNG", "", ""),
        ("bow-tie", "bow-tie.geojson", "", ""),
        ("side-that-is-a-line", "side-that-is-a-line.geojson", "", ""),
        ("side-that-lacks", "side-that-lacks.geojson", "", ""),
        ("beyond-180", "beyond-180.geojson", "", ""),
    ] {
        let problems = with(map, a, b).unwrap_err();
        assert!(problems.0.iter().all(|p| p.hint.is_some()), "{problems}");
        insta::assert_snapshot!(format!("map-{name}"), problems.to_string());
    }
}

#[test]
fn large_and_deep_maps_are_refused_at_once() {
    struct Hostile(Vec<u8>);
    impl Library for Hostile {
        fn find(&self, _: &Wanted<'_>) -> Result<Document, Missing> {
            Ok(Document { name: "m.geojson".into(), place: "m.geojson".into(), bytes: self.0.clone() })
        }
    }
    let text = CLEAN.replacen("    sources:", "    map: \"m.geojson\",\n    sources:", 1).into_bytes();
    let document = Document { name: "clean.ron".into(), place: "clean.ron".into(), bytes: text };
    let code = |bytes: Vec<u8>| read_with(&document, &[], &Hostile(bytes)).unwrap_err().0[0].code;
    assert_eq!(code(vec![b' '; 10_000_001]), "M056");
    assert_eq!(code(b"[".repeat(9_000_000)), "M052");
    assert_eq!(code(b"\xff\xfe".to_vec()), "M052");
    assert_eq!(code(Vec::new()), "M052");
    assert_eq!(code(b"{\"type\":\"FeatureCollection\",\"features\":[]}".to_vec()), "M057");
    let deep = "{\"type\":\"GeometryCollection\",\"geometries\":[".repeat(60) + &"]}".repeat(60);
    let deep = format!(
        "{{\"type\":\"FeatureCollection\",\"features\":[{{\"type\":\"Feature\",\"properties\":null,\"geometry\":{deep}}}]}}"
    );
    assert!(["M052", "M057"].contains(&code(deep.into_bytes())));
}

#[test]
fn every_shipped_map_has_two_sides_with_cities_on_them_and_crossings_between() {
    for file in fs::read_dir(shipped()).unwrap().map(|entry| entry.unwrap().path()) {
        let Some(name) = file.file_name().unwrap().to_str().unwrap().strip_suffix(".geojson") else { continue };
        let scenario = with(name, "", "").unwrap();
        let map = scenario.geography.as_ref().unwrap();
        assert!(map.view.is_some() && !map.shapes.is_empty(), "{name}");
        for side in Side::BOTH {
            let on_side: Vec<_> = map.towns.iter().filter(|town| town.side == Some(side)).collect();
            assert!(!on_side.is_empty(), "{name}");
            for town in on_side {
                assert!(map.distance_to(side, town.at) <= 5.0, "{name}: {}", town.name);
                assert!(
                    map.distance_to(side.other(), town.at) > 0.0 || map.distance_to(side, town.at) < 5.0,
                    "{}",
                    town.name
                );
            }
        }
        let joining = map.gates.iter().filter(|gate| gate.joins);
        let off = |gate: &marchland::scenario::map::Gate| Side::BOTH.map(|side| map.distance_to(side, gate.at));
        assert!(joining.clone().next().is_some_and(|gate| off(gate).iter().all(|km| *km < 25.0)), "{name}");
    }
}
