//! Keeps the session on the disk while it is played, and as the one to continue with once it is left.

use std::path::Path;
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
use crate::engine::Playing;
use crate::run::play::PlayThrough;
use crate::run::save::Save;
use crate::saves::{self, Autosave, Trouble};

/// Time between two writes of the whole session, each of which waits for the disk: a lever that is dragged asks in every
/// frame, and so does the past while it passes. A decision does not wait.
const EVERY: Duration = Duration::from_millis(250);

/// Where the session is kept, and what is kept besides the play-through.
#[derive(Resource)]
pub struct Keeping {
    /// None where nothing can be kept, or where it has been closed.
    autosave: Option<Autosave>,
    pub asked: String,
    pub notes: String,
    /// Whether the last try failed: told once.
    has_failed: bool,
    /// Where the session stood when somebody was told that nothing keeps it: changes and quarters.
    told_at: Option<(u64, u32)>,
}

impl Keeping {
    /// Keeps sessions there; none where nothing can be kept.
    #[must_use]
    pub const fn with(autosave: Option<Autosave>) -> Self {
        Self { autosave, asked: String::new(), notes: String::new(), has_failed: false, told_at: None }
    }

    /// Leaves the session as the one to continue with. One in which nothing was done leaves the one before.
    ///
    /// # Errors
    /// A place that cannot be written, or none: whoever leaves once more where nothing has been done since gives it up.
    pub fn leave(&mut self, play: &PlayThrough) -> Result<(), Trouble> {
        let is_begun = play.changes() > 0 || play.front().elapsed() > 0 || !self.notes.trim().is_empty();
        match &mut self.autosave {
            Some(autosave) if is_begun => autosave.leave(play, &self.asked, &self.notes),
            Some(autosave) => {
                autosave.forget();
                Ok(())
            }
            None => {
                let now = (play.changes(), play.front().elapsed());
                if !is_begun || self.told_at.replace(now) == Some(now) {
                    return Ok(());
                }
                Err(Trouble(NO_PLACE.to_owned()))
            }
        }
    }

    /// Saves the session under a name; returns what there is to tell.
    pub fn save_as(&self, play: &PlayThrough, name: &str) -> String {
        let Some(folder) = saves::folder() else { return NO_FOLDER.to_owned() };
        match saves::save_as(&folder, name, &Save::of(play, &self.asked, &self.notes)) {
            Ok(path) => format!("saved as `{}`", path.display()),
            Err(trouble) => trouble.0,
        }
    }
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
    let mut keeping = Keeping::with(None);
    let told = match begun {
        Some(Ok((autosave, left))) => {
            keeping.autosave = Some(autosave);
            let found = left.last().map(|path| path.display().to_string());
            found.map(|path| format!("a session that did not end well was kept: `marchland play --session {path}`"))
        }
        Some(Err(trouble)) => Some(trouble.0),
        None => Some(NO_FOLDER.to_owned()),
    };
    if let Some(told) = told {
        eprintln!("{told}");
        app.world_mut().get_resource_or_init::<Told>().0.toast = told;
    }
    app.insert_resource(keeping).add_systems(Last, (keep, close).chain().run_if(resource_exists::<Playing>));
}

/// When the whole session was written last, and how much was decided and undone then.
#[derive(Default)]
struct Written {
    at: Duration,
    decisions: (usize, usize),
}

fn keep(
    mut keeping: ResMut<Keeping>,
    playing: Res<Playing>,
    mut told: ResMut<Told>,
    time: Res<Time<Real>>,
    mut written: Local<Written>,
) {
    let has_waited = time.elapsed().saturating_sub(written.at) >= EVERY;
    if !playing.is_changed() && !keeping.is_changed() && !has_waited {
        return;
    }
    let Keeping { autosave, asked, notes, has_failed, .. } = keeping.bypass_change_detection();
    let Some(autosave) = autosave else { return };
    let play = playing.play();
    let decisions = (play.done().len(), play.undone().len());
    let is_due = has_waited || (!autosave.is_begun() && !*has_failed) || written.decisions != decisions;
    let kept = autosave.keep_quarter(play, notes).and_then(|is_kept| {
        if is_kept || !is_due {
            return Ok(is_kept);
        }
        *written = Written { at: time.elapsed(), decisions };
        autosave.keep(play, asked, notes).map(|_| true)
    });
    match kept {
        Ok(true) => *has_failed = false,
        Ok(false) => {}
        Err(trouble) if !*has_failed => {
            *has_failed = true;
            eprintln!("{trouble}");
            told.0.toast = trouble.0;
        }
        Err(_) => {}
    }
}

/// Once the window closes, by whichever way.
fn close(mut keeping: ResMut<Keeping>, playing: Res<Playing>, mut exits: MessageReader<AppExit>) {
    if exits.read().next().is_none() {
        return;
    }
    if let Err(trouble) = keeping.leave(playing.play()) {
        eprintln!("{trouble}");
    }
    keeping.autosave = None;
}
