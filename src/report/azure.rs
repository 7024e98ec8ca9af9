//! Logging commands, which Azure Pipelines shows as issues of a build.

use std::io;

use super::entry::{self, Base, Entry, Unit};
use super::{Context, Reporter};
use crate::engine::Report;
use crate::finding::Severity;

/// Logging commands of Azure Pipelines, the gravest first. It knows errors and warnings only.
#[derive(Clone, Copy, Debug, Default)]
pub struct Azure;

impl Reporter for Azure {
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
    let kind = match entry.severity {
        Severity::Error => "error",
        Severity::Warning | Severity::Info => "warning",
    };
    let path = property(&entry.path_from(base));
    let place = entry.region(Unit::Characters);
    let place = place.map_or_else(String::new, |region| {
        format!("linenumber={};columnnumber={};", region.line, region.column)
    });
    let rule = property(entry.rule);
    let help = entry.help();
    let help = help.map_or_else(String::new, |help| format!(" (help: {help})"));
    let message = data(&format!("{}{help}", entry.message()));
    format!("##vso[task.logissue type={kind};sourcepath={path};{place}code={rule};]{message}")
}

/// Escapes what a command says. The agent takes `##vso[` for a command wherever it stands in a line.
fn data(text: &str) -> String {
    let mut apart = String::with_capacity(text.len());
    for character in text.chars() {
        if character == '#' && apart.ends_with('#') {
            apart.push(' ');
        }
        apart.push(character);
    }
    apart
        .replace('%', "%AZP25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Escapes a property of a command.
fn property(text: &str) -> String {
    data(text).replace(';', "%3B").replace(']', "%5D")
}
