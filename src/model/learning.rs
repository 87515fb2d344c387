//! Living with ties: learning (rule 5), parting (rule 4), innovation (rule 6) and outside ties (rule 7).

use super::chance::Kind;
use super::climate::Climate;
use super::network::{Network, value};
use super::organisation::{AXES, innovation_threshold};
use super::record::Record;
use super::tally::Tally;

impl Network {
    /// One quarter of one organisation with its partners.
    pub(super) fn live<R: Record>(&mut self, i: usize, climate: &Climate, tally: &mut Tally) {
        let me = self.organisations[i];
        let side = me.side.index();
        let learning = climate.learning * me.absorptive;
        let mut pulled = [0.0_f32; AXES];
        let mut pulls = 0.0;
        let mut worth = 0.0;
        let mut behind = 0.0;
        let mut learned_across = 0.0;
        let mut slot = 0;
        while slot < usize::from(self.organisations[i].ties) {
            let j = self.partners[i][slot] as usize;
            let other = &self.organisations[j];
            let (x, v) = value(&me, other);
            let across = other.side != me.side;
            // Rule 5: the nearer the partner within reach, the more is understood of what differs.
            let pull = learning * (1.0 - x).max(0.0);
            for (sum, theirs) in pulled.iter_mut().zip(&other.knowledge) {
                *sum += pull * theirs;
            }
            pulls += pull;
            worth += v.max(0.0);
            behind += (other.level - me.level).max(0.0);
            if across {
                learned_across += pull;
            }
            slot += 1;
            if i < j {
                if across {
                    tally.partner_across(x * (me.reach + other.reach));
                }
                // Rule 4: the hazard of parting uses up what was drawn when the tie was made.
                let hazard = climate.hazard(across, v);
                self.left[i][slot - 1] -= hazard;
                if self.left[i][slot - 1] <= 0.0 {
                    slot -= 1;
                    self.part(i, slot);
                    tally.parted(across);
                    if R::ON {
                        tally.blame(across, climate, v);
                    }
                }
            }
        }
        let caught_up = climate.catch_up * me.absorptive * behind;
        let innovated = self.innovate(i, worth + climate.external_value * me.external, climate);
        let external = climate.external[side] * me.absorptive - climate.dissolve * me.external;
        tally.lived(side, learned_across, caught_up, innovated, external);
        let knowledge = self.search(i, &me.knowledge, &pulled, pulls, climate);
        let organisation = &mut self.organisations[i];
        organisation.knowledge = knowledge;
        organisation.level += caught_up + innovated;
        organisation.external += external;
    }

    /// Rule 6: partners of value make innovations likelier.
    fn innovate(&mut self, i: usize, worth: f32, climate: &Climate) -> f32 {
        let me = &mut self.organisations[i];
        let returns = climate.innovation_ties * worth / (1.0 + climate.innovation_saturation * worth);
        me.innovation_left -= climate.innovation * me.absorptive * (1.0 + returns);
        if me.innovation_left > 0.0 {
            return 0.0;
        }
        me.innovations = me.innovations.wrapping_add(1);
        me.innovation_left = innovation_threshold(&self.chance, self.entities[i], me.innovations);
        climate.innovation_step
    }

    /// What is known after learning and own search, which drifts and leads back to the organisation's own mix.
    fn search(
        &self,
        i: usize,
        known: &[f32; AXES],
        pulled: &[f32; AXES],
        pulls: f32,
        climate: &Climate,
    ) -> [f32; AXES] {
        let block = self.chance.block(self.entities[i], Kind::Drift, self.tick);
        let home = &self.homes[i];
        let kept = 1.0 - pulls - climate.drift_home;
        let mut next = [0.0_f32; AXES];
        for axis in 0..AXES {
            // Half a word an axis: evenly spread over -1 to 1.
            let half = (block[axis / 2] >> (16 * (axis % 2))) as u16;
            let noise = (f32::from(half) - 32767.5) * (1.0 / 32767.5);
            next[axis] =
                kept * known[axis] + pulled[axis] + climate.drift_home * home[axis] + climate.drift_free * noise;
        }
        let low = [next[0] * next[0], next[1] * next[1], next[2] * next[2], next[3] * next[3]];
        let high = [next[4] * next[4], next[5] * next[5], next[6] * next[6], next[7] * next[7]];
        let sum = [low[0] + high[0], low[1] + high[1], low[2] + high[2], low[3] + high[3]];
        let scale = 1.0 / ((sum[0] + sum[2]) + (sum[1] + sum[3])).sqrt();
        next.map(|x| x * scale)
    }
}
