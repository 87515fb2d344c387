//! `marchland play`: one run in a window.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::{Failure, load, paint, run};
use marchland::run::Run;
use marchland::run::play::PlayThrough;
use marchland::run::reload::{Reading, Unread};
use marchland::run::save::Save;
use marchland::saves;
use marchland::scenario::{MOST_QUARTERS, Scenario};
use marchland::window::{NoWindow, Session};

/// What `marchland play` takes.
#[derive(Debug, Args)]
pub struct Options {
    /// A scenario file, or the name of a shipped scenario (`marchland list` shows them)
    #[arg(required_unless_present = "session")]
    scenario: Option<String>,
    /// Goes on with a saved session, with its own seed, policy and length
    #[arg(long, value_name = "FILE", conflicts_with_all = ["seed", "policy", "quarters"])]
    session: Option<PathBuf>,
    /// Seed of the run: the same seed and the same orders give the same run, bit for bit
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// A policy of the scenario; `none` always exists [default: the scenario's own]
    #[arg(long, value_name = "NAME")]
    policy: Option<String>,
    /// Number of quarters to play [default: the scenario's own]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_QUARTERS)))]
    quarters: Option<u32>,
    /// Overrides any field of the scenario, and does so again whenever its file is saved; may be repeated
    #[arg(long = "set", value_name = "PATH=VALUE", value_parser = run::path_and_value, conflicts_with = "session")]
    overrides: Vec<(String, String)>,
}

/// Does it, until the window is closed.
///
/// # Errors
/// A wrong file, an unknown policy, a build or a computer without a window.
pub fn play(options: &Options) -> Result<(), Failure> {
    let save = options.session.as_ref().map(|file| saves::read(file).map_err(|wrong| Failure::File(wrong.to_string())));
    let save = save.transpose()?;
    let name = options.scenario.clone().or_else(|| save.as_ref().map(|save| save.asked.clone())).unwrap_or_default();
    let overrides = save.as_ref().map_or_else(|| options.overrides.clone(), |save| save.overrides.clone());
    let Reading { files, scenario, .. } = load::watched(&name, &overrides);
    let scenario = scenario.map_err(|unread| match unread {
        Unread::Problems(problems) => Failure::File(paint::problems(&problems)),
        Unread::Cannot(why) => Failure::File(why),
    })?;
    let (session, instead) = match (&options.session, save) {
        (Some(file), Some(save)) => {
            (resumed(&save, file, &name, &scenario)?, format!("marchland run --session {}", file.display()))
        }
        _ => {
            let policy = options.policy.as_ref().unwrap_or(&scenario.default_policy).clone();
            let quarters = options.quarters.unwrap_or(scenario.quarters);
            let run = Run::new(Arc::new(scenario), &policy, options.seed, quarters);
            let run = run.map_err(|unknown| Failure::Usage(unknown.to_string()))?;
            let session = Session { play: PlayThrough::new(&run), asked: name.clone(), notes: String::new() };
            (session, headless(&run, &name, &overrides))
        }
    };
    let instead = format!("Without a window: {instead}");
    let Some(open) = marchland::WINDOW else {
        let lacking = "this build has no window: it was made without the feature `desktop`";
        return Err(Failure::NoWindow(format!("{lacking}\n{instead}")));
    };
    open(session, files, Box::new(move || load::watched(&name, &overrides))).map_err(|none| match none {
        NoWindow::Lacking(what) => Failure::NoWindow(format!("{what}\n{instead}")),
        NoWindow::Failed(what) => Failure::Internal(format!("{what}\n{instead}")),
    })
}

/// A saved session where it stood.
fn resumed(save: &Save, file: &Path, name: &str, scenario: &Scenario) -> Result<Session, Failure> {
    let play = save.open(scenario).map_err(|cannot| {
        Failure::File(format!("cannot go on with `{}`: {cannot}; the file is left as it is", file.display()))
    })?;
    Ok(Session { play, asked: name.to_owned(), notes: save.notes.clone() })
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
