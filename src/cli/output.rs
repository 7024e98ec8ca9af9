//! What a run found, one line for each finding.

use std::io::{self, Write};

use statuslint::engine::{Failure, Report};
use statuslint::finding::Severity;
use statuslint::source::LineColumn;

/// Writes failures, then findings, at most `most` of them.
pub(super) fn write_lines(
    report: &Report,
    most: Option<usize>,
    output: &mut impl Write,
) -> io::Result<()> {
    for failure in &report.failures {
        write_failure(failure, output)?;
    }
    let most = most.unwrap_or(usize::MAX);
    for finding in report.findings.iter().take(most) {
        let LineColumn { line, column } = finding.place.start();
        let name = finding.place.source().name();
        let (severity, rule) = (finding.severity, &finding.rule);
        writeln!(
            output,
            "{name}:{line}:{column}: {severity}: {} [{rule}]",
            finding.message
        )?;
    }
    match report.findings.len().saturating_sub(most) {
        0 => Ok(()),
        left => writeln!(output, "... and {left} more; --max-findings 0 prints all"),
    }
}

fn write_failure(failure: &Failure, output: &mut impl Write) -> io::Result<()> {
    write!(output, "{}:", failure.name)?;
    if let (Some(source), Some(span)) = (&failure.source, failure.span) {
        let LineColumn { line, column } = source.line_column(span.start());
        write!(output, "{line}:{column}:")?;
    }
    writeln!(output, " {}", failure.message)?;
    match &failure.help {
        Some(help) => writeln!(output, "  help: {help}"),
        None => Ok(()),
    }
}

/// Writes what was checked, in one line.
pub(super) fn write_summary(
    report: &Report,
    verbose: bool,
    output: &mut impl Write,
) -> io::Result<()> {
    let [errors, warnings, infos] = Severity::ALL.map(|severity| report.count(severity));
    let documents = report.documents.len();
    writeln!(
        output,
        "{documents} documents checked: {errors} errors, {warnings} warnings, {infos} infos"
    )?;
    if verbose && !report.skipped.is_empty() {
        writeln!(output, "{} files passed over", report.skipped.len())?;
    }
    Ok(())
}
