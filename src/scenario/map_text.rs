//! The text of a map: its features and where each begins, or what is wrong with it in words for whoever drew it.

use geojson::{FeatureCollection, GeoJson};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use super::map_words;
use super::problems::{Finding, Text, line_and_column, quoted, shown};
use super::tree::Span;

/// A map as a text, with what is needed to point at its features.
pub(crate) struct Sheet<'t> {
    /// As the scenario names it.
    pub name: &'t str,
    /// As messages name the file.
    pub file: &'t str,
    pub text: &'t str,
    /// Where the scenario names it.
    pub place: Span,
    /// Its number among the texts, once something was told of it.
    origin: Option<u16>,
    /// Where each feature begins, once that was asked.
    starts: Option<Vec<usize>>,
}

impl<'t> Sheet<'t> {
    pub const fn new(name: &'t str, file: &'t str, text: &'t str, place: Span) -> Self {
        Self { name, file, text, place, origin: None, starts: None }
    }

    /// A byte of the map, which from now on is one of the texts.
    pub fn at(&mut self, byte: usize, texts: &mut Vec<Text>) -> Span {
        let next = u16::try_from(texts.len()).ok();
        let (Some(origin), Ok(start)) = (self.origin.or(next), u32::try_from(byte)) else { return self.place };
        if self.origin.is_none() {
            texts.push(Text { name: self.file.to_owned(), text: self.text.to_owned(), is_override: false });
            self.origin = Some(origin);
        }
        Span { origin, start, end: start + 1 }
    }

    /// Where a feature begins.
    pub fn feature(&mut self, index: usize, texts: &mut Vec<Text>) -> Span {
        match self.start(index) {
            Some(byte) => self.at(byte, texts),
            None => self.place,
        }
    }

    /// The same, for a message whose own place is another.
    pub fn feature_in_words(&mut self, index: usize) -> String {
        let byte = self.start(index).unwrap_or_default();
        let (line, column) = line_and_column(self.text, byte);
        format!("{}:{line}:{column}", shown(self.file))
    }

    fn start(&mut self, index: usize) -> Option<usize> {
        self.starts.get_or_insert_with(|| starts(self.text)).get(index).copied()
    }

    /// The features.
    ///
    /// # Errors
    /// Why the text is no map.
    pub fn features(&mut self, texts: &mut Vec<Text>) -> Result<FeatureCollection, Box<Finding>> {
        let text = self.text.trim_start_matches('\u{feff}');
        // The syntax first: a typed reader loses the place of a fault.
        if let Err(error) = serde_json::from_str::<IgnoredAny>(text) {
            let byte = byte_of(self.text, error.line(), error.column());
            let (what, hint) = map_words::no_json(text, &error);
            let place = if text.trim().is_empty() { self.place } else { self.at(byte, texts) };
            let message = format!("the map {} cannot be read: {what}", quoted(self.name));
            return Err(Box::new(Finding::new("M052", place, message).expected(EXPECTED).hint(hint)));
        }
        let error = match text.parse::<GeoJson>() {
            Ok(GeoJson::FeatureCollection(collection)) => return Ok(collection),
            Ok(_) => String::new(),
            Err(error) => error.to_string(),
        };
        let value = serde_json::from_str::<Value>(text).unwrap_or_default();
        let wrong = map_words::no_map(&value, &error);
        let place = wrong.feature.map_or(self.place, |index| self.feature(index, texts));
        let message = format!("the map {} {}", quoted(self.name), wrong.message);
        Err(Box::new(Finding::new("M052", place, message).expected(EXPECTED).hint(wrong.hint)))
    }
}

const EXPECTED: &str = "a GeoJSON FeatureCollection (RFC 7946); `marchland explain map` tells what it holds";

/// The byte of a line and column, both from 1, the column in bytes.
fn byte_of(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    (before + column.saturating_sub(1)).min(text.len())
}

/// The byte at which each feature begins, of a text that is JSON.
fn starts(text: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut at = text.find('{').map_or(text.len(), |at| at + 1);
    while let Some((key, end)) = next::<String>(text, after(text, at, ',')) {
        at = after(text, end, ':');
        if key == "features" && text[at..].starts_with('[') {
            at = after(text, at + 1, ',');
            while !text[at..].starts_with(']') {
                let Some((IgnoredAny, end)) = next(text, at) else { return starts };
                starts.push(at);
                at = after(text, end, ',');
            }
            return starts;
        }
        let Some((IgnoredAny, end)) = next(text, at) else { return starts };
        at = end;
    }
    starts
}

/// The value that begins at `at`, and where it ends.
fn next<'t, T: Deserialize<'t>>(text: &'t str, at: usize) -> Option<(T, usize)> {
    let mut stream = serde_json::Deserializer::from_str(text.get(at..)?).into_iter::<T>();
    let value = stream.next()?.ok()?;
    Some((value, at + stream.byte_offset()))
}

/// The next byte that is neither blank nor the sign.
fn after(text: &str, at: usize, sign: char) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let skipped = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == sign).len();
    (at + skipped).min(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_are_found_where_they_begin() {
        let text = "{ \"a\": [1, {\"features\": [0]}], \"b\": \"{,\", \"features\" : [ {\"x\": \"]\"}\n,{}, {\"y\": [1]} ], \"z\": 0 }";
        let found: Vec<&str> = starts(text).into_iter().map(|at| &text[at..at + 2]).collect();
        assert_eq!(found, ["{\"", "{}", "{\""]);
        assert_eq!(starts("{\"features\": []}"), Vec::<usize>::new());
        assert_eq!(starts("[]"), Vec::<usize>::new());
    }
}
