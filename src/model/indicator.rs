//! The table of what can be measured: charts, columns, conditions, explanations and the reference all read it.

/// The seven indicators that the stages are read from, in the order of the thresholds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Indicator {
    Access,
    Institutions,
    Trust,
    Governance,
    Trade,
    Knowledge,
    Symmetry,
}

impl Indicator {
    /// All seven.
    pub const ALL: [Self; 7] =
        [Self::Access, Self::Institutions, Self::Trust, Self::Governance, Self::Trade, Self::Knowledge, Self::Symmetry];

    /// The variable that it is.
    #[must_use]
    pub const fn variable(self) -> Variable {
        match self {
            Self::Access => Variable::Access,
            Self::Institutions => Variable::Institutions,
            Self::Trust => Variable::Trust,
            Self::Governance => Variable::Governance,
            Self::Trade => Variable::Trade,
            Self::Knowledge => Variable::Knowledge,
            Self::Symmetry => Variable::Symmetry,
        }
    }

    /// The name in scenario files and tables.
    #[must_use]
    pub const fn id(self) -> &'static str {
        self.variable().id()
    }
}

/// Whether a variable is carried from quarter to quarter or read off the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// Changed by an equation, term by term: the recorder explains it.
    State,
    /// Computed from states.
    Measure,
}

macro_rules! variables {
    ($($(#[doc = $doc:literal])+ $variant:ident = $id:literal, $unit:literal, $min:literal..$max:expr, $nature:ident, $equation:literal;)+) => {
        /// Everything that can be measured in a quarter.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Variable { $($(#[doc = $doc])+ $variant,)+ }

        impl Variable {
            /// Every variable, in the order of the columns.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];
            /// How many there are.
            pub const COUNT: usize = Self::ALL.len();

            /// The name in scenario files, columns and conditions.
            #[must_use]
            pub const fn id(self) -> &'static str { match self { $(Self::$variant => $id,)+ } }
            #[must_use]
            pub const fn unit(self) -> &'static str { match self { $(Self::$variant => $unit,)+ } }
            /// Least and greatest value that the model can give it.
            #[must_use]
            pub const fn range(self) -> (f64, f64) { match self { $(Self::$variant => ($min, $max),)+ } }
            #[must_use]
            pub const fn nature(self) -> Nature { match self { $(Self::$variant => Nature::$nature,)+ } }
            /// The equation that changes or defines it.
            #[must_use]
            pub const fn equation(self) -> &'static str { match self { $(Self::$variant => $equation,)+ } }
            /// What it means, in a sentence.
            #[must_use]
            pub const fn summary(self) -> &'static str { match self { $(Self::$variant => concat!($($doc, " ",)+),)+ } }
            /// The variable of that name.
            #[must_use]
            pub fn named(id: &str) -> Option<Self> { Self::ALL.iter().copied().find(|v| v.id() == id) }
        }
    };
}

variables! {
    /// Indicator: ease of access, 1 - G, the mean over goods and people.
    Access = "access", "0 to 1", 0.0..1.0, Measure, "E1";
    /// Indicator: ease of institutions, 1 - N.
    Institutions = "institutions", "0 to 1", 0.0..1.0, Measure, "E2";
    /// Indicator and state: mutual trust T; the cultural barrier is 1 - T.
    Trust = "trust", "0 to 1", 0.0..1.0, State, "E4";
    /// Indicator and state: governance capacity V, the joint bodies' ability to deliver.
    Governance = "governance", "0 to 1", 0.0..1.0, State, "E3";
    /// Indicator: trade realised over trade without any border.
    Trade = "trade", "share of frictionless", 0.0..400.0, Measure, "E7";
    /// Indicator: density of ties across the border over density of ties at home.
    Knowledge = "knowledge", "ratio", 0.0..1e12, Measure, "R4";
    /// Indicator: how mutual the flows are: the mean symmetry of trade, commuting and knowledge.
    Symmetry = "symmetry", "0 to 1", 0.0..1.0, Measure, "stage";
    /// Stage of integration, 1 to 3.
    Stage = "stage", "1 to 3", 1.0..3.0, Measure, "stage";

    /// Access barrier of goods.
    GeographicGoods = "geographic_goods", "barrier, 0 to 1", 0.0..1.0, State, "E1";
    /// Access barrier of people.
    GeographicPeople = "geographic_people", "barrier, 0 to 1", 0.0..1.0, State, "E1";
    /// Institutional barrier to goods.
    InstitutionalGoods = "institutional_goods", "barrier, 0 to 1", 0.0..1.0, State, "E2";
    /// Institutional barrier to movement of people.
    InstitutionalMobility = "institutional_mobility", "barrier, 0 to 1", 0.0..1.0, State, "E2";
    /// Institutional barrier to work across the border.
    InstitutionalLabour = "institutional_labour", "barrier, 0 to 1", 0.0..1.0, State, "E2";
    /// What local actors cannot change of the institutional barrier.
    InstitutionalFloor = "institutional_floor", "barrier, 0 to 1", 0.0..1.0, State, "E2";
    /// Awareness of the other side's opportunities.
    Awareness = "awareness", "0 to 1", 0.0..1.0, State, "E5";
    /// Log deviation of the real exchange rate: positive when side A's money is dear.
    ExchangeRate = "exchange_rate", "log", -3.0..3.0, State, "E9";
    /// Trade diverted to others by long closures.
    Diversion = "diversion", "0 to 1", 0.0..1.0, State, "E7";

    /// Geographic barrier as felt, the mean over goods and people with what shocks add.
    Geographic = "geographic", "barrier, 0 to 1", 0.0..1.0, Measure, "E1";
    /// Institutional barrier as felt, the weighted mean of its parts with what shocks add.
    Institutional = "institutional", "barrier, 0 to 1", 0.0..1.0, Measure, "E2";
    /// Cultural barrier, 1 - T.
    Cultural = "cultural", "barrier, 0 to 1", 0.0..1.0, Measure, "E4";
    /// Functional barrier: how far apart wages and prices are.
    Functional = "functional", "barrier, 0 to 1", 0.0..1.0, Measure, "E9";
    /// Cognitive barrier: mean distance of possible partners from the optimum, as a share of it.
    Cognitive = "cognitive", "barrier, 0 to 1", 0.0..1.0, Measure, "R2";
    /// Log wage and price gap, positive when side A is dearer.
    Gap = "gap", "log", -10.0..10.0, Measure, "E9";
    /// Implementation capacity kappa: the share of what is decided that is done.
    Capacity = "capacity", "0 to 1", 0.0..1.0, Measure, "kappa";
    /// Political backing s: the less willing side decides.
    Backing = "backing", "0 to 1", 0.0..1.0, Measure, "kappa";
    /// Readiness of the border for knowledge money.
    Readiness = "readiness", "0 to 1", 0.0..1.0, Measure, "R2";

    /// Exports of A to B as a share of output.
    ExportsA = "exports_a", "share of output", 0.0..20.0, State, "E7";
    /// Exports of B to A as a share of output.
    ExportsB = "exports_b", "share of output", 0.0..20.0, State, "E7";
    /// Trade relations that A's exporters know.
    RelationsA = "relations_a", "share of output", 0.0..20.0, State, "E7";
    /// Trade relations that B's exporters know.
    RelationsB = "relations_b", "share of output", 0.0..20.0, State, "E7";
    /// Commuters from A to B who look for pay.
    LabourA = "labour_a", "share of employed", 0.0..1.0, State, "E8";
    /// Commuters from B to A who look for pay.
    LabourB = "labour_b", "share of employed", 0.0..1.0, State, "E8";
    /// Yearly arrivals in A of people who keep their job in B.
    ArrivalsA = "arrivals_a", "share of employed a year", 0.0..1.0, State, "E8b";
    /// Yearly arrivals in B of people who keep their job in A.
    ArrivalsB = "arrivals_b", "share of employed a year", 0.0..1.0, State, "E8b";
    /// Net stock of movers who settled in A.
    MoversA = "movers_a", "share of employed", -1.0..1.0, State, "E8b";
    /// Net stock of movers who settled in B.
    MoversB = "movers_b", "share of employed", -1.0..1.0, State, "E8b";
    /// Movers settled in A who commute to B.
    SettledA = "settled_a", "share of employed", 0.0..1.0, State, "E8b";
    /// Movers settled in B who commute to A.
    SettledB = "settled_b", "share of employed", 0.0..1.0, State, "E8b";
    /// All commuters from A to B.
    CommutersA = "commuters_a", "share of employed", 0.0..2.0, Measure, "E8";
    /// All commuters from B to A.
    CommutersB = "commuters_b", "share of employed", 0.0..2.0, Measure, "E8";
    /// Commuters both ways.
    Commuters = "commuters", "share of employed", 0.0..4.0, Measure, "E8";
    /// Exports both ways.
    Exports = "exports", "share of output", 0.0..40.0, Measure, "E7";

    /// Output of A, log of the index that is 0 at the start.
    OutputA = "output_a", "log index", -10.0..10.0, State, "E9";
    /// Output of B, log of the index that is 0 at the start.
    OutputB = "output_b", "log index", -10.0..10.0, State, "E9";
    /// Wage of A, log of the scenario's unit.
    WageA = "wage_a", "log", -20.0..20.0, State, "E9";
    /// Wage of B, log of the scenario's unit.
    WageB = "wage_b", "log", -20.0..20.0, State, "E9";
    /// Population of A, log of its share of the start.
    PopulationA = "population_a", "log index", -20.0..20.0, State, "E11";
    /// Population of B, log of its share of the start.
    PopulationB = "population_b", "log index", -20.0..20.0, State, "E11";
    /// Support for integration in A.
    SupportA = "support_a", "0 to 1", 0.0..1.0, State, "E10";
    /// Support for integration in B.
    SupportB = "support_b", "0 to 1", 0.0..1.0, State, "E10";
    /// Income from the border that A is used to.
    AccustomedA = "accustomed_a", "share of output", 0.0..100.0, State, "E10";
    /// Income from the border that B is used to.
    AccustomedB = "accustomed_b", "share of output", 0.0..100.0, State, "E10";

    /// Programme money in hand of A.
    BudgetA = "budget_a", "points", 0.0..1e9, State, "E12";
    /// Programme money in hand of B.
    BudgetB = "budget_b", "points", 0.0..1e9, State, "E12";
    /// Money in hand of the joint fund.
    Fund = "fund", "points", 0.0..1e9, State, "E12";
    /// Loans that A still owes.
    DebtA = "debt_a", "points", 0.0..1e9, State, "E12";
    /// Loans that B still owes.
    DebtB = "debt_b", "points", 0.0..1e9, State, "E12";
    /// Loans that the joint fund still owes.
    DebtFund = "debt_fund", "points", 0.0..1e9, State, "E12";
    /// Money spent on levers and projects this quarter, at a yearly rate.
    Spending = "spending", "points a year", 0.0..1e9, Measure, "E12";

    /// Ties across the border.
    TiesAcross = "ties_across", "ties", 0.0..1e9, State, "R4";
    /// Ties at home, both sides.
    TiesHome = "ties_home", "ties", 0.0..1e9, State, "R4";
    /// Mean log level of knowledge of A's organisations, above the start.
    LevelA = "level_a", "log", -1.0..100.0, State, "R6";
    /// Mean log level of knowledge of B's organisations, above the start.
    LevelB = "level_b", "log", -1.0..100.0, State, "R6";
    /// Mean ties to the outside world of an organisation in A.
    ExternalA = "external_a", "ties per organisation", 0.0..100.0, State, "R7";
    /// Mean ties to the outside world of an organisation in B.
    ExternalB = "external_b", "ties per organisation", 0.0..100.0, State, "R7";
    /// Mean cognitive distance of partners across the border.
    PartnerDistance = "partner_distance", "1 - cosine", 0.0..2.0, Measure, "R2";
    /// Mean value of meetings across the border: the synergy that is there.
    Synergy = "synergy", "value", -1600.0..1.0, Measure, "R2";
    /// Meetings across the border this quarter.
    Initiated = "initiated", "meetings", 0.0..1e9, Measure, "R1";
    /// Meetings across the border this quarter that both accepted.
    Selected = "selected", "meetings", 0.0..1e9, Measure, "R2";
    /// Meetings across the border this quarter that both accepted and that were set up.
    SetUp = "set_up", "meetings", 0.0..1e9, Measure, "R3";
}

impl Variable {
    /// The states that a measure is computed from, the weightiest first; none for a state, nor for what only the organisations know.
    #[must_use]
    pub const fn made_of(self) -> &'static [Self] {
        use Variable as V;
        match self {
            V::Access | V::Geographic => &[V::GeographicGoods, V::GeographicPeople],
            V::Institutions | V::Institutional => {
                &[V::InstitutionalGoods, V::InstitutionalMobility, V::InstitutionalLabour]
            }
            V::Trade => &[V::ExportsA, V::ExportsB, V::WageA, V::WageB, V::ExchangeRate],
            V::Knowledge => &[V::TiesAcross, V::TiesHome],
            V::Symmetry => {
                &[V::ExportsA, V::ExportsB, V::LabourA, V::LabourB, V::SettledA, V::SettledB, V::LevelA, V::LevelB]
            }
            V::Stage => &[
                V::GeographicGoods,
                V::GeographicPeople,
                V::InstitutionalGoods,
                V::InstitutionalMobility,
                V::InstitutionalLabour,
                V::Trust,
                V::Governance,
                V::ExportsA,
                V::ExportsB,
                V::TiesAcross,
                V::TiesHome,
            ],
            V::Cultural => &[V::Trust],
            V::Functional | V::Gap => &[V::WageA, V::WageB, V::ExchangeRate],
            V::Capacity => &[V::Governance],
            V::Backing => &[V::SupportA, V::SupportB],
            V::Readiness => &[
                V::GeographicGoods,
                V::GeographicPeople,
                V::InstitutionalGoods,
                V::InstitutionalMobility,
                V::InstitutionalLabour,
            ],
            V::CommutersA => &[V::LabourA, V::SettledA],
            V::CommutersB => &[V::LabourB, V::SettledB],
            V::Commuters => &[V::LabourA, V::LabourB, V::SettledA, V::SettledB],
            V::Exports => &[V::ExportsA, V::ExportsB],
            V::Spending => &[V::BudgetA, V::BudgetB, V::Fund],
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_are_made_of_states_and_states_of_nothing() {
        for variable in Variable::ALL {
            let made_of = variable.made_of();
            assert!(made_of.iter().all(|v| v.nature() == Nature::State), "{}", variable.id());
            assert!(variable.nature() == Nature::Measure || made_of.is_empty(), "{}", variable.id());
        }
    }
}
