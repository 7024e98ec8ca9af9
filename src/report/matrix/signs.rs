//! What a cell of a matrix shows.

use crate::engine::{Cover, MatrixRow, RowMarks};
use crate::finding::{Finding, Severity};
use crate::http::StatusKey;

/// A cell: how the operation provides for the status, and the gravest finding there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report) struct Cell {
    pub(in crate::report) cover: Cover,
    pub(in crate::report) gravest: Option<Severity>,
}

impl Cell {
    pub(in crate::report) fn of(
        row: &MatrixRow,
        marks: &RowMarks,
        status: StatusKey,
        findings: &[Finding],
    ) -> Self {
        Self {
            cover: row.cover(status),
            gravest: gravest(marks.on(status), findings),
        }
    }

    /// One character: the initial of the severity, else a sign for the cover.
    pub(in crate::report) fn sign(self, unicode: bool) -> &'static str {
        match (self.gravest, self.cover) {
            (Some(severity), _) => initial(severity),
            (None, Cover::Declared) if unicode => "●",
            (None, Cover::Declared) => "x",
            (None, Cover::Range) if unicode => "◐",
            (None, Cover::Range) => "r",
            (None, Cover::Default) if unicode => "○",
            (None, Cover::Default) => "d",
            (None, Cover::Missing) if unicode => "·",
            (None, Cover::Missing) => ".",
        }
    }

    /// In words: `declared`, `default`, `declared, warning`.
    pub(in crate::report) fn words(self) -> String {
        match self.gravest {
            Some(severity) => format!("{}, {severity}", self.cover.as_str()),
            None => self.cover.as_str().to_owned(),
        }
    }
}

/// The gravest of some findings.
pub(in crate::report) fn gravest(numbers: &[usize], findings: &[Finding]) -> Option<Severity> {
    let found = numbers.iter().filter_map(|number| findings.get(*number));
    found.map(|finding| finding.severity).max()
}

/// The severity in one letter.
pub(in crate::report) fn initial(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "E",
        Severity::Warning => "W",
        Severity::Info => "I",
    }
}
