//! The lines below a snippet: where else, why the rule believes it, how to mend it, and what says
//! so.

use super::fix;
use crate::finding::{Finding, OperationName};
use crate::report::Appearance;
use crate::report::paint::Role;
use crate::report::text::{UNBROKEN_SPACE, counted, joined, one_line, spaced, unbroken, wrapped};
use crate::rule::{Rule, SourceRef};

/// How many signs a heuristic finding shows; machine formats have them all.
const SHOWN_EVIDENCE: usize = 3;

/// How many operations are named before the rest is only counted.
const NAMED_OPERATIONS: usize = 3;

/// Lines, each with the word that it begins with.
pub(super) struct Footer {
    lines: Vec<(&'static str, String)>,
}

impl Footer {
    /// What is to say below a finding.
    pub(super) fn of(finding: &Finding, rule: Option<&Rule>, appearance: Appearance) -> Self {
        let Self { mut lines } = Self::of_repeated(finding);
        lines.extend(finding.help.iter().map(|help| ("help", one_line(help))));
        lines.extend(finding.fix.iter().map(|fix| ("fix", fix::words(fix))));
        lines.push(("why", why(finding, rule, appearance)));
        Self { lines }
    }

    /// What is to say below a finding of which the rest stands above: only what is its own.
    pub(super) fn of_repeated(finding: &Finding) -> Self {
        let mut lines = Vec::new();
        if let Some(operations) = operations_below(finding) {
            lines.push(("in", operations));
        }
        if !finding.evidence.is_empty() {
            let evidence = finding.evidence.iter().take(SHOWN_EVIDENCE);
            let evidence: Vec<String> = evidence.map(|reason| one_line(reason)).collect();
            lines.push(("seen", evidence.join("; ")));
        }
        Self { lines }
    }

    /// What comes before the diff of a fix, and the sources that come behind it.
    pub(super) fn split(mut self) -> (Self, Self) {
        let last = self.lines.len().saturating_sub(1);
        let why = self.lines.split_off(last);
        (self, Self { lines: why })
    }

    /// Only a remedy, where there is one.
    pub(super) fn with_help(help: Option<&str>) -> Self {
        let lines = help.map(|help| ("help", one_line(help)));
        Self {
            lines: lines.into_iter().collect(),
        }
    }

    /// The lines, wrapped behind their first words.
    pub(super) fn draw(&self, appearance: Appearance) -> String {
        let room = appearance.columns().saturating_sub(INDENT);
        let mut drawn = String::new();
        for (word, text) in &self.lines {
            let head = format!("  {word}:");
            let gap = " ".repeat(INDENT - head.len());
            drawn.push_str(&appearance.paint(Role::Remedy, &head));
            drawn.push_str(&gap);
            let lines = wrapped(text, room).join(&format!("\n{}", " ".repeat(INDENT)));
            drawn.push_str(&lines);
            drawn.push('\n');
        }
        drawn
    }

    /// The lines without wrapping, to be read aloud.
    pub(super) fn spoken(&self) -> String {
        let lines: Vec<String> = self
            .lines
            .iter()
            .map(|(word, text)| format!("{word}: {}", spaced(text)))
            .collect();
        lines.join("\n")
    }
}

/// The width of the longest first word with what surrounds it: `  help: `.
const INDENT: usize = 8;

/// The operations that a finding touches, where neither its label nor its message names them.
fn operations_below(finding: &Finding) -> Option<String> {
    if finding.label.is_empty() {
        return None;
    }
    match finding.operations.as_slice() {
        [] => None,
        [only] if is_named(finding, &only.to_string()) => None,
        some => Some(operations(some)),
    }
}

/// Whether the message or a related place names an operation.
fn is_named(finding: &Finding, operation: &str) -> bool {
    let labels = finding.related.iter().map(|related| &related.label);
    std::iter::once(&finding.message)
        .chain(labels)
        .any(|text| text.contains(operation))
}

/// What stands under the token, to be wrapped; the operations where the finding has no words for it.
pub(super) fn label(finding: &Finding) -> String {
    match finding.operations.as_slice() {
        _ if !finding.label.is_empty() => one_line(&finding.label),
        [] => String::new(),
        [only] if finding.message.contains(&only.to_string()) => String::new(),
        [only] => format!("in {}", one_line(&only.to_string())),
        many => format!("used by {}", operations(many)),
    }
}

/// `37 operations: GET /a, GET /b, GET /c and 34 more`; a single one by its name.
fn operations(all: &[OperationName]) -> String {
    let name = |operation: &OperationName| unbroken(&one_line(&operation.to_string()));
    if let [only] = all {
        return name(only);
    }
    let mut parts: Vec<String> = all.iter().take(NAMED_OPERATIONS).map(name).collect();
    if let Some(more @ 1..) = all.len().checked_sub(NAMED_OPERATIONS) {
        parts.push(format!("{more} more"));
    }
    format!("{}: {}", counted(all.len(), "operation"), joined(&parts))
}

fn why(finding: &Finding, rule: Option<&Rule>, appearance: Appearance) -> String {
    let sources = rule.map_or(&[][..], |rule| &rule.sources);
    let guidelines = finding.guidelines.iter().map(|guideline| {
        let citation = unbroken(&one_line(&guideline.citation));
        let url = guideline.url.as_deref().unwrap_or_default();
        appearance.link(&one_line(url), &citation)
    });
    let cited = guidelines.chain(sources.iter().map(|source| cite(source, appearance)));
    let explain = unbroken(&format!("statuslint explain {}", finding.rule));
    let explain = appearance.paint(Role::Faint, &explain);
    let parts: Vec<String> = cited.chain([explain]).collect();
    parts.join(appearance.separator())
}

fn cite(source: &SourceRef, appearance: Appearance) -> String {
    let reference = unbroken(&one_line(&source.reference));
    let reference = appearance.link(&one_line(&source.url), &reference);
    format!("{reference}{UNBROKEN_SPACE}({})", source.level.as_str())
}
