//! The XML of `JUnit`, which most CI servers show as test results.

use std::collections::BTreeMap;
use std::io;

use super::entry::{Entry, Unit, path};
use super::xml::{DECLARATION, Tag};
use super::{Context, Reporter};
use crate::engine::Report;

/// Test results: a suite for each file, a failed case for each finding that fails the run, a skipped
/// one for each that does not, and one that passes where there is nothing to tell.
#[derive(Clone, Copy, Debug, Default)]
pub struct Junit;

/// How many cases there are, by outcome.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    tests: usize,
    failures: usize,
    errors: usize,
    skipped: usize,
}

impl Reporter for Junit {
    fn report(
        &self,
        report: &Report,
        _context: &Context<'_>,
        out: &mut dyn io::Write,
    ) -> io::Result<()> {
        let documents = report.documents.iter();
        let mut suites: BTreeMap<String, Vec<Entry<'_>>> = documents
            .map(|document| (path(&document.name), Vec::new()))
            .collect();
        for entry in Entry::all_of(report) {
            suites.entry(entry.path()).or_default().push(entry);
        }
        let total = suites.values().map(|entries| Counts::of(entries));
        let total = total.fold(Counts::default(), Counts::plus);
        writeln!(out, "{DECLARATION}")?;
        let root = Tag::new("testsuites").with("name", "statuslint");
        root.with("tests", total.tests)
            .with("failures", total.failures)
            .with("errors", total.errors)
            .open(0, out)?;
        for (path, entries) in suites {
            suite(&path, &entries, out)?;
        }
        writeln!(out, "</testsuites>")
    }
}

impl Counts {
    fn of(entries: &[Entry<'_>]) -> Self {
        let errors = entries.iter().filter(|entry| entry.finding.is_none());
        let errors = errors.count();
        let failing = entries.iter().filter(|entry| entry.fails_run());
        let failing = failing.count();
        Self {
            tests: entries.len().max(1),
            failures: failing - errors,
            errors,
            skipped: entries.len() - failing,
        }
    }

    fn plus(self, other: Self) -> Self {
        Self {
            tests: self.tests + other.tests,
            failures: self.failures + other.failures,
            errors: self.errors + other.errors,
            skipped: self.skipped + other.skipped,
        }
    }
}

fn suite(path: &str, entries: &[Entry<'_>], out: &mut dyn io::Write) -> io::Result<()> {
    let counts = Counts::of(entries);
    let suite = Tag::new("testsuite").with("name", path);
    suite
        .with("tests", counts.tests)
        .with("failures", counts.failures)
        .with("errors", counts.errors)
        .with("skipped", counts.skipped)
        .open(1, out)?;
    if entries.is_empty() {
        let case = Tag::new("testcase").with("classname", path);
        case.with("name", "nothing found").empty(2, out)?;
    }
    for entry in entries {
        case(path, entry, out)?;
    }
    writeln!(out, "  </testsuite>")
}

fn case(path: &str, entry: &Entry<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let at = entry.region(Unit::Characters);
    let at = at.map_or_else(String::new, |region| {
        format!(":{}:{}", region.line, region.column)
    });
    let case = Tag::new("testcase").with("classname", path);
    case.with("name", format!("{}{at}", entry.rule))
        .open(2, out)?;
    let message = entry.message();
    if !entry.fails_run() {
        let skipped = Tag::new("skipped");
        let said = format!("{}: {message}", entry.severity);
        skipped.with("message", said).empty(3, out)?;
        return writeln!(out, "    </testcase>");
    }
    let element = if entry.finding.is_none() {
        "error"
    } else {
        "failure"
    };
    let help = entry.help();
    let help = help.map_or_else(String::new, |help| format!("\nhelp: {help}"));
    let said = format!("{path}{at}: {}: {message}{help}", entry.severity);
    Tag::new(element)
        .with("message", &message)
        .with("type", entry.rule)
        .holding(&said, 3, out)?;
    writeln!(out, "    </testcase>")
}
