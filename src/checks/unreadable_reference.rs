//! References to files that cannot be had: a hole that every rule has to look past.

use rustc_hash::FxHashSet;

use super::Options;
use crate::finding::{Detection, Token};
use crate::openapi::{Document, Unresolved};

/// One detection for each file that is missing, cannot be parsed, or lies outside the root, and one
/// for all that lie beyond a limit; it stands at the first `$ref` that names the file.
pub(super) fn check<'a>(document: &'a Document<'a>, _options: &Options<'_>) -> Vec<Detection<'a>> {
    let forest = document.root().forest();
    if forest.is_complete() {
        return Vec::new();
    }
    let mut reported: FxHashSet<String> = FxHashSet::default();
    let unresolved = forest
        .references()
        .filter_map(|reference| Some((reference, reference.parent()?.resolve().err()?)));
    unresolved
        .filter_map(|(reference, unresolved)| {
            let (file, _) = reference
                .text()
                .split_once('#')
                .unwrap_or((reference.text(), ""));
            if !reported.insert(format!("{:?} {file}", reference.file())) {
                return None;
            }
            let message = match unresolved {
                Unresolved::Unreadable(reason) => reason,
                Unresolved::OutsideRoot(target) => {
                    format!("`{target}` lies outside the root folder and was not read")
                }
                // What lies beyond a limit may be thousands of files, and has one cause.
                Unresolved::BeyondLimit(limit) => {
                    reported.insert(limit.clone()).then_some(limit)?
                }
                Unresolved::Missing(_) | Unresolved::Cycle(_) | Unresolved::Remote(_) => {
                    return None;
                }
            };
            let mut detection = Detection::at(Token::Value(reference));
            detection.message = Some(message);
            Some(detection)
        })
        .collect()
}
