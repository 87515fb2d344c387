//! What holds in every world, shown on thousands of random ones.

use std::sync::Arc;

use marchland::model::Borderland;
use marchland::model::chance::{Chance, Kind};
use marchland::model::channel::ShockChannel;
use marchland::model::indicator::{Nature, Variable};
use marchland::model::lever::Orders;
use marchland::model::money::{Account, Money, PURSES, money};
use marchland::model::organisation::{Birth, births};
use marchland::model::record::{Off, Terms};
use marchland::model::setup::{Crossing, Driver, Payers, Project, Role, Setup, Side};
use marchland::run::{Order, Run};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use crate::worlds::{World, worlds, worlds_of};
use crate::{given, standard};

/// The same worlds on every machine; `PROPTEST_RNG_SEED` and `PROPTEST_CASES` ask for others and for more.
pub fn so_many(cases: u32) -> ProptestConfig {
    let given = |name| std::env::var_os(name).is_some();
    let usual = ProptestConfig { failure_persistence: None, max_shrink_iters: 2000, ..ProptestConfig::default() };
    ProptestConfig {
        cases: if given("PROPTEST_CASES") { usual.cases } else { cases },
        rng_seed: if given("PROPTEST_RNG_SEED") { usual.rng_seed } else { RngSeed::Fixed(2009) },
        ..usual
    }
}

fn all(land: &Borderland, setup: &Setup) -> Vec<f64> {
    Variable::ALL.iter().map(|v| land.measure(*v, setup)).collect()
}

proptest! {
    #![proptest_config(so_many(1200))]

    #[test]
    fn every_variable_is_finite_and_within_its_range(world in worlds()) {
        let mut found = Vec::new();
        world.play(|land| {
            for variable in Variable::ALL {
                let value = land.measure(*variable, &world.setup);
                let (least, greatest) = variable.range();
                if !(least..=greatest).contains(&value) {
                    found.push((land.quarter(), variable.id(), value));
                }
            }
        });
        prop_assert!(found.is_empty(), "{:?}", &found[..found.len().min(5)]);
    }
}

proptest! {
    #![proptest_config(so_many(500))]

    #[test]
    fn money_balances_to_the_billionth_in_every_quarter(world in worlds()) {
        let mut land = world.begin();
        for _ in 0..world.quarters {
            let before = land.budgets().clone();
            let mut terms = Terms::default();
            world.step(&mut land, &mut terms);
            let after = land.budgets();
            prop_assert_eq!(after.ledger.imbalance(), 0);
            for (i, purse) in PURSES.into_iter().enumerate() {
                prop_assert!(after.ledger.balance(purse) >= 0 && after.debt[i] >= 0);
                let change = after.ledger.balance(purse) - before.ledger.balance(purse);
                prop_assert_eq!(change, sum(&terms, |v, _| v == BUDGETS[i]), "purse {}", i);
                prop_assert_eq!(after.debt[i] - before.debt[i], sum(&terms, |v, _| v == DEBTS[i]), "debt {}", i);
            }
            let moved = |accounts: &[Account]| -> Money {
                accounts.iter().map(|a| after.ledger.balance(*a) - before.ledger.balance(*a)).sum()
            };
            let of_purses = |names: &[&str]| sum(&terms, |v, name| BUDGETS.contains(&v) && names.contains(&name));
            let of_debts = |name: &str| sum(&terms, |v, term| DEBTS.contains(&v) && term == name);
            let bills = -of_purses(&["levers", "projects"]) + of_debts("borrowed");
            prop_assert_eq!(after.spent, bills);
            prop_assert_eq!(moved(&RECIPIENTS), bills - of_purses(&["upkeep"]));
            prop_assert_eq!(moved(&[Account::Lender]), -of_purses(&["loans"]) - of_debts("borrowed"));
            prop_assert_eq!(of_purses(&["loans"]), of_debts("repaid"));
            let given = of_purses(&["programme income", "customs revenue", "outside money", "lapsed"]);
            prop_assert_eq!(moved(&[Account::TreasuryA, Account::TreasuryB, Account::Outside]), -given);
            prop_assert_eq!(of_purses(&["contribution to the fund", "contributions"]), 0);
        }
    }
}

const BUDGETS: [Variable; 3] = [Variable::BudgetA, Variable::BudgetB, Variable::Fund];
const DEBTS: [Variable; 3] = [Variable::DebtA, Variable::DebtB, Variable::DebtFund];
const RECIPIENTS: [Account; 5] =
    [Account::Works, Account::Administration, Account::Firms, Account::Universities, Account::People];

/// The recorded terms that are asked for, added up in money.
fn sum(terms: &Terms, wanted: impl Fn(Variable, &str) -> bool) -> Money {
    terms.list.iter().filter(|(v, name, _)| wanted(*v, name)).map(|(_, _, amount)| money(*amount)).sum()
}

proptest! {
    #![proptest_config(so_many(700))]

    #[test]
    fn recorded_terms_add_up_to_the_change_of_every_state(world in worlds()) {
        let mut land = world.begin();
        let mut before = all(&land, &world.setup);
        for _ in 0..world.quarters {
            let mut terms = Terms::default();
            world.step(&mut land, &mut terms);
            let after = all(&land, &world.setup);
            for variable in Variable::ALL {
                let mine = || terms.list.iter().filter(|t| t.0 == *variable).map(|t| t.2);
                if variable.nature() == Nature::Measure {
                    prop_assert_eq!(mine().count(), 0, "{} is measured, not changed", variable.id());
                    continue;
                }
                prop_assert!(mine().count() > 0, "{} has no term", variable.id());
                let (was, is) = (before[*variable as usize], after[*variable as usize]);
                let largest = mine().chain([was, is]).fold(0.0_f64, |most, x| most.max(x.abs()));
                let missing = (is - was - mine().sum::<f64>()).abs();
                prop_assert!(missing <= 1e-12 * largest, "{}: {was} to {is} lacks {missing}", variable.id());
            }
            before = after;
        }
    }

    #[test]
    fn recording_changes_no_bit(world in worlds()) {
        let silent = world.play(|_| {}).digest(&world.setup);
        let mut land = world.begin();
        for _ in 0..world.quarters {
            world.step(&mut land, &mut Terms::default());
        }
        prop_assert_eq!(land.digest(&world.setup), silent);
    }
}

proptest! {
    #![proptest_config(so_many(300))]

    #[test]
    fn what_nobody_pays_for_does_nothing(mut world in worlds()) {
        world.setup.fund.outside_yearly = 0.0;
        world.setup.fund.contribution = 0.0;
        world.decisions.clear();
        world.levels.retain(|(_, lever, _)| world.setup.levers[*lever].cost > 0.01);
        for (number, lever) in world.setup.levers.iter_mut().enumerate() {
            lever.payers = [
                Payers { a: 0.0, b: 0.0, fund: 1.0 },
                Payers { a: 0.5, b: 0.0, fund: 0.5 },
                Payers { a: 0.3, b: 0.3, fund: 0.4 },
            ][number % 3];
        }
        let idle = World { levels: Vec::new(), ..world.clone() };
        prop_assert_eq!(world.history(), idle.history());
    }

    #[test]
    fn a_lever_set_to_what_it_was_changes_nothing(world in worlds(), again in 1_u32..30) {
        let scenario = Arc::new(given::scenario_of(&world));
        let begin = || Run::new(Arc::clone(&scenario), "given", world.seed, world.quarters).expect("a policy it has");
        let mut once = begin();
        once.finish();
        let mut twice = begin();
        while !twice.is_over() {
            if twice.elapsed() == again {
                let levels = twice.orders().levels.clone();
                levels.into_iter().enumerate().for_each(|(lever, level)| twice.order(Order::SetLever { lever, level }));
            }
            twice.step();
        }
        prop_assert_eq!(once.digest(), twice.digest());
    }

    #[test]
    fn lists_shuffled_and_sorted_again_give_the_same_world(world in worlds(), salt in any::<u64>()) {
        let sorted = sorted(shuffled(world.setup.clone(), salt));
        prop_assert_eq!(&sorted, &world.setup);
        let again = World { setup: sorted, ..world.clone() };
        prop_assert_eq!(again.play(|_| {}).digest(&again.setup), world.play(|_| {}).digest(&world.setup));
    }

    #[test]
    fn one_more_organisation_leaves_the_others_as_they_were_born(world in worlds(), more in 1_u32..40) {
        let chance = Chance::new(world.seed);
        for side in Side::BOTH {
            let few = born(&world.setup, side, 0, &chance);
            let many = born(&world.setup, side, more, &chance);
            prop_assert_eq!(many.len(), few.len() + more as usize);
            for one in &few {
                let same = many.iter().find(|other| other.entity == one.entity);
                let same = same.expect("an entity that does not hang on how many there are");
                prop_assert_eq!(one.organisation, same.organisation);
                prop_assert_eq!(one.home, same.home);
                let draw = |birth: &Birth| Kind::ALL.iter().map(|k| chance.block(birth.entity, *k, 7)).collect::<Vec<_>>();
                prop_assert_eq!(draw(one), draw(same));
            }
        }
    }
}

fn born(setup: &Setup, side: Side, more: u32, chance: &Chance) -> Vec<Birth> {
    let mut region = setup.regions[side.index()].clone();
    region.organisations += more;
    births(side, &region, &setup.cities, chance, &setup.parameters)
}

/// Every list in another order, with the references between them kept.
fn shuffled(mut setup: Setup, salt: u64) -> Setup {
    let key = |id: &str| Chance::new(salt).block(marchland::model::chance::Entity::named(id), Kind::Place, 0);
    reorder(&mut setup, key);
    setup
}

fn sorted(mut setup: Setup) -> Setup {
    reorder(&mut setup, str::to_owned);
    setup
}

fn reorder<K: Ord>(setup: &mut Setup, key: impl Fn(&str) -> K) {
    let cities: Vec<String> = setup.cities.iter().map(|c| c.id.clone()).collect();
    let crossings: Vec<String> = setup.crossings.iter().map(|c| c.id.clone()).collect();
    setup.cities.sort_by_key(|c| key(&c.id));
    setup.crossings.sort_by_key(|c: &Crossing| key(&c.id));
    setup.levers.sort_by_key(|l| key(&l.id));
    setup.projects.sort_by_key(|p: &Project| key(&p.id));
    setup.shocks.sort_by_key(|s| key(&s.id));
    setup.drivers.sort_by_key(|d| key(&d.id));
    let city = |old: usize| setup.cities.iter().position(|c| c.id == cities[old]).expect("the same cities");
    for crossing in &mut setup.crossings {
        crossing.between = crossing.between.map(city);
    }
    for project in &mut setup.projects {
        let place =
            |old: usize| setup.crossings.iter().position(|c| c.id == crossings[old]).expect("the same crossings");
        project.opens = project.opens.map(place);
    }
}

proptest! {
    #![proptest_config(so_many(60))]

    #[test]
    fn from_two_to_two_thousand_organisations_nothing_panics(
        world in prop_oneof![worlds_of(2..=4), worlds_of(2..=200), worlds_of(1999..=2000)],
        seed in any::<u64>(),
    ) {
        let world = World { seed, quarters: world.quarters.min(12), ..world };
        let mut finite = true;
        world.play(|land| finite &= all(land, &world.setup).iter().all(|x| x.is_finite()));
        prop_assert!(finite);
    }

    #[test]
    fn two_organisations_in_one_city_a_side_are_enough(mut world in worlds_of(2..=2)) {
        let mut sides = Side::BOTH.to_vec();
        world.setup.cities.retain(|c| sides.iter().position(|s| *s == c.side).map(|i| sides.remove(i)).is_some());
        world.setup.crossings.iter_mut().for_each(|c| c.between = [0, 1]);
        let land = world.play(|_| {});
        prop_assert_eq!(land.network().organisations().len(), 4);
    }
}

/// Sides exchanged: regions, cities, payers, and the sign of what counts from A to B.
fn mirrored(setup: &Setup) -> Setup {
    let mut mirror = setup.clone();
    mirror.regions.swap(0, 1);
    mirror.cities.iter_mut().for_each(|c| c.side = c.side.other());
    mirror.crossings.iter_mut().for_each(|c| c.between.swap(0, 1));
    let swap = |payers: &mut Payers| std::mem::swap(&mut payers.a, &mut payers.b);
    mirror.crossings.iter_mut().for_each(|c| swap(&mut c.payers));
    mirror.levers.iter_mut().for_each(|l| swap(&mut l.payers));
    mirror.projects.iter_mut().for_each(|p| swap(&mut p.payers));
    for effect in mirror.shocks.iter_mut().flat_map(|s| &mut s.effects) {
        if effect.channel == ShockChannel::ExchangeRate {
            effect.amount = -effect.amount;
        }
    }
    for driver in &mut mirror.drivers {
        let Driver { role: Role::HousePriceGap | Role::ExchangeRate, points, .. } = driver else { continue };
        points.iter_mut().for_each(|(_, value)| *value = -*value);
    }
    mirror
}

/// The variable that shows on the other side what this one shows here.
fn opposite(variable: Variable) -> Variable {
    let id = variable.id();
    let other = id.strip_suffix("_a").map(|stem| format!("{stem}_b"));
    let other = other.or_else(|| id.strip_suffix("_b").map(|stem| format!("{stem}_a")));
    other.and_then(|id| Variable::named(&id)).unwrap_or(variable)
}

/// Medians over 60 seeds, 60 quarters after the start. The sides take turns in a fixed order, so single runs differ.
#[test]
fn sides_exchanged_mirror_the_outcome() {
    const LOOKED_AT: [(Variable, f64); 11] = [
        (Variable::Trade, 0.01),
        (Variable::Trust, 0.01),
        (Variable::Governance, 0.01),
        (Variable::Knowledge, 0.03),
        (Variable::WageA, 0.01),
        (Variable::WageB, 0.01),
        (Variable::SupportA, 0.01),
        (Variable::SupportB, 0.01),
        (Variable::OutputA, 0.01),
        (Variable::LevelB, 0.02),
        (Variable::CommutersB, 0.005),
    ];
    for base in [standard::world(40), standard::eventful(40)] {
        let mirror = mirrored(&base);
        let ends =
            |setup: &Setup| -> Vec<Vec<f64>> { (0..60).map(|seed| all(&staged(setup, seed, 60), setup)).collect() };
        let (here, there) = (ends(&base), ends(&mirror));
        for (variable, tolerance) in LOOKED_AT {
            let (one, two) = (median(&here, variable), median(&there, opposite(variable)));
            assert!((one - two).abs() <= tolerance, "{}: {one} against {two} in the mirror", variable.id());
        }
    }
}

fn staged(setup: &Setup, seed: u64, quarters: u32) -> Borderland {
    let mut land = Borderland::new(setup, seed);
    let mut orders = Orders::none(setup);
    for quarter in 0..quarters {
        standard::staged(setup, quarter, &mut orders);
        land.step(setup, &orders, &mut Off);
    }
    land
}

fn median(ends: &[Vec<f64>], variable: Variable) -> f64 {
    let mut values: Vec<f64> = ends.iter().map(|end| end[variable as usize]).collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
