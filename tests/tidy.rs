//! The walls between the parts, and the habits of the code, as tests: a rule that no test checks is a wish.

mod habits;
mod stage;
mod walls;

use std::fs;
use std::path::{Path, PathBuf};

/// One file of the repository, with `/` between folders.
struct File {
    path: String,
    text: String,
    /// The text with comments, strings and characters blanked, line by line as long as before.
    code: String,
}

impl File {
    /// The code above the unit tests, which stand last.
    fn own_code(&self) -> &str {
        self.code.split("#[cfg(test)]").next().unwrap_or_default()
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files_under(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.filter_map(|entry| entry.ok().map(|entry| entry.path())) {
        if path.is_dir() { files_under(&path, found) } else { found.push(path) }
    }
}

fn files(folders: &[&str], ending: &str) -> Vec<File> {
    let mut paths = Vec::new();
    folders.iter().for_each(|folder| files_under(&root().join(folder), &mut paths));
    paths.retain(|path| path.to_string_lossy().ends_with(ending));
    paths.sort();
    assert!(!paths.is_empty(), "no file ends with `{ending}` in {folders:?}");
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap_or_default();
        let path = path.strip_prefix(root()).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        File { path, code: blanked(&text), text }
    };
    paths.into_iter().map(read).collect()
}

fn source() -> Vec<File> {
    files(&["src"], ".rs")
}

fn all_rust() -> Vec<File> {
    files(&["src", "tests", "benches"], ".rs")
}

/// Where the lexer of [`blanked`] is.
#[derive(Clone, Copy, PartialEq)]
enum Inside {
    Code,
    Line,
    Block(usize),
    Text,
    /// A raw string, by the number of its hashes.
    Raw(usize),
}

/// Comments and the insides of strings and characters as spaces: what is left is what the compiler runs.
fn blanked(text: &str) -> String {
    let all: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut inside = Inside::Code;
    let mut i = 0;
    while i < all.len() {
        let next = all.get(i + 1).copied().unwrap_or(' ');
        let (now, length) = match (inside, all[i]) {
            (Inside::Code, '/') if next == '/' => (Inside::Line, 2),
            (Inside::Code, '/') if next == '*' => (Inside::Block(1), 2),
            (Inside::Code, '"') => (Inside::Text, 1),
            (Inside::Code, 'r') if raw(&all[i..]).is_some() => {
                let hashes = raw(&all[i..]).unwrap_or(0);
                (Inside::Raw(hashes), hashes + 2)
            }
            (Inside::Code, '\'') if next == '\\' => {
                (Inside::Code, 2 + all[i + 2..].iter().take_while(|c| **c != '\'').count() + 1)
            }
            (Inside::Code, '\'') if all.get(i + 2) == Some(&'\'') => (Inside::Code, 3),
            (Inside::Line, '\n') => (Inside::Code, 1),
            (Inside::Block(1), '*') if next == '/' => (Inside::Code, 2),
            (Inside::Block(n), '*') if next == '/' => (Inside::Block(n - 1), 2),
            (Inside::Block(n), '/') if next == '*' => (Inside::Block(n + 1), 2),
            (Inside::Text, '\\') => (Inside::Text, 2),
            (Inside::Text, '"') => (Inside::Code, 1),
            (Inside::Raw(n), '"') if all[i + 1..].iter().take(n).filter(|c| **c == '#').count() == n => {
                (Inside::Code, n + 1)
            }
            (same, _) => (same, 1),
        };
        let is_kept = inside == Inside::Code && now == Inside::Code && length == 1;
        for c in &all[i..(i + length).min(all.len())] {
            out.push(if is_kept || *c == '\n' { *c } else { ' ' });
        }
        inside = now;
        i += length;
    }
    out
}

/// Hashes of a raw string that begins here, if one does.
fn raw(rest: &[char]) -> Option<usize> {
    let hashes = rest[1..].iter().take_while(|c| **c == '#').count();
    (rest.get(hashes + 1) == Some(&'"')).then_some(hashes)
}

fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty())
}

/// Files and lines of code that hold a piece of text.
fn found(files: &[File], pieces: &[&str], is_allowed: impl Fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for file in files.iter().filter(|file| !is_allowed(&file.path)) {
        for (number, line) in file.code.lines().enumerate() {
            let mut hits = pieces.iter().filter(|piece| line.contains(**piece));
            if let Some(piece) = hits.next() {
                found.push(format!("{}:{}: `{piece}`", file.path, number + 1));
            }
        }
    }
    found
}

fn none(found: &[String], why: &str) {
    assert!(found.is_empty(), "{why}:\n{}", found.join("\n"));
}

#[test]
fn the_lexer_keeps_code_and_blanks_the_rest() {
    let code = blanked("let a = \"x // y\"; // b\nlet c = '\"'; /* d /* e */ f */ let g = r#\"h\"#;");
    let words: Vec<&str> = words(&code).collect();
    assert_eq!(words, ["let", "a", "let", "c", "let", "g"]);
}

/// The text of a function from its head, which begins with this, to its closing brace.
fn function<'a>(code: &'a str, head: &str) -> Option<&'a str> {
    let start = code.find(head)?;
    let open = start + code[start..].find(['{', ';'])?;
    if code[open..].starts_with(';') {
        return None;
    }
    let mut depth = 0_usize;
    for (at, c) in code[open..].char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 1 => return Some(&code[start..=open + at]),
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Every function with a body: its name and its text.
fn functions(code: &str) -> Vec<(String, String)> {
    let mut functions = Vec::new();
    let mut rest = code;
    while let Some(at) = rest.find("fn ") {
        let is_word = !rest[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let name: String = rest[at + 3..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        if is_word
            && !name.is_empty()
            && let Some(text) = function(&rest[at..], "fn ")
        {
            functions.push((name, text.to_owned()));
        }
        rest = &rest[at + 3..];
    }
    functions
}
