//! The cells of a table of comma-separated values, each with its place, and quotes that are not as they should be.

use super::problems::{Finding, Findings, quoted};
use super::tree::Span;

/// A cell and its place.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Cell {
    pub text: String,
    pub span: Span,
}

/// A record: its cells.
pub(crate) struct Line {
    pub cells: Vec<Cell>,
    pub span: Span,
}

pub(crate) fn place(origin: u16, start: usize, end: usize) -> Span {
    let at = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span { origin, start: at(start), end: at(end) }
}

/// The records of the table, the head first; empty lines are passed over. `None` with the reason noted.
pub(crate) fn lines(text: &str, origin: u16, findings: &mut Findings) -> Option<Vec<Line>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut lines = Vec::new();
    let mut in_rows = Findings::default();
    let mut record = csv::StringRecord::new();
    // The text is UTF-8 and in memory, so that no record can fail.
    while reader.read_record(&mut record).is_ok_and(|more| more) {
        let start = record.position().map_or(0, |p| usize::try_from(p.byte()).unwrap_or(usize::MAX));
        let raw = raw_cells(text, start);
        let span = |raw: &Raw| place(origin, raw.from, raw.to.max(raw.from + 1));
        let cell = |(i, text): (usize, &str)| {
            let span = raw.get(i).or(raw.last()).map_or(place(origin, start, start + 1), span);
            Cell { text: text.trim().trim_start_matches('\u{feff}').to_owned(), span }
        };
        let cells: Vec<Cell> = record.iter().enumerate().map(cell).collect();
        let (first, last) = (cells.first()?.span, cells.last()?.span);
        let whole = Span { end: last.end.max(first.start + 1), ..first };
        let is_open = raw.last().is_some_and(|cell| cell.quotes == Quotes::Open);
        if is_open || cells.iter().any(|cell| cell.text.contains('\n')) {
            let message = "a quote that is opened in this row is not closed in its line";
            let hint = "write `\"` at the end of the text; a quote within a text is written twice, `\"\"`";
            findings.add(Finding::new("M060", whole, message).hint(hint));
            return None;
        }
        let inner = raw.iter().filter(|cell| cell.quotes == Quotes::Within);
        inner.for_each(|cell| in_rows.add(within(text, cell, span(cell))));
        if cells.iter().any(|cell| !cell.text.is_empty()) {
            lines.push(Line { span: whole, cells });
        }
    }
    let is_good = in_rows.is_empty();
    in_rows.told_once().into_iter().for_each(|finding| findings.add(finding));
    is_good.then_some(lines)
}

/// How the quotes of a cell stand.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Quotes {
    /// None around it, or a pair.
    Good,
    /// Its text goes on behind the quote that ends it.
    Within,
    /// The table ends before its text does.
    Open,
}

/// Where a cell lies in the text.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Raw {
    from: usize,
    to: usize,
    quotes: Quotes,
}

/// Where the reader of cells is.
#[derive(Clone, Copy, PartialEq)]
enum At {
    Start,
    Plain,
    Quoted,
    /// Behind a quote that ends the text, unless another follows.
    Ended,
}

/// The cells of the record that begins at `start` or after line ends there.
fn raw_cells(text: &str, start: usize) -> Vec<Raw> {
    let bytes = text.as_bytes();
    let skipped = bytes.get(start..).unwrap_or_default().iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
    let mut from = start.min(bytes.len()) + skipped;
    if text.get(from..).is_some_and(|rest| rest.starts_with('\u{feff}')) {
        from += '\u{feff}'.len_utf8();
    }
    let mut cells = Vec::new();
    let (mut at, mut quotes) = (At::Start, Quotes::Good);
    let first = from;
    for to in first..=bytes.len() {
        let byte = bytes.get(to).copied();
        let is_end = at != At::Quoted && matches!(byte, Some(b',' | b'\r' | b'\n'));
        if is_end || byte.is_none() {
            let found = std::mem::replace(&mut quotes, Quotes::Good);
            cells.push(Raw { from, to, quotes: if at == At::Quoted { Quotes::Open } else { found } });
            from = to + 1;
            if byte != Some(b',') {
                break;
            }
            at = At::Start;
            continue;
        }
        at = match (at, byte) {
            (At::Start | At::Ended, Some(b'"')) => At::Quoted,
            (At::Quoted, Some(b'"')) => At::Ended,
            (At::Ended, Some(b' ' | b'\t')) => At::Ended,
            (At::Ended, _) => {
                quotes = Quotes::Within;
                At::Plain
            }
            (At::Start, _) => At::Plain,
            (same, _) => same,
        };
    }
    cells
}

/// What is told of a text in quotes that has quotes within it.
fn within(text: &str, cell: &Raw, span: Span) -> Finding {
    let line = text.get(cell.from..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    let hint = match whole(line) {
        Some(written) => format!("write each quote within it twice: {}", quoted(&written)),
        None => "write each quote within it twice, `\"\"`, and one at its beginning and end".to_owned(),
    };
    Finding::new("M060", span, "a text in quotes has quotes within it").hint(hint)
}

/// The text as it should be written, if its end can be told: a quote before a comma or the end of the line, with an even
/// number of quotes within.
fn whole(line: &str) -> Option<String> {
    const LONGEST: usize = 48;
    let ends = line.match_indices('"').map(|(at, _)| at).skip(1);
    let mut ends = ends.filter(|at| {
        let rest = line[at + 1..].trim_start();
        rest.is_empty() || rest.starts_with(',')
    });
    let inner = line.get(1..ends.next()?)?.replace("\"\"", "\"");
    let is_even = inner.matches('"').count().is_multiple_of(2);
    let written = format!("\"{}\"", inner.replace('"', "\"\""));
    (is_even && written.chars().count() <= LONGEST).then_some(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quotes(text: &str) -> Vec<Quotes> {
        raw_cells(text, 0).iter().map(|cell| cell.quotes).collect()
    }

    #[test]
    fn cells_end_where_the_reader_of_tables_ends_them() {
        for text in [
            "a,\"b, c\",d",
            "a,\"b \"\"c\"\" d\" ,e",
            "a,\"b \"c, d\" e\",f",
            "a,12\" pipe,b",
            "\"a\"b\"c\",d",
            "a, \"b, c\",d",
            "\"\",,\"\"",
            "\"a\" x, \"b\"",
        ] {
            let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
            let number = reader.records().flatten().next().map_or(0, |record| record.len());
            assert_eq!(quotes(text).len(), number, "{text}");
        }
    }

    #[test]
    fn quotes_within_a_text_and_quotes_without_an_end_are_known() {
        use Quotes::{Good, Open, Within};
        assert_eq!(quotes("a,\"b \"\"c\"\" d\" ,12\" pipe"), [Good, Good, Good]);
        assert_eq!(quotes("a,\"Ferry \"the big\" company\",b"), [Good, Within, Good]);
        assert_eq!(quotes("a,\"b"), [Good, Open]);
    }

    #[test]
    fn a_text_is_written_anew_where_its_end_is_plain() {
        let written = Some("\"Ferry \"\"the, big\"\" company\"".to_owned());
        assert_eq!(whole("\"Ferry \"the, big\" company\",B"), written);
        assert_eq!(whole("\"He said \"yes\", then left\""), None);
    }
}
