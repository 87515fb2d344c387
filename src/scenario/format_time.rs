//! Scenario format 1, what runs in time: policies, drivers, history, goals, events.

use super::dates::DataDate;
use super::decode::{Spot, tables};
use super::format::{AMOUNT, ANY, PARAGRAPH, TITLE};
use super::format_action::{DecisionText, StepText};
use super::kinds::{Date, List, Loose, Number, Pair, Words};
use super::types::Per;
use super::variants::PointText;
use crate::model::indicator::Variable;
use crate::model::setup::{Condition, Join, Role};

tables! {
    /// A policy.
    PolicyText {
        required title: Words, "", TITLE, "Title as people read it.";
        optional summary: Words, "", PARAGRAPH, "What it is and why.";
        default("[]") steps: List<StepText>, "", ANY, "Levers over time; of several steps that hold, the highest level counts.";
        default("[]") projects: List<DecisionText>, "", ANY, "Projects that are decided.";
    }

    /// A series from outside the model.
    DriverText {
        required title: Words, "", TITLE, "Title as people read it.";
        required unit: Words, "", TITLE, "Unit of its values.";
        required role: Spot<Role>, "", ANY, "What it does. TravelTime (minutes): its changes move the access barrier of goods or of people. HousePriceGap: years of gross pay, positive where A is dearer. ExchangeRate: log deviation, positive where A's money is dear. Demand multiplies and Outside adds to a flow in the comparison with history only.";
        default("Linear") join: Spot<Join>, "", ANY, "Straight lines between the points, or steps.";
        optional points: List<PointText>, "the series' unit", (-1e12, 1e12), "Its values, in order of date; or `file`.";
        optional file: Words, "", TITLE, "Path of a CSV file with its values, from this file's folder; or `points`.";
    }

    /// An observed series.
    HistoryText {
        required title: Words, "", TITLE, "Title as people read it.";
        required unit: Words, "", TITLE, "Unit of its values.";
        optional points: List<PointText>, "the series' unit", AMOUNT, "Its values, in order of date; or `file`. Those of grade U are shown, and neither fitted nor judged.";
        optional file: Words, "", TITLE, "Path of a CSV file with its values, from this file's folder; or `points`. Columns: year, quarter or date; value, unit, source; grade if wanted. All is grade U where the path has a folder `unverified`.";
        required model: MeasuredText, "", ANY, "What of the model it is compared with.";
        optional fitted: Pair<DataDate>, "", ANY, "First and last year that were used for fitting.";
        optional judged: Pair<DataDate>, "", ANY, "First and last year on which the fit is judged.";
        optional note: Words, "", PARAGRAPH, "What was fitted, and which inputs of the judged years were known.";
    }

    /// What of the model a series is compared with.
    MeasuredText {
        required variable: Spot<Variable>, "", ANY, "The variable.";
        required scale: Number, "the series' unit over the variable's", (-1e12, 1e12), "What the variable is multiplied with.";
        default("Value") per: Spot<Per>, "", ANY, "The variable as it is, or relative to the start.";
        default("{}") times: Loose<Number>, "exponent", (-10.0, 10.0), "Drivers of role Demand that multiply it, as ratio to their first point.";
        default("{}") plus: Loose<Number>, "weight", (-1e12, 1e12), "Drivers of role Outside that are added.";
    }

    /// Something to aim at.
    GoalText {
        required text: Words, "", PARAGRAPH, "What is to be reached, in a sentence.";
        required when: List<Condition>, "", ANY, "It is reached once all of these hold.";
        optional by: Date, "", ANY, "The last quarter in which it counts; the end if left out.";
        optional how: Words, "", PARAGRAPH, "How it can be reached, for a person who plays.";
        optional why: Words, "", PARAGRAPH, "Why it is worth reaching.";
    }

    /// A date worth showing.
    EventText {
        required at: Date, "", ANY, "The quarter in which it happened.";
        required text: Words, "", PARAGRAPH, "What happened.";
        optional source: Words, "", TITLE, "Key of a source.";
    }
}
