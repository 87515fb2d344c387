//! `marchland replay` and `marchland verify`: rows of a study run again, and whether they come out the same.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::batch::folder::{self, Opened};
use super::batch::whole;
use super::json::{self, Detail};
use super::play::{self, Played};
use super::report::{self, Outcome};
use super::{Failure, desktop, merge as tables, numbers, replace, run};
use marchland::run::Run;
use marchland::run::play::PlayThrough;
use marchland::run::reload::{Reading, Unread};
use marchland::run::session;
use marchland::scenario::Problems;
use marchland::study::store::merge;
use marchland::study::store::{disk, row};
use marchland::study::{Maker, Row};
use marchland::whole::Over;
use marchland::window::Session;
use marchland::words::counted;

/// What `marchland replay` takes.
#[derive(Debug, Args)]
pub struct Options {
    /// The folder of a study
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The row, by its number or its id, such as `amur.staged.12.0`: scenario, policy, point, replicate
    #[arg(long, value_name = "ID")]
    row: String,
    /// Writes one JSON object instead of the report
    #[arg(long)]
    json: bool,
    /// Writes a session file, which `marchland run --session` plays
    #[arg(long, value_name = "FILE", conflicts_with = "json")]
    session: Option<PathBuf>,
    /// Replaces the file of the session if it is there
    #[arg(long, requires = "session")]
    force: bool,
    /// Opens the run in the window
    #[arg(long, conflicts_with_all = ["json", "session"])]
    play: bool,
}

/// What `marchland verify` takes.
#[derive(Debug, Args)]
pub struct VerifyOptions {
    /// The folder of a study, merged
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// So many rows are run again
    #[arg(long, value_name = "K", default_value_t = 10, allow_negative_numbers = true, value_parser = numbers::whole::<u64>(1..=u64::MAX))]
    rows: u64,
    /// Which rows are picked: the same seed picks the same
    #[arg(long, value_name = "N", default_value_t = 1, allow_negative_numbers = true, value_parser = numbers::whole::<u64>(numbers::ANY))]
    seed: u64,
}

fn found(opened: &Opened, asked: &str) -> Result<Row, Failure> {
    let study = &opened.study;
    let number = asked.parse::<u64>().ok().filter(|number| *number < study.rows());
    let index = number.or_else(|| study.find(asked)).ok_or_else(|| {
        let last = study.id(&study.row(study.rows() - 1));
        let rows = study.rows();
        Failure::Usage(format!("there is no row `{asked}`: rows are numbered 0 to {}, the last is `{last}`", rows - 1))
    })?;
    Ok(study.row(index))
}

/// Does it.
///
/// # Errors
/// An unknown row, a row that failed, a file that cannot be written, no window.
pub fn replay(options: &Options) -> Result<(), Failure> {
    let over = if options.force { Over::Anything } else { Over::Nothing };
    if let Some(file) = options.session.as_ref().filter(|file| over == Over::Nothing && file.exists()) {
        return Err(Failure::Usage(format!(
            "`{}` is there already and is not replaced: give another name, or --force to replace it",
            file.display()
        )));
    }
    let opened = folder::open(&options.folder)?;
    let row = found(&opened, &options.row)?;
    let study = &opened.study;
    let scenario = Arc::new(opened.scenario(&row)?);
    let start = |quarters| {
        let run = Run::new(Arc::clone(&scenario), &study.policies[row.policy], row.seed, quarters);
        run.map_err(|unknown| Failure::Usage(unknown.to_string()))
    };
    if options.play {
        let run = start(study.quarters_of(row.scenario))?;
        return window(&run, opened, row);
    }
    // A rule of the study may end it early: then it is no longer than that.
    let mut whole = start(study.quarters_of(row.scenario))?;
    row::finish(study, &mut whole, &|| false);
    let elapsed = whole.elapsed();
    let played = play::play_on(start(elapsed)?, elapsed, &[]);
    agrees(&opened, &row, &played.run)?;
    match &options.session {
        Some(file) => write_session(&opened, &row, &played, (file, over)),
        None if options.json => super::print(&json::write(&played, None, Detail::Outcome)?),
        None => {
            let folder = run::quoted(&options.folder.to_string_lossy());
            let command = format!("marchland replay {folder} --row {}", study.id(&row));
            let outcome =
                Outcome { scenario: played.run.scenario(), played: &played, ensemble: None, command: &command };
            super::print(&report::write(&outcome))
        }
    }
}

/// Holds a run against what the study's own way of running comes to.
fn agrees(opened: &Opened, row: &Row, run: &Run) -> Result<(), Failure> {
    let own = row::run(&opened.study, &mut Maker::new(&opened.study), row.index, &|| false);
    if !own.digest.is_empty() && own.digest != run.digest() {
        let id = opened.study.id(row);
        return Err(Failure::Internal(format!(
            "row `{id}` comes to {} in the study and {} here",
            own.digest,
            run.digest()
        )));
    }
    Ok(())
}

fn write_session(opened: &Opened, row: &Row, played: &Played, (file, over): (&Path, Over<'_>)) -> Result<(), Failure> {
    let pretty = ron::ser::PrettyConfig::new().depth_limit(3);
    let session = session::Session::of(&played.run, Vec::new());
    let text = ron::ser::to_string_pretty(&session, pretty);
    let text = text.map_err(|error| Failure::Internal(format!("cannot write the session: {error}")))?;
    let id = opened.study.id(row);
    let text = format!("// Row `{id}` of the study `{}`.\n{text}\n", opened.study.id);
    replace::put(file, &text, over).map_err(Failure::File)?;
    let scenario = opened.scenario_file(row);
    let (scenario, file) = (run::quoted(&scenario.to_string_lossy()), run::quoted(&file.to_string_lossy()));
    super::print(&format!("marchland run {scenario} --session {file}\n"))
}

fn window(run: &Run, opened: Opened, row: Row) -> Result<(), Failure> {
    let (folder, id) = (run::quoted(&opened.path.to_string_lossy()), opened.study.id(&row));
    let instead = format!("marchland replay {folder} --row {id}");
    desktop::window(Some(launch(run, opened, row)), &instead)
}

/// What the window opens: the run at its start, and how the scenario of its row is read again.
fn launch(run: &Run, opened: Opened, row: Row) -> Session {
    let asked = opened.scenario_file(&row).to_string_lossy().into_owned();
    let reader = Box::new(move || {
        let scenario = opened.scenario(&row).map_err(|failure| Unread::Cannot(failure.text()));
        Reading { files: Vec::new(), scenario, warnings: Problems::default() }
    });
    Session { play: PlayThrough::new(run), asked, notes: String::new(), files: Vec::new(), reader }
}

/// Runs rows again and compares what they come to; then sees whether all that is kept is what was written.
///
/// # Errors
/// A table that was changed, a row that comes out otherwise, points or parts that were changed.
pub fn verify(options: &VerifyOptions) -> Result<(), Failure> {
    let opened = folder::open(&options.folder)?;
    let Some(merged) = &opened.manifest.merged else {
        let folder = options.folder.display();
        return Err(Failure::Usage(format!("`{folder}` is not merged; `marchland merge {folder}` does it")));
    };
    if let Some(changed) = merged.tables.iter().find(|table| !tables::is_there(&opened.path, table)) {
        return Err(Failure::Mismatch(format!("`{}` is not the file that was written", changed.name)));
    }
    let again = run_again(&opened, options)?;
    if !whole::is_design_whole(&opened)? {
        return Err(Failure::Mismatch(format!(
            "`{}` is not the table of the study's points: it was changed or is missing; `marchland merge` writes it anew",
            opened.path.join(folder::DESIGN).display()
        )));
    }
    // Whoever has the tables may have removed the parts.
    let parts = opened.parts()?;
    parts.iter().try_for_each(|part| part.verify(&opened.path))?;
    let kept = match parts.len() {
        0 => "the tables and the points".to_owned(),
        number => format!("the tables, the points and {}", counted(number, "part")),
    };
    super::print(&format!("{}\n{kept} are what was written\n", again.told()))
}

/// What rows that were run again came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Again {
    same: u64,
    /// Failed there, and here in the same way.
    failed: u64,
    /// Took too long there: how long a row takes is the machine's, and there is nothing to compare.
    late: u64,
}

impl Again {
    fn told(self) -> String {
        let mut told = Vec::new();
        if self.same > 0 {
            told.push(format!("{} run again, with the same digests", counted(self.same, "row")));
        }
        if self.failed > 0 {
            told.push(format!("{} failed again as before, without a digest", counted(self.failed, "row")));
        }
        if self.late > 0 {
            told.push(format!("{} had timed out, not run again", counted(self.late, "row")));
        }
        if self.same == 0 {
            told.push("no digest was compared".to_owned());
        }
        told.join("; ")
    }
}

/// Runs the rows that are picked, and compares.
fn run_again(opened: &Opened, options: &VerifyOptions) -> Result<Again, Failure> {
    let rows = opened.study.rows();
    let picked = Picked::of(rows, options.rows, options.seed);
    let mut maker = Maker::new(&opened.study);
    let (mut again, mut differs) = (Again::default(), None);
    // The table is read once and row by row: however many rows it has, one is held at a time.
    let found = merge::digests(&opened.path, opened.format(), |index, written| {
        if index >= rows || !picked.has(index) {
            return ControlFlow::Continue(());
        }
        if written.status == row::Status::TimedOut.word() {
            again.late += 1;
            return ControlFlow::Continue(());
        }
        let done = row::run(&opened.study, &mut maker, index, &|| false);
        if (written.status, written.digest) == (done.status.word(), done.digest.as_str()) {
            if done.status == row::Status::Ok {
                again.same += 1
            } else {
                again.failed += 1
            }
            return ControlFlow::Continue(());
        }
        let row = format!("row {index} (`{}`)", opened.study.id(&done.row));
        differs = Some(if written.status == done.status.word() {
            format!("{row} has digest `{}` there and `{}` here", written.digest, done.digest)
        } else {
            format!("{row} came to `{}` there and to `{}` here", written.status, done.status.word())
        });
        ControlFlow::Break(())
    })?;
    match (differs, found) {
        (Some(differs), _) => Err(Failure::Mismatch(differs)),
        (None, Some(found)) if found != rows => {
            Err(Failure::Mismatch(format!("the table has {}, and the study {rows}", counted(found, "row"))))
        }
        _ => Ok(again),
    }
}

/// Which rows are run again.
#[derive(Debug, PartialEq)]
enum Picked {
    All,
    Some(BTreeSet<u64>),
}

impl Picked {
    /// So many different rows: the same for the same seed.
    fn of(rows: u64, wanted: u64, seed: u64) -> Self {
        if wanted >= rows {
            return Self::All;
        }
        let mut picked = BTreeSet::new();
        for draw in 0_u64.. {
            if picked.len() as u64 >= wanted {
                break;
            }
            let hash = disk::sha256(format!("{seed} {draw}").as_bytes());
            picked.insert(u64::from_str_radix(&hash[..16], 16).unwrap_or(draw) % rows);
        }
        Self::Some(picked)
    }

    fn has(&self, row: u64) -> bool {
        match self {
            Self::All => true,
            Self::Some(picked) => picked.contains(&row),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::load;
    use marchland::run::save::Save;

    const STUDY: &str = r#"(
        study: 1, id: "short", title: "Short", question: "Does the window open the row?",
        scenarios: ["generic"], policies: ["none", "own"], quarters: 8,
        written: {"own": (title: "Own", steps: [(lever: "works", level: 0.5)])},
        factors: {
            "gain": (of: ["trust_gain"], values: Uniform(0.004, 0.02)),
            "trust": (of: ["border.trust"], values: Uniform(0.2, 0.6)),
            "organisations": (of: ["regions.a.organisations"], values: Integers(8, 12)),
        },
        design: Latin(3), outputs: {"trust": Last("trust")},
    )"#;

    /// Played to its end, what the window opens is the row; and what is saved there can be opened from the folder's files.
    #[test]
    fn the_window_opens_the_run_of_the_row() {
        let folder = tempfile::tempdir().expect("there is a place for folders");
        let (study, out) = (folder.path().join("study.ron"), folder.path().join("out"));
        disk::write_text(&study, STUDY).expect("it can be written");
        let begin = || folder::begin(&study.to_string_lossy(), &out, None).expect("it is a study");
        for index in 0..6 {
            let opened = begin();
            let row = opened.study.row(index);
            let own = row::run(&opened.study, &mut Maker::new(&opened.study), index, &|| false);
            let scenario = Arc::new(opened.scenario(&row).expect("it was read before"));
            let run = Run::new(scenario, &opened.study.policies[row.policy], row.seed, 8).expect("it has the policy");
            let session = launch(&run, opened, row);
            assert_eq!(session.play.front().elapsed(), 0);
            let mut played = session.play.front().fork();
            played.finish();
            assert_eq!(played.digest(), own.digest, "row {index}");
            let again = (session.reader)().scenario.expect("nothing changed");
            assert_eq!(&again, played.scenario().as_ref());
            let save = Save::of(&session.play, &session.asked, "");
            let read = load::load(&save.asked, &save.overrides).expect("the copy lies in the folder");
            let mut resumed = save.open(&read).expect("it fits").front().fork();
            resumed.finish();
            assert_eq!(resumed.digest(), own.digest, "row {index}, saved");
        }
    }

    #[test]
    fn rows_that_failed_are_counted_apart() {
        let told = |same, failed, late| Again { same, failed, late }.told();
        assert_eq!(told(10, 0, 0), "10 rows run again, with the same digests");
        assert_eq!(
            told(6, 1, 3),
            "6 rows run again, with the same digests; 1 row failed again as before, without a digest; 3 rows had timed out, \
             not run again"
        );
        assert_eq!(told(0, 0, 4), "4 rows had timed out, not run again; no digest was compared");
    }

    #[test]
    fn rows_are_picked_once_each_and_by_the_seed() {
        assert_eq!(Picked::of(3, 5, 1), Picked::All);
        let picked = |seed| Picked::of(1000, 10, seed);
        assert_eq!(picked(1), picked(1));
        assert_ne!(picked(1), picked(2));
        assert_eq!((0..1000).filter(|row| picked(1).has(*row)).count(), 10);
    }
}
