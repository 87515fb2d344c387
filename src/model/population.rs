//! Population (E11): births and deaths, and moving to where wages and markets are.

use super::channel::Channel;
use super::growth::Economy;
use super::indicator::Variable;
use super::lever::Strengths;
use super::math::ln;
use super::parameters::Parameters;
use super::record::{Record, change};
use super::setup::{Region, Side};

/// ln(P / P0) of each side.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Population(pub [f64; 2]);

impl Population {
    /// One quarter of E11.
    pub fn step(
        &mut self,
        regions: &[Region; 2],
        economy: &Economy,
        strengths: &Strengths,
        p: &Parameters,
        record: &mut impl Record,
    ) {
        let quarter = 1.0 / 4.0;
        for side in Side::BOTH {
            let i = side.index();
            let relative = economy.wage[i] - ln(regions[i].national_wage);
            let poorer = economy.wage[i] < economy.wage[side.other().index()];
            let drained = if poorer { strengths.on(Channel::BrainDrain) } else { 0.0 };
            let terms = [
                ("natural growth and other moves", quarter * regions[i].natural_growth),
                ("wages against the nation", p.migration_speed * p.migration_wage * relative),
                ("market across the border", p.migration_speed * p.migration_market * economy.market_won(side)),
                ("return to balance", -p.migration_speed * self.0[i]),
                ("brain drain", -quarter * p.brain_drain * drained),
            ];
            change(&mut self.0[i], [Variable::PopulationA, Variable::PopulationB][i], terms, record);
        }
    }
}
