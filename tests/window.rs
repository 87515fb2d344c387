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

use marchland::run::Run;
use marchland::scenario::read;

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

impl Window {
    fn open(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("window").join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let file = folder.join("border.ron");
        fs::write(&file, TEXT).unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_marchland"))
            .args(["play", file.to_str().unwrap(), "--policy", "programme", "--seed", "3"])
            .args(["--quarters", &QUARTERS.to_string()])
            .env("MARCHLAND_PICTURES", &folder)
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
        let window = Self { child, said, folder };
        window.picture(1);
        window
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
        let process = self.child.id().to_string();
        let search = ["search", "--sync", "--onlyvisible", "--pid", &process];
        let found = Command::new("xdotool").args(search).output().unwrap();
        let window = String::from_utf8(found.stdout).unwrap();
        let window = window.lines().last().expect("the window can be found");
        // Time between, as between a person's fingers.
        let keys = ["windowfocus", window, "sleep", "0.3", "keydown", "ctrl", "sleep", "0.3", "key", "q"];
        let keys = Command::new("xdotool").args(keys).args(["sleep", "0.3", "keyup", "ctrl"]).status();
        assert!(keys.unwrap().success());
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
