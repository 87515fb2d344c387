//! What is said where the text stops making sense: what was met, and what the author probably meant to write.

use super::problems::{Finding, quoted};
use super::ron_brackets::Bracket;
use super::ron_reader::{Reader, Stop};
use super::ron_text::is_curly;
use super::tree::{Node, Span, Value};

impl Reader<'_, '_> {
    fn here(&self, message: String, hint: impl Into<String>) -> Stop {
        Box::new(Finding::new("M003", self.scan.token_span(), message).hint(hint))
    }

    /// What is met here, if it shows that a bracket further up is not closed.
    fn unclosed(&self) -> Option<Stop> {
        let why = format!("{} cannot stand there", self.scan.describe());
        self.brackets.unclosed(&why, self.scan.at()).map(Box::new)
    }

    /// The text ends within brackets.
    pub(super) fn never_closed(&self) -> Stop {
        if let Some(stop) = self.brackets.unclosed("the text ends there", self.scan.at()) {
            return Box::new(stop);
        }
        let Some(bracket) = self.brackets.innermost() else {
            return self.here("the text ends before the value".to_owned(), "write the value");
        };
        let finding = Finding::new("M003", bracket.span, format!("this `{}` is never closed", bracket.open));
        let close = bracket.close;
        let hint = match self.is_whole {
            true => {
                format!("write `{close}` where what began here is complete; at the latest as the last line of the file")
            }
            false => format!("write `{close}` at the end of the value"),
        };
        Box::new(finding.expected(format!("`{close}` before the end of the text")).hint(hint))
    }

    /// A closing bracket of another kind than the one that is open.
    pub(super) fn other_bracket(&self, got: char) -> Stop {
        if let Some(stop) = self.unclosed() {
            return stop;
        }
        let Some(bracket) = self.brackets.innermost() else { return self.after_all(got) };
        if bracket.has_names && got == ')' {
            let closed = self.brackets.words(self.scan.at());
            let message = format!("this `{{` has fields in it, and is closed by the `)` in {closed}");
            let finding = Finding::new("M003", bracket.span, message);
            return Box::new(finding.expected("`(`: fields with plain names stand in `( .. )`").hint("write `(` here"));
        }
        let (open, close, place) = (bracket.open, bracket.close, self.brackets.place_of(bracket));
        let message = format!("expected `,` or `{close}` to close the `{open}` of {place}, got `{got}`");
        let hint = match self.brackets.closed_early() {
            Some(early) => early,
            None => {
                format!("write `{close}` before the `{got}`, or in its place; or take it out if it is one too many")
            }
        };
        self.here(message, hint)
    }

    fn after_all(&self, got: char) -> Stop {
        self.here(format!("the `{got}` here closes no bracket"), "take it out, or open a bracket before it")
    }

    /// Something stands behind the value that is the whole text.
    pub(super) fn after_the_end(&self, whole: &Node) -> Stop {
        let message = format!("expected the end of the text, got {}", self.scan.describe());
        let is_group = matches!(whole.value, Value::Fields(_) | Value::Tuple(_) | Value::List(_) | Value::Map(_));
        let hint = match self.scan.peek() {
            _ if !self.is_whole => {
                "give one value alone, such as `0.35`, `\"2009Q4\"` or `(0.35, \"source\", B)`".to_owned()
            }
            Some('(') if is_group && self.brackets.closed_early().is_none() => {
                "a second scenario begins here: each has a file of its own".to_owned()
            }
            Some(')' | ']' | '}' | ',') if is_group => self.brackets.closed_early().unwrap_or_else(|| {
                "the bracket that opens the file is closed already: take this out, or the bracket before it that is one \
                 too many"
                    .to_owned()
            }),
            _ if is_group => self.brackets.closed_early().unwrap_or_else(|| {
                "the bracket that opens the file is closed already: it belongs at the end of the text".to_owned()
            }),
            _ => "the whole file is one pair of round brackets: `( format: 1, .. )`".to_owned(),
        };
        self.here(message, hint)
    }

    /// No value begins here.
    pub(super) fn no_value(&self, wanted: &str) -> Stop {
        let message = format!("expected {wanted}, got {}", self.scan.describe());
        let hint = match self.scan.peek() {
            None => return self.never_closed(),
            Some(c @ (')' | ']' | '}')) => match self.brackets.innermost() {
                // A bracket that the value before it lacks.
                Some(bracket) if bracket.close != c => return self.other_bracket(c),
                Some(_) => "a value is missing before it",
                None => return self.after_all(c),
            },
            Some(',') => "write the value before the comma, or take the comma out: there is one too many",
            Some(':') => "take one colon out, or write a name before it",
            Some('=') => "write `name: value`, with one colon and no `=`",
            Some('<' | '>' | '≥' | '≤' | '~' | '≈') => {
                "write the number alone: `0.5`; a condition is `AtLeast(\"trust\", 0.5)` or `Below(\"trust\", 0.5)`"
            }
            Some('?') => {
                "what is not known yet is estimated, as a bare number, or left out with its name; a note on it is a comment `// ..`"
            }
            Some('&' | '*' | '!' | '@' | '$' | '€' | '£') => {
                "take the sign out: values are numbers, texts in quotes and names"
            }
            _ => {
                "values are numbers, texts in quotes, names such as `Road`, and what stands in `( .. )`, `[ .. ]`, `{ .. }`"
            }
        };
        self.here(message, hint)
    }

    /// No field begins here.
    pub(super) fn no_field(&self) -> Stop {
        let is_text = |c: char| c == '"' || is_curly(c);
        match self.scan.peek() {
            None => return self.never_closed(),
            Some(c @ (')' | ']' | '}')) => return self.other_bracket(c),
            Some(c) if is_text(c) => {
                if let Some(stop) = self.before_an_id() {
                    return stop;
                }
            }
            _ => {}
        }
        let message = format!("expected a field `name: ..`, got {}", self.scan.describe());
        const COMMENTS: [&str; 6] = ["--", "<!--", ";", "%", "/ ", "* "];
        let rest = self.scan.rest();
        let hint = match self.scan.peek() {
            _ if COMMENTS.iter().any(|sign| rest.starts_with(sign)) => {
                "if this is a comment, it begins with `//`: write `// ..`; else write `name: value`"
            }
            Some('"') => "names of fields stand without quotes",
            Some('0'..='9') => "the decimal sign is a point, without a blank: 0.5, not 0, 5",
            Some(',') => "there is one comma too many: take it out",
            Some(':' | '=') => "write the name of the field before it",
            Some('(' | '[' | '{') => "write the name of the field before the bracket: `name: ..`",
            Some('-' | '*') => "fields follow each other without a sign before them: `name: value,`",
            _ => "in these brackets every value has its name: `name: value`",
        };
        self.here(message, hint)
    }

    /// The bracket before an id that is not closed: entries with ids stand in the braces around it.
    fn before_an_id(&self) -> Option<Stop> {
        if let Some(stop) = self.unclosed() {
            return Some(stop);
        }
        let bracket = self.brackets.innermost()?;
        self.brackets.parent().filter(|parent| parent.open == '{')?;
        let place = self.brackets.words(self.scan.at());
        let message = format!("this `{}` is not closed before the next id", bracket.open);
        let finding = Finding::new("M003", bracket.span, message);
        Some(Box::new(finding.expected(format!("`{}` before the text in quotes in {place}", bracket.close))))
    }

    /// Whether what comes next, behind an item without a comma, shows that the bracket is not closed.
    pub(super) fn not_closed_before(&mut self, bracket: &Bracket, named: bool) -> Option<Stop> {
        if self.brackets.is_overdue_at(self.scan.at()) {
            return self.unclosed();
        }
        if !named && self.scan.field_follows() {
            return Some(self.name_among_values(bracket));
        }
        let is_entry = bracket.open == '(' && named && self.scan.peek() == Some('"');
        if is_entry { self.before_an_id() } else { None }
    }

    /// `(1, 2, name: ..)` and `[1, name: ..]`.
    pub(super) fn name_among_values(&mut self, bracket: &Bracket) -> Stop {
        self.brackets.token(self.scan.at());
        if let Some(stop) = self.unclosed() {
            return stop;
        }
        let (name, place) = (self.scan.describe(), self.brackets.words(self.scan.at()));
        let message = format!("this `{}` is not closed before the field {name}", bracket.open);
        let finding = Finding::new("M003", bracket.span, message);
        let expected = format!("`{}` before {name} in {place}", bracket.close);
        let hint = match bracket.open {
            '(' => format!("if {name} belongs within it, every value before needs its name too: `(name: value, ..)`"),
            _ => format!(
                "if {name} belongs within it, put it in brackets of its own: `[({}: ..), ..]`",
                name.replace('`', "")
            ),
        };
        Box::new(finding.expected(expected).hint(hint))
    }

    /// `and`, `or`, `&&` or `||` behind an item, as conditions are joined elsewhere.
    pub(super) fn joined(&self) -> Option<Stop> {
        let rest = self.scan.rest();
        let before = self.scan.at().checked_sub(2).map(|from| self.scan.since(from));
        if rest.starts_with('"') && before == Some("\"\"") {
            let hint = "one pair of quotes is enough: a text in it may run over several lines";
            return Some(self.here("three quotes begin no text".to_owned(), hint));
        }
        let is_sign = |c: char| matches!(c, '&' | '|' | '+' | '*' | '×' | '·' | '^');
        let word: String = rest.chars().take_while(|c| c.is_alphabetic() || is_sign(*c)).collect();
        let hint = match word.to_lowercase().as_str() {
            "and" | "und" | "&" | "&&" => "write a comma: all conditions of a list must hold",
            "or" | "oder" | "|" | "||" => "put both into `Any([.., ..])`, which holds if one of them does",
            "+" | "*" | "×" | "·" | "**" | "^" => {
                "nothing is computed here: write the result itself, or one text in one pair of quotes"
            }
            _ => return None,
        };
        Some(self.here(format!("{} cannot join two values", quoted(&word)), hint))
    }

    /// `[name: ..]`.
    pub(super) fn fields_in(&mut self, bracket: &Bracket) -> Stop {
        self.brackets.token(self.scan.at());
        if let Some(stop) = self.unclosed() {
            return stop;
        }
        let message = format!("this `{}` has fields in it, from {} on", bracket.open, self.scan.describe());
        let finding = Finding::new("M003", bracket.span, message);
        let hint = "write `(` here, and `)` in the place of its `]`; in a list of such things each has brackets of its own, \
                    `[( .. ), ( .. )]`; a condition is `AtLeast(\"trust\", 0.4)` or `Below(\"trust\", 0.4)`";
        Box::new(finding.expected("`(`: fields with plain names stand in `( .. )`").hint(hint))
    }

    /// Whether a text has a colon behind it, as an id has.
    pub(super) fn id_follows(&self, item: &Node) -> Result<bool, Stop> {
        let mut ahead = self.scan;
        ahead.blank()?;
        Ok(matches!(item.value, Value::Text(_)) && ahead.peek() == Some(':'))
    }

    /// `("name": ..)` and `["name": ..]`.
    pub(super) fn id_among_values(&self, item: &Node, bracket: &Bracket, is_first: bool) -> Stop {
        if !is_first && let Some(stop) = self.before_an_id() {
            return stop;
        }
        let kind = if bracket.open == '[' { "square" } else { "round" };
        let message = format!("{} has a colon behind it within {kind} brackets", item.describe());
        let hint = "leave the quotes out if this is a field; write `{` and `}` around the entries if it is an id";
        let expected = "fields with plain names, `( name: value, .. )`, or entries with ids, `{ \"id\": value, .. }`";
        let open = self.brackets.place_of(bracket);
        let finding = Finding::new("M003", item.span, message).expected(expected);
        Box::new(finding.hint(format!("{hint} (the bracket opens in {open})")))
    }

    /// No colon follows the name of a field: noted and read over if a value does.
    pub(super) fn no_colon(&mut self, name: &str) -> Result<(), Stop> {
        let next = self.scan.peek();
        let message = format!("expected `:` after the field name {}, got {}", quoted(name), self.scan.describe());
        match next {
            None => return Err(self.never_closed()),
            Some(c @ (')' | ']' | '}')) if self.brackets.innermost().is_some_and(|b| b.close != c) => {
                return Err(self.other_bracket(c));
            }
            _ => {}
        }
        let hint = match self.scan.is_after_hidden() {
            true => "delete the character before it that cannot be seen: it ends the name".to_owned(),
            false => format!("write `{name}: ..`, or, if it belongs to a text before it, put the whole text in quotes"),
        };
        let stop = self.here(message, hint);
        match next {
            Some('"' | '0'..='9' | '(' | '[' | '{') => {
                self.findings.add(*stop);
                Ok(())
            }
            _ => Err(stop),
        }
    }

    /// The value of a field that is itself an id or a name with a colon behind it: the bracket around such is missing.
    pub(super) fn bracket_missing(&self, name: &str, field: Span, value: &Node) -> Result<Option<Stop>, Stop> {
        let (open, close) = match &value.value {
            Value::Text(_) => ('{', '}'),
            Value::Variant { body: None, .. } => ('(', ')'),
            _ => return Ok(None),
        };
        let mut ahead = self.scan;
        ahead.blank()?;
        if ahead.peek() != Some(':') {
            return Ok(None);
        }
        let is_within = self.scan.line_of(field) == self.scan.line_of(value.span)
            || self.scan.indent_of(field) < self.scan.indent_of(value.span);
        let next = value.describe();
        let finding = match is_within {
            true => Finding::new("M003", field, format!("{} has no bracket around what it holds", quoted(name)))
                .expected(format!("`{open}` before {next}, and `{close}` behind the last of what belongs to it"))
                .hint(format!("write `{name}: {open}`, and `{close},` where it ends")),
            false => Finding::new("M003", field, format!("{} has no value: {next} follows at once", quoted(name)))
                .hint("write the value behind the colon, or leave the field out"),
        };
        Ok(Some(Box::new(finding)))
    }

    /// No colon follows what should be an id.
    pub(super) fn no_entry(&self, key: &Node) -> Stop {
        match self.scan.peek() {
            None => return self.never_closed(),
            Some(c @ (')' | ']')) => return self.other_bracket(c),
            _ => {}
        }
        let hint = match &key.value {
            Value::Text(text) => {
                format!("write {}; a list without values stands in `[ .. ]`", quoted(&format!("\"{text}\": ..")))
            }
            Value::Number { .. } => "the decimal sign is a point, without a blank: 0.5, not 0, 5".to_owned(),
            _ => "each entry has an id in quotes, a colon and its value; fields with plain names stand in `( .. )`"
                .to_owned(),
        };
        let message = format!("expected `:` after {}, got {}", key.describe(), self.scan.describe());
        let finding = Finding::new("M003", self.scan.token_span(), message);
        Box::new(finding.expected("entries `\"id\": value`").hint(hint))
    }
}
