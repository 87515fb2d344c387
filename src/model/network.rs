//! Ties: meeting, choosing, setting up and parting (rules 1 to 4).

use std::ops::Range;

use super::chance::{Chance, Entity, Kind, exponential, unit, unit64};
use super::climate::Climate;
use super::math::{distance_km, exp};
use super::organisation::{AXES, Organisation, births};
use super::record::Record;
use super::setup::{City, Setup, Side};
use super::tally::Tally;

/// Most ties of one organisation: four times the largest usual capacity, where acceptance has long faded.
pub const SLOTS: usize = 32;
/// Partners of the past that are remembered.
const PAST: usize = 8;
/// Organisations, or meetings, for which memory is asked at once.
const AHEAD: usize = 64;
/// Organisations of both sides from which on that pays.
const LARGE: usize = 4096;
/// Nobody.
const NONE: u32 = u32::MAX;

/// All organisations and their ties.
#[derive(Clone, Debug)]
pub struct Network {
    pub(super) organisations: Vec<Organisation>,
    pub(super) homes: Vec<[f32; AXES]>,
    pub(super) entities: Vec<Entity>,
    pub(super) partners: Vec<[u32; SLOTS]>,
    /// Hazard left until a tie parts; kept at the end with the lower index, infinite elsewhere.
    pub(super) left: Vec<[f32; SLOTS]>,
    past: Vec<[u32; PAST]>,
    /// For each city and each side: who can be met, and how likely.
    neighbours: Vec<[Vec<Neighbourhood>; 2]>,
    /// Number of organisations of each side.
    pub count: [usize; 2],
    pub(super) chance: Chance,
    /// Quarters of the network so far, those before the first included.
    pub(super) tick: u32,
    /// Meetings of the quarter; empty between quarters.
    arranged: Vec<Meeting>,
}

/// Two organisations that meet, with the words of chance that decide what comes of it.
#[derive(Clone, Copy, Debug)]
struct Meeting {
    one: u32,
    two: u32,
    acceptance: u32,
    set_up: u16,
    across: bool,
}

/// The organisations of one city as others see it.
#[derive(Clone, Copy, Debug)]
struct Neighbourhood {
    /// Running sum of weights, up to and with this city.
    cumulative: f32,
    weight: f32,
    first: u32,
    count: u32,
}

impl Network {
    /// All organisations of both sides, without any tie.
    #[must_use]
    pub fn new(setup: &Setup, chance: Chance) -> Self {
        let p = &setup.parameters;
        let mut network = Self {
            organisations: Vec::new(),
            homes: Vec::new(),
            entities: Vec::new(),
            partners: Vec::new(),
            left: Vec::new(),
            past: Vec::new(),
            neighbours: Vec::new(),
            count: [0; 2],
            chance,
            tick: 0,
            arranged: Vec::new(),
        };
        for side in Side::BOTH {
            let all = births(side, &setup.regions[side.index()], &setup.cities, &chance, p);
            network.count[side.index()] = all.len();
            for birth in all {
                network.organisations.push(birth.organisation);
                network.homes.push(birth.home);
                network.entities.push(birth.entity);
            }
        }
        let n = network.organisations.len();
        network.arranged.reserve_exact(n * p.meetings as usize);
        network.partners = vec![[NONE; SLOTS]; n];
        network.left = vec![[f32::INFINITY; SLOTS]; n];
        network.past = vec![[NONE; PAST]; n];
        network.neighbours = neighbours(&setup.cities, &network.organisations, p.meeting_distance);
        network
    }

    /// The organisations of both sides, A first.
    #[must_use]
    pub fn organisations(&self) -> &[Organisation] {
        &self.organisations
    }

    /// The partners of one organisation.
    #[must_use]
    pub fn partners_of(&self, index: usize) -> &[u32] {
        &self.partners[index][..usize::from(self.organisations[index].ties)]
    }

    /// Stable name of one organisation: the same in every run of a region, however many others there are.
    #[must_use]
    pub fn entity(&self, index: usize) -> Entity {
        self.entities[index]
    }

    /// One quarter: each organisation arranges its meetings and lives with its ties (learning, parting, innovation);
    /// then the meetings are held one after the other.
    pub fn step<R: Record>(&mut self, climate: &Climate, tally: &mut Tally, record: &mut R) {
        tally.begin_quarter();
        let turns = self.count[0].max(self.count[1]);
        for from in (0..turns).step_by(AHEAD) {
            let block = from..(from + AHEAD).min(turns);
            self.touch_partners(block.clone());
            self.in_turn(block, |network, i| {
                let [first, second, third, drift] = network.draw(i, climate);
                network.seek(i, &[first, second, third], climate);
                network.live::<R>(i, drift, climate, tally);
            });
        }
        let mut arranged = std::mem::take(&mut self.arranged);
        for meetings in arranged.chunks(AHEAD) {
            self.touch_met(meetings);
            meetings.iter().for_each(|meeting| self.meet(meeting, climate, tally));
        }
        arranged.clear();
        self.arranged = arranged;
        self.tick += 1;
        tally.report(record);
    }

    /// Sides take turns, so that neither always goes first through its list.
    #[inline]
    fn in_turn(&mut self, block: Range<usize>, mut visit: impl FnMut(&mut Self, usize)) {
        let [a, b] = self.count;
        for n in block {
            if n < a {
                visit(self, n);
            }
            if n < b {
                visit(self, a + n);
            }
        }
    }

    /// Large worlds do not fit the cache: asks memory for many partners at once before they are needed one by one.
    /// It changes no result.
    fn touch_partners(&mut self, block: Range<usize>) {
        if self.organisations.len() < LARGE {
            return;
        }
        let mut touched = 0_u8;
        self.in_turn(block, |network, i| {
            for j in network.partners_of(i) {
                touched ^= network.organisations[*j as usize].ties;
            }
        });
        std::hint::black_box(touched);
    }

    /// The same for those who meet.
    fn touch_met(&self, meetings: &[Meeting]) {
        if self.organisations.len() < LARGE {
            return;
        }
        let mut touched = 0_u32;
        for meeting in meetings {
            let j = meeting.two as usize;
            touched ^= self.partners[j][0] ^ u32::from(self.organisations[j].ties);
        }
        std::hint::black_box(touched);
    }

    /// All chance of one organisation in a quarter: three meetings at most, and drift.
    #[inline]
    fn draw(&self, i: usize, climate: &Climate) -> [[u32; 4]; 4] {
        let first = self.tick * climate.meetings;
        let meeting = |n| (Kind::Meeting, first + n);
        self.chance.blocks(self.entities[i], [meeting(0), meeting(1), meeting(2), (Kind::Drift, self.tick)])
    }

    /// Rule 1: arranges its meetings of the quarter.
    #[inline]
    fn seek(&mut self, i: usize, blocks: &[[u32; 4]; 3], climate: &Climate) {
        let me = &self.organisations[i];
        if me.absorptive <= climate.meeting_absorptive {
            return;
        }
        let home = me.side;
        for block in &blocks[..climate.meetings as usize] {
            let across = unit(block[0]) < climate.across_share;
            let side = if across { home.other() } else { home };
            let introduced = (block[3] & 0xffff) < climate.introduced;
            let by_partners = if introduced { self.introduced(i, side, block[1]) } else { None };
            if let Some(j) = by_partners.or_else(|| self.near(i, side, block[1])) {
                let set_up = (block[3] >> 16) as u16;
                let (one, two) = (i as u32, j as u32);
                self.arranged.push(Meeting { one, two, acceptance: block[2], set_up, across });
            }
        }
    }

    /// Rules 2 and 3: a meeting, and what comes of it.
    fn meet(&mut self, meeting: &Meeting, climate: &Climate, tally: &mut Tally) {
        let (i, j) = (meeting.one as usize, meeting.two as usize);
        let (me, other) = (&self.organisations[i], &self.organisations[j]);
        let slots = SLOTS as u8;
        if j == i || me.ties >= slots || other.ties >= slots || self.is_partner(i, meeting.two) {
            return;
        }
        let (x, value) = value(me, other);
        if meeting.across {
            tally.met_across(x, value);
        }
        if !self.accepted(i, j, value, meeting, climate) {
            return;
        }
        if meeting.across {
            tally.selected += 1;
            if u32::from(meeting.set_up) >= climate.set_up {
                return;
            }
            tally.set_up += 1;
        }
        self.tie(i, j, meeting.across, tally);
    }

    /// A partner of a partner on the wanted side.
    fn introduced(&self, i: usize, side: Side, word: u32) -> Option<usize> {
        let via = choose(self.partners_of(i), word >> 16)?;
        let j = choose(self.partners_of(via as usize), word & 0xffff)? as usize;
        (self.organisations[j].side == side).then_some(j)
    }

    /// Somebody on the wanted side, nearer ones likelier.
    fn near(&self, i: usize, side: Side, word: u32) -> Option<usize> {
        let towns = &self.neighbours[usize::from(self.organisations[i].city)][side.index()];
        let u = unit(word) * towns.last()?.cumulative;
        let town = towns.iter().find(|t| u < t.cumulative).or(towns.last())?;
        let within = 1.0 - (town.cumulative - u) / town.weight;
        let index = ((within * town.count as f32) as u32).min(town.count - 1);
        Some((town.first + index) as usize)
    }

    #[inline]
    fn is_partner(&self, i: usize, j: u32) -> bool {
        holds(&self.partners[i], self.organisations[i].ties, j)
    }

    /// Rule 2: both accept, or not: whether the log-odds pass a logistic draw.
    fn accepted(&self, i: usize, j: usize, value: f32, meeting: &Meeting, climate: &Climate) -> bool {
        let (me, other) = (&self.organisations[i], &self.organisations[j]);
        let load = f32::from(me.ties) * me.load + f32::from(other.ties) * other.load;
        let place = if meeting.across { climate.across(me.kind, other.kind) } else { climate.at_home };
        let z = climate.value_weight * (value - climate.value_neutral) + place - climate.load_weight * load;
        let u = unit(meeting.acceptance);
        // Shared partners and a common past can only add, and no more than this: most meetings need no look at them.
        let most = z + climate.shared * 2.0 + climate.past;
        if surely_refused(most, u) {
            return false;
        }
        let hurdle = libm::logf(u / (1.0 - u));
        if z > hurdle || most <= hurdle {
            return z > hurdle;
        }
        let past = if self.past[i].contains(&meeting.two) { climate.past } else { 0.0 };
        let wanted = z + past;
        wanted > hurdle
            || (wanted + climate.shared * 2.0 > hurdle && wanted + climate.shared * self.shared(i, j) as f32 > hurdle)
    }

    /// Shared partners, two at most.
    fn shared(&self, i: usize, j: usize) -> u32 {
        let (theirs, count) = (&self.partners[j], self.organisations[j].ties);
        let mut shared = 0;
        for partner in self.partners_of(i) {
            shared += u32::from(holds(theirs, count, *partner));
            if shared == 2 {
                break;
            }
        }
        shared
    }

    fn tie(&mut self, i: usize, j: usize, across: bool, tally: &mut Tally) {
        let pair = Entity::pair(self.entities[i], self.entities[j]);
        let block = self.chance.block(pair, Kind::Formation, self.tick);
        let left = exponential(unit64(block[0], block[1])) as f32;
        for (one, two) in [(i, j), (j, i)] {
            let slot = usize::from(self.organisations[one].ties);
            self.partners[one][slot] = two as u32;
            self.left[one][slot] = if one < two { left } else { f32::INFINITY };
            self.organisations[one].ties += 1;
        }
        tally.formed(across);
    }

    /// Ends the tie in a slot of `i`, at both ends.
    pub(super) fn part(&mut self, i: usize, slot: usize) {
        let j = self.partners[i][slot] as usize;
        self.drop_slot(i, slot);
        let back = self.partners_of(j).iter().position(|k| *k as usize == i);
        self.drop_slot(j, back.expect("a tie has two ends"));
        for (one, two) in [(i, j), (j, i)] {
            self.past[one].rotate_right(1);
            self.past[one][0] = two as u32;
        }
    }

    fn drop_slot(&mut self, i: usize, slot: usize) {
        let last = usize::from(self.organisations[i].ties) - 1;
        self.partners[i][slot] = self.partners[i][last];
        self.left[i][slot] = self.left[i][last];
        self.partners[i][last] = NONE;
        self.left[i][last] = f32::INFINITY;
        self.organisations[i].ties -= 1;
    }

    /// The bits of its state, for the digest: every organisation and every tie.
    pub fn bits(&self) -> impl Iterator<Item = u64> + '_ {
        (0..self.organisations.len()).flat_map(move |i| {
            let o = &self.organisations[i];
            let ties = usize::from(o.ties);
            let own = o.knowledge.into_iter().chain([o.level, o.external, o.innovation_left]);
            let own = own.map(|x| u64::from(x.to_bits()));
            let partners = self.partners[i][..ties].iter().map(|j| u64::from(*j));
            let left = self.left[i][..ties].iter().map(|x| u64::from(x.to_bits()));
            let past = self.past[i].iter().map(|j| u64::from(*j));
            own.chain(partners).chain(left).chain(past).chain([u64::from(o.innovations)])
        })
    }
}

/// Cognitive distance of a pair as a share `x` of its reach, and the value of a tie between them: `v = 4 x (1 - x)`.
#[inline]
#[must_use]
pub fn value(me: &Organisation, other: &Organisation) -> (f32, f32) {
    let x = distance(&me.knowledge, &other.knowledge) / (me.reach + other.reach);
    (x, 4.0 * x * (1.0 - x))
}

/// Cognitive distance: 1 - cosine of two directions.
#[inline]
#[must_use]
pub fn distance(a: &[f32; AXES], b: &[f32; AXES]) -> f32 {
    1.0 - product(a, b)
}

/// The inner product. In this order the eight products add up in two halves, as processors like it, and the same
/// everywhere.
#[inline]
pub(super) fn product(a: &[f32; AXES], b: &[f32; AXES]) -> f32 {
    let low = [a[0] * b[0], a[1] * b[1], a[2] * b[2], a[3] * b[3]];
    let high = [a[4] * b[4], a[5] * b[5], a[6] * b[6], a[7] * b[7]];
    let sum = [low[0] + high[0], low[1] + high[1], low[2] + high[2], low[3] + high[3]];
    (sum[0] + sum[2]) + (sum[1] + sum[3])
}

/// Whether somebody is among the first `count` of a list; what is beyond them is [`NONE`].
#[inline]
fn holds(list: &[u32; SLOTS], count: u8, wanted: u32) -> bool {
    let (blocks, _) = list.as_chunks::<8>();
    blocks[..usize::from(count).div_ceil(8)].iter().any(|block| {
        // All eight are compared at once.
        block.iter().fold(false, |found, partner| found | (*partner == wanted))
    })
}

/// Whether a logistic of `z` is surely under `u`: for negative z it is under 1 / (2 - z + z^2 / 2).
#[inline]
fn surely_refused(z: f32, u: f32) -> bool {
    z < 0.0 && u * (2.0 - z + z * z / 2.0) > 1.0
}

#[inline]
fn choose(list: &[u32], word: u32) -> Option<u32> {
    list.get((word as usize * list.len()) >> 16).copied()
}

fn neighbours(cities: &[City], organisations: &[Organisation], scale: f64) -> Vec<[Vec<Neighbourhood>; 2]> {
    let place = |c: &City| [c.longitude, c.latitude];
    // Of each city the first organisation and their number.
    let mut seated = vec![(0, 0); cities.len()];
    for (index, organisation) in organisations.iter().enumerate() {
        let (first, count) = &mut seated[usize::from(organisation.city)];
        if *count == 0 {
            *first = index as u32;
        }
        *count += 1;
    }
    cities
        .iter()
        .map(|from| {
            Side::BOTH.map(|side| {
                let mut sum = 0.0;
                let mut towns = Vec::new();
                let inhabited = |(to, (_, count)): &(&City, &(u32, u32))| to.side == side && *count > 0;
                let towns_here = || cities.iter().zip(&seated).filter(inhabited);
                let away = |to: &City| distance_km(place(from), place(to));
                // Counted from the nearest, so that somebody can be met however far all of them are.
                let nearest = towns_here().map(|(to, _)| away(to)).fold(f64::INFINITY, f64::min);
                for (to, (first, count)) in towns_here() {
                    let weight = f64::from(*count) * exp((nearest - away(to)) / scale);
                    sum += weight;
                    let (cumulative, weight) = (sum as f32, weight as f32);
                    towns.push(Neighbourhood { cumulative, weight, first: *first, count: *count });
                }
                towns
            })
        })
        .collect()
}
