//! The opening screen: scenarios as cards, the session that was played last, and the ways to others.

use std::sync::Arc;

use egui::{Align, Button, CentralPanel, Label, Layout, Panel, RichText, ScrollArea, Spinner, Ui, Vec2, vec2};

use super::keys::{self, Does};
use super::map::geometry::Geometry;
use super::map::thumbnail::{Place, thumbnail_ui};
use super::news::{Toast, Trouble};
use super::quoted::{quoted, usual};
use super::style::{LARGE, SMALL, USUAL, card, faint, headed, named, palette, scale};
use super::time::toast_ui;
use super::view::{Dialog, View, ViewAsk};
use super::{Ask, dialogs_ui};
use crate::model::indicator::Indicator;
use crate::model::stage::roman;
use crate::run::Run;
use crate::scenario::Scenario;
use crate::words::counted;

/// What there is besides a play-through: scenarios, saves, and what is being fetched.
#[derive(Clone, Debug, Default)]
pub struct Desk {
    /// Scenarios as far as they have been read, in their order.
    pub cards: Vec<Card>,
    /// How many there will be.
    pub expected: usize,
    /// The session that was closed last, if there is one.
    pub last: Option<Saved>,
    /// Saves on the disk, the newest first: as they were when somebody looked.
    pub saves: Vec<Saved>,
    /// Whether somebody is looking just now.
    pub is_looking: bool,
    /// What is being read or played again just now.
    pub loading: Option<String>,
    /// What went wrong last.
    pub trouble: Option<Mishap>,
}

/// Something that went wrong.
#[derive(Clone, Debug)]
pub struct Mishap {
    /// What happened: the title under which it is told.
    pub title: &'static str,
    /// The file or scenario that it is about, if it is about one.
    pub about: Option<String>,
    pub why: Trouble,
}

/// A save on the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    pub path: std::path::PathBuf,
    /// The name of the file, without its ending.
    pub name: String,
    /// What it holds, in a line; or why it cannot be opened, in sentences.
    pub told: Result<String, String>,
}

/// A scenario that can be chosen.
#[derive(Clone, Debug)]
pub struct Card {
    /// As `marchland run` takes it.
    pub name: String,
    /// What is told of it, or how many problems it has.
    pub told: Result<Told, String>,
}

/// What is told of a scenario.
#[derive(Clone, Debug)]
pub struct Told {
    pub title: String,
    pub summary: String,
    /// First and last year.
    pub years: [i32; 2],
    /// In which it starts.
    pub stage: u8,
    pub difficulty: Difficulty,
    /// How many of the seven indicators fall short of the next stage at the start.
    pub short: usize,
    map: Arc<Geometry>,
    places: Vec<Place>,
}

/// How hard the next stage is to reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difficulty {
    /// It teaches, lesson by lesson.
    Lessons,
    Gentle,
    Demanding,
    Hard,
}

impl Difficulty {
    /// In a word or two.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Lessons => "first steps",
            Self::Gentle => "gentle",
            Self::Demanding => "demanding",
            Self::Hard => "hard",
        }
    }

    /// As marks, so that cards can be compared at a glance.
    const fn marks(self) -> &'static str {
        match self {
            Self::Lessons => "○○○",
            Self::Gentle => "●○○",
            Self::Demanding => "●●○",
            Self::Hard => "●●●",
        }
    }
}

impl Told {
    /// Of a run that has not begun.
    #[must_use]
    pub fn of(scenario: &Arc<Scenario>, start: &Run) -> Self {
        let (setup, stage) = (&scenario.setup, start.land().stage());
        let aims = if stage >= 2 { &setup.thresholds.third } else { &setup.thresholds.second };
        let is_short = |indicator: &&Indicator| start.value(indicator.variable()) < aims[**indicator as usize];
        let short = Indicator::ALL.iter().filter(is_short).count();
        let difficulty = match short {
            _ if !scenario.lessons.is_empty() => Difficulty::Lessons,
            0..=2 => Difficulty::Gentle,
            3 | 4 => Difficulty::Demanding,
            _ => Difficulty::Hard,
        };
        let map = Geometry::of(scenario);
        let places = setup.cities.iter().map(|city| Place {
            at: map.project([city.longitude, city.latitude]),
            side: city.side,
            people: city.population,
        });
        Self {
            title: scenario.title.clone(),
            summary: scenario.summary.clone(),
            // The quarter of the start counts as one of the years that people think of.
            years: [setup.start.year(), setup.start.plus(i32::try_from(scenario.quarters - 1).unwrap_or(0)).year()],
            stage,
            difficulty,
            short,
            places: places.collect(),
            map: Arc::new(map),
        }
    }
}

/// Height of the small map and least width of a card, at 100 %.
const MAP: f32 = 128.0;
const CARD: f32 = 350.0;

/// The whole window while nothing is played. `toast` is the last thing that there was to tell.
pub fn opening_ui(ui: &mut Ui, desk: &Desk, view: &View, toast: &Toast, asks: &mut Vec<Ask>) {
    keys::hear_without_play(ui, asks);
    let frame = super::bar(ui);
    Panel::top("opening").frame(frame.inner_margin(LARGE)).show(ui, |ui| head(ui, desk, asks));
    Panel::bottom("opening status").frame(super::bar(ui)).show(ui, |ui| status(ui, desk, toast, asks));
    CentralPanel::default().frame(super::column(ui).inner_margin(LARGE)).show(ui, |ui| {
        ScrollArea::vertical().id_salt("cards").auto_shrink(false).show(ui, |ui| cards(ui, desk, asks));
    });
    dialogs_ui(ui, view, desk, None, asks);
}

fn head(ui: &mut Ui, desk: &Desk, asks: &mut Vec<Ask>) {
    ui.label(RichText::new("Marchland").heading().strong().size(34.0 * scale(ui)));
    ui.label(
        "Two regions, one border. Pull levers, see the coming decades, and find out why they grow together, or do not.",
    );
    ui.add_space(USUAL);
    ui.horizontal_wrapped(|ui| {
        if let Some(last) = &desk.last {
            let button = ui.add(big(ui, "▶  Continue").fill(palette(ui).accent.linear_multiply(0.3)));
            named(&button, "Continue the last session");
            let told = last.told.as_ref().map_or_else(String::clone, String::clone);
            if button.on_hover_text(told).clicked() {
                asks.push(Ask::Open(last.path.clone()));
            }
        }
        let ways = [
            ("Load", "Load a saved session", Dialog::Load),
            ("Open a file", "Open a file", Dialog::Open(String::new())),
            ("Settings", "Settings", Dialog::Settings),
            ("Keys", "All keys", Dialog::Help),
        ];
        for (text, name, dialog) in ways {
            let button = ui.add(big(ui, text));
            named(&button, name);
            if button.clicked() {
                asks.push(ViewAsk::Dialog(Some(dialog)).into());
            }
        }
        let button = ui.add(big(ui, "Close"));
        named(&button, "Close the window");
        if button.on_hover_text(keys::names(ui, Does::Close)).clicked() {
            asks.push(Ask::Close);
        }
    });
}

fn big(ui: &Ui, text: &str) -> Button<'static> {
    Button::new(RichText::new(text).color(palette(ui).text)).min_size(vec2(96.0, 34.0) * scale(ui))
}

fn status(ui: &mut Ui, desk: &Desk, toast: &Toast, asks: &mut Vec<Ask>) {
    ui.horizontal_wrapped(|ui| {
        let is_busy = desk.loading.is_some() || desk.cards.len() < desk.expected;
        if is_busy && ui.style().animation_time > 0.0 {
            ui.add(Spinner::new().size(16.0 * scale(ui)));
        }
        if let Some(what) = &desk.loading {
            ui.label(what);
        } else if desk.cards.len() < desk.expected {
            ui.label(format!("Reading scenarios: {} of {}", desk.cards.len(), desk.expected));
        } else {
            ui.label(faint(format!("{}. Choose one.", counted(desk.cards.len(), "scenario"))));
        }
        if !toast.text.is_empty() {
            toast_ui(ui, toast, asks);
        }
    });
}

/// The cards, beside each other as far as there is room.
fn cards(ui: &mut Ui, desk: &Desk, asks: &mut Vec<Ask>) {
    let wide = ui.available_width() - LARGE;
    let beside = ((wide + LARGE) / (CARD * scale(ui) + LARGE)).floor().max(1.0);
    let width = (wide - (beside - 1.0) * LARGE) / beside;
    for row in desk.cards.chunks(beside as usize) {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = LARGE;
            for shown in row {
                ui.push_id(&shown.name, |ui| card_ui(ui, shown, width, desk.loading.is_none(), asks));
            }
        });
        ui.add_space(LARGE);
    }
}

fn card_ui(ui: &mut Ui, shown: &Card, width: f32, is_free: bool, asks: &mut Vec<Ask>) {
    let inside = width - 2.0 * (USUAL + 1.0);
    ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
        card(ui).show(ui, |ui| {
            ui.set_width(inside);
            match &shown.told {
                Ok(told) => {
                    thumbnail_ui(ui, &told.map, &told.places, vec2(inside, MAP));
                    ui.add_space(SMALL);
                    told_ui(ui, told);
                    let button = ui.add_enabled(is_free, begin(ui, inside));
                    named(&button, format!("Play {}", told.title));
                    if button.clicked() {
                        asks.push(Ask::Begin(shown.name.clone()));
                    }
                }
                Err(why) => {
                    ui.label(headed(&shown.name));
                    let colour = palette(ui).short;
                    ui.label(quoted(ui, &format!("▲ {why}"), |text| RichText::new(text).color(colour)));
                    let button = ui.add_enabled(is_free, Button::new("What is wrong?"));
                    named(&button, format!("What is wrong with {}", shown.name));
                    if button.clicked() {
                        asks.push(Ask::Begin(shown.name.clone()));
                    }
                }
            }
        });
    });
}

fn begin(ui: &Ui, width: f32) -> Button<'static> {
    Button::new(RichText::new("▶  Play").strong().color(palette(ui).text)).min_size(Vec2::new(width, 32.0 * scale(ui)))
}

fn told_ui(ui: &mut Ui, told: &Told) {
    ui.add(Label::new(headed(&told.title)).truncate());
    let [first, last] = told.years;
    ui.label(faint(format!("{first} to {last}  ·  starts in stage {}", roman(told.stage))));
    let difficulty = format!("{} {}", told.difficulty.marks(), told.difficulty.words());
    let next = roman((told.stage + 1).min(3));
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(difficulty).small().color(palette(ui).accent));
        ui.label(faint(format!("{} of 7 indicators short of stage {next}", told.short)));
    });
    let summary = usual(ui, &told.summary);
    ui.add(Label::new(summary).wrap());
    ui.add_space(SMALL);
}
