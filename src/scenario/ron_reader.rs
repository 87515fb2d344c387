//! Reads RON into a tree that knows its places; goes on after a missing comma, so that one slip does not hide the rest.

use super::problems::{Finding, Findings, quoted};
use super::ron_text::Scanner;
use super::tree::{Field, Node, Span, Value};

/// Brackets deeper than this are refused: no scenario needs them, and the stack is finite.
pub const DEEPEST: usize = 64;
/// Bytes; larger texts are refused unread.
pub const LARGEST: usize = 1_000_000;

/// A problem after which reading cannot go on. Boxed: it is large and rare.
pub(super) type Stop = Box<Finding>;

/// Reads a whole text as one value. `base` is the place of its first byte in the text that messages show.
pub(crate) fn parse(text: &str, origin: u16, base: usize, findings: &mut Findings) -> Option<Node> {
    let mut reader = Reader { scan: Scanner::new(text, origin, base), depth: 0, findings };
    match reader.document() {
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
        return Some(too_large(text.len()));
    }
    let empty = Finding::new("M005", Span::default(), "the file is empty");
    text.trim_start_matches('\u{feff}').trim().is_empty().then(|| {
        empty
            .expected("a scenario: `( format: 1, id: \"..\", .. )`")
            .hint("`marchland new NAME` writes one to start from")
    })
}

/// A file of more bytes than a scenario has.
pub(crate) fn too_large(bytes: usize) -> Finding {
    let message = format!("the file has {bytes} bytes, more than a scenario can have");
    Finding::new("M001", Span::default(), message).expected(format!("at most {LARGEST} bytes"))
}

struct Reader<'a, 'f> {
    scan: Scanner<'a>,
    depth: usize,
    findings: &'f mut Findings,
}

/// A pair of brackets, as messages name it.
#[derive(Clone, Copy)]
struct Bracket {
    open: char,
    close: char,
    span: Span,
}

impl Reader<'_, '_> {
    fn document(&mut self) -> Result<Node, Stop> {
        self.scan.attributes()?;
        let node = self.value("a value")?;
        self.scan.blank()?;
        if let Some(c) = self.scan.peek() {
            let hint = match c {
                ')' | ']' | '}' => "a bracket is closed once too often, or too early further up",
                _ => "the whole file is one pair of round brackets: `( format: 1, .. )`",
            };
            let span = self.scan.token_span();
            let message = format!("expected the end of the text, got {}", self.scan.describe());
            return Err(Box::new(Finding::new("M003", span, message).hint(hint)));
        }
        Ok(node)
    }

    /// The next value; `wanted` says in what role, for messages.
    fn value(&mut self, wanted: &str) -> Result<Node, Stop> {
        self.scan.blank()?;
        let start = self.scan.at();
        let value = match self.scan.peek() {
            Some('(') => self.nested(Self::group)?,
            Some('[') => self.nested(Self::list)?,
            Some('{') => self.nested(Self::map)?,
            Some('"') => Value::Text(self.scan.string()?),
            Some('\'') => Value::Character(self.scan.character()?),
            Some('0'..='9' | '+' | '-' | '.') => self.scan.number()?,
            Some(c) if c == '_' || c.is_alphabetic() => self.word()?,
            _ => {
                let message = format!("expected {wanted}, got {}", self.scan.describe());
                return Err(Box::new(Finding::new("M003", self.scan.token_span(), message)));
            }
        };
        Ok(Node { span: self.scan.span_from(start), value })
    }

    fn nested(&mut self, read: fn(&mut Self, Bracket) -> Result<Value, Stop>) -> Result<Value, Stop> {
        let start = self.scan.at();
        let open = self.scan.next_char().unwrap_or('(');
        let close = match open {
            '(' => ')',
            '[' => ']',
            _ => '}',
        };
        let bracket = Bracket { open, close, span: self.scan.span_from(start) };
        if self.depth == DEEPEST {
            let message = format!("brackets are nested more than {DEEPEST} deep");
            return Err(Box::new(Finding::new("M004", bracket.span, message)));
        }
        self.depth += 1;
        let value = read(self, bracket);
        self.depth -= 1;
        value
    }

    /// `(..)`: a struct if a name and a colon come first, else a tuple.
    fn group(&mut self, bracket: Bracket) -> Result<Value, Stop> {
        if self.closes(bracket)? {
            return Ok(Value::Fields(Vec::new()));
        }
        if self.scan.field_follows() {
            let mut fields = Vec::new();
            loop {
                fields.push(self.field()?);
                if self.separator(bracket)? {
                    return Ok(Value::Fields(fields));
                }
            }
        }
        let mut items = Vec::new();
        loop {
            let item = self.value("a value or a field `name: ..`")?;
            self.scan.blank()?;
            if matches!(item.value, Value::Text(_)) && self.scan.peek() == Some(':') {
                let message = "a struct `( .. )` has plain names, and a map of ids stands in braces `{ .. }`";
                return Err(Box::new(Finding::new("M003", item.span, message).hint(
                    "leave the quotes out if this is a field; write `{` and `}` around the entries if it is an id",
                )));
            }
            items.push(item);
            if self.separator(bracket)? {
                return Ok(Value::Tuple(items));
            }
        }
    }

    fn field(&mut self) -> Result<Field, Stop> {
        self.scan.blank()?;
        let start = self.scan.at();
        let Some(name) = self.scan.identifier() else {
            let message = format!("expected a field `name: ..`, got {}", self.scan.describe());
            let mut finding = Finding::new("M003", self.scan.token_span(), message);
            if self.scan.peek() == Some('"') {
                finding = finding.hint("names of fields stand without quotes");
            }
            return Err(Box::new(finding));
        };
        let name = name.to_owned();
        let span = self.scan.span_from(start);
        self.scan.blank()?;
        if !self.scan.take(':') {
            let message = format!("expected `:` after the field name `{name}`, got {}", self.scan.describe());
            return Err(Box::new(Finding::new("M003", self.scan.token_span(), message)));
        }
        let node = self.value(&format!("the value of {}", quoted(&name)))?;
        Ok(Field { name, span, node })
    }

    fn list(&mut self, bracket: Bracket) -> Result<Value, Stop> {
        let mut items = Vec::new();
        if self.closes(bracket)? {
            return Ok(Value::List(items));
        }
        loop {
            items.push(self.value("a value of the list")?);
            if self.separator(bracket)? {
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
            let key = self.value("an id in quotes")?;
            self.scan.blank()?;
            if !self.scan.take(':') {
                let message = format!("expected `:` after {}, got {}", key.describe(), self.scan.describe());
                let finding = Finding::new("M003", self.scan.token_span(), message);
                return Err(Box::new(finding.expected("entries of a map: `\"id\": value`")));
            }
            let value = self.value("the value of the entry")?;
            entries.push((key, value));
            if self.separator(bracket)? {
                return Ok(Value::Map(entries));
            }
        }
    }

    /// `Name`, `Name(..)`, `true`, `inf` and raw strings.
    fn word(&mut self) -> Result<Value, Stop> {
        if self.scan.raw_string_follows() {
            return Ok(Value::Text(self.scan.raw_string()?));
        }
        let start = self.scan.at();
        let name = self.scan.identifier().unwrap_or_default().to_owned();
        if matches!(name.as_str(), "b" | "br" | "r") && matches!(self.scan.peek(), Some('"' | '\'' | '#')) {
            let message = "byte strings and raw names are not part of the format";
            return Err(Box::new(Finding::new("M003", self.scan.span_from(start), message)));
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
                    Some(Box::new(self.value("what the brackets hold")?))
                } else {
                    self.scan.back_to(after_name);
                    None
                };
                Value::Variant { name, body }
            }
        })
    }

    fn closes(&mut self, bracket: Bracket) -> Result<bool, Stop> {
        self.scan.blank()?;
        Ok(self.scan.take(bracket.close))
    }

    /// After an item: a comma, the end (true), or a problem. A forgotten comma is noted and read over.
    fn separator(&mut self, bracket: Bracket) -> Result<bool, Stop> {
        let end_of_item = self.scan.span_here();
        self.scan.blank()?;
        let Bracket { open, close, span } = bracket;
        if self.scan.take(',') {
            return self.closes(bracket);
        }
        if self.scan.take(close) {
            self.scan.note_closed(span);
            return Ok(true);
        }
        match self.scan.peek() {
            None => {
                let finding = Finding::new("M003", span, format!("this `{open}` is never closed"));
                Err(Box::new(finding.expected(format!("`{close}`")).hint_if(self.scan.suspect())))
            }
            Some(other @ (')' | ']' | '}')) => {
                let line = self.scan.line_of(span);
                let message = format!("expected `,` or `{close}` to close the `{open}` of line {line}, got `{other}`");
                Err(Box::new(Finding::new("M003", self.scan.token_span(), message).hint_if(self.scan.suspect())))
            }
            Some(c) if !self.findings.is_full() && self.scan.starts_value(c) => {
                let got = self.scan.describe();
                let message = format!("expected `,` or `{close}`, got {got}");
                self.findings.add(Finding::new("M003", end_of_item, message).hint("a comma is missing here"));
                Ok(false)
            }
            Some(_) => {
                let message = format!("expected `,` or `{close}`, got {}", self.scan.describe());
                Err(Box::new(Finding::new("M003", self.scan.token_span(), message)))
            }
        }
    }
}
