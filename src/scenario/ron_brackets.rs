//! Which brackets are open, and which of them should be closed by now: the indentation of the lines tells it.

use super::problems::Finding;
use super::tree::Span;

/// A bracket that was opened.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bracket {
    pub open: char,
    pub close: char,
    pub span: Span,
    at: usize,
    line: Line,
    /// How far the first line within it is indented, if it has one.
    inner: Option<usize>,
    /// Whether it opens a map that has names without quotes, as fields have them.
    pub has_names: bool,
}

/// A line of the text.
#[derive(Clone, Copy, Debug, Default)]
struct Line {
    /// From 0.
    number: usize,
    /// Where it begins.
    from: usize,
    /// Bytes of blanks at its beginning.
    blanks: usize,
    /// What these count: a tab like four blanks.
    indent: usize,
}

/// Brackets that should have been closed before a line.
#[derive(Clone, Debug)]
struct Overdue {
    bracket: Bracket,
    /// What should have been written, such as ``"`)` and `}`"``.
    closers: String,
    /// From 0.
    line: usize,
    at: usize,
}

/// The brackets of a text, as far as it was read.
pub(super) struct Brackets<'a> {
    text: &'a str,
    open: Vec<Bracket>,
    line: Line,
    /// How far lines were looked for.
    reached: usize,
    /// The first that should be closed and are not.
    overdue: Option<Overdue>,
    /// The first that was closed within lines that lie deeper than the one that opened it, and where.
    early: Option<(Bracket, usize)>,
}

const fn other(open: char) -> char {
    match open {
        '(' => ')',
        '[' => ']',
        _ => '}',
    }
}

impl<'a> Brackets<'a> {
    pub fn new(text: &'a str) -> Self {
        let line = Line::of(text, 0, 0);
        Self { text, open: Vec::new(), line, reached: 0, overdue: None, early: None }
    }

    pub const fn depth(&self) -> usize {
        self.open.len()
    }

    /// The bracket around the innermost one.
    pub fn parent(&self) -> Option<&Bracket> {
        self.open.iter().rev().nth(1)
    }

    pub fn innermost(&self) -> Option<&Bracket> {
        self.open.last()
    }

    /// Notes that a bracket opens at `at`.
    pub fn opened(&mut self, open: char, at: usize, span: Span) -> Bracket {
        self.reach(at);
        let bracket = Bracket { open, close: other(open), span, at, line: self.line, inner: None, has_names: false };
        self.open.push(bracket);
        bracket
    }

    /// Notes that the innermost bracket has a name without quotes where an id belongs.
    pub fn holds_names(&mut self) {
        if let Some(bracket) = self.open.last_mut() {
            bracket.has_names = true;
        }
    }

    /// Notes that the innermost bracket closes at `at`.
    pub fn closed(&mut self, at: usize) {
        self.reach(at);
        let Some(bracket) = self.open.last().copied().filter(|b| b.line.number < self.line.number) else {
            self.open.pop();
            return;
        };
        if self.is_first(at) && bracket.line.indent > self.line.indent {
            self.note_overdue(at, |b, line| b.line.indent > line.indent);
        }
        if bracket.line.indent < self.line.indent && self.early.is_none() {
            self.early = Some((bracket, at));
        }
        self.open.pop();
    }

    /// Notes that something which is no closing bracket begins at `at`.
    pub fn token(&mut self, at: usize) {
        self.reach(at);
        let (line, parent) = (self.line, self.parent().copied());
        if !self.is_first(at) {
            return;
        }
        let Some(bracket) = self.open.last_mut().filter(|b| b.line.number < line.number) else { return };
        let is_left = line.indent <= bracket.line.indent;
        let is_deep = |b: &Bracket, inner: usize| inner > b.line.indent;
        let is_overdue = match (bracket.inner, parent) {
            (Some(inner), _) => is_left && is_deep(bracket, inner),
            // Its own lines tell nothing yet; those around it may.
            (None, Some(parent)) => {
                is_left && parent.inner.is_some_and(|inner| is_deep(&parent, inner) && line.indent <= inner)
            }
            (None, None) => false,
        };
        if is_overdue {
            self.note_overdue(at, |b, line| b.line.indent >= line.indent && b.line.number < line.number);
        } else if bracket.inner.is_none() {
            bracket.inner = Some(line.indent);
        }
    }

    fn note_overdue(&mut self, at: usize, is_overdue: impl Fn(&Bracket, &Line) -> bool) {
        if self.overdue.is_some() {
            return;
        }
        let Some(bracket) = self.open.last().copied() else { return };
        let all = self.open.iter().rev().take_while(|b| is_overdue(b, &self.line));
        let closers: Vec<String> = all.map(|b| format!("`{}`", b.close)).collect();
        let closers = if closers.is_empty() { format!("`{}`", bracket.close) } else { closers.join(" and ") };
        self.overdue = Some(Overdue { bracket, closers, line: self.line.number, at });
    }

    /// Whether what begins at `at` shows that a bracket before it was not closed.
    pub fn is_overdue_at(&self, at: usize) -> bool {
        self.overdue.as_ref().is_some_and(|overdue| overdue.at == at)
    }

    /// Names the bracket that is probably not closed, where the lines tell it; `why` says what was met, and where.
    pub fn unclosed(&self, why: &str, at: usize) -> Option<Finding> {
        let Overdue { bracket, closers, line, .. } = self.overdue.as_ref()?;
        let finding = Finding::new("M003", bracket.span, format!("this `{}` is not closed", bracket.open));
        let line = line + 1;
        let hint = match self.place(at).0 == line {
            true => format!("line {line} is indented like what comes after it ({why})"),
            false => format!(
                "line {line} is indented like what comes after it; reading broke off in {}: {why}",
                self.words(at)
            ),
        };
        Some(finding.expected(format!("{closers} before line {line}")).hint(hint))
    }

    /// The bracket that was closed too early, as the lines tell it.
    pub fn closed_early(&self) -> Option<String> {
        let (bracket, at) = self.early?;
        let (line, closer) = (self.words(at), bracket.close);
        Some(format!(
            "the `{}` of {} is closed by the `{closer}` in {line}, on a line that lies deeper: one `{closer}` is \
             probably too many there",
            bracket.open,
            self.words(bracket.at)
        ))
    }

    /// Where a bracket stands, in words.
    pub fn place_of(&self, bracket: &Bracket) -> String {
        self.words(bracket.at)
    }

    /// A place in words.
    pub fn words(&self, at: usize) -> String {
        let (line, column) = self.place(at);
        format!("line {line}, column {column}")
    }

    fn place(&self, at: usize) -> (usize, usize) {
        let before = self.text.get(..at).unwrap_or(self.text);
        let from = before.rfind('\n').map_or(0, |i| i + 1);
        (before.matches('\n').count() + 1, before[from..].trim_start_matches('\u{feff}').chars().count() + 1)
    }

    fn is_first(&self, at: usize) -> bool {
        at == self.line.from + self.line.blanks
    }

    /// Finds the line of `at`; looks at every byte once.
    fn reach(&mut self, at: usize) {
        let Some(new) = self.text.as_bytes().get(self.reached..at) else { return };
        let ends = new.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
        let (number, last) = ends.fold((0, None), |(number, _), (i, _)| (number + 1, Some(i)));
        if let Some(last) = last {
            self.line = Line::of(self.text, self.line.number + number, self.reached + last + 1);
        }
        self.reached = at;
    }
}

impl Line {
    fn of(text: &str, number: usize, from: usize) -> Self {
        let rest = text.as_bytes().get(from..).unwrap_or_default();
        let (mut blanks, mut indent) = (0, 0);
        for byte in rest.iter().take_while(|b| matches!(b, b' ' | b'\t')) {
            blanks += 1;
            indent += if *byte == b'\t' { 4 } else { 1 };
        }
        Self { number, from, blanks, indent }
    }
}
