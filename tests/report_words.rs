//! What a report says in words: what it left out and why, what there is to judge a model by, and no method twice.

use std::fs;
use std::path::Path;

use crate::report::{Done, on};

fn page(done: &Done, more: &[&str]) -> String {
    let (code, said) = done.on(&[&["report", "out", "-o", "page.html"], more].concat());
    assert_eq!(code, 0, "{said}");
    fs::read_to_string(done.path("page.html")).unwrap()
}

/// A bound of trust that about half of the runs of the staged policy reach.
fn middle(done: &Done) -> String {
    let more = ["analyze", "spread", "out", "--output", "trust", "--policy", "staged", "--format", "json"];
    let found: serde_json::Value = serde_json::from_str(&done.on(&more).1).unwrap();
    format!("trust>={}", found["tables"]["spread"][0]["median"])
}

#[test]
fn boxes_that_are_asked_for_are_made_of_few_runs_too_and_others_are_told() {
    let done = Done::new("Latin(40)", &[]);
    let unasked = page(&done, &[]);
    assert!(!unasked.contains("Where the cases lie"), "80 runs a policy are few");
    let left = unasked.split("What was left out").last().unwrap();
    for told in [
        "not looked for under any policy: each has 80 runs, and unasked they are looked for among 100 or more",
        "--case &#39;stage_two&gt;=1&#39;",
    ] {
        assert!(left.contains(told), "{told}: {left}");
    }
    let asked = page(&done, &["--case", &middle(&done)]);
    assert!(asked.contains("Where the cases lie") && asked.contains("Among so few runs a box may be luck."), "{asked}");
    assert!(!asked.contains("unasked they are looked for"), "what was asked for is made");
    let help = on(Path::new("."), &["report", "--help"]).1;
    assert!(help.split_whitespace().collect::<Vec<_>>().join(" ").contains("policies with 100 runs or more"), "{help}");
}

#[test]
fn boxes_of_a_study_without_factors_are_told_to_be_impossible() {
    let folder = tempfile::tempdir().unwrap();
    let text = r#"(study: 1, id: "bare", title: "Bare", question: "What comes?", scenarios: ["generic"], quarters: 8,
        replicates: 3, outputs: {"trust": Last("trust")})"#;
    fs::write(folder.path().join("bare.ron"), text).unwrap();
    assert_eq!(on(folder.path(), &["batch", "bare.ron", "--out", "out"]).0, 0);
    let (code, said) = on(folder.path(), &["report", "out", "--case", "trust>=0.1"]);
    assert_eq!(code, 0, "{said}");
    let page = fs::read_to_string(folder.path().join("out/report.html")).unwrap();
    assert!(page.contains("the study varies no factor, so that there is nothing to look in"), "{page}");
}

#[test]
fn the_method_of_boxes_stands_once_and_the_method_of_pooled_rows_says_so() {
    let done = Done::new("Latin(120)", &[]);
    let case = middle(&done);
    let made = page(&done, &["--case", &case]);
    assert_eq!(made.matches("Each step peels").count(), 1, "three policies have boxes, and one method");
    let (code, said) = done.on(&["analyze", "prim", "out", "--case", &case]);
    assert!(code == 0 && said.contains("the rows of 3 policies are taken together: `--policy ID`"), "{said}");
    let json = done.on(&["analyze", "prim", "out", "--case", &case, "--format", "json"]).1;
    assert!(json.contains("of 720 rows of 3 policies together"), "{json}");
    let (code, said) = done.on(&["analyze", "prim", "out", "--case", &case, "--policy", "staged"]);
    assert!(code == 0 && !said.contains("together"), "{said}");
}

#[test]
fn what_a_model_is_judged_by_is_pointed_to_where_it_is() {
    let done = Done::new("Latin(2)", &[]);
    let of_generic = page(&done, &[]);
    let has_history = of_generic.contains("id=\"history\"");
    assert_eq!(of_generic.contains("the fit to history below"), has_history);
    assert_eq!(of_generic.contains("the scenario has no history"), !has_history);
    let folder = tempfile::tempdir().unwrap();
    for (id, without) in [("with", ""), ("bare", ", \"history\"")] {
        let text = format!(
            "(format: 1, id: \"{id}\", extends: \"oresund\", title: \"The {id} one\", without: [\"expectations\"{without}])"
        );
        fs::write(folder.path().join(format!("{id}.ron")), text).unwrap();
    }
    for (i, (scenarios, told, is_there)) in [
        ("\"bare.ron\"", "the scenario has no history, and nothing on this page can judge that", false),
        ("\"with.ron\"", "the fit to history below is what there is to judge that by.", true),
        ("\"with.ron\", \"bare.ron\"", "to judge that by, and there is none for The bare one.", true),
    ]
    .into_iter()
    .enumerate()
    {
        let text = format!(
            "(study: 1, id: \"s\", title: \"S\", question: \"?\", scenarios: [{scenarios}], quarters: 4, outputs: {{\"trust\": Last(\"trust\")}})"
        );
        fs::write(folder.path().join("s.ron"), text).unwrap();
        let out = format!("out{i}");
        assert_eq!(on(folder.path(), &["batch", "s.ron", "--out", &out]).0, 0);
        assert_eq!(on(folder.path(), &["report", &out]).0, 0);
        let page = fs::read_to_string(folder.path().join(out).join("report.html")).unwrap();
        assert!(page.contains(told), "{scenarios}: {told}");
        assert_eq!(page.contains("id=\"history\""), is_there, "{scenarios}");
    }
}

#[test]
fn indices_show_how_they_settle_and_what_cannot_be_drawn_says_what_it_speaks_of() {
    let made = page(&Done::new("Saltelli(16)", &[]), &[]);
    assert!(made.contains("How they settle") && made.contains("<th scope=\"col\">8 blocks</th>"), "{made}");
    let rows = made.split("How they settle").nth(2).unwrap().split("</table>").next().unwrap();
    assert!(
        rows.contains(">first</td>") && rows.contains(">total</td>") && rows.contains("Gain of &lt;trust&gt;"),
        "{rows}"
    );
    assert!(!made.contains("It does not vary, or too few runs"), "nobody knows what `it` is");
}
