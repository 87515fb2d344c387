//! `marchland list`: the scenarios that there are, shipped and the person's own, and the shipped studies, with a line each.

use std::path::{Path, PathBuf};

use clap::Args;
use rayon::prelude::*;
use serde::Serialize;

use super::check::{counted, plain};
use super::layout::{self, Page};
use super::library::Shelf;
use super::{Failure, load, shipped, studies};
use marchland::model::Borderland;
use marchland::scenario::{self, Document, Kind, Problems, Scenario};
use marchland::words;

/// What `marchland list` takes.
#[derive(Debug, Args)]
pub struct Options {
    /// Folders whose scenarios are shown, too
    #[arg(value_name = "DIR")]
    folders: Vec<PathBuf>,
    /// Writes one JSON object instead of text
    #[arg(long)]
    json: bool,
}

/// Every field with its meaning, for `marchland explain list-json`.
pub const FIELDS: &[(&str, &str)] = &[
    ("version", "version of marchland"),
    ("own_folder", "the folder of the person's own scenarios, or null if the platform names none"),
    ("scenarios", "shipped ones first, then those of the own folder, then those of the folders that were named"),
    ("scenarios[].name", "what other commands take: a name, or a path"),
    ("scenarios[].from", "`shipped`, or the folder"),
    ("scenarios[].problems", "number of problems; 0 if it can be played, and then the fields below are not null"),
    ("scenarios[].title", "title, or null"),
    ("scenarios[].summary", "what it is about, or null"),
    ("scenarios[].start", "quarter of the starting values, or null"),
    ("scenarios[].quarters", "length of a run, or null"),
    ("scenarios[].policies", "ids of its policies, or null"),
    (
        "scenarios[].stage",
        "stage of integration at the start, 1 to 3; null where there are problems, or so many organisations that it would take \
         long to make them",
    ),
    ("studies", "the studies that are shipped"),
    ("studies[].name", "what other commands take"),
    ("studies[].title", "title"),
    ("studies[].question", "what it asks"),
    ("studies[].scenarios", "ids of its scenarios"),
    ("studies[].policies", "ids of its policies"),
    ("studies[].rows", "number of its runs"),
];

/// Does it.
///
/// # Errors
/// A folder that cannot be read.
pub fn list(options: &Options) -> Result<(), Failure> {
    let own = load::own_folder();
    let mut groups = vec![("shipped".to_owned(), shipped_ones())];
    if let Some(folder) = own.as_ref().filter(|folder| folder.is_dir()) {
        groups.push((folder.display().to_string(), ones_of(folder, Name::Bare)?));
    }
    for folder in &options.folders {
        groups.push((folder.display().to_string(), ones_of(folder, Name::Path)?));
    }
    let own = own.map(|folder| folder.display().to_string());
    super::print(&if options.json { json(&groups, own.as_deref())? } else { text(&groups, own.as_deref()) })
}

/// What a listed file is called.
#[derive(Clone, Copy)]
enum Name {
    /// Without folder and ending: the own folder is looked through for it.
    Bare,
    Path,
}

/// A scenario, or why it is none.
struct One {
    name: String,
    found: Result<Facts, Not>,
}

/// Why a file cannot be played.
enum Not {
    /// A file of this program, but of another kind.
    Kind(Kind),
    /// So many problems.
    Problems(usize),
}

impl Not {
    const fn number(&self) -> usize {
        match self {
            Self::Kind(_) => 1,
            Self::Problems(number) => *number,
        }
    }
}

/// What is told of a scenario.
struct Facts {
    title: String,
    summary: String,
    start: String,
    quarters: u32,
    policies: Vec<String>,
    /// None where it would take long to tell.
    stage: Option<u8>,
    /// First and last.
    years: String,
}

fn shipped_ones() -> Vec<One> {
    let one = |(name, text): &(&str, &str)| {
        let file = format!("{name}.ron");
        one((*name).to_owned(), Document { name: file.clone(), place: file, bytes: text.as_bytes().to_vec() })
    };
    shipped::SCENARIOS.iter().map(one).collect()
}

fn ones_of(folder: &Path, name: Name) -> Result<Vec<One>, Failure> {
    let files = load::files_of(folder).map_err(|error| {
        Failure::File(format!(
            "cannot read the folder `{}`: {}\ngive a folder in which .ron files lie",
            folder.display(),
            words::of_disk(&error)
        ))
    })?;
    Ok(files.par_iter().map(|file| of_file(file, name)).collect())
}

fn of_file(file: &Path, name: Name) -> One {
    let path = file.to_string_lossy().into_owned();
    let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let name = match name {
        // The shipped scenario wins over the name alone.
        Name::Bare if shipped::named(&stem).is_none() => stem,
        _ => path.clone(),
    };
    match load::read(file) {
        Ok(bytes) => one(name, Document { name: path.clone(), place: path, bytes }),
        Err(_) => One { name, found: Err(Not::Problems(1)) },
    }
}

fn one(name: String, document: Document) -> One {
    let read = scenario::read_with(&document, &[], &Shelf);
    let why = |problems: Problems| match scenario::kind_of(&document) {
        Some(kind) if kind != Kind::Scenario => Not::Kind(kind),
        _ => Not::Problems(problems.0.len()),
    };
    One { name, found: read.map(facts).map_err(why) }
}

/// The stage at the start, for which every organisation has to be made: only where these are few, so that a list is there
/// at once whatever lies in the folder.
fn stage(scenario: &Scenario) -> Option<u8> {
    const FEW: u32 = 5_000;
    let organisations: u32 = scenario.setup.regions.iter().map(|region| region.organisations).sum();
    (organisations <= FEW).then(|| Borderland::new(&scenario.setup, 1).stage())
}

fn facts(scenario: Scenario) -> Facts {
    let (start, stage) = (scenario.setup.start, stage(&scenario));
    // The quarter of the start counts as one of the years that people think of.
    let last = start.plus(i32::try_from(scenario.quarters - 1).unwrap_or(i32::MAX));
    Facts {
        title: scenario.title,
        summary: scenario.summary,
        start: start.to_string(),
        quarters: scenario.quarters,
        policies: scenario.policies.into_keys().collect(),
        stage,
        years: format!("{}-{}", start.year(), last.year()),
    }
}

/// Columns of the longest name that stands in one line with what is told of its scenario.
const WIDEST_NAME: usize = 24;

fn text(groups: &[(String, Vec<One>)], own: Option<&str>) -> String {
    let mut page = Page::for_reader();
    for (from, ones) in groups {
        let heading = if from == "shipped" { "Shipped with the program".to_owned() } else { plain(from) };
        page.heading(&heading, "");
        if ones.is_empty() {
            page.line("no .ron files");
        }
        let widths = ones.iter().map(|one| layout::columns(&plain(&one.name)));
        let widest = widths.filter(|width| *width <= WIDEST_NAME).max().unwrap_or_default();
        let room = page.inner().saturating_sub(widest + 2);
        for one in ones {
            let mut name = plain(&one.name);
            if layout::columns(&name) > WIDEST_NAME {
                // A long path has a line of its own, or no room would be left for what is told of it.
                page.line(layout::paint(layout::STRONG, std::mem::take(&mut name)));
            }
            let name = layout::left(&name, widest);
            page.line(format!("{}  {}", layout::paint(layout::STRONG, name), line(&one.found, room)));
        }
    }
    studies::section(&mut page, &studies::entries());
    page.blank();
    if let Some(own) = own {
        page.paragraph(&format!("Scenarios in {} are found by name.", plain(own)), 0);
    }
    page.paragraph("`marchland list .` shows those of the folder you are in, too.", 0);
    page.paragraph("`marchland run NAME` plays one, `marchland new NAME` writes a new one.", 0);
    page.paragraph("`marchland explain STUDY` says more of a study, `marchland batch STUDY --out FOLDER` runs it.", 0);
    page.finish()
}

/// What is told of a scenario beside its name.
fn line(found: &Result<Facts, Not>, room: usize) -> String {
    match found {
        Ok(facts) => {
            let policies = words::counted(facts.policies.len(), "policy");
            let stage = facts.stage.map_or_else(|| "–".to_owned(), |stage| format!("stage {}", layout::roman(stage)));
            let text = format!(
                "{}  {}  {}  {}: {}",
                layout::left(&facts.years, 9),
                layout::left(&stage, 9),
                layout::left(&policies, 11),
                plain(&facts.title),
                plain(&facts.summary)
            );
            layout::cut(&text, room)
        }
        Err(Not::Kind(kind)) => layout::cut(&format!("{}; {}", kind.called(), told_of(*kind)), room),
        Err(Not::Problems(problems)) => {
            let text = format!("cannot be played: {}; `marchland check` tells", counted(*problems, "problem"));
            layout::paint(layout::SHORT, layout::cut(&text, room))
        }
    }
}

/// What can be done with it, in few words.
const fn told_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Scenario => "`marchland run FILE` plays it",
        Kind::Study => "`marchland plan FILE` says what it costs",
        Kind::Session | Kind::Save => "`marchland run --session FILE` plays it",
    }
}

#[derive(Serialize)]
struct Object<'a> {
    version: &'static str,
    own_folder: Option<&'a str>,
    scenarios: Vec<Entry<'a>>,
    studies: Vec<studies::Entry>,
}

#[derive(Serialize)]
struct Entry<'a> {
    name: &'a str,
    from: &'a str,
    problems: usize,
    title: Option<&'a str>,
    summary: Option<&'a str>,
    start: Option<&'a str>,
    quarters: Option<u32>,
    policies: Option<&'a [String]>,
    stage: Option<u8>,
}

impl<'a> Entry<'a> {
    fn of(from: &'a str, one: &'a One) -> Self {
        let facts = one.found.as_ref().ok();
        Self {
            name: &one.name,
            from,
            problems: one.found.as_ref().err().map_or(0, Not::number),
            title: facts.map(|f| f.title.as_str()),
            summary: facts.map(|f| f.summary.as_str()),
            start: facts.map(|f| f.start.as_str()),
            quarters: facts.map(|f| f.quarters),
            policies: facts.map(|f| f.policies.as_slice()),
            stage: facts.and_then(|f| f.stage),
        }
    }
}

fn json(groups: &[(String, Vec<One>)], own_folder: Option<&str>) -> Result<String, Failure> {
    let entries = groups.iter().flat_map(|(from, ones)| ones.iter().map(|one| Entry::of(from, one)));
    let (scenarios, studies) = (entries.collect(), studies::entries());
    let object = Object { version: env!("CARGO_PKG_VERSION"), own_folder, scenarios, studies };
    let line = serde_json::to_string(&object);
    line.map(|line| line + "\n").map_err(|error| Failure::Internal(format!("cannot write JSON: {error}")))
}
