//! The text of a saved play-through: scenario, seed, branches with their orders, decisions and notes, no state.
//!
//! Things are named by their ids, so that a save reads well and outlives a changed order of levers.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::play::plan_of;
use super::play::{Branch, Decision, Place, PlayThrough, What};
use super::session::{Again, CannotReplay, NamedOrder, Session, named, resolved};
use super::{Order, Run};
use crate::model::date::Quarter;
use crate::scenario::{MOST_ORGANISATIONS, MOST_QUARTERS, Scenario};

/// Format of saves.
pub const FORMAT: u32 = 1;

/// A saved play-through.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Save {
    /// Version of this file's format: 1.
    pub save: u32,
    /// Version of the program that wrote it.
    pub version: String,
    /// How the scenario was asked for: the name of a shipped one, or a path.
    pub asked: String,
    /// Id, title and hash of the scenario, as its file was.
    pub scenario: String,
    pub title: String,
    pub sha256: String,
    pub policy: String,
    pub seed: u64,
    pub quarters: u32,
    /// Organisations of side A and side B.
    pub organisations: (u32, u32),
    /// Fields of the scenario that were overridden: path and value.
    pub overrides: Vec<(String, String)>,
    /// What a person wrote down.
    pub notes: String,
    /// Every branch, the first first.
    pub branches: Vec<SavedBranch>,
    /// Where somebody stands.
    pub place: SavedPlace,
    /// Digest of the last quarter that was played of that branch: what a replay must come to.
    pub digest: String,
    /// Decisions that can be undone, and those that can be redone.
    pub done: Vec<SavedDecision>,
    pub undone: Vec<SavedDecision>,
}

/// A branch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SavedBranch {
    pub name: String,
    /// Index of the branch that it left, and the quarter at whose end.
    pub from: Option<(usize, String)>,
    /// The last quarter that has been played.
    pub reached: String,
    /// The first quarter in which each acts, and the order.
    pub orders: Vec<(String, NamedOrder)>,
}

/// A branch, the quarter looked at and the last one played.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SavedPlace {
    pub branch: usize,
    pub at: String,
    pub reached: String,
}

/// A decision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SavedDecision {
    pub what: SavedWhat,
    pub before: SavedPlace,
    pub after: Option<SavedPlace>,
    /// Whether it is undone and redone with the one before it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub goes_with_last: bool,
}

/// What was decided.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum SavedWhat {
    Order { quarter: String, order: NamedOrder, replaced: Option<NamedOrder> },
    Branch { name: String, order: NamedOrder },
    Rename { branch: usize, from: String, to: String },
}

impl Save {
    /// Of a play-through of a scenario that was asked for by this name or path.
    #[must_use]
    pub fn of(play: &PlayThrough, asked: &str, notes: &str) -> Self {
        let session = Session::of(play.front(), Vec::new());
        let scenario = play.front().scenario();
        let decisions = |list: &[Decision]| list.iter().map(|decision| written(decision, scenario)).collect();
        Self {
            save: FORMAT,
            version: session.version,
            asked: asked.to_owned(),
            scenario: session.scenario,
            title: scenario.title.clone(),
            sha256: session.sha256,
            policy: session.policy,
            seed: session.seed,
            quarters: session.quarters,
            organisations: session.organisations,
            overrides: session.overrides,
            notes: notes.to_owned(),
            branches: play.branches().iter().map(|branch| written_branch(branch, scenario)).collect(),
            place: written_place(play.place()),
            digest: session.digest,
            done: decisions(play.done()),
            undone: decisions(play.undone()),
        }
    }

    /// The text of the file.
    #[must_use]
    pub fn text(&self) -> String {
        let pretty = ron::ser::PrettyConfig::new().depth_limit(4);
        let text = ron::ser::to_string_pretty(self, pretty).expect("names, numbers and lists can always be written");
        format!("{HEAD}\n{text}\n")
    }

    /// Whether a text is meant as a save, damaged or newer ones included.
    #[must_use]
    pub fn is_one(text: &str) -> bool {
        text.trim_start().starts_with(HEAD_BEGINS) || !matches!(Self::read(text), Err(Unreadable::Damaged(_)))
    }

    /// Reads the text of a file.
    ///
    /// # Errors
    /// A text that is no save or is damaged, and one of a newer version: where, and what to do.
    pub fn read(text: &str) -> Result<Self, Unreadable> {
        #[derive(Deserialize)]
        struct Head {
            save: u32,
        }
        let damaged = |error: ron::error::SpannedError| Unreadable::Damaged(error.to_string());
        // The head alone first: a newer save may have other fields, and what is no save lacks this one.
        let Head { save } = ron::from_str(text).map_err(damaged)?;
        if save > FORMAT {
            return Err(Unreadable::Newer(save));
        }
        let save: Self = ron::from_str(text).map_err(damaged)?;
        save.is_whole()?;
        Ok(save)
    }

    /// Plays it again and stands where it stood. The scenario is the one of the hash, with the save's overrides.
    ///
    /// # Errors
    /// If the scenario is another one, lacks what the save names, or the digest is another than it was.
    pub fn open(&self, scenario: &Scenario) -> Result<PlayThrough, CannotReplay> {
        let (mut again, branches) = self.start(scenario)?;
        let scenario = Arc::clone(again.run.scenario());
        let decisions = |list: &[SavedDecision]| -> Result<Vec<_>, _> {
            list.iter().map(|decision| read_decision(decision, &scenario)).collect()
        };
        let (done, undone) = (decisions(&self.done)?, decisions(&self.undone)?);
        let place = read_place(&self.place)?;
        again.run.record();
        let play = PlayThrough::opened(&again.run, branches, place, done, undone);
        again.is_same(play.front())?;
        Ok(play)
    }

    /// What it takes to play the branch again on which it stood.
    ///
    /// # Errors
    /// If the scenario is another one, or lacks what the save names.
    pub fn again(&self, scenario: &Scenario) -> Result<Again, CannotReplay> {
        self.start(scenario).map(|(again, _)| again)
    }

    fn start(&self, scenario: &Scenario) -> Result<(Again, Vec<Branch>), CannotReplay> {
        if self.sha256 != scenario.sha256 {
            return Err(CannotReplay(format!(
                "it was played in another version of scenario `{}`: its hash is {}, not {}; give the file as it was",
                self.scenario, self.sha256, scenario.sha256
            )));
        }
        let mut scenario = scenario.clone();
        let (a, b) = self.organisations;
        scenario.setup.regions[0].organisations = a;
        scenario.setup.regions[1].organisations = b;
        let branches = self.branches.iter().map(|b| read_branch(b, &scenario)).collect::<Result<Vec<_>, _>>()?;
        let run = Run::new(Arc::new(scenario), &self.policy, self.seed, self.quarters);
        let run = run.map_err(|unknown| CannotReplay(unknown.to_string()))?;
        let orders = plan_of(&branches, self.place.branch);
        let until = u32::try_from(quarter(&self.place.reached)?.since(run.first())).unwrap_or(0);
        let (digest, version) = (self.digest.clone(), self.version.clone());
        Ok((Again { run, orders, until, digest, version }, branches))
    }

    /// Whether its parts fit each other: what a hand can break and no type forbids.
    fn is_whole(&self) -> Result<(), Unreadable> {
        let damaged = |what: &str| Err(Unreadable::Damaged(what.to_owned()));
        let count = self.branches.len();
        if count == 0 || self.place.branch >= count {
            return damaged("the branch that is played is not there");
        }
        for (index, branch) in self.branches.iter().enumerate() {
            let is_rooted = branch.from.as_ref().map_or(index == 0, |(from, _)| *from < index);
            if !is_rooted {
                return damaged("a branch leaves one that does not stand before it");
            }
            if !branch.orders.iter().map(|(quarter, _)| quarter).is_sorted() {
                return damaged("orders are not in order of their quarters");
            }
        }
        if !(1..=MOST_QUARTERS).contains(&self.quarters) {
            return damaged(&format!("`quarters` is not from 1 to {MOST_QUARTERS}"));
        }
        let is_usual = |number: &u32| (2..=MOST_ORGANISATIONS).contains(number);
        if ![self.organisations.0, self.organisations.1].iter().all(is_usual) {
            return damaged(&format!("`organisations` are not from 2 to {MOST_ORGANISATIONS}"));
        }
        self.decisions_fit()
    }

    /// Whether every decision can be undone and redone: each names branches that are there when its turn comes.
    fn decisions_fit(&self) -> Result<(), Unreadable> {
        let fits = |decision: &SavedDecision, count: usize| {
            let named = match &decision.what {
                SavedWhat::Rename { branch, .. } => *branch,
                SavedWhat::Order { .. } | SavedWhat::Branch { .. } => decision.before.branch,
            };
            named < count
        };
        let is_branch = |decision: &SavedDecision| matches!(decision.what, SavedWhat::Branch { .. });
        let mut count = self.branches.len();
        let mut all = true;
        for decision in self.done.iter().rev() {
            count -= usize::from(is_branch(decision) && count > 0);
            all &= fits(decision, count);
        }
        count = self.branches.len();
        for decision in self.undone.iter().rev() {
            all &= fits(decision, count);
            count += usize::from(is_branch(decision));
            all &= decision.after.as_ref().is_none_or(|after| after.branch < count);
        }
        if all { Ok(()) } else { Err(Unreadable::Damaged("decisions name branches that are not there".to_owned())) }
    }
}

/// How the first line begins.
const HEAD_BEGINS: &str = "// A saved play-through.";
const HEAD: &str = "// A saved play-through. `marchland run --session FILE` plays it again; the digest says whether it came out \
                    the same.";

/// Why a text is no save that can be played.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Written by a newer version, in this format.
    Newer(u32),
    /// What is wrong, and where if that is known.
    Damaged(String),
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Newer(format) => write!(
                f,
                "it was written by a newer marchland, in format {format}; this one reads format {FORMAT}: open it with that \
                 version"
            ),
            Self::Damaged(what) => write!(f, "it is no save or is damaged: {what}"),
        }
    }
}

impl std::error::Error for Unreadable {}

fn written_place(place: Place) -> SavedPlace {
    SavedPlace { branch: place.branch, at: place.at.to_string(), reached: place.reached.to_string() }
}

fn written_branch(branch: &Branch, scenario: &Scenario) -> SavedBranch {
    SavedBranch {
        name: branch.name.clone(),
        from: branch.from.map(|(from, at)| (from, at.to_string())),
        reached: branch.reached.to_string(),
        orders: branch.orders.iter().map(|(quarter, order)| (quarter.to_string(), named(order, scenario))).collect(),
    }
}

fn written(decision: &Decision, scenario: &Scenario) -> SavedDecision {
    let what = match &decision.what {
        What::Order { quarter, order, replaced } => SavedWhat::Order {
            quarter: quarter.to_string(),
            order: named(order, scenario),
            replaced: replaced.as_ref().map(|order| named(order, scenario)),
        },
        What::Branch { name, order } => SavedWhat::Branch { name: name.clone(), order: named(order, scenario) },
        What::Rename { branch, from, to } => SavedWhat::Rename { branch: *branch, from: from.clone(), to: to.clone() },
    };
    SavedDecision {
        what,
        before: written_place(decision.before),
        after: decision.after.map(written_place),
        goes_with_last: decision.goes_with_last,
    }
}

fn quarter(text: &str) -> Result<Quarter, CannotReplay> {
    text.parse().map_err(|wrong| CannotReplay(format!("`{text}`: {wrong}")))
}

fn read_place(place: &SavedPlace) -> Result<Place, CannotReplay> {
    Ok(Place { branch: place.branch, at: quarter(&place.at)?, reached: quarter(&place.reached)? })
}

fn read_branch(branch: &SavedBranch, scenario: &Scenario) -> Result<Branch, CannotReplay> {
    let order = |(at, order): &(String, NamedOrder)| Ok((quarter(at)?, resolved(order, scenario)?));
    Ok(Branch {
        name: branch.name.clone(),
        from: branch.from.as_ref().map(|(from, at)| quarter(at).map(|at| (*from, at))).transpose()?,
        orders: branch.orders.iter().map(order).collect::<Result<Vec<(Quarter, Order)>, CannotReplay>>()?,
        reached: quarter(&branch.reached)?,
    })
}

fn read_decision(decision: &SavedDecision, scenario: &Scenario) -> Result<Decision, CannotReplay> {
    let what = match &decision.what {
        SavedWhat::Order { quarter: at, order, replaced } => What::Order {
            quarter: quarter(at)?,
            order: resolved(order, scenario)?,
            replaced: replaced.as_ref().map(|order| resolved(order, scenario)).transpose()?,
        },
        SavedWhat::Branch { name, order } => What::Branch { name: name.clone(), order: resolved(order, scenario)? },
        SavedWhat::Rename { branch, from, to } => What::Rename { branch: *branch, from: from.clone(), to: to.clone() },
    };
    let after = decision.after.as_ref().map(read_place).transpose()?;
    let (before, goes_with_last) = (read_place(&decision.before)?, decision.goes_with_last);
    Ok(Decision { what, before, after, goes_with_last })
}
