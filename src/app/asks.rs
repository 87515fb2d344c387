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

use super::ahead::Ahead;
use super::exports::{Pictured, written};
use super::pondering::Pondering;
use super::reload::Told;
use crate::engine::{Playing, Request, Speed};
use crate::panels::charts::Format;
use crate::panels::{Ask, Clock, Known, Seen, View, play_ui};
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
pub struct Looking(pub View);

/// Who answers.
#[derive(SystemParam)]
pub struct Answers<'w> {
    time: ResMut<'w, Time<Virtual>>,
    chosen: ResMut<'w, Chosen>,
    told: ResMut<'w, Told>,
    looking: ResMut<'w, Looking>,
    requests: MessageWriter<'w, Request>,
    pictured: ResMut<'w, Pictured>,
    exit: MessageWriter<'w, AppExit>,
}

impl Answers<'_> {
    fn answer(&mut self, ask: Ask) {
        match ask {
            Ask::Pause => self.time.pause(),
            Ask::Play => self.time.unpause(),
            Ask::Speed(index) => {
                self.chosen.0 = index;
                Speed::ALL[index].set(&mut self.time);
            }
            Ask::Run(request) => {
                self.requests.write(request);
            }
            Ask::View(ask) => self.looking.0.take(ask),
            Ask::Settings(settings) => self.looking.0.settings = settings,
            Ask::FoldNews(is_folded) => self.told.0.is_folded = is_folded,
            // Drawings and tables are written where what they show is at hand.
            Ask::Export(variable, Format::Png) => self.pictured.ask(variable),
            Ask::Export(..) => {}
            Ask::Close => {
                self.exit.write(AppExit::Success);
            }
        }
    }
}

/// Draws everything and answers. What can be done takes a quarter's step to know, and goals and causes are read off whole
/// series: they are looked up when the play-through or what is asked has changed, not in every frame.
pub fn show(
    mut contexts: EguiContexts,
    playing: Res<Playing>,
    mut answers: Answers,
    mut ahead: ResMut<Ahead>,
    pondering: Res<Pondering>,
    mut kept: Local<Option<(Means, Known)>>,
) -> Result<(), BevyError> {
    if playing.is_changed() {
        *kept = None;
    }
    let view = &answers.looking.0;
    if kept.as_ref().is_some_and(|(_, known)| !known.answers(view)) {
        *kept = None;
    }
    let (means, known) = kept.get_or_insert_with(|| (means(playing.run()), Known::of(playing.run(), view)));
    let context = contexts.ctx_mut()?.clone();
    let layer = UiBuilder::new().layer_id(LayerId::background()).max_rect(context.viewport_rect());
    let mut ui = Ui::new(context, Id::new("window"), layer);
    let clock = Clock {
        is_paused: answers.time.is_paused(),
        speed: answers.chosen.0,
        speeds: Speed::ALL.map(Speed::quarters_per_second),
    };
    let (view, news) = (&answers.looking.0, &answers.told.0);
    let ahead = ahead.outlook();
    let (play, ahead, pondered) = (playing.play(), ahead.as_deref(), &pondering.known);
    let seen = Seen { play, means, known, clock: &clock, news, view, ahead, pondered };
    let mut asks = Vec::new();
    play_ui(&mut ui, &seen, &mut asks);
    if let Some(toast) = asks.iter().filter_map(|ask| written(ask, &seen)).last() {
        answers.told.0.toast = toast;
    }
    asks.into_iter().for_each(|ask| answers.answer(ask));
    Ok(())
}
