//! Tells on stderr how far an ensemble is: a bar on a terminal, otherwise a line every few seconds.

use std::io::{IsTerminal, Write};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::clock;
use marchland::words::counted;

/// The bar on the screen, for whoever ends the program.
static SHOWN: Mutex<Option<ProgressBar>> = Mutex::new(None);
/// How a program ends that Ctrl-C has ended, by the custom of shells.
const BROKEN_OFF: i32 = 130;

/// Takes a bar off the screen before the program ends in the midst of its work, and returns how many runs were done.
pub fn clear() -> Option<u64> {
    let shown = SHOWN.lock().unwrap_or_else(PoisonError::into_inner).take();
    shown.map(|bar| {
        // Whoever finishes a bar fills it.
        let done = bar.position();
        bar.finish_and_clear();
        done
    })
}

fn show(bar: Option<ProgressBar>) {
    *SHOWN.lock().unwrap_or_else(PoisonError::into_inner) = bar;
}

/// Ends the program on a line of its own. Files are complete or not there, so nothing else has to be done.
fn break_off() {
    if let Some(done) = clear() {
        let _ = writeln!(std::io::stderr(), "broken off after {}", counted(done, "run"));
    }
    std::process::exit(BROKEN_OFF);
}

/// The longest time between two lines.
const LONGEST: Duration = Duration::from_secs(60);
/// Seconds until the first line where there is no terminal; each next one takes twice as long.
const BETWEEN_LINES: Duration = Duration::from_secs(3);

/// How many runs of an ensemble are done.
pub struct Progress {
    bar: ProgressBar,
    /// When the last line was written; none on a terminal.
    lines: Option<Mutex<Lines>>,
    begun: Instant,
    all: u64,
}

struct Lines {
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
        if terminal {
            show(Some(bar.clone()));
            // A batch takes signals itself, and was first then.
            let _ = ctrlc::set_handler(break_off);
        }
        let begun = clock::instant();
        let lines = (!terminal).then(|| Mutex::new(Lines { last: begun, between: BETWEEN_LINES }));
        Self { bar, lines, begun, all }
    }

    /// One more is done.
    pub fn done(&self) {
        self.more(1);
    }

    /// So many more are done.
    pub fn more(&self, runs: u64) {
        self.bar.inc(runs);
        let Some(lines) = &self.lines else { return };
        // Whoever finds another thread writing leaves it to that one.
        let Ok(mut lines) = lines.try_lock() else { return };
        if lines.last.elapsed() >= lines.between {
            lines.last = clock::instant();
            // Long searches are told of less and less often.
            lines.between = (lines.between * 2).min(LONGEST);
            let (done, seconds) = (self.bar.position(), self.begun.elapsed().as_secs());
            let _ = writeln!(std::io::stderr(), "{done} of {} after {seconds} s", counted(self.all, "run"));
        }
    }

    /// Takes the bar off the screen.
    pub fn stop(&self) {
        self.bar.finish_and_clear();
        show(None);
    }

    /// Takes the bar off the screen. Whoever has waited for long is told in a line how many runs it were in the end.
    pub fn finish(&self) {
        let done = self.bar.position();
        self.stop();
        let waited = self.begun.elapsed();
        if waited >= BETWEEN_LINES {
            let _ = writeln!(std::io::stderr(), "{}", closing(done, self.all, waited.as_secs()));
        }
    }
}

/// What there is to say at the end: a search may need fewer runs than it is allowed.
fn closing(done: u64, all: u64, seconds: u64) -> String {
    match done < all {
        true => format!("done after {seconds} s: {done} of {} at most, and no more were needed", counted(all, "run")),
        false => format!("done after {seconds} s: all {}", counted(all, "run")),
    }
}

#[cfg(test)]
mod tests {
    use super::closing;

    #[test]
    fn the_last_line_says_that_all_is_done() {
        assert_eq!(closing(300, 300, 12), "done after 12 s: all 300 runs");
        assert_eq!(closing(250, 300, 12), "done after 12 s: 250 of 300 runs at most, and no more were needed");
    }
}
