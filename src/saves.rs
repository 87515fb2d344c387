//! Saves, autosaves and settings on the disk: complete or as they were before, and nothing that cannot be read is lost.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::run::play::{Place, PlayThrough};
use crate::run::save::{Save, Unreadable};
use crate::whole::{self, Over, Unwritten};

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

/// The first name in a folder that is free: `name.ending`, `name-2.ending` and so on.
#[must_use]
pub fn free(folder: &Path, name: &str, ending: &str) -> PathBuf {
    let further = (2..).map(|number| folder.join(format!("{name}-{number}.{ending}")));
    let mut names = std::iter::once(folder.join(format!("{name}.{ending}"))).chain(further);
    names.find(|path| !path.exists()).expect("numbers do not end")
}

/// Writes a file whole, and the folder for it: whatever goes wrong, a full disk too, the file is as it was before.
///
/// # Errors
/// A place that cannot be written.
pub fn write(path: &Path, text: &str) -> Result<(), Trouble> {
    write_bytes(path, text.as_bytes())
}

/// The same of what is no text.
///
/// # Errors
/// A place that cannot be written.
pub fn write_bytes(path: &Path, bytes: &[u8]) -> Result<(), Trouble> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let made = folder.map_or(Ok(()), fs::create_dir_all);
    let made = made.map_err(|error| Unwritten { path: path.to_owned(), why: whole::Why::Disk(error) });
    let written = made.and_then(|()| whole::write(path, Over::Anything, |file| file.write_all(bytes)));
    written.map_err(|unwritten| {
        let (why, hint) = (&unwritten.why, unwritten.hint());
        Trouble(format!("cannot save `{}`: {why}; what was there before is untouched: {hint}", path.display()))
    })
}

/// The text of a file that was saved.
///
/// # Errors
/// A file that is missing, no ordinary one, no text, or longer than any save.
pub fn text_of(path: &Path) -> Result<String, Trouble> {
    let cannot = |why: String| Trouble(format!("cannot read `{}`: {why}", path.display()));
    let kind = fs::metadata(path).map_err(|error| cannot(format!("{error}; see whether the name is right")))?;
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
/// Each program that runs holds a slot by a lock, which the system lets go of however the program ends: an autosave
/// whose slot is free was left by a crash.
#[derive(Debug)]
pub struct Autosave {
    path: PathBuf,
    /// Held, never read.
    _lock: File,
    /// What was kept last: the place, how many changes there had been, and the notes.
    kept: Option<(Place, u64, String)>,
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
                let recovered = folder.join(format!("autosave-{slot}.ron"));
                fs::rename(&path, &recovered).map_err(cannot)?;
                left.push(set_aside(&recovered, "recovered")?);
            }
            if mine.is_none() {
                mine = Some(Self { path, _lock: lock, kept: None });
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
    pub fn keep(&mut self, play: &PlayThrough, asked: &str, notes: &str) -> Result<bool, Trouble> {
        let (place, changes) = (play.place(), play.changes());
        if self.kept.as_ref().is_some_and(|kept| (kept.0, kept.1, kept.2.as_str()) == (place, changes, notes)) {
            return Ok(false);
        }
        write(&self.path, &Save::of(play, asked, notes).text())?;
        self.kept = Some((place, changes, notes.to_owned()));
        Ok(true)
    }

    /// Ends well: the session is the one to continue with next time.
    ///
    /// # Errors
    /// A place that cannot be written; the autosave is found again at the next start.
    pub fn close(self, play: &PlayThrough, asked: &str, notes: &str) -> Result<(), Trouble> {
        let text = Save::of(play, asked, notes).text();
        let last = self.path.with_file_name(LAST);
        write(&last, &text)?;
        // It is in `last.ron`; one that stays is found again as left by a crash, and nothing is lost.
        let _ = fs::remove_file(&self.path);
        Ok(())
    }
}

/// What a person has chosen for every session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// `light`, `dark`, or `system`.
    pub look: String,
    /// Size of text, per cent: 100 to 200.
    pub text_percent: u32,
    /// No animation that is not needed to understand.
    pub reduced_motion: bool,
    /// Index of the speed.
    pub speed: usize,
    /// Whether the tutorial was offered.
    pub tutorial_seen: bool,
    /// Whether time stops when something happens.
    pub pause_at_events: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            look: "system".to_owned(),
            text_percent: 100,
            reduced_motion: false,
            speed: 1,
            tutorial_seen: false,
            pause_at_events: true,
        }
    }
}

const SETTINGS: &str = "settings.ron";

impl Settings {
    /// Reads those of a folder; the usual ones where there are none. Damaged ones are put aside, and that is told.
    #[must_use]
    pub fn read(folder: &Path) -> (Self, Option<Trouble>) {
        let path = folder.join(SETTINGS);
        if !path.exists() {
            return (Self::default(), None);
        }
        match text_of(&path).and_then(|text| ron::from_str(&text).map_err(|error| Trouble(error.to_string()))) {
            Ok(settings) => (Self::bounded(settings), None),
            Err(why) => {
                let aside = set_aside(&path, "damaged").map(|aside| format!("they are kept as `{}`", aside.display()));
                let aside = aside.unwrap_or_else(|trouble| trouble.0);
                let told = format!("your settings cannot be read ({why}); the usual ones hold, {aside}");
                (Self::default(), Some(Trouble(told)))
            }
        }
    }

    fn bounded(mut self) -> Self {
        self.text_percent = self.text_percent.clamp(100, 200);
        self.speed = self.speed.min(4);
        self
    }

    /// Keeps them.
    ///
    /// # Errors
    /// A place that cannot be written; the settings there stay.
    pub fn write(&self, folder: &Path) -> Result<(), Trouble> {
        let text = ron::ser::to_string_pretty(self, ron::ser::PrettyConfig::new());
        let text = text.map_err(|error| Trouble(format!("cannot write settings: {error}")))?;
        write(&folder.join(SETTINGS), &format!("{text}\n"))
    }
}
