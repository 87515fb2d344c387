//! The first page: what it points to is there, its commands are commands, and its lines can be read.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::cli::output;

fn page(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// What stands between single backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.lines().flat_map(|line| line.split('`').skip(1).step_by(2))
}

#[test]
fn every_file_that_the_pages_point_to_is_there() {
    const FOLDERS: [&str; 8] = ["tests/", "docs/", "benches/", "src/", "scenarios/", "studies/", ".ci/", "fuzz/"];
    let mut seen = 0;
    for name in ["README.md", "ARCHITECTURE.md", "docs/studies.md", "docs/fit.md", "docs/facts.md", "docs/borders.md"] {
        let text = page(name);
        for path in quoted(&text).filter(|word| FOLDERS.iter().any(|folder| word.starts_with(folder))) {
            let path = path.split([' ', ':']).next().unwrap_or_default();
            assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(path).exists(), "{name} points to `{path}`");
            seen += 1;
        }
    }
    assert!(seen > 40, "{seen}");
}

#[test]
fn every_command_of_the_page_is_one() {
    let text = page("README.md");
    let word = |command: &str| command.strip_prefix("marchland ")?.split(' ').next().map(str::to_owned);
    let named: BTreeSet<String> = quoted(&text).filter_map(word).collect();
    assert!(named.len() >= 12, "{named:?}");
    for command in named.iter().filter(|word| !word.starts_with('-')) {
        let help = output(&["help", command]);
        assert!(help.status.success() && !help.stdout.is_empty(), "`marchland {command}`");
    }
    let help = String::from_utf8(output(&["--help"]).stdout).unwrap();
    let (_, commands) = help.split_once("Commands:").unwrap();
    for line in commands.lines().skip(1).take_while(|line| line.starts_with("  ")) {
        let command = line.split_whitespace().next().unwrap();
        assert!(command == "help" || text.contains(command), "the page does not name `marchland {command}`");
    }
}

#[test]
fn no_line_of_the_page_is_too_long_to_read() {
    for (number, line) in page("README.md").lines().enumerate() {
        assert!(line.chars().count() <= 150, "line {}: {line}", number + 1);
    }
}
