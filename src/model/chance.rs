//! Chance: every draw is a pure function of (seed, entity, kind, occurrence), and no generator is stored.
//!
//! The generator is Philox4x32-10 of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3"
//! (SC11, 2011, doi 10.1145/2063384.2063405), tested below against its authors' known answers. It scrambles a counter
//! of four words under a key of two; the key is the seed, the counter says who draws, for what, and how often before:
//!
//! | word | holds |
//! |---|---|
//! | 0 | the occurrence |
//! | 1 | the kind in the low byte; above it the number of the block where [`Draws`] takes more than one |
//! | 2, 3 | the entity, low word first |
//!
//! So nobody's draws depend on who else draws, in which order or how often: one more organisation, a lever or a thread
//! moves nobody else's luck, and two policies under one seed meet the same luck (common random numbers).
//!
//! # Thresholds
//!
//! An event with a hazard needs no draw a quarter. One exponential threshold E is drawn for each (entity, occurrence);
//! each quarter's hazard is taken off it, and the event comes when nothing is left. By the random time change
//! P(E <= H) = 1 - exp(-H) for an accumulated hazard H, which is the law of a draw every quarter, also where the hazard
//! moves in between. After the event the next occurrence has its own threshold. What is gained: one draw and one
//! logarithm an event instead of one draw and one exponential a quarter, and a policy that changes a hazard a little
//! moves an event a little in time, where fresh draws would deal all events anew.

use core::convert::Infallible;

use rand::rand_core::utils::fill_bytes_via_next_word;
use rand::{Rng, TryRng};
use wide::{u32x4, u64x4};

/// 2^64 divided by the golden ratio, made odd: steps of it spread any run of numbers over all bits.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// Who draws: a hash of its name that stays the same whatever else exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Entity(pub u64);

impl Entity {
    /// By its name: FNV-1a over the bytes, with the bits mixed afterwards, where FNV leaves short names alike.
    #[must_use]
    pub const fn named(name: &str) -> Self {
        const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
        const PRIME: u64 = 0x0000_0100_0000_01b3;
        let bytes = name.as_bytes();
        let mut hash = OFFSET;
        let mut i = 0;
        while i < bytes.len() {
            hash = (hash ^ bytes[i] as u64).wrapping_mul(PRIME);
            i += 1;
        }
        Self(mix(hash))
    }

    /// The member of `parent` with this number. Members of one parent never share a hash.
    #[inline]
    #[must_use]
    pub const fn member(parent: Self, index: u64) -> Self {
        Self(mix(parent.0.wrapping_add(GOLDEN.wrapping_mul(index.wrapping_add(1)))))
    }

    /// What `a` and `b` have between them: `pair(a, b)` is `pair(b, a)`.
    #[inline]
    #[must_use]
    pub const fn pair(a: Self, b: Self) -> Self {
        let (low, high) = if a.0 < b.0 { (a.0, b.0) } else { (b.0, a.0) };
        Self(mix(mix(low ^ GOLDEN).wrapping_add(high)))
    }
}

/// A one-to-one scrambling of 64 bits: the finalizer of SplitMix64 (Steele, Lea and Flood 2014; Stafford's variant 13).
#[inline]
const fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

macro_rules! kinds {
    ($($(#[doc = $doc:literal])+ $variant:ident = $number:literal;)+) => {
        /// What is drawn for. The numbers are part of every result: never change or reuse one.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u32)]
        pub enum Kind { $($(#[doc = $doc])+ $variant = $number,)+ }

        impl Kind {
            /// Every kind, in the order of the numbers.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// What its draws decide, in a sentence.
            #[must_use]
            pub const fn summary(self) -> &'static str { match self { $(Self::$variant => concat!($($doc,)+),)+ } }
        }
    };
}

kinds! {
    /// Whom an organisation meets, and whether both accept and set up.
    Meeting = 1;
    /// How much hazard a new tie lives through before it parts.
    Formation = 2;
    /// Where an organisation's own search leads its knowledge.
    Drift = 3;
    /// How much hazard passes before an organisation's next innovation.
    Innovation = 4;
    /// The makeup of an organisation: its mix of knowledge and its absorptive capacity.
    Birth = 5;
    /// How much hazard passes before a shock strikes.
    Shock = 6;
    /// Whether a project is delivered on time and in full.
    Delivery = 7;
    /// Where the even spread of kinds, sectors and cities over organisations begins.
    Place = 8;
}

/// All luck of a run: a seed, and nothing that changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chance {
    key: [u32; 2],
}

impl Chance {
    /// The luck of this seed; neighbouring seeds are as unlike as any.
    #[inline]
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self { key: words(seed) }
    }

    /// Four random words, the same whenever they are asked for.
    #[inline]
    #[must_use]
    pub const fn block(&self, entity: Entity, kind: Kind, occurrence: u32) -> [u32; 4] {
        philox(counter(entity, kind, occurrence), self.key)
    }
}

impl Chance {
    /// Four blocks of one entity at once, the same as one by one: processors compute them side by side.
    #[inline]
    #[must_use]
    pub fn blocks(&self, entity: Entity, wanted: [(Kind, u32); 4]) -> [[u32; 4]; 4] {
        let mut lanes = [[0; 4]; 4];
        for (lane, (kind, occurrence)) in wanted.into_iter().enumerate() {
            let block = counter(entity, kind, occurrence);
            for word in 0..4 {
                lanes[word][lane] = block[word];
            }
        }
        let lanes = philox_lanes(lanes, self.key);
        let mut blocks = [[0; 4]; 4];
        for (lane, block) in blocks.iter_mut().enumerate() {
            for word in 0..4 {
                block[word] = lanes[word][lane];
            }
        }
        blocks
    }
}

/// A stream of numbers for one (entity, kind, occurrence), for set-up code that wants many.
///
/// It begins with the words of [`Chance::block`] and never meets another occurrence's stream: further blocks count in
/// the upper bits of the kind's word. It repeats after 2^24 blocks, 67 million words.
#[derive(Clone, Debug)]
pub struct Draws {
    key: [u32; 2],
    counter: [u32; 4],
    block: [u32; 4],
    used: usize,
}

impl Draws {
    /// The stream of the first occurrence.
    #[must_use]
    pub const fn new(chance: &Chance, entity: Entity, kind: Kind) -> Self {
        Self::of(chance, entity, kind, 0)
    }

    /// The stream of any occurrence.
    #[must_use]
    pub const fn of(chance: &Chance, entity: Entity, kind: Kind, occurrence: u32) -> Self {
        Self { key: chance.key, counter: counter(entity, kind, occurrence), block: [0; 4], used: 4 }
    }

    /// A number in (0, 1), of the next two words.
    #[inline]
    #[must_use]
    pub fn unit(&mut self) -> f64 {
        let high = self.next_u32();
        unit64(high, self.next_u32())
    }
}

impl TryRng for Draws {
    type Error = Infallible;

    #[inline]
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        /// One block further: one above the byte of the kind.
        const NEXT_BLOCK: u32 = 1 << 8;
        if self.used == self.block.len() {
            self.block = philox(self.counter, self.key);
            self.counter[1] = self.counter[1].wrapping_add(NEXT_BLOCK);
            self.used = 0;
        }
        let word = self.block[self.used];
        self.used += 1;
        Ok(word)
    }

    #[inline]
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let low = u64::from(self.next_u32());
        Ok(u64::from(self.next_u32()) << 32 | low)
    }

    fn try_fill_bytes(&mut self, target: &mut [u8]) -> Result<(), Infallible> {
        fill_bytes_via_next_word(target, || self.try_next_u32())
    }
}

/// A number in (0, 1), never 0 or 1: the middle of one of 2^23 equal parts.
///
/// One bit more and the last middle, 1 - 2^-25, would round up to 1.
#[inline]
#[must_use]
pub const fn unit(word: u32) -> f32 {
    const PART: f32 = 1.0 / (1 << 23) as f32;
    ((word >> 9) as f32 + 0.5) * PART
}

/// A number in (0, 1), never 0 or 1, of two words: the middle of one of 2^52 equal parts.
#[inline]
#[must_use]
pub const fn unit64(high: u32, low: u32) -> f64 {
    const PART: f64 = 1.0 / (1_u64 << 52) as f64;
    let word = (high as u64) << 32 | low as u64;
    ((word >> 12) as f64 + 0.5) * PART
}

/// An exponential number of mean 1, of a number in (0, 1): the hazard that passes before an event.
#[inline]
#[must_use]
pub fn exponential(u: f64) -> f64 {
    -libm::log(u)
}

/// One of the numbers below `n`, or 0 where `n` is 0.
///
/// By multiply and shift: no division and no second draw, at the price that a number's share is off by up to `n` / 2^32
/// of itself.
#[inline]
#[must_use]
pub const fn below(word: u32, n: u32) -> u32 {
    ((word as u64 * n as u64) >> 32) as u32
}

#[inline]
const fn counter(entity: Entity, kind: Kind, occurrence: u32) -> [u32; 4] {
    let [low, high] = words(entity.0);
    [occurrence, kind as u32, low, high]
}

/// Low word, high word.
#[inline]
const fn words(x: u64) -> [u32; 2] {
    [x as u32, (x >> 32) as u32]
}

/// Rounds of Philox, as its authors recommend.
const ROUNDS: usize = 10;
/// The fractions of the golden ratio and of the square root of 3.
const WEYL: [u32; 2] = [0x9e37_79b9, 0xbb67_ae85];
const MULTIPLIERS: [u64; 2] = [0xd251_1f53, 0xcd9e_8d57];

/// Philox4x32-10: ten rounds, the key moving on by a Weyl sequence between them.
#[inline]
const fn philox(mut counter: [u32; 4], mut key: [u32; 2]) -> [u32; 4] {
    let mut round = 0;
    while round < ROUNDS {
        counter = philox_round(counter, key);
        key = [key[0].wrapping_add(WEYL[0]), key[1].wrapping_add(WEYL[1])];
        round += 1;
    }
    counter
}

/// [`philox`] of four counters at once: word by word, one counter a lane.
#[inline]
fn philox_lanes(counter: [[u32; 4]; 4], mut key: [u32; 2]) -> [[u32; 4]; 4] {
    let multipliers = MULTIPLIERS.map(|m| u32x4::splat(m as u32));
    let [mut c0, mut c1, mut c2, mut c3] = counter.map(u32x4::new);
    for _ in 0..ROUNDS {
        let [low0, high0] = halves(c0.widening_mul(multipliers[0]));
        let [low1, high1] = halves(c2.widening_mul(multipliers[1]));
        (c0, c2) = (high1 ^ c1 ^ u32x4::splat(key[0]), high0 ^ c3 ^ u32x4::splat(key[1]));
        (c1, c3) = (low1, low0);
        key = [key[0].wrapping_add(WEYL[0]), key[1].wrapping_add(WEYL[1])];
    }
    [c0, c1, c2, c3].map(u32x4::to_array)
}

/// The lower and the upper words of four products.
#[inline]
fn halves(products: u64x4) -> [u32x4; 2] {
    let p = products.to_array();
    [u32x4::new(p.map(|x| x as u32)), u32x4::new(p.map(|x| (x >> 32) as u32))]
}

#[inline]
const fn philox_round(counter: [u32; 4], key: [u32; 2]) -> [u32; 4] {
    let [low0, high0] = words(MULTIPLIERS[0] * counter[0] as u64);
    let [low1, high1] = words(MULTIPLIERS[1] * counter[2] as u64);
    [high1 ^ counter[1] ^ key[0], low1, high0 ^ counter[3] ^ key[1], low0]
}

#[cfg(test)]
mod tests {
    use rand::RngExt;

    use super::*;

    const ANYBODY: Entity = Entity::named("anybody");

    /// Lines `philox4x32 10` of Random123's `kat_vectors`: counter, key, answer.
    const KNOWN_ANSWERS: [([u32; 4], [u32; 2], [u32; 4]); 3] = [
        ([0; 4], [0; 2], [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]),
        ([u32::MAX; 4], [u32::MAX; 2], [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]),
        (
            [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344],
            [0xa409_3822, 0x299f_31d0],
            [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1],
        ),
    ];

    #[test]
    fn philox_gives_its_authors_known_answers() {
        for (counter, key, answer) in KNOWN_ANSWERS {
            assert_eq!(philox(counter, key), answer, "counter {counter:x?}, key {key:x?}");
        }
    }

    #[test]
    fn four_blocks_at_once_are_the_same_as_one_by_one() {
        let chance = Chance::new(77);
        let wanted = [(Kind::Meeting, 5), (Kind::Meeting, 6), (Kind::Drift, 3), (Kind::Birth, 0)];
        let one_by_one = wanted.map(|(kind, occurrence)| chance.block(ANYBODY, kind, occurrence));
        assert_eq!(chance.blocks(ANYBODY, wanted), one_by_one);
    }

    #[test]
    fn a_block_places_occurrence_kind_and_entity_in_the_counter() {
        let chance = Chance::new(0x2222_2222_1111_1111);
        let block = chance.block(Entity(0x4444_4444_3333_3333), Kind::Drift, 7);
        assert_eq!(block, philox([7, 3, 0x3333_3333, 0x4444_4444], [0x1111_1111, 0x2222_2222]));
    }

    #[test]
    fn a_draw_is_the_same_whatever_was_drawn_before() {
        let chance = Chance::new(1);
        let first = chance.block(ANYBODY, Kind::Meeting, 5);
        let others: Vec<_> = (0..100).map(|i| chance.block(ANYBODY, Kind::Birth, i)).collect();
        assert!(!others.contains(&first));
        assert_eq!(chance.block(ANYBODY, Kind::Meeting, 5), first);
        assert_eq!(Chance::new(1).block(ANYBODY, Kind::Meeting, 5), first);
    }

    #[test]
    fn names_of_entities_never_change() {
        let region = Entity::named("rfe");
        assert_eq!(Entity::named(""), Entity(0xf52a_15e9_a9b5_e89b));
        assert_eq!(region, Entity(0x0466_51c2_b86b_640a));
        assert_eq!(Entity::named("Öresund"), Entity(0xdf56_570e_1208_2b6b));
        assert_eq!(Entity::member(region, 0), Entity(0xc792_5f1c_110f_3058));
        assert_eq!(Entity::member(region, 1), Entity(0x0dba_21f8_d739_5a36));
        assert_eq!(Entity::pair(region, Entity::named("nec")), Entity(0x0208_efae_1226_c237));
    }

    #[test]
    fn a_pair_is_the_same_from_both_ends() {
        let [a, b, c] = ["a", "b", "c"].map(Entity::named);
        assert_eq!(Entity::pair(a, b), Entity::pair(b, a));
        assert_ne!(Entity::pair(a, b), Entity::pair(a, c));
        assert_ne!(Entity::pair(a, a), a);
    }

    #[test]
    fn entities_of_a_large_setup_are_all_different() {
        let mut all = Vec::new();
        for region in ["rfe", "nec"].map(Entity::named) {
            let members: Vec<_> = (0..20_000).map(|i| Entity::member(region, i)).collect();
            all.extend(members.windows(2).map(|pair| Entity::pair(pair[0], pair[1])));
            all.extend(members);
        }
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }

    #[test]
    fn kinds_have_fixed_numbers_from_one_and_a_sentence() {
        for (index, kind) in Kind::ALL.iter().enumerate() {
            assert_eq!(*kind as usize, index + 1);
            assert!(kind.summary().ends_with('.'), "{kind:?}");
        }
    }

    #[test]
    fn units_stay_inside_their_open_interval() {
        for word in [0, 1, 0x1ff, 0x200, 0xffff_fdff, 0xffff_fe00, u32::MAX] {
            assert!(unit(word) > 0.0 && unit(word) < 1.0, "{word:x}");
            assert!(unit64(word, word) > 0.0 && unit64(word, word) < 1.0, "{word:x}");
        }
        assert_eq!(unit(1 << 31), 0.5 + f32::EPSILON / 2.0);
        assert_eq!(unit(0) + unit(u32::MAX), 1.0);
        assert_eq!(unit64(0, 0) + unit64(u32::MAX, u32::MAX), 1.0);
        assert!(exponential(unit64(0, 0)) < 37.0 && exponential(unit64(u32::MAX, u32::MAX)) > 0.0);
    }

    #[test]
    fn below_reaches_every_number_and_no_other() {
        assert_eq!((below(0, 6), below(u32::MAX, 6), below(u32::MAX, 0)), (0, 5, 0));
        let chance = Chance::new(3);
        let picks = (0..60_000).map(|i| below(chance.block(ANYBODY, Kind::Place, i)[0], 6) as usize);
        let chi = chi_square(picks, 6);
        assert!(chi < 20.5, "{chi}: above the 0.1 per cent point of 5 degrees of freedom");
    }

    #[test]
    fn a_stream_begins_with_its_block_and_never_meets_another() {
        let chance = Chance::new(11);
        let mut streams: Vec<_> = (0..50).map(|i| Draws::of(&chance, ANYBODY, Kind::Birth, i)).collect();
        let mut heads = streams.clone();
        for (i, head) in (0..).zip(&mut heads) {
            assert_eq!(head.random::<[u32; 4]>(), chance.block(ANYBODY, Kind::Birth, i));
        }
        let mut words: Vec<u64> = streams.iter_mut().flat_map(|s| [0; 40].map(|_| s.next_u64())).collect();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), 50 * 40);
    }

    #[test]
    fn a_stream_gives_one_order_of_words_to_all_of_rands_methods() {
        let chance = Chance::new(11);
        let [a, b, c, _] = chance.block(ANYBODY, Kind::Birth, 0);
        let draws = Draws::new(&chance, ANYBODY, Kind::Birth);
        assert_eq!(draws.clone().next_u64(), u64::from(b) << 32 | u64::from(a));
        assert_eq!(draws.clone().unit(), unit64(a, b));
        let mut bytes = [0; 10];
        draws.clone().fill_bytes(&mut bytes);
        assert_eq!(bytes[..4], a.to_le_bytes());
        assert_eq!(bytes[8..], c.to_le_bytes()[..2]);
    }

    #[test]
    fn neighbours_in_every_direction_draw_independently() {
        const N: u32 = 40_000;
        let at = |seed: u64, member: u64, kind, occurrence: u32| {
            Chance::new(seed).block(Entity::member(ANYBODY, member), kind, occurrence)
        };
        type Series<'a> = (&'a str, &'a dyn Fn(u32) -> [u32; 4]);
        let series: [Series; 6] = [
            ("occurrences", &|i| at(1, 0, Kind::Meeting, i)),
            ("members", &|i| at(1, u64::from(i), Kind::Meeting, 0)),
            ("seeds", &|i| at(u64::from(i), 0, Kind::Meeting, 0)),
            ("raw entities", &|i| Chance::new(1).block(Entity(u64::from(i)), Kind::Meeting, 0)),
            ("kinds", &|i| at(1, 0, Kind::ALL[i as usize % 8], i / 8)),
            ("quarters of members", &|i| at(1, u64::from(i / 80), Kind::Drift, i % 80)),
        ];
        for (name, series) in series {
            for word in 0..4 {
                let u: Vec<f64> = (0..=N).map(|i| f64::from(unit(series(i)[word]))).collect();
                let chi = chi_square(u.windows(2).map(|w| (w[0] * 16.0) as usize * 16 + (w[1] * 16.0) as usize), 256);
                assert!((160.0..350.0).contains(&chi), "{name}, word {word}: chi square {chi} of 255 degrees");
                let r = correlation(&u[1..], &u[..N as usize]);
                assert!(r.abs() < 4.0 / f64::from(N).sqrt(), "{name}, word {word}: correlation {r}");
            }
        }
    }

    #[test]
    fn one_changed_bit_of_the_input_changes_half_the_bits_of_the_output() {
        let chance = Chance::new(9);
        for bit in 0..64 {
            let mut changed = 0;
            for i in 0..500 {
                let entity = Entity(u64::from(i));
                let other = Entity(entity.0 ^ (1 << bit));
                let pair = [entity, other].map(|e| chance.block(e, Kind::Meeting, i));
                changed += (0..4).map(|w| (pair[0][w] ^ pair[1][w]).count_ones()).sum::<u32>();
            }
            let mean = f64::from(changed) / 500.0;
            assert!((62.0..66.0).contains(&mean), "bit {bit}: {mean} of 128 changed");
        }
    }

    #[test]
    fn exponentials_have_mean_and_variance_one() {
        let chance = Chance::new(5);
        let x: Vec<f64> = (0..100_000)
            .map(|i| chance.block(ANYBODY, Kind::Shock, i))
            .map(|b| exponential(unit64(b[0], b[1])))
            .collect();
        let n = x.len() as f64;
        let mean = x.iter().sum::<f64>() / n;
        let variance = x.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / n;
        assert!((mean - 1.0).abs() < 0.015 && (variance - 1.0).abs() < 0.05, "mean {mean}, variance {variance}");
    }

    #[test]
    fn a_threshold_strikes_as_often_as_a_draw_every_quarter_would() {
        const HAZARDS: [f64; 5] = [0.02, 0.30, 0.0, 0.10, 0.55];
        let chance = Chance::new(8);
        let mut struck = [0_u32; HAZARDS.len()];
        let n = 100_000;
        for i in 0..n {
            let block = chance.block(Entity::member(ANYBODY, i), Kind::Shock, 0);
            let mut left = exponential(unit64(block[0], block[1]));
            let quarter = HAZARDS.iter().position(|hazard| {
                left -= hazard;
                left <= 0.0
            });
            if let Some(quarter) = quarter {
                struck[quarter] += 1;
            }
        }
        let mut alive = n as f64;
        for (quarter, hazard) in HAZARDS.into_iter().enumerate() {
            let share = f64::from(struck[quarter]) / alive;
            let expected = 1.0 - libm::exp(-hazard);
            assert!((share - expected).abs() < 0.006, "quarter {quarter}: {share}, expected {expected}");
            alive -= f64::from(struck[quarter]);
        }
    }

    fn chi_square(cells: impl Iterator<Item = usize>, count: usize) -> f64 {
        let mut seen = vec![0_u32; count];
        let mut n = 0_u32;
        for cell in cells {
            seen[cell] += 1;
            n += 1;
        }
        let expected = f64::from(n) / count as f64;
        seen.iter().map(|&k| (f64::from(k) - expected) * (f64::from(k) - expected) / expected).sum()
    }

    fn correlation(a: &[f64], b: &[f64]) -> f64 {
        let mean = |x: &[f64]| x.iter().sum::<f64>() / x.len() as f64;
        let (mean_a, mean_b) = (mean(a), mean(b));
        let product =
            |x: &[f64], mx: f64, y: &[f64], my: f64| -> f64 { x.iter().zip(y).map(|(x, y)| (x - mx) * (y - my)).sum() };
        product(a, mean_a, b, mean_b) / (product(a, mean_a, a, mean_a) * product(b, mean_b, b, mean_b)).sqrt()
    }
}
