//! Files with thousands of things of a kind: what is twice as long takes about twice as long.

use std::time::Duration;

use cpu_time::ThreadTime;
use marchland::scenario::{self, Document, NoLibrary};

const MINIMAL: &str = include_str!("minimal.ron");

/// Pieces of a text, one after the other.
fn all(number: usize, piece: impl Fn(usize) -> String) -> String {
    (0..number).map(piece).collect()
}

/// The shortest scenario with further fields.
fn with(fields: &str) -> String {
    MINIMAL.replacen("    cities: {", &format!("    {fields}\n    cities: {{"), 1)
}

/// A file with so many things of a kind.
type Kind = (&'static str, fn(usize) -> String);

const KINDS: [Kind; 9] = [
    ("sources", |n| with(&format!("sources: {{ {} }},", all(n, |i| format!("\"s{i}\": \"x\", "))))),
    ("sources of several words", |n| {
        with(&format!("sources: {{ {} }},", all(n, |i| format!("\"the {i} s\": \"x\", "))))
    }),
    ("unknown sources", |n| {
        let sources = all(n, |i| format!("\"s{i}\": \"x\", "));
        let events = all(n, |i| format!("\"e{i}\": (at: \"2001Q1\", text: \"t\", source: \"q{i}\"), "));
        with(&format!("sources: {{ {sources} }}, events: {{ {events} }},"))
    }),
    ("drivers and history", |n| {
        let drivers = all(n, |i| format!("\"d{i}\": (title: \"t\", unit: \"u\", role: Demand, points: [(2001, 5)]), "));
        let series = all(n, |i| {
            let model = format!("(variable: \"commuters\", scale: 1, times: {{ \"d{i}\": 1 }})");
            format!("\"h{i}\": (title: \"t\", unit: \"u\", points: [(2001, 5)], model: {model}), ")
        });
        with(&format!("drivers: {{ {drivers} }}, history: {{ {series} }},"))
    }),
    ("cities and crossings", |n| {
        let crossings = all(n, |i| {
            format!(
                "\"x{i}\": (name: \"X\", at: (15.5, 50), between: (\"c{i}\", \"plain\"), mode: Road, goods: 0.1, people: \
                 0.1, minutes_before: 100, minutes: 90, opens: Before, payers: (a: 0.5, b: 0.5)), "
            )
        });
        let cities = all(n, |i| format!("\"c{i}\": (name: \"C\", side: A, at: (15, 50), population: 10), "));
        let text = with(&format!("crossings: {{ {crossings} }},"));
        text.replacen("cities: {", &format!("cities: {{ {cities}"), 1)
    }),
    ("levers and steps", |n| {
        let levers = all(n, |i| {
            format!(
                "\"l{i}\": (name: \"X\", summary: \"y\", cost: 1, effects: {{ \"trust\": 0.1 }}, payers: (a: 0.5, b: 0.5)), "
            )
        });
        let steps = all(n, |i| format!("(lever: \"l{i}\", level: 0.5), "));
        with(&format!("levers: {{ {levers} }}, policies: {{ \"p\": (title: \"t\", steps: [{steps}]) }},"))
    }),
    ("conditions", |n| {
        let conditions = all(n, |i| format!("AtLeast(\"trust\", 0.{i}), "));
        let trigger = format!("When([{conditions}])");
        with(&format!("shocks: {{ \"f\": (name: \"X\", kind: \"disaster\", trigger: {trigger}, quarters: 2) }},"))
    }),
    ("unknown fields", |n| with(&all(n, |i| format!("own_{i}: 1, ")))),
    ("what another is extended by", |n| {
        let drivers = all(n, |i| format!("\"d{i}\": (title: \"t\", unit: \"u\", role: Demand, points: [(2001, 5)]), "));
        format!("(format: 1, id: \"x\", extends: \"minimal\", drivers: {{ {drivers} }})")
    }),
];

/// What one thread worked to check a text, at the least of three times.
fn work(text: &str) -> Duration {
    let document =
        Document { name: "minimal.ron".to_owned(), place: "minimal.ron".to_owned(), bytes: text.as_bytes().to_vec() };
    let once = || {
        let began = ThreadTime::now();
        let checked = scenario::check(&document, &NoLibrary);
        let work = began.elapsed();
        assert!(checked.warnings.0.len() <= 200, "no more are kept");
        work
    };
    (0..3).map(|_| once()).min().unwrap_or_default()
}

#[test]
fn twice_as_much_of_anything_takes_less_than_three_times_the_work() {
    const FEW: usize = 1_500;
    for (what, text) in KINDS {
        let (one, two) = (text(FEW), text(2 * FEW));
        assert!(two.len() < scenario::LARGEST, "{what} is read at all: {}", two.len());
        let (few, many) = (work(&one), work(&two));
        println!("{what}: {few:?}, of twice as many {many:?}");
        assert!(many < 3 * few, "{what}: {few:?} for {FEW}, {many:?} for twice as many");
    }
}
