//! `fit --write FILE.ron`: a small scenario that extends the fitted one, complete or not there at all.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

use super::super::{Failure, shipped};
use super::{Outcome, errors, report};
use marchland::run::fit::overlay::{self, Overlay};
use marchland::run::fit::space::Free;
use marchland::run::number::percent;

/// How a file begins that an earlier fit wrote: it may be replaced.
const OURS: &str = "// Written by `marchland fit`";
/// The ending of a file that is not complete.
const PARTIAL: &str = ".partial";

/// Refuses before anything is played what could not be written after it.
///
/// # Errors
/// A number within a list, a file of others, a folder that is not there.
pub fn may_be_written(path: &Path, free: &[Free]) -> Result<(), Failure> {
    if let Some(free) = free.iter().find(|free| free.path.contains('[')) {
        return Err(Failure::Usage(format!(
            "`{}` stands in a list, and a scenario that extends another can only replace lists as a whole: leave --write \
             out and enter the fitted value in your file by hand",
            free.path
        )));
    }
    if path.is_dir() {
        return Err(Failure::Usage(format!("`{}` is a folder: give the name of a file in it", path.display())));
    }
    if let Some(folder) = folder_of(path).filter(|folder| !folder.is_dir()) {
        return Err(Failure::File(format!("there is no folder `{}` to write into: make it first", folder.display())));
    }
    if path.exists() && !is_ours(path) {
        return Err(Failure::Usage(format!(
            "`{}` is there already, and no fit wrote it: give another name, or remove it first",
            path.display()
        )));
    }
    Ok(())
}

fn is_ours(path: &Path) -> bool {
    fs::read_to_string(path).is_ok_and(|text| text.starts_with(OURS))
}

fn folder_of(path: &Path) -> Option<&Path> {
    path.parent().filter(|parent| !parent.as_os_str().is_empty())
}

/// Writes it, and returns a sentence on what was done.
///
/// # Errors
/// A place that cannot be written.
pub fn write(
    path: &Path,
    scenario: &str,
    overrides: &[(String, String)],
    outcome: &Outcome,
) -> Result<String, Failure> {
    let replaced = path.exists();
    let failed = |error: io::Error| Failure::File(format!("cannot write `{}`: {error}", path.display()));
    let extends = match shipped::named(scenario) {
        Some(_) => scenario.to_owned(),
        None => from(path, Path::new(scenario)).map_err(failed)?,
    };
    let text = text(extends, overrides, outcome);
    put(path, &text).map_err(failed)?;
    let did = if replaced { "Replaced the earlier fit" } else { "Written" };
    Ok(format!("{did}: `{}` extends the scenario and gives the fitted values.", path.display()))
}

fn text(extends: String, overrides: &[(String, String)], outcome: &Outcome) -> String {
    const LONGEST_ID: usize = 64;
    const ENDING: &str = "-fitted";
    let id: String = outcome.scenario.id.chars().take(LONGEST_ID - ENDING.len()).collect();
    let mut comments = vec![
        format!("{} {}:", &OURS[3..], env!("CARGO_PKG_VERSION")),
        String::new(),
        format!("    {}", outcome.command),
        String::new(),
        "Each value says what history tells of it; `marchland explain fit` says what that means.".to_owned(),
    ];
    if !overrides.is_empty() {
        comments.push("It was fitted with the fields that --set gives above, which are not in this file.".to_owned());
    }
    comments.extend(outcome.warnings.iter().map(|warning| format!("Warning: {warning}")));
    let taken = &outcome.scenario.sources;
    let source = (1..).map(|n| if n == 1 { "fit".to_owned() } else { format!("fit-{n}") });
    let source = source.into_iter().find(|key| !taken.contains_key(key)).unwrap_or_default();
    let numbers = outcome.free.iter().zip(&outcome.fitted.values).zip(&outcome.fitted.parts);
    overlay::text(&Overlay {
        id: format!("{id}{ENDING}"),
        extends,
        comments,
        reason: reason(outcome),
        source,
        values: numbers.map(|((free, value), part)| (free, *value, report::word(part.verdict).to_owned())).collect(),
    })
}

/// How the values came about.
fn reason(outcome: &Outcome) -> String {
    let series: Vec<String> = outcome
        .targets
        .iter()
        .map(|target| format!("{} {}-{}", target.id, target.first.year(), target.last.year()))
        .collect();
    let (fitted, judged) = errors(&outcome.after);
    let judged = judged.map(|error| format!(" (judged {})", percent(error))).unwrap_or_default();
    format!(
        "fitted by marchland fit {} on {}, {} points, error {}{judged}",
        env!("CARGO_PKG_VERSION"),
        series.join(", "),
        outcome.points(),
        fitted.map(percent).unwrap_or_default()
    )
}

/// Writes under another name, brings it to the disk, then renames.
fn put(path: &Path, text: &str) -> io::Result<()> {
    let mut partial = path.as_os_str().to_owned();
    partial.push(PARTIAL);
    let partial = PathBuf::from(partial);
    let written = File::create(&partial).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()
    });
    let done = written.and_then(|()| fs::rename(&partial, path));
    if done.is_err() {
        // Best effort: the error that brought us here is the one to tell.
        let _ = fs::remove_file(&partial);
    }
    done
}

/// The way from the folder of a file to another file.
fn from(file: &Path, other: &Path) -> io::Result<String> {
    let folder = fs::canonicalize(folder_of(file).unwrap_or_else(|| Path::new(".")))?;
    let other = fs::canonicalize(other)?;
    let (here, there): (Vec<Component>, Vec<Component>) = (folder.components().collect(), other.components().collect());
    let shared = here.iter().zip(&there).take_while(|(a, b)| a == b).count();
    let up = here[shared..].iter().map(|_| "..".to_owned());
    let down = there[shared..].iter().map(|part| part.as_os_str().to_string_lossy().into_owned());
    Ok(up.chain(down).collect::<Vec<_>>().join("/"))
}
