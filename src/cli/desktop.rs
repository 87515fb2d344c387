//! `marchland play`: one run in a window.

use std::sync::Arc;

use clap::Args;

use super::{Failure, load, paint, run};
use marchland::run::Run;
use marchland::run::reload::{Reading, Unread};
use marchland::scenario::MOST_QUARTERS;
use marchland::window::NoWindow;

/// What `marchland play` takes.
#[derive(Debug, Args)]
pub struct Options {
    /// A scenario file, or the name of a shipped scenario (`marchland list` shows them)
    scenario: String,
    /// Seed of the run: the same seed and the same orders give the same run, bit for bit
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// A policy of the scenario; `none` always exists [default: the scenario's own]
    #[arg(long, value_name = "NAME")]
    policy: Option<String>,
    /// Number of quarters to play [default: the scenario's own]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_QUARTERS)))]
    quarters: Option<u32>,
}

/// Does it, until the window is closed.
///
/// # Errors
/// A wrong file, an unknown policy, a build or a computer without a window.
pub fn play(options: &Options) -> Result<(), Failure> {
    let name = options.scenario.clone();
    let Reading { files, scenario, .. } = load::watched(&name);
    let scenario = Arc::new(scenario.map_err(|unread| match unread {
        Unread::Problems(problems) => Failure::File(paint::problems(&problems)),
        Unread::Cannot(why) => Failure::File(why),
    })?);
    let policy = options.policy.as_ref().unwrap_or(&scenario.default_policy).clone();
    let quarters = options.quarters.unwrap_or(scenario.quarters);
    let run = Run::new(scenario, &policy, options.seed, quarters);
    let run = run.map_err(|unknown| Failure::Usage(unknown.to_string()))?;
    let instead = format!("Without a window: {}", headless(&run, &name));
    let Some(open) = marchland::WINDOW else {
        let lacking = "this build has no window: it was made without the feature `desktop`";
        return Err(Failure::NoWindow(format!("{lacking}\n{instead}")));
    };
    open(run, files, Box::new(move || load::watched(&name))).map_err(|none| match none {
        NoWindow::Lacking(what) => Failure::NoWindow(format!("{what}\n{instead}")),
        NoWindow::Failed(what) => Failure::Internal(format!("{what}\n{instead}")),
    })
}

/// The command that plays the same run without a window.
fn headless(run: &Run, scenario: &str) -> String {
    format!(
        "marchland run {} --policy {} --seed {} --quarters {}",
        run::quoted(scenario),
        run::quoted(run.policy()),
        run.seed(),
        run.quarters()
    )
}
