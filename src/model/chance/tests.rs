//! What is claimed of chance: known answers, independence, order, the laws of draws.

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
    let x: Vec<f64> =
        (0..100_000).map(|i| chance.block(ANYBODY, Kind::Shock, i)).map(|b| exponential(unit64(b[0], b[1]))).collect();
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
