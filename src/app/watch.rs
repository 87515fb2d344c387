//! Looks whether files have changed, by time of modification and size, and waits until they have settled.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// When a file was last modified and how long it is; nothing while there is none.
type Look = Option<(SystemTime, u64)>;

/// What a look at the files came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// They are as they were when they were read.
    Same,
    /// They differ, and are perhaps still being written.
    Unsettled,
    /// They differ, and two looks agree: read them.
    Changed,
}

/// Files that are being watched.
///
/// Editors write in steps, or write another file and rename it: a file may be half there, or for a moment not at all.
/// So a change counts once two looks in a row see the same.
#[derive(Clone, Debug, Default)]
pub struct Watch {
    files: Vec<PathBuf>,
    /// As they were when they were read.
    read: Vec<Look>,
    /// As they were at the last look, if that was another state.
    waiting: Option<Vec<Look>>,
}

impl Watch {
    /// Watches these files. They were read some time ago, nobody knows exactly when: the first looks count as a change.
    #[must_use]
    pub fn over(files: Vec<PathBuf>) -> Self {
        Self { read: vec![None; files.len()], files, waiting: None }
    }

    /// The scenario's own file, if there is any.
    #[must_use]
    pub fn first(&self) -> Option<&Path> {
        self.files.first().map(PathBuf::as_path)
    }

    /// Whether the scenario's own file was there when a change was last seen.
    #[must_use]
    pub fn is_first_there(&self) -> bool {
        self.read.first().is_some_and(Option::is_some)
    }

    /// Looks at them once.
    pub fn look(&mut self) -> Seen {
        let now: Vec<Look> = self.files.iter().map(|file| look_at(file)).collect();
        if now == self.read {
            self.waiting = None;
            return Seen::Same;
        }
        if self.waiting.as_ref() != Some(&now) {
            self.waiting = Some(now);
            return Seen::Unsettled;
        }
        self.read = now;
        self.waiting = None;
        Seen::Changed
    }

    /// Watches these from now on. Those that were watched before keep the state that was seen before they were read, so
    /// that a change while they were being read is seen at the next look; a new one counts as changed at first.
    pub fn go_on_with(&mut self, files: Vec<PathBuf>) {
        let known =
            |file: &PathBuf| self.files.iter().position(|known| known == file).and_then(|index| self.read[index]);
        self.read = files.iter().map(known).collect();
        self.files = files;
        self.waiting = None;
    }

    /// Watches these too: a file that is wrong may not tell of all the others.
    pub fn go_on_with_also(&mut self, more: Vec<PathBuf>) {
        let mut files = self.files.clone();
        files.extend(more.into_iter().filter(|file| !self.files.contains(file)));
        self.go_on_with(files);
    }
}

fn look_at(file: &Path) -> Look {
    let about = std::fs::metadata(file).ok()?;
    Some((about.modified().ok()?, about.len()))
}
