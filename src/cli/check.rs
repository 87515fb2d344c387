//! `marchland check`: everything that is wrong with files of scenarios and studies, and what is probably not meant.

use std::fmt::Write;

use clap::Args;
use rayon::prelude::*;
use serde::Serialize;

use super::batch::copies::Beside;
use super::library::Shelf;
use super::load::{self, Unread};
use super::{Failure, paint};
use marchland::model::setup::Grade;
use marchland::scenario::{self, Checked, Kind, Problem, Problems, Scenario, Severity};
use marchland::study;
use marchland::words;

/// What `marchland check` takes.
#[derive(Debug, Args)]
pub struct Options {
    /// Files of scenarios or studies, or names of scenarios as `marchland list` shows them
    #[arg(value_name = "FILE", required = true, value_parser = clap::builder::NonEmptyStringValueParser::new())]
    files: Vec<String>,
    /// Writes one JSON object instead of text, for editors
    #[arg(long)]
    json: bool,
    /// Ends with code 3 where there are warnings, too
    #[arg(long)]
    deny_warnings: bool,
}

/// Every field with its meaning, for `marchland explain check-json`.
pub const FIELDS: &[(&str, &str)] = &[
    ("version", "version of marchland"),
    ("errors", "number of problems of severity `error` in all files"),
    ("warnings", "number of problems of severity `warning` in all files"),
    ("files", "one entry for each file that was named, in that order"),
    ("files[].file", "the file, as problems name it"),
    ("files[].scenario", "id of the scenario; null if the file has errors or is a study"),
    ("files[].rows", "number of rows of a study; null if the file has errors or is a scenario"),
    ("files[].errors", "number of its errors"),
    ("files[].warnings", "number of its warnings; a file with errors is not looked through for them"),
    ("files[].figures", "number of its figures; null if the file has errors"),
    ("files[].unverified", "number of its figures of grade U; null if the file has errors"),
    ("problems", "list of problems and warnings, file by file, in the order of the text"),
    ("problems[].file", "the file in which it lies: the one that was named, or one that it names"),
    ("problems[].line", "line from 1; 0 if it lies in no particular line"),
    ("problems[].column", "column of the first character from 1, in characters; 0 without a line"),
    ("problems[].end_column", "column after the last character, in the same line"),
    ("problems[].severity", "`error` or `warning`"),
    ("problems[].code", "stable code, which `marchland explain` expands"),
    ("problems[].title", "what the code stands for, in a few words"),
    ("problems[].message", "what is wrong, in a sentence"),
    ("problems[].expected", "what would be right, or null"),
    ("problems[].hint", "what to do, or null"),
];

/// Does it.
///
/// # Errors
/// Files with problems, which have been told then.
pub fn check(options: &Options) -> Result<(), Failure> {
    let files: Vec<Found> = options.files.par_iter().map(|name| found(name)).collect();
    let text = if options.json { json(&files)? } else { text(&files) };
    super::print(&text)?;
    let errors: usize = files.iter().map(|file| file.count(Severity::Error)).sum();
    let warnings: usize = files.iter().map(|file| file.count(Severity::Warning)).sum();
    if errors > 0 || options.deny_warnings && warnings > 0 { Err(Failure::Told) } else { Ok(()) }
}

/// One file and what is to be said of it.
struct Found {
    /// As problems name it.
    file: String,
    scenario: Option<Scenario>,
    /// Id and number of rows, if it is a study.
    study: Option<(String, u64)>,
    /// Errors or warnings; there are never both.
    problems: Problems,
}

impl Found {
    /// A file that cannot be looked at.
    fn unread(name: &str, unread: Unread) -> Self {
        Self { file: name.to_owned(), scenario: None, study: None, problems: Problems(vec![missing(unread)]) }
    }

    fn count(&self, severity: Severity) -> usize {
        self.problems.0.iter().filter(|problem| problem.severity() == severity).count()
    }

    /// Figures, and those of grade U.
    fn figures(&self) -> Option<[usize; 2]> {
        let figures = &self.scenario.as_ref()?.figures;
        Some([figures.len(), figures.iter().filter(|figure| figure.grade == Grade::U).count()])
    }
}

fn found(name: &str) -> Found {
    let document = match load::scenario_or_study(name) {
        Ok(document) => document,
        Err(unread) => return Found::unread(name, unread),
    };
    // Without its field `study`, too: then that is what is told to be missing.
    if scenario::kind_of(&document) == Some(Kind::Study) {
        let library = match Beside::of(&document) {
            Ok(library) => library,
            Err(failure) => {
                let text = failure.text();
                let (why, hint) = text.split_once('\n').unwrap_or((&text, ""));
                let [why, hint] = [why, hint].map(str::to_owned);
                return Found::unread(name, Unread { name: document.name, why, hint });
            }
        };
        let read = study::read(&document, &library);
        let study = read.as_ref().ok().map(|study| (study.id.clone(), study.rows()));
        let problems = read.map_or_else(|problems| problems, |study| study::warnings(&document, &study));
        return Found { file: document.name, scenario: None, study, problems };
    }
    let Checked { scenario, warnings } = scenario::check(&document, &Shelf);
    match scenario {
        Ok(scenario) => Found { file: document.name, scenario: Some(scenario), study: None, problems: warnings },
        Err(problems) => Found { file: document.name, scenario: None, study: None, problems },
    }
}

/// The code of a file that there is not.
const UNREAD: &str = "M006";

fn missing(unread: Unread) -> Problem {
    Problem {
        file: unread.name,
        line: 0,
        column: 0,
        length: 1,
        source_line: String::new(),
        source_from: 1,
        code: UNREAD,
        message: unread.why,
        expected: None,
        hint: Some(unread.hint),
        in_override: false,
    }
}

fn text(files: &[Found]) -> String {
    let mut text = String::new();
    for file in files {
        text.push_str(&paint::all(&file.problems));
        text.push_str(&closing(file));
    }
    if files.len() > 1 {
        let of = |severity| files.iter().map(|file| file.count(severity)).sum();
        let clean = files.iter().filter(|file| file.count(Severity::Error) == 0).count();
        let all = files.len();
        let _ = writeln!(
            text,
            "\n{}: {clean} can be played, {} cannot; {}, {}",
            words::counted(all, "file"),
            all - clean,
            counted(of(Severity::Error), "problem"),
            counted(of(Severity::Warning), "warning")
        );
    }
    text
}

/// One line on a file.
fn closing(file: &Found) -> String {
    let (errors, warnings) = (file.count(Severity::Error), file.count(Severity::Warning));
    let severity = if errors > 0 { Some(Severity::Error) } else { (warnings > 0).then_some(Severity::Warning) };
    let style = severity.map_or_else(|| anstyle::AnsiColor::Green.on_default().bold(), paint::style);
    let name = file.scenario.as_ref().map(|scenario| scenario.id.clone());
    let name = name.or(file.study.as_ref().map(|(id, _)| id.clone())).unwrap_or_else(|| plain(&file.file));
    let what = match (errors, file.figures()) {
        _ if file.problems.0.first().is_some_and(|problem| problem.code == UNREAD) => "cannot be read".to_owned(),
        (0, None) if file.study.is_some() => {
            let rows = file.study.as_ref().map_or(0, |(_, rows)| *rows);
            let warned = if warnings == 0 { String::new() } else { format!("{}, ", counted(warnings, "warning")) };
            format!("no problems, {warned}a study of {}", words::counted(rows, "row"))
        }
        (0, Some([_, 0]) | None) => format!("no problems, {}", counted(warnings, "warning")),
        (0, Some([all, unverified])) => format!(
            "no problems, {}; {unverified} of {} are unverified (grade U)",
            counted(warnings, "warning"),
            counted(all, "figure")
        ),
        _ => format!("{}; warnings come once they are mended", file.problems.in_number()),
    };
    format!("{style}{name}{style:#}: {what}\n")
}

/// A name from the command line without what could write over the terminal.
pub fn plain(name: &str) -> String {
    name.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

/// A number and what it counts, `no` where there is none.
pub fn counted(number: usize, what: &str) -> String {
    if number == 0 { format!("no {}", words::plural(what)) } else { words::counted(number, what) }
}

#[derive(Serialize)]
struct Object<'a> {
    version: &'static str,
    errors: usize,
    warnings: usize,
    files: Vec<FileOf<'a>>,
    problems: Vec<ProblemOf<'a>>,
}

#[derive(Serialize)]
struct FileOf<'a> {
    file: &'a str,
    scenario: Option<&'a str>,
    rows: Option<u64>,
    errors: usize,
    warnings: usize,
    figures: Option<usize>,
    unverified: Option<usize>,
}

#[derive(Serialize)]
struct ProblemOf<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_column: usize,
    severity: &'static str,
    code: &'static str,
    title: Option<&'static str>,
    message: &'a str,
    expected: Option<&'a str>,
    hint: Option<&'a str>,
}

fn json(files: &[Found]) -> Result<String, Failure> {
    let of = |severity| files.iter().map(|file| file.count(severity)).sum();
    let object = Object {
        version: env!("CARGO_PKG_VERSION"),
        errors: of(Severity::Error),
        warnings: of(Severity::Warning),
        files: files
            .iter()
            .map(|file| FileOf {
                file: &file.file,
                scenario: file.scenario.as_ref().map(|scenario| scenario.id.as_str()),
                rows: file.study.as_ref().map(|(_, rows)| *rows),
                errors: file.count(Severity::Error),
                warnings: file.count(Severity::Warning),
                figures: file.figures().map(|[all, _]| all),
                unverified: file.figures().map(|[_, unverified]| unverified),
            })
            .collect(),
        problems: files.iter().flat_map(|file| &file.problems.0).map(problem).collect(),
    };
    let line = serde_json::to_string(&object);
    line.map(|line| line + "\n").map_err(|error| Failure::Internal(format!("cannot write JSON: {error}")))
}

fn problem(problem: &Problem) -> ProblemOf<'_> {
    ProblemOf {
        file: &problem.file,
        line: problem.line,
        column: problem.column,
        end_column: if problem.line == 0 { 0 } else { problem.column + problem.length },
        severity: problem.severity().word(),
        code: problem.code,
        title: scenario::title(problem.code),
        message: &problem.message,
        expected: problem.expected.as_deref(),
        hint: problem.hint.as_deref(),
    }
}
