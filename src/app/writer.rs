//! Writes behind the frames: pieces of work wait in a queue for the disk, one after the other, and no frame does.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use crate::saves::Trouble;

/// What a piece of work is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The session in play, whole. It tells all that those before it would have told.
    Whole,
    /// That a quarter has passed since.
    Quarter,
    /// What a person has chosen for every session.
    Settings,
    /// A look at what lies there.
    Look,
    /// The session in play, for good: it is left.
    Leave,
    /// Something that somebody asked for, such as a save under a name.
    Asked,
}

impl Kind {
    /// Whether what waits is not worth its while any more once another comes.
    fn is_replaced_by(self, newer: Self) -> bool {
        match self {
            Self::Leave | Self::Asked => false,
            Self::Quarter => matches!(newer, Self::Quarter | Self::Whole),
            same => same == newer,
        }
    }
}

/// What came of a piece of work: what there is to tell, if anything, or why it could not be done.
#[derive(Debug)]
pub struct Done {
    pub kind: Kind,
    pub result: Result<Option<String>, Trouble>,
}

type Work = Box<dyn FnOnce() -> Result<Option<String>, Trouble> + Send>;

/// A thread that works off a queue. Whoever drops it waits until the queue is empty.
#[derive(Debug)]
pub struct Writer {
    shared: Arc<Shared>,
    /// None where the computer gives no thread: then everything is done on the spot.
    thread: Option<JoinHandle<()>>,
}

struct Shared {
    state: Mutex<State>,
    /// Something was put into the queue, was done, or nothing more will come.
    changed: Condvar,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<(Kind, Work)>,
    is_at_work: bool,
    is_over: bool,
    done: Vec<Done>,
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let kinds: Vec<Kind> = self.state().waiting.iter().map(|(kind, _)| *kind).collect();
        f.debug_tuple("Shared").field(&kinds).finish()
    }
}

impl Shared {
    /// No piece of work runs while the state is locked: what it holds is whole whoever has failed.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&self, state: MutexGuard<'a, State>) -> MutexGuard<'a, State> {
        self.changed.wait(state).unwrap_or_else(PoisonError::into_inner)
    }

    /// Works until nothing more comes.
    fn work_off(&self) {
        let mut state = self.state();
        loop {
            let Some((kind, work)) = state.waiting.pop_front() else {
                if state.is_over {
                    return;
                }
                state = self.wait(state);
                continue;
            };
            state.is_at_work = true;
            drop(state);
            let done = tried(kind, work);
            state = self.state();
            state.done.push(done);
            state.is_at_work = false;
            self.changed.notify_all();
        }
    }
}

/// A piece of work that fails in a way that nobody foresaw takes the others with it no more than one that says so.
fn tried(kind: Kind, work: Work) -> Done {
    let failed = || Err(Trouble("writing failed in a way that we do not know: please report it".to_owned()));
    Done { kind, result: catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| failed()) }
}

impl Default for Writer {
    fn default() -> Self {
        let shared = Arc::new(Shared { state: Mutex::default(), changed: Condvar::new() });
        let its = Arc::clone(&shared);
        let thread = thread::Builder::new().name("writer".to_owned()).spawn(move || its.work_off()).ok();
        Self { shared, thread }
    }
}

impl Writer {
    /// Has something done once all that was put before is, in place of what waits and is not worth its while any more.
    pub fn put(&self, kind: Kind, work: impl FnOnce() -> Result<Option<String>, Trouble> + Send + 'static) {
        if self.thread.is_none() {
            let done = tried(kind, Box::new(work));
            return self.shared.state().done.push(done);
        }
        let mut state = self.shared.state();
        state.waiting.retain(|(waiting, _)| !waiting.is_replaced_by(kind));
        state.waiting.push_back((kind, Box::new(work)));
        self.shared.changed.notify_all();
    }

    /// What has been done since this was asked last, in its order. Nothing is waited for.
    #[must_use]
    pub fn done(&self) -> Vec<Done> {
        std::mem::take(&mut self.shared.state().done)
    }

    /// Waits until all that was put is done.
    pub fn drain(&self) {
        let mut state = self.shared.state();
        while self.thread.is_some() && (state.is_at_work || !state.waiting.is_empty()) {
            state = self.shared.wait(state);
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.shared.state().is_over = true;
        self.shared.changed.notify_all();
        // What failed in it is caught there.
        let _ = self.thread.take().map(JoinHandle::join);
    }
}
