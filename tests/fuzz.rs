//! Whatever is done to files that can be read: the reader answers with a scenario or in words, at once, and never panics.
//!
//! `cargo test` looks at some hundred spoilt files. `MARCHLAND_FUZZ_SECONDS=3600 cargo test --no-default-features --test
//! main -- fuzz` goes on for an hour, and `MARCHLAND_FUZZ_SEED=7` begins elsewhere; a failure names the seed of its case,
//! which `MARCHLAND_FUZZ_SEED` repeats as the first.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use marchland::scenario::{Document, Library, Missing, Problems, Shown, Wanted, Wants, areas, check, migrate, show};
use marchland::study;

/// Cases of a plain `cargo test`.
const CASES: u64 = 300;
/// Nobody waits longer for an answer about a file of this size, on a busy machine and without optimisation.
const LONGEST: Duration = Duration::from_secs(20);

/// Pieces that mean something to one of the readers.
pub const PIECES: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    ";",
    "=",
    "\"",
    "'",
    "“",
    "\\",
    "//",
    "/*",
    "*/",
    "#",
    "\n",
    "\r",
    "\r\n",
    "\t",
    "\0",
    "\u{feff}",
    "\u{202e}",
    "é",
    "深",
    "-",
    "+",
    ".",
    "_",
    "%",
    "1e999",
    "-1e300",
    "NaN",
    "inf",
    "0x",
    "0",
    "-0.0",
    "99999999999999999999",
    "1_000",
    "1,000",
    "1 000",
    "0,5",
    "31 EUR",
    "3 million",
    "2009Q4",
    "\"2009Q4\"",
    "2009",
    "true",
    "Some(1)",
    "()",
    "[]",
    "{}",
    "At(\"2010Q1\", [])",
    "When([])",
    "Random(yearly: 0.5)",
    "extends: \"base.ron\",",
    "without: [\"expectations\"],",
    "without: [\"policies\", \"cities\"],",
    "file: \"series.csv\",",
    "map: \"map.geojson\",",
    "on_map: [\"Upland\"],",
    "given: (quarters: 1),",
    "format: 2,",
    "format: 0,",
    "quarters: 2000,",
    "start: \"1000Q1\",",
    "unit: \"thousand persons\",",
    "null",
    "\"type\": \"Feature\"",
    "\"coordinates\": [[[0,0],[0,0]]]",
    "\"geometry\": null",
    "[180,90]",
    "[1e308,1e308]",
    "[7]",
    "\"layer\": \"region_a\"",
    "year,value,unit,source\n",
    "date",
    "grade",
    "unverified",
    "bn EUR (derived: 1/0)",
    "Saltelli(1)",
    "Table(\"series.csv\")",
    "Uniform(1, 0)",
    "Normal(0, 0)",
    "r#\"",
    "\"#",
    "#![",
    "e",
    "9999999999999999999999",
    "\"2009Q1\"",
    "trust",
    "trust: 7",
    "\"visa\"",
    "At",
    "2009/12/31",
    "12/2009",
    "05/10/2009",
    "31.12.2009",
    "2009M12",
    "＿",
    "ｔrust",
    "А",
    "5 per cent",
    "1 h 30",
    "9°30'E",
    "ca. 5",
    "5..7",
];

/// A sequence of numbers that a seed decides: SplitMix64.
struct Luck(u64);

impl Luck {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit.max(1) as u64).unwrap()
    }
}

/// Good files of one kind.
struct Corpus(Vec<Vec<u8>>);

impl Corpus {
    fn of(folders: &[&str], ending: &str) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut paths = Vec::new();
        for folder in folders {
            let entries = fs::read_dir(root.join(folder)).unwrap().map(|entry| entry.unwrap().path());
            paths.extend(entries.filter(|path| path.extension().is_some_and(|found| found == ending)));
        }
        paths.sort();
        assert!(!paths.is_empty(), "{folders:?} {ending}");
        Self(paths.iter().map(|path| fs::read(path).unwrap()).collect())
    }

    fn any(&self, luck: &mut Luck) -> &[u8] {
        &self.0[luck.below(self.0.len())]
    }

    /// One of them, spoilt in up to six places.
    fn spoilt(&self, luck: &mut Luck) -> Vec<u8> {
        let mut bytes = self.any(luck).to_vec();
        for _ in 0..=luck.below(6) {
            let at = luck.below(bytes.len() + 1);
            let length = if luck.below(4) == 0 { luck.below(4000) } else { luck.below(30) };
            let end = (at + length).min(bytes.len());
            match luck.below(9) {
                0 => drop(bytes.drain(at..end)),
                1 => bytes.truncate(at.max(bytes.len() / 2)),
                2 => {
                    let part = bytes[at..end].to_vec();
                    let to = luck.below(bytes.len() + 1);
                    bytes.splice(to..to, part);
                }
                3 => {
                    let other = self.any(luck);
                    let from = luck.below(other.len());
                    let part = other[from..(from + length).min(other.len())].to_vec();
                    bytes.splice(at..end, part);
                }
                4 if at < bytes.len() => bytes[at] = luck.next().to_le_bytes()[0],
                5 => number_replaced(&mut bytes, at, luck),
                6 => line_moved(&mut bytes, at, luck),
                _ => {
                    let piece = PIECES[luck.below(PIECES.len())].bytes();
                    let cut = at + luck.below(12).min(bytes.len() - at);
                    drop(bytes.splice(at..cut, piece));
                }
            }
        }
        bytes
    }
}

/// The first number behind a place becomes another.
fn number_replaced(bytes: &mut Vec<u8>, at: usize, luck: &mut Luck) {
    const NUMBERS: [&str; 12] =
        ["0", "1", "-1", "1e308", "-1e308", "1e-320", "0.999999999", "4294967296", "2000", "NaN", "1e12", "\"7\""];
    let is_digit = |byte: &u8| byte.is_ascii_digit() || *byte == b'.';
    let Some(start) = bytes[at..].iter().position(is_digit).map(|found| at + found) else { return };
    let length = bytes[start..].iter().take_while(|byte| is_digit(byte)).count();
    let number = NUMBERS[luck.below(NUMBERS.len())].bytes();
    drop(bytes.splice(start..start + length, number));
}

/// The line of a place goes elsewhere.
fn line_moved(bytes: &mut Vec<u8>, at: usize, luck: &mut Luck) {
    let is_end = |byte: &u8| *byte == b'\n';
    let from = bytes[..at].iter().rposition(is_end).map_or(0, |found| found + 1);
    let to = bytes[at..].iter().position(is_end).map_or(bytes.len(), |found| at + found + 1);
    let line: Vec<u8> = bytes.drain(from..to).collect();
    let place = luck.below(bytes.len() + 1);
    bytes.splice(place..place, line);
}

/// A case: a text and whatever it may name.
struct Case {
    text: Vec<u8>,
    base: Vec<u8>,
    series: Vec<u8>,
    map: Vec<u8>,
}

impl Library for Case {
    fn find(&self, wanted: &Wanted<'_>) -> Result<Document, Missing> {
        let (name, bytes) = match wanted.kind {
            Wants::Scenario => ("base.ron", &self.base),
            Wants::Series => ("series.csv", &self.series),
            Wants::Map => ("map.geojson", &self.map),
        };
        Ok(document(name, bytes))
    }
}

fn document(name: &str, bytes: &[u8]) -> Document {
    Document { name: name.to_owned(), place: name.to_owned(), bytes: bytes.to_vec() }
}

fn said(problems: &Problems) {
    assert!(!problems.0.is_empty());
    for problem in &problems.0 {
        assert!(problem.code != "M099" && !problem.message.is_empty(), "{problem}");
        assert!(problem.expected.is_some() || problem.hint.is_some(), "it does not say what to do: {problem}");
        assert!(!problem.to_string().is_empty() && problem.length > 0);
    }
    assert!(!problems.to_string().is_empty());
}

fn scenario_is_answered(case: &Case, with_map: bool) {
    let document = document("fuzz.ron", &case.text);
    let checked = check(&document, case);
    let _ = checked.warnings.to_string();
    match &checked.scenario {
        Ok(_) => {
            let shown = show(&document, &[], case, Shown::WithDefaults, None);
            assert!(shown.is_ok(), "a scenario that checks is shown: {shown:?}");
        }
        Err(problems) => said(problems),
    }
    if !with_map && let Err(problems) = migrate("fuzz.ron", &case.text) {
        said(&problems);
    }
    if with_map && let Err(problems) = areas("map.geojson", "--map", "`--map none`", case) {
        said(&problems);
    }
}

fn study_is_answered(case: &Case) {
    if let Err(problems) = study::read(&document("fuzz.ron", &case.text), case) {
        said(&problems);
    }
}

/// Names the case if it fails.
struct Named(u64);

impl Drop for Named {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("the case can be repeated with MARCHLAND_FUZZ_SEED={}", self.0);
        }
    }
}

fn set<T: std::str::FromStr>(name: &str) -> Option<T> {
    let text = std::env::var(name).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{name} takes a whole number, not {text:?}")))
}

#[test]
#[expect(clippy::disallowed_methods, reason = "how long an answer takes is what is looked at")]
fn spoilt_files_are_answered_in_words_and_at_once() {
    let scenarios = Corpus::of(&["scenarios", "tests", "tests/warn"], "ron");
    let bases = Corpus(vec![include_bytes!("full.ron").to_vec(), include_bytes!("minimal.ron").to_vec()]);
    let over = Corpus(vec![include_bytes!("parts/extending.ron").to_vec()]);
    let mapped = Corpus::of(&["scenarios"], "ron");
    let tables = Corpus::of(&["tests/parts", "tests/study"], "csv");
    let maps = Corpus::of(&["assets/maps", "tests/maps"], "geojson");
    let studies = Corpus::of(&["studies"], "ron");
    let (first, seconds) = (set("MARCHLAND_FUZZ_SEED").unwrap_or(0_u64), set::<u64>("MARCHLAND_FUZZ_SECONDS"));
    let begun = Instant::now();
    let mut number = 0;
    while seconds.map_or(number < CASES, |seconds| begun.elapsed().as_secs() < seconds) {
        let seed = first.wrapping_add(number);
        let named = Named(seed);
        let mut luck = Luck(seed.wrapping_mul(0x2545_f491_4f6c_dd1d));
        let kind = luck.below(8);
        // One of the texts is spoilt, seldom more.
        let often = |luck: &mut Luck, corpus: &Corpus, is_it: bool| match is_it || luck.below(8) == 0 {
            true => corpus.spoilt(luck),
            false => corpus.any(luck).to_vec(),
        };
        let corpus = match kind {
            0..=2 => &scenarios,
            6 => &mapped,
            7 => &studies,
            _ => &over,
        };
        let case = Case {
            text: often(&mut luck, corpus, matches!(kind, 0..=3 | 7)),
            base: often(&mut luck, if kind == 7 { &scenarios } else { &bases }, kind == 4),
            series: often(&mut luck, &tables, kind == 5),
            map: often(&mut luck, &maps, kind == 6),
        };
        let at = Instant::now();
        if kind == 7 {
            study_is_answered(&case)
        } else {
            scenario_is_answered(&case, kind == 6)
        }
        assert!(at.elapsed() < LONGEST, "it took {:?}", at.elapsed());
        drop(named);
        number += 1;
    }
    if seconds.is_some() {
        eprintln!("{number} cases in {:?}", begun.elapsed());
    }
}
