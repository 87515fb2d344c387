//! Words that explain themselves: coloured where they stand, told under the pointer, kept open by a click, one in another.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{Align2, Area, Button, Id, Key, Label, Modifiers, Order, Response, RichText, Sense, Ui, Vec2};

use super::Ask;
use super::quoted::{Part, parts};
use super::style::{LARGE, SMALL, card, faint, headed, named, palette, scale};
use super::view::{View, ViewAsk};
use crate::model::indicator::Variable;
use crate::reference::{Group, Topic, topics};

/// Widest that an explanation gets, at 100 %.
const WIDEST: f32 = 360.0;
/// How deep explanations nest under the pointer; those that are kept open go on as deep as anybody likes.
const DEEPEST: usize = 3;

/// Everything that can be explained.
#[derive(Debug)]
pub struct Concepts {
    topics: Vec<Topic>,
    /// By id, and by `group:id`. Of several with one id the group that people meet first.
    places: BTreeMap<String, usize>,
}

impl Concepts {
    /// Those of the reference, made once a window.
    #[must_use]
    pub fn of(ui: &Ui) -> Arc<Self> {
        let made = || {
            let topics = topics();
            let mut places = BTreeMap::new();
            for (place, topic) in topics.iter().enumerate().filter(|(_, topic)| is_met(topic.group)) {
                places.insert(format!("{}:{}", topic.group.word(), topic.id), place);
                places.entry(topic.id.clone()).or_insert(place);
            }
            Arc::new(Self { topics, places })
        };
        ui.data_mut(|data| data.get_temp_mut_or_insert_with(Id::new("concepts"), made).clone())
    }

    /// What is known of an id, or of `group:id`.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Topic> {
        self.places.get(key).map(|place| &self.topics[*place])
    }

    /// Whether a word of a text is a concept of its own.
    fn is_word(&self, word: &str) -> bool {
        self.get(word).is_some_and(|topic| match topic.group {
            Group::Indicator | Group::Variable | Group::Diagnosis => true,
            Group::Equation => word.starts_with(char::is_uppercase),
            _ => false,
        })
    }
}

/// Groups whose names people meet in play.
const fn is_met(group: Group) -> bool {
    !matches!(group, Group::Page | Group::Field | Group::Code | Group::Reference)
}

/// Explains, and knows through which concepts somebody came.
#[derive(Clone, Debug)]
pub struct Tips {
    concepts: Arc<Concepts>,
    trail: Vec<String>,
}

impl Tips {
    /// At the start of a way.
    #[must_use]
    pub fn of(ui: &Ui) -> Self {
        Self { concepts: Concepts::of(ui), trail: Vec::new() }
    }

    /// What is known of an id, or of `group:id`.
    #[must_use]
    pub fn topic(&self, key: &str) -> Option<&Topic> {
        self.concepts.get(key)
    }

    fn within(&self, key: &str) -> Self {
        let trail = self.trail.iter().cloned().chain([key.to_owned()]).collect();
        Self { concepts: Arc::clone(&self.concepts), trail }
    }

    /// A word that explains itself; a click keeps the explanation open. What is not known is a word like any other.
    pub fn concept(&self, ui: &mut Ui, text: impl Into<String>, key: &str, asks: &mut Vec<Ask>) -> Response {
        self.word(ui, RichText::new(text), key, Sense::click(), asks)
    }

    fn word(&self, ui: &mut Ui, text: RichText, key: &str, sense: Sense, asks: &mut Vec<Ask>) -> Response {
        let Some(topic) = self.concepts.get(key) else { return ui.label(text) };
        let text = text.color(palette(ui).concept).underline();
        let shown = ui.add(Label::new(text).sense(sense));
        if shown.clicked() {
            asks.push(ViewAsk::Lock(self.within(key).trail).into());
        }
        if self.trail.len() >= DEEPEST {
            return shown;
        }
        shown.on_hover_ui(|ui| {
            ui.set_max_width(WIDEST * scale(ui));
            self.within(key).explained(ui, topic, asks);
            ui.label(faint("A click keeps this open."));
        })
    }

    /// A text in which every concept explains itself.
    pub fn told(&self, ui: &mut Ui, text: &str, asks: &mut Vec<Ask>) {
        self.told_in(ui, text, |text| text, asks);
    }

    /// The same, read second.
    pub fn told_faintly(&self, ui: &mut Ui, text: &str, asks: &mut Vec<Ask>) {
        self.told_in(ui, text, |text| text.small().weak(), asks);
    }

    fn told_in(&self, ui: &mut Ui, text: &str, dressed: fn(RichText) -> RichText, asks: &mut Vec<Ask>) {
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = 0.0;
                for piece in self.pieces(line) {
                    match piece {
                        Piece::Plain(text) => {
                            ui.label(dressed(RichText::new(text)));
                        }
                        Piece::Name(name) => {
                            ui.label(dressed(RichText::new(name)).strong().color(palette(ui).concept));
                        }
                        // Not on the way of the tab key: there would be a stop at every other word.
                        Piece::Concept(word) => {
                            self.word(ui, dressed(RichText::new(&word)), &word, Sense::CLICK, asks);
                        }
                    }
                }
            });
        }
    }

    fn pieces(&self, line: &str) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for part in parts(line) {
            match part {
                Part::Plain(text) => self.words(text, &mut pieces),
                Part::Name(name) if self.concepts.is_word(name) && !self.has_come_by(name) => {
                    pieces.push(Piece::Concept(name.to_owned()));
                }
                Part::Name(name) => pieces.push(Piece::Name(name.to_owned())),
            }
        }
        pieces
    }

    fn has_come_by(&self, word: &str) -> bool {
        self.trail.iter().any(|gone| gone == word)
    }

    /// The words of a text without backquotes, those that are concepts by themselves.
    fn words(&self, text: &str, pieces: &mut Vec<Piece>) {
        let mut plain = String::new();
        for token in text.split_inclusive(' ') {
            let word = token.trim_matches(|c: char| !c.is_alphanumeric() && c != '_');
            if word.is_empty() || !self.concepts.is_word(word) || self.has_come_by(word) {
                plain.push_str(token);
                continue;
            }
            let (before, after) = token.split_once(word).unwrap_or_default();
            plain.push_str(before);
            if !plain.is_empty() {
                pieces.push(Piece::Plain(std::mem::take(&mut plain)));
            }
            pieces.push(Piece::Concept(word.to_owned()));
            plain.push_str(after);
        }
        if !plain.is_empty() {
            pieces.push(Piece::Plain(plain));
        }
    }

    fn explained(&self, ui: &mut Ui, topic: &Topic, asks: &mut Vec<Ask>) {
        ui.horizontal_wrapped(|ui| {
            ui.label(headed(topic.title.as_str()));
            ui.label(faint(topic.group.word()));
        });
        self.told(ui, &topic.text, asks);
        for (label, value) in [("Unit", &topic.unit), ("Range", &topic.range), ("Default", &topic.default)] {
            if let Some(value) = value {
                ui.label(faint(format!("{label}: {value}")));
            }
        }
        if let Some(formula) = &topic.formula {
            ui.label(RichText::new(formula).monospace().color(palette(ui).faint));
        }
        for (label, value) in
            [("Held against it", &topic.criticism), ("Source", &topic.source), ("Grade", &topic.grade)]
        {
            if let Some(value) = value {
                self.told_faintly(ui, &format!("{label}: {value}"), asks);
            }
        }
    }
}

enum Piece {
    Plain(String),
    /// What stands between backquotes, where it is no concept.
    Name(String),
    Concept(String),
}

/// The explanation that somebody has kept open, with the way to it; Esc or its button closes it.
pub fn locked_ui(ui: &Ui, view: &View, asks: &mut Vec<Ask>) {
    let Some(key) = view.locked.last() else { return };
    let way = Tips { concepts: Concepts::of(ui), trail: view.locked.clone() };
    let Some(topic) = way.concepts.get(key) else { return };
    let is_free = view.dialog.is_none() && ui.memory(|memory| memory.focused().is_none());
    if is_free && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        asks.push(ViewAsk::Lock(Vec::new()).into());
    }
    let corner = Vec2::new(-LARGE, LARGE);
    let area = Area::new(Id::new("locked")).order(Order::Foreground).anchor(Align2::CENTER_CENTER, corner);
    area.show(ui.ctx(), |ui| {
        card(ui).inner_margin(LARGE).stroke(egui::Stroke::new(1.5, palette(ui).concept)).show(ui, |ui| {
            ui.set_width(WIDEST * scale(ui));
            ui.horizontal_wrapped(|ui| {
                for (place, gone) in view.locked.iter().enumerate().take(view.locked.len() - 1) {
                    let back = ui.add(Button::new(RichText::new(format!("◀ {gone}")).small()).frame(false));
                    named(&back, format!("Back to the explanation of {gone}"));
                    if back.clicked() {
                        asks.push(ViewAsk::Lock(view.locked[..=place].to_vec()).into());
                    }
                }
            });
            let most = ui.ctx().content_rect().height() * 0.6;
            egui::ScrollArea::vertical()
                .id_salt("locked")
                .max_height(most)
                .show(ui, |ui| way.explained(ui, topic, asks));
            ui.add_space(SMALL);
            ui.horizontal(|ui| {
                let variable = Variable::named(key);
                if let Some(variable) = variable
                    && ui.button("Why is it as it is?").clicked()
                {
                    asks.push(ViewAsk::Why(vec![variable]).into());
                    asks.push(ViewAsk::Lock(Vec::new()).into());
                }
                let close = ui.button("Close");
                named(&close, "Close the explanation");
                if close.on_hover_text("Esc").clicked() {
                    asks.push(ViewAsk::Lock(Vec::new()).into());
                }
            });
        });
    });
}

/// A number that leads to its causes.
pub fn number(ui: &mut Ui, text: impl Into<RichText>, variable: Variable, asks: &mut Vec<Ask>) -> Response {
    let text: RichText = text.into();
    let name = format!("Why {}, now {}", variable.id(), text.text());
    let button = ui.add(Button::new(text).frame(false).min_size(Vec2::ZERO));
    named(&button, name);
    let button = button.on_hover_text(format!("{}\nClick to see why.", variable.summary().trim()));
    if button.clicked() {
        asks.push(ViewAsk::Why(vec![variable]).into());
    }
    button
}

/// A name that leads to the causes of what it names.
pub fn variable(ui: &mut Ui, variable: Variable, asks: &mut Vec<Ask>) -> Response {
    let link = ui.add(Button::new(RichText::new(variable.id()).small().color(palette(ui).concept)).frame(false));
    named(&link, format!("Go to {}", variable.id()));
    let link = link.on_hover_text(format!("{}\nClick to see why.", variable.summary().trim()));
    if link.clicked() {
        asks.push(ViewAsk::Why(vec![variable]).into());
    }
    link
}
