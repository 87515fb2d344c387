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
    /// Whether a project that is built takes effect.
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
mod tests;
