//! Text in which names stand out: what a scenario or the engine puts between backquotes.

use egui::text::LayoutJob;
use egui::{Align, FontSelection, RichText, Ui};

use super::style::palette;

/// A piece of a text: as it is, or a name that stood between backquotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    Plain(&'a str),
    Name(&'a str),
}

/// The pieces of a text in their order. A backquote without another in its line is a sign like any other.
#[must_use]
pub fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let (mut plain, mut from) = (0, 0);
    while let Some(open) = text[from..].find('`').map(|at| from + at) {
        from = open + 1;
        let Some(close) = text[from..].find(['`', '\n']).map(|at| from + at) else { break };
        if close == from || !text[close..].starts_with('`') {
            from = close;
            continue;
        }
        if plain < open {
            parts.push(Part::Plain(&text[plain..open]));
        }
        parts.push(Part::Name(&text[from..close]));
        (plain, from) = (close + 1, close + 1);
    }
    if plain < text.len() {
        parts.push(Part::Plain(&text[plain..]));
    }
    parts
}

/// A text, each piece dressed like this, and names in the colour of concepts besides.
#[must_use]
pub fn quoted(ui: &Ui, text: &str, dressed: impl Fn(&str) -> RichText) -> LayoutJob {
    let mut job = LayoutJob::default();
    for part in parts(text) {
        let text = match part {
            Part::Plain(text) => dressed(text),
            Part::Name(name) => dressed(name).strong().color(palette(ui).concept),
        };
        text.append_to(&mut job, ui.style(), FontSelection::Default, Align::Center);
    }
    job
}

/// A text for where nothing can be coloured: names as they are, without their backquotes.
#[must_use]
pub fn plain(text: &str) -> String {
    let of = |part: &Part<'_>| match part {
        Part::Plain(text) | Part::Name(text) => (*text).to_owned(),
    };
    parts(text).iter().map(of).collect()
}

/// A text in the usual type, names in the colour of concepts.
#[must_use]
pub fn usual(ui: &Ui, text: &str) -> LayoutJob {
    quoted(ui, text, |text| RichText::new(text))
}

#[cfg(test)]
mod tests {
    use super::Part::{Name, Plain};
    use super::{parts, plain};

    #[test]
    fn names_stand_between_two_backquotes_of_one_line() {
        assert_eq!(parts("Set `Joint body` to 1."), [Plain("Set "), Name("Joint body"), Plain(" to 1.")]);
        assert_eq!(parts("`a` `b`"), [Name("a"), Plain(" "), Name("b")]);
        for plain in ["no name", "one ` alone", "``", "two ` on\ntwo ` lines"] {
            assert_eq!(parts(plain), [Plain(plain)], "{plain}");
        }
        assert_eq!(parts("é`ü`ß"), [Plain("é"), Name("ü"), Plain("ß")]);
        assert_eq!(parts("``x`"), [Plain("`"), Name("x")]);
        assert_eq!(parts(""), []);
        assert_eq!(plain("Set `Joint body` to 1."), "Set Joint body to 1.");
    }
}
