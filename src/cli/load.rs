//! Finds and reads the scenario that somebody named: a path, or the name of a shipped one or of the person's own.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::library::Shelf;
use super::noting::{Noting, WithMap};
use super::{Failure, paint, shipped, studies};
use marchland::run::reload::{self, Reading};
use marchland::scenario::{self, Checked, Document, Library, Problems, Scenario};
use marchland::words;

/// Bytes beyond which a file is no scenario; a device would never end.
const GREATEST: u64 = 16 << 20;

/// Reads and checks a scenario, with `--set path=value` pairs applied.
///
/// # Errors
/// A file that is missing, unreadable or wrong.
pub fn load(name: &str, overrides: &[(String, String)]) -> Result<Scenario, Failure> {
    out_of(name, overrides, &Shelf).map(|(_, scenario)| scenario)
}

/// The same with the bytes of its map, if that lies on the disk.
///
/// # Errors
/// A file that is missing, unreadable or wrong.
pub fn with_map(name: &str, overrides: &[(String, String)]) -> Result<(Scenario, Option<Vec<u8>>), Failure> {
    let library = WithMap::default();
    let (_, scenario) = out_of(name, overrides, &library)?;
    Ok((scenario, library.map()))
}

/// The same, with what it names out of a library, and with the text that was named: its place says where it lies.
///
/// # Errors
/// A file that is missing, unreadable or wrong.
pub fn out_of(
    name: &str,
    overrides: &[(String, String)],
    library: &dyn Library,
) -> Result<(Document, Scenario), Failure> {
    let document = find(name).map_err(|unread| Failure::File(unread.to_string()))?;
    match scenario::read_with(&document, overrides, library) {
        Ok(scenario) => Ok((document, scenario)),
        Err(problems) => Err(Failure::File(paint::problems(&problems))),
    }
}

/// Reads a scenario, with `--set path=value` pairs applied, for somebody who watches its files: what it came to, and every
/// file that it consists of, its own first, those that are missing too. What is shipped is no file.
pub fn watched(name: &str, overrides: &[(String, String)]) -> Reading {
    let document = match find(name) {
        Ok(document) => document,
        Err(unread) => {
            let scenario = Err(reload::Unread::Cannot(unread.to_string()));
            return Reading { files: vec![PathBuf::from(name)], scenario, warnings: Problems::default() };
        }
    };
    let library = Noting::default();
    let Checked { scenario, warnings } = scenario::check_with(&document, overrides, &library);
    let own = PathBuf::from(document.place);
    let mut files: Vec<PathBuf> = if own.is_file() { vec![own] } else { Vec::new() };
    for file in library.files() {
        if !files.contains(&file) {
            files.push(file);
        }
    }
    Reading { files, scenario: scenario.map_err(reload::Unread::Problems), warnings }
}

/// Why a named scenario cannot be had.
#[derive(Debug)]
pub struct Unread {
    /// What was asked for.
    pub name: String,
    /// Such as ``there is no file `x.ron` ``.
    pub why: String,
    /// What to do.
    pub hint: String,
}

impl std::fmt::Display for Unread {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "cannot read `{}`: {}\n{}", self.name, self.why, self.hint)
    }
}

/// The text of a scenario: a shipped name first, then a path, then a name in the person's own folder.
///
/// # Errors
/// Why there is none.
pub fn find(name: &str) -> Result<Document, Unread> {
    if let Some(document) = shipped(name) {
        tell_of_a_namesake(name);
        return Ok(document);
    }
    let path = match own(name) {
        Some(own) if !Path::new(name).exists() && own.is_file() => own,
        _ => PathBuf::from(name),
    };
    let unread = |why: String, hint: String| Unread { name: name.to_owned(), why, hint };
    match bytes_of(&path, GREATEST) {
        Ok(bytes) => {
            let shown = path.to_string_lossy().into_owned();
            Ok(Document { name: shown.clone(), place: shown, bytes })
        }
        Err(Why::Folder) => {
            let files = path.join("*.ron");
            let hint = format!("name the files in it: `{}`", files.display());
            Err(unread("it is a directory".to_owned(), hint))
        }
        Err(Why::Missing) if shipped::STUDIES.iter().any(|(known, _)| *known == name) => {
            let hint =
                "`marchland check` looks at it, `marchland batch` and `marchland plan` take it; name a scenario here";
            Err(unread("it is a study that is shipped, and no scenario".to_owned(), hint.to_owned()))
        }
        Err(Why::Missing) => {
            Err(unread(format!("there is no file and no scenario of that name{}", near(name)), known()))
        }
        Err(why) => Err(unread(why.to_string(), "see whether the file is the right one and may be read".to_owned())),
    }
}

/// The text of a study: a shipped name first, then what `find` finds.
///
/// # Errors
/// Why there is none.
pub fn study(name: &str) -> Result<Document, Unread> {
    if let Some(document) = studies::named(name) {
        return Ok(document);
    }
    find(name).map_err(|unread| match Path::new(name).exists() {
        true => unread,
        false => {
            let near = near_file(name).or_else(|| studies::near(name).map(str::to_owned));
            let why = format!("there is no file and no study of that name{}", did_you_mean(near));
            Unread { why, hint: format!("shipped studies: {}", studies::names()), ..unread }
        }
    })
}

/// The text of either.
///
/// # Errors
/// Why there is none.
pub fn scenario_or_study(name: &str) -> Result<Document, Unread> {
    if let Some(document) = studies::named(name) {
        return Ok(document);
    }
    find(name).map_err(|unread| match Path::new(name).exists() {
        true => unread,
        false => Unread { hint: format!("{}; shipped studies: {}", unread.hint, studies::names()), ..unread },
    })
}

/// A shipped scenario. Its place is no path, so that no file is taken for it.
pub fn shipped(name: &str) -> Option<Document> {
    let bytes = shipped::named(name)?.as_bytes().to_vec();
    Some(Document { name: format!("{name}.ron"), place: format!("shipped:{name}"), bytes })
}

/// A file that lacks its ending in the name, else the shipped name that looks most like it.
fn near(name: &str) -> String {
    did_you_mean(near_file(name).or_else(|| shipped::nearest(name).map(str::to_owned)))
}

fn near_file(name: &str) -> Option<String> {
    Some(format!("{name}.ron")).filter(|file| Path::new(file).is_file())
}

fn did_you_mean(near: Option<String>) -> String {
    near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default()
}

fn known() -> String {
    let all: Vec<_> = shipped::SCENARIOS.iter().map(|(name, _)| format!("`{name}`")).collect();
    format!("shipped scenarios: {}; `marchland list` shows your own", all.join(", "))
}

/// A shipped name wins over a file of the same name in the person's folder: that must not go unseen.
fn tell_of_a_namesake(name: &str) {
    if let Some(own) = own(name).filter(|own| own.is_file()) {
        let own = own.display();
        let _ =
            writeln!(anstream::stderr(), "note: `{name}` is the shipped scenario; for your own give its path, `{own}`");
    }
}

/// Where the person's own scenarios lie: the platform's folder for data, which `XDG_DATA_HOME` moves on Linux.
pub fn own_folder() -> Option<PathBuf> {
    let folders = directories::ProjectDirs::from("", "", "marchland")?;
    Some(folders.data_dir().join("scenarios"))
}

/// The scenario that a bare name stands for in the person's folder.
pub fn of_own_folder(name: &str) -> Option<Document> {
    let path = own(name)?;
    let bytes = bytes_of(&path, GREATEST).ok()?;
    let shown = path.to_string_lossy().into_owned();
    Some(Document { name: shown.clone(), place: shown, bytes })
}

/// The file that a bare name stands for in the person's folder.
fn own(name: &str) -> Option<PathBuf> {
    let is_bare = !name.is_empty() && !name.contains(['/', '\\']) && !name.starts_with('.');
    let file = if name.ends_with(".ron") { name.to_owned() } else { format!("{name}.ron") };
    own_folder().filter(|_| is_bare).map(|folder| folder.join(file))
}

/// The scenario files of a folder, by name.
///
/// # Errors
/// A folder that cannot be read.
pub fn files_of(folder: &Path) -> io::Result<Vec<PathBuf>> {
    files_ending(folder, "ron")
}

/// The files of a folder that have an ending, by name.
///
/// # Errors
/// A folder that cannot be read.
pub fn files_ending(folder: &Path, ending: &str) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    for entry in fs::read_dir(here)? {
        let path = entry?.path();
        if path.extension().is_some_and(|it| it == ending) && path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The bytes of a scenario file.
///
/// # Errors
/// Why there are none.
pub fn read(path: &Path) -> Result<Vec<u8>, Why> {
    bytes_of(path, GREATEST)
}

/// Why a file gives no bytes.
#[derive(Debug)]
pub enum Why {
    Folder,
    Missing,
    Other(String),
}

impl std::fmt::Display for Why {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Folder => f.write_str("it is a directory"),
            Self::Missing => f.write_str("there is no such file"),
            Self::Other(why) => f.write_str(why),
        }
    }
}

/// The bytes of a file, one more than `most` at most: whoever reads it refuses it then. Pipes and devices, which may
/// never end or never begin, are no files.
///
/// # Errors
/// Why there are none.
pub fn bytes_of(path: &Path, most: u64) -> Result<Vec<u8>, Why> {
    let other = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Why::Missing,
        _ => Why::Other(words::of_disk(&error)),
    };
    let kind = fs::metadata(path).map_err(other)?;
    if kind.is_dir() {
        return Err(Why::Folder);
    }
    if !kind.is_file() {
        return Err(Why::Other("it is no ordinary file".to_owned()));
    }
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(most + 1).read_to_end(&mut bytes)).map_err(other)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A scenario over two others, each with files of its own.
    fn borders(folder: &Path) {
        let write = |name: &str, text: &str| fs::write(folder.join(name), text).expect("a new folder takes files");
        fs::create_dir(folder.join("data")).expect("a new folder takes folders");
        write("data/north.ron", "(format: 1, id: \"north\", extends: \"generic\", map: \"north.geojson\")");
        write("middle.ron", "(format: 1, id: \"middle\", extends: \"data/north.ron\", border: (trust: 0.4))");
        write(
            "mine.ron",
            "(format: 1, id: \"mine\", extends: \"middle.ron\", history: { \"illustration\": (file: \"data/trade.csv\") })",
        );
    }

    /// The window watches what this names. Files that are missing count: they may yet be written.
    #[test]
    fn every_file_that_a_scenario_consists_of_is_named_there_or_missing_checked_or_wrong() {
        let folder = tempfile::tempdir().expect("there is a place for folders");
        borders(folder.path());
        let mine = folder.path().join("mine.ron");
        let named = || {
            let Reading { files, scenario, .. } = watched(&mine.to_string_lossy(), &[]);
            let inside = |file: &PathBuf| file.strip_prefix(folder.path()).expect("a file of the folder").to_owned();
            (files.iter().map(inside).collect::<Vec<_>>(), scenario.is_ok())
        };
        let all = ["mine.ron", "middle.ron", "data/north.ron", "data/trade.csv", "data/north.geojson"];
        assert_eq!(named().0[..4], all[..4].iter().map(PathBuf::from).collect::<Vec<_>>(), "the table is missing");
        let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
        fs::copy(shared.join("parts/trade.csv"), folder.path().join("data/trade.csv")).expect("the table is there");
        assert_eq!(named(), (all.iter().map(PathBuf::from).collect(), false), "the map is missing");
        fs::copy(shared.join("maps/two.geojson"), folder.path().join("data/north.geojson")).expect("the map is there");
        assert_eq!(named().0, all.iter().map(PathBuf::from).collect::<Vec<_>>());
    }

    /// What the command line or a saved session sets holds however often the file is saved.
    #[test]
    fn a_scenario_that_is_watched_keeps_what_was_set_over_it() {
        let folder = tempfile::tempdir().expect("there is a place for folders");
        let file = folder.path().join("mine.ron");
        let set = [("border.trust".to_owned(), "0.4".to_owned())];
        for quarters in [20, 30] {
            let text = format!(
                "(format: 1, id: \"mine\", extends: \"generic\", without: [\"expectations\"], quarters: {quarters})"
            );
            fs::write(&file, text).expect("a new folder takes files");
            let Reading { scenario, .. } = watched(&file.to_string_lossy(), &set);
            let scenario = scenario.unwrap_or_else(|unread| panic!("{unread}"));
            assert_eq!((scenario.quarters, scenario.setup.border.trust), (quarters, 0.4));
            assert_eq!(scenario.overrides, set);
        }
    }
}
