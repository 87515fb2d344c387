//! Checks what leads a person through a run: goals, dilemmas and lessons.

use super::check::{Names, text};
use super::check_place::entries;
use super::decode::Spot;
use super::format::ScenarioText;
use super::format_story::{DilemmaText, LessonText, OptionText};
use super::format_time::GoalText;
use super::kinds::{Entry, List};
use super::problems::{Finding, Findings, quoted};
use super::types::{Choice, Dilemma, Goal, Lesson};
use crate::model::date::Quarter;
use crate::model::setup::{Condition, Lever};

/// Goals, dilemmas and lessons.
pub(crate) type Story = (Vec<Goal>, Vec<Dilemma>, Vec<Lesson>);

/// All of them; what is wrong is noted in all.
pub(crate) fn story(
    file: &ScenarioText,
    start: Option<Quarter>,
    known: &Known<'_>,
    findings: &mut Findings,
) -> Option<Story> {
    let goals = goals(file, start, findings);
    let dilemmas = dilemmas(file, known, findings);
    let lessons = lessons(file, known, findings);
    Some((goals?, dilemmas?, lessons?))
}

fn goals(file: &ScenarioText, start: Option<Quarter>, findings: &mut Findings) -> Option<Vec<Goal>> {
    let all = entries(file.goals.as_ref());
    let made: Vec<_> = all.iter().map(|entry| goal(entry, start, findings)).collect();
    file.goals.as_ref()?;
    made.into_iter().collect()
}

fn goal(entry: &Entry<GoalText>, start: Option<Quarter>, findings: &mut Findings) -> Option<Goal> {
    let g = entry.value.as_ref()?;
    if let Some(Spot { value, span }) = &g.by
        && start.is_some_and(|s| *value < s)
    {
        let message = format!("the goal {} is due in {value}, before the start", quoted(&entry.key));
        findings.add(Finding::new("M033", *span, message).expected("a quarter from the start on"));
    }
    Some(Goal {
        id: entry.key.clone(),
        when: some_conditions(g.when.as_ref()?, &format!("the goal {}", quoted(&entry.key)), findings)?,
        text: text(g.text.as_ref())?,
        by: g.by.as_ref().map(|d| d.value),
        how: text(g.how.as_ref()),
        why: text(g.why.as_ref()),
    })
}

/// At least one condition.
fn some_conditions(when: &List<Condition>, what: &str, findings: &mut Findings) -> Option<Vec<Condition>> {
    if when.items.is_empty() && when.whole {
        let finding = Finding::new("M032", when.span, format!("{what} has no condition"));
        findings.add(finding.expected("`when: [condition, ..]`"));
    }
    when.whole.then(|| when.items.clone())
}

/// What dilemmas and lessons may name.
pub(crate) struct Known<'a> {
    pub sources: &'a Names<'a>,
    pub levers: Option<&'a [Lever]>,
}

impl Known<'_> {
    fn lever_names(&self) -> Option<Names<'_>> {
        let names = self.levers?.iter().map(|lever| lever.id.as_str()).collect();
        Some(Names::new("lever", "levers", names))
    }
}

fn dilemmas(file: &ScenarioText, known: &Known<'_>, findings: &mut Findings) -> Option<Vec<Dilemma>> {
    let projects = Names::of("project", "projects", entries(file.projects.as_ref()));
    let all = entries(file.dilemmas.as_ref());
    let made: Vec<_> = all.iter().map(|entry| dilemma(entry, known, &projects, findings)).collect();
    file.dilemmas.as_ref()?;
    made.into_iter().collect()
}

fn dilemma(
    entry: &Entry<DilemmaText>,
    known: &Known<'_>,
    projects: &Names<'_>,
    findings: &mut Findings,
) -> Option<Dilemma> {
    let d = entry.value.as_ref()?;
    let name = format!("the dilemma {}", quoted(&entry.key));
    known.sources.check(d.source.as_ref(), findings);
    let when = d.when.as_ref().and_then(|when| some_conditions(when, &name, findings));
    let list = d.options.as_ref()?;
    if list.items.len() < 2 && list.whole {
        let finding = Finding::new("M032", list.span, format!("{name} has fewer than two options"));
        findings.add(finding.expected("at least two, of which the last orders nothing"));
    }
    let made: Vec<_> = list.items.iter().map(|option| choice(option, known, projects, findings)).collect();
    let options = made.into_iter().collect::<Option<Vec<_>>>().filter(|_| list.whole)?;
    let orders_nothing = |choice: &Choice| choice.levers.is_empty() && choice.projects.is_empty();
    if let Some((last, others)) = options.split_last() {
        let message = match (orders_nothing(last), others.iter().find(|choice| orders_nothing(choice))) {
            (false, _) => {
                Some(format!("the last option of {name} orders something, and it is what happens if nobody answers"))
            }
            (true, Some(idle)) => Some(format!("the option {} of {name} orders nothing", quoted(&idle.title))),
            (true, None) => None,
        };
        if let Some(message) = message {
            let expected = "`levers` or `projects` in every option but the last";
            findings.add(Finding::new("M032", list.span, message).expected(expected));
        }
    }
    Some(Dilemma {
        id: entry.key.clone(),
        title: text(d.title.as_ref())?,
        text: text(d.text.as_ref())?,
        when: when?,
        source: text(d.source.as_ref()),
        options,
    })
}

fn choice(option: &OptionText, known: &Known<'_>, projects: &Names<'_>, findings: &mut Findings) -> Option<Choice> {
    let names = known.lever_names();
    let set = |entry: &Entry<super::kinds::Number>, findings: &mut Findings| {
        let lever = names.as_ref()?.find(&entry.key, entry.span, findings)?;
        Some((lever, entry.value.as_ref()?.value))
    };
    let levers: Vec<_> = option.levers.as_ref()?.0.iter().map(|entry| set(entry, findings)).collect();
    let list = option.projects.as_ref()?;
    let decided: Vec<_> = list.items.iter().map(|word| projects.find(&word.value, word.span, findings)).collect();
    Some(Choice {
        title: text(option.title.as_ref())?,
        text: text(option.text.as_ref())?,
        levers: levers.into_iter().collect::<Option<_>>()?,
        projects: decided.into_iter().collect::<Option<_>>().filter(|_| list.whole)?,
    })
}

fn lessons(file: &ScenarioText, known: &Known<'_>, findings: &mut Findings) -> Option<Vec<Lesson>> {
    let list = file.lessons.as_ref()?;
    let made: Vec<_> = list.items.iter().map(|l| lesson(l, known, findings)).collect();
    made.into_iter().collect::<Option<Vec<_>>>().filter(|_| list.whole)
}

fn lesson(l: &LessonText, known: &Known<'_>, findings: &mut Findings) -> Option<Lesson> {
    let names = known.lever_names();
    let lever = match (&l.lever, names) {
        (Some(word), Some(names)) => Some(names.find(&word.value, word.span, findings)?),
        _ => None,
    };
    let when = l.when.as_ref()?;
    if when.items.is_empty() && when.whole && l.lever.is_none() {
        let finding = Finding::new("M032", when.span, "the lesson is never done: it waits for nothing".to_owned());
        findings.add(finding.expected("a `lever` to be set, or `when: [condition, ..]`"));
    }
    Some(Lesson {
        title: text(l.title.as_ref())?,
        text: text(l.text.as_ref())?,
        task: text(l.task.as_ref())?,
        lever,
        when: when.whole.then(|| when.items.clone())?,
    })
}
