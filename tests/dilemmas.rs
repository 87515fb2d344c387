//! Dilemmas come up, are answered by ordinary orders, and show stakes that are those of paired futures; lessons are done.

use std::sync::Arc;

use marchland::model::date::Quarter;
use marchland::model::indicator::{Indicator, Variable};
use marchland::run::aim::Aim;
use marchland::run::dilemma::{Standing, answering, orders, stakes, standings};
use marchland::run::fan::{Fan, Present, Side};
use marchland::run::lesson::{Progress, progress};
use marchland::run::play::{Decided, PlayThrough};
use marchland::run::save::Save;
use marchland::run::session::Session;
use marchland::run::{Order, Run};

use crate::shipped::scenario;

fn at(name: &str, policy: &str, quarter: Quarter) -> Run {
    let scenario = Arc::new(scenario(name));
    let quarters = scenario.quarters;
    let mut run = Run::new(scenario, policy, 1, quarters).unwrap();
    while run.land().quarter() < quarter {
        run.step();
    }
    run
}

#[test]
fn a_dilemma_comes_up_in_the_first_quarter_in_which_its_conditions_hold() {
    let came = Quarter::new(2005, 2);
    assert_eq!(standings(&at("tutorial", "none", came.plus(-1))), [Standing::Ahead]);
    assert_eq!(standings(&at("tutorial", "none", came)), [Standing::Open(came)]);
    assert_eq!(standings(&at("tutorial", "none", came.plus(20))), [Standing::Open(came)]);
}

#[test]
fn time_stops_where_there_is_something_to_decide() {
    let mut play = PlayThrough::new(&at("generic", "staged", Quarter::new(2000, 1)));
    let asked = |play: &PlayThrough| matches!(standings(play.run())[0], Standing::Open(_));
    while !asked(&play) && !play.run().is_over() {
        play.run_to(Aim::Event);
    }
    let now = play.run().land().quarter();
    assert_eq!(standings(play.run()), [Standing::Open(now)]);
    assert_eq!(Aim::Event.told(play.run()), format!("{now}: to be decided: What to do with new trust."));
}

#[test]
fn an_answer_is_ordinary_orders_that_are_undone_branched_and_replayed() {
    let came = Quarter::new(2009, 3);
    let mut play = PlayThrough::new(&at("amur", "none", came));
    let dilemma = play.run().scenario().dilemmas.iter().position(|d| d.id == "a-list-or-a-body").unwrap();
    let of = |play: &PlayThrough| standings(play.run())[dilemma];
    let choice = play.run().scenario().dilemmas[dilemma].options[1].clone();
    assert_eq!(orders(&choice).len(), 2);
    assert_eq!(play.answer(dilemma, 2), Decided::Nothing, "the last option is what happens anyway");
    assert_eq!(of(&play), Standing::Open(came));
    assert_eq!(play.answer(dilemma, 1), Decided::Given);
    assert_eq!(of(&play), Standing::Answered { came, option: 1, from: came.plus(1) });
    let answered = play.run().given().to_vec();
    let save = Save::of(&play, "amur", "").text();
    let mut again = Save::read(&save).unwrap().open(play.run().scenario()).unwrap();
    for play in [&mut play, &mut again] {
        let words = play.undo().unwrap();
        assert_eq!(words, "2009Q4: Customs single window set to 0.40; 2009Q4: Visa simplification set to 0.40");
        assert!(of(play) == Standing::Open(came) && play.run().given().is_empty(), "an answer is undone at once");
        assert_eq!(play.redo(), Some(words));
        assert_eq!(play.run().given(), answered);
    }
    (0..8).for_each(|_| play.step());
    let session = Session::of(play.run(), Vec::new());
    let replayed = session.replay(play.run().scenario());
    let mut whole = play.run().fork();
    whole.finish();
    assert_eq!(replayed.unwrap().digest(), whole.digest());
    // Answered otherwise in the past, it is a branch.
    play.scrub(came);
    assert_eq!(play.answer(dilemma, 0), Decided::Branched(1));
    assert_eq!(of(&play), Standing::Answered { came, option: 0, from: came.plus(1) });
    let governance = play.run().scenario().setup.levers.iter().position(|lever| lever.id == "governance").unwrap();
    let kept = |play: &PlayThrough| (0..16).filter(|lever| play.run().by_hand(*lever).is_some()).collect::<Vec<_>>();
    assert_eq!(kept(&play), [governance], "what the other answer had set went back to the policy");
    assert!(play.undo().is_some());
    assert_eq!((play.branches().len(), play.branch()), (1, 0), "the branch that the answer began is gone with it");
    assert_eq!(of(&play), Standing::Answered { came, option: 1, from: came.plus(1) });
    // Answered again later, the last answer counts; the last option takes levers back.
    play.switch(0);
    assert_eq!(play.answer(dilemma, 0), Decided::Given);
    let now = play.run().land().quarter();
    assert_eq!(of(&play), Standing::Answered { came, option: 0, from: now.plus(1) });
    assert_eq!(play.answer(dilemma, 2), Decided::Given);
    assert_eq!(kept(&play), Vec::<usize>::new());
}

#[test]
fn the_stakes_of_an_option_are_those_of_the_fan() {
    let run = at("amur", "none", Quarter::new(2009, 3));
    let before = run.digest();
    let dilemma = run.scenario().dilemmas.iter().position(|d| d.id == "a-list-or-a-body").unwrap();
    let found = stakes(&run, dilemma, 0, 8, 40);
    assert_eq!(run.digest(), before);
    let lever = run.scenario().setup.levers.iter().position(|lever| lever.id == "governance").unwrap();
    let mut with = run.fork();
    with.order(Order::SetLever { lever, level: 0.6 });
    let mut fan = Fan::new(Present::new(&with, Some(&run), &[Variable::Governance]));
    for path in 0..8 {
        let mut future = fan.present().future(path);
        (0..40).for_each(|_| {
            future.step();
        });
        fan.put(future.path());
    }
    let governance = &found.moves[Indicator::Governance as usize];
    assert_eq!(Some(&governance.with), fan.quantile(Side::With, 0, 0.5).last());
    assert_eq!(Some(&governance.without), fan.quantile(Side::Without, 0, 0.5).last());
    assert_eq!((governance.higher, governance.lower), (8, 0));
    assert!(found.told().contains("governance 0."), "{}", found.told());
    let nothing = stakes(&run, dilemma, 2, 4, 40);
    assert_eq!(nothing.told(), "Nothing changes up to 2019Q3.");
}

#[test]
fn the_stakes_of_another_answer_take_back_what_the_former_one_set() {
    let mut play = PlayThrough::new(&at("amur", "none", Quarter::new(2009, 3)));
    let dilemma = play.run().scenario().dilemmas.iter().position(|d| d.id == "a-list-or-a-body").unwrap();
    play.answer(dilemma, 1);
    (0..8).for_each(|_| play.step());
    let nothing = stakes(play.run(), dilemma, 2, 4, 40);
    assert!(!nothing.told().contains("Nothing changes"), "its levers go back to the policy: {}", nothing.told());
    for option in [0, 2] {
        let (mut with, mut answered) = (play.run().fork(), play.clone());
        answering(play.run(), dilemma, option).into_iter().for_each(|order| with.order(order));
        answered.answer(dilemma, option);
        let levers = 0..play.run().scenario().setup.levers.len();
        let by_hand = |run: &Run| levers.clone().map(|lever| run.by_hand(lever)).collect::<Vec<_>>();
        assert_eq!(by_hand(&with), by_hand(answered.run()), "what is told is what an answer orders");
        let fan = Fan::played(Present::new(&with, Some(play.run()), &[Variable::Access]), 4, 40);
        let access = &stakes(play.run(), dilemma, option, 4, 40).moves[Indicator::Access as usize];
        assert_eq!(Some(&access.with), fan.quantile(Side::With, 0, 0.5).last());
    }
}

#[test]
fn every_option_of_every_shipped_dilemma_moves_something() {
    for (name, quarter) in [("amur", Quarter::new(2016, 1)), ("tutorial", Quarter::new(2005, 2))] {
        let run = at(name, "none", quarter);
        for (index, dilemma) in run.scenario().dilemmas.iter().enumerate() {
            for option in 0..dilemma.options.len() - 1 {
                let found = stakes(&run, index, option, 2, 32);
                let moved = found.moves.iter().any(|moved| moved.higher + moved.lower > 0);
                assert!(moved, "{name}, {}: {}", dilemma.id, dilemma.options[option].title);
            }
        }
    }
}

#[test]
fn the_tutorial_can_be_gone_through_as_its_lessons_say() {
    let mut play = PlayThrough::new(&at("tutorial", "none", Quarter::new(2000, 1)));
    let lever =
        |play: &PlayThrough, id: &str| play.run().scenario().setup.levers.iter().position(|l| l.id == id).unwrap();
    let lessons = play.run().scenario().lessons.len();
    let wait = |play: &mut PlayThrough, done: usize| {
        while progress(play.run()).done.len() < done {
            assert!(!play.run().is_over(), "lesson {done} is never done");
            play.step();
        }
    };
    assert_eq!(progress(play.run()), Progress { done: Vec::new(), next: Some(0) });
    wait(&mut play, 1);
    assert_eq!(play.run().land().quarter(), Quarter::new(2001, 1));
    let set = |play: &mut PlayThrough, id: &str| {
        let lever = lever(play, id);
        play.decide(Order::SetLever { lever, level: 1.0 });
    };
    set(&mut play, "governance");
    assert_eq!(progress(play.run()).next, Some(2));
    // The flood comes with a choice, and the lesson stays for a quarter: what has grown is to be looked for.
    play.run_to(Aim::End);
    assert_eq!((play.run().land().quarter(), progress(play.run()).next), (Quarter::new(2005, 2), Some(3)));
    wait(&mut play, 4);
    assert_eq!(play.run().land().quarter(), Quarter::new(2005, 3));
    set(&mut play, "customs");
    assert_eq!(progress(play.run()).next, Some(5));
    assert_eq!(play.answer(0, 0), Decided::Given);
    ["visa", "twinning", "broker"].into_iter().for_each(|id| set(&mut play, id));
    wait(&mut play, lessons);
    assert_eq!(progress(play.run()).next, None);
    // Undone, a lesson is open again.
    while progress(play.run()).next != Some(1) {
        assert!(play.undo().is_some());
    }
}
