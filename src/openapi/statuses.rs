//! The declared outcomes of a document by their status.

use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::{FxHashMap, FxHashSet};

use super::document::narrow;
use super::response::UseData;
use crate::http::StatusKey;

/// Which statuses a document declares, and the outcomes under those that were asked for.
///
/// Many rules are about the same statuses (all errors, say), so what a question chooses is kept.
#[derive(Debug, Default)]
pub(super) struct ByStatus {
    /// The statuses that occur, each once; none for keys that are no valid ones.
    occurring: Vec<Option<StatusKey>>,
    chosen: Mutex<FxHashMap<Vec<bool>, Arc<Chosen>>>,
}

/// The outcomes under some statuses, by their position in the document.
#[derive(Debug, Default)]
pub(super) struct Chosen {
    /// The outcomes, in ascending order.
    pub(super) uses: Vec<u32>,
    /// Their responses, each once, in ascending order, which is that of first use.
    pub(super) definitions: Vec<u32>,
}

impl ByStatus {
    pub(super) fn of(uses: &[UseData<'_>]) -> Self {
        let mut seen = FxHashSet::default();
        let statuses = uses.iter().map(|found| found.status);
        Self {
            occurring: statuses.filter(|status| seen.insert(*status)).collect(),
            chosen: Mutex::default(),
        }
    }

    /// The outcomes with a status that satisfies a condition.
    pub(super) fn choose(
        &self,
        condition: impl Fn(Option<StatusKey>) -> bool,
        uses: &[UseData<'_>],
    ) -> Arc<Chosen> {
        let statuses = self.occurring.iter();
        let answers: Vec<bool> = statuses.map(|status| condition(*status)).collect();
        let mut known = self.chosen.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(chosen) = known.get(&answers) {
            return Arc::clone(chosen);
        }
        let chosen = Arc::new(Chosen::of(uses, condition));
        known.insert(answers, Arc::clone(&chosen));
        chosen
    }
}

impl Chosen {
    fn of(uses: &[UseData<'_>], condition: impl Fn(Option<StatusKey>) -> bool) -> Self {
        let mut definitions = Vec::new();
        let mut chosen = Vec::new();
        for (index, found) in uses.iter().enumerate() {
            if condition(found.status) {
                chosen.push(narrow(index));
                definitions.extend(found.definition);
            }
        }
        if !definitions.is_sorted() {
            definitions.sort_unstable();
        }
        definitions.dedup();
        Self {
            uses: chosen,
            definitions,
        }
    }
}
