//! The XML of Checkstyle, which many code-quality tools read.

use std::collections::BTreeMap;
use std::io;

use super::entry::{Entry, Unit};
use super::xml::{DECLARATION, Tag};
use super::{Context, Reporter};
use crate::engine::Report;

/// The report of Checkstyle 4.3: one element for each file, with its errors.
#[derive(Clone, Copy, Debug, Default)]
pub struct Checkstyle;

impl Reporter for Checkstyle {
    fn report(
        &self,
        report: &Report,
        _context: &Context<'_>,
        out: &mut dyn io::Write,
    ) -> io::Result<()> {
        let mut files: BTreeMap<String, Vec<Entry<'_>>> = BTreeMap::new();
        for entry in Entry::all_of(report) {
            files.entry(entry.path()).or_default().push(entry);
        }
        writeln!(out, "{DECLARATION}")?;
        Tag::new("checkstyle").with("version", "4.3").open(0, out)?;
        for (path, entries) in files {
            Tag::new("file").with("name", path).open(1, out)?;
            for entry in entries {
                error(&entry).empty(2, out)?;
            }
            writeln!(out, "  </file>")?;
        }
        writeln!(out, "</checkstyle>")
    }
}

fn error(entry: &Entry<'_>) -> Tag {
    let mut tag = Tag::new("error");
    if let Some(region) = entry.region(Unit::Characters) {
        tag = tag.with("line", region.line).with("column", region.column);
    }
    let help = entry.help();
    let help = help.map_or_else(String::new, |help| format!(" (help: {help})"));
    tag.with("severity", entry.severity)
        .with("message", format!("{}{help}", entry.message()))
        .with("source", format!("statuslint.{}", entry.rule))
}
