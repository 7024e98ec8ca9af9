//! Service messages, which `TeamCity` shows as inspections of a build.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io;

use super::entry::{Entry, Unit};
use super::{Context, Reporter};
use crate::engine::Report;
use crate::finding::Severity;
use crate::rule::Catalogue;

/// Service messages of `TeamCity`: each kind of inspection once, then the inspections.
#[derive(Clone, Copy, Debug, Default)]
pub struct TeamCity;

/// The longest that `TeamCity` takes for a description or a message, in characters.
const LONGEST: usize = 4000;

impl Reporter for TeamCity {
    fn report(
        &self,
        report: &Report,
        context: &Context<'_>,
        out: &mut dyn io::Write,
    ) -> io::Result<()> {
        let mut introduced = BTreeSet::new();
        for entry in Entry::all_of(report) {
            if introduced.insert(entry.rule) {
                writeln!(out, "{}", inspection_type(&entry, context.catalogue))?;
            }
            writeln!(out, "{}", inspection(&entry))?;
        }
        Ok(())
    }
}

fn inspection_type(entry: &Entry<'_>, catalogue: &Catalogue) -> String {
    let rule = catalogue.get(entry.rule);
    let summary = rule.map_or("a file that could not be checked", |rule| &rule.summary);
    let category = rule.map_or("failures", |rule| &rule.category);
    format!(
        "##teamcity[inspectionType id='{0}' name='{0}' description='{1}' category='{2}']",
        value(entry.rule),
        value(summary),
        value(category),
    )
}

fn inspection(entry: &Entry<'_>) -> String {
    let severity = match entry.severity {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Info => "INFO",
    };
    let line = entry.region(Unit::Characters);
    let line = line.map_or_else(String::new, |region| format!(" line='{}'", region.line));
    let help = entry.help();
    let help = help.map_or_else(String::new, |help| format!("\nhelp: {help}"));
    format!(
        "##teamcity[inspection typeId='{}' message='{}' file='{}'{line} SEVERITY='{severity}']",
        value(entry.rule),
        value(&format!("{}{help}", entry.message())),
        value(&entry.path()),
    )
}

/// Escapes the value of an attribute.
fn value(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars().take(LONGEST) {
        match character {
            '|' | '\'' | '[' | ']' => safe.extend(['|', character]),
            '\n' => safe.push_str("|n"),
            '\r' => safe.push_str("|r"),
            // The escape has four digits; what needs more is read as it stands.
            '\u{80}'..='\u{FFFF}' => {
                let _ = write!(safe, "|0x{:04X}", u32::from(character));
            }
            other => safe.push(other),
        }
    }
    safe
}
