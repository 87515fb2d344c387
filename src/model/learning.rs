//! Living with ties: learning (rule 5), parting (rule 4), innovation (rule 6) and outside ties (rule 7).

use super::climate::Climate;
use super::network::{Network, SLOTS, product, value};
use super::organisation::{AXES, Organisation, innovation_threshold};
use super::record::Record;
use super::tally::Tally;

impl Network {
    /// One quarter of one organisation with its partners.
    #[inline]
    pub(super) fn live<R: Record>(&mut self, i: usize, drift: [u32; 4], climate: &Climate, tally: &mut Tally) {
        let me = self.organisations[i];
        let side = me.side.index();
        let mut hazards = [0.0_f32; SLOTS];
        let lesson = self.learn(i, &me, climate, &mut hazards);
        self.wear::<R>(i, &me, &hazards, climate, tally);
        tally.partners_across(lesson.distance, lesson.ties_across);
        let caught_up = climate.catch_up * me.absorptive * lesson.behind;
        let innovated = self.innovate(i, lesson.worth + climate.external_value * me.external, climate);
        let external = climate.external[side] * me.absorptive - climate.dissolve * me.external;
        tally.lived(side, lesson.across, caught_up, innovated, external);
        let knowledge = search(&me.knowledge, &self.homes[i], &lesson, drift, climate);
        let organisation = &mut self.organisations[i];
        organisation.knowledge = knowledge;
        organisation.level += caught_up + innovated;
        organisation.external += external;
    }

    /// Rule 5: what partners teach; the nearer one within reach, the more is understood of what differs. Also notes the
    /// hazard under which each tie stands.
    #[inline]
    fn learn(&self, i: usize, me: &Organisation, climate: &Climate, hazards: &mut [f32; SLOTS]) -> Lesson {
        let learning = climate.learning * me.absorptive;
        let mut lesson = Lesson::default();
        for (j, hazard) in self.partners_of(i).iter().zip(hazards) {
            let other = &self.organisations[*j as usize];
            let (x, v) = value(me, other);
            let across = other.side != me.side;
            *hazard = climate.hazard(across, v);
            let pull = learning * (1.0 - x).max(0.0);
            for (sum, theirs) in lesson.pulled.iter_mut().zip(&other.knowledge) {
                *sum += pull * theirs;
            }
            let if_across = |amount: f32| if across { amount } else { 0.0 };
            lesson.pulls += pull;
            lesson.across += if_across(pull);
            lesson.distance += if_across(x * (me.reach + other.reach));
            lesson.ties_across += if_across(1.0);
            lesson.worth += v.max(0.0);
            lesson.behind += (other.level - me.level).max(0.0);
        }
        lesson
    }

    /// Rule 4: the hazard of parting uses up what was drawn when the tie was made. The end with the lower index keeps
    /// count for both; at the other, and in empty slots, infinity never ends.
    #[inline]
    fn wear<R: Record>(
        &mut self,
        i: usize,
        me: &Organisation,
        hazards: &[f32; SLOTS],
        climate: &Climate,
        tally: &mut Tally,
    ) {
        let used = usize::from(me.ties).next_multiple_of(8);
        let mut ends = false;
        for (left, hazard) in self.left[i][..used].iter_mut().zip(hazards) {
            *left -= hazard;
            ends |= *left <= 0.0;
        }
        if !ends {
            return;
        }
        for slot in (0..usize::from(me.ties)).rev() {
            if self.left[i][slot] > 0.0 {
                continue;
            }
            let other = &self.organisations[self.partners[i][slot] as usize];
            let across = other.side != me.side;
            if R::ON {
                tally.blame(across, climate, value(me, other).1);
            }
            self.part(i, slot);
            tally.parted(across);
        }
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
}

/// What the partners of one organisation add up to in a quarter.
#[derive(Default)]
struct Lesson {
    /// Sum of partners' knowledge, each by its pull, and the sum of pulls.
    pulled: [f32; AXES],
    pulls: f32,
    /// The part of the pulls that comes across the border.
    across: f32,
    /// Ties across the border, and the sum of their cognitive distances.
    ties_across: f32,
    distance: f32,
    /// Sum of positive values.
    worth: f32,
    /// How far its level lies behind those that are better.
    behind: f32,
}

/// What is known after learning and own search, which drifts and leads back to the organisation's own mix.
#[inline]
fn search(known: &[f32; AXES], home: &[f32; AXES], lesson: &Lesson, block: [u32; 4], climate: &Climate) -> [f32; AXES] {
    let kept = 1.0 - lesson.pulls - climate.drift_home;
    let mut next = [0.0_f32; AXES];
    for axis in 0..AXES {
        // Half a word an axis, evenly spread over -1 to 1: the low halves first, then the high ones.
        let word = block[axis % block.len()];
        let half = if axis < block.len() { word & 0xffff } else { word >> 16 };
        let noise = (half as i32 as f32 - 32767.5) * (1.0 / 32767.5);
        next[axis] =
            kept * known[axis] + lesson.pulled[axis] + climate.drift_home * home[axis] + climate.drift_free * noise;
    }
    let scale = 1.0 / product(&next, &next).sqrt();
    next.map(|x| x * scale)
}
