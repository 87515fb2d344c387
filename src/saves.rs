//! Saves and autosaves on the disk: complete or as they were before, and nothing that cannot be read is lost.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::run::play::{Place, PlayThrough};
use crate::run::save::{Save, Unreadable};
use crate::scenario::sha256;
use crate::whole::{self, Over, Unwritten, Why};
use crate::words;

/// Bytes beyond which a file is no save; a device would never end.
const GREATEST: u64 = 16 << 20;
/// Programs that can keep an autosave at the same time.
const SLOTS: usize = 16;
/// The session that was closed last.
const LAST: &str = "last.ron";

/// Why something cannot be kept or had: what it was about, why, and what to do, in sentences.
#[derive(Debug)]
pub struct Trouble(pub String);

impl std::fmt::Display for Trouble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Trouble {}

/// Where saves lie: the platform's folder for data.
#[must_use]
pub fn folder() -> Option<PathBuf> {
    directories::ProjectDirs::from("", "", "marchland").map(|folders| folders.data_dir().join("sessions"))
}

/// Where settings lie: the platform's folder for them.
#[must_use]
pub fn settings_folder() -> Option<PathBuf> {
    directories::ProjectDirs::from("", "", "marchland").map(|folders| folders.config_dir().to_path_buf())
}

/// Where charts lie that a person has exported: the platform's folder for documents, or for data where there is none.
#[must_use]
pub fn exports_folder() -> Option<PathBuf> {
    let documents = directories::UserDirs::new().and_then(|user| Some(user.document_dir()?.join("Marchland")));
    documents.or_else(|| Some(directories::ProjectDirs::from("", "", "marchland")?.data_dir().join("exports")))
}

/// Writes a file whole, and the folder for it: whatever goes wrong, a full disk too, the file is as it was before.
///
/// # Errors
/// A place that cannot be written.
pub fn write(path: &Path, text: &str) -> Result<(), Trouble> {
    put(path, Over::Anything, text.as_bytes()).map_err(|unwritten| untouched(&unwritten))
}

/// Writes a file into a folder under the first name that is free, `name.ending`, `name-2.ending` and so on; returns where
/// it is.
///
/// # Errors
/// A place that cannot be written.
pub fn write_free(folder: &Path, name: &str, ending: &str, bytes: &[u8]) -> Result<PathBuf, Trouble> {
    write_new(folder, name, "-", ending, bytes)
}

/// The same, with what stands between name and number. A name that another program takes meanwhile is not free.
fn write_new(folder: &Path, name: &str, between: &str, ending: &str, bytes: &[u8]) -> Result<PathBuf, Trouble> {
    let is_there = |path: &Path| fs::symlink_metadata(path).is_ok();
    let mut number = 1;
    loop {
        let path = folder.join(numbered(name, between, number, ending));
        number += 1;
        if is_there(&path) {
            continue;
        }
        match put(&path, Over::Nothing, bytes) {
            Ok(()) => return Ok(path),
            Err(unwritten) if matches!(unwritten.why, Why::Busy) || is_there(&path) => {}
            Err(unwritten) => return Err(untouched(&unwritten)),
        }
    }
}

/// The first of a name has no number.
fn numbered(name: &str, between: &str, number: u32, ending: &str) -> String {
    if number < 2 { format!("{name}.{ending}") } else { format!("{name}{between}{number}.{ending}") }
}

fn put(path: &Path, over: Over<'_>, bytes: &[u8]) -> Result<(), Unwritten> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let made = folder.map_or(Ok(()), fs::create_dir_all);
    made.map_err(|error| Unwritten { path: path.to_owned(), why: Why::Disk(error) })?;
    whole::write(path, over, |file| file.write_all(bytes))
}

fn untouched(unwritten: &Unwritten) -> Trouble {
    let (path, why, hint) = (unwritten.path.display(), &unwritten.why, unwritten.hint());
    Trouble(format!("cannot save `{path}`: {why}; what was there before is untouched: {hint}"))
}

/// The text of a file that was saved.
///
/// # Errors
/// A file that is missing, no ordinary one, no text, or longer than any save.
pub fn text_of(path: &Path) -> Result<String, Trouble> {
    let cannot = |why: String| Trouble(format!("cannot read `{}`: {why}", path.display()));
    let kind = fs::metadata(path)
        .map_err(|error| cannot(format!("{}; see whether the name is right", words::of_disk(&error))))?;
    if !kind.is_file() {
        return Err(cannot("it is no ordinary file; name the file of a save".to_owned()));
    }
    let mut text = String::new();
    let read = File::open(path).and_then(|file| file.take(GREATEST + 1).read_to_string(&mut text));
    read.map_err(|error| cannot(format!("{error}; it is no save that marchland wrote")))?;
    if text.len() as u64 > GREATEST {
        return Err(cannot("it has more than 16 MiB; it is no save that marchland wrote".to_owned()));
    }
    Ok(text)
}

/// Reads a save; the file stays as it is whatever is wrong with it.
///
/// # Errors
/// A file that is missing, damaged, or of a newer version: a sentence on what to do.
pub fn read(path: &Path) -> Result<Save, Trouble> {
    let text = text_of(path)?;
    Save::read(&text).map_err(|wrong| {
        let hint = match wrong {
            Unreadable::Newer(_) => "",
            Unreadable::Damaged(_) => "; mend it in a text editor, or open an earlier save",
        };
        Trouble(format!("cannot open `{}`: {wrong}{hint}; the file is left as it is", path.display()))
    })
}

/// The saves of a folder, by name; none if there is no such folder. Those that cannot be read are named, too.
#[must_use]
pub fn list(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let is_save = |path: &PathBuf| {
        let is_ron = path.extension().is_some_and(|ending| ending == "ron");
        is_ron && path.file_name().is_some_and(|name| !name.to_string_lossy().starts_with('.'))
    };
    let mut files: Vec<PathBuf> =
        entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).filter(is_save).collect();
    files.sort();
    files
}

/// The saves of a folder, those first that were written last.
#[must_use]
pub fn newest_first(folder: &Path) -> Vec<PathBuf> {
    let written = |path: &PathBuf| fs::metadata(path).and_then(|about| about.modified()).ok();
    let mut files = list(folder);
    files.sort_by_key(|path| std::cmp::Reverse(written(path)));
    files
}

/// Whether a file is meant as a save; damaged and newer ones are.
#[must_use]
pub fn is_save(path: &Path) -> bool {
    text_of(path).is_ok_and(|text| Save::is_one(&text))
}

/// Saves a session in a folder under a name that a person has given; a save that has it already stays, and the new one
/// gets a number. Returns where it is.
///
/// # Errors
/// A name that no file can have or that is the program's own, or a place that cannot be written.
pub fn save_as(folder: &Path, name: &str, save: &Save) -> Result<PathBuf, Trouble> {
    let name = name.trim().trim_end_matches(".ron").trim_end();
    if name.is_empty() || name.starts_with('.') || name.contains(['/', '\\', ':', '\0']) {
        let why = format!("`{name}` cannot be the name of a save");
        return Err(Trouble(format!("{why}: give one of letters, digits and blanks, such as `before the bridge`")));
    }
    if is_ours(name) {
        let why = format!("`{name}` cannot be the name of a save, since marchland itself keeps sessions under it");
        return Err(Trouble(format!("{why}: give another, such as `before the bridge`")));
    }
    write_new(folder, name, " ", "ron", save.text().as_bytes())
}

/// Whether the program itself writes saves of such a name, also where a disk takes capitals for small letters.
fn is_ours(name: &str) -> bool {
    let name = name.to_lowercase();
    name == "last" || name.starts_with("autosave-")
}

/// The session that was closed last, if there is one: "continue".
#[must_use]
pub fn last(folder: &Path) -> Option<PathBuf> {
    Some(folder.join(LAST)).filter(|path| path.is_file())
}

/// Puts a file aside under a name that is free, so that nothing writes over it.
///
/// # Errors
/// A file that cannot be renamed.
pub fn set_aside(path: &Path, why: &str) -> Result<PathBuf, Trouble> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    // What is put aside is for somebody to see.
    let stem = stem.trim_start_matches('.');
    let free = (1..)
        .map(|number| path.with_file_name(format!("{stem}-{why}-{number}.ron")))
        .find(|aside| !aside.exists())
        .expect("numbers do not end");
    let renamed = fs::rename(path, &free);
    renamed.map_err(|error| Trouble(format!("cannot put `{}` aside: {error}", path.display())))?;
    Ok(free)
}

/// Keeps the session in play on the disk, a quarter behind at most, for as long as the program runs.
///
/// What was decided is written whole and brought to the disk. A quarter that has passed since is a line in a file beside
/// it, which costs little: without it no decision is lost.
///
/// Each program that runs holds a slot by a lock, which the system lets go of however the program ends: an autosave
/// whose slot is free was left by a crash.
#[derive(Debug)]
pub struct Autosave {
    path: PathBuf,
    /// Held, never read.
    _lock: File,
    kept: Option<Kept>,
    /// The hash of the session that was closed last, where the one in play goes on with it.
    goes_on: Option<String>,
}

/// What was kept last, with the hash of the text as which it was written whole.
#[derive(Debug)]
struct Kept {
    sha256: String,
    stand: Stand,
}

/// Where a session stood when it was kept whole, and how far time has passed since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stand {
    whole: Place,
    place: Place,
    changes: u64,
    notes: String,
}

impl Stand {
    /// Of a session that is kept whole now.
    #[must_use]
    pub fn of(play: &PlayThrough, notes: &str) -> Self {
        Self { whole: play.place(), place: play.place(), changes: play.changes(), notes: notes.to_owned() }
    }

    /// Whether it stands there still.
    #[must_use]
    pub fn is_at(&self, place: Place, changes: u64, notes: &str) -> bool {
        (self.place, self.changes, self.notes.as_str()) == (place, changes, notes)
    }

    /// Whether nothing has happened since it was kept whole but that time has passed, up to this place.
    #[must_use]
    pub fn has_only_passed(&self, place: Place, changes: u64, notes: &str) -> bool {
        let is_front = |place: Place| place.at == place.reached;
        (self.changes, self.notes.as_str()) == (changes, notes)
            && self.whole.branch == place.branch
            && is_front(self.whole)
            && is_front(place)
    }

    /// Time has passed up to this place.
    pub const fn pass(&mut self, place: Place) {
        self.place = place;
    }
}

/// A session at a moment, to be written later, on another thread: what is played on meanwhile changes nothing in it.
#[derive(Clone, Debug)]
pub struct Moment {
    play: PlayThrough,
    asked: String,
    stand: Stand,
}

impl Moment {
    /// Of a session whose scenario was asked for by this name or path. No disk is touched.
    #[must_use]
    pub fn of(play: &PlayThrough, asked: &str, notes: &str) -> Self {
        Self { play: play.clone(), asked: asked.to_owned(), stand: Stand::of(play, notes) }
    }

    /// All that is written of it.
    #[must_use]
    pub fn save(&self) -> Save {
        Save::of(&self.play, &self.asked, &self.stand.notes)
    }
}

/// How far time has passed since a session was written whole.
#[derive(Debug, Serialize, Deserialize)]
struct Since {
    /// The hash of the text that the session was written as: to no other does this belong. A digest would not do, since
    /// an order that does not act yet leaves it as it was.
    of: String,
    branch: usize,
    reached: String,
    digest: String,
}

impl Autosave {
    /// Takes a slot in a folder, and returns what a crash has left there, put aside for good.
    ///
    /// # Errors
    /// A folder that cannot be written, or too many programs.
    pub fn begin(folder: &Path) -> Result<(Self, Vec<PathBuf>), Trouble> {
        let cannot = |error: io::Error| {
            let why = format!("cannot keep autosaves in `{}`: {error}", folder.display());
            Trouble(format!("{why}; save by hand until the folder can be written"))
        };
        fs::create_dir_all(folder).map_err(cannot)?;
        let (mut mine, mut left) = (None, Vec::new());
        for slot in 1..=SLOTS {
            let path = folder.join(format!(".autosave-{slot}.ron"));
            if mine.is_some() && !path.exists() {
                continue;
            }
            let lock = File::create(folder.join(format!(".autosave-{slot}.lock"))).map_err(cannot)?;
            if lock.try_lock().is_err() {
                continue;
            }
            if path.exists() {
                go_on(&path);
                left.push(set_aside(&path, "recovered")?);
            }
            if mine.is_none() {
                mine = Some(Self { path, _lock: lock, kept: None, goes_on: None });
            }
        }
        let mine = mine.ok_or_else(|| cannot(io::Error::other("sixteen programs keep theirs there already")))?;
        Ok((mine, left))
    }

    /// Keeps the session if a quarter has passed, somebody went elsewhere, decided or noted something; returns whether it
    /// wrote. Call it as often as you like.
    ///
    /// # Errors
    /// A full disk: the last autosave stays.
    pub fn keep(&mut self, now: &Moment) -> Result<bool, Trouble> {
        let Stand { place, changes, notes, .. } = &now.stand;
        if self.kept.as_ref().is_some_and(|kept| kept.stand.is_at(*place, *changes, notes)) {
            return Ok(false);
        }
        let save = now.save();
        self.see_begun(&save);
        let text = save.text();
        write(&self.path, &text)?;
        self.kept = Some(Kept { sha256: sha256(&text), stand: now.stand.clone() });
        Ok(true)
    }

    /// Keeps that time has passed, if nothing else has changed since the session was kept; returns whether all is kept now.
    /// Nothing waits for the disk.
    ///
    /// # Errors
    /// A full disk: what was kept before stays.
    pub fn keep_quarter(&mut self, now: &Moment) -> Result<bool, Trouble> {
        let Stand { place, changes, notes, .. } = &now.stand;
        let Some(kept) = &mut self.kept else { return Ok(false) };
        if kept.stand.is_at(*place, *changes, notes) {
            return Ok(true);
        }
        if !kept.stand.has_only_passed(*place, *changes, notes) {
            return Ok(false);
        }
        let (of, reached) = (kept.sha256.clone(), place.reached.to_string());
        let since = Since { of, branch: place.branch, reached, digest: now.play.front().digest() };
        let text = ron::to_string(&since).map_err(|error| Trouble(format!("cannot keep the quarter: {error}")))?;
        // Beside it first: a disk that is full leaves the earlier quarter.
        let path = since_of(&self.path);
        let beside = path.with_extension("quarter.partial");
        fs::write(&beside, text).and_then(|()| fs::rename(&beside, &path)).map_err(|error| {
            Trouble(format!("cannot write `{}`: {error}; free some space: what you decided is kept", path.display()))
        })?;
        kept.stand.pass(*place);
        Ok(true)
    }

    /// Sees whether a session that has just begun stands where the one that was closed last ended: then it goes on with it.
    fn see_begun(&mut self, save: &Save) {
        if self.kept.is_some() || self.goes_on.is_some() {
            return;
        }
        let Ok(text) = text_of(&self.path.with_file_name(LAST)) else { return };
        let last = Save::read(&text).ok();
        // The version that wrote it and the way to its scenario may be others.
        let is_same = |last: Save| Save { version: save.version.clone(), asked: save.asked.clone(), ..last } == *save;
        self.goes_on = last.is_some_and(is_same).then(|| sha256(&text));
    }

    /// Ends well: the session is the one to continue with next time, and another may be kept. One that was closed last and
    /// that this one does not go on with is put aside under the name of its scenario and where it stands.
    ///
    /// # Errors
    /// A place that cannot be written; the autosave is found again at the next start.
    pub fn leave(&mut self, now: &Moment) -> Result<(), Trouble> {
        let save = now.save();
        self.see_begun(&save);
        let last = self.path.with_file_name(LAST);
        let text = text_of(&last).ok();
        let is_mine = text.as_ref().is_some_and(|text| self.goes_on == Some(sha256(text)));
        let aside = if is_mine || !last.exists() { None } else { Some(make_way(&last, text.as_deref())?) };
        write(&last, &save.text()).inspect_err(|_| {
            // What could not be replaced is still the one to continue with.
            let _ = aside.map(|aside| fs::rename(aside, &last));
        })?;
        self.forget();
        Ok(())
    }

    /// Ends without anything to go on with.
    pub fn forget(&mut self) {
        // It is in `last.ron`; one that stays is found again as left by a crash, and nothing is lost.
        let _ = fs::remove_file(&self.path);
        let _ = fs::remove_file(since_of(&self.path));
        (self.kept, self.goes_on) = (None, None);
    }
}

/// Puts a session that was closed aside, under a name that says which it is.
fn make_way(last: &Path, text: Option<&str>) -> Result<PathBuf, Trouble> {
    let Some(save) = text.and_then(|text| Save::read(text).ok()) else { return set_aside(last, "unreadable") };
    let name = format!("{}-{}", save.scenario, save.place.at).replace(|c: char| !c.is_alphanumeric(), "-");
    let free = |number| Some(last.with_file_name(numbered(&name, "-", number, "ron"))).filter(|path| !path.exists());
    let aside = (1..).find_map(free).expect("numbers do not end");
    let renamed = fs::rename(last, &aside);
    renamed.map_err(|error| Trouble(format!("cannot put `{}` aside: {error}", last.display())))?;
    Ok(aside)
}

/// The file beside an autosave that says how far time has passed since.
fn since_of(path: &Path) -> PathBuf {
    path.with_extension("quarter")
}

/// Puts what stands beside an autosave into it. What does not belong to it, or was cut off, counts for nothing.
fn go_on(path: &Path) {
    let beside = since_of(path);
    let since = text_of(&beside).ok().and_then(|text| ron::from_str::<Since>(&text).ok());
    let save = text_of(path).ok().and_then(|text| Some((Save::read(&text).ok()?, sha256(&text))));
    if let (Some(since), Some((mut save, sha256))) = (since, save)
        && since.of == sha256
        && since.branch == save.place.branch
        && let Some(branch) = save.branches.get_mut(since.branch)
    {
        branch.reached.clone_from(&since.reached);
        (save.place.at, save.place.reached, save.digest) = (since.reached.clone(), since.reached, since.digest);
        // Where it cannot be written the decisions stand in the file as it is.
        let _ = write(path, &save.text());
    }
    let _ = fs::remove_file(beside);
}
