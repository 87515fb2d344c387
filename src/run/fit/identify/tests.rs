//! What is called known is known: intervals cover the truth as often as they say, valleys are followed, and little is little.

use super::*;
use crate::run::fit::{Fitted, InTurn, fit};

fn free(name: &str) -> Free {
    let (path, unit) = (name.to_owned(), "1".to_owned());
    Free { path, unit, min: 0.0, max: 1.0, whole: false, figure: false, before: 0.9 }
}

/// A fit to twelve points: those errors, and others that nothing changes.
fn fitted(names: &[&str], errors: &(dyn Fn(&[f64]) -> Option<Vec<f64>> + Sync)) -> Fitted {
    let free: Vec<Free> = names.iter().map(|name| free(name)).collect();
    fit(&Task { free: &free, errors, points: vec![12], seed: 1, restarts: 4, evaluations: 1200 }, &InTurn)
}

#[test]
fn equations_are_solved() {
    let solution = solve(vec![vec![4.0, 1.0], vec![1.0, 3.0]], vec![1.0, 2.0]);
    assert!((solution[0] - 1.0 / 11.0).abs() < 1e-12 && (solution[1] - 7.0 / 11.0).abs() < 1e-12);
}

#[test]
fn what_the_errors_show_is_found_and_called_identified() {
    let found = fitted(&["a", "b"], &|x| Some(vec![x[0] - 0.3, 2.0 * x[1] * x[0] - 0.36, 0.01]));
    assert!((found.values[0] - 0.3).abs() < 0.002 && (found.values[1] - 0.6).abs() < 0.004, "{:?}", found.values);
    assert!(found.parts.iter().all(|p| p.verdict == Verdict::Identified), "{:?}", found.parts);
    assert!(found.parts.iter().all(|p| p.together.0 < p.together.1 && p.covered < 0.1));
    assert!(found.pairs.is_empty() && found.refused == 0);
}

#[test]
fn what_changes_nothing_and_what_others_make_up_for_is_not_identified() {
    let found = fitted(&["a", "b", "c"], &|x| Some(vec![x[0] + x[1] - 0.9, 0.01]));
    let verdicts: Vec<Verdict> = found.parts.iter().map(|p| p.verdict).collect();
    assert_eq!(verdicts[..2], [Verdict::NotIdentified(Vague::MadeUpFor); 2]);
    assert_eq!(verdicts[2], Verdict::NotIdentified(Vague::Flat));
    let [pair] = found.pairs.as_slice() else { panic!("{:?}", found.pairs) };
    assert!((pair.first, pair.second) == (0, 1) && pair.correlation < -0.9);
}

#[test]
fn a_curved_valley_is_followed() {
    let found = fitted(&["a", "b"], &|x| Some(vec![(x[0] + 0.1) * (x[1] + 0.1) - 0.3, 0.01]));
    let wide = found.parts.iter().all(|p| matches!(p.verdict, Verdict::NotIdentified(Vague::MadeUpFor)));
    assert!(wide, "{:?}", found.parts);
}

#[test]
fn the_best_value_outside_is_told_from_one_inside() {
    let found = fitted(&["a", "b"], &|x| Some(vec![x[0] + 0.2, x[1] - 1.3]));
    let verdicts: Vec<Verdict> = found.parts.iter().map(|p| p.verdict).collect();
    assert_eq!(verdicts, [Verdict::AtLeast, Verdict::AtMost]);
}

#[test]
fn a_scenario_that_refuses_half_the_cube_is_fitted_in_the_other_half() {
    let found = fitted(&["a"], &|x| (x[0] > 0.4).then(|| vec![x[0] - 0.5]));
    assert!((found.values[0] - 0.5).abs() < 0.002 && found.refused > 0);
}

#[test]
fn beside_what_the_scenario_refuses_the_slope_of_the_other_side_counts() {
    let free = [free("a"), free("b")];
    let errors = |x: &[f64]| (x[0] > 0.49).then(|| vec![3.0 * x[0] + x[1] - 2.0, 0.01]);
    let task = Task { free: &free, errors: &errors, points: vec![12], seed: 1, restarts: 1, evaluations: 9 };
    for best in [[0.5, 0.5], [1.0, 0.5]] {
        let (slope, seen) = column(&task, &best, 0);
        assert!(slope.len() == 2 && (slope[0] - 3.0).abs() < 1e-9, "{slope:?}");
        assert_eq!(seen.looked, if best[0] < 1.0 { 3 } else { 2 });
    }
    let nowhere = Task { errors: &|_: &[f64]| None, ..task };
    assert!(column(&nowhere, &[0.5, 0.5], 0).0.is_empty());
}

#[test]
fn with_no_more_points_than_numbers_nothing_is_known() {
    let free = [free("a"), free("b")];
    let errors = |x: &[f64]| Some(vec![x[0] - 0.3, x[1] - 0.6]);
    let task = |points| Task { free: &free, errors: &errors, points, seed: 1, restarts: 2, evaluations: 200 };
    let found = fit(&task(vec![1, 1]), &InTurn);
    assert!(found.limit.is_infinite());
    assert!(found.parts.iter().all(|p| p.verdict == Verdict::NotIdentified(Vague::Few) && p.together == (0.0, 1.0)));
    assert!(fit(&task(vec![2, 1]), &InTurn).parts.iter().all(|p| p.verdict != Verdict::NotIdentified(Vague::Few)));
}

/// Numbers from 0 to 1 (SplitMix64), one after the other.
struct Draws(u64);

impl Draws {
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// About a standard normal number: twelve uniform ones less six.
    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.uniform()).sum::<f64>() - 6.0
    }
}

/// How often the interval of the first number covers the truth, as a share of made-up histories: each point depends on
/// the numbers linearly, with independent normal errors. `acts` says whether they act on a series.
fn covered(points: &[usize], numbers: usize, acts: fn(usize) -> bool) -> f64 {
    const HISTORIES: u64 = 2000;
    const TRUTH: f64 = 0.5;
    const SLOPE: f64 = 12.0;
    let names: Vec<Free> = (0..numbers).map(|_| free("x")).collect();
    let series: Vec<usize> = points.iter().enumerate().flat_map(|(k, n)| vec![k; *n]).collect();
    let weight: Vec<f64> = series.iter().map(|k| (1.0 / (points.len() * points[*k]) as f64).sqrt()).collect();
    let covers = |history: u64| {
        let mut draws = Draws(history);
        let mut slopes = || (0..numbers).map(|_| draws.normal()).collect::<Vec<f64>>();
        let slopes: Vec<Vec<f64>> = series
            .iter()
            .zip(&weight)
            .map(|(k, w)| slopes().into_iter().map(|s| if acts(*k) { s * w * SLOPE } else { 0.0 }).collect())
            .collect();
        let noise: Vec<f64> = weight.iter().map(|w| w * draws.normal()).collect();
        let errors = |x: &[f64]| -> Option<Vec<f64>> {
            let moved: Vec<f64> = x.iter().map(|x| x - TRUTH).collect();
            Some(slopes.iter().zip(&noise).map(|(slopes, noise)| product(slopes, &moved) + noise).collect())
        };
        let by = |f: &dyn Fn(&[f64], f64) -> f64| slopes.iter().zip(&noise).map(|(s, e)| f(s, *e)).sum::<f64>();
        let matrix = (0..numbers).map(|i| (0..numbers).map(|j| by(&|s, _| s[i] * s[j])).collect()).collect();
        let best: Vec<f64> = solve(matrix, (0..numbers).map(|i| -by(&|s, e| s[i] * e)).collect());
        let best: Vec<f64> = best.iter().map(|moved| (TRUTH + moved).clamp(0.0, 1.0)).collect();
        let loss = loss::loss(&errors(&best).unwrap_or_default());
        let (points, seed) = (points.to_vec(), 1);
        let task = Task { free: &names, errors: &errors, points, seed, restarts: 1, evaluations: 1 };
        let (low, high) = look_around(&task, &(best, loss), &InTurn).reach[0].together;
        (low..=high).contains(&TRUTH)
    };
    (0..HISTORIES).filter(|history| covers(*history)).count() as f64 / HISTORIES as f64
}

#[test]
fn an_interval_covers_the_truth_in_about_95_of_100_histories() {
    for (points, numbers) in [(5, 1), (5, 3), (12, 3), (47, 3)] {
        let share = covered(&[points], numbers, |_| true);
        println!("{points} points, {numbers} numbers: {share:.3}");
        assert!((0.935..=0.965).contains(&share), "{points} points, {numbers} numbers: {share}");
    }
}

#[test]
fn what_a_short_series_alone_knows_has_no_narrower_interval_than_it_should() {
    for (points, numbers) in [([3, 40], 1), ([3, 40], 2), ([12, 12], 1)] {
        let share = covered(&points, numbers, |series| series == 0);
        println!("{points:?} points, {numbers} numbers: {share:.3}");
        assert!(share >= 0.925, "{points:?} points, {numbers} numbers: {share}");
    }
}
