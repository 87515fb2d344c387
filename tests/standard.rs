//! The standard world, made in place: what is timed and compared must not move when a scenario file does.

use marchland::model::channel::{Channel, ShockChannel};
use marchland::model::date::Quarter;
use marchland::model::lever::Orders;
use marchland::model::parameters::Parameters;
use marchland::model::setup::{
    Border, City, Crossing, CrossingMode, Driver, Fund, Grade, Join, Lever, Mode, Opens, Payers, Project, Recipient,
    Region, Role, SECTORS, Setup, Shock, ShockEffect, Side, Thresholds, Trigger,
};

/// The first quarter of the standard world.
pub const START: Quarter = Quarter::new(2000, 1);

const EVENLY: Payers = Payers { a: 0.5, b: 0.5, fund: 0.0 };

/// Two regions behind a mostly closed border, with so many organisations a side.
pub fn world(organisations: u32) -> Setup {
    Setup {
        start: START,
        regions: [region("left", 1.0, 0.55, organisations), region("right", 0.62, 0.50, organisations)],
        border: Border {
            access_goods: 0.7,
            access_people: 0.7,
            institutions_goods: 0.65,
            institutions_mobility: 0.65,
            institutions_labour: 0.65,
            floor: 0.18,
            trust: 0.35,
            governance: 0.15,
            awareness: 0.1,
        },
        cities: vec![
            city("a1", Side::A, 9.5),
            city("a2", Side::A, 8.0),
            city("b1", Side::B, 10.5),
            city("b2", Side::B, 12.0),
        ],
        crossings: Vec::new(),
        levers: levers(),
        projects: Vec::new(),
        shocks: Vec::new(),
        drivers: Vec::new(),
        fund: Fund { outside_yearly: 0.0, contribution: 0.0 },
        thresholds: Thresholds {
            second: [0.40, 0.40, 0.35, 0.30, 0.06, 0.05, 0.35],
            third: [0.60, 0.62, 0.55, 0.50, 0.20, 0.30, 0.55],
        },
        parameters: Parameters::default(),
    }
}

/// The standard world with a bridge, a road, every kind of shock, drivers and a fund.
pub fn eventful(organisations: u32) -> Setup {
    let mut setup = world(organisations);
    setup.crossings = vec![
        crossing("bridge", Opens::Project, [0.4, 0.6], 60.0),
        crossing("road", Opens::At(START.plus(12)), [0.5, 0.3], 100.0),
    ];
    setup.projects = vec![
        project("bridge", true, Some(0), Vec::new()),
        project("campus", false, None, vec![(Channel::UniversityTies, 0.3), (Channel::Works, 0.1)]),
    ];
    setup.shocks = shocks();
    setup.drivers = vec![
        driver("ferry", Role::TravelTime(Mode::People), Join::Step, [(8, 120.0), (20, 90.0)]),
        driver("houses", Role::HousePriceGap, Join::Linear, [(4, 0.0), (40, 2.0)]),
        driver("money", Role::ExchangeRate, Join::Linear, [(0, 0.0), (30, 0.2)]),
    ];
    setup.fund = Fund { outside_yearly: 1.0, contribution: 0.2 };
    for lever in &mut setup.levers {
        lever.payers = Payers { a: 0.4, b: 0.4, fund: 0.2 };
    }
    setup
}

fn region(id: &str, wage: f64, absorptive: f64, organisations: u32) -> Region {
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
        absorptive,
        sectors: [1.0 / SECTORS as f64; SECTORS],
        organisations,
        kinds: [0.82, 0.10, 0.08],
    }
}

fn city(id: &str, side: Side, longitude: f64) -> City {
    City { id: id.into(), name: id.into(), side, longitude, latitude: 50.0, population: 1e5 }
}

fn crossing(id: &str, opens: Opens, [goods, people]: [f64; 2], minutes: f64) -> Crossing {
    Crossing {
        id: id.into(),
        name: id.into(),
        longitude: 10.0,
        latitude: 50.0,
        between: [0, 2],
        mode: CrossingMode::Road,
        goods,
        people,
        minutes_before: 180.0,
        minutes,
        opens,
        payers: EVENLY,
        capital: 20.0,
    }
}

fn project(id: &str, loan: bool, opens: Option<usize>, effects: Vec<(Channel, f64)>) -> Project {
    Project {
        id: id.into(),
        name: id.into(),
        cost: 12.0,
        build: 8,
        payers: EVENLY,
        recipient: Recipient::Works,
        loan,
        certain: loan,
        opens,
        effects,
    }
}

fn driver(id: &str, role: Role, join: Join, points: [(i32, f64); 2]) -> Driver {
    Driver { id: id.into(), role, join, points: points.map(|(q, v)| (START.plus(q), v)).to_vec() }
}

fn shocks() -> Vec<Shock> {
    let random = |yearly| Trigger::Random { yearly, from: START };
    let shock = |id: &str, trigger, quarters, effects: &[(ShockChannel, f64)]| Shock {
        id: id.into(),
        name: id.into(),
        trigger,
        quarters,
        effects: effects.iter().map(|(channel, amount)| ShockEffect { channel: *channel, amount: *amount }).collect(),
    };
    vec![
        shock("closure-full", Trigger::At(START.plus(50)), 6, &[(ShockChannel::CloseAll, 1.0)]),
        shock("closure-people", random(0.05), 4, &[(ShockChannel::ClosePeople, 1.0)]),
        shock("exchange", random(0.1), 1, &[(ShockChannel::ExchangeRate, -0.3)]),
        shock(
            "politics",
            random(0.1),
            8,
            &[(ShockChannel::Media, 0.1), (ShockChannel::Support, -0.1), (ShockChannel::Floor, 0.02)],
        ),
        shock(
            "sanctions",
            random(0.05),
            12,
            &[
                (ShockChannel::FinanceRisk, 0.4),
                (ShockChannel::Institutions, 0.1),
                (ShockChannel::Trust, -0.05),
                (ShockChannel::Commodity, -0.2),
                (ShockChannel::MinutesPeople, 40.0),
            ],
        ),
    ]
}

fn lever(id: &str, cost: f64, delay: u32, effects: &[(Channel, f64)]) -> Lever {
    Lever {
        id: id.into(),
        name: id.into(),
        cost,
        delay,
        fade: 2,
        payers: EVENLY,
        recipient: Recipient::Administration,
        survives_closure: id == "works",
        effects: effects.to_vec(),
        stages: [1, 3],
        summary: String::new(),
        trade_off: String::new(),
        source: String::new(),
        grade: Grade::C,
    }
}

/// The sixteen levers, sorted by id.
pub fn levers() -> Vec<Lever> {
    use Channel as C;
    vec![
        lever("broker", 0.6, 4, &[(C::BrokerTies, 1.0), (C::ExternalTies, 1.0)]),
        lever(
            "customs",
            1.0,
            3,
            &[(C::Customs, 1.0), (C::WaitingGoods, 1.0), (C::WaitingPeople, 1.0), (C::Revenue, 1.0)],
        ),
        lever("governance", 0.6, 4, &[(C::Governance, 1.0), (C::EliteLed, 1.0)]),
        lever("information", 0.3, 1, &[(C::Information, 1.0), (C::Goodwill, 1.0)]),
        lever("labour", 0.8, 6, &[(C::Labour, 1.0), (C::BrainDrain, 0.5)]),
        lever("language", 0.8, 4, &[(C::Language, 1.0)]),
        lever("legal", 1.5, 8, &[(C::Legal, 1.0)]),
        lever("mobility", 0.8, 2, &[(C::Mobility, 1.0), (C::BrainDrain, 1.0)]),
        lever("park", 2.0, 8, &[(C::ExportsBoth, 0.15)]),
        lever("research", 2.0, 3, &[(C::ResearchTies, 1.0), (C::ResearchSurvival, 1.0)]),
        lever("sme", 1.0, 2, &[(C::FirmTies, 1.0)]),
        lever("tax", 2.0, 1, &[(C::ExportsBoth, 0.1), (C::ExportsPoorer, 0.1)]),
        lever("twinning", 0.7, 4, &[(C::UniversityTies, 1.0), (C::Twinning, 1.0)]),
        lever("visa", 0.3, 2, &[(C::Visa, 1.0)]),
        lever("works", 6.0, 16, &[(C::Works, 1.0)]),
        lever("zone", 2.5, 6, &[(C::ExportsPoorer, 0.4)]),
    ]
}

/// First open the border, then build trust, then pay for knowledge: full levels of these, by id.
const STAGED: [(u32, &[(&str, f64)]); 3] = [
    (
        0,
        &[
            ("visa", 1.0),
            ("customs", 1.0),
            ("governance", 1.0),
            ("information", 1.0),
            ("legal", 1.0),
            ("language", 0.75),
            ("works", 0.6),
        ],
    ),
    (
        40,
        &[
            ("visa", 1.0),
            ("governance", 1.0),
            ("legal", 1.0),
            ("language", 1.0),
            ("labour", 1.0),
            ("twinning", 1.0),
            ("mobility", 1.0),
            ("customs", 0.9),
            ("information", 0.5),
            ("research", 0.825),
        ],
    ),
    (
        88,
        &[
            ("visa", 1.0),
            ("governance", 1.0),
            ("language", 1.0),
            ("research", 1.0),
            ("broker", 1.0),
            ("sme", 1.0),
            ("twinning", 1.0),
            ("mobility", 1.0),
            ("legal", 0.8),
            ("labour", 0.25),
        ],
    ),
];

/// Sets the levels of the staged policy in the quarter with this number.
pub fn staged(setup: &Setup, quarter: u32, orders: &mut Orders) {
    orders.levels.fill(0.0);
    let Some((_, levels)) = STAGED.iter().rfind(|(from, _)| *from <= quarter) else { return };
    for (id, level) in *levels {
        if let Some(index) = setup.levers.iter().position(|lever| lever.id == *id) {
            orders.levels[index] = *level;
        }
    }
    orders.decided.fill(quarter >= 10);
}
