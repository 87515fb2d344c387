//! How long the main thread works for a frame: `cargo bench --bench frame`. The numbers with their commit are in `RESULTS.md`.
//!
//! What a frame does is done without a window: the engine's part (a step at top speed, what can be done, the question for
//! the futures), all panels, and egui's triangles. What the graphics card is told is not in it.

#![expect(clippy::disallowed_methods, reason = "a clock is what a timing needs")]

use std::sync::Arc;
use std::time::{Duration, Instant};

use cpu_time::ThreadTime;
use egui::{Context, RawInput, Rect, Vec2, pos2};
use marchland::model::indicator::Variable;
use marchland::panels::{Clock, Desk, Known, News, Pondered, Seen, Telling, View, play_ui, style};
use marchland::run::fan::worker::{Futures, PATHS};
use marchland::run::means::{Means, means};
use marchland::run::play::PlayThrough;
use marchland::run::play::beforehand::Beforehand;
use marchland::run::{Order, Run};
use marchland::saves::Moment;
use marchland::scenario::read;
use marchland::settings::Settings;

/// The program's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const AMUR: &str = include_str!("../scenarios/amur.ron");
/// Frames between two quarters at top speed on a usual screen.
const FRAMES: u32 = 3;
const QUARTERS: u32 = 70;

/// The Amur with so many organisations on both sides, two decisions made.
fn amur(organisations: u32) -> PlayThrough {
    let mut scenario = read("amur.ron", AMUR, &[]).expect("it is shipped");
    scenario.setup.regions.iter_mut().for_each(|region| region.organisations = organisations / 2);
    let scenario = Arc::new(scenario);
    let run = Run::new(Arc::clone(&scenario), &scenario.default_policy, 1, scenario.quarters);
    let mut play = PlayThrough::new(&run.expect("its own policy"));
    (0..4).for_each(|_| play.step());
    play.decide(Order::SetLever { lever: 0, level: 1.0 });
    play.step();
    play.decide(Order::SetLever { lever: 1, level: 0.5 });
    play
}

/// Times of one part of a frame: what the thread worked, and what the clock said.
#[derive(Default)]
struct Times {
    worked: Vec<Duration>,
    passed: Vec<Duration>,
}

impl Times {
    fn of<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let (began, worked) = (Instant::now(), ThreadTime::now());
        let done = work();
        self.worked.push(worked.elapsed());
        self.passed.push(began.elapsed());
        done
    }
}

fn told(what: &str, mut times: Vec<Duration>) {
    times.sort();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
    println!("  {what:<44} {:7.2} ms in the middle, {:7.2} in 99 of 100, {:7.2} at most", at(0.5), at(0.99), at(1.0));
}

/// What is drawn upon, and how.
struct Window {
    context: Context,
    size: Vec2,
    frames: u32,
}

impl Window {
    fn new(size: Vec2) -> Self {
        let context = Context::default();
        style::dress(&context, &Settings::default());
        Self { context, size, frames: 0 }
    }

    /// Panels and triangles of a frame.
    fn draw(&mut self, seen: &Seen<'_>, panels: &mut Times, triangles: &mut Times) {
        let screen_rect = Some(Rect::from_min_size(pos2(0.0, 0.0), self.size));
        let input = RawInput { screen_rect, time: Some(f64::from(self.frames) / 60.0), ..RawInput::default() };
        self.frames += 1;
        let mut out = panels.of(|| {
            let mut asks = Vec::new();
            self.context.run_ui(input, |ui| play_ui(ui, seen, &mut asks))
        });
        // Nobody draws them: what a renderer would upload is let go.
        out.textures_delta.clear();
        triangles.of(|| self.context.tessellate(out.shapes, out.pixels_per_point));
    }
}

fn clock(is_paused: bool) -> Clock {
    Clock { is_paused, speed: 4, speeds: [0.5, 1.0, 2.0, 5.0, 20.0] }
}

fn frames(organisations: u32, size: Vec2, tab: Telling) {
    let mut play = amur(organisations);
    let futures = Futures::new(1, PATHS, || ());
    let mut window = Window::new(size);
    let clock = clock(false);
    let (news, pondered, desk) = (News::default(), Pondered::default(), Desk::default());
    let view = View { telling: tab, trail: vec![Variable::Trust], ..View::default() };
    let [mut step, mut asked, mut can, mut kept_whole, mut panels, mut triangles] = [(); 6].map(|()| Times::default());
    let [mut still, mut passing] = [(); 2].map(|()| Times::default());
    let mut kept: Option<(Means, Known)> = None;
    let (mut beforehand, mut late) = (Beforehand::default(), 0);
    for frame in 0..QUARTERS * FRAMES {
        let passes = frame.is_multiple_of(FRAMES);
        let whole = if passes { &mut passing } else { &mut still };
        whole.of(|| {
            if passes {
                let known = step.of(|| {
                    let known = beforehand.step(&mut play);
                    beforehand.ask(&play);
                    known
                });
                late += u32::from(known.is_none());
                asked.of(|| play.ahead().map(|question| futures.ask(question, &view.charts)));
                let means = || known.unwrap_or_else(|| means(play.run()));
                kept = Some(can.of(|| (means(), Known::of(play.run(), &view))));
                kept_whole.of(|| drop(Moment::of(&play, "amur", "")));
            }
            let outlook = futures.outlook();
            let Some((means, known)) = &kept else { return };
            let (ahead, pondered) = (outlook.as_deref(), &pondered);
            let (play, clock, news, view, desk) = (&play, &clock, &news, &view, &desk);
            let seen = Seen { play, means, known, clock, news, view, ahead, pondered, desk, notes: "" };
            window.draw(&seen, &mut panels, &mut triangles);
        });
        // Time for the futures, as between two frames.
        std::thread::park_timeout(Duration::from_millis(10));
    }
    println!("{organisations} organisations, {} x {}, tab {tab:?}", size.x, size.y);
    told("the first frame, by the clock", passing.passed.drain(..1).collect());
    told("a frame between two quarters, by the clock", still.passed);
    told("a frame between two quarters, own work", still.worked);
    told("a frame that passes a quarter, by the clock", passing.passed);
    told("a frame that passes a quarter, own work", passing.worked.split_off(1));
    told("panels", panels.worked.split_off(1));
    told("triangles", triangles.worked.split_off(1));
    told("passing the quarter", step.worked);
    told("the question for the futures, with it", asked.worked);
    told("what can be done, goals and why, with it", can.worked);
    told("handing it over to be kept, with it", kept_whole.worked);
    println!("  quarters that were not there when they were due  {late}");
}

/// A lever is dragged over so many frames, and let go.
const DRAGGED: u32 = 30;
/// Frames until the last answer is given up.
const PATIENCE: u32 = 600;

/// Drags a lever of the Amur in its fifth year from nothing to its full, and draws on until all futures have been played.
fn drag(size: Vec2) {
    let mut play = amur(200);
    (0..15).for_each(|_| play.step());
    let futures = Futures::new(1, PATHS, || ());
    let mut window = Window::new(size);
    let clock = clock(true);
    let (news, pondered, desk, view) = (News::default(), Pondered::default(), Desk::default(), View::default());
    let [mut panels, mut triangles] = [(); 2].map(|()| Times::default());
    let (mut began, mut answered) = (Instant::now(), 0);
    let mut reached = [None; 3];
    for frame in 0..DRAGGED + PATIENCE {
        let next = Instant::now() + Duration::from_micros(16_667);
        let is_dragged = frame < DRAGGED;
        if is_dragged {
            play.decide(Order::SetLever { lever: 2, level: f64::from(frame + 1) / f64::from(DRAGGED) });
            began = Instant::now();
            if let Some(question) = play.ahead() {
                futures.ask(question, &view.charts);
            }
        }
        let (means, known) = (means(play.run()), Known::of(play.run(), &view));
        let outlook = futures.outlook();
        let (ahead, pondered) = (outlook.as_deref(), &pondered);
        let (seen_play, means, known) = (&play, &means, &known);
        let (clock, news, view, desk) = (&clock, &news, &view, &desk);
        let seen = Seen { play: seen_play, means, known, clock, news, view, ahead, pondered, desk, notes: "" };
        window.draw(&seen, &mut panels, &mut triangles);
        while Instant::now() < next {
            let paths = futures.outlook().map_or(0, |known| {
                known.with.paths.min(known.without.as_ref().map_or(usize::MAX, |without| without.paths))
            });
            if frame + 1 >= DRAGGED {
                let asked = [1, 16, PATHS as usize];
                let late = reached.iter_mut().zip(asked).filter(|(at, asked)| at.is_none() && paths >= *asked);
                late.for_each(|(at, _)| *at = Some(began.elapsed()));
            }
            std::thread::park_timeout(Duration::from_millis(1));
        }
        answered += u32::from(is_dragged && futures.outlook().is_some());
        if reached.iter().all(Option::is_some) {
            break;
        }
    }
    println!("a lever of the Amur dragged over {DRAGGED} frames, {} x {}, 60 quarters ahead", size.x, size.y);
    println!("  frames whose answer is there in the next        {answered}");
    for (paths, at) in ["1 pair", "16 pairs", "256 pairs"].iter().zip(reached) {
        let at = at.map_or("never".to_owned(), |at| format!("{:7.0} ms", at.as_secs_f64() * 1e3));
        println!("  {paths:<44} {at} after the last change");
    }
}

fn main() {
    for organisations in [200, 2000] {
        for tab in [Telling::Stages, Telling::Why, Telling::Log, Telling::Goals] {
            frames(organisations, Vec2::new(1920.0, 1080.0), tab);
        }
    }
    frames(2000, Vec2::new(1280.0, 720.0), Telling::Stages);
    (0..5).for_each(|_| drag(Vec2::new(1920.0, 1080.0)));
}
