//! Scenario format 1: every field once, with its type, unit, range, default and a sentence.

use super::decode::{Decode, FieldDoc, Spot, tables};
use super::format_action::{LeverText, ProjectText, ShockKindText, ShockText};
use super::format_expect::ExpectationText;
use super::format_story::{DilemmaText, LessonText};
use super::format_time::{DriverText, EventText, GoalText, HistoryText, PolicyText};
use super::kinds::{Date, Figure, Id, Keyed, List, Loose, Number, Pair, Whole, Words};
use super::types::{MOST_ORGANISATIONS, MOST_QUARTERS};
use super::variants::Spherical;
use super::version::Version;
use crate::model::setup::{CrossingMode, Opens, Side};

/// No range.
pub(crate) const ANY: (f64, f64) = (f64::NEG_INFINITY, f64::INFINITY);
/// A share.
pub(crate) const SHARE: (f64, f64) = (0.0, 1.0);
/// A title or a name.
pub(crate) const TITLE: (f64, f64) = (1.0, 200.0);
/// A paragraph.
pub(crate) const PARAGRAPH: (f64, f64) = (1.0, 4000.0);
/// A positive quantity.
pub(crate) const AMOUNT: (f64, f64) = (1e-9, 1e12);
/// A wage: its logarithm stays far inside the range of the model's.
pub(crate) const WAGE: (f64, f64) = (1e-6, 1e8);
/// A threshold that can be missed.
pub(crate) const THRESHOLD: (f64, f64) = (0.001, 1.0);
/// Money in points: a point is 0.01 % of both regions' yearly output.
pub(crate) const POINTS: (f64, f64) = (0.0, 100_000.0);
/// Quarters of a delay.
pub(crate) const DELAY: (f64, f64) = (0.0, 400.0);

tables! {
    /// A whole scenario.
    ScenarioText {
        required format: Version, "", ANY, "Version of the format: 1, in every file. `marchland migrate FILE` puts it into a draft.";
        required id: Id, "", ANY, "Short name of the scenario: lower-case letters, digits, hyphens.";
        optional extends: Words, "", TITLE, "Name of a shipped scenario, or path of another file, over which this one is laid: then it need only say what differs.";
        default("[]") without: List<Words>, "", TITLE, "Paths of what is not taken over from the scenario that it extends, such as `shocks.flood`.";
        required title: Words, "", TITLE, "Title as people read it.";
        required summary: Words, "", PARAGRAPH, "What the scenario is about, in a paragraph.";
        optional authors: Words, "", PARAGRAPH, "Who wrote it.";
        required start: Date, "", ANY, "Quarter of the starting values; the first that is simulated comes after it.";
        required quarters: Whole, "quarters", (1.0, MOST_QUARTERS as f64), "How long a run lasts.";
        required money: Words, "", TITLE, "Unit of the regions' output, such as bn USD.";
        optional map: Words, "", TITLE, "The map that is drawn: the name of a shipped one, or the path of a GeoJSON file, which ends in `.geojson`, from the folder of this file.";
        default("{}") sources: Loose<Words>, "", PARAGRAPH, "Full citations by key; figures name the keys.";
        required sectors: List<Words>, "", TITLE, "Names of the six sectors.";
        required regions: RegionsText, "", ANY, "The two regions.";
        required border: BorderText, "", ANY, "Where the barriers stand at the start.";
        required cities: Keyed<CityText>, "", ANY, "Where organisations sit; at least one on each side.";
        default("{}") crossings: Keyed<CrossingText>, "", ANY, "Where the border can be crossed.";
        default("{}") levers: Keyed<LeverText>, "", ANY, "Changes to levers of the catalogue, field by field, and levers of its own, with all fields.";
        default("()") fund: FundText, "", ANY, "Money of the joint programme fund.";
        default("{}") projects: Keyed<ProjectText>, "", ANY, "Discrete projects, paid and built once.";
        default("{}") shocks: Keyed<ShockText>, "", ANY, "Disturbances from outside.";
        default("{}") shock_kinds: Keyed<ShockKindText>, "", ANY, "Kinds of shock beside those of the catalogue, of which one with the same id is replaced.";
        default("{}") drivers: Keyed<DriverText>, "", ANY, "Series from outside the model.";
        default("{}") parameters: Loose<ParameterText>, "", ANY, "Parameters that differ from their defaults.";
        default("()") thresholds: ThresholdsText, "", ANY, "Where the stages begin, if not at the defaults.";
        default("{}") policies: Keyed<PolicyText>, "", ANY, "What is done over time, beside the policies of the catalogue, of which one with the same id is replaced; `none` always exists.";
        default("\"none\"") policy: Words, "", TITLE, "The policy that counts unless another is asked for.";
        default("{}") history: Keyed<HistoryText>, "", ANY, "Observed series that the model is compared with.";
        default("{}") goals: Keyed<GoalText>, "", ANY, "What a player may aim at.";
        default("{}") dilemmas: Keyed<DilemmaText>, "", ANY, "Choices that time brings; each answer is a set of ordinary orders.";
        default("[]") lessons: List<LessonText>, "", ANY, "Steps by which a person learns the program, in their order: they make the scenario a tutorial.";
        default("{}") expectations: Keyed<ExpectationText>, "", ANY, "What the scenario claims of its runs; `marchland test` judges it.";
        default("{}") events: Keyed<EventText>, "", ANY, "Dates that the timeline shows; they change nothing.";
    }

    /// Both regions.
    RegionsText {
        required a: RegionText, "", ANY, "Side A.";
        required b: RegionText, "", ANY, "Side B.";
    }

    /// One region at the start.
    RegionText {
        required id: Id, "", ANY, "Short name of the region.";
        required name: Words, "", TITLE, "Its name.";
        optional on_map: List<Words>, "", TITLE, "Names of the map's features that make it up, if they are not told by layers or by its name.";
        required nation: Words, "", TITLE, "The nation to which it belongs.";
        required population: Figure, "persons", (1.0, 1e10), "Inhabitants; shown, no equation reads it.";
        required employed: Figure, "persons", (1.0, 1e10), "Persons in work; shown, flows are shares of the smaller region's.";
        required output: Figure, "billions of the scenario's money a year", AMOUNT, "Yearly output; shown, the model reckons with its growth.";
        required wage: Figure, "any unit, the same for both regions", WAGE, "Wage; only ratios of wages matter.";
        required national_wage: Figure, "the unit of `wage`", WAGE, "Wage in the rest of the nation.";
        required natural_growth: Figure, "share a year", (-0.1, 0.1), "Population growth that the border does not cause.";
        required periphery: Figure, "share", SHARE, "Distance to and dependence on the national centre.";
        required resources: Figure, "share of output", SHARE, "Part of output that natural resources make.";
        required support: Figure, "share", SHARE, "Political support for integration.";
        required absorptive: Figure, "share", SHARE, "Mean absorptive capacity of its organisations.";
        required sectors: Loose<Number>, "weight", (0.0, 1e9), "Weight of each sector among its organisations.";
        default("100") organisations: Whole, "organisations", (2.0, MOST_ORGANISATIONS as f64), "How many organisations are simulated.";
        default("(firms: 0.82, universities: 0.10, public: 0.08)") kinds: KindsText, "", ANY, "What the organisations are.";
    }

    /// Shares of the kinds of organisation.
    KindsText {
        required firms: Number, "share", SHARE, "Firms.";
        required universities: Number, "share", SHARE, "Universities and institutes.";
        required public: Number, "share", SHARE, "Public and intermediary bodies.";
    }

    /// The barriers at the start: 0 is none, 1 is closed.
    BorderText {
        required access: AccessText, "", ANY, "Access barrier G by what crosses.";
        required institutions: InstitutionsText, "", ANY, "Institutional barrier N by its parts.";
        required floor: Figure, "barrier", SHARE, "What local actors cannot change of the institutional barrier.";
        required trust: Figure, "share", SHARE, "Mutual trust T; the cultural barrier is 1 - T.";
        required governance: Figure, "share", SHARE, "Capacity V of joint bodies to deliver.";
        required awareness: Figure, "share", SHARE, "Awareness of the other side's opportunities.";
    }

    /// Access barriers.
    AccessText {
        required goods: Figure, "barrier", SHARE, "For goods.";
        required people: Figure, "barrier", SHARE, "For people.";
    }

    /// Institutional barriers.
    InstitutionsText {
        required goods: Figure, "barrier", SHARE, "Customs and standards.";
        required mobility: Figure, "barrier", SHARE, "Visas: the movement of people.";
        required labour: Figure, "barrier", SHARE, "Recognition and social security: work across the border.";
    }

    /// A city.
    CityText {
        required name: Words, "", TITLE, "Its name.";
        required side: Spot<Side>, "", ANY, "The side on which it lies.";
        required at: Spherical, "degrees", ANY, "Degrees east and degrees north.";
        required population: Figure, "persons", (1.0, 1e9), "Inhabitants; organisations are spread in proportion.";
    }

    /// A crossing.
    CrossingText {
        required name: Words, "", TITLE, "Its name.";
        required at: Spherical, "degrees", ANY, "Degrees east and degrees north.";
        required between: Pair<Words>, "", TITLE, "Ids of the cities that it joins: one of side A, one of side B.";
        required mode: Spot<CrossingMode>, "", ANY, "How it crosses.";
        required goods: Figure, "share", SHARE, "Part of all goods traffic that it can carry.";
        required people: Figure, "share", SHARE, "Part of all travellers that it can carry.";
        required minutes_before: Figure, "minutes", (1.0, 10_000.0), "Door to door on its axis before it opens.";
        required minutes: Figure, "minutes", (1.0, 10_000.0), "The same once it is open.";
        required opens: Spot<Opens>, "", ANY, "Whether it is there from the start, opens at a date or is built by a project.";
        required payers: PayersText, "", ANY, "Who pays its upkeep and capital, such as `(a: 0.5, b: 0.5)`.";
        default("0") capital: Figure, "points", POINTS, "Capital that is financed from the opening date on; 0 if paid elsewhere.";
    }

    /// Who pays, in shares that sum to 1.
    PayersText {
        default("0") a: Number, "share", SHARE, "Region A.";
        default("0") b: Number, "share", SHARE, "Region B.";
        default("0") fund: Number, "share", SHARE, "The joint fund.";
    }

    /// Sources of the joint fund.
    FundText {
        default("0") outside_yearly: Figure, "points a year", POINTS, "Money from outside both regions.";
        default("0") contribution: Figure, "share", SHARE, "Part of each side's programme income that goes into the fund.";
    }

    /// A changed parameter.
    ParameterText {
        required value: Number, "the parameter's unit", ANY, "The value; each parameter has its range.";
        required reason: Words, "", PARAGRAPH, "Why it differs from the default.";
    }

    /// Where the stages begin.
    ThresholdsText {
        default("()") second: StageText, "", ANY, "Stage II.";
        default("()") third: StageText, "", ANY, "Stage III.";
    }

    /// Thresholds of one stage.
    StageText {
        optional access: Number, "0 to 1", THRESHOLD, "Ease of access, 1 - G.";
        optional institutions: Number, "0 to 1", THRESHOLD, "Ease of institutions, 1 - N.";
        optional trust: Number, "0 to 1", THRESHOLD, "Trust.";
        optional governance: Number, "0 to 1", THRESHOLD, "Governance capacity.";
        optional trade: Number, "share of frictionless", (0.001, 2.0), "Trade realised.";
        optional knowledge: Number, "ratio", (0.001, 10.0), "Ties across the border over ties at home, per pair.";
        optional symmetry: Number, "0 to 1", THRESHOLD, "Symmetry of trade, commuting and knowledge.";
    }

    /// Chance of a shock.
    RandomText {
        required yearly: Number, "chance a year", (0.0, 0.95), "Chance that it strikes within a year.";
        required from: Date, "", ANY, "The first quarter in which it may strike.";
    }
}

/// Every field of the format, in the order in which it is documented.
#[must_use]
pub fn fields() -> &'static [FieldDoc] {
    static FIELDS: std::sync::OnceLock<Vec<FieldDoc>> = std::sync::OnceLock::new();
    FIELDS.get_or_init(|| {
        let mut all = Vec::new();
        ScenarioText::document("", &mut all);
        all
    })
}
