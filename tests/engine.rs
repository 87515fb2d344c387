//! Bevy's clock decides when quarters pass and never what happens in them.

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use bevy::MinimalPlugins;
use bevy::app::{App, FixedPostUpdate, Update};
use bevy::ecs::change_detection::{DetectChanges, Mut};
use bevy::ecs::error::BevyError;
use bevy::ecs::message::MessageReader;
use bevy::ecs::resource::Resource;
use bevy::ecs::system::{Res, ResMut};
use bevy::time::{Time, TimeUpdateStrategy, Virtual};
use marchland::engine::{EnginePlugin, Playing, QuarterPassed, Request, Speed, StopsAt};
use marchland::model::date::Quarter;
use marchland::run::aim::{Aim, Stops};
use marchland::run::dilemma::{Standing, standings};
use marchland::run::play::PlayThrough;
use marchland::run::{Order, Run};
use marchland::scenario::{Scenario, read};

use crate::given::small_scenario;

/// A usual screen.
const FRAMES_PER_SECOND: f64 = 60.0;

#[test]
fn the_clock_and_plain_stepping_give_the_same_digest() {
    assert_eq!(play(&[], Speed::USUAL, FRAMES_PER_SECOND), step_through(&[]));
}

#[test]
fn neither_speed_nor_frame_rate_changes_the_outcome() {
    let plan = [(0, order(1.0)), (7, order(0.0)), (7, order(0.5)), (40, Order::ResetLever { lever: 0 })];
    let expected = step_through(&plan);
    assert_ne!(expected, step_through(&[]), "the orders of this test do nothing");
    for speed in [Speed::ALL[0], Speed::ALL[4]] {
        for frames_per_second in [30.0, 144.0] {
            let digest = play(&plan, speed, frames_per_second);
            assert_eq!(digest, expected, "{speed:?} at {frames_per_second} frames a second");
        }
    }
}

#[test]
fn several_quarters_in_one_long_frame_give_the_same_digest() {
    for frames_per_second in [4.0, 0.5] {
        assert_eq!(play(&[], Speed::ALL[4], frames_per_second), step_through(&[]));
    }
}

#[test]
fn each_speed_passes_its_quarters_in_a_second_and_is_faster_than_the_one_before() {
    assert!(Speed::ALL.is_sorted_by(|a, b| a < b));
    for speed in Speed::ALL {
        let mut app = app(run(), 100.0);
        speed.set(&mut time(&mut app));
        // Two seconds, the first frame, which never ticks, and one more, since times are rounded to nanoseconds.
        for _ in 0..202 {
            app.update();
        }
        assert_eq!(f64::from(passed(&app)), 2.0 * speed.quarters_per_second(), "{speed:?}");
    }
}

#[test]
fn the_first_frame_never_ticks() {
    let mut app = app(run(), 4.0);
    Speed::ALL[4].set(&mut time(&mut app));
    app.update();
    assert_eq!(passed(&app), 0);
    app.update();
    assert_eq!(passed(&app), 5);
}

#[test]
fn paused_time_steps_nothing_but_takes_orders() {
    let mut app = app(run(), 4.0);
    time(&mut app).pause();
    app.world_mut().write_message(Request::Give(order(1.0)));
    for _ in 0..50 {
        app.update();
    }
    assert_eq!(passed(&app), 0);
    assert_eq!(playing(&app).given(), [(run().land().quarter().plus(1), order(1.0))]);

    time(&mut app).unpause();
    assert_eq!(play_on(&mut app, &[]), step_through(&[(0, order(1.0))]));
}

#[test]
fn quarters_asked_for_pass_at_once_while_time_is_paused_and_only_once() {
    let mut app = app(run(), 4.0);
    time(&mut app).pause();
    let quarter = run().land().quarter().plus(3);
    app.world_mut().write_message(Request::Give(order(1.0)));
    // Asks are absolute: twice is as good as once.
    for _ in 0..2 {
        app.world_mut().write_message(Request::StepTo(quarter));
    }
    app.update();
    assert_eq!(passed(&app), 3);
    let mut expected = run();
    expected.order(order(1.0));
    (0..3).for_each(|_| expected.step());
    assert_eq!(playing(&app).digest(), expected.digest());
    app.world_mut().write_message(Request::StepTo(run().last().plus(9)));
    app.update();
    assert_eq!(playing(&app).digest(), step_through(&[(0, order(1.0))]), "a run ends where it ends");
}

#[test]
fn a_pause_in_the_midst_of_a_frame_holds_at_once() {
    let mut app = app(run(), 4.0);
    Speed::ALL[4].set(&mut time(&mut app));
    app.add_systems(FixedPostUpdate, |mut time: ResMut<Time<Virtual>>| time.pause());
    app.update();
    app.update();
    assert_eq!(passed(&app), 1);
}

#[test]
fn an_order_given_between_frames_is_given_once_and_before_the_next_step() {
    let mut app = app(run(), 8.0);
    Speed::ALL[4].set(&mut time(&mut app));
    let mut expected = run();
    app.update();
    while passed(&app) < 4 {
        app.update();
    }
    let before = passed(&app);
    (0..before).for_each(|_| expected.step());
    app.world_mut().write_message(Request::Give(order(1.0)));
    app.update();
    expected.order(order(1.0));
    (before..passed(&app)).for_each(|_| expected.step());
    assert!(passed(&app) > before);
    assert_eq!(playing(&app).digest(), expected.digest());
}

#[test]
fn time_pauses_when_the_run_is_over_and_again_when_it_is_let_go() {
    let mut app = app(run(), 4.0);
    Speed::ALL[4].set(&mut time(&mut app));
    let digest = play_on(&mut app, &[]);
    for _ in 0..3 {
        assert!(time(&mut app).is_paused());
        time(&mut app).unpause();
        app.update();
        app.update();
        assert_eq!(playing(&app).digest(), digest);
    }
}

#[test]
fn every_quarter_that_passes_is_told_once_and_the_run_counts_as_changed_only_then() {
    #[derive(Resource, Default)]
    struct Heard {
        quarters: Vec<i32>,
        frames_changed: usize,
        frames_told: usize,
    }
    let mut app = app(run(), 30.0);
    Speed::ALL[4].set(&mut time(&mut app));
    app.init_resource::<Heard>();
    app.update();
    app.add_systems(
        Update,
        |mut heard: ResMut<Heard>, mut passed: MessageReader<QuarterPassed>, playing: Res<Playing>| {
            let before = heard.quarters.len();
            heard.quarters.extend(passed.read().map(|p| p.0.0));
            heard.frames_told += usize::from(heard.quarters.len() > before);
            heard.frames_changed += usize::from(playing.is_changed() && !playing.is_added());
        },
    );
    let start = run().land().quarter().0;
    play_on(&mut app, &[]);
    let heard = app.world().resource::<Heard>();
    let all: Vec<i32> = (start + 1..=playing(&app).land().quarter().0).collect();
    assert_eq!(heard.quarters, all);
    assert_eq!(heard.frames_changed, heard.frames_told);
}

#[test]
fn what_a_person_asks_of_the_past_is_what_the_play_through_does() {
    let mut app = app(run(), 8.0);
    time(&mut app).pause();
    let mut expected = PlayThrough::new(&run());
    let first = run().first();
    let ask = |app: &mut App, request: Request| {
        app.world_mut().write_message(request);
        app.update();
    };
    let seen = |app: &App| {
        let play = app.world().resource::<Playing>().play();
        (play.run().digest(), play.place(), play.branches().to_vec())
    };
    ask(&mut app, Request::RunTo(Aim::Date(first.plus(20))));
    expected.run_to(Aim::Date(first.plus(20)));
    ask(&mut app, Request::Scrub(first.plus(7)));
    expected.scrub(first.plus(7));
    ask(&mut app, Request::Give(order(1.0)));
    expected.decide(order(1.0));
    ask(&mut app, Request::Rename { branch: 1, name: "other".to_owned() });
    expected.rename(1, "other");
    ask(&mut app, Request::StepTo(first.plus(12)));
    expected.run_to(Aim::Date(first.plus(12)));
    assert_eq!(seen(&app), (expected.run().digest(), expected.place(), expected.branches().to_vec()));
    let there = seen(&app);
    for _ in 0..2 {
        ask(&mut app, Request::Undo);
    }
    ask(&mut app, Request::Redo);
    ask(&mut app, Request::Redo);
    assert_eq!(seen(&app), there);
    ask(&mut app, Request::Switch(0));
    expected.switch(0);
    assert_eq!(seen(&app).0, expected.run().digest());
}

#[test]
fn a_failing_system_stops_nothing() {
    let mut app = app(run(), FRAMES_PER_SECOND);
    app.add_systems(Update, || -> Result<(), BevyError> { Err("it failed on purpose".into()) });
    assert_eq!(play_on(&mut app, &[]), step_through(&[]));
}

#[test]
fn without_a_run_time_passes_idly_and_orders_go_unheard() {
    let mut app = app(run(), FRAMES_PER_SECOND);
    app.world_mut().remove_resource::<Playing>();
    app.world_mut().write_message(Request::Give(order(1.0)));
    (0..10).for_each(|_| app.update());
    app.insert_resource(Playing::new(&run()));
    assert_eq!(play_on(&mut app, &[]), step_through(&[]));
}

/// Quarters in which time stopped, from the start of a run to its end.
fn stops_of(run: &Run, stops: Stops) -> Vec<Quarter> {
    let mut app = app(run.clone(), 20.0);
    app.insert_resource(StopsAt(stops));
    Speed::ALL[4].set(&mut time(&mut app));
    let mut found = Vec::new();
    while !playing(&app).is_over() {
        app.update();
        if time(&mut app).is_paused() {
            found.push(playing(&app).land().quarter());
            time(&mut app).unpause();
        }
    }
    found
}

#[test]
fn time_stops_at_choices_at_changes_of_stage_or_at_all_that_happens() {
    let (mut at_choices, mut at_stages) = (0, 0);
    for (name, text) in
        [("amur.ron", include_str!("../scenarios/amur.ron")), ("oresund.ron", include_str!("../scenarios/oresund.ron"))]
    {
        let scenario = read(name, text, &[]).unwrap();
        let (policy, quarters) = (scenario.default_policy.clone(), scenario.quarters);
        let start = Run::new(Arc::new(scenario), &policy, 1, quarters).unwrap();
        let (mut run, mut wanted) = (start.clone(), [Vec::new(), Vec::new(), Vec::new()]);
        while !run.is_over() {
            let before = run.land().stage();
            run.step();
            let now = run.land().quarter();
            let (is_over, is_asked) = (run.is_over(), standings(&run).contains(&Standing::Open(now)));
            let has_turned = run.land().stage() != before;
            let all = [Aim::Event.is_met(&run), is_asked || has_turned, is_asked];
            wanted.iter_mut().zip(all).filter(|(_, stops)| *stops || is_over).for_each(|(list, _)| list.push(now));
            at_choices += usize::from(is_asked);
            at_stages += usize::from(has_turned);
        }
        let found = [Stops::Events, Stops::Turns, Stops::Dilemmas].map(|stops| stops_of(&start, stops));
        assert_eq!(found, wanted, "{name}");
        assert!(found[0].len() > found[1].len(), "{name}: something else happens, too");
    }
    assert!(at_choices > 0 && at_stages > 0, "{at_choices} choices, {at_stages} changes of stage");
}

/// A run at its start, and again the same.
fn run() -> Run {
    static SCENARIO: LazyLock<Arc<Scenario>> = LazyLock::new(|| Arc::new(small_scenario()));
    Run::new(Arc::clone(&SCENARIO), "none", 1, SCENARIO.quarters).expect("every scenario has the policy `none`")
}

fn order(level: f64) -> Order {
    Order::SetLever { lever: 0, level }
}

/// The digest of a run stepped without a clock, orders given when so many quarters have passed.
fn step_through(plan: &[(u32, Order)]) -> String {
    let mut run = run();
    while !run.is_over() {
        due(plan, run.elapsed()).for_each(|order| run.order(order));
        run.step();
    }
    run.digest()
}

/// The same by the clock.
fn play(plan: &[(u32, Order)], speed: Speed, frames_per_second: f64) -> String {
    let mut app = app(run(), frames_per_second);
    speed.set(&mut time(&mut app));
    play_on(&mut app, plan)
}

fn play_on(app: &mut App, plan: &[(u32, Order)]) -> String {
    let mut seen = None;
    while !playing(app).is_over() {
        let quarters = passed(app);
        if seen.replace(quarters) != Some(quarters) {
            for order in due(plan, quarters) {
                app.world_mut().write_message(Request::Give(order));
            }
        }
        app.update();
    }
    playing(app).digest()
}

fn due(plan: &[(u32, Order)], quarters: u32) -> impl Iterator<Item = Order> {
    plan.iter().filter(move |(quarter, _)| *quarter == quarters).map(|(_, order)| order.clone())
}

fn app(run: Run, frames_per_second: f64) -> App {
    let frame = Duration::from_secs_f64(1.0 / frames_per_second);
    let mut app = App::new();
    app.add_plugins((MinimalPlugins, EnginePlugin))
        .insert_resource(TimeUpdateStrategy::ManualDuration(frame))
        .insert_resource(Playing::new(&run));
    app
}

fn playing(app: &App) -> &Run {
    app.world().resource::<Playing>().run()
}

fn passed(app: &App) -> u32 {
    playing(app).elapsed()
}

fn time(app: &mut App) -> Mut<'_, Time<Virtual>> {
    app.world_mut().resource_mut()
}
