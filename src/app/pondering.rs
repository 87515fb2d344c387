//! Works out beside the frames what takes longer than one, and opens what there is to decide or to be told.

use std::sync::Mutex;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread;

use bevy::app::{App, Update};
use bevy::ecs::message::MessageReader;
use bevy::ecs::resource::Resource;
use bevy::ecs::schedule::IntoScheduleConfigs;
use bevy::ecs::schedule::common_conditions::resource_exists;
use bevy::ecs::system::{Res, ResMut};
use bevy::time::{Time, Virtual};

use super::asks::Looking;
use crate::engine::{Playing, QuarterPassed};
use crate::model::date::Quarter;
use crate::panels::{Dialog, Pondered, Telling};
use crate::run::Run;
use crate::run::debrief::{Debrief, Wanted};
use crate::run::dilemma::{Standing, stakes, standings};
use crate::run::lesson::progress;
use crate::run::odds::odds;
use crate::run::play::Place;

/// Paired futures of an option, and the quarters that they go on for.
const PATHS: u32 = 16;
const QUARTERS: u32 = 40;
/// Futures in which it is counted how often conditions come to hold.
const FUTURES: u32 = 64;

/// What is worked out, and what came of it.
#[derive(Resource, Debug, Default)]
pub struct Pondering {
    /// What is known; it holds for `of`.
    pub known: Pondered,
    of: Option<Moment>,
    /// What is being worked out, for which moment.
    under_way: Option<(Moment, What, Mutex<Receiver<Pondered>>)>,
}

/// A run as it stands: as long as this stays, so does everything that can be worked out of it.
type Moment = (Place, u64);

/// One piece of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Stakes(usize),
    Odds,
    Debrief,
}

impl What {
    fn is_known(self, known: &Pondered) -> bool {
        match self {
            Self::Stakes(dilemma) => known.stakes.as_ref().is_some_and(|(of, _)| *of == dilemma),
            Self::Odds => known.odds.is_some(),
            Self::Debrief => known.debrief.is_some(),
        }
    }

    /// Works it out, with nothing but a run.
    fn worked_out(self, run: &Run) -> Pondered {
        let mut found = Pondered::default();
        match self {
            Self::Stakes(dilemma) => {
                let options = 0..run.scenario().dilemmas[dilemma].options.len();
                let each = options.map(|option| stakes(run, dilemma, option, PATHS, QUARTERS));
                found.stakes = Some((dilemma, each.collect()));
            }
            Self::Odds => found.odds = Some(odds(run, FUTURES)),
            Self::Debrief => found.debrief = Some(Debrief::of(run, Wanted::default())),
        }
        found
    }
}

/// Ponders while something is played.
pub fn ponder_beside(app: &mut App) {
    app.init_resource::<Pondering>()
        .add_systems(Update, (open_what_came_up, stop_at_lessons, ponder).chain().run_if(resource_exists::<Playing>));
}

/// A dilemma that has come up in the quarter that passed last, or the end, lies over everything else.
fn open_what_came_up(playing: Res<Playing>, mut passed: MessageReader<QuarterPassed>, mut looking: ResMut<Looking>) {
    let has_passed = passed.read().count() > 0;
    let run = playing.run();
    if !has_passed || looking.0.dialog.is_some() {
        return;
    }
    let now = run.land().quarter();
    let came = standings(run).iter().position(|standing| *standing == Standing::Open(now));
    if let Some(dilemma) = came {
        looking.0.dialog = Some(Dialog::Dilemma(dilemma));
    } else if run.is_over() {
        looking.0.dialog = Some(Dialog::End);
    }
}

/// Time stops where a lesson is done, unless somebody skips them: the next one is read before it passes.
fn stop_at_lessons(
    playing: Res<Playing>,
    looking: Res<Looking>,
    mut passed: MessageReader<QuarterPassed>,
    mut time: ResMut<Time<Virtual>>,
) {
    let passed: Vec<Quarter> = passed.read().map(|passed| passed.0).collect();
    if looking.0.skips_lessons || time.is_paused() || passed.is_empty() {
        return;
    }
    if progress(playing.run()).done.iter().any(|done| passed.contains(done)) {
        time.pause();
    }
}

/// Takes what has been worked out, and begins with what is looked at next. One piece at a time: whatever has changed
/// meanwhile is not waited for, and what came of it is dropped.
fn ponder(playing: Res<Playing>, looking: Res<Looking>, time: Res<Time<Virtual>>, mut pondering: ResMut<Pondering>) {
    let now = (playing.play().place(), playing.play().changes());
    if pondering.of != Some(now) {
        *pondering = Pondering { of: Some(now), under_way: pondering.under_way.take(), ..Pondering::default() };
    }
    let answer = pondering.under_way.as_ref().map(|(_, _, answer)| match answer.lock() {
        Ok(answer) => answer.try_recv(),
        Err(_) => Err(TryRecvError::Disconnected),
    });
    match answer {
        Some(Err(TryRecvError::Empty)) => return,
        Some(answer) => {
            let begun = pondering.under_way.take();
            if let (Ok(found), Some((moment, ..))) = (answer, begun)
                && moment == now
            {
                let known = &mut pondering.known;
                known.stakes = found.stakes.or(known.stakes.take());
                known.odds = found.odds.or(known.odds.take());
                known.debrief = found.debrief.or(known.debrief.take());
            }
        }
        None => {}
    }
    let is_still = time.is_paused();
    let (view, run) = (&looking.0, playing.run());
    let wanted = [
        match view.dialog {
            Some(Dialog::Dilemma(dilemma)) if dilemma < run.scenario().dilemmas.len() => Some(What::Stakes(dilemma)),
            Some(Dialog::End) if run.is_over() => Some(What::Debrief),
            _ => None,
        },
        (is_still && (view.telling == Telling::Log || matches!(view.dialog, Some(Dialog::Dilemma(_)))))
            .then_some(What::Odds),
    ];
    let Some(what) = wanted.into_iter().flatten().find(|what| !what.is_known(&pondering.known)) else { return };
    let (give, take) = channel();
    let run = run.fork();
    // Whoever has stopped to listen is not told.
    let work = move || drop(give.send(what.worked_out(&run)));
    // Where the computer gives no thread it is asked again, and nothing is known until then.
    if thread::Builder::new().name("pondering".to_owned()).spawn(work).is_ok() {
        pondering.under_way = Some((now, what, Mutex::new(take)));
    }
}
