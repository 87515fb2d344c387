//! Bevy's fixed clock drives a play-through: no window, no rendering.
//!
//! One frame: `PreUpdate` does what a person has asked for, `FixedUpdate` steps the run 0 to n times, and what comes after
//! reads [`Playing`] and [`QuarterPassed`]. Pausing and speed are `Time<Virtual>`, Bevy's own. The clock decides when a
//! quarter passes and never what happens in it: the same orders at the same quarters give the same digest at every
//! speed and frame rate, and as many as a run gives that is stepped without a clock. While time passes the coming quarter is
//! played beforehand, on another thread, so that no frame waits for it; which thread played it changes nothing.

use std::sync::Arc;
use std::time::Duration;

use bevy::app::{App, FixedUpdate, Last, Plugin, PreUpdate};
use bevy::ecs::change_detection::DetectChanges;
use bevy::ecs::error::{BevyError, ErrorContext};
use bevy::ecs::message::{Message, MessageReader, MessageWriter};
use bevy::ecs::resource::Resource;
use bevy::ecs::schedule::IntoScheduleConfigs;
use bevy::ecs::schedule::common_conditions::resource_exists;
use bevy::ecs::system::{Res, ResMut};
use bevy::time::{Fixed, Time, Virtual};

use crate::model::date::Quarter;
use crate::run::Run;
use crate::run::aim::Stops;
use crate::run::means::Means;
use crate::run::play::PlayThrough;
use crate::run::play::beforehand::Beforehand;
pub use crate::run::request::Request;

/// Virtual time of one quarter.
///
/// Well below the 250 ms to which virtual time cuts a long frame before it applies the speed: at Bevy's own speed of 1 a
/// slow computer still steps in every frame.
const QUARTER: Duration = Duration::from_millis(125);

/// Steps the [`Playing`] run on Bevy's fixed clock. Needs Bevy's `TimePlugin`, added before it or after.
#[derive(Clone, Copy, Debug, Default)]
pub struct EnginePlugin;

impl Plugin for EnginePlugin {
    fn build(&self, app: &mut App) {
        // An error handler can be set only once, and the application's own comes first.
        if app.get_error_handler().is_none() {
            app.set_error_handler(report);
        }
        let mut time = Time::<Virtual>::default();
        Speed::USUAL.set(&mut time);
        app.insert_resource(time)
            .insert_resource(Time::<Fixed>::from_duration(QUARTER))
            .init_resource::<Ready>()
            .add_message::<Request>()
            .add_message::<QuarterPassed>()
            .add_systems(PreUpdate, answer)
            .add_systems(FixedUpdate, pass_quarter.run_if(resource_exists::<Playing>))
            .add_systems(Last, get_ready.run_if(resource_exists::<Playing>));
    }
}

/// Who plays the coming quarter before it is due.
#[derive(Resource, Debug, Default)]
struct Ready(Beforehand);

/// What is being played; read by everybody, changed by the engine alone. Without it time passes idly.
///
/// Insert another to play another. It counts as changed in exactly the frames in which the play-through did.
#[derive(Resource, Debug)]
pub struct Playing {
    play: PlayThrough,
    /// What can be done now, where it was worked out beforehand.
    means: Option<Arc<Means>>,
}

impl Playing {
    /// Plays `run` on from where it stands.
    #[must_use]
    pub fn new(run: &Run) -> Self {
        Self::on(PlayThrough::new(run))
    }

    /// Plays a play-through on from where it stands.
    #[must_use]
    pub const fn on(play: PlayThrough) -> Self {
        Self { play, means: None }
    }

    /// The run where somebody stands.
    #[must_use]
    pub fn run(&self) -> &Run {
        self.play.run()
    }

    /// All of it: branches, decisions, the past.
    #[must_use]
    pub const fn play(&self) -> &PlayThrough {
        &self.play
    }

    /// What can be done now, if that was worked out with the quarter, beside the frames.
    #[must_use]
    pub const fn means(&self) -> Option<&Arc<Means>> {
        self.means.as_ref()
    }

    /// Whoever changes the play-through: what could be done before holds no more.
    fn change(&mut self) -> &mut PlayThrough {
        self.means = None;
        &mut self.play
    }

    fn step(&mut self, ready: &mut Beforehand) {
        self.means = ready.step(&mut self.play).map(Arc::new);
    }
}

/// A request is answered before the next quarter passes, also while time is paused; in the order in which it was asked.
impl Message for Request {}

/// At what time stops by itself. Without it, at dilemmas alone.
#[derive(Resource, Clone, Copy, Debug, PartialEq, Eq)]
pub struct StopsAt(pub Stops);

/// A quarter has passed: the one in which the run stands now.
#[derive(Message, Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuarterPassed(pub Quarter);

/// How fast time passes.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Speed {
    quarters_per_second: f64,
}

impl Speed {
    /// The five speeds: from time to read what each quarter brings to a whole run in a few seconds.
    pub const ALL: [Self; 5] = [Self::of(0.5), Self::of(1.0), Self::of(2.0), Self::of(5.0), Self::of(20.0)];
    /// The speed until another is chosen.
    pub const USUAL: Self = Self::ALL[1];

    const fn of(quarters_per_second: f64) -> Self {
        Self { quarters_per_second }
    }

    /// Quarters in a second of real time, as long as frames are shorter than 250 ms.
    #[must_use]
    pub const fn quarters_per_second(self) -> f64 {
        self.quarters_per_second
    }

    /// Lets `time` pass at this speed; whether it is paused stays as it is.
    pub fn set(self, time: &mut Time<Virtual>) {
        time.set_relative_speed_f64(self.quarters_per_second * QUARTER.as_secs_f64());
    }
}

fn answer(
    playing: Option<ResMut<Playing>>,
    mut ready: ResMut<Ready>,
    mut asked: MessageReader<Request>,
    mut passed: MessageWriter<QuarterPassed>,
) {
    // Where nothing is played requests go unheard, so that none waits for a run that it was not meant for.
    let Some(mut playing) = playing else {
        asked.clear();
        return;
    };
    for request in asked.read() {
        match request {
            Request::Give(order) => {
                playing.change().decide(order.clone());
            }
            Request::GiveAll(orders) => {
                playing.change().decide_all(orders.iter().cloned());
            }
            Request::Answer { dilemma, option } => {
                playing.change().answer(*dilemma, *option);
            }
            Request::StepTo(quarter) => {
                while !playing.run().is_over() && playing.run().land().quarter() < *quarter {
                    playing.step(&mut ready.0);
                    passed.write(QuarterPassed(playing.run().land().quarter()));
                }
            }
            Request::RunTo(aim) => {
                playing.change().run_to(*aim);
                passed.write(QuarterPassed(playing.run().land().quarter()));
            }
            Request::Scrub(quarter) => playing.change().scrub(*quarter),
            Request::Undo => {
                playing.change().undo();
            }
            Request::Redo => {
                playing.change().redo();
            }
            Request::Switch(branch) => playing.change().switch(*branch),
            Request::Rename { branch, name } => {
                playing.change().rename(*branch, name);
            }
        }
    }
}

fn pass_quarter(
    mut playing: ResMut<Playing>,
    mut ready: ResMut<Ready>,
    mut time: ResMut<Time<Virtual>>,
    mut passed: MessageWriter<QuarterPassed>,
    stops: Option<Res<StopsAt>>,
) {
    // The frame's steps were counted before somebody paused in its midst; a pause holds at once.
    if time.is_paused() {
        return;
    }
    if !playing.run().is_over() {
        playing.step(&mut ready.0);
        passed.write(QuarterPassed(playing.run().land().quarter()));
    }
    let stops = stops.map_or(Stops::Dilemmas, |stops| stops.0);
    if playing.run().is_over() || stops.is_met(playing.run()) {
        time.pause();
    }
}

/// Has the coming quarter played while time passes. A lever that is dragged waits until it rests.
fn get_ready(
    playing: Res<Playing>,
    time: Res<Time<Virtual>>,
    mut ready: ResMut<Ready>,
    mut passed: MessageReader<QuarterPassed>,
) {
    let has_passed = passed.read().count() > 0;
    if !time.is_paused() && (has_passed || !playing.is_changed()) {
        ready.0.ask(playing.play());
    }
}

/// Tells of a failed system and goes on: nobody loses a session over it. Bevy would panic.
fn report(error: BevyError, context: ErrorContext) {
    eprintln!("error in {} `{}`: {error}", context.kind(), context.name());
}
