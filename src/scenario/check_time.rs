//! Checks what runs in time: drivers, policies, history, events.

use std::collections::BTreeMap;

use super::catalogue::Catalogue;
use super::check::{Names, text};
use super::check_place::entries;
use super::dates::DataDate;
use super::expectation::Years;
use super::format::ScenarioText;
use super::format_action::{DecisionText, StepText};
use super::format_time::{DriverText, HistoryText, MeasuredText, PolicyText};
use super::kinds::{Entry, List, Loose, Number, Pair, Words};
use super::problems::{Finding, Findings, number, quoted};
use super::tree::Span;
use super::types::{Decision, DriverNote, Event, History, Measured, Point, Policy, Step, quarters_of};
use super::variants::PointText;
use crate::model::date::Quarter;
use crate::model::setup::{Driver, Grade, Lever, Role};

type Drivers = (Vec<Driver>, Vec<DriverNote>);

pub(crate) fn drivers(file: &ScenarioText, keys: &Names<'_>, findings: &mut Findings) -> Option<Drivers> {
    let made: Vec<_> = entries(file.drivers.as_ref())
        .iter()
        .map(|entry| {
            let d = entry.value.as_ref()?;
            let path = format!("drivers.{}", entry.key);
            let points = given(d.points.as_ref(), d.file.as_ref(), d.span, &path, findings);
            let points = points.and_then(|p| series(p, &path, keys, findings));
            driver(&entry.key, d, &points?)
        })
        .collect();
    file.drivers.as_ref()?;
    made.into_iter().collect::<Option<Vec<_>>>().map(|list| list.into_iter().unzip())
}

fn driver(id: &str, d: &DriverText, points: &[Point]) -> Option<(Driver, DriverNote)> {
    let made = Driver {
        id: id.to_owned(),
        role: d.role.as_ref()?.value,
        points: points.iter().map(|p| (p.quarter, p.value)).collect(),
        join: d.join.as_ref()?.value,
    };
    Some((made, DriverNote { title: text(d.title.as_ref())?, unit: text(d.unit.as_ref())? }))
}

/// The points, which a file has become if there was one. A file that is still there could not be read, which is noted.
fn given<'p>(
    points: Option<&'p List<PointText>>,
    file: Option<&Words>,
    place: Span,
    path: &str,
    findings: &mut Findings,
) -> Option<&'p List<PointText>> {
    // What is there and cannot be read has been told.
    if points.is_none() && file.is_none() && !findings.lie_in(place) {
        let finding = Finding::new("M011", place.opening(), format!("`{path}` has neither points nor a file"));
        let expected = "`points: [(2005, 5.68, \"source key\", A), ..]` or `file: \"trade.csv\"`";
        findings.add(finding.expected(expected).hint("give one of the two"));
    }
    points
}

/// Points in order of date, each date once, at least one.
fn series(list: &List<PointText>, path: &str, keys: &Names<'_>, findings: &mut Findings) -> Option<Vec<Point>> {
    if list.items.is_empty() && list.whole {
        let finding = Finding::new("M032", list.span, format!("`{path}` has no points"));
        findings.add(finding.expected("at least one point `(date, number, \"source key\", Grade)`"));
        return None;
    }
    for pair in list.items.windows(2) {
        let [earlier, later] = pair else { continue };
        if later.date.quarter == earlier.date.quarter {
            let finding = Finding::new("M015", later.date.span, format!("`{path}` has two points for one date"));
            let hint = "a year alone stands for its third quarter, which begins in its middle";
            findings.add(finding.expected("each date once").hint(hint));
        } else if later.date.quarter < earlier.date.quarter {
            let message = format!("`{path}` goes back in time here");
            findings.add(Finding::new("M024", later.date.span, message).expected("points in order of their dates"));
        }
    }
    for point in &list.items {
        keys.check(point.source.as_ref(), findings);
    }
    let point = |p: &PointText| Point {
        quarter: p.date.quarter,
        yearly: p.date.yearly,
        value: p.value,
        source: p.source.as_ref().map(|s| s.value.clone()),
        grade: p.grade,
    };
    list.whole.then(|| list.items.iter().map(point).collect())
}

type Policies = (BTreeMap<String, Policy>, String);

/// What `policy` may also be, without being defined.
const NONE: &str = "none";

/// The scenario's own policies, and those of the catalogue that it does not replace.
fn all_policies<'a>(file: &'a ScenarioText, catalogue: &'a Catalogue) -> Vec<&'a Entry<PolicyText>> {
    let own = entries(file.policies.as_ref());
    let kept = catalogue.policies.0.iter().filter(|common| !own.iter().any(|p| p.key == common.key));
    own.iter().chain(kept).collect()
}

/// Every policy that can be named: also the one that does nothing.
pub(crate) fn policy_names<'a>(file: &'a ScenarioText, catalogue: &'a Catalogue) -> Names<'a> {
    let names = all_policies(file, catalogue).iter().map(|p| p.key.as_str()).chain([NONE]).collect();
    Names::new("policy", "policies", names)
}

/// The scenario's policies, those of the catalogue that it does not replace, and the one that does nothing.
pub(crate) fn policies(
    file: &ScenarioText,
    catalogue: &Catalogue,
    levers: Option<&[Lever]>,
    findings: &mut Findings,
) -> Option<Policies> {
    let given = all_policies(file, catalogue);
    policy_names(file, catalogue).check(file.policy.as_ref(), findings);
    let projects = Names::of("project", "projects", entries(file.projects.as_ref()));
    let mut all = BTreeMap::new();
    let mut complete = file.policies.is_some();
    for entry in given {
        if entry.key == NONE {
            let finding = Finding::new("M031", entry.span, "the policy `none` always exists and does nothing");
            findings.add(finding.hint("give this policy another id"));
        }
        match entry.value.as_ref().and_then(|p| policy(&projects, levers, &entry.key, p, findings)) {
            Some(policy) => drop(all.insert(entry.key.clone(), policy)),
            None => complete = false,
        }
    }
    let summary = "No lever is used and no project is decided.".to_owned();
    let none = Policy { id: NONE.to_owned(), title: "No policy".to_owned(), summary, ..Policy::default() };
    all.insert(NONE.to_owned(), none);
    let default = text(file.policy.as_ref())?;
    complete.then_some((all, default))
}

pub(crate) fn policy(
    projects: &Names<'_>,
    levers: Option<&[Lever]>,
    id: &str,
    p: &PolicyText,
    findings: &mut Findings,
) -> Option<Policy> {
    let steps = p.steps.as_ref().and_then(|list| {
        let made: Vec<_> = list.items.iter().map(|s| step(levers, s, findings)).collect();
        made.into_iter().collect::<Option<Vec<_>>>().filter(|_| list.whole)
    });
    let decisions = p.projects.as_ref().and_then(|list| {
        let made: Vec<_> = list.items.iter().map(|d| decision(projects, d, findings)).collect();
        twice(list, findings);
        made.into_iter().collect::<Option<Vec<_>>>().filter(|_| list.whole)
    });
    Some(Policy {
        id: id.to_owned(),
        title: text(p.title.as_ref())?,
        summary: text(p.summary.as_ref()).unwrap_or_default(),
        steps: steps?,
        projects: decisions?,
    })
}

fn step(levers: Option<&[Lever]>, s: &StepText, findings: &mut Findings) -> Option<Step> {
    if let (Some(from), Some(until)) = (&s.from, &s.until)
        && from.value >= until.value
    {
        let message = format!("the step ends in {}, not after it begins in {}", until.value, from.value);
        let expected = "`until` after `from`: it is the first quarter in which the step no longer holds";
        findings.add(Finding::new("M023", until.span, message).expected(expected));
    }
    let lever = s.lever.as_ref().zip(levers).and_then(|(word, levers)| {
        Names::one_of(("lever", "levers"), levers, |lever| lever.id.as_str(), word, findings)
    });
    let when = s.when.as_ref()?;
    Some(Step {
        lever: lever?,
        level: s.level.as_ref()?.value,
        from: s.from.as_ref().map(|d| d.value),
        until: s.until.as_ref().map(|d| d.value),
        when: when.whole.then(|| when.items.clone())?,
    })
}

fn decision(projects: &Names<'_>, d: &DecisionText, findings: &mut Findings) -> Option<Decision> {
    let project = d.project.as_ref().and_then(|word| projects.find(&word.value, word.span, findings));
    let when = d.when.as_ref()?;
    Some(Decision {
        project: project?,
        at: d.at.as_ref().map(|d| d.value),
        when: when.whole.then(|| when.items.clone())?,
    })
}

/// A project is decided once.
fn twice(list: &List<DecisionText>, findings: &mut Findings) {
    let mut seen = std::collections::BTreeSet::new();
    for word in list.items.iter().filter_map(|d| d.project.as_ref()) {
        if !seen.insert(word.value.as_str()) {
            let message = format!("the project {} is decided twice in one policy", quoted(&word.value));
            findings.add(Finding::new("M015", word.span, message).hint("keep one of the two decisions"));
        }
    }
}

pub(crate) fn history(file: &ScenarioText, keys: &Names<'_>, findings: &mut Findings) -> Option<Vec<History>> {
    let made: Vec<_> = entries(file.history.as_ref())
        .iter()
        .map(|entry| observed(file, &entry.key, entry.value.as_ref()?, keys, findings))
        .collect();
    file.history.as_ref()?;
    made.into_iter().collect()
}

fn observed(
    file: &ScenarioText,
    id: &str,
    h: &HistoryText,
    keys: &Names<'_>,
    findings: &mut Findings,
) -> Option<History> {
    let path = format!("history.{id}");
    let points = given(h.points.as_ref(), h.file.as_ref(), h.span, &path, findings);
    let points = points.and_then(|p| series(p, &path, keys, findings));
    let model = h.model.as_ref().and_then(|m| measured(file, m, &path, findings));
    let fitted = h.fitted.as_ref().and_then(|p| years(p, "fitted", findings));
    let judged = h.judged.as_ref().and_then(|p| years(p, "judged", findings));
    if let (Some(fitted), Some(judged), Some(given)) = (fitted, judged, &h.judged) {
        let place = Span { end: given.second.span.end, ..given.first.span };
        unseen(fitted, judged, place, id, findings);
    }
    Some(History {
        id: id.to_owned(),
        title: text(h.title.as_ref())?,
        unit: text(h.unit.as_ref())?,
        points: points?,
        model: model?,
        fitted,
        judged,
        note: text(h.note.as_ref()),
    })
}

/// Years that were fitted show nothing when they judge.
fn unseen(fitted: (Quarter, Quarter), judged: (Quarter, Quarter), place: Span, id: &str, findings: &mut Findings) {
    if judged.0 > fitted.1 || judged.1 < fitted.0 {
        return;
    }
    let span = |(first, last): (Quarter, Quarter)| format!("{first} to {last}");
    let message = format!(
        "the judged years of {} ({}) overlap the fitted ones ({}): a fit is judged by years that it has not seen",
        quoted(id),
        span(judged),
        span(fitted)
    );
    let expected = format!("`judged` that begins after {}", fitted.1);
    let hint = "move one of the two, or leave `judged` out: then nothing judges the fit";
    findings.add(Finding::new("M062", place, message).expected(expected).hint(hint));
}

/// First and last quarter; a year alone means the whole of it.
fn years(pair: &Pair<DataDate>, name: &str, findings: &mut Findings) -> Option<(Quarter, Quarter)> {
    let edge = |date: &DataDate, of_year: i32| match date.yearly {
        true => Quarter::new(date.quarter.year(), of_year),
        false => date.quarter,
    };
    let (first, last) = (edge(&pair.first, 1), edge(&pair.second, 4));
    if last < first {
        let finding = Finding::new("M023", pair.second.span, format!("`{name}` ends before it begins"));
        findings.add(finding.expected("`(first year, last year)`"));
        return None;
    }
    Some((first, last))
}

/// First and last quarter of every point in the years that count; `None` if the series does not say which they are.
pub(crate) fn observed_years(h: &HistoryText, which: Years) -> Option<Vec<(Quarter, Quarter)>> {
    let span = match which {
        Years::All => None,
        Years::Fitted => Some(h.fitted.as_ref()?),
        Years::Judged => Some(h.judged.as_ref()?),
    };
    // What is wrong with the years has been told with the series.
    let span = span.map(|pair| years(pair, "", &mut Findings::default()));
    let counts = |q: Quarter| span.is_none_or(|s| s.is_none_or(|(first, last)| (first..=last).contains(&q)));
    let points = h.points.as_ref().map_or(&[][..], |p| &p.items);
    // What has no source at hand judges nothing.
    let counted = points.iter().filter(|p| p.grade != Grade::U).map(|p| p.date).filter(|date| counts(date.quarter));
    Some(counted.map(|date| quarters_of(date.quarter, date.yearly)).collect())
}

fn measured(file: &ScenarioText, m: &MeasuredText, path: &str, findings: &mut Findings) -> Option<Measured> {
    scale(m, path, findings);
    let times = m.times.as_ref().and_then(|t| joined(file, t, Role::Demand, findings));
    let plus = m.plus.as_ref().and_then(|t| joined(file, t, Role::Outside, findings));
    Some(Measured {
        variable: m.variable.as_ref()?.value,
        scale: m.scale.as_ref()?.value,
        per: m.per.as_ref()?.value,
        times: times?,
        plus: plus?,
    })
}

/// Observed values are above 0, so what is compared with them must be able to be.
fn scale(m: &MeasuredText, path: &str, findings: &mut Findings) {
    let (Some(scale), Some(variable)) = (&m.scale, &m.variable) else { return };
    let is_never_negative = variable.value.range().0 >= 0.0;
    if scale.value > 0.0 || (scale.value < 0.0 && !is_never_negative) {
        return;
    }
    let id = variable.value.id();
    let why = match scale.value < 0.0 {
        true => format!("`{id}` is never negative, so the model would be below 0 wherever something was observed"),
        false => "the model would say 0 for every date".to_owned(),
    };
    let message = format!("`{path}.model.scale` is {}: {why}", number(scale.value));
    let expected = if is_never_negative { "a number above 0" } else { "a number other than 0" };
    let unit = variable.value.unit();
    let hint = format!("`{id}` is in {unit}: write how many of the series' unit one of that is");
    findings.add(Finding::new("M012", scale.span, message).expected(expected).hint(hint));
}

/// Drivers by name, each with its number; they must have the role that nothing in the model reads.
fn joined(
    file: &ScenarioText,
    given: &Loose<Number>,
    wanted: Role,
    findings: &mut Findings,
) -> Option<Vec<(usize, f64)>> {
    let drivers = file.drivers.as_ref()?;
    let one = |entry: &Entry<Number>, findings: &mut Findings| {
        let word = Words { value: entry.key.clone(), span: entry.span };
        let of = ("driver", "drivers");
        let index = Names::one_of(of, &drivers.0, |driver| driver.key.as_str(), &word, findings)?;
        let driver = drivers.0.get(index)?.value.as_ref()?;
        if wanted == Role::Demand {
            positive_start(driver, entry, findings);
        }
        Some((index, entry.value.as_ref()?.value))
    };
    let made: Vec<_> = given.0.iter().map(|entry| one(entry, findings)).collect();
    made.into_iter().collect()
}

/// A ratio to the first point, raised to a power, needs positive points.
fn positive_start(driver: &DriverText, entry: &Entry<Number>, findings: &mut Findings) {
    let low = driver.points.as_ref().and_then(|p| p.items.iter().find(|point| point.value <= 0.0));
    if let Some(point) = low {
        let date =
            if point.date.yearly { point.date.quarter.year().to_string() } else { point.date.quarter.to_string() };
        let message =
            format!("the driver {} multiplies, but its point of {date} is {}", quoted(&entry.key), number(point.value));
        let hint = "mend that point in `drivers`, or name the driver under `plus`, where it is added";
        findings.add(Finding::new("M028", entry.span, message).expected("points above 0").hint(hint));
    }
}

pub(crate) fn events(file: &ScenarioText, keys: &Names<'_>, findings: &mut Findings) -> Option<Vec<Event>> {
    let made: Vec<_> = entries(file.events.as_ref())
        .iter()
        .map(|entry| {
            let e = entry.value.as_ref()?;
            keys.check(e.source.as_ref(), findings);
            Some(Event {
                id: entry.key.clone(),
                at: e.at.as_ref()?.value,
                text: text(e.text.as_ref())?,
                source: text(e.source.as_ref()),
            })
        })
        .collect();
    file.events.as_ref()?;
    let mut events = made.into_iter().collect::<Option<Vec<_>>>()?;
    events.sort_by(|a, b| a.at.cmp(&b.at).then_with(|| a.id.cmp(&b.id)));
    Some(events)
}
