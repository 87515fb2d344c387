//! What is given to the model: two regions, their border, what can be done and what happens from outside.
//!
//! These are plain values, already checked: the scenario reader is the only place that makes them from text. Lists are
//! sorted by id, so that the order of entries in a file decides nothing.

use super::date::Quarter;
use super::parameters::Parameters;

/// One of the two sides of the border.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    A,
    B,
}

impl Side {
    /// Both, in the order in which everything is computed.
    pub const BOTH: [Self; 2] = [Self::A, Self::B];

    /// 0 for A, 1 for B: the index into every `[T; 2]` of the model.
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// Across the border.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::A => Self::B,
            Self::B => Self::A,
        }
    }
}

/// What crosses a border: each has an access barrier of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    Goods,
    People,
}

impl Mode {
    /// Both, in the order in which everything is computed.
    pub const BOTH: [Self; 2] = [Self::Goods, Self::People];
}

/// Everything a run needs but its seed, its length and its orders.
#[derive(Clone, Debug, PartialEq)]
pub struct Setup {
    /// The quarter of the starting values: the first that is simulated comes after it.
    pub start: Quarter,
    /// Regions A and B.
    pub regions: [Region; 2],
    /// Where the barriers stand at the start.
    pub border: Border,
    /// Sorted by id.
    pub cities: Vec<City>,
    /// Sorted by id.
    pub crossings: Vec<Crossing>,
    /// Sorted by id: the catalogue with the scenario's own levers.
    pub levers: Vec<Lever>,
    /// Sorted by id.
    pub projects: Vec<Project>,
    /// Sorted by id.
    pub shocks: Vec<Shock>,
    /// Sorted by id.
    pub drivers: Vec<Driver>,
    /// Money of the joint fund that comes from neither region.
    pub fund: Fund,
    /// Where the stages begin.
    pub thresholds: Thresholds,
    /// Every number of the equations.
    pub parameters: Parameters,
}

/// Number of sectors: the first axes of a knowledge vector.
pub const SECTORS: usize = 6;

/// One region at the start.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    pub id: String,
    pub name: String,
    /// Persons.
    pub population: f64,
    /// Persons in work; flows of commuters are shares of the smaller region's employed.
    pub employed: f64,
    /// Yearly output in billions of the scenario's money.
    pub output: f64,
    /// Wage relative to any common unit; only the ratio of the two matters.
    pub wage: f64,
    /// Wage in the rest of the nation, in the same unit.
    pub national_wage: f64,
    /// Natural population growth and migration that has nothing to do with the border, share a year.
    pub natural_growth: f64,
    /// Distance to and dependence on the national centre, 0 to 1.
    pub periphery: f64,
    /// Share of output from natural resources, 0 to 1: what a commodity price shock moves.
    pub resources: f64,
    /// Political support for integration, 0 to 1.
    pub support: f64,
    /// Mean absorptive capacity of its organisations, 0 to 1.
    pub absorptive: f64,
    /// Weight of each sector among its organisations; sums to 1.
    pub sectors: [f64; SECTORS],
    /// Number of simulated organisations.
    pub organisations: u32,
    /// Shares of firms, universities and institutes, public and intermediary bodies; sum to 1.
    pub kinds: [f64; 3],
}

/// The five barriers at the start, each 0 (none) to 1 (closed).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Border {
    pub access_goods: f64,
    pub access_people: f64,
    pub institutions_goods: f64,
    pub institutions_mobility: f64,
    pub institutions_labour: f64,
    /// What local actors cannot change.
    pub floor: f64,
    pub trust: f64,
    pub governance: f64,
    pub awareness: f64,
}

/// A city: where organisations sit.
#[derive(Clone, Debug, PartialEq)]
pub struct City {
    pub id: String,
    pub name: String,
    pub side: Side,
    /// Degrees east.
    pub longitude: f64,
    /// Degrees north.
    pub latitude: f64,
    /// Persons; organisations are spread in proportion.
    pub population: f64,
}

/// How a crossing crosses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CrossingMode {
    Road,
    Rail,
    RoadAndRail,
    Ferry,
    Air,
}

/// A place where the border can be crossed.
#[derive(Clone, Debug, PartialEq)]
pub struct Crossing {
    pub id: String,
    pub name: String,
    pub longitude: f64,
    pub latitude: f64,
    /// Indices into `Setup::cities`: one on side A, one on side B.
    pub between: [usize; 2],
    pub mode: CrossingMode,
    /// Share of all goods traffic that it can carry, 0 to 1; 0 if it carries none.
    pub goods: f64,
    /// Share of all travellers that it can carry, 0 to 1; 0 if it carries none.
    pub people: f64,
    /// Door to door on the axis that it serves, before it opens, minutes.
    pub minutes_before: f64,
    /// The same once it is open, minutes.
    pub minutes: f64,
    /// Open from the start, or from a quarter on, or only when a project builds it.
    pub opens: Opens,
    /// Who pays its capital and upkeep where a date opens it; what a project opens is paid by the project's payers.
    pub payers: Payers,
    /// Capital in points, financed over many years from the quarter in which a date opens it; 0 if paid elsewhere.
    pub capital: f64,
}

/// When a crossing opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opens {
    /// It is there from the start: its effect is in the starting barriers.
    Before,
    /// A dated fact.
    At(Quarter),
    /// A project builds it.
    Project,
}

/// Shares of a cost; they sum to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Payers {
    pub a: f64,
    pub b: f64,
    pub fund: f64,
}

/// The joint programme fund's own sources.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fund {
    /// Points a year from outside both regions (a union, a bank).
    pub outside_yearly: f64,
    /// Share of each side's programme income that is paid into the fund, 0 to 1.
    pub contribution: f64,
}

/// Something that policy can do more or less of.
#[derive(Clone, Debug, PartialEq)]
pub struct Lever {
    pub id: String,
    pub name: String,
    /// Points a year at full strength (1 point = 0.01 % of both regions' yearly output).
    pub cost: f64,
    /// Quarters until a new setting acts in full; it grows in equal steps.
    pub delay: u32,
    /// Quarters until a setting that is withdrawn has ceased to act.
    pub fade: u32,
    pub payers: Payers,
    /// Who receives the money.
    pub recipient: Recipient,
    /// Whether it goes on in a full closure (works do, cooperation does not).
    pub survives_closure: bool,
    /// What it acts on, and how strongly at full strength.
    pub effects: Vec<(Channel, f64)>,
    /// First and last stage for which the literature recommends it, 1 to 3. Shown, never read by an equation.
    pub stages: [u8; 2],
    /// What it does, in a sentence.
    pub summary: String,
    /// Side-effect or trade-off, in a sentence.
    pub trade_off: String,
    pub source: String,
    pub grade: Grade,
}

/// Who receives a lever's money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Recipient {
    /// Builders and transport.
    Works,
    /// Administrations, customs, courts.
    Administration,
    /// Firms.
    Firms,
    /// Universities and institutes.
    Universities,
    /// Associations, schools, households.
    People,
}

/// How good the evidence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// A published estimate.
    A,
    /// A published mechanism without a usable number, or a secondary source.
    B,
    /// Our judgement.
    C,
    /// Unverified: a figure without a source at hand.
    U,
}

/// A discrete project: paid once, built once.
#[derive(Clone, Debug, PartialEq)]
pub struct Project {
    pub id: String,
    pub name: String,
    /// Capital in points.
    pub cost: f64,
    /// Quarters from the decision to completion.
    pub build: u32,
    pub payers: Payers,
    pub recipient: Recipient,
    /// `true`: financed over many years by loan; `false`: paid from budgets while it is built.
    pub loan: bool,
    /// `true`: it takes effect once built; `false`: only with the probability of the implementation capacity.
    pub certain: bool,
    /// Index into `Setup::crossings` of the crossing that it opens.
    pub opens: Option<usize>,
    /// Lasting strength added to channels once it takes effect.
    pub effects: Vec<(Channel, f64)>,
}

/// A disturbance from outside.
#[derive(Clone, Debug, PartialEq)]
pub struct Shock {
    pub id: String,
    pub name: String,
    pub trigger: Trigger,
    /// How long it lasts, quarters (at least 1).
    pub quarters: u32,
    /// What it does, already scaled by its size.
    pub effects: Vec<ShockEffect>,
}

/// What sets off a shock.
#[derive(Clone, Debug, PartialEq)]
pub enum Trigger {
    At(Quarter),
    /// Chance a year, from a quarter on.
    Random {
        yearly: f64,
        from: Quarter,
    },
    /// The first quarter in which all conditions hold.
    When(Vec<Condition>),
}

/// One effect of a shock.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ShockEffect {
    pub channel: ShockChannel,
    pub amount: f64,
}

/// A statement about a measured variable, true or false in a quarter.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// The variable is at least this much.
    AtLeast(Variable, f64),
    /// The variable is less than this much.
    Below(Variable, f64),
    /// From a quarter on.
    From(Quarter),
    /// Before a quarter.
    Before(Quarter),
    /// One of them holds.
    Any(Vec<Condition>),
    /// All of them hold.
    All(Vec<Condition>),
}

pub use super::channel::{Channel, ShockChannel};
pub use super::indicator::Variable;

/// A series from outside the model that acts in it or on what is measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Driver {
    pub id: String,
    pub role: Role,
    /// Sorted by quarter, at least one.
    pub points: Vec<(Quarter, f64)>,
    pub join: Join,
}

/// What a driver does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Door to door on the main axis, minutes: its changes move the access barrier of the mode.
    TravelTime(Mode),
    /// House price on side A less side B, in years of gross pay: it makes people move and commute back.
    HousePriceGap,
    /// Log of how much dearer side A's money is than in the first quarter: it acts as the exchange rate deviation.
    ExchangeRate,
    /// Multiplies a measured flow in the comparison with history; nothing in the model reads it.
    Demand,
    /// Adds to a measured flow in the comparison with history; nothing in the model reads it.
    Outside,
}

/// How a driver runs between its points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// Straight lines; constant before the first and after the last.
    Linear,
    /// Each value holds until the next.
    Step,
}

impl Driver {
    /// The value in a quarter.
    #[must_use]
    pub fn at(&self, quarter: Quarter) -> f64 {
        let after = self.points.partition_point(|(q, _)| *q <= quarter);
        let Some(&(q0, v0)) = after.checked_sub(1).and_then(|i| self.points.get(i)) else {
            return self.points[0].1;
        };
        match (self.join, self.points.get(after)) {
            (Join::Linear, Some(&(q1, v1))) => v0 + (v1 - v0) * f64::from(quarter.since(q0)) / f64::from(q1.since(q0)),
            _ => v0,
        }
    }
}

/// Where stages II and III begin: one threshold an indicator, in the order of `Indicator::ALL`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Thresholds {
    pub second: [f64; 7],
    pub third: [f64; 7],
}

impl Default for Thresholds {
    /// Judgement, grade C: access, institutions, trust, governance, trade, knowledge, symmetry.
    fn default() -> Self {
        Self { second: [0.40, 0.40, 0.35, 0.30, 0.06, 0.05, 0.35], third: [0.60, 0.62, 0.55, 0.50, 0.20, 0.30, 0.55] }
    }
}
