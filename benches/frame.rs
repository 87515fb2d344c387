//! How long the main thread works for a frame: `cargo bench --bench frame`. The numbers with their commit are in `RESULTS.md`.
//!
//! What a frame does is done without a window: the engine's part (a step at top speed, what can be done, the question for
//! the futures), all panels, and egui's triangles. What the graphics card is told is not in it.

#![expect(clippy::disallowed_methods, reason = "a clock is what a timing needs")]

use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::{Context, RawInput, Rect, Vec2, pos2};
use marchland::model::indicator::Variable;
use marchland::panels::{Clock, Desk, Known, News, Pondered, Seen, Telling, View, play_ui, style};
use marchland::run::fan::worker::{Futures, PATHS};
use marchland::run::means::{Means, means};
use marchland::run::play::PlayThrough;
use marchland::run::{Order, Run};
use marchland::scenario::read;
use marchland::settings::Settings;

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

/// Times of one part of a frame.
#[derive(Default)]
struct Times(Vec<Duration>);

impl Times {
    fn of<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let began = Instant::now();
        let done = work();
        self.0.push(began.elapsed());
        done
    }

    fn told(&mut self, what: &str) {
        self.0.sort();
        let at = |share: f64| self.0[((self.0.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
        println!(
            "  {what:<44} {:7.2} ms in the middle, {:7.2} in 99 of 100, {:7.2} at most",
            at(0.5),
            at(0.99),
            at(1.0)
        );
    }
}

fn frames(organisations: u32, size: Vec2, tab: Telling) {
    let mut play = amur(organisations);
    let futures = Futures::new(1, PATHS, || ());
    let context = Context::default();
    style::dress(&context, &Settings::default());
    let clock = Clock { is_paused: false, speed: 4, speeds: [0.5, 1.0, 2.0, 5.0, 20.0] };
    let (news, pondered, desk) = (News::default(), Pondered::default(), Desk::default());
    let view = View { telling: tab, trail: vec![Variable::Trust], ..View::default() };
    let [mut step, mut asked, mut can, mut panels, mut triangles, mut whole] = [(); 6].map(|()| Times::default());
    let mut kept: Option<(Means, Known)> = None;
    for frame in 0..QUARTERS * FRAMES {
        let began = Instant::now();
        if frame.is_multiple_of(FRAMES) {
            step.of(|| play.step());
            asked.of(|| play.ahead().map(|question| futures.ask(question, &view.charts)));
            kept = Some(can.of(|| (means(play.run()), Known::of(play.run(), &view))));
        }
        let outlook = futures.outlook();
        let Some((means, known)) = &kept else { continue };
        let (ahead, pondered) = (outlook.as_deref(), &pondered);
        let (clock, news, view, desk) = (&clock, &news, &view, &desk);
        let seen = Seen { play: &play, means, known, clock, news, view, ahead, pondered, desk, notes: "" };
        let screen_rect = Some(Rect::from_min_size(pos2(0.0, 0.0), size));
        let input = RawInput { screen_rect, time: Some(f64::from(frame) / 60.0), ..RawInput::default() };
        let mut out = panels.of(|| {
            let mut asks = Vec::new();
            context.run_ui(input, |ui| play_ui(ui, &seen, &mut asks))
        });
        // Nobody draws them: what a renderer would upload is let go.
        out.textures_delta.clear();
        triangles.of(|| context.tessellate(out.shapes, out.pixels_per_point));
        whole.0.push(began.elapsed());
        // Time for the futures, as between two frames.
        std::thread::park_timeout(Duration::from_millis(10));
    }
    println!("{organisations} organisations, {} x {}, tab {tab:?}", size.x, size.y);
    whole.told("the whole frame");
    panels.told("panels");
    triangles.told("triangles");
    step.told("a quarter, every third frame");
    asked.told("the question for the futures, with it");
    can.told("what can be done, goals and why, with it");
}

fn main() {
    for organisations in [200, 2000] {
        for tab in [Telling::Stages, Telling::Why, Telling::Log, Telling::Goals] {
            frames(organisations, Vec2::new(1920.0, 1080.0), tab);
        }
    }
    frames(2000, Vec2::new(1280.0, 720.0), Telling::Stages);
}
