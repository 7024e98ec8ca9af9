//! Findings in words, for screen readers: no drawing, one statement after the other.

use std::io;

use super::each_shown;
use super::footer::Footer;
use crate::engine::Report;
use crate::finding::{Finding, Place};
use crate::report::text::{one_line, spaced};
use crate::report::{Appearance, Context, Reporter, tally};
use crate::source::LineColumn;

/// Findings in words, for screen readers.
#[derive(Clone, Copy, Debug, Default)]
pub struct Narrated;

impl Reporter for Narrated {
    fn report(
        &self,
        report: &Report,
        context: &Context<'_>,
        out: &mut dyn io::Write,
    ) -> io::Result<()> {
        let appearance = Appearance {
            color: false,
            hyperlinks: false,
            ..context.appearance
        };
        let context = Context {
            appearance,
            ..*context
        };
        for failure in &report.failures {
            writeln!(out, "error: {}", one_line(&failure.message))?;
            if !failure.is_on_command_line() {
                writeln!(out, "file: {}", one_line(&failure.name))?;
            }
            if let Some((source, span)) = failure.source.as_ref().zip(failure.span) {
                let LineColumn { line, column } = source.line_column(span.start());
                writeln!(out, "at: line {line}, column {column}")?;
            }
            writeln!(
                out,
                "{}\n",
                Footer::with_help(failure.help.as_deref()).spoken()
            )?;
        }
        each_shown(report, &context, out, |finding, out| {
            narrate(finding, &context, out)
        })?;
        tally::write(report, &context, out)
    }
}

fn narrate(finding: &Finding, context: &Context<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(out, "{}: {}", finding.severity, one_line(&finding.message))?;
    let label = spaced(&super::footer::label(finding));
    writeln!(out, "at: {}", spoken_place(&finding.place, &label))?;
    for related in &finding.related {
        let label = one_line(&related.label);
        writeln!(out, "see: {}", spoken_place(&related.place, &label))?;
    }
    let rule = context.catalogue.get(finding.rule.as_str());
    writeln!(
        out,
        "{}\n",
        Footer::of(finding, rule, context.appearance).spoken()
    )
}

fn spoken_place(place: &Place, label: &str) -> String {
    let LineColumn { line, column } = place.start();
    let file = one_line(place.source().name());
    let token = one_line(place.text());
    let said = if label.is_empty() {
        String::new()
    } else {
        format!(": {label}")
    };
    format!("{file}, line {line}, column {column}, `{token}`{said}")
}
