//! `run --session FILE`: a saved session, or one that `run --out` wrote, played again without a window.

use std::path::Path;
use std::sync::Arc;

use super::play::{self, Played};
use super::{Failure, load, out};
use marchland::run::Run;
use marchland::run::session::{CannotReplay, Session};
use marchland::saves;
use marchland::scenario::{self, Document, Kind, Scenario};

/// A scenario with the bytes of its map, if that is not shipped.
type Mapped = (Scenario, Option<Vec<u8>>);

/// Plays it to where it stood, and holds it against the digest of the file. The scenario is the file that is named here,
/// else the one beside a session that `run --out` wrote, else what the session names. Where the run goes `out` into a
/// folder, its length is what was played, and the scenario names a map that comes along as it will be named there.
///
/// # Errors
/// A file that cannot be read, a scenario that is missing or has changed, another digest, a folder that has other files.
pub fn play(file: &Path, scenario: Option<&str>, out: Option<&Path>) -> Result<(Played, Option<Vec<u8>>), Failure> {
    let failed = |trouble: saves::Trouble| Failure::File(trouble.to_string());
    of_another_kind(file)?;
    let (again, map) = match ron::from_str::<Session>(&saves::text_of(file).map_err(failed)?) {
        Ok(session) => {
            let (scenario, map) = match scenario {
                Some(name) => load::with_map(name, &session.overrides)?,
                None => beside(&session, file)?,
            };
            (session.again(&scenario), map)
        }
        Err(_) => {
            let save = saves::read(file).map_err(failed)?;
            let (wanted, id) = ((save.asked.as_str(), save.overrides.as_slice()), save.scenario.as_str());
            let (scenario, map) = scenario_of(wanted, (id, &save.sha256), file, scenario)?;
            (save.again(&scenario), map)
        }
    };
    let again = again.map_err(|cannot| refused(file, &cannot))?;
    let mut start = again.run.clone();
    if let Some(folder) = out {
        out::probe(folder, &start.scenario().id)?;
        if again.until == 0 {
            return Err(Failure::Usage("no quarter was played in this session: leave --out out".to_owned()));
        }
        let scenario = Scenario::clone(start.scenario());
        let scenario = if map.is_some() { scenario.with_map_named(out::MAP) } else { scenario };
        let shorter = Run::new(Arc::new(scenario), start.policy(), start.seed(), again.until);
        start = shorter.map_err(|unknown| Failure::File(unknown.to_string()))?;
    }
    let played = play::play_on(start, again.until, &again.orders);
    again.is_same(&played.run).map_err(|cannot| refused(file, &cannot))?;
    Ok((played, map))
}

/// Refuses a scenario or a study in the place of a session.
fn of_another_kind(file: &Path) -> Result<(), Failure> {
    let Ok(bytes) = load::read(file) else { return Ok(()) };
    let name = file.display().to_string();
    match scenario::kind_of(&Document { place: name.clone(), name, bytes }) {
        Some(kind @ (Kind::Scenario | Kind::Study)) => {
            let (name, what, used) = (file.display(), kind.called(), kind.used());
            Err(Failure::File(format!("`{name}` is {what}, and no session\n{used}")))
        }
        _ => Ok(()),
    }
}

fn refused(file: &Path, cannot: &CannotReplay) -> Failure {
    let hint = "If the scenario was changed, give it as it was then: `marchland run SCENARIO --session FILE`.";
    Failure::File(format!("cannot play `{}` again: {cannot}\n{hint}", file.display()))
}

/// The scenario of a session that `run --out` or `replay` wrote: the one of its id beside it, which must be as it was, so
/// that nothing else is ever played for what lies in the folder.
fn beside(session: &Session, file: &Path) -> Result<Mapped, Failure> {
    let place = file.with_file_name(out::scenario_name(&session.scenario));
    let cannot = |why: String| refused(file, &CannotReplay(why));
    let wanted = (session.scenario.as_str(), session.overrides.as_slice());
    if !place.exists() {
        let read = scenario_of(wanted, (&session.scenario, &session.sha256), file, None);
        return read.map_err(|_| cannot(format!("there is no `{}`, its scenario", place.display())));
    }
    match load::with_map(&place.to_string_lossy(), &session.overrides) {
        Ok(read) if read.0.sha256 == session.sha256 => Ok(read),
        Ok(_) => Err(cannot(format!("`{}` was changed since", place.display()))),
        Err(wrong) => {
            let wrong = wrong.text();
            Err(cannot(format!("`{}`, or a map of it, was changed since:\n{}\n", place.display(), wrong.trim_end())))
        }
    }
}

fn scenario_of(
    (asked, overrides): (&str, &[(String, String)]),
    (id, sha256): (&str, &str),
    file: &Path,
    named: Option<&str>,
) -> Result<Mapped, Failure> {
    if let Some(name) = named {
        return load::with_map(name, overrides);
    }
    let is_it = |read: &Mapped| read.0.sha256 == sha256;
    let first = load::with_map(asked, overrides);
    if first.as_ref().is_ok_and(is_it) {
        return first;
    }
    // Outputs of before called it `scenario.ron`.
    let names = [out::scenario_name(id), "scenario.ron".to_owned()];
    let mut beside = names.iter().map(|name| load::with_map(&file.with_file_name(name).to_string_lossy(), overrides));
    beside.find(|read| read.as_ref().is_ok_and(is_it)).unwrap_or(first)
}
