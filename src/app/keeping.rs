//! Keeps the session on the disk while it is played, and as the one to continue with once it is left.

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bevy::app::{App, AppExit, Last};
use bevy::ecs::change_detection::{DetectChanges, DetectChangesMut};
use bevy::ecs::message::MessageReader;
use bevy::ecs::resource::Resource;
use bevy::ecs::schedule::IntoScheduleConfigs;
use bevy::ecs::schedule::common_conditions::resource_exists;
use bevy::ecs::system::{Local, Res, ResMut};
use bevy::time::{Real, Time};

use super::reload::Told;
use super::writer::{Kind, Writer};
use crate::engine::Playing;
use crate::run::play::PlayThrough;
use crate::saves::{self, Autosave, Moment, Stand, Trouble};

/// Time between two writes of the whole session: a lever that is dragged asks in every frame, and so does the past while
/// it passes. A decision does not wait.
const EVERY: Duration = Duration::from_millis(250);

/// Where the session is kept, and what is kept besides the play-through.
#[derive(Resource)]
pub struct Keeping {
    /// None where nothing can be kept, or where it has been closed.
    autosave: Option<Arc<Mutex<Autosave>>>,
    writer: Writer,
    /// What has been handed over to be kept; none while the session in play has just begun, or where that has failed.
    stand: Option<Stand>,
    pub asked: String,
    pub notes: String,
    /// Whether the last try failed: told once.
    has_failed: bool,
    /// Where the session stood when somebody was told that nothing keeps it: changes and quarters.
    told_at: Option<(u64, u32)>,
    /// Whether the session is being left: then nothing more of it is kept.
    is_leaving: bool,
    /// What has come of leaving it.
    left: Option<Result<(), Trouble>>,
}

impl Keeping {
    /// Keeps sessions there; none where nothing can be kept.
    #[must_use]
    pub fn with(autosave: Option<Autosave>) -> Self {
        Self {
            autosave: autosave.map(|autosave| Arc::new(Mutex::new(autosave))),
            writer: Writer::default(),
            stand: None,
            asked: String::new(),
            notes: String::new(),
            has_failed: false,
            told_at: None,
            is_leaving: false,
            left: None,
        }
    }

    /// Who writes behind the frames.
    #[must_use]
    pub const fn writer(&self) -> &Writer {
        &self.writer
    }

    /// Leaves the session as the one to continue with, once all that waits is written. One in which nothing was done leaves
    /// the one before.
    ///
    /// # Errors
    /// A place that cannot be written, or none: whoever leaves once more where nothing has been done since gives it up.
    pub fn leave(&mut self, play: &PlayThrough) -> Result<(), Trouble> {
        self.writer.drain();
        self.leaving(play)?()?;
        self.stand = None;
        Ok(())
    }

    /// Leaves the session, if one is played, behind the frames and after all that waits; until [`Self::left`] says what has come
    /// of it nothing more is kept.
    pub fn begin_to_leave(&mut self, play: Option<&PlayThrough>) {
        (self.is_leaving, self.left) = (true, None);
        let leaving = play.map(|play| self.leaving(play)).transpose();
        match leaving {
            Ok(leaving) => self.writer.put(Kind::Leave, move || leaving.map_or(Ok(()), |leave| leave()).map(|()| None)),
            Err(trouble) => self.left = Some(Err(trouble)),
        }
    }

    /// Whether the session is being left.
    #[must_use]
    pub const fn is_leaving(&self) -> bool {
        self.is_leaving
    }

    /// What has come of leaving the session, once that is known; told once.
    ///
    /// # Errors
    /// As for [`Self::leave`].
    pub const fn left(&mut self) -> Option<Result<(), Trouble>> {
        self.left.take()
    }

    /// Keeps what is played from now on: another session, or the same where it could not be left.
    pub const fn stay(&mut self) {
        self.is_leaving = false;
    }

    /// What there is to do for leaving the session.
    fn leaving(&mut self, play: &PlayThrough) -> Result<impl FnOnce() -> Result<(), Trouble> + Send + use<>, Trouble> {
        let is_begun = play.changes() > 0 || play.front().elapsed() > 0 || !self.notes.trim().is_empty();
        let now = (play.changes(), play.front().elapsed());
        if self.autosave.is_none() && is_begun && self.told_at.replace(now) != Some(now) {
            return Err(Trouble(NO_PLACE.to_owned()));
        }
        let autosave = self.autosave.clone();
        let moment = is_begun.then(|| Moment::of(play, &self.asked, &self.notes));
        Ok(move || {
            let Some(autosave) = autosave else { return Ok(()) };
            let mut autosave = locked(&autosave);
            match moment {
                Some(moment) => autosave.leave(&moment),
                None => {
                    autosave.forget();
                    Ok(())
                }
            }
        })
    }

    /// Saves the session under a name behind the frames; where it lies, or why nowhere, is told once that is known.
    pub fn save_as(&self, play: &PlayThrough, name: &str) {
        let (now, name) = (Moment::of(play, &self.asked, &self.notes), name.to_owned());
        self.writer.put(Kind::Asked, move || {
            let folder = saves::folder().ok_or_else(|| Trouble(NO_FOLDER.to_owned()))?;
            let path = saves::save_as(&folder, &name, &now.save())?;
            Ok(Some(format!("saved as `{}`", path.display())))
        });
    }

    /// Hands over what has changed since the last time, if anything has and it is due.
    fn keep(&mut self, play: &PlayThrough, is_due: bool) -> bool {
        let Some(autosave) = self.autosave.as_ref().filter(|_| !self.is_leaving) else { return false };
        let (place, changes, notes) = (play.place(), play.changes(), self.notes.as_str());
        if self.stand.as_ref().is_some_and(|stand| stand.is_at(place, changes, notes)) {
            return false;
        }
        let passed = self.stand.as_mut().filter(|stand| stand.has_only_passed(place, changes, notes));
        if passed.is_none() && !is_due {
            return false;
        }
        let (autosave, now) = (Arc::clone(autosave), Moment::of(play, &self.asked, notes));
        if let Some(stand) = passed {
            stand.pass(place);
            self.writer.put(Kind::Quarter, move || {
                let mut autosave = locked(&autosave);
                if !autosave.keep_quarter(&now)? {
                    autosave.keep(&now)?;
                }
                Ok(None)
            });
            return false;
        }
        self.stand = Some(Stand::of(play, notes));
        self.writer.put(Kind::Whole, move || locked(&autosave).keep(&now).map(|_| None));
        true
    }
}

/// It is locked by the writer, and by whoever has waited for that one: none waits here.
fn locked(autosave: &Mutex<Autosave>) -> MutexGuard<'_, Autosave> {
    autosave.lock().unwrap_or_else(PoisonError::into_inner)
}

const NO_FOLDER: &str = "this platform names no folder for saves: nothing is kept";

const NO_PLACE: &str = "no folder can be written in which this session would be kept: save it under a name, or leave once \
                        more to give it up";

/// Keeps the [`Playing`] session in the platform's folder.
pub fn keep_on_disk(app: &mut App) {
    keep_in(app, saves::folder().as_deref());
}

/// Keeps the [`Playing`] session in a folder. What a crash left there is told.
pub fn keep_in(app: &mut App, folder: Option<&Path>) {
    let begun = folder.map(Autosave::begin);
    let mut mine = None;
    let told = match begun {
        Some(Ok((autosave, left))) => {
            mine = Some(autosave);
            let found = left.last().map(|path| path.display().to_string());
            found.map(|path| format!("a session that did not end well was kept: `marchland play --session {path}`"))
        }
        Some(Err(trouble)) => Some(trouble.0),
        None => Some(NO_FOLDER.to_owned()),
    };
    if let Some(told) = told {
        eprintln!("{told}");
        app.world_mut().get_resource_or_init::<Told>().0.complain(told);
    }
    let keeps = (keep, close).chain().run_if(resource_exists::<Playing>);
    app.insert_resource(Keeping::with(mine)).add_systems(Last, (hear, keeps, end).chain());
}

/// When the whole session was handed over last, and how much was decided and undone then.
#[derive(Default)]
struct Written {
    at: Duration,
    decisions: (usize, usize),
}

fn keep(mut keeping: ResMut<Keeping>, playing: Res<Playing>, time: Res<Time<Real>>, mut written: Local<Written>) {
    let has_waited = time.elapsed().saturating_sub(written.at) >= EVERY;
    if !playing.is_changed() && !keeping.is_changed() && !has_waited {
        return;
    }
    let keeping = keeping.bypass_change_detection();
    let play = playing.play();
    let decisions = (play.done().len(), play.undone().len());
    let has_begun = keeping.stand.is_none() && !keeping.has_failed;
    if keeping.keep(play, has_waited || has_begun || written.decisions != decisions) {
        *written = Written { at: time.elapsed(), decisions };
    }
}

/// Tells what has come of what was to be written. A session that could not be kept is handed over once more.
fn hear(mut keeping: ResMut<Keeping>, mut told: ResMut<Told>) {
    let keeping = keeping.bypass_change_detection();
    for done in keeping.writer.done() {
        if done.kind == Kind::Leave {
            if done.result.is_ok() {
                keeping.stand = None;
            }
            keeping.left = Some(done.result.map(drop));
            continue;
        }
        let is_kept = matches!(done.kind, Kind::Whole | Kind::Quarter);
        match done.result {
            Ok(told_of_it) => {
                keeping.has_failed &= !is_kept;
                if let Some(text) = told_of_it {
                    eprintln!("{text}");
                    told.0.say(text);
                }
            }
            Err(trouble) => {
                let is_told = is_kept && std::mem::replace(&mut keeping.has_failed, true);
                if is_kept {
                    keeping.stand = None;
                }
                if !is_told {
                    eprintln!("{trouble}");
                    told.0.complain(trouble.0);
                }
            }
        }
    }
}

/// Once the window closes in a way that nobody was asked about: a session that was left already is.
fn close(mut keeping: ResMut<Keeping>, playing: Res<Playing>, mut exits: MessageReader<AppExit>) {
    if exits.read().next().is_none() || keeping.is_leaving {
        return;
    }
    if let Err(trouble) = keeping.leave(playing.play()) {
        eprintln!("{trouble}");
    }
    keeping.autosave = None;
}

/// What still waits is written before the window is gone; what could not be is told where somebody may still read it.
fn end(keeping: Res<Keeping>, mut exits: MessageReader<AppExit>) {
    if exits.read().next().is_none() {
        return;
    }
    keeping.writer.drain();
    for done in keeping.writer.done() {
        if let Err(trouble) = done.result {
            eprintln!("{trouble}");
        }
    }
}
