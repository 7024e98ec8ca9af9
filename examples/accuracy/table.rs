//! Tables of labels: tab-separated, with a heading.

use std::io;
use std::path::Path;

/// A table of labels.
pub(crate) struct Table {
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// One labelled case.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    columns: &'a [String],
    cells: &'a [String],
}

impl Table {
    pub(crate) fn read(path: &Path) -> io::Result<Self> {
        let text = std::fs::read_to_string(path)?;
        let mut lines = text
            .lines()
            .map(|line| line.split('\t').map(str::to_owned).collect());
        Ok(Self {
            columns: lines.next().unwrap_or_default(),
            rows: lines.collect(),
        })
    }

    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|cells| Row {
            columns: &self.columns,
            cells,
        })
    }
}

impl<'a> Row<'a> {
    /// The cell under a heading; empty where there is none.
    pub(crate) fn get(self, column: &str) -> &'a str {
        let position = self.columns.iter().position(|name| name == column);
        position
            .and_then(|position| self.cells.get(position))
            .map_or("", String::as_str)
    }
}
