//! The version of the format that a file states.

use super::decode::{Decode, Decoder, Rule};
use super::kinds::whole;
use super::problems::Finding;
use super::tree::Node;

/// The version of the format that this program reads.
pub const NEWEST: u32 = 1;

/// The version of the format: the newest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Version;

/// The version that a value states, if it could be one.
pub(crate) fn stated(node: &Node) -> Option<u32> {
    whole(node)
}

impl Decode for Version {
    fn decode(node: &Node, _: &Rule, cx: &mut Decoder) -> Option<Self> {
        let found = stated(node);
        if found == Some(NEWEST) {
            return Some(Self);
        }
        let finding = match found {
            Some(found) if found > NEWEST => {
                let message =
                    format!("the file has format {found}, and this version of marchland reads up to {NEWEST}");
                let hint = "get a newer version of marchland, or ask for the file in the older format";
                Finding::new("M019", node.span, message).hint(hint)
            }
            _ => {
                let message = format!("the format is {}", node.describe());
                Finding::new("M019", node.head(), message).hint(format!("write `format: {NEWEST}`"))
            }
        };
        cx.findings.add(finding.expected(format!("`format: {NEWEST}`")));
        None
    }

    fn kind() -> String {
        "version".to_owned()
    }

    fn wanted(_: &Rule) -> String {
        format!("version: `{NEWEST}`")
    }
}
