//! A run goes on in another version of its scenario: with everything that still applies, and telling what does not.

use std::sync::Arc;

use marchland::model::date::Quarter;
use marchland::run::play::PlayThrough;
use marchland::run::reload::{Dropped, Resumed};
use marchland::run::{Order, Run};
use marchland::scenario::{Scenario, read};

const TEXT: &str = include_str!("played.ron");

fn scenario(text: &str) -> Arc<Scenario> {
    match read("played.ron", text, &[]) {
        Ok(scenario) => Arc::new(scenario),
        Err(problems) => panic!("{problems}"),
    }
}

/// The text with pieces of it replaced, each of which must be there.
fn with(changes: &[(&str, &str)]) -> Arc<Scenario> {
    let changed = changes.iter().fold(TEXT.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "`{from}` is not in the text");
        text.replace(from, to)
    });
    scenario(&changed)
}

fn lever(scenario: &Scenario, id: &str) -> usize {
    scenario.setup.levers.iter().position(|lever| lever.id == id).unwrap()
}

fn project(scenario: &Scenario, id: &str) -> usize {
    scenario.setup.projects.iter().position(|project| project.id == id).unwrap()
}

/// Plays to a quarter, with the orders of every test: two levers and a project by hand.
fn play(scenario: &Arc<Scenario>, policy: &str, quarters: u32, elapsed: u32) -> Run {
    let mut run = Run::new(Arc::clone(scenario), policy, 7, quarters).unwrap();
    while run.elapsed() < elapsed && !run.is_over() {
        if run.elapsed() == 8 {
            run.order(Order::SetLever { lever: lever(scenario, "school"), level: 0.4 });
            run.order(Order::SetLever { lever: lever(scenario, "visa"), level: 0.8 });
        }
        if run.elapsed() == 20 {
            run.order(Order::StartProject { project: project(scenario, "centre") });
            run.order(Order::ResetLever { lever: lever(scenario, "visa") });
        }
        run.step();
    }
    run
}

fn played() -> Run {
    play(&scenario(TEXT), "programme", 80, 30)
}

fn told(resumed: &Resumed) -> Vec<String> {
    resumed.dropped.iter().map(ToString::to_string).collect()
}

#[test]
fn an_unchanged_file_and_a_new_comment_change_nothing() {
    let run = played();
    assert_ne!(
        run.digest(),
        Run::new(scenario(TEXT), "programme", 7, 80).map(|mut r| (r.finish(), r.digest()).1).unwrap()
    );
    for text in [TEXT.to_owned(), format!("// A remark.\n{TEXT}")] {
        let resumed = run.resumed_in(scenario(&text));
        assert_eq!(resumed.run.digest(), run.digest());
        assert_eq!(resumed.run.given(), run.given());
        assert_eq!(resumed.dropped, []);
        let (mut on, mut again) = (run.fork(), resumed.run);
        on.finish();
        again.finish();
        assert_eq!(on.digest(), again.digest(), "they go on alike");
    }
}

#[test]
fn a_changed_figure_gives_what_a_fresh_run_with_the_same_orders_gives() {
    let run = played();
    let changed = with(&[("trust: 0.35", "trust: 0.55")]);
    let resumed = run.resumed_in(Arc::clone(&changed));
    assert_eq!(resumed.run.digest(), play(&changed, "programme", 80, 30).digest());
    assert_ne!(resumed.run.digest(), run.digest());
    assert_eq!(
        (resumed.run.seed(), resumed.run.policy(), resumed.run.land().quarter()),
        (7, "programme", run.land().quarter())
    );
    assert_eq!(resumed.dropped, []);
}

#[test]
fn orders_find_their_lever_by_its_id_when_the_list_changes() {
    let run = played();
    let changed = with(&[("\"visa\": (cost: 0.5),", "\"visa\": (cost: 0.5), \"aaa\": (
        name: \"First\", cost: 0.2, delay: 6, fade: 3, payers: (b: 1), recipient: People, survives_closure: false,
        effects: { \"language\": 0.3 }, stages: (1, 2), summary: \"It.\", trade_off: \"Small.\", source: \"made up\", grade: C,
    ),")]);
    assert_ne!(lever(&changed, "school"), lever(run.scenario(), "school"));
    let resumed = run.resumed_in(Arc::clone(&changed));
    assert_eq!(resumed.run.digest(), play(&changed, "programme", 80, 30).digest());
    assert_eq!(resumed.run.by_hand(lever(&changed, "school")), Some(0.4));
}

#[test]
fn orders_for_a_lever_or_a_project_that_is_gone_are_told_with_quarter_and_reason() {
    let without_school = [
        ("\"school\": (\n            name: \"Joint school\"", "\"schools\": (\n            name: \"Joint school\""),
        ("(lever: \"school\", level: 1,", "(lever: \"schools\", level: 1,"),
    ];
    let resumed = played().resumed_in(with(&without_school));
    let expected =
        "lever `school` set to 0.40 in 2007Q2: the scenario has no lever `school` any more; did you mean `schools`?";
    assert_eq!(told(&resumed), [expected]);
    assert_eq!(resumed.orders_dropped(), 1);
    assert_eq!(resumed.run.given().len(), 3, "the others are kept");

    let without_centre = [("\"centre\": (\n", "\"airport\": (\n"), ("project: \"centre\"", "project: \"airport\"")];
    let resumed = played().resumed_in(with(&without_centre));
    assert_eq!(told(&resumed), ["project `centre` decided in 2010Q2: the scenario has no project `centre` any more"]);
}

#[test]
fn the_default_policy_is_played_where_the_policy_is_gone() {
    let run = play(&scenario(TEXT), "programme", 80, 30);
    let changed = with(&[
        ("policy: \"programme\"", "policy: \"program\""),
        ("\"programme\": (\n            title", "\"program\": (\n            title"),
    ]);
    let resumed = run.resumed_in(Arc::clone(&changed));
    assert_eq!(resumed.run.policy(), "program");
    assert_eq!(resumed.run.digest(), play(&changed, "program", 80, 30).digest());
    let expected = "policy `programme`: the scenario has none of that name any more (did you mean `program`?); its default `program` is played";
    assert_eq!(told(&resumed), [expected]);
    assert_eq!(resumed.orders_dropped(), 0);
}

#[test]
fn a_shorter_scenario_is_played_to_its_end_and_later_orders_are_told() {
    let run = played();
    let resumed = run.resumed_in(with(&[("quarters: 80", "quarters: 16")]));
    assert!(resumed.run.is_over());
    assert_eq!(resumed.run.land().quarter(), Quarter::new(2009, 1));
    assert_eq!(
        told(&resumed),
        [
            "2012Q3: the run ends before that now, in 2009Q1",
            "project `centre` decided in 2010Q2: the run ends before that now, in 2009Q1",
            "lever `visa` left to the policy in 2010Q2: the run ends before that now, in 2009Q1",
        ]
    );
}

#[test]
fn a_run_whose_length_somebody_chose_keeps_it_and_another_takes_the_new_one() {
    let longer = with(&[("quarters: 80", "quarters: 100")]);
    assert_eq!(played().resumed_in(Arc::clone(&longer)).run.quarters(), 100);
    assert_eq!(play(&scenario(TEXT), "programme", 60, 30).resumed_in(longer).run.quarters(), 60);
}

#[test]
fn a_later_start_drops_what_was_ordered_before_it() {
    let run = played();
    let resumed = run.resumed_in(with(&[("start: \"2005Q1\"", "start: \"2008Q1\"")]));
    assert_eq!(resumed.run.land().quarter(), run.land().quarter());
    assert_eq!(resumed.run.elapsed(), 18);
    assert_eq!(resumed.orders_dropped(), 2);
    assert!(
        told(&resumed)[0].ends_with("in 2007Q2: the scenario starts after that now, in 2008Q1"),
        "{:?}",
        resumed.dropped
    );
    let run = play(run.scenario(), "programme", 80, 10);
    let resumed = run.resumed_in(with(&[("start: \"2005Q1\"", "start: \"2008Q1\"")]));
    assert_eq!(resumed.run.elapsed(), 0);
    assert_eq!(resumed.dropped[0], Dropped::Time { stood: Quarter::new(2007, 3), stands: Quarter::new(2008, 1) });
}

#[test]
fn an_order_that_waits_for_its_quarter_waits_on() {
    let mut run = played();
    let visa = lever(run.scenario(), "visa");
    run.order(Order::SetLever { lever: visa, level: 1.0 });
    let mut resumed = run.resumed_in(with(&[("trust: 0.35", "trust: 0.36")])).run;
    assert_eq!(resumed.given(), run.given());
    resumed.step();
    assert_eq!(resumed.orders().levels[visa], 1.0);
}

#[test]
fn of_several_orders_for_a_lever_in_a_quarter_the_last_alone_is_kept() {
    let mut run = played();
    let before = run.given().len();
    let visa = lever(run.scenario(), "visa");
    for level in [0.1, 0.2, 0.3] {
        run.order(Order::SetLever { lever: visa, level });
        run.order(Order::SetLever { lever: lever(run.scenario(), "school"), level });
    }
    run.order(Order::ResetLever { lever: visa });
    assert_eq!(run.given().len(), before + 2);
    assert_eq!(run.by_hand(visa), None);
    run.step();
    run.order(Order::SetLever { lever: visa, level: 0.5 });
    assert_eq!(run.given().len(), before + 3, "another quarter is another order");
}

#[test]
fn what_was_known_of_the_old_scenario_is_told_from_what_is_known_of_the_new_one() {
    let mut play = PlayThrough::new(&played());
    let visa = lever(play.run().scenario(), "visa");
    for _ in 0..3 {
        let (again, _) = play.resumed_in(with(&[("trust: 0.35", "trust: 0.36")]));
        assert_eq!((again.place(), again.done().len()), (play.place(), play.done().len()));
        assert!(again.changes() > play.changes(), "nothing was decided, and all that comes of it is another");
        play = again.resumed_in(scenario(TEXT)).0;
        assert!(play.changes() > again.changes());
        play.decide(Order::SetLever { lever: visa, level: 0.7 });
        play.step();
    }
}
