//! Keeps the session on the disk while it is played, and as the one to continue with once the window closes.

use std::time::Duration;

use bevy::app::{App, AppExit, Last};
use bevy::ecs::message::MessageReader;
use bevy::ecs::resource::Resource;
use bevy::ecs::schedule::IntoScheduleConfigs;
use bevy::ecs::system::{Res, ResMut};
use bevy::time::common_conditions::on_real_timer;

use super::reload::Told;
use crate::engine::Playing;
use crate::saves::{self, Autosave};

/// Time between two looks whether there is something new to keep: a disk is slow, and a quarter may be short.
const EVERY: Duration = Duration::from_secs(1);

#[derive(Resource)]
struct Keeping {
    /// None where nothing can be kept, or where it has been closed.
    autosave: Option<Autosave>,
    asked: String,
    notes: String,
    /// Whether the last try failed: told once.
    has_failed: bool,
}

/// Keeps the [`Playing`] session in the platform's folder. What a crash left there is told.
pub fn keep_on_disk(app: &mut App, asked: String, notes: String) {
    let begun = saves::folder().map(|folder| Autosave::begin(&folder));
    let mut keeping = Keeping { autosave: None, asked, notes, has_failed: false };
    let told = match begun {
        Some(Ok((autosave, left))) => {
            keeping.autosave = Some(autosave);
            let found = left.last().map(|path| path.display().to_string());
            found.map(|path| format!("a session that did not end well was kept: `marchland play --session {path}`"))
        }
        Some(Err(trouble)) => Some(trouble.0),
        None => Some("this platform names no folder for saves: nothing is kept".to_owned()),
    };
    if let Some(told) = told {
        eprintln!("{told}");
        if let Some(mut news) = app.world_mut().get_resource_mut::<Told>() {
            news.0.toast = told;
        }
    }
    app.insert_resource(keeping).add_systems(Last, (keep.run_if(on_real_timer(EVERY)), close).chain());
}

fn keep(mut keeping: ResMut<Keeping>, playing: Res<Playing>, mut told: ResMut<Told>) {
    let Keeping { autosave, asked, notes, has_failed } = &mut *keeping;
    let Some(autosave) = autosave else { return };
    match autosave.keep(playing.play(), asked, notes) {
        Ok(_) => *has_failed = false,
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
    if let Some(autosave) = keeping.autosave.take()
        && let Err(trouble) = autosave.close(playing.play(), &keeping.asked, &keeping.notes)
    {
        eprintln!("{trouble}");
    }
}
