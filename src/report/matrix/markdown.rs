//! A matrix as a Markdown table (GitHub's flavour).

use std::io;

use super::{Cell, gravest, initial};
use crate::engine::{Matrix, Report};
use crate::finding::Finding;
use crate::report::text::one_line;

pub(super) fn write(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    for matrix in &report.matrices {
        write_matrix(matrix, &report.findings, out)?;
    }
    writeln!(
        out,
        "● declared, ◐ by a range such as `4XX`, ○ by `default`, empty: not declared; \
         **E**, **W**, **I**: an error, warning or info was found there, in the first column on \
         the operation itself."
    )
}

fn write_matrix(matrix: &Matrix, findings: &[Finding], out: &mut dyn io::Write) -> io::Result<()> {
    let title = matrix.title.as_deref().unwrap_or(&matrix.name);
    writeln!(out, "## Statuses of {}\n", escaped(title))?;
    let columns = matrix.columns();
    let names: Vec<String> = columns
        .iter()
        .map(|status| format!(" {status} |"))
        .collect();
    writeln!(out, "| | Operation |{}", names.concat())?;
    writeln!(out, "|---|---|{}", ":-:|".repeat(columns.len()))?;
    let marks = matrix.marks(findings);
    for (row, marks) in matrix.rows.iter().zip(&marks.rows) {
        let own = gravest(&marks.operation, findings);
        let own = own.map_or_else(String::new, |severity| format!("**{}**", initial(severity)));
        let operation = escaped(&row.operation.to_string());
        let cells = columns.iter().map(|status| {
            let cell = Cell::of(row, marks, *status, findings);
            match (cell.gravest, cell.sign(true)) {
                (Some(_), sign) => format!(" **{sign}** |"),
                (None, "·") => " |".to_owned(),
                (None, sign) => format!(" {sign} |"),
            }
        });
        writeln!(out, "| {own} | {operation} |{}", cells.collect::<String>())?;
    }
    writeln!(out)
}

/// Text from the document, as text: nothing in it is markup or ends the cell.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in one_line(text).chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '\\' | '|' | '`' | '*' | '_' | '[' | ']' | '~' | '#' => {
                escaped.push('\\');
                escaped.push(character);
            }
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn text_from_a_document_stays_text() {
        assert_eq!(escaped("a|b <img> [x](y)"), "a\\|b &lt;img> \\[x\\](y)");
    }
}
