//! Until when time is to pass: a date, the next event, a stage.

use serde::{Deserialize, Serialize};

use super::dilemma::{Standing, standings};
use super::{Happening, Run};
use crate::model::date::Quarter;
use crate::model::indicator::Variable;

/// Where time stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// At the end of this quarter.
    Date(Quarter),
    /// In the first quarter in which something happens: a shock begins, a crossing opens, a project is finished, the
    /// stage changes, a dilemma comes up, or the scenario has a date.
    Event,
    /// In the first quarter in this stage or a higher one, 1 to 3.
    Stage(u8),
    /// When the run is over.
    End,
}

/// At what time stops by itself while it passes. A choice always stops it: whoever is asked is given time to answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stops {
    /// Whenever something happens, as [`Aim::Event`] has it.
    Events,
    /// At dilemmas, and where the stage changes.
    #[default]
    Turns,
    /// At dilemmas alone.
    Dilemmas,
}

impl Stops {
    /// Whether it stops in the quarter in which a run has just arrived.
    #[must_use]
    pub fn is_met(self, run: &Run) -> bool {
        let now = run.land().quarter();
        let is_now = |(quarter, _): &&(Quarter, Happening)| *quarter == now;
        let turns = |(_, happening): &(Quarter, Happening)| matches!(happening, Happening::Stage { .. });
        let is_stopped = match self {
            Self::Events => Aim::Event.is_met(run),
            Self::Turns => run.happened().iter().rev().take_while(is_now).any(turns),
            Self::Dilemmas => false,
        };
        is_stopped || is_asked(run)
    }
}

/// Whether a dilemma has come up in the quarter in which a run has just arrived.
#[must_use]
pub fn is_asked(run: &Run) -> bool {
    standings(run).contains(&Standing::Open(run.land().quarter()))
}

impl Aim {
    /// Whether a run that has just stepped has come to it. Look after each step; the end stops every aim.
    #[must_use]
    pub fn is_met(self, run: &Run) -> bool {
        let now = run.land().quarter();
        run.is_over()
            || match self {
                Self::Date(quarter) => now >= quarter,
                Self::Event => {
                    let happened = run.happened().last().is_some_and(|(quarter, _)| *quarter == now);
                    happened || is_asked(run) || run.scenario().events.iter().any(|event| event.at == now)
                }
                Self::Stage(stage) => run.value(Variable::Stage) >= f64::from(stage),
                Self::End => false,
            }
    }

    /// Why it stopped where it did, in a sentence for the log.
    #[must_use]
    pub fn told(self, run: &Run) -> String {
        let now = run.land().quarter();
        let setup = &run.scenario().setup;
        if self == Self::Event {
            if let Some((_, happening)) = run.happened().iter().rev().find(|(quarter, _)| *quarter == now) {
                return format!("{now}: {}.", happening.told(setup));
            }
            if let Some(index) = standings(run).iter().position(|standing| *standing == Standing::Open(now)) {
                return format!("{now}: to be decided: {}.", run.scenario().dilemmas[index].title);
            }
            if let Some(event) = run.scenario().events.iter().find(|event| event.at == now) {
                return format!("{now}: {}", event.text);
            }
        }
        match self {
            Self::Stage(stage) if run.value(Variable::Stage) >= f64::from(stage) => {
                format!("{now}: stage {stage} is reached.")
            }
            _ if run.is_over() => format!("{now}: the run is over."),
            _ => format!("{now}: here time was to stop."),
        }
    }
}
