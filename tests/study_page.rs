//! The fields of a study in `docs/studies.md` are made of the table that its reader runs on.

use std::fs;
use std::path::Path;

use marchland::scenario::FieldDoc;
use marchland::study::fields;

use crate::format_page::{holder, line, table};
use crate::formats::ROOT;

const BEGIN: &str = "<!-- fields: made of the tables by `MARCHLAND_WRITE_GOLDEN=1 cargo test study_page` -->\n";
const END: &str = "<!-- end of the fields -->\n";

/// The policies that a study writes are those of a scenario, which `docs/format.md` has.
const WRITTEN: &str = "written.<id>";

fn section() -> String {
    let all = fields();
    let mut holders: Vec<&str> = Vec::new();
    for field in all.iter().filter(|field| !field.path.starts_with("written.")) {
        if !holders.contains(&holder(&field.path)) {
            holders.push(holder(&field.path));
        }
    }
    let mut page = String::new();
    for within in holders {
        let held: Vec<&FieldDoc> = all.iter().filter(|field| holder(&field.path) == within).collect();
        if !within.is_empty() {
            line(&mut page, &format!("\nFields of `{within}`:"));
        }
        table(&mut page, &held);
    }
    line(
        &mut page,
        &format!("\nFields of `{WRITTEN}` are those of [`policies.<id>`](format.md#policies) in a scenario.\n"),
    );
    page
}

#[test]
fn the_fields_of_the_page_are_what_the_table_says() {
    let path = Path::new(ROOT).join("docs/studies.md");
    let page = fs::read_to_string(&path).unwrap();
    let (before, rest) = page.split_once(BEGIN).expect("the page says where the fields begin");
    let (written, after) = rest.split_once(END).expect("the page says where the fields end");
    let now = section();
    if std::env::var_os("MARCHLAND_WRITE_GOLDEN").is_some() {
        fs::write(&path, [before, BEGIN, &now, END, after].concat()).unwrap();
        return;
    }
    let differs = now.lines().zip(written.lines()).find(|(now, written)| now != written);
    assert!(
        now == written,
        "docs/studies.md is not what the table says: run `MARCHLAND_WRITE_GOLDEN=1 cargo test study_page`; first {differs:#?}"
    );
}

#[test]
fn every_field_of_a_study_stands_in_the_page() {
    let page = section();
    for field in fields().iter().filter(|field| !field.path.starts_with("written.")) {
        let name = field.path.rsplit('.').next().unwrap();
        assert!(page.contains(&format!("| `{name}` |")), "{}", field.path);
    }
    let own: Vec<&FieldDoc> = fields().iter().filter(|field| holder(&field.path) == WRITTEN).collect();
    let of_scenario = marchland::scenario::fields();
    assert!(!own.is_empty());
    for field in own {
        let there = field.path.replace(WRITTEN, "policies.<id>");
        assert!(of_scenario.iter().any(|other| other.path == there), "{}", field.path);
    }
}
