//! Workflow commands, which GitHub Actions shows as annotations of the changed lines.

use std::io;

use super::entry::{self, Base, Entry, Unit};
use super::{Context, Reporter};
use crate::engine::Report;
use crate::finding::Severity;

/// Workflow commands of GitHub Actions, the gravest first: only ten of a step are shown.
#[derive(Clone, Copy, Debug, Default)]
pub struct Github;

impl Reporter for Github {
    fn report(
        &self,
        report: &Report,
        _context: &Context<'_>,
        out: &mut dyn io::Write,
    ) -> io::Result<()> {
        entry::write_commands(report, out, command)
    }
}

fn command(entry: &Entry<'_>, base: &Base) -> String {
    let command = match entry.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let mut properties = vec![format!("file={}", property(&entry.path_from(base)))];
    if let Some(region) = entry.region(Unit::Characters) {
        // GitHub drops an annotation whose end is not behind its beginning.
        let end = region.end_column.max(region.column);
        properties.push(format!("line={0},endLine={0}", region.line));
        properties.push(format!("col={},endColumn={end}", region.column));
    }
    properties.push(format!("title={}", property(entry.rule)));
    let help = entry.help();
    let help = help.map_or_else(String::new, |help| format!("\nhelp: {help}"));
    let message = data(&format!("{}{help}", entry.message()));
    format!("::{command} {}::{message}", properties.join(","))
}

/// Escapes the data of a command, as `@actions/core` does.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Escapes a property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
