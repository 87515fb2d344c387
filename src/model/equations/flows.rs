//! What flows across: trade (E6, E7), commuters (E8) and movers (E8b).

use super::super::setup::Grade;
use super::Equation;

/// In the order of a quarter.
pub(super) const TABLE: &[Equation] = &[
    Equation {
        id: "E6",
        title: "Resistance to trade",
        formula: "\
b = exp(-(trade_access G + trade_institutions institutional + trade_culture cultural)) (1 - during[finance_risk])",
        letters: &[("b", "share of frictionless trade that passes"), ("G", "access barrier of goods as felt (E1)")],
        meaning: "Barriers multiply: trade falls exponentially with each of them. At the barriers of an average border \
                  inside the European Union about a sixth of frictionless trade passes.",
        criticism: "A reduced form of gravity: no third partners, no industries. Published border effects mix tariffs, tastes \
                    and networks, so the split into three weights is judgement; history does not test it here.",
        source: "Santamaria, Ventura, Yesilbayraktar 2020; Anderson, van Wincoop 2003; Camagni, Capello, Caragliu, Toppeta \
                 2017; Egger, Lassmann 2012; McCallum 1995; Crozet, Hinz 2020 (finance risk)",
        grade: Grade::B,
        file: "trade.rs",
    },
    Equation {
        id: "E7",
        title: "Exports, relations and diversion",
        formula: "\
diversion += closed diversion_gain (1 - diversion) - (1 - closed) diversion_decay diversion
free_a = trade_scale exp(-trade_gap gap), free_b = trade_scale exp(trade_gap gap)
X*_r = b (1 - diversion_weight diversion) free_r (1 + u[exports_both] + u[exports_poorer] for the poorer side)
X_r += speed (X*_r - X_r)
speed = trade_decline if X* < X, trade_recovery if X < H, else trade_growth
H_r += (X_r - H_r)+ - relation_decay (H_r - X_r)+
trade = (exports_a + exports_b) / (free_a + free_b)
exports = exports_a + exports_b",
        letters: &[
            ("X", "exports_a, exports_b"),
            ("H", "relations_a, relations_b"),
            ("b", "what the barriers let through (E6)"),
            ("closed", "0 to 1: how closed the border is to everything"),
        ],
        meaning: "Exports move towards what the barriers let through: slowly along new relations, fast along known ones, \
                  down faster still. The cheaper side exports more. Long closures divert trade to others, and it comes \
                  back slowly.",
        criticism: "Two goods-like flows without industries or third countries. Zones add trade and are not charged with what \
                    they displace elsewhere. Outside demand, oil and currencies enter only where a scenario compares itself \
                    with history.",
        source: "Lewis 2026 (border closures and goods); Chakrabarti, Mahajan, Tomar 2025 (trade after closures); Baier, \
                 Bergstrand 2007 (ten years); Redding, Sturm 2008; Wang 2013 (zones)",
        grade: Grade::B,
        file: "trade.rs",
    },
    Equation {
        id: "E8",
        title: "Commuters who look for pay",
        formula: "\
g_c = wage_a - wage_b + commuting_exchange exchange_rate
n_w = mean of the felt institutional_mobility and institutional_labour, with their weights in E2
L*_a = commuting_scale (|g_c| + commuting_base) logistic(-commuting_slope g_c) passage; L*_b with +commuting_slope
passage = exp(-(commuting_access G + commuting_institutions n_w + commuting_culture cultural))
L_r += (1 - shut) speed (L*_r - L_r) - shut commuting_closed L_r
speed = commuting_growth if L* > L, else commuting_decline
shut = max(during[close_people], during[close_all]), within 0 and 1
commuters_a = labour_a + settled_a, commuters_b = labour_b + settled_b
commuters = commuters_a + commuters_b",
        letters: &[
            ("g_c", "the log difference of wages that commuters see"),
            ("n_w", "institutional barrier to work across the border"),
            ("L", "labour_a, labour_b"),
            ("G", "access barrier of people as felt (E1)"),
        ],
        meaning: "The wage gap draws commuters and sets their direction; barriers hold them back. They look through half of \
                  the exchange rate. When the border closes to people the flow ends within a few quarters.",
        criticism: "Flows are shares of the smaller region's employed, whatever the two labour markets look like: no \
                    occupations, no taxes, no unemployment. By itself it explains the first years of the Oresund link, not \
                    the sixfold growth after it (see E8b).",
        source: "fitted: Oresund 1997-2008; Mathae, Wintr 2009; Bello 2017; Buetikofer, Loken, Willen 2020",
        grade: Grade::B,
        file: "commuting.rs",
    },
    Equation {
        id: "E8b",
        title: "Movers who keep their job",
        formula: "\
ease = exp(-commuting_access (G - movers_access))
In_r += (1 - shut) movers_speed (movers_base + movers_gap (h_r - movers_threshold)+) ease - movers_speed In_r
P_r += (In_r - movers_return - movers_return_share P_r) / 4
C_r += (1 - shut) movers_settle movers_commute (P_r)+ - movers_settle C_r",
        letters: &[
            ("In", "arrivals_a, arrivals_b"),
            ("P", "movers_a, movers_b"),
            ("C", "settled_a, settled_b"),
            ("h_r", "how much dearer houses are across the border, years of gross pay: a driver of the scenario"),
            ("G", "access barrier of people as felt (E1)"),
            ("shut", "1 while the border is closed to people, else 0"),
        ],
        meaning: "Where houses are dearer on the other side, people move here, keep their job there and commute; a seventh of \
                  them moves back each year.",
        criticism: "Fitted on one case, whose house-price gap must be given from outside: with the gap frozen the error is \
                    several times as large. The form was chosen after all variants had been judged. History does not say which \
                    share of the rise the bridge itself caused. Without a gap, steady returns exceed arrivals, so that the \
                    stock turns negative before anybody moves.",
        source: "fitted: Oresund moves 1998-2008 and commuters 1997-2008; judged 2009-2014",
        grade: Grade::C,
        file: "commuting.rs",
    },
];
