//! Trade: what the barriers let through (E6) and how exports follow (E7).

use super::barrier::Felt;
use super::channel::{Channel, ShockChannel};
use super::indicator::Variable;
use super::lever::Strengths;
use super::math::{exp, positive};
use super::parameters::Parameters;
use super::record::{Record, change};
use super::setup::Side;
use super::shock::Forces;

/// Exports of each side, the relations they know, and what long closures diverted.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Trade {
    /// X, share of output, from A and from B.
    pub exports: [f64; 2],
    /// H, share of output.
    pub relations: [f64; 2],
    /// D, 0 to 1.
    pub diversion: f64,
}

/// E6: the share of frictionless trade that the barriers let through.
#[must_use]
pub fn passage(felt: &Felt, p: &Parameters) -> f64 {
    exp(-(p.trade_access * felt.goods + p.trade_institutions * felt.institutional + p.trade_culture * felt.cultural))
}

/// Exports of a side without any barrier: the cheap side exports more.
#[must_use]
pub fn frictionless(side: Side, gap: f64, p: &Parameters) -> f64 {
    let sign = match side {
        Side::A => -1.0,
        Side::B => 1.0,
    };
    p.trade_scale * exp(sign * p.trade_gap * gap)
}

impl Trade {
    /// In balance with the barriers of the start.
    #[must_use]
    pub fn settled(felt: &Felt, gap: f64, p: &Parameters) -> Self {
        let (least, greatest) = Variable::ExportsA.range();
        let exports = Side::BOTH.map(|side| (passage(felt, p) * frictionless(side, gap, p)).clamp(least, greatest));
        Self { exports, relations: exports, diversion: 0.0 }
    }

    /// The trade indicator: realised over frictionless.
    #[must_use]
    pub fn realised(&self, gap: f64, p: &Parameters) -> f64 {
        let free = frictionless(Side::A, gap, p) + frictionless(Side::B, gap, p);
        (self.exports[0] + self.exports[1]) / free
    }

    /// E7 for both sides. `wage_gap` says which side is the poorer.
    pub fn step(
        &mut self,
        felt: &Felt,
        gap: f64,
        wage_gap: f64,
        strengths: &Strengths,
        forces: &Forces,
        p: &Parameters,
        record: &mut impl Record,
    ) {
        let closed = forces.closed();
        let terms = [
            ("closure", closed * p.diversion_gain * (1.0 - self.diversion)),
            ("return", -(1.0 - closed) * p.diversion_decay * self.diversion),
        ];
        change(&mut self.diversion, Variable::Diversion, terms, record);
        let risk = (1.0 - forces.while_lasting(ShockChannel::FinanceRisk)).clamp(0.0, 1.0);
        let b = passage(felt, p) * risk * (1.0 - p.diversion_weight * self.diversion);
        for side in Side::BOTH {
            let i = side.index();
            let poorer = match side {
                Side::A => wage_gap < 0.0,
                Side::B => wage_gap > 0.0,
            };
            let promotion =
                strengths.on(Channel::ExportsBoth) + if poorer { strengths.on(Channel::ExportsPoorer) } else { 0.0 };
            let base = b * frictionless(side, gap, p);
            self.step_side(side, [base, base * promotion], p, record);
            let (x, h) = (self.exports[i], self.relations[i]);
            let variable = [Variable::RelationsA, Variable::RelationsB][i];
            let terms = [("new relations", positive(x - h)), ("forgetting", -p.relation_decay * positive(h - x))];
            change(&mut self.relations[i], variable, terms, record);
        }
    }

    /// Moves exports towards `target = [what the border lets through, what promotion adds]`.
    fn step_side(&mut self, side: Side, target: [f64; 2], p: &Parameters, record: &mut impl Record) {
        let i = side.index();
        let (x, h) = (self.exports[i], self.relations[i]);
        let wanted = target[0] + target[1];
        let speed = if wanted < x {
            p.trade_decline
        } else if x < h {
            p.trade_recovery
        } else {
            p.trade_growth
        };
        let terms = [("what the border lets through", speed * (target[0] - x)), ("promotion", speed * target[1])];
        let variable = [Variable::ExportsA, Variable::ExportsB][i];
        change(&mut self.exports[i], variable, terms, record);
    }
}
