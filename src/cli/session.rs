//! `run --session FILE`: a saved session played again without a window, to the quarter in which it stood.

use std::path::Path;
use std::sync::Arc;

use super::play::{self, Played};
use super::{Failure, load, out};
use marchland::run::save::Save;
use marchland::saves;
use marchland::scenario::Scenario;

/// Plays it, and holds it against the digest of the file. The scenario is the file that is named here, else what the
/// save names, else `scenario.ron` beside it. Where the run is to be `written`, a map that is not shipped comes along,
/// and the scenario names it as it will be named there.
///
/// # Errors
/// A save that cannot be read, a scenario that is missing or has changed, another digest.
pub fn play(file: &Path, scenario: Option<&str>, written: bool) -> Result<(Played, Option<Vec<u8>>), Failure> {
    let save = saves::read(file).map_err(|trouble| Failure::File(trouble.to_string()))?;
    let (scenario, map) = scenario_of(&save, file, scenario)?;
    let played = save.open(&scenario).map_err(|cannot| {
        let hint = "Name the scenario as it was then before `--session`, or go on playing without the save.";
        Failure::File(format!("cannot play `{}` again: {cannot}\n{hint}", file.display()))
    })?;
    let front = played.front();
    let mut scenario = Scenario::clone(front.scenario());
    if written && map.is_some() {
        scenario = scenario.with_map_named(out::MAP);
    }
    let start = marchland::run::Run::new(Arc::new(scenario), front.policy(), front.seed(), front.quarters());
    let start = start.map_err(|unknown| Failure::File(unknown.to_string()))?;
    Ok((play::play_on(start, front.elapsed(), played.plan()), map))
}

fn scenario_of(save: &Save, file: &Path, named: Option<&str>) -> Result<(Scenario, Option<Vec<u8>>), Failure> {
    if let Some(name) = named {
        return load::with_map(name, &save.overrides);
    }
    let first = load::with_map(&save.asked, &save.overrides);
    let beside = file.with_file_name("scenario.ron");
    match first {
        Ok((scenario, map)) if scenario.sha256 == save.sha256 => Ok((scenario, map)),
        other => match load::with_map(&beside.to_string_lossy(), &save.overrides) {
            Ok((scenario, map)) if scenario.sha256 == save.sha256 => Ok((scenario, map)),
            _ => other,
        },
    }
}
