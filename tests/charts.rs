//! Charts: the past and the futures are told and drawn, nothing covers anything, and each can be had as a file.

use std::sync::Arc;

use egui::Vec2;
use egui_kittest::kittest::Queryable;
use marchland::model::indicator::Variable;
use marchland::panels::charts::Format;
use marchland::panels::charts::plot::Plot;
use marchland::panels::charts::sketch::{Anchor, Ink, Mark, Sketch};
use marchland::panels::{Ask, ViewAsk};
use marchland::run::fan::Fan;
use marchland::run::fan::Present;
use marchland::run::fan::outlook::{Outlook, Sheaf};
use marchland::run::fan::table;
use marchland::run::history::{counterpart, observed, value_at};
use marchland::run::play::PlayThrough;
use marchland::run::{Order, Run};
use marchland::scenario::{Per, read};

use crate::panels::{Shown, asked, click, reach, said};

const SIZE: Vec2 = Vec2::new(1280.0, 720.0);
/// What is charted unless somebody asks for something else, and one that no scenario has history of.
const VARIABLES: [Variable; 5] =
    [Variable::Trust, Variable::Trade, Variable::Knowledge, Variable::Institutions, Variable::ExchangeRate];

/// What lies ahead of a run with a decision, in so many futures, beside the same without it.
pub fn outlook(run: &Run, paths: u32) -> Outlook {
    let mut with = run.fork();
    with.order(Order::SetLever { lever: 0, level: 1.0 });
    let sheaf = |run: &Run| {
        let fan = Fan::played(Present::new(run, None, &VARIABLES), paths, 160);
        Arc::new(Sheaf::of(&fan, &VARIABLES))
    };
    let change = Some("2010Q2: Visa facilitation set to 1.00".to_owned());
    Outlook { from: run.land().quarter(), with: sheaf(&with), without: Some(sheaf(run)), change }
}

fn shown() -> Shown {
    let mut shown = Shown::new();
    shown.ahead = Some(Arc::new(outlook(shown.play.run(), 16)));
    shown
}

#[test]
fn the_futures_are_told_beside_the_same_without_the_change() {
    let harness = shown().at(SIZE);
    let ahead = harness.state().ahead.clone().unwrap();
    let text = said(&harness);
    assert!(text.contains(&ahead.told(2, ahead.decade())), "{text}");
    assert!(text.contains("16 futures: dark half of them, light 8 of 10; dashed: without \"2010Q2: Visa"), "{text}");
    assert!(!said(&Shown::new().at(SIZE)).contains("futures"), "nothing is told before the first is there");
}

#[test]
fn the_crosshair_reads_the_futures_too() {
    let mut shown = shown();
    let ahead = shown.ahead.clone().unwrap();
    let at = ahead.from.plus(20);
    shown.view.crosshair = Some(at);
    let harness = shown.at(SIZE);
    let band = ahead.with.band(Variable::Trust).unwrap();
    let plot = Plot::of(&harness.state().play, Some(&ahead), Variable::Trust);
    let told = plot.told(at).unwrap();
    let figure = |value: f64| format!("{value:.2}");
    let expected = [band.middle[20], band.tenth[20], band.nine_tenths[20]].map(figure);
    assert_eq!(told, format!("{} ({} to {} in 8 of 10)", expected[0], expected[1], expected[2]));
    assert!(said(&harness).contains(&told), "{}", said(&harness));
    assert_eq!(plot.told(ahead.until().plus(1)), None, "beyond the last future there is nothing");
    assert_eq!(plot.quarter_at(1.0), harness.state().play.front().last());
}

#[test]
fn each_chart_can_be_had_in_three_forms() {
    for (format, text) in Format::ALL {
        let mut harness = shown().at(Vec2::new(1920.0, 1080.0));
        reach(&mut harness, "Export the chart of trust");
        assert!(!click(&mut harness, "Export the chart of trust").iter().any(|ask| matches!(ask, Ask::Export(..))));
        let asks = asked(&mut harness, |harness| harness.get_by_label(text).click());
        assert!(asks.contains(&Ask::Export(Variable::Trust, format)), "{asks:?}");
        assert!(!asks.iter().any(|ask| matches!(ask, Ask::View(ViewAsk::Charts(_)))), "{asks:?}");
    }
}

/// Left, top, right and bottom of a text, about.
fn area(sketch: &Sketch, mark: &Mark) -> Option<[f32; 4]> {
    let Mark::Text { at: [x, y], text, anchor, .. } = mark else { return None };
    let (wide, high) = (text.chars().count() as f32 * 0.48 * sketch.type_size, sketch.type_size);
    let left = match anchor {
        Anchor::Start => *x,
        Anchor::Middle => x - wide / 2.0,
        Anchor::End => x - wide,
    };
    Some([left, y - high / 2.0, left + wide, y + high / 2.0])
}

#[test]
fn no_label_covers_another_and_nothing_leaves_the_sheet() {
    let mut play = Shown::new().play;
    let ahead = outlook(play.run(), 16);
    let few = outlook(play.run(), 3);
    let place = play.place().at;
    for (ahead, at) in [(None, place), (Some(&ahead), place), (Some(&few), place), (Some(&ahead), place.plus(-4))] {
        play.scrub(at);
        for variable in VARIABLES {
            for (size, type_size) in [([330.0, 132.0], 14.0), ([700.0, 132.0], 14.0), ([420.0, 264.0], 28.0)] {
                let sketch = Plot::of(&play, ahead, variable).sketch(size, type_size, at);
                let texts: Vec<_> = sketch.marks.iter().filter_map(|mark| Some((mark, area(&sketch, mark)?))).collect();
                for (index, (mark, [left, top, right, bottom])) in texts.iter().enumerate() {
                    let is_inside =
                        *left >= -2.0 && *top >= -2.0 && *right <= size[0] + 2.0 && *bottom <= size[1] + 2.0;
                    assert!(is_inside, "{variable:?} {size:?} {mark:?}");
                    for (other, [l, t, r, b]) in &texts[..index] {
                        let is_apart = left >= r || l >= right || *top >= b - 1.0 || *t >= bottom - 1.0;
                        let is_guide = |mark: &Mark| matches!(mark, Mark::Text { ink: Ink::Faint, .. });
                        assert!(
                            is_apart || is_guide(mark) && is_guide(other),
                            "{variable:?} {size:?} {mark:?} {other:?}"
                        );
                    }
                }
                for mark in &sketch.marks {
                    let points = match mark {
                        Mark::Line { points, .. } => points.clone(),
                        Mark::Band { upper, lower, .. } => [upper.clone(), lower.clone()].concat(),
                        Mark::Dot { at, .. } | Mark::Text { at, .. } => vec![*at],
                    };
                    for [x, y] in points {
                        assert!((0.0..=size[0]).contains(&x) && (0.0..=size[1]).contains(&y), "{mark:?} {size:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn the_past_is_solid_the_futures_are_a_fan_and_what_was_asked_later_is_not_drawn() {
    let mut play = Shown::new().play;
    let ahead = outlook(play.run(), 16);
    let (at, first) = (play.place().at, play.front().first());
    let bands = |play: &PlayThrough| {
        let sketch = Plot::of(play, Some(&ahead), Variable::Trust).sketch([600.0, 200.0], 14.0, first);
        let of = |wanted: Ink| {
            let bands = sketch.marks.iter().filter_map(move |mark| match mark {
                Mark::Band { upper, ink, .. } if *ink == wanted => Some(upper.len()),
                _ => None,
            });
            bands.collect::<Vec<_>>()
        };
        (of(Ink::Course), of(Ink::Without))
    };
    let quarters = ahead.with.quarters;
    assert_eq!(bands(&play), (vec![quarters; 2], vec![quarters; 2]));
    (0..3).for_each(|_| play.step());
    assert_eq!(bands(&play), (vec![quarters - 3; 2], vec![quarters - 3; 2]), "what has passed is no future");
    play.scrub(at.plus(-1));
    assert_eq!(bands(&play), (Vec::new(), Vec::new()), "seen from before, it was asked later");
}

#[test]
fn history_stands_where_the_model_would_meet_it() {
    let text = include_str!("../scenarios/oresund.ron");
    let scenario = Arc::new(read("oresund.ron", text, &[]).unwrap());
    let run = Run::new(Arc::clone(&scenario), "none", 1, scenario.quarters).unwrap();
    let setup = &scenario.setup;
    let mut met = 0;
    for history in &scenario.history {
        let variable = history.model.variable;
        for point in &history.points {
            let seen = observed(&run, variable).into_iter().find(|seen| seen.quarter == point.quarter).unwrap();
            // A course that stands at this value all the time, but for the start that it may be measured by.
            let mut values = vec![seen.value; scenario.quarters as usize + 1];
            if history.model.per == Per::Start {
                values[0] = run.value(variable);
            }
            let model = counterpart(&history.model, setup, &|_| values.clone());
            let Some(value) = value_at(&model, setup.start, point) else { continue };
            let is_start = point.quarters().0 == setup.start && history.model.per == Per::Start;
            assert!(is_start || (value / point.value - 1.0).abs() < 1e-9, "{} {point:?}: {value}", history.id);
            met += 1;
        }
    }
    assert!(met > 20, "{met}");
}

#[test]
fn the_table_of_a_chart_holds_all_that_is_drawn() {
    let play = Shown::new().play;
    let ahead = outlook(play.run(), 16);
    let rows = table::rows(play.front(), Variable::Trust, Some(&ahead));
    let schema = rows.schema();
    let names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
    assert_eq!(&names[..3], ["quarter", "trust", "trust_with_p10"]);
    assert!(names.contains(&"trust_without_p90"), "{names:?}");
    assert_eq!(rows.num_rows(), 20 + 1 + 60, "played, and to come");
    let column = |name: &str| {
        let column = rows.column_by_name(name).unwrap();
        column.as_any().downcast_ref::<arrow_array::Float64Array>().unwrap().iter().collect::<Vec<_>>()
    };
    let band = ahead.with.band(Variable::Trust).unwrap();
    assert_eq!(column("trust")[20], Some(play.run().value(Variable::Trust)));
    assert_eq!(column("trust")[21], None);
    assert_eq!(column("trust_with_median")[19], None);
    assert_eq!(column("trust_with_median")[80], band.middle.last().copied());
}
