//! What there is to tell about the scenario's file: its problems, what a reload had to drop, and that the run goes on.

use egui::{Button, Frame, Label, Margin, RichText, ScrollArea, TextWrapMode, Ui};

use super::Ask;
use super::quoted::{quoted, usual};
use super::style::{SMALL, USUAL, faint, headed, named, palette};
use crate::model::date::Quarter;
use crate::run::reload::{Dropped, Resumed};
use crate::scenario::{Problem, Severity};

/// Why the file on disk is not what is being played.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Trouble {
    /// It is.
    #[default]
    None,
    /// It does not check.
    Problems(Vec<Problem>),
    /// It cannot be read: a sentence.
    Cannot(String),
}

/// A line that tells of something that has just happened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Toast {
    /// Empty while there is nothing to tell.
    pub text: String,
    /// Whether it stays until somebody closes it: something went wrong.
    pub stays: bool,
    /// How many came before it: the same words told twice are two.
    pub number: u64,
}

/// What there is to tell about the scenario's file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct News {
    /// The name of the scenario's own file, without its folders; nothing if it is built into the program.
    pub file: Option<String>,
    pub trouble: Trouble,
    /// What the last reload had to drop.
    pub dropped: Vec<Dropped>,
    /// What is probably not meant in the version that is played.
    pub warnings: Vec<Problem>,
    /// The last thing that there was to tell, in a line.
    pub toast: Toast,
    /// Whether it is folded to a line.
    pub is_folded: bool,
}

impl News {
    /// Of a scenario that has just been read from this file, or comes with the program. Warnings alone open no panel: a line says
    /// that there are some.
    #[must_use]
    pub fn of(file: Option<String>) -> Self {
        Self { file, is_folded: true, ..Self::default() }
    }

    /// Tells something that goes by itself after a while.
    pub fn say(&mut self, text: String) {
        self.toast = Toast { text, stays: false, number: self.toast.number + 1 };
    }

    /// Tells something that went wrong: it stays until somebody closes it, or something else is to be told.
    pub fn complain(&mut self, text: String) {
        self.toast = Toast { text, stays: true, number: self.toast.number + 1 };
    }

    /// Nothing is told any more.
    pub fn hush(&mut self) {
        (self.toast.text, self.toast.stays) = (String::new(), false);
    }

    /// What is in play, in a line.
    #[must_use]
    pub fn in_play(&self) -> String {
        match &self.file {
            Some(file) => format!("{file} is read again whenever it is saved."),
            None => "A scenario that comes with the program: there is no file to watch.".to_owned(),
        }
    }

    /// A new version is in play.
    pub fn reloaded(&mut self, resumed: &Resumed) {
        let now = resumed.run.land().quarter();
        self.say(match resumed.orders_dropped() {
            0 => format!("reloaded at {now}; every order is kept"),
            number => format!("reloaded at {now}; {} dropped", counted(number, "order")),
        });
        let dropped = resumed.dropped.clone();
        *self = Self { trouble: Trouble::None, is_folded: dropped.is_empty(), dropped, ..std::mem::take(self) };
    }

    /// The file is as it was when it was last read without problems.
    pub fn mended(&mut self) {
        self.say("read again: nothing has changed".to_owned());
        *self = Self { trouble: Trouble::None, is_folded: true, ..std::mem::take(self) };
    }

    /// The file has trouble, and the run goes on.
    pub fn troubled(&mut self, trouble: Trouble, now: Quarter) {
        let what = match &trouble {
            Trouble::Problems(problems) => counted(problems.len(), "problem"),
            Trouble::Cannot(_) | Trouble::None => "not read".to_owned(),
        };
        self.complain(format!("{what} at {now}; the run goes on"));
        *self = Self { trouble, is_folded: false, dropped: Vec::new(), warnings: Vec::new(), ..std::mem::take(self) };
    }

    /// Points of height in which it can be read: problems are scrolled.
    pub(super) fn height(&self) -> f32 {
        const HEAD: f32 = 54.0;
        const LINE: f32 = 28.0;
        const PROBLEM: f32 = 190.0;
        match &self.trouble {
            _ if self.is_folded => HEAD,
            Trouble::Problems(problems) => HEAD + LINE + PROBLEM * problems.len() as f32,
            Trouble::Cannot(_) => HEAD + 2.0 * LINE,
            Trouble::None => HEAD + LINE * (self.dropped.len() + 1) as f32 + PROBLEM * self.warnings.len() as f32,
        }
    }

    /// Whether there is more to tell than the line at the bottom can.
    #[must_use]
    pub fn is_worth_a_panel(&self) -> bool {
        let is_open = !self.dropped.is_empty() && !self.is_folded;
        self.trouble != Trouble::None || !self.warnings.is_empty() || is_open
    }
}

/// A number and what it counts: `1 order`, `2 orders`.
pub(super) fn counted(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}

/// Everything that there is to tell, with a button that folds it away.
pub fn news_ui(ui: &mut Ui, news: &News, asks: &mut Vec<Ask>) {
    let file = news.file.as_deref().unwrap_or("the scenario");
    let (mark, colour, title) = match &news.trouble {
        Trouble::Problems(problems) => {
            ("✖", palette(ui).wrong, format!("{} in {file}", counted(problems.len(), "problem")))
        }
        Trouble::Cannot(_) => ("✖", palette(ui).wrong, format!("{file} cannot be read")),
        Trouble::None if news.dropped.is_empty() || news.is_folded => {
            ("▲", palette(ui).short, format!("{} in {file}", counted(news.warnings.len(), "warning")))
        }
        Trouble::None => ("▲", palette(ui).short, format!("What no longer fits {file}")),
    };
    ui.horizontal(|ui| {
        ui.label(headed(format!("{mark}  {title}")).color(colour));
        let (text, name) = if news.is_folded { ("Show", "Show what there is to tell") } else { ("Hide", "Hide this") };
        let button = ui.add(Button::new(text));
        named(&button, name);
        if button.clicked() {
            asks.push(Ask::FoldNews(!news.is_folded));
        }
        if news.trouble != Trouble::None {
            ui.add(Label::new("The run goes on with the last version that checked.").truncate());
        }
    });
    if news.is_folded {
        return;
    }
    ui.add_space(SMALL);
    ScrollArea::vertical().id_salt("news").auto_shrink(false).min_scrolled_height(0.0).show(ui, |ui| {
        match &news.trouble {
            Trouble::Problems(problems) => problems_ui(ui, problems),
            Trouble::Cannot(why) => {
                ui.label(usual(ui, why));
            }
            Trouble::None => {
                dropped_ui(ui, &news.dropped);
                problems_ui(ui, &news.warnings);
            }
        }
    });
}

/// Every problem or warning as the reader of files tells it: code, message, place, marked source line, what is expected, a hint.
pub fn problems_ui(ui: &mut Ui, problems: &[Problem]) {
    for problem in problems {
        Frame::NONE.fill(palette(ui).background).corner_radius(4.0).inner_margin(Margin::same(USUAL as i8)).show(
            ui,
            |ui| {
                ui.set_min_width(ui.available_width());
                ui.horizontal_wrapped(|ui| {
                    let colour =
                        if problem.severity() == Severity::Error { palette(ui).wrong } else { palette(ui).short };
                    ui.label(RichText::new(problem.code).strong().color(colour));
                    ui.label(usual(ui, &problem.message));
                });
                ui.label(RichText::new(problem.place()).small().monospace().color(palette(ui).accent));
                if problem.line > 0 {
                    source(ui, problem);
                }
                told(ui, "expected", problem.expected.as_deref());
                told(ui, "hint", problem.hint.as_deref());
            },
        );
        ui.add_space(USUAL);
    }
    if !problems.is_empty() {
        let more = "Mend the file and save it: it is read again at once. `marchland explain CODE` says more.";
        ui.label(quoted(ui, more, |text| faint(text)));
    }
}

/// The source line with the place marked beneath; it is never wrapped, or the marks would stand elsewhere.
fn source(ui: &mut Ui, problem: &Problem) {
    let number = if problem.in_override { String::new() } else { problem.line.to_string() };
    let margin = " ".repeat(number.len());
    let carets = problem.carets();
    ScrollArea::horizontal().id_salt((&problem.file, problem.line, problem.column)).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let line = |ui: &mut Ui, text: String, colour| {
            ui.add(Label::new(RichText::new(text).monospace().color(colour)).wrap_mode(TextWrapMode::Extend));
        };
        line(ui, format!("{number} │ {}", problem.source_line), palette(ui).text);
        line(ui, format!("{margin} │ {carets}"), palette(ui).short);
    });
}

fn told(ui: &mut Ui, what: &str, text: Option<&str>) {
    if let Some(text) = text {
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(format!("{what}:")).color(if what == "hint" {
                palette(ui).good
            } else {
                palette(ui).faint
            }));
            ui.label(usual(ui, text));
        });
    }
}

fn dropped_ui(ui: &mut Ui, dropped: &[Dropped]) {
    for dropped in dropped {
        ui.label(usual(ui, &format!("•  {dropped}")));
    }
    if !dropped.is_empty() {
        ui.label(faint("Everything else was given again in its quarter."));
    }
}
