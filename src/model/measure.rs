//! Measuring: every variable of the table, read off the state; and the digest of all of it.

use super::Borderland;
use super::budget::Budgets;
use super::climate::{readiness, set_up};
use super::crossing::ProjectState;
use super::indicator::{Indicator, Variable, Variable as V};
use super::lever::LeverState;
use super::math::asymmetry;
use super::money::points;
use super::network::Network;
use super::parameters::Parameters;
use super::setup::{Setup, Side};
use super::shock::ShockState;
use super::stage::{Diagnosis, Reading};
use super::support::capacity;
use super::tally::Tally;

impl Reading {
    /// Before anything is measured.
    pub(super) const NOTHING: Self =
        Self { indicators: [0.0; 7], synergy: 0.0, set_up: 0.0, partner_distance: None, external_share: 0.0 };
}

impl Borderland {
    /// The value of a variable now, in its unit.
    #[must_use]
    pub fn measure(&self, variable: Variable, setup: &Setup) -> f64 {
        let p = &setup.parameters;
        let (a, b) = (0, 1);
        match variable {
            V::Access | V::Institutions | V::Trade | V::Knowledge | V::Symmetry => {
                self.indicator(Indicator::ALL[variable as usize], p)
            }
            V::Trust => self.barriers.trust,
            V::Governance => self.barriers.governance,
            V::Stage => f64::from(self.stage()),
            V::GeographicGoods => self.barriers.access[0],
            V::GeographicPeople => self.barriers.access[1],
            V::InstitutionalGoods => self.barriers.institutions[0],
            V::InstitutionalMobility => self.barriers.institutions[1],
            V::InstitutionalLabour => self.barriers.institutions[2],
            V::InstitutionalFloor => self.barriers.floor,
            V::Awareness => self.barriers.awareness,
            V::ExchangeRate => self.economy.exchange,
            V::Diversion => self.trade.diversion,
            V::Geographic => self.felt.geographic(),
            V::Institutional => self.felt.institutional,
            V::Cultural => 1.0 - self.barriers.trust,
            V::Functional => self.economy.functional(p),
            V::Cognitive => self.cognitive,
            V::Gap => self.economy.gap(),
            V::Capacity => capacity(self.barriers.governance, p),
            V::Backing => self.opinion.backing(p),
            V::Readiness => readiness(&self.felt, p),
            V::ExportsA => self.trade.exports[a],
            V::ExportsB => self.trade.exports[b],
            V::RelationsA => self.trade.relations[a],
            V::RelationsB => self.trade.relations[b],
            V::LabourA => self.commuting.labour[a],
            V::LabourB => self.commuting.labour[b],
            V::ArrivalsA => self.commuting.arrivals[a],
            V::ArrivalsB => self.commuting.arrivals[b],
            V::MoversA => self.commuting.movers[a],
            V::MoversB => self.commuting.movers[b],
            V::SettledA => self.commuting.settled[a],
            V::SettledB => self.commuting.settled[b],
            V::CommutersA => self.commuting.out_of(Side::A),
            V::CommutersB => self.commuting.out_of(Side::B),
            V::Commuters => self.commuting.total(),
            V::Exports => self.trade.exports[a] + self.trade.exports[b],
            V::OutputA => self.economy.output[a],
            V::OutputB => self.economy.output[b],
            V::WageA => self.economy.wage[a],
            V::WageB => self.economy.wage[b],
            V::PopulationA => self.population.0[a],
            V::PopulationB => self.population.0[b],
            V::SupportA => self.opinion.support[a],
            V::SupportB => self.opinion.support[b],
            V::AccustomedA => self.opinion.accustomed[a],
            V::AccustomedB => self.opinion.accustomed[b],
            V::BudgetA | V::BudgetB | V::Fund => points(self.budgets.in_hand(purse(variable, V::BudgetA))),
            V::DebtA | V::DebtB | V::DebtFund => points(self.budgets.debt[purse(variable, V::DebtA)]),
            V::Spending => points(self.budgets.spent) * 4.0,
            V::TiesAcross => self.tally.ties_across as f64,
            V::TiesHome => self.tally.ties_home as f64,
            V::LevelA => self.tally.level[a],
            V::LevelB => self.tally.level[b],
            V::ExternalA => self.tally.external[a],
            V::ExternalB => self.tally.external[b],
            V::PartnerDistance => self.partner_distance.unwrap_or(0.0),
            V::Synergy => self.synergy,
            V::Initiated => self.tally.initiated as f64,
            V::Selected => self.tally.selected as f64,
            V::SetUp => self.tally.set_up as f64,
        }
    }

    fn indicator(&self, indicator: Indicator, p: &Parameters) -> f64 {
        match indicator {
            Indicator::Access => 1.0 - self.felt.geographic(),
            Indicator::Institutions => 1.0 - self.felt.institutional,
            Indicator::Trust => self.barriers.trust,
            Indicator::Governance => self.barriers.governance,
            Indicator::Trade => self.trade.realised(self.economy.gap(), p),
            Indicator::Knowledge => self.tally.knowledge(),
            Indicator::Symmetry => {
                let [x_a, x_b] = self.trade.exports;
                let [k_a, k_b] = self.tally.learned;
                let [l_a, l_b] = Side::BOTH.map(|side| self.commuting.out_of(side));
                // Where nothing flows there is nothing mutual.
                let mutual = |a: f64, b: f64| if a + b > 0.0 { 1.0 - asymmetry(a, b) } else { 0.0 };
                (mutual(x_a, x_b) + mutual(l_a, l_b) + mutual(k_a, k_b)) / 3.0
            }
        }
    }

    /// What the classifier looks at.
    pub(super) fn reading(&self, p: &Parameters) -> Reading {
        Reading {
            indicators: Indicator::ALL.map(|i| self.indicator(i, p)),
            synergy: self.synergy,
            set_up: set_up(&self.felt, p),
            partner_distance: self.partner_distance,
            external_share: self.tally.external_share(),
        }
    }

    /// 1 to 3.
    #[must_use]
    pub const fn stage(&self) -> u8 {
        self.classifier.stage()
    }

    /// What holds the pair back.
    #[must_use]
    pub const fn diagnosis(&self) -> Diagnosis {
        self.classifier.diagnosis()
    }

    /// The indicator furthest under its threshold.
    #[must_use]
    pub const fn binding(&self) -> Indicator {
        self.classifier.binding()
    }

    /// Shocks that began in the last quarter: indices into the setup.
    #[must_use]
    pub fn began(&self) -> &[usize] {
        &self.began
    }

    /// Where each project stands.
    #[must_use]
    pub fn projects(&self) -> &[ProjectState] {
        &self.works.projects
    }

    /// Whether each crossing is open.
    #[must_use]
    pub fn open_crossings(&self) -> &[bool] {
        &self.works.open
    }

    /// How closed shocks hold the border to goods and to people, each 0 (not at all) to 1.
    #[must_use]
    pub fn closure(&self) -> [f64; 2] {
        [self.forces.closed(), self.forces.closed_to_people()]
    }

    /// Where each lever stands.
    #[must_use]
    pub fn levers(&self) -> &[LeverState] {
        &self.levers
    }

    /// Where each shock stands.
    #[must_use]
    pub fn shocks(&self) -> &[ShockState] {
        &self.shocks
    }

    /// How closed the border was in the last quarter, 0 to 1: to everything, and to people.
    #[must_use]
    pub fn closed(&self) -> [f64; 2] {
        [self.forces.closed(), self.forces.closed_to_people()]
    }

    /// Accounts and debts.
    #[must_use]
    pub const fn budgets(&self) -> &Budgets {
        &self.budgets
    }

    /// The organisations and their ties.
    #[must_use]
    pub const fn network(&self) -> &Network {
        &self.network
    }

    /// What the organisations did in the last quarter.
    #[must_use]
    pub const fn tally(&self) -> &Tally {
        &self.tally
    }

    /// One number for every bit of the state: equal digests mean equal worlds.
    #[must_use]
    pub fn digest(&self, setup: &Setup) -> u64 {
        let mut fold = Fold::new();
        fold.take(self.quarter.0 as u64);
        for variable in Variable::ALL {
            fold.take(self.measure(*variable, setup).to_bits());
        }
        let barriers = self.barriers.access_given.into_iter().chain(self.barriers.institutions_given);
        barriers.chain(self.economy.hidden()).for_each(|x| fold.take(x.to_bits()));
        for lever in &self.levers {
            for x in [lever.asked, lever.paid, lever.acting] {
                fold.take(x.to_bits());
            }
        }
        self.works.bits().for_each(|x| fold.take(x));
        self.budgets.bits().for_each(|x| fold.take(x));
        for shock in &self.shocks {
            for word in shock.bits() {
                fold.take(word);
            }
        }
        for word in self.classifier.bits() {
            fold.take(word);
        }
        self.network.bits().for_each(|x| fold.take(x));
        fold.0
    }
}

/// The purse of a variable in a row of three, of which this is the first.
const fn purse(variable: Variable, first: Variable) -> usize {
    variable as usize - first as usize
}

/// Folds words into one: multiply and rotate, so that order and every bit count.
struct Fold(u64);

impl Fold {
    const fn new() -> Self {
        Self(0x9e37_79b9_7f4a_7c15)
    }

    const fn take(&mut self, word: u64) {
        let mixed = (self.0 ^ word).wrapping_mul(0xff51_afd7_ed55_8ccd);
        self.0 = mixed.rotate_left(29) ^ (mixed >> 32);
    }
}
