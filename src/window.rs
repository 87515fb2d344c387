//! What a window is to those who open one, whether this build has one or not.

use std::path::PathBuf;

use crate::run::play::PlayThrough;
use crate::run::reload::Reader;

/// What is played in a window.
#[derive(Debug)]
pub struct Session {
    pub play: PlayThrough,
    /// How its scenario was asked for: the name of a shipped one, or a path.
    pub asked: String,
    /// What the person wrote down.
    pub notes: String,
}

/// Plays a session in a window until somebody closes it. Files are those that its scenario consists of; whenever one of
/// them changes, the reader reads the scenario again.
pub type Open = fn(Session, Vec<PathBuf>, Reader) -> Result<(), NoWindow>;

/// Why there is no window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoWindow {
    /// The computer lacks something: a sentence that names it.
    Lacking(String),
    /// It failed in a way that we do not know: our fault.
    Failed(String),
}
