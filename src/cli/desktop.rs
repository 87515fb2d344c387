//! `marchland play`: a window, with a scenario or a saved session in it, or with all that there is to choose from.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::{Failure, load, numbers, paint, run, shipped};
use marchland::run::Run;
use marchland::run::play::PlayThrough;
use marchland::run::reload::{Reading, Unread};
use marchland::saves;
use marchland::scenario::MOST_QUARTERS;
use marchland::window::{Finder, NoWindow, Session};

/// What `marchland play` takes.
#[derive(Debug, Args)]
pub struct Options {
    /// A scenario file, or the name of a shipped scenario [default: all are offered]
    scenario: Option<String>,
    /// Goes on with a saved session, with its own seed, policy and length
    #[arg(long, value_name = "FILE", conflicts_with_all = ["seed", "policy", "quarters"])]
    session: Option<PathBuf>,
    /// Seed of the run: the same seed and the same orders give the same run, bit for bit
    #[arg(long, value_name = "N", default_value_t = 1, requires = "scenario", allow_negative_numbers = true, value_parser = numbers::whole::<u64>(numbers::ANY))]
    seed: u64,
    /// A policy of the scenario; `none` always exists [default: the scenario's own]
    #[arg(long, value_name = "NAME", requires = "scenario")]
    policy: Option<String>,
    /// Number of quarters to play [default: the scenario's own]
    #[arg(long, value_name = "N", requires = "scenario", allow_negative_numbers = true, value_parser = numbers::whole::<u32>(1..=u64::from(MOST_QUARTERS)))]
    quarters: Option<u32>,
    /// Overrides any field of the scenario, and does so again whenever its file is saved; may be repeated
    #[arg(long = "set", value_name = "PATH=VALUE", requires = "scenario", value_parser = run::path_and_value, conflicts_with = "session")]
    overrides: Vec<(String, String)>,
}

/// Does it, until the window is closed.
///
/// # Errors
/// A wrong file, an unknown policy, a build or a computer without a window.
pub fn play(options: &Options) -> Result<(), Failure> {
    let (session, instead) = match (&options.session, &options.scenario) {
        (Some(file), scenario) => {
            let session = resumed(file, scenario.as_deref()).map_err(refused)?;
            (Some(session), format!("marchland run --session {}", file.display()))
        }
        (None, Some(name)) => {
            let session = begun(name, options)?;
            let instead = headless(session.play.run(), name, &options.overrides);
            (Some(session), instead)
        }
        (None, None) => return choose(),
    };
    window(session, &instead)
}

/// Opens the window with all that there is to choose from.
///
/// # Errors
/// A build or a computer without a window.
pub fn choose() -> Result<(), Failure> {
    window(None, "`marchland list` shows the scenarios, `marchland run NAME` plays one")
}

/// Opens the window with a session, or with all that there is to choose from; `instead` is what to do without one.
///
/// # Errors
/// A build or a computer without a window.
pub fn window(session: Option<Session>, instead: &str) -> Result<(), Failure> {
    let instead = format!("Without a window: {instead}");
    let Some(open) = marchland::WINDOW else {
        let lacking = "this build has no window: it was made without the feature `desktop`";
        return Err(Failure::NoWindow(format!("{lacking}\n{instead}")));
    };
    open(session, FINDER).map_err(|none| match none {
        NoWindow::Lacking(what) => Failure::NoWindow(format!("{what}\n{instead}")),
        NoWindow::Failed(what) => Failure::Internal(format!("{what}\n{instead}")),
    })
}

/// How the window finds what it offers.
pub const FINDER: Finder = Finder {
    names,
    scenario: |name| load::watched(name, &[]),
    begin: |name| {
        let reading = load::watched(name, &[]);
        let scenario = reading.scenario?;
        let (policy, quarters) = (scenario.default_policy.clone(), scenario.quarters);
        let run = Run::new(Arc::new(scenario), &policy, SEED, quarters);
        let run = run.map_err(|unknown| Unread::Cannot(unknown.to_string()))?;
        Ok(session(PlayThrough::new(&run), name, String::new(), reading.files))
    },
    resume: |file| resumed(file, None),
};

/// The seed until another is asked for.
const SEED: u64 = 1;

/// Every shipped scenario, then those of the person's own folder whose names are not shipped.
fn names() -> Vec<String> {
    let mut names: Vec<String> = shipped::SCENARIOS.iter().map(|(name, _)| (*name).to_owned()).collect();
    let folder = load::own_folder().filter(|folder| folder.is_dir());
    // A folder that cannot be read has none to offer.
    let own = folder.and_then(|folder| load::files_of(&folder).ok()).unwrap_or_default();
    names.extend(own.iter().map(|file| file.to_string_lossy().into_owned()));
    names
}

fn begun(name: &str, options: &Options) -> Result<Session, Failure> {
    let Reading { files, scenario, .. } = load::watched(name, &options.overrides);
    let scenario = scenario.map_err(refused)?;
    let policy = options.policy.as_ref().unwrap_or(&scenario.default_policy).clone();
    let quarters = options.quarters.unwrap_or(scenario.quarters);
    let run = Run::new(Arc::new(scenario), &policy, options.seed, quarters);
    let run = run.map_err(|unknown| Failure::Usage(unknown.to_string()))?;
    Ok(session(PlayThrough::new(&run), name, String::new(), files))
}

/// A saved session where it stood, in the scenario of that name if one is given.
fn resumed(file: &Path, named: Option<&str>) -> Result<Session, Unread> {
    let save = saves::read(file).map_err(|trouble| Unread::Cannot(trouble.0))?;
    let asked = named.unwrap_or(&save.asked);
    let reading = load::watched(asked, &save.overrides);
    let play = save.open(&reading.scenario?).map_err(|cannot| {
        Unread::Cannot(format!("cannot go on with `{}`: {cannot}; the file is left as it is", file.display()))
    })?;
    Ok(session(play, asked, save.notes, reading.files))
}

/// Whose scenario is read again with what was set over it.
fn session(play: PlayThrough, name: &str, notes: String, files: Vec<PathBuf>) -> Session {
    let (asked, overrides) = (name.to_owned(), play.run().scenario().overrides.clone());
    let reader = Box::new(move || load::watched(&asked, &overrides));
    Session { play, asked: name.to_owned(), notes, files, reader }
}

fn refused(unread: Unread) -> Failure {
    match unread {
        Unread::Problems(problems) => Failure::File(paint::problems(&problems)),
        Unread::Cannot(why) => Failure::File(why),
    }
}

/// The command that plays the same run without a window.
fn headless(run: &Run, scenario: &str, overrides: &[(String, String)]) -> String {
    let command = format!(
        "marchland run {} --policy {} --seed {} --quarters {}",
        run::quoted(scenario),
        run::quoted(run.policy()),
        run.seed(),
        run.quarters()
    );
    let set = overrides.iter().map(|(path, value)| format!(" --set {}", run::quoted(&format!("{path}={value}"))));
    command + &set.collect::<String>()
}
