//! `fit --write FILE.ron`: a small scenario that extends the fitted one, complete or not there at all.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use sha2::{Digest, Sha256};

use super::super::library::Shelf;
use super::super::replace::replace;
use super::super::{Failure, load, paint};
use super::{Outcome, errors, report};
use marchland::run::fit::overlay::{self, Overlay};
use marchland::run::fit::space::Free;
use marchland::run::number::percent;
use marchland::scenario::{self, Document, Scenario};
use marchland::whole;
use marchland::words::counted;

/// How a file begins that an earlier fit wrote: it may be replaced.
const OURS: &str = "// Written by `marchland fit`";
/// How the line begins that says what the rest was when it was written.
const SEAL: &str = "// Checksum ";
/// Bytes of the checksum that are written down.
const SEALED: usize = 8;

/// A file that may be written.
#[derive(Debug)]
pub struct Place {
    path: PathBuf,
    /// What it holds now, if it is there.
    holds: Option<Vec<u8>>,
    /// What the new scenario extends.
    extends: String,
    id: String,
}

impl Place {
    /// Refuses before anything is played what could not be written after it. `document` is what is fitted.
    ///
    /// # Errors
    /// A number within a list, a file of others, a file that the scenario is made of, a folder that is not there.
    pub fn of(path: &Path, document: &Document, scenario: &Scenario, free: &[Free]) -> Result<Self, Failure> {
        if let Some(free) = free.iter().find(|free| free.path.contains('[')) {
            return Err(Failure::Usage(format!(
                "`{}` stands in a list, and a scenario that extends another can only replace lists as a whole: leave \
                 --write out and enter the fitted value in your file by hand",
                free.path
            )));
        }
        if let Some(folder) = folder_of(path).filter(|folder| !folder.is_dir()) {
            return Err(Failure::File(format!(
                "there is no folder `{}` to write into: make it first",
                folder.display()
            )));
        }
        let id = id_of(path, scenario)?;
        let holds = held(path, document, scenario)?;
        whole::probe(path).map_err(|unwritten| Failure::File(unwritten.to_string()))?;
        let extends = match document.place.strip_prefix("shipped:") {
            Some(name) => name.to_owned(),
            None => from(path, Path::new(&document.place))
                .map_err(|error| Failure::File(format!("cannot find `{}` again: {error}", document.place)))?,
        };
        let place = Self { path: path.to_owned(), holds, extends, id };
        // What the format refuses in it is told before the search and not after it.
        let values = free.iter().map(|free| (free, free.before, String::new())).collect();
        let source = source_of(scenario);
        let (comments, reason) = (Vec::new(), "fitted".to_owned());
        let (id, extends) = (place.id.clone(), place.extends.clone());
        place.check(&overlay::text(&Overlay { id, extends, comments, reason, source, values }))?;
        Ok(place)
    }

    /// Whether a scenario of this text is one.
    fn check(&self, text: &str) -> Result<(), Failure> {
        let name = self.path.to_string_lossy().into_owned();
        let document = Document { place: name.clone(), name, bytes: text.as_bytes().to_vec() };
        let read = scenario::check(&document, &Shelf).scenario;
        read.map(drop).map_err(|problems| {
            Failure::File(format!(
                "{}\n`{}` was not written, since this stands in what would be written: give another name, or leave --write \
                 out and enter the fitted values in your file by hand",
                paint::problems(&problems).trim_end(),
                self.path.display()
            ))
        })
    }

    /// Writes it, and returns a sentence on what was done.
    ///
    /// # Errors
    /// A place that cannot be written or that was changed since it was looked at; values that make no scenario without
    /// what the command line set.
    pub fn write(&self, overrides: &[(String, String)], outcome: &Outcome) -> Result<String, Failure> {
        let text = sealed(&text(self, overrides, outcome));
        self.check(&text)?;
        replace(&self.path, &text, self.holds.as_deref()).map_err(Failure::File)?;
        let did = if self.holds.is_some() { "Replaced the earlier fit" } else { "Written" };
        Ok(format!("{did}: `{}` extends the scenario and gives the fitted values.", self.path.display()))
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// What a file holds that a fit may replace; none if there is no file.
fn held(path: &Path, document: &Document, scenario: &Scenario) -> Result<Option<Vec<u8>>, Failure> {
    let name = path.display();
    let bytes = match load::read(path) {
        Ok(bytes) => bytes,
        Err(load::Why::Missing) if !path.is_symlink() => return Ok(None),
        Err(load::Why::Missing) => {
            return Err(Failure::Usage(format!(
                "`{name}` is a link to no file: give another name, or remove it first"
            )));
        }
        Err(load::Why::Folder) => {
            return Err(Failure::Usage(format!("`{name}` is a folder: give the name of a file in it")));
        }
        Err(why) => return Err(Failure::Usage(format!("cannot replace `{name}`: {why}; give another name"))),
    };
    let own = fs::canonicalize(path).ok();
    let is_own = |place: &String| own.is_some() && fs::canonicalize(place).ok() == own;
    if is_own(&document.place) {
        return Err(Failure::Usage(format!(
            "`{name}` is the scenario that is fitted, and would extend itself: give another name"
        )));
    }
    if scenario.parts.iter().any(is_own) {
        return Err(Failure::Usage(format!(
            "`{name}` is a file that the fitted scenario extends or names, and would be lost: give another name"
        )));
    }
    if !bytes.starts_with(OURS.as_bytes()) {
        return Err(Failure::Usage(format!(
            "`{name}` is there already, and no fit wrote it: give another name, or remove it first"
        )));
    }
    if !is_as_written(&bytes) {
        return Err(Failure::Usage(format!(
            "`{name}` comes from a fit and was changed since, which a new fit would lose: give another name, or remove it \
             first"
        )));
    }
    Ok(Some(bytes))
}

/// The text with a line, behind its other comments, by which a later fit sees whether it was changed.
fn sealed(text: &str) -> String {
    let body = text.find("\n(\n").map_or(0, |at| at + 1);
    let (head, body) = text.split_at(body);
    format!("{head}{}{body}", seal(text))
}

fn seal(text: &str) -> String {
    let hash = Sha256::digest(text.as_bytes());
    let hash: String = hash.iter().take(SEALED).map(|byte| format!("{byte:02x}")).collect();
    format!("{SEAL}{hash}: a later fit replaces this file only if it still fits the rest.\n")
}

fn is_as_written(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let Some(at) = text.find(&format!("\n{SEAL}")).map(|at| at + 1) else { return false };
    let end = text[at..].find('\n').map_or(text.len(), |length| at + length + 1);
    let rest = [&text[..at], &text[end..]].concat();
    text[at..end] == seal(&rest)
}

fn folder_of(path: &Path) -> Option<&Path> {
    path.parent().filter(|parent| !parent.as_os_str().is_empty())
}

/// The id of what is written, which is the name of its file: people open a scenario by the one, programs know it by the
/// other.
fn id_of(path: &Path, scenario: &Scenario) -> Result<String, Failure> {
    let words = |part: Option<&std::ffi::OsStr>| part.map(|part| part.to_string_lossy().into_owned());
    let (stem, ending) = (words(path.file_stem()).unwrap_or_default(), words(path.extension()));
    let is_scenario = ending.as_deref() == Some("ron");
    if is_scenario && scenario::is_id(&stem) {
        return Ok(stem);
    }
    // Of `.ron` the whole is the stem.
    let name = if is_scenario || ending.is_none() { stem.trim_start_matches('.') } else { stem.as_str() };
    let near = path.with_file_name(format!("{}.ron", id_near(name, scenario)));
    let why = match is_scenario {
        true => format!(
            "the file of a scenario is called by its id, lower-case letters, digits and hyphens, which `{stem}` is not"
        ),
        false => "the file of a scenario ends in `.ron`".to_owned(),
    };
    Err(Failure::Usage(format!(
        "`{}`: {why}\nGive `--write {}`",
        path.display(),
        super::super::run::quoted(&near.to_string_lossy())
    )))
}

/// The id that looks most like a name.
fn id_near(name: &str, scenario: &Scenario) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let plain: String = name.chars().map(plain).collect();
    let parts: Vec<&str> = plain.split('-').filter(|part| !part.is_empty()).collect();
    let id: String = parts.join("-").chars().take(scenario::LONGEST_ID).collect();
    if scenario::is_id(&id) && id != "ron" { id } else { format!("{}-fitted", scenario.id) }
}

/// A key that no source of the scenario has.
fn source_of(scenario: &Scenario) -> String {
    let keys = (1..).map(|n| if n == 1 { "fit".to_owned() } else { format!("fit-{n}") });
    keys.into_iter().find(|key| !scenario.sources.contains_key(key)).unwrap_or_default()
}

fn text(place: &Place, overrides: &[(String, String)], outcome: &Outcome) -> String {
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
    let numbers = outcome.free.iter().zip(&outcome.fitted.values).zip(&outcome.fitted.parts);
    overlay::text(&Overlay {
        id: place.id.clone(),
        extends: place.extends.clone(),
        comments,
        reason: reason(outcome),
        source: source_of(&outcome.scenario),
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
        "fitted by marchland fit {} on {}, {}, error {}{judged}",
        env!("CARGO_PKG_VERSION"),
        series.join(", "),
        counted(outcome.points(), "point"),
        fitted.map(percent).unwrap_or_default()
    )
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

#[cfg(test)]
mod tests {
    use super::super::seen::Seen;
    use super::*;

    #[test]
    fn whatever_file_of_a_scenario_changes_is_noticed_and_comments_are_not() {
        let folder = tempfile::tempdir().expect("there is a place for folders");
        let at = |name: &str| folder.path().join(name);
        let files = [
            ("mine.ron", "(format: 1, id: \"mine\", extends: \"base.ron\", border: (trust: 0.4))"),
            (
                "base.ron",
                "(format: 1, id: \"base\", extends: \"generic\", history: { \"illustration\": (file: \"counts.csv\") })",
            ),
            ("counts.csv", "year,value,unit,source\n2006,2000,persons,judgement\n2012,2500,persons,judgement\n"),
        ];
        files.iter().for_each(|(name, text)| fs::write(at(name), text).expect("a new folder takes files"));
        let read = || Seen::read(&at("mine.ron").to_string_lossy(), &[]).unwrap_or_else(|told| panic!("{told:?}"));
        let (seen, _, scenario) = read();
        assert!(seen.still(&scenario).is_ok());
        for ((name, text), [old, new]) in files.into_iter().zip([["0.4", "0.5"], ["mine", "mine"], ["2500", "2600"]]) {
            let changed = match name {
                "base.ron" => text.replace("history", "border: (governance: 0.3), history"),
                _ => text.replace(old, new),
            };
            fs::write(at(name), changed).expect("it can be written");
            let told = format!("{:?}", seen.still(&scenario).expect_err("it was changed"));
            assert!(told.contains(name) && told.contains("changed while the fit ran"), "{told}");
            fs::write(at(name), if name.ends_with("ron") { format!("// {old}\n{text}") } else { text.to_owned() })
                .expect("it can be written");
            assert!(seen.still(&scenario).is_ok(), "{name} says the same");
            fs::write(at(name), text).expect("it can be written");
        }
        fs::remove_file(at("counts.csv")).expect("it is there");
        assert!(seen.still(&scenario).is_err());
    }
}
