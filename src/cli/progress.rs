//! Tells on stderr how far an ensemble is: a bar on a terminal, otherwise a line every few seconds.

use std::io::{IsTerminal, Write};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::clock;

/// Seconds between two lines where there is no terminal.
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
        Self { bar, lines: (!terminal).then(|| Mutex::new(Lines { begun: now, last: now })), all }
    }

    /// One more is done.
    pub fn done(&self) {
        self.bar.inc(1);
        let Some(lines) = &self.lines else { return };
        // Whoever finds another thread writing leaves it to that one.
        let Ok(mut lines) = lines.try_lock() else { return };
        if lines.last.elapsed() >= BETWEEN_LINES {
            lines.last = clock::instant();
            let (done, seconds) = (self.bar.position(), lines.begun.elapsed().as_secs());
            let _ = writeln!(std::io::stderr(), "{done} of {} runs after {seconds} s", self.all);
        }
    }

    /// Takes the bar off the screen.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
