//! Which cells of a matrix findings speak of.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::{Matrix, MatrixRow};
use crate::finding::{Finding, OperationName};
use crate::http::StatusKey;

/// The findings on each row of a matrix, by their position in a report.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    /// One for each row, in the same order.
    pub rows: Vec<RowMarks>,
}

/// The findings on one row.
#[derive(Clone, Debug, Default)]
pub struct RowMarks {
    /// Those on an outcome, by its status.
    pub cells: BTreeMap<StatusKey, Vec<usize>>,
    /// Those on the operation that are not on one of its outcomes.
    pub operation: Vec<usize>,
}

impl RowMarks {
    /// All findings on the row, in the order of the report.
    pub fn all(&self) -> Vec<usize> {
        let in_cells = self.cells.values().flatten();
        let mut all: Vec<usize> = in_cells.chain(&self.operation).copied().collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The findings on an outcome.
    pub fn on(&self, status: StatusKey) -> &[usize] {
        self.cells.get(&status).map_or(&[], Vec::as_slice)
    }
}

impl Matrix {
    /// Which of the findings speak of which cell. A finding on the description as a whole, or on
    /// another operation, marks nothing, whatever operations it touches.
    pub fn marks(&self, findings: &[Finding]) -> Marks {
        let mut position: FxHashMap<&OperationName, Vec<usize>> = FxHashMap::default();
        for (index, row) in self.rows.iter().enumerate() {
            position.entry(&row.operation).or_default().push(index);
        }
        let mut marks = Marks {
            rows: vec![RowMarks::default(); self.rows.len()],
        };
        let own = |finding: &&Finding| {
            let name = finding.place.source().name();
            self.sources.iter().any(|source| source.name() == name)
        };
        let numbered = findings.iter().enumerate();
        for (number, finding) in numbered.filter(|(_, finding)| own(finding)) {
            let touched = finding.operations.iter();
            for index in touched.filter_map(|name| position.get(name)).flatten() {
                if let Some((row, marks)) = self.rows.get(*index).zip(marks.rows.get_mut(*index)) {
                    row.mark(finding, number, marks);
                }
            }
        }
        marks
    }
}

impl MatrixRow {
    fn mark(&self, finding: &Finding, number: usize, marks: &mut RowMarks) {
        let place = &finding.place;
        let mut on_outcome = false;
        for outcome in &self.outcomes {
            if outcome.extent.iter().any(|part| part.holds(place))
                && let Some(status) = outcome.status
            {
                marks.cells.entry(status).or_default().push(number);
                on_outcome = true;
            }
        }
        let is_shared = || {
            let first = place.pointer().tokens().next();
            !matches!(
                first.as_deref(),
                None | Some("" | "info" | "paths" | "webhooks" | "tags" | "servers")
            )
        };
        let is_here = || self.extent.iter().any(|part| part.holds(place));
        if !on_outcome && (is_here() || is_shared()) {
            marks.operation.push(number);
        }
    }
}
