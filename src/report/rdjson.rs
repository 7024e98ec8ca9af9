//! The Reviewdog Diagnostic Format, with fixes as suggestions for a review.

use std::io;

use serde::Serialize;

use super::entry::{Entry, Unit, path, position};
use super::text::one_line;
use super::{Context, Reporter, ascii_json};
use crate::engine::Report;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::rule::Catalogue;
use crate::source::{LineColumn, Source, Span};

/// One JSON object in the Reviewdog Diagnostic Format. Columns count bytes of UTF-8.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rdjson;

impl Reporter for Rdjson {
    fn report(
        &self,
        report: &Report,
        context: &Context<'_>,
        out: &mut dyn io::Write,
    ) -> io::Result<()> {
        let entries = Entry::all_of(report);
        let diagnostics = entries
            .iter()
            .map(|entry| Diagnostic::of(entry, context.catalogue));
        let result = DiagnosticResult {
            source: Tool { name: "statuslint" },
            severity: written(entries.iter().map(|entry| entry.severity).max()),
            diagnostics: diagnostics.collect(),
        };
        ascii_json::write(&result, out)
    }
}

#[derive(Serialize)]
struct DiagnosticResult<'a> {
    source: Tool,
    severity: &'static str,
    diagnostics: Vec<Diagnostic<'a>>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
}

#[derive(Serialize)]
struct Diagnostic<'a> {
    message: String,
    severity: &'static str,
    code: Code<'a>,
    location: Location,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Related>,
}

#[derive(Serialize)]
struct Code<'a> {
    value: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct Location {
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Range>,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct Suggestion<'a> {
    range: Range,
    text: &'a str,
}

#[derive(Serialize)]
struct Related {
    message: String,
    location: Location,
}

impl<'a> Diagnostic<'a> {
    fn of(entry: &Entry<'a>, catalogue: &'a Catalogue) -> Self {
        let help = entry.help();
        let help = help.map_or_else(String::new, |help| format!("\nhelp: {help}"));
        let range = entry.region(Unit::Bytes).map(|region| {
            let position = |column| Position {
                line: region.line,
                column,
            };
            Range {
                start: position(region.column),
                end: position(region.end_column),
            }
        });
        Self {
            message: format!("{}{help}", entry.message()),
            severity: written(Some(entry.severity)),
            code: Code {
                value: entry.rule,
                url: entry.url(catalogue),
            },
            location: Location {
                path: entry.path(),
                range,
            },
            suggestions: entry.finding.map_or_else(Vec::new, suggestions),
            related_locations: entry.finding.map_or_else(Vec::new, related),
        }
    }
}

fn written(severity: Option<Severity>) -> &'static str {
    match severity {
        Some(Severity::Error) => "ERROR",
        Some(Severity::Warning) => "WARNING",
        Some(Severity::Info) => "INFO",
        None => "UNKNOWN_SEVERITY",
    }
}

/// The edits of a fix; none where it reaches into another file, which a suggestion cannot name.
fn suggestions(finding: &Finding) -> Vec<Suggestion<'_>> {
    let name = finding.place.source().name();
    let here = |edit: &Edit| edit.source.name() == name;
    let fix = finding.fix.as_ref();
    let fix = fix.filter(|fix: &&Fix| fix.edits.iter().all(here));
    let edits = fix.into_iter().flat_map(|fix| &fix.edits);
    edits
        .map(|edit| Suggestion {
            range: Range::of(&edit.source, edit.span),
            text: &edit.replacement,
        })
        .collect()
}

fn related(finding: &Finding) -> Vec<Related> {
    let places = finding.related.iter();
    places
        .map(|related| Related {
            message: one_line(&related.label),
            location: Location {
                path: path(related.place.source().name()),
                range: Some(Range::of(related.place.source(), related.place.span())),
            },
        })
        .collect()
}

impl Range {
    fn of(source: &Source, span: Span) -> Self {
        let position = |offset| {
            let LineColumn { line, column } = position(source, offset, Unit::Bytes);
            Position { line, column }
        };
        Self {
            start: position(span.start()),
            end: position(span.end()),
        }
    }
}
