//! What changed between two builds: per rule, and finding by finding.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use crate::measure::{Found, MANY_OPERATIONS, Measured};

/// How many findings of a rule are listed, unless all are asked for.
const SHOWN: usize = 5;

/// Reads two measurements and tells what changed.
pub(crate) fn run(old: &Path, new: &Path, all: bool) -> Result<String, String> {
    let (old, new) = (read(old)?, read(new)?);
    Ok(difference(&old, &new, if all { usize::MAX } else { SHOWN }))
}

fn read(path: &Path) -> Result<Measured, String> {
    let problem = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let text = std::fs::read_to_string(path).map_err(|error| problem(&error))?;
    serde_json::from_str(&text).map_err(|error| problem(&error))
}

fn difference(old: &Measured, new: &Measured, shown: usize) -> String {
    let came = missing(&new.findings, &old.findings);
    let went = missing(&old.findings, &new.findings);
    let rules: BTreeSet<&str> = came.keys().chain(went.keys()).copied().collect();
    let mut text = String::new();
    for rule in rules {
        let none = Vec::new();
        let (came, went) = (
            came.get(rule).unwrap_or(&none),
            went.get(rule).unwrap_or(&none),
        );
        let _ = writeln!(
            text,
            "{rule}: {} -> {} findings, {} came, {} went",
            count(old, rule),
            count(new, rule),
            came.len(),
            went.len()
        );
        list(&mut text, '+', came, shown);
        list(&mut text, '-', went, shown);
    }
    if text.is_empty() {
        text.push_str("the same findings\n");
    }
    let _ = write!(
        text,
        "\n{} -> {} documents, {} -> {} findings\n\
         findings per document, median: {:.1} -> {:.1}\n\
         findings per 100 operations, 90th percentile of documents: {:.1} -> {:.1}\n\
         the same for documents with at least {MANY_OPERATIONS} operations: {:.1} -> {:.1}",
        old.noise.documents,
        new.noise.documents,
        old.noise.findings,
        new.noise.findings,
        old.noise.median_per_document,
        new.noise.median_per_document,
        old.noise.p90_per_100_operations,
        new.noise.p90_per_100_operations,
        old.noise.p90_of_larger_documents,
        new.noise.p90_of_larger_documents
    );
    text
}

fn list(text: &mut String, sign: char, findings: &[&Found], shown: usize) {
    for found in findings.iter().take(shown) {
        let Found {
            file,
            line,
            severity,
            message,
            ..
        } = found;
        let _ = writeln!(text, "  {sign} {file}:{line}: {severity}: {message}");
    }
    if let Some(more @ 1..) = findings.len().checked_sub(shown) {
        let _ = writeln!(text, "  {sign} and {more} more");
    }
}

fn count(measured: &Measured, rule: &str) -> usize {
    let mut rules = measured.rules.iter();
    let found = rules.find(|count| count.rule == rule);
    found.map_or(0, |count| count.findings)
}

/// What of `here` is not among `there`, by rule. A fingerprint may stand for several findings, so
/// numbers count.
fn missing<'a>(here: &'a [Found], there: &[Found]) -> BTreeMap<&'a str, Vec<&'a Found>> {
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    for found in there {
        *known.entry(&found.fingerprint).or_default() += 1;
    }
    let mut missing: BTreeMap<&str, Vec<&Found>> = BTreeMap::new();
    for found in here {
        match known.get_mut(found.fingerprint.as_str()) {
            Some(left @ 1..) => *left -= 1,
            _ => missing.entry(&found.rule).or_default().push(found),
        }
    }
    missing
}
