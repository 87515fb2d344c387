//! Reports of studies and figures of analyses: what a page holds, that it is whole and well formed, and what is refused.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::cli::marchland;

/// Every kind of part in a study of a few short runs; its title is what nobody should write.
const STUDY: &str = r#"(
    study: 1, id: "small", title: "Trust & <script>alert(1)</script> \"quoted\"", question: "What if a < b & c > d?",
    scenarios: ["SCENARIO"], policies: ["none", "staged", "soft-only"], quarters: 24,
    factors: {
        "gain": (title: "Gain of <trust>", of: ["trust_gain"], values: Uniform(0.004, 0.02)),
        "start": (title: "Trust at the start", of: ["border.trust"], how: Times, values: Triangular(0.8, 1, 1.4)),
        "people": (of: ["regions.a.organisations", "regions.b.organisations"], values: Integers(8, 12)),
    },
    design: DESIGN, replicates: 2,
    outputs: {"trust": Last("trust"), "two": FirstIn(2), "stage-two": Reached(2, "2005Q4"), "spent": Total("spending")},
    series: (variables: ["trust", "trade"], every: 4),
)"#;

pub struct Done {
    pub folder: TempDir,
}

impl Done {
    /// The study with a design, run and merged in `out`.
    pub fn new(design: &str, more: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let text = STUDY.replace("SCENARIO", "generic").replace("DESIGN", design);
        fs::write(folder.path().join("small.ron"), text).unwrap();
        let done = Self { folder };
        let (code, said) = done.on(&[&["batch", "small.ron", "--out", "out"], more].concat());
        assert_eq!(code, 0, "{said}");
        done
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A command in the folder.
    pub fn on(&self, arguments: &[&str]) -> (i32, String) {
        on(self.folder.path(), arguments)
    }

    /// The median of the trust of staged policy: half of its runs lie above.
    fn middle(&self) -> String {
        let (code, said) =
            self.on(&["analyze", "spread", "out", "--output", "trust", "--policy", "staged", "--format", "json"]);
        assert_eq!(code, 0, "{said}");
        let found: serde_json::Value = serde_json::from_str(&said).unwrap();
        found["tables"]["spread"][0]["median"].to_string()
    }

    fn page(&self, more: &[&str]) -> String {
        let (code, said) = self.on(&[&["report", "out", "-o", "page.html"], more].concat());
        assert_eq!(code, 0, "{said}");
        fs::read_to_string(self.path("page.html")).unwrap()
    }
}

/// Exit code and all that was said.
pub fn on(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let output = marchland(arguments).current_dir(folder).env("NO_COLOR", "1").output().unwrap();
    let text = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap_or(-1), String::from_utf8(text).unwrap())
}

/// Names of elements in the order in which they begin, if every one that begins ends in its turn and no id comes twice.
fn elements(text: &str) -> Vec<String> {
    let (mut open, mut all, mut ids): (Vec<String>, Vec<String>, BTreeSet<String>) = Default::default();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        assert!(!rest[..at].contains('>'), "a bare `>`: {}", &rest[..at]);
        let end = at + rest[at..].find('>').expect("a tag ends");
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if tag.starts_with('!') {
            continue;
        }
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "closed out of turn");
            continue;
        }
        let name = tag.split([' ', '/', '\n']).next().unwrap().to_owned();
        if let Some(id) = tag.split(" id=\"").nth(1).and_then(|rest| rest.split('"').next()) {
            assert!(ids.insert(id.to_owned()), "the id `{id}` comes twice");
        }
        all.push(name.clone());
        if name == "style" {
            // Its text is no markup.
            rest = &rest[rest.find("</style>").expect("it ends")..];
        }
        if !tag.ends_with('/') && name != "meta" {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "never closed: {open:?}");
    all
}

fn count(elements: &[String], name: &str) -> usize {
    elements.iter().filter(|element| *element == name).count()
}

/// What a reader reads: the text without drawings, a line a paragraph, a row, a heading.
fn read(page: &str) -> String {
    let mut text = String::new();
    let mut rest = page.split("</style>").nth(1).unwrap();
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        let tag = &rest[at..=at + rest[at..].find('>').unwrap()];
        rest = &rest[at + tag.len()..];
        if tag.starts_with("<svg") {
            rest = rest.split_once("</svg>").unwrap().1;
        }
        match tag {
            "<td>" => text.push_str(" | "),
            tag if tag.starts_with("<td") || tag.starts_with("<th") && !tag.starts_with("<thead") => {
                text.push_str(" | ")
            }
            "<li>" => text.push_str("- "),
            "<h2>" | "<h3>" => text.push_str("# "),
            tag if tag.starts_with("<h2") => text.push_str("\n## "),
            _ => {}
        }
    }
    let lines = text.lines().map(str::trim).collect::<Vec<_>>().join("\n");
    let mut one = lines.replace("\n\n\n", "\n\n");
    while one.contains("\n\n\n") {
        one = one.replace("\n\n\n", "\n\n");
    }
    one.trim().to_owned() + "\n"
}

/// Hashes, sizes, times, machines and builds differ.
fn steady(text: &str) -> String {
    const LOOSE: [&str; 17] = [
        "| build",
        "| commit",
        "| compiler",
        "| dirty",
        "| features",
        "| made_by",
        "| merged.from",
        "| merged.hosts",
        "| merged.jobs",
        "| merged.parts",
        "| merged.until",
        "| platform",
        "| profile",
        "| target",
        "sha256",
        "bytes",
        "| version",
    ];
    let line = |line: &str| match line.split_once(" | ") {
        Some((first, _)) if LOOSE.iter().any(|field| first.contains(field)) => format!("{first} | ..."),
        _ if line.contains("SHA-256") => line.split("SHA-256").next().unwrap().to_owned() + "SHA-256 ...",
        _ => line.to_owned(),
    };
    let build = marchland::built::Build::this();
    let text = text.lines().map(line).collect::<Vec<_>>().join("\n");
    text.replace(&build.origin(), "ORIGIN").replace(&build.version, "VERSION")
}

#[test]
fn a_report_is_one_page_that_needs_nothing_and_says_the_same_each_time() {
    let done = Done::new("Sobol(64)", &["--format", "csv"]);
    let case = format!("trust>={}", done.middle());
    let asked = ["--high", "trust", "--low", "spent", "--case", &case];
    let page = done.page(&asked);
    for piece in ["http:", "https:", "<script", "<link", "<img", "src=", "@import", "url("] {
        assert!(!page.contains(piece), "{piece}");
    }
    let all = elements(&page);
    assert_eq!((count(&all, "h1"), count(&all, "main"), count(&all, "nav")), (1, 1, 1));
    assert!(count(&all, "table") > 8 && count(&all, "table") == count(&all, "caption"));
    let figures = count(&all, "figure");
    assert!(figures >= 9, "{figures}");
    assert_eq!(count(&all, "figcaption"), figures);
    assert_eq!((count(&all, "svg"), count(&all, "desc")), (2 * figures, 2 * figures), "wide and narrow, each in words");
    assert_eq!(page.matches("href=\"#").count(), page.matches("href=").count(), "every link stays on the page");
    for id in page.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert!(page.contains(&format!(" id=\"{id}\"")), "{id}");
    }
    for told in
        ["Trust &amp; &lt;script&gt;", "Gain of &lt;trust&gt;", "No run failed", "Where the cases lie", ", evenly"]
    {
        assert!(page.contains(told), "{told}");
    }
    assert_eq!(page, done.page(&asked), "the same folder gives the same page");
}

#[test]
fn a_report_reads_like_this() {
    let done = Done::new("Latin(2)", &[]);
    insta::assert_snapshot!("report", steady(&read(&done.page(&[]))));
}

#[test]
fn designs_have_their_figures_and_failed_rows_are_named() {
    let done = Done::new("Saltelli(4)", &[]);
    assert!(done.page(&[]).contains("where its variance comes from"));
    let done = Done::new("Morris(4)", &[]);
    assert!(done.page(&[]).contains("how much each factor moves it"));
    let folder = tempfile::tempdir().unwrap();
    let text =
        STUDY.replace("SCENARIO", "generic").replace("DESIGN", "Latin(2)").replace("quarters: 24", "quarters: 400");
    let text =
        text.replace("Integers(8, 12)", "Integers(900, 901)").replace("series:", "stop: (seconds: 0.001), series:");
    fs::write(folder.path().join("late.ron"), text).unwrap();
    assert_eq!(on(folder.path(), &["batch", "late.ron", "--out", "late", "--max-failures", "99"]).0, 0);
    let (code, said) = on(folder.path(), &["report", "late"]);
    assert_eq!(code, 0, "{said}");
    let page = fs::read_to_string(folder.path().join("late/report.html")).unwrap();
    elements(&page);
    assert!(
        page.contains("12 of 12 runs failed") && page.contains("generic.none.0.0") && page.contains("timed-out"),
        "{page}"
    );
}

/// What is said of pairs and luck is what the study does, and each sentence in short says what stands behind it.
#[test]
fn words_follow_the_luck_and_say_what_stands_behind_them() {
    let page = read(&Done::new("Saltelli(10), luck: Own", &[]).page(&[]));
    let short = page.split("## In short").nth(1).unwrap().split("## What was asked").next().unwrap();
    for told in [
        "of runs at the same point, each with luck of its own",
        "; from 100 pairs (10 blocks).",
        "from 10 of 10 blocks.",
        " with others ",
    ] {
        assert!(short.contains(told), "{told}: {short}");
    }
    assert!(!page.contains("same luck") && !page.contains("paired runs"), "{page}");
    assert!(page.contains("taken for an effect of the factors") && page.contains("intervals by blocks drawn again"));
    let page = read(&Done::new("Latin(10)", &[]).page(&[]));
    assert!(page.contains("of runs with the same luck") && page.contains("; from 20 pairs (10 points)."), "{page}");
}

#[test]
fn what_cannot_be_reported_is_told_and_nothing_is_overwritten() {
    let done = Done::new("Latin(2)", &[]);
    let refused = |arguments: &[&str], code: i32, message: &str| {
        let (ended, said) = done.on(arguments);
        assert!(ended == code && said.contains(message), "{ended}: {said}");
    };
    fs::write(done.path("letter.html"), "dear").unwrap();
    refused(&["report", "out", "-o", "letter.html"], 2, "was not made by this command");
    refused(&["analyze", "spread", "out", "--figure", "letter.html"], 2, "was not made by this command");
    assert_eq!(fs::read_to_string(done.path("letter.html")).unwrap(), "dear");
    refused(&["report", "out", "-o", "no/such/page.html"], 3, "page.html");
    refused(&["report", "."], 2, "is no folder of a study");
    refused(&["report", "out", "--against", "nobody"], 2, "it has `none`, `soft-only`, `staged`");
    refused(&["report", "out", "--case", "trusd>=0.5"], 2, "did you mean `trust`?");
    refused(&["report", "out", "--high", "thrust"], 2, "did you mean `trust`?");
    refused(&["analyze", "spread", "out", "--policy", "nobody"], 2, "it has: none, soft-only, staged");
    refused(&["analyze", "spread", "out", "--series", "trusts"], 3, "did you mean `trust`?");
    let (code, said) = done.on(&["batch", "small.ron", "--out", "part", "--shard", "0/2"]);
    assert_eq!(code, 0, "{said}");
    refused(&["report", "part"], 2, "is not merged yet");
}

#[test]
fn every_analysis_draws_a_figure_with_a_text_alternative() {
    let (sobol, morris) = (Done::new("Saltelli(8)", &[]), Done::new("Morris(6)", &[]));
    let latin = Done::new("Latin(120)", &["--format", "csv"]);
    let case = format!("trust>={}", latin.middle());
    let cases: [(&Done, &[&str], &str); 7] = [
        (&sobol, &["sobol", "out", "--output", "trust"], "First order of each factor"),
        (&morris, &["morris", "out", "--output", "trust"], "mu* "),
        (&latin, &["prim", "out", "--case", &case, "--policy", "staged"], "Step 0: coverage 100 %"),
        (&latin, &["regret", "out", "--output", "trust"], "mean regret"),
        (&latin, &["effect", "out"], "Staged"),
        (&latin, &["spread", "out"], "median"),
        (&latin, &["spread", "out", "--series", "trust"], "over the years"),
    ];
    for (i, (done, arguments, told)) in cases.into_iter().enumerate() {
        let name = format!("{i}.svg");
        let (code, said) = done.on(&[&["analyze"], arguments, &["--figure", &name]].concat());
        assert_eq!(code, 0, "{said}");
        let svg = fs::read_to_string(done.path(&name)).unwrap();
        let all = elements(&svg);
        assert!(svg.starts_with("<svg xmlns=") && count(&all, "title") == 1 && count(&all, "desc") == 1, "{name}");
        let desc = svg.split("<desc id=\"d\">").nth(1).unwrap().split("</desc>").next().unwrap();
        assert!(desc.contains(told) || svg.contains(told), "{name}: {desc}");
        // A caption goes over several lines.
        let texts =
            svg.split('<').filter_map(|rest| Some(rest.split_once('>')?.1.trim())).filter(|text| !text.is_empty());
        let said = texts.collect::<Vec<_>>().join(" ");
        assert!(said.contains("rows used") || said.contains("runs in each"), "{name}: {said}");
        assert!(!svg.contains("NaN") && !svg.contains("inf\""), "{name}");
        assert!(!svg.contains("<trust>"), "{name}");
        // Every place of a mark lies on the sheet.
        for place in svg.split(" x=\"").skip(1).filter_map(|rest| rest.split('"').next()?.parse::<f64>().ok()) {
            assert!((-20.0..=760.0).contains(&place), "{name}: {place}");
        }
        assert_eq!(done.on(&[&["analyze"], arguments, &["--figure", &name]].concat()).0, 0, "it may be drawn again");
    }
}
