//! A table of comma-separated values: head, rows and the place of every cell.

use super::cells::{self, Cell, Line};
use super::dates::year;
use super::problems::{Finding, Findings, did_you_mean, listed, quoted, some_of};
use super::ron_text::is_minus;
use super::tree::{Node, Span, Value};
use super::units;
use crate::model::date::Quarter;
use crate::model::setup::Grade;
use crate::words::counted;

/// The columns that a series may have, with what each holds.
pub const COLUMN_MEANINGS: [(&str, &str); 7] = [
    ("year", "a year such as `2009`; a table has one of `year`, `quarter` and `date`"),
    ("quarter", "a quarter such as `2009Q4`"),
    ("date", "either of the two"),
    ("value", "a number with a decimal point, such as `1234.5`"),
    (
        "unit",
        "what is counted, the same as the `unit` of the series; `persons (derived: 12650/0.38)` says that it was computed",
    ),
    ("source", "the full citation, in quotes if it has a comma; a quote within them is written twice, `\"\"`"),
    ("grade", "may be left out or empty: then B; what is derived is B at best"),
];
/// Their names.
const COLUMNS: [&str; COLUMN_MEANINGS.len()] = {
    let mut names = [""; COLUMN_MEANINGS.len()];
    let mut i = 0;
    while i < names.len() {
        names[i] = COLUMN_MEANINGS[i].0;
        i += 1;
    }
    names
};
/// One of these says when.
const DATES: [&str; 3] = ["year", "quarter", "date"];
/// These must be there.
const NEEDED: [&str; 3] = ["value", "unit", "source"];
/// The head that is asked for.
const HEAD: &str = "`year,value,unit,source`, or `quarter` or `date` in the place of `year`, and `grade` if wanted";

/// What the columns are called elsewhere, in small letters.
const CALLED: [(&str, &[&str]); 5] = [
    (
        "year",
        &["jahr", "ann\u{e9}e", "annee", "a\u{f1}o", "ano", "anno", "rok", "\u{e5}r", "vuosi", "\u{433}\u{43e}\u{434}"],
    ),
    (
        "quarter",
        &["quartal", "trimestre", "kvartal", "kwarta\u{142}", "\u{43a}\u{432}\u{430}\u{440}\u{442}\u{430}\u{43b}"],
    ),
    ("value", &["wert", "valeur", "valor", "valore", "obs_value", "amount", "number", "figure"]),
    ("unit", &["einheit", "unit\u{e9}", "unite", "unidad", "unit\u{e0}", "measure", "unit_measure"]),
    ("source", &["quelle", "fuente", "fonte", "kilde", "k\u{e4}lla", "reference", "origin"]),
];

/// The column that is called so elsewhere.
fn called(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    if matches!(name.as_str(), "period" | "time" | "time_period" | "datum") {
        return Some("date");
    }
    CALLED.iter().find(|(_, names)| names.contains(&name.as_str())).map(|(column, _)| *column)
}

/// A dated value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    /// A year as number or a quarter as text, as points have it.
    pub date: Node,
    pub value: Node,
    pub source: Cell,
    pub grade: Option<Grade>,
    /// Whether its unit says that it was computed from others.
    pub is_derived: bool,
    /// Of the whole line.
    pub span: Span,
}

/// A series as a table gives it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Table {
    pub rows: Vec<Row>,
    /// What is counted, as the first row says it.
    pub unit: Cell,
    /// Of the head.
    pub span: Span,
}

impl Table {
    /// Reads it, or notes everything that is wrong.
    pub fn read(text: &str, origin: u16, findings: &mut Findings) -> Option<Self> {
        let lines = cells::lines(text, origin, findings)?;
        if lines.is_empty() {
            let finding = Finding::new("M005", cells::place(origin, 0, 0), "there is nothing in the table");
            findings.add(finding.expected(format!("a head, {HEAD}, and a line for each date")));
            return None;
        }
        let (head, body) = lines.split_first()?;
        let columns = Columns::of(head, body, findings)?;
        let mut in_rows = Findings::default();
        let rows: Vec<Option<Row>> = body.iter().map(|line| columns.row(line, &mut in_rows)).collect();
        in_rows.told_once().into_iter().for_each(|finding| findings.add(finding));
        if rows.is_empty() {
            let finding = Finding::new("M032", head.span, "the table has a head and no rows");
            findings.add(finding.hint("write a line for each year or quarter under it"));
            return None;
        }
        let rows = rows.into_iter().collect::<Option<Vec<_>>>()?;
        let unit = columns.cell(body.first()?, "unit")?.clone();
        columns.is_of_one_unit(body, findings).then_some(Self { rows, unit, span: head.span })
    }
}

/// Where each column stands.
struct Columns {
    of: [Option<usize>; COLUMNS.len()],
    number: usize,
}

impl Columns {
    fn of(head: &Line, body: &[Line], findings: &mut Findings) -> Option<Self> {
        let before = findings.number();
        if let Some(separator) = other_separator(head) {
            let name = if separator == ';' { "semicolons" } else { "tabs" };
            let finding = Finding::new("M060", head.span, format!("the columns are separated by {name}"));
            let hint = "save the table as CSV with commas between columns and points in numbers: 1234.5";
            findings.add(finding.expected(HEAD).hint(hint));
            return None;
        }
        if !head.cells.iter().any(|cell| COLUMNS.contains(&cell.text.to_lowercase().as_str())) {
            findings.add(no_head(head, body));
            return None;
        }
        let mut of = [None; COLUMNS.len()];
        let mut is_lower = true;
        let mut filled = vec![false; head.cells.len()];
        for line in body {
            let cells = filled.iter_mut().zip(&line.cells);
            cells.for_each(|(is_filled, cell)| *is_filled |= !cell.text.is_empty());
        }
        for (at, cell) in head.cells.iter().enumerate() {
            let lower = cell.text.to_lowercase();
            is_lower &= lower == cell.text || !COLUMNS.contains(&lower.as_str());
            match COLUMNS.iter().position(|name| *name == lower) {
                Some(column) if of[column].is_some() => {
                    let message = format!("the column {} is given twice", quoted(&cell.text));
                    findings.add(Finding::new("M015", cell.span, message).hint("take one of the two out"));
                }
                Some(column) => of[column] = Some(at),
                // Spreadsheets save the columns that somebody once touched.
                None if cell.text.is_empty() && !filled[at] => {}
                None if cell.text.is_empty() => {
                    let message = format!("the column {} has values and no name", at + 1);
                    let hint = "name it in the first line, or take the column out of the file";
                    findings.add(Finding::new("M060", cell.span, message).expected(HEAD).hint(hint));
                }
                None => {
                    let message = format!("a series has no column {}", quoted(&cell.text));
                    let finding = Finding::new("M010", cell.span, message);
                    let meant = called(&cell.text).map(|column| format!("write `{column}`"));
                    let hint = meant.or_else(|| did_you_mean(&cell.text, COLUMNS));
                    let hint = hint.unwrap_or_else(|| "take the column out of the file".to_owned());
                    findings.add(finding.expected(format!("one of {}", listed(COLUMNS))).hint(hint));
                }
            }
        }
        if findings.number() > before {
            return None;
        }
        if !is_lower {
            let named = head.cells.iter().filter(|cell| !cell.text.is_empty());
            let names: Vec<String> = named.map(|cell| cell.text.to_lowercase()).collect();
            let finding = Finding::new("M060", head.span, "the names of the columns are in capitals");
            findings.add(finding.hint(format!("write `{}`", names.join(","))));
        }
        let number = head.cells.iter().rposition(|cell| !cell.text.is_empty()).map_or(0, |last| last + 1);
        let columns = Self { of, number };
        columns.check(head, body, findings);
        (findings.number() == before).then_some(columns)
    }

    fn check(&self, head: &Line, body: &[Line], findings: &mut Findings) {
        let missing: Vec<&str> = NEEDED.into_iter().filter(|name| self.at(name).is_none()).collect();
        if !missing.is_empty() {
            let message = format!("the table lacks the columns {}", listed(missing));
            findings.add(Finding::new("M011", head.span, message).expected(HEAD));
        }
        let dates: Vec<&str> = DATES.into_iter().filter(|name| self.at(name).is_some()).collect();
        if dates.len() != 1 {
            let message = match dates.is_empty() {
                true => "no column says when".to_owned(),
                false => format!("{} columns say when: {}", dates.len(), listed(dates)),
            };
            findings.add(Finding::new("M011", head.span, message).expected("one of `year`, `quarter` and `date`"));
        }
        let mut in_rows = Findings::default();
        let is_whole = |line: &Line| {
            let (cells, number) = (line.cells.len(), self.number);
            cells >= number && (number..cells).all(|at| is_blank(line, at))
        };
        for line in body.iter().filter(|line| !is_whole(line)) {
            let message =
                format!("this row has {}, and the head has {}", counted(line.cells.len(), "cell"), self.number);
            let is_remark =
                line.cells.len() < self.number && line.cells.first().is_some_and(|cell| is_in_words(&cell.text));
            let is_behind_a_blank = line.cells.iter().any(|cell| cell.text.starts_with('"'));
            let hint = match is_remark {
                _ if is_behind_a_blank => {
                    "take the blank before the quote out: a text in quotes begins right behind the comma"
                }
                true => "take it out if it is a total or a remark: titles, totals and notes have no place in a table",
                false => "a text with a comma in it stands in quotes; decimals have a point, thousands no sign",
            };
            in_rows.add(Finding::new("M060", line.span, message).expected("a cell for each column").hint(hint));
        }
        in_rows.told_once().into_iter().for_each(|finding| findings.add(finding));
    }

    fn at(&self, name: &str) -> Option<usize> {
        COLUMNS.iter().position(|column| *column == name).and_then(|column| self.of[column])
    }

    fn cell<'l>(&self, line: &'l Line, name: &str) -> Option<&'l Cell> {
        line.cells.get(self.at(name)?)
    }

    fn row(&self, line: &Line, findings: &mut Findings) -> Option<Row> {
        let date = DATES.iter().find_map(|name| Some((*name, self.cell(line, name)?)));
        let date = date.and_then(|(name, cell)| date_of(name, cell, findings));
        let value = self.cell(line, "value").and_then(|cell| value_of(cell, findings));
        let unit = self.cell(line, "unit").and_then(|cell| filled(cell, "unit", findings));
        let source = self.cell(line, "source").and_then(|cell| filled(cell, "source", findings));
        let grade = match self.cell(line, "grade").filter(|cell| !cell.text.is_empty()) {
            Some(cell) => Some(grade_of(cell, findings)?),
            None => None,
        };
        let is_derived = unit?.text.to_lowercase().contains(units::DERIVED);
        Some(Row { date: date?, value: value?, source: source?.clone(), grade, is_derived, span: line.span })
    }

    /// One file is one series: what is counted otherwise belongs into a file of its own.
    fn is_of_one_unit(&self, body: &[Line], findings: &mut Findings) -> bool {
        let mut units = body.iter().filter_map(|line| self.cell(line, "unit"));
        let Some(first) = units.next() else { return true };
        let Some(other) = units.find(|cell| units::plain(&cell.text) != units::plain(&first.text)) else { return true };
        let message = format!("the unit is {} here, and {} in the first row", quoted(&other.text), quoted(&first.text));
        let finding = Finding::new("M061", other.span, message).expected("one unit, counted in one way, in all rows");
        let hint = "put what is counted otherwise into a file of its own: series are never spliced silently";
        findings.add(finding.hint(hint));
        false
    }
}

/// Whether a cell is empty or not there.
fn is_blank(line: &Line, at: usize) -> bool {
    line.cells.get(at).is_none_or(|cell| cell.text.is_empty())
}

/// What is told of a first line that names no column.
fn no_head(line: &Line, body: &[Line]) -> Finding {
    /// Titles are not longer than this.
    const TITLE: usize = 10;
    let is_head = |line: &&Line| {
        line.cells.iter().filter(|cell| COLUMNS.contains(&cell.text.to_lowercase().as_str())).count() > 1
    };
    if let Some(head) = body.iter().take(TITLE).find(is_head) {
        let head: Vec<&str> = head.cells.iter().map(|cell| cell.text.as_str()).collect();
        let finding = Finding::new("M060", line.span, "the first line names no column, and one below it does");
        let hint = format!("take out what stands above the line {}", quoted(head.join(",").trim_end_matches(',')));
        return finding.expected(HEAD).hint(hint);
    }
    let filled = line.cells.iter().filter(|cell| !cell.text.is_empty());
    let names: Vec<&str> = filled.map(|cell| cell.text.as_str()).collect();
    let is_head = names.iter().all(|name| is_in_words(name));
    if !is_head {
        let finding = Finding::new("M060", line.span, "the first line names no column that is known");
        return finding.expected(HEAD).hint("write the names of the columns in a line of their own at the top");
    }
    if names.len() == 1 && body.first().is_some_and(|row| row.cells.iter().filter(|c| !c.text.is_empty()).count() > 1) {
        let finding = Finding::new("M060", line.span, "the first line is a title, and no line names the columns");
        return finding.expected(HEAD).hint("write the names of the columns in its place");
    }
    let message =
        format!("the first line names the columns {}, and none of them is known", some_of(names.iter().copied()));
    let meant: Vec<&str> = names.iter().map(|name| called(name).unwrap_or(name)).collect();
    let rest: Vec<&str> = NEEDED.into_iter().filter(|name| !meant.contains(name)).collect();
    let more = match rest.as_slice() {
        [] => String::new(),
        rest => format!(", and add the columns {}", listed(rest.iter().copied())),
    };
    let hint = match meant == names {
        true => "give the columns these names, whatever the language of the table".to_owned(),
        false => format!("write {}{more}", quoted(&meant.join(","))),
    };
    Finding::new("M060", line.span, message).expected(HEAD).hint(hint)
}

/// Whether a cell holds words and no number.
fn is_in_words(text: &str) -> bool {
    text.contains(char::is_alphabetic) && !text.contains(|c: char| c.is_ascii_digit())
}

/// The sign between the columns, if it is no comma.
fn other_separator(head: &Line) -> Option<char> {
    let [only] = head.cells.as_slice() else { return None };
    [';', '\t'].into_iter().find(|separator| only.text.contains(*separator))
}

fn filled<'c>(cell: &'c Cell, name: &str, findings: &mut Findings) -> Option<&'c Cell> {
    if !cell.text.is_empty() {
        return Some(cell);
    }
    let hint = match name {
        "source" => "name the source; values without one go into a file in a folder `unverified`, source `unverified`",
        _ => "write what is counted, such as `persons a day`",
    };
    findings.add(Finding::new("M011", cell.span, format!("this row has no {name}")).hint(hint));
    None
}

fn date_of(column: &str, cell: &Cell, findings: &mut Findings) -> Option<Node> {
    let (text, span) = (cell.text.as_str(), cell.span);
    let year = year(text);
    if let Some(year) = year.filter(|_| column != "quarter") {
        return Some(Node { span, value: Value::Number { value: f64::from(year), whole: true } });
    }
    if column != "year" && text.parse::<Quarter>().is_ok() {
        return Some(Node { span, value: Value::Text(text.to_owned()) });
    }
    let expected = match column {
        "year" => "a year such as 2009",
        "quarter" => "a quarter such as 2009Q4",
        _ => "a year such as 2009 or a quarter such as 2009Q4",
    };
    let compact = text.to_uppercase().replace([' ', '-', '/', '.'], "");
    let quarter = compact.parse::<Quarter>().ok();
    let hint = match (column, quarter) {
        ("year", Some(_)) => Some("name the column `quarter`, or `date` if the table has both".to_owned()),
        (_, Some(quarter)) => Some(format!("write {quarter}")),
        ("quarter", None) if year.is_some() => {
            Some("name the column `year` if the values are those of years".to_owned())
        }
        _ if text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit()) => {
            Some("write all four digits of the year".to_owned())
        }
        _ => None,
    };
    let hint = hint.or_else(|| if column == "quarter" { None } else { year_in(text) });
    let hint =
        hint.or_else(|| is_in_words(text).then(|| "take the row out if it is a total, a mean or a remark".to_owned()));
    let message = format!("{} is no {column}", quoted(text));
    let finding = Finding::new("M018", span, message).expected(expected);
    findings.add(finding.hint(hint.unwrap_or_else(|| "months and days are left out".to_owned())));
    None
}

/// What to write for a year with something behind it, or for a date as spreadsheets count days.
fn year_in(text: &str) -> Option<String> {
    /// The days from 1950 to 2079.
    const DAYS: std::ops::Range<u32> = 18_264..65_746;
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let number = digits.parse::<u32>().ok()?;
    if digits.len() == 5 && DAYS.contains(&number) {
        // Day 367 is the first of 1901, and of four years the last is a leap year.
        let year = 1901 + (4 * (number - 367) + 3) / 1461;
        return Some(format!(
            "it is a day as spreadsheets count them, in {year}: write the year, {year}, and give the column the format of a number"
        ));
    }
    let is_year = digits.len() == 4 && (1000..3000).contains(&number) && !rest.is_empty();
    let next = rest.strip_prefix(['/', '-']).filter(|next| next.parse() == Ok((number + 1) % 100));
    match (is_year, next) {
        (false, _) => None,
        (true, Some(_)) => {
            Some(format!("write one year, {number} or {}: a value is that of a calendar year", number + 1))
        }
        (true, None) => Some(format!("write the year alone, {number}: months, days and notes are left out")),
    }
}

fn value_of(cell: &Cell, findings: &mut Findings) -> Option<Node> {
    let (text, span) = (cell.text.as_str(), cell.span);
    let is_plain = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e' | b'E'));
    if let Some(value) = text.parse::<f64>().ok().filter(|value| is_plain && value.is_finite()) {
        return Some(Node { span, value: Value::Number { value, whole: text.bytes().all(|b| b.is_ascii_digit()) } });
    }
    let message = match text.is_empty() {
        true => "this row has no value".to_owned(),
        false => format!("{} is no number", quoted(text)),
    };
    let hint = match text {
        "" => "take the row out: a series may have gaps",
        _ if text.strip_prefix(is_minus).is_some_and(|rest| rest.parse::<f64>().is_ok()) => {
            "write the minus as `-`, the hyphen of the keyboard"
        }
        _ if is_in_words(text) || matches!(text, "-" | "--" | ".." | "..." | ":" | "." | "\u{2013}" | "\u{2014}") => {
            "take the row out if there is no value: a series may have gaps"
        }
        _ if !text.contains(char::is_alphabetic) && text.contains([',', '\'', ' ', '_', '\u{a0}']) => {
            "the decimal sign is a point, and thousands have no sign between them: 1234.5"
        }
        _ => "write the number alone; what it counts stands in the column `unit`",
    };
    findings.add(Finding::new("M013", span, message).expected("a number such as 1234.5").hint(hint));
    None
}

fn grade_of(cell: &Cell, findings: &mut Findings) -> Option<Grade> {
    let grades = [("A", Grade::A), ("B", Grade::B), ("C", Grade::C), ("U", Grade::U)];
    let found = grades.iter().find(|(name, _)| *name == cell.text).map(|(_, grade)| *grade);
    if found.is_none() {
        let finding = Finding::new("M016", cell.span, format!("{} is no grade", quoted(&cell.text)));
        let hint = "`marchland explain grades` says what each means; an empty cell is B";
        findings.add(finding.expected("one of `A`, `B`, `C`, `U`").hint(hint));
    }
    found
}
