//! Every number of the equations, once: with unit, range, source and grade.

use super::setup::Grade;

/// What is known about one parameter.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    pub id: &'static str,
    pub default: f64,
    pub min: f64,
    pub max: f64,
    pub unit: &'static str,
    pub grade: Grade,
    pub source: &'static str,
    /// The equation that reads it.
    pub equation: &'static str,
    /// What it means, in a sentence.
    pub summary: &'static str,
}

impl Entry {
    /// Whether it counts something that cannot be split.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        ["quarters", "indicators", "meetings a quarter"].contains(&self.unit)
    }
}

macro_rules! parameters {
    ($($(#[doc = $doc:literal])+ $id:ident = $default:literal, $min:literal..$max:literal, $unit:literal, $grade:ident, $source:literal, $equation:literal;)+) => {
        /// The values with which a run computes.
        #[derive(Clone, Debug, PartialEq)]
        pub struct Parameters { $($(#[doc = $doc])+ pub $id: f64,)+ }

        impl Default for Parameters {
            fn default() -> Self { Self { $($id: $default,)+ } }
        }

        impl Parameters {
            /// The table, in the order of the equations.
            pub const TABLE: &[Entry] = &[$(Entry {
                id: stringify!($id), default: $default, min: $min, max: $max, unit: $unit,
                grade: Grade::$grade, source: $source, equation: $equation, summary: concat!($($doc, " ",)+),
            },)+];

            /// The value of the parameter of that name.
            #[must_use]
            pub fn get(&self, id: &str) -> Option<f64> {
                match id { $(stringify!($id) => Some(self.$id),)+ _ => None }
            }

            /// The place of the parameter of that name, to change it.
            pub fn get_mut(&mut self, id: &str) -> Option<&mut f64> {
                match id { $(stringify!($id) => Some(&mut self.$id),)+ _ => None }
            }
        }
    };
}

parameters! {
    /// Door-to-door minutes over which access falls by a factor e: the barrier is 1 - exp(-minutes / scale).
    travel_scale = 75.0, 20.0..300.0, "minutes", C, "calibration: 60 minutes give .55, 35 give .37 (Oresund)", "E1";
    /// Speed at which a full works programme lowers the access barrier.
    works_speed = 0.030, 0.005..0.10, "a quarter", C, "design; time to build from Amur bridges and Oresund", "E1";
    /// Access barrier that no works can undercut.
    access_minimum = 0.15, 0.0..0.5, "barrier", C, "judgement: distance remains", "E1";
    /// Share of works that is delivered without any joint governance.
    works_base = 0.6, 0.0..1.0, "share", C, "judgement: each side can build up to its own bank", "E1";
    /// Share of works that needs implementation capacity.
    works_capacity = 0.4, 0.0..1.0, "share", C, "judgement", "E1";
    /// Speed at which shorter waiting lowers the access barrier.
    waiting_speed = 0.02, 0.0..0.1, "a quarter", B, "Djankov, Freund, Pham 2010: a day's delay costs 1 % of trade", "E1";
    /// Share of the starting access barrier that shorter waiting cannot undercut: it replaces no crossing.
    waiting_limit = 0.65, 0.3..1.0, "share", C, "judgement", "E1";
    /// Speed at which neglected access returns to what the crossings give.
    access_decay = 0.002, 0.0..0.02, "a quarter", C, "judgement: upkeep", "E1";

    /// Implementation capacity without any governance.
    capacity_base = 0.20, 0.0..0.5, "share", C, "calibration: under 30 % of listed projects at V = .10", "kappa";
    /// Implementation capacity added by full governance capacity.
    capacity_governance = 0.80, 0.3..1.0, "share", C, "calibration", "kappa";
    /// Political backing a unit of the less willing side's support: s = min(1, slope min(S_A, S_B)).
    backing_slope = 2.0, 1.0..4.0, "1", C, "judgement: half of opinion is enough", "kappa";
    /// Curvature of returns to spending: 0 is linear up to the full programme, positive is concave.
    returns_curvature = 0.0, 0.0..3.0, "1", C, "calibration: the order of policies depends on it", "levers";

    /// Speed of customs simplification on the goods part.
    customs_speed = 0.025, 0.005..0.08, "a quarter", C, "design: .010 on the whole barrier, the goods part being .4 of it", "E2";
    /// Speed of visa simplification on the mobility part.
    visa_speed = 0.0333, 0.005..0.1, "a quarter", B, "Neumayer 2011 (mechanism); design: .010 on the whole barrier", "E2";
    /// Speed of recognised qualifications on the labour part.
    labour_speed = 0.020, 0.005..0.06, "a quarter", C, "design: .006 on the whole barrier", "E2";
    /// Speed of legal harmonisation on every part.
    legal_speed = 0.016, 0.004..0.05, "a quarter", C, "design", "E2";
    /// How far above the floor the parts stay without legal harmonisation.
    legal_gap = 0.25, 0.0..0.5, "barrier", C, "design; Camagni et al. 2017 (legal obstacles are the core)", "E2";
    /// Speed at which joint governance wears institutional barriers down by itself.
    governance_easing = 0.003, 0.0..0.02, "a quarter", C, "design", "E2";
    /// Speed at which barriers return when nothing is done.
    institutions_return = 0.0015, 0.0..0.02, "a quarter", C, "design; Cappellano et al. 2022 (re-bordering)", "E2";
    /// Weight of the goods part in the institutional barrier.
    institutions_goods_weight = 0.4, 0.1..0.8, "share", C, "design", "E2";
    /// Weight of the mobility part in the institutional barrier.
    institutions_mobility_weight = 0.3, 0.1..0.8, "share", C, "design", "E2";
    /// Weight of the labour part in the institutional barrier.
    institutions_labour_weight = 0.3, 0.1..0.8, "share", C, "design", "E2";

    /// Erosion of trust in each quarter of a full closure.
    closure_trust = 0.015, 0.0..0.1, "a quarter", C, "calibration; Cappellano et al. 2022 (re-bordering)", "E4";
    /// Trust that even a long closure leaves.
    closure_trust_ground = 0.05, 0.0..0.3, "trust", C, "calibration", "E4";
    /// Erosion of governance in each quarter of a full closure.
    closure_governance = 0.03, 0.0..0.1, "a quarter", C, "calibration", "E3";
    /// Growth of every part of the institutional barrier in each quarter of a full closure.
    closure_institutions = 0.008, 0.0..0.05, "a quarter", C, "calibration", "E2";
    /// Share at which suspended levers act in a full closure.
    closure_levers = 0.25, 0.0..1.0, "share", C, "calibration", "levers";

    /// Growth of governance capacity under a full joint body.
    governance_speed = 0.035, 0.01..0.1, "a quarter", C, "design", "E3";
    /// Growth of governance capacity from dense cross-border ties.
    governance_ties = 0.006, 0.0..0.03, "a quarter", C, "design; Trippl 2010", "E3";
    /// Cross-border ties per organisation at which they raise governance capacity in full.
    governance_ties_full = 0.375, 0.05..2.0, "ties per organisation", C, "calibration", "E3";
    /// Speed at which governance capacity decays.
    governance_decay = 0.005, 0.0..0.03, "a quarter", C, "design; Centrope was dormant within a decade", "E3";

    /// Trust gained from contact of full quality.
    trust_gain = 0.0085, 0.002..0.03, "a quarter", C, "design", "E4";
    /// Speed at which trust decays towards its ground level.
    trust_decay = 0.006, 0.001..0.02, "a quarter", C, "design", "E4";
    /// Trust between neighbours without contact.
    trust_ground = 0.20, 0.0..0.5, "trust", C, "design", "E4";
    /// How far unequal contact lowers its quality.
    trust_asymmetry = 0.5, 0.0..1.0, "1", B, "Decoville, Durand 2019: heavy flows do not imply trust", "E4";
    /// Lowest quality of contact: beyond it contact destroys trust.
    trust_quality_minimum = -0.3, -1.0..0.0, "1", C, "design", "E4";
    /// Contact by commuting a unit of commuters.
    contact_commuting = 4.0, 0.0..20.0, "1", C, "design", "E4";
    /// Contact by cross-border ties a tie per organisation.
    contact_ties = 2.0, 0.0..10.0, "1", C, "design", "E4";
    /// Contact by trade a unit of exports.
    contact_trade = 4.0, 0.0..20.0, "1", C, "design", "E4";
    /// Contact by language and exchange programmes.
    contact_language = 0.6, 0.0..2.0, "1", B, "Egger, Lassmann 2012 (common language)", "E4";
    /// Contact by mobility grants.
    contact_mobility = 0.4, 0.0..2.0, "1", C, "design", "E4";
    /// Contact by twinned institutions.
    contact_twinning = 0.2, 0.0..2.0, "1", C, "design", "E4";

    /// Growth of awareness under a full campaign.
    awareness_gain = 0.10, 0.02..0.3, "a quarter", C, "design", "E5";
    /// Speed at which awareness is forgotten.
    awareness_decay = 0.08, 0.02..0.3, "a quarter", C, "design: fades in three years", "E5";

    /// Resistance of the access barrier to trade.
    trade_access = 1.2, 0.8..2.5, "1", B, "Santamaria et al. 2020: 17.5 % of frictionless at EU borders", "E6";
    /// Resistance of the institutional barrier to trade.
    trade_institutions = 2.0, 0.8..2.5, "1", B, "Camagni et al. 2017; Anderson, van Wincoop 2003", "E6";
    /// Resistance of the cultural barrier to trade.
    trade_culture = 1.2, 0.8..2.5, "1", B, "Egger, Lassmann 2012", "E6";

    /// Exports of each side without any barrier and any gap, as a share of output.
    trade_scale = 0.25, 0.05..0.6, "share of output", C, "design", "E7";
    /// Elasticity of exports to the cost gap.
    trade_gap = 0.9, 0.2..2.0, "1", C, "design; ratio of Heilongjiang's exports to non-oil imports 2013", "E7";
    /// Speed at which exports grow along new relations.
    trade_growth = 0.06, 0.02..0.2, "a quarter", C, "design; Baier, Bergstrand 2007 (ten years)", "E7";
    /// Speed at which exports recover along known relations.
    trade_recovery = 0.40, 0.1..0.8, "a quarter", B, "Lewis 2026 (rebound after closures)", "E7";
    /// Speed at which exports fall to a lower target.
    trade_decline = 0.50, 0.1..0.9, "a quarter", C, "design", "E7";
    /// Forgetting of trade relations that are not used.
    relation_decay = 0.04, 0.005..0.2, "a quarter", C, "design", "E7";
    /// Trade diverted to others in a full closure.
    diversion_gain = 0.02, 0.0..0.1, "a quarter", C, "calibration; Redding, Sturm 2008", "E7";
    /// Speed at which diverted trade returns after a closure.
    diversion_decay = 0.013, 0.0..0.1, "a quarter", C, "calibration", "E7";
    /// Share of the export target that full diversion takes away.
    diversion_weight = 0.5, 0.0..1.0, "share", C, "calibration", "E7";

    /// Scale of commuting: share of the employed who would commute at a log wage gap of 1 without barriers.
    commuting_scale = 0.245, 0.05..0.6, "share of employed", C, "fitted: Oresund 1997-2008", "E8";
    /// Commuting that needs no wage gap.
    commuting_base = 0.05, 0.0..0.2, "log wage", C, "design", "E8";
    /// Steepness with which the wage gap sets the direction.
    commuting_slope = 8.6, 2.0..15.0, "1", B, "design: 91-97 % one way on the Oresund", "E8";
    /// Weight of the exchange rate in the gap that commuters see.
    commuting_exchange = 0.5, 0.0..1.0, "1", C, "Bello 2017 (mechanism)", "E8";
    /// Resistance of the access barrier to commuting.
    commuting_access = 2.5, 1.0..8.0, "1", C, "calibration; 5 fits almost as well", "E8";
    /// Resistance of the institutional barrier to commuting.
    commuting_institutions = 2.0, 0.5..4.0, "1", C, "design", "E8";
    /// Resistance of the cultural barrier to commuting.
    commuting_culture = 1.0, 0.3..3.0, "1", C, "design", "E8";
    /// Speed of growth of commuting.
    commuting_growth = 0.08, 0.05..0.15, "a quarter", C, "design", "E8";
    /// Speed of decline of commuting.
    commuting_decline = 0.10, 0.05..0.3, "a quarter", C, "design", "E8";
    /// Speed of decline while the border is closed to people.
    commuting_closed = 0.40, 0.2..1.0, "a quarter", B, "Heihe 2020-2022: no passengers", "E8";

    /// People who move to the other side each year without any house-price gap.
    movers_base = 0.00044, 0.0..0.005, "share of employed a year", C, "fitted: Oresund moves 1998-2008", "E8b";
    /// Movers that each year of gross pay of house-price gap adds.
    movers_gap = 0.0029, 0.0..0.02, "share of employed a year, per year of pay", C, "fitted: Oresund commuters 1997-2008", "E8b";
    /// House-price gap that moves nobody.
    movers_threshold = 0.571, 0.0..3.0, "years of gross pay", C, "fitted: Oresund commuters 1997-2008", "E8b";
    /// Access barrier at which the two numbers above were measured.
    movers_access = 0.373, 0.0..1.0, "barrier", B, "Oresund link: 35 minutes", "E8b";
    /// Speed at which moves follow the gap.
    movers_speed = 0.90, 0.05..1.0, "a quarter", C, "fitted: Oresund commuters 1997-2008", "E8b";
    /// People who move back each year whatever happens.
    movers_return = 0.0011, 0.0..0.01, "share of employed a year", C, "fitted: Oresund moves back", "E8b";
    /// Share of the net movers who move back each year.
    movers_return_share = 0.141, 0.02..0.5, "a year", C, "fitted: Oresund moves back", "E8b";
    /// Share of net movers who keep their job and commute.
    movers_commute = 0.99, 0.2..1.2, "share", C, "fitted: Oresund commuters 1997-2008", "E8b";
    /// Speed at which movers become commuters.
    movers_settle = 0.5, 0.1..1.0, "a quarter", C, "calibration", "E8b";

    /// Elasticity of output to the market that trade opens.
    market_elasticity = 0.40, 0.1..0.5, "1", A, "Camagni et al. 2017: 8.8 % of output lost at legal obstacles", "E9";
    /// Speed at which output closes its gap to what market and knowledge allow.
    output_speed = 0.03, 0.01..0.1, "a quarter", C, "design", "E9";
    /// Share of output growth that reaches wages.
    wage_share = 0.4, 0.1..1.0, "share", C, "design", "E9";
    /// Convergence of wages without any flow.
    convergence_base = 0.0006, 0.0..0.005, "a quarter", C, "design", "E9";
    /// Convergence of wages by commuting; it lifts the poorer side only.
    convergence_commuting = 0.02, 0.0..0.1, "a quarter", B, "Alrababah et al. 2025: no harm to the richer side's wages", "E9";
    /// Convergence of wages by cross-border ties.
    convergence_ties = 0.005, 0.0..0.03, "a quarter", C, "design", "E9";
    /// Ties per organisation at which ties bring wages together in full: 1 over this number.
    convergence_ties_scale = 2.0, 0.5..10.0, "1", C, "design", "E9";
    /// Share of convergence that is a rise of the poorer side.
    convergence_poorer = 0.8, 0.5..1.0, "share", C, "design", "E9";
    /// Gains that leak to the national centre a unit of periphery and of access won.
    leakage = 0.3, 0.0..1.0, "share", B, "Kraetke, Borst 2007 (investors leapfrog the border strip)", "E9";
    /// Decay of an exchange rate deviation.
    exchange_decay = 0.07, 0.02..0.2, "a quarter", B, "design: half-life of real exchange rates", "E9";
    /// Gap over which the functional barrier grows by a factor e.
    functional_scale = 0.5, 0.1..2.0, "log", C, "design", "E9";

    /// Speed at which opinion follows its causes.
    support_speed = 0.06, 0.02..0.2, "a quarter", C, "design", "E10";
    /// Support without gain, inflow or trust.
    support_base = 0.45, 0.2..0.7, "support", C, "design", "E10";
    /// Weight of the gain in output that trade across the border brings.
    support_gain = 0.30, 0.0..1.0, "1", C, "design", "E10";
    /// Gain in output at which support is raised in full: 1 over this number.
    support_gain_scale = 5.0, 1.0..20.0, "1", C, "design", "E10";
    /// Weight of trust in support.
    support_trust = 0.4, 0.0..1.0, "1", C, "design", "E10";
    /// Trust at which it neither helps nor harms support.
    support_trust_neutral = 0.4, 0.0..1.0, "trust", C, "design", "E10";
    /// Backlash: support lost a unit of inflowing commuters.
    support_backlash = 1.2, 0.8..3.0, "1", B, "Alrababah et al. 2025: 4-8 points at +5 points of inflow, of which 6 is the middle", "E10";
    /// Weight of lost border income in support.
    support_loss = 0.15, 0.0..0.5, "1", C, "calibration: closures must not raise support", "E10";
    /// Weight of commuters going out in the income that is missed.
    loss_outflow = 0.6, 0.0..2.0, "1", C, "calibration", "E10";
    /// Weight of commuters coming in, in the income that is missed.
    loss_inflow = 0.4, 0.0..2.0, "1", C, "calibration", "E10";
    /// Weight of trade in the income that is missed.
    loss_trade = 0.25, 0.0..2.0, "1", C, "calibration", "E10";
    /// Speed at which people forget what they used to earn from the border.
    loss_forgetting = 0.02, 0.0..0.2, "a quarter", C, "calibration", "E10";
    /// Support lost to elite-led bodies while trust is low.
    elite_led_cost = 0.05, 0.0..0.2, "support", B, "design; Lundquist, Trippl 2013 (acceptance among elites)", "E10";
    /// Trust under which elite-led bodies cost support.
    elite_led_trust = 0.30, 0.0..1.0, "trust", C, "design", "E10";
    /// Support gained by a full information campaign.
    goodwill_gain = 0.03, 0.0..0.2, "support", C, "judgement", "E10";

    /// Speed at which population follows wages and markets.
    migration_speed = 0.01, 0.0..0.05, "a quarter", C, "design", "E11";
    /// Elasticity of population to the wage relative to the nation.
    migration_wage = 1.3, 0.0..3.0, "1", C, "design", "E11";
    /// Elasticity of population to market access.
    migration_market = 1.0, 0.0..3.0, "1", B, "Redding, Sturm 2008: a third of population lost in 40 years", "E11";
    /// Yearly population that a full brain drain moves out of the poorer region.
    brain_drain = 0.001, 0.0..0.01, "share a year", C, "judgement", "E11";

    /// Programme income of each side.
    income = 6.0, 1.0..20.0, "points a year", C, "calibration; 1 point = 0.01 % of joint yearly output", "E12";
    /// Share of programme income that does not hang on support.
    income_base = 0.3, 0.0..1.0, "share", C, "design", "E12";
    /// Share of programme income that hangs on support.
    income_support = 0.7, 0.0..1.0, "share", C, "design", "E12";
    /// Share of unused programme money that lapses.
    lapse = 0.10, 0.0..1.0, "a year", C, "design", "E12";
    /// Length of loans for large works and projects.
    loan_quarters = 80.0, 20.0..160.0, "quarters", B, "Oresund link: paid back over decades", "E12";
    /// Yearly upkeep of a crossing's capital.
    upkeep = 0.01, 0.0..0.05, "share a year", C, "judgement", "E12";
    /// Customs revenue at a full single window and frictionless trade.
    revenue = 2.0, 0.0..10.0, "points a year", C, "judgement", "E12";

    /// Meetings that an organisation tries each quarter.
    meetings = 2.0, 1.0..3.0, "meetings a quarter", C, "design", "R1";
    /// Share of meetings across the border without awareness, governance or trust.
    meeting_base = 0.16, 0.02..0.4, "share of meetings", C, "design", "R1";
    /// Share of meetings across the border that a unit of awareness adds.
    meeting_awareness = 0.12, 0.0..0.5, "share of meetings", C, "design", "R1";
    /// Share of meetings across the border that a unit of governance capacity adds.
    meeting_governance = 0.10, 0.0..0.5, "share of meetings", C, "design", "R1";
    /// Share of meetings across the border that a unit of trust adds.
    meeting_trust = 0.10, 0.0..0.5, "share of meetings", C, "design", "R1";
    /// Largest share of meetings across the border.
    meeting_maximum = 0.40, 0.2..0.6, "share of meetings", C, "design", "R1";
    /// Share of meetings that partners' partners arrange.
    meeting_introduced = 0.30, 0.0..0.8, "share of meetings", B, "Balland, Boschma, Frenken 2015 (triadic closure)", "R1";
    /// Distance over which meetings grow rarer by a factor e.
    meeting_distance = 400.0, 20.0..3000.0, "km", C, "judgement: a day's return trip", "R1";
    /// Absorptive capacity below which an organisation seeks nobody.
    meeting_absorptive = 0.1, 0.0..0.5, "absorptive capacity", C, "design", "R1";

    /// Reach: cognitive distance beyond which a tie is worth nothing, before the factor of absorptive capacity.
    reach = 0.9, 0.5..1.2, "1 - cosine", C, "Nooteboom et al. 2007 (form); among the most sensitive", "R2";
    /// Part of the reach that needs no absorptive capacity.
    reach_base = 0.6, 0.2..1.0, "share", C, "design", "R2";
    /// Part of the reach a unit of mean absorptive capacity.
    reach_absorptive = 0.8, 0.0..2.0, "share", B, "Nooteboom et al. 2007: the optimum rises with absorptive capacity", "R2";
    /// Weight of the value of a tie in accepting it.
    accept_value = 3.0, 1.0..6.0, "log-odds", C, "design", "R2";
    /// Value at which a tie is neither wanted nor refused.
    accept_neutral = 0.6, 0.2..0.9, "value", C, "design", "R2";
    /// Ease of ties at home, beside ties across.
    accept_domestic = 0.6, 0.0..2.0, "log-odds", C, "design", "R2";
    /// Weight of the cultural barrier against ties across the border.
    accept_culture = 1.2, 0.3..3.0, "log-odds", B, "Boschma 2005", "R2";
    /// Weight of each shared partner, up to two, in accepting a tie.
    accept_shared = 0.4, 0.0..1.5, "log-odds", B, "Balland, Boschma, Frenken 2015", "R2";
    /// Weight of having been partners before in accepting a tie.
    accept_past = 1.2, 0.0..3.0, "log-odds", B, "Balland, Boschma, Frenken 2015", "R2";
    /// Weight of the ties that both have already, against new ones.
    accept_load = 1.0, 0.3..2.0, "log-odds", C, "design: attention is scarce", "R2";
    /// Joint research money in ties across the border.
    fund_research = 1.2, 0.0..2.0, "log-odds", C, "calibration", "R2";
    /// Twinning in ties between universities across the border.
    fund_university = 1.0, 0.0..2.0, "log-odds", C, "calibration", "R2";
    /// Matchmaking in ties between firms across the border.
    fund_firm = 0.3, 0.0..1.0, "log-odds", C, "design: 30-50 % deadweight", "R2";
    /// Brokers in ties across the border.
    fund_broker = 0.3, 0.0..1.0, "log-odds", C, "design", "R2";
    /// (1-N)(1-G) at which knowledge money works in full.
    readiness_full = 0.30, 0.1..0.6, "1", C, "calibration: money cannot buy ties over a closed border", "R2";
    /// Steepness with which readiness of the border rises.
    readiness_power = 3.0, 1.0..5.0, "1", C, "calibration", "R2";
    /// Partners that a firm can attend to.
    capacity_firm = 4.0, 2.0..8.0, "ties", C, "design", "R2";
    /// Partners that a university can attend to.
    capacity_university = 8.0, 2.0..16.0, "ties", C, "design", "R2";
    /// Partners that a public body can attend to.
    capacity_public = 5.0, 2.0..10.0, "ties", C, "design", "R2";

    /// Institutional barrier to setting a tie up.
    setup_institutions = 1.0, 0.3..3.0, "1", B, "van den Broek, Benneworth, Rutten 2018", "R3";
    /// Access barrier to setting a tie up.
    setup_access = 0.6, 0.0..2.0, "1", B, "van den Broek, Benneworth, Rutten 2018", "R3";

    /// Dissolution of every tie.
    dissolve_base = 0.06, 0.04..0.10, "a quarter", C, "design: four years on average", "R4";
    /// Dissolution of ties across the border at full barriers.
    dissolve_border = 0.12, 0.0..0.3, "a quarter", B, "van den Broek, Benneworth, Rutten 2018", "R4";
    /// Weight of culture in the dissolution of ties across the border.
    dissolve_culture = 0.4, 0.0..1.0, "share", C, "design", "R4";
    /// Weight of institutions in the dissolution of ties across the border.
    dissolve_institutions = 0.4, 0.0..1.0, "share", C, "design", "R4";
    /// Weight of access in the dissolution of ties across the border.
    dissolve_access = 0.2, 0.0..1.0, "share", C, "design", "R4";
    /// Share of the dissolution by barriers that research money prevents.
    dissolve_research = 0.4, 0.0..1.0, "share", C, "design", "R4";
    /// Dissolution of ties across a border closed to everything.
    dissolve_closed = 0.10, 0.0..0.3, "a quarter", C, "design", "R4";
    /// Dissolution of ties across a border closed to people only.
    dissolve_closed_people = 0.03, 0.0..0.3, "a quarter", C, "calibration: at .10 three ties in four are lost in three years", "R4";
    /// Dissolution of ties that are worth little.
    dissolve_poor = 0.04, 0.0..0.2, "a quarter", C, "design", "R4";
    /// Value under which a tie is worth little.
    dissolve_poor_value = 0.25, 0.0..0.6, "value", C, "design", "R4";

    /// Speed of learning along a tie.
    learning = 0.012, 0.004..0.03, "a quarter", C, "Cowan, Jonard 2004 (form); among the most sensitive", "R5";
    /// Speed at which the level catches up with a better partner's.
    catch_up = 0.02, 0.0..0.06, "a quarter", C, "design", "R5";
    /// Own search: how far knowledge drifts in a quarter.
    drift = 0.07, 0.02..0.15, "a quarter", C, "design; among the most sensitive", "R5";
    /// Share of the drift that leads back to the organisation's own sector and nation.
    drift_home = 0.5, 0.2..0.9, "share", C, "design", "R5";
    /// Spread of an organisation's own mix around its sector's.
    diversity = 0.20, 0.1..1.0, "1", C, "judgement: sets the distance within a sector", "R5";
    /// Weight of the nation in knowledge.
    nation_weight = 0.70, 0.1..1.5, "1", C, "judgement: sets the distance across the border", "R5";

    /// Innovations of an organisation without partners.
    innovation = 0.02, 0.005..0.06, "a quarter", C, "design", "R6";
    /// Return to the value of ties.
    innovation_ties = 0.6, 0.0..2.0, "1", B, "Gilbert, Ahrweiler, Pyka 2014", "R6";
    /// Saturation of the return to the value of ties.
    innovation_saturation = 0.15, 0.0..1.0, "1", C, "design", "R6";
    /// What one innovation adds to the level.
    innovation_step = 0.02, 0.005..0.05, "share", C, "design", "R6";
    /// Spread of absorptive capacity around the region's mean.
    absorptive_spread = 0.30, 0.0..0.5, "absorptive capacity", C, "judgement: half the range", "R5";
    /// Absorptive capacity that universities have above the region's mean.
    absorptive_university = 0.20, 0.0..0.5, "absorptive capacity", C, "judgement", "R5";

    /// Formation of ties to the outside world, a unit of absorptive capacity.
    external_formation = 0.20, 0.0..0.6, "ties a quarter", C, "judgement", "R7";
    /// Loss of outside ties a unit of periphery.
    external_periphery = 0.7, 0.0..1.0, "share", C, "judgement; Lundquist, Trippl 2013 (outward access)", "R7";
    /// Formation added by brokers with external links.
    external_broker = 1.0, 0.0..3.0, "share", C, "design", "R7";
    /// Value of an outside tie to innovation.
    external_value = 0.6, 0.0..1.0, "value", C, "judgement: as a good partner", "R6";

    /// Quarters of the network before the first: ties find their level at the starting barriers.
    warm_up = 40.0, 0.0..100.0, "quarters", C, "ties live four years: ten years are enough", "R1";

    /// Indicators that must hold for a higher stage, of seven.
    stage_needed = 6.0, 4.0..7.0, "indicators", C, "design", "stage";
    /// Quarters for which the indicators must hold for a higher stage.
    stage_quarters = 4.0, 1.0..20.0, "quarters", C, "design", "stage";
    /// Number of indicators under which a stage begins to be lost.
    stage_kept = 5.0, 3.0..7.0, "indicators", C, "design", "stage";
    /// Share of the thresholds that counts in losing a stage.
    stage_kept_share = 0.8, 0.4..1.0, "share", C, "design", "stage";
    /// Share of the knowledge threshold of II under which II is lost.
    stage_kept_second = 0.5, 0.2..1.0, "share", C, "design", "stage";
    /// Share of the knowledge threshold of III under which III is lost.
    stage_kept_third = 0.6, 0.2..1.0, "share", C, "design", "stage";
    /// Quarters of too few indicators, or too little knowledge, after which a stage is lost.
    stage_lost_quarters = 6.0, 1.0..20.0, "quarters", C, "design", "stage";
    /// Quarters without progress after which a pair is stalled.
    stalled_quarters = 20.0, 8.0..80.0, "quarters", C, "design", "stage";
    /// Quarters within which the next stage counts as within reach at the present pace.
    progress_quarters = 40.0, 8.0..120.0, "quarters", C, "judgement: ten years, the horizon of a programme", "stage";
    /// Mean value of possible ties under which synergy is lacking.
    synergy_low = 0.25, 0.1..0.8, "value", C, "design: the value under which a tie is worth little", "stage";
    /// Share of agreed ties that must survive set-up, else synergy is under-exploited.
    setup_low = 0.5, 0.1..0.9, "share", C, "design", "stage";
    /// Trade over which flows are high.
    hollow_trade = 0.15, 0.05..0.5, "share of frictionless", C, "design", "stage";
    /// Mean cognitive distance of partners under which they are locked in.
    lock_in_distance = 0.15, 0.02..0.4, "1 - cosine", B, "Boschma 2005 (too much proximity)", "stage";
    /// Share of outside ties under which partners are locked in.
    lock_in_external = 0.10, 0.0..0.5, "share", C, "design", "stage";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_parameter_has_unit_range_source_and_a_sentence() {
        let mut values = Parameters::default();
        for e in Parameters::TABLE {
            assert!(e.min <= e.default && e.default <= e.max, "{}", e.id);
            assert!(!e.unit.is_empty() && !e.source.is_empty() && e.summary.len() > 10, "{}", e.id);
            *values.get_mut(e.id).unwrap() = e.max;
            assert_eq!(values.get(e.id).unwrap().to_bits(), e.max.to_bits());
        }
        assert_eq!(values.get("nonsense"), None);
    }
}
