//! The pieces of a page of text: headings, columns, sparklines, gauges, all measured in columns of the terminal.

use anstyle::{AnsiColor, Style};

pub use marchland::model::stage::roman;

/// Emphasis: titles, names, the value that matters.
pub const STRONG: Style = Style::new().bold();
/// What may be overlooked: rules, units, notes.
pub const FAINT: Style = Style::new().dimmed();
/// What reaches its aim.
pub const GOOD: Style = AnsiColor::Green.on_default();
/// What falls short.
pub const SHORT: Style = AnsiColor::Yellow.on_default();

/// What is wrong.
pub const WRONG: Style = AnsiColor::Red.on_default();

/// The colour of a stage, of the colour-blind-safe palette of Okabe and Ito as near as 256 colours come.
pub const fn stage_style(stage: u8) -> Style {
    let colour = match stage {
        1 => 179,
        2 => 74,
        _ => 36,
    };
    Style::new().fg_color(Some(anstyle::Color::Ansi256(anstyle::Ansi256Color(colour))))
}

/// The fill of a stage: each is told from the others without colour.
pub const fn stage_fill(stage: u8) -> char {
    match stage {
        1 => '░',
        2 => '▒',
        _ => '█',
    }
}

/// A text in a style.
pub fn paint(style: Style, text: impl std::fmt::Display) -> String {
    let text = text.to_string();
    if text.is_empty() { text } else { format!("{style}{text}{style:#}") }
}

/// Columns that a text takes on the screen, styles aside.
pub fn columns(text: &str) -> usize {
    let plain = anstream::adapter::strip_str(text).to_string();
    unicode_width::UnicodeWidthStr::width(plain.as_str())
}

/// Fills up with spaces on the right.
pub fn left(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(columns(text))))
}

/// Fills up with spaces on the left.
pub fn right(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(width.saturating_sub(columns(text))))
}

/// Cuts an unstyled text that is too long, and says so with an ellipsis.
pub fn cut(text: &str, width: usize) -> String {
    if columns(text) <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    for c in text.chars() {
        if columns(&kept) + unicode_width::UnicodeWidthChar::width(c).unwrap_or(0) + 1 > width {
            break;
        }
        kept.push(c);
    }
    format!("{}…", kept.trim_end())
}

/// Columns for a list of names, with room before what stands beside them.
pub fn name_width<'a>(names: impl Iterator<Item = &'a str>) -> usize {
    const LEAST: usize = 26;
    const GREATEST: usize = 42;
    names.map(columns).max().unwrap_or(0).saturating_add(1).clamp(LEAST, GREATEST)
}

const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// Means of a series over so many equal spans; a short series is stretched.
pub fn resample(values: &[f64], width: usize) -> Vec<f64> {
    let n = values.len();
    if n == 0 {
        return Vec::new();
    }
    let span = |i: usize| {
        let from = i * n / width;
        let until = ((i + 1) * n / width).max(from + 1);
        &values[from..until]
    };
    (0..width).map(span).map(|part| part.iter().sum::<f64>() / part.len() as f64).collect()
}

/// A chart of block characters between two values.
pub fn sparkline(values: &[f64], width: usize, least: f64, greatest: f64) -> String {
    let spread = greatest - least;
    let block = |x: f64| {
        let share = if spread > 0.0 { ((x - least) / spread).clamp(0.0, 1.0) } else { 0.0 };
        // Rounded to the nearest of eight heights; the lowest stands for nothing too, so that the line is never broken.
        BLOCKS[(share * (BLOCKS.len() - 1) as f64).round() as usize]
    };
    resample(values, width).into_iter().map(block).collect()
}

/// A bar from 0 to `full` with two thresholds: `│` where stage II begins, `║` where stage III does.
pub fn gauge(value: f64, second: f64, third: f64, full: f64, width: usize) -> String {
    let column = |x: f64| ((x / full * width as f64) as usize).min(width - 1);
    let (at, ii, iii) = (column(value.max(0.0)), column(second), column(third));
    let filled = |i: usize| if value > 0.0 && i <= at { '━' } else { '·' };
    let mark = |i: usize| match i {
        _ if i == iii => '║',
        _ if i == ii => '│',
        _ => filled(i),
    };
    // A column is coarse: a mark at the end of the bar lies beyond it if the threshold does.
    let short = |i: usize| (i == iii && value < third) || (i == ii && value < second);
    let style = match value {
        _ if value >= third => stage_style(3),
        _ if value >= second => stage_style(2),
        _ => stage_style(1),
    };
    let reached = (0..width).take_while(|i| value > 0.0 && *i <= at && !(short(*i) && *i == at)).count();
    let bar: String = (0..reached).map(mark).collect();
    let rest: String = (reached..width).map(mark).collect();
    format!("{}{}", paint(style, bar), paint(FAINT, rest))
}

/// The text without the spaces at its end, those within a style that ends there included.
fn without_end(text: &str) -> String {
    const RESET: &str = "\u{1b}[0m";
    let text = text.trim_end();
    text.strip_suffix(RESET).map_or_else(|| text.to_owned(), |styled| format!("{}{RESET}", without_end(styled)))
}

/// A page that is written from top to bottom, `width` columns wide.
pub struct Page {
    pub width: usize,
    text: String,
}

impl Page {
    /// Columns on both sides that stay empty.
    pub const MARGIN: usize = 2;

    /// An empty page.
    pub const fn new(width: usize) -> Self {
        Self { width, text: String::new() }
    }

    /// The width of this terminal, or of the reader that `COLUMNS` describes, or 100.
    pub fn for_reader() -> Self {
        const PIPED: usize = 100;
        // Below, columns no longer fit; above, lines are too long to be read.
        const LIMITS: (usize, usize) = (72, 120);
        let described = std::env::var("COLUMNS").ok().and_then(|c| c.trim().parse().ok());
        let terminal = terminal_size::terminal_size_of(std::io::stdout()).map(|(width, _)| usize::from(width.0));
        Self::new(terminal.or(described).unwrap_or(PIPED).clamp(LIMITS.0, LIMITS.1))
    }

    /// Columns between the margins.
    pub const fn inner(&self) -> usize {
        self.width - 2 * Self::MARGIN
    }

    /// A line within the margins.
    pub fn line(&mut self, text: impl AsRef<str>) {
        let text = without_end(text.as_ref());
        if columns(&text) > 0 {
            self.text.push_str(&" ".repeat(Self::MARGIN));
            self.text.push_str(&text);
        }
        self.text.push('\n');
    }

    /// A line whose marker stands in the left margin.
    pub fn marked(&mut self, marker: char, text: &str) {
        self.text.push_str(&format!("{marker} {}\n", without_end(text)));
    }

    /// An empty line.
    pub fn blank(&mut self) {
        self.text.push('\n');
    }

    /// A heading over a rule that runs to the right margin, with a note at its end.
    pub fn heading(&mut self, title: &str, note: &str) {
        self.blank();
        let note = if note.is_empty() { String::new() } else { format!(" {note}") };
        let rule = self.inner().saturating_sub(columns(title) + columns(&note) + 1);
        self.line(format!("{} {}", paint(STRONG, title), paint(FAINT, format!("{}{note}", "─".repeat(rule)))));
        self.blank();
    }

    /// A paragraph, wrapped, its later lines indented by `hang`.
    pub fn paragraph(&mut self, text: &str, hang: usize) {
        let indent = " ".repeat(hang);
        let options = textwrap::Options::new(self.inner())
            .subsequent_indent(&indent)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        for line in textwrap::wrap(text, options) {
            self.line(line);
        }
    }

    /// A label and a text beside it, wrapped within its own column.
    pub fn entry(&mut self, label: &str, width: usize, text: &str) {
        self.paragraph(&format!("{}{text}", left(label, width)), width);
    }

    /// A command that can be copied: it breaks between its options, with a backslash at the end of each line but the last.
    pub fn command(&mut self, command: &str) {
        let width = self.inner() - 4;
        let mut lines: Vec<String> = vec![String::new()];
        for (i, part) in command.split(" --").enumerate() {
            let part = if i == 0 { part.to_owned() } else { format!(" --{part}") };
            match lines.last_mut() {
                Some(line) if columns(line) + columns(&part) <= width => line.push_str(&part),
                _ => lines.push(format!("   {part}")),
            }
        }
        let last = lines.len() - 1;
        for (i, line) in lines.iter().enumerate() {
            self.line(if i < last { format!("{line} \\") } else { line.clone() });
        }
    }

    /// The whole page.
    pub fn finish(self) -> String {
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> String {
        anstream::adapter::strip_str(text).to_string()
    }

    #[test]
    fn columns_are_counted_without_styles_and_with_wide_characters() {
        assert_eq!(columns(&paint(STRONG, "abc")), 3);
        assert_eq!(columns("黑河"), 4);
        assert_eq!(left(&paint(GOOD, "ab"), 4).len() - paint(GOOD, "ab").len(), 2);
        assert_eq!(right("7", 3), "  7");
    }

    #[test]
    fn a_cut_text_fits_and_ends_in_an_ellipsis() {
        assert_eq!(cut("institutions", 12), "institutions");
        assert_eq!(cut("institutions", 6), "insti…");
        assert_eq!(columns(&cut("黑河黑河", 6)), 5);
    }

    #[test]
    fn a_sparkline_has_its_width_whatever_the_length_of_the_series() {
        for n in [1, 3, 20, 161] {
            let values: Vec<f64> = (0..n).map(f64::from).collect();
            assert_eq!(columns(&sparkline(&values, 20, 0.0, f64::from(n))), 20);
        }
        assert_eq!(sparkline(&[0.0, 0.5, 1.0], 3, 0.0, 1.0), "▁▅█");
        assert_eq!(sparkline(&[3.0, 3.0], 2, 3.0, 3.0), "▁▁");
        assert_eq!(sparkline(&[], 5, 0.0, 1.0), "");
    }

    #[test]
    fn a_gauge_shows_both_thresholds_and_stops_short_of_what_is_not_reached() {
        assert_eq!(plain(&gauge(0.0, 0.4, 0.6, 1.0, 10)), "····│·║···");
        assert_eq!(plain(&gauge(0.5, 0.4, 0.6, 1.0, 10)), "━━━━│━║···");
        assert_eq!(plain(&gauge(9.0, 0.4, 0.6, 1.0, 10)), "━━━━│━║━━━");
        assert_eq!(columns(&gauge(0.39, 0.4, 0.4, 1.0, 12)), 12);
    }

    #[test]
    fn no_line_ends_in_spaces_styled_or_not() {
        let mut page = Page::new(80);
        page.line("a  ");
        page.line(paint(FAINT, "b  "));
        page.line(paint(FAINT, "   "));
        assert_eq!(plain(&page.finish()), "  a\n  b\n\n");
    }

    #[test]
    fn headings_and_paragraphs_keep_within_the_page() {
        let mut page = Page::new(80);
        page.heading("Stages", "a note");
        page.paragraph(&"word ".repeat(60), 4);
        page.entry("label", 10, &"word ".repeat(40));
        let text = page.finish();
        assert!(text.lines().all(|line| columns(line) <= 78), "{text}");
    }
}
