//! What flows bring: output and wages (E9), opinion (E10), population (E11), money (E12).

use super::super::setup::Grade;
use super::Equation;

/// In the order of a quarter, but for E12, which comes first in it.
pub(super) const TABLE: &[Equation] = &[
    Equation {
        id: "E9",
        title: "Output, wages and prices",
        formula: "\
exchange_rate += now[exchange_rate] - exchange_decay (its part from shocks) + change of the exchange rate driver
m_r = ln(1 + (1 - leakage periphery_r (access won)+) trade exp(y_q - y_r))
y_r += output_speed (market_elasticity (m_r - m_r at the start) + level_r + during[output]
     + resources_r during[commodity] - y_r)
w_r += wage_share (change of y_r) + share t_r (convergence_base + convergence_ties min(1, convergence_ties_scale R))
     + t_r convergence_commuting (commuters_a + commuters_b) if r is the poorer
share = convergence_poorer for the poorer side, 1 - convergence_poorer for the richer
gap = wage_a - wage_b + exchange_rate
functional = 1 - exp(-|gap| / functional_scale)",
        letters: &[
            ("y", "output_a, output_b: logs, 0 at the start"),
            ("w", "wage_a, wage_b: logs"),
            ("m", "market that trade opens to a side"),
            ("t_r", "wage of the other side less this one's, logs"),
            ("R", "ties_across over the organisations of both sides"),
            ("access won", "geographic at the start less geographic now"),
            ("level_r", "level_a or level_b (R6)"),
        ],
        meaning: "A larger market and innovation raise output, less what leaks to the national centre as access improves; \
                  wages share in it and converge, the poorer side moving most. Commuting lifts the poorer side's wage only.",
        criticism: "Both outputs start at an index of 1: the two regions' true sizes do not enter, so a small region beside a \
                    large one gains too little. No capital, no sectors but resources, no unemployment. A bridge raises wages \
                    with the right sign and far under the published size.",
        source: "Camagni, Capello, Caragliu, Toppeta 2017 (8.8 % of output); Kraetke, Borst 2007 (leakage); Alrababah, \
                 Beerli, Hangartner, Ward 2025; Buetikofer, Loken, Willen 2020",
        grade: Grade::B,
        file: "growth.rs",
    },
    Equation {
        id: "E10",
        title: "Political support",
        formula: "\
S_r += support_speed (support_base - S_r + support_gain min(1, support_gain_scale market_elasticity m_r)
     + support_trust (trust - support_trust_neutral) - support_backlash L_q - support_loss loss_r
     - during[media] - elite_led_cost u[elite_led] if trust < elite_led_trust
     + goodwill_gain u[goodwill]) + now[support]
f_r = loss_outflow L_r + loss_inflow L_q + loss_trade (exports_a + exports_b)
R_r += (f_r - R_r)+ - loss_forgetting (R_r - f_r)+
loss_r = (R_r - f_r) / R_r",
        letters: &[
            ("S", "support_a, support_b"),
            ("R", "accustomed_a, accustomed_b"),
            ("L", "commuters_a, commuters_b"),
            ("f", "income from the border"),
            ("m", "market that trade opens to a side (E9)"),
        ],
        meaning: "People support integration for what it brings and for trust, and turn against inflows they can see, hostile \
                  media, bodies of the elites, and the loss of what they had got used to earning.",
        criticism: "One opinion a region: no parties, ages or places. The backlash is measured where inflows harmed nobody's \
                    wage, so it stands for perception, and may differ where they do.",
        source: "Alrababah, Beerli, Hangartner, Ward 2025; Lundquist, Trippl 2013 (acceptance among elites first); \
                 calibration (closures must not raise support)",
        grade: Grade::B,
        file: "support.rs",
    },
    Equation {
        id: "E11",
        title: "Population",
        formula: "\
P_r += natural_growth / 4 + migration_speed (migration_wage (wage_r - ln national_wage) \
+ migration_market (m_r - m_r at the start) - P_r)
     - brain_drain u[brain_drain] / 4 if r has the lower wage",
        letters: &[("P", "population_a, population_b"), ("m", "market that trade opens to a side (E9)")],
        meaning: "Regions grow by births and deaths, and by moves towards pay that is better than in the rest of the nation \
                  and towards a larger market; mobility schemes drain skilled people from the poorer side.",
        criticism: "Population feeds back on nothing else in the model: neither output nor commuters depend on it. Ageing and \
                    housing are left out.",
        source: "Redding, Sturm 2008 (a third of population lost in 40 years behind a closed border)",
        grade: Grade::B,
        file: "population.rs",
    },
    Equation {
        id: "E12",
        title: "Programme money",
        formula: "\
budget_r += income / 4 (income_base + income_support S_r) + revenue / 4 (u[revenue])+ trade - contribution to the fund
fund += contributions of both + outside money / 4
then, as far as the money goes: loans (borrowed / loan_quarters a quarter), care for what stands (upkeep / 4 of what was borrowed),
  projects, levers (all that a purse pays for shrink alike)
then lapse / 4 of what is left returns to where it came from
debt_r += borrowed - repaid
spending = 4 x what levers and projects cost this quarter",
        letters: &[
            ("budget", "budget_a, budget_b; the fund's is fund"),
            ("debt", "debt_a, debt_b, debt_fund"),
            ("S", "support of the side, last quarter"),
        ],
        meaning: "Each side's programme income depends on support; every lever, project, loan and upkeep has a payer and a \
                  recipient, and the sum over all accounts is 0 in every quarter. Large works are built on loans.",
        criticism: "Loans bear no interest and what cannot be repaid is simply owed for longer. Programme income is not tied to \
                    the output that integration brings. Compared with cross-border programmes of the European Union (1 to 2 \
                    points a year) the default is generous: with less, no staged policy succeeds.",
        source: "calibration; European Court of Auditors 2021 (Interreg: about 4 EUR a head and year)",
        grade: Grade::C,
        file: "budget.rs",
    },
];
