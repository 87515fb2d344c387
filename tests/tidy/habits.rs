//! Habits of the code: lengths, bare numbers, what is said of every name, and that nothing is left for later.

use marchland::model::indicator::{Nature, Variable};
use marchland::model::parameters::Parameters;

use super::{all_rust, files, found, functions, none};

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

#[test]
fn nothing_is_left_for_later() {
    let pieces =
        [["to", "do!("].concat(), ["unimple", "mented!("].concat(), ["#[ig", "nore"].concat(), ["db", "g!("].concat()];
    let pieces: Vec<&str> = pieces.iter().map(String::as_str).collect();
    none(&found(&all_rust(), &pieces, |_| false), "finish it or take it out");
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
