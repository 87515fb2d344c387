//! Bevy's fixed clock drives a play-through: no window, no rendering.
//!
//! One frame: `PreUpdate` does what a person has asked for, `FixedUpdate` steps the run 0 to n times, and what comes after
//! reads [`Playing`] and [`QuarterPassed`]. Pausing and speed are `Time<Virtual>`, Bevy's own. The clock decides when a
//! quarter passes and never what happens in it: the same orders at the same quarters give the same digest at every
//! speed and frame rate, and as many as a run gives that is stepped without a clock.

use std::time::Duration;

use bevy::app::{App, FixedUpdate, Plugin, PreUpdate};
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
use crate::run::play::PlayThrough;
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
            .add_message::<Request>()
            .add_message::<QuarterPassed>()
            .add_systems(PreUpdate, answer)
            .add_systems(FixedUpdate, pass_quarter.run_if(resource_exists::<Playing>));
    }
}

/// What is being played; read by everybody, changed by the engine alone. Without it time passes idly.
///
/// Insert another to play another. It counts as changed in exactly the frames in which the play-through did.
#[derive(Resource, Debug)]
pub struct Playing(PlayThrough);

impl Playing {
    /// Plays `run` on from where it stands.
    #[must_use]
    pub fn new(run: &Run) -> Self {
        Self(PlayThrough::new(run))
    }

    /// Plays a play-through on from where it stands.
    #[must_use]
    pub const fn on(play: PlayThrough) -> Self {
        Self(play)
    }

    /// The run where somebody stands.
    #[must_use]
    pub fn run(&self) -> &Run {
        self.0.run()
    }

    /// All of it: branches, decisions, the past.
    #[must_use]
    pub const fn play(&self) -> &PlayThrough {
        &self.0
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
    mut asked: MessageReader<Request>,
    mut passed: MessageWriter<QuarterPassed>,
) {
    // Where nothing is played requests go unheard, so that none waits for a run that it was not meant for.
    let Some(mut playing) = playing else {
        asked.clear();
        return;
    };
    for request in asked.read() {
        let play = &mut playing.0;
        match request {
            Request::Give(order) => {
                play.decide(order.clone());
            }
            Request::GiveAll(orders) => {
                play.decide_all(orders.iter().cloned());
            }
            Request::Answer { dilemma, option } => {
                play.answer(*dilemma, *option);
            }
            Request::StepTo(quarter) => {
                while !play.run().is_over() && play.run().land().quarter() < *quarter {
                    play.step();
                    passed.write(QuarterPassed(play.run().land().quarter()));
                }
            }
            Request::RunTo(aim) => {
                play.run_to(*aim);
                passed.write(QuarterPassed(play.run().land().quarter()));
            }
            Request::Scrub(quarter) => play.scrub(*quarter),
            Request::Undo => {
                play.undo();
            }
            Request::Redo => {
                play.redo();
            }
            Request::Switch(branch) => play.switch(*branch),
            Request::Rename { branch, name } => {
                play.rename(*branch, name);
            }
        }
    }
}

fn pass_quarter(
    mut playing: ResMut<Playing>,
    mut time: ResMut<Time<Virtual>>,
    mut passed: MessageWriter<QuarterPassed>,
    stops: Option<Res<StopsAt>>,
) {
    // The frame's steps were counted before somebody paused in its midst; a pause holds at once.
    if time.is_paused() {
        return;
    }
    if !playing.run().is_over() {
        playing.0.step();
        passed.write(QuarterPassed(playing.run().land().quarter()));
    }
    let stops = stops.map_or(Stops::Dilemmas, |stops| stops.0);
    if playing.run().is_over() || stops.is_met(playing.run()) {
        time.pause();
    }
}

/// Tells of a failed system and goes on: nobody loses a session over it. Bevy would panic.
fn report(error: BevyError, context: ErrorContext) {
    eprintln!("error in {} `{}`: {error}", context.kind(), context.name());
}
