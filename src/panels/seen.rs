//! Everything that the panels see. They change none of it.

use super::news::News;
use super::opening::Desk;
use super::view::View;
use crate::model::indicator::Variable;
use crate::run::Run;
use crate::run::fan::Fan;
use crate::run::means::Means;
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
    /// The futures, as far as they have been played; none while there are none.
    pub fan: Option<&'a FanShown>,
    /// Saves and scenarios besides.
    pub desk: &'a Desk,
    /// What the person wrote down.
    pub notes: &'a str,
}

impl Seen<'_> {
    /// The run where the person stands: in the past or at the front.
    #[must_use]
    pub fn run(&self) -> &Run {
        self.play.run()
    }

    /// A name for a save of it, such as `amur 2014Q3`.
    #[must_use]
    pub fn suggested_name(&self) -> String {
        format!("{} {}", self.run().scenario().id, self.play.place().reached)
    }

    /// Whether the person looks at the past.
    #[must_use]
    pub fn is_past(&self) -> bool {
        let place = self.play.place();
        place.at < place.reached
    }
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

/// Futures from where the person stands.
#[derive(Clone, Debug)]
pub struct FanShown {
    pub fan: Fan,
    /// What the fan was asked to keep, in its order: index into these for [`Fan::quantile`].
    pub variables: Vec<Variable>,
    /// How many paths there will be.
    pub wanted: usize,
    /// The change that the other side goes without, in words, such as `Visa facilitation set to 0.40`; none where there
    /// is no other side.
    pub change: Option<String>,
}
