//! Notes which files a scenario names while it is read, for those who watch them.

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use super::library::Shelf;
use super::shipped;
use marchland::scenario::{Document, Library, Missing, Wanted, Wants};

/// What is shipped, and the disk, with a note of every file that was asked for.
#[derive(Default)]
pub struct Noting(RefCell<Vec<PathBuf>>);

impl Noting {
    /// The files that were read, and those that should have been there: a missing one may yet be written.
    pub fn files(self) -> Vec<PathBuf> {
        self.0.into_inner()
    }
}

impl Library for Noting {
    fn find(&self, wanted: &Wanted<'_>) -> Result<Document, Missing> {
        let found = Shelf.find(wanted);
        let folder = Path::new(wanted.from).parent().unwrap_or(Path::new(""));
        let file = found.as_ref().map_or_else(|_| folder.join(wanted.name), |document| PathBuf::from(&document.place));
        // What is shipped has a place that is no file.
        if found.is_err() || file.is_file() {
            self.0.borrow_mut().push(file);
        }
        found
    }
}

/// What is shipped, and the disk, with the bytes of a map that is not shipped: for those who take it along.
#[derive(Default)]
pub struct WithMap(RefCell<Option<Vec<u8>>>);

impl WithMap {
    /// The map, if the scenario named one that lies on the disk.
    pub fn map(self) -> Option<Vec<u8>> {
        self.0.into_inner()
    }
}

impl Library for WithMap {
    fn find(&self, wanted: &Wanted<'_>) -> Result<Document, Missing> {
        let found = Shelf.find(wanted)?;
        let is_shipped = shipped::MAPS.iter().any(|(name, _)| *name == wanted.name);
        if wanted.kind == Wants::Map && !is_shipped {
            *self.0.borrow_mut() = Some(found.bytes.clone());
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_file_is_noted_beside_the_text_that_names_it_and_what_is_shipped_is_not() {
        let noting = Noting::default();
        let wanted = |name| Wanted { from: "folder/border.ron", name, kind: Wants::Map };
        assert!(noting.find(&wanted("nowhere.geojson")).is_err());
        let (shipped, _) = shipped::MAPS[0];
        assert!(noting.find(&wanted(shipped)).is_ok());
        assert_eq!(noting.files(), [PathBuf::from("folder/nowhere.geojson")]);
    }
}
