//! Files of this program that are given in the place of another kind: sessions, saves, studies, scenarios.

use super::library::Document;
use super::problems::Finding;
use super::reading::{Reading, field};
use super::tree::{Node, Value};

/// What a file of this program is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Scenario,
    Study,
    /// The replay file of a run.
    Session,
    /// A play-through saved in the window.
    Save,
}

impl Kind {
    /// Such as `a study`.
    #[must_use]
    pub const fn called(self) -> &'static str {
        match self {
            Self::Scenario => "a scenario",
            Self::Study => "a study",
            Self::Session => "a session of a run",
            Self::Save => "a saved session of the window",
        }
    }

    /// What can be done with such a file.
    #[must_use]
    pub const fn used(self) -> &'static str {
        match self {
            Self::Scenario => {
                "`marchland check FILE` looks at it, `marchland run FILE` plays it; a study names it: `scenarios: [\"FILE\"]`"
            }
            Self::Study => {
                "`marchland check FILE` looks at it, `marchland batch FILE --out FOLDER` runs it; play one of the \
                 scenarios that it names"
            }
            Self::Session => "play it with `marchland run --session FILE`; its scenario lies beside it, or is shipped",
            Self::Save => {
                "go on with it by `marchland play --session FILE`, or play it without a window: `marchland run --session FILE`"
            }
        }
    }
}

/// What a tree is, as far as its fields tell.
pub(crate) fn kind(tree: &Node) -> Option<Kind> {
    let has = |name: &str| field(tree, name).is_some();
    let any = |names: &[&str]| names.iter().any(|name| has(name));
    if !matches!(tree.value, Value::Fields(_)) {
        None
    } else if has("sha256") && has("branches") {
        Some(Kind::Save)
    } else if has("sha256") && any(&["digest", "orders"]) {
        Some(Kind::Session)
    } else if has("study") || any(&["scenarios", "replicates"]) && has("outputs") {
        Some(Kind::Study)
    } else {
        any(&["regions", "border", "cities", "extends", "format"]).then_some(Kind::Scenario)
    }
}

/// Whether the tree is that of a file of another kind than is wanted; a scenario with a field of a study is none.
pub(crate) fn instead(tree: &Node, wanted: Kind) -> Option<Finding> {
    let kind = kind(tree).filter(|kind| *kind != wanted)?;
    let is_mixed =
        kind == Kind::Study && ["regions", "border", "extends"].iter().any(|name| field(tree, name).is_some());
    let is_for_certain = !is_mixed && (kind != Kind::Scenario || field(tree, "scenarios").is_none());
    let message =
        format!("this is {}, and no {}", kind.called(), if wanted == Kind::Study { "study" } else { "scenario" });
    is_for_certain.then(|| Finding::new("M007", tree.head(), message).hint(kind.used()))
}

/// What a file is, if it is one of this program's and can be read.
#[must_use]
pub fn kind_of(document: &Document) -> Option<Kind> {
    kind(&Reading::new(None).parse(document)?)
}
