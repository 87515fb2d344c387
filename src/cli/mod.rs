//! The command line: subcommands, exit codes, and what goes to which stream.

mod analyze;
mod batch;
mod check;
mod clock;
mod cluster;
mod desktop;
mod ensemble;
mod expect;
mod explain;
mod fit;
mod json;
mod layout;
mod library;
mod list;
mod load;
mod made;
mod merge;
mod migrate;
mod new;
mod noting;
mod numbers;
mod out;
mod paint;
mod plan;
mod play;
mod progress;
mod replace;
mod replay;
mod report;
mod research;
mod run;
mod session;
mod shipped;
mod show;
mod studies;
mod study_report;
mod terms;
mod test;
mod why;

use std::io::{self, Write};
use std::panic::catch_unwind;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{Parser, Subcommand};

use marchland::built::Build;
use marchland::run::number;

/// Simulates how two peripheral regions on either side of a border grow together, or fail to.
#[derive(Debug, Parser)]
#[command(name = "marchland", version, arg_required_else_help = marchland::WINDOW.is_none(), after_help = EXIT_CODES)]
struct Marchland {
    /// Without one the window opens, where this build has one.
    #[command(subcommand)]
    command: Option<Command>,
}

/// How the program ends, for `--help`; `marchland explain exit` says more.
const EXIT_CODES: &str = "Exit codes: 0 done; 1 a fault of marchland; 2 the command makes no sense; 3 a file is wrong, missing \
                          or cannot be written; 4 too many runs of a study failed; 5 a study ended early, the same command goes \
                          on; 6 a scenario does not do what it claims; 7 what was run again came out otherwise; 130 broken off by \
                          Ctrl-C. `marchland explain exit` says more.";

#[derive(Debug, Subcommand)]
enum Command {
    /// Plays one run, or an ensemble of seeds, and says what came of it.
    Run(run::Options),
    /// Writes a new scenario, with comments, that can be played at once.
    New(new::Options),
    /// Shows the scenarios and studies that there are.
    List(list::Options),
    /// Says everything that is wrong with files of scenarios and studies, and what is probably not meant.
    Check(check::Options),
    /// Brings numbers of a scenario near to its history, and says which of them history can tell.
    Fit(fit::Options),
    /// Prints a scenario with all that it extends and names, and where each value comes from.
    Show(show::Options),
    /// Brings scenario files up to the newest format; comments stay.
    Migrate(migrate::Options),
    /// Plays a run in a window, where its levers can be moved; a scenario is read again whenever its file is saved.
    Play(desktop::Options),
    /// Plays what scenarios claim of themselves, and says what holds and what fails.
    Test(test::Options),
    /// Runs a study into a folder; killed or ended early, the same command goes on.
    Batch(batch::Options),
    /// Says how far the folder of a study is.
    Status(merge::StatusOptions),
    /// Writes the scripts that run a study on a cluster.
    Cluster(cluster::Options),
    /// Makes one table of the parts that shards of a study have run.
    Merge(merge::Options),
    /// Runs some rows of a study again and compares their digests.
    Verify(replay::VerifyOptions),
    /// Runs a row of a study again and shows it.
    Replay(replay::Options),
    /// Says what the table of a study's runs says: indices, boxes, regret, effects, spread.
    Analyze(analyze::Options),
    /// Writes a study's results as one HTML page: what was asked, how, figures, tables, where it comes from.
    Report(study_report::Options),
    /// Says what a study will cost in rows, bytes and time, from a few of its runs.
    Plan(plan::Options),
    /// Says what a name means: equation, parameter, variable, lever, shock, field of a scenario, code of a problem.
    Explain(explain::Options),
}

/// Why the program ends without having done what was asked.
#[derive(Debug)]
pub enum Failure {
    /// Our fault: exit code 1.
    Internal(String),
    /// The command makes no sense: exit code 2.
    Usage(String),
    /// There can be no window here: exit code 2.
    NoWindow(String),
    /// A file is wrong, missing or cannot be read: exit code 3.
    File(String),
    /// Files are wrong, and that has been told: exit code 3.
    Told,
    /// It has been told why, in a form of its own; the exit code.
    Ended(u8),
    /// Too many runs of a study failed: exit code 4.
    TooManyFailed(String),
    /// A study ended before all was done, and can go on: exit code 5.
    Interrupted(String),
    /// What was run again came out otherwise: exit code 7.
    Mismatch(String),
    /// So many expectations of a scenario fail, as the report says: exit code 6.
    Violated(usize),
}

impl Failure {
    /// What it says, for those who tell it elsewhere.
    fn text(&self) -> String {
        match self {
            Self::Internal(text)
            | Self::Usage(text)
            | Self::NoWindow(text)
            | Self::File(text)
            | Self::TooManyFailed(text)
            | Self::Interrupted(text)
            | Self::Mismatch(text) => text.clone(),
            Self::Told | Self::Ended(_) | Self::Violated(_) => String::new(),
        }
    }

    const fn code(&self) -> u8 {
        match self {
            Self::Internal(_) => 1,
            Self::Usage(_) | Self::NoWindow(_) => 2,
            Self::File(_) | Self::Told => 3,
            Self::Ended(code) => *code,
            Self::TooManyFailed(_) => 4,
            Self::Interrupted(_) => 5,
            Self::Violated(_) => 6,
            Self::Mismatch(_) => 7,
        }
    }
}

/// A file that grows beyond the system's limit is an error of that write, as on a full disk, and no longer the end of the
/// program in the middle of it: what is half written is taken away, and the limit is told.
fn keep_on_at_limits() {
    #[cfg(unix)]
    {
        let caught = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
        // Where it cannot be caught all is as it was.
        let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, caught);
    }
}

/// Parses the command, does it, and turns what came of it into an exit code. It never panics.
pub fn main() -> ExitCode {
    keep_on_at_limits();
    let parsed = match Marchland::try_parse() {
        Ok(parsed) => parsed,
        Err(asked) => {
            let printed = match asked.kind() {
                ErrorKind::DisplayVersion => version(),
                _ if asked.use_stderr() => Ok(()),
                _ => print(&asked.render().ansi().to_string()),
            };
            if asked.use_stderr() {
                // Whoever has closed stderr has nothing to be told.
                let _ = asked.print();
            }
            if let Err(failure) = printed {
                complain(&failure);
                return ExitCode::from(failure.code());
            }
            return ExitCode::from(u8::try_from(asked.exit_code()).unwrap_or(2));
        }
    };
    let done = catch_unwind(|| match &parsed.command {
        None => desktop::choose(),
        Some(Command::Run(options)) => run::run(options),
        Some(Command::New(options)) => new::new(options),
        Some(Command::List(options)) => list::list(options),
        Some(Command::Check(options)) => check::check(options),
        Some(Command::Fit(options)) => fit::fit(options),
        Some(Command::Play(options)) => desktop::play(options),
        Some(Command::Test(options)) => test::test(options),
        Some(Command::Show(options)) => show::show(options),
        Some(Command::Migrate(options)) => migrate::run(options),
        Some(Command::Batch(options)) => batch::batch(options),
        Some(Command::Status(options)) => merge::status(options),
        Some(Command::Cluster(options)) => cluster::cluster(options),
        Some(Command::Merge(options)) => merge::merge(options),
        Some(Command::Verify(options)) => replay::verify(options),
        Some(Command::Replay(options)) => replay::replay(options),
        Some(Command::Analyze(options)) => analyze::analyze(options),
        Some(Command::Report(options)) => study_report::report(options),
        Some(Command::Plan(options)) => plan::plan(options),
        Some(Command::Explain(options)) => explain::explain(options),
    });
    let failure = match done {
        Ok(Ok(())) => return ExitCode::SUCCESS,
        Ok(Err(failure)) => failure,
        Err(_) => Failure::Internal("this is a fault of marchland; please report it with the command".to_owned()),
    };
    complain(&failure);
    ExitCode::from(failure.code())
}

/// What this program was built from: the number alone for `-V`, one JSON object for `--version --json`.
fn version() -> Result<(), Failure> {
    let (build, asked) = (Build::this(), |word: &str| std::env::args().any(|given| given == word));
    if asked("--json") {
        let line = serde_json::to_string(&build);
        return print(&(line.map_err(|error| Failure::Internal(format!("cannot write JSON: {error}")))? + "\n"));
    }
    print(&format!("marchland {}\n", if asked("--version") { build.text() } else { build.version }))
}

/// Tells what went wrong on stderr.
fn complain(failure: &Failure) {
    let red = anstyle::AnsiColor::Red.on_default().bold();
    let message = match failure {
        Failure::Internal(message) => format!("{red}internal error{red:#}: {message}"),
        // What is wrong and what to do is in the message: the help, which has the options, would say no more.
        Failure::Usage(message)
        | Failure::NoWindow(message)
        | Failure::TooManyFailed(message)
        | Failure::Interrupted(message)
        | Failure::Mismatch(message) => format!("{red}error{red:#}: {message}"),
        Failure::File(message) => message.clone(),
        Failure::Told | Failure::Ended(_) => return,
        Failure::Violated(1) => format!("{red}error{red:#}: an expectation fails"),
        Failure::Violated(number) => format!("{red}error{red:#}: {number} expectations fail"),
    };
    let _ = writeln!(anstream::stderr(), "{}", message.trim_end());
}

/// Writes a whole text to stdout. A reader that closes the pipe early is no error.
fn print(text: &str) -> Result<(), Failure> {
    let mut stdout = anstream::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            let hint = "see that there is space on the disk, or send it elsewhere";
            Err(Failure::File(format!("cannot write to standard output: {error}\n{hint}")))
        }
        _ => Ok(()),
    }
}

/// The name that looks most like what was asked for, if one does.
fn nearest<'a>(asked: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    const ALIKE: f64 = 0.75;
    let likeness = |name: &str| strsim::jaro_winkler(&asked.to_lowercase(), name);
    known
        .map(|name| (likeness(name), name))
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .filter(|near| near.0 >= ALIKE)
        .map(|near| near.1)
}
