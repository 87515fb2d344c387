//! Writes a tree as text that reads back to the same: a field or entry a line, what is short in one line.

use std::fmt::Write;

use super::tree::{Node, Span, Value};

/// Columns of a line, a note at its end apart.
const WIDTH: usize = 110;

/// What stands in a comment at the end of the line of a value.
pub(crate) trait Notes {
    /// The note on a place; values with different notes do not share a line.
    fn note(&self, span: Span) -> String;
}

/// No notes: lines are filled.
struct NoNotes;

impl Notes for NoNotes {
    fn note(&self, _: Span) -> String {
        String::new()
    }
}

/// The text of a whole scenario.
pub(crate) fn write(tree: &Node) -> String {
    write_noted("", tree, &NoNotes)
}

/// The text of a value, with a note on every line. `name` stands before it, with its colon.
pub(crate) fn write_noted(name: &str, node: &Node, notes: &dyn Notes) -> String {
    let mut writer = Writer { text: String::new(), notes };
    let is_whole = name.is_empty() && matches!(node.value, Value::Fields(_));
    writer.value(name, node, 0, if is_whole { Form::Open } else { Form::Short }, "");
    writer.text
}

/// Whether a value may stand in one line if it is short.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    Short,
    Open,
}

struct Writer<'n> {
    text: String,
    notes: &'n dyn Notes,
}

impl Writer<'_> {
    fn value(&mut self, name: &str, node: &Node, depth: usize, form: Form, end: &str) {
        let (open, close, items) = parts(node);
        let is_short = form == Form::Short && self.note_of_all(node).is_some();
        if items.is_empty() || is_short {
            let line = format!("{name}{}{end}", inline(node));
            if items.is_empty() || depth * 4 + line.chars().count() <= WIDTH {
                let note = self.note_of_all(node).unwrap_or_default();
                return self.line(depth, &line, &note);
            }
        }
        self.line(depth, &format!("{name}{open}"), "");
        for (name, item) in items {
            self.value(&name, item, depth + 1, Form::Short, ",");
        }
        self.line(depth, &format!("{close}{end}"), "");
    }

    fn line(&mut self, depth: usize, line: &str, note: &str) {
        let line = format!("{}{line}", "    ".repeat(depth));
        let _ = match note {
            "" => writeln!(self.text, "{line}"),
            _ => writeln!(self.text, "{line:<80} // {note}"),
        };
    }

    /// The note on all values within, if it is the same.
    fn note_of_all(&self, node: &Node) -> Option<String> {
        let (_, _, items) = parts(node);
        let Some((_, first)) = items.first() else { return Some(self.notes.note(node.span)) };
        let note = self.note_of_all(first)?;
        let others = items.get(1..).unwrap_or_default();
        others.iter().all(|(_, item)| self.note_of_all(item).as_ref() == Some(&note)).then_some(note)
    }
}

/// Brackets of a value and what stands between them, each with its name.
fn parts(node: &Node) -> (String, &'static str, Vec<(String, &Node)>) {
    match &node.value {
        Value::List(items) => ("[".to_owned(), "]", items.iter().map(|item| (String::new(), item)).collect()),
        Value::Tuple(items) => ("(".to_owned(), ")", items.iter().map(|item| (String::new(), item)).collect()),
        Value::Map(entries) => {
            let entries = entries.iter().map(|(key, node)| (format!("{}: ", inline(key)), node));
            ("{".to_owned(), "}", entries.collect())
        }
        Value::Fields(fields) => {
            ("(".to_owned(), ")", fields.iter().map(|f| (format!("{}: ", f.name), &f.node)).collect())
        }
        Value::Variant { name, body: Some(body) } => {
            let (open, close, items) = parts(body);
            (format!("{name}{open}"), close, items)
        }
        _ => (String::new(), "", Vec::new()),
    }
}

/// A value in one line.
pub(crate) fn inline(node: &Node) -> String {
    match &node.value {
        Value::Bool(value) => value.to_string(),
        Value::Number { value, whole: true } => grouped(&value.to_string()),
        Value::Number { value, whole: false } if value.is_infinite() => {
            if *value > 0.0 {
                "inf".to_owned()
            } else {
                "-inf".to_owned()
            }
        }
        Value::Number { value, whole: false } => format!("{value:?}"),
        Value::Text(text) => format!("\"{}\"", escaped(text, '"')),
        Value::Character(c) => format!("'{}'", escaped(&c.to_string(), '\'')),
        Value::Variant { name, body: None } => name.clone(),
        _ => {
            let (open, close, items) = parts(node);
            let items: Vec<String> = items.iter().map(|(name, item)| format!("{name}{}", inline(item))).collect();
            let space = if matches!(node.value, Value::Map(_)) && !items.is_empty() { " " } else { "" };
            format!("{open}{space}{}{space}{close}", items.join(", "))
        }
    }
}

/// Thousands apart.
fn grouped(digits: &str) -> String {
    const SHORT: usize = 4;
    let (sign, digits) = digits.split_at(usize::from(digits.starts_with('-')));
    if digits.len() <= SHORT || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return format!("{sign}{digits}");
    }
    let mut grouped = sign.to_owned();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push('_');
        }
        grouped.push(digit);
    }
    grouped
}

fn escaped(text: &str, quote: char) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            '\t' => escaped.push_str("\\t"),
            '\\' => escaped.push_str("\\\\"),
            c if c == quote => escaped.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(escaped, "\\u{{{:x}}}", u32::from(c));
            }
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::problems::Findings;
    use crate::scenario::ron_reader::parse;

    fn node(text: &str) -> Node {
        let mut findings = Findings::default();
        parse(text, 0, 0, &mut findings).filter(|_| findings.is_empty()).expect("good RON")
    }

    /// The same but for places: written once more it is the same text.
    fn reads_back(text: &str) {
        let written = write(&node(text));
        let again = node(&written);
        assert_eq!(write(&again), written, "{text}");
        assert_eq!(inline(&again), inline(&node(text)), "{text}");
    }

    #[test]
    fn every_kind_of_value_reads_back() {
        for text in [
            "true",
            "-1_000_000",
            "0.1",
            "1e300",
            "1e-9",
            "-0.0",
            "inf",
            "-inf",
            "123456789012345678901234567890",
            "'x'",
            "'\\''",
            r#""plain""#,
            r#""a \"quote\" \\ \n \t \r \0 \x41 \u{1F600} \u{202e}""#,
            "[]",
            "{}",
            "()",
            "(1)",
            "(1, 2)",
            "A",
            "A()",
            "A(1)",
            "A((1, 2))",
            "A([1, 2])",
            "A(x: 1)",
            "A(B(C))",
            r#"(a: {"x": (1, "s", A)}, b: [At("2009Q1"), Any([])])"#,
        ] {
            reads_back(text);
        }
    }

    #[test]
    fn what_is_long_is_broken_and_what_is_short_is_not() {
        let long = format!("(a: [{}], b: (c: 1, d: 2))", "\"a word\", ".repeat(20));
        let written = write(&node(&long));
        assert_eq!(written.lines().count(), 25, "{written}");
        assert!(written.contains("\n    b: (c: 1, d: 2),\n"), "{written}");
    }

    #[test]
    fn whole_numbers_have_their_thousands_apart() {
        let texts = ["0", "9999", "-9999", "10000", "-1234567", "0.5"].map(grouped);
        assert_eq!(texts, ["0", "9999", "-9999", "10_000", "-1_234_567", "0.5"]);
    }
}
