//! Whether a scenario's files still say what they said when they were read: a fit takes minutes, and authors go on writing.

use std::cell::RefCell;
use std::path::PathBuf;

use sha2::{Digest, Sha256};

use super::super::library::Shelf;
use super::super::{Failure, load};
use marchland::scenario::{Document, Library, Missing, Scenario, Wanted};

/// A file and the hash of what it held.
type Held = (PathBuf, [u8; 32]);

/// What is shipped, and the disk, with a note of what was read.
#[derive(Default)]
struct Noted(RefCell<Vec<Held>>);

impl Library for Noted {
    fn find(&self, wanted: &Wanted<'_>) -> Result<Document, Missing> {
        let found = Shelf.find(wanted)?;
        self.0.borrow_mut().push(held(&found));
        Ok(found)
    }
}

fn held(document: &Document) -> Held {
    (PathBuf::from(&document.place), hash(&document.bytes))
}

fn hash(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// The files of a scenario as they were read.
pub struct Seen {
    name: String,
    overrides: Vec<(String, String)>,
    /// Its own, what it extends, its tables, its map. What is shipped is no file.
    files: Vec<Held>,
}

impl Seen {
    /// Reads a scenario, with `--set path=value` pairs applied.
    ///
    /// # Errors
    /// A file that is missing, unreadable or wrong.
    pub fn read(name: &str, overrides: &[(String, String)]) -> Result<(Self, Document, Scenario), Failure> {
        let noted = Noted::default();
        let (document, scenario) = load::out_of(name, overrides, &noted)?;
        let all = std::iter::once(held(&document)).chain(noted.0.into_inner());
        let files = all.filter(|(path, _)| path.is_file()).collect();
        Ok((Self { name: name.to_owned(), overrides: overrides.to_vec(), files }, document, scenario))
    }

    /// Refuses if a file now makes another scenario; comments and the order of fields do not.
    ///
    /// # Errors
    /// The file that was changed.
    pub fn still(&self, scenario: &Scenario) -> Result<(), Failure> {
        let is_changed = |(path, was): &&Held| load::read(path).map_or(true, |now| hash(&now) != *was);
        let changed: Vec<String> =
            self.files.iter().filter(is_changed).map(|(path, _)| format!("`{}`", path.display())).collect();
        if changed.is_empty() {
            return Ok(());
        }
        let now = load::load(&self.name, &self.overrides).ok();
        if now.is_some_and(|now| is_same(now, scenario)) {
            return Ok(());
        }
        Err(Failure::File(format!(
            "changed while the fit ran: {}. The values were found for what it said before, and were not written\nGive the \
             command again",
            changed.join(", ")
        )))
    }
}

fn is_same(now: Scenario, then: &Scenario) -> bool {
    Scenario { text: then.text.clone(), sha256: then.sha256.clone(), ..now } == *then
}
