//! The future at once: what lies ahead of the run in play is asked whenever it changes, and played behind the frames.

use std::num::NonZero;
use std::sync::Arc;
use std::time::Duration;

use bevy::app::{App, Update};
use bevy::ecs::change_detection::DetectChanges;
use bevy::ecs::resource::Resource;
use bevy::ecs::system::{Res, ResMut};

use super::asks::Looking;
use crate::engine::Playing;
use crate::model::indicator::Variable;
use crate::run::fan::outlook::Outlook;
use crate::run::fan::worker::{Futures, PATHS};

/// While a lever is dragged a frame waits so long at most for the first path of the plan as it is now.
const FIRST: Duration = Duration::from_millis(6);

/// What lies ahead of the run in play.
#[derive(Resource, Debug)]
pub struct Ahead {
    futures: Futures,
    /// Of which it was asked how they may go on.
    asked: Vec<Variable>,
    /// Decisions at the time, and whether this frame has brought others.
    changes: u64,
    is_new: bool,
}

/// Asks in every frame in which the play-through or what is charted of it has changed, before the panels are drawn.
pub fn look_ahead(app: &mut App) {
    // One core is the frame's; what plays futures gives way to it besides.
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    let futures = Futures::new(cores.saturating_sub(1).clamp(1, MOST), PATHS, give_way);
    app.insert_resource(Ahead { futures, asked: Vec::new(), changes: 0, is_new: false }).add_systems(Update, ask);
}

/// More threads than this would gain little.
const MOST: usize = 8;

/// Lets threads that draw go first, where the system knows how.
fn give_way() {
    // Where it does not, the futures take their share like any other thread.
    let _ = thread_priority::set_current_thread_priority(thread_priority::ThreadPriority::Min);
}

fn ask(playing: Option<Res<Playing>>, looking: Res<Looking>, mut ahead: ResMut<Ahead>) {
    let Some(playing) = playing else {
        // Nothing is in play: whatever comes next is asked anew.
        if !ahead.asked.is_empty() {
            ahead.asked.clear();
            ahead.futures.forget();
        }
        return;
    };
    let charts = &looking.0.charts;
    if !playing.is_changed() && ahead.asked == *charts {
        return;
    }
    let play = playing.play();
    ahead.is_new = ahead.changes != play.changes();
    ahead.changes = play.changes();
    ahead.asked.clone_from(charts);
    match play.ahead() {
        Some(question) => ahead.futures.ask(question, charts),
        None => ahead.futures.forget(),
    }
}

impl Ahead {
    /// What is known by now; in the frame of a decision after a short wait for the first path.
    pub fn outlook(&mut self) -> Option<Arc<Outlook>> {
        if std::mem::take(&mut self.is_new) { self.futures.outlook_within(FIRST) } else { self.futures.outlook() }
    }
}
