//! The barriers between the regions: access (E1), institutions (E2), governance (E3), trust (E4), awareness (E5).

use super::channel::{Channel, ShockChannel};
use super::indicator::Variable;
use super::lever::Strengths;
use super::math::{exp, ln, positive};
use super::parameters::Parameters;
use super::record::{Record, change};
use super::setup::{Border, Mode};
use super::shock::Forces;

/// Where the barriers stand, apart from what lasting shocks add for the time being.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Barriers {
    /// G of goods and of people.
    pub access: [f64; 2],
    /// G0: what the crossings give without works and shorter waiting.
    pub access_given: [f64; 2],
    /// N of goods, mobility and labour.
    pub institutions: [f64; 3],
    /// N0: where they return to when nothing is done.
    pub institutions_given: [f64; 3],
    /// What local actors cannot change.
    pub floor: f64,
    /// T.
    pub trust: f64,
    /// V.
    pub governance: f64,
    /// a.
    pub awareness: f64,
}

/// The barriers as felt in a quarter, lasting shocks included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Felt {
    pub goods: f64,
    pub people: f64,
    /// Of goods, mobility and labour.
    pub institutions: [f64; 3],
    /// N: their weighted mean.
    pub institutional: f64,
    /// C = 1 - T.
    pub cultural: f64,
}

impl Felt {
    /// G: the mean over goods and people.
    #[inline]
    #[must_use]
    pub const fn geographic(&self) -> f64 {
        (self.goods + self.people) / 2.0
    }
}

/// What drives the barriers in a quarter.
pub struct Pressure<'a> {
    pub strengths: &'a Strengths,
    pub forces: &'a Forces,
    /// kappa, implementation capacity.
    pub capacity: f64,
    /// s, political backing.
    pub backing: f64,
    /// Change of G by crossings that open and by travel times from outside, goods and people.
    pub opened: [f64; 2],
    pub ties_per_organisation: f64,
    /// M: contact by flows alone.
    pub flow_contact: f64,
    /// Q: its quality.
    pub quality: f64,
}

/// G for a door-to-door time: `1 - exp(-minutes / scale)`.
#[must_use]
pub fn access_of_minutes(minutes: f64, p: &Parameters) -> f64 {
    1.0 - exp(-minutes / p.travel_scale)
}

fn minutes_of_access(access: f64, p: &Parameters) -> f64 {
    const FARTHEST: f64 = 0.999;
    -p.travel_scale * ln(1.0 - access.min(FARTHEST))
}

impl Barriers {
    /// As the scenario gives them.
    #[must_use]
    pub const fn new(border: &Border) -> Self {
        let access = [border.access_goods, border.access_people];
        let institutions = [border.institutions_goods, border.institutions_mobility, border.institutions_labour];
        Self {
            access,
            access_given: access,
            institutions,
            institutions_given: institutions,
            floor: border.floor,
            trust: border.trust,
            governance: border.governance,
            awareness: border.awareness,
        }
    }

    /// The barriers as felt while the shocks last.
    #[must_use]
    pub fn felt(&self, forces: &Forces, p: &Parameters) -> Felt {
        let extra = forces.while_lasting(ShockChannel::MinutesPeople);
        let minutes = minutes_of_access(self.access[1], p);
        let delay = access_of_minutes(positive(minutes + extra), p) - access_of_minutes(minutes, p);
        let goods = (self.access[0] + forces.while_lasting(ShockChannel::AccessGoods)).clamp(0.0, 1.0);
        let people = (self.access[1] + delay + forces.while_lasting(ShockChannel::AccessPeople)).clamp(0.0, 1.0);
        let institutions =
            self.institutions.map(|n| (n + forces.while_lasting(ShockChannel::Institutions)).clamp(0.0, 1.0));
        Felt { goods, people, institutions, institutional: weighted(institutions, p), cultural: 1.0 - self.trust }
    }

    /// E1: access, for goods and for people.
    pub fn step_access(&mut self, pressure: &Pressure, p: &Parameters, record: &mut impl Record) {
        let kappa = pressure.capacity;
        let u_works = pressure.strengths.on(Channel::Works);
        for mode in Mode::BOTH {
            let m = mode as usize;
            let (variable, u_waiting) = match mode {
                Mode::Goods => (Variable::GeographicGoods, pressure.strengths.on(Channel::WaitingGoods)),
                Mode::People => (Variable::GeographicPeople, pressure.strengths.on(Channel::WaitingPeople)),
            };
            let (g, given) = (self.access[m], self.access_given[m]);
            let opened = pressure.opened[m];
            let terms = [
                (
                    "works",
                    -p.works_speed
                        * u_works
                        * positive(g - p.access_minimum)
                        * (p.works_base + p.works_capacity * kappa),
                ),
                ("shorter waiting", -p.waiting_speed * u_waiting * kappa * positive(g - p.waiting_limit * given)),
                ("neglect", p.access_decay * (given - g)),
                ("crossings and travel time", opened),
            ];
            change(&mut self.access[m], variable, terms, record);
            self.access_given[m] = (given + opened).clamp(0.0, 1.0);
        }
    }

    /// E2: institutions, part by part, and their floor.
    pub fn step_institutions(&mut self, pressure: &Pressure, p: &Parameters, record: &mut impl Record) {
        let terms = [("treaties and regimes", pressure.forces.at_once(ShockChannel::Floor))];
        change(&mut self.floor, Variable::InstitutionalFloor, terms, record);
        let u_legal = pressure.strengths.on(Channel::Legal);
        let reach = self.floor + p.legal_gap * positive(1.0 - u_legal);
        let will = pressure.capacity * pressure.backing;
        let parts = [
            (Variable::InstitutionalGoods, "customs", p.customs_speed * pressure.strengths.on(Channel::Customs)),
            (Variable::InstitutionalMobility, "visas", p.visa_speed * pressure.strengths.on(Channel::Visa)),
            (
                Variable::InstitutionalLabour,
                "recognition of qualifications",
                p.labour_speed * pressure.strengths.on(Channel::Labour),
            ),
        ];
        for (i, (variable, name, speed)) in parts.into_iter().enumerate() {
            let n = self.institutions[i];
            let terms = [
                (name, -will * speed * positive(n - reach)),
                ("legal harmonisation", -will * p.legal_speed * u_legal * positive(n - reach)),
                ("joint governance", -p.governance_easing * self.governance * positive(n - self.floor)),
                ("re-bordering", p.institutions_return * positive(self.institutions_given[i] - n)),
                ("closure", pressure.forces.closed() * p.closure_institutions * (1.0 - n)),
                ("floor", positive(self.floor - n)),
            ];
            change(&mut self.institutions[i], variable, terms, record);
        }
    }

    /// E3: governance capacity.
    pub fn step_governance(&mut self, pressure: &Pressure, p: &Parameters, record: &mut impl Record) {
        let v = self.governance;
        let dense = (pressure.ties_per_organisation / p.governance_ties_full).min(1.0);
        let terms = [
            (
                "joint bodies",
                p.governance_speed * pressure.backing * pressure.strengths.on(Channel::Governance) * (1.0 - v),
            ),
            ("ties across", p.governance_ties * dense * (1.0 - v)),
            ("decay", -p.governance_decay * v),
            ("closure", -pressure.forces.closed() * p.closure_governance * v),
            ("events", pressure.forces.at_once(ShockChannel::Governance)),
        ];
        change(&mut self.governance, Variable::Governance, terms, record);
    }

    /// E4: trust.
    pub fn step_trust(&mut self, pressure: &Pressure, p: &Parameters, record: &mut impl Record) {
        let t = self.trust;
        let programmes = pressure.capacity
            * (p.contact_language * pressure.strengths.on(Channel::Language)
                + p.contact_mobility * pressure.strengths.on(Channel::Mobility)
                + p.contact_twinning * pressure.strengths.on(Channel::Twinning));
        let gain = p.trust_gain * pressure.quality * (1.0 - t);
        let terms = [
            ("contact by commuting, ties and trade", gain * pressure.flow_contact),
            ("contact by programmes", gain * programmes),
            ("decay", -p.trust_decay * (t - p.trust_ground)),
            ("closure", -pressure.forces.closed() * p.closure_trust * positive(t - p.closure_trust_ground)),
            ("events", pressure.forces.at_once(ShockChannel::Trust)),
        ];
        change(&mut self.trust, Variable::Trust, terms, record);
    }

    /// E5: awareness.
    pub fn step_awareness(&mut self, pressure: &Pressure, p: &Parameters, record: &mut impl Record) {
        let a = self.awareness;
        let terms = [
            ("information", p.awareness_gain * pressure.strengths.on(Channel::Information) * (1.0 - a)),
            ("forgetting", -p.awareness_decay * a),
        ];
        change(&mut self.awareness, Variable::Awareness, terms, record);
    }
}

/// The weighted mean of the three parts of N.
#[must_use]
pub fn weighted(parts: [f64; 3], p: &Parameters) -> f64 {
    let weights = [p.institutions_goods_weight, p.institutions_mobility_weight, p.institutions_labour_weight];
    let sum = weights[0] + weights[1] + weights[2];
    (parts[0] * weights[0] + parts[1] * weights[1] + parts[2] * weights[2]) / sum
}
