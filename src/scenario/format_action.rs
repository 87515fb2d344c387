//! Scenario format 1, what can be done and what happens: levers, projects, shocks.

use super::decode::{Spot, tables};
use super::format::{ANY, DELAY, PARAGRAPH, POINTS, PayersText, TITLE};
use super::kinds::{Date, Figure, Number, Whole, Words};
use super::variants::{Effects, Stages, TriggerText};
use crate::model::channel::{Channel, ShockChannel};
use crate::model::setup::{Grade, Recipient};

tables! {
    /// A lever: a change to one of the catalogue, or, with all fields, a new one.
    LeverText {
        optional name: Words, "", TITLE, "Its name.";
        optional cost: Figure, "points a year", POINTS, "Cost at full strength; a point is 0.01 % of both regions' yearly output.";
        optional delay: Whole, "quarters", DELAY, "Quarters until a new setting acts in full.";
        optional fade: Whole, "quarters", DELAY, "Quarters until a setting that is withdrawn has ceased to act.";
        optional payers: PayersText, "", ANY, "Who pays.";
        optional recipient: Spot<Recipient>, "", ANY, "Who receives the money.";
        optional survives_closure: Spot<bool>, "", ANY, "Whether it goes on while the border is closed.";
        optional effects: Effects<Channel>, "share of a full programme", (-5.0, 5.0), "What it acts on, at full strength.";
        optional stages: Stages, "stage", ANY, "First and last stage for which the literature recommends it.";
        optional summary: Words, "", PARAGRAPH, "What it does, in a sentence.";
        optional trade_off: Words, "", PARAGRAPH, "What it costs beside money, in a sentence.";
        optional source: Words, "", PARAGRAPH, "Where the numbers come from.";
        optional grade: Spot<Grade>, "", ANY, "How good the evidence is.";
    }

    /// A project.
    ProjectText {
        required name: Words, "", TITLE, "Its name.";
        required cost: Figure, "points", POINTS, "Capital; a point is 0.01 % of both regions' yearly output.";
        required build: Whole, "quarters", DELAY, "Quarters from the decision to completion.";
        required payers: PayersText, "", ANY, "Who pays, such as `(a: 0.5, b: 0.5)`.";
        default("Works") recipient: Spot<Recipient>, "", ANY, "Who receives the money.";
        default("true") loan: Spot<bool>, "", ANY, "Financed over many years (true) or from budgets while it is built (false).";
        default("true") certain: Spot<bool>, "", ANY, "Takes effect once built (true) or only with the chance of the capacity to deliver (false).";
        optional opens: Words, "", TITLE, "Id of the crossing that it builds.";
        default("{}") effects: Effects<Channel>, "share of a full programme", (-5.0, 5.0), "Lasting strength that it adds to channels.";
        optional direction: Words, "", TITLE, "Which of the programme's directions it belongs to.";
    }

    /// A disturbance.
    ShockText {
        required name: Words, "", TITLE, "Its name.";
        required kind: Words, "", TITLE, "Id of a kind of shock.";
        required trigger: Spot<TriggerText>, "", ANY, "What sets it off.";
        required quarters: Whole, "quarters", (1.0, 400.0), "How long it lasts.";
        default("1") size: Number, "times its kind's effects", (-10.0, 10.0), "How strong it is; negative reverses it.";
        optional note: Words, "", PARAGRAPH, "What is known about it.";
        optional source: Words, "", TITLE, "Key of a source.";
    }

    /// A kind of shock.
    ShockKindText {
        required name: Words, "", TITLE, "Its name.";
        required summary: Words, "", PARAGRAPH, "What happens, in a sentence.";
        required effects: Effects<ShockChannel>, "the channel's unit", (-200.0, 200.0), "What it acts on, at size 1.";
        required source: Words, "", PARAGRAPH, "Where the numbers come from.";
        default("C") grade: Spot<Grade>, "", ANY, "How good the evidence is.";
    }

    /// A step of a policy.
    StepText {
        required lever: Words, "", TITLE, "Id of a lever.";
        required level: Number, "share of the full programme", super::format::SHARE, "Strength.";
        optional from: Date, "", ANY, "First quarter; the start if left out.";
        optional until: Date, "", ANY, "First quarter in which it no longer holds; the end if left out.";
        default("[]") when: super::kinds::List<crate::model::setup::Condition>, "", ANY, "It holds only while all of these hold.";
    }

    /// The decision for a project.
    DecisionText {
        required project: Words, "", TITLE, "Id of a project.";
        optional at: Date, "", ANY, "First quarter in which it may be decided; the start if left out.";
        default("[]") when: super::kinds::List<crate::model::setup::Condition>, "", ANY, "It is decided once all of these hold.";
    }
}
