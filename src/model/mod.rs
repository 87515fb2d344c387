//! What happens: two regions, the border between them, their organisations, one quarter at a time.
//!
//! Plain Rust over plain vectors: no engine, no file, no clock. The desktop, the batch and the tests call the same
//! [`Borderland::step`].

pub mod barrier;
pub mod budget;
pub mod chance;
pub mod channel;
pub mod climate;
pub mod commuting;
pub mod crossing;
pub mod date;
pub mod equations;
pub mod growth;
pub mod indicator;
mod learning;
pub mod lever;
pub mod math;
mod measure;
pub mod money;
pub mod network;
pub mod organisation;
pub mod parameters;
pub mod population;
pub mod record;
pub mod references;
pub mod setup;
pub mod shock;
pub mod stage;
pub mod support;
pub mod tally;
pub mod trade;

use barrier::{Barriers, Felt, Pressure};
use budget::{Budgets, Income};
use chance::Chance;
use climate::{Around, Climate};
use commuting::Commuting;
use crossing::Works;
use date::Quarter;
use growth::{Conditions, Economy};
use lever::{LeverState, Orders, Strengths};
use math::asymmetry;
use network::Network;
use population::Population;
use record::{Off, Record};
use setup::{Condition, Driver, Mode, Role, Setup};
use shock::{Forces, ShockState};
use stage::Classifier;
use support::{Mood, Opinion};
use tally::Tally;
use trade::Trade;

/// Two regions and their border in one quarter: everything that is carried to the next.
#[derive(Clone, Debug)]
pub struct Borderland {
    quarter: Quarter,
    barriers: Barriers,
    works: Works,
    levers: Vec<LeverState>,
    budgets: Budgets,
    shocks: Vec<ShockState>,
    trade: Trade,
    commuting: Commuting,
    economy: Economy,
    opinion: Opinion,
    population: Population,
    network: Network,
    tally: Tally,
    classifier: Classifier,
    /// What acted in the last quarter: measured, shown, and read by what comes first in the next.
    forces: Forces,
    strengths: Strengths,
    felt: Felt,
    /// Last known values of measures that need a meeting or a partner.
    synergy: f64,
    cognitive: f64,
    partner_distance: Option<f64>,
    /// Geographic barrier at the start.
    access_start: f64,
    /// What began in the last quarter: indices of shocks.
    began: Vec<usize>,
    chance: Chance,
}

impl Borderland {
    /// The start of a run: flows in balance with the barriers, ties at the level that these barriers allow.
    #[must_use]
    pub fn new(setup: &Setup, seed: u64) -> Self {
        let p = &setup.parameters;
        let chance = Chance::new(seed);
        let barriers = Barriers::new(&setup.border);
        let forces = Forces::NONE;
        let felt = barriers.felt(&forces, p);
        let levers = vec![LeverState::default(); setup.levers.len()];
        let works = Works::new(setup);
        let strengths = Strengths::of(setup, &levers, &works.projects, 0.0);
        let gap = math::ln(setup.regions[0].wage) - math::ln(setup.regions[1].wage);
        let trade = Trade::settled(&felt, gap, p);
        let commuting = Commuting::settled_at(gap, &felt, p);
        let conditions = Conditions {
            regions: &setup.regions,
            forces: &forces,
            realised: trade.realised(gap, p),
            access_won: 0.0,
            level: [0.0; 2],
            commuters: 0.0,
            ties_per_organisation: 0.0,
            exchange_driver: 0.0,
        };
        let economy = Economy::settled(&conditions, p);
        let mood = mood(&strengths, &forces, &barriers, &economy, &commuting, &trade);
        let opinion = Opinion::new(&setup.regions, &mood, p);
        let mut network = Network::new(setup, chance);
        let mut tally = Tally::new(network.count);
        let around = around(setup, &felt, &strengths, &forces, &barriers);
        let climate = Climate::of(&around, p);
        for _ in 0..p.warm_up as u32 {
            network.step(&climate, &mut tally, &mut Off);
        }
        tally.start_levels();
        let mut land = Self {
            quarter: setup.start,
            shocks: setup.shocks.iter().map(|s| ShockState::new(s, &chance)).collect(),
            classifier: Classifier::new(&stage::Reading::NOTHING, &setup.thresholds, p),
            synergy: tally.synergy().unwrap_or(0.0),
            cognitive: tally.cognitive().unwrap_or(1.0),
            partner_distance: tally.partner_distance(),
            access_start: felt.geographic(),
            began: Vec::with_capacity(setup.shocks.len()),
            population: Population::default(),
            budgets: Budgets::default(),
            barriers,
            works,
            levers,
            trade,
            commuting,
            economy,
            opinion,
            network,
            tally,
            forces,
            strengths,
            felt,
            chance,
        };
        land.classifier = Classifier::new(&land.reading(p), &setup.thresholds, p);
        land
    }

    /// From now on luck is that of another seed: organisations and their ties stay, what is drawn from here on is drawn
    /// anew. The hazard that random shocks have left has no memory, so theirs is drawn anew, too.
    pub fn take_luck_of(&mut self, seed: u64) {
        self.chance = Chance::new(seed);
        self.network.chance = self.chance;
        self.shocks.iter_mut().for_each(|shock| shock.draw_again(&self.chance));
    }

    /// One quarter, top to bottom: what comes from outside, what is paid, the barriers, the flows, the economy, opinion,
    /// the organisations. The stage is read last and nothing reads it.
    pub fn step<R: Record>(&mut self, setup: &Setup, orders: &Orders, record: &mut R) {
        let p = &setup.parameters;
        let now = self.quarter.plus(1);
        self.step_shocks(setup, now);
        let capacity = support::capacity(self.barriers.governance, p);
        let opened = self.step_money(setup, orders, capacity, now, record);
        self.strengths = Strengths::of(setup, &self.levers, &self.works.projects, self.forces.closed());
        self.step_barriers(setup, capacity, opened, now, record);
        self.step_flows(setup, now, record);
        self.step_economy(setup, now, record);
        let around = around(setup, &self.felt, &self.strengths, &self.forces, &self.barriers);
        let climate = Climate::of(&around, p);
        self.network.step(&climate, &mut self.tally, record);
        self.quarter = now;
        self.remember();
        let reading = self.reading(p);
        self.classifier.read(&reading, &setup.thresholds, p);
    }

    fn step_shocks(&mut self, setup: &Setup, now: Quarter) {
        let mut forces = Forces::NONE;
        let mut shocks = std::mem::take(&mut self.shocks);
        self.began.clear();
        for (index, (state, shock)) in shocks.iter_mut().zip(&setup.shocks).enumerate() {
            if state.step(shock, now, |c| self.holds(c, setup, now), &self.chance, &mut forces) {
                self.began.push(index);
            }
        }
        self.shocks = shocks;
        self.forces = forces;
    }

    /// E12, and what is built with the money.
    fn step_money<R: Record>(
        &mut self,
        setup: &Setup,
        orders: &Orders,
        capacity: f64,
        now: Quarter,
        record: &mut R,
    ) -> [f64; 2] {
        let p = &setup.parameters;
        let income = Income {
            strengths: &self.strengths,
            support: self.opinion.support,
            trade: self.trade.realised(self.economy.gap(), p),
        };
        self.budgets.open(setup, &income, record);
        let opened = self.works.step(setup, orders, capacity, now, &mut self.budgets, &self.chance, record);
        self.budgets.pay_levers(setup, orders, &mut self.levers, record);
        self.budgets.close(p, record);
        opened
    }

    /// E1 to E5.
    fn step_barriers<R: Record>(
        &mut self,
        setup: &Setup,
        capacity: f64,
        mut opened: [f64; 2],
        now: Quarter,
        record: &mut R,
    ) {
        let p = &setup.parameters;
        for mode in Mode::BOTH {
            let minutes = |q: Quarter| {
                let times = drivers(setup, Role::TravelTime(mode)).map(|d| barrier::access_of_minutes(d.at(q), p));
                times.sum::<f64>()
            };
            opened[mode as usize] += minutes(now) - minutes(self.quarter);
        }
        let [x_a, x_b] = self.trade.exports;
        let [l_a, l_b] = setup::Side::BOTH.map(|side| self.commuting.out_of(side));
        let ties = self.tally.across_per_organisation();
        let uneven = asymmetry(x_a, x_b) + asymmetry(l_a, l_b);
        let pressure = Pressure {
            strengths: &self.strengths,
            forces: &self.forces,
            capacity,
            backing: self.opinion.backing(p),
            opened,
            ties_per_organisation: ties,
            flow_contact: (p.contact_commuting * (l_a + l_b)).min(1.0)
                + (p.contact_ties * ties).min(1.0)
                + (p.contact_trade * (x_a + x_b)).min(1.0),
            quality: (1.0 - p.trust_asymmetry * uneven).max(p.trust_quality_minimum),
        };
        self.barriers.step_access(&pressure, p, record);
        self.barriers.step_institutions(&pressure, p, record);
        self.barriers.step_governance(&pressure, p, record);
        self.barriers.step_trust(&pressure, p, record);
        self.barriers.step_awareness(&pressure, p, record);
        self.felt = self.barriers.felt(&self.forces, p);
    }

    /// E6 to E8b.
    fn step_flows<R: Record>(&mut self, setup: &Setup, now: Quarter, record: &mut R) {
        let p = &setup.parameters;
        let (gap, wage_gap) = (self.economy.gap(), self.economy.wage_gap());
        let commuting_gap = self.economy.commuting_gap(p);
        self.trade.step(&self.felt, gap, wage_gap, &self.strengths, &self.forces, p, record);
        let houses: f64 = drivers(setup, Role::HousePriceGap).map(|d| d.at(now)).sum();
        self.commuting.step(commuting_gap, houses, &self.felt, self.forces.closed_to_people(), p, record);
    }

    /// E9 to E11.
    fn step_economy<R: Record>(&mut self, setup: &Setup, now: Quarter, record: &mut R) {
        let p = &setup.parameters;
        let exchange = |q: Quarter| drivers(setup, Role::ExchangeRate).map(|d| d.at(q)).sum::<f64>();
        let conditions = Conditions {
            regions: &setup.regions,
            forces: &self.forces,
            realised: self.trade.realised(self.economy.gap(), p),
            access_won: self.access_start - self.felt.geographic(),
            level: self.tally.level,
            commuters: self.commuting.total(),
            ties_per_organisation: self.tally.across_per_organisation(),
            exchange_driver: exchange(now) - exchange(self.quarter),
        };
        self.economy.step(&conditions, p, record);
        let mood = mood(&self.strengths, &self.forces, &self.barriers, &self.economy, &self.commuting, &self.trade);
        self.opinion.step(&mood, p, record);
        self.population.step(&setup.regions, &self.economy, &self.strengths, p, record);
    }

    /// Keeps the last known value of what can only be measured when somebody meets.
    fn remember(&mut self) {
        self.synergy = self.tally.synergy().unwrap_or(self.synergy);
        self.cognitive = self.tally.cognitive().unwrap_or(self.cognitive);
        self.partner_distance = self.tally.partner_distance();
    }

    /// Whether a condition holds, by what can be measured now, for something that happens in quarter `at`: the coming
    /// one for policies and shocks, the present one for goals.
    #[must_use]
    pub fn holds(&self, condition: &Condition, setup: &Setup, at: Quarter) -> bool {
        match condition {
            Condition::AtLeast(variable, value) => self.measure(*variable, setup) >= *value,
            Condition::Below(variable, value) => self.measure(*variable, setup) < *value,
            Condition::From(quarter) => at >= *quarter,
            Condition::Before(quarter) => at < *quarter,
            Condition::Any(list) => list.iter().any(|c| self.holds(c, setup, at)),
            Condition::All(list) => list.iter().all(|c| self.holds(c, setup, at)),
        }
    }

    /// The quarter that this is the end of.
    #[must_use]
    pub const fn quarter(&self) -> Quarter {
        self.quarter
    }
}

/// The drivers of a role, in the order of their ids.
fn drivers(setup: &Setup, role: Role) -> impl Iterator<Item = &Driver> {
    setup.drivers.iter().filter(move |d| d.role == role)
}

fn mood<'a>(
    strengths: &'a Strengths,
    forces: &'a Forces,
    barriers: &Barriers,
    economy: &Economy,
    commuting: &Commuting,
    trade: &Trade,
) -> Mood<'a> {
    Mood {
        strengths,
        forces,
        trust: barriers.trust,
        market: economy.market,
        commuters: setup::Side::BOTH.map(|side| commuting.out_of(side)),
        exports: trade.exports[0] + trade.exports[1],
    }
}

fn around<'a>(
    setup: &'a Setup,
    felt: &'a Felt,
    strengths: &'a Strengths,
    forces: &'a Forces,
    barriers: &Barriers,
) -> Around<'a> {
    Around {
        felt,
        strengths,
        forces,
        regions: &setup.regions,
        awareness: barriers.awareness,
        governance: barriers.governance,
        trust: barriers.trust,
    }
}
