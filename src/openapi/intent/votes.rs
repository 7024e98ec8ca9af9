//! Weighing: what speaks for which purpose, and how clearly.

use super::{Confidence, Evidence, Intent, Purpose};

/// From what sum on a purpose can be held with high confidence.
const HIGH: i32 = 6;
/// From what sum on a purpose can be held with medium confidence.
const MEDIUM: i32 = 3;
/// How far the purpose must be ahead of everything that speaks for another.
const LEAD: i32 = 4;

#[derive(Debug)]
struct Vote {
    purpose: Purpose,
    weight: i32,
    evidence: Evidence,
}

/// What has been found to speak for each purpose.
#[derive(Debug, Default)]
pub(super) struct Votes {
    votes: Vec<Vote>,
    addressable: bool,
}

impl Votes {
    /// Notes a sign for a purpose.
    pub(super) fn cast(&mut self, purpose: Purpose, weight: i32, text: String) {
        self.push(purpose, weight, text, None);
    }

    /// Notes a sign that the API can address what the operation creates.
    pub(super) fn address(&mut self, weight: i32, text: String, operation: Option<usize>) {
        self.addressable = true;
        let operation = operation.and_then(|index| u32::try_from(index).ok());
        self.push(Purpose::Create, weight, text, operation);
    }

    fn push(&mut self, purpose: Purpose, weight: i32, text: String, operation: Option<u32>) {
        self.votes.push(Vote {
            purpose,
            weight,
            evidence: Evidence { text, operation },
        });
    }

    /// The purpose that most speaks for.
    pub(super) fn decide(mut self, noun: String) -> Intent {
        self.votes.sort_by_key(|vote| -vote.weight);
        let total = |purpose: Purpose| -> i32 {
            let own = self.votes.iter().filter(|vote| vote.purpose == purpose);
            own.map(|vote| vote.weight).sum()
        };
        let mut best: Option<(Purpose, i32)> = None;
        for vote in &self.votes {
            let sum = total(vote.purpose);
            if best.is_none_or(|(_, most)| sum > most) {
                best = Some((vote.purpose, sum));
            }
        }
        let Some((purpose, sum)) = best else {
            return Intent::unknown(noun);
        };
        let all: i32 = self.votes.iter().map(|vote| vote.weight).sum();
        let ahead = sum - (all - sum);
        let confidence = if sum >= HIGH && ahead >= LEAD {
            Confidence::High
        } else if sum >= MEDIUM && ahead > 0 {
            Confidence::Medium
        } else {
            Confidence::Low
        };
        let confidence = if purpose == Purpose::Create && !self.addressable {
            confidence.min(Confidence::Medium)
        } else {
            confidence
        };
        let evidence = self
            .votes
            .into_iter()
            .filter(|vote| vote.purpose == purpose)
            .map(|vote| vote.evidence)
            .collect();
        Intent {
            purpose,
            confidence,
            evidence,
            noun,
        }
    }
}
