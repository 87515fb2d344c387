//! Reads the scenario in play again when its files have changed, and goes on with it, or tells what is wrong.

use std::path::{Path, PathBuf};
use std::sync::Arc;
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
use crate::run::reload::{Reader, Reading, Unread};
use crate::scenario::Scenario;

/// Time between two looks at the files.
const EVERY: Duration = Duration::from_millis(500);

/// The files of the scenario in play, and how to read them.
#[derive(Resource)]
pub struct Source {
    reader: Reader,
    watch: Watch,
}

/// What there is to tell about the files.
#[derive(Resource, Clone, Debug, Default)]
pub struct Told(pub News);

impl Source {
    /// The files that a scenario consisted of when it was read, and from then on those that the reader names.
    #[must_use]
    pub fn of(files: Vec<PathBuf>, reader: Reader) -> Self {
        Self { reader, watch: Watch::over(files) }
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
    let looks = look.run_if(resource_exists::<Source>).run_if(resource_exists::<Playing>).run_if(on_real_timer(EVERY));
    app.init_resource::<Told>().add_systems(Update, looks).add_systems(Last, hush);
}

/// Orders of the frame before have been handed over in `PreUpdate`: none is lost, and none meets another scenario's
/// levers.
fn look(mut source: ResMut<Source>, mut told: ResMut<Told>, mut playing: ResMut<Playing>) {
    if source.watch.look() != Seen::Changed {
        return;
    }
    let now = playing.run().land().quarter();
    if !source.watch.is_first_there() {
        let file = told.0.file.clone().unwrap_or_default();
        let gone = format!("`{file}` has vanished: save it again under that name, and it is read again");
        complain(&mut told.0, Trouble::Cannot(gone), now);
        return;
    }
    let Reading { files, scenario, warnings } = (source.reader)();
    match scenario {
        Ok(scenario) => {
            source.watch.go_on_with(files);
            told.0.warnings = warnings.0;
            go_on(&mut playing, &mut told, scenario);
        }
        Err(unread) => {
            source.watch.go_on_with_also(files);
            let trouble = match unread {
                Unread::Problems(problems) => Trouble::Problems(problems.0),
                Unread::Cannot(why) => Trouble::Cannot(why),
            };
            complain(&mut told.0, trouble, now);
        }
    }
}

fn go_on(playing: &mut ResMut<Playing>, told: &mut ResMut<Told>, scenario: Scenario) {
    if scenario == **playing.run().scenario() {
        if told.0.trouble != Trouble::None {
            told.0.mended();
            eprintln!("{}", told.0.toast.text);
        }
        return;
    }
    let (play, resumed) = playing.play().resumed_in(Arc::new(scenario));
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
