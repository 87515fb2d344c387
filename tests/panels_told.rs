//! What the window tells and where it stands: money, names, titles, the layout of the first frame, the length of the tutorial.

use std::sync::Arc;

use egui::{Context, Pos2, RawInput, Rect, Shape, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::NodeT;
use marchland::engine::Speed;
use marchland::model::date::Quarter;
use marchland::panels::{
    Clock, Desk, Dialog, Known, Mishap, News, Pondered, Seen, Telling, Trouble, View, play_ui, style,
};
use marchland::run::lesson::progress;
use marchland::run::means::{Means, means};
use marchland::run::play::PlayThrough;
use marchland::run::{Order, Run};
use marchland::scenario::read;
use marchland::settings::Settings;

use crate::charts::outlook;
use crate::panels::{SIZES, Shown, TEXT, run, said};

/// Everything in a pass of the window, with nothing chosen but this.
fn draw(ui: &mut egui::Ui, play: &PlayThrough, means: &Means, view: &View) {
    let clock = Clock { is_paused: true, speed: 1, speeds: [0.5, 1.0, 2.0, 5.0, 20.0] };
    let (known, pondered) = (&Known::of(play.run(), view), &Pondered::default());
    let (news, desk, clock) = (&News::of(None), &Desk::default(), &clock);
    let seen = Seen { play, means, known, clock, news, view, ahead: None, pondered, desk, notes: "" };
    play_ui(ui, &seen, &mut Vec::new());
}

#[test]
fn what_rounding_leaves_in_a_purse_is_told_as_nothing() {
    let play = run(TEXT);
    let mut can = means(play.run());
    for purse in &mut can.purses {
        (purse.in_hand, purse.income, purse.left) = (1.1e-16, -3.0e-13, 1.1e-16);
    }
    let view = View::default();
    let mut is_dressed = false;
    let show = |ui: &mut egui::Ui| {
        if !is_dressed {
            style::dress(ui.ctx(), &view.settings);
            is_dressed = true;
        }
        ui.reset_style();
        draw(ui, &play, &can, &view);
    };
    let mut harness = Harness::builder().with_size(SIZES[1]).build_ui(show);
    harness.run_steps(4);
    let nodes = harness.root().children_recursive();
    let texts = nodes.flat_map(|node| [node.accesskit_node().label(), node.accesskit_node().value()]);
    let text = texts.flatten().collect::<Vec<_>>().join("\n");
    assert!(text.contains("the joint fund 0"), "{text}");
    assert!(!text.contains("e−") && !text.contains("e-1"), "{text}");
}

#[test]
fn names_in_the_line_of_the_charts_stand_out_by_colour_and_not_by_backquotes() {
    let mut shown = Shown::new();
    let mut ahead = outlook(shown.play.run(), 16);
    ahead.change = Some("branch `from 2010Q2`, in 2010Q2: Visa facilitation set to 1.00".to_owned());
    shown.ahead = Some(Arc::new(ahead));
    let text = said(&shown.at(SIZES[0]));
    assert!(text.contains("dashed: without \"branch from 2010Q2, in 2010Q2: Visa"), "{text}");
    assert!(!text.contains('`'), "{text}");
}

#[test]
fn a_dialog_is_called_by_what_went_wrong() {
    for size in SIZES {
        let mut shown = Shown::new();
        shown.view.dialog = Some(Dialog::Trouble);
        let why = Trouble::Cannot("cannot save `last.ron`: the disk is full".to_owned());
        shown.desk.trouble = Some(Mishap { title: "The session is not kept", about: None, why });
        let text = said(&shown.at(size));
        assert!(text.contains("Close The session is not kept") && text.contains("cannot save last.ron"), "{text}");
        assert!(!text.contains("opened"), "{text}");
    }
}

/// Every text that was drawn, and where.
fn texts(shapes: &[egui::epaint::ClippedShape]) -> Vec<(String, Pos2)> {
    fn all(shape: &Shape, found: &mut Vec<(String, Pos2)>) {
        match shape {
            Shape::Text(text) => found.push((text.galley.text().to_owned(), text.pos.round())),
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| all(shape, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    shapes.iter().for_each(|clipped| all(&clipped.shape, &mut found));
    found
}

#[test]
fn what_is_drawn_first_stands_where_it_stays() {
    let play = run(TEXT);
    let can = means(play.run());
    for (size, percent) in [(SIZES[0], 100), (SIZES[1], 100), (SIZES[0], 150), (Vec2::new(1100.0, 640.0), 100)] {
        for telling in [Telling::Stages, Telling::Why, Telling::Log] {
            let context = Context::default();
            let settings = Settings { text_percent: percent, ..Settings::default() };
            let view = View { telling, settings: settings.clone(), ..View::default() };
            let mut is_dressed = false;
            let mut frame = || {
                let screen_rect = Some(Rect::from_min_size(Pos2::ZERO, size));
                let input = RawInput { screen_rect, time: Some(1.0), ..RawInput::default() };
                let mut out = context.run_ui(input, |ui| {
                    if !is_dressed {
                        style::dress(ui.ctx(), &settings);
                        is_dressed = true;
                    }
                    ui.reset_style();
                    draw(ui, &play, &can, &view);
                });
                out.textures_delta.clear();
                texts(&out.shapes)
            };
            let (first, second) = (frame(), frame());
            assert!(first.len() > 40, "{} texts", first.len());
            let moved: Vec<_> = first.iter().filter(|text| !second.contains(text)).collect();
            assert_eq!(moved, [] as [&(String, Pos2); 0], "{size}, {percent} %, {telling:?}");
        }
    }
}

#[test]
fn the_tutorial_takes_less_than_the_ten_minutes_that_it_promises() {
    /// How fast a person reads who reads such things for the first time, and how long it takes to find what is to be done.
    const WORDS_A_MINUTE: f64 = 150.0;
    const SECONDS_A_STEP: f64 = 20.0;
    let scenario = Arc::new(read("tutorial.ron", include_str!("../scenarios/tutorial.ron"), &[]).unwrap());
    let (setup, lessons) = (&scenario.setup, &scenario.lessons);
    let mut play =
        PlayThrough::new(&Run::new(Arc::clone(&scenario), &scenario.default_policy, 1, scenario.quarters).unwrap());
    let lever = |id: &str| setup.levers.iter().position(|lever| lever.id == id).unwrap();
    let (mut steps, mut moved) = (0, Vec::new());
    for (number, lesson) in lessons.iter().enumerate() {
        steps += 1;
        // The last one says what is at hand; at the flood an answer is asked for.
        let own =
            if number + 1 < lessons.len() { vec![] } else { vec![lever("visa"), lever("twinning"), lever("broker")] };
        for lever in lesson.lever.into_iter().chain(own) {
            play.decide(Order::SetLever { lever, level: 1.0 });
            moved.push(lever);
            steps += 1;
        }
        if number + 1 == lessons.len() {
            play.answer(0, 0);
            steps += 1;
        }
        while progress(play.run()).done.len() <= number {
            assert!(!play.run().is_over(), "lesson {} is never done", number + 1);
            play.step();
        }
    }
    assert!(play.run().land().quarter() > Quarter::new(2005, 2), "the surprise has come");
    let dilemma = &scenario.dilemmas[0];
    let mut read: Vec<&str> = vec![&scenario.title, &scenario.summary, &dilemma.title, &dilemma.text];
    read.extend(lessons.iter().flat_map(|lesson| [&lesson.title, &lesson.text, &lesson.task].map(String::as_str)));
    read.extend(dilemma.options.iter().flat_map(|option| [option.title.as_str(), option.text.as_str()]));
    read.extend(scenario.goals.iter().map(|goal| goal.text.as_str()));
    read.extend(moved.iter().flat_map(|lever| [setup.levers[*lever].name.as_str(), &setup.levers[*lever].summary]));
    let words: usize = read.iter().map(|text| text.split_whitespace().count()).sum();
    let quarters = f64::from(play.run().elapsed());
    let speed = Speed::ALL[Settings::default().speed].quarters_per_second();
    let minutes = words as f64 / WORDS_A_MINUTE + (quarters / speed + SECONDS_A_STEP * f64::from(steps)) / 60.0;
    println!("{words} words, {quarters} quarters, {steps} steps: {minutes:.1} minutes");
    assert!((3.0..10.0).contains(&minutes), "{minutes} minutes: {words} words, {quarters} quarters, {steps} steps");
}
