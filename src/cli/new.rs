//! `marchland new`: a commented scenario that checks and can be played, from a few questions or flags.

mod draft;
mod land;

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::Path;

use clap::Args;

use super::check::plain;
use super::library::Shelf;
use super::replace::replace;
use super::{Failure, paint, shipped};
use draft::{Answers, NoDraft, Side};
use marchland::model::date::Quarter;
use marchland::scenario::{self, Areas, Document, Problem, Problems};

/// What `marchland new` takes.
#[derive(Debug, Args)]
pub struct Options {
    /// Name of the scenario: lower-case letters, digits and hyphens; NAME.ron is written here
    name: String,
    /// Name of the region on side A
    #[arg(long, value_name = "TEXT", value_parser = title)]
    a_name: Option<String>,
    /// Name of the region on side B
    #[arg(long, value_name = "TEXT", value_parser = title)]
    b_name: Option<String>,
    /// Inhabitants of side A
    #[arg(long, value_name = "PERSONS", value_parser = persons)]
    a_population: Option<f64>,
    /// Inhabitants of side B
    #[arg(long, value_name = "PERSONS", value_parser = persons)]
    b_population: Option<f64>,
    /// Mean gross pay a year on side A
    #[arg(long, value_name = "MONEY", value_parser = money)]
    a_wage: Option<f64>,
    /// The same on side B, in the same unit
    #[arg(long, value_name = "MONEY", value_parser = money)]
    b_wage: Option<f64>,
    /// Quarter of the starting values, such as `2010Q1`
    #[arg(long, value_name = "QUARTER", value_parser = quarter)]
    start: Option<Quarter>,
    #[arg(long, value_name = "MAP", help = map_help())]
    map: Option<String>,
    /// Asks nothing: what no flag gives takes its default
    #[arg(long)]
    yes: bool,
}

/// The maps by name, since no other page lists them.
fn map_help() -> String {
    let names: Vec<&str> = shipped::MAPS.iter().map(|(name, _)| *name).collect();
    format!("A shipped map ({}), the path of a GeoJSON file, or `{NO_MAP}`", names.join(", "))
}

/// What stands in the place of a map.
const NO_MAP: &str = "none";

fn title(text: &str) -> Result<String, String> {
    let text = text.trim();
    match text.chars().count() {
        1..=100 if !text.chars().any(char::is_control) => Ok(text.to_owned()),
        0 => Err("expected a name".to_owned()),
        _ => Err("expected a name of 1 to 100 characters in one line".to_owned()),
    }
}

fn number(text: &str, least: f64, most: f64, what: &str) -> Result<f64, String> {
    let plain = text.trim().replace(['_', ' ', '\u{a0}'], "");
    let value = plain.parse::<f64>().ok().filter(|value| (least..=most).contains(value));
    value.ok_or_else(|| format!("expected {what}, written in digits such as 1200000"))
}

fn persons(text: &str) -> Result<f64, String> {
    number(text, 1000.0, 1e9, "a number of persons from 1,000 to 1,000,000,000").map(f64::round)
}

fn money(text: &str) -> Result<f64, String> {
    const MOST: f64 = 1e8;
    let plain = text.trim();
    // Only the ratio of two wages counts, so that thousands taken for units would stay unseen.
    let thousands = plain.split_once('.').filter(|(whole, rest)| {
        let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit());
        rest.len() == 3 && are_digits(whole) && are_digits(rest) && *whole != "0"
    });
    if let Some((whole, rest)) = thousands {
        return Err(format!(
            "`{plain}` could be {whole}{rest} or {whole}: write `{whole}{rest}`, or `{whole}.{}`",
            &rest[..2]
        ));
    }
    number(plain, 1.0, MOST, "pay a year from 1 to 100,000,000").map_err(|why| {
        match number(plain, MOST, f64::MAX, "") {
            Ok(_) => format!("{why}; only the ratio of both wages counts: give both in thousands"),
            Err(_) => why,
        }
    })
}

fn quarter(text: &str) -> Result<Quarter, String> {
    let last = Quarter::new(2999, 4).plus(-draft::QUARTERS);
    let text = text.trim();
    let quarter = text.to_uppercase().parse().ok().filter(|quarter: &Quarter| *quarter <= last);
    let is_year = text.len() == 4 && text.bytes().all(|c| c.is_ascii_digit());
    let hint = if is_year { format!("; for the year {text} write `{text}Q1`") } else { String::new() };
    quarter.ok_or_else(|| {
        format!("expected a quarter such as `2010Q1`, at the latest {last}: the run goes on from there{hint}")
    })
}

/// Does it.
///
/// # Errors
/// A name that is no id, a file that is there already, a map that cannot be used.
pub fn new(options: &Options) -> Result<(), Failure> {
    let id = id(&options.name)?;
    let file = format!("{id}.ron");
    if Path::new(&file).exists() {
        let why = format!("`{file}` is there already and is not overwritten; choose another name, or move it away");
        return Err(Failure::Usage(why));
    }
    let answers = options.answers(&id)?;
    let asks = options.asks();
    let text = draft::text(&answers, &file).map_err(|refused| match refused {
        NoDraft::Problems(problems) => unwritten(&file, &problems, asks),
        NoDraft::Answer(why) => Failure::Usage(why),
    })?;
    let document = Document { name: file.clone(), place: file.clone(), bytes: text.clone().into_bytes() };
    let checked = scenario::check(&document, &Shelf);
    if let Err(problems) = &checked.scenario {
        return Err(unwritten(&file, problems, asks));
    }
    replace(Path::new(&file), &text, None).map_err(Failure::File)?;
    let width = file.len();
    super::print(&format!(
        "{}Wrote {file}: {} and {} from {}. Every figure in it is a placeholder.\n\n  \
         marchland run {file}      plays it\n  \
         marchland check {file}    says what is wrong with it, while you write\n  \
         marchland explain {:width$}  says what a field, lever or number means\n",
        paint::all(&checked.warnings),
        answers.sides[0].name,
        answers.sides[1].name,
        answers.start,
        "NAME",
    ))
}

/// Problems of a text that is nowhere: no line of it can be looked at.
fn unwritten(file: &str, problems: &Problems, asks: bool) -> Failure {
    let placed = |problem: &Problem| match problem.file == file {
        true => Problem { file: "the draft, which was not written".to_owned(), line: 0, ..problem.clone() },
        false => problem.clone(),
    };
    let told = paint::problems(&Problems(problems.0.iter().map(placed).collect()));
    let otherwise = if asks { "begin again and answer otherwise" } else { "give other flags" };
    Failure::File(format!("{}\nNothing was written: {otherwise}.", told.trim_end()))
}

/// The name, if it is an id that is not taken.
fn id(name: &str) -> Result<String, Failure> {
    let stem = name.strip_suffix(".ron").unwrap_or(name);
    // A name that begins with a hyphen would be taken for an option.
    let is_id = scenario::is_id(stem) && !stem.starts_with('-');
    if !is_id {
        let near = draft::slug(stem);
        let hint = if near.is_empty() { String::new() } else { format!("; try `marchland new {near}`") };
        let message = format!(
            "`{}` is no name for a scenario: it takes 1 to 64 lower-case letters a-z, digits and hyphens, no hyphen first{hint}",
            plain(name)
        );
        return Err(Failure::Usage(message));
    }
    if shipped::named(stem).is_some() {
        let message = format!(
            "`{stem}` is the name of a shipped scenario, which would win over yours; try `marchland new my-{stem}`"
        );
        return Err(Failure::Usage(message));
    }
    Ok(stem.to_owned())
}

impl Options {
    /// Whether somebody is there to answer.
    fn asks(&self) -> bool {
        !self.yes && io::stdin().is_terminal()
    }

    fn answers(&self, id: &str) -> Result<Answers, Failure> {
        let asks = self.asks();
        let flags = self.a_name.is_some()
            || self.b_name.is_some()
            || self.a_population.is_some()
            || self.b_population.is_some()
            || self.a_wage.is_some()
            || self.b_wage.is_some()
            || self.start.is_some()
            || self.map.is_some();
        if !asks && !self.yes && !flags {
            let _ = writeln!(
                anstream::stderr(),
                "note: no terminal to ask on and no flags: all answers are defaults; see `marchland new --help`"
            );
        }
        let map = self.map(asks)?;
        let known = map.as_ref().map_or_else(land::nowhere, |map| land::defaults(&map.name));
        let [name_a, name_b] = self.names(asks, [&known[0].name, &known[1].name], map.as_ref())?;
        let [a, b] = known;
        let map = map.map(|map| map.name);
        // Fewer than its cities have would be refused once all is answered.
        let people = |least: f64| move |text: &str| persons(text).and_then(|number| at_least(least, number));
        let inhabitants = |name: &str| format!("Inhabitants of {name}");
        let population_a = asked(&self.a_population, asks, &inhabitants(&name_a), a.population, people(a.in_cities))?;
        let population_b = asked(&self.b_population, asks, &inhabitants(&name_b), b.population, people(b.in_cities))?;
        let wage = "Mean gross pay a year";
        let wage_a = asked(&self.a_wage, asks, &format!("{wage} in {name_a}"), 30_000.0, money)?;
        let wage_b = asked(&self.b_wage, asks, &format!("{wage} in {name_b}, same unit"), 20_000.0, money)?;
        let start = asked(&self.start, asks, "First quarter", Quarter::new(2010, 1), quarter)?;
        let sides = [
            Side { name: name_a, population: population_a, wage: wage_a },
            Side { name: name_b, population: population_b, wage: wage_b },
        ];
        Ok(Answers { id: id.to_owned(), sides, start, map })
    }

    /// The map, looked at before anything else is asked.
    fn map(&self, asks: bool) -> Result<Option<Chosen>, Failure> {
        match (&self.map, asks) {
            (Some(map), _) => {
                let told = |why: String| Failure::File(format!("{why}\nNothing was written."));
                Chosen::of(map, "--map", "`--map none`").map_err(told)
            }
            (None, false) => Ok(None),
            (None, true) => ask_map(),
        }
    }

    /// The names of the regions: of areas of the map, if it does not say itself which lie on either side.
    fn names(&self, asks: bool, known: [&str; 2], map: Option<&Chosen>) -> Result<[String; 2], Failure> {
        let areas = map.filter(|map| !map.areas.has_sides);
        let read = |text: &str| title(text).and_then(|name| areas.map_or(Ok(name.clone()), |map| map.named(name)));
        for flag in [&self.a_name, &self.b_name].into_iter().flatten() {
            read(flag).map_err(|why| Failure::Usage(format!("{why}; nothing was written")))?;
        }
        let names = areas.map(|map| map.areas.names()).unwrap_or_default();
        // The first area that the other side has not taken.
        let default = |known: &str, taken: Option<&String>| {
            let free = names.iter().find(|name| taken.is_none_or(|taken| taken != *name));
            free.map_or_else(|| known.to_owned(), |name| (*name).to_owned())
        };
        if let Some(map) = areas.filter(|_| asks) {
            let _ =
                writeln!(anstream::stderr(), "The map has the areas {}: each side takes one of them.", map.listed());
        }
        let is_given = self.a_name.is_some() && self.b_name.is_some();
        // Of many areas the first two are nobody's choice.
        let is_open = names.len() > 2;
        let first = default(known[0], self.b_name.as_ref());
        let name_a = named(&self.a_name, asks, "Name of the region on side A", first, is_open, read)?;
        let second = default(known[1], Some(&name_a));
        let mut name_b = named(&self.b_name, asks, "Name of the region on side B", second.clone(), is_open, read)?;
        if let Some(map) = areas.filter(|_| is_open && !asks && !is_given) {
            let _ = writeln!(
                anstream::stderr(),
                "note: the map has the areas {}; side A takes `{}` and side B `{}`: `--a-name` and `--b-name` choose others",
                map.listed(),
                plain(&name_a),
                plain(&name_b)
            );
        }
        while name_a == name_b {
            if !asks || self.b_name.is_some() {
                return Err(Failure::Usage("both regions have the same name; give each its own".to_owned()));
            }
            let _ = writeln!(anstream::stderr(), "  both regions would have the same name; give each its own");
            name_b = ask("Name of the region on side B", Some(second.clone()).filter(|_| !is_open), read)?;
        }
        Ok([name_a, name_b])
    }
}

/// A map that can be used.
struct Chosen {
    name: String,
    areas: Areas,
}

impl Chosen {
    /// Nothing if no map is wanted. `given` says in messages how the map was named, `without` how to do without.
    fn of(name: &str, given: &str, without: &str) -> Result<Option<Self>, String> {
        if name == NO_MAP {
            return Ok(None);
        }
        let areas = scenario::areas(name, given, &Shelf);
        let areas = areas.map_err(|problems| paint::problems(&problems).trim_end().to_owned())?;
        let map = Self { name: name.to_owned(), areas };
        match map.areas.has_sides || map.areas.names().len() >= 2 {
            true => Ok(Some(map)),
            false => Err(format!(
                "the map `{}` has one area alone, {}, and a border has two sides: take a map with both regions, or {without}",
                plain(name),
                map.listed()
            )),
        }
    }

    /// The name, if an area has it.
    fn named(&self, name: String) -> Result<String, String> {
        if self.areas.has(&name) {
            return Ok(name);
        }
        let near = super::nearest(&name, self.areas.names().into_iter());
        let near = near.map_or_else(String::new, |near| format!("; did you mean `{}`?", plain(near)));
        Err(format!(
            "the map `{}` has no area `{}`: a region takes the name of its area, {}{near}",
            plain(&self.name),
            plain(&name),
            self.listed()
        ))
    }

    /// The names of its areas, not too many.
    fn listed(&self) -> String {
        const SHOWN: usize = 12;
        let names = self.areas.names();
        let first: Vec<String> = names.iter().take(SHOWN).map(|name| format!("`{}`", plain(name))).collect();
        match names.len().saturating_sub(SHOWN) {
            0 => first.join(", "),
            more => format!("{} and {more} more", first.join(", ")),
        }
    }
}

/// The number, unless it is less than the inhabitants of the cities that a map has.
fn at_least(least: f64, number: f64) -> Result<f64, String> {
    match number < least {
        true => Err(format!(
            "the cities that the map has on this side have {least} inhabitants together; expected at least as many"
        )),
        false => Ok(number),
    }
}

/// The name of a region: one that is `open` has no default for whoever answers.
fn named(
    flag: &Option<String>,
    asks: bool,
    question: &str,
    default: String,
    open: bool,
    read: impl Fn(&str) -> Result<String, String>,
) -> Result<String, Failure> {
    match flag {
        None if asks && open => ask(question, None, read),
        _ => asked(flag, asks, question, default, read),
    }
}

/// A flag, or an answer, or the default.
fn asked<T: Clone + ToString>(
    flag: &Option<T>,
    asks: bool,
    question: &str,
    default: T,
    read: impl Fn(&str) -> Result<T, String>,
) -> Result<T, Failure> {
    match flag {
        Some(given) => Ok(given.clone()),
        None if asks => ask(question, Some(default), read),
        None => Ok(default),
    }
}

/// An answer as text.
fn line_of(bytes: Vec<u8>) -> Result<String, String> {
    let why = "the terminal sends letters in another encoding than UTF-8: answer in plain letters a-z and mend the text in the \
               file afterwards, or set the terminal to UTF-8";
    String::from_utf8(bytes).map_err(|_| why.to_owned())
}

/// Asks on stderr until the answer can be used; an empty one means the default, where there is one.
fn ask<T: Clone + ToString>(
    question: &str,
    default: Option<T>,
    read: impl Fn(&str) -> Result<T, String>,
) -> Result<T, Failure> {
    loop {
        let mut stderr = anstream::stderr();
        let _ = match &default {
            Some(default) => write!(stderr, "{question} [{}]: ", default.to_string()),
            None => write!(stderr, "{question}: "),
        };
        let _ = stderr.flush();
        let mut bytes = Vec::new();
        let length = io::stdin().lock().read_until(b'\n', &mut bytes);
        let length = length.map_err(|error| Failure::Internal(format!("cannot read the answer: {error}")))?;
        if length == 0 {
            return Err(Failure::Usage("the questions were broken off; nothing was written".to_owned()));
        }
        let line = match line_of(bytes) {
            Ok(line) => line,
            Err(why) => {
                let _ = writeln!(stderr, "  {why}");
                continue;
            }
        };
        if let Some(default) = default.as_ref().filter(|_| line.trim().is_empty()) {
            return Ok(default.clone());
        }
        match read(&line) {
            Ok(value) => return Ok(value),
            Err(why) => drop(writeln!(stderr, "  {why}")),
        }
    }
}

/// Asks for a map until there is one that can be used, or none.
fn ask_map() -> Result<Option<Chosen>, Failure> {
    let names: Vec<&str> = shipped::MAPS.iter().map(|(name, _)| *name).collect();
    let question = format!("Map ({}, the path of a .geojson file, or {NO_MAP})", names.join(", "));
    loop {
        let name = ask(&question, Some(NO_MAP.to_owned()), |text| Ok(text.trim().to_owned()))?;
        match Chosen::of(&name, "the answer", &format!("answer `{NO_MAP}`")) {
            Ok(map) => return Ok(map),
            Err(why) => drop(writeln!(anstream::stderr(), "{why}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pay_that_could_be_thousands_is_asked_again_and_large_pay_goes_in_thousands() {
        assert_eq!((money("31000"), money("12500.5"), money("0.5").is_err()), (Ok(31_000.0), Ok(12_500.5), true));
        assert!(money("31.000").is_err_and(|why| why.contains("write `31000`, or `31.00`")));
        assert!(money("600000000").is_err_and(|why| why.contains("give both in thousands")));
        assert!(money("many").is_err_and(|why| !why.contains("thousands")));
    }

    #[test]
    fn a_year_is_told_how_to_be_a_quarter() {
        assert!(quarter("1990").is_err_and(|why| why.contains("write `1990Q1`")));
        assert!(quarter("soon").is_err_and(|why| !why.contains("write")));
    }

    #[test]
    fn an_answer_in_another_encoding_is_told_and_lost_alone() {
        assert_eq!(line_of("Łódź\n".into()), Ok("Łódź\n".to_owned()));
        assert!(line_of(b"M\xfcnchen\n".to_vec()).is_err_and(|why| why.contains("UTF-8")));
    }
}
