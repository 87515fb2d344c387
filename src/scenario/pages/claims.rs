//! Pages on what a scenario claims, and on studies.

use super::Piece::{Fields, Study};
use super::{Page, page};

/// M040 to M049, and M070 to M076 with W070.
pub const PAGES: &[Page] = &[
    page(
        "M040",
        Fields,
        r#"quarters: 80, expectations: { "late": (text: "Stage II by 2030", claim: Reaches(when: [AtLeast("stage", 2)], by: "2030Q1")) }"#,
        r#"quarters: 80, expectations: { "late": (text: "Stage II by 2020", claim: Reaches(when: [AtLeast("stage", 2)], by: "2020Q1")) }"#,
        "Name a date within the run, or lengthen it. Where the claims are those of a scenario that this one extends, take \
         out the ones that no longer fit by `without: [\"expectations.late\"]`, or all by `without: [\"expectations\"]`.",
    ),
    page(
        "M042",
        Fields,
        r#"expectations: { "trade": (text: "Trade grows", policy: "none", claim: Compared(variable: "trade", at: "2020Q1", to: Policy("none"), ratio: AtLeast(1.2))) }"#,
        r#"expectations: { "trade": (text: "Trade grows", policy: "staged", claim: Compared(variable: "trade", at: "2020Q1", to: Policy("none"), ratio: AtLeast(1.2))) }"#,
        "See which two things should differ: two policies, two dates, two variables, or the run with and without `given`. \
         The policy of the claim is its own `policy`, else that of the scenario.",
    ),
    page(
        "M043",
        Fields,
        r#"expectations: { "trust": (text: "Trust helps", claim: Compared(variable: "trade", at: "2020Q1", to: Ungiven, ratio: AtLeast(1.01))) }"#,
        r#"expectations: { "trust": (text: "Trust helps", given: (border: (trust: 0.6)), claim: Compared(variable: "trade", at: "2020Q1", to: Ungiven, ratio: AtLeast(1.01))) }"#,
        "Write under `given` what differs in this run, or compare with another policy or date.",
    ),
    page(
        "M044",
        Fields,
        r#"expectations: { "trade": (text: "Trade grows", claim: Compared(variable: "trade", at: "2020Q1", to: Start, ratio: AtLeast(1.2), difference: AtLeast(0.01))) }"#,
        r#"expectations: { "trade": (text: "Trade grows", claim: Compared(variable: "trade", at: "2020Q1", to: Start, ratio: AtLeast(1.2))) }"#,
        "Keep one. A ratio says how many times, a difference how much more in the variable's own unit. To claim both, write \
         two expectations.",
    ),
    page(
        "M045",
        Fields,
        r#"expectations: { "trade": (text: "Trade grows", claim: Compared(variable: "trade", at: "2020Q1", to: Start, ratio: (3, 1.5))) }"#,
        r#"expectations: { "trade": (text: "Trade grows", claim: Compared(variable: "trade", at: "2020Q1", to: Start, ratio: (1.5, 3))) }"#,
        "Write the least number first, and bounds between which the values can lie: the message gives them.",
    ),
    page(
        "M046",
        Fields,
        r#"quarters: 8, expectations: { "fit": (text: "Commuters are met", claim: Fit(history: "illustration", within: 0.25, years: Fitted)) }"#,
        r#"quarters: 80, expectations: { "fit": (text: "Commuters are met", claim: Fit(history: "illustration", within: 0.25, years: Fitted)) }"#,
        "Give the series `fitted` or `judged` years in which it has points, or claim `years: All`; let the run pass those \
         years. Points of grade U do not count.",
    ),
    page(
        "M047",
        Fields,
        r#"expectations: { "trust": (text: "Trust helps", given: (id: "other"), claim: Compared(variable: "trade", at: "2020Q1", to: Ungiven, ratio: AtLeast(1.01))) }"#,
        r#"expectations: { "trust": (text: "Trust helps", given: (border: (trust: 0.6)), claim: Compared(variable: "trade", at: "2020Q1", to: Ungiven, ratio: AtLeast(1.01))) }"#,
        "Write the fields of the world that differ, as in the scenario itself, and only those. To be rid of a shock give it \
         `size: 0`; to be rid of a crossing let it open after the run.",
    ),
    page(
        "M048",
        Fields,
        r#"expectations: { "output": (text: "Output grows", claim: Compared(variable: "output_a", at: "2020Q1", to: Policy("none"), ratio: AtLeast(1.02))) }"#,
        r#"expectations: { "output": (text: "Output grows", claim: Compared(variable: "output_a", at: "2020Q1", to: Policy("none"), difference: AtLeast(0.02))) }"#,
        "Write `difference` in place of `ratio`. `marchland explain output_a` says the unit and range of a variable.",
    ),
    page(
        "M049",
        Fields,
        r#"expectations: { "trust": (text: "Trust is middling", claim: At("2020Q1", [AtLeast("trust", 0.5), Below("trust", 0.4)])) }"#,
        r#"expectations: { "trust": (text: "Trust is middling", claim: At("2020Q1", [AtLeast("trust", 0.4), Below("trust", 0.5)])) }"#,
        "All conditions of a list must hold at once. Exchange the limits, or write `Any([..])` where one is enough.",
    ),
    page(
        "M070",
        Study,
        r#"factors: { "trust": (of: ["border.trsut"], values: Uniform(0.2, 0.6)) }, design: Latin(20)"#,
        r#"factors: { "trust": (of: ["border.trust"], values: Uniform(0.2, 0.6)) }, design: Latin(20)"#,
        "Take a path as `--set` does, of a number that the scenarios of the study give, or a parameter by its name: \
         `marchland explain parameters` lists them. Numbers that change no run, such as the place of a city, cannot be \
         varied.",
    ),
    page(
        "M071",
        Study,
        r#"policies: ["stagged"]"#,
        r#"policies: ["staged"]"#,
        "Name a policy that each scenario of the study has: the catalogue's are in all of them. Or write it under \
         `written`, as in a scenario.",
    ),
    page(
        "M072",
        Study,
        r#"factors: { "trust": (of: ["border.trust"], values: Uniform(0.2, 6)) }, design: Latin(20)"#,
        r#"factors: { "trust": (of: ["border.trust"], values: Uniform(0.2, 0.6)) }, design: Latin(20)"#,
        "Narrow the values to the range of the number, which the message gives. With `how: Times` or `Plus` what counts is \
         what comes of it in each scenario.",
    ),
    page(
        "M073",
        Study,
        "design: Latin(20)",
        r#"factors: { "trust": (of: ["border.trust"], values: Uniform(0.2, 0.6)) }, design: Latin(20)"#,
        "Give factors, or `design: Once` to compare policies alone. Where there are too many rows, take fewer points or \
         replicates: `marchland plan FILE` says what a study costs.",
    ),
    page(
        "M074",
        Study,
        r#"quarters: 40, outputs: { "trade": At("trade", "2030Q1") }"#,
        r#"quarters: 160, outputs: { "trade": At("trade", "2030Q1") }"#,
        "Name a date that the runs of every scenario pass, or lengthen them by `quarters`. Scenarios may begin in different \
         years; `Last(\"trade\")` is there for all.",
    ),
    page(
        "M075",
        Study,
        r#"factors: { "trust": (of: ["border.trust"], values: Uniform(0.2, 0.6)) }, design: Table("other.csv")"#,
        r#"factors: { "trust": (of: ["border.trust"], values: Uniform(0.2, 0.6)) }, design: Table("points.csv")"#,
        "`marchland plan FILE --design points.csv` of the same study with a design such as `Latin(20)` writes a table of the \
         right form: a column a factor, named as it is, and a row a point.",
    ),
    page(
        "M076",
        Study,
        r#"factors: { "low": (of: ["border.trust"], values: Uniform(0.2, 0.3)), "high": (of: ["border.trust"], values: Uniform(0.5, 0.6)) }, design: Latin(20)"#,
        r#"factors: { "trust": (of: ["border.trust"], values: Uniform(0.2, 0.6)) }, design: Latin(20)"#,
        "Leave the number to one factor. `how: Times` and `how: Plus` start from what the scenario gives, so that two factors \
         on one number have no common result. Where both the level and a change of it matter, vary the product: its \
         least and greatest value are the ends.",
    ),
    page(
        "W070",
        Study,
        r#"factors: { "trust": (of: ["border.trust"], values: Uniform(0.2, 0.6)) }, design: Saltelli(64), luck: Own"#,
        r#"factors: { "trust": (of: ["border.trust"], values: Uniform(0.2, 0.6)) }, design: Saltelli(64), replicates: 4"#,
        "Take `luck: Own` out. How much luck decides is seen by `replicates`, whose share of the variance \
         `marchland analyze spread` tells, and averaging over them leaves less of it.",
    ),
];
