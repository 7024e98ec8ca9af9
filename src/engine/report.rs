//! What a run found.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::matrix::Matrix;
use crate::config::ConfigError;
use crate::finding::{Finding, Place, Severity};
use crate::openapi::Version;
use crate::source::{Source, Span};
use crate::strict_yaml::Problem;
use crate::suppress::{Baseline, BaselineEntry, Coverage, Directive, UNUSED_SUPPRESSION};

/// The outcome of a run over any number of documents.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The findings by file, position and rule.
    pub findings: Vec<Finding>,
    /// The files that could not be checked, by name.
    pub failures: Vec<Failure>,
    /// The documents that were checked, by name.
    pub documents: Vec<DocumentSummary>,
    /// The files that were met in a folder and passed over, by name.
    pub skipped: Vec<Skipped>,
    /// The findings that a directive silences, by file, position and rule.
    pub suppressed: Vec<Suppressed>,
    /// The directives in documents that silenced something, by file and position.
    pub used_directives: Vec<Place>,
    /// The status matrices of the documents, by name, where they were asked for.
    pub matrices: Vec<Matrix>,
    /// The findings that a baseline or an earlier state knows, by file, position and rule.
    pub known: Vec<Finding>,
    /// The entries of baselines that nothing corresponds to any more.
    pub stale: BTreeSet<BaselineEntry>,
    /// The files that were read, absolute.
    pub files: BTreeSet<PathBuf>,
    /// The rules that ran in any of the documents.
    pub rules: BTreeSet<String>,
}

/// A finding that is not told, because the document says so.
#[derive(Clone, Debug)]
pub struct Suppressed {
    /// What would have been told.
    pub finding: Finding,
    /// What silences it.
    pub by: Directive,
    /// Why, in the words of the document; empty where it says nothing.
    pub reason: String,
}

/// The files that a run would be about.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The names of the entry documents, sorted.
    pub documents: Vec<String>,
    /// The files that could not be read, by name.
    pub failures: Vec<Failure>,
    /// The files that were met in a folder and passed over, by name.
    pub skipped: Vec<Skipped>,
}

/// A document that was checked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DocumentSummary {
    /// The name of the entry document.
    pub name: String,
    /// The version of OpenAPI that it claims.
    pub version: Version,
    /// How many operations it declares.
    pub operations: usize,
    /// How many outcomes they declare.
    pub responses: usize,
    /// How many files were read for it, the entry document included.
    pub files: usize,
}

/// A file that was met in a folder and is no OpenAPI document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Skipped {
    /// The name of the file.
    pub name: String,
    /// Why it was passed over.
    pub reason: SkipReason,
}

/// Why a file was passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SkipReason {
    /// It does not say `openapi` or `swagger` at its root.
    NotOpenApi,
    /// The configuration excludes it.
    Excluded,
}

/// A file that could not be checked.
#[derive(Clone, Debug)]
pub struct Failure {
    /// What went wrong.
    pub kind: FailureKind,
    /// The name of the file.
    pub name: String,
    /// The text, where it could be decoded.
    pub source: Option<Arc<Source>>,
    /// The offending text, where it is known.
    pub span: Option<Span>,
    /// What is wrong, in one sentence.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

/// What went wrong with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FailureKind {
    /// It does not exist, may not be read, or is no regular file.
    Unreadable,
    /// It is not valid text in its encoding.
    Undecodable,
    /// It is neither valid YAML nor valid JSON.
    Unparsable,
    /// It was named, but is no OpenAPI document.
    NotOpenApi,
    /// The configuration for it is wrong.
    Configuration,
}

impl FailureKind {
    /// The name in lower case, as reports write it where a finding has the name of its rule.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::Undecodable => "undecodable",
            Self::Unparsable => "unparsable",
            Self::NotOpenApi => "not-openapi",
            Self::Configuration => "configuration",
        }
    }
}

/// How a run ended, the same for every output format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum ExitStatus {
    /// No finding is grave enough to fail the run.
    #[default]
    Clean,
    /// At least one finding is.
    Findings,
    /// The run itself failed: something could not be checked.
    Failed,
}

impl ExitStatus {
    /// The exit code of the process: 0, 1 or 2.
    pub fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Findings => 1,
            Self::Failed => 2,
        }
    }
}

impl Report {
    /// How the run ended.
    pub fn exit_status(&self) -> ExitStatus {
        if !self.failures.is_empty() {
            ExitStatus::Failed
        } else if self.findings.iter().any(|finding| finding.fails_run) {
            ExitStatus::Findings
        } else {
            ExitStatus::Clean
        }
    }

    /// How many findings have that severity.
    pub fn count(&self, severity: Severity) -> usize {
        let counts = |finding: &&Finding| finding.severity == severity;
        self.findings.iter().filter(counts).count()
    }

    /// What the run looked at and found, as a baseline in that folder would say it.
    pub fn coverage(&self, folder: &Path) -> Coverage {
        let suppressed = self.suppressed.iter().map(|one| &one.finding);
        let found = self.findings.iter().chain(&self.known).chain(suppressed);
        Coverage {
            files: self.files.clone(),
            rules: self.rules.clone(),
            found: Baseline::of(found, folder),
        }
    }

    /// Puts everything into an order that depends on the input alone, and findings that several
    /// documents share into one.
    pub(crate) fn settle(&mut self) {
        self.findings = super::merge::merged(std::mem::take(&mut self.findings));
        self.used_directives.sort();
        self.used_directives.dedup();
        // A file that several documents share is used where one of them uses it.
        let used = &self.used_directives;
        self.findings.retain(|finding| {
            finding.rule.as_str() != UNUSED_SUPPRESSION
                || used.binary_search(&finding.place).is_err()
        });
        self.known = super::merge::merged(std::mem::take(&mut self.known));
        self.failures.sort_by(|one, other| {
            (&one.name, one.span, one.kind).cmp(&(&other.name, other.span, other.kind))
        });
        self.failures.dedup_by(|one, other| {
            (&one.name, one.span, &one.message) == (&other.name, other.span, &other.message)
        });
        self.documents.sort();
        self.matrices
            .sort_by(|one, other| one.name.cmp(&other.name));
        self.skipped.sort();
        let key = |one: &Suppressed| (one.finding.place.clone(), one.finding.rule.clone());
        self.suppressed.sort_by_key(key);
        self.suppressed.dedup_by_key(|one| key(one));
    }

    /// Adds what another part of the run found.
    pub(crate) fn absorb(&mut self, other: Report) {
        self.findings.extend(other.findings);
        self.failures.extend(other.failures);
        self.documents.extend(other.documents);
        self.skipped.extend(other.skipped);
        self.suppressed.extend(other.suppressed);
        self.used_directives.extend(other.used_directives);
        self.matrices.extend(other.matrices);
        self.known.extend(other.known);
        self.stale.extend(other.stale);
        self.files.extend(other.files);
        self.rules.extend(other.rules);
    }
}

impl Failure {
    /// Whether the mistake is one on the command line, so that there is no file to name.
    pub fn is_on_command_line(&self) -> bool {
        self.kind == FailureKind::Configuration && self.source.is_none()
    }

    /// The same as a problem, which is told in one line.
    pub fn into_problem(self) -> Problem {
        Problem {
            source: self.source,
            span: self.span,
            message: self.message,
            help: self.help,
        }
    }
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        let name = error.source.as_ref().map_or_else(
            || "configuration".to_owned(),
            |source| source.name().to_owned(),
        );
        Self {
            kind: FailureKind::Configuration,
            name,
            source: error.source,
            span: error.span,
            message: error.message,
            help: error.help,
        }
    }
}
