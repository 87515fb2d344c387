//! The session is kept while it is played, without a window: a real folder, and a clock that the test moves.

use std::fs;
use std::path::Path;
use std::time::Duration;

use bevy::MinimalPlugins;
use bevy::app::App;
use bevy::time::{Time, TimeUpdateStrategy, Virtual};
use marchland::app::keeping::{Keeping, keep_in};
use marchland::app::reload::Told;
use marchland::engine::{EnginePlugin, Playing, Request};
use marchland::run::Order;
use marchland::run::play::PlayThrough;

use crate::play::run;

/// Time between two frames.
const FRAME: Duration = Duration::from_millis(50);

/// The app that plays a run, paused, and keeps it in a folder.
fn app(folder: &Path) -> App {
    let mut app = App::new();
    app.add_plugins((MinimalPlugins, EnginePlugin))
        .insert_resource(TimeUpdateStrategy::ManualDuration(FRAME))
        .insert_resource(Playing::new(&run()))
        .init_resource::<Told>();
    keep_in(&mut app, Some(folder));
    app.world_mut().resource_mut::<Time<Virtual>>().pause();
    app
}

/// A frame in which this is asked; returns whether the whole session was written in it.
fn is_written(app: &mut App, file: &Path, request: Option<Request>) -> bool {
    let before = fs::read_to_string(file).unwrap_or_default();
    if let Some(request) = request {
        app.world_mut().write_message(request);
    }
    app.update();
    fs::read_to_string(file).unwrap() != before
}

#[test]
fn a_past_stretch_that_passes_writes_four_times_a_second_and_a_decision_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(".autosave-1.ron");
    let mut app = app(folder.path());
    let first = run().first();
    assert!(is_written(&mut app, &file, None), "it has just begun");
    app.world_mut().write_message(Request::StepTo(first.plus(40)));
    app.world_mut().write_message(Request::Scrub(first.plus(2)));
    (0..20).for_each(|_| app.update());
    // A second in which a quarter of the past passes in each frame.
    let passes = (3..23).map(|quarter| Some(Request::StepTo(first.plus(quarter))));
    let written = passes.filter(|request| is_written(&mut app, &file, request.clone())).count();
    assert!((3..=5).contains(&written), "{written}");
    // At most one of two frames is due by time.
    let level = |level| Some(Request::Give(Order::SetLever { lever: 0, level }));
    app.world_mut().write_message(Request::Scrub(first.plus(40)));
    (0..20).for_each(|_| app.update());
    assert!(is_written(&mut app, &file, level(0.3)));
    assert!(!is_written(&mut app, &file, level(0.4)), "dragged on");
    assert!(is_written(&mut app, &file, Some(Request::Undo)));
    assert!(is_written(&mut app, &file, Some(Request::Redo)));
}

#[test]
fn a_session_that_nothing_keeps_is_given_up_only_once_that_was_told() {
    let mut keeping = Keeping::with(None);
    let mut play = PlayThrough::new(&run());
    keeping.leave(&play).unwrap();
    play.step();
    assert!(keeping.leave(&play).unwrap_err().0.contains("leave once more"));
    keeping.leave(&play).unwrap();
    play.step();
    assert!(keeping.leave(&play).is_err(), "it was played on");
}
