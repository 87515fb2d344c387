//! Where a text names a source: at a figure, in a text, or in a comment, where many a reason stands.

use std::collections::BTreeMap;

use super::places;
use super::problems::Text;
use super::ron_writer;
use super::tree::Node;

/// Where each word stands in a text.
pub(crate) struct Mentions<'t> {
    text: &'t str,
    words: BTreeMap<&'t str, Vec<usize>>,
}

impl<'t> Mentions<'t> {
    pub fn of(text: &'t str) -> Self {
        let mut words: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, word) in words_of(text) {
            words.entry(word).or_default().push(at);
        }
        Self { text, words }
    }

    /// How often a key is named. One of several words is looked for where the rarest of them stands, and not in the whole
    /// text for each of what can be thousands of keys.
    pub fn count(&self, key: &str) -> usize {
        let places = |word: &str| self.words.get(word).map_or(&[][..], Vec::as_slice);
        let rarest = words_of(key).min_by_key(|(_, word)| places(word).len());
        let Some((from, word)) = rarest else { return self.text.matches(key).count() };
        let is_key = |at: &&usize| {
            let rest = at.checked_sub(from).and_then(|start| self.text.get(start..));
            rest.is_some_and(|rest| rest.starts_with(key))
        };
        places(word).iter().filter(is_key).count()
    }
}

/// The words of a text, and where each begins.
fn words_of(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    let pieces = text.split_inclusive(|c: char| !is_part(c)).map(move |piece| {
        let from = at;
        at += piece.len();
        (from, piece.trim_end_matches(|c: char| !is_part(c)))
    });
    pieces.filter(|(_, word)| !word.is_empty())
}

fn is_part(c: char) -> bool {
    c.is_alphanumeric() || "-_".contains(c)
}

/// The text of a scenario that was made of these: a line of comment names the sources that only their comments name, since
/// those are not written again.
pub(crate) fn written(tree: &Node, texts: &[Text]) -> String {
    let text = ron_writer::write(tree);
    format!("{}{text}", in_comments(tree, &text, texts))
}

/// That line; nothing if every source is named beside the comments. `text` is the tree without comments.
pub(crate) fn in_comments(tree: &Node, text: &str, texts: &[Text]) -> String {
    const IN_A_LINE: usize = 6;
    let here = Mentions::of(text);
    let there: Vec<Mentions> = texts.iter().map(|text| Mentions::of(&text.text)).collect();
    let is_lost = |key: &&str| {
        let all: usize = there.iter().map(|text| text.count(key)).sum();
        here.count(key) < 2 && all > 1
    };
    let lost: Vec<String> =
        places::keys(tree, "sources").into_iter().filter(is_lost).map(|key| format!("`{key}`")).collect();
    let line = |keys: &[String]| format!("// Sources that comments name: {}.\n", keys.join(", "));
    lost.chunks(IN_A_LINE).map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_counted_as_whole_words() {
        let text = "sources: { \"statistik 2009\": \"x\", \"census\": \"y\", \"§\": \"z\" } // census-2, Census, statistik 2009 (é)";
        let mentions = Mentions::of(text);
        let counts = ["statistik 2009", "statistik 20", "census", "census-2", "§", "x", "none such", "é"];
        assert_eq!(counts.map(|key| mentions.count(key)), [2, 0, 1, 1, 1, 1, 0, 1]);
    }
}
