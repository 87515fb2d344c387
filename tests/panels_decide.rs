//! Panels in which things are understood and decided: every control gives its ask, everything told can be read.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{Key, Vec2, pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use marchland::model::indicator::{Indicator, Variable};
use marchland::panels::{Ask, Dialog, Doing, Grouping, Pondered, Telling, Thing, ViewAsk, far};
use marchland::run::aim::Aim;
use marchland::run::debrief::{Debrief, Wanted};
use marchland::run::dilemma::stakes;
use marchland::run::lesson::progress;
use marchland::run::means::Subject;
use marchland::run::odds::odds;
use marchland::run::play::PlayThrough;
use marchland::run::policy::as_start;
use marchland::run::request::Request;
use marchland::run::{Order, Run};
use marchland::scenario::read;

use crate::panels::{SIZES, Shown, TEXT, asked, click, lever, press, reach, said};
use crate::shipped::scenario;

/// A shipped scenario that has been played for so many quarters.
fn played(name: &str, policy: &str, quarters: u32) -> PlayThrough {
    let scenario = Arc::new(scenario(name));
    let length = scenario.quarters;
    let mut run = Run::new(scenario, policy, 1, length).unwrap();
    (0..quarters).for_each(|_| run.step());
    PlayThrough::new(&run)
}

/// The window about it, and whatever else is to be so.
fn shown(play: PlayThrough, size: Vec2, change: impl FnOnce(&mut Shown)) -> Harness<'static, Shown> {
    let mut shown = Shown::new();
    shown.play = play;
    change(&mut shown);
    shown.at(size)
}

/// Past every choice that comes up.
fn to_the_end(play: &mut PlayThrough) {
    while !play.run().is_over() {
        play.run_to(Aim::End);
    }
}

fn dialog(dialog: Option<Dialog>) -> Ask {
    ViewAsk::Dialog(dialog).into()
}

#[test]
fn levers_stand_by_stage_and_by_who_pays_with_their_cost_and_what_is_left() {
    for size in SIZES {
        let mut harness = shown(played("amur", "programme-2009", 20), size, |_| {});
        let text = said(&harness);
        assert!(text.contains("From stage I") && text.contains("From stage II"), "{text}");
        assert!(text.contains("Money left") && text.contains("points a quarter at full strength"), "{text}");
        assert_eq!(click(&mut harness, "Levers by who pays"), [ViewAsk::Grouping(Grouping::Payer).into()]);
        harness.state_mut().view.grouping = Grouping::Payer;
        harness.run_steps(4);
        assert!(said(&harness).contains("Paid by "), "{}", said(&harness));
    }
}

#[test]
fn the_details_of_a_lever_say_who_pays_what_it_acts_on_and_what_not() {
    let mut harness = shown(played("tutorial", "none", 4), SIZES[1], |_| {});
    let name = "Customs single window";
    reach(&mut harness, &format!("{name}, details"));
    assert_eq!(click(&mut harness, &format!("{name}, details")), []);
    let text = said(&harness);
    for piece in ["Acts on", "customs", "It does not act on", "grows in", "left for the coming quarter"] {
        assert!(text.contains(piece), "`{piece}` is not in\n{text}");
    }
}

#[test]
fn a_lever_that_cannot_be_moved_says_why_and_asks_nothing() {
    let mut play = played("tutorial", "none", 0);
    to_the_end(&mut play);
    let mut harness = shown(play, SIZES[1], |shown| shown.clock.is_paused = true);
    assert!(said(&harness).contains("The run has been over since"), "{}", said(&harness));
    reach(&mut harness, "Joint governance body, slider");
    let rect = harness.get_by_label("Joint governance body, slider").rect();
    let asks = asked(&mut harness, |harness| {
        harness.drag_at(rect.center());
        harness.run_steps(2);
        harness.drop_at(rect.center());
    });
    assert_eq!(asks, []);
}

#[test]
fn a_policy_is_taken_as_a_start_in_one_decision() {
    for size in SIZES {
        let mut harness = shown(played("amur", "none", 24), size, |shown| shown.view.doing = Doing::Policies);
        let run = harness.state().play.run();
        let policy = run.scenario().policies["programme-2009"].clone();
        let orders = as_start(run, &policy);
        assert!(orders.len() > 1);
        let label = format!("Start from {}", policy.title);
        reach(&mut harness, &label);
        assert_eq!(click(&mut harness, &label), [Ask::Run(Request::GiveAll(orders.clone()))]);
        let play = &mut harness.state_mut().play;
        play.decide_all(orders);
        let (all, first) = (play.done().len(), play.done()[0].in_words(play.front()));
        let words = format!("{first} and {} more", all - 1);
        harness.run_steps(4);
        assert!(said(&harness).contains(&format!("Undo: {words}")), "{}", said(&harness));
        harness.state_mut().play.undo();
        harness.run_steps(4);
        assert!(said(&harness).contains(&format!("Redo: {words}")), "{}", said(&harness));
    }
}

#[test]
fn a_dilemma_is_answered_by_mouse_and_by_keys_and_tells_what_each_option_would_do() {
    for size in SIZES {
        let mut harness = shown(played("tutorial", "none", 21), size, |shown| {
            let run = shown.play.run();
            let each = (0..3).map(|option| stakes(run, 0, option, 2, 8)).collect();
            shown.pondered = Pondered { stakes: Some((0, each)), ..Pondered::default() };
            shown.view.dialog = Some(Dialog::Dilemma(0));
        });
        let text = said(&harness);
        let dilemma = harness.state().play.run().scenario().dilemmas[0].clone();
        assert!(text.contains(&dilemma.title) && text.contains("Build a bridge decided"), "{text}");
        assert!(text.contains("Nothing changes up to"), "the last option orders nothing\n{text}");
        let taken = |option| [Ask::Run(Request::Answer { dilemma: 0, option }), dialog(None)];
        assert_eq!(click(&mut harness, &format!("Option 1: {}", dilemma.options[0].title)), taken(0));
        harness.run_steps(2);
        assert_eq!(press(&mut harness, Key::Num2), taken(1), "and not a speed");
        let beside = |harness: &mut Harness<'_, Shown>| {
            let at = pos2(4.0, size.y / 2.0);
            harness.hover_at(at);
            harness.drag_at(at);
            harness.drop_at(at);
        };
        assert_eq!(asked(&mut harness, beside), [], "a click beside it puts off no choice");
        harness.state_mut().view.dialog = Some(Dialog::Help);
        harness.run_steps(4);
        assert_eq!(asked(&mut harness, beside), [dialog(None)], "it closes what asks nothing");
        assert_eq!(press(&mut harness, Key::Escape), [dialog(None)]);
    }
}

#[test]
fn a_choice_that_was_put_off_is_found_again_among_the_goals_and_in_the_last_line() {
    let mut harness = shown(played("tutorial", "none", 25), SIZES[0], |shown| shown.view.telling = Telling::Goals);
    let title = harness.state().play.run().scenario().dilemmas[0].title.clone();
    let back = format!("Back to the choice: {title}");
    assert_eq!(click(&mut harness, &back), [dialog(Some(Dialog::Dilemma(0)))]);
    reach(&mut harness, &format!("Decide: {title}"));
    assert_eq!(click(&mut harness, &format!("Decide: {title}")), [dialog(Some(Dialog::Dilemma(0)))]);
    harness.state_mut().play.answer(0, 1);
    harness.run_steps(4);
    let option = &harness.state().play.run().scenario().dilemmas[0].options[1].title.clone();
    assert!(said(&harness).contains(&format!("{option} from")), "{}", said(&harness));
    assert!(harness.query_by_label(&back).is_none(), "it is answered");
}

#[test]
fn lessons_that_were_skipped_come_back() {
    let mut harness = shown(played("tutorial", "none", 0), SIZES[0], |shown| shown.view.telling = Telling::Goals);
    assert_eq!(click(&mut harness, "Skip the lessons"), [ViewAsk::SkipLessons(true).into()]);
    harness.state_mut().view.skips_lessons = true;
    harness.run_steps(4);
    assert_eq!(click(&mut harness, "Show the lessons again"), [ViewAsk::SkipLessons(false).into()]);
}

#[test]
fn the_end_sets_the_run_beside_its_reference_and_says_what_made_the_difference() {
    let mut play = played("tutorial", "none", 4);
    let governance = lever(play.run(), "governance");
    play.decide(Order::SetLever { lever: governance, level: 1.0 });
    to_the_end(&mut play);
    for size in SIZES {
        let play = play.clone();
        let debrief = Debrief::of(play.run(), Wanted { paths: 2, decisions: 1 });
        let harness = shown(play, size, |shown| {
            shown.pondered.debrief = Some(debrief.clone());
            shown.view.dialog = Some(Dialog::End);
        });
        let text = said(&harness);
        for piece in ["How it ended", "the reference", "stage at the end", "By decisions: Joint governance body"] {
            assert!(text.contains(piece), "`{piece}` is not in\n{text}");
        }
        assert!(text.contains("In the equations:") && text.contains("What was foretold"), "{text}");
        for goal in &harness.state().play.run().scenario().goals {
            assert!(text.contains(&goal.text), "{text}");
        }
    }
}

#[test]
fn a_branch_is_renamed_unless_another_has_the_name() {
    let mut play = played("tutorial", "none", 8);
    let first = play.run().first();
    play.scrub(first.plus(2));
    play.decide(Order::SetLever { lever: 0, level: 0.5 });
    let name = play.branches()[1].name.clone();
    let mut harness = shown(play, SIZES[0], |_| {});
    let asks = click(&mut harness, &format!("Rename branch {name}"));
    assert_eq!(asks, [dialog(Some(Dialog::Rename(1, name)))]);
    harness.state_mut().view.dialog = Some(Dialog::Rename(1, "main".into()));
    harness.run_steps(4);
    assert!(harness.get_by_label_contains("Name of branch").is_focused(), "what is typed goes there");
    assert!(said(&harness).contains("another branch is called that"));
    assert_eq!(click(&mut harness, "Rename"), []);
    harness.state_mut().view.dialog = Some(Dialog::Rename(1, " early bodies ".into()));
    harness.run_steps(4);
    let wanted = Request::Rename { branch: 1, name: "early bodies".into() };
    assert_eq!(click(&mut harness, "Rename"), [Ask::Run(wanted), dialog(None)]);
}

#[test]
fn a_lesson_points_to_one_lever_or_one_chart_and_can_be_skipped() {
    for size in SIZES {
        let mut harness = shown(played("tutorial", "none", 0), size, |_| {});
        assert!(said(&harness).contains("lesson 1 of 6"), "{}", said(&harness));
        let asks = click(&mut harness, "Show me the chart of trade");
        let [Ask::View(ViewAsk::Charts(charts))] = &asks[..] else { panic!("{asks:?}") };
        assert_eq!(charts[0], Variable::Trade);
        assert_eq!(click(&mut harness, "Skip the lessons"), [ViewAsk::SkipLessons(true).into()]);
        while progress(harness.state().play.run()).done.is_empty() {
            harness.state_mut().play.step();
        }
        harness.run_steps(4);
        let governance = lever(harness.state().play.run(), "governance");
        let point = ViewAsk::Point(Subject::Lever(governance));
        assert_eq!(click(&mut harness, "Show me the lever"), [point.clone().into()]);
        harness.state_mut().view.take(point);
        harness.run_steps(40);
        assert!(said(&harness).contains("this one"));
        harness.state_mut().view.skips_lessons = true;
        harness.run_steps(4);
        assert!(!said(&harness).contains("lesson 2 of 6"));
    }
}

#[test]
fn the_ladder_has_three_rungs_and_says_how_far_the_binding_barrier_is_and_what_moves_it() {
    for size in SIZES {
        let mut harness = shown(played("amur", "programme-2009", 40), size, |_| {});
        let text = said(&harness);
        let run = harness.state().play.run().clone();
        assert!(text.contains("● I") && text.contains("here since"), "{text}");
        let barriers: BTreeSet<&str> =
            text.lines().filter(|line| line.contains("barriers that weigh most: ")).collect();
        assert_eq!(barriers.len(), 3, "{text}");
        let binding = run.land().binding();
        assert!(text.contains(&format!("What acts on {}:", binding.id())), "{text}");
        let aim = run.scenario().setup.thresholds.second[binding as usize];
        assert!(far(&run, binding, aim).contains(" of "));
        let acts = marchland::run::means::means(&run).levers;
        let acts = acts.iter().find(|mean| !mean.leaves.contains(&binding)).unwrap();
        let label = format!("Show {}", acts.name);
        reach(&mut harness, &label);
        assert_eq!(click(&mut harness, &label), [ViewAsk::Point(acts.subject).into()]);
    }
}

#[test]
fn how_far_an_indicator_is_goes_by_its_pace() {
    let run = played("tutorial", "as-taught", 24).run().clone();
    let value = run.value(Variable::Governance);
    assert!(far(&run, Indicator::Governance, value).ends_with("it holds."));
    assert!(far(&run, Indicator::Governance, value + 0.1).contains("at the pace of the last 4 years that takes"));
    let start = played("tutorial", "none", 0).run().clone();
    assert!(far(&start, Indicator::Trust, 0.9).contains("nothing has been played"));
    let idle = played("tutorial", "none", 16).run().clone();
    assert!(
        far(&idle, Indicator::Governance, 0.5).contains("came no nearer"),
        "{}",
        far(&idle, Indicator::Governance, 0.5)
    );
}

#[test]
fn a_term_leads_to_its_cause_and_a_measure_to_what_it_is_made_of() {
    for size in SIZES {
        let mut harness = shown(played("tutorial", "as-taught", 30), size, |shown| {
            shown.view.take(ViewAsk::Why(vec![Variable::Trust]));
        });
        let label = "Cause of contact by programmes";
        reach(&mut harness, label);
        let to = vec![Variable::Trust, Variable::Capacity];
        assert_eq!(click(&mut harness, label), [ViewAsk::Why(to).into()]);
        harness.state_mut().view.take(ViewAsk::Why(vec![Variable::Trade]));
        harness.run_steps(4);
        reach(&mut harness, "Go to exports_b");
        let to = vec![Variable::Trade, Variable::ExportsB];
        assert_eq!(click(&mut harness, "Go to exports_b"), [ViewAsk::Why(to).into()]);
        assert!(said(&harness).contains("over the last year"));
    }
}

#[test]
fn an_explanation_is_kept_open_goes_on_into_others_and_is_closed() {
    for size in SIZES {
        let mut harness = shown(played("tutorial", "none", 8), size, |_| {});
        let diagnosis = harness.state().play.run().land().diagnosis().id();
        let label = format!("Diagnosis: {diagnosis}");
        reach(&mut harness, &label);
        let key = format!("diagnosis:{diagnosis}");
        assert_eq!(click(&mut harness, &label), [ViewAsk::Lock(vec![key]).into()]);
        harness.state_mut().view.locked = vec!["capacity".into(), "governance".into()];
        harness.run_steps(4);
        let text = said(&harness);
        assert!(text.contains("joint bodies"), "{text}");
        let back = ViewAsk::Lock(vec!["capacity".into()]);
        assert_eq!(click(&mut harness, "Back to the explanation of capacity"), [back.into()]);
        let asks = click(&mut harness, "Why is it as it is?");
        assert_eq!(asks, [ViewAsk::Why(vec![Variable::Governance]).into(), ViewAsk::Lock(Vec::new()).into()]);
        assert_eq!(click(&mut harness, "Close the explanation"), [ViewAsk::Lock(Vec::new()).into()]);
    }
}

#[test]
fn a_word_explains_itself_under_the_pointer() {
    let mut harness = shown(played("tutorial", "none", 8), SIZES[1], |_| {});
    let diagnosis = harness.state().play.run().land().diagnosis();
    let label = format!("Diagnosis: {}", diagnosis.id());
    reach(&mut harness, &label);
    let at = harness.get_by_label(&label).rect().center();
    harness.hover_at(at);
    harness.run_steps(90);
    assert!(said(&harness).contains("A click keeps this open."), "{}", said(&harness));
}

#[test]
fn everything_on_the_map_can_be_chosen_and_tells_of_itself() {
    let run = played("amur", "programme-2009", 40);
    let things = [
        (Thing::Border, "institutional"),
        (Thing::Side(1), "support_b"),
        (Thing::City(0), "Ends of ties here"),
        (Thing::Crossing(0), "Door to door"),
        (Thing::Organisation(3), "innovations"),
        (Thing::Tie(0, 1), "Tie "),
    ];
    for size in SIZES {
        for (thing, piece) in things {
            let mut harness = shown(run.clone(), size, |shown| shown.view.selected = Some(thing));
            assert!(said(&harness).contains(piece), "{thing:?}: {}", said(&harness));
            let close = click(&mut harness, "Close what was chosen on the map");
            assert_eq!(close, [ViewAsk::Select(None).into()]);
        }
    }
}

#[test]
fn a_click_on_the_map_asks_for_what_lies_there() {
    let mut harness = shown(played("tutorial", "none", 8), SIZES[1], |_| {});
    let map = harness.get_by_label("Map: drag to move, wheel to zoom").rect();
    let mut found = Vec::new();
    for share in [0.1, 0.3, 0.5, 0.7, 0.9] {
        let at = map.left_top() + Vec2::new(map.width() * share, map.height() * 0.2);
        let asks = asked(&mut harness, |harness| {
            harness.hover_at(at);
            harness.drag_at(at);
            harness.drop_at(at);
        });
        found.extend(asks.into_iter().filter_map(|ask| match ask {
            Ask::View(ViewAsk::Select(thing)) => thing,
            _ => None,
        }));
    }
    assert!(found.contains(&Thing::Side(0)) && found.contains(&Thing::Side(1)), "{found:?}");
}

#[test]
fn the_log_leads_to_quarters_and_causes_and_tells_what_may_come() {
    for size in SIZES {
        let mut play = played("generic", "staged", 44);
        let visa = lever(play.run(), "visa");
        play.decide(Order::SetLever { lever: visa, level: 0.77 });
        let mut harness = shown(play, size, |shown| shown.view.telling = Telling::Log);
        let text = said(&harness);
        assert!(text.contains("What may come") && text.contains("within a year"), "{text}");
        let name = harness.state().play.run().scenario().setup.levers[visa].name.clone();
        let label = format!("Show {name}");
        reach(&mut harness, &label);
        assert_eq!(click(&mut harness, &label), [ViewAsk::Point(Subject::Lever(visa)).into()]);
    }
}

/// The window goes on in a scenario from which a line was taken, with what was known of the one before.
fn after_a_line_was_taken(line: &str, change: impl FnOnce(&mut Shown)) -> String {
    let mut shown = Shown::new();
    change(&mut shown);
    let text: String = TEXT.split_inclusive('\n').filter(|other| !other.trim_start().starts_with(line)).collect();
    assert_ne!(text, TEXT);
    shown.play = shown.play.resumed_in(Arc::new(read("border.ron", &text, &[]).unwrap())).0;
    said(&shown.at(SIZES[1]))
}

#[test]
fn what_was_known_of_a_scenario_with_more_shocks_or_goals_stops_nobody() {
    let text = after_a_line_was_taken("\"closure\": (name: \"Pandemic\"", |shown| {
        shown.pondered.odds = Some(odds(shown.play.run(), 0));
        shown.view.telling = Telling::Log;
    });
    assert!(text.contains("What may come") && text.contains("Flood"), "{text}");
    let text = after_a_line_was_taken("goals: {", |shown| {
        shown.play.run_to(marchland::run::aim::Aim::End);
        shown.pondered.debrief = Some(Debrief::of(shown.play.run(), Wanted { paths: 2, decisions: 1 }));
        shown.view.dialog = Some(Dialog::End);
    });
    assert!(text.contains("How it ended") && !text.contains("Reach stage II by 2020."), "{text}");
}
