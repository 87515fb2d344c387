//! `docs/format.md` is made of the tables that the reader of scenarios runs on, and of what shipped scenarios say.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

use marchland::reference::{self, Group, Topic};
use marchland::scenario::{DEEPEST, FieldDoc, LARGEST, LARGEST_MAP, NEWEST, Shown, fields, show};

use crate::formats::{ROOT, Shelf, document};

/// The prose before the tables, with `{..}` in the places of what is made.
const INTRODUCTION: &str = include_str!("format_page/introduction.md");
/// The prose on tables in CSV, maps, and scenarios over others.
const OTHER_FILES: &str = include_str!("format_page/other-files.md");

/// How each kind of value is written, and an example of it.
const KINDS: &[(&str, &str, &str)] = &[
    ("version", "the number of the format, without quotes", "`1`"),
    ("text", "in quotes; the range counts its characters", "`\"The Amur\"`"),
    ("id", "in quotes: lower-case letters a-z, digits and hyphens, 1 to 64 of them", "`\"old-bridge\"`"),
    ("number", "with a point for decimals; `_` may group digits", "`0.25`, `1_120_000`"),
    ("whole number", "without a fraction", "`12`"),
    ("true or false", "without quotes", "`true`"),
    (
        "figure",
        "a number with the key of its source and a grade, or a number alone (our judgement, grade C)",
        "`(0.6, \"census\", A)`, `0.6`",
    ),
    ("quarter", "in quotes: the year, `Q`, and 1 to 4", "`\"2009Q4\"`"),
    ("year or quarter", "a year without quotes, which stands for its middle, or a quarter", "`2009`, `\"2009Q4\"`"),
    (
        "point",
        "date and value, with the key of a source and a grade, or without both (our judgement, grade C)",
        "`(2009, 19_020, \"oi-trend\", A)`, `(\"2009Q4\", 4.5)`",
    ),
    ("(longitude, latitude)", "degrees east and degrees north; west and south are negative", "`(13.0038, 55.605)`"),
    ("first and last stage", "two of 1, 2 and 3", "`(1, 2)`"),
    ("variable", "in quotes: one of the [variables](#variables)", "`\"commuters\"`"),
    ("condition", "see [conditions](#conditions)", "`AtLeast(\"trust\", 0.5)`"),
    ("bracket", "fields in round brackets, their names without quotes", "`(a: 0.5, b: 0.5)`"),
    (
        "part of a scenario",
        "the fields that differ, at the depth at which they stand in the scenario",
        "`(border: (trust: 0.5))`",
    ),
    ("list of ..", "values of one kind in square brackets", "`[\"Scania\", \"Blekinge\"]`"),
    ("pair of ..", "two values of one kind in round brackets", "`(1997, 2008)`"),
    ("map of id to ..", "entries in braces; you choose the ids", "`{ \"malmo\": (..), \"lund\": (..) }`"),
    ("map of name to ..", "the same, but the names may hold any letters", "`{ \"ICT\": 0.17, \"food\": 0.83 }`"),
    ("map of channel to number", "strengths by [channel](#channels)", "`{ \"language\": 0.5 }`"),
    ("map of shock channel to number", "amounts by [channel of shocks](#channels-of-shocks)", "`{ \"media\": 0.05 }`"),
];

/// An example for each part of a scenario: the part, the scenario, the path of the example.
const EXAMPLES: &[(&str, &str, &str)] = &[
    ("sources", "oresund", "sources.oi-trend"),
    ("regions", "oresund", "regions.b"),
    ("border", "oresund", "border"),
    ("cities", "oresund", "cities.malmo"),
    ("crossings", "oresund", "crossings.oresund-bridge"),
    ("levers", "generic", "levers.school-exchange"),
    ("fund", "generic", "fund"),
    ("projects", "oresund", "projects.hh-link"),
    ("shocks", "amur", "shocks.closure-2020"),
    ("shock_kinds", "oresund", "shock_kinds.spot-checks"),
    ("drivers", "amur", "drivers.rouble"),
    ("parameters", "generic", "parameters.trust_gain"),
    ("thresholds", "generic", "thresholds"),
    ("policies", "generic", "policies.bridge-and-rules"),
    ("history", "oresund", "history.commuters-to-scania"),
    ("goals", "amur", "goals.trust"),
    ("dilemmas", "amur", "dilemmas.the-cableway"),
    ("lessons", "tutorial", "lessons"),
    ("expectations", "oresund", "expectations.link"),
    ("events", "oresund", "events.link-opens"),
];

/// Names that a scenario can use, by table: heading, anchor words and group of the reference.
const NAMES: &[(&str, &[Group], &str)] = &[
    (
        "Levers",
        &[Group::Lever],
        "Every scenario has these; `levers` changes them or adds others. The default of each is 0: nothing is done.",
    ),
    (
        "Channels",
        &[Group::Channel],
        "What levers and projects act on. Amounts of several add up; 1 is the full-strength programme of the literature.",
    ),
    (
        "Policies",
        &[Group::Policy],
        "Every scenario has these, so that any two borders can be compared under the same rule.",
    ),
    ("Kinds of shock", &[Group::ShockKind], "Every scenario has these; `shock_kinds` adds others."),
    ("Channels of shocks", &[Group::ShockChannel], "What kinds of shock act on."),
    (
        "Variables",
        &[Group::Indicator, Group::Variable],
        "What conditions, claims and history can name. The first seven are the indicators of which the stages are read.",
    ),
    (
        "Parameters",
        &[Group::Parameter],
        "What `parameters` can change, with the range that is taken. `marchland explain NAME` tells where each stands, its source and its grade.",
    ),
];

pub fn line(page: &mut String, text: &str) {
    writeln!(page, "{text}").unwrap();
}

/// Text in the cell of a table.
fn cell(text: &str) -> String {
    text.trim().replace('|', "\\|").replace('<', "&lt;")
}

fn row(page: &mut String, cells: &[&str]) {
    line(page, &format!("| {} |", cells.iter().map(|text| cell(text)).collect::<Vec<_>>().join(" | ")));
}

fn head(page: &mut String, names: &[&str]) {
    line(page, "");
    row(page, names);
    line(page, &format!("|{}", "---|".repeat(names.len())));
}

/// The kind of the values in maps, lists and pairs.
fn innermost(kind: &str) -> &str {
    ["list of ", "pair of ", "map of id to ", "map of name to "]
        .iter()
        .find_map(|before| kind.strip_prefix(before))
        .map_or(kind, innermost)
}

/// The choices of a kind: what stands between the bars that are in no bracket.
fn choices(kind: &str) -> Vec<&str> {
    let mut depth = 0_usize;
    let parts = kind.split(|c: char| {
        depth = match c {
            '(' | '[' => depth + 1,
            ')' | ']' => depth - 1,
            _ => depth,
        };
        c == '|' && depth == 0
    });
    parts.map(str::trim).collect()
}

/// What a field takes: kind, range, unit.
fn takes(field: &FieldDoc) -> String {
    let inner = innermost(&field.kind);
    let before = field.kind.strip_suffix(inner).unwrap_or_default();
    let choices: Vec<String> = choices(inner).iter().map(|choice| format!("`{choice}`")).collect();
    let kind = match choices.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{before}{} or {last}", rest.join(", ")),
        _ => field.kind.clone(),
    };
    let is_text = innermost(&field.kind) == "text";
    let range = match (field.range.is_empty(), is_text) {
        (true, _) => String::new(),
        (false, true) => format!(", {} characters", field.range),
        (false, false) => format!(", {}", field.range),
    };
    let unit =
        if field.unit.is_empty() || field.unit.contains(" to ") { String::new() } else { format!(" ({})", field.unit) };
    format!("{kind}{range}{unit}")
}

fn left_out(field: &FieldDoc) -> String {
    match field.default.as_str() {
        "required" => "**must be given**".to_owned(),
        "optional" => "may be left out".to_owned(),
        value => format!("`{value}`"),
    }
}

/// What holds a field: its path without the last name.
pub fn holder(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(before, _)| before)
}

fn last(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}

/// The fields that something holds. Claims are told by their form.
pub fn table(page: &mut String, held: &[&FieldDoc]) {
    let are_forms = held.iter().all(|field| field.kind.starts_with(&format!("{}(", last(&field.path))));
    if are_forms {
        head(page, &["One of", "Meaning"]);
        held.iter().for_each(|field| row(page, &[&format!("`{}`", field.kind), field.summary]));
        return;
    }
    head(page, &["Field", "Takes", "If left out", "Meaning"]);
    for field in held {
        row(page, &[&format!("`{}`", last(&field.path)), &takes(field), &left_out(field), field.summary]);
    }
}

/// What shipped scenarios say there, as they would say it in a file.
fn example(part: &FieldDoc, scenario: &str, path: &str) -> String {
    let file = document(&format!("scenarios/{scenario}.ron"));
    let shown = show(&file, &[], &Shelf, Shown::Given, Some(path)).unwrap();
    let plain: Vec<&str> =
        shown.lines().map(|line| line.rsplit_once(" // ").map_or(line, |(text, _)| text.trim_end())).collect();
    if !path.contains('.') {
        return format!("{},", shortened(&plain, "").join("\n"));
    }
    let (open, close) = if part.kind.starts_with("map") { ('{', '}') } else { ('(', ')') };
    let inner = shortened(&plain, "    ").join("\n");
    format!("{}: {open}\n{inner},\n    // ..\n{close},", part.path)
}

/// Of a long series the first three points.
fn shortened(lines: &[&str], indent: &str) -> Vec<String> {
    const KEPT: usize = 3;
    let mut kept = Vec::new();
    let mut points = 0;
    for text in lines {
        let is_point = text.trim_start().starts_with('(') && text.trim_start()[1..].starts_with(['1', '2', '"']);
        points = if is_point { points + 1 } else { 0 };
        match points {
            0..=KEPT => kept.push(format!("{indent}{text}")),
            _ if points == KEPT + 1 => kept.push(format!("{indent}        // and so on, a point for each date")),
            _ => {}
        }
    }
    kept
}

/// A part of a scenario: what it is, an example, its fields and those in them.
fn part(page: &mut String, top: &FieldDoc, all: &[FieldDoc], told: &mut BTreeMap<String, String>) {
    line(page, &format!("\n### `{}`\n", top.path));
    line(
        page,
        &format!(
            "{} It is a {}; {}.",
            top.summary,
            top.kind,
            match top.default.as_str() {
                "required" => "it must be given".to_owned(),
                value => format!("if left out: `{value}`"),
            }
        ),
    );
    let (_, scenario, path) = EXAMPLES.iter().find(|(name, ..)| *name == top.path).expect("every part has an example");
    line(page, &format!("\nFrom `{scenario}`:\n\n```ron\n{}\n```", example(top, scenario, path)));
    let mut holders: Vec<&str> = Vec::new();
    for field in
        all.iter().filter(|field| field.path.split(['.', '[']).next() == Some(&top.path) && field.path != top.path)
    {
        if !holders.contains(&holder(&field.path)) {
            holders.push(holder(&field.path));
        }
    }
    for within in holders {
        let held: Vec<&FieldDoc> = all.iter().filter(|field| holder(&field.path) == within).collect();
        let mut rows = String::new();
        table(&mut rows, &held);
        // A choice with fields in its brackets.
        let by_name = held.first().and_then(|field| {
            let kind = &all.iter().find(|holder| holder.path == within)?.kind;
            choices(kind).into_iter().find(|choice| choice.contains(&format!("({}:", last(&field.path))))
        });
        match (told.get(&rows), by_name) {
            (Some(same), _) => line(page, &format!("\nFields of `{within}`: as those of `{same}`.")),
            (None, by_name) => {
                match by_name.filter(|choice| choices(choice).len() == 1 && !choice.starts_with(last(within))) {
                    Some(choice) => line(page, &format!("\nFields of `{within}`, in `{choice}`:")),
                    None => line(page, &format!("\nFields of `{within}`:")),
                }
                page.push_str(&rows);
                told.insert(rows, within.to_owned());
            }
        }
    }
}

/// A table of names that a scenario can use.
fn names(page: &mut String, title: &str, groups: &[Group], sentence: &str, topics: &[Topic]) {
    line(page, &format!("\n### {title}\n\n{sentence}"));
    let within: Vec<&Topic> =
        groups.iter().flat_map(|group| topics.iter().filter(|topic| topic.group == *group)).collect();
    let has = |part: fn(&Topic) -> &Option<String>| within.iter().any(|topic| part(topic).is_some());
    let is_fixed = groups.contains(&Group::Lever) || groups.contains(&Group::ShockKind);
    let (unit, default, range) =
        (!is_fixed && has(|t| &t.unit), groups.contains(&Group::Parameter), !is_fixed && has(|t| &t.range));
    let mut columns = vec!["Name"];
    columns.extend(
        [(unit, "Unit"), (range, "Range"), (default, "Default")]
            .into_iter()
            .filter(|(is, _)| *is)
            .map(|(_, name)| name),
    );
    columns.push("Meaning");
    head(page, &columns);
    for topic in within {
        let id = format!("`{}`", topic.id);
        let mut cells = vec![id.as_str()];
        let known = [(unit, &topic.unit), (range, &topic.range), (default, &topic.default)];
        cells.extend(known.into_iter().filter(|(is, _)| *is).map(|(_, value)| value.as_deref().unwrap_or_default()));
        let meaning = topic.text.replace('\n', " ");
        cells.push(&meaning);
        row(page, &cells);
    }
}

fn page() -> String {
    let all = fields();
    let topics = reference::topics();
    let text = |place: &str| fs::read_to_string(Path::new(ROOT).join(place)).unwrap().trim_end().to_owned();
    let mut page = INTRODUCTION
        .replace("{format}", &NEWEST.to_string())
        .replace("{largest}", &(LARGEST / 1_000_000).to_string())
        .replace("{deepest}", &DEEPEST.to_string())
        .replace("{shortest}", &text("tests/minimal.ron"));
    line(&mut page, "\n## How values are written");
    head(&mut page, &["Kind", "Written", "Example"]);
    KINDS.iter().for_each(|(kind, written, example)| row(&mut page, &[kind, written, example]));
    let page_of = |id: &str| topics.iter().find(|topic| topic.group == Group::Page && topic.id == id).unwrap();
    line(&mut page, "\n### Grades\n\nHow good the evidence for a number is.");
    head(&mut page, &["Grade", "Meaning"]);
    page_of("grades").lists[0]
        .entries
        .iter()
        .for_each(|(letter, meaning)| row(&mut page, &[&format!("`{letter}`"), meaning]));
    line(
        &mut page,
        "\n### Conditions\n\nFor policies, projects, shocks, goals, dilemmas, lessons and claims. A list of conditions holds while all in it hold.",
    );
    head(&mut page, &["Condition", "It holds when"]);
    page_of("format").lists[0]
        .entries
        .iter()
        .for_each(|(form, meaning)| row(&mut page, &[&format!("`{form}`"), meaning]));
    line(&mut page, "\n## All fields at the top");
    let tops: Vec<&FieldDoc> = all.iter().filter(|field| holder(&field.path).is_empty()).collect();
    table(&mut page, &tops);
    line(&mut page, "\n## The parts, one by one");
    let mut told = BTreeMap::new();
    for top in tops {
        if EXAMPLES.iter().any(|(name, ..)| *name == top.path) {
            part(&mut page, top, all, &mut told);
        }
    }
    page.push('\n');
    page.push_str(
        &OTHER_FILES
            .replace("{largest_map}", &(LARGEST_MAP / 1_000_000).to_string())
            .replace("{table}", &text("tests/parts/trade.csv")),
    );
    line(&mut page, "\n## Names that a scenario can use");
    NAMES.iter().for_each(|(title, groups, sentence)| names(&mut page, title, groups, sentence, &topics));
    line(
        &mut page,
        "\n## Codes of problems and warnings\n\nM are problems: the file is not taken. W are warnings: it is, and probably says what is not meant.",
    );
    head(&mut page, &["Code", "What", "Meaning"]);
    for code in topics.iter().filter(|topic| topic.group == Group::Code) {
        row(&mut page, &[&format!("`{}`", code.id), &code.title, &code.text]);
    }
    page
}

#[test]
fn the_page_of_the_format_is_what_the_tables_say() {
    let path = Path::new(ROOT).join("docs/format.md");
    let now = page();
    if std::env::var_os("MARCHLAND_WRITE_GOLDEN").is_some() {
        fs::write(&path, &now).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    let differs = now.lines().zip(written.lines()).find(|(now, written)| now != written);
    assert!(
        now == written,
        "docs/format.md is not what the tables say: run `MARCHLAND_WRITE_GOLDEN=1 cargo test format_page`; first {differs:#?}"
    );
}

#[test]
fn the_page_says_how_every_kind_of_value_is_written() {
    for field in fields() {
        let kind = innermost(&field.kind);
        let is_choice = kind.contains(" | ") || kind.starts_with(&format!("{}(", last(&field.path)));
        assert!(is_choice || KINDS.iter().any(|(known, ..)| *known == kind), "{}: `{kind}`", field.path);
    }
}

#[test]
fn every_part_with_fields_in_it_has_an_example() {
    for field in fields().iter().filter(|field| field.path.contains('.')) {
        let top = field.path.split(['.', '[']).next().unwrap();
        assert!(EXAMPLES.iter().any(|(part, ..)| *part == top), "`{top}`");
    }
}

#[test]
fn every_link_of_the_page_leads_to_a_heading() {
    let page = page();
    let anchor = |title: &str| title.trim_start_matches('#').trim().to_lowercase().replace('`', "").replace(' ', "-");
    let anchors: Vec<String> = page.lines().filter(|line| line.starts_with('#')).map(anchor).collect();
    let links: Vec<&str> = page.split("](#").skip(1).filter_map(|rest| rest.split(')').next()).collect();
    assert!(links.len() >= 4, "{links:?}");
    for link in links {
        assert!(anchors.iter().any(|anchor| anchor == link), "`{link}` leads nowhere");
    }
}

/// An author who copies a whole file out of the page has one that checks.
#[test]
fn the_whole_files_of_the_page_check() {
    let page = page();
    let blocks = page.split("```ron\n").skip(1).filter_map(|rest| rest.split("```").next());
    let folder = tempfile::tempdir().unwrap();
    let mut files = 0;
    for block in blocks.filter(|block| block.contains("format: 1")) {
        files += 1;
        let file = folder.path().join("copied.ron");
        fs::write(&file, block).unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_marchland")).arg("check").arg(&file).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    }
    assert_eq!(files, 2);
}
