//! Which part may know which: imports, the disk, the platform, features, and what lies outside the repository.

use std::fs;
use std::path::Path;

use super::{File, all_rust, files, found, none, root, source};

#[test]
fn the_model_knows_no_engine_file_clock_thread_or_hash_map() {
    const BANNED: [&str; 25] = [
        "bevy",
        "egui",
        "serde",
        "ron::",
        "std::fs",
        "std::io",
        "std::net",
        "std::env",
        "std::process",
        "std::time",
        "Instant",
        "SystemTime",
        "HashMap",
        "HashSet",
        "std::thread",
        "rayon",
        "crate::scenario",
        "crate::run",
        "crate::engine",
        "crate::panels",
        "crate::app",
        "crate::cli",
        "crate::study",
        "crate::reference",
        "unsafe",
    ];
    let model: Vec<File> = files(&["src/model"], ".rs");
    none(&found(&model, &BANNED, |_| false), "the model is plain arithmetic over plain vectors");
}

/// Model, scenario, run, then panels and engine, which do not know each other, then app: nothing imports a later one.
#[test]
fn nobody_imports_what_stands_above() {
    const SHOWS: [&str; 4] = ["bevy", "egui", "crate::panels", "crate::app"];
    let below = |more: &[&'static str]| [&SHOWS, more].concat();
    let layers: [(&str, Vec<&str>); 7] = [
        ("src/scenario", below(&["crate::run", "crate::engine", "crate::cli", "crate::study"])),
        ("src/run", below(&["crate::engine", "crate::cli", "crate::study"])),
        ("src/study", below(&["crate::engine", "crate::cli", "Instant"])),
        (
            "src/engine",
            vec![
                "egui",
                "winit",
                "bevy::window",
                "bevy::render",
                "crate::panels",
                "crate::app",
                "crate::cli",
                "std::fs",
            ],
        ),
        (
            "src/panels",
            vec![
                "bevy",
                "crate::engine",
                "crate::app",
                "crate::cli",
                "crate::saves",
                "std::fs",
                "std::io",
                "std::env",
                "std::time",
                "Instant",
            ],
        ),
        ("src/app", vec!["crate::cli", "Instant"]),
        ("src/cli", below(&["marchland::engine"])),
    ];
    for (folder, banned) in layers {
        none(&found(&files(&[folder], ".rs"), &banned, |_| false), &format!("`{folder}` stands below these"));
    }
}

/// `sqrt` is exact everywhere; these are as each platform likes.
#[test]
fn the_model_uses_no_function_of_the_platform() {
    const NAMES: &str = "exp exp2 exp_m1 ln ln_1p log log2 log10 powf powi sin cos tan asin acos atan atan2 sin_cos sinh \
                         cosh tanh asinh acosh atanh cbrt hypot mul_add to_degrees to_radians";
    let mut pieces: Vec<String> = Vec::new();
    for name in NAMES.split_whitespace() {
        pieces.extend([format!(".{name}("), format!("f64::{name}"), format!("f32::{name}")]);
    }
    let pieces: Vec<&str> = pieces.iter().map(String::as_str).collect();
    // `Read as _` and the like do not occur; `libm::exp` and `math::exp` do.
    none(&found(&files(&["src/model"], ".rs"), &pieces, |_| false), "use `math` or `libm`: the same bits everywhere");
}

/// A panel is a function of what it is shown: it draws, and pushes what a person asks for. Nobody else changes a run.
#[test]
fn panels_change_nothing_and_keep_no_state_of_their_own() {
    const CHANGES: [&str; 12] = [
        "&mut PlayThrough",
        "&mut Run",
        "&mut Playing",
        "Resource",
        "ResMut",
        "Res<",
        "Query<",
        "impl Plugin",
        "RefCell",
        "static mut ",
        "OnceLock",
        "thread_local!",
    ];
    let panels = files(&["src/panels"], ".rs");
    none(&found(&panels, &CHANGES, |_| false), "a panel pushes an `Ask`, and `app` does what is asked");
    let pushes = panels.iter().filter(|file| file.own_code().contains("&mut Vec<Ask>")).count();
    assert!(pushes >= 5, "only {pushes} files of `src/panels` push what is asked: has it another name now?");
}

/// What a study comes to is a function of its text; only the store knows the disk and threads.
#[test]
fn a_study_knows_no_clock_terminal_or_environment_and_threads_only_where_it_is_stored() {
    let study = files(&["src/study"], ".rs");
    const BANNED: [&str; 8] = [
        "std::env::var",
        "std::env::args",
        "std::process",
        "SystemTime",
        "Instant",
        "println!",
        "eprintln!",
        "std::net",
    ];
    none(&found(&study, &BANNED, |_| false), "a study tells its caller, and asks nobody for the time");
    let stored = |path: &str| path.starts_with("src/study/store/");
    let threads = ["rayon", "std::thread", "std::sync::mpsc", "Mutex", "HashSet"];
    none(&found(&study, &threads, stored), "rows are pure functions of their study; `store` runs them");
}

#[test]
fn the_disk_is_touched_in_few_named_files() {
    const NAMED: &str = "src/cli/analyze/folder.rs src/saves.rs src/whole.rs src/study/store/ src/app/watch.rs src/cli/load.rs \
                         src/cli/fit/file.rs src/cli/out.rs src/cli/out/files.rs";
    const TOUCHES: [&str; 6] = ["std::fs", "fs::", "File::", "OpenOptions", "read_to_string(", "std::env::current_dir"];
    let may = |path: &str| NAMED.split_whitespace().any(|named| path.starts_with(named));
    none(&found(&source(), &TOUCHES, may), "only the named files read and write");
}

#[test]
fn features_are_asked_for_in_lib_and_main_only() {
    let may = |path: &str| ["src/lib.rs", "src/main.rs"].contains(&path);
    let asked = |file: &File| file.text.lines().any(|line| line.contains("feature = \"") && line.contains("cfg"));
    let wrong: Vec<String> = source().iter().filter(|f| !may(&f.path) && asked(f)).map(|f| f.path.clone()).collect();
    none(&wrong, "a feature gate stands in `lib.rs` or `main.rs`");
}

#[test]
fn no_path_leads_out_of_the_repository() {
    let outside = [["/wo", "rk/"].concat(), ["/ho", "me/"].concat(), ["/ro", "ot/"].concat(), ["/t", "mp"].concat()];
    let mut all = all_rust();
    for ending in [".ron", ".txt", ".md"] {
        all.extend(files(&["tests", "scenarios", "assets", "benches"], ending));
    }
    for name in ["Cargo.toml", "README.md", "ARCHITECTURE.md", "CHANGELOG.md", "CITATION.cff", ".ci/run"] {
        let text = fs::read_to_string(root().join(name)).unwrap_or_default();
        all.push(File { path: name.into(), code: String::new(), text });
    }
    for file in all {
        let mut tokens = file.text.split_whitespace().filter(|token| !token.contains("://"));
        let hit = tokens.find(|token| outside.iter().any(|piece| token.contains(piece.as_str())));
        assert_eq!(hit, None, "{}", file.path);
        let folder = root().join(&file.path).parent().map(Path::to_path_buf).unwrap_or_default();
        for quoted in file.text.split('"').filter(|quoted| quoted.starts_with("../") && !quoted.contains(' ')) {
            let steps = quoted.matches("../").count();
            let depth = folder.strip_prefix(root()).map_or(0, |inside| inside.components().count());
            assert!(steps <= depth, "{}: `{quoted}`", file.path);
        }
    }
}

#[test]
fn where_the_computer_gives_no_thread_nothing_is_torn_down() {
    none(&found(&source(), &["thread::spawn"], |_| false), "`thread::Builder` says so, and `thread::spawn` panics");
}
