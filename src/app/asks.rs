//! Shows the panels in every frame, and turns what a person asks into messages for the engine.

use bevy::app::AppExit;
use bevy::ecs::error::BevyError;
use bevy::ecs::message::MessageWriter;
use bevy::ecs::resource::Resource;
use bevy::ecs::system::{Res, ResMut, SystemParam};
use bevy::time::{Time, Virtual};
use bevy_egui::EguiContexts;
use egui::{Id, LayerId, Ui, UiBuilder};

use super::reload::Told;
use crate::engine::{Playing, Request, Speed};
use crate::panels::{Ask, Clock, play_ui};

/// The chosen speed: index into [`Speed::ALL`].
#[derive(Resource, Clone, Copy, Debug)]
pub struct Chosen(pub usize);

impl Default for Chosen {
    fn default() -> Self {
        Self(Speed::ALL.iter().position(|speed| *speed == Speed::USUAL).unwrap_or(0))
    }
}

/// Who answers.
#[derive(SystemParam)]
pub struct Answers<'w> {
    time: ResMut<'w, Time<Virtual>>,
    chosen: ResMut<'w, Chosen>,
    told: ResMut<'w, Told>,
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

/// Draws everything and answers.
pub fn show(mut contexts: EguiContexts, playing: Res<Playing>, mut answers: Answers) -> Result<(), BevyError> {
    let context = contexts.ctx_mut()?.clone();
    let layer = UiBuilder::new().layer_id(LayerId::background()).max_rect(context.viewport_rect());
    let mut ui = Ui::new(context, Id::new("window"), layer);
    let clock = Clock {
        is_paused: answers.time.is_paused(),
        speed: answers.chosen.0,
        speeds: Speed::ALL.map(Speed::quarters_per_second),
    };
    let mut asks = Vec::new();
    play_ui(&mut ui, playing.play(), &clock, &answers.told.0, &mut asks);
    asks.into_iter().for_each(|ask| answers.answer(ask));
    Ok(())
}
