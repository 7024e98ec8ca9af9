//! Single descriptions checked one by one, for whoever changes them in between.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::census::{Census, Wanted};
use super::heard::Heard;
use super::inputs::Input;
use super::linter::Linter;
use super::load::{Fragments, Texts};
use super::report::{Failure, Report};
use super::run;
use crate::config::Settings;
use crate::openapi::Forest;
use crate::source::Source;

/// A description to check.
#[derive(Clone, Debug)]
pub(crate) enum Subject {
    /// A file.
    File(Input),
    /// A text that is held in memory.
    Text(Arc<Source>),
}

/// What checking one description gave.
#[derive(Debug, Default)]
pub(crate) struct Checked {
    /// Findings and failures.
    pub(crate) report: Report,
    /// Everything that was detected, where that was wanted.
    pub(crate) census: Census,
    /// The files that were read for it, the entry document first.
    pub(crate) sources: Vec<Arc<Source>>,
}

impl Checked {
    pub(super) fn of(
        forest: &Forest,
        settings: &Settings,
        root: Option<&Path>,
        wanted: Wanted,
        heard: Heard<'_>,
    ) -> Self {
        let (report, census) = run::description(forest, settings, root, wanted, heard);
        let sources = if wanted == Wanted::Census {
            forest
                .trees()
                .map(|tree| Arc::clone(tree.source()))
                .collect()
        } else {
            Vec::new()
        };
        Self {
            report,
            census,
            sources,
        }
    }
}

impl From<Report> for Checked {
    fn from(report: Report) -> Self {
        Self {
            report,
            ..Self::default()
        }
    }
}

impl Linter {
    /// The files of all paths, each to be checked by itself.
    pub(crate) fn subjects(&self, paths: &[PathBuf]) -> Vec<Subject> {
        let loader = self.loader(Texts::default(), &Arc::default());
        let inputs = self.inputs(&loader, paths);
        inputs.into_iter().map(Subject::File).collect()
    }

    /// Reads a description and what its references reach, while some files hold other texts than on
    /// disk.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub(crate) fn forest_with(&self, path: &Path, texts: &Texts) -> Result<Forest, Vec<Failure>> {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
        let input = Input { path, folder: None };
        self.read(&self.loader(texts.clone(), &Arc::default()), &input)
            .map_err(|report| report.failures)
    }

    /// The text of a file as it is on disk.
    pub(crate) fn source_at(&self, path: &Path) -> Option<Arc<Source>> {
        self.loader(Texts::default(), &Arc::default())
            .source(path)
            .ok()
    }

    /// Checks descriptions while some files hold other texts than on disk, and counts everything
    /// that is detected. Files that are as on disk are read once for all such checks.
    pub(crate) fn check_with(
        &self,
        subject: &Subject,
        texts: &Texts,
        fragments: &Arc<Fragments>,
    ) -> Checked {
        match subject {
            Subject::File(input) => {
                let loader = self.loader(texts.clone(), fragments);
                self.check_file(&loader, input, Wanted::Census)
            }
            Subject::Text(source) => {
                let changed = source.path().and_then(|path| texts.get(path));
                self.check_source(changed.unwrap_or(source), Wanted::Census)
            }
        }
    }
}
