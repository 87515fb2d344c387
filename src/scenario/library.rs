//! Where a scenario gets the other texts that it names: this layer knows no disk, so somebody above hands them in.

/// A text with its names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// As messages name it.
    pub name: String,
    /// Where it lies: what its own relative paths start from. Two documents with the same place are one.
    pub place: String,
    /// It may turn out to be no text.
    pub bytes: Vec<u8>,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted<'a> {
    /// The place of the document that asks.
    pub from: &'a str,
    /// What it says: a name, or a path that starts from its place.
    pub name: &'a str,
    pub kind: Wants,
}

/// What kind of text is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wants {
    /// A scenario to extend.
    Scenario,
    /// A series of dated values, as CSV.
    Series,
    /// A map, as GeoJSON.
    Map,
}

/// Why there is no such document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Missing {
    /// Such as ``there is no file `maps/oder.geojson` ``.
    pub why: String,
    /// What could be asked for instead, in the form in which it is asked for.
    pub known: Vec<String>,
}

/// Hands out documents by name.
pub trait Library {
    /// The document of that name.
    ///
    /// # Errors
    /// Why it cannot be had, and what can.
    fn find(&self, wanted: &Wanted<'_>) -> Result<Document, Missing>;
}

/// The library that has nothing: for a scenario that stands alone.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoLibrary;

impl Library for NoLibrary {
    fn find(&self, _: &Wanted<'_>) -> Result<Document, Missing> {
        let why = "this text is read alone, without the folder in which other files could lie".to_owned();
        Err(Missing { why, known: Vec::new() })
    }
}
