//! Scenario format 1, what leads a person through a run: dilemmas and lessons.

use super::decode::tables;
use super::format::{ANY, PARAGRAPH, SHARE, TITLE};
use super::kinds::{List, Loose, Number, Words};
use crate::model::setup::Condition;

tables! {
    /// A choice that time brings.
    DilemmaText {
        required title: Words, "", TITLE, "Title as people read it.";
        required text: Words, "", PARAGRAPH, "What there is to decide, and why it is hard.";
        required when: List<Condition>, "", ANY, "It comes up in the first quarter in which all of these hold.";
        optional source: Words, "", TITLE, "Key of a source.";
        required options: List<OptionText>, "", ANY, "At least two; the last orders nothing and is what happens if nobody answers.";
    }

    /// An answer to a dilemma.
    OptionText {
        required title: Words, "", TITLE, "What is done, in a few words.";
        required text: Words, "", PARAGRAPH, "What speaks for it and against it.";
        default("{}") levers: Loose<Number>, "share of the full programme", SHARE, "Levers that it sets, by id.";
        default("[]") projects: List<Words>, "", TITLE, "Ids of projects that it decides.";
    }

    /// A step by which the scenario is learnt.
    LessonText {
        required title: Words, "", TITLE, "Title as people read it.";
        required text: Words, "", PARAGRAPH, "What is to be seen, and why it is so.";
        required task: Words, "", PARAGRAPH, "What to do.";
        optional lever: Words, "", TITLE, "Id of a lever that somebody has to set by hand.";
        default("[]") when: List<Condition>, "", ANY, "It is done once all of these hold, and the lesson before it is done.";
    }
}
