//! The last line: how much was found, and in how much.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use super::paint::Role;
use super::text::{counted, grouped, joined};
use super::{Context, Verbosity};
use crate::engine::{FailureKind, Report, SkipReason};
use crate::finding::{Applicability, Severity};
use crate::suppress::Directive;

/// Writes what was found, unless only findings are wanted.
pub(super) fn write(
    report: &Report,
    context: &Context<'_>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    if context.verbosity == Verbosity::Quiet {
        return Ok(());
    }
    if context.verbosity == Verbosity::Verbose && !report.skipped.is_empty() {
        writeln!(out, "{}", passed_over(report))?;
    }
    if context.verbosity == Verbosity::Verbose && !report.suppressed.is_empty() {
        writeln!(out, "{}", suppressed(report))?;
    }
    if context.verbosity == Verbosity::Verbose && !report.known.is_empty() {
        let known = counted(report.known.len(), "known finding");
        writeln!(out, "Left out {known}")?;
    }
    let role = match gravest(report) {
        Some(severity) => Role::Of(severity),
        None if report.documents.is_empty() => Role::Strong,
        None => Role::Good,
    };
    let line = summary(report);
    let (head, rest) = line.split_once(' ').unwrap_or((&line, ""));
    writeln!(out, "{} {rest}", context.appearance.paint(role, head))?;
    match fixable(report) {
        Some(line) => writeln!(out, "{}", context.appearance.paint(Role::Faint, &line)),
        None => Ok(()),
    }
}

/// How many findings a program can mend; none where none can be.
fn fixable(report: &Report) -> Option<String> {
    let count = |applicability| {
        let fixes = report
            .findings
            .iter()
            .filter_map(|finding| finding.fix.as_ref());
        fixes
            .filter(|fix| fix.applicability == applicability)
            .count()
    };
    let (safe, risky) = (count(Applicability::Safe), count(Applicability::Unsafe));
    Some(match (safe, risky) {
        (0, 0) => return None,
        (safe, 0) => format!("{} can be fixed with --fix", grouped(safe)),
        (0, risky) => format!("{} can be fixed with --fix --unsafe-fixes", grouped(risky)),
        (safe, risky) => format!(
            "{} can be fixed with --fix, {} more with --unsafe-fixes",
            grouped(safe),
            grouped(risky)
        ),
    })
}

fn gravest(report: &Report) -> Option<Severity> {
    let failed = (!report.failures.is_empty()).then_some(Severity::Error);
    let found = report.findings.iter().map(|finding| finding.severity);
    found.chain(failed).max()
}

/// The run in one line.
pub(super) fn summary(report: &Report) -> String {
    let mut line = match (report.findings.is_empty(), report.documents.is_empty()) {
        (true, true) => "No OpenAPI document was checked".to_owned(),
        (true, false) => format!("Nothing found in {}", documents(report)),
        (false, _) => format!("Found {} in {}", findings(report), affected(report)),
    };
    let of_configuration = report
        .failures
        .iter()
        .filter(|failure| failure.kind == FailureKind::Configuration)
        .count();
    let unchecked = report.failures.len() - of_configuration;
    if unchecked > 0 {
        line.push_str("; ");
        line.push_str(&counted(unchecked, "file"));
        line.push_str(" could not be checked");
    }
    if of_configuration > 0 {
        line.push_str("; ");
        line.push_str(&counted(of_configuration, "mistake"));
        line.push_str(" in the configuration");
    }
    line
}

fn findings(report: &Report) -> String {
    let named = [
        (Severity::Error, "error"),
        (Severity::Warning, "warning"),
        (Severity::Info, "info"),
    ];
    let parts: Vec<String> = named
        .into_iter()
        .map(|(severity, noun)| (report.count(severity), noun))
        .filter(|(count, _)| *count > 0)
        .map(|(count, noun)| counted(count, noun))
        .collect();
    joined(&parts)
}

fn affected(report: &Report) -> String {
    let files: BTreeSet<&str> = report
        .findings
        .iter()
        .map(|finding| finding.place.source().name())
        .collect();
    let entries = files
        .iter()
        .filter(|file| {
            report
                .documents
                .iter()
                .any(|document| document.name == **file)
        })
        .count();
    match (files.len(), report.documents.len()) {
        (1, 1) if entries == 1 => documents(report),
        (affected, _) if affected == entries => {
            format!("{} of {}", grouped(affected), documents(report))
        }
        (affected, _) => format!("{} of {}", counted(affected, "file"), documents(report)),
    }
}

fn documents(report: &Report) -> String {
    let operations = report
        .documents
        .iter()
        .map(|document| document.operations)
        .sum();
    format!(
        "{} ({})",
        counted(report.documents.len(), "document"),
        counted(operations, "operation")
    )
}

fn passed_over(report: &Report) -> String {
    let of = |reason| {
        report
            .skipped
            .iter()
            .filter(|file| file.reason == reason)
            .count()
    };
    let named = [
        (of(SkipReason::NotOpenApi), "not OpenAPI"),
        (of(SkipReason::Excluded), "excluded"),
    ];
    let parts: Vec<String> = named
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, why)| format!("{} ({why})", counted(count, "file")))
        .collect();
    format!("Passed over {}", joined(&parts))
}

fn suppressed(report: &Report) -> String {
    let mut by: BTreeMap<Directive, usize> = BTreeMap::new();
    for one in &report.suppressed {
        *by.entry(one.by).or_default() += 1;
    }
    let parts = by.into_iter().map(|(directive, count)| {
        let directive = directive.as_str();
        format!("{} by {directive}", grouped(count))
    });
    let parts: Vec<String> = parts.collect();
    let count = counted(report.suppressed.len(), "finding");
    format!("Suppressed {count}: {}", joined(&parts))
}
