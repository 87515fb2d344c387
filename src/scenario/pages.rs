//! What `marchland explain CODE` adds to the meaning of a code: an example, the same mended, and what to do.

mod claims;
mod files;
mod form;
mod warnings;

/// What an example is a piece of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Fields of a scenario that extends `generic`.
    Fields,
    /// A whole scenario.
    Whole,
    /// What follows `--set`.
    Set,
    /// The table of a series, `commuters.csv`.
    Table,
    /// A map, `my-border.geojson`.
    Map,
    /// Fields of a study of `generic`.
    Study,
    /// Nothing that could be written in a scenario: it is told in words.
    Words,
}

impl Piece {
    /// What it is, above the example.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Fields => "in a scenario",
            Self::Whole => "a whole scenario",
            Self::Set => "behind `--set`",
            Self::Table => "the table of a series",
            Self::Map => "a map",
            Self::Study => "in a study",
            Self::Words => "for example",
        }
    }
}

/// An example of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    pub code: &'static str,
    pub piece: Piece,
    /// What is told of with the code.
    pub wrong: &'static str,
    /// The same, mended.
    pub right: &'static str,
    /// What to do, in sentences.
    pub remedy: &'static str,
}

const fn page(
    code: &'static str,
    piece: Piece,
    wrong: &'static str,
    right: &'static str,
    remedy: &'static str,
) -> Page {
    Page { code, piece, wrong, right, remedy }
}

/// The page of a code.
#[must_use]
pub fn of(code: &str) -> Option<&'static Page> {
    all().find(|page| page.code == code)
}

/// Every page, by code.
pub fn all() -> impl Iterator<Item = &'static Page> {
    form::PAGES.iter().chain(claims::PAGES).chain(files::PAGES).chain(warnings::PAGES)
}
