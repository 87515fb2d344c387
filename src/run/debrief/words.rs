//! The end of a run in words.

use super::{Course, Debrief, Gap, Mechanism, Part, Prediction};
use crate::model::stage::roman;
use crate::run::expect::precise;
use crate::run::number::{change_of, points, signed};
use crate::words::counted;

/// So many parts of a gap are named; what is left is summed.
const NAMED: usize = 3;

impl Debrief {
    /// What there is to say, a line each: the stages, the money, where the runs differ most and why, what was foretold.
    #[must_use]
    pub fn told(&self) -> Vec<String> {
        let mut lines = vec![
            format!("Your run, {}: {}.", self.yours.named(), self.yours.stages_told()),
            format!("The reference, {}: {}.", self.reference.named(), self.reference.stages_told()),
            format!(
                "You spent {} points, the reference {}. Goals met: {}, in the reference {}.",
                points(self.yours.spent),
                points(self.reference.spent),
                self.yours.goals_met(),
                self.reference.goals_met()
            ),
        ];
        if self.yours.digest == self.reference.digest {
            lines.push("Both are the same run: nothing was decided that the reference does not do.".to_owned());
        } else {
            lines.extend(self.largest().into_iter().take(NAMED).map(Gap::told));
        }
        lines.extend(self.predictions.iter().map(Prediction::told));
        lines
    }

    /// The gaps of the seven indicators, the largest first: as a share of the greater of the two values.
    #[must_use]
    pub fn largest(&self) -> Vec<&Gap> {
        let share = |gap: &Gap| {
            let size = gap.yours.abs().max(gap.reference.abs());
            if size > 0.0 { gap.amount().abs() / size } else { 0.0 }
        };
        let mut gaps: Vec<&Gap> = self.gaps.iter().take(7).filter(|gap| gap.amount() != 0.0).collect();
        gaps.sort_by(|a, b| share(b).total_cmp(&share(a)));
        gaps
    }
}

impl Course {
    fn named(&self) -> String {
        let orders = match self.orders {
            0 => String::new(),
            number => format!(" and {}", counted(number, "order")),
        };
        format!("policy `{}`{orders}", self.policy)
    }

    fn goals_met(&self) -> usize {
        self.goals.iter().filter(|goal| goal.first_met().is_some()).count()
    }

    /// The stages with their dates: `stage I from 2004Q4, stage II from 2019Q1`.
    #[must_use]
    pub fn stages_told(&self) -> String {
        let one = |(quarter, stage): &(_, u8)| format!("stage {} from {quarter}", roman(*stage));
        self.stages.iter().map(one).collect::<Vec<_>>().join(", ")
    }
}

impl Gap {
    /// Both values, and the largest causes by decisions and by mechanisms.
    #[must_use]
    pub fn told(&self) -> String {
        let id = self.variable.id();
        let head = format!(
            "{id} ended at {}, in the reference at {} ({})",
            precise(self.yours),
            precise(self.reference),
            signed(self.amount())
        );
        let decisions = summed(self.decisions.iter().map(|part: &Part| (part.what.clone(), part.amount())).collect());
        let largest = self.largest_mechanisms(NAMED);
        let by = if largest.is_empty() { String::new() } else { format!(" In the equations: {}.", largest.join(", ")) };
        format!("{head}. By decisions: {decisions}.{by}")
    }

    /// So many of the mechanisms that did anything, the largest first, each with the state that it is counted in unless that is
    /// the variable itself: `joint bodies +0.75`, `formed of ties_across +39`.
    #[must_use]
    pub fn largest_mechanisms(&self, most: usize) -> Vec<String> {
        let told = |m: &Mechanism| {
            let of = if m.state == self.variable { String::new() } else { format!(" of {}", m.state.id()) };
            format!("{}{of} {}", m.term, change_of(m.state, m.amount))
        };
        self.mechanisms.iter().filter(|m| m.amount != 0.0).take(most).map(told).collect()
    }
}

fn one((what, amount): &(String, f64)) -> String {
    format!("{what} {}", signed(*amount))
}

/// The largest amounts by name and the rest as a sum, so that all that is told adds up.
fn summed(mut parts: Vec<(String, f64)>) -> String {
    parts.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    let rest: f64 = parts.iter().skip(NAMED).map(|(_, amount)| amount).sum();
    let mut told: Vec<String> = parts.iter().take(NAMED).map(one).collect();
    if parts.len() > NAMED {
        told.push(format!("{} further {}", parts.len() - NAMED, signed(rest)));
    }
    told.join(", ")
}

impl Prediction {
    /// What the futures said and what came, in a sentence.
    #[must_use]
    pub fn told(&self) -> String {
        let came = if self.reached { "it was" } else { "it was not" };
        let within = self.foretold.iter().filter(|f| (f.low..=f.high).contains(&f.came)).count();
        let later = match self.later {
            0 => String::new(),
            number => format!("; {} came later", counted(number, "order")),
        };
        format!(
            "{}, {}: stage {} was reached in {} of {} futures, and {came}; {within} of {} indicators ended within what eight in \
             ten futures said{later}.",
            self.quarter,
            self.decided.join(", "),
            roman(self.stage),
            self.reaching.reach,
            self.reaching.of,
            self.foretold.len()
        )
    }
}
