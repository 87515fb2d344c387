//! The fan of futures: it equals what is played without it, whatever the order in which its paths come.

use std::sync::Arc;
use std::time::Duration;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use marchland::model::date::Quarter;
use marchland::model::indicator::Variable;
use marchland::run::aim::Aim;
use marchland::run::fan::outlook::{Outlook, Sheaf};
use marchland::run::fan::worker::Futures;
use marchland::run::fan::{Fan, Future, Path, Present, Reaching, Side};
use marchland::run::play::PlayThrough;
use marchland::run::{Order, Run};

use crate::play::{Numbers, run};

/// A run in mid-course, and the same before its last order.
fn present() -> (Run, Run) {
    let mut without = run();
    without.order(Order::SetLever { lever: 0, level: 0.5 });
    (0..20).for_each(|_| without.step());
    let mut with = without.fork();
    with.order(Order::SetLever { lever: 1, level: 1.0 });
    with.order(Order::StartProject { project: 0 });
    (with, without)
}

/// The same futures the headless way: whole runs, on threads.
fn ensemble(present: &Run, paths: u32) -> Vec<String> {
    let play = |path: u32| {
        let mut run = present.with_luck_of(present.seed() + 1 + u64::from(path));
        run.finish();
        run.digest()
    };
    (0..paths).into_par_iter().map(play).collect()
}

fn digests(fan: &Fan, side: Side) -> Vec<String> {
    let of = |path: &Path| match side {
        Side::With => path.with.digest.clone(),
        Side::Without => path.without.as_ref().unwrap().digest.clone(),
    };
    fan.paths().iter().map(of).collect()
}

#[test]
fn a_fan_stepped_in_turns_equals_the_ensemble_played_on_threads() {
    let (with, without) = present();
    let present = Present::new(&with, Some(&without), &[Variable::Trade]);
    let mut fan = Fan::new(present.clone());
    // Three at a time, a quarter each in turn, the last first; one in five is abandoned half-way and begun again.
    let mut waiting: Vec<u32> = (0..16).collect();
    let mut playing: Vec<Future> = Vec::new();
    let mut turns = 0_u32;
    while !waiting.is_empty() || !playing.is_empty() {
        while playing.len() < 3 && !waiting.is_empty() {
            playing.extend(waiting.pop().map(|path| present.future(path)));
        }
        turns += 1;
        if turns.is_multiple_of(97) {
            let path = playing.remove(0).path();
            waiting.push(path.path);
        }
        playing.retain_mut(|future| {
            let goes_on = future.step();
            if !goes_on {
                fan.put(future.path());
            }
            goes_on
        });
    }
    assert_eq!(digests(&fan, Side::With), ensemble(&with, 16));
    assert_eq!(digests(&fan, Side::Without), ensemble(&without, 16));
    let mut distinct = digests(&fan, Side::With);
    distinct.sort();
    distinct.dedup();
    assert_eq!(distinct.len(), 16, "every path has its own luck");
}

#[test]
fn quantiles_and_shares_are_those_of_the_paths() {
    let (with, without) = present();
    let present = Present::new(&with, Some(&without), &[Variable::Trade, Variable::Trust]);
    let mut fan = Fan::new(present.clone());
    assert_eq!(fan.quantile(Side::With, 0, 0.5), Vec::<f64>::new());
    (0..5).for_each(|path| fan.put(present.future(path).finish()));
    let middle = fan.quantile(Side::With, 1, 0.5);
    assert_eq!(middle.len(), 61, "the present and every quarter to come");
    assert_eq!(middle[0], with.value(Variable::Trust), "the present is known");
    let mut last: Vec<f64> = fan.paths().iter().map(|path| path.with.series[1][60]).collect();
    last.sort_by(f64::total_cmp);
    assert_eq!((middle[60], fan.quantile(Side::With, 1, 1.0)[60]), (last[2], last[4]));
    assert!(fan.quantile(Side::With, 1, 0.1)[60] < middle[60]);
    let by = Quarter::new(2020, 1);
    let counted = fan.paths().iter().filter(|p| p.with.stages[..=by.since(present.quarter()) as usize].contains(&2));
    let reaching = fan.reaching(Side::With, 2, by);
    assert_eq!((reaching.reach, reaching.of), (counted.count(), 5));
    assert_eq!(fan.reaching(Side::Without, 1, by).reach, 5);
    assert_eq!(fan.reaching(Side::With, 2, Quarter::new(1999, 1)).reach, 0, "what is past is no future");
    let again = fan.paths()[3].clone();
    fan.put(again);
    assert_eq!(fan.paths().len(), 5);
}

#[test]
fn a_fan_changes_nothing_and_another_luck_begins_where_the_run_stands() {
    let (with, _) = present();
    let before = with.digest();
    let mut future = Present::new(&with, None, &[]).future(0);
    future.step();
    assert_eq!(with.digest(), before);
    let other = with.with_luck_of(99);
    let states = |run: &Run| Variable::ALL.iter().map(|v| run.value(*v)).collect::<Vec<_>>();
    assert_eq!(states(&other), states(&with));
}

/// Waits as long as it takes a slow computer.
const PATIENCE: Duration = Duration::from_secs(60);

/// A play-through in mid-course with two decisions: one that acts, and one that will.
fn in_play() -> PlayThrough {
    let mut play = PlayThrough::new(&run());
    (0..12).for_each(|_| play.step());
    play.decide(Order::SetLever { lever: 0, level: 0.5 });
    (0..8).for_each(|_| play.step());
    play.decide(Order::SetLever { lever: 1, level: 1.0 });
    play
}

fn complete(futures: &Futures) -> [Option<Fan>; 2] {
    for _ in 0..PATIENCE.as_millis() {
        if let Some(fans) = futures.complete() {
            return fans;
        }
        std::thread::park_timeout(Duration::from_millis(1));
    }
    panic!("the fan is never complete");
}

/// Digests of so many futures of a run at a quarter under orders, played without fan, thread or play-through.
fn headless(orders: &[(Quarter, Order)], at: Quarter, paths: u32) -> Vec<String> {
    let play = |run: &mut Run, until: Option<Quarter>| loop {
        let next = run.land().quarter().plus(1);
        orders.iter().filter(|(quarter, _)| *quarter == next).for_each(|(_, order)| run.order(order.clone()));
        if run.is_over() || until.is_some_and(|until| run.land().quarter() == until) {
            return;
        }
        run.step();
    };
    let mut present = run();
    play(&mut present, Some(at));
    let future = |path: u32| {
        let mut future = present.with_luck_of(present.seed() + 1 + u64::from(path));
        play(&mut future, None);
        future.digest()
    };
    (0..paths).into_par_iter().map(future).collect()
}

#[test]
fn the_fan_of_the_window_equals_a_headless_ensemble_with_the_change_and_without() {
    let futures = Futures::new(2, 32, || ());
    let mut play = in_play();
    let orders = play.plan().to_vec();
    // At the front the change is about to act; two years back it lies ahead; two years on it has acted.
    let front = play.place().at;
    for at in [front, front.plus(-6), front.plus(-10), front.plus(8)] {
        if at > front {
            (0..8).for_each(|_| play.step());
        } else {
            play.scrub(at);
        }
        futures.ask(play.ahead().unwrap(), &[Variable::Trust]);
        let [with, without] = complete(&futures).map(Option::unwrap);
        assert_eq!(digests(&with, Side::With), headless(&orders, at, 32), "{at}");
        assert_eq!(digests(&without, Side::With), headless(&orders[..1], at, 32), "{at}");
        play.scrub(front);
    }
}

#[test]
fn what_is_shown_is_of_the_plan_that_was_asked_last_and_never_of_another() {
    let futures = Futures::new(2, 64, || ());
    let mut play = in_play();
    let mut numbers = Numbers::from(8);
    for _ in 0..40 {
        let level = numbers.below(101) as f64 / 100.0;
        play.decide(Order::SetLever { lever: 1, level });
        futures.ask(play.ahead().unwrap(), &[Variable::Trust]);
        // Sometimes there is time for a few paths, sometimes for none.
        if numbers.below(3) > 0 {
            std::thread::park_timeout(Duration::from_millis(numbers.below(8)));
        }
        if let Some(outlook) = futures.outlook() {
            let words = outlook.change.clone().unwrap();
            assert!(words.ends_with(&format!("set to {level:.2}")), "{words}, not {level}");
        }
    }
    let outlook = futures.outlook_within(PATIENCE).unwrap();
    let paths = outlook.with.paths as u32;
    let present = Present::under(play.run(), Arc::from(play.plan()), 160, &[Variable::Trust]);
    let mut fan = Fan::new(present.clone());
    let asked = complete(&futures)[0].clone().unwrap();
    (0..64).for_each(|path| fan.put(present.future(path).finish()));
    assert_eq!(digests(&asked, Side::With), digests(&fan, Side::With));
    assert!(paths.is_power_of_two());
}

#[test]
fn dragging_a_lever_plays_the_other_side_but_once_and_the_first_path_comes_at_once() {
    let futures = Futures::new(1, 16, || ());
    let mut play = in_play();
    futures.ask(play.ahead().unwrap(), &[Variable::Trust]);
    let [_, before] = complete(&futures);
    play.decide(Order::SetLever { lever: 1, level: 0.3 });
    futures.ask(play.ahead().unwrap(), &[Variable::Trust]);
    let outlook = futures.outlook_within(PATIENCE).unwrap();
    assert_eq!(outlook.without.as_ref().unwrap().paths, 16, "nothing about it has changed");
    let [with, without] = complete(&futures);
    assert_eq!(digests(&without.unwrap(), Side::With), digests(&before.unwrap(), Side::With));
    assert_eq!(digests(&with.unwrap(), Side::With), headless(play.plan(), play.place().at, 16));
}

#[test]
fn while_only_time_passes_the_futures_of_the_plan_stay_in_sight() {
    let futures = Futures::new(1, 64, || ());
    let mut play = in_play();
    futures.ask(play.ahead().unwrap(), &[Variable::Trust]);
    futures.outlook_within(PATIENCE).unwrap();
    for _ in 0..20 {
        play.step();
        futures.ask(play.ahead().unwrap(), &[Variable::Trust]);
        let at = play.place().at;
        let outlook = futures.outlook().expect("the plan is the same");
        assert!((0..=16).contains(&at.since(outlook.from)), "{} at {at}", outlook.from);
        // Time goes on once the futures are not far behind.
        for _ in 0..PATIENCE.as_millis() {
            if futures.outlook().is_some_and(|outlook| at.since(outlook.from) < 8) {
                break;
            }
            std::thread::park_timeout(Duration::from_millis(1));
        }
    }
    let [with, _] = complete(&futures);
    assert_eq!(digests(&with.unwrap(), Side::With), headless(play.plan(), play.place().at, 64));
    assert_eq!(futures.outlook().unwrap().from, play.place().at);
    play.undo();
    futures.ask(play.ahead().unwrap(), &[Variable::Trust]);
    let shown = futures.outlook_within(PATIENCE).unwrap();
    assert!(shown.change.as_ref().unwrap().ends_with("set to 0.50"), "{shown:?}");
    play.run_to(Aim::End);
    assert!(play.ahead().is_none(), "nothing lies ahead");
    futures.forget();
    assert_eq!(futures.outlook(), None);
}

#[test]
fn an_outlook_tells_bands_and_odds_as_the_paths_have_them() {
    let (with, without) = present();
    let variables = [Variable::Trade, Variable::Trust];
    let fan = |run: &Run| {
        let present = Present::new(run, None, &variables);
        let mut fan = Fan::new(present.clone());
        (0..40).for_each(|path| fan.put(present.future(path).finish()));
        fan
    };
    let (with, without) = (fan(&with), fan(&without));
    let sheaf = |fan: &Fan| Arc::new(Sheaf::of(fan, &variables));
    let from = with.present().quarter();
    let outlook = Outlook { from, with: sheaf(&with), without: Some(sheaf(&without)), change: None };
    let band = outlook.with.band(Variable::Trust).unwrap();
    for (line, share) in [(&band.tenth, 0.1), (&band.middle, 0.5), (&band.nine_tenths, 0.9)] {
        assert_eq!(*line, with.quantile(Side::With, 1, share));
    }
    assert_eq!(band.samples[2], with.paths()[2].with.series[1]);
    assert_eq!(outlook.with.band(Variable::Access), None);
    assert_eq!((outlook.until(), outlook.decade()), (from.plus(60), Quarter::new(from.year() + 10, 4)));
    for by in [from, from.plus(13), outlook.decade(), from.plus(60), from.plus(200)] {
        let expected = (with.reaching(Side::With, 2, by), Some(without.reaching(Side::With, 2, by)));
        assert_eq!(outlook.reaching(2, by), expected, "{by}");
    }
    let told = |reach, of| Reaching { reach, of }.told();
    assert_eq!(told(180, 256), "in 7 of 10 futures");
    assert_eq!(
        (told(1, 256), told(255, 256)),
        ("in fewer than 1 of 20 futures".into(), "in more than 19 of 20 futures".into())
    );
    assert_eq!((told(0, 16), told(16, 16)), ("in none of 16 futures".into(), "in all 16 futures".into()));
    let text = outlook.told(2, outlook.decade());
    let (a, b) = outlook.reaching(2, outlook.decade());
    let expected = format!(
        "I{} stage II by {}; without the change {}.",
        &a.told()[1..],
        from.year() + 10,
        b.unwrap().told().trim_end_matches(" futures")
    );
    assert_eq!(text, expected);
}

#[test]
fn without_a_thread_nobody_waits_and_nothing_is_foretold() {
    let futures = Futures::new(0, 16, || ());
    futures.ask(in_play().ahead().unwrap(), &[Variable::Trust]);
    // Whoever waits does so for ever.
    assert!(futures.outlook_within(Duration::MAX).is_none());
}
