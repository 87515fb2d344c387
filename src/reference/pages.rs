//! Pages of prose: grades, stages, criticism, the machine-readable output, the format of scenarios.

use super::{Group, Pair, Topic};
use crate::model::equations;
use crate::model::indicator::Indicator;
use crate::model::setup::Grade;
use crate::model::stage::Diagnosis;
use crate::scenario::{FieldDoc, MAP_NAMES, fields};

/// What a grade says, with its letter.
pub fn grade(grade: Grade) -> String {
    match grade {
        Grade::A => "A, a published estimate",
        Grade::B => "B, a published mechanism without a usable number, or a secondary source",
        Grade::C => "C, our judgement",
        Grade::U => "U, unverified: a figure without a source at hand",
    }
    .to_owned()
}

/// Whether a stage can do without an indicator.
pub const fn mandatory(indicator: Indicator) -> &'static str {
    match indicator {
        Indicator::Knowledge => "for every promotion: it is mandatory for II and III",
        Indicator::Symmetry => "for a promotion to III: it is mandatory there, one of seven for II",
        _ => "or be the one of seven that may be missing in a promotion",
    }
}

/// What the literature recommends against what holds a pair back.
pub const fn remedy(diagnosis: Diagnosis) -> &'static str {
    match diagnosis {
        Diagnosis::Progressing => "patience: steps of 8 to 20 years are usual",
        Diagnosis::Stalled => "work on the binding barrier, which the program names",
        Diagnosis::LackingSynergy => {
            "raise absorptive capacity and look for other fields: opening the border further will not create what \
             partners could give each other"
        }
        Diagnosis::UnderExploited => "lower the institutional and access barriers (E2, E1): the partners are there",
        Diagnosis::Hollow => "policy for knowledge: research fund, twinning, mobility; trade alone does not bring it",
        Diagnosis::LockedIn => "links to the world outside: brokers with external links",
        Diagnosis::Regressing => "restore what slipped first; trust and bodies erode faster than they are built",
    }
}

/// The six dimensions of the theory, and what dominates a stage.
const DIMENSIONS: [&str; 7] = [
    "Accessibility",
    "Economic structure",
    "Science base",
    "Linkages",
    "Society and institutions",
    "Governance",
    "Dominant barriers",
];

/// The three stages, as the theory has them.
pub fn stages() -> Vec<Topic> {
    let stage = |id: &str, title: &str, text: &str, rows: [&str; 7], policy: &str| {
        let rows: Vec<Pair> = DIMENSIONS.into_iter().zip(rows).map(|(d, r)| (d.to_owned(), r.to_owned())).collect();
        let text = format!(
            "{text} Stages are ideal types; the program reads them off seven indicators, and no equation reads them."
        );
        Topic::new(Group::Stage, id, title, text)
            .list("In theory", rows)
            .fact("Fitting policy", policy)
            .sourced("Lundquist, Trippl 2009; Lundquist, Trippl 2013", Grade::B)
            .see(["stage".to_owned()].into_iter().chain(Indicator::ALL.map(|i| i.id().to_owned())))
    };
    vec![
        stage(
            "I",
            "Weakly integrated: asymmetric, cost-driven",
            "Few links, which live on gaps of prices and wages. Two traps look alike and need different policy: too \
             little synergy (nothing to gain from each other) and synergy that the barriers keep from being used.",
            [
                "few crossings; peripheral to both national networks",
                "too different, or synergy unused",
                "little overlap, little exchange",
                "few, one-way, exploiting price and wage gaps",
                "different rules, low trust",
                "no vision; national priorities dominate",
                "geographic and institutional",
            ],
            "crossings, customs, visas, awareness, first contacts",
        ),
        stage(
            "II",
            "Semi-integrated: emerging, knowledge-driven",
            "Knowledge crosses in niches beside the links that live on costs; bodies exist that bridge the border.",
            [
                "daily trips feasible on the main axis",
                "synergy in a few fields, some convergence",
                "selective complementarity in some disciplines",
                "knowledge links in niches beside cost links",
                "bridging bodies; acceptance among elites",
                "joint bodies, top-down",
                "cultural and functional",
            ],
            "language and exchange, recognition of qualifications, narrowing the gap, selected joint research, bridging \
             bodies",
        ),
        stage(
            "III",
            "Strongly integrated: symmetric, innovation-driven",
            "Dense flows both ways of knowledge, skills and students. It is rare, and pairs that reach it may lose it.",
            [
                "good inside and outward",
                "related variety in many fields",
                "wide complementarity drives exploration",
                "dense two-way flows of knowledge, skills, students",
                "shared routines, wide acceptance",
                "stable, transparent, inclusive",
                "cognitive",
            ],
            "joint research and clusters, mobility both ways, open external links",
        ),
    ]
}

/// The pages.
pub fn topics() -> Vec<Topic> {
    vec![notation(), grades(), criticism(), references(), money(), json(), check_json(), list_json(), format(), map()]
}

fn page(id: &str, title: &str, text: &str) -> Topic {
    Topic::new(Group::Page, id, title, text)
}

fn pairs(list: &[(&str, &str)]) -> Vec<Pair> {
    list.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
}

fn notation() -> Topic {
    let text = "One line is one assignment, as the code computes it in a quarter, with the parameters named; the same \
                formula follows with their default values.";
    page("notation", "How formulas are written", text).list("Signs", pairs(equations::NOTATION))
}

/// `marchland explain exit`.
pub fn exit() -> Topic {
    let text = "Every command ends with one of these codes, for scripts; `echo $?` shows it. What went wrong is told on \
                stderr, what came out on stdout.";
    let codes = [
        ("0", "done; also if `check` finds warnings only, unless `--deny-warnings` is given"),
        ("1", "a fault of marchland: please report it with the command"),
        (
            "2",
            "the command makes no sense, such as an unknown option, policy or variable, or there can be no window here",
        ),
        (
            "3",
            "a file is wrong, missing, or cannot be read or written, standard output among them; with \
               `check --deny-warnings` a warning, with `migrate --check` a file of an older format",
        ),
        ("4", "`batch`: more runs of a study failed than `--max-failures` or the study allows"),
        (
            "5",
            "`batch` ended before all was done, by a signal or `--time-limit`: the same command goes on; or rows are missing",
        ),
        (
            "6",
            "`test` has found an expectation that fails; if a file of several is wrong, the others are judged and the \
               code is 3",
        ),
        ("7", "`verify` has found a row that came out otherwise, or a table that was changed"),
        ("130", "broken off by Ctrl-C; files are complete or as they were"),
    ];
    page("exit", "Exit codes", text).list("Codes", pairs(&codes))
}

fn grades() -> Topic {
    let text = "Every number carries a grade that says how good the evidence for it is. Most are C: the model is a tool \
                for thinking, and what it says should be tested against changes of the numbers that carry it. The \
                source `design` stands for judgement when the model was designed, `calibration` for judgement after \
                comparing runs with facts and histories.";
    let list = [Grade::A, Grade::B, Grade::C, Grade::U].map(|g| {
        let text = grade(g);
        let (letter, meaning) = text.split_once(", ").unwrap_or((&text, ""));
        (letter.to_owned(), meaning.to_owned())
    });
    let count = |g: Grade| crate::model::parameters::Parameters::TABLE.iter().filter(|e| e.grade == g).count();
    let total = crate::model::parameters::Parameters::TABLE.len();
    let share = format!(
        "of {total}, {} are A, {} are B, {} are C, {} are U",
        count(Grade::A),
        count(Grade::B),
        count(Grade::C),
        count(Grade::U)
    );
    page("grades", "How good the evidence is", text).list("Grades", list.to_vec()).fact("Parameters", share)
}

fn criticism() -> Topic {
    let text = "What is held against the model, and what it leaves out. As a whole: two regions stand alone in the world; \
                each is one place with one opinion; war, parties, companies of world size and the environment are left \
                out; causes that nobody wrote into an equation cannot show. The forms of two equations were chosen after \
                seeing the histories that judge them. Use it to compare policies and to find what a result hangs on, not \
                to forecast a date.";
    let list = equations::all().map(|e| (format!("{}, {}", e.id, e.title.to_lowercase()), e.criticism.to_owned()));
    page("criticism", "What the model leaves out", text).list("Equation by equation", list.collect())
}

fn references() -> Topic {
    let text = "The publications that equations and parameters name. Authors, year and place of publication come from the \
                project's reading list; titles, volumes and pages have not been compared with the papers.";
    let table = crate::model::references::TABLE.iter();
    let list = table.map(|r| (r.key.to_owned(), format!("{} {}", r.citation, r.used_for)));
    page("references", "Literature", text).list("", list.collect())
}

fn money() -> Topic {
    let text = "Money is counted in points: 1 point is 0.01 % of both regions' yearly output together. Each side has about 6 \
                points a year for the border; cross-border programmes of the European Union spend 1 to 2. Every lever and \
                project names who pays and who receives, and all accounts together sum to 0 in every quarter.";
    page("money", "Points, budgets and who pays", text).see(["E12".to_owned(), "levers".to_owned()])
}

fn json() -> Topic {
    let text = "`marchland run SCENARIO --json` writes one JSON object to standard output and nothing else there. The names \
                are a contract: later versions add to them and take nothing away. `marchland test SCENARIO.. --json` \
                writes a list of entries as under `expectations`, each with the id of its `scenario`.";
    page("json", "Machine-readable output", text)
}

fn check_json() -> Topic {
    let text = "`marchland check FILE... --json` writes one JSON object to standard output and nothing else there, for editors: \
                lines and columns count from 1, columns in characters. The names are a contract, as those of `run`. The exit \
                code is 3 if any file has errors, with `--deny-warnings` also if any has warnings.";
    page("check-json", "What `check` tells editors", text).see(["json".to_owned()])
}

fn list_json() -> Topic {
    let text = "`marchland list --json` writes one JSON object to standard output and nothing else there. The names are a \
                contract, as those of `run`.";
    page("list-json", "What `list` tells programs", text).see(["json".to_owned()])
}

fn format() -> Topic {
    let text = "A scenario is one text file in RON: `( format: 1, id: \"..\", title: \"..\", .. )`. Unknown fields are errors. A \
                figure is a bare number (our judgement, grade C) or `(number, \"source key\", Grade)`; source keys are \
                listed under `sources`. Quarters are texts such as \"2009Q4\"; points of a series may give a year alone, which \
                stands for its middle. Things with ids are maps `{ \"id\": ( .. ), .. }`, and their order decides nothing. \
                Optional fields are left out, without `Some`.";
    let claim = |f: &'static FieldDoc| {
        let name = f.path.strip_prefix("expectations.<id>.claim.")?;
        (!name.contains('.')).then(|| (f.kind.clone(), f.summary.to_owned()))
    };
    page("format", "How a scenario is written", text)
        .list("Conditions", super::written::condition_list())
        .list("Claims of expectations", fields().iter().filter_map(claim).collect())
        .see(["conditions", "dates", "table", "units", "map"].map(str::to_owned))
}

/// `marchland explain map`.
fn map() -> Topic {
    let text = "`map` of a scenario names a shipped map or a file of your own, whose path starts from the folder of the scenario \
                and ends in `.geojson`. Any GIS program saves a layer of regions as one; mapshaper.org does in the browser. Cities \
                and crossings of the scenario are held against it. A scenario needs no map.";
    let names: Vec<String> = MAP_NAMES.iter().map(|name| format!("`{name}`")).collect();
    let named = format!(
        "the first that it has of the properties {}; any other, such as `NAME_1` of GADM, is to be renamed to `name` in the map",
        names.join(", ")
    );
    let list = [
        ("File", "GeoJSON (RFC 7946): one FeatureCollection, UTF-8, at most 10 MB; not TopoJSON, Esri JSON or KML"),
        ("Coordinates", "degrees, longitude first, then latitude: WGS 84 (EPSG:4326), as GeoJSON demands; no metres"),
        ("Name of a feature", named.as_str()),
        (
            "Land of side A",
            "areas, that is features of the type Polygon or MultiPolygon: those that `regions.a.on_map` lists by name; else those \
             with the property `layer` `region_a`; else those of the region's own name. So with B",
        ),
        (
            "Drawn beside it",
            "features with the property `layer`: `land`, `neighbour`, `coast`, `lake`, `river` (with `rank`, 1 the greatest), `border`",
        ),
        (
            "Cities and crossings for `new`",
            "points with `layer` `city` (`side` `a` or `b`, `population`) and `crossing` (`between` `a-b`, `carries` such as \
             `road` or `rail+road`, `opened`, `closed`)",
        ),
        (
            "Refused",
            "what is no GeoJSON (M052), has no such area (M053), one area on both sides (M054), no degrees (M055), more than 10 MB \
             (M056), no land (M057)",
        ),
        (
            "Warned of",
            "a city outside its region (W015), a crossing off the border (W016), an outline that is not closed or encloses nothing \
             (W021), several areas of one name (W022), land on both sides (W023)",
        ),
    ];
    page("map", "How a map is made", text).list("What is read and checked", pairs(&list)).see(["format".to_owned()])
}
