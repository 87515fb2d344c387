//! Reload on save without a window: real files, and a clock that the test moves.

use std::cell::RefCell;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use bevy::MinimalPlugins;
use bevy::app::App;
use bevy::time::TimeUpdateStrategy;
use marchland::app::reload::{Source, Told, reload_on_save};
use marchland::app::watch::{Seen, Watch};
use marchland::engine::{EnginePlugin, Playing, Request};
use marchland::panels::{News, Trouble};
use marchland::run::reload::{Reading, Unread};
use marchland::run::{Order, Run};
use marchland::scenario::{Document, Library, Missing, Problems, Wanted, check, read};

const TEXT: &str = include_str!("played.ron");

/// A folder with the scenario, and the app that plays it, paused.
struct Played {
    app: App,
    folder: tempfile::TempDir,
}

impl Played {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("border.ron"), TEXT).unwrap();
        Self::of(folder, reading)
    }

    /// Plays `border.ron` of the folder.
    fn of(folder: tempfile::TempDir, reading: fn(&Path) -> Reading) -> Self {
        let file = folder.path().join("border.ron");
        let Reading { files, scenario, .. } = reading(&file);
        let run = Run::new(Arc::new(scenario.unwrap()), "programme", 3, 80).unwrap();
        let mut app = App::new();
        app.add_plugins((MinimalPlugins, EnginePlugin))
            .insert_resource(TimeUpdateStrategy::ManualDuration(Duration::from_millis(250)))
            .insert_resource(Playing::new(&run));
        reload_on_save(&mut app);
        let source = Source::of(files, Box::new(move || reading(&file)));
        app.insert_resource(source.told()).insert_resource(source);
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

    /// Two seconds: four looks at the files; and as long as it takes a slow computer to read them.
    fn wait(&mut self) {
        for _ in 0..8 {
            self.app.update();
            self.read();
        }
    }

    fn read(&mut self) {
        for _ in 0..60_000 {
            if !self.app.world().resource::<Source>().is_reading() {
                return;
            }
            std::thread::park_timeout(Duration::from_millis(1));
            self.app.update();
        }
        panic!("a minute was not enough to read a scenario");
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
        self.app.world_mut().write_message(Request::StepTo(quarter));
        self.app.update();
        assert_eq!(self.run().land().quarter(), quarter);
    }
}

fn reading(file: &Path) -> Reading {
    let scenario = match fs::read_to_string(file) {
        Ok(text) => read("border.ron", &text, &[]).map_err(Unread::Problems),
        Err(error) => Err(Unread::Cannot(error.to_string())),
    };
    Reading { files: vec![file.to_owned()], scenario, warnings: Problems::default() }
}

/// A folder as the library of its scenarios, with a note of what was asked for.
struct Shelf(PathBuf, RefCell<Vec<PathBuf>>);

impl Library for Shelf {
    fn find(&self, wanted: &Wanted<'_>) -> Result<Document, Missing> {
        let path = self.0.join(wanted.name);
        self.1.borrow_mut().push(path.clone());
        let missing = |error: std::io::Error| Missing { why: error.to_string(), known: Vec::new() };
        let bytes = fs::read(&path).map_err(missing)?;
        Ok(Document { name: wanted.name.to_owned(), place: wanted.name.to_owned(), bytes })
    }
}

/// The same for a scenario of several files, with its warnings.
fn reading_of_several(file: &Path) -> Reading {
    let library = Shelf(file.parent().unwrap().to_owned(), RefCell::default());
    let bytes = fs::read(file).unwrap();
    let document = Document { name: "border.ron".to_owned(), place: "border.ron".to_owned(), bytes };
    let checked = check(&document, &library);
    let files = [vec![file.to_owned()], library.1.into_inner()].concat();
    Reading { files, scenario: checked.scenario.map_err(Unread::Problems), warnings: checked.warnings }
}

/// A scenario over another, with a table and a map.
fn several() -> Played {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    let on_map = |text: &str, side: &str, land: &str| {
        let region = format!("        {side}: (\n");
        assert!(text.contains(&region), "{region}");
        text.replacen(&region, &format!("{region}            on_map: [\"{land}\"],\n"), 1)
    };
    write("base.ron", &on_map(&on_map(TEXT, "a", "Hill county"), "b", "Lowland"));
    write("trade.csv", include_str!("parts/trade.csv"));
    write("land.geojson", include_str!("maps/parts.geojson"));
    let text = "(format: 1, id: \"border\", extends: \"base.ron\", map: \"land.geojson\", history: { \"trade\": (title: \"T\", \
                unit: \"bn EUR\", file: \"trade.csv\", model: (variable: \"exports\", scale: 1)) })";
    write("border.ron", text);
    Played::of(folder, reading_of_several)
}

/// Changes a file of the scenario, which must be read again for that.
fn reloads_for(name: &str, from: &str, to: &str) -> Played {
    let mut played = several();
    played.step_to(3);
    let file = played.folder.path().join(name);
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains(from), "`{from}` is not in `{name}`");
    fs::write(&file, text.replace(from, to)).unwrap();
    played.wait();
    assert_eq!(played.news().trouble, Trouble::None);
    assert_eq!(played.news().toast.text, "reloaded at 2005Q4; every order is kept", "{name}");
    played
}

#[test]
fn a_change_of_the_scenario_that_is_extended_is_played() {
    let played = reloads_for("base.ron", "trust: 0.35", "trust: 0.36");
    assert!((played.run().scenario().setup.border.trust - 0.36).abs() < 1e-9);
}

#[test]
fn a_change_of_a_table_is_played() {
    let played = reloads_for("trade.csv", "6.25", "6.5");
    let trade = played.run().scenario().history.iter().find(|series| series.id == "trade").unwrap();
    assert!(trade.points.iter().any(|point| (point.value - 6.5).abs() < 1e-9));
}

#[test]
fn a_change_of_the_map_is_played() {
    reloads_for("land.geojson", "51\n", "51.5\n");
}

#[test]
fn a_table_that_was_missing_is_taken_up_when_it_is_written() {
    let mut played = several();
    let file = played.folder.path().join("trade.csv");
    let text = fs::read_to_string(&file).unwrap();
    fs::remove_file(&file).unwrap();
    played.wait();
    assert!(matches!(&played.news().trouble, Trouble::Problems(problems) if problems[0].code == "M035"));
    fs::write(&file, text.replace("6.25", "6.5")).unwrap();
    played.wait();
    assert_eq!(played.news().trouble, Trouble::None);
    assert!(played.news().toast.text.starts_with("reloaded at"), "{}", played.news().toast.text);
}

#[test]
fn warnings_of_what_is_played_are_told_and_go_away_when_they_are_mended() {
    let mut played = several();
    let codes = |played: &Played| played.news().warnings.iter().map(|warning| warning.code).collect::<Vec<_>>();
    let before = codes(&played);
    assert!(!before.contains(&"W007"), "{before:?}");
    let file = played.folder.path().join("border.ron");
    let text = fs::read_to_string(&file).unwrap();
    played.save(&text.replace("history:", "sources: { \"nowhere-cited\": \"A book\" }, history:"));
    assert!(codes(&played).contains(&"W007") && played.news().is_worth_a_panel(), "{:?}", codes(&played));
    assert!(played.news().is_folded, "a warning is a line until somebody asks for it");
    played.save(&text.replace("id: \"border\"", "id: 5"));
    assert_eq!(codes(&played), <[&str; 0]>::default(), "what is wrong comes first");
    played.save(&text);
    assert_eq!(codes(&played), before);
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
    assert_eq!(played.news().toast.text, "", "nothing was told of the first reading");
    played.step_to(20);
    let changed = TEXT.replace("trust: 0.35", "trust: 0.355");
    played.save(&changed);
    assert_eq!(played.run().digest(), fresh(&changed, 20));
    assert_eq!(played.news().toast.text, "reloaded at 2010Q1; every order is kept");
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
        (&played.news().trouble, played.news().toast.text.as_str()),
        (&Trouble::None, "read again: nothing has changed")
    );
    assert_eq!(played.run().digest(), fresh(&mended, 10));
}

#[test]
fn orders_that_no_longer_fit_are_told() {
    let mut played = Played::new();
    let lever = played.run().scenario().setup.levers.iter().position(|lever| lever.id == "school").unwrap();
    played.app.world_mut().write_message(Request::Give(Order::SetLever { lever, level: 0.5 }));
    played.step_to(6);
    played.save(&TEXT.replace("\"school\"", "\"academy\""));
    assert_eq!(played.news().toast.text, "reloaded at 2006Q3; 1 order dropped");
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
fn what_passes_and_is_decided_while_a_file_is_read_is_played_again_in_it() {
    fn slow(file: &Path) -> Reading {
        std::thread::sleep(Duration::from_millis(300));
        reading(file)
    }
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("border.ron"), TEXT).unwrap();
    let mut played = Played::of(folder, slow);
    let changed = TEXT.replace("trust: 0.35", "trust: 0.4");
    fs::write(played.file(), &changed).unwrap();
    while !played.app.world().resource::<Source>().is_reading() {
        played.app.update();
    }
    let order = Order::SetLever { lever: 0, level: 0.7 };
    played.app.world_mut().write_message(Request::Give(order.clone()));
    played.step_to(5);
    assert!(played.app.world().resource::<Source>().is_reading(), "no frame waited for it");
    assert!((played.run().scenario().setup.border.trust - 0.35).abs() < 1e-9);
    played.wait();
    let scenario = read("border.ron", &changed, &[]).unwrap();
    let mut run = Run::new(Arc::new(scenario), "programme", 3, 80).unwrap();
    run.order(order);
    (0..5).for_each(|_| run.step());
    assert_eq!(played.run().digest(), run.digest());
}

#[test]
fn twenty_reloads_end_where_one_does() {
    let mut played = Played::new();
    played.step_to(12);
    for number in 0..20 {
        played.save(&format!("{}// {}\n", TEXT.replace("trust: 0.35", "trust: 0.4"), "x".repeat(number)));
        assert!(played.news().toast.text.starts_with("reloaded at 2008Q1"), "{}", played.news().toast.text);
    }
    assert_eq!(played.run().digest(), fresh(&TEXT.replace("trust: 0.35", "trust: 0.4"), 12));
}
