//! Keys of a Responses Object that are not in ascending order.

use super::Options;
use crate::finding::{Detection, Token};
use crate::http::StatusKey;
use crate::openapi::{Operation, ResponseUse};
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
                    .touching([operation]),
            );
        }
        // Of keys that ascend, only the last of each kind can belong behind a later one.
        before.retain(|(_, other)| !is_same_kind(*other, key));
        before.push((found, key));
    }
    None
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
