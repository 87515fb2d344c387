//! The stages over the years, with what happened beneath.

use super::super::layout::{FAINT, Page, STRONG, columns, left, paint, roman, stage_fill, stage_style};
use super::super::number::quarters;
use super::Outcome;
use marchland::model::date::Quarter;
use marchland::model::indicator::Variable;
use marchland::run::Happening;

/// Something to be marked in the timeline.
struct Mark {
    at: Quarter,
    kind: &'static str,
    text: String,
}

/// Writes the band of stages, the axis, the marks and what they mean.
pub fn write(page: &mut Page, outcome: &Outcome) {
    page.heading("Stages", "░ I  ▒ II  █ III");
    let stages: Vec<u8> = outcome.played.run.series(Variable::Stage).iter().map(|stage| *stage as u8).collect();
    let start = outcome.scenario.setup.start;
    let width = page.inner();
    page.line(band(&stages, width));
    let axis = Axis { start, quarters: stages.len(), width };
    axis.lines().iter().for_each(|line| page.line(line));
    let marks = marks(outcome);
    if marks.is_empty() {
        return;
    }
    for row in rows(&marks, &axis) {
        page.line(paint(STRONG, row));
    }
    page.blank();
    legend(page, &marks);
}

/// One column for equal spans of time, filled by the stage that held at its end; each stage named where it begins.
fn band(stages: &[u8], width: usize) -> String {
    let of_column = |column: usize| stages[((column + 1) * stages.len() / width).max(1) - 1];
    let mut text = String::new();
    let mut column = 0;
    while column < width {
        let stage = of_column(column);
        let length = (column..width).take_while(|c| of_column(*c) == stage).count();
        let name = format!(" {} ", roman(stage));
        let fill = |n: usize| stage_fill(stage).to_string().repeat(n);
        let span = if length >= columns(&name) + 2 {
            format!("{}{name}{}", fill(1), fill(length - 1 - columns(&name)))
        } else {
            fill(length)
        };
        text.push_str(&paint(stage_style(stage), span));
        column += length;
    }
    text
}

/// A time axis in columns.
pub struct Axis {
    pub start: Quarter,
    /// Points of the series that lies above it.
    pub quarters: usize,
    pub width: usize,
}

impl Axis {
    /// The column of a quarter; none outside the span.
    pub fn column(&self, quarter: Quarter) -> Option<usize> {
        let index = usize::try_from(quarter.since(self.start)).ok()?;
        (index < self.quarters).then(|| (index * self.width / self.quarters).min(self.width - 1))
    }

    /// Years between ticks, so that their labels keep apart.
    fn step(&self) -> i32 {
        const APART: usize = 9;
        let years = self.quarters / 4 + 1;
        let fits = |step: &&i32| years * APART / (**step as usize) <= self.width;
        [1, 2, 5, 10, 20, 50, 100, 200].iter().find(fits).copied().unwrap_or(500)
    }

    /// A rule with ticks, and the years beneath.
    pub fn lines(&self) -> [String; 2] {
        let mut rule = vec!['─'; self.width];
        let mut labels = vec![' '; self.width];
        let step = self.step();
        let last = self.start.plus(self.quarters as i32 - 1).year();
        for year in (self.start.year()..=last).filter(|year| year.rem_euclid(step) == 0) {
            let Some(column) = self.column(Quarter::new(year, 1)) else { continue };
            rule[column] = '┬';
            let label = format!("{year}");
            // The last label stands to the left of its tick where it would run over the edge.
            let from = column.min(self.width.saturating_sub(label.len()));
            if from + label.len() <= self.width {
                labels.splice(from..from + label.len(), label.chars());
            }
        }
        [paint(FAINT, rule.into_iter().collect::<String>()), labels.into_iter().collect()]
    }
}

fn marks(outcome: &Outcome) -> Vec<Mark> {
    let (scenario, run) = (outcome.scenario, &outcome.played.run);
    let (start, end) = (scenario.setup.start, run.land().quarter());
    let events = scenario.events.iter().filter(|event| event.at >= start && event.at <= end);
    let mut marks: Vec<Mark> =
        events.map(|event| Mark { at: event.at, kind: "event", text: event.text.clone() }).collect();
    for (at, happening) in run.happened() {
        let told = happening.told(&scenario.setup);
        let text = match happening {
            Happening::Shock(shock) => format!("{told} ({})", quarters(scenario.setup.shocks[*shock].quarters)),
            // Projects have a section of their own, and a crossing that one opens is marked as such.
            Happening::Project { .. } => continue,
            _ => told,
        };
        marks.push(Mark { at: *at, kind: happening.kind(), text });
    }
    marks.sort_by_key(|mark| mark.at);
    marks
}

/// Letters for the marks, as many as there are.
fn letter(index: usize) -> char {
    const LETTERS: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    LETTERS.chars().nth(index).unwrap_or('*')
}

/// The letters in the columns of their quarters, in as many rows as keep them apart.
fn rows(marks: &[Mark], axis: &Axis) -> Vec<String> {
    let mut rows: Vec<Vec<char>> = Vec::new();
    for (index, mark) in marks.iter().enumerate() {
        let Some(column) = axis.column(mark.at) else { continue };
        let free = rows.iter().position(|row| row[column] == ' ');
        let row = free.unwrap_or_else(|| {
            rows.push(vec![' '; axis.width]);
            rows.len() - 1
        });
        rows[row][column] = letter(index);
    }
    rows.into_iter().map(|row| row.into_iter().collect()).collect()
}

fn legend(page: &mut Page, marks: &[Mark]) {
    const LABEL: usize = 21;
    for (index, mark) in marks.iter().enumerate() {
        let label = format!("{}  {}  {}", paint(STRONG, letter(index)), mark.at, paint(FAINT, mark.kind));
        page.entry(&left(&label, LABEL), LABEL, &mark.text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> String {
        anstream::adapter::strip_str(text).to_string()
    }

    #[test]
    fn a_band_fills_its_width_and_names_long_stages() {
        let stages: Vec<u8> = [vec![1; 40], vec![2; 40]].concat();
        let text = plain(&band(&stages, 40));
        assert_eq!(text.chars().count(), 40);
        assert!(text.starts_with("░ I ░") && text.contains("▒ II ▒"), "{text}");
        assert_eq!(plain(&band(&[1, 2, 3], 3)), "░▒█");
        assert_eq!(plain(&band(&[3], 4)).chars().count(), 4);
    }

    #[test]
    fn marks_in_the_same_quarter_stand_in_rows_of_their_own() {
        let start = Quarter::new(2000, 1);
        let mark = |at| Mark { at, kind: "event", text: String::new() };
        let axis = Axis { start, quarters: 41, width: 60 };
        let rows = rows(&[mark(start), mark(start), mark(start.plus(40))], &axis);
        assert_eq!(rows.len(), 2);
        assert!(rows[0].starts_with('a') && rows[0].trim_end().ends_with('c') && rows[1].starts_with('b'));
    }

    #[test]
    fn an_axis_takes_any_span() {
        for quarters in [1, 2, 9, 161, 4001] {
            let axis = Axis { start: Quarter::new(2005, 3), quarters, width: 76 };
            assert!(axis.lines().iter().all(|line| columns(line) == 76));
            assert_eq!(axis.column(Quarter::new(2005, 2)), None);
        }
    }
}
