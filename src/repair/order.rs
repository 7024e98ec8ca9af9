//! Where a new key goes among those that are there.

use crate::http::{StatusClass, StatusKey};
use crate::syntax::Node;
use crate::syntax::edit::Slot;

/// The order in which people write the fields of the objects that fixes add to.
const FIELDS: [&str; 22] = [
    "$ref",
    "operationId",
    "summary",
    "title",
    "description",
    "name",
    "in",
    "required",
    "requestBody",
    "responses",
    "headers",
    "content",
    "schema",
    "examples",
    "links",
    "type",
    "format",
    "status",
    "detail",
    "instance",
    "callbacks",
    "security",
];

/// Where a key goes in a mapping: a status among statuses by number, a field as people order them, a
/// name in the alphabet where the others are in it, else behind all.
pub(super) fn slot<'t>(mapping: Node<'t>, key: &str) -> Slot<'t> {
    let rank = |text: &str| FIELDS.iter().position(|known| *known == text);
    let is_responses = mapping
        .own_entries()
        .any(|entry| StatusKey::parse(entry.key.text()).is_some());
    if let Some(status) = StatusKey::parse(key).filter(|_| is_responses) {
        return behind_last(mapping, true, |other| {
            StatusKey::parse(other).is_some_and(|other| place(other) <= place(status))
        });
    }
    if let Some(own) = rank(key) {
        let first = mapping.own_entries().next();
        let is_known = first.is_some_and(|first| rank(first.key.text()).is_some());
        return behind_last(mapping, is_known, |other| {
            rank(other).is_some_and(|other| other <= own)
        });
    }
    let mut names = mapping
        .own_entries()
        .map(|entry| entry.key.text().to_lowercase());
    if mapping.len() > 2 && names.by_ref().is_sorted() {
        let key = key.to_lowercase();
        return behind_last(mapping, true, |other| other.to_lowercase() <= key);
    }
    Slot::Last
}

/// Behind the last entry whose key comes before the new one; where there is none, before all others if
/// it belongs there.
fn behind_last(
    mapping: Node<'_>,
    comes_first: bool,
    comes_before: impl Fn(&str) -> bool,
) -> Slot<'_> {
    let last = mapping
        .own_entries()
        .filter(|entry| comes_before(entry.key.text()))
        .last();
    match last {
        Some(entry) => Slot::Behind(entry.key),
        None if comes_first => Slot::First,
        None => Slot::Last,
    }
}

/// Codes by number, a range behind its codes, `default` behind all.
pub fn place(status: StatusKey) -> (u16, bool) {
    match status {
        StatusKey::Code(code) => (code.number(), false),
        StatusKey::Range(class) => (end_of(class), true),
        StatusKey::Default => (u16::MAX, true),
    }
}

fn end_of(class: StatusClass) -> u16 {
    let first = class.as_str().replace('X', "9");
    first.parse().unwrap_or(u16::MAX)
}
