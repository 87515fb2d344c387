//! Where a text names a source: at a figure, in a text, or in a comment, where many a reason stands.

use std::collections::BTreeMap;

use super::places;
use super::problems::Text;
use super::ron_writer;
use super::tree::Node;

/// How often each word stands in a text.
pub(crate) struct Mentions<'t> {
    text: &'t str,
    words: BTreeMap<&'t str, usize>,
}

impl<'t> Mentions<'t> {
    pub fn of(text: &'t str) -> Self {
        let mut words: BTreeMap<&str, usize> = BTreeMap::new();
        for word in text.split(|c: char| !is_part(c)) {
            *words.entry(word).or_default() += 1;
        }
        Self { text, words }
    }

    pub fn count(&self, key: &str) -> usize {
        match key.chars().all(is_part) {
            true => self.words.get(key).copied().unwrap_or_default(),
            false => self.text.matches(key).count(),
        }
    }
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
