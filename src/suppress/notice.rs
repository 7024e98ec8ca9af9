//! What is wrong with a directive.

use crate::finding::{Place, RuleName};
use crate::openapi::NodeId;
use crate::rule::Catalogue;

/// The rule that reports a directive which silences nothing.
pub const UNUSED_SUPPRESSION: &str = "unused-suppression";

/// A mistake in a directive, reported under a rule of its own.
#[derive(Clone, Debug)]
pub struct Notice {
    /// The name of the rule whose page explains it.
    pub rule: &'static str,
    /// The token to change.
    pub place: Place,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// What the directive stands at.
    pub(super) at: NodeId,
}

impl Notice {
    /// The directive cannot be read.
    pub(super) fn malformed(place: Place, at: NodeId, message: &str) -> Self {
        Self {
            rule: "malformed-suppression",
            place,
            message: message.to_owned(),
            help: "write `# statuslint: ignore[rule-name] reason`, or \
                   `x-statuslint-ignore: { rule-name: reason }`"
                .to_owned(),
            at,
        }
    }

    /// It names what is no rule.
    pub(super) fn unknown(name: &str, place: Place, at: NodeId, catalogue: &Catalogue) -> Self {
        let is_group = name == "all" || catalogue.categories().any(|category| category == name);
        let help = match catalogue.suggest(name) {
            _ if is_group => {
                "name the rules one by one, so that a new one is not silenced unseen".to_owned()
            }
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "`statuslint rules` lists the rules".to_owned(),
        };
        Self {
            rule: "unknown-suppressed-rule",
            place,
            message: format!("there is no rule `{name}` to silence"),
            help,
            at,
        }
    }

    /// It silences nothing.
    pub(super) fn unused(rule: &RuleName, place: Place, at: NodeId) -> Self {
        Self {
            rule: UNUSED_SUPPRESSION,
            place,
            message: format!("`{rule}` finds nothing here that would have to be silenced"),
            help: "take the directive out".to_owned(),
            at,
        }
    }
}
