//! The counts as a table for people.

use std::fmt::Write as _;

use crate::measure::{MANY_OPERATIONS, Measured, RuleCount};

/// At most so many findings per document, at the median.
const MEDIAN_GOAL: f64 = 12.0;
/// At most so many findings per 100 operations, at the 90th percentile of documents.
const RATE_GOAL: f64 = 15.0;

pub(crate) fn of(measured: &Measured) -> String {
    let names = measured.rules.iter().map(|count| count.rule.len());
    let width = names.max().unwrap_or_default().max(4);
    let mut table = format!(
        "{:<width$}  documents  findings  per 100 operations  share   safe  unsafe  shown\n",
        "rule"
    );
    for count in &measured.rules {
        let _ = writeln!(
            table,
            "{:<width$}  {:>9}  {:>8}  {:>18.2}  {:>4.1}%  {:>5}  {:>6}  {:>5}",
            count.rule,
            count.documents,
            count.findings,
            count.per_100_operations,
            count.share * 100.0,
            count.safe_fixes,
            count.unsafe_fixes,
            count.suggestions
        );
    }
    let sum = |fixes: fn(&RuleCount) -> usize| measured.rules.iter().map(fixes).sum::<usize>();
    let _ = writeln!(
        table,
        "\nfindings that a fix mends: {} safe, {} unsafe, {} shown only",
        sum(|count| count.safe_fixes),
        sum(|count| count.unsafe_fixes),
        sum(|count| count.suggestions)
    );
    let noise = &measured.noise;
    let _ = writeln!(
        table,
        "\n{} documents with {} operations: {} findings under {}",
        noise.documents,
        noise.operations,
        noise.findings,
        measured.profiles.join(", ")
    );
    for failure in &measured.failures {
        let _ = writeln!(table, "not checked: {failure}");
    }
    let _ = write!(
        table,
        "findings per document, median: {:.1} (budget {MEDIAN_GOAL})\n\
         findings per 100 operations, 90th percentile of documents: {:.1} (budget {RATE_GOAL})\n\
         the same for documents with at least {MANY_OPERATIONS} operations: {:.1}",
        noise.median_per_document, noise.p90_per_100_operations, noise.p90_of_larger_documents
    );
    table
}
