//! Locks: who works on which rows of a folder. The system frees them when a process ends, however it ends.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;

use super::{PARTS, StoreError, disk};

/// One of so many shards of a study, from 0: it has the rows from `of(n, index)` up to the next one's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    index: u32,
    count: u32,
}

impl Shard {
    /// The whole study.
    pub const WHOLE: Self = Self { index: 0, count: 1 };

    /// A shard, if there is such a one.
    #[must_use]
    pub fn new(index: u32, count: u32) -> Option<Self> {
        (index < count).then_some(Self { index, count })
    }

    /// Its rows of so many: neighbours, so that a shard's parts are few.
    #[must_use]
    pub fn rows(self, all: u64) -> std::ops::Range<u64> {
        let from = |index: u32| (u128::from(all) * u128::from(index) / u128::from(self.count)) as u64;
        from(self.index)..from(self.index + 1)
    }

    /// Whether it is the whole study.
    #[must_use]
    pub const fn is_whole(self) -> bool {
        self.count == 1
    }
}

impl std::fmt::Display for Shard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.index, self.count)
    }
}

/// Locks that are held until this is dropped.
#[derive(Debug)]
pub struct Held(#[expect(dead_code, reason = "a file keeps its lock while it is open")] Vec<File>);

const LOCK: &str = ".lock";
const FOLDER: &str = "folder.lock";

/// Locks a shard. Shards of the same count work side by side; other counts cut the rows elsewhere, so they wait.
///
/// # Errors
/// If somebody works on these rows, or the folder cannot be locked.
pub fn shard(folder: &Path, shard: Shard) -> Result<Held, StoreError> {
    // One after the other: two that look at once whether others work would each take the other's look for work.
    let _turn = whole(folder)?;
    let parts = folder.join(PARTS);
    let own = of_count(shard.count);
    let shared = opened(&parts.join(&own))?;
    let busy = |what: &str| StoreError::Busy { path: folder.to_owned(), what: what.to_owned() };
    if !taken(shared.try_lock_shared(), folder)? {
        return Err(busy("another process takes it up"));
    }
    let others = disk::names(&parts)?;
    for name in others.iter().filter(|name| is_of_count(name) && **name != own) {
        if !taken(opened(&parts.join(name))?.try_lock(), folder)? {
            return Err(busy("another process runs this study, cut into another number of shards,"));
        }
    }
    let mine = opened(&parts.join(format!("shard-{}-of-{}{LOCK}", shard.index, shard.count)))?;
    if !taken(mine.try_lock(), folder)? {
        let what = if shard.is_whole() {
            "another process runs this study".to_owned()
        } else {
            format!("another process runs shard {shard} of this study")
        };
        return Err(busy(&what));
    }
    Ok(Held(vec![shared, mine]))
}

/// Locks the making of the merged tables: two that merge at once would write one file.
///
/// # Errors
/// If somebody else merges, or the folder cannot be locked.
pub fn merging(folder: &Path) -> Result<Held, StoreError> {
    let parts = folder.join(PARTS);
    let file = opened(&parts.join(format!("merge{LOCK}")))?;
    if taken(file.try_lock(), folder)? {
        return Ok(Held(vec![file]));
    }
    Err(StoreError::Busy { path: folder.to_owned(), what: "another process merges".to_owned() })
}

/// Waits for the right to write what belongs to the whole folder: study, scenarios, manifest.
///
/// # Errors
/// If the folder cannot be locked.
pub fn whole(folder: &Path) -> Result<Held, StoreError> {
    let parts = folder.join(PARTS);
    disk::folder(&parts)?;
    let path = parts.join(FOLDER);
    let file = opened(&path)?;
    file.lock().map_err(StoreError::disk(&path))?;
    Ok(Held(vec![file]))
}

/// Whether somebody has taken that right before: then what lies in the folder is a study's.
#[must_use]
pub fn is_begun(folder: &Path) -> bool {
    folder.join(PARTS).join(FOLDER).exists()
}

fn of_count(count: u32) -> String {
    format!("shards-of-{count}{LOCK}")
}

fn is_of_count(name: &str) -> bool {
    name.starts_with("shards-of-") && name.ends_with(LOCK)
}

fn opened(path: &Path) -> Result<File, StoreError> {
    let opened = OpenOptions::new().create(true).truncate(false).read(true).write(true).open(path);
    opened.map_err(StoreError::disk(path))
}

/// Whether a lock could be had; a disk that knows no locks is an error that says so.
fn taken(tried: Result<(), TryLockError>, folder: &Path) -> Result<bool, StoreError> {
    match tried {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(error)) => {
            let error = io::Error::new(error.kind(), format!("this disk cannot lock files ({error})"));
            Err(StoreError::Disk { path: folder.to_owned(), error })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_have_every_row_once_and_nearly_as_many() {
        for (all, count) in [(0, 3), (1, 7), (10, 3), (20_000, 7), (u64::MAX, 5)] {
            let rows: Vec<_> = (0..count).map(|index| Shard { index, count }.rows(all)).collect();
            assert_eq!((rows[0].start, rows[rows.len() - 1].end), (0, all));
            assert!(rows.windows(2).all(|pair| pair[0].end == pair[1].start));
            let lengths = rows.iter().map(|rows| rows.end - rows.start);
            let (least, most) = (lengths.clone().min(), lengths.max());
            assert!(most.zip(least).is_some_and(|(most, least)| most - least <= 1), "{all} in {count}");
        }
    }

    #[test]
    fn shards_of_one_count_work_side_by_side_and_nobody_else_does() {
        let folder = tempfile::tempdir().expect("there is a place for folders");
        let lock = |index, count| shard(folder.path(), Shard { index, count });
        let first = lock(0, 3).expect("nobody works yet");
        let second = lock(1, 3).expect("another shard is free");
        assert!(lock(0, 3).is_err_and(|busy| busy.to_string().contains("runs shard 0/3")));
        assert!(lock(0, 1).is_err_and(|busy| busy.to_string().contains("another number of shards")));
        drop(first);
        assert!(lock(0, 1).is_err(), "the second still works");
        drop(second);
        assert!(lock(0, 1).is_ok());
        assert!(lock(2, 3).is_ok());
    }

    /// As the tasks of an array do, in a folder that was cut otherwise before.
    #[test]
    fn shards_that_begin_at_once_do_not_stand_in_each_others_way() {
        const SHARDS: u32 = 4;
        let folder = tempfile::tempdir().expect("there is a place for folders");
        drop(shard(folder.path(), Shard { index: 0, count: 3 }).expect("nobody works yet"));
        let begun = std::sync::Barrier::new(SHARDS as usize);
        let refused = &|index: u32| {
            let locks = (0..100).filter_map(|_| {
                begun.wait();
                shard(folder.path(), Shard { index, count: SHARDS }).err().map(|busy| busy.to_string())
            });
            locks.collect::<Vec<String>>()
        };
        let refused = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..SHARDS).map(|index| scope.spawn(move || refused(index))).collect();
            threads.into_iter().flat_map(|thread| thread.join().expect("it locks and no more")).collect::<Vec<String>>()
        });
        assert!(refused.is_empty(), "{refused:?}");
    }
}
