//! Where a term of a change comes from: what it reads, and the channels of levers and shocks by which it is moved.

use crate::model::channel::{Channel, ShockChannel};
use crate::model::indicator::Variable;

/// What stands behind a term. All empty: it goes by itself, as what fades or returns to balance does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cause {
    /// What it reads, the weightiest first.
    pub variables: Vec<Variable>,
    /// Channels on which levers and projects act.
    pub channels: Vec<Channel>,
    /// Channels on which shocks act.
    pub shocks: Vec<ShockChannel>,
}

/// What stands behind a term of a state's change; nothing if the state has no such term.
#[must_use]
pub fn cause(state: Variable, term: &str) -> Option<Cause> {
    let found = border(state, term).or_else(|| flows(state, term)).or_else(|| people(state, term));
    let by_itself = BY_ITSELF.contains(&term).then(Cause::default);
    found.or_else(|| organisations(state, term)).or(by_itself)
}

/// What fades, settles, is paid or is given, whatever else happens.
const BY_ITSELF: [&str; 22] = [
    "neglect",
    "decay",
    "forgetting",
    "return",
    "return to balance",
    "re-bordering",
    "turnover",
    "habit",
    "limit",
    "steady returns",
    "returns of movers",
    "natural growth and other moves",
    "driver",
    "time",
    "crossings and travel time",
    "outside money",
    "upkeep",
    "levers",
    "projects",
    "lapsed",
    "borrowed",
    "contribution to the fund",
];

fn of(variables: &[Variable]) -> Cause {
    Cause { variables: variables.to_vec(), ..Cause::default() }
}

fn moved(channels: &[Channel], variables: &[Variable]) -> Cause {
    Cause { channels: channels.to_vec(), ..of(variables) }
}

fn struck(shocks: &[ShockChannel]) -> Cause {
    Cause { shocks: shocks.to_vec(), ..Cause::default() }
}

/// Of two variables the one of the state's own side, and that of the other.
fn sides(state: Variable, [a, b]: [Variable; 2]) -> [Variable; 2] {
    if state.id().ends_with("_b") { [b, a] } else { [a, b] }
}

/// E1 to E5.
fn border(state: Variable, term: &str) -> Option<Cause> {
    use Channel as C;
    use Variable as V;
    let waiting = if state == V::GeographicGoods { C::WaitingGoods } else { C::WaitingPeople };
    let will = [V::Capacity, V::Backing, V::InstitutionalFloor];
    Some(match term {
        "works" => moved(&[C::Works], &[V::Capacity]),
        "shorter waiting" => moved(&[waiting], &[V::Capacity]),
        "treaties and regimes" => struck(&[ShockChannel::Floor]),
        "customs" => moved(&[C::Customs], &will),
        "visas" => moved(&[C::Visa], &will),
        "recognition of qualifications" => moved(&[C::Labour], &will),
        "legal harmonisation" => moved(&[C::Legal], &will),
        "joint governance" => of(&[V::Governance, V::InstitutionalFloor]),
        "floor" => of(&[V::InstitutionalFloor]),
        "joint bodies" => moved(&[C::Governance], &[V::Backing]),
        "ties across" => of(&[V::TiesAcross]),
        "contact by commuting, ties and trade" => of(&[V::Commuters, V::TiesAcross, V::Exports]),
        "contact by programmes" => moved(&[C::Language, C::Mobility, C::Twinning], &[V::Capacity]),
        "information" if state == V::Awareness => moved(&[C::Information], &[]),
        // How ties end in a closure belongs to the organisations.
        "closure" if !matches!(state, V::TiesHome | V::TiesAcross) => struck(&[ShockChannel::CloseAll]),
        "events" => struck(&[match state {
            V::Governance => ShockChannel::Governance,
            V::Trust => ShockChannel::Trust,
            _ => ShockChannel::Support,
        }]),
        _ => return None,
    })
}

/// E7 to E9: trade, commuting, output, wages, and the exchange rate.
fn flows(state: Variable, term: &str) -> Option<Cause> {
    use Variable as V;
    let [exports, _] = sides(state, [V::ExportsA, V::ExportsB]);
    let [arrivals, _] = sides(state, [V::ArrivalsA, V::ArrivalsB]);
    let [movers, _] = sides(state, [V::MoversA, V::MoversB]);
    let [output, output_there] = sides(state, [V::OutputA, V::OutputB]);
    let [level, _] = sides(state, [V::LevelA, V::LevelB]);
    Some(match term {
        "what the border lets through" => of(&[V::Institutional, V::Geographic, V::Cultural, V::Gap, V::Diversion]),
        "promotion" => moved(&[Channel::ExportsBoth, Channel::ExportsPoorer], &[]),
        "new relations" => of(&[exports]),
        "gap and barriers" => {
            of(&[V::Gap, V::GeographicPeople, V::InstitutionalLabour, V::InstitutionalMobility, V::Cultural])
        }
        "closure to people" => struck(&[ShockChannel::ClosePeople, ShockChannel::CloseAll]),
        "without a gap" | "house prices" => of(&[V::GeographicPeople]),
        "arrivals" => of(&[arrivals]),
        "movers who commute" => of(&[movers]),
        "market across the border" => of(&[V::Trade, output_there]),
        "innovation" if matches!(state, V::OutputA | V::OutputB) => of(&[level]),
        "passing shocks" => struck(&[ShockChannel::Output, ShockChannel::Commodity]),
        "shocks" => struck(&[ShockChannel::ExchangeRate]),
        "output" => of(&[output]),
        "slow convergence" => of(&[V::Gap]),
        "convergence by commuting" => of(&[V::Commuters, V::Gap]),
        "convergence by ties" => of(&[V::TiesAcross, V::Gap]),
        _ => return None,
    })
}

/// E10 to E12: support, population, money.
fn people(state: Variable, term: &str) -> Option<Cause> {
    use Variable as V;
    let [support, _] = sides(state, [V::SupportA, V::SupportB]);
    let [commuters, inflow] = sides(state, [V::CommutersA, V::CommutersB]);
    let [accustomed, _] = sides(state, [V::AccustomedA, V::AccustomedB]);
    let [wage, _] = sides(state, [V::WageA, V::WageB]);
    let [debt, _] = sides(state, [V::DebtA, V::DebtB]);
    let [budget, _] = sides(state, [V::BudgetA, V::BudgetB]);
    let is_fund = matches!(state, V::Fund | V::DebtFund);
    Some(match term {
        "gain from trade" => of(&[V::Trade]),
        "trust" => of(&[V::Trust]),
        "inflow of commuters" => of(&[inflow]),
        "lost income" => of(&[accustomed, commuters, inflow, V::Exports]),
        "more than ever" => of(&[commuters, inflow, V::Exports]),
        "media" => struck(&[ShockChannel::Media]),
        "elite-led bodies" => moved(&[Channel::EliteLed], &[V::Trust]),
        "information" => moved(&[Channel::Goodwill], &[]),
        "wages against the nation" => of(&[wage]),
        "brain drain" => moved(&[Channel::BrainDrain], &[V::WageA, V::WageB]),
        "programme income" => of(&[support]),
        "contributions" => of(&[V::SupportA, V::SupportB]),
        "customs revenue" => moved(&[Channel::Revenue], &[V::Trade]),
        "loans" => of(&[if is_fund { V::DebtFund } else { debt }]),
        "repaid" => of(&[if is_fund { V::Fund } else { budget }]),
        _ => return None,
    })
}

/// The rules of the organisations.
fn organisations(state: Variable, term: &str) -> Option<Cause> {
    use Channel as C;
    use Variable as V;
    let [_, level_there] = sides(state, [V::LevelA, V::LevelB]);
    let [external, _] = sides(state, [V::ExternalA, V::ExternalB]);
    let is_across = state == V::TiesAcross;
    Some(match term {
        "catching up with partners" => of(&[V::TiesAcross, V::TiesHome, level_there]),
        "innovation" => of(&[V::TiesAcross, V::TiesHome, external]),
        "formed less lost" => moved(&[C::ExternalTies], &[]),
        "formed" if is_across => {
            let channels = [C::ResearchTies, C::UniversityTies, C::FirmTies, C::BrokerTies];
            moved(&channels, &[V::SetUp, V::Selected, V::Initiated, V::Readiness, V::Awareness])
        }
        "formed" => Cause::default(),
        "barriers" => of(&[V::Institutional, V::Geographic, V::Cultural]),
        "closure" => struck(&[ShockChannel::CloseAll]),
        "little value" if is_across => moved(&[C::ResearchSurvival], &[V::PartnerDistance, V::Synergy]),
        "little value" => Cause::default(),
        _ => return None,
    })
}
