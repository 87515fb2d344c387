//! `--crate`: what RO-Crate 1.1 says that a crate must be, held against the description of a study's folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::cli::marchland;

const STUDY: &str = r#"(
    study: 1, id: "described", title: "Described", question: "Can a stranger tell what this is?",
    scenarios: ["my border.ron"], policies: ["none"], quarters: 2, replicates: 3,
    outputs: {"trust": Last("trust")},
)"#;

fn run(arguments: &[&str], folder: &Path) -> (i32, String) {
    let output = marchland(arguments).current_dir(folder).output().unwrap();
    let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    (output.status.code().unwrap(), text)
}

/// A folder with a study whose scenario has a blank in its name.
fn place() -> tempfile::TempDir {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("study.ron"), STUDY).unwrap();
    let border = "(format: 1, id: \"my-border\", title: \"My border\", extends: \"generic\")";
    fs::write(place.path().join("my border.ron"), border).unwrap();
    place
}

/// The entities by their ids.
fn entities(folder: &Path) -> BTreeMap<String, Value> {
    let text = fs::read_to_string(folder.join("ro-crate-metadata.json")).unwrap();
    let document: Value = serde_json::from_str(&text).unwrap();
    let context = document["@context"].as_array().unwrap();
    assert!(context.contains(&"https://w3id.org/ro/crate/1.1/context".into()));
    let graph = document["@graph"].as_array().unwrap();
    let by_id = |entity: &Value| (entity["@id"].as_str().unwrap().to_owned(), entity.clone());
    let entities: BTreeMap<String, Value> = graph.iter().map(by_id).collect();
    assert_eq!(entities.len(), graph.len(), "an id stands for one entity");
    entities
}

/// Ids that a value refers to. The document is flat: whatever is an object is such a reference and nothing else.
fn references(value: &Value) -> Vec<&str> {
    match value {
        Value::Array(list) => list.iter().flat_map(references).collect(),
        Value::Object(object) => {
            assert_eq!(object.len(), 1, "an entity within another: {value}");
            vec![object["@id"].as_str().unwrap()]
        }
        _ => Vec::new(),
    }
}

fn decoded(id: &str) -> String {
    id.replace("%20", " ")
}

#[test]
fn a_crate_is_what_the_specification_says_it_must_be() {
    let place = place();
    let author = "--author=Ada Lovelace <https://orcid.org/0000-0002-1825-0097>";
    let asked =
        ["batch", "study.ron", "--out", "out", "--crate", author, "--author", "Second", "--licence", "CC-BY-4.0"];
    let (ended, said) = run(&asked, place.path());
    assert_eq!(ended, 0, "{said}");
    let folder = place.path().join("out");
    let entities = entities(&folder);
    let descriptor = &entities["ro-crate-metadata.json"];
    assert_eq!(descriptor["@type"], "CreativeWork");
    assert_eq!(descriptor["conformsTo"]["@id"], "https://w3id.org/ro/crate/1.1");
    assert_eq!(descriptor["about"]["@id"], "./");
    let root = &entities["./"];
    assert_eq!(root["@type"], "Dataset");
    assert_eq!(
        (&root["name"], &root["license"]["@id"]),
        (&"Described".into(), &"https://spdx.org/licenses/CC-BY-4.0".into())
    );
    assert!(!root["description"].as_str().unwrap().is_empty());
    let date = root["datePublished"].as_str().unwrap();
    assert!(
        date.len() >= 10 && date.as_bytes()[4] == b'-' && date.as_bytes()[7] == b'-',
        "ISO 8601 to the day: {date}"
    );
    for (id, entity) in &entities {
        assert!(entity["@type"].is_string(), "{id}");
        for reference in entity.as_object().unwrap().values().flat_map(references) {
            let is_outside = reference == "https://w3id.org/ro/crate/1.1";
            assert!(
                is_outside || entities.contains_key(reference),
                "{id} refers to {reference}, which nobody describes"
            );
        }
    }
    let parts = references(&root["hasPart"]);
    let files: Vec<&String> =
        entities.iter().filter(|(_, entity)| entity["@type"] == "File").map(|(id, _)| id).collect();
    assert_eq!(files.len(), parts.len());
    for id in files {
        assert!(parts.contains(&id.as_str()), "{id} is no part of the root");
        assert!(!id.starts_with(['/', '#']) && !id.contains(['\\', ' ']), "{id} is no relative address");
        let bytes = fs::read(folder.join(decoded(id))).unwrap();
        let hash: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(entities[id]["sha256"], hash, "{id}");
        assert_eq!(entities[id]["contentSize"], bytes.len().to_string(), "{id}");
    }
    for part in ["study.ron", "design.csv", "manifest.json", "runs.parquet", "scenarios/my%20border.ron"] {
        assert!(parts.contains(&part), "{part}: {parts:?}");
    }
    let people = references(&root["author"]);
    assert_eq!(people[0], "https://orcid.org/0000-0002-1825-0097");
    assert!(people.iter().all(|id| entities[*id]["@type"] == "Person" && entities[*id]["name"].is_string()));
    let action = entities.values().find(|entity| entity["@type"] == "CreateAction").unwrap();
    let program = &entities[action["instrument"]["@id"].as_str().unwrap()];
    assert_eq!(
        (&program["@type"], &program["version"]),
        (&"SoftwareApplication".into(), &env!("CARGO_PKG_VERSION").into())
    );
    assert!(
        references(&action["result"]).contains(&"runs.parquet") && references(&action["object"]).contains(&"study.ron")
    );
}

#[test]
fn what_is_merged_can_be_described_later_and_says_what_is_not_known() {
    let place = place();
    assert_eq!(run(&["batch", "study.ron", "--out", "out", "--shard", "0/2"], place.path()).0, 0);
    let (early, said) = run(&["batch", "study.ron", "--out", "out", "--shard", "1/2", "--crate"], place.path());
    assert!(early == 2 && said.contains("marchland merge"), "{said}");
    assert_eq!(run(&["batch", "study.ron", "--out", "out", "--shard", "1/2"], place.path()).0, 0);
    assert_eq!(run(&["merge", "out"], place.path()).0, 0);
    let folder = place.path().join("out");
    assert!(!folder.join("ro-crate-metadata.json").exists());
    assert_eq!(run(&["merge", "out", "--crate"], place.path()).0, 0);
    let entities = entities(&folder);
    let licence = &entities[entities["./"]["license"]["@id"].as_str().unwrap()];
    assert!(licence["name"].as_str().unwrap().contains("No licence"), "{licence}");
    assert!(entities["./"]["author"].is_null());
    assert_eq!(run(&["verify", "out"], place.path()).0, 0, "a folder with a crate is one still");
    assert_eq!(run(&["merge", "out", "--author", "Ada"], place.path()).0, 2, "an author without a crate");
    assert_eq!(run(&["merge", "out", "--crate", "--author", "Ada <nobody>"], place.path()).0, 2);
}
