//! What is wrong with a file, said so that its author can mend it: code, place, source line, what is expected, a hint.

use std::fmt;

use unicode_width::UnicodeWidthChar;

use super::tree::Span;
use crate::words::counted;

pub use super::codes::{CODES, explanation, title};

/// Whether a file can be used in spite of a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// It cannot.
    Error,
    /// It can, and does something that was probably not meant.
    Warning,
}

impl Severity {
    /// One of them, as a word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// One thing that is wrong, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file, or `--set path=value`.
    pub file: String,
    /// From 1; 0 if the problem lies in no particular line.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// In characters, within the line; at least 1.
    pub length: usize,
    /// The line, or the part of a long line around the place; control characters are replaced.
    pub source_line: String,
    /// Column of the source line's first character: more than 1 only if a long line is cut.
    pub source_from: usize,
    /// Stable: see `CODES`.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// What would be right.
    pub expected: Option<String>,
    /// What to do.
    pub hint: Option<String>,
    /// Whether it lies in a `--set` of the command line and not in a file.
    pub in_override: bool,
}

/// Everything that is wrong with a file, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

impl std::error::Error for Problem {}
impl std::error::Error for Problems {}

impl Problems {
    /// How many there are, in words; no more than are kept are known.
    #[must_use]
    pub fn in_number(&self) -> String {
        let more = if self.0.len() < MOST { "" } else { " or more" };
        format!("{}{more}", counted(self.0.len(), "problem"))
    }
}

impl Problem {
    /// The codes of warnings begin with W.
    #[must_use]
    pub fn severity(&self) -> Severity {
        if self.code.starts_with('W') { Severity::Warning } else { Severity::Error }
    }

    /// Where it is, as editors understand it.
    #[must_use]
    pub fn place(&self) -> String {
        match (self.in_override, self.line) {
            (true, _) => format!("in {}", shown(&self.file)),
            (false, 0) => shown(&self.file),
            _ => format!("{}:{}:{}", shown(&self.file), self.line, self.column),
        }
    }

    /// Blanks and carets that stand under the source line.
    #[must_use]
    pub fn carets(&self) -> String {
        let before = self.column.saturating_sub(self.source_from);
        let mut line = self.source_line.chars();
        let blank: usize = line.by_ref().take(before).map(|c| c.width().unwrap_or(1)).sum();
        let marked: usize = line.take(self.length).map(|c| c.width().unwrap_or(1)).sum();
        format!("{}{}", " ".repeat(blank), "^".repeat(marked.max(1)))
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}[{}]: {}", self.severity().word(), self.code, self.message)?;
        let number = if self.in_override || self.line == 0 { String::new() } else { self.line.to_string() };
        let margin = " ".repeat(number.len());
        writeln!(f, "{margin}--> {}", self.place())?;
        if self.line > 0 {
            writeln!(f, "{margin} |")?;
            writeln!(f, "{number} | {}", self.source_line)?;
            writeln!(f, "{margin} | {}", self.carets())?;
        }
        if let Some(expected) = &self.expected {
            writeln!(f, "{margin} = expected: {expected}")?;
        }
        if let Some(hint) = &self.hint {
            writeln!(f, "{margin} = hint: {hint}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for problem in &self.0 {
            writeln!(f, "{problem}")?;
        }
        writeln!(f, "{}", self.in_number())
    }
}

/// A problem before its place has been looked up in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    pub code: &'static str,
    pub span: Span,
    pub message: String,
    pub expected: Option<String>,
    pub hint: Option<String>,
}

impl Finding {
    pub fn new(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self { code, span, message: message.into(), expected: None, hint: None }
    }

    #[must_use]
    pub fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = Some(expected.into());
        self
    }

    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    #[must_use]
    pub fn hint_if(mut self, hint: Option<String>) -> Self {
        self.hint = hint.or(self.hint);
        self
    }
}

/// Behind a text that stands without quotes.
pub(crate) const NO_QUOTES: &str = "has no quotes";

/// No more problems than this are kept: nobody reads further, and a hostile file must not fill the memory.
const MOST: usize = 200;

/// What has been found so far.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    list: Vec<Finding>,
    left_out: usize,
}

impl Findings {
    /// Keeps it, unless it is known: what is read twice is told once.
    pub fn add(&mut self, finding: Finding) {
        if self.is_full() {
            self.left_out += 1;
        } else if !self.list.contains(&finding) {
            self.list.push(finding);
        }
    }

    /// What is wrong in several rows in the same way, once and with a count: alike is what has the same remedy, whatever
    /// its numbers.
    pub fn told_once(self) -> Vec<Finding> {
        let remedy = |f: &Finding| f.hint.as_ref().map(|hint| hint.replace(|c: char| c.is_ascii_digit(), ""));
        let mut once: Vec<(Finding, usize)> = Vec::new();
        for finding in self.list {
            let is_like =
                |f: &Finding| (f.code, &f.expected, remedy(f)) == (finding.code, &finding.expected, remedy(&finding));
            match once.iter_mut().find(|(first, _)| is_like(first)) {
                Some((_, more)) => *more += 1,
                None => once.push((finding, self.left_out)),
            }
        }
        let counted = |(finding, more): (Finding, usize)| match more {
            0 => finding,
            1 => Finding { message: format!("{}; another row is like this", finding.message), ..finding },
            _ => Finding { message: format!("{}; {more} more rows are like this", finding.message), ..finding },
        };
        once.into_iter().map(counted).collect()
    }

    /// Takes out what was found since there were `before`, if it is so.
    pub fn taken_if(&mut self, before: usize, is_so: impl Fn(&Finding) -> bool) -> Vec<Finding> {
        let rest = self.list.split_off(before.min(self.list.len()));
        let (taken, kept): (Vec<_>, Vec<_>) = rest.into_iter().partition(|f| is_so(f));
        self.list.extend(kept);
        taken
    }

    /// Takes back that a text has no quotes, where a value of another kind is wanted: quotes would be wrong, too.
    pub fn forget_quotes(&mut self, span: Span) {
        self.list.retain(|f| f.span != span || f.code != "M003" || !f.message.ends_with(NO_QUOTES));
    }

    /// An unknown name that stands in several places of a text, once, with the lines of the others.
    pub fn names_once(&mut self, texts: &[Text]) {
        self.list.sort_by_key(|f| (f.span.origin, f.span.start));
        let mut once: Vec<(Finding, Vec<Span>)> = Vec::new();
        for finding in std::mem::take(&mut self.list) {
            let is_like = |f: &Finding| {
                f.code == "M020"
                    && (f.code, &f.message, f.span.origin) == (finding.code, &finding.message, finding.span.origin)
            };
            match once.iter_mut().find(|(first, _)| is_like(first)) {
                Some((_, others)) => others.push(finding.span),
                None => once.push((finding, Vec::new())),
            }
        }
        self.list = once.into_iter().map(|(finding, others)| also_in(finding, &others, texts)).collect();
    }

    /// Whether something that is written within this stretch is wrong; what is missing there is another matter.
    pub fn lie_in(&self, span: Span) -> bool {
        let is_in = |f: &Span| f.origin == span.origin && f.start >= span.start && f.end <= span.end;
        self.list.iter().any(|finding| finding.code != "M011" && is_in(&finding.span))
    }

    /// Whether further findings are only counted: then their hints need not be worked out.
    pub const fn is_full(&self) -> bool {
        self.list.len() >= MOST
    }

    /// Counts one that is not kept.
    pub const fn leave_out(&mut self) {
        self.left_out += 1;
    }

    /// How many were found so far.
    pub const fn number(&self) -> usize {
        self.list.len() + self.left_out
    }

    pub const fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Each that is kept.
    pub fn iter(&self) -> std::slice::Iter<'_, Finding> {
        self.list.iter()
    }

    /// Looks the places up.
    pub fn into_problems(mut self, texts: &[Text]) -> Problems {
        self.list.sort_by_key(|f| (f.span.origin, f.span.start, f.span.end));
        let mut problems: Vec<_> = self.list.into_iter().map(|f| place(f, texts)).collect();
        if self.left_out > 0
            && let Some(last) = problems.last_mut()
        {
            let more = match self.left_out {
                1 => "1 more problem is".to_owned(),
                more => format!("{more} more problems are"),
            };
            last.hint = Some(format!("{more} not shown: mend these first"));
        }
        Problems(problems)
    }
}

/// A text in which spans lie: the scenario file, a `--set`, a catalogue.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    pub name: String,
    pub text: String,
    pub is_override: bool,
}

/// The finding with the lines in which it is found again.
fn also_in(finding: Finding, others: &[Span], texts: &[Text]) -> Finding {
    const SHOWN: usize = 6;
    let Some(text) = texts.get(usize::from(finding.span.origin)).filter(|_| !others.is_empty()) else { return finding };
    let line = |span: &Span| line_and_column(&text.text, span.start as usize).0;
    let own = line(&finding.span);
    let mut lines: Vec<usize> = others.iter().map(line).filter(|line| *line != own).collect();
    lines.dedup();
    let shown: Vec<String> = lines.iter().take(SHOWN).map(ToString::to_string).collect();
    let also = match (lines.len(), lines.len().saturating_sub(SHOWN)) {
        (0, _) => "more than once in this line".to_owned(),
        (1, _) => format!("here and in line {}", shown.join("")),
        (_, 0) => format!("here and in the lines {}", shown.join(", ")),
        (_, more) => format!("here and in the lines {} and {more} more", shown.join(", ")),
    };
    Finding { message: format!("{}, {also}", finding.message), ..finding }
}

/// Line and column of a byte, both from 1, the column in characters.
pub(crate) fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    let before = &text[..floor(text, at)];
    let from = before.rfind('\n').map_or(0, |i| i + 1);
    (before.matches('\n').count() + 1, before[from..].trim_start_matches('\u{feff}').chars().count() + 1)
}

/// A place as editors understand it, for a message whose own place is another.
pub(crate) fn place_in_words(span: Span, texts: &[Text]) -> String {
    let Some(source) = texts.get(usize::from(span.origin)) else { return String::new() };
    let (line, column) = line_and_column(&source.text, span.start as usize);
    format!("{}:{line}:{column}", shown(&source.name))
}

/// Characters of a source line that are shown: long lines are cut around the place.
const SHOWN: usize = 120;

fn place(finding: Finding, texts: &[Text]) -> Problem {
    let Finding { code, span, message, expected, hint } = finding;
    let mut problem = Problem {
        file: String::new(),
        line: 0,
        column: 0,
        length: 1,
        source_line: String::new(),
        source_from: 1,
        code,
        message,
        expected,
        hint,
        in_override: false,
    };
    let Some(source) = texts.get(usize::from(span.origin)) else { return problem };
    problem.file.clone_from(&source.name);
    problem.in_override = source.is_override;
    if source.text.is_empty() {
        return problem;
    }
    let text = source.text.as_str();
    let start = floor(text, span.start as usize);
    let end = floor(text, span.end as usize).max(start);
    let from = text[..start].rfind('\n').map_or(0, |i| i + 1);
    let to = text[start..].find('\n').map_or(text.len(), |i| start + i);
    let line = text[from..to].trim_end_matches('\r').trim_start_matches('\u{feff}');
    let from = to - text[from..to].trim_start_matches('\u{feff}').len();
    problem.line = text[..start].matches('\n').count() + 1;
    let before = text[from.min(start)..start].chars().count();
    problem.column = before + 1;
    problem.length = text[start..end.min(to).max(start)].trim_end().chars().count().max(1);
    let cut = if before > SHOWN * 3 / 4 { before - SHOWN / 2 } else { 0 };
    problem.source_from = cut + 1;
    let is_long = line.chars().nth(cut + SHOWN).is_some();
    let shown = line.chars().skip(cut).take(SHOWN).enumerate();
    let ellipsis = |i: usize| (i == 0 && cut > 0) || (i + 1 == SHOWN && is_long);
    problem.source_line = shown.map(|(i, c)| if ellipsis(i) { '…' } else { plain(c) }).collect();
    problem.length = problem.length.min(SHOWN);
    problem
}

/// The last character boundary that is not behind `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A text that may come from anywhere, without what could write over the terminal.
pub(crate) fn shown(text: &str) -> String {
    text.chars().map(plain).collect()
}

/// Control characters could write over the terminal: tabs become a blank, others a replacement character.
fn plain(c: char) -> char {
    match c {
        '\t' => ' ',
        c if c.is_control() || is_invisible(c) => '\u{fffd}',
        c => c,
    }
}

/// Marks that change the direction of writing or show nothing: a name with one looks like another name.
const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Characters of a name or value out of a file that a message repeats.
const REPEATED: usize = 48;

/// A text out of a file in backticks, cut and without control characters.
pub(crate) fn quoted(text: &str) -> String {
    let mut shown: String = text.chars().take(REPEATED).map(plain).collect();
    if text.chars().nth(REPEATED).is_some() {
        shown.push('…');
    }
    format!("`{shown}`")
}

/// A number as an author would write it: what is far from 1 with its power of ten, where that is shorter.
pub(crate) fn number(value: f64) -> String {
    let (plain, short) = (value.to_string(), format!("{value:e}"));
    let is_far = value.is_finite() && !(1e-4..1e9).contains(&value.abs());
    // No negative nothing.
    if is_far && short.len() < plain.len() { short } else { plain.replacen("-0", "0", usize::from(value == 0.0)) }
}

/// Names longer than this are nobody's slip of the pen.
const LONGEST_NAME: usize = 64;

/// The valid name that was probably meant.
pub(crate) fn nearest<'a>(name: &str, valid: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if name.len() > LONGEST_NAME || name.is_empty() {
        return None;
    }
    let is_short = name.chars().count() < 2;
    let plain = |text: &str| text.to_lowercase().replace(['_', ' '], "-");
    let name = plain(name);
    valid
        .into_iter()
        .take(1000)
        .filter(|candidate| candidate.len() <= LONGEST_NAME)
        .map(|candidate| {
            let candidate_plain = plain(candidate);
            let distance = strsim::damerau_levenshtein(&name, &candidate_plain);
            // The beginning of a name of several words is no slip of the pen, and yet meant.
            let is_begun =
                name.len() >= 4 && candidate_plain.strip_prefix(&name).is_some_and(|rest| rest.starts_with('-'));
            if is_begun {
                return (1, candidate);
            }
            let within = name.len() >= 4 && (candidate_plain.contains(&name) || name.contains(&candidate_plain));
            (if within { distance.min(2) } else { distance }, candidate)
        })
        .filter(|(distance, _)| if is_short { *distance == 0 } else { *distance <= (name.chars().count() / 3).max(1) })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// `did you mean ...?`, if a valid name is near.
pub(crate) fn did_you_mean<'a>(name: &str, valid: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(name, valid).map(|found| format!("did you mean `{found}`?"))
}

/// Names that are not part of the format and of which there may be many: files, features of a map.
pub(crate) fn some_of<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    const SHOWN: usize = 12;
    let names: Vec<&str> = names.into_iter().collect();
    let shown: Vec<String> = names.iter().take(SHOWN).map(|name| quoted(name)).collect();
    match names.len().saturating_sub(SHOWN) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// Whether a name has a character that cannot be seen.
pub(crate) fn holds_hidden(name: &str) -> bool {
    name.chars().any(|c| plain(c) == '\u{fffd}')
}

/// Names that the author has chosen, of which there may be many: those that look most like the one that was written.
pub(crate) fn nearest_of<'a>(name: &str, names: impl IntoIterator<Item = &'a str>) -> String {
    const ALL: usize = 30;
    let names: Vec<&str> = names.into_iter().collect();
    if names.len() > ALL && name.len() <= LONGEST_NAME {
        let alike = |other: &&str| strsim::jaro_winkler(name, other);
        let mut near: Vec<(f64, &str)> = names.iter().take(1000).map(|other| (alike(other), *other)).collect();
        near.sort_by(|one, other| other.0.total_cmp(&one.0));
        let rest = names.iter().skip(1000).copied();
        return some_of(near.into_iter().map(|(_, name)| name).chain(rest));
    }
    if names.len() > ALL { some_of(names) } else { listed(names) }
}

/// Valid names as a sentence, not too long.
pub(crate) fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    const MOST_LISTED: usize = 30;
    let names: Vec<_> = names.into_iter().collect();
    match names.len() {
        0 => "none, for none is defined".to_owned(),
        1..=MOST_LISTED => names.iter().map(|n| quoted(n)).collect::<Vec<_>>().join(", "),
        number => format!("{number} names that `marchland explain` lists"),
    }
}
