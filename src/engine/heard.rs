//! What of all that is found is told: not what a directive silences, and not what is known already.

use std::sync::Arc;

use crate::finding::{Detection, Place, RuleName};
use crate::openapi::{Document, Operation};
use crate::rule::{Rule, Target};
use crate::suppress::{Baseline, Silence, Suppressions};

/// What of all that is found is told.
#[derive(Clone, Copy, Default)]
pub(super) struct Heard<'h> {
    /// Whether directives silence nothing.
    pub(super) ignores_directives: bool,
    /// What is known already.
    pub(super) known: &'h [Arc<Baseline>],
}

/// Whether a finding is known already. Its place is worked out only where something is.
pub(super) fn is_known(
    known: &[Arc<Baseline>],
    rule: &RuleName,
    place: impl FnOnce() -> Place,
) -> bool {
    if known.is_empty() {
        return false;
    }
    let place = place();
    let mut known = known.iter();
    known.any(|known| known.knows(rule, &place))
}

/// What silences a detection: a directive where it stands, or one at every operation that it touches.
/// An operation that does not want to hear of it is left out of what others are told.
pub(super) fn silence(
    rule: &Rule,
    found: &mut Detection<'_>,
    document: &Document<'_>,
    suppressions: &Suppressions,
) -> Option<Silence> {
    let here = suppressions.silences(&rule.name, found.token, document);
    if here.is_some() {
        return here;
    }
    let mut by = None;
    let is_told = |operation: &Operation<'_>| {
        let node = found.token.node();
        let silence = suppressions.silences_operation(&rule.name, *operation, node);
        let is_told = silence.is_none();
        by = by.take().or(silence);
        is_told
    };
    let told: Vec<_> = found.operations.iter().copied().filter(is_told).collect();
    if told.is_empty() {
        return by;
    }
    // What is said of a whole document counts its operations, whoever wants to hear of it.
    if rule.on != Target::Document {
        found.operations = told;
    }
    None
}
