//! A quarter played beforehand is the quarter: whether it was there when it was due decides nothing.

use std::time::Duration;

use marchland::model::indicator::Variable;
use marchland::run::means::means;
use marchland::run::play::PlayThrough;
use marchland::run::play::beforehand::Beforehand;

use crate::play::{Numbers, run};

/// Waits until the coming quarter is there, as long as it takes a slow computer.
fn wait(beforehand: &mut Beforehand, play: &PlayThrough) {
    for _ in 0..60_000 {
        if beforehand.is_there(play) {
            return;
        }
        std::thread::park_timeout(Duration::from_millis(1));
    }
    panic!("a minute was not enough for the coming quarter");
}

/// All that two play-throughs could differ in.
fn assert_same(one: &PlayThrough, other: &PlayThrough) {
    assert_eq!(one.run().digest(), other.run().digest());
    assert_eq!((one.place(), one.plan(), one.branches()), (other.place(), other.plan(), other.branches()));
    assert_eq!(one.keyframes(), other.keyframes());
    for variable in Variable::ALL.iter().copied() {
        assert_eq!(one.front().series(variable), other.front().series(variable));
        assert_eq!(one.run().why(variable), other.run().why(variable));
    }
    assert_eq!((one.run().happened(), one.run().given()), (other.run().happened(), other.run().given()));
}

#[test]
fn quarters_played_beforehand_are_those_that_are_played_when_they_are_due() {
    let (mut due, mut early) = (PlayThrough::new(&run()), PlayThrough::new(&run()));
    let (mut beforehand, mut numbers) = (Beforehand::default(), Numbers::from(3));
    while !due.run().is_over() {
        if due.run().elapsed().is_multiple_of(3) {
            let order = numbers.order(due.run());
            for play in [&mut due, &mut early] {
                play.decide(order.clone());
            }
        }
        due.step();
        beforehand.ask(&early);
        wait(&mut beforehand, &early);
        assert_eq!(beforehand.step(&mut early), Some(means(due.run())), "it was there, with what can be done");
    }
    assert_same(&early, &due);
    beforehand.ask(&early);
    beforehand.step(&mut early);
    assert_same(&early, &due);
}

#[test]
fn what_was_decided_or_looked_at_meanwhile_counts_and_what_was_played_for_another_course_does_not() {
    let (mut due, mut early) = (PlayThrough::new(&run()), PlayThrough::new(&run()));
    let (mut beforehand, mut numbers) = (Beforehand::default(), Numbers::from(4));
    let (mut taken, mut stale) = (0, 0);
    for turn in 0..400 {
        beforehand.ask(&early);
        if numbers.below(3) > 0 && !early.run().is_over() {
            wait(&mut beforehand, &early);
        }
        let first = due.front().first();
        let quarter = first.plus(numbers.below(70) as i32);
        let before = (early.place(), early.changes());
        for play in [&mut due, &mut early] {
            match turn % 7 {
                0 => {
                    let order = Numbers::from(turn).order(play.run());
                    play.decide(order);
                }
                2 => play.scrub(quarter),
                4 if turn % 3 == 0 => drop(play.undo()),
                5 if turn % 5 == 0 => drop(play.redo()),
                6 if turn % 35 == 6 => play.switch(0),
                _ => {}
            }
        }
        let has_changed = before != (early.place(), early.changes());
        due.step();
        let is_taken = beforehand.step(&mut early).is_some();
        assert!(
            !(has_changed && is_taken),
            "turn {turn}: what was played before the change was taken for what followed"
        );
        (taken, stale) = (taken + usize::from(is_taken), stale + usize::from(has_changed));
        assert_eq!(early.run().digest(), due.run().digest(), "turn {turn}");
    }
    assert_same(&early, &due);
    assert!(taken > 50 && stale > 50, "{taken} taken, {stale} overtaken");
}

#[test]
fn another_session_that_stands_at_the_same_place_is_another() {
    let (mut one, mut other) = (PlayThrough::new(&run()), PlayThrough::new(&run()));
    let mut beforehand = Beforehand::default();
    beforehand.ask(&one);
    wait(&mut beforehand, &one);
    assert!(!beforehand.is_there(&other));
    assert!(beforehand.step(&mut other).is_none());
    one.step();
    assert_same(&other, &one);
}
