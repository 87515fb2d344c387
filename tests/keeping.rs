//! The session is kept while it is played, without a window: a real folder, and a clock that the test moves.

use std::fs;
use std::path::Path;
use std::sync::mpsc::channel;
use std::time::Duration;

use bevy::MinimalPlugins;
use bevy::app::{App, AppExit, Last};
use bevy::time::{Time, TimeUpdateStrategy, Virtual};
use marchland::app::keeping::{Keeping, keep_in};
use marchland::app::reload::{Told, hush};
use marchland::app::writer::{Kind, Writer};
use marchland::engine::{EnginePlugin, Playing, Request};
use marchland::run::Order;
use marchland::run::play::PlayThrough;
use marchland::saves::{self, Trouble};

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
    app.world().resource::<Keeping>().writer().drain();
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

#[test]
fn what_waits_is_done_in_order_and_of_one_kind_the_last_alone() {
    let writer = Writer::default();
    let (hold, held) = channel::<()>();
    let (tell, told) = channel();
    let put = |kind, what: &'static str| {
        let tell = tell.clone();
        writer.put(kind, move || {
            tell.send(what).unwrap();
            Ok(Some(what.to_owned()))
        });
    };
    // While this one is at work, the others wait.
    writer.put(Kind::Asked, move || {
        held.recv().unwrap();
        Ok(None)
    });
    put(Kind::Whole, "first");
    put(Kind::Asked, "asked");
    put(Kind::Quarter, "a quarter");
    put(Kind::Settings, "light");
    put(Kind::Quarter, "another");
    put(Kind::Asked, "asked again");
    put(Kind::Whole, "second");
    put(Kind::Settings, "dark");
    put(Kind::Quarter, "the next");
    hold.send(()).unwrap();
    writer.drain();
    let order: Vec<&str> = told.try_iter().collect();
    assert_eq!(order, ["asked", "asked again", "second", "dark", "the next"]);
    let done: Vec<String> = writer.done().into_iter().filter_map(|done| done.result.unwrap()).collect();
    assert_eq!(done, order);
}

#[test]
fn what_fails_is_told_and_takes_nothing_with_it_and_whoever_ends_waits() {
    let writer = Writer::default();
    let (hold, held) = channel::<()>();
    let (tell, told) = channel();
    writer.put(Kind::Asked, || Err(Trouble("a full disk".to_owned())));
    writer.put(Kind::Asked, || panic!("this is the failure that the test is about"));
    writer.put(Kind::Asked, move || {
        held.recv().unwrap();
        Ok(None)
    });
    writer.put(Kind::Asked, move || {
        tell.send(()).unwrap();
        Ok(None)
    });
    let lets_go = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(50));
        hold.send(()).unwrap();
    });
    writer.drain();
    assert_eq!(told.try_recv(), Ok(()), "whoever waits for the queue waits for all of it");
    lets_go.join().unwrap();
    let failed: Vec<String> = writer.done().into_iter().filter_map(|done| Some(done.result.err()?.0)).collect();
    assert!(failed.len() == 2 && failed[0] == "a full disk" && failed[1].contains("please report it"), "{failed:?}");
}

#[test]
fn a_session_that_cannot_be_written_is_told_of_and_written_once_it_can_be() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(".autosave-1.ron");
    let mut app = app(folder.path());
    let other = fs::File::create(folder.path().join("..autosave-1.ron.partial")).unwrap();
    other.lock().unwrap();
    let settle = |app: &mut App| {
        app.update();
        app.world().resource::<Keeping>().writer().drain();
        app.update();
    };
    settle(&mut app);
    assert!(!file.exists());
    let toast = |app: &App| app.world().resource::<Told>().0.toast.clone();
    let told = toast(&app);
    assert!(told.stays && told.text.contains("another program is writing it"), "{}", told.text);
    app.world_mut().write_message(Request::Give(Order::SetLever { lever: 0, level: 0.3 }));
    (0..20).for_each(|_| settle(&mut app));
    assert_eq!((file.exists(), toast(&app)), (false, told), "told once");
    drop(other);
    (0..20).for_each(|_| settle(&mut app));
    assert_eq!(saves::read(&file).unwrap().done.len(), 1, "what was decided meanwhile is there");
}

#[test]
fn a_window_that_closes_leaves_nothing_unwritten() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = app(folder.path());
    let (tell, told) = channel();
    app.update();
    app.world_mut().write_message(Request::Give(Order::SetLever { lever: 0, level: 0.3 }));
    app.world().resource::<Keeping>().writer().put(Kind::Asked, move || {
        std::thread::sleep(Duration::from_millis(50));
        tell.send(()).unwrap();
        Ok(None)
    });
    app.world_mut().write_message(AppExit::Success);
    app.update();
    assert_eq!(told.try_recv(), Ok(()));
    assert_eq!(saves::read(&folder.path().join("last.ron")).unwrap().done.len(), 1);
    assert!(!folder.path().join(".autosave-1.ron").exists());
}

#[test]
fn a_session_is_left_behind_the_frames_and_nothing_is_kept_of_it_any_more() {
    let folder = tempfile::tempdir().unwrap();
    let [last, auto] = ["last.ron", ".autosave-1.ron"].map(|name| folder.path().join(name));
    let mut app = app(folder.path());
    app.world_mut().write_message(Request::Give(Order::SetLever { lever: 0, level: 0.3 }));
    app.update();
    let (hold, held) = channel::<()>();
    app.world().resource::<Keeping>().writer().put(Kind::Asked, move || {
        held.recv().unwrap();
        Ok(None)
    });
    let play = app.world().resource::<Playing>().play().clone();
    app.world_mut().resource_mut::<Keeping>().begin_to_leave(Some(&play));
    // Frames go on while the disk is slow.
    (0..20).for_each(|_| app.update());
    let left = |app: &mut App| app.world_mut().resource_mut::<Keeping>().left();
    assert!(left(&mut app).is_none() && !last.exists());
    hold.send(()).unwrap();
    app.world().resource::<Keeping>().writer().drain();
    app.update();
    assert!(matches!(left(&mut app), Some(Ok(()))));
    assert!(left(&mut app).is_none(), "told once");
    (0..20).for_each(|_| app.update());
    assert_eq!(saves::read(&last).unwrap().done.len(), 1);
    assert!(!auto.exists());
    fs::remove_file(&last).unwrap();
    app.world_mut().write_message(AppExit::Success);
    app.update();
    assert!(!last.exists(), "it was left already");
}

#[test]
fn a_session_that_cannot_be_left_goes_on_and_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = app(folder.path());
    app.world_mut().write_message(Request::Give(Order::SetLever { lever: 0, level: 0.3 }));
    app.update();
    app.world().resource::<Keeping>().writer().drain();
    // Another program writes it.
    let other = fs::File::create(folder.path().join(".last.ron.partial")).unwrap();
    other.lock().unwrap();
    let play = app.world().resource::<Playing>().play().clone();
    app.world_mut().resource_mut::<Keeping>().begin_to_leave(Some(&play));
    app.world().resource::<Keeping>().writer().drain();
    app.update();
    let mut keeping = app.world_mut().resource_mut::<Keeping>();
    let told = keeping.left().unwrap().unwrap_err();
    assert!(told.0.contains("last.ron"), "{told}");
    keeping.stay();
    let auto = folder.path().join(".autosave-1.ron");
    assert!(is_written(&mut app, &auto, Some(Request::Give(Order::SetLever { lever: 1, level: 0.3 }))));
    assert_eq!(saves::read(&auto).unwrap().done.len(), 2);
}

#[test]
fn what_is_told_goes_by_itself_and_what_went_wrong_stays() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = app(folder.path());
    app.add_systems(Last, hush);
    let is_told = |app: &App| !app.world().resource::<Told>().0.toast.text.is_empty();
    let seconds = |app: &mut App, seconds: usize| (0..20 * seconds).for_each(|_| app.update());
    let say = |app: &mut App| app.world_mut().resource_mut::<Told>().0.say("saved".to_owned());
    say(&mut app);
    seconds(&mut app, 3);
    assert!(is_told(&app));
    // The same words once more are another thing that is told.
    say(&mut app);
    seconds(&mut app, 3);
    assert!(is_told(&app));
    seconds(&mut app, 2);
    assert!(!is_told(&app));
    app.world_mut().resource_mut::<Told>().0.complain("a full disk".to_owned());
    seconds(&mut app, 60);
    assert!(is_told(&app));
}
