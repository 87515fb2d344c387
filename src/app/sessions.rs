//! One session after the other: what has been fetched is played, and what was played is kept before.

use bevy::app::AppExit;
use bevy::ecs::message::{MessageReader, MessageWriter};
use bevy::ecs::query::{With, Without};
use bevy::ecs::resource::Resource;
use bevy::ecs::system::{Commands, Local, Query, Res, ResMut, SystemParam};
use bevy::render::view::screenshot::{Captured, Screenshot};
use bevy::time::{Time, Virtual};
use bevy::window::{FileDragAndDrop, PrimaryWindow, Window, WindowCloseRequested};

use super::asks::Looking;
use super::desk::{OnDesk, Wanted};
use super::keeping::Keeping;
use super::pondering::Pondering;
use super::reload::{Source, Told};
use super::writer::Writer;
use crate::engine::Playing;
use crate::panels::{Dialog, Mishap, Trouble, View};
use crate::window::Session;

/// Where somebody goes from here, once the session in play is kept. Until then nothing that is asked is done.
#[derive(Resource, Default)]
pub struct Going(pub Option<Goal>);

/// Where to.
pub enum Goal {
    /// To the opening screen.
    Opening,
    /// To another session.
    Session(Box<Session>),
    /// Out of the program.
    Exit,
}

/// What has arrived on the desk is to be played.
pub fn arrive(mut desk: ResMut<OnDesk>, mut looking: ResMut<Looking>, mut going: ResMut<Going>) {
    match desk.arrived() {
        None => {}
        Some(None) => looking.0.dialog = Some(Dialog::Trouble),
        // Whoever closes the window plays no other session.
        Some(Some(_)) if matches!(going.0, Some(Goal::Exit)) => {}
        Some(Some(session)) => going.0 = Some(Goal::Session(Box::new(session))),
    }
}

/// Whoever closes the window leaves the session first; whoever closes it once more waits for nothing but what is being written.
pub fn close(
    mut asked: MessageReader<WindowCloseRequested>,
    mut going: ResMut<Going>,
    mut exit: MessageWriter<AppExit>,
) {
    for _ in asked.read() {
        if matches!(going.0, Some(Goal::Exit)) {
            exit.write(AppExit::Success);
        }
        going.0 = Some(Goal::Exit);
    }
}

/// Who is told of it when somebody goes.
#[derive(SystemParam)]
pub struct Way<'w, 's> {
    commands: Commands<'w, 's>,
    keeping: ResMut<'w, Keeping>,
    looking: ResMut<'w, Looking>,
    desk: ResMut<'w, OnDesk>,
    told: ResMut<'w, Told>,
    exit: MessageWriter<'w, AppExit>,
    underway: Query<'w, 's, (), (With<Screenshot>, Without<Captured>)>,
    waited: Local<'s, u32>,
}

impl Way<'_, '_> {
    /// Whether a picture of the window is still to come. One that never does keeps nobody for good.
    fn is_pictured(&mut self) -> bool {
        /// Frames.
        const LONGEST: u32 = 120;
        *self.waited += 1;
        *self.waited <= LONGEST && !self.underway.is_empty()
    }
}

/// Has the session in play kept behind the frames, and goes where somebody wants once it is; where it cannot be kept it goes
/// on, and why is told.
pub fn go(mut going: ResMut<Going>, mut time: ResMut<Time<Virtual>>, playing: Option<Res<Playing>>, mut way: Way) {
    let Some(goal) = &going.0 else { return };
    if matches!(goal, Goal::Exit) && way.is_pictured() {
        time.pause();
        return;
    }
    let play = playing.as_ref().map(|playing| playing.play());
    let left = if play.is_none() && !matches!(goal, Goal::Exit) {
        Ok(())
    } else {
        if !way.keeping.is_leaving() {
            time.pause();
            way.keeping.begin_to_leave(play);
        }
        let Some(left) = way.keeping.left() else { return };
        left
    };
    let Some(goal) = going.0.take() else { return };
    match (goal, left) {
        (Goal::Exit, left) => {
            if let Err(trouble) = left {
                eprintln!("{trouble}");
            }
            way.exit.write(AppExit::Success);
            // Nothing more is kept: it is over.
            return;
        }
        (Goal::Opening, Ok(())) => {
            let Way { commands, keeping, looking, desk, .. } = &mut way;
            stop(commands, &mut looking.0, desk, keeping.writer());
        }
        (Goal::Session(session), Ok(())) => {
            let Way { commands, keeping, looking, told, .. } = &mut way;
            looking.0 = View::with(looking.0.settings.clone());
            begin(commands, keeping, told, *session);
            time.pause();
        }
        (Goal::Opening | Goal::Session(_), Err(trouble)) => {
            tell(&mut way.looking.0, &mut way.desk, "The session is not kept", trouble.0);
        }
    }
    way.keeping.stay();
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
fn stop(commands: &mut Commands, view: &mut View, desk: &mut OnDesk, writer: &Writer) {
    commands.remove_resource::<Playing>();
    commands.remove_resource::<Source>();
    *view = View::with(view.settings.clone());
    desk.open(writer);
}

/// Says in a dialog what went wrong.
fn tell(view: &mut View, desk: &mut OnDesk, title: &'static str, why: String) {
    eprintln!("{why}");
    desk.shown.trouble = Some(Mishap { title, about: None, why: Trouble::Cannot(why) });
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
