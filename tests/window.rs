//! The real program in a real window: it plays, reads its file again on save, tells what is wrong, and ends well.
//!
//! Needs a display, Vulkan (in software will do), `xdotool` and ImageMagick's `identify`; `.ci/run` brings them. Plain
//! `cargo test` leaves this out: `cargo test --test window` runs it.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use egui::{Pos2, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::NodeT;
use marchland::panels::{Clock, Desk, Known, News, Pondered, Seen, View, play_ui, style};
use marchland::run::Run;
use marchland::run::means::means;
use marchland::run::play::PlayThrough;
use marchland::run::save::Save;
use marchland::saves;
use marchland::scenario::read;
use marchland::settings::Settings;
use sha2::{Digest, Sha256};

const TEXT: &str = include_str!("played.ron");
/// Longer than anything takes on a slow computer without a graphics card.
const PATIENCE: Duration = Duration::from_secs(60);
/// Quarters of the run: more than pass while the test lasts.
const QUARTERS: u32 = 2000;

/// The program with its window, and what it says on stderr.
struct Window {
    child: Child,
    said: Receiver<String>,
    folder: PathBuf,
}

/// A folder of its own for a test, empty.
fn fresh(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("window").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

impl Window {
    fn open(name: &str) -> Self {
        let folder = fresh(name);
        let file = folder.join("border.ron");
        fs::write(&file, TEXT).unwrap();
        let quarters = QUARTERS.to_string();
        let play = ["play", file.to_str().unwrap(), "--policy", "programme", "--seed", "3", "--quarters", &quarters];
        let window = Self::with(folder, &play);
        window.picture(1);
        // Time stands still until somebody lets it pass.
        window.keys(&["space"]);
        window
    }

    /// The program with these arguments, and with saves and settings of its own in the folder.
    fn with(folder: PathBuf, arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_marchland"))
            .args(arguments)
            .env("MARCHLAND_PICTURES", &folder)
            .env("XDG_DATA_HOME", folder.join("data"))
            .env("XDG_CONFIG_HOME", folder.join("config"))
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let stderr = child.stderr.take().unwrap();
        let (tell, said) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                // The test that heard enough is gone.
                let _ = tell.send(line);
            }
        });
        Self { child, said, folder }
    }

    /// The window, by its number.
    fn number(&self) -> String {
        let process = self.child.id().to_string();
        let found = Command::new("xdotool").args(["search", "--sync", "--onlyvisible", "--pid", &process]).output();
        let windows = String::from_utf8(found.unwrap().stdout).unwrap();
        windows.lines().last().expect("the window can be found").to_owned()
    }

    /// Presses keys one after the other, with time between, as between a person's fingers.
    fn keys(&self, keys: &[&str]) {
        let window = self.number();
        let mut command = Command::new("xdotool");
        command.args(["windowfocus", &window, "sleep", "0.3"]);
        for key in keys {
            match key.split_once('+') {
                Some((held, key)) => {
                    command.args(["keydown", held, "sleep", "0.3", "key", key, "sleep", "0.3", "keyup", held])
                }
                None => command.args(["keydown", key, "sleep", "0.1", "keyup", key]),
            };
            command.args(["sleep", "0.25"]);
        }
        assert!(command.status().unwrap().success());
    }

    /// Presses the mouse at a place and lets it go at another.
    fn drag(&self, from: Pos2, to: Pos2) {
        let number = |x: f32| format!("{}", x.round());
        let mut command = Command::new("xdotool");
        command.args(["windowfocus", &self.number(), "mousemove", &number(from.x), &number(from.y), "sleep", "0.3"]);
        command.args(["mousedown", "1", "sleep", "0.3"]);
        for step in 1..=4 {
            let at = from + (to - from) * (step as f32 / 4.0);
            command.args(["mousemove", &number(at.x), &number(at.y), "sleep", "0.2"]);
        }
        assert!(command.args(["mouseup", "1", "sleep", "0.4"]).status().unwrap().success());
    }

    /// A picture of the whole screen, which must show something.
    fn pictured(&self, name: &str) {
        let file = self.folder.join(format!("{name}.png"));
        let taken = Command::new("import").args(["-window", "root"]).arg(&file).status();
        assert!(taken.unwrap().success());
        let answer = Command::new("identify").args(["-format", "%k"]).arg(&file).output().unwrap();
        let colours: u32 = String::from_utf8_lossy(&answer.stdout).trim().parse().unwrap();
        assert!(colours > 100, "{} shows nothing: {colours} colours", file.display());
    }

    /// Waits until what is kept of the session is so.
    fn waits(&self, what: &str, is_so: impl Fn(&Save) -> bool) -> Save {
        let mut last = None;
        for _ in 0..PATIENCE.as_secs() * 5 {
            if let Some(save) = self.kept() {
                if is_so(&save) {
                    return save;
                }
                last = Some(save);
            }
            std::thread::park_timeout(Duration::from_millis(200));
        }
        self.pictured("stuck");
        panic!("{what} is not kept, but {:?}", last.map(|save| (save.place, save.branches, save.done)));
    }

    /// What is kept of the session in play, with the quarters that have passed since it was written whole.
    fn kept(&self) -> Option<Save> {
        let path = self.folder.join("data/marchland/sessions/.autosave-1.ron");
        let whole = fs::read_to_string(&path).ok()?;
        let mut save = Save::read(&whole).ok()?;
        let sha256: String = Sha256::digest(&whole).iter().map(|byte| format!("{byte:02x}")).collect();
        if let Ok(text) = fs::read_to_string(path.with_extension("quarter"))
            && text.contains(&sha256)
            && let Some(reached) = text.split("reached:\"").nth(1).and_then(|rest| rest.split('"').next())
        {
            save.place.at = reached.to_owned();
        }
        Some(save)
    }

    fn save(&self, text: &str) {
        fs::write(self.folder.join("border.ron"), text).unwrap();
    }

    /// The next line on stderr that holds this; it must be one of the next few.
    fn hears(&self, piece: &str) -> String {
        let mut heard = Vec::new();
        loop {
            match self.said.recv_timeout(PATIENCE) {
                Ok(line) if line.contains(piece) => return line,
                Ok(line) => heard.push(line),
                Err(error) => panic!("`{piece}` was not said ({error}), but:\n{}", heard.join("\n")),
            }
        }
    }

    /// Waits for the picture of that number, which must show something.
    fn picture(&self, number: u32) {
        let file = self.folder.join(format!("{number}.png"));
        let mut tries = 0;
        loop {
            let answer = Command::new("identify").args(["-format", "%w %h %k"]).arg(&file).output().unwrap();
            let text = String::from_utf8_lossy(&answer.stdout).into_owned();
            let numbers: Vec<u32> = text.split(' ').filter_map(|number| number.parse().ok()).collect();
            if let (true, [width, height, colours]) = (answer.status.success(), numbers.as_slice()) {
                assert_eq!((*width, *height), (1280, 720));
                assert!(*colours > 100, "{} shows nothing: {colours} colours", file.display());
                return;
            }
            tries += 1;
            assert!(tries < PATIENCE.as_secs() * 5, "no picture {}", file.display());
            std::thread::park_timeout(Duration::from_millis(200));
        }
    }

    /// Memory in use, KiB.
    fn memory(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse().unwrap()
    }

    /// Closes the window by its key: the exit code, and what else was said.
    fn close(mut self) -> (Option<i32>, Vec<String>) {
        self.keys(&["ctrl+q"]);
        let mut rest = Vec::new();
        loop {
            match self.said.recv_timeout(PATIENCE) {
                Ok(line) => rest.push(line),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => panic!("the window does not close"),
            }
        }
        (self.child.wait().unwrap().code(), rest)
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        // It has ended already unless the test failed.
        let _ = self.child.kill();
    }
}

/// The digest that the line tells must be that of a fresh run of this text in the quarter that it tells.
fn agrees(line: &str, text: &str) {
    let mut words = line.split_whitespace();
    let quarter = words.find(|word| *word == "at").and_then(|_| words.next()).unwrap().trim_end_matches(';');
    let scenario = read("border.ron", text, &[]).unwrap();
    let mut run = Run::new(Arc::new(scenario), "programme", 3, QUARTERS).unwrap();
    while run.land().quarter().to_string() != quarter {
        assert!(!run.is_over(), "{line}");
        run.step();
    }
    assert!(line.ends_with(&format!("digest {}", run.digest())), "{line} is not {}", run.digest());
}

#[test]
fn a_scenario_is_played_saved_broken_mended_and_closed() {
    let window = Window::open("saved");
    let changed = TEXT.replace("trust: 0.35", "trust: 0.355");
    window.save(&changed);
    agrees(&window.hears("reloaded at"), &changed);
    window.picture(2);

    window.save(&TEXT.replace("trust: 0.35", "trust: 3.5, trst: 1"));
    window.hears("error[M");
    let line = TEXT.lines().position(|line| line.contains("trust: 0.35")).unwrap() + 1;
    window.hears(&format!("border.ron:{line}:"));
    window.hears("2 problems at");
    window.picture(3);

    let mended = TEXT.replace("trust: 0.35", "trust: 0.4");
    window.save(&mended);
    agrees(&window.hears("reloaded at"), &mended);
    window.picture(4);

    fs::remove_file(window.folder.join("border.ron")).unwrap();
    window.hears("has vanished");
    window.save(TEXT);
    agrees(&window.hears("reloaded at"), TEXT);
    assert_eq!(window.close(), (Some(0), Vec::new()));
}

#[test]
fn twenty_reloads_take_no_memory_that_is_not_given_back() {
    // So many organisations that a version that is kept would be seen: a run of them takes several MiB.
    let text = TEXT.replace("organisations: 60", "organisations: 8000");
    let window = Window::open("memory");
    let reload = |number: usize| {
        window.save(&format!("{text}// {}\n", "x".repeat(number)));
        window.hears("reloaded at");
    };
    (0..5).for_each(reload);
    let before = window.memory();
    (5..25).for_each(reload);
    let grown = window.memory().saturating_sub(before);
    println!("{} MiB, grown by {} KiB over 20 reloads", before >> 10, grown);
    assert!(grown < 16 << 10, "grown by {grown} KiB");
    assert_eq!(window.close(), (Some(0), Vec::new()));
}

/// Where a control stands in the window, by its label: the same panels are laid out without one.
fn place_of(label: &str) -> Pos2 {
    let scenario = read("amur.ron", include_str!("../scenarios/amur.ron"), &[]).unwrap();
    let (policy, quarters) = (scenario.default_policy.clone(), scenario.quarters);
    let play = PlayThrough::new(&Run::new(Arc::new(scenario), &policy, 1, quarters).unwrap());
    let clock = Clock { is_paused: true, speed: 1, speeds: [0.5, 1.0, 2.0, 5.0, 20.0] };
    let (news, view, desk) = (News::of(None), View::default(), Desk::default());
    let mut is_dressed = false;
    let show = |ui: &mut egui::Ui, (): &mut ()| {
        if !is_dressed {
            style::dress(ui.ctx(), &Settings::default());
            is_dressed = true;
        }
        // What is drawn already began before it was dressed.
        ui.reset_style();
        let means = means(play.run());
        let (play, clock, news, view, desk) = (&play, &clock, &news, &view, &desk);
        let (means, known, pondered) = (&means, &Known::of(play.run(), view), &Pondered::default());
        let seen = Seen { play, means, known, clock, news, view, ahead: None, pondered, desk, notes: "" };
        play_ui(ui, &seen, &mut Vec::new());
    };
    let mut harness = Harness::builder().with_size(Vec2::new(1280.0, 720.0)).build_ui_state(show, ());
    harness.run_steps(4);
    let found = harness.root().children_recursive().find(|node| {
        let said = node.accesskit_node().label().unwrap_or_default();
        said.contains(label)
    });
    found.unwrap_or_else(|| panic!("nothing is called `{label}`")).rect().center()
}

#[test]
fn a_scenario_is_chosen_played_rewound_branched_saved_closed_and_gone_on_with() {
    let folder = fresh("session");
    let window = Window::with(folder.clone(), &[]);
    window.picture(1);
    window.pictured("opening");
    // Load, open, settings, keys, close: then the first card, which teaches, and the second.
    window.keys(&["Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Return"]);
    let first = window.waits("the session", |save| save.scenario == "amur").place.at;
    window.keys(&["period", "period", "period", "period"]);
    window.waits("four quarters", |save| save.place.at != first);
    window.pictured("played");
    let slider = place_of(", slider");
    window.drag(slider, slider + Vec2::new(60.0, 0.0));
    window.waits("a lever that is dragged", |save| save.done.len() == 1 && save.branches.len() == 1);
    // Time runs until there is something to decide.
    window.keys(&["5", "space"]);
    window.waits("a choice", |save| save.place.at == "2009Q3");
    // What is kept may be a frame or two ahead of what is drawn.
    std::thread::park_timeout(Duration::from_secs(1));
    window.pictured("choice");
    window.keys(&["1"]);
    window.waits("its answer", |save| save.done.len() == 2);
    // Back to an early quarter, where another course begins.
    let strip = place_of("Timeline: ");
    let early = Pos2::new(24.0, strip.y);
    window.drag(early, early);
    window.drag(slider, slider + Vec2::new(-40.0, 0.0));
    window.waits("a branch", |save| save.branches.len() == 2);
    window.keys(&["period", "period"]);
    window.pictured("branched");
    window.keys(&["ctrl+s"]);
    window.pictured("saving");
    window.keys(&["Return"]);
    let told = window.hears("saved as `");
    let file = PathBuf::from(told.split('`').nth(1).unwrap());
    let save = saves::read(&file).unwrap();
    assert_eq!((save.scenario.as_str(), save.branches.len()), ("amur", 2));
    let again = Command::new(env!("CARGO_BIN_EXE_marchland")).args(["run", "--json", "--session"]).arg(&file).output();
    let again = String::from_utf8(again.unwrap().stdout).unwrap();
    assert!(again.contains(&format!("\"{}\"", save.digest)), "the digest is not that of the window: {again}");
    assert_eq!(window.close().0, Some(0));
    let last = saves::read(&folder.join("data/marchland/sessions/last.ron")).unwrap();
    assert_eq!((&last.digest, &last.place), (&save.digest, &save.place));

    // The next time in the light, with large text.
    fs::create_dir_all(folder.join("config/marchland")).unwrap();
    fs::write(folder.join("config/marchland/settings.ron"), "(look: \"light\", text_percent: 150)").unwrap();
    let window = Window::with(folder.clone(), &[]);
    std::thread::park_timeout(Duration::from_secs(4));
    window.pictured("opening-light");
    window.keys(&["Tab", "Return"]);
    let kept = window.waits("the session that was left", |kept| kept.digest == save.digest);
    assert_eq!((kept.branches, kept.done), (save.branches, save.done));
    window.pictured("light");
    assert_eq!(window.close().0, Some(0));
}
