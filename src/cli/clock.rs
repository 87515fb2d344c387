//! The clock on the wall, for people who wait and for the manifest: no outcome knows it.
#![expect(clippy::disallowed_methods, reason = "the one place that asks for the time")]

use std::time::{Instant, SystemTime};

/// Now, to measure how long something takes.
pub fn instant() -> Instant {
    Instant::now()
}

/// Now, by the calendar.
pub fn calendar() -> SystemTime {
    SystemTime::now()
}
