//! Fixing: which fixes to make, making them, and looking again until nothing is left to fix.
//!
//! Nothing is believed: after each round the documents are checked anew, and a fix that breaks one,
//! leaves its finding or brings another as grave is taken back. This room writes files, and knows
//! nothing of reporting.

mod add;
mod choose;
mod diff;
mod group;
mod rounds;
mod write;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use crate::engine::{ExitStatus, Fragments, Linter, Report, Subject, Texts};
use crate::finding::{Applicability, Finding, Place, RuleName};
use crate::rule::Case;
use crate::source::Source;

pub use add::{Added, Addition, add};
pub use diff::unified;
pub use write::{WriteError, write};

/// How often documents are changed and checked again.
pub const MAX_ROUNDS: usize = 10;

/// The outcome of fixing.
#[derive(Clone, Debug, Default)]
pub struct Mended {
    /// What a check of the changed documents finds.
    pub report: Report,
    /// What is mended, in the order of the documents and rounds.
    pub fixed: Vec<Fixed>,
    /// The files that change, by name.
    pub changes: Vec<FileChange>,
    /// The fixes that did harm and were taken back: mistakes of statuslint, to be reported.
    pub withdrawn: Vec<Withdrawn>,
    /// How many findings are left that a fix of a kind that was not asked for would mend.
    pub left_unsafe: usize,
    /// How a check of the documents ends as they were.
    pub before: ExitStatus,
}

/// A finding that is mended.
#[derive(Clone, Debug)]
pub struct Fixed {
    /// The rule.
    pub rule: RuleName,
    /// What was wrong.
    pub message: String,
    /// Where, in the text before the change.
    pub place: Place,
    /// What was done.
    pub title: String,
    /// Whether it could be done without asking.
    pub applicability: Applicability,
    /// The files that it changes.
    pub files: Vec<String>,
}

/// A file with its text before and after.
#[derive(Clone, Debug)]
pub struct FileChange {
    /// The file as it was read.
    pub before: Arc<Source>,
    /// The same file with its new text.
    pub after: Arc<Source>,
}

impl FileChange {
    /// How the file is called.
    pub fn name(&self) -> &str {
        self.before.name()
    }
}

/// A fix that was taken back.
#[derive(Clone, Debug)]
pub struct Withdrawn {
    /// The rule.
    pub rule: RuleName,
    /// Where its finding stands.
    pub place: Place,
    /// What the fix would have done.
    pub title: String,
    /// Why it was taken back.
    pub reason: String,
}

/// The document of a page's example with all fixes made, the unsafe ones too.
pub fn mended_example(linter: &Linter, case: &Case) -> String {
    let mended = Mender::new(linter)
        .with_unsafe()
        .mend_text("example", &case.text);
    let changed = mended.changes.first();
    changed.map_or_else(
        || case.text.clone(),
        |change| change.after.text().to_owned(),
    )
}

/// Fixes documents as far as it is allowed to.
#[derive(Clone, Copy, Debug)]
pub struct Mender<'l> {
    linter: &'l Linter,
    most: Applicability,
}

impl<'l> Mender<'l> {
    /// Makes the fixes that are safe.
    pub fn new(linter: &'l Linter) -> Self {
        Self {
            linter,
            most: Applicability::Safe,
        }
    }

    /// Makes those too about which only a person can tell.
    #[must_use]
    pub fn with_unsafe(mut self) -> Self {
        self.most = Applicability::Unsafe;
        self
    }

    /// Works out the fixes of files, and of the OpenAPI documents in folders. Nothing is written.
    pub fn mend_paths<P: Into<PathBuf> + Clone>(&self, paths: &[P]) -> Mended {
        let paths: Vec<PathBuf> = paths.iter().cloned().map(Into::into).collect();
        self.mend(self.linter.subjects(&paths))
    }

    /// Works out the fixes of a text that is held in memory. What its references lead to stays as it
    /// is.
    pub fn mend_text(&self, name: &str, text: &str) -> Mended {
        self.mend(vec![Subject::Text(Arc::new(Source::from_text(name, text)))])
    }

    /// Works out the fixes of bytes as if they were the content of the file at `path`, such as
    /// standard input. What references lead to stays as it is.
    pub fn mend_bytes(&self, path: impl AsRef<Path>, bytes: Vec<u8>) -> Mended {
        match Linter::source_of(path.as_ref(), bytes) {
            Ok(source) => self.mend(vec![Subject::Text(Arc::new(source))]),
            Err(report) => Mended {
                before: report.exit_status(),
                report: *report,
                ..Mended::default()
            },
        }
    }

    fn mend(&self, subjects: Vec<Subject>) -> Mended {
        let nothing = Texts::default();
        let fragments = Arc::new(Fragments::default());
        let checked: Vec<_> = subjects
            .into_par_iter()
            .map(|subject| {
                let checked = self.linter.check_with(&subject, &nothing, &fragments);
                (subject, checked)
            })
            .collect();
        let ends = checked
            .iter()
            .map(|(_, checked)| checked.report.exit_status());
        let before = ends.max().unwrap_or_default();
        let parts: Vec<Mended> = group::by_shared_files(checked)
            .into_par_iter()
            .map(|group| rounds::mend(self.linter, self.most, group, &fragments))
            .collect();
        let mut mended = Mended {
            before,
            ..Mended::default()
        };
        for part in parts {
            mended.report.absorb(part.report);
            mended.fixed.extend(part.fixed);
            mended.changes.extend(part.changes);
            mended.withdrawn.extend(part.withdrawn);
        }
        mended.report.settle();
        let left = mended.report.findings.iter();
        mended.left_unsafe = left.filter(|finding| self.leaves(finding)).count();
        mended
            .changes
            .sort_by(|one, other| one.name().cmp(other.name()));
        mended
    }

    /// Whether a finding could be mended by a fix that was not asked for.
    fn leaves(&self, finding: &Finding) -> bool {
        let fix = finding.fix.as_ref();
        fix.is_some_and(|fix| {
            fix.applicability == Applicability::Unsafe && self.most < fix.applicability
        })
    }
}
