//! Lints every document by itself, and counts.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use statuslint::config::Flags;
use statuslint::finding::Applicability;
use statuslint::{Finding, Linter, Report};

/// What a build finds in a collection of documents.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Measured {
    /// It grows when a reader has to change.
    pub(crate) version: u32,
    pub(crate) statuslint: String,
    pub(crate) profiles: Vec<String>,
    pub(crate) noise: Noise,
    /// The rules that found something, the most frequent first.
    pub(crate) rules: Vec<RuleCount>,
    pub(crate) documents: Vec<DocumentCount>,
    /// The files that could not be checked.
    pub(crate) failures: Vec<String>,
    pub(crate) findings: Vec<Found>,
}

/// How much a reader has to bear.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Noise {
    pub(crate) documents: usize,
    pub(crate) operations: usize,
    pub(crate) findings: usize,
    /// The median of findings per document.
    pub(crate) median_per_document: f64,
    /// The 90th percentile of findings per 100 operations of a document.
    pub(crate) p90_per_100_operations: f64,
    /// The same for documents with at least [`MANY_OPERATIONS`]: a single finding in a document of one
    /// operation makes 100.
    pub(crate) p90_of_larger_documents: f64,
}

/// From so many operations on, a rate per 100 operations says something about one document.
pub(crate) const MANY_OPERATIONS: usize = 10;

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct RuleCount {
    pub(crate) rule: String,
    pub(crate) documents: usize,
    pub(crate) findings: usize,
    pub(crate) per_100_operations: f64,
    /// Of all findings, from 0 to 1.
    pub(crate) share: f64,
    /// How many of the findings a fix mends that may be made without asking.
    #[serde(default)]
    pub(crate) safe_fixes: usize,
    /// How many a fix mends about which only a person can tell.
    #[serde(default)]
    pub(crate) unsafe_fixes: usize,
    /// How many have a suggestion that is only shown.
    #[serde(default)]
    pub(crate) suggestions: usize,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct DocumentCount {
    pub(crate) name: String,
    pub(crate) operations: usize,
    pub(crate) findings: usize,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Found {
    pub(crate) fingerprint: String,
    pub(crate) rule: String,
    pub(crate) severity: String,
    pub(crate) file: String,
    pub(crate) line: u32,
    pub(crate) pointer: String,
    pub(crate) message: String,
}

/// Lints the documents below the folders.
pub(crate) fn run(flags: Flags, folders: &[PathBuf]) -> Result<Measured, String> {
    let mut profiles = flags.profiles.clone();
    if profiles.is_empty() {
        profiles.push("recommended".to_owned());
    }
    let linter = Linter::with_discovery(flags).with_fixes();
    let found = linter.find_documents(folders);
    if found.documents.is_empty() {
        return Err("no OpenAPI document found".to_owned());
    }
    let names: BTreeSet<String> = found.documents.into_iter().collect();
    let reports: Vec<(String, Report)> = names
        .into_par_iter()
        .map(|name| {
            let report = linter.lint_paths(&[&name]);
            (name, report)
        })
        .collect();
    Ok(count(profiles, &reports))
}

fn count(profiles: Vec<String>, reports: &[(String, Report)]) -> Measured {
    let documents: Vec<DocumentCount> = reports
        .iter()
        .map(|(name, report)| DocumentCount {
            name: name.clone(),
            operations: report.documents.iter().map(|one| one.operations).sum(),
            findings: report.findings.len(),
        })
        .collect();
    let operations = documents.iter().map(|document| document.operations).sum();
    let findings = documents.iter().map(|document| document.findings).sum();
    let all = reports.iter().flat_map(|(_, report)| &report.findings);
    let failures = reports.iter().flat_map(|(_, report)| &report.failures);
    Measured {
        version: 1,
        statuslint: env!("CARGO_PKG_VERSION").to_owned(),
        profiles,
        noise: Noise {
            documents: documents.len(),
            operations,
            findings,
            median_per_document: median(documents.iter().map(|one| one.findings)),
            p90_per_100_operations: percentile_90(&documents, 0),
            p90_of_larger_documents: percentile_90(&documents, MANY_OPERATIONS),
        },
        rules: by_rule(reports, operations, findings),
        failures: failures
            .map(|failure| format!("{}: {}", failure.name, failure.message))
            .collect(),
        findings: all.map(Found::of).collect(),
        documents,
    }
}

fn by_rule(reports: &[(String, Report)], operations: usize, all: usize) -> Vec<RuleCount> {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (_, report) in reports {
        let rules: Vec<&str> = report
            .findings
            .iter()
            .map(|one| one.rule.as_str())
            .collect();
        for rule in &rules {
            counts.entry(rule).or_default().1 += 1;
        }
        for rule in rules.into_iter().collect::<BTreeSet<_>>() {
            counts.entry(rule).or_default().0 += 1;
        }
    }
    let mut rules: Vec<RuleCount> = counts
        .into_iter()
        .map(|(rule, (documents, findings))| {
            let fixes = |applicability| fixes(reports, rule, applicability);
            RuleCount {
                rule: rule.to_owned(),
                documents,
                findings,
                per_100_operations: ratio(findings * 100, operations),
                share: ratio(findings, all),
                safe_fixes: fixes(Applicability::Safe),
                unsafe_fixes: fixes(Applicability::Unsafe),
                suggestions: fixes(Applicability::DisplayOnly),
            }
        })
        .collect();
    rules.sort_by_key(|count| std::cmp::Reverse(count.findings));
    rules
}

/// How many findings of a rule have a fix of this kind.
fn fixes(reports: &[(String, Report)], rule: &str, applicability: Applicability) -> usize {
    let findings = reports.iter().flat_map(|(_, report)| &report.findings);
    let own = findings.filter(|finding| finding.rule.as_str() == rule);
    let fixes = own.filter_map(|finding| finding.fix.as_ref());
    fixes
        .filter(|fix| fix.applicability == applicability)
        .count()
}

fn median(counts: impl Iterator<Item = usize>) -> f64 {
    let mut counts: Vec<usize> = counts.collect();
    counts.sort_unstable();
    let middle = counts.len() / 2;
    let at = |index: usize| counts.get(index).copied().unwrap_or_default();
    if counts.len().is_multiple_of(2) {
        ratio(at(middle) + at(middle.saturating_sub(1)), 2)
    } else {
        ratio(at(middle), 1)
    }
}

/// The smallest rate that at least nine of ten documents with so many operations do not exceed.
fn percentile_90(documents: &[DocumentCount], at_least: usize) -> f64 {
    let mut rates: Vec<f64> = documents
        .iter()
        .filter(|document| document.operations >= at_least)
        .map(|document| ratio(document.findings * 100, document.operations.max(1)))
        .collect();
    rates.sort_by(f64::total_cmp);
    let rank = (rates.len() * 9).div_ceil(10);
    rates
        .get(rank.saturating_sub(1))
        .copied()
        .unwrap_or_default()
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of findings are far below 2^52"
)]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

impl Found {
    fn of(finding: &Finding) -> Self {
        Self {
            fingerprint: finding.fingerprint().to_string(),
            rule: finding.rule.to_string(),
            severity: finding.severity.to_string(),
            file: finding.place.source().name().to_owned(),
            line: finding.place.start().line,
            pointer: finding.place.pointer().to_string(),
            message: finding.message.clone(),
        }
    }
}
