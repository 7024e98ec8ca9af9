//! Everything that rules detect in a document, to tell whether a change made it better.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Place, RuleName, Severity};

/// What a run is to work out besides findings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Wanted {
    /// Nothing.
    #[default]
    Findings,
    /// How each finding can be mended.
    Fixes,
    /// That, and everything that was detected.
    Census,
}

/// What was detected, by rule: each defect once, also where a finding hides it, where one finding
/// stands for many, or where a directive silences it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Census {
    rules: BTreeMap<RuleName, Vec<(Severity, Place)>>,
    /// The rules of which one finding stands for all.
    habits: BTreeSet<RuleName>,
}

impl Census {
    pub(super) fn add(&mut self, rule: &RuleName, severity: Severity, place: Place) {
        let detected = self.rules.entry(rule.clone()).or_default();
        detected.push((severity, place));
    }

    /// Notes that one finding stands for all that a rule detected.
    pub(super) fn is_habit(&mut self, rule: &RuleName) {
        self.habits.insert(rule.clone());
    }

    /// Adds what was detected in another document.
    pub(crate) fn absorb(&mut self, other: Census) {
        for (rule, detected) in other.rules {
            self.rules.entry(rule).or_default().extend(detected);
        }
        self.habits.extend(other.habits);
    }

    /// How many defects a rule detected.
    pub(crate) fn count(&self, rule: &RuleName) -> usize {
        self.rules.get(rule).map_or(0, Vec::len)
    }

    /// What stands here and not in another census: the rule, how grave its gravest defect at a new
    /// place is, and that place. A rule that detects no more than `expected` says has moved at most,
    /// and what was a habit of the document and still is makes no new finding.
    pub(crate) fn beyond(
        &self,
        before: &Census,
        expected: impl Fn(&RuleName) -> usize,
    ) -> Vec<(RuleName, Severity, Place)> {
        let is_habit = |rule: &RuleName| self.habits.contains(rule) && before.habits.contains(rule);
        let grown = self.rules.iter().filter(|(rule, detected)| {
            let is_fixed = expected(rule) < before.count(rule);
            detected.len() > expected(rule) && (is_fixed || !is_habit(rule))
        });
        let gravest = grown.filter_map(|(rule, detected)| {
            let known: Vec<String> = before
                .rules
                .get(rule)
                .into_iter()
                .flatten()
                .map(|(_, place)| key(place))
                .collect();
            let is_new = |(_, place): &&(Severity, Place)| !known.contains(&key(place));
            let new = detected
                .iter()
                .filter(is_new)
                .max_by_key(|(severity, _)| *severity);
            // It is where it was, though it should be gone.
            let stayed = detected.iter().max_by_key(|(severity, _)| *severity);
            let (severity, place) = new.or(stayed)?;
            Some((rule.clone(), *severity, place.clone()))
        });
        gravest.collect()
    }
}

fn key(place: &Place) -> String {
    format!("{}#{}", place.source().name(), place.pointer())
}
