//! A matrix for spreadsheets (RFC 4180): one row for each operation of each document.

use std::collections::BTreeSet;
use std::io;

use super::{Cell, gravest};
use crate::engine::{Matrix, Report};
use crate::http::StatusKey;

pub(super) fn write(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    let columns = report.matrices.iter().flat_map(Matrix::columns);
    let columns: BTreeSet<StatusKey> = columns.collect();
    let head = ["file", "method", "path", "operation_id", "tags", "finding"];
    let head = head.map(str::to_owned).into_iter();
    write_row(head.chain(columns.iter().map(ToString::to_string)), out)?;
    for matrix in &report.matrices {
        let marks = matrix.marks(&report.findings);
        for (row, marks) in matrix.rows.iter().zip(&marks.rows) {
            let grave = gravest(&marks.all(), &report.findings);
            let own = [
                matrix.name.clone(),
                row.operation.method.clone(),
                row.operation.path.clone(),
                row.operation_id.clone().unwrap_or_default(),
                row.tags.join(", "),
                grave.map_or_else(String::new, |severity| severity.to_string()),
            ];
            let cell = |status: &StatusKey| Cell::of(row, marks, *status, &report.findings).words();
            write_row(own.into_iter().chain(columns.iter().map(cell)), out)?;
        }
    }
    Ok(())
}

fn write_row(fields: impl Iterator<Item = String>, out: &mut dyn io::Write) -> io::Result<()> {
    let fields: Vec<String> = fields.map(|text| field(&text)).collect();
    write!(out, "{}\r\n", fields.join(","))
}

/// A field in quotes where it needs them. A spreadsheet must not take a text from the document for a
/// formula.
fn field(text: &str) -> String {
    let text = crate::report::text::one_line(text);
    let is_formula = text.starts_with(['=', '+', '-', '@']);
    let text = if is_formula { format!("'{text}") } else { text };
    if text.contains(['"', ',', ';']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::field;

    #[test]
    fn a_field_is_neither_a_formula_nor_two_fields() {
        assert_eq!(field("=HYPERLINK(1)"), "'=HYPERLINK(1)");
        assert_eq!(field("a, \"b\""), "\"a, \"\"b\"\"\"");
        assert_eq!(field("a\nb"), "a b");
    }
}
