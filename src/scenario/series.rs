//! `file: "trade.csv"`: a series from a table of comma-separated values, put into the tree as points that know their places.

use std::collections::{BTreeMap, BTreeSet};

use super::cells::Cell;
use super::decode::Lines;
use super::library::{Document, Wanted, Wants};
use super::problems::{self, Finding, quoted};
use super::reading::{Reading, field};
use super::table::{Row, Table};
use super::tree::{Field, Node, Span, Value};
use super::units::{self, Units};
use crate::model::setup::Grade;

/// Bytes of all series of a scenario together.
const MOST_DATA: usize = 4_000_000;
/// A folder of this name holds figures without a source at hand.
const UNVERIFIED: &str = "unverified";

impl Reading<'_> {
    /// Puts the points of every file into the tree, and their sources beside the others.
    pub fn fill_series(&mut self, tree: &mut Node) {
        let mut keys = Keys::of(tree);
        let Value::Fields(groups) = &mut tree.value else { return };
        for group in groups.iter_mut().filter(|f| matches!(f.name.as_str(), "history" | "drivers")) {
            let Value::Map(entries) = &mut group.node.value else { continue };
            for (key, series) in entries {
                let path = format!("{}.{}", group.name, key.text().unwrap_or_default());
                self.fill(&path, series, &mut keys);
            }
        }
        keys.write(tree);
    }

    fn fill(&mut self, path: &str, series: &mut Node, keys: &mut Keys) {
        let Some((name, place)) = field(series, "file").and_then(|node| Some((node.text()?.to_owned(), node.span)))
        else {
            return;
        };
        if let Some(points) = field(series, "points") {
            let message = format!("{} has both points and a file", quoted(path));
            let later = place.max(points.span);
            let finding = Finding::new("M028", Span { end: later.start + 1, ..later }, message);
            self.cx.findings.add(finding.expected("`points` or `file`").hint("keep one of the two"));
            return;
        }
        let Some(from) = self.places.get(usize::from(place.origin)).cloned() else { return };
        let wanted = Wanted { from: &from, name: &name, kind: Wants::Series };
        let Some(document) = self.find(&wanted, place, "the series") else { return };
        if place.origin == 0 {
            self.own.extend(u16::try_from(self.texts.len()));
        }
        let Some((points, counted)) = self.points(&document, place, keys) else { return };
        self.hold_units(path, series, &counted);
        let Value::Fields(fields) = &mut series.value else { return };
        for field in fields.iter_mut().filter(|f| f.name == "file") {
            field.name = "points".to_owned();
            field.node = points.clone();
        }
    }

    /// A series and its table count the same thing: the number that was written for one is read as the other.
    fn hold_units(&mut self, path: &str, series: &mut Node, counted: &Cell) {
        let table = problems::place_in_words(counted.span, &self.texts);
        let Some(unit) = field(series, "unit") else { return self.add_unit(path, series, counted, &table) };
        let (Some(unit), place) = (unit.text(), unit.span) else { return };
        let found = units::compare(unit, &counted.text);
        if found == Units::Same {
            return;
        }
        let message =
            format!("{} is in {}, but its table says {} ({table})", quoted(path), quoted(unit), quoted(&counted.text));
        let hint = match found {
            Units::Power(power) => by_tens(power, unit, &counted.text, path.starts_with("history.")),
            _ => format!(
                "if both mean the same, write `unit: \"{}\"` here; if not, count the values of the table in {} and say so there",
                counted.text,
                quoted(unit)
            ),
        };
        let finding = Finding::new("M063", place, message).expected("one unit for a series and its table");
        self.cx.findings.add(finding.hint(hint));
    }

    /// The series does not say what it counts, and its table does.
    fn add_unit(&mut self, path: &str, series: &mut Node, counted: &Cell, table: &str) {
        let finding = Finding::new("M011", series.span.opening(), format!("{} lacks the field `unit`", quoted(path)));
        let hint = format!("write `unit: \"{}\"`, as its table has it ({table})", counted.text);
        self.cx.findings.add(finding.expected("`unit: \"..\"`, what its values count").hint(hint));
        let node = Node { span: counted.span, value: Value::Text(counted.text.clone()) };
        if let Value::Fields(fields) = &mut series.value {
            fields.push(Field { name: "unit".to_owned(), span: counted.span, node });
        }
    }

    /// The points of a file and what they count; `None` if something is wrong with it, which has been noted.
    fn points(&mut self, document: &Document, place: Span, keys: &mut Keys) -> Option<(Node, Cell)> {
        self.data_bytes += document.bytes.len();
        if self.data_bytes > MOST_DATA {
            let message = format!("the series of this scenario have {} bytes up to here", self.data_bytes);
            let hint = "keep what the scenario needs: a value a year or a quarter";
            let finding = Finding::new("M001", place, message).expected(format!("at most {MOST_DATA} bytes"));
            self.cx.findings.add(finding.hint(hint));
            return None;
        }
        let origin = self.add(document)?;
        let text = &self.texts.get(usize::from(origin))?.text;
        let table = Table::read(text, origin, &mut self.cx.findings)?;
        let file = document.name.rsplit(['/', '\\']).next().unwrap_or_default();
        self.cx.tables.insert(origin, Lines::of(text, file));
        let is_unverified = document.place.split(['/', '\\']).rev().skip(1).any(|folder| folder == UNVERIFIED);
        let stem = stem(&document.place);
        let points = table.rows.iter().map(|row| {
            let key = keys.key(&stem, row);
            point(row, key, grade(row, is_unverified))
        });
        Some((Node { span: table.span, value: Value::List(points.collect()) }, table.unit))
    }
}

/// What to do where one of the table is ten to a power of the series'.
fn by_tens(power: i32, unit: &str, table: &str, is_compared: bool) -> String {
    let times = format!("1{}", "0".repeat(power.unsigned_abs() as usize));
    let (is, scale, values) = match power > 0 {
        true => (format!("1 of the table is {times} of the series"), "divide", "multiply"),
        false => (format!("1 of the series is {times} of the table"), "multiply", "divide"),
    };
    let scale = match is_compared {
        true => format!(" and, if `model.scale` was chosen for the other, {scale} it by {times}"),
        false => String::new(),
    };
    format!(
        "{is}: write `unit: \"{table}\"` here{scale}; or {values} the values of the table by {times} and write {} there",
        quoted(unit)
    )
}

/// What is derived is a secondary source at best; what has no source is unverified, whatever it says of itself.
fn grade(row: &Row, is_unverified: bool) -> Grade {
    match row.grade {
        _ if is_unverified || row.source.text.eq_ignore_ascii_case(UNVERIFIED) => Grade::U,
        Some(Grade::A) | None if row.is_derived => Grade::B,
        Some(grade) => grade,
        None => Grade::B,
    }
}

fn point(row: &Row, key: String, grade: Grade) -> Node {
    let name = match grade {
        Grade::A => "A",
        Grade::B => "B",
        Grade::C => "C",
        Grade::U => "U",
    };
    let grade = Value::Variant { name: name.to_owned(), body: None };
    let source = Node { span: row.source.span, value: Value::Text(key) };
    let items = vec![row.date.clone(), row.value.clone(), source, Node { span: row.span, value: grade }];
    Node { span: row.span, value: Value::Tuple(items) }
}

/// The name of a file without folder and ending, as part of a key.
fn stem(place: &str) -> String {
    let name = place.rsplit(['/', '\\']).next().unwrap_or(place);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
}

/// The sources of a scenario: citation to key, and those that are new.
struct Keys {
    known: BTreeMap<String, String>,
    /// Keys that the scenario itself uses.
    taken: BTreeSet<String>,
    /// By name of the file: how many were numbered.
    next: BTreeMap<String, usize>,
    new: Vec<(Node, Node)>,
}

impl Keys {
    fn of(tree: &Node) -> Self {
        let mut keys = Self { known: BTreeMap::new(), taken: BTreeSet::new(), next: BTreeMap::new(), new: Vec::new() };
        let Some(Value::Map(entries)) = field(tree, "sources").map(|node| &node.value) else { return keys };
        for (key, citation) in entries {
            if let (Some(key), Some(citation)) = (key.text(), citation.text()) {
                keys.taken.insert(key.to_owned());
                keys.known.entry(citation.to_owned()).or_insert_with(|| key.to_owned());
            }
        }
        keys
    }

    /// The key of a row's source: an earlier one if it was cited in the same words.
    fn key(&mut self, stem: &str, row: &Row) -> String {
        if let Some(key) = self.known.get(&row.source.text) {
            return key.clone();
        }
        let next = self.next.entry(stem.to_owned()).or_insert(0);
        let key = loop {
            *next += 1;
            let key = format!("{stem}-{next}");
            if !self.taken.contains(&key) {
                break key;
            }
        };
        self.known.insert(row.source.text.clone(), key.clone());
        let node = |text: &str| Node { span: row.source.span, value: Value::Text(text.to_owned()) };
        self.new.push((node(&key), node(&row.source.text)));
        key
    }

    fn write(self, tree: &mut Node) {
        if self.new.is_empty() {
            return;
        }
        let span = tree.span.opening();
        let Value::Fields(fields) = &mut tree.value else { return };
        if !fields.iter().any(|f| f.name == "sources") {
            let node = Node { span, value: Value::Map(Vec::new()) };
            fields.push(Field { name: "sources".to_owned(), span, node });
        }
        let sources = fields.iter_mut().find(|f| f.name == "sources").map(|f| &mut f.node.value);
        if let Some(Value::Map(entries)) = sources {
            entries.extend(self.new);
        }
    }
}
