//! Output, wages and prices (E9).

use super::channel::ShockChannel;
use super::indicator::Variable;
use super::math::{exp, ln, positive};
use super::parameters::Parameters;
use super::record::{Record, change};
use super::setup::{Region, Side};
use super::shock::Forces;

/// Output, wages and the exchange rate.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Economy {
    /// ln Y, 0 at the start.
    pub output: [f64; 2],
    /// ln w.
    pub wage: [f64; 2],
    /// e: log deviation of the real exchange rate, positive when A's money is dear.
    pub exchange: f64,
    /// The part of it that shocks caused and that returns.
    exchange_shock: f64,
    /// Market access at the start: the level from which output is counted.
    market_start: [f64; 2],
    /// Market access now.
    pub market: [f64; 2],
}

/// What drives output and wages in a quarter.
pub struct Conditions<'a> {
    pub regions: &'a [Region; 2],
    pub forces: &'a Forces,
    /// Trade realised over frictionless.
    pub realised: f64,
    /// Access won since the start, -1 to 1: what is above 0 makes gains leak to the centre.
    pub access_won: f64,
    /// Mean log level of knowledge won since the start.
    pub level: [f64; 2],
    pub commuters: f64,
    pub ties_per_organisation: f64,
    /// Change of the exchange rate that a driver brings.
    pub exchange_driver: f64,
}

/// Market that trade opens to a side: `ln(1 + b Y_other / Y_own)`, less what leaks to the national centre.
fn market(side: Side, output: [f64; 2], c: &Conditions, p: &Parameters) -> f64 {
    let i = side.index();
    let kept = 1.0 - p.leakage * c.regions[i].periphery * positive(c.access_won);
    ln(1.0 + kept * c.realised * exp(output[side.other().index()] - output[i]))
}

impl Economy {
    /// In balance with the trade of the start.
    #[must_use]
    pub fn settled(c: &Conditions, p: &Parameters) -> Self {
        let market = Side::BOTH.map(|side| market(side, [0.0; 2], c, p));
        Self { wage: [ln(c.regions[0].wage), ln(c.regions[1].wage)], market_start: market, market, ..Self::default() }
    }

    /// Log gap of wages alone, positive where A is richer.
    #[inline]
    #[must_use]
    pub fn wage_gap(&self) -> f64 {
        self.wage[0] - self.wage[1]
    }

    /// g: log gap of wages and prices.
    #[inline]
    #[must_use]
    pub fn gap(&self) -> f64 {
        self.wage_gap() + self.exchange
    }

    /// The gap that commuters see: they look through part of the exchange rate.
    #[inline]
    #[must_use]
    pub fn commuting_gap(&self, p: &Parameters) -> f64 {
        self.wage_gap() + p.commuting_exchange * self.exchange
    }

    /// F: how far apart wages and prices are.
    #[must_use]
    pub fn functional(&self, p: &Parameters) -> f64 {
        1.0 - exp(-self.gap().abs() / p.functional_scale)
    }

    /// Log change of a side's market access since the start.
    #[must_use]
    pub const fn market_won(&self, side: Side) -> f64 {
        self.market[side.index()] - self.market_start[side.index()]
    }

    /// One quarter of E9.
    pub fn step(&mut self, c: &Conditions, p: &Parameters, record: &mut impl Record) {
        self.step_exchange(c, p, record);
        let before = self.output;
        for side in Side::BOTH {
            let i = side.index();
            self.market[i] = market(side, before, c, p);
            let y = before[i];
            let passing = c.forces.while_lasting(ShockChannel::Output)
                + c.regions[i].resources * c.forces.while_lasting(ShockChannel::Commodity);
            let terms = [
                ("market across the border", p.output_speed * p.market_elasticity * self.market_won(side)),
                ("innovation", p.output_speed * c.level[i]),
                ("passing shocks", p.output_speed * passing),
                ("return to balance", -p.output_speed * y),
            ];
            change(&mut self.output[i], [Variable::OutputA, Variable::OutputB][i], terms, record);
        }
        self.step_wages(before, c, p, record);
    }

    fn step_exchange(&mut self, c: &Conditions, p: &Parameters, record: &mut impl Record) {
        let shock = c.forces.at_once(ShockChannel::ExchangeRate);
        let decay = p.exchange_decay * self.exchange_shock;
        let terms = [("shocks", shock), ("return", -decay), ("driver", c.exchange_driver)];
        let before = self.exchange;
        change(&mut self.exchange, Variable::ExchangeRate, terms, record);
        // What the range cut off never returns.
        self.exchange_shock += self.exchange - before - c.exchange_driver;
    }

    /// Wages share in output and converge; commuting lifts the poorer side only.
    fn step_wages(&mut self, output_before: [f64; 2], c: &Conditions, p: &Parameters, record: &mut impl Record) {
        let gap = self.wage_gap();
        let dense = (p.convergence_ties_scale * c.ties_per_organisation).min(1.0);
        for side in Side::BOTH {
            let i = side.index();
            // What a side's wage must do to close the gap, and whether it is the poorer one.
            let towards = match side {
                Side::A => -gap,
                Side::B => gap,
            };
            let (share, share_commuting) =
                if towards > 0.0 { (p.convergence_poorer, 1.0) } else { (1.0 - p.convergence_poorer, 0.0) };
            let terms = [
                ("output", p.wage_share * (self.output[i] - output_before[i])),
                ("slow convergence", share * p.convergence_base * towards),
                ("convergence by commuting", share_commuting * p.convergence_commuting * c.commuters * towards),
                ("convergence by ties", share * p.convergence_ties * dense * towards),
            ];
            change(&mut self.wage[i], [Variable::WageA, Variable::WageB][i], terms, record);
        }
    }

    /// The bits of its hidden state, for the digest.
    #[must_use]
    pub const fn hidden(&self) -> [f64; 5] {
        [self.exchange_shock, self.market_start[0], self.market_start[1], self.market[0], self.market[1]]
    }
}
