//! Shows the panels in every frame, and answers what a person asks: the play-through by messages to the engine.

use std::sync::Arc;

use bevy::ecs::change_detection::DetectChanges;
use bevy::ecs::error::BevyError;
use bevy::ecs::message::MessageWriter;
use bevy::ecs::resource::Resource;
use bevy::ecs::system::{Local, Res, ResMut, SystemParam};
use bevy::time::{Time, Virtual};
use bevy_egui::EguiContexts;
use egui::{Id, LayerId, Ui, UiBuilder};

use super::ahead::Ahead;
use super::desk::{OnDesk, Wanted};
use super::exports::write;
use super::keeping::Keeping;
use super::pondering::Pondering;
use super::reload::Told;
use super::sessions::{Goal, Going};
use super::writer::Kind;
use crate::engine::{Playing, Request, Speed, StopsAt};
use crate::panels::{Ask, Clock, Dialog, Known, Seen, View, ViewAsk, opening_ui, play_ui};
use crate::run::means::{Means, means};
use crate::saves;
use crate::settings::Settings;

/// The chosen speed: index into [`Speed::ALL`].
#[derive(Resource, Clone, Copy, Debug)]
pub struct Chosen(pub usize);

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
    desk: ResMut<'w, OnDesk>,
    keeping: ResMut<'w, Keeping>,
    stops: ResMut<'w, StopsAt>,
    requests: MessageWriter<'w, Request>,
    going: ResMut<'w, Going>,
}

impl Answers<'_> {
    fn answer(&mut self, ask: Ask, playing: Option<&Playing>) {
        match ask {
            Ask::Pause => self.time.pause(),
            Ask::Play => self.time.unpause(),
            Ask::Speed(index) => {
                self.chosen.0 = index;
                Speed::ALL[index].set(&mut self.time);
                self.set(Settings { speed: index, ..self.looking.0.settings.clone() });
            }
            Ask::Run(request) => {
                self.requests.write(request);
            }
            Ask::View(ask) => {
                if ask == ViewAsk::Dialog(Some(Dialog::Load)) {
                    self.desk.look_at_saves(self.keeping.writer());
                }
                self.looking.0.take(ask);
            }
            Ask::Begin(name) => self.desk.fetch(Wanted::Scenario(name)),
            Ask::Open(path) => self.desk.fetch(Wanted::File(path)),
            Ask::Leave if playing.is_some() => self.going.0 = Some(Goal::Opening),
            Ask::Leave => {}
            Ask::Save(name) => {
                let Some(playing) = playing else { return };
                self.keeping.save_as(playing.play(), &name);
                self.looking.0.dialog = None;
            }
            Ask::Notes(notes) => self.keeping.notes = notes,
            Ask::Settings(settings) => self.set(settings),
            Ask::Hush => self.told.0.hush(),
            Ask::FoldNews(is_folded) => self.told.0.is_folded = is_folded,
            // Drawings and tables are written where what they show is at hand.
            Ask::Export(..) => {}
            Ask::Close => self.going.0 = Some(Goal::Exit),
        }
    }

    /// Lets settings hold, and keeps them.
    fn set(&mut self, settings: Settings) {
        if settings == self.looking.0.settings {
            return;
        }
        self.stops.0 = settings.stops;
        if let Some(folder) = saves::settings_folder() {
            let settings = settings.clone();
            self.keeping.writer().put(Kind::Settings, move || settings.write(&folder).map(|()| None));
        }
        self.looking.0.settings = settings;
    }
}

/// Draws everything and answers. What can be done takes a quarter's step to know, and goals and causes are read off whole
/// series: they are looked up when the play-through or what is asked has changed, not in every frame, and not here where a
/// quarter brought with it what can be done.
pub fn show(
    mut contexts: EguiContexts,
    playing: Option<Res<Playing>>,
    mut answers: Answers,
    mut ahead: ResMut<Ahead>,
    pondering: Res<Pondering>,
    mut kept: Local<Option<(Arc<Means>, Known)>>,
) -> Result<(), BevyError> {
    let context = contexts.ctx_mut()?.clone();
    let layer = UiBuilder::new().layer_id(LayerId::background()).max_rect(context.viewport_rect());
    let mut ui = Ui::new(context, Id::new("window"), layer);
    let mut asks = Vec::new();
    let (view, news, desk) = (&answers.looking.0, &answers.told.0, &answers.desk.shown);
    if let Some(playing) = &playing {
        if playing.is_changed() || kept.as_ref().is_some_and(|(_, known)| !known.answers(view)) {
            *kept = None;
        }
        let run = playing.run();
        let can = || playing.means().map_or_else(|| Arc::new(means(run)), Arc::clone);
        let (means, known) = kept.get_or_insert_with(|| (can(), Known::of(run, view)));
        let means = &**means;
        let clock = Clock {
            is_paused: answers.time.is_paused(),
            speed: answers.chosen.0,
            speeds: Speed::ALL.map(Speed::quarters_per_second),
        };
        let ahead = ahead.outlook();
        let (play, ahead, pondered) = (playing.play(), ahead.as_deref(), &pondering.known);
        let notes = answers.keeping.notes.as_str();
        let seen = Seen { play, means, known, clock: &clock, news, view, ahead, pondered, desk, notes };
        play_ui(&mut ui, &seen, &mut asks);
        asks.iter().for_each(|ask| write(ask, &seen, answers.keeping.writer()));
    } else {
        *kept = None;
        opening_ui(&mut ui, desk, view, &news.toast, &mut asks);
    }
    // Whoever goes does nothing more here: what is kept of the session is being written.
    asks.retain(|_| answers.going.0.is_none());
    asks.into_iter().for_each(|ask| answers.answer(ask, playing.as_deref()));
    Ok(())
}
