//! What this program was built from, for whatever it writes.

use serde::{Deserialize, Serialize};

/// Version, origin and kind of a build.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Build {
    pub version: String,
    /// The commit, in full; null in builds for development, and if it was not built in a checkout of the project.
    pub commit: Option<String>,
    /// Whether its sources differed from that commit; null if there is none.
    pub dirty: Option<bool>,
    /// For which computers, such as `x86_64-unknown-linux-gnu`.
    pub target: String,
    /// Optional parts that it has.
    pub features: Vec<String>,
    /// Cargo's profile, such as `release`.
    pub profile: String,
    /// The compiler with its version.
    pub compiler: String,
}

impl Build {
    /// That of this program.
    #[must_use]
    pub fn this() -> Self {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Self {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            commit: some(env!("MARCHLAND_COMMIT")),
            dirty: env!("MARCHLAND_DIRTY").parse().ok(),
            target: env!("MARCHLAND_TARGET").to_owned(),
            features: crate::FEATURES.iter().map(|feature| (*feature).to_owned()).collect(),
            profile: env!("MARCHLAND_PROFILE").to_owned(),
            compiler: env!("MARCHLAND_COMPILER").to_owned(),
        }
    }

    /// The commit as people write it: twelve digits, with `changed` where the sources differed.
    #[must_use]
    pub fn origin(&self) -> String {
        const DIGITS: usize = 12;
        let changed = if self.dirty == Some(true) { ", changed" } else { "" };
        self.commit.as_deref().map_or_else(
            || "no known commit".to_owned(),
            |commit| format!("commit {}{changed}", commit.get(..DIGITS).unwrap_or(commit)),
        )
    }

    /// Everything, a line each.
    #[must_use]
    pub fn text(&self) -> String {
        let features = if self.features.is_empty() { "none".to_owned() } else { self.features.join(", ") };
        let Self { version, target, profile, compiler, .. } = self;
        let origin = self.origin();
        format!("{version}\n{origin}\ntarget {target}\nfeatures {features}\nprofile {profile}\n{compiler}")
    }
}
