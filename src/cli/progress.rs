//! Tells on stderr how far an ensemble is: a bar on a terminal, otherwise a line every few seconds.

use std::io::{IsTerminal, Write};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::clock;

/// The longest time between two lines.
const LONGEST: Duration = Duration::from_secs(60);
/// Seconds until the first line where there is no terminal; each next one takes twice as long.
const BETWEEN_LINES: Duration = Duration::from_secs(3);

/// How many runs of an ensemble are done.
pub struct Progress {
    bar: ProgressBar,
    /// When the last line was written; none on a terminal.
    lines: Option<Mutex<Lines>>,
    all: u64,
}

struct Lines {
    begun: Instant,
    last: Instant,
    /// Until the next line.
    between: Duration,
}

impl Progress {
    /// For so many runs, none done yet.
    pub fn of(all: u64) -> Self {
        let terminal = std::io::stderr().is_terminal();
        let target = if terminal { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(all), target);
        if let Ok(style) = ProgressStyle::with_template("  {bar:32} {pos} of {len} runs, {eta} left") {
            bar.set_style(style.progress_chars("━╸─"));
        }
        let now = clock::instant();
        Self {
            bar,
            lines: (!terminal).then(|| Mutex::new(Lines { begun: now, last: now, between: BETWEEN_LINES })),
            all,
        }
    }

    /// One more is done.
    pub fn done(&self) {
        self.bar.inc(1);
        let Some(lines) = &self.lines else { return };
        // Whoever finds another thread writing leaves it to that one.
        let Ok(mut lines) = lines.try_lock() else { return };
        if lines.last.elapsed() >= lines.between {
            lines.last = clock::instant();
            // Long searches are told of less and less often.
            lines.between = (lines.between * 2).min(LONGEST);
            let (done, seconds) = (self.bar.position(), lines.begun.elapsed().as_secs());
            let _ = writeln!(std::io::stderr(), "{done} of {} runs after {seconds} s", self.all);
        }
    }

    /// Takes the bar off the screen; after lines, one more says how many there were in the end.
    pub fn finish(&self) {
        if let Some(Ok(lines)) = self.lines.as_ref().map(Mutex::lock)
            && lines.last > lines.begun
        {
            let (done, seconds) = (self.bar.position(), lines.begun.elapsed().as_secs());
            let _ = writeln!(std::io::stderr(), "done: {done} runs in {seconds} s");
        }
        self.bar.finish_and_clear();
    }
}
