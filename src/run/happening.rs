//! What happened, in words: the same ones in reports, tables and the window.

use super::Happening;
use crate::model::setup::Setup;
use crate::model::stage::roman;

impl Happening {
    /// Its kind in a word, as the tables of events have it.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Stage { .. } => "stage",
            Self::Shock(_) => "shock",
            Self::Crossing(_) => "crossing",
            Self::Project { .. } => "project",
        }
    }

    /// Whether the pair is better off for it: a stage gained, a crossing, a project that takes effect.
    #[must_use]
    pub const fn is_gain(&self) -> bool {
        match self {
            Self::Stage { from, to } => *to > *from,
            Self::Shock(_) => false,
            Self::Crossing(_) => true,
            Self::Project { delivered, .. } => *delivered,
        }
    }

    /// What happened, with the names that the setup of its run gives, without a full stop.
    #[must_use]
    pub fn told(&self, setup: &Setup) -> String {
        match self {
            Self::Stage { from, to } if to > from => format!("stage {} is reached", roman(*to)),
            Self::Stage { from, to } => format!("stage {} is lost, back to {}", roman(*from), roman(*to)),
            Self::Shock(shock) => format!("{} begins", setup.shocks[*shock].name),
            Self::Crossing(crossing) => format!("{} opens", setup.crossings[*crossing].name),
            Self::Project { project, delivered: true } => {
                format!("{} is built and takes effect", setup.projects[*project].name)
            }
            Self::Project { project, .. } => format!("{} is built and takes no effect", setup.projects[*project].name),
        }
    }
}
