//! Colours problems and warnings as compilers do; where there is no terminal nothing is left of it.

use anstyle::{AnsiColor, Style};

use marchland::scenario::{Problem, Problems, Severity};

const MARGIN: Style = AnsiColor::Blue.on_default().bold();
const BOLD: Style = Style::new().bold();

/// The colour of errors or of warnings.
pub const fn style(severity: Severity) -> Style {
    match severity {
        Severity::Error => AnsiColor::Red.on_default().bold(),
        Severity::Warning => AnsiColor::Yellow.on_default().bold(),
    }
}

/// All of them, with a blank line after each and their number at the end.
pub fn problems(problems: &Problems) -> String {
    format!("{}{}\n", all(problems), problems.in_number())
}

/// All of them, with a blank line after each.
pub fn all(problems: &Problems) -> String {
    problems.0.iter().map(|problem| problem_text(problem) + "\n").collect()
}

/// The lines of `Problem`'s own text, each coloured by what it is.
fn problem_text(problem: &Problem) -> String {
    let plain = problem.to_string();
    let style = style(problem.severity());
    let mut text = String::new();
    for (number, line) in plain.lines().enumerate() {
        let line = match (number, line.split_once("]: "), line.split_once(" | ")) {
            (0, Some((head, message)), _) => format!("{style}{head}]{style:#}{BOLD}: {message}{BOLD:#}"),
            // Margin, place, source line, carets.
            (4, _, Some((margin, carets))) => format!("{MARGIN}{margin} |{MARGIN:#} {style}{carets}{style:#}"),
            (3, _, Some((margin, source))) => format!("{MARGIN}{margin} |{MARGIN:#} {source}"),
            (1, ..) => line.replacen("-->", &format!("{MARGIN}-->{MARGIN:#}"), 1),
            (2, ..) if problem.line > 0 => format!("{MARGIN}{line}{MARGIN:#}"),
            _ => match line.split_once(" = ") {
                Some((margin, rest)) => match rest.split_once(": ") {
                    Some((what, rest)) => format!("{margin} {MARGIN}={MARGIN:#} {BOLD}{what}:{BOLD:#} {rest}"),
                    None => line.to_owned(),
                },
                None => line.to_owned(),
            },
        };
        text.push_str(&line);
        text.push('\n');
    }
    text
}
