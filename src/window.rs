//! What a window is to those who open one, whether this build has one or not.

use std::path::{Path, PathBuf};

use crate::run::play::PlayThrough;
use crate::run::reload::{Reader, Reading, Unread};

/// What is played in a window.
pub struct Session {
    pub play: PlayThrough,
    /// How its scenario was asked for: the name of a shipped one, or a path.
    pub asked: String,
    /// What the person wrote down.
    pub notes: String,
    /// The files that its scenario consists of: whenever one of them changes, the reader reads the scenario again.
    pub files: Vec<PathBuf>,
    pub reader: Reader,
}

/// How scenarios and saves are found and read: the window itself knows no place of theirs.
#[derive(Clone, Copy, Debug)]
pub struct Finder {
    /// Names of the scenarios that there are: the shipped ones, then the person's own.
    pub names: fn() -> Vec<String>,
    /// The scenario of a name or path, checked.
    pub scenario: fn(&str) -> Reading,
    /// That scenario from its start, with the policy that it names.
    pub begin: fn(&str) -> Result<Session, Unread>,
    /// A saved session where it stood.
    pub resume: fn(&Path) -> Result<Session, Unread>,
}

/// Opens a window, which plays a session, or where there is none offers what can be played, until somebody closes it.
pub type Open = fn(Option<Session>, Finder) -> Result<(), NoWindow>;

/// Why there is no window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoWindow {
    /// The computer lacks something: a sentence that names it.
    Lacking(String),
    /// It failed in a way that we do not know: our fault.
    Failed(String),
}
