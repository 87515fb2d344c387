//! Organisations: firms, universities and public bodies, as they are at birth.

use super::chance::{Chance, Draws, Entity, Kind, exponential, unit64};
use super::parameters::Parameters;
use super::setup::{City, Region, SECTORS, Side};

/// Axes of a knowledge vector: the sectors and one for each nation.
pub const AXES: usize = SECTORS + 2;

/// What an organisation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum OrganisationKind {
    Firm,
    University,
    Public,
}

impl OrganisationKind {
    /// All, in the order of a region's `kinds`.
    pub const ALL: [Self; 3] = [Self::Firm, Self::University, Self::Public];
}

/// One organisation: a cache line, since learning visits every partner's.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(align(64))]
pub struct Organisation {
    /// What it knows: a direction of length 1.
    pub knowledge: [f32; AXES],
    /// How well it knows it: log.
    pub level: f32,
    /// Absorptive capacity, 0 to 1.
    pub absorptive: f32,
    /// Its half of the reach of cognitive distance of a pair.
    pub reach: f32,
    /// Ties to the outside world, as an intensity.
    pub external: f32,
    /// Hazard left until its next innovation.
    pub innovation_left: f32,
    /// One over the partners that it can attend to.
    pub load: f32,
    /// Index of its city in the setup.
    pub city: u16,
    /// Innovations so far.
    pub innovations: u16,
    /// Number of its ties.
    pub ties: u8,
    pub kind: OrganisationKind,
    pub side: Side,
}

/// An organisation with what is only needed at birth and on the way home.
pub struct Birth {
    pub organisation: Organisation,
    pub entity: Entity,
    /// The mix to which own search leads back.
    pub home: [f32; AXES],
    number: u32,
}

/// All organisations of a side, sorted by city, then by number. The n-th is the same however many there are.
#[must_use]
pub fn births(side: Side, region: &Region, cities: &[City], chance: &Chance, p: &Parameters) -> Vec<Birth> {
    let parent = Entity::named(&region.id);
    let offset = Spread::new(chance, parent);
    let mut births: Vec<Birth> = (0..region.organisations)
        .map(|number| birth(side, region, cities, parent, number, &offset, chance, p))
        .collect();
    births.sort_by_key(|b| (b.organisation.city, b.number));
    births
}

fn birth(
    side: Side,
    region: &Region,
    cities: &[City],
    parent: Entity,
    number: u32,
    spread: &Spread,
    chance: &Chance,
    p: &Parameters,
) -> Birth {
    let entity = Entity::member(parent, u64::from(number));
    let [for_kind, for_sector, for_city] = spread.at(number);
    let kind = OrganisationKind::ALL[pick(for_kind, region.kinds.iter().copied())];
    let sector = pick(for_sector, region.sectors.iter().copied());
    let city = pick(for_city, cities.iter().map(|c| if c.side == side { c.population } else { 0.0 }));
    let mut draws = Draws::new(chance, entity, Kind::Birth);
    let mut home = [0.0_f64; AXES];
    for (axis, weight) in home.iter_mut().take(SECTORS).enumerate() {
        let own = draws.unit();
        *weight = if axis == sector { 1.0 } else { p.diversity * own * own };
    }
    home[SECTORS + side.index()] = p.nation_weight * (0.5 + draws.unit());
    let university = if kind == OrganisationKind::University { p.absorptive_university } else { 0.0 };
    let spread = p.absorptive_spread * (2.0 * draws.unit() - 1.0);
    let absorptive = (region.absorptive + university + spread).clamp(0.0, 1.0);
    let capacity = match kind {
        OrganisationKind::Firm => p.capacity_firm,
        OrganisationKind::University => p.capacity_university,
        OrganisationKind::Public => p.capacity_public,
    };
    let home = direction(home);
    let organisation = Organisation {
        knowledge: home,
        level: 0.0,
        absorptive: absorptive as f32,
        reach: (p.reach / 2.0 * (p.reach_base + p.reach_absorptive * absorptive)) as f32,
        external: 0.0,
        innovation_left: innovation_threshold(chance, entity, 0),
        load: (1.0 / capacity) as f32,
        city: city as u16,
        innovations: 0,
        ties: 0,
        kind,
        side,
    };
    Birth { organisation, entity, home, number }
}

/// The hazard that an organisation passes before its next innovation: one draw an innovation, none a quarter.
#[must_use]
pub fn innovation_threshold(chance: &Chance, entity: Entity, innovations: u16) -> f32 {
    let block = chance.block(entity, Kind::Innovation, u32::from(innovations));
    exponential(unit64(block[0], block[1])) as f32
}

/// The index at which the running sum of weights passes `u` of the total.
fn pick(u: f64, weights: impl Iterator<Item = f64> + Clone) -> usize {
    let total: f64 = weights.clone().sum();
    let mut sum = 0.0;
    let mut last = 0;
    for (i, weight) in weights.enumerate() {
        sum += weight;
        if weight > 0.0 {
            last = i;
        }
        if u * total < sum {
            return i;
        }
    }
    last
}

fn direction(vector: [f64; AXES]) -> [f32; AXES] {
    let length = vector.iter().map(|x| x * x).sum::<f64>().sqrt();
    vector.map(|x| (x / length) as f32)
}

/// Evenly spread numbers (an additive recurrence on the powers of the generalised golden ratio), so that shares of
/// kinds, sectors and cities are close to the given ones even among twenty organisations, and the n-th is the same
/// however many there are. The seed shifts the start.
struct Spread([f64; 3]);

impl Spread {
    fn new(chance: &Chance, parent: Entity) -> Self {
        let mut draws = Draws::new(chance, parent, Kind::Place);
        Self([draws.unit(), draws.unit(), draws.unit()])
    }

    fn at(&self, number: u32) -> [f64; 3] {
        /// The real root of x^4 = x + 1.
        const ROOT: f64 = 1.220_744_084_605_759_5;
        let steps = [1.0 / ROOT, 1.0 / (ROOT * ROOT), 1.0 / (ROOT * ROOT * ROOT)];
        let mut point = [0.0; 3];
        for i in 0..point.len() {
            let x = self.0[i] + steps[i] * f64::from(number);
            point[i] = x - libm::floor(x);
        }
        point
    }
}
