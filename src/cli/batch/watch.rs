//! What ends a batch early, signals and a limit, and how far it is.

use std::io::Write;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use super::super::progress::{self, Progress};
use super::super::{Failure, clock};
use super::Telling;
use marchland::study::store::drive::Watch;
use marchland::study::store::row::Status;

/// How often the program was asked to end.
static ASKED: AtomicU32 = AtomicU32::new(0);

/// Between two lines of JSON.
const BETWEEN_LINES: Duration = Duration::from_secs(1);

/// Watches a batch.
pub struct Watching {
    begun: Instant,
    limit: Option<f64>,
    /// Rows that were left.
    all: u64,
    done: AtomicU64,
    failed: AtomicU64,
    bar: Option<Progress>,
    /// When the last line of JSON was written.
    line: Mutex<Instant>,
}

impl Watching {
    /// Begins: from now on the first signal ends the batch in an orderly way, a second one at once.
    ///
    /// # Errors
    /// If signals cannot be had.
    pub fn begin(all: u64, limit: Option<f64>, telling: Telling) -> Result<Self, Failure> {
        let handler = || {
            if ASKED.fetch_add(1, Ordering::Relaxed) > 0 {
                // As if it were killed: complete parts stay.
                progress::clear();
                std::process::exit(5);
            }
        };
        ctrlc::set_handler(handler).map_err(|error| Failure::Internal(format!("cannot take signals: {error}")))?;
        // A run that fails becomes a row with its message; nothing of it belongs on the screen.
        std::panic::set_hook(Box::new(|_| {}));
        let begun = clock::instant();
        let bar = (telling == Telling::Auto).then(|| Progress::of(all));
        let (done, failed) = (AtomicU64::new(0), AtomicU64::new(0));
        Ok(Self { begun, limit, all, done, failed, bar, line: Mutex::new(begun) })
    }

    /// Takes the bar off the screen, or writes the last line.
    pub fn finish(&self) {
        match &self.bar {
            Some(bar) => bar.stop(),
            None => self.tell(),
        }
    }

    fn tell(&self) {
        let (done, failed) = (self.done.load(Ordering::Relaxed), self.failed.load(Ordering::Relaxed));
        let seconds = self.seconds();
        let rate = if seconds > 0.0 { done as f64 / seconds } else { 0.0 };
        let left = if rate > 0.0 { ((self.all - done) as f64 / rate).to_string() } else { "null".to_owned() };
        let all = self.all;
        let _ = writeln!(
            std::io::stderr(),
            r#"{{"done":{done},"of":{all},"failed":{failed},"seconds":{seconds},"rate":{rate},"left":{left}}}"#
        );
    }
}

impl Watch for Watching {
    fn seconds(&self) -> f64 {
        self.begun.elapsed().as_secs_f64()
    }

    fn calendar(&self) -> u64 {
        clock::seconds(clock::calendar())
    }

    fn is_ending(&self) -> bool {
        ASKED.load(Ordering::Relaxed) > 0 || self.limit.is_some_and(|limit| self.seconds() > limit)
    }

    fn done(&self, status: Status) {
        self.done.fetch_add(1, Ordering::Relaxed);
        self.failed.fetch_add(u64::from(status != Status::Ok), Ordering::Relaxed);
        if let Some(bar) = &self.bar {
            bar.done();
        } else if let Ok(mut line) = self.line.try_lock()
            && line.elapsed() >= BETWEEN_LINES
        {
            *line = clock::instant();
            self.tell();
        }
    }
}
