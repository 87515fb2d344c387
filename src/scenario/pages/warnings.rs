//! Pages on warnings: what is not wrong, and yet probably not meant.

use super::Piece::{Fields, Map, Study, Table, Whole};
use super::{Page, page};

/// W001 to W029.
pub const PAGES: &[Page] = &[
    page(
        "W001",
        Fields,
        r#"levers: { "ferry-fares": (name: "Ferry fares", cost: (0.4, "judgement", C), delay: 2, fade: 2, payers: (a: 0.5, b: 0.5),
    recipient: Firms, effects: {"works": 0.1}, stages: (1, 2), summary: "Cheaper ferries.", trade_off: "It costs.",
    source: "judgement", grade: C) }"#,
        r#"levers: { "ferry-fares": (name: "Ferry fares", cost: (0.4, "judgement", C), delay: 2, fade: 2, payers: (a: 0.5, b: 0.5),
    recipient: Firms, effects: {"works": 0.1}, stages: (1, 2), summary: "Cheaper ferries.", trade_off: "It costs.",
    source: "judgement", grade: C) },
policies: { "cheap-ferries": (title: "Cheap ferries", steps: [(lever: "ferry-fares", level: 1.0)]) }"#,
        "Add a step with the lever to a policy, be it one of its own, so that a run without a player can show what it does. \
         Or take it out.",
    ),
    page(
        "W002",
        Fields,
        r#"projects: { "tunnel": (name: "Tunnel", cost: (200, "judgement", C), build: 30, payers: (a: 0.5, b: 0.5), effects: {"works": 0.05}) }"#,
        r#"projects: { "tunnel": (name: "Tunnel", cost: (200, "judgement", C), build: 30, payers: (a: 0.5, b: 0.5), effects: {"works": 0.05}) },
policies: { "tunnel-first": (title: "Tunnel first", projects: [(project: "tunnel")]) }"#,
        "Let a policy decide it, with `at` or `when` if it should wait. Or take it out.",
    ),
    page(
        "W003",
        Fields,
        "thresholds: (third: (institutions: 0.9))",
        "thresholds: (third: (institutions: 0.7))",
        "Lower the threshold or the floor. If the border is really like that, say so in a comment: the stage can do without \
         one indicator at most.",
    ),
    page(
        "W004",
        Fields,
        r#"goals: { "easy": (text: "Easy rules.", when: [AtLeast("institutions", 0.95)]) }"#,
        r#"goals: { "easy": (text: "Easy rules.", when: [AtLeast("institutions", 0.7)]) }"#,
        "Change the limit or the date to one that the run can meet: the message says how far the variable goes. Or take out \
         what waits for it.",
    ),
    page(
        "W005",
        Fields,
        r#"goals: { "trade": (text: "Trade more.", when: [Before("2090Q1"), AtLeast("trade", 0.1)]) }"#,
        r#"goals: { "trade": (text: "Trade more.", when: [Before("2030Q1"), AtLeast("trade", 0.1)]) }"#,
        "Take the condition out, or change its limit to one that can be missed.",
    ),
    page(
        "W006",
        Fields,
        "border: (trust: 0.41)",
        r#"border: (trust: (0.41, "survey", B)), sources: { "survey": "Regional survey 2009, table 3." }"#,
        "Write where the figure is from and how good that is: A for a published estimate, B for a secondary source, C for \
         judgement, U where you could not check it. Where you judge, give a source that says so.",
    ),
    page(
        "W007",
        Fields,
        r#"sources: { "yearbook-2010": "Statistical yearbook 2010." }"#,
        r#"sources: { "yearbook-2010": "Statistical yearbook 2010." }, regions: (a: (population: (1_020_000, "yearbook-2010", A)))"#,
        "Give it to the figures that it supports. A source that stands behind a whole paragraph can be named in a comment.",
    ),
    page(
        "W008",
        Fields,
        r#"drivers: { "gdp": (title: "Output", unit: "bn EUR", role: Demand, points: [(2001, 10, "judgement", C), (2010, 12, "judgement", C)]) }"#,
        r#"drivers: { "gdp": (title: "Output", unit: "bn EUR", role: Demand, points: [(2001, 10, "judgement", C), (2010, 12, "judgement", C)]) },
history: { "illustration": (model: (times: { "gdp": 0.5 })) }"#,
        "Name it under `times` or `plus` of a series, give it a role that acts in the model, or points within the run.",
    ),
    page(
        "W009",
        Fields,
        r#"events: { "jubilee": (at: "2070Q1", text: "A jubilee.") }"#,
        r#"events: { "jubilee": (at: "2025Q1", text: "A jubilee.") }"#,
        "Change the date, lengthen the run by `quarters`, or take it out.",
    ),
    page(
        "W010",
        Fields,
        r#"history: { "early": (title: "Early", unit: "persons", points: [(1980, 100, "judgement", C)], model: (variable: "commuters", scale: 500_000)) }"#,
        r#"history: { "early": (title: "Early", unit: "persons", points: [(2004, 100, "judgement", C)], model: (variable: "commuters", scale: 500_000)) }"#,
        "Begin the run earlier, with the starting values of that time, lengthen it, or take the series out.",
    ),
    page(
        "W011",
        Fields,
        r#"history: { "illustration": (fitted: (2005, 2010), judged: (2020, 2030)) }"#,
        r#"history: { "illustration": (fitted: (2005, 2010), judged: (2011, 2015)) }"#,
        "Name years in which the series has points that the run passes.",
    ),
    page(
        "W012",
        Fields,
        r#"policies: { "twice": (title: "Twice", steps: [(lever: "visa", level: 1.0), (lever: "visa", level: 0.5, from: "2010Q1")]) }"#,
        r#"policies: { "twice": (title: "Twice", steps: [(lever: "visa", level: 1.0, until: "2010Q1"), (lever: "visa", level: 0.5, from: "2010Q1")]) }"#,
        "End the higher step where the lower begins, or take the lower out. Steps do not add up: the highest that holds \
         counts.",
    ),
    page(
        "W013",
        Fields,
        r#"regions: (a: (population: (400_000, "judgement", C), employed: (200_000, "judgement", C)))"#,
        r#"regions: (a: (population: (600_000, "judgement", C), employed: (300_000, "judgement", C)))"#,
        "See that region and cities count the same territory and year; a functional urban area may reach beyond the region.",
    ),
    page(
        "W014",
        Whole,
        r#"(format: 1, id: "another", extends: "generic")"#,
        r#"(format: 1, id: "example", extends: "generic")"#,
        "Change the id or rename the file, here `example.ron`. What `marchland run --out` writes is named by the id.",
    ),
    page(
        "W015",
        Fields,
        r#"map: "my-border.geojson", cities: { "westhaven": (at: (50.0, 9.5)) }"#,
        r#"map: "my-border.geojson", cities: { "westhaven": (at: (9.5, 50.0)) }"#,
        "Write longitude first, then latitude; see that the city is on its side, and that `on_map` has every part of the \
         region.",
    ),
    page(
        "W016",
        Fields,
        r#"map: "my-border.geojson", crossings: { "old-bridge": (at: (11.0, 50.0)) }"#,
        r#"map: "my-border.geojson", crossings: { "old-bridge": (at: (10.0, 50.0)) }"#,
        "Give the place where the road, railway or ferry meets the border, longitude first.",
    ),
    page(
        "W017",
        Fields,
        r#"shock_kinds: { "strike": (name: "Strike", summary: "Nothing crosses.", effects: {"media": 0.1}, source: "judgement") }"#,
        r#"shock_kinds: { "strike": (name: "Strike", summary: "Nothing crosses.", effects: {"media": 0.1}, source: "judgement") },
shocks: { "spring-strike": (name: "Spring strike", kind: "strike", trigger: At("2010Q2"), quarters: 1) }"#,
        "Add a shock of that kind, with a date, a chance or conditions. Or take the kind out.",
    ),
    page(
        "W018",
        Fields,
        r#"history: { "illustration": (fitted: (2010, 2015), judged: (2005, 2009)) }"#,
        r#"history: { "illustration": (fitted: (2005, 2010), judged: (2011, 2015)) }"#,
        "Fit on the earlier years and judge on the later: a model that was fitted to the end of a story has seen it.",
    ),
    page(
        "W019",
        Fields,
        r#"crossings: { "old-bridge": (at: (50.0, 10.0)) }"#,
        r#"crossings: { "old-bridge": (at: (10.0, 50.0)) }"#,
        "Write longitude (east) first, then latitude (north), in degrees.",
    ),
    page(
        "W020",
        Fields,
        r#"policies: { "one": (title: "One", steps: [(lever: "visa", level: 1.0)]), "two": (title: "Two", steps: [(lever: "visa", level: 1.0)]) },
expectations: { "better": (text: "One is better than two", policy: "one",
    claim: Compared(variable: "trade", at: "2020Q1", to: Policy("two"), ratio: AtLeast(1.1))) }"#,
        r#"policies: { "one": (title: "One", steps: [(lever: "visa", level: 1.0)]), "two": (title: "Two", steps: [(lever: "visa", level: 0.2)]) },
expectations: { "better": (text: "One is better than two", policy: "one",
    claim: Compared(variable: "trade", at: "2020Q1", to: Policy("two"), ratio: AtLeast(1.1))) }"#,
        "See what the claim needs: the shock, crossing or step that is gone. Give it back, or drop the claim, too, by \
         `without: [\"expectations.better\"]`, or write under its id what should hold now.",
    ),
    page(
        "W021",
        Map,
        r#"{"type": "FeatureCollection", "features": [
{"type": "Feature", "properties": {"name": "Westmark"}, "geometry": {"type": "Polygon",
 "coordinates": [[[7, 49], [10, 49], [10, 51], [7, 51]]]}},
{"type": "Feature", "properties": {"name": "Eastmark"}, "geometry": {"type": "Polygon",
 "coordinates": [[[10, 49], [13, 49], [13, 51], [10, 51], [10, 49]]]}}]}"#,
        r#"{"type": "FeatureCollection", "features": [
{"type": "Feature", "properties": {"name": "Westmark"}, "geometry": {"type": "Polygon",
 "coordinates": [[[7, 49], [10, 49], [10, 51], [7, 51], [7, 49]]]}},
{"type": "Feature", "properties": {"name": "Eastmark"}, "geometry": {"type": "Polygon",
 "coordinates": [[[10, 49], [13, 49], [13, 51], [10, 51], [10, 49]]]}}]}"#,
        "Let the last corner be the first one again: GIS programs do that on export (in QGIS, `Fix geometries`).",
    ),
    page(
        "W022",
        Map,
        r#"{"type": "FeatureCollection", "features": [
{"type": "Feature", "properties": {"name": "Westmark"}, "geometry": {"type": "Polygon",
 "coordinates": [[[7, 49], [10, 49], [10, 51], [7, 51], [7, 49]]]}},
{"type": "Feature", "properties": {"name": "Eastmark"}, "geometry": {"type": "Polygon",
 "coordinates": [[[10, 49], [13, 49], [13, 51], [10, 51], [10, 49]]]}},
{"type": "Feature", "properties": {"name": "Westmark"}, "geometry": {"type": "Polygon",
 "coordinates": [[[20, 49], [23, 49], [23, 51], [20, 51], [20, 49]]]}}]}"#,
        r#"{"type": "FeatureCollection", "features": [
{"type": "Feature", "properties": {"name": "Westmark"}, "geometry": {"type": "Polygon",
 "coordinates": [[[7, 49], [10, 49], [10, 51], [7, 51], [7, 49]]]}},
{"type": "Feature", "properties": {"name": "Eastmark"}, "geometry": {"type": "Polygon",
 "coordinates": [[[10, 49], [13, 49], [13, 51], [10, 51], [10, 49]]]}},
{"type": "Feature", "properties": {"name": "Farmark"}, "geometry": {"type": "Polygon",
 "coordinates": [[[20, 49], [23, 49], [23, 51], [20, 51], [20, 49]]]}}]}"#,
        "Give the feature that is not meant another name, or take it out. To keep both as one region leave it as it is.",
    ),
    page(
        "W023",
        Map,
        r#"{"type": "FeatureCollection", "features": [
{"type": "Feature", "properties": {"name": "Westmark"}, "geometry": {"type": "Polygon",
 "coordinates": [[[7, 49], [11, 49], [11, 51], [7, 51], [7, 49]]]}},
{"type": "Feature", "properties": {"name": "Eastmark"}, "geometry": {"type": "Polygon",
 "coordinates": [[[10, 49], [13, 49], [13, 51], [10, 51], [10, 49]]]}}]}"#,
        r#"{"type": "FeatureCollection", "features": [
{"type": "Feature", "properties": {"name": "Westmark"}, "geometry": {"type": "Polygon",
 "coordinates": [[[7, 49], [10, 49], [10, 51], [7, 51], [7, 49]]]}},
{"type": "Feature", "properties": {"name": "Eastmark"}, "geometry": {"type": "Polygon",
 "coordinates": [[[10, 49], [13, 49], [13, 51], [10, 51], [10, 49]]]}}]}"#,
        "See that no feature under `on_map` of one side holds one of the other, such as a nation and its region.",
    ),
    page(
        "W024",
        Table,
        "year,value,unit,source\n2005,2.000,persons,judgement\n2010,2.500,persons,judgement",
        "year,value,unit,source\n2005,2000,persons,judgement\n2010,2500,persons,judgement",
        "Take the point out: in a spreadsheet by the format of the cells, before the table is saved as CSV. Where single ones \
         are meant, write them without decimals.",
    ),
    page(
        "W025",
        Fields,
        r#"regions: (a: (wage: (20, "judgement", C), national_wage: (21, "judgement", C)), b: (wage: (30_000, "judgement", C), national_wage: (32_000, "judgement", C)))"#,
        r#"regions: (a: (wage: (20_000, "judgement", C), national_wage: (21_000, "judgement", C)), b: (wage: (30_000, "judgement", C), national_wage: (32_000, "judgement", C)))"#,
        "See which of the numbers is in another unit, of another year or of another territory, and mend that one. A number that \
         is right and unusual may stay: a warning stops nothing.",
    ),
    page(
        "W026",
        Fields,
        r#"crossings: { "old-bridge": (minutes_before: (1.5, "judgement", C), minutes: (1.5, "judgement", C)) }"#,
        r#"crossings: { "old-bridge": (minutes_before: (90, "judgement", C), minutes: (90, "judgement", C)) }"#,
        "Give minutes from door to door, and parts of all traffic that come to about 1 over the crossings that are open together.",
    ),
    page(
        "W027",
        Fields,
        r#"cities: { "westhaven": (at: (50.0, 9.5)) }"#,
        r#"cities: { "westhaven": (at: (9.5, 50.0)) }"#,
        "Write longitude (degrees east) first, then latitude (degrees north). Maps in books and on telephones often say latitude \
         first. With a map, `map: \"..\"`, every place is held against it.",
    ),
    page(
        "W028",
        Fields,
        r#"policies: { "staged": (title: "Visas in stages", steps: [(lever: "visa", level: 0.5)]) }"#,
        r#"policies: { "staged-visas": (title: "Visas in stages", steps: [(lever: "visa", level: 0.5)]) }"#,
        "Give the policy or kind of shock an id of its own: `marchland explain policies` lists those that are taken. To replace it \
         on purpose leave it as it is; the others still have theirs.",
    ),
    page(
        "W029",
        Fields,
        r#"expectations: { "people": (text: "More people, more trade", given: (regions: (a: (population: 5_000_000))), claim: Compared(variable: "trade", at: "2020Q1", to: Ungiven, ratio: AtLeast(1.01))) }"#,
        r#"expectations: { "trust": (text: "More trust, more trade", given: (border: (trust: 0.6)), claim: Compared(variable: "trade", at: "2020Q1", to: Ungiven, ratio: AtLeast(1.01))) }"#,
        "Give something that the model reads, such as wages, barriers, shocks or parameters, and that acts before the quarter of \
         `at`; or let `at` be a later quarter.",
    ),
    page(
        "W071",
        Study,
        r#"factors: { "trust": (of: ["border.trust"], values: Uniform(0.3, 0.5)) }, design: Sobol(100)"#,
        r#"factors: { "trust": (of: ["border.trust"], values: Uniform(0.3, 0.5)) }, design: Sobol(128)"#,
        "Take the next greater power of 2, or the next smaller: the points of the smaller are the first of the greater. Where the \
         number of runs is given to you, `Latin` is as good for any number.",
    ),
];
