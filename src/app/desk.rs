//! What there is to choose from, and what is fetched behind the window's back: a scenario is read, a save played again.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::sync::{Arc, Mutex};
use std::thread;

use bevy::ecs::resource::Resource;

use super::writer::{Kind, Writer};
use crate::panels::{Card, Desk, Mishap, Saved, Told, Trouble};
use crate::run::Run;
use crate::run::reload::{Reading, Unread};
use crate::run::save::Save;
use crate::saves;
use crate::window::{Finder, Session};
use crate::words::counted;

/// What there is to choose from.
#[derive(Resource)]
pub struct OnDesk {
    pub shown: Desk,
    finder: Finder,
    /// Cards in the making; none once all are there.
    cards: Option<Mutex<Receiver<Card>>>,
    /// Saves that are being looked at.
    saves: Option<Mutex<Receiver<Found>>>,
    /// What was asked for and is on its way.
    fetched: Option<(String, Mutex<Receiver<Fetched>>)>,
}

/// All saves, and the session that was closed last.
type Found = (Vec<Saved>, Option<Saved>);

/// A session, or why there is none.
type Fetched = Result<Session, Unread>;

/// What is to be played.
#[derive(Clone, Debug)]
pub enum Wanted {
    /// A scenario by its name or path, from its start.
    Scenario(String),
    /// A file that holds a scenario or a saved session.
    File(PathBuf),
}

impl OnDesk {
    /// Nothing has been read yet.
    pub fn new(finder: Finder) -> Self {
        Self { shown: Desk::default(), finder, cards: None, saves: None, fetched: None }
    }

    /// Looks at what there is, once the opening screen is to be seen: saves and scenarios, one after the other.
    pub fn open(&mut self, writer: &Writer) {
        self.look_at_saves(writer);
        if self.shown.expected > 0 {
            return;
        }
        let names = (self.finder.names)();
        self.shown.expected = names.len();
        let (tell, cards) = channel();
        let scenario = self.finder.scenario;
        let read = move || {
            let mut readings: Vec<(String, Reading)> =
                names.into_iter().map(|name| (name.clone(), scenario(&name))).collect();
            // Who comes for the first time begins with what teaches.
            readings
                .sort_by_key(|(_, reading)| !reading.scenario.as_ref().is_ok_and(|known| !known.lessons.is_empty()));
            for (name, reading) in readings {
                // Whoever waited for it is gone: the window was closed.
                if tell.send(card(name, reading)).is_err() {
                    return;
                }
            }
        };
        if thread::Builder::new().name("cards".to_owned()).spawn(read).is_ok() {
            self.cards = Some(Mutex::new(cards));
        }
    }

    /// Looks at the saves that there are, behind the frames, once all that waits to be written is there.
    pub fn look_at_saves(&mut self, writer: &Writer) {
        let Some(folder) = saves::folder() else { return };
        let (tell, saves) = channel();
        writer.put(Kind::Look, move || {
            let all = saves::newest_first(&folder).into_iter().map(saved).collect();
            let last = saves::last(&folder).map(saved).filter(|saved| saved.told.is_ok());
            // Somebody may have looked once more meanwhile.
            let _ = tell.send((all, last));
            Ok(None)
        });
        self.saves = Some(Mutex::new(saves));
        self.shown.is_looking = true;
    }

    /// Shows the saves that have been found since.
    fn find_saves(&mut self) {
        let found = match self.saves.as_ref().map(Mutex::lock) {
            Some(Ok(saves)) => saves.try_recv(),
            _ => return,
        };
        match found {
            Ok((all, last)) => (self.shown.saves, self.shown.last) = (all, last),
            Err(TryRecvError::Empty) => return,
            // The look came to grief, which is told: what was known stays.
            Err(TryRecvError::Disconnected) => {}
        }
        (self.saves, self.shown.is_looking) = (None, false);
    }

    /// Fetches something; what was asked for before is forgotten.
    pub fn fetch(&mut self, wanted: Wanted) {
        let finder = self.finder;
        let (what, told) = match &wanted {
            Wanted::Scenario(name) => (name.clone(), format!("Reading {name}")),
            Wanted::File(path) => (path.display().to_string(), format!("Opening {}", path.display())),
        };
        let (tell, fetched) = channel();
        let work = move || {
            let session = match wanted {
                Wanted::Scenario(name) => (finder.begin)(&name),
                Wanted::File(path) if saves::is_save(&path) => (finder.resume)(&path),
                Wanted::File(path) => (finder.begin)(&path.to_string_lossy()),
            };
            // Somebody may have asked for something else meanwhile.
            let _ = tell.send(session);
        };
        self.shown.loading = Some(told);
        self.fetched = Some((what, Mutex::new(fetched)));
        if thread::Builder::new().name("fetch".to_owned()).spawn(work).is_err() {
            self.arrived_nothing("the computer gives no thread to read it: close something and try again".to_owned());
        }
    }

    fn arrived_nothing(&mut self, why: String) {
        let what = self.fetched.take().map(|(what, _)| what).unwrap_or_default();
        self.shown.loading = None;
        self.shown.trouble = Some(unopened(what, Trouble::Cannot(why)));
    }

    /// What has arrived since the last look: a session to be played, or nothing with the trouble told. None: still on its
    /// way, or nothing was asked for.
    pub fn arrived(&mut self) -> Option<Option<Session>> {
        self.find_saves();
        if let Some(cards) = &self.cards {
            let (cards, is_over) = drained(cards);
            self.shown.cards.extend(cards);
            if is_over {
                // A reader that came to grief leaves fewer.
                self.shown.expected = self.shown.cards.len();
                self.cards = None;
            }
        }
        let fetched = self.fetched.as_ref()?.1.lock().ok()?.try_recv();
        match fetched {
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => {
                self.arrived_nothing("reading it failed: please report it with the file".to_owned());
                Some(None)
            }
            Ok(Ok(session)) => {
                (self.fetched, self.shown.loading, self.shown.trouble) = (None, None, None);
                Some(Some(session))
            }
            Ok(Err(unread)) => {
                let what = self.fetched.take().map(|(what, _)| what).unwrap_or_default();
                self.shown.loading = None;
                let why = match unread {
                    Unread::Problems(problems) => Trouble::Problems(problems.0),
                    Unread::Cannot(why) => Trouble::Cannot(why),
                };
                self.shown.trouble = Some(unopened(what, why));
                Some(None)
            }
        }
    }
}

const fn unopened(what: String, why: Trouble) -> Mishap {
    Mishap { title: "It cannot be opened", about: Some(what), why }
}

/// Those that have come, and whether none will come any more.
fn drained(cards: &Mutex<Receiver<Card>>) -> (Vec<Card>, bool) {
    let Ok(cards) = cards.lock() else { return (Vec::new(), true) };
    let mut come = Vec::new();
    loop {
        match cards.try_recv() {
            Ok(card) => come.push(card),
            Err(end) => return (come, end == TryRecvError::Disconnected),
        }
    }
}

fn card(name: String, reading: Reading) -> Card {
    let told = match reading.scenario {
        Ok(scenario) => {
            let scenario = Arc::new(scenario);
            let start = Run::new(Arc::clone(&scenario), &scenario.default_policy, 1, scenario.quarters);
            start.map(|start| Told::of(&scenario, &start)).map_err(|unknown| unknown.to_string())
        }
        Err(Unread::Problems(problems)) => Err(format!("it has {}", counted(problems.0.len(), "problem"))),
        Err(Unread::Cannot(why)) => Err(why),
    };
    Card { name, told }
}

fn saved(path: PathBuf) -> Saved {
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let told = saves::read(&path).map(|save| in_a_line(&save)).map_err(|trouble| trouble.0);
    Saved { path, name, told }
}

/// What a save holds.
fn in_a_line(save: &Save) -> String {
    let mut parts = vec![
        save.title.clone(),
        format!("at {}", save.place.at),
        format!("policy {}", save.policy),
        format!("seed {}", save.seed),
        counted(save.done.len(), "decision"),
    ];
    if save.branches.len() > 1 {
        parts.push(format!("{} branches", save.branches.len()));
    }
    if let Some(note) = save.notes.lines().find(|line| !line.trim().is_empty()) {
        parts.push(format!("“{}”", note.trim()));
    }
    parts.join("  ·  ")
}
