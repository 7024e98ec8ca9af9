//! SARIF 2.1.0, which code scanning of forges and editors read. Sections are those of the standard
//! (<https://docs.oasis-open.org/sarif/sarif/v2.1.0/>).

mod rules;
mod written;

use std::collections::BTreeMap;
use std::io;

use self::written::{
    ArtifactChange, ArtifactContent, ArtifactLocation, AutomationDetails, Descriptor, Driver,
    Fingerprints, FixProperties, Invocation, Location, Log, LogicalLocation, Message, Notification,
    PhysicalLocation, Region, Replacement, Run, Suppression, Tool, UriBases, WrittenFix,
    WrittenResult,
};
use super::entry::{self, Base, Entry, Unit, position};
use super::text::one_line;
use super::{Context, Reporter, ascii_json};
use crate::engine::{Failure, FailureKind, Report, Suppressed};
use crate::finding::{Edit, Finding, Fix, Place, Severity};
use crate::rule::Catalogue;
use crate::source::{Source, Span};
use crate::suppress::Directive;

/// One SARIF log with one run: every rule that there is, the findings, those that are silenced among
/// them, and the failures as notifications of the tool (3.20.21).
#[derive(Clone, Copy, Debug, Default)]
pub struct Sarif;

impl Reporter for Sarif {
    fn report(
        &self,
        report: &Report,
        context: &Context<'_>,
        out: &mut dyn io::Write,
    ) -> io::Result<()> {
        let base = Base::repository();
        let indices = indices(context.catalogue);
        let told = report.findings.iter().map(|finding| WrittenResult {
            suppressions: Some(Vec::new()),
            ..result(finding, &indices, &base)
        });
        let silenced = report.suppressed.iter().map(|silenced| WrittenResult {
            suppressions: Some(vec![suppression(silenced)]),
            ..result(&silenced.finding, &indices, &base)
        });
        let log = Log::of(Run {
            tool: Tool {
                driver: Driver::of(rules::all(context.catalogue)),
            },
            automation_details: AutomationDetails { id: "statuslint/" },
            invocations: [invocation(report, &base)],
            column_kind: "utf16CodeUnits",
            original_uri_base_ids: UriBases::of_repository(),
            results: told.chain(silenced).collect(),
        });
        ascii_json::write(&log, out)
    }
}

/// Where each rule stands in the list of the driver.
fn indices(catalogue: &Catalogue) -> BTreeMap<&str, usize> {
    let names = catalogue.rules().map(|rule| rule.name.as_str());
    names
        .enumerate()
        .map(|(index, name)| (name, index))
        .collect()
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn result<'a>(
    finding: &'a Finding,
    indices: &BTreeMap<&str, usize>,
    base: &Base,
) -> WrittenResult<'a> {
    let rule = finding.rule.as_str();
    let entry = Entry::of_finding(finding);
    let help = entry.help();
    let help = help.map_or_else(String::new, |help| format!("\n\nhelp: {help}"));
    let related = finding.related.iter().zip(1..);
    let related = related.map(|(related, id)| Location {
        id: Some(id),
        message: Some(Message::of(one_line(&related.label))),
        ..location(&related.place, base)
    });
    WrittenResult {
        rule_id: rule,
        rule_index: indices.get(rule).copied(),
        level: level(finding.severity),
        message: Message::of(format!("{}{help}", entry.message())),
        locations: vec![Location {
            logical_locations: logical_locations(finding),
            ..location(&finding.place, base)
        }],
        related_locations: related.collect(),
        partial_fingerprints: Fingerprints {
            primary: entry.fingerprint(),
        },
        fixes: finding.fix.iter().map(|one| fix(one, base)).collect(),
        suppressions: None,
    }
}

/// The node by its JSON pointer, then the operations that are concerned (3.33).
fn logical_locations(finding: &Finding) -> Vec<LogicalLocation> {
    let node = LogicalLocation {
        fully_qualified_name: one_line(finding.place.pointer().as_str()),
        kind: "member",
    };
    let operations = finding.operations.iter();
    let operations = operations.map(|operation| LogicalLocation {
        fully_qualified_name: one_line(&operation.to_string()),
        kind: "function",
    });
    std::iter::once(node).chain(operations).collect()
}

fn location(place: &Place, base: &Base) -> Location {
    let region = entry::Region::of(place.source(), place.span(), Unit::Utf16);
    Location {
        physical_location: Some(PhysicalLocation {
            artifact_location: ArtifactLocation::of(place.source().name(), base),
            region: Some(Region {
                start_line: region.line,
                start_column: region.column,
                end_line: region.line,
                end_column: region.end_column,
            }),
        }),
        ..Location::default()
    }
}

/// The edits of a fix, file by file (3.55).
fn fix<'a>(fix: &'a Fix, base: &Base) -> WrittenFix<'a> {
    let mut files: BTreeMap<&str, Vec<&Edit>> = BTreeMap::new();
    for edit in &fix.edits {
        files.entry(edit.source.name()).or_default().push(edit);
    }
    let changes = files.into_iter().map(|(name, edits)| ArtifactChange {
        artifact_location: ArtifactLocation::of(name, base),
        replacements: edits.into_iter().map(replacement).collect(),
    });
    WrittenFix {
        description: Message::of(one_line(&fix.title)),
        artifact_changes: changes.collect(),
        properties: FixProperties {
            applicability: fix.applicability,
        },
    }
}

fn replacement(edit: &Edit) -> Replacement<'_> {
    let text = Some(edit.replacement.as_str()).filter(|text| !text.is_empty());
    Replacement {
        deleted_region: whole_region(&edit.source, edit.span),
        inserted_content: text.map(|text| ArtifactContent { text }),
    }
}

fn whole_region(source: &Source, span: Span) -> Region {
    let start = position(source, span.start(), Unit::Utf16);
    let end = position(source, span.end(), Unit::Utf16);
    Region {
        start_line: start.line,
        start_column: start.column,
        end_line: end.line,
        end_column: end.column,
    }
}

/// What silences a finding: text in the document, or a file beside it (3.35).
fn suppression(silenced: &Suppressed) -> Suppression {
    let is_beside = matches!(silenced.by, Directive::RedoclyIgnoreFile);
    let reason = one_line(&silenced.reason);
    Suppression {
        kind: if is_beside { "external" } else { "inSource" },
        status: "accepted",
        justification: Some(reason).filter(|reason| !reason.is_empty()),
    }
}

fn invocation(report: &Report, base: &Base) -> Invocation {
    let (configuration, execution): (Vec<&Failure>, Vec<&Failure>) = report
        .failures
        .iter()
        .partition(|failure| failure.kind == FailureKind::Configuration);
    let told = |failures: Vec<&Failure>| {
        let told = failures.into_iter();
        told.map(|failure| notification(failure, base)).collect()
    };
    Invocation {
        execution_successful: report.failures.is_empty(),
        exit_code: report.exit_status().code(),
        tool_execution_notifications: told(execution),
        tool_configuration_notifications: told(configuration),
    }
}

fn notification(failure: &Failure, base: &Base) -> Notification {
    let entry = Entry::of_failure(failure);
    let help = entry.help();
    let help = help.map_or_else(String::new, |help| format!("\n\nhelp: {help}"));
    let region = entry.region(Unit::Utf16).map(|region| Region {
        start_line: region.line,
        start_column: region.column,
        end_line: region.line,
        end_column: region.end_column,
    });
    let location = Location {
        physical_location: Some(PhysicalLocation {
            artifact_location: ArtifactLocation::of(&failure.name, base),
            region,
        }),
        ..Location::default()
    };
    Notification {
        descriptor: Descriptor {
            id: failure.kind.as_str(),
        },
        level: "error",
        message: Message::of(format!("{}{help}", entry.message())),
        locations: if failure.is_on_command_line() {
            Vec::new()
        } else {
            vec![location]
        },
    }
}
