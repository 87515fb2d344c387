//! What is seen, as plain egui functions of the run: they read, draw, and push what a person asks for.
//!
//! No engine, no disk, no clock: whoever has a window shows them and answers the asks in the next frame. Asks are
//! absolute ("set to 0.4", never "add 0.1"), since egui may run a pass twice in one frame.

mod charts;
mod goals;
mod header;
mod indicators;
mod levers;
mod log;
pub mod map;
mod money;
mod news;
mod projects;
pub mod style;
mod time;
mod timeline;
mod view;
mod why;

pub use news::{News, Trouble, news_ui, problems_ui};
pub use view::{Doing, Telling, View, ViewAsk};

use egui::{Button, CentralPanel, Frame, Margin, Panel, RichText, ScrollArea, Ui};

use crate::model::date::Quarter;
use crate::run::Order;
use crate::run::aim::Aim;
use crate::run::means::Means;
use crate::run::play::PlayThrough;
use style::{LARGE, USUAL};

/// What a person asks for. Absolute: asked twice it is the same as asked once.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// Time stands still.
    Pause,
    /// Time passes.
    Play,
    /// The quarters up to this one pass at once.
    StepTo(Quarter),
    /// Time passes at once until this is met, or the run is over.
    RunTo(Aim),
    /// A quarter that has been played is looked at.
    Scrub(Quarter),
    /// The last decision is taken back.
    Undo,
    /// The last decision that was taken back is taken again.
    Redo,
    /// Another branch is played: its index.
    Switch(usize),
    /// Time passes at this one of the speeds.
    Speed(usize),
    /// An order is given to the run.
    Order(Order),
    /// The person looks at something else.
    View(ViewAsk),
    /// What there is to tell about the file is folded to a line, or not.
    FoldNews(bool),
    /// The window closes.
    Close,
}

/// How time passes, as far as it is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clock {
    pub is_paused: bool,
    /// Index into `speeds`.
    pub speed: usize,
    /// Quarters in a second.
    pub speeds: [f64; 5],
}

/// The whole window: a play-through with everything that a person can do to it.
///
/// To the left what can be done, in the middle how it goes, to the right what is understood. `means` are those of the run.
pub fn play_ui(
    ui: &mut Ui,
    play: &PlayThrough,
    means: &Means,
    view: &View,
    clock: &Clock,
    news: &News,
    asks: &mut Vec<Ask>,
) {
    let run = play.run();
    time::keys(ui, play, clock, asks);
    Panel::top("header").frame(bar()).show(ui, |ui| header::header_ui(ui, run));
    Panel::top("time").frame(bar()).show(ui, |ui| time::time_ui(ui, run, clock, asks));
    Panel::top("timeline").frame(bar()).show(ui, |ui| timeline::timeline_ui(ui, play, asks));
    Panel::bottom("status").frame(bar()).show(ui, |ui| time::status_ui(ui, run, news));
    if news.is_worth_a_panel() {
        let most = ui.available_height() * MOST_NEWS;
        let panel = Panel::bottom("news").frame(column().fill(style::CARD)).resizable(false);
        // Room for what there is, and no more than leaves the run in sight.
        panel.exact_size(news.height().min(most)).show(ui, |ui| news_ui(ui, news, asks));
    }
    let wide = ui.available_width();
    Panel::left("doing").resizable(false).exact_size(wide * LEFT).frame(column()).show(ui, |ui| {
        let tabs = [(Doing::Levers, "Levers"), (Doing::Projects, "Projects")];
        tabs_ui(ui, &tabs, view.doing, |tab| asks.push(Ask::View(ViewAsk::Doing(tab))));
        scrolled(ui, "doing", |ui| match view.doing {
            Doing::Levers => levers::levers_ui(ui, run, means, asks),
            Doing::Projects => projects::projects_ui(ui, run, means, asks),
        });
    });
    Panel::right("telling").resizable(false).exact_size(wide * RIGHT).frame(column()).show(ui, |ui| {
        let tabs =
            [(Telling::Stages, "Stages"), (Telling::Why, "Why"), (Telling::Log, "Log"), (Telling::Goals, "Goals")];
        tabs_ui(ui, &tabs, view.telling, |tab| asks.push(Ask::View(ViewAsk::Telling(tab))));
        scrolled(ui, "telling", |ui| match view.telling {
            Telling::Stages => {
                indicators::indicators_ui(ui, run, asks);
                ui.add_space(LARGE);
                money::money_ui(ui, run);
            }
            Telling::Why => why::why_ui(ui, run, view, asks),
            Telling::Log => log::log_ui(ui, run, asks),
            Telling::Goals => goals::goals_ui(ui, run),
        });
    });
    let high = ui.available_height();
    Panel::bottom("charts").resizable(false).exact_size(high * CHARTS).frame(column()).show(ui, |ui| {
        scrolled(ui, "charts", |ui| charts::charts_ui(ui, play, view, asks));
    });
    CentralPanel::default().frame(column()).show(ui, |ui| map::map_ui(ui, run));
}

/// A row of tabs, the open one marked.
fn tabs_ui<Tab: Copy + PartialEq>(ui: &mut Ui, tabs: &[(Tab, &str)], open: Tab, mut choose: impl FnMut(Tab)) {
    ui.horizontal_wrapped(|ui| {
        for (tab, name) in tabs {
            let is_open = *tab == open;
            let text = RichText::new(*name).color(style::TEXT);
            let text = if is_open { text.strong().underline() } else { text };
            let button = ui.add(Button::new(text).selected(is_open));
            style::named(&button, format!("Tab {name}"));
            if button.clicked() {
                choose(*tab);
            }
        }
    });
    ui.add_space(USUAL);
}

/// Shares of the width that the columns at the sides take.
const LEFT: f32 = 0.3;
const RIGHT: f32 = 0.32;
/// Share of the height that the charts take beneath the map.
const CHARTS: f32 = 0.45;
/// Share of the height that problems may take.
const MOST_NEWS: f32 = 0.55;

fn bar() -> Frame {
    Frame::NONE.fill(style::BAR).inner_margin(Margin::symmetric(LARGE as i8, USUAL as i8))
}

fn column() -> Frame {
    Frame::NONE.fill(style::BACKGROUND).inner_margin(Margin::symmetric(LARGE as i8, USUAL as i8))
}

fn scrolled(ui: &mut Ui, id: &str, show: impl FnOnce(&mut Ui)) {
    ScrollArea::vertical().id_salt(id).auto_shrink(false).show(ui, show);
}
