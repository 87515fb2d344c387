//! Signs that other formats use and this one does not: read as what they mean, and told once each, with a count.

use super::problems::Finding;
use super::tree::Span;

/// A sign that means something elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slip {
    /// `# comment`.
    Hash,
    /// Curly or angled quotes, as word processors set them.
    Curly,
    /// `'text'`.
    Single,
    /// `;` where a comma belongs.
    Semicolon,
    /// `=` where a colon belongs.
    Equals,
    /// A typographic minus before a number.
    Minus,
}

/// Where a sign stands, and how often.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    first: Span,
    /// The farthest place that was counted: what is read twice counts once.
    last: u32,
    number: usize,
}

/// All that were seen.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Slips([Seen; 6]);

impl Slips {
    pub fn note(&mut self, slip: Slip, place: Span) {
        let seen = &mut self.0[slip as usize];
        if seen.number == 0 {
            seen.first = place;
        } else if place.start <= seen.last {
            return;
        }
        seen.last = place.start;
        seen.number += 1;
    }

    /// One finding for each sign.
    pub fn findings(&self) -> impl Iterator<Item = Finding> + '_ {
        const ALL: [Slip; 6] = [Slip::Hash, Slip::Curly, Slip::Single, Slip::Semicolon, Slip::Equals, Slip::Minus];
        ALL.into_iter().filter_map(|slip| {
            let Seen { first, number, .. } = self.0[slip as usize];
            let (message, hint) = match slip {
                Slip::Hash => ("a comment begins with `#` here", "comments begin with `//`: write `// ..`"),
                Slip::Curly => (
                    "a text stands in curly quotes here",
                    "write straight quotes, `\"..\"`, and switch typographic quotes off in the editor",
                ),
                Slip::Single => ("a text stands in single quotes here", "write double quotes: `\"..\"`"),
                Slip::Semicolon => ("a semicolon stands here in the place of a comma", "write `,`"),
                Slip::Equals => ("an `=` stands here in the place of a colon", "write `name: value`"),
                Slip::Minus => {
                    ("a dash or typographic minus stands here before a number", "write `-`, the hyphen of the keyboard")
                }
            };
            let more = match number {
                0 => return None,
                1 => String::new(),
                2 => ", and in another place".to_owned(),
                _ => format!(", and in {} other places", number - 1),
            };
            Some(Finding::new("M003", first, format!("{message}{more}")).hint(hint))
        })
    }
}
