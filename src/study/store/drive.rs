//! Runs the rows that a shard still lacks on all threads, and writes them as parts.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::Duration;

use super::part::{self, Filed, Made, Record};
use super::row::{self, Status};
use super::rows::{Piece, Rows};
use super::table::For;
use super::{StoreError, disk, table};
use crate::study::{Maker, Study};

/// Rows of a part at most.
const PART: usize = table::ROW_GROUP;
/// Rows that a worker hands over at once at most: to wake the writer takes as long as a short run.
const HANDFUL: usize = 512;
/// Seconds after which a worker hands over what it has.
const HELD: f64 = 0.05;
/// Handfuls that may wait for the writer: memory stays flat where the disk is slow.
const WAITING: usize = 16;
/// Rows that may be done out of order before what is done is written in pieces.
const AHEAD: usize = PART;

/// What a batch is told by the world around it: no outcome knows any of it.
pub trait Watch: Sync {
    /// Seconds since the batch began.
    fn seconds(&self) -> f64;
    /// Seconds since 1970.
    fn calendar(&self) -> u64;
    /// Whether no further run shall begin.
    fn is_ending(&self) -> bool;
    /// So many more runs are done, and so many of them failed.
    fn done(&self, runs: u64, failed: u64);
}

/// What is to be run.
#[derive(Clone, Copy, Debug)]
pub struct Task<'a> {
    pub study: &'a Study,
    pub folder: &'a Path,
    /// By what the rows are made: see [`Record`].
    pub made_by: &'a str,
    pub host: &'a str,
    /// Threads, at least one.
    pub jobs: u32,
    /// Failed runs of the whole folder after which no further run begins: those in its parts, whoever made them, and those
    /// of this process. The parts are looked at when it begins and whenever it has written one.
    pub failures: Option<u64>,
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ended {
    pub done: u64,
    /// Of the whole folder, as far as it was looked at: see [`Task::failures`].
    pub failed: u64,
    /// Whether every row of the gaps was run.
    pub is_complete: bool,
}

/// Failed rows of parts.
#[must_use]
pub fn failed(parts: &[Record]) -> u64 {
    let failed = |(status, number): (&String, &u64)| if status == Status::Ok.word() { 0 } else { *number };
    parts.iter().flat_map(|part| &part.statuses).map(failed).sum()
}

/// Runs the rows of the gaps, in their order.
///
/// # Errors
/// What the disk says; parts that are complete stay.
pub fn drive(task: &Task<'_>, gaps: &[Range<u64>], watch: &dyn Watch) -> Result<Ended, StoreError> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(task.jobs as usize).build();
    let pool = pool.map_err(|error| StoreError::Other(format!("cannot start threads: {error}")))?;
    let mut writer = Writer::new(task, watch)?;
    let (next, stop) = (AtomicU64::new(0), AtomicBool::new(writer.is_too_much()));
    let (sender, receiver) = sync_channel(WAITING);
    let written = pool.in_place_scope(|scope| {
        for _ in 0..task.jobs {
            let (sender, next, stop) = (sender.clone(), &next, &stop);
            scope.spawn(move |_| work(task.study, gaps, watch, next, stop, &sender));
        }
        drop(sender);
        let written = writer.take(&receiver, &stop);
        // Whoever still runs a row finds nobody who takes it, and ends.
        stop.store(true, Ordering::Relaxed);
        drop(receiver);
        written
    });
    written?;
    let all: u64 = gaps.iter().map(|gap| gap.end - gap.start).sum();
    Ok(Ended { done: writer.done, failed: writer.failed(), is_complete: writer.done == all })
}

/// The row at a place among the gaps.
fn at(gaps: &[Range<u64>], mut place: u64) -> Option<u64> {
    for gap in gaps {
        let length = gap.end - gap.start;
        if place < length {
            return Some(gap.start + place);
        }
        place -= length;
    }
    None
}

/// Runs one row after the other and hands them over a few at a time.
fn work(
    study: &Study,
    gaps: &[Range<u64>],
    watch: &dyn Watch,
    next: &AtomicU64,
    stop: &AtomicBool,
    sender: &SyncSender<Rows>,
) {
    let mut maker = Maker::new(study);
    let empty = || Rows::with_room(study, HANDFUL);
    let (mut hand, mut now) = (empty(), watch.seconds());
    let mut since = now;
    while !stop.load(Ordering::Relaxed) && !watch.is_ending() {
        let Some(index) = at(gaps, next.fetch_add(1, Ordering::Relaxed)) else { break };
        let begun = now;
        let is_late = || study.stop.seconds.is_some_and(|most| watch.seconds() - begun > most);
        let done = row::run(study, &mut maker, index, &is_late);
        // Whoever counts failed runs hears of them at once.
        let is_failed = done.status != Status::Ok;
        hand.push(done);
        now = watch.seconds();
        if hand.len() == HANDFUL || is_failed || now - since > HELD {
            tell(watch, &hand);
            if sender.send(std::mem::replace(&mut hand, empty())).is_err() {
                return;
            }
            // It may have waited for the writer.
            now = watch.seconds();
            since = now;
        }
    }
    tell(watch, &hand);
    // Nobody takes them where the disk has failed.
    let _ = sender.send(hand);
}

fn tell(watch: &dyn Watch, hand: &Rows) {
    watch.done(hand.len() as u64, hand.failed());
}

/// Puts rows in order and writes them as parts.
struct Writer<'a> {
    task: &'a Task<'a>,
    watch: &'a dyn Watch,
    waiting: Rows,
    done: u64,
    /// Failed rows in parts of the folder, and of this process in no part yet.
    filed: u64,
    unfiled: u64,
    /// When the last part was written, seconds since the batch began and since 1970.
    last: (f64, u64),
}

impl<'a> Writer<'a> {
    fn new(task: &'a Task<'a>, watch: &'a dyn Watch) -> Result<Self, StoreError> {
        let last = (watch.seconds(), watch.calendar());
        let filed = failed(&part::all(task.folder, task.made_by)?);
        Ok(Self { task, watch, waiting: Rows::new(task.study), done: 0, filed, unfiled: 0, last })
    }

    const fn failed(&self) -> u64 {
        self.filed + self.unfiled
    }

    fn is_too_much(&self) -> bool {
        self.task.failures.is_some_and(|most| self.failed() > most)
    }

    fn take(&mut self, receiver: &Receiver<Rows>, stop: &AtomicBool) -> Result<(), StoreError> {
        const LOOK: Duration = Duration::from_millis(100);
        loop {
            match receiver.recv_timeout(LOOK) {
                Ok(hand) => {
                    self.done += hand.len() as u64;
                    self.unfiled += hand.failed();
                    self.waiting.append(hand);
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return self.flush(0),
            }
            if self.is_too_much() {
                stop.store(true, Ordering::Relaxed);
            }
            // The longer it has run, the less often: parts stay few, and little is lost if it is killed.
            let seconds = self.watch.seconds();
            let is_time = seconds - self.last.0 > (seconds / 20.0).clamp(0.5, 60.0);
            if self.waiting.len() >= PART + HANDFUL * self.task.jobs as usize || is_time {
                // A row that takes long leaves a hole before those that are done; small pieces wait until it is closed.
                let many = PART + AHEAD + HANDFUL * self.task.jobs as usize;
                let least = if self.waiting.len() > many { 0 } else { self.waiting.len() / 2 };
                self.flush(least)?;
            }
        }
    }

    /// Writes rows that lie beside each other as parts, where there are at least so many of them; the others wait on.
    fn flush(&mut self, least: usize) -> Result<(), StoreError> {
        let pieces = self.waiting.pieces(PART);
        let (ripe, waiting): (Vec<_>, Vec<_>) = pieces.into_iter().partition(|piece| piece.len() >= least);
        for piece in ripe {
            let piece = self.waiting.piece(&piece);
            self.write(piece)?;
            // Without a limit nobody asks what others have done meanwhile.
            if self.task.failures.is_some() {
                self.unfiled -= piece.failed();
                self.filed = failed(&part::all(self.task.folder, self.task.made_by)?);
            }
        }
        self.waiting.keep(&waiting);
        self.last = (self.watch.seconds(), self.watch.calendar());
        Ok(())
    }

    fn write(&self, piece: Piece<'_>) -> Result<(), StoreError> {
        let Some(Range { start: first, end }) = piece.span() else { return Ok(()) };
        let Task { study, folder, made_by, host, jobs, .. } = *self.task;
        let made = Made { host: host.to_owned(), jobs, from: self.last.1, until: self.watch.calendar() };
        let mut statuses: BTreeMap<&str, u64> = BTreeMap::new();
        piece.heads.iter().for_each(|head| *statuses.entry(head.status.word()).or_default() += 1);
        let statuses = statuses.into_iter().map(|(word, number)| (word.to_owned(), number)).collect();
        let mut record = Record { first, end, made_by: made_by.to_owned(), files: BTreeMap::new(), statuses, made };
        for table in table::kept(study) {
            let schema = table::schema(study, table);
            let path = record.path(folder, table.name());
            let batch = table::rows(study, table, &schema, piece)
                .map_err(|error| StoreError::Other(format!("cannot make the table `{}`: {error}", table.name())))?;
            let written = disk::write(&path, |out| {
                let mut writer = table::parquet(out, &schema, For::Part)?;
                writer.write(&batch).map_err(table::unwrapped)?;
                writer.close().map(|_| ()).map_err(table::unwrapped)
            })?;
            let filed = Filed { rows: batch.num_rows() as u64, bytes: written.bytes, sha256: written.sha256 };
            record.files.insert(table.name().to_owned(), filed);
        }
        record.commit(folder)
    }
}
