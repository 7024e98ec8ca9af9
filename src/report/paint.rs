//! Colours, weights and links of a terminal (ECMA-48, OSC 8).

use super::Appearance;
use crate::finding::Severity;

/// What a piece of text is, as far as its looks are concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Of(Severity),
    Strong,
    Faint,
    Remedy,
    Good,
    /// What a change brings, and what it takes away.
    Added,
    Removed,
}

impl Role {
    fn codes(self) -> &'static str {
        match self {
            Self::Of(Severity::Error) => "1;31",
            Self::Of(Severity::Warning) => "1;33",
            Self::Of(Severity::Info) => "1;36",
            Self::Strong => "1",
            Self::Faint => "2",
            Self::Remedy => "36",
            Self::Good => "1;32",
            Self::Added => "32",
            Self::Removed => "31",
        }
    }
}

impl Appearance {
    /// The text in the looks of its role.
    pub(super) fn paint(self, role: Role, text: &str) -> String {
        if self.color && !text.is_empty() {
            format!("\u{1b}[{}m{text}\u{1b}[0m", role.codes())
        } else {
            text.to_owned()
        }
    }

    /// The text as a link, where the terminal shows links. `url` must be free of control
    /// characters.
    pub(super) fn link(self, url: &str, text: &str) -> String {
        if self.hyperlinks && !url.is_empty() {
            format!("\u{1b}]8;;{url}\u{1b}\\{text}\u{1b}]8;;\u{1b}\\")
        } else {
            text.to_owned()
        }
    }
}
