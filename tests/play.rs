//! Play-throughs: the past comes again as it was, branches leave it alone, and every decision can be undone.

use std::sync::Arc;

use marchland::model::date::Quarter;
use marchland::model::indicator::Variable;
use marchland::run::aim::Aim;
use marchland::run::play::{Decided, PlayThrough};
use marchland::run::{Order, Run};
use marchland::scenario::read;

/// A scenario with levers, projects, a policy and random shocks.
pub fn run() -> Run {
    let scenario = read("played.ron", include_str!("played.ron"), &[]).unwrap();
    Run::new(Arc::new(scenario), "programme", 5, 80).unwrap()
}

/// Whole numbers that look random, the same in every test run.
pub struct Numbers(u64);

impl Numbers {
    pub const fn from(seed: u64) -> Self {
        Self(seed)
    }

    pub fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    pub fn order(&mut self, run: &Run) -> Order {
        let setup = &run.scenario().setup;
        let lever = self.below(setup.levers.len() as u64) as usize;
        match self.below(8) {
            0 => Order::ResetLever { lever },
            1 => Order::StartProject { project: self.below(setup.projects.len() as u64) as usize },
            _ => Order::SetLever { lever, level: self.below(11) as f64 / 10.0 },
        }
    }
}

/// The digest of every quarter of a run under orders, played without a play-through.
fn digests(orders: &[(Quarter, Order)]) -> Vec<String> {
    let mut run = run();
    let mut digests = vec![run.digest()];
    while !run.is_over() {
        let next = run.land().quarter().plus(1);
        orders.iter().filter(|(quarter, _)| *quarter == next).for_each(|(_, order)| run.order(order.clone()));
        run.step();
        digests.push(run.digest());
    }
    digests
}

/// A play-through to its end with an order in every third quarter.
fn played() -> PlayThrough {
    let mut play = PlayThrough::new(&run());
    let mut numbers = Numbers::from(1);
    while !play.run().is_over() {
        if play.run().elapsed().is_multiple_of(3) {
            let order = numbers.order(play.run());
            play.decide(order);
        }
        play.step();
    }
    play
}

#[test]
fn two_hundred_random_quarters_of_the_past_have_the_originals_digests() {
    let mut play = played();
    let original = digests(play.plan());
    let whole = play.front().series(Variable::Trust);
    let mut numbers = Numbers::from(2);
    for _ in 0..200 {
        let quarter = numbers.below(81) as usize;
        play.scrub(play.front().first().plus(quarter as i32));
        assert_eq!(play.run().elapsed() as usize, quarter);
        assert_eq!(play.run().digest(), original[quarter]);
        assert_eq!(play.run().series(Variable::Trust), whole[..=quarter]);
    }
    play.run_to(Aim::End);
    assert_eq!(play.run().digest(), original[80]);
}

#[test]
fn keyframes_are_few_however_long_the_run() {
    let run = run();
    for quarters in [80, 2000] {
        let long = Run::new(Arc::clone(run.scenario()), "programme", 5, quarters).unwrap();
        let mut play = PlayThrough::new(&long);
        play.run_to(Aim::End);
        assert!((2..=66).contains(&play.keyframes()), "{}", play.keyframes());
    }
}

#[test]
fn deciding_in_the_past_begins_a_branch_and_leaves_the_old_course_as_it_was() {
    let mut play = played();
    let (end, orders) = (play.run().digest(), play.plan().to_vec());
    let at = play.run().first().plus(30);
    play.scrub(at);
    assert_eq!(play.decide(Order::SetLever { lever: 0, level: 0.77 }), Decided::Branched(1));
    assert_eq!((play.branches()[1].name.as_str(), play.place().reached), ("from 2012Q4", at));
    play.decide(Order::SetLever { lever: 0, level: 0.78 });
    let lever = &play.run().scenario().setup.levers[0].name;
    let words = format!("branch `from 2012Q4`, in 2012Q4: {lever} set to 0.78");
    assert_eq!(play.done().last().unwrap().in_words(play.run()), words);
    play.run_to(Aim::End);
    let (other, mine) = (play.run().digest(), play.plan().to_vec());
    assert_ne!(other, end);
    assert_eq!(other, *digests(&mine).last().unwrap());
    play.switch(0);
    assert_eq!((play.run().digest(), play.plan()), (end, orders.as_slice()));
    play.switch(1);
    assert_eq!(play.run().digest(), other);
    assert!(play.rename(1, "early visas") && !play.rename(0, "early visas") && !play.rename(0, " "));
    assert_eq!(play.undo().unwrap(), "branch `from 2012Q4` called `early visas`");
}

#[test]
fn a_lever_that_is_dragged_is_one_decision_and_what_changes_nothing_is_none() {
    let mut play = PlayThrough::new(&run());
    for hundredth in 1..=60 {
        play.decide(Order::SetLever { lever: 1, level: f64::from(hundredth) / 100.0 });
    }
    assert_eq!(play.done().len(), 1);
    assert_eq!(play.decide(Order::SetLever { lever: 1, level: 0.6 }), Decided::Nothing);
    assert_eq!(play.decide(Order::ResetLever { lever: 0 }), Decided::Nothing);
    play.step();
    play.decide(Order::SetLever { lever: 1, level: 0.2 });
    assert_eq!(play.done().len(), 2);
    play.run_to(Aim::End);
    assert_eq!(play.decide(Order::SetLever { lever: 1, level: 0.5 }), Decided::Nothing, "no quarter comes any more");
}

/// Whatever a person does, undoing all of it leads to the start and redoing all of it to the end.
#[test]
fn undo_all_gives_the_start_and_redo_all_the_end() {
    for seed in 0..60 {
        let mut play = PlayThrough::new(&run());
        let mut numbers = Numbers::from(seed);
        for _ in 0..60 {
            match numbers.below(10) {
                0 => play.scrub(run().first().plus(numbers.below(90) as i32)),
                1 => {
                    play.undo();
                }
                2 => {
                    play.redo();
                }
                3 => play.switch(numbers.below(play.branches().len() as u64) as usize),
                4 => {
                    let branch = numbers.below(play.branches().len() as u64) as usize;
                    play.rename(branch, &format!("course {}", numbers.below(1000)));
                }
                5..7 => (0..numbers.below(6)).for_each(|_| play.step()),
                _ => {
                    let order = numbers.order(play.run());
                    play.decide(order);
                }
            }
        }
        while play.redo().is_some() {}
        let (end, place, branches) = (play.run().digest(), play.place(), play.branches().to_vec());
        let steps = play.done().len();
        let words: Vec<String> = std::iter::from_fn(|| play.undo()).collect();
        assert_eq!(words.len(), steps);
        assert_eq!((play.branches().len(), play.branches()[0].orders.len(), play.branch()), (1, 0, 0));
        assert_eq!(play.run().digest(), digests(&[])[play.run().elapsed() as usize], "seed {seed}");
        let again: Vec<String> = std::iter::from_fn(|| play.redo()).collect();
        assert!(again.iter().rev().eq(&words), "seed {seed}");
        assert_eq!((play.run().digest(), play.place()), (end.clone(), place), "seed {seed}");
        let orders = |branches: &[marchland::run::play::Branch]| {
            branches.iter().map(|b| (b.name.clone(), b.from, b.orders.clone())).collect::<Vec<_>>()
        };
        assert_eq!(orders(play.branches()), orders(&branches), "seed {seed}");
        assert_eq!(end, digests(play.plan())[play.run().elapsed() as usize], "seed {seed}");
    }
}

#[test]
fn time_stops_at_a_date_an_event_and_a_stage() {
    let mut play = PlayThrough::new(&run());
    play.run_to(Aim::Date(Quarter::new(2009, 1)));
    assert_eq!(play.run().land().quarter(), Quarter::new(2009, 1));
    play.run_to(Aim::Event);
    assert_eq!(play.run().land().quarter(), Quarter::new(2009, 3));
    assert_eq!(Aim::Event.told(play.run()), "2009Q3: The programme is signed.");
    play.run_to(Aim::Stage(1));
    assert_eq!(play.run().land().quarter(), Quarter::new(2009, 4), "one step at least");
    play.run_to(Aim::Date(Quarter::new(2001, 1)));
    assert_eq!(play.run().land().quarter(), Quarter::new(2010, 1), "time only passes");
    play.run_to(Aim::Stage(3));
    assert!(play.run().is_over() || play.run().value(Variable::Stage) >= 3.0);
}

/// An hour at twenty quarters a second is 72,000 of them, over and over again through the same run: what is held does
/// not grow.
#[test]
fn playing_on_and_on_holds_no_more_memory() {
    let mut play = played();
    let mut numbers = Numbers::from(3);
    let mut round = |play: &mut PlayThrough| {
        for _ in 0..4 {
            play.scrub(play.front().first().plus(numbers.below(60) as i32));
            let order = numbers.order(play.run());
            play.decide(order);
            play.run_to(Aim::End);
            while play.undo().is_some() {}
            play.run_to(Aim::End);
        }
    };
    round(&mut play);
    let grown = allocation_counter::measure(|| (0..10).for_each(|_| round(&mut play)));
    let held = allocation_counter::measure(|| std::mem::forget(played()));
    assert!(
        (grown.bytes_current as f64) < 0.1 * held.bytes_current as f64,
        "{} of {}",
        grown.bytes_current,
        held.bytes_current
    );
}
