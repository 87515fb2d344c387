//! Shows the panels in every frame, and turns what a person asks into messages for the engine.

use bevy::app::AppExit;
use bevy::ecs::change_detection::DetectChanges;
use bevy::ecs::error::BevyError;
use bevy::ecs::message::MessageWriter;
use bevy::ecs::resource::Resource;
use bevy::ecs::system::{Local, Res, ResMut, SystemParam};
use bevy::time::{Time, Virtual};
use bevy_egui::EguiContexts;
use egui::{Id, LayerId, Ui, UiBuilder};

use super::reload::Told;
use crate::engine::{Playing, Request, Speed};
use crate::panels::{Ask, Clock, View, play_ui};
use crate::run::means::{Means, means};

/// The chosen speed: index into [`Speed::ALL`].
#[derive(Resource, Clone, Copy, Debug)]
pub struct Chosen(pub usize);

impl Default for Chosen {
    fn default() -> Self {
        Self(Speed::ALL.iter().position(|speed| *speed == Speed::USUAL).unwrap_or(0))
    }
}

/// What the person is looking at.
#[derive(Resource, Clone, Debug, Default)]
pub struct Looking(View);

/// Who answers.
#[derive(SystemParam)]
pub struct Answers<'w> {
    time: ResMut<'w, Time<Virtual>>,
    chosen: ResMut<'w, Chosen>,
    told: ResMut<'w, Told>,
    looking: ResMut<'w, Looking>,
    requests: MessageWriter<'w, Request>,
    exit: MessageWriter<'w, AppExit>,
}

impl Answers<'_> {
    fn answer(&mut self, ask: Ask) {
        let request = match ask {
            Ask::Pause => return self.time.pause(),
            Ask::Play => return self.time.unpause(),
            Ask::Speed(index) => {
                self.chosen.0 = index;
                return Speed::ALL[index].set(&mut self.time);
            }
            Ask::FoldNews(is_folded) => {
                self.told.0.is_folded = is_folded;
                return;
            }
            Ask::View(ask) => return self.looking.0.take(ask),
            Ask::Close => {
                self.exit.write(AppExit::Success);
                return;
            }
            Ask::StepTo(quarter) => Request::StepTo(quarter),
            Ask::RunTo(aim) => Request::RunTo(aim),
            Ask::Order(order) => Request::Give(order),
            Ask::Scrub(quarter) => Request::Scrub(quarter),
            Ask::Undo => Request::Undo,
            Ask::Redo => Request::Redo,
            Ask::Switch(branch) => Request::Switch(branch),
        };
        self.requests.write(request);
    }
}

/// Draws everything and answers. What can be done takes a quarter's step to know: it is looked up when the play-through
/// has changed, not in every frame.
pub fn show(
    mut contexts: EguiContexts,
    playing: Res<Playing>,
    mut answers: Answers,
    mut kept: Local<Option<Means>>,
) -> Result<(), BevyError> {
    if playing.is_changed() {
        *kept = None;
    }
    let means = kept.get_or_insert_with(|| means(playing.run()));
    let context = contexts.ctx_mut()?.clone();
    let layer = UiBuilder::new().layer_id(LayerId::background()).max_rect(context.viewport_rect());
    let mut ui = Ui::new(context, Id::new("window"), layer);
    let clock = Clock {
        is_paused: answers.time.is_paused(),
        speed: answers.chosen.0,
        speeds: Speed::ALL.map(Speed::quarters_per_second),
    };
    let mut asks = Vec::new();
    play_ui(&mut ui, playing.play(), means, &answers.looking.0, &clock, &answers.told.0, &mut asks);
    asks.into_iter().for_each(|ask| answers.answer(ask));
    Ok(())
}
