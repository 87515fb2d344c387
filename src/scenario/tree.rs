//! The text as a tree of values that know their places.

use super::problems::{number, quoted};

/// A stretch of one of the texts, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// 0 is the file; others are overrides and catalogues.
    pub origin: u16,
    pub start: u32,
    pub end: u32,
}

impl Span {
    /// Its first character: the bracket that opens a value.
    #[must_use]
    pub const fn opening(self) -> Self {
        Self { end: self.start + 1, ..self }
    }
}

/// A value and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    pub span: Span,
    pub value: Value,
}

/// A field of a struct.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    pub name: String,
    /// Place of the name.
    pub span: Span,
    pub node: Node,
}

/// What can be written.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Bool(bool),
    /// Infinite and NaN are read too, so that they can be refused by name. `whole`: written without point and exponent.
    Number {
        value: f64,
        whole: bool,
    },
    Text(String),
    Character(char),
    List(Vec<Node>),
    Tuple(Vec<Node>),
    Map(Vec<(Node, Node)>),
    /// `(name: value, ..)`, and `()`.
    Fields(Vec<Field>),
    /// `Name`, `Name(..)`.
    Variant {
        name: String,
        body: Option<Box<Node>>,
    },
}

fn values(number: usize) -> String {
    if number == 1 { "one value".to_owned() } else { format!("{number} values") }
}

impl Node {
    /// Whole numbers of a bracket with nothing but a comma between them, as they are written: `1`, `120` and `000` of
    /// `(1,120,000, "x", B)`, which are probably one number.
    #[must_use]
    pub fn number_in_pieces(&self) -> Option<Vec<String>> {
        let Value::Tuple(items) = &self.value else { return None };
        let mut pieces: Vec<String> = Vec::new();
        let mut end = None;
        for item in items {
            let Value::Number { value, whole: true } = item.value else {
                end = None;
                continue;
            };
            let digits = item.span.end.checked_sub(item.span.start)? as usize;
            let is_close = end.is_some_and(|end: u32| end + 1 == item.span.start) && value >= 0.0;
            if !is_close && pieces.len() > 1 {
                break;
            }
            if !is_close {
                pieces.clear();
            }
            pieces.push(if is_close { format!("{value:0>digits$}") } else { value.to_string() });
            end = Some(item.span.end);
        }
        (pieces.len() > 1).then_some(pieces)
    }

    /// What it is, for `got ..`.
    #[must_use]
    pub fn describe(&self) -> String {
        match &self.value {
            Value::Bool(value) => format!("`{value}`"),
            Value::Number { value, .. } => format!("the number `{}`", number(*value)),
            Value::Text(text) => format!("the text {}", quoted(&format!("\"{text}\""))),
            Value::Character(c) => format!("the character {}", quoted(&c.to_string())),
            Value::List(items) => format!("a list `[ .. ]` of {}", values(items.len())),
            Value::Tuple(items) => format!("a bracket `( .. )` of {}", values(items.len())),
            Value::Map(entries) if entries.is_empty() => "the empty map `{}`".to_owned(),
            Value::Map(_) => "a map `{ .. }`".to_owned(),
            Value::Fields(fields) if fields.is_empty() => "the empty bracket `()`".to_owned(),
            Value::Fields(_) => "a bracket with fields, `(name: ..)`".to_owned(),
            Value::Variant { name, body: None } => format!("the name {}", quoted(name)),
            Value::Variant { name, body: Some(_) } => quoted(&format!("{name}(..)")),
        }
    }

    /// The text, if it is one.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        if let Value::Text(text) = &self.value { Some(text) } else { None }
    }

    /// Where to point for the value as a whole: brackets by their first character.
    #[must_use]
    pub const fn head(&self) -> Span {
        match self.value {
            Value::List(_) | Value::Tuple(_) | Value::Map(_) | Value::Fields(_) => self.span.opening(),
            _ => self.span,
        }
    }
}
