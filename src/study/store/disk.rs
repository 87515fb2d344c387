//! Files that are complete or not there at all: written under another name, brought to the disk, then renamed.

use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::StoreError;
use crate::whole::{self, Over};
pub use crate::whole::{PARTIAL, clear, sync};

/// A file that was written: how long it is, and its hash in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    pub bytes: u64,
    pub sha256: String,
}

/// A file that is hashed while it is written, in large pieces however small those are that come.
pub struct Hashed(BufWriter<Hashing>);

struct Hashing {
    file: File,
    hash: Sha256,
    bytes: u64,
}

impl Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let n = self.file.write(bytes)?;
        self.hash.update(&bytes[..n]);
        self.bytes += n as u64;
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Bytes that are read or written at once.
const PIECE: usize = 1 << 16;

/// Writes a file under a partial name, then puts it in its place. What fails leaves nothing behind.
///
/// # Errors
/// A full disk, a folder that cannot be written, or what `fill` says.
pub fn write(path: &Path, fill: impl FnOnce(&mut Hashed) -> io::Result<()>) -> Result<Written, StoreError> {
    let written = whole::write(path, Over::Anything, |file| into(file.try_clone()?, fill).map(|(written, _)| written));
    written.map_err(|unwritten| StoreError::Disk { path: path.to_owned(), error: unwritten.into_error() })
}

/// Writes a file at once under its own name and brings it to the disk; what fails leaves what was written so far.
///
/// # Errors
/// A full disk, a folder that cannot be written, or what `fill` says.
pub fn filled(path: &Path, fill: impl FnOnce(&mut Hashed) -> io::Result<()>) -> io::Result<Written> {
    let (written, file) = into(File::create(path)?, fill)?;
    file.sync_all()?;
    Ok(written)
}

/// Fills a file; it may not be on the disk yet.
fn into(file: File, fill: impl FnOnce(&mut Hashed) -> io::Result<()>) -> io::Result<(Written, File)> {
    let mut out = Hashed(BufWriter::with_capacity(PIECE, Hashing { file, hash: Sha256::new(), bytes: 0 }));
    fill(&mut out)?;
    let Hashing { file, hash, bytes } = out.0.into_inner().map_err(io::IntoInnerError::into_error)?;
    Ok((Written { bytes, sha256: hex(&hash.finalize()) }, file))
}

/// What a file would be that is filled so; nothing is written.
///
/// # Errors
/// What `fill` says.
pub fn would_be(fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<Written> {
    let mut sink = BufWriter::with_capacity(PIECE, Weighing { hash: Sha256::new(), bytes: 0 });
    fill(&mut sink)?;
    let Weighing { hash, bytes } = sink.into_inner().map_err(io::IntoInnerError::into_error)?;
    Ok(Written { bytes, sha256: hex(&hash.finalize()) })
}

/// Keeps length and hash of what it is given, and nothing else.
struct Weighing {
    hash: Sha256,
    bytes: u64,
}

impl Write for Weighing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.hash.update(bytes);
        self.bytes += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes a text, complete or not at all.
///
/// # Errors
/// A full disk or a folder that cannot be written.
pub fn write_text(path: &Path, text: &str) -> Result<Written, StoreError> {
    write(path, |out| out.write_all(text.as_bytes()))
}

/// Makes a folder with all that lead to it.
///
/// # Errors
/// If it cannot be made.
pub fn folder(path: &Path) -> Result<(), StoreError> {
    fs::create_dir_all(path).map_err(StoreError::disk(path))
}

/// The text of a file; none if there is no such file.
///
/// # Errors
/// If it cannot be read.
pub fn text(path: &Path) -> Result<Option<String>, StoreError> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(StoreError::Disk { path: path.to_owned(), error }),
    }
}

/// Names of the files of a folder, sorted; none if there is no such folder.
///
/// # Errors
/// If it cannot be read.
pub fn names(folder: &Path) -> Result<Vec<String>, StoreError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(StoreError::Disk { path: folder.to_owned(), error }),
    };
    let name = |entry: io::Result<fs::DirEntry>| entry.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut names = entries.map(name).collect::<io::Result<Vec<_>>>().map_err(StoreError::disk(folder))?;
    names.sort();
    Ok(names)
}

/// Takes a file away, if there is one.
///
/// # Errors
/// If it is there and stays.
pub fn remove(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(StoreError::Disk { path: path.to_owned(), error }),
        _ => Ok(()),
    }
}

/// Length and hash of a file, read piece by piece; none if there is no such file.
///
/// # Errors
/// If it cannot be read.
pub fn hashed(path: &Path) -> Result<Option<Written>, StoreError> {
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(StoreError::Disk { path: path.to_owned(), error }),
    };
    let (mut hash, mut bytes, mut piece) = (Sha256::new(), 0, vec![0; PIECE]);
    loop {
        let n = file.read(&mut piece).map_err(StoreError::disk(path))?;
        if n == 0 {
            return Ok(Some(Written { bytes, sha256: hex(&hash.finalize()) }));
        }
        hash.update(&piece[..n]);
        bytes += n as u64;
    }
}

/// A file opened for reading.
///
/// # Errors
/// If it cannot be opened.
pub fn open(path: &Path) -> Result<File, StoreError> {
    File::open(path).map_err(StoreError::disk(path))
}

/// Length of a file; none if there is no such file.
pub fn length(path: &Path) -> Option<u64> {
    fs::metadata(path).ok().map(|about| about.len())
}

/// The hash of a text, in hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    use fmt::Write as _;
    use std::fmt;
    bytes.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
