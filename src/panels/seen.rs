//! Everything that the panels see. They change none of it.

use super::news::News;
use super::view::View;
use crate::run::Run;
use crate::run::debrief::Debrief;
use crate::run::dilemma::Stakes;
use crate::run::fan::outlook::Outlook;
use crate::run::means::Means;
use crate::run::odds::Odds;
use crate::run::play::PlayThrough;

/// Everything that the panels see of a play-through.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    pub play: &'a PlayThrough,
    /// What can be done in the quarter that is looked at.
    pub means: &'a Means,
    pub clock: &'a Clock,
    pub news: &'a News,
    pub view: &'a View,
    /// The futures of the plan, as far as they have been played; none while there are none.
    pub ahead: Option<&'a Outlook>,
    /// What takes longer than a frame to know.
    pub pondered: &'a Pondered,
}

impl Seen<'_> {
    /// The run where the person stands: in the past or at the front.
    #[must_use]
    pub fn run(&self) -> &Run {
        self.play.run()
    }

    /// Whether the person looks at the past.
    #[must_use]
    pub fn is_past(&self) -> bool {
        let place = self.play.place();
        place.at < place.reached
    }
}

/// What takes longer than a frame to know, as far as it is known of the present.
#[derive(Clone, Debug, Default)]
pub struct Pondered {
    /// The dilemma that is open, and what each of its options would do.
    pub stakes: Option<(usize, Vec<Stakes>)>,
    /// Shocks, those that hang on conditions counted in futures.
    pub odds: Option<Vec<Odds>>,
    /// The end of a run that is over.
    pub debrief: Option<Debrief>,
}

/// How time passes, as far as it is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clock {
    pub is_paused: bool,
    /// Index into `speeds`.
    pub speed: usize,
    /// Quarters in a second.
    pub speeds: [f64; 5],
}
