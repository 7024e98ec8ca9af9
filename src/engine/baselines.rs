//! Which baseline holds for a document.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::report::Report;
use crate::config::Settings;
use crate::strict_yaml::Problem;
use crate::suppress::Baseline;

/// Which known findings a run leaves out.
#[derive(Clone, Debug, Default)]
pub enum BaselineChoice {
    /// Those of the baseline that the configuration of each document names, if it names one.
    #[default]
    Configured,
    /// Those of this file, for every document.
    File(PathBuf),
    /// None.
    Nothing,
}

type Known = Result<Arc<Baseline>, Problem>;

/// The baselines of a run, each read once.
#[derive(Debug, Default)]
pub(super) struct Baselines {
    choice: BaselineChoice,
    by_path: Mutex<BTreeMap<PathBuf, Known>>,
}

impl Baselines {
    pub(super) fn new(choice: BaselineChoice) -> Self {
        Self {
            choice,
            by_path: Mutex::default(),
        }
    }

    /// What is known already of the documents under these settings.
    pub(super) fn known(&self, settings: &Settings) -> Result<Option<Arc<Baseline>>, Problem> {
        let path = match &self.choice {
            BaselineChoice::Configured => settings.baseline(),
            BaselineChoice::File(path) => Some(path.clone()),
            BaselineChoice::Nothing => None,
        };
        path.map(|path| self.read(&path)).transpose()
    }

    /// Notes the entries that nothing in the whole run corresponds to.
    pub(super) fn note_stale(&self, report: &mut Report) {
        let baselines = self.lock();
        for baseline in baselines.values().flatten() {
            let coverage = report.coverage(baseline.folder());
            report.stale.extend(baseline.stale(&coverage).cloned());
        }
    }

    fn read(&self, path: &Path) -> Known {
        let mut known = self.lock();
        let read = known.entry(path.to_path_buf());
        read.or_insert_with(|| Baseline::read(path).map(Arc::new))
            .clone()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<PathBuf, Known>> {
        self.by_path.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
