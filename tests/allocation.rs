//! Memory: a step allocates nothing, and an organisation takes little.

use std::sync::Arc;

use marchland::model::Borderland;
use marchland::model::chance::Entity;
use marchland::model::lever::Orders;
use marchland::model::network::{Network, SLOTS};
use marchland::model::organisation::{AXES, Organisation};
use marchland::model::record::Off;
use marchland::model::setup::Setup;
use marchland::run::Run;
use marchland::scenario::read;

use crate::standard;

fn allocations_after_the_first_quarter(setup: &Setup) -> u64 {
    let mut land = Borderland::new(setup, 1);
    let mut orders = Orders::none(setup);
    land.step(setup, &orders, &mut Off);
    let counted = allocation_counter::measure(|| {
        for quarter in 1..80 {
            standard::staged(setup, quarter, &mut orders);
            land.step(setup, &orders, &mut Off);
        }
    });
    counted.count_total
}

#[test]
fn a_step_with_levers_allocates_nothing() {
    assert_eq!(allocations_after_the_first_quarter(&standard::world(40)), 0);
}

#[test]
fn a_step_with_shocks_projects_and_drivers_allocates_nothing() {
    assert_eq!(allocations_after_the_first_quarter(&standard::eventful(40)), 0);
}

/// What is known of an organisation beside its ties: itself, its home mix, its name.
#[test]
fn an_organisation_beside_its_ties_takes_less_than_400_bytes() {
    let own = size_of::<Organisation>() + size_of::<[f32; AXES]>() + size_of::<Entity>();
    assert!(own < 400, "{own} bytes");
}

/// Everything that a world with twice as many organisations takes more, for each of them.
#[test]
fn an_organisation_with_its_ties_takes_less_than_600_bytes() {
    let bytes = |organisations| {
        let setup = standard::world(organisations);
        let mut kept = None;
        let counted = allocation_counter::measure(|| kept = Some(Borderland::new(&setup, 1)));
        assert!(kept.is_some_and(|land: Borderland| Network::partners_of(land.network(), 0).len() <= SLOTS));
        counted.bytes_current
    };
    let each = (bytes(2000) - bytes(1000)) / 2000;
    assert!(each < 600, "{each} bytes");
}

/// What a play-through takes more for each quarter that passes, with why each number is as it is.
#[test]
fn a_quarter_that_is_recorded_takes_less_than_6_kib() {
    const QUARTERS: u64 = 200;
    let scenario = read("played.ron", include_str!("played.ron"), &[]).unwrap();
    let mut run = Run::new(Arc::new(scenario), "programme", 5, 1000).unwrap();
    run.record();
    let mut step = || (0..QUARTERS).for_each(|_| run.step());
    step();
    let bytes = allocation_counter::measure(step).bytes_current;
    let each = bytes / QUARTERS as i64;
    assert!(each < 6 << 10, "{each} bytes a quarter");
}
