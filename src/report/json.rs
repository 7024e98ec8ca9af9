//! The report for programs: one JSON object, versioned, in types of its own, so that a change
//! inside never changes what programs read.

use std::io;

use serde::Serialize;

use super::{Context, Reporter};
use crate::engine::{DocumentSummary, Failure, Report};
use crate::finding::{Finding, Guideline, Place, Related, Severity};
use crate::rule::{Catalogue, Level};
use crate::source::{LineColumn, Source, Span};

/// One JSON object that holds the whole report; `version` grows when a program has to change.
#[derive(Clone, Copy, Debug, Default)]
pub struct Json;

const VERSION: u32 = 1;

impl Reporter for Json {
    fn report(
        &self,
        report: &Report,
        context: &Context<'_>,
        out: &mut dyn io::Write,
    ) -> io::Result<()> {
        let written = WrittenReport::of(report, context.catalogue);
        serde_json::to_writer_pretty(&mut *out, &written)?;
        writeln!(out)
    }
}

#[derive(Serialize)]
struct WrittenReport<'a> {
    version: u32,
    findings: Vec<WrittenFinding<'a>>,
    failures: Vec<WrittenFailure<'a>>,
    documents: Vec<WrittenDocument<'a>>,
    summary: Summary,
}

#[derive(Serialize)]
struct WrittenFinding<'a> {
    rule: &'a str,
    severity: Severity,
    fails_run: bool,
    message: &'a str,
    help: Option<&'a str>,
    evidence: &'a [String],
    sources: Vec<WrittenSource<'a>>,
    guidelines: &'a [Guideline],
    #[serde(flatten)]
    place: WrittenPlace<'a>,
    label: &'a str,
    operations: Vec<WrittenOperation<'a>>,
    related: Vec<WrittenRelated<'a>>,
    fingerprint: String,
}

#[derive(Serialize)]
struct WrittenSource<'a> {
    reference: &'a str,
    url: &'a str,
    level: Level,
}

#[derive(Serialize)]
struct WrittenPlace<'a> {
    file: &'a str,
    pointer: &'a str,
    start: Position,
    end: Position,
}

/// Line and column from 1, the column in characters; the offset in bytes from 0, into the text
/// without its byte order mark.
#[derive(Serialize)]
struct Position {
    line: u32,
    column: u32,
    offset: u32,
}

#[derive(Serialize)]
struct WrittenOperation<'a> {
    method: &'a str,
    path: &'a str,
}

#[derive(Serialize)]
struct WrittenRelated<'a> {
    #[serde(flatten)]
    place: WrittenPlace<'a>,
    label: &'a str,
}

#[derive(Serialize)]
struct WrittenFailure<'a> {
    kind: &'a str,
    file: &'a str,
    message: &'a str,
    help: Option<&'a str>,
    start: Option<Position>,
    end: Option<Position>,
}

#[derive(Serialize)]
struct WrittenDocument<'a> {
    file: &'a str,
    openapi: &'a str,
    operations: usize,
    responses: usize,
    files: usize,
}

#[derive(Serialize)]
struct Summary {
    errors: usize,
    warnings: usize,
    infos: usize,
    failures: usize,
    documents: usize,
    operations: usize,
    responses: usize,
    skipped: usize,
    suppressed: usize,
    exit_code: u8,
}

impl<'a> WrittenReport<'a> {
    fn of(report: &'a Report, catalogue: &'a Catalogue) -> Self {
        let finding = |finding| WrittenFinding::of(finding, catalogue);
        Self {
            version: VERSION,
            findings: report.findings.iter().map(finding).collect(),
            failures: report.failures.iter().map(WrittenFailure::of).collect(),
            documents: report.documents.iter().map(WrittenDocument::of).collect(),
            summary: Summary::of(report),
        }
    }
}

impl<'a> WrittenFinding<'a> {
    fn of(finding: &'a Finding, catalogue: &'a Catalogue) -> Self {
        let rule = catalogue.get(finding.rule.as_str());
        let sources = rule.into_iter().flat_map(|rule| &rule.sources);
        let operations = finding.operations.iter();
        Self {
            rule: finding.rule.as_str(),
            severity: finding.severity,
            fails_run: finding.fails_run,
            message: &finding.message,
            help: finding.help.as_deref(),
            evidence: &finding.evidence,
            sources: sources
                .map(|source| WrittenSource {
                    reference: &source.reference,
                    url: &source.url,
                    level: source.level,
                })
                .collect(),
            guidelines: &finding.guidelines,
            place: WrittenPlace::of(&finding.place),
            label: &finding.label,
            operations: operations
                .map(|operation| WrittenOperation {
                    method: &operation.method,
                    path: &operation.path,
                })
                .collect(),
            related: finding.related.iter().map(WrittenRelated::of).collect(),
            fingerprint: finding.fingerprint().to_string(),
        }
    }
}

impl<'a> WrittenPlace<'a> {
    fn of(place: &'a Place) -> Self {
        let (start, end) = positions(place.source(), place.span());
        Self {
            file: place.source().name(),
            pointer: place.pointer().as_str(),
            start,
            end,
        }
    }
}

fn positions(source: &Source, span: Span) -> (Position, Position) {
    let position = |offset| {
        let LineColumn { line, column } = source.line_column(offset);
        Position {
            line,
            column,
            offset,
        }
    };
    (position(span.start()), position(span.end()))
}

impl<'a> WrittenRelated<'a> {
    fn of(related: &'a Related) -> Self {
        Self {
            place: WrittenPlace::of(&related.place),
            label: &related.label,
        }
    }
}

impl<'a> WrittenFailure<'a> {
    fn of(failure: &'a Failure) -> Self {
        let place = failure.source.as_ref().zip(failure.span);
        let (start, end) = place.map(|(source, span)| positions(source, span)).unzip();
        Self {
            kind: failure.kind.as_str(),
            file: &failure.name,
            message: &failure.message,
            help: failure.help.as_deref(),
            start,
            end,
        }
    }
}

impl<'a> WrittenDocument<'a> {
    fn of(document: &'a DocumentSummary) -> Self {
        Self {
            file: &document.name,
            openapi: document.version.as_str(),
            operations: document.operations,
            responses: document.responses,
            files: document.files,
        }
    }
}

impl Summary {
    fn of(report: &Report) -> Self {
        let documents = &report.documents;
        Self {
            errors: report.count(Severity::Error),
            warnings: report.count(Severity::Warning),
            infos: report.count(Severity::Info),
            failures: report.failures.len(),
            documents: documents.len(),
            operations: documents.iter().map(|document| document.operations).sum(),
            responses: documents.iter().map(|document| document.responses).sum(),
            skipped: report.skipped.len(),
            suppressed: report.suppressed.len(),
            exit_code: report.exit_status().code(),
        }
    }
}
