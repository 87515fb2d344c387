//! What organisations find in a quarter: the macro state as the odds of rules 1 to 7.

use super::barrier::Felt;
use super::channel::Channel;
use super::lever::Strengths;
use super::math::{exp, power};
use super::organisation::OrganisationKind;
use super::parameters::Parameters;
use super::setup::{Region, Side};
use super::shock::Forces;

/// The odds of one quarter, in the precision of the organisations.
#[derive(Clone, Debug)]
pub struct Climate {
    pub meetings: u32,
    pub meeting_absorptive: f32,
    /// Share of meetings across the border.
    pub across_share: f32,
    /// Share of meetings that partners arrange, of 65,536.
    pub introduced: u32,
    pub value_weight: f32,
    pub value_neutral: f32,
    pub at_home: f32,
    /// Log-odds of a tie across the border, by the kinds of both.
    pub across: [[f32; 3]; 3],
    pub shared: f32,
    pub past: f32,
    pub load_weight: f32,
    /// Share of accepted ties across the border that are set up, of 65,536.
    pub set_up: u32,
    /// Hazard of every tie, a quarter.
    pub dissolve: f32,
    /// Hazards of ties across the border: barriers, closure; and of ties worth little.
    pub dissolve_barriers: f32,
    pub dissolve_closure: f32,
    pub dissolve_poor: f32,
    pub poor_value: f32,
    pub learning: f32,
    pub catch_up: f32,
    pub drift_home: f32,
    pub drift_free: f32,
    pub innovation: f32,
    pub innovation_ties: f32,
    pub innovation_saturation: f32,
    pub innovation_step: f32,
    /// New outside ties a unit of absorptive capacity, of each side.
    pub external: [f32; 2],
    pub external_value: f32,
}

/// The macro state that organisations meet.
pub struct Around<'a> {
    pub felt: &'a Felt,
    pub strengths: &'a Strengths,
    pub forces: &'a Forces,
    pub regions: &'a [Region; 2],
    pub awareness: f64,
    pub governance: f64,
    pub trust: f64,
}

/// rho: how ready the border is for knowledge money.
#[must_use]
pub fn readiness(felt: &Felt, p: &Parameters) -> f64 {
    let open = (1.0 - felt.institutional) * (1.0 - felt.geographic());
    power((open / p.readiness_full).min(1.0), p.readiness_power)
}

/// R3: the share of agreed ties across the border that are set up.
#[must_use]
pub fn set_up(felt: &Felt, p: &Parameters) -> f64 {
    exp(-(p.setup_institutions * felt.institutional + p.setup_access * felt.geographic()))
}

/// A probability in 65,536ths.
fn sixteenth_bits(probability: f64) -> u32 {
    libm::round(probability.clamp(0.0, 1.0) * 65_536.0) as u32
}

impl Climate {
    /// Rules 1 to 7 under the present macro state.
    #[must_use]
    pub fn of(around: &Around, p: &Parameters) -> Self {
        let (felt, strengths) = (around.felt, around.strengths);
        let share = p.meeting_base
            + p.meeting_awareness * around.awareness
            + p.meeting_governance * around.governance
            + p.meeting_trust * around.trust;
        let barriers = p.dissolve_culture * felt.cultural
            + p.dissolve_institutions * felt.institutional
            + p.dissolve_access * felt.geographic();
        let survival = 1.0 - p.dissolve_research * strengths.on(Channel::ResearchSurvival).min(1.0);
        let closed = around.forces.closed();
        let closed_people = around.forces.closed_to_people() - closed;
        // Uniform noise of this width on every axis has length 1 on average.
        let noise_width = (3.0 / super::organisation::AXES as f64).sqrt();
        let outside = Side::BOTH.map(|side| {
            let near = 1.0 - p.external_periphery * around.regions[side.index()].periphery;
            let brokers = 1.0 + p.external_broker * strengths.on(Channel::ExternalTies);
            (p.external_formation * near * brokers) as f32
        });
        Self {
            meetings: p.meetings as u32,
            meeting_absorptive: p.meeting_absorptive as f32,
            across_share: share.min(p.meeting_maximum) as f32,
            introduced: sixteenth_bits(p.meeting_introduced),
            value_weight: p.accept_value as f32,
            value_neutral: p.accept_neutral as f32,
            at_home: p.accept_domestic as f32,
            across: across(felt, strengths, p),
            shared: p.accept_shared as f32,
            past: p.accept_past as f32,
            load_weight: p.accept_load as f32,
            set_up: sixteenth_bits(set_up(felt, p)),
            dissolve: p.dissolve_base as f32,
            dissolve_barriers: (p.dissolve_border * barriers * survival) as f32,
            dissolve_closure: (p.dissolve_closed * closed + p.dissolve_closed_people * closed_people) as f32,
            dissolve_poor: p.dissolve_poor as f32,
            poor_value: p.dissolve_poor_value as f32,
            learning: p.learning as f32,
            catch_up: p.catch_up as f32,
            drift_home: (p.drift * p.drift_home) as f32,
            drift_free: (p.drift * (1.0 - p.drift_home) * noise_width) as f32,
            innovation: p.innovation as f32,
            innovation_ties: p.innovation_ties as f32,
            innovation_saturation: p.innovation_saturation as f32,
            innovation_step: super::math::ln(1.0 + p.innovation_step) as f32,
            external: outside,
            external_value: p.external_value as f32,
        }
    }

    /// Log-odds of a tie across the border between two kinds.
    #[inline]
    #[must_use]
    pub const fn across(&self, one: OrganisationKind, two: OrganisationKind) -> f32 {
        self.across[one as usize][two as usize]
    }

    /// Hazard of parting in a quarter.
    #[inline]
    #[must_use]
    pub fn hazard(&self, across: bool, value: f32) -> f32 {
        let border = if across { self.dissolve_barriers + self.dissolve_closure } else { 0.0 };
        let poor = if value < self.poor_value { self.dissolve_poor } else { 0.0 };
        self.dissolve + border + poor
    }
}

/// Culture against funding, by the kinds of both partners.
fn across(felt: &Felt, strengths: &Strengths, p: &Parameters) -> [[f32; 3]; 3] {
    use OrganisationKind::{Firm, University};
    let rho = readiness(felt, p);
    let base = -p.accept_culture * felt.cultural
        + rho
            * (p.fund_research * strengths.on(Channel::ResearchTies)
                + p.fund_broker * strengths.on(Channel::BrokerTies));
    OrganisationKind::ALL.map(|one| {
        OrganisationKind::ALL.map(|two| {
            let special = match (one, two) {
                (University, University) => p.fund_university * strengths.on(Channel::UniversityTies),
                (Firm, Firm) => p.fund_firm * strengths.on(Channel::FirmTies),
                _ => 0.0,
            };
            (base + rho * special) as f32
        })
    })
}
