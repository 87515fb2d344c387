//! `marchland new` and `marchland list`: what is written checks without a word and runs; nothing is overwritten.

use std::fs;
use std::path::Path;
use std::process::{Output, Stdio};

use serde_json::Value;

use crate::cli::marchland;

const MAPS: [&str; 7] =
    ["none", "centrope", "frankfurt_slubice", "hk_shenzhen", "oresund", "rfe_nec", "tornio_haparanda"];

fn within(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = marchland(arguments);
    command.current_dir(folder).env("XDG_DATA_HOME", folder.join("data")).env("HOME", folder.join("home"));
    command.stdin(Stdio::null()).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn done(folder: &Path, arguments: &[&str]) -> String {
    let output = within(folder, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", said(&output));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_new_scenario_checks_without_a_word_and_runs_with_every_map_and_none() {
    let folder = tempfile::tempdir().unwrap();
    for map in MAPS {
        for (start, suffix, claims) in [
            ("1995Q2", "old", "The expectation holds."),
            ("2004Q1", "middle", "All 2 expectations hold."),
            ("2022Q3", "young", "The expectation holds."),
        ] {
            let name = format!("{}-{suffix}", map.replace('_', "-"));
            done(folder.path(), &["new", &name, "--map", map, "--start", start]);
            let file = format!("{name}.ron");
            let checked = done(folder.path(), &["check", &file, "--deny-warnings"]);
            assert!(checked.starts_with(&format!("{name}: no problems, no warnings; ")), "{checked}");
            let run: Value =
                serde_json::from_str(&done(folder.path(), &["run", &file, "--json", "--quarters", "8"])).unwrap();
            assert_eq!(run["scenario"], name.as_str());
            let told = done(folder.path(), &["test", &file, "--seeds", "3"]);
            assert!(told.contains(claims), "{told}");
            let text = fs::read_to_string(folder.path().join(&file)).unwrap();
            assert!(!text.contains("{{") && !text.contains("}}"), "{name}");
        }
    }
}

/// Takes the slashes off the lines from one that begins so to one that ends so.
fn uncommented(text: &str, first: &str, last: &str) -> String {
    let mut is_within = false;
    let mut live = String::new();
    for line in text.lines() {
        is_within |= line.starts_with(first);
        live += &if is_within { line.replacen("// ", "", 1) } else { line.to_owned() };
        live.push('\n');
        is_within &= line != last;
    }
    assert_ne!(live, text, "{first}");
    live
}

#[test]
fn the_commented_example_of_history_works_once_its_slashes_are_gone() {
    let folder = tempfile::tempdir().unwrap();
    done(folder.path(), &["new", "example", "--map", "oresund"]);
    let path = folder.path().join("example.ron");
    let text = fs::read_to_string(&path).unwrap();
    let live = uncommented(&text, "        // \"commuters\": (", "        // ),");
    let source = text.lines().find(|line| line.contains("// \"statistics-")).unwrap();
    fs::write(&path, live.replacen(source, &source.replacen("// ", "", 1), 1)).unwrap();
    done(folder.path(), &["check", "example.ron", "--deny-warnings"]);
}

#[test]
fn nothing_is_made_up_where_no_border_was_shut_and_the_example_works_once_its_slashes_are_gone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("example.ron");
    let scenario = || {
        let text = fs::read(&path).unwrap();
        marchland::scenario::read_bytes("example.ron", &text, &[]).unwrap()
    };
    for (start, shocks) in [("1990Q1", 0), ("2000Q2", 1), ("2020Q1", 1), ("2020Q2", 0), ("2022Q3", 0)] {
        done(folder.path(), &["new", "example", "--start", start]);
        let drafted = scenario();
        assert_eq!((drafted.setup.shocks.len(), drafted.expectations.len()), (shocks, shocks + 1), "{start}");
        assert!(drafted.setup.shocks.iter().all(|shock| shock.name.starts_with("Example: ")));
        done(folder.path(), &["check", "example.ron", "--deny-warnings"]);
        if shocks == 0 {
            let text = fs::read_to_string(&path).unwrap();
            let text = uncommented(&text, "        // \"closure\": (", "        // ),");
            let text = uncommented(&text, "        // \"closure-stops-commuting\": (", "        // ),");
            fs::write(&path, text).unwrap();
            done(folder.path(), &["check", "example.ron", "--deny-warnings"]);
            assert_eq!(scenario().setup.shocks.len(), 1, "{start}");
            assert!(done(folder.path(), &["test", "example.ron", "--seeds", "3"]).contains("All 2 expectations hold."));
        }
        fs::remove_file(&path).unwrap();
    }
}

/// Pay in any currency, or in thousands of it, makes a draft of which nothing is told.
#[test]
fn a_draft_in_any_money_checks_without_a_word() {
    let folder = tempfile::tempdir().unwrap();
    for (name, pay, money, output) in [
        ("euro", ["31000", "19000"], None, "25.2"),
        ("yen", ["4500000", "3800000"], Some("bn JPY"), "3660"),
        ("yen-unsaid", ["4500000", "3800000"], None, "3660"),
        ("won", ["42000000", "38000000"], Some("trn KRW"), "34.1"),
        ("rupiah", ["60000", "31000"], Some("trn IDR"), "0.0488"),
        ("dollars", ["65000", "8000"], Some("million USD"), "52800"),
        ("shares", ["100", "55"], None, "0.0813"),
    ] {
        let sizes = ["--a-population", "961000", "--a-wage", pay[0], "--b-wage", pay[1]];
        let money_flag: Vec<&str> = money.iter().flat_map(|unit| ["--money", unit]).collect();
        let output_told = said(&within(folder.path(), &[&["new", name][..], &sizes, &money_flag].concat()));
        assert!(output_told.contains("Wrote ") && !output_told.contains("warning["), "{output_told}");
        let file = format!("{name}.ron");
        done(folder.path(), &["check", &file, "--deny-warnings"]);
        let text = fs::read_to_string(folder.path().join(&file)).unwrap();
        let unit = money.unwrap_or(if name == "yen-unsaid" { "bn of the currency of the pay" } else { "bn EUR" });
        assert!(text.contains(&format!("money: \"{unit}\",")), "{name}");
        assert!(text.contains(&format!("output: ({output}, ")), "{name}: {text}");
        assert_eq!(output_told.contains("--money \"bn JPY\""), name == "yen-unsaid", "{output_told}");
    }
}

#[test]
fn flags_end_up_in_the_file_whatever_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let hostile = "Über \"den\" \\ Fluss {{b_name}} // )";
    let flags = ["--a-name", hostile, "--b-name", "深圳", "--a-population", "1 200 000", "--b-population", "90000"];
    let more = ["--a-wage", "41000", "--b-wage", "12500.5", "--start", "2004q3"];
    done(folder.path(), &[&["new", "hostile"][..], &flags, &more].concat());
    done(folder.path(), &["check", "hostile.ron", "--deny-warnings"]);
    let text = fs::read(folder.path().join("hostile.ron")).unwrap();
    let scenario = marchland::scenario::read_bytes("hostile.ron", &text, &[]).unwrap();
    let [a, b] = &scenario.setup.regions;
    assert_eq!((a.name.as_str(), b.name.as_str(), b.id.as_str()), (hostile, "深圳", "shen-zhen"));
    assert_eq!((a.population, b.population, b.wage), (1_200_000.0, 90_000.0, 12_500.5));
    assert_eq!(scenario.setup.start.to_string(), "2004Q3");
}

#[test]
fn any_map_with_two_named_features_will_do() {
    let folder = tempfile::tempdir().unwrap();
    let maps = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/maps");
    fs::copy(maps.join("two.geojson"), folder.path().join("two.geojson")).unwrap();
    let named = ["--a-name", "Upland", "--b-name", "Lowland", "--map", "two.geojson"];
    done(folder.path(), &[&["new", "drawn"][..], &named].concat());
    done(folder.path(), &["check", "drawn.ron", "--deny-warnings"]);
    done(folder.path(), &["new", "by-default", "--map", "two.geojson"]);
    let text = fs::read_to_string(folder.path().join("by-default.ron")).unwrap();
    assert!(text.contains("name: \"Upland\"") && text.contains("name: \"Lowland\""), "the areas are the regions");
    done(folder.path(), &["check", "by-default.ron", "--deny-warnings"]);
    let turned = ["new", "turned", "--map", "two.geojson", "--b-name", "Upland"];
    done(folder.path(), &turned);
    let text = fs::read_to_string(folder.path().join("turned.ron")).unwrap();
    assert!(text.find("name: \"Lowland\"").unwrap() < text.find("name: \"Upland\"").unwrap());
    let wrong = within(folder.path(), &["new", "undrawn", "--map", "two.geojson", "--a-name", "Uplnd"]);
    assert_eq!(wrong.status.code(), Some(2));
    let said = said(&wrong);
    assert!(
        said.contains("has no area `Uplnd`") && said.contains("`Upland`, `Lowland`; did you mean `Upland`?"),
        "{said}"
    );
    assert!(!said.contains("undrawn.ron"), "no place in a file that was never written: {said}");
    assert!(!folder.path().join("undrawn.ron").exists(), "nothing is written that does not check");
}

/// The first two of many areas are nobody's choice.
#[test]
fn of_many_areas_it_is_told_which_two_are_taken() {
    let folder = tempfile::tempdir().unwrap();
    let area = |n: u32| {
        format!(
            "{{\"type\":\"Feature\",\"properties\":{{\"name\":\"District {n}\"}},\"geometry\":{{\"type\":\"Polygon\",\
             \"coordinates\":[[[{n},1],[{0},1],[{0},2],[{n},2],[{n},1]]]}}}}",
            n + 1
        )
    };
    let areas: Vec<String> = (1..=12).map(area).collect();
    let map = format!("{{\"type\":\"FeatureCollection\",\"features\":[{}]}}", areas.join(","));
    fs::write(folder.path().join("many.geojson"), map).unwrap();
    let taken = said(&within(folder.path(), &["new", "many", "--map", "many.geojson"]));
    assert!(taken.contains("side A takes `District 1` and side B `District 2`"), "{taken}");
    assert!(taken.contains("--a-name") && taken.contains("Wrote many.ron"), "{taken}");
    let chosen = ["--a-name", "District 5", "--b-name", "District 6"];
    let chosen = said(&within(folder.path(), &[&["new", "two", "--map", "many.geojson"][..], &chosen].concat()));
    assert!(!chosen.contains("note:") && chosen.contains("Wrote two.ron"), "{chosen}");
}

#[test]
fn a_scenario_of_ones_own_folder_is_extended_by_the_name_by_which_it_is_played() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("data/marchland/scenarios");
    fs::create_dir_all(&own).unwrap();
    done(folder.path(), &["new", "ferry"]);
    fs::rename(folder.path().join("ferry.ron"), own.join("ferry.ron")).unwrap();
    let over = "(format: 1, id: \"mine\", extends: \"ferry\", title: \"Mine\")";
    fs::write(folder.path().join("mine.ron"), over).unwrap();
    done(folder.path(), &["check", "mine.ron"]);
    fs::write(own.join("beside.ron"), over).unwrap();
    done(folder.path(), &["check", "beside"]);
    fs::write(folder.path().join("mine.ron"), over.replace("\"ferry\"", "\"fery\"")).unwrap();
    let missing = within(folder.path(), &["check", "mine.ron"]);
    assert!(missing.status.code() == Some(3) && said(&missing).contains("M035"), "{}", said(&missing));
}

#[test]
fn a_map_that_cannot_be_used_is_told_before_anything_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let feature = |name: &str| {
        format!(
            "{{\"type\":\"Feature\",\"properties\":{{\"name\":\"{name}\"}},\"geometry\":{{\"type\":\"Polygon\",\
             \"coordinates\":[[[1,1],[2,1],[2,2],[1,1]]]}}}}"
        )
    };
    let map = |features: &str| format!("{{\"type\":\"FeatureCollection\",\"features\":[{features}]}}");
    for (name, text, says) in [
        ("one", map(&feature("Alone")), "has one area alone, `Alone`"),
        ("cut", map(&feature("Alone"))[..60].to_owned(), "the file was cut off"),
        ("empty", map(""), "it holds no feature"),
    ] {
        let file = format!("{name}.geojson");
        fs::write(folder.path().join(&file), text).unwrap();
        let output = within(folder.path(), &["new", "drawn", "--map", &file]);
        let said = said(&output);
        assert!(
            output.status.code() == Some(3) && said.contains(says) && said.contains("Nothing was written"),
            "{said}"
        );
        assert!(!said.contains("drawn.ron"), "{said}");
    }
    assert!(!folder.path().join("drawn.ron").exists());
}

#[test]
fn nothing_is_overwritten_and_a_wrong_answer_says_what_would_do() {
    let folder = tempfile::tempdir().unwrap();
    done(folder.path(), &["new", "mine"]);
    let before = fs::read(folder.path().join("mine.ron")).unwrap();
    for (arguments, says) in [
        (&["mine"][..], "not overwritten"),
        (&["mine.ron"], "not overwritten"),
        (&["amur"], "my-amur"),
        (&["Meine Grenze"], "marchland new meine-grenze"),
        (&["../escape"], "marchland new escape"),
        (&["-"], "1 to 64"),
        (&[""], "1 to 64"),
        (&["\u{1b}[31m"], "1 to 64"),
        (&["x", "--map", "oresnd"], "did you mean `oresund`?"),
        (&["x", "--map", "no.geojson"], "there is no such file"),
        (&["x", "--start", "2010"], "2010Q1"),
        (&["x", "--start", "2995Q1"], "at the latest 2979Q4"),
        (&["x", "--a-population", "many"], "digits"),
        (&["x", "--a-wage", "0"], "pay a year"),
        (&["x", "--a-wage", "4500000", "--money", "JPY"], "too small a unit for the output of Westmark"),
        (&["x", "--b-wage", "600000000"], "give both in thousands"),
        (&["x", "--a-population", "420.000"], "write `420000`"),
        (&["x", "--map", "nowhere"], "without a map of the pair, give `--map none`"),
        (&["x", "--a-name", " "], "a name"),
        (&["x", "--a-name", "Same", "--b-name", "Same"], "the same name"),
        (&["x", "--map", "oresund", "--a-population", "100000"], "--a-population"),
    ] {
        let output = within(folder.path(), &[&["new"], arguments].concat());
        let text = said(&output);
        assert!(!output.status.success() && text.contains(says) && !text.contains('\u{1b}'), "{arguments:?}: {text}");
    }
    assert_eq!(fs::read(folder.path().join("mine.ron")).unwrap(), before);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing else was written");
}

/// The system ends a program there that does not ask for an error.
#[cfg(unix)]
#[test]
fn a_limit_on_the_size_of_files_is_told_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let limited = format!("ulimit -f 1; exec '{}' new tight --yes", env!("CARGO_BIN_EXE_marchland"));
    let output = std::process::Command::new("bash").args(["-c", &limited]).current_dir(folder.path()).output().unwrap();
    assert!(output.status.code() == Some(3) && said(&output).contains("ulimit -f"), "{output:?}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "nothing half is left");
}

#[test]
fn defaults_that_nobody_chose_are_told() {
    let folder = tempfile::tempdir().unwrap();
    assert!(said(&within(folder.path(), &["new", "quiet"])).contains("all answers are defaults"));
    assert!(!said(&within(folder.path(), &["new", "asked", "--yes"])).contains("defaults"));
}

#[test]
fn the_list_shows_what_is_shipped_ones_own_and_what_is_broken() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("data/marchland/scenarios");
    fs::create_dir_all(&own).unwrap();
    done(folder.path(), &["new", "mine"]);
    fs::copy(folder.path().join("mine.ron"), own.join("mine.ron")).unwrap();
    fs::copy(folder.path().join("mine.ron"), own.join("amur.ron")).unwrap();
    fs::write(own.join("broken.ron"), "(format: 1, title: 3)").unwrap();
    fs::write(own.join("notes.txt"), "no scenario").unwrap();
    let text = done(folder.path(), &["list", "."]);
    for name in ["amur", "generic", "oresund", "mine", "broken", "./mine.ron"] {
        assert!(text.lines().any(|line| line.trim_start().starts_with(name)), "{name}: {text}");
    }
    assert!(text.lines().all(|line| unicode_width::UnicodeWidthStr::width(line) <= 100), "{text}");
    let listed: Value = serde_json::from_str(&done(folder.path(), &["list", "--json"])).unwrap();
    let entries = listed["scenarios"].as_array().unwrap();
    let of = |name: &str| entries.iter().find(|entry| entry["name"] == name).unwrap();
    assert!(of("broken")["problems"].as_u64().unwrap() > 0 && of("broken")["title"].is_null());
    assert_eq!((of("mine")["problems"].as_u64(), of("mine")["stage"].as_u64()), (Some(0), Some(1)));
    assert_eq!(of("amur")["from"], "shipped");
    assert!(!entries.iter().any(|entry| entry["name"] == "notes"));
    for name in ["mine", "mine.ron"] {
        fs::remove_file(folder.path().join("mine.ron")).ok();
        done(folder.path(), &["check", name]);
    }
    let shipped = within(folder.path(), &["check", "amur"]);
    assert!(said(&shipped).contains("note: `amur` is the shipped scenario"), "{}", said(&shipped));
    assert_eq!(within(folder.path(), &["list", "nowhere"]).status.code(), Some(3));
}
