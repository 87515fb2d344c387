//! `run --session FILE`: a saved session played again without a window, to the quarter in which it stood.

use std::path::Path;

use super::play::{self, Played};
use super::{Failure, load};
use marchland::run::save::Save;
use marchland::saves;
use marchland::scenario::Scenario;

/// Plays it, and holds it against the digest of the file. The scenario is the file that is named here, else what the
/// save names, else `scenario.ron` beside it.
///
/// # Errors
/// A save that cannot be read, a scenario that is missing or has changed, another digest.
pub fn play(file: &Path, scenario: Option<&str>) -> Result<Played, Failure> {
    let save = saves::read(file).map_err(|trouble| Failure::File(trouble.to_string()))?;
    let scenario = scenario_of(&save, file, scenario)?;
    let played = save.open(&scenario).map_err(|cannot| {
        let hint = "Name the scenario as it was then before `--session`, or go on playing without the save.";
        Failure::File(format!("cannot play `{}` again: {cannot}\n{hint}", file.display()))
    })?;
    let front = played.front();
    let start = marchland::run::Run::new(front.scenario().clone(), front.policy(), front.seed(), front.quarters());
    let start = start.map_err(|unknown| Failure::File(unknown.to_string()))?;
    Ok(play::play_on(start, front.elapsed(), played.plan()))
}

fn scenario_of(save: &Save, file: &Path, named: Option<&str>) -> Result<Scenario, Failure> {
    if let Some(name) = named {
        return load::load(name, &save.overrides);
    }
    let first = load::load(&save.asked, &save.overrides);
    let beside = file.with_file_name("scenario.ron");
    match first {
        Ok(scenario) if scenario.sha256 == save.sha256 => Ok(scenario),
        other => match load::load(&beside.to_string_lossy(), &save.overrides) {
            Ok(scenario) if scenario.sha256 == save.sha256 => Ok(scenario),
            _ => other,
        },
    }
}
