//! Panels without a window: every control gives its ask, everything told can be read through labels, nothing is cut off.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use marchland::model::date::Quarter;
use marchland::model::indicator::Variable;
use marchland::panels::{
    Ask, Clock, Desk, Doing, Known, News, Pondered, Seen, Telling, Trouble, View, ViewAsk, play_ui, style,
};
use marchland::run::aim::Aim;
use marchland::run::fan::outlook::Outlook;
use marchland::run::means::means;
use marchland::run::play::PlayThrough;
use marchland::run::request::Request;
use marchland::run::{Order, Run};
use marchland::scenario::read;
use marchland::settings::Settings;

pub const TEXT: &str = include_str!("played.ron");
pub const SIZES: [Vec2; 2] = [Vec2::new(1280.0, 720.0), Vec2::new(1920.0, 1080.0)];

/// What is shown, and what was asked for.
pub struct Shown {
    pub play: PlayThrough,
    pub view: View,
    pub clock: Clock,
    pub news: News,
    pub desk: Desk,
    pub notes: String,
    pub asks: Vec<Ask>,
    pub ahead: Option<Arc<Outlook>>,
    pub pondered: Pondered,
    dressed: Option<Settings>,
}

impl Shown {
    pub fn new() -> Self {
        let clock = Clock { is_paused: false, speed: 1, speeds: [0.5, 1.0, 2.0, 5.0, 20.0] };
        Self {
            play: run(TEXT),
            view: View::default(),
            clock,
            news: News::of(Some("border.ron".into())),
            desk: Desk::default(),
            notes: String::new(),
            asks: Vec::new(),
            ahead: None,
            pondered: Pondered::default(),
            dressed: None,
        }
    }

    pub fn at(self, size: Vec2) -> Harness<'static, Self> {
        let show = |ui: &mut egui::Ui, shown: &mut Self| {
            if shown.dressed.as_ref() != Some(&shown.view.settings) {
                style::dress(ui.ctx(), &shown.view.settings);
                shown.dressed = Some(shown.view.settings.clone());
            }
            let means = means(shown.play.run());
            let (play, clock, news, view) = (&shown.play, &shown.clock, &shown.news, &shown.view);
            // What is drawn already began before it was dressed.
            ui.reset_style();
            let ahead = shown.ahead.as_deref();
            let (means, known, pondered) = (&means, &Known::of(play.run(), view), &shown.pondered);
            let (desk, notes) = (&shown.desk, shown.notes.as_str());
            let seen = Seen { play, means, known, clock, news, view, ahead, pondered, desk, notes };
            play_ui(ui, &seen, &mut shown.asks);
        };
        let mut harness = Harness::builder().with_size(size).build_ui_state(show, self);
        harness.run_steps(4);
        harness
    }
}

pub fn run(text: &str) -> PlayThrough {
    let scenario = read("border.ron", text, &[]).unwrap();
    let mut run = Run::new(Arc::new(scenario), "programme", 7, 80).unwrap();
    run.record();
    (0..20).for_each(|_| run.step());
    PlayThrough::new(&run)
}

pub fn lever(run: &Run, id: &str) -> usize {
    run.scenario().setup.levers.iter().position(|lever| lever.id == id).unwrap()
}

/// What is asked once this was done.
pub fn asked(harness: &mut Harness<'_, Shown>, act: impl FnOnce(&mut Harness<'_, Shown>)) -> Vec<Ask> {
    harness.state_mut().asks.clear();
    act(harness);
    harness.run_steps(4);
    std::mem::take(&mut harness.state_mut().asks)
}

pub fn click(harness: &mut Harness<'_, Shown>, label: &str) -> Vec<Ask> {
    asked(harness, |harness| harness.get_by_label(label).click())
}

/// Scrolls to a control that lies further down its column.
pub fn reach(harness: &mut Harness<'_, Shown>, label: &str) {
    harness.get_by_label(label).scroll_to_me();
    harness.run_steps(40);
}

pub fn press(harness: &mut Harness<'_, Shown>, key: Key) -> Vec<Ask> {
    asked(harness, |harness| harness.key_press(key))
}

/// Everything that a screen reader would say.
pub fn said(harness: &Harness<'_, Shown>) -> String {
    let nodes = harness.root().children_recursive();
    let texts = nodes.flat_map(|node| [node.accesskit_node().label(), node.accesskit_node().value()]);
    texts.flatten().collect::<Vec<_>>().join("\n")
}

#[test]
fn time_is_controlled_by_buttons() {
    for size in SIZES {
        let mut harness = Shown::new().at(size);
        let next = harness.state().play.run().land().quarter().plus(1);
        assert_eq!(click(&mut harness, "Pause"), [Ask::Pause]);
        assert_eq!(click(&mut harness, "Step one quarter"), [Ask::Pause, Ask::Run(Request::StepTo(next))]);
        for (index, speed) in ["0.5", "1", "2", "5", "20"].iter().enumerate() {
            let label = format!("Speed {}: {speed} quarters a second", index + 1);
            assert_eq!(click(&mut harness, &label), [Ask::Speed(index)]);
        }
        harness.state_mut().clock.is_paused = true;
        harness.run_steps(2);
        assert_eq!(click(&mut harness, "Play"), [Ask::Play]);
    }
}

#[test]
fn time_is_controlled_by_keys_that_the_window_tells() {
    let mut harness = Shown::new().at(SIZES[0]);
    let next = harness.state().play.run().land().quarter().plus(1);
    assert_eq!(press(&mut harness, Key::Space), [Ask::Pause]);
    assert_eq!(press(&mut harness, Key::Period), [Ask::Pause, Ask::Run(Request::StepTo(next))]);
    for (index, key) in [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5].into_iter().enumerate() {
        assert_eq!(press(&mut harness, key), [Ask::Speed(index)]);
    }
    assert_eq!(asked(&mut harness, |h| h.key_press_modifiers(Modifiers::COMMAND, Key::Q)), [Ask::Close]);
    assert_eq!(press(&mut harness, Key::Q), []);
    let said = said(&harness);
    assert!(said.contains("Space pauses") && said.contains("steps") && said.contains("1 to 5 speed"), "{said}");
}

#[test]
fn a_lever_is_dragged_typed_and_reset() {
    let mut harness = Shown::new().at(SIZES[1]);
    let school = lever(harness.state().play.run(), "school");
    reach(&mut harness, "Joint school, slider");
    let rect = harness.get_by_label("Joint school, slider").rect();
    let asks = asked(&mut harness, |harness| {
        harness.drag_at(rect.center());
        harness.run_steps(2);
        harness.drop_at(rect.center());
    });
    let Some(Ask::Run(Request::Give(Order::SetLever { lever, level }))) = asks.last() else { panic!("{asks:?}") };
    assert!(*lever == school && (0.4..=0.6).contains(level), "{asks:?}");

    let asks = asked(&mut harness, |harness| {
        harness.get_by_label("Joint school, value").click();
        harness.run_steps(2);
        harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
        harness.event(Event::Text("0.45".into()));
        harness.run_steps(2);
        assert_eq!(harness.state().asks, [], "nothing is asked before the number is complete");
        harness.key_press(Key::Enter);
    });
    assert_eq!(asks, [Ask::Run(Request::Give(Order::SetLever { lever: school, level: 0.45 }))]);

    assert_eq!(click(&mut harness, "Joint school, back to the policy"), [], "it follows the policy");
    harness.state_mut().play.decide(Order::SetLever { lever: school, level: 0.45 });
    harness.run_steps(2);
    assert!(said(&harness).contains("◆ Joint school"), "what is set by hand is marked");
    let asks = click(&mut harness, "Joint school, back to the policy");
    assert_eq!(asks, [Ask::Run(Request::Give(Order::ResetLever { lever: school }))]);
}

#[test]
fn keys_of_time_sleep_while_a_number_is_typed() {
    let mut harness = Shown::new().at(SIZES[1]);
    reach(&mut harness, "Joint school, value");
    let typed = |harness: &mut Harness<'_, Shown>| {
        harness.get_by_label("Joint school, value").click();
        harness.run_steps(2);
        assert_eq!(press(harness, Key::Num5), []);
        assert_eq!(press(harness, Key::Period), []);
        press(harness, Key::Escape);
    };
    typed(&mut harness);
}

#[test]
fn every_lever_and_project_can_be_reached_at_both_sizes() {
    for size in SIZES {
        let mut harness = Shown::new().at(size);
        let setup = harness.state().play.run().scenario().setup.clone();
        for lever in &setup.levers {
            for control in ["slider", "value", "back to the policy"] {
                harness.get_by_label(&format!("{}, {control}", lever.name));
            }
        }
        let centre = setup.projects.iter().position(|project| project.id == "centre").unwrap();
        assert_eq!(click(&mut harness, "Tab Projects"), [Ask::View(ViewAsk::Doing(Doing::Projects))]);
        harness.state_mut().view.doing = Doing::Projects;
        harness.run_steps(4);
        let asks = click(&mut harness, "Decide Logistics centre");
        assert_eq!(asks, [Ask::Run(Request::Give(Order::StartProject { project: centre }))]);
    }
}

#[test]
fn nothing_runs_over_the_edge_at_either_size() {
    for size in SIZES {
        let mut shown = Shown::new();
        shown.news.troubled(problems(), shown.play.run().land().quarter());
        for is_folded in [false, true] {
            let mut harness = Shown { news: News { is_folded, ..shown.news.clone() }, ..Shown::new() }.at(size);
            harness.run_steps(2);
            // A source line may be long and is scrolled.
            let nodes = harness.root().children_recursive().filter(|node| !said_by(node).contains('│'));
            for node in nodes.filter(|node| !said_by(node).is_empty()) {
                let rect = node.rect();
                assert!(rect.left() >= 0.0 && rect.right() <= size.x, "{}: {rect:?}", said_by(&node));
            }
        }
    }
}

fn said_by<'tree>(node: &impl NodeT<'tree>) -> String {
    node.accesskit_node().label().or(node.accesskit_node().value()).unwrap_or_default()
}

fn problems() -> Trouble {
    let text = TEXT.replace("trust: 0.35", "trust: 3.5").replace("\"visa\", level: 0.5", "\"visas\", level: 0.5");
    Trouble::Problems(read("border.ron", &text, &[]).unwrap_err().0)
}

#[test]
fn problems_are_told_in_full_with_their_places_and_that_the_run_goes_on() {
    for size in SIZES {
        let mut shown = Shown::new();
        shown.news.troubled(problems(), shown.play.run().land().quarter());
        let Trouble::Problems(problems) = shown.news.trouble.clone() else { unreachable!() };
        assert_eq!(problems.len(), 2);
        let mut harness = shown.at(size);
        // Names stand out by their colour.
        let text = said(&harness).replace('`', "");
        for problem in &problems {
            assert!(problem.line > 0 && problem.expected.is_some() && problem.hint.is_some(), "{problem:?}");
            for piece in [
                problem.code,
                &problem.message,
                &problem.place(),
                problem.source_line.trim_end(),
                &problem.carets(),
                problem.expected.as_deref().unwrap_or_default(),
                problem.hint.as_deref().unwrap_or_default(),
            ] {
                let piece = piece.replace('`', "");
                assert!(text.contains(&piece), "`{piece}` is not in\n{text}");
            }
        }
        assert!(text.contains("2 problems in border.ron"), "{text}");
        assert!(text.contains("The run goes on with the last version that checked."), "{text}");
        assert_eq!(click(&mut harness, "Hide this"), [Ask::FoldNews(true)]);
        harness.state_mut().news.is_folded = true;
        harness.run_steps(4);
        let folded = said(&harness);
        assert!(folded.contains("2 problems in border.ron") && !folded.contains(&problems[0].message), "{folded}");
        assert_eq!(click(&mut harness, "Show what there is to tell"), [Ask::FoldNews(false)]);
    }
}

#[test]
fn what_a_reload_dropped_is_told_until_it_is_hidden() {
    let mut shown = Shown::new();
    let school = lever(shown.play.run(), "school");
    shown.play.decide(Order::SetLever { lever: school, level: 0.4 });
    let changed = read("border.ron", &TEXT.replace("\"school\"", "\"academy\""), &[]).unwrap();
    let (play, resumed) = shown.play.resumed_in(Arc::new(changed));
    shown.news.reloaded(&resumed);
    shown.play = play;
    let mut harness = shown.at(SIZES[0]);
    let text = said(&harness);
    assert!(text.contains("reloaded at 2010Q1; 1 order dropped"), "{text}");
    assert!(text.contains("lever school set to 0.40 in 2010Q2: the scenario has no lever school any more"), "{text}");
    assert_eq!(click(&mut harness, "Hide this"), [Ask::FoldNews(true)]);
    harness.state_mut().news.is_folded = true;
    harness.run_steps(4);
    assert!(!said(&harness).contains("no lever school"));
}

#[test]
fn indicators_are_told_with_their_thresholds_and_one_of_them_binds() {
    let harness = Shown::new().at(SIZES[0]);
    let text = said(&harness);
    let run = harness.state().play.run();
    let binding = run.land().binding().id();
    let lines: Vec<&str> = text.lines().filter(|line| line.contains("stage II from")).collect();
    assert_eq!(lines.len(), 7, "{text}");
    let binds: Vec<&&str> = lines.iter().filter(|line| line.contains("binding")).collect();
    assert!(binds.len() == 1 && binds[0].starts_with(binding), "{binds:?}");
    assert!(text.contains(run.land().diagnosis().summary()), "{text}");
    assert!(text.contains(&format!("Diagnosis: {}", run.land().diagnosis().id())), "{text}");
}

#[test]
fn a_run_that_is_over_says_so_and_takes_no_step() {
    let mut shown = Shown::new();
    shown.play.run_to(Aim::End);
    shown.clock.is_paused = true;
    let mut harness = shown.at(SIZES[0]);
    assert!(said(&harness).contains("The run is over."));
    assert_eq!(click(&mut harness, "Step one quarter"), []);
    assert_eq!(click(&mut harness, "Play"), []);
}

#[test]
fn every_control_has_a_name() {
    let harness = Shown::new().at(SIZES[0]);
    for node in harness.root().children_recursive() {
        let node = node.accesskit_node();
        if matches!(node.role(), Role::Button | Role::Slider | Role::SpinButton) {
            assert!(
                node.label().is_some_and(|label| !label.is_empty()),
                "{:?} at {:?}",
                node.role(),
                node.bounding_box()
            );
        }
    }
}

#[test]
fn drawing_alone_asks_nothing_whatever_levels_a_policy_has() {
    let mut shown = Shown::new();
    shown.play = run(&TEXT.replace("\"visa\", level: 0.5", "\"visa\", level: 0.8251234"));
    let visa = lever(shown.play.run(), "visa");
    assert_eq!(shown.play.run().orders().levels[visa], 0.825_123_4, "the policy holds it where the slider has no step");
    let harness = shown.at(SIZES[1]);
    assert_eq!(harness.state().asks, []);
}

#[test]
fn the_timeline_looks_back_undoes_and_switches_branches() {
    let mut shown = Shown::new();
    let school = lever(shown.play.run(), "school");
    shown.play.decide(Order::SetLever { lever: school, level: 0.4 });
    let first = shown.play.run().first();
    shown.play.scrub(first.plus(4));
    shown.play.decide(Order::SetLever { lever: school, level: 0.9 });
    shown.play.scrub(first.plus(2));
    let (at, reached) = (shown.play.place().at, shown.play.place().reached);
    let mut harness = shown.at(SIZES[0]);
    assert!(said(&harness).contains(&format!("You look at {at}")), "{}", said(&harness));
    assert_eq!(click(&mut harness, "Back to the present"), [Ask::Run(Request::Scrub(reached))]);
    assert_eq!(click(&mut harness, "Branch main"), [Ask::Run(Request::Switch(0))]);
    let run_to = |aim| [Ask::Pause, Ask::Run(Request::RunTo(aim))];
    assert_eq!(click(&mut harness, "Run to the end"), run_to(Aim::End));
    let last = harness.state().play.front().last();
    let ahead = harness.get_by_label_contains("Timeline: ").rect().right_center() - vec2(2.0, 0.0);
    let asks = asked(&mut harness, |harness| {
        harness.hover_at(ahead);
        harness.drag_at(ahead);
        harness.drop_at(ahead);
    });
    assert_eq!(asks, run_to(Aim::Date(last)));
    click(&mut harness, "Run to a date");
    let year = reached.year() + 1;
    assert_eq!(click(&mut harness, &year.to_string()), run_to(Aim::Date(Quarter::new(year, 1))));
    let modifiers = Modifiers::COMMAND;
    let asks = asked(&mut harness, |harness| harness.key_press_modifiers(modifiers, Key::Z));
    assert_eq!(asks, [Ask::Run(Request::Undo)]);
    let asks = asked(&mut harness, |harness| harness.key_press_modifiers(modifiers, Key::Y));
    assert_eq!(asks, [Ask::Run(Request::Redo)]);
    let strip = format!("Timeline: {at}");
    harness.get_by_label_contains(&strip).focus();
    harness.run_steps(4);
    assert_eq!(press(&mut harness, Key::ArrowLeft).last(), Some(&Ask::Run(Request::Scrub(at.plus(-1)))));
    assert_eq!(press(&mut harness, Key::End).last(), Some(&Ask::Run(Request::Scrub(reached))));
}

#[test]
fn a_number_leads_to_its_terms_its_causes_and_its_equation_and_back() {
    for size in SIZES {
        let mut harness = Shown::new().at(size);
        let asks = click(&mut harness, "Why trust");
        assert_eq!(asks, [Ask::View(ViewAsk::Why(vec![Variable::Trust]))]);
        let Some(Ask::View(ask)) = asks.into_iter().next() else { unreachable!() };
        harness.state_mut().view.take(ask);
        harness.run_steps(4);
        let text = said(&harness);
        let why = harness.state().play.run().why(Variable::Trust).pop().unwrap();
        for (name, _) in &why.terms {
            assert!(text.contains(&format!("{name}: ")), "`{name}` is not in\n{text}");
        }
        assert!(text.contains("E4: ") && text.contains("Source: ") && text.contains("Grade "), "{text}");
        harness.state_mut().view.trail = vec![Variable::Trade, Variable::ExportsA];
        harness.run_steps(4);
        assert_eq!(click(&mut harness, "Back to trade"), [Ask::View(ViewAsk::Why(vec![Variable::Trade]))]);
    }
}

#[test]
fn charts_are_removed_and_the_crosshair_follows_the_pointer() {
    for size in SIZES {
        let mut harness = Shown::new().at(size);
        reach(&mut harness, "Remove the chart of trade");
        let asks = click(&mut harness, "Remove the chart of trade");
        let left = vec![Variable::Trust, Variable::Knowledge, Variable::Institutions];
        assert!(asks.contains(&Ask::View(ViewAsk::Charts(left))), "{asks:?}");
        let told = said(&harness)
            .lines()
            .find(|line| line.starts_with("trust: ") && !line.contains("stage II"))
            .unwrap()
            .to_owned();
        reach(&mut harness, &told);
        let centre = harness.get_by_label(&told).rect().center();
        let asks = asked(&mut harness, |harness| harness.hover_at(centre));
        let pointed = asks.iter().any(|ask| matches!(ask, Ask::View(ViewAsk::Crosshair(Some(_)))));
        assert!(pointed, "{asks:?}");
    }
}

#[test]
fn the_tabs_of_what_is_understood_open_and_a_line_of_the_log_leads_to_its_quarter() {
    let mut harness = Shown::new().at(SIZES[0]);
    for (name, tab) in
        [("Stages", Telling::Stages), ("Why", Telling::Why), ("Log", Telling::Log), ("Goals", Telling::Goals)]
    {
        assert_eq!(click(&mut harness, &format!("Tab {name}")), [Ask::View(ViewAsk::Telling(tab))]);
    }
    let school = lever(harness.state().play.run(), "school");
    harness.state_mut().play.decide(Order::SetLever { lever: school, level: 0.45 });
    harness.state_mut().view.telling = Telling::Log;
    harness.run_steps(4);
    let next = harness.state().play.run().land().quarter().plus(1);
    let asks = click(&mut harness, &format!("Look at {next}: Joint school: set to 0.45"));
    assert_eq!(asks, [Ask::Pause, Ask::Run(Request::Scrub(next))]);
}
