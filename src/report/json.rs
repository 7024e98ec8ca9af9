//! The report for programs: one JSON object, versioned, in types of its own, so that a change
//! inside never changes what programs read.

use std::io;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde::Serialize;

use super::{Context, Reporter, ascii_json};
use crate::engine::{DocumentSummary, Failure, Report, Suppressed};
use crate::finding::{Applicability, Edit, Finding, Fix, Guideline, Place, Related, Severity};
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
        ascii_json::write(&written, out)
    }
}

impl Json {
    /// The JSON Schema of what is written. Members may be added without a new version.
    pub fn schema() -> Schema {
        let settings = SchemaSettings::draft2020_12().for_serialize();
        settings
            .into_generator()
            .into_root_schema_for::<WrittenReport<'_>>()
    }
}

/// What one run of statuslint found.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Report")]
struct WrittenReport<'a> {
    /// The version of this format; it grows when a program has to change.
    #[schemars(extend("const" = VERSION))]
    version: u32,
    /// The findings by file, position and rule.
    findings: Vec<WrittenFinding<'a>>,
    /// What directives in documents and ignore files silence.
    suppressed: Vec<WrittenSuppressed<'a>>,
    /// The files that could not be checked, by name.
    failures: Vec<WrittenFailure<'a>>,
    /// The documents that were checked, by name.
    documents: Vec<WrittenDocument<'a>>,
    /// How much there is of everything.
    summary: Summary,
}

/// A finding that a directive silences.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Suppressed")]
struct WrittenSuppressed<'a> {
    /// What silences it, by the name under which users know it.
    by: &'a str,
    /// Why, in the words of the document; empty where it says nothing.
    reason: &'a str,
    /// What would have been told.
    finding: WrittenFinding<'a>,
}

/// One defect, reported once.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Finding")]
struct WrittenFinding<'a> {
    /// The rule that found it.
    rule: &'a str,
    severity: Severity,
    /// Whether it is grave enough to fail the run.
    fails_run: bool,
    /// What is wrong, in one line.
    message: &'a str,
    /// What to do about it.
    help: Option<&'a str>,
    /// Why a heuristic rule believes what it says.
    evidence: &'a [String],
    /// The texts that the rule rests on.
    sources: Vec<WrittenSource<'a>>,
    /// The paragraphs of guidelines by which a profile reports it.
    guidelines: &'a [Guideline],
    #[serde(flatten)]
    place: WrittenPlace<'a>,
    /// A few words under the token.
    label: &'a str,
    /// The operations that the defect touches, in the order of the document.
    operations: Vec<WrittenOperation<'a>>,
    /// Other places that a reader needs to see.
    related: Vec<WrittenRelated<'a>>,
    /// How a program could mend it.
    fix: Option<WrittenFix<'a>>,
    /// Identifies it across reordering and reformatting.
    fingerprint: String,
}

/// Edits that together mend a finding. They do not overlap.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Fix")]
struct WrittenFix<'a> {
    /// What is done, in the imperative.
    title: &'a str,
    applicability: Applicability,
    /// The edits by file and position.
    edits: Vec<WrittenEdit<'a>>,
}

/// A stretch of text put in the place of another.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Edit")]
struct WrittenEdit<'a> {
    file: &'a str,
    start: Position,
    end: Position,
    /// The text that comes there; empty where text only goes.
    replacement: &'a str,
}

/// A text that a rule rests on.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Source")]
struct WrittenSource<'a> {
    reference: &'a str,
    url: &'a str,
    level: Level,
}

/// A token in a file.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Place")]
struct WrittenPlace<'a> {
    file: &'a str,
    /// The JSON pointer (RFC 6901) of the node that the token belongs to.
    pointer: &'a str,
    start: Position,
    end: Position,
}

/// Line and column from 1, the column in characters; the offset in bytes from 0, into the text
/// without its byte order mark.
#[derive(Serialize, JsonSchema)]
struct Position {
    line: u32,
    column: u32,
    offset: u32,
}

/// An operation as findings call it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Operation")]
struct WrittenOperation<'a> {
    method: &'a str,
    path: &'a str,
}

/// Another place, with a few words about it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Related")]
struct WrittenRelated<'a> {
    #[serde(flatten)]
    place: WrittenPlace<'a>,
    label: &'a str,
}

/// A file that could not be checked.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Failure")]
struct WrittenFailure<'a> {
    /// `unreadable`, `undecodable`, `unparsable`, `not-openapi` or `configuration`.
    kind: &'a str,
    file: &'a str,
    message: &'a str,
    help: Option<&'a str>,
    start: Option<Position>,
    end: Option<Position>,
}

/// A document that was checked.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Document")]
struct WrittenDocument<'a> {
    file: &'a str,
    openapi: &'a str,
    operations: usize,
    responses: usize,
    files: usize,
}

/// How much there is of everything.
#[derive(Serialize, JsonSchema)]
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
        let silenced = report.suppressed.iter();
        let silenced = silenced.map(|silenced: &Suppressed| WrittenSuppressed {
            by: silenced.by.as_str(),
            reason: &silenced.reason,
            finding: finding(&silenced.finding),
        });
        Self {
            version: VERSION,
            findings: report.findings.iter().map(finding).collect(),
            suppressed: silenced.collect(),
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
            fix: finding.fix.as_ref().map(WrittenFix::of),
            fingerprint: finding.fingerprint().to_string(),
        }
    }
}

impl<'a> WrittenFix<'a> {
    fn of(fix: &'a Fix) -> Self {
        let edit = |edit: &'a Edit| {
            let (start, end) = positions(&edit.source, edit.span);
            WrittenEdit {
                file: edit.source.name(),
                start,
                end,
                replacement: &edit.replacement,
            }
        };
        Self {
            title: &fix.title,
            applicability: fix.applicability,
            edits: fix.edits.iter().map(edit).collect(),
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
