//! What the organisations did in a quarter, added up.

use super::climate::Climate;
use super::indicator::Variable;
use super::record::Record;

/// Sums over all organisations: stocks that last and flows of the quarter.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally {
    /// Ties across the border and at home, now.
    pub ties_across: u64,
    pub ties_home: u64,
    /// Mean log level won since the start, of each side.
    pub level: [f64; 2],
    /// Mean outside ties, of each side.
    pub external: [f64; 2],
    /// Meetings across the border, those accepted, those set up.
    pub initiated: u64,
    pub selected: u64,
    pub set_up: u64,
    /// Sums over meetings across the border: value, and distance from the optimum as a share of it.
    value: f64,
    misfit: f64,
    /// Sum over both ends of ties across the border of cognitive distance, and the number of ends.
    distance: f64,
    distances: f64,
    /// Learned across the border by each side.
    pub learned: [f64; 2],
    formed: [u64; 2],
    parted: [u64; 2],
    /// Parting at home and across: by time, barriers, closure, low value.
    causes: [[f64; 4]; 2],
    caught_up: [f64; 2],
    innovated: [f64; 2],
    external_change: [f64; 2],
    /// Organisations of each side.
    count: [f64; 2],
}

const CAUSES: [&str; 4] = ["time", "barriers", "closure", "little value"];

impl Tally {
    /// For so many organisations a side.
    #[must_use]
    pub fn new(count: [usize; 2]) -> Self {
        Self { count: count.map(|n| n as f64), ..Self::default() }
    }

    /// Flows begin at 0.
    pub fn begin_quarter(&mut self) {
        *self = Self {
            ties_across: self.ties_across,
            ties_home: self.ties_home,
            level: self.level,
            external: self.external,
            count: self.count,
            ..Self::default()
        };
    }

    /// Levels are counted from here on.
    pub fn start_levels(&mut self) {
        self.level = [0.0; 2];
    }

    #[inline]
    pub(super) fn met_across(&mut self, x: f32, value: f32) {
        self.initiated += 1;
        self.value += f64::from(value);
        self.misfit += f64::from((x * 2.0 - 1.0).abs().min(1.0));
    }

    /// Each tie counts once at either end.
    #[inline]
    pub(super) fn partners_across(&mut self, distance: f32, ties: f32) {
        self.distance += f64::from(distance);
        self.distances += f64::from(ties);
    }

    #[inline]
    pub(super) fn formed(&mut self, across: bool) {
        self.formed[usize::from(across)] += 1;
        if across {
            self.ties_across += 1;
        } else {
            self.ties_home += 1;
        }
    }

    #[inline]
    pub(super) fn parted(&mut self, across: bool) {
        self.parted[usize::from(across)] += 1;
        if across {
            self.ties_across -= 1;
        } else {
            self.ties_home -= 1;
        }
    }

    /// Shares a parting among its causes by their part in the hazard.
    pub(super) fn blame(&mut self, across: bool, climate: &Climate, value: f32) {
        let hazard = f64::from(climate.hazard(across, value));
        let border = if across { [climate.dissolve_barriers, climate.dissolve_closure] } else { [0.0; 2] };
        let poor = if value < climate.poor_value { climate.dissolve_poor } else { 0.0 };
        let parts = [climate.dissolve, border[0], border[1], poor];
        for (sum, part) in self.causes[usize::from(across)].iter_mut().zip(parts) {
            *sum += f64::from(part) / hazard;
        }
    }

    #[inline]
    pub(super) fn lived(&mut self, side: usize, learned: f32, caught_up: f32, innovated: f32, external: f32) {
        self.learned[side] += f64::from(learned);
        self.caught_up[side] += f64::from(caught_up);
        self.innovated[side] += f64::from(innovated);
        self.external_change[side] += f64::from(external);
    }

    /// Takes the quarter into the lasting sums and tells the recorder.
    pub(super) fn report<R: Record>(&mut self, record: &mut R) {
        for side in 0..2 {
            let n = self.count[side].max(1.0);
            let level = [Variable::LevelA, Variable::LevelB][side];
            let external = [Variable::ExternalA, Variable::ExternalB][side];
            self.level[side] += self.caught_up[side] / n + self.innovated[side] / n;
            self.external[side] += self.external_change[side] / n;
            record.term(level, "catching up with partners", self.caught_up[side] / n);
            record.term(level, "innovation", self.innovated[side] / n);
            record.term(external, "formed less lost", self.external_change[side] / n);
        }
        for (i, variable) in [Variable::TiesHome, Variable::TiesAcross].into_iter().enumerate() {
            record.term(variable, "formed", self.formed[i] as f64);
            // Shares add up to the number parted; the last takes what rounding leaves.
            let last = CAUSES.len() - 1;
            let mut rest = self.parted[i] as f64;
            for (cause, name) in CAUSES.iter().enumerate() {
                let share = if cause == last { rest } else { self.causes[i][cause] };
                rest -= share;
                record.term(variable, name, -share);
            }
        }
    }

    /// Mean value of meetings across the border, if there was any.
    #[must_use]
    pub fn synergy(&self) -> Option<f64> {
        (self.initiated > 0).then(|| self.value / self.initiated as f64)
    }

    /// K: mean distance of possible partners from the optimum, as a share of it, if any met.
    #[must_use]
    pub fn cognitive(&self) -> Option<f64> {
        (self.initiated > 0).then(|| self.misfit / self.initiated as f64)
    }

    /// Mean cognitive distance of partners across the border, if there are any.
    #[must_use]
    pub fn partner_distance(&self) -> Option<f64> {
        (self.distances > 0.0).then(|| self.distance / self.distances)
    }

    /// The knowledge indicator: density of ties across over density at home.
    #[must_use]
    pub fn knowledge(&self) -> f64 {
        let [a, b] = self.count;
        let across = self.ties_across as f64 / (a * b).max(1.0);
        let home = self.ties_home as f64 / ((a * (a - 1.0) + b * (b - 1.0)) / 2.0).max(1.0);
        if home > 0.0 { across / home } else { 0.0 }
    }

    /// Ties across the border per organisation of both sides together.
    #[must_use]
    pub fn across_per_organisation(&self) -> f64 {
        self.ties_across as f64 / (self.count[0] + self.count[1]).max(1.0)
    }

    /// Outside ties as a share of all ends of ties.
    #[must_use]
    pub fn external_share(&self) -> f64 {
        let outside = self.external[0] * self.count[0] + self.external[1] * self.count[1];
        let inside = 2.0 * (self.ties_across + self.ties_home) as f64;
        if outside + inside > 0.0 { outside / (outside + inside) } else { 0.0 }
    }
}
