//! Draws of a study: pure functions of its seed and of what is drawn, so that nobody's depend on how many there are.

use crate::model::chance::Entity;

/// A key out of another and a name.
pub fn named(key: u64, name: &str) -> u64 {
    Entity::member(Entity(key), Entity::named(name).0).0
}

/// Sixty-four bits out of a key and numbers.
pub fn of(key: u64, numbers: &[u64]) -> u64 {
    numbers.iter().fold(Entity(key), |key, number| Entity::member(key, *number)).0
}

/// Bits as a number from 0 up to 1, which is left out.
pub fn unit(bits: u64) -> f64 {
    const BITS: f64 = 9_007_199_254_740_992.0; // 2^53
    (bits >> 11) as f64 / BITS
}

/// Where `index` comes to lie when `0..number` is shuffled under a key: a Feistel network over the next even number of
/// bits, walked until it lands inside.
pub fn shuffled(index: u64, number: u64, key: u64) -> u64 {
    const ROUNDS: u64 = 4;
    let bits = u64::BITS - number.saturating_sub(1).leading_zeros();
    let half = bits.div_ceil(2).max(1);
    let mask = (1_u64 << half) - 1;
    let mut at = index;
    loop {
        let (mut left, mut right) = (at >> half, at & mask);
        for round in 0..ROUNDS {
            (left, right) = (right, left ^ (of(key, &[round, right]) & mask));
        }
        at = left << half | right;
        if at < number {
            return at;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shuffle_is_one_to_one() {
        for number in [1, 2, 3, 7, 64, 100, 1000] {
            let mut all: Vec<u64> = (0..number).map(|i| shuffled(i, number, 9)).collect();
            assert!(number < 7 || all.windows(2).any(|pair| pair[0] > pair[1]), "{number} are moved");
            all.sort_unstable();
            assert_eq!(all, (0..number).collect::<Vec<_>>());
        }
    }
}
