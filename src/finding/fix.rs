//! Edits that mend a finding.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::source::{Source, Span};

/// Edits that together mend a finding. They do not overlap, and may touch several files.
#[derive(Clone, Debug)]
pub struct Fix {
    /// What is done, in the imperative and one line: ``rename `4xx` to `4XX` ``.
    pub title: String,
    /// Whether it may be applied without asking.
    pub applicability: Applicability,
    /// The edits by file and position.
    pub edits: Vec<Edit>,
}

/// A stretch of text put in the place of another.
#[derive(Clone, Debug)]
pub struct Edit {
    /// The file.
    pub source: Arc<Source>,
    /// The bytes that go; empty where text is only inserted.
    pub span: Span,
    /// The text that comes in their place; empty where text only goes.
    pub replacement: String,
}

/// Whether a fix may be applied without asking.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Applicability {
    /// No conforming reader sees a different contract afterwards.
    Safe,
    /// Only a person can tell whether the contract or the text is wrong.
    Unsafe,
    /// It is shown as a suggestion and never applied.
    DisplayOnly,
}

impl Applicability {
    /// The name in lower case, as pages and reports write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
            Self::DisplayOnly => "display-only",
        }
    }
}
