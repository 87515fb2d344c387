//! Pictures of the window whenever there is news, for tests: into the folder that `MARCHLAND_PICTURES` names.

use std::path::PathBuf;

use bevy::app::{App, AppExit, Last};
use bevy::ecs::change_detection::DetectChanges;
use bevy::ecs::message::MessageReader;
use bevy::ecs::resource::Resource;
use bevy::ecs::system::{Commands, Res, ResMut};
use bevy::render::view::screenshot::{Screenshot, save_to_disk};

use super::reload::Told;

/// Frames after which everything that there is to see has been drawn.
const SETTLED: u32 = 10;

#[derive(Resource)]
struct Pictures {
    folder: PathBuf,
    taken: u32,
    /// Frames until the next.
    due: Option<u32>,
}

/// Takes pictures if somebody wants them.
pub fn take_pictures(app: &mut App) {
    if let Some(folder) = std::env::var_os("MARCHLAND_PICTURES") {
        app.insert_resource(Pictures { folder: folder.into(), taken: 0, due: None }).add_systems(Last, take);
    }
}

fn take(mut pictures: ResMut<Pictures>, told: Res<Told>, mut exits: MessageReader<AppExit>, mut commands: Commands) {
    // Of a window that closes there is none.
    if exits.read().next().is_some() {
        return;
    }
    if told.is_changed() {
        pictures.due = Some(SETTLED);
    }
    pictures.due = match pictures.due {
        Some(0) => {
            pictures.taken += 1;
            let file = pictures.folder.join(format!("{}.png", pictures.taken));
            commands.spawn(Screenshot::primary_window()).observe(save_to_disk(file));
            None
        }
        due => due.map(|due| due - 1),
    };
}
