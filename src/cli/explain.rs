//! `marchland explain`: what a name means, with unit, range, formula, source, grade and criticism.

mod markdown;
mod page;

use std::collections::BTreeMap;

use clap::{Args, CommandFactory};

use super::json::FIELDS;
use super::{Failure, studies};
use marchland::reference::{self, Group, List, Topic};
use marchland::scenario::FieldDoc;
use marchland::study;

/// What `marchland explain` takes.
#[derive(Debug, Args)]
pub struct Options {
    /// An equation, parameter, variable, lever, channel, shock, diagnosis, field, code or page; all names if left out
    #[arg(value_name = "TOPIC")]
    topic: Vec<String>,
    /// Prints the whole reference as Markdown
    #[arg(long, conflicts_with = "topic")]
    all: bool,
    /// Writes JSON instead of text
    #[arg(long)]
    json: bool,
}

/// Does it.
///
/// # Errors
/// A topic that there is not.
pub fn explain(options: &Options) -> Result<(), Failure> {
    let topics = topics();
    let asked = options.topic.join(" ");
    let text = if options.all {
        if options.json { json(&topics)? } else { markdown::reference(&topics) }
    } else if asked.trim().is_empty() {
        if options.json { names(&topics)? } else { page::overview(&topics) }
    } else {
        let found = reference::find(&asked, &topics);
        if found.is_empty() {
            return Err(unknown(&asked, &topics));
        }
        // What a shipped study is made of is read for its own page alone.
        let study = found.first().filter(|_| found.len() == 1).and_then(|topic| studies::whole_topic(&topic.id));
        let found = study.as_ref().map_or(found, |study| vec![study]);
        if options.json { json(&found)? } else { page::topics(&found) }
    };
    super::print(&text)
}

/// The reference, with the fields of this program's own output.
fn topics() -> Vec<Topic> {
    let mut topics = reference::topics();
    let parts = [
        ("json", "Fields", FIELDS),
        ("check-json", "Fields", super::check::FIELDS),
        ("list-json", "Fields", super::list::FIELDS),
        ("fit", "Fields of `fit --json`", super::fit::FIELDS),
    ];
    let shipped = studies::topics();
    let titles = shipped.iter().map(|topic| (topic.id.clone(), topic.title.clone())).collect();
    topics.push(study_page().with_list("Shipped with the program; `marchland explain NAME` says more", titles));
    topics.extend(shipped);
    topics.extend(commands());
    topics.sort_by_key(|topic| topic.group);
    for (id, title, fields) in parts {
        if let Some(page) = topics.iter_mut().find(|t| t.group == Group::Page && t.id == id) {
            let entries = fields.iter().map(|(name, meaning)| ((*name).to_owned(), (*meaning).to_owned()));
            page.lists.push(List { title: title.to_owned(), entries: entries.collect() });
        }
    }
    topics
}

/// What each command of this program does and takes, as its `--help` has it.
fn commands() -> Vec<Topic> {
    let whole = super::Marchland::command();
    let told = |text: Option<&clap::builder::StyledStr>| text.map(ToString::to_string).unwrap_or_default();
    let option = |arg: &clap::Arg| {
        let takes = arg.get_action().takes_values();
        let value = arg.get_value_names().filter(|_| takes).map_or_else(String::new, |names| names[0].to_string());
        let name = match arg.get_long() {
            Some(long) => format!("--{long} {value}").trim_end().to_owned(),
            None => value,
        };
        (name, told(arg.get_help()))
    };
    let topic = |command: &clap::Command| {
        let name = command.get_name();
        let options = command.get_arguments().filter(|arg| arg.get_id() != "help").map(option).collect();
        Topic::command(name, &format!("marchland {name}"), &told(command.get_about())).with_list("Takes", options)
    };
    whole.get_subcommands().filter(|command| command.get_name() != "help").map(topic).collect()
}

/// The format of studies.
fn study_page() -> Topic {
    let text = "A study is one RON file: scenarios, policies, factors, a design, replicates and outputs make rows, and each \
                row is one run. `marchland check FILE` says what is wrong with it, `marchland plan FILE` what it costs. Rows \
                are told by ids such as `amur.staged.12.0`: scenario, policy, point, replicate; more points or replicates \
                give no row another id. A factor moves a parameter or any number that `--set` takes. Policies are written \
                as in scenarios.";
    let field = |f: &FieldDoc| {
        let about = [f.kind.as_str(), f.unit, f.range.as_str(), f.default.as_str()];
        let about: Vec<&str> = about.into_iter().filter(|text| !text.is_empty()).collect();
        (f.path.clone(), format!("{} ({})", f.summary, about.join("; ")))
    };
    let own = |f: &&FieldDoc| !f.path.starts_with("written.<id>.");
    Topic::page("study", "How a study is written", text)
        .with_list("Fields", study::fields().iter().filter(own).map(field).collect())
}

fn unknown(asked: &str, topics: &[Topic]) -> Failure {
    let near: Vec<String> = reference::nearest(asked, topics).iter().map(|name| format!("`{name}`")).collect();
    let near = match near.as_slice() {
        [] => String::new(),
        [one] => format!("; did you mean {one}?"),
        [rest @ .., last] => format!("; did you mean {} or {last}?", rest.join(", ")),
    };
    if [".ron", ".csv", ".geojson"].iter().any(|ending| asked.ends_with(ending)) {
        let hint = "this explains names and codes; `marchland check FILE` says what is wrong with a file, `marchland show FILE` what is in it";
        return Failure::Usage(format!("`{asked}` is a file, and no topic\n{hint}"));
    }
    Failure::Usage(format!("unknown topic `{asked}`{near}\n`marchland explain` lists all topics"))
}

fn json<T: serde::Serialize>(value: &[T]) -> Result<String, Failure> {
    let text = serde_json::to_string_pretty(&value);
    text.map(|text| text + "\n").map_err(|error| Failure::Internal(error.to_string()))
}

/// All names, by group.
fn names(topics: &[Topic]) -> Result<String, Failure> {
    let mut by_group: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for group in Group::ALL {
        let ids = topics.iter().filter(|t| t.group == group).map(|t| t.id.as_str());
        by_group.insert(group.word(), ids.collect());
    }
    let text = serde_json::to_string_pretty(&by_group);
    text.map(|text| text + "\n").map_err(|error| Failure::Internal(error.to_string()))
}
