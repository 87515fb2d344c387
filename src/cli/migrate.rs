//! `marchland migrate`: brings scenario files up to the newest format, in their place.

use std::path::{Path, PathBuf};

use clap::Args;
use marchland::scenario::{Migrated, NEWEST, migrate};

use super::replace::replace;
use super::{Failure, load, paint};

/// What `marchland migrate` takes.
#[derive(Debug, Args)]
pub struct Options {
    /// Scenario files
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Only tells what would be done: exit code 3 if any file is of an older format
    #[arg(long)]
    check: bool,
}

/// What came of one file.
enum Outcome {
    Newest,
    Changed(Vec<&'static str>),
    Refused(String),
}

/// Does it, file by file: what is wrong with one does not keep the others.
///
/// # Errors
/// A file that is missing, wrong, of a newer format or cannot be written; with `--check` one of an older format.
pub fn run(options: &Options) -> Result<(), Failure> {
    let (mut told, mut refused, mut is_old) = (String::new(), Vec::new(), false);
    for path in &options.files {
        let name = path.display();
        match one(path, options) {
            Outcome::Newest => told.push_str(&format!("{name}: format {NEWEST}, nothing to do\n")),
            Outcome::Changed(done) => {
                is_old = true;
                let verb = if options.check { "would be changed" } else { "changed" };
                told.push_str(&format!("{name}: {verb}: {}\n", done.join("; ")));
            }
            Outcome::Refused(why) => refused.push(why),
        }
    }
    super::print(&told)?;
    if !refused.is_empty() {
        return Err(Failure::File(refused.join("\n")));
    }
    if is_old && options.check { Err(Failure::Told) } else { Ok(()) }
}

fn one(path: &Path, options: &Options) -> Outcome {
    let name = path.display().to_string();
    let bytes = match load::read(path) {
        Ok(bytes) => bytes,
        Err(why) => return Outcome::Refused(format!("cannot read `{name}`: {why}; name the files to be migrated")),
    };
    match migrate(&name, &bytes) {
        Ok(Migrated::Newest) => Outcome::Newest,
        Ok(Migrated::Changed { done, .. }) if options.check => Outcome::Changed(done),
        Ok(Migrated::Changed { text, done }) => match replace(path, &text, Some(&bytes)) {
            Ok(()) => Outcome::Changed(done),
            Err(why) => Outcome::Refused(why),
        },
        Err(problems) => Outcome::Refused(paint::problems(&problems)),
    }
}
