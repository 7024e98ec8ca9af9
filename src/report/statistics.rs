//! Findings counted by rule.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use super::Context;
use super::paint::Role;
use super::text::grouped;
use crate::finding::{Finding, Severity};

/// How often a rule found something.
struct Row<'a> {
    rule: &'a str,
    severity: Severity,
    count: usize,
    files: BTreeSet<&'a str>,
}

/// Writes one line for each rule, the most frequent first.
pub(super) fn write(
    findings: &[Finding],
    context: &Context<'_>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let rows = rows(findings);
    if rows.is_empty() {
        return Ok(());
    }
    let paint = |role, text: &str| context.appearance.paint(role, text);
    writeln!(
        out,
        "{}",
        paint(Role::Faint, "  count  files  severity  rule")
    )?;
    for row in rows {
        let severity = paint(Role::Of(row.severity), &format!("{:<8}", row.severity));
        let count = grouped(row.count);
        let files = grouped(row.files.len());
        writeln!(out, "{count:>7}  {files:>5}  {severity}  {}", row.rule)?;
    }
    Ok(())
}

fn rows(findings: &[Finding]) -> Vec<Row<'_>> {
    let mut by_rule: BTreeMap<&str, Row<'_>> = BTreeMap::new();
    for finding in findings {
        let rule = finding.rule.as_str();
        let row = by_rule.entry(rule).or_insert_with(|| Row {
            rule,
            severity: finding.severity,
            count: 0,
            files: BTreeSet::new(),
        });
        row.count += 1;
        row.severity = row.severity.max(finding.severity);
        row.files.insert(finding.place.source().name());
    }
    let mut rows: Vec<Row<'_>> = by_rule.into_values().collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.count));
    rows
}
