//! Everything that the panels see. They change none of it.

use super::news::News;
use super::opening::Desk;
use super::view::View;
use crate::model::indicator::Variable;
use crate::run::debrief::Debrief;
use crate::run::dilemma::{Stakes, Standing, standings};
use crate::run::fan::outlook::Outlook;
use crate::run::goals::{Judged, judge};
use crate::run::means::Means;
use crate::run::odds::Odds;
use crate::run::play::PlayThrough;
use crate::run::{Run, Why};

/// Everything that the panels see of a play-through.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    pub play: &'a PlayThrough,
    /// What can be done in the quarter that is looked at.
    pub means: &'a Means,
    /// How the goals stand, and why the last of the trail moved.
    pub known: &'a Known,
    pub clock: &'a Clock,
    pub news: &'a News,
    pub view: &'a View,
    /// The futures of the plan, as far as they have been played; none while there are none.
    pub ahead: Option<&'a Outlook>,
    /// What takes longer than a frame to know.
    pub pondered: &'a Pondered,
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

/// What is read off a run whenever it has changed, and not in every frame.
#[derive(Clone, Debug)]
pub struct Known {
    /// How the scenario's goals stand.
    pub judged: Vec<Judged>,
    /// Terms, quarter by quarter, of the variable whose why is asked; empty of one that is no state.
    pub whys: Vec<Why>,
    /// Dilemmas that have come up and are not answered: their indices.
    pub waiting: Vec<usize>,
    asked: Option<Variable>,
}

impl Known {
    /// Reads it off the run where the person stands.
    #[must_use]
    pub fn of(run: &Run, view: &View) -> Self {
        let asked = view.trail.last().copied();
        let whys = asked.map(|variable| run.why(variable)).unwrap_or_default();
        let standings = standings(run).into_iter().enumerate();
        let waiting = standings.filter(|(_, standing)| matches!(standing, Standing::Open(_)));
        Self { judged: judge(run), whys, waiting: waiting.map(|(index, _)| index).collect(), asked }
    }

    /// Whether it is what the view asks, of the same run.
    #[must_use]
    pub fn answers(&self, view: &View) -> bool {
        self.asked == view.trail.last().copied()
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
