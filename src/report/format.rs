//! The formats by name.

use std::fmt;
use std::str::FromStr;

use super::{Concise, Html, Json, Narrated, Pretty, Reporter};

/// A format in which a report can be written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Snippets of the documents, for people.
    #[default]
    Pretty,
    /// The same in words, for screen readers.
    Narrated,
    /// One line for each finding, for people and editors.
    Concise,
    /// Everything, for programs.
    Json,
    /// A page for reviewing, for browsers.
    Html,
}

/// A word that names no format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a format: use `pretty`, `narrated`, `concise`, `json` or `html`")]
pub struct UnknownFormat(pub String);

impl Format {
    /// All formats.
    pub const ALL: [Self; 5] = [
        Self::Pretty,
        Self::Narrated,
        Self::Concise,
        Self::Json,
        Self::Html,
    ];

    /// The name in lower case.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pretty => "pretty",
            Self::Narrated => "narrated",
            Self::Concise => "concise",
            Self::Json => "json",
            Self::Html => "html",
        }
    }

    /// Whether it shows the status matrices of the documents.
    pub fn shows_matrices(self) -> bool {
        self == Self::Html
    }

    /// What writes the format.
    pub fn reporter(self) -> &'static dyn Reporter {
        match self {
            Self::Pretty => &Pretty,
            Self::Narrated => &Narrated,
            Self::Concise => &Concise,
            Self::Json => &Json,
            Self::Html => &Html,
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|format| format.as_str() == text)
            .ok_or_else(|| UnknownFormat(text.to_owned()))
    }
}
