//! `--crate`: describes the folder of a study as an RO-Crate 1.1, for archives and strangers: people, files with hashes,
//! program, licence, and how to run it again.

use std::path::Path;

use clap::Args;
use serde_json::{Value, json};

use super::batch::folder::{DESIGN, MANIFEST, Merged, Named, Opened, STUDY};
use super::{Failure, clock};
use marchland::study::store::disk;

/// The file by which an RO-Crate is known.
pub const METADATA: &str = "ro-crate-metadata.json";

/// How the folder of a study is described.
#[derive(Debug, Args)]
pub struct Describing {
    /// Describes the folder as an RO-Crate 1.1 (`ro-crate-metadata.json`): people, files with hashes, program, licence, how
    /// to run it again
    #[arg(long = "crate")]
    is_wanted: bool,
    /// Who made it, for the description: a name, or such as `Ada Lovelace <https://orcid.org/0000-0002-1825-0097>`; repeatable
    #[arg(long, value_name = "NAME", requires = "is_wanted", value_parser = author)]
    author: Vec<Author>,
    /// Licence of the results, for the description: an SPDX name such as `CC-BY-4.0`, or a web address
    #[arg(long, alias = "license", value_name = "NAME", requires = "is_wanted", value_parser = licence)]
    licence: Option<Licence>,
}

#[derive(Clone, Debug)]
struct Author {
    name: String,
    /// Where the person is known on the web.
    page: Option<String>,
}

#[derive(Clone, Debug)]
struct Licence {
    name: String,
    page: String,
}

const ORCID: &str = "https://orcid.org/";

fn is_page(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty())
        && !text.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"".contains(c))
}

fn author(text: &str) -> Result<Author, String> {
    let expected = || format!("expected a name, or such as `Ada Lovelace <{ORCID}0000-0002-1825-0097>`");
    let (name, page) = match text.split_once('<') {
        Some((name, rest)) => (name, Some(rest.strip_suffix('>').ok_or_else(expected)?)),
        None => (text, None),
    };
    let name = name.trim().to_owned();
    if name.is_empty() || name.contains(char::is_control) {
        return Err(expected());
    }
    let page = page.map(|page| if is_orcid(page) { format!("{ORCID}{page}") } else { page.to_owned() });
    match &page {
        Some(page) if page.starts_with(ORCID) && !is_orcid(&page[ORCID.len()..]) => {
            Err(format!("`{page}` is no ORCID: its last digit does not follow from the others"))
        }
        Some(page) if !is_page(page) => Err(expected()),
        _ => Ok(Author { name, page }),
    }
}

/// Four times four digits, the last of which is a check of the others (ISO 7064, 11-2).
fn is_orcid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    let digits: Vec<char> = groups.concat().chars().collect();
    let value = |c: &char| c.to_digit(10);
    let (Some((last, rest)), true) = (digits.split_last(), groups.len() == 4 && groups.iter().all(|g| g.len() == 4))
    else {
        return false;
    };
    let Some(sum) = rest.iter().try_fold(0, |sum, c| Some((sum + value(c)?) * 2)) else { return false };
    let check = (12 - sum % 11) % 11;
    if check == 10 { *last == 'X' } else { value(last) == Some(check) }
}

fn licence(text: &str) -> Result<Licence, String> {
    if is_page(text) {
        return Ok(Licence { name: text.to_owned(), page: text.to_owned() });
    }
    let is_name = !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "-.+".contains(c));
    let page = format!("https://spdx.org/licenses/{text}");
    is_name
        .then(|| Licence { name: text.to_owned(), page })
        .ok_or_else(|| "expected an SPDX name such as `CC-BY-4.0`, or a web address".to_owned())
}

impl Describing {
    /// Whether a description is asked for.
    pub const fn is_wanted(&self) -> bool {
        self.is_wanted
    }

    /// The words of a command that ask for the same.
    pub fn words(&self) -> Vec<String> {
        let mut words = Vec::new();
        if self.is_wanted {
            words.push("--crate".to_owned());
        }
        for Author { name, page } in &self.author {
            let page = page.as_ref().map(|page| format!(" <{page}>")).unwrap_or_default();
            words.push(format!("--author={name}{page}"));
        }
        words.extend(self.licence.iter().map(|licence| format!("--licence={}", licence.name)));
        words
    }

    /// Writes the description of a merged folder, if it is asked for.
    ///
    /// # Errors
    /// A file that cannot be read, a place that cannot be written.
    pub fn write(&self, opened: &Opened, merged: &Merged) -> Result<(), Failure> {
        if !self.is_wanted {
            return Ok(());
        }
        let graph = Graph { describing: self, opened, merged }.all()?;
        let context = json!(["https://w3id.org/ro/crate/1.1/context", {"sha256": "http://schema.org/sha256"}]);
        let text = serde_json::to_string_pretty(&json!({"@context": context, "@graph": graph}));
        let text = text.map_err(|error| Failure::Internal(format!("cannot write JSON: {error}")))?;
        disk::write_text(&opened.path.join(METADATA), &format!("{text}\n"))?;
        Ok(())
    }
}

fn link(id: &str) -> Value {
    json!({"@id": id})
}

fn links(ids: impl IntoIterator<Item = impl AsRef<str>>) -> Vec<Value> {
    ids.into_iter().map(|id| link(id.as_ref())).collect()
}

/// Several values as a list, one as itself.
fn listed(mut values: Vec<Value>) -> Value {
    if values.len() == 1 { values.remove(0) } else { values.into() }
}

/// A file with what it is: its path from the folder and a sentence.
type About = (String, String);

fn files(about: &[About]) -> Vec<Value> {
    links(about.iter().map(|(name, _)| uri(name)))
}

/// A path as part of a web address.
fn uri(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    let letter = |byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    path.bytes().map(letter).collect()
}

/// What is said, one entity each.
struct Graph<'a> {
    describing: &'a Describing,
    opened: &'a Opened,
    merged: &'a Merged,
}

const PROGRAM: &str = "#marchland";
const MAKERS: &str = "#marchland-developers";
const BATCH: &str = "#batch";
const AGAIN: &str = "#again";
const UNSTATED: &str = "#licence";

impl Graph<'_> {
    fn all(&self) -> Result<Vec<Value>, Failure> {
        let read = self.read_files();
        let made: Vec<About> = self.made_files();
        let people: Vec<(String, &Author)> = (self.describing.author.iter().enumerate())
            .map(|(i, author)| (author.page.clone().unwrap_or_else(|| format!("#author-{}", i + 1)), author))
            .collect();
        let authors = links(people.iter().map(|(id, _)| id));
        let mut graph = vec![self.descriptor(), self.root(&read, &made, &authors)];
        for (name, what) in read.iter().chain(&made) {
            graph.push(self.file(name, what)?);
        }
        let person = |(id, author): &(String, &Author)| json!({"@id": id, "@type": "Person", "name": author.name});
        graph.extend(people.iter().map(person));
        graph.extend([self.licence(), self.action(&read, &made, &authors), self.again(), self.program()]);
        graph.push(json!({"@id": MAKERS, "@type": "Organization", "name": "Marchland developers"}));
        for name in ["MIT", "Apache-2.0"] {
            graph.push(licence_entity(&format!("https://spdx.org/licenses/{name}"), name, "A licence of the program."));
        }
        // A licence of the results may be one of the program's: it is one entity then.
        let mut known = std::collections::BTreeSet::new();
        graph.retain(|entity| known.insert(entity["@id"].to_string()));
        Ok(graph)
    }

    fn descriptor(&self) -> Value {
        json!({
            "@id": METADATA, "@type": "CreativeWork", "about": link("./"),
            "conformsTo": link("https://w3id.org/ro/crate/1.1"),
        })
    }

    fn root(&self, read: &[About], made: &[About], authors: &[Value]) -> Value {
        let study = &self.opened.study;
        let date = clock::universal(self.merged.until);
        let parts = [files(read), files(made)].concat();
        let mut root = json!({
            "@id": "./", "@type": "Dataset", "name": study.title, "description": study.question,
            "datePublished": date, "license": link(self.licence_id()),
            "hasPart": parts,
            "mentions": [link(BATCH), link(AGAIN)],
        });
        if !authors.is_empty() {
            root["author"] = listed(authors.to_vec());
        }
        root
    }

    /// What the rows are made of, each with a sentence.
    fn read_files(&self) -> Vec<About> {
        let manifest = &self.opened.manifest;
        let of = |named: &Named, what: &str| (named.file.clone(), format!("{what} `{}`", named.id));
        let mut files = vec![of(&manifest.study, "The study")];
        files.extend(manifest.scenarios.iter().map(|named| of(named, "The scenario")));
        let copies = self.opened.copies();
        let others = copies.into_iter().filter(|copy| manifest.scenarios.iter().all(|named| named.file != *copy));
        files.extend(others.map(|copy| (copy, "A map or a table that the study or a scenario names".to_owned())));
        files
    }

    /// What came of it.
    fn made_files(&self) -> Vec<About> {
        let design = (DESIGN.to_owned(), "The points of the design: a column a factor, a row a point".to_owned());
        let table = |name: &str| {
            let what = match name.split('.').next() {
                Some("runs") => "The table of runs: a row each, with its factors and outputs",
                Some("series") => "The table of series: variables over time",
                _ => "The table of events: what happened in each run",
            };
            (name.to_owned(), what.to_owned())
        };
        let tables = self.merged.tables.iter().map(|file| table(&file.name));
        let manifest = (MANIFEST.to_owned(), "Program, seeds, hashes, hosts, times and counts".to_owned());
        tables.chain([design, manifest]).collect()
    }

    fn file(&self, name: &str, what: &str) -> Result<Value, Failure> {
        let path = self.opened.path.join(name);
        let there = disk::hashed(&path)?;
        let there = there.ok_or_else(|| Failure::File(format!("`{}` is not there any more", path.display())))?;
        Ok(json!({
            "@id": uri(name), "@type": "File", "name": name, "description": what, "encodingFormat": format_of(name),
            "contentSize": there.bytes.to_string(), "sha256": there.sha256,
        }))
    }

    fn licence_id(&self) -> &str {
        self.describing.licence.as_ref().map_or(UNSTATED, |licence| &licence.page)
    }

    fn licence(&self) -> Value {
        match &self.describing.licence {
            Some(licence) => licence_entity(&licence.page, &licence.name, "The licence of these results."),
            None => licence_entity(
                UNSTATED,
                "No licence is stated",
                "Ask the authors before you use these results elsewhere.",
            ),
        }
    }

    fn action(&self, read: &[About], made: &[About], authors: &[Value]) -> Value {
        let (manifest, merged) = (&self.opened.manifest, self.merged);
        let statuses: Vec<String> = merged.statuses.iter().map(|(status, n)| format!("{n} {status}")).collect();
        let mut action = json!({
            "@id": BATCH, "@type": "CreateAction", "name": format!("{} runs of the study", manifest.rows),
            "description": format!(
                "Each scenario, policy, point and replicate played once, from the master seed {}: {}.", manifest.seed,
                statuses.join(", ")
            ),
            "instrument": link(PROGRAM), "object": listed(files(read)),
            "result": listed(files(made)),
            "startTime": clock::universal(merged.from), "endTime": clock::universal(merged.until),
        });
        if !authors.is_empty() {
            action["agent"] = listed(authors.to_vec());
        }
        action
    }

    fn again(&self) -> Value {
        let build = &self.opened.manifest.build;
        json!({
            "@id": AGAIN, "@type": "HowTo", "name": "How to run it again",
            "text": format!(
                "With marchland {} ({}), in this folder: `marchland verify .` runs some rows again and compares their digests; \
                 `{}` runs all, with what lies in `scenarios`, and comes to tables with the \
                 same hashes; `marchland replay . --row 0` shows one run.",
                build.version,
                build.origin(),
                self.opened.batch_again(STUDY)
            ),
        })
    }

    fn program(&self) -> Value {
        let build = &self.opened.manifest.build;
        let mut program = json!({
            "@id": PROGRAM, "@type": "SoftwareApplication", "name": "Marchland", "version": build.version,
            "description": format!("{}. Built from {} for {}.", env!("CARGO_PKG_DESCRIPTION"), build.origin(), build.target),
            "author": link(MAKERS),
            "license": [link("https://spdx.org/licenses/MIT"), link("https://spdx.org/licenses/Apache-2.0")],
        });
        if let Some(page) = Some(env!("CARGO_PKG_REPOSITORY")).filter(|page| !page.is_empty()) {
            program["url"] = page.into();
        }
        program
    }
}

fn licence_entity(id: &str, name: &str, description: &str) -> Value {
    json!({"@id": id, "@type": "CreativeWork", "name": name, "description": description})
}

fn format_of(name: &str) -> &'static str {
    match Path::new(name).extension().and_then(|ending| ending.to_str()) {
        Some("parquet") => "application/vnd.apache.parquet",
        Some("csv") => "text/csv",
        Some("json") => "application/json",
        Some("geojson") => "application/geo+json",
        _ => "text/plain",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_named_with_or_without_their_page() {
        let page = |text: &str| author(text).map(|author| (author.name, author.page));
        let ada = || "Ada Lovelace".to_owned();
        let known = Some(format!("{ORCID}0000-0002-1825-0097"));
        assert_eq!(page("Ada Lovelace"), Ok((ada(), None)));
        assert_eq!(page("Ada Lovelace <0000-0002-1825-0097>"), Ok((ada(), known.clone())));
        assert_eq!(page("Ada Lovelace <https://orcid.org/0000-0002-1825-0097>"), Ok((ada(), known)));
        assert!(is_orcid("0000-0002-1694-233X"), "the check may be ten");
        assert!(page("Ada Lovelace <https://orcid.org/0000-0002-1825-0098>").is_err());
        assert!(page("Ada <0000").is_err() && page("Ada <somewhere>").is_err() && page(" ").is_err());
    }

    #[test]
    fn paths_are_written_as_addresses() {
        assert_eq!(uri("scenarios/my border é.ron"), "scenarios/my%20border%20%C3%A9.ron");
    }

    #[test]
    fn licences_are_names_or_pages() {
        let page = |text: &str| licence(text).map(|licence| licence.page).ok();
        assert_eq!(page("CC-BY-4.0").as_deref(), Some("https://spdx.org/licenses/CC-BY-4.0"));
        assert_eq!(page("https://example.org/terms").as_deref(), Some("https://example.org/terms"));
        assert_eq!(page("do what you like"), None);
    }
}
