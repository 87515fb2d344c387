//! Asks on the terminal until an answer can be used.

use std::io::{self, BufRead, Write};

use super::super::{Failure, shipped};
use super::{Chosen, NO_MAP, NoMap};

/// The name of a region: one that is `open` has no default for whoever answers.
pub fn named(
    flag: &Option<String>,
    asks: bool,
    question: &str,
    default: String,
    open: bool,
    read: impl Fn(&str) -> Result<String, String>,
) -> Result<String, Failure> {
    match flag {
        None if asks && open => ask(question, None, read),
        _ => asked(flag, asks, question, default, read),
    }
}

/// A flag, or an answer, or the default.
pub fn asked<T: Clone + ToString>(
    flag: &Option<T>,
    asks: bool,
    question: &str,
    default: T,
    read: impl Fn(&str) -> Result<T, String>,
) -> Result<T, Failure> {
    match flag {
        Some(given) => Ok(given.clone()),
        None if asks => ask(question, Some(default), read),
        None => Ok(default),
    }
}

/// An answer as text.
fn line_of(bytes: Vec<u8>) -> Result<String, String> {
    let why = "the terminal sends letters in another encoding than UTF-8: answer in plain letters a-z and mend the text in the \
               file afterwards, or set the terminal to UTF-8";
    String::from_utf8(bytes).map_err(|_| why.to_owned())
}

/// Asks on stderr until the answer can be used; an empty one means the default, where there is one.
pub fn ask<T: Clone + ToString>(
    question: &str,
    default: Option<T>,
    read: impl Fn(&str) -> Result<T, String>,
) -> Result<T, Failure> {
    loop {
        let mut stderr = anstream::stderr();
        let _ = match &default {
            Some(default) => write!(stderr, "{question} [{}]: ", default.to_string()),
            None => write!(stderr, "{question}: "),
        };
        let _ = stderr.flush();
        let mut bytes = Vec::new();
        let length = io::stdin().lock().read_until(b'\n', &mut bytes);
        let length = length.map_err(|error| Failure::Internal(format!("cannot read the answer: {error}")))?;
        if length == 0 {
            return Err(Failure::Usage("the questions were broken off; nothing was written".to_owned()));
        }
        let line = match line_of(bytes) {
            Ok(line) => line,
            Err(why) => {
                let _ = writeln!(stderr, "  {why}");
                continue;
            }
        };
        if let Some(default) = default.as_ref().filter(|_| line.trim().is_empty()) {
            return Ok(default.clone());
        }
        match read(&line) {
            Ok(value) => return Ok(value),
            Err(why) => drop(writeln!(stderr, "  {why}")),
        }
    }
}

/// Asks for a map until there is one that can be used, or none.
pub fn ask_map() -> Result<Option<Chosen>, Failure> {
    let names: Vec<&str> = shipped::MAPS.iter().map(|(name, _)| *name).collect();
    let question = format!("Map ({}, the path of a .geojson file, or {NO_MAP})", names.join(", "));
    loop {
        let name = ask(&question, Some(NO_MAP.to_owned()), |text| Ok(text.trim().to_owned()))?;
        match Chosen::of(&name, "the answer", WITHOUT) {
            Ok(map) => return Ok(map),
            Err(refused) => drop(write!(anstream::stderr(), "{}", again(&refused))),
        }
    }
}

/// How to do without a map.
const WITHOUT: &str = "press Enter for none";

/// What is told of a map before it is asked for again.
fn again(refused: &NoMap) -> String {
    let mut lines = refused.in_short();
    if !lines.iter().any(|line| line.contains(WITHOUT)) {
        lines.push(format!("name another map, or {WITHOUT}"));
    }
    lines.iter().map(|line| format!("  {line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_in_another_encoding_is_told_and_lost_alone() {
        assert_eq!(line_of("Łódź\n".into()), Ok("Łódź\n".to_owned()));
        assert!(line_of(b"M\xfcnchen\n".to_vec()).is_err_and(|why| why.contains("UTF-8")));
    }

    #[test]
    fn a_map_that_cannot_be_had_is_told_in_two_or_three_lines() {
        for (answer, told) in [
            (
                "oresnd",
                "  there is no map `oresnd`\n  did you mean `oresund`?\n  name another map, or press Enter for none\n",
            ),
            ("/nowhere", "  there is no map `/nowhere`\n  without a map of the pair, press Enter for none\n"),
            (
                "no.geojson",
                "  the map `no.geojson` cannot be read: there is no such file\n  a path starts from the folder of the scenario that \
                 names it; see that the file is there\n  name another map, or press Enter for none\n",
            ),
        ] {
            let refused = Chosen::of(answer, "the answer", WITHOUT).err();
            assert_eq!(refused.as_ref().map(again).as_deref(), Some(told), "{answer}");
        }
    }
}
