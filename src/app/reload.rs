//! Reads the scenario in play again when its files have changed, and goes on with it, or tells what is wrong.
//!
//! It is read, and the session played again in it, on a thread of its own: no frame waits for that.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use bevy::app::{App, Last, Update};
use bevy::ecs::resource::Resource;
use bevy::ecs::schedule::IntoScheduleConfigs;
use bevy::ecs::schedule::common_conditions::resource_exists;
use bevy::ecs::system::{Local, Res, ResMut};
use bevy::time::common_conditions::on_real_timer;
use bevy::time::{Real, Time};

use super::watch::{Seen, Watch};
use crate::engine::Playing;
use crate::model::date::Quarter;
use crate::panels::{News, Trouble};
use crate::run::play::{Place, PlayThrough};
use crate::run::reload::{Reader, Reading, Resumed, Unread};
use crate::scenario::{Problems, Scenario};

/// Time between two looks at the files.
const EVERY: Duration = Duration::from_millis(500);

/// The files of the scenario in play, and how to read them.
#[derive(Resource)]
pub struct Source {
    reader: Arc<Reader>,
    watch: Watch,
    /// What is being read.
    reading: Option<Mutex<Receiver<Read>>>,
}

/// What reading the files came to.
struct Read {
    files: Vec<PathBuf>,
    scenario: Result<Arc<Scenario>, Unread>,
    warnings: Problems,
    /// The session in the new version, and where the one stood that was played again in it.
    again: Option<(PlayThrough, Resumed, Moment)>,
}

/// Where a session stands, and how often something was decided in it.
type Moment = (Place, u64);

fn moment(play: &PlayThrough) -> Moment {
    (play.place(), play.changes())
}

/// Reads the files, and plays the session again where they hold another scenario than its own.
fn read(reader: &Reader, play: &PlayThrough) -> Read {
    let Reading { files, scenario, warnings } = reader();
    let scenario = scenario.map(Arc::new);
    let other = scenario.as_ref().ok().filter(|scenario| ***scenario != **play.run().scenario());
    let again = other.map(|scenario| {
        let (again, resumed) = play.resumed_in(Arc::clone(scenario));
        (again, resumed, moment(play))
    });
    Read { files, scenario, warnings, again }
}

/// What there is to tell about the files.
#[derive(Resource, Clone, Debug, Default)]
pub struct Told(pub News);

impl Source {
    /// The files that a scenario consisted of when it was read, and from then on those that the reader names.
    #[must_use]
    pub fn of(files: Vec<PathBuf>, reader: Reader) -> Self {
        Self { reader: Arc::new(reader), watch: Watch::over(files), reading: None }
    }

    /// Whether something is being read just now.
    #[must_use]
    pub const fn is_reading(&self) -> bool {
        self.reading.is_some()
    }

    /// Has the files read for a session.
    fn begin_to_read(&mut self, play: &PlayThrough) {
        let (tell, read_by_then) = channel();
        let (reader, play) = (Arc::clone(&self.reader), play.clone());
        let work = move || {
            // Nobody listens where another session was begun meanwhile.
            let _ = tell.send(read(&reader, &play));
        };
        self.reading = Some(Mutex::new(read_by_then));
        // Where the computer gives no thread nobody answers, which is told.
        drop(thread::Builder::new().name("reload".to_owned()).spawn(work));
    }

    /// What was read, once it is there; where reading came to grief, nothing but that.
    fn read(&mut self) -> Option<Read> {
        let reading = self.reading.as_mut()?.get_mut().unwrap_or_else(PoisonError::into_inner);
        let read = match reading.try_recv() {
            Ok(read) => read,
            Err(TryRecvError::Empty) => return None,
            Err(TryRecvError::Disconnected) => {
                let why = "the scenario was changed and could not be read: save it again";
                let scenario = Err(Unread::Cannot(why.to_owned()));
                Read { files: Vec::new(), scenario, warnings: Problems::default(), again: None }
            }
        };
        self.reading = None;
        Some(read)
    }

    /// What there is to tell at first: which file is played.
    #[must_use]
    pub fn told(&self) -> Told {
        let file = self.watch.first().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
        Told(News::of(file))
    }
}

/// Reads the scenario of the [`Playing`] run again whenever one of the files of its [`Source`] changes.
pub fn reload_on_save(app: &mut App) {
    let looks = (look.run_if(on_real_timer(EVERY)), take).chain();
    let looks = looks.run_if(resource_exists::<Source>).run_if(resource_exists::<Playing>);
    app.init_resource::<Told>().add_systems(Update, looks).add_systems(Last, hush);
}

/// Looks at the files, unless they are being read.
fn look(mut source: ResMut<Source>, mut told: ResMut<Told>, playing: Res<Playing>) {
    if source.is_reading() || source.watch.look() != Seen::Changed {
        return;
    }
    let now = playing.run().land().quarter();
    if !source.watch.is_first_there() {
        let file = told.0.file.clone().unwrap_or_default();
        let gone = format!("`{file}` has vanished: save it again under that name, and it is read again");
        complain(&mut told.0, Trouble::Cannot(gone), now);
        return;
    }
    source.begin_to_read(playing.play());
}

/// Takes what was read. Orders of the frame before have been handed over in `PreUpdate`: none is lost, and none meets another
/// scenario's levers.
fn take(mut source: ResMut<Source>, mut told: ResMut<Told>, mut playing: ResMut<Playing>) {
    let Some(Read { files, scenario, warnings, again }) = source.read() else { return };
    match scenario {
        Ok(scenario) => {
            source.watch.go_on_with(files);
            told.0.warnings = warnings.0;
            go_on(&mut playing, &mut told, scenario, again);
        }
        Err(unread) => {
            source.watch.go_on_with_also(files);
            let now = playing.run().land().quarter();
            let trouble = match unread {
                Unread::Problems(problems) => Trouble::Problems(problems.0),
                Unread::Cannot(why) => Trouble::Cannot(why),
            };
            complain(&mut told.0, trouble, now);
        }
    }
}

fn go_on(
    playing: &mut ResMut<Playing>,
    told: &mut ResMut<Told>,
    scenario: Arc<Scenario>,
    again: Option<(PlayThrough, Resumed, Moment)>,
) {
    if *scenario == **playing.run().scenario() {
        if told.0.trouble != Trouble::None {
            told.0.mended();
            eprintln!("{}", told.0.toast.text);
        }
        return;
    }
    // What was decided or passed meanwhile is played again, too.
    let again = again.filter(|(_, _, of)| *of == moment(playing.play()));
    let again = again.map(|(play, resumed, _)| (play, resumed));
    let (play, resumed) = again.unwrap_or_else(|| playing.play().resumed_in(scenario));
    told.0.reloaded(&resumed);
    eprintln!("{}; digest {}", told.0.toast.text, resumed.run.digest());
    resumed.dropped.iter().for_each(|dropped| eprintln!("  dropped: {dropped}"));
    **playing = Playing::on(play);
}

/// Time for which something is told that does not stay.
const LONG: Duration = Duration::from_secs(4);

/// Lets what was told go once it has been there for a while.
pub fn hush(mut told: ResMut<Told>, time: Res<Time<Real>>, mut since: Local<(u64, Duration)>) {
    let toast = &told.0.toast;
    if toast.number != since.0 {
        *since = (toast.number, time.elapsed());
    }
    if !toast.text.is_empty() && !toast.stays && time.elapsed().saturating_sub(since.1) >= LONG {
        told.0.hush();
    }
}

/// On the screen, and on stderr for those who look there.
fn complain(news: &mut News, trouble: Trouble, now: Quarter) {
    match &trouble {
        Trouble::Problems(problems) => problems.iter().for_each(|problem| eprintln!("{problem}")),
        Trouble::Cannot(why) => eprintln!("{why}"),
        Trouble::None => {}
    }
    news.troubled(trouble, now);
    eprintln!("{}", news.toast.text);
}
