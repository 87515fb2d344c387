//! The fan of futures: it equals what is played without it, whatever the order in which its paths come.

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use marchland::model::date::Quarter;
use marchland::model::indicator::Variable;
use marchland::run::fan::{Fan, Future, Path, Present, Side};
use marchland::run::{Order, Run};

use crate::play::run;

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
