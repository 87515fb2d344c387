//! Reads RON into a tree that knows its places; goes on after a missing comma, so that one slip does not hide the rest.

use super::problems::{Finding, Findings, NO_QUOTES, quoted};
use super::ron_brackets::{Bracket, Brackets};
use super::ron_slips::Slip;
use super::ron_text::{Scanner, is_curly};
use super::tree::{Field, Node, Span, Value};

/// Brackets deeper than this are refused: no scenario needs them, and the stack is finite.
pub const DEEPEST: usize = 64;
/// Bytes; larger texts are refused unread.
pub const LARGEST: usize = 1_000_000;

/// A problem after which reading cannot go on. Boxed: it is large and rare.
pub(super) type Stop = Box<Finding>;

/// Reads a whole text as one value. `base` is the place of its first byte in the text that messages show.
pub(crate) fn parse(text: &str, origin: u16, base: usize, findings: &mut Findings) -> Option<Node> {
    let scan = Scanner::new(text, origin, base);
    let mut reader = Reader { scan, brackets: Brackets::new(text), is_whole: base == 0, findings };
    let read = reader.document();
    reader.scan.slips.findings().for_each(|finding| reader.findings.add(finding));
    match read {
        Ok(node) => Some(node),
        Err(stop) => {
            reader.findings.add(*stop);
            None
        }
    }
}

/// Refuses what is too large or has nothing in it, before any work.
pub(crate) fn refuse(text: &str) -> Option<Finding> {
    if text.len() > LARGEST {
        return Some(too_large(""));
    }
    text.trim_start_matches('\u{feff}').trim().is_empty().then(empty)
}

fn empty() -> Finding {
    Finding::new("M005", Span::default(), "there is nothing in the file")
        .expected("a scenario, `( format: 1, id: \"..\", .. )`, or a study, `( study: 1, id: \"..\", .. )`")
        .hint("`marchland new NAME` writes a scenario to start from; `marchland explain study` says how a study is written")
}

/// A file of more bytes than are read.
pub(crate) fn too_large(name: &str) -> Finding {
    let message = format!("the file is larger than {} MB", LARGEST / 1_000_000);
    let hint = match name.to_lowercase().ends_with(".csv") {
        true => {
            "keep the rows of this one series, a value a year or a quarter, and the columns `year,value,unit,source`: \
             statistics often come with many series in one table"
        }
        false => "it is probably not the file that was meant; long series belong into CSV files of their own",
    };
    Finding::new("M001", Span::default(), message).expected(format!("at most {LARGEST} bytes")).hint(hint)
}

/// What reads.
pub(super) struct Reader<'a, 'f> {
    pub scan: Scanner<'a>,
    pub brackets: Brackets<'a>,
    /// Whether the text is a file and not a value of the command line.
    pub is_whole: bool,
    pub findings: &'f mut Findings,
}

impl Reader<'_, '_> {
    fn document(&mut self) -> Result<Node, Stop> {
        self.scan.attributes()?;
        if self.scan.peek().is_none() {
            return Err(Box::new(empty()));
        }
        let node = self.value("a value", !self.is_whole)?;
        self.scan.blank()?;
        if self.scan.peek().is_some() { Err(self.after_the_end(&node)) } else { Ok(node) }
    }

    /// The next value; `wanted` says in what role, for messages. `named`: of a field or entry, so that one comma later
    /// comes a name.
    fn value(&mut self, wanted: &str, named: bool) -> Result<Node, Stop> {
        self.scan.blank()?;
        let start = self.scan.at();
        self.note_token();
        let value = match self.scan.peek() {
            Some('(') => self.nested(Self::group)?,
            Some('[') => self.nested(Self::list)?,
            Some('{') => self.nested(Self::map)?,
            Some('"') => Value::Text(self.scan.string()?),
            Some(c) if is_curly(c) => Value::Text(self.scan.curly()),
            Some('\'') => self.scan.single()?,
            Some('.') if self.scan.path_follows() => self.unquoted(start)?,
            Some('0'..='9' | '+' | '-' | '.') => self.number(named)?,
            Some(_) if self.scan.minus_follows() => self.number(named)?,
            Some(c) if c == '_' || c.is_alphabetic() => self.word(named)?,
            _ => return Err(self.no_value(wanted)),
        };
        // To go on from where nothing was taken would be to go on for ever.
        if self.scan.at() == start {
            return Err(self.no_value(wanted));
        }
        Ok(self.compared(start, Node { span: self.scan.span_from(start), value }))
    }

    /// Notes what begins here, unless it closes a bracket.
    fn note_token(&mut self) {
        if !matches!(self.scan.peek(), Some(')' | ']' | '}') | None) {
            self.brackets.token(self.scan.at());
        }
    }

    fn nested(&mut self, read: fn(&mut Self, Bracket) -> Result<Value, Stop>) -> Result<Value, Stop> {
        let start = self.scan.at();
        let open = self.scan.next_sign().unwrap_or('(');
        let span = self.scan.span_from(start);
        if self.brackets.depth() == DEEPEST {
            let message = format!("brackets are nested more than {DEEPEST} deep");
            let hint = "close the brackets that are done; no scenario needs so many within each other";
            return Err(Box::new(Finding::new("M004", span, message).hint(hint)));
        }
        let bracket = self.brackets.opened(open, start, span);
        read(self, bracket)
    }

    /// `(..)`: a struct if a name and a colon come first, else a tuple.
    fn group(&mut self, bracket: Bracket) -> Result<Value, Stop> {
        if self.closes(bracket)? {
            return Ok(Value::Fields(Vec::new()));
        }
        if self.scan.field_follows() {
            let mut fields = Vec::new();
            loop {
                let field = self.field()?;
                let item = field.node.span;
                fields.push(field);
                if self.separator(bracket, item, true)? {
                    return Ok(Value::Fields(fields));
                }
            }
        }
        let mut items = Vec::new();
        loop {
            if !items.is_empty() && self.scan.field_follows() {
                return Err(self.name_among_values(&bracket));
            }
            let item = self.value("a value or a field `name: ..`", false)?;
            if self.id_follows(&item)? {
                return Err(self.id_among_values(&item, &bracket, items.is_empty()));
            }
            let span = item.span;
            items.push(item);
            if self.separator(bracket, span, false)? {
                return Ok(Value::Tuple(items));
            }
        }
    }

    fn field(&mut self) -> Result<Field, Stop> {
        self.scan.blank()?;
        let start = self.scan.at();
        self.note_token();
        let Some(mut name) = self.scan.name() else { return Err(self.no_field()) };
        if let Some(whole) = self.scan.name_in_pieces(&name) {
            let message = format!("the field name {} is not in one piece", quoted(self.scan.since(start)));
            let finding = Finding::new("M003", self.scan.span_from(start), message);
            self.findings.add(finding.hint(format!("write `{whole}`: names of fields have `_` between words")));
            name = whole;
        }
        let span = self.scan.span_from(start);
        self.scan.blank()?;
        if !self.scan.take(':') && !self.scan.take_slip('=', Slip::Equals) {
            self.no_colon(&name)?;
        }
        let node = self.value(&format!("the value of {}", quoted(&name)), true)?;
        if let Some(stop) = self.bracket_missing(&name, span, &node)? {
            return Err(stop);
        }
        Ok(Field { name, span, node })
    }

    fn list(&mut self, bracket: Bracket) -> Result<Value, Stop> {
        let mut items = Vec::new();
        if self.closes(bracket)? {
            return Ok(Value::List(items));
        }
        loop {
            if self.scan.field_follows() {
                return Err(if items.is_empty() { self.fields_in(&bracket) } else { self.name_among_values(&bracket) });
            }
            let item = self.value("a value of the list", false)?;
            let span = item.span;
            if self.id_follows(&item)? {
                return Err(self.id_among_values(&item, &bracket, items.is_empty()));
            }
            items.push(item);
            if self.separator(bracket, span, false)? {
                return Ok(Value::List(items));
            }
        }
    }

    fn map(&mut self, bracket: Bracket) -> Result<Value, Stop> {
        let mut entries = Vec::new();
        if self.closes(bracket)? {
            return Ok(Value::Map(entries));
        }
        loop {
            let key = self.value("an id in quotes", false)?;
            if matches!(key.value, Value::Variant { body: None, .. }) {
                self.brackets.holds_names();
            }
            self.scan.blank()?;
            if !self.scan.take(':') && !self.scan.take_slip('=', Slip::Equals) {
                return Err(self.no_entry(&key));
            }
            let value = self.value("the value of the entry", true)?;
            let span = value.span;
            entries.push((key, value));
            if self.separator(bracket, span, true)? {
                return Ok(Value::Map(entries));
            }
        }
    }

    /// `Name`, `Name(..)`, `true`, `inf` and raw strings.
    fn word(&mut self, named: bool) -> Result<Value, Stop> {
        if self.scan.raw_string_follows() {
            return Ok(Value::Text(self.scan.raw_string()?));
        }
        let start = self.scan.at();
        let name = self.scan.name().unwrap_or_default();
        if matches!(name.as_str(), "b" | "br" | "r") && matches!(self.scan.peek(), Some('"' | '\'' | '#')) {
            let message = "byte strings and raw names are not part of the format";
            let finding = Finding::new("M003", self.scan.span_from(start), message);
            return Err(Box::new(finding.hint("write the plain text or name, without anything before it")));
        }
        if let Some(value) = self.about(start, &name, named)? {
            return Ok(value);
        }
        if let Some(text) = self.scan.bare_text(start, named) {
            return Ok(self.without_quotes(start, text));
        }
        Ok(match name.as_str() {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            "inf" => Value::Number { value: f64::INFINITY, whole: false },
            "NaN" => Value::Number { value: f64::NAN, whole: false },
            _ => {
                let after_name = self.scan.at();
                self.scan.blank()?;
                let body = if self.scan.peek() == Some('(') {
                    Some(Box::new(self.value("what the brackets hold", false)?))
                } else {
                    self.scan.back_to(after_name);
                    None
                };
                Value::Variant { name, body }
            }
        })
    }

    /// A path without quotes, or with the last of them alone.
    fn unquoted(&mut self, start: usize) -> Result<Value, Stop> {
        let Some(text) = self.scan.bare_text(start, false) else {
            let finding = Finding::new("M003", self.scan.token_span(), "a path begins here without a quote before it");
            return Err(Box::new(finding.hint("put the whole path in quotes, such as `\"../full.ron\"`")));
        };
        Ok(self.without_quotes(start, text))
    }

    fn without_quotes(&mut self, start: usize, text: String) -> Value {
        let finding =
            Finding::new("M003", self.scan.span_from(start), format!("the text {} {NO_QUOTES}", quoted(&text)));
        self.findings.add(finding.hint(format!("write {}", quoted(&format!("\"{text}\"")))));
        Value::Text(text)
    }

    fn closes(&mut self, bracket: Bracket) -> Result<bool, Stop> {
        self.scan.blank()?;
        let at = self.scan.at();
        let closed = self.scan.take(bracket.close);
        if closed {
            self.brackets.closed(at);
        }
        Ok(closed)
    }

    /// After an item: a comma, the end (true), or a problem. A forgotten comma is noted and read over.
    fn separator(&mut self, bracket: Bracket, item: Span, named: bool) -> Result<bool, Stop> {
        let end_of_item = self.scan.span_here();
        let after_quote = self.scan.is_after_quote();
        self.scan.blank()?;
        if self.scan.take(',') || self.scan.take_slip(';', Slip::Semicolon) {
            return self.closes(bracket);
        }
        if self.closes(bracket)? {
            return Ok(true);
        }
        self.note_token();
        let c = match self.scan.peek() {
            None => return Err(self.never_closed()),
            Some(c @ (')' | ']' | '}')) => return Err(self.other_bracket(c)),
            Some(c) => c,
        };
        let message = format!("expected `,` or `{}`, got {}", bracket.close, self.scan.describe());
        if after_quote {
            let hint = self.scan.about_quotes(item);
            return Err(Box::new(Finding::new("M003", self.scan.token_span(), message).hint(hint)));
        }
        if let Some(stop) = self.not_closed_before(&bracket, named).or_else(|| self.joined()) {
            return Err(stop);
        }
        if !self.findings.is_full() && self.scan.starts_value(c) {
            self.findings.add(Finding::new("M003", end_of_item, message).hint("a comma is missing here"));
            return Ok(false);
        }
        let hint = format!(
            "take it out, or put a text in quotes; items stand apart by commas, and end with `{}`",
            bracket.close
        );
        Err(Box::new(Finding::new("M003", self.scan.token_span(), message).hint(hint)))
    }
}

#[cfg(test)]
mod tests {
    use ron::Value as Theirs;

    use super::*;

    fn ours(text: &str) -> Option<Node> {
        let mut findings = Findings::default();
        parse(text, 0, 0, &mut findings).filter(|_| findings.is_empty())
    }

    fn theirs(text: &str) -> Option<Theirs> {
        let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
        options.from_str(text).ok()
    }

    /// Whether both read the same, as far as the other knows: it forgets names before brackets.
    fn same(ours: &Node, theirs: &Theirs) -> bool {
        let all = |ours: &[Node], theirs: &[Theirs]| {
            ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(a, b)| same(a, b))
        };
        let find = |map: &ron::Map, key: &str| {
            map.iter().find(|(k, _)| **k == Theirs::String(key.to_owned())).map(|(_, value)| value.clone())
        };
        match (&ours.value, theirs) {
            (Value::Bool(a), Theirs::Bool(b)) => a == b,
            (Value::Number { value, .. }, Theirs::Number(b)) => {
                let other = b.into_f64();
                value.to_bits() == other.to_bits() || (value.is_nan() && other.is_nan())
            }
            (Value::Text(a), Theirs::String(b)) => a == b,
            (Value::Character(a), Theirs::Char(b)) => a == b,
            (Value::List(a) | Value::Tuple(a), Theirs::Seq(b)) => all(a, b),
            (Value::Tuple(a), b) if a.len() == 1 => same(&a[0], b),
            (Value::Map(a), Theirs::Map(b)) => {
                a.len() == b.len()
                    && a.iter().all(|(k, v)| match &k.value {
                        Value::Text(key) => find(b, key).is_some_and(|other| same(v, &other)),
                        _ => false,
                    })
            }
            (Value::Fields(a), Theirs::Map(b)) => {
                a.len() == b.len() && a.iter().all(|f| find(b, &f.name).is_some_and(|other| same(&f.node, &other)))
            }
            (Value::Fields(a), Theirs::Unit) => a.is_empty(),
            (Value::Variant { body: None, .. }, Theirs::Unit) => true,
            (Value::Variant { body: Some(body), .. }, other) => same(body, other),
            _ => false,
        }
    }

    #[test]
    fn the_ron_crate_reads_the_same_out_of_whole_files() {
        for text in [
            include_str!("../../assets/levers.ron"),
            include_str!("../../assets/shocks.ron"),
            include_str!("../../tests/minimal.ron"),
            include_str!("../../tests/full.ron"),
        ] {
            assert!(same(&ours(text).unwrap(), &theirs(text).unwrap()));
        }
    }

    #[test]
    fn the_ron_crate_reads_the_same_out_of_single_values() {
        for text in [
            "1",
            "-1",
            "+1",
            "0",
            "-0.0",
            ".5",
            "5.",
            "1.5e3",
            "1e-9",
            "1E+6",
            "1_000_000",
            "0.1",
            "0.30000000000000004",
            "0x1F",
            "0b101",
            "0o17",
            "inf",
            "-inf",
            "NaN",
            "1e999",
            "4294967296",
            "true",
            "false",
            "'x'",
            "'\\''",
            "'\\n'",
            r#""plain""#,
            r#""a \"quote\" \\ \n \t \r \0 \x41 \u{1F600}""#,
            r##"r"raw \n""##,
            r###"r#"raw "quotes""#"###,
            "\"two\nlines\"",
            "\"Благовещенск 黑河\"",
            "[]",
            "[1, 2, 3,]",
            "(1, 2)",
            "()",
            "{}",
            r#"{"a": 1, "b": (c: 2)}"#,
            "(a: 1, b: [true], c: 'x',)",
            "Road",
            "At(\"2009Q1\")",
            "Random(yearly: 0.02)",
            "/* a /* nested */ comment */ ( // to the end\n a : 1 )",
            "#![enable(implicit_some)]\n(a: 1)",
            "\u{feff}(a: 1)",
        ] {
            let ours = ours(text).unwrap_or_else(|| panic!("ours refuses {text}"));
            if let Some(theirs) = theirs(text) {
                assert!(same(&ours, &theirs), "{text}: {ours:?} {theirs:?}");
            }
        }
    }

    #[test]
    fn what_the_ron_crate_refuses_is_refused() {
        for text in [
            "",
            "(",
            ")",
            "(]",
            "[1",
            "(a: 1",
            "(a 1)",
            "(a: )",
            "(: 1)",
            "{1}",
            "{1 2}",
            "\"open",
            "'ab'",
            "''",
            "\"\\q\"",
            "\"\\u{110000}\"",
            "\"\\x4\"",
            "1e",
            "--1",
            "0x",
            "0xG",
            "12abc",
            "1 2",
            "(a: 1) (b: 2)",
            "[1 2]",
            "/* open",
            "@",
            "(a: 1,, b: 2)",
            "[,]",
            "r\"open",
            "#![enable(nonsense)] 1",
        ] {
            assert!(theirs(text).is_none(), "theirs reads {text}");
            assert!(ours(text).is_none(), "ours reads {text}");
        }
    }

    #[test]
    fn half_numbers_are_refused_though_the_ron_crate_reads_them() {
        assert!(theirs("1..2").is_some() && ours("1..2").is_none());
    }

    #[test]
    fn places_are_those_of_the_text() {
        let text = "( a: [1, \"é\", 22] )";
        let node = ours(text).unwrap();
        let Value::Fields(fields) = &node.value else { panic!("{node:?}") };
        let Value::List(items) = &fields[0].node.value else { panic!("{fields:?}") };
        let piece = |span: Span| &text[span.start as usize..span.end as usize];
        assert_eq!((piece(fields[0].span), piece(items[1].span), piece(items[2].span)), ("a", "\"é\"", "22"));
        assert_eq!(piece(node.span), text);
    }
}
