//! Plays futures on threads of its own while something else goes on: the first at once, more and more behind it.
//!
//! One question at a time is answered: what it asks is played path by path, and another question abandons it within a
//! quarter. An answer is that of the question asked last or there is none. Where only time has passed under the same
//! plan, the futures that are being played are still those of the plan: they go on until they are a fan.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use super::outlook::{Outlook, Sheaf};
use super::{Fan, Path, Present};
use crate::model::date::Quarter;
use crate::model::indicator::Variable;
use crate::run::keyframe::Keyframe;
use crate::run::play::give_next;
use crate::run::{Order, Run};

/// Paths of a full fan.
pub const PATHS: u32 = 256;
/// Paths from which a fan is one: a question that only time has overtaken is played up to these.
const FEW: usize = 16;
/// Quarters by which time may overtake a question.
const PATIENCE: i32 = 8;
/// Quarters that a future is played for at most: forty years.
const HORIZON: u32 = 160;

/// A course from which futures go on. Whoever asks shares what is played and copies none of it.
#[derive(Clone, Debug)]
pub struct Start {
    run: Arc<Run>,
    /// Where the run stood when the courses parted; none where it stands at the present.
    keyframe: Option<Arc<Keyframe>>,
    plan: Arc<[(Quarter, Order)]>,
    at: Quarter,
}

/// What is asked: how a plan may go on, and the same without a change.
#[derive(Clone, Debug)]
pub struct Question {
    pub with: Start,
    /// Where it begins, and the change in words.
    pub without: Option<(Start, String)>,
}

/// Plays futures in the background. Dropped, it ends its threads.
#[derive(Debug)]
pub struct Futures {
    shared: Arc<Shared>,
    threads: Vec<JoinHandle<()>>,
}

#[derive(Debug)]
struct Shared {
    state: Mutex<State>,
    /// There is something to play, or no more.
    work: Condvar,
    /// There is another outlook.
    news: Condvar,
    /// The lines that are played now: paths of any other are abandoned.
    lines: [AtomicU64; 2],
    paths: u32,
}

#[derive(Debug, Default)]
struct State {
    /// With the change, and without it.
    lines: [Option<Line>; 2],
    change: Option<String>,
    /// What only time has overtaken is finished first.
    next: Option<(Question, Arc<[Variable]>)>,
    shown: Option<Shown>,
    last: u64,
    is_closing: bool,
}

/// Futures of one course.
#[derive(Debug)]
struct Line {
    /// No other line has it.
    number: u64,
    start: Start,
    /// None while its thread brings the course to the present.
    fan: Option<Fan>,
    is_prepared: bool,
    begun: u32,
    variables: Arc<[Variable]>,
    /// Its paths summed up, some time ago.
    sheaf: Option<Arc<Sheaf>>,
}

#[derive(Clone, Debug)]
struct Shown {
    outlook: Arc<Outlook>,
    lines: [u64; 2],
}

/// What a thread does next.
enum Task {
    Prepare(usize, u64, Start, Arc<[Variable]>),
    Play(usize, u64, u32, Present),
}

impl Start {
    /// From a run that stands in the present quarter and has been given the orders of the next one. The plan has all orders,
    /// those of the past included.
    #[must_use]
    pub fn from_here(run: Arc<Run>, plan: Arc<[(Quarter, Order)]>, at: Quarter) -> Self {
        Self { run, keyframe: None, plan, at }
    }

    /// From where a run stood once, under another plan.
    pub(in crate::run) fn from_keyframe(
        keyframe: Arc<Keyframe>,
        later: Arc<Run>,
        plan: Arc<[(Quarter, Order)]>,
        at: Quarter,
    ) -> Self {
        Self { run: later, keyframe: Some(keyframe), plan, at }
    }

    /// Whether both are the same course: the same world, luck and orders.
    fn is_course_of(&self, other: &Self) -> bool {
        let (a, b) = (&self.run, &other.run);
        Arc::ptr_eq(&a.scenario, &b.scenario)
            && (&a.policy, a.seed, a.quarters) == (&b.policy, b.seed, b.quarters)
            && self.plan == other.plan
    }

    /// Brings the course to the present.
    fn present(&self, variables: &[Variable]) -> Present {
        let mut run = match &self.keyframe {
            Some(keyframe) => {
                let mut run = keyframe.restore_without_terms(&self.run);
                give_next(&mut run, &self.plan);
                run
            }
            None => self.run.without_terms(),
        };
        while run.land.quarter() < self.at && !run.is_over() {
            run.step();
            give_next(&mut run, &self.plan);
        }
        Present::under(&run, Arc::clone(&self.plan), HORIZON, variables)
    }
}

impl Futures {
    /// Waits for questions with so many threads, each of which begins with `begin`, and answers each question with so many
    /// paths in the end.
    #[must_use]
    pub fn new(threads: usize, paths: u32, begin: fn()) -> Self {
        let shared = Arc::new(Shared {
            state: Mutex::default(),
            work: Condvar::new(),
            news: Condvar::new(),
            lines: Default::default(),
            paths,
        });
        let play = |_| {
            let shared = Arc::clone(&shared);
            let work = move || {
                begin();
                shared.work();
            };
            // Where the computer gives no thread the others do its part, and without any nothing is foretold.
            std::thread::Builder::new().name("futures".to_owned()).spawn(work).ok()
        };
        Self { threads: (0..threads).filter_map(play).collect(), shared }
    }

    /// Asks; of these variables it is told how they may go on. What was asked before is abandoned.
    pub fn ask(&self, question: Question, variables: &[Variable]) {
        let mut state = self.shared.lock();
        state.next = None;
        if state.is_overtaken_by_time_alone(&question, self.shared.few()) {
            state.next = Some((question, variables.into()));
        } else {
            self.shared.take_on(&mut state, question, variables.into());
        }
    }

    /// Nothing is asked any more.
    pub fn forget(&self) {
        let mut state = self.shared.lock();
        (state.lines, state.next, state.shown) = ([None, None], None, None);
        self.shared.lines.iter().for_each(|line| line.store(0, Ordering::Relaxed));
    }

    /// What is known of the question that was asked last: none as long as not even one path is there.
    #[must_use]
    pub fn outlook(&self) -> Option<Arc<Outlook>> {
        self.shared.lock().shown.as_ref().map(|shown| Arc::clone(&shown.outlook))
    }

    /// The same, after waiting for the first path for so long at most.
    #[must_use]
    pub fn outlook_within(&self, most: Duration) -> Option<Arc<Outlook>> {
        let state = self.shared.lock();
        let is_played = !self.threads.is_empty();
        let is_missing = |state: &mut State| is_played && state.shown.is_none() && state.lines[0].is_some();
        let (state, _) =
            self.shared.news.wait_timeout_while(state, most, is_missing).unwrap_or_else(PoisonError::into_inner);
        state.shown.as_ref().map(|shown| Arc::clone(&shown.outlook))
    }

    /// All paths of the question that was asked last, with the change and without, once they are there: for whoever
    /// compares them one by one.
    #[must_use]
    pub fn complete(&self) -> Option<[Option<Fan>; 2]> {
        let state = self.shared.lock();
        let all = self.shared.paths as usize;
        let is_there = |line: &Line| line.fan.as_ref().is_some_and(|fan| fan.paths().len() == all);
        let is_complete = state.next.is_none() && state.lines[0].is_some();
        (is_complete && state.lines.iter().flatten().all(is_there))
            .then(|| [0, 1].map(|side| state.lines[side].as_ref().and_then(|line| line.fan.clone())))
    }
}

impl Drop for Futures {
    fn drop(&mut self) {
        self.forget();
        self.shared.lock().is_closing = true;
        self.shared.work.notify_all();
        for thread in self.threads.drain(..) {
            // One that failed has told so itself, and there is nothing to save.
            let _ = thread.join();
        }
    }
}

impl State {
    /// Whether the question differs from what is being played by the time alone, and that is soon a fan.
    fn is_overtaken_by_time_alone(&self, question: &Question, few: usize) -> bool {
        let is_same = self.is_about(question);
        self.lines[0].as_ref().is_some_and(|line| {
            let later = question.with.at.since(line.start.at);
            is_same && (1..=PATIENCE).contains(&later) && line.paths() < few
        })
    }

    /// Whether what is being played and the question are of the same courses.
    fn is_about(&self, question: &Question) -> bool {
        let of = |side: usize| self.lines[side].as_ref().map(|line| &line.start);
        let is_same = |start: Option<&Start>, asked: Option<&Start>| match (start, asked) {
            (Some(start), Some(asked)) => start.is_course_of(asked),
            (start, asked) => start.is_none() && asked.is_none(),
        };
        is_same(of(0), Some(&question.with)) && is_same(of(1), question.without.as_ref().map(|(start, _)| start))
    }

    /// What is to be done next: the first paths of both sides, then the second, and so on.
    fn task(&mut self, paths: u32) -> Option<Task> {
        let mut sides: Vec<usize> = (0..2).filter(|side| self.lines[*side].is_some()).collect();
        sides.sort_by_key(|side| self.lines[*side].as_ref().map_or(0, |line| line.begun));
        for side in sides {
            let Some(line) = &mut self.lines[side] else { continue };
            if !line.is_prepared {
                line.is_prepared = true;
                return Some(Task::Prepare(side, line.number, line.start.clone(), Arc::clone(&line.variables)));
            }
            if let Some(fan) = &line.fan
                && line.begun < paths
            {
                line.begun += 1;
                return Some(Task::Play(side, line.number, line.begun - 1, fan.present().clone()));
            }
        }
        None
    }

    fn numbers(&self) -> [u64; 2] {
        [0, 1].map(|side| self.lines[side].as_ref().map_or(0, |line| line.number))
    }

    /// Shows what is summed up, unless what is shown of the same plan says more.
    fn show(&mut self) {
        let sheaf = |side: usize| self.lines[side].as_ref().and_then(|line| line.sheaf.clone());
        let (Some(line), Some(with), numbers) = (&self.lines[0], sheaf(0), self.numbers()) else { return };
        let is_poorer = self.shown.as_ref().is_some_and(|shown| {
            let late = line.start.at.since(shown.outlook.from);
            shown.lines[0] != numbers[0] && late.abs() <= PATIENCE && with.paths < shown.outlook.with.paths.min(FEW)
        });
        if !is_poorer {
            let outlook = Outlook { from: line.start.at, with, without: sheaf(1), change: self.change.clone() };
            self.shown = Some(Shown { outlook: Arc::new(outlook), lines: numbers });
        }
    }
}

impl Line {
    const fn new(number: u64, start: Start, variables: Arc<[Variable]>) -> Self {
        Self { number, start, fan: None, is_prepared: false, begun: 0, variables, sheaf: None }
    }

    /// Whether its paths are those from there, and keep these variables.
    fn holds(&self, start: &Start, variables: &[Variable]) -> bool {
        let are_kept = variables.iter().all(|variable| self.variables.contains(variable));
        are_kept && self.start.at == start.at && self.start.is_course_of(start)
    }

    fn paths(&self) -> usize {
        self.fan.as_ref().map_or(0, |fan| fan.paths().len())
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        // Whoever failed while holding it had put in whole paths only.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins with a question. A side that was asked for already keeps its paths.
    fn take_on(&self, state: &mut State, question: Question, variables: Arc<[Variable]>) {
        let is_late = |shown: &mut Shown| question.with.at.since(shown.outlook.from).abs() > 2 * PATIENCE;
        if !state.is_about(&question) || state.shown.as_mut().is_some_and(is_late) {
            state.shown = None;
        }
        let Question { with, without } = question;
        let (without, change) = without.map_or((None, None), |(start, words)| (Some(start), Some(words)));
        for (side, start) in [Some(with), without].into_iter().enumerate() {
            let is_same = match (&state.lines[side], &start) {
                (Some(line), Some(start)) => line.holds(start, &variables),
                (line, start) => line.is_none() && start.is_none(),
            };
            if !is_same {
                state.last += 1;
                let number = state.last;
                state.lines[side] = start.map(|start| Line::new(number, start, Arc::clone(&variables)));
            }
        }
        state.change = change;
        // Of a side that was kept there is something to show.
        state.show();
        for (line, number) in self.lines.iter().zip(state.numbers()) {
            line.store(number, Ordering::Relaxed);
        }
        self.work.notify_all();
    }

    /// What a thread does all its life.
    fn work(&self) {
        while let Some(task) = self.next_task() {
            match task {
                Task::Prepare(side, number, start, variables) => {
                    let fan = Fan::new(start.present(&variables));
                    let mut state = self.lock();
                    if let Some(line) = state.lines[side].as_mut().filter(|line| line.number == number) {
                        line.fan = Some(fan);
                        self.work.notify_all();
                    }
                }
                Task::Play(side, number, path, present) => {
                    let is_wanted = || self.lines[side].load(Ordering::Relaxed) == number;
                    if let Some(path) = played(&present, path, is_wanted) {
                        self.put(side, number, path);
                    }
                }
            }
        }
    }

    fn next_task(&self) -> Option<Task> {
        let mut state = self.lock();
        loop {
            if state.is_closing {
                return None;
            }
            if let Some(task) = state.task(self.paths) {
                return Some(task);
            }
            state = self.work.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Takes a path in, and sums up where that changes the picture: at one, two, four and so on.
    fn put(&self, side: usize, number: u64, path: Path) {
        let mut state = self.lock();
        let Some(line) = state.lines[side].as_mut().filter(|line| line.number == number) else { return };
        let Some(fan) = &mut line.fan else { return };
        fan.put(path);
        let paths = fan.paths().len();
        if !paths.is_power_of_two() && paths != self.paths as usize {
            return;
        }
        let (fan, variables) = (fan.clone(), Arc::clone(&line.variables));
        drop(state);
        let sheaf = Arc::new(Sheaf::of(&fan, &variables));
        let mut state = self.lock();
        let Some(line) = state.lines[side].as_mut().filter(|line| line.number == number) else { return };
        if line.sheaf.as_ref().is_none_or(|there| there.paths < sheaf.paths) {
            line.sheaf = Some(sheaf);
            state.show();
            self.news.notify_all();
        }
        let is_a_fan = state.lines[0].as_ref().is_some_and(|line| line.paths() >= self.few());
        if let Some((question, variables)) = state.next.take_if(|_| is_a_fan) {
            self.take_on(&mut state, question, variables);
        }
    }

    /// Paths of a fan, in a full one that has fewer all of them.
    fn few(&self) -> usize {
        FEW.min(self.paths as usize)
    }
}

/// Plays a path to its end as long as somebody wants it.
fn played(present: &Present, path: u32, is_wanted: impl Fn() -> bool) -> Option<Path> {
    let mut future = present.future(path);
    while is_wanted() {
        if !future.step() {
            return Some(future.path());
        }
    }
    None
}
