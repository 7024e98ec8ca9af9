//! Keys of a Responses Object that are not in ascending order.

use super::Options;
use crate::finding::{Detection, Token};
use crate::http::StatusKey;
use crate::openapi::{Cursor, Operation, ResponseUse};
use crate::repair::{Change, Repair, status_place};
use crate::syntax::Notation;

/// Finds the first key of an operation that should have come earlier.
///
/// Codes ascend, and so do ranges; a range comes behind the codes of its class, whether or not those
/// of other classes follow; `default` is the last.
pub(super) fn check<'a>(operation: Operation<'a>, _: &Options<'_>) -> Option<Detection<'a>> {
    let responses = operation.responses_object()?;
    // What a program writes has the order that it likes, and what a merge key brings in has none.
    if responses.node().notation() == Notation::Json
        || responses.node().own_entries().count() != responses.entries().count()
    {
        return None;
    }
    let keyed = |found: ResponseUse<'a>| Some((found, found.status()?));
    let mut before: Vec<(ResponseUse<'a>, StatusKey)> = Vec::new();
    for (found, key) in operation.responses().filter_map(keyed) {
        let mut earlier = before.iter();
        if let Some((misplaced, _)) = earlier.find(|(_, other)| belongs_behind(*other, key)) {
            return Some(
                Detection::at(Token::Key(found.value()))
                    .fact("name", misplaced.key().text())
                    .see(Token::Key(misplaced.value()), "comes before it")
                    .mended_by(sorted(responses))
                    .touching([operation]),
            );
        }
        // Of keys that ascend, only the last of each kind can belong behind a later one.
        before.retain(|(_, other)| !is_same_kind(*other, key));
        before.push((found, key));
    }
    None
}

/// The statuses in ascending order, at the places where statuses stand.
fn sorted(responses: Cursor<'_>) -> Repair<'_> {
    let keys = responses
        .node()
        .own_entries()
        .map(|entry| StatusKey::parse(entry.key.text()));
    let keys: Vec<Option<StatusKey>> = keys.collect();
    let positions = keys
        .iter()
        .enumerate()
        .filter_map(|(at, key)| Some((at, (*key)?)));
    let mut ascending: Vec<(usize, StatusKey)> = positions.collect();
    ascending.sort_by_key(|(_, key)| status_place(*key));
    let mut ascending = ascending.into_iter();
    let order = keys.iter().enumerate().map(|(at, key)| match key {
        Some(_) => ascending.next().map_or(at, |(from, _)| from),
        None => at,
    });
    let order = order.collect();
    let sort = Change::Sort {
        mapping: responses,
        order,
    };
    Repair::of(sort).titled("put the statuses in ascending order")
}

/// Whether a key belongs behind another.
fn belongs_behind(key: StatusKey, other: StatusKey) -> bool {
    match (key, other) {
        (StatusKey::Default, _) => other != StatusKey::Default,
        (StatusKey::Code(key), StatusKey::Code(other)) => key > other,
        (StatusKey::Range(key), StatusKey::Range(other)) => key > other,
        (StatusKey::Range(key), StatusKey::Code(other)) => key == other.class(),
        _ => false,
    }
}

/// Whether two keys are both codes, or the same otherwise. Ranges are all kept: there are five.
fn is_same_kind(key: StatusKey, other: StatusKey) -> bool {
    key == other || matches!((key, other), (StatusKey::Code(_), StatusKey::Code(_)))
}
