//! The coming quarter, played on a thread of its own before it is due: what a frame has to do is to take it.
//!
//! A quarter is a function of the run before it. What was played beforehand counts only if that very run still stands there
//! and nothing was decided since; else it is played when it is due. So neither threads nor their speed decide anything.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use super::{Order, PlayThrough, give_next};
use crate::model::date::Quarter;
use crate::run::Run;
use crate::run::keyframe::Keyframe;
use crate::run::means::{Means, means};

/// Plays the coming quarter of a play-through before it is due.
#[derive(Debug)]
pub struct Beforehand {
    /// None where the computer gives no thread: then every quarter is played when it is due.
    ask: Option<Sender<Asked>>,
    played: Mutex<Receiver<Coming>>,
    /// What was asked last, and what came of it.
    asked: Option<(Arc<Run>, u64)>,
    coming: Option<Coming>,
}

/// What the coming quarter is a function of.
struct Asked {
    run: Arc<Run>,
    changes: u64,
    plan: Vec<(Quarter, Order)>,
    is_keyframe_due: bool,
}

/// A quarter that has been played.
#[derive(Debug)]
struct Coming {
    /// The run that it follows, and how often something had been decided.
    after: (Arc<Run>, u64),
    run: Arc<Run>,
    keyframe: Option<Keyframe>,
    means: Means,
}

impl Asked {
    fn played(self) -> Coming {
        let mut run = (*self.run).clone();
        run.step();
        let keyframe = self.is_keyframe_due.then(|| Keyframe::of(&run));
        give_next(&mut run, &self.plan);
        Coming { after: (self.run, self.changes), means: means(&run), run: Arc::new(run), keyframe }
    }
}

impl Coming {
    fn follows(&self, run: &Arc<Run>, changes: u64) -> bool {
        Arc::ptr_eq(&self.after.0, run) && self.after.1 == changes
    }
}

impl Default for Beforehand {
    fn default() -> Self {
        let (ask, asked) = channel::<Asked>();
        let (tell, played) = channel();
        let work = move || {
            while let Ok(before) = asked.recv() {
                // Of several that wait the last alone is still wanted.
                let before = asked.try_iter().last().unwrap_or(before);
                if tell.send(before.played()).is_err() {
                    return;
                }
            }
        };
        let thread = thread::Builder::new().name("beforehand".to_owned()).spawn(work);
        Self { ask: thread.is_ok().then_some(ask), played: Mutex::new(played), asked: None, coming: None }
    }
}

impl Beforehand {
    /// Has the coming quarter played, unless that has been asked already or there is none.
    pub fn ask(&mut self, play: &PlayThrough) {
        let (run, changes) = (play.shared(), play.changes());
        let is_asked = self.asked.as_ref().is_some_and(|(of, at)| Arc::ptr_eq(of, run) && *at == changes);
        let Some(ask) = self.ask.as_ref().filter(|_| !is_asked && !run.is_over()) else { return };
        let is_keyframe_due = play.back.is_none() && play.keyframes.is_due(run.elapsed() + 1);
        let before = Asked { run: Arc::clone(run), changes, plan: play.plan.clone(), is_keyframe_due };
        self.asked = Some((Arc::clone(run), changes));
        if ask.send(before).is_err() {
            // Its thread has failed: from now on every quarter is played when it is due.
            self.ask = None;
        }
    }

    /// Whether the coming quarter of a play-through has been played.
    pub fn is_there(&mut self, play: &PlayThrough) -> bool {
        if let Some(newest) = self.played.get_mut().unwrap_or_else(PoisonError::into_inner).try_iter().last() {
            self.coming = Some(newest);
        }
        self.coming.as_ref().is_some_and(|coming| coming.follows(play.shared(), play.changes()))
    }

    /// One quarter, as [`PlayThrough::step`]; where it was played beforehand, with what can be done in it.
    pub fn step(&mut self, play: &mut PlayThrough) -> Option<Means> {
        let is_there = self.is_there(play);
        let coming = self.coming.take().filter(|_| is_there);
        self.asked = None;
        let Some(coming) = coming else {
            play.step();
            return None;
        };
        if play.back.is_some() {
            play.back = Some(coming.run);
        } else {
            play.front = coming.run;
            coming.keyframe.into_iter().for_each(|keyframe| play.keyframes.put(keyframe));
        }
        play.note_where_it_stands();
        Some(coming.means)
    }
}
