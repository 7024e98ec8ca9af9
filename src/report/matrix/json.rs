//! A matrix for programs: one JSON object, versioned.

use std::collections::BTreeMap;
use std::io;

use serde::Serialize;

use crate::engine::{Matrix, MatrixRow, Report, RowMarks};
use crate::finding::{Finding, Severity};

const VERSION: u32 = 1;

#[derive(Serialize)]
struct Written<'a> {
    version: u32,
    documents: Vec<WrittenMatrix<'a>>,
}

#[derive(Serialize)]
struct WrittenMatrix<'a> {
    file: &'a str,
    title: Option<&'a str>,
    openapi: &'a str,
    statuses: Vec<String>,
    operations: Vec<WrittenRow<'a>>,
}

#[derive(Serialize)]
struct WrittenRow<'a> {
    method: &'a str,
    path: &'a str,
    operation_id: Option<&'a str>,
    summary: Option<&'a str>,
    tags: &'a [String],
    statuses: BTreeMap<String, WrittenCell<'a>>,
    findings: Vec<WrittenFinding<'a>>,
}

#[derive(Serialize)]
struct WrittenCell<'a> {
    cover: &'a str,
    description: Option<&'a str>,
    findings: Vec<WrittenFinding<'a>>,
}

#[derive(Serialize)]
struct WrittenFinding<'a> {
    rule: &'a str,
    severity: Severity,
    message: &'a str,
    fingerprint: String,
}

pub(super) fn write(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    let matrices = report.matrices.iter();
    let documents = matrices.map(|matrix| WrittenMatrix::of(matrix, &report.findings));
    let written = Written {
        version: VERSION,
        documents: documents.collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &written)?;
    writeln!(out)
}

impl<'a> WrittenMatrix<'a> {
    fn of(matrix: &'a Matrix, findings: &'a [Finding]) -> Self {
        let marks = matrix.marks(findings);
        let rows = matrix.rows.iter().zip(&marks.rows);
        let columns = matrix.columns();
        Self {
            file: &matrix.name,
            title: matrix.title.as_deref(),
            openapi: matrix.version.as_str(),
            statuses: columns.iter().map(ToString::to_string).collect(),
            operations: rows
                .map(|(row, marks)| {
                    let cells = columns.iter().map(|status| {
                        let outcome = row.outcome(*status);
                        let cell = WrittenCell {
                            cover: row.cover(*status).as_str(),
                            description: outcome.and_then(|outcome| outcome.description.as_deref()),
                            findings: written(marks.on(*status), findings),
                        };
                        (status.to_string(), cell)
                    });
                    WrittenRow::of(row, marks, cells.collect(), findings)
                })
                .collect(),
        }
    }
}

impl<'a> WrittenRow<'a> {
    fn of(
        row: &'a MatrixRow,
        marks: &RowMarks,
        statuses: BTreeMap<String, WrittenCell<'a>>,
        findings: &'a [Finding],
    ) -> Self {
        Self {
            method: &row.operation.method,
            path: &row.operation.path,
            operation_id: row.operation_id.as_deref(),
            summary: row.summary.as_deref(),
            tags: &row.tags,
            statuses,
            findings: written(&marks.operation, findings),
        }
    }
}

fn written<'a>(numbers: &[usize], findings: &'a [Finding]) -> Vec<WrittenFinding<'a>> {
    let found = numbers.iter().filter_map(|number| findings.get(*number));
    found
        .map(|finding| WrittenFinding {
            rule: finding.rule.as_str(),
            severity: finding.severity,
            message: &finding.message,
            fingerprint: finding.fingerprint().to_string(),
        })
        .collect()
}
