//! The author's guide, word for word: every command is run in order, every file written and changed as it says.
//!
//! Three kinds of block count: ```` ```console ```` holds commands after `$ ` and what they print (`...` stands for any
//! lines, `[exit 3]` for an exit code other than 0), ```` ```csv trade.csv ```` is a file to be saved under that name, and
//! ```` ```diff ferry.ron ```` a change to one. A block marked `skip` is shown only: it waits for a person or a window.

use std::fs;
use std::path::Path;
use std::process::Command;

/// A block of the guide with the line of its opening fence.
struct Block<'a> {
    line: usize,
    kind: &'a str,
    /// The rest of the fence: a file name, or `skip`.
    rest: &'a str,
    text: String,
}

fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut is_open = false;
    for (number, line) in text.lines().enumerate() {
        match line.strip_prefix("```") {
            Some("") => is_open = false,
            Some(fence) => {
                let (kind, rest) = fence.split_once(' ').unwrap_or((fence, ""));
                blocks.push(Block { line: number + 1, kind, rest, text: String::new() });
                is_open = true;
            }
            None if is_open => {
                let block = blocks.last_mut().expect("a block is open");
                block.text += line;
                block.text += "\n";
            }
            None => {}
        }
    }
    assert!(!is_open, "the last block of the guide is not closed");
    blocks
}

/// Words as a shell takes them: quotes keep blanks together.
fn words(command: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut quote = None;
    let mut is_within = false;
    for c in command.chars() {
        if c == ' ' && quote.is_none() {
            is_within = false;
            continue;
        }
        if !is_within {
            words.push(String::new());
            is_within = true;
        }
        match (c, quote) {
            ('\'' | '"', None) => quote = Some(c),
            (c, Some(q)) if c == q => quote = None,
            _ => words.last_mut().expect("a word was begun").push(c),
        }
    }
    words
}

/// Whether `printed` is what the guide shows: `...` stands for any lines.
fn is_as_shown(shown: &[&str], printed: &[&str]) -> bool {
    match shown {
        [] => printed.is_empty(),
        ["...", rest @ ..] => (0..=printed.len()).any(|from| is_as_shown(rest, &printed[from..])),
        [line, rest @ ..] => {
            printed.first().is_some_and(|p| p.trim_end() == line.trim_end()) && is_as_shown(rest, &printed[1..])
        }
    }
}

fn run(block: &Block, folder: &Path) {
    let mut lines = block.text.lines().peekable();
    while let Some(line) = lines.next() {
        let Some(command) = line.strip_prefix("$ ") else {
            panic!("docs/guide.md, block in line {}: `{line}` belongs to no command", block.line);
        };
        let mut shown = Vec::new();
        while let Some(line) = lines.next_if(|line| !line.starts_with("$ ")) {
            shown.push(line);
        }
        let code = shown.last().and_then(|line| line.strip_prefix("[exit ")?.strip_suffix(']')?.parse::<i32>().ok());
        if code.is_some() {
            shown.pop();
        }
        let words = words(command);
        assert_eq!(words[0], "marchland", "the guide runs `{command}`");
        let output = Command::new(env!("CARGO_BIN_EXE_marchland"))
            .args(&words[1..])
            .current_dir(folder)
            .env("COLUMNS", "100")
            .env("NO_COLOR", "1")
            .env("XDG_DATA_HOME", folder.join("data"))
            .output()
            .unwrap();
        let printed = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        assert!(
            is_as_shown(&shown, &printed.lines().collect::<Vec<_>>()),
            "docs/guide.md, block in line {}: `{command}` prints\n{printed}\nand not\n{}",
            block.line,
            shown.join("\n")
        );
        assert_eq!(output.status.code(), Some(code.unwrap_or(0)), "exit code of `{command}`, which prints\n{printed}");
    }
}

/// Changes a file as a block of a diff says: the lines it keeps and takes must stand there, together and once.
fn change(block: &Block, folder: &Path) {
    let path = folder.join(block.rest);
    let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("line {}: {}: {e}", block.line, block.rest));
    let side = |other: char| -> String {
        let kept = block.text.lines().filter(|line| !line.starts_with(other));
        kept.map(|line| line.get(1..).unwrap_or_default().to_owned() + "\n").collect()
    };
    let (before, after) = (side('+'), side('-'));
    let found = text.matches(&before).count();
    assert_eq!(
        found, 1,
        "docs/guide.md, block in line {}: {} holds this {found} times:\n{before}",
        block.line, block.rest
    );
    fs::write(path, text.replacen(&before, &after, 1)).unwrap();
}

#[test]
fn the_guide_can_be_followed_word_for_word() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/guide.md");
    let text = fs::read_to_string(path).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut commands = 0;
    for block in blocks(&text) {
        match (block.kind, block.rest) {
            (_, "skip") | ("text" | "ron", "") => {}
            ("console", "") => {
                run(&block, folder.path());
                commands += 1;
            }
            ("diff", _) => change(&block, folder.path()),
            (_, name) if !name.is_empty() => fs::write(folder.path().join(name), &block.text).unwrap(),
            (kind, _) => panic!("docs/guide.md, line {}: a block of `{kind}` is not tested", block.line),
        }
    }
    assert!(commands >= 10, "the guide shows {commands} blocks of commands");
}

#[test]
fn any_lines_may_stand_for_an_ellipsis_and_none_may_be_missing() {
    assert!(is_as_shown(&["a", "...", "d"], &["a", "b", "c", "d"]));
    assert!(is_as_shown(&["..."], &[]));
    assert!(!is_as_shown(&["a", "...", "d"], &["a", "b"]));
    assert!(!is_as_shown(&["a"], &["a", "b"]));
    assert_eq!(words("marchland run 'a b' --x \"\""), ["marchland", "run", "a b", "--x", ""]);
}
