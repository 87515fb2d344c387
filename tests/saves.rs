//! Saves: they play again to the same digest, and whatever goes wrong nothing is lost.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use marchland::run::aim::{Aim, Stops};
use marchland::run::play::PlayThrough;
use marchland::run::save::Save;
use marchland::run::{Order, Run};
use marchland::saves::{self, Autosave, Moment};
use marchland::scenario::{Scenario, read};
use marchland::settings::Settings;

use crate::cli::{output, refused};
use crate::play::{Numbers, run};

/// A play-through with a branch, decisions undone, and time looked back on.
fn played() -> PlayThrough {
    let mut play = PlayThrough::new(&run());
    let mut numbers = Numbers::from(4);
    for _ in 0..50 {
        let order = numbers.order(play.run());
        play.decide(order);
        play.step();
    }
    play.scrub(play.run().first().plus(20));
    for _ in 0..10 {
        let order = numbers.order(play.run());
        play.decide(order);
        (0..3).for_each(|_| play.step());
    }
    play.rename(1, "another course");
    play.undo();
    play.undo();
    play.scrub(play.run().first().plus(15));
    play
}

/// The scenario in a folder, with a save of the play-through beside it.
fn saved(folder: &Path) -> (std::path::PathBuf, PlayThrough) {
    fs::write(folder.join("scenario.ron"), include_str!("played.ron")).unwrap();
    let play = played();
    let file = folder.join("evening.ron");
    saves::write(&file, &Save::of(&play, "gone.ron", "before the bridge").text()).unwrap();
    (file, play)
}

#[test]
fn a_save_opens_where_it_was_left_with_every_branch_and_decision() {
    let folder = tempfile::tempdir().unwrap();
    let (file, mut play) = saved(folder.path());
    let save = saves::read(&file).unwrap();
    assert_eq!(save.notes, "before the bridge");
    let scenario = read("played.ron", include_str!("played.ron"), &[]).unwrap();
    let mut again = save.open(&scenario).unwrap();
    assert_eq!((again.place(), again.run().digest()), (play.place(), play.run().digest()));
    assert_eq!((again.branches(), again.done(), again.undone()), (play.branches(), play.done(), play.undone()));
    loop {
        let undone = (play.undo(), again.undo());
        assert_eq!(undone.0, undone.1);
        if undone.0.is_none() {
            break;
        }
    }
    while again.redo().is_some() {}
    again.run_to(Aim::End);
    while play.redo().is_some() {}
    play.run_to(Aim::End);
    assert_eq!(again.run().digest(), play.run().digest());
    assert!(Save::of(&played(), "x", "").text().len() < 40_000, "orders, no states");
}

#[test]
fn a_session_played_again_without_a_window_has_the_same_digest() {
    let folder = tempfile::tempdir().unwrap();
    let (file, play) = saved(folder.path());
    let output = output(&["run", "--session", file.to_str().unwrap(), "--json"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let object: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(object["digest"], play.front().digest());
    let out = folder.path().join("out");
    let written = crate::cli::output(&["run", "--session", file.to_str().unwrap(), "--out", out.to_str().unwrap()]);
    assert!(written.status.success(), "{}", String::from_utf8_lossy(&written.stderr));
    let again = crate::cli::output(&["run", "--session", out.join("session.ron").to_str().unwrap(), "--json"]);
    let object: serde_json::Value = serde_json::from_slice(&again.stdout).unwrap();
    assert_eq!(object["digest"], play.front().digest(), "what was written is what was played, and no more");
}

#[test]
fn whatever_is_decided_or_noted_between_two_autosaves_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let (mut autosave, _) = Autosave::begin(folder.path()).unwrap();
    let mut play = PlayThrough::new(&run());
    let set = |level| Order::SetLever { lever: 0, level };
    play.decide(set(0.3));
    assert!(autosave.keep(&Moment::of(&play, "played.ron", "")).unwrap());
    play.decide(set(0.7));
    assert!(autosave.keep(&Moment::of(&play, "played.ron", "")).unwrap(), "dragged on");
    play.undo();
    play.decide(set(0.9));
    assert!(autosave.keep(&Moment::of(&play, "played.ron", "")).unwrap(), "undone, and decided otherwise");
    assert!(autosave.keep(&Moment::of(&play, "played.ron", "a thought")).unwrap(), "noted");
    assert!(!autosave.keep(&Moment::of(&play, "played.ron", "a thought")).unwrap());
}

/// A frame may bring no quarter, one or many, and a person decides between frames.
#[test]
fn steps_a_frame_and_looking_back_change_no_digest() {
    let play = |steps: &[u32]| {
        let mut play = PlayThrough::new(&run());
        let mut frames = steps.iter().cycle();
        let mut numbers = Numbers::from(6);
        for quarter in (0..80).step_by(8) {
            let order = numbers.order(&run());
            play.decide(order);
            let until = play.run().first().plus(quarter + 8);
            while play.run().land().quarter() < until {
                let left = until.since(play.run().land().quarter()).unsigned_abs();
                let now = *frames.next().unwrap();
                (0..now.min(left)).for_each(|_| play.step());
            }
            play.scrub(until.plus(-3));
            play.scrub(until);
        }
        (play.run().digest(), Save::of(&play, "played", "").text())
    };
    assert_eq!(play(&[1]), play(&[0, 0, 1, 0, 3, 8]));
    assert_eq!(play(&[1]), play(&[20]));
}

#[test]
fn a_damaged_or_newer_file_is_told_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let (file, _) = saved(folder.path());
    let whole = fs::read_to_string(&file).unwrap();
    let damages = [
        (whole[..whole.len() / 2].to_owned(), "damaged"),
        (String::new(), "damaged"),
        (whole.replace("save: 1", "save: 2").replace("notes:", "moods: [1], notes:"), "newer marchland"),
        (whole.replace("branch: 1", "branch: 9"), "damaged"),
        (whole.replace("\"another course\"", "7"), "damaged"),
    ];
    for (text, word) in damages.iter().filter(|(text, _)| *text != whole) {
        fs::write(&file, text).unwrap();
        let told = saves::read(&file).unwrap_err().to_string();
        assert!(told.contains(word) && told.contains("the file is left as it is"), "{told}");
        let (code, said) = refused(&["run", "--session", file.to_str().unwrap()]);
        assert_eq!((code, said.contains(word)), (3, true), "{said}");
        assert_eq!(&fs::read_to_string(&file).unwrap(), text);
    }
    fs::write(&file, whole.replace("seed: 5", "seed: 6")).unwrap();
    assert!(refused(&["run", "--session", file.to_str().unwrap()]).1.contains("comes to digest"));
    let changed = include_str!("played.ron").replace("trust: 0.35", "trust: 0.36");
    fs::write(folder.path().join("scenario.ron"), changed).unwrap();
    fs::write(&file, &whole).unwrap();
    let (code, said) = refused(&["run", "scenario.ron", "--session", file.to_str().unwrap()]);
    assert_eq!(code, 3, "{said}");
}

#[test]
fn a_place_that_cannot_be_written_keeps_the_old_save() {
    let folder = tempfile::tempdir().unwrap();
    let (file, play) = saved(folder.path());
    let before = fs::read_to_string(&file).unwrap();
    // A full disk is the same error from within, which `src/whole.rs` looks at.
    let other = fs::File::create(folder.path().join(".evening.ron.partial")).unwrap();
    other.lock().unwrap();
    let told = saves::write(&file, &Save::of(&play, "x", "later").text()).unwrap_err().to_string();
    assert!(told.contains("another program is writing it") && told.contains("untouched"), "{told}");
    assert_eq!(fs::read_to_string(&file).unwrap(), before);
    drop(other);
    saves::write(&file, "(later)").unwrap();
    assert_eq!(fs::read_to_string(&file).unwrap(), "(later)", "the next one succeeds");
}

#[test]
fn after_a_crash_a_quarter_is_lost_at_most_and_after_a_good_end_nothing_is_recovered() {
    let folder = tempfile::tempdir().unwrap();
    let (mut autosave, left) = Autosave::begin(folder.path()).unwrap();
    assert!(left.is_empty());
    let mut play = PlayThrough::new(&run());
    for _ in 0..7 {
        assert!(autosave.keep(&Moment::of(&play, "played.ron", "")).unwrap());
        assert!(!autosave.keep(&Moment::of(&play, "played.ron", "")).unwrap(), "once a quarter");
        play.step();
    }
    // Another program that runs beside it takes nothing of its.
    let (beside, left) = Autosave::begin(folder.path()).unwrap();
    assert!(left.is_empty());
    drop((autosave, beside));
    let (mut autosave, left) = Autosave::begin(folder.path()).unwrap();
    assert_eq!(left.len(), 1);
    let recovered = saves::read(&left[0]).unwrap();
    assert_eq!(recovered.place.reached, play.run().land().quarter().plus(-1).to_string());
    assert!(saves::list(folder.path()).contains(&left[0]));
    autosave.leave(&Moment::of(&play, "played.ron", "")).unwrap();
    assert_eq!(saves::read(&saves::last(folder.path()).unwrap()).unwrap().digest, play.run().digest());
    assert!(Autosave::begin(folder.path()).unwrap().1.is_empty());
}

#[test]
fn settings_are_kept_and_damaged_ones_are_put_aside() {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings { text_percent: 150, look: "dark".into(), ..Settings::default() };
    settings.write(folder.path()).unwrap();
    assert_eq!(Settings::read(folder.path()).0, settings);
    fs::write(folder.path().join("settings.ron"), "(text_percent: big").unwrap();
    let (usual, told) = Settings::read(folder.path());
    assert_eq!(usual, Settings::default());
    assert!(told.unwrap().to_string().contains("settings-damaged-1.ron"));
    assert_eq!(fs::read_to_string(folder.path().join("settings-damaged-1.ron")).unwrap(), "(text_percent: big");
}

#[test]
fn settings_of_an_earlier_version_give_the_nearest_meaning() {
    let folder = tempfile::tempdir().unwrap();
    let read = |text: &str| {
        fs::write(folder.path().join("settings.ron"), text).unwrap();
        let (settings, told) = Settings::read(folder.path());
        assert!(told.is_none(), "{told:?}");
        settings
    };
    assert_eq!(Settings::default().stops, Stops::Turns);
    let before = "(look: \"dark\", text_percent: 150, reduced_motion: false, speed: 3, pause_at_events: true)";
    let settings = read(before);
    assert_eq!((settings.look.as_str(), settings.text_percent, settings.speed), ("dark", 150, 3));
    assert_eq!(settings.stops, Stops::Events);
    assert_eq!(read(&before.replace("true", "false")).stops, Stops::Dilemmas);
    assert_eq!(read("(look: \"light\")").stops, Stops::Turns);
    assert_eq!(read("(stops: Dilemmas, pause_at_events: true, text_percent: 900, speed: 40)").stops, Stops::Dilemmas);
    let bounded = read("(text_percent: 900, speed: 40)");
    assert_eq!((bounded.text_percent, bounded.speed), (200, 4));
}

#[test]
fn a_run_that_was_not_decided_in_is_saved_and_opened_too() {
    let scenario = read("played.ron", include_str!("played.ron"), &[]).unwrap();
    let start = Run::new(Arc::new(scenario.clone()), "none", 1, 10).unwrap();
    let save = Save::read(&Save::of(&PlayThrough::new(&start), "played.ron", "").text()).unwrap();
    assert_eq!(save.open(&scenario).unwrap().run().digest(), start.digest());
}

#[test]
fn quarters_are_kept_beside_the_decisions_and_none_is_lost_in_a_crash() {
    let folder = tempfile::tempdir().unwrap();
    let scenario = read("played.ron", include_str!("played.ron"), &[]).unwrap();
    let (mut autosave, _) = Autosave::begin(folder.path()).unwrap();
    let mut play = PlayThrough::new(&run());
    assert!(!autosave.keep_quarter(&Moment::of(&play, "played.ron", "")).unwrap(), "nothing has been written whole");
    autosave.keep(&Moment::of(&play, "played.ron", "")).unwrap();
    let whole = fs::read_to_string(folder.path().join(".autosave-1.ron")).unwrap();
    for _ in 0..9 {
        play.step();
        assert!(autosave.keep_quarter(&Moment::of(&play, "played.ron", "")).unwrap());
    }
    assert_eq!(fs::read_to_string(folder.path().join(".autosave-1.ron")).unwrap(), whole, "it is not written again");
    assert!(
        !autosave.keep_quarter(&Moment::of(&play, "played.ron", "a note")).unwrap(),
        "a note is more than a quarter"
    );
    let order = Order::SetLever { lever: 0, level: 0.375 };
    play.decide(order);
    assert!(!autosave.keep_quarter(&Moment::of(&play, "played.ron", "")).unwrap(), "a decision is more than a quarter");
    autosave.keep(&Moment::of(&play, "played.ron", "")).unwrap();
    play.step();
    assert!(autosave.keep_quarter(&Moment::of(&play, "played.ron", "")).unwrap());
    let other = Arc::new(Scenario { title: "Another".into(), ..scenario.clone() });
    assert!(
        !autosave.keep_quarter(&Moment::of(&play.resumed_in(other).0, "played.ron", "")).unwrap(),
        "what is kept is of another scenario"
    );
    drop(autosave);

    let left = left_in(folder.path());
    let again = saves::read(&left).unwrap().open(&scenario).unwrap();
    assert_eq!((again.place(), again.run().digest()), (play.place(), play.run().digest()));

    // A line that was cut off counts for nothing.
    let folder = tempfile::tempdir().unwrap();
    let (mut autosave, _) = Autosave::begin(folder.path()).unwrap();
    autosave.keep(&Moment::of(&play, "played.ron", "")).unwrap();
    let before = play.place();
    play.step();
    autosave.keep_quarter(&Moment::of(&play, "played.ron", "")).unwrap();
    let beside = folder.path().join(".autosave-1.quarter");
    let text = fs::read_to_string(&beside).unwrap();
    fs::write(&beside, &text[..text.len() / 2]).unwrap();
    drop(autosave);
    assert_eq!(saves::read(&left_in(folder.path())).unwrap().open(&scenario).unwrap().place(), before);
}

/// What an autosave that has ended left in a folder. A process that another test starts meanwhile holds its lock until it
/// is a program of its own.
fn left_in(folder: &Path) -> PathBuf {
    for _ in 0..100 {
        if let Some(left) = Autosave::begin(folder).unwrap().1.pop() {
            return left;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    panic!("nothing is left in {}", folder.display());
}

#[test]
fn a_save_under_a_name_replaces_none_and_files_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let play = played();
    let save = Save::of(&play, "played.ron", "");
    let first = saves::save_as(folder.path(), " before the bridge ", &save).unwrap();
    let second = saves::save_as(folder.path(), "before the bridge", &save).unwrap();
    assert_eq!(first.file_name().unwrap(), "before the bridge.ron");
    assert_eq!(second.file_name().unwrap(), "before the bridge 2.ron");
    for name in ["", "  ", "../up", ".hidden", "a/b"] {
        assert!(saves::save_as(folder.path(), name, &save).unwrap_err().0.contains("cannot be the name"), "{name}");
    }
    assert!(saves::is_save(&first));
    let scenario = folder.path().join("border.ron");
    fs::write(&scenario, include_str!("played.ron")).unwrap();
    assert!(!saves::is_save(&scenario));
    let text = fs::read_to_string(&first).unwrap();
    let torn = folder.path().join("torn.ron");
    fs::write(&torn, &text[..text.len() / 2]).unwrap();
    assert!(saves::is_save(&torn), "a damaged save is told to be one");
    assert_eq!(saves::newest_first(folder.path()).len(), 4);
}

/// An order that does not act yet leaves the digest as it was, so that what has passed since belongs to the text alone.
#[test]
fn what_was_undone_before_a_crash_is_undone_after_it() {
    let folder = tempfile::tempdir().unwrap();
    let scenario = read("played.ron", include_str!("played.ron"), &[]).unwrap();
    let (mut autosave, _) = Autosave::begin(folder.path()).unwrap();
    let mut play = PlayThrough::new(&run());
    (0..5).for_each(|_| play.step());
    play.decide(Order::SetLever { lever: 0, level: 0.3 });
    autosave.keep(&Moment::of(&play, "played.ron", "")).unwrap();
    for _ in 0..3 {
        play.step();
        assert!(autosave.keep_quarter(&Moment::of(&play, "played.ron", "")).unwrap());
    }
    play.undo();
    autosave.keep(&Moment::of(&play, "played.ron", "")).unwrap();
    drop(autosave);
    let again = saves::read(&left_in(folder.path())).unwrap().open(&scenario).unwrap();
    assert_eq!((again.place(), again.run().digest()), (play.place(), play.run().digest()));
    assert_eq!((again.done(), again.undone()), (play.done(), play.undone()));
}

#[test]
fn a_quarter_that_cannot_be_written_leaves_the_one_before() {
    let folder = tempfile::tempdir().unwrap();
    let (mut autosave, _) = Autosave::begin(folder.path()).unwrap();
    let mut play = PlayThrough::new(&run());
    autosave.keep(&Moment::of(&play, "played.ron", "")).unwrap();
    play.step();
    assert!(autosave.keep_quarter(&Moment::of(&play, "played.ron", "")).unwrap());
    let file = folder.path().join(".autosave-1.quarter");
    let before = fs::read_to_string(&file).unwrap();
    let beside = folder.path().join(".autosave-1.quarter.partial");
    fs::create_dir(&beside).unwrap();
    play.step();
    assert!(
        autosave.keep_quarter(&Moment::of(&play, "played.ron", "")).unwrap_err().0.contains("what you decided is kept")
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), before);
    fs::remove_dir(&beside).unwrap();
    assert!(autosave.keep_quarter(&Moment::of(&play, "played.ron", "")).unwrap(), "the next one succeeds");
    assert_ne!(fs::read_to_string(&file).unwrap(), before);
}

#[test]
fn a_name_that_the_program_uses_itself_is_refused_and_a_save_that_has_it_stays() {
    let folder = tempfile::tempdir().unwrap();
    let save = Save::of(&played(), "played.ron", "");
    for name in ["last", " Last ", "LAST.ron", "last .ron", "autosave-1", "Autosave-16"] {
        let told = saves::save_as(folder.path(), name, &save).unwrap_err().0;
        assert!(told.contains("cannot be the name") && told.contains("give another"), "{told}");
    }
    assert!(saves::list(folder.path()).is_empty());
    for name in ["last evening", "autosave"] {
        saves::save_as(folder.path(), name, &save).unwrap();
    }
    // One from an earlier version, or put there by hand.
    let theirs = folder.path().join("autosave-1.ron");
    fs::write(&theirs, "(theirs)").unwrap();
    let (mut autosave, _) = Autosave::begin(folder.path()).unwrap();
    autosave.keep(&Moment::of(&played(), "played.ron", "")).unwrap();
    drop(autosave);
    assert_eq!(left_in(folder.path()).file_name().unwrap(), "autosave-1-recovered-1.ron");
    assert_eq!(fs::read_to_string(theirs).unwrap(), "(theirs)");
}

#[test]
fn a_name_that_another_program_is_writing_is_not_free() {
    let folder = tempfile::tempdir().unwrap();
    let other = fs::File::create(folder.path().join(".chart.svg.partial")).unwrap();
    other.lock().unwrap();
    fs::create_dir(folder.path().join("chart-2.svg")).unwrap();
    let written = saves::write_free(folder.path(), "chart", "svg", b"<svg/>").unwrap();
    assert_eq!(written, folder.path().join("chart-3.svg"));
    drop(other);
    assert_eq!(saves::write_free(folder.path(), "chart", "svg", b"").unwrap(), folder.path().join("chart.svg"));
    assert_eq!(fs::read(written).unwrap(), b"<svg/>");
}

#[test]
fn the_session_that_was_closed_last_is_put_aside_for_another_and_replaced_by_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let scenario = read("played.ron", include_str!("played.ron"), &[]).unwrap();
    let names = || -> Vec<String> {
        let files = saves::list(folder.path());
        files.iter().map(|file| file.file_name().unwrap().to_string_lossy().into_owned()).collect()
    };
    let last = || saves::read(&saves::last(folder.path()).unwrap()).unwrap();
    let (mut autosave, _) = Autosave::begin(folder.path()).unwrap();
    let long = played();
    autosave.keep(&Moment::of(&long, "played.ron", "an hour")).unwrap();
    autosave.leave(&Moment::of(&long, "played.ron", "an hour")).unwrap();
    assert_eq!(names(), ["last.ron"]);
    // Gone on with, also by another way to its scenario.
    let mut again = last().open(&scenario).unwrap();
    autosave.keep(&Moment::of(&again, "elsewhere/played.ron", "an hour")).unwrap();
    (0..2).for_each(|_| again.step());
    autosave.leave(&Moment::of(&again, "elsewhere/played.ron", "an hour more")).unwrap();
    assert_eq!((names(), last().notes.as_str()), (vec!["last.ron".to_owned()], "an hour more"));
    // Another, of a quarter.
    let mut short = PlayThrough::new(&run());
    autosave.keep(&Moment::of(&short, "played.ron", "")).unwrap();
    short.step();
    // A place that cannot be written leaves all as it was.
    let other = fs::File::create(folder.path().join(".last.ron.partial")).unwrap();
    other.lock().unwrap();
    assert!(
        autosave.leave(&Moment::of(&short, "played.ron", "")).unwrap_err().0.contains("another program is writing it")
    );
    assert_eq!((names(), last().notes.as_str()), (vec!["last.ron".to_owned()], "an hour more"));
    drop(other);
    autosave.leave(&Moment::of(&short, "played.ron", "")).unwrap();
    let aside = format!("{}-{}.ron", scenario.id, again.place().at);
    assert_eq!((names(), last().digest), (vec!["last.ron".to_owned(), aside.clone()], short.run().digest()));
    assert_eq!(saves::read(&folder.path().join(aside)).unwrap().notes, "an hour more");
    // What nobody can read is kept all the same.
    fs::write(saves::last(folder.path()).unwrap(), "(torn").unwrap();
    autosave.leave(&Moment::of(&long, "played.ron", "")).unwrap();
    assert_eq!(fs::read_to_string(folder.path().join("last-unreadable-1.ron")).unwrap(), "(torn");
}
