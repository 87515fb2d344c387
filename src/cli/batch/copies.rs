//! The copies in the folder of a study: what a study names is kept there, and its copy is read with them, wherever they lie.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::super::library::Shelf;
use super::super::{Failure, load};
use super::folder::{self, SCENARIOS, STUDY};
use super::whole;
use marchland::scenario::{Document, Library, Missing, Wanted, Wants};
use marchland::study;
use marchland::study::store::disk;

/// What was read beside scenarios: name and bytes.
pub type Copies = BTreeMap<String, Vec<u8>>;

/// The name of the copy of a scenario.
pub fn copy_of(asked: &str) -> String {
    let stem = Path::new(asked).file_stem().unwrap_or_default().to_string_lossy();
    format!("{stem}.ron")
}

fn file_name(name: &str) -> String {
    Path::new(name).file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// What the texts that a study names are found in: for the copy of a study that lies in its folder as it was written there the
/// copies beside it alone, so that it can be run wherever the folder was moved; for any other study, such as a copy that
/// somebody changed since, what is shipped, and the disk.
pub struct Beside(Option<Inside>);

impl Beside {
    /// For a study that was found.
    ///
    /// # Errors
    /// Which of the copies is missing or was changed, and what to do.
    pub fn of(document: &Document) -> Result<Self, Failure> {
        let path = Path::new(&document.place);
        let folder = path.parent().unwrap_or(Path::new(""));
        let is_named_so = path.file_name().is_some_and(|name| name == STUDY);
        // A manifest that cannot be read may be of another program: then this is a study like any other.
        let held = if is_named_so { folder::held(folder).unwrap_or_default() } else { None };
        let Some(manifest) = held.filter(|held| held.study.sha256 == disk::sha256(&document.bytes)) else {
            return Ok(Self(None));
        };
        whole::are_whole(folder, &manifest)?;
        let inside = Inside::of(folder);
        // What is wrong in it is told by whoever reads it.
        if let Ok(study) = study::read(document, &inside) {
            folder::has_its_points(folder, &manifest, &study)?;
        }
        Ok(Self(Some(inside)))
    }
}

impl Library for Beside {
    fn find(&self, wanted: &Wanted<'_>) -> Result<Document, Missing> {
        self.0.as_ref().map_or_else(|| Shelf.find(wanted), |inside| inside.find(wanted))
    }
}

/// The same; maps and the design's table are kept, so that they can be copied.
pub struct Copying {
    /// The place of the study.
    of: String,
    beside: Beside,
    copies: RefCell<Copies>,
}

impl Copying {
    /// For a study that was found.
    ///
    /// # Errors
    /// As `Beside::of`.
    pub fn of(document: &Document) -> Result<Self, Failure> {
        Ok(Self { of: document.place.clone(), beside: Beside::of(document)?, copies: RefCell::default() })
    }

    /// What was read.
    pub fn copies(self) -> Copies {
        self.copies.into_inner()
    }
}

impl Library for Copying {
    fn find(&self, wanted: &Wanted<'_>) -> Result<Document, Missing> {
        let document = self.beside.find(wanted)?;
        if wanted.kind == Wants::Map || wanted.kind == Wants::Series && wanted.from == self.of {
            self.copies.borrow_mut().insert(file_name(&document.name), document.bytes.clone());
        }
        Ok(document)
    }
}

/// The copies in a folder, and nothing else.
pub struct Inside(PathBuf);

impl Inside {
    /// Of this folder of a study.
    pub fn of(folder: &Path) -> Self {
        Self(folder.to_owned())
    }

    /// The copy of that name.
    ///
    /// # Errors
    /// Why there is none.
    pub fn copy(&self, name: &str) -> Result<Document, Missing> {
        let path = self.0.join(SCENARIOS).join(name);
        let place = path.to_string_lossy().into_owned();
        let known = Vec::new();
        match load::bytes_of(&path, 1 << 26) {
            Ok(bytes) => Ok(Document { name: place.clone(), place, bytes }),
            Err(why) => Err(Missing { why: format!("`{place}`: {why}"), known }),
        }
    }
}

impl Library for Inside {
    fn find(&self, wanted: &Wanted<'_>) -> Result<Document, Missing> {
        match wanted.kind {
            Wants::Scenario => self.copy(&copy_of(wanted.name)),
            Wants::Series => self.copy(&file_name(wanted.name)),
            Wants::Map => {
                let name = file_name(wanted.name);
                let name = if name.ends_with(".geojson") { name } else { format!("{name}.geojson") };
                self.copy(&name)
            }
        }
    }
}
