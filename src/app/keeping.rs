//! Keeps the session on the disk while it is played, and as the one to continue with once it is left.

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
use crate::engine::{Playing, QuarterPassed};
use crate::run::play::PlayThrough;
use crate::run::save::Save;
use crate::saves::{self, Autosave, Trouble};

/// Time between two writes of all that was decided while nothing passes: a lever that is dragged asks in every frame.
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
}

impl Keeping {
    /// Leaves the session as the one to continue with. One in which nothing was done leaves the one before.
    pub fn leave(&mut self, play: &PlayThrough) -> Result<(), Trouble> {
        let is_begun = play.changes() > 0 || play.front().elapsed() > 0 || !self.notes.trim().is_empty();
        match &mut self.autosave {
            Some(autosave) if is_begun => autosave.leave(play, &self.asked, &self.notes),
            Some(autosave) => {
                autosave.forget();
                Ok(())
            }
            None => Ok(()),
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

/// Keeps the [`Playing`] session in the platform's folder. What a crash left there is told.
pub fn keep_on_disk(app: &mut App) {
    let begun = saves::folder().map(|folder| Autosave::begin(&folder));
    let mut keeping = Keeping { autosave: None, asked: String::new(), notes: String::new(), has_failed: false };
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

fn keep(
    mut keeping: ResMut<Keeping>,
    playing: Res<Playing>,
    mut told: ResMut<Told>,
    mut passed: MessageReader<QuarterPassed>,
    time: Res<Time<Real>>,
    mut written: Local<Duration>,
) {
    let has_passed = passed.read().count() > 0;
    if !playing.is_changed() && !keeping.is_changed() && time.elapsed().saturating_sub(*written) < EVERY {
        return;
    }
    let Keeping { autosave, asked, notes, has_failed } = keeping.bypass_change_detection();
    let Some(autosave) = autosave else { return };
    let play = playing.play();
    let kept = autosave.keep_quarter(play, notes).and_then(|is_kept| {
        let is_due = has_passed || time.elapsed().saturating_sub(*written) >= EVERY;
        if is_kept || !is_due {
            return Ok(());
        }
        *written = time.elapsed();
        autosave.keep(play, asked, notes).map(|_| ())
    });
    match kept {
        Ok(()) => *has_failed = false,
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
