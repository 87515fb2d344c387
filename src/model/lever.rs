//! Levers: from what is asked and paid to what acts, channel by channel.

use super::channel::Channel;
use super::crossing::ProjectState;
use super::math::exp;
use super::parameters::Parameters;
use super::setup::{Lever, Project, Setup};

/// What policy wants in a quarter: absolute, one entry a lever and a project.
#[derive(Clone, Debug, PartialEq)]
pub struct Orders {
    /// Strength 0 to 1 of each lever of the setup.
    pub levels: Vec<f64>,
    /// Whether each project of the setup has been decided.
    pub decided: Vec<bool>,
}

impl Orders {
    /// Nothing is done.
    #[must_use]
    pub fn none(setup: &Setup) -> Self {
        Self { levels: vec![0.0; setup.levers.len()], decided: vec![false; setup.projects.len()] }
    }
}

/// Where a lever stands.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LeverState {
    /// What was asked.
    pub asked: f64,
    /// What the money in hand paid for.
    pub paid: f64,
    /// What acts after the delay.
    pub acting: f64,
}

impl LeverState {
    /// Lets what was paid begin to act: from nothing to full strength in the delay, back in the fade.
    pub fn ramp(&mut self, lever: &Lever, p: &Parameters) {
        let target = returns(self.paid, p.returns_curvature);
        let rise = 1.0 / f64::from(lever.delay.max(1));
        let fall = 1.0 / f64::from(lever.fade.max(1));
        self.acting += (target - self.acting).clamp(-fall, rise);
    }
}

/// Strength bought by a share of the full programme: linear, or concave where the scenario says so.
fn returns(paid: f64, curvature: f64) -> f64 {
    if curvature > 0.0 { (1.0 - exp(-curvature * paid)) / (1.0 - exp(-curvature)) } else { paid }
}

/// What acts on each channel this quarter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Strengths([f64; Channel::COUNT]);

impl Strengths {
    /// The sum over levers and delivered projects; in a full closure cooperation is suspended.
    #[must_use]
    pub fn of(setup: &Setup, levers: &[LeverState], projects: &[ProjectState], closed: f64) -> Self {
        let suspended = 1.0 - closed * (1.0 - setup.parameters.closure_levers);
        let mut sum = [0.0; Channel::COUNT];
        for (lever, state) in setup.levers.iter().zip(levers) {
            let share = if lever.survives_closure { 1.0 } else { suspended };
            add(&mut sum, &lever.effects, state.acting * share);
        }
        for (project, state) in setup.projects.iter().zip(projects) {
            if state.delivered {
                add_project(&mut sum, project, suspended);
            }
        }
        Self(sum)
    }

    /// The strength on one channel.
    #[inline]
    #[must_use]
    pub const fn on(&self, channel: Channel) -> f64 {
        self.0[channel as usize]
    }
}

fn add(sum: &mut [f64; Channel::COUNT], effects: &[(Channel, f64)], strength: f64) {
    for (channel, weight) in effects {
        sum[*channel as usize] += weight * strength;
    }
}

fn add_project(sum: &mut [f64; Channel::COUNT], project: &Project, suspended: f64) {
    for (channel, weight) in &project.effects {
        sum[*channel as usize] += if *channel == Channel::Works { *weight } else { weight * suspended };
    }
}
