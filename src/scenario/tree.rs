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
    /// What two values of a bracket come to that a decimal comma made out of one, such as `0.41` of `(0,41, "x", B)`.
    #[must_use]
    pub fn decimal_comma(&self) -> Option<String> {
        let Value::Tuple(items) = &self.value else { return None };
        items.windows(2).find_map(|pair| {
            let [first, second] = pair else { return None };
            let (Value::Number { value, whole: true }, Value::Number { value: decimals, whole: true }) =
                (&first.value, &second.value)
            else {
                return None;
            };
            let digits = second.span.end.checked_sub(second.span.start)? as usize;
            let is_close = first.span.end + 1 == second.span.start && *decimals >= 0.0;
            let sign = if value.is_sign_negative() { "-" } else { "" };
            is_close.then(|| format!("{sign}{}.{decimals:0>digits$}", value.abs()))
        })
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
