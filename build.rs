//! Tells the program what it is built from: commit, whether the sources differ from it, target, profile, compiler.
//!
//! Builds for development do not say the first two: the whole library would be built anew at each commit and each change.

use std::env;
use std::path::Path;
use std::process::Command;

/// What the program is made of. Scenarios, studies and maps, which it carries too, are known by hashes of their own.
const SOURCES: [&str; 4] = ["build.rs", "Cargo.toml", "Cargo.lock", "src"];

fn main() {
    let variable = |name: &str| env::var(name).unwrap_or_default();
    let is_told = variable("PROFILE") == "release";
    println!("cargo::rerun-if-changed=build.rs");
    let watched = SOURCES.iter().filter(|source| is_told && Path::new(source).exists());
    watched.for_each(|source| println!("cargo::rerun-if-changed={source}"));
    let commit = if is_told && is_our_own() { git(&["rev-parse", "HEAD"]) } else { None };
    let dirty = commit.as_ref().and_then(|_| {
        let changed = git(&[&["--no-optional-locks", "status", "--porcelain", "--"], &SOURCES[..]].concat())?;
        Some(if changed.is_empty() { "false" } else { "true" })
    });
    if commit.is_some() {
        watch_head();
    }
    let compiler = output(Command::new(env::var_os("RUSTC").unwrap_or("rustc".into())).arg("--version"));
    for (name, value) in [
        ("COMMIT", commit.unwrap_or_default()),
        ("DIRTY", dirty.unwrap_or_default().to_owned()),
        ("TARGET", variable("TARGET")),
        ("PROFILE", profile().unwrap_or_else(|| variable("PROFILE"))),
        ("COMPILER", compiler.unwrap_or_default()),
    ] {
        println!("cargo::rustc-env=MARCHLAND_{name}={value}");
    }
}

/// Whether the repository is that of this package: unpacked inside another one, its commit would say nothing of us.
fn is_our_own() -> bool {
    let top = git(&["rev-parse", "--show-toplevel"]).and_then(|top| Path::new(&top).canonicalize().ok());
    let here = env::var_os("CARGO_MANIFEST_DIR").and_then(|here| Path::new(&here).canonicalize().ok());
    top.is_some() && top == here
}

/// Built again once another commit is checked out or made. What is not there may not be watched: cargo would take it
/// for changed every time.
fn watch_head() {
    let branch = git(&["symbolic-ref", "--quiet", "HEAD"]);
    for name in ["HEAD", "logs/HEAD", "packed-refs"].into_iter().chain(branch.as_deref()) {
        if let Some(path) = git(&["rev-parse", "--git-path", name]).filter(|path| Path::new(path).exists()) {
            println!("cargo::rerun-if-changed={path}");
        }
    }
}

/// The profile by its name: cargo tells `debug` or `release` alone, and the folder of the build says which.
fn profile() -> Option<String> {
    let out = env::var_os("OUT_DIR")?;
    // `.../<profile>/build/marchland-<hash>/out`
    Some(Path::new(&out).ancestors().nth(3)?.file_name()?.to_str()?.to_owned())
}

fn git(arguments: &[&str]) -> Option<String> {
    output(Command::new("git").args(arguments))
}

/// What a command says, if it is there and does not fail.
fn output(command: &mut Command) -> Option<String> {
    let done = command.output().ok().filter(|done| done.status.success())?;
    Some(String::from_utf8(done.stdout).ok()?.trim().to_owned())
}
