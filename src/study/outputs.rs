//! What a study keeps of a run: one number an output.

use super::Study;
use crate::model::date::Quarter;
use crate::model::indicator::Variable;
use crate::run::Run;

/// A number that is kept of each run.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// Lower-case letters, digits, hyphens.
    pub name: String,
    pub measure: Measure,
}

/// How a number is read off a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// A variable at the end of a quarter.
    At(Variable, Quarter),
    /// A variable in the last quarter.
    Last(Variable),
    /// Mean over all quarters but the start.
    Mean(Variable),
    /// Least over all quarters, the start included.
    Least(Variable),
    /// Greatest over all quarters, the start included.
    Greatest(Variable),
    /// Sum over the quarters of a variable that counts by year: points a year become points.
    Total(Variable),
    /// The last value less the first.
    Change(Variable),
    /// Quarters in a stage, the start not counted.
    QuartersIn(u8),
    /// The first quarter in that stage or a higher one, as a year: 2009.5 is the third quarter. None if never.
    FirstIn(u8),
    /// 1 if the stage in a quarter is this or a higher one, else 0.
    Reached(u8, Quarter),
}

impl Output {
    /// Unit of the number.
    #[must_use]
    pub const fn unit(&self) -> &'static str {
        match self.measure {
            Measure::At(variable, _)
            | Measure::Last(variable)
            | Measure::Mean(variable)
            | Measure::Least(variable)
            | Measure::Greatest(variable)
            | Measure::Change(variable) => variable.unit(),
            Measure::Total(_) => "the variable's unit, added up over the years",
            Measure::QuartersIn(_) => "quarters",
            Measure::FirstIn(_) => "year",
            Measure::Reached(..) => "0 or 1",
        }
    }

    /// What it says, in words.
    #[must_use]
    pub fn summary(&self) -> String {
        match self.measure {
            Measure::At(variable, quarter) => format!("{} in {quarter}", variable.id()),
            Measure::Last(variable) => format!("{} in the last quarter", variable.id()),
            Measure::Mean(variable) => format!("mean of {}", variable.id()),
            Measure::Least(variable) => format!("least {}", variable.id()),
            Measure::Greatest(variable) => format!("greatest {}", variable.id()),
            Measure::Total(variable) => format!("{} added up", variable.id()),
            Measure::Change(variable) => format!("change of {} over the run", variable.id()),
            Measure::QuartersIn(stage) => format!("quarters in stage {stage}"),
            Measure::FirstIn(stage) => format!("first quarter in stage {stage} or higher"),
            Measure::Reached(stage, quarter) => format!("stage {stage} or higher in {quarter}"),
        }
    }
}

/// The outputs of a run, in the order of `Study::outputs`; not a number where there is none: a date that the run did
/// not come to, a stage that was never reached.
#[must_use]
pub fn measure(study: &Study, run: &Run) -> Vec<f64> {
    study.outputs.iter().map(|output| output.measure.of(run)).collect()
}

impl Measure {
    /// Its number in a run.
    #[must_use]
    pub fn of(self, run: &Run) -> f64 {
        const YEAR: f64 = 4.0;
        match self {
            Self::At(variable, quarter) => run.value_in(variable, quarter).unwrap_or(f64::NAN),
            Self::Last(variable) => run.value(variable),
            Self::Mean(variable) => {
                let series = run.series(variable);
                series[1..].iter().sum::<f64>() / (series.len() - 1) as f64
            }
            Self::Least(variable) => run.series(variable).into_iter().fold(f64::INFINITY, f64::min),
            Self::Greatest(variable) => run.series(variable).into_iter().fold(f64::NEG_INFINITY, f64::max),
            Self::Total(variable) => run.series(variable)[1..].iter().sum::<f64>() / YEAR,
            Self::Change(variable) => {
                let series = run.series(variable);
                series[series.len() - 1] - series[0]
            }
            Self::QuartersIn(stage) => {
                let is_in = |value: &&f64| **value as u8 == stage;
                run.series(Variable::Stage)[1..].iter().filter(is_in).count() as f64
            }
            Self::FirstIn(stage) => {
                let first = run.stages().into_iter().find(|(_, reached)| *reached >= stage);
                first.map_or(f64::NAN, |(q, _)| q.as_years())
            }
            Self::Reached(stage, quarter) => {
                let value = run.value_in(Variable::Stage, quarter);
                value.map_or(f64::NAN, |value| f64::from(u8::from(value as u8 >= stage)))
            }
        }
    }
}
