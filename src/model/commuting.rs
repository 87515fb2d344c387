//! Commuting: people who look for pay (E8) and people who move and keep their job (E8b).

use super::barrier::Felt;
use super::indicator::Variable;
use super::math::{exp, logistic, positive};
use super::parameters::Parameters;
use super::record::{Record, change};
use super::setup::Side;

/// Commuters and movers of each side, as shares of the smaller region's employed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Commuting {
    /// Commuters out of A and out of B who look for pay.
    pub labour: [f64; 2],
    /// Yearly arrivals in A and in B of people who keep their job on the other side.
    pub arrivals: [f64; 2],
    /// Net stock of movers settled in A and in B.
    pub movers: [f64; 2],
    /// Commuters among them.
    pub settled: [f64; 2],
}

/// E8: commuters out of a side that the gap and the barriers would draw.
#[must_use]
pub fn drawn(side: Side, gap: f64, felt: &Felt, p: &Parameters) -> f64 {
    let sign = match side {
        Side::A => -1.0,
        Side::B => 1.0,
    };
    // Work across the border meets the rules on mobility and on labour, not those on goods.
    let weights = p.institutions_mobility_weight + p.institutions_labour_weight;
    let institutional = (felt.institutions[1] * p.institutions_mobility_weight
        + felt.institutions[2] * p.institutions_labour_weight)
        / weights;
    let resistance = p.commuting_access * felt.people
        + p.commuting_institutions * institutional
        + p.commuting_culture * felt.cultural;
    p.commuting_scale * (gap.abs() + p.commuting_base) * logistic(sign * p.commuting_slope * gap) * exp(-resistance)
}

impl Commuting {
    /// In balance with the barriers of the start; nobody has moved yet.
    #[must_use]
    pub fn settled_at(gap: f64, felt: &Felt, p: &Parameters) -> Self {
        let (least, greatest) = Variable::LabourA.range();
        Self { labour: Side::BOTH.map(|side| drawn(side, gap, felt, p).clamp(least, greatest)), ..Self::default() }
    }

    /// All commuters out of a side.
    #[inline]
    #[must_use]
    pub const fn out_of(&self, side: Side) -> f64 {
        self.labour[side.index()] + self.settled[side.index()]
    }

    /// Commuters both ways.
    #[inline]
    #[must_use]
    pub const fn total(&self) -> f64 {
        self.out_of(Side::A) + self.out_of(Side::B)
    }

    /// One quarter. `house_gap` in years of pay, positive where A is dearer; `closed` 0 to 1.
    pub fn step(
        &mut self,
        gap: f64,
        house_gap: f64,
        felt: &Felt,
        closed: f64,
        p: &Parameters,
        record: &mut impl Record,
    ) {
        for side in Side::BOTH {
            self.step_labour(side, gap, felt, closed, p, record);
            let dearer_elsewhere = match side {
                Side::A => -house_gap,
                Side::B => house_gap,
            };
            self.step_movers(side, dearer_elsewhere, felt, closed, p, record);
        }
    }

    fn step_labour(
        &mut self,
        side: Side,
        gap: f64,
        felt: &Felt,
        closed: f64,
        p: &Parameters,
        record: &mut impl Record,
    ) {
        let i = side.index();
        let l = self.labour[i];
        let target = drawn(side, gap, felt, p);
        let speed = if target > l { p.commuting_growth } else { p.commuting_decline };
        let terms = [
            ("gap and barriers", (1.0 - closed) * speed * (target - l)),
            ("closure to people", -closed * p.commuting_closed * l),
        ];
        change(&mut self.labour[i], [Variable::LabourA, Variable::LabourB][i], terms, record);
    }

    /// E8b: cheaper houses draw movers who keep their job and commute back; some return.
    fn step_movers(
        &mut self,
        side: Side,
        house_gap: f64,
        felt: &Felt,
        closed: f64,
        p: &Parameters,
        record: &mut impl Record,
    ) {
        let i = side.index();
        let ease = exp(-p.commuting_access * (felt.people - p.movers_access));
        let pull = p.movers_gap * positive(house_gap - p.movers_threshold);
        let terms = [
            ("without a gap", (1.0 - closed) * p.movers_speed * p.movers_base * ease),
            ("house prices", (1.0 - closed) * p.movers_speed * pull * ease),
            ("turnover", -p.movers_speed * self.arrivals[i]),
        ];
        change(&mut self.arrivals[i], [Variable::ArrivalsA, Variable::ArrivalsB][i], terms, record);
        let quarter = 1.0 / 4.0;
        let terms = [
            ("arrivals", quarter * self.arrivals[i]),
            ("steady returns", -quarter * p.movers_return),
            ("returns of movers", -quarter * p.movers_return_share * self.movers[i]),
        ];
        change(&mut self.movers[i], [Variable::MoversA, Variable::MoversB][i], terms, record);
        let terms = [
            ("movers who commute", (1.0 - closed) * p.movers_settle * p.movers_commute * positive(self.movers[i])),
            ("turnover", -p.movers_settle * self.settled[i]),
        ];
        change(&mut self.settled[i], [Variable::SettledA, Variable::SettledB][i], terms, record);
    }
}
