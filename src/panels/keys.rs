//! Every key in one table: what is heard and what the help shows are the same.

use egui::{Id, Key, KeyboardShortcut, Modifiers, TextEdit, Ui};

use super::view::{Dialog, Doing, Telling, ViewAsk};
use super::{Ask, Seen};
use crate::run::aim::Aim;
use crate::run::request::Request;
use crate::settings::Settings;

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Does {
    PauseOrPlay,
    Step,
    Speed(usize),
    RunToEvent,
    RunToStage,
    RunToEnd,
    Present,
    Undo,
    Redo,
    Doing(Doing),
    Telling(Telling),
    FoldCharts,
    Menu,
    Notes,
    Save,
    Load,
    Help,
    Settings,
    Close,
    /// On the timeline.
    QuarterBack,
    QuarterOn,
    FirstQuarter,
    LastQuarter,
    /// On the map.
    ZoomIn,
    ZoomOut,
    Fit,
}

/// Where a key is heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    /// Everywhere, also while something is typed.
    Everywhere,
    /// While no control has the keyboard.
    Play,
    /// While the timeline has the keyboard.
    Timeline,
    /// While the map has the keyboard.
    Map,
}

impl Where {
    /// Each, with its head in the help.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Play, "While no control has the keyboard (Esc leaves one)"),
        (Self::Everywhere, "Everywhere"),
        (Self::Timeline, "On the timeline (Tab leads to it)"),
        (Self::Map, "On the map (Tab leads to it)"),
    ];
}

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    pub at: Where,
    pub does: Does,
    /// Any of these.
    pub keys: &'static [KeyboardShortcut],
    /// What it does, in words.
    pub told: &'static str,
}

const fn key(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::NONE, key)
}

const fn ctrl(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND, key)
}

const fn row(at: Where, does: Does, keys: &'static [KeyboardShortcut], told: &'static str) -> Binding {
    Binding { at, does, keys, told }
}

const REDO: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::Z);

/// Every key. Of two rows with the same key the one with more modifiers stands first.
pub const TABLE: &[Binding] = &[
    row(Where::Play, Does::PauseOrPlay, &[key(Key::Space)], "pause, or let time pass"),
    row(Where::Play, Does::Step, &[key(Key::Period)], "one quarter, then pause"),
    row(Where::Play, Does::Speed(0), &[key(Key::Num1)], "speed 1, the slowest"),
    row(Where::Play, Does::Speed(1), &[key(Key::Num2)], "speed 2"),
    row(Where::Play, Does::Speed(2), &[key(Key::Num3)], "speed 3"),
    row(Where::Play, Does::Speed(3), &[key(Key::Num4)], "speed 4"),
    row(Where::Play, Does::Speed(4), &[key(Key::Num5)], "speed 5, the fastest"),
    row(Where::Play, Does::RunToEvent, &[key(Key::N)], "run to the next event"),
    row(Where::Play, Does::RunToStage, &[key(Key::S)], "run to the next stage"),
    row(Where::Play, Does::RunToEnd, &[key(Key::E)], "run to the end"),
    row(Where::Play, Does::Present, &[key(Key::B)], "back to the present"),
    row(Where::Play, Does::Doing(Doing::Levers), &[key(Key::L)], "levers"),
    row(Where::Play, Does::Doing(Doing::Projects), &[key(Key::P)], "projects"),
    row(Where::Play, Does::Doing(Doing::Policies), &[key(Key::C)], "policies, as a start"),
    row(Where::Play, Does::Telling(Telling::Stages), &[key(Key::I)], "indicators and stages"),
    row(Where::Play, Does::Telling(Telling::Why), &[key(Key::W)], "why"),
    row(Where::Play, Does::Telling(Telling::Log), &[key(Key::O)], "what happened"),
    row(Where::Play, Does::Telling(Telling::Goals), &[key(Key::G)], "goals"),
    row(
        Where::Play,
        Does::FoldCharts,
        &[key(Key::F)],
        "fold the charts, which leaves their room to the map, or unfold them",
    ),
    row(Where::Play, Does::Menu, &[key(Key::Escape), key(Key::M)], "menu: notes, save, load, the way out"),
    row(Where::Everywhere, Does::Notes, &[ctrl(Key::T)], "notes on the session"),
    row(Where::Everywhere, Does::Save, &[ctrl(Key::S)], "save under a name"),
    row(Where::Everywhere, Does::Load, &[ctrl(Key::O)], "load a saved session"),
    row(Where::Everywhere, Does::Redo, &[REDO, ctrl(Key::Y)], "redo the decision that was undone last"),
    row(Where::Everywhere, Does::Undo, &[ctrl(Key::Z)], "undo the last decision"),
    row(Where::Everywhere, Does::Help, &[key(Key::F1)], "all keys"),
    row(Where::Everywhere, Does::Settings, &[ctrl(Key::Comma)], "settings"),
    row(Where::Everywhere, Does::Close, &[ctrl(Key::Q)], "close the window; the session is kept"),
    row(Where::Timeline, Does::QuarterBack, &[key(Key::ArrowLeft)], "look a quarter back"),
    row(Where::Timeline, Does::QuarterOn, &[key(Key::ArrowRight)], "look a quarter on"),
    row(Where::Timeline, Does::FirstQuarter, &[key(Key::Home)], "look at the first quarter"),
    row(Where::Timeline, Does::LastQuarter, &[key(Key::End)], "look at the present"),
    row(Where::Map, Does::ZoomIn, &[key(Key::Plus), key(Key::Equals)], "nearer"),
    row(Where::Map, Does::ZoomOut, &[key(Key::Minus)], "farther"),
    row(Where::Map, Does::Fit, &[key(Key::Num0)], "all of it"),
];

/// Whether a key of this was pressed; whoever asks knows that it is heard where it is.
#[must_use]
pub fn pressed(ui: &Ui, does: Does) -> bool {
    let keys = TABLE.iter().filter(|row| row.does == does).flat_map(|row| row.keys);
    ui.input(|input| keys.into_iter().any(|shortcut| input.key_pressed(shortcut.logical_key)))
}

/// The keys of this in words, such as `Ctrl+Z`.
#[must_use]
pub fn names(ui: &Ui, does: Does) -> String {
    let keys = TABLE.iter().filter(|row| row.does == does).flat_map(|row| row.keys);
    keys.map(|shortcut| name(ui, shortcut)).collect::<Vec<_>>().join(" or ")
}

/// A key in words.
#[must_use]
pub fn name(ui: &Ui, shortcut: &KeyboardShortcut) -> String {
    ui.ctx().format_shortcut(shortcut)
}

/// Hears the keys of the whole window. While a control has the keyboard only some are heard: there the space bar presses
/// a button, and digits make a number. While a dialog is open its own alone.
pub fn hear(ui: &Ui, seen: &Seen<'_>, asks: &mut Vec<Ask>) {
    let is_held = ui.memory(|memory| memory.focused().is_some());
    // The Esc that leaves a control is no other key: it leaves it before this is asked.
    let was_held = ui.data_mut(|data| {
        let before = data.get_temp_mut_or_default::<bool>(Id::new("keyboard"));
        std::mem::replace(before, is_held)
    });
    let is_free = !is_held && !was_held && seen.view.dialog.is_none();
    let is_typed = is_text_typed(ui);
    for row in TABLE {
        // Esc first closes an explanation that is kept open.
        let is_meant = row.does != Does::Menu || seen.view.locked.is_empty();
        let is_heard = row.at == Where::Everywhere || row.at == Where::Play && is_free;
        if is_meant && is_heard && !is_another(row.does, seen, is_typed) && is_pressed(ui, row) {
            answer(row.does, seen, asks);
        }
    }
}

/// Whether a line of text has the keyboard.
fn is_text_typed(ui: &Ui) -> bool {
    let focused = ui.memory(egui::Memory::focused);
    focused.is_some_and(|id| TextEdit::load_state(ui.ctx(), id).is_some())
}

/// Whether a key means something else now: what is typed has an undo of its own, and a dialog gives way to no other one.
fn is_another(does: Does, seen: &Seen<'_>, is_typed: bool) -> bool {
    match does {
        Does::Undo | Does::Redo => is_typed || seen.view.dialog.is_some(),
        Does::Save | Does::Load | Does::Notes => seen.view.dialog.is_some(),
        _ => false,
    }
}

/// The same while nothing is played.
pub fn hear_without_play(ui: &Ui, asks: &mut Vec<Ask>) {
    for row in TABLE.iter().filter(|row| row.at == Where::Everywhere) {
        if let Some(ask) = without_play(row.does).filter(|_| is_pressed(ui, row)) {
            asks.push(ask);
        }
    }
}

fn is_pressed(ui: &Ui, row: &Binding) -> bool {
    ui.input_mut(|input| row.keys.iter().any(|shortcut| input.consume_shortcut(shortcut)))
}

/// What needs no play-through.
fn without_play(does: Does) -> Option<Ask> {
    let open = |dialog| Some(ViewAsk::Dialog(Some(dialog)).into());
    match does {
        Does::Load => open(Dialog::Load),
        Does::Help => open(Dialog::Help),
        Does::Settings => open(Dialog::Settings),
        Does::Close => Some(Ask::Close),
        _ => None,
    }
}

/// Asks for what a key does, or a button that does the same.
pub fn answer(does: Does, seen: &Seen<'_>, asks: &mut Vec<Ask>) {
    let run_to = |aim| [Ask::Pause, Request::RunTo(aim).into()];
    let open = |dialog| Ask::from(ViewAsk::Dialog(Some(dialog)));
    match does {
        Does::PauseOrPlay => asks.push(if seen.clock.is_paused { Ask::Play } else { Ask::Pause }),
        Does::Step => asks.extend([Ask::Pause, Request::StepTo(seen.run().land().quarter().plus(1)).into()]),
        Does::Speed(speed) => asks.push(Ask::Speed(speed)),
        Does::RunToEvent => asks.extend(run_to(Aim::Event)),
        Does::RunToStage => asks.extend(run_to(Aim::Stage((seen.run().land().stage() + 1).min(3)))),
        Does::RunToEnd => asks.extend(run_to(Aim::End)),
        Does::Present => asks.push(Request::Scrub(seen.play.place().reached).into()),
        Does::Undo => asks.push(Request::Undo.into()),
        Does::Redo => asks.push(Request::Redo.into()),
        Does::Doing(tab) => asks.push(ViewAsk::Doing(tab).into()),
        Does::Telling(tab) => asks.push(ViewAsk::Telling(tab).into()),
        Does::FoldCharts => {
            let settings = &seen.view.settings;
            asks.push(Ask::Settings(Settings { folds_charts: !settings.folds_charts, ..settings.clone() }));
        }
        Does::Menu => asks.push(open(Dialog::Menu)),
        Does::Notes => asks.push(open(Dialog::Notes)),
        Does::Save => asks.push(open(Dialog::Save(seen.suggested_name()))),
        Does::Load | Does::Help | Does::Settings | Does::Close => asks.extend(without_play(does)),
        // Heard where they belong.
        Does::QuarterBack | Does::QuarterOn | Does::FirstQuarter | Does::LastQuarter => {}
        Does::ZoomIn | Does::ZoomOut | Does::Fit => {}
    }
}
