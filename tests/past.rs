//! What once was wrong: each mistake with the world that showed it.

use marchland::model::Borderland;
use marchland::model::channel::{Channel, ShockChannel};
use marchland::model::indicator::Variable;
use marchland::model::lever::Orders;
use marchland::model::record::Off;
use marchland::model::setup::{Opens, Shock, ShockEffect, Trigger};

use crate::standard;

#[test]
fn a_project_that_harms_revenue_takes_no_money_from_anybody() {
    let mut setup = standard::eventful(10);
    setup.projects[1].effects = vec![(Channel::Revenue, -1.0)];
    setup.projects[1].certain = true;
    let mut land = Borderland::new(&setup, 1);
    let mut orders = Orders::none(&setup);
    orders.decided[1] = true;
    (0..40).for_each(|_| land.step(&setup, &orders, &mut Off));
    assert!(land.projects()[1].delivered);
    assert_eq!(land.budgets().ledger.imbalance(), 0);
}

#[test]
fn wages_a_hundredfold_apart_start_within_the_ranges() {
    let mut setup = standard::world(10);
    setup.regions[0].wage = 100.0;
    setup.parameters.trade_gap = 2.0;
    let land = Borderland::new(&setup, 1);
    for variable in Variable::ALL {
        let (least, greatest) = variable.range();
        assert!((least..=greatest).contains(&land.measure(*variable, &setup)), "{}", variable.id());
    }
}

#[test]
fn what_is_dated_in_the_first_quarter_happens_once() {
    let mut setup = standard::world(10);
    setup.crossings = standard::eventful(10).crossings;
    setup.crossings[1].opens = Opens::At(setup.start);
    setup.shocks = vec![Shock {
        id: "first".into(),
        name: "first".into(),
        trigger: Trigger::At(setup.start),
        quarters: 2,
        effects: vec![ShockEffect { channel: ShockChannel::Trust, amount: 0.1 }],
    }];
    let mut land = Borderland::new(&setup, 1);
    let mut begun = 0;
    for _ in 0..8 {
        land.step(&setup, &Orders::none(&setup), &mut Off);
        begun += land.began().len();
        assert!(land.open_crossings()[1]);
    }
    assert_eq!(begun, 1);
}

#[test]
fn a_loan_after_a_repaid_one_is_paid_back_no_faster() {
    let mut setup = standard::world(2);
    setup.parameters.loan_quarters = 20.0;
    setup.parameters.income_base = 1.0;
    setup.crossings = standard::eventful(2).crossings;
    setup.crossings[0].opens = Opens::At(setup.start.plus(1));
    setup.crossings[1].opens = Opens::At(setup.start.plus(40));
    let mut land = Borderland::new(&setup, 1);
    let mut debts = Vec::new();
    for _ in 0..65 {
        land.step(&setup, &Orders::none(&setup), &mut Off);
        debts.push(land.budgets().debt[0]);
    }
    let quarters_in_debt = |from: usize| debts[from..].iter().take_while(|debt| **debt > 0).count();
    assert_eq!(quarters_in_debt(0), quarters_in_debt(39), "{debts:?}");
}
