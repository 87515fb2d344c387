//! What is seen, as plain egui functions of the run: they read, draw, and push what a person asks for.
//!
//! No engine, no disk, no clock: whoever has a window shows them and answers the asks in the next frame. Asks are
//! absolute ("set to 0.4", never "add 0.1"), since egui may run a pass twice in one frame.

mod ask;
pub mod charts;
mod dialogs;
mod goals;
mod header;
mod indicators;
pub mod keys;
mod ladder;
mod lessons;
mod levers;
mod log;
pub mod map;
mod means;
mod money;
mod news;
mod odds;
pub mod opening;
mod policies;
mod projects;
pub mod quoted;
mod seen;
pub mod style;
mod thing;
mod time;
mod timeline;
mod tips;
mod view;
mod why;

pub use ask::Ask;
pub use dialogs::dialogs_ui;
pub use ladder::far;
pub use news::{News, Toast, Trouble, news_ui, problems_ui};
pub use opening::{Card, Desk, Mishap, Saved, Told, opening_ui};
pub use seen::{Clock, Known, Pondered, Seen};
pub use view::{Dialog, Doing, Grouping, Telling, Thing, View, ViewAsk};

use egui::{Button, CentralPanel, Frame, Margin, Panel, RichText, ScrollArea, Ui};

use style::{LARGE, SMALL, USUAL, palette, scale};

/// The whole window: a play-through with everything that a person can do to it.
///
/// To the left what can be done, in the middle how it goes, to the right what is understood; over it a dialog, if one is
/// open.
pub fn play_ui(ui: &mut Ui, seen: &Seen<'_>, asks: &mut Vec<Ask>) {
    keys::hear(ui, seen, asks);
    Panel::top("header").frame(bar(ui)).show(ui, |ui| header::header_ui(ui, seen, asks));
    Panel::top("time").frame(bar(ui)).show(ui, |ui| time::time_ui(ui, seen, asks));
    Panel::top("timeline").frame(bar(ui)).show(ui, |ui| timeline::timeline_ui(ui, seen, asks));
    Panel::bottom("status").frame(bar(ui)).show(ui, |ui| time::status_ui(ui, seen, asks));
    news_panel(ui, seen.news, asks);
    let wide = ui.available_width();
    if wide >= NARROW * scale(ui) {
        Panel::left("doing").resizable(false).exact_size(wide * LEFT).frame(column(ui)).show(ui, |ui| {
            doing_ui(ui, seen, asks);
        });
        Panel::right("telling").resizable(false).exact_size(wide * RIGHT).frame(column(ui)).show(ui, |ui| {
            telling_ui(ui, seen, asks);
        });
    } else {
        Panel::left("side").resizable(false).exact_size(wide * SIDE).frame(column(ui)).show(ui, |ui| {
            side_ui(ui, seen, asks);
        });
    }
    middle_ui(ui, seen, asks);
    tips::locked_ui(ui, seen.view, asks);
    dialogs_ui(ui, seen.view, seen.desk, Some(seen), asks);
}

/// The map and beneath it the charts; where there is room for one of them only, the charts unless they are folded.
fn middle_ui(ui: &mut Ui, seen: &Seen<'_>, asks: &mut Vec<Ask>) {
    let is_folded = seen.view.settings.folds_charts;
    if style::is_lowest(ui) && !is_folded {
        CentralPanel::default().frame(column(ui)).show(ui, |ui| {
            scrolled(ui, "charts", |ui| charts::charts_ui(ui, seen, asks));
        });
        return;
    }
    let height = charts_height(ui, seen);
    Panel::bottom("charts").resizable(false).exact_size(height).frame(column(ui)).show(ui, |ui| {
        // A line needs no room to scroll in.
        if is_folded {
            charts::charts_ui(ui, seen, asks);
        } else {
            scrolled(ui, "charts", |ui| charts::charts_ui(ui, seen, asks));
        }
    });
    CentralPanel::default().frame(column(ui)).show(ui, |ui| {
        map::map_ui(ui, seen.run(), seen.view.selected, asks);
    });
}

/// What the charts take beneath the map, which keeps its share of the window as long as a chart can be read.
fn charts_height(ui: &Ui, seen: &Seen<'_>) -> f32 {
    let scale = scale(ui);
    if seen.view.settings.folds_charts {
        return charts::FOLDED * scale + 2.0 * USUAL;
    }
    let (high, whole) = (ui.available_height(), ui.ctx().content_rect().height());
    let above = map::switches_height(ui) + 2.0 * USUAL;
    let map = if style::is_low(ui) { LOW_MAP } else { MAP };
    (high * CHARTS).min(high - whole * map - above).max(charts::LEAST * scale)
}

/// What there is to tell about the file: room for what there is, and no more than leaves the run in sight.
fn news_panel(ui: &mut Ui, news: &News, asks: &mut Vec<Ask>) {
    if news.is_worth_a_panel() {
        let most = ui.available_height() * MOST_NEWS;
        let panel = Panel::bottom("news").frame(column(ui).fill(palette(ui).card)).resizable(false);
        panel.exact_size(news.height().min(most)).show(ui, |ui| news_ui(ui, news, asks));
    }
}

const DOING: [(Doing, &str); 3] =
    [(Doing::Levers, "Levers"), (Doing::Projects, "Projects"), (Doing::Policies, "Policies")];
const TELLING: [(Telling, &str); 4] =
    [(Telling::Stages, "Stages"), (Telling::Why, "Why"), (Telling::Log, "Log"), (Telling::Goals, "Goals")];

/// The column to the left.
fn doing_ui(ui: &mut Ui, seen: &Seen<'_>, asks: &mut Vec<Ask>) {
    lessons::lessons_ui(ui, seen, asks);
    tabs_ui(ui, &DOING, Some(seen.view.doing), |tab| asks.push(ViewAsk::Doing(tab).into()));
    scrolled(ui, "doing", |ui| done_ui(ui, seen, asks));
}

/// The column to the right.
fn telling_ui(ui: &mut Ui, seen: &Seen<'_>, asks: &mut Vec<Ask>) {
    tabs_ui(ui, &TELLING, Some(seen.view.telling), |tab| asks.push(ViewAsk::Telling(tab).into()));
    scrolled(ui, "telling", |ui| {
        thing::thing_ui(ui, seen, asks);
        told_ui(ui, seen, asks);
    });
}

/// Both columns in one, where text is large or the window small: the tab that was chosen last is open.
fn side_ui(ui: &mut Ui, seen: &Seen<'_>, asks: &mut Vec<Ask>) {
    let (view, is_telling) = (seen.view, seen.view.is_telling);
    lessons::lessons_ui(ui, seen, asks);
    tabs_ui(ui, &DOING, (!is_telling).then_some(view.doing), |tab| asks.push(ViewAsk::Doing(tab).into()));
    tabs_ui(ui, &TELLING, is_telling.then_some(view.telling), |tab| asks.push(ViewAsk::Telling(tab).into()));
    scrolled(ui, "side", |ui| {
        if is_telling {
            thing::thing_ui(ui, seen, asks);
            told_ui(ui, seen, asks);
        } else {
            done_ui(ui, seen, asks);
        }
    });
}

fn done_ui(ui: &mut Ui, seen: &Seen<'_>, asks: &mut Vec<Ask>) {
    match seen.view.doing {
        Doing::Levers => levers::levers_ui(ui, seen, asks),
        Doing::Projects => projects::projects_ui(ui, seen, asks),
        Doing::Policies => policies::policies_ui(ui, seen, asks),
    }
}

fn told_ui(ui: &mut Ui, seen: &Seen<'_>, asks: &mut Vec<Ask>) {
    match seen.view.telling {
        Telling::Stages => {
            indicators::indicators_ui(ui, seen, asks);
            ladder::diagnosis_ui(ui, seen, asks);
            ladder::ladder_ui(ui, seen, asks);
            ui.add_space(LARGE);
            money::money_ui(ui, seen, asks);
        }
        Telling::Why => why::why_ui(ui, seen, asks),
        Telling::Log => log::log_ui(ui, seen, asks),
        Telling::Goals => goals::goals_ui(ui, seen, asks),
    }
}

/// A row of tabs, the open one marked.
fn tabs_ui<Tab: Copy + PartialEq>(ui: &mut Ui, tabs: &[(Tab, &str)], open: Option<Tab>, mut choose: impl FnMut(Tab)) {
    ui.horizontal_wrapped(|ui| {
        for (tab, name) in tabs {
            let is_open = Some(*tab) == open;
            let text = RichText::new(*name).color(palette(ui).text);
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

/// Width, at 100 %, below which there is one column at the side and not two.
const NARROW: f32 = 1000.0;
/// Shares of the width that the columns at the sides take, and that the only one takes.
const LEFT: f32 = 0.28;
const RIGHT: f32 = 0.29;
const SIDE: f32 = 0.44;
/// Share of the height that the charts take beneath the map.
const CHARTS: f32 = 0.52;
/// Share of the window's height that the map keeps.
const MAP: f32 = 1.0 / 3.0;
/// And where the window is low: a chart needs the rest to be read.
const LOW_MAP: f32 = 0.27;
/// Share of the height that problems may take.
const MOST_NEWS: f32 = 0.55;

fn bar(ui: &Ui) -> Frame {
    let high = if style::is_low(ui) { SMALL } else { USUAL };
    Frame::NONE.fill(palette(ui).bar).inner_margin(Margin::symmetric(LARGE as i8, high as i8))
}

fn column(ui: &Ui) -> Frame {
    Frame::NONE.fill(palette(ui).background).inner_margin(Margin::symmetric(LARGE as i8, USUAL as i8))
}

fn scrolled(ui: &mut Ui, id: &str, show: impl FnOnce(&mut Ui)) {
    // Where there is no room it takes none: nothing is drawn over what stands beneath.
    ScrollArea::vertical().id_salt(id).auto_shrink(false).min_scrolled_height(0.0).show(ui, show);
}
