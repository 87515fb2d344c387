//! Checks what no single field can show, and makes the model's values: what passes here is a valid scenario.

use super::catalogue::Catalogue;
use super::check_action::{levers, shocks};
use super::check_place::{cities, crossings, projects};
use super::check_story::{Known, story};
use super::check_time::{drivers, events, history, policies};
use super::decode::{Decoder, Spot};
use super::format::{
    BorderText, FundText, KindsText, ParameterText, RegionText, ScenarioText, StageText, ThresholdsText,
};
use super::kinds::{Entry, Figure, List, Loose, Number, Words};
use super::problems::{Finding, Findings, did_you_mean, holds_hidden, listed, nearest_of, number, quoted};
use super::ron_signs::{in_latin, of_another_script};
use super::tree::Span;
use super::types::{Change, Scenario};
use crate::model::indicator::Indicator;
use crate::model::parameters::Parameters;
use crate::model::setup::{Border, Fund, Region, SECTORS, Setup, Thresholds};

/// Shares may miss their sum by rounding only.
const ROUNDING: f64 = 1e-9;

/// The names that may be referred to, and what they name.
pub(crate) struct Names<'a> {
    pub what: &'static str,
    /// Where they are defined, for the hint.
    pub field: &'static str,
    pub names: Vec<&'a str>,
    /// Nearly all lists are: there can be thousands of names, and as many places that name one.
    is_sorted: bool,
}

impl<'a> Names<'a> {
    pub fn new(what: &'static str, field: &'static str, names: Vec<&'a str>) -> Self {
        let is_sorted = names.is_sorted();
        Self { what, field, names, is_sorted }
    }

    pub fn of<T>(what: &'static str, field: &'static str, entries: &'a [Entry<T>]) -> Self {
        Self::new(what, field, entries.iter().map(|e| e.key.as_str()).collect())
    }

    /// The place of one name in a list sorted by it, for those who look one up in each of many things; an unknown one is noted.
    pub fn one_of<T>(
        (what, field): (&'static str, &'static str),
        list: &'a [T],
        key: fn(&T) -> &str,
        word: &Words,
        findings: &mut Findings,
    ) -> Option<usize> {
        let name = word.value.as_str();
        let index = list.partition_point(|item| key(item) < name);
        if list.get(index).is_some_and(|item| key(item) == name) {
            return Some(index);
        }
        if findings.is_full() {
            findings.leave_out();
            return None;
        }
        Self::new(what, field, list.iter().map(key).collect()).find(name, word.span, findings)
    }

    /// The place of a name in the list; an unknown one is noted.
    pub fn find(&self, name: &str, span: Span, findings: &mut Findings) -> Option<usize> {
        let found = match self.is_sorted {
            true => {
                let index = self.names.partition_point(|n| *n < name);
                self.names.get(index).filter(|n| **n == name).map(|_| index)
            }
            false => self.names.iter().position(|n| *n == name),
        };
        if found.is_none() && findings.is_full() {
            findings.leave_out();
        } else if found.is_none() {
            let mut names = self.names.clone();
            names.dedup();
            let expected = match names.is_empty() {
                true => format!("the name of a {}; `{}` defines none", self.what, self.field),
                // What the program itself defines is listed by it; the rest is the author's own.
                false if self.what == "parameter" => format!("one of {}", listed(names.iter().copied())),
                false => format!("one of {}", nearest_of(name, names.iter().copied())),
            };
            let hidden = "it holds a character that shows nothing: type the name anew".to_owned();
            let known = |name: &str| names.contains(&name);
            let script = in_latin(name).filter(|(plain, _)| known(plain)).and_then(|_| of_another_script(name));
            let hint = script.or_else(|| did_you_mean(name, names)).or_else(|| holds_hidden(name).then_some(hidden));
            let message = format!("there is no {} {}", self.what, quoted(name));
            findings.add(Finding::new("M020", span, message).expected(expected).hint_if(hint));
        }
        found
    }

    pub fn check(&self, word: Option<&Words>, findings: &mut Findings) {
        if let Some(word) = word {
            self.find(&word.value, word.span, findings);
        }
    }
}

/// The value of a figure that could be read.
pub(crate) fn value(figure: Option<&Figure>) -> Option<f64> {
    figure.map(|f| f.value)
}

pub(crate) fn text(words: Option<&Words>) -> Option<String> {
    words.map(|w| w.value.clone())
}

/// The whole scenario, or `None` with everything that is wrong noted.
pub(crate) fn scenario(file: &ScenarioText, catalogue: &Catalogue, cx: &mut Decoder) -> Option<Scenario> {
    let sources = file.sources.as_ref().map_or(&[][..], |s| &s.0);
    let keys = Names::of("source", "sources", sources);
    figure_sources(&keys, cx);
    let findings = &mut cx.findings;
    let sectors = file.sectors.as_ref().and_then(|list| sector_names(list, findings));
    let regions = regions(file, sectors.as_ref(), findings);
    let border = file.border.as_ref().and_then(|b| border(b, findings));
    let parameters = file.parameters.as_ref().and_then(|p| parameters(p, findings));
    let thresholds = file.thresholds.as_ref().and_then(|t| thresholds(t, findings));
    let start = file.start.as_ref().map(|s| s.value);
    let (cities, crossings) = (cities(file, findings), crossings(file, start, findings));
    let levers = levers(file, catalogue, findings);
    let projects = projects(file, findings);
    let shocks = shocks(file, catalogue, start, &keys, findings);
    let drivers = drivers(file, &keys, findings);
    let policies = policies(file, catalogue, levers.as_deref(), findings);
    let history = history(file, &keys, findings);
    let story = story(file, start, &Known { sources: &keys, levers: levers.as_deref() }, findings);
    let events = events(file, &keys, findings);
    let ((parameters, changes), (goals, dilemmas, lessons)) = (parameters?, story?);
    let ((shocks, shock_notes), (drivers, driver_notes)) = (shocks?, drivers?);
    let ((projects, directions), (policies, default_policy)) = (projects?, policies?);
    let setup = Setup {
        start: start?,
        regions: regions?,
        border: border?,
        cities: cities?,
        crossings: crossings?,
        levers: levers?,
        projects,
        shocks,
        drivers,
        fund: fund(file.fund.as_ref()?)?,
        thresholds: thresholds?,
        parameters,
    };
    Some(Scenario {
        id: file.id.as_ref()?.0.clone(),
        title: text(file.title.as_ref())?,
        summary: text(file.summary.as_ref())?,
        authors: text(file.authors.as_ref()),
        money: text(file.money.as_ref())?,
        map: text(file.map.as_ref()),
        geography: None,
        sources: sources.iter().filter_map(|s| Some((s.key.clone(), text(s.value.as_ref())?))).collect(),
        setup,
        quarters: file.quarters.as_ref()?.value,
        policies,
        default_policy,
        history: history?,
        goals,
        dilemmas,
        lessons,
        expectations: Vec::new(),
        events: events?,
        sectors: sectors?,
        figures: cx.figures.iter().map(|(note, _)| note.clone()).collect(),
        numbers: std::mem::take(&mut cx.numbers),
        changes,
        driver_notes,
        shock_notes,
        directions,
        text: String::new(),
        name: String::new(),
        sha256: String::new(),
        parts: Vec::new(),
        overrides: Vec::new(),
    })
}

/// Every figure names a source that there is.
fn figure_sources(keys: &Names<'_>, cx: &mut Decoder) {
    for (note, place) in &cx.figures {
        if let Some(key) = &note.source {
            keys.find(key, *place, &mut cx.findings);
        }
    }
}

fn fund(given: &FundText) -> Option<Fund> {
    let contribution = value(given.contribution.as_ref())?;
    Some(Fund { outside_yearly: value(given.outside_yearly.as_ref())?, contribution })
}

fn sector_names(list: &List<Words>, findings: &mut Findings) -> Option<[String; SECTORS]> {
    if list.items.len() != SECTORS || !list.whole {
        if list.whole {
            let message = format!("`sectors` names {} sectors", list.items.len());
            let hint = "a region leaves those that it lacks out of its own `sectors`";
            findings.add(Finding::new("M026", list.span, message).expected(format!("exactly {SECTORS}")).hint(hint));
        }
        return None;
    }
    for (i, sector) in list.items.iter().enumerate() {
        if list.items[..i].iter().any(|s| s.value == sector.value) {
            let message = format!("the sector {} is named twice", quoted(&sector.value));
            findings.add(Finding::new("M015", sector.span, message).expected(format!("{SECTORS} different names")));
        }
    }
    let names: Vec<_> = list.items.iter().map(|s| s.value.clone()).collect();
    names.try_into().ok()
}

fn regions(file: &ScenarioText, sectors: Option<&[String; SECTORS]>, findings: &mut Findings) -> Option<[Region; 2]> {
    let regions = file.regions.as_ref()?;
    let (a, b) = (regions.a.as_ref(), regions.b.as_ref());
    let made_a = a.and_then(|r| region(r, "regions.a", sectors, findings));
    let made_b = b.and_then(|r| region(r, "regions.b", sectors, findings));
    if let (Some(a), Some(b)) = (a, b)
        && a.id.is_some()
        && a.id == b.id
    {
        let message = "both regions have the same id";
        findings.add(Finding::new("M015", b.span.opening(), message).hint("give each region an id of its own"));
    }
    Some([made_a?, made_b?])
}

fn region(
    text_of: &RegionText,
    path: &str,
    sectors: Option<&[String; SECTORS]>,
    findings: &mut Findings,
) -> Option<Region> {
    let r = text_of;
    if let (Some(population), Some(employed)) = (&r.population, &r.employed)
        && employed.value > population.value
    {
        let message =
            format!("`{path}` has {} employed but {} inhabitants", number(employed.value), number(population.value));
        let finding = Finding::new("M028", employed.span, message).expected("`employed` not above `population`");
        let hint =
            "`employed` are the residents who are in work, here or across the border, and not the jobs in the region";
        findings.add(finding.hint(hint).hint_if(lost_thousands(population.value, employed.value)));
    }
    let weights = r.sectors.as_ref().zip(sectors).and_then(|(w, names)| weights(w, path, r.span, names, findings));
    let kinds = r.kinds.as_ref().and_then(|k| kinds(k, path, findings));
    Some(Region {
        id: r.id.as_ref()?.0.clone(),
        name: text(r.name.as_ref())?,
        population: value(r.population.as_ref())?,
        employed: value(r.employed.as_ref())?,
        output: value(r.output.as_ref())?,
        wage: value(r.wage.as_ref())?,
        national_wage: value(r.national_wage.as_ref())?,
        natural_growth: value(r.natural_growth.as_ref())?,
        periphery: value(r.periphery.as_ref())?,
        resources: value(r.resources.as_ref())?,
        support: value(r.support.as_ref())?,
        absorptive: value(r.absorptive.as_ref())?,
        sectors: weights?,
        organisations: r.organisations.as_ref()?.value,
        kinds: kinds?,
    })
}

/// What to look at where a number is too small by what a point between its thousands takes away.
fn lost_thousands(small: f64, large: f64) -> Option<String> {
    const THOUSAND: f64 = 1000.0;
    let is_so = small < THOUSAND && small * THOUSAND >= large;
    let small = number(small);
    is_so.then(|| {
        format!("a point is the decimal sign, so that `{small}.000` is {small}: write `{small}000` if that is meant")
    })
}

fn weights(
    given: &Loose<Number>,
    path: &str,
    span: Span,
    names: &[String; SECTORS],
    findings: &mut Findings,
) -> Option<[f64; SECTORS]> {
    let known = Names::new("sector", "sectors", names.iter().map(String::as_str).collect());
    let mut weights = [0.0; SECTORS];
    let mut complete = true;
    for entry in &given.0 {
        match (known.find(&entry.key, entry.span, findings), &entry.value) {
            (Some(i), Some(weight)) => weights[i] = weight.value,
            _ => complete = false,
        }
    }
    let sum: f64 = weights.iter().sum();
    if complete && sum <= 0.0 {
        let place = given.0.first().map_or_else(|| span.opening(), |e| e.span);
        let finding = Finding::new("M026", place, format!("`{path}.sectors` gives no sector any weight"));
        findings.add(finding.expected("a weight above 0 for at least one sector"));
        return None;
    }
    complete.then(|| weights.map(|w| w / sum))
}

fn kinds(k: &KindsText, path: &str, findings: &mut Findings) -> Option<[f64; 3]> {
    let shares = [k.firms.as_ref()?.value, k.universities.as_ref()?.value, k.public.as_ref()?.value];
    let sum: f64 = shares.iter().sum();
    if !is_whole(sum) {
        let message = format!("the shares of `{path}.kinds` sum to {}", number(rounded(sum)));
        findings.add(
            Finding::new("M022", k.span.opening(), message)
                .expected("`firms`, `universities` and `public` that sum to 1"),
        );
        return None;
    }
    Some(shares)
}

/// Sums are shown without the noise of floating point.
pub(crate) fn rounded(sum: f64) -> f64 {
    (sum * 1e9).round() / 1e9
}

/// Whether shares sum to 1.
pub(crate) fn is_whole(sum: f64) -> bool {
    (sum - 1.0).abs() <= ROUNDING
}

fn border(b: &BorderText, findings: &mut Findings) -> Option<Border> {
    let institutions = b.institutions.as_ref();
    if let (Some(floor), Some(parts)) = (&b.floor, institutions) {
        let parts = [("goods", &parts.goods), ("mobility", &parts.mobility), ("labour", &parts.labour)];
        let lower = parts.iter().filter_map(|(name, part)| {
            let part = part.as_ref().filter(|p| floor.value > p.value)?;
            Some(format!("`{name}` {}", number(part.value)))
        });
        let lower: Vec<_> = lower.collect();
        if !lower.is_empty() {
            let message =
                format!("the floor {} is above `border.institutions`: {}", number(floor.value), lower.join(", "));
            let expected = "a floor not above any part: no lever can lower them under it";
            findings.add(Finding::new("M028", floor.span, message).expected(expected));
        }
    }
    let (access, parts) = (b.access.as_ref()?, institutions?);
    Some(Border {
        access_goods: value(access.goods.as_ref())?,
        access_people: value(access.people.as_ref())?,
        institutions_goods: value(parts.goods.as_ref())?,
        institutions_mobility: value(parts.mobility.as_ref())?,
        institutions_labour: value(parts.labour.as_ref())?,
        floor: value(b.floor.as_ref())?,
        trust: value(b.trust.as_ref())?,
        governance: value(b.governance.as_ref())?,
        awareness: value(b.awareness.as_ref())?,
    })
}

fn parameters(given: &Loose<ParameterText>, findings: &mut Findings) -> Option<(Parameters, Vec<Change>)> {
    let names = Parameters::TABLE.iter().map(|e| e.id).collect();
    let known = Names::new("parameter", "parameters", names);
    let mut parameters = Parameters::default();
    let mut changes = Vec::new();
    let mut complete = true;
    for entry in &given.0 {
        let found = known.find(&entry.key, entry.span, findings);
        let changed = found.zip(entry.value.as_ref()).and_then(|(i, p)| change(i, p, findings));
        match (changed, parameters.get_mut(&entry.key)) {
            (Some(change), Some(place)) => {
                *place = change.value;
                changes.push(change);
            }
            _ => complete = false,
        }
    }
    complete.then_some((parameters, changes))
}

fn change(index: usize, text_of: &ParameterText, findings: &mut Findings) -> Option<Change> {
    let entry = Parameters::TABLE.get(index)?;
    let Spot { value, span } = text_of.value.as_ref()?;
    if !(entry.min..=entry.max).contains(value) {
        let message = format!("the parameter `{}` is {}, out of its range", entry.id, number(*value));
        let expected = format!(
            "a number from {} to {} ({}); the default is {}",
            number(entry.min),
            number(entry.max),
            entry.unit,
            number(entry.default)
        );
        findings.add(Finding::new("M012", *span, message).expected(expected));
        return None;
    }
    if entry.is_whole() && value.fract() != 0.0 {
        let message = format!("the parameter `{}` is {}, and counts {}", entry.id, number(*value), entry.unit);
        findings.add(Finding::new("M012", *span, message).expected("a whole number"));
        return None;
    }
    Some(Change { parameter: entry.id.to_owned(), value: *value, reason: text(text_of.reason.as_ref())? })
}

fn thresholds(given: &ThresholdsText, findings: &mut Findings) -> Option<Thresholds> {
    let (second, third) = (given.second.as_ref()?, given.third.as_ref()?);
    let mut result = Thresholds::default();
    for (i, indicator) in Indicator::ALL.iter().enumerate() {
        let (low, high) = (stage_field(second, *indicator), stage_field(third, *indicator));
        if let Some(low) = low {
            result.second[i] = low.value;
        }
        if let Some(high) = high {
            result.third[i] = high.value;
        }
        if let Some(given) = high.or(low)
            && result.third[i] < result.second[i]
        {
            let message = format!(
                "stage III begins at {} {}, below stage II at {}",
                indicator.id(),
                number(result.third[i]),
                number(result.second[i])
            );
            let expected = "a threshold of stage III that is not below stage II's";
            findings.add(Finding::new("M025", given.span, message).expected(expected));
        }
    }
    Some(result)
}

const fn stage_field(stage: &StageText, indicator: Indicator) -> Option<&Number> {
    match indicator {
        Indicator::Access => stage.access.as_ref(),
        Indicator::Institutions => stage.institutions.as_ref(),
        Indicator::Trust => stage.trust.as_ref(),
        Indicator::Governance => stage.governance.as_ref(),
        Indicator::Trade => stage.trade.as_ref(),
        Indicator::Knowledge => stage.knowledge.as_ref(),
        Indicator::Symmetry => stage.symmetry.as_ref(),
    }
}
