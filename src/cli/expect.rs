//! Expectations with what came of them: played for `marchland test`, read off the runs at hand for `marchland run`.

use std::sync::Arc;

use rayon::iter::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};
use serde::Serialize;

use super::Failure;
use super::ensemble::Ensemble;
use super::layout::{FAINT, GOOD, Page, WRONG, paint};
use super::play::{NONE, Played};
use super::progress::Progress;
use marchland::run::Run;
use marchland::run::expect::{self, Play, Reading, Verdict};
use marchland::scenario::Scenario;
use marchland::scenario::expectation::{Against, Claim, Expectation};

/// A scenario's expectation with what came of it.
pub struct Judged<'a> {
    pub scenario: &'a Arc<Scenario>,
    pub expectation: &'a Expectation,
    pub verdict: Verdict,
}

/// An expectation to be judged, on so many seeds.
pub struct Task<'a> {
    pub scenario: &'a Arc<Scenario>,
    pub expectation: &'a Expectation,
    pub seeds: u32,
}

/// A task with the places of its runs among all that are played.
struct Placed<'t, 'a> {
    task: &'t Task<'a>,
    run: usize,
    other: Option<usize>,
}

/// Plays what the tasks need, each run once, and judges them in their order.
///
/// # Errors
/// Threads that cannot be started; a run that says nothing of what it was played for.
pub fn judge<'a>(tasks: &[Task<'a>], jobs: Option<usize>) -> Result<Vec<Judged<'a>>, Failure> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs.unwrap_or(0)).build();
    let pool = pool.map_err(|error| Failure::Internal(format!("cannot start threads: {error}")))?;
    let mut plays: Vec<Needed> = Vec::new();
    let placed: Vec<Placed> = (tasks.iter())
        .map(|task| {
            let (run, other) = expect::plays(task.expectation, task.scenario);
            let mut place = |play| place(&mut plays, play, task.seeds);
            Placed { task, run: place(run), other: other.map(place) }
        })
        .collect();
    let progress = Progress::of(plays.iter().map(|needed| u64::from(needed.seeds)).sum());
    let seeds = tasks.iter().map(|task| task.seeds).max().unwrap_or(0);
    let by_seed: Vec<Vec<Option<Reading>>> =
        pool.install(|| (1..=seeds).into_par_iter().map(|seed| one_seed(seed, &plays, &placed, &progress)).collect());
    progress.finish();
    let verdict = |(index, placed): (usize, &Placed<'_, 'a>)| {
        let Task { scenario, expectation, seeds } = placed.task;
        let wanted = by_seed.iter().take(*seeds as usize);
        let readings: Option<Vec<Reading>> = wanted.map(|readings| readings[index].clone()).collect();
        // A checked expectation can be judged by every seed: fewer would be another claim.
        let readings = readings.ok_or_else(|| {
            let (id, scenario) = (&expectation.id, &scenario.id);
            Failure::Internal(format!("the expectation `{id}` of `{scenario}` could not be judged by every seed"))
        })?;
        Ok(Judged { scenario, expectation, verdict: expect::judge(expectation, &readings) })
    };
    placed.iter().enumerate().map(verdict).collect()
}

/// A run that is needed for so many seeds.
struct Needed {
    play: Play,
    seeds: u32,
}

/// The place of a run among those needed; one that differs in its length only is shared, and plays as far as the longest.
fn place(plays: &mut Vec<Needed>, play: Play, seeds: u32) -> usize {
    let same =
        |one: &Play| one.policy == play.policy && (Arc::ptr_eq(&one.world, &play.world) || one.world == play.world);
    match plays.iter().position(|needed| same(&needed.play)) {
        Some(place) => {
            let needed = &mut plays[place];
            needed.play.quarters = needed.play.quarters.max(play.quarters);
            needed.seeds = needed.seeds.max(seeds);
            place
        }
        None => {
            plays.push(Needed { play, seeds });
            plays.len() - 1
        }
    }
}

/// What the runs of one seed say of every task that wants this seed. The runs are dropped with it: they are large.
fn one_seed(seed: u32, plays: &[Needed], placed: &[Placed], progress: &Progress) -> Vec<Option<Reading>> {
    let play = |needed: &Needed| {
        (seed <= needed.seeds).then(|| {
            let Play { world, policy, quarters } = &needed.play;
            let mut run = Run::new(Arc::clone(world), policy, u64::from(seed), *quarters).ok()?;
            run.finish();
            progress.done();
            Some(run)
        })?
    };
    let runs: Vec<Option<Run>> = plays.par_iter().map(play).collect();
    let read = |placed: &Placed| {
        let wanted = seed <= placed.task.seeds;
        let other = placed.other.and_then(|other| runs[other].as_ref());
        runs[placed.run].as_ref().filter(|_| wanted).and_then(|run| expect::read(placed.task.expectation, run, other))
    };
    placed.iter().map(read).collect()
}

/// The expectations that speak of a policy in the scenario as it is.
pub fn spoken_of<'a>(scenario: &'a Scenario, policy: &'a str) -> impl Iterator<Item = &'a Expectation> {
    scenario.expectations.iter().filter(move |e| e.given.is_none() && e.policy == policy)
}

/// The expectations that can be judged by the runs at hand: the ensemble's, or the one that was played.
pub fn of_run<'a>(played: &'a Played, ensemble: Option<&Ensemble>) -> Vec<Judged<'a>> {
    let run = &played.run;
    let scenario = run.scenario();
    let judged = |(index, expectation): (usize, &'a Expectation)| {
        let readings = match ensemble {
            Some(ensemble) => ensemble.readings(index)?,
            None => vec![expect::read(expectation, run, beside(expectation, played))?],
        };
        Some(Judged { scenario, expectation, verdict: expect::judge(expectation, &readings) })
    };
    spoken_of(scenario, run.policy()).enumerate().filter_map(judged).collect()
}

/// The run that an expectation compares with, where it is the one without any policy.
fn beside<'a>(expectation: &Expectation, played: &'a Played) -> Option<&'a Run> {
    let Claim::Compared { to: Against::Policy(policy), .. } = &expectation.claim else { return None };
    played.without.as_ref().filter(|_| policy == NONE)
}

impl Judged<'_> {
    /// What is claimed, in words.
    pub fn claimed(&self) -> String {
        expect::claimed(self.expectation, self.expectation.world(self.scenario))
    }

    /// Writes it: a mark and a word, then the text and what was observed; if it fails, what was claimed.
    pub fn write(&self, page: &mut Page) {
        const WIDTH: usize = 9;
        let Self { expectation: e, verdict, .. } = self;
        let label = if verdict.holds { paint(GOOD, "✓ holds") } else { paint(WRONG, "✗ fails") };
        page.entry(&label, WIDTH, &e.text);
        page.entry("", WIDTH, &paint(FAINT, format!("{}: {}", e.id, verdict.observed)));
        if !verdict.holds {
            page.entry("", WIDTH, &format!("claimed: {}", self.claimed()));
        }
    }

    /// As JSON writes it.
    pub fn entry(&self) -> Entry<'_> {
        let Self { expectation: e, verdict, .. } = self;
        Entry {
            id: &e.id,
            text: &e.text,
            holds: verdict.holds,
            observed: &verdict.observed,
            claim: self.claimed(),
            policy: &e.policy,
            seeds: verdict.seeds,
            share: verdict.share(),
            source: e.source.as_deref(),
        }
    }
}

/// An expectation in JSON; its keys are a contract.
#[derive(Serialize)]
pub struct Entry<'a> {
    id: &'a str,
    text: &'a str,
    holds: bool,
    observed: &'a str,
    claim: String,
    policy: &'a str,
    seeds: usize,
    share: f64,
    source: Option<&'a str>,
}
