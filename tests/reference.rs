//! The reference says something of every name, and what it says is what the code runs on.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use marchland::model::channel::{Channel, ShockChannel};
use marchland::model::equations;
use marchland::model::indicator::Variable;
use marchland::model::parameters::Parameters;
use marchland::model::references::mentioned;
use marchland::model::stage::Diagnosis;
use marchland::reference::{self, Group, Topic};
use marchland::scenario::{self, Common};

fn topic(group: Group, id: &str) -> Topic {
    let topics = reference::topics();
    let found = topics.into_iter().find(|t| t.group == group && t.id == id);
    found.unwrap_or_else(|| panic!("no topic for the {} `{id}`", group.word()))
}

/// Unit, sentence, source and grade.
fn is_complete(topic: &Topic) {
    let name = &topic.id;
    assert!(topic.text.len() > 15 && topic.text.contains(' '), "`{name}` has no sentence");
    assert!(topic.unit.as_ref().is_some_and(|u| !u.is_empty()), "`{name}` has no unit");
    assert!(topic.source.as_ref().is_some_and(|s| !s.is_empty()), "`{name}` has no source");
    assert!(topic.grade.is_some(), "`{name}` has no grade");
}

#[test]
fn every_name_of_the_model_has_unit_sentence_source_and_grade() {
    for entry in Parameters::TABLE {
        let topic = topic(Group::Parameter, entry.id);
        is_complete(&topic);
        assert!(topic.formula.is_some(), "no formula names the parameter `{}`", entry.id);
    }
    for variable in Variable::ALL {
        let all = reference::topics();
        let of = |t: &&Topic| matches!(t.group, Group::Variable | Group::Indicator) && t.id == variable.id();
        is_complete(all.iter().find(of).unwrap_or_else(|| panic!("{}", variable.id())));
    }
    Channel::ALL.iter().for_each(|c| is_complete(&topic(Group::Channel, c.id())));
    ShockChannel::ALL.iter().for_each(|c| is_complete(&topic(Group::ShockChannel, c.id())));
    for diagnosis in Diagnosis::ALL {
        let topic = topic(Group::Diagnosis, diagnosis.id());
        assert!(topic.formula.is_some() && topic.source.is_some() && topic.grade.is_some());
    }
}

#[test]
fn every_lever_policy_and_kind_of_shock_of_the_catalogue_is_complete() {
    let Common { levers, kinds, policies } = scenario::catalogue();
    assert_eq!((levers.len(), kinds.len(), policies.len()), (16, 7, 6));
    for policy in &policies {
        let topic = topic(Group::Policy, &policy.id);
        assert!(!topic.text.is_empty() && topic.lists.iter().any(|l| l.title == "Levers" && !l.entries.is_empty()));
    }
    levers.iter().for_each(|l| is_complete(&topic(Group::Lever, &l.id)));
    kinds.iter().for_each(|k| is_complete(&topic(Group::ShockKind, &k.id)));
}

#[test]
fn every_field_and_code_has_a_sentence() {
    for field in scenario::fields() {
        let topic = topic(Group::Field, &field.path);
        assert!(topic.text.len() > 5 && topic.unit.is_some() && topic.default.is_some(), "{}", field.path);
    }
    for (code, title, text) in scenario::CODES {
        let topic = topic(Group::Code, code);
        assert_eq!((topic.title.as_str(), topic.text.as_str()), (*title, *text));
    }
}

/// The ids of equations that tables refer to, each with the name that refers to it.
fn referred() -> Vec<(&'static str, &'static str)> {
    let parameters = Parameters::TABLE.iter().map(|e| (e.equation, e.id));
    let variables = Variable::ALL.iter().map(|v| (v.equation(), v.id()));
    let channels = Channel::ALL.iter().map(|c| (c.equation(), c.id()));
    parameters
        .chain(variables)
        .chain(channels)
        .chain(ShockChannel::ALL.iter().map(|c| (c.equation(), c.id())))
        .collect()
}

fn words(text: &str) -> BTreeSet<&str> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').collect()
}

#[test]
fn every_equation_that_a_table_names_exists_and_names_it_back() {
    for (equation, name) in referred() {
        let found = equations::Equation::named(equation);
        let found = found.unwrap_or_else(|| panic!("`{name}` refers to `{equation}`, which does not exist"));
        let letters = found.letters.iter().flat_map(|(letter, meaning)| [*letter, *meaning]);
        let known: BTreeSet<&str> = letters.chain([found.formula]).flat_map(words).collect();
        // The closure acts through many equations at once.
        assert!(known.contains(name), "the formula of `{equation}` does not name `{name}`");
    }
}

#[test]
fn every_equation_says_what_it_leaves_out_and_where_it_is_computed() {
    let mut ids = BTreeSet::new();
    for e in equations::all() {
        assert!(ids.insert(e.id), "`{}` stands twice", e.id);
        assert!(e.meaning.len() > 30 && e.criticism.len() > 30 && !e.source.is_empty(), "{}", e.id);
        for file in e.file.split(", ") {
            assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/model").join(file).is_file(), "{file}");
        }
    }
    let rules = (1..=7).map(|n| format!("R{n}"));
    let all =
        (1..=12).map(|n| format!("E{n}")).chain(rules).chain(["E8b", "kappa", "levers", "stage"].map(String::from));
    all.for_each(|id| assert!(ids.contains(id.as_str()), "{id}"));
}

/// Everything in `src/model` but tables and tests, as one text.
fn code_of_the_model() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/model");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let tables = ["parameters.rs", "references.rs", "equations.rs"];
    let code = |path: &&std::path::PathBuf| {
        path.extension().is_some_and(|e| e == "rs") && !tables.iter().any(|table| path.ends_with(table))
    };
    files.iter().filter(code).map(|path| fs::read_to_string(path).unwrap()).collect()
}

#[test]
fn every_parameter_and_channel_is_read_by_the_model() {
    let code = code_of_the_model();
    let reads: BTreeSet<&str> =
        code.split("p.").skip(1).chain(code.split("parameters.").skip(1)).map(first_word).collect();
    for entry in Parameters::TABLE {
        assert!(reads.contains(entry.id), "nothing reads the parameter `{}`", entry.id);
    }
    let on: BTreeSet<&str> = code.split("Channel::").skip(1).map(first_word).collect();
    for name in Channel::ALL.iter().map(|c| format!("{c:?}")).chain(ShockChannel::ALL.iter().map(|c| format!("{c:?}")))
    {
        assert!(on.contains(name.as_str()), "nothing reads the channel `{name}`");
    }
}

fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(text.len());
    &text[..end]
}

#[test]
fn every_publication_that_a_source_names_is_in_the_list() {
    let Common { levers, kinds, .. } = scenario::catalogue();
    let sources = Parameters::TABLE.iter().map(|e| (e.id.to_owned(), e.source.to_owned()));
    let sources = sources.chain(equations::all().map(|e| (e.id.to_owned(), e.source.to_owned())));
    let sources = sources.chain(levers.into_iter().map(|l| (l.id, l.source)));
    for (name, source) in sources.chain(kinds.into_iter().map(|k| (k.id, k.source))) {
        for (mention, found) in mentioned(&source) {
            assert!(found.is_some(), "`{name}` names `{mention}`, which is not in the list of publications");
        }
    }
}

fn explain(arguments: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_marchland");
    Command::new(program).arg("explain").args(arguments).env("COLUMNS", "90").output().unwrap()
}

#[test]
fn explain_knows_every_topic_by_its_name() {
    let topics = reference::topics();
    for topic in &topics {
        let named = format!("{}:{}", topic.group.word(), topic.id);
        assert!(reference::find(&named, &topics).contains(&topic), "{named}");
        assert!(reference::find(&topic.id, &topics).contains(&topic), "{}", topic.id);
    }
}

/// What guide, comments and messages send a person to, and what one looks for beside it.
#[test]
fn explain_leads_from_every_word_that_an_author_may_ask_for() {
    let said = |topic: &str| {
        let output = explain(&[topic]);
        assert!(output.status.success(), "{topic}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    for (topic, says) in [
        ("csv", "the full citation"),
        ("table", "M060"),
        ("tables", "decimal sign"),
        ("conditions", "Below("),
        ("AtLeast", "this number or more"),
        ("units", "share a year"),
        ("quarter", "2009Q4"),
        ("quarters", "How long a run lasts"),
        ("expectations", "Compared(variable"),
        ("claims", "Reaches(when"),
        ("check", "--deny-warnings"),
        ("new", "--a-population"),
        ("thresholds.second", "(default 0"),
        ("thresholds.third.trust", "Default"),
    ] {
        assert!(said(topic).contains(says), "{topic}: {}", said(topic));
    }
    assert!(!said("thresholds.second.trust").contains("optional"));
}

#[test]
fn an_unknown_topic_is_a_mistake_of_usage_with_the_nearest_names() {
    let output = explain(&["comuting_scale"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(message.contains("unknown topic `comuting_scale`") && message.contains("`commuting_scale`"), "{message}");
}

#[test]
fn explain_fits_the_width_and_has_no_colours_in_a_pipe() {
    for arguments in [vec![], vec!["E4"], vec!["trust"], vec!["regions.a.population"], vec!["criticism"], vec!["R2"]] {
        let output = explain(&arguments);
        assert!(output.status.success());
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(!text.contains('\u{1b}'));
        for line in text.lines() {
            assert!(line.chars().count() <= 90, "{line}");
        }
    }
}

#[test]
fn explain_in_json_is_json_and_the_whole_reference_has_every_name() {
    let json = explain(&["trade_access", "--json"]);
    let value: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(value[0]["default"], "1.2");
    assert!(value[0]["grade"].as_str().unwrap().starts_with('B'));
    let all = String::from_utf8(explain(&["--all"]).stdout).unwrap();
    for (_, name) in referred() {
        assert!(all.contains(&format!("### `{name}`")), "{name}");
    }
}
