//! What a rule makes of targets, and of a part of a response under all of its uses.

use super::facts::Seen;
use crate::finding::Severity;
use crate::openapi::ResponseUse;

/// What a rule makes of one target.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is not what the rule is about.
    NotMeant,
    /// It is, and it is fine.
    Fine,
    /// It is not fine.
    Defect(Defect),
}

/// How a target is at fault.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Defect {
    /// The severity is at most this.
    pub(super) at_most: Option<Severity>,
    /// Which of the rule's cases it is.
    pub(super) case: Option<usize>,
}

/// A part of a response, and the uses under which it is at fault.
pub(super) struct Judged<'a> {
    pub(super) verdict: Verdict,
    last: Verdict,
    pub(super) seen: Seen<'a>,
    pub(super) uses: Vec<ResponseUse<'a>>,
}

impl<'a> Judged<'a> {
    pub(super) fn new(verdict: Verdict, seen: Seen<'a>, response_use: ResponseUse<'a>) -> Self {
        let is_defect = matches!(verdict, Verdict::Defect(_));
        Self {
            verdict,
            last: verdict,
            seen,
            uses: is_defect.then_some(response_use).into_iter().collect(),
        }
    }

    /// Another use; the gravest verdict stands, and the message speaks of the first use at fault.
    pub(super) fn add(&mut self, verdict: Verdict, seen: Seen<'a>, response_use: ResponseUse<'a>) {
        self.last = verdict;
        match (self.verdict, verdict) {
            (_, Verdict::NotMeant | Verdict::Fine) => {
                if self.verdict == Verdict::NotMeant {
                    self.verdict = verdict;
                }
            }
            (Verdict::Defect(before), Verdict::Defect(now)) => {
                let severities = before.at_most.zip(now.at_most);
                let at_most = severities.map(|(before, now)| before.max(now));
                self.verdict = Verdict::Defect(Defect { at_most, ..before });
                self.uses.push(response_use);
            }
            (_, Verdict::Defect(_)) => {
                self.verdict = verdict;
                self.seen = seen;
                self.uses.push(response_use);
            }
        }
    }

    /// Another use that is judged like the last one.
    pub(super) fn repeat(&mut self, response_use: ResponseUse<'a>) {
        if matches!(self.last, Verdict::Defect(_)) {
            self.uses.push(response_use);
        }
    }
}
