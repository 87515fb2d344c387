//! Study format 1: every field once, with its type, unit, range, default and a sentence.

use std::sync::OnceLock;

use super::Luck;
use super::design::Design;
use super::factor::How;
use super::outputs::Measure;
use super::spread::Spread;
use crate::model::date::Quarter;
use crate::model::indicator::Variable;
use crate::model::setup::Condition;
use crate::scenario::decode::{Decode, Decoder, FieldDoc, Need, Rule, Spot, tables};
use crate::scenario::format::{ANY, PARAGRAPH, TITLE};
use crate::scenario::format_time::PolicyText;
use crate::scenario::kinds::{Date, Id, Keyed, List, Number, PLAIN, Whole, Words, whole};
use crate::scenario::problems::Finding;
use crate::scenario::tree::{Node, Value};
use crate::scenario::types::MOST_QUARTERS;
use crate::scenario::variants::{call, no_choice};

/// The version of the format of studies that this program reads.
pub const NEWEST: u32 = 1;

/// Most points of a design, and most replicates.
pub const MOST: f64 = 1e9;

tables! {
    /// A whole study.
    StudyText {
        required study: StudyVersion, "", ANY, "Version of the format of studies: 1. It makes the file a study.";
        required id: Id, "", ANY, "Short name of the study: lower-case letters, digits, hyphens.";
        required title: Words, "", TITLE, "Title as people read it.";
        required question: Words, "", PARAGRAPH, "What is asked, in a paragraph: the report begins with it.";
        required scenarios: List<Words>, "", TITLE, "Names of shipped scenarios, or paths from the folder of this file.";
        default("[\"none\"]") policies: List<Words>, "", TITLE, "Policies that are played, each in every scenario.";
        default("{}") written: Keyed<PolicyText>, "", ANY, "Policies that the study writes itself, as a scenario does; `policies` names which are played.";
        default("{}") factors: Keyed<FactorText>, "", ANY, "What is varied, by an id that names its column: `x_` and the id, with `_` for `-`.";
        default("Once") design: Spot<DesignText>, "", ANY, "At which points: Once; Factorial(levels); Latin(points); Sobol(points); Saltelli(blocks), for Sobol indices; Morris(trajectories) or Morris(trajectories, levels); Table(\"points.csv\"), a column a factor.";
        default("1") replicates: Whole, "runs", (1.0, 1e6), "Runs of each scenario, policy and point, each with another luck.";
        default("1") seed: Whole, "", (0.0, 4_294_967_295.0), "All luck and every design follow from it.";
        default("Paired") luck: Spot<Luck>, "", ANY, "Who shares luck: Paired, all scenarios and policies at a point, and the points of a block of Saltelli or a trajectory of Morris; Common, all runs of a replicate; Own, nobody.";
        optional quarters: Whole, "quarters", (1.0, MOST_QUARTERS as f64), "Length of a run; the scenario's own if left out.";
        required outputs: Keyed<Spot<Measure>>, "", ANY, "What is kept of a run, by an id that names its column: `y_` and the id, with `_` for `-`. At(\"variable\", \"2030Q4\"); Last, Mean, Least, Greatest, Change, each of a variable; Total(\"variable\"), added up over the years; QuartersIn(stage); FirstIn(stage), as a year; Reached(stage, \"2030Q4\"), 1 or 0.";
        default("()") series: SeriesText, "", ANY, "Variables that are kept over time, in a table of their own.";
        default("false") events: Spot<bool>, "", ANY, "Whether the table of events is kept.";
        default("()") stop: StopText, "", ANY, "When a run or the study ends early.";
    }

    /// Something that is varied.
    FactorText {
        optional title: Words, "", TITLE, "Title as people read it; its id if left out.";
        required of: List<Words>, "", TITLE, "Numbers that it moves: parameters such as `parameters.trust_gain`, or paths of numbers that every scenario gives, such as `border.trust`; no number twice, in whichever factors.";
        default("Value") how: Spot<How>, "", ANY, "What its value does: Value, it takes the place of the number; Times, it multiplies it; Plus, it is added.";
        required values: Spot<Spread>, "the number's unit", ANY, "How its values are spread: Uniform(least, greatest), LogUniform(least, greatest), Integers(first, last), Triangular(least, likeliest, greatest), Normal(mean, deviation), LogNormal(median, deviation of the logarithm), either with least and greatest behind them, Choices([..]).";
    }

    /// What is kept over time.
    SeriesText {
        default("[]") variables: List<Spot<Variable>>, "", ANY, "Variables; no table if there are none.";
        default("4") every: Whole, "quarters", (1.0, MOST_QUARTERS as f64), "From one kept quarter to the next.";
    }

    /// When to end early.
    StopText {
        default("[]") when: List<Condition>, "", ANY, "A run ends after the first quarter in which all of these hold.";
        optional seconds: Number, "seconds", (0.001, 1e6), "How long a run may take; one that takes longer is a failed row.";
        optional failures: Whole, "rows", (0.0, MOST), "Failed rows with which the study goes on; one more ends it.";
    }
}

/// The version of the format of studies: the newest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct StudyVersion;

impl Decode for StudyVersion {
    fn decode(node: &Node, _: &Rule, cx: &mut Decoder) -> Option<Self> {
        let finding = match whole(node) {
            Some(NEWEST) => return Some(Self),
            Some(found) if found > NEWEST => {
                let message =
                    format!("the study has format {found}, and this version of marchland reads up to {NEWEST}");
                let hint = "get a newer version of marchland, or ask for the study in the older format";
                Finding::new("M019", node.span, message).hint(hint)
            }
            _ => {
                let message = format!("the format of the study is {}", node.describe());
                Finding::new("M019", node.head(), message).hint(format!("write `study: {NEWEST}`"))
            }
        };
        cx.findings.add(finding.expected(format!("`study: {NEWEST}`")));
        None
    }

    fn kind() -> String {
        "version".to_owned()
    }

    fn wanted(_: &Rule) -> String {
        format!("version: `{NEWEST}`")
    }
}

/// Every field of the format, in the order in which it is documented.
#[must_use]
pub fn fields() -> &'static [FieldDoc] {
    static FIELDS: OnceLock<Vec<FieldDoc>> = OnceLock::new();
    FIELDS.get_or_init(|| {
        let mut all = Vec::new();
        StudyText::document("", &mut all);
        all
    })
}

/// A design as written.
#[derive(Clone, Debug, PartialEq)]
pub enum DesignText {
    Laid(Design),
    /// Path of a table.
    Table(String),
}

const fn rule(min: f64, max: f64) -> Rule {
    Rule { name: "", need: Need::Required, unit: "", min, max, summary: "" }
}

fn count(item: &Node, least: f64, cx: &mut Decoder) -> Option<u64> {
    Some(u64::from(Whole::decode(item, &rule(least, MOST), cx)?.value))
}

fn counts(items: &[Node], least: f64, cx: &mut Decoder) -> Option<Vec<u64>> {
    items.iter().map(|item| count(item, least, cx)).collect()
}

impl Decode for Spot<DesignText> {
    fn decode(node: &Node, _: &Rule, cx: &mut Decoder) -> Option<Self> {
        const NAMES: &[&str] = &["Once", "Factorial", "Latin", "Sobol", "Saltelli", "Morris", "Table"];
        let expected = "`Once`, `Factorial(5)`, `Latin(1000)`, `Sobol(1024)`, `Saltelli(512)`, `Morris(20)` or \
                        `Table(\"points.csv\")`";
        let (name, items, body) = call(node, expected, cx)?;
        let design = match (name, items, body) {
            ("Once", _, None) => Design::Once,
            ("Factorial", [levels], _) => Design::Factorial { levels: count(levels, 1.0, cx)? },
            ("Latin", [points], _) => Design::Latin { points: count(points, 1.0, cx)? },
            ("Sobol", [points], _) => Design::Sobol { points: count(points, 1.0, cx)? },
            ("Saltelli", [blocks], _) => Design::Saltelli { blocks: count(blocks, 2.0, cx)? },
            ("Morris", [_] | [_, _], _) => {
                let given = counts(items, 2.0, cx)?;
                let levels = given.get(1).copied().unwrap_or(4);
                if levels % 2 == 1 {
                    let message = format!("Morris's design has {levels} levels");
                    let finding = Finding::new("M073", node.span, message).expected("an even number of levels");
                    cx.findings.add(finding.hint("4 is what is usual: each step is two thirds of the range"));
                    return None;
                }
                Design::Morris { trajectories: *given.first()?, levels }
            }
            ("Table", [path], _) => {
                let path = Words::decode(path, &rule(TITLE.0, TITLE.1), cx)?.value;
                return Some(Self { value: DesignText::Table(path), span: node.span });
            }
            _ => return no_choice(node, name, NAMES, expected, cx),
        };
        Some(Self { value: DesignText::Laid(design), span: node.span })
    }

    fn kind() -> String {
        "Once | Factorial(n) | Latin(n) | Sobol(n) | Saltelli(n) | Morris(n) | Table(path)".to_owned()
    }
}

impl Decode for Spot<Spread> {
    fn decode(node: &Node, _: &Rule, cx: &mut Decoder) -> Option<Self> {
        const NAMES: &[&str] = &["Uniform", "LogUniform", "Integers", "Triangular", "Normal", "LogNormal", "Choices"];
        let expected = "such as `Uniform(0.2, 0.6)`, `Normal(0.4, 0.1)` or `Choices([1, 2])`";
        let (name, items, _) = call(node, expected, cx)?;
        let items = match items {
            [Node { value: Value::List(list), .. }] if name == "Choices" => list.as_slice(),
            items => items,
        };
        let numbers: Option<Vec<f64>> = items.iter().map(|item| cx.number(item, &PLAIN)).collect();
        let numbers = numbers?;
        const FREE: (f64, f64) = (f64::NEG_INFINITY, f64::INFINITY);
        let value = match (name, numbers.as_slice()) {
            ("Uniform", [low, high]) => Spread::Uniform(*low, *high),
            ("LogUniform", [low, high]) => Spread::LogUniform(*low, *high),
            ("Integers", [low, high]) => Spread::Integers(*low, *high),
            ("Triangular", [low, mode, high]) => Spread::Triangular(*low, *mode, *high),
            ("Normal", [mean, deviation]) => Spread::Normal { mean: *mean, deviation: *deviation, ends: FREE },
            ("Normal", [mean, deviation, low, high]) => {
                Spread::Normal { mean: *mean, deviation: *deviation, ends: (*low, *high) }
            }
            ("LogNormal", [median, deviation]) => {
                Spread::LogNormal { median: *median, deviation: *deviation, ends: FREE }
            }
            ("LogNormal", [median, deviation, low, high]) => {
                Spread::LogNormal { median: *median, deviation: *deviation, ends: (*low, *high) }
            }
            ("Choices", [_, ..]) => Spread::Choices(numbers),
            _ => return no_choice(node, name, NAMES, expected, cx),
        };
        if let Some((fault, wanted)) = value.fault() {
            let message = format!("{} is {}: {fault}", cx.here(), node.describe());
            cx.findings.add(Finding::new("M072", node.span, message).expected(wanted));
            return None;
        }
        Some(Self { value, span: node.span })
    }

    fn kind() -> String {
        "Uniform(..) | LogUniform(..) | Integers(..) | Triangular(..) | Normal(..) | LogNormal(..) | Choices([..])"
            .to_owned()
    }
}

fn stage(node: &Node, cx: &mut Decoder) -> Option<u8> {
    u8::try_from(Whole::decode(node, &rule(1.0, 3.0), cx)?.value).ok()
}

fn date(node: &Node, cx: &mut Decoder) -> Option<Quarter> {
    Some(Date::decode(node, &PLAIN, cx)?.value)
}

impl Decode for Spot<Measure> {
    fn decode(node: &Node, _: &Rule, cx: &mut Decoder) -> Option<Self> {
        const NAMES: &[&str] =
            &["At", "Last", "Mean", "Least", "Greatest", "Total", "Change", "QuartersIn", "FirstIn", "Reached"];
        let expected = "such as `At(\"trust\", \"2030Q4\")`, `Last(\"trust\")`, `QuartersIn(2)`, `FirstIn(2)` or \
                        `Reached(2, \"2030Q4\")`";
        let (name, items, _) = call(node, expected, cx)?;
        let known = NAMES.contains(&name);
        let of = |item: &Node, cx: &mut Decoder| Some(Spot::<Variable>::decode(item, &PLAIN, cx)?.value);
        let value = match (name, items) {
            ("At", [variable, at]) => {
                let (variable, at) = (of(variable, cx), date(at, cx));
                Measure::At(variable?, at?)
            }
            ("QuartersIn", [number]) => Measure::QuartersIn(stage(number, cx)?),
            ("FirstIn", [number]) => Measure::FirstIn(stage(number, cx)?),
            ("Reached", [number, at]) => {
                let (number, at) = (stage(number, cx), date(at, cx));
                Measure::Reached(number?, at?)
            }
            (_, [variable]) if known && name != "At" && name != "Reached" => {
                let variable = of(variable, cx)?;
                match name {
                    "Last" => Measure::Last(variable),
                    "Mean" => Measure::Mean(variable),
                    "Least" => Measure::Least(variable),
                    "Greatest" => Measure::Greatest(variable),
                    "Total" => Measure::Total(variable),
                    _ => Measure::Change(variable),
                }
            }
            _ => return no_choice(node, name, NAMES, expected, cx),
        };
        Some(Self { value, span: node.span })
    }

    fn kind() -> String {
        "At(variable, quarter) | Last(variable) | Mean(..) | Least(..) | Greatest(..) | Total(..) | Change(..) | \
         QuartersIn(stage) | FirstIn(stage) | Reached(stage, quarter)"
            .to_owned()
    }
}

/// Kinds that take one of a few names without brackets.
macro_rules! names {
    ($($type:ident { $($variant:ident),+ })+) => {$(
        impl Decode for Spot<$type> {
            fn decode(node: &Node, _: &Rule, cx: &mut Decoder) -> Option<Self> {
                const NAMES: &[&str] = &[$(stringify!($variant)),+];
                let expected = Self::kind();
                let value = match call(node, &expected, cx)? {
                    $((stringify!($variant), _, None) => $type::$variant,)+
                    (name, ..) => return no_choice(node, name, NAMES, &expected, cx),
                };
                Some(Self { value, span: node.span })
            }

            fn kind() -> String {
                [$(stringify!($variant)),+].join(" | ")
            }
        }
    )+};
}

names! {
    Luck { Paired, Common, Own }
    How { Value, Times, Plus }
}
