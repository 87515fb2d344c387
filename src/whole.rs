//! Puts whole files in their places: complete or as they were before, and never over what somebody saved meanwhile.

use std::fmt;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use crate::words::of_disk;

/// The ending of a file that is not complete.
pub const PARTIAL: &str = ".partial";

/// What may be lost to a new file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over<'a> {
    /// Whatever is there.
    Anything,
    /// These bytes, as the caller has seen them there.
    Seen(&'a [u8]),
    /// Nothing: the file is to be new.
    Nothing,
}

/// Why a file was not written. What was there before is there still.
#[derive(Debug)]
pub struct Unwritten {
    pub path: PathBuf,
    pub why: Why,
}

/// What is in the way.
#[derive(Debug)]
pub enum Why {
    /// The disk refuses.
    Disk(io::Error),
    /// The file may only be read, by its marks or by who owns it.
    Locked,
    /// There is a folder, a device, a pipe, or a link that leads nowhere.
    NoFile,
    /// The file is no longer as it was seen, or is there where none was.
    Changed,
    /// Another program writes this very file.
    Busy,
}

impl Unwritten {
    /// What a person can do about it.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        let Why::Disk(error) = &self.why else {
            return match self.why {
                Why::Locked => "let it be written to (`chmod u+w` does that for your own files), or give another name",
                Why::NoFile => "give the name of a file",
                Why::Busy => "wait until that has ended, and give the command again",
                Why::Changed | Why::Disk(_) => "look at it, and give the command again",
            };
        };
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "free some space, or write to another disk",
            io::ErrorKind::FileTooLarge => {
                "raise the limit on the size of files (`ulimit -f`), or write to another disk"
            }
            io::ErrorKind::NotFound => "make that folder first, or give another",
            _ => "write to a folder in which you may write",
        }
    }

    /// The same as an error of the disk, for those who tell of those.
    #[must_use]
    pub fn into_error(self) -> io::Error {
        let kind = match self.why {
            Why::Disk(error) => return error,
            Why::Locked => io::ErrorKind::PermissionDenied,
            Why::Busy => io::ErrorKind::ResourceBusy,
            Why::NoFile | Why::Changed => io::ErrorKind::AlreadyExists,
        };
        io::Error::new(kind, self.why.to_string())
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Disk(error) => f.write_str(&of_disk(error)),
            Self::Locked => f.write_str("it may only be read"),
            Self::NoFile => f.write_str("it is no ordinary file"),
            Self::Changed => f.write_str("it was changed while this command ran, and is as it was saved"),
            Self::Busy => f.write_str("another program is writing it"),
        }
    }
}

impl fmt::Display for Unwritten {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot write `{}`: {}\n{}", self.path.display(), self.why, self.hint())
    }
}

impl std::error::Error for Unwritten {}

/// Writes a file beside its place, brings it to the disk, and only then puts it there, with the permissions of the file
/// that it replaces. A link stays a link: what it points to is replaced. `fill` writes what is to stand there.
///
/// # Errors
/// A place that cannot or must not be written, or what `fill` says. What was there is there still, and nothing is left
/// beside it.
pub fn write<T>(path: &Path, over: Over<'_>, fill: impl FnOnce(&mut File) -> io::Result<T>) -> Result<T, Unwritten> {
    put(path, over, fill).map_err(|why| Unwritten { path: path.to_owned(), why })
}

/// Whether a file could be put there as things are now: for those who work long before they write. Nothing is changed, and
/// nothing is left.
///
/// # Errors
/// A place that cannot be written. That another program is writing it is none: by then it may have ended.
pub fn probe(path: &Path) -> Result<(), Unwritten> {
    let probed = || {
        let target = target_of(path)?;
        if target.exists() && !may_be_written(&target) {
            return Err(Why::Locked);
        }
        let partial = partial_of(&target)?;
        let file = begun(&partial)?;
        if is_at(&file, &partial) { removed(&partial) } else { Ok(()) }
    };
    match probed() {
        Err(why) if !matches!(why, Why::Busy) => Err(Unwritten { path: path.to_owned(), why }),
        _ => Ok(()),
    }
}

fn put<T>(path: &Path, over: Over<'_>, fill: impl FnOnce(&mut File) -> io::Result<T>) -> Result<T, Why> {
    let target = target_of(path)?;
    let is_there = target.exists();
    // A rename asks the folder alone: what its owner has locked would be replaced all the same.
    if is_there && !may_be_written(&target) {
        return Err(Why::Locked);
    }
    let partial = partial_of(&target)?;
    let mut file = begun(&partial)?;
    let mut is_left = true;
    let done = fill(&mut file).and_then(|made| {
        if is_there {
            file.set_permissions(fs::metadata(&target)?.permissions())?;
        }
        file.sync_all()?;
        Ok(made)
    });
    let done = done.map_err(Why::Disk).and_then(|made| {
        // Where nothing can be locked another program may have taken ours away and begun its own.
        if !is_at(&file, &partial) {
            return Err(Why::Busy);
        }
        if !is_as_seen(&target, over) {
            return Err(Why::Changed);
        }
        is_left = place(&partial, &target, over)?;
        Ok(made)
    });
    // After a failure, and where it was linked into its place; whoever has begun since it was renamed keeps his. Best effort:
    // the error that brought us here is the one to tell.
    if is_left && is_at(&file, &partial) {
        let _ = fs::remove_file(&partial);
    }
    if let (Ok(_), Some(folder)) = (&done, folder_of(&target)) {
        sync(folder);
    }
    done
}

/// Brings new names to the disk, where folders can be opened like files.
pub fn sync(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

/// Takes away what programs that were broken off left in a folder: every file that is not complete and that no living
/// program writes. Best effort: what stays takes room and no more.
pub fn clear(folder: &Path) {
    let names = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok).map(|entry| entry.path());
    let is_partial = |path: &PathBuf| path.as_os_str().to_string_lossy().ends_with(PARTIAL) && path.is_file();
    names.filter(is_partial).for_each(|partial| {
        let _ = take_away(&partial);
    });
}

/// The file itself, where a link leads to one.
fn target_of(path: &Path) -> Result<PathBuf, Why> {
    match fs::metadata(path) {
        Ok(kind) if !kind.is_file() => Err(Why::NoFile),
        Ok(_) => fs::canonicalize(path).map_err(Why::Disk),
        Err(error) if error.kind() == io::ErrorKind::NotFound && path.is_symlink() => Err(Why::NoFile),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(path.to_owned()),
        Err(error) => Err(Why::Disk(error)),
    }
}

/// Whether a file may be written to, by its marks and by who owns it. Nothing in it changes.
fn may_be_written(target: &Path) -> bool {
    let is_locked = fs::metadata(target).is_ok_and(|of| of.permissions().readonly());
    !is_locked && File::options().append(true).open(target).is_ok()
}

/// A hidden name, so that nobody takes it for a file of theirs.
fn partial_of(target: &Path) -> Result<PathBuf, Why> {
    let name = target.file_name().ok_or_else(|| Why::Disk(io::ErrorKind::InvalidFilename.into()))?;
    let mut partial = std::ffi::OsString::from(".");
    partial.push(name);
    partial.push(PARTIAL);
    Ok(target.with_file_name(partial))
}

fn folder_of(target: &Path) -> Option<&Path> {
    let folder = target.parent()?;
    Some(if folder.as_os_str().is_empty() { Path::new(".") } else { folder })
}

/// A new file, locked for as long as it is written. One that a program left which was broken off is taken away first.
///
/// Whoever takes a file away or puts it in its place has locked the one that is there under this name: between a look and
/// the lock it may have become another, and then all is begun anew.
fn begun(partial: &Path) -> Result<File, Why> {
    const TRIES: usize = 64;
    for _ in 0..TRIES {
        match File::create_new(partial) {
            Ok(file) => {
                lock(&file)?;
                if is_at(&file, partial) {
                    return Ok(file);
                }
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => take_away(partial)?,
            Err(error) => return Err(Why::Disk(error)),
        }
    }
    Err(Why::Busy)
}

/// Takes away what a program left that was broken off, unless another writes it.
fn take_away(partial: &Path) -> Result<(), Why> {
    let is_file = fs::symlink_metadata(partial).is_ok_and(|left| left.is_file());
    if is_file {
        // What another person left may be locked by whoever may read it.
        let left = match File::options().append(true).open(partial).or_else(|_| File::open(partial)) {
            Ok(left) => left,
            // It has been put in its place or taken away meanwhile.
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(Why::Disk(error)),
        };
        lock(&left)?;
        if !is_at(&left, partial) {
            return Ok(());
        }
        return removed(partial);
    }
    removed(partial)
}

fn removed(partial: &Path) -> Result<(), Why> {
    match fs::remove_file(partial) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Why::Disk(error)),
        _ => Ok(()),
    }
}

/// Whether an open file is the one under that name.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let of = |meta: fs::Metadata| (meta.dev(), meta.ino());
    matches!((file.metadata().map(of), fs::symlink_metadata(path).map(of)), (Ok(file), Ok(there)) if file == there)
}

/// Whether there is a file under that name: which one it is cannot be asked here.
#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// The system lets go of a lock however a program ends. Not every file system has locks: there two programs are not kept
/// apart, and the last one wins.
fn lock(file: &File) -> Result<(), Why> {
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => Err(Why::Busy),
        _ => Ok(()),
    }
}

fn is_as_seen(target: &Path, over: Over<'_>) -> bool {
    match over {
        Over::Anything => true,
        Over::Nothing => fs::symlink_metadata(target).is_err(),
        // The length first: nobody knows what somebody has put there.
        Over::Seen(bytes) => {
            let is_as_long = fs::metadata(target).is_ok_and(|now| now.is_file() && now.len() == bytes.len() as u64);
            is_as_long && fs::read(target).is_ok_and(|now| now == bytes)
        }
    }
}

/// A file that should be new is linked, since a link never takes the place of another file. Returns whether it is under its
/// first name still.
fn place(partial: &Path, target: &Path, over: Over<'_>) -> Result<bool, Why> {
    let renamed = || fs::rename(partial, target).map(|()| false).map_err(Why::Disk);
    if over != Over::Nothing {
        return renamed();
    }
    match fs::hard_link(partial, target) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(Why::Changed),
        // Not every file system has links.
        Err(_) => renamed(),
        Ok(()) => Ok(true),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn text(path: &Path, over: Over<'_>, text: &str) -> Result<(), Unwritten> {
        write(path, over, |file| file.write_all(text.as_bytes()))
    }

    fn told(done: Result<(), Unwritten>) -> String {
        done.expect_err("it is refused").to_string()
    }

    fn left(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .expect("the folder is there")
            .map(|entry| entry.expect("it has names").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    fn holds(path: &Path) -> String {
        fs::read_to_string(path).expect("it is there")
    }

    #[test]
    fn what_was_saved_meanwhile_is_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.ron");
        text(&path, Over::Nothing, "one").expect("it is new");
        assert!(told(text(&path, Over::Nothing, "two")).contains("was changed while"), "somebody made it meanwhile");
        text(&path, Over::Seen(b"one"), "two").expect("it is as seen");
        for seen in [&b"one"[..], b"twos", b""] {
            assert!(told(text(&path, Over::Seen(seen), "three")).contains("is as it was saved"));
        }
        assert_eq!((holds(&path).as_str(), left(folder.path())), ("two", vec!["a.ron".to_owned()]));
        text(&path, Over::Anything, "four").expect("whatever is there");
        assert_eq!(holds(&path), "four");
    }

    #[test]
    fn what_a_killed_program_left_is_in_nobodys_way() {
        let folder = tempfile::tempdir().expect("a folder");
        let (path, partial) = (folder.path().join("a.ron"), folder.path().join(".a.ron.partial"));
        fs::write(&partial, "a half that is longer than the whole").expect("it can be written");
        text(&path, Over::Nothing, "one").expect("it is taken away");
        assert_eq!((holds(&path).as_str(), left(folder.path())), ("one", vec!["a.ron".to_owned()]));
    }

    #[test]
    fn two_programs_do_not_write_the_same_file_at_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.ron");
        let done = write(&path, Over::Anything, |file| {
            assert!(told(text(&path, Over::Anything, "two")).contains("another program is writing it"));
            file.write_all(b"one")
        });
        done.expect("the first goes on");
        assert_eq!((holds(&path).as_str(), left(folder.path())), ("one", vec!["a.ron".to_owned()]));
    }

    #[cfg(unix)]
    #[test]
    fn the_half_of_another_is_neither_put_in_place_nor_taken_away() {
        let folder = tempfile::tempdir().expect("a folder");
        let (path, partial) = (folder.path().join("a.ron"), folder.path().join(".a.ron.partial"));
        text(&path, Over::Anything, "one").expect("it is new");
        let others = |half: &'static str| {
            fs::remove_file(&partial).expect("it is there");
            fs::write(&partial, half)
        };
        let done = write(&path, Over::Anything, |file| file.write_all(b"two").and_then(|()| others("hal")));
        assert!(told(done).contains("another program is writing it"));
        assert_eq!((holds(&path).as_str(), holds(&partial).as_str()), ("one", "hal"));
    }

    #[cfg(unix)]
    #[test]
    fn many_writers_of_a_file_leave_it_whole_whenever_it_is_looked_at() {
        const LONG: usize = 4096;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.ron");
        let half = |file: &mut File, of: u8| file.write_all(&[of; LONG / 2]);
        let wrote = |of: u8| match write(&path, Over::Anything, |file| half(file, of).and_then(|()| half(file, of))) {
            Ok(()) => true,
            Err(Unwritten { why: Why::Busy, .. }) => false,
            Err(other) => panic!("{other}"),
        };
        std::thread::scope(|scope| {
            for of in b'a'..b'e' {
                let (wrote, path) = (&wrote, &path);
                scope.spawn(move || {
                    for _ in 0..100 {
                        wrote(of);
                        if let Ok(now) = fs::read(path) {
                            assert!(now.len() == LONG && now.iter().all(|byte| *byte == now[0]), "half a file");
                        }
                    }
                });
            }
        });
        assert!(wrote(b'z'), "nobody writes any more");
        assert_eq!(left(folder.path()), ["a.ron"]);
    }

    #[test]
    fn whether_a_place_can_be_written_is_known_before_and_leaves_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.ron");
        probe(&path).expect("it can be written");
        assert!(left(folder.path()).is_empty());
        text(&path, Over::Nothing, "one").expect("it is new");
        write(&path, Over::Anything, |file| {
            probe(&path).expect("another may have ended by then");
            file.write_all(b"two")
        })
        .expect("nobody was disturbed");
        let mut locked = fs::metadata(&path).expect("it is there").permissions();
        locked.set_readonly(true);
        fs::set_permissions(&path, locked).expect("they can be set");
        assert!(probe(&path).expect_err("it is locked").to_string().contains("may only be read"));
        assert!(probe(folder.path()).is_err() && probe(&folder.path().join("none/a.ron")).is_err());
        assert_eq!((holds(&path).as_str(), left(folder.path())), ("two", vec!["a.ron".to_owned()]));
    }

    #[test]
    fn a_full_disk_leaves_what_was_there_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.ron");
        text(&path, Over::Anything, "one").expect("it is new");
        let full = write(&path, Over::Anything, |file| {
            file.write_all(b"tw")?;
            Err::<(), _>(io::ErrorKind::StorageFull.into())
        });
        assert!(told(full).contains("free some space"));
        assert_eq!((holds(&path).as_str(), left(folder.path())), ("one", vec!["a.ron".to_owned()]));
        let nowhere = folder.path().join("none").join("a.ron");
        assert!(told(text(&nowhere, Over::Anything, "one")).contains("make that folder first"));
    }

    #[test]
    fn what_may_only_be_read_and_what_is_no_file_is_not_replaced() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.ron");
        fs::write(&path, "one").expect("it can be written");
        let mut locked = fs::metadata(&path).expect("it is there").permissions();
        locked.set_readonly(true);
        fs::set_permissions(&path, locked).expect("they can be set");
        for over in [Over::Seen(b"one"), Over::Anything] {
            assert!(told(text(&path, over, "two")).contains("may only be read"));
        }
        assert_eq!((holds(&path).as_str(), left(folder.path())), ("one", vec!["a.ron".to_owned()]));
        assert!(told(text(folder.path(), Over::Anything, "two")).contains("no ordinary file"));
    }

    #[cfg(unix)]
    #[test]
    fn links_stay_links_permissions_stay_and_devices_are_no_files() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().expect("a folder");
        let (path, link) = (folder.path().join("a.ron"), folder.path().join("b.ron"));
        fs::write(&path, "one").expect("it can be written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("they can be set");
        symlink("a.ron", &link).expect("it can be linked");
        text(&link, Over::Seen(b"one"), "two").expect("it is as seen");
        assert!(link.is_symlink() && holds(&path) == "two");
        assert_eq!(fs::metadata(&path).expect("it is there").permissions().mode() & 0o777, 0o640);
        symlink("nowhere", folder.path().join("c.ron")).expect("it can be linked");
        for no_file in [folder.path().join("c.ron"), PathBuf::from("/dev/full"), PathBuf::from("/dev/zero")] {
            assert!(told(text(&no_file, Over::Anything, "two")).contains("no ordinary file"));
        }
    }
}
