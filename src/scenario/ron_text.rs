//! The words of RON: blanks and comments, names, strings, numbers.

use super::problems::{Finding, quoted};
use super::ron_reader::Stop;
pub(super) use super::ron_signs::latin;
use super::ron_signs::{in_latin, invisible};
use super::ron_slips::{Slip, Slips};
use super::slashes;
use super::tree::{Span, Value};

/// A place in a text.
#[derive(Clone, Copy)]
pub(super) struct Scanner<'a> {
    text: &'a str,
    at: usize,
    origin: u16,
    base: usize,
    /// Signs of other formats that were read over.
    pub slips: Slips,
}

impl<'a> Scanner<'a> {
    pub fn new(text: &'a str, origin: u16, base: usize) -> Self {
        Self { text, at: 0, origin, base, slips: Slips::default() }
    }

    pub const fn at(&self) -> usize {
        self.at
    }

    pub const fn back_to(&mut self, at: usize) {
        self.at = at;
    }

    pub fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// The next character; a sign of another keyboard as the one that it stands for.
    pub fn peek(&self) -> Option<char> {
        self.rest().chars().next().map(latin)
    }

    /// The next character as it stands there, taken.
    pub fn next_char(&mut self) -> Option<char> {
        let c = self.rest().chars().next()?;
        self.at += c.len_utf8();
        Some(c)
    }

    /// The next sign, taken; that of another keyboard is noted.
    pub fn next_sign(&mut self) -> Option<char> {
        let start = self.at;
        let c = self.next_char()?;
        if latin(c) != c {
            self.slips.note_sign(Slip::Wide, self.span_from(start), c);
        }
        Some(latin(c))
    }

    pub fn take(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.next_sign();
        }
        found
    }

    pub fn take_while(&mut self, accept: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c| !accept(c)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    /// What was read from `start` on.
    pub fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// Takes a sign that stands for another, and notes it.
    pub fn take_slip(&mut self, sign: char, slip: Slip) -> bool {
        let start = self.at;
        let found = self.take(sign);
        if found {
            self.slips.note(slip, self.span_from(start));
        }
        found
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

    /// How many characters the line is indented in which a place lies.
    pub fn indent_of(&self, span: Span) -> usize {
        let at = (span.start as usize).saturating_sub(self.base);
        let line = self.text.get(..at).unwrap_or_default().rsplit('\n').next().unwrap_or_default();
        line.chars().take_while(|c| c.is_whitespace()).count()
    }

    fn stop<T>(span: Span, message: impl Into<String>, hint: &str) -> Result<T, Stop> {
        Err(Box::new(Finding::new("M003", span, message).hint(hint)))
    }

    /// Skips blanks and comments.
    pub fn blank(&mut self) -> Result<(), Stop> {
        loop {
            self.take_while(char::is_whitespace);
            if self.hidden() {
                continue;
            }
            if self.rest().starts_with("//") {
                self.take_while(|c| c != '\n');
            } else if self.rest().starts_with("/*") {
                self.block_comment()?;
            } else if self.comment_sign_follows() {
                let start = self.at;
                self.take('#');
                self.slips.note(Slip::Hash, self.span_from(start));
                self.take_while(|c| c != '\n');
            } else {
                return Ok(());
            }
        }
    }

    /// Reads over a character that cannot be seen, and notes it; the mark at the head of a text may stand there.
    fn hidden(&mut self) -> bool {
        let start = self.at;
        let Some(c) = self.rest().chars().next().filter(|c| invisible(*c).is_some()) else { return false };
        self.next_char();
        if start > 0 || c != '\u{feff}' {
            self.slips.note_sign(Slip::Hidden, self.span_from(start), c);
        }
        true
    }

    /// Whether a character that cannot be seen stands just before.
    pub fn is_after_hidden(&self) -> bool {
        let before = self.text.get(..self.at).and_then(|before| before.chars().next_back());
        before.is_some_and(|c| invisible(c).is_some())
    }

    /// `#` that begins a comment elsewhere, and is not part of a name or an attribute.
    fn comment_sign_follows(&self) -> bool {
        let before = self.text.get(..self.at).and_then(|before| before.chars().next_back());
        self.rest().starts_with('#') && !self.rest().starts_with("#!") && !before.is_some_and(is_name)
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
        let is_part = |c| is_name(c) || latin(c) == '_';
        if self.peek().is_some_and(|c| c == '_' || c.is_alphabetic()) { Some(self.take_while(is_part)) } else { None }
    }

    /// The same as it is meant: what is of another script in it is noted.
    pub fn name(&mut self) -> Option<String> {
        let start = self.at;
        let name = self.identifier()?;
        let Some((plain, first)) = in_latin(name) else { return Some(name.to_owned()) };
        self.slips.note_sign(Slip::Wide, self.span_from(start), first);
        Some(plain)
    }

    /// Whether a name and a colon come next.
    pub fn field_follows(&self) -> bool {
        let mut ahead = *self;
        ahead.identifier().is_some() && ahead.blank().is_ok() && matches!(ahead.peek(), Some(':' | '='))
    }

    pub const fn starts_value(&self, c: char) -> bool {
        matches!(c, '(' | '[' | '{' | '"' | '\'' | '0'..='9' | '+' | '-' | '.' | 'a'..='z' | 'A'..='Z' | '_')
            || is_curly(c)
            || is_minus(c)
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
                Some(_) => text.push(self.escape(start + 1)?),
                None => {
                    let opening = self.span(start, start + 1);
                    return Self::stop(opening, "this text is never closed", "write `\"` at its end");
                }
            }
        }
    }

    /// What stands behind a backslash, in a text that begins at `from`.
    fn escape(&mut self, from: usize) -> Result<char, Stop> {
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
                let known = "a backslash is written `\\\\`; known are \\n \\t \\r \\0 \\\\ \\\" \\' \\x41 \\u{1F600}";
                let whole = self.text.get(from..).unwrap_or_default().split(['"', '\'', '\n']).next();
                let path = whole.and_then(slashes::slashed);
                let hint = path.map(|path| {
                    format!("write {}: folders stand apart by `/`, in Windows too", quoted(&format!("\"{path}\"")))
                });
                Self::stop(self.span_from(start), "no character is written like this", hint.as_deref().unwrap_or(known))
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

    /// A character, or a text in single quotes, which is noted.
    pub fn single(&mut self) -> Result<Value, Stop> {
        let start = self.at;
        self.take('\'');
        let c = match self.next_char() {
            Some('\\') => Some(self.escape(start + 1)?),
            Some('\'') | None => None,
            other => other,
        };
        if let Some(c) = c
            && self.take('\'')
        {
            return Ok(Value::Character(c));
        }
        self.at = start + 1;
        // To the end of the line at most, and no farther than the next quote: a line may be the whole file.
        let text = self.take_while(|c| !matches!(c, '\'' | '\n' | '\r')).to_owned();
        if !self.take('\'') {
            self.at = start + 1;
            return Self::stop(self.span_from(start), "no single character", "texts stand in double quotes: `\"..\"`");
        }
        self.slips.note(Slip::Single, self.span_from(start));
        Ok(Value::Text(text))
    }

    /// A text in curly quotes, which is noted: to the next quote, or to the end of the line.
    pub fn curly(&mut self) -> String {
        let start = self.at;
        self.next_char();
        self.slips.note(Slip::Curly, self.span_from(start));
        let text = self.take_while(|c| !is_curly(c) && !matches!(c, '"' | '\n'));
        if self.peek().is_some_and(|c| c != '\n') {
            self.next_char();
        }
        text.to_owned()
    }

    /// Whether a sign that looks like a minus stands before a digit.
    pub fn minus_follows(&self) -> bool {
        let mut next = self.rest().chars();
        next.next().is_some_and(is_minus) && next.next().is_some_and(|c| c.is_ascii_digit() || c == '.')
    }

    /// Whether `./` or `../` comes next.
    pub fn path_follows(&self) -> bool {
        self.rest().starts_with("./") || self.rest().starts_with("../")
    }

    /// The name of a field that goes on behind a hyphen or a blank, `natural growth: ..`, as it should be written. What
    /// comes next is a name and a colon then, and is taken.
    pub fn name_in_pieces(&mut self, first: &str) -> Option<String> {
        let mut ahead = *self;
        let mut whole = first.to_owned();
        loop {
            let next = ahead.peek().filter(|c| matches!(c, ' ' | '-')).and_then(|_| {
                ahead.next_char();
                ahead.identifier()
            });
            let next = next?;
            whole.push('_');
            whole.push_str(next);
            if ahead.peek() == Some(':') {
                *self = ahead;
                return Some(whole.to_lowercase());
            }
        }
    }

    /// A text without quotes that begins with the name which was just read from `start` on: a file name, or, where no
    /// second value can follow, several words. Nothing is taken if it is none.
    pub fn bare_text(&mut self, start: usize, named: bool) -> Option<String> {
        let ends = |c: char| matches!(c, ',' | ';' | ':' | '(' | ')' | '[' | ']' | '{' | '}' | '"' | '\n' | '\r' | '=');
        let rest = self.rest();
        let is_comment = rest.starts_with("//") || rest.starts_with("/*");
        let is_path = rest.starts_with(['.', '-', '/', '\\']) && !is_comment;
        let next = rest.trim_start_matches(' ');
        let is_words = named && next.len() < rest.len() && next.starts_with(char::is_alphanumeric);
        if !is_path && !is_words {
            return None;
        }
        let whole = rest.find(|c: char| ends(c) || (is_path && !named && c.is_whitespace())).unwrap_or(rest.len());
        let cut = ["//", "/*", "#"].into_iter().filter_map(|sign| rest[..whole].find(&format!(" {sign}"))).min();
        let whole = rest[..cut.unwrap_or(whole)].trim_end();
        // A colon behind it: the last word is the name of the next field, and a comma is missing.
        if rest[whole.len()..].trim_start_matches(' ').starts_with([':', '=', '(', '"']) {
            return None;
        }
        self.at += whole.len();
        Some(self.since(start).to_owned())
    }

    /// Whether a quotation mark ends what was read and a word follows at once.
    pub fn is_after_quote(&self) -> bool {
        self.text.get(..self.at).is_some_and(|t| t.ends_with('"')) && self.peek().is_some_and(is_name)
    }

    /// What may be wrong where a text ends too early.
    pub fn about_quotes(&self, item: Span) -> String {
        let from = (item.start as usize).saturating_sub(self.base);
        if self.since(from).contains(is_curly) {
            return "the text that begins here ends in a curly quote: write a straight `\"` there".to_owned();
        }
        let line = self.line_of(item);
        let begun = if line == self.line_of(self.span_here()) { "here".to_owned() } else { format!("in line {line}") };
        format!("the text that begins {begun} may lack its closing quote; a quote inside a text is written `\\\"`")
    }
}

/// Quotation marks that word processors set.
pub(super) const fn is_curly(c: char) -> bool {
    matches!(c, '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›' | '‘' | '’' | '‚' | '「' | '」' | '『' | '』' | '＂')
}

/// Signs that look like a minus and are none: the true minus and dashes, as word processors and web pages set them.
pub(super) const fn is_minus(c: char) -> bool {
    matches!(c, '\u{2212}' | '\u{2010}'..='\u{2013}' | '\u{ff0d}')
}

/// Whether a character can stand in a name.
pub(super) fn is_name(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}
