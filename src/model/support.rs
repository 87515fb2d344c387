//! Political support for integration (E10) and implementation capacity.

use super::channel::{Channel, ShockChannel};
use super::indicator::Variable;
use super::lever::Strengths;
use super::parameters::Parameters;
use super::record::{Record, change};
use super::setup::{Region, Side};
use super::shock::Forces;

/// Opinion on both sides.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Opinion {
    /// S, 0 to 1.
    pub support: [f64; 2],
    /// R: the income from the border that people are used to.
    pub accustomed: [f64; 2],
}

/// What opinion looks at.
pub struct Mood<'a> {
    pub strengths: &'a Strengths,
    pub forces: &'a Forces,
    pub trust: f64,
    /// Market access of each side, log.
    pub market: [f64; 2],
    /// Commuters out of each side.
    pub commuters: [f64; 2],
    /// Exports both ways.
    pub exports: f64,
}

impl Mood<'_> {
    /// f: income from the border.
    fn border_income(&self, side: Side, p: &Parameters) -> f64 {
        p.loss_outflow * self.commuters[side.index()]
            + p.loss_inflow * self.commuters[side.other().index()]
            + p.loss_trade * self.exports
    }
}

impl Opinion {
    /// As the scenario gives it; people are used to what they earn at the start.
    #[must_use]
    pub fn new(regions: &[Region; 2], mood: &Mood, p: &Parameters) -> Self {
        Self {
            support: [regions[0].support, regions[1].support],
            accustomed: Side::BOTH.map(|side| mood.border_income(side, p)),
        }
    }

    /// s: the less willing side decides.
    #[must_use]
    pub fn backing(&self, p: &Parameters) -> f64 {
        (p.backing_slope * self.support[0].min(self.support[1])).min(1.0)
    }

    /// One quarter of E10.
    pub fn step(&mut self, mood: &Mood, p: &Parameters, record: &mut impl Record) {
        for side in Side::BOTH {
            let i = side.index();
            let income = mood.border_income(side, p);
            let missed = self.missed(side, income, p, record);
            let gain = (p.support_gain_scale * p.market_elasticity * mood.market[i]).min(1.0);
            let inflow = mood.commuters[side.other().index()];
            let elites = if mood.trust < p.elite_led_trust { mood.strengths.on(Channel::EliteLed) } else { 0.0 };
            let terms = [
                ("habit", p.support_speed * (p.support_base - self.support[i])),
                ("gain from trade", p.support_speed * p.support_gain * gain),
                ("trust", p.support_speed * p.support_trust * (mood.trust - p.support_trust_neutral)),
                ("inflow of commuters", -p.support_speed * p.support_backlash * inflow),
                ("lost income", -p.support_speed * p.support_loss * missed),
                ("media", -p.support_speed * mood.forces.while_lasting(ShockChannel::Media)),
                ("elite-led bodies", -p.support_speed * p.elite_led_cost * elites),
                ("information", p.support_speed * p.goodwill_gain * mood.strengths.on(Channel::Goodwill)),
                ("events", mood.forces.at_once(ShockChannel::Support)),
            ];
            change(&mut self.support[i], [Variable::SupportA, Variable::SupportB][i], terms, record);
        }
    }

    /// The share of the accustomed income that is missing; people get used to less, slowly.
    fn missed(&mut self, side: Side, income: f64, p: &Parameters, record: &mut impl Record) -> f64 {
        let i = side.index();
        let used = self.accustomed[i];
        let terms = [
            ("more than ever", (income - used).max(0.0)),
            ("forgetting", -p.loss_forgetting * (used - income).max(0.0)),
        ];
        change(&mut self.accustomed[i], [Variable::AccustomedA, Variable::AccustomedB][i], terms, record);
        if self.accustomed[i] > 0.0 { (self.accustomed[i] - income) / self.accustomed[i] } else { 0.0 }
    }
}

/// kappa: the share of what is decided that is done.
#[must_use]
pub fn capacity(governance: f64, p: &Parameters) -> f64 {
    (p.capacity_base + p.capacity_governance * governance).min(1.0)
}
