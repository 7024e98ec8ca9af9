//! A matrix for the terminal. Where the names of the statuses do not fit side by side they are
//! written downwards, and where even that is too wide, the statuses are told in several tables.

use std::io;

use super::{Cell, gravest, initial};
use crate::engine::{Cover, Matrix, Report, RowMarks};
use crate::finding::{Finding, Severity};
use crate::http::StatusKey;
use crate::report::Appearance;
use crate::report::paint::Role;
use crate::report::text::{columns as width_of, counted, one_line};

/// What stands before the operation: the sign of a finding on it, and a space.
const LEAD: usize = 2;
/// The least and the most room for the name of an operation.
const NARROWEST_NAME: usize = 30;
const WIDEST_NAME: usize = 56;

pub(super) fn write(
    report: &Report,
    appearance: Appearance,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    for matrix in &report.matrices {
        let drawing = Drawing::new(matrix, &report.findings, appearance);
        out.write_all(drawing.heading().as_bytes())?;
        for statuses in drawing.tables() {
            out.write_all(drawing.table(&statuses).as_bytes())?;
            writeln!(out)?;
        }
    }
    out.write_all(legend(appearance).as_bytes())
}

struct Drawing<'a> {
    matrix: &'a Matrix,
    marks: Vec<RowMarks>,
    findings: &'a [Finding],
    appearance: Appearance,
    /// The columns for the name of an operation.
    name: usize,
    /// Whether the names of the statuses run downwards.
    upright: bool,
}

impl<'a> Drawing<'a> {
    fn new(matrix: &'a Matrix, findings: &'a [Finding], appearance: Appearance) -> Self {
        let names = matrix
            .rows
            .iter()
            .map(|row| width_of(&row.operation.to_string()));
        let longest = names.max().unwrap_or_default().min(WIDEST_NAME);
        let statuses = matrix.columns();
        let flat: usize = statuses
            .iter()
            .map(|status| status.to_string().len() + 1)
            .sum();
        let room = appearance.columns().saturating_sub(LEAD);
        let upright = longest + flat > room;
        let taken = if upright { 2 * statuses.len() } else { flat };
        let name = longest.min(room.saturating_sub(taken).max(NARROWEST_NAME));
        Self {
            matrix,
            marks: matrix.marks(findings).rows,
            findings,
            appearance,
            name,
            upright,
        }
    }

    fn heading(&self) -> String {
        let title = self.matrix.title.as_deref().unwrap_or(&self.matrix.name);
        let title = self.appearance.paint(Role::Strong, &one_line(title));
        let operations = counted(self.matrix.rows.len(), "operation");
        let about = format!("{}, {operations}", one_line(&self.matrix.name));
        format!(
            "{title}\n{}\n\n",
            self.appearance.paint(Role::Faint, &about)
        )
    }

    /// The statuses of each table.
    fn tables(&self) -> Vec<Vec<StatusKey>> {
        let statuses = self.matrix.columns();
        let room = self.appearance.columns().saturating_sub(LEAD + self.name);
        if !self.upright {
            return vec![statuses];
        }
        let at_a_time = (room / 2).max(1);
        statuses
            .chunks(at_a_time)
            .map(<[StatusKey]>::to_vec)
            .collect()
    }

    fn table(&self, statuses: &[StatusKey]) -> String {
        let mut drawn = self.head(statuses);
        for (row, marks) in self.matrix.rows.iter().zip(&self.marks) {
            let own = gravest(&marks.operation, self.findings);
            drawn.push_str(&own.map_or_else(|| " ".to_owned(), |own| self.letter(own)));
            drawn.push(' ');
            let name = self.fitted(&row.operation.to_string());
            drawn.push_str(&name);
            for status in statuses {
                let cell = Cell::of(row, marks, *status, self.findings);
                let before = if self.upright {
                    1
                } else {
                    status.to_string().len()
                };
                drawn.push_str(&" ".repeat(before));
                drawn.push_str(&self.cell(cell));
            }
            drawn.push('\n');
        }
        drawn
    }

    fn head(&self, statuses: &[StatusKey]) -> String {
        let names: Vec<String> = statuses
            .iter()
            .map(|status| heading_of(*status, self.upright))
            .collect();
        let indent = " ".repeat(LEAD + self.name);
        let lines: Vec<String> = if self.upright {
            let line = |at: usize| {
                let signs = names.iter().map(|name| {
                    let sign = name.chars().nth(at).unwrap_or(' ');
                    format!(" {sign}")
                });
                signs.collect::<String>()
            };
            (0..3).map(line).collect()
        } else {
            vec![names.iter().flat_map(|name| [" ", name]).collect()]
        };
        let paint =
            |line: &String| format!("{indent}{}\n", self.appearance.paint(Role::Strong, line));
        lines.iter().map(paint).collect()
    }

    fn letter(&self, severity: Severity) -> String {
        self.appearance.paint(Role::Of(severity), initial(severity))
    }

    fn cell(&self, cell: Cell) -> String {
        let sign = cell.sign(self.appearance.unicode);
        match (cell.gravest, cell.cover) {
            (Some(severity), _) => self.letter(severity),
            (None, Cover::Missing | Cover::Default) => self.appearance.paint(Role::Faint, sign),
            (None, Cover::Declared | Cover::Range) => sign.to_owned(),
        }
    }

    /// The name in exactly its room. Of a long path, the end tells operations apart.
    fn fitted(&self, name: &str) -> String {
        let name = one_line(name);
        let surplus = (width_of(&name) + 1).saturating_sub(self.name + 1);
        let fitted = if surplus == 0 {
            name
        } else {
            let (method, path) = name.split_once(' ').unwrap_or(("", &name));
            let ellipsis = self.appearance.ellipsis();
            let cut = surplus + width_of(ellipsis);
            let kept: String = path.chars().skip(cut).collect();
            format!("{method} {ellipsis}{kept}")
        };
        let gap = self.name.saturating_sub(width_of(&fitted));
        fitted + &" ".repeat(gap)
    }
}

/// Three letters where it runs downwards.
fn heading_of(status: StatusKey, upright: bool) -> String {
    match status {
        StatusKey::Default if upright => "def".to_owned(),
        other => other.to_string(),
    }
}

fn legend(appearance: Appearance) -> String {
    let sign = |cover| {
        let cell = Cell {
            cover,
            gravest: None,
        };
        cell.sign(appearance.unicode)
    };
    let covers = format!(
        "{} declared  {} by range  {} by default  {} missing",
        sign(Cover::Declared),
        sign(Cover::Range),
        sign(Cover::Default),
        sign(Cover::Missing)
    );
    let letters = [Severity::Error, Severity::Warning, Severity::Info];
    let letters = letters.map(|severity| {
        let letter = appearance.paint(Role::Of(severity), initial(severity));
        format!("{letter} {severity}")
    });
    format!(
        "{covers}\n{} found there (first column: on the operation)\n",
        letters.join("  ")
    )
}
