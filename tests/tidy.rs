//! The walls between the parts, and the habits of the code, as tests: a rule that no test checks is a wish.

use std::fs;
use std::path::{Path, PathBuf};

use marchland::model::indicator::{Nature, Variable};
use marchland::model::parameters::Parameters;
use marchland::model::setup::{Condition, Trigger};
use proptest::prelude::*;

use crate::properties::so_many;
use crate::worlds::{World, worlds};

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

#[test]
fn the_model_knows_no_engine_file_clock_thread_or_hash_map() {
    const BANNED: [&str; 25] = [
        "bevy",
        "egui",
        "serde",
        "ron::",
        "std::fs",
        "std::io",
        "std::net",
        "std::env",
        "std::process",
        "std::time",
        "Instant",
        "SystemTime",
        "HashMap",
        "HashSet",
        "std::thread",
        "rayon",
        "crate::scenario",
        "crate::run",
        "crate::engine",
        "crate::panels",
        "crate::app",
        "crate::cli",
        "crate::study",
        "crate::reference",
        "unsafe",
    ];
    let model: Vec<File> = files(&["src/model"], ".rs");
    none(&found(&model, &BANNED, |_| false), "the model is plain arithmetic over plain vectors");
}

/// Model, scenario, run, then panels and engine, which do not know each other, then app: nothing imports a later one.
#[test]
fn nobody_imports_what_stands_above() {
    const SHOWS: [&str; 4] = ["bevy", "egui", "crate::panels", "crate::app"];
    let below = |more: &[&'static str]| [&SHOWS, more].concat();
    let layers: [(&str, Vec<&str>); 7] = [
        ("src/scenario", below(&["crate::run", "crate::engine", "crate::cli", "crate::study"])),
        ("src/run", below(&["crate::engine", "crate::cli", "crate::study"])),
        ("src/study", below(&["crate::engine", "crate::cli", "Instant"])),
        (
            "src/engine",
            vec![
                "egui",
                "winit",
                "bevy::window",
                "bevy::render",
                "crate::panels",
                "crate::app",
                "crate::cli",
                "std::fs",
            ],
        ),
        (
            "src/panels",
            vec![
                "bevy",
                "crate::engine",
                "crate::app",
                "crate::cli",
                "std::fs",
                "std::io",
                "std::env",
                "std::time",
                "Instant",
            ],
        ),
        ("src/app", vec!["crate::cli", "Instant"]),
        ("src/cli", below(&["marchland::engine"])),
    ];
    for (folder, banned) in layers {
        none(&found(&files(&[folder], ".rs"), &banned, |_| false), &format!("`{folder}` stands below these"));
    }
}

/// `sqrt` is exact everywhere; these are as each platform likes.
#[test]
fn the_model_uses_no_function_of_the_platform() {
    const NAMES: &str = "exp exp2 exp_m1 ln ln_1p log log2 log10 powf powi sin cos tan asin acos atan atan2 sin_cos sinh \
                         cosh tanh asinh acosh atanh cbrt hypot mul_add to_degrees to_radians";
    let mut pieces: Vec<String> = Vec::new();
    for name in NAMES.split_whitespace() {
        pieces.extend([format!(".{name}("), format!("f64::{name}"), format!("f32::{name}")]);
    }
    let pieces: Vec<&str> = pieces.iter().map(String::as_str).collect();
    // `Read as _` and the like do not occur; `libm::exp` and `math::exp` do.
    none(&found(&files(&["src/model"], ".rs"), &pieces, |_| false), "use `math` or `libm`: the same bits everywhere");
}

/// Names by which the stage could be read: only these files of the model may say them.
#[test]
fn the_stage_is_named_where_it_is_read_shown_and_nowhere_else() {
    const NAMES: [&str; 6] = ["Classifier", "classifier", "Diagnosis", "Reading", "stage", "Stage"];
    let may = |path: &str| {
        let file = path.trim_start_matches("src/model/");
        // The table of variables and the descriptions of the equations name it; `mod.rs` is held to its lines below.
        file.starts_with("equations")
            || file.starts_with("references")
            || ["stage.rs", "measure.rs", "indicator.rs", "mod.rs"].contains(&file)
    };
    let model = files(&["src/model"], ".rs");
    for file in model.iter().filter(|file| !may(&file.path)) {
        let named = words(file.own_code()).find(|word| NAMES.contains(word));
        assert_eq!(named, None, "{} names the stage", file.path);
        assert!(!file.own_code().contains("p.stage_"), "{} reads a number of the classifier", file.path);
    }
    let whole = model.iter().find(|file| file.path == "src/model/mod.rs").expect("the model has a root");
    let step = function(&whole.code, "pub fn step<").expect("the model has a step");
    let (before, after) = step.split_once("self.network.step").expect("the organisations come last");
    assert!(words(before).all(|word| !NAMES.contains(&word)), "the stage is read before the quarter is over");
    assert!(after.contains("self.classifier.read"), "the stage is read last");
    for (name, body) in functions(&whole.code) {
        let is_named = words(&body).any(|word| NAMES.contains(&word));
        assert!(!is_named || ["new", "step"].contains(&name.as_str()), "`{name}` in mod.rs reads the stage");
    }
}

/// Every condition that asks for the stage becomes one that never holds.
fn without_stage(condition: &mut Condition) {
    match condition {
        Condition::AtLeast(Variable::Stage, _) | Condition::Below(Variable::Stage, _) => {
            *condition = Condition::Any(Vec::new());
        }
        Condition::Any(list) | Condition::All(list) => list.iter_mut().for_each(without_stage),
        _ => {}
    }
}

proptest! {
    #![proptest_config(so_many(300))]

    /// An equation that read the stage would move with the thresholds, whatever way it came by it.
    #[test]
    fn where_the_stages_begin_moves_nothing_but_the_stage(mut world in worlds(), share in 0.0..=1.0) {
        for shock in &mut world.setup.shocks {
            if let Trigger::When(list) = &mut shock.trigger {
                list.iter_mut().for_each(without_stage);
            }
        }
        let mut other = world.clone();
        other.setup.thresholds.second = [0.01; 7];
        other.setup.thresholds.third = [0.01; 7];
        for entry in Parameters::TABLE.iter().filter(|entry| entry.equation == "stage") {
            *other.setup.parameters.get_mut(entry.id).expect("a name of the table") = entry.min + (entry.max - entry.min) * share;
        }
        let seen = |world: &World| {
            let mut seen = Vec::new();
            world.play(|land| {
                let measured = Variable::ALL.iter().filter(|v| **v != Variable::Stage);
                seen.extend(measured.map(|v| land.measure(*v, &world.setup).to_bits()));
            });
            seen
        };
        prop_assert_eq!(seen(&world), seen(&other));
    }
}

#[test]
fn the_disk_is_touched_in_few_named_files() {
    const NAMED: &str = "src/cli/analyze/folder.rs src/saves.rs src/study/store/ src/app/watch.rs src/cli/load.rs src/cli/replace.rs \
                         src/cli/fit/file.rs src/cli/out.rs src/cli/out/files.rs";
    const TOUCHES: [&str; 6] = ["std::fs", "fs::", "File::", "OpenOptions", "read_to_string(", "std::env::current_dir"];
    let may = |path: &str| NAMED.split_whitespace().any(|named| path.starts_with(named));
    none(&found(&source(), &TOUCHES, may), "only the named files read and write");
}

#[test]
fn features_are_asked_for_in_lib_and_main_only() {
    let may = |path: &str| ["src/lib.rs", "src/main.rs"].contains(&path);
    let asked = |file: &File| file.text.lines().any(|line| line.contains("feature = \"") && line.contains("cfg"));
    let wrong: Vec<String> = source().iter().filter(|f| !may(&f.path) && asked(f)).map(|f| f.path.clone()).collect();
    none(&wrong, "a feature gate stands in `lib.rs` or `main.rs`");
}

#[test]
fn no_file_is_longer_than_500_lines_and_none_lacks_its_sentence() {
    for file in all_rust() {
        let lines = file.text.lines().count();
        assert!(lines <= 500, "{} has {lines} lines", file.path);
        let is_root = file.path == "src/main.rs" || file.path == "src/lib.rs";
        assert!(
            file.text.starts_with("//! ") || is_root && file.text.starts_with("//!"),
            "{} opens without `//!`",
            file.path
        );
    }
}

#[test]
fn no_function_is_longer_than_70_lines() {
    for file in all_rust() {
        for (name, body) in functions(&file.code) {
            let lines = body.lines().count();
            assert!(lines <= 70, "`{name}` in {} has {lines} lines", file.path);
        }
    }
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

#[test]
fn nothing_is_left_for_later() {
    let pieces =
        [["to", "do!("].concat(), ["unimple", "mented!("].concat(), ["#[ig", "nore"].concat(), ["db", "g!("].concat()];
    let pieces: Vec<&str> = pieces.iter().map(String::as_str).collect();
    none(&found(&all_rust(), &pieces, |_| false), "finish it or take it out");
}

#[test]
fn no_path_leads_out_of_the_repository() {
    let outside = [["/wo", "rk/"].concat(), ["/ho", "me/"].concat(), ["/ro", "ot/"].concat(), ["/t", "mp"].concat()];
    let mut all = all_rust();
    for ending in [".ron", ".txt", ".md"] {
        all.extend(files(&["tests", "scenarios", "assets", "benches"], ending));
    }
    for name in ["Cargo.toml", "README.md", "ARCHITECTURE.md", "CHANGELOG.md", "CITATION.cff", ".ci/run"] {
        let text = fs::read_to_string(root().join(name)).unwrap_or_default();
        all.push(File { path: name.into(), code: String::new(), text });
    }
    for file in all {
        let mut tokens = file.text.split_whitespace().filter(|token| !token.contains("://"));
        let hit = tokens.find(|token| outside.iter().any(|piece| token.contains(piece.as_str())));
        assert_eq!(hit, None, "{}", file.path);
        let folder = root().join(&file.path).parent().map(Path::to_path_buf).unwrap_or_default();
        for quoted in file.text.split('"').filter(|quoted| quoted.starts_with("../") && !quoted.contains(' ')) {
            let steps = quoted.matches("../").count();
            let depth = folder.strip_prefix(root()).map_or(0, |inside| inside.components().count());
            assert!(steps <= depth, "{}: `{quoted}`", file.path);
        }
    }
}

/// Equations: numbers live in `parameters.rs`; what may stand beside them is listed with its reason.
#[test]
fn equations_hold_no_bare_number_but_0_1_and_2() {
    const EQUATIONS: [&str; 14] = [
        "barrier",
        "budget",
        "climate",
        "commuting",
        "crossing",
        "growth",
        "learning",
        "lever",
        "mod",
        "population",
        "shock",
        "stage",
        "support",
        "trade",
    ];
    /// A line of code that may hold another number, and why.
    const EXCEPTIONS: [(&str, &str); 8] = [
        ("/ 4.0", "quarters in a year"),
        ("/ 3.0", "the mean of the three parts of symmetry"),
        ("(3.0 / super::organisation::AXES as f64)", "the variance of a uniform number on -1 to 1 is a third"),
        ("65_536.0", "probabilities in sixteen bits"),
        ("65_536_", "probabilities in sixteen bits"),
        ("32767.5", "half the range of sixteen bits"),
        ("word & 0xffff", "the halves of a random word"),
        (".next_multiple_of(8)", "ties are looked at eight at a time"),
    ];
    let mut wrong = Vec::new();
    for name in EQUATIONS {
        let path = format!("src/model/{name}.rs");
        let file =
            files(&["src/model"], ".rs").into_iter().find(|file| file.path == path).expect("a file of equations");
        for (number, line) in file.own_code().lines().enumerate() {
            let is_constant = line.trim_start().starts_with("const ")
                || line.trim_start().starts_with("pub const ") && !line.contains("fn ");
            if is_constant || EXCEPTIONS.iter().any(|(piece, _)| line.contains(piece)) {
                continue;
            }
            // The third stage is a name, not a quantity.
            let bare = bare_numbers(line).filter(|bare| !(name == "stage" && bare == "3"));
            wrong.extend(bare.map(|bare| format!("{path}:{}: {bare}", number + 1)));
        }
    }
    none(&wrong, "give it a name in `parameters.rs`");
}

/// Numbers of a line other than 0, 1 and 2; the length of an array is no number of an equation.
fn bare_numbers(line: &str) -> impl Iterator<Item = String> + '_ {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    let tokens = line.split(move |c: char| !is_part(c)).filter(|token| token.starts_with(|c: char| c.is_ascii_digit()));
    tokens.filter_map(move |token| {
        let is_length = [format!("; {token}]"), format!("[{token}]"), format!("[{token}..")]
            .iter()
            .any(|array| line.contains(array));
        let digits = token.trim_end_matches("_f64").trim_end_matches("_f32").trim_end_matches(".0");
        (!is_length && !["0", "1", "2"].contains(&digits.split("..").next().unwrap_or(digits)))
            .then(|| token.to_owned())
    })
}

#[test]
fn every_variable_and_parameter_has_a_unit_a_sentence_and_an_equation() {
    for variable in Variable::ALL {
        assert!(!variable.unit().is_empty() && !variable.equation().is_empty(), "{}", variable.id());
        assert!(variable.summary().trim_end().ends_with('.'), "{}", variable.id());
        assert!(variable.nature() == Nature::Measure || variable.equation() != "stage", "{}", variable.id());
    }
    for entry in Parameters::TABLE {
        assert!(!entry.unit.is_empty() && !entry.source.is_empty() && !entry.equation.is_empty(), "{}", entry.id);
        assert!(entry.summary.trim_end().ends_with('.'), "{}", entry.id);
    }
}
