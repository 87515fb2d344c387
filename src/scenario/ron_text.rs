//! The words of RON: blanks and comments, names, strings, numbers.

use super::problems::{Finding, quoted};
use super::ron_reader::Stop;
use super::tree::{Span, Value};

/// A place in a text.
pub(super) struct Scanner<'a> {
    text: &'a str,
    at: usize,
    origin: u16,
    base: usize,
    /// The first pair of brackets whose lines are indented differently: a bracket is probably missing between them.
    suspect: Option<(usize, usize)>,
}

impl<'a> Scanner<'a> {
    pub const fn new(text: &'a str, origin: u16, base: usize) -> Self {
        Self { text, at: 0, origin, base, suspect: None }
    }

    pub const fn at(&self) -> usize {
        self.at
    }

    pub const fn back_to(&mut self, at: usize) {
        self.at = at;
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub fn next_char(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    pub fn take(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.at += wanted.len_utf8();
        }
        found
    }

    fn take_while(&mut self, accept: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c| !accept(c)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    fn span(&self, start: usize, end: usize) -> Span {
        let place = |at: usize| u32::try_from(self.base + at).unwrap_or(u32::MAX);
        Span { origin: self.origin, start: place(start), end: place(end) }
    }

    pub fn span_from(&self, start: usize) -> Span {
        self.span(start, self.at)
    }

    /// Just behind what was read.
    pub fn span_here(&self) -> Span {
        self.span(self.at, self.at + 1)
    }

    /// The word or sign that comes next.
    pub fn token_span(&self) -> Span {
        let length = self.token().len().max(1);
        self.span(self.at, self.at + length)
    }

    fn token(&self) -> &'a str {
        let rest = self.rest();
        let word = rest.find(|c: char| !is_name(c)).unwrap_or(rest.len());
        match word {
            0 => &rest[..rest.chars().next().map_or(0, char::len_utf8)],
            _ => &rest[..word],
        }
    }

    /// What comes next, for `got ..`.
    pub fn describe(&self) -> String {
        match self.peek() {
            None => "the end of the text".to_owned(),
            Some('"') => "a text in quotes".to_owned(),
            Some(_) => quoted(self.token()),
        }
    }

    pub fn line_of(&self, span: Span) -> usize {
        let at = (span.start as usize).saturating_sub(self.base);
        self.text.as_bytes().iter().take(at).filter(|b| **b == b'\n').count() + 1
    }

    fn stop<T>(span: Span, message: impl Into<String>, hint: &str) -> Result<T, Stop> {
        Err(Box::new(Finding::new("M003", span, message).hint(hint)))
    }

    /// Skips blanks and comments.
    pub fn blank(&mut self) -> Result<(), Stop> {
        loop {
            self.take_while(|c| c.is_whitespace() || c == '\u{feff}');
            if self.rest().starts_with("//") {
                self.take_while(|c| c != '\n');
            } else if self.rest().starts_with("/*") {
                self.block_comment()?;
            } else {
                return Ok(());
            }
        }
    }

    fn block_comment(&mut self) -> Result<(), Stop> {
        let start = self.at;
        let mut open = 0_usize;
        loop {
            let rest = self.rest();
            if rest.starts_with("/*") {
                open += 1;
                self.at += 2;
            } else if rest.starts_with("*/") {
                open -= 1;
                self.at += 2;
                if open == 0 {
                    return Ok(());
                }
            } else if self.next_char().is_none() {
                return Self::stop(
                    self.span(start, start + 2),
                    "this comment is never closed",
                    "write `*/` at its end",
                );
            }
        }
    }

    /// `#![enable(..)]` at the head of a file: only what changes nothing here.
    pub fn attributes(&mut self) -> Result<(), Stop> {
        self.blank()?;
        while self.peek() == Some('#') {
            let start = self.at;
            let line = self.take_while(|c| c != ']' && c != '\n');
            let named = line.strip_prefix("#![enable(").and_then(|l| l.trim_end().strip_suffix(')'));
            let known = |name: &str| matches!(name.trim(), "implicit_some" | "unwrap_newtypes" | "");
            if !(self.take(']') && named.is_some_and(|names| names.split(',').all(known))) {
                let hint = "only `#![enable(implicit_some)]` is understood, and it is not needed: leave it out";
                return Self::stop(self.span_from(start), "expected a value, got an attribute", hint);
            }
            self.blank()?;
        }
        Ok(())
    }

    pub fn identifier(&mut self) -> Option<&'a str> {
        if self.peek().is_some_and(|c| c == '_' || c.is_alphabetic()) { Some(self.take_while(is_name)) } else { None }
    }

    /// Whether a name and a colon come next.
    pub fn field_follows(&self) -> bool {
        let mut ahead = Scanner { suspect: None, ..*self };
        ahead.identifier().is_some() && ahead.blank().is_ok() && matches!(ahead.peek(), Some(':' | '='))
    }

    pub const fn starts_value(&self, c: char) -> bool {
        matches!(c, '(' | '[' | '{' | '"' | '\'' | '0'..='9' | '+' | '-' | '.' | 'a'..='z' | 'A'..='Z' | '_')
    }

    pub fn raw_string_follows(&self) -> bool {
        self.rest().strip_prefix('r').is_some_and(|r| r.trim_start_matches('#').starts_with('"'))
    }

    pub fn raw_string(&mut self) -> Result<String, Stop> {
        let start = self.at;
        self.take('r');
        let hashes = self.take_while(|c| c == '#');
        self.take('"');
        let end = format!("\"{hashes}");
        let Some(length) = self.rest().find(&end) else {
            let hint = format!("it ends with `{end}`");
            return Self::stop(self.span_from(start), "this raw text is never closed", &hint);
        };
        let text = self.rest()[..length].to_owned();
        self.at += length + end.len();
        Ok(text)
    }

    pub fn string(&mut self) -> Result<String, Stop> {
        let start = self.at;
        self.take('"');
        let mut text = String::new();
        loop {
            text.push_str(self.take_while(|c| c != '"' && c != '\\'));
            match self.next_char() {
                Some('"') => return Ok(text),
                Some(_) => text.push(self.escape()?),
                None => {
                    let opening = self.span(start, start + 1);
                    return Self::stop(opening, "this text is never closed", "write `\"` at its end");
                }
            }
        }
    }

    /// What stands behind a backslash.
    fn escape(&mut self) -> Result<char, Stop> {
        let start = self.at - 1;
        let c = match self.next_char() {
            Some('n') => Some('\n'),
            Some('r') => Some('\r'),
            Some('t') => Some('\t'),
            Some('0') => Some('\0'),
            Some(c @ ('\\' | '"' | '\'')) => Some(c),
            Some('x') => self.code_point(2),
            Some('u') if self.take('{') => {
                let c = self.code_point(6);
                if self.take('}') { c } else { None }
            }
            _ => None,
        };
        c.map_or_else(
            || {
                let hint = "a backslash is written `\\\\`; known are \\n \\t \\r \\0 \\\\ \\\" \\' \\x41 \\u{1F600}";
                Self::stop(self.span_from(start), "no character is written like this", hint)
            },
            Ok,
        )
    }

    fn code_point(&mut self, most: usize) -> Option<char> {
        let digits = self.rest().bytes().take(most).take_while(u8::is_ascii_hexdigit).count();
        if digits == 0 || (most == 2 && digits != 2) {
            return None;
        }
        let code = u32::from_str_radix(&self.rest()[..digits], 16).ok()?;
        self.at += digits;
        char::from_u32(code)
    }

    pub fn character(&mut self) -> Result<char, Stop> {
        let start = self.at;
        self.take('\'');
        let c = match self.next_char() {
            Some('\\') => Some(self.escape()?),
            Some('\'') | None => None,
            other => other,
        };
        match c {
            Some(c) if self.take('\'') => Ok(c),
            _ => Self::stop(self.span_from(start), "no single character", "texts stand in double quotes: `\"..\"`"),
        }
    }

    pub fn number(&mut self) -> Result<Value, Stop> {
        let start = self.at;
        let sign = self.take_while(|c| c == '+' || c == '-');
        let mut word = self.take_while(|c| is_name(c) || c == '.').to_owned();
        if word.ends_with(['e', 'E']) && !word.starts_with("0x") && matches!(self.peek(), Some('+' | '-')) {
            word.extend(self.next_char());
            word.push_str(self.take_while(is_name));
        }
        let digits = word.replace('_', "");
        let negative = sign == "-";
        let magnitude = match digits.as_str() {
            "inf" => Some((f64::INFINITY, false)),
            "NaN" => Some((f64::NAN, false)),
            _ => based(&digits).or_else(|| decimal(&digits)),
        };
        match magnitude {
            Some((value, whole)) if sign.len() <= 1 && !word.starts_with('_') => {
                Ok(Value::Number { value: if negative { -value } else { value }, whole })
            }
            _ => {
                let span = self.span_from(start);
                let shown = quoted(&format!("{sign}{word}"));
                let hint = if word.contains('Q') {
                    "a quarter stands in quotes: `\"2009Q4\"`"
                } else {
                    "numbers are written like 12, 0.5, 1e6 or 25_000; the decimal sign is a point; no units, no %"
                };
                Self::stop(span, format!("{shown} is no number"), hint)
            }
        }
    }

    /// Whether a quotation mark ends what was read and a word follows at once.
    pub fn is_after_quote(&self) -> bool {
        self.text.get(..self.at).is_some_and(|t| t.ends_with('"')) && self.peek().is_some_and(is_name)
    }

    /// What may be wrong where a text ends too early.
    pub fn about_quotes(&self, item: Span) -> String {
        let line = self.line_of(item);
        let begun = if line == self.line_of(self.span_here()) { "here".to_owned() } else { format!("in line {line}") };
        format!("the text that begins {begun} may lack its closing quote; a quote inside a text is written `\\\"`")
    }

    /// Remembers the first pair of brackets on lines of different indent.
    pub fn note_closed(&mut self, open: Span) {
        let opened = (open.start as usize).saturating_sub(self.base);
        let closed = self.at.saturating_sub(1);
        let first_on_line = self.text[..closed].trim_end_matches([' ', '\t']).ends_with('\n');
        if self.suspect.is_none() && first_on_line && self.indent(opened) != self.indent(closed) {
            self.suspect = Some((opened, closed));
        }
    }

    /// Where a bracket may be missing.
    pub fn suspect(&self) -> Option<String> {
        let (opened, closed) = self.suspect?;
        let line = |at: usize| self.line_of(self.span(at, at));
        let (opened, closed) = (line(opened), line(closed));
        Some(format!(
            "the bracket opened in line {opened} is closed in line {closed}, which is indented differently: \
             one may be missing between them"
        ))
    }

    fn indent(&self, at: usize) -> usize {
        let from = self.text[..at].rfind('\n').map_or(0, |i| i + 1);
        self.text[from..].bytes().take_while(|b| matches!(b, b' ' | b'\t')).count()
    }
}

fn is_name(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

fn decimal(digits: &str) -> Option<(f64, bool)> {
    let plain = digits.bytes().all(|b| matches!(b, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-'));
    if !plain {
        return None;
    }
    let value = digits.parse().ok()?;
    Some((value, digits.bytes().all(|b| b.is_ascii_digit())))
}

/// Hexadecimal, octal and binary whole numbers.
fn based(digits: &str) -> Option<(f64, bool)> {
    let (radix, rest) = match digits.get(..2)? {
        "0x" => (16, &digits[2..]),
        "0o" => (8, &digits[2..]),
        "0b" => (2, &digits[2..]),
        _ => return None,
    };
    let value = u64::from_str_radix(rest, radix).ok().filter(|_| !rest.starts_with('+'))?;
    #[expect(clippy::cast_precision_loss, reason = "numbers of scenarios are far below 2^53")]
    Some((value as f64, true))
}
