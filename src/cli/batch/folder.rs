//! The folder of a study: copies of all that it is made of, and a manifest that says what it holds.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::super::run::quoted;
use super::super::{Failure, load, paint};
use super::copies::{Copies, Copying, Inside, copy_of};
use super::whole;
use marchland::built::Build;
use marchland::scenario::Document;
use marchland::study::store::merge::Format;
use marchland::study::store::{PARTS, StoreError, disk, lock, part};
use marchland::study::{self, Study};

/// By this file a folder of a study is known.
pub const MANIFEST: &str = "manifest.json";
/// The copy of the study.
pub const STUDY: &str = "study.ron";
/// The points of the design.
pub const DESIGN: &str = "design.csv";
/// The folder of the copies of scenarios, maps and tables.
pub const SCENARIOS: &str = "scenarios";

/// What a folder holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    pub program: String,
    #[serde(flatten)]
    pub build: Build,
    pub study: Named,
    pub scenarios: Vec<Named>,
    /// The master seed: every row's seed comes of it.
    pub seed: u64,
    pub rows: u64,
    pub points: u64,
    pub replicates: u32,
    /// Of version, study, scenarios and design: parts of anything else are not mixed in.
    pub made_by: String,
    /// `parquet` or `csv`.
    pub format: String,
    /// What follows is null or empty until all rows are done and merged.
    pub merged: Option<Merged>,
}

/// A text that was read, with the name of its copy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    pub id: String,
    pub file: String,
    pub sha256: String,
}

/// What is known once the tables are there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merged {
    pub tables: Vec<TableFile>,
    /// Of the table of runs.
    pub result_sha256: String,
    pub statuses: BTreeMap<String, u64>,
    pub parts: usize,
    pub hosts: Vec<String>,
    /// Most threads of a process.
    pub jobs: u32,
    /// Seconds since 1970: first part begun, last part done.
    pub from: u64,
    pub until: u64,
}

/// A merged table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableFile {
    pub name: String,
    pub bytes: u64,
    pub sha256: String,
}

/// A folder with its study.
pub struct Opened {
    pub path: PathBuf,
    pub study: Study,
    pub manifest: Manifest,
}

impl Opened {
    /// How its tables are written.
    pub fn format(&self) -> Format {
        if self.manifest.format == "csv" { Format::Csv } else { Format::Parquet }
    }

    /// The command that comes to the same tables in a folder named `again`, by the name or the file of the study.
    pub fn batch_again(&self, study: &str) -> String {
        let format = if self.format() == Format::Csv { " --format csv" } else { "" };
        format!("marchland batch {} --out again{format}", quoted(study))
    }

    /// Its complete parts.
    pub fn parts(&self) -> Result<Vec<part::Record>, Failure> {
        Ok(part::all(&self.path, &self.manifest.made_by)?)
    }

    /// Puts another manifest in place.
    pub fn write_manifest(&self, manifest: &Manifest) -> Result<(), Failure> {
        write_manifest(&self.path, manifest)
    }

    /// Takes away files that killed processes left half-written.
    pub fn clear(&self) {
        [self.path.clone(), self.path.join(PARTS), self.path.join(SCENARIOS)].iter().for_each(|path| disk::clear(path));
    }

    /// The copies of scenarios, maps and tables, as paths from the folder.
    pub fn copies(&self) -> Vec<String> {
        let names = disk::names(&self.path.join(SCENARIOS)).unwrap_or_default();
        names
            .into_iter()
            .filter(|name| !name.ends_with(disk::PARTIAL))
            .map(|name| format!("{SCENARIOS}/{name}"))
            .collect()
    }

    /// The scenario of a row's world, whole, by its copy in the folder.
    pub fn scenario(&self, row: &study::Row) -> Result<marchland::scenario::Scenario, Failure> {
        let asked = &self.study.scenarios[row.scenario].asked;
        let inside = Inside::of(&self.path);
        let document = inside.copy(&copy_of(asked)).map_err(|missing| Failure::File(missing.why))?;
        let overrides = self.study.overrides(row);
        let read = marchland::scenario::read_with(&document, &overrides, &inside);
        read.map_err(|problems| Failure::File(paint::problems(&problems)))
    }

    /// The copy of the scenario of a row.
    pub fn scenario_file(&self, row: &study::Row) -> PathBuf {
        self.path.join(SCENARIOS).join(copy_of(&self.study.scenarios[row.scenario].asked))
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Busy { .. } | StoreError::Other(_) => Self::Usage(error.to_string()),
            StoreError::Missing { .. } => Self::Interrupted(error.to_string()),
            StoreError::Disk { .. } | StoreError::Damaged { .. } => Self::File(error.to_string()),
        }
    }
}

fn read(name: &str) -> Result<(Study, Copies), Failure> {
    let document = load::study(name).map_err(|unread| Failure::File(unread.to_string()))?;
    let library = Copying::of(&document)?;
    let study = study::read(&document, &library).map_err(|problems| Failure::File(paint::problems(&problems)))?;
    Ok((study, library.copies()))
}

/// What a folder holds already of a study that is asked for; refuses one that holds something else. Writes nothing.
fn look(path: &Path, asked: &Manifest, format: Option<Format>) -> Result<Option<Manifest>, Failure> {
    let found = held(path)?;
    match &found {
        Some(found) => {
            same(found, asked, path, format)?;
            whole::are_whole(path, found)?;
        }
        None => is_free(path)?,
    }
    Ok(found)
}

/// The study that a batch into a folder would run, and that folder, which may follow from the study.
///
/// # Errors
/// A wrong study, a folder of something else.
pub fn would_run(
    name: &str,
    place: impl FnOnce(&Study) -> PathBuf,
    format: Option<Format>,
) -> Result<(Study, PathBuf), Failure> {
    let (study, _) = read(name)?;
    let path = place(&study);
    look(&path, &manifest(&study, format.unwrap_or(Format::Parquet))?, format)?;
    Ok((study, path))
}

/// Takes the folder for a study: a new or empty one, or one where the same study was begun.
///
/// # Errors
/// A wrong study, a folder of something else, a place that cannot be written.
pub fn begin(name: &str, path: &Path, format: Option<Format>) -> Result<Opened, Failure> {
    let (study, read) = read(name)?;
    let manifest = manifest(&study, format.unwrap_or(Format::Parquet))?;
    if let Some(found) = look(path, &manifest, format)? {
        return Ok(Opened { path: path.to_owned(), study, manifest: found });
    }
    let _held = lock::whole(path)?;
    // Another shard may have been faster.
    if let Some(found) = held(path)? {
        same(&found, &manifest, path, format)?;
        return Ok(Opened { path: path.to_owned(), study, manifest: found });
    }
    let copies = path.join(SCENARIOS);
    disk::folder(&copies)?;
    disk::write_text(&path.join(STUDY), &study.text)?;
    for world in &study.scenarios {
        disk::write_text(&copies.join(copy_of(&world.asked)), &world.scenario.text)?;
    }
    for (name, bytes) in read {
        disk::write(&copies.join(name), |out| std::io::Write::write_all(out, &bytes))?;
    }
    whole::write_design(path, &study)?;
    write_manifest(path, &manifest)?;
    Ok(Opened { path: path.to_owned(), study, manifest })
}

/// Refuses a folder with files of something else. A study that was killed before its manifest was there, or that another
/// shard begins just now, has left copies beside its lock.
fn is_free(path: &Path) -> Result<(), Failure> {
    const OWN: [&str; 4] = [STUDY, DESIGN, SCENARIOS, MANIFEST];
    let names = disk::names(path)?;
    // Asked after the names are known: the lock is there before any copy is.
    let is_begun = lock::is_begun(path);
    let is_own = |name: &str| name == PARTS || is_begun && (OWN.contains(&name) || name.ends_with(disk::PARTIAL));
    let Some(foreign) = names.iter().find(|name| !is_own(name)) else { return Ok(()) };
    let path = path.display();
    Err(Failure::Usage(format!(
        "`{path}` has files that are no study's, such as `{foreign}`; give a new or empty folder"
    )))
}

/// Opens a folder where a study was begun, by its copies alone.
///
/// # Errors
/// A folder of something else, copies that were changed.
pub fn open(path: &Path) -> Result<Opened, Failure> {
    let Some(manifest) = held(path)? else {
        let path = path.display();
        return Err(Failure::Usage(format!(
            "`{path}` is no folder of a study: it has no `{MANIFEST}`; `marchland batch STUDY --out DIR` begins one"
        )));
    };
    let (then, now) = (&manifest.build.version, env!("CARGO_PKG_VERSION"));
    if then != now {
        let path = path.display();
        return Err(Failure::File(format!(
            "`{path}` was made by marchland {then}, and this is {now}: rows of two versions do not go together\ntake \
             marchland {then} for it, or run the study anew in another folder"
        )));
    }
    whole::are_whole(path, &manifest)?;
    let text = disk::text(&path.join(STUDY))?.unwrap_or_default();
    let place = path.join(STUDY).to_string_lossy().into_owned();
    let document = Document { name: place.clone(), place, bytes: text.into_bytes() };
    let study = study::read(&document, &Inside::of(path));
    let study = study.map_err(|problems| Failure::File(paint::problems(&problems)))?;
    has_its_points(path, &manifest, &study)?;
    Ok(Opened { path: path.to_owned(), study, manifest })
}

/// Refuses a folder where the points that were given are others; its copies of study and scenarios are whole. Points are hashed
/// with those, and have no name of their own in the manifest.
///
/// # Errors
/// That they were changed, and what to do.
pub fn has_its_points(path: &Path, manifest: &Manifest, study: &Study) -> Result<(), Failure> {
    if made_by(&manifest.build.version, study) == manifest.made_by {
        return Ok(());
    }
    Err(Failure::File(format!(
        "the table of points in `{}` was changed since the study was begun in this folder\nput it back as it was, or begin \
         anew with `marchland batch STUDY --out DIR` in another folder",
        path.join(SCENARIOS).display()
    )))
}

/// The manifest of a folder, if it has one.
///
/// # Errors
/// A manifest that cannot be read.
pub fn held(path: &Path) -> Result<Option<Manifest>, Failure> {
    let file = path.join(MANIFEST);
    let Some(text) = disk::text(&file)? else { return Ok(None) };
    serde_json::from_str(&text).map(Some).map_err(|error| {
        let file = file.display();
        Failure::File(format!("`{file}` is no manifest of a study: {error}; give a new folder"))
    })
}

/// Whether what is asked is what was begun.
fn same(found: &Manifest, asked: &Manifest, path: &Path, format: Option<Format>) -> Result<(), Failure> {
    let (then, now) = (&found.build, &asked.build);
    let what = if then.version != now.version {
        format!("it was begun by marchland {}, and this is {}", then.version, now.version)
    } else if (&then.commit, then.dirty) != (&now.commit, now.dirty) {
        format!("it was begun by a build of {}, and this is one of {}", then.origin(), now.origin())
    } else if found.study.sha256 != asked.study.sha256 {
        format!("it was begun with another text of the study `{}`", found.study.id)
    } else if let Some(changed) = asked.scenarios.iter().find(|scenario| !found.scenarios.contains(scenario)) {
        format!("the scenario `{}` has changed since it was begun", changed.id)
    } else if found.made_by != asked.made_by {
        "the table of points has changed since it was begun".to_owned()
    } else if format.is_some() && found.format != asked.format {
        format!("it was begun with `--format {}`", found.format)
    } else {
        return Ok(());
    };
    let path = path.display();
    Err(Failure::Usage(format!("`{path}` holds something else: {what}; nothing was changed, give a new folder")))
}

fn write_manifest(path: &Path, manifest: &Manifest) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(manifest);
    let text = text.map_err(|error| Failure::Internal(format!("cannot write the manifest: {error}")))?;
    disk::write_text(&path.join(MANIFEST), &format!("{text}\n"))?;
    disk::sync(path);
    Ok(())
}

/// By what rows are made: two studies with one of these have the same rows.
fn made_by(version: &str, study: &Study) -> String {
    let mut text = format!("{version}\n{}\n", study.sha256);
    for world in &study.scenarios {
        text.push_str(&world.scenario.sha256);
        text.push('\n');
    }
    text.push_str(study.table.as_deref().unwrap_or_default());
    disk::sha256(text.as_bytes())
}

fn manifest(study: &Study, format: Format) -> Result<Manifest, Failure> {
    let mut scenarios: Vec<Named> = Vec::new();
    for world in &study.scenarios {
        let file = format!("{SCENARIOS}/{}", copy_of(&world.asked));
        if scenarios.iter().any(|other| other.file == file) {
            return Err(Failure::Usage(format!("two scenarios of the study have a file named `{file}`: rename one")));
        }
        scenarios.push(Named { id: world.scenario.id.clone(), file, sha256: world.scenario.sha256.clone() });
    }
    let build = Build::this();
    let made_by = made_by(&build.version, study);
    Ok(Manifest {
        program: "marchland".to_owned(),
        build,
        study: Named { id: study.id.clone(), file: STUDY.to_owned(), sha256: study.sha256.clone() },
        scenarios,
        seed: study.seed,
        rows: study.rows(),
        points: study.points(),
        replicates: study.replicates,
        made_by,
        format: format.ending().to_owned(),
        merged: None,
    })
}
