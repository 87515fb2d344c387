//! What every name means: one topic for each equation, number, measure, lever, field and code, made from the tables
//! that the code itself runs on.

mod fit_page;
mod formula;
mod given;
mod lookup;
mod model_topics;
mod pages;
mod written;

use serde::Serialize;

use crate::model::equations::Equation;

pub use lookup::{find, nearest};

/// What kind of thing a topic is about, in the order of the reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Group {
    Page,
    Command,
    Stage,
    Indicator,
    Diagnosis,
    Equation,
    Lever,
    Policy,
    ShockKind,
    Channel,
    ShockChannel,
    Variable,
    Parameter,
    Field,
    Code,
    Reference,
}

impl Group {
    /// All, in the order of the reference.
    pub const ALL: [Self; 16] = [
        Self::Page,
        Self::Command,
        Self::Stage,
        Self::Indicator,
        Self::Diagnosis,
        Self::Equation,
        Self::Lever,
        Self::Policy,
        Self::ShockKind,
        Self::Channel,
        Self::ShockChannel,
        Self::Variable,
        Self::Parameter,
        Self::Field,
        Self::Code,
        Self::Reference,
    ];

    /// One of them, as a word: also its prefix in `lever:governance`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Command => "command",
            Self::Stage => "stage",
            Self::Indicator => "indicator",
            Self::Diagnosis => "diagnosis",
            Self::Equation => "equation",
            Self::Lever => "lever",
            Self::Policy => "policy",
            Self::ShockKind => "shock-kind",
            Self::Channel => "channel",
            Self::ShockChannel => "shock-channel",
            Self::Variable => "variable",
            Self::Parameter => "parameter",
            Self::Field => "field",
            Self::Code => "code",
            Self::Reference => "reference",
        }
    }

    /// All of them, as a heading.
    #[must_use]
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Page => "General",
            Self::Command => "Commands",
            Self::Stage => "Stages of integration",
            Self::Indicator => "Indicators, from which the stage is read",
            Self::Diagnosis => "Diagnoses",
            Self::Equation => "Equations and rules",
            Self::Lever => "Levers of the catalogue",
            Self::Policy => "Policies of the catalogue",
            Self::ShockKind => "Kinds of shock of the catalogue",
            Self::Channel => "Channels, on which levers and projects act",
            Self::ShockChannel => "Channels on which shocks act",
            Self::Variable => "Other variables",
            Self::Parameter => "Parameters",
            Self::Field => "Fields of a scenario",
            Self::Code => "Codes of problems and warnings",
            Self::Reference => "Literature",
        }
    }
}

/// A name with what is said of it.
pub type Pair = (String, String);

/// A list within a topic.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct List {
    pub title: String,
    pub entries: Vec<Pair>,
}

/// Everything that is known about one name. Empty parts do not apply to it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Topic {
    pub group: Group,
    pub id: String,
    pub title: String,
    /// What it means, in a sentence or a few paragraphs.
    pub text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<String>,
    /// Further properties: label and value.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<Pair>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formula: Option<String>,
    /// The formula with the defaults in place of the parameters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formula_with_defaults: Option<String>,
    /// Examples: what each shows, and the text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<Pair>,
    /// What a person can do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remedy: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lists: Vec<List>,
    /// What it leaves out, and what is held against it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub criticism: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// A, B, C or U, with its meaning.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grade: Option<String>,
    /// The publications that the source names, in full.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub citations: Vec<String>,
    /// Topics to go on with.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub see: Vec<String>,
}

impl Topic {
    fn new(group: Group, id: impl Into<String>, title: impl Into<String>, text: impl AsRef<str>) -> Self {
        Self {
            group,
            id: id.into(),
            title: title.into(),
            text: text.as_ref().trim().to_owned(),
            unit: None,
            default: None,
            range: None,
            facts: Vec::new(),
            formula: None,
            formula_with_defaults: None,
            examples: Vec::new(),
            remedy: None,
            lists: Vec::new(),
            criticism: None,
            source: None,
            grade: None,
            citations: Vec::new(),
            see: Vec::new(),
        }
    }

    fn unit(mut self, unit: &str) -> Self {
        self.unit = Some(if unit == "1" { "none (a factor)".to_owned() } else { unit.to_owned() });
        self
    }

    fn fact(mut self, label: &str, value: impl Into<String>) -> Self {
        self.facts.push((label.to_owned(), value.into()));
        self
    }

    /// A page of prose, for who adds one.
    #[must_use]
    pub fn page(id: &str, title: &str, text: &str) -> Self {
        Self::new(Group::Page, id, title, text)
    }

    /// A command of a program, by who knows its commands.
    #[must_use]
    pub fn command(id: &str, title: &str, text: &str) -> Self {
        Self::new(Group::Command, id, title, text)
    }

    /// The same with a list of names and their meanings.
    #[must_use]
    pub fn with_list(self, title: &str, entries: Vec<Pair>) -> Self {
        self.list(title, entries)
    }

    fn list(mut self, title: &str, entries: Vec<Pair>) -> Self {
        if !entries.is_empty() {
            self.lists.push(List { title: title.to_owned(), entries });
        }
        self
    }

    fn sourced(mut self, source: &str, grade: crate::model::setup::Grade) -> Self {
        self.citations = cited(source);
        self.source = Some(in_words(source));
        self.grade = Some(pages::grade(grade));
        self
    }

    /// What an equation reads or makes is as well founded as the equation.
    fn like_equation(mut self, equation: &Equation) -> Self {
        self.source = Some(format!("that of {}: {}", equation.id, in_words(equation.source)));
        self.grade = Some(pages::grade(equation.grade));
        self
    }

    fn see(mut self, ids: impl IntoIterator<Item = String>) -> Self {
        self.see.extend(ids);
        self
    }
}

/// Every topic, by group and within it in the order of its table.
#[must_use]
pub fn topics() -> Vec<Topic> {
    let mut topics = pages::topics();
    topics.extend(written::topics());
    topics.push(fit_page::topic());
    topics.push(pages::exit());
    topics.extend(model_topics::topics());
    topics.extend(given::topics());
    topics.sort_by_key(|t| t.group);
    topics
}

/// The publications that a source names, in full, each once.
fn cited(source: &str) -> Vec<String> {
    let mut full = Vec::new();
    for (_, reference) in crate::model::references::mentioned(source) {
        if let Some(r) = reference {
            let citation = format!("{}. {}", r.key, r.citation);
            if !full.contains(&citation) {
                full.push(citation);
            }
        }
    }
    full
}

/// Sources written in a word are spelled out: what was designed, what was calibrated, what is judgement.
fn in_words(source: &str) -> String {
    match source {
        "design" => "our judgement, when the model was designed".to_owned(),
        "calibration" => "our judgement, after comparing runs with the facts and histories".to_owned(),
        "judgement" => "our judgement".to_owned(),
        _ => source.to_owned(),
    }
}
