//! One session after the other: what has been fetched is played, and what was played is kept before.

use bevy::ecs::message::MessageReader;
use bevy::ecs::query::With;
use bevy::ecs::system::{Commands, Query, Res, ResMut};
use bevy::time::{Time, Virtual};
use bevy::window::{FileDragAndDrop, PrimaryWindow, Window};

use super::asks::Looking;
use super::desk::{OnDesk, Wanted};
use super::keeping::Keeping;
use super::pondering::Pondering;
use super::reload::{Source, Told};
use super::writer::Writer;
use crate::engine::Playing;
use crate::panels::{Dialog, Trouble, View};
use crate::window::Session;

/// Plays what has arrived on the desk.
pub fn arrive(
    mut commands: Commands,
    mut desk: ResMut<OnDesk>,
    mut looking: ResMut<Looking>,
    mut keeping: ResMut<Keeping>,
    mut told: ResMut<Told>,
    mut time: ResMut<Time<Virtual>>,
    playing: Option<Res<Playing>>,
) {
    let Some(arrived) = desk.arrived() else { return };
    let Some(session) = arrived else {
        looking.0.dialog = Some(Dialog::Trouble);
        return;
    };
    if let Some(playing) = playing
        && let Err(trouble) = keeping.leave(playing.play())
    {
        tell(&mut looking.0, &mut desk, "The session in play is not kept", trouble.0);
        return;
    }
    looking.0 = View::with(looking.0.settings.clone());
    begin(&mut commands, &mut keeping, &mut told, session);
    time.pause();
}

/// Plays a session, and tells what there is to tell of its file; what went wrong before stays until it is closed.
pub fn begin(commands: &mut Commands, keeping: &mut Keeping, told: &mut Told, session: Session) {
    let source = Source::of(session.files, session.reader);
    let before = std::mem::take(&mut told.0.toast);
    *told = source.told();
    told.0.toast = before;
    if !told.0.toast.stays {
        told.0.hush();
    }
    (keeping.asked, keeping.notes) = (session.asked, session.notes);
    commands.insert_resource(source);
    // What was worked out for another session holds no more.
    commands.insert_resource(Pondering::default());
    commands.insert_resource(Playing::on(session.play));
}

/// Plays nothing more, and shows what there is to choose from.
pub fn stop(commands: &mut Commands, view: &mut View, desk: &mut OnDesk, writer: &Writer) {
    commands.remove_resource::<Playing>();
    commands.remove_resource::<Source>();
    *view = View::with(view.settings.clone());
    desk.open(writer);
}

/// Says in a dialog what went wrong.
pub fn tell(view: &mut View, desk: &mut OnDesk, what: &str, why: String) {
    eprintln!("{why}");
    desk.shown.trouble = Some((what.to_owned(), Trouble::Cannot(why)));
    view.dialog = Some(Dialog::Trouble);
}

/// A file that is dropped onto the window is opened.
pub fn drop_in(mut dropped: MessageReader<FileDragAndDrop>, mut desk: ResMut<OnDesk>) {
    for message in dropped.read() {
        if let FileDragAndDrop::DroppedFile { path_buf, .. } = message {
            desk.fetch(Wanted::File(path_buf.clone()));
        }
    }
}

/// The title of the window says what is played.
pub fn name(playing: Option<Res<Playing>>, mut windows: Query<&mut Window, With<PrimaryWindow>>) {
    let title = playing.map(|playing| format!("{} - Marchland", playing.run().scenario().title));
    let title = title.unwrap_or_else(|| "Marchland".to_owned());
    for mut window in &mut windows {
        if window.title != title {
            window.title.clone_from(&title);
        }
    }
}
