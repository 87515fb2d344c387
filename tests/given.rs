//! A small borderland made in place, for tests that are about something else than what a scenario says.

use std::collections::BTreeMap;

use marchland::model::channel::{Channel, ShockChannel};
use marchland::model::date::Quarter;
use marchland::model::parameters::Parameters;
use marchland::model::setup::{
    Border, City, Fund, Grade, Lever, Payers, Recipient, Region, Setup, Shock, ShockEffect, Side, Thresholds, Trigger,
};
use marchland::scenario::{Policy, Scenario, Step};

use crate::worlds::World;

const START: Quarter = Quarter::new(2005, 1);

/// Twenty organisations on each side, one lever, one policy that does nothing and a shock that strikes by chance.
pub fn small_scenario() -> Scenario {
    let none = Policy {
        id: "none".into(),
        title: "None".into(),
        summary: "Nothing is done.".into(),
        steps: Vec::new(),
        projects: Vec::new(),
    };
    Scenario {
        id: "small".into(),
        title: "Small".into(),
        summary: "Two regions with a lever and a shock.".into(),
        authors: None,
        money: "bn".into(),
        map: None,
        geography: None,
        sources: BTreeMap::new(),
        sectors: ["one", "two", "three", "four", "five", "six"].map(String::from),
        setup: setup(),
        quarters: 80,
        policies: BTreeMap::from([(none.id.clone(), none)]),
        default_policy: "none".into(),
        history: Vec::new(),
        goals: Vec::new(),
        dilemmas: Vec::new(),
        lessons: Vec::new(),
        expectations: Vec::new(),
        events: Vec::new(),
        figures: Vec::new(),
        numbers: Vec::new(),
        changes: Vec::new(),
        driver_notes: Vec::new(),
        shock_notes: Vec::new(),
        directions: Vec::new(),
        overrides: Vec::new(),
        text: String::new(),
        name: "small.ron".into(),
        sha256: String::new(),
        parts: Vec::new(),
    }
}

/// A random world as a scenario, its levers held from the start by the policy `given`.
pub fn scenario_of(world: &World) -> Scenario {
    let orders = world.orders(u32::MAX);
    let held = |(lever, level): (usize, &f64)| Step { lever, level: *level, from: None, until: None, when: Vec::new() };
    let mut scenario = Scenario { setup: world.setup.clone(), quarters: world.quarters, ..small_scenario() };
    let steps = orders.levels.iter().enumerate().map(held).collect();
    let policy = Policy { id: "given".into(), steps, ..scenario.policies["none"].clone() };
    scenario.policies.insert(policy.id.clone(), policy);
    scenario
}

fn setup() -> Setup {
    Setup {
        start: START,
        regions: [region("left", 1.0), region("right", 0.6)],
        border: Border {
            access_goods: 0.6,
            access_people: 0.6,
            institutions_goods: 0.6,
            institutions_mobility: 0.6,
            institutions_labour: 0.6,
            floor: 0.1,
            trust: 0.4,
            governance: 0.3,
            awareness: 0.1,
        },
        cities: vec![city("port", Side::A, 9.5), city("quay", Side::B, 10.5)],
        crossings: Vec::new(),
        levers: vec![lever()],
        projects: Vec::new(),
        shocks: vec![shock()],
        drivers: Vec::new(),
        fund: Fund { outside_yearly: 0.0, contribution: 0.0 },
        thresholds: Thresholds { second: [0.4; 7], third: [0.6; 7] },
        parameters: Parameters::default(),
    }
}

fn region(id: &str, wage: f64) -> Region {
    Region {
        id: id.into(),
        name: id.into(),
        population: 1e6,
        employed: 5e5,
        output: 20.0,
        wage,
        national_wage: wage,
        natural_growth: 0.0,
        periphery: 0.6,
        resources: 0.1,
        support: 0.5,
        absorptive: 0.5,
        sectors: [0.3, 0.2, 0.2, 0.1, 0.1, 0.1],
        organisations: 20,
        kinds: [0.82, 0.10, 0.08],
    }
}

fn city(id: &str, side: Side, longitude: f64) -> City {
    City { id: id.into(), name: id.into(), side, longitude, latitude: 50.0, population: 1e5 }
}

fn lever() -> Lever {
    Lever {
        id: "visa".into(),
        name: "Visa".into(),
        cost: 0.3,
        delay: 2,
        fade: 2,
        payers: Payers { a: 0.5, b: 0.5, fund: 0.0 },
        recipient: Recipient::Administration,
        survives_closure: false,
        effects: vec![(Channel::Visa, 1.0)],
        stages: [1, 3],
        summary: "Easier visas.".into(),
        trade_off: "None here.".into(),
        source: "none".into(),
        grade: Grade::C,
    }
}

fn shock() -> Shock {
    Shock {
        id: "closure".into(),
        name: "Closure".into(),
        trigger: Trigger::Random { yearly: 0.2, from: START },
        quarters: 3,
        effects: vec![ShockEffect { channel: ShockChannel::ClosePeople, amount: 1.0 }],
    }
}
