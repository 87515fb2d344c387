//! Random worlds: any valid setup, with any orders over time.

use std::fmt;

use marchland::model::Borderland;
use marchland::model::channel::{Channel, ShockChannel};
use marchland::model::date::Quarter;
use marchland::model::indicator::Variable;
use marchland::model::lever::Orders;
use marchland::model::parameters::Parameters;
use marchland::model::record::{Off, Record};
use marchland::model::setup::{
    Border, City, Condition, Crossing, CrossingMode, Driver, Fund, Grade, Join, Lever, Mode, Opens, Payers, Project,
    Recipient, Region, Role, SECTORS, Setup, Shock, ShockEffect, Side, Thresholds, Trigger,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::standard;

/// The first quarter of every random world.
pub const START: Quarter = Quarter::new(2000, 1);
/// The longest that one runs.
pub const LONGEST: i32 = 36;

/// A setup, a seed and what is ordered when.
#[derive(Clone)]
pub struct World {
    pub setup: Setup,
    pub seed: u64,
    pub quarters: u32,
    /// From which quarter, which lever, how strongly.
    pub levels: Vec<(u32, usize, f64)>,
    /// From which quarter, which project.
    pub decisions: Vec<(u32, usize)>,
}

/// Everything but the levers of the standard world; of the parameters forty that were moved.
impl fmt::Debug for World {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Setup { regions, border, cities, crossings, projects, shocks, drivers, fund, parameters, .. } = &self.setup;
        let moved = Parameters::TABLE.iter().filter(|e| parameters.get(e.id) != Some(e.default)).take(40);
        let moved: Vec<_> = moved.map(|e| (e.id, parameters.get(e.id))).collect();
        let standard = standard::levers();
        let levers: Vec<_> = self.setup.levers.iter().filter(|lever| !standard.contains(lever)).collect();
        writeln!(f, "seed {}, {} quarters, {regions:?}, {border:?}", self.seed, self.quarters)?;
        writeln!(f, "{cities:?}, {crossings:?}, {projects:?}, {shocks:?}, {drivers:?}, {fund:?}")?;
        writeln!(f, "{levers:?}, levels {:?}, decisions {:?}, {moved:?}", self.levels, self.decisions)
    }
}

impl World {
    /// What is ordered in the quarter with this number.
    pub fn orders(&self, quarter: u32) -> Orders {
        let mut orders = Orders::none(&self.setup);
        for (_, lever, level) in self.levels.iter().filter(|(from, ..)| *from <= quarter) {
            orders.levels[*lever] = *level;
        }
        for (_, project) in self.decisions.iter().filter(|(from, _)| *from <= quarter) {
            orders.decided[*project] = true;
        }
        orders
    }

    /// Its start.
    pub fn begin(&self) -> Borderland {
        Borderland::new(&self.setup, self.seed)
    }

    /// One quarter more.
    pub fn step(&self, land: &mut Borderland, record: &mut impl Record) {
        let quarter = land.quarter().since(self.setup.start).unsigned_abs();
        land.step(&self.setup, &self.orders(quarter), record);
    }

    /// All of it, with a look at every quarter, the start first.
    pub fn play(&self, mut look: impl FnMut(&Borderland)) -> Borderland {
        let mut land = self.begin();
        look(&land);
        for _ in 0..self.quarters {
            self.step(&mut land, &mut Off);
            look(&land);
        }
        land
    }

    /// Every variable in every quarter, in bits: what can be seen of a run.
    pub fn history(&self) -> Vec<u64> {
        let mut history = Vec::new();
        self.play(|land| history.extend(Variable::ALL.iter().map(|v| land.measure(*v, &self.setup).to_bits())));
        history
    }
}

/// Any valid world with 20 to 60 organisations a side.
pub fn worlds() -> impl Strategy<Value = World> {
    worlds_of(20..=60)
}

/// Any valid world with so many organisations a side.
pub fn worlds_of(organisations: std::ops::RangeInclusive<u32>) -> impl Strategy<Value = World> {
    let orders =
        (vec((0..LONGEST as u32, any::<Index>(), share()), 0..24), vec((0..LONGEST as u32, any::<Index>()), 0..5));
    (setups(organisations), any::<u64>(), 12..=LONGEST as u32, orders).prop_map(
        |(setup, seed, quarters, (levels, decisions))| {
            let levels = levels.into_iter().map(|(q, i, level)| (q, i.index(setup.levers.len()), level)).collect();
            let decisions = match setup.projects.len() {
                0 => Vec::new(),
                n => decisions.into_iter().map(|(q, i)| (q, i.index(n))).collect(),
            };
            World { setup, seed, quarters, levels, decisions }
        },
    )
}

/// 0 to 1, and often one of the ends.
pub fn share() -> impl Strategy<Value = f64> {
    prop_oneof![8 => 0.0..=1.0, 1 => Just(0.0), 1 => Just(1.0)]
}

fn name(prefix: &str, number: usize) -> String {
    format!("{prefix}-{number:02}")
}

fn setups(organisations: std::ops::RangeInclusive<u32>) -> impl Strategy<Value = Setup> {
    let places = (cities(), vec(crossing(), 0..4), vec(project(), 0..4));
    let acts = (levers(), vec(shock(), 0..8), vec(driver(), 0..6));
    let frame = (border(), fund(), thresholds(), parameters());
    (region("left", organisations.clone()), region("right", organisations), places, acts, frame).prop_map(
        |(
            left,
            right,
            (cities, crossings, projects),
            (levers, shocks, drivers),
            (border, fund, thresholds, parameters),
        )| {
            let crossings = number("crossing", crossings, |(crossing, ends): (Crossing, [Index; 2]), id| {
                let end = |side| {
                    let there: Vec<usize> = (0..cities.len()).filter(|i| cities[*i].side == side).collect();
                    *ends[side.index()].get(&there)
                };
                Crossing { id: id.clone(), name: id, between: Side::BOTH.map(end), ..crossing }
            });
            let built: Vec<usize> = (0..crossings.len()).filter(|i| crossings[*i].opens == Opens::Project).collect();
            let projects = number("project", projects, |(project, opens): (Project, Option<Index>), id| {
                let opens = opens.filter(|_| !built.is_empty()).map(|i| *i.get(&built));
                Project { id: id.clone(), name: id, opens, ..project }
            });
            let shocks = number("shock", shocks, |shock: Shock, id| Shock { id: id.clone(), name: id, ..shock });
            let drivers = number("driver", drivers, |driver: Driver, id| Driver { id, ..driver });
            Setup {
                start: START,
                regions: [left, right],
                border,
                cities,
                crossings,
                levers,
                projects,
                shocks,
                drivers,
                fund,
                thresholds,
                parameters,
            }
        },
    )
}

/// Gives each thing of a list an id, in order.
fn number<T, U>(prefix: &str, list: Vec<T>, with: impl Fn(T, String) -> U) -> Vec<U> {
    list.into_iter().enumerate().map(|(i, thing)| with(thing, name(prefix, i))).collect()
}

fn region(id: &'static str, organisations: std::ops::RangeInclusive<u32>) -> impl Strategy<Value = Region> {
    let size = (1e4..1e8, 0.2..0.8, 0.1..2000.0);
    let pay = (0.1..10.0, 0.5..2.0, -0.03..0.03);
    let nature = (share(), share(), share(), share());
    (size, pay, nature, weights::<SECTORS>(), weights::<3>(), organisations).prop_map(
        move |((population, work, output), (wage, nation, growth), nature, sectors, kinds, organisations)| {
            let (periphery, resources, support, absorptive) = nature;
            Region {
                id: id.into(),
                name: id.into(),
                population,
                employed: population * work,
                output,
                wage,
                national_wage: wage * nation,
                natural_growth: growth,
                periphery,
                resources,
                support,
                absorptive,
                sectors,
                organisations,
                kinds,
            }
        },
    )
}

/// Weights that sum to 1, some of them 0.
fn weights<const N: usize>() -> impl Strategy<Value = [f64; N]> {
    (vec(share(), N), 0..N).prop_map(|(mut weights, sure)| {
        weights[sure] += 0.01;
        let sum: f64 = weights.iter().sum();
        std::array::from_fn(|i| weights[i] / sum)
    })
}

fn payers() -> impl Strategy<Value = Payers> {
    weights::<3>().prop_map(|[a, b, fund]| Payers { a, b, fund })
}

fn border() -> impl Strategy<Value = Border> {
    let parts = (share(), share(), share(), share(), share());
    (parts, share(), share(), share(), share()).prop_map(|(parts, floor, trust, governance, awareness)| Border {
        access_goods: parts.0,
        access_people: parts.1,
        institutions_goods: parts.2,
        institutions_mobility: parts.3,
        institutions_labour: parts.4,
        floor: floor * parts.2.min(parts.3).min(parts.4),
        trust,
        governance,
        awareness,
    })
}

/// One to four cities a side.
fn cities() -> impl Strategy<Value = Vec<City>> {
    let place = || (-15.0..15.0, 40.0..60.0, 1e3..1e7);
    (vec(place(), 1..=4), vec(place(), 1..=4)).prop_map(|(left, right)| {
        let here = left.into_iter().map(|place| (Side::A, place));
        let there = right.into_iter().map(|place| (Side::B, place));
        number("city", here.chain(there).collect(), |(side, (longitude, latitude, population)), id| City {
            id: id.clone(),
            name: id,
            side,
            longitude,
            latitude,
            population,
        })
    })
}

fn quarter() -> impl Strategy<Value = Quarter> {
    (-8..LONGEST + 4).prop_map(|after| START.plus(after))
}

fn crossing() -> impl Strategy<Value = (Crossing, [Index; 2])> {
    let opens = prop_oneof![Just(Opens::Before), quarter().prop_map(Opens::At), Just(Opens::Project)];
    let mode = select(vec![
        CrossingMode::Road,
        CrossingMode::Rail,
        CrossingMode::RoadAndRail,
        CrossingMode::Ferry,
        CrossingMode::Air,
    ]);
    let carries = (share(), share(), 5.0..900.0, 5.0..900.0);
    (carries, opens, mode, payers(), 0.0..300.0, any::<[Index; 2]>()).prop_map(
        |((goods, people, minutes_before, minutes), opens, mode, payers, capital, ends)| {
            let crossing = Crossing {
                id: String::new(),
                name: String::new(),
                longitude: 0.0,
                latitude: 50.0,
                between: [0, 0],
                mode,
                goods,
                people,
                minutes_before,
                minutes,
                opens,
                payers,
                capital,
            };
            (crossing, ends)
        },
    )
}

fn effects() -> impl Strategy<Value = Vec<(Channel, f64)>> {
    vec((select(Channel::ALL), -0.3..1.5), 0..4)
}

fn recipient() -> impl Strategy<Value = Recipient> {
    select(vec![
        Recipient::Works,
        Recipient::Administration,
        Recipient::Firms,
        Recipient::Universities,
        Recipient::People,
    ])
}

fn project() -> impl Strategy<Value = (Project, Option<Index>)> {
    (0.0..200.0, 0_u32..16, payers(), recipient(), any::<[bool; 2]>(), effects(), option::of(any::<Index>())).prop_map(
        |(cost, build, payers, recipient, [loan, certain], effects, opens)| {
            let project = Project {
                id: String::new(),
                name: String::new(),
                cost,
                build,
                payers,
                recipient,
                loan,
                certain,
                opens: None,
                effects,
            };
            (project, opens)
        },
    )
}

/// The sixteen of the standard world, some paid otherwise, and up to six of any kind.
fn levers() -> impl Strategy<Value = Vec<Lever>> {
    (vec(lever(), 0..6), option::of(payers())).prop_map(|(more, payers)| {
        let more = number("lever", more, |lever, id| Lever { id: id.clone(), name: id, ..lever });
        let mut levers = standard::levers();
        if let Some(payers) = payers {
            levers.iter_mut().for_each(|lever| lever.payers = payers);
        }
        levers.extend(more);
        levers.sort_by(|one, two| one.id.cmp(&two.id));
        levers
    })
}

fn lever() -> impl Strategy<Value = Lever> {
    (0.0..20.0, 0_u32..20, 0_u32..20, payers(), recipient(), any::<bool>(), effects()).prop_map(
        |(cost, delay, fade, payers, recipient, survives_closure, effects)| Lever {
            id: String::new(),
            name: String::new(),
            cost,
            delay,
            fade,
            payers,
            recipient,
            survives_closure,
            effects,
            stages: [1, 3],
            summary: String::new(),
            trade_off: String::new(),
            source: String::new(),
            grade: Grade::C,
        },
    )
}

/// Any variable against a value within its range or near 0 to 1, any date, and what can be made of them.
fn condition() -> impl Strategy<Value = Condition> {
    let value = || (select(Variable::ALL), share());
    let leaf = prop_oneof![
        value().prop_map(|(variable, x)| Condition::AtLeast(variable, x)),
        value().prop_map(|(variable, x)| Condition::Below(variable, x)),
        quarter().prop_map(Condition::From),
        quarter().prop_map(Condition::Before),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![vec(inner.clone(), 1..3).prop_map(Condition::Any), vec(inner, 1..3).prop_map(Condition::All)]
    })
}

fn shock() -> impl Strategy<Value = Shock> {
    let trigger = prop_oneof![
        quarter().prop_map(Trigger::At),
        (0.0..0.9, quarter()).prop_map(|(yearly, from)| Trigger::Random { yearly, from }),
        vec(condition(), 1..3).prop_map(Trigger::When),
    ];
    (trigger, 1_u32..16, vec(shock_effect(), 1..4)).prop_map(|(trigger, quarters, effects)| Shock {
        id: String::new(),
        name: String::new(),
        trigger,
        quarters,
        effects,
    })
}

/// Every channel, as strong as history had it and stronger.
fn shock_effect() -> impl Strategy<Value = ShockEffect> {
    use ShockChannel as C;
    (select(ShockChannel::ALL), -1.0..=1.0).prop_map(|(channel, x): (ShockChannel, f64)| {
        let amount = match channel {
            C::ClosePeople | C::CloseAll | C::FinanceRisk => x.abs(),
            C::MinutesPeople => 200.0 * x,
            C::Floor | C::Media | C::Output => 0.3 * x,
            C::AccessGoods | C::AccessPeople | C::Institutions | C::Trust | C::Governance | C::Support => 0.5 * x,
            C::ExchangeRate => 0.7 * x,
            C::Commodity => x,
        };
        ShockEffect { channel, amount }
    })
}

fn driver() -> impl Strategy<Value = Driver> {
    let roles = vec![
        Role::TravelTime(Mode::Goods),
        Role::TravelTime(Mode::People),
        Role::HousePriceGap,
        Role::ExchangeRate,
        Role::Demand,
        Role::Outside,
    ];
    let join = prop_oneof![Just(Join::Linear), Just(Join::Step)];
    (select(roles), join, proptest::collection::btree_map(quarter(), -1.0..=1.0, 1..6)).prop_map(
        |(role, join, points)| {
            let scaled = |x: f64| match role {
                Role::TravelTime(_) => 155.0 + 145.0 * x,
                Role::HousePriceGap => 5.0 * x,
                Role::ExchangeRate => 0.7 * x,
                Role::Demand | Role::Outside => 10.0 + 10.0 * x,
            };
            let points = points.into_iter().map(|(quarter, x)| (quarter, scaled(x))).collect();
            Driver { id: String::new(), role, points, join }
        },
    )
}

fn fund() -> impl Strategy<Value = Fund> {
    let outside = prop_oneof![Just(0.0), 0.0..20.0];
    (outside, share()).prop_map(|(outside_yearly, contribution)| Fund { outside_yearly, contribution })
}

fn thresholds() -> impl Strategy<Value = Thresholds> {
    (vec(0.01..0.6, 7), vec(0.0..0.4, 7)).prop_map(|(second, more)| Thresholds {
        second: std::array::from_fn(|i| second[i]),
        third: std::array::from_fn(|i| second[i] + more[i]),
    })
}

/// As they are, a few moved, or all of them anywhere in their ranges.
fn parameters() -> impl Strategy<Value = Parameters> {
    let count = Parameters::TABLE.len();
    let few = vec((0..count, share()), 1..12);
    let all = vec(share(), count).prop_map(|shares| shares.into_iter().enumerate().collect());
    prop_oneof![3 => Just(Vec::new()), 4 => few, 3 => all].prop_map(|moves| {
        let mut parameters = Parameters::default();
        for (index, share) in moves {
            let entry = &Parameters::TABLE[index];
            if let Some(value) = parameters.get_mut(entry.id) {
                *value = entry.min + (entry.max - entry.min) * share;
            }
        }
        parameters
    })
}
