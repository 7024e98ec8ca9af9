//! Which fixes are made in one round.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use crate::finding::{Applicability, Edit, Finding, Fix};
use crate::source::Span;

/// A finding with the fix that is to be made.
#[derive(Clone, Debug)]
pub(super) struct Chosen<'f> {
    pub(super) finding: &'f Finding,
    pub(super) fix: &'f Fix,
}

/// What tells a fix apart from others in all rounds.
pub(super) type FixKey = (String, String);

impl Chosen<'_> {
    pub(super) fn key(&self) -> FixKey {
        let place = &self.finding.place;
        (
            format!(
                "{}:{}#{}",
                self.finding.rule,
                place.source().name(),
                place.pointer()
            ),
            self.fix.title.clone(),
        )
    }
}

/// The fixes, in the order of the findings, that do not get in each other's way. An edit that two of
/// them make alike is made once.
pub(super) fn choose<'f>(
    findings: impl IntoIterator<Item = &'f Finding>,
    most: Applicability,
    given_up: &FxHashSet<FixKey>,
    is_editable: impl Fn(&Edit) -> bool,
) -> Vec<Chosen<'f>> {
    let mut taken = Taken::default();
    let mut chosen = Vec::new();
    for finding in findings {
        let Some(fix) = finding.fix.as_ref().filter(|fix| fix.applicability <= most) else {
            continue;
        };
        let candidate = Chosen { finding, fix };
        if given_up.contains(&candidate.key()) || !fix.edits.iter().all(&is_editable) {
            continue;
        }
        if taken.take(&fix.edits) {
            chosen.push(candidate);
        }
    }
    chosen
}

/// The stretches of text that are spoken for, by file and start.
#[derive(Default)]
struct Taken<'f> {
    files: BTreeMap<&'f str, BTreeMap<u32, &'f Edit>>,
}

impl<'f> Taken<'f> {
    /// Takes the stretches of a fix, unless one of them is taken by another edit.
    fn take(&mut self, edits: &'f [Edit]) -> bool {
        let fits = edits.iter().all(|edit| {
            let file = self.files.get(edit.source.name());
            file.is_none_or(|taken| is_free(taken, edit))
        });
        if fits {
            for edit in edits {
                let file = self.files.entry(edit.source.name()).or_default();
                file.insert(edit.span.start(), edit);
            }
        }
        fits
    }
}

fn is_free(taken: &BTreeMap<u32, &Edit>, edit: &Edit) -> bool {
    let Span { .. } = edit.span;
    let before = taken.range(..=edit.span.start()).next_back();
    let behind = taken.range(edit.span.start()..).next();
    let mut around = before.into_iter().chain(behind);
    around.all(|(_, other)| *other == edit || !other.overlaps(edit))
}
