//! What acts on the border, and the barriers: capacity, levers, projects, shocks, closure, E1 to E5.

use super::super::setup::Grade;
use super::Equation;

/// In the order of a quarter.
pub(super) const TABLE: &[Equation] = &[
    Equation {
        id: "shocks",
        title: "Shocks from outside",
        formula: "\
dated: begins in its quarter
conditional: begins once, in the first quarter in which all its conditions held at the end of the quarter before
random: hazard += -ln(1 - yearly) / 4; begins when the hazard passes a draw from the exponential with mean 1
now[channel] = sum of the effects of shocks that begin
during[channel] = sum of the effects of shocks that last, the first quarter included",
        letters: &[],
        meaning: "Shocks begin on a date, at random with a stated yearly chance, or when something is measured; they act \
                  at once, while they last, or both. The draw is made once an occurrence, so that policies that are \
                  compared meet the same shocks.",
        criticism: "Shocks are independent of each other and of the pair's own history unless a condition says so; real \
                    crises come in bundles. A shock that lasts does not begin a second time.",
        source: "judgement: standard hazard form",
        grade: Grade::C,
        file: "shock.rs",
    },
    Equation {
        id: "kappa",
        title: "Implementation capacity and political backing",
        formula: "\
capacity: kappa = min(1, capacity_base + capacity_governance governance)
backing: s = min(1, backing_slope min(support_a, support_b))",
        letters: &[("kappa", "share of what is decided that is done"), ("s", "how far politics stands behind it")],
        meaning: "Joint bodies deliver what is decided; without them a fifth gets done. The less willing side decides how \
                  far politics backs a change.",
        criticism: "One number stands for administrations that differ by field and by side; capacity does not depend on \
                    how much is asked of it at once.",
        source: "calibration: under 30 % of the projects listed for the Russian Far East and North-East China took \
                 effect; Crescenzi, Di Cataldo, Rodriguez-Pose 2016 (quality of government decides what works bring)",
        grade: Grade::C,
        file: "support.rs",
    },
    Equation {
        id: "levers",
        title: "From money to strength",
        formula: "\
paid = asked x share of the cost that every payer's money in hand covers
target = paid, or (1 - exp(-returns_curvature paid)) / (1 - exp(-returns_curvature)) if returns_curvature > 0
acting += target - acting, at most 1 / delay upwards and 1 / fade downwards
u[channel] = sum over levers of effect x acting x c + sum over delivered projects of effect x c
c = 1 for levers that survive closure and for works of projects, else 1 - closed (1 - closure_levers)
closed = during[close_all], within 0 and 1",
        letters: &[("asked", "the setting of the lever, 0 to 1"), ("delay, fade", "the lever's own, quarters")],
        meaning: "A lever acts as far as it is paid for, after its delay; strengths of levers on one channel add up. In a \
                  full closure cooperation is suspended to a quarter, works go on.",
        criticism: "Returns to spending are linear up to the full programme. With concave returns spreading money evenly \
                    does as well as any order, so what the program says about orders rests on this choice. Overlap and \
                    synergy between levers are left out.",
        source: "calibration: the order of policies depends on it",
        grade: Grade::C,
        file: "lever.rs",
    },
    Equation {
        id: "projects",
        title: "Building projects and opening crossings",
        formula: "\
built += share paid / build; a loan pays every part in full
delivered = certain, or draw < kappa in the quarter of completion
opened = sum over crossings that open of share x (A(minutes) - A(minutes_before)), for goods and for people
A(minutes) = 1 - exp(-minutes / travel_scale)",
        letters: &[("share", "the crossing's share of the traffic of that mode"), ("build", "quarters to build")],
        meaning: "A project is paid part by part; once built it takes effect, or, unless it is certain, only with the \
                  probability of the implementation capacity. A crossing lowers the barrier by its share of the time that \
                  it saves, only for what it carries.",
        criticism: "No cost overruns, no delays but for want of money; a project that fails has cost all the same and is \
                    not tried again.",
        source: "calibration: 60 minutes give .55, 35 give .37 (Oresund)",
        grade: Grade::C,
        file: "crossing.rs",
    },
    Equation {
        id: "E1",
        title: "Access",
        formula: "\
for goods and for people:
G += - works_speed u[works] (G - access_minimum)+ (works_base + works_capacity kappa)
     - waiting_speed u[waiting] kappa (G - waiting_limit G0)+
     + access_decay (G0 - G) + opened + A(travel time now) - A(travel time before)
G0 += opened + A(travel time now) - A(travel time before)
A(minutes) = 1 - exp(-minutes / travel_scale)
felt for goods: geographic_goods + during[access_goods]
felt for people: A(minutes of geographic_people + during[minutes_people]) + during[access_people]
geographic = (felt for goods + felt for people) / 2
access = 1 - geographic",
        letters: &[
            ("G", "geographic_goods, geographic_people"),
            ("G0", "what the crossings give by themselves"),
            ("u[waiting]", "u[waiting_goods] or u[waiting_people]"),
            ("kappa", "implementation capacity"),
            ("opened", "by crossings that open: see projects"),
            ("travel time", "a driver of the scenario, if it has one"),
        ],
        meaning: "Works lower the access barrier towards a minimum, shorter waiting a little further, neglect lets it \
                  return to what the crossings give. A crossing that opens, or a travel time given from outside, moves it \
                  in a step and for good.",
        criticism: "One figure a mode stands for a whole network; congestion, frequency and price of the passage are left \
                    out. The exponential form is fitted to two points of one case.",
        source: "calibration: 60 minutes give .55, 35 give .37 (Oresund); Djankov, Freund, Pham 2010",
        grade: Grade::C,
        file: "barrier.rs",
    },
    Equation {
        id: "E2",
        title: "Institutions",
        formula: "\
institutional_floor += now[floor]
Nf = institutional_floor + legal_gap (1 - u[legal])+
own speed = customs_speed u[customs] for goods, visa_speed u[visa] for mobility, labour_speed u[labour] for labour
for each part N:
N += - kappa s (own speed + legal_speed u[legal]) (N - Nf)+
     - governance_easing governance (N - institutional_floor)+
     + institutions_return (N0 - N)+
     + closed closure_institutions (1 - N)
     + (institutional_floor - N)+
felt part: N + during[institutions], within 0 and 1
institutional = mean of the felt parts, weighted by institutions_goods_weight, institutions_mobility_weight, \
institutions_labour_weight
institutions = 1 - institutional",
        letters: &[
            ("N", "institutional_goods, institutional_mobility, institutional_labour"),
            ("N0", "where the part stood at the start"),
            ("kappa, s", "implementation capacity and political backing"),
            ("closed", "0 to 1: how closed the border is to everything"),
        ],
        meaning: "Each part of the institutional barrier yields to its own lever and to legal harmonisation, in proportion \
                  to capacity and backing, down to a level that only law can lower; what nobody tends returns. The floor \
                  is what local actors cannot change: regimes and membership of unions move it, not programmes.",
        criticism: "Real changes come in steps (a treaty, a regime), not as a flow; the two sides' rules are one number. \
                    Enforcement, corruption and the informal economy are left out.",
        source: "Camagni, Capello, Caragliu, Toppeta 2017 (legal obstacles are the core); Neumayer 2011 (visas); \
                 Cappellano, Sohn, Makkonen, Kaisto 2022 (re-bordering)",
        grade: Grade::C,
        file: "barrier.rs",
    },
    Equation {
        id: "E3",
        title: "Governance capacity",
        formula: "\
governance += governance_speed s u[governance] (1 - governance)
            + governance_ties min(1, R / governance_ties_full) (1 - governance)
            - governance_decay governance - closed closure_governance governance + now[governance]",
        letters: &[
            ("R", "ties_across over the organisations of both sides"),
            ("s", "political backing"),
            ("closed", "0 to 1: how closed the border is to everything"),
        ],
        meaning: "Joint bodies build capacity while politics backs them, and organisations that cooperate keep it alive; \
                  otherwise it decays.",
        criticism: "Whether a body is inclusive or led by elites matters to its critics and shows here only in support \
                    (E10); competition between bodies of several levels is left out.",
        source: "design; Trippl 2010; Lundquist, Trippl 2013; the Centrope initiative was dormant within two decades",
        grade: Grade::C,
        file: "barrier.rs",
    },
    Equation {
        id: "E4",
        title: "Trust",
        formula: "\
trust += trust_gain Q (1 - trust) (M + P) - trust_decay (trust - trust_ground)
       - closed closure_trust (trust - closure_trust_ground)+ + now[trust]
M = min(1, contact_commuting (commuters_a + commuters_b)) + min(1, contact_ties R)
  + min(1, contact_trade (exports_a + exports_b))
P = kappa (contact_language u[language] + contact_mobility u[mobility] + contact_twinning u[twinning])
Q = max(trust_quality_minimum, 1 - trust_asymmetry (asym(exports_a, exports_b) + asym(commuters_a, commuters_b)))
cultural = 1 - trust",
        letters: &[
            ("M", "contact by flows"),
            ("P", "contact by programmes"),
            ("Q", "quality of contact"),
            ("R", "ties_across over the organisations of both sides"),
            ("kappa", "implementation capacity"),
            ("closed", "0 to 1: how closed the border is to everything"),
        ],
        meaning: "Contact builds trust where it is mutual; one-sided contact builds little, and can destroy it. Without \
                  contact trust falls back to that of strangers.",
        criticism: "Trust is one number for both peoples; its history, minorities, media and wars enter only by shocks. \
                    The contact hypothesis holds on average, not everywhere. Language exchange works even where nothing \
                    flows, which its critics doubt.",
        source: "Decoville, Durand 2019 (heavy flows do not imply trust); Egger, Lassmann 2012 (common language)",
        grade: Grade::B,
        file: "barrier.rs",
    },
    Equation {
        id: "E5",
        title: "Awareness",
        formula: "awareness += awareness_gain u[information] (1 - awareness) - awareness_decay awareness",
        letters: &[],
        meaning: "Campaigns tell people about the other side's opportunities; within three years of silence most is \
                  forgotten.",
        criticism: "What people learn by crossing does not enter, nor does disappointment when campaigns promise too much.",
        source: "design: fades in three years",
        grade: Grade::C,
        file: "barrier.rs",
    },
    Equation {
        id: "closure",
        title: "What a full closure does",
        formula: "\
closed = during[close_all], within 0 and 1; shut = max(closed, during[close_people]), within 0 and 1
E2: every part of the barrier grows by closure_institutions (1 - N); E3: governance falls by closure_governance
E4: trust falls by closure_trust (trust - closure_trust_ground)+; E7: trade is diverted; E8, E8b: nobody commutes or moves
R4: ties part faster; levers: cooperation acts at closure_levers of its strength",
        letters: &[("closed", "to everything"), ("shut", "to people")],
        meaning: "While the border is closed to everything, rules drift apart, bodies fall asleep, trust erodes and trade \
                  finds other partners; a closure to people alone stops commuting, moving and part of the ties, not the goods.",
        criticism: "It takes all these channels together to reproduce that trade and stage III need decades to return; each \
                    of the speeds is judgement, and only their joint result was compared with cases.",
        source: "calibration; Redding, Sturm 2008; Cappellano, Sohn, Makkonen, Kaisto 2022",
        grade: Grade::C,
        file: "shock.rs",
    },
];
