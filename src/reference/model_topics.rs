//! Topics about the model: stages, indicators, diagnoses, equations, channels, variables, parameters, literature.

use super::{Group, Pair, Topic, formula, pages};
use crate::model::channel::{Channel, ShockChannel};
use crate::model::equations::{self, Equation};
use crate::model::indicator::{Indicator, Nature, Variable};
use crate::model::parameters::{Entry, Parameters};
use crate::model::references;
use crate::model::setup::Thresholds;
use crate::model::stage::Diagnosis;

/// All of them.
pub fn topics() -> Vec<Topic> {
    let mut topics = pages::stages();
    topics.extend(Variable::ALL.iter().map(|v| variable(*v)));
    topics.extend(Diagnosis::ALL.iter().map(|d| diagnosis(*d)));
    topics.extend(equations::all().map(equation));
    topics.extend(Channel::ALL.iter().map(|c| channel(*c)));
    topics.extend(ShockChannel::ALL.iter().map(|c| shock_channel(*c)));
    topics.extend(Parameters::TABLE.iter().map(parameter));
    topics.extend(references::TABLE.iter().map(reference));
    topics
}

/// The first clause of a summary, as a title.
fn title_of(summary: &str) -> String {
    let summary = summary.trim().trim_end_matches('.');
    let end = summary.find([':', ';']).unwrap_or(summary.len());
    summary[..end].to_owned()
}

/// From least to greatest, as people read it.
fn range((least, greatest): (f64, f64)) -> String {
    // Beyond this, zeros are hard to count.
    const LARGE: f64 = 1e6;
    let figure = |x: f64| if x.abs() >= LARGE { format!("{x:e}") } else { x.to_string() };
    format!("{} to {}", figure(least), figure(greatest))
}

/// The equation that computes something, in words.
fn equation_in_words(id: &str) -> String {
    Equation::named(id).map_or_else(|| id.to_owned(), |e| format!("{id}, {}", e.title.to_lowercase()))
}

fn variable(v: Variable) -> Topic {
    let indicator = Indicator::ALL.into_iter().find(|i| i.variable() == v);
    let group = if indicator.is_some() { Group::Indicator } else { Group::Variable };
    let nature = match v.nature() {
        Nature::State => "a state: carried from quarter to quarter, its every change explained term by term",
        Nature::Measure => "a measure: computed from states",
    };
    let summary = v.summary().trim();
    let text = summary.trim_start_matches("Indicator: ").trim_start_matches("Indicator and state: ");
    let mut topic = Topic::new(group, v.id(), title_of(&capitalised(text)), capitalised(text)).unit(v.unit());
    topic.range = Some(range(v.range()));
    if let Some(indicator) = indicator {
        let i = indicator as usize;
        let t = Thresholds::default();
        topic = topic.fact("Stage II from", t.second[i].to_string()).fact("Stage III from", t.third[i].to_string());
        topic = topic.fact("It must hold", pages::mandatory(indicator));
        topic = topic
            .sourced("judgement: thresholds of ideal types; a scenario may change them", crate::model::setup::Grade::C);
    }
    topic = topic.fact("Nature", nature).fact("Computed by", equation_in_words(v.equation()));
    if let Some(e) = Equation::named(v.equation()) {
        topic.formula = Some(definition(e, v.id()).unwrap_or_else(|| e.formula.to_owned()));
        if indicator.is_none() {
            topic = topic.like_equation(e);
        }
    }
    let readers: Vec<Pair> = equations::all()
        .filter(|e| e.id != v.equation() && formula::words(e).contains(&v.id()))
        .map(|e| (e.id.to_owned(), e.title.to_owned()))
        .collect();
    topic.list("Read by", readers).see([v.equation().to_owned()])
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn diagnosis(d: Diagnosis) -> Topic {
    let mut topic = Topic::new(Group::Diagnosis, d.id(), capitalised(&d.id().replace('-', " ")), d.summary());
    let condition = equations::rule(d);
    topic.formula = Some(condition.to_owned());
    let words = formula::parts(condition);
    let named = |e: &&Entry| e.id.contains('_') && words.contains(&formula::Part::Word(e.id));
    let parameters = Parameters::TABLE.iter().filter(named).map(with_value).collect();
    let remedy = pages::remedy(d);
    let stage = Equation::named("stage").expect("the table has it");
    topic.fact("What helps", remedy).list("Parameters", parameters).sourced(stage.source, stage.grade).see([
        "stage".to_owned(),
        "synergy".to_owned(),
        "set_up".to_owned(),
    ])
}

/// A parameter with value, unit and meaning.
fn with_value(e: &Entry) -> Pair {
    let unit = if e.unit == "1" { String::new() } else { format!(" ({})", e.unit) };
    (e.id.to_owned(), format!("{}{unit}. {}", e.default, e.summary.trim()))
}

fn equation(e: &'static Equation) -> Topic {
    let mut topic = Topic::new(Group::Equation, e.id, e.title, e.meaning);
    let parameters = formula::parameters(e);
    topic.formula = Some(e.formula.to_owned());
    if !parameters.is_empty() {
        topic.formula_with_defaults = Some(formula::with_defaults(e));
    }
    let letters = e.letters.iter().map(|(letter, meaning)| ((*letter).to_owned(), (*meaning).to_owned())).collect();
    let channels = formula::channels(e);
    let levers = Channel::ALL
        .iter()
        .filter(|c| c.equation() == e.id)
        .map(|c| (format!("u[{}]", c.id()), c.summary().trim().to_owned()));
    let shocks = ShockChannel::ALL
        .iter()
        .filter(|c| c.equation() == e.id || (channels.contains(&c.id()) && Channel::named(c.id()).is_none()))
        .map(|c| (c.id().to_owned(), c.summary().trim().to_owned()));
    topic.criticism = Some(e.criticism.to_owned());
    let parameters = parameters.into_iter().map(with_value).collect();
    let variables = Variable::ALL
        .iter()
        .filter(|v| v.equation() == e.id)
        .map(|v| (v.id().to_owned(), v.summary().trim().to_owned()));
    topic
        .list("Where", letters)
        .list("Variables", variables.collect())
        .list("Parameters, with their defaults", parameters)
        .list("Levers act by", levers.collect())
        .list("Shocks act by", shocks.collect())
        .fact("Computed in", format!("src/model/{}", e.file))
        .sourced(e.source, e.grade)
}

fn channel(c: Channel) -> Topic {
    let levers = super::given::levers_on(c);
    act(Topic::new(Group::Channel, c.id(), title_of(c.summary()), c.summary()).unit(c.unit()), c.equation())
        .fact("Written", format!("effects: {{ \"{}\": number, .. }} of a lever or project", c.id()))
        .list("Levers of the catalogue that act by it", levers)
}

fn shock_channel(c: ShockChannel) -> Topic {
    let kinds = super::given::shock_kinds_on(c);
    act(Topic::new(Group::ShockChannel, c.id(), title_of(c.summary()), c.summary()).unit(c.unit()), c.equation())
        .fact("Written", format!("effects: {{ \"{}\": number, .. }} of a kind of shock", c.id()))
        .list("Kinds of shock of the catalogue that act by it", kinds)
}

/// A channel has the source and the grade of the equation that reads it.
fn act(mut topic: Topic, equation: &str) -> Topic {
    topic.default = Some("0".to_owned());
    topic = topic.fact("Read by", equation_in_words(equation)).see([equation.to_owned()]);
    match Equation::named(equation) {
        Some(e) => topic.like_equation(e),
        None => topic,
    }
}

fn parameter(e: &Entry) -> Topic {
    let mut topic = Topic::new(Group::Parameter, e.id, title_of(e.summary), e.summary).unit(e.unit);
    topic.default = Some(e.default.to_string());
    topic.range = Some(range((e.min, e.max)));
    let line = Equation::named(e.equation).and_then(|q| line_with(q, e.id));
    topic.formula = line;
    topic
        .fact("Read by", equation_in_words(e.equation))
        .fact(
            "To change it",
            format!("parameters: {{ \"{}\": (value: {}, reason: \"..\") }} in a scenario", e.id, e.default),
        )
        .sourced(e.source, e.grade)
        .see([e.equation.to_owned()])
}

/// The statement of a formula that names a parameter: its line, with the lines that it continues or that continue it.
fn line_with(equation: &Equation, id: &str) -> Option<String> {
    statements(equation).into_iter().find(|s| formula::parts(s).contains(&formula::Part::Word(id)))
}

/// The statement that defines or changes a variable by its own name.
fn definition(equation: &Equation, id: &str) -> Option<String> {
    let defines = |s: &String| s.split([' ', ',']).next() == Some(id) && s.contains('=');
    statements(equation).into_iter().find(defines)
}

fn statements(equation: &Equation) -> Vec<String> {
    let mut statements: Vec<String> = Vec::new();
    for line in equation.formula.lines() {
        match statements.last_mut() {
            Some(last) if line.starts_with(' ') => {
                last.push('\n');
                last.push_str(line);
            }
            _ => statements.push(line.to_owned()),
        }
    }
    statements
}

fn reference(r: &references::Reference) -> Topic {
    let mut topic = Topic::new(Group::Reference, r.key, r.key, r.citation);
    topic = topic.fact("Used for", r.used_for);
    let cites = |source: &str| references::mentioned(source).iter().any(|m| m.1.is_some_and(|m| m.key == r.key));
    let equations = equations::all().filter(|e| cites(e.source)).map(|e| (e.id.to_owned(), e.title.to_owned()));
    let parameters = Parameters::TABLE.iter().filter(|e| cites(e.source)).map(with_value);
    topic.list("Named by", equations.chain(parameters).collect())
}
