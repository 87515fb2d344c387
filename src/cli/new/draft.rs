//! Fills the template of a new scenario.

use std::fmt::Write;
use std::sync::Arc;

use super::super::library::Shelf;
use super::land::{self, Land};
use marchland::model::date::Quarter;
use marchland::scenario::map::Map;
use marchland::scenario::{self, Document, Problems};

const TEMPLATE: &str = include_str!("../../../assets/new.ron");

/// Quarters of a run: twenty years.
pub const QUARTERS: i32 = 80;
/// What output is counted in, unless somebody says otherwise.
pub const EURO: &str = "bn EUR";
/// The same where the pay is none in euro.
const OTHER: &str = "bn of the currency of the pay";
/// Least and greatest output that a scenario takes.
pub const OUTPUT: [f64; 2] = [1e-9, 1e12];

/// What stands above a closure that most borders had.
const PANDEMIC: &str = "        // An example: in spring 2020 most borders were shut to people. If yours stayed open, take it out, and the claim
        // \"closure-stops-commuting\" below with it; if it was shut, put in the quarters and a source.
";
/// The same where nothing of the kind is known.
const EXAMPLE: &str = "        // An example with an invented date: if something of the kind happened, take the two slashes off each line and put in
        // what happened and when. The claim \"closure-stops-commuting\" below goes with it.
";

/// What was asked or given.
pub struct Answers {
    pub id: String,
    pub sides: [Side; 2],
    /// What output is counted in, such as `bn EUR`.
    pub money: String,
    pub start: Quarter,
    /// A shipped map or a path.
    pub map: Option<String>,
}

/// A region as its author describes it.
pub struct Side {
    pub name: String,
    /// Persons.
    pub population: f64,
    /// Mean gross pay a year, in single units of the currency or in any other.
    pub wage: f64,
}

/// Why there is no text.
pub enum NoDraft {
    /// What the map is told to be wrong.
    Problems(Problems),
    /// An answer that does not fit the map.
    Answer(String),
}

/// The text of the scenario.
///
/// # Errors
/// A map that cannot be used, or cities on it that have more people than their region.
pub fn text(answers: &Answers, file: &str) -> Result<String, NoDraft> {
    let populations = [answers.sides[0].population, answers.sides[1].population];
    let map = match &answers.map {
        Some(_) => read_map(answers, file).map_err(NoDraft::Problems)?,
        None => None,
    };
    let land = land::land(map.as_deref(), populations).map_err(NoDraft::Answer)?;
    Ok(filled(answers, &land))
}

/// The map of a draft whose cities are made up: the reader finds the sides as in any scenario.
fn read_map(answers: &Answers, file: &str) -> Result<Option<Arc<Map>>, Problems> {
    let populations = [answers.sides[0].population, answers.sides[1].population];
    let Ok(nowhere) = land::land(None, populations) else { return Ok(None) };
    let bytes = filled(answers, &nowhere).into_bytes();
    let document = Document { name: file.to_owned(), place: file.to_owned(), bytes };
    scenario::read_with(&document, &[], &Shelf).map(|scenario| scenario.geography)
}

/// The map of that name, if its sides can be told without the names of the regions.
pub fn geography(map: &str) -> Option<Arc<Map>> {
    let sides = land::nowhere().map(|side| Side { name: side.name, population: side.population, wage: 1.0 });
    let (id, money, start) = ("map".to_owned(), EURO.to_owned(), Quarter::new(2010, 1));
    let answers = Answers { id, sides, money, start, map: Some(map.to_owned()) };
    read_map(&answers, "map.ron").ok().flatten()
}

fn filled(answers: &Answers, land: &Land) -> String {
    let start = answers.start;
    let end = start.plus(QUARTERS);
    let [a, b] = &answers.sides;
    let ids = region_ids(answers);
    // The pandemic shut most borders; in a run without it nothing of the kind is made up, but shown in comments.
    let pandemic = Quarter::new(2020, 2);
    let is_shut = pandemic > start && pandemic <= end;
    let (shock, off) = if is_shut { (pandemic, "") } else { (start.plus(QUARTERS / 2), "// ") };
    let smaller = if a.population < b.population { a } else { b };
    let mut fields = vec![
        ("id", answers.id.clone()),
        ("money", quoted(&answers.money)),
        ("title", quoted(&format!("{} and {}", a.name, b.name))),
        ("start", start.to_string()),
        ("end", end.to_string()),
        ("year", start.year().to_string()),
        ("next_year", (start.year() + 1).to_string()),
        ("quarters", QUARTERS.to_string()),
        ("shock", shock.to_string()),
        ("before", shock.plus(-1).to_string()),
        ("shocks", if is_shut { PANDEMIC } else { EXAMPLE }.to_owned()),
        ("off", off.to_owned()),
        ("policy", start.plus(QUARTERS / 8).to_string()),
        ("scale", employed(smaller).to_string()),
        ("cities", cities(land)),
        ("crossings", crossings(land, start, end)),
        ("map", map_line(answers)),
        ("sources", map_source(answers, land)),
    ];
    let [a_id, b_id] = ids;
    for (side, id, names) in [
        (a, a_id, ["a_name", "a_id", "a_population", "a_employed", "a_output", "a_wage"]),
        (b, b_id, ["b_name", "b_id", "b_population", "b_employed", "b_output", "b_wage"]),
    ] {
        let values = [
            quoted(&side.name),
            id,
            side.population.to_string(),
            employed(side).to_string(),
            output(side, &answers.money).to_string(),
            side.wage.to_string(),
        ];
        fields.extend(names.into_iter().zip(values));
    }
    put(TEMPLATE, &fields)
}

/// The template with each `{{name}}` replaced; what is put in is not looked through again.
fn put(template: &str, fields: &[(&str, String)]) -> String {
    let mut text = String::new();
    let mut parts = template.split("{{");
    text.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (name, rest) = part.split_once("}}").unwrap_or((part, ""));
        let value = fields.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value);
        text.push_str(value);
        text.push_str(rest);
    }
    text
}

/// A text as it stands between quotes.
fn quoted(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

/// Persons in work: a little under half.
fn employed(side: &Side) -> f64 {
    const IN_WORK: f64 = 0.47;
    (side.population * IN_WORK).round()
}

/// Output a year in this unit of money: wages are a good half of it. Three figures.
pub fn output(side: &Side, money: &str) -> f64 {
    const OVER_WAGES: f64 = 1.8;
    let output = employed(side) * side.wage * OVER_WAGES / scenario::one_of_money(money);
    format!("{output:.2e}").parse().unwrap_or(output)
}

/// Euro, if the pay of both sides can be one in euro.
pub fn usual_money(sides: &[Side; 2]) -> &'static str {
    let is_usual = |side: &Side| scenario::unusual_output(EURO, output(side, EURO), side.population).is_none();
    if sides.iter().all(is_usual) { EURO } else { OTHER }
}

fn region_ids(answers: &Answers) -> [String; 2] {
    let of = |side: &Side, other: &str| {
        let slug = slug(&side.name);
        if slug.is_empty() { other.to_owned() } else { slug }
    };
    let [a, b] = [of(&answers.sides[0], "side-a"), of(&answers.sides[1], "side-b")];
    if a == b { [format!("{}-a", cut(&a)), format!("{}-b", cut(&b))] } else { [a, b] }
}

fn cut(id: &str) -> String {
    const SHORT: usize = 50;
    id.chars().take(SHORT).collect()
}

/// An id out of a name in any script; empty if nothing is left of it.
pub fn slug(name: &str) -> String {
    let plain = deunicode::deunicode(name).to_lowercase();
    let words = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    cut(&words.collect::<Vec<_>>().join("-")).trim_matches('-').to_owned()
}

/// Ids for names, each once.
fn ids<'a>(names: impl Iterator<Item = &'a str>, other: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for name in names {
        let plain = slug(name);
        let plain = if plain.is_empty() { other.to_owned() } else { plain };
        let mut id = plain.clone();
        let mut number = 1;
        while all.contains(&id) {
            number += 1;
            id = format!("{plain}-{number}");
        }
        all.push(id);
    }
    all
}

fn map_line(answers: &Answers) -> String {
    let comment = "    // The map that is drawn: a shipped one, or the path of a GeoJSON file beside this one.\n";
    match &answers.map {
        Some(map) => format!("{comment}    map: \"{}\",\n", quoted(map)),
        None => format!("{comment}    // map: \"{}.geojson\",\n", answers.id),
    }
}

fn map_source(answers: &Answers, land: &Land) -> String {
    match &answers.map {
        Some(map) if land.cities.iter().any(|city| city.source == "map") => {
            format!("        \"map\": \"The map {}: rounded populations of cities, not verified.\",\n", quoted(map))
        }
        _ => String::new(),
    }
}

fn cities(land: &Land) -> String {
    let mut text = String::new();
    for (city, id) in land.cities.iter().zip(ids(land.cities.iter().map(|city| city.name.as_str()), "city")) {
        let _ = writeln!(
            text,
            "        \"{id}\": (name: \"{}\", side: {:?}, at: ({}, {}), population: ({}, \"{}\", U)),",
            quoted(&city.name),
            city.side,
            city.at[0],
            city.at[1],
            city.population,
            city.source
        );
    }
    text
}

fn crossings(land: &Land, start: Quarter, end: Quarter) -> String {
    // What opens after the run, or was given up before its first year is over, has no place in it.
    let in_time = land.crossings.iter().filter(|c| {
        c.opened.is_none_or(|year| Quarter::new(year, 1) <= end) && c.closed.is_none_or(|year| year > start.year())
    });
    let in_time: Vec<_> = in_time.collect();
    let cities = ids(land.cities.iter().map(|city| city.name.as_str()), "city");
    let names = ids(in_time.iter().map(|crossing| crossing.name.as_str()), "crossing");
    #[expect(clippy::cast_precision_loss, reason = "a handful")]
    let share = (100.0 / in_time.len().max(1) as f64).floor() / 100.0;
    let mut text = String::new();
    for (crossing, id) in in_time.into_iter().zip(names) {
        let date = crossing.opened.map(|year| Quarter::new(year, 1)).filter(|date| *date >= start);
        let (minutes, opens) = match date {
            Some(date) => (60, format!("At(\"{date}\")")),
            None => (90, "Before".to_owned()),
        };
        let [from, to] = crossing.between.map(|index| cities.get(index).map_or("", String::as_str));
        let _ = write!(
            text,
            "        \"{id}\": (\n            name: \"{}\",\n            at: ({}, {}),\n            between: (\"{from}\", \
             \"{to}\"),\n            mode: {},\n            goods: ({share}, \"draft\", U),\n            people: ({share}, \"draft\", \
             U),\n            minutes_before: (90, \"draft\", U),\n            minutes: ({minutes}, \"draft\", U),\n            \
             opens: {opens},\n            payers: (a: 0.5, b: 0.5),\n        ),\n",
            quoted(&crossing.name),
            crossing.at[0],
            crossing.at[1],
            crossing.mode
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_made_of_any_script_and_differ() {
        assert_eq!(slug("Słubice (Frankfurt)"), "slubice-frankfurt");
        assert_eq!(slug("深圳"), "shen-zhen");
        assert_eq!(slug("???"), "");
        assert_eq!(ids(["A", "a", "!"].into_iter(), "city"), ["a", "a-2", "city"]);
    }

    #[test]
    fn what_is_put_in_is_text_and_not_looked_through() {
        assert_eq!(put("{{a}} and {{b}}", &[("a", "{{b}}".to_owned()), ("b", "x".to_owned())]), "{{b}} and x");
        assert_eq!(quoted("a \"b\" \\"), "a \\\"b\\\" \\\\");
    }
}
