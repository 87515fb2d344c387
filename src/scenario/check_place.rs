//! Checks cities, crossings and the projects that build them.

use super::check::{Names, is_whole, rounded, text, value};
use super::format::{CityText, CrossingText, PayersText, ScenarioText};
use super::format_action::ProjectText;
use super::kinds::{Entry, Keyed, Pair, Words};
use super::problems::{Finding, Findings, number, quoted};
use super::tree::Span;
use crate::model::date::Quarter;
use crate::model::setup::{City, Crossing, Opens, Payers, Project, Side};

/// The entries of a map that could be read as a map.
pub(crate) fn entries<T>(map: Option<&Keyed<T>>) -> &[Entry<T>] {
    map.map_or(&[], |m| &m.0)
}

pub(crate) fn cities(file: &ScenarioText, findings: &mut Findings) -> Option<Vec<City>> {
    let given = file.cities.as_ref()?;
    for side in Side::BOTH {
        let readable = given.0.iter().all(|e| e.value.as_ref().is_some_and(|c| c.side.is_some()));
        let on_side = |e: &Entry<CityText>| e.value.as_ref()?.side.as_ref().map(|s| s.value == side);
        if readable && !given.0.iter().any(|e| on_side(e) == Some(true)) {
            let place = given.0.first().map_or_else(|| file.span.opening(), |e| e.span);
            let message = format!("no city lies on side {side:?}");
            findings.add(
                Finding::new("M032", place, message)
                    .expected("at least one city on each side: organisations sit in cities"),
            );
        }
    }
    given.0.iter().map(|e| city(&e.key, e.value.as_ref()?)).collect()
}

fn city(id: &str, c: &CityText) -> Option<City> {
    Some(City {
        id: id.to_owned(),
        name: text(c.name.as_ref())?,
        side: c.side.as_ref()?.value,
        longitude: c.at.as_ref()?.longitude,
        latitude: c.at.as_ref()?.latitude,
        population: value(c.population.as_ref())?,
    })
}

pub(crate) fn crossings(file: &ScenarioText, start: Option<Quarter>, findings: &mut Findings) -> Option<Vec<Crossing>> {
    let given = entries(file.crossings.as_ref());
    let made: Vec<_> = given
        .iter()
        .map(|entry| {
            let c = entry.value.as_ref()?;
            opening(file, &entry.key, c, start, findings);
            crossing(file, &entry.key, c, findings)
        })
        .collect();
    file.crossings.as_ref()?;
    made.into_iter().collect()
}

fn crossing(file: &ScenarioText, id: &str, c: &CrossingText, findings: &mut Findings) -> Option<Crossing> {
    let between = c.between.as_ref().and_then(|pair| ends(file, id, pair, findings));
    let payers = c.payers.as_ref().and_then(|p| payers(p, &format!("crossings.{id}.payers"), findings));
    if let (Some(before), Some(after)) = (&c.minutes_before, &c.minutes)
        && after.value > before.value
    {
        let message = format!(
            "the crossing {} takes {} minutes, longer than the {} before it opens",
            quoted(id),
            number(after.value),
            number(before.value)
        );
        findings.add(Finding::new("M028", after.span, message).expected("`minutes` not above `minutes_before`"));
    }
    Some(Crossing {
        id: id.to_owned(),
        name: text(c.name.as_ref())?,
        longitude: c.at.as_ref()?.longitude,
        latitude: c.at.as_ref()?.latitude,
        between: between?,
        mode: c.mode.as_ref()?.value,
        goods: value(c.goods.as_ref())?,
        people: value(c.people.as_ref())?,
        minutes_before: value(c.minutes_before.as_ref())?,
        minutes: value(c.minutes.as_ref())?,
        opens: c.opens.as_ref()?.value,
        payers: payers?,
        capital: value(c.capital.as_ref())?,
    })
}

/// The cities at its ends, A first whichever is written first.
fn ends(file: &ScenarioText, id: &str, pair: &Pair<Words>, findings: &mut Findings) -> Option<[usize; 2]> {
    let cities = file.cities.as_ref()?;
    let mut find = |word| Names::one_of(("city", "cities"), &cities.0, |city| city.key.as_str(), word, findings);
    let (first, second) = (find(&pair.first), find(&pair.second));
    let (first, second) = (first?, second?);
    let side = |i: usize| cities.0.get(i)?.value.as_ref()?.side.as_ref().map(|s| s.value);
    match (side(first)?, side(second)?) {
        (Side::A, Side::B) => Some([first, second]),
        (Side::B, Side::A) => Some([second, first]),
        (side, _) => {
            let message = format!(
                "the crossing {} joins {} and {}, both on side {side:?}",
                quoted(id),
                quoted(&pair.first.value),
                quoted(&pair.second.value)
            );
            let finding = Finding::new("M021", pair.second.span, message);
            findings.add(finding.expected("a city of side A and a city of side B"));
            None
        }
    }
}

fn opening(file: &ScenarioText, id: &str, c: &CrossingText, start: Option<Quarter>, findings: &mut Findings) {
    let Some(opens) = &c.opens else { return };
    match opens.value {
        Opens::At(date) if start.is_some_and(|s| date < s) => {
            let message = format!("the crossing {} opens in {date}, before the start", quoted(id));
            let hint = "write `opens: Before` if it is there from the start";
            findings.add(Finding::new("M033", opens.span, message).expected("a quarter from the start on").hint(hint));
        }
        Opens::Project => {
            let builds = |p: &ProjectText| p.opens.as_ref().is_some_and(|o| o.value == id);
            let unreadable = file.projects.is_none();
            if !unreadable && !entries(file.projects.as_ref()).iter().any(|e| e.value.as_ref().is_none_or(builds)) {
                let message = format!("the crossing {} waits for a project, but no project opens it", quoted(id));
                let expected = format!("a project with `opens: \"{id}\"`");
                let hint = "or open it at a date: `opens: At(\"2022Q2\")`";
                findings.add(Finding::new("M029", opens.span, message).expected(expected).hint(hint));
            }
        }
        _ => {}
    }
}

/// Shares that sum to 1; `path` names them in the message.
pub(crate) fn payers(given: &PayersText, path: &str, findings: &mut Findings) -> Option<Payers> {
    let (a, b, fund) = (given.a.as_ref()?.value, given.b.as_ref()?.value, given.fund.as_ref()?.value);
    let sum = a + b + fund;
    // A share under another name has been told, and is missing here for that reason.
    if !is_whole(sum) && findings.lie_in(given.span) {
        return None;
    }
    if !is_whole(sum) {
        let message = match sum {
            0.0 => format!("nobody pays: the shares of `{path}` sum to 0"),
            _ => format!("the shares of `{path}` sum to {}", number(rounded(sum))),
        };
        let finding = Finding::new("M022", given.span, message);
        findings.add(finding.expected("shares of `a`, `b` and `fund` that sum to 1, such as `(a: 0.5, b: 0.5)`"));
        return None;
    }
    Some(Payers { a, b, fund })
}

type Projects = (Vec<Project>, Vec<Option<String>>);

pub(crate) fn projects(file: &ScenarioText, findings: &mut Findings) -> Option<Projects> {
    let given = entries(file.projects.as_ref());
    let made: Vec<_> = given
        .iter()
        .map(|entry| {
            let p = entry.value.as_ref()?;
            let made = project(file, &entry.key, entry.span, p, findings)?;
            Some((made, text(p.direction.as_ref())))
        })
        .collect();
    file.projects.as_ref()?;
    made.into_iter().collect::<Option<Vec<_>>>().map(|list| list.into_iter().unzip())
}

fn project(file: &ScenarioText, id: &str, span: Span, p: &ProjectText, findings: &mut Findings) -> Option<Project> {
    let payers = p.payers.as_ref().and_then(|t| payers(t, &format!("projects.{id}.payers"), findings));
    let opens = p.opens.as_ref().map(|word| opened(file, id, word, findings));
    let effects = p.effects.as_ref()?;
    // An effect that cannot be read has been told, and would be one.
    if p.opens.is_none() && effects.0.is_empty() && !findings.lie_in(p.span) {
        let finding = Finding::new("M028", span, format!("the project {} does nothing", quoted(id)));
        findings.add(finding.expected("`opens: \"crossing id\"`, `effects: {..}`, or both"));
    }
    Some(Project {
        id: id.to_owned(),
        name: text(p.name.as_ref())?,
        cost: value(p.cost.as_ref())?,
        build: p.build.as_ref()?.value,
        payers: payers?,
        recipient: p.recipient.as_ref()?.value,
        loan: p.loan.as_ref()?.value,
        certain: p.certain.as_ref()?.value,
        opens: match opens {
            Some(found) => Some(found?),
            None => None,
        },
        effects: effects.0.clone(),
    })
}

/// The crossing that a project opens.
fn opened(file: &ScenarioText, id: &str, word: &Words, findings: &mut Findings) -> Option<usize> {
    let crossings = file.crossings.as_ref()?;
    let index =
        Names::one_of(("crossing", "crossings"), &crossings.0, |crossing| crossing.key.as_str(), word, findings)?;
    let opens = crossings.0.get(index)?.value.as_ref()?.opens.as_ref()?;
    if opens.value != Opens::Project {
        let message =
            format!("the project {} opens the crossing {}, which opens without it", quoted(id), quoted(&word.value));
        let hint = format!("write `opens: Project` in `crossings.{}`, or drop `opens` here", word.value);
        let expected = "the id of a crossing with `opens: Project`";
        findings.add(Finding::new("M029", word.span, message).expected(expected).hint(hint));
        return None;
    }
    Some(index)
}
