//! Shocks: when they begin, what they add while they last, what they do at once.

use super::chance::{Chance, Entity, Kind, exponential, unit64};
use super::channel::ShockChannel;
use super::date::Quarter;
use super::math::ln;
use super::setup::{Condition, Shock, Trigger};

/// Where a shock stands.
#[derive(Clone, Debug, PartialEq)]
pub struct ShockState {
    entity: Entity,
    /// Quarters that it still lasts; 0 when it does not act.
    pub left: u32,
    /// How often it has struck.
    pub struck: u32,
    /// Hazard left until it strikes next: drawn once from an exponential, used up quarter by quarter.
    threshold: f64,
}

/// The sum of what acts in a quarter, channel by channel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Forces {
    lasting: [f64; ShockChannel::COUNT],
    sudden: [f64; ShockChannel::COUNT],
}

impl Forces {
    /// Nothing happens.
    pub const NONE: Self = Self { lasting: [0.0; ShockChannel::COUNT], sudden: [0.0; ShockChannel::COUNT] };

    /// What shocks that last add this quarter.
    #[inline]
    #[must_use]
    pub const fn while_lasting(&self, channel: ShockChannel) -> f64 {
        self.lasting[channel as usize]
    }

    /// What shocks that began this quarter do at once.
    #[inline]
    #[must_use]
    pub const fn at_once(&self, channel: ShockChannel) -> f64 {
        self.sudden[channel as usize]
    }

    /// How closed the border is to everything, 0 to 1.
    #[must_use]
    pub fn closed(&self) -> f64 {
        self.while_lasting(ShockChannel::CloseAll).clamp(0.0, 1.0)
    }

    /// How closed it is to people, 0 to 1: at least as much as to everything.
    #[must_use]
    pub fn closed_to_people(&self) -> f64 {
        self.while_lasting(ShockChannel::ClosePeople).clamp(0.0, 1.0).max(self.closed())
    }
}

impl ShockState {
    /// At rest, with its first threshold drawn.
    #[must_use]
    pub fn new(shock: &Shock, chance: &Chance) -> Self {
        let entity = Entity::named(&shock.id);
        Self { entity, left: 0, struck: 0, threshold: threshold(chance, entity, 0) }
    }

    /// The hazard left until it strikes next, by another luck.
    pub fn draw_again(&mut self, chance: &Chance) {
        self.threshold = threshold(chance, self.entity, self.struck);
    }

    /// One quarter: begins if it is triggered, acts while it lasts. Returns whether it began.
    pub fn step(
        &mut self,
        shock: &Shock,
        now: Quarter,
        holds: impl Fn(&Condition) -> bool,
        chance: &Chance,
        forces: &mut Forces,
    ) -> bool {
        let began = self.left == 0 && self.triggered(shock, now, holds);
        if began {
            self.left = shock.quarters.max(1);
            self.struck += 1;
            self.threshold = threshold(chance, self.entity, self.struck);
            for effect in &shock.effects {
                forces.sudden[effect.channel as usize] += effect.amount;
            }
        }
        if self.left > 0 {
            self.left -= 1;
            for effect in &shock.effects {
                forces.lasting[effect.channel as usize] += effect.amount;
            }
        }
        began
    }

    fn triggered(&mut self, shock: &Shock, now: Quarter, holds: impl Fn(&Condition) -> bool) -> bool {
        match &shock.trigger {
            // The first step is the quarter after the start: what is dated at the start itself strikes then.
            Trigger::At(quarter) => *quarter == now || (self.struck == 0 && quarter.plus(1) == now),
            Trigger::Random { yearly, from } => {
                if now < *from {
                    return false;
                }
                self.threshold += ln(1.0 - yearly) / 4.0;
                self.threshold <= 0.0
            }
            Trigger::When(conditions) => self.struck == 0 && conditions.iter().all(holds),
        }
    }

    /// The bits of its state, for the digest.
    #[must_use]
    pub const fn bits(&self) -> [u64; 3] {
        [self.left as u64, self.struck as u64, self.threshold.to_bits()]
    }
}

fn threshold(chance: &Chance, entity: Entity, occurrence: u32) -> f64 {
    let block = chance.block(entity, Kind::Shock, occurrence);
    exponential(unit64(block[0], block[1]))
}
