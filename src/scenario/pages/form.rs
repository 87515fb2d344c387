//! Pages on the form of a scenario: text, fields, values, names, and what lies over what.

use super::Piece::{Fields, Set, Whole, Words};
use super::{Page, page};

/// M001 to M039, and M099.
pub const PAGES: &[Page] = &[
    page(
        "M001",
        Words,
        "3 MB of points written into a scenario, or a map or an office document that was named in its place",
        r#"history: { "trade": (title: "Trade", unit: "bn EUR", file: "trade.csv") }"#,
        "See whether it is the file that you meant. Put long series into a table beside the scenario and name it by `file`.",
    ),
    page(
        "M002",
        Words,
        "a file that an editor has saved as Windows-1252 or UTF-16, or a spreadsheet as plain CSV",
        "the same file, saved as UTF-8 (in spreadsheets: `CSV UTF-8`)",
        "Open it in the program that wrote it and save it again with the encoding UTF-8. The mark stands at the first byte \
         that is none: often a letter with an accent.",
    ),
    page(
        "M003",
        Fields,
        "border: (trust: 0.4 governance: 0.2)",
        "border: (trust: 0.4, governance: 0.2)",
        "Look at the mark, then at the end of the line before it: a comma, quote or bracket that is missing is noticed only \
         behind its place. Where a bracket is meant, the message says in which line it was opened. Check after every few \
         lines that you write, so that there is little to look through.",
    ),
    page(
        "M004",
        Words,
        "quarters: ((((((and sixty brackets more 40))))))",
        "quarters: 40",
        "Brackets were opened and never closed, or the file is no scenario. Look from the mark upwards for the first that \
         opens too many.",
    ),
    page(
        "M005",
        Whole,
        "// Nothing but this comment.",
        r#"(format: 1, id: "example", extends: "generic")"#,
        "`marchland new NAME` writes a scenario to begin with. If the file should not be empty, look for a copy: editors \
         often keep one.",
    ),
    page(
        "M006",
        Words,
        "marchland check my-bordr",
        "marchland check my-border.ron",
        "See whether the name and the folder are right, and whether you may read the file. Devices, pipes and folders are no \
         files; of a folder name the files, `folder/*.ron`.",
    ),
    page(
        "M007",
        Words,
        "marchland check session.ron",
        "marchland run --session session.ron",
        "Give the file to the command that takes its kind: `run`, `check`, `test`, `fit`, `show` and `migrate` take scenarios, \
         `batch`, `plan` and `check` take studies, `run --session` takes sessions.",
    ),
    page(
        "M010",
        Fields,
        "border: (trsut: 0.4)",
        "border: (trust: 0.4)",
        "Write the name as the hint has it. If it is right, it stands in the wrong brackets: `marchland explain border` \
         lists the fields of a part, and `marchland explain trust` says where a field belongs.",
    ),
    page(
        "M011",
        Fields,
        r#"cities: { "newtown": (name: "Newtown", side: A, at: (9.0, 50.0)) }"#,
        r#"cities: { "newtown": (name: "Newtown", side: A, at: (9.0, 50.0), population: (50_000, "judgement", C)) }"#,
        "Give the fields that are named: `marchland explain cities` says what each takes. In a scenario that extends \
         another, an entry with a new id is a new thing and needs all of them; to change one that the other has, write its \
         id as it is there.",
    ),
    page(
        "M012",
        Fields,
        "border: (trust: 41)",
        "border: (trust: 0.41)",
        "The message gives the range and the unit. Shares are written from 0 to 1, not in per cent; persons as whole \
         numbers; money of policy in points. If you believe the value, it may be in another unit.",
    ),
    page(
        "M013",
        Fields,
        r#"quarters: "80""#,
        "quarters: 80",
        "Numbers and choices such as `Road` stand without quotes, texts and ids with them; `( .. )` holds named fields, \
         `{ .. }` entries with ids in quotes, `[ .. ]` a list. The message says which of these the field takes.",
    ),
    page(
        "M014",
        Fields,
        "border: (trust: 1e999)",
        "border: (trust: 0.41)",
        "Write the number itself. Where something is unknown leave the field out, or give your judgement with grade C.",
    ),
    page(
        "M015",
        Fields,
        "border: (trust: 0.4, trust: 0.5)",
        "border: (trust: 0.5)",
        "Keep the one that you mean. If both are meant, as two cities or two sources, give one another id.",
    ),
    page(
        "M016",
        Fields,
        r#"crossings: { "old-bridge": (mode: Tram) }"#,
        r#"crossings: { "old-bridge": (mode: Rail) }"#,
        "Take one of the names in the message, with its capital and without quotes.",
    ),
    page(
        "M017",
        Fields,
        r#"events: { "First Day": (at: "2001Q1", text: "The bridge opens.") }"#,
        r#"events: { "first-day": (at: "2001Q1", text: "The bridge opens.") }"#,
        "Write the id in small letters with hyphens; the name as people read it belongs in `name` or `title`. Change it \
         wherever it is named.",
    ),
    page(
        "M018",
        Fields,
        r#"events: { "visit": (at: "2009-03", text: "The presidents meet.") }"#,
        r#"events: { "visit": (at: "2009Q1", text: "The presidents meet.") }"#,
        "Write year, Q and the number of the quarter, in quotes: January to March are Q1. In a list of points a year alone, \
         without quotes, is a yearly figure.",
    ),
    page(
        "M019",
        Whole,
        r#"(format: 9, id: "example", extends: "generic")"#,
        r#"(format: 1, id: "example", extends: "generic")"#,
        "A draft without the field: `marchland migrate FILE` brings it up to date and keeps its comments. A higher number: \
         take a newer marchland, as the message says.",
    ),
    page(
        "M020",
        Fields,
        r#"policy: "stagged""#,
        r#"policy: "staged""#,
        "Write the name as the hint has it, or define what is named. Levers, kinds of shock and policies of the catalogues \
         are always there: `marchland explain` lists them.",
    ),
    page(
        "M021",
        Fields,
        r#"crossings: { "old-bridge": (between: ("westhaven", "westmill")) }"#,
        r#"crossings: { "old-bridge": (between: ("westhaven", "eastford")) }"#,
        "Name a city of side A first and one of side B second. If a city is on the wrong side, change its `side`.",
    ),
    page(
        "M022",
        Fields,
        r#"crossings: { "old-bridge": (payers: (a: 0.5, b: 0.3, fund: 0)) }"#,
        r#"crossings: { "old-bridge": (payers: (a: 0.5, b: 0.5, fund: 0)) }"#,
        "Change the shares until they sum to 1. A share that is left out is 0, and over another scenario it is that of the \
         other: write all of them.",
    ),
    page(
        "M023",
        Fields,
        r#"policies: { "early": (title: "Early", steps: [(lever: "visa", level: 1, from: "2010Q1", until: "2005Q1")]) }"#,
        r#"policies: { "early": (title: "Early", steps: [(lever: "visa", level: 1, from: "2005Q1", until: "2010Q1")]) }"#,
        "Exchange the two dates, or mend the year. `until` is the first quarter that no longer counts.",
    ),
    page(
        "M024",
        Fields,
        r#"history: { "illustration": (points: [(2010, 2500, "judgement", C), (2005, 2000, "judgement", C)]) }"#,
        r#"history: { "illustration": (points: [(2005, 2000, "judgement", C), (2010, 2500, "judgement", C)]) }"#,
        "Put the points, or the rows of the table, in the order of their dates. A year stands for its middle.",
    ),
    page(
        "M025",
        Fields,
        "thresholds: (second: (trust: 0.7), third: (trust: 0.5))",
        "thresholds: (second: (trust: 0.4), third: (trust: 0.6))",
        "Raise the threshold of stage III or lower that of stage II. Over another scenario the one that you leave out is \
         that of the other: `marchland show FILE thresholds` prints both.",
    ),
    page(
        "M026",
        Fields,
        r#"sectors: ["farming", "machines"]"#,
        r#"sectors: ["resources", "machinery", "food", "chemistry", "trade and logistics", "ICT and science"]"#,
        "Name six, as the border has them; what is small can be one of the six with a small weight. Each region gives at \
         least one of them a weight above 0.",
    ),
    page(
        "M028",
        Fields,
        r#"regions: (a: (employed: (2_000_000, "judgement", C)))"#,
        r#"regions: (a: (employed: (480_000, "judgement", C)))"#,
        "The message names both values. See that they count the same people, place and year, and change the one that is \
         wrong; `marchland show FILE` says from which file each comes.",
    ),
    page(
        "M029",
        Fields,
        r#"crossings: { "old-bridge": (opens: Project) }"#,
        r#"crossings: { "old-bridge": (opens: Before) }"#,
        "If a decision opens it, give a project `opens: \"old-bridge\"` and let the crossing have `opens: Project`. If it is \
         there from the start, write `opens: Before`; if a date opens it, `opens: At(\"2006Q1\")`.",
    ),
    page(
        "M030",
        Set,
        "border.trsut=0.4",
        "border.trust=0.4",
        "A path goes from the outermost field inwards, with points between: `regions.a.population`, `levers.visa.cost`, \
         `policies.staged.steps[0].level`. `marchland show FILE` prints the scenario with every field that can be set.",
    ),
    page(
        "M031",
        Fields,
        r#"policies: { "none": (title: "Nothing") }"#,
        r#"policies: { "nothing-new": (title: "Nothing new") }"#,
        "Give the policy another id. To compare with doing nothing, name `none`: it needs no definition.",
    ),
    page(
        "M032",
        Fields,
        r#"goals: { "trade": (text: "Trade more.", when: []) }"#,
        r#"goals: { "trade": (text: "Trade more.", when: [AtLeast("trade", 0.1)]) }"#,
        "Add what is missing, or take the entry out. The message says how many there must be and why.",
    ),
    page(
        "M033",
        Fields,
        r#"crossings: { "old-bridge": (opens: At("1990Q1")) }"#,
        r#"crossings: { "old-bridge": (opens: Before) }"#,
        "What was there before the start is part of the starting values: a crossing has `opens: Before`. Or begin the \
         scenario earlier, with the values of that time.",
    ),
    page(
        "M034",
        Whole,
        r#"(format: 1, id: "example", extends: "example.ron")"#,
        r#"(format: 1, id: "example", extends: "generic")"#,
        "Decide which of them is the base, and let that one extend nothing or something else. The message gives the circle.",
    ),
    page(
        "M035",
        Whole,
        r#"(format: 1, id: "example", extends: "genric")"#,
        r#"(format: 1, id: "example", extends: "generic")"#,
        "Write the name as the hint has it, with its ending if it is a file. Put files beside the scenario, or write the way \
         from its folder, such as `../base/ferry.ron`. `marchland list` shows what is shipped.",
    ),
    page(
        "M036",
        Whole,
        r#"(format: 1, id: "example", extends: "broken.ron")"#,
        r#"(format: 1, id: "example", extends: "generic")"#,
        "Mend the other file first: `marchland check` of it says what is wrong, and its problems are told here, too.",
    ),
    page(
        "M037",
        Whole,
        r#"(format: 1, id: "example", extends: "generic", without: ["shocks.flod"])"#,
        r#"(format: 1, id: "example", extends: "generic", without: ["shocks.flood"])"#,
        "`marchland show` of the other scenario lists what there is. What this file itself says is simply deleted here; what \
         stands in a list is replaced with the whole list.",
    ),
    page(
        "M038",
        Whole,
        r#"(format: 1, id: "example", without: ["shocks.flood"])"#,
        r#"(format: 1, id: "example", extends: "generic", without: ["shocks.flood"])"#,
        "Name the scenario under `extends`, or take `without` out and delete what is not wanted.",
    ),
    page(
        "M039",
        Words,
        "seventeen files, of which each extends the next",
        "one that extends another, with all that the ones between have changed",
        "`marchland show FILE > whole.ron` prints everything as one scenario: let the next one extend that.",
    ),
    page(
        "M099",
        Words,
        "a scenario that checks in one version, and ends with this code in another",
        "the same scenario, once the fault is mended",
        "Please report it with the file and `marchland --version`. Until then take out what you changed last.",
    ),
];
