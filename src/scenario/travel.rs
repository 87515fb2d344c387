//! A scenario that leaves its folder: its map is named anew, as the file that travels beside it.

use super::problems::Findings;
use super::reading::field;
use super::ron_reader;
use super::sha256;
use super::types::Scenario;

impl Scenario {
    /// The same scenario with its map under another name, in its text too; the rest of the text stays as it is, to the
    /// comments. Its hash is that of the new text.
    #[must_use]
    pub fn with_map_named(mut self, name: &str) -> Self {
        let quoted = format!("\"{name}\"");
        let tree = ron_reader::parse(&self.text, 0, 0, &mut Findings::default());
        if let Some(span) = tree.as_ref().and_then(|tree| field(tree, "map")).map(|node| node.span) {
            self.text.replace_range(span.start as usize..span.end as usize, &quoted);
            self.sha256 = sha256(&self.text);
        }
        for (_, value) in self.overrides.iter_mut().filter(|(path, _)| path == "map") {
            value.clone_from(&quoted);
        }
        self.map = Some(name.to_owned());
        self
    }
}
