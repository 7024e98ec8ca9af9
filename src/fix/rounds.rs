//! Round after round over descriptions that share files.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::choose::{Chosen, FixKey, choose};
use super::group::Group;
use super::{FileChange, Fixed, MAX_ROUNDS, Mended, Withdrawn};
use crate::engine::{Census, Checked, Fragments, Linter, Report, Subject, Texts};
use crate::files::normalise;
use crate::finding::{Applicability, Edit, RuleName, Severity};
use crate::source::Source;
use crate::syntax::TextEdit;
use crate::syntax::edit::apply;

/// Fixes the descriptions of a group until nothing is left to fix.
pub(super) fn mend(
    linter: &Linter,
    most: Applicability,
    group: Group,
    fragments: &Arc<Fragments>,
) -> Mended {
    let (subjects, checked): (Vec<Subject>, Vec<Checked>) = group.into_iter().unzip();
    let mut run = Run {
        linter,
        fragments,
        subjects,
        originals: originals(&checked),
        state: State::of(checked, Texts::default()),
        mended: Mended::default(),
        given_up: FxHashSet::default(),
    };
    let mut is_new = false;
    for _ in 0..MAX_ROUNDS {
        if run.round(most) {
            is_new = true;
        } else if is_new && !run.given_up.is_empty() {
            // What did harm earlier may do none in the documents as they are now.
            run.given_up.clear();
            run.mended.withdrawn.clear();
            is_new = false;
        } else {
            break;
        }
    }
    run.finish()
}

/// The files as they were read first, by name.
fn originals(checked: &[Checked]) -> BTreeMap<String, Arc<Source>> {
    let sources = checked.iter().flat_map(|checked| &checked.sources);
    sources
        .map(|source| (source.name().to_owned(), Arc::clone(source)))
        .collect()
}

struct Run<'l> {
    linter: &'l Linter,
    fragments: &'l Arc<Fragments>,
    subjects: Vec<Subject>,
    originals: BTreeMap<String, Arc<Source>>,
    state: State,
    mended: Mended,
    given_up: FxHashSet<FixKey>,
}

/// The texts of a moment, and what a check says of them.
struct State {
    texts: Texts,
    report: Report,
    census: Census,
}

impl State {
    fn of(checked: Vec<Checked>, texts: Texts) -> Self {
        let mut state = Self {
            texts,
            report: Report::default(),
            census: Census::default(),
        };
        for part in checked {
            state.report.absorb(part.report);
            state.census.absorb(part.census);
        }
        state.report.settle();
        state
    }
}

impl Run<'_> {
    /// Makes the fixes of one round; whether anything changed.
    fn round(&mut self, most: Applicability) -> bool {
        let findings = std::mem::take(&mut self.state.report.findings);
        let chosen = choose(&findings, most, &self.given_up, |edit| {
            self.is_editable(edit)
        });
        let has_any = !chosen.is_empty();
        let before = self.mended.fixed.len();
        if has_any {
            let mut accepted = Vec::new();
            let mut next = None;
            self.take(&chosen, &mut accepted, &mut next);
            if let Some(next) = next {
                self.mended
                    .fixed
                    .extend(accepted.iter().map(|one| fixed(one)));
                self.state = next;
            }
        }
        let has_changed = self.mended.fixed.len() > before;
        if !has_changed {
            self.state.report.findings = findings;
        }
        has_changed
    }

    /// Accepts fixes that do no harm, halving what does until the culprit stands alone. All edits
    /// refer to the texts at the beginning of the round.
    fn take<'f>(
        &mut self,
        candidates: &[Chosen<'f>],
        accepted: &mut Vec<Chosen<'f>>,
        state: &mut Option<State>,
    ) {
        match self.attempt(accepted, candidates, state.as_ref()) {
            Ok(next) => {
                *state = Some(next);
                accepted.extend(candidates.iter().cloned());
            }
            Err(reason) => match candidates {
                [] => {}
                // It only gets in the way of another: its turn comes in the next round.
                [_] if !accepted.is_empty() && self.attempt(&[], candidates, None).is_ok() => {}
                [culprit] => {
                    self.given_up.insert(culprit.key());
                    self.mended.withdrawn.push(Withdrawn {
                        rule: culprit.finding.rule.clone(),
                        place: culprit.finding.place.clone(),
                        title: culprit.fix.title.clone(),
                        reason,
                    });
                }
                several => {
                    let (first, rest) = several.split_at(several.len() / 2);
                    self.take(first, accepted, state);
                    self.take(rest, accepted, state);
                }
            },
        }
    }

    /// The state after some more fixes than those that are accepted, or why they do harm there.
    fn attempt(
        &self,
        accepted: &[Chosen<'_>],
        candidates: &[Chosen<'_>],
        base: Option<&State>,
    ) -> Result<State, String> {
        let texts = self.changed_texts(accepted.iter().chain(candidates))?;
        let checked: Vec<Checked> = self
            .subjects
            .par_iter()
            .map(|subject| {
                self.linter
                    .check_with(&subject.changed(&texts), &texts, self.fragments)
            })
            .collect();
        let state = State::of(checked, texts);
        if state.report.failures.len() > self.state.report.failures.len() {
            let failure = state.report.failures.first();
            let message = failure.map_or("", |failure| failure.message.as_str());
            return Err(format!(
                "the document could not be read any more: {message}"
            ));
        }
        let before = base.unwrap_or(&self.state);
        match harm(candidates, &before.census, &state.census) {
            None => Ok(state),
            Some(reason) => Err(reason),
        }
    }

    fn changed_texts<'c, 'f: 'c>(
        &self,
        fixes: impl Iterator<Item = &'c Chosen<'f>>,
    ) -> Result<Texts, String> {
        let mut by_file: BTreeMap<&str, (&Arc<Source>, Vec<TextEdit>)> = BTreeMap::new();
        for edit in fixes.flat_map(|chosen| &chosen.fix.edits) {
            let entry = by_file.entry(edit.source.name());
            let (_, edits) = entry.or_insert_with(|| (&edit.source, Vec::new()));
            let edit = TextEdit {
                span: edit.span,
                text: edit.replacement.clone(),
            };
            if !edits.contains(&edit) {
                edits.push(edit);
            }
        }
        let mut texts = self.state.texts.clone();
        for (name, (source, edits)) in by_file {
            let text = apply(source.text(), &edits)
                .ok_or_else(|| format!("its edits of {name} overlap"))?;
            let location = location(source);
            texts.insert(location, Arc::new(source.with_text(text)));
        }
        Ok(texts)
    }

    /// Of texts in memory only the text itself is changed.
    fn is_editable(&self, edit: &Edit) -> bool {
        let mut texts = self.subjects.iter().filter_map(|subject| match subject {
            Subject::Text(source) => Some(source),
            Subject::File(_) => None,
        });
        texts.all(|source| source.name() == edit.source.name())
    }

    fn finish(mut self) -> Mended {
        for before in self.originals.values() {
            let after = self.state.texts.get(&location(before));
            if let Some(after) = after.filter(|after| after.text() != before.text()) {
                self.mended.changes.push(FileChange {
                    before: Arc::clone(before),
                    after: Arc::clone(after),
                });
            }
        }
        self.mended.report = self.state.report;
        self.mended
    }
}

/// What has become worse: a finding that stays though it was fixed, or a new one that is as grave as
/// the least grave of those that were fixed.
fn harm(fixes: &[Chosen<'_>], before: &Census, after: &Census) -> Option<String> {
    let severity = fixes.iter().map(|fix| fix.finding.severity).min();
    let severity = severity.unwrap_or(Severity::Info);
    let mended = |rule: &RuleName| {
        let own = fixes.iter().filter(|fix| fix.finding.rule == *rule);
        own.map(|fix| fix.fix.places).sum::<usize>()
    };
    let expected = |rule: &RuleName| before.count(rule).saturating_sub(mended(rule));
    let worse = after.beyond(before, expected).into_iter();
    let is_foreseen = |rule: &RuleName| fixes.iter().any(|fix| fix.fix.brings.contains(rule));
    let mut worse = worse
        .filter(|(rule, found, _)| mended(rule) > 0 || *found >= severity && !is_foreseen(rule));
    let (rule, _, place) = worse.next()?;
    let line = place.start().line;
    Some(if mended(&rule) > 0 {
        format!("`{rule}` would still be found in line {line}")
    } else {
        format!("`{rule}` would be found in line {line}")
    })
}

/// Where a file lies; a text in memory is told by its name.
fn location(source: &Source) -> std::path::PathBuf {
    normalise(source.path().unwrap_or(Path::new(source.name())))
}

impl Subject {
    /// The subject with its own text as it is now.
    fn changed(&self, texts: &Texts) -> Subject {
        match self {
            Subject::Text(source) => {
                let now = texts.get(&location(source)).unwrap_or(source);
                Subject::Text(Arc::clone(now))
            }
            Subject::File(input) => Subject::File(input.clone()),
        }
    }
}

fn fixed(chosen: &Chosen<'_>) -> Fixed {
    let mut files: Vec<String> = chosen
        .fix
        .edits
        .iter()
        .map(|edit| edit.source.name().to_owned())
        .collect();
    files.sort();
    files.dedup();
    Fixed {
        rule: chosen.finding.rule.clone(),
        message: chosen.finding.message.clone(),
        place: chosen.finding.place.clone(),
        title: chosen.fix.title.clone(),
        applicability: chosen.fix.applicability,
        files,
    }
}
