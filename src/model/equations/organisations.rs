//! What organisations do (rules 1 to 7), and how the stage is read.

use super::super::setup::Grade;
use super::Equation;

/// In the order of the steps of a collaboration.
pub(super) const TABLE: &[Equation] = &[
    Equation {
        id: "R1",
        title: "Initiation: who meets whom",
        formula: "\
each organisation with absorptive_i over meeting_absorptive tries this often a quarter to meet somebody: meetings
across the border with probability min(meeting_maximum, meeting_base + meeting_awareness awareness
  + meeting_governance governance + meeting_trust trust)
with probability meeting_introduced: a partner's partner, if that one is on the wanted side
otherwise: a city on that side, with weight organisations x exp(-km / meeting_distance), and anybody in it
initiated = encounters across of organisations that are not yet partners
before the first quarter: warm_up quarters of R1 to R7 at the starting barriers, not shown",
        letters: &[("km", "distance between the two cities as the crow flies")],
        meaning: "Whether people meet across the border depends on what they know of each other, on bodies that bring them \
                  together, on trust, and on distance; partners introduce partners.",
        criticism: "Fairs, clusters and the internet are one rate. Organisations neither enter nor leave, and all of a kind \
                    look equally hard.",
        source: "van den Broek, Benneworth, Rutten 2018 (four steps); Balland, Boschma, Frenken 2015 (partners' partners)",
        grade: Grade::B,
        file: "network.rs",
    },
    Equation {
        id: "R2",
        title: "Selection: who accepts whom",
        formula: "\
x = d / (reach (reach_base + reach_absorptive mean absorptive_i of the two))
v = 4 x (1 - x)
z = accept_value (v - accept_neutral) - accept_load (ties_i / attention_i + ties_j / attention_j)
  + accept_shared min(2, shared partners) + accept_past (if partners before) + place
place at home = accept_domestic
place across = - accept_culture cultural + rho (fund_research u[research_ties] + fund_broker u[broker_ties]
  + fund_university u[university_ties] (two universities) + fund_firm u[firm_ties] (two firms))
readiness: rho = min(1, (1 - institutional) (1 - geographic) / readiness_full) ^ readiness_power
probability of acceptance = logistic(z)
attention = capacity_firm, capacity_university or capacity_public
synergy = mean v of encounters across; cognitive = mean of min(1, |2 x - 1|) over them
partner_distance = mean d of partners across; selected = encounters across that are accepted",
        letters: &[("d", "cognitive distance, 1 - cosine"), ("v", "value of a tie"), ("x", "distance as a share of reach")],
        meaning: "A tie is worth most at a middle cognitive distance, which grows with absorptive capacity: too near and there \
                  is nothing to learn, too far and nothing is understood. Money helps only where the border is ready for it.",
        criticism: "The inverted U is published, its height and place are not: reach is among the numbers that move the times \
                    of the stages most. The readiness gate is ours, put in because research money bought stage II over a \
                    closed border without it. No inverted U shows at the level of whole regions.",
        source: "Nooteboom et al. 2007; Boschma 2005; Broekel, Boschma 2012; Balland, Boschma, Frenken 2015; Hansen 2013 \
                 (knowledge rises only with targeted policy)",
        grade: Grade::B,
        file: "network.rs, climate.rs",
    },
    Equation {
        id: "R3",
        title: "Set-up: which agreements become ties",
        formula: "\
probability across = exp(-(setup_institutions institutional + setup_access geographic)); at home 1
set_up = encounters across that are accepted and set up",
        letters: &[],
        meaning: "Contracts, permits, visas and travel end part of what two sides had agreed.",
        criticism: "The set-up costs neither time nor money, and failing at it teaches nobody anything.",
        source: "van den Broek, Benneworth, Rutten 2018",
        grade: Grade::B,
        file: "climate.rs",
    },
    Equation {
        id: "R4",
        title: "Execution: how long ties last",
        formula: "\
hazard = dissolve_base + dissolve_poor (if v < dissolve_poor_value)
across also: dissolve_border (dissolve_culture cultural + dissolve_institutions institutional + dissolve_access geographic)
  x (1 - dissolve_research min(1, u[research_survival])) + dissolve_closed closed + dissolve_closed_people (shut - closed)
a tie parts when the sum of its hazards passes a draw from the exponential with mean 1, made when it was formed
ties_across, ties_home += formed - parted
knowledge = (ties_across / pairs across) / (ties_home / pairs at home)",
        letters: &[
            ("v", "value of the tie now (R2)"),
            ("closed, shut", "1 while the border is closed to everything, to people; else 0"),
        ],
        meaning: "Ties end after four years on average, sooner across a border that is hard to cross and where partners have \
                  become alike. The knowledge indicator compares how dense ties are across and at home.",
        criticism: "Ties have no strength, content or direction. Knowledge that crosses without ties (hiring, machines, \
                    students) is left out, so the indicator understates it.",
        source: "van den Broek, Benneworth, Rutten 2018; Broekel, Boschma 2012 (proximity of formation is not that of \
                 performance)",
        grade: Grade::B,
        file: "learning.rs, climate.rs",
    },
    Equation {
        id: "R5",
        title: "Learning and own search",
        formula: "\
pull_j = learning absorptive_i (1 - x_ij)+, over the partners j of i
k_i = (1 - sum of pull_j - drift drift_home) k_i + sum of pull_j k_j + drift drift_home home_i
    + drift (1 - drift_home) noise, then scaled to length 1
level_i += catch_up absorptive_i sum of (level_j - level_i)+
home_i: 1 on the own sector, diversity u^2 on the others, nation_weight (.5 + u) on the own nation, scaled to length 1
absorptive_i = region's mean + absorptive_university (universities) + absorptive_spread (2 u - 1), within 0 and 1",
        letters: &[
            ("k", "what an organisation knows: a direction over six sectors and two nations"),
            ("x", "cognitive distance as a share of reach (R2)"),
            ("u", "a draw between 0 and 1, new in each place"),
            ("noise", "even over -1 to 1 on each axis, times the root of 3/8, so that its length is 1 on average"),
        ],
        meaning: "Partners pull each other's knowledge nearer, the more the better they understand each other; own search keeps \
                  them apart and leads back to sector and nation.",
        criticism: "Knowledge has eight axes, and the speed of drift is judgement to which the times of the stages are among \
                    the most sensitive. Nobody learns without partners, and nothing is forgotten but by drift.",
        source: "Cowan, Jonard 2004 (form); Gilbert, Ahrweiler, Pyka 2014; Balland, Boschma, Frenken 2015 (ties raise \
                 proximity)",
        grade: Grade::B,
        file: "learning.rs, organisation.rs",
    },
    Equation {
        id: "R6",
        title: "Innovation",
        formula: "\
W = sum over partners of (v)+ + external_value external_i
hazard = innovation absorptive_i (1 + innovation_ties W / (1 + innovation_saturation W))
when the sum of hazards passes a draw from the exponential with mean 1: level_i += ln(1 + innovation_step)
level_a, level_b = mean level of a side's organisations above the start",
        letters: &[("W", "worth of all ties"), ("v", "value of a tie (R2)")],
        meaning: "Innovations come at a rate that rises with the worth of ties, with falling returns; each lifts the level of \
                  knowledge, and with it output (E9).",
        criticism: "All innovations are of one size; markets, rivals and failure are left out. Partners of one side or the \
                    other count alike.",
        source: "Gilbert, Ahrweiler, Pyka 2014; Nooteboom et al. 2007",
        grade: Grade::B,
        file: "learning.rs",
    },
    Equation {
        id: "R7",
        title: "Ties to the world outside",
        formula: "\
external_i += external_formation (1 - external_periphery periphery_r) (1 + external_broker u[external_ties]) absorptive_i
            - dissolve_base external_i
external_a, external_b = mean over a side's organisations",
        letters: &[("external_i", "an intensity, not counted ties")],
        meaning: "Organisations also have partners outside both regions, fewer where the centre is far; brokers with links \
                  outside add to them. A pair without any locks in.",
        criticism: "Outside partners are an intensity without knowledge of their own: they help to innovate and cannot change \
                    what is known.",
        source: "Lundquist, Trippl 2013 (outward access); Trippl 2010",
        grade: Grade::C,
        file: "learning.rs",
    },
    Equation {
        id: "stage",
        title: "Reading the stage and the diagnosis",
        formula: "\
symmetry = mean of 1 - asym over exports, commuters and what each side learns across; 0 for a flow that is nil
up: at least stage_needed indicators at the next stage's thresholds, knowledge among them (for III symmetry too),
  for stage_quarters in a row
down: fewer than stage_kept indicators at stage_kept_share of this stage's thresholds,
  or knowledge under stage_kept_second (III: stage_kept_third) of its threshold, for stage_lost_quarters in a row
progress = mean over indicators of min(1, indicator / threshold of the next stage)
pace += (change of progress - pace) / stalled_quarters
in reach: progress + pace progress_quarters >= .95
binding = the indicator with the least indicator / threshold
diagnosis: the first that applies of regressing, locked-in, hollow, progressing (in reach), lacking-synergy,
  under-exploited, stalled; they read stalled_quarters, synergy_low, setup_low, hollow_trade, lock_in_distance,
  lock_in_external",
        letters: &[("stage", "1 to 3"), ("thresholds", "see each indicator; a scenario may change them")],
        meaning: "The stage is read off seven indicators, with hysteresis; no equation reads it. It is a summary for people, \
                  not a cause.",
        criticism: "Lundquist and Trippl's stages are ideal types: any thresholds are judgement. The stages are neither a \
                    necessity nor a ladder that all climb: later authors stress stalling, regress and re-bordering. A fall \
                    of .05 of the mean share of the thresholds counts as regress.",
        source: "Lundquist, Trippl 2009; Lundquist, Trippl 2013; Cappellano, Sohn, Makkonen, Kaisto 2022; Makkonen, Rohde \
                 2016; Sohn 2014",
        grade: Grade::C,
        file: "stage.rs",
    },
];
