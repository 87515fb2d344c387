//! What a person asks for: absolute, so that asked twice it is the same as asked once.

use std::path::PathBuf;

use super::charts::Format;
use super::view::ViewAsk;
use crate::model::indicator::Variable;
use crate::run::request::Request;
use crate::settings::Settings;

/// What a person asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// Time stands still.
    Pause,
    /// Time passes.
    Play,
    /// Time passes at this one of the speeds.
    Speed(usize),
    /// Something is done with the play-through: decided, undone, looked at.
    Run(Request),
    /// The person looks at something else.
    View(ViewAsk),
    /// A scenario is played from its start: its name or path.
    Begin(String),
    /// A file is opened: a scenario or a saved session, by what it holds.
    Open(PathBuf),
    /// The session is kept, and the opening screen comes.
    Leave,
    /// The session is saved under this name.
    Save(String),
    /// What the person writes down on the session, whole.
    Notes(String),
    /// What holds for every session, whole.
    Settings(Settings),
    /// What there is to tell about the file is folded to a line, or not.
    FoldNews(bool),
    /// The line that was told last is closed.
    Hush,
    /// The chart of a variable is written into a file.
    Export(Variable, Format),
    /// The window closes.
    Close,
}

impl From<Request> for Ask {
    fn from(request: Request) -> Self {
        Self::Run(request)
    }
}

impl From<ViewAsk> for Ask {
    fn from(ask: ViewAsk) -> Self {
        Self::View(ask)
    }
}
