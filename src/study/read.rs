//! The text of a study in, a checked study or everything that is wrong with it out.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::design::{Design, MOST_DIMENSIONS};
use super::factor::{Factor, How, Target};
use super::format::{DesignText, FactorText, NEWEST, StudyText, StudyVersion};
use super::outputs::{Measure, Output};
use super::{Luck, Row, Series, Stop, Study, World, table, twice};
use crate::model::indicator::Indicator;
use crate::model::parameters::Parameters;
use crate::scenario::decode::{Decode, Spot};
use crate::scenario::format::StageText;
use crate::scenario::kinds::{Keyed, PLAIN, Words, whole};
use crate::scenario::problems::{Finding, did_you_mean, listed, number, quoted};
use crate::scenario::reading::{Reading, field};
use crate::scenario::tree::{Node, Span, Value};
use crate::scenario::{self, Document, Kind, Library, NumberNote, Problems, Scenario, Wanted, Wants, instead};
use crate::words::counted;

/// Title and question of a study, without a look at anything that it names.
#[must_use]
pub fn heading(document: &Document) -> Option<(String, String)> {
    let tree = Reading::new(None).parse(document)?;
    let text = |name: &str| match &field(&tree, name)?.value {
        Value::Text(text) => Some(text.clone()),
        _ => None,
    };
    text("title").zip(text("question"))
}

/// Reads a study with the scenarios and the table that it names.
///
/// # Errors
/// Everything that is wrong, in the order of the text, then what is wrong with the scenarios.
pub fn read(document: &Document, library: &dyn Library) -> Result<Study, Problems> {
    let mut reading = Reading::new(Some(library));
    reading.cx.whole = "the study";
    let study = parts(document, library, &mut reading);
    match study {
        Ok(Some(study)) if reading.cx.findings.is_empty() => Ok(study),
        Ok(_) => Err(reading.problems()),
        Err(mut others) => {
            if !reading.cx.findings.is_empty() {
                others.0.splice(0..0, reading.problems().0);
            }
            Err(others)
        }
    }
}

/// The same, for who only wants to know what is wrong.
#[must_use]
pub fn check(document: &Document, library: &dyn Library) -> Problems {
    read(document, library).err().unwrap_or_default()
}

/// The study, nothing if what is wrong has been noted, or what is wrong with its scenarios.
fn parts(document: &Document, library: &dyn Library, reading: &mut Reading<'_>) -> Result<Option<Study>, Problems> {
    let Some(tree) = reading.parse(document) else { return Ok(None) };
    if let Some(finding) = instead(&tree, Kind::Study) {
        reading.cx.findings.add(finding);
        return Ok(None);
    }
    // What a newer format says otherwise is none of its faults.
    if let Some(version) = field(&tree, "study").filter(|node| whole(node).is_some_and(|version| version > NEWEST)) {
        reading.cx.within("study", |cx| StudyVersion::decode(version, &PLAIN, cx));
        return Ok(None);
    }
    let Some(file) = StudyText::decode(&tree, &PLAIN, &mut reading.cx) else { return Ok(None) };
    let (worlds, problems) = worlds(&file, (document, &tree), library, reading);
    if !problems.0.is_empty() {
        return Err(problems);
    }
    Ok(worlds.and_then(|worlds| assembled(document, &file, worlds, reading)))
}

/// The scenarios that it names, as far as they can be read.
fn worlds(
    file: &StudyText,
    (document, tree): (&Document, &Node),
    library: &dyn Library,
    reading: &mut Reading<'_>,
) -> (Option<Vec<World>>, Problems) {
    let mut problems = Problems::default();
    let Some(list) = &file.scenarios else { return (None, problems) };
    if list.items.is_empty() && list.whole {
        let finding = Finding::new("M032", list.span, "the study names no scenario");
        reading.cx.findings.add(finding.expected("the name of a scenario, such as `\"amur\"`"));
    }
    let written: &[(Node, Node)] = match field(tree, "written").map(|node| &node.value) {
        Some(Value::Map(entries)) if file.written.is_some() => entries,
        _ => &[],
    };
    let mut worlds: Vec<World> = Vec::new();
    for Spot { value: asked, span } in &list.items {
        let wanted = Wanted { from: &document.place, name: asked, kind: Wants::Scenario };
        let Some(found) = reading.find(&wanted, *span, "the scenario") else { continue };
        match scenario::framed(&found, (document, written), library) {
            Ok((scenario, _)) if worlds.iter().any(|world| world.scenario.id == scenario.id) => {
                let message = format!("the scenario {} is named twice", quoted(&scenario.id));
                reading.cx.findings.add(Finding::new("M015", *span, message).hint("keep one of them"));
            }
            Ok((scenario, frame)) => {
                worlds.push(World { asked: asked.clone(), scenario: Arc::new(scenario), frame });
            }
            Err(more) => {
                let new = more.0.into_iter().filter(|problem| !problems.0.contains(problem));
                let new: Vec<_> = new.collect();
                problems.0.extend(new);
            }
        }
    }
    let whole = !worlds.is_empty() && worlds.len() == list.items.len() && list.whole;
    (whole.then_some(worlds), problems)
}

fn assembled(document: &Document, file: &StudyText, worlds: Vec<World>, reading: &mut Reading<'_>) -> Option<Study> {
    let policies = policies(file.policies.as_ref().map_or(&[], |list| &list.items), &worlds, reading);
    let quarters = file.quarters.as_ref().map(|quarters| quarters.value);
    let factors = factors(file.factors.as_ref(), &worlds, reading);
    let outputs = outputs(file.outputs.as_ref(), &worlds, quarters, reading);
    let (design, table) = design(document, file, &factors, reading)?;
    let text = String::from_utf8_lossy(&document.bytes).into_owned();
    let written = written(file, &text, document);
    let series = file.series.as_ref()?;
    let stop = file.stop.as_ref()?;
    let study = Study {
        id: file.id.as_ref()?.0.clone(),
        title: file.title.as_ref()?.value.clone(),
        question: file.question.as_ref()?.value.clone(),
        scenarios: worlds,
        policies,
        written,
        factors,
        design,
        replicates: file.replicates.as_ref()?.value,
        seed: u64::from(file.seed.as_ref()?.value),
        luck: file.luck.as_ref().map_or(Luck::Paired, |luck| luck.value),
        quarters,
        outputs,
        series: Series {
            variables: series.variables.as_ref()?.items.iter().map(|variable| variable.value).collect(),
            every: series.every.as_ref()?.value,
        },
        events: file.events.as_ref()?.value,
        stop: Stop {
            when: stop.when.as_ref()?.items.clone(),
            seconds: stop.seconds.as_ref().map(|seconds| seconds.value),
            failures: stop.failures.as_ref().map(|failures| u64::from(failures.value)),
        },
        sha256: scenario::sha256(&text),
        name: document.name.clone(),
        text,
        table,
    };
    if reading.cx.findings.is_empty() {
        size(&study, file, reading);
        corners(&study, file, reading);
    }
    Some(study)
}

/// The policies that it writes, as text.
fn written(file: &StudyText, text: &str, document: &Document) -> Vec<(String, String)> {
    let mut alone = Reading::new(None);
    let tree = alone.parse(document);
    let entries = file.written.iter().flat_map(|written| &written.0);
    let of = |id: &str| {
        let Value::Map(entries) = &field(tree.as_ref()?, "written")?.value else { return None };
        let span = entries.iter().find(|(key, _)| key.text() == Some(id))?.1.span;
        text.get(span.start as usize..span.end as usize).map(str::to_owned)
    };
    entries.filter_map(|entry| Some((entry.key.clone(), of(&entry.key)?))).collect()
}

fn policies(given: &[Words], worlds: &[World], reading: &mut Reading<'_>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    for Spot { value: name, span } in given {
        for World { scenario, .. } in worlds.iter().filter(|world| !world.scenario.policies.contains_key(name)) {
            let message = format!("the scenario {} has no policy {}", quoted(&scenario.id), quoted(name));
            let known = || scenario.policies.keys().map(String::as_str);
            let finding = Finding::new("M071", *span, message).expected(format!("one of {}", listed(known())));
            reading.cx.findings.add(finding.hint_if(did_you_mean(name, known())));
        }
        if !seen.insert(name) {
            let message = format!("the policy {} is named twice", quoted(name));
            reading.cx.findings.add(Finding::new("M015", *span, message).hint("keep one of them"));
        }
    }
    given.iter().map(|name| name.value.clone()).collect()
}

fn factors(given: Option<&Keyed<FactorText>>, worlds: &[World], reading: &mut Reading<'_>) -> Vec<Factor> {
    let entries = given.iter().flat_map(|given| &given.0);
    let factors = entries.filter_map(|entry| factor(&entry.key, entry.value.as_ref()?, worlds, reading)).collect();
    given.into_iter().for_each(|given| twice::note(given, reading));
    factors
}

fn factor(id: &str, text: &FactorText, worlds: &[World], reading: &mut Reading<'_>) -> Option<Factor> {
    let (of, how) = (text.of.as_ref()?, text.how.as_ref()?.value);
    if of.items.is_empty() {
        let finding = Finding::new("M032", of.span, format!("the factor {} moves nothing", quoted(id)));
        reading.cx.findings.add(finding.expected("the path of a number, such as `\"border.trust\"`"));
        return None;
    }
    let mut targets: Vec<Vec<Target>> = Vec::new();
    let mut unit = "";
    for World { scenario, .. } in worlds {
        let mut own = Vec::new();
        for Spot { value: path, span } in &of.items {
            match target(scenario, path) {
                Ok((target, its)) => {
                    unit = its;
                    own.push(target);
                }
                Err(finding) => reading.cx.findings.add(Finding { span: *span, ..*finding }),
            }
        }
        targets.push(own);
    }
    let Spot { value: spread, span } = text.values.as_ref()?;
    let spread = spread.clone().within(room(how, &targets, spread));
    for target in targets.iter().flatten() {
        fits(id, (how, target), &spread, *span, reading);
    }
    let title = text.title.as_ref().map_or_else(|| id.to_owned(), |title| title.value.clone());
    let unit = if how == How::Times { "times" } else { unit };
    Some(Factor { id: id.to_owned(), title, unit: unit.to_owned(), how, spread, targets })
}

/// The ends of a law that has none: where the format ends, and for changes four deviations out.
fn room(how: How, targets: &[Vec<Target>], spread: &super::Spread) -> (f64, f64) {
    const FAR: f64 = 4.0;
    let (low, high) = match spread {
        super::Spread::Normal { mean, deviation, .. } => (mean - FAR * deviation, mean + FAR * deviation),
        super::Spread::LogNormal { median, deviation, .. } => {
            let factor = crate::model::math::exp(FAR * deviation);
            (median / factor, median * factor)
        }
        _ => return (f64::NEG_INFINITY, f64::INFINITY),
    };
    let mut ends = (low, high);
    for target in targets.iter().flatten().filter(|_| how == How::Value) {
        ends = (ends.0.max(target.range.0), ends.1.min(target.range.1));
    }
    ends
}

/// Notes where values of a factor would leave the range of a number, or be no whole ones.
fn fits(id: &str, (how, target): (How, &Target), spread: &super::Spread, span: Span, reading: &mut Reading<'_>) {
    let ends = spread.ends();
    let (low, high) = (target.at(how, ends.0), target.at(how, ends.1));
    let (low, high) = (low.min(high), low.max(high));
    if low < target.range.0 || high > target.range.1 {
        let message = format!(
            "the factor {} sets {} to {} to {}, out of its range",
            quoted(id),
            quoted(&target.path),
            number(low),
            number(high)
        );
        let expected = format!("values from {} to {}", number(target.range.0), number(target.range.1));
        reading.cx.findings.add(Finding::new("M072", span, message).expected(expected));
    }
    let is_whole = match spread {
        super::Spread::Integers(..) => true,
        super::Spread::Choices(list) => list.iter().all(|value| value.fract() == 0.0),
        _ => false,
    };
    if target.whole && !(is_whole && how != How::Times) {
        let message = format!("{} takes whole numbers", quoted(&target.path));
        let finding = Finding::new("M072", span, message);
        reading.cx.findings.add(finding.expected("`Integers(first, last)` or `Choices([..])` of whole numbers"));
    }
}

/// The number of that path, and its unit.
fn target(scenario: &Scenario, path: &str) -> Result<(Target, &'static str), Box<Finding>> {
    const IDLE: [&str; 6] = ["expectations", "goals", "quarters", "format", "history", "policies"];
    let short = path.strip_prefix("parameters.").unwrap_or(path);
    if let Some(entry) = Parameters::TABLE.iter().find(|entry| entry.id == short) {
        return Ok((Target::of(&scenario.parameter(entry), Some(entry.id)), entry.unit));
    }
    let first = path.split('.').next().unwrap_or_default();
    if let Some(note) = threshold(scenario, path) {
        return Ok((Target::of(&note, None), note.unit));
    }
    match scenario.numbers.iter().find(|note| note.path == path) {
        Some(_) if IDLE[..5].contains(&first) => {
            let message = format!("{} changes no run", quoted(path));
            let finding = Finding::new("M070", Span::default(), message);
            Err(Box::new(finding.hint("vary what a run reads; `quarters` of the study sets how long one lasts")))
        }
        Some(note) => Ok((Target::of(note, None), note.unit)),
        None => {
            let message = format!("the scenario {} has no number {}", quoted(&scenario.id), quoted(path));
            let names = || {
                let paths = scenario.numbers.iter().map(|note| note.path.as_str());
                paths.filter(|path| !IDLE.contains(&path.split('.').next().unwrap_or_default()))
            };
            let parameters = Parameters::TABLE.iter().map(|entry| entry.id);
            let near = if short.contains('.') { did_you_mean(path, names()) } else { did_you_mean(short, parameters) };
            let finding = Finding::new("M070", Span::default(), message);
            let finding = finding.expected("a parameter, or the path of a number that the scenario gives");
            let hint = "`marchland explain` lists parameters, `marchland show` prints a scenario with its fields";
            Err(Box::new(finding.hint(near.unwrap_or_else(|| hint.to_owned()))))
        }
    }
}

/// A threshold of a stage, whether the scenario gives it or leaves it at its default.
fn threshold(scenario: &Scenario, path: &str) -> Option<NumberNote> {
    let (stage, name) = path.strip_prefix("thresholds.")?.split_once('.')?;
    let thresholds = &scenario.setup.thresholds;
    let values = match stage {
        "second" => &thresholds.second,
        "third" => &thresholds.third,
        _ => return None,
    };
    let index = Indicator::ALL.iter().position(|indicator| indicator.id() == name)?;
    let rule = StageText::RULES.iter().find(|rule| rule.name == name)?;
    let (path, value) = (path.to_owned(), values[index]);
    Some(NumberNote { path, value, unit: rule.unit, min: rule.min, max: rule.max, whole: false, figure: false })
}

fn outputs(
    given: Option<&Keyed<Spot<Measure>>>,
    worlds: &[World],
    quarters: Option<u32>,
    reading: &mut Reading<'_>,
) -> Vec<Output> {
    let mut outputs = Vec::new();
    for entry in given.iter().flat_map(|given| &given.0) {
        let Some(Spot { value: measure, span }) = &entry.value else { continue };
        for World { scenario, .. } in worlds {
            let first = scenario.setup.start;
            let last = first.plus(quarters.unwrap_or(scenario.quarters) as i32);
            if let Measure::At(_, at) | Measure::Reached(_, at) = measure
                && (*at < first || *at > last)
            {
                let message = format!("{at} is in no run of {}", quoted(&scenario.id));
                let finding =
                    Finding::new("M074", *span, message).expected(format!("a quarter from {first} to {last}"));
                reading.cx.findings.add(finding.hint("`quarters` of the study makes longer runs"));
            }
        }
        outputs.push(Output { name: entry.key.clone(), measure: *measure });
    }
    if let Some(given) = given
        && given.0.is_empty()
    {
        let finding = Finding::new("M032", Span::default(), "the study keeps nothing of its runs");
        reading.cx.findings.add(finding.expected("an output, such as `\"trust\": Last(\"trust\")`"));
    }
    outputs
}

fn design(
    document: &Document,
    file: &StudyText,
    factors: &[Factor],
    reading: &mut Reading<'_>,
) -> Option<(Design, Option<String>)> {
    let Spot { value, span } = file.design.as_ref()?;
    let design = match value {
        DesignText::Laid(design) => design.clone(),
        DesignText::Table(path) => {
            let wanted = Wanted { from: &document.place, name: path, kind: Wants::Series };
            let found = reading.find(&wanted, *span, "the table")?;
            let text = String::from_utf8_lossy(&found.bytes).into_owned();
            let names: Vec<&str> = factors.iter().map(|factor| factor.id.as_str()).collect();
            return match table::read(&text, &names) {
                Ok(rows) => {
                    rows_fit(&rows, factors, *span, reading);
                    Some((Design::Table { rows }, Some(text)))
                }
                Err(faults) => {
                    for fault in faults {
                        let message = format!("the table {}: {fault}", quoted(path));
                        let finding = Finding::new("M075", *span, message);
                        let expected = format!("a column for each of {}, and numbers", listed(names.iter().copied()));
                        reading.cx.findings.add(finding.expected(expected));
                    }
                    None
                }
            };
        }
    };
    let given = file.factors.as_ref().map_or(0, |factors| factors.0.len());
    let most = match design {
        Design::Sobol { .. } => MOST_DIMENSIONS,
        Design::Saltelli { .. } => MOST_DIMENSIONS / 2,
        _ => usize::MAX,
    };
    if given == 0 && design != Design::Once {
        let message = format!("the design {} needs factors, and there are none", quoted(design.name()));
        let finding = Finding::new("M073", *span, message).expected("`Once`, or something under `factors`");
        reading.cx.findings.add(finding);
    } else if given > most {
        let message = format!("the design {} has {}", quoted(design.name()), counted(given, "factor"));
        let finding = Finding::new("M073", *span, message).expected(format!("at most {most}"));
        reading.cx.findings.add(finding.hint("find the few that matter by `Morris(20)` first"));
    } else if given > 0 && design == Design::Once {
        let message = "the design `Once` sets every factor to its middle and varies none";
        let finding = Finding::new("M073", *span, message).expected("a design such as `Latin(1000)`, or no factors");
        reading.cx.findings.add(finding);
    }
    Some((design, None))
}

fn rows_fit(rows: &[Vec<f64>], factors: &[Factor], span: Span, reading: &mut Reading<'_>) {
    for (i, row) in rows.iter().enumerate() {
        for (factor, value) in factors.iter().zip(row) {
            let (low, high) = factor.spread.ends();
            if !(low..=high).contains(value) {
                let message = format!("line {} of the table sets {} to {}", i + 2, quoted(&factor.id), number(*value));
                let expected = format!("a value from {} to {}, as the factor says", number(low), number(high));
                reading.cx.findings.add(Finding::new("M075", span, message).expected(expected));
            }
        }
    }
}

/// More rows than this are nobody's intention.
const MOST_ROWS: u64 = 1_000_000_000_000;

fn size(study: &Study, file: &StudyText, reading: &mut Reading<'_>) {
    let per_point = study.scenarios.len() as u64 * study.policies.len() as u64 * u64::from(study.replicates);
    if study.points().saturating_mul(per_point) > MOST_ROWS {
        let span = file.design.as_ref().map_or(Span::default(), |design| design.span);
        let finding = Finding::new("M073", span, "the study has more rows than anybody can run");
        let finding = finding.expected(format!("at most {MOST_ROWS} rows"));
        reading.cx.findings.add(finding.hint("take fewer levels, points or replicates"));
    }
}

/// Reads the scenarios with each factor at its ends, the others in their middle, so that no run meets values that make
/// no scenario.
fn corners(study: &Study, file: &StudyText, reading: &mut Reading<'_>) {
    let middle: Vec<f64> = study.factors.iter().map(|factor| factor.spread.at(0.5)).collect();
    let entries = file.factors.iter().flat_map(|factors| &factors.0);
    for (i, (factor, entry)) in study.factors.iter().zip(entries).enumerate() {
        if factor.targets.iter().flatten().all(|target| target.parameter.is_some()) {
            continue;
        }
        let (low, high) = factor.spread.ends();
        for value in [low, high] {
            let mut values = middle.clone();
            values[i] = value;
            for scenario in 0..study.scenarios.len() {
                let row =
                    Row { index: 0, scenario, policy: 0, point: 0, replicate: 0, seed: 0, values: values.clone() };
                if let Err(error) = study.world(&row) {
                    let why = error.problems.0.first().map(|problem| problem.message.clone()).unwrap_or_default();
                    let message =
                        format!("with {} at {} there is no scenario: {why}", quoted(&factor.id), number(value));
                    let finding = Finding::new("M072", entry.span, message);
                    reading
                        .cx
                        .findings
                        .add(finding.hint("narrow the factor, or let it move the numbers beside it too"));
                }
            }
        }
    }
}
