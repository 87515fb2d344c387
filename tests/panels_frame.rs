//! The frame of the window without a window: the opening screen, dialogs, keys, looks and sizes of text.

use std::path::PathBuf;
use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use marchland::model::indicator::Variable;
use marchland::panels::keys::{Does, TABLE};
use marchland::panels::style::{self, DARK, LIGHT, Palette};
use marchland::panels::{Ask, Card, Desk, Dialog, Mishap, Saved, Toast, Told, Trouble, View, ViewAsk, opening_ui};
use marchland::panels::{Doing, Telling};
use marchland::run::aim::Stops;
use marchland::run::play::PlayThrough;
use marchland::run::request::Request;
use marchland::run::{Order, Run};
use marchland::scenario::read;
use marchland::settings::Settings;

use crate::panels::{SIZES, Shown, asked, click, press, said};

/// The opening screen, and what was asked for.
struct Opening {
    desk: Desk,
    view: View,
    toast: Toast,
    asks: Vec<Ask>,
    dressed: Option<Settings>,
}

impl Opening {
    fn new() -> Self {
        let text = "a session that did not end well was kept".to_owned();
        let toast = Toast { text, stays: true, number: 1 };
        Self { desk: desk(), view: View::default(), toast, asks: Vec::new(), dressed: None }
    }

    fn at(self, size: Vec2) -> Harness<'static, Self> {
        let show = |ui: &mut egui::Ui, shown: &mut Self| {
            if shown.dressed.as_ref() != Some(&shown.view.settings) {
                style::dress(ui.ctx(), &shown.view.settings);
                shown.dressed = Some(shown.view.settings.clone());
            }
            // What is drawn already began before it was dressed.
            ui.reset_style();
            opening_ui(ui, &shown.desk, &shown.view, &shown.toast, &mut shown.asks);
        };
        let mut harness = Harness::builder().with_size(size).build_ui_state(show, self);
        harness.run_steps(4);
        harness
    }
}

fn desk() -> Desk {
    let scenario = Arc::new(read("border.ron", include_str!("played.ron"), &[]).unwrap());
    let start = Run::new(Arc::clone(&scenario), &scenario.default_policy, 1, scenario.quarters).unwrap();
    let told = Told::of(&scenario, &start);
    let card = |name: &str, title: &str| {
        let mut told = told.clone();
        told.title = title.to_owned();
        Card { name: name.to_owned(), told: Ok(told) }
    };
    let saved = |name: &str, told: Result<&str, &str>| Saved {
        path: PathBuf::from(format!("/saves/{name}.ron")),
        name: name.to_owned(),
        told: told.map(str::to_owned).map_err(str::to_owned),
    };
    let broken = Card { name: "mine.ron".to_owned(), told: Err("it has 2 problems".to_owned()) };
    Desk {
        is_looking: false,
        cards: vec![card("one", "The first"), card("two", "The second"), card("three", "The third"), broken],
        expected: 5,
        last: Some(saved("last", Ok("The first  ·  at 2014Q3"))),
        saves: vec![
            saved("evening", Ok("The second  ·  at 2020Q1")),
            saved("torn", Err("cannot open it: it is no save or is damaged; the file is left as it is")),
        ],
        loading: None,
        trouble: None,
    }
}

fn asked_of(harness: &mut Harness<'_, Opening>, label: &str) -> Vec<Ask> {
    harness.state_mut().asks.clear();
    harness.get_by_label(label).click();
    harness.run_steps(4);
    std::mem::take(&mut harness.state_mut().asks)
}

fn texts<S>(harness: &Harness<'_, S>) -> String {
    let nodes = harness.root().children_recursive();
    let texts = nodes.flat_map(|node| [node.accesskit_node().label(), node.accesskit_node().value()]);
    texts.flatten().collect::<Vec<_>>().join("\n")
}

fn dialog(dialog: Dialog) -> Ask {
    Ask::View(ViewAsk::Dialog(Some(dialog)))
}

#[test]
fn the_opening_screen_offers_scenarios_the_last_session_and_every_other_way() {
    for size in SIZES {
        let mut harness = Opening::new().at(size);
        assert_eq!(asked_of(&mut harness, "Play The first"), [Ask::Begin("one".into())]);
        assert_eq!(asked_of(&mut harness, "Play The third"), [Ask::Begin("three".into())]);
        let last = PathBuf::from("/saves/last.ron");
        assert_eq!(asked_of(&mut harness, "Continue the last session"), [Ask::Open(last)]);
        for (label, wanted) in [
            ("Load a saved session", Dialog::Load),
            ("Open a file", Dialog::Open(String::new())),
            ("Settings", Dialog::Settings),
            ("All keys", Dialog::Help),
        ] {
            assert_eq!(asked_of(&mut harness, label), [dialog(wanted)]);
        }
        assert_eq!(asked_of(&mut harness, "Close the window"), [Ask::Close]);
        let text = texts(&harness);
        for piece in
            ["starts in stage I", "of 7 indicators short of stage II", "Reading scenarios: 4 of 5", "did not end well"]
        {
            assert!(text.contains(piece), "`{piece}` is not in\n{text}");
        }
        harness.get_by_label("What is wrong with mine.ron").scroll_to_me();
        harness.run_steps(20);
        assert_eq!(asked_of(&mut harness, "What is wrong with mine.ron"), [Ask::Begin("mine.ron".into())]);
        harness.state_mut().desk.loading = Some("Reading one".to_owned());
        harness.run_steps(4);
        assert!(texts(&harness).contains("Reading one"));
        assert_eq!(asked_of(&mut harness, "Play The first"), [], "one is being read already");
    }
}

#[test]
fn saves_are_loaded_and_a_damaged_one_says_so() {
    for size in SIZES {
        let mut opening = Opening::new();
        opening.view.dialog = Some(Dialog::Load);
        let mut harness = opening.at(size);
        assert_eq!(asked_of(&mut harness, "Load evening"), [Ask::Open(PathBuf::from("/saves/evening.ron"))]);
        assert_eq!(asked_of(&mut harness, "Load torn"), []);
        assert!(texts(&harness).contains("the file is left as it is"));
        assert_eq!(asked_of(&mut harness, "Close Load"), [Ask::View(ViewAsk::Dialog(None))]);
    }
}

#[test]
fn what_cannot_be_opened_is_told_whole() {
    let text = include_str!("played.ron").replace("trust: 0.35", "trust: 3.5");
    let problems = read("border.ron", &text, &[]).unwrap_err().0;
    for size in SIZES {
        let mut opening = Opening::new();
        opening.view.dialog = Some(Dialog::Trouble);
        let why = Trouble::Problems(problems.clone());
        opening.desk.trouble = Some(Mishap { title: "It cannot be opened", about: Some("border.ron".to_owned()), why });
        let harness = opening.at(size);
        let text = texts(&harness);
        let message = problems[0].message.replace('`', "");
        assert!(text.contains(&message) && text.contains("It cannot be opened"), "{text}");
    }
}

#[test]
fn a_path_and_a_name_are_typed() {
    let typed = |open: Dialog, label: &str| {
        let mut shown = Shown::new();
        shown.view.dialog = Some(open);
        let mut harness = shown.at(SIZES[0]);
        harness.get_by_label(label).focus();
        harness.run_steps(2);
        asked(&mut harness, |harness| harness.event(Event::Text("x".into())))
    };
    assert_eq!(typed(Dialog::Open("a/".into()), "Path"), [dialog(Dialog::Open("a/x".into()))]);
    assert_eq!(typed(Dialog::Save("dus".into()), "Name"), [dialog(Dialog::Save("dusx".into()))]);
    assert_eq!(typed(Dialog::Notes, "Notes on this session"), [Ask::Notes("x".into())]);
    for (open, button, wanted) in [
        (Dialog::Open("a/b.ron".into()), "Open", Ask::Open(PathBuf::from("a/b.ron"))),
        (Dialog::Save("dusk".into()), "Save", Ask::Save("dusk".into())),
    ] {
        let mut shown = Shown::new();
        shown.view.dialog = Some(open.clone());
        let mut harness = shown.at(SIZES[0]);
        assert_eq!(click(&mut harness, button), std::slice::from_ref(&wanted));
        let label = if button == "Open" { "Path" } else { "Name" };
        harness.get_by_label(label).focus();
        harness.run_steps(2);
        assert!(press(&mut harness, Key::Enter).contains(&wanted), "Enter does the same");
    }
}

#[test]
fn the_menu_leads_everywhere_and_out() {
    for size in SIZES {
        let mut shown = Shown::new();
        assert_eq!(click(&mut Shown::new().at(size), "Menu"), [dialog(Dialog::Menu)]);
        assert_eq!(click(&mut Shown::new().at(size), "Notes"), [dialog(Dialog::Notes)]);
        assert_eq!(click(&mut Shown::new().at(size), "Keys"), [dialog(Dialog::Help)]);
        shown.view.dialog = Some(Dialog::Menu);
        let name = format!("{} {}", shown.play.run().scenario().id, shown.play.place().reached);
        let mut harness = shown.at(size);
        let ways = [
            ("Go on", Ask::View(ViewAsk::Dialog(None))),
            ("Save under a name", dialog(Dialog::Save(name))),
            ("Load", dialog(Dialog::Load)),
            ("Open a file", dialog(Dialog::Open(String::new()))),
            ("Settings", dialog(Dialog::Settings)),
            ("All keys", dialog(Dialog::Help)),
            ("Back to the scenarios", Ask::Leave),
            ("Close the window", Ask::Close),
        ];
        for (label, wanted) in ways {
            assert_eq!(click(&mut harness, label), [wanted], "{label}");
        }
        assert_eq!(press(&mut harness, Key::Escape), [Ask::View(ViewAsk::Dialog(None))]);
    }
}

#[test]
fn settings_are_chosen_one_by_one() {
    let mut shown = Shown::new();
    shown.view.dialog = Some(Dialog::Settings);
    let usual = shown.view.settings.clone();
    let mut harness = shown.at(SIZES[0]);
    let settings = |change: &dyn Fn(&mut Settings)| {
        let mut settings = usual.clone();
        change(&mut settings);
        vec![Ask::Settings(settings)]
    };
    assert_eq!(click(&mut harness, "Look: Light"), settings(&|s| s.look = "light".into()));
    assert_eq!(click(&mut harness, "Size of text: 150 %"), settings(&|s| s.text_percent = 150));
    let motion = "Reduced motion: nothing moves by itself";
    assert_eq!(click(&mut harness, motion), settings(&|s| s.reduced_motion = true));
    for (label, stops) in [("At all that happens", Stops::Events), ("At choices alone", Stops::Dilemmas)] {
        assert_eq!(click(&mut harness, &format!("Time stops: {label}")), settings(&|s| s.stops = stops));
    }
    assert_eq!(click(&mut harness, "Time stops: At choices and changes of stage"), [], "it is so already");
}

#[test]
fn every_key_of_the_table_is_heard_and_told() {
    let mut shown = Shown::new();
    shown.view.dialog = Some(Dialog::Help);
    let told = said(&shown.at(SIZES[0]));
    let mut harness = Shown::new().at(SIZES[0]);
    for row in TABLE {
        assert!(told.contains(row.told), "`{}` is not in the help", row.told);
        let is_of_a_widget = matches!(
            row.does,
            Does::QuarterBack
                | Does::QuarterOn
                | Does::FirstQuarter
                | Does::LastQuarter
                | Does::ZoomIn
                | Does::ZoomOut
                | Does::Fit
        );
        for shortcut in row.keys.iter().filter(|_| !is_of_a_widget) {
            let asks = asked(&mut harness, |h| h.key_press_modifiers(shortcut.modifiers, shortcut.logical_key));
            assert!(!asks.is_empty(), "{shortcut:?} asks for nothing");
        }
    }
    let all: Vec<_> = TABLE.iter().flat_map(|row| row.keys.iter().map(|key| (row.at, *key))).collect();
    for (index, key) in all.iter().enumerate() {
        assert!(!all[..index].contains(key), "{key:?} does two things");
    }
    let mut harness = Shown::new().at(SIZES[0]);
    let redo = Modifiers::COMMAND.plus(Modifiers::SHIFT);
    assert_eq!(asked(&mut harness, |h| h.key_press_modifiers(redo, Key::Z)), [Ask::Run(Request::Redo)]);
}

#[test]
fn keys_of_play_sleep_while_a_dialog_is_open() {
    let mut shown = Shown::new();
    shown.view.dialog = Some(Dialog::Notes);
    let mut harness = shown.at(SIZES[0]);
    assert_eq!(press(&mut harness, Key::Space), []);
    assert_eq!(press(&mut harness, Key::Num5), []);
}

#[test]
fn what_is_typed_has_an_undo_of_its_own_and_a_dialog_gives_way_to_no_other() {
    let mut shown = Shown::new();
    shown.view.dialog = Some(Dialog::Notes);
    let mut harness = shown.at(SIZES[0]);
    for key in [Key::Z, Key::Y, Key::S, Key::O] {
        assert_eq!(asked(&mut harness, |h| h.key_press_modifiers(Modifiers::COMMAND, key)), [], "{key:?}");
    }
    assert!(harness.get_by_label("Notes on this session").is_focused(), "notes have the keyboard once they are open");
    let asks = asked(&mut harness, |h| h.key_press_modifiers(Modifiers::COMMAND, Key::Z));
    assert!(!asks.contains(&Request::Undo.into()), "{asks:?}");
}

/// Contrast of two colours as WCAG has it: 4.5 is enough for text.
fn contrast(one: egui::Color32, two: egui::Color32) -> f32 {
    let luminance = |colour: egui::Color32| {
        let [r, g, b, _] = egui::Rgba::from(colour).to_array();
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (one, two) = (luminance(one), luminance(two));
    (one.max(two) + 0.05) / (one.min(two) + 0.05)
}

#[test]
fn text_stands_out_from_every_ground_in_both_looks() {
    let texts = |p: &Palette| [p.text, p.faint, p.accent, p.concept, p.good, p.short, p.wrong];
    for (name, palette) in [("dark", &DARK), ("light", &LIGHT)] {
        for ground in [palette.background, palette.bar, palette.card] {
            for (index, text) in texts(palette).into_iter().enumerate() {
                let contrast = contrast(text, ground);
                assert!(contrast >= 4.5, "{name}: text {index} on {ground:?} has {contrast}");
            }
        }
        assert!(contrast(palette.text, palette.ground) >= 4.5, "{name}: text of buttons");
        for series in palette.data {
            assert!(contrast(series, palette.card) >= 3.0, "{name}: {series:?} of a chart");
        }
    }
}

#[test]
fn nothing_runs_over_the_edge_in_either_look_at_any_size_of_text() {
    for size in SIZES {
        for (look, text_percent) in [("light", 100), ("dark", 125), ("light", 150), ("dark", 200)] {
            let mut shown = Shown::new();
            shown.view.settings = Settings { look: look.into(), text_percent, ..Settings::default() };
            let harness = shown.at(size);
            within(&harness, size, text_percent);
            let mut opening = Opening::new();
            opening.view.settings = Settings { look: look.into(), text_percent, ..Settings::default() };
            let harness = opening.at(size);
            within(&harness, size, text_percent);
        }
    }
}

fn within<S>(harness: &Harness<'_, S>, size: Vec2, text_percent: u32) {
    for node in harness.root().children_recursive() {
        let said = node.accesskit_node().label().or(node.accesskit_node().value()).unwrap_or_default();
        // What is scrolled away has no place.
        let Some(rect) = node.accesskit_node().bounding_box() else { continue };
        let is_inside = rect.x0 >= -0.5 && rect.x1 <= f64::from(size.x) + 0.5;
        assert!(said.is_empty() || is_inside, "at {text_percent} % of {size:?} `{said}`: {rect:?}");
    }
}

#[test]
fn every_control_of_every_dialog_has_a_name() {
    let open = [
        Dialog::Menu,
        Dialog::Save("dusk".into()),
        Dialog::Load,
        Dialog::Open("a".into()),
        Dialog::Notes,
        Dialog::Settings,
        Dialog::Help,
    ];
    for dialog in open {
        let mut shown = Shown::new();
        shown.desk = desk();
        shown.view.dialog = Some(dialog.clone());
        let harness = shown.at(SIZES[0]);
        for node in harness.root().children_recursive() {
            let node = node.accesskit_node();
            let is_control = matches!(
                node.role(),
                Role::Button
                    | Role::Slider
                    | Role::SpinButton
                    | Role::CheckBox
                    | Role::TextInput
                    | Role::MultilineTextInput
            );
            let is_named = node.label().is_some_and(|label| !label.is_empty());
            assert!(!is_control || is_named, "{:?} in {dialog:?} at {:?}", node.role(), node.bounding_box());
        }
    }
}

const MAP: &str = "Map: drag to move, wheel to zoom";

#[test]
fn the_map_keeps_its_share_of_the_window_and_all_that_the_charts_leave_once_they_are_folded() {
    for size in SIZES {
        for text_percent in [100, 125, 150] {
            let shown = |folds_charts| {
                let mut shown = Shown::new();
                shown.view.settings = Settings { text_percent, folds_charts, ..Settings::default() };
                shown.at(size)
            };
            let mut open = shown(false);
            let before = open.get_by_label(MAP).rect();
            let is_low = size.y * 100.0 / (text_percent as f32) < 560.0;
            let share = if is_low { 0.27 } else { 1.0 / 3.0 };
            assert!(before.height() >= size.y * share - 1.0, "{before:?} at {text_percent} % of {size:?}");
            let Some([Ask::Settings(asked)]) = click(&mut open, "Fold the charts").first_chunk().cloned() else {
                panic!("nothing is asked");
            };
            assert!(asked.folds_charts);
            let mut folded = shown(true);
            let map = folded.get_by_label(MAP).rect();
            assert!(map.height() >= before.height() + 45.0, "{map:?} at {text_percent} % of {size:?}");
            assert!(folded.query_by_label("Add a chart").is_none());
            let usual = Settings { text_percent, ..Settings::default() };
            assert_eq!(click(&mut folded, "Unfold the charts"), [Ask::Settings(usual.clone())]);
            assert_eq!(press(&mut folded, Key::F), [Ask::Settings(usual)]);
        }
    }
}

#[test]
fn where_text_is_largest_map_and_charts_have_the_middle_in_turn() {
    let shown = |folds_charts| {
        let mut shown = Shown::new();
        shown.view.settings = Settings { text_percent: 200, folds_charts, ..Settings::default() };
        shown.at(SIZES[0])
    };
    let charts = shown(false);
    assert!(charts.query_by_label(MAP).is_none());
    let drawn = charts.get_by_label_contains("trust: ").rect();
    assert!(drawn.height() >= 160.0 && drawn.bottom() <= SIZES[0].y, "{drawn:?} is cut off");
    let map = shown(true).get_by_label(MAP).rect();
    assert!(map.height() >= SIZES[0].y / 5.0, "{map:?}");
}

#[test]
fn what_went_wrong_is_closed_by_its_button_and_anything_else_has_none() {
    let mut shown = Shown::new();
    shown.news.complain("cannot save `evening.ron`: a full disk".to_owned());
    let mut harness = shown.at(SIZES[0]);
    assert!(said(&harness).contains("▲ cannot save evening.ron: a full disk"), "{}", said(&harness));
    assert_eq!(click(&mut harness, "Close what was told"), [Ask::Hush]);
    harness.state_mut().news.say("saved as `evening.ron`".to_owned());
    harness.run_steps(4);
    assert!(said(&harness).contains("saved as evening.ron") && harness.query_by_label("Close what was told").is_none());
    harness.state_mut().news.hush();
    harness.run_steps(4);
    assert!(said(&harness).contains("is read again whenever it is saved"));
    let mut opening = Opening::new().at(SIZES[0]);
    opening.get_by_label("Close what was told").click();
    opening.run_steps(4);
    assert_eq!(opening.state().asks, [Ask::Hush]);
}

#[test]
fn no_backquote_is_shown_wherever_names_stand() {
    let scenario = marchland::scenario::read("tutorial.ron", include_str!("../scenarios/tutorial.ron"), &[]).unwrap();
    let lesson = scenario.lessons.iter().find(|lesson| lesson.task.contains('`')).unwrap().task.replace('`', "");
    let run = Run::new(Arc::new(scenario), "none", 1, 40).unwrap();
    let mut has_told = false;
    for quarters in [0, 1, 26] {
        let mut play = PlayThrough::new(&run);
        play.decide(Order::SetLever { lever: 1, level: 1.0 });
        (0..quarters).for_each(|_| play.step());
        play.decide(Order::SetLever { lever: 0, level: 0.5 });
        for doing in [Doing::Levers, Doing::Projects, Doing::Policies] {
            for telling in [Telling::Stages, Telling::Why, Telling::Log, Telling::Goals] {
                let mut shown = Shown::new();
                shown.play = play.clone();
                (shown.view.doing, shown.view.telling) = (doing, telling);
                shown.view.trail = vec![Variable::Trust];
                let text = said(&shown.at(SIZES[1]));
                assert!(!text.contains('`'), "{doing:?}, {telling:?}\n{text}");
                has_told |= text.contains(&lesson);
            }
        }
    }
    assert!(has_told, "no lesson told `{lesson}`");
}
