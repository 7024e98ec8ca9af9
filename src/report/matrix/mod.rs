//! The status matrix by itself: a map from operations to the statuses that they answer with, in the
//! terminal, as Markdown, CSV and JSON.

mod csv;
mod json;
mod markdown;
mod signs;
mod table;

use std::fmt;
use std::io;
use std::str::FromStr;

pub(super) use signs::{Cell, gravest, initial};

use super::Appearance;
use crate::engine::Report;

/// A format in which a status matrix can be written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MatrixFormat {
    /// For people, in the terminal.
    #[default]
    Table,
    /// A table for a page or a pull request.
    Markdown,
    /// For spreadsheets.
    Csv,
    /// For programs.
    Json,
}

/// A word that names no format of a matrix.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a format: use `table`, `markdown`, `csv` or `json`")]
pub struct UnknownMatrixFormat(pub String);

impl MatrixFormat {
    /// All formats.
    pub const ALL: [Self; 4] = [Self::Table, Self::Markdown, Self::Csv, Self::Json];

    /// The name in lower case.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Markdown => "markdown",
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }

    /// Writes the matrices of a report, with what was found in their cells.
    ///
    /// # Errors
    /// What `out` answers, a broken pipe included.
    pub fn write(
        self,
        report: &Report,
        appearance: Appearance,
        out: &mut dyn io::Write,
    ) -> io::Result<()> {
        match self {
            Self::Table => table::write(report, appearance, out),
            Self::Markdown => markdown::write(report, out),
            Self::Csv => csv::write(report, out),
            Self::Json => json::write(report, out),
        }
    }
}

impl fmt::Display for MatrixFormat {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

impl FromStr for MatrixFormat {
    type Err = UnknownMatrixFormat;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|format| format.as_str() == text)
            .ok_or_else(|| UnknownMatrixFormat(text.to_owned()))
    }
}
