//! What was left out, how to get it all again, how to cite it, and where it comes from.

use serde_json::Value;

use super::Material;
use super::html::{Column, Html};
use crate::cli::batch::folder::{MANIFEST, STUDY};
use crate::cli::{Failure, clock, run, shipped};
use marchland::run::number::count;
use marchland::study::store::disk;

/// Failed rows that the page names.
const NAMED: usize = 20;

/// Rows that failed, and rows that analyses did not use.
pub fn left_out(page: &mut Html, of: &Material) {
    page.part("left", "What was left out");
    let study = &of.opened.study;
    let failed = of.failed();
    if failed == 0 {
        page.paragraph(&format!("No run failed: all {} rows have results.", count(study.rows())));
    } else {
        page.paragraph(&format!(
            "{} of {} runs failed. They are rows of the table with their status, and no number on this page is made of them.",
            count(failed as u64),
            count(study.rows())
        ));
        let row = |failed: &marchland::study::analysis::Failed| {
            let id = study.id(&study.row(failed.row as u64));
            vec![id, failed.status.clone(), failed.message.clone()]
        };
        let rows: Vec<Vec<String>> = of.runs.failed.iter().take(NAMED).map(row).collect();
        let caption = if failed > NAMED { format!("The first {NAMED} failed rows") } else { "Failed rows".to_owned() };
        page.table(&caption, &[(Column::Text, "row"), (Column::Text, "status"), (Column::Long, "why")], &rows);
    }
    if !of.unmade.is_empty() {
        page.list(&of.unmade);
    }
    let mut told: Vec<String> = Vec::new();
    for part in &of.parts {
        for used in part.findings.used.iter().filter(|used| !used.left_out.is_empty()) {
            let line = format!("{} (`{}`): {}.", of.names.output(&used.output).title, part.kind, used.counted());
            if !told.contains(&line) {
                told.push(line);
            }
        }
    }
    if !told.is_empty() {
        page.paragraph(
            "Rows without a value have none to give: a stage that a run never reached has no first quarter. What is said of \
             such an output is said of the runs that have it.",
        );
        page.list(&told);
    }
}

/// The commands, word by word, and the citation.
pub fn again(page: &mut Html, of: &Material) {
    let study = &of.opened.study;
    page.part("again", "How to get it again");
    let shipped = shipped::STUDIES.iter().find(|(id, text)| *id == study.id && *text == study.text);
    let build = &of.opened.manifest.build;
    let (version, origin) = (&build.version, build.origin());
    page.paragraph(&format!(
        "With marchland {version} ({origin}). The same study gives the same bytes on any number of threads and shards."
    ));
    let asked = shipped.map_or(STUDY, |(id, _)| id);
    let mut lines = vec![of.opened.batch_again(asked)];
    let mut analyses: Vec<String> =
        of.parts.iter().map(|part| format!("marchland analyze {}", placed(&part.command))).collect();
    analyses.dedup();
    lines.extend(analyses);
    lines.push(of.command.clone());
    let checks = format!("marchland replay . --row {}", run::quoted(&study.id(&study.row(0))));
    let checks = ["marchland verify . --rows 20".to_owned(), checks];
    let copies = "In the folder that this page was made from, wherever it lies now, are copies of the study and of all that it \
                  reads.";
    if shipped.is_some() {
        page.commands(&lines);
        page.paragraph(&format!(
            "{copies} There these two run rows again and compare what comes out, and show one row as a report:"
        ));
    } else {
        page.paragraph(&format!("{copies} Give these commands there:"));
        page.commands(&lines);
        page.paragraph("And these two run rows again and compare what comes out, and show one row as a report:");
    }
    page.commands(&checks);
    if let Some(merged) = &of.opened.manifest.merged {
        page.paragraph(&format!("The table of runs has the SHA-256 {}.", merged.result_sha256));
    }
    page.heading("Citation", "");
    let title = citation("title");
    page.paragraph(&format!(
        "{}: {title}. Version {version} ({origin}). Study `{}`, SHA-256 of its text {}.",
        citation("  - name"),
        study.id,
        study.sha256
    ));
}

/// `sobol --case x` becomes `sobol again --case x`.
fn placed(command: &str) -> String {
    match command.split_once(' ') {
        Some((kind, rest)) => format!("{kind} again {rest}"),
        None => format!("{command} again"),
    }
}

/// A field of the citation file.
fn citation(field: &str) -> &'static str {
    let text = include_str!("../../../CITATION.cff");
    let start = format!("{field}:");
    let line = text.lines().find_map(|line| line.strip_prefix(start.as_str()));
    line.unwrap_or_default().trim().trim_matches('"')
}

/// The manifest and the study, whole.
///
/// # Errors
/// A manifest that cannot be read.
pub fn origin(page: &mut Html, of: &Material) -> Result<(), Failure> {
    page.part("origin", "Where it comes from");
    let text = disk::text(&of.opened.path.join(MANIFEST))?.unwrap_or_default();
    let manifest: Value =
        serde_json::from_str(&text).map_err(|error| Failure::Internal(format!("cannot read the manifest: {error}")))?;
    let mut rows = Vec::new();
    flat("", &manifest, &mut rows);
    page.table("The manifest of the results", &[(Column::Text, "field"), (Column::Long, "value")], &rows);
    page.part("study", "The study, as it was written");
    page.text(&of.opened.study.text);
    Ok(())
}

/// Fields within fields by a path, lists of plain values in a line.
fn flat(path: &str, value: &Value, rows: &mut Vec<Vec<String>>) {
    let below = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    let is_plain = |value: &Value| !value.is_array() && !value.is_object();
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, value)| flat(&below(key), value, rows)),
        Value::Array(list) if !list.iter().all(is_plain) => {
            list.iter().enumerate().for_each(|(i, value)| flat(&below(&i.to_string()), value, rows));
        }
        Value::Array(list) => {
            let all: Vec<String> = list.iter().map(|value| plain(path, value)).collect();
            rows.push(vec![path.to_owned(), if all.is_empty() { "none".to_owned() } else { all.join(", ") }]);
        }
        plain_value => rows.push(vec![path.to_owned(), plain(path, plain_value)]),
    }
}

/// A value as people read it: seconds since 1970 as a date.
fn plain(path: &str, value: &Value) -> String {
    match value {
        Value::Null => "not known".to_owned(),
        Value::String(text) => text.clone(),
        Value::Number(number) if ["merged.from", "merged.until"].contains(&path) => {
            clock::universal(number.as_u64().unwrap_or(0))
        }
        other => other.to_string(),
    }
}
