//! Puts a whole text in a file's place: complete or not there at all, and never over what somebody saved meanwhile.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::load;

/// The ending of a file that is not complete.
const PARTIAL: &str = ".partial";

/// Writes a text beside its place, brings it to the disk, and only then puts it there. `expected` are the bytes that the
/// caller has seen there; none where there was no file. A link stays a link: what it points to is replaced.
///
/// # Errors
/// A place that cannot be written, or that no longer is as it was seen. What was there is there still.
pub fn replace(path: &Path, text: &str, expected: Option<&[u8]>) -> Result<(), String> {
    let name = path.display();
    let failed = |error: &io::Error| {
        let kept = if expected.is_some() { "; the file is as it was" } else { "" };
        let hint = match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "free some space, or write to another disk",
            io::ErrorKind::FileTooLarge => {
                "raise the limit on the size of files (`ulimit -f`), or write to another disk"
            }
            _ => "write to a folder in which you may write",
        };
        format!("cannot write `{name}`: {error}{kept}\n{hint}")
    };
    let target = match expected {
        Some(_) => fs::canonicalize(path).map_err(|error| failed(&error))?,
        None => path.to_owned(),
    };
    // A rename asks the folder alone: what its owner has locked would be replaced all the same.
    if expected.is_some() && !may_be_written(&target) {
        return Err(format!(
            "cannot write `{name}`: it may only be read; the file is as it was\nlet it be written to (`chmod u+w` does \
             that for your own files), or work on a copy"
        ));
    }
    let partial = partial_of(&target);
    // A new file: one of that name is somebody else's.
    let file = File::create_new(&partial).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => format!(
            "cannot write `{name}`: it is written as `{partial}` first, which is there already: left by a run that was broken \
             off, or somebody's own; move it away and try again",
            partial = partial.display()
        ),
        _ => failed(&error),
    })?;
    let done = write(file, text, expected.map(|_| target.as_path())).map_err(|error| failed(&error)).and_then(|()| {
        if is_as_seen(&target, expected) {
            place(&partial, &target, expected.is_some()).map_err(|error| failed(&error))
        } else {
            Err(format!(
                "`{name}` was changed while this command ran, and is as it was saved: look at it, and give the command again"
            ))
        }
    });
    // It is gone if it was put in its place. Best effort otherwise: the error that brought us here is the one to tell.
    let _ = fs::remove_file(&partial);
    done
}

/// Whether a file may be written to, by its marks and by who owns it. Nothing in it changes.
fn may_be_written(target: &Path) -> bool {
    let is_locked = fs::metadata(target).is_ok_and(|of| of.permissions().readonly());
    !is_locked && File::options().append(true).open(target).is_ok()
}

fn partial_of(target: &Path) -> PathBuf {
    let mut partial = target.as_os_str().to_owned();
    partial.push(PARTIAL);
    PathBuf::from(partial)
}

/// Brings the text to the disk, with the permissions of the file that it replaces.
fn write(mut file: File, text: &str, like: Option<&Path>) -> io::Result<()> {
    file.write_all(text.as_bytes())?;
    if let Some(like) = like {
        file.set_permissions(fs::metadata(like)?.permissions())?;
    }
    file.sync_all()
}

fn is_as_seen(target: &Path, expected: Option<&[u8]>) -> bool {
    match (load::read(target), expected) {
        (Ok(bytes), Some(expected)) => bytes == expected,
        (Err(load::Why::Missing), None) => true,
        _ => false,
    }
}

/// A file that should be new is linked, since a link never takes the place of another file.
fn place(partial: &Path, target: &Path, replaces: bool) -> io::Result<()> {
    if replaces {
        return fs::rename(partial, target);
    }
    match fs::hard_link(partial, target) {
        // Not every file system has links.
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => fs::rename(partial, target),
        linked => linked,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(done: Result<(), String>) -> String {
        done.expect_err("it is refused")
    }

    fn left(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .expect("the folder is there")
            .map(|entry| entry.expect("it has names").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn what_was_saved_meanwhile_is_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.ron");
        replace(&path, "one", None).expect("it is new");
        assert!(told(replace(&path, "two", None)).contains("was changed while"), "somebody made it meanwhile");
        replace(&path, "two", Some(b"one")).expect("it is as seen");
        assert!(told(replace(&path, "three", Some(b"one"))).contains("is as it was saved"));
        assert_eq!(fs::read(&path).expect("it is there"), b"two");
        assert_eq!(left(folder.path()), ["a.ron"]);
    }

    #[test]
    fn somebodys_partial_file_is_named_and_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.ron");
        fs::write(folder.path().join("a.ron.partial"), "mine").expect("it can be written");
        let message = told(replace(&path, "one", None));
        assert!(message.contains("a.ron.partial") && message.contains("move it away"), "{message}");
        assert_eq!(fs::read(folder.path().join("a.ron.partial")).expect("it is there"), b"mine");
        assert_eq!(left(folder.path()), ["a.ron.partial"]);
    }

    #[test]
    fn what_may_only_be_read_is_not_replaced() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.ron");
        fs::write(&path, "one").expect("it can be written");
        let mut locked = fs::metadata(&path).expect("it is there").permissions();
        locked.set_readonly(true);
        fs::set_permissions(&path, locked).expect("they can be set");
        let message = told(replace(&path, "two", Some(b"one")));
        assert!(message.contains("may only be read") && message.contains("as it was"), "{message}");
        assert_eq!(fs::read(&path).expect("it is there"), b"one");
        assert_eq!(left(folder.path()), ["a.ron"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_permissions_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().expect("a folder");
        let (path, link) = (folder.path().join("a.ron"), folder.path().join("b.ron"));
        fs::write(&path, "one").expect("it can be written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("they can be set");
        symlink("a.ron", &link).expect("it can be linked");
        replace(&link, "two", Some(b"one")).expect("it is as seen");
        assert_eq!(fs::read(&path).expect("it is there"), b"two");
        assert!(link.is_symlink());
        assert_eq!(fs::metadata(&path).expect("it is there").permissions().mode() & 0o777, 0o640);
    }
}
