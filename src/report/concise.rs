//! One line for each finding: `file:line:column: severity[rule] message`, and the
//! paragraph of the guideline where a profile follows one.

use std::io;

use super::paint::Role;
use super::text::one_line;
use super::{Appearance, Context, Reporter, statistics, tally};
use crate::engine::{Failure, Report};
use crate::finding::{Finding, Severity};
use crate::source::LineColumn;

/// One line for each finding, as compilers write them and editors read them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Concise;

impl Reporter for Concise {
    fn report(
        &self,
        report: &Report,
        context: &Context<'_>,
        out: &mut dyn io::Write,
    ) -> io::Result<()> {
        let appearance = context.appearance;
        for failure in &report.failures {
            writeln!(out, "{}", failure_line(failure, appearance))?;
        }
        if context.statistics {
            statistics::write(&report.findings, context, out)?;
        } else {
            for finding in &report.findings {
                writeln!(out, "{}", finding_line(finding, appearance))?;
            }
        }
        tally::write(report, context, out)
    }
}

fn finding_line(finding: &Finding, appearance: Appearance) -> String {
    let LineColumn { line, column } = finding.place.start();
    let file = file(finding.place.source().name());
    let severity = appearance.paint(Role::Of(finding.severity), finding.severity.as_str());
    let rule = &finding.rule;
    let message = one_line(&finding.message);
    let guidelines = match finding.guidelines.as_slice() {
        [] => String::new(),
        cited => {
            let cited: Vec<String> = cited.iter().map(|one| one_line(&one.citation)).collect();
            format!(" ({})", cited.join(", "))
        }
    };
    format!("{file}:{line}:{column}: {severity}[{rule}] {message}{guidelines}")
}

/// A file whose name does not make the line a command of GitHub Actions.
fn file(name: &str) -> String {
    let name = one_line(name);
    if name.trim_start().starts_with("::") {
        format!("./{name}")
    } else {
        name
    }
}

fn failure_line(failure: &Failure, appearance: Appearance) -> String {
    let start = failure.source.as_ref().zip(failure.span);
    let place = start.map_or_else(String::new, |(source, span)| {
        let LineColumn { line, column } = source.line_column(span.start());
        format!(":{line}:{column}")
    });
    let severity = appearance.paint(Role::Of(Severity::Error), "error");
    let kind = failure.kind.as_str();
    let message = one_line(&failure.message);
    if failure.is_on_command_line() {
        return format!("{severity}[{kind}] {message}");
    }
    let file = file(&failure.name);
    format!("{file}{place}: {severity}[{kind}] {message}")
}
