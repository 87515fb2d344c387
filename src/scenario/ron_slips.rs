//! Signs that other formats use and this one does not: read as what they mean, and told once each, with a count.

use super::problems::{Finding, quoted};
use super::ron_signs::{invisible, typed};
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
    /// A sign or digit of another keyboard.
    Wide,
    /// A character that cannot be seen.
    Hidden,
}

/// Where a sign stands, and how often.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    first: Span,
    /// What stands there, of those that are several.
    sign: char,
    /// The farthest place that was counted: what is read twice counts once.
    last: u32,
    number: usize,
}

/// All that were seen.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Slips([Seen; 8]);

impl Slips {
    pub fn note(&mut self, slip: Slip, place: Span) {
        self.note_sign(slip, place, '\0');
    }

    /// Notes which sign it is that stands there.
    pub fn note_sign(&mut self, slip: Slip, place: Span, sign: char) {
        let seen = &mut self.0[slip as usize];
        if seen.number == 0 {
            (seen.first, seen.sign) = (place, sign);
        } else if place.start <= seen.last {
            return;
        }
        seen.last = place.start;
        seen.number += 1;
    }

    /// One finding for each sign.
    pub fn findings(&self) -> impl Iterator<Item = Finding> + '_ {
        const ALL: [Slip; 8] = [
            Slip::Hash,
            Slip::Curly,
            Slip::Single,
            Slip::Semicolon,
            Slip::Equals,
            Slip::Minus,
            Slip::Wide,
            Slip::Hidden,
        ];
        ALL.into_iter().filter_map(|slip| {
            let Seen { first, sign, number, .. } = self.0[slip as usize];
            let more = match number {
                0 => return None,
                1 => String::new(),
                2 => ", and in another place".to_owned(),
                _ => format!(", and in {} other places", number - 1),
            };
            let (message, hint) = slip.told(sign);
            Some(Finding::new("M003", first, format!("{message}{more}")).hint(hint))
        })
    }
}

impl Slip {
    /// What is told of it, and what to write.
    fn told(self, sign: char) -> (String, String) {
        let (message, hint) = match self {
            Self::Hash => ("a comment begins with `#` here", "comments begin with `//`: write `// ..`"),
            Self::Curly => (
                "a text stands in curly quotes here",
                "write straight quotes, `\"..\"`, and switch typographic quotes off in the editor",
            ),
            Self::Single => ("a text stands in single quotes here", "write double quotes: `\"..\"`"),
            Self::Semicolon => ("a semicolon stands here in the place of a comma", "write `,`"),
            Self::Equals => ("an `=` stands here in the place of a colon", "write `name: value`"),
            Self::Minus => {
                ("a dash or typographic minus stands here before a number", "write `-`, the hyphen of the keyboard")
            }
            Self::Wide => {
                let message =
                    format!("a sign of another keyboard or script stands here, {}", quoted(&sign.to_string()));
                let hint = "names, signs and digits are Latin ones, whatever the language of the texts: switch the keyboard over";
                return (message, format!("write `{}`: {hint}", typed(sign)));
            }
            Self::Hidden => {
                let name = invisible(sign).unwrap_or_default();
                let message = format!("a character that cannot be seen stands here: {name}");
                return (message, "delete it, or type the line anew".to_owned());
            }
        };
        (message.to_owned(), hint.to_owned())
    }
}
