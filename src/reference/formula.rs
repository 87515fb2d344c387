//! Formulas as text: the names in them, and the same formula with values in place of parameters.

use crate::model::equations::Equation;
use crate::model::parameters::{Entry, Parameters};

/// A part of a formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// A word of letters, digits and underscores.
    Word(&'a str),
    /// A word in square brackets: a channel.
    Channel(&'a str),
    Other(&'a str),
}

/// Cuts a formula into words, channels and the rest.
pub fn parts(formula: &str) -> Vec<Part<'_>> {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut parts = Vec::new();
    let mut rest = formula;
    let mut bracket = false;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c| is_word(c) != is_word(first)).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        parts.push(match (is_word(first), bracket) {
            (true, true) => Part::Channel(part),
            (true, false) => Part::Word(part),
            (false, _) => Part::Other(part),
        });
        bracket = part.ends_with('[');
        rest = after;
    }
    parts
}

/// The words of an equation's formula and of the meanings of its letters.
pub fn words(equation: &Equation) -> Vec<&'static str> {
    let letters = equation.letters.iter().flat_map(|(_, meaning)| parts(meaning));
    let all = parts(equation.formula).into_iter().chain(letters);
    all.filter_map(|part| if let Part::Word(word) = part { Some(word) } else { None }).collect()
}

/// The channels in an equation's formula and letters.
pub fn channels(equation: &Equation) -> Vec<&'static str> {
    let letters = equation.letters.iter().flat_map(|(letter, meaning)| parts(letter).into_iter().chain(parts(meaning)));
    let all = parts(equation.formula).into_iter().chain(letters);
    all.filter_map(|part| if let Part::Channel(word) = part { Some(word) } else { None }).collect()
}

/// The parameters that a formula names. Words of daily speech count only in the equation to which they belong.
pub fn parameters(equation: &Equation) -> Vec<&'static Entry> {
    let words = words(equation);
    let named = |e: &&Entry| words.contains(&e.id) && (e.id.contains('_') || e.equation == equation.id);
    Parameters::TABLE.iter().filter(named).collect()
}

/// The formula with the default values in place of the parameters.
pub fn with_defaults(equation: &Equation) -> String {
    let entries = parameters(equation);
    let value = |word: &str| entries.iter().find(|e| e.id == word).map(|e| e.default.to_string());
    let text = |part: Part<'_>| match part {
        Part::Word(word) => value(word).unwrap_or_else(|| word.to_owned()),
        Part::Channel(text) | Part::Other(text) => text.to_owned(),
    };
    parts(equation.formula).into_iter().map(text).collect()
}
