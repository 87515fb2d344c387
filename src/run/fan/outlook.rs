//! What a fan tells: bands of each variable, quarter by quarter, and in how many futures a stage is reached.

use std::sync::Arc;

use super::{Fan, Reaching, quantile};
use crate::model::date::Quarter;
use crate::model::indicator::Variable;
use crate::model::stage::roman;

/// Stages that can be reached.
const STAGES: [u8; 2] = [2, 3];
/// Futures that are kept one by one.
const SAMPLES: usize = 5;
/// Quarters until the date by which a stage is told to be reached.
const DECADE: i32 = 40;

/// The futures from a quarter on, summed up.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlook {
    /// The quarter from which they differ: the present when they were asked for.
    pub from: Quarter,
    pub with: Arc<Sheaf>,
    pub without: Option<Arc<Sheaf>>,
    /// The change that the others go without, in words, such as `2012Q3: Visa facilitation set to 0.40`.
    pub change: Option<String>,
}

/// Futures of one side of the comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheaf {
    /// How many there are.
    pub paths: usize,
    /// Quarters from the present to their end.
    pub quarters: usize,
    bands: Vec<(Variable, Band)>,
    /// Of stages II and III: how many have reached it, quarter by quarter from the present.
    reached: [Vec<usize>; 2],
}

/// How one variable may go on, quarter by quarter, the present first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Band {
    /// One in ten futures lies below, ...
    pub tenth: Vec<f64>,
    /// ... a quarter, ...
    pub quarter: Vec<f64>,
    /// ... half, ...
    pub middle: Vec<f64>,
    /// ... three quarters, ...
    pub three_quarters: Vec<f64>,
    /// ... nine in ten.
    pub nine_tenths: Vec<f64>,
    /// A few single futures.
    pub samples: Vec<Vec<f64>>,
}

impl Sheaf {
    /// Sums up the paths of a fan that kept these variables.
    #[must_use]
    pub fn of(fan: &Fan, variables: &[Variable]) -> Self {
        let courses: Vec<_> = fan.paths().iter().map(|path| &path.with).collect();
        let quarters = courses.iter().map(|course| course.stages.len()).min().unwrap_or(0);
        let band = |index: usize| Band::of(courses.iter().map(|course| course.series[index].as_slice()), quarters);
        let reached = STAGES.map(|stage| {
            let first = |stages: &[u8]| stages.iter().position(|now| *now >= stage).unwrap_or(usize::MAX);
            let firsts: Vec<usize> = courses.iter().map(|course| first(&course.stages)).collect();
            (0..quarters).map(|quarter| firsts.iter().filter(|first| **first <= quarter).count()).collect()
        });
        let bands = variables.iter().enumerate().map(|(index, variable)| (*variable, band(index))).collect();
        Self { paths: courses.len(), quarters, bands, reached }
    }

    /// How a variable may go on, if it was asked for.
    #[must_use]
    pub fn band(&self, variable: Variable) -> Option<&Band> {
        self.bands.iter().find(|(of, _)| *of == variable).map(|(_, band)| band)
    }
}

impl Band {
    fn of<'a>(series: impl Iterator<Item = &'a [f64]>, quarters: usize) -> Self {
        let series: Vec<&[f64]> = series.collect();
        let mut band = Self::default();
        band.samples.extend(series.iter().take(SAMPLES).map(|values| values.to_vec()));
        let mut values = Vec::with_capacity(series.len());
        for quarter in 0..quarters {
            values.clear();
            values.extend(series.iter().map(|series| series[quarter]));
            values.sort_by(f64::total_cmp);
            let shares = [
                (&mut band.tenth, 0.1),
                (&mut band.quarter, 0.25),
                (&mut band.middle, 0.5),
                (&mut band.three_quarters, 0.75),
                (&mut band.nine_tenths, 0.9),
            ];
            shares.into_iter().for_each(|(line, share)| line.push(quantile(&values, share)));
        }
        band
    }
}

impl Outlook {
    /// How many futures are in a stage (2 or 3) or a higher one at some time from the present up to a quarter: with the
    /// change, and without it.
    #[must_use]
    pub fn reaching(&self, stage: u8, by: Quarter) -> (Reaching, Option<Reaching>) {
        let of = |sheaf: &Sheaf| {
            let reached = &sheaf.reached[usize::from(stage >= STAGES[1])];
            let index = usize::try_from(by.since(self.from)).ok();
            let reach = index.and_then(|index| reached.get(index).or(reached.last())).copied().unwrap_or(0);
            Reaching { reach, of: sheaf.paths }
        };
        (of(&self.with), self.without.as_deref().map(of))
    }

    /// The last quarter of its futures.
    #[must_use]
    pub fn until(&self) -> Quarter {
        self.from.plus(i32::try_from(self.with.quarters).unwrap_or(1) - 1)
    }

    /// The end of the year ten years on, or the end of the futures if that comes first: a date to tell of.
    #[must_use]
    pub fn decade(&self) -> Quarter {
        let decade = self.from.plus(DECADE);
        Quarter::new(decade.year(), 4).min(self.until())
    }

    /// Such as `In 7 of 10 futures stage II by 2034; without the change in 5 of 10.`
    #[must_use]
    pub fn told(&self, stage: u8, by: Quarter) -> String {
        let date = if by.of_year() == 4 { by.year().to_string() } else { by.to_string() };
        let (with, without) = self.reaching(stage, by);
        let without = without.map_or_else(String::new, |without| {
            format!("; without the change {}", without.told().trim_end_matches(" futures"))
        });
        let with = with.told();
        let with = with.replacen('i', "I", 1);
        format!("{with} stage {} by {date}{without}.", roman(stage))
    }
}

impl Reaching {
    /// Such as `in 7 of 10 futures`: rounded to tenths where there are more than ten, and never to all or none.
    #[must_use]
    pub fn told(self) -> String {
        let Self { reach, of } = self;
        match (reach * 10 + of / 2).checked_div(of).unwrap_or(0) {
            _ if of == 1 => format!("in {reach} of 1 future"),
            _ if reach == 0 => format!("in none of {of} futures"),
            _ if reach == of => format!("in all {of} futures"),
            _ if of <= 10 => format!("in {reach} of {of} futures"),
            0 => "in fewer than 1 of 20 futures".to_owned(),
            10 => "in more than 19 of 20 futures".to_owned(),
            tenths => format!("in {tenths} of 10 futures"),
        }
    }
}
