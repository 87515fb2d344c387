//! Reload on save without a window: real files, and a clock that the test moves.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use bevy::MinimalPlugins;
use bevy::app::App;
use bevy::time::TimeUpdateStrategy;
use marchland::app::reload::{Told, reload_on_save};
use marchland::app::watch::{Seen, Watch};
use marchland::engine::{EnginePlugin, GiveOrder, Playing, StepTo};
use marchland::panels::{News, Trouble};
use marchland::run::reload::{Reading, Unread};
use marchland::run::{Order, Run};
use marchland::scenario::read;

const TEXT: &str = include_str!("played.ron");

/// A folder with the scenario, and the app that plays it, paused.
struct Played {
    app: App,
    folder: tempfile::TempDir,
}

impl Played {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("border.ron");
        fs::write(&file, TEXT).unwrap();
        let Reading { files, scenario } = reading(&file);
        let run = Run::new(Arc::new(scenario.unwrap()), "programme", 3, 80).unwrap();
        let mut app = App::new();
        app.add_plugins((MinimalPlugins, EnginePlugin))
            .insert_resource(TimeUpdateStrategy::ManualDuration(Duration::from_millis(250)))
            .insert_resource(Playing::new(run));
        reload_on_save(&mut app, files, Box::new(move || reading(&file)));
        app.world_mut().resource_mut::<bevy::time::Time<bevy::time::Virtual>>().pause();
        let mut played = Self { app, folder };
        played.wait();
        played
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("border.ron")
    }

    fn save(&mut self, text: &str) {
        fs::write(self.file(), text).unwrap();
        self.wait();
    }

    /// Two seconds: four looks at the files.
    fn wait(&mut self) {
        (0..8).for_each(|_| self.app.update());
    }

    fn run(&self) -> &Run {
        self.app.world().resource::<Playing>().run()
    }

    fn news(&self) -> &News {
        &self.app.world().resource::<Told>().0
    }

    /// Plays on to a quarter.
    fn step_to(&mut self, elapsed: i32) {
        let quarter = self.run().first().plus(elapsed);
        self.app.world_mut().write_message(StepTo(quarter));
        self.app.update();
        assert_eq!(self.run().land().quarter(), quarter);
    }
}

fn reading(file: &Path) -> Reading {
    let scenario = match fs::read_to_string(file) {
        Ok(text) => read("border.ron", &text, &[]).map_err(Unread::Problems),
        Err(error) => Err(Unread::Cannot(error.to_string())),
    };
    Reading { files: vec![file.to_owned()], scenario }
}

/// The digest of a fresh run of this text, so many quarters later.
fn fresh(text: &str, elapsed: u32) -> String {
    let scenario = read("border.ron", text, &[]).unwrap();
    let mut run = Run::new(Arc::new(scenario), "programme", 3, 80).unwrap();
    (0..elapsed).for_each(|_| run.step());
    run.digest()
}

#[test]
fn a_saved_change_is_played_from_the_same_quarter() {
    let mut played = Played::new();
    assert_eq!(played.news().toast, "", "nothing was told of the first reading");
    played.step_to(20);
    let changed = TEXT.replace("trust: 0.35", "trust: 0.355");
    played.save(&changed);
    assert_eq!(played.run().digest(), fresh(&changed, 20));
    assert_eq!(played.news().toast, "reloaded at 2010Q1; every order is kept");
    assert!(!played.news().is_worth_a_panel());
}

#[test]
fn a_broken_file_is_told_and_the_run_goes_on_until_it_is_mended() {
    let mut played = Played::new();
    played.step_to(4);
    played.save(&TEXT.replace("trust: 0.35", "trust: 3.5, trst: 1"));
    let Trouble::Problems(problems) = &played.news().trouble else { panic!("{:?}", played.news()) };
    assert_eq!(problems.len(), 2);
    assert!(played.news().is_worth_a_panel());
    played.step_to(10);
    assert_eq!(played.run().digest(), fresh(TEXT, 10), "the last version that checked is played");

    let mended = TEXT.replace("trust: 0.35", "trust: 0.45");
    played.save(&mended);
    assert_eq!(played.news().trouble, Trouble::None);
    assert_eq!(played.run().digest(), fresh(&mended, 10));
    played.save(&TEXT.replace("trust: 0.35", "trust: 3.5"));
    played.save(&mended);
    assert_eq!(
        (&played.news().trouble, played.news().toast.as_str()),
        (&Trouble::None, "read again: nothing has changed")
    );
    assert_eq!(played.run().digest(), fresh(&mended, 10));
}

#[test]
fn orders_that_no_longer_fit_are_told() {
    let mut played = Played::new();
    let lever = played.run().scenario().setup.levers.iter().position(|lever| lever.id == "school").unwrap();
    played.app.world_mut().write_message(GiveOrder(Order::SetLever { lever, level: 0.5 }));
    played.step_to(6);
    played.save(&TEXT.replace("\"school\"", "\"academy\""));
    assert_eq!(played.news().toast, "reloaded at 2006Q3; 1 order dropped");
    assert!(played.news().is_worth_a_panel());
    assert!(played.news().dropped[0].to_string().contains("no lever `school` any more"));
}

#[test]
fn a_file_that_vanishes_is_told_and_is_taken_up_again_when_it_is_back() {
    let mut played = Played::new();
    fs::remove_file(played.file()).unwrap();
    played.wait();
    let Trouble::Cannot(why) = &played.news().trouble else { panic!("{:?}", played.news()) };
    assert!(why.contains("has vanished"), "{why}");
    played.step_to(5);
    let back = TEXT.replace("trust: 0.35", "trust: 0.4");
    played.save(&back);
    assert_eq!(played.news().trouble, Trouble::None);
    assert_eq!(played.run().digest(), fresh(&back, 5));
}

#[test]
fn an_editor_that_renames_another_file_into_place_is_followed() {
    let mut played = Played::new();
    let changed = TEXT.replace("trust: 0.35", "trust: 0.4");
    for text in [&changed, TEXT] {
        let beside = played.folder.path().join(".border.ron.swp");
        fs::write(&beside, text).unwrap();
        fs::rename(&beside, played.file()).unwrap();
        played.wait();
        assert_eq!(played.run().digest(), fresh(text, 0));
    }
}

#[test]
fn a_file_is_read_only_once_two_looks_agree() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.ron");
    fs::write(&file, "1").unwrap();
    let mut watch = Watch::over(vec![file.clone()]);
    let mut look = || watch.look();
    assert_eq!([look(), look(), look()], [Seen::Unsettled, Seen::Changed, Seen::Same]);
    for half in ["12", "123", "1234"] {
        fs::write(&file, half).unwrap();
        assert_eq!(look(), Seen::Unsettled, "it is still being written");
    }
    assert_eq!([look(), look()], [Seen::Changed, Seen::Same]);
    fs::write(&file, "12").unwrap();
    assert_eq!(look(), Seen::Unsettled);
    let before = fs::metadata(&file).unwrap().modified().unwrap();
    fs::OpenOptions::new().append(true).open(&file).unwrap().set_modified(before + Duration::from_secs(9)).unwrap();
    assert_eq!([look(), look()], [Seen::Unsettled, Seen::Changed], "another time is a change");
}

#[test]
fn a_change_while_the_file_is_read_is_seen_at_the_next_look() {
    let folder = tempfile::tempdir().unwrap();
    let files = ["a.ron", "b.ron"].map(|name| folder.path().join(name));
    files.iter().for_each(|file| fs::write(file, "1").unwrap());
    let mut watch = Watch::over(vec![files[0].clone()]);
    watch.look();
    assert_eq!(watch.look(), Seen::Changed);
    fs::write(&files[0], "12").unwrap();
    watch.go_on_with(files.to_vec());
    assert_eq!([watch.look(), watch.look(), watch.look()], [Seen::Unsettled, Seen::Changed, Seen::Same]);
    fs::write(&files[1], "12").unwrap();
    assert_eq!([watch.look(), watch.look()], [Seen::Unsettled, Seen::Changed], "every file of the scenario counts");
    watch.go_on_with_also(vec![files[0].clone()]);
    fs::remove_file(&files[1]).unwrap();
    assert_eq!([watch.look(), watch.look()], [Seen::Unsettled, Seen::Changed], "a file that is wrong keeps its others");
}

#[test]
fn twenty_reloads_end_where_one_does() {
    let mut played = Played::new();
    played.step_to(12);
    for number in 0..20 {
        played.save(&format!("{}// {}\n", TEXT.replace("trust: 0.35", "trust: 0.4"), "x".repeat(number)));
        assert!(played.news().toast.starts_with("reloaded at 2008Q1"), "{}", played.news().toast);
    }
    assert_eq!(played.run().digest(), fresh(&TEXT.replace("trust: 0.35", "trust: 0.4"), 12));
}
