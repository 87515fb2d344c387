//! `marchland new`: a commented scenario that checks and can be played, from a few questions or flags.

mod answer;
mod ask;
mod draft;
mod land;

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use clap::Args;

use super::check::plain;
use super::library::Shelf;
use super::replace::replace;
use super::{Failure, paint, shipped};
use answer::{at_least, money, pay, persons, quarter, title};
use ask::{ask, ask_map, asked, named};
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
    #[arg(long, value_name = "PAY", value_parser = pay)]
    a_wage: Option<f64>,
    /// The same on side B, in the same unit
    #[arg(long, value_name = "PAY", value_parser = pay)]
    b_wage: Option<f64>,
    /// What regional output is counted in, in the currency of the pay, such as `bn JPY`; `bn EUR` unless given
    #[arg(long, value_name = "UNIT", value_parser = title)]
    money: Option<String>,
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
            || self.money.is_some()
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
        let wage_a = asked(&self.a_wage, asks, &format!("{wage} in {name_a}"), 30_000.0, pay)?;
        let wage_b = asked(&self.b_wage, asks, &format!("{wage} in {name_b}, same unit"), 20_000.0, pay)?;
        let sides = [
            Side { name: name_a, population: population_a, wage: wage_a },
            Side { name: name_b, population: population_b, wage: wage_b },
        ];
        let money = self.money(asks, &sides)?;
        let start = asked(&self.start, asks, "First quarter", Quarter::new(2010, 1), quarter)?;
        Ok(Answers { id: id.to_owned(), sides, money, start, map })
    }

    /// What output is counted in: euro only where the pay can be one in euro.
    fn money(&self, asks: bool, sides: &[Side; 2]) -> Result<String, Failure> {
        let default = draft::usual_money(sides);
        let question = "Output is counted in (the currency of the pay, such as bn JPY)";
        if !asks && self.money.is_none() && default != draft::EURO {
            let pay = sides[0].wage.max(sides[1].wage);
            let _ = writeln!(
                anstream::stderr(),
                "note: {pay} a year is no pay in euro, so output is counted in \"{default}\": `--money \"bn JPY\"`, say, names it"
            );
        }
        let unit = asked(&self.money, asks, question, default.to_owned(), |text| money(text, sides))?;
        money(&unit, sides).map_err(|why| Failure::Usage(format!("{why}; nothing was written")))
    }

    /// The map, looked at before anything else is asked.
    fn map(&self, asks: bool) -> Result<Option<Chosen>, Failure> {
        match (&self.map, asks) {
            (Some(map), _) => {
                let told = |why: String| Failure::File(format!("{why}\nNothing was written."));
                Chosen::of(map, "--map", "give `--map none`").map_err(|refused| told(refused.in_full()))
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

/// Why a map cannot be used.
enum NoMap {
    Problems(Problems),
    OneArea(String),
}

impl NoMap {
    /// With places and lines, as for any file.
    fn in_full(&self) -> String {
        match self {
            Self::Problems(problems) => paint::problems(problems).trim_end().to_owned(),
            Self::OneArea(why) => why.clone(),
        }
    }

    /// What is wrong and what to do, for somebody who is asked again.
    fn in_short(&self) -> Vec<String> {
        match self {
            Self::Problems(problems) => {
                let first = problems.0.first();
                first.map(|first| std::iter::once(first.message.clone()).chain(first.hint.clone()).collect())
            }
            .unwrap_or_default(),
            Self::OneArea(why) => vec![why.clone()],
        }
    }
}

/// A map that can be used.
struct Chosen {
    name: String,
    areas: Areas,
}

impl Chosen {
    /// Nothing if no map is wanted. `given` says in messages how the map was named, `without` how to do without.
    fn of(name: &str, given: &str, without: &str) -> Result<Option<Self>, NoMap> {
        if name == NO_MAP {
            return Ok(None);
        }
        let areas = scenario::areas(name, given, without, &Shelf).map_err(NoMap::Problems)?;
        let map = Self { name: name.to_owned(), areas };
        match map.areas.has_sides || map.areas.names().len() >= 2 {
            true => Ok(Some(map)),
            false => Err(NoMap::OneArea(format!(
                "the map `{}` has one area alone, {}, and a border has two sides: take a map with both regions, or {without}",
                plain(name),
                map.listed()
            ))),
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
