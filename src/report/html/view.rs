//! The report as the page tells it: each finding with its name, and where it belongs.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};
use rustc_hash::FxHashMap;

use crate::engine::{Marks, Matrix, MatrixRow, Report};
use crate::finding::{Finding, OperationName, Severity};
use crate::rule::{Catalogue, Rule};
use crate::source::{Source, sanitize};

/// What the sections of the page draw from.
pub(super) struct View<'a> {
    pub(super) report: &'a Report,
    pub(super) catalogue: &'a Catalogue,
    pub(super) marks: Vec<Marks>,
    names: Vec<String>,
    positions: FxHashMap<&'a OperationName, (usize, usize)>,
    texts: FxHashMap<&'a str, Cow<'a, str>>,
}

/// Findings under one heading.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Group {
    Whole,
    Shared,
    Operation(usize, usize),
    Elsewhere(String),
}

impl<'a> View<'a> {
    pub(super) fn of(report: &'a Report, catalogue: &'a Catalogue) -> Self {
        let mut positions = FxHashMap::default();
        for (of, matrix) in report.matrices.iter().enumerate() {
            for (at, row) in matrix.rows.iter().enumerate() {
                positions.entry(&row.operation).or_insert((of, at));
            }
        }
        let own = report.matrices.iter().flat_map(|matrix| &matrix.sources);
        let found = report.findings.iter().flat_map(|finding| {
            let related = finding.related.iter().map(|related| related.place.source());
            related.chain([finding.place.source()])
        });
        let mut texts = FxHashMap::default();
        for source in own.chain(found) {
            let text = texts.entry(source.name());
            text.or_insert_with(|| sanitize(source.text()));
        }
        let matrices = report.matrices.iter();
        Self {
            report,
            catalogue,
            marks: matrices
                .map(|matrix| matrix.marks(&report.findings))
                .collect(),
            names: names(&report.findings),
            positions,
            texts,
        }
    }

    /// The title of the only document, else how many there are.
    pub(super) fn title(&self) -> String {
        match self.report.matrices.as_slice() {
            [only] => shown(only.title.as_deref().unwrap_or(&only.name)).into_owned(),
            many => format!("{} documents", many.len()),
        }
    }

    /// The text of a source, safe to show, in which all spans fit.
    pub(super) fn text(&self, source: &Source) -> &str {
        self.texts.get(source.name()).map_or("", |text| text)
    }

    /// The name of a finding within the page.
    pub(super) fn name(&self, number: usize) -> &str {
        self.names.get(number).map_or("", String::as_str)
    }

    pub(super) fn finding(&self, number: usize) -> Option<&'a Finding> {
        self.report.findings.get(number)
    }

    pub(super) fn rule(&self, finding: &Finding) -> Option<&'a Rule> {
        self.catalogue.get(finding.rule.as_str())
    }

    pub(super) fn row(&self, of: usize, at: usize) -> Option<(&'a Matrix, &'a MatrixRow)> {
        let matrix = self.report.matrices.get(of)?;
        Some((matrix, matrix.rows.get(at)?))
    }

    /// The rules that found something.
    pub(super) fn rules(&self) -> BTreeSet<&'a str> {
        let findings = self.report.findings.iter();
        findings.map(|finding| finding.rule.as_str()).collect()
    }

    pub(super) fn tags(&self) -> BTreeSet<&'a str> {
        let rows = self.report.matrices.iter().flat_map(|matrix| &matrix.rows);
        rows.flat_map(|row| &row.tags).map(String::as_str).collect()
    }

    /// The names of the rows that a finding touches, for the filter.
    pub(super) fn rows_of(&self, finding: &Finding) -> String {
        let rows = finding.operations.iter();
        let rows = rows.filter_map(|operation| self.positions.get(operation));
        let names: Vec<String> = rows.map(|(of, at)| format!("{of}-{at}")).collect();
        names.join(" ")
    }

    /// The findings under their headings, in the order of the documents.
    pub(super) fn groups(&self) -> BTreeMap<Group, Vec<usize>> {
        let mut groups: BTreeMap<Group, Vec<usize>> = BTreeMap::new();
        for (number, finding) in self.report.findings.iter().enumerate() {
            let group = match finding.operations.as_slice() {
                [] => Group::Whole,
                [only] => match self.positions.get(only) {
                    Some((of, at)) => Group::Operation(*of, *at),
                    None => Group::Elsewhere(only.to_string()),
                },
                _ => Group::Shared,
            };
            groups.entry(group).or_default().push(number);
        }
        groups
    }

    /// How many of some findings are errors, warnings and infos.
    pub(super) fn counts(&self, numbers: &[usize]) -> [usize; 3] {
        SEVERITIES.map(|severity| {
            let found = numbers.iter().filter_map(|number| self.finding(*number));
            found.filter(|finding| finding.severity == severity).count()
        })
    }
}

pub(super) const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];

/// Text from a document, without characters that reorder or control what is seen.
pub(super) fn shown(text: &str) -> Cow<'_, str> {
    sanitize(text)
}

/// A sentence in which what stands between backticks is code.
pub(super) fn sentence(text: &str) -> Markup {
    let text = shown(text);
    let is_paired = text.matches('`').count().is_multiple_of(2);
    html! {
        @for (at, piece) in text.split('`').enumerate() {
            @if !is_paired && at > 0 { "`" }
            @if is_paired && at % 2 == 1 { code { (piece) } } @else { (piece) }
        }
    }
}

/// `f-` and the fingerprint, with a number where findings share it.
fn names(findings: &[Finding]) -> Vec<String> {
    let mut seen: FxHashMap<String, usize> = FxHashMap::default();
    let name = |finding: &Finding| {
        let name = format!("f-{}", finding.fingerprint());
        let times = seen.entry(name.clone()).or_default();
        *times += 1;
        match *times {
            1 => name,
            times => format!("{name}-{times}"),
        }
    };
    findings.iter().map(name).collect()
}
