//! What has been found out about schemas.

use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::forest::NodeId;
use super::schema::Schema;

/// A question about a schema alone, which rules ask of every response that has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Question {
    /// Whether its members are those by which errors are told.
    LooksLikeError,
    /// Whether it is named like an error.
    IsNamedError,
    /// Whether it can tell a success as well as an error.
    IsEnvelope,
    /// Whether it has a member that may say whether a request failed.
    MayTellOutcome,
}

/// The answers to questions about schemas, each found out once.
#[derive(Debug, Default)]
pub(super) struct Memo(Mutex<FxHashMap<(Question, NodeId), bool>>);

impl Memo {
    fn known(&self, key: &(Question, NodeId)) -> Option<bool> {
        let answers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        answers.get(key).copied()
    }

    fn remember(&self, key: (Question, NodeId), answer: bool) {
        let mut answers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        answers.insert(key, answer);
    }
}

impl Schema<'_> {
    /// The answer to a question about the schema, from `ask` where it is not known yet.
    pub(super) fn once(self, question: Question, ask: impl FnOnce() -> bool) -> bool {
        let Some(id) = self.id().filter(|_| self.is_plain()) else {
            return ask();
        };
        let memo = self.cursor().forest().memo();
        let key = (question, id);
        memo.known(&key).unwrap_or_else(|| {
            let answer = ask();
            memo.remember(key, answer);
            answer
        })
    }
}
